/* The scan: which form stands at a token, what joins to it, and how far it reaches. */
#include "date_impl.h"

/* What a token must be for a form to begin there. */
enum begin { BEGIN_NUMBER = 1, BEGIN_EAST = 2, BEGIN_SIGN = 4 };

struct form {
    form_fn *fn;
    int begin;     /* of enum begin */
    roles_t roles; /* or a word of these */
};

#define SPELLED (ROLE_BIT(ROLE_NUMBER) | ROLE_BIT(ROLE_DAY))

/* Dates, without time; the longest wins, the first of equals. Years alone come last. */
static const struct form day_forms[] = {
    {date_form_word, BEGIN_NUMBER, ROLE_BIT(ROLE_MONTH) | SPELLED},
    {date_form_year_first, BEGIN_NUMBER, 0},
    {date_form_quoted, BEGIN_SIGN, 0},
    {date_form_iso, BEGIN_NUMBER, 0},
    {date_form_numeric, BEGIN_NUMBER, 0},
    {date_form_roman, BEGIN_NUMBER, 0},
    {date_form_day_month, BEGIN_NUMBER, 0},
    {date_form_in_line, BEGIN_NUMBER, 0},
    {date_form_two_days, BEGIN_NUMBER, 0},
    {date_form_east, BEGIN_NUMBER | BEGIN_EAST, 0},
    {date_form_group, BEGIN_NUMBER, 0},
};
static const struct form other_forms[] = {
    {date_form_day_range, BEGIN_NUMBER, ROLE_BIT(ROLE_MONTH) | SPELLED},
    {date_form_numeric_range, BEGIN_NUMBER, 0},
    {date_form_month_range, 0, ROLE_BIT(ROLE_MONTH)},
    {date_form_years, BEGIN_NUMBER, 0},
    {date_form_season, 0, ROLE_BIT(ROLE_SEASON)},
    {date_form_decade, BEGIN_NUMBER, 0},
    {date_form_month_alone, 0, ROLE_BIT(ROLE_MONTH)},
    {date_form_day_alone, BEGIN_NUMBER, SPELLED},
    {date_form_year, BEGIN_NUMBER, 0},
    {date_form_spelled_year, 0, SPELLED},
};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Compounds ("neunzehnhundert") are in no table. */
static bool may_be_compound(const struct scan *s, size_t i)
{
    return s->lang >= 0 && s->tables->langs.v[s->lang].compound && s->t[i].kind == TP_TOK_WORD &&
           s->t[i].end - s->t[i].start >= 10;
}

static size_t longest(const struct scan *s, size_t i, const struct form *forms, size_t n,
                      struct found *out)
{
    size_t best = 0;
    int begin = 0;
    roles_t roles;

    if (i >= s->n)
        return 0;
    roles = s->known[i].roles;
    if (may_be_compound(s, i))
        roles |= SPELLED;
    if (s->t[i].kind == TP_TOK_NUMBER)
        begin |= BEGIN_NUMBER;
    if (s->known[i].east)
        begin |= BEGIN_EAST;
    if (date_sign(s, i, '"'))
        begin |= BEGIN_SIGN;
    for (size_t k = 0; k < n; k++) {
        struct found f = {.first = i};
        size_t end;
        if (!(forms[k].begin & begin) && !(forms[k].roles & roles))
            continue;
        end = forms[k].fn(s, i, &f);
        if (end > best && end <= s->n) {
            best = end;
            *out = f;
        }
    }
    return best;
}

size_t date_day_form(const struct scan *s, size_t i, struct found *f)
{
    return longest(s, i, day_forms, LENGTH(day_forms), f);
}

/* Can a date be followed by what begins at token I, a comma between them allowed? The line must not
 * end. */
static size_t same_line(const struct scan *s, size_t i)
{
    if (date_sign(s, i, ',') && !s->t[i].lined)
        i++;
    return i < s->n && !s->t[i].lined ? i : 0;
}

static void give_time(struct moment *m, const struct moment *time)
{
    m->hour = time->hour;
    m->minute = time->minute;
    m->second = time->second;
    m->zone = time->zone;
}

/* A time behind a date: "10 November at 1700", "2009-09-11 16:15 BJT", "5 May from 3 to 5 p.m." */
static size_t add_time(const struct scan *s, size_t i, struct found *f)
{
    struct moment from, to;
    size_t j, k, first;

    if (f->form != FOUND_WHEN || f->a.day == 0 || f->a.hour >= 0 || f->a.julian ||
        (j = same_line(s, i)) == 0)
        return i;
    k = date_time_range(s, j, &from, &to, true, &first);
    if (!k)
        k = date_east_time_range(s, j, &from, &to, true);
    if (k && f->a.year + f->a.month > 0) {
        f->b = f->a;
        give_time(&f->a, &from);
        give_time(&f->b, &to);
        f->form = FOUND_PERIOD;
        return k;
    }
    k = date_time_at(s, j, &f->a, true, &first);
    if (!k)
        k = date_east_time(s, j, &f->a, true);
    /* "June 25, 1950—9:26 p.m." */
    if (!k && date_sign(s, j, '-') && j + 1 < s->n && !s->t[j + 1].lined) {
        struct scan behind = *s;
        behind.joined = j + 1;
        k = date_time_at(&behind, j + 1, &f->a, false, &first);
    }
    return k ? k : i;
}

/* A second date that ends a period: "10 November 1949 to 5 December 1949". */
static size_t add_end(const struct scan *s, size_t i, struct found *f)
{
    struct scan behind = *s;
    struct found end = {0};
    size_t j, k;
    bool dash = date_sign(s, i, '-'), between;

    if (f->form != FOUND_WHEN || f->a.hour >= 0 || f->a.month == 0 || f->a.julian ||
        (j = date_joint(s, i, f->first, &between)) == 0)
        return i;
    /* " - " may join two things of a line that have nothing to do with each other. */
    if (j >= s->n || s->t[j].lined || (dash && s->t[i].spaced != s->t[j].spaced))
        return i;
    j = date_skip_links(s, j, 1);
    behind.joined = j;
    k = date_day_form(&behind, j, &end);
    if (!k || end.form != FOUND_WHEN || (end.a.day != 0) != (f->a.day != 0) || end.a.hour >= 0)
        return i;
    f->b = end.a;
    f->form = between ? FOUND_WITHIN : FOUND_PERIOD;
    f->cert = f->cert > end.cert ? f->cert : end.cert;
    f->near_only = f->near_only || end.near_only;
    return k;
}

/* The day of the week before the date at I: "Friday, ", "Fri.,". Returns the token behind it, or I.
 */
static size_t weekday_before(const struct scan *s, size_t i, int *weekday)
{
    const struct word *w = date_word(s, i, ROLE_WEEKDAY);
    size_t j = i + 1;

    if (!w || date_glued(s, i))
        return i;
    *weekday = w->value;
    while (date_sign(s, j, '.') || date_sign(s, j, ','))
        j++;
    if (date_word(s, j, ROLE_ON))
        j++;
    return date_skip_links(s, j, 2);
}

/* The same behind the date, in parentheses, or ending what it stands in: "5 May 1950, Friday". */
static size_t add_weekday(const struct scan *s, size_t i, struct found *f)
{
    bool open = date_sign(s, i, '('), comma = date_sign(s, i, ',');
    size_t j = open || comma ? i + 1 : i;
    const struct word *w =
        date_any(s, j, ROLE_BIT(ROLE_WEEKDAY)) ? date_word(s, j, ROLE_WEEKDAY) : NULL;

    if (!w || f->form != FOUND_WHEN || f->a.day == 0 || f->a.weekday >= 0 || s->t[j].lined)
        return i;
    j++;
    if (open && date_sign(s, j, '.'))
        j++;
    if (open ? !date_sign(s, j, ')')
             : j < s->n && !s->t[j].lined && s->t[j].kind != TP_TOK_SIGN &&
                   !date_any(s, j, ROLE_BIT(ROLE_AT)))
        return i;
    /* "5 May, Friday, 7 May": the day of the next date. */
    if (comma && date_sign(s, j, ',') && j + 1 < s->n && s->t[j + 1].kind == TP_TOK_NUMBER &&
        f->a.year == 0)
        return i;
    f->a.weekday = w->value;
    return open ? j + 1 : j;
}

/* A date with all that may stand around it but a time. */
static size_t whole_day(const struct scan *s, size_t i, struct found *f)
{
    int weekday = -1;
    size_t j = weekday_before(s, i, &weekday), end = date_day_form(s, j, f);

    if (!end)
        return 0;
    f->first = i;
    if (j > i) {
        if (f->form != FOUND_WHEN || f->a.day == 0)
            return 0;
        f->a.weekday = weekday;
    }
    return end;
}

/* Between a time and its date: "on", "on the evening of", "of", a comma. */
static size_t to_the_day(const struct scan *s, size_t i)
{
    size_t j = same_line(s, i);

    if (!j)
        return 0;
    if (date_word(s, j, ROLE_ON))
        j++;
    return date_skip_links(s, j, 3);
}

/* "14:10 4 June", "16.35 4 июня": hours and minutes that only the day behind them makes a time. */
static size_t bare_clock(const struct scan *s, size_t i, struct moment *m)
{
    if (!date_number(s, i, 1, 2) || s->t[i].value > 23 || date_glued(s, i) || date_barred(s, i) ||
        !(date_sign(s, i + 1, ':') || date_sign(s, i + 1, '.') ||
          (s->line && date_sign(s, i + 1, '-'))) ||
        s->t[i + 1].spaced || !date_number(s, i + 2, 2, 2) || s->t[i + 2].spaced ||
        s->t[i + 2].value > 59 ||
        (i + 3 < s->n && !s->t[i + 3].spaced && !date_sign(s, i + 3, ',')))
        return 0;
    *m = date_moment();
    m->hour = (int)s->t[i].value;
    m->minute = (int)s->t[i + 2].value;
    m->second = 0;
    return i + 3;
}

/* A time and the date behind it: "5:00 a.m., 25 January [1950]", "at 1700 on 10 November". */
static size_t time_first(const struct scan *s, size_t i, struct found *f)
{
    struct moment time = date_moment(), till = date_moment();
    size_t first = i, j = date_time_range(s, i, &time, &till, false, &first), k, end;
    struct found day = {0};
    bool range, only_before = false; /* hours that the date makes a time of day */

    if (!j)
        j = date_east_time_range(s, i, &time, &till, false);
    range = j != 0;
    if (!j)
        j = date_time_at(s, i, &time, false, &first);
    if (!j)
        j = date_east_time(s, i, &time, false);
    if (!j && date_any(s, i + 1, ROLE_BIT(ROLE_HOURS))) {
        only_before = true;
        j = date_time_at(s, i, &time, true, &first);
    }
    if (!j && (j = bare_clock(s, i, &time)) != 0) {
        only_before = true;
        first = i;
    }
    /* "0315 10 November": figures alone are no time unless the date behind it makes them one. */
    if (!j)
        return 0;
    f->first = first;
    f->form = range ? FOUND_PERIOD : FOUND_WHEN;
    f->a = time;
    f->b = till;
    if ((k = to_the_day(s, j)) == 0)
        return only_before ? 0 : j;
    end = whole_day(s, k, &day);
    if (!end || day.form != FOUND_WHEN || !day.a.day || day.a.hour >= 0 ||
        (only_before && day.a.month == 0) || (time.hour == 0 && date_word(s, j - 1, ROLE_MIDNIGHT)))
        return only_before ? 0 : j;
    end = date_add_style(s, end, &day);
    if (day.a.julian)
        return only_before ? 0 : j;
    f->a = f->b = day.a;
    give_time(&f->a, &time);
    give_time(&f->b, &till);
    f->cert = day.cert;
    f->near_only = day.near_only;
    f->sure = day.sure;
    return end;
}

/* A date or time that nothing bounds. */
static size_t unbounded(const struct scan *s, size_t i, struct found *f)
{
    struct found other = {.first = i};
    size_t best = whole_day(s, i, f), end;

    if (best) {
        best = date_add_style(s, best, f);
        best = add_weekday(s, best, f);
        best = add_end(s, best, f);
        best = add_time(s, best, f);
    }
    end = time_first(s, i, &other);
    if (end > best) {
        best = end;
        *f = other;
    }
    end = longest(s, i, other_forms, LENGTH(other_forms), &other);
    if (end && other.a.relative && other.a.day) /* "on the 20th at 5 p.m." */
        end = add_time(s, end, &other);
    if (end > best) {
        best = end;
        *f = other;
    }
    return best;
}

/* Does an editor's bracket open right before token I? */
static bool in_brackets(const struct scan *s, size_t i)
{
    return s->raw && s->raw[i].first > 0 && s->text[s->t[i].start - 1] == '[';
}

/* "[not later than 5 May 1950]", "[since 1949]": what dates a document. In a sentence, the words
 * belong to the sentence, and the date is a date: "we waited until 5 May". */
static size_t bounded(const struct scan *s, size_t i, struct found *f)
{
    static const struct {
        enum role role;
        enum found_form form;
    } bounds[] = {{ROLE_BEFORE, FOUND_BEFORE},
                  {ROLE_AFTER, FOUND_AFTER},
                  {ROLE_SINCE, FOUND_SINCE},
                  {ROLE_UNTIL, FOUND_UNTIL}};
    const roles_t any =
        ROLE_BIT(ROLE_BEFORE) | ROLE_BIT(ROLE_AFTER) | ROLE_BIT(ROLE_SINCE) | ROLE_BIT(ROLE_UNTIL);
    size_t j = 0, end;

    if (!date_any(s, i, any) || !(s->whole || in_brackets(s, i)))
        return 0;
    for (size_t k = 0; k < LENGTH(bounds); k++) {
        size_t behind;
        struct found inner = {0};
        if (!date_words(s, i, bounds[k].role, &behind) || behind <= j)
            continue;
        end = unbounded(s, date_skip_links(s, behind, 1), &inner);
        if (!end || inner.form != FOUND_WHEN || inner.a.julian)
            continue;
        j = end;
        *f = inner;
        f->form = bounds[k].form;
        f->first = i;
    }
    return j;
}

/* Is one of the next tokens a number, or another word that dates and times are made of? */
static bool leads(const struct scan *s, size_t i)
{
    enum { FAR = 6 };
    const roles_t roles = ROLE_BIT(ROLE_MONTH) | ROLE_BIT(ROLE_WEEKDAY) | ROLE_BIT(ROLE_SEASON) |
                          SPELLED | ROLE_BIT(ROLE_NOON) | ROLE_BIT(ROLE_MIDNIGHT) |
                          ROLE_BIT(ROLE_HOUR_FROM);

    for (size_t j = i + 1; j < s->n && j <= i + FAR; j++)
        if (s->t[j].kind == TP_TOK_NUMBER || (s->known[j].roles & roles) || s->known[j].east ||
            may_be_compound(s, j))
            return true;
    return false;
}

/* Most words of a text begin no date: they are in no table, or only prepositions. */
static bool may_begin(const struct scan *s, size_t i)
{
    const roles_t begin = ROLE_BIT(ROLE_MONTH) | ROLE_BIT(ROLE_WEEKDAY) | ROLE_BIT(ROLE_SEASON) |
                          SPELLED | ROLE_BIT(ROLE_NOON) | ROLE_BIT(ROLE_MIDNIGHT) |
                          ROLE_BIT(ROLE_HOUR_FROM);
    const roles_t lead = ROLE_BIT(ROLE_AT) | ROLE_BIT(ROLE_BEFORE) | ROLE_BIT(ROLE_AFTER) |
                         ROLE_BIT(ROLE_SINCE) | ROLE_BIT(ROLE_UNTIL);
    const struct known *k = &s->known[i];

    return s->t[i].kind == TP_TOK_NUMBER || (k->roles & begin) != 0 || k->east != 0 ||
           ((k->roles & lead) != 0 && leads(s, i)) || date_sign(s, i, '"') ||
           date_sign(s, i, '\'') || may_be_compound(s, i);
}

size_t date_match(const struct scan *s, size_t i, struct found *f)
{
    size_t end;

    if (!may_begin(s, i))
        return 0;
    end = bounded(s, i, f);
    return end ? end : unbounded(s, i, f);
}

/* The extent of tokens FIRST to END (behind) with the brackets that belong to them. When brackets
 * cross them, false, and *LIMIT is where a shorter try must end. */
static bool balance(const struct scan *s, const struct tp_tokens *all, size_t first, size_t end,
                    struct tp_date *out, size_t *limit)
{
    size_t from = first, to = end - 1, cut = 0;

    if (s->raw) {
        from = s->raw[first].first;
        to = s->raw[end - 1].last;
        if (!tp_token_balance(all, &from, &to, &cut)) {
            for (*limit = first; *limit < end && s->raw[*limit].first < cut; ++*limit)
                ;
            return false;
        }
    }
    out->start = all->v[from].start;
    out->end = all->v[to].end;
    return true;
}

/* Is there an editor's question mark in it? */
static bool doubted(const struct scan *s, const struct tp_tokens *all, size_t first, size_t end)
{
    for (size_t i = s->raw ? s->raw[first].first : end; s->raw && i <= s->raw[end - 1].last; i++)
        if (date_is_doubt(all, i))
            return true;
    return false;
}

/* Several dates at token I; all of them or none. Returns the token behind them, or 0. */
static size_t list_at(const struct scan *s, const struct tp_tokens *all, size_t i,
                      struct tp_dates *out)
{
    struct date_list list;
    struct tp_date made[DATE_LIST] = {{0}};
    size_t end = date_list_at(s, i, &list), limit = 0;

    if (!end)
        return 0;
    for (size_t k = list.n; k-- > 0;) {
        struct found *last = &list.v[list.n - 1];
        if (!balance(s, all, list.v[k].first, list.end[k], &made[k], &limit))
            return 0;
        /* They are of one year, which the document's date gives to the last. */
        date_share_year(&list.v[k].a, &last->a);
        list.v[k].cert = last->cert;
        if (!date_finish(s, &list.v[k], &made[k]))
            return 0;
        last->cert = made[k].cert;
        if (k + 1 < list.n && made[k].end > made[k + 1].start)
            return 0;
    }
    for (size_t k = 0; k < list.n; k++)
        TP_PUSH(s->arena, out, made[k]);
    return end;
}

/* The date at token I, shortened as far as brackets demand. Returns the token behind it, or 0; with
 * no date, the token behind what can't be one. */
static size_t date_at(struct scan *s, const struct tp_tokens *all, size_t i, struct tp_date *out,
                      bool *ok)
{
    size_t n = s->n, end = 0;

    for (int tries = 0; tries < 4; tries++) {
        struct found f = {.first = i};
        size_t limit = 0;
        end = date_match(s, i, &f);
        if (!end || f.first >= end)
            break;
        *out = (struct tp_date){0};
        if (balance(s, all, f.first, end, out, &limit)) {
            *ok = date_finish(s, &f, out);
            if (out->cert < TP_CERT_MEDIUM && doubted(s, all, f.first, end))
                out->cert = TP_CERT_MEDIUM;
            s->n = n;
            return end;
        }
        if (limit <= i)
            break;
        s->n = limit;
    }
    s->n = n;
    return 0;
}

/* What a day without its month, further on, may belong to. */
static void remember(struct scan *s, const struct tp_date *d)
{
    const char *value = d->when ? d->when : d->to ? d->to : d->not_after;

    if (value && *value != '-' && !d->is_time && tp_day_of(value).month)
        s->named = tp_day_of(value);
}

void date_scan(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
               uint32_t len, const struct tp_tokens *tokens, const char *lang, struct tp_dates *out,
               struct tp_date_problems *problems)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_tokens all = tokens ? *tokens : tp_tokenize(work, text, len);
    struct scan s;

    date_scan_init(&s, a, work, ctx, text, &all, lang);
    for (size_t i = 0; i < s.n;) {
        struct tp_date d = {0};
        bool ok = false;
        size_t end;
        if (!may_begin(&s, i)) {
            i++;
            continue;
        }
        end = list_at(&s, &all, i, out);
        if (end) {
            remember(&s, &out->v[out->n - 1]);
        } else {
            end = date_at(&s, &all, i, &d, &ok);
            if (end && ok) {
                TP_PUSH(a, out, d);
                remember(&s, &d);
            }
            if (end && problems && d.fault != TP_DATE_SOUND)
                TP_PUSH(a, problems, (struct tp_date_problem){d.start, d.end, d.fault});
        }
        i = end > i ? end : i + 1;
    }
    tp_arena_free(work);
}

void tp_dates_scan(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_dates *out)
{
    date_scan(a, ctx, text, len, NULL, lang, out, NULL);
}
