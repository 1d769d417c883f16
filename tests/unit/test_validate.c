/* The choice of schemas, and validation through the layer's interface. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/choose.h"
#include "../../pipeline/validate/validate.h"
#include "guard.h"

static void models_body(struct tp_arena *a)
{
    static const char xml[] =
        "<?xml version=\"1.0\"?>\n"
        "<?xml-model href=\"teipipe:schemas/teipipe.rnc\"\n"
        "  schematypens = 'http://relaxng.org/ns/structure/1.0'?>\n"
        "<?xml-model schematypens=\"http://purl.oclc.org/dsdl/schematron\" "
        "href='teipipe:schemas/teipipe.rnc' phase='a&amp;b'?>\n"
        "<?xml-model href=\"a.dtd\" schematypens=\"http://www.w3.org/XML/1998/namespace\"?>\n"
        "<a><?xml-model href=\"b.rng\"?><broken></a>";
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_models models = {0};

    assert_true(tp_models_of(a, "x.xml", (struct tp_slice){xml, strlen(xml)},
                             TP_MODEL_SCHEMAS | TP_MODEL_RULES, &models, ds));
    assert_int_equal(ds->errors, 0);
    assert_int_equal(models.n, 2);
    assert_string_equal(models.v[0].name, "teipipe:schemas/teipipe.rnc");
    assert_false(models.v[0].schematron);
    assert_int_equal(models.v[1].line, 4);
    assert_true(models.v[1].schematron);
    assert_string_equal(models.v[1].phase, "a&b");
}

static void models(void **state)
{
    (void)state;
    guarded(models_body);
}

static void schema_body(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_schema *s = tp_schema_load(a, TP_OWN_SCHEMA, ds);
    static const char wrong[] = "<a>\n<b/></a>";

    assert_non_null(s);
    assert_int_equal(ds->errors, 0);
    assert_string_equal(tp_schema_name(s), TP_OWN_SCHEMA);
    assert_false(tp_schema_validate_memory(s, a, wrong, strlen(wrong), "w.xml", ds));
    assert_int_equal(ds->errors, 1);
    assert_int_equal(ds->first->loc.line, 1);
    assert_int_equal(ds->first->loc.col, 1);
    assert_string_equal(ds->first->path, "/a[1]");
    assert_null(tp_schema_load(a, "teipipe:none.rng", ds));
    assert_int_equal(ds->status, TP_UNUSABLE);
}

static void schema(void **state)
{
    (void)state;
    guarded(schema_body);
}

/* With the text, a tree's faults have columns. */
static void columns_body(struct tp_arena *a)
{
    static const char xml[] = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n  <teiheader/></TEI>";
    struct tp_slice text = {xml, strlen(xml)};
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_schema *s = tp_schema_load(a, TP_OWN_SCHEMA, ds);
    xmlDocPtr doc = tp_xml_read_memory(a, text.p, text.len, "w.xml", ds);

    assert_non_null(doc);
    assert_false(tp_schema_validate_doc(s, a, doc, text, "w.xml", ds));
    assert_string_equal(tp_code_info(ds->first->code)->id, "element-unknown");
    assert_int_equal(ds->first->loc.line, 2);
    assert_int_equal(ds->first->loc.col, 3);
    assert_non_null(strstr(ds->first->message, "teiHeader"));
    assert_true(ds->first->n_expected > 0);
}

static void columns(void **state)
{
    (void)state;
    guarded(columns_body);
}

/* A schema is used again and again, and gives the same answers. */
static void again_body(struct tp_arena *a)
{
    static const char wrong[] = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text/></TEI>";
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_schema *s = tp_schema_load(a, TP_OWN_SCHEMA, ds);
    size_t first = 0;

    for (int i = 0; i < 20; i++) {
        struct tp_diags *found = tp_diags_new(a, 0);
        assert_false(tp_schema_validate_memory(s, a, wrong, strlen(wrong), "w.xml", found));
        if (i == 0)
            first = found->errors;
        assert_int_equal(found->errors, first);
    }
}

static void again(void **state)
{
    (void)state;
    guarded(again_body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models),
        cmocka_unit_test(schema),
        cmocka_unit_test(columns),
        cmocka_unit_test(again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
