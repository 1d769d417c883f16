/* rng_value.c - is a text the value that a pattern wants? Results for short texts are remembered.
 */
#include <string.h>

#include "rng_state.h"

enum { WORDS = 6, SHORT = WORDS * 8, REMEMBERED = 4096 };

struct remembered {
    const struct tp_rng_pat *p;
    uint32_t n;
    bool result;
    uint64_t text[WORDS];
};

struct tp_rng_values {
    struct tp_rng_machine *m;
    struct tp_xsd_work *work;
    struct tp_arena *scratch;
    const struct tp_xsd_context *context;
    struct remembered *memory;
    uint32_t item,
        items; /* which text is looked at: 0, or an item of a list; how many there were */
};

struct tp_rng_values *tp_rng_values_new(struct tp_arena *a, struct tp_rng_machine *m,
                                        struct tp_xsd_work *work)
{
    struct tp_rng_values *v = TP_NEW(a, struct tp_rng_values);

    v->m = m;
    v->work = work;
    v->scratch = tp_arena_sub(a);
    v->memory = TP_NEW_ARRAY(a, REMEMBERED, struct remembered);
    return v;
}

static bool blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
            return false;
    return true;
}

static bool value_equal(struct tp_rng_values *v, const struct tp_rng_pat *p, const char *s,
                        size_t n)
{
    const struct tp_rng_literal *literal = p->more;
    struct tp_mark mark = tp_arena_mark(v->scratch);
    struct tp_buf out = tp_buf_new(v->scratch);
    bool equal = tp_xsd_canonical(p->what, s, n, v->context, &out) &&
                 strlen(literal->canonical) == out.len &&
                 memcmp(literal->canonical, out.p, out.len) == 0;

    tp_arena_release(v->scratch, mark);
    return equal;
}

static const struct tp_rng_pat *residue(struct tp_rng_values *v, const struct tp_rng_pat *p,
                                        const char *s, size_t n);

static void begin(struct tp_rng_values *v)
{
    v->m->steps = TP_RNG_MAX_STEPS;
    v->item = v->items = 0;
    tp_rng_memo_forget(v->m);
}

/* The next item at *S, which moves behind it; its length is 0 at the end. */
static const char *next_item(const char **s, const char *end, size_t *n)
{
    const char *from;

    while (*s < end && blank(*s, 1))
        ++*s;
    for (from = *s; *s < end && !blank(*s, 1); ++*s)
        ;
    *n = (size_t)(*s - from);
    return from;
}

/* Item by item. */
static bool list_is(struct tp_rng_values *v, const struct tp_rng_pat *p, const char *s, size_t n)
{
    const char *end = s + n, *item;
    uint32_t whole = v->item;
    size_t len;

    p = p->kid[0];
    while (p != v->m->pats.not_allowed) {
        item = next_item(&s, end, &len);
        if (len == 0)
            break;
        v->item = ++v->items;
        p = residue(v, p, item, len);
        v->item = whole;
    }
    return tp_rng_nullable(p);
}

struct tp_rng_item tp_rng_list_item(struct tp_rng_values *v, const struct tp_rng_pat *list,
                                    const char *s, size_t n, const struct tp_xsd_context *context)
{
    struct tp_rng_item found = {.number = 1, .rest = list->kid[0]};
    const struct tp_rng_pat *rest;
    const char *end = s + n, *item;
    size_t len;

    v->context = context;
    begin(v);
    for (item = next_item(&s, end, &len); len; item = next_item(&s, end, &len)) {
        found.items++;
        if (found.s)
            continue;
        v->item = ++v->items;
        rest = residue(v, found.rest, item, len);
        if (rest == v->m->pats.not_allowed) {
            found.s = item;
            found.n = len;
        } else {
            found.rest = rest;
            found.number++;
        }
    }
    return found;
}

static bool leaf_is(struct tp_rng_values *v, const struct tp_rng_pat *p, const char *s, size_t n)
{
    if (p->op == TP_RNG_P_VALUE)
        return value_equal(v, p, s, n);
    if (p->op == TP_RNG_P_LIST)
        return list_is(v, p, s, n);
    if (!tp_xsd_allows(p->what, s, n, v->context, v->work))
        return false;
    return p->n == 0 || !tp_rng_nullable(residue(v, p->kid[0], s, n));
}

/* What remains of P after the text. Recursion follows the depth of the pattern, which is bounded.
 */
static const struct tp_rng_pat *residue_of(struct tp_rng_values *v, const struct tp_rng_pat *p,
                                           const char *s, size_t n)
{
    struct tp_rng_pats *t = &v->m->pats;
    const struct tp_rng_pat *all = t->not_allowed, *kids[2];

    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_TEXT:
        return p;
    case TP_RNG_P_DATA:
    case TP_RNG_P_VALUE:
    case TP_RNG_P_LIST:
        return leaf_is(v, p, s, n) ? t->empty : all;
    case TP_RNG_P_CHOICE:
        for (uint32_t i = 0; i < p->n; i++)
            all = tp_rng_choice(t, all, residue(v, p->kid[i], s, n));
        return all;
    case TP_RNG_P_GROUP:
        all = tp_rng_group(t, residue(v, p->kid[0], s, n), p->kid[1]);
        if (tp_rng_nullable(p->kid[0]))
            all = tp_rng_choice(t, all, residue(v, p->kid[1], s, n));
        return all;
    case TP_RNG_P_ONE_OR_MORE:
        return tp_rng_group(t, residue(v, p->kid[0], s, n), tp_rng_choice(t, p, t->empty));
    case TP_RNG_P_INTERLEAVE: /* only texts, and what may be left out: each alone */
        for (uint32_t i = 0; i < p->n; i++) {
            const struct tp_rng_pat *rest = t->empty;
            for (uint32_t k = 0; k < p->n; k++) {
                kids[0] = rest;
                kids[1] = p->kid[k];
                rest = k == i ? rest : tp_rng_interleave_of(t, kids, 2);
            }
            kids[0] = rest;
            kids[1] = residue(v, p->kid[i], s, n);
            all = tp_rng_choice(t, all, tp_rng_interleave_of(t, kids, 2));
        }
        return all;
    default:
        return all;
    }
}

static const struct tp_rng_pat *residue(struct tp_rng_values *v, const struct tp_rng_pat *p,
                                        const char *s, size_t n)
{
    const struct tp_rng_pat *known;

    if (!(p->flags & (TP_RNG_HAS_DATA | TP_RNG_HAS_TEXT)))
        return v->m->pats.not_allowed;
    if (v->m->steps == 0) {
        v->m->exhausted = true;
        return v->m->pats.not_allowed;
    }
    v->m->steps--;
    known = tp_rng_memo_wanted(v->m) ? tp_rng_memo_pattern(v->m, TP_RNG_BY_ITEM, p, v->item) : NULL;
    return known
               ? known
               : tp_rng_memo_keep_pattern(v->m, TP_RNG_BY_ITEM, p, v->item, residue_of(v, p, s, n));
}

static bool decide(struct tp_rng_values *v, const struct tp_rng_pat *p, const char *s, size_t n)
{
    begin(v);
    return (tp_rng_nullable(p) && blank(s, n)) || tp_rng_nullable(residue(v, p, s, n));
}

/* The text as words, the last of which may overlap the one before; with the length they say it all.
 */
static inline size_t words_of(uint64_t *words, const char *s, size_t n)
{
    size_t k = 0;
    uint32_t from = 0, to = 0;

    for (; (k + 1) * 8 <= n; k++)
        memcpy(&words[k], s + k * 8, 8);
    if (n % 8 == 0)
        return k;
    if (n > 8) {
        memcpy(&words[k], s + n - 8, 8);
    } else if (n >= 4) {
        memcpy(&from, s, 4);
        memcpy(&to, s + n - 4, 4);
        words[k] = (uint64_t)to << 32 | from;
    } else {
        words[k] = (uint64_t)(unsigned char)s[n - 1] << 16 |
                   (uint64_t)(unsigned char)s[n / 2] << 8 | (unsigned char)s[0];
    }
    return k + 1;
}

bool tp_rng_value_is(struct tp_rng_values *v, const struct tp_rng_pat *p, const char *s, size_t n,
                     const struct tp_xsd_context *context)
{
    struct remembered *r;
    uint64_t words[WORDS], h = p->id * UINT64_C(0x9E3779B97F4A7C15) + n, differ = 0;
    size_t n_words;

    if (p->op == TP_RNG_P_TEXT)
        return true;
    v->context = context;
    if (n > SHORT || p->flags & TP_RNG_NEEDS_CONTEXT)
        return decide(v, p, s, n);
    n_words = words_of(words, s, n);
    for (size_t i = 0; i < n_words; i++) {
        h = (h ^ words[i]) * UINT64_C(0xD6E8FEB86659FD93);
        h ^= h >> 32;
    }
    r = &v->memory[h >> 20 & (REMEMBERED - 1)];
    for (size_t i = 0; i < n_words; i++)
        differ |= r->text[i] ^ words[i];
    if (r->p == p && r->n == n && !differ)
        return r->result;
    r->result = decide(v, p, s, n);
    r->p = p;
    r->n = (uint32_t)n;
    memcpy(r->text, words, n_words * sizeof *words);
    return r->result;
}
