/* Tests of encode/diff.h and ordinal.h: what the pairs in tests/collate and tests/encode don't say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/encode/diff.h"
#include "../../pipeline/encode/ordinal.h"
#include "guard.h"

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* The length of the longest common subsequence, by the book. */
static size_t longest(const uint64_t *x, size_t n, const uint64_t *y, size_t m)
{
    size_t row[65] = {0};

    for (size_t i = 0; i < n; i++) {
        size_t corner = 0;
        for (size_t k = 0; k < m; k++) {
            size_t above = row[k + 1];
            row[k + 1] = x[i] == y[k] ? corner + 1 : above > row[k] ? above : row[k];
            corner = above;
        }
    }
    return row[m];
}

/* Matches are the same, go upwards, and are as many as there can be. */
static void check_random(struct tp_arena *a)
{
    uint32_t seed = 20;

    for (int round = 0; round < 20000; round++) {
        uint64_t x[64], y[64];
        size_t match[64], n = next(&seed) % 65, m = next(&seed) % 65, last = 0, sum = 0;
        uint32_t letters = 1 + next(&seed) % 12;
        struct tp_arena *work = tp_arena_sub(a);
        for (size_t i = 0; i < n; i++)
            x[i] = next(&seed) % letters;
        for (size_t i = 0; i < m; i++)
            y[i] = next(&seed) % letters;
        assert_true(tp_diff(work, x, n, y, m, 1000, match));
        for (size_t i = 0; i < n; i++) {
            if (!match[i])
                continue;
            assert_true(match[i] <= m && match[i] > last);
            assert_true(x[i] == y[match[i] - 1]);
            last = match[i];
            sum++;
        }
        assert_int_equal(sum, longest(x, n, y, m));
        tp_arena_free(work);
    }
}

/* Past the limit nothing is matched but what both begin and end with. */
static void check_limit(struct tp_arena *a)
{
    enum { N = 3000 };
    uint64_t *x = TP_NEW_ARRAY(a, N, uint64_t), *y = TP_NEW_ARRAY(a, N, uint64_t);
    size_t *match = TP_NEW_ARRAY(a, N, size_t), sum = 0;

    for (size_t i = 0; i < N; i++) {
        x[i] = i;
        y[i] = i < 10 || i > N - 6 ? i : i + N;
    }
    assert_false(tp_diff(a, x, N, y, N, 100, match));
    for (size_t i = 0; i < N; i++)
        sum += match[i] != 0;
    assert_int_equal(sum, 15);
    assert_true(tp_diff(a, x, N, y, N, 3 * N, match));
}

static void check_ordinals(struct tp_arena *a)
{
    static const struct {
        const char *text, *n; /* NULL: no number */
        char style;
    } table[] = {
        {"1. Trade", "1", '1'},
        {"(2) the fare", "2", '1'},
        {"12) oars", "12", '1'},
        {"IV. Ferries", "4", 'I'},
        {"a) boats", "a", 'a'},
        {"(i) boats", "1", 'i'},
        {"(c) boats", "c", 'a'},
        {"б) лодки", "б", 'c'},
        {"（三）船", "3", 'h'},
        {"十二、船", "12", 'h'},
        {"第二，船", "2", 'o'},
        {"1.5 million", NULL, 0},
        {"1950 was dry", NULL, 0},
        {"a. A letter", NULL, 0},
        {"A. Vale", NULL, 0},
        {"(not) this", NULL, 0},
        {"1 oar", NULL, 0},
        {"", NULL, 0},
        {"(", NULL, 0},
        {"第", NULL, 0},
        {"0. Nothing", NULL, 0},
    };
    struct tp_ordinal h = tp_ordinal_of("(h) boats", 9, NULL), i;

    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        struct tp_ordinal o = tp_ordinal_of(table[k].text, (uint32_t)strlen(table[k].text), NULL);
        if (!table[k].n) {
            assert_int_equal(o.end, 0);
            continue;
        }
        assert_true(o.end > 0);
        assert_int_equal(o.style, table[k].style);
        assert_string_equal(tp_ordinal_n(a, &o), table[k].n);
    }
    /* a letter behind a letter is one, at the beginning it is a Roman number */
    i = tp_ordinal_of("(i) boats", 9, &h);
    assert_true(tp_ordinal_follows(&h, &i));
    assert_int_equal(i.style, 'a');
}

static void test_random(void **state)
{
    (void)state;
    guarded(check_random);
}

static void test_limit(void **state)
{
    (void)state;
    guarded(check_limit);
}

static void test_ordinals(void **state)
{
    (void)state;
    guarded(check_ordinals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_ordinals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
