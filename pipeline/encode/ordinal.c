#include "ordinal.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "language.h"

/* The letters that number points in Russian: without those that no one uses for it. */
static const char *const cyrillic[] = {"а", "б", "в", "г", "д", "е", "ж", "з", "и",
                                       "к", "л", "м", "н", "о", "п", "р", "с", "т"};
static const char *const cyrillic_capital[] = {"А", "Б", "В", "Г", "Д", "Е", "Ж", "З", "И",
                                               "К", "Л", "М", "Н", "О", "П", "Р", "С", "Т"};

static int find_word(const char *const *words, size_t n_words, const char *p, size_t n)
{
    for (size_t i = 0; i < n_words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], p, n) == 0)
            return (int)i + 1;
    return 0;
}

static int roman(const char *p, size_t n, bool capital)
{
    static const char *const words[] = {"I",    "II",  "III",  "IV",    "V",   "VI",   "VII",
                                        "VIII", "IX",  "X",    "XI",    "XII", "XIII", "XIV",
                                        "XV",   "XVI", "XVII", "XVIII", "XIX", "XX"};
    char upper[8];

    if (n >= sizeof upper)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if ((p[i] >= 'a' && p[i] <= 'z') == capital)
            return 0;
        upper[i] = (char)(p[i] & ~32);
    }
    return find_word(words, sizeof words / sizeof *words, upper, n);
}

/* One to ninety-nine in Han numerals. */
static int han_number(const char *p, size_t n)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    int value = 0, last = 0;

    for (size_t i = 0; i + 3 <= n; i += 3) {
        int d = find_word(digits, sizeof digits / sizeof *digits, p + i, 3);
        if (d == 0)
            return 0;
        if (d == 10) {
            value += (last ? last : 1) * 10;
            last = 0;
        } else {
            last = d;
        }
    }
    return n % 3 ? 0 : value + last;
}

static bool reading(struct tp_ordinal *o, int number, char style)
{
    o->number = number;
    o->style = style;
    return number != 0;
}

/* All that the word up to the closing sign may be; true for the first that goes on from BEFORE. */
static bool one_reading(const char *p, size_t n, char style, struct tp_ordinal *o)
{
    char *end;

    switch (style) {
    case '1':
        if (*p < '1' || *p > '9' || n > 3)
            return false;
        return reading(o, (int)strtol(p, &end, 10), '1') && end == p + n;
    case 'I':
        return reading(o, roman(p, n, true), 'I');
    case 'i':
        return reading(o, roman(p, n, false), 'i');
    case 'a':
        return n == 1 && *p >= 'a' && *p <= 'z' && reading(o, *p - 'a' + 1, 'a');
    case 'A':
        return n == 1 && *p >= 'A' && *p <= 'Z' && reading(o, *p - 'A' + 1, 'A');
    case 'c':
        return reading(o, find_word(cyrillic, sizeof cyrillic / sizeof *cyrillic, p, n), 'c');
    case 'C':
        return reading(
            o,
            find_word(cyrillic_capital, sizeof cyrillic_capital / sizeof *cyrillic_capital, p, n),
            'C');
    default:
        return reading(o, han_number(p, n), 'h');
    }
}

/* Which kinds of number need which signs: a letter with a full stop is an initial. */
static bool allowed(char style, bool bracket)
{
    return bracket ||
           (style != 'a' && style != 'A' && style != 'c' && style != 'C' && style != 'i');
}

static bool number_word(const char *p, size_t n, bool bracket, const struct tp_ordinal *before,
                        struct tp_ordinal *out)
{
    static const char styles[] = {'1', 'I', 'h', 'c', 'C', 'a', 'A', 'i'};
    bool any = false;

    if (n == 0 || n > 12)
        return false;
    for (size_t i = 0; i < sizeof styles; i++) {
        struct tp_ordinal o = *out;
        if (!allowed(styles[i], bracket) || !one_reading(p, n, styles[i], &o))
            continue;
        if (before && tp_ordinal_follows(before, &o)) {
            *out = o;
            return true;
        }
        /* of the letters that may be Roman, only the first begins a row */
        if (!any || (o.style == 'i' && o.number == 1)) {
            *out = o;
            any = true;
        }
    }
    return any;
}

/* "第一，" */
static struct tp_ordinal han_ordinal(const char *p, uint32_t len)
{
    static const char sign[] = "第", *const closers[] = {"，", "、", "：", ","};
    struct tp_ordinal o = {.style = 'o'};
    uint32_t from = (uint32_t)strlen(sign);

    if (len < from || memcmp(p, sign, from) != 0)
        return (struct tp_ordinal){0};
    for (uint32_t i = from; i < len && i < from + 10; i += 3)
        for (size_t k = 0; k < sizeof closers / sizeof *closers; k++) {
            uint32_t n = (uint32_t)strlen(closers[k]);
            if (i + n > len || memcmp(p + i, closers[k], n) != 0)
                continue;
            o.number = han_number(p + from, i - from);
            o.end = o.number ? i + n : 0;
            o.sign = (uint32_t)k;
            return o;
        }
    return (struct tp_ordinal){0};
}

/* "Zu 1.:", "К п. 2:", "Item 3.": what is said of a point of the agenda. */
static struct tp_ordinal point_ordinal(const char *p, uint32_t len)
{
    /* STOP: a full stop is enough behind the number */
    static const struct {
        const char *words;
        bool stop;
    } prefixes[] = {{"Zu Punkt ", true},   {"Zu TOP ", true},    {"TOP ", true},
                    {"Zu ", false},        {"Ad ", false},       {"Re ", false},
                    {"On item ", false},   {"Item ", true},      {"К пункту ", true},
                    {"К п. ", true},       {"По пункту ", true}, {"По п. ", true},
                    {"По вопросу ", true}, {"Point ", true},     {"Au point ", false}};
    struct tp_ordinal o = {.style = 'z'};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        uint32_t n = (uint32_t)strlen(prefixes[i].words), at = n;
        bool colon;
        if (len <= n || memcmp(p, prefixes[i].words, n) != 0)
            continue;
        for (o.number = 0; at < len && at < n + 3 && p[at] >= '0' && p[at] <= '9'; at++)
            o.number = o.number * 10 + (p[at] - '0');
        n = at;
        while (at < len && at < n + 2 && strchr(".):", p[at]))
            at++;
        colon = at > n && p[at - 1] == ':';
        if (!o.number || (at == n && at < len) || (at < len && !strchr(" \t\n", p[at])) ||
            (!colon && !prefixes[i].stop && (at == n || p[at - 1] != ')')))
            return (struct tp_ordinal){0};
        o.sign = (uint32_t)i;
        o.end = at;
        return o;
    }
    return (struct tp_ordinal){0};
}

/* "I. V. Stalin": another initial follows. */
static bool is_initial(const char *p, uint32_t len, const struct tp_ordinal *o)
{
    uint32_t at = o->end, cp, n;

    if (!strchr("IAC", o->style) || o->sign != 2)
        return false;
    while (at < len && p[at] == ' ')
        at++;
    n = (uint32_t)tp_utf8_decode(p + at, len - at, &cp);
    return n && u_isupper((UChar32)cp) && at + n < len && p[at + n] == '.';
}

static bool is_han(const char *p, uint32_t len)
{
    uint32_t cp;

    return len && tp_utf8_decode(p, len, &cp) && tp_script_of(cp) == TP_HAN;
}

struct tp_ordinal tp_ordinal_of(const char *p, uint32_t len, const struct tp_ordinal *before)
{
    /* "1° ", as in French: figures alone, and none of latitude */
    enum { DEGREE = 5, MOST_DEGREES = 12 };
    static const char *const closers[] = {")", "）", ".", "、", "．", "°"};
    static const bool wide_sign[] = {false, true, false, true, true, false};
    struct tp_ordinal l = {0};
    uint32_t from = 0;
    bool open = false;

    if (len && (strchr("ZTARIPO", *p) || (unsigned char)*p == 0xD0) &&
        (l = point_ordinal(p, len)).end)
        return l;
    l = (struct tp_ordinal){0};
    if (len > 1 && *p == '(')
        from = 1, open = true;
    else if (len > 3 && memcmp(p, "（", 3) == 0)
        from = 3, open = true;
    for (uint32_t i = from; i < len && i < from + 16; i++)
        for (size_t k = 0; k < sizeof closers / sizeof *closers; k++) {
            bool bracket = k < 2;
            uint32_t n;
            if (p[i] != *closers[k])
                continue;
            n = (uint32_t)strlen(closers[k]);
            if (i + n > len || memcmp(p + i, closers[k], n) != 0 || (open && !bracket))
                continue;
            l.sign = (uint32_t)(open ? 10 : 0) + (uint32_t)k;
            if (!number_word(p + from, i - from, bracket, before, &l) ||
                (k == DEGREE && (l.style != '1' || l.number > MOST_DEGREES)))
                return (struct tp_ordinal){0};
            /* "1.5 million": a blank must follow, but in Chinese */
            if (l.style != 'h' && !open && i + n < len && !wide_sign[k] &&
                !strchr(" \t\n\xC2\xE3", p[i + n]) &&
                !(l.style == '1' && is_han(p + i + n, len - i - n)))
                return (struct tp_ordinal){0};
            l.end = i + n;
            return is_initial(p, len, &l) ? (struct tp_ordinal){0} : l;
        }
    return han_ordinal(p, len);
}

bool tp_ordinal_alike(const struct tp_ordinal *x, const struct tp_ordinal *y)
{
    return x->style == y->style && x->sign == y->sign;
}

bool tp_ordinal_follows(const struct tp_ordinal *before, const struct tp_ordinal *next)
{
    return tp_ordinal_alike(before, next) && next->number == before->number + 1;
}

const char *tp_ordinal_n(struct tp_arena *a, const struct tp_ordinal *o)
{
    switch (o->style) {
    case 'a':
        return tp_fmt(a, "%c", 'a' + o->number - 1);
    case 'A':
        return tp_fmt(a, "%c", 'A' + o->number - 1);
    case 'c':
        return cyrillic[o->number - 1];
    case 'C':
        return cyrillic_capital[o->number - 1];
    default:
        return tp_fmt(a, "%d", o->number);
    }
}
