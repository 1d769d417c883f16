/* Ranges of days that share their month. */
#include "date_impl.h"

/* A joint, or the stroke of a night: "May 5/6", "5/6 May". */
static size_t joint_or_stroke(const struct scan *s, size_t i, size_t begin, int day, bool *between)
{
    if (!date_sign(s, i, '/') || !date_number(s, i + 1, 1, 2) || s->t[i + 1].spaced ||
        (int)s->t[i + 1].value != day + 1 || date_sign(s, i + 2, '/') ||
        (date_sign(s, i + 2, '.') && !date_any(s, i + 3, ROLE_BIT(ROLE_MONTH))) ||
        date_sign(s, i + 2, '-'))
        return date_joint(s, i, begin, between);
    *between = false;
    return i + 1;
}

static bool ordered(struct found *f, int day, bool between)
{
    f->form = between ? FOUND_WITHIN : FOUND_PERIOD;
    f->b = f->a;
    f->a.day = day;
    f->a.weekday = -1;
    return f->b.day > day;
}

/* "November 10-12, 1949" */
static size_t month_before(const struct scan *s, size_t i, struct found *f)
{
    size_t j, k;
    int day = 0;
    bool between;

    f->a = date_moment();
    j = date_month_at(s, i, &f->a.month);
    if (!j || (k = date_day_at(s, date_skip_links(s, j, 1), &day)) == 0 || s->t[j].lined ||
        (k = joint_or_stroke(s, k, i, day, &between)) == 0)
        return 0;
    k = date_day_at(s, date_skip_links(s, k, 1), &f->a.day);
    if (!k || date_goes_on(s, k) || f->a.day > 31)
        return 0;
    k = date_trailing_year(s, k, &f->a, false);
    return ordered(f, day, between) ? k : 0;
}

/* "10-12 November 1949", "from the 10th to the 12th of November", "5-8.III.50", "5-8.3.1950". */
size_t date_form_day_range(const struct scan *s, size_t i, struct found *f)
{
    struct scan behind = *s;
    struct found end = {.first = i};
    size_t k;
    int day = 0;
    bool between;

    if (date_glued(s, i) && s->joined != i)
        return 0;
    if (date_any(s, i, ROLE_BIT(ROLE_MONTH)))
        return month_before(s, i, f);
    k = date_day_at(s, i, &day);
    if (!k && (k = date_spelled(s, i, true, &day)) == 0)
        return 0;
    if (date_sign(s, k, '.') && !s->t[k].spaced) /* "vom 10. bis 12. November" */
        k++;
    if ((k = joint_or_stroke(s, k, i, day, &between)) == 0)
        return 0;
    k = date_skip_links(s, k, 1);
    behind.joined = k;
    k = date_day_form(&behind, k, &end);
    if (!k || end.form != FOUND_WHEN || end.a.day == 0 || end.a.hour >= 0 || end.a.julian)
        return 0;
    *f = end;
    f->first = i;
    return ordered(f, day, between) ? k : 0;
}

/* "5.10-12.11.1950", "с 5.10 по 12.11.50", "5.X-12.XI.1950": the year only at the end. */
size_t date_form_numeric_range(const struct scan *s, size_t i, struct found *f)
{
    struct scan behind = *s;
    struct found end = {.first = i};
    struct moment first = date_moment();
    size_t k = i + 3;
    bool between;

    if (!date_number(s, i, 1, 2) || date_glued(s, i) || i + 4 >= s->n ||
        !(date_sign(s, i + 1, '.') || date_sign(s, i + 1, '/')) || s->t[i + 2].spaced)
        return 0;
    first.day = (int)s->t[i].value;
    if (date_number(s, i + 2, 1, 2))
        first.month = (int)s->t[i + 2].value;
    else if (s->t[i + 2].kind == TP_TOK_WORD)
        first.month = tp_roman(s->text + s->t[i + 2].start, s->t[i + 2].end - s->t[i + 2].start);
    if (date_sign(s, k, '.') && !s->t[k].spaced)
        k++;
    if (first.month < 1 || first.month > 12 || first.day < 1 || first.day > 31 ||
        (k = date_joint(s, k, i, &between)) == 0)
        return 0;
    behind.joined = k;
    k = date_day_form(&behind, k, &end);
    if (!k || end.form != FOUND_WHEN || end.a.day == 0 || end.a.hour >= 0 || end.a.year == 0 ||
        date_number(s, behind.joined, 4, 4) || end.a.julian)
        return 0;
    *f = end;
    f->first = i;
    f->form = between ? FOUND_WITHIN : FOUND_PERIOD;
    f->b = end.a;
    f->a = first;
    return k;
}
