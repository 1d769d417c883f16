#include "source_desc.h"

#include <string.h>

#include "citation.h"
#include "header_parts.h"
#include "uri.h"

struct tp_source_tables {
    struct tp_archives *archives;
    struct tp_citation_tables *citations;
};

struct tp_cited {
    const struct tp_page_field *field; /* NULL: the page has no citation */
    const char *text;                  /* its pieces, joined by line breaks */
    struct tp_citation parts;
};

/* sourceDesc while it is made. */
struct desc {
    struct tp_builder *b;
    const struct tp_source_tables *t;
    const struct tp_wording *w;
    struct tp_node *node;
    struct {
        const char **v; /* the shelfmarks that are in it, without their spaces */
        size_t n, cap;
    } marks;
};

struct tp_source_tables *tp_source_tables_new(struct tp_arena *a, const char *archives,
                                              struct tp_diags *ds)
{
    struct tp_source_tables *t = TP_NEW(a, struct tp_source_tables);

    t->archives = tp_archives_new(a, archives, ds);
    t->citations = tp_citation_tables_new(a, ds);
    return t->archives && t->citations ? t : NULL;
}

const struct tp_archives *tp_source_archives(const struct tp_source_tables *t)
{
    return t->archives;
}

static void parse(struct tp_builder *b, const struct tp_source_tables *t, const char *text,
                  size_t len, const struct tp_range *emphasis, size_t n, bool printed,
                  struct tp_citation *out)
{
    struct tp_date_context dates = {.tables = b->d->dates};
    struct tp_citation_context ctx = {.tables = t->citations,
                                      .dates = &dates,
                                      .archives = t->archives,
                                      .emphasis = emphasis,
                                      .n_emphasis = n,
                                      .printed = printed};

    if (len)
        tp_citation_parse(b->a, &ctx, text, (uint32_t)len, out);
}

/* A field of the page as a citation; FIELD NULL: there is none. */
static struct tp_cited *read_field(struct tp_builder *b, const struct tp_source_tables *t,
                                   const struct tp_page_field *field)
{
    struct tp_cited *c = TP_NEW(b->a, struct tp_cited);
    struct tp_buf text = tp_buf_new(b->a);
    TP_VEC(struct tp_range) emphasis = {0};

    c->field = field;
    for (size_t i = 0; field && i < field->value.n; i++) {
        struct tp_piece p = field->value.v[i];
        if (i)
            tp_buf_char(&text, '\n');
        for (size_t k = 0; k < p.block->n_spans; k++) {
            const struct tp_span *s = &p.block->spans[k];
            uint32_t at = (uint32_t)text.len;
            if (s->kind == TP_SPAN_EMPH && s->start >= p.start && s->end <= p.end)
                TP_PUSH(b->a, &emphasis,
                        (struct tp_range){at + s->start - p.start, at + s->end - p.start});
        }
        tp_buf_add(&text, p.block->text + p.start, p.end - p.start);
    }
    c->text = text.p;
    parse(b, t, text.p, text.len, emphasis.v, emphasis.n, false, &c->parts);
    return c;
}

struct tp_cited *tp_read_citation(struct tp_builder *b, const struct tp_source_tables *t)
{
    return read_field(b, t, tp_page_field(b->d, "citation"));
}

const char *tp_cited_text(const struct tp_cited *cited)
{
    return cited->text;
}

static const char *cited(const struct tp_cited *c, enum tp_cite_field field, unsigned source)
{
    const struct tp_cite_part *p = tp_cite_get(&c->parts, field, source);

    return p ? p->value : NULL;
}

/* A date's text and its value, when it has one. */
static void put_date(struct tp_builder *b, struct tp_node *e, const char *text)
{
    struct tp_date_context ctx = {.tables = b->d->dates};
    struct tp_date date;

    if (tp_meta_date(b->a, &ctx, text, &date))
        header_set_date(b, e, &date);
    tp_own_text(b->a, e, text);
}

/* ---- the page ---- */

/* The page that the transcription was taken from: title, date, who publishes it, its address. */
static void put_page(struct tp_builder *b, struct tp_node *desc, const struct tp_cited *c)
{
    const char *title = cited(c, TP_CITE_TITLE, 0), *date = cited(c, TP_CITE_DATE, 0);
    const char *collection = cited(c, TP_CITE_COLLECTION, 0), *url = cited(c, TP_CITE_URL, 0);
    const char *accessed = cited(c, TP_CITE_ACCESSED, 0);
    struct tp_node *bibl, *e;

    if (!url && !collection)
        return;
    bibl = tp_element_with(b->a, desc, "bibl", "type", "sourcePage");
    if (title)
        tp_own_text(b->a, tp_element_with(b->a, bibl, "title", "level", "a"), title);
    if (date) {
        e = tp_element_text(b->a, bibl, "date", date);
        if (c->parts.date.when)
            tp_set(b->a, e, "when", c->parts.date.when);
    }
    if (collection)
        tp_element_text(b->a, bibl, "publisher", collection);
    if (url) {
        tp_own_text(b->a, tp_element_with(b->a, bibl, "idno", "type", "URL"), url);
        e = tp_element_text(b->a, bibl, "ref", url);
        if (tp_uri(b->a, url))
            tp_set(b->a, e, "target", tp_uri(b->a, url));
    }
    if (accessed)
        put_date(b, tp_element_with(b->a, bibl, "date", "type", "accessed"), accessed);
}

/* ---- printed sources ---- */

static void put_each(struct tp_builder *b, struct tp_node *parent, const struct tp_cited *c,
                     enum tp_cite_field field, unsigned source, const char *element)
{
    for (size_t i = 0; i < c->parts.parts.n; i++) {
        const struct tp_cite_part *p = &c->parts.parts.v[i];
        if (p->field == field && p->source == source)
            tp_element_text(b->a, parent, element, p->value);
    }
}

static bool all_digits(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s);
}

/* biblScope with @from and @to where the text is a range of plain numbers. */
static void put_scope(struct tp_builder *b, struct tp_node *imprint, const char *unit,
                      const char *value)
{
    struct tp_node *e;
    size_t n;

    if (!value)
        return;
    e = tp_element_with(b->a, imprint, "biblScope", "unit", unit);
    n = strspn(value, "0123456789");
    if (n && value[n] && strpbrk(value + n, "0123456789")) {
        const char *to = strpbrk(value + n, "0123456789");
        if (all_digits(to)) {
            tp_set(b->a, e, "from", tp_strndup(b->a, value, n));
            tp_set(b->a, e, "to", to);
        }
    }
    tp_own_text(b->a, e, value);
}

/* A title with its language, when its letters tell that. */
static void put_title(struct tp_builder *b, struct tp_node *parent, const char *level,
                      const char *type, const char *text)
{
    struct tp_node *e = tp_element_with(b->a, parent, "title", "level", level);
    struct tp_letters l = {0};

    tp_letters_add(&l, text, strlen(text));
    if (type)
        tp_set(b->a, e, "type", type);
    if (tp_letters_main(&l) == TP_CYRILLIC || tp_letters_main(&l) == TP_HAN)
        tp_set(b->a, e, "xml:lang",
               tp_language_tag(b->a, tp_letters_main(&l), text, strlen(text), NULL, 0));
    tp_own_text(b->a, e, text);
}

static enum tp_script script_of(const char *text)
{
    struct tp_letters l = {0};

    tp_letters_add(&l, text, strlen(text));
    return tp_letters_main(&l);
}

/* The titles in parentheses: of a romanised one first that in its own script, then the translation.
 */
static void put_other_titles(struct tp_builder *b, struct tp_node *monogr, const struct tp_cited *c,
                             unsigned n, const char *level, const char *book)
{
    for (size_t i = 0; i < c->parts.parts.n; i++) {
        const struct tp_cite_part *p = &c->parts.parts.v[i];
        bool original = book && script_of(book) == TP_LATIN && script_of(p->value) != TP_LATIN;
        if (p->field == TP_CITE_BOOK_TRANSLATED && p->source == n)
            put_title(b, monogr, level, original ? "original" : "translated", p->value);
    }
}

/* The date of the imprint: of the newspaper's day, with the year that stands apart from it. */
static void put_imprint_date(struct tp_builder *b, struct tp_node *imprint, const char *year,
                             const char *issued)
{
    struct tp_node *e;

    if (!issued && !year && imprint->first)
        return; /* TEI asks for something in it, not for a date */
    e = tp_element(b->a, imprint, "date");
    if (issued && year)
        put_date(b, e, tp_fmt(b->a, "%s %s", issued, year));
    else if (issued)
        put_date(b, e, issued);
    else {
        if (year && all_digits(year) && strlen(year) == 4)
            tp_set(b->a, e, "when", year);
        tp_own_text(b->a, e, year ? year : "no date");
    }
}

static void put_printed(struct tp_builder *b, struct tp_node *desc, const struct tp_cited *c,
                        unsigned n)
{
    const char *article = cited(c, TP_CITE_TITLE, n), *book = cited(c, TP_CITE_BOOK, n);
    bool journal = cited(c, TP_CITE_ISSUE, n) || cited(c, TP_CITE_ISSUED, n);
    struct tp_node *bibl, *part;

    if (!article && !book) /* announced, and then nothing that would say what it is */
        return;
    bibl = tp_element_with(b->a, desc, "biblStruct", "type",
                           c->parts.sources.v[n - 1].translation ? "printedTranslation"
                                                                 : "printedSource");
    if (article) {
        part = tp_element(b->a, bibl, "analytic");
        put_each(b, part, c, TP_CITE_AUTHOR, n, "author");
        put_title(b, part, "a", NULL, article);
    }
    part = tp_element(b->a, bibl, "monogr");
    if (!article)
        put_each(b, part, c, TP_CITE_AUTHOR, n, "author");
    put_each(b, part, c, TP_CITE_EDITOR, n, "editor");
    put_title(b, part, journal ? "j" : "m", NULL, book ? book : "Untitled");
    for (size_t i = 0; i < c->parts.parts.n; i++) { /* of the volume */
        const struct tp_cite_part *p = &c->parts.parts.v[i];
        if (p->field == TP_CITE_BOOK && p->source == n && p->value != book)
            put_title(b, part, "m", "sub", p->value);
    }
    put_other_titles(b, part, c, n, journal ? "j" : "m", book);
    part = tp_element(b->a, part, "imprint");
    put_each(b, part, c, TP_CITE_PLACE, n, "pubPlace");
    put_each(b, part, c, TP_CITE_PUBLISHER, n, "publisher");
    put_imprint_date(b, part, cited(c, TP_CITE_YEAR, n), cited(c, TP_CITE_ISSUED, n));
    put_scope(b, part, "volume", cited(c, TP_CITE_VOLUME, n));
    put_scope(b, part, "part", cited(c, TP_CITE_PART, n));
    put_scope(b, part, "issue", cited(c, TP_CITE_ISSUE, n));
    put_scope(b, part, "document", cited(c, TP_CITE_DOCUMENT, n));
    put_scope(b, part, "page", cited(c, TP_CITE_PAGES, n));
}

/* ---- the manuscript ---- */

static void put_part(struct tp_builder *b, struct tp_node *parent, const char *name,
                     const char *value)
{
    if (value)
        tp_element_text(b->a, parent, name, value);
}

/* Is the shelfmark that begins at START a copy's: "Copy in TsAMO, ..."? */
static bool is_copy(const struct desc *d, const char *text, uint32_t start)
{
    enum { LOOK_BACK = 60 };
    uint32_t from = start > LOOK_BACK ? start - LOOK_BACK : 0;
    struct tp_tokens t;

    while (from < start && ((unsigned char)text[from] & 0xC0) == 0x80)
        from++;
    t = tp_tokenize(d->b->a, text + from, start - from);
    for (size_t i = 0; i < t.n; i++) {
        size_t end = tp_wording_at(&d->w->lists[TP_WORDING_COPIES], &t, i, t.n, true);
        while (end && end < t.n &&
               (t.v[end].kind == TP_TOK_SIGN ||
                tp_wording_at(&d->w->lists[TP_WORDING_IN], &t, end, t.n, true)))
            end++;
        if (end && end == t.n)
            return true;
    }
    return false;
}

/* A value without its spaces, and with any dash as a hyphen. */
static void add_plain(struct desc *d, struct tp_buf *out, const char *value)
{
    struct tp_tokens t = tp_tokenize(d->b->a, value, (uint32_t)strlen(value));

    for (size_t i = 0; i < t.n; i++)
        if (tp_token_is(&t, i, '-'))
            tp_buf_char(out, '-');
        else if (t.v[i].kind == TP_TOK_WORD)
            tp_buf_str(out, t.v[i].key);
        else
            tp_buf_add(out, value + t.v[i].start, t.v[i].end - t.v[i].start);
}

static bool is_leaf(const char *type)
{
    return strcmp(type, "list") == 0 || strcmp(type, "page") == 0 || strcmp(type, "leaf") == 0 ||
           strcmp(type, "folio") == 0;
}

/* False when the header has it: the citation and a line below the text often name the same file,
 * the one with its archive or its leaves, the other without. */
static bool note_mark(struct desc *d, const struct tp_shelfmark *s)
{
    struct tp_buf key = tp_buf_new(d->b->a);

    for (size_t i = 0; i < s->n_parts; i++) {
        if (is_leaf(s->parts[i].type))
            continue;
        tp_buf_fmt(&key, " %s=", s->parts[i].type);
        add_plain(d, &key, s->parts[i].value);
    }
    if (!key.len)
        return true;
    for (size_t i = 0; i < d->marks.n; i++)
        if (strcmp(d->marks.v[i], key.p) == 0)
            return false;
    TP_PUSH(d->b->a, &d->marks, key.p);
    return true;
}

/* msDesc from a shelfmark; FRONT: the field of the metadata that gives it, or NULL. */
static void put_manuscript(struct desc *d, const char *text, const struct tp_shelfmark *s,
                           const struct tp_field *front)
{
    struct tp_builder *b = d->b;
    struct tp_node *e, *idno;

    if (!note_mark(d, s) && !front)
        return;
    e = tp_element(b->a, d->node, "msDesc");
    if (is_copy(d, text, s->start))
        tp_set(b->a, e, "type", "copy");
    e = tp_element(b->a, e, "msIdentifier");
    put_part(b, e, "country", s->country);
    put_part(b, e, "settlement", s->settlement);
    put_part(b, e, "repository", s->repository);
    idno = tp_element_with(b->a, e, "idno", "type", "shelfmark");
    if (front)
        tp_put_front(b, idno, front);
    else
        tp_own_text(b->a, idno, tp_strndup(b->a, text + s->start, s->end - s->start));
    for (size_t i = 0; i < s->n_parts; i++) {
        e = tp_element_with(b->a, idno, "idno", "type", s->parts[i].type);
        if (s->parts[i].unsure)
            tp_set(b->a, e, "cert", "low");
        tp_own_text(b->a, e, s->parts[i].value);
    }
}

/* Every shelfmark in a text; returns how many. */
static size_t put_manuscripts(struct desc *d, const char *text, uint32_t len,
                              const struct tp_field *front)
{
    struct tp_shelfmark_context ctx = {.archives = d->t->archives};
    struct tp_shelfmarks found = {0};
    size_t n = 0;

    tp_shelfmarks_scan(d->b->a, &ctx, text, len, &found);
    for (size_t i = 0; i < found.n; i++)
        if (!found.v[i].printed)
            put_manuscript(d, text, &found.v[i], n++ == 0 ? front : NULL);
    return n;
}

/* No shelfmark is without a figure. */
static bool has_digit(struct tp_slice t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9')
            return true;
    return false;
}

/* Lines before and behind a text, and its last paragraph, may say where it is kept: "АВП РФ. Ф.
 * 0100. Оп. 42. Подлинник." */
static void put_manuscripts_of_text(struct desc *d)
{
    enum { LONGEST = 400 };
    const struct tp_document *doc = d->b->d;

    for (size_t i = 0; i < doc->versions.n; i++) {
        const struct tp_version *v = &doc->versions.v[i];
        for (size_t k = 0; k < v->items.n; k++) {
            struct tp_slice t = tp_piece_text(v->items.v[k].text);
            bool outside = k < v->top || k + 1 >= v->bottom || k + 1 == v->items.n;
            if (((outside && k < v->notes) || v->items.v[k].role == TP_ROLE_SOURCE_NOTE) && t.len &&
                t.len <= LONGEST && has_digit(t))
                (void)put_manuscripts(d, tp_strndup(d->b->a, t.p, t.len), (uint32_t)t.len, NULL);
        }
    }
}

/* The address of the page, as text and as a pointer. */
static void put_url(struct tp_builder *b, struct tp_node *bibl, const struct tp_field *url)
{
    struct tp_node *e = tp_element_with(b->a, bibl, "idno", "type", "URL");

    tp_put_front(b, e, url);
    if (tp_uri(b->a, url->value)) {
        e = tp_element_with(b->a, bibl, "ref", "target", tp_uri(b->a, url->value));
        tp_own_text(b->a, e, url->value);
    }
}

/* The line above the document; it stands for its words even where the metadata gives another. */
static void put_top_mark(struct desc *d, bool given)
{
    const struct tp_page_field *f = tp_page_field(d->b->d, "shelfmark-line");
    struct tp_slice t = tp_page_text(d->b->d, "shelfmark-line");
    struct tp_piece p;

    if (!f)
        return;
    p = f->value.v[0];
    if (!given)
        (void)put_manuscripts(d, tp_strndup(d->b->a, t.p, t.len), (uint32_t)t.len, NULL);
    else
        tp_own_text(d->b->a, tp_element_with(d->b->a, d->node, "bibl", "type", "shelfmark"),
                    tp_strndup(d->b->a, t.p, t.len));
    tp_claim_text(d->b->a, d->node, p.block, p.start, p.end);
}

/* What a citation says of printed sources and manuscripts. */
static void put_cited(struct desc *d, const struct tp_cited *c, bool manuscripts)
{
    for (unsigned n = 1; n <= c->parts.sources.n; n++)
        put_printed(d->b, d->node, c, n);
    for (size_t i = 0; manuscripts && i < c->parts.shelfmarks.n; i++)
        put_manuscript(d, c->text, &c->parts.shelfmarks.v[i], NULL);
}

/* "（据《...》刊印）", "Source: ...", "[Pravda, ...]": the citation without the words and brackets
 * around it. */
static struct tp_slice bare_citation(struct tp_slice t)
{
    static const char *const before[] = {"（", "(", "[", "根据", "据", "原载", "載於", "载于"};
    static const char *const behind[] = {"。",   "）",   ")",    "]",   "刊印",
                                         "排印", "编印", "编写", "整理"};
    enum { CAPTION = 24 };
    const char *colon = memchr(t.p, ':', t.len < CAPTION ? t.len : CAPTION);

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t n = strlen(before[i]);
        if (t.len > n && memcmp(t.p, before[i], n) == 0)
            t = (struct tp_slice){t.p + n, t.len - n};
    }
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        size_t n = strlen(behind[i]);
        if (t.len > n && memcmp(t.p + t.len - n, behind[i], n) == 0)
            t.len -= n;
    }
    if (colon && colon > t.p && !memchr(t.p, ' ', (size_t)(colon - t.p)))
        t = tp_slice_trim((struct tp_slice){colon + 1, t.len - (size_t)(colon + 1 - t.p)});
    return t;
}

/* "The Daily Specimen (London), 20 March 1952" without the town. */
static const char *without_town(struct tp_arena *a, struct tp_slice t)
{
    enum { TITLE = 60 };
    const char *text = tp_strndup(a, t.p, t.len), *open = strstr(text, " ("), *close;

    if (!open || open - text > TITLE || !(close = strstr(open, "),")) ||
        strpbrk(open, "0123456789") < close)
        return text;
    return tp_fmt(a, "%.*s%s", (int)(open - text), text, close + 1);
}

/* Where the text is printed, by a line of its own above or below it. */
static void put_printed_of_text(struct desc *d)
{
    enum { LONGEST = 600 };
    const struct tp_document *doc = d->b->d;

    for (size_t i = 0; i < doc->versions.n; i++)
        for (size_t k = 0; k < doc->versions.v[i].items.n; k++) {
            const struct tp_item *item = &doc->versions.v[i].items.v[k];
            struct tp_slice t = bare_citation(tp_piece_text(item->text));
            struct tp_cited c = {0};
            if (item->role != TP_ROLE_SOURCE_NOTE || t.len > LONGEST || !has_digit(t))
                continue;
            c.text = without_town(d->b->a, t);
            t.len = strlen(c.text);
            parse(d->b, d->t, c.text, t.len, NULL, 0, true, &c.parts);
            if (!cited(&c, TP_CITE_BOOK, 1)) { /* "«Правда», 3 июля 1950 г.": in its marks */
                c.parts = (struct tp_citation){0};
                parse(d->b, d->t, c.text, t.len, NULL, 0, false, &c.parts);
            }
            if (cited(&c, TP_CITE_BOOK, 1))
                put_cited(d, &c, false);
        }
}

static void put_given_marks(struct desc *d)
{
    struct tp_builder *b = d->b;

    for (const struct tp_field *f = tp_front_field(b->d, "shelfmark"); f;
         f = tp_front_next(b->d, f)) {
        struct tp_node *e;
        if (put_manuscripts(d, f->value, (uint32_t)strlen(f->value), f))
            continue;
        e = tp_element(b->a, tp_element(b->a, d->node, "msDesc"), "msIdentifier");
        tp_put_front(b, tp_element_with(b->a, e, "idno", "type", "shelfmark"), f);
    }
}

/* The citations of the metadata: whole, and taken apart. */
static void put_given_citations(struct desc *d, bool manuscripts)
{
    struct tp_builder *b = d->b;

    for (const struct tp_field *f = tp_front_field(b->d, "citation"); f;
         f = tp_front_next(b->d, f)) {
        struct tp_cited c = {.text = f->value};
        tp_put_front(b, tp_element_with(b->a, d->node, "bibl", "type", "citation"), f);
        bool titled = strncmp(f->value, "\"", 1) == 0 || strncmp(f->value, "“", 3) == 0 ||
                      strncmp(f->value, "«", 2) == 0;
        /* "A. Muster, ed., Specimens ...": nothing but a printed source */
        parse(b, d->t, f->value, strlen(f->value), NULL, 0, !titled, &c.parts);
        if (!titled && !cited(&c, TP_CITE_BOOK, 1)) {
            c.parts = (struct tp_citation){0};
            parse(b, d->t, f->value, strlen(f->value), NULL, 0, false, &c.parts);
        }
        put_page(b, d->node, &c);
        put_cited(d, &c, manuscripts);
    }
}

/* MANUSCRIPTS: shelfmarks in it count, as no other field gives one. */
static void put_given_source(struct desc *d, bool manuscripts)
{
    struct tp_builder *b = d->b;
    const struct tp_field *source = tp_front_field(b->d, "source");
    const struct tp_field *url = tp_front_field(b->d, "url"), *id = tp_front_field(b->d, "id");
    struct tp_node *bibl;

    if (!source && !url && !id)
        return;
    bibl = tp_element_with(b->a, d->node, "bibl", "type", "source");
    if (source) {
        struct tp_cited c = {.text = source->value};
        tp_put_front(b, bibl, source);
        parse(b, d->t, source->value, strlen(source->value), NULL, 0, true, &c.parts);
        put_cited(d, &c, manuscripts);
    }
    if (id)
        tp_put_front(b, tp_element_with(b->a, bibl, "idno", "type", "id"), id);
    if (url)
        put_url(b, bibl, url);
}

void tp_build_source_desc(struct tp_builder *b, const struct tp_source_tables *t,
                          const struct tp_wording *w, const struct tp_cited *c,
                          struct tp_node *file_desc)
{
    struct desc d = {.b = b, .t = t, .w = w};
    const struct tp_page_field *source = tp_page_field(b->d, "source");
    bool marks = tp_front_field(b->d, "shelfmark") != NULL;

    d.node = tp_element(b->a, file_desc, "sourceDesc");
    if (c->field) {
        put_page(b, d.node, c);
        tp_put_field(b, tp_element_with(b->a, d.node, "bibl", "type", "citation"), c->field, NULL);
        if (!tp_front_field(b->d, "citation"))
            put_cited(&d, c, !marks);
    }
    if (source && source->value.n) /* its text is a note */
        put_cited(&d, read_field(b, t, source), !marks);
    put_given_citations(&d, !marks);
    put_given_marks(&d);
    put_top_mark(&d, marks);
    if (!marks)
        put_manuscripts_of_text(&d);
    put_printed_of_text(&d);
    put_given_source(&d, !marks);
    if (!d.node->first)
        tp_element_text(b->a, d.node, "p", "A transcription in a file of the edition.");
}
