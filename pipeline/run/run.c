#include "run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../transform/transform.h"

struct batch {
    struct tp_run *run;
    tp_document_fn *work;
    void *arg;
};

static const char *name_of(void *arg, size_t i)
{
    const struct batch *b = arg;

    return b->run->outcomes[i].file;
}

static void work_on(void *arg, size_t i, struct tp_arena *work, struct tp_diags *ds,
                    struct tp_job *job)
{
    struct batch *b = arg;

    (void)job;
    b->work(b->arg, i, work, &b->run->outcomes[i], ds);
}

void tp_run_take_status(struct tp_run *r, const struct tp_diags *ds)
{
    r->status = tp_worse(r->status, ds->status);
    if (r->set.strict && ds->warnings)
        r->status = tp_worse(r->status, TP_INVALID);
}

void tp_run_unusable(struct tp_run *r)
{
    r->general->status = r->status = TP_UNUSABLE;
}

static void sort(struct tp_run *r, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(r->arena);

    tp_diags_sort(ds, work);
    tp_arena_free(work);
}

static void finished(void *arg, size_t i, struct tp_job *job)
{
    struct batch *b = arg;
    struct tp_run *r = b->run;
    struct tp_outcome *o = &r->outcomes[i];
    size_t counted = r->counted ? r->counted : r->passes;

    if (job->exhausted)
        r->status = tp_worse(r->status, TP_FAILED);
    if (r->after)
        r->after(r->after_arg, i);
    if (r->pass == r->passes) {
        if (r->in_order)
            sort(r, o->diags);
        tp_run_take_status(r, o->diags);
        if (r->set.on_document)
            r->set.on_document(r->set.arg, o);
    }
    if (r->set.on_progress && r->pass <= counted)
        r->set.on_progress(r->set.arg, (r->pass - 1) * r->n + i + 1, counted * r->n, o->file);
}

/* ---- documents in processes ---- */

enum {
    LONGEST = 300, /* seconds for a document, when nothing is said: 100 MB are encoded in 15 */
    GRACE = 10,
    MEMORY_FACTOR = 4, /* of what arenas may take: trees, and what libraries keep */
    MEMORY_MORE = 256 << 20
};

static void free_shared(void *memory)
{
    tp_shared_free(memory);
}

void tp_run_apart(struct tp_run *r)
{
    /* of address space: what all documents keep, diagnostics mostly */
    static const size_t sizes[] = {(size_t)64 << 30, (size_t)4 << 30, (size_t)256 << 20};
    struct tp_shared *memory = NULL;

    if (!r->set.apart)
        return;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && !memory; i++)
        memory = tp_shared_new(sizes[i]);
    if (!memory)
        return; /* threads, then */
    tp_own(r->arena, free_shared, memory);
    r->apart = TP_NEW(r->arena, struct tp_apart);
    r->apart->memory = memory;
    r->apart->seconds = r->set.seconds ? 2 * r->set.seconds + GRACE : LONGEST;
    if (r->set.memory_limit)
        r->apart->bytes = r->set.memory_limit * MEMORY_FACTOR + MEMORY_MORE;
}

void *tp_run_slots(struct tp_run *r, size_t n, size_t size)
{
    return tp_jobs_slots(r->arena, r->apart, n, size);
}

int64_t tp_run_clock(void)
{
    struct timespec t;

    return clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0
               ? t.tv_sec * INT64_C(1000000000) + t.tv_nsec
               : 0;
}

unsigned tp_run_seconds_left(const struct tp_run *r, int64_t since)
{
    int64_t spent = (tp_run_clock() - since) / 1000000000;
    int64_t all = r->set.seconds ? r->set.seconds : TP_MAX_SECONDS;

    return spent < all ? (unsigned)(all - spent) : 0;
}

/* ---- documents ---- */

void tp_run_set_documents(struct tp_run *r, const char *const *names, size_t n, size_t passes)
{
    r->outcomes = tp_run_slots(r, n, sizeof *r->outcomes);
    r->jobs = tp_jobs_new(r->arena, n, r->set.max_errors, r->apart ? r->apart->memory : NULL);
    r->n = n;
    r->passes = passes;
    for (size_t i = 0; i < n; i++) {
        r->outcomes[i].file = names[i];
        r->outcomes[i].diags = r->jobs[i].diags;
    }
}

void tp_run_pass(struct tp_run *r, tp_document_fn *work, void *arg)
{
    struct batch b = {r, work, arg};
    struct tp_jobs jobs = {.n = r->n,
                           .threads = r->set.threads ? r->set.threads : tp_jobs_default(),
                           .apart = r->apart,
                           .limit = r->set.memory_limit,
                           .arg = &b,
                           .name = name_of,
                           .work = work_on,
                           .done = finished};

    r->pass++;
    tp_jobs_run(r->arena, &jobs, r->jobs);
}

void tp_run_documents(struct tp_run *r, const char *const *names, size_t n, tp_document_fn *work,
                      void *arg)
{
    tp_run_set_documents(r, names, n, 1);
    tp_run_pass(r, work, arg);
}

struct stem {
    const char *stem, *file;
    size_t i;
};

static int by_stem(const void *x, const void *y)
{
    const struct stem *a = x, *b = y;
    int order = strcmp(a->stem, b->stem);

    return order ? order : a->i < b->i ? -1 : a->i > b->i;
}

bool tp_run_unique_stems(struct tp_run *r, const char *const *files, size_t n)
{
    struct stem *v = TP_NEW_ARRAY(r->arena, n + 1, struct stem);
    bool ok = true;

    for (size_t i = 0; i < n; i++)
        v[i] = (struct stem){tp_path_stem(r->arena, files[i]), files[i], i};
    if (n)
        qsort(v, n, sizeof *v, by_stem);
    for (size_t i = 1; i < n; i++)
        if (strcmp(v[i].stem, v[i - 1].stem) == 0) {
            tp_diag(r->general, TP_D_DUPLICATE_STEM, tp_in(v[i].file),
                    tp_fmt(r->arena, "'%s'", v[i - 1].file), v[i].stem);
            ok = false;
        }
    return ok;
}

static bool same_file(const struct tp_diag *x, const struct tp_diag *y)
{
    return x->loc.file && y->loc.file ? strcmp(x->loc.file, y->loc.file) == 0
                                      : x->loc.file == y->loc.file;
}

size_t tp_run_report(const struct tp_run *r, struct tp_arena *a, struct tp_report_document **out)
{
    TP_VEC(struct tp_report_document) v = {0};
    struct tp_diags *ds = NULL;

    for (const struct tp_diag *d = r->general->first, *before = NULL; d; before = d, d = d->next) {
        struct tp_diag *copy;
        if (!before || !same_file(before, d)) {
            ds = tp_diags_new(a, 0);
            TP_PUSH(a, &v,
                    (struct tp_report_document){d->loc.file ? d->loc.file : "teipipe", ds, NULL});
        }
        copy = tp_diag_add_as(ds, d->severity, d->code, d->loc, (const char *const[]){NULL});
        copy->message = d->message;
        copy->path = d->path;
        copy->excerpt = d->excerpt;
        copy->expected = d->expected;
        copy->n_expected = d->n_expected;
    }
    for (size_t i = 0; i < r->n; i++)
        TP_PUSH(a, &v,
                (struct tp_report_document){r->outcomes[i].file, r->outcomes[i].diags,
                                            r->outcomes[i].svrl});
    *out = v.v;
    return v.n;
}
