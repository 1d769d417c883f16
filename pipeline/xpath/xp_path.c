/*
 * xp_path.c - steps, paths and filters.
 *
 * A path is evaluated step by step; what a step gives is brought into document order only when it
 * isn't already. Where just one right item is asked for (conditions, comparisons), the path is
 * walked depth first and left at the first answer.
 */
#include <stdlib.h>
#include <string.h>

#include "xp.h"

/* ---- document order ---- */

static bool sorted(struct tp_xp_run *r, const struct tp_xp_seq *s)
{
    for (size_t i = 1; i < s->n; i++)
        if (xp_node_compare(r, s->v[i - 1], s->v[i]) >= 0)
            return false;
    return true;
}

static void merge(struct tp_xp_run *r, struct tp_xp_item *v, size_t n, struct tp_xp_item *spare)
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t mid = i + width < n ? i + width : n, end = mid + width < n ? mid + width : n;
            size_t a = i, b = mid;

            for (size_t k = i; k < end; k++)
                spare[k] =
                    a < mid && (b >= end || xp_node_compare(r, v[a], v[b]) <= 0) ? v[a++] : v[b++];
        }
        memcpy(v, spare, n * sizeof *v);
    }
}

void tp_xp_sort(struct tp_xp_run *r, struct tp_xp_seq *s)
{
    size_t n = 0;

    if (sorted(r, s))
        return;
    xp_tick(r, s->n);
    merge(r, s->v, s->n, TP_NEW_ARRAY(r->work, s->n, struct tp_xp_item));
    for (size_t i = 0; i < s->n; i++)
        if (!n || !xp_same_node(s->v[n - 1], s->v[i]))
            s->v[n++] = s->v[i];
    s->n = n;
}

/* ---- predicates ---- */

/* Is the predicate true for this item at this place? */
static bool holds(struct tp_xp_run *r, const struct xp_node *predicate, struct tp_xp_item item,
                  size_t position, size_t size)
{
    struct xp_focus outer = r->focus;
    struct tp_mark mark = tp_arena_mark(r->work);
    bool yes;

    r->focus = (struct xp_focus){item, position, size};
    if (!predicate->positional) {
        yes = xp_ebv(r, predicate);
    } else {
        struct tp_xp_seq value = {0};

        xp_eval(r, predicate, &value);
        yes = value.n == 1 && xp_is_numeric(value.v[0])
                  ? xp_number_of(value.v[0]) == (double)position
                  : xp_ebv_of(r, &value);
    }
    tp_arena_release(r->work, mark);
    r->focus = outer;
    return yes;
}

/* Keep those for which the predicate holds. */
static void keep(struct tp_xp_run *r, const struct xp_node *predicate, struct tp_xp_seq *s,
                 size_t from)
{
    size_t size = s->n - from, n = from;

    for (size_t i = from; i < s->n; i++)
        if (holds(r, predicate, s->v[i], i - from + 1, size))
            s->v[n++] = s->v[i];
    s->n = n;
}

static bool plain(const struct xp_node *x, size_t from)
{
    for (size_t i = from; i < x->n; i++)
        if (x->kid[i]->positional)
            return false;
    return true;
}

/* The first predicate that is a whole number, when those before it are conditions: then the axis is
 * left as soon as so many nodes fulfil them. N when there is none. */
static size_t first_number(const struct xp_node *x, size_t *wanted)
{
    size_t i = 0;

    while (i < x->n && !x->kid[i]->positional)
        i++;
    if (i < x->n && x->kid[i]->op == XP_LITERAL && x->kid[i]->u.item.type == TP_XP_INTEGER &&
        x->kid[i]->u.item.u.integer > 0)
        *wanted = (size_t)x->kid[i]->u.item.u.integer;
    else
        i = x->n;
    return i;
}

/* ---- steps ---- */

static struct tp_xp_item context_node(struct tp_xp_run *r, const struct xp_node *x)
{
    r->offset = x->offset;
    if (!r->focus.position)
        tp_xp_raise(r, "XPDY0002", "there is no context item");
    if (!xp_is_node(r->focus.item))
        tp_xp_raise(r, "XPTY0020", "a step needs a node to start from, and has a value of type %s",
                    xp_type_name((enum tp_xp_type)r->focus.item.type));
    return r->focus.item;
}

static bool collect(struct tp_xp_run *r, struct tp_xp_item item, void *out)
{
    xp_push(r, out, item);
    return true;
}

/* For the one node at a place: those that fulfil the conditions before are counted. */
struct counting {
    const struct xp_node *x;
    size_t conditions, left;
    struct tp_xp_seq *out;
};

static bool count_down(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    struct counting *c = arg;

    for (size_t i = 0; i < c->conditions; i++)
        if (!holds(r, c->x->kid[i], item, 1, 1))
            return true;
    if (--c->left)
        return true;
    xp_push(r, c->out, item);
    return false;
}

static void reverse(struct tp_xp_item *v, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct tp_xp_item t = v[i];

        v[i] = v[n - 1 - i];
        v[n - 1 - i] = t;
    }
}

void xp_step(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct counting c = {.x = x, .out = out};
    size_t from = out->n, next = first_number(x, &c.left);
    struct tp_xp_item node = context_node(r, x);

    if (next < x->n) {
        c.conditions = next++;
        (void)xp_axis(r, node, (enum xp_axis)x->what, x->u.test, count_down, &c);
    } else {
        next = 0;
        (void)xp_axis(r, node, (enum xp_axis)x->what, x->u.test, collect, out);
    }
    for (; next < x->n; next++)
        keep(r, x->kid[next], out, from);
    if (x->what >= XP_PARENT && out->n > from)
        reverse(out->v + from, out->n - from);
}

struct filtering {
    const struct xp_node *x;
    xp_sink *fn;
    void *arg;
};

static bool filter_one(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    const struct filtering *f = arg;

    for (size_t i = 0; i < f->x->n; i++)
        if (!holds(r, f->x->kid[i], item, 1, 1))
            return true;
    return f->fn(r, item, f->arg);
}

static bool each_of(struct tp_xp_run *r, const struct tp_xp_seq *s, xp_sink *fn, void *arg)
{
    for (size_t i = 0; i < s->n; i++)
        if (!fn(r, s->v[i], arg))
            return false;
    return true;
}

bool xp_step_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg)
{
    struct filtering f = {x, fn, arg};
    struct tp_xp_seq s = {0};

    if (!x->n)
        return xp_axis(r, context_node(r, x), (enum xp_axis)x->what, x->u.test, fn, arg);
    if (plain(x, 0))
        return xp_axis(r, context_node(r, x), (enum xp_axis)x->what, x->u.test, filter_one, &f);
    xp_step(r, x, &s);
    return each_of(r, &s, fn, arg);
}

/* ---- paths ---- */

static void not_nodes(struct tp_xp_run *r, const struct xp_node *step)
{
    r->offset = step->offset;
    tp_xp_raise(r, "XPTY0019", "only the last step of a path may give values that are no nodes");
}

/* The items of the last step are all nodes, which are sorted, or all values. */
static void settle(struct tp_xp_run *r, const struct xp_node *step, struct tp_xp_seq *s, bool last)
{
    size_t nodes = 0;

    for (size_t i = 0; i < s->n; i++)
        nodes += xp_is_node(s->v[i]);
    if (nodes == s->n) {
        tp_xp_sort(r, s);
        return;
    }
    if (!last)
        not_nodes(r, step);
    r->offset = step->offset;
    if (nodes)
        tp_xp_raise(r, "XPTY0018", "the path gives both nodes and values");
}

void xp_path(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct xp_focus outer = r->focus;
    struct tp_xp_seq now = {0};

    xp_eval(r, x->kid[0], &now);
    for (size_t i = 1; i < x->n; i++) {
        struct tp_xp_seq next = {0};

        for (size_t k = 0; k < now.n; k++) {
            if (!xp_is_node(now.v[k]))
                not_nodes(r, x->kid[i - 1]);
            r->focus = (struct xp_focus){now.v[k], k + 1, now.n};
            xp_eval(r, x->kid[i], &next);
        }
        settle(r, x->kid[i], &next, i + 1 == x->n);
        now = next;
    }
    r->focus = outer;
    xp_push_all(r, out, &now);
}

/* Depth first, a node that several ways lead to is met several times: after so many steps of a walk
 * the path is evaluated step by step instead, so that a chain of "//" is no power of the document.
 * The depth is that of the calls. */
enum { LONGEST_WALK = 1 << 14, DEEPEST_WALK = 32 };

struct walking {
    const struct xp_node *x;
    size_t step;
    size_t *left; /* steps; 0: given up */
    xp_sink *fn;
    void *arg;
};

static bool walk(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    struct walking w = *(struct walking *)arg;
    struct xp_focus outer = r->focus;
    const struct xp_node *step = w.x->kid[w.step];
    bool on;

    if (!xp_is_node(item))
        not_nodes(r, w.x->kid[w.step - 1]);
    if (!--*w.left)
        return false;
    r->focus = (struct xp_focus){item, 1, 1};
    w.step++;
    on = w.step == w.x->n ? xp_each(r, step, w.fn, w.arg) : xp_each(r, step, walk, &w);
    r->focus = outer;
    return on;
}

bool xp_path_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg)
{
    size_t left = LONGEST_WALK;
    struct walking w = {x, 1, &left, fn, arg};
    struct tp_xp_seq s = {0};

    if (!x->steps_ask && x->n <= DEEPEST_WALK) {
        bool on = xp_each(r, x->kid[0], walk, &w);

        if (left)
            return on;
    }
    xp_path(r, x, &s);
    return each_of(r, &s, fn, arg);
}

void xp_filter(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq s = {0};

    xp_eval(r, x->kid[0], &s);
    for (size_t i = 1; i < x->n; i++)
        keep(r, x->kid[i], &s, 0);
    xp_push_all(r, out, &s);
}
