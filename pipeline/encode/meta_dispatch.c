/* Lines that say what became of a message: "Sent 12:30 5.V.50. Received 14:00. Deciphered by X
 * 15:20". */
#include <string.h>

#include "meta_parts.h"

struct line {
    struct tp_arena *a;
    const struct tp_wording *w;
    const char *text;
    struct tp_tokens t;
    struct tp_dates dates;
};

static const struct {
    enum tp_wording_list list;
    enum tp_dispatch_type type;
    const char *subtype;
} verbs[] = {
    {TP_WORDING_SENT, TP_DISPATCH_SENT, NULL},
    {TP_WORDING_RECEIVED, TP_DISPATCH_RECEIVED, NULL},
    {TP_WORDING_DECIPHERED, TP_DISPATCH_TRANSMITTED, "deciphered"},
    {TP_WORDING_FORWARDED, TP_DISPATCH_TRANSMITTED, "forwarded"},
};
enum { VERBS = sizeof verbs / sizeof *verbs };

/* A verb at token I: its number in WHICH, the token behind it returned; 0: none. The longest
 * counts. */
static size_t verb_at(const struct line *l, size_t i, size_t *which)
{
    size_t best = 0;

    for (size_t k = 0; k < VERBS; k++) {
        size_t end = tp_wording_at(&l->w->lists[verbs[k].list], &l->t, i, l->t.n, true);
        if (end > best) {
            best = end;
            *which = k;
        }
    }
    return best;
}

static size_t next_verb(const struct line *l, size_t i)
{
    size_t which;

    while (i < l->t.n && !verb_at(l, i, &which))
        i++;
    return i;
}

static bool in_date(const struct line *l, size_t i)
{
    for (size_t k = 0; k < l->dates.n; k++)
        if (l->t.v[i].start >= l->dates.v[k].start && l->t.v[i].start < l->dates.v[k].end)
            return true;
    return false;
}

struct tp_date meta_day(struct tp_arena *a, const struct tp_date *date)
{
    struct tp_date day = *date;

    if (day.when && strlen(day.when) > 10 && day.when[10] == 'T')
        day.when = tp_strndup(a, day.when, 10);
    return day;
}

/* Hours and minutes that the scan for dates leaves alone, as a number with a stop may be anything;
 * in these lines it is a time: "12:30", "12.30", "10 ч. 15 мин.". NULL: none stands at token I. */
static const char *clock_at(const struct line *l, size_t i, size_t to)
{
    const struct tp_token *h = &l->t.v[i], *m = i + 2 < to ? &l->t.v[i + 2] : NULL;
    bool sign = m && (tp_token_is(&l->t, i + 1, ':') || tp_token_is(&l->t, i + 1, '.')) &&
                !l->t.v[i + 1].spaced && !m->spaced;
    size_t j = i + 1;
    uint32_t minutes = 0;

    if (h->kind != TP_TOK_NUMBER || h->digits > 2 || h->value > 24 || in_date(l, i))
        return NULL;
    if (sign && m->kind == TP_TOK_NUMBER && m->digits == 2 && m->value < 60 &&
        !(i + 3 < to && tp_token_is(&l->t, i + 3, '.') && !l->t.v[i + 3].spaced))
        return tp_fmt(l->a, "%02u:%02u:00", (unsigned)h->value, (unsigned)m->value);
    if (j >= to || l->t.v[j].kind != TP_TOK_WORD ||
        (strcmp(l->t.v[j].key, "ч") != 0 && strncmp(l->t.v[j].key, "час", strlen("час")) != 0))
        return NULL;
    j += 1 + (size_t)tp_token_is(&l->t, j + 1, '.');
    if (j + 1 < to && l->t.v[j].kind == TP_TOK_NUMBER && l->t.v[j].value < 60 &&
        l->t.v[j + 1].kind == TP_TOK_WORD && strncmp(l->t.v[j + 1].key, "мин", strlen("мин")) == 0)
        minutes = l->t.v[j].value;
    return tp_fmt(l->a, "%02u:%02u:00", (unsigned)h->value, (unsigned)minutes);
}

/* The day and the time among tokens FROM to TO, as one. */
static struct tp_date when_of(const struct line *l, size_t from, size_t to)
{
    struct tp_date day = {0};
    const char *time = NULL;

    if (!l->t.v || from >= to)
        return day;
    for (size_t k = 0; k < l->dates.n; k++) {
        const struct tp_date *x = &l->dates.v[k];
        if (x->start < l->t.v[from].start || x->start >= l->t.v[to - 1].end)
            continue;
        if (x->is_time)
            time = time ? time : x->when;
        else if (!tp_has_date(&day))
            day = *x;
    }
    for (size_t i = from; i < to && !time; i++)
        time = clock_at(l, i, to);
    if (time && day.when && strlen(day.when) == 10)
        day.when = tp_fmt(l->a, "%sT%s", day.when, time);
    if ((day.when && *day.when == '-') || (day.not_before && *day.not_before == '-') ||
        (day.from && *day.from == '-'))
        day = (struct tp_date){0};
    return day;
}

/* Words with a capital (or Han characters) from token I on that are in no date. Returns the token
 * behind them. */
static size_t name_end(const struct line *l, size_t i, size_t to)
{
    size_t j = i, which;

    while (j < to && !in_date(l, j)) {
        const struct tp_token *t = &l->t.v[j];
        bool initial = j > i && tp_token_is(&l->t, j, '.') && l->t.v[j - 1].kind == TP_TOK_WORD &&
                       (l->t.v[j - 1].end - l->t.v[j - 1].start <= 4);
        bool hyphen = j > i && tp_token_is(&l->t, j, '-') && !t->spaced;
        if (!(t->kind == TP_TOK_WORD && (t->capital || hyphen || tp_token_is(&l->t, j - 1, '-'))) &&
            t->kind != TP_TOK_HAN && !initial && !hyphen)
            break;
        if (j > i && verb_at(l, j, &which))
            break;
        j++;
    }
    while (j > i && tp_token_is(&l->t, j - 1, '-'))
        j--;
    return j;
}

static const char *words(const struct line *l, size_t from, size_t to)
{
    return from < to ? tp_strndup(l->a, l->text + l->t.v[from].start,
                                  l->t.v[to - 1].end - l->t.v[from].start)
                     : NULL;
}

/* Where and by whom, among tokens FROM to TO behind the verb. */
static void who_and_where(const struct line *l, size_t from, size_t to, struct tp_dispatch *x)
{
    bool person = x->subtype != NULL; /* "Deciphered Petrova", but "Received Moscow" */

    for (size_t i = from; i < to; i++) {
        size_t by = tp_wording_at(&l->w->lists[TP_WORDING_BY], &l->t, i, to, true), end;
        size_t in = i == from ? tp_wording_at(&l->w->lists[TP_WORDING_IN], &l->t, i, to, true) : 0;
        if (by && !x->by && (end = name_end(l, by, to)) > by) {
            x->by = words(l, by, end);
            i = end - 1;
            continue;
        }
        if (i != from || by)
            continue;
        end = name_end(l, in ? in : i, to);
        if (end <= (in ? in : i))
            continue;
        if (person && !in)
            x->by = words(l, i, end);
        else if (!person)
            x->place = words(l, in ? in : i, end);
        i = end - 1;
    }
}

/* A clause: the verb at tokens [VERB, FROM), what it says in [FROM, TO). In Chinese it stands
 * before the verb, from BEFORE on. */
static void clause(const struct line *l, size_t which, size_t before, size_t verb, size_t from,
                   size_t to, struct tp_meta *m)
{
    struct tp_dispatch x = {.type = verbs[which].type, .subtype = verbs[which].subtype};

    x.date = when_of(l, from, to);
    who_and_where(l, from, to, &x);
    if (!tp_has_date(&x.date) && l->t.v[verb].kind == TP_TOK_HAN)
        x.date = when_of(l, before, verb);
    if (!tp_has_date(&x.date) && !x.by && !x.place)
        return;
    for (size_t i = 0; i < m->dispatches.n; i++)
        if (m->dispatches.v[i].type == x.type &&
            (x.type != TP_DISPATCH_TRANSMITTED ||
             (x.subtype && m->dispatches.v[i].subtype &&
              strcmp(x.subtype, m->dispatches.v[i].subtype) == 0)))
            return; /* metadata, or another version, has said it */
    TP_PUSH(l->a, &m->dispatches, x);
}

/* A line that is only a time, below "Received May 6": its time. */
static void lone_time(const struct line *l, struct tp_meta *m)
{
    struct tp_dispatch *last = m->dispatches.n ? &m->dispatches.v[m->dispatches.n - 1] : NULL;

    if (last && l->dates.n == 1 && l->dates.v[0].is_time && l->dates.v[0].when && last->date.when &&
        strlen(last->date.when) == 10)
        last->date.when = tp_fmt(l->a, "%sT%s", last->date.when, l->dates.v[0].when);
}

/* A line that the layout's rules know for what it is, in words that aren't ours: "D. 9.40 a.m. 17th
 * May". */
static void told_by_layout(const struct line *l, const char *field, struct tp_meta *m)
{
    struct tp_dispatch x = {.type = strcmp(field, "sent") == 0 ? TP_DISPATCH_SENT
                                                               : TP_DISPATCH_RECEIVED};

    x.date = when_of(l, 0, l->t.n);
    if (tp_has_date(&x.date) && !tp_meta_dispatch(m, x.type))
        TP_PUSH(l->a, &m->dispatches, x);
}

static void read_line(struct tp_arena *a, const struct tp_document *d, const struct tp_wording *w,
                      struct tp_slice text, const char *lang, const char *field,
                      struct tp_day reference, struct tp_meta *m)
{
    struct line l = {.a = a, .w = w};
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};
    size_t before = 0, which = 0, i;

    l.text = tp_strndup(a, text.p, text.len);
    ctx.reference = reference;
    l.t = tp_tokenize(a, l.text, (uint32_t)text.len);
    tp_dates_scan(a, &ctx, l.text, (uint32_t)text.len, lang, &l.dates);
    i = next_verb(&l, 0);
    if (i == l.t.n && field)
        told_by_layout(&l, field, m);
    else if (i == l.t.n)
        lone_time(&l, m);
    while (i < l.t.n) {
        size_t behind = verb_at(&l, i, &which), next = next_verb(&l, behind);
        clause(&l, which, before, i, behind, next, m);
        before = behind;
        i = next;
    }
}

static bool is_told(const struct tp_item *item)
{
    return item->field &&
           (strcmp(item->field, "sent") == 0 || strcmp(item->field, "received") == 0);
}

static bool is_dispatch(const struct tp_item *item)
{
    enum { LONGEST = 400 }; /* longer is no line about the dispatch */
    size_t len = tp_piece_text(item->text).len;

    return (item->role == TP_ROLE_TRANSMISSION || is_told(item)) && len && len <= LONGEST;
}

/* What the lines leave out comes from the document's date, or from the line that has it all: "D.
 * 9.40 a.m. 17th May / R. 1.15 p.m. 17th May, 1951". */
static struct tp_day reference_of(struct tp_arena *a, const struct tp_document *d,
                                  const struct tp_meta *m)
{
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};

    if (m->date.when && *m->date.when != '-')
        return tp_day_of(m->date.when);
    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_slice t = tp_piece_text(item->text);
            struct tp_dates found = {0};
            if (!is_dispatch(item))
                continue;
            tp_dates_scan(a, &ctx, t.p, (uint32_t)t.len, d->versions.v[i].lang, &found);
            for (size_t n = 0; n < found.n; n++)
                if (found.v[n].when && *found.v[n].when != '-' && !found.v[n].is_time &&
                    tp_day_of(found.v[n].when).day)
                    return tp_day_of(found.v[n].when);
        }
    return (struct tp_day){m->year, 0, 0};
}

/* "Mr. Muster to Sir A. Beispiel. (Received 30 November)": what stands in brackets in a heading. */
static struct tp_slice in_heading(const struct tp_item *item)
{
    enum { LONGEST = 60 };
    struct tp_slice t = tp_piece_text(item->text);
    const char *open, *close;

    if (!t.len || (item->role != TP_ROLE_HEAD && item->role != TP_ROLE_SUBHEAD))
        return (struct tp_slice){"", 0};
    for (open = t.p + t.len - 1; open > t.p && *open != '(' && *open != '[';)
        open--;
    if (*open != '(' && *open != '[')
        return (struct tp_slice){"", 0};
    close = memchr(open, *open == '(' ? ')' : ']', t.len - (size_t)(open - t.p));
    if (!close || close - open > LONGEST)
        return (struct tp_slice){"", 0};
    return (struct tp_slice){open + 1, (size_t)(close - open) - 1};
}

void meta_dispatches(struct tp_arena *a, const struct tp_document *d, const struct tp_wording *w,
                     struct tp_meta *m)
{
    const struct tp_day reference = reference_of(a, d, m);

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            if (is_dispatch(item))
                read_line(a, d, w, tp_piece_text(item->text), d->versions.v[i].lang,
                          is_told(item) ? item->field : NULL, reference, m);
            else if (k < d->versions.v[i].top && in_heading(item).len)
                read_line(a, d, w, in_heading(item), d->versions.v[i].lang, NULL, reference, m);
        }
}

const struct tp_dispatch *tp_meta_dispatch(const struct tp_meta *m, enum tp_dispatch_type type)
{
    for (size_t i = 0; i < m->dispatches.n; i++)
        if (m->dispatches.v[i].type == type)
            return &m->dispatches.v[i];
    return NULL;
}
