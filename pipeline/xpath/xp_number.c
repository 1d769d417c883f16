/* xp_number.c - doubles and floats as text (Functions and Operators, 17.1.2; XML Schema part 2,
 * 3.2.4 and 3.2.5), whatever the locale. */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xp.h"

enum { SPACE = 1024 };

/* strtod() of C reads the decimal point of the locale, which is the host's to set. */
double xp_strtod(const char *text, bool single)
{
    const struct lconv *l = localeconv();
    char space[SPACE], *point;

    (void)snprintf(space, sizeof space, "%s", text);
    point = strchr(space, '.');
    if (point && l && l->decimal_point && l->decimal_point[0] && !l->decimal_point[1])
        *point = l->decimal_point[0];
    return single ? (double)strtof(space, NULL) : strtod(space, NULL);
}

/* DIGITS, a point perhaps among them, and EXPONENT behind, as one number. More than 800 digits
 * decide nothing but a tie: of those only whether one isn't zero counts. */
static double assemble(bool minus, struct tp_slice digits, int64_t exponent, bool single)
{
    enum { MOST = 800 };
    char space[SPACE];
    size_t n = 0;
    bool point = false, more = false;

    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.p[i];

        if (c == '.') {
            point = true;
            continue;
        }
        if (n || c != '0') {
            if (n < MOST)
                space[n++] = c;
            else {
                more |= c != '0';
                exponent++;
            }
        }
        exponent -= point;
    }
    if (more)
        space[n - 1] =
            (char)(space[n - 1] == '0' || space[n - 1] == '5' ? space[n - 1] + 1 : space[n - 1]);
    if (!n)
        return minus ? -0.0 : 0.0;
    exponent = exponent > 99999 ? 99999 : exponent < -99999 ? -99999 : exponent;
    (void)snprintf(space + n, sizeof space - n, "e%lld", (long long)exponent);
    return (minus ? -1 : 1) * xp_strtod(space, single);
}

/* The power of ten behind E, up to where nothing changes any more. */
static bool read_exponent(struct tp_slice t, size_t i, int64_t *exponent)
{
    bool minus = i < t.len && t.p[i] == '-';
    size_t from;

    i += i < t.len && (t.p[i] == '+' || t.p[i] == '-');
    for (from = i; i < t.len && t.p[i] >= '0' && t.p[i] <= '9'; i++)
        if (*exponent < INT32_MAX)
            *exponent = *exponent * 10 + (t.p[i] - '0');
    *exponent = minus ? -*exponent : *exponent;
    return i == t.len && i > from;
}

bool xp_parse_double(struct tp_slice t, bool single, double *out)
{
    size_t i = 0, digits = 0, from;
    int64_t exponent = 0;

    if (tp_slice_is(t, "INF") || tp_slice_is(t, "-INF")) {
        *out = t.p[0] == '-' ? -INFINITY : INFINITY;
        return true;
    }
    if (tp_slice_is(t, "NaN")) {
        *out = (double)NAN;
        return true;
    }
    i += t.len && (t.p[i] == '+' || t.p[i] == '-');
    from = i;
    for (; i < t.len && t.p[i] >= '0' && t.p[i] <= '9'; i++)
        digits++;
    if (i < t.len && t.p[i] == '.')
        for (i++; i < t.len && t.p[i] >= '0' && t.p[i] <= '9'; i++)
            digits++;
    if (!digits)
        return false;
    if (i < t.len && ((t.p[i] != 'e' && t.p[i] != 'E') || !read_exponent(t, i + 1, &exponent)))
        return false;
    *out = assemble(t.p[0] == '-', (struct tp_slice){t.p + from, i - from}, exponent, single);
    return true;
}

/* The fewest digits that read back as the same number: DIGITS without point, and the power of ten
 * that the point behind the first digit has. */
static void shortest(double value, bool single, char digits[24], int *exponent)
{
    char space[40] = "";
    int n = 0;

    for (int precision = 0; precision <= (single ? 8 : 16); precision++) {
        double back;

        (void)snprintf(space, sizeof space, "%.*e", precision, value);
        back = strtod(space, NULL);
        if (single ? (float)back == (float)value : back == value)
            break;
    }
    for (const char *p = space; *p && *p != 'e'; p++)
        if (*p >= '0' && *p <= '9' && n < 23)
            digits[n++] = *p;
    while (n > 1 && digits[n - 1] == '0')
        n--;
    digits[n] = '\0';
    *exponent = (int)strtol(strchr(space, 'e') + 1, NULL, 10);
}

/* 0.000001 to 1,000,000 as a decimal number, else with an exponent. */
struct tp_slice xp_format_double(struct tp_xp_run *r, double value, bool single)
{
    struct tp_buf b = tp_buf_new(r->work);
    char digits[24] = "";
    int exponent, n;
    double amount = fabs(value);

    if (isnan(value))
        return (struct tp_slice){"NaN", 3};
    if (isinf(value))
        return value < 0 ? (struct tp_slice){"-INF", 4} : (struct tp_slice){"INF", 3};
    if (signbit(value))
        tp_buf_char(&b, '-');
    if (amount == 0) {
        tp_buf_char(&b, '0');
        return (struct tp_slice){b.p, b.len};
    }
    shortest(amount, single, digits, &exponent);
    n = (int)strlen(digits);
    if (amount < 1e-6 || amount >= 1e6) {
        tp_buf_char(&b, digits[0]);
        tp_buf_char(&b, '.');
        tp_buf_str(&b, n > 1 ? digits + 1 : "0");
        tp_buf_fmt(&b, "E%d", exponent);
    } else if (exponent < 0) {
        tp_buf_str(&b, "0.");
        for (int i = -1; i > exponent; i--)
            tp_buf_char(&b, '0');
        tp_buf_str(&b, digits);
    } else {
        for (int i = 0; i <= exponent || i < n; i++) {
            if (i == exponent + 1)
                tp_buf_char(&b, '.');
            tp_buf_char(&b, i < n ? digits[i] : '0');
        }
    }
    return (struct tp_slice){b.p, b.len};
}

double xp_number_of(struct tp_xp_item item)
{
    switch (item.type) {
    case TP_XP_INTEGER:
        return (double)item.u.integer;
    case TP_XP_DECIMAL:
        return xp_decimal_to_double(*item.u.decimal);
    default:
        return item.u.number;
    }
}

double xp_round(double v)
{
    double low = floor(v);

    return copysign(v - low >= 0.5 ? low + 1 : low, v);
}

/* C's printf() rounds the exact binary value, ties to even. */
double xp_round_even(double v, int precision)
{
    enum { DIGITS = 800 };
    char space[DIGITS + 400];
    int exponent;

    if (v == 0 || precision > DIGITS - 400)
        return v;
    if (precision >= 0) {
        (void)snprintf(space, sizeof space, "%.*f", precision, v);
        return strtod(space, NULL);
    }
    (void)snprintf(space, sizeof space, "%.40e", v);
    exponent = (int)strtol(strchr(space, 'e') + 1, NULL, 10);
    if (exponent + precision >= 0) { /* so many digits behind the first */
        (void)snprintf(space, sizeof space, "%.*e", exponent + precision, v);
        return strtod(space, NULL);
    }
    if (exponent + precision < -1) /* below a twentieth of the unit */
        return copysign(0, v);
    (void)snprintf(space, sizeof space, "5e%d", -precision - 1);
    if (fabs(v) <= strtod(space, NULL))
        return copysign(0, v);
    (void)snprintf(space, sizeof space, "1e%d", -precision);
    return copysign(strtod(space, NULL), v);
}
