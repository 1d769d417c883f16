/* rng_pattern.c - patterns, each kept once, in a normal form that keeps their number small. */
#include "rng_pattern.h"

#include <stdlib.h>
#include <string.h>

static uint32_t mix(uint32_t h, uint64_t x)
{
    x *= UINT64_C(0x9E3779B97F4A7C15);
    return (h ^ (uint32_t)(x >> 32)) * 16777619u + (uint32_t)x;
}

static uint32_t hash_of(const struct tp_rng_pat *p, const struct tp_rng_pat *const *kids)
{
    uint32_t h = p->op * 2654435761u;

    h = mix(h, (uint64_t)(uintptr_t)p->what);
    h = mix(h, (uint64_t)(uintptr_t)p->more);
    h = mix(h, (uint64_t)(uintptr_t)p->nc);
    for (uint32_t i = 0; i < p->n; i++)
        h = mix(h, kids[i]->id);
    return h ^ h >> 15;
}

static const struct tp_rng_pat *find(const struct tp_rng_pats *t, const struct tp_rng_pat *p,
                                     const struct tp_rng_pat *const *kids)
{
    for (const struct tp_rng_pat *q = t->table[p->hash & t->mask]; q; q = q->chain)
        if (q->hash == p->hash && q->op == p->op && q->n == p->n && q->what == p->what &&
            q->more == p->more && q->nc == p->nc &&
            (p->n == 0 || memcmp(q->kid, kids, p->n * sizeof(void *)) == 0))
            return q;
    return NULL;
}

static void grow(struct tp_rng_pats *t)
{
    size_t mask = t->mask * 2 + 1;
    struct tp_rng_pat **table = TP_NEW_ARRAY(t->a, mask + 1, struct tp_rng_pat *);

    for (size_t i = 0; i <= t->mask; i++)
        while (t->table[i]) {
            struct tp_rng_pat *p = t->table[i];
            t->table[i] = p->chain;
            p->chain = table[p->hash & mask];
            table[p->hash & mask] = p;
        }
    t->table = table;
    t->mask = mask;
    t->bytes += (mask + 1) * sizeof *table;
}

/* The pattern like P (on the caller's stack) with these kids. */
static const struct tp_rng_pat *intern(struct tp_rng_pats *t, struct tp_rng_pat *p,
                                       const struct tp_rng_pat *const *kids)
{
    const struct tp_rng_pat *known;
    struct tp_rng_pat *q;
    size_t size = sizeof *p + p->n * sizeof(void *), depth = 0;

    p->hash = hash_of(p, kids);
    known = find(t, p, kids);
    for (const struct tp_rng_pats *s = t->base; s && !known; s = s->base)
        known = find(s, p, kids);
    if (known)
        return known;
    for (uint32_t i = 0; i < p->n; i++)
        if (kids[i]->depth >= depth)
            depth = kids[i]->depth + 1u;
    if (depth > TP_RNG_MAX_PATTERN_DEPTH ||
        (t->base && t->bytes > (size_t)TP_RNG_MAX_PATTERNS_MB << 20)) {
        t->too_deep = true;
        return t->not_allowed;
    }
    q = tp_alloc(t->a, size);
    *q = *p;
    if (p->n)
        memcpy(q->kid, kids, p->n * sizeof(void *));
    q->depth = (uint16_t)depth;
    q->id = t->next_id++;
    q->chain = t->table[q->hash & t->mask];
    t->table[q->hash & t->mask] = q;
    t->bytes += size;
    if (++t->n > t->mask)
        grow(t);
    return q;
}

static const struct tp_rng_pat *leaf(struct tp_rng_pats *t, enum tp_rng_op op, unsigned flags,
                                     const void *what, const void *more)
{
    struct tp_rng_pat p = {.op = (uint8_t)op, .flags = (uint8_t)flags, .what = what, .more = more};
    const struct tp_rng_pat *no_kids[1] = {NULL};

    return intern(t, &p, no_kids);
}

void tp_rng_pats_init(struct tp_rng_pats *t, struct tp_arena *a, const struct tp_rng_pats *base)
{
    memset(t, 0, sizeof *t);
    t->a = a;
    t->base = base;
    t->mask = 1023;
    t->table = TP_NEW_ARRAY(a, t->mask + 1, struct tp_rng_pat *);
    t->bytes = (t->mask + 1) * sizeof *t->table;
    if (base) {
        t->next_id = base->next_id;
        t->not_allowed = base->not_allowed;
        t->empty = base->empty;
        t->text = base->text;
        return;
    }
    t->not_allowed = leaf(t, TP_RNG_P_NOT_ALLOWED, 0, NULL, NULL);
    t->empty = leaf(t, TP_RNG_P_EMPTY, TP_RNG_NULLABLE, NULL, NULL);
    t->text = leaf(t, TP_RNG_P_TEXT, TP_RNG_NULLABLE | TP_RNG_HAS_TEXT, NULL, NULL);
}

/* ---- choice: its parts in order of their numbers, each once ---- */

static const struct tp_rng_pat *choice_from(struct tp_rng_pats *t, const struct tp_rng_pat **v,
                                            size_t n)
{
    struct tp_rng_pat p = {.op = TP_RNG_P_CHOICE};
    bool nullable = false;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        nullable = nullable || (v[i] != t->empty && tp_rng_nullable(v[i]));
    for (size_t i = 0; i < n; i++) {
        if (v[i] == t->not_allowed || (nullable && v[i] == t->empty) ||
            (kept && v[kept - 1] == v[i]))
            continue;
        v[kept++] = v[i];
        p.flags |= v[i]->flags;
    }
    if (kept <= 1)
        return kept ? v[0] : t->not_allowed;
    p.n = (uint32_t)kept;
    return intern(t, &p, v);
}

static int by_id(const void *x, const void *y)
{
    const struct tp_rng_pat *a = *(const struct tp_rng_pat *const *)x;
    const struct tp_rng_pat *b = *(const struct tp_rng_pat *const *)y;

    return a->id < b->id ? -1 : a->id > b->id;
}

static void sort(struct tp_rng_pats *t)
{
    enum { FEW = 16 };
    size_t i = 1;

    if (t->scratch.n <= FEW) { /* most of them: qsort() would take longer to begin */
        for (; i < t->scratch.n; i++) {
            const struct tp_rng_pat *p = t->scratch.v[i];
            size_t k = i;
            for (; k > 0 && t->scratch.v[k - 1]->id > p->id; k--)
                t->scratch.v[k] = t->scratch.v[k - 1];
            t->scratch.v[k] = p;
        }
        return;
    }

    while (i < t->scratch.n && t->scratch.v[i - 1]->id <= t->scratch.v[i]->id)
        i++;
    if (i < t->scratch.n)
        qsort(t->scratch.v, t->scratch.n, sizeof *t->scratch.v, by_id);
}

static void spill(struct tp_rng_pats *t, const struct tp_rng_pat *p, enum tp_rng_op op)
{
    if (p->op != op) {
        TP_PUSH(t->a, &t->scratch, p);
        return;
    }
    for (uint32_t i = 0; i < p->n; i++)
        TP_PUSH(t->a, &t->scratch, p->kid[i]);
}

const struct tp_rng_pat *tp_rng_choice_of(struct tp_rng_pats *t, const struct tp_rng_pat *const *v,
                                          size_t n)
{
    t->scratch.n = 0;
    for (size_t i = 0; i < n; i++)
        spill(t, v[i], TP_RNG_P_CHOICE);
    sort(t);
    return choice_from(t, t->scratch.v, t->scratch.n);
}

const struct tp_rng_pat *tp_rng_choice(struct tp_rng_pats *t, const struct tp_rng_pat *x,
                                       const struct tp_rng_pat *y)
{
    const struct tp_rng_pat *const *a, *const *b;
    size_t na, nb, i = 0, k = 0;

    if (x == y || y == t->not_allowed)
        return x;
    if (x == t->not_allowed)
        return y;
    if ((x == t->empty && tp_rng_nullable(y)) || (y == t->empty && tp_rng_nullable(x)))
        return x == t->empty ? y : x;
    a = x->op == TP_RNG_P_CHOICE ? x->kid : &x;
    na = x->op == TP_RNG_P_CHOICE ? x->n : 1;
    b = y->op == TP_RNG_P_CHOICE ? y->kid : &y;
    nb = y->op == TP_RNG_P_CHOICE ? y->n : 1;
    t->scratch.n = 0;
    while (i < na || k < nb) {
        const struct tp_rng_pat *p = k == nb || (i < na && a[i]->id <= b[k]->id) ? a[i++] : b[k++];
        TP_PUSH(t->a, &t->scratch, p);
    }
    return choice_from(t, t->scratch.v, t->scratch.n);
}

/* ---- group: as written, so that what definitions share stays shared; interleave: in order ---- */

const struct tp_rng_pat *tp_rng_group(struct tp_rng_pats *t, const struct tp_rng_pat *x,
                                      const struct tp_rng_pat *y)
{
    struct tp_rng_pat p = {.op = TP_RNG_P_GROUP, .n = 2};
    const struct tp_rng_pat *kids[2] = {x, y};

    if (x == t->empty || y == t->not_allowed)
        return y;
    if (y == t->empty || x == t->not_allowed)
        return x;
    p.flags = (uint8_t)((x->flags | y->flags) & ~TP_RNG_NULLABLE);
    p.flags |= x->flags & y->flags & TP_RNG_NULLABLE;
    return intern(t, &p, kids);
}

const struct tp_rng_pat *tp_rng_interleave_of(struct tp_rng_pats *t,
                                              const struct tp_rng_pat *const *v, size_t n)
{
    struct tp_rng_pat p = {.op = TP_RNG_P_INTERLEAVE};
    bool nullable = true;
    size_t kept = 0;

    t->scratch.n = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i] == t->not_allowed)
            return t->not_allowed;
        spill(t, v[i], TP_RNG_P_INTERLEAVE);
    }
    sort(t);
    for (size_t i = 0; i < t->scratch.n; i++) {
        const struct tp_rng_pat *q = t->scratch.v[i];
        if (q == t->empty)
            continue;
        t->scratch.v[kept++] = q;
        nullable = nullable && tp_rng_nullable(q);
        p.flags |= q->flags;
    }
    if (kept <= 1)
        return kept ? t->scratch.v[0] : t->empty;
    p.flags &= (uint8_t)~TP_RNG_NULLABLE;
    p.flags |= nullable ? TP_RNG_NULLABLE : 0;
    p.n = (uint32_t)kept;
    return intern(t, &p, t->scratch.v);
}

const struct tp_rng_pat *tp_rng_one_or_more(struct tp_rng_pats *t, const struct tp_rng_pat *x)
{
    struct tp_rng_pat p = {.op = TP_RNG_P_ONE_OR_MORE, .n = 1, .flags = x->flags};

    if (x->op <= TP_RNG_P_TEXT || x->op == TP_RNG_P_ONE_OR_MORE)
        return x; /* text is any number of texts already */
    return intern(t, &p, &x);
}

/* ---- leaves ---- */

const struct tp_rng_pat *tp_rng_list(struct tp_rng_pats *t, const struct tp_rng_pat *x)
{
    struct tp_rng_pat p = {.op = TP_RNG_P_LIST, .n = 1, .flags = TP_RNG_HAS_DATA};

    p.flags |= x->flags & TP_RNG_NEEDS_CONTEXT;
    return x == t->not_allowed ? x : intern(t, &p, &x);
}

const struct tp_rng_pat *tp_rng_attribute(struct tp_rng_pats *t, const struct tp_rng_nc *nc,
                                          const struct tp_rng_pat *content, const char *doc)
{
    struct tp_rng_pat p = {
        .op = TP_RNG_P_ATTRIBUTE, .n = 1, .flags = TP_RNG_HAS_ATTRIBUTE, .nc = nc, .more = doc};

    return content == t->not_allowed ? content : intern(t, &p, &content);
}

const struct tp_rng_pat *tp_rng_element(struct tp_rng_pats *t, const struct tp_rng_element *e)
{
    struct tp_rng_pat p = {
        .op = TP_RNG_P_ELEMENT, .flags = TP_RNG_HAS_ELEMENT, .what = e, .nc = e->nc};
    const struct tp_rng_pat *no_kids[1] = {NULL};

    return intern(t, &p, no_kids);
}

const struct tp_rng_pat *tp_rng_data(struct tp_rng_pats *t, const struct tp_xsd_type *type,
                                     const struct tp_rng_pat *except)
{
    struct tp_rng_pat p = {.op = TP_RNG_P_DATA,
                           .flags = TP_RNG_HAS_DATA,
                           .n = except && except != t->not_allowed,
                           .what = type};

    p.flags |= type->needs_context ? TP_RNG_NEEDS_CONTEXT : 0;
    p.flags |= p.n ? except->flags & TP_RNG_NEEDS_CONTEXT : 0;
    return intern(t, &p, &except);
}

const struct tp_rng_pat *tp_rng_value(struct tp_rng_pats *t, const struct tp_xsd_type *type,
                                      const struct tp_rng_literal *literal)
{
    return leaf(t, TP_RNG_P_VALUE,
                TP_RNG_HAS_DATA | (type->needs_context ? TP_RNG_NEEDS_CONTEXT : 0), type, literal);
}
