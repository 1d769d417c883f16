#include "pool.h"

#include <pthread.h>

struct worker {
    struct worker *next_free, *next;
    struct tp_arena *arena;
    void *self;
};

struct tp_pool {
    void *(*make)(struct tp_arena *a, void *arg);
    void *arg;
    pthread_mutex_t lock; /* guards the two lists */
    struct worker *free, *all;
};

static void close_pool(void *p)
{
    struct tp_pool *pool = p;

    while (pool->all) {
        struct tp_arena *arena = pool->all->arena;

        pool->all = pool->all->next;
        tp_arena_free(arena); /* the worker is in it */
    }
    (void)pthread_mutex_destroy(&pool->lock); /* nobody holds it: the arena is going */
}

struct tp_pool *tp_pool_new(struct tp_arena *a, void *(*make)(struct tp_arena *a, void *arg),
                            void *arg)
{
    struct tp_pool *pool = TP_NEW(a, struct tp_pool);

    pool->make = make;
    pool->arg = arg;
    if (pthread_mutex_init(&pool->lock, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, close_pool, pool);
    return pool;
}

/* What one use works on. */
struct job {
    struct tp_pool *pool;
    struct tp_arena *arena;
    struct worker *worker;
    void (*use)(void *worker, struct tp_arena *own, void *arg);
    void *arg;
};

static void make_worker(void *arg)
{
    struct job *j = arg;
    struct worker *w = TP_NEW(j->arena, struct worker);

    w->arena = j->arena;
    w->self = j->pool->make(j->arena, j->pool->arg);
    j->worker = w;
}

/* A free worker, or a new one; NULL: no memory. */
static struct worker *take(struct tp_pool *pool)
{
    struct job j = {.pool = pool};
    struct worker *w;

    (void)pthread_mutex_lock(&pool->lock);
    w = pool->free;
    if (w)
        pool->free = w->next_free;
    (void)pthread_mutex_unlock(&pool->lock);
    if (w)
        return w;
    j.arena = tp_arena_new(0);
    if (!j.arena)
        return NULL;
    if (!tp_guard(j.arena, make_worker, &j)) {
        tp_arena_free(j.arena);
        return NULL;
    }
    (void)pthread_mutex_lock(&pool->lock);
    j.worker->next = pool->all;
    pool->all = j.worker;
    (void)pthread_mutex_unlock(&pool->lock);
    return j.worker;
}

static void run(void *arg)
{
    struct job *j = arg;

    j->use(j->worker->self, j->worker->arena, j->arg);
}

bool tp_pool_use(struct tp_pool *pool, void (*use)(void *worker, struct tp_arena *own, void *arg),
                 void *arg)
{
    struct job j = {.pool = pool, .worker = take(pool), .use = use, .arg = arg};

    if (!j.worker || !tp_guard(j.worker->arena, run, &j))
        return false;
    (void)pthread_mutex_lock(&pool->lock);
    j.worker->next_free = pool->free;
    pool->free = j.worker;
    (void)pthread_mutex_unlock(&pool->lock);
    return true;
}
