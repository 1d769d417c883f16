/* Dates with the names of months, in alphabetic scripts. */
#include "date_impl.h"

#include <string.h>

#include "../base/utf8.h"

struct moment date_moment(void)
{
    return (struct moment){.hour = -1, .zone = NO_ZONE, .weekday = -1};
}

bool date_sign(const struct scan *s, size_t i, uint32_t cp)
{
    return i < s->n && s->t[i].kind == TP_TOK_SIGN && s->t[i].cp == cp;
}

bool date_number(const struct scan *s, size_t i, uint32_t digits_min, uint32_t digits_max)
{
    return i < s->n && s->t[i].kind == TP_TOK_NUMBER && s->t[i].digits >= digits_min &&
           s->t[i].digits <= digits_max;
}

/* Token I, when it follows its predecessor without white space; else NULL. */
static const struct tp_token *touching(const struct scan *s, size_t i)
{
    return i < s->n && !s->t[i].spaced ? &s->t[i] : NULL;
}

bool date_glued(const struct scan *s, size_t i)
{
    const struct tp_token *before;

    if (i == 0 || s->t[i].spaced)
        return false;
    before = &s->t[i - 1];
    if (before->kind == TP_TOK_WORD || before->kind == TP_TOK_NUMBER)
        return true;
    /* "3.10.1950", "+7-10": a part of something longer, when a number or letter stands before it.
     */
    return before->kind == TP_TOK_SIGN && strchr("./-:_@#+=\\", (int)(before->cp & 0x7F)) &&
           before->cp < 0x80 && i >= 2 && !before->spaced &&
           (s->t[i - 2].kind == TP_TOK_WORD || s->t[i - 2].kind == TP_TOK_NUMBER);
}

bool date_barred(const struct scan *s, size_t i)
{
    while (i > 0) {
        uint32_t cp = s->t[i - 1].cp;
        i--;
        if (s->t[i].kind == TP_TOK_WORD)
            return date_word(s, i, ROLE_NOT_AFTER) != NULL;
        if (s->t[i].kind != TP_TOK_SIGN)
            return false;
        if (cp == 0x2116 || cp == 0xA7 || cp == '#')
            return true;
        if (cp != '.' && cp != 0xB0 && cp != 0xBA)
            return false;
    }
    return false;
}

/* Behind token I, and behind the stop that makes a short word an abbreviation; a long one's is the
 * sentence's. */
size_t date_skip_stop(const struct scan *s, size_t i, size_t letters)
{
    bool shorter = tp_utf8_count(s->t[i].key, strlen(s->t[i].key)) <= letters;

    i++;
    return shorter && date_sign(s, i, '.') && touching(s, i) ? i + 1 : i;
}

size_t date_skip_year(const struct scan *s, size_t i)
{
    if (!date_word(s, i, ROLE_YEAR) || (s->t[i].lined && i > 0))
        return i;
    return date_skip_stop(s, i, 2);
}

/* "с. г.", "с.г.", "сего года": the year is the document's own. Returns the token behind it, or 0.
 */
static size_t this_year_at(const struct scan *s, size_t i)
{
    char joined[16];
    size_t len = 0, j = i;

    if (date_word(s, i, ROLE_THIS_YEAR))
        return i + 1;
    while (j + 1 < s->n && s->t[j].kind == TP_TOK_WORD && date_sign(s, j + 1, '.')) {
        size_t n = strlen(s->t[j].key);
        if (n > 4 || len + n >= sizeof joined)
            break;
        memcpy(joined + len, s->t[j].key, n);
        len += n;
        j += 2;
        if (j - i == 4)
            break;
    }
    joined[len] = '\0';
    return j - i == 4 && date_word_is(s->tables, joined, ROLE_THIS_YEAR) ? j : 0;
}

/* Is what stands at I the tail of a longer number, code or time, so that the number before it is no
 * year? */
static bool goes_on(const struct scan *s, size_t i)
{
    const struct tp_token *t = touching(s, i), *next = touching(s, i + 1);

    if (!t)
        return date_word(s, i, ROLE_HOURS) != NULL && !date_word(s, i, ROLE_YEAR);
    if (t->kind == TP_TOK_NUMBER)
        return true;
    if (t->kind == TP_TOK_WORD)
        return !date_word(s, i, ROLE_YEAR) && !date_word(s, i, ROLE_YEARS);
    if (t->kind != TP_TOK_SIGN || !next || next->kind != TP_TOK_NUMBER)
        return t->cp == '%' || t->cp == 0xB0;
    return t->cp == ':' || t->cp == '.' || t->cp == ',' || t->cp == '/';
}

/* Two digits are taken for a year when they stand where nothing else is likely; with a word behind
 * them ("on 10 November 12 people came"), only for one around the document's. */
static bool short_year_ok(const struct scan *s, size_t i)
{
    const struct tp_token *t;
    int distance;

    if (goes_on(s, i))
        return false;
    if (i >= s->n)
        return true;
    t = &s->t[i];
    if (t->lined || t->kind == TP_TOK_SIGN || date_word(s, i, ROLE_YEAR) ||
        date_word(s, i, ROLE_AT))
        return true;
    if (s->reference.year == 0)
        return false;
    distance = ((int)s->t[i - 1].value - s->reference.year) % 100;
    if (distance < -50)
        distance += 100;
    return distance >= -25 && distance <= 10;
}

size_t date_year_at(const struct scan *s, size_t i, struct moment *m, bool allow_short)
{
    size_t j = i;

    if (date_sign(s, j, '\'') && date_number(s, j + 1, 2, 2) && touching(s, j + 1)) {
        j++;
        allow_short = true;
    }
    if (date_number(s, j, 4, 4) && s->t[j].value >= 1000 && s->t[j].value < 2200 &&
        !goes_on(s, j + 1)) {
        m->year = (int)s->t[j].value;
        return date_skip_year(s, j + 1);
    }
    if (!date_number(s, j, 2, 2))
        return 0;
    /* "19[50]": the brackets stood between the two halves. */
    if (date_number(s, j + 1, 2, 2) && touching(s, j + 1) && s->raw[j + 1] > s->raw[j] + 1) {
        m->year = (int)(s->t[j].value * 100 + s->t[j + 1].value);
        return m->year >= 1000 && m->year < 2200 ? date_skip_year(s, j + 2) : 0;
    }
    if (!allow_short || !short_year_ok(s, j + 1))
        return 0;
    m->year = (int)s->t[j].value;
    m->short_year = true;
    return date_skip_year(s, j + 1);
}

/* "3rd", "1er", "10-го", "5.": what may be tied to a day's number. */
static size_t skip_ordinal(const struct scan *s, size_t i)
{
    if (touching(s, i) && date_word(s, i, ROLE_ORDINAL))
        return i + 1;
    if (date_sign(s, i, '-') && touching(s, i) && touching(s, i + 1) &&
        date_word(s, i + 1, ROLE_ORDINAL))
        return i + 2;
    if (date_sign(s, i, '.') && touching(s, i) && i + 1 < s->n && s->t[i + 1].kind == TP_TOK_WORD)
        return i + 1;
    return i;
}

size_t date_day_at(const struct scan *s, size_t i, int *day)
{
    if (!date_number(s, i, 1, 2) || s->t[i].value < 1 || s->t[i].value > 31)
        return 0;
    *day = (int)s->t[i].value;
    return skip_ordinal(s, i + 1);
}

size_t date_month_at(const struct scan *s, size_t i, int *month)
{
    const struct word *w = date_word(s, i, ROLE_MONTH);

    if (!w)
        return 0;
    *month = w->value;
    i++;
    return w->form != FORM_FULL && date_sign(s, i, '.') && touching(s, i) ? i + 1 : i;
}

/* Some of "of", "the", "day", "de" between day and month. */
static size_t skip_links(const struct scan *s, size_t i, int most)
{
    while (most-- > 0 && date_word(s, i, ROLE_LINK))
        i++;
    return i;
}

/* The year behind day and month, if there is one: "1950", ", 1950", "of 1950", "с. г.". */
static size_t trailing_year(const struct scan *s, size_t i, struct moment *m, bool allow_short)
{
    size_t j = i, k;
    bool comma = date_sign(s, j, ',');

    if ((k = this_year_at(s, i)) != 0) {
        m->relative = true;
        m->year = 0;
        return k;
    }
    if (date_sign(s, i, '(') && (k = date_year_at(s, i + 1, m, false)) != 0 && date_sign(s, k, ')'))
        return k + 1;
    m->year = 0;
    if (comma)
        j++;
    j = skip_links(s, j, 1);
    k = date_year_at(s, j, m, allow_short && !comma);
    return k ? k : i;
}

/* DAY MONTH [YEAR] at I. */
static size_t day_first(const struct scan *s, size_t i, struct moment *m)
{
    size_t j = date_day_at(s, i, &m->day);

    if (!j)
        return 0;
    j = date_month_at(s, skip_links(s, j, 3), &m->month);
    return j ? trailing_year(s, j, m, true) : 0;
}

/* MONTH DAY [YEAR], or MONTH YEAR, at I. */
static size_t month_first(const struct scan *s, size_t i, struct moment *m)
{
    size_t j = date_month_at(s, i, &m->month), k, after;

    if (!j)
        return 0;
    k = date_word(s, j, ROLE_LINK) ? j + 1 : j; /* "January the 25th" */
    after = date_day_at(s, k, &m->day);
    if (after && !goes_on(s, after) && !s->t[k].lined)
        return trailing_year(s, after, m, false);
    m->day = 0;
    k = date_sign(s, j, ',') ? j + 1 : skip_links(s, j, 1);
    after = date_year_at(s, k, m, k == j && date_number(s, k, 2, 2) && s->t[k].value > 31);
    return after;
}

/* [WEEKDAY[,]] then day or month first. */
size_t date_form_word(const struct scan *s, size_t i, struct found *f)
{
    const struct word *weekday = date_word(s, i, ROLE_WEEKDAY);
    size_t j = i, k;

    f->a = date_moment();
    /* A part of something longer, unless it is the end of a range, or "mid-January". */
    if (date_glued(s, i) && s->joined != i &&
        !(date_sign(s, i - 1, '-') && i >= 2 && date_word(s, i - 2, ROLE_IN)))
        return 0;
    if (weekday) {
        f->a.weekday = weekday->value;
        j++;
        while (date_sign(s, j, '.') || date_sign(s, j, ','))
            j++;
        j = date_word(s, j, ROLE_ON) || date_word(s, j, ROLE_LINK) ? j + 1 : j;
    }
    k = day_first(s, j, &f->a);
    return k ? k : month_first(s, j, &f->a);
}

/* '" 22 " июля 1951 г.': a form's quotes around the day; also an empty one. */
size_t date_form_quoted(const struct scan *s, size_t i, struct found *f)
{
    size_t j = i + 1;

    f->a = date_moment();
    if (!date_sign(s, i, '"'))
        return 0;
    if (date_day_at(s, j, &f->a.day))
        j++;
    while (date_sign(s, j, '_'))
        j++;
    if (j == i + 1 || !date_sign(s, j, '"'))
        return 0;
    j = date_month_at(s, j + 1, &f->a.month);
    return j ? trailing_year(s, j, &f->a, true) : 0;
}

/* What joins the ends of a range at I: a dash or a word, "and" only behind "between". */
static size_t joint(const struct scan *s, size_t i, size_t begin)
{
    if (date_sign(s, i, '-') || date_word(s, i, ROLE_RANGE))
        return i + 1;
    if (begin > 0 && date_word(s, begin - 1, ROLE_BETWEEN) && date_word(s, i, ROLE_AND))
        return i + 1;
    return 0;
}

/* "10-12 November 1949", "November 10-12, 1949", "from 10 to 12 November". */
size_t date_form_day_range(const struct scan *s, size_t i, struct found *f)
{
    size_t j, k;
    int day = 0, month = 0, last = 0;

    f->form = FOUND_PERIOD;
    f->a = f->b = date_moment();
    j = date_month_at(s, i, &month);
    k = date_day_at(s, j ? j : i, &day);
    if (!k || date_glued(s, i) || (k = joint(s, k, i)) == 0)
        return 0;
    if (!j) {
        k = day_first(s, k, &f->b);
    } else if ((k = date_day_at(s, k, &last)) != 0 && !goes_on(s, k)) {
        f->b.day = last;
        f->b.month = month;
        k = trailing_year(s, k, &f->b, false);
    } else {
        return 0;
    }
    f->a = f->b;
    f->a.day = day;
    return k && day < f->b.day ? k : 0;
}

/* "November-December 1949", "ноябрь - декабрь 1949 г." */
size_t date_form_month_range(const struct scan *s, size_t i, struct found *f)
{
    size_t j;

    f->form = FOUND_PERIOD;
    f->a = f->b = date_moment();
    j = date_month_at(s, i, &f->a.month);
    if (!j || date_glued(s, i) || (j = joint(s, j, i)) == 0)
        return 0;
    j = month_first(s, j, &f->b);
    if (!j || f->b.day || f->b.short_year || f->a.month >= f->b.month)
        return 0;
    f->a.year = f->b.year;
    return j;
}

/* "in December": a month and nothing else, behind a preposition. */
size_t date_form_month_alone(const struct scan *s, size_t i, struct found *f)
{
    const struct word *w = date_word(s, i, ROLE_MONTH);
    const struct tp_token *next = i + 1 < s->n ? &s->t[i + 1] : NULL;

    f->a = date_moment();
    /* Other languages' months may be any word here. */
    if (!w || w->form != FORM_FULL || i == 0 ||
        (w->lang != s->lang && !s->tables->langs.v[w->lang].everywhere) ||
        !date_word(s, i - 1, ROLE_IN) || !s->t[i].spaced)
        return 0;
    /* "in May Fourth Movement", "in March-style": a name, or the part of a longer word. */
    if (next && !next->lined &&
        ((next->kind == TP_TOK_WORD && next->capital) ||
         (next->kind == TP_TOK_SIGN && next->cp == '-' && !next->spaced)))
        return 0;
    f->a.month = w->value;
    f->cert = TP_CERT_LOW;
    return i + 1;
}

/* "on the 20th,", "5th inst.": a day without its month. */
size_t date_form_day_alone(const struct scan *s, size_t i, struct found *f)
{
    size_t j, links = i;

    f->a = date_moment();
    j = date_day_at(s, i, &f->a.day);
    if (!j || j == i + 1 || date_sign(s, j - 1, '.') || date_glued(s, i))
        return 0;
    f->a.relative = true;
    f->cert = TP_CERT_LOW;
    if (date_word(s, j, ROLE_SUFFIX)) {
        f->cert = TP_CERT_HIGH;
        return date_sign(s, j + 1, '.') ? j + 2 : j + 1;
    }
    while (links > 0 && date_word(s, links - 1, ROLE_LINK))
        links--;
    if (links == i || links == 0 || !date_word(s, links - 1, ROLE_ON))
        return 0;
    return j >= s->n || (s->t[j].kind == TP_TOK_SIGN && s->t[j].cp != '-' && s->t[j].cp != '"') ? j
                                                                                                : 0;
}

/* A military date-time group: "101700Z Nov 49". */
size_t date_form_group(const struct scan *s, size_t i, struct found *f)
{
    struct moment *m = &f->a;
    size_t j;

    *m = date_moment();
    if (!date_number(s, i, 6, 6) || date_glued(s, i) || !touching(s, i + 1) ||
        strcmp(s->t[i + 1].key, "z") != 0)
        return 0;
    m->day = (int)(s->t[i].value / 10000);
    m->hour = (int)(s->t[i].value / 100 % 100);
    m->minute = (int)(s->t[i].value % 100);
    m->zone = 0;
    j = date_month_at(s, i + 2, &m->month);
    return j ? trailing_year(s, j, m, true) : 0;
}
