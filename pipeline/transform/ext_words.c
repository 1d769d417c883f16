/* ext_words.c - dates and languages in words, and lines of plain text, as xslt/common/ and
 * xslt/text/ have them; see ext_native.h. */
#include <libxslt/extensions.h>
#include <libxslt/variables.h>
#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "ext.h"
#include "ext_args.h"

/* The program's function of that name, for strings, as the value. */
static void answer(xmlXPathParserContextPtr xpath, const char *function, const char *const *args,
                   size_t n)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct tp_ext *ext = ctxt ? tp_ext_of(ctxt) : NULL;
    xmlChar *text = ext ? tp_ext_ask(ext, function, args, n) : NULL;

    if (text)
        valuePush(xpath, xmlXPathWrapString(text));
    else
        xmlXPathSetError(xpath, XPATH_EXPR_ERROR);
}

/* f:language-name(TAG, DISPLAY) */
void tp_f_language_name(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text display = {"en", NULL, NULL}, tag;

    if (!tp_native_arity(xpath, nargs, 1, 2))
        return;
    if (nargs > 1)
        display = tp_native_pop_text(xpath);
    tag = tp_native_pop_text(xpath);
    answer(xpath, "language-name", (const char *const[]){tag.p, display.p}, 2);
    tp_native_drop(tag);
    tp_native_drop(display);
}

/* A year, a month or a day? */
static bool is_day(const char *iso, size_t n)
{
    static const char shape[] = "9999-99-99";

    for (size_t i = 0; i < n; i++)
        if (i >= sizeof shape - 1 ||
            (shape[i] == '9' ? iso[i] < '0' || iso[i] > '9' : iso[i] != shape[i]))
            return false;
    return n == 4 || n == 7 || n == 10;
}

/* The first five characters. */
static size_t clock_of(const char *time)
{
    size_t n = 0;

    for (size_t characters = 0; time[n]; n++)
        if (((unsigned char)time[n] & 0xC0) != 0x80 && ++characters > 5)
            break;
    return n;
}

/* DAY, which N bytes of ISO are, and the clock behind it. */
static xmlChar *moment(xsltTransformContextPtr ctxt, struct tp_ext *ext, const char *iso, size_t n,
                       const char *lang)
{
    const char *time = iso + n + 1;
    xmlChar *day = xmlStrndup((const xmlChar *)iso, (int)n), *words = NULL, *before;

    if (day)
        words = tp_ext_ask(ext, "date", (const char *const[]){(const char *)day, lang}, 2);
    xmlFree(day);
    if (!words || !*time)
        return words;
    before = tp_native_label(ctxt, "before-time", lang, "");
    words = before ? xmlStrcat(words, before) : words;
    xmlFree(before);
    return words ? xmlStrncat(words, (const xmlChar *)time, (int)clock_of(time)) : NULL;
}

/* f:date(ISO, LANG) */
void tp_f_date(xmlXPathParserContextPtr xpath, int nargs)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct tp_ext *ext = ctxt ? tp_ext_of(ctxt) : NULL;
    struct tp_native_text lang = {"en", NULL, NULL}, iso;
    const char *t;
    xmlChar *words;

    if (!ext || !tp_native_arity(xpath, nargs, 1, 2))
        return;
    if (nargs > 1)
        lang = tp_native_pop_text(xpath);
    iso = tp_native_pop_text(xpath);
    t = strchr(iso.p, 'T');
    if (!t) {
        answer(xpath, "date", (const char *const[]){iso.p, lang.p}, 2);
    } else if (!is_day(iso.p, (size_t)(t - iso.p))) {
        tp_native_string(xpath, iso.p);
    } else if ((words = moment(ctxt, ext, iso.p, (size_t)(t - iso.p), lang.p))) {
        valuePush(xpath, xmlXPathWrapString(words));
    } else {
        xmlXPathSetError(xpath, XPATH_MEMORY_ERROR);
    }
    tp_native_drop(iso);
    tp_native_drop(lang);
}

/* ---- lines ---- */

/* With single blanks, in place. */
static void single_blanks(char *s)
{
    char *to = s;

    for (const char *p = s + strspn(s, " \t\r\n"); *p;) {
        size_t n = strcspn(p, " \t\r\n");
        memmove(to, p, n);
        to += n;
        p += n + strspn(p + n, " \t\r\n");
        if (*p)
            *to++ = ' ';
    }
    *to = '\0';
}

/* t:lines(TEXT, LEAD, INDENT) */
void tp_t_lines(xmlXPathParserContextPtr xpath, int nargs)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct tp_native_text indent = {"", NULL, NULL}, lead = {"", NULL, NULL}, text;
    xmlXPathObjectPtr width;
    xmlChar *columns, *line;

    if (!ctxt || !tp_native_arity(xpath, nargs, 1, 3))
        return;
    if (nargs > 2)
        indent = tp_native_pop_text(xpath);
    if (nargs > 1)
        lead = tp_native_pop_text(xpath);
    text = tp_native_pop_text(xpath);
    width = xsltVariableLookup(ctxt, (const xmlChar *)"width", NULL);
    columns = width ? xmlXPathCastToString(width) : NULL;
    line = xmlStrdup((const xmlChar *)text.p);
    if (columns && line) {
        single_blanks((char *)line);
        answer(xpath, "wrap",
               (const char *const[]){(const char *)line, (const char *)columns, lead.p, indent.p},
               4);
    } else {
        xmlXPathSetError(xpath, XPATH_MEMORY_ERROR);
    }
    xmlFree(line);
    xmlFree(columns);
    xmlXPathFreeObject(width);
    tp_native_drop(text);
    tp_native_drop(lead);
    tp_native_drop(indent);
}

/* t:columns(TEXT) */
void tp_t_columns(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text text;
    double columns = 0;
    size_t n;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    text = tp_native_pop_text(xpath);
    n = strlen(text.p);
    for (size_t i = 0, bytes = 1; i < n && bytes; i += bytes) {
        uint32_t c = 0;
        bytes = tp_utf8_decode(text.p + i, n - i, &c);
        columns += bytes ? tp_char_width(c) : 0;
    }
    tp_native_drop(text);
    valuePush(xpath, xmlXPathNewFloat(columns));
}

/* t:is-blank(TEXT) */
void tp_t_is_blank(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text text;
    const char *p;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    text = tp_native_pop_text(xpath);
    p = text.p + strspn(text.p, " \t\r\n");
    while (strncmp(p, "\u2028", 3) == 0)
        p += 3 + strspn(p + 3, " \t\r\n");
    tp_native_bool(xpath, !*p);
    tp_native_drop(text);
}
