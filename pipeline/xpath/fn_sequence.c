/* fn_sequence.c - functions on sequences (Functions and Operators, 15.1 to 15.3). */
#include <math.h>
#include <string.h>

#include "fn.h"

/* Equal as "eq" has it; what can't be compared is not equal. */
static bool equal(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b,
                  const char *collation)
{
    bool unordered;

    if (!xp_comparable(a, b))
        return false;
    return xp_compare(r, a, b, false, collation, &unordered) == 0 && !unordered;
}

static bool is_nan(struct tp_xp_item i)
{
    return i.type >= TP_XP_FLOAT && i.type <= TP_XP_DOUBLE && isnan(i.u.number);
}

FN(fn_index_of)
{
    const char *collation = xp_collation(r, args, n, 2);

    FN_UNUSED();
    xp_tick(r, args[0].n);
    for (size_t i = 0; i < args[0].n; i++)
        if (equal(r, args[0].v[i], args[1].v[0], collation))
            xp_push(r, out, xp_integer((int64_t)i + 1));
}

/* The values met so far: texts and numbers by a table, of other types each with each. */
struct seen {
    const struct tp_xp_item **table; /* open addressing */
    size_t mask;
    const char *collation; /* NULL: by code point */
};

static size_t hash_value(const struct seen *s, struct tp_xp_item i)
{
    uint64_t h = 14695981039346656037u;
    float number = 0;
    uint32_t bits;

    if (xp_is_stringy(i)) {
        for (uint32_t c = 0; c < i.len && !s->collation; c++)
            h = (h ^ (unsigned char)i.u.text[c]) * 1099511628211u;
    } else if (xp_is_numeric(i) && !is_nan(i)) {
        number = (float)xp_number_of(i) + 0.0f; /* equal as floats are all that are equal; no -0 */
        memcpy(&bits, &number, sizeof bits);
        h = (h ^ bits) * 1099511628211u;
        h = (h ^ h >> 17) * 1099511628211u;
    }
    return (size_t)(h ^ h >> 29) & s->mask;
}

static bool new_value(struct tp_xp_run *r, struct seen *s, const struct tp_xp_item *i)
{
    size_t k = hash_value(s, *i);

    for (; s->table[k]; k = (k + 1) & s->mask) {
        xp_tick(r, 1);
        if ((is_nan(*i) && is_nan(*s->table[k])) || equal(r, *i, *s->table[k], s->collation))
            return false;
    }
    s->table[k] = i;
    return true;
}

FN(fn_distinct_values)
{
    struct seen seen = {.mask = 15, .collation = xp_collation(r, args, n, 1)};

    FN_UNUSED();
    if (seen.collation && strcmp(seen.collation, XP_CODEPOINT_COLLATION) == 0)
        seen.collation = NULL;
    while (seen.mask < args[0].n * 2)
        seen.mask = seen.mask * 2 + 1;
    seen.table = TP_NEW_ARRAY(r->work, seen.mask + 1, const struct tp_xp_item *);
    for (size_t i = 0; i < args[0].n; i++)
        if (new_value(r, &seen, &args[0].v[i]))
            xp_push(r, out, args[0].v[i]);
}

FN(fn_insert_before)
{
    int64_t at = args[1].v[0].u.integer;
    size_t before = at < 1 ? 0 : (uint64_t)at > args[0].n ? args[0].n : (size_t)at - 1;
    struct tp_xp_seq head = {args[0].v, before, 0}, tail = {0};

    FN_UNUSED();
    xp_push_all(r, out, &head);
    xp_push_all(r, out, &args[2]);
    if (before < args[0].n) {
        tail = (struct tp_xp_seq){args[0].v + before, args[0].n - before, 0};
        xp_push_all(r, out, &tail);
    }
}

FN(fn_remove)
{
    int64_t at = args[1].v[0].u.integer;

    FN_UNUSED();
    for (size_t i = 0; i < args[0].n; i++)
        if ((int64_t)i + 1 != at)
            xp_push(r, out, args[0].v[i]);
}

FN(fn_reverse)
{
    FN_UNUSED();
    for (size_t i = args[0].n; i--;)
        xp_push(r, out, args[0].v[i]);
}

FN(fn_subsequence)
{
    double from = xp_round(args[1].v[0].u.number);
    double to = n > 2 ? from + xp_round(args[2].v[0].u.number) : INFINITY;

    FN_UNUSED();
    for (size_t i = 0; i < args[0].n; i++)
        if ((double)i + 1 >= from && (double)i + 1 < to)
            xp_push(r, out, args[0].v[i]);
}

FN(fn_unordered)
{
    FN_UNUSED();
    xp_push_all(r, out, &args[0]);
}

FN(fn_zero_or_one)
{
    FN_UNUSED();
    if (args[0].n > 1)
        tp_xp_raise(r, "FORG0003", "zero-or-one() got %zu items", args[0].n);
    xp_push_all(r, out, &args[0]);
}

FN(fn_one_or_more)
{
    FN_UNUSED();
    if (!args[0].n)
        tp_xp_raise(r, "FORG0004", "one-or-more() got none");
    xp_push_all(r, out, &args[0]);
}

FN(fn_exactly_one)
{
    FN_UNUSED();
    if (args[0].n != 1)
        tp_xp_raise(r, "FORG0005", "exactly-one() got %zu items", args[0].n);
    xp_push_all(r, out, &args[0]);
}

/* ---- deep-equal (15.3.1) ---- */

static bool same_name(xmlNode *a, xmlNode *b)
{
    return strcmp((const char *)a->name, (const char *)b->name) == 0 &&
           xmlStrEqual(a->ns ? a->ns->href : NULL, b->ns ? b->ns->href : NULL);
}

static bool same_string(struct tp_xp_run *r, xmlNode *a, xmlNode *b, const char *collation)
{
    return xp_collate(r, collation, xp_node_string(r, tp_xp_node_item(a)),
                      xp_node_string(r, tp_xp_node_item(b))) == 0;
}

static bool same_attributes(struct tp_xp_run *r, xmlNode *a, xmlNode *b, const char *collation)
{
    size_t n = 0;

    for (xmlAttr *p = b->properties; p; p = p->next)
        n++;
    for (xmlAttr *p = a->properties; p; p = p->next) {
        xmlAttr *q = b->properties;

        xp_tick(r, 1);
        while (q && !same_name((xmlNode *)p, (xmlNode *)q))
            q = q->next;
        if (!q || !n-- || !same_string(r, (xmlNode *)p, (xmlNode *)q, collation))
            return false;
    }
    return n == 0;
}

/* Comments and instructions inside elements don't count. */
static xmlNode *counted(xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE && !(xp_is_text(n) && !xp_continues(n)))
        n = n->next;
    return n;
}

static bool same_shallow(struct tp_xp_run *r, xmlNode *a, xmlNode *b, const char *collation)
{
    bool texts = a->type != XML_ELEMENT_NODE && b->type != XML_ELEMENT_NODE;

    xp_tick(r, 1);
    if (a->type == XML_ELEMENT_NODE && b->type == XML_ELEMENT_NODE)
        return same_name(a, b) && same_attributes(r, a, b, collation);
    return texts && same_string(r, a, b, collation);
}

/* The contents of two elements or documents, without recursion: both trees are walked at one pace.
 */
static bool same_content(struct tp_xp_run *r, xmlNode *top_a, xmlNode *top_b, const char *collation)
{
    xmlNode *a = top_a, *b = top_b;
    xmlNode *p = counted(a->children), *q = counted(b->children);

    for (;;) {
        if (!p != !q)
            return false;
        if (p) {
            if (!same_shallow(r, p, q, collation))
                return false;
            if (p->type == XML_ELEMENT_NODE) {
                a = p;
                b = q;
                p = counted(a->children);
                q = counted(b->children);
            } else {
                p = counted(p->next);
                q = counted(q->next);
            }
            continue;
        }
        if (a == top_a)
            return b == top_b;
        p = counted(a->next);
        q = counted(b->next);
        a = a->parent;
        b = b->parent;
    }
}

static bool same_nodes(struct tp_xp_run *r, struct tp_xp_item i, struct tp_xp_item k,
                       const char *collation)
{
    xmlNode *a = i.u.node, *b = k.u.node;

    if (i.type == TP_XP_NAMESPACE || k.type == TP_XP_NAMESPACE)
        return i.type == k.type && strcmp(i.u.ns->prefix, k.u.ns->prefix) == 0 &&
               strcmp(i.u.ns->uri, k.u.ns->uri) == 0;
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case XML_ELEMENT_NODE:
        return same_shallow(r, a, b, collation) && same_content(r, a, b, collation);
    case XML_DOCUMENT_NODE:
    case XML_HTML_DOCUMENT_NODE:
        return same_content(r, a, b, collation);
    case XML_ATTRIBUTE_NODE:
    case XML_PI_NODE:
        return same_name(a, b) && same_string(r, a, b, collation);
    default:
        return same_string(r, a, b, collation);
    }
}

FN(fn_deep_equal)
{
    const char *collation = xp_collation(r, args, n, 2);
    bool same = args[0].n == args[1].n;

    FN_UNUSED();
    for (size_t i = 0; same && i < args[0].n; i++) {
        struct tp_xp_item a = args[0].v[i], b = args[1].v[i];

        if (xp_is_node(a) || xp_is_node(b))
            same = xp_is_node(a) && xp_is_node(b) && same_nodes(r, a, b, collation);
        else
            same = (is_nan(a) && is_nan(b)) || equal(r, a, b, collation);
    }
    xp_push(r, out, xp_bool(same));
}

const struct xp_fn xp_fn_sequence[] = {
    {"index-of", 2, 3, "A*AS", fn_index_of, NULL, 0, 0, NULL, 0},                  /* 15.1.3 */
    {"distinct-values", 1, 2, "A*S", fn_distinct_values, NULL, 0, 0, NULL, 0},     /* 15.1.6 */
    {"insert-before", 3, 3, "I*ZI*", fn_insert_before, NULL, 0, 0, NULL, 0},       /* 15.1.7 */
    {"remove", 2, 2, "I*Z", fn_remove, NULL, 0, 0, NULL, 0},                       /* 15.1.8 */
    {"reverse", 1, 1, "I*", fn_reverse, NULL, 0, 0, NULL, 0},                      /* 15.1.9 */
    {"subsequence", 2, 3, "I*DD", fn_subsequence, NULL, 0, 0, NULL, 0},            /* 15.1.10 */
    {"unordered", 1, 1, "I*", fn_unordered, NULL, 0, 0, NULL, 0},                  /* 15.1.11 */
    {"zero-or-one", 1, 1, "I*", fn_zero_or_one, NULL, 0, 0, NULL, 0},              /* 15.2.1 */
    {"one-or-more", 1, 1, "I*", fn_one_or_more, NULL, 0, 0, NULL, 0},              /* 15.2.2 */
    {"exactly-one", 1, 1, "I*", fn_exactly_one, NULL, 0, 0, NULL, 0},              /* 15.2.3 */
    {"deep-equal", 2, 3, "I*I*S", fn_deep_equal, NULL, 0, XP_FN_BOOLEAN, NULL, 0}, /* 15.3.1 */
    {0},
};
