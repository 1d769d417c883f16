/* Which shard a document belongs to (pipeline/run/shard.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../pipeline/run/shard.h"
#include "guard.h"

enum { DOCUMENTS = 20000 };

static const char *name(struct tp_arena *a, unsigned i)
{
    return tp_fmt(a, "letters/%05u.txt", i);
}

static void check_even(struct tp_arena *a)
{
    static const unsigned sizes[] = {1, 2, 3, 8, 100};

    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        unsigned n = sizes[k], *count = TP_NEW_ARRAY(a, n + 1, unsigned);
        for (unsigned i = 0; i < DOCUMENTS; i++) {
            unsigned at = tp_shard_of(a, ".", name(a, i), n);
            assert_in_range(at, 1, n);
            count[at]++;
        }
        for (unsigned i = 1; i <= n; i++) /* six standard deviations of the smallest shares: 42 % */
            assert_in_range(count[i], DOCUMENTS / n * 58 / 100, DOCUMENTS / n * 142 / 100);
    }
}

/* One shard more takes its share from the others, and nothing else moves. */
static void check_one_more(struct tp_arena *a)
{
    size_t moved = 0;

    for (unsigned i = 0; i < DOCUMENTS; i++) {
        unsigned before = tp_shard_of(a, ".", name(a, i), 9);
        unsigned after = tp_shard_of(a, ".", name(a, i), 10);
        if (before == after)
            continue;
        assert_int_equal(after, 10);
        moved++;
    }
    assert_in_range(moved, DOCUMENTS / 12, DOCUMENTS / 8);
}

/* The same wherever the edition is, and for ever: shards are kept from version to version. */
static void check_stable(struct tp_arena *a)
{
    for (unsigned i = 0; i < 100; i++) {
        unsigned at = tp_shard_of(a, "ed", tp_fmt(a, "ed/%s", name(a, i)), 8);
        assert_int_equal(at, tp_shard_of(a, ".", name(a, i), 8));
        assert_int_equal(at, tp_shard_of(a, ".", tp_fmt(a, "./%s", name(a, i)), 8));
        assert_int_equal(at, tp_shard_of(a, "/x/y/", tp_fmt(a, "/x/y/%s", name(a, i)), 8));
    }
    /* As another program has counted them out. */
    assert_int_equal(tp_shard_of(a, ".", "letters/1953-06-07.txt", 8), 8);
    assert_int_equal(tp_shard_of(a, ".", "letters/1953-06-08.txt", 8), 6);
    assert_int_equal(tp_shard_of(a, ".", "Письмо.md", 100000), 72452);
}

#define TEST(name)                                                                                 \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(check_##name);                                                                     \
    }
TEST(even)
TEST(one_more)
TEST(stable)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_even),
        cmocka_unit_test(test_one_more),
        cmocka_unit_test(test_stable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
