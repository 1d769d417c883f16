/* Weaving annotations into elements, the alignment behind the proof, and identifiers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/encode/align.h"
#include "../../pipeline/encode/ids.h"
#include "../../pipeline/encode/weave.h"
#include "guard.h"

/* A paragraph whose text is the source itself. */
static struct tp_block paragraph(struct tp_arena *a, const char *text)
{
    struct tp_block b = {.kind = TP_BLOCK_PARAGRAPH, .text = text, .len = (uint32_t)strlen(text)};

    b.segments = TP_NEW(a, struct tp_segment);
    b.segments[0] = (struct tp_segment){0, b.len, {0, b.len}};
    b.n_segments = 1;
    b.src = (struct tp_range){0, b.len};
    return b;
}

static void show(struct tp_buf *out, const struct tp_node *n)
{
    for (const struct tp_node *c = n->first; c; c = c->next) {
        if (!c->name) {
            tp_buf_add(out, c->text, c->len);
            continue;
        }
        tp_buf_fmt(out, "<%s>", c->name);
        show(out, c);
        tp_buf_fmt(out, "</%s>", c->name);
    }
}

static const char *woven(struct tp_arena *a, const char *text, const struct tp_anno *annos,
                         size_t n)
{
    struct tp_block b = paragraph(a, text);
    struct tp_annos list = {(struct tp_anno *)annos, n, n};
    struct tp_node *p = tp_element(a, NULL, "p");
    struct tp_buf out = tp_buf_new(a);

    tp_weave(a, p, &b, 0, b.len, &list, false);
    show(&out, p);
    return out.p;
}

static void check_nesting(struct tp_arena *a)
{
    const struct tp_anno name = {
        .start = 0, .end = 12, .element = "persName", .rank = TP_RANK_NAME};
    const struct tp_anno given = {.start = 0,
                                  .end = 5,
                                  .open = 1,
                                  .close = 1,
                                  .element = "supplied",
                                  .rank = TP_RANK_BRACKET};
    const struct tp_anno both[] = {given, name};

    assert_string_equal(woven(a, "[Liu] Shaoqi:", both, 2),
                        "<persName><supplied>Liu</supplied> Shaoqi</persName>:");
}

static void check_crossing(struct tp_arena *a)
{
    const struct tp_anno low = {.start = 0, .end = 5, .element = "low", .rank = TP_RANK_NAME};
    const struct tp_anno high = {.start = 3, .end = 8, .element = "high", .rank = TP_RANK_DATE};
    const struct tp_anno x[] = {low, high}, y[] = {high, low};

    assert_string_equal(woven(a, "abcdefghij", x, 2), "abc<high>defgh</high>ij");
    assert_string_equal(woven(a, "abcdefghij", y, 2), "abc<high>defgh</high>ij");
}

static void check_inner_and_beside(struct tp_arena *a)
{
    const struct tp_anno choice = {.start = 2,
                                   .end = 7,
                                   .element = "choice",
                                   .inner = "orig",
                                   .beside = "reg",
                                   .beside_text = "abc",
                                   .opaque = true,
                                   .rank = TP_RANK_FORM};
    const struct tp_anno inside = {.start = 2, .end = 3, .element = "hi", .rank = TP_RANK_FORM};
    const struct tp_anno gap = {.start = 0, .end = 5, .open = 5, .element = "gap"};
    const struct tp_anno x[] = {choice, inside}, y[] = {gap};

    assert_string_equal(woven(a, "x a b c y", x, 2),
                        "x <choice><orig>a b c</orig><reg>abc</reg></choice> y");
    assert_string_equal(woven(a, "[...] end", y, 1), "<gap></gap> end");
}

static void check_faulty(struct tp_arena *a)
{
    const struct tp_anno faulty[] = {
        {.start = 4, .end = 4, .element = "empty"},
        {.start = 0, .end = 99, .element = "long"},
        {.start = 0, .end = 3, .open = 2, .close = 2, .element = "greedy"},
    };

    assert_string_equal(woven(a, "as it was", faulty, 3), "as it was");
}

/* Whatever the annotations are, the text and the signs that elements stand for are all of the text.
 */
static void check_random(struct tp_arena *a)
{
    enum { LEN = 60, ROUNDS = 4000 };
    static const char *const names[] = {"a", "b", "c", "d"};
    uint32_t seed = 1;

    for (int round = 0; round < ROUNDS; round++) {
        struct tp_arena *w = tp_arena_sub(a);
        char *text = tp_alloc(w, LEN + 1);
        bool seen[LEN] = {false};
        struct tp_annos list = {0};
        struct tp_block b;
        struct tp_node *p = tp_element(w, NULL, "p");
        for (int i = 0; i < LEN; i++)
            text[i] = (char)('a' + i % 26);
        for (int i = 0; i < round % 12; i++) {
            struct tp_anno x = {0};
            seed = seed * 1664525u + 1013904223u;
            x.start = seed >> 8 & 63;
            x.end = x.start + (seed >> 14 & 31);
            x.open = seed >> 20 & 3;
            x.close = seed >> 22 & 1;
            x.element = names[seed >> 24 & 3];
            x.rank = (enum tp_rank)(seed >> 26 & 3);
            x.opaque = seed >> 28 & 1;
            TP_PUSH(w, &list, x);
        }
        b = paragraph(w, text);
        tp_weave(w, p, &b, 0, b.len, &list, false);
        for (const struct tp_node *n = p; n; n = tp_node_next(p, n, false)) {
            for (uint32_t i = n->name ? 0 : n->src.start; !n->name && i < n->src.end; i++) {
                assert_false(seen[i]);
                seen[i] = true;
            }
            for (const struct tp_claim *c = n->claims; c; c = c->next)
                for (uint32_t i = c->src.start; i < c->src.end; i++) {
                    assert_false(seen[i]);
                    seen[i] = true;
                }
        }
        for (int i = 0; i < LEN; i++)
            assert_true(seen[i]);
        tp_arena_free(w);
    }
}

/* The length of the longest common subsequence, by the textbook. */
static size_t lcs(const uint64_t *x, size_t n, const uint64_t *y, size_t m)
{
    size_t row[64] = {0};

    for (size_t i = 0; i < n; i++) {
        size_t diagonal = 0;
        for (size_t j = 0; j < m; j++) {
            size_t up = row[j + 1];
            row[j + 1] = x[i] == y[j] ? diagonal + 1 : up > row[j] ? up : row[j];
            diagonal = up;
        }
    }
    return row[m];
}

static void check_align(struct tp_arena *a)
{
    uint32_t seed = 7;

    for (int round = 0; round < 5000; round++) {
        uint64_t x[40], y[40];
        bool kept[40];
        size_t n = (size_t)(round % 37), m, count = 0, at = 0;
        for (size_t i = 0; i < 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            x[i] = seed >> 24 & 3;
            y[i] = seed >> 27 & 3;
        }
        m = seed >> 16 & 31;
        tp_align(a, x, n, y, m, kept);
        for (size_t i = 0; i < n; i++) {
            if (!kept[i])
                continue;
            count++;
            while (at < m && y[at] != x[i])
                at++;
            assert_true(at++ < m); /* what is kept is a subsequence of the other */
        }
        assert_int_equal(count, lcs(x, n, y, m));
    }
}

static void check_ids(struct tp_arena *a)
{
    struct tp_ids *ids = tp_ids_new(a);
    const char *first = tp_id_for(ids, "p", "The same text.", 14);

    assert_string_equal(tp_id_for(ids, "p", "The  same\ntext", 14), tp_fmt(a, "%s-2", first));
    assert_string_equal(tp_id_named(ids, "original"), "original");
    assert_string_equal(tp_id_named(ids, "original"), "original-2");
    for (int i = 0; i < 1000; i++)
        (void)tp_id_named(ids, tp_fmt(a, "n%d", i));
    assert_string_equal(tp_id_named(ids, "original-2"), "original-2-2");
    assert_string_equal(tp_id_for(tp_ids_new(a), "p", "the same", 8),
                        tp_id_for(tp_ids_new(a), "p", "the same!", 9));
}

#define TEST(name)                                                                                 \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(check_##name);                                                                     \
    }
TEST(nesting)
TEST(crossing)
TEST(inner_and_beside)
TEST(faulty)
TEST(random)
TEST(align)
TEST(ids)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nesting), cmocka_unit_test(crossing), cmocka_unit_test(inner_and_beside),
        cmocka_unit_test(faulty),  cmocka_unit_test(random),   cmocka_unit_test(align),
        cmocka_unit_test(ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
