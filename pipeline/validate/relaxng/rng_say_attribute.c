/* rng_say_attribute.c - saying which attributes are wrong or missing. */
#include <string.h>

#include "../../base/yaml.h"
#include "rng_message.h"

enum { STEPS = 100000 }; /* patterns looked at for one message */

struct walk {
    struct tp_rng_validator *v;
    struct tp_rng_wishes *w;
    size_t steps;
};

static void attributes_of(struct walk *k, const struct tp_rng_pat *p)
{
    if (!(p->flags & TP_RNG_HAS_ATTRIBUTE) || k->steps == 0)
        return;
    k->steps--;
    if (p->op == TP_RNG_P_ATTRIBUTE) {
        tp_rng_wish_class(k->v, k->w, p->nc, 0, true);
        return;
    }
    for (uint32_t i = 0; i < p->n; i++)
        attributes_of(k, p->kid[i]);
}

static struct tp_rng_wishes attributes_in(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct tp_rng_wishes w = {0};
    struct walk k = {v, &w, STEPS};

    for (uint32_t i = 0; i < s->n; i++)
        attributes_of(&k, s->v[i]);
    tp_rng_sort_wishes(&w);
    return w;
}

enum { NEAR = 100, WILDCARD = -1 };

/* Put the similar ones first; the most similar one, or NULL when none is near. */
static const char *meant_of(const struct tp_rng_seen *name, struct tp_rng_wishes *w)
{
    const char *meant = NULL;
    int most = 0;

    for (size_t i = 0; i < w->n; i++) {
        struct tp_rng_wish *wish = &w->v[i];
        wish->score = wish->local ? 0 : WILDCARD;
        if (wish->local && tp_rng_near(name->local, wish->local))
            wish->score = NEAR - (int)tp_edit_distance(name->local, wish->local);
        if (wish->score > most) {
            meant = wish->text;
            most = wish->score;
        }
    }
    return meant;
}

/* ---- attributes that exclude each other ---- */

static bool allows(struct tp_rng_machine *m, struct tp_rng_state *s, uint32_t number)
{
    m->steps = TP_RNG_MAX_STEPS;
    for (uint32_t i = 0; i < s->n; i++) {
        tp_rng_ways_clear(m);
        tp_rng_derive_attribute(m, s->v[i], number, 0);
        if (m->ways.n)
            return true;
    }
    return false;
}

/* Would it be allowed behind the attribute FIRST alone? */
static bool allows_after(struct tp_rng_machine *m, const struct tp_rng_state *s, uint32_t first,
                         uint32_t number)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct tp_rng_pat *rests = m->pats.not_allowed;
        m->steps = TP_RNG_MAX_STEPS;
        tp_rng_ways_clear(m);
        tp_rng_derive_attribute(m, s->v[i], first, 0);
        for (size_t k = 0; k < m->ways.n; k++)
            rests = tp_rng_choice(&m->pats, rests, m->ways.v[k].rest);
        tp_rng_ways_clear(m);
        tp_rng_derive_attribute(m, rests, number, 0);
        if (m->ways.n)
            return true;
    }
    return false;
}

/* An earlier attribute of the tag without which this one could stand; NULL: there is none. */
static const struct tp_rng_seen *excluding(struct tp_rng_validator *v, struct tp_rng_state *first,
                                           const struct tp_rng_seen *before, size_t n,
                                           uint32_t number)
{
    if (!allows(v->m, first, number))
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (before[i].number != number && allows(v->m, first, before[i].number) &&
            !allows_after(v->m, first, before[i].number, number))
            return &before[i];
    return NULL;
}

void tp_rng_say_attribute(struct tp_rng_validator *v, struct tp_rng_state *s,
                          const struct tp_rng_seen *name, struct tp_rng_state *first,
                          const struct tp_rng_seen *before, size_t n)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct tp_rng_wishes w = attributes_in(v, s);
    struct tp_buf more = tp_buf_new(v->ds->arena);
    const struct tp_rng_seen *other = excluding(v, first, before, n, name->number);
    const char *meant = meant_of(name, &w);

    if (other)
        tp_buf_fmt(&more, " beside '%s'", tp_rng_seen_text(v, other));
    else if (meant)
        tp_buf_fmt(&more, "; perhaps '%s' is meant", meant);
    if (w.n && !other)
        tp_buf_fmt(&more, "; allowed here: %s", tp_rng_list_text(v, &w, "", TP_RNG_MAX_EXPECTED));
    tp_rng_attach(v,
                  tp_diag(v->ds, TP_D_ATTRIBUTE_NOT_ALLOWED, v->where(v, name),
                          tp_rng_seen_text(v, name),
                          tp_rng_frame_text(v, &v->frames.v[v->frames.n - 1]), more.p),
                  &w);
    tp_arena_release(v->doc, mark);
}

/* ---- missing ones ---- */

/* Would the start tag be complete with that attribute (ALONE), or never without it? */
static bool completes(struct tp_rng_validator *v, const struct tp_rng_state *s, uint32_t number,
                      bool alone)
{
    struct tp_rng_machine *m = v->m;

    m->steps = TP_RNG_MAX_STEPS;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!alone) {
            if (tp_rng_derive_close(m, s->v[i], true, number) != m->pats.not_allowed)
                return false;
            continue;
        }
        tp_rng_ways_clear(m);
        tp_rng_derive_attribute(m, s->v[i], number, 0);
        for (size_t k = 0; k < m->ways.n; k++)
            if (tp_rng_derive_close(m, m->ways.v[k].rest, false, TP_RNG_NO_NAME) !=
                m->pats.not_allowed)
                return true;
    }
    return !alone;
}

void tp_rng_say_missing(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct tp_rng_wishes all = attributes_in(v, s), w = {0};
    bool alone = true;
    const char *text;

    for (int round = 0; round < 2 && w.n == 0; round++) {
        alone = round == 0;
        for (size_t i = 0; i < all.n; i++)
            if (all.v[i].local && completes(v, s, all.v[i].number, alone))
                TP_PUSH(v->doc, &w, all.v[i]);
    }
    text = tp_rng_list_text(v, &w, "'", TP_RNG_MAX_EXPECTED);
    text = w.n == 0 ? "more attributes"
                    : tp_fmt(v->ds->arena, "%s %s",
                             w.n == 1 ? "the attribute"
                             : alone  ? "one of the attributes"
                                      : "the attributes",
                             text);
    tp_rng_attach(v,
                  tp_diag(v->ds, TP_D_ATTRIBUTE_MISSING, v->where(v, NULL),
                          tp_rng_frame_text(v, &v->frames.v[v->frames.n - 1]), text),
                  &w);
    tp_arena_release(v->doc, mark);
}
