/*
 * xp_moment.c - dates, times and durations as text (XML Schema part 2, 3.2.6 to 3.2.14), their
 * casts (Functions and Operators, 17.1.4 and 17.1.5) and comparisons (10.4).
 *
 * The calendar is the proleptic Gregorian one with a year 0, as in ISO 8601 and XML Schema 1.1.
 * Fractions of a second have nine digits; further ones are dropped.
 */
#include <string.h>

#include "xp.h"
#include "xp_moment.h"

enum { DAY = 86400, MAX_YEAR = 999999999 };

/* ---- the calendar ---- */

int64_t xp_days(int64_t year, int64_t month, int64_t day)
{
    /* Howard Hinnant, chrono-Compatible Low-Level Date Algorithms: days since 1970-01-01. */
    int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void xp_civil(int64_t days, struct tp_xp_moment *m)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100), mp = (5 * of_year + 2) / 153;

    m->day = of_year - (153 * mp + 2) / 5 + 1;
    m->month = mp < 10 ? mp + 3 : mp - 9;
    m->year = y + era * 400 + (m->month <= 2);
}

int64_t xp_days_in(int64_t year, int64_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

/* ---- reading ---- */

struct scan {
    const char *p, *end;
    bool overflow;
};

static bool sign(struct scan *s, char c)
{
    if (s->p == s->end || *s->p != c)
        return false;
    s->p++;
    return true;
}

static size_t number(struct scan *s, int64_t *value)
{
    const char *from = s->p;

    *value = 0;
    for (; s->p < s->end && *s->p >= '0' && *s->p <= '9'; s->p++)
        if (__builtin_mul_overflow(*value, 10, value) ||
            __builtin_add_overflow(*value, *s->p - '0', value)) {
            s->overflow = true;
            *value = 0;
        }
    return (size_t)(s->p - from);
}

static bool two(struct scan *s, int64_t *value, int64_t min, int64_t max)
{
    return number(s, value) == 2 && *value >= min && *value <= max;
}

static bool year(struct scan *s, struct tp_xp_moment *m)
{
    bool minus = sign(s, '-');
    const char *from = s->p;
    size_t n = number(s, &m->year);

    if (n < 4 || (n > 4 && *from == '0'))
        return false;
    s->overflow |= m->year > MAX_YEAR;
    m->year = minus ? -m->year : m->year;
    return true;
}

static void fraction(struct scan *s, int32_t *nanoseconds)
{
    int32_t unit = 100000000;

    for (*nanoseconds = 0; s->p < s->end && *s->p >= '0' && *s->p <= '9'; s->p++) {
        *nanoseconds += (*s->p - '0') * unit;
        unit /= 10;
    }
}

static bool time_of_day(struct scan *s, struct tp_xp_moment *m)
{
    int64_t hour, minute, second;

    if (!two(s, &hour, 0, 24) || !sign(s, ':') || !two(s, &minute, 0, 59) || !sign(s, ':') ||
        !two(s, &second, 0, 59))
        return false;
    if (sign(s, '.')) {
        if (s->p == s->end || *s->p < '0' || *s->p > '9')
            return false;
        fraction(s, &m->nanoseconds);
    }
    m->seconds = hour * 3600 + minute * 60 + second;
    return hour < 24 || (m->seconds == DAY && !m->nanoseconds);
}

static bool zone(struct scan *s, struct tp_xp_moment *m)
{
    int64_t hour, minute;
    bool minus;

    if (s->p == s->end)
        return true;
    m->zoned = true;
    if (sign(s, 'Z'))
        return s->p == s->end;
    minus = *s->p == '-';
    if (!sign(s, '+') && !sign(s, '-'))
        return false;
    if (!two(s, &hour, 0, 14) || !sign(s, ':') || !two(s, &minute, 0, 59) || (hour == 14 && minute))
        return false;
    m->zone = (int16_t)((minus ? -1 : 1) * (hour * 60 + minute));
    return s->p == s->end;
}

/* What stands where, in each type: y year, m month, d day, t time, others for themselves. */
static const char *const forms[TP_XP_TYPES] = {
    [TP_XP_DATETIME] = "y-m-dTt", [TP_XP_DATE] = "y-m-d", [TP_XP_TIME] = "t",
    [TP_XP_GYEARMONTH] = "y-m",   [TP_XP_GYEAR] = "y",    [TP_XP_GMONTHDAY] = "--m-d",
    [TP_XP_GDAY] = "---d",        [TP_XP_GMONTH] = "--m",
};

static bool part(struct scan *s, char form, struct tp_xp_moment *m)
{
    switch (form) {
    case 'y':
        return year(s, m);
    case 'm':
        return two(s, &m->month, 1, 12);
    case 'd':
        return two(s, &m->day, 1, 31);
    case 't':
        return time_of_day(s, m);
    default:
        return sign(s, form);
    }
}

static bool instant(enum tp_xp_type type, struct scan *s, struct tp_xp_moment *m)
{
    for (const char *form = forms[type]; *form; form++)
        if (!part(s, *form, m))
            return false;
    if (!zone(s, m))
        return false;
    /* --02-29 exists: some year has it. */
    if (m->day && m->month &&
        m->day > xp_days_in(type == TP_XP_GMONTHDAY ? 2000 : m->year, m->month))
        return false;
    if (m->seconds == DAY) {
        m->seconds = 0;
        if (type == TP_XP_DATETIME)
            xp_civil(xp_days(m->year, m->month, m->day) + 1, m);
    }
    return true;
}

static bool add_part(struct scan *s, int64_t *sum, int64_t value, int64_t unit)
{
    if (__builtin_mul_overflow(value, unit, &value) || __builtin_add_overflow(*sum, value, sum))
        s->overflow = true;
    return true;
}

/* P1Y2M3DT4H5M6.7S: units in this order, one at least, one at least behind T. */
static bool duration(enum tp_xp_type type, struct scan *s, struct tp_xp_moment *m)
{
    static const struct {
        char unit;
        bool time;
        int64_t months, seconds;
    } units[] = {{'Y', false, 12, 0},  {'M', false, 1, 0}, {'D', false, 0, DAY},
                 {'H', true, 0, 3600}, {'M', true, 0, 60}, {'S', true, 0, 1}};
    bool minus = sign(s, '-'), time = false, any = false;
    size_t k = 0;

    if (!sign(s, 'P'))
        return false;
    while (s->p < s->end) {
        int64_t value;

        time |= !time && sign(s, 'T');
        if (!number(s, &value))
            return false;
        if (sign(s, '.')) {
            const char *from = s->p;

            fraction(s, &m->nanoseconds);
            if (!time || s->p == from || s->p == s->end || *s->p != 'S')
                return false;
        }
        while (k < 6 && (s->p == s->end || units[k].unit != *s->p || units[k].time != time))
            k++;
        if (k == 6)
            return false;
        s->p++;
        any = true;
        (void)add_part(s, &m->month, value, units[k].months);
        (void)add_part(s, &m->seconds, value, units[k].seconds);
        if ((type == TP_XP_YM_DURATION && !units[k].months) ||
            (type == TP_XP_DT_DURATION && units[k].months))
            return false;
        k++;
    }
    if (minus) {
        m->month = -m->month;
        m->seconds = -m->seconds;
        m->nanoseconds = -m->nanoseconds;
    }
    return any;
}

bool xp_parse_moment(enum tp_xp_type type, struct tp_slice text, struct tp_xp_moment *out,
                     bool *overflow)
{
    struct scan s = {text.p, text.p + text.len, false};
    bool ok;

    *out = (struct tp_xp_moment){0};
    ok = type <= TP_XP_DT_DURATION ? duration(type, &s, out) : instant(type, &s, out);
    *overflow = ok && s.overflow;
    return ok && !s.overflow;
}

/* ---- writing ---- */

static void write_year(struct tp_buf *b, int64_t y)
{
    tp_buf_fmt(b, "%s%04lld", y < 0 ? "-" : "", (long long)(y < 0 ? -y : y));
}

static void write_fraction(struct tp_buf *b, int64_t nanoseconds)
{
    char digits[10];
    size_t n = 9;

    if (!nanoseconds)
        return;
    for (size_t i = 9; i--; nanoseconds /= 10)
        digits[i] = (char)('0' + (int)(nanoseconds % 10));
    while (n && digits[n - 1] == '0')
        n--;
    tp_buf_char(b, '.');
    tp_buf_add(b, digits, n);
}

static void write_time(struct tp_buf *b, const struct tp_xp_moment *m)
{
    long long s = (long long)m->seconds;

    tp_buf_fmt(b, "%02lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60);
    write_fraction(b, m->nanoseconds);
}

void xp_write_zone(struct tp_buf *b, const struct tp_xp_moment *m)
{
    int minutes = m->zone < 0 ? -m->zone : m->zone;

    if (m->zoned && !m->zone)
        tp_buf_char(b, 'Z');
    else if (m->zoned)
        tp_buf_fmt(b, "%c%02d:%02d", m->zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void write_unit(struct tp_buf *b, int64_t value, char unit)
{
    if (value)
        tp_buf_fmt(b, "%lld%c", (long long)value, unit);
}

static void write_duration(struct tp_buf *b, enum tp_xp_type type, const struct tp_xp_moment *m)
{
    bool minus = m->month < 0 || m->seconds < 0 || m->nanoseconds < 0;
    int64_t months = minus ? -m->month : m->month, s = minus ? -m->seconds : m->seconds;
    int64_t ns = minus ? -m->nanoseconds : m->nanoseconds;

    tp_buf_str(b, minus ? "-P" : "P");
    if (!months && !s && !ns) {
        tp_buf_str(b, type == TP_XP_YM_DURATION ? "0M" : "T0S");
        return;
    }
    write_unit(b, months / 12, 'Y');
    write_unit(b, months % 12, 'M');
    write_unit(b, s / DAY, 'D');
    s %= DAY;
    if (!s && !ns)
        return;
    tp_buf_char(b, 'T');
    write_unit(b, s / 3600, 'H');
    write_unit(b, s / 60 % 60, 'M');
    if (s % 60 || ns) {
        tp_buf_fmt(b, "%lld", (long long)(s % 60));
        write_fraction(b, ns);
        tp_buf_char(b, 'S');
    }
}

struct tp_slice xp_format_moment(struct tp_xp_run *r, enum tp_xp_type type,
                                 const struct tp_xp_moment *m)
{
    struct tp_buf b = tp_buf_new(r->work);
    const char *form = type < TP_XP_TYPES && forms[type] ? forms[type] : "";

    if (type <= TP_XP_DT_DURATION) {
        write_duration(&b, type, m);
        return (struct tp_slice){b.p, b.len};
    }
    for (; *form; form++)
        switch (*form) {
        case 'y':
            write_year(&b, m->year);
            break;
        case 'm':
            tp_buf_fmt(&b, "%02d", (int)m->month);
            break;
        case 'd':
            tp_buf_fmt(&b, "%02d", (int)m->day);
            break;
        case 't':
            write_time(&b, m);
            break;
        default:
            tp_buf_char(&b, *form);
        }
    xp_write_zone(&b, m);
    return (struct tp_slice){b.p, b.len};
}

/* ---- casts ---- */

bool xp_cast_moment(enum tp_xp_type from, enum tp_xp_type to, const struct tp_xp_moment *m,
                    struct tp_xp_moment *out)
{
    const char *has = forms[from], *wants = forms[to];

    *out = *m;
    if (from <= TP_XP_DT_DURATION && to <= TP_XP_DT_DURATION) {
        if (to == TP_XP_YM_DURATION)
            out->seconds = out->nanoseconds = 0;
        if (to == TP_XP_DT_DURATION)
            out->month = 0;
        return true;
    }
    /* Only a dateTime and a date have parts to give; a date has no time but midnight. */
    if (from == to)
        return true;
    if ((from != TP_XP_DATETIME && from != TP_XP_DATE) || to < TP_XP_DATETIME ||
        (from == TP_XP_DATE && to == TP_XP_TIME) || !has || !wants)
        return false;
    if (!strchr(wants, 'y'))
        out->year = 0;
    if (!strchr(wants, 'm'))
        out->month = 0;
    if (!strchr(wants, 'd'))
        out->day = 0;
    if (!strchr(wants, 't'))
        out->seconds = out->nanoseconds = 0;
    return true;
}

/* ---- comparison ---- */

/* Seconds from the epoch in UTC. A type without year, month or day has those of the reference
 * dateTime (10.4): 1972-12-31. */
int64_t xp_utc(struct tp_xp_run *r, enum tp_xp_type type, const struct tp_xp_moment *m)
{
    const char *has = forms[type];
    int64_t y = strchr(has, 'y') ? m->year : 1972;
    int64_t mon = m->month ? m->month : type == TP_XP_GYEAR ? 1 : 12;
    int64_t d = m->day ? m->day : type == TP_XP_TIME ? 31 : 1;
    int zone_minutes = m->zoned ? m->zone : r->hooks.implicit_zone;

    return xp_days(y, mon, d) * DAY + m->seconds - (int64_t)zone_minutes * 60;
}

int xp_moment_compare(struct tp_xp_run *r, enum tp_xp_type type, const struct tp_xp_moment *a,
                      const struct tp_xp_moment *b)
{
    int64_t p, q;

    if (type <= TP_XP_DT_DURATION) {
        if (a->month != b->month)
            return a->month < b->month ? -1 : 1;
        p = a->seconds;
        q = b->seconds;
    } else {
        p = xp_utc(r, type, a);
        q = xp_utc(r, type, b);
    }
    if (p != q)
        return p < q ? -1 : 1;
    return a->nanoseconds < b->nanoseconds ? -1 : a->nanoseconds > b->nanoseconds;
}
