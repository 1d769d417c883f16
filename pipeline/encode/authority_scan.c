#include "authority_scan.h"

#include <stdlib.h>
#include <string.h>

#include "lookalike.h"

/* How far a path through the tree has come. */
struct path {
    uint32_t node, pos;  /* POS: the item behind it */
    uint32_t capitals;   /* bit I: word I has one */
    uint8_t n;           /* words */
    bool upper, letters; /* all in capitals; the last one is of single letters */
};

struct paths {
    struct path v[256]; /* texts of which more paths lead on aren't written by anybody */
    size_t n;
};

/* A word of the text, or several as one. */
struct step {
    const char *key;
    uint32_t len, end;
    bool capital, upper, letters;
};

static void take_outputs(struct work *w, size_t first, const struct path *p)
{
    const struct tp_authority *t = w->ctx->authority;
    size_t from = w->matches.n;

    for (uint32_t o = t->nodes.v[p->node]; o; o = t->outputs.v[o].next) {
        const struct output *k = &t->outputs.v[o];
        struct match m = {
            .first = (uint32_t)first, .last = p->pos - 1, .entry = k->entry, .out = k};
        if ((k->capitals & ~p->capitals) || (k->upper && !p->upper))
            continue;
        m.strength = k->kind == OUT_SURNAME ? STRENGTH_SURNAME : STRENGTH_FULL;
        m.stop = p->letters || (k->letters && w->items.v[m.last].single);
        m.comma = k->comma;
        TP_PUSH(w->arena, &w->matches, m);
    }
    /* The list begins with the last that was entered: turned round, they are in order. */
    for (size_t i = from, k = w->matches.n; i + 1 < k; i++) {
        struct match m = w->matches.v[i];
        w->matches.v[i] = w->matches.v[--k];
        w->matches.v[k] = m;
    }
}

void scan_sort(struct match *v, size_t n, int (*compare)(const void *, const void *))
{
    for (size_t i = 1; i < n; i++)
        if (compare(&v[i - 1], &v[i]) > 0) {
            qsort(v, n, sizeof *v, compare);
            return;
        }
}

/* The word form's first link; what is asked for is noted. */
static uint32_t look_up(const struct work *w, const char *key, size_t len)
{
    tp_ask(w->ctx->named ? w->ctx->named->asked : NULL, key, len, TP_ASKED_FORM);
    return authority_form(w->ctx->authority, key, len);
}

/* Go one word further. */
static void advance(struct work *w, size_t first, const struct path *p, const struct step *s,
                    struct paths *open)
{
    const struct tp_authority *t = w->ctx->authority;

    for (uint32_t l = look_up(w, s->key, s->len); l; l = t->links.v[l].next) {
        uint32_t symbol = t->links.v[l].symbol;
        struct path q = {.pos = s->end, .n = (uint8_t)(p->n + 1), .letters = s->letters};
        q.node = p->node ? authority_edge(t, p->node, symbol) : t->roots.v[symbol];
        if (!q.node)
            continue;
        q.capitals = p->capitals | (s->capital ? 1u << p->n : 0);
        q.upper = p->upper && s->upper;
        take_outputs(w, first, &q);
        if (q.n < NAME_ITEMS && open->n < sizeof open->v / sizeof *open->v)
            open->v[open->n++] = q;
    }
}

/* "МИДа", "ТАССу": an abbreviation with an ending in small letters is in capitals. */
static bool in_capitals(const struct work *w, const struct tp_item_word *k)
{
    const struct tp_token *t = &w->tokens.v[k->from];
    const unsigned char *p = (const unsigned char *)w->text + t->start;
    size_t n = t->end - t->start;

    if (k->upper)
        return true;
    /* Three capitals of the Cyrillic alphabet: U+0410 to U+042F. */
    for (size_t i = 0; i < 6; i += 2)
        if (n < 8 || p[i] != 0xD0 || p[i + 1] < 0x90 || p[i + 1] > 0xAF)
            return false;
    return true;
}

/* A word of Latin capitals that isn't known, as the Cyrillic one that looks the same: "CCCP". */
static const char *typed_in_latin(const struct work *w, const struct tp_item_word *k)
{
    const struct tp_token *t = &w->tokens.v[k->from];
    char *cyrillic;

    tp_ask(w->ctx->named ? w->ctx->named->asked : NULL, k->key, k->len, TP_ASKED_ANY);
    if (authority_form(w->ctx->authority, k->key, k->len))
        return NULL;
    cyrillic = tp_unmixed(w->arena, w->text + t->start, t->end - t->start, TP_CYRILLIC);
    return cyrillic ? tp_fold(w->arena, cyrillic, strlen(cyrillic)) : NULL;
}

static void walk(struct work *w, size_t first, const struct path *p, struct paths *open)
{
    const struct tp_item_word *k = &w->items.v[p->pos];
    struct step s = {k->key, k->len, p->pos + 1, k->capital, in_capitals(w, k), false};
    struct tp_joint joints[TP_JOINTS];
    const char *cyrillic;
    size_t n;

    advance(w, first, p, &s, open);
    if (k->kind != TP_TOK_WORD)
        return;
    if (k->upper && k->len >= 3 && k->len <= 8 && (unsigned char)k->key[0] < 0x80 &&
        (cyrillic = typed_in_latin(w, k))) {
        s.key = cyrillic;
        s.len = (uint32_t)strlen(cyrillic);
        advance(w, first, p, &s, open);
        s = (struct step){k->key, k->len, p->pos + 1, k->capital, true, false};
    }
    if (w->german && k->len > 3 && k->key[k->len - 1] == 's') {
        s.len--;
        advance(w, first, p, &s, open);
    }
    if (p->pos + 1 >= w->items.n || w->items.v[p->pos + 1].kind != TP_TOK_WORD ||
        (w->items.v[p->pos + 1].join == TP_APART && !k->stop))
        return;
    n = tp_name_joints(w->arena, &w->items, p->pos, joints);
    for (size_t i = 0; i < n; i++) {
        s = (struct step){joints[i].key, joints[i].len, (uint32_t)joints[i].end,
                          k->capital,    k->upper,      joints[i].letters};
        for (size_t j = p->pos; j < joints[i].end; j++)
            s.upper = s.upper && w->items.v[j].upper;
        advance(w, first, p, &s, open);
    }
}

static int leftmost_longest(const void *x, const void *y)
{
    const struct match *a = x, *b = y;
    int order = scan_order(a, b);

    return order ? order : (a->out > b->out) - (a->out < b->out);
}

void scan_text(struct work *w, struct tp_arena *a, const struct tp_names_context *ctx,
               const char *text, uint32_t len, const struct tp_tokens *tokens, const char *lang)
{
    struct paths open;
    size_t from;

    *w = (struct work){.arena = a, .ctx = ctx, .text = text};
    w->german = lang && strncmp(lang, "de", 2) == 0;
    w->french = lang && strncmp(lang, "fr", 2) == 0;
    w->tokens = tokens ? *tokens : tp_tokenize(a, text, len);
    w->items = tp_name_items(a, text, &w->tokens);
    for (size_t i = 0; i < w->items.n; i++) {
        const struct tp_item_word *k = &w->items.v[i];
        struct path start = {.pos = (uint32_t)i, .upper = true};
        if (k->kind == TP_TOK_SIGN || k->kind == TP_TOK_BAD || k->join == TP_POSSESSIVE)
            continue;
        open.n = 0;
        from = w->matches.n;
        walk(w, i, &start, &open);
        while (open.n) {
            struct path p = open.v[--open.n];
            if (p.pos < w->items.n)
                walk(w, i, &p, &open);
        }
        if (w->matches.n > from + 1)
            scan_sort(w->matches.v + from, w->matches.n - from, leftmost_longest);
    }
}

bool scan_is_symbol(const struct work *w, size_t i, uint32_t symbol)
{
    const struct tp_authority *t = w->ctx->authority;
    const struct tp_item_word *k = &w->items.v[i];

    for (uint32_t l = look_up(w, k->key, k->len); l; l = t->links.v[l].next)
        if (t->links.v[l].symbol == symbol)
            return true;
    return false;
}
