/* Rules for printed sources: imprints, newspapers, journals, collections of documents. */
#include <string.h>

#include "citation_impl.h"

static bool is_sign(const struct cite *c, size_t i, uint32_t cp)
{
    return tp_token_is(&c->t, i, cp);
}

/* Is this the year at the end of an imprint ("1987", "1987-1998", "1987年")? */
bool cite_is_year(const struct cite *c, size_t from, size_t to, size_t *end)
{
    *end = cite_number_end(c, from, to);
    return *end > from && c->t.v[from].kind == TP_TOK_NUMBER && c->t.v[from].digits == 4 &&
           (*end == to || (*end + 1 == to && c->t.v[*end].cp == 0x5E74));
}

/* "Beijing: Zhongyang wenxian, 1987", "Beijing, 1987", "1987". False: no imprint. */
bool cite_imprint(struct cite *c, struct cite_state *s, size_t from, size_t to)
{
    size_t last = from, colon = from, year_end;

    for (size_t i = from; i < to; i++) {
        if (is_sign(c, i, ','))
            last = i + 1;
        if (is_sign(c, i, ':') && colon == from)
            colon = i;
    }
    if (!cite_is_year(c, last, to, &year_end)) {
        if (colon == from)
            return false;
        last = to; /* no year, but a place and a publisher */
    }
    cite_need_source(c, s);
    if (colon > from) {
        cite_add(c, TP_CITE_PLACE, s->source, from, colon);
        cite_add(c, TP_CITE_PUBLISHER, s->source, colon + 1, last);
    } else {
        cite_add(c, TP_CITE_PLACE, s->source, from, last);
    }
    if (last < to)
        cite_add(c, TP_CITE_YEAR, s->source, last, year_end);
    return true;
}

/* What a number shows of the words before it: "Example Bulletin, no. 3" is a journal with its
 * issue, and
 * "<title>, 15 February 1950, p. 1" a newspaper. */
void cite_book_before_number(struct cite *c, struct cite_state *s, const struct piece *p)
{
    size_t volume = cite_phrase(c, p->from, p->to, CITE_VOLUME), pages;
    size_t issue = cite_phrase(c, p->from, p->to, CITE_ISSUE);

    volume = volume > issue ? volume : issue;
    if (volume && cite_number_end(c, volume, p->to) > volume && !s->book && s->title &&
        s->names_to > s->names_from) {
        size_t from = s->names_from, to = s->names_to;
        cite_need_source(c, s);
        cite_add(c, TP_CITE_BOOK, s->source, from, to);
        s->names_from = s->names_to = 0;
        s->book = true;
        return;
    }
    pages = cite_phrase(c, p->from, p->to, CITE_PAGES);
    if (pages && cite_number_end(c, pages, p->to) > pages && s->source == 0 && s->title &&
        s->date && !s->collection) {
        const struct tp_cite_part *title = tp_cite_get(c->out, TP_CITE_TITLE, 0);
        const struct tp_cite_part *date = tp_cite_get(c->out, TP_CITE_DATE, 0);
        struct tp_cite_part book = *title, issued = *date;
        cite_begin_source(c, s, false);
        book.field = TP_CITE_BOOK;
        issued.field = TP_CITE_ISSUED;
        book.source = issued.source = s->source;
        TP_PUSH(c->arena, &c->out->parts, book);
        TP_PUSH(c->arena, &c->out->parts, issued);
        s->book = true;
    }
}

/* "<article>", Example Daily, 15 February 1950, p. 1: the date stands behind who publishes it, and
 * a page behind the date. */
bool cite_newspaper(struct cite *c, struct cite_state *s, size_t k)
{
    const struct piece *p = cite_piece(c, k), *day = cite_piece(c, k + 2),
                       *page = cite_piece(c, k + 4);
    const struct tp_cite_part *title = tp_cite_get(c->out, TP_CITE_TITLE, 0);
    struct tp_cite_part article;

    if (c->ctx->printed && k == 0 && s->source == 0 && day->kind == PIECE_DATE) {
        cite_begin_source(c, s, false); /* "Pravda, 10 March 1953, 1": no article is named */
        cite_add(c, TP_CITE_BOOK, s->source, p->from, p->to);
        s->book = true;
        s->fresh = false;
        return true;
    }
    if (!s->title || s->date || s->collection || s->source || !title || day->kind != PIECE_DATE ||
        page->kind != PIECE_WORDS || !cite_phrase(c, page->from, page->to, CITE_PAGES))
        return false;
    article = *title;
    cite_begin_source(c, s, false);
    article.source = s->source;
    TP_PUSH(c->arena, &c->out->parts, article);
    cite_add(c, TP_CITE_BOOK, s->source, p->from, p->to);
    s->book = true;
    s->fresh = false;
    return true;
}

/* "(Winter 1995/96)" behind a journal's number. */
bool cite_season(struct cite *c, struct cite_state *s, const struct piece *p)
{
    if (!tp_cite_get(c->out, TP_CITE_ISSUE, s->source) &&
        !tp_cite_get(c->out, TP_CITE_VOLUME, s->source))
        return false;
    for (size_t i = p->from; i < p->to; i++)
        if (c->t.v[i].kind == TP_TOK_NUMBER && c->t.v[i].digits == 4 && c->t.v[i].value > 1500 &&
            !tp_cite_get(c->out, TP_CITE_YEAR, s->source)) {
            cite_add(c, TP_CITE_YEAR, s->source, i, cite_number_end(c, i, p->to));
            return true;
        }
    return false;
}

/* A collection of documents that is cited as an archive is: FRUS. */
void cite_printed(struct cite *c, struct cite_state *s, const struct tp_shelfmark *m)
{
    static const struct {
        const char *type;
        enum tp_cite_field field;
    } fields[] = {{"volume", TP_CITE_VOLUME},
                  {"part", TP_CITE_PART},
                  {"document", TP_CITE_DOCUMENT},
                  {"page", TP_CITE_PAGES}};
    struct tp_cite_part p = {.field = TP_CITE_BOOK, .start = m->start, .end = m->archive_end};

    cite_begin_source(c, s, false);
    p.source = s->source;
    if (m->n_parts && strcmp(m->parts[0].type, "year") == 0)
        p.end = m->parts[0].end; /* its volumes are told apart by the year */
    p.value = tp_strndup(c->arena, c->text + p.start, p.end - p.start);
    TP_PUSH(c->arena, &c->out->parts, p);
    for (size_t i = 0; i < m->n_parts; i++)
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
            if (strcmp(m->parts[i].type, fields[k].type) == 0) {
                p = (struct tp_cite_part){fields[k].field, s->source, m->parts[i].start,
                                          m->parts[i].end, m->parts[i].value};
                TP_PUSH(c->arena, &c->out->parts, p);
            }
    s->book = true;
    s->fresh = false;
}
