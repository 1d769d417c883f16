/*
 * test_describe.c - records of documents: made once, for all formats, with names from authority
 * files; what they are, the pairs of tests/xslt/citation say.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp() */

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "world.h"

#include "../../pipeline/base/file.h"
#include "../../pipeline/transform/transform.h"

#define DATA "tests/xslt/citation"

/* A stylesheet that prints the value of an expression, with the prefixes tp and r. */
static struct tp_stylesheet *sheet_of(struct world *w, const char *select)
{
    char dir[] = "/tmp/teipipe-describe.XXXXXX";
    struct tp_buf b = tp_buf_new(w->arena);
    struct tp_stylesheet *sheet;
    const char *path;

    assert_non_null(mkdtemp(dir));
    path = tp_path_join(w->arena, dir, "s.xsl");
    tp_buf_fmt(&b,
               "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' "
               "xmlns:tp='%s' xmlns:r='urn:teipipe:record' xmlns:t='%s'>"
               "<xsl:output method='text'/><xsl:template match='/'><xsl:value-of select=\"%s\"/>"
               "</xsl:template></xsl:stylesheet>",
               TP_NS_FUNCTIONS, TP_NS_TEI, select);
    assert_true(tp_write_file(w->arena, path, b.p, b.len, w->ds));
    sheet = tp_stylesheet_load(w->arena, path, w->ds);
    assert_non_null(sheet);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(dir), 0);
    return sheet;
}

static const char *value(struct world *w, xmlDocPtr doc, const struct tp_transform *how,
                         const char *select)
{
    struct tp_buf out = tp_buf_new(w->arena);

    assert_true(tp_transform(w->arena, sheet_of(w, select), doc, how, &out, w->ds));
    return out.p ? out.p : "";
}

/* ---- once a document ---- */

static void once(struct world *w)
{
    struct tp_described described = {0};
    struct tp_transform how = {.folder = DATA,
                               .describer = tp_describer_new(w->arena, NULL, w->ds),
                               .described = &described};
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/authority-letter.xml", w->ds), first;

    assert_non_null(how.describer);
    assert_string_equal(value(w, doc, &how, "count(tp:record() | tp:record(/) | tp:record(//t:p))"),
                        "1");
    first = described.records;
    assert_non_null(first);
    assert_string_equal(value(w, doc, &how, "tp:record()/@key"), "authority-letter");
    assert_string_equal(value(w, doc, &how, "tp:record()/r:name[1]/@original"), "林安庆");
    assert_ptr_equal(described.records, first);
    /* each one of a corpus; nothing of what is no TEI */
    doc = tp_xml_read_file(w->arena, DATA "/corpus.xml", w->ds);
    assert_string_equal(value(w, doc, NULL, "count(tp:record())"), "2");
    doc = tp_xml_read_memory(w->arena, "<a/>", 4, "a.xml", w->ds);
    assert_string_equal(value(w, doc, NULL, "count(tp:record())"), "0");
    assert_int_equal(w->ds->errors, 0);
}

static void test_once(void **state)
{
    (void)state;
    in_world(once);
}

/* A record asked for while it is made is none: it doesn't go on for ever. */
static void itself(struct world *w)
{
    static const char text[] = "<TEI xmlns='" TP_NS_TEI "'><teiHeader/></TEI>";
    struct tp_described described = {.failed = true};
    struct tp_transform how = {.described = &described};
    xmlDocPtr doc = tp_xml_read_memory(w->arena, text, sizeof text - 1, "a.xml", w->ds);

    assert_string_equal(value(w, doc, &how, "count(tp:record())"), "0");
}

static void test_itself(void **state)
{
    (void)state;
    in_world(itself);
}

/* A record that can't be made stops what asks for it, and says why, once. */
static void beyond(struct world *w)
{
    struct tp_described described = {0};
    struct tp_transform how = {.operations = 20, .described = &described};
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/authority-letter.xml", w->ds);
    struct tp_buf out = tp_buf_new(w->arena);

    assert_false(tp_transform(w->arena, sheet_of(w, "tp:record()/@key"), doc, &how, &out, w->ds));
    assert_true(described.failed);
    assert_int_equal(out.len, 0);
    assert_true(w->ds->errors >= 1);
}

static void test_beyond(void **state)
{
    (void)state;
    in_world(beyond);
}

/* A record of the user's own, made in the user's stylesheet. */
static void own(struct world *w)
{
    struct tp_transform how = {.folder = DATA};
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/authority-letter.xml", w->ds);
    struct tp_stylesheet *sheet =
        tp_stylesheet_load(w->arena, "tests/xslt/stylesheets/override-record.xsl", w->ds);
    struct tp_buf out = tp_buf_new(w->arena);

    assert_non_null(sheet);
    assert_true(tp_transform(w->arena, sheet, doc, &how, &out, w->ds));
    assert_string_equal(out.p,
                        "Lin Anqing 林安庆. Missive to Pavel Sergeevich Orlov. “Letter, Lin Anqing "
                        "to Pavel Orlov on the New Pier.” Missive. Translated by Clara Voss, "
                        "January 5, 1950. HO, f. 12, op. 3, d. 45, ll. 6-7. Archive of the Harbour "
                        "Office. Dalian. https://papers.example.org/d/21.");
}

static void test_own(void **state)
{
    (void)state;
    in_world(own);
}

/* ---- what may be read ---- */

static void reach(struct world *w)
{
    static const struct {
        const char *folder, *pointer, *found;
    } rows[] = {
        {DATA, "authority/names.xml#lin", "1"},
        {DATA "/authority", "authority/names.xml#lin", "1"},
        {DATA "/authority", "../citation/authority/names.xml#lin", "1"},
        {DATA, "authority/names.xml#nobody", "0"},
        {DATA, "authority/names.xml", "0"},
        {DATA, "authority/missing.xml#lin", "0"},
        {DATA, "accents.bib#lin", "0"},
        {DATA, "file:authority/names.xml#lin", "0"},
        {DATA, "#lin", "0"},
        {NULL, "authority/names.xml#lin", "0"},
        {"tests/xslt/html", "authority/names.xml#lin", "0"},
        {"tests/xslt/cit", "authority/names.xml#lin", "0"},
        {"tests/xslt/citation/nothing", "authority/names.xml#lin", "0"},
        {DATA, "../text/letter.xml#x", "0"},
    };
    struct tp_describer *describer = tp_describer_new(w->arena, NULL, w->ds);
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/authority-letter.xml", w->ds);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tp_transform how = {.folder = rows[i].folder, .describer = describer};
        const char *select = tp_fmt(w->arena, "count(tp:authority('%s'))", rows[i].pointer);
        assert_string_equal(value(w, doc, &how, select), rows[i].found);
    }
    assert_int_equal(w->ds->errors, 0);
}

static void test_reach(void **state)
{
    (void)state;
    in_world(reach);
}

/* ---- many threads ---- */

struct shared {
    struct tp_stylesheet *sheet;
    struct tp_describer *describer;
};

static struct shared share(struct world *w)
{
    return (struct shared){tp_stylesheet_load(w->arena, "teipipe:xslt/chicago.xsl", w->ds),
                           tp_describer_new(w->arena, NULL, w->ds)};
}

/* Cite the letter with what is shared. */
static void cite(struct world *w)
{
    const struct shared *shared = w->arg;
    struct tp_described described = {0};
    struct tp_transform how = {
        .folder = DATA, .describer = shared->describer, .described = &described};
    struct tp_buf out = tp_buf_new(w->arena);
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/authority-letter.xml", w->ds);

    w->good = doc && tp_transform(w->arena, shared->sheet, doc, &how, &out, w->ds) &&
              strstr(out.p, "Lin Anqing. Letter to Pavel Sergeevich Orlov.");
}

static void rounds(struct world *w)
{
    bool good = true;

    for (int i = 0; i < 10; i++) {
        cite(w);
        good = good && w->good;
    }
    w->good = good;
}

static void threads(struct world *w)
{
    struct shared shared = share(w);

    in_threads(rounds, &shared);
}

static void test_threads(void **state)
{
    (void)state;
    in_world(threads);
}

/* ---- memory ---- */

/* Whatever the limit of the arena is met in, control comes back. */
static void scarcity(struct world *w)
{
    struct shared shared = share(w);

    in_scarcity(cite, &shared, (size_t)4 << 10);
}

static void test_scarcity(void **state)
{
    (void)state;
    in_world(scarcity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_once),     cmocka_unit_test(test_itself),
        cmocka_unit_test(test_beyond),   cmocka_unit_test(test_own),
        cmocka_unit_test(test_reach),    cmocka_unit_test(test_threads),
        cmocka_unit_test(test_scarcity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
