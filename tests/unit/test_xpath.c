/* The XPath engine (pipeline/xpath): its interface, and what is hostile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "xpath.h"

/* ---- the interface ---- */

struct host {
    struct tp_arena *arena;
    struct tp_xp *inner, *wrong;
    size_t asked;
};

static bool give_variable(void *arg, struct tp_xp_run *run, int slot, struct tp_xp_seq *out,
                          struct tp_xp_error *error)
{
    struct host *h = arg;
    struct tp_xp_seq value = {0};

    h->asked++;
    if (slot == 1) {
        *error = (struct tp_xp_error){.code = "MINE0001", .text = "no"};
        return false;
    }
    tp_xp_add(run, &value, tp_xp_string_item("value", 5));
    *out = tp_xp_copy(h->arena, &value);
    return true;
}

/* Evaluates another expression, with variables of its own, for each of its nodes. */
static void names(struct tp_xp_run *run, const struct tp_xp_seq *args, size_t n,
                  struct tp_xp_seq *out)
{
    struct host *h = tp_xp_host(run);

    assert_int_equal(n, 1);
    for (size_t i = 0; i < args[0].n; i++) {
        struct tp_xp_seq one;
        struct tp_xp_error error;

        assert_true(tp_xp_eval(run, h->inner, args[0].v[i].u.node, &one, &error));
        for (size_t k = 0; k < one.n; k++)
            tp_xp_add(run, out, one.v[k]);
        assert_false(tp_xp_eval(run, h->wrong, args[0].v[i].u.node, &one, &error));
        assert_string_equal(error.code, "FOAR0001");
    }
}

static void sorted_nodes(struct tp_xp_run *run, const struct tp_xp_seq *args, size_t n,
                         struct tp_xp_seq *out)
{
    (void)n;
    for (size_t i = 0; i < args[0].n; i++)
        tp_xp_add(run, out, args[0].v[i]);
    tp_xp_sort(run, out);
}

static void broken(struct tp_xp_run *run, const struct tp_xp_seq *args, size_t n,
                   struct tp_xp_seq *out)
{
    (void)args;
    (void)n;
    (void)out;
    tp_xp_raise(run, "MINE0002", "%d", 7);
}

static void interface(struct tp_arena *a)
{
    static const struct tp_xp_function_row rows[] = {
        {"urn:host", "names", 1, 1, "N*", names},
        {"urn:host", "sorted", 1, 1, "N*", sorted_nodes},
        {"urn:host", "broken", 0, 2, "S?Z", broken}};
    struct tp_xp_env env = plain;
    struct host h = {.arena = a};
    struct tp_xp_hooks hooks = {.variable = give_variable, .host = &h};
    xmlDoc *tree = read_tree(a, "<r><a n='1'/><b n='2'>x<![CDATA[y]]>z</b></r>");
    struct tp_xp_run *run = tp_xp_run_new(a, &hooks);
    struct tp_xp_error error = {0};
    struct tp_xp_seq out;
    struct tp_xp *x;
    bool yes;
    static const char text[] =
        "for $x in (1, 2), $y in (10, 20) return ($x + $y, h:names(//*[@n])), $x[1]";

    assert_ptr_equal(tp_xp_doc_tree(tp_xp_doc_new(a, tree)), tree);
    env.functions = rows;
    env.n_functions = 3;
    assert_null(tp_xp_compile(a, &env, text, sizeof text - 1, &error)); /* $x is out of scope */
    assert_string_equal(error.code, "XPST0008");
    h.inner = compiled(a, "for $z in ('<', '>') return concat($z, name(current()))");
    h.wrong = compiled(a, "for $z in (1, 0) return 1 idiv $z");
    x = tp_xp_compile(a, &env, text, sizeof text - 1 - 7, &error);
    assert_non_null(x);
    assert_true(tp_xp_eval(run, x, (xmlNode *)tree, &out, &error));
    assert_int_equal(out.n, 4 * 5);
    assert_int_equal(out.v[15].u.integer, 22); /* the outer variables are as they were */
    x = tp_xp_compile(a, &env, "h:broken('a')", 13, &error);
    assert_false(tp_xp_eval(run, x, NULL, &out, &error));
    assert_string_equal(error.code, "MINE0002");
    assert_string_equal(error.text, "7");
    x = tp_xp_compile(a, &env, "(/r/b, h:sorted((/r/b, /r/a, /r/a)))/name()", 43, &error);
    assert_true(tp_xp_eval(run, x, (xmlNode *)tree, &out, &error));
    assert_int_equal(out.n, 3);
    assert_null(tp_xp_compile(a, &env, "h:names()", 9, &error));
    assert_string_equal(error.code, "XPST0017");

    gives(a, run, "concat($a, $a)", (xmlNode *)tree, "valuevalue");
    assert_int_equal(h.asked, 1);
    tp_xp_unset(run, 0);
    gives(a, run, "$a", (xmlNode *)tree, "value");
    assert_int_equal(h.asked, 2);
    fails(a, run, "$b", (xmlNode *)tree, "MINE0001");
    fails(a, run, ".", NULL, "XPDY0002");
    fails(a, run, "/", NULL, "XPDY0002");
    fails(a, run, "position()", NULL, "XPDY0002");
    fails(a, run, "current()", NULL, "XTDE1360");
    gives(a, run, "1 + 1", NULL, "2");
    gives(a, run, "/r/b/text()", (xmlNode *)tree, "xyz");
    gives(a, run, "count(/r/b/node())", (xmlNode *)tree, "1");
    assert_true(tp_xp_test(run, compiled(a, "//a"), (xmlNode *)tree, &yes, &error) && yes);
    assert_true(tp_xp_test(run, compiled(a, "//c"), (xmlNode *)tree, &yes, &error) && !yes);
    assert_false(tp_xp_test(run, compiled(a, "(1, 2)"), (xmlNode *)tree, &yes, &error));
    assert_string_equal(error.code, "FORG0006");
    gives(a, run, "(1, //@n, 'x')", (xmlNode *)tree, "1 1 2 x");
}

/* Errors, regular expressions of the document's, collations: nothing of it stays behind. */
static void bounded(struct tp_arena *a)
{
    xmlDoc *tree = read_tree(a, "<r>text</r>");
    struct tp_xp_run *run = tp_xp_run_new(a, NULL);
    struct tp_xp *x[] = {compiled(a, "matches('a', concat('a', $a, '('))"),
                         compiled(a, "matches('a', concat('b', $a))"),
                         compiled(a, "compare('a', 'b', concat('urn:', $a))"),
                         compiled(a, "$a = ('x', //r, upper-case(/))"),
                         compiled(a, "contains('a', 'b', 'urn:none')"),
                         compiled(a, "error()")};
    size_t before = 0;

    (void)tp_xp_doc_new(a, tree);
    for (int i = 0; i < 2000; i++) {
        struct tp_xp_seq out, value = {0};
        struct tp_xp_error error;
        char text[16];

        (void)snprintf(text, sizeof text, "%d", i);
        tp_xp_add(run, &value, tp_xp_string_item(text, strlen(text)));
        tp_xp_set(run, 0, value);
        for (size_t k = 0; k < sizeof x / sizeof *x; k++)
            (void)tp_xp_eval(run, x[k], (xmlNode *)tree, &out, &error);
        tp_xp_reset(run);
        if (i == 999)
            before = tp_arena_used(a);
    }
    assert_true(tp_arena_used(a) < before + (1 << 20));
}

/* ---- what is hostile ---- */

static const char *repeated(struct tp_arena *a, const char *before, const char *what, size_t n,
                            const char *between, const char *after)
{
    struct tp_buf b = tp_buf_new(a);

    tp_buf_str(&b, before);
    for (size_t i = 0; i < n; i++) {
        tp_buf_str(&b, what);
        tp_buf_str(&b, i + 1 < n ? between : "");
    }
    tp_buf_str(&b, after);
    return tp_strndup(a, b.p, b.len);
}

static void refused(struct tp_arena *a, const char *text)
{
    struct tp_xp_error error = {0};

    assert_null(tp_xp_compile(a, &plain, text, strlen(text), &error));
    assert_string_equal(error.code, "XPST0003");
    assert_true(error.offset <= strlen(text));
    assert_null(tp_xp_compile_pattern(a, &plain, text, strlen(text), &error));
}

static void nested(struct tp_arena *a)
{
    const char *closing = repeated(a, "", ")", 200, "", ""),
               *many = repeated(a, "", ")", 100000, "", "");
    xmlDoc *tree = read_tree(a, "<r><a/><a><a/></a></r>");
    xmlNode *node = (xmlNode *)tree;
    struct tp_xp_run *run = tp_xp_run_new(a, NULL);

    (void)tp_xp_doc_new(a, tree);
    gives(a, run, repeated(a, "", "(", 200, "", tp_fmt(a, "7%s", closing)), node, "7");
    refused(a, repeated(a, "", "(", 100000, "", tp_fmt(a, "7%s", many)));
    refused(a, repeated(a, "", "(", 100000, "", ""));
    refused(a, repeated(a, "", "a[", 100000, "", ""));
    refused(a, repeated(a, "", "not(", 100000, "", ""));
    refused(a, repeated(a, "", "if (1) then 1 else ", 50000, "", "1"));
    refused(a, repeated(a, "", "for $x in 1 return ", 50000, "", "1"));
    refused(a, repeated(a, "for ", "$x in 1", 50000, ", ", " return 1"));
    refused(a, repeated(a, "", "1", 400, "+", ""));
    refused(a, repeated(a, "", "(:", 100000, "", ""));
    refused(a, repeated(a, "'", "x", 2000000, "", "'"));
    gives(a, run, repeated(a, "", "(:", 100000, "", repeated(a, "", ":)", 100000, "", "1")), node,
          "1");
    gives(a, run, repeated(a, "", "-", 500000, "", "1"), node, "1");
    gives(a, run, repeated(a, "count((", "1", 400000, ",", "))"), node, "400000");
    gives(a, run, repeated(a, "count(", "//a", 10000, "|", ")"), node, "3");
    gives(a, run, repeated(a, "", "1", 100000, " and ", ""), node, "true");
    gives(a, run, repeated(a, "string-length('", "x", 1000000, "", "')"), node, "1000000");
    gives(a, run, repeated(a, "string-length(concat(", "'x'", 60000, ",", "))"), node, "60000");
    gives(a, run, repeated(a, "count(r", "/.", 100000, "", ")"), node, "1");
    gives(a, run, repeated(a, "exists(r", "/.", 100000, "", ")"), node, "true");
    gives(a, run, repeated(a, "r/*[1]", "/../*[1]", 100, "", "= 'x'"), node, "false");
    gives(a, run, repeated(a, "count(//a", "[1]", 100000, "", ")"), node, "2");
    gives(a, run, repeated(a, "count(", "//a/.", 5000, "|", ")"), node, "3");
}

static void limited_steps(struct tp_arena *a)
{
    xmlDoc *tree = read_tree(a, "<r><a/><a><a/></a></r>");
    struct tp_xp_run *run = tp_xp_run_new(a, NULL);

    (void)tp_xp_doc_new(a, tree);
    tp_xp_limit(run, 1000);
    gives(a, run, "count(//a)", (xmlNode *)tree, "3");
    fails(a, run, "for $x in 1 to 1000 return $x", (xmlNode *)tree, "TPXP0001");
    fails(a, run, "//a[count(1 to 1000) > 1]", (xmlNode *)tree, "TPXP0001");
    gives(a, run, "count(//a)", (xmlNode *)tree, "3"); /* each evaluation has as many */
    tp_xp_limit(run, 0);
    gives(a, run, "count(for $x in 1 to 1000 return $x)", (xmlNode *)tree, "1000");
}

static void large(void *arg)
{
    struct tp_arena *a = arg;
    struct tp_xp_run *run = tp_xp_run_new(a, NULL);
    struct tp_xp_seq out;
    struct tp_xp_error error;

    (void)tp_xp_eval(run, compiled(a, "for $x in 1 to 10000000 return string($x)"), NULL, &out,
                     &error);
    fail_msg("the arena's limit was not met");
}

static void out_of_memory(void **state)
{
    struct tp_arena *a = tp_arena_new(8 << 20);

    (void)state;
    assert_non_null(a);
    assert_false(tp_guard(a, large, a));
    tp_arena_free(a);
}

static void deep_document(struct tp_arena *a)
{
    enum { DEEP = 900 };
    struct tp_buf b = tp_buf_new(a);
    xmlDoc *tree;
    struct tp_xp_run *run = tp_xp_run_new(a, NULL);

    for (int i = 0; i < DEEP; i++)
        tp_buf_str(&b, "<a>x<b/>");
    for (int i = 0; i < DEEP; i++)
        tp_buf_str(&b, "</a>");
    tree = read_tree(a, tp_strndup(a, b.p, b.len));
    (void)tp_xp_doc_new(a, tree);
    gives(a, run, "count(//a)", (xmlNode *)tree, "900");
    gives(a, run, "count(//b[last()]/ancestor::a)", (xmlNode *)tree, "900");
    gives(a, run, "string-length(.)", (xmlNode *)tree, "900");
    gives(a, run, "(//b)[last()]/count(preceding::b)", (xmlNode *)tree, "899");
    gives(a, run, "deep-equal(/a, /a)", (xmlNode *)tree, "true");
    gives(a, run, "//a//a//a//a//a/b = 'none'", (xmlNode *)tree, "false");
    gives(a, run, "exists(//a//a//a//a//zzz)", (xmlNode *)tree, "false");
}

TEST(interface)
TEST(bounded)
TEST(nested)
TEST(limited_steps)
TEST(deep_document)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interface),     cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_nested),        cmocka_unit_test(test_limited_steps),
        cmocka_unit_test(test_deep_document), cmocka_unit_test(out_of_memory),
    };

    return cmocka_run_group_tests_name("xpath", tests, NULL, NULL);
}
