/* fn_moment.c - parts of durations, dates and times (Functions and Operators, 10.5), timezones
 * (10.7), dateTime() (5.2). */
#include "fn.h"
#include "xp_moment.h"

enum { DAY = 86400, BILLION = 1000000000, ZONE_LIMIT = 14 * 60 };

static const struct tp_xp_moment *moment(const struct tp_xp_seq *arg)
{
    return arg->n ? arg->v[0].u.moment : NULL;
}

/* Whole parts, each a function of the moment. */
#define PART(name, expression)                                                                     \
    FN(name)                                                                                       \
    {                                                                                              \
        const struct tp_xp_moment *m = moment(&args[0]);                                           \
                                                                                                   \
        FN_UNUSED();                                                                               \
        if (m)                                                                                     \
            xp_push(r, out, xp_integer(expression));                                               \
    }

PART(fn_years, m->month / 12)
PART(fn_months, m->month % 12)
PART(fn_days, m->seconds / DAY)
PART(fn_hours, m->seconds % DAY / 3600)
PART(fn_minutes, m->seconds % 3600 / 60)
PART(fn_year, m->year)
PART(fn_month, m->month)
PART(fn_day, m->day)

/* Seconds have a fraction: of a time, or with a duration's sign. */
FN(fn_seconds)
{
    const struct tp_xp_moment *m = moment(&args[0]);
    struct tp_xp_decimal d = {0}, part, sum;

    FN_UNUSED();
    if (!m)
        return;
    d.value = m->seconds % 60;
    part = (struct tp_xp_decimal){m->nanoseconds, 9};
    if (xp_decimal_sum(XP_ADD, d, part, &sum))
        xp_push(r, out, xp_decimal(r, sum));
}

FN(fn_timezone)
{
    const struct tp_xp_moment *m = moment(&args[0]);

    FN_UNUSED();
    if (m && m->zoned)
        xp_push(r, out,
                xp_moment(r, TP_XP_DT_DURATION,
                          (struct tp_xp_moment){.seconds = (int64_t)m->zone * 60}));
}

/* ---- adjusting (10.7) ---- */

static void shift(struct tp_xp_moment *m, enum tp_xp_type type, int minutes)
{
    int64_t seconds = m->seconds + (int64_t)minutes * 60;
    int64_t days = seconds / DAY - (seconds % DAY < 0);

    m->seconds = seconds - days * DAY;
    if (type != TP_XP_TIME && days)
        xp_civil(xp_days(m->year, m->month, m->day) + days, m);
    if (type == TP_XP_DATE)
        m->seconds = 0;
}

FN(fn_adjust)
{
    struct tp_xp_moment m;
    enum tp_xp_type type;
    int64_t zone = r->hooks.implicit_zone;

    FN_UNUSED();
    if (!args[0].n)
        return;
    type = (enum tp_xp_type)args[0].v[0].type;
    m = *args[0].v[0].u.moment;
    if (n > 1 && !args[1].n) {
        m.zoned = false;
        m.zone = 0;
        xp_push(r, out, xp_moment(r, type, m));
        return;
    }
    if (n > 1) {
        const struct tp_xp_moment *d = moment(&args[1]);

        zone = d->seconds / 60;
        if (d->seconds % 60 || d->nanoseconds || zone > ZONE_LIMIT || zone < -ZONE_LIMIT)
            tp_xp_raise(r, "FODT0003", "a timezone is whole minutes, from -14 to 14 hours");
    }
    if (m.zoned)
        shift(&m, type, (int)zone - m.zone);
    m.zoned = true;
    m.zone = (int16_t)zone;
    xp_push(r, out, xp_moment(r, type, m));
}

FN(fn_date_time)
{
    const struct tp_xp_moment *date = moment(&args[0]), *time = moment(&args[1]);
    struct tp_xp_moment m;

    FN_UNUSED();
    if (!date || !time)
        return;
    if (date->zoned && time->zoned && date->zone != time->zone)
        tp_xp_raise(r, "FORG0008", "the date and the time have different timezones");
    m = *date;
    m.seconds = time->seconds;
    m.nanoseconds = time->nanoseconds;
    if (time->zoned) {
        m.zoned = true;
        m.zone = time->zone;
    }
    xp_push(r, out, xp_moment(r, TP_XP_DATETIME, m));
}

#define ROW(name, letters, fn)                                                                     \
    {                                                                                              \
        name, 1, 1, letters, fn, NULL, 0, 0, NULL, 0                                               \
    }

const struct xp_fn xp_fn_moment[] = {
    ROW("years-from-duration", "P?", fn_years),
    ROW("months-from-duration", "P?", fn_months),
    ROW("days-from-duration", "P?", fn_days),
    ROW("hours-from-duration", "P?", fn_hours),
    ROW("minutes-from-duration", "P?", fn_minutes),
    ROW("seconds-from-duration", "P?", fn_seconds),
    ROW("year-from-dateTime", "T?", fn_year),
    ROW("month-from-dateTime", "T?", fn_month),
    ROW("day-from-dateTime", "T?", fn_day),
    ROW("hours-from-dateTime", "T?", fn_hours),
    ROW("minutes-from-dateTime", "T?", fn_minutes),
    ROW("seconds-from-dateTime", "T?", fn_seconds),
    ROW("timezone-from-dateTime", "T?", fn_timezone),
    ROW("year-from-date", "X?", fn_year),
    ROW("month-from-date", "X?", fn_month),
    ROW("day-from-date", "X?", fn_day),
    ROW("timezone-from-date", "X?", fn_timezone),
    ROW("hours-from-time", "M?", fn_hours),
    ROW("minutes-from-time", "M?", fn_minutes),
    ROW("seconds-from-time", "M?", fn_seconds),
    ROW("timezone-from-time", "M?", fn_timezone),
    {"adjust-dateTime-to-timezone", 1, 2, "T?W?", fn_adjust, NULL, 0, 0, NULL, 0},
    {"adjust-date-to-timezone", 1, 2, "X?W?", fn_adjust, NULL, 0, 0, NULL, 0},
    {"adjust-time-to-timezone", 1, 2, "M?W?", fn_adjust, NULL, 0, 0, NULL, 0},
    {"dateTime", 2, 2, "X?M?", fn_date_time, NULL, 0, 0, NULL, 0},
    {0},
};
