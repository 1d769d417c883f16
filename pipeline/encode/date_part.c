/* The parts that dates are made of: days, months, years, and what stands between them. */
#include <string.h>

#include "../base/utf8.h"
#include "date_impl.h"

struct moment date_moment(void)
{
    return (struct moment){.hour = -1, .zone = NO_ZONE, .weekday = -1};
}

bool date_sign(const struct scan *s, size_t i, uint32_t cp)
{
    return i < s->n && s->t[i].cp == cp && s->t[i].kind == TP_TOK_SIGN;
}

bool date_number(const struct scan *s, size_t i, uint32_t digits_min, uint32_t digits_max)
{
    return i < s->n && s->t[i].kind == TP_TOK_NUMBER && s->t[i].digits >= digits_min &&
           s->t[i].digits <= digits_max;
}

const struct tp_token *date_touching(const struct scan *s, size_t i)
{
    return i < s->n && !s->t[i].spaced ? &s->t[i] : NULL;
}

bool date_is_year(const struct scan *s, size_t i)
{
    return date_number(s, i, 4, 4) && s->t[i].value >= 1000 && s->t[i].value < 2200;
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
    return before->kind == TP_TOK_SIGN && before->cp < 0x80 &&
           strchr("./-:_@#+=\\", (int)before->cp) && i >= 2 && !before->spaced &&
           (s->t[i - 2].kind == TP_TOK_WORD || s->t[i - 2].kind == TP_TOK_NUMBER);
}

/* Before the numbers that are counted up before token I: "Sections 1.2.3 and ". Returns I when
 * there are none. */
static size_t before_numbers(const struct scan *s, size_t i)
{
    enum { MOST = 16 };
    size_t j = i;

    if (i < 2 || s->t[i - 2].kind != TP_TOK_NUMBER ||
        !(date_sign(s, i - 1, ',') || date_word(s, i - 1, ROLE_AND)))
        return i;
    while (j > 0 && i - j < MOST &&
           (s->t[j - 1].kind == TP_TOK_NUMBER || date_sign(s, j - 1, ',') ||
            date_sign(s, j - 1, '.') || date_sign(s, j - 1, '-') || date_sign(s, j - 1, '/') ||
            date_word(s, j - 1, ROLE_AND)))
        j--;
    return j;
}

bool date_barred(const struct scan *s, size_t i)
{
    i = before_numbers(s, i);
    while (i > 0) {
        uint32_t cp = s->t[i - 1].cp;
        i--;
        /* In "5 экз. 21.8.52" the word has its number already. */
        if (s->t[i].kind == TP_TOK_WORD)
            return date_word(s, i, ROLE_NOT_AFTER) &&
                   !(i > 0 && s->t[i].spaced && s->t[i - 1].kind == TP_TOK_NUMBER);
        if (s->t[i].kind != TP_TOK_SIGN)
            return false;
        if (cp == 0x2116 || cp == 0xA7 || cp == '#')
            return true;
        if (cp != '.' && cp != 0xB0 && cp != 0xBA)
            return false;
    }
    return false;
}

bool date_goes_on(const struct scan *s, size_t i)
{
    const struct tp_token *t = date_touching(s, i), *next = date_touching(s, i + 1);

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

/* The stop that makes a short word an abbreviation; a long one's is the sentence's. */
size_t date_skip_stop(const struct scan *s, size_t i, size_t letters)
{
    bool shorter = tp_utf8_count(s->t[i].key, strlen(s->t[i].key)) <= letters;

    i++;
    return shorter && date_sign(s, i, '.') && date_touching(s, i) ? i + 1 : i;
}

size_t date_skip_links(const struct scan *s, size_t i, int most)
{
    while (most-- > 0 && date_word(s, i, ROLE_LINK))
        i++;
    return i;
}

size_t date_skip_year(const struct scan *s, size_t i)
{
    if (!date_word(s, i, ROLE_YEAR) || (s->t[i].lined && i > 0 && !date_sign(s, i + 1, '.')))
        return i;
    return date_skip_stop(s, i, 2);
}

/* "on 5 May last, ..." but not "on 5 May last instructions came": of a word that is looked for in
 * texts of any language. */
static bool ends_phrase(const struct scan *s, const struct word *w, size_t end)
{
    return !s->tables->langs.v[w->lang].everywhere || end >= s->n || s->t[end].lined ||
           s->t[end].kind != TP_TOK_WORD || s->t[end].capital ||
           date_any(s, end, ROLE_BIT(ROLE_LINK) | ROLE_BIT(ROLE_AND) | ROLE_BIT(ROLE_AT));
}

/* "с. г.", "сего года", "last year": the year is counted from the document's own. */
size_t date_this_year(const struct scan *s, size_t i, struct moment *m)
{
    size_t end;
    const struct word *w = date_words(s, i, ROLE_THIS_YEAR, &end);

    if (!w && (w = date_words(s, i, ROLE_LATEST, &end)) != NULL && m->month &&
        ends_phrase(s, w, end)) {
        m->relative = true;
        m->side = w->value ? 1 : -1;
        return end;
    }
    if (!w || w->role == ROLE_LATEST)
        return 0;
    m->relative = true;
    m->year = w->value;
    return end;
}

/* Two digits are taken for a year when they stand where nothing else is likely; with a word behind
 * them ("on 10 November 12 people came"), only for one around the document's. */
static bool short_year_ok(const struct scan *s, size_t i)
{
    const struct tp_token *t;
    int distance;

    if (date_goes_on(s, i))
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

/* Figures of a year that a recogniser took for letters, or set apart: "19 50", "195O", "l950".
 * Returns the token behind them, or 0. */
static size_t broken_year(const struct scan *s, size_t i, int *year)
{
    int digits = 0, figures = 0, value = 0;
    size_t j = i;

    for (; j < s->n && digits < 4 && !(s->t[j].lined && j > i); j++) {
        const struct tp_token *t = &s->t[j];
        if (t->kind == TP_TOK_NUMBER && digits + (int)t->digits <= 4) {
            for (uint32_t k = 0; k < t->digits; k++)
                value *= 10;
            value += (int)t->value;
            digits += (int)t->digits;
            figures += (int)t->digits;
        } else if (t->kind == TP_TOK_WORD && !(t->spaced && j > i) && t->end - t->start == 1 &&
                   strchr("oOlI", s->text[t->start])) {
            value = value * 10 + (t->key[0] != 'o');
            digits++;
        } else {
            break;
        }
    }
    if (digits != 4 || figures < 2 || j == i + 1 || value < 1500 || value > 2049 ||
        date_goes_on(s, j))
        return 0;
    *year = value;
    return j;
}

/* A year in words: "nineteen hundred and fifty". */
static size_t spelled_year(const struct scan *s, size_t i, struct moment *m)
{
    int value = 0;
    size_t j = date_spelled(s, i, false, &value);

    if (!j || value < 1000 || value >= 2200)
        return 0;
    m->year = value;
    return date_skip_year(s, j);
}

/* Four figures. "1721/2": the year began on 25 March, so that what is now the second was still the
 * first. */
static size_t full_year(const struct scan *s, size_t i, struct moment *m)
{
    uint32_t year = s->t[i].value, next = year + 1;
    size_t j = i + 1;

    m->year = (int)year;
    if (m->month >= 1 && m->month <= 3 && year < 1752 && m->day && date_sign(s, j, '/') &&
        date_number(s, j + 1, 1, 4) && !s->t[j + 1].spaced &&
        s->t[j + 1].value == (s->t[j + 1].digits == 1   ? next % 10
                              : s->t[j + 1].digits == 2 ? next % 100
                                                        : next)) {
        m->year = (int)next;
        m->julian = true;
        j += 2;
    }
    return date_goes_on(s, j) ? 0 : date_skip_year(s, j);
}

size_t date_year_at(const struct scan *s, size_t i, struct moment *m, bool allow_short)
{
    size_t j = i, end;

    if (date_any(s, i, ROLE_BIT(ROLE_NUMBER)) ||
        (s->lang >= 0 && i < s->n && s->tables->langs.v[s->lang].compound))
        if ((end = spelled_year(s, i, m)) != 0)
            return end;
    if (date_sign(s, j, '\'') && date_number(s, j + 1, 2, 2) && date_touching(s, j + 1)) {
        j++;
        allow_short = true;
    }
    if (date_is_year(s, j) && (end = full_year(s, j, m)) != 0)
        return end;
    if (m->day && m->month && (end = broken_year(s, j, &m->year)) != 0)
        return date_skip_year(s, end);
    if (!date_number(s, j, 2, 2) || !allow_short || !short_year_ok(s, j + 1))
        return 0;
    m->year = (int)s->t[j].value;
    m->short_year = true;
    return date_skip_year(s, j + 1);
}

size_t date_trailing_year(const struct scan *s, size_t i, struct moment *m, bool allow_short)
{
    bool comma = date_sign(s, i, ',');
    size_t j = comma ? i + 1 : i, k;

    m->year = 0;
    if ((k = date_this_year(s, i, m)) != 0 ||
        (k = date_this_year(s, date_skip_links(s, j, 1), m)) != 0)
        return k;
    if (date_sign(s, i, '(') && (k = date_year_at(s, i + 1, m, false)) != 0 && date_sign(s, k, ')'))
        return k + 1;
    m->year = 0;
    k = date_skip(s, j, ROLE_YEAR_LEAD);
    if (k == j)
        k = date_skip_links(s, j, 1);
    k = date_year_at(s, k, m, allow_short && !comma);
    return k ? k : i;
}

/* "3rd", "1er", "10-го", "5.": what may be tied to a day's number. */
static size_t skip_ordinal(const struct scan *s, size_t i)
{
    if (date_touching(s, i) && date_word(s, i, ROLE_ORDINAL))
        return i + 1;
    if (date_sign(s, i, '-') && date_touching(s, i) && date_touching(s, i + 1) &&
        date_word(s, i + 1, ROLE_ORDINAL))
        return i + 2;
    if (date_sign(s, i, '.') && date_touching(s, i) && i + 1 < s->n &&
        (s->t[i + 1].kind == TP_TOK_WORD || date_sign(s, i + 1, ',')))
        return i + 1;
    return i;
}

size_t date_day_at(const struct scan *s, size_t i, int *day)
{
    if (!date_number(s, i, 1, 2) || s->t[i].value < 1 || s->t[i].value > 39)
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
    return w->form != FORM_FULL && date_sign(s, i, '.') && date_touching(s, i) ? i + 1 : i;
}

bool date_bounded(const struct scan *s, size_t i, roles_t roles)
{
    static const enum role bounds[] = {ROLE_BEFORE, ROLE_AFTER, ROLE_SINCE, ROLE_UNTIL};
    enum { MOST = 4 }; /* words of such an expression */

    for (size_t k = i, back = 0; k > 0 && back < MOST; back++) {
        k--;
        for (size_t r = 0; r < sizeof bounds / sizeof *bounds; r++) {
            size_t end;
            if ((ROLE_BIT(bounds[r]) & roles) && date_words(s, k, bounds[r], &end) && end == i)
                return true;
        }
    }
    return false;
}

bool date_between(const struct scan *s, size_t i)
{
    for (int links = 2;
         i > 0 && links > 0 && !date_word(s, i - 1, ROLE_BETWEEN) && date_word(s, i - 1, ROLE_LINK);
         links--)
        i--;
    if (i > 0 && date_word(s, i - 1, ROLE_ON)) /* "entre le 5 et le 9" */
        i--;
    return i > 0 && date_word(s, i - 1, ROLE_BETWEEN);
}

size_t date_joint(const struct scan *s, size_t i, size_t begin, bool *between)
{
    size_t end = i + 1;

    *between = false;
    if (date_sign(s, i, '-')) /* "--" is a typist's dash */
        return date_sign(s, end, '-') && !s->t[end].spaced ? end + 1 : end;
    if (date_word(s, i, ROLE_AND) && date_between(s, begin)) {
        *between = true;
        return end;
    }
    return date_words(s, i, ROLE_RANGE, &end) ? end : 0;
}
