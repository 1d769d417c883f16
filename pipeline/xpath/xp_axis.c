/*
 * xp_axis.c - the thirteen axes (XPath 2.0, 3.2.1.1) over a libxml2 tree, without recursion.
 *
 * An axis is visited in its own order, and left as soon as the visitor has enough. Elements of one
 * name below, behind or before a node come from the index of the document.
 */
#include <string.h>

#include "xp.h"

/* ---- node tests ---- */

static bool name_fits(const struct xp_test *t, const char *local, const char *uri)
{
    if (t->local && (local[0] != t->local[0] || strcmp(local, t->local) != 0))
        return false;
    return !t->uri || uri == t->uri || strcmp(uri ? uri : "", t->uri) == 0;
}

static const char *uri_of(const xmlNode *node)
{
    return node->ns && node->ns->href ? (const char *)node->ns->href : "";
}

static bool named_fits(const struct xp_test *t, const xmlNode *node)
{
    return name_fits(t, (const char *)node->name, uri_of(node)) && !t->type;
}

static bool document_fits(const struct xp_test *t, const xmlNode *doc)
{
    const xmlNode *root = NULL;

    if (!t->inner)
        return true;
    for (const xmlNode *n = doc->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            root = root ? doc : n; /* DOC stands for: more than one */
        else if (n->type == XML_TEXT_NODE)
            root = doc;
    return root && root != doc && named_fits(t->inner, root);
}

static bool node_fits(const struct xp_test *t, const xmlNode *node)
{
    switch (node->type) {
    case XML_ELEMENT_NODE:
        return t->kind == XP_ANY_NODE || (t->kind == XP_ELEMENT_KIND && named_fits(t, node));
    case XML_ATTRIBUTE_NODE:
        return t->kind == XP_ANY_NODE || (t->kind == XP_ATTRIBUTE_KIND && named_fits(t, node));
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
        return (t->kind == XP_ANY_NODE || t->kind == XP_TEXT_KIND) && !xp_continues(node);
    case XML_COMMENT_NODE:
        return t->kind == XP_ANY_NODE || t->kind == XP_COMMENT_KIND;
    case XML_PI_NODE:
        return t->kind == XP_ANY_NODE ||
               (t->kind == XP_PI_KIND &&
                (!t->local || strcmp((const char *)node->name, t->local) == 0));
    case XML_DOCUMENT_NODE:
    case XML_HTML_DOCUMENT_NODE:
        return t->kind == XP_ANY_NODE || (t->kind == XP_DOCUMENT_KIND && document_fits(t, node));
    default:
        return false; /* the data model has no such node */
    }
}

bool xp_test_item(const struct xp_test *t, struct tp_xp_item item)
{
    if (item.type == TP_XP_NODE)
        return node_fits(t, item.u.node);
    return t->kind == XP_ANY_NODE ||
           (t->kind == XP_NAMESPACE_KIND && name_fits(t, item.u.ns->prefix, ""));
}

/* ---- relations ---- */

struct tp_xp_item tp_xp_node_item(xmlNode *node)
{
    return (struct tp_xp_item){.type = TP_XP_NODE, .u.node = node};
}

struct tp_xp_item xp_parent(struct tp_xp_item item)
{
    xmlNode *up = item.type == TP_XP_NODE ? item.u.node->parent : item.u.ns->parent;

    return up ? tp_xp_node_item(up) : (struct tp_xp_item){.type = TP_XP_TYPES};
}

struct tp_xp_item xp_root(struct tp_xp_item item)
{
    xmlNode *node = item.type == TP_XP_NODE ? item.u.node : item.u.ns->parent;

    return tp_xp_node_item((xmlNode *)node->doc);
}

bool xp_same_node(struct tp_xp_item a, struct tp_xp_item b)
{
    if (a.type != b.type)
        return false;
    return a.type == TP_XP_NODE
               ? a.u.node == b.u.node
               : a.u.ns->parent == b.u.ns->parent && strcmp(a.u.ns->prefix, b.u.ns->prefix) == 0;
}

size_t xp_doc_rank(struct tp_xp_run *r, const xmlDoc *doc)
{
    for (size_t i = 0; i < r->docs.n; i++)
        if (r->docs.v[i] == doc)
            return i;
    TP_PUSH(r->arena, &r->docs, doc);
    return r->docs.n - 1;
}

static size_t sibling_number(const xmlNode *node)
{
    size_t n = 0;

    while ((node = node->prev))
        n++;
    return n;
}

int xp_node_compare(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b)
{
    const xmlNode *x = a.type == TP_XP_NODE ? a.u.node : a.u.ns->parent;
    const xmlNode *y = b.type == TP_XP_NODE ? b.u.node : b.u.ns->parent;
    size_t m, n;
    int kind_a, kind_b;

    if (x->doc != y->doc && r->current && (x->doc == r->current->doc || y->doc == r->current->doc))
        return x->doc == r->current->doc ? -1 : 1; /* the document that is looked at comes first */
    if (x->doc != y->doc)
        return xp_doc_rank(r, x->doc) < xp_doc_rank(r, y->doc) ? -1 : 1;
    m = tp_xp_order(x);
    n = tp_xp_order(y);
    if (m != n)
        return m < n ? -1 : 1;
    /* The same element: itself, then its namespaces, then its attributes. */
    kind_a = a.type == TP_XP_NAMESPACE ? 1 : x->type == XML_ATTRIBUTE_NODE ? 2 : 0;
    kind_b = b.type == TP_XP_NAMESPACE ? 1 : y->type == XML_ATTRIBUTE_NODE ? 2 : 0;
    if (kind_a != kind_b)
        return kind_a < kind_b ? -1 : 1;
    if (kind_a == 1)
        return strcmp(a.u.ns->prefix, b.u.ns->prefix);
    m = sibling_number(x);
    n = sibling_number(y);
    return m < n ? -1 : m > n;
}

/* ---- visits ---- */

struct visit {
    struct tp_xp_run *r;
    const struct xp_test *test;
    xp_sink *fn;
    void *arg;
};

static bool visit(const struct visit *v, xmlNode *node)
{
    xp_tick(v->r, 1);
    return !node_fits(v->test, node) || v->fn(v->r, tp_xp_node_item(node), v->arg);
}

/* Attributes and texts have children in libxml2 or none at all; the data model says none. */
static xmlNode *first_child(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE ||
                   node->type == XML_HTML_DOCUMENT_NODE
               ? node->children
               : NULL;
}

static bool children(const struct visit *v, const xmlNode *node)
{
    for (xmlNode *n = first_child(node); n; n = n->next)
        if (!visit(v, n))
            return false;
    return true;
}

static bool siblings(const struct visit *v, xmlNode *node, bool forward)
{
    if (node->type == XML_ATTRIBUTE_NODE)
        return true;
    while ((node = forward ? node->next : node->prev))
        if (!visit(v, node))
            return false;
    return true;
}

/* The first in a list in document order whose number is above ORDER. */
static size_t first_above(xmlNode *const *list, size_t n, size_t order)
{
    size_t low = 0;

    while (low < n) {
        size_t mid = low + (n - low) / 2;

        if (tp_xp_order(list[mid]) <= order)
            low = mid + 1;
        else
            n = mid;
    }
    return low;
}

static bool by_name(const struct xp_test *t)
{
    return t->kind == XP_ELEMENT_KIND && t->local;
}

/* Nodes with numbers above FROM, up to TO. */
static bool range(const struct visit *v, const struct tp_xp_doc *doc, size_t from, size_t to)
{
    size_t n;
    xmlNode *const *list = xp_doc_named(doc, v->test->local, &n);

    for (size_t i = first_above(list, n, from); i < n && tp_xp_order(list[i]) <= to; i++)
        if (!visit(v, list[i]))
            return false;
    return true;
}

/* The next node in document order below TOP, without going into NODE when it is to be left. */
static xmlNode *following_node(xmlNode *node, const xmlNode *top, bool inside)
{
    xmlNode *child = inside ? first_child(node) : NULL;

    if (child)
        return child;
    for (; node && node != top; node = node->parent)
        if (node->next)
            return node->next;
    return NULL;
}

static bool descendants(const struct visit *v, xmlNode *node)
{
    const struct tp_xp_doc *doc = xp_doc_of(node);

    if (!first_child(node))
        return true;
    if (by_name(v->test))
        return range(v, doc, tp_xp_order(node), xp_doc_last(doc, node));
    for (xmlNode *n = first_child(node); n; n = following_node(n, node, true))
        if (!visit(v, n))
            return false;
    return true;
}

/* What follows an attribute, or a namespace, begins with the CONTENT of its element. */
static bool following(const struct visit *v, xmlNode *from, bool content)
{
    const struct tp_xp_doc *doc = xp_doc_of(from);

    if (by_name(v->test))
        return range(v, doc, content ? tp_xp_order(from) : xp_doc_last(doc, from),
                     tp_xp_doc_nodes(doc));
    for (xmlNode *n = following_node(from, NULL, content); n; n = following_node(n, NULL, true))
        if (!visit(v, n))
            return false;
    return true;
}

static xmlNode *deepest_last(xmlNode *node)
{
    while (first_child(node))
        node = node->last;
    return node;
}

static bool preceding(const struct visit *v, xmlNode *node)
{
    const struct tp_xp_doc *doc = xp_doc_of(node);

    if (node->type == XML_ATTRIBUTE_NODE)
        node = node->parent;
    if (by_name(v->test)) {
        size_t order = tp_xp_order(node), n;
        xmlNode *const *list = xp_doc_named(doc, v->test->local, &n);

        if (!order)
            return true;
        for (size_t i = first_above(list, n, order - 1); i--;)
            if (xp_doc_last(doc, list[i]) < order && !visit(v, list[i])) /* no ancestor */
                return false;
        return true;
    }
    for (; node; node = node->parent)
        for (xmlNode *sibling = node->prev; sibling; sibling = sibling->prev)
            for (xmlNode *n = deepest_last(sibling);;) {
                if (!visit(v, n))
                    return false;
                if (n == sibling)
                    break;
                n = n->prev ? deepest_last(n->prev) : n->parent;
            }
    return true;
}

static bool ancestors(const struct visit *v, xmlNode *node)
{
    for (; node; node = node->parent)
        if (!visit(v, node))
            return false;
    return true;
}

static bool attributes(const struct visit *v, const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return true;
    for (xmlAttr *a = node->properties; a; a = a->next)
        if (!visit(v, (xmlNode *)a))
            return false;
    return true;
}

static bool one_namespace(const struct visit *v, xmlNode *node, const char *prefix, const char *uri)
{
    struct tp_xp_ns *ns = TP_NEW(v->r->work, struct tp_xp_ns);
    struct tp_xp_item item = {.type = TP_XP_NAMESPACE, .u.ns = ns};

    xp_tick(v->r, 1);
    *ns = (struct tp_xp_ns){node, prefix, uri};
    return !xp_test_item(v->test, item) || v->fn(v->r, item, v->arg);
}

/* Those in scope: of each prefix the innermost declaration, unless it takes the default back. */
static bool namespaces(const struct visit *v, xmlNode *node)
{
    TP_VEC(const char *) seen = {0};

    if (node->type != XML_ELEMENT_NODE)
        return true;
    for (const xmlNode *n = node; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        for (const xmlNs *ns = n->nsDef; ns; ns = ns->next) {
            const char *prefix = ns->prefix ? (const char *)ns->prefix : "";
            bool hidden = false;

            for (size_t i = 0; i < seen.n; i++)
                hidden |= strcmp(seen.v[i], prefix) == 0;
            TP_PUSH(v->r->work, &seen, prefix);
            if (!hidden && ns->href && *ns->href &&
                !one_namespace(v, node, prefix, (const char *)ns->href))
                return false;
        }
    return one_namespace(v, node, "xml", (const char *)XML_XML_NAMESPACE);
}

/* A namespace node has itself and ancestors; its element's content follows it. */
static bool from_namespace(const struct visit *v, struct tp_xp_item from, enum xp_axis axis)
{
    bool self = axis == XP_SELF || axis == XP_ANCESTOR_OR_SELF || axis == XP_DESCENDANT_OR_SELF;

    if (self && xp_test_item(v->test, from) && !v->fn(v->r, from, v->arg))
        return false;
    switch (axis) {
    case XP_PARENT:
        return visit(v, from.u.ns->parent);
    case XP_ANCESTOR:
    case XP_ANCESTOR_OR_SELF:
        return ancestors(v, from.u.ns->parent);
    case XP_FOLLOWING:
        return following(v, from.u.ns->parent, true);
    case XP_PRECEDING:
        return preceding(v, from.u.ns->parent);
    default:
        return true;
    }
}

bool xp_axis(struct tp_xp_run *r, struct tp_xp_item from, enum xp_axis axis,
             const struct xp_test *test, xp_sink *fn, void *arg)
{
    const struct visit v = {r, test, fn, arg};
    xmlNode *node = from.u.node;

    if (from.type == TP_XP_NAMESPACE)
        return from_namespace(&v, from, axis);
    switch (axis) {
    case XP_CHILD:
        return children(&v, node);
    case XP_DESCENDANT:
        return descendants(&v, node);
    case XP_ATTRIBUTE:
        return attributes(&v, node);
    case XP_SELF:
        return visit(&v, node);
    case XP_DESCENDANT_OR_SELF:
        return visit(&v, node) && descendants(&v, node);
    case XP_FOLLOWING_SIBLING:
        return siblings(&v, node, true);
    case XP_FOLLOWING:
        return node->type == XML_ATTRIBUTE_NODE ? following(&v, node->parent, true)
                                                : following(&v, node, false);
    case XP_NAMESPACE_AXIS:
        return namespaces(&v, node);
    case XP_PARENT:
        return !node->parent || visit(&v, node->parent);
    case XP_ANCESTOR:
        return ancestors(&v, node->parent);
    case XP_PRECEDING_SIBLING:
        return siblings(&v, node, false);
    case XP_PRECEDING:
        return preceding(&v, node);
    case XP_ANCESTOR_OR_SELF:
        return ancestors(&v, node);
    case XP_AXES:
        break;
    }
    return true;
}
