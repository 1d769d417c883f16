/* guard.h - run a test's body in an arena of its own, under its guard. Include behind cmocka.h. */
#ifndef TP_TEST_GUARD_H
#define TP_TEST_GUARD_H

#include "../../pipeline/base/arena.h"

struct guarded_run {
    struct tp_arena *a;
    void (*test)(struct tp_arena *a);
};

static inline void guarded_body(void *arg)
{
    struct guarded_run *r = arg;

    r->test(r->a);
}

static inline void guarded(void (*test)(struct tp_arena *a))
{
    struct guarded_run r = {tp_arena_new(0), test};

    assert_non_null(r.a);
    assert_true(tp_guard(r.a, guarded_body, &r));
    tp_arena_free(r.a);
}

/*
 * GUARDED(name): the cmocka test "test_name" is the function NAME on an arena of its own.
 * WITH_FIXTURE(name): on a struct fixture of the including file, as its fixture_in(arena) makes it.
 */
#define GUARDED(name)                                                                              \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(name);                                                                             \
    }
#define WITH_FIXTURE(name)                                                                         \
    static void name##_in(struct tp_arena *a)                                                      \
    {                                                                                              \
        struct fixture f = fixture_in(a);                                                          \
                                                                                                   \
        name(&f);                                                                                  \
    }                                                                                              \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(name##_in);                                                                        \
    }

#endif
