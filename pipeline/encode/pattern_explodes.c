/* Whether an expression has a loop that can read one text in two ways. */
#include <stdlib.h>
#include <string.h>

#include "pattern.h"

enum {
    MOST_POSITIONS = 250, /* of one loop; a larger one isn't judged */
    FEW = 5               /* repetitions that can't explode */
};

/* Glushkov's automaton of one loop: a position is a set in the expression, FOLLOW says which one
 * can be read next, going around the loop as well, and in how many ways (0, 1, 2: more). */
struct loop {
    struct tp_arena *a;
    struct {
        USet **v;
        size_t n, cap;
    } positions;
    unsigned char *follow, *overlap; /* N x N */
    size_t n;
};

/* First and last positions of a part, with multiplicity, and whether it can be empty. */
struct part {
    unsigned char *first, *last;
    unsigned empty;
};

static size_t count(const struct tp_pattern *p)
{
    size_t n = p->kind == TP_PATTERN_SET;

    for (const struct tp_pattern *c = p->first; c; c = c->next)
        n += count(c);
    return n;
}

static unsigned char sum(unsigned x, unsigned y)
{
    return (unsigned char)(x + y > 2 ? 2 : x + y);
}

static void add(unsigned char *to, const unsigned char *from, unsigned times, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = sum(to[i], from[i] * times);
}

static void follow(struct loop *l, const unsigned char *last, const unsigned char *first)
{
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; last[i] && k < l->n; k++)
            l->follow[i * l->n + k] = sum(l->follow[i * l->n + k], (unsigned)(last[i] * first[k]));
}

static struct part new_part(struct loop *l)
{
    return (struct part){tp_alloc(l->a, l->n), tp_alloc(l->a, l->n), 0};
}

static struct part build(struct loop *l, const struct tp_pattern *p)
{
    struct part out = new_part(l);

    switch (p->kind) {
    case TP_PATTERN_EMPTY:
        out.empty = 1;
        break;
    case TP_PATTERN_SET:
        out.first[l->positions.n] = out.last[l->positions.n] = 1;
        TP_PUSH(l->a, &l->positions, p->set);
        break;
    case TP_PATTERN_ALT:
        for (const struct tp_pattern *c = p->first; c; c = c->next) {
            struct part x = build(l, c);
            add(out.first, x.first, 1, l->n);
            add(out.last, x.last, 1, l->n);
            out.empty = sum(out.empty, x.empty);
        }
        break;
    case TP_PATTERN_CAT:
        out.empty = 1;
        for (const struct tp_pattern *c = p->first; c; c = c->next) {
            struct part x = build(l, c);
            unsigned char *last = tp_alloc(l->a, l->n);
            follow(l, out.last, x.first);
            add(out.first, x.first, out.empty, l->n);
            add(last, out.last, x.empty, l->n);
            add(last, x.last, 1, l->n);
            out.last = last;
            out.empty = sum(0, out.empty * x.empty);
        }
        break;
    case TP_PATTERN_REP:
        out = build(l, p->first);
        if (p->max > 1)
            follow(l, out.last, out.first);
        if (p->min == 0)
            out.empty = 1; /* an empty round more or less is no other way for ICU */
        break;
    }
    return out;
}

/* Mark what can be reached from the pairs of one position with itself; BACK: against the arrows. */
static unsigned char *reach(struct loop *l, bool back)
{
    size_t n = l->n;
    unsigned char *seen = tp_alloc(l->a, n * n);
    TP_VEC(size_t) todo = {0};

    for (size_t i = 0; i < n; i++)
        TP_PUSH(l->a, &todo, i * n + i);
    while (todo.n) {
        size_t pair = todo.v[--todo.n], x = pair / n, y = pair % n;
        for (size_t i = 0; i < n; i++) {
            if (!(back ? l->follow[i * n + x] : l->follow[x * n + i]))
                continue;
            for (size_t k = 0; k < n; k++) {
                if (!(back ? l->follow[k * n + y] : l->follow[y * n + k]) || i == k ||
                    seen[i * n + k] || !l->overlap[i * n + k])
                    continue;
                seen[i * n + k] = 1;
                TP_PUSH(l->a, &todo, i * n + k);
            }
        }
    }
    return seen;
}

/* The positions of a loop all lead to each other. So it is ambiguous in the way that costs
 * exponential time when one can be read behind another in two ways, or when two different positions
 * can be come to, and left again for one position, by the same text. */
static bool is_ambiguous(struct tp_arena *a, const struct tp_pattern *p)
{
    struct loop l = {.a = a, .n = count(p)};
    unsigned char *from, *to;

    if (l.n == 0 || l.n > MOST_POSITIONS)
        return false;
    l.follow = tp_alloc(a, l.n * l.n);
    l.overlap = tp_alloc(a, l.n * l.n);
    (void)build(&l, p);
    for (size_t i = 0; i < l.n * l.n; i++)
        if (l.follow[i] > 1)
            return true;
    for (size_t i = 0; i < l.n; i++)
        for (size_t k = 0; k < l.n; k++)
            l.overlap[i * l.n + k] = !uset_containsNone(l.positions.v[i], l.positions.v[k]);
    from = reach(&l, false);
    to = reach(&l, true);
    for (size_t i = 0; i < l.n * l.n; i++)
        if (from[i] && to[i])
            return true;
    return false;
}

/* The innermost such loop. Recursion goes as deep as the groups, which the parser bounds. */
bool tp_pattern_explodes(struct tp_arena *a, const struct tp_pattern *p, uint32_t *at)
{
    struct tp_arena *work;
    bool found;

    for (const struct tp_pattern *c = p->first; c; c = c->next)
        if (tp_pattern_explodes(a, c, at))
            return true;
    if (p->kind != TP_PATTERN_REP || p->max <= FEW || p->possessive)
        return false;
    work = tp_arena_sub(a);
    found = is_ambiguous(work, p);
    tp_arena_free(work);
    *at = p->at;
    return found;
}
