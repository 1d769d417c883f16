/*
 * run.h - the commands of the program, each over many documents.
 *
 * A run owns everything that its command makes, until the arena it was given is freed. The commands
 * call on_document for each document in the order of the documents, whatever the number of threads,
 * always in the caller's thread. They print nothing, but write the outputs they are told to write.
 */
#ifndef TP_RUN_RUN_H
#define TP_RUN_RUN_H

#include "../base/diag.h"
#include "../base/file.h"
#include "../report/report.h"
#include "jobs.h"

/* What became of one document. */
struct tp_outcome {
    const char *file;   /* as named by the user */
    const char *output; /* what was made of it first; NULL: nothing */
    struct tp_diags *diags;
    const char *svrl; /* when settings.svrl is set: what Schematron found; else NULL */
    bool encoded;     /* the following three are known */
    const char *layout, *layout_reason;
    uint64_t chars, covered;
    const char *made, *why; /* BUILD: what was, or would be, made of it, and why; NULL: nothing */
    bool explained;         /* it is settings.explain_file */
};

struct tp_settings {
    unsigned threads;         /* 0: as many as there are processors */
    size_t memory_limit;      /* bytes, of a document's arenas and of a transformation; 0: none */
    unsigned seconds;         /* of processor time for one document; 0: what is usual */
    bool apart;               /* documents in processes of their own (jobs.h) */
    size_t max_errors;        /* a document; 0: all */
    bool strict;              /* warnings count as errors do */
    bool explain;             /* notes of what was decided where sources disagree */
    bool dry;                 /* BUILD: say what would be made, and why, and make nothing */
    const char *explain_file; /* BUILD: the same, and find out this one's layout; NULL: none */
    bool svrl;                /* keep what a report in SVRL needs */
    const char *metadata;     /* the table for ENCODE and BUILD; NULL: the edition's, or none */
    const char *layout;       /* ENCODE: of all sources; NULL: what fits each */
    unsigned shard, shards;   /* BUILD: only this share, from 1, of so many; 0: all of it */
    void *arg;
    void (*on_document)(void *arg, const struct tp_outcome *o); /* NULL: not told */
    /* So many of the documents are finished, this file is the latest. NULL: not told. */
    void (*on_progress)(void *arg, size_t done, size_t total, const char *file);
};

struct tp_run {
    struct tp_arena *arena;
    struct tp_settings set;
    struct tp_diags *general; /* of the run as a whole */
    struct tp_outcome *outcomes;
    size_t n;
    struct tp_job *jobs;    /* one a document */
    struct tp_apart *apart; /* NULL: threads */
    bool remembers;         /* what documents ask is noted, and all that could be explained */
    /* With each pass, in the documents' order and in the caller's thread; NULL: none. */
    void (*after)(void *arg, size_t i);
    void *after_arg;
    bool in_order;         /* diagnostics of a document are put in its order at the end */
    size_t passes, pass;   /* over the documents: how many there will be, which is under way */
    size_t counted;        /* of the passes, those that progress is told of; 0: all */
    enum tp_status status; /* the worst of all */
};

/* What to check against. When no schemas are given, those that each document names, else the
 * edition's own; when no rules are given, those that each document names, else those that belong to
 * the edition's own schema, if the document is checked against that. */
struct tp_validation {
    const char *const *schemas; /* names for tp_schema_load() */
    size_t n_schemas;
    const char *const *rules; /* names for tp_sch_load() */
    size_t n_rules;
    const char *phase; /* of the rules; NULL: what the document names, else the default one */
    const char *const *levels; /* "CHECK=SEVERITY", over what the edition's teipipe.yaml says */
    size_t n_levels;
    size_t max_tree; /* in bytes; 0: TP_MAX_TREE_MB */
};

/* VALIDATE: files, and folders with all .xml below them. */
void tp_run_validate(struct tp_run *r, const char *const *paths, size_t n,
                     const struct tp_validation *how);

/* SCHEMA CHECK: can these schemas be used? */
void tp_run_schema_check(struct tp_run *r, const char *const *files, size_t n);
/* SCHEMA CONVERT: FILE in the other syntax, to OUT ("-": standard output). */
void tp_run_schema_convert(struct tp_run *r, const char *file, const char *out);

/* ENCODE: OUTPUT is a folder for STEM.xml, or "-". EDITION: whose configuration to use, a folder;
 * NULL: the nearest folder with a teipipe.yaml above the first source, or none. */
void tp_run_encode(struct tp_run *r, const char *const *sources, size_t n, const char *output,
                   const char *edition);

/* ENCODE --suggest-names: the names that no authority file knows, as a list in FORMAT
 * (run/suggest.h), to standard output. OUTPUT NULL: no TEI is written. */
void tp_run_suggest(struct tp_run *r, const char *const *sources, size_t n, const char *output,
                    const char *edition, const char *format);

/* ENCODE with the readings of another transcription of the same original; one document. */
void tp_run_collate(struct tp_run *r, const char *base, const char *other, const char *output,
                    const char *edition);

struct tp_publish {
    const char *const *formats; /* names in tp_formats */
    size_t n_formats;
    const char *xslt;          /* the user's own stylesheet instead; NULL: none */
    const char *const *params; /* name, value, name, value, NULL; NULL: none */
    const char *output;        /* a folder for STEM.SUFFIX, or "-" */
};

/* TRANSFORM */
void tp_run_transform(struct tp_run *r, const char *const *files, size_t n,
                      const struct tp_publish *how);

/* The parameters of a format (its name) or a stylesheet (its file), in the run's arena; NULL after
 * diagnostics of the run. */
struct tp_param;
const struct tp_param *tp_run_params(struct tp_run *r, const char *name);

/* BUILD: OUTPUT NULL: the folder "output" in the edition. */
void tp_run_build(struct tp_run *r, const char *edition, const char *output);

/* MERGE: the shards in FOLDERS, all of one edition, as a build of the whole would have made it.
 * OUTPUT as for BUILD. PLAN: instead, tell the shards who their neighbours are. */
void tp_run_merge(struct tp_run *r, const char *const *folders, size_t n, const char *output,
                  bool plan);

/* INIT: fill DIR, which is made if need be, with a new edition. Nothing that is there is changed.
 */
void tp_run_init(struct tp_run *r, const char *dir);

/* The documents of the finished run as reports take them, made in A: the run's own diagnostics come
 * first, by their files. Returns their number. */
size_t tp_run_report(const struct tp_run *r, struct tp_arena *a, struct tp_report_document **out);

/* ---- for the commands ---- */

/* Work on document I; its diagnostics go to DS, in WORK, both gone afterwards. What O is to keep is
 * allocated in o->diags->arena. ARG is shared by all threads. */
typedef void tp_document_fn(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                            struct tp_diags *ds);

/* The work on the documents may be done in processes, if the settings ask for it: what it leaves
 * stands in tp_run_slots(), and in what the outcomes keep. Before the documents are set. */
void tp_run_apart(struct tp_run *r);
/* An array with N zeroed entries, one a document, that the work may write. */
void *tp_run_slots(struct tp_run *r, size_t n, size_t size);

/* Processor time of the calling thread, in nanoseconds: to be taken when a document begins. */
int64_t tp_run_clock(void);
/* What is left of a document's seconds for its transformations; 0: nothing. */
unsigned tp_run_seconds_left(const struct tp_run *r, int64_t since);

/* The documents of the run, and how many times WORK will go over all of them. */
void tp_run_set_documents(struct tp_run *r, const char *const *names, size_t n, size_t passes);
/* One pass. With the last one, the user is told of each document, and its status taken up. */
void tp_run_pass(struct tp_run *r, tp_document_fn *work, void *arg);
/* Both for a single pass. */
void tp_run_documents(struct tp_run *r, const char *const *names, size_t n, tp_document_fn *work,
                      void *arg);

/* The worst of the run's status and what these diagnostics amount to. */
void tp_run_take_status(struct tp_run *r, const struct tp_diags *ds);

/* The run can't begin, for what its diagnostics say of its configuration, schemas or stylesheets: a
 * file among them that can't be read counts as they do. */
void tp_run_unusable(struct tp_run *r);

/* False, with a diagnostic, when two of the files have the same stem: their outputs would collide.
 */
bool tp_run_unique_stems(struct tp_run *r, const char *const *files, size_t n);

#endif
