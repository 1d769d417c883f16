/* test_read.c - the reader: encodings, syntax, front matter, limits, and the map to the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ucnv.h>

#include "../../pipeline/read/read.h"

/* ---- reading inside a guard ---- */

struct reading {
    struct tp_arena *arena;
    const char *file, *data;
    size_t len;
    int syntax;
    struct tp_diags *ds;
    struct tp_source *s;
};

static void do_read(void *arg)
{
    struct reading *r = arg;

    r->ds = tp_diags_new(r->arena, 5);
    r->s = tp_source_parse(r->arena, r->file, r->data, r->len, r->syntax, r->ds);
}

static struct reading read_bytes(const char *file, const char *data, size_t len, int syntax)
{
    struct reading r = {tp_arena_new(0), file, data, len, syntax, NULL, NULL};
    struct tp_range bad;

    assert_non_null(r.arena);
    assert_true(tp_guard(r.arena, do_read, &r));
    if (r.s && !tp_source_check(r.s, &bad))
        fail_msg("bytes %u to %u are not accounted for", bad.start, bad.end);
    return r;
}

static struct reading read_text(const char *file, const char *text)
{
    return read_bytes(file, text, strlen(text), -1);
}

static void done(struct reading *r)
{
    tp_arena_free(r->arena);
}

/* The only diagnostic, and its place. */
static void assert_refused(const struct reading *r, enum tp_code code, size_t line, size_t col)
{
    assert_null(r->s);
    assert_non_null(r->ds->first);
    assert_string_equal(tp_code_info(r->ds->first->code)->id, tp_code_info(code)->id);
    assert_int_equal(r->ds->first->loc.line, line);
    assert_int_equal(r->ds->first->loc.col, col);
}

/* ---- encodings ---- */

static const char russian[] = "Товарищу Мао Цзэдуну. Вашу шифровку от двадцатого июля получили. Мы "
                              "считаем правильной Вашу точку зрения о выводе войск.";
static const char german[] = "Der Botschafter überreichte für die Tschechoslowakei schöne Grüße; "
                             "die Unterredung währte fünf Minuten und verlief natürlich höflich.";
static const char chinese[] =
    "请注意两件事：改订条约等问题在会议讨论时，请嘱到会人保守机密，不许乱说乱动。";

static void check_encoding(const char *charset, const char *mark, size_t n_mark, const char *text,
                           size_t warnings)
{
    char bytes[2048];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n;
    struct reading r;

    memcpy(bytes, mark, n_mark);
    n = ucnv_convert(charset, "UTF-8", bytes + n_mark, (int32_t)(sizeof bytes - n_mark), text,
                     (int32_t)strlen(text), &error);
    assert_true(U_SUCCESS(error));
    r = read_bytes("x.txt", bytes, n_mark + (size_t)n, -1);
    if (!r.s)
        fail_msg("%s: %s", charset, r.ds->first->message);
    assert_string_equal(r.s->text, text);
    assert_int_equal(r.s->original_len, n_mark + (size_t)n);
    assert_int_equal(r.ds->warnings, warnings);
    assert_int_equal(r.ds->errors, 0);
    done(&r);
}

static void test_encodings(void **state)
{
    (void)state;
    check_encoding("UTF-8", "", 0, russian, 0);
    check_encoding("UTF-8", "\xEF\xBB\xBF", 3, chinese, 0);
    check_encoding("UTF-16LE", "\xFF\xFE", 2, chinese, 0);
    check_encoding("UTF-16BE", "\xFE\xFF", 2, russian, 0);
    check_encoding("UTF-32LE", "\xFF\xFE\0\0", 4, german, 0);
    check_encoding("UTF-32BE", "\0\0\xFE\xFF", 4, chinese, 0);
    check_encoding("UTF-16LE", "", 0, german, 1);
    check_encoding("UTF-16BE", "", 0, german, 1);
    check_encoding("windows-1251", "", 0, russian, 1);
    check_encoding("KOI8-R", "", 0, russian, 1);
    check_encoding("ISO-8859-5", "", 0, russian, 1);
    check_encoding("ISO-8859-1", "", 0, german, 1);
    check_encoding("GB18030", "", 0, chinese, 1);
    check_encoding("Big5", "", 0, "請注意兩件事：改訂條約等問題在會議討論時，請囑到會人保守機密。",
                   1);
}

/* Legacy bytes far behind much English: the detector is shown the right part. */
static void test_encoding_late(void **state)
{
    enum { AHEAD = 40000 };
    char *bytes = malloc(AHEAD + sizeof russian);
    UErrorCode error = U_ZERO_ERROR;
    struct reading r;
    int32_t n;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < AHEAD; i++)
        bytes[i] = i % 64 == 63 ? '\n' : i % 6 == 5 ? ' ' : 'e';
    n = ucnv_convert("windows-1251", "UTF-8", bytes + AHEAD, (int32_t)sizeof russian, russian,
                     (int32_t)strlen(russian), &error);
    r = read_bytes("x.txt", bytes, AHEAD + (size_t)n, -1);
    free(bytes);
    assert_non_null(r.s);
    assert_string_equal(r.s->text + AHEAD, russian);
    done(&r);
}

static void test_not_utf8(void **state)
{
    struct reading r;

    (void)state;
    /* one bad byte in text that is UTF-8 otherwise is damage, no other encoding */
    r = read_text("x.txt", "Мао\r\nпиш\xFFт Сталину\r\n");
    assert_refused(&r, TP_D_NOT_UTF8, 2, 4);
    assert_string_equal(r.ds->first->message, "byte 15 (0xFF) is not UTF-8");
    done(&r);
    r = read_text("x.txt", "\xEF\xBB\xBFone\rtwo \xC3");
    assert_refused(&r, TP_D_NOT_UTF8, 2, 5);
    assert_string_equal(r.ds->first->message, "byte 12 (0xC3) is not UTF-8");
    done(&r);
    r = read_bytes("x.txt",
                   "\xFF\xFE"
                   "a\0\0\xD8"
                   "b\0",
                   8, -1);
    assert_null(r.s);
    assert_int_equal(r.ds->first->code, TP_D_NOT_UTF8);
    done(&r);
}

static void test_characters(void **state)
{
    struct reading r;

    (void)state;
    r = read_bytes("x.txt", "one\ntwo\0\x0C three\xEF\xBF\xBF", 18, -1);
    assert_refused(&r, TP_D_CONTROL_CHARACTER, 2, 4);
    assert_string_equal(r.ds->first->message, "control character U+0000 can't stand in XML");
    assert_int_equal(r.ds->errors, 3);
    assert_int_equal(r.ds->first->next->next->loc.col, 12);
    done(&r);
    r = read_text("x.txt", "\x01\x01\x01\x01\x01\x01\x01\x01\x01");
    assert_int_equal(r.ds->errors, 5); /* max_errors */
    done(&r);
    r = read_text("x.txt", "");
    assert_refused(&r, TP_D_EMPTY_SOURCE, 0, 0);
    done(&r);
    r = read_text("x.txt", "\xEF\xBB\xBF \r\n\t\xE3\x80\x80\xC2\xA0\xE2\x80\x8B\n");
    assert_refused(&r, TP_D_EMPTY_SOURCE, 0, 0);
    done(&r);
    r = read_text("x.md", "---\ntitle: x\n---\n\n");
    assert_refused(&r, TP_D_EMPTY_SOURCE, 0, 0);
    done(&r);
    r = read_text("x.txt", "a\rb\r\nc\n\rd\r");
    assert_string_equal(r.s->text, "a\nb\nc\n\nd\n");
    done(&r);
}

/* ---- syntax ---- */

static void test_syntax(void **state)
{
    static const struct {
        const char *file, *text;
        enum tp_syntax syntax;
    } cases[] = {
        {"a.md", "Nothing special.", TP_MARKDOWN},
        {"a.MARKDOWN", "Nothing special.", TP_MARKDOWN},
        {"a.txt", "Nothing special.", TP_PLAIN},
        {"-", "## Heading", TP_MARKDOWN},
        {"a.txt", "# 4", TP_PLAIN},
        {"a.txt", "#heading", TP_PLAIN},
        {"a.txt", "Some **strong** words", TP_MARKDOWN},
        {"a.txt", "A row of stars: ***** **", TP_PLAIN},
        {"a.txt", "See <https://example.org>.", TP_MARKDOWN},
        {"a.txt", "See https://example.org", TP_PLAIN},
        {"a.txt", "Zhou[^1] came.", TP_MARKDOWN},
        {"a.txt", "[Liu] Shaoqi [...] [^ x]", TP_PLAIN},
        {"a.txt", "a | b\n--|--\n1 | 2", TP_MARKDOWN},
        {"a.txt", "a | b\nc | d", TP_PLAIN},
        {"a.txt", "- one\n- two", TP_MARKDOWN},
        {"a.txt", "- one dash", TP_PLAIN},
        {"a.txt", "- 4 -\n\n- 5 -\n\n- 6 -", TP_PLAIN},
        {"a.txt", "* note\n\n** another", TP_PLAIN},
        {"a.txt", "1. First\n2. Second", TP_PLAIN},
        {"a.txt", "[x](https://example.org)", TP_MARKDOWN},
        {"a.txt", "```\ncode\n```", TP_MARKDOWN},
        {"a.txt", "> quoted", TP_MARKDOWN},
        {"a.txt", "\" 22 \" July *", TP_PLAIN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r = read_text(cases[i].file, cases[i].text);
        if (!r.s || r.s->syntax != cases[i].syntax)
            fail_msg("wrong syntax for %s: %s", cases[i].file, cases[i].text);
        done(&r);
        r = read_bytes(cases[i].file, cases[i].text, strlen(cases[i].text), TP_PLAIN);
        assert_int_equal(r.s->syntax, TP_PLAIN);
        done(&r);
    }
    assert_true(tp_is_page_number(" - 12 - ", 8));
    assert_true(tp_is_page_number("-iv-", 4));
    assert_false(tp_is_page_number("- 12", 4));
    assert_false(tp_is_page_number("- 1 2 -", 7));
    assert_false(tp_is_page_number("---", 3));
    assert_false(tp_is_page_number("-", 1));
}

/* ---- front matter ---- */

static void test_front_matter(void **state)
{
    struct reading r =
        read_text("a.md", "---\nTitle: 'A ''b'''\nФонд:\n  Опись: [1, two]\n...\nText");
    struct tp_field *f;

    (void)state;
    assert_non_null(r.s);
    f = r.s->fields->v;
    assert_int_equal(r.s->fields->n, 3);
    assert_string_equal(f[0].key, "title");
    assert_string_equal(f[0].value, "A 'b'");
    assert_memory_equal(r.s->text + f[0].src.start, "'A ''b'''", 9);
    assert_memory_equal(r.s->text + f[0].key_src.start, "Title", 5);
    assert_string_equal(f[2].key, "фонд.опись.2");
    assert_memory_equal(r.s->text + f[2].src.start, "two", 3);
    assert_int_equal(f[2].src.end - f[2].src.start, 3);
    assert_memory_equal(r.s->text + r.s->body, "Text", 4);
    done(&r);
    r = read_text("a.md", "Text\n---\ntitle: x\n---\n");
    assert_null(r.s->fields);
    done(&r);
    r = read_text("a.txt", "---\nA rule above\n---\n");
    assert_null(r.s->fields);
    assert_int_equal(r.s->body, 0);
    done(&r);
}

static void test_front_matter_faults(void **state)
{
    struct reading r;

    (void)state;
    r = read_text("a.md", "---\ntitle: x\nauthor: [a\n---\nText");
    assert_null(r.s);
    assert_int_equal(r.ds->first->code, TP_D_FRONT_MATTER);
    assert_in_range(r.ds->first->loc.line, 3, 4);
    done(&r);
    r = read_text("a.md", "---\ntitle: x\ntitle: y\n---\nText");
    assert_refused(&r, TP_D_FRONT_MATTER, 3, 1);
    done(&r);
    r = read_text("a.md", "---\ntitle: x\nand no end\n");
    assert_refused(&r, TP_D_FRONT_MATTER, 1, 1);
    done(&r);
}

/* ---- the map ---- */

static void test_block_source(void **state)
{
    struct reading r = read_text("a.md", "> A&amp;B \\* *c*\n>   d");
    const struct tp_block *quote, *p;
    struct tp_range s;

    (void)state;
    quote = r.s->root->first;
    p = quote->first;
    assert_string_equal(p->text, "A&B * c\nd");
    s = tp_block_source(p, 0, 1);
    assert_int_equal(s.start, 2);
    assert_int_equal(s.end, 3);
    s = tp_block_source(p, 1, 2); /* & */
    assert_int_equal(s.start, 3);
    assert_int_equal(s.end, 8);
    s = tp_block_source(p, 4, 5); /* * */
    assert_memory_equal(r.s->text + s.start, "\\*", 2);
    assert_int_equal(s.end - s.start, 2);
    s = tp_block_source(p, 6, 9);
    assert_memory_equal(r.s->text + s.start, "c*\n>   d", 8);
    assert_int_equal(s.end, r.s->len);
    s = tp_block_source(p, 6, 6);
    assert_int_equal(s.start, s.end);
    assert_int_equal(r.s->text[s.start], 'c');
    s = tp_block_source(p, 0, 99);
    assert_int_equal(s.end, r.s->len);
    s = tp_block_source(quote, 0, 0);
    assert_int_equal(s.start, s.end);
    assert_ptr_equal(tp_block_next(r.s->root, r.s->root), quote);
    assert_ptr_equal(tp_block_next(r.s->root, quote), p);
    assert_null(tp_block_next(r.s->root, p));
    done(&r);
}

/* The check finds what it is there to find. */
static void test_check(void **state)
{
    struct reading r = read_text("a.md", "# One\n\nTwo *three*\n");
    struct tp_block *p = r.s->root->last;
    struct tp_range bad, kept = r.s->markup[0];

    (void)state;
    r.s->n_markup = 0;
    assert_false(tp_source_check(r.s, &bad));
    assert_int_equal(bad.start, 0);
    assert_int_equal(bad.end, 1);
    r.s->n_markup = 1;
    r.s->markup[0] = (struct tp_range){0, 3}; /* claims the O of One as well */
    assert_false(tp_source_check(r.s, &bad));
    r.s->markup[0] = kept;
    assert_true(tp_source_check(r.s, &bad));
    p->spans[0].end = p->len + 1;
    assert_false(tp_source_check(r.s, &bad));
    p->spans[0].end = p->len;
    p->n_segments--;
    assert_false(tp_source_check(r.s, NULL));
    p->n_segments++;
    ((char *)(uintptr_t)p->text)[0] = 'X';
    assert_false(tp_source_check(r.s, &bad));
    done(&r);
}

/* ---- limits ---- */

/* N times TEXT. */
static char *many(const char *text, size_t n)
{
    size_t len = strlen(text);
    char *s = malloc(len * n + 1);

    assert_non_null(s);
    for (size_t i = 0; i < n; i++)
        memcpy(s + i * len, text, len);
    s[len * n] = '\0';
    return s;
}

static size_t depth_of(const struct tp_source *s)
{
    size_t deepest = 0;

    for (const struct tp_block *b = s->root; b; b = tp_block_next(s->root, b)) {
        size_t depth = 0;
        for (const struct tp_block *p = b->parent; p; p = p->parent)
            depth++;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* Texts that make parsers slow, big or deep. That this test ends soon is a part of it. */
static void test_blow_up(void **state)
{
    static const char *const texts[] = {
        ">",           "> ",          "- ",          "1. ",          "- > ",
        "[",           "![",          "*",           "**a ",         "_a ",
        "*a_ ",        "`",           "<",           "<!--",         "~~a ",
        "[a](",        "[a](<b",      "[^",          "[^1]",         "&",
        "\\",          "|",           "a@b.c ",      "www.",         "http://",
        "- a\n",       "- a\n\n",     "```\n",       "- ```\n",      "<div>\n",
        "    a\n\n",   "a\n---\n",    "a\nb\n---\n", "* a\n\nb\n\n", "[a]: b\n\n",
        "[^a]: b\n\n", "|a|\n|-|\n|", "a|b\n-|-\n",  "\t",           "\n",
        "a \xC2\xA0"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = many(texts[i], 20000);
        struct reading r = read_bytes("a.md", text, strlen(text), TP_MARKDOWN);
        if (r.s)
            assert_in_range(depth_of(r.s), 1, 300);
        done(&r);
        free(text);
    }
}

static void test_deep_spans(void **state)
{
    char *open = many("*a **b ", 150), *close = many(" c** d*", 150);
    char *text = malloc(strlen(open) + strlen(close) + 2);
    struct reading r;

    (void)state;
    assert_non_null(text);
    memcpy(text, open, strlen(open));
    memcpy(text + strlen(open), "x", 1);
    memcpy(text + strlen(open) + 1, close, strlen(close) + 1);
    r = read_text("a.md", text);
    assert_int_equal(r.s->root->first->n_spans, 100);
    done(&r);
    free(open);
    free(close);
    free(text);
}

/* Memory runs out at every size of arena, and nothing leaks (the sanitizer sees to that). */
static void test_memory(void **state)
{
    char *text = many("- 2. *Zhou*[^1] [a][b]\n\n> a | b\n> --|--\n> &amp; | `x`\n\n[b]: c\n\n"
                      "[^1]: note\n\n    code\n\n",
                      200);
    bool ok = false;

    (void)state;
    for (size_t limit = 1 << 15; !ok && limit < (size_t)1 << 26; limit += limit / 3) {
        struct reading r = {tp_arena_new(limit), "a.md", text, strlen(text), -1, NULL, NULL};
        assert_non_null(r.arena);
        ok = tp_guard(r.arena, do_read, &r);
        if (ok)
            assert_non_null(r.s);
        tp_arena_free(r.arena);
    }
    assert_true(ok);
    free(text);
}

static void test_files(void **state)
{
    struct reading r = {tp_arena_new(0), "no/such/file.md", NULL, 0, -1, NULL, NULL};

    (void)state;
    assert_non_null(r.arena);
    r.ds = tp_diags_new(r.arena, 5);
    assert_null(tp_source_read(r.arena, r.file, -1, r.ds));
    assert_int_equal(r.ds->first->code, TP_D_FILE_MISSING);
    done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_encodings),
                                       cmocka_unit_test(test_encoding_late),
                                       cmocka_unit_test(test_not_utf8),
                                       cmocka_unit_test(test_characters),
                                       cmocka_unit_test(test_syntax),
                                       cmocka_unit_test(test_front_matter),
                                       cmocka_unit_test(test_front_matter_faults),
                                       cmocka_unit_test(test_block_source),
                                       cmocka_unit_test(test_check),
                                       cmocka_unit_test(test_blow_up),
                                       cmocka_unit_test(test_deep_spans),
                                       cmocka_unit_test(test_memory),
                                       cmocka_unit_test(test_files)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
