/*
 * rng_flush.c - emptying a validator's cache in the middle of a document: states and patterns that
 * the open elements stand on are made again in a new machine, everything else is forgotten.
 */
#include <string.h>

#include "rng_validate.h"

enum { MOVED = 0xFF };

/* Patterns of the old machine are about to go: each that was moved carries its new self. */
static const struct tp_rng_pat *move(struct tp_rng_pats *t, const struct tp_rng_pat *p)
{
    struct tp_rng_pat *old = (struct tp_rng_pat *)p;
    const struct tp_rng_pat *fresh, **kids;
    struct tp_rng_pat copy;

    if (p->id < t->base->next_id)
        return p; /* the schema's own */
    if (p->op == MOVED)
        return p->chain;
    kids = TP_NEW_ARRAY(t->a, p->n + 1, const struct tp_rng_pat *);
    for (uint32_t i = 0; i < p->n; i++)
        kids[i] = move(t, p->kid[i]);
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_CHOICE:
        fresh = tp_rng_choice_of(t, kids, p->n);
        break;
    case TP_RNG_P_INTERLEAVE:
        fresh = tp_rng_interleave_of(t, kids, p->n);
        break;
    case TP_RNG_P_GROUP:
        fresh = tp_rng_group(t, kids[0], kids[1]);
        break;
    case TP_RNG_P_ONE_OR_MORE:
        fresh = tp_rng_one_or_more(t, kids[0]);
        break;
    case TP_RNG_P_LIST:
        fresh = tp_rng_list(t, kids[0]);
        break;
    case TP_RNG_P_ATTRIBUTE:
        fresh = tp_rng_attribute(t, p->nc, kids[0], p->more);
        break;
    default: /* leaves are all the schema's */
        fresh = t->not_allowed;
        break;
    }
    copy = *p;
    copy.op = MOVED;
    copy.chain = (struct tp_rng_pat *)fresh;
    memcpy(old, &copy, sizeof copy);
    return fresh;
}

static struct tp_rng_state *move_state(struct tp_rng_machine *m, const struct tp_rng_state *s)
{
    const struct tp_rng_pat **row;

    if (!s)
        return NULL;
    row = TP_NEW_ARRAY(m->a, s->n + 1, const struct tp_rng_pat *);
    for (uint32_t i = 0; i < s->n; i++)
        row[i] = move(&m->pats, s->v[i]);
    return tp_rng_state_of(m, row, s->n);
}

/* A call that is only waited for: its way in is behind us. */
static struct tp_rng_call *move_call(struct tp_rng_machine *m, const struct tp_rng_call *old)
{
    struct tp_rng_call *call;

    if (!old)
        return NULL;
    call = TP_NEW(m->a, struct tp_rng_call);
    call->n_outside = old->n_outside;
    call->fixed = old->fixed;
    call->after = move_state(m, old->after);
    call->n = old->n;
    call->ways = TP_NEW_ARRAY(m->a, old->n + 1u, struct tp_rng_way);
    for (uint32_t i = 0; i < old->n; i++) {
        call->ways[i] = old->ways[i];
        call->ways[i].rest = move(&m->pats, old->ways[i].rest);
    }
    return call;
}

bool tp_rng_flush(struct tp_rng_validator *v)
{
    struct tp_arena *old = v->cache;

    tp_rng_new_cache(v);
    for (size_t i = 0; i < v->frames.n; i++) {
        v->frames.v[i].state = move_state(v->m, v->frames.v[i].state);
        v->frames.v[i].call = move_call(v->m, v->frames.v[i].call);
    }
    tp_arena_free(old);
    v->flushes++;
    return v->m->bytes + v->m->pats.bytes <= v->limit / 2;
}
