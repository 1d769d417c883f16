/* Two properties of the XPath engine: its shortcuts change no result, and patterns match what their
 * definition says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "xpath.h"

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
        {"[exists(*/(if (position() = 2) then self::node() else zzz))]",
         "[position() > 0][count(*) > 1]"},
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

TEST(shortcuts)
TEST(patterns)
TEST(special_patterns)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shortcuts),
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_special_patterns),
    };

    return cmocka_run_group_tests_name("xpath properties", tests, NULL, NULL);
}
