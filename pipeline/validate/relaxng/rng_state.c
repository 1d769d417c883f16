/* rng_state.c - states and transitions, remembered. */
#include "rng_state.h"

#include <string.h>

struct tp_rng_machine *tp_rng_machine_new(struct tp_arena *a, const struct tp_rng_schema *s)
{
    struct tp_rng_machine *m = TP_NEW(a, struct tp_rng_machine);

    m->a = a;
    m->schema = s;
    m->mask = 255;
    m->states = TP_NEW_ARRAY(a, m->mask + 1, struct tp_rng_state *);
    m->steps = TP_RNG_MAX_STEPS;
    tp_rng_pats_init(&m->pats, a, &s->pats);
    m->start = tp_rng_state_of(m, &s->start, 1);
    return m;
}

static void grow_states(struct tp_rng_machine *m)
{
    size_t mask = m->mask * 4 + 3;
    struct tp_rng_state **table = TP_NEW_ARRAY(m->a, mask + 1, struct tp_rng_state *);

    for (size_t i = 0; i <= m->mask; i++)
        while (m->states[i]) {
            struct tp_rng_state *s = m->states[i];
            m->states[i] = s->chain;
            s->chain = table[s->hash & mask];
            table[s->hash & mask] = s;
        }
    m->states = table;
    m->mask = mask;
    m->bytes += (mask + 1) * sizeof *table;
}

/* What follows from the row alone. */
static void describe(struct tp_rng_machine *m, struct tp_rng_state *s)
{
    s->dead = true;
    s->text = TP_RNG_TEXT_ASK;
    for (uint32_t i = 0; i < s->n; i++) {
        s->accepting = s->accepting || tp_rng_nullable(s->v[i]);
        s->dead = s->dead && s->v[i] == m->pats.not_allowed;
        s->has_data = s->has_data || s->v[i]->flags & TP_RNG_HAS_DATA;
    }
}

struct tp_rng_state *tp_rng_state_of(struct tp_rng_machine *m, const struct tp_rng_pat *const *v,
                                     size_t n)
{
    uint32_t h = (uint32_t)n;
    struct tp_rng_state *s;
    size_t size = sizeof *s + n * sizeof *v;

    if (n > TP_RNG_MAX_ROW) {
        m->exhausted = true;
        n = 1;
    }
    for (size_t i = 0; i < n; i++)
        h = (h ^ v[i]->id) * 2654435761u, h ^= h >> 13;
    for (s = m->states[h & m->mask]; s; s = s->chain)
        if (s->hash == h && s->n == n && memcmp(s->v, v, n * sizeof *v) == 0)
            return s;
    s = tp_alloc(m->a, size);
    s->hash = h;
    s->n = (uint32_t)n;
    memcpy(s->v, v, n * sizeof *v);
    describe(m, s);
    s->chain = m->states[h & m->mask];
    m->states[h & m->mask] = s;
    m->bytes += size;
    if (++m->n_states > m->mask)
        grow_states(m);
    return s;
}

void tp_rng_table_put(struct tp_rng_machine *m, struct tp_rng_table *t, uint32_t name, void *to)
{
    uint32_t at;

    if (!t->v || t->n * 2 > t->mask) {
        struct tp_rng_table old = *t;
        t->mask = old.v ? old.mask * 2 + 1 : 3;
        t->n = 0;
        t->v = TP_NEW_ARRAY(m->a, t->mask + 1, struct tp_rng_slot);
        m->bytes += (t->mask + 1) * sizeof *t->v;
        for (uint32_t i = 0; old.v && i <= old.mask; i++)
            if (old.v[i].name)
                tp_rng_table_put(m, t, old.v[i].name - 1, old.v[i].to);
    }
    for (at = (name * 2654435761u >> 7) & t->mask; t->v[at].name; at = (at + 1) & t->mask)
        ;
    t->v[at] = (struct tp_rng_slot){name + 1, to};
    t->n++;
    m->n_transitions++;
}

static struct tp_rng_way *keep_ways(struct tp_rng_machine *m)
{
    struct tp_rng_way *w = TP_NEW_ARRAY(m->a, m->ways.n + 1, struct tp_rng_way);

    if (m->ways.n)
        memcpy(w, m->ways.v, m->ways.n * sizeof *w);
    m->bytes += m->ways.n * sizeof *w;
    return w;
}

/* The row of N patterns that the ways for which TAKEN holds lead to. */
static struct tp_rng_state *gather(struct tp_rng_machine *m, const struct tp_rng_way *ways,
                                   uint32_t n_ways, uint32_t n, const uint64_t *taken)
{
    m->row.n = 0;
    for (uint32_t i = 0; i < n; i++)
        TP_PUSH(m->a, &m->row, m->pats.not_allowed);
    for (uint32_t i = 0; i < n_ways; i++) {
        const struct tp_rng_way *w = &ways[i];
        if (!taken || taken[w->inner / 64] >> w->inner % 64 & 1)
            m->row.v[w->outer] = tp_rng_choice(&m->pats, m->row.v[w->outer], w->rest);
    }
    return tp_rng_state_of(m, m->row.v, n);
}

/* ---- elements ---- */

struct tp_rng_call *tp_rng_enter(struct tp_rng_machine *m, struct tp_rng_state *s, uint32_t name)
{
    struct tp_rng_call *call = tp_rng_table_get(&s->elements, name);

    if (call)
        return call->inside ? call : NULL;
    m->steps = TP_RNG_MAX_STEPS;
    tp_rng_ways_clear(m);
    for (uint32_t i = 0; i < s->n; i++)
        tp_rng_derive_element(m, s->v[i], name, i);
    if (m->exhausted || m->pats.too_deep)
        return NULL;
    call = TP_NEW(m->a, struct tp_rng_call);
    m->bytes += sizeof *call;
    tp_rng_table_put(m, &s->elements, name, call);
    if (m->ways.n == 0)
        return NULL;
    call->n_outside = s->n;
    call->n = (uint32_t)m->ways.n;
    call->ways = keep_ways(m);
    call->inside = tp_rng_state_of(m, m->what.v, m->what.n);
    if (call->inside->n == 1)
        call->after = gather(m, call->ways, call->n, s->n, NULL);
    return m->exhausted ? NULL : call;
}

static struct tp_rng_state *find_exit(struct tp_rng_machine *m, struct tp_rng_call *call,
                                      const struct tp_rng_state *from)
{
    uint64_t taken[TP_RNG_MAX_ROW / 64] = {0};
    struct tp_rng_exit *exit;

    for (exit = call->exits; exit; exit = exit->next)
        if (exit->from == from)
            return exit->to;
    m->steps = TP_RNG_MAX_STEPS;
    for (uint32_t i = 0; i < from->n; i++)
        if (tp_rng_nullable(from->v[i]))
            taken[i / 64] |= UINT64_C(1) << i % 64;
    exit = TP_NEW(m->a, struct tp_rng_exit);
    exit->from = from;
    exit->to = gather(m, call->ways, call->n, call->n_outside, taken);
    exit->next = call->exits;
    call->exits = exit;
    m->bytes += sizeof *exit;
    return exit->to;
}

struct tp_rng_state *tp_rng_leave(struct tp_rng_machine *m, struct tp_rng_call *call,
                                  const struct tp_rng_state *from)
{
    if (!from->accepting)
        return NULL;
    return call->after ? call->after : find_exit(m, call, from);
}

struct tp_rng_state *tp_rng_leave_anyhow(struct tp_rng_machine *m, struct tp_rng_call *call)
{
    m->steps = TP_RNG_MAX_STEPS;
    return call->after ? call->after : gather(m, call->ways, call->n, call->n_outside, NULL);
}

/* ---- values ---- */

static struct tp_rng_step *new_step(struct tp_rng_machine *m, const struct tp_rng_state *s,
                                    uint32_t name)
{
    struct tp_rng_step *step = TP_NEW(m->a, struct tp_rng_step);

    step->from = s;
    step->name = name;
    step->n = (uint32_t)m->ways.n;
    step->ways = keep_ways(m);
    step->n_values = (uint32_t)m->what.n;
    step->values = TP_NEW_ARRAY(m->a, m->what.n + 1, const struct tp_rng_pat *);
    if (m->what.n)
        memcpy(step->values, m->what.v, m->what.n * sizeof *step->values);
    m->bytes += sizeof *step + m->what.n * sizeof *step->values;
    if (step->n_values > TP_RNG_MAX_VALUES)
        m->exhausted = true;
    return step;
}

struct tp_rng_step *tp_rng_attribute_step(struct tp_rng_machine *m, struct tp_rng_state *s,
                                          uint32_t name)
{
    struct tp_rng_step *step = tp_rng_table_get(&s->attributes, name);

    if (step)
        return step->n ? step : NULL;
    m->steps = TP_RNG_MAX_STEPS;
    tp_rng_ways_clear(m);
    for (uint32_t i = 0; i < s->n; i++)
        tp_rng_derive_attribute(m, s->v[i], name, i);
    if (m->exhausted || m->pats.too_deep)
        return NULL;
    step = new_step(m, s, name);
    tp_rng_table_put(m, &s->attributes, name, step);
    if (step->n_values == 1) {
        step->any = step->values[0] == m->pats.text;
        step->after = gather(m, step->ways, step->n, s->n, NULL);
    }
    return step->n && !m->exhausted ? step : NULL;
}

/*
 * Does a text that was accepted change nothing? That is so when each pattern P has itself as its
 * derivative, or (text, P), as the content "(text | ...)*" has: what then follows in (text, P) is
 * more of the text, or what follows in P, and a text more or less in P leads to (text, P) again.
 */
static bool text_changes(const struct tp_rng_machine *m, const struct tp_rng_state *s,
                         const struct tp_rng_state *after)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct tp_rng_pat *p = after->v[i];
        if (p != s->v[i] &&
            !(p->op == TP_RNG_P_GROUP && p->kid[0] == m->pats.text && p->kid[1] == s->v[i]))
            return true;
    }
    return false;
}

struct tp_rng_step *tp_rng_text_step(struct tp_rng_machine *m, struct tp_rng_state *s)
{
    struct tp_rng_step *step;

    if (s->by_text)
        return s->by_text;
    m->steps = TP_RNG_MAX_STEPS;
    tp_rng_ways_clear(m);
    for (uint32_t i = 0; i < s->n; i++)
        tp_rng_derive_value(m, s->v[i], i);
    step = new_step(m, s, TP_RNG_NO_NAME);
    if (step->n_values == 0) {
        const uint64_t none = 0;
        step->after = tp_rng_outcome(m, step, &none);
        s->text = (uint8_t)(step->after->dead                  ? TP_RNG_TEXT_NONE
                            : !text_changes(m, s, step->after) ? TP_RNG_TEXT_FREE
                            : s->has_data                      ? TP_RNG_TEXT_ASK
                                                               : TP_RNG_TEXT_PLAIN);
    }
    return s->by_text = step;
}

/* For a text: what text patterns leave, beside what the values leave. */
static struct tp_rng_state *with_text(struct tp_rng_machine *m, const struct tp_rng_step *step,
                                      struct tp_rng_state *by_values)
{
    m->what.n = 0;
    for (uint32_t i = 0; i < by_values->n; i++)
        TP_PUSH(m->a, &m->what,
                tp_rng_choice(&m->pats, by_values->v[i], tp_rng_derive_text(m, step->from->v[i])));
    return tp_rng_state_of(m, m->what.v, m->what.n);
}

struct tp_rng_state *tp_rng_outcome(struct tp_rng_machine *m, struct tp_rng_step *step,
                                    const uint64_t *bits)
{
    size_t words = (step->n_values + 63u) / 64;
    struct tp_rng_outcome *o;

    for (o = step->outcomes; o; o = o->next)
        if (words == 0 || memcmp(o->bits, bits, words * sizeof *bits) == 0)
            return o->to;
    m->steps = TP_RNG_MAX_STEPS;
    o = tp_alloc(m->a, sizeof *o + words * sizeof *bits);
    m->bytes += sizeof *o + words * sizeof *bits;
    if (words)
        memcpy(o->bits, bits, words * sizeof *bits);
    o->to = gather(m, step->ways, step->n, step->from->n, bits);
    if (step->name == TP_RNG_NO_NAME)
        o->to = with_text(m, step, o->to);
    o->next = step->outcomes;
    step->outcomes = o;
    return o->to;
}

/* ---- what is missing ---- */

/* Recursion follows the depth of patterns, which is bounded; each pattern is visited once. */
static void mark_needed(const struct tp_rng_pat *p, uint8_t *marks)
{
    if (tp_rng_nullable(p) || marks[p->id])
        return;
    marks[p->id] = 1;
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_GROUP: /* the first part that can't be left out */
        mark_needed(p->kid[tp_rng_nullable(p->kid[0]) ? 1 : 0], marks);
        break;
    case TP_RNG_P_CHOICE:
    case TP_RNG_P_INTERLEAVE:
    case TP_RNG_P_ONE_OR_MORE:
        for (uint32_t i = 0; i < p->n; i++)
            mark_needed(p->kid[i], marks);
        break;
    default: /* an element, or no matter of elements */
        break;
    }
}

uint8_t *tp_rng_needed(const struct tp_rng_machine *m, const struct tp_rng_state *s,
                       struct tp_arena *a)
{
    uint8_t *marks = TP_NEW_ARRAY(a, m->pats.next_id, uint8_t);

    for (uint32_t i = 0; i < s->n; i++)
        mark_needed(s->v[i], marks);
    return marks;
}

/* ---- rows ---- */

static struct tp_rng_state *close_row(struct tp_rng_machine *m, const struct tp_rng_state *s,
                                      bool anyhow, uint32_t but)
{
    m->steps = TP_RNG_MAX_STEPS;
    m->what.n = 0;
    for (uint32_t i = 0; i < s->n; i++)
        TP_PUSH(m->a, &m->what, tp_rng_derive_close(m, s->v[i], anyhow, but));
    return tp_rng_state_of(m, m->what.v, m->what.n);
}

struct tp_rng_state *tp_rng_closed(struct tp_rng_machine *m, struct tp_rng_state *s)
{
    if (!s->closed)
        s->closed = close_row(m, s, false, TP_RNG_NO_NAME);
    return s->closed;
}

struct tp_rng_state *tp_rng_closed_anyhow(struct tp_rng_machine *m, const struct tp_rng_state *s,
                                          uint32_t but)
{
    return close_row(m, s, true, but);
}

struct tp_rng_state *tp_rng_either(struct tp_rng_machine *m, const struct tp_rng_state *x,
                                   const struct tp_rng_state *y)
{
    m->steps = TP_RNG_MAX_STEPS;
    m->what.n = 0;
    for (uint32_t i = 0; i < x->n; i++)
        TP_PUSH(m->a, &m->what, tp_rng_choice(&m->pats, x->v[i], y->v[i]));
    return tp_rng_state_of(m, m->what.v, m->what.n);
}
