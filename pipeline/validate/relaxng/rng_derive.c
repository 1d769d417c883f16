/*
 * rng_derive.c - derivatives of patterns, after James Clark, "An algorithm for RELAX NG validation"
 * (2002), with the element's inside and outside kept apart.
 *
 * Recursion follows the depth of patterns, which is bounded; m->steps bounds the work.
 */
#include "rng_state.h"

typedef void (*derive_fn)(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                          uint32_t outer);

static bool spend(struct tp_rng_machine *m, size_t n)
{
    if (m->steps <= n || m->pats.too_deep) {
        m->exhausted = true;
        return false;
    }
    m->steps -= n;
    return true;
}

void tp_rng_ways_clear(struct tp_rng_machine *m)
{
    m->ways.n = 0;
    m->what.n = 0;
    tp_rng_memo_forget(m);
}

/* The number of WHAT among those of this derivation. */
static uint32_t index_of(struct tp_rng_machine *m, const struct tp_rng_pat *what)
{
    size_t i = m->what.n;

    while (i > 0 && m->what.v[i - 1] != what)
        i--;
    if (i > 0)
        return (uint32_t)i - 1;
    TP_PUSH(m->a, &m->what, what);
    return (uint32_t)m->what.n - 1;
}

static void add_way(struct tp_rng_machine *m, const struct tp_rng_pat *what, uint32_t outer)
{
    uint32_t inner = index_of(m, what);

    if (!spend(m, m->what.n / 8))
        return;
    TP_PUSH(m->a, &m->ways, (struct tp_rng_way){outer, inner, m->pats.empty});
}

/* Ways from FROM on that agree in all but their rest become one. */
static void merge(struct tp_rng_machine *m, size_t from)
{
    size_t n = from;

    if (!spend(m, (m->ways.n - from) / 4))
        return;
    for (size_t i = from; i < m->ways.n; i++) {
        struct tp_rng_way *w = &m->ways.v[i];
        size_t k = from;
        if (w->rest == m->pats.not_allowed)
            continue;
        while (k < n && (m->ways.v[k].inner != w->inner || m->ways.v[k].outer != w->outer))
            k++;
        if (!spend(m, (k - from) / 8))
            return;
        if (k < n)
            m->ways.v[k].rest = tp_rng_choice(&m->pats, m->ways.v[k].rest, w->rest);
        else
            m->ways.v[n++] = *w;
    }
    m->ways.n = n;
}

static void in_group(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                     uint32_t outer, derive_fn derive, bool second)
{
    size_t from = m->ways.n, middle;

    derive(m, p->kid[0], name, outer);
    middle = m->ways.n;
    for (size_t i = from; i < middle; i++)
        m->ways.v[i].rest = tp_rng_group(&m->pats, m->ways.v[i].rest, p->kid[1]);
    if (!second)
        return;
    derive(m, p->kid[1], name, outer);
    if (middle > from && m->ways.n > middle)
        merge(m, from);
}

/* An attribute may be on either side: the other one stays. */
static void attribute_in_group(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                               uint32_t outer)
{
    size_t from = m->ways.n, middle;

    tp_rng_derive_attribute(m, p->kid[0], name, outer);
    middle = m->ways.n;
    for (size_t i = from; i < middle; i++)
        m->ways.v[i].rest = tp_rng_group(&m->pats, m->ways.v[i].rest, p->kid[1]);
    tp_rng_derive_attribute(m, p->kid[1], name, outer);
    for (size_t i = middle; i < m->ways.n; i++)
        m->ways.v[i].rest = tp_rng_group(&m->pats, p->kid[0], m->ways.v[i].rest);
    if (middle > from && m->ways.n > middle)
        merge(m, from);
}

/* P with its part I replaced. */
static const struct tp_rng_pat *interleave_with(struct tp_rng_machine *m,
                                                const struct tp_rng_pat *p, uint32_t i,
                                                const struct tp_rng_pat *part)
{
    m->row.n = 0;
    for (uint32_t k = 0; k < p->n; k++)
        TP_PUSH(m->a, &m->row, k == i ? part : p->kid[k]);
    return tp_rng_interleave_of(&m->pats, m->row.v, m->row.n);
}

static void in_interleave(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                          uint32_t outer, derive_fn derive)
{
    size_t from = m->ways.n;

    for (uint32_t i = 0; i < p->n; i++) {
        size_t start = m->ways.n;
        derive(m, p->kid[i], name, outer);
        if (!spend(m, (m->ways.n - start) * p->n))
            return;
        for (size_t k = start; k < m->ways.n; k++)
            m->ways.v[k].rest = interleave_with(m, p, i, m->ways.v[k].rest);
    }
    merge(m, from);
}

static void in_choice(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                      uint32_t outer, derive_fn derive)
{
    size_t from = m->ways.n;

    for (uint32_t i = 0; i < p->n; i++)
        derive(m, p->kid[i], name, outer);
    if (m->ways.n - from > 1)
        merge(m, from);
}

static void in_repeated(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                        uint32_t outer, derive_fn derive)
{
    size_t from = m->ways.n;
    const struct tp_rng_pat *again = tp_rng_choice(&m->pats, p, m->pats.empty);

    derive(m, p->kid[0], name, outer);
    for (size_t i = from; i < m->ways.n; i++)
        m->ways.v[i].rest = tp_rng_group(&m->pats, m->ways.v[i].rest, again);
}

/* An element that can have no content at all can't be there. */
static void add_element(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                        uint32_t outer)
{
    const struct tp_rng_element *e = p->what;

    if (e->content == m->pats.not_allowed)
        return;
    if (name == TP_RNG_ANY_ELEMENT)
        add_way(m, p, outer);
    else if (tp_rng_nc_has(p->nc, name))
        add_way(m, e->content, outer);
}

/* A choice is mostly of many elements, few of which have the name. */
static void element_in_choice(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                              uint32_t outer)
{
    size_t from = m->ways.n;

    if (!spend(m, p->n / 4))
        return;
    for (uint32_t i = 0; i < p->n; i++) {
        const struct tp_rng_pat *kid = p->kid[i];
        if (kid->op != TP_RNG_P_ELEMENT)
            tp_rng_derive_element(m, kid, name, outer);
        else if (name == TP_RNG_ANY_ELEMENT || tp_rng_nc_has(kid->nc, name))
            add_element(m, kid, name, outer);
    }
    if (m->ways.n - from > 1)
        merge(m, from);
}

void tp_rng_derive_element(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                           uint32_t outer)
{
    size_t from = m->ways.n;

    if (!(p->flags & TP_RNG_HAS_ELEMENT) || !spend(m, 1))
        return;
    if (tp_rng_memo_wanted(m) && tp_rng_memo_ways(m, TP_RNG_BY_ELEMENT, p, name, outer)) {
        (void)spend(m, (m->ways.n - from) / 8);
        return;
    }
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_ELEMENT:
        add_element(m, p, name, outer);
        break;
    case TP_RNG_P_CHOICE:
        element_in_choice(m, p, name, outer);
        break;
    case TP_RNG_P_GROUP:
        in_group(m, p, name, outer, tp_rng_derive_element, tp_rng_nullable(p->kid[0]));
        break;
    case TP_RNG_P_INTERLEAVE:
        in_interleave(m, p, name, outer, tp_rng_derive_element);
        break;
    case TP_RNG_P_ONE_OR_MORE:
        in_repeated(m, p, name, outer, tp_rng_derive_element);
        break;
    default:
        break;
    }
    tp_rng_memo_keep_ways(m, TP_RNG_BY_ELEMENT, p, name, from);
}

void tp_rng_derive_attribute(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                             uint32_t outer)
{
    size_t from = m->ways.n;

    if (!(p->flags & TP_RNG_HAS_ATTRIBUTE) || !spend(m, 1))
        return;
    if (tp_rng_memo_wanted(m) && tp_rng_memo_ways(m, TP_RNG_BY_ATTRIBUTE, p, name, outer)) {
        (void)spend(m, (m->ways.n - from) / 8);
        return;
    }
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_ATTRIBUTE:
        if (tp_rng_nc_has(p->nc, name))
            add_way(m, p->kid[0], outer);
        break;
    case TP_RNG_P_CHOICE:
        in_choice(m, p, name, outer, tp_rng_derive_attribute);
        break;
    case TP_RNG_P_GROUP:
        attribute_in_group(m, p, name, outer);
        break;
    case TP_RNG_P_INTERLEAVE:
        in_interleave(m, p, name, outer, tp_rng_derive_attribute);
        break;
    case TP_RNG_P_ONE_OR_MORE:
        in_repeated(m, p, name, outer, tp_rng_derive_attribute);
        break;
    default:
        break;
    }
    tp_rng_memo_keep_ways(m, TP_RNG_BY_ATTRIBUTE, p, name, from);
}

static void derive_value(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                         uint32_t outer)
{
    size_t from = m->ways.n;

    if (!(p->flags & TP_RNG_HAS_DATA) || !spend(m, 1))
        return;
    if (tp_rng_memo_wanted(m) && tp_rng_memo_ways(m, TP_RNG_BY_VALUE, p, name, outer)) {
        (void)spend(m, (m->ways.n - from) / 8);
        return;
    }
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_DATA:
    case TP_RNG_P_VALUE:
    case TP_RNG_P_LIST:
        add_way(m, p, outer);
        break;
    case TP_RNG_P_CHOICE:
        in_choice(m, p, name, outer, derive_value);
        break;
    case TP_RNG_P_GROUP:
        in_group(m, p, name, outer, derive_value, tp_rng_nullable(p->kid[0]));
        break;
    case TP_RNG_P_INTERLEAVE:
        in_interleave(m, p, name, outer, derive_value);
        break;
    case TP_RNG_P_ONE_OR_MORE:
        in_repeated(m, p, name, outer, derive_value);
        break;
    default:
        break;
    }
    tp_rng_memo_keep_ways(m, TP_RNG_BY_VALUE, p, name, from);
}

void tp_rng_derive_value(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t outer)
{
    derive_value(m, p, 0, outer);
}

static const struct tp_rng_pat *text_of(struct tp_rng_machine *m, const struct tp_rng_pat *p)
{
    const struct tp_rng_pat *all = m->pats.not_allowed, *part;

    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_TEXT:
        return p;
    case TP_RNG_P_CHOICE:
        for (uint32_t i = 0; i < p->n; i++)
            all = tp_rng_choice(&m->pats, all, tp_rng_derive_text(m, p->kid[i]));
        return all;
    case TP_RNG_P_GROUP:
        all = tp_rng_group(&m->pats, tp_rng_derive_text(m, p->kid[0]), p->kid[1]);
        if (tp_rng_nullable(p->kid[0]))
            all = tp_rng_choice(&m->pats, all, tp_rng_derive_text(m, p->kid[1]));
        return all;
    case TP_RNG_P_INTERLEAVE:
        for (uint32_t i = 0; i < p->n; i++) {
            part = tp_rng_derive_text(m, p->kid[i]);
            if (part != m->pats.not_allowed)
                all = tp_rng_choice(&m->pats, all, interleave_with(m, p, i, part));
        }
        return all;
    case TP_RNG_P_ONE_OR_MORE:
        return tp_rng_group(&m->pats, tp_rng_derive_text(m, p->kid[0]),
                            tp_rng_choice(&m->pats, p, m->pats.empty));
    default:
        return all;
    }
}

const struct tp_rng_pat *tp_rng_derive_text(struct tp_rng_machine *m, const struct tp_rng_pat *p)
{
    const struct tp_rng_pat *known;

    if (!(p->flags & TP_RNG_HAS_TEXT) || !spend(m, 1))
        return m->pats.not_allowed;
    known = tp_rng_memo_wanted(m) ? tp_rng_memo_pattern(m, TP_RNG_BY_TEXT, p, 0) : NULL;
    return known ? known : tp_rng_memo_keep_pattern(m, TP_RNG_BY_TEXT, p, 0, text_of(m, p));
}

static const struct tp_rng_pat *close_of(struct tp_rng_machine *m, const struct tp_rng_pat *p,
                                         bool anyhow, uint32_t but)
{
    const struct tp_rng_pat *all, **kids;

    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_ATTRIBUTE:
        return anyhow && (but == TP_RNG_NO_NAME || !tp_rng_nc_has(p->nc, but))
                   ? m->pats.empty
                   : m->pats.not_allowed;
    case TP_RNG_P_CHOICE:
        all = m->pats.not_allowed;
        for (uint32_t i = 0; i < p->n; i++)
            all = tp_rng_choice(&m->pats, all, tp_rng_derive_close(m, p->kid[i], anyhow, but));
        return all;
    case TP_RNG_P_GROUP:
        all = tp_rng_derive_close(m, p->kid[0], anyhow, but);
        return all == m->pats.not_allowed
                   ? all
                   : tp_rng_group(&m->pats, all, tp_rng_derive_close(m, p->kid[1], anyhow, but));
    case TP_RNG_P_INTERLEAVE:
        kids = TP_NEW_ARRAY(m->a, p->n, const struct tp_rng_pat *);
        for (uint32_t i = 0; i < p->n; i++)
            kids[i] = tp_rng_derive_close(m, p->kid[i], anyhow, but);
        return tp_rng_interleave_of(&m->pats, kids, p->n);
    case TP_RNG_P_ONE_OR_MORE:
        return tp_rng_one_or_more(&m->pats, tp_rng_derive_close(m, p->kid[0], anyhow, but));
    default:
        return p;
    }
}

const struct tp_rng_pat *tp_rng_derive_close(struct tp_rng_machine *m, const struct tp_rng_pat *p,
                                             bool anyhow, uint32_t but)
{
    enum tp_rng_memo_kind kind = anyhow ? TP_RNG_BY_CLOSE_ANYHOW : TP_RNG_BY_CLOSE;
    const struct tp_rng_pat *known;

    if (!(p->flags & TP_RNG_HAS_ATTRIBUTE) || !spend(m, 1))
        return p;
    known = tp_rng_memo_wanted(m) ? tp_rng_memo_pattern(m, kind, p, but) : NULL;
    return known ? known : tp_rng_memo_keep_pattern(m, kind, p, but, close_of(m, p, anyhow, but));
}
