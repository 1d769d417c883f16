#include "read.h"

struct tp_block *tp_block_add(struct tp_arena *a, struct tp_block *parent, enum tp_block_kind kind)
{
    struct tp_block *b = TP_NEW(a, struct tp_block);

    b->kind = kind;
    b->text = "";
    b->parent = parent;
    if (!parent)
        return b;
    if (parent->last)
        parent->last->next = b;
    else
        parent->first = b;
    parent->last = b;
    return b;
}

struct tp_block *tp_block_next(const struct tp_block *root, const struct tp_block *b)
{
    if (b->first)
        return b->first;
    while (b != root && !b->next)
        b = b->parent;
    return b == root ? NULL : b->next;
}

/* The last segment that begins at or before OFFSET. */
static const struct tp_segment *segment_at(const struct tp_block *b, uint32_t offset)
{
    size_t low = 0, high = b->n_segments;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (b->segments[middle].off <= offset)
            low = middle;
        else
            high = middle;
    }
    return &b->segments[low];
}

struct tp_range tp_block_source(const struct tp_block *b, uint32_t start, uint32_t end)
{
    const struct tp_segment *first, *last;
    struct tp_range r;

    if (b->n_segments == 0)
        return (struct tp_range){b->src.start, b->src.start};
    if (start > b->len)
        start = b->len;
    if (end > b->len)
        end = b->len;
    first = segment_at(b, start);
    if (end <= start) {
        bool copy = first->len == first->src.end - first->src.start;
        r.start = copy || start < first->off + first->len
                      ? first->src.start + (copy ? start - first->off : 0)
                      : first->src.end;
        return (struct tp_range){r.start, r.start};
    }
    last = segment_at(b, end - 1);
    r = (struct tp_range){first->src.start, last->src.end};
    if (first->len == first->src.end - first->src.start)
        r.start += start - first->off;
    if (last->len == last->src.end - last->src.start)
        r.end = last->src.start + (end - last->off);
    return r;
}
