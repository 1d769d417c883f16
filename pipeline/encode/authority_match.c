/* The names of the authority files in a text. */
#include "authority_impl.h"

#include <stdlib.h>
#include <string.h>

#include "../base/buf.h"
#include "../base/utf8.h"

/* A form found at items FIRST to LAST. */
struct match {
    size_t first, last;
    uint32_t entry;
    const struct tp_name_form *form;
};

struct work {
    struct tp_arena *arena;
    const struct tp_names_context *ctx;
    const char *text;
    struct tp_tokens tokens;
    struct tp_item_words items;
    struct {
        struct match *v;
        size_t n, cap;
    } matches;
};

/* ---- the automaton's run ---- */

/* Is the form really there? The automaton only knows stems, and nothing of capitals. */
static bool is_there(const struct tp_item_word *text, const struct tp_name_form *f)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct tp_item_word *name = &f->items[i];
        if (name->kind != text[i].kind ||
            (name->kind == TP_TOK_WORD ? !tp_name_same(name->key, text[i].key)
                                       : strcmp(name->key, text[i].key) != 0))
            return false;
        if (name->capital && !text[i].capital)
            return false;
    }
    return !f->abbreviation || text[0].upper;
}

static void take_outputs(struct work *w, uint32_t node, size_t last)
{
    const struct tp_authority *t = w->ctx->authority;

    if (!t->nodes.v[node].out)
        node = t->nodes.v[node].shorter;
    for (; node; node = t->nodes.v[node].shorter)
        for (uint32_t o = t->nodes.v[node].out; o; o = t->outputs.v[o].next) {
            const struct output *k = &t->outputs.v[o];
            struct match m = {last + 1 - k->form->n, last, k->entry, k->form};
            if (is_there(&w->items.v[m.first], k->form))
                TP_PUSH(w->arena, &w->matches, m);
        }
}

static int leftmost_longest(const void *x, const void *y)
{
    const struct match *a = x, *b = y;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last > b->last ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static void find_matches(struct work *w)
{
    const struct tp_authority *t = w->ctx->authority;
    uint32_t node = 0;

    for (size_t i = 0; i < w->items.n; i++) {
        size_t len;
        const char *key = w->items.v[i].key;
        const char *sym = w->items.v[i].kind == TP_TOK_WORD
                              ? tp_name_symbol(w->ctx->named->stemmer, key, &len)
                              : (len = strlen(key), key);
        uint32_t symbol = authority_symbol(t, sym, len), to = 0;
        while (symbol && (to = authority_edge(t, node, symbol)) == 0 && node)
            node = t->nodes.v[node].fail;
        node = to;
        if (node)
            take_outputs(w, node, i);
    }
    if (w->matches.n)
        qsort(w->matches.v, w->matches.n, sizeof *w->matches.v, leftmost_longest);
}

static void prepare(struct work *w, struct tp_arena *a, const struct tp_names_context *ctx,
                    const char *text, uint32_t len)
{
    *w = (struct work){.arena = a, .ctx = ctx, .text = text};
    w->tokens = tp_tokenize(a, text, len);
    w->items = tp_name_items(a, text, &w->tokens);
    find_matches(w);
}

/* ---- who is meant ---- */

static bool is_title(const struct work *w, size_t i)
{
    return w->ctx->authority->phrases &&
           tp_phrase_is_title(w->ctx->authority->phrases, w->items.v[i].key);
}

static bool is_opener(const struct work *w, size_t i)
{
    return w->ctx->authority->phrases &&
           tp_phrase_is_opener(w->ctx->authority->phrases, w->items.v[i].key);
}

/* A capitalised word that isn't known to be no part of a name. */
static bool is_stranger(const struct work *w, size_t i)
{
    const struct tp_item_word *k = &w->items.v[i];

    return k->kind == TP_TOK_WORD && k->capital && !is_title(w, i) && !is_opener(w, i);
}

/* Does a match of this entry cover item I ("Filippov [Stalin]")? No match is longer than
 * TP_NAME_ITEMS, so few can. */
static bool same_person(const struct work *w, size_t i, uint32_t entry)
{
    size_t low = 0, high = w->matches.n, from = i >= TP_NAME_ITEMS ? i - TP_NAME_ITEMS + 1 : 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (w->matches.v[mid].first < from)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < w->matches.n && w->matches.v[low].first <= i; low++)
        if (w->matches.v[low].entry == entry && w->matches.v[low].last >= i)
            return true;
    return false;
}

/* One word of an alphabet beside an unknown capitalised word is a part of another's name. */
static bool alone(const struct work *w, const struct match *m)
{
    size_t next = m->last + 1;

    if (m->first != m->last || w->items.v[m->first].kind != TP_TOK_WORD ||
        w->ctx->authority->entries.v[m->entry].kind != TP_NAME_PERSON)
        return true;
    if (m->first > 0 && !w->items.v[m->first].lined && !w->items.v[m->first].glued &&
        is_stranger(w, m->first - 1) && !same_person(w, m->first - 1, m->entry))
        return false;
    /* Headlines in capitals say nothing; then only what stands before counts. */
    return next >= w->items.n || w->items.v[next].lined || w->items.v[next].glued ||
           w->items.v[m->first].upper || !is_stranger(w, next) || same_person(w, next, m->entry);
}

/* Does a title stand at item I, in one word or in two to four Han characters? */
static bool title_at(const struct work *w, size_t i)
{
    struct tp_buf title;

    if (i >= w->items.n || w->items.v[i].kind != TP_TOK_HAN)
        return i < w->items.n && is_title(w, i);
    title = tp_buf_new(w->arena);
    for (size_t k = i; k < w->items.n && k < i + 4 && w->items.v[k].kind == TP_TOK_HAN; k++) {
        tp_buf_str(&title, w->items.v[k].key);
        if (w->ctx->authority->phrases && tp_phrase_is_title(w->ctx->authority->phrases, title.p))
            return true;
    }
    return false;
}

/* 周 is a surname, and a week: alone it needs a title behind it ("周总理"). */
static bool han_surname_ok(const struct work *w, const struct match *m)
{
    return m->form->kind != TP_FORM_SURNAME || m->form->n != 1 ||
           w->items.v[m->first].kind != TP_TOK_HAN || title_at(w, m->last + 1);
}

/* Who is meant by the matches FROM to TO, which are at the same place? -1: nobody for sure. */
static long decide(const struct work *w, size_t from, size_t to, bool *doubt)
{
    const bool *named = w->ctx->named->named;
    long who = -1, known = -1;
    size_t bearers = 0, known_bearers = 0;
    bool listed = false;

    for (size_t i = from; i < to; i++) {
        const struct match *m = &w->matches.v[i];
        if (!alone(w, m) || !han_surname_ok(w, m))
            continue;
        listed = listed || m->form->kind == TP_FORM_FULL;
        if (who == (long)m->entry)
            continue; /* sorted by entry: another form of the same */
        who = (long)m->entry;
        bearers++;
        if (named[m->entry]) {
            known = who;
            known_bearers++;
        }
    }
    *doubt = bearers > 1;
    if (bearers == 1)
        return listed || known >= 0 ? who : -1;
    return known_bearers == 1 ? known : -1;
}

/* Does a stop behind the last word belong to it? The one of an initial does, a sentence's doesn't.
 */
static bool keeps_stop(const struct work *w, size_t from, size_t to, long who)
{
    for (size_t i = from; i < to; i++) {
        const struct tp_name_form *f = w->matches.v[i].form;
        const char *key = f->items[f->n - 1].key;
        if ((long)w->matches.v[i].entry == who &&
            (f->items[f->n - 1].initial || tp_utf8_count(key, strlen(key)) == 1))
            return true;
    }
    return false;
}

/* The bytes of items FIRST to LAST with their brackets; false when brackets cross them. */
static bool extent(const struct work *w, size_t first, size_t last, bool stop, struct tp_anno *anno)
{
    size_t from = w->items.v[first].from, to = w->items.v[last].to - 1, limit;

    if (!stop && to > w->items.v[last].from && tp_token_is(&w->tokens, to, '.'))
        to--;
    if (!tp_token_balance(&w->tokens, &from, &to, &limit))
        return false;
    anno->start = w->tokens.v[from].start;
    anno->end = w->tokens.v[to].end;
    return true;
}

/* The matches at the same place as match I end before this one. */
static size_t same_place(const struct work *w, size_t i)
{
    size_t k = i;

    while (k < w->matches.n && w->matches.v[k].first == w->matches.v[i].first &&
           w->matches.v[k].last == w->matches.v[i].last)
        k++;
    return k;
}

void tp_names_pass(struct tp_arena *a, const struct tp_names_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_annos *out)
{
    struct tp_arena *scratch;
    struct work w;
    size_t free_from = 0; /* the first item that no name has taken */

    (void)lang; /* every name finds its entry in every language */
    if (!ctx->authority->entries.n)
        return;
    scratch = tp_arena_sub(a);
    prepare(&w, scratch, ctx, text, len);
    for (size_t i = 0, next; i < w.matches.n; i = next) {
        struct tp_anno anno = {.rank = TP_RANK_NAME};
        const struct tp_name_entry *e;
        bool doubt;
        long who;
        next = same_place(&w, i);
        if (w.matches.v[i].first < free_from)
            continue;
        who = decide(&w, i, next, &doubt);
        /* A name of more than one word that can't be decided is not to be taken apart. */
        if (who >= 0 || w.matches.v[i].last > w.matches.v[i].first)
            free_from = w.matches.v[i].last + 1;
        if (who < 0 || !extent(&w, w.matches.v[i].first, w.matches.v[i].last,
                               keeps_stop(&w, i, next, who), &anno))
            continue;
        e = &ctx->authority->entries.v[who];
        anno.element = e->element;
        anno.attrs = tp_attr_add(a, NULL, "ref", e->ref);
        if (doubt)
            anno.attrs = tp_attr_add(a, anno.attrs, "cert", "low");
        else
            ctx->named->named[who] = true;
        TP_PUSH(a, out, anno);
    }
    tp_arena_free(scratch);
}

/* ---- whole texts ---- */

/* Leave out titles, and signs, at both ends. False: nothing is left. */
static bool without_titles(const struct work *w, size_t *first, size_t *last)
{
    size_t from = 0, to = w->items.n;

    while (from < to && (is_title(w, from) || w->items.v[from].kind == TP_TOK_SIGN))
        from++;
    while (to > from && (w->items.v[to - 1].kind == TP_TOK_SIGN || is_title(w, to - 1)))
        to--;
    *first = from;
    *last = to - 1;
    return to > from;
}

const struct tp_name_entry *tp_names_find(struct tp_arena *a, const struct tp_names_context *ctx,
                                          const char *text, uint32_t len)
{
    struct tp_arena *scratch;
    struct work w;
    size_t first, last;
    long who = -1;
    bool doubt = false;

    if (!ctx->authority->entries.n)
        return NULL;
    scratch = tp_arena_sub(a);
    prepare(&w, scratch, ctx, text, len);
    if (without_titles(&w, &first, &last))
        for (size_t i = 0; i < w.matches.n; i = same_place(&w, i))
            if (w.matches.v[i].first <= first && w.matches.v[i].last >= last) {
                who = decide(&w, i, same_place(&w, i), &doubt);
                break;
            }
    tp_arena_free(scratch);
    if (who < 0 || doubt)
        return NULL;
    ctx->named->named[who] = true;
    return &ctx->authority->entries.v[who];
}

/* Does the entry have a form from item FIRST to LAST? */
static bool names(const struct work *w, uint32_t entry, size_t first, size_t last)
{
    for (size_t i = 0; i < w->matches.n; i++) {
        const struct match *m = &w->matches.v[i];
        if (m->entry == entry && m->first == first && m->last == last)
            return true;
    }
    return false;
}

bool tp_names_gloss(void *arg, struct tp_slice before, struct tp_slice inside, const char *lang)
{
    const struct tp_names_context *ctx = arg;
    struct tp_arena *a;
    struct work w;
    size_t split = 0, len = before.len + 1 + inside.len;
    char *text;
    bool gloss = false;

    (void)lang;
    if (!ctx->authority->entries.n || len > 2000)
        return false;
    a = tp_arena_sub(ctx->named->arena);
    text = tp_fmt(a, "%.*s %.*s", (int)before.len, before.p, (int)inside.len, inside.p);
    prepare(&w, a, ctx, text, (uint32_t)strlen(text));
    while (split < w.items.n && w.tokens.v[w.items.v[split].from].start < before.len)
        split++;
    for (size_t i = 0; i < w.matches.n && split < w.items.n; i++) {
        const struct match *m = &w.matches.v[i];
        /* The whole bracket, and what ends before it; not the two as one name. */
        if (m->last + 1 == split && names(&w, m->entry, split, w.items.n - 1) &&
            !names(&w, m->entry, m->first, w.items.n - 1))
            gloss = true;
    }
    tp_arena_free(a);
    return gloss;
}
