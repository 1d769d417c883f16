/*
 * test_rng_limits.c - schemas and documents that make naive engines run out of time, memory or
 * stack: each is judged, or meets a limit with status 3, in bounded time and memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "../../pipeline/validate/relaxng/relaxng.h"
#include "guard.h"

enum { MOST_MB = 400, MOST_SECONDS = 20, LEVELS = 40 };

/* What is to come of it. LIMIT: the message names one, and the status is TP_FAILED. */
enum verdict { VALID, INVALID, LIMIT, SCHEMA_LIMIT };

struct texts {
    struct tp_buf schema, doc;
};

struct limit_case {
    const char *name;
    enum verdict verdict;
    void (*make)(struct texts *t);
};

static void repeat(struct tp_buf *b, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tp_buf_str(b, text);
}

static void document(struct texts *t, const char *before, const char *text, size_t n,
                     const char *after)
{
    tp_buf_str(&t->doc, before);
    repeat(&t->doc, text, n);
    tp_buf_str(&t->doc, after);
}

/* ---- interleave ---- */

static void interleave_of_twenty(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { (");
    tp_buf_str(&t->doc, "<r>");
    for (int i = 0; i < 20; i++) {
        tp_buf_fmt(&t->schema, "%selement e%d { empty }*", i ? " & " : "", i);
        tp_buf_fmt(&t->doc, "<e%d/><e%d/>", 19 - i, (i * 7) % 20);
    }
    tp_buf_str(&t->schema, ")+ }");
    tp_buf_str(&t->doc, "</r>");
}

/* Three places in each of twenty groups: 3^20 states, of which a document meets few. */
static void interleave_of_groups(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { ");
    tp_buf_str(&t->doc, "<r>");
    for (int i = 0; i < 20; i++)
        tp_buf_fmt(&t->schema, "%s(element a%d { empty }, element b%d { empty })", i ? " & " : "",
                   i, i);
    for (int i = 0; i < 20; i++)
        tp_buf_fmt(&t->doc, "<a%d/>", i * 7 % 20);
    for (int i = 0; i < 20; i++)
        tp_buf_fmt(&t->doc, "<b%d/>", i * 3 % 20);
    tp_buf_str(&t->schema, " }");
    tp_buf_str(&t->doc, "</r>");
}

static void interleave_of_groups_unfinished(struct texts *t)
{
    interleave_of_groups(t);
    memcpy(strstr(t->doc.p, "<b7/>"), "     ", 5);
}

static void interleave_of_attributes(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { ");
    tp_buf_str(&t->doc, "<r");
    for (int i = 0; i < 200; i++) {
        tp_buf_fmt(&t->schema, "%sattribute a%d { xsd:int | \"x\" }?", i ? " & " : "", i);
        tp_buf_fmt(&t->doc, " a%d='%d'", i * 7 % 200, i);
    }
    tp_buf_str(&t->schema, " }");
    tp_buf_str(&t->doc, "/>");
}

/* ---- counts ---- */

static void up_to_many(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { ");
    repeat(&t->schema, "element a { empty }?, ", 150);
    tp_buf_str(&t->schema, "empty }");
    document(t, "<r>", "<a/>", 150, "</r>");
}

static void one_more(struct texts *t)
{
    up_to_many(t);
    t->doc.len = 0;
    document(t, "<r>", "<a/>", 151, "</r>");
}

static void wide_choice(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { (");
    for (int i = 0; i < 20000; i++)
        tp_buf_fmt(&t->schema, "%selement e%d { empty }", i ? " | " : "", i);
    tp_buf_str(&t->schema, ")* }");
    document(t, "<r>", "<e7/><e19999/>", 5000, "</r>");
}

static void deep_choice(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { ");
    repeat(&t->schema, "(", 150);
    tp_buf_str(&t->schema, "element a { empty }");
    repeat(&t->schema, "* | element b { empty })", 150);
    tp_buf_str(&t->schema, " }");
    document(t, "<r>", "<a/>", 1000, "</r>");
}

static void many_values(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { attribute a { list { (\"0\"");
    for (int i = 1; i < 2000; i++)
        tp_buf_fmt(&t->schema, " | \"%d\"", i);
    tp_buf_str(&t->schema, ")+ } } }");
    document(t, "<r a='", "17 1999 3 ", 1000, "'/>");
}

static void pattern_counts(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { xsd:string { pattern = \"(a{1000}){1000}\" } }");
    tp_buf_str(&t->doc, "<r/>");
}

static void pattern_backtracking(struct texts *t)
{
    tp_buf_str(&t->schema, "element r { xsd:string { pattern = \"((a+)+|(a|a)*)*b\" } }");
    document(t, "<r>", "aaaaaaaaaa", 20000, "</r>");
}

/* ---- definitions that refer to each other twice on each level ---- */

static void doubling(struct texts *t, const char *format, const char *last)
{
    tp_buf_str(&t->schema, "start = element r { d0 }\n");
    for (int i = 0; i < LEVELS; i++) {
        tp_buf_fmt(&t->schema, "d%d = ", i);
        for (const char *p = format; *p; p++) {
            if (*p == 'D')
                tp_buf_fmt(&t->schema, "d%d", i + 1);
            else if (*p == 'N')
                tp_buf_fmt(&t->schema, "%d", i);
            else
                tp_buf_char(&t->schema, *p);
        }
        tp_buf_char(&t->schema, '\n');
    }
    tp_buf_fmt(&t->schema, "d%d = %s\n", (int)LEVELS, last);
}

static void doubling_groups(struct texts *t)
{
    doubling(t, "D, D", "element a { empty }?");
    document(t, "<r>", "<a/>", 20, "</r>");
}

static void doubling_groups_wrong(struct texts *t)
{
    doubling(t, "D, D", "element a { empty }?");
    document(t, "<r>", "<a/>", 5, "<b/></r>");
}

static void doubling_optional(struct texts *t)
{
    doubling(t, "(D, D)?", "element a { empty }?");
    document(t, "<r>", "<a/>", 20, "</r>");
}

static void doubling_choices(struct texts *t)
{
    doubling(t, "(D | text), (D | element b { empty })", "element a { empty }");
    document(t, "<r>", "<b/>", 20, "</r>");
}

static void doubling_repetition(struct texts *t)
{
    doubling(t, "D+, D*", "element a { empty }");
    document(t, "<r>", "<a/>", 50, "</r>");
}

static void doubling_elements(struct texts *t)
{
    doubling(t, "element eN { D, D }", "empty");
    document(t, "<r><e0><e1>", "<e2/>", 1, "</e1></e0></r>");
}

static void doubling_attributes(struct texts *t)
{
    doubling(t, "(attribute aN { D }, D) | D", "xsd:int");
    document(t, "<r a0='1' a7='1'", "", 0, ">1</r>");
}

static void doubling_list(struct texts *t)
{
    doubling(t, "D, D", "(\"x\" | \"y\")?");
    tp_buf_str(&t->schema, "s = empty\n");
    memcpy(strstr(t->schema.p, "element r { d0 }"), "element r { ls }", 16);
    tp_buf_str(&t->schema, "ls = list { d0 }\n");
    document(t, "<r>", "x y ", 7, "</r>");
}

static void doubling_mixed(struct texts *t)
{
    doubling(t, "(D, element eN { text }?) | (text, D)", "element a { text }");
    document(t, "<r>words <a/>", "<e7/>", 1, "</r>");
}

/* The worst for going on after a fault: all could be meant everywhere. */
static void doubling_faults(struct texts *t)
{
    doubling(t, "(D, element uN { empty }) | (element vN { empty }, D)", "element y { empty }");
    document(t, "<r>", "<x/><z/>", 15, "</r>");
}

/* ---- depth ---- */

static void deep_parentheses(struct texts *t)
{
    tp_buf_str(&t->schema, "start = element a { ");
    repeat(&t->schema, "(", 100000);
}

static void deep_schema(struct texts *t)
{
    repeat(&t->schema, "<group xmlns='http://relaxng.org/ns/structure/1.0'>", 600);
}

static void deep_names(struct texts *t)
{
    tp_buf_str(&t->schema, "element a | (");
    repeat(&t->schema, "(", 100000);
}

static void long_chain(struct texts *t)
{
    tp_buf_str(&t->schema, "start = element r { d0 }\n");
    for (int i = 0; i < 10000; i++)
        tp_buf_fmt(&t->schema, "d%d = d%d, element e%d { empty }\n", i, i + 1, i);
    tp_buf_str(&t->schema, "d10000 = empty\n");
}

static void deep_document(struct texts *t)
{
    tp_buf_str(&t->schema, "start = a a = element a { a* }");
    document(t, "", "<a>", 5000, "");
}

static void many_faults(struct texts *t)
{
    tp_buf_str(&t->schema, "start = element r { (");
    for (int i = 0; i < 500; i++)
        tp_buf_fmt(&t->schema, "%selement e%d { attribute k { xsd:int }, e }", i ? " | " : "", i);
    tp_buf_str(&t->schema, ")* }\ne = element f { empty }*");
    document(t, "<r>", "<e3 kk='x'><g/>text</e3><h k='1'/>", 1500, "</r>");
}

static const struct limit_case cases[] = {
    {"an interleave of twenty", VALID, interleave_of_twenty},
    {"an interleave of twenty groups", VALID, interleave_of_groups},
    {"an interleave of twenty groups, one unfinished", INVALID, interleave_of_groups_unfinished},
    {"an interleave of 200 attributes", VALID, interleave_of_attributes},
    {"up to 150", VALID, up_to_many},
    {"one more than 150", INVALID, one_more},
    {"a choice of 20000", VALID, wide_choice},
    {"a choice 150 deep", VALID, deep_choice},
    {"2000 values in a list of 3000", VALID, many_values},
    {"counts in counts of a pattern", SCHEMA_LIMIT, pattern_counts},
    {"a pattern that backtracks", INVALID, pattern_backtracking},
    {"doubling groups", VALID, doubling_groups},
    {"doubling groups, a fault", INVALID, doubling_groups_wrong},
    {"doubling optional groups", VALID, doubling_optional},
    {"doubling choices", VALID, doubling_choices},
    {"doubling repetitions", VALID, doubling_repetition},
    {"doubling elements", INVALID, doubling_elements},
    {"doubling attributes", INVALID, doubling_attributes},
    {"a doubling list", VALID, doubling_list},
    {"doubling mixed content", VALID, doubling_mixed},
    {"doubling and faults", LIMIT, doubling_faults},
    {"deep parentheses", SCHEMA_LIMIT, deep_parentheses},
    {"a deep schema", SCHEMA_LIMIT, deep_schema},
    {"a deep name class", SCHEMA_LIMIT, deep_names},
    {"a long chain of definitions", SCHEMA_LIMIT, long_chain},
    {"a deep document", LIMIT, deep_document},
    {"4500 faults", INVALID, many_faults},
};

static enum verdict judge(struct tp_arena *a, const struct texts *t, struct tp_diags *ds)
{
    struct tp_rng_schema *s = tp_rng_load_memory(a, t->schema.p, t->schema.len,
                                                 *t->schema.p == '<' ? "s.rng" : "s.rnc", NULL, ds);

    if (!s)
        return ds->status == TP_FAILED ? SCHEMA_LIMIT : INVALID;
    if (tp_rng_validate_memory(tp_rng_validator_new(a, s), t->doc.p, t->doc.len, "d.xml", ds))
        return VALID;
    return ds->status == TP_FAILED ? LIMIT : INVALID;
}

struct run {
    struct tp_arena *a;
    const struct limit_case *current;
};

static void run_case(void *arg)
{
    struct tp_arena *a = ((struct run *)arg)->a;
    const struct limit_case *current = ((struct run *)arg)->current;
    struct texts t = {tp_buf_new(a), tp_buf_new(a)};
    struct tp_diags *ds = tp_diags_new(a, 0);
    clock_t from = clock();
    enum verdict verdict;
    bool named = false;

    current->make(&t);
    verdict = judge(a, &t, ds);
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        named = named || d->code == TP_D_LIMIT;
    if (verdict != current->verdict || named != (verdict == LIMIT || verdict == SCHEMA_LIMIT))
        fail_msg("%s: verdict %d, not %d; %s", current->name, (int)verdict, (int)current->verdict,
                 ds->first ? ds->first->message : "");
    if (clock() - from > (clock_t)MOST_SECONDS * CLOCKS_PER_SEC)
        fail_msg("%s: more than %d s", current->name, (int)MOST_SECONDS);
}

static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run = {tp_arena_new((size_t)MOST_MB << 20), &cases[i]};
        assert_non_null(run.a);
        if (!tp_guard(run.a, run_case, &run))
            fail_msg("%s: more than %d MB", cases[i].name, (int)MOST_MB);
        tp_arena_free(run.a);
    }
}

/* Files that include each other in a chain that doesn't end. */
static bool read_chain(void *arg, struct tp_arena *a, const char *uri, char **data, size_t *len)
{
    int n = 0;

    (void)arg;
    for (const char *p = uri; *p; p++)
        n = *p >= '0' && *p <= '9' ? n * 10 + (*p - '0') : n;
    *data = tp_fmt(a, "include \"f%d.rnc\"\nstart |= element e%d { empty }", n + 1, n);
    *len = strlen(*data);
    return true;
}

static void chain(struct tp_arena *a)
{
    const struct tp_rng_options options = {.read = read_chain};
    struct tp_diags *ds = tp_diags_new(a, 0);

    assert_null(tp_rng_load(a, "f0.rnc", &options, ds));
    assert_int_equal(ds->status, TP_FAILED);
    assert_int_equal(ds->first->code, TP_D_LIMIT);
    assert_string_equal(ds->first->loc.file, "f50.rnc");
    assert_int_equal(ds->first->loc.line, 1);
}

static void test_chain(void **state)
{
    (void)state;
    guarded(chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_limits), cmocka_unit_test(test_chain)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
