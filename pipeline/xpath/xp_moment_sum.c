/* xp_moment_sum.c - sums with dates, times and durations (Functions and Operators, 10.6 to 10.8
 * and appendix E of XML Schema part 2). */
#include <math.h>

#include "xp.h"
#include "xp_moment.h"

enum { DAY = 86400, MAX_YEAR = 999999999 };
#define BILLION 1000000000
__extension__ typedef __int128 wide;

static _Noreturn void out_of_range(struct tp_xp_run *r, bool duration)
{
    if (duration)
        tp_xp_raise(r, "FODT0002", "the duration is too long");
    tp_xp_raise(r, "FODT0001", "the date is too far away");
}

/* SECONDS and NANOSECONDS with one sign, the latter below a billion. */
static void settle(struct tp_xp_moment *m, int64_t seconds, int64_t nanoseconds)
{
    seconds += nanoseconds / BILLION;
    nanoseconds %= BILLION;
    if (seconds > 0 && nanoseconds < 0) {
        seconds--;
        nanoseconds += BILLION;
    } else if (seconds < 0 && nanoseconds > 0) {
        seconds++;
        nanoseconds -= BILLION;
    }
    m->seconds = seconds;
    m->nanoseconds = (int32_t)nanoseconds;
}

struct tp_xp_item xp_instant_difference(struct tp_xp_run *r, struct tp_xp_item a,
                                        struct tp_xp_item b)
{
    enum tp_xp_type type = (enum tp_xp_type)a.type;
    struct tp_xp_moment m = {0};

    settle(&m, xp_utc(r, type, a.u.moment) - xp_utc(r, type, b.u.moment),
           a.u.moment->nanoseconds - b.u.moment->nanoseconds);
    return xp_moment(r, TP_XP_DT_DURATION, m);
}

static void plus_months(struct tp_xp_run *r, struct tp_xp_moment *m, int64_t months)
{
    int64_t n;

    if (__builtin_add_overflow(m->year * 12 + m->month - 1, months, &n) || n / 12 > MAX_YEAR ||
        n / 12 < -MAX_YEAR)
        out_of_range(r, false);
    m->year = n >= 0 ? n / 12 : -((11 - n) / 12);
    m->month = n - m->year * 12 + 1;
    if (m->day > xp_days_in(m->year, m->month))
        m->day = xp_days_in(m->year, m->month);
}

static void plus_seconds(struct tp_xp_run *r, enum tp_xp_type type, struct tp_xp_moment *m,
                         int64_t seconds, int64_t nanoseconds)
{
    int64_t days = 0;

    nanoseconds += m->nanoseconds;
    if (nanoseconds < 0) {
        nanoseconds += BILLION;
        seconds--;
    } else if (nanoseconds >= BILLION) {
        nanoseconds -= BILLION;
        seconds++;
    }
    if (__builtin_add_overflow(seconds, m->seconds, &seconds))
        out_of_range(r, false);
    days = seconds / DAY - (seconds % DAY < 0);
    m->seconds = seconds - days * DAY;
    m->nanoseconds = (int32_t)nanoseconds;
    if (type != TP_XP_TIME) {
        int64_t number = xp_days(m->year, m->month, m->day) + days;

        if (number > (int64_t)MAX_YEAR * 366 || number < (int64_t)-MAX_YEAR * 366)
            out_of_range(r, false);
        xp_civil(number, m);
    }
    if (type == TP_XP_DATE)
        m->seconds = m->nanoseconds = 0;
}

struct tp_xp_item xp_instant_plus(struct tp_xp_run *r, struct tp_xp_item instant,
                                  struct tp_xp_item duration, bool minus)
{
    struct tp_xp_moment m = *instant.u.moment;
    const struct tp_xp_moment *d = duration.u.moment;

    if (duration.type == TP_XP_YM_DURATION)
        plus_months(r, &m, minus ? -d->month : d->month);
    else
        plus_seconds(r, (enum tp_xp_type)instant.type, &m, minus ? -d->seconds : d->seconds,
                     minus ? -d->nanoseconds : d->nanoseconds);
    return xp_moment(r, (enum tp_xp_type)instant.type, m);
}

struct tp_xp_item xp_duration_plus(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b,
                                   bool minus)
{
    const struct tp_xp_moment *p = a.u.moment, *q = b.u.moment;
    struct tp_xp_moment m = {0};
    int64_t seconds;
    bool bad = minus ? __builtin_sub_overflow(p->month, q->month, &m.month) ||
                           __builtin_sub_overflow(p->seconds, q->seconds, &seconds)
                     : __builtin_add_overflow(p->month, q->month, &m.month) ||
                           __builtin_add_overflow(p->seconds, q->seconds, &seconds);

    if (bad)
        out_of_range(r, true);
    settle(&m, seconds,
           minus ? (int64_t)p->nanoseconds - q->nanoseconds
                 : (int64_t)p->nanoseconds + q->nanoseconds);
    return xp_moment(r, (enum tp_xp_type)a.type, m);
}

static struct tp_xp_decimal length(const struct tp_xp_moment *m, enum tp_xp_type type)
{
    struct tp_xp_decimal d = {m->month, 0};

    if (type == TP_XP_DT_DURATION) {
        d.value = d.value * 0 + m->seconds;
        d.value = d.value * BILLION + m->nanoseconds;
        d.scale = 9;
    }
    return d;
}

struct tp_xp_item xp_duration_ratio(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b)
{
    enum tp_xp_type type = (enum tp_xp_type)a.type;
    struct tp_xp_decimal p = length(a.u.moment, type), q = length(b.u.moment, type), out;

    if (!q.value)
        tp_xp_raise(r, "FOAR0001", "division by a duration of length zero");
    if (!xp_decimal_sum(XP_DIV, p, q, &out))
        out_of_range(r, true);
    return xp_decimal(r, out);
}

/* The product, or quotient, of a length and a number that is no decimal: rounded to whole UNITs. */
static bool times_double(struct tp_xp_decimal length, double by, bool divide, int64_t unit,
                         struct tp_xp_decimal *out)
{
    long double amount = (long double)length.value;

    amount = divide ? amount / (long double)by : amount * (long double)by;
    if (!(fabsl(amount) < 9e18L * (long double)unit))
        return false;
    *out = (struct tp_xp_decimal){(wide)floorl(amount + 0.5L), length.scale};
    return true;
}

struct tp_xp_item xp_duration_times(struct tp_xp_run *r, struct tp_xp_item duration,
                                    struct tp_xp_item by, bool divide)
{
    enum tp_xp_type type = (enum tp_xp_type)duration.type;
    struct tp_xp_decimal d = length(duration.u.moment, type), out = {0};
    struct tp_xp_moment m = {0};
    double number = xp_number_of(by);
    bool fits;

    if (isnan(number))
        tp_xp_raise(r, "FOCA0005", "a duration can't be multiplied or divided by NaN");
    if (divide && number == 0)
        out_of_range(r, true);
    if (by.type >= TP_XP_FLOAT)
        fits = times_double(d, number, divide, d.scale ? BILLION : 1, &out);
    else
        fits = xp_decimal_sum(divide ? XP_DIV : XP_MUL, d, xp_decimal_of(by), &out);
    if (fits) /* as fn:round() */
        out = xp_decimal_round(out, type == TP_XP_YM_DURATION ? 0 : 9, XP_HALF_UP);
    while (fits && out.scale < d.scale) { /* back to nanoseconds */
        fits = !__builtin_mul_overflow(out.value, 10, &out.value);
        out.scale++;
    }
    if (type == TP_XP_YM_DURATION)
        m.month = fits ? (int64_t)out.value : 0;
    else if (fits)
        settle(&m, (int64_t)(out.value / BILLION), (int64_t)(out.value % BILLION));
    out.value /= d.scale ? BILLION : 1;
    if (!fits || out.value > INT64_MAX / 2 || out.value < INT64_MIN / 2)
        out_of_range(r, true);
    return xp_moment(r, type, m);
}
