/* The encoder as a whole: the proof that nothing is lost, lines, layouts, odd input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/encode/coverage.h"
#include "../../pipeline/encode/encode.h"
#include "../../pipeline/encode/write.h"
#include "guard.h"

static bool encode(struct tp_arena *a, const char *name, const char *text, struct tp_encoded *out,
                   struct tp_diags *ds)
{
    struct tp_encoder_options o = {0};
    struct tp_encoder *e = tp_encoder_new(a, &o, ds);

    assert_non_null(e);
    return tp_encode_memory(e, a, name, text, strlen(text), "test", out, ds);
}

static const char letter[] = "Example City, 2 August 1954\n"
                             "\n"
                             "Dear Sir,\n"
                             "\n"
                             "The first paragraph names nobody at all, and says so.\n"
                             "\n"
                             "The second is short.\n"
                             "\n"
                             "Yours sincerely,\n"
                             "\n"
                             "Jane Exemplar\n";

static void check_whole(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_encoded out;

    assert_true(encode(a, "letter.txt", letter, &out, ds));
    assert_int_equal(ds->errors, 0);
    assert_int_equal(out.chars, out.covered);
    assert_true(out.chars > 100);
    assert_string_equal(out.layout, "letter");
    assert_non_null(strstr(out.xml, "<salute>Dear Sir,</salute>"));
    assert_non_null(strstr(out.xml, "<signed>Jane Exemplar</signed>"));
}

/* A source and a tree of one paragraph for each line, as the proof sees them. */
static struct tp_node *lines_as_paragraphs(struct tp_arena *a, const struct tp_source *s)
{
    struct tp_node *root = tp_element(a, NULL, "body");

    for (const struct tp_block *b = s->root->first; b; b = b->next)
        tp_block_text(a, tp_element(a, root, "p"), b, 0, b->len, false);
    return root;
}

static void prove(struct tp_arena *a, const struct tp_source *s, const struct tp_node *root,
                  const char *xml, struct tp_coverage *out)
{
    assert_true(tp_coverage(a, s, root, xml, strlen(xml), out));
}

/* Take a paragraph out of the result: exactly its text is reported, at its place. */
static void check_removed_paragraph(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_source *s = tp_source_parse(a, "letter.txt", letter, strlen(letter), -1, ds);
    struct tp_node *root = lines_as_paragraphs(a, s);
    struct tp_buf xml = tp_buf_new(a);
    struct tp_origins origins = {0};
    struct tp_coverage c;
    struct tp_place place;
    char *from, *to;

    tp_write_tei(a, root, "x", &xml, &origins);
    prove(a, s, root, xml.p, &c);
    assert_int_equal(c.n_lost, 0);
    from = strstr(xml.p, "<p>The second");
    assert_non_null(from);
    to = strstr(from, "</p>") + 4;
    memmove(from, to, strlen(to) + 1);
    prove(a, s, root, xml.p, &c);
    assert_int_equal(c.n_lost, 1);
    assert_int_equal(c.chars - c.covered, strlen("Thesecondisshort."));
    place = tp_lines_locate(s->lines, c.lost[0].start);
    assert_int_equal(place.line, 7);
    assert_int_equal(place.col, 1);
    assert_int_equal(c.lost[0].end - c.lost[0].start, strlen("The second is short."));
}

/* One word changed, one word dropped, one letter dropped: each is noticed, nothing else is. */
static void check_changed_words(struct tp_arena *a)
{
    static const struct {
        const char *from, *to;
        size_t lost;
    } changes[] = {{"nobody", "somebody", 6},
                   {"short.", "", 6},
                   {"Exemplar", "Exempla", 8},
                   {"Dear Sir,", "Dear  Sir,", 0}};
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_source *s = tp_source_parse(a, "letter.txt", letter, strlen(letter), -1, ds);
    struct tp_node *root = lines_as_paragraphs(a, s);

    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct tp_buf xml = tp_buf_new(a), changed = tp_buf_new(a);
        struct tp_origins origins = {0};
        struct tp_coverage c;
        char *at;
        tp_write_tei(a, root, "x", &xml, &origins);
        at = strstr(xml.p, changes[i].from);
        tp_buf_add(&changed, xml.p, (size_t)(at - xml.p));
        tp_buf_str(&changed, changes[i].to);
        tp_buf_str(&changed, at + strlen(changes[i].from));
        prove(a, s, root, changed.p, &c);
        assert_int_equal(c.chars - c.covered, changes[i].lost);
    }
}

/* Text that never came into the tree is lost as well. */
static void check_missing_in_tree(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_source *s = tp_source_parse(a, "letter.txt", letter, strlen(letter), -1, ds);
    struct tp_node *root = tp_element(a, NULL, "body");
    struct tp_buf xml = tp_buf_new(a);
    struct tp_origins origins = {0};
    struct tp_coverage c;
    const struct tp_block *b = s->root->first;

    tp_block_text(a, tp_element(a, root, "p"), b, 0, b->len, false);
    tp_write_tei(a, root, "x", &xml, &origins);
    prove(a, s, root, xml.p, &c);
    assert_int_equal(c.n_lost, 1); /* everything behind, white space doesn't part it */
    assert_int_equal(c.lost[0].end, strlen(letter) - 1);
}

static void check_lines(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_encoded out;
    size_t line = 1;

    assert_true(encode(a, "letter.txt", letter, &out, ds));
    for (const char *p = out.xml; *p && strncmp(p, "The second", 10) != 0; p++)
        line += *p == '\n';
    assert_int_equal(tp_encoded_source_line(&out, line), 7);
    assert_int_equal(tp_encoded_source_line(&out, 1), 0);
}

/* The same text elsewhere keeps its identifier, whatever stands before it. */
static void check_stable_ids(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_encoded x, y;
    char id[16];
    const char *at;

    assert_true(encode(a, "a.txt", "One paragraph.\n\nAnother, the last.\n", &x, ds));
    assert_true(encode(a, "a.txt",
                       "One more paragraph, and longer.\n\nBetween.\n\nAnother, the "
                       "last.\n",
                       &y, ds));
    at = strstr(x.xml, ">Another, the last");
    assert_non_null(at);
    memcpy(id, at - 11, 11);
    id[11] = '\0';
    assert_non_null(strstr(y.xml, tp_fmt(a, "%s>Another, the last", id)));
}

static void check_layout_messages(struct tp_arena *a)
{
    static const char text[] = "name: mine\ndetect:\n  needs: 1\n  captoin: 2\nroles:\n"
                               "  - {role: signd, regex: 'x'}\n  - {role: head, regex: '('}\n";
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_encoder_options o = {.layouts_dir = "build/tests/layouts"};
    const struct tp_diag *d;

    assert_true(tp_write_file(a, "build/tests/layouts/mine.yaml", text, strlen(text), ds));
    assert_null(tp_encoder_new(a, &o, ds));
    d = ds->first;
    assert_non_null(d);
    assert_int_equal(d->loc.line, 4);
    assert_int_equal(d->loc.col, 3);
    assert_non_null(strstr(d->message, "did you mean 'caption'?"));
    d = d->next;
    assert_int_equal(d->loc.line, 6);
    assert_non_null(strstr(d->message, "did you mean 'signed'?"));
    d = d->next;
    assert_int_equal(d->loc.line, 7);
    assert_int_equal(ds->status, TP_UNUSABLE);
}

#define TEST(name)                                                                                 \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(check_##name);                                                                     \
    }
TEST(whole)
TEST(removed_paragraph)
TEST(changed_words)
TEST(missing_in_tree)
TEST(lines)
TEST(stable_ids)
TEST(layout_messages)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole),           cmocka_unit_test(removed_paragraph),
        cmocka_unit_test(changed_words),   cmocka_unit_test(missing_in_tree),
        cmocka_unit_test(lines),           cmocka_unit_test(stable_ids),
        cmocka_unit_test(layout_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
