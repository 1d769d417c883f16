/*
 * rng_recover.c - going on after an element that may not stand where it stands.
 *
 * Nobody knows whether it is one too many, stands for another, came too early because one is
 * missing, or has changed places with the next. The state behind it allows for all of them: what
 * follows is then judged by whichever explanation it fits, and one fault gives one message.
 */
#include <string.h>

#include "rng_validate.h"

enum { MOST_AHEAD = 600, MOST_RESTS = 64, MOST_CONTENTS = 512 };

bool tp_rng_nc_names(const struct tp_rng_nc *nc, uint32_t number)
{
    while (nc->kind == TP_RNG_NC_CHOICE) { /* parts to the left, single ones to the right */
        if (tp_rng_nc_names(nc->b, number))
            return true;
        nc = nc->a;
    }
    return nc->kind == TP_RNG_NC_NAME && nc->name == number;
}

bool tp_rng_names_element(const struct tp_rng_schema *s, uint32_t number)
{
    for (size_t i = 0; i < s->elements.n; i++)
        if (tp_rng_nc_names(s->elements.v[i]->nc, number))
            return true;
    return false;
}

/* How one pattern of the row may go on. */
struct ahead {
    struct {
        const struct tp_rng_pat **v; /* element patterns that may come first */
        size_t n, cap;
    } first;
    struct {
        const struct tp_rng_pat **v; /* what remains behind each */
        size_t n, cap;
    } rest;
};

static struct ahead look_ahead(struct tp_rng_validator *v, const struct tp_rng_pat *p)
{
    struct tp_rng_machine *m = v->m;
    struct ahead a = {0};

    m->steps = TP_RNG_MAX_STEPS;
    tp_rng_ways_clear(m);
    tp_rng_derive_element(m, p, TP_RNG_ANY_ELEMENT, 0);
    for (size_t i = 0; i < m->ways.n; i++) {
        TP_PUSH(v->doc, &a.first, m->what.v[m->ways.v[i].inner]);
        TP_PUSH(v->doc, &a.rest, m->ways.v[i].rest);
    }
    return a;
}

/* What remains of P after an element of that name. */
static const struct tp_rng_pat *after(struct tp_rng_machine *m, const struct tp_rng_pat *p,
                                      uint32_t number)
{
    const struct tp_rng_pat *all = m->pats.not_allowed;

    tp_rng_ways_clear(m);
    tp_rng_derive_element(m, p, number, 0);
    for (size_t i = 0; i < m->ways.n; i++)
        all = tp_rng_choice(&m->pats, all, m->ways.v[i].rest);
    return all;
}

/* One is missing before it, or it has come before that one: rests that are equal are taken
 * together. */
static const struct tp_rng_pat *came_early(struct tp_rng_machine *m, const struct ahead *a,
                                           uint32_t number)
{
    const struct tp_rng_pat *all = m->pats.not_allowed;
    size_t rests = 0;

    for (size_t i = 0; i < a->rest.n && rests < MOST_RESTS; i++) {
        const struct tp_rng_pat *skipped = m->pats.empty, *then;
        size_t k = 0;
        while (k < i && a->rest.v[k] != a->rest.v[i])
            k++;
        if (k < i)
            continue;
        rests++;
        then = after(m, a->rest.v[i], number);
        if (then == m->pats.not_allowed)
            continue;
        for (k = i; k < a->rest.n; k++)
            if (a->rest.v[k] == a->rest.v[i])
                skipped = tp_rng_choice(&m->pats, skipped, a->first.v[k]);
        all = tp_rng_choice(&m->pats, all, tp_rng_group(&m->pats, skipped, then));
    }
    return all;
}

static const struct tp_rng_pat *go_on(struct tp_rng_validator *v, const struct tp_rng_pat *p,
                                      uint32_t number)
{
    struct tp_rng_machine *m = v->m;
    struct ahead a = look_ahead(v, p);
    const struct tp_rng_pat *rests;

    /* after fault upon fault nearly everything could be meant: then it is one too many */
    if (a.rest.n > MOST_AHEAD)
        return p;
    rests = tp_rng_choice_of(&m->pats, a.rest.v, a.rest.n);
    return tp_rng_choice(&m->pats, tp_rng_choice(&m->pats, p, rests), came_early(m, &a, number));
}

struct contents {
    const struct tp_rng_pat *v[MOST_CONTENTS];
    size_t n;
};

static void add_content(struct contents *c, const struct tp_rng_pat *p)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i] == p)
            return;
    if (c->n < MOST_CONTENTS)
        c->v[c->n++] = p;
}

/*
 * What can be inside: that of an element of that name, wherever it stands; and, for it may only
 * bear the wrong name, that of the elements which are allowed here. NULL: nothing is known.
 */
static struct tp_rng_state *contents(struct tp_rng_validator *v, const struct tp_rng_state *s,
                                     uint32_t number, bool here)
{
    struct contents *c = TP_NEW(v->doc, struct contents);

    for (size_t i = 0; i < v->schema->elements.n; i++)
        if (tp_rng_nc_names(v->schema->elements.v[i]->nc, number))
            add_content(c, v->schema->elements.v[i]->content);
    for (uint32_t i = 0; here && c->n && i < s->n; i++) {
        struct ahead a = look_ahead(v, s->v[i]);
        for (size_t k = 0; k < a.first.n; k++)
            add_content(c, ((const struct tp_rng_element *)a.first.v[k]->what)->content);
    }
    return c->n ? tp_rng_state_of(v->m, c->v, c->n) : NULL;
}

struct tp_rng_call *tp_rng_recover(struct tp_rng_validator *v, struct tp_rng_state *s,
                                   const struct tp_rng_seen *name, uint32_t near)
{
    uint32_t number = near != TP_RNG_NO_NAME ? near : name->number;
    /* a name that is only meant has numbers of its own: its contents are others */
    uint32_t key =
        number + (near != TP_RNG_NO_NAME ? (uint32_t)tp_rng_alphabet(&v->schema->names) : 0);
    struct tp_rng_call *call = tp_rng_table_get(&s->recoveries, key);
    struct tp_mark mark = tp_arena_mark(v->doc);
    const struct tp_rng_pat **row;

    if (call)
        return call;
    row = TP_NEW_ARRAY(v->doc, s->n, const struct tp_rng_pat *);
    for (uint32_t i = 0; i < s->n; i++)
        row[i] = go_on(v, s->v[i], number);
    call = TP_NEW(v->m->a, struct tp_rng_call);
    call->fixed = true;
    call->n_outside = s->n;
    call->after = tp_rng_state_of(v->m, row, s->n);
    call->inside = contents(v, s, number, near == TP_RNG_NO_NAME);
    tp_rng_table_put(v->m, &s->recoveries, key, call);
    v->m->bytes += sizeof *call;
    tp_arena_release(v->doc, mark);
    return call;
}
