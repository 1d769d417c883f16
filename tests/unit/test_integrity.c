/* Integrity: dates as days, the levels of checks, places inside texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/xml.h"
#include "../../pipeline/base/xml_places.h"
#include "../../pipeline/validate/integrity/itg.h"
#include "guard.h"

static void dates_body(struct tp_arena *a)
{
    static const struct {
        const char *value;
        int is;
        int64_t days; /* from the first to the last */
    } rows[] = {{"1950", 1, 364},
                {"2000", 1, 365},
                {"1950-02", 1, 27},
                {"1952-02", 1, 28},
                {"1950-02-28", 1, 0},
                {"1950-02-29", -1, 0},
                {"-0044-03-15", 1, 0},
                {"1950-00-01", -1, 0},
                {"1950-01-25T21:00:00", 1, 0},
                {"1950-01-25T24:00:00", 1, 0},
                {"1950-01-25T24:00:01", -1, 0},
                {"1950-01-25Z", 1, 2},
                {"1950+15:00", -1, 0},
                {"12:30:00", 0, 0},
                {"--02-29", 0, 0},
                {"--02-30", -1, 0},
                {"---31", 0, 0},
                {"---32", -1, 0},
                {"", -1, 0},
                {"950", -1, 0},
                {"1950-01-25x", -1, 0}};
    struct itg_days days, next;
    const char *fault;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(itg_date(a, rows[i].value, &days, &fault), rows[i].is);
        if (rows[i].is == 1)
            assert_int_equal(days.last - days.first, rows[i].days);
        assert_int_equal(fault != NULL, rows[i].is < 0);
    }
    assert_int_equal(itg_date(a, "1899-12-31", &days, &fault), 1);
    assert_int_equal(itg_date(a, "1900-01-01", &next, &fault), 1);
    assert_int_equal(next.first - days.last, 1);
}

static void levels_body(struct tp_arena *a)
{
    struct tp_levels l = tp_levels_default();

    for (size_t i = 0; tp_check_names[i]; i++)
        assert_true(tp_code_find(tp_check_names[i]) != TP_D_COUNT);
    assert_int_equal(l.of[TP_D_POINTER_MISSING], TP_ERROR);
    assert_int_equal(l.of[TP_D_XML_MALFORMED], TP_OFF); /* no check: nobody sets it */
    assert_null(tp_levels_set(&l, a, "pointer-missing", "note"));
    assert_int_equal(l.of[TP_D_POINTER_MISSING], TP_NOTE);
    assert_string_equal(tp_levels_set(&l, a, "pointer-mising", "note"),
                        "there is no check 'pointer-mising'; did you mean 'pointer-missing'?");
    assert_non_null(tp_levels_set(&l, a, "xml-malformed", "off"));
    assert_non_null(tp_levels_set(&l, a, "pointer-missing", "fatal"));
    assert_null(tp_levels_set(&l, a, "all", "off"));
    assert_false(tp_levels_any(&l));
}

static void places_body(struct tp_arena *a)
{
    static const char xml[] = "<a b='x&amp;&#x43C;y'\n>1&lt;2<!-- < -->3<![CDATA[<4>]]>5\r\n6</a>";
    struct tp_diags *ds = tp_diags_new(a, 0);
    xmlDoc *doc = tp_xml_read_memory(a, xml, strlen(xml), "x.xml", ds);
    struct tp_xml_places *p = tp_xml_places_new(a, doc, (struct tp_slice){xml, strlen(xml)});
    const xmlNode *root = xmlDocGetRootElement(doc), *text = root->children;
    const xmlNode *attribute = (const xmlNode *)root->properties;

    assert_int_equal(tp_xml_place_in(p, attribute, 0).col, 7);
    assert_int_equal(tp_xml_place_in(p, attribute, 1).col, 8);  /* &amp; */
    assert_int_equal(tp_xml_place_in(p, attribute, 2).col, 13); /* &#x43C; is two bytes */
    assert_int_equal(tp_xml_place_in(p, attribute, 4).col, 20);
    assert_int_equal(tp_xml_place_in(p, text, 2).col, 7); /* the 2 */
    text = text->next->next;
    assert_int_equal(tp_xml_place_in(p, text, 0).col, 18); /* the 3 */
    text = text->next;
    assert_int_equal(text->type, XML_CDATA_SECTION_NODE);
    assert_int_equal(tp_xml_place_in(p, text, 1).col, 29); /* the 4 */
    text = text->next;
    assert_int_equal(tp_xml_place_in(p, text, 0).col, 34); /* the 5 */
    assert_int_equal(tp_xml_place_in(p, text, 2).line, 3); /* the 6 */
    assert_int_equal(tp_xml_place_in(p, text, 2).col, 1);
}

static void dates(void **state)
{
    (void)state;
    guarded(dates_body);
}
static void levels(void **state)
{
    (void)state;
    guarded(levels_body);
}
static void places(void **state)
{
    (void)state;
    guarded(places_body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dates), cmocka_unit_test(levels),
                                       cmocka_unit_test(places)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
