/* xp_number.c - doubles and floats as text (Functions and Operators, 17.1.2; XML Schema part 2,
 * 3.2.4 and 3.2.5), whatever the locale. */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xp.h"

/* strtod() of C reads the decimal point of the locale, which is the host's to set. */
double xp_strtod(const char *text)
{
    const struct lconv *l = localeconv();
    char space[512], *point;

    (void)snprintf(space, sizeof space, "%s", text);
    point = strchr(space, '.');
    if (point && l && l->decimal_point && l->decimal_point[0] && !l->decimal_point[1])
        *point = l->decimal_point[0];
    return strtod(space, NULL);
}

bool xp_parse_double(struct tp_slice t, double *out)
{
    char space[512];
    size_t i = 0, digits = 0;

    if (tp_slice_is(t, "INF") || tp_slice_is(t, "-INF")) {
        *out = t.p[0] == '-' ? -INFINITY : INFINITY;
        return true;
    }
    if (tp_slice_is(t, "NaN")) {
        *out = (double)NAN;
        return true;
    }
    if (!t.len || t.len >= sizeof space)
        return false;
    i += t.p[i] == '+' || t.p[i] == '-';
    for (; i < t.len && t.p[i] >= '0' && t.p[i] <= '9'; i++)
        digits++;
    if (i < t.len && t.p[i] == '.')
        for (i++; i < t.len && t.p[i] >= '0' && t.p[i] <= '9'; i++)
            digits++;
    if (!digits)
        return false;
    if (i < t.len && (t.p[i] == 'e' || t.p[i] == 'E')) {
        size_t from;

        i++;
        i += i < t.len && (t.p[i] == '+' || t.p[i] == '-');
        for (from = i; i < t.len && t.p[i] >= '0' && t.p[i] <= '9'; i++)
            ;
        if (i == from)
            return false;
    }
    if (i != t.len)
        return false;
    memcpy(space, t.p, t.len);
    space[t.len] = '\0';
    *out = xp_strtod(space);
    return true;
}

/* The fewest digits that read back as the same number: DIGITS without point, and the power of ten
 * that the point behind the first digit has. */
static void shortest(double value, bool single, char digits[24], int *exponent)
{
    char space[40];
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
    char digits[24];
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
