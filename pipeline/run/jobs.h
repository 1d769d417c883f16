/*
 * jobs.h - the same work on many documents, by several threads, with results in the documents'
 * order.
 */
#ifndef TP_RUN_JOBS_H
#define TP_RUN_JOBS_H

#include "../base/diag.h"
#include "../base/shared.h"

struct tp_job {
    struct tp_arena *kept;  /* the document's own: what outlives the work */
    struct tp_diags *diags; /* in KEPT */
    bool exhausted;         /* memory ran out: the diagnostics say so */
};

enum { TP_MAX_SLOTS = 4 };

/*
 * Work in processes instead of threads: a document that crashes, hangs or eats memory costs itself
 * alone, and is reported (TP_D_WORKER_DIED, TP_D_TIME_LIMIT). Each worker is forked when the run
 * begins, takes document after document, and is replaced when it has died. Only for a process
 * without other threads; where none can be forked, it is threads after all.
 *
 * What the work leaves must stand in the shared memory: what the job keeps does (tp_jobs_new() with
 * MEMORY), and arrays made by tp_jobs_slots(). All else that a worker writes is its own: caches are
 * filled by each of them, and nothing can be gathered there from several documents.
 */
struct tp_apart {
    struct tp_shared *memory;
    unsigned seconds; /* of processor time for a document; 0: no limit */
    size_t bytes; /* a worker may have more than at its beginning; 0: its share of the machine's */
    struct {
        char *v;
        size_t size; /* of an entry; there is one a document */
    } slots[TP_MAX_SLOTS];
    size_t n_slots;
};

struct tp_jobs {
    size_t n;                     /* documents */
    unsigned threads;             /* or processes; at the most; at least 1 */
    const struct tp_apart *apart; /* NULL: threads */
    size_t limit;                 /* bytes of arena memory a document may take; 0: none */
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
 * struct tp_diags. MEMORY: where they and what they keep stand, freed after A; NULL: in A. */
struct tp_job *tp_jobs_new(struct tp_arena *a, size_t n, size_t max_errors,
                           struct tp_shared *memory);

/* An array with N zeroed entries, one a document, that the work may write. APART NULL: in A. */
void *tp_jobs_slots(struct tp_arena *a, struct tp_apart *apart, size_t n, size_t size);

/* Run them all; may be done again with the same jobs. A document whose work runs out of memory gets
 * TP_D_OUT_OF_MEMORY; the others go on. */
void tp_jobs_run(struct tp_arena *a, const struct tp_jobs *jobs, struct tp_job *job);

/* The work on document I, here and now. Inside run/ only. */
void tp_jobs_run_one(const struct tp_jobs *jobs, struct tp_job *job, size_t i);

enum { TP_JOB_STACK = 32 << 20 }; /* of a thread: libxml2 walks deep trees by recursion */

/* The number of processors to be used; at least 1. */
unsigned tp_jobs_default(void);

#endif
