/*
 * save.c - writing result trees; see save.h. The rules are those of libxml2's HTML serialisation:
 * which elements have no end tag, which attributes have no value, what is escaped in addresses.
 */
#include "save.h"

#include <libxml/HTMLtree.h>
#include <libxml/parserInternals.h>
#include <libxslt/imports.h>
#include <libxslt/xsltutils.h>
#include <stdint.h>
#include <string.h>

/* ---- escaping ---- */

/* What a byte of text or of a value is. */
enum kind { PLAIN, QUOTE, MARKUP, END };

static const unsigned char kinds[256] = {
    ['\0'] = END, ['<'] = MARKUP, ['>'] = MARKUP, ['&'] = MARKUP, ['"'] = QUOTE};

static enum kind kind_of(char c)
{
    return (enum kind)kinds[(unsigned char)c];
}

static void add_text(struct tp_buf *out, const char *s)
{
    for (;;) {
        const char *from = s;
        while (kind_of(*s) < MARKUP)
            s++;
        tp_buf_add(out, from, (size_t)(s - from));
        if (!*s)
            return;
        tp_buf_str(out, *s == '<' ? "&lt;" : *s == '>' ? "&gt;" : "&amp;");
        s++;
    }
}

/* An attribute's value between quotation marks that it doesn't hold, if there are such. */
static void add_quoted(struct tp_buf *out, const char *s)
{
    bool twice = strchr(s, '"') != NULL;
    char mark = twice && !strchr(s, '\'') ? '\'' : '"';

    tp_buf_char(out, mark);
    for (; twice && mark == '"'; s++) {
        size_t n = strcspn(s, "\"");
        tp_buf_add(out, s, n);
        s += n;
        if (!*s)
            break;
        tp_buf_str(out, "&quot;");
    }
    tp_buf_str(out, s);
    tp_buf_char(out, mark);
}

/* ---- attributes ---- */

/* Does NAME stand in the list, in large or small letters? */
static bool is_one_of(const xmlChar *name, const char *const *list)
{
    for (; *list; list++)
        if (((*name ^ (unsigned char)**list) & ~0x20) == 0 &&
            xmlStrcasecmp(name, (const xmlChar *)*list) == 0)
            return true;
    return false;
}

/* Attributes that are written without their value. */
static const char *const bare_attributes[] = {
    "checked", "compact",  "declare", "defer",  "disabled", "ismap",    "multiple",
    "nohref",  "noresize", "noshade", "nowrap", "readonly", "selected", NULL};

static bool is_address(const xmlAttr *a)
{
    switch (*a->name | 0x20) {
    case 'h':
        return xmlStrcasecmp(a->name, (const xmlChar *)"href") == 0;
    case 's':
        return xmlStrcasecmp(a->name, (const xmlChar *)"src") == 0;
    case 'a':
        return xmlStrcasecmp(a->name, (const xmlChar *)"action") == 0;
    case 'n':
        return xmlStrcasecmp(a->name, (const xmlChar *)"name") == 0 &&
               xmlStrcasecmp(a->parent->name, (const xmlChar *)"a") == 0;
    default:
        return false;
    }
}

/* Characters that libxml2 leaves alone in addresses, letters and digits apart. */
#define ADDRESS_SIGNS "-_.!~*'()@/:=?;#%&,+"

static bool stays_in_address(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr(ADDRESS_SIGNS, c);
}

static void add_address(struct tp_buf *out, const char *s)
{
    static const char digits[] = "0123456789ABCDEF";

    while (*s) {
        const char *from = s;
        while (*s && stays_in_address(*s))
            s++;
        tp_buf_add(out, from, (size_t)(s - from));
        for (; *s && !stays_in_address(*s); s++) {
            unsigned char byte = (unsigned char)*s;
            const char escape[] = {'%', digits[byte >> 4], digits[byte & 15]};
            tp_buf_add(out, escape, sizeof escape);
        }
    }
}

/* The value with its escapes; the scripts that libxml2 lets stand in old HTML are not for us. */
static bool add_value(struct tp_buf *out, struct tp_buf *work, const xmlAttr *a)
{
    const char *s = (const char *)a->children->content, *p = s;

    while (kind_of(*p) == PLAIN)
        p++;
    if (!*p && !is_address(a)) {
        tp_buf_char(out, '"');
        tp_buf_add(out, s, (size_t)(p - s));
        tp_buf_char(out, '"');
        return true;
    }
    if (*p && (strstr(p, "<!--") || strstr(p, "&{")))
        return false;
    tp_buf_cut(work, 0);
    if (is_address(a)) { /* what was escaped stays: both leave the other's signs alone */
        struct tp_buf escaped = tp_buf_new(work->arena);
        add_text(&escaped, s + strspn(s, " \t\r\n"));
        add_address(work, escaped.len ? escaped.p : "");
    } else {
        add_text(work, s);
    }
    add_quoted(out, work->p);
    return true;
}

static bool add_attribute(struct tp_buf *out, struct tp_buf *work, const xmlAttr *a)
{
    if (a->ns || (a->children && (a->children->next || a->children->type != XML_TEXT_NODE ||
                                  !a->children->content)))
        return false;
    tp_buf_char(out, ' ');
    tp_buf_str(out, (const char *)a->name);
    if (!a->children || is_one_of(a->name, bare_attributes))
        return true;
    tp_buf_char(out, '=');
    return add_value(out, work, a);
}

/* ---- elements ---- */

/* Elements that have no content, and so no end tag. */
static const char *const void_tags[] = {"area", "base",  "basefont", "br",   "col",  "frame", "hr",
                                        "img",  "input", "isindex",  "link", "meta", "param", NULL};

struct writer {
    struct tp_buf *out, work;
};

static void end_tag(struct tp_buf *out, const xmlNode *n)
{
    tp_buf_add(out, "</", 2);
    tp_buf_str(out, (const char *)n->name);
    tp_buf_char(out, '>');
}

static bool start_tag(struct writer *w, const xmlNode *n)
{
    if (n->ns || n->nsDef)
        return false;
    tp_buf_char(w->out, '<');
    tp_buf_str(w->out, (const char *)n->name);
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (!add_attribute(w->out, &w->work, a))
            return false;
    tp_buf_char(w->out, '>');
    if (is_one_of(n->name, void_tags))
        return !n->children;
    if (!n->children && xmlStrcasecmp(n->name, (const xmlChar *)"li") != 0)
        end_tag(w->out, n);
    return true;
}

static bool is_raw(const xmlNode *n)
{
    const xmlNode *parent = n->parent;

    return n->name == xmlStringTextNoenc ||
           (parent && parent->type == XML_ELEMENT_NODE &&
            (xmlStrcasecmp(parent->name, (const xmlChar *)"script") == 0 ||
             xmlStrcasecmp(parent->name, (const xmlChar *)"style") == 0));
}

/* False: this is none of what is done here. */
static bool open_node(struct writer *w, const xmlNode *n)
{
    switch (n->type) {
    case XML_ELEMENT_NODE:
        return start_tag(w, n);
    case XML_TEXT_NODE:
        if (n->content && is_raw(n))
            tp_buf_str(w->out, (const char *)n->content);
        else if (n->content)
            add_text(w->out, (const char *)n->content);
        return true;
    default:
        return false;
    }
}

static bool write_html(xmlDocPtr doc, struct tp_buf *out)
{
    struct writer w = {.out = out, .work = tp_buf_new(out->arena)};
    const xmlNode *n = doc->children, *root = (const xmlNode *)doc;

    if (doc->intSubset)
        return false;
    while (n && n != root) {
        if (!open_node(&w, n))
            return false;
        if (n->children && n->type == XML_ELEMENT_NODE) {
            n = n->children;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            if (n != root)
                end_tag(out, n);
        }
        if (n != root)
            n = n->next;
    }
    tp_buf_char(out, '\n');
    return true;
}

/* ---- text ---- */

static void write_text(xmlDocPtr doc, struct tp_buf *out)
{
    const xmlNode *n = doc->children, *root = (const xmlNode *)doc;

    while (n && n != root) {
        if (n->type == XML_TEXT_NODE && n->content)
            tp_buf_str(out, (const char *)n->content);
        if (n->children && n->type == XML_ELEMENT_NODE) {
            n = n->children;
            continue;
        }
        while (n != root && !n->next)
            n = n->parent;
        if (n != root)
            n = n->next;
    }
}

/* ---- which ---- */

static void free_text(void *text)
{
    xmlFree(text);
}

bool tp_save_slowly(xmlDocPtr result, xsltStylesheetPtr style, struct tp_buf *out)
{
    xmlChar *bytes = NULL;
    int n = 0;

    if (xsltSaveResultToString(&bytes, &n, result, style) < 0)
        return false;
    if (bytes) {
        tp_own(out->arena, free_text, bytes);
        tp_buf_add(out, (const char *)bytes, (size_t)n);
    }
    return true;
}

/* What xsl:output says; of several stylesheets the first that says it. */
struct tp_method {
    const xmlChar *name, *encoding;
    int indent; /* below 0: it is not said */
};

static struct tp_method method_of(xsltStylesheetPtr style)
{
    struct tp_method m = {NULL, NULL, -1};

    for (; style; style = xsltNextImport(style)) {
        m.name = m.name ? m.name : style->method;
        m.encoding = m.encoding ? m.encoding : style->encoding;
        m.indent = m.indent >= 0 ? m.indent : style->indent;
    }
    return m;
}

bool tp_save(xmlDocPtr result, xsltStylesheetPtr style, struct tp_buf *out)
{
    struct tp_method m = method_of(style);
    size_t before = out->len;

    if (!m.name || !m.encoding || strcmp((const char *)m.encoding, "UTF-8") != 0 ||
        !result->children)
        return tp_save_slowly(result, style, out);
    if (strcmp((const char *)m.name, "text") == 0) {
        write_text(result, out);
        return true;
    }
    if (strcmp((const char *)m.name, "html") == 0 && m.indent == 0 &&
        result->type == XML_HTML_DOCUMENT_NODE && result->encoding) {
        (void)htmlSetMetaEncoding(result, m.encoding); /* fails where there is no head */
        if (write_html(result, out))
            return true;
        tp_buf_cut(out, before);
    }
    return tp_save_slowly(result, style, out);
}
