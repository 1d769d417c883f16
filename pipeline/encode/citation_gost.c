/*
 * Printed sources as Russian print cites them (GOST R 7.0.5), full stops between the fields:
 *
 *   Surname A. B., Surname C. <title>. М.: <publisher>, 1999. Т. 2. Кн. 1. С. 125-128.
 *   Surname A. B. <title> // <journal>. 1998. № 5. С. 40-53.
 *   <newspaper>. 1950. 15 февраля. С. 1.
 *
 * What shows the form is "С." with a capital before a number, or "//".
 */
#include <string.h>

#include "citation_impl.h"

enum { FARTHEST = 120 }; /* tokens of a source */

struct gost {
    struct cite *c;
    unsigned source;
    size_t from, to, slashes; /* TO when there are no slashes */
    bool title;
};

static bool is_sign(const struct cite *c, size_t i, uint32_t cp)
{
    return tp_token_is(&c->t, i, cp);
}

static bool slashes_at(const struct cite *c, size_t i)
{
    return is_sign(c, i, '/') && is_sign(c, i + 1, '/') && !c->t.v[i + 1].spaced &&
           c->t.v[i].spaced;
}

/* "С. 125": a capital, a full stop, a number. Returns the token behind it, or 0. */
static size_t pages_at(const struct cite *c, size_t i)
{
    const struct tp_token *t = &c->t.v[i];
    size_t behind, end;

    if (t->kind != TP_TOK_WORD || !t->upper || (unsigned char)c->text[t->start] < 0xD0)
        return 0;
    behind = cite_phrase(c, i, c->t.n, CITE_PAGES);
    if (behind != i + 2 || !is_sign(c, i + 1, '.'))
        return 0;
    end = cite_number_end(c, behind, c->t.n);
    return end > behind ? end : 0;
}

/* Is the stop at I the end of a field, not an initial's or an abbreviation's? */
static bool ends_field(const struct cite *c, size_t i)
{
    const struct tp_token *before = &c->t.v[i - 1], *next = &c->t.v[i + 1];

    if (!is_sign(c, i, '.'))
        return false;
    if (i + 1 >= c->t.n)
        return true;
    if (!next->spaced)
        return false;
    if (before->kind != TP_TOK_WORD ||
        (i >= 3 && cite_phrase(c, i - 3, i - 1, CITE_VOLUME) == i - 1)) /* "Т. V. Кн. 2" */
        return true;
    return before->end - before->start > 4; /* more than two letters */
}

/* Where the source at whose token AT the form shows begins: behind a shelfmark, a quotation, an
 * address, "published in:", or at the beginning of the text. */
static size_t begin_of(const struct cite *c, size_t at)
{
    size_t begin = at > FARTHEST ? at - FARTHEST : 0;

    for (size_t k = 0; k < c->shelfmarks.n; k++)
        while (begin < at && c->t.v[begin].start < c->shelfmarks.v[k].end &&
               c->shelfmarks.v[k].end <= c->t.v[at].start)
            begin++;
    for (size_t i = begin; i < at; i++) {
        size_t in = cite_phrase(c, i, at, CITE_IN);
        if (is_sign(c, i, '"') || is_sign(c, i, ';') || is_sign(c, i, '>') || c->t.v[i].lined)
            begin = c->t.v[i].lined && !is_sign(c, i, '"') ? i : i + 1;
        if (in && is_sign(c, in - 1, ':'))
            begin = in;
        else if (in && is_sign(c, in, ':'))
            begin = in + 1;
    }
    while (begin < at && c->t.v[begin].kind == TP_TOK_SIGN)
        begin++;
    return begin;
}

/* "Surname A. B.": a capitalised word and one to three initials. Returns the token behind, or I. */
static size_t author_end(const struct cite *c, size_t i, size_t to)
{
    size_t j = i + 1, initials = 0;

    if (c->t.v[i].kind != TP_TOK_WORD || !c->t.v[i].capital || c->t.v[i].upper)
        return i;
    while (j + 1 < to && initials < 3 && c->t.v[j].kind == TP_TOK_WORD && c->t.v[j].upper &&
           c->t.v[j].end - c->t.v[j].start <= 4 && is_sign(c, j + 1, '.')) {
        initials++;
        j += 2;
    }
    return initials ? j : i;
}

/* The authors at the beginning; returns the token behind them. */
static size_t authors(const struct gost *g)
{
    struct cite *c = g->c;
    size_t i = g->from;

    for (;;) {
        size_t end = author_end(c, i, g->to);
        if (end == i)
            return i;
        cite_add(c, TP_CITE_AUTHOR, g->source, i, end);
        i = end;
        if (!is_sign(c, i, ','))
            return i;
        i++;
    }
}

/* "М.: Наука, 1999", "М., 1999", "Киев: X, 1999": place, publisher, year. */
static bool imprint(const struct gost *g, size_t from, size_t to)
{
    struct cite *c = g->c;
    size_t city = cite_phrase(c, from, to, CITE_CITY), sign = city ? city : from + 1;
    size_t comma = to;

    if (sign && is_sign(c, sign - 1, ':'))
        sign--;
    if (!city &&
        !(c->t.v[from].kind == TP_TOK_WORD && c->t.v[from].capital && is_sign(c, sign, ':')))
        return false;
    if (!is_sign(c, sign, ':') && !is_sign(c, sign, ',') && !is_sign(c, sign, '.'))
        return false;
    for (size_t i = sign + 1; i < to; i++)
        if (is_sign(c, i, ','))
            comma = i;
    if (is_sign(c, sign, ',')) /* no publisher */
        comma = sign;
    if (comma + 1 >= to || c->t.v[comma + 1].digits != 4)
        return false;
    cite_add(c, TP_CITE_PLACE, g->source, from, sign);
    if (comma > sign)
        cite_add(c, TP_CITE_PUBLISHER, g->source, sign + 1, comma);
    cite_add(c, TP_CITE_YEAR, g->source, comma + 1, cite_number_end(c, comma + 1, to));
    return true;
}

static bool labelled(const struct gost *g, size_t from, size_t to)
{
    static const struct {
        enum cite_word word;
        enum tp_cite_field field;
    } labels[] = {{CITE_VOLUME, TP_CITE_VOLUME},
                  {CITE_ISSUE, TP_CITE_ISSUE},
                  {CITE_PART, TP_CITE_PART},
                  {CITE_PAGES, TP_CITE_PAGES},
                  {CITE_DOCUMENT, TP_CITE_DOCUMENT}};

    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
        size_t i = cite_phrase(g->c, from, to, labels[k].word);
        size_t end = i ? cite_number_end(g->c, i, to) : 0;
        if (end > i) {
            cite_add(g->c, labels[k].field, g->source, i, end);
            return true;
        }
    }
    return false;
}

/* A field between two stops. */
static void field(struct gost *g, size_t from, size_t to)
{
    struct cite *c = g->c;

    if (from >= to)
        return;
    if (labelled(g, from, to) || imprint(g, from, to))
        return;
    if (to == from + 1 && c->t.v[from].digits == 4) {
        cite_add(c, TP_CITE_YEAR, g->source, from, to);
        return;
    }
    for (size_t k = 0; k < c->dates.n; k++)
        if (c->dates.v[k].start == c->t.v[from].start && c->dates.v[k].end == c->t.v[to - 1].end) {
            cite_add(c, TP_CITE_ISSUED, g->source, from, to);
            return;
        }
    if (g->title)
        return; /* an editor's name, a series: the text of the citation has it */
    cite_add(c, from < g->slashes && g->slashes < g->to ? TP_CITE_TITLE : TP_CITE_BOOK, g->source,
             from, to);
    g->title = g->slashes == g->to || from > g->slashes;
}

static void sort_fields(struct gost *g)
{
    struct cite *c = g->c;
    size_t begin = authors(g);

    for (size_t i = begin; i < g->to; i++) {
        bool slashes = i == g->slashes;
        /* a stop behind "М" and the like belongs to the imprint */
        if (!slashes && !(i > begin && ends_field(c, i)))
            continue;
        field(g, begin, i);
        begin = slashes ? i + 2 : i + 1;
        i = begin - 1;
    }
    field(g, begin, g->to);
}

/* The source whose pages, or slashes, are at token AT. Returns the token behind it. */
static size_t one_source(struct cite *c, size_t at, size_t least)
{
    struct gost g = {.c = c};
    size_t end = 0;

    g.from = begin_of(c, at);
    if (g.from < least)
        g.from = least;
    for (size_t i = at; i < c->t.n && i < at + FARTHEST && !end; i++)
        end = pages_at(c, i);
    if (!end || end - g.from > 2 * (size_t)FARTHEST)
        return 0;
    g.to = g.slashes = end;
    for (size_t i = g.from; i < end; i++)
        if (slashes_at(c, i)) {
            g.slashes = i;
            break;
        }
    if (at <= g.from)
        return 0;
    g.source = cite_new_source(c, false);
    sort_fields(&g);
    c->skip_from = c->skip_to ? c->skip_from : g.from;
    c->skip_to = end;
    return end;
}

void cite_gost(struct cite *c)
{
    for (size_t i = 0; i < c->t.n; i++)
        if (pages_at(c, i) || slashes_at(c, i)) {
            size_t end = one_source(c, i, c->skip_to);
            if (!end)
                return;
            i = end - 1;
        }
}
