/*
 * jobs.h - the same work on many documents, by several threads, with results in the documents'
 * order.
 */
#ifndef TP_RUN_JOBS_H
#define TP_RUN_JOBS_H

#include "../base/diag.h"

struct tp_job {
    struct tp_arena *kept;  /* the document's own: what outlives the work */
    struct tp_diags *diags; /* in KEPT */
    bool exhausted;         /* memory ran out: the diagnostics say so */
};

struct tp_jobs {
    size_t n;         /* documents */
    unsigned threads; /* at the most; at least 1 */
    size_t limit;     /* bytes of arena memory a document may take; 0: none */
    void *arg;
    const char *(*name)(void *arg, size_t i); /* of document I, for messages */
    /*
     * Work on document I, in some thread. WORK, and DS in it, are freed when it returns; the
     * diagnostics are added to the job's before. Only what belongs to document I may be written.
     */
    void (*work)(void *arg, size_t i, struct tp_arena *work, struct tp_diags *ds,
                 struct tp_job *job);
    /* In the caller's thread and in order: document I, and all before it, are finished. NULL: none.
     */
    void (*done)(void *arg, size_t i, struct tp_job *job);
};

/* A job for each of N documents, allocated in A; what they keep is freed with A. MAX_ERRORS as in
 * struct tp_diags. */
struct tp_job *tp_jobs_new(struct tp_arena *a, size_t n, size_t max_errors);

/* Run them all; may be done again with the same jobs. A document whose work runs out of memory gets
 * TP_D_OUT_OF_MEMORY; the others go on. */
void tp_jobs_run(struct tp_arena *a, const struct tp_jobs *jobs, struct tp_job *job);

/* The number of processors to be used; at least 1. */
unsigned tp_jobs_default(void);

#endif
