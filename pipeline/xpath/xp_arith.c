/* xp_arith.c - sums of numbers, durations, dates and times (Functions and Operators, 6.2 and 10.6
 * to 10.8). */
#include <math.h>

#include "xp.h"

static _Noreturn void no_such_sum(struct tp_xp_run *r, enum xp_sum sum, struct tp_xp_item a,
                                  struct tp_xp_item b)
{
    static const char *const words[] = {"+", "-", "*", "div", "idiv", "mod"};

    tp_xp_raise(r, "XPTY0004", "%s %s %s has no meaning", xp_type_name((enum tp_xp_type)a.type),
                words[sum], xp_type_name((enum tp_xp_type)b.type));
}

static _Noreturn void by_zero(struct tp_xp_run *r)
{
    tp_xp_raise(r, "FOAR0001", "division by zero");
}

static _Noreturn void too_large(struct tp_xp_run *r)
{
    tp_xp_raise(r, "FOAR0002", "the number is too large");
}

/* ---- numbers ---- */

static struct tp_xp_item of_doubles(struct tp_xp_run *r, enum xp_sum sum, double a, double b,
                                    bool single)
{
    struct tp_xp_item out = {.type = single ? TP_XP_FLOAT : TP_XP_DOUBLE};
    double q;

    if (single) { /* a decimal or integer operand is made a float first */
        a = (double)(float)a;
        b = (double)(float)b;
    }

    switch (sum) {
    case XP_ADD:
        out.u.number = a + b;
        break;
    case XP_SUB:
        out.u.number = a - b;
        break;
    case XP_MUL:
        out.u.number = a * b;
        break;
    case XP_DIV:
        out.u.number = a / b;
        break;
    case XP_MOD:
        out.u.number = fmod(a, b);
        break;
    case XP_IDIV:
        if (b == 0)
            by_zero(r);
        q = trunc(a / b);
        if (isnan(a) || isnan(b) || isinf(a) || !(fabs(q) < 9223372036854775808.0))
            too_large(r);
        return xp_integer((int64_t)q);
    }
    if (single)
        out.u.number = (double)(float)out.u.number;
    return out;
}

static bool of_integers(enum xp_sum sum, int64_t a, int64_t b, int64_t *out)
{
    switch (sum) {
    case XP_ADD:
        return !__builtin_add_overflow(a, b, out);
    case XP_SUB:
        return !__builtin_sub_overflow(a, b, out);
    case XP_MUL:
        return !__builtin_mul_overflow(a, b, out);
    case XP_IDIV:
        if (a == INT64_MIN && b == -1)
            return false;
        *out = a / b;
        return true;
    case XP_MOD:
        *out = b == -1 ? 0 : a % b;
        return true;
    case XP_DIV:
        break;
    }
    return false;
}

static struct tp_xp_item of_decimals(struct tp_xp_run *r, enum xp_sum sum, struct tp_xp_item a,
                                     struct tp_xp_item b)
{
    struct tp_xp_decimal p = xp_decimal_of(a), q = xp_decimal_of(b), out;

    if (!q.value && sum >= XP_DIV)
        by_zero(r);
    if (!xp_decimal_sum(sum, p, q, &out))
        too_large(r);
    if (sum != XP_IDIV)
        return xp_decimal(r, out);
    if (out.value > INT64_MAX || out.value < INT64_MIN)
        too_large(r);
    return xp_integer((int64_t)out.value);
}

static struct tp_xp_item of_numbers(struct tp_xp_run *r, enum xp_sum sum, struct tp_xp_item a,
                                    struct tp_xp_item b)
{
    enum tp_xp_type wider = (enum tp_xp_type)(a.type > b.type ? a.type : b.type);
    int64_t out;

    if (wider >= TP_XP_FLOAT)
        return of_doubles(r, sum, xp_number_of(a), xp_number_of(b), wider == TP_XP_FLOAT);
    if (wider == TP_XP_DECIMAL || sum == XP_DIV)
        return of_decimals(r, sum, a, b);
    if (!b.u.integer && sum >= XP_IDIV)
        by_zero(r);
    if (!of_integers(sum, a.u.integer, b.u.integer, &out))
        too_large(r);
    return xp_integer(out);
}

/* ---- dates, times, durations: xp_moment.c knows how ---- */

static bool is_duration(struct tp_xp_item i)
{
    return i.type == TP_XP_YM_DURATION || i.type == TP_XP_DT_DURATION;
}

static bool is_instant(struct tp_xp_item i)
{
    return i.type == TP_XP_DATETIME || i.type == TP_XP_DATE || i.type == TP_XP_TIME;
}

struct tp_xp_item xp_sum(struct tp_xp_run *r, enum xp_sum sum, struct tp_xp_item a,
                         struct tp_xp_item b)
{
    if (xp_is_numeric(a) && xp_is_numeric(b))
        return of_numbers(r, sum, a, b);
    if (is_instant(a) && a.type == b.type && sum == XP_SUB)
        return xp_instant_difference(r, a, b);
    if (is_instant(a) && is_duration(b) && sum <= XP_SUB &&
        !(a.type == TP_XP_TIME && b.type == TP_XP_YM_DURATION))
        return xp_instant_plus(r, a, b, sum == XP_SUB);
    if (is_duration(a) && is_instant(b) && sum == XP_ADD &&
        !(b.type == TP_XP_TIME && a.type == TP_XP_YM_DURATION))
        return xp_instant_plus(r, b, a, false);
    if (is_duration(a) && a.type == b.type && sum <= XP_SUB)
        return xp_duration_plus(r, a, b, sum == XP_SUB);
    if (is_duration(a) && a.type == b.type && sum == XP_DIV)
        return xp_duration_ratio(r, a, b);
    if (is_duration(a) && xp_is_numeric(b) && (sum == XP_MUL || sum == XP_DIV))
        return xp_duration_times(r, a, b, sum == XP_DIV);
    if (xp_is_numeric(a) && is_duration(b) && sum == XP_MUL)
        return xp_duration_times(r, b, a, false);
    no_such_sum(r, sum, a, b);
}
