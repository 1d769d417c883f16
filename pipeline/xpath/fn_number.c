/* fn_number.c - functions on numbers (Functions and Operators, 6.4 and 14.4). */
#include <math.h>

#include "fn.h"

FN(fn_number)
{
    struct tp_xp_item space, value;
    const struct tp_xp_item *i = fn_arg_or_context(r, args, n, &space);
    const char *code;

    FN_UNUSED();
    if (i && xp_try_cast(r, xp_atomize(r, *i), TP_XP_DOUBLE, &value, &code))
        xp_push(r, out, value);
    else
        xp_push(r, out, xp_double((double)NAN));
}

static double round_double(double v, int precision, enum xp_rounding how)
{
    switch (how) {
    case XP_FLOOR:
        return floor(v);
    case XP_CEILING:
        return ceil(v);
    case XP_HALF_UP:
        return xp_round(v);
    case XP_HALF_EVEN:
        break;
    }
    return xp_round_even(v, precision);
}

static void rounded(struct tp_xp_run *r, const struct tp_xp_seq *arg, int precision,
                    enum xp_rounding how, struct tp_xp_seq *out)
{
    struct tp_xp_item i;

    if (!arg->n)
        return;
    i = arg->v[0];
    i.derived = 0; /* a number of the type that its own is derived from */
    if (i.type >= TP_XP_FLOAT) {
        if (!isnan(i.u.number) && !isinf(i.u.number) && i.u.number != 0)
            i.u.number = round_double(i.u.number, precision, how);
        if (i.type == TP_XP_FLOAT)
            i.u.number = (double)(float)i.u.number;
        xp_push(r, out, i);
    } else if (i.type == TP_XP_DECIMAL) {
        xp_push(r, out, xp_decimal(r, xp_decimal_round(*i.u.decimal, precision, how)));
    } else if (precision < 0) {
        struct tp_xp_decimal d = xp_decimal_round(xp_decimal_of(i), precision, how);

        if (d.value > INT64_MAX || d.value < INT64_MIN)
            tp_xp_raise(r, "FOAR0002", "the number is too large");
        xp_push(r, out, xp_integer((int64_t)d.value));
    } else {
        xp_push(r, out, i);
    }
}

FN(fn_abs)
{
    struct tp_xp_item i;

    FN_UNUSED();
    if (!args[0].n)
        return;
    i = args[0].v[0];
    i.derived = 0;
    if (i.type >= TP_XP_FLOAT)
        i.u.number = fabs(i.u.number);
    else if (xp_decimal_of(i).value < 0)
        i = xp_sum(r, XP_SUB, xp_integer(0), i);
    xp_push(r, out, i);
}

FN(fn_floor)
{
    FN_UNUSED();
    rounded(r, &args[0], 0, XP_FLOOR, out);
}

FN(fn_ceiling)
{
    FN_UNUSED();
    rounded(r, &args[0], 0, XP_CEILING, out);
}

FN(fn_round)
{
    FN_UNUSED();
    rounded(r, &args[0], 0, XP_HALF_UP, out);
}

FN(fn_round_half_to_even)
{
    int64_t precision = n > 1 ? args[1].v[0].u.integer : 0;

    FN_UNUSED();
    precision = precision > 400 ? 400 : precision < -400 ? -400 : precision;
    rounded(r, &args[0], (int)precision, XP_HALF_EVEN, out);
}

const struct xp_fn xp_fn_number[] = {
    {"number", 0, 1, "A?", fn_number, NULL, 0, 0, NULL, 0},                          /* 14.4 */
    {"abs", 1, 1, "U?", fn_abs, NULL, 0, 0, NULL, 0},                                /* 6.4.1 */
    {"ceiling", 1, 1, "U?", fn_ceiling, NULL, 0, 0, NULL, 0},                        /* 6.4.2 */
    {"floor", 1, 1, "U?", fn_floor, NULL, 0, 0, NULL, 0},                            /* 6.4.3 */
    {"round", 1, 1, "U?", fn_round, NULL, 0, 0, NULL, 0},                            /* 6.4.4 */
    {"round-half-to-even", 1, 2, "U?Z", fn_round_half_to_even, NULL, 0, 0, NULL, 0}, /* 6.4.5 */
    {0},
};
