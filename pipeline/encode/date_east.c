/* Dates and times as Chinese, Japanese and Korean write them. */
#include "date_impl.h"

static int digit_at(const struct scan *s, size_t i)
{
    return i < s->n ? s->known[i].digit : -1;
}

/* A number at I: figures, or Han numerals by place ("一九五〇") or by unit ("二十五",
 * "一千九百五十"). */
static size_t east_number(const struct scan *s, size_t i, int *value, int *digits)
{
    enum { LONGEST = 8 };
    int place = 0, sum = 0, unit = 0, v;
    size_t j = i;
    bool units = false;

    if (date_number(s, i, 1, 4)) {
        *value = (int)s->t[i].value;
        *digits = (int)s->t[i].digits;
        return i + 1;
    }
    for (; j - i < LONGEST && (v = digit_at(s, j)) >= 0; j++) {
        if (v >= 10) {
            bool many = v == 10 || v == 100 || v == 1000;
            sum += many ? (unit ? unit * v : v) : v;
            unit = 0;
            units = true;
        } else {
            place = place < 1000 ? place * 10 + v : 10000;
            unit = v;
        }
    }
    *value = units ? sum + unit : place;
    *digits = !units ? (int)(j - i) : *value >= 1000 ? 4 : *value >= 100 ? 3 : 2;
    return j > i ? j : 0;
}

size_t date_east_counted(const struct scan *s, size_t i, enum east unit, int *value, int *digits)
{
    int ignored;
    size_t j;

    /* Most tokens are no number at all. */
    if (i >= s->n || (s->t[i].kind != TP_TOK_NUMBER && s->known[i].digit < 0))
        return 0;
    j = east_number(s, i, value, digits);
    return j ? date_phrase(s, j, unit, &ignored) : 0;
}

/* The year at I: "一九五〇年", "1950年", "民国三十八年", "今年". */
static size_t east_year(const struct scan *s, size_t i, struct moment *m)
{
    int digits = 0, offset = 0;
    size_t j = date_phrase(s, i, EAST_RELATIVE, &offset), k;

    if (j) {
        m->relative = true;
        m->year = offset;
        return j;
    }
    j = date_phrase(s, i, EAST_ERA, &offset);
    if (!j) {
        j = date_phrase(s, i, EAST_LUNAR_ERA, &offset);
        m->lunar = j != 0;
    }
    k = date_east_counted(s, j ? j : i, EAST_YEAR, &m->year, &digits);
    if (!k && j) {
        k = date_phrase(s, j, EAST_FIRST, &digits);
        m->year = 1;
    }
    if (!k)
        return 0;
    if (j) {
        m->year += offset;
        return m->year < 2200 ? k : 0;
    }
    m->short_year = digits == 2;
    /* "三十年" is thirty years; two figures count only with a month behind them. */
    return (digits == 4 && m->year >= 1000 && m->year < 2200) || digits == 2 ? k : 0;
}

static size_t east_month_day(const struct scan *s, size_t i, struct moment *m)
{
    int digits, months = 0;
    size_t j = date_phrase(s, i, EAST_THIS_MONTH, &months), k;

    if (j) {
        m->relative = true;
        m->month = 0;
        m->months = months;
    } else {
        j = date_phrase(s, i, EAST_MONTH_NAME, &m->month);
        if (!j)
            j = date_east_counted(s, i, EAST_MONTH, &m->month, &digits);
        if (!j || m->month < 1 || m->month > 12) {
            m->month = 0;
            return 0;
        }
    }
    k = date_east_counted(s, j, EAST_DAY, &m->day, &digits);
    if (k && m->day >= 1 && m->day <= 39)
        return k;
    m->day = 0;
    return j;
}

/* The hour that a part of the day and a number mean. */
static bool east_hour(struct moment *m, int period)
{
    int h = m->hour;

    if (h < 0 || h > 24)
        return false;
    if (period == PERIOD_AM)
        m->hour = h == 12 ? 0 : h;
    else if (period == PERIOD_PM)
        m->hour = h < 12 ? h + 12 : h;
    else if (period == PERIOD_NOON)
        m->hour = h < 4 ? h + 12 : h;
    else if (period == PERIOD_NIGHT)
        m->hour = h >= 5 && h < 12 ? h + 12 : h == 12 ? 24 : h;
    return true;
}

/* What may stand behind an hour: "半", "三刻", "二十分", "三十分十秒". Returns the token behind it,
 * or I. */
static size_t east_minutes(const struct scan *s, size_t i, struct moment *m)
{
    int digits;
    size_t j;

    m->minute = m->second = 0;
    if ((j = date_phrase(s, i, EAST_PAST, &m->minute)) != 0)
        return j;
    if ((j = date_east_counted(s, i, EAST_MINUTE, &m->minute, &digits)) == 0) {
        m->minute = 0;
        return i;
    }
    i = j;
    if ((j = date_east_counted(s, i, EAST_SECOND, &m->second, &digits)) != 0)
        return j;
    m->second = 0;
    return i;
}

size_t date_east_time(const struct scan *s, size_t i, struct moment *m, bool attached)
{
    int period = -1, digits = 0, ignored;
    struct moment before = *m;
    size_t j, k;

    if (attached && (j = date_phrase(s, i, EAST_NOON, &ignored)) != 0 &&
        !date_east_counted(s, j, EAST_HOUR, &digits, &ignored)) {
        m->hour = 12;
        m->minute = m->second = 0;
        return j;
    }
    j = date_phrase(s, i, EAST_PERIOD, &period);
    if (!j)
        j = i;
    k = date_east_counted(s, j, EAST_HOUR, &m->hour, &digits);
    if (!k && period >= 0 && date_number(s, j, 1, 2) && date_sign(s, j + 1, ':') &&
        date_number(s, j + 2, 2, 2) && s->t[j + 2].value < 60) {
        m->hour = (int)s->t[j].value;
        m->minute = (int)s->t[j + 2].value;
        k = j + 3;
    } else if (k) {
        size_t minutes = east_minutes(s, k, m);
        attached = attached || (minutes > k && m->minute);
        k = minutes;
    }
    /* "三点" are three points, "一时" is "for a while": alone they need the part of the day. */
    if (k && (period >= 0 || attached) && east_hour(m, period) && m->minute < 60)
        return k;
    *m = before;
    return 0;
}

size_t date_east_time_range(const struct scan *s, size_t i, struct moment *a, struct moment *b,
                            bool attached)
{
    int ignored;
    size_t j, k;

    *a = *b = date_moment();
    j = date_east_time(s, i, a, attached);
    k = j ? date_phrase(s, j, EAST_RANGE, &ignored) : 0;
    k = k ? date_east_time(s, k, b, true) : 0;
    if (!k)
        return 0;
    if (a->hour >= 12 && b->hour <= a->hour && b->hour + 12 <= 24)
        b->hour += 12; /* the part of the day is said once */
    return b->hour * 60 + b->minute > a->hour * 60 + a->minute ? k : 0;
}

/* "至12日", "至1950年2月": the end of a range behind its beginning. */
static size_t east_end(const struct scan *s, size_t i, struct found *f)
{
    int ignored, digits;
    size_t j = date_phrase(s, i, EAST_RANGE, &ignored), k;

    if (!j && date_sign(s, i, '-'))
        j = i + 1;
    if (!j)
        return 0;
    f->b = date_moment();
    if ((k = east_year(s, j, &f->b)) != 0) {
        size_t day = east_month_day(s, k, &f->b);
        return day ? day : f->a.month ? 0 : k;
    }
    f->b = date_moment();
    f->b.year = f->a.year;
    f->b.short_year = f->a.short_year;
    f->b.relative = f->a.relative;
    f->b.bare = f->a.bare;
    f->b.months = f->a.months;
    if ((k = east_month_day(s, j, &f->b)) != 0)
        return f->a.month ? k : 0;
    f->b.month = f->a.month;
    k = f->a.day ? date_east_counted(s, j, EAST_DAY, &f->b.day, &digits) : 0;
    return k;
}

/* "一九四九年至一九五〇年" with the first 年 left out: "1949至1950年". */
static size_t east_years(const struct scan *s, size_t i, struct found *f)
{
    int digits, ignored;
    size_t j, k;

    if (s->t[i].kind != TP_TOK_NUMBER && s->known[i].digit < 0)
        return 0;
    j = east_number(s, i, &f->a.year, &digits);
    if (!j || digits != 4 || f->a.year < 1000)
        return 0;
    k = date_phrase(s, j, EAST_RANGE, &ignored);
    if (!k && date_sign(s, j, '-'))
        k = j + 1;
    if (!k)
        return 0;
    f->b = date_moment();
    k = date_east_counted(s, k, EAST_YEAR, &f->b.year, &digits);
    f->form = FOUND_PERIOD;
    return k && digits == 4 && f->b.year > f->a.year && f->b.year < 2200 ? k : 0;
}

/* "前", "以后": what makes the date before it a bound, where nothing but the date is said. */
static size_t east_bound(const struct scan *s, size_t i, struct found *f)
{
    static const struct {
        enum east kind;
        enum found_form form;
    } bounds[] = {
        {EAST_BEFORE, FOUND_BEFORE}, {EAST_AFTER, FOUND_AFTER}, {EAST_SINCE, FOUND_SINCE}};

    for (size_t k = 0; s->whole && k < sizeof bounds / sizeof *bounds; k++) {
        int ignored;
        size_t j = date_phrase(s, i, bounds[k].kind, &ignored);
        if (j) {
            f->form = bounds[k].form;
            return j;
        }
    }
    return i;
}

/* A day of the week behind the date, in parentheses or not. */
static size_t east_weekday(const struct scan *s, size_t i, struct moment *m)
{
    bool open = date_sign(s, i, '(');
    size_t j = date_phrase(s, open ? i + 1 : i, EAST_WEEKDAY, &m->weekday);

    if (!j || (open && !date_sign(s, j, ')'))) {
        m->weekday = -1;
        return i;
    }
    return open ? j + 1 : j;
}

/* What may stand behind a date: its end, a weekday, a time, a bound. */
static size_t east_behind(const struct scan *s, size_t i, struct found *f)
{
    size_t j = east_end(s, i, f), k;

    if (j) {
        f->form = FOUND_PERIOD;
        return j;
    }
    k = i;
    if (f->a.day) {
        struct moment from, to;
        k = east_weekday(s, k, &f->a);
        j = date_east_time_range(s, k, &from, &to, true);
        if (j) {
            f->form = FOUND_PERIOD;
            f->b = f->a;
            f->a.hour = from.hour;
            f->a.minute = from.minute;
            f->b.hour = to.hour;
            f->b.minute = to.minute;
            return j;
        }
        j = date_east_time(s, k, &f->a, true);
        k = j ? j : k;
    }
    return east_bound(s, k, f);
}

/* A year alone: four figures or an era, never "thirty years" or "this year". */
static size_t year_alone(const struct scan *s, size_t i, struct found *f)
{
    int ignored;
    size_t j;

    if (f->a.relative || f->a.short_year)
        return 0;
    if ((j = date_phrase(s, i, EAST_DECADE, &ignored)) != 0) {
        f->form = FOUND_PERIOD;
        f->b = f->a;
        f->b.year += 9;
        return f->a.year % 10 == 0 ? j : 0;
    }
    return (j = east_end(s, i, f)) != 0 ? (f->form = FOUND_PERIOD, j) : east_bound(s, i, f);
}

/* Inside a longer number, or an ordinal? */
static bool goes_before(const struct scan *s, size_t i)
{
    return i > 0 && (digit_at(s, i) >= 0 || s->t[i].kind == TP_TOK_NUMBER) && !s->t[i].spaced &&
           (digit_at(s, i - 1) >= 0 || s->t[i - 1].cp == 0x7B2C || date_glued(s, i));
}

/* "于五日", "拟于": do such words end right before token I? */
static bool is_led(const struct scan *s, size_t i)
{
    int ignored;

    return i > 0 && date_phrase(s, i - 1, EAST_DAY_LEAD, &ignored) == i;
}

/* "三十日", "二十日电": a day of the document's month. Few days may be a time that something takes,
 * but for "于五日", "五日上午" and the like. */
static size_t day_alone(const struct scan *s, size_t i, struct found *f)
{
    enum { FEW = 10 };
    int digits, ignored;
    struct moment time = date_moment();
    size_t j = date_east_counted(s, i, EAST_DAY, &f->a.day, &digits), k;
    bool led = is_led(s, i);

    if (!j || date_phrase(s, j, EAST_NOT_DAY, &ignored) || f->a.day < 1 || f->a.day > 31)
        return 0;
    k = date_east_time(s, j, &time, true);
    if (f->a.day <= FEW && !k && !led && !date_phrase(s, j, EAST_DISPATCH, &ignored) &&
        !date_phrase(s, j, EAST_PERIOD, &ignored))
        return 0;
    f->a.relative = f->a.bare = true;
    f->cert = TP_CERT_LOW;
    if (!k && (led || f->a.day > FEW) && east_end(s, j, f)) { /* "于三日至五日" */
        f->form = FOUND_PERIOD;
        return f->b.day > f->a.day && f->b.day <= 31 ? east_end(s, j, f) : 0;
    }
    if (k) {
        f->a.hour = time.hour;
        f->a.minute = time.minute;
    }
    return k ? k : j;
}

size_t date_form_east(const struct scan *s, size_t i, struct found *f)
{
    size_t j, k;
    int ignored;

    f->a = date_moment();
    if (goes_before(s, i))
        return 0;
    if ((j = east_years(s, i, f)) != 0)
        return j;
    f->form = FOUND_WHEN;
    f->a = date_moment();
    j = east_year(s, i, &f->a);
    if (!j)
        f->a = date_moment();
    k = east_month_day(s, j ? j : i, &f->a);
    if (f->a.lunar) {
        /* Months and days of another calendar: the year is all that can be told. */
        f->a.month = f->a.day = 0;
        f->cert = TP_CERT_MEDIUM;
        return k ? k : j;
    }
    if (!k)
        return j ? year_alone(s, j, f) : day_alone(s, i, f);
    if (!j && !f->a.day)
        f->cert = TP_CERT_LOW; /* "三月" was once three months */
    f->sure = f->a.day != 0 && (f->a.year != 0 || f->a.relative);
    f->a.ahead = date_phrase(s, k, EAST_BEFORE, &ignored) != 0;
    return east_behind(s, k, f);
}
