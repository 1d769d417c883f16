/* Dates with the names of months, in alphabetic scripts. */
#include <string.h>

#include "date_impl.h"

/* The day before a month: in figures, or in words. */
static size_t any_day(const struct scan *s, size_t i, int *day)
{
    size_t j = date_day_at(s, i, day);

    return j || i >= s->n || s->t[i].kind != TP_TOK_WORD ? j : date_spelled(s, i, true, day);
}

/* DAY MONTH [YEAR] at I. */
static size_t day_first(const struct scan *s, size_t i, struct moment *m)
{
    size_t j = any_day(s, i, &m->day), name, end;

    if (!j || m->day > 39)
        return 0;
    name = date_skip_links(s, j, 3);
    j = date_month_at(s, name, &m->month);
    if (!j)
        return 0;
    end = date_trailing_year(s, j, m, true);
    /* "the second March" */
    if (end == j && s->t[i].kind == TP_TOK_WORD && date_word(s, name, ROLE_OTHER_WORD) &&
        !date_word(s, name - 1, ROLE_LINK))
        return 0;
    /* "45 May": with no year it may be anything. */
    return m->day > 31 && end == j ? 0 : end;
}

size_t date_month_first(const struct scan *s, size_t i, struct moment *m)
{
    size_t j = date_month_at(s, i, &m->month), k, after;

    if (!j)
        return 0;
    k = date_skip_links(s, j, 1); /* "January the 25th" */
    after = any_day(s, k, &m->day);
    if (after && m->day <= 31 && !date_goes_on(s, after) && !s->t[k].lined)
        return date_trailing_year(s, after, m, false);
    m->day = 0;
    if ((after = date_this_year(s, date_skip_links(s, j, 1), m)) != 0)
        return after;
    k = date_sign(s, j, ',') ? j + 1 : j;
    after = date_skip(s, k, ROLE_YEAR_LEAD);
    k = after > k ? after : date_skip_links(s, k, 1);
    return date_year_at(s, k, m, k == j && date_number(s, k, 2, 2) && s->t[k].value > 31);
}

/* "May 20 people", "March 5 miles": at the beginning of a sentence, with a word behind it, the
 * name may be another word. */
static bool other_word(const struct scan *s, size_t i, size_t end, const struct moment *m)
{
    return m->year == 0 && !m->relative && date_word(s, i, ROLE_OTHER_WORD) && end < s->n &&
           s->t[end].kind == TP_TOK_WORD && !s->t[end].capital && !s->t[end].lined &&
           !date_word(s, end, ROLE_AT) && !date_word(s, end, ROLE_RANGE) &&
           !date_word(s, end, ROLE_AND) &&
           (i == 0 || (s->t[i - 1].kind == TP_TOK_SIGN && !date_sign(s, i - 1, ',')));
}

/* "a May-day crowd": a day and month with a word joined to them, and no year. */
static bool joined_word(const struct scan *s, size_t end, const struct moment *m)
{
    return m->year == 0 && !m->relative && date_sign(s, end, '-') && !s->t[end].spaced &&
           end + 1 < s->n && !s->t[end + 1].spaced && s->t[end + 1].kind == TP_TOK_WORD &&
           !date_word(s, end + 1, ROLE_MONTH);
}

/* A day or month first. */
size_t date_form_word(const struct scan *s, size_t i, struct found *f)
{
    size_t k;

    f->a = date_moment();
    /* A part of something longer, unless it is the end of a range, or "mid-January". */
    if (date_glued(s, i) && s->joined != i &&
        !(date_sign(s, i - 1, '-') && i >= 2 && date_word(s, i - 2, ROLE_IN)))
        return 0;
    f->sure = true;
    k = day_first(s, i, &f->a);
    if (k)
        return joined_word(s, k, &f->a) ? 0 : k;
    f->a = date_moment();
    k = date_month_first(s, i, &f->a);
    if (k && joined_word(s, k, &f->a))
        return 0;
    return k && other_word(s, i, k, &f->a) ? 0 : k;
}

/* "1950. május 5.", "1950 May 5": a stop only before a small letter, else it ends a sentence. */
size_t date_form_year_first(const struct scan *s, size_t i, struct found *f)
{
    size_t j = i + 1, end;
    bool stop = date_sign(s, j, '.') && !s->t[j].spaced;

    f->a = date_moment();
    if (!date_is_year(s, i) || s->t[i].value < 1500 || date_glued(s, i) || date_barred(s, i))
        return 0;
    j += stop;
    if (!date_any(s, j, ROLE_BIT(ROLE_MONTH)) || (stop && s->t[j].capital) || s->t[j].lined)
        return 0;
    f->a.year = (int)s->t[i].value;
    j = date_month_at(s, j, &f->a.month);
    if (!j || (end = date_day_at(s, j, &f->a.day)) == 0 || f->a.day > 31 || date_goes_on(s, end) ||
        date_is_year(s, end) || (date_sign(s, end, ',') && date_is_year(s, end + 1)))
        return 0;
    return stop && date_sign(s, end, '.') && !s->t[end].spaced ? end + 1 : end;
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
    f->sure = true;
    i = j + 1;
    if ((j = date_month_at(s, i, &f->a.month)) != 0)
        return date_trailing_year(s, j, &f->a, true);
    /* "« 6 » V 1951 г." */
    if (i >= s->n || s->t[i].kind != TP_TOK_WORD)
        return 0;
    f->a.month = tp_roman(s->text + s->t[i].start, s->t[i].end - s->t[i].start);
    return f->a.month >= 1 && f->a.month <= 12 ? date_year_at(s, i + 1, &f->a, false) : 0;
}

/* Is a month's full name at token I, of the text's language or of one that is read everywhere? */
static bool whole_month(const struct scan *s, size_t i)
{
    const struct word *w = date_word(s, i, ROLE_MONTH);

    return w && w->form == FORM_FULL &&
           (w->lang == s->lang || s->tables->langs.v[w->lang].everywhere);
}

/* "February-April", "с января по март": full names of two months, without a year. */
static size_t months_alone(const struct scan *s, size_t i, size_t second, struct found *f)
{
    size_t j = date_month_at(s, second, &f->b.month);

    if (!j || !whole_month(s, i) || !whole_month(s, second) || f->a.month == f->b.month ||
        (date_word(s, i, ROLE_OTHER_WORD) && date_word(s, second, ROLE_OTHER_WORD) &&
         !(i > 0 && (date_word(s, i - 1, ROLE_IN) || date_word(s, i - 1, ROLE_BETWEEN)))) ||
        date_goes_on(s, j) || (date_sign(s, j, '-') && !s->t[j].spaced))
        return 0;
    f->cert = TP_CERT_LOW;
    return j;
}

/* "November-December 1949", "ноябрь - декабрь 1949 г." */
size_t date_form_month_range(const struct scan *s, size_t i, struct found *f)
{
    size_t j, second;
    bool between;

    f->a = f->b = date_moment();
    j = date_month_at(s, i, &f->a.month);
    if (!j || date_glued(s, i) || (j = date_joint(s, j, i, &between)) == 0)
        return 0;
    f->form = between ? FOUND_WITHIN : FOUND_PERIOD;
    second = j;
    j = date_month_first(s, second, &f->b);
    if (!j)
        return months_alone(s, i, second, f);
    if (f->b.day || f->b.short_year || f->a.month >= f->b.month)
        return 0;
    f->a.year = f->b.year;
    f->a.relative = f->b.relative;
    return j;
}

/* Does a word before token I make a month's name there a time: "in December", "the end of April",
 * "mid-June"? */
static bool month_led(const struct scan *s, size_t i)
{
    if (i >= 2 && date_sign(s, i - 1, '-') && !s->t[i].spaced && !s->t[i - 1].spaced)
        return date_word(s, i - 2, ROLE_IN) != NULL;
    if (i == 0 || !s->t[i].spaced)
        return false;
    if (date_word(s, i - 1, ROLE_IN) || date_word(s, i - 1, ROLE_PART))
        return true;
    return i >= 2 && date_word(s, i - 1, ROLE_LINK) && date_word(s, i - 2, ROLE_PART);
}

/* "in December": a month and nothing else, behind a preposition. */
size_t date_form_month_alone(const struct scan *s, size_t i, struct found *f)
{
    const struct tp_token *next = i + 1 < s->n ? &s->t[i + 1] : NULL;

    f->a = date_moment();
    /* Other languages' months may be any word here. */
    if (!whole_month(s, i) || !month_led(s, i))
        return 0;
    /* "in May Fourth Movement", "in March-style": a name, or the part of a longer word. */
    if (next && !next->lined &&
        ((next->kind == TP_TOK_WORD && next->capital) ||
         (next->kind == TP_TOK_SIGN && next->cp == '-' && !next->spaced)))
        return 0;
    f->cert = TP_CERT_LOW;
    return date_month_at(s, i, &f->a.month);
}

/* What may stand behind a day whose month isn't said, so that nothing else is meant. */
static bool day_ends(const struct scan *s, size_t j)
{
    return j >= s->n || s->t[j].lined ||
           (s->t[j].kind == TP_TOK_SIGN && s->t[j].cp != '-' && s->t[j].cp != '"') ||
           date_any(s, j, ROLE_BIT(ROLE_AT)) || date_word(s, j, ROLE_CLAUSE);
}

/* "on the 20th", "by the 15th", "on Tuesday, the 8th", "the evening of the 7th": is the day at I,
 * whose articles begin at LINKS, announced? */
static bool day_announced(const struct scan *s, size_t i, size_t links)
{
    static const enum role before[] = {ROLE_ON,    ROLE_BEFORE, ROLE_AFTER,
                                       ROLE_SINCE, ROLE_UNTIL,  ROLE_DAY_OF};

    if (links == 0)
        return false;
    for (size_t k = 0; k < sizeof before / sizeof *before; k++)
        if (date_word(s, links - 1, before[k]))
            return before[k] != ROLE_DAY_OF || links < i;
    links -= date_sign(s, links - 1, ',');
    return links > 0 && date_word(s, links - 1, ROLE_WEEKDAY);
}

/* "получили лишь 18-го, в понедельник": such an ending at the end of a phrase is a day's, in
 * Russian. */
static bool stands_alone(const struct scan *s, size_t i, size_t end)
{
    const struct word *w = end == i + 3 ? date_word(s, i + 2, ROLE_ORDINAL) : NULL;

    return w && strcmp(s->tables->langs.v[w->lang].code, "ru") == 0 && date_sign(s, i + 1, '-') &&
           strcmp(w->key, "го") == 0 &&
           (end >= s->n || s->t[end].lined ||
            (s->t[end].kind == TP_TOK_SIGN && s->t[end].cp != '-'));
}

/* "on the 20th,", "5th inst.", "3 числа": a day without its month. */
size_t date_form_day_alone(const struct scan *s, size_t i, struct found *f)
{
    const struct word *w;
    size_t j, k, links = i;

    f->a = date_moment();
    j = any_day(s, i, &f->a.day);
    if (!j || date_glued(s, i) || f->a.day > 31)
        return 0;
    f->a.relative = true;
    f->cert = TP_CERT_LOW;
    w = date_words(s, date_skip_links(s, j, 1), ROLE_SUFFIX, &k);
    if (!w)
        w = date_words(s, j, ROLE_SUFFIX, &k);
    if (w) {
        f->a.months = w->value;
        f->cert = TP_CERT_HIGH;
        return date_sign(s, k, '.') && !s->t[k].spaced && s->t[k - 1].end - s->t[k - 1].start <= 5
                   ? k + 1
                   : k;
    }
    /* "am 14. weiter": a noun would have a capital */
    if (s->t[i].kind == TP_TOK_NUMBER && date_sign(s, j - 1, '.') && s->lang >= 0 &&
        s->tables->langs.v[s->lang].compound && i > 0 && date_word(s, i - 1, ROLE_ON) && j < s->n &&
        s->t[j].kind == TP_TOK_WORD && !s->t[j].capital && !s->t[j].lined) {
        f->a.bare = true;
        return j;
    }
    if (j == i + 1 || date_sign(s, j - 1, '.') || s->t[i].kind != TP_TOK_NUMBER)
        return 0;
    while (links > 0 && date_word(s, links - 1, ROLE_LINK))
        links--;
    if (stands_alone(s, i, j)) {
        f->a.bare = true;
        return j;
    }
    if (!day_announced(s, i, links) ||
        (links == i && date_any(s, j - 1, ROLE_BIT(ROLE_DECADE)) && !date_word(s, i - 1, ROLE_ON)))
        return 0;
    f->a.bare = true;
    return day_ends(s, j) ? j : 0;
}

/* The minutes from UTC of a military zone's letter: A to M east without J, N to Y west. */
static int letter_zone(const struct tp_token *t)
{
    char c = t->key[0];

    if (t->kind != TP_TOK_WORD || !t->upper || t->key[1] != '\0' || c < 'a' || c > 'z' || c == 'j')
        return NO_ZONE;
    if (c == 'z')
        return 0;
    if (c <= 'm')
        return 60 * (c - 'a' + (c < 'j'));
    return -60 * (c - 'n' + 1);
}

/* A military date-time group: "101700Z Nov 49", "101530Z". */
size_t date_form_group(const struct scan *s, size_t i, struct found *f)
{
    struct moment *m = &f->a;
    size_t j;

    *m = date_moment();
    if (!date_number(s, i, 6, 6) || date_glued(s, i) || !date_touching(s, i + 1) ||
        (m->zone = letter_zone(&s->t[i + 1])) == NO_ZONE)
        return 0;
    m->day = (int)(s->t[i].value / 10000);
    m->hour = (int)(s->t[i].value / 100 % 100);
    m->minute = (int)(s->t[i].value % 100);
    if (m->day < 1 || m->day > 31 || m->hour > 23 || m->minute > 59)
        return 0;
    j = date_month_at(s, i + 2, &m->month);
    if (j)
        return date_trailing_year(s, j, m, true);
    /* Without a month only universal time is safe from being a number. */
    m->relative = true;
    f->cert = TP_CERT_MEDIUM;
    return m->zone == 0 && !date_barred(s, i) ? i + 2 : 0;
}
