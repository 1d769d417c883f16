/*
 * test_rng_types.c - the W3C XML Schema datatypes: lexical forms, facets, equality, and regular
 * expressions, each through a small schema and a document.
 *
 * The cases are the lines of tests/relaxng/types.tsv, which says what its columns are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/validate/relaxng/relaxng.h"

enum { MOST_COLUMNS = 12, LEAST_CASES = 700 };

/* Processor time that one hostile pattern may take, instrumented builds included. */
static const double most_seconds = 3.0;

struct job {
    struct tp_arena *a;
    size_t cases, wrong;
};

struct row {
    char *column[MOST_COLUMNS];
    size_t n;
    size_t line;
};

/* As content, or between double quotes: the data file has it as XML already. */
static void add_xml(struct tp_buf *b, const char *text)
{
    for (; *text; text++)
        if (*text == '"')
            tp_buf_str(b, "&quot;");
        else
            tp_buf_char(b, *text);
}

static void add_datatype(struct tp_buf *b, const struct row *r)
{
    const char *verdict = r->column[1];
    bool value = strcmp(verdict, "equal") == 0 || strcmp(verdict, "differ") == 0;

    if (value) {
        tp_buf_fmt(b, "<value type=\"%s\">", r->column[0]);
        tp_buf_str(b, r->column[3]);
        tp_buf_str(b, "</value>");
        return;
    }
    tp_buf_fmt(b, "<data type=\"%s\">", r->column[0]);
    for (size_t i = 3; i < r->n; i++) {
        const char *is = strchr(r->column[i], '=');
        assert_non_null(is);
        tp_buf_fmt(b, "<param name=\"%.*s\">%s</param>", (int)(is - r->column[i]), r->column[i],
                   is + 1);
    }
    tp_buf_str(b, "</data>");
}

/* The type stands in an element and in an attribute: both must come to the same. */
static const char *schema_of(struct tp_arena *a, const struct row *r, bool attribute)
{
    struct tp_buf b = tp_buf_new(a);

    tp_buf_str(&b, "<element name=\"v\" xmlns=\"http://relaxng.org/ns/structure/1.0\""
                   " datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\""
                   " xmlns:p=\"urn:p\" xmlns:r=\"urn:p\">");
    tp_buf_str(&b, attribute ? "<attribute name=\"a\">" : "");
    add_datatype(&b, r);
    tp_buf_str(&b, attribute ? "</attribute></element>" : "</element>");
    return b.p;
}

static const char *document_of(struct tp_arena *a, const struct row *r, bool attribute)
{
    struct tp_buf b = tp_buf_new(a);

    tp_buf_str(&b, "<!DOCTYPE v [<!NOTATION n SYSTEM \"n\"><!ENTITY pic SYSTEM \"pic\" NDATA n>]>"
                   "<v xmlns:p=\"urn:p\" xmlns:q=\"urn:p\"");
    tp_buf_str(&b, attribute ? " a=\"" : ">");
    add_xml(&b, r->column[2]);
    tp_buf_str(&b, attribute ? "\"/>" : "</v>");
    return b.p;
}

static bool validate_tree(struct tp_rng_validator *v, const char *text, struct tp_diags *ds)
{
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), "case.xml", NULL, XML_PARSE_NONET);
    bool ok;

    assert_non_null(doc);
    ok = tp_rng_validate_doc(v, doc, "case.xml", ds);
    xmlFreeDoc(doc);
    return ok;
}

static const char *text_of(const struct tp_diags *ds)
{
    return ds->first ? ds->first->message : "no message";
}

static void complain(struct job *job, const struct row *r, const char *what,
                     const struct tp_diags *ds)
{
    job->wrong++;
    print_message("types.tsv:%zu: %s %s '%s' %s: %s (%s)\n", r->line, r->column[0], r->column[1],
                  r->column[2], r->n > 3 ? r->column[3] : "", what, text_of(ds));
}

/* Where a value has no character, or blanks only, it may also be said that the element is empty. */
static bool code_fits(const struct row *r, enum tp_code code)
{
    const char *value = r->column[2];
    bool blank = strspn(value, " ") == strlen(value) || strcmp(value, "&#10;") == 0 ||
                 strcmp(value, "&#13;") == 0;

    return code == TP_D_VALUE_INVALID || (blank && code == TP_D_CONTENT_UNFINISHED);
}

/* A refusal is one fault, at a place; a value that is wrong is one fault, and nothing else. */
static void try_one(struct job *job, struct tp_arena *a, const struct row *r, bool attribute)
{
    const char *verdict = r->column[1], *schema = schema_of(a, r, attribute), *document;
    bool wanted = strcmp(verdict, "ok") == 0 || strcmp(verdict, "equal") == 0, ok;
    struct tp_diags *ds = tp_diags_new(a, 0), *tree = tp_diags_new(a, 0);
    struct tp_rng_schema *s = tp_rng_load_memory(a, schema, strlen(schema), "case.rng", NULL, ds);
    struct tp_rng_validator *v;

    if (strcmp(verdict, "refused") == 0) {
        if (s || ds->errors != 1 || ds->status != TP_UNUSABLE || ds->first->loc.line != 1)
            complain(job, r, s ? "the schema was accepted" : "refused in the wrong way", ds);
        return;
    }
    if (!s || ds->first) {
        complain(job, r, "the schema was refused", ds);
        return;
    }
    v = tp_rng_validator_new(a, s);
    document = document_of(a, r, attribute);
    ok = tp_rng_validate_memory(v, document, strlen(document), "case.xml", ds);
    if (ok != wanted)
        complain(job, r, ok ? "accepted" : "not accepted", ds);
    else if (ds->errors != (ok ? 0 : 1) || (!ok && !code_fits(r, ds->first->code)))
        complain(job, r, "wrong messages", ds);
    if (validate_tree(v, document, tree) != ok)
        complain(job, r, "a tree is judged otherwise", tree);
}

static struct row split(char *line, size_t number)
{
    struct row r = {.line = number};

    for (;;) {
        char *tab = strchr(line, '\t');
        assert_true(r.n < MOST_COLUMNS);
        r.column[r.n++] = line;
        if (!tab)
            return r;
        *tab = '\0';
        line = tab + 1;
    }
}

static bool verdict_known(const struct row *r)
{
    static const char *const words[] = {"ok", "no", "equal", "differ", "refused"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(r->column[1], words[i]) == 0)
            return r->n > 3 || (i != 2 && i != 3);
    return false;
}

static void run_row(struct job *job, const struct row *r)
{
    if (r->n < 3 || !verdict_known(r)) {
        print_message("types.tsv:%zu: this is no case\n", r->line);
        job->wrong++;
        return;
    }
    for (int attribute = 0; attribute < 2; attribute++) {
        struct tp_arena *a = tp_arena_sub(job->a);
        try_one(job, a, r, attribute);
        tp_arena_free(a);
    }
    job->cases++;
}

static void run_table(void *arg)
{
    struct job *job = arg;
    struct tp_diags *ds = tp_diags_new(job->a, 0);
    char *data;
    size_t len, number = 0;

    assert_true(tp_read_file(job->a, "tests/relaxng/types.tsv", &data, &len, ds));
    for (char *line = data, *end; line && *line; line = end) {
        struct row r;
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        number++;
        if (!*line || *line == '#')
            continue;
        r = split(line, number);
        run_row(job, &r);
    }
}

static void values(void **state)
{
    struct job job = {.a = tp_arena_new(0)};
    bool whole;

    (void)state;
    assert_non_null(job.a);
    whole = tp_guard(job.a, run_table, &job);
    tp_arena_free(job.a);
    print_message("%zu cases, %zu wrong\n", job.cases, job.wrong);
    assert_true(whole);
    assert_true(job.cases >= LEAST_CASES);
    assert_int_equal(job.wrong, 0);
}

/* ---- patterns that make a backtracking matcher, or a careless automaton, very slow ---- */

enum answer { NO, YES, EITHER }; /* EITHER: the pattern may be refused as too large */

struct hostile {
    const char *pattern;
    const char *unit; /* the value is this, COUNT times, */
    size_t count;
    const char *tail; /* and then this */
    enum answer answer;
};

static const struct hostile hostile_patterns[] = {
    {"(a*)*b", "a", 50000, "b", YES},
    {"(a*)*b", "a", 50000, "", NO},
    {"(a|a)*", "a", 50000, "", YES},
    {"(a|a)*", "a", 50000, "b", NO},
    {"(a|aa)+", "a", 50000, "!", NO},
    {"((a+)+)+", "a", 50000, "b", NO},
    {"(.*)(.*)(.*)(.*)(.*)x", "a", 50000, "y", NO},
    {"(a?){300}a{300}", "a", 300, "", YES},
    {"(a?){300}a{300}", "a", 299, "", NO},
    {"(a|b)*a(a|b){12}", "ab", 20000, "", NO},
    {"(a|b)*a(a|b){12}", "ab", 20000, "aabababababab", YES},
    {"(a|b)*a(a|b){200}", "abb", 5000, "", EITHER},
    {"(a{0,1000}){0,1000}", "a", 1000, "", EITHER},
    {"(a{0,1000}){0,1000}", "a", 1000, "b", EITHER},
    {"((a{0,100}){0,100}){0,100}", "a", 100, "b", EITHER},
    {"(((a{1,30}){1,30}){1,30}){1,30}", "a", 100, "b", EITHER},
    {"a{999999999}", "a", 10, "", EITHER},
    {"a{0,99999999999999999999999}", "a", 10, "", EITHER},
    {"(((a*)*)*){1000}", "a", 1000, "b", EITHER},
    {"(){1000000000}", "", 0, "", YES},
    {"((){1000}|a){1000}", "a", 10, "", EITHER},
    {"[\\p{L}-[\\p{Lu}-[\\p{IsCyrillic}-[\\p{Ll}]]]]*", "e", 50000, "E", NO},
};

struct attack {
    struct tp_arena *a;
    const struct hostile *h;
};

static const char *hostile_schema(struct tp_arena *a, const char *pattern)
{
    struct tp_buf b = tp_buf_new(a);

    tp_buf_fmt(&b,
               "<element name=\"v\" xmlns=\"http://relaxng.org/ns/structure/1.0\""
               " datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">"
               "<data type=\"string\"><param name=\"pattern\">%s</param></data></element>",
               pattern);
    return b.p;
}

static void run_attack(void *arg)
{
    struct attack *k = arg;
    const char *schema = hostile_schema(k->a, k->h->pattern);
    struct tp_diags *ds = tp_diags_new(k->a, 0);
    struct tp_rng_schema *s =
        tp_rng_load_memory(k->a, schema, strlen(schema), "case.rng", NULL, ds);
    struct tp_buf b = tp_buf_new(k->a);
    bool ok;

    if (!s) {
        assert_int_equal(ds->errors, 1);
        assert_int_equal(ds->first->code, TP_D_LIMIT);
        assert_int_equal(k->h->answer, EITHER);
        return;
    }
    tp_buf_str(&b, "<v>");
    for (size_t i = 0; i < k->h->count; i++)
        tp_buf_str(&b, k->h->unit);
    tp_buf_fmt(&b, "%s</v>", k->h->tail);
    ok = tp_rng_validate_memory(tp_rng_validator_new(k->a, s), b.p, b.len, "case.xml", ds);
    if (k->h->answer != EITHER && ok != (k->h->answer == YES))
        fail_msg("'%s' came to the wrong answer", k->h->pattern);
}

static void hostile(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile_patterns / sizeof *hostile_patterns; i++) {
        struct attack k = {tp_arena_new((size_t)256 << 20), &hostile_patterns[i]};
        clock_t start = clock();
        double seconds;
        assert_non_null(k.a);
        assert_true(tp_guard(k.a, run_attack, &k));
        seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > most_seconds)
            print_message("'%s' took %.1f s\n", k.h->pattern, seconds);
        assert_true(seconds <= most_seconds);
        tp_arena_free(k.a);
    }
}

/* Nesting has a bound, and going over it is a message. */
static void run_deep(void *arg)
{
    static const char *const open_close[][2] = {{"(", ")"}, {"[a-[b", "]]"}, {"(a|", ")*"}};
    struct tp_arena *a = arg;

    for (size_t i = 0; i < sizeof open_close / sizeof *open_close; i++) {
        struct tp_buf b = tp_buf_new(a);
        struct tp_diags *ds = tp_diags_new(a, 0);
        const char *schema;
        for (int k = 0; k < 100000; k++)
            tp_buf_str(&b, open_close[i][0]);
        for (int k = 0; k < 100000; k++)
            tp_buf_str(&b, open_close[i][1]);
        schema = hostile_schema(a, b.p);
        assert_null(tp_rng_load_memory(a, schema, strlen(schema), "case.rng", NULL, ds));
        assert_int_equal(ds->errors, 1);
    }
}

static void deep(void **state)
{
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_non_null(a);
    assert_true(tp_guard(a, run_deep, a));
    tp_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(hostile),
        cmocka_unit_test(deep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
