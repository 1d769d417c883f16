/* The XPath engine (pipeline/xpath): its interface, what is hostile, and two properties: that its
 * shortcuts change no result, and that patterns match what their definition says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/diag.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/xpath/xpath.h"
#include "guard.h"

static const char *namespace_of(void *host, const char *prefix)
{
    (void)host;
    return strcmp(prefix, "p") == 0    ? "urn:p"
           : strcmp(prefix, "h") == 0  ? "urn:host"
           : strcmp(prefix, "xs") == 0 ? "http://www.w3.org/2001/XMLSchema"
                                       : NULL;
}

static int variable_slot(void *host, const char *uri, const char *local)
{
    (void)host;
    return *uri == '\0' && local[0] >= 'a' && local[0] <= 'e' && !local[1] ? local[0] - 'a' : -1;
}

static const struct tp_xp_env plain = {
    .namespace_of = namespace_of, .variable = variable_slot, .xslt = true};

static xmlDoc *read_tree(struct tp_arena *a, const char *xml)
{
    xmlDoc *tree = tp_xml_read_memory(a, xml, strlen(xml), "test", tp_diags_new(a, 0));

    assert_non_null(tree);
    return tree;
}

static struct tp_xp *compiled(struct tp_arena *a, const char *text)
{
    struct tp_xp_error error = {0};
    struct tp_xp *x = tp_xp_compile(a, &plain, text, strlen(text), &error);

    if (!x)
        fail_msg("%s: %s %s", text, error.code, error.text);
    return x;
}

static struct tp_xp_seq value_of(struct tp_arena *a, struct tp_xp_run *run, const char *text,
                                 xmlNode *node)
{
    struct tp_xp_error error = {0};
    struct tp_xp_seq out;

    if (!tp_xp_eval(run, compiled(a, text), node, &out, &error))
        fail_msg("%s: %s %s", text, error.code, error.text);
    return out;
}

static void gives(struct tp_arena *a, struct tp_xp_run *run, const char *text, xmlNode *node,
                  const char *wanted)
{
    struct tp_slice got;
    struct tp_xp_error error = {0};

    if (!tp_xp_text(run, compiled(a, text), node, &got, &error))
        fail_msg("%s: %s %s", text, error.code, error.text);
    if (!tp_slice_is(got, wanted))
        fail_msg("%s gives \"%.*s\", not \"%s\"", text, (int)got.len, got.p, wanted);
}

static void fails(struct tp_arena *a, struct tp_xp_run *run, const char *text, xmlNode *node,
                  const char *code)
{
    struct tp_xp_error error = {0};
    struct tp_xp_seq out;

    assert_false(tp_xp_eval(run, compiled(a, text), node, &out, &error));
    assert_string_equal(error.code, code);
    assert_int_equal(out.n, 0);
    assert_non_null(error.text);
    assert_true(error.offset <= strlen(text));
}

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

/* ---- properties ---- */

static uint64_t state = 88172645463325252u;

static unsigned choose(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % n;
}

static const char *pick(const char *const *words)
{
    unsigned n = 0;

    while (words[n])
        n++;
    return words[choose(n)];
}

static void random_element(struct tp_buf *b, unsigned depth)
{
    static const char *const known[] = {"a", "b", "c", NULL};
    const char *name = pick(known);
    unsigned n = depth ? choose(5) : 0;

    tp_buf_fmt(b, "<%s", name);
    if (choose(2))
        tp_buf_fmt(b, " n='%u'", choose(4));
    if (choose(4) == 0)
        tp_buf_fmt(b, " m='%u'", choose(4));
    tp_buf_char(b, '>');
    for (unsigned i = 0; i < n; i++)
        switch (choose(8)) {
        case 0:
            tp_buf_fmt(b, "%u", choose(4));
            break;
        case 1:
            tp_buf_str(b, "<!--c--><![CDATA[1]]>");
            break;
        case 2:
            tp_buf_str(b, choose(2) ? "<?x 1?>" : "<?y 2?>");
            break;
        default:
            random_element(b, depth - 1);
        }
    tp_buf_fmt(b, "</%s>", name);
}

static xmlDoc *random_tree(struct tp_arena *a)
{
    struct tp_buf b = tp_buf_new(a);
    xmlDoc *tree;

    tp_buf_str(&b, "<!--0--><a>");
    for (int i = 0; i < 4; i++)
        random_element(&b, 4);
    tp_buf_str(&b, "</a><?x 3?>");
    tree = read_tree(a, tp_strndup(a, b.p, b.len));
    (void)tp_xp_doc_new(a, tree);
    return tree;
}

/* A predicate, in a form that the engine has a shortcut for, and in one that it hasn't. */
static void predicate(struct tp_buf *fast, struct tp_buf *slow)
{
    static const struct {
        const char *fast, *slow;
    } forms[] = {
        {"[1]", "[position() = (1)]"},
        {"[2]", "[position() = (2)]"},
        {"[3]", "[position() = (3)]"},
        {"[last()]", "[position() = last()]"},
        {"[position() < 3]", "[not(position() >= 3)]"},
        {"[@n]", "[count(@n) = 1 and position() > 0]"},
        {"[@n = '1']", "[position() > 0 and (for $x in @n return $x) = '1']"},
        {"[@n != '2']", "[position() > 0][not(not((for $x in @n return $x) != '2'))]"},
        {"[b]", "[position() > 0][count(b) > 0]"},
        {"[not(*)]", "[position() > 0 and count(*) = 0]"},
        {"[self::a]", "[position() > 0 and name() = 'a']"},
        {"[.//c/b = '1']",
         "[position() > 0 and (some $x in (for $y in .//c return $y/b) satisfies $x = '1')]"},
        {"[../b]", "[position() > 0][count(../b) > 0]"},
        {"[(1, zzz)]", "[position() = 1]"},
        {"[*/(if (position() = 2) then self::node() else zzz)]", "[position() > 0][count(*) > 1]"},
        {"[position() = (1, 3)]", "[position() = 1 or position() = 3]"},
    };
    unsigned i = choose(sizeof forms / sizeof *forms);

    tp_buf_str(fast, forms[i].fast);
    tp_buf_str(slow, forms[i].slow);
}

static void step(struct tp_buf *fast, struct tp_buf *slow)
{
    static const char *const axes[] = {"child",
                                       "child",
                                       "child",
                                       "descendant",
                                       "self",
                                       "descendant-or-self",
                                       "following-sibling",
                                       "following",
                                       "parent",
                                       "ancestor",
                                       "preceding-sibling",
                                       "preceding",
                                       "ancestor-or-self",
                                       "attribute",
                                       NULL};
    static const char *const tests[] = {
        "a", "b", "c", "*", "node()", "text()", "comment()", "processing-instruction('x')", NULL};
    const char *axis = pick(axes);
    const char *test = strcmp(axis, "attribute") != 0 ? pick(tests) : choose(2) ? "n" : "*";
    unsigned n = choose(3);

    tp_buf_fmt(fast, "%s::%s", axis, test);
    tp_buf_fmt(slow, "%s::%s", axis, test);
    for (unsigned i = 0; i < n; i++)
        predicate(fast, slow);
}

/* Two forms of one path; the slow one is made of loops, sorted by a union. */
static void path(struct tp_arena *a, const char **fast_text, const char **slow_text)
{
    struct tp_buf fast = tp_buf_new(a), slow = tp_buf_new(a);
    unsigned n = 1 + choose(3);

    tp_buf_str(&slow, "/.");
    for (unsigned i = 0; i < n; i++) {
        bool deep = choose(2) == 0;
        struct tp_buf one = tp_buf_new(a), other = tp_buf_new(a), next = tp_buf_new(a);

        step(&one, &other);
        tp_buf_fmt(&fast, "%s%.*s", deep ? "//" : "/", (int)one.len, one.p);
        if (deep)
            tp_buf_fmt(&next,
                       "((for $s in (for $t in %.*s return $t/descendant-or-self::node()) return "
                       "$s/%.*s) | ())",
                       (int)slow.len, slow.p, (int)other.len, other.p);
        else
            tp_buf_fmt(&next, "((for $s in %.*s return $s/%.*s) | ())", (int)slow.len, slow.p,
                       (int)other.len, other.p);
        slow = next;
    }
    *fast_text = tp_strndup(a, fast.p, fast.len);
    *slow_text = tp_strndup(a, slow.p, slow.len);
}

static void same_items(const struct tp_xp_seq *x, const struct tp_xp_seq *y, const char *fast,
                       const char *slow)
{
    bool same = x->n == y->n;

    for (size_t i = 0; same && i < x->n; i++)
        same = x->v[i].u.node == y->v[i].u.node;
    if (!same)
        fail_msg("%s gives %zu nodes,\n%s gives %zu, or others", fast, x->n, slow, y->n);
}

/* The lazy ways to the same path. */
static void lazy_forms(struct tp_arena *a, struct tp_xp_run *run, xmlNode *top, const char *fast,
                       const struct tp_xp_seq *all)
{
    struct tp_xp_error error;
    bool yes;
    size_t i = all->n ? choose((unsigned)all->n) : 0;
    struct tp_xp_seq one = {0};

    assert_true(tp_xp_test(run, compiled(a, fast), top, &yes, &error));
    assert_int_equal(yes, all->n != 0);
    gives(a, run, tp_fmt(a, "count(%s)", fast), top, tp_fmt(a, "%zu", all->n));
    gives(a, run, tp_fmt(a, "empty(%s)", fast), top, all->n ? "false" : "true");
    gives(a, run, tp_fmt(a, "some $x in %s satisfies false()", fast), top, "false");
    gives(a, run, tp_fmt(a, "every $x in %s satisfies exists($x)", fast), top, "true");
    if (!all->n)
        return;
    tp_xp_add(run, &one, all->v[i]);
    tp_xp_set(run, 0, one);
    gives(a, run, tp_fmt(a, "some $x in %s satisfies $x is $a", fast), top, "true");
    gives(a, run, tp_fmt(a, "(%s)[%zu] is $a", fast, i + 1), top, "true");
    gives(a, run, tp_fmt(a, "%s = string($a)", fast), top, "true");
    gives(a, run, tp_fmt(a, "string($a) = %s", fast), top, "true");
    gives(a, run, tp_fmt(a, "every $x in %s satisfies not($x is $a)", fast), top, "false");
}

static void shortcuts(struct tp_arena *a)
{
    for (int doc = 0; doc < 20; doc++) {
        struct tp_arena *own = tp_arena_sub(a);
        struct tp_xp_run *run = tp_xp_run_new(own, NULL);
        xmlNode *top = (xmlNode *)random_tree(own);

        for (int i = 0; i < 100; i++) {
            const char *fast, *slow;
            struct tp_xp_seq x, y;

            path(own, &fast, &slow);
            x = value_of(own, run, fast, top);
            y = value_of(own, run, slow, top);
            same_items(&x, &y, fast, slow);
            lazy_forms(own, run, top, fast, &x);
            tp_xp_reset(run);
        }
        tp_arena_free(own);
    }
}

static void pattern_step(struct tp_buf *b)
{
    static const char *const tests[] = {"a",
                                        "b",
                                        "c",
                                        "*",
                                        "node()",
                                        "text()",
                                        "comment()",
                                        "processing-instruction()",
                                        "processing-instruction('x')",
                                        "@n",
                                        "@*",
                                        "attribute::m",
                                        "child::b",
                                        "element(a)",
                                        "attribute()",
                                        "(a|b)",
                                        "(b|@n)",
                                        "..",
                                        "descendant::b",
                                        NULL};
    struct tp_buf ignored = *b;

    ignored.p = NULL;
    ignored.len = ignored.cap = 0;
    tp_buf_str(b, pick(tests));
    for (unsigned i = choose(3); i; i--)
        predicate(b, &ignored);
}

static const char *pattern_text(struct tp_arena *a)
{
    static const char *const first[] = {"", "", "", "/", "//", NULL};
    static const char *const between[] = {"/", "/", "//", NULL};
    struct tp_buf b = tp_buf_new(a);

    if (choose(30) == 0)
        return "/";
    for (unsigned alternatives = 1 + choose(2); alternatives; alternatives--) {
        tp_buf_str(&b, choose(12) == 0 ? "id('x')/" : pick(first));
        pattern_step(&b);
        for (unsigned i = choose(3); i; i--) {
            tp_buf_str(&b, pick(between));
            pattern_step(&b);
        }
        tp_buf_str(&b, alternatives > 1 ? " | " : "");
    }
    return tp_strndup(a, b.p, b.len);
}

/* By definition: the node is what the pattern, as an expression, gives from somewhere above it. */
static bool by_definition(struct tp_xp_run *run, const struct tp_xp *x, xmlNode *node)
{
    for (xmlNode *from = node; from; from = from->parent) {
        struct tp_xp_seq out;
        struct tp_xp_error error;

        assert_true(tp_xp_eval(run, x, from, &out, &error));
        for (size_t i = 0; i < out.n; i++)
            if (out.v[i].u.node == node)
                return true;
    }
    return false;
}

/* Could the hints be true of a node that matches? */
static bool hinted(const struct tp_xp *pattern, const xmlNode *node)
{
    const struct tp_xp_hint *h;
    size_t n = tp_xp_pattern_hints(pattern, &h);

    for (size_t i = 0; i < n; i++)
        if (h[i].kinds >> node->type & 1 &&
            (!h[i].local || strcmp(h[i].local, (const char *)node->name) == 0) &&
            (!h[i].needs || node->type != XML_ELEMENT_NODE ||
             xmlHasNsProp((xmlNode *)(uintptr_t)node, (const xmlChar *)h[i].needs, NULL)))
            return true;
    return false;
}

static void check_pattern(struct tp_xp_run *run, const char *text, const struct tp_xp *pattern,
                          const struct tp_xp *x, xmlNode *node)
{
    struct tp_xp_error error;
    bool wanted = by_definition(run, x, node), got = tp_xp_match(run, pattern, node, &error);

    if (error.code[0])
        fail_msg("%s: %s %s", text, error.code, error.text);
    if (got != wanted)
        fail_msg("%s: node %s of line %ld %s", text, (const char *)node->name, xmlGetLineNo(node),
                 wanted ? "should match" : "should not match");
    if (got && !hinted(pattern, node))
        fail_msg("%s matches %s, and the hints say no", text, (const char *)node->name);
    tp_xp_reset(run);
}

static void patterns(struct tp_arena *a)
{
    for (int doc = 0; doc < 12; doc++) {
        struct tp_arena *own = tp_arena_sub(a);
        struct tp_xp_run *run = tp_xp_run_new(own, NULL);
        xmlDoc *tree = random_tree(own);
        struct tp_xp_seq all = value_of(own, run, "/ | //node() | //@*", (xmlNode *)tree),
                         nodes = tp_xp_copy(own, &all);

        for (int i = 0; i < 60; i++) {
            const char *text = pattern_text(own);
            struct tp_xp_error error = {0};
            struct tp_xp *pattern = tp_xp_compile_pattern(own, &plain, text, strlen(text), &error);
            struct tp_xp *x = compiled(own, text);

            if (!pattern)
                fail_msg("%s: %s %s", text, error.code, error.text);
            for (size_t k = 0; k < nodes.n; k++)
                check_pattern(run, text, pattern, x, nodes.v[k].u.node);
        }
        tp_arena_free(own);
    }
}

static bool matched(struct tp_arena *a, struct tp_xp_run *run, const char *text, xmlNode *node)
{
    struct tp_xp_error error = {0};
    struct tp_xp *pattern = tp_xp_compile_pattern(a, &plain, text, strlen(text), &error);

    assert_non_null(pattern);
    return tp_xp_match(run, pattern, node, &error);
}

/* What random ones don't have. */
static void special_patterns(struct tp_arena *a)
{
    xmlDoc *tree =
        read_tree(a, "<a xmlns:p='urn:p' xml:id='i'><p:b n='1'/><b>x<![CDATA[y]]></b></a>");
    struct tp_xp_run *run = tp_xp_run_new(a, NULL);
    xmlNode *top = xmlDocGetRootElement(tree), *first = top->children,
            *text = first->next->children;
    struct tp_xp_error error = {0};
    struct tp_xp *x;

    (void)tp_xp_doc_new(a, tree);
    assert_true(matched(a, run, "/", (xmlNode *)tree));
    assert_false(matched(a, run, "/", top));
    assert_true(matched(a, run, "document-node()", (xmlNode *)tree));
    assert_true(matched(a, run, "document-node(element(a))", (xmlNode *)tree));
    assert_false(matched(a, run, "document-node(element(b))", (xmlNode *)tree));
    assert_false(matched(a, run, "node()", (xmlNode *)tree));
    assert_true(matched(a, run, "/a", top));
    assert_false(matched(a, run, "/b", first->next));
    assert_true(matched(a, run, "p:b", first));
    assert_true(matched(a, run, "p:*", first));
    assert_true(matched(a, run, "*:b", first));
    assert_false(matched(a, run, "b", first));
    assert_true(matched(a, run, "b", first->next));
    assert_true(matched(a, run, "id('i')", top));
    assert_true(matched(a, run, "id('i')/b", first->next));
    assert_false(matched(a, run, "id('j')/b", first->next));
    assert_true(matched(a, run, "text()", text));
    assert_false(matched(a, run, "text()", text->next)); /* the same text node */
    assert_true(matched(a, run, "text()[. = 'xy']", text));
    assert_true(matched(a, run, "@n", (xmlNode *)first->properties));
    assert_false(matched(a, run, "node()", (xmlNode *)first->properties));
    assert_true(matched(a, run, "b[1]", first->next));
    assert_true(matched(a, run, "*[2]", first->next));
    assert_true(matched(a, run, "a//text()", text));
    x = tp_xp_compile_pattern(a, &plain, "b[error()]", 10, &error);
    assert_false(tp_xp_match(run, x, first->next, &error));
    assert_string_equal(error.code, "FOER0000");
}

/* ---- all ---- */

#define TEST(name)                                                                                 \
    static void test_##name(void **unused)                                                         \
    {                                                                                              \
        (void)unused;                                                                              \
        guarded(name);                                                                             \
    }

TEST(interface)
TEST(bounded)
TEST(nested)
TEST(limited_steps)
TEST(deep_document)
TEST(shortcuts)
TEST(patterns)
TEST(special_patterns)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interface),     cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_nested),        cmocka_unit_test(test_limited_steps),
        cmocka_unit_test(test_deep_document), cmocka_unit_test(test_shortcuts),
        cmocka_unit_test(test_patterns),      cmocka_unit_test(test_special_patterns),
        cmocka_unit_test(out_of_memory),
    };

    return cmocka_run_group_tests_name("xpath", tests, NULL, NULL);
}
