/* test_heap.c - libxml2's allocator: contents, counting, limits, threads. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/xmlmemory.h>

#include "../../pipeline/base/heap.h"
#include "../../pipeline/base/xml.h"

enum { SLOTS = 512, STEPS = 200000 };

struct slot {
    unsigned char *p;
    size_t size;
    unsigned char mark;
};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void fill(struct slot *s, uint32_t *state)
{
    s->mark = (unsigned char)next_random(state);
    memset(s->p, s->mark, s->size);
}

static bool whole(const struct slot *s, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (s->p[i] != s->mark)
            return false;
    return true;
}

/* Sizes around the border between lists and malloc(), more small ones than large ones. */
static size_t some_size(uint32_t *state)
{
    uint32_t r = next_random(state);

    return r % 16 == 0 ? r % 9000 : r % 4 == 0 ? r % (2 * TP_HEAP_SMALL) : r % 100;
}

static bool churn(uint32_t seed)
{
    static const size_t most = TP_HEAP_SMALL * 9;
    struct slot slots[SLOTS] = {{0}};
    int64_t before = tp_heap_used();
    uint32_t state = seed;
    bool good = true;

    for (int i = 0; i < STEPS && good; i++) {
        struct slot *s = &slots[next_random(&state) % SLOTS];
        size_t size = some_size(&state);
        good = whole(s, s->size) && size < most && (uintptr_t)s->p % 16 == 0;
        if (s->p && next_random(&state) % 4 == 0) {
            s->p = xmlRealloc(s->p, size + 1);
            good = good && s->p && whole(s, s->size < size ? s->size : size);
        } else {
            xmlFree(s->p);
            s->p = xmlMalloc(size);
        }
        s->size = size;
        fill(s, &state);
    }
    for (int i = 0; i < SLOTS; i++)
        xmlFree(slots[i].p);
    return good && tp_heap_used() == before;
}

static void *churning(void *arg)
{
    tp_heap_begin();
    return churn((uint32_t)(uintptr_t)arg) ? arg : NULL;
}

static void test_contents(void **state)
{
    enum { THREADS = 4, ROUNDS = 3 };
    pthread_t threads[THREADS];
    void *good;

    (void)state;
    assert_true(churn(1));                         /* by malloc() */
    for (int round = 0; round < ROUNDS; round++) { /* threads go on with what others have left */
        for (uintptr_t i = 0; i < THREADS; i++)
            assert_int_equal(pthread_create(&threads[i], NULL, churning, (void *)(i + 1)), 0);
        for (int i = 0; i < THREADS; i++) {
            assert_int_equal(pthread_join(threads[i], &good), 0);
            assert_non_null(good);
        }
    }
}

/* ---- freed elsewhere ---- */

enum { PASSED = 20000 };

static void *make_many(void *arg)
{
    char **v = arg;

    tp_heap_begin();
    for (int i = 0; i < PASSED; i++) {
        v[i] = xmlMalloc(48);
        if (v[i])
            memset(v[i], 'x', 48);
    }
    return NULL;
}

static void test_freed_elsewhere(void **state)
{
    static char *v[PASSED], *again[PASSED];
    char *foreign = malloc(48);
    pthread_t thread;
    int64_t before = tp_heap_used();

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, make_many, v), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (int i = 0; i < PASSED; i++) {
        assert_non_null(v[i]);
        xmlFree(v[i]);
    }
    assert_true(tp_heap_used() <= before - PASSED * 48);
    assert_int_equal(pthread_create(&thread, NULL, make_many, again), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (int i = 0; i < PASSED; i++) {
        xmlFree(again[i]);
    }
    xmlFree(foreign); /* as from before there was an allocator */
}

/* ---- counting and limits ---- */

static void count_up(void *arg)
{
    ++*(int *)arg;
}

static void test_limit(void **state)
{
    int told = 0;
    struct tp_heap_watch watch = {tp_heap_used(), 4000000, count_up, &told, false};
    void *small, *large, *more;

    (void)state;
    assert_null(tp_heap_watch(&watch));
    small = xmlMalloc(1000);
    assert_non_null(small);
    assert_int_equal(told, 0);
    large = xmlMalloc(4800000);
    assert_non_null(large); /* the one who asked for it is told, and goes on */
    assert_int_equal(told, 1);
    more = xmlMalloc((size_t)watch.limit);
    assert_null(more);
    assert_null(xmlRealloc(small, (size_t)watch.limit * 2));
    assert_int_equal(told, 1);
    xmlFree(large);
    xmlFree(small);
    assert_ptr_equal(tp_heap_watch(NULL), &watch);
    more = xmlMalloc((size_t)watch.limit * 3);
    assert_non_null(more);
    xmlFree(more);
}

static void test_sizes(void **state)
{
    int64_t before = tp_heap_used();
    void *p = xmlMalloc(0), *q;

    (void)state;
    assert_non_null(p);
    p = xmlRealloc(p, 24);
    assert_true(tp_heap_used() >= before + 24);
    q = xmlRealloc(NULL, 5000);
    assert_true(tp_heap_used() >= before + 5024);
    xmlFree(p);
    xmlFree(q);
    xmlFree(NULL);
    assert_int_equal(tp_heap_used(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contents),
        cmocka_unit_test(test_freed_elsewhere),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_sizes),
    };

    tp_xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
