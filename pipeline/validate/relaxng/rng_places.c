/*
 * rng_places.c - where the schema lets elements stand, for messages.
 *
 * The contents of elements share most of their patterns; each walk marks those it has seen with a
 * number of its own, so that nothing has to be wiped between walks.
 */
#include <string.h>

#include "rng_message.h"

enum { EIGHTHS = 8 };

struct tp_rng_places {
    uint32_t *seen, walk; /* by patterns' ids: the last walk that came by */
    size_t n_seen;
    uint32_t *parents; /* by names' numbers: elements that may hold it */
    uint32_t most;
};

static void begin_walk(struct tp_rng_validator *v)
{
    struct tp_rng_places *p = v->places;
    size_t n = v->m->pats.next_id;

    if (n > p->n_seen || p->walk == UINT32_MAX) {
        p->n_seen = n + n / 2;
        p->seen = TP_NEW_ARRAY(v->a, p->n_seen, uint32_t);
        p->walk = 0;
    }
    p->walk++;
}

static bool holds(struct tp_rng_places *places, const struct tp_rng_pat *p, uint32_t number)
{
    if (!(p->flags & TP_RNG_HAS_ELEMENT) || places->seen[p->id] == places->walk)
        return false;
    places->seen[p->id] = places->walk;
    if (p->op == TP_RNG_P_ELEMENT)
        return tp_rng_nc_names(p->nc, number);
    for (uint32_t i = 0; i < p->n; i++)
        if (holds(places, p->kid[i], number))
            return true;
    return false;
}

/* The names of the elements in P, each once: STAMPS has the last walk that met a name. */
static void count_names(struct tp_rng_places *places, const struct tp_rng_pat *p, uint32_t *stamps)
{
    const struct tp_rng_nc *nc = p->nc, *part;

    if (!(p->flags & TP_RNG_HAS_ELEMENT) || places->seen[p->id] == places->walk)
        return;
    places->seen[p->id] = places->walk;
    for (uint32_t i = 0; p->op != TP_RNG_P_ELEMENT && i < p->n; i++)
        count_names(places, p->kid[i], stamps);
    for (; p->op == TP_RNG_P_ELEMENT && nc; nc = nc->kind == TP_RNG_NC_CHOICE ? nc->a : NULL) {
        part = nc->kind == TP_RNG_NC_CHOICE ? nc->b : nc;
        if (part->kind != TP_RNG_NC_NAME || stamps[part->name] == places->walk)
            continue;
        stamps[part->name] = places->walk;
        if (++places->parents[part->name] > places->most)
            places->most = places->parents[part->name];
    }
}

static struct tp_rng_places *places_of(struct tp_rng_validator *v)
{
    size_t names = v->schema->names.names.n;
    uint32_t *stamps;

    if (v->places)
        return v->places;
    v->places = TP_NEW(v->a, struct tp_rng_places);
    v->places->parents = TP_NEW_ARRAY(v->a, names + 1, uint32_t);
    stamps = TP_NEW_ARRAY(v->doc, names + 1, uint32_t);
    for (size_t i = 0; i < v->schema->elements.n; i++) {
        begin_walk(v);
        count_names(v->places, v->schema->elements.v[i]->content, stamps);
    }
    return v->places;
}

bool tp_rng_holds(struct tp_rng_validator *v, const struct tp_rng_pat *p, uint32_t number)
{
    struct tp_rng_places *places = places_of(v);

    begin_walk(v);
    return holds(places, p, number);
}

bool tp_rng_parent_holds(struct tp_rng_validator *v, uint32_t parent, uint32_t number)
{
    for (size_t i = 0; i < v->schema->elements.n; i++) {
        const struct tp_rng_element *e = v->schema->elements.v[i];
        if (tp_rng_nc_has(e->nc, parent) && tp_rng_holds(v, e->content, number))
            return true;
    }
    return false;
}

uint32_t tp_rng_commonness(struct tp_rng_validator *v, uint32_t number)
{
    const struct tp_rng_places *p = places_of(v);

    return p->most ? p->parents[number] * EIGHTHS / p->most : 0;
}

struct tp_rng_wishes tp_rng_parents_of(struct tp_rng_validator *v, uint32_t number)
{
    const struct tp_rng_names *t = &v->schema->names;
    struct tp_rng_wishes w = {0};

    for (size_t i = 0; i < v->schema->elements.n; i++) {
        const struct tp_rng_element *e = v->schema->elements.v[i];
        int score = 0;
        if (!tp_rng_holds(v, e->content, number))
            continue;
        if (e->nc->kind == TP_RNG_NC_NAME) {
            const struct tp_rng_name *n = &t->names.v[e->nc->name];
            score = v->used[e->nc->name];
            /* one that is open: it is perhaps only a level too deep */
            for (size_t k = 1; k + 1 < v->frames.n; k++)
                if (strcmp(n->local, v->frames.v[k].local) == 0 &&
                    strcmp(t->ns.v[n->ns], v->frames.v[k].ns ? v->frames.v[k].ns : "") == 0)
                    score = 1 + (int)k;
        }
        tp_rng_wish_class(v, &w, e->nc, score, false);
    }
    for (size_t i = 0; i < w.n; i++)
        w.v[i].common =
            EIGHTHS - w.v[i].common; /* of places, the common ones are the likely ones */
    return w;
}
