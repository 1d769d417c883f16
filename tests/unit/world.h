/* world.h - what tests of stylesheets run in: an arena with diagnostics. Include behind cmocka.h.
 */
#ifndef TP_TEST_WORLD_H
#define TP_TEST_WORLD_H

#include <pthread.h>

#include "../../pipeline/base/diag.h"

struct world {
    struct tp_arena *arena;
    struct tp_diags *ds;
    void (*test)(struct world *w);
    void *arg;
    bool good; /* set by tests that run beside each other or short of memory: they can't assert */
};

static inline void world_body(void *arg)
{
    struct world *w = arg;

    w->ds = tp_diags_new(w->arena, 0);
    w->test(w);
}

/* Did it come to its end? LIMIT: bytes of memory, 0 for any. */
static inline bool world_run(struct world *w, size_t limit)
{
    bool whole;

    w->arena = tp_arena_new(limit);
    whole = w->arena && tp_guard(w->arena, world_body, w);
    tp_arena_free(w->arena);
    return whole;
}

static inline void in_world(void (*test)(struct world *w))
{
    struct world w = {.test = test};

    assert_true(world_run(&w, 0));
}

static inline void *world_thread(void *arg)
{
    struct world *w = arg;

    w->good = world_run(w, 0) && w->good;
    return NULL;
}

/* TEST four times at once; each must say that it is good. */
static inline void in_threads(void (*test)(struct world *w), void *arg)
{
    enum { THREADS = 4 };
    struct world w[THREADS];
    pthread_t thread[THREADS];

    for (int i = 0; i < THREADS; i++) {
        w[i] = (struct world){.test = test, .arg = arg};
        assert_int_equal(pthread_create(&thread[i], NULL, world_thread, &w[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_true(w[i].good);
    }
}

/* TEST with STEP more bytes each time, until they are enough: then it must say that it is good. */
static inline void in_scarcity(void (*test)(struct world *w), void *arg, size_t step)
{
    struct world w = {.test = test, .arg = arg};

    for (size_t limit = step; !world_run(&w, limit); limit += step)
        assert_true(limit < (size_t)64 << 20);
    assert_true(w.good);
}

#endif
