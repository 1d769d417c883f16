/* The scan: which form stands at a token, what joins to it, and how far it reaches. */
#include "date_impl.h"

#include "../base/utf8.h"

/* Dates, without time; the longest wins, the first of equals. Years alone come last. */
static form_fn *const day_forms[] = {
    date_form_word,  date_form_quoted, date_form_iso,   date_form_numeric,
    date_form_roman, date_form_east,   date_form_group,
};
static form_fn *const other_forms[] = {
    date_form_day_range, date_form_month_range, date_form_years,     date_form_season,
    date_form_decade,    date_form_month_alone, date_form_day_alone, date_form_year,
};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static size_t longest(const struct scan *s, size_t i, form_fn *const *forms, size_t n,
                      struct found *out)
{
    size_t best = 0;

    for (size_t k = 0; k < n; k++) {
        struct found f = {.first = i};
        size_t end = forms[k](s, i, &f);
        if (end > best && end <= s->n) {
            best = end;
            *out = f;
        }
    }
    return best;
}

/* Can a date be followed by what begins at token I, a comma between them allowed? The line must not
 * end. */
static size_t same_line(const struct scan *s, size_t i)
{
    if (date_sign(s, i, ',') && !s->t[i].lined)
        i++;
    return i < s->n && !s->t[i].lined ? i : 0;
}

/* A time behind a date: "10 November at 1700", "2009-09-11 16:15 BJT". */
static size_t add_time(const struct scan *s, size_t i, struct found *f)
{
    size_t j, k, first;

    if (f->form != FOUND_WHEN || f->a.day == 0 || f->a.hour >= 0 || (j = same_line(s, i)) == 0)
        return i;
    k = date_time_at(s, j, &f->a, true, &first);
    if (!k)
        k = date_east_time(s, j, &f->a, true);
    return k ? k : i;
}

/* A second date that ends a period: "10 November 1949 to 5 December 1949". */
static size_t add_end(const struct scan *s, size_t i, struct found *f)
{
    struct scan behind = *s;
    struct found end;
    size_t j = i, k;
    bool dash = date_sign(s, j, '-'), wide = dash && s->t[j].spaced;

    if (f->form != FOUND_WHEN || f->a.hour >= 0 || f->a.month == 0)
        return i;
    if (dash || date_word(s, j, ROLE_RANGE) ||
        (f->first > 0 && date_word(s, f->first - 1, ROLE_BETWEEN) && date_word(s, j, ROLE_AND)))
        j++;
    else
        return i;
    /* " - " may join two things of a line that have nothing to do with each other. */
    if (j >= s->n || s->t[j].lined || (dash && wide != s->t[j].spaced))
        return i;
    behind.joined = j;
    k = longest(&behind, j, day_forms, LENGTH(day_forms), &end);
    if (!k || end.form != FOUND_WHEN || (end.a.day != 0) != (f->a.day != 0))
        return i;
    f->b = end.a;
    f->form = FOUND_PERIOD;
    f->cert = f->cert > end.cert ? f->cert : end.cert;
    f->near_only = f->near_only || end.near_only;
    return k;
}

/* The old style's date and, in parentheses, the new one's: "25 октября (7 ноября) 1917 г." */
static size_t add_new_style(const struct scan *s, size_t i, struct found *f)
{
    struct found other;
    struct moment year = date_moment();
    size_t j;

    if (f->form != FOUND_WHEN || f->a.year || f->a.day == 0 || !date_sign(s, i, '('))
        return i;
    j = longest(s, i + 1, day_forms, LENGTH(day_forms), &other);
    if (!j || other.form != FOUND_WHEN || !other.a.day || other.a.year || !date_sign(s, j, ')'))
        return i;
    j = date_year_at(s, j + 1, &year, false);
    if (!j)
        return i;
    f->a = other.a;
    f->a.year = year.year;
    return j;
}

/* A time and the date behind it: "5:00 a.m., 25 January [1950]", "at 1700 on 10 November". */
static size_t time_first(const struct scan *s, size_t i, struct found *f)
{
    struct moment time = date_moment(), *m = &f->a;
    size_t first = i, j = date_time_at(s, i, &time, false, &first), k, end;
    struct found day = {0};

    if (!j)
        j = date_east_time(s, i, &time, false);
    /* "0315 10 November": figures alone are no time unless the date behind it makes them one. */
    if (!j)
        return 0;
    f->first = first;
    f->form = FOUND_WHEN;
    *m = time;
    if ((k = same_line(s, j)) == 0)
        return j;
    k = date_word(s, k, ROLE_ON) ? k + 1 : k;
    while (date_word(s, k, ROLE_LINK))
        k++;
    end = longest(s, k, day_forms, LENGTH(day_forms), &day);
    if (!end || day.form != FOUND_WHEN || !day.a.day || day.a.hour >= 0)
        return j;
    *m = day.a;
    m->hour = time.hour;
    m->minute = time.minute;
    m->second = time.second;
    m->zone = time.zone;
    f->cert = day.cert;
    f->near_only = day.near_only;
    return end;
}

/* Most words of a text begin no date: they are in no table. */
static bool may_begin(const struct scan *s, size_t i)
{
    const struct tp_token *t = &s->t[i];

    switch (t->kind) {
    case TP_TOK_WORD:
        /* Korean eras and parts of the day are words. */
        return s->words[i].from < s->words[i].to || (unsigned char)s->text[t->start] >= 0xE1;
    case TP_TOK_SIGN:
        return t->cp == '"' || t->cp == '\'' || t->cp >= 0x80;
    case TP_TOK_BAD:
        return false;
    default:
        return true;
    }
}

size_t date_match(const struct scan *s, size_t i, struct found *f)
{
    struct found other = {.first = i};
    size_t best, end;

    if (!may_begin(s, i))
        return 0;
    best = longest(s, i, day_forms, LENGTH(day_forms), f);
    if (best) {
        best = add_new_style(s, best, f);
        best = add_end(s, best, f);
        best = add_time(s, best, f);
    }
    end = time_first(s, i, &other);
    if (end > best) {
        best = end;
        *f = other;
    }
    end = longest(s, i, other_forms, LENGTH(other_forms), &other);
    if (end > best) {
        best = end;
        *f = other;
    }
    return best;
}

void date_scan_init(struct scan *s, struct tp_arena *a, struct tp_arena *work,
                    const struct tp_date_context *ctx, const char *text, uint32_t len,
                    const char *lang, struct tp_tokens *all)
{
    struct tp_token *t;
    struct word_range *words;
    size_t *raw;
    bool spaced = false, lined = false;

    *all = tp_tokenize(work, text, len);
    t = TP_NEW_ARRAY(work, all->n + 1, struct tp_token);
    raw = TP_NEW_ARRAY(work, all->n + 1, size_t);
    words = TP_NEW_ARRAY(work, all->n + 1, struct word_range);
    *s = (struct scan){.arena = a,
                       .tables = ctx->tables,
                       .reference = ctx->reference,
                       .order = ctx->order,
                       .joined = SIZE_MAX,
                       .text = text,
                       .lang = date_lang(ctx->tables, lang)};
    for (size_t i = 0; i < all->n; i++) {
        const struct tp_token *k = &all->v[i];
        if (tp_token_is(all, i, '[') || tp_token_is(all, i, ']')) {
            spaced = spaced || k->spaced;
            lined = lined || k->lined;
            continue;
        }
        t[s->n] = *k;
        t[s->n].spaced = k->spaced || spaced;
        t[s->n].lined = k->lined || lined;
        if (k->kind == TP_TOK_WORD)
            words[s->n] = date_words(ctx->tables, k->key);
        raw[s->n++] = i;
        spaced = lined = false;
    }
    s->t = t;
    s->raw = raw;
    s->words = words;
}

/* The extent of tokens FIRST to END (behind) with the brackets that belong to them. When brackets
 * cross them, false, and *LIMIT is where a shorter try must end. */
static bool balance(const struct scan *s, const struct tp_tokens *all, size_t first, size_t end,
                    struct tp_date *out, size_t *limit)
{
    size_t from = s->raw[first], to = s->raw[end - 1], cut = 0;

    if (!tp_token_balance(all, &from, &to, &cut)) {
        for (*limit = first; *limit < end && s->raw[*limit] < cut; ++*limit)
            ;
        return false;
    }
    out->start = all->v[from].start;
    out->end = all->v[to].end;
    return true;
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

void tp_dates_scan(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_dates *out)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_tokens all;
    struct scan s;

    date_scan_init(&s, a, work, ctx, text, len, lang, &all);
    for (size_t i = 0; i < s.n;) {
        struct tp_date d = {0};
        bool ok = false;
        size_t end = date_at(&s, &all, i, &d, &ok);
        if (end && ok)
            TP_PUSH(a, out, d);
        i = end > i ? end : i + 1;
    }
    tp_arena_free(work);
}
