/* The names of the authority files in a text: which of those that may stand there are meant. */
#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "authority_evidence.h"

/* ---- what is to be decided ---- */

static int leftmost_longest(const void *x, const void *y)
{
    const struct match *a = x, *b = y;
    int order = scan_order(a, b);

    return order ? order : (a->strength < b->strength) - (a->strength > b->strength);
}

static bool is_person(const struct work *w, const struct match *m)
{
    return w->ctx->authority->entries.v[m->entry].kind == TP_NAME_PERSON;
}

/* "GIVE US ARMS": in a line of capitals, an abbreviation that is a small word as well is that word.
 */
static bool is_small_word(const struct work *w, const struct match *m)
{
    const struct tp_phrases *p = w->ctx->authority->phrases;
    const struct tp_item_word *v = w->items.v;
    size_t i = m->first;
    bool loud = (i > 0 && v[i - 1].upper && !v[i - 1].single) ||
                (i + 1 < w->items.n && v[i + 1].upper && !v[i + 1].single);

    return m->out->upper && m->first == m->last && loud && p && tp_phrase_is_opener(p, v[i].key);
}

/* A word that is divided at the line's end, and only a part of which is the name: "Stalin-/ists".
 */
static bool is_piece(const struct work *w, const struct match *m)
{
    const struct tp_item_word *v = w->items.v, *first = &v[m->first], *behind = &v[m->last + 1];

    return (first->join == TP_HYPHEN && first->lined && !first->capital) ||
           (m->last + 1 < w->items.n && behind->join == TP_HYPHEN && behind->lined &&
            !behind->capital);
}

static void mark_covered(struct work *w)
{
    bool *covered = TP_NEW_ARRAY(w->arena, w->items.n, bool);

    for (size_t i = 0; i < w->matches.n; i++) {
        const struct match *m = &w->matches.v[i];
        if (m->strength == STRENGTH_FULL)
            memset(covered + m->first, true, m->last - m->first + 1);
    }
    w->covered = covered;
}

/* Surnames with what belongs to them; without those that are another's. */
static void weigh(struct work *w)
{
    struct matches kept = {0};

    mark_covered(w);
    for (size_t i = 0; i < w->matches.n; i++) {
        struct match m = w->matches.v[i];
        bool good = true;
        if (is_piece(w, &m))
            good = false;
        else if (m.strength == STRENGTH_SURNAME)
            good = evidence_apply(w, &m);
        else if (is_person(w, &m))
            good = evidence_stands_alone(w, &m);
        else
            good = !is_small_word(w, &m);
        if (good)
            TP_PUSH(w->arena, &kept, m);
    }
    w->matches = kept;
    if (kept.n > 1)
        scan_sort(kept.v, kept.n, leftmost_longest);
}

static void prepare(struct work *w, struct tp_arena *a, const struct tp_names_context *ctx,
                    const char *text, uint32_t len, const struct tp_tokens *tokens,
                    const char *lang)
{
    scan_text(w, a, ctx, text, len, tokens, lang);
    if (w->matches.n)
        weigh(w);
}

/* ---- who is meant ---- */

enum verdict { NOBODY, SURELY, PROBABLY, PERHAPS };

/* The entries that a group of matches at one place speaks for. */
struct bearers {
    const struct match *one; /* the only one, or the last */
    size_t n;
};

static void add_bearer(struct bearers *b, const struct match *m)
{
    if (b->n && b->one->entry == m->entry) {
        if (m->strength > b->one->strength || (m->out->sole && !b->one->out->sole))
            b->one = m;
        return;
    }
    b->one = m;
    b->n++;
}

static bool is_short_surname(const struct work *w, const struct match *m)
{
    return w->ctx->authority->persons.v[m->entry].eastern && m->first == m->last &&
           w->items.v[m->first].kind == TP_TOK_WORD;
}

/* The surname of somebody who hasn't been named yet, borne by one person of the files: is that
 * clearly a name? A title says so, a signature, a possessive, and a capital within a sentence where
 * nouns have none; in a text in capitals and where a sentence begins, a long word. The surnames of
 * China and Korea are shared by too many.
 */
static bool is_clear(const struct work *w, const struct match *m)
{
    enum { UNLIKELY_WORD = 6 }; /* letters */
    const struct tp_item_word *k = &w->items.v[m->first];

    if (evidence_has_title(w, m))
        return true;
    if (k->kind != TP_TOK_WORD || is_short_surname(w, m) || k->len < 4)
        return false;
    if (m->last + 1 < w->items.n && w->items.v[m->last + 1].join == TP_POSSESSIVE)
        return true;
    if (k->upper || w->ctx->signature)
        return tp_utf8_count(k->key, k->len) >= UNLIKELY_WORD;
    return !w->german &&
           (!evidence_begins(w, m->first) || tp_utf8_count(k->key, k->len) > UNLIKELY_WORD);
}

/* 周 is a surname, and a week: alone it needs a title behind it. */
static bool is_bare_han(const struct work *w, const struct match *m)
{
    return m->strength == STRENGTH_SURNAME && m->out->n == 1 &&
           w->items.v[m->first].kind == TP_TOK_HAN && !evidence_has_title(w, m);
}

/* One bearer is left. */
static enum verdict judge(const struct work *w, const struct match *m)
{
    if (m->strength == STRENGTH_FULL)
        return SURELY;
    if (m->strength == STRENGTH_PART)
        return PROBABLY;
    if (w->ctx->named->named[m->entry])
        return SURELY;
    return is_clear(w, m) ? PROBABLY : NOBODY;
}

/* Several may be meant: a place before a preposition of places; who has the office that stands
 * before; who alone has been named before. */
static enum verdict settle(const struct work *w, const struct match *v, size_t n,
                           const struct match **who)
{
    struct bearers places = {0}, persons = {0}, known = {0}, office = {0}, listed = {0};
    bool in_place;

    for (size_t i = 0; i < n; i++) {
        if (is_person(w, &v[i]))
            add_bearer(&persons, &v[i]);
        else if (w->ctx->authority->entries.v[v[i].entry].kind == TP_NAME_PLACE)
            add_bearer(&places, &v[i]);
        if (w->ctx->named->named[v[i].entry])
            add_bearer(&known, &v[i]);
        if (is_person(w, &v[i]) && evidence_has_role(w, &v[i]))
            add_bearer(&office, &v[i]);
        if (v[i].out->sole && v[i].strength == STRENGTH_FULL)
            add_bearer(&listed, &v[i]);
    }
    in_place = evidence_in_place(w, &v[0]);
    if (places.n == 1 && persons.n && (in_place || !known.n) && !evidence_has_title(w, &v[0])) {
        *who = places.one;
        return in_place || persons.one->strength == STRENGTH_SURNAME ? SURELY : PERHAPS;
    }
    if (persons.n == 1 && places.n && evidence_has_title(w, &v[0])) {
        *who = persons.one;
        return judge(w, persons.one);
    }
    if (office.n == 1) {
        *who = office.one;
        return PROBABLY;
    }
    if (known.n == 1 && !(persons.n && places.n)) {
        *who = known.one;
        return PERHAPS;
    }
    if (!known.n && listed.n == 1 && persons.n > 1) {
        *who = listed.one;
        return PERHAPS;
    }
    return NOBODY;
}

/* Who is meant by the N matches at V, which are at the same place? */
static enum verdict decide(const struct work *w, const struct match *v, size_t n,
                           const struct match **who)
{
    struct bearers all = {0};
    size_t good = 0;
    struct match kept[32];

    for (size_t i = 0; i < n && good < sizeof kept / sizeof *kept; i++)
        if (!is_bare_han(w, &v[i]))
            kept[good++] = v[i];
    for (size_t i = 0; i < good; i++)
        add_bearer(&all, &kept[i]);
    *who = NULL;
    if (all.n == 0)
        return NOBODY;
    if (all.n == 1) {
        enum verdict verdict = judge(w, all.one);
        *who = &v[0];
        while ((*who)->entry != all.one->entry || (*who)->strength != all.one->strength)
            ++*who;
        return verdict;
    }
    return settle(w, v, n, who);
}

/* The bytes of a match with its brackets; false when brackets cross it. */
static bool extent(const struct work *w, const struct match *m, struct tp_anno *anno)
{
    size_t from = w->items.v[m->first].from, to = w->items.v[m->last].to - 1, limit;

    if (!m->stop && to > w->items.v[m->last].from && tp_token_is(&w->tokens, to, '.'))
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

static void annotate(struct tp_arena *a, const struct work *w, const struct match *m,
                     enum verdict verdict, struct tp_annos *out)
{
    static const char *const cert[] = {[SURELY] = NULL, [PROBABLY] = "medium", [PERHAPS] = "low"};
    const struct tp_name_entry *e = &w->ctx->authority->entries.v[m->entry];
    struct tp_anno anno = {.rank = TP_RANK_NAME, .element = e->element};

    if (!extent(w, m, &anno))
        return;
    anno.attrs = tp_attr_add(a, NULL, "ref", e->ref);
    if (cert[verdict])
        anno.attrs = tp_attr_add(a, anno.attrs, "cert", cert[verdict]);
    else
        w->ctx->named->named[m->entry] = true;
    TP_PUSH(a, out, anno);
}

/* "with Molotov, Vyacheslav Mikhailovich Molotov said": what stands behind the comma belongs to the
 * name that goes on behind it. I: the first match of a place. */
static bool is_overrun(const struct work *w, size_t i)
{
    const struct match *m = &w->matches.v[i];

    for (size_t k = i + 1; m->comma && k < w->matches.n && w->matches.v[k].first <= m->last; k++)
        if (w->matches.v[k].last > m->last && w->matches.v[k].first > m->first)
            return true;
    return false;
}

void tp_names_pass(struct tp_arena *a, const struct tp_names_context *ctx, const char *text,
                   uint32_t len, const struct tp_tokens *tokens, const char *lang,
                   struct tp_annos *out)
{
    struct tp_arena *scratch;
    struct work w;
    size_t free_from = 0; /* the first item that no name has taken */

    if (!ctx->authority->entries.n)
        return;
    scratch = tp_arena_sub(a);
    prepare(&w, scratch, ctx, text, len, tokens, lang);
    for (size_t i = 0, next; i < w.matches.n; i = next) {
        const struct match *who;
        enum verdict verdict;
        next = same_place(&w, i);
        if (w.matches.v[i].first < free_from || is_overrun(&w, i))
            continue;
        verdict = decide(&w, &w.matches.v[i], next - i, &who);
        /* A name of more than one word that can't be decided is not to be taken apart. */
        if (verdict != NOBODY || w.matches.v[i].last > w.matches.v[i].first)
            free_from = w.matches.v[i].last + 1;
        if (verdict != NOBODY)
            annotate(a, &w, who, verdict, out);
    }
    tp_arena_free(scratch);
}

/* ---- whole texts ---- */

/* Leave out titles, and signs, at both ends. False: nothing is left. */
static bool without_titles(const struct work *w, size_t *first, size_t *last)
{
    size_t from = 0, to = w->items.n;

    while (from < to && (evidence_is_title(w, from) || w->items.v[from].kind == TP_TOK_SIGN))
        from++;
    while (to > from && (w->items.v[to - 1].kind == TP_TOK_SIGN || evidence_is_title(w, to - 1)))
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
    const struct match *who = NULL;
    const struct tp_name_entry *found = NULL;

    if (!ctx->authority->entries.n)
        return NULL;
    scratch = tp_arena_sub(a);
    prepare(&w, scratch, ctx, text, len, NULL, NULL);
    if (without_titles(&w, &first, &last))
        for (size_t i = 0; i < w.matches.n && !who; i = same_place(&w, i)) {
            size_t n = same_place(&w, i) - i;
            enum verdict verdict = PERHAPS;
            if (w.matches.v[i].first <= first && w.matches.v[i].last >= last)
                verdict = decide(&w, &w.matches.v[i], n, &who);
            if (who && verdict != SURELY && verdict != PROBABLY) {
                /* A field that is one surname, which one person bears, names that person. */
                bool one = verdict == NOBODY && !is_short_surname(&w, who) &&
                           w.items.v[who->first].kind == TP_TOK_WORD;
                if (!one)
                    break;
            }
            if (who)
                found = &ctx->authority->entries.v[who->entry];
        }
    tp_arena_free(scratch);
    if (found)
        ctx->named->named[found - ctx->authority->entries.v] = true;
    return found;
}

/* Does the entry have a name from item FIRST to LAST? */
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

    if (!ctx->authority->entries.n || len > 2000)
        return false;
    a = tp_arena_sub(ctx->named->arena);
    text = tp_fmt(a, "%.*s %.*s", (int)before.len, before.p, (int)inside.len, inside.p);
    scan_text(&w, a, ctx, text, (uint32_t)strlen(text), NULL, lang);
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
