/* fn_aggregate.c - one value from many (Functions and Operators, 15.4). */
#include <math.h>

#include "fn.h"

FN(fn_count)
{
    FN_UNUSED();
    xp_push(r, out, xp_integer((int64_t)args[0].n));
}

/* What is untyped is a number; durations of both kinds may not meet, nor with numbers. */
static void prepare(struct tp_xp_run *r, struct tp_xp_seq *s, const char *function)
{
    struct tp_xp_seq copy = {0};

    xp_push_all(r, &copy, s);
    for (size_t i = 0; i < copy.n; i++) {
        struct tp_xp_item *v = &copy.v[i];

        if (v->type == TP_XP_UNTYPED)
            *v = xp_cast(r, *v, TP_XP_DOUBLE);
        if (!xp_is_numeric(*v) && v->type != TP_XP_YM_DURATION && v->type != TP_XP_DT_DURATION)
            tp_xp_raise(r, "FORG0006", "%s() has no meaning for %s", function,
                        xp_type_name((enum tp_xp_type)v->type));
        if (i && (xp_is_numeric(*v) ? !xp_is_numeric(copy.v[0]) : v->type != copy.v[0].type))
            tp_xp_raise(r, "FORG0006", "%s() can't add %s and %s", function,
                        xp_type_name((enum tp_xp_type)copy.v[0].type),
                        xp_type_name((enum tp_xp_type)v->type));
    }
    *s = copy;
}

static struct tp_xp_item total(struct tp_xp_run *r, const struct tp_xp_seq *s)
{
    struct tp_xp_item sum = s->v[0];

    xp_tick(r, s->n);
    for (size_t i = 1; i < s->n; i++)
        sum = xp_sum(r, XP_ADD, sum, s->v[i]);
    return sum;
}

FN(fn_avg)
{
    struct tp_xp_seq s = args[0];

    FN_UNUSED();
    if (!s.n)
        return;
    prepare(r, &s, "avg");
    xp_push(r, out, xp_sum(r, XP_DIV, total(r, &s), xp_integer((int64_t)s.n)));
}

FN(fn_sum)
{
    struct tp_xp_seq s = args[0];

    FN_UNUSED();
    if (!s.n) {
        if (n > 1)
            xp_push_all(r, out, &args[1]);
        else
            xp_push(r, out, xp_integer(0));
        return;
    }
    prepare(r, &s, "sum");
    xp_push(r, out, total(r, &s));
}

/* Numbers of several types are brought to the widest of them; URIs among texts to text. */
static void one_type(struct tp_xp_run *r, struct tp_xp_seq *s, const char *function)
{
    struct tp_xp_seq copy = {0};
    enum tp_xp_type widest = TP_XP_NODE;
    size_t uris = 0;

    xp_push_all(r, &copy, s);
    for (size_t i = 0; i < copy.n; i++)
        uris += copy.v[i].type == TP_XP_URI;
    for (size_t i = 0; i < copy.n; i++) {
        struct tp_xp_item *v = &copy.v[i];

        if (v->type == TP_XP_UNTYPED)
            *v = xp_cast(r, *v, TP_XP_DOUBLE);
        else if (v->type == TP_XP_URI && uris < copy.n)
            v->type = TP_XP_STRING;
        if (xp_is_numeric(*v) && v->type > widest)
            widest = (enum tp_xp_type)v->type;
        if (i && (!xp_comparable(copy.v[0], *v) ||
                  (v->type != copy.v[0].type && v->type >= TP_XP_DURATION)))
            tp_xp_raise(r, "FORG0006", "%s() can't compare %s and %s", function,
                        xp_type_name((enum tp_xp_type)copy.v[0].type),
                        xp_type_name((enum tp_xp_type)v->type));
    }
    for (size_t i = 0; i < copy.n; i++)
        if (xp_is_numeric(copy.v[i]) && copy.v[i].type != widest)
            copy.v[i] = xp_cast(r, copy.v[i], widest);
    *s = copy;
}

static void extreme(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n,
                    struct tp_xp_seq *out, int wanted, const char *function)
{
    const char *collation = xp_collation(r, args, n, 1);
    struct tp_xp_seq s = args[0];
    struct tp_xp_item best;
    bool unordered;

    if (!s.n)
        return;
    one_type(r, &s, function);
    best = s.v[0];
    if (best.type == TP_XP_DURATION || best.type > TP_XP_TIME)
        tp_xp_raise(r, "FORG0006", "%s() has no meaning for %s", function,
                    xp_type_name((enum tp_xp_type)best.type));
    for (size_t i = 0; i < s.n; i++) {
        int order;

        if (s.v[i].type >= TP_XP_FLOAT && s.v[i].type <= TP_XP_DOUBLE && isnan(s.v[i].u.number)) {
            best = s.v[i];
            break;
        }
        order = xp_compare(r, s.v[i], best, true, collation, &unordered);
        if (order * wanted > 0)
            best = s.v[i];
    }
    xp_push(r, out, best);
}

FN(fn_max)
{
    FN_UNUSED();
    extreme(r, args, n, out, 1, "max");
}

FN(fn_min)
{
    FN_UNUSED();
    extreme(r, args, n, out, -1, "min");
}

const struct xp_fn xp_fn_aggregate[] = {
    {"count", 1, 1, "I*", fn_count, NULL, 0, 0, NULL, 0}, /* 15.4.1 */
    {"avg", 1, 1, "A*", fn_avg, NULL, 0, 0, NULL, 0},     /* 15.4.2 */
    {"max", 1, 2, "A*S", fn_max, NULL, 0, 0, NULL, 0},    /* 15.4.3 */
    {"min", 1, 2, "A*S", fn_min, NULL, 0, 0, NULL, 0},    /* 15.4.4 */
    {"sum", 1, 2, "A*A?", fn_sum, NULL, 0, 0, NULL, 0},   /* 15.4.5 */
    {0},
};
