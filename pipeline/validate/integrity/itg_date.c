/* Dates: do they exist, and do those of one element agree? Formats: XML Schema part 2, 3.2.7
 * to 3.2.14 (TEI's teidata.temporal.w3c), Gregorian. */
#include <string.h>

#include "itg.h"

static int digits(const char **p, int least, int most, int64_t *out)
{
    int n = 0;

    for (*out = 0; n < most && **p >= '0' && **p <= '9'; n++, ++*p)
        *out = *out * 10 + (**p - '0');
    return n >= least;
}

static bool leap(int64_t y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int64_t month_days(int64_t y, int64_t m)
{
    static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return m == 2 && leap(y) ? 29 : days[m - 1];
}

/* Days since the beginning of the era, proleptic. */
static int64_t day_number(int64_t y, int64_t m, int64_t d)
{
    int64_t era, year_of_era, day_of_year;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    year_of_era = y - era * 400;
    day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
}

/* hh:mm:ss, with fractions; hh:mm is let pass: TEI's ISO formats have it. */
static bool clock_time(const char **p)
{
    int64_t h, m, s = 0, fraction;

    if (!digits(p, 2, 2, &h) || *(*p)++ != ':' || !digits(p, 2, 2, &m))
        return false;
    if (**p == ':') {
        ++*p;
        if (!digits(p, 2, 2, &s))
            return false;
        if (**p == '.') {
            ++*p;
            if (!digits(p, 1, 18, &fraction))
                return false;
        }
    }
    return h <= 24 && m <= 59 && s <= 59 && (h < 24 || m + s == 0);
}

static bool zone(const char **p)
{
    int64_t h, m;

    if (**p == 'Z') {
        ++*p;
        return true;
    }
    if (**p != '+' && **p != '-')
        return true; /* none */
    ++*p;
    return digits(p, 2, 2, &h) && *(*p)++ == ':' && digits(p, 2, 2, &m) && h <= 14 && m <= 59;
}

static const char *month_name(int64_t m)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

    return names[m - 1];
}

static int fault_of(const char **fault, const char *why)
{
    *fault = why;
    return -1;
}

#define FORMAT "dates are written YYYY-MM-DD, YYYY-MM or YYYY"

/* --MM-DD, ---DD, --MM: every year, every month. */
static int recurring(const char *p, const char **fault)
{
    int64_t m = 1, d = 1;

    p += 2;
    if (*p == '-') {
        p++;
        if (!digits(&p, 2, 2, &d))
            return fault_of(fault, FORMAT);
    } else {
        if (!digits(&p, 2, 2, &m))
            return fault_of(fault, FORMAT);
        if (*p == '-' && p[1] >= '0' && p[1] <= '9' && p++ && !digits(&p, 2, 2, &d))
            return fault_of(fault, FORMAT);
    }
    if (m < 1 || m > 12)
        return fault_of(fault, "a year has 12 months");
    if (d < 1 || d > month_days(4, m))
        return fault_of(fault, "no such month has that day");
    return zone(&p) && !*p ? 0 : fault_of(fault, FORMAT);
}

/* The rest behind the year: month, day, time. */
static int calendar_date(struct tp_arena *a, const char *p, int64_t y, struct itg_days *days,
                         const char **fault)
{
    int64_t m, d, slack = 0;
    const char *at;

    if (!digits(&p, 2, 2, &m))
        return fault_of(fault, FORMAT);
    if (m < 1 || m > 12)
        return fault_of(fault, "a year has 12 months");
    days->first = day_number(y, m, 1);
    days->last = day_number(y, m, month_days(y, m));
    if (*p == '-' && p[1] >= '0' && p[1] <= '9' && !(p[1] && p[2] && p[3] == ':')) {
        p++;
        if (!digits(&p, 2, 2, &d))
            return fault_of(fault, FORMAT);
        if (d < 1 || d > month_days(y, m))
            return fault_of(fault, tp_fmt(a, "%s %lld has %lld days", month_name(m), (long long)y,
                                          (long long)month_days(y, m)));
        days->first = days->last = day_number(y, m, d);
        if (*p == 'T') {
            p++;
            if (!clock_time(&p))
                return fault_of(fault, "there is no such time of day; times are written hh:mm:ss");
        }
    }
    at = p;
    if (!zone(&p) || *p)
        return fault_of(fault, FORMAT);
    slack = p != at; /* elsewhere it is the day before or after */
    days->first -= slack;
    days->last += slack;
    return 1;
}

int itg_date(struct tp_arena *a, const char *value, struct itg_days *days, const char **fault)
{
    const char *p = value, *at;
    bool before = false;
    int64_t y;

    *fault = NULL;
    if (p[0] == '-' && p[1] == '-')
        return recurring(p, fault);
    if (p[0] && p[1] && p[2] == ':')
        return clock_time(&p) && zone(&p) && !*p
                   ? 0
                   : fault_of(fault, "there is no such time of day; times are written hh:mm:ss");
    if (*p == '-') {
        before = true;
        p++;
    }
    at = p;
    if (!digits(&p, 4, 9, &y))
        return fault_of(fault, at[0] >= '0' && at[0] <= '9' && p - at < 4
                                   ? "years have four digits, as in 0896"
                                   : FORMAT);
    if (before)
        y = -y;
    if (*p == '-' && p[1] >= '0' && p[1] <= '9' && !(p[1] && p[2] && p[3] == ':'))
        return calendar_date(a, p + 1, y, days, fault);
    days->first = day_number(y, 1, 1);
    days->last = day_number(y, 12, 31);
    return zone(&p) && !*p ? 1 : fault_of(fault, FORMAT);
}

/* ---- of an element ---- */

enum { WHEN, NOT_BEFORE, NOT_AFTER, FROM, TO, DATES };
static const char *const names[] = {"when", "notBefore", "notAfter", "from", "to"};

struct dates {
    struct itg_days days[DATES];
    const char *value[DATES], *name[DATES]; /* NULL: not there, or without days */
    const xmlNode *attribute[DATES];
};

static const char *trimmed(struct itg_check *c, const char *value)
{
    struct tp_slice s = tp_slice_trim((struct tp_slice){value, strlen(value)});

    return tp_strndup(c->work, s.p, s.len);
}

/* ISO 8601 has weeks, ordinals, intervals and more; a day or a month is written as elsewhere. */
static bool is_calendar(const char *value)
{
    static const char day[] = "dddd-dd-dd";
    const char *p = value + (*value == '-');
    size_t n = strlen(p);

    if (n != 7 && n != 10)
        return false;
    for (size_t i = 0; i < n; i++)
        if (day[i] == '-' ? p[i] != '-' : p[i] < '0' || p[i] > '9')
            return false;
    return true;
}

static void read_dates(struct itg_check *c, const xmlNode *element, bool tell, struct dates *d)
{
    for (const xmlAttr *p = element->properties; p; p = p->next) {
        const char *name = (const char *)p->name, *value, *fault;
        size_t n = strcspn(name, "-"), i = 0;
        bool iso = strcmp(name + n, "-iso") == 0;
        struct itg_days days;
        int is;

        while (i < DATES && (strncmp(names[i], name, n) != 0 || names[i][n]))
            i++;
        if (p->ns || i == DATES || (name[n] && !iso))
            continue;
        value = trimmed(c, itg_value(c, p));
        is = itg_date(c->work, value, &days, &fault);
        if (is < 0 && tell && (!iso || is_calendar(value)))
            itg_say(c, TP_D_DATE_INVALID, (const xmlNode *)p, ITG_WHOLE, value, fault);
        if (is != 1 || d->value[i])
            continue;
        d->value[i] = value;
        d->name[i] = name;
        d->days[i] = days;
        d->attribute[i] = (const xmlNode *)p;
    }
}

/* FIRST must not be wholly later than SECOND. */
static bool contradicts(struct itg_check *c, const struct dates *d, int first, int second)
{
    if (!d->value[first] || !d->value[second] || d->days[first].first <= d->days[second].last)
        return false;
    itg_say(c, TP_D_DATE_CONTRADICTION, d->attribute[first], ITG_WHOLE, d->name[first],
            d->value[first], d->name[second], d->value[second]);
    return true;
}

void itg_dates(struct itg_check *c, const xmlNode *element)
{
    static const struct {
        int first, second;
    } rules[] = {
        {FROM, TO}, {NOT_BEFORE, NOT_AFTER}, {NOT_BEFORE, WHEN}, {WHEN, NOT_AFTER}, {FROM, WHEN},
        {WHEN, TO}, {NOT_BEFORE, TO},        {FROM, NOT_AFTER}};
    struct dates d = {0};

    read_dates(c, element, true, &d);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (contradicts(c, &d, rules[i].first, rules[i].second))
            break;
}

bool itg_span(struct itg_check *c, const xmlNode *element, struct itg_days *days)
{
    struct dates d = {0};
    bool first = false, last = false;

    read_dates(c, element, false, &d);
    if (d.value[WHEN]) {
        *days = d.days[WHEN];
        return true;
    }
    *days = (struct itg_days){INT64_MIN, INT64_MAX};
    if (d.value[FROM] || d.value[NOT_BEFORE]) {
        days->first = d.days[d.value[FROM] ? FROM : NOT_BEFORE].first;
        first = true;
    }
    if (d.value[TO] || d.value[NOT_AFTER]) {
        days->last = d.days[d.value[TO] ? TO : NOT_AFTER].last;
        last = true;
    }
    return first || last;
}
