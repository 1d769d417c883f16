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

#endif
