#include "tree.h"

#include <string.h>

static struct tp_node *append(struct tp_arena *a, struct tp_node *parent)
{
    struct tp_node *n = TP_NEW(a, struct tp_node);

    n->parent = parent;
    if (!parent)
        return n;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    return n;
}

struct tp_node *tp_element(struct tp_arena *a, struct tp_node *parent, const char *name)
{
    struct tp_node *n = append(a, parent);

    n->name = name;
    return n;
}

struct tp_node *tp_element_after(struct tp_arena *a, struct tp_node *before, const char *name)
{
    struct tp_node *n = append(a, NULL);

    n->name = name;
    n->parent = before->parent;
    n->next = before->next;
    before->next = n;
    if (n->parent->last == before)
        n->parent->last = n;
    return n;
}

struct tp_node *tp_element_with(struct tp_arena *a, struct tp_node *parent, const char *name,
                                const char *attr, const char *value)
{
    struct tp_node *n = tp_element(a, parent, name);

    tp_set(a, n, attr, value);
    return n;
}

struct tp_node *tp_own_text(struct tp_arena *a, struct tp_node *parent, const char *text)
{
    struct tp_node *n = append(a, parent);

    n->text = text;
    n->len = (uint32_t)strlen(text);
    return n;
}

struct tp_node *tp_element_text(struct tp_arena *a, struct tp_node *parent, const char *name,
                                const char *text)
{
    struct tp_node *n = tp_element(a, parent, name);

    tp_own_text(a, n, text);
    return n;
}

void tp_set(struct tp_arena *a, struct tp_node *element, const char *name, const char *value)
{
    for (struct tp_attr *at = element->attrs; at; at = at->next)
        if (strcmp(at->name, name) == 0) {
            at->value = tp_strdup(a, value);
            return;
        }
    element->attrs = tp_attr_add(a, element->attrs, name, value);
}

void tp_claim(struct tp_arena *a, struct tp_node *element, struct tp_range src)
{
    struct tp_claim *c;

    if (src.start >= src.end)
        return;
    c = TP_NEW(a, struct tp_claim);
    c->src = src;
    c->next = element->claims;
    element->claims = c;
}

void tp_claim_text(struct tp_arena *a, struct tp_node *element, const struct tp_block *b,
                   uint32_t start, uint32_t end)
{
    tp_claim(a, element, tp_block_source(b, start, end));
    for (size_t i = 0; i < b->n_spans; i++) {
        if (b->spans[i].end < start || b->spans[i].start > end)
            continue;
        tp_claim(a, element, b->spans[i].open);
        tp_claim(a, element, b->spans[i].close);
    }
}

void tp_stand_for(struct tp_arena *a, struct tp_node *text, const char *source, struct tp_range src)
{
    struct tp_node *rest;
    uint32_t len = text->len;

    text->src = src;
    if (src.end - src.start != len || len == 0 || memcmp(text->text, source + src.start, len) == 0)
        return;
    do
        text->len--;
    while (text->len && ((unsigned char)text->text[text->len] & 0xC0) == 0x80);
    rest = append(a, text->parent);
    rest->text = text->text + text->len;
    rest->len = len - text->len;
}

/* The segment that holds OFFSET, or the first after it. */
static size_t segment_at(const struct tp_block *b, uint32_t offset)
{
    size_t low = 0, high = b->n_segments;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->segments[middle].off + b->segments[middle].len <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Text of one segment, from START to END in block text. */
static void add_piece(struct tp_arena *a, struct tp_node *parent, const struct tp_block *b,
                      const struct tp_segment *s, uint32_t start, uint32_t end)
{
    struct tp_node *n = append(a, parent);
    bool same = s->src.end - s->src.start == s->len;

    n->text = b->text + start;
    n->len = end - start;
    n->src = same
                 ? (struct tp_range){s->src.start + (start - s->off), s->src.start + (end - s->off)}
                 : s->src;
}

void tp_block_text(struct tp_arena *a, struct tp_node *parent, const struct tp_block *b,
                   uint32_t start, uint32_t end, bool lines)
{
    for (size_t i = segment_at(b, start); i < b->n_segments && start < end; i++) {
        const struct tp_segment *s = &b->segments[i];
        uint32_t to = s->off + s->len < end ? s->off + s->len : end;
        while (start < to) {
            const char *p = b->text + start;
            const char *nl = lines ? memchr(p, '\n', to - start) : NULL;
            uint32_t stop = nl ? (uint32_t)(nl - b->text) : to;
            if (stop > start)
                add_piece(a, parent, b, s, start, stop);
            if (nl)
                tp_element(a, parent, "lb");
            start = nl ? stop + 1 : stop;
        }
    }
}

struct tp_node *tp_node_next(const struct tp_node *root, const struct tp_node *node, bool skip)
{
    if (node->first && !skip)
        return node->first;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

struct tp_slice tp_node_text(struct tp_arena *a, const struct tp_node *node)
{
    struct tp_buf b = tp_buf_new(a);

    for (const struct tp_node *n = node; n; n = tp_node_next(node, n, false))
        if (!n->name)
            tp_buf_add(&b, n->text, n->len);
        else if (strcmp(n->name, "lb") == 0)
            tp_buf_char(&b, '\n');
    return (struct tp_slice){b.p, b.len};
}

bool tp_is_type(const struct tp_node *element, const char *type)
{
    const char *have = tp_attr_get(element->attrs, "type");

    return have && strcmp(have, type) == 0;
}
