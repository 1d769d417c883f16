/* When and where the document was made. */
#include <string.h>

#include "../base/file.h"
#include "meta_parts.h"
#include "roles.h"

/* The one date among the times and words of a text: "9 час. 10 мин. 3 октября 1950 года". */
static bool only_date_in(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                         struct tp_date *out)
{
    struct tp_dates found = {0};
    bool any = false;

    tp_dates_scan(a, ctx, text, (uint32_t)strlen(text), NULL, &found);
    for (size_t i = 0; i < found.n; i++) {
        if (found.v[i].is_time)
            continue;
        if (any)
            return false;
        *out = found.v[i];
        any = true;
    }
    return any;
}

bool tp_meta_date(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                  struct tp_date *out)
{
    struct tp_date found;

    if (!tp_date_parse(a, ctx, text, (uint32_t)strlen(text), NULL, &found) &&
        !only_date_in(a, ctx, text, &found))
        return false;
    if ((found.when && *found.when == '-') || (found.not_before && *found.not_before == '-') ||
        (found.from && *found.from == '-'))
        return false;
    *out = found;
    return true;
}

/* "5 May 1954, 14.00-15.30": the hours are the conversation's; the document is of the day. */
static struct tp_date one_day(struct tp_arena *a, struct tp_date date)
{
    enum { DAY = 10 };

    if (!date.when && date.from && date.to && strlen(date.from) > DAY && date.from[DAY] == 'T' &&
        strncmp(date.from, date.to, DAY) == 0) {
        date.when = tp_strndup(a, date.from, DAY);
        date.from = date.to = NULL;
    }
    return date;
}

bool meta_parse_date(struct tp_arena *a, const struct tp_document *d, const struct tp_meta *m,
                     const char *text, struct tp_date *out)
{
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};

    if (m->date.when && *m->date.when != '-')
        ctx.reference = tp_day_of(m->date.when);
    return text && tp_meta_date(a, &ctx, text, out);
}

/* The document's date among the lines of the head. */
static void read_item_dates(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n && !tp_has_date(&m->date); k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            if (item->field && strcmp(item->field, "date") == 0 &&
                meta_parse_date(a, d, m, meta_item_value(a, item), &m->date))
                m->date = one_day(a, m->date);
        }
}

/* "Approved by the Politburo on 5 March 1950" */
static bool is_approval(const struct tp_item *item)
{
    return item->role == TP_ROLE_HEADNOTE && item->type && strcmp(item->type, "remark") == 0;
}

/* The date of the dateline that closes or opens a text: the first that names a day. */
static void date_of_text(struct tp_arena *a, const struct tp_document *d,
                         const struct tp_wording *w, struct tp_meta *m)
{
    struct tp_date_context ctx = {
        .tables = d->dates, .reference = m->print, .order = m->order, .century = m->century};

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_dates found = {0};
            if (item->role != TP_ROLE_DATELINE && item->role != TP_ROLE_CONCLUSION &&
                item->role != TP_ROLE_SUBHEAD && !is_approval(item))
                continue;
            if (meta_is_change(a, w, tp_piece_text(item->text)))
                continue; /* "Declassified 3 June 1993" */
            tp_dates_scan(a, &ctx, item->text.block->text + item->text.start,
                          item->text.end - item->text.start, d->versions.v[i].lang, &found);
            for (size_t n = 0; n < found.n; n++) {
                struct tp_date date = one_day(a, found.v[n]);
                if (date.when && *date.when != '-' && tp_day_of(date.when).day) {
                    m->date = date;
                    return;
                }
            }
        }
}

/* "Moscow, 25 January 1950": the words before a dateline's date, when they can be a place. */
/* "Night of 2 October": no place. */
static bool is_hour(const struct tp_tokens *t)
{
    static const char *const hours[] = {"night",     "morning", "evening",
                                        "afternoon", "noon",    "midnight"};

    for (size_t i = 0; t->n && i < sizeof hours / sizeof *hours; i++)
        if (strcmp(t->v[0].key, hours[i]) == 0)
            return true;
    return false;
}

static const char *place_before(struct tp_arena *a, const struct tp_wording *w, const char *text,
                                uint32_t len)
{
    enum { MOST_WORDS = 4, SMALL = 3 };
    struct tp_tokens t = tp_tokenize(a, text, len);
    size_t words = 0, end = t.n, first = 0;

    /* "Paris, le", "Berlin, den": the article belongs to the date */
    while (end && (t.v[end - 1].kind == TP_TOK_SIGN ||
                   (t.v[end - 1].kind == TP_TOK_WORD && !t.v[end - 1].capital &&
                    t.v[end - 1].end - t.v[end - 1].start <= 3 && end > 1)))
        end--;
    if (!end || end == t.n) /* a comma must part the two */
        return NULL;
    for (size_t i = end; i < t.n; i++)
        if (tp_token_is(&t, i, ':')) /* a caption: "Beginn: 10.00 Uhr" */
            return NULL;
    if (is_hour(&t))
        return NULL;
    /* "held at Prague on" */
    while (first < end && first < SMALL && t.v[first].kind == TP_TOK_WORD && !t.v[first].capital)
        first++;
    if (first == end ||
        (first && tp_wording_at(&w->lists[TP_WORDING_IN], &t, first - 1, first, true) != first))
        return NULL;
    for (size_t i = first; i < end; i++) {
        bool joined = tp_token_is(&t, i, '-') || tp_token_is(&t, i, '.');
        if (!joined && t.v[i].kind != TP_TOK_HAN && !t.v[i].capital)
            return NULL;
        words += t.v[i].kind == TP_TOK_WORD;
    }
    return words <= MOST_WORDS && t.v[first].kind != TP_TOK_SIGN
               ? tp_strndup(a, text + t.v[first].start, t.v[end - 1].end - t.v[first].start)
               : NULL;
}

/* "一九五〇年七月一日于北京"; "25 February 1956, Moscow", or in the line below the date. */
static const char *place_behind(struct tp_arena *a, struct tp_slice t, uint32_t at)
{
    static const char *const in[] = {"于", "於"};
    enum { HAN = 3, LONGEST = 8 * HAN, LONGEST_NAME = 40 };
    struct tp_slice rest = {t.p + at, t.len - at};
    bool parted = rest.len && strchr(",\n", *rest.p);

    while (rest.len && strchr(",.\n ", *rest.p))
        rest.p++, rest.len--;
    while (rest.len && strchr(",.\n ", rest.p[rest.len - 1]))
        rest.len--;
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        if (rest.len > HAN && rest.len <= LONGEST && memcmp(rest.p, in[i], HAN) == 0)
            return tp_strndup(a, rest.p + HAN, rest.len - HAN);
    return parted && rest.len && rest.len <= LONGEST_NAME && roles_signature(rest) &&
                   !memchr(rest.p, '\n', rest.len)
               ? tp_strndup(a, rest.p, rest.len)
               : NULL;
}

/* The place in the first dateline that has one with its date. */
static void place_of_text(struct tp_arena *a, const struct tp_document *d,
                          const struct tp_wording *w, struct tp_meta *m)
{
    struct tp_date_context ctx = {.tables = d->dates, .century = m->century};

    for (size_t i = 0; i < d->versions.n && !m->place; i++)
        for (size_t k = 0; !d->versions.v[i].part && k < d->versions.v[i].items.n && !m->place;
             k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_slice t = tp_piece_text(item->text);
            struct tp_dates found = {0};
            if (item->role != TP_ROLE_DATELINE || !t.len ||
                (item->field && strcmp(item->field, "date") != 0))
                continue;
            tp_dates_scan(a, &ctx, t.p, (uint32_t)t.len, d->versions.v[i].lang, &found);
            if (found.n && found.v[0].start)
                m->place = place_before(a, w, t.p, found.v[0].start);
            else if (found.n)
                m->place = place_behind(a, t, found.v[found.n - 1].end);
        }
}

/* "Moscou, le 6 février 1950" near the end of a text that has no other: in a line of its own, a
 * place and the day. */
static void closing_dateline(struct tp_arena *a, const struct tp_document *d,
                             const struct tp_wording *w, struct tp_meta *m)
{
    enum { LINES = 5, LONGEST = 60 };
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};
    const struct tp_version *v = &d->versions.v[0];

    for (size_t n = 0; d->versions.n && n < LINES && n < v->notes; n++) {
        const struct tp_item *item = &v->items.v[v->notes - 1 - n];
        struct tp_slice t = tp_piece_text(item->text);
        struct tp_dates found = {0};
        const char *place;
        if (item->role != TP_ROLE_NONE || !t.len || t.len > LONGEST)
            continue;
        tp_dates_scan(a, &ctx, t.p, (uint32_t)t.len, v->lang, &found);
        if (found.n != 1 || !found.v[0].when || !tp_day_of(found.v[0].when).day ||
            *found.v[0].when == '-' || found.v[0].end + 1 < t.len)
            continue;
        place = found.v[0].start ? place_before(a, w, t.p, found.v[0].start) : NULL;
        if (found.v[0].start && !place)
            continue;
        m->date = found.v[0];
        meta_set_if_none(&m->place, place);
        return;
    }
}

/* "Pravda, 18 February 1950": the day on which it was printed, by the line below it. */
static bool day_of_print(struct tp_arena *a, const struct tp_document *d, const struct tp_meta *m,
                         struct tp_date *out)
{
    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_slice t = tp_piece_text(item->text);
            if (item->role == TP_ROLE_SOURCE_NOTE &&
                meta_parse_date(a, d, m, tp_strndup(a, t.p, t.len), out) && out->when &&
                tp_day_of(out->when).day)
                return true;
        }
    return false;
}

/* A page of the press without a date of its own: that of its dateline, which leaves out the year,
 * and which the day of print completes. */
static void date_of_press(struct tp_arena *a, const struct tp_document *d,
                          const struct tp_wording *w, struct tp_meta *m)
{
    struct tp_meta with = *m;
    struct tp_date print;

    if (!day_of_print(a, d, m, &print))
        return;
    with.date = (struct tp_date){0};
    with.print = tp_day_of(print.when);
    date_of_text(a, d, w, &with);
    m->date = tp_has_date(&with.date) ? with.date : print;
}

/* "Minutes of the meeting of 9 June 1953": the only day that the title names. */
static void date_of_title(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_date date;

    if (m->title && meta_parse_date(a, d, m, m->title, &date) && date.when &&
        tp_day_of(date.when).day) {
        m->date = date;
        m->date.cert = TP_CERT_MEDIUM;
    }
}

void meta_numeric_habit(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_date_context ctx = {.tables = d->dates};
    struct tp_date_habit habit = {0};
    const char *name = tp_path_base(d->source->file);

    for (const struct tp_block *b = d->source->root->first; b;
         b = tp_block_next(d->source->root, b)) {
        for (uint32_t at = 0, end; at < b->len; at = end) {
            end = tp_window_end(b->text, at, b->len);
            tp_date_habit_feed(work, &ctx, &habit, b->text + at, end - at);
        }
    }
    m->order = tp_date_habit_order(&habit);
    m->year = tp_date_habit_year(&habit);
    /* No year in the text: editors name their files by dates. */
    if (habit.year == 0)
        tp_date_habit_feed(work, &ctx, &habit, name, (uint32_t)strlen(name));
    m->century = tp_date_habit_century(&habit);
    tp_arena_free(work);
}

/* A dateline of the head without its year: that of the receipt, which is not before it. */
static void date_without_year(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};

    if (!m->date.when || !d->versions.n)
        return;
    ctx.reference = tp_day_of(m->date.when);
    for (size_t k = 0; k < d->versions.v[0].top; k++) {
        const struct tp_item *item = &d->versions.v[0].items.v[k];
        struct tp_slice t = tp_piece_text(item->text);
        struct tp_dates found = {0};
        if (item->role != TP_ROLE_DATELINE)
            continue;
        tp_dates_scan(a, &ctx, t.p, (uint32_t)t.len, d->versions.v[0].lang, &found);
        for (size_t n = 0; n < found.n; n++)
            if (!found.v[n].is_time && found.v[n].when && tp_day_of(found.v[n].when).day &&
                strncmp(found.v[n].when, m->date.when, 10) <= 0) {
                m->date = meta_day(a, &found.v[n]);
                m->date_borrowed = false;
                return;
            }
    }
}

void meta_dates(struct tp_arena *a, const struct tp_document *d,
                const struct tp_meta_tables *tables, struct tp_meta *out)
{
    const struct tp_dispatch *sent, *received;

    read_item_dates(a, d, out);
    if (!tp_has_date(&out->date))
        date_of_text(a, d, tables->wording, out);
    if (!tp_has_date(&out->date))
        closing_dateline(a, d, tables->wording, out);
    if (!tp_has_date(&out->date))
        date_of_title(a, d, out);
    if (!tp_has_date(&out->date))
        date_of_press(a, d, tables->wording, out);
    meta_dispatches(a, d, tables->wording, out);
    sent = tp_meta_dispatch(out, TP_DISPATCH_SENT);
    received = tp_meta_dispatch(out, TP_DISPATCH_RECEIVED);
    if (sent && !tp_has_date(&sent->date))
        sent = NULL;
    if (!tp_has_date(&out->date) && (sent || (received && tp_has_date(&received->date)))) {
        out->date = meta_day(a, sent ? &sent->date : &received->date);
        out->date.cert = TP_CERT_MEDIUM;
        out->date_borrowed = true;
        date_without_year(a, d, out);
    }
    sent = tp_meta_dispatch(out, TP_DISPATCH_SENT);
    if (!out->place && sent)
        out->place = sent->place;
    place_of_text(a, d, tables->wording, out);
    if (!out->place && out->kind && strcmp(out->kind->id, "treaty") == 0)
        out->place = meta_concluded_at(&(struct meta_text){a, tables}, d);
    if (!out->place && out->kind && strcmp(out->kind->id, "letter") == 0)
        out->place = meta_letterhead_place(&(struct meta_text){a, tables}, d);
    if (!out->place_received && received)
        out->place_received = received->place;
}
