/* From what is written to the value: completion from the document's date, the calendar, ISO 8601.
 */
#include "date_impl.h"

#include <stdlib.h>
#include <string.h>

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /* A 29 February of an unknown year is possible. */
    return month == 2 && (year == 0 || leap(year)) ? 29 : days[month - 1];
}

bool date_possible(const struct moment *m)
{
    if (m->month < 0 || m->month > 12 || m->day < 0 || m->year < 0 || m->year > 9999)
        return false;
    if (m->day && (m->month == 0 || m->day > days_in(m->year, m->month)))
        return false;
    return m->hour <= 24 && m->minute < 60 && m->second < 60 &&
           (m->hour < 24 || (m->minute == 0 && m->second == 0));
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

/* The year nearest to the reference that ends in these two digits. */
static int full_year(int reference, int two)
{
    int year = reference - reference % 100 + two;

    if (year - reference > 50)
        return year - 100;
    return reference - year > 49 ? year + 100 : year;
}

/* The year that brings month and day nearest to the reference day; a weekday decides first. */
static int nearest_year(const struct tp_day *ref, const struct moment *m)
{
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
    /* A reference that is only a year says nothing of what is near in it. */
    return ref->month == 0 && !best_weekday ? ref->year : best;
}

static enum tp_cert worse(enum tp_cert a, enum tp_cert b)
{
    return a > b ? a : b;
}

/* Fill in what the text leaves out. False: it can't be known what is meant. */
static bool complete(const struct scan *s, struct moment *m, bool *completed, enum tp_cert *cert)
{
    const struct tp_day *ref = &s->reference;

    if (m->relative) {
        if (ref->year == 0)
            return m->month != 0 && m->year == 0; /* "20 июля с. г.": --07-20 */
        if (m->month == 0) {
            if (ref->month == 0)
                return false;
            m->month = ref->month;
        }
        m->year += ref->year;
        *completed = true;
        *cert = worse(*cert, TP_CERT_HIGH);
    } else if (m->short_year) {
        if (ref->year == 0) {
            m->year = 0; /* the century is not to be guessed */
            *cert = worse(*cert, TP_CERT_MEDIUM);
            return m->month != 0;
        }
        m->year = full_year(ref->year, m->year);
        *completed = true;
        *cert = worse(*cert, TP_CERT_HIGH);
    } else if (m->year == 0 && m->month && ref->year) {
        m->year = nearest_year(ref, m);
        *completed = true;
        *cert = worse(*cert, m->year == ref->year ? TP_CERT_MEDIUM : TP_CERT_LOW);
    }
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
    if (m.day && ++m.day > days_in(m.year, m.month)) {
        m.day = 1;
        if (++m.month > 12) {
            m.month = 1;
            m.year += m.year != 0;
        }
    }
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

/* Ends of a range share a year where only one says it. */
static void share_year(struct found *f)
{
    struct moment *a = &f->a, *b = &f->b;

    if (a->month == 0 || b->month == 0)
        return;
    if (a->year == 0 && !a->relative && b->year && !b->relative) {
        a->short_year = b->short_year;
        a->year = a->month > b->month && !b->short_year ? b->year - 1 : b->year;
    } else if (b->year == 0 && !b->relative && a->year && !a->relative) {
        b->short_year = a->short_year;
        b->year = b->month < a->month && !a->short_year ? a->year + 1 : a->year;
    }
}

static bool before(const struct moment *a, const struct moment *b)
{
    if (a->year != b->year)
        return a->year < b->year;
    if (a->month != b->month)
        return a->month < b->month;
    return a->day <= b->day;
}

/* The form is open to mistakes: only a year around the document's is believed. */
static bool near(const struct scan *s, const struct moment *m)
{
    return s->whole || (s->reference.year != 0 && m->year >= s->reference.year - 40 &&
                        m->year <= s->reference.year + 15);
}

static bool finish_two(const struct scan *s, struct found *f, struct tp_date *out)
{
    share_year(f);
    if (!complete(s, &f->a, &out->completed, &out->cert) ||
        !complete(s, &f->b, &out->completed, &out->cert) || !date_possible(&f->a) ||
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
    if (f->form == FOUND_PERIOD) {
        out->from = iso(s->arena, &f->a);
        out->to = iso(s->arena, &f->b);
    } else {
        out->not_before = iso(s->arena, &f->a);
        out->not_after = iso(s->arena, &f->b);
    }
    return true;
}

bool date_finish(const struct scan *s, struct found *f, struct tp_date *out)
{
    struct moment *m = &f->a;

    out->cert = f->cert;
    if (f->form != FOUND_WHEN)
        return finish_two(s, f, out);
    if (!complete(s, m, &out->completed, &out->cert) || !date_possible(m) ||
        (f->near_only && !near(s, m)))
        return false;
    if (m->year == 0 && m->month == 0 && m->hour < 0)
        return false;
    /* A weekday that the day didn't have: one of the two is a mistake. */
    if (m->weekday >= 0 && m->year && m->month && m->day && weekday_of(m) != m->weekday)
        out->cert = TP_CERT_LOW;
    out->is_time = m->year == 0 && m->month == 0;
    out->when = iso(s->arena, m);
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
