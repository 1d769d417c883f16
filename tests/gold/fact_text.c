/* fact_text.c - how texts, numbers and dates are made comparable; see fact.h */
#include <string.h>
#include <unicode/uchar.h>

#include "../../pipeline/base/utf8.h"
#include "fact.h"

void fact_add_letters(struct tp_buf *out, const char *p, size_t n, bool fold)
{
    while (n > 0) {
        uint32_t cp;
        size_t len = tp_utf8_decode(p, n, &cp);

        if (len == 0)
            len = 1;
        else if (u_isalnum((UChar32)cp))
            tp_buf_codepoint(out,
                             fold ? (uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT) : cp);
        p += len;
        n -= len;
    }
}

char *fact_letters(struct tp_arena *a, const char *p, size_t n, bool fold)
{
    struct tp_buf out = tp_buf_new(a);

    fact_add_letters(&out, p, n, fold);
    return tp_strndup(a, out.p, out.len);
}

/* The value of a Roman number of lower-case letters; 0: it is none. */
static unsigned roman(const char *p)
{
    static const char digits[] = "ivxlcdm";
    static const unsigned worth[] = {1, 5, 10, 50, 100, 500, 1000};
    unsigned sum = 0, last = 0;

    for (size_t i = strlen(p); i-- > 0;) {
        const char *digit = strchr(digits, p[i]);
        unsigned value;

        if (!digit || !*digit)
            return 0;
        value = worth[digit - digits];
        sum = value < last ? sum - value : sum + value;
        last = value > last ? value : last;
    }
    return sum;
}

char *fact_number(struct tp_arena *a, const char *n)
{
    static const char han[][4] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    char *letters = fact_letters(a, n, strlen(n), true);
    size_t len = strlen(letters);
    /* "c)" comes after "b)" far more often than after "XCIX" */
    unsigned value = len > 8 || (len == 1 && strchr("lcdm", *letters)) ? 0 : roman(letters);

    for (unsigned i = 0; i < sizeof han / sizeof *han; i++) {
        if (strcmp(letters, han[i]) == 0)
            value = i + 1;
    }
    if (value)
        return tp_fmt(a, "%u", value);
    return *letters ? letters : tp_strdup(a, n);
}

char *fact_date(struct tp_arena *a, const char *value)
{
    char *out = tp_strdup(a, value);
    const char *day_end = strchr(out, 'T');
    char *clock = out + (day_end ? (size_t)(day_end - out) + 1 : 0);
    size_t digits = strspn(clock, "0123456789:");

    if (!strchr(clock, ':'))
        return out;
    clock[digits] = '\0'; /* the zone */
    if (digits == 8 && strcmp(clock + 5, ":00") == 0)
        clock[5] = '\0';
    return out;
}
