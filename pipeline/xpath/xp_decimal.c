/*
 * xp_decimal.c - decimal numbers: a whole number of 128 bits over a power of ten.
 *
 * Functions and Operators, 6.2, leaves the precision to the implementation, with 18 digits at the
 * least: here sums are exact or FOAR0002, products and quotients are rounded, halves to even, to 18
 * digits behind the point, or fewer when there are too many before it.
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
    return item.type == TP_XP_DECIMAL ? *item.u.decimal : (struct tp_xp_decimal){item.u.integer, 0};
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

/* ---- products and quotients, by way of 256 bits ---- */

struct large {
    uwide high, low;
};

static uwide amount(wide v)
{
    return v < 0 ? 0 - (uwide)v : (uwide)v;
}

static struct large multiply(uwide a, uwide b)
{
    uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64), b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
    uwide low = (uwide)a0 * b0, mid1 = (uwide)a1 * b0, mid2 = (uwide)a0 * b1, high = (uwide)a1 * b1;
    uwide mid = (low >> 64) + (uint64_t)mid1 + (uint64_t)mid2;

    return (struct large){high + (mid1 >> 64) + (mid2 >> 64) + (mid >> 64),
                          mid << 64 | (uint64_t)low};
}

/* *N / 10; returns the rest. */
static unsigned divide10(struct large *n)
{
    uint64_t part[4] = {(uint64_t)(n->high >> 64), (uint64_t)n->high, (uint64_t)(n->low >> 64),
                        (uint64_t)n->low};
    uwide rest = 0;

    for (size_t i = 0; i < 4; i++) {
        rest = rest << 64 | part[i];
        part[i] = (uint64_t)(rest / 10);
        rest %= 10;
    }
    n->high = (uwide)part[0] << 64 | part[1];
    n->low = (uwide)part[2] << 64 | part[3];
    return (unsigned)rest;
}

/* The amount N / 10^SCALE with a sign, rounded to what fits. MORE: there are digits behind N. */
static bool rounded(struct large n, unsigned scale, bool more, bool minus,
                    struct tp_xp_decimal *out)
{
    const uwide most = ~(uwide)0 >> 1;
    unsigned last = 0;

    while (scale && (scale > MAX_SCALE || n.high || n.low >= most)) {
        more |= last != 0;
        last = divide10(&n);
        scale--;
    }
    if (n.high || n.low >= most)
        return false;
    if (last > 5 || (last == 5 && (more || n.low % 2)))
        n.low++;
    *out = lowest(minus ? -(wide)n.low : (wide)n.low, scale);
    return true;
}

static bool product(struct tp_xp_decimal a, struct tp_xp_decimal b, struct tp_xp_decimal *out)
{
    return rounded(multiply(amount(a.value), amount(b.value)), a.scale + b.scale, false,
                   (a.value < 0) != (b.value < 0), out);
}

/* Digit by digit, as by hand; one more than is kept, for the rounding. */
static bool quotient(struct tp_xp_decimal a, struct tp_xp_decimal b, struct tp_xp_decimal *out)
{
    uwide divisor, rest;
    struct large whole = {0, 0};
    unsigned scale = 0;

    if (!b.value || !align(&a, &b))
        return false;
    divisor = amount(b.value);
    whole.low = amount(a.value) / divisor;
    rest = amount(a.value) % divisor;
    for (; rest && scale <= MAX_SCALE; scale++) {
        struct large tens = multiply(rest, 10);
        unsigned digit = 0;

        while (tens.high || tens.low >= divisor) { /* at most nine times */
            tens.high -= tens.low < divisor;
            tens.low -= divisor;
            digit++;
        }
        rest = tens.low;
        tens = multiply(whole.low, 10); /* WHOLE.high stays below 10^19 */
        whole.high = whole.high * 10 + tens.high;
        whole.low = tens.low + digit;
        whole.high += whole.low < digit;
    }
    return rounded(whole, scale, rest != 0, (a.value < 0) != (b.value < 0), out);
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

struct tp_xp_decimal xp_decimal_round(struct tp_xp_decimal d, int precision, enum xp_rounding how)
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
    case XP_FLOOR:
        out.value -= rest < 0 ? unit : 0;
        break;
    case XP_CEILING:
        out.value += rest > 0 ? unit : 0;
        break;
    case XP_HALF_UP: /* halves upwards, negative ones as well */
        if (half > unit - half || (half == unit - half && rest > 0))
            out.value += rest < 0 ? -unit : unit;
        break;
    case XP_HALF_EVEN:
        if (half > unit - half || (half == unit - half && out.value / unit % 2 != 0))
            out.value += rest < 0 ? -unit : unit;
        break;
    }
    while (out.scale && out.value % 10 == 0) {
        out.value /= 10;
        out.scale--;
    }
    return out;
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

    p = digits(amount(d.value), end);
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

    /* By way of text: the nearest double, whatever the digits. */
    p = digits(amount(d.value), end);
    (void)snprintf(space, sizeof space, "%s%.*se-%u", d.value < 0 ? "-" : "", (int)(end - p), p,
                   d.scale);
    return xp_strtod(space, false);
}

/* A double is M * 2^E with whole M below 2^53. */
bool xp_decimal_from_double(double value, struct tp_xp_decimal *out)
{
    int e;
    double m = frexp(fabs(value), &e);
    uwide whole, rest, half;

    if (!(fabs(value) < 1.7e38)) /* infinite and NaN as well */
        return false;
    whole = (uwide)ldexp(m, 53);
    e -= 53;
    if (e >= 0) {
        *out = lowest(value < 0 ? -(wide)(whole << e) : (wide)(whole << e), 0);
        return true;
    }
    whole *= (uwide)1000000000000000000; /* below 2^113 */
    if (e <= -120) {
        whole = 0;
    } else {
        half = (uwide)1 << (-e - 1);
        rest = whole & ((half << 1) - 1);
        whole >>= -e;
        whole += rest > half || (rest == half && whole % 2);
    }
    *out = lowest(value < 0 ? -(wide)whole : (wide)whole, MAX_SCALE);
    return true;
}
