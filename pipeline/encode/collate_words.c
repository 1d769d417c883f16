#include "collate_words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "../base/utf8.h"
#include "diff.h"

/* ---- words ---- */

struct splitting {
    struct tp_arena *a, *work;
    struct tp_words *out;
    UBreakIterator *words;
    UText *text;
    TP_VEC(size_t) begin;
};

static void close_breaks(void *p)
{
    ubrk_close(p);
}

static void close_text(void *p)
{
    utext_close(p);
}

static uint64_t hash_of(const char *p, size_t n)
{
    uint64_t h = 1469598103934665603u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 1099511628211u;
    return h;
}

/* The reader's markup around a word belongs to it. */
static uint64_t markup_of(const struct tp_block *b, uint32_t start, uint32_t end)
{
    uint64_t h = 0;

    for (size_t i = 0; i < b->n_spans; i++)
        if (b->spans[i].start < end && b->spans[i].end > start)
            h += tp_span_hash(&b->spans[i]);
    return h;
}

uint64_t tp_span_hash(const struct tp_span *s)
{
    uint64_t h = 31 * ((uint64_t)s->kind + 1);

    if (s->target)
        h ^= hash_of(s->target, strlen(s->target));
    return s->title ? h * 3 + hash_of(s->title, strlen(s->title)) : h;
}

static void add_word(struct splitting *s, const struct tp_block *b, uint32_t start, uint32_t end)
{
    struct tp_word w = {hash_of(b->text + start, end - start), b, start, end,
                        tp_block_source(b, start, end),        0};

    w.hash += markup_of(b, start, end);
    w.paragraph = (uint32_t)s->begin.n - 1;
    TP_PUSH(s->a, s->out, w);
}

/* A stretch between two breaks: blanks are no word, Han characters are one each. */
static void add_stretch(struct splitting *s, const struct tp_block *b, uint32_t start, uint32_t end)
{
    uint32_t from = start;

    for (uint32_t i = start; i < end;) {
        uint32_t cp, n = (uint32_t)tp_utf8_decode(b->text + i, end - i, &cp);
        bool blank, han;
        n = n ? n : 1;
        blank = tp_is_space(cp);
        han = tp_script_of(cp) == TP_HAN;
        if ((blank || han) && from < i)
            add_word(s, b, from, i);
        if (han)
            add_word(s, b, i, i + n);
        if (blank || han)
            from = i + n;
        i += n;
    }
    if (from < end)
        add_word(s, b, from, end);
}

static void begin_paragraph(struct splitting *s)
{
    TP_PUSH(s->work, &s->begin, s->out->n);
}

static void add_piece(struct splitting *s, struct tp_piece p)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t at, next;

    if (p.start >= p.end)
        return;
    begin_paragraph(s);
    s->text = utext_openUTF8(s->text, p.block->text + p.start, p.end - p.start, &status);
    ubrk_setUText(s->words, s->text, &status);
    if (U_FAILURE(status))
        tp_arena_fail(s->a);
    for (at = ubrk_first(s->words); (next = ubrk_next(s->words)) != UBRK_DONE; at = next)
        add_stretch(s, p.block, p.start + (uint32_t)at, p.start + (uint32_t)next);
}

static void add_marker(struct splitting *s, const struct tp_source *source,
                       const struct tp_block *b)
{
    struct tp_word w = {.src = b->marker};

    if (b->marker.start >= b->marker.end)
        return;
    begin_paragraph(s);
    w.hash = hash_of(source->text + b->marker.start, b->marker.end - b->marker.start);
    w.paragraph = (uint32_t)s->begin.n - 1;
    TP_PUSH(s->a, s->out, w);
}

void tp_words_of(struct tp_arena *a, const struct tp_document *d, struct tp_words *out)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct splitting s = {.a = a, .work = work, .out = out};
    UErrorCode status = U_ZERO_ERROR;

    s.words = tp_own(work, close_breaks, ubrk_open(UBRK_WORD, "", NULL, 0, &status));
    s.text = tp_own(work, close_text, utext_openUTF8(NULL, "", 0, &status));
    if (U_FAILURE(status))
        tp_arena_fail(a);
    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        if (v->omitted.block)
            add_piece(&s, v->omitted);
        for (size_t k = 0; k < v->items.n; k++) {
            const struct tp_block *b = v->items.v[k].text.block;
            add_piece(&s, v->items.v[k].text);
            add_marker(&s, d->source, b);
            for (const struct tp_block *c = b->first; c; c = tp_block_next(b, c)) {
                add_marker(&s, d->source, c);
                add_piece(&s, (struct tp_piece){c, 0, c->len});
            }
        }
    }
    if (d->omitted_end.block)
        add_piece(&s, d->omitted_end);
    out->paragraphs = s.begin.n;
    out->begin = TP_NEW_ARRAY(a, s.begin.n + 1, size_t);
    if (s.begin.n)
        memcpy(out->begin, s.begin.v, s.begin.n * sizeof *out->begin);
    out->begin[s.begin.n] = out->n;
    tp_arena_free(work);
}

/* ---- paragraphs ---- */

enum {
    TELLING = 6, /* words, fewer don't tell one paragraph from another */
    VOTERS = 8   /* paragraphs that have a word, at most, for it to tell one from another */
};

/* A word, and a paragraph that has it. */
struct vote {
    uint64_t hash;
    size_t paragraph;
};

static int by_hash(const void *x, const void *y)
{
    const struct vote *p = x, *q = y;

    if (p->hash != q->hash)
        return p->hash < q->hash ? -1 : 1;
    return p->paragraph < q->paragraph ? -1 : p->paragraph > q->paragraph;
}

static size_t length_of(const struct tp_words *w, size_t p)
{
    return w->begin[p + 1] - w->begin[p];
}

static int by_value(const void *x, const void *y)
{
    uint64_t p = *(const uint64_t *)x, q = *(const uint64_t *)y;

    return p < q ? -1 : p > q;
}

static uint64_t *sorted_words(struct tp_arena *a, const struct tp_words *w, size_t p)
{
    uint64_t *v = TP_NEW_ARRAY(a, length_of(w, p) + 1, uint64_t);

    for (size_t i = 0; i < length_of(w, p); i++)
        v[i] = w->v[w->begin[p] + i].hash;
    if (length_of(w, p))
        qsort(v, length_of(w, p), sizeof *v, by_value);
    return v;
}

/* Dice's coefficient of the two bags of words, in hundredths. */
static unsigned likeness(struct tp_arena *a, const struct tp_words *x, size_t p,
                         const struct tp_words *y, size_t q)
{
    struct tp_arena *work = tp_arena_sub(a);
    const uint64_t *v = sorted_words(work, x, p), *w = sorted_words(work, y, q);
    size_t n = length_of(x, p), m = length_of(y, q), i = 0, k = 0, same = 0;

    while (i < n && k < m) {
        if (v[i] == w[k])
            same++, i++, k++;
        else if (v[i] < w[k])
            i++;
        else
            k++;
    }
    tp_arena_free(work);
    return n + m ? (unsigned)(200 * same / (n + m)) : 0;
}

struct votes {
    struct vote *v;
    size_t n;
};

static struct votes votes_of(struct tp_arena *a, const struct tp_words *w)
{
    struct votes out = {TP_NEW_ARRAY(a, w->n + 1, struct vote), 0};

    for (size_t i = 0; i < w->n; i++)
        out.v[out.n++] = (struct vote){w->v[i].hash, w->v[i].paragraph};
    if (out.n)
        qsort(out.v, out.n, sizeof *out.v, by_hash);
    return out;
}

/* The paragraph of Y, from 1, that shares the most of the rarer words with P. */
static size_t best_for(const struct tp_words *x, size_t p, const struct votes *votes, unsigned *sum,
                       size_t *seen)
{
    size_t n_seen = 0, best = 0;
    unsigned most = 0;

    for (size_t i = x->begin[p]; i < x->begin[p + 1]; i++) {
        size_t low = 0, high = votes->n, end;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (votes->v[middle].hash < x->v[i].hash)
                low = middle + 1;
            else
                high = middle;
        }
        for (end = low;
             end < votes->n && end <= low + VOTERS && votes->v[end].hash == x->v[i].hash;)
            end++;
        for (size_t k = low; end <= low + VOTERS && k < end; k++) {
            size_t q = votes->v[k].paragraph;
            if (sum[q]++ == 0)
                seen[n_seen++] = q;
        }
    }
    for (size_t k = 0; k < n_seen; k++) {
        if (sum[seen[k]] > most || (sum[seen[k]] == most && seen[k] + 1 < best)) {
            most = sum[seen[k]];
            best = seen[k] + 1;
        }
        sum[seen[k]] = 0;
    }
    return best;
}

/* For each paragraph of X the one of Y that it is, from 1; 0: none. */
static size_t *partners(struct tp_arena *a, const struct tp_words *x, const struct tp_words *y)
{
    enum { ALIKE = 55 }; /* hundredths */
    struct votes of_x = votes_of(a, x), of_y = votes_of(a, y);
    size_t most = x->paragraphs + y->paragraphs + 1;
    unsigned *sum = TP_NEW_ARRAY(a, most, unsigned);
    size_t *seen = TP_NEW_ARRAY(a, most, size_t);
    size_t *back = TP_NEW_ARRAY(a, y->paragraphs + 1, size_t);
    size_t *out = TP_NEW_ARRAY(a, x->paragraphs + 1, size_t);

    for (size_t q = 0; q < y->paragraphs; q++)
        if (length_of(y, q) >= TELLING)
            back[q] = best_for(y, q, &of_x, sum, seen);
    for (size_t p = 0; p < x->paragraphs; p++) {
        size_t q = length_of(x, p) >= TELLING ? best_for(x, p, &of_y, sum, seen) : 0;
        if (q && back[q - 1] == p + 1 && likeness(a, x, p, y, q - 1) >= ALIKE)
            out[p] = q;
    }
    return out;
}

/* The longest row of pairs that keeps the order: KEPT[p]. Patience sorting. */
static void keep_order(struct tp_arena *a, const size_t *partner, size_t n, bool *kept)
{
    size_t *top = TP_NEW_ARRAY(a, n + 1, size_t), *before = TP_NEW_ARRAY(a, n + 1, size_t);
    size_t piles = 0;

    for (size_t p = 0; p < n; p++) {
        size_t low = 0, high = piles;
        if (!partner[p])
            continue;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (partner[top[middle] - 1] < partner[p])
                low = middle + 1;
            else
                high = middle;
        }
        before[p] = low ? top[low - 1] : 0;
        top[low] = p + 1;
        if (low == piles)
            piles++;
    }
    for (size_t p = piles ? top[piles - 1] : 0; p; p = before[p - 1])
        kept[p - 1] = true;
}

/* ---- words of paragraphs ---- */

struct pairing {
    struct tp_arena *a;
    const struct tp_words *x, *y;
    size_t edits;
    struct tp_pairing *out;
    bool *away; /* paragraphs of Y that were moved */
};

/* Compare the paragraphs from P to P_END with those from Q to Q_END, without what was moved. */
static void compare(struct pairing *g, size_t p, size_t p_end, size_t q, size_t q_end, bool all)
{
    struct tp_arena *work = tp_arena_sub(g->a);
    TP_VEC(size_t) xs = {0}, ys = {0};
    uint64_t *hx, *hy;
    size_t *match;

    for (; p < p_end; p++)
        for (size_t i = g->x->begin[p]; (all || !g->out->moved[p]) && i < g->x->begin[p + 1]; i++)
            TP_PUSH(work, &xs, i);
    for (; q < q_end; q++)
        for (size_t i = g->y->begin[q]; (all || !g->away[q]) && i < g->y->begin[q + 1]; i++)
            TP_PUSH(work, &ys, i);
    hx = TP_NEW_ARRAY(work, xs.n + 1, uint64_t);
    hy = TP_NEW_ARRAY(work, ys.n + 1, uint64_t);
    match = TP_NEW_ARRAY(work, xs.n + 1, size_t);
    for (size_t i = 0; i < xs.n; i++)
        hx[i] = g->x->v[xs.v[i]].hash;
    for (size_t i = 0; i < ys.n; i++)
        hy[i] = g->y->v[ys.v[i]].hash;
    if (!tp_diff(work, hx, xs.n, hy, ys.n, g->edits, match))
        g->out->whole = false;
    for (size_t i = 0; i < xs.n; i++)
        if (match[i] && ys.n) /* a match is of ys: the analyzer can't know */
            g->out->match[xs.v[i]] = ys.v[match[i] - 1] + 1;
    tp_arena_free(work);
}

void tp_words_pair(struct tp_arena *a, const struct tp_words *x, const struct tp_words *y,
                   size_t edits, struct tp_pairing *out)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct pairing g = {a, x, y, edits, out, TP_NEW_ARRAY(work, y->paragraphs + 1, bool)};
    size_t *partner = partners(work, x, y);
    bool *kept = TP_NEW_ARRAY(work, x->paragraphs + 1, bool);
    size_t p = 0, q = 0;

    out->whole = true;
    out->match = TP_NEW_ARRAY(a, x->n + 1, size_t);
    out->moved = TP_NEW_ARRAY(a, x->paragraphs + 1, size_t);
    keep_order(work, partner, x->paragraphs, kept);
    for (size_t i = 0; i < x->paragraphs; i++)
        if (partner[i] && !kept[i]) {
            out->moved[i] = partner[i];
            g.away[partner[i] - 1] = true;
            compare(&g, i, i + 1, partner[i] - 1, partner[i], true);
        }
    for (size_t i = 0; i < x->paragraphs; i++)
        if (kept[i]) {
            compare(&g, p, i, q, partner[i] - 1, false);
            compare(&g, i, i + 1, partner[i] - 1, partner[i], false);
            p = i + 1;
            q = partner[i];
        }
    compare(&g, p, x->paragraphs, q, y->paragraphs, false);
    tp_arena_free(work);
}
