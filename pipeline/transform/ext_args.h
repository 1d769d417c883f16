/*
 * ext_args.h - what the program's own functions (ext_native.h) are written with: their arguments,
 * and the trees that they look at. Inside the layer only.
 */
#ifndef TP_TRANSFORM_EXT_ARGS_H
#define TP_TRANSFORM_EXT_ARGS_H

#include <libxml/xpathInternals.h>
#include <libxslt/xsltInternals.h>
#include <stdbool.h>
#include <stddef.h>

/* An argument as a string, without a copy where libxml2 has it in one piece. P is never NULL. */
struct tp_native_text {
    const char *p;
    xmlXPathObjectPtr from;
    xmlChar *own;
};

/* How many arguments there are is the stylesheets' business: a wrong number is an error in XPath.
 */
bool tp_native_arity(xmlXPathParserContextPtr xpath, int nargs, int min, int max);
/* The last argument that wasn't taken yet; dropped by the caller. */
struct tp_native_text tp_native_pop_text(xmlXPathParserContextPtr xpath);
void tp_native_drop(struct tp_native_text t);
/* As a node-set in the order of the document; freed by the caller. */
xmlXPathObjectPtr tp_native_pop_nodes(xmlXPathParserContextPtr xpath);
const xmlNode *tp_native_first(xmlXPathObjectPtr set); /* NULL: it is empty, or no node-set */

/* The function's value. */
void tp_native_string(xmlXPathParserContextPtr xpath, const char *s);
void tp_native_bool(xmlXPathParserContextPtr xpath, bool b);
void tp_native_buffer(xmlXPathParserContextPtr xpath, xmlBufferPtr out); /* freed */

/* Does the word of N bytes stand in LIST, between blanks? */
bool tp_native_in_list(const char *list, const char *word, size_t n);
/* The first part of a language tag, in small letters, into OUT of TP_NATIVE_PRIMARY bytes. */
enum { TP_NATIVE_PRIMARY = 64 };
void tp_native_primary(const char *tag, char *out);
bool tp_native_is_local(const char *uri);
/* An address that may stand in a link, as f:href says; nothing for one that may not. */
void tp_native_add_href(xmlBufferPtr out, const char *uri);
/* The page of an entry in the authority files, or an authority elsewhere: f:name-href. */
void tp_native_add_name_href(xmlBufferPtr out, const char *ref, const char *kind, const char *base);

bool tp_native_is_tei(const xmlNode *node, const char *name);
/* The value of an attribute, if it isn't empty; else NULL. NS is NULL for one without. */
const char *tp_native_attribute(const xmlNode *element, const char *ns, const char *name);

/* Is the node, or something that it is in, that element? */
bool tp_native_is_within(const xmlNode *node, const char *name);
/* f:has of one node. */
bool tp_native_has(const xmlNode *root, const char *names, const char *except);
/* f:own-id of an element: it, or in ID, of TP_NATIVE_ID bytes. */
enum { TP_NATIVE_ID = 128 };
const char *tp_native_own_id(const xmlNode *el, char *id);
/* f:plain-name; nothing where it is "". */
void tp_native_add_plain_name(xmlBufferPtr out, const xmlNode *el, const char *kind,
                              const char *base);
/* Does HTML's time element take it? */
bool tp_native_is_html_date(const char *iso);
/* f:label; freed by the caller. NULL: no memory, or a transformation that isn't of this layer. */
xmlChar *tp_native_label(xsltTransformContextPtr ctxt, const char *key, const char *lang,
                         const char *form);

/* The functions, by their names in XSLT. */
void tp_f_in(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_primary(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_same_lang(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_first(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_local(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_href(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_name_href(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_html_date(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_lang(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_doc_lang(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_has(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_between(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_names(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_own_id(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_plain_name(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_nth(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_label(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_reason(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_extent(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_gap_words(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_date(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_language_name(xmlXPathParserContextPtr xpath, int nargs);
void tp_t_lines(xmlXPathParserContextPtr xpath, int nargs);
void tp_t_columns(xmlXPathParserContextPtr xpath, int nargs);
void tp_t_is_blank(xmlXPathParserContextPtr xpath, int nargs);
void tp_f_made(xmlXPathParserContextPtr xpath, int nargs);

#endif
