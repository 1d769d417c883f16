/* Times of day in figures, in alphabetic scripts. */
#include "date_impl.h"

#include <string.h>

/* "a.m.", "AM", "p. m.": +0 or +12. Returns the token behind it, or 0. */
static size_t half_day(const struct scan *s, size_t i, bool *pm)
{
    if (i >= s->n || s->t[i].kind != TP_TOK_WORD)
        return 0;
    if (date_word(s, i, ROLE_AM) || date_word(s, i, ROLE_PM)) {
        *pm = date_word(s, i, ROLE_PM) != NULL;
        return i + 1;
    }
    if ((strcmp(s->t[i].key, "a") != 0 && strcmp(s->t[i].key, "p") != 0) || i + 2 >= s->n ||
        !date_sign(s, i + 1, '.') || strcmp(s->t[i + 2].key, "m") != 0)
        return 0;
    *pm = s->t[i].key[0] == 'p';
    return date_sign(s, i + 3, '.') && !s->t[i + 3].spaced ? i + 4 : i + 3;
}

/* A zone behind a time: "BJT", "GMT", "Z", "+08:00". */
static size_t zone_at(const struct scan *s, size_t i, struct moment *m)
{
    const struct word *w = date_word(s, i, ROLE_ZONE);
    int sign;

    if (w && s->t[i].upper && !s->t[i].lined && (strlen(w->key) > 1 || !s->t[i].spaced)) {
        m->zone = w->value;
        return i + 1;
    }
    if (i + 3 >= s->n || s->t[i].spaced || !(date_sign(s, i, '+') || date_sign(s, i, '-')) ||
        !date_number(s, i + 1, 2, 2) || !date_sign(s, i + 2, ':') || !date_number(s, i + 3, 2, 2))
        return i;
    sign = s->t[i].cp == '+' ? 1 : -1;
    m->zone = sign * (int)(s->t[i + 1].value * 60 + s->t[i + 3].value);
    return i + 4;
}

/* Set the hour of twelve; false when it is none. */
static bool set_half_day(struct moment *m, bool pm)
{
    if (m->hour < 1 || m->hour > 12)
        return m->hour == 0 ? !pm : m->hour <= 23 && pm; /* "17:00 p.m." is said */
    m->hour = m->hour % 12 + (pm ? 12 : 0);
    return true;
}

/* The minutes behind an hour: ":30", ":30:15". MARK: which sign; returns the token behind. */
static size_t minutes_at(const struct scan *s, size_t i, uint32_t mark, struct moment *m)
{
    if (!date_sign(s, i, mark) || s->t[i].spaced || !date_number(s, i + 1, 2, 2) ||
        s->t[i + 1].spaced || s->t[i + 1].value > 59)
        return 0;
    m->minute = (int)s->t[i + 1].value;
    i += 2;
    if (mark == ':' && date_sign(s, i, ':') && !s->t[i].spaced && date_number(s, i + 1, 2, 2) &&
        !s->t[i + 1].spaced && s->t[i + 1].value < 60) {
        m->second = (int)s->t[i + 1].value;
        i += 2;
        /* Fractions of a second don't matter to letters. */
        if (date_sign(s, i, '.') && !s->t[i].spaced && date_number(s, i + 1, 1, 9) &&
            !s->t[i + 1].spaced)
            i += 2;
    }
    return i;
}

/* "17 час. 30 мин.", "17 h 30", "17 Uhr 30", "1700 hours", at the word behind the figures. */
static size_t worded(const struct scan *s, size_t i, struct moment *m)
{
    size_t j;

    if (!date_word(s, i, ROLE_HOURS) && !date_word(s, i, ROLE_CLOCK))
        return 0;
    j = date_skip_stop(s, i, date_word(s, i, ROLE_CLOCK) ? 0 : 3);
    if (!date_number(s, j, 1, 2) || s->t[j].value > 59 || s->t[j].lined)
        return j;
    if (date_word(s, j + 1, ROLE_MINUTES)) {
        m->minute = (int)s->t[j].value;
        return date_skip_stop(s, j + 1, 3);
    }
    if (s->t[j].digits == 2 && !date_word(s, j + 1, ROLE_MONTH)) {
        m->minute = (int)s->t[j].value;
        return j + 1;
    }
    return j;
}

/* What the figures of a time are backed by: the more open the form, the more it needs. */
struct backing {
    bool at;       /* "at" before it */
    bool attached; /* a date next to it */
};

/* Is the number at I (with minutes up to J) likely no time: a ratio, a verse, a distance? */
static bool bare_colon_ok(const struct scan *s, size_t i, struct backing b)
{
    if (b.at || b.attached || s->whole)
        return true;
    return s->t[i].digits == 2 &&
           !(i > 0 && s->t[i - 1].kind == TP_TOK_WORD && s->t[i - 1].capital);
}

/* Four figures behind "at", or next to a date. */
static size_t military(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    const struct tp_token *next = i + 1 < s->n ? &s->t[i + 1] : NULL;
    size_t j = i + 1;

    m->hour = (int)(s->t[i].value / 100);
    m->minute = (int)(s->t[i].value % 100);
    if (m->hour > 24 || m->minute > 59)
        return 0;
    if (date_word(s, j, ROLE_HOURS))
        return date_skip_stop(s, j, 3);
    j = zone_at(s, j, m);
    if (j > i + 1)
        return j;
    if (!b.at || (next && !next->spaced && j + 1 < s->n && !s->t[j + 1].spaced))
        return 0;
    /* "в 1945": the word stands before years as well. */
    if (!b.attached && date_word(s, i - 1, ROLE_IN) && m->hour >= 15)
        return 0;
    /* "at 1950 prices", "at 1200 metres": alone it must end a phrase, or a day follow. */
    return b.attached || !next || next->kind == TP_TOK_SIGN || next->lined ||
                   date_word(s, j, ROLE_ON)
               ? j
               : 0;
}

/* The figures of a time at I. */
static size_t figures(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    size_t j, k;
    bool pm;

    if (date_glued(s, i) && !b.attached)
        return 0;
    if (date_number(s, i, 4, 4))
        return military(s, i, m, b);
    if (!date_number(s, i, 1, 2) || s->t[i].value > 24)
        return 0;
    m->hour = (int)s->t[i].value;
    if ((j = minutes_at(s, i + 1, ':', m)) != 0) {
        if ((k = half_day(s, j, &pm)) != 0)
            return set_half_day(m, pm) ? zone_at(s, k, m) : 0;
        return bare_colon_ok(s, i, b) ? zone_at(s, j, m) : 0;
    }
    if ((k = half_day(s, i + 1, &pm)) != 0)
        return set_half_day(m, pm) ? zone_at(s, k, m) : 0;
    if ((j = minutes_at(s, i + 1, '.', m)) != 0) {
        if ((k = half_day(s, j, &pm)) != 0)
            return set_half_day(m, pm) ? zone_at(s, k, m) : 0;
        k = worded(s, j, m);
        return k ? k : b.at && !date_sign(s, j, '.') ? zone_at(s, j, m) : 0;
    }
    /* "5 hours" may be a duration; "17 Uhr" and "17 h 30" can't. */
    k = worded(s, i + 1, m);
    return k && (b.at || b.attached || date_word(s, i + 1, ROLE_CLOCK) ||
                 (k > i + 2 && !date_sign(s, k - 1, '.')))
               ? k
               : 0;
}

size_t date_time_at(const struct scan *s, size_t i, struct moment *m, bool attached, size_t *first)
{
    struct backing b = {date_word(s, i, ROLE_AT) != NULL, attached};
    struct moment before = *m;
    size_t j = b.at ? i + 1 : i;

    /* "at about 5 p.m." */
    if (b.at && date_word(s, j, ROLE_AT))
        j++;
    *first = j;
    m->minute = m->second = 0;
    if (b.at || attached) {
        if (date_word(s, j, ROLE_NOON) || date_word(s, j, ROLE_MIDNIGHT)) {
            m->hour = date_word(s, j, ROLE_NOON) ? 12 : 0;
            /* Midnight belongs to the day before it or behind it: the text doesn't say. */
            if (m->hour == 12)
                return j + 1;
            *m = before;
            return 0;
        }
    }
    if (j < s->n && s->t[j].kind == TP_TOK_NUMBER && !date_barred(s, j) &&
        (j = figures(s, j, m, b)) != 0 && (m->hour < 24 || (m->minute == 0 && m->second == 0)))
        return j;
    *m = before;
    return 0;
}
