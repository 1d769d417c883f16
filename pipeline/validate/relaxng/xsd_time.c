/* xsd_time.c - dates, times and durations after XML Schema Part 2, 3.2.6 to 3.2.14 and appendix E.
 */
#include <string.h>

#include "xsd.h"

enum { MAX_YEAR_DIGITS = 11, MAX_DURATION_DIGITS = 12 };
static const long long day_seconds = 86400, zone_seconds = 14 * 3600;

struct cursor {
    const char *p, *end;
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct cursor *c, char wanted)
{
    if (c->p == c->end || *c->p != wanted)
        return false;
    c->p++;
    return true;
}

static bool two(struct cursor *c, int least, int most, int *out)
{
    if (c->end - c->p < 2 || !digit(c->p[0]) || !digit(c->p[1]))
        return false;
    *out = (c->p[0] - '0') * 10 + (c->p[1] - '0');
    c->p += 2;
    return *out >= least && *out <= most;
}

static bool year(struct cursor *c, long long *out)
{
    bool negative = take(c, '-');
    const char *from = c->p;
    long long y = 0;

    while (c->p < c->end && digit(*c->p) && c->p - from <= MAX_YEAR_DIGITS)
        y = y * 10 + (*c->p++ - '0');
    if (c->p - from < 4 || c->p - from > MAX_YEAR_DIGITS || (c->p - from > 4 && *from == '0') ||
        y == 0)
        return false;
    *out = negative ? -y : y;
    return true;
}

static bool leap(long long y)
{
    if (y < 0)
        y++; /* there is no year 0: 1 BC is -1 */
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(long long y, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && leap(y));
}

static bool clock_time(struct cursor *c, struct tp_xsd_time *t)
{
    if (!two(c, 0, 24, &t->hour) || !take(c, ':') || !two(c, 0, 59, &t->minute) || !take(c, ':') ||
        !two(c, 0, 59, &t->second))
        return false;
    if (take(c, '.')) {
        const char *end;
        t->fraction = c->p;
        while (c->p < c->end && digit(*c->p))
            c->p++;
        if (c->p == t->fraction)
            return false;
        for (end = c->p; end > t->fraction && end[-1] == '0'; end--)
            ;
        t->n_fraction = (size_t)(end - t->fraction);
    }
    return t->hour < 24 || (t->minute == 0 && t->second == 0 && t->n_fraction == 0);
}

static bool zone(struct cursor *c, struct tp_xsd_time *t)
{
    int hours, minutes;
    bool west;

    if (c->p == c->end)
        return true;
    t->zoned = true;
    if (take(c, 'Z'))
        return c->p == c->end;
    west = *c->p == '-';
    if (!take(c, '+') && !take(c, '-'))
        return false;
    if (!two(c, 0, 14, &hours) || !take(c, ':') || !two(c, 0, 59, &minutes) ||
        (hours == 14 && minutes != 0))
        return false;
    t->zone = (hours * 60 + minutes) * (west ? -1 : 1);
    return c->p == c->end;
}

/* Which parts a form has, in the order in which they stand. */
static const struct {
    bool year, month, day, clock;
    const char *lead; /* in place of a missing year */
} forms[] = {
    [TP_XSD_DATETIME] = {true, true, true, true, ""},
    [TP_XSD_TIME] = {false, false, false, true, ""},
    [TP_XSD_DATE] = {true, true, true, false, ""},
    [TP_XSD_GYEARMONTH] = {true, true, false, false, ""},
    [TP_XSD_GYEAR] = {true, false, false, false, ""},
    [TP_XSD_GMONTHDAY] = {false, true, true, false, "--"},
    [TP_XSD_GDAY] = {false, false, true, false, "---"},
    [TP_XSD_GMONTH] = {false, true, false, false, "--"},
};

bool tp_xsd_parse_time(struct tp_slice s, enum tp_xsd_time_form form, struct tp_xsd_value *v)
{
    struct cursor c = {s.p, s.p + s.len};
    struct tp_xsd_time *t = &v->time;

    /* a leap year in which every missing part has its place, as the specification takes it */
    *t = (struct tp_xsd_time){.year = 2000, .month = 1, .day = 1, .fraction = ""};
    for (const char *lead = forms[form].lead; *lead; lead++)
        if (!take(&c, *lead))
            return false;
    if (forms[form].year && !year(&c, &t->year))
        return false;
    if (forms[form].year && forms[form].month && !take(&c, '-'))
        return false;
    if (forms[form].month && !two(&c, 1, 12, &t->month))
        return false;
    if (forms[form].month && forms[form].day && !take(&c, '-'))
        return false;
    if (forms[form].day && !two(&c, 1, month_days(t->year, t->month), &t->day))
        return false;
    if (forms[form].clock && forms[form].day && !take(&c, 'T'))
        return false;
    if (forms[form].clock && !clock_time(&c, t))
        return false;
    if (!forms[form].day && t->hour == 24)
        t->hour = 0; /* the next day's midnight is every day's where no day is given */
    return zone(&c, t);
}

/* Days since 0000-03-01 in the proleptic Gregorian calendar, after Howard Hinnant's algorithm. */
static long long days_of(long long y, int month, int day)
{
    long long era, yoe, doy;

    y += (y < 0) - (month <= 2);
    era = (y >= 0 ? y : y - 399) / 400;
    yoe = y - era * 400;
    doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

static long long seconds_of(const struct tp_xsd_time *t)
{
    return days_of(t->year, t->month, t->day) * day_seconds + t->hour * 3600LL + t->minute * 60LL +
           t->second - t->zone * 60LL;
}

static int compare_fraction(const char *x, size_t nx, const char *y, size_t ny)
{
    size_t n = nx < ny ? nx : ny;
    int c = n ? memcmp(x, y, n) : 0;

    return c ? (c < 0 ? -1 : 1) : nx < ny ? -1 : nx > ny;
}

static int order(long long sx, const struct tp_xsd_time *x, long long sy,
                 const struct tp_xsd_time *y)
{
    if (sx != sy)
        return sx < sy ? -1 : 1;
    return compare_fraction(x->fraction, x->n_fraction, y->fraction, y->n_fraction);
}

enum tp_xsd_order tp_xsd_compare_time(const struct tp_xsd_value *x, const struct tp_xsd_value *y)
{
    long long sx = seconds_of(&x->time), sy = seconds_of(&y->time);
    int low, high;

    if (x->time.zoned == y->time.zoned)
        return (enum tp_xsd_order)order(sx, &x->time, sy, &y->time);
    /* one of them is somewhere within fourteen hours on either side */
    if (x->time.zoned) {
        low = order(sx, &x->time, sy - zone_seconds, &y->time);
        high = order(sx, &x->time, sy + zone_seconds, &y->time);
    } else {
        low = order(sx - zone_seconds, &x->time, sy, &y->time);
        high = order(sx + zone_seconds, &x->time, sy, &y->time);
    }
    return low == high && low != 0 ? (enum tp_xsd_order)low : TP_XSD_UNORDERED;
}

void tp_xsd_canonical_time(const struct tp_xsd_value *v, struct tp_buf *out)
{
    tp_buf_fmt(out, "%lld.%.*s%s", seconds_of(&v->time), (int)v->time.n_fraction, v->time.fraction,
               v->time.zoned ? "Z" : "");
}

/* ---- durations ---- */

static bool number(struct cursor *c, long long *out)
{
    const char *from = c->p;

    *out = 0;
    while (c->p < c->end && digit(*c->p) && c->p - from <= MAX_DURATION_DIGITS)
        *out = *out * 10 + (*c->p++ - '0');
    return c->p > from && c->p - from <= MAX_DURATION_DIGITS;
}

/* The parts named by LETTERS, in that order, each at most once. */
static bool parts(struct cursor *c, const char *letters, const long long *worth, long long *sum,
                  struct tp_xsd_value *v, size_t *count)
{
    for (; c->p < c->end && digit(*c->p); ++*count) {
        long long n;
        const char *at;
        if (!number(c, &n))
            return false;
        if (c->p < c->end && *c->p == '.') {
            const char *end;
            v->fraction = ++c->p;
            while (c->p < c->end && digit(*c->p))
                c->p++;
            if (c->p == v->fraction || c->p == c->end || *c->p != 'S')
                return false;
            for (end = c->p; end > v->fraction && end[-1] == '0'; end--)
                ;
            v->n_fraction = (size_t)(end - v->fraction);
        }
        at = c->p < c->end ? strchr(letters, *c->p) : NULL;
        if (!at || !*at)
            return false;
        sum[worth[at - letters] < 0] +=
            n * (worth[at - letters] < 0 ? -worth[at - letters] : worth[at - letters]);
        worth += at + 1 - letters;
        letters = at + 1;
        c->p++;
    }
    return true;
}

bool tp_xsd_parse_duration(struct tp_slice s, struct tp_xsd_value *v)
{
    /* months are positive, seconds negative: they are summed apart */
    static const long long date_worth[] = {12, 1, -86400}, time_worth[] = {-3600, -60, -1};
    struct cursor c = {s.p, s.p + s.len};
    long long sum[2] = {0, 0};
    size_t count = 0, timed = 0;

    v->fraction = "";
    v->n_fraction = 0;
    v->negative = take(&c, '-');
    if (!take(&c, 'P') || !parts(&c, "YMD", date_worth, sum, v, &count) || v->fraction[0])
        return false;
    if (take(&c, 'T') && (!parts(&c, "HMS", time_worth, sum, v, &timed) || timed == 0))
        return false;
    v->months = sum[0];
    v->seconds = sum[1];
    if (sum[0] == 0 && sum[1] == 0 && v->n_fraction == 0)
        v->negative = false;
    return c.p == c.end && count + timed > 0;
}

/* Seconds since the start of the calendar at START plus the duration; fractions are compared apart.
 */
static long long add_to(long long y, int month, const struct tp_xsd_value *d)
{
    long long sign = d->negative ? -1 : 1, m = y * 12 + (month - 1) + sign * d->months;
    long long in_year = ((m % 12) + 12) % 12, to = (m - in_year) / 12;

    return days_of(to <= 0 ? to - 1 : to, (int)in_year + 1, 1) * day_seconds + sign * d->seconds;
}

static int compare_parts(const struct tp_xsd_value *x, const struct tp_xsd_value *y)
{
    int c;

    if (x->negative != y->negative && (x->n_fraction || y->n_fraction))
        return x->negative ? -1 : 1;
    c = compare_fraction(x->fraction, x->n_fraction, y->fraction, y->n_fraction);
    return x->negative ? -c : c;
}

enum tp_xsd_order tp_xsd_compare_duration(const struct tp_xsd_value *x,
                                          const struct tp_xsd_value *y)
{
    static const struct {
        int year, month;
    } starts[] = {{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}};
    int all = 0;

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        long long sx = add_to(starts[i].year, starts[i].month, x);
        long long sy = add_to(starts[i].year, starts[i].month, y);
        int c = sx != sy ? (sx < sy ? -1 : 1) : compare_parts(x, y);
        if (i > 0 && c != all)
            return TP_XSD_UNORDERED;
        all = c;
    }
    return (enum tp_xsd_order)all;
}

void tp_xsd_canonical_duration(const struct tp_xsd_value *v, struct tp_buf *out)
{
    tp_buf_fmt(out, "%sP%lldM%lld.%.*sS", v->negative ? "-" : "", v->months, v->seconds,
               (int)v->n_fraction, v->fraction);
}
