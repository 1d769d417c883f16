#define _XOPEN_SOURCE 700 /* realpath() */
#include "xml_include.h"

#include <libxml/parser.h>
#include <libxml/uri.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "utf8.h"
#include "xml.h"
#include "xml_places.h"

struct including {
    struct tp_arena *a;
    xmlDoc *doc;
    const char *file, *root; /* ROOT: a real path; NULL: none */
    struct tp_xml_places *places;
    struct tp_diags *ds;
    size_t n;
};

static bool is_xinclude(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns &&
           strcmp((const char *)node->ns->href, TP_NS_XINCLUDE) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

static xmlNode *next_node(const xmlNode *node)
{
    if (node->children && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node && node->type != XML_DOCUMENT_NODE && !node->next)
        node = node->parent;
    return node && node->type != XML_DOCUMENT_NODE ? node->next : NULL;
}

bool tp_xml_has_includes(const xmlDoc *doc)
{
    for (const xmlNode *n = doc->children; n; n = next_node(n))
        if (is_xinclude(n, "include"))
            return true;
    return false;
}

static const char *file_of(const struct including *in, const xmlNode *node)
{
    const char *file = tp_xml_place_file(in->places, node);

    return file ? file : in->file;
}

static void complain(struct including *in, const xmlNode *include, const char *href,
                     const char *why)
{
    struct tp_place at = tp_xml_place(in->places, include);

    tp_diag(in->ds, TP_D_INCLUDE, tp_at(file_of(in, include), at.line, at.col), href, why);
}

static char *attribute(struct including *in, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name);
    char *copy = value ? tp_strdup(in->a, (const char *)value) : NULL;

    xmlFree(value);
    return copy;
}

static const char *real(struct tp_arena *a, const char *path)
{
    char out[PATH_MAX];

    return realpath(path, out) ? tp_strdup(a, out) : NULL;
}

static bool is_remote(const char *address)
{
    return strstr(address, "://") || strncmp(address, "//", 2) == 0;
}

static const char *unescaped(struct tp_arena *a, const char *address)
{
    char *plain = xmlURIUnescapeString(address, 0, NULL);
    const char *path = plain ? tp_strdup(a, plain) : address;

    xmlFree(plain);
    return path;
}

static const char *below(struct tp_arena *a, const char *dir, const char *path)
{
    return path[0] == '/' || strcmp(dir, ".") == 0 ? path : tp_path_join(a, dir, path);
}

/* The folder that the include's address begins in: that of its file, and of each xml:base around it
 * there. NULL: on the network. */
static const char *folder(struct including *in, const xmlNode *include)
{
    const char *bases[TP_MAX_INCLUDE_DEPTH], *from = file_of(in, include);
    const char *dir = strcmp(from, "-") == 0 ? "." : tp_path_dir(in->a, from);
    const xmlNode *top = tp_xml_place_top(in->places, include);
    size_t n = 0;

    for (const xmlNode *at = include; at && at->type == XML_ELEMENT_NODE; at = at->parent) {
        xmlChar *base =
            xmlGetNsProp((xmlNode *)at, (const xmlChar *)"base", (const xmlChar *)TP_NS_XML);

        if (base && *base && n < TP_MAX_INCLUDE_DEPTH)
            bases[n++] = tp_strdup(in->a, (const char *)base);
        xmlFree(base);
        if (at == top)
            break;
    }
    while (n) {
        const char *base = bases[--n], *path;

        if (is_remote(base))
            return NULL;
        path = below(in->a, dir, unescaped(in->a, base));
        dir = path[strlen(path) - 1] == '/' ? tp_strndup(in->a, path, strlen(path) - 1)
                                            : tp_path_dir(in->a, path);
    }
    return dir;
}

/* The file that the include names; NULL: *WHY not. */
static const char *resolve(struct including *in, const xmlNode *include, const char *href,
                           const char **why)
{
    const char *dir = is_remote(href) ? NULL : folder(in, include), *path, *is;
    size_t n = in->root ? strlen(in->root) : 0, depth = 0;

    *why = NULL;
    if (!dir) {
        *why = "nothing is fetched from the network: name a file relative to this one";
        return NULL;
    }
    path = below(in->a, dir, unescaped(in->a, href));
    is = real(in->a, path);
    if (!is)
        *why = "there is no such file";
    else if (n && (strncmp(is, in->root, n) != 0 || is[n] != '/'))
        *why = "it is outside the edition";
    for (const xmlNode *at = include; is && !*why; depth++) {
        const char *up = file_of(in, at), *up_real = real(in->a, up);

        if (up_real && strcmp(up_real, is) == 0)
            *why = "it includes itself";
        else if (depth >= TP_MAX_INCLUDE_DEPTH)
            *why = "the files include each other too deeply";
        at = tp_xml_place_top(in->places, at);
        at = at ? at->parent : NULL;
        if (!at || at->type != XML_ELEMENT_NODE)
            break;
    }
    return *why ? NULL : path;
}

static void free_node(void *node)
{
    xmlFreeNode(node);
}

/* NEW stands where the include was; the include itself lives on, so that its address stays its own.
 */
static void replace(struct including *in, xmlNode *include, xmlNode *new_node)
{
    if (new_node)
        (void)xmlReplaceNode(include, new_node);
    else
        xmlUnlinkNode(include);
    tp_defer(in->a, free_node, include);
}

static const xmlNode *with_id(const xmlNode *root, const char *id)
{
    for (const xmlNode *n = root; n; n = next_node(n)) {
        xmlChar *value =
            n->type == XML_ELEMENT_NODE
                ? xmlGetNsProp((xmlNode *)n, (const xmlChar *)"id", (const xmlChar *)TP_NS_XML)
                : NULL;
        bool found = value && strcmp((const char *)value, id) == 0;

        xmlFree(value);
        if (found)
            return n;
    }
    return NULL;
}

/* By XPointer's element() scheme, "ID/1/2" or "/1/2": the children that are elements, from 1. */
static const xmlNode *by_steps(struct tp_arena *a, const xmlNode *root, const char *steps)
{
    size_t len = strcspn(steps, "/");
    const xmlNode *at = len ? with_id(root, tp_strndup(a, steps, len)) : NULL;
    bool above = len == 0; /* at the document, whose only one is the root */

    for (steps += len; *steps == '/' && (at || above); above = false) {
        char *end;
        unsigned long n = strtoul(steps + 1, &end, 10);
        const xmlNode *child = above ? root : at->children;

        if (n == 0 || end == steps + 1 || (above && n != 1))
            return NULL;
        while (child && (child->type != XML_ELEMENT_NODE || --n))
            child = child->next;
        at = child;
        steps = end;
    }
    return *steps ? NULL : at;
}

/* The element that an xpointer names; NULL: *WHY not. */
static const xmlNode *pointed_to(struct including *in, const xmlNode *root, const char *pointer,
                                 const char **why)
{
    size_t n = strlen(pointer);
    bool scheme = strchr(pointer, '(') != NULL;
    const xmlNode *found;

    if (scheme && (n < 10 || strncmp(pointer, "element(", 8) != 0 || pointer[n - 1] != ')')) {
        *why = tp_fmt(in->a, "an xpointer is an xml:id or element(...) here, not '%s'", pointer);
        return NULL;
    }
    found = scheme ? by_steps(in->a, root, tp_strndup(in->a, pointer + 8, n - 9))
                   : with_id(root, pointer);
    if (!found)
        *why = tp_fmt(in->a, scheme ? "there is no '%s' in it" : "there is no xml:id '%s' in it",
                      pointer);
    return found;
}

/* The number of elements of the document before this one. */
static size_t number_of(const xmlNode *root, const xmlNode *element)
{
    size_t n = 0;

    for (const xmlNode *at = root; at && at != element; at = next_node(at))
        n += at->type == XML_ELEMENT_NODE;
    return n;
}

/* Each returns what stands there now, NULL when it could not be included. */
static xmlNode *include_xml(struct including *in, xmlNode *include, const char *path,
                            const char **why)
{
    struct tp_arena *work = tp_arena_sub(in->a);
    const char *id = attribute(in, include, "xpointer");
    const xmlNode *root, *from;
    struct tp_slice text;
    xmlNode *copy = NULL;
    char *data;
    xmlDoc *doc = NULL;

    if (tp_read_file(in->a, path, &data, &text.len, in->ds))
        doc = tp_xml_read_memory(work, data, text.len, path, in->ds);
    if (doc) {
        text.p = data;
        root = xmlDocGetRootElement(doc);
        from = id ? pointed_to(in, root, id, why) : root;
        copy = from ? xmlDocCopyNode((xmlNode *)from, in->doc, 1) : NULL;
        if (from && !copy)
            tp_arena_fail(in->a);
        if (copy)
            tp_xml_places_add(in->places, in->a, include, copy, number_of(root, from), text,
                              tp_strdup(in->a, path));
    } else {
        *why = ""; /* it has been said */
    }
    tp_arena_free(work);
    if (copy)
        replace(in, include, copy);
    return copy;
}

static xmlNode *include_text(struct including *in, xmlNode *include, const char *path,
                             const char **why)
{
    struct tp_slice text;
    xmlNode *node;
    char *data;

    if (!tp_read_file(in->a, path, &data, &text.len, in->ds)) {
        *why = "";
        return NULL;
    }
    text.p = data;
    for (size_t i = 0, len; i < text.len; i += len) {
        uint32_t cp;

        len = tp_utf8_decode(data + i, text.len - i, &cp);
        if (len == 0 || !tp_is_xml_char(cp)) {
            *why = "it is not UTF-8, or has characters that XML forbids";
            return NULL;
        }
    }
    node = xmlNewDocTextLen(in->doc, (const xmlChar *)data, (int)text.len);
    if (!node)
        tp_arena_fail(in->a);
    tp_xml_places_add(in->places, in->a, include, node, 0, text, tp_strdup(in->a, path));
    replace(in, include, node);
    return node;
}

/* What xi:fallback holds takes the include's place. False: there is none. *FIRST: of it. */
static bool fall_back(xmlNode *include, xmlNode **first)
{
    xmlNode *fallback = include->children;

    while (fallback && !is_xinclude(fallback, "fallback"))
        fallback = fallback->next;
    if (!fallback)
        return false;
    *first = fallback->children;
    while (fallback->children) {
        xmlNode *node = fallback->children;

        xmlUnlinkNode(node);
        (void)xmlAddPrevSibling(include, node);
    }
    return true;
}

/* Returns the node to go on with. */
static xmlNode *one(struct including *in, xmlNode *include, xmlNode *next)
{
    const char *href = attribute(in, include, "href"), *parse = attribute(in, include, "parse");
    const char *why = NULL, *path;
    xmlNode *there = NULL, *first = NULL;

    if (!href || !*href) {
        why = "it has no href";
        href = "xi:include";
    } else if (++in->n > TP_MAX_INCLUDES) {
        why = "there are too many";
    } else if (strchr(href, '#')) {
        why = "a part of a file is named by xpointer=\"ID\", not behind a #";
    } else if (parse && strcmp(parse, "text") != 0 && strcmp(parse, "xml") != 0) {
        why = tp_fmt(in->a, "it is parsed as 'xml' or as 'text', not as '%s'", parse);
    } else if ((path = resolve(in, include, href, &why))) {
        there = parse && strcmp(parse, "text") == 0 ? include_text(in, include, path, &why)
                                                    : include_xml(in, include, path, &why);
    }
    if (there)
        return there;
    if (why && strcmp(why, "there is no such file") == 0 && fall_back(include, &first)) {
        replace(in, include, NULL);
        return first ? first : next;
    }
    if (why && *why)
        complain(in, include, href, why);
    if (include->parent && include->parent->type == XML_ELEMENT_NODE)
        replace(in, include, NULL);
    return next;
}

static xmlNode *behind(const xmlNode *node)
{
    while (node && node->type != XML_DOCUMENT_NODE && !node->next)
        node = node->parent;
    return node && node->type != XML_DOCUMENT_NODE ? node->next : NULL;
}

void tp_xml_include(struct tp_arena *a, xmlDoc *doc, struct tp_slice text, const char *file,
                    const char *root, struct tp_diags *ds)
{
    struct including in = {a, doc, file, root ? real(a, root) : NULL, NULL, ds, 0};
    xmlNode *next;

    in.places = tp_xml_places_new(a, doc, text);
    doc->psvi = in.places;
    for (xmlNode *n = doc->children; n; n = next) {
        if (is_xinclude(n, "include")) {
            next = one(&in, n, behind(n));
            continue;
        }
        next = next_node(n);
    }
}
