/*
 * test_save.c - result trees are written as libxslt writes them, to the byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxslt/xsltutils.h>

#include "../../pipeline/base/xml.h"
#include "../../pipeline/transform/save.h"

#define XSL "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"

struct world {
    struct tp_arena *arena;
    const char *output; /* attributes of xsl:output */
    const char *xml;
};

static xmlDocPtr parse(const char *xml)
{
    xmlDocPtr doc = xmlReadMemory(xml, (int)strlen(xml), "x.xml", NULL, XML_PARSE_NONET);

    assert_non_null(doc);
    return doc;
}

/* As libxslt leaves a result. */
static xmlDocPtr result_of(const char *xml, const char *output)
{
    xmlDocPtr doc = parse(xml);

    if (strstr(output, "'html'"))
        doc->type = XML_HTML_DOCUMENT_NODE;
    if (!doc->encoding)
        doc->encoding = xmlStrdup((const xmlChar *)"UTF-8");
    return doc;
}

static void write_both(void *arg)
{
    const struct world *w = arg;
    struct tp_buf sheet = tp_buf_new(w->arena), ours = tp_buf_new(w->arena),
                  theirs = tp_buf_new(w->arena);
    xmlDocPtr one = result_of(w->xml, w->output), two = result_of(w->xml, w->output);
    xsltStylesheetPtr style;

    tp_buf_fmt(&sheet, XSL "<xsl:output %s/></xsl:stylesheet>", w->output);
    style = xsltParseStylesheetDoc(parse(sheet.p));
    assert_non_null(style);
    tp_buf_str(&ours, "before ");
    tp_buf_str(&theirs, "before ");
    assert_true(tp_save(one, style, &ours));
    assert_true(tp_save_slowly(two, style, &theirs));
    assert_string_equal(ours.p, theirs.p);
    assert_int_equal(ours.len, theirs.len);
    xmlFreeDoc(one);
    xmlFreeDoc(two);
    xsltFreeStylesheet(style);
}

#define HTML "method='html' encoding='UTF-8' indent='no'"
#define TEXT "method='text' encoding='UTF-8'"

static void same(const char *output, const char *xml)
{
    struct world w = {tp_arena_new(0), output, xml};

    assert_non_null(w.arena);
    assert_true(tp_guard(w.arena, write_both, &w));
    tp_arena_free(w.arena);
}

static void test_pages(void **state)
{
    (void)state;
    same(HTML, "<html lang='en'><head><title>a &amp; b</title></head><body class='x y'><p>c</p>"
               "<br/><img src='a b.png' alt=''/><p/></body></html>");
    same(HTML, "<html><head/><body/></html>");
    same(HTML, "<html/>");
    same(HTML, "<p>alone &lt; &gt; &amp; \" ' é 毛 😀 &#13; &#9; &#160;</p>");
    same(HTML, "<html><head><meta http-equiv='Content-Type' content='text/html; charset=x'/>"
               "<meta charset='utf-8'/></head><body>t</body></html>");
    same(HTML, "<html><head><script>if (a &lt; b &amp;&amp; c) '&lt;/p>'</script>"
               "<style>p > b { }</style><SCRIPT>a&lt;b</SCRIPT></head></html>");
}

static void test_odd_trees(void **state)
{
    (void)state;
    same(HTML, "<p><!-- a comment - >--><?pi data?><b/></p>");
    same(HTML, "<p xmlns='http://www.w3.org/1999/xhtml'>a<br/></p>");
    same(HTML, "<p xmlns:x='urn:x' x:a='1'><x:b href='a b'/></p>");
    same(HTML, "<p><br>not empty</br><hr> </hr></p>");
    same(HTML, "<!DOCTYPE p [<!ENTITY e 'ent'>]><p title='&e;'>&e;</p>");
    same(HTML, "<p title='&lt;!-- ssi -->' class='&amp;{js}' id='a&lt;!-- '>x</p>");
    same("method='html' encoding='UTF-8' indent='yes'", "<div><p>a</p><p>b</p></div>");
    same("method='html' encoding='ISO-8859-1' indent='no'", "<p title='毛'>é 毛</p>");
    same("method='html' encoding='UTF-8' indent='no' doctype-public='x'", "<p>a</p>");
    same("method='xml' encoding='UTF-8'", "<p>a<br/></p>");
}

static void test_attributes(void **state)
{
    static const char *const names[] = {"href", "src", "action", "name",   "title", "HREF",
                                        "alt",  "id",  "Name",   "srcset", "hrefx", "content"};
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_non_null(a);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct tp_buf b = tp_buf_new(a);
        tp_buf_str(&b, "<div>");
        for (int c = 0x20; c < 0x7F; c++)
            tp_buf_fmt(&b, "<a %s='x&#%d;y'>t</a>", names[i], c);
        tp_buf_fmt(&b, "<a %s=' &#10;b &#9; c '/><p %s='a \" b'/><p %s='&quot; &apos; é 毛'/>",
                   names[i], names[i], names[i]);
        tp_buf_fmt(&b, "<a %s=''/><A %s='ü &amp; &lt;'/><p %s='ü&amp;'/></div>", names[i], names[i],
                   names[i]);
        same(HTML, b.p);
    }
    same(HTML, "<form><input disabled='disabled' hidden='hidden' checked='' value='1'/>"
               "<script defer='defer' async='async'/><td nowrap='x'/></form>");
    same(HTML, "<a compact='1' declare='1' defer='1' ismap='1' multiple='1' nohref='1' DEFER='1' "
               "noresize='1' noshade='1' readonly='1' selected='1' open='1' required='1'/>");
    tp_arena_free(a);
}

/* Every element that libxml2 knows, and some that it doesn't, empty, in itself, and with text. */
static void test_elements(void **state)
{
    static const char *const names[] = {
        "a",        "abbr",     "address", "area",       "article",    "aside",    "b",
        "base",     "basefont", "bdo",     "blockquote", "body",       "br",       "button",
        "caption",  "center",   "cite",    "code",       "col",        "colgroup", "data",
        "dd",       "del",      "details", "dfn",        "dir",        "div",      "dl",
        "dt",       "em",       "embed",   "fieldset",   "figcaption", "figure",   "font",
        "footer",   "form",     "frame",   "frameset",   "h1",         "h6",       "head",
        "header",   "hr",       "html",    "i",          "iframe",     "img",      "input",
        "ins",      "isindex",  "kbd",     "label",      "legend",     "li",       "link",
        "main",     "map",      "math",    "menu",       "meta",       "mi",       "nav",
        "noframes", "noscript", "object",  "ol",         "optgroup",   "option",   "p",
        "param",    "pre",      "q",       "s",          "samp",       "script",   "section",
        "select",   "small",    "source",  "span",       "strong",     "style",    "sub",
        "summary",  "sup",      "svg",     "table",      "tbody",      "td",       "template",
        "textarea", "tfoot",    "th",      "thead",      "time",       "title",    "tr",
        "track",    "tt",       "u",       "ul",         "unknown",    "var",      "video",
        "wbr",      "BR",       "P",       "LI"};
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_non_null(a);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *n = names[i];
        struct tp_buf b = tp_buf_new(a);
        tp_buf_fmt(&b, "<x>\n<%s/> <%s>a &lt; b</%s> <%s id='i'><%s/><%s>t</%s></%s></x>", n, n, n,
                   n, n, n, n, n);
        same(HTML, b.p);
        b.len = 0;
        tp_buf_fmt(&b, "<%s/>", n);
        same(HTML, b.p);
    }
    tp_arena_free(a);
}

static void test_text(void **state)
{
    (void)state;
    same(TEXT, "<a>one &lt; <b>two<c/></b> three<?pi x?><!--no--></a>");
    same(TEXT, "<a/>");
    same(TEXT, "<a><![CDATA[c]]><b> é 毛\n</b></a>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),      cmocka_unit_test(test_odd_trees),
        cmocka_unit_test(test_attributes), cmocka_unit_test(test_elements),
        cmocka_unit_test(test_text),
    };

    tp_xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
