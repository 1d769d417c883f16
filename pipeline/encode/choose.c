/* Which layout a source has, and what speaks for it. */
#include "roles.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    LOOKED_AT = 400, /* blocks; evidence further down counts for little */
    LONGEST = 1600,  /* bytes of a block that can be evidence */
    CAPTIONS = 32
};

/* A block that may be evidence, prepared once for all layouts. */
struct looked {
    const struct tp_block *block;
    struct tp_slice text, line; /* trimmed; its first line */
    size_t chars, line_chars;
    struct tp_subject whole, first;
};

struct hit {
    const struct tp_block *block;
    const struct tp_evidence *evidence; /* NULL: a caption */
    const char *field;
};

struct score {
    const struct tp_layout *layout;
    int points;
    bool capitals, front_matter;
    TP_VEC(struct hit) hits;
};

struct choice {
    struct tp_arena *a, *work;
    const struct tp_document *d;
    TP_VEC(struct looked) blocks;
};

static void look(struct choice *c)
{
    uint32_t number = 0;

    for (const struct tp_block *b = c->d->source->root->first; b && number < LOOKED_AT;
         b = b->next) {
        struct looked k = {.block = b, .text = tp_slice_trim((struct tp_slice){b->text, b->len})};
        const char *nl;
        if (!b->len && !b->first)
            continue;
        number++;
        if (b->len > LONGEST)
            k.text.len = 0;
        nl = k.text.len ? memchr(k.text.p, '\n', k.text.len) : NULL;
        k.line = (struct tp_slice){k.text.p, nl ? (size_t)(nl - k.text.p) : k.text.len};
        k.chars = tp_utf8_count(k.text.p, k.text.len);
        k.line_chars = tp_utf8_count(k.line.p, k.line.len);
        k.whole = tp_subject_new(c->work, k.text.p, (uint32_t)k.text.len);
        k.first = tp_subject_new(c->work, k.line.p, (uint32_t)k.line.len);
        TP_PUSH(c->work, &c->blocks, k);
    }
}

/* Does a rule of the layout give this role to the block, wherever it stands? */
static bool has_role(struct choice *c, const struct tp_layout *l, struct looked *k,
                     enum tp_role role)
{
    for (size_t i = 0; i < l->roles.n; i++) {
        const struct tp_role_rule *r = &l->roles.v[i];
        if (r->role != role || r->after != TP_ROLE_NONE ||
            (r->line ? k->line_chars : k->chars) > r->max)
            continue;
        if (tp_regex_matches(c->d->matcher, r->regex, r->line ? &k->first : &k->whole))
            return true;
    }
    return false;
}

static void find_evidence(struct choice *c, struct score *s, const struct tp_evidence *e)
{
    for (size_t i = 0; i < c->blocks.n && (!e->within || i < e->within); i++) {
        struct looked *k = &c->blocks.v[i];
        if (!k->text.len)
            continue;
        if (e->regex ? tp_regex_matches(c->d->matcher, e->regex, &k->whole)
                     : has_role(c, s->layout, k, e->role)) {
            TP_PUSH(c->work, &s->hits, (struct hit){.block = k->block, .evidence = e});
            s->points += e->points;
            return;
        }
    }
}

static void find_captions(struct choice *c, struct score *s)
{
    for (const struct tp_block *b = c->d->source->root->first; b && s->hits.n < CAPTIONS;
         b = b->next) {
        uint32_t end;
        const char *field = tp_caption_of(s->layout, b, &end);
        bool again = false;
        for (size_t i = 0; field && i < s->hits.n; i++)
            again = again || strcmp(s->hits.v[i].field, field) == 0;
        if (!field || again)
            continue;
        TP_PUSH(c->work, &s->hits, (struct hit){.block = b, .field = field});
        s->points += s->layout->caption_points;
    }
}

static struct score score(struct choice *c, const struct tp_layout *l)
{
    struct score s = {.layout = l};
    const struct tp_block *first = c->d->source->root->first;

    if (l->caption_points)
        find_captions(c, &s);
    s.capitals =
        l->uppercase_points && first && tp_in_capitals((struct tp_slice){first->text, first->len});
    s.front_matter =
        l->front_matter_points && c->d->source->body; /* a row of metadata shows no layout */
    s.points += s.capitals ? l->uppercase_points : 0;
    s.points += s.front_matter ? l->front_matter_points : 0;
    for (size_t i = 0; i < l->evidence.n; i++)
        find_evidence(c, &s, &l->evidence.v[i]);
    return s;
}

/* ---- in words ---- */

static size_t line_of(const struct choice *c, const struct tp_block *b)
{
    return tp_lines_number(c->d->source->lines, tp_block_source(b, 0, b->len ? 1 : 0).start);
}

/* The beginning of the block's first line. */
static void quote(struct tp_buf *out, const struct tp_block *b)
{
    enum { MOST = 40 };
    struct tp_slice t = tp_slice_trim((struct tp_slice){b->text, b->len});
    const char *nl = memchr(t.p, '\n', t.len);
    size_t n = nl ? (size_t)(nl - t.p) : t.len, cut = n;

    if (n > MOST)
        for (cut = MOST; cut && ((unsigned char)t.p[cut] & 0xC0) == 0x80;)
            cut--;
    tp_buf_fmt(out, " '%.*s%s'", (int)cut, t.p, cut < n || nl ? "..." : "");
}

/* "10 points, needs 4: captions in lines 5, 9 (4); line 1 'May 1, 1950' (2)" */
static void describe(const struct choice *c, const struct score *s, struct tp_buf *out)
{
    const char *sign = ": ";
    int captions = 0;

    tp_buf_fmt(out, "%d point%s, needs %d", s->points, s->points == 1 ? "" : "s", s->layout->needs);
    for (size_t i = 0; i < s->hits.n; i++) {
        const struct hit *h = &s->hits.v[i];
        if (h->evidence)
            continue;
        tp_buf_fmt(out, "%s%zu", captions++ ? ", " : ": captions in lines ", line_of(c, h->block));
        sign = "; ";
    }
    if (captions)
        tp_buf_fmt(out, " (%d)", captions * s->layout->caption_points);
    if (s->capitals) {
        tp_buf_fmt(out, "%sfirst block in capitals (%d)", sign, s->layout->uppercase_points);
        sign = "; ";
    }
    if (s->front_matter) {
        tp_buf_fmt(out, "%sfront matter (%d)", sign, s->layout->front_matter_points);
        sign = "; ";
    }
    for (size_t i = 0; i < s->hits.n; i++) {
        const struct hit *h = &s->hits.v[i];
        if (!h->evidence)
            continue;
        tp_buf_fmt(out, "%sline %zu", sign, line_of(c, h->block));
        quote(out, h->block);
        if (!h->evidence->regex)
            tp_buf_fmt(out, ", %s", tp_role_id(h->evidence->role));
        tp_buf_fmt(out, " (%d)", h->evidence->points);
        sign = "; ";
    }
}

/* ---- the choice ---- */

static const struct tp_layout *named(const struct tp_document *d, const struct tp_layouts *layouts)
{
    const struct tp_fields *f = d->source->fields;

    for (size_t i = 0; f && i < f->n; i++)
        for (size_t k = 0; strcmp(f->v[i].key, "layout") == 0 && k < layouts->list.n; k++)
            if (strcmp(f->v[i].value, layouts->list.v[k]->name) == 0)
                return layouts->list.v[k];
    return NULL;
}

/* The first with the most points among those that have enough; the first of all stands in when none
 * has. *SECOND is the next best, whether it has enough or not. */
static size_t best_of(const struct score *s, size_t n, size_t *second)
{
    size_t best = 0;

    *second = SIZE_MAX;
    for (size_t i = 1; i < n; i++) {
        bool enough = s[i].points >= s[i].layout->needs;
        bool best_enough = s[best].points >= s[best].layout->needs;
        if (enough && (!best_enough || s[i].points > s[best].points))
            best = i;
    }
    for (size_t i = 0; i < n; i++)
        if (i != best && s[i].points > 0 &&
            (*second == SIZE_MAX || s[i].points > s[*second].points))
            *second = i;
    return best;
}

void tp_choose_layout(struct tp_arena *a, struct tp_document *d, const struct tp_layouts *layouts)
{
    struct choice c = {.a = a, .work = tp_arena_sub(a), .d = d};
    struct score *scores = TP_NEW_ARRAY(c.work, layouts->list.n, struct score);
    struct tp_buf why = tp_buf_new(a);
    size_t best, second;

    d->layout = layouts->forced ? layouts->forced : named(d, layouts);
    d->reason = layouts->forced ? "asked for" : "named in the front matter";
    if (!d->layout) {
        look(&c);
        for (size_t i = 0; i < layouts->list.n; i++)
            scores[i] = score(&c, layouts->list.v[i]);
        best = best_of(scores, layouts->list.n, &second);
        d->layout = scores[best].layout;
        describe(&c, &scores[best], &why);
        if (second != SIZE_MAX) {
            tp_buf_fmt(&why, " | next '%s': ", scores[second].layout->name);
            describe(&c, &scores[second], &why);
        }
        d->reason = why.p;
    }
    tp_arena_free(c.work);
}
