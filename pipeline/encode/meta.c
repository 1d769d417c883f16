#include "meta_parts.h"
#include "roles.h"

#include <string.h>

const struct tp_field *tp_front_field(const struct tp_document *d, const char *key)
{
    const struct tp_fields *f = d->source->fields;

    for (size_t i = 0; f && i < f->n; i++)
        if (*f->v[i].value && strcmp(f->v[i].key, key) == 0)
            return &f->v[i];
    return NULL;
}

const struct tp_field *tp_front_next(const struct tp_document *d, const struct tp_field *f)
{
    const struct tp_fields *all = d->source->fields;

    for (const struct tp_field *n = f + 1; n < all->v + all->n; n++)
        if (*n->value && strcmp(n->key, f->key) == 0)
            return n;
    return NULL;
}

bool tp_has_date(const struct tp_date *d)
{
    return d->when || d->from || d->to || d->not_before || d->not_after;
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

/* A title's end in parentheses is about the text, not a part of a name: "... to X (excerpts)". */
static struct tp_slice without_remark(struct tp_slice s)
{
    static const char open[] = "（", close[] = "）";
    enum { WIDE = sizeof open - 1 };
    size_t i = s.len;

    if (s.len > 2 * WIDE && memcmp(s.p + s.len - WIDE, close, WIDE) == 0) {
        for (i = s.len - WIDE; i > WIDE; i--)
            if (memcmp(s.p + i - WIDE, open, WIDE) == 0)
                return (struct tp_slice){s.p, i - WIDE};
        return s;
    }
    if (!s.len || s.p[s.len - 1] != ')')
        return s;
    while (i && s.p[i - 1] != '(')
        i--;
    if (i < 2 || s.p[i - 2] != ' ' || s.p[i] < 'a' || s.p[i] > 'z')
        return s;
    return (struct tp_slice){s.p, i - 2};
}

/* "FROM PEKING TO FOREIGN OFFICE": does a title's pattern fit it? */
static bool is_title(const struct meta_text *x, const struct tp_document *d, struct tp_slice t)
{
    const char *line = meta_one_line(x->a, t);
    struct tp_subject s;

    if (!line)
        return false;
    s = tp_subject_new(x->a, line, (uint32_t)strlen(line));
    for (size_t i = 0; i < d->layout->titles.n; i++)
        if (tp_regex_matches(d->matcher, d->layout->titles.v[i], &s))
            return true;
    return false;
}

/* Item K with the lines that go on with it: a rule may have cut them apart. */
static struct tp_slice whole_heading(const struct tp_version *v, size_t k)
{
    struct tp_piece p = v->items.v[k].text;

    while (++k < v->top && v->items.v[k].text.block == p.block &&
           v->items.v[k].role == TP_ROLE_SUBHEAD && v->items.v[k].text.start >= p.end)
        p.end = v->items.v[k].text.end;
    return tp_piece_text(p);
}

static struct tp_slice first_line(struct tp_slice t)
{
    const char *nl = memchr(t.p, '\n', t.len);

    return nl ? tp_slice_trim((struct tp_slice){t.p, (size_t)(nl - t.p)}) : t;
}

static bool is_bare_word(struct tp_slice t)
{
    return !memchr(t.p, ' ', t.len) && !memchr(t.p, '\n', t.len);
}

/* "Consuls in the north", above "Minutes": what the papers are about, not whose they are. */
static bool says_matter(const struct meta_text *x, struct tp_slice s)
{
    enum { WORDS = 3 };
    struct tp_tokens t = tp_tokenize(x->a, s.p, (uint32_t)s.len);
    size_t words = 0;

    for (size_t i = 0; i < t.n; i++) {
        words += t.v[i].kind == TP_TOK_WORD;
        if (t.v[i].kind != TP_TOK_WORD || t.v[i].upper ||
            tp_wording_at(&x->tables->wording->lists[TP_WORDING_BODIES], &t, i, t.n, true))
            return false;
    }
    return words >= WORDS;
}

/* The heading that serves as title: a Markdown heading, or that which names a kind of document
 * ("INCOMING TELEGRAM", below the name of the office), or the first, when it is no letterhead. */
static const char *title_heading(const struct meta_text *x, const struct tp_document *d)
{
    struct tp_arena *a = x->a;

    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        struct tp_slice t, first = {"", 0};
        for (size_t k = 0; k < v->top && !v->part; k++) {
            const struct tp_item *item = &v->items.v[k];
            if (!is_heading(item))
                continue;
            t = whole_heading(v, k);
            if (meta_is_shelfmark(x, t))
                continue;
            if (first.len && is_bare_word(t) && says_matter(x, first))
                return meta_one_line(a, first);
            if (item->text.block->kind == TP_BLOCK_HEADING || item->role == TP_ROLE_KIND ||
                tp_kind_in(x->tables->kinds, a, t.p, t.len))
                return meta_one_line(a, t);
            if (!first.len)
                first = t;
        }
        if (first.len && (!has_address(v) || is_title(x, d, first)))
            return meta_one_line(a, first);
        if (first.len && is_title(x, d, first_line(first)))
            return meta_one_line(a, first_line(first));
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

/* What a group of a title's pattern has found. PARTY: a sender or recipient. */
static const char *title_group(const struct meta_text *x, struct tp_slice s, bool party)
{
    s = without_remark(s);
    return meta_copy(x->a, party ? meta_party(x, s) : s);
}

/* What the layout's patterns find in the title. */
static void read_title(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_arena *a = x->a;
    struct tp_slice title = without_remark((struct tp_slice){m->title, strlen(m->title)});
    struct tp_subject s = tp_subject_new(a, m->title, (uint32_t)title.len);

    for (size_t i = 0; i < d->layout->titles.n; i++) {
        const struct tp_regex *re = d->layout->titles.v[i];
        struct {
            const char *name;
            const char *value;
        } groups[] = {{"kind", NULL}, {"sender", NULL},       {"recipient", NULL}, {"number", NULL},
                      {"date", NULL}, {"participants", NULL}, {"diary", NULL},     {"place", NULL}};
        if (!tp_regex_matches(d->matcher, re, &s))
            continue;
        for (size_t k = 0; k < sizeof groups / sizeof *groups; k++) {
            struct tp_range r;
            if (tp_regex_group(d->matcher, re, &s, groups[k].name, &r))
                groups[k].value = title_group(
                    x, (struct tp_slice){m->title + r.start, r.end - r.start}, k == 1 || k == 2);
        }
        if (groups[0].value)
            m->kind = tp_kind_in(x->tables->kinds, a, groups[0].value, strlen(groups[0].value));
        m->place = groups[7].value;
        m->author = groups[6].value ? groups[1].value : NULL;
        m->sender = groups[6].value ? NULL : groups[1].value;
        m->recipient = groups[6].value ? NULL : groups[2].value;
        if (groups[5].value)
            TP_PUSH(a, &m->participants, (struct tp_said){groups[5].value, NULL});
        m->number = groups[3].value;
        if (!tp_has_date(&m->date))
            (void)meta_parse_date(a, d, m, groups[4].value, &m->date);
        return;
    }
}

/* ---- metadata ---- */

static void front(const struct tp_document *d, const char *key, const char **to)
{
    const struct tp_field *f = tp_front_field(d, key);

    if (f)
        *to = f->value;
}

static void front_list(struct tp_arena *a, const struct tp_document *d, const char *key,
                       struct tp_saids *to)
{
    for (const struct tp_field *f = tp_front_field(d, key); f; f = tp_front_next(d, f))
        TP_PUSH(a, to, (struct tp_said){f->value, f});
}

static void front_dispatch(struct tp_arena *a, const struct tp_document *d, const char *key,
                           enum tp_dispatch_type type, struct tp_meta *m)
{
    struct tp_dispatch x = {.type = type};
    const char *text = NULL;

    front(d, key, &text);
    if (meta_parse_date(a, d, m, text, &x.date))
        TP_PUSH(a, &m->dispatches, x);
}

static void read_front(struct tp_arena *a, const struct tp_document *d,
                       const struct tp_kinds *kinds, struct tp_meta *m)
{
    const char *kind = NULL, *date = NULL;

    front(d, "title", &m->title);
    front(d, "author", &m->author);
    front_list(a, d, "sender", &m->senders);
    front_list(a, d, "recipient", &m->recipients);
    front_list(a, d, "copy-to", &m->copies);
    front_list(a, d, "participants", &m->participants);
    front_list(a, d, "classification", &m->classifications);
    front(d, "place", &m->place);
    front(d, "place-received", &m->place_received);
    front(d, "number", &m->number);
    front(d, "kind", &kind);
    front(d, "date", &date);
    if (kind && !(m->kind = tp_kind_named(kinds, kind)))
        m->kind = tp_kind_in(kinds, a, kind, strlen(kind));
    if (meta_parse_date(a, d, m, date, &m->date))
        m->date_text = date;
    front_dispatch(a, d, "sent", TP_DISPATCH_SENT, m);
    front_dispatch(a, d, "received", TP_DISPATCH_RECEIVED, m);
}

static void merge_title(const struct meta_text *x, const struct tp_document *d, struct tp_meta *out)
{
    struct tp_arena *a = x->a;
    struct tp_meta found = {.title = out->title, .date = out->date, .order = out->order};

    read_title(x, d, &found);
    out->date = found.date;
    /* "Telegram from Peking to London": the posts; who sends it is said further down, or nowhere */
    meta_set_if_none(&out->place_sent, found.place);
    if (meta_is_place(x, found.sender)) {
        meta_set_if_none(&out->place_sent, found.sender);
        found.sender = NULL;
    }
    if (meta_is_place(x, found.recipient)) {
        meta_set_if_none(&out->place_received, found.recipient);
        found.recipient = NULL;
    }
    if (!out->senders.n)
        meta_say(a, &out->senders, found.sender);
    if (!out->recipients.n)
        meta_say(a, &out->recipients, found.recipient);
    meta_set_if_none(&out->author, found.author);
    if (!out->participants.n && found.participants.n)
        meta_say(a, &out->participants, found.participants.v[0].text);
    meta_set_if_none(&out->number, found.number);
    if (!out->kind)
        out->kind = found.kind;
}

/* What the headings of the text say of its kind, when the title doesn't. */
static const struct tp_kind *kind_of_headings(struct tp_arena *a, const struct tp_document *d,
                                              const struct tp_kinds *kinds)
{
    const struct tp_kind *kind = NULL;

    for (size_t i = 0; i < d->versions.n && !kind; i++)
        for (size_t k = 0; !d->versions.v[i].part && k < d->versions.v[i].top && !kind; k++) {
            struct tp_slice t = whole_heading(&d->versions.v[i], k);
            if (is_heading(&d->versions.v[i].items.v[k]))
                kind = tp_kind_in(kinds, a, t.p, t.len);
        }
    return kind;
}

/* What the lines of the text show that no heading says: a memorandum has a subject, a telegram was
 * sent and received, a letter begins with a form of address and ends with a farewell or a name. */
static const struct tp_kind *kind_of_lines(const struct meta_text *x, const struct tp_document *d)
{
    const struct tp_kinds *kinds = x->tables->kinds;
    bool salute = false, farewell = false, subject = false, sent = false, dear = false;
    bool byline = false;

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            byline = byline || item->role == TP_ROLE_BYLINE;
            sent = sent || item->role == TP_ROLE_TRANSMISSION;
            subject = subject || (item->field && strcmp(item->field, "subject") == 0);
            salute = salute || item->role == TP_ROLE_SALUTE;
            dear = dear ||
                   (item->role == TP_ROLE_SALUTE && meta_is_greeting(x, tp_piece_text(item->text)));
            farewell = farewell || item->role == TP_ROLE_VALEDICTION ||
                       (item->role == TP_ROLE_SIGNED && dear);
        }
    return salute && farewell            ? tp_kind_named(kinds, "letter")
           : sent && !salute && !subject ? tp_kind_named(kinds, "telegram")
           : subject && !salute && !sent ? tp_kind_named(kinds, "memorandum")
           : byline && !salute           ? tp_kind_named(kinds, "news-article")
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

/* The name of one who signed, without "(signed)"; NULL: it is more than a name. */
static const char *signer(const struct meta_text *x, const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);

    if (item->value.start < item->value.end)
        t = tp_piece_text((struct tp_piece){item->text.block, item->value.start, item->value.end});
    t = roles_without_signed(t);
    if (memchr(t.p, '\n', t.len) || memchr(t.p, '[', t.len) || memchr(t.p, '(', t.len))
        return NULL;
    return meta_signer(x, unspaced(x->a, meta_one_line(x->a, t)));
}

/* "For X", "On behalf of the Government": a party, or one for whom somebody signs. */
static bool is_party(const struct meta_text *x, const struct tp_item *item)
{
    static const char *const words[] = {"for", "on", "by", "pour", "au", "par", "für", "im",
                                        "in",  "i",  "за", "от",   "по", "из",  "p",   "za"};
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_tokens k = tp_tokenize(x->a, t.p, (uint32_t)t.len);

    for (size_t i = 0; k.n && i < sizeof words / sizeof *words; i++)
        if (strcmp(k.v[0].key, words[i]) == 0)
            return true;
    return k.n && k.v[0].kind == TP_TOK_HAN && t.len > 6 &&
           (memcmp(t.p + t.len - 6, "代表", 6) == 0 || memcmp(t.p, "代表", 6) == 0);
}

static bool has_salute(const struct tp_version *v)
{
    for (size_t i = 0; i < v->top; i++)
        if (v->items.v[i].role == TP_ROLE_SALUTE)
            return true;
    return false;
}

/* Those who signed a letter or telegram sent it, when no line says who. Offices above the names of
 * several are those of parties. */
static void sender_of_signature(const struct meta_text *x, const struct tp_document *d,
                                struct tp_meta *m)
{
    enum { MOST = 4 };
    const struct tp_version *v = &d->versions.v[0];
    const char *names[MOST];
    size_t n = 0, offices = 0;
    bool sent =
        m->recipients.n || has_address(v) || (m->kind && strcmp(m->kind->id, "telegram") == 0);

    if (m->senders.n || m->author || !d->versions.n || !sent)
        return;
    for (size_t i = v->bottom; i < v->notes; i++) {
        const struct tp_item *item = &v->items.v[i];
        if (item->role == TP_ROLE_CAPACITY && !item->joined) {
            offices++;
            if (!has_salute(v) || is_party(x, item))
                return;
        }
        if (item->role != TP_ROLE_SIGNED || item->joined)
            continue;
        if (n == MOST || !(names[n] = signer(x, item)))
            return;
        n++;
    }
    if (offices && n > 1)
        return;
    for (size_t i = 0; n > 1 && i < n; i++) /* a first name above the name in full */
        if (!strchr(names[i], ' '))
            return;
    for (size_t i = 0; i < n; i++)
        meta_say(x->a, &m->senders, names[i]);
    m->sender_signed = m->senders.n > 0;
}

static void gather_kind(const struct meta_text *x, const struct tp_document *d, struct tp_meta *out)
{
    struct tp_arena *a = x->a;
    const struct tp_kinds *kinds = x->tables->kinds;

    if (!out->kind && d->layout->kind)
        out->kind = tp_kind_named(kinds, d->layout->kind);
    if (!out->kind && out->title)
        out->kind = tp_kind_in(kinds, a, out->title, strlen(out->title));
    if (!out->kind)
        out->kind = kind_of_headings(a, d, kinds);
    if (!out->kind)
        out->kind = kind_of_lines(x, d);
}

void tp_meta_gather(struct tp_arena *a, const struct tp_document *d,
                    const struct tp_meta_tables *tables, struct tp_meta *out)
{
    static const char *const date_fields[] = {"date", "document-date", "published"};
    const struct tp_field *given = tp_front_field(d, "date");
    struct tp_slice title = tp_page_text(d, "title");
    const struct meta_text x = {a, tables};

    *out = (struct tp_meta){0};
    meta_numeric_habit(a, d, out);
    read_front(a, d, tables->kinds, out);
    if (!out->title)
        out->title = title.len ? meta_one_line(a, title) : title_heading(&x, d);
    for (size_t i = 0; i < 3; i++) {
        const char *text = meta_copy(a, tp_page_text(d, date_fields[i]));
        struct tp_date date;
        if (!meta_parse_date(a, d, out, text, &date))
            continue;
        if (!tp_has_date(&out->date)) {
            out->date = date;
            out->date_text = text;
        } else if (given && date.when && out->date.when && strcmp(date.when, out->date.when) != 0) {
            TP_PUSH(a, &out->overruled, (struct tp_overruled){"date", text, given->value});
        }
    }
    if (out->title)
        merge_title(&x, d, out);
    meta_lines(&x, d, out);
    meta_classifications(a, d, tables->wording, out);
    gather_kind(&x, d, out);
    if (out->senders.n == 1 && !out->senders.v[0].given &&
        meta_is_place(&x, out->senders.v[0].text)) { /* a telegram "from" the post that sends it */
        meta_set_if_none(&out->place_sent, out->senders.v[0].text);
        out->senders.n = 0;
    }
    meta_byline(&x, d, out);
    sender_of_signature(&x, d, out);
    meta_recipient_of_text(&x, d, out);
    meta_dates(a, d, tables, out);
    meta_titles(&x, d, out);
    if (out->senders.n == 1 && !out->senders.v[0].given && out->place &&
        strcmp(out->senders.v[0].text, out->place) == 0)
        out->senders.n = 0; /* a telegram "from" the post that sends it */
    out->sender = out->senders.n ? out->senders.v[0].text : NULL;
    out->recipient = out->recipients.n ? out->recipients.v[0].text : NULL;
    if (!out->title && (out->title = made_title(a, out)))
        out->title_made = true;
}
