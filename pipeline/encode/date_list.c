/* Several dates that say their month or year only once. Each becomes a date of its own. */
#include "date_impl.h"

static bool add(struct date_list *list, const struct found *f, size_t end)
{
    if (list->n == DATE_LIST)
        return false;
    list->v[list->n] = *f;
    list->end[list->n++] = end;
    return true;
}

/* ",", "and" or ", and" at I. Returns the token behind it, or 0. */
static size_t separator(const struct scan *s, size_t i, bool *is_and)
{
    size_t j = date_sign(s, i, ',') ? i + 1 : i;

    *is_and = date_word(s, j, ROLE_AND) != NULL;
    if (*is_and)
        j++;
    return j > i && j < s->n && !date_sign(s, j, ',') ? date_skip_links(s, j, 1) : 0;
}

/* A day in figures, or a month's name, with nothing else: it waits for what the last one says. */
static size_t part_at(const struct scan *s, size_t i, struct found *f)
{
    struct found part = {.first = i, .a = date_moment()};
    size_t j = date_day_at(s, i, &part.a.day);

    if (j && part.a.day > 31)
        return 0;
    if (!j)
        j = date_month_at(s, i, &part.a.month);
    *f = part;
    return j;
}

/* Give every date of the list what only the last one says. False when they don't go together. */
static bool share(struct date_list *list)
{
    struct moment *last = &list->v[list->n - 1].a;

    for (size_t i = list->n - 1; i-- > 0;) {
        struct moment *m = &list->v[i].a;
        if (m->year || m->relative)
            return false;
        if (m->month == 0) {
            if (last->day == 0 || m->day >= (i + 2 == list->n ? last->day : list->v[i + 1].a.day))
                return false;
            m->month = last->month;
        } else if ((m->day == 0) != (last->day == 0) || (last->year == 0 && !last->relative)) {
            return false;
        }
        date_share_year(m, last);
        list->v[i].cert = list->v[list->n - 1].cert;
        list->v[i].near_only = list->v[list->n - 1].near_only;
    }
    return true;
}

/* "5 and 20 November 1949", "5, 7 and 9 May", "January and February 1950", "5 May and 7 June 1950".
 */
static size_t last_has_all(const struct scan *s, size_t i, struct date_list *list)
{
    struct found f = {.first = i};
    size_t j = i, end;
    bool is_and = false;

    if (date_glued(s, i) || date_barred(s, i) || date_between(s, i))
        return 0;
    while (list->n < DATE_LIST) {
        f = (struct found){.first = j};
        end = date_day_form(s, j, &f);
        if (end && (f.form != FOUND_WHEN || f.a.month == 0 || f.a.hour >= 0 || f.a.julian))
            return 0;
        if (end && list->n > 0 && is_and) {
            (void)add(list, &f, end);
            if (f.a.year || f.a.relative || list->v[0].a.month == 0)
                return share(list) ? end : 0;
            return 0;
        }
        if (!end && (end = part_at(s, j, &f)) == 0)
            return 0;
        if (f.a.year || f.a.relative || !add(list, &f, end))
            return 0;
        j = separator(s, end, &is_and);
        if (!j)
            return 0;
    }
    return 0;
}

/* Is what stands behind the last day no thing that is counted ("November 5 and 20 people")? */
static bool nothing_counted(const struct scan *s, size_t i)
{
    return i >= s->n || s->t[i].kind != TP_TOK_WORD || s->t[i].lined ||
           date_word(s, i - 1, ROLE_ORDINAL);
}

/* "November 5 and 20, 1949" */
static size_t month_first(const struct scan *s, size_t i, struct date_list *list)
{
    struct found f = {.first = i, .a = date_moment()};
    struct moment year = date_moment();
    size_t j = date_month_at(s, i, &f.a.month), end, next;
    int month = f.a.month;
    bool is_and = false;

    if (!j || date_glued(s, i) || (end = date_day_at(s, date_skip_links(s, j, 1), &f.a.day)) == 0)
        return 0;
    while (f.a.day <= 31 && add(list, &f, end) && !is_and) {
        next = separator(s, end, &is_and);
        f = (struct found){.first = next, .a = date_moment()};
        f.a.month = month;
        if (!next || (end = date_day_at(s, next, &f.a.day)) == 0 || date_goes_on(s, end) ||
            date_any(s, end, ROLE_BIT(ROLE_MONTH)) || f.a.day <= list->v[list->n - 1].a.day)
            return 0;
    }
    if (!is_and || list->n < 2)
        return 0;
    year.day = year.month = 1;
    end = list->end[list->n - 1];
    j = date_trailing_year(s, end, &year, false);
    if (j == end && !nothing_counted(s, end))
        return 0;
    for (size_t k = 0; j > end && k < list->n; k++) {
        list->v[k].a.year = year.year;
        list->v[k].a.relative = year.relative;
    }
    return list->end[list->n - 1] = j;
}

/* "in 1949 and 1950", "1949 и 1950 гг." */
static size_t years(const struct scan *s, size_t i, struct date_list *list)
{
    struct found f = {.first = i};
    size_t j, end;
    bool is_and;

    if (!date_is_year(s, i) || date_glued(s, i) || date_barred(s, i) ||
        (j = separator(s, i + 1, &is_and)) == 0 || !is_and || !date_is_year(s, j) ||
        date_goes_on(s, j + 1) || s->t[j].value <= s->t[i].value ||
        s->t[j].value - s->t[i].value > 100)
        return 0;
    end = j + 1;
    if (date_any(s, end, ROLE_BIT(ROLE_YEARS)) && date_word(s, end, ROLE_YEARS))
        end = date_skip_stop(s, end, 2);
    else if (date_form_year(s, i, &f) != i + 1)
        return 0;
    f.a = date_moment();
    f.a.year = (int)s->t[i].value;
    f.first = i;
    (void)add(list, &f, i + 1);
    f.a.year = (int)s->t[j].value;
    f.first = j;
    (void)add(list, &f, end);
    return end;
}

/* "in March, April and May", "в марте и апреле": names alone, behind a word that makes the first a
 * time. */
static size_t months(const struct scan *s, size_t i, struct date_list *list)
{
    struct found f = {.first = i};
    size_t j = i, end;
    bool is_and = false;

    if (i == 0 || !date_word(s, i - 1, ROLE_IN))
        return 0;
    while (list->n < DATE_LIST) {
        const struct word *w = date_word(s, j, ROLE_MONTH);
        f = (struct found){.first = j, .a = date_moment(), .cert = TP_CERT_LOW};
        end = date_month_at(s, j, &f.a.month);
        if (!end || w->form != FORM_FULL || date_number(s, end, 1, 4) || !add(list, &f, end))
            return 0;
        if (is_and)
            return end;
        j = separator(s, end, &is_and);
        if (!j)
            return 0;
    }
    return 0;
}

/* "3月5日和7日", "3月5日、7日" */
static size_t east(const struct scan *s, size_t i, struct date_list *list)
{
    struct found f = {.first = i};
    size_t end = date_form_east(s, i, &f), j;
    int ignored, digits;

    if (!end || f.form != FOUND_WHEN || !f.a.day || f.a.hour >= 0 || f.a.weekday >= 0)
        return 0;
    while (add(list, &f, end) && (j = date_phrase(s, end, EAST_AND, &ignored)) != 0) {
        int day = f.a.day;
        end = date_east_counted(s, j, EAST_DAY, &f.a.day, &digits);
        if (!end || f.a.day <= day || f.a.day > 31)
            break;
        f.first = j;
    }
    return list->n > 1 ? list->end[list->n - 1] : 0;
}

/* "June 28 and 29": days that follow each other are one time, as with a dash. */
static bool one_time(const struct date_list *list)
{
    const struct moment *a = &list->v[0].a, *b = &list->v[1].a;

    return list->n == 2 && a->day && b->day == a->day + 1 && a->month == b->month;
}

size_t date_list_at(const struct scan *s, size_t i, struct date_list *list)
{
    static size_t (*const kinds[])(const struct scan *, size_t,
                                   struct date_list *) = {last_has_all, month_first, years, months};
    size_t end = 0;

    list->n = 0;
    if (s->t[i].kind == TP_TOK_HAN || s->known[i].digit >= 0 ||
        (s->t[i].kind == TP_TOK_NUMBER && i + 1 < s->n && s->known[i + 1].east))
        return east(s, i, list);
    if (s->t[i].kind != TP_TOK_NUMBER && !date_any(s, i, ROLE_BIT(ROLE_MONTH)))
        return 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !end; k++) {
        list->n = 0;
        end = kinds[k](s, i, list);
    }
    if (end && one_time(list)) {
        list->v[0].form = FOUND_PERIOD;
        list->v[0].b = list->v[1].a;
        list->end[0] = end;
        list->n = 1;
    }
    return end;
}
