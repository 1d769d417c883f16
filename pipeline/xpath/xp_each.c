/* xp_each.c - questions that one right item, or truth, answers: evaluated without the rest. */
#include <math.h>

#include "xp.h"

/* ---- item by item ---- */

_Noreturn void xp_not_nodes(struct tp_xp_run *r, const struct xp_node *x)
{
    r->offset = x->offset;
    tp_xp_raise(r, "XPTY0004", "union, intersect and except are for nodes");
}

/* An operand of "to": an integer. */
static bool whole(struct tp_xp_run *r, const struct xp_node *x, int64_t *value)
{
    struct tp_xp_seq s = {0};

    xp_eval(r, x, &s);
    r->offset = x->offset;
    xp_convert(r, &s, 'Z', '?', "to", 0);
    if (s.n)
        *value = s.v[0].u.integer;
    return s.n != 0;
}

static bool range_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg)
{
    int64_t from, to;

    if (!whole(r, x->kid[0], &from) || !whole(r, x->kid[1], &to) || from > to)
        return true;
    for (int64_t i = from;; i++) {
        xp_tick(r, 1);
        if (!fn(r, xp_integer(i), arg))
            return false;
        if (i == to)
            return true;
    }
}

struct checking {
    const struct xp_node *x;
    xp_sink *fn;
    void *arg;
};

static bool check_node(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    const struct checking *c = arg;

    if (!xp_is_node(item))
        xp_not_nodes(r, c->x);
    return c->fn(r, item, c->arg);
}

bool xp_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg)
{
    struct tp_xp_seq s = {0};

    if (x->op == XP_STEP)
        return xp_step_each(r, x, fn, arg);
    if (x->op == XP_PATH)
        return xp_path_each(r, x, fn, arg);
    if (x->op == XP_SEQUENCE || x->op == XP_UNION) {
        struct checking c = {x, fn, arg};
        bool checked = x->op == XP_UNION;

        for (size_t i = 0; i < x->n; i++)
            if (!xp_each(r, x->kid[i], checked ? check_node : fn, checked ? &c : arg))
                return false;
        return true;
    }
    if (x->op == XP_RANGE)
        return range_each(r, x, fn, arg);
    xp_eval(r, x, &s);
    for (size_t i = 0; i < s.n; i++)
        if (!fn(r, s.v[i], arg))
            return false;
    return true;
}

/* ---- truths ---- */

struct quantified {
    const struct xp_node *x;
    struct xp_focus focus; /* of the whole: the items are found with others */
    bool wanted;
};

static bool quantified_one(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    const struct quantified *q = arg;
    struct xp_focus inner = r->focus;
    struct tp_mark mark = tp_arena_mark(r->work);
    bool value;

    xp_tick(r, 1);
    r->focus = q->focus;
    xp_bind(r, q->x, &item);
    value = xp_ebv(r, q->x->kid[1]);
    tp_arena_release(r->work, mark);
    r->focus = inner;
    return value != q->wanted;
}

static bool quantified(struct tp_xp_run *r, const struct xp_node *x)
{
    struct quantified q = {x, r->focus, x->op == XP_SOME};

    return xp_each(r, x->kid[0], quantified_one, &q) != q.wanted;
}

static bool or_and(struct tp_xp_run *r, const struct xp_node *x)
{
    bool stop = x->op == XP_OR;

    for (size_t i = 0; i < x->n; i++)
        if (xp_ebv(r, x->kid[i]) == stop)
            return stop;
    return !stop;
}

/* ---- the effective boolean value (2.4.3) ---- */

bool xp_ebv_of(struct tp_xp_run *r, const struct tp_xp_seq *s)
{
    struct tp_xp_item i;

    if (!s->n)
        return false;
    i = s->v[0];
    if (xp_is_node(i))
        return true;
    if (s->n > 1)
        tp_xp_raise(r, "FORG0006", "several values are neither true nor false");
    switch (i.type) {
    case TP_XP_BOOLEAN:
        return i.u.boolean;
    case TP_XP_STRING:
    case TP_XP_UNTYPED:
    case TP_XP_URI:
        return i.len != 0;
    case TP_XP_INTEGER:
        return i.u.integer != 0;
    case TP_XP_DECIMAL:
        return i.u.decimal->value != 0;
    case TP_XP_FLOAT:
    case TP_XP_DOUBLE:
        return i.u.number != 0 && !isnan(i.u.number);
    default:
        tp_xp_raise(r, "FORG0006", "a value of type %s is neither true nor false",
                    xp_type_name((enum tp_xp_type)i.type));
    }
}

static bool found(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    (void)r;
    (void)item;
    (void)arg;
    return false;
}

/* Do all items of X come from steps, so that one is enough? */
static bool only_nodes(const struct xp_node *x)
{
    if (x->op == XP_PATH)
        return only_nodes(x->kid[x->n - 1]);
    if (x->op == XP_UNION)
        return only_nodes(x->kid[0]) && only_nodes(x->kid[1]);
    return x->op == XP_STEP;
}

bool xp_ebv(struct tp_xp_run *r, const struct xp_node *x)
{
    struct tp_xp_seq s = {0};

    xp_tick(r, 1);
    switch (x->op) {
    case XP_OR:
    case XP_AND:
        return or_and(r, x);
    case XP_SOME:
    case XP_EVERY:
        return quantified(r, x);
    case XP_GENERAL:
        return xp_general_compare(r, x);
    case XP_IF:
        return xp_ebv(r, xp_ebv(r, x->kid[0]) ? x->kid[1] : x->kid[2]);
    default:
        break;
    }
    if (only_nodes(x))
        return !xp_each(r, x, found, NULL);
    if (x->op == XP_CALL && x->u.call.fn->lazy)
        return x->u.call.fn->lazy(r, x);
    xp_eval(r, x, &s);
    r->offset = x->offset;
    return xp_ebv_of(r, &s);
}
