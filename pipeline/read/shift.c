#include <string.h>

#include "read.h"

static void shift(struct tp_range *r, uint32_t by)
{
    r->start += by;
    r->end += by;
}

static void shift_block(struct tp_block *b, uint32_t by)
{
    shift(&b->src, by);
    shift(&b->marker, by);
    for (size_t i = 0; i < b->n_segments; i++)
        shift(&b->segments[i].src, by);
    for (size_t i = 0; i < b->n_spans; i++) {
        shift(&b->spans[i].open, by);
        shift(&b->spans[i].close, by);
    }
}

uint32_t tp_source_shift(struct tp_arena *a, struct tp_source *s, struct tp_source *other,
                         struct tp_diags *ds)
{
    size_t by = (size_t)s->len + 1;
    char *text;

    if (by + other->len > UINT32_MAX / 2) {
        tp_diag(ds, TP_D_FILE_TOO_LARGE, tp_in(other->file), "2 GB, both transcriptions together");
        return 0;
    }
    text = tp_alloc(a, by + other->len + 1);
    memcpy(text, s->text, s->len);
    text[s->len] = '\n';
    memcpy(text + by, other->text, other->len);
    s->text = other->text = text;
    other->len += (uint32_t)by;
    other->body += (uint32_t)by;
    for (struct tp_block *b = other->root; b; b = tp_block_next(other->root, b))
        shift_block(b, (uint32_t)by);
    for (size_t i = 0; i < other->n_markup; i++)
        shift(&other->markup[i], (uint32_t)by);
    for (size_t i = 0; other->fields && i < other->fields->n; i++) {
        shift(&other->fields->v[i].src, (uint32_t)by);
        shift(&other->fields->v[i].key_src, (uint32_t)by);
    }
    return (uint32_t)by;
}
