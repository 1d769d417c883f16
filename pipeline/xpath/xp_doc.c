/*
 * xp_doc.c - a tree, numbered in document order, with an index of its elements by name.
 *
 * The number of a node stands in its _private field; the document node's field points here. So two
 * nodes are compared without a walk, and the descendants of a node are a range of numbers: those
 * with a certain name are found by two binary searches.
 */
#include <string.h>

#include "../base/hash.h"
#include "xp.h"

struct named {
    const char *name; /* NULL: a free slot */
    xmlNode **v;
    size_t n;
};

struct tp_xp_doc {
    xmlDoc *tree;
    size_t nodes;
    uint32_t *last;      /* of each node by its number: the number of its last descendant */
    struct named *table; /* open addressing */
    size_t mask;
    size_t names;
};

static struct named *slot(const struct tp_xp_doc *d, const char *name)
{
    size_t i = tp_hash(name, strlen(name)) & d->mask;

    while (d->table[i].name && d->table[i].name != name && strcmp(d->table[i].name, name) != 0)
        i = (i + 1) & d->mask;
    return &d->table[i];
}

static void grow(struct tp_xp_doc *d, struct tp_arena *a)
{
    struct named *old = d->table;
    size_t n = old ? d->mask + 1 : 0;

    d->mask = n ? 2 * n - 1 : 127;
    d->table = TP_NEW_ARRAY(a, d->mask + 1, struct named);
    for (size_t i = 0; i < n; i++)
        if (old[i].name)
            *slot(d, old[i].name) = old[i];
}

/* The next node in document order, or NULL; *UP counts the elements that end before it. Nodes that
 * the data model lacks (the document type, marks of XInclude) are passed over by the caller. */
static xmlNode *next_node(const xmlNode *node,
                          void (*leave)(struct tp_xp_doc *, const xmlNode *, size_t),
                          struct tp_xp_doc *d, size_t number)
{
    if (node->children && node->type != XML_ENTITY_REF_NODE && node->type != XML_DTD_NODE)
        return node->children;
    for (; node && !node->next; node = node->parent)
        if (leave)
            leave(d, node, number);
    if (node && leave)
        leave(d, node, number);
    return node ? node->next : NULL;
}

static bool in_model(const xmlNode *node)
{
    switch (node->type) {
    case XML_ELEMENT_NODE:
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
    case XML_COMMENT_NODE:
    case XML_PI_NODE:
    case XML_DOCUMENT_NODE:
    case XML_HTML_DOCUMENT_NODE:
        return true;
    default:
        return false;
    }
}

size_t tp_xp_order(const xmlNode *node)
{
    switch (node->type) {
    case XML_DOCUMENT_NODE:
    case XML_HTML_DOCUMENT_NODE:
        return 0;
    case XML_ATTRIBUTE_NODE:
        return (uintptr_t)node->parent->_private;
    default:
        return (uintptr_t)node->_private;
    }
}

static void leave(struct tp_xp_doc *d, const xmlNode *node, size_t number)
{
    if (in_model(node))
        d->last[tp_xp_order(node)] = (uint32_t)number;
}

static void count(struct tp_xp_doc *d, struct tp_arena *a)
{
    size_t n = 0;

    for (xmlNode *node = (xmlNode *)d->tree; node; node = next_node(node, NULL, NULL, 0)) {
        struct named *s;

        if (!in_model(node))
            continue;
        if (node != (xmlNode *)d->tree)
            /* NOLINTNEXTLINE(performance-no-int-to-ptr): a number in the only field there is */
            node->_private = (void *)(uintptr_t)n; /* of the document node: this index */
        if (++n > UINT32_MAX)
            tp_arena_fail(a);
        if (node->type != XML_ELEMENT_NODE)
            continue;
        s = slot(d, (const char *)node->name);
        if (!s->name) {
            if (++d->names * 2 > d->mask) {
                grow(d, a);
                s = slot(d, (const char *)node->name);
            }
            s->name = (const char *)node->name;
        }
        s->n++;
    }
    d->nodes = n;
}

static void fill(struct tp_xp_doc *d, struct tp_arena *a)
{
    size_t number = 0;

    for (size_t i = 0; i <= d->mask; i++)
        if (d->table[i].name) {
            d->table[i].v = TP_NEW_ARRAY(a, d->table[i].n, xmlNode *);
            d->table[i].n = 0;
        }
    d->last = TP_NEW_ARRAY(a, d->nodes, uint32_t);
    for (xmlNode *node = (xmlNode *)d->tree; node; node = next_node(node, leave, d, number)) {
        if (in_model(node))
            number = tp_xp_order(node);
        if (node->type == XML_ELEMENT_NODE) {
            struct named *s = slot(d, (const char *)node->name);

            s->v[s->n++] = node;
        }
    }
}

struct tp_xp_doc *tp_xp_doc_new(struct tp_arena *a, xmlDoc *tree)
{
    struct tp_xp_doc *d = TP_NEW(a, struct tp_xp_doc);

    d->tree = tree;
    grow(d, a);
    count(d, a);
    fill(d, a);
    tree->_private = d;
    return d;
}

xmlDoc *tp_xp_doc_tree(const struct tp_xp_doc *doc)
{
    return doc->tree;
}

size_t tp_xp_doc_nodes(const struct tp_xp_doc *doc)
{
    return doc->nodes;
}

const struct tp_xp_doc *xp_doc_of(const xmlNode *node)
{
    return node->doc->_private;
}

size_t xp_doc_last(const struct tp_xp_doc *doc, const xmlNode *node)
{
    return doc->last[tp_xp_order(node)];
}

xmlNode *const *xp_doc_named(const struct tp_xp_doc *doc, const char *local, size_t *n)
{
    const struct named *s = slot(doc, local);

    *n = s->n;
    return s->v;
}
