/*
 * workers.c - jobs in forked processes.
 *
 * Documents are numbered; a counter in shared memory says which is next, and each worker takes one,
 * notes it at its seat with a copy of what the document's results were before, and works. A byte in
 * its pipe says that one is finished, the end of the pipe that the worker has ended. When it ended
 * with a document at its seat, that one's results are put back as they were, and it gets a
 * diagnostic. The parent does nothing else, and reads results in the documents' order.
 */
#define _GNU_SOURCE /* clock_getcpuclockid() and strsignal() with C17 */

#include "workers.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "../base/heap.h"

enum {
    MOST_WORKERS = 256,
    LOOK = 100,    /* milliseconds between looks at the clocks */
    WAITING = 10,  /* a document may take so many times its limit by the clock on the wall */
    LEAST_MB = 512 /* of a worker, when nothing is said */
};

/* One worker's, in shared memory. */
struct seat {
    _Atomic size_t taken;            /* the document's number and one; 0: none */
    _Atomic int64_t processor, wall; /* nanoseconds, when it was taken */
    struct tp_job job;               /* as they were before */
    struct tp_diags diags;
    char *slots[TP_MAX_SLOTS];
};

/* In shared memory. */
struct counter {
    _Atomic size_t next;
};

struct worker {
    pid_t pid; /* 0: none */
    int fd;    /* to be read */
    struct seat *seat;
    bool late; /* was killed because its time was up */
};

struct staff {
    struct tp_arena *arena;
    const struct tp_jobs *jobs;
    const struct tp_apart *apart;
    struct tp_job *job;
    struct counter *counter;
    _Atomic bool *finished; /* a document */
    struct worker *workers;
    unsigned n;
};

static int64_t clock_now(clockid_t clock)
{
    struct timespec t;

    return clock_gettime(clock, &t) == 0 ? t.tv_sec * INT64_C(1000000000) + t.tv_nsec : 0;
}

/* ---- in the worker ---- */

struct life {
    const struct staff *staff;
    const struct worker *self;
    int fd; /* to be written */
};

static void sit_down(const struct staff *s, struct seat *seat, size_t i)
{
    seat->job = s->job[i];
    seat->diags = *s->job[i].diags;
    for (size_t k = 0; k < s->apart->n_slots; k++)
        memcpy(seat->slots[k], s->apart->slots[k].v + i * s->apart->slots[k].size,
               s->apart->slots[k].size);
    atomic_store(&seat->processor, clock_now(CLOCK_PROCESS_CPUTIME_ID));
    atomic_store(&seat->wall, clock_now(CLOCK_MONOTONIC));
    atomic_store(&seat->taken, i + 1);
}

/* Until there is no document left, or memory ran out, which leaves a process that is better
 * replaced.
 */
static void *live(void *arg)
{
    const struct life *l = arg;
    const struct staff *s = l->staff;
    struct seat *seat = l->self->seat;

    tp_heap_begin();
    for (;;) {
        size_t i = atomic_fetch_add(&s->counter->next, 1);
        if (i >= s->jobs->n)
            return NULL;
        sit_down(s, seat, i);
        tp_jobs_run_one(s->jobs, s->job, i);
        atomic_store(&s->finished[i], true);
        atomic_store(&seat->taken, 0);
        if (write(l->fd, "", 1) != 1 || s->job[i].exhausted)
            return NULL;
    }
}

/* Bytes of data that the process has; 0: not known. */
static size_t data_now(void)
{
    FILE *f = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    long size = sysconf(_SC_PAGESIZE);

    if (f && fscanf(f, "%*u %*u %*u %*u %*u %lu", &pages) != 1)
        pages = 0;
    if (f)
        (void)fclose(f); /* was only read */
    return size > 0 ? pages * (size_t)size : 0;
}

static size_t share_of_memory(unsigned workers)
{
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    size_t bytes = pages > 0 && size > 0 ? (size_t)pages * (size_t)size / workers : 0;

    return bytes > (size_t)LEAST_MB << 20 ? bytes : (size_t)LEAST_MB << 20;
}

/* The system refuses what is beyond; where it can't be told, nothing is limited. */
static void limit_memory(const struct staff *s)
{
    size_t has = data_now();
    rlim_t most = has + (s->apart->bytes ? s->apart->bytes : share_of_memory(s->n));
    struct rlimit r;

    if (!has || getrlimit(RLIMIT_DATA, &r) != 0 ||
        (r.rlim_cur != RLIM_INFINITY && r.rlim_cur < most))
        return;
    r.rlim_cur = most;
    (void)setrlimit(RLIMIT_DATA, &r);
}

/* A thread of its own, for its stack; it can't jump into the frames that the parent left here. */
static void be_worker(struct life *l, pid_t parent)
{
    static const struct rlimit no_core = {0, 0};
    pthread_attr_t attr;
    pthread_t thread;

#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG,
                SIGKILL); /* else it ends with its document, and a failing write */
    if (getppid() != parent)
        _exit(0);
#else
    (void)parent;
#endif
    (void)signal(SIGPIPE, SIG_IGN);
    (void)setrlimit(RLIMIT_CORE, &no_core);
    limit_memory(l->staff);
    if (pthread_attr_init(&attr) != 0 || pthread_attr_setstacksize(&attr, TP_JOB_STACK) != 0 ||
        pthread_create(&thread, &attr, live, l) != 0)
        _exit(1);
    (void)pthread_join(thread, NULL);
    _exit(0); /* nothing of the parent's is flushed or freed */
}

/* ---- in the parent ---- */

static bool engage(const struct staff *s, struct worker *w)
{
    struct life l = {s, w, -1};
    int fds[2];
    pid_t parent = getpid(), pid;

    if (pipe(fds) != 0)
        return false;
    w->late = false;
    atomic_store(&w->seat->taken, 0);
    pid = fork();
    if (pid == 0) {
        (void)close(fds[0]);
        l.fd = fds[1];
        be_worker(&l, parent); /* doesn't return */
    }
    (void)close(fds[1]);
    if (pid < 0) {
        (void)close(fds[0]);
        return false;
    }
    w->fd = fds[0];
    w->pid = pid;
    return true;
}

struct failing {
    struct staff *staff;
    size_t i;
    const struct worker *worker;
    int status; /* of the process */
};

/* What the document had before the worker took it; the memory that it kept stays, unused. */
static void put_back(struct staff *s, const struct seat *seat, size_t i)
{
    struct tp_job *job = &s->job[i];
    struct tp_arena *fresh = tp_arena_new_shared(s->apart->memory);

    *job = seat->job;
    *job->diags = seat->diags;
    *job->diags->last = NULL;
    for (size_t k = 0; k < s->apart->n_slots; k++)
        memcpy(s->apart->slots[k].v + i * s->apart->slots[k].size, seat->slots[k],
               s->apart->slots[k].size);
    if (fresh) /* else the old one must do */
        job->kept = job->diags->arena = fresh;
}

static void say_why(void *arg)
{
    const struct failing *f = arg;
    struct tp_diags *ds = f->staff->job[f->i].diags;
    struct tp_loc loc = tp_in(f->staff->jobs->name(f->staff->jobs->arg, f->i));
    int sig = WIFSIGNALED(f->status) ? WTERMSIG(f->status) : 0;

    if (f->worker && f->worker->late)
        tp_diag(ds, TP_D_TIME_LIMIT, loc, tp_fmt(ds->arena, "%u", f->staff->apart->seconds));
    else if (sig == SIGKILL)
        tp_diag(ds, TP_D_WORKER_DIED, loc,
                "was killed by the system, most likely because memory ran out");
    else if (sig)
        tp_diag(ds, TP_D_WORKER_DIED, loc,
                tp_fmt(ds->arena, "ended with signal %d, %s", sig, strsignal(sig)));
    else
        tp_diag(ds, TP_D_WORKER_DIED, loc, "ended before it was done");
}

static void fail(struct staff *s, size_t i, const struct worker *w, int status)
{
    struct failing f = {s, i, w, status};

    s->job[i].exhausted = true;
    (void)tp_guard(s->job[i].kept, say_why, &f); /* EXHAUSTED is set in any case */
    atomic_store(&s->finished[i], true);
}

/* The pipe of W has ended, and so has W. */
static void bury(struct staff *s, struct worker *w)
{
    size_t taken;
    int status = 0;

    (void)close(w->fd);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {
    }
    w->pid = 0;
    taken = atomic_load(&w->seat->taken);
    if (taken) {
        put_back(s, w->seat, taken - 1);
        fail(s, taken - 1, w, status);
    }
    if (atomic_load(&s->counter->next) < s->jobs->n)
        (void)engage(s, w); /* else the others do what there is */
}

/* Kill the worker whose document takes too long. */
static void look_at_clock(const struct staff *s, struct worker *w)
{
    size_t taken = atomic_load(&w->seat->taken);
    int64_t most = (int64_t)s->apart->seconds * 1000000000, since, wall;
    clockid_t clock;

    if (!taken || !most || w->late)
        return;
    since = atomic_load(&w->seat->processor);
    wall = clock_now(CLOCK_MONOTONIC) - atomic_load(&w->seat->wall);
    if (wall < most) /* then its processor can't have taken longer */
        return;
    if (wall > most * WAITING ||
        (clock_getcpuclockid(w->pid, &clock) == 0 && clock_now(clock) - since > most)) {
        w->late = atomic_load(&w->seat->taken) == taken && kill(w->pid, SIGKILL) == 0;
    }
}

/* Wait until something happens. False: there is nobody to wait for. */
static bool wait_for_workers(struct staff *s)
{
    struct pollfd fds[MOST_WORKERS];
    struct worker *who[MOST_WORKERS];
    char bytes[256];
    nfds_t n = 0;

    for (unsigned i = 0; i < s->n; i++)
        if (s->workers[i].pid) {
            who[n] = &s->workers[i];
            fds[n++] = (struct pollfd){s->workers[i].fd, POLLIN, 0};
        }
    if (!n)
        return false;
    if (poll(fds, n, LOOK) < 0)
        return true; /* a signal */
    for (nfds_t i = 0; i < n; i++) {
        ssize_t got = fds[i].revents ? read(fds[i].fd, bytes, sizeof bytes) : 1;
        if (got == 0 || (got < 0 && errno != EINTR))
            bury(s, who[i]);
        else
            look_at_clock(s, who[i]);
    }
    return true;
}

static void collect(void *arg)
{
    struct staff *s = arg;

    for (size_t i = 0; i < s->jobs->n; i++) {
        while (!atomic_load(&s->finished[i]) && wait_for_workers(s)) {
        }
        if (!atomic_load(&s->finished[i])) /* died with it in the hand, before it sat down */
            fail(s, i, NULL, 0);
        if (s->jobs->done)
            s->jobs->done(s->jobs->arg, i, &s->job[i]);
    }
}

static void *share(struct staff *s, size_t size)
{
    void *p = tp_shared_alloc(s->apart->memory, size);

    if (!p)
        tp_arena_fail(s->arena);
    return p;
}

static void furnish(struct staff *s)
{
    s->counter = share(s, sizeof *s->counter);
    s->finished = share(s, (s->jobs->n + 1) * sizeof *s->finished);
    s->workers = TP_NEW_ARRAY(s->arena, s->n + 1, struct worker);
    for (unsigned i = 0; i < s->n; i++) {
        struct seat *seat = share(s, sizeof *seat);
        for (size_t k = 0; k < s->apart->n_slots; k++)
            seat->slots[k] = share(s, s->apart->slots[k].size);
        s->workers[i].seat = seat;
    }
}

/* The caller gives up: nobody is left behind. */
static void dismiss(struct staff *s)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->workers[i].pid) {
            (void)kill(s->workers[i].pid, SIGKILL); /* it may have ended already */
            (void)close(s->workers[i].fd);
            (void)waitpid(s->workers[i].pid, NULL, 0);
        }
}

bool tp_workers_run(struct tp_arena *a, const struct tp_jobs *jobs, struct tp_job *job)
{
    struct staff s = {.arena = a, .jobs = jobs, .apart = jobs->apart, .job = job};
    unsigned engaged = 0;
    bool ok;

    s.n = jobs->threads < MOST_WORKERS ? jobs->threads : MOST_WORKERS;
    if (s.n > jobs->n)
        s.n = (unsigned)jobs->n;
    furnish(&s);
    while (engaged < s.n && engage(&s, &s.workers[engaged]))
        engaged++;
    if (!engaged && jobs->n)
        return false;
    ok = tp_guard(a, collect, &s);
    if (!ok) {
        dismiss(&s);
        tp_arena_fail(a);
    }
    while (wait_for_workers(&s)) {
    }
    return true;
}
