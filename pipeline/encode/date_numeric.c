/* Dates in figures, and years alone. */
#include "date_impl.h"

#include <stdlib.h>

/* Is nothing joined to the token before J that would make it a part of something longer? */
static bool ends_clean(const struct scan *s, size_t j)
{
    const struct tp_token *t = j < s->n ? &s->t[j] : NULL;

    if (!t || t->spaced)
        return true;
    if (t->kind == TP_TOK_NUMBER || t->kind == TP_TOK_WORD)
        return date_word(s, j, ROLE_YEAR) || date_word(s, j, ROLE_YEARS);
    if (t->kind != TP_TOK_SIGN || j + 1 >= s->n || s->t[j + 1].spaced)
        return t->cp != '%';
    return !(s->t[j + 1].kind == TP_TOK_NUMBER || s->t[j + 1].kind == TP_TOK_WORD) ||
           !(t->cp == '.' || t->cp == '/' || t->cp == '-' || t->cp == ':' || t->cp == '_');
}

/* The joining sign between two parts of a date in figures, at I; spaced allowed when LOOSE. */
static uint32_t part_sign(const struct scan *s, size_t i, bool loose)
{
    const struct tp_token *t = i < s->n ? &s->t[i] : NULL;

    if (!t || t->kind != TP_TOK_SIGN || (t->cp != '.' && t->cp != '/' && t->cp != '-'))
        return 0;
    if (t->spaced && !loose)
        return 0;
    return i + 1 < s->n && s->t[i + 1].spaced && !loose ? 0 : t->cp;
}

/* NUMBER sign NUMBER sign NUMBER at I, with the same sign; dots may have space around them when the
 * year is full ("5. 10. 1950", "5 . 10 . 1950"), and "5/10-1950" is as good. Returns the sign. */
static uint32_t three_numbers(const struct scan *s, size_t i)
{
    uint32_t sign, second;
    bool full;

    if (i + 5 > s->n || !date_number(s, i, 1, 4) || s->t[i + 1].kind != TP_TOK_SIGN ||
        !date_number(s, i + 2, 1, 2) || !date_number(s, i + 4, 1, 4) ||
        (date_glued(s, i) && s->joined != i))
        return 0;
    full = s->t[i + 4].digits == 4;
    sign = part_sign(s, i + 1, s->t[i + 1].cp == '.');
    second = part_sign(s, i + 3, sign == '.');
    if (!sign || !second || ((s->t[i + 1].spaced || s->t[i + 3].spaced) && !full))
        return 0;
    if (sign != second)
        return sign == '/' && second == '-' && full && s->t[i].digits <= 2 ? '.' : 0;
    return sign;
}

static bool day_and_month(uint32_t day, uint32_t month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

bool date_two_orders(const struct scan *s, size_t i, bool *dmy, bool *mdy)
{
    uint32_t sign = three_numbers(s, i);

    if (!sign || sign == '.' || s->t[i].digits > 2 || !ends_clean(s, i + 5) ||
        (s->t[i + 4].digits != 2 && s->t[i + 4].digits != 4))
        return false;
    *dmy = day_and_month(s->t[i].value, s->t[i + 2].value);
    *mdy = day_and_month(s->t[i + 2].value, s->t[i].value);
    return *dmy || *mdy;
}

/* 1950-01-25, 1950/1/5, 1950.1.5; with "T" a time follows at once. */
size_t date_form_iso(const struct scan *s, size_t i, struct found *f)
{
    struct moment *m = &f->a;

    *m = date_moment();
    if (!three_numbers(s, i) || s->t[i].digits != 4 || s->t[i].value < 1000 ||
        s->t[i].value >= 2200 || !date_number(s, i + 4, 1, 2))
        return 0;
    m->year = (int)s->t[i].value;
    m->month = (int)s->t[i + 2].value;
    m->day = (int)s->t[i + 4].value;
    if (i + 6 < s->n && s->t[i + 5].kind == TP_TOK_WORD && !s->t[i + 5].spaced &&
        s->t[i + 5].key[0] == 't' && s->t[i + 5].key[1] == '\0' && !s->t[i + 6].spaced) {
        size_t first, j = date_time_at(s, i + 6, m, true, &first);
        if (j)
            return j;
    }
    f->sure = s->t[i + 4].digits == 2 && m->month <= 12;
    return ends_clean(s, i + 5) ? date_skip_year(s, i + 5) : 0;
}

/* Two readings of one date that differ: what lies between them is all that is sure. */
static void both_readings(struct found *f, const struct moment *dmy, const struct moment *mdy)
{
    bool first = dmy->month < mdy->month;

    f->form = FOUND_WITHIN;
    f->a = first ? *dmy : *mdy;
    f->b = first ? *mdy : *dmy;
    f->cert = TP_CERT_LOW;
}

/* 22.7.51, 10/14/50, 5-10-1950. */
size_t date_form_numeric(const struct scan *s, size_t i, struct found *f)
{
    uint32_t sign = three_numbers(s, i), a, b;
    struct moment dmy = date_moment(), mdy;
    size_t end;

    if (!sign || s->t[i].digits > 2 || !ends_clean(s, i + 5) ||
        (s->t[i + 4].digits != 2 && s->t[i + 4].digits != 4))
        return 0;
    a = s->t[i].value;
    b = s->t[i + 2].value;
    dmy.year = (int)s->t[i + 4].value;
    dmy.short_year = s->t[i + 4].digits == 2;
    if (!dmy.short_year && (dmy.year < 1000 || dmy.year >= 2200))
        return 0;
    end = date_skip_year(s, i + 5);
    if (end == i + 5 && (date_barred(s, i) || (s->t[i + 2].spaced && dmy.short_year)))
        return 0;
    /* "К 4-12-50": a telephone's letter. */
    if (sign == '-' && dmy.short_year && i > 0 && s->t[i - 1].kind == TP_TOK_WORD &&
        s->t[i - 1].upper && !date_word(s, i - 1, ROLE_ON) && !s->t[i].lined)
        return 0;
    f->near_only = dmy.short_year && end == i + 5;
    mdy = dmy;
    dmy.day = mdy.month = (int)a;
    dmy.month = mdy.day = (int)b;
    f->a = (sign == '.' && (b <= 12 || a > 12)) ||
                   (day_and_month(a, b) && (a == b || !day_and_month(b, a)))
               ? dmy
               : mdy;
    f->sure = !dmy.short_year && sign != '-';
    if (sign == '.' || !day_and_month(a, b) || !day_and_month(b, a) || a == b)
        return end;
    if (s->order == TP_ORDER_UNKNOWN && s->lang >= 0 && s->tables->langs.v[s->lang].day_first) {
        f->a = dmy;
    } else if (s->order == TP_ORDER_UNKNOWN) {
        both_readings(f, &dmy, &mdy);
    } else {
        f->a = s->order == TP_ORDER_DMY ? dmy : mdy;
        f->cert = TP_CERT_MEDIUM;
    }
    return end;
}

/* Does the word before token I announce a day? */
static bool behind_on(const struct scan *s, size_t i)
{
    return i > 0 && (date_word(s, i - 1, ROLE_ON) || date_word(s, i - 1, ROLE_SINCE) ||
                     date_word(s, i - 1, ROLE_UNTIL) || date_word(s, i - 1, ROLE_BEFORE) ||
                     date_word(s, i - 1, ROLE_AFTER));
}

/* "Donnerstag, 22.7." */
static bool behind_weekday(const struct scan *s, size_t i)
{
    while (i > 0 && (date_sign(s, i - 1, ',') || date_sign(s, i - 1, '.')))
        i--;
    return i > 0 && date_word(s, i - 1, ROLE_WEEKDAY);
}

/* "am 22.7.", "vom 5. 10.": day and month in figures, both with their stops, behind a preposition.
 */
size_t date_form_day_month(const struct scan *s, size_t i, struct found *f)
{
    struct moment *m = &f->a;
    bool weekday, stop;

    *m = date_moment();
    if (!date_number(s, i, 1, 2) || !date_sign(s, i + 1, '.') || s->t[i + 1].spaced ||
        !date_number(s, i + 2, 1, 2) || date_glued(s, i) || i == 0)
        return 0;
    weekday = behind_weekday(s, i);
    stop = date_sign(s, i + 3, '.') && !s->t[i + 3].spaced;
    if (!(weekday || (stop && date_word(s, i - 1, ROLE_ON))) || (!stop && !ends_clean(s, i + 3)) ||
        (stop && (date_number(s, i + 4, 1, 9) ||
                  (i + 4 < s->n && s->t[i + 4].kind == TP_TOK_WORD && !s->t[i + 4].spaced))))
        return 0;
    m->day = (int)s->t[i].value;
    m->month = (int)s->t[i + 2].value;
    return m->day >= 1 && m->day <= 31 && m->month >= 1 && m->month <= 12 ? i + 3 + stop : 0;
}

/* Of the two readings of "3/6", the one that is near the document's day while the other is months
 * away; NULL: neither. */
static const struct moment *near_reading(const struct scan *s, const struct moment *x,
                                         const struct moment *y)
{
    enum { NEAR = 21, FAR = 45, MONTH = 30, YEAR = 365 }; /* days */
    const struct tp_day *ref = &s->reference;
    const struct moment *m[] = {x, y};
    int gap[2];

    if (!ref->day)
        return NULL;
    for (int i = 0; i < 2; i++) {
        gap[i] = abs((m[i]->month - ref->month) * MONTH + m[i]->day - ref->day);
        gap[i] = gap[i] > YEAR / 2 ? YEAR - gap[i] : gap[i];
    }
    return gap[0] <= NEAR && gap[1] >= FAR ? x : gap[1] <= NEAR && gap[0] >= FAR ? y : NULL;
}

/* "18/5" as the whole of a line; "Typed by Muster 19.11", "Muster, 29.10., 13:20" in one: day and
 * month below a signature or in a clerk's note. */
size_t date_form_in_line(const struct scan *s, size_t i, struct found *f)
{
    struct moment dmy = date_moment(), mdy = date_moment();
    const struct moment *near;
    uint32_t sign, a, b;
    bool first, second;
    size_t j = i + 3;

    f->a = dmy;
    if (!s->line || j > s->n || !date_number(s, i, 1, 2) || !date_number(s, i + 2, 1, 2) ||
        date_glued(s, i) || date_barred(s, i) || (sign = part_sign(s, i + 1, false)) == 0 ||
        sign == '-')
        return 0;
    j += date_sign(s, j, '.') && !s->t[j].spaced;
    if (j < s->n && (sign == '/' || !date_sign(s, j, ',') || !s->t[j + 1].spaced))
        return 0;
    if (i > 0 && (sign == '/' || s->t[i - 1].kind == TP_TOK_NUMBER))
        return 0;
    a = s->t[i].value;
    b = s->t[i + 2].value;
    first = day_and_month(a, b) && !(sign == '/' && s->order == TP_ORDER_MDY);
    second = sign == '/' && day_and_month(b, a) && s->order != TP_ORDER_DMY &&
             !(s->lang >= 0 && s->tables->langs.v[s->lang].day_first);
    dmy.day = mdy.month = (int)a;
    dmy.month = mdy.day = (int)b;
    f->a = first ? dmy : mdy;
    if (first && second && a != b && (near = near_reading(s, &dmy, &mdy)) != NULL) {
        f->a = *near;
        f->cert = TP_CERT_LOW;
    } else if (first && second && a != b) {
        both_readings(f, &dmy, &mdy);
    }
    return first || second ? j : 0;
}

/* 24.III.50, 8.II.1950, 22/ VII 1951 г., 8 V 1950. */
size_t date_form_roman(const struct scan *s, size_t i, struct found *f)
{
    struct moment *m = &f->a;
    size_t j = i + 1, year;
    uint32_t sign1 = 0, sign2 = 0;

    *m = date_moment();
    if (!date_number(s, i, 1, 2) || s->t[i].value < 1 || s->t[i].value > 31 ||
        (date_glued(s, i) && s->joined != i))
        return 0;
    if ((sign1 = part_sign(s, j, true)) != 0)
        j++;
    if (j >= s->n || s->t[j].kind != TP_TOK_WORD)
        return 0;
    m->day = (int)s->t[i].value;
    m->month = tp_roman(s->text + s->t[j].start, s->t[j].end - s->t[j].start);
    if (m->month < 1 || m->month > 12)
        return 0;
    j++;
    if ((sign2 = part_sign(s, j, true)) != 0)
        j++;
    /* Without signs only a full year makes it a date: "5 I 1950", never "5 V 50". */
    year = date_this_year(s, j, m);
    if (!year)
        year = date_year_at(s, j, m, sign1 && (sign2 || date_word(s, j + 1, ROLE_YEAR)));
    if (year)
        return date_barred(s, i) && m->short_year && !(sign1 && sign2) ? 0 : year;
    if (date_barred(s, i))
        return 0;
    /* "5.I.9999", "DY 30/IV 2/13" */
    if (date_number(s, j, 1, 9) ||
        (i > 0 && s->t[i - 1].upper && !s->t[i].lined && !date_word(s, i - 1, ROLE_ON)))
        return 0;
    /* "22/VII", "on 22.VII", "on 22 VII": day and month. */
    if (!sign1 && !sign2 && ends_clean(s, j) && s->t[j - 1].spaced && i > 0 && behind_on(s, i) &&
        s->t[j - 1].end - s->t[j - 1].start + (m->month > 1) > 1)
        return j;
    if (!sign2 && ends_clean(s, j) && (sign1 == '/' || (sign1 == '.' && i > 0 && behind_on(s, i))))
        return j;
    if (sign1 == '/' && sign2 == '.') /* the sentence's stop */
        return j - 1;
    return sign2 == '.' && sign1 == '.' && i > 0 && behind_on(s, i) &&
                   s->t[j - 1].kind == TP_TOK_SIGN
               ? j - 1
               : 0;
}

static bool bound_before(const struct scan *s, size_t i)
{
    return date_bounded(s, i,
                        ROLE_BIT(ROLE_BEFORE) | ROLE_BIT(ROLE_AFTER) | ROLE_BIT(ROLE_SINCE) |
                            ROLE_BIT(ROLE_UNTIL));
}

/* Does a word before token I, or the beginning of a whole string, make a number there a year? */
static bool year_before(const struct scan *s, size_t i)
{
    if (s->whole)
        return true;
    if (i == 0)
        return false;
    if (s->t[i].spaced && (date_word(s, i - 1, ROLE_IN) || date_word(s, i - 1, ROLE_YEAR) ||
                           date_word(s, i - 1, ROLE_YEARS) || date_word(s, i - 1, ROLE_BETWEEN) ||
                           bound_before(s, i)))
        return true;
    return i >= 2 && date_word(s, i - 1, ROLE_LINK) && date_word(s, i - 2, ROLE_PART);
}

/* The years 1949-1950, 1949/50. */
size_t date_form_years(const struct scan *s, size_t i, struct found *f)
{
    uint32_t from, to;
    size_t j;
    bool worded, between;

    f->form = FOUND_PERIOD;
    f->a = f->b = date_moment();
    if (!date_is_year(s, i) || date_glued(s, i) || i + 2 >= s->n)
        return 0;
    from = to = s->t[i].value;
    worded = s->t[i + 1].kind == TP_TOK_WORD;
    j = date_joint(s, i + 1, i, &between);
    if (!j && date_sign(s, i + 1, '/'))
        j = i + 2;
    if (!j)
        return 0;
    if (between)
        f->form = FOUND_WITHIN;
    if (date_is_year(s, j))
        to = s->t[j].value;
    else if (date_number(s, j, 2, 2) && !worded)
        to = from - from % 100 + s->t[j].value;
    if (to <= from || !ends_clean(s, j + 1) || date_barred(s, i))
        return 0;
    j++;
    f->a.year = (int)from;
    f->b.year = (int)to;
    if (date_word(s, j, ROLE_YEARS) || date_word(s, j, ROLE_YEAR))
        return date_skip_stop(s, j, 2);
    /* "(1893-1976)": somebody's life. */
    if (year_before(s, i) || (i > 0 && date_word(s, i - 1, ROLE_FROM)) ||
        (i > 0 && date_sign(s, i - 1, '(') && date_sign(s, j, ')')))
        return j;
    /* "1948/49", "1949-1950": one year and the next */
    f->near_only = true;
    return to == from + 1 && !worded ? j : 0;
}

/* A year alone, where a word says that it is one. */
size_t date_form_year(const struct scan *s, size_t i, struct found *f)
{
    struct moment *m = &f->a;
    const struct tp_token *next = i + 1 < s->n ? &s->t[i + 1] : NULL;
    /* "mid-1950" */
    bool mid = i >= 2 && date_sign(s, i - 1, '-') && !s->t[i - 1].spaced &&
               date_any(s, i - 2, ROLE_BIT(ROLE_IN)) && date_word(s, i - 2, ROLE_IN);
    size_t j;

    *m = date_moment();
    if (!date_is_year(s, i) || (date_glued(s, i) && !mid) || date_barred(s, i) ||
        !ends_clean(s, i + 1))
        return 0;
    m->year = (int)s->t[i].value;
    j = date_skip_year(s, i + 1);
    if (j > i + 1)
        return j;
    if (!mid && !year_before(s, i))
        return 0;
    /* "in 1950 cases", "by 1949 metres": with a word behind it, only what is near the document. */
    if (!s->whole && next && next->kind == TP_TOK_WORD && !next->lined && !next->capital &&
        (s->reference.year == 0 || abs(m->year - s->reference.year) > 60))
        return 0;
    return j;
}

/* "in the year one thousand nine hundred and forty-nine", "в тысяча девятьсот сорок девятом году"
 */
size_t date_form_spelled_year(const struct scan *s, size_t i, struct found *f)
{
    size_t j, end, lead = i;
    int value = 0;
    bool led = i > 0 && date_word(s, i - 1, ROLE_YEAR);

    for (int back = 0; back < 6 && lead > 0 && !led; back++) {
        lead--;
        led = date_words(s, lead, ROLE_YEAR_LEAD, &end) && end == i;
    }
    f->a = date_moment();
    j = date_spelled(s, i, false, &value);
    if (!j || value < 1000 || value >= 2200)
        return 0;
    f->a.year = value;
    end = date_skip_year(s, j);
    return led || end > j ? end : 0;
}

/* "1950s", "1950-е годы", "les années 1950". */
size_t date_form_decade(const struct scan *s, size_t i, struct found *f)
{
    size_t j = i + 1;

    f->form = FOUND_PERIOD;
    f->a = f->b = date_moment();
    if (!date_is_year(s, i) || s->t[i].value % 10 != 0 || date_glued(s, i))
        return 0;
    f->a.year = (int)s->t[i].value;
    f->b.year = f->a.year + 9;
    if (i > 0 && date_word(s, i - 1, ROLE_DECADE_LEAD) && ends_clean(s, j) && !date_sign(s, j, '-'))
        return j;
    if (j >= s->n)
        return 0;
    if ((date_sign(s, j, '-') || date_sign(s, j, '\'')) && !s->t[j].spaced)
        j++;
    if (j >= s->n || s->t[j].spaced || !date_word(s, j, ROLE_DECADE))
        return 0;
    j++;
    return date_word(s, j, ROLE_YEARS) ? j + 1 : j;
}

/* "winter of 1949", "осенью 1950 г.": by the months that meteorology gives the seasons. */
size_t date_form_season(const struct scan *s, size_t i, struct found *f)
{
    const struct word *w = date_word(s, i, ROLE_SEASON);
    size_t j = i + 1;

    f->form = FOUND_WITHIN;
    f->a = f->b = date_moment();
    if (!w)
        return 0;
    j = date_skip_links(s, j, 3);
    if (date_sign(s, j, ','))
        j++;
    if (!date_is_year(s, j) || s->t[j].lined)
        return 0;
    f->a.year = f->b.year = (int)s->t[j].value;
    f->a.month = w->value * 3;
    f->b.month = w->value * 3 + 2;
    if (f->b.month > 12) {
        f->b.month -= 12;
        f->b.year++;
    }
    f->cert = TP_CERT_LOW;
    /* "the winter of 1949-50" */
    if (w->value == 4 && (date_sign(s, j + 1, '-') || date_sign(s, j + 1, '/')) &&
        date_number(s, j + 2, 2, 4) && s->t[j + 2].value % 100 == (s->t[j].value + 1) % 100 &&
        ends_clean(s, j + 3))
        j += 2;
    return date_skip_year(s, j + 1);
}
