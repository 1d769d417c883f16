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

__extension__ typedef __int128 wide;

enum rounding { FLOOR, CEILING, HALF_UP, HALF_EVEN };

/* D to PRECISION digits behind the point, PRECISION at most its scale. */
static struct tp_xp_decimal round_decimal(struct tp_xp_run *r, struct tp_xp_decimal d,
                                          int precision, enum rounding how)
{
    wide unit = 1, rest, half;
    struct tp_xp_decimal out = d;

    if (precision >= (int)d.scale)
        return d;
    for (int i = (int)d.scale; i > precision; i--)
        if (__builtin_mul_overflow(unit, (wide)10, &unit))
            return (struct tp_xp_decimal){0, 0};
    rest = d.value % unit;
    out.value = d.value - rest; /* towards zero */
    half = rest < 0 ? -rest : rest;
    switch (how) {
    case FLOOR:
        out.value -= rest < 0 ? unit : 0;
        break;
    case CEILING:
        out.value += rest > 0 ? unit : 0;
        break;
    case HALF_UP: /* halves upwards, negative ones as well */
        if (half > unit - half || (half == unit - half && rest > 0))
            out.value += rest < 0 ? -unit : unit;
        break;
    case HALF_EVEN:
        if (half > unit - half || (half == unit - half && out.value / unit % 2 != 0))
            out.value += rest < 0 ? -unit : unit;
        break;
    }
    while (out.scale && out.value % 10 == 0) {
        out.value /= 10;
        out.scale--;
    }
    (void)r;
    return out;
}

static double round_double(struct tp_xp_run *r, double v, int precision, enum rounding how)
{
    struct tp_xp_decimal d;

    switch (how) {
    case FLOOR:
        return floor(v);
    case CEILING:
        return ceil(v);
    case HALF_UP: /* -0.5 gives -0 */
        return fabs(v) >= 4503599627370496.0 ? v : copysign(floor(v + 0.5), v);
    case HALF_EVEN:
        break;
    }
    if (!xp_decimal_from_double(v, &d))
        return v;
    return copysign(xp_decimal_to_double(round_decimal(r, d, precision, how)), v);
}

static void rounded(struct tp_xp_run *r, const struct tp_xp_seq *arg, int precision,
                    enum rounding how, struct tp_xp_seq *out)
{
    struct tp_xp_item i;

    if (!arg->n)
        return;
    i = arg->v[0];
    if (i.type >= TP_XP_FLOAT) {
        if (!isnan(i.u.number) && !isinf(i.u.number) && i.u.number != 0)
            i.u.number = round_double(r, i.u.number, precision, how);
        xp_push(r, out, i);
    } else if (i.type == TP_XP_DECIMAL) {
        xp_push(r, out, xp_decimal(r, round_decimal(r, *i.u.decimal, precision, how)));
    } else if (precision < 0) {
        struct tp_xp_decimal d = round_decimal(r, xp_decimal_of(i), precision, how);

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
    if (i.type >= TP_XP_FLOAT)
        i.u.number = fabs(i.u.number);
    else if (xp_decimal_of(i).value < 0)
        i = xp_sum(r, XP_SUB, xp_integer(0), i);
    xp_push(r, out, i);
}

FN(fn_floor)
{
    FN_UNUSED();
    rounded(r, &args[0], 0, FLOOR, out);
}

FN(fn_ceiling)
{
    FN_UNUSED();
    rounded(r, &args[0], 0, CEILING, out);
}

FN(fn_round)
{
    FN_UNUSED();
    rounded(r, &args[0], 0, HALF_UP, out);
}

FN(fn_round_half_to_even)
{
    int64_t precision = n > 1 ? args[1].v[0].u.integer : 0;

    FN_UNUSED();
    precision = precision > 400 ? 400 : precision < -400 ? -400 : precision;
    rounded(r, &args[0], (int)precision, HALF_EVEN, out);
}

const struct xp_fn xp_fn_number[] = {
    {"number", 0, 1, "A?", fn_number, NULL, 0, 0, NULL},                            /* 14.4 */
    {"abs", 1, 1, "U?", fn_abs, NULL, 0, 0, NULL},                                  /* 6.4.1 */
    {"ceiling", 1, 1, "U?", fn_ceiling, NULL, 0, 0, NULL},                          /* 6.4.2 */
    {"floor", 1, 1, "U?", fn_floor, NULL, 0, 0, NULL},                              /* 6.4.3 */
    {"round", 1, 1, "U?", fn_round, NULL, 0, 0, NULL},                              /* 6.4.4 */
    {"round-half-to-even", 1, 2, "U?Z", fn_round_half_to_even, NULL, 0, 0, NULL},   /* 6.4.5 */
    {0},
};
