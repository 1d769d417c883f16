/*
 * test_rng_spec.c - James Clark's test suite of the RELAX NG specification: every schema in it is
 * accepted or refused as it says, and so is every document.
 *
 * The suite is not part of the project: it is found at TEIPIPE_SHARED/relaxng/spectest.xml, by
 * default ../shared; without it the test is skipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/validate/relaxng/relaxng.h"

enum { CHECKS = 965, CHECKS_OF_RIGHT_SCHEMAS = 752, LONGEST_PATH = 256 };

struct suite {
    struct tp_arena *a;
    size_t right, wrong;
    xmlNodePtr test;  /* the case at hand */
    const char *text; /* of its schema, as "schema.rng" */
    size_t len;
    const char *other; /* the same in compact syntax, as "other.rnc" */
    bool convert;
};

static bool is_named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

static xmlNodePtr first_element(const xmlNode *n)
{
    xmlNodePtr k = n->children;

    while (k && k->type != XML_ELEMENT_NODE)
        k = k->next;
    return k;
}

/* The content of a wrapper as a document of its own. */
static char *text_of(struct tp_arena *a, const xmlNode *wrapper, size_t *len)
{
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNodePtr copy = xmlDocCopyNode(first_element(wrapper), doc, 1);
    xmlChar *out;
    char *text;
    int n;

    xmlDocSetRootElement(doc, copy);
    xmlDocDumpMemoryEnc(doc, &out, &n, "UTF-8");
    text = tp_strndup(a, (const char *)out, (size_t)n);
    *len = (size_t)n;
    xmlFree(out);
    xmlFreeDoc(doc);
    return text;
}

/* The resource of a test case: its path is that of the dir elements around it. */
static xmlNodePtr find_resource(xmlNodePtr parent, const char *path)
{
    const char *slash = strchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : strlen(path);

    for (xmlNodePtr k = parent->children; k; k = k->next) {
        xmlChar *name;
        bool hit;
        if (!is_named(k, slash ? "dir" : "resource"))
            continue;
        name = xmlGetNoNsProp(k, (const xmlChar *)"name");
        hit = name && strlen((const char *)name) == n && memcmp(name, path, n) == 0;
        xmlFree(name);
        if (hit)
            return slash ? find_resource(k, slash + 1) : k;
    }
    return NULL;
}

static bool read_resource(void *arg, struct tp_arena *a, const char *uri, char **data, size_t *len)
{
    struct suite *s = arg;
    xmlNodePtr r = find_resource(s->test, uri);
    const char *own = strcmp(uri, "schema.rng") == 0  ? s->text
                      : strcmp(uri, "other.rnc") == 0 ? s->other
                                                      : NULL;

    if (own) {
        *data = tp_strdup(a, own);
        *len = strlen(own);
        return true;
    }
    if (!r)
        return false;
    *data = text_of(a, r, len);
    return true;
}

static void judge(struct suite *s, const xmlNode *n, bool ok, bool wanted, struct tp_diags *ds)
{
    if (ok == wanted) {
        s->right++;
        return;
    }
    s->wrong++;
    print_message("line %ld: <%s> was %s: %s\n", xmlGetLineNo(n), (const char *)n->name,
                  ok ? "accepted" : "refused", ds->first ? ds->first->message : "");
}

static void run_documents(struct suite *s, const struct tp_rng_schema *schema)
{
    struct tp_rng_validator *v = tp_rng_validator_new(s->a, schema);

    for (xmlNodePtr k = s->test->children; k; k = k->next) {
        bool wanted = is_named(k, "valid"), ok, by_tree;
        struct tp_diags *ds = tp_diags_new(s->a, 0);
        size_t len;
        char *text;
        xmlDocPtr doc;
        if (!wanted && !is_named(k, "invalid"))
            continue;
        text = text_of(s->a, k, &len);
        ok = tp_rng_validate_memory(v, text, len, "test.xml", ds);
        doc = xmlReadMemory(text, (int)len, "test.xml", NULL, 0);
        by_tree = tp_rng_validate_doc(v, doc, "test.xml", tp_diags_new(s->a, 0));
        xmlFreeDoc(doc);
        judge(s, k, ok && by_tree == ok, wanted, ds);
    }
}

/* The schema becomes what it is after it went to compact syntax and back. */
static void there_and_back(struct suite *s, const struct tp_rng_options *options)
{
    struct tp_diags *ds = tp_diags_new(s->a, 0);
    struct tp_buf compact = tp_buf_new(s->a), xml = tp_buf_new(s->a), again = tp_buf_new(s->a);
    bool ok = tp_rng_convert(s->a, "schema.rng", TP_RNG_COMPACT, options, &compact, ds);

    s->other = compact.p;
    ok = ok && tp_rng_convert(s->a, "other.rnc", TP_RNG_XML, options, &xml, ds);
    if (!ok) {
        print_message("%s\n%s\n", ds->first ? ds->first->message : "", compact.p);
        s->wrong++;
        return;
    }
    s->text = xml.p;
    ok = tp_rng_convert(s->a, "schema.rng", TP_RNG_COMPACT, options, &again, ds);
    s->other = again.p;
    if (!ok) {
        print_message("%s\n%s\n%s\n", ds->first->message, compact.p, xml.p);
        s->wrong++;
    } else if (strcmp(compact.p, again.p) != 0) {
        print_message("not stable:\n%s\n%s\n", compact.p, again.p);
        s->wrong++;
    }
}

static void run_case(void *arg)
{
    struct suite *s = arg;
    struct tp_rng_options options = {.read = read_resource, .arg = s};

    for (xmlNodePtr k = s->test->children; k; k = k->next) {
        bool wanted = is_named(k, "correct");
        struct tp_diags *ds;
        struct tp_rng_schema *schema;
        if (!wanted && !is_named(k, "incorrect"))
            continue;
        ds = tp_diags_new(s->a, 0);
        s->text = text_of(s->a, k, &s->len);
        if (s->convert && !wanted)
            continue;
        if (s->convert)
            there_and_back(s, &options);
        schema = tp_rng_load(s->a, "schema.rng", &options, ds);
        judge(s, k, schema != NULL, wanted, ds);
        if (s->convert && !schema)
            print_message("%s\n", s->text);
        if (!schema && ds->status != TP_UNUSABLE)
            fail_msg("a refused schema has status %d", ds->status);
        if (schema)
            run_documents(s, schema);
    }
}

static void run_suite(struct suite *s, xmlNodePtr n)
{
    for (; n; n = n->next) {
        if (is_named(n, "testCase")) {
            s->a = tp_arena_new(0);
            s->test = n;
            assert_true(tp_guard(s->a, run_case, s));
            tp_arena_free(s->a);
        } else if (is_named(n, "testSuite")) {
            run_suite(s, n->children);
        }
    }
}

/* False when the suite is not there. */
static bool run_all(struct suite *s)
{
    const char *shared = getenv("TEIPIPE_SHARED");
    char path[LONGEST_PATH];
    xmlDocPtr doc;

    (void)snprintf(path, sizeof path, "%s/relaxng/spectest.xml", shared ? shared : "../shared");
    if (!tp_file_exists(path)) {
        print_message("skip: the specification's tests are not at %s\n", path);
        return false;
    }
    doc = xmlReadFile(path, NULL, XML_PARSE_NOENT);
    assert_non_null(doc);
    run_suite(s, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    print_message("%zu of %zu checks\n", s->right, s->right + s->wrong);
    assert_int_equal(s->wrong, 0);
    return true;
}

static void test_spec(void **state)
{
    struct suite s = {.convert = false};

    (void)state;
    if (!run_all(&s))
        skip();
    assert_int_equal(s.right, CHECKS);
}

/* Every right schema again, after it went through compact syntax. */
static void test_convert(void **state)
{
    struct suite s = {.convert = true};

    (void)state;
    if (!run_all(&s))
        skip();
    assert_int_equal(s.right, CHECKS_OF_RIGHT_SCHEMAS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_spec), cmocka_unit_test(test_convert)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
