/* rng_intern.c - from the graph of the simple syntax to interned patterns. */
#include <string.h>

#include "../../base/hash.h"
#include "rng_pattern.h"

enum { BUCKETS = 4096 };

struct interner {
    struct tp_rng_compiler *c;
    struct tp_rng_pats *t;
    struct tp_rng_literal *literals[BUCKETS];
};

static const struct tp_rng_literal *literal(struct interner *in, const struct tp_rng_simple *s)
{
    size_t h = tp_hash(s->canonical, strlen(s->canonical));
    struct tp_rng_literal *l;

    for (l = in->literals[h % BUCKETS]; l; l = l->chain)
        if (strcmp(l->canonical, s->canonical) == 0)
            return l;
    l = TP_NEW(in->c->a, struct tp_rng_literal);
    l->canonical = s->canonical;
    l->text = s->node->text;
    l->chain = in->literals[h % BUCKETS];
    return in->literals[h % BUCKETS] = l;
}

/* Each node of the graph once; its depth is bounded. */
static const struct tp_rng_pat *intern(struct interner *in, struct tp_rng_simple *s);

static const struct tp_rng_pat *composed(struct interner *in, struct tp_rng_simple *s)
{
    const struct tp_rng_pat **kids = TP_NEW_ARRAY(in->c->work, s->n, const struct tp_rng_pat *);
    const struct tp_rng_pat *all;

    for (size_t i = 0; i < s->n; i++)
        kids[i] = intern(in, s->kid[i]);
    if (s->op == TP_RNG_P_CHOICE)
        return tp_rng_choice_of(in->t, kids, s->n);
    if (s->op == TP_RNG_P_INTERLEAVE)
        return tp_rng_interleave_of(in->t, kids, s->n);
    all = kids[s->n - 1];
    for (size_t i = s->n - 1; i > 0; i--)
        all = tp_rng_group(in->t, kids[i - 1], all);
    return all;
}

static const struct tp_rng_pat *intern_new(struct interner *in, struct tp_rng_simple *s)
{
    const struct tp_rng_pat *kid = NULL;

    if (s->n == 1 && s->op != TP_RNG_P_ELEMENT)
        kid = intern(in, s->kid[0]);
    switch ((enum tp_rng_op)s->op) {
    case TP_RNG_P_NOT_ALLOWED:
        return in->t->not_allowed;
    case TP_RNG_P_EMPTY:
        return in->t->empty;
    case TP_RNG_P_TEXT:
        return in->t->text;
    case TP_RNG_P_DATA:
        return tp_rng_data(in->t, s->type, kid);
    case TP_RNG_P_VALUE:
        return tp_rng_value(in->t, s->type, literal(in, s));
    case TP_RNG_P_LIST:
        return tp_rng_list(in->t, kid);
    case TP_RNG_P_ATTRIBUTE:
        return tp_rng_attribute(in->t, s->nc, kid, s->doc);
    case TP_RNG_P_ELEMENT:
        return tp_rng_element(in->t, s->element);
    case TP_RNG_P_ONE_OR_MORE:
        return tp_rng_one_or_more(in->t, kid);
    default:
        return composed(in, s);
    }
}

static const struct tp_rng_pat *intern(struct interner *in, struct tp_rng_simple *s)
{
    if (!s->pat)
        s->pat = intern_new(in, s);
    return s->pat;
}

void tp_rng_intern(struct tp_rng_compiler *c, struct tp_rng_simple *start)
{
    struct interner *in = TP_NEW(c->work, struct interner);
    struct tp_rng_schema *s = c->schema;

    in->c = c;
    in->t = &s->pats;
    tp_rng_pats_init(&s->pats, c->a, NULL);
    s->start = intern(in, start);
    for (size_t i = 0; i < c->live.n; i++) {
        struct tp_rng_element *e = c->live.v[i]->element;
        e->index = (uint32_t)i;
        e->content = intern(in, c->live.v[i]->kid[0]);
        TP_PUSH(c->a, &s->elements, e);
    }
    if (s->pats.too_deep)
        tp_rng_complain(c, TP_D_LIMIT, start->node, "the depth of patterns in patterns");
}
