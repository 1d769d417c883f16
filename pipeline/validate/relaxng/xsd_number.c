/* xsd_number.c - decimal (any precision), float and double. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "xsd.h"

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool tp_xsd_parse_decimal(struct tp_slice s, bool integer, struct tp_xsd_value *v)
{
    const char *p = s.p, *end = s.p + s.len, *whole, *whole_end, *part;

    v->negative = p < end && *p == '-';
    if (p < end && (*p == '+' || *p == '-'))
        p++;
    for (whole = p; p < end && digit(*p); p++)
        ;
    whole_end = p;
    part = p;
    if (!integer && p < end && *p == '.') {
        for (part = ++p; p < end && digit(*p); p++)
            ;
        end = p == s.p + s.len ? end : NULL;
    }
    if (!end || p != end || (whole == whole_end && part == end))
        return false;
    while (whole < whole_end && *whole == '0')
        whole++;
    while (end > part && end[-1] == '0')
        end--;
    if (part > end || part == whole_end)
        part = end;
    v->integer = whole;
    v->n_integer = (size_t)(whole_end - whole);
    v->fraction = part;
    v->n_fraction = (size_t)(end - part);
    if (v->n_integer + v->n_fraction == 0)
        v->negative = false;
    return true;
}

static int compare_magnitude(const struct tp_xsd_value *x, const struct tp_xsd_value *y)
{
    size_t n = x->n_fraction < y->n_fraction ? x->n_fraction : y->n_fraction;
    int c;

    if (x->n_integer != y->n_integer)
        return x->n_integer < y->n_integer ? -1 : 1;
    c = x->n_integer ? memcmp(x->integer, y->integer, x->n_integer) : 0;
    if (c == 0 && n)
        c = memcmp(x->fraction, y->fraction, n);
    if (c == 0 && x->n_fraction != y->n_fraction)
        c = x->n_fraction < y->n_fraction ? -1 : 1;
    return c < 0 ? -1 : c > 0;
}

enum tp_xsd_order tp_xsd_compare_decimal(const struct tp_xsd_value *x, const struct tp_xsd_value *y)
{
    if (x->negative != y->negative)
        return x->negative ? TP_XSD_LESS : TP_XSD_MORE;
    return (enum tp_xsd_order)(x->negative ? compare_magnitude(y, x) : compare_magnitude(x, y));
}

/* The digits without the point, which goes into the exponent: strtod() must not see the locale's.
 */
static size_t scan_digits(const char **from, const char *end, char *out, size_t room, long *point)
{
    const char *p = *from;
    size_t digits = 0, kept = 0;

    for (bool after = false; p < end && (digit(*p) || (*p == '.' && !after)); p++) {
        if (*p == '.') {
            after = true;
            continue;
        }
        digits++;
        if (kept == 0 && *p == '0') {
            *point -= after;
        } else if (kept < room) {
            out[kept++] = *p;
            *point -= after;
        } else {
            *point += !after; /* too far behind to matter, but it has its place */
        }
    }
    if (kept == 0)
        out[kept++] = '0';
    out[kept] = '\0';
    *from = p;
    return digits;
}

static bool scan_float(struct tp_slice s, char *out, size_t room, long *point)
{
    const char *p = s.p, *end = s.p + s.len;

    *point = 0;
    *out = '+';
    if (p < end && (*p == '+' || *p == '-'))
        *out = *p++;
    if (scan_digits(&p, end, out + 1, room, point) == 0)
        return false;
    if (p < end && (*p == 'e' || *p == 'E')) {
        long e = 0;
        bool minus = ++p < end && *p == '-';
        if (p < end && (*p == '+' || *p == '-'))
            p++;
        if (p == end)
            return false;
        for (; p < end && digit(*p); p++)
            e = e > 1000000 ? e : e * 10 + (*p - '0');
        *point += minus ? -e : e;
    }
    return p == end;
}

static size_t write_exponent(char *out, long e)
{
    char digits[24];
    size_t n = 0, k = 0;
    unsigned long u = e < 0 ? 0ul - (unsigned long)e : (unsigned long)e;

    out[k++] = 'e';
    out[k++] = e < 0 ? '-' : '+';
    do
        digits[n++] = (char)('0' + u % 10);
    while ((u /= 10) > 0);
    while (n)
        out[k++] = digits[--n];
    out[k] = '\0';
    return k;
}

bool tp_xsd_parse_float(struct tp_slice s, bool single, struct tp_xsd_value *v)
{
    char text[1200];
    long point;

    if (tp_slice_is(s, "INF") || tp_slice_is(s, "-INF")) {
        v->number = s.p[0] == '-' ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    if (tp_slice_is(s, "NaN")) {
        v->number = nan("");
        return true;
    }
    if (!scan_float(s, text, sizeof text - 64, &point))
        return false;
    (void)write_exponent(text + strlen(text), point);
    v->number = single ? (double)strtof(text, NULL) : strtod(text, NULL);
    return true;
}
