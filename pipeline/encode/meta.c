#include "meta.h"

#include <string.h>

#include "../base/file.h"

const struct tp_field *tp_front_field(const struct tp_document *d, const char *key)
{
    const struct tp_fields *f = d->source->fields;

    for (size_t i = 0; f && i < f->n; i++)
        if (*f->v[i].value && strcmp(f->v[i].key, key) == 0)
            return &f->v[i];
    return NULL;
}

bool tp_has_date(const struct tp_date *d)
{
    return d->when || d->from || d->to || d->not_before || d->not_after;
}

static const char *copy(struct tp_arena *a, struct tp_slice s)
{
    s = tp_slice_trim(s);
    return s.len ? tp_strndup(a, s.p, s.len) : NULL;
}

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

/* Lines of a title become one, with single blanks. */
static const char *one_line(struct tp_arena *a, struct tp_slice s)
{
    struct tp_buf b = tp_buf_new(a);

    s = tp_slice_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';
        if (!blank)
            tp_buf_char(&b, s.p[i]);
        else if (b.len && b.p[b.len - 1] != ' ')
            tp_buf_char(&b, ' ');
    }
    return b.len ? b.p : NULL;
}

/* The date that the text is, or the only one it holds: a year and more, else nothing can be said.
 * What it leaves out comes from the document's date. */
static bool parse_date(struct tp_arena *a, const struct tp_document *d, const struct tp_meta *m,
                       const char *text, struct tp_date *out)
{
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};
    struct tp_date found;

    if (!text)
        return false;
    if (m->date.when && *m->date.when != '-')
        ctx.reference = tp_day_of(m->date.when);
    if (!tp_date_parse(a, &ctx, text, (uint32_t)strlen(text), NULL, &found) &&
        !only_date_in(a, &ctx, text, &found))
        return false;
    if ((found.when && *found.when == '-') || (found.not_before && *found.not_before == '-') ||
        (found.from && *found.from == '-'))
        return false;
    *out = found;
    return true;
}

/* ---- the title ---- */

static bool is_heading(const struct tp_item *item)
{
    return item->role == TP_ROLE_HEAD || item->role == TP_ROLE_KIND;
}

/* Is the version a letter or telegram, whose first lines are a letterhead rather than a title? */
static bool has_address(const struct tp_version *v)
{
    for (size_t i = 0; i < v->top; i++)
        if (v->items.v[i].role == TP_ROLE_SALUTE || v->items.v[i].role == TP_ROLE_ADDRESS)
            return true;
    return false;
}

/* The heading that serves as title: a Markdown heading, or that which names a kind of document
 * ("INCOMING TELEGRAM", below the name of the office), or the first, when it is no letterhead. */
static const char *title_heading(struct tp_arena *a, const struct tp_document *d,
                                 const struct tp_kinds *kinds)
{
    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        struct tp_slice t, first = {"", 0};
        for (size_t k = 0; k < v->top && !v->part; k++) {
            const struct tp_item *item = &v->items.v[k];
            if (!is_heading(item))
                continue;
            t = tp_piece_text(item->text);
            if (item->text.block->kind == TP_BLOCK_HEADING || item->role == TP_ROLE_KIND ||
                tp_kind_in(kinds, a, t.p, t.len))
                return one_line(a, t);
            if (!first.len)
                first = t;
        }
        if (first.len && !has_address(v))
            return one_line(a, first);
    }
    return NULL;
}

static bool in_latin(const char *text)
{
    struct tp_letters l = {0};

    tp_letters_add(&l, text, strlen(text));
    return tp_letters_main(&l) == TP_LATIN;
}

/* A document without a title: what it is, from whom and to whom, and when. */
static const char *made_title(struct tp_arena *a, const struct tp_meta *m)
{
    struct tp_buf b = tp_buf_new(a);

    if (!m->sender && !m->recipient && !m->date.when)
        return NULL;
    tp_buf_str(&b, m->kind ? m->kind->label : "Document");
    if (m->sender && in_latin(m->sender))
        tp_buf_fmt(&b, " from %s", m->sender);
    if (m->recipient && in_latin(m->recipient))
        tp_buf_fmt(&b, " to %s", m->recipient);
    if (m->date.when)
        tp_buf_fmt(&b, ", %.10s", m->date.when);
    return b.p;
}

/* What the layout's patterns find in the title. */
static void read_title(struct tp_arena *a, const struct tp_document *d,
                       const struct tp_kinds *kinds, struct tp_meta *m)
{
    struct tp_subject s = tp_subject_new(a, m->title, (uint32_t)strlen(m->title));

    for (size_t i = 0; i < d->layout->titles.n; i++) {
        const struct tp_regex *re = d->layout->titles.v[i];
        struct {
            const char *name;
            const char *value;
        } groups[] = {{"kind", NULL}, {"sender", NULL},       {"recipient", NULL}, {"number", NULL},
                      {"date", NULL}, {"participants", NULL}, {"diary", NULL}};
        if (!tp_regex_matches(d->matcher, re, &s))
            continue;
        for (size_t k = 0; k < sizeof groups / sizeof *groups; k++) {
            struct tp_range r;
            if (tp_regex_group(d->matcher, re, &s, groups[k].name, &r))
                groups[k].value = copy(a, (struct tp_slice){m->title + r.start, r.end - r.start});
        }
        if (groups[0].value)
            m->kind = tp_kind_in(kinds, a, groups[0].value, strlen(groups[0].value));
        m->author = groups[6].value ? groups[1].value : NULL;
        m->sender = groups[6].value ? NULL : groups[1].value;
        m->recipient = groups[6].value ? NULL : groups[2].value;
        m->participants = groups[5].value;
        m->number = groups[3].value;
        if (!tp_has_date(&m->date))
            (void)parse_date(a, d, m, groups[4].value, &m->date);
        return;
    }
}

/* ---- the lines of the text's head ---- */

static const char *item_value(struct tp_arena *a, const struct tp_item *item)
{
    const char *text = item->text.block->text;

    struct tp_slice t = tp_slice_trim(
        (struct tp_slice){text + item->value.start, item->value.end - item->value.start});

    while (t.len && strchr(":,;", t.p[t.len - 1]))
        t.len--;
    return one_line(a, t);
}

static void set_if_none(const char **to, const char *value)
{
    if (!*to)
        *to = value;
}

static void read_item(struct tp_arena *a, const struct tp_item *item, struct tp_meta *m)
{
    const char *value;

    if (item->role == TP_ROLE_CLASSIFICATION && !m->classification) {
        struct tp_slice t = tp_piece_text(item->text);
        const char *nl;
        if (item->value.start < item->value.end) /* without the precedence in the same line */
            t = (struct tp_slice){item->text.block->text + item->value.start,
                                  item->value.end - item->value.start};
        nl = memchr(t.p, '\n', t.len);
        m->classification = copy(a, (struct tp_slice){t.p, nl ? (size_t)(nl - t.p) : t.len});
    }
    if (!item->field || !(value = item_value(a, item)))
        return;
    if (strcmp(item->field, "sender") == 0)
        set_if_none(&m->sender, value);
    else if (strcmp(item->field, "recipient") == 0)
        set_if_none(&m->recipient, value);
    else if (strcmp(item->field, "place") == 0)
        set_if_none(&m->place, value);
    else if (strcmp(item->field, "participants") == 0)
        set_if_none(&m->participants, value);
}

/* The dates among the lines of the head; those of sending and receipt when DISPATCH. */
static void read_item_date(struct tp_arena *a, const struct tp_document *d,
                           const struct tp_item *item, bool dispatch, struct tp_meta *m)
{
    struct tp_date *to = NULL;

    if (!item->field)
        return;
    if (!dispatch && strcmp(item->field, "date") == 0)
        to = &m->date;
    else if (dispatch && strcmp(item->field, "sent") == 0)
        to = &m->sent;
    else if (dispatch && strcmp(item->field, "received") == 0)
        to = &m->received;
    if (to && !tp_has_date(to))
        (void)parse_date(a, d, m, item_value(a, item), to);
}

static void read_item_dates(struct tp_arena *a, const struct tp_document *d, bool dispatch,
                            struct tp_meta *m)
{
    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++)
            read_item_date(a, d, &d->versions.v[i].items.v[k], dispatch, m);
}

/* The date of the dateline that closes or opens a text: the first that names a day. */
static void date_of_text(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_date_context ctx = {.tables = d->dates, .order = m->order, .century = m->century};

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_dates found = {0};
            if (item->role != TP_ROLE_DATELINE && item->role != TP_ROLE_CONCLUSION &&
                item->role != TP_ROLE_SUBHEAD)
                continue;
            tp_dates_scan(a, &ctx, item->text.block->text + item->text.start,
                          item->text.end - item->text.start, d->versions.v[i].lang, &found);
            for (size_t n = 0; n < found.n; n++)
                if (found.v[n].when && tp_day_of(found.v[n].when).day) {
                    m->date = found.v[n];
                    return;
                }
        }
}

static void numeric_habit(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_date_context ctx = {.tables = d->dates};
    struct tp_date_habit habit = {0};
    const char *name = tp_path_base(d->source->file);

    for (const struct tp_block *b = d->source->root->first; b;
         b = tp_block_next(d->source->root, b))
        for (uint32_t at = 0, end; at < b->len; at = end) {
            end = tp_window_end(b->text, at, b->len);
            tp_date_habit_feed(work, &ctx, &habit, b->text + at, end - at);
        }
    m->order = tp_date_habit_order(&habit);
    m->year = tp_date_habit_year(&habit);
    /* No year in the text: editors name their files by dates. */
    if (habit.year == 0)
        tp_date_habit_feed(work, &ctx, &habit, name, (uint32_t)strlen(name));
    m->century = tp_date_habit_century(&habit);
    tp_arena_free(work);
}

/* ---- front matter ---- */

static void front(const struct tp_document *d, const char *key, const char **to)
{
    const struct tp_field *f = tp_front_field(d, key);

    if (f && *f->value)
        *to = f->value;
}

static void read_front(struct tp_arena *a, const struct tp_document *d,
                       const struct tp_kinds *kinds, struct tp_meta *m)
{
    const char *kind = NULL, *date = NULL;

    front(d, "title", &m->title);
    front(d, "sender", &m->sender);
    front(d, "from", &m->sender);
    front(d, "author", &m->sender);
    front(d, "recipient", &m->recipient);
    front(d, "to", &m->recipient);
    front(d, "place", &m->place);
    front(d, "classification", &m->classification);
    front(d, "number", &m->number);
    front(d, "kind", &kind);
    front(d, "type", &kind);
    front(d, "date", &date);
    if (kind && !(m->kind = tp_kind_named(kinds, kind)))
        m->kind = tp_kind_in(kinds, a, kind, strlen(kind));
    if (parse_date(a, d, m, date, &m->date))
        m->date_text = date;
}

static void merge_title(struct tp_arena *a, const struct tp_document *d,
                        const struct tp_kinds *kinds, struct tp_meta *out)
{
    struct tp_meta found = {.title = out->title, .date = out->date, .order = out->order};

    read_title(a, d, kinds, &found);
    out->date = found.date;
    set_if_none(&out->sender, found.sender);
    set_if_none(&out->recipient, found.recipient);
    set_if_none(&out->author, found.author);
    set_if_none(&out->participants, found.participants);
    set_if_none(&out->number, found.number);
    if (!out->kind)
        out->kind = found.kind;
}

/* What the headings of the text say of its kind, when the title doesn't. */
static const struct tp_kind *kind_of_headings(struct tp_arena *a, const struct tp_document *d,
                                              const struct tp_kinds *kinds)
{
    const struct tp_kind *kind = NULL;

    for (size_t i = 0; i < d->versions.n && !kind; i++)
        for (size_t k = 0; k < d->versions.v[i].top && !kind; k++) {
            struct tp_slice t = tp_piece_text(d->versions.v[i].items.v[k].text);
            if (is_heading(&d->versions.v[i].items.v[k]))
                kind = tp_kind_in(kinds, a, t.p, t.len);
        }
    return kind;
}

/* What the lines of the text show that no heading says: a memorandum has a subject, a letter begins
 * with a form of address and ends with a farewell. */
static const struct tp_kind *kind_of_lines(const struct tp_document *d,
                                           const struct tp_kinds *kinds)
{
    bool salute = false, farewell = false, subject = false;

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            if (item->role == TP_ROLE_TRANSMISSION)
                return NULL;
            subject = subject || (item->field && strcmp(item->field, "subject") == 0);
            salute = salute || item->role == TP_ROLE_SALUTE;
            farewell = farewell || item->role == TP_ROLE_VALEDICTION;
        }
    return salute && farewell   ? tp_kind_named(kinds, "letter")
           : subject && !salute ? tp_kind_named(kinds, "memorandum")
                                : NULL;
}

/* "F I L I P P O V" without its blanks. */
static const char *unspaced(struct tp_arena *a, const char *text)
{
    struct tp_buf b = tp_buf_new(a);
    size_t run = 0;

    for (const char *p = text; *p; p++) {
        bool begins = ((unsigned char)*p & 0xC0) != 0x80;
        if (*p == ' ') {
            run = 0;
            continue;
        }
        if (begins && run++)
            return text;
        tp_buf_char(&b, *p);
    }
    return b.len ? b.p : text;
}

/* The one who signed a letter or telegram sent it, when only one did and no line says who. */
static void sender_of_signature(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m)
{
    const struct tp_version *v = &d->versions.v[0];
    const struct tp_item *found = NULL;
    struct tp_slice t;
    bool sent = m->recipient || has_address(v);

    if (m->sender || m->author || !d->versions.n || !sent)
        return;
    for (size_t i = v->bottom; i < v->notes; i++) {
        if (v->items.v[i].role == TP_ROLE_CAPACITY ||
            (v->items.v[i].role == TP_ROLE_SIGNED && found))
            return;
        if (v->items.v[i].role == TP_ROLE_SIGNED)
            found = &v->items.v[i];
    }
    if (!found)
        return;
    t = tp_piece_text(found->text);
    if (found->value.start < found->value.end) /* without "(signed)" */
        t = tp_piece_text(
            (struct tp_piece){found->text.block, found->value.start, found->value.end});
    if (memchr(t.p, '\n', t.len) || memchr(t.p, '[', t.len) || memchr(t.p, '(', t.len))
        return;
    m->sender = unspaced(a, one_line(a, t));
    m->sender_signed = true;
}

/* The document's date, from the surest place to the least sure; then those of its dispatch. */
static void gather_dates(struct tp_arena *a, const struct tp_document *d, struct tp_meta *out)
{
    read_item_dates(a, d, false, out);
    if (!tp_has_date(&out->date))
        date_of_text(a, d, out);
    read_item_dates(a, d, true, out);
    if (!tp_has_date(&out->date) && (tp_has_date(&out->sent) || tp_has_date(&out->received))) {
        out->date = tp_has_date(&out->sent) ? out->sent : out->received;
        out->date.cert = TP_CERT_MEDIUM;
    }
}

void tp_meta_gather(struct tp_arena *a, const struct tp_document *d, const struct tp_kinds *kinds,
                    struct tp_meta *out)
{
    static const char *const date_fields[] = {"date", "document-date", "published"};
    struct tp_slice title = tp_page_text(d, "title");

    *out = (struct tp_meta){0};
    numeric_habit(a, d, out);
    read_front(a, d, kinds, out);
    if (!out->title)
        out->title = title.len ? one_line(a, title) : title_heading(a, d, kinds);
    for (size_t i = 0; i < 3 && !tp_has_date(&out->date); i++) {
        const char *text = copy(a, tp_page_text(d, date_fields[i]));
        if (parse_date(a, d, out, text, &out->date))
            out->date_text = text;
    }
    if (out->title)
        merge_title(a, d, kinds, out);
    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++)
            read_item(a, &d->versions.v[i].items.v[k], out);
    if (!out->kind && d->layout->kind)
        out->kind = tp_kind_named(kinds, d->layout->kind);
    if (!out->kind && out->title)
        out->kind = tp_kind_in(kinds, a, out->title, strlen(out->title));
    if (!out->kind)
        out->kind = kind_of_headings(a, d, kinds);
    if (!out->kind)
        out->kind = kind_of_lines(d, kinds);
    sender_of_signature(a, d, out);
    gather_dates(a, d, out);
    if (!out->title && (out->title = made_title(a, out)))
        out->title_made = true;
}
