/* xp_value.c - items and sequences: making them, their string values, atomization (2.4.2). */
#include <string.h>

#include "xp.h"

void xp_push(struct tp_xp_run *r, struct tp_xp_seq *s, struct tp_xp_item item)
{
    if (s->n == s->cap && s->n >= XP_MAX_ITEMS)
        tp_xp_raise(r, "TPXP0001", "a sequence has more than %d items", XP_MAX_ITEMS);
    TP_PUSH(r->work, s, item);
}

void tp_xp_add(struct tp_xp_run *r, struct tp_xp_seq *s, struct tp_xp_item item)
{
    xp_push(r, s, item);
}

void xp_push_all(struct tp_xp_run *r, struct tp_xp_seq *s, const struct tp_xp_seq *more)
{
    if (!s->cap && more->n > 1) { /* one allocation of the right size */
        s->v = TP_NEW_ARRAY(r->work, more->n, struct tp_xp_item);
        s->cap = more->n;
    }
    xp_tick(r, more->n);
    for (size_t i = 0; i < more->n; i++)
        xp_push(r, s, more->v[i]);
}

struct tp_xp_item xp_bool(bool value)
{
    return (struct tp_xp_item){.type = TP_XP_BOOLEAN, .u.boolean = value};
}

struct tp_xp_item xp_integer(int64_t value)
{
    return (struct tp_xp_item){.type = TP_XP_INTEGER, .u.integer = value};
}

struct tp_xp_item xp_double(double value)
{
    return (struct tp_xp_item){.type = TP_XP_DOUBLE, .u.number = value};
}

struct tp_xp_item xp_string(const char *text, size_t len)
{
    return (struct tp_xp_item){.type = TP_XP_STRING, .len = (uint32_t)len, .u.text = text};
}

struct tp_xp_item tp_xp_string_item(const char *text, size_t len)
{
    return xp_string(text, len);
}

struct tp_xp_item xp_from_buf(const struct tp_buf *b)
{
    return xp_string(b->p ? b->p : "", b->len);
}

struct tp_xp_item xp_decimal(struct tp_xp_run *r, struct tp_xp_decimal value)
{
    struct tp_xp_decimal *d = TP_NEW(r->work, struct tp_xp_decimal);

    *d = value;
    return (struct tp_xp_item){.type = TP_XP_DECIMAL, .u.decimal = d};
}

struct tp_xp_item xp_moment(struct tp_xp_run *r, enum tp_xp_type type, struct tp_xp_moment m)
{
    struct tp_xp_moment *own = TP_NEW(r->work, struct tp_xp_moment);

    *own = m;
    return (struct tp_xp_item){.type = (uint8_t)type, .u.moment = own};
}

/* ---- string values ---- */

static struct tp_slice slice(const xmlChar *s)
{
    return s ? (struct tp_slice){(const char *)s, strlen((const char *)s)}
             : (struct tp_slice){"", 0};
}

/* All texts below TOP; of an attribute, which may be in pieces, its value. */
static struct tp_slice joined(struct tp_xp_run *r, const xmlNode *top)
{
    struct tp_buf b = tp_buf_new(r->work);
    const xmlNode *node = top->children;

    while (node) {
        if (xp_is_text(node)) {
            struct tp_slice t = slice(node->content);

            xp_tick(r, 1 + t.len / 64);
            tp_buf_add(&b, t.p, t.len);
        }
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != top && !node->next)
            node = node->parent;
        node = node == top ? NULL : node->next;
    }
    return (struct tp_slice){b.p ? b.p : "", b.len};
}

/* A text node and those that continue it. */
static struct tp_slice whole_text(struct tp_xp_run *r, const xmlNode *node)
{
    struct tp_buf b = tp_buf_new(r->work);

    if (!node->next || !xp_is_text(node->next))
        return slice(node->content);
    for (; node && xp_is_text(node); node = node->next) {
        struct tp_slice t = slice(node->content);

        tp_buf_add(&b, t.p, t.len);
    }
    return (struct tp_slice){b.p ? b.p : "", b.len};
}

struct tp_slice xp_node_string(struct tp_xp_run *r, struct tp_xp_item item)
{
    const xmlNode *node = item.u.node;

    if (item.type == TP_XP_NAMESPACE)
        return slice((const xmlChar *)item.u.ns->uri);
    switch (node->type) {
    case XML_ELEMENT_NODE:
    case XML_ATTRIBUTE_NODE:
    case XML_DOCUMENT_NODE:
    case XML_HTML_DOCUMENT_NODE:
        if (!node->children)
            return (struct tp_slice){"", 0};
        if (xp_is_text(node->children) && !node->children->next)
            return slice(node->children->content);
        return joined(r, node);
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
        return whole_text(r, node);
    default:
        return slice(node->content);
    }
}

struct tp_xp_item xp_atomize(struct tp_xp_run *r, struct tp_xp_item item)
{
    struct tp_slice s;
    enum tp_xp_type type = TP_XP_UNTYPED;

    if (!xp_is_node(item))
        return item;
    if (item.type == TP_XP_NAMESPACE || item.u.node->type == XML_COMMENT_NODE ||
        item.u.node->type == XML_PI_NODE)
        type = TP_XP_STRING;
    s = xp_node_string(r, item);
    return (struct tp_xp_item){.type = (uint8_t)type, .len = (uint32_t)s.len, .u.text = s.p};
}

void xp_atomize_all(struct tp_xp_run *r, struct tp_xp_seq *s)
{
    for (size_t i = 0; i < s->n; i++)
        s->v[i] = xp_atomize(r, s->v[i]);
}

struct tp_slice tp_xp_string(struct tp_xp_run *r, struct tp_xp_item item)
{
    return xp_is_node(item) ? xp_node_string(r, item) : xp_lexical(r, item);
}

/* ---- copies ---- */

static const void *copied(struct tp_arena *a, const void *from, size_t size)
{
    void *to = tp_alloc(a, size);

    memcpy(to, from, size);
    return to;
}

static struct tp_xp_item copy_item(struct tp_arena *a, struct tp_xp_item i)
{
    switch (i.type) {
    case TP_XP_NODE:
    case TP_XP_BOOLEAN:
    case TP_XP_INTEGER:
    case TP_XP_FLOAT:
    case TP_XP_DOUBLE:
        break;
    case TP_XP_NAMESPACE:
        i.u.ns = copied(a, i.u.ns, sizeof *i.u.ns); /* its texts are the tree's */
        break;
    case TP_XP_DECIMAL:
        i.u.decimal = copied(a, i.u.decimal, sizeof *i.u.decimal);
        break;
    case TP_XP_QNAME: {
        struct tp_xp_qname *q = TP_NEW(a, struct tp_xp_qname);

        *q = (struct tp_xp_qname){tp_strdup(a, i.u.qname->prefix), tp_strdup(a, i.u.qname->uri),
                                  tp_strdup(a, i.u.qname->local)};
        i.u.qname = q;
        break;
    }
    default:
        if (i.type >= TP_XP_DURATION && i.type <= TP_XP_GMONTH)
            i.u.moment = copied(a, i.u.moment, sizeof *i.u.moment);
        else
            i.u.text = tp_strndup(a, i.u.text, i.len);
    }
    return i;
}

struct tp_xp_seq tp_xp_copy(struct tp_arena *a, const struct tp_xp_seq *value)
{
    struct tp_xp_seq copy = {TP_NEW_ARRAY(a, value->n + !value->n, struct tp_xp_item), value->n,
                             value->n};

    for (size_t i = 0; i < value->n; i++)
        copy.v[i] = copy_item(a, value->v[i]);
    return copy;
}
