#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "cover.h"
#include "read.h"

static bool bad_at(struct tp_range *out, struct tp_range r)
{
    *out = r;
    return false;
}

static bool claim(struct tp_cover *c, const struct tp_source *s, struct tp_range r,
                  struct tp_range *bad)
{
    if (r.start > r.end || r.end > s->len || (r.start < r.end && r.start < s->body))
        return bad_at(bad, r);
    return tp_cover_claim(c, r) || bad_at(bad, r);
}

/* Segments follow each other without gaps, in the text and in the source. */
static bool check_segments(struct tp_cover *c, const struct tp_source *s, const struct tp_block *b,
                           struct tp_range *bad)
{
    uint32_t off = 0, end = 0;

    for (size_t i = 0; i < b->n_segments; i++) {
        const struct tp_segment *g = &b->segments[i];
        if (g->off != off || g->len == 0 || g->len > b->len - off || g->src.start < end ||
            !claim(c, s, g->src, bad))
            return bad_at(bad, g->src);
        if (g->len == g->src.end - g->src.start &&
            memcmp(b->text + off, s->text + g->src.start, g->len) != 0)
            return bad_at(bad, g->src);
        off += g->len;
        end = g->src.end;
    }
    return off == b->len || bad_at(bad, b->src);
}

/* Spans are in order and nest properly; the open ones are kept on a stack in WORK. */
static bool check_spans(struct tp_arena *work, struct tp_cover *c, const struct tp_source *s,
                        const struct tp_block *b, struct tp_range *bad)
{
    TP_VEC(uint32_t) ends = {0};

    for (size_t i = 0; i < b->n_spans; i++) {
        const struct tp_span *p = &b->spans[i];
        if (p->start > p->end || p->end > b->len || (i && p->start < b->spans[i - 1].start))
            return bad_at(bad, p->open);
        while (ends.n && ends.v[ends.n - 1] <= p->start && ends.v[ends.n - 1] < p->end)
            ends.n--;
        if (ends.n && p->end > ends.v[ends.n - 1])
            return bad_at(bad, p->open);
        TP_PUSH(work, &ends, p->end);
        if (!claim(c, s, p->open, bad) || !claim(c, s, p->close, bad))
            return false;
    }
    return true;
}

static bool check(struct tp_arena *work, const struct tp_source *s, struct tp_range *bad)
{
    struct tp_cover *c = tp_cover_new(work, s->len);

    for (const struct tp_block *b = s->root; b; b = tp_block_next(s->root, b)) {
        struct tp_mark mark = tp_arena_mark(work);
        if (b->src.start > b->src.end || b->src.end > s->len)
            return bad_at(bad, b->src);
        if (!check_segments(c, s, b, bad) || !check_spans(work, c, s, b, bad) ||
            !claim(c, s, b->marker, bad))
            return false;
        tp_arena_release(work, mark);
    }
    for (size_t i = 0; i < s->n_markup; i++) {
        struct tp_range r = s->markup[i];
        if (r.start >= r.end || (i && r.start < s->markup[i - 1].end) || !claim(c, s, r, bad))
            return bad_at(bad, r);
    }
    *bad = tp_cover_gap(c, s->text, s->body, s->len);
    return bad->start == bad->end;
}

struct job {
    struct tp_arena *work;
    const struct tp_source *s;
    struct tp_range *bad;
    bool ok;
};

static void run(void *arg)
{
    struct job *j = arg;

    j->ok = check(j->work, j->s, j->bad);
}

bool tp_source_check(const struct tp_source *s, struct tp_range *first_bad)
{
    struct tp_range bad = {0, 0};
    struct job j = {tp_arena_new(0), s, &bad, false};

    if (j.work)
        j.ok = tp_guard(j.work, run, &j) && j.ok;
    tp_arena_free(j.work);
    if (first_bad)
        *first_bad = bad;
    return j.ok;
}
