#include "jobs.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/heap.h"
#include "workers.h"

enum { MOST_THREADS = 256 };

struct pool {
    const struct tp_jobs *jobs;
    struct tp_job *job;
    bool *finished;
    size_t next; /* not yet taken by a thread */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

unsigned tp_jobs_default(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (unsigned)n;
}

static void free_arena(void *a)
{
    tp_arena_free(a);
}

/* One document: its work under a guard of its own, inside that of what it keeps. */
struct task {
    const struct tp_jobs *jobs;
    size_t i;
    struct tp_job *job;
    struct tp_arena *work;
    struct tp_diags *diags; /* in WORK */
    bool ok;
};

static void do_work(void *arg)
{
    struct task *t = arg;

    t->diags = tp_diags_new(t->work, t->job->diags->max_errors);
    t->jobs->work(t->jobs->arg, t->i, t->work, t->diags, t->job);
}

static void do_task(void *arg)
{
    struct task *t = arg;

    t->ok = tp_guard(t->work, do_work, t);
    if (t->diags) /* readable even when memory ran out */
        tp_diags_append(t->job->diags, t->diags);
}

static void out_of_memory(void *arg)
{
    struct task *t = arg;

    t->job->exhausted = true;
    (void)tp_diag(t->job->diags, TP_D_OUT_OF_MEMORY, tp_in(t->jobs->name(t->jobs->arg, t->i)),
                  NULL);
}

void tp_jobs_run_one(const struct tp_jobs *jobs, struct tp_job *job, size_t i)
{
    struct task t = {jobs, i, &job[i], NULL, NULL, false};
    bool kept_ok = false;

    t.work = tp_arena_new(jobs->limit);
    if (t.work)
        kept_ok = tp_guard(t.job->kept, do_task, &t);
    tp_arena_free(t.work);
    if (!kept_ok || !t.ok)
        (void)tp_guard(t.job->kept, out_of_memory, &t); /* EXHAUSTED is set in any case */
}

/* Take the next document until there is none. */
static void *thread_main(void *arg)
{
    struct pool *p = arg;

    tp_heap_begin();
    for (;;) {
        size_t i;
        (void)pthread_mutex_lock(&p->mutex); /* a plain mutex, used rightly, doesn't fail */
        i = p->next < p->jobs->n ? p->next++ : p->jobs->n;
        (void)pthread_mutex_unlock(&p->mutex);
        if (i == p->jobs->n)
            return NULL;
        tp_jobs_run_one(p->jobs, p->job, i);
        (void)pthread_mutex_lock(&p->mutex);
        p->finished[i] = true;
        (void)pthread_cond_signal(&p->changed);
        (void)pthread_mutex_unlock(&p->mutex);
    }
}

/* As many threads as can be had; returns their number. */
static unsigned start(struct pool *p, pthread_t *threads, unsigned wanted)
{
    pthread_attr_t attr;
    unsigned n = 0;

    if (pthread_attr_init(&attr) != 0)
        return 0;
    (void)pthread_attr_setstacksize(&attr,
                                    TP_JOB_STACK); /* else the system's own size will have to do */
    while (n < wanted && pthread_create(&threads[n], &attr, thread_main, p) == 0)
        n++;
    (void)pthread_attr_destroy(&attr);
    return n;
}

static void collect(void *arg)
{
    struct pool *p = arg;

    for (size_t i = 0; i < p->jobs->n; i++) {
        (void)pthread_mutex_lock(&p->mutex);
        while (!p->finished[i])
            (void)pthread_cond_wait(&p->changed, &p->mutex);
        (void)pthread_mutex_unlock(&p->mutex);
        if (p->jobs->done)
            p->jobs->done(p->jobs->arg, i, &p->job[i]);
    }
}

struct opening {
    struct tp_job *job;
    size_t max_errors;
};

static void open_diags(void *arg)
{
    struct opening *o = arg;

    o->job->diags = tp_diags_new(o->job->kept, o->max_errors);
}

static void *some(struct tp_arena *a, struct tp_shared *memory, size_t n, size_t size)
{
    void *v;

    if (!memory)
        return tp_alloc_array(a, n, size);
    v = n < SIZE_MAX / 2 / size ? tp_shared_alloc(memory, n * size) : NULL;
    if (!v)
        tp_arena_fail(a);
    return v;
}

struct tp_job *tp_jobs_new(struct tp_arena *a, size_t n, size_t max_errors,
                           struct tp_shared *memory)
{
    struct tp_job *job = some(a, memory, n + 1, sizeof *job);

    for (size_t i = 0; i < n; i++) {
        struct opening o = {&job[i], max_errors};
        job[i].kept = tp_own(a, free_arena, memory ? tp_arena_new_shared(memory) : tp_arena_new(0));
        if (!tp_guard(job[i].kept, open_diags, &o))
            tp_arena_fail(a);
    }
    return job;
}

void *tp_jobs_slots(struct tp_arena *a, struct tp_apart *apart, size_t n, size_t size)
{
    void *v = some(a, apart ? apart->memory : NULL, n + 1, size);

    if (!apart)
        return v;
    if (apart->n_slots == TP_MAX_SLOTS)
        abort(); /* a programming error */
    apart->slots[apart->n_slots].v = v;
    apart->slots[apart->n_slots++].size = size;
    return v;
}

void tp_jobs_run(struct tp_arena *a, const struct tp_jobs *jobs, struct tp_job *job)
{
    struct pool p = {.jobs = jobs, .job = job};
    unsigned wanted = jobs->threads < MOST_THREADS ? jobs->threads : MOST_THREADS, n;
    pthread_t *threads;
    bool ok;

    if (jobs->apart && tp_workers_run(a, jobs, job))
        return;
    if (wanted > jobs->n)
        wanted = (unsigned)jobs->n;
    p.finished = TP_NEW_ARRAY(a, jobs->n + 1, bool);
    threads = TP_NEW_ARRAY(a, wanted + 1, pthread_t);
    if (pthread_mutex_init(&p.mutex, NULL) != 0 || pthread_cond_init(&p.changed, NULL) != 0)
        tp_arena_fail(a);
    n = start(&p, threads, wanted);
    if (n == 0)
        (void)thread_main(&p);
    ok = tp_guard(a, collect, &p);
    for (unsigned i = 0; i < n; i++)
        (void)pthread_join(threads[i], NULL);
    (void)pthread_cond_destroy(&p.changed);
    (void)pthread_mutex_destroy(&p.mutex);
    if (!ok) /* only now: the threads used this frame */
        tp_arena_fail(a);
}
