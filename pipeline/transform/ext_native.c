/* ext_native.c - the functions of words and addresses, and the list of them all; see ext_native.h.
 */
#include "ext_native.h"

#include <libexslt/exslt.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <string.h>

#include "ext_args.h"

/* ---- words ---- */

/* Does the word of N bytes stand in LIST, between blanks? */
bool tp_native_in_list(const char *list, const char *word, size_t n)
{
    for (const char *at = list; n && (at = strstr(at, word)); at++)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

/* f:in(WORD, LIST) */
void tp_f_in(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text list, word;
    bool found;

    if (!tp_native_arity(xpath, nargs, 2, 2))
        return;
    list = tp_native_pop_text(xpath);
    word = tp_native_pop_text(xpath);
    /* as contains(' LIST ', ' WORD ') says: no word stands between two blanks */
    found = *word.p ? tp_native_in_list(list.p, word.p, strlen(word.p))
                    : !*list.p || strstr(list.p, "  ") || *list.p == ' ' ||
                          list.p[strlen(list.p) - 1] == ' ';
    tp_native_drop(word);
    tp_native_drop(list);
    tp_native_bool(xpath, found);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The first part of a language tag, in small letters. */
void tp_native_primary(const char *tag, char *out)
{
    size_t n = 0;

    for (; tag[n] && tag[n] != '-' && n + 1 < TP_NATIVE_PRIMARY; n++)
        out[n] = lower(tag[n]);
    out[n] = '\0';
}

/* f:primary(TAG) */
void tp_f_primary(xmlXPathParserContextPtr xpath, int nargs)
{
    char primary[TP_NATIVE_PRIMARY];
    struct tp_native_text tag;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    tag = tp_native_pop_text(xpath);
    tp_native_primary(tag.p, primary);
    tp_native_drop(tag);
    tp_native_string(xpath, primary);
}

/* f:same-lang(OUTER, INNER) */
void tp_f_same_lang(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text inner, outer;
    size_t n;
    bool same;

    if (!tp_native_arity(xpath, nargs, 2, 2))
        return;
    inner = tp_native_pop_text(xpath);
    outer = tp_native_pop_text(xpath);
    n = strlen(inner.p);
    same = !n || strcmp(inner.p, "und") == 0 || strcmp(inner.p, outer.p) == 0 ||
           (!strchr(inner.p, '-') && strncmp(outer.p, inner.p, n) == 0 && outer.p[n] == '-') ||
           (strcmp(inner.p, "zh-Hans") == 0 && strcmp(outer.p, "zh") == 0);
    tp_native_drop(outer);
    tp_native_drop(inner);
    tp_native_bool(xpath, same);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* f:first(WORDS) */
void tp_f_first(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text words;
    const char *p;
    size_t n = 0;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    words = tp_native_pop_text(xpath);
    for (p = words.p; is_space(*p);)
        p++;
    while (p[n] && !is_space(p[n]))
        n++;
    valuePush(xpath, xmlXPathWrapString(xmlStrndup((const xmlChar *)p, (int)n)));
    tp_native_drop(words);
}

/* True unless the address has a scheme or a host. */
bool tp_native_is_local(const char *uri)
{
    size_t head = strcspn(uri, "/?#");

    return !memchr(uri, ':', head) && strncmp(uri, "//", 2) != 0;
}

/* f:local(URI) */
void tp_f_local(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text uri;
    bool local;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    uri = tp_native_pop_text(xpath);
    local = tp_native_is_local(uri.p);
    tp_native_drop(uri);
    tp_native_bool(xpath, local);
}

static bool shaped(const char *s, const char *shape)
{
    for (; *shape; s++, shape++)
        if (*shape == '9' ? *s < '0' || *s > '9' : *s != *shape)
            return false;
    return !*s;
}

static bool any_shape(const char *s, const char *const *shapes)
{
    while (*shapes && !shaped(s, *shapes))
        shapes++;
    return *shapes != NULL;
}

/* Does HTML's time element take it? ISO 8601 has the year 0000 and the hour 24, HTML has neither.
 */
bool tp_native_is_html_date(const char *iso)
{
    static const char *const plain[] = {"9999",  "9999-99",  "9999-99-99", "--99-99",
                                        "99:99", "99:99:99", NULL};
    static const char *const timed[] = {
        "9999-99-99T99:99",       "9999-99-99T99:99:99",       "9999-99-99T99:99Z",
        "9999-99-99T99:99:99Z",   "9999-99-99T99:99+99:99",    "9999-99-99T99:99:99+99:99",
        "9999-99-99T99:99-99:99", "9999-99-99T99:99:99-99:99", NULL};

    return strncmp(iso, "0000", 4) != 0 && strncmp(iso, "24:", 3) != 0 && !strstr(iso, "T24:") &&
           any_shape(iso, strchr(iso, 'T') ? timed : plain);
}

static bool starts_with(const char *s, const char *prefix)
{
    for (; *prefix; s++, prefix++)
        if (lower(*s) != *prefix)
            return false;
    return true;
}

/* An address that may stand in a link, as f:href says; "" for one that may not. */
void tp_native_add_href(xmlBufferPtr out, const char *uri)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "ftp://"};
    const char *xml = strstr(uri, ".xml#");
    size_t n = strlen(uri), i = 0;

    while (i < sizeof schemes / sizeof *schemes && !starts_with(uri, schemes[i]))
        i++;
    if (i < sizeof schemes / sizeof *schemes) {
        xmlBufferCCat(out, uri);
    } else if (!tp_native_is_local(uri)) {
        return;
    } else if (xml) {
        xmlBufferAdd(out, (const xmlChar *)uri, (int)(xml - uri));
        xmlBufferCCat(out, ".html");
        xmlBufferCCat(out, xml + strlen(".xml"));
    } else if (n >= 4 && strcmp(uri + n - 4, ".xml") == 0) {
        xmlBufferAdd(out, (const xmlChar *)uri, (int)n - 4);
        xmlBufferCCat(out, ".html");
    } else {
        xmlBufferCCat(out, uri);
    }
}

void tp_native_buffer(xmlXPathParserContextPtr xpath, xmlBufferPtr out)
{
    valuePush(xpath, xmlXPathWrapString(xmlBufferDetach(out)));
    xmlBufferFree(out);
}

/* f:href(URI) */
void tp_f_href(xmlXPathParserContextPtr xpath, int nargs)
{
    xmlBufferPtr out = xmlBufferCreate();
    struct tp_native_text uri;

    if (!out || !tp_native_arity(xpath, nargs, 1, 1)) {
        xmlBufferFree(out);
        return;
    }
    uri = tp_native_pop_text(xpath);
    tp_native_add_href(out, uri.p);
    tp_native_drop(uri);
    tp_native_buffer(xpath, out);
}

/* The page of an entry in the authority files, or an authority elsewhere. */
void tp_native_add_name_href(xmlBufferPtr out, const char *ref, const char *kind, const char *base)
{
    const char *fragment = strchr(ref, '#');

    if (!tp_native_is_local(ref)) {
        tp_native_add_href(out, ref);
    } else if (fragment && fragment[1] && *base) {
        xmlBufferCCat(out, base);
        xmlBufferCCat(out, strcmp(kind, "organisation") == 0 ? "organisations.html#"
                           : strcmp(kind, "place") == 0      ? "places.html#"
                                                             : "persons.html#");
        xmlBufferCCat(out, fragment + 1);
    }
}

/* f:name-href(REF, KIND, BASE) */
void tp_f_name_href(xmlXPathParserContextPtr xpath, int nargs)
{
    xmlBufferPtr out = xmlBufferCreate();
    struct tp_native_text base, kind, ref;

    if (!out || !tp_native_arity(xpath, nargs, 3, 3)) {
        xmlBufferFree(out);
        return;
    }
    base = tp_native_pop_text(xpath);
    kind = tp_native_pop_text(xpath);
    ref = tp_native_pop_text(xpath);
    tp_native_add_name_href(out, ref.p, kind.p, base.p);
    tp_native_drop(ref);
    tp_native_drop(kind);
    tp_native_drop(base);
    tp_native_buffer(xpath, out);
}

/* f:html-date(ISO) */
void tp_f_html_date(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text iso;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    iso = tp_native_pop_text(xpath);
    tp_native_string(xpath, tp_native_is_html_date(iso.p) ? iso.p : "");
    tp_native_drop(iso);
}

/* ---- all of them ---- */

#define F TP_NS_STYLESHEETS
#define T TP_NS_TEXT

static const struct {
    const char *uri, *name;
    xmlXPathFunction fn;
} natives[] = {
    {F, "between", tp_f_between},
    {F, "doc-lang", tp_f_doc_lang},
    {F, "first", tp_f_first},
    {F, "has", tp_f_has},
    {F, "href", tp_f_href},
    {F, "html-date", tp_f_html_date},
    {F, "in", tp_f_in},
    {F, "label", tp_f_label},
    {F, "lang", tp_f_lang},
    {F, "local", tp_f_local},
    {F, "date", tp_f_date},
    {F, "extent", tp_f_extent},
    {F, "gap-words", tp_f_gap_words},
    {F, "language-name", tp_f_language_name},
    {F, "made", tp_f_made},
    {F, "reason", tp_f_reason},
    {T, "columns", tp_t_columns},
    {T, "is-blank", tp_t_is_blank},
    {T, "lines", tp_t_lines},
    {F, "name-href", tp_f_name_href},
    {F, "names", tp_f_names},
    {F, "nth", tp_f_nth},
    {F, "own-id", tp_f_own_id},
    {F, "plain-name", tp_f_plain_name},
    {F, "primary", tp_f_primary},
    {F, "same-lang", tp_f_same_lang},
};

enum { N_NATIVES = sizeof natives / sizeof *natives };

void tp_ext_native_init(void)
{
    for (size_t i = 0; i < N_NATIVES; i++)
        (void)xsltRegisterExtModuleFunction((const xmlChar *)natives[i].name,
                                            (const xmlChar *)natives[i].uri, natives[i].fn);
}

static void free_function(void *function, const xmlChar *name)
{
    (void)name;
    xmlFree(function);
}

void tp_ext_native_adapt(xsltStylesheetPtr style)
{
    for (; style; style = xsltNextImport(style)) {
        xmlHashTablePtr own = xsltGetExtInfo(style, EXSLT_FUNCTIONS_NAMESPACE);
        for (size_t i = 0; own && i < N_NATIVES; i++)
            (void)xmlHashRemoveEntry2(own, (const xmlChar *)natives[i].uri,
                                      (const xmlChar *)natives[i].name, free_function);
    }
}
