/* What a document says twice, or in a form for which the header has no place: it becomes notes, so
 * that nothing of the page or of the front matter is left out. */
#include <stdlib.h>
#include <string.h>

#include "header.h"

/* The pieces of the source that the header has, by start; END is the greatest so far. */
struct present {
    struct tp_range *v;
    size_t n, cap;
};

static int by_start(const void *x, const void *y)
{
    const struct tp_range *p = x, *q = y;

    return p->start < q->start ? -1 : p->start > q->start;
}

static void gather(struct tp_arena *a, const struct tp_node *root, struct present *out)
{
    uint32_t end = 0;

    for (const struct tp_node *n = root; n; n = tp_node_next(root, n, false)) {
        if (!n->name && n->src.start < n->src.end)
            TP_PUSH(a, out, n->src);
        for (const struct tp_claim *c = n->claims; c; c = c->next)
            TP_PUSH(a, out, c->src);
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_start);
    for (size_t i = 0; i < out->n; i++) {
        end = out->v[i].end > end ? out->v[i].end : end;
        out->v[i].end = end;
    }
}

static bool is_present(const struct present *p, struct tp_range r)
{
    size_t low = 0, high = p->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->v[middle].start <= r.start)
            low = middle + 1;
        else
            high = middle;
    }
    return r.start >= r.end || (low && p->v[low - 1].end > r.start);
}

/* The header's notesStmt, made where TEI wants it when there is none yet. */
static struct tp_node *notes_stmt(struct tp_builder *b, struct tp_node *file_desc)
{
    struct tp_node *before = file_desc->first, *n; /* titleStmt, at least */

    for (n = file_desc->first; n; n = n->next) {
        if (strcmp(n->name, "notesStmt") == 0)
            return n;
        if (strcmp(n->name, "publicationStmt") == 0)
            before = n;
    }
    return tp_element_after(b->a, before, "notesStmt");
}

static struct tp_node *new_note(struct tp_builder *b, struct tp_node *file_desc, const char *name)
{
    return tp_element_with(b->a, notes_stmt(b, file_desc), "note", "type",
                           tp_name_token(b->a, name));
}

/* The pieces of a field that aren't in the header yet. */
static void rest_of_field(struct tp_builder *b, const struct present *have,
                          const struct tp_page_field *f, struct tp_node *file_desc)
{
    struct tp_page_field rest = {.field = f->field};
    struct tp_range caption = {0, 0};

    if (f->caption.block)
        caption = tp_block_source(f->caption.block, f->caption.start, f->caption.end);
    for (size_t i = 0; i < f->value.n && !f->keep; i++) {
        struct tp_piece p = f->value.v[i];
        struct tp_slice t = tp_piece_text(p);
        uint32_t at = (uint32_t)(t.p - p.block->text);
        if (t.len && !is_present(have, tp_block_source(p.block, at, at + (uint32_t)t.len)))
            TP_PUSH(b->a, &rest.value, p);
    }
    if (!is_present(have, caption))
        rest.caption = f->caption;
    if (rest.value.n)
        tp_put_field(b, new_note(b, file_desc, f->field), &rest, rest.value.n > 1 ? "p" : NULL);
    else if (rest.caption.block)
        tp_claim_text(b->a, file_desc, f->caption.block, f->caption.start, f->caption.end);
}

void tp_put_rest(struct tp_builder *b, struct tp_node *header)
{
    const struct tp_fields *front = b->d->source->fields;
    struct tp_arena *work = tp_arena_sub(b->a);
    struct present have = {0};

    gather(work, header, &have);
    for (size_t i = 0; i < b->d->fields.n; i++)
        rest_of_field(b, &have, &b->d->fields.v[i], header->first);
    for (size_t i = 0; front && i < front->n; i++) {
        const struct tp_field *f = &front->v[i];
        if (*f->value && !is_present(&have, f->src))
            tp_put_front(b, new_note(b, header->first, f->key), f);
    }
    tp_arena_free(work);
}
