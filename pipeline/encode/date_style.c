/* The two calendars: dates of the old style, alone or beside the new one's. */
#include "date_impl.h"

/* Is B the Gregorian date of the Julian date A? A's year may lack ("25 октября (7 ноября) 1917"),
 * or belong to the one before ("20 December 1899 / 1 January 1900"). */
static bool same_day(const struct moment *a, const struct moment *b)
{
    struct moment m = *a;

    if (m.year == 0 || m.relative)
        m.year = m.month > b->month ? b->year - 1 : b->year;
    if (!m.month || !m.day || !b->month || !b->day || !b->year || b->relative || b->short_year)
        return false;
    m.julian = true;
    if (!date_possible(&m))
        return false;
    date_to_gregorian(&m);
    return m.year == b->year && m.month == b->month && m.day == b->day;
}

/* The date becomes one of the old style whose new style is OTHER. */
static void take_style(struct found *f, const struct moment *other)
{
    if (f->a.year == 0)
        f->a.year = f->a.month > other->month ? other->year - 1 : other->year;
    f->a.julian = true;
    f->sure = true;
}

/* "ст. ст.", "(O.S.)" behind the date at I. */
static size_t style_word(const struct scan *s, size_t i, struct found *f)
{
    size_t open = date_sign(s, i, ',') ? i + 1 : i, end;
    bool bracket = date_sign(s, open, '(');
    bool old;

    open += bracket;
    old = date_words(s, open, ROLE_OLD_STYLE, &end) != NULL;
    if (!old && !date_words(s, open, ROLE_NEW_STYLE, &end))
        return i;
    if (bracket) {
        if (date_sign(s, end, '.'))
            end++;
        if (!date_sign(s, end, ')'))
            return i;
        end++;
    }
    f->a.julian = f->a.julian || old;
    return end;
}

size_t date_add_style(const struct scan *s, size_t i, struct found *f)
{
    struct found other = {0};
    struct scan behind = *s;
    struct moment year = date_moment();
    bool paren = date_sign(s, i, '('), slash = date_sign(s, i, '/');
    size_t j;

    if (f->form != FOUND_WHEN || f->a.day == 0 || f->a.relative || f->a.short_year)
        return i;
    if ((j = style_word(s, i, f)) > i)
        return j;
    if (f->a.julian || (!paren && !slash))
        return i;
    behind.joined = i + 1;
    j = date_day_form(&behind, i + 1, &other);
    if (!j || other.form != FOUND_WHEN || !other.a.day || (paren && !date_sign(s, j, ')')))
        return i;
    if (paren)
        j++;
    if (!other.a.year && f->a.year)
        other.a.year = f->a.month > other.a.month ? f->a.year + 1 : f->a.year;
    if (!other.a.year) {
        j = date_trailing_year(s, j, &year, false);
        other.a.year = year.year;
    }
    if (!same_day(&f->a, &other.a))
        return i;
    take_style(f, &other.a);
    return j;
}

/* "11/23 February 1893", "14 (27) января 1917 г.": one month, two days. */
size_t date_form_two_days(const struct scan *s, size_t i, struct found *f)
{
    bool paren = date_sign(s, i + 1, '(');
    struct found other = {0};
    int old = 0;
    size_t j;

    f->a = date_moment();
    if (!date_number(s, i, 1, 2) || !(paren || date_sign(s, i + 1, '/')) || date_glued(s, i) ||
        !date_number(s, i + 2, 1, 2) || (paren && !date_sign(s, i + 3, ')')))
        return 0;
    old = (int)s->t[i].value;
    other.a = date_moment();
    other.a.day = (int)s->t[i + 2].value;
    j = date_month_at(s, date_skip_links(s, paren ? i + 4 : i + 3, 2), &other.a.month);
    if (!j)
        return 0;
    j = date_trailing_year(s, j, &other.a, false);
    /* The month is that of the new style: "20/1 January" can't be meant. */
    f->a.day = old;
    f->a.month = other.a.month;
    f->a.year = other.a.year;
    if (!same_day(&f->a, &other.a)) {
        f->a.month = other.a.month == 1 ? 12 : other.a.month - 1;
        f->a.year = other.a.month == 1 ? other.a.year - 1 : other.a.year;
        if (!same_day(&f->a, &other.a))
            return 0;
    }
    take_style(f, &other.a);
    return j;
}
