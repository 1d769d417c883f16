/*
 * ext_date.c - ISO 8601 dates in words, by ICU's patterns.
 *
 * Years are those of the proleptic Gregorian calendar, as ISO 8601 counts them (0000 is 1 BC). A
 * value keeps the precision that it has: a year, a month, a day of any year, a time.
 */
#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>

#include "ext.h"

/* Which parts are there; a number that is absent is -1. */
struct parts {
    bool has_year;
    int year, month, day, hour, minute, second;
    const char *zone; /* "", "Z", "+08:00" */
};

/* Exactly N digits at *P into *VALUE. */
static bool digits(const char **p, int n, int *value)
{
    const char *s = *p;

    *value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *value = *value * 10 + (s[i] - '0');
    }
    *p += n;
    return true;
}

static bool skip(const char **p, char c)
{
    if (**p != c)
        return false;
    ++*p;
    return true;
}

static int days_in(const struct parts *d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = !d->has_year || (d->year % 4 == 0 && (d->year % 100 != 0 || d->year % 400 == 0));

    return d->month < 1 ? 31 : days[d->month - 1] + (d->month == 2 && leap);
}

static bool read_zone(const char *p, struct parts *d)
{
    int hours, minutes;

    d->zone = p;
    if (!*p)
        return true;
    if (skip(&p, 'Z'))
        return !*p;
    if (!skip(&p, '+') && !skip(&p, '-'))
        return false;
    return digits(&p, 2, &hours) && skip(&p, ':') && digits(&p, 2, &minutes) && !*p &&
           hours <= 14 && minutes <= 59;
}

/* hh:mm, with seconds and their fraction, and a zone */
static bool read_time(const char *p, struct parts *d)
{
    if (!digits(&p, 2, &d->hour) || !skip(&p, ':') || !digits(&p, 2, &d->minute))
        return false;
    if (skip(&p, ':')) {
        if (!digits(&p, 2, &d->second))
            return false;
        if (skip(&p, '.'))
            p += strspn(p, "0123456789");
    }
    return d->hour <= 23 && d->minute <= 59 && d->second <= 59 && read_zone(p, d);
}

/* [-]yyyy, with a month, a day; --mm, with a day; ---dd */
static bool read_day(const char **p, struct parts *d)
{
    bool minus;

    if (strncmp(*p, "---", 3) == 0) {
        *p += 3;
        return digits(p, 2, &d->day);
    }
    if (strncmp(*p, "--", 2) == 0) {
        *p += 2;
        if (!digits(p, 2, &d->month))
            return false;
    } else {
        minus = skip(p, '-');
        d->has_year = true;
        if (!digits(p, 4, &d->year))
            return false;
        if (minus)
            d->year = -d->year;
        if (!skip(p, '-'))
            return true;
        if (!digits(p, 2, &d->month))
            return false;
    }
    return !skip(p, '-') || digits(p, 2, &d->day);
}

static bool parse(const char *iso, struct parts *d)
{
    const char *p = iso;

    *d = (struct parts){false, -1, -1, -1, -1, -1, -1, ""};
    if (strlen(iso) > 2 && iso[2] == ':')
        return read_time(p, d);
    if (!read_day(&p, d) || d->month == 0 || d->month > 12 || d->day == 0 || d->day > days_in(d))
        return false;
    if (skip(&p, 'T'))
        return d->day > 0 && read_time(p, d);
    return read_zone(p, d);
}

enum style { FULL, LONG, MEDIUM, SHORT };

static enum style style_of(const struct tp_ext_call *call)
{
    static const char *const names[] = {
        [FULL] = "full", [LONG] = "long", [MEDIUM] = "medium", [SHORT] = "short"};

    for (int i = FULL; call->n > 2 && i <= SHORT; i++)
        if (strcmp(call->arg[2], names[i]) == 0)
            return (enum style)i;
    return LONG;
}

/* The parts to show, as CLDR names them; a zero second is only there because XML Schema wants one.
 */
static void skeleton_of(const struct parts *d, enum style style, char *out, size_t size)
{
    static const char *const months[] = {
        [FULL] = "MMMM", [LONG] = "MMMM", [MEDIUM] = "MMM", [SHORT] = "M"};
    bool alone = !d->has_year && d->day < 0;

    (void)snprintf(out, size, "%s%s%s%s%s%s", d->has_year && d->year < 1 ? "G" : "",
                   d->has_year ? "y" : "",
                   d->month < 0              ? ""
                   : alone && style != SHORT ? (style == MEDIUM ? "LLL" : "LLLL")
                                             : months[style],
                   style == FULL && d->has_year && d->day > 0 ? "EEEE" : "", d->day > 0 ? "d" : "",
                   d->hour < 0     ? ""
                   : d->second > 0 ? "jms"
                                   : "jm");
}

static void close_patterns(void *p)
{
    udatpg_close(p);
}

static void close_format(void *f)
{
    udat_close(f);
}

static const UChar gmt[] = u"GMT";

/* A formatter of the skeleton in the Gregorian calendar without a reform. NULL: ICU has no such. */
static UDateFormat *open_format(struct tp_ext_call *call, const char *locale, const char *skeleton)
{
    enum { MAX_PATTERN = 256 };
    UErrorCode status = U_ZERO_ERROR;
    const char *key = tp_fmt(call->arena, "p%s", locale);
    UDateTimePatternGenerator *patterns = tp_ext_cached(call, key);
    UChar wanted[32], pattern[MAX_PATTERN];
    UDateFormat *format;
    int32_t n = 0;

    if (!patterns) {
        patterns = udatpg_open(locale, &status);
        if (U_FAILURE(status))
            return NULL;
        tp_ext_keep(call, key, patterns, close_patterns);
    }
    for (; skeleton[n]; n++)
        wanted[n] = (UChar)skeleton[n];
    n = udatpg_getBestPattern(patterns, wanted, n, pattern, MAX_PATTERN, &status);
    format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, gmt, -1, pattern, n, &status);
    if (U_FAILURE(status))
        return NULL;
    ucal_setGregorianChange((UCalendar *)udat_getCalendar(format), -8.64e15, &status);
    if (U_FAILURE(status)) {
        udat_close(format);
        return NULL;
    }
    return format;
}

static UDateFormat *format_for(struct tp_ext_call *call, const char *skeleton)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY];
    char *key = tp_fmt(call->arena, "d%s|%s", call->arg[1], skeleton);
    UDateFormat *format = tp_ext_cached(call, key);

    if (format)
        return format;
    if (!tp_ext_locale(call->arg[1], locale))
        return NULL;
    (void)uloc_setKeywordValue("calendar", "gregorian", locale, sizeof locale, &status);
    if (U_FAILURE(status))
        return NULL;
    format = open_format(call, locale, skeleton);
    return format ? tp_ext_keep(call, key, format, close_format) : NULL;
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar, in which years begin in March: then a
 * leap day is the last one, and 400 years have 146097 days. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* The moment that the parts name; absent ones are filled with any that exist. */
static UDate moment_of(const struct parts *d)
{
    int64_t days =
        days_of(d->has_year ? d->year : 2000, d->month > 0 ? d->month : 1, d->day > 0 ? d->day : 1);
    int64_t seconds = (d->hour > 0 ? d->hour : 0) * 3600 + (d->minute > 0 ? d->minute : 0) * 60 +
                      (d->second > 0 ? d->second : 0);

    return (UDate)(days * 86400 + seconds) * 1000;
}

static void add_zone(struct tp_buf *out, const char *zone)
{
    if (*zone)
        tp_buf_fmt(out, " UTC%s", strcmp(zone, "Z") == 0 ? "" : zone);
}

void tp_ext_date(struct tp_ext_call *call)
{
    enum { MAX_TEXT = 512 };
    UErrorCode status = U_ZERO_ERROR;
    struct parts d;
    char skeleton[24];
    UDateFormat *format = NULL;
    UChar text[MAX_TEXT];
    int32_t n = 0;

    if (parse(call->arg[0], &d)) {
        skeleton_of(&d, style_of(call), skeleton, sizeof skeleton);
        format = format_for(call, skeleton);
    }
    if (format)
        n = udat_format(format, moment_of(&d), text, MAX_TEXT, NULL, &status);
    if (!format || U_FAILURE(status) || n > MAX_TEXT) {
        tp_buf_str(&call->out, call->arg[0]);
        return;
    }
    for (int32_t i = 0; i < n; i++)
        if (text[i] == 0x202F)
            text[i] = 0xA0; /* few fonts have the narrow one that CLDR 42 puts before "AM" */
    tp_ext_add_utf16(&call->out, text, n);
    if (d.hour >= 0)
        add_zone(&call->out, d.zone);
}
