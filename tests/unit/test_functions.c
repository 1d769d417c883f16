/*
 * test_functions.c - the functions that stylesheets can call.
 *
 * The cases are data: tests/xslt/functions.xml, and the examples in xslt/README.md, which are rows
 * | `call` | `value` | of its tables.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "world.h"

#include "../../pipeline/base/file.h"
#include "../../pipeline/transform/transform.h"

#define SHEETS "tests/xslt/stylesheets/"

/* Run functions.xsl over the cases: it prints what is wrong, then their number. */
static void run_cases(struct world *w, xmlDocPtr cases, long at_least)
{
    struct tp_stylesheet *sheet = tp_stylesheet_load(w->arena, SHEETS "functions.xsl", w->ds);
    struct tp_buf out = tp_buf_new(w->arena);
    char *end;

    assert_non_null(sheet);
    assert_non_null(cases);
    assert_true(tp_transform(w->arena, sheet, cases, NULL, &out, w->ds));
    if (strtol(out.p, &end, 10) < at_least || *end)
        print_error("%s\n", out.p);
    assert_true(strtol(out.p, &end, 10) >= at_least && !*end);
}

static void edges(struct world *w)
{
    run_cases(w, tp_xml_read_file(w->arena, "tests/xslt/functions.xml", w->ds), 70);
}

static void test_edges(void **state)
{
    (void)state;
    in_world(edges);
}

/* The text between the next two backticks; moves behind them. */
static struct tp_slice quoted(const char **p, const char *end)
{
    const char *open = memchr(*p, '`', (size_t)(end - *p)), *close = NULL;

    if (open)
        close = memchr(open + 1, '`', (size_t)(end - open - 1));
    if (!close)
        return (struct tp_slice){NULL, 0};
    *p = close + 1;
    return (struct tp_slice){open + 1, (size_t)(close - open - 1)};
}

static void add_example(struct tp_buf *xml, const char *line, const char *end)
{
    struct tp_slice call = quoted(&line, end), value = quoted(&line, end);

    if (!call.p || !value.p)
        return;
    tp_buf_str(xml, "<case call=\"");
    tp_buf_xml_attr(xml, call.p, call.len);
    tp_buf_str(xml, "\" is=\"");
    tp_buf_xml_attr(xml, value.p, value.len);
    tp_buf_str(xml, "\"/>");
}

static void examples(struct world *w)
{
    struct tp_buf xml = tp_buf_new(w->arena);
    char *text;
    size_t n;

    assert_true(tp_read_file(w->arena, "xslt/README.md", &text, &n, w->ds));
    tp_buf_str(&xml, "<cases>");
    for (const char *line = text; line && *line;) {
        const char *end = strchr(line, '\n');
        if (strncmp(line, "| `", 3) == 0 &&
            memchr(line, '(', (size_t)((end ? end : text + n) - line)))
            add_example(&xml, line, end ? end : text + n);
        line = end ? end + 1 : NULL;
    }
    tp_buf_str(&xml, "</cases>");
    run_cases(w, tp_xml_read_memory(w->arena, xml.p, xml.len, "README.md", w->ds), 30);
}

static void test_examples(void **state)
{
    (void)state;
    in_world(examples);
}

/* ---- wrong calls ---- */

static const char *failure(struct world *w, const char *call, const char *text)
{
    struct tp_diags *ds = tp_diags_new(w->arena, 0);
    struct tp_buf out = tp_buf_new(w->arena);
    const char *const params[] = {"call", call, "text", text, NULL};
    struct tp_transform how = {.params = params};
    xmlDocPtr doc = tp_xml_read_memory(w->arena, "<a/>", 4, "a.xml", ds);
    struct tp_stylesheet *sheet = tp_stylesheet_load(w->arena, SHEETS "evaluate.xsl", ds);

    assert_non_null(sheet);
    assert_false(tp_transform(w->arena, sheet, doc, &how, &out, ds));
    assert_int_equal(ds->first->code, TP_D_TRANSFORM_FAILED);
    return ds->first->message;
}

static void wrong_calls(struct world *w)
{
    size_t n = 17 * 1024 * 1024;
    char *huge = tp_alloc(w->arena, n + 1);

    memset(huge, 'a', n);
    assert_non_null(strstr(failure(w, "date", "1950"), "arguments"));
    assert_non_null(strstr(failure(w, "width", huge), "longer than 16 MB"));
    assert_non_null(strstr(failure(w, "unknown", "x"), "nknown"));
}

static void test_wrong_calls(void **state)
{
    (void)state;
    in_world(wrong_calls);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_wrong_calls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
