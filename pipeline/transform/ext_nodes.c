/* ext_nodes.c - functions of nodes: their language, what is in them, their number and id; see
 * ext_native.h. */
#include <libxml/hash.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ext_args.h"

static const xmlNode *parent_of(const xmlNode *node)
{
    return node->type == XML_NAMESPACE_DECL ? NULL : node->parent;
}

static const char *xml_lang(const xmlNode *element)
{
    return tp_native_attribute(element, (const char *)XML_XML_NAMESPACE, "lang");
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    const xmlNode *n = parent ? parent->children : NULL;

    while (n && !tp_native_is_tei(n, name))
        n = n->next;
    return n;
}

/* The next node of the tree below ROOT; NULL at its end. DOWN: into NODE too. */
static const xmlNode *next_node(const xmlNode *root, const xmlNode *node, bool down)
{
    if (down && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

/* Is NODE, or something that it is in, a link? */
static bool is_linked(const xmlNode *node)
{
    while (node && !tp_native_is_tei(node, "ref") && !tp_native_attribute(node, NULL, "ref"))
        node = parent_of(node);
    return node != NULL;
}

/* The language with the largest share; without shares the first. */
static const char *of_usage(const xmlNode *header)
{
    const xmlNode *usage = child(child(header, "profileDesc"), "langUsage");
    const char *best = NULL;
    double most = -1;

    for (const xmlNode *n = usage ? usage->children : NULL; n; n = n->next) {
        const char *ident =
            tp_native_is_tei(n, "language") ? tp_native_attribute(n, NULL, "ident") : NULL;
        const char *share = ident ? tp_native_attribute(n, NULL, "usage") : NULL;
        double value = share ? strtod(share, NULL) : 0;
        if (ident && (!best || value > most)) {
            best = ident;
            most = value;
        }
    }
    return best;
}

static const char *of_manuscript(const xmlNode *header)
{
    for (const xmlNode *n = header; n; n = next_node(header, n, true))
        if (tp_native_is_tei(n, "textLang") && tp_native_attribute(n, NULL, "mainLang"))
            return tp_native_attribute(n, NULL, "mainLang");
    return NULL;
}

/* The language of a document: f:doc-lang. A list gives its first word, in *N bytes. */
static const char *document_lang(const xmlNode *tei, size_t *n)
{
    const xmlNode *header = child(tei, "teiHeader"), *text = child(tei, "text");
    const char *lang = xml_lang(tei);

    if (!lang && text)
        lang = xml_lang(text);
    if (!lang)
        lang = of_usage(header);
    *n = lang ? strlen(lang) : 0;
    if (!lang && (lang = of_manuscript(header)))
        *n = strcspn(lang, " \t\r\n");
    if (!lang || !*n) {
        lang = "und";
        *n = 3;
    }
    return lang;
}

/* f:lang(NODE) */
void tp_f_lang(xmlXPathParserContextPtr xpath, int nargs)
{
    const char *lang = "und";
    size_t n = 3;
    xmlXPathObjectPtr set;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    set = tp_native_pop_nodes(xpath);
    for (const xmlNode *node = tp_native_first(set); node; node = parent_of(node)) {
        const char *here = xml_lang(node);
        if (here) {
            lang = here;
            n = strlen(here);
            break;
        }
        if (tp_native_is_tei(node, "TEI")) {
            const xmlNode *up = node->parent;
            while (up && !xml_lang(up))
                up = parent_of(up);
            lang = up ? xml_lang(up) : document_lang(node, &n);
            n = up ? strlen(lang) : n;
            break;
        }
    }
    valuePush(xpath, xmlXPathWrapString(xmlStrndup((const xmlChar *)lang, (int)n)));
    xmlXPathFreeObject(set);
}

/* f:doc-lang(TEI) */
void tp_f_doc_lang(xmlXPathParserContextPtr xpath, int nargs)
{
    xmlXPathObjectPtr set;
    const xmlNode *tei;
    const char *lang = "und";
    size_t n = 3;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    set = tp_native_pop_nodes(xpath);
    tei = tp_native_first(set);
    if (tei)
        lang = document_lang(tei, &n);
    valuePush(xpath, xmlXPathWrapString(xmlStrndup((const xmlChar *)lang, (int)n)));
    xmlXPathFreeObject(set);
}

/* What is in an element or a document; NULL: nothing. */
static const xmlNode *inside(const xmlNode *root)
{
    return root->type == XML_ELEMENT_NODE || root->type == XML_DOCUMENT_NODE ? root->children
                                                                             : NULL;
}

bool tp_native_has(const xmlNode *root, const char *names, const char *except)
{
    const xmlNode *n = inside(root);

    while (n) {
        bool element = n->type == XML_ELEMENT_NODE;
        const char *name = element ? (const char *)n->name : "";
        if (element && tp_native_in_list(names, name, strlen(name)))
            return true;
        n = next_node(root, n, element && strcmp(name, except) != 0);
    }
    return false;
}

/* f:has(NODES, NAMES, EXCEPT) */
void tp_f_has(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text except = {"", NULL, NULL}, names;
    xmlXPathObjectPtr set;
    bool found = false;

    if (!tp_native_arity(xpath, nargs, 2, 3))
        return;
    if (nargs == 3)
        except = tp_native_pop_text(xpath);
    names = tp_native_pop_text(xpath);
    set = valuePop(xpath);
    for (int i = 0; tp_native_first(set) && i < set->nodesetval->nodeNr && !found; i++)
        found = tp_native_has(set->nodesetval->nodeTab[i], names.p, except.p);
    xmlXPathFreeObject(set);
    tp_native_drop(names);
    tp_native_drop(except);
    tp_native_bool(xpath, found);
}

/* Does NODE hold text that isn't blank, by itself? */
static bool has_text(const xmlNode *node)
{
    for (const xmlNode *n = node->children; n; n = n->next)
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content &&
            n->content[strspn((const char *)n->content, " \t\r\n")])
            return true;
    return false;
}

static bool has_child_of(const xmlNode *node, const char *names)
{
    for (const xmlNode *n = node->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE &&
            tp_native_in_list(names, (const char *)n->name, strlen((const char *)n->name)))
            return true;
    return false;
}

/* f:between(EL, CONTAINERS, BLOCKS) */
void tp_f_between(xmlXPathParserContextPtr xpath, int nargs)
{
    struct tp_native_text blocks, containers;
    xmlXPathObjectPtr set;
    const xmlNode *node, *parent;
    bool between = true;

    if (!tp_native_arity(xpath, nargs, 3, 3))
        return;
    blocks = tp_native_pop_text(xpath);
    containers = tp_native_pop_text(xpath);
    set = tp_native_pop_nodes(xpath);
    node = tp_native_first(set);
    parent = node ? parent_of(node) : NULL;
    if (parent && parent->type == XML_ELEMENT_NODE) {
        const char *name = (const char *)parent->name;
        between = tp_native_in_list(containers.p, name, strlen(name)) ||
                  (!tp_native_is_tei(parent, "p") && !tp_native_is_tei(parent, "ab") &&
                   has_child_of(parent, blocks.p) && !has_text(parent));
    }
    xmlXPathFreeObject(set);
    tp_native_drop(containers);
    tp_native_drop(blocks);
    tp_native_bool(xpath, between);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the elements below ROOT into NAMES, those that it doesn't hold yet, up to MAX. */
static int collect_names(const xmlNode *root, const char **names, int n, int max)
{
    for (const xmlNode *at = inside(root); at; at = next_node(root, at, true)) {
        const char *name = (const char *)at->name;
        int i = 0;
        if (at->type != XML_ELEMENT_NODE)
            continue;
        while (i < n && names[i] != name && strcmp(names[i], name) != 0)
            i++;
        if (i == n && n < max)
            names[n++] = name;
    }
    return n;
}

/* f:names(NODES) */
void tp_f_names(xmlXPathParserContextPtr xpath, int nargs)
{
    enum { MAX_NAMES = 1024 }; /* TEI has some 600 */
    const char *names[MAX_NAMES];
    xmlXPathObjectPtr set;
    xmlBufferPtr out = xmlBufferCreate();
    int n = 0;

    if (!out || !tp_native_arity(xpath, nargs, 1, 1)) {
        xmlBufferFree(out);
        return;
    }
    set = valuePop(xpath);
    for (int i = 0; tp_native_first(set) && i < set->nodesetval->nodeNr; i++)
        n = collect_names(set->nodesetval->nodeTab[i], names, n, MAX_NAMES);
    qsort(names, (size_t)n, sizeof *names, by_name);
    for (int i = 0; i < n; i++) {
        xmlBufferCCat(out, names[i]);
        xmlBufferCCat(out, " ");
    }
    xmlXPathFreeObject(set);
    tp_native_buffer(xpath, out);
}

/* ---- numbers ---- */

/* Number the elements below ROOT by name, each into its _private; those of headers by themselves.
 * COUNTS has a name's count as its payload. */
static bool number_below(const xmlNode *root, const char *where, xmlHashTablePtr counts)
{
    const xmlNode *n = root;
    bool good = true;

    while (n && good) {
        bool header = !*where && tp_native_is_tei(n, "teiHeader");
        if (header) {
            good = number_below(n, "header", counts);
        } else if (n->type == XML_ELEMENT_NODE) {
            const xmlChar *in = (const xmlChar *)where;
            intptr_t count = (intptr_t)xmlHashLookup2(counts, n->name, in) + 1;
            void *payload =
                (void *)count; /* NOLINT(performance-no-int-to-ptr): no pointer, a number */
            good = xmlHashUpdateEntry2(counts, n->name, in, payload, NULL) == 0;
            ((xmlNode *)n)->_private = payload;
        }
        n = next_node(root, n, !header);
    }
    return good;
}

static bool number_elements(xmlDocPtr doc)
{
    xmlHashTablePtr counts = xmlHashCreate(64);
    bool good = counts && (!doc->children || number_below(xmlDocGetRootElement(doc), "", counts));

    xmlHashFree(counts, NULL);
    return good;
}

/* EL's number: f:nth; 0: no memory. */
static intptr_t nth(const xmlNode *el)
{
    if (!el->_private && !number_elements(el->doc))
        return 0;
    return (intptr_t)el->_private;
}

bool tp_native_is_within(const xmlNode *node, const char *name)
{
    while (node && !tp_native_is_tei(node, name))
        node = parent_of(node);
    return node != NULL;
}

const char *tp_native_own_id(const xmlNode *el, char *id)
{
    const char *given = tp_native_attribute(el, (const char *)XML_XML_NAMESPACE, "id");
    bool paragraph = tp_native_is_tei(el, "p") && tp_native_is_within(el, "text");

    if (given)
        return given;
    (void)snprintf(id, TP_NATIVE_ID, "%s%.80s-%ld",
                   !paragraph && tp_native_is_within(el, "teiHeader") ? "header-" : "",
                   paragraph ? "par" : (const char *)el->name, (long)nth(el));
    if (xmlGetID(el->doc, (const xmlChar *)id))
        (void)strncat(id, "-auto", TP_NATIVE_ID - strlen(id) - 1);
    return id;
}

/* f:own-id(EL) */
void tp_f_own_id(xmlXPathParserContextPtr xpath, int nargs)
{
    char id[TP_NATIVE_ID];
    xmlXPathObjectPtr set;
    const xmlNode *el;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    set = tp_native_pop_nodes(xpath);
    el = tp_native_first(set);
    tp_native_string(xpath, el && el->type == XML_ELEMENT_NODE ? tp_native_own_id(el, id) : "");
    xmlXPathFreeObject(set);
}

/* Has the element text of its own, other than blanks? What has none can't be a link. */
static bool says_something(const xmlNode *el)
{
    for (const xmlNode *n = el->children; n; n = n->next)
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content &&
            n->content[strspn((const char *)n->content, " \t\r\n")])
            return true;
    return false;
}

void tp_native_add_plain_name(xmlBufferPtr out, const xmlNode *el, const char *kind,
                              const char *base)
{
    const char *ref = tp_native_attribute(el, NULL, "ref");

    if (ref && !el->properties->next && !strpbrk(ref, " \t\r\n") &&
        !xmlFirstElementChild((xmlNode *)el) && says_something(el) && !is_linked(parent_of(el)) &&
        !tp_native_is_within(el, "fileDesc"))
        tp_native_add_name_href(out, ref, kind, base);
}

/* f:plain-name(EL, KIND, BASE) */
void tp_f_plain_name(xmlXPathParserContextPtr xpath, int nargs)
{
    xmlBufferPtr out = xmlBufferCreate();
    struct tp_native_text base, kind;
    xmlXPathObjectPtr set;
    const xmlNode *el;

    if (!out || !tp_native_arity(xpath, nargs, 3, 3)) {
        xmlBufferFree(out);
        return;
    }
    base = tp_native_pop_text(xpath);
    kind = tp_native_pop_text(xpath);
    set = tp_native_pop_nodes(xpath);
    el = tp_native_first(set);
    if (el)
        tp_native_add_plain_name(out, el, kind.p, base.p);
    xmlXPathFreeObject(set);
    tp_native_drop(kind);
    tp_native_drop(base);
    tp_native_buffer(xpath, out);
}

/* f:nth(EL) */
void tp_f_nth(xmlXPathParserContextPtr xpath, int nargs)
{
    xmlXPathObjectPtr set;
    const xmlNode *node;
    intptr_t n = 0;

    if (!tp_native_arity(xpath, nargs, 1, 1))
        return;
    set = tp_native_pop_nodes(xpath);
    node = tp_native_first(set);
    if (node && node->type == XML_ELEMENT_NODE)
        n = nth(node);
    xmlXPathFreeObject(set);
    valuePush(xpath, xmlXPathNewFloat((double)n));
}
