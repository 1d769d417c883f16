/* The differences of two transcriptions, and where they stand. */
#include <stdlib.h>
#include <string.h>

#include "collate_impl.h"

/* ---- the differences ---- */

/* Where an insertion stands: behind word A - 1, when that is in the same paragraph, else before A.
 */
static void place_of(const struct tp_collation *c, struct app *p)
{
    const struct tp_word *w = c->x.v;
    size_t at = p->a;

    if (p->a < p->a_end) {
        p->block = w[p->a].block;
        p->start = w[p->a].start;
        p->end = w[p->a_end - 1].end;
        return;
    }
    if (at > 0 &&
        (at == c->x.n || w[at - 1].paragraph != w[at].paragraph || p->kind != APP_ANCHOR)) {
        p->block = w[at - 1].block;
        p->start = p->end = w[at - 1].end;
    }
    if (p->kind == APP_ANCHOR || at == 0) {
        p->block = at < c->x.n ? w[at].block : NULL;
        p->start = p->end = at < c->x.n ? w[at].start : 0;
    }
}

static void add_app(struct tp_collation *c, struct app p)
{
    place_of(c, &p);
    TP_PUSH(c->a, &c->apps, p);
}

/* Words that only the base has, from A to A_END, with B to B_END of the other for the first of its
 * paragraphs: an app does not go over the end of a paragraph. */
static void add_difference(struct tp_collation *c, size_t a, size_t a_end, size_t b, size_t b_end)
{
    if (a == a_end && b == b_end)
        return;
    do {
        size_t end = a;
        while (end < a_end && c->x.v[end].paragraph == c->x.v[a].paragraph)
            end++;
        add_app(c, (struct app){.a = a, .a_end = end, .b = b, .b_end = b_end});
        b = b_end;
        a = end;
    } while (a < a_end);
}

/* The words of the other that are moved, for skipping. */
static bool *moved_words(struct tp_arena *a, const struct tp_collation *c)
{
    bool *moved = TP_NEW_ARRAY(a, c->y.n + 1, bool);

    for (size_t p = 0; p < c->x.paragraphs; p++) {
        size_t q = c->pairing.moved[p];
        for (size_t i = q ? c->y.begin[q - 1] : 0; q && i < c->y.begin[q]; i++)
            moved[i] = true;
    }
    return moved;
}

/* From word A, B on to A_END, B_END: words that match part the differences. IN: moved words are
 * what it is about. */
static void walk(struct tp_collation *c, size_t a, size_t a_end, size_t b, size_t b_end,
                 const bool *moved, bool in)
{
    const size_t *match = c->pairing.match;

    while (a < a_end || b < b_end) {
        size_t from = a, other = b, next = b_end;
        if (a < a_end && match[a] == b + 1) {
            if (a && b && match[a - 1] == b && c->x.v[a - 1].paragraph == c->x.v[a].paragraph &&
                c->y.v[b - 1].paragraph != c->y.v[b].paragraph)
                add_app(c, (struct app){.a = a, .a_end = a, .kind = APP_PARAGRAPH});
            a++, b++;
            continue;
        }
        if (b < b_end && moved[b] != in) { /* another walk's */
            b++;
            continue;
        }
        if (a < a_end && !in && c->pairing.moved[c->x.v[a].paragraph]) {
            a++;
            continue;
        }
        while (a < a_end && !match[a] && (in || !c->pairing.moved[c->x.v[a].paragraph]))
            a++;
        if (a < a_end && match[a] && (in || !c->pairing.moved[c->x.v[a].paragraph]))
            next = match[a] - 1;
        else if (a < a_end)
            next = b; /* a moved paragraph of the base comes between */
        while (b < next && moved[b] == in)
            b++;
        add_difference(c, from, a, other, b);
        if (a == from && b == other) /* nothing moves: never, but no reason to hang */
            a < a_end ? a++ : b++;
    }
}

static void add_moved(struct tp_collation *c, const bool *moved)
{
    size_t number = 0, *behind = TP_NEW_ARRAY(c->a, c->y.n + 1, size_t), last = 0;

    /* the word of the base, from 1, that the nearest word before each of the other matches */
    for (size_t i = 0; i < c->x.n; i++)
        if (c->pairing.match[i] && !moved[c->pairing.match[i] - 1])
            behind[c->pairing.match[i]] = i + 1;
    for (size_t i = 0; i <= c->y.n; i++)
        last = behind[i] = behind[i] ? behind[i] : last;
    for (size_t p = 0; p < c->x.paragraphs; p++) {
        size_t q = c->pairing.moved[p], from = c->x.begin[p], at;
        if (!q)
            continue;
        number++;
        walk(c, from, c->x.begin[p + 1], c->y.begin[q - 1], c->y.begin[q], moved, true);
        at = behind[c->y.begin[q - 1]];
        add_app(c, (struct app){.a = from, .a_end = from, .number = number, .kind = APP_ANCHOR});
        add_app(c, (struct app){.a = at, .a_end = at, .number = number, .kind = APP_MOVED});
    }
}

/* The signs of markup around a word are those of the same markup around its match. */
static void add_span_twins(struct tp_collation *c, const struct tp_word *v, const struct tp_word *w)
{
    for (size_t i = 0; i < w->block->n_spans; i++) {
        const struct tp_span *s = &w->block->spans[i];
        bool found = false;
        if (s->start >= w->end || s->end <= w->start)
            continue;
        for (size_t k = 0; k < v->block->n_spans && !found; k++) {
            const struct tp_span *t = &v->block->spans[k];
            found = t->start < v->end && t->end > v->start && tp_span_hash(s) == tp_span_hash(t);
            if (!found)
                continue;
            TP_PUSH(c->a, &c->twins, (struct tp_twin){t->open, s->open});
            TP_PUSH(c->a, &c->twins, (struct tp_twin){t->close, s->close});
        }
    }
}

/* Images without a description have no words; the same one in both is the same. */
static void add_image_twins(struct tp_collation *c)
{
    const struct tp_block *x = c->base->source->root, *root = c->other->source->root;
    size_t at = 0;

    for (const struct tp_block *y = root; y; y = tp_block_next(root, y))
        for (size_t i = 0; i < y->n_spans; i++) {
            const struct tp_span *s = &y->spans[i];
            bool found = false;
            if (s->start < s->end)
                continue;
            for (const struct tp_block *b = x; b && !found;
                 b = tp_block_next(c->base->source->root, b), at = 0)
                for (; at < b->n_spans && !found; at++) {
                    const struct tp_span *t = &b->spans[at];
                    if (t->start < t->end || tp_span_hash(s) != tp_span_hash(t))
                        continue;
                    found = true;
                    x = b;
                    TP_PUSH(c->a, &c->twins, (struct tp_twin){t->open, s->open});
                    TP_PUSH(c->a, &c->twins, (struct tp_twin){t->close, s->close});
                }
            if (!found)
                TP_PUSH(c->a, &c->images, s);
        }
}

static int by_place(const void *x, const void *y)
{
    const struct app *p = *(struct app *const *)x, *q = *(struct app *const *)y;

    if (p->block != q->block)
        return (uintptr_t)p->block < (uintptr_t)q->block ? -1 : 1;
    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    if (p->end != q->end)
        return p->end < q->end ? -1 : 1;
    return p < q ? -1 : p > q;
}

struct tp_collation *tp_collate(struct tp_arena *a, const struct tp_document *base,
                                const struct tp_document *other, bool *whole)
{
    struct tp_collation *c = TP_NEW(a, struct tp_collation);
    bool *moved;

    c->a = a;
    c->base = base;
    c->other = other;
    tp_words_of(a, base, &c->x);
    tp_words_of(a, other, &c->y);
    tp_words_pair(a, &c->x, &c->y, TP_COLLATE_EDITS, &c->pairing);
    *whole = c->pairing.whole;
    moved = moved_words(a, c);
    walk(c, 0, c->x.n, 0, c->y.n, moved, false);
    add_moved(c, moved);
    c->by_place = TP_NEW_ARRAY(a, c->apps.n + 1, struct app *);
    for (size_t i = 0; i < c->apps.n; i++)
        if (c->apps.v[i].block)
            c->by_place[c->n_by_place++] = &c->apps.v[i];
    if (c->n_by_place)
        qsort(c->by_place, c->n_by_place, sizeof(struct app *), by_place);
    for (size_t i = 0; i < c->x.n; i++)
        if (c->pairing.match[i]) {
            const struct tp_word *v = &c->x.v[i], *w = &c->y.v[c->pairing.match[i] - 1];
            TP_PUSH(a, &c->twins, (struct tp_twin){v->src, w->src});
            if (v->block && w->block)
                add_span_twins(c, v, w);
        }
    add_image_twins(c);
    return c;
}

const struct tp_twin *tp_collation_twins(const struct tp_collation *c, size_t *n)
{
    *n = c->twins.n;
    return c->twins.v;
}
