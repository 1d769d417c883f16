/*
 * xp_decimal.c - decimal numbers: a whole number of 128 bits over a power of ten.
 *
 * Functions and Operators, 6.2, leaves the precision to the implementation, with 18 digits at the
 * least: here sums and products are exact or FOAR0002, quotients have 18 digits behind the point.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "xp.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

enum { MAX_SCALE = 18 };

static struct tp_xp_decimal lowest(wide value, unsigned scale)
{
    while (scale && value % 10 == 0) {
        value /= 10;
        scale--;
    }
    return (struct tp_xp_decimal){value, scale};
}

/* VALUE * 10^N, or false. */
static bool raise10(wide *value, unsigned n)
{
    while (n--)
        if (__builtin_mul_overflow(*value, (wide)10, value))
            return false;
    return true;
}

/* Both to one scale. */
static bool align(struct tp_xp_decimal *a, struct tp_xp_decimal *b)
{
    if (a->scale < b->scale) {
        if (!raise10(&a->value, b->scale - a->scale))
            return false;
        a->scale = b->scale;
    } else if (b->scale < a->scale) {
        if (!raise10(&b->value, a->scale - b->scale))
            return false;
        b->scale = a->scale;
    }
    return true;
}

struct tp_xp_decimal xp_decimal_of(struct tp_xp_item item)
{
    return item.type == TP_XP_DECIMAL ? *item.u.decimal
                                      : (struct tp_xp_decimal){item.u.integer, 0};
}

int xp_decimal_compare(struct tp_xp_decimal a, struct tp_xp_decimal b)
{
    wide p = a.value, q = b.value;

    if ((p < 0) != (q < 0))
        return p < 0 ? -1 : 1;
    if (!align(&a, &b)) { /* the one that can't be widened is the greater by amount */
        bool a_greater = a.scale < b.scale;

        return a_greater == (p > 0) ? 1 : -1;
    }
    return a.value < b.value ? -1 : a.value > b.value;
}

static bool product(struct tp_xp_decimal a, struct tp_xp_decimal b, struct tp_xp_decimal *out)
{
    wide value;
    unsigned scale = a.scale + b.scale;

    if (__builtin_mul_overflow(a.value, b.value, &value))
        return false;
    while (scale > MAX_SCALE) { /* digits past the 18th are dropped */
        value /= 10;
        scale--;
    }
    *out = lowest(value, scale);
    return true;
}

/* As many digits behind the point as 128 bits and 18 places allow. */
static bool quotient(struct tp_xp_decimal a, struct tp_xp_decimal b, struct tp_xp_decimal *out)
{
    wide whole, rest;
    unsigned scale = 0;

    if (!b.value || !align(&a, &b))
        return false;
    whole = a.value / b.value;
    rest = a.value % b.value;
    while (rest && scale < MAX_SCALE) {
        wide digit, next;

        if (__builtin_mul_overflow(rest, (wide)10, &next) ||
            __builtin_mul_overflow(whole, (wide)10, &whole))
            return scale != 0;
        digit = next / b.value;
        if (__builtin_add_overflow(whole, digit, &whole))
            return false;
        rest = next % b.value;
        scale++;
    }
    *out = lowest(whole, scale);
    return true;
}

bool xp_decimal_sum(enum xp_sum sum, struct tp_xp_decimal a, struct tp_xp_decimal b,
                    struct tp_xp_decimal *out)
{
    wide value;

    switch (sum) {
    case XP_MUL:
        return product(a, b, out);
    case XP_DIV:
        return quotient(a, b, out);
    default:
        break;
    }
    if (!align(&a, &b))
        return false;
    switch (sum) {
    case XP_ADD:
        if (__builtin_add_overflow(a.value, b.value, &value))
            return false;
        *out = lowest(value, a.scale);
        return true;
    case XP_SUB:
        if (__builtin_sub_overflow(a.value, b.value, &value))
            return false;
        *out = lowest(value, a.scale);
        return true;
    case XP_IDIV:
        if (!b.value)
            return false;
        *out = (struct tp_xp_decimal){a.value / b.value, 0};
        return true;
    default:
        if (!b.value)
            return false;
        *out = lowest(a.value % b.value, a.scale);
        return true;
    }
}

/* ---- text ---- */

/* The digits of VALUE, from its last one backwards, in front of END. */
static char *digits(uwide value, char *end)
{
    do
        *--end = (char)('0' + (int)(value % 10));
    while (value /= 10);
    return end;
}

struct tp_slice xp_format_decimal(struct tp_xp_run *r, struct tp_xp_decimal d)
{
    char space[48], *end = space + sizeof space, *p;
    bool minus = d.value < 0;
    size_t n;
    struct tp_buf b = tp_buf_new(r->work);

    p = digits(minus ? 0 - (uwide)d.value : (uwide)d.value, end);
    n = (size_t)(end - p);
    if (minus)
        tp_buf_char(&b, '-');
    if (n <= d.scale) {
        tp_buf_str(&b, "0.");
        for (size_t i = n; i < d.scale; i++)
            tp_buf_char(&b, '0');
        tp_buf_add(&b, p, n);
    } else {
        tp_buf_add(&b, p, n - d.scale);
        if (d.scale) {
            tp_buf_char(&b, '.');
            tp_buf_add(&b, p + n - d.scale, d.scale);
        }
    }
    return (struct tp_slice){b.p, b.len};
}

bool xp_parse_decimal(struct tp_slice text, struct tp_xp_decimal *out, bool *overflow)
{
    size_t i = 0, seen = 0;
    bool minus = false, point = false;
    wide value = 0;
    unsigned scale = 0;

    *overflow = false;
    if (i < text.len && (text.p[i] == '+' || text.p[i] == '-'))
        minus = text.p[i++] == '-';
    for (; i < text.len; i++) {
        char c = text.p[i];

        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        seen++;
        if (point && scale == MAX_SCALE)
            continue; /* further digits are dropped */
        if (*overflow || __builtin_mul_overflow(value, (wide)10, &value) ||
            __builtin_add_overflow(value, (wide)(c - '0'), &value))
            *overflow = true;
        scale += point;
    }
    if (!seen)
        return false;
    *out = lowest(minus ? -value : value, scale);
    return !*overflow;
}

bool xp_parse_integer(struct tp_slice text, int64_t *out, bool *overflow)
{
    size_t i = 0;
    bool minus = false;

    *overflow = false;
    *out = 0;
    if (i < text.len && (text.p[i] == '+' || text.p[i] == '-'))
        minus = text.p[i++] == '-';
    if (i == text.len)
        return false;
    for (; i < text.len; i++) {
        int digit = text.p[i] - '0';

        if (digit < 0 || digit > 9)
            return false;
        if (*overflow || __builtin_mul_overflow(*out, 10, out) ||
            __builtin_add_overflow(*out, minus ? -digit : digit, out))
            *overflow = true;
    }
    return !*overflow;
}

double xp_decimal_to_double(struct tp_xp_decimal d)
{
    char space[64], digit[48], *end = digit + sizeof digit, *p;
    bool minus = d.value < 0;

    /* By way of text: the nearest double, whatever the digits. */
    p = digits(minus ? 0 - (uwide)d.value : (uwide)d.value, end);
    (void)snprintf(space, sizeof space, "%s%.*se-%u", minus ? "-" : "", (int)(end - p), p,
                   d.scale);
    return xp_strtod(space);
}

bool xp_decimal_from_double(double value, struct tp_xp_decimal *out)
{
    double whole = trunc(value), part = fabs(value - whole);
    wide digits_behind = 0;
    unsigned scale = 0;
    wide v;

    if (!(fabs(value) < 1e37)) /* infinite and NaN as well */
        return false;
    v = (wide)whole;
    while (part > 0 && scale < MAX_SCALE) { /* exact: a double has a finite decimal form */
        part *= 10;
        digits_behind = digits_behind * 10 + (wide)part;
        part -= trunc(part);
        scale++;
    }
    for (unsigned i = 0; i < scale; i++)
        if (__builtin_mul_overflow(v, (wide)10, &v))
            return false;
    v += value < 0 ? -digits_behind : digits_behind;
    *out = lowest(v, scale);
    return true;
}
