#include "date.h"

#include "date_impl.h"

const char *tp_cert_name(enum tp_cert cert)
{
    static const char *const names[] = {NULL, "high", "medium", "low"};

    return names[cert];
}

/* The attributes of a date or time element. */
static struct tp_attr *attributes(struct tp_arena *a, const struct tp_date *d)
{
    const struct {
        const char *name, *value;
    } all[] = {
        {"when", d->when},
        {"from", d->from},
        {"to", d->to},
        {"notBefore", d->not_before},
        {"notAfter", d->not_after},
        {"calendar", d->julian ? "#julian" : NULL},
        {"when-custom", d->when_custom},
        {"datingMethod", d->when_custom ? "#julian" : NULL},
        {"cert", tp_cert_name(d->cert)},
        {"resp", "#teipipe"},
    };
    struct tp_attr *list = NULL;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].value)
            list = tp_attr_add(a, list, all[i].name, all[i].value);
    return list;
}

void tp_dates_pass(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_annos *out,
                   struct tp_date_problems *problems)
{
    struct tp_dates dates = {0};

    date_scan(a, ctx, text, len, lang, &dates, problems);
    for (size_t i = 0; i < dates.n; i++) {
        const struct tp_date *d = &dates.v[i];
        struct tp_anno anno = {.start = d->start, .end = d->end, .rank = TP_RANK_DATE};
        anno.element = d->is_time ? "time" : "date";
        anno.attrs = attributes(a, d);
        TP_PUSH(a, out, anno);
    }
}

/* May this token stand around a date that is the whole string? "c. 1950", "(ca. 1950)", "on ...".
 */
static bool is_around(const struct scan *s, size_t i)
{
    const struct tp_token *t = &s->t[i];

    if (t->kind == TP_TOK_SIGN)
        return t->cp == '(' || t->cp == ')' || t->cp == '.' || t->cp == ',' || t->cp == ';' ||
               t->cp == ':' || t->cp == '?' || t->cp == '*' || t->cp == '_';
    return t->kind == TP_TOK_WORD &&
           ((t->key[0] == 'c' && t->key[1] == '\0') || date_word(s, i, ROLE_ON) ||
            date_word(s, i, ROLE_IN) || date_word(s, i, ROLE_LINK));
}

/* "1950-01": in a field no range of years is meant. */
static bool year_and_month(const struct scan *s, struct found *f)
{
    if (s->n != 3 || !date_number(s, 0, 4, 4) || !date_sign(s, 1, '-') ||
        !date_number(s, 2, 2, 2) || s->t[2].spaced || s->t[2].value < 1 || s->t[2].value > 12)
        return false;
    f->a = date_moment();
    f->a.year = (int)s->t[0].value;
    f->a.month = (int)s->t[2].value;
    return true;
}

static bool parse_whole(const struct scan *s, struct tp_date *out)
{
    struct found f = {0};
    size_t i = 0, end = 0;

    if (year_and_month(s, &f))
        end = s->n;
    else
        while (i < s->n && (end = date_match(s, i, &f)) == 0 && is_around(s, i))
            i++;
    if (!end)
        return false;
    for (size_t j = end; j < s->n; j++)
        if (!is_around(s, j))
            return false;
    if (!date_finish(s, &f, out))
        return false;
    out->start = s->t[f.first].start;
    out->end = s->t[end - 1].end;
    return true;
}

bool tp_date_parse(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_date *out)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_tokens all;
    struct scan s;
    bool ok;

    *out = (struct tp_date){0};
    date_scan_init(&s, a, work, ctx, text, len, lang, &all);
    s.whole = true;
    ok = parse_whole(&s, out);
    tp_arena_free(work);
    return ok;
}

static bool is_digit(const char *text, uint32_t len, uint32_t i)
{
    return i < len && text[i] >= '0' && text[i] <= '9';
}

/* Is there a stroke or hyphen between figures? */
static bool has_order(const char *text, uint32_t len)
{
    for (uint32_t i = 1; i + 1 < len; i++)
        if ((text[i] == '/' || text[i] == '-') && is_digit(text, len, i - 1) &&
            is_digit(text, len, i + 1))
            return true;
    return false;
}

/* The full years of a text: four figures from 1700 to 2099 that nothing joins to a longer number,
 * or to a file's ("795.00/7-1550"). */
static void feed_years(struct tp_date_habit *habit, const char *text, uint32_t len)
{
    for (uint32_t i = 0; i + 4 <= len; i++) {
        uint32_t end = i;
        int year = 0;
        bool joined;
        if (!is_digit(text, len, i))
            continue;
        for (; is_digit(text, len, end); end++)
            year = end - i < 5 ? year * 10 + (text[end] - '0') : 0;
        joined = i >= 3 && text[i - 1] == '-' && is_digit(text, len, i - 2) &&
                 !(i >= 5 && is_digit(text, len, i - 5) && is_digit(text, len, i - 4));
        if (end - i == 4 && year >= 1700 && year < 2100 && !joined) {
            habit->centuries = habit->centuries || (habit->year && habit->year / 100 != year / 100);
            habit->years = habit->years || (habit->year && habit->year != year);
            habit->year = year > habit->year ? year : habit->year;
        }
        i = end;
    }
}

int tp_date_habit_year(const struct tp_date_habit *habit)
{
    return habit->years ? 0 : habit->year;
}

int tp_date_habit_century(const struct tp_date_habit *habit)
{
    return habit->centuries ? 0 : habit->year;
}

void tp_date_habit_feed(struct tp_arena *a, const struct tp_date_context *ctx,
                        struct tp_date_habit *habit, const char *text, uint32_t len)
{
    struct tp_arena *work;
    struct tp_tokens all;
    struct scan s;
    bool dmy, mdy;

    feed_years(habit, text, len);
    /* Only "10/11/50" and "10-11-50" have two orders, and few texts have either. */
    if (!has_order(text, len))
        return;
    work = tp_arena_sub(a);
    date_scan_init(&s, work, work, ctx, text, len, NULL, &all);
    for (size_t i = 0; i + 5 <= s.n; i++) {
        if (!date_two_orders(&s, i, &dmy, &mdy))
            continue;
        habit->dmy += dmy && !mdy;
        habit->mdy += mdy && !dmy;
    }
    tp_arena_free(work);
}

enum tp_date_order tp_date_habit_order(const struct tp_date_habit *habit)
{
    if (habit->dmy && !habit->mdy)
        return TP_ORDER_DMY;
    return habit->mdy && !habit->dmy ? TP_ORDER_MDY : TP_ORDER_UNKNOWN;
}
