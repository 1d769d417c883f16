/* Dates and times as Chinese, Japanese and Korean write them. */
#include "date_impl.h"

/* The digit or unit that a Han (or look-alike) character is worth; -1: none. */
static int han_value(const struct tp_token *t)
{
    static const struct {
        uint32_t cp;
        int value;
    } digits[] = {
        {0x3007, 0},  {0x25CB, 0},  {0x96F6, 0}, {0x25EF, 0},  {0x4E00, 1},
        {0x4E8C, 2},  {0x4E09, 3},  {0x56DB, 4}, {0x4E94, 5},  {0x516D, 6},
        {0x4E03, 7},  {0x516B, 8},  {0x4E5D, 9}, {0x5341, 10}, {0x5EFF, 20},
        {0x5344, 20}, {0x5345, 30}, {0x4E24, 2}, {0x5143, 1}, /* the first year of an era */
    };

    if (t->kind != TP_TOK_HAN && t->kind != TP_TOK_SIGN)
        return -1;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (digits[i].cp == t->cp)
            return digits[i].value;
    return -1;
}

/* A number at I: figures, or Han numerals by place ("一九五〇") or by unit ("二十五"). */
static size_t east_number(const struct scan *s, size_t i, int *value, int *digits)
{
    int place = 0, sum = 0, unit = 0, v;
    size_t j = i;
    bool units = false;

    if (date_number(s, i, 1, 4)) {
        *value = (int)s->t[i].value;
        *digits = (int)s->t[i].digits;
        return i + 1;
    }
    for (; j < s->n && j - i < 5 && (v = han_value(&s->t[j])) >= 0; j++) {
        if (v >= 10) {
            sum += v == 10 ? (unit ? unit * 10 : 10) : v;
            unit = 0;
            units = true;
        } else {
            place = place * 10 + v;
            unit = v;
        }
    }
    *value = units ? sum + unit : place;
    *digits = units ? 2 : (int)(j - i);
    return j > i ? j : 0;
}

/* A number and one of the words for its unit. */
static size_t counted(const struct scan *s, size_t i, const struct phrases *unit, int *value,
                      int *digits)
{
    int ignored;
    size_t j = i;

    j = east_number(s, i, value, digits);
    return j ? date_phrase(s, j, unit, &ignored) : 0;
}

/* The year at I: "一九五〇年", "1950年", "民国三十八年", "今年". */
static size_t east_year(const struct scan *s, size_t i, struct moment *m)
{
    int digits = 0, offset = 0;
    size_t j = date_phrase(s, i, &s->tables->relative, &offset), k;

    if (j) {
        m->relative = true;
        m->year = offset;
        return j;
    }
    j = date_phrase(s, i, &s->tables->era, &offset);
    k = counted(s, j ? j : i, &s->tables->year, &m->year, &digits);
    if (!k)
        return 0;
    if (j) {
        m->year += offset;
        return k;
    }
    m->short_year = digits == 2;
    /* "三十年" is thirty years; two figures count only with a month behind them. */
    return (digits == 4 && m->year >= 1000 && m->year < 2200) || (digits == 2 && m->year >= 0) ? k
                                                                                               : 0;
}

static size_t east_month_day(const struct scan *s, size_t i, struct moment *m)
{
    int digits, ignored;
    size_t j = date_phrase(s, i, &s->tables->this_month, &ignored), k;

    if (j) {
        m->relative = true;
        m->month = 0;
    } else {
        j = counted(s, i, &s->tables->month, &m->month, &digits);
    }
    if (!j || (!m->relative && (m->month < 1 || m->month > 12)))
        return 0;
    k = counted(s, j, &s->tables->day, &m->day, &digits);
    if (k && m->day >= 1 && m->day <= 31)
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

size_t date_east_time(const struct scan *s, size_t i, struct moment *m, bool attached)
{
    int period = -1, digits, hour_digits = 0, ignored;
    struct moment before = *m;
    size_t j = date_phrase(s, i, &s->tables->period, &period), k;

    if (!j)
        j = i;
    k = counted(s, j, &s->tables->hour, &m->hour, &hour_digits);
    if (!k && period >= 0 && date_number(s, j, 1, 2) && date_sign(s, j + 1, ':') &&
        date_number(s, j + 2, 2, 2) && s->t[j + 2].value < 60) {
        m->hour = (int)s->t[j].value;
        m->minute = (int)s->t[j + 2].value;
        k = j + 3;
    } else if (k) {
        m->minute = m->second = 0;
        if ((j = date_phrase(s, k, &s->tables->half, &ignored)) != 0) {
            m->minute = 30;
            k = j;
        } else if ((j = counted(s, k, &s->tables->minute, &m->minute, &digits)) != 0) {
            k = j;
            j = counted(s, k, &s->tables->second, &m->second, &digits);
            k = j ? j : k;
            attached = true;
        } else {
            m->minute = 0;
        }
    }
    /* "三点" are three points, "一时" is "for a while": alone they need the part of the day. */
    if (k && (period >= 0 || attached) && east_hour(m, period) && m->minute < 60)
        return k;
    *m = before;
    return 0;
}

/* "至12日", "至1950年2月": the end of a range behind its beginning. */
static size_t east_end(const struct scan *s, size_t i, struct found *f)
{
    int ignored, digits;
    size_t j = date_phrase(s, i, &s->tables->range, &ignored), k;

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
    if ((k = east_month_day(s, j, &f->b)) != 0)
        return f->a.month ? k : 0;
    f->b.month = f->a.month;
    k = f->a.day ? counted(s, j, &s->tables->day, &f->b.day, &digits) : 0;
    return k;
}

/* "一九四九年至一九五〇年" with the first 年 left out: "1949至1950年". */
static size_t east_years(const struct scan *s, size_t i, struct found *f)
{
    int digits, ignored;
    size_t j = east_number(s, i, &f->a.year, &digits), k;

    if (!j || digits != 4 || f->a.year < 1000)
        return 0;
    k = date_phrase(s, j, &s->tables->range, &ignored);
    if (!k && date_sign(s, j, '-'))
        k = j + 1;
    if (!k)
        return 0;
    f->b = date_moment();
    k = counted(s, k, &s->tables->year, &f->b.year, &digits);
    f->form = FOUND_PERIOD;
    return k && digits == 4 && f->b.year > f->a.year ? k : 0;
}

size_t date_form_east(const struct scan *s, size_t i, struct found *f)
{
    size_t j, k;

    f->a = date_moment();
    if (i > 0 && (han_value(&s->t[i]) >= 0 || s->t[i].kind == TP_TOK_NUMBER) && !s->t[i].spaced &&
        (han_value(&s->t[i - 1]) >= 0 || s->t[i - 1].cp == 0x7B2C || date_glued(s, i)))
        return 0; /* inside a longer number, or an ordinal */
    if ((j = east_years(s, i, f)) != 0)
        return j;
    f->a = date_moment();
    j = east_year(s, i, &f->a);
    if (!j)
        f->a = date_moment();
    k = east_month_day(s, j ? j : i, &f->a);
    if (!k) {
        /* A year alone: four figures or an era, never "thirty years" or "this year". */
        if (!j || f->a.relative || f->a.short_year)
            return 0;
        k = j;
        if (j < s->n && s->t[j].kind == TP_TOK_HAN && s->t[j].cp == 0x4EE3) { /* 年代: a decade */
            f->form = FOUND_PERIOD;
            f->b = f->a;
            f->b.year += 9;
            return f->a.year % 10 == 0 ? j + 1 : 0;
        }
    } else if (!j && !f->a.day) {
        return 0; /* "一月" alone may be "one month" */
    }
    if (f->a.relative && f->a.month == 0 && f->a.day == 0)
        return 0;
    if ((j = east_end(s, k, f)) != 0) {
        f->form = FOUND_PERIOD;
        return j;
    }
    j = f->a.day ? date_east_time(s, k, &f->a, true) : 0;
    return j ? j : k;
}
