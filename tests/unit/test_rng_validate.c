/* test_rng_validate.c - faults of schemas and documents, and where they are reported. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guard.h"

#include "../../pipeline/validate/relaxng/relaxng.h"

static struct tp_rng_schema *load(struct tp_arena *a, const char *text, bool ids,
                                  struct tp_diags *ds)
{
    const struct tp_rng_options options = {.check_ids = ids};

    return tp_rng_load_memory(a, text, strlen(text), *text == '<' ? "s.rng" : "s.rnc", &options,
                              ds);
}

static struct tp_diags *check(struct tp_arena *a, const char *schema, const char *document,
                              bool ids)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_rng_schema *s = load(a, schema, ids, ds);

    if (!s)
        fail_msg("%zu:%zu: %s", ds->first->loc.line, ds->first->loc.col, ds->first->message);
    (void)tp_rng_validate_memory(tp_rng_validator_new(a, s), document, strlen(document), "d.xml",
                                 ds);
    return ds;
}

static const char article[] = "start = element article { title, by?, (par | seq)+, end }\n"
                              "title = element title { text }\n"
                              "by = element by { attribute when { xsd:date }, attribute role { "
                              "\"author\" | \"editor\" }?, text }\n"
                              "par = element par { (text | em)* }\n"
                              "em = element em { text }\n"
                              "seq = element list { element item { text | par+ }+ }\n"
                              "## where the text ends\n"
                              "end = element end { ## how it ends\n attribute how { xsd:token { "
                              "pattern = \"[a-z]+\" } }, empty }\n";

/* One fault, one message: its code and place, and a word that must be in it. */
static const struct {
    const char *document;
    const char *code; /* NULL: valid */
    size_t line, col;
    const char *word;
} documents[] = {
    {"<article><title/><par/><end how='x'/></article>", NULL, 0, 0, NULL},
    {"<article>\n<par/>\n<end how='x'/></article>", "element-not-allowed", 2, 1, "title"},
    {"<article><title/>\n<parr>a<em>b</em></parr><end how='x'/></article>", "element-unknown", 2, 1,
     "perhaps 'par' is meant"},
    {"<article><title/>\n <em/><par/><end how='x'/></article>", "element-not-allowed", 2, 2,
     "it may stand in par"},
    {"<article><title/><par/>\n</article>", "content-unfinished", 2, 1, "end"},
    {"<article><title/>\n  loose <par/><end how='x'/></article>", "text-not-allowed", 2, 3, "par"},
    {"<article><title/><par\n  kind='x'/><end how='x'/></article>", "attribute-not-allowed", 2, 3,
     "'kind'"},
    {"<article><title/>\n<by/><par/><end how='x'/></article>", "attribute-missing", 2, 1, "'when'"},
    {"<article><title/>\n<by whem='2000-01-01'/><par/><end how='x'/></article>",
     "attribute-not-allowed", 2, 5, "'when' is meant"},
    {"<article><title/><by\n when='2000-13-01'/><par/><end how='x'/></article>", "value-invalid", 2,
     2, "datatype date"},
    {"<article><title/><by when='2000-01-01'\n role='autor'/><par/><end how='x'/></article>",
     "value-invalid", 2, 2, "\"author\""},
    {"<article><title/><par/>\n<end how='X'/></article>", "value-invalid", 2, 6, "how it ends"},
    {"<article><par/>\n<title/><end how='x'/></article>", "element-not-allowed", 1, 10, "title"},
    {"<article><title/><par/><end how='x'/>\n<par/></article>", "element-not-allowed", 2, 1,
     "takes no other 'par'"},
    {"<wrong>\n<title/></wrong>", "element-unknown", 1, 1, "article"},
    {"<article xmlns='u'/>", "element-unknown", 1, 1, "without a namespace"},
    {"<article><title/><par/>", "xml-malformed", 1, 24, ""},
    {"", "xml-malformed", 1, 1, ""},
    {"<article><title/><list><item><par/></item><item>a</item></list><end how='x'/></article>",
     NULL, 0, 0, NULL},
    {"<article><title/><list>\n<item>a<par/></item></list><end how='x'/></article>",
     "element-not-allowed", 2, 8, ""},
};

static void messages(struct tp_arena *a)
{
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct tp_diags *ds = check(a, article, documents[i].document, false);
        const struct tp_diag *d = ds->first;
        if (!documents[i].code) {
            assert_int_equal(ds->errors, 0);
            continue;
        }
        if (ds->errors != 1 || strcmp(tp_code_info(d->code)->id, documents[i].code) != 0 ||
            d->loc.line != documents[i].line || d->loc.col != documents[i].col ||
            !strstr(d->message, documents[i].word)) {
            for (; d; d = d->next)
                print_message("%zu:%zu: %s [%s]\n", d->loc.line, d->loc.col, d->message,
                              tp_code_info(d->code)->id);
            fail_msg("%s", documents[i].document);
        }
        assert_true(d->n_expected <= 8);
    }
}

static const char *const schema_faults[][3] = {
    /* text, line, word */
    {"element a { b }", "1", "inside a grammar"},
    {"start = element a {\n b }", "2", "no definition of 'b'"},
    {"start = a\na = (b\n | a) b = empty", "3", "refers to itself"},
    {"x = element a { empty }", "1", "no start"},
    {"start = element a { empty }\nstart = element b { empty }", "2", "defined twice"},
    {"start = text", "1", "not allowed in 'start'"},
    {"start = element a {\n attribute b { text }, attribute b { text } }", "2", "twice"},
    {"start = element a {\n attribute * { text } }", "2", "oneOrMore"},
    {"start = element a { xsd:int,\n element b { empty } }", "1", "data"},
    {"start = element a { (text &\n text) }", "1", "text is in more than one part"},
    {"start = element a { list {\n element b { empty } } }", "2", "not allowed in 'list'"},
    {"start = element a {\n xsd:integer { minLength = \"1\" } }", "2", "no parameter"},
    {"start = element a {\n xsd:nonsense }", "2", "no datatype"},
    {"start = element a {\n x:y }", "2", "not declared"},
    {"start = element a { empty", "1", "'}' is expected"},
    {"start = element a { \"x\n\" }", "1", "literal is not closed"},
    {"start = a | b,\n c", "1", "can't be mixed"},
    {"<grammar xmlns='http://relaxng.org/ns/structure/1.0'>\n <begin/></grammar>", "2",
     "no element of"},
    {"<element xmlns='http://relaxng.org/ns/structure/1.0'\n name='a'/>", "1", "needs content"},
    {"<a/>", "1", "namespace of its first element"},
    {"<element", "1", ""},
    {"include \"http://schema.example/a.rng\"", "1", "catalog"},
    {"start = external \"missing.rnc\"", "1", "missing.rnc"},
};

static void schemas(struct tp_arena *a)
{
    for (size_t i = 0; i < sizeof schema_faults / sizeof *schema_faults; i++) {
        struct tp_diags *ds = tp_diags_new(a, 0);
        size_t line = (size_t)(schema_faults[i][1][0] - '0');
        const struct tp_diag *d;
        const char *mend;
        if (load(a, schema_faults[i][0], false, ds))
            fail_msg("accepted: %s", schema_faults[i][0]);
        d = ds->first;
        mend = tp_code_info(d->code)->mend;
        if (ds->status != TP_UNUSABLE || d->loc.line != line ||
            !(strstr(d->message, schema_faults[i][2]) || strstr(mend, schema_faults[i][2])))
            fail_msg("%s\n%zu:%zu: %s", schema_faults[i][0], d->loc.line, d->loc.col, d->message);
    }
}

static bool read_loop(void *arg, struct tp_arena *a, const char *uri, char **data, size_t *len)
{
    const char *text = strcmp(uri, "one.rnc") == 0 ? "start = external \"two.rnc\""
                                                   : "start = element a { external \"one.rnc\" }";

    (void)arg;
    *data = tp_strdup(a, text);
    *len = strlen(text);
    return true;
}

static void loops(struct tp_arena *a)
{
    const struct tp_rng_options options = {.read = read_loop};
    struct tp_diags *ds = tp_diags_new(a, 0);

    assert_null(tp_rng_load(a, "one.rnc", &options, ds));
    assert_int_equal(ds->status, TP_UNUSABLE);
    assert_non_null(strstr(ds->first->message, "includes itself"));
}

/* An address goes through the XML catalogs to a file; nothing else is tried. */
static void catalogs(struct tp_arena *a)
{
    static const char text[] = "start = a\n include \"http://192.0.2.1/right.rng\"";
    char folder[4096];
    const char *path;
    struct tp_diags *ds = tp_diags_new(a, 0);

    assert_non_null(getcwd(folder, sizeof folder));
    path = tp_fmt(a, "%s/tests/relaxng/messages/parts/right.rng", folder);
    xmlInitializeCatalog();
    assert_null(load(a, text, false, ds));
    assert_int_equal(ds->first->code, TP_D_SCHEMA_REMOTE);
    assert_int_equal(ds->status, TP_UNUSABLE);
    assert_int_equal(ds->first->loc.line, 2);
    assert_int_equal(ds->first->loc.col, 2);
    assert_non_null(strstr(ds->first->message, "<uri name=\"http://192.0.2.1/right.rng\""));
    assert_int_equal(
        xmlCatalogAdd(BAD_CAST "uri", BAD_CAST "http://192.0.2.1/right.rng", (const xmlChar *)path),
        0);
    ds = tp_diags_new(a, 0);
    assert_non_null(load(a, text, false, ds));
    assert_int_equal(ds->errors, 0);
    assert_null(tp_rng_load(a, "http://192.0.2.1/right.rng", NULL, ds)); /* it is read, at least */
    assert_string_equal(ds->first->message, "the schema is not RELAX NG: the grammar has no start");
    (void)xmlCatalogRemove(BAD_CAST "http://192.0.2.1/right.rng");
    assert_null(load(a, text, false, ds));
}

/* A tiny cache gives the same verdicts as a large one. */
static void flushing(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_buf schema = tp_buf_new(a), doc = tp_buf_new(a);
    struct tp_rng_validator *v;

    tp_buf_str(&schema, "start = e e = element e { attribute n { xsd:int }, (e");
    for (int i = 0; i < 60; i++)
        tp_buf_fmt(&schema, " | element e%d { e*, element f%d { text }? }", i, i);
    tp_buf_str(&schema, ")* }");
    tp_buf_str(&doc, "<e n='1'>");
    for (int i = 0; i < 6000; i++)
        tp_buf_fmt(&doc, "<e%d><e n='%d'><e%d/></e><f%d>x</f%d></e%d>", i % 60, i, i * 7 % 60,
                   i % 60, i % 60, i % 60);
    tp_buf_str(&doc, "</e>");
    v = tp_rng_validator_new(a, load(a, schema.p, false, ds));
    tp_rng_validator_limit(v, 30000);
    assert_true(tp_rng_validate_memory(v, doc.p, doc.len, "d.xml", ds));
    assert_true(tp_rng_validator_stats(v).flushes > 0);
}

static void ids(struct tp_arena *a)
{
    static const char schema[] = "start = element r { element a { attribute id { xsd:ID } }*, "
                                 "element b { attribute to { xsd:IDREFS } }* }";
    struct tp_diags *ds = check(a, schema, "<r><a id='x'/>\n<a id='x'/><b to='x y'/></r>", true);

    assert_int_equal(ds->errors, 2);
    assert_int_equal(ds->first->code, TP_D_ID_DUPLICATE);
    assert_int_equal(ds->first->loc.line, 2);
    assert_int_equal(ds->first->next->code, TP_D_ID_MISSING);
    ds = tp_diags_new(a, 0);
    assert_null(load(
        a, "start = element r { attribute id { xsd:ID } | element r { attribute id { text } } }",
        true, ds));
    assert_int_equal(ds->status, TP_UNUSABLE);
}

static void trees(struct tp_arena *a)
{
    static const char text[] = "<article><title/>\n<em/><par/><end how='x'/></article>";
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_rng_validator *v = tp_rng_validator_new(a, load(a, article, false, ds));
    xmlDocPtr doc = xmlReadMemory(text, sizeof text - 1, "d.xml", NULL, 0);

    assert_false(tp_rng_validate_doc(v, doc, "d.xml", ds));
    assert_int_equal(ds->errors, 1);
    assert_int_equal(ds->first->loc.line, 2);
    assert_string_equal(ds->first->path, "/article[1]/em[1]");
    xmlFreeDoc(doc);
}

#define TEST(name)                                                                                 \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(name);                                                                             \
    }
TEST(messages)
TEST(schemas)
TEST(loops)
TEST(catalogs)
TEST(flushing)
TEST(ids)
TEST(trees)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages), cmocka_unit_test(test_schemas),
        cmocka_unit_test(test_loops),    cmocka_unit_test(test_catalogs),
        cmocka_unit_test(test_flushing), cmocka_unit_test(test_ids),
        cmocka_unit_test(test_trees)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
