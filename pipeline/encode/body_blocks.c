#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "body.h"
#include "collate.h"
#include "weave.h"

void tp_give_id(struct tp_builder *b, struct tp_node *e, const char *prefix, struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);

    tp_set(b->a, e, "xml:id", tp_id_for(b->ids, prefix, t.p, t.len));
}

/* A block without text may still have an image in it. */
static bool has_content(struct tp_piece p)
{
    return p.start < p.end || (p.block->len == 0 && p.block->n_spans);
}

void tp_put_text(struct tp_builder *b, struct tp_node *parent, struct tp_piece p,
                 enum tp_passes_for what, bool lines)
{
    struct tp_annos annos = {0};
    struct tp_arena *work;

    if (!has_content(p))
        return;
    work = tp_arena_sub(b->a);
    parent->src = tp_block_source(p.block, p.start, p.end);
    tp_passes_set_block(b->passes, p.block);
    tp_passes_run(work, b->passes, p.block->text + p.start, p.end - p.start, p.start, b->lang,
                  b->script, what, &annos);
    if (b->collation)
        tp_collation_annotate(b, p.block, p.start, p.end, &annos);
    tp_weave(b->a, parent, p.block, p.start, p.end, &annos, lines);
    tp_arena_free(work);
}

void tp_put_plain(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct tp_annos annos = {0};

    if (!has_content(p))
        return;
    parent->src = tp_block_source(p.block, p.start, p.end);
    if (b->collation)
        tp_collation_annotate(b, p.block, p.start, p.end, &annos);
    tp_weave(b->a, parent, p.block, p.start, p.end, &annos, false);
}

/* ---- the reader's blocks ---- */

static struct tp_piece whole(const struct tp_block *block)
{
    return (struct tp_piece){block, 0, block->len};
}

/* Text as it stands in the source: the number of an item. */
static void source_text(struct tp_builder *b, struct tp_node *parent, struct tp_range src)
{
    struct tp_node *n = tp_own_text(b->a, parent, "");

    n->text = b->d->source->text + src.start;
    n->len = src.end - src.start;
    n->src = src;
}

static struct tp_node *put_item(struct tp_builder *b, struct tp_node *list,
                                const struct tp_block *block)
{
    struct tp_node *e = tp_element(b->a, list, "item");
    const struct tp_block *only = block->first && !block->first->next ? block->first : NULL;

    if (block->marker.start < block->marker.end) {
        tp_set(b->a, e, "n", tp_fmt(b->a, "%d", block->number));
        source_text(b, tp_element(b->a, e, "label"), block->marker);
        tp_own_text(b->a, e, " ");
    }
    if (only && only->kind == TP_BLOCK_PARAGRAPH) {
        tp_give_id(b, e, "p", whole(only));
        tp_put_text(b, e, whole(only), TP_FOR_TEXT, false);
        return NULL;
    }
    return e; /* its blocks follow as children */
}

static struct tp_node *put_table(struct tp_builder *b, struct tp_node *parent,
                                 const struct tp_block *block)
{
    struct tp_node *table = tp_element(b->a, parent, "table");

    for (const struct tp_block *row = block->first; row; row = row->next) {
        struct tp_node *r = tp_element(b->a, table, "row");
        if (row->header)
            tp_set(b->a, r, "role", "label");
        for (const struct tp_block *cell = row->first; cell; cell = cell->next)
            tp_put_text(b, tp_element(b->a, r, "cell"), whole(cell), TP_FOR_TEXT, false);
    }
    return NULL;
}

/* One block without its children; returns the element that they go into, NULL when they are done.
 */
static struct tp_node *open_block(struct tp_builder *b, struct tp_node *parent,
                                  const struct tp_block *block)
{
    struct tp_node *e;

    switch (block->kind) {
    case TP_BLOCK_LIST:
        return tp_element_with(b->a, parent, "list", "type",
                               block->ordered || (block->first && block->first->marker.end >
                                                                      block->first->marker.start)
                                   ? "numbered"
                                   : "bulleted");
    case TP_BLOCK_ITEM:
        return put_item(b, parent, block);
    case TP_BLOCK_QUOTE:
        return tp_element(b->a, parent, "quote");
    case TP_BLOCK_TABLE:
        return put_table(b, parent, block);
    case TP_BLOCK_CODE:
        e = tp_element_with(b->a, parent, "ab", "type", "preformatted");
        tp_put_text(b, e, whole(block), TP_FOR_HEADER, true);
        return NULL;
    case TP_BLOCK_RULE:
        tp_set(b->a, e = tp_element_with(b->a, parent, "milestone", "unit", "section"), "rend",
               "rule");
        e->src = block->src;
        return NULL;
    case TP_BLOCK_FOOTNOTE:
        tp_put_footnote(b, parent, block);
        return NULL;
    case TP_BLOCK_HEADING: /* inside a quotation or an item: TEI has no head there */
        e = tp_element_with(b->a, parent, "ab", "type", "head");
        tp_put_text(b, e, whole(block), TP_FOR_HEAD, true);
        return NULL;
    default:
        if (has_content(whole(block)))
            tp_put_paragraph(b, parent, whole(block));
        return block->first ? parent : NULL;
    }
}

void tp_put_block(struct tp_builder *b, struct tp_node *parent, const struct tp_block *block)
{
    const struct tp_block *at = block;
    TP_VEC(struct tp_node *) into = {0}; /* of the open blocks, outermost first */

    TP_PUSH(b->a, &into, parent);
    for (;;) {
        struct tp_node *e = open_block(b, into.v[into.n - 1], at);
        if (e && at->first) {
            TP_PUSH(b->a, &into, e);
            at = at->first;
            continue;
        }
        while (at != block && !at->next) {
            at = at->parent;
            into.n--;
        }
        if (at == block)
            return;
        at = at->next;
    }
}

void tp_put_footnote(struct tp_builder *b, struct tp_node *parent, const struct tp_block *block)
{
    struct tp_node *e = tp_element_with(b->a, parent, "note", "type", "footnote");
    const struct tp_block *only = block->first && !block->first->next ? block->first : NULL;
    const char *name = block->name ? block->name : "";

    tp_set(b->a, e, "n", name);
    tp_set(b->a, e, "xml:id", tp_id_named(b->ids, tp_note_id(b, name)));
    tp_set(b->a, e, "place", "end");
    tp_claim(b->a, e, block->marker);
    e->src = block->src;
    if (only && only->kind == TP_BLOCK_PARAGRAPH)
        tp_put_text(b, e, whole(only), TP_FOR_TEXT, false);
    else
        for (const struct tp_block *c = block->first; c; c = c->next)
            tp_put_block(b, e, c); /* footnotes don't nest: the depth is that of the call */
}
