/* From what is written to the value: completion from the document's date, the calendar, ISO 8601.
 */
#include "date_impl.h"

#include <stdlib.h>
#include <string.h>

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The days of a moment's month, in its calendar. */
static int days_in(const struct moment *m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /* A 29 February of an unknown year is possible. */
    if (m->month == 2 && (m->year == 0 || m->short_year || m->relative || leap(m->year) ||
                          (m->julian && m->year % 4 == 0)))
        return 29;
    return days[m->month - 1];
}

bool date_possible(const struct moment *m)
{
    if (m->month < 0 || m->month > 12 || m->day < 0 || m->year < 0 || m->year > 9999)
        return false;
    if (m->day && (m->month == 0 || m->day > days_in(m)))
        return false;
    return m->hour <= 24 && m->minute < 60 && m->second < 60 &&
           (m->hour < 24 || (m->minute == 0 && m->second == 0));
}

bool date_impossible(const struct moment *m)
{
    return m->day && (m->month > 12 || (m->month && m->day > days_in(m)));
}

static void add_days(struct moment *m, int days)
{
    for (; days > 0; days--)
        if (++m->day > days_in(m)) {
            m->day = 1;
            if (++m->month > 12) {
                m->month = 1;
                m->year += m->year != 0;
            }
        }
}

void date_to_gregorian(struct moment *m)
{
    int year = m->month <= 2 ? m->year - 1 : m->year;
    int days = year / 100 - year / 400 - 2;

    m->julian = false;
    if (m->day > days_in(m)) { /* 29 February 1900 */
        m->day--;
        days++;
    }
    add_days(m, days);
}

/* Days since 1 March of year 0, proleptic Gregorian; months and days not known count as the first.
 */
static long day_number(int year, int month, int day)
{
    long m = (month ? month : 1) + 9, y = year;

    if (m >= 12)
        m -= 12;
    else
        y--;
    return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + (day ? day : 1) - 1;
}

/* 0 Sunday. 1 March 0000 was a Wednesday. */
static int weekday_of(const struct moment *m)
{
    long n = day_number(m->year, m->month, m->day);

    return (int)((n + 3) % 7);
}

/* The year that ends in these two digits: documents look back further than ahead. */
static int full_year(int reference, int two)
{
    enum { AHEAD = 20 };
    int year = reference - reference % 100 + two;

    if (year - reference > AHEAD)
        return year - 100;
    return reference - year >= 100 - AHEAD ? year + 100 : year;
}

/* The year that brings month and day nearest to the reference day; a weekday decides first. AHEAD:
 * it is the end of a term ("not later than 31 December"), so that it is not long past. */
static int nearest_year(const struct tp_day *ref, const struct moment *m, bool ahead)
{
    enum { LONG_PAST = 45 }; /* days */
    long at = day_number(ref->year, ref->month, ref->day), best_gap = 0;
    int best = 0;
    bool best_weekday = false;

    for (int year = ref->year - 1; year <= ref->year + 1; year++) {
        struct moment try = *m;
        long gap = labs(day_number(year, m->month, m->day) - at);
        bool weekday;
        try.year = year;
        if (!date_possible(&try))
            continue;
        weekday = m->day && m->weekday >= 0 && weekday_of(&try) == m->weekday;
        if (best == 0 || (weekday && !best_weekday) ||
            (weekday == best_weekday &&
             (gap < best_gap || (gap == best_gap && year == ref->year)))) {
            best = year;
            best_gap = gap;
            best_weekday = weekday;
        }
    }
    if (ahead && ref->month && !best_weekday && best &&
        at - day_number(best, m->month, m->day) > LONG_PAST)
        return best + 1;
    /* A reference that is only a year says nothing of what is near in it. */
    return ref->month == 0 && !best_weekday ? ref->year : best;
}

static enum tp_cert worse(enum tp_cert a, enum tp_cert b)
{
    return a > b ? a : b;
}

/* A month or year that counts from the document's own. */
static bool complete_relative(const struct tp_day *ref, struct moment *m)
{
    if (ref->year == 0)
        return m->month != 0 && m->year == 0; /* "20 июля с. г.": --07-20 */
    m->year += ref->year;
    if (m->month) {
        /* "in November last", "le 5 mars dernier" */
        const long gap = (m->month - ref->month) * 100 + (m->day ? m->day - ref->day : 0);
        if (ref->month && m->side && (m->side < 0 ? gap >= 0 : gap <= 0))
            m->year += m->side;
        return true;
    }
    if (ref->month == 0)
        return false;
    m->month = ref->month + m->months;
    if (m->month < 1) {
        m->month += 12;
        m->year--;
    } else if (m->month > 12) {
        m->month -= 12;
        m->year++;
    }
    return true;
}

/* "20 July, ... and on the 21st": a day behind that of another month goes on in that month. */
static bool complete_bare(const struct scan *s, struct moment *m)
{
    const struct tp_day *named = &s->named;

    if (!m->bare || !named->month || m->day <= named->day ||
        (named->year == s->reference.year && named->month == s->reference.month))
        return false;
    m->year = named->year;
    m->month = named->month;
    return true;
}

/* Fill in what the text leaves out. False: it can't be known what is meant. */
static bool complete(const struct scan *s, struct moment *m, bool *completed, enum tp_cert *cert)
{
    const struct tp_day *ref = &s->reference;

    if (m->relative) {
        if (!complete_bare(s, m) && !complete_relative(ref, m))
            return false;
        m->relative = false;
        *completed = ref->year != 0;
        *cert = worse(*cert, TP_CERT_HIGH);
    } else if (m->short_year) {
        int near_year = ref->year ? ref->year : s->century;
        *cert = worse(*cert, ref->year ? TP_CERT_HIGH : TP_CERT_MEDIUM);
        m->short_year = false;
        if (near_year == 0) {
            m->year = 0; /* the century is not to be guessed */
            return m->month != 0;
        }
        m->year = full_year(near_year, m->year);
        *completed = true;
    } else if (m->year == 0 && m->month && ref->year) {
        m->year = nearest_year(ref, m, m->ahead);
        *completed = true;
        *cert = worse(*cert, m->year == ref->year ? TP_CERT_MEDIUM : TP_CERT_LOW);
    }
    if (*completed && s->borrowed)
        *cert = TP_CERT_LOW;
    return true;
}

static const char *iso_zone(struct tp_arena *a, int zone)
{
    if (zone == NO_ZONE)
        return "";
    if (zone == 0)
        return "Z";
    return tp_fmt(a, "%c%02d:%02d", zone < 0 ? '-' : '+', abs(zone) / 60, abs(zone) % 60);
}

/* The end of a day is written as the beginning of the next: validators don't agree on 24:00:00. */
static struct moment past_midnight(struct moment m)
{
    m.hour = 0;
    if (m.day)
        add_days(&m, 1);
    return m;
}

/* As an XSD date, gYearMonth, gYear, gMonthDay, gMonth, time or dateTime. */
static const char *iso(struct tp_arena *a, const struct moment *written)
{
    const struct moment next = past_midnight(*written);
    const struct moment *m = written->hour == 24 ? &next : written;
    const char *time = "", *date;

    if (m->hour >= 0)
        time = tp_fmt(a, "%02d:%02d:%02d%s", m->hour, m->minute, m->second, iso_zone(a, m->zone));
    if (m->year == 0 && m->month == 0)
        return time;
    if (m->year == 0)
        return m->day ? tp_fmt(a, "--%02d-%02d", m->month, m->day) : tp_fmt(a, "--%02d", m->month);
    if (m->month == 0)
        return tp_fmt(a, "%04d", m->year);
    if (m->day == 0)
        return tp_fmt(a, "%04d-%02d", m->year, m->month);
    date = tp_fmt(a, "%04d-%02d-%02d", m->year, m->month, m->day);
    return *time ? tp_fmt(a, "%sT%s", date, time) : date;
}

void date_share_year(struct moment *a, struct moment *b)
{
    if (a->month == 0 || b->month == 0)
        return;
    if (a->year == 0 && !a->relative && (b->year || b->relative)) {
        a->short_year = b->short_year;
        a->relative = b->relative;
        a->year = a->month > b->month && !b->short_year ? b->year - 1 : b->year;
    } else if (b->year == 0 && !b->relative && (a->year || a->relative)) {
        b->short_year = a->short_year;
        b->relative = a->relative;
        b->year = b->month < a->month && !a->short_year ? a->year + 1 : a->year;
    }
}

static bool before(const struct moment *a, const struct moment *b)
{
    const int x[] = {a->year, a->month, a->day, a->hour, a->minute};
    const int y[] = {b->year, b->month, b->day, b->hour, b->minute};

    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        if (x[i] != y[i])
            return x[i] < y[i];
    return true;
}

/* The form is open to mistakes: only a year around the document's is believed. */
static bool near(const struct scan *s, const struct moment *m)
{
    int year = s->reference.year ? s->reference.year : s->century;

    return s->whole || (year != 0 && m->year >= year - 35 && m->year <= year + 10);
}

static bool is_time(const struct moment *m)
{
    return m->year == 0 && m->month == 0;
}

/* Put the value where the form wants it. */
static void write_two(const struct scan *s, const struct found *f, struct tp_date *out)
{
    const char *first = iso(s->arena, &f->a), *last = iso(s->arena, &f->b);

    out->is_time = is_time(&f->a);
    out->from = f->form == FOUND_PERIOD ? first : NULL;
    out->to = f->form == FOUND_PERIOD ? last : NULL;
    out->not_before = f->form == FOUND_WITHIN ? first : NULL;
    out->not_after = f->form == FOUND_WITHIN ? last : NULL;
}

static bool finish_two(const struct scan *s, struct found *f, struct tp_date *out)
{
    date_share_year(&f->a, &f->b);
    /* "January-June", in August: the end tells the year */
    if (!f->a.day && !f->b.day && !f->a.relative && f->a.year == 0) {
        if (!complete(s, &f->b, &out->completed, &out->cert))
            return false;
        date_share_year(&f->a, &f->b);
    }
    if (date_impossible(&f->a) || date_impossible(&f->b)) {
        out->fault = TP_DATE_IMPOSSIBLE;
        return false;
    }
    if (!complete(s, &f->a, &out->completed, &out->cert))
        return false;
    /* What neither end says is one for both: "between 1 and 15 September". */
    if (f->form == FOUND_PERIOD || f->a.month == f->b.month)
        date_share_year(&f->a, &f->b);
    if (!complete(s, &f->b, &out->completed, &out->cert) || !date_possible(&f->a) ||
        !date_possible(&f->b))
        return false;
    /* Over the turn of a year that neither end names. */
    if (!before(&f->a, &f->b) && f->form == FOUND_WITHIN) {
        struct moment swap = f->a;
        f->a = f->b;
        f->b = swap;
    }
    if (!before(&f->a, &f->b) || (f->near_only && !near(s, &f->a)))
        return false;
    write_two(s, f, out);
    return true;
}

/* From the old style to the new, with the old as the text has it. */
static void convert(const struct scan *s, struct moment *m, struct tp_date *out)
{
    struct moment day = *m;

    if (!m->julian || !m->year || !m->month || !m->day)
        return;
    out->julian = true;
    day.hour = -1;
    out->when_custom = iso(s->arena, &day);
    date_to_gregorian(m);
}

/* "31 February 1950", or a day that the year it gets doesn't have. */
static bool fault(const struct found *f, const struct moment *m, struct tp_date *out)
{
    if (f->sure && date_impossible(m))
        out->fault = TP_DATE_IMPOSSIBLE;
    return false;
}

static void write_one(const struct scan *s, const struct found *f, struct tp_date *out)
{
    const char *value = iso(s->arena, &f->a);

    out->is_time = is_time(&f->a);
    switch (f->form) {
    case FOUND_BEFORE:
        out->not_after = value;
        break;
    case FOUND_AFTER:
        out->not_before = value;
        break;
    case FOUND_SINCE:
        out->from = value;
        break;
    case FOUND_UNTIL:
        out->to = value;
        break;
    default:
        out->when = value;
    }
}

bool date_finish(const struct scan *s, struct found *f, struct tp_date *out)
{
    struct moment *m = &f->a;

    out->cert = f->cert;
    if (f->form == FOUND_PERIOD || f->form == FOUND_WITHIN)
        return finish_two(s, f, out);
    m->ahead = m->ahead || date_bounded(s, f->first, ROLE_BIT(ROLE_BEFORE) | ROLE_BIT(ROLE_UNTIL));
    if (!complete(s, m, &out->completed, &out->cert) || !date_possible(m))
        return fault(f, m, out);
    if (f->near_only && !near(s, m))
        return false;
    if (is_time(m) && m->hour < 0)
        return false;
    convert(s, m, out);
    /* A weekday that the day didn't have: one of the two is a mistake. */
    if (m->weekday >= 0 && m->year && m->month && m->day && weekday_of(m) != m->weekday) {
        out->cert = TP_CERT_LOW;
        out->fault = TP_DATE_WEEKDAY;
    }
    write_one(s, f, out);
    return true;
}

struct tp_day tp_day_of(const char *when)
{
    struct tp_day d = {0};
    int part[3] = {0};
    static const int width[3] = {4, 2, 2};
    const char *p = when;

    for (int i = 0; p && i < 3; i++) {
        int value = 0;
        for (int k = 0; k < width[i]; k++, p++) {
            if (*p < '0' || *p > '9')
                return i == 0 ? (struct tp_day){0} : (struct tp_day){part[0], part[1], 0};
            value = value * 10 + (*p - '0');
        }
        part[i] = value;
        if (*p != '-')
            break;
        p++;
    }
    d.year = part[0];
    d.month = part[1] <= 12 ? part[1] : 0;
    d.day = d.month && part[2] <= 31 ? part[2] : 0;
    return d;
}
