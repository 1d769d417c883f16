/* Times of day, in alphabetic scripts. */
#include <string.h>

#include "date_impl.h"

/* "a.m.", "утра", "in the evening", "du soir" at I: which half of the day. Returns the token behind
 * it, or 0. */
static size_t half_day(const struct scan *s, size_t i, enum role *half)
{
    static const enum role halves[] = {ROLE_AM, ROLE_PM, ROLE_NIGHT};
    size_t best = 0;

    if (!date_any(s, i, ROLE_BIT(ROLE_AM) | ROLE_BIT(ROLE_PM) | ROLE_BIT(ROLE_NIGHT)))
        return 0;
    for (size_t k = 0; k < sizeof halves / sizeof *halves; k++) {
        size_t end;
        if (date_words(s, i, halves[k], &end) && end > best) {
            best = end;
            *half = halves[k];
        }
    }
    return best;
}

/* A zone behind a time: "BJT", "GMT", "Z", "+08:00". */
static size_t zone_at(const struct scan *s, size_t i, struct moment *m)
{
    size_t open = date_sign(s, i, '(') ? i + 1 : i;
    const struct word *w = date_word(s, open, ROLE_ZONE);
    int sign;

    if (w && s->t[open].upper && !s->t[open].lined && (w->key[1] || !s->t[open].spaced) &&
        (open == i || date_sign(s, open + 1, ')'))) {
        m->zone = w->value;
        return open == i ? i + 1 : open + 2;
    }
    /* "21:51:35 +0200" */
    if (i >= 4 && (date_sign(s, i, '+') || date_sign(s, i, '-')) && date_sign(s, i - 2, ':') &&
        date_sign(s, i - 4, ':') && date_number(s, i + 1, 4, 4) && !s->t[i + 1].spaced &&
        s->t[i + 1].value <= 1400 && s->t[i + 1].value % 100 < 60) {
        sign = s->t[i].cp == '+' ? 1 : -1;
        m->zone = sign * (int)(s->t[i + 1].value / 100 * 60 + s->t[i + 1].value % 100);
        return i + 2;
    }
    if (i + 3 >= s->n || s->t[i].spaced || !(date_sign(s, i, '+') || date_sign(s, i, '-')) ||
        !date_number(s, i + 1, 2, 2) || !date_sign(s, i + 2, ':') || !date_number(s, i + 3, 2, 2))
        return i;
    sign = s->t[i].cp == '+' ? 1 : -1;
    /* "10:00-11:30" is a range; only seconds show that it is a zone. */
    if (sign < 0 && (i < 4 || !date_sign(s, i - 2, ':') || !date_sign(s, i - 4, ':')))
        return i;
    if (s->t[i + 1].value > 14 || s->t[i + 3].value > 59)
        return i;
    m->zone = sign * (int)(s->t[i + 1].value * 60 + s->t[i + 3].value);
    return i + 4;
}

/* Set the hour of twelve; false when it is none. */
static bool set_half_day(struct moment *m, enum role half)
{
    int h = m->hour;

    if (half == ROLE_NIGHT) {
        if (h < 1 || h > 12)
            return h == 0 || h >= 20;
        m->hour = h == 12 ? 24 : h >= 7 ? h + 12 : h;
        return true;
    }
    if (h < 1 || h > 12)
        return h == 0 ? half == ROLE_AM : h <= 23 && half == ROLE_PM; /* "17:00 p.m." is said */
    m->hour = h % 12 + (half == ROLE_PM ? 12 : 0);
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

/* "et demie", "moins le quart" behind an hour. */
static size_t past_at(const struct scan *s, size_t i, struct moment *m)
{
    size_t end;
    const struct word *w = date_words(s, i, ROLE_HOUR_PAST, &end);
    int minutes;

    if (!w)
        return i;
    minutes = m->hour * 60 + w->value;
    if (minutes < 0)
        return i;
    m->hour = minutes / 60;
    m->minute = minutes % 60;
    return end;
}

/* "17 час. 30 мин.", "17 h 30", "17 Uhr 30", "9 o'clock", at the word behind the figures. */
static size_t worded(const struct scan *s, size_t i, struct moment *m)
{
    size_t j, past;

    if (!date_words(s, i, ROLE_CLOCK, &j)) {
        if (!date_word(s, i, ROLE_HOURS))
            return 0;
        j = date_skip_stop(s, i, 3);
    }
    if ((past = past_at(s, j, m)) > j)
        return past;
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

/* Is the number at I (with minutes behind it) likely no time: a ratio, a verse, a distance? */
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
        return zone_at(s, date_skip_stop(s, j, 3), m);
    j = zone_at(s, j, m);
    if (j > i + 1)
        return j;
    if (!b.at || (next && !next->spaced && j + 1 < s->n && !s->t[j + 1].spaced))
        return 0;
    /* "в 1945": the word stands before years as well. */
    if (!b.attached && i > 0 && date_word(s, i - 1, ROLE_IN) && m->hour >= 15)
        return 0;
    /* "at 1950 prices", "at 1200 metres": alone it must end a phrase, or a day follow. */
    return b.attached || !next || next->kind == TP_TOK_SIGN || next->lined ||
                   date_word(s, j, ROLE_ON)
               ? j
               : 0;
}

/* What comes behind hours and minutes that have no words: the half of the day, the zone. OK: they
 * are a time without them. */
static size_t finish(const struct scan *s, size_t i, struct moment *m, bool ok)
{
    enum role half;
    size_t j = half_day(s, i, &half);

    if (j)
        return set_half_day(m, half) ? zone_at(s, j, m) : 0;
    j = zone_at(s, i, m);
    return ok || j > i ? j : 0;
}

/* Hours with a word behind them: "17 Uhr", "5 hours" that may be a duration, "9 часов вечера". */
static size_t with_word(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    size_t k, j;
    bool clock = date_words(s, i, ROLE_CLOCK, &j) != NULL;
    enum role half;

    if ((k = worded(s, i, m)) == 0)
        return 0;
    if ((j = half_day(s, k, &half)) != 0)
        return set_half_day(m, half) ? zone_at(s, j, m) : 0;
    if (b.at || b.attached || clock || (k > i + 1 && m->minute && !date_sign(s, k - 1, '.')))
        return zone_at(s, k, m);
    return 0;
}

/* "+01:00", "-01:00": a distance from universal time. */
static bool signed_number(const struct scan *s, size_t i)
{
    return i > 0 && !s->t[i].spaced &&
           (date_sign(s, i - 1, '+') || (date_sign(s, i - 1, '-') && s->t[i - 1].spaced));
}

/* "4 June, 16.35": hours and minutes in two figures behind a date, and nothing that they could
 * count. */
static bool is_clock(const struct scan *s, size_t i, size_t end)
{
    return s->t[i].digits == 2 &&
           (end >= s->n || s->t[end].lined ||
            (s->t[end].kind == TP_TOK_SIGN && s->t[end].cp != '%' && s->t[end].cp != '-' &&
             !(s->t[end].cp == '.' && end + 1 < s->n && !s->t[end + 1].spaced)));
}

/* The figures of a time at I. */
static size_t figures(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    size_t j, k;

    if (!b.attached && s->joined != i && (date_glued(s, i) || signed_number(s, i)))
        return 0;
    if (date_number(s, i, 4, 4))
        return military(s, i, m, b);
    if (!date_number(s, i, 1, 2) || s->t[i].value > 24)
        return 0;
    m->hour = (int)s->t[i].value;
    if ((j = minutes_at(s, i + 1, ':', m)) != 0) {
        k = with_word(s, j, m, b);
        return k ? k : finish(s, j, m, bare_colon_ok(s, i, b));
    }
    if ((k = finish(s, i + 1, m, false)) != 0 &&
        date_any(s, i + 1, ROLE_BIT(ROLE_AM) | ROLE_BIT(ROLE_PM) | ROLE_BIT(ROLE_NIGHT)))
        return k;
    m->zone = NO_ZONE;
    if ((j = minutes_at(s, i + 1, '.', m)) != 0) {
        k = worded(s, j, m);
        return k ? k
                 : finish(s, j, m,
                          (b.at && !date_sign(s, j, '.') && !date_sign(s, j, '%')) ||
                              (b.attached && is_clock(s, i, j)));
    }
    /* "в 17-30 час." */
    if (date_sign(s, i + 1, '-') && (j = minutes_at(s, i + 1, '-', m)) != 0) {
        k = worded(s, j, m);
        if (k && b.at)
            return k;
    }
    m->minute = 0;
    return with_word(s, i + 1, m, b);
}

/* Hours in words: "three o'clock", "в три часа дня", "à quinze heures". */
static size_t spelled_hour(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    size_t j = date_spelled(s, i, false, &m->hour), k;
    enum role half;

    if (!j || m->hour > 24)
        return 0;
    if (date_word(s, j, ROLE_HOURS) && !b.at && !b.attached)
        return 0; /* "it took two hours this morning" */
    k = with_word(s, j, m, b);
    if (k)
        return k;
    return b.at && (k = half_day(s, j, &half)) != 0 && set_half_day(m, half) ? k : 0;
}

/* "half past nine", "halb neun": the minutes before the hour. */
static size_t minutes_first(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    size_t j, k;
    const struct word *w = date_words(s, i, ROLE_HOUR_FROM, &j);
    enum role half;
    int minutes;

    if (!w)
        return 0;
    if (date_number(s, j, 1, 2)) {
        m->hour = (int)s->t[j].value;
        k = j + 1;
    } else {
        k = date_spelled(s, j, false, &m->hour);
    }
    if (!k || m->hour < 1 || m->hour > 24 || (!b.at && !b.attached))
        return 0;
    minutes = m->hour * 60 + w->value;
    m->hour = minutes / 60;
    m->minute = minutes % 60;
    if (date_word(s, k, ROLE_HOURS) || date_word(s, k, ROLE_CLOCK))
        k = date_skip_stop(s, k, 3);
    j = half_day(s, k, &half);
    return j && set_half_day(m, half) ? j : k;
}

/* Noon and midnight. Midnight beside a date belongs to the day before it or behind it: the text
 * doesn't say. */
static size_t middle(const struct scan *s, size_t i, struct moment *m, struct backing b)
{
    bool twelve = date_number(s, i, 2, 2) && s->t[i].value == 12;
    size_t j = twelve ? i + 1 : i;
    bool noon = date_word(s, j, ROLE_NOON) != NULL;

    if ((!noon && !date_word(s, j, ROLE_MIDNIGHT)) ||
        !(b.at || b.attached || twelve || s->whole ||
          date_bounded(s, i,
                       ROLE_BIT(ROLE_BEFORE) | ROLE_BIT(ROLE_AFTER) | ROLE_BIT(ROLE_SINCE) |
                           ROLE_BIT(ROLE_UNTIL))) ||
        (!noon && b.attached))
        return 0;
    m->hour = noon ? 12 : 0;
    return zone_at(s, j + 1, m);
}

/* "9.40 a.m.": whatever stands before it, it is a time. */
static bool says_half(const struct scan *s, size_t i)
{
    enum role half;

    return half_day(s, i + 1, &half) != 0 || half_day(s, i + 3, &half) != 0;
}

/* "14 часов.": hours in figures, a word for them, and the end of a phrase; few may be a duration.
 */
static bool ends_phrase(const struct scan *s, size_t i)
{
    enum { FEW = 8 };
    size_t end = i + 2;

    if (!date_number(s, i, 1, 2) || s->t[i].value <= FEW || !date_word(s, i + 1, ROLE_HOURS))
        return false;
    return end >= s->n || s->t[end].lined || s->t[end].kind == TP_TOK_SIGN;
}

size_t date_time_at(const struct scan *s, size_t i, struct moment *m, bool attached, size_t *first)
{
    struct backing b = {false, attached};
    struct moment before = *m;
    size_t j = i, k;

    while (j < i + 3 && date_words(s, j, ROLE_AT, &k)) { /* "at about 5 p.m." */
        b.at = true;
        j = k;
    }
    if (!b.at && date_bounded(s, i, ROLE_BIT(ROLE_UNTIL)) && ends_phrase(s, i))
        b.at = true; /* "до 14 часов" */
    /* "at the hour of", "um" and the like are all one; what is no time stays as it is. */
    *first = j;
    m->minute = m->second = 0;
    if (j >= s->n)
        return *m = before, (size_t)0;
    if (s->t[j].kind == TP_TOK_NUMBER) {
        k = middle(s, j, m, b);
        if (!k && (says_half(s, j) || !date_barred(s, j)))
            k = figures(s, j, m, b);
    } else {
        k = middle(s, j, m, b);
        if (!k && date_any(s, j, ROLE_BIT(ROLE_HOUR_FROM)))
            k = minutes_first(s, j, m, b);
        if (!k && date_any(s, j, ROLE_BIT(ROLE_NUMBER)))
            k = spelled_hour(s, j, m, b);
    }
    if (k && m->hour <= 24 && (m->hour < 24 || (m->minute == 0 && m->second == 0)))
        return k;
    *m = before;
    return 0;
}

static int minutes_of(const struct moment *m)
{
    return m->hour * 60 + m->minute;
}

/* The half of the day is said once, behind the second time. */
static void share_half(struct moment *a, const struct moment *b)
{
    if (b->hour >= 12 && a->hour < 12 && minutes_of(a) + 12 * 60 < minutes_of(b))
        a->hour += 12;
}

/* A bare hour that the time behind the joint explains: "from 3 to 5 p.m.", "с 10 до 12 часов",
 * "14.00-15.30 Uhr". Returns the token behind it, or 0. */
static size_t bare_hour(const struct scan *s, size_t i, struct moment *a)
{
    size_t j = i + 1;

    if (!date_number(s, i, 1, 2) || s->t[i].value > 24 || date_glued(s, i))
        return 0;
    *a = date_moment();
    a->hour = (int)s->t[i].value;
    a->minute = a->second = 0;
    if ((date_sign(s, j, '.') || date_sign(s, j, ':')) && !s->t[j].spaced &&
        date_number(s, j + 1, 2, 2) && !s->t[j + 1].spaced && s->t[j + 1].value < 60) {
        a->minute = (int)s->t[j + 1].value;
        j += 2;
    }
    return j;
}

/* Is the half of the day said between these tokens? */
static bool half_within(const struct scan *s, size_t from, size_t to)
{
    enum role half;

    for (size_t i = from; i < to; i++)
        if (half_day(s, i, &half))
            return true;
    return false;
}

size_t date_time_range(const struct scan *s, size_t i, struct moment *a, struct moment *b,
                       bool attached, size_t *first)
{
    struct scan behind = *s;
    size_t start = date_skip(s, i, ROLE_AT), j, k, second, ignored;
    bool between, bare = false;

    *a = *b = date_moment();
    *first = start;
    j = date_time_at(s, i, a, attached, first);
    /* "de 15 heures à 17 heures": no duration, as the range has its word before it */
    if (!j && i > 0 && date_any(s, i - 1, ROLE_BIT(ROLE_FROM)) && date_word(s, i - 1, ROLE_FROM))
        j = date_time_at(s, i, a, true, first);
    if (!j && (j = bare_hour(s, start, a)) != 0) {
        *first = start;
        bare = true;
    }
    if (!j || (k = date_joint(s, j, *first, &between)) == 0)
        return 0;
    behind.joined = second = k;
    /* A time behind a time is backed by it, when nothing explains a bare number. */
    k = date_time_at(&behind, k, b, !bare || start > i, &ignored);
    if (!k || b->hour < 0)
        return 0;
    if (bare || (half_within(s, second, k) && !half_within(s, *first, second)))
        share_half(a, b);
    if (minutes_of(a) >= minutes_of(b))
        return 0;
    if (a->zone == NO_ZONE)
        a->zone = b->zone;
    return k;
}
