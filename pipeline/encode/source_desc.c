#include "source_desc.h"

#include <string.h>

#include "citation.h"
#include "header.h"
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

struct tp_source_tables *tp_source_tables_new(struct tp_arena *a, struct tp_diags *ds)
{
    struct tp_source_tables *t = TP_NEW(a, struct tp_source_tables);

    t->archives = tp_archives_new(a, NULL, ds);
    t->citations = tp_citation_tables_new(a, ds);
    return t->archives && t->citations ? t : NULL;
}

struct tp_cited *tp_read_citation(struct tp_builder *b, const struct tp_source_tables *t)
{
    struct tp_cited *c = TP_NEW(b->a, struct tp_cited);
    struct tp_date_context dates = {.tables = b->d->dates};
    struct tp_citation_context ctx = {.tables = t->citations, .dates = &dates};
    struct tp_buf text = tp_buf_new(b->a);
    TP_VEC(struct tp_range) emphasis = {0};

    c->field = tp_page_field(b->d, "citation");
    for (size_t i = 0; c->field && i < c->field->value.n; i++) {
        struct tp_piece p = c->field->value.v[i];
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
    ctx.archives = t->archives;
    ctx.emphasis = emphasis.v;
    ctx.n_emphasis = emphasis.n;
    if (text.len)
        tp_citation_parse(b->a, &ctx, text.p, (uint32_t)text.len, &c->parts);
    return c;
}

static const char *cited(const struct tp_cited *c, enum tp_cite_field field, unsigned source)
{
    const struct tp_cite_part *p = tp_cite_get(&c->parts, field, source);

    return p ? p->value : NULL;
}

/* ---- the page ---- */

/* The page that the transcription was taken from: title, date, who publishes it, its address. */
static void put_page(struct tp_builder *b, struct tp_node *desc, const struct tp_cited *c)
{
    const char *title = cited(c, TP_CITE_TITLE, 0), *date = cited(c, TP_CITE_DATE, 0);
    const char *collection = cited(c, TP_CITE_COLLECTION, 0), *url = cited(c, TP_CITE_URL, 0);
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

static void put_printed(struct tp_builder *b, struct tp_node *desc, const struct tp_cited *c,
                        unsigned n)
{
    const char *article = cited(c, TP_CITE_TITLE, n), *book = cited(c, TP_CITE_BOOK, n);
    const char *translated = cited(c, TP_CITE_BOOK_TRANSLATED, n);
    const char *year = cited(c, TP_CITE_YEAR, n);
    struct tp_node *bibl = tp_element_with(
        b->a, desc, "biblStruct", "type",
        c->parts.sources.v[n - 1].translation ? "printedTranslation" : "printedSource");
    struct tp_node *part, *e;

    if (article) {
        part = tp_element(b->a, bibl, "analytic");
        put_each(b, part, c, TP_CITE_AUTHOR, n, "author");
        tp_own_text(b->a, tp_element_with(b->a, part, "title", "level", "a"), article);
    }
    part = tp_element(b->a, bibl, "monogr");
    if (!article)
        put_each(b, part, c, TP_CITE_AUTHOR, n, "author");
    put_each(b, part, c, TP_CITE_EDITOR, n, "editor");
    e = tp_element_with(b->a, part, "title", "level", cited(c, TP_CITE_ISSUE, n) ? "j" : "m");
    tp_own_text(b->a, e, book ? book : "Untitled");
    if (translated) {
        e = tp_element_with(b->a, part, "title", "level", "m");
        tp_set(b->a, e, "type", "translated");
        tp_own_text(b->a, e, translated);
    }
    part = tp_element(b->a, part, "imprint");
    put_each(b, part, c, TP_CITE_PLACE, n, "pubPlace");
    put_each(b, part, c, TP_CITE_PUBLISHER, n, "publisher");
    e = tp_element(b->a, part, "date");
    if (year && all_digits(year) && strlen(year) == 4)
        tp_set(b->a, e, "when", year);
    tp_own_text(b->a, e, year ? year : "no date");
    put_scope(b, part, "volume", cited(c, TP_CITE_VOLUME, n));
    put_scope(b, part, "issue", cited(c, TP_CITE_ISSUE, n));
    put_scope(b, part, "page", cited(c, TP_CITE_PAGES, n));
}

/* ---- the manuscript ---- */

static void put_part(struct tp_builder *b, struct tp_node *parent, const char *name,
                     const char *value)
{
    if (value)
        tp_element_text(b->a, parent, name, value);
}

/* msDesc from a shelfmark; NODE is the idno that holds it as text, or NULL: a copy is made. */
static void put_manuscript(struct tp_builder *b, struct tp_node *desc, const char *text,
                           const struct tp_shelfmark *s, const struct tp_field *front)
{
    struct tp_node *e = tp_element(b->a, desc, "msDesc"), *idno;

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
        tp_own_text(b->a, e, s->parts[i].value);
    }
}

/* Every shelfmark in a text; returns how many. */
static size_t put_manuscripts(struct tp_builder *b, const struct tp_source_tables *t,
                              struct tp_node *desc, const char *text, uint32_t len,
                              const struct tp_field *front)
{
    struct tp_shelfmark_context ctx = {.archives = t->archives};
    struct tp_shelfmarks found = {0};

    tp_shelfmarks_scan(b->a, &ctx, text, len, &found);
    for (size_t i = 0; i < found.n; i++)
        put_manuscript(b, desc, text, &found.v[i], i == 0 ? front : NULL);
    return found.n;
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

static void put_front_sources(struct tp_builder *b, const struct tp_source_tables *t,
                              struct tp_node *desc)
{
    const struct tp_field *mark = tp_front_field(b->d, "shelfmark");
    const struct tp_field *source = tp_front_field(b->d, "source");
    const struct tp_field *citation = tp_front_field(b->d, "citation");
    const struct tp_field *url = tp_front_field(b->d, "url");
    struct tp_node *bibl;

    if (citation) {
        bibl = tp_element_with(b->a, desc, "bibl", "type", "citation");
        tp_put_front(b, bibl, citation);
    }
    if (mark && !put_manuscripts(b, t, desc, mark->value, (uint32_t)strlen(mark->value), mark)) {
        bibl = tp_element(b->a, tp_element(b->a, desc, "msDesc"), "msIdentifier");
        tp_put_front(b, tp_element_with(b->a, bibl, "idno", "type", "shelfmark"), mark);
    }
    if (!source && !url)
        return;
    bibl = tp_element_with(b->a, desc, "bibl", "type", "source");
    if (source)
        tp_put_front(b, bibl, source);
    if (url)
        put_url(b, bibl, url);
}

void tp_build_source_desc(struct tp_builder *b, const struct tp_source_tables *t,
                          const struct tp_cited *c, struct tp_node *file_desc)
{
    struct tp_node *desc = tp_element(b->a, file_desc, "sourceDesc"), *e;

    if (c->field) {
        put_page(b, desc, c);
        e = tp_element_with(b->a, desc, "bibl", "type", "citation");
        tp_put_field(b, e, c->field, NULL);
        for (unsigned n = 1; n <= c->parts.sources.n; n++)
            put_printed(b, desc, c, n);
        for (size_t i = 0; i < c->parts.shelfmarks.n; i++)
            put_manuscript(b, desc, c->text, &c->parts.shelfmarks.v[i], NULL);
    }
    put_front_sources(b, t, desc);
    if (!desc->first)
        tp_element_text(b->a, desc, "p", "A transcription in a file of the edition.");
}

void tp_put_translators(struct tp_builder *b, const struct tp_cited *c, struct tp_node *title_stmt)
{
    for (size_t i = 0; i < c->parts.parts.n; i++) {
        const struct tp_cite_part *p = &c->parts.parts.v[i];
        struct tp_node *resp;
        if (p->field != TP_CITE_TRANSLATOR || p->source != 0)
            continue;
        resp = tp_element(b->a, title_stmt, "respStmt");
        tp_element_text(b->a, resp, "resp", "translated by");
        tp_element_text(b->a, resp, "name", p->value);
    }
}
