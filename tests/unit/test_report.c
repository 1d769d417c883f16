/* Reports: excerpts, and what the writers do with text that is no plain text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "guard.h"

#include "../../pipeline/report/excerpt.h"
#include "../../pipeline/report/report.h"

static struct tp_slice slice(const char *s)
{
    return (struct tp_slice){s, strlen(s)};
}

/* The excerpt of LINE at COL, checked against two lines (without the gutter of eight columns). */
static void check_excerpt(const char *line, size_t col, const char *shown, const char *caret)
{
    struct tp_arena *a = tp_arena_new(0);
    struct tp_buf out = tp_buf_new(a);
    const char *end;

    tp_excerpt(&out, slice(line), 7, col, false);
    assert_memory_equal(out.p, "    7 | ", 8);
    end = strchr(out.p, '\n');
    assert_non_null(end);
    assert_int_equal(end - out.p - 8, strlen(shown));
    assert_memory_equal(out.p + 8, shown, strlen(shown));
    assert_memory_equal(end + 1, "      | ", 8);
    assert_string_equal(end + 9, caret);
    tp_arena_free(a);
}

struct excerpt_case {
    const char *line;
    size_t col;
    const char *shown, *caret;
};

static const struct excerpt_case excerpt_cases[] = {
    {"", 1, "", "^\n"},
    {"abc", 1, "abc", "^\n"},
    {"abc", 3, "abc", "  ^\n"},
    {"abc", 4, "abc", "   ^\n"},
    {"abc", 99, "abc", "   ^\n"},
    {"\tx", 2, "    x", "    ^\n"},
    {"ab\tx", 4, "ab  x", "    ^\n"},
    {"漢字x", 3, "漢字x", "    ^\n"},
    {"漢\tx", 3, "漢  x", "    ^\n"},
    {"e\u0301x", 3, "e\u0301x", " ^\n"},
    {"a\033[31mb", 6, "a\uFFFD[31mb", "     ^\n"},
    {"a\xFF"
     "b",
     3, "a\uFFFDb", "  ^\n"},
    {"a\u202Eb", 3, "a\uFFFDb", "  ^\n"},
};

static void one_excerpt(void *arg)
{
    const struct excerpt_case *c = arg;

    check_excerpt(c->line, c->col, c->shown, c->caret);
}

static void excerpts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof excerpt_cases / sizeof *excerpt_cases; i++) {
        struct tp_arena *a = tp_arena_new(0);
        struct excerpt_case c = excerpt_cases[i];
        assert_true(tp_guard(a, one_excerpt, &c));
        tp_arena_free(a);
    }
}

static void long_line_body(struct tp_arena *a)
{
    char line[10001];
    struct tp_buf out = tp_buf_new(a);
    const char *second, *mark;

    memset(line, 'a', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    line[5000] = 'X';
    tp_excerpt(&out, slice(line), 123456, 5001, false);
    second = strchr(out.p, '\n') + 1;
    mark = strchr(out.p, 'X');
    assert_non_null(mark);
    assert_memory_equal(out.p, "123456 | \u2026", 12);
    /* The ellipsis before the X has three bytes and one column. */
    assert_int_equal(mark - out.p - 2, strchr(second, '^') - second);
    assert_true(out.len < 300);
}

static void long_line(void **state)
{
    (void)state;
    guarded(long_line_body);
}

static struct tp_diags *some_diags(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_diag *d =
        tp_diag(ds, TP_D_INVALID, tp_at("a,b:c%.xml", 3, 4), "50 % of\nit, all: \"<&>\"");

    d->excerpt = "the line";
    d->path = "/TEI[1]";
    tp_diag(ds, TP_D_CONVERTED, tp_in("a,b:c%.xml"), "windows-1251", "80");
    return ds;
}

static const char *written(struct tp_arena *a, const char *format, bool strict)
{
    struct tp_report_document *d = TP_NEW(a, struct tp_report_document);
    struct tp_report r = {
        .tool = "tool", .version = "1", .documents = d, .n = 1, .strict = strict, .excerpt = true};
    struct tp_buf out = tp_buf_new(a);

    d->file = "a,b:c%.xml";
    d->diags = some_diags(a);
    tp_report_find(format)->write(&r, &out);
    return out.p;
}

static void formats_body(struct tp_arena *a)
{
    const char *text = written(a, "text", false);

    assert_string_equal(text, "a,b:c%.xml:3:4: error: 50 % of\\nit, all: \"<&>\" [invalid]\n"
                              "    3 | the line\n      |    ^\n"
                              "a,b:c%.xml: warning: is not UTF-8; read as windows-1251 "
                              "(confidence 80 %) [converted]\n");
    text = written(a, "github", false);
    assert_non_null(strstr(text, "::error file=a%2Cb%3Ac%25.xml,line=3,col=4,title=invalid::"
                                 "50 %25 of%0Ait, all: \"<&>\"\n"));
    assert_non_null(strstr(text, "::warning file=a%2Cb%3Ac%25.xml,title=converted::"));
    text = written(a, "junit", false);
    assert_non_null(strstr(text, "message=\"50 % of&#10;it, all: &quot;&lt;&amp;&gt;&quot;\""));
    text = written(a, "sarif", false);
    assert_non_null(strstr(text, "\"uri\": \"a%2Cb%3Ac%25.xml\""));
    assert_non_null(strstr(text, "\"startColumn\": 4"));
    text = written(a, "json", false);
    assert_non_null(strstr(text, "\"message\": \"50 % of\\nit, all: \\\"<&>\\\"\""));
    assert_non_null(strstr(text, "\"path\": \"/TEI[1]\""));
    assert_null(tp_report_find("nonsense"));
}

static void formats(void **state)
{
    (void)state;
    guarded(formats_body);
}

static void strict_body(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_report_document d = {"x", ds, NULL};
    struct tp_report r = {.tool = "t", .version = "1", .documents = &d, .n = 1};

    assert_true(tp_report_valid(&r, &d));
    tp_diag(ds, TP_D_CONVERTED, tp_in("x"), "a", "b");
    assert_true(tp_report_valid(&r, &d));
    r.strict = true;
    assert_false(tp_report_valid(&r, &d));
}

static void strict(void **state)
{
    (void)state;
    guarded(strict_body);
}

static void clean_body(struct tp_arena *a)
{
    assert_string_equal(tp_report_clean(a, "a\033\xC3(\xC2\x85z\n"), "a\uFFFD\uFFFD(\uFFFDz\n");
    assert_string_equal(tp_report_clean(a, "\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
    assert_string_equal(tp_report_clean(a, ""), "");
}

static void clean(void **state)
{
    (void)state;
    guarded(clean_body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(excerpts), cmocka_unit_test(long_line), cmocka_unit_test(formats),
        cmocka_unit_test(strict),   cmocka_unit_test(clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
