/* The rules that sort the pieces of a citation; see citation.h. */
#include "citation_impl.h"

#include <stdlib.h>
#include <string.h>

/* Where the rules have come to. */
struct state {
    unsigned source;
    bool title, date, collection; /* of the document: seen */
    bool book;                    /* the source has its title */
    bool fresh;                   /* a source was announced, and nothing of it seen yet */
    bool naming;                  /* behind "translated by": names may follow a comma */
    size_t names_from, names_to;  /* tokens that may be authors or editors; empty: none. Whatever
                                     they  turn out to be, no other part lies between them. */
};

static bool is_sign(const struct cite *c, size_t i, uint32_t cp)
{
    return tp_token_is(&c->t, i, cp);
}

static void add(struct cite *c, enum tp_cite_field field, unsigned source, size_t from, size_t to)
{
    struct tp_cite_part p = {.field = field, .source = source};

    while (to > from &&
           (is_sign(c, to - 1, ',') || is_sign(c, to - 1, ';') || is_sign(c, to - 1, ':')))
        to--;
    if (from >= to)
        return;
    p.start = c->t.v[from].start;
    p.end = c->t.v[to - 1].end;
    p.value = tp_strndup(c->arena, c->text + p.start, p.end - p.start);
    TP_PUSH(c->arena, &c->out->parts, p);
}

static void new_source(struct cite *c, struct state *s, bool translation)
{
    struct tp_cite_source source = {translation};

    TP_PUSH(c->arena, &c->out->sources, source);
    s->source = (unsigned)c->out->sources.n;
    s->book = false;
    s->fresh = true;
    s->names_from = s->names_to = 0;
}

/* The source that a book's piece belongs to: the first one begins with its first piece. */
static void need_source(struct cite *c, struct state *s)
{
    if (s->source == 0)
        new_source(c, s, false);
    s->fresh = false;
}

/* Names between FROM and TO, divided by "and" and commas. */
static void add_names(struct cite *c, enum tp_cite_field field, unsigned source, size_t from,
                      size_t to)
{
    size_t begin = from;

    for (size_t i = from; i < to; i++) {
        size_t behind = is_sign(c, i, ',') ? i + 1 : cite_phrase(c, i, to, CITE_AND);
        if (!behind)
            continue;
        add(c, field, source, begin, i);
        begin = behind;
        i = behind - 1;
    }
    add(c, field, source, begin, to);
}

/* Do these tokens look like names: capitalised words and initials, joined by "and"? */
static bool look_like_names(const struct cite *c, size_t from, size_t to)
{
    size_t words = 0;

    for (size_t i = from; i < to; i++) {
        const struct tp_token *t = &c->t.v[i];
        size_t and_end = cite_phrase(c, i, to, CITE_AND);
        if (and_end) {
            i = and_end - 1;
            continue;
        }
        if (t->kind == TP_TOK_NUMBER || (t->kind == TP_TOK_WORD && !t->capital &&
                                         !is_sign(c, i - 1, '-') && i > from && strlen(t->key) > 3))
            return false;
        words += t->kind == TP_TOK_WORD || t->kind == TP_TOK_HAN;
    }
    return words >= 1 && words <= 24;
}

/* A number with what may be tied to it ("251-252", "VI"): tokens from I. Returns the token behind.
 */
static size_t number_end(const struct cite *c, size_t i, size_t end)
{
    size_t j = i;

    while (j < end) {
        const struct tp_token *t = &c->t.v[j];
        bool number = t->kind == TP_TOK_NUMBER ||
                      (t->kind == TP_TOK_WORD && tp_roman(c->text + t->start, t->end - t->start));
        if (!number && !(j > i && (is_sign(c, j, '-') || is_sign(c, j, '/'))))
            break;
        j++;
    }
    while (j > i && c->t.v[j - 1].kind == TP_TOK_SIGN)
        j--;
    return j;
}

/* "第251-252页": a number between Chinese words, or before one. Returns whether it was. */
static bool counted(struct cite *c, struct state *s, size_t from, size_t to)
{
    static const struct {
        enum cite_word word;
        enum tp_cite_field field;
    } counters[] = {{CITE_COUNT_VOLUME, TP_CITE_VOLUME},
                    {CITE_COUNT_ISSUE, TP_CITE_ISSUE},
                    {CITE_COUNT_PAGES, TP_CITE_PAGES}};
    size_t i = from < to && c->t.v[from].cp == 0x7B2C ? from + 1 : from;
    size_t end = number_end(c, i, to);

    for (size_t k = 0; end > i && k < sizeof counters / sizeof *counters; k++)
        if (cite_phrase(c, end, to, counters[k].word)) {
            add(c, counters[k].field, s->source, i, end);
            return true;
        }
    return false;
}

static const struct piece *piece(const struct cite *c, size_t i)
{
    static const struct piece end = {.kind = PIECE_SEPARATOR, .sign = '.'};

    return i < c->pieces.n ? &c->pieces.v[i] : &end;
}

/* "vol. 1", "no. 3", "pp. 5-6", or a number alone behind a book: its volume when nothing stands
 * between them ("<journal> 5"), else its year or pages. */
static bool numbered(struct cite *c, struct state *s, size_t k)
{
    const struct piece *p = piece(c, k);
    static const struct {
        enum cite_word word;
        enum tp_cite_field field;
    } labels[] = {
        {CITE_VOLUME, TP_CITE_VOLUME}, {CITE_ISSUE, TP_CITE_ISSUE}, {CITE_PAGES, TP_CITE_PAGES}};
    size_t end;

    if (s->source == 0)
        return false;
    for (size_t l = 0; l < sizeof labels / sizeof *labels; l++) {
        size_t i = cite_phrase(c, p->from, p->to, labels[l].word);
        if (i && (end = number_end(c, i, p->to)) > i) {
            add(c, labels[l].field, s->source, i, end);
            return true;
        }
    }
    if (counted(c, s, p->from, p->to))
        return true;
    if (!s->book || (end = number_end(c, p->from, p->to)) != p->to ||
        c->t.v[p->from].kind != TP_TOK_NUMBER)
        return false;
    if (k > 0 && piece(c, k - 1)->kind == PIECE_EMPH)
        add(c, TP_CITE_VOLUME, s->source, p->from, end);
    else if (end == p->from + 1 && c->t.v[p->from].digits == 4 && c->t.v[p->from].value > 1500 &&
             !tp_cite_get(c->out, TP_CITE_YEAR, s->source))
        add(c, TP_CITE_YEAR, s->source, p->from, end);
    else
        add(c, TP_CITE_PAGES, s->source, p->from, end);
    return true;
}

/* Is this the year at the end of an imprint ("1987", "1987-1998", "1987年")? */
static bool is_year(const struct cite *c, size_t from, size_t to, size_t *end)
{
    *end = number_end(c, from, to);
    return *end > from && c->t.v[from].kind == TP_TOK_NUMBER && c->t.v[from].digits == 4 &&
           (*end == to || (*end + 1 == to && c->t.v[*end].cp == 0x5E74));
}

/* "Beijing: Zhongyang wenxian, 1987", "Beijing, 1987", "1987". False: no imprint. */
static bool imprint(struct cite *c, struct state *s, size_t from, size_t to)
{
    size_t last = from, colon = from, year_end;

    for (size_t i = from; i < to; i++) {
        if (is_sign(c, i, ','))
            last = i + 1;
        if (is_sign(c, i, ':') && colon == from)
            colon = i;
    }
    if (!is_year(c, last, to, &year_end)) {
        if (colon == from)
            return false;
        last = to; /* no year, but a place and a publisher */
    }
    need_source(c, s);
    if (colon > from) {
        add(c, TP_CITE_PLACE, s->source, from, colon);
        add(c, TP_CITE_PUBLISHER, s->source, colon + 1, last);
    } else {
        add(c, TP_CITE_PLACE, s->source, from, last);
    }
    if (last < to)
        add(c, TP_CITE_YEAR, s->source, last, year_end);
    return true;
}

/* ---- words ---- */

/* Behind "translated by", wherever in the piece it stands ("obtained by X and translated by Y"); 0:
 * it doesn't. At the beginning one word may do. */
static size_t translator_at(const struct cite *c, const struct piece *p)
{
    size_t behind = cite_phrase(c, p->from, p->to, CITE_TRANSLATOR);

    for (size_t i = p->from + 1; !behind && i < p->to; i++) {
        behind = cite_phrase(c, i, p->to, CITE_TRANSLATOR);
        if (behind == i + 1)
            behind = 0;
    }
    return behind;
}

/* "translated by X", "edited by X", "English translation from X". */
static bool announced(struct cite *c, struct state *s, const struct piece *p, size_t *rest)
{
    size_t i, skip = p->from;

    if ((i = translator_at(c, p)) != 0) {
        add_names(c, TP_CITE_TRANSLATOR, 0, i, p->to);
        s->naming = true;
        return true;
    }
    if ((i = cite_phrase(c, p->from, p->to, CITE_EDITOR)) != 0 && s->source) {
        add_names(c, TP_CITE_EDITOR, s->source, i, p->to);
        return true;
    }
    /* A language's name before it: "English translation from". */
    if (c->t.v[skip].kind == TP_TOK_WORD && c->t.v[skip].capital)
        skip++;
    i = cite_phrase(c, p->from, p->to, CITE_SOURCE);
    if (!i)
        i = cite_phrase(c, skip, p->to, CITE_SOURCE);
    if (i) {
        new_source(c, s, true);
        *rest = i;
        return false;
    }
    if ((i = cite_phrase(c, p->from, p->to, CITE_IN)) != 0 && i < p->to) {
        if (!s->fresh)
            new_source(c, s, false);
        *rest = i;
    }
    return false;
}

static bool is_book_without_marks(const struct cite *c, const struct state *s, size_t k)
{
    const struct piece *next = piece(c, k + 1);

    return next->kind == PIECE_PAREN && !s->book && (s->collection || s->source) &&
           piece(c, k)->to - piece(c, k)->from >= 2;
}

static void words(struct cite *c, struct state *s, size_t k)
{
    const struct piece *p = piece(c, k);
    size_t rest = p->from, end;

    if (announced(c, s, p, &rest))
        return;
    if (numbered(c, s, k))
        return;
    if (s->naming && look_like_names(c, p->from, p->to)) {
        add_names(c, TP_CITE_TRANSLATOR, 0, p->from, p->to);
        return;
    }
    s->naming = false;
    end = cite_phrase(c, p->from, p->to, CITE_EDITORS);
    if (end == p->to && s->names_to > s->names_from) {
        need_source(c, s);
        add_names(c, TP_CITE_EDITOR, s->source, s->names_from, s->names_to);
        s->names_from = s->names_to = 0;
        return;
    }
    if (rest >= p->to)
        return;
    if (is_book_without_marks(c, s, k)) {
        need_source(c, s);
        add(c, TP_CITE_BOOK, s->source, rest, p->to);
        s->book = true;
        return;
    }
    if (s->title && !s->collection && s->source == 0 && look_like_names(c, rest, p->to)) {
        add(c, TP_CITE_COLLECTION, 0, rest, p->to);
        s->collection = true;
        return;
    }
    /* Names of a source, which its book or "eds." follows. */
    if (!s->book && look_like_names(c, rest, p->to)) {
        /* A row of names goes on behind one comma. */
        if (s->names_to <= s->names_from || rest != s->names_to + 1 ||
            !is_sign(c, s->names_to, ','))
            s->names_from = rest;
        s->names_to = p->to;
    }
}

/* ---- the other pieces ---- */

static void quote(struct cite *c, struct state *s, const struct piece *p)
{
    if (!s->title && s->source == 0) {
        add(c, TP_CITE_TITLE, 0, p->from, p->to);
        s->title = true;
        return;
    }
    /* An article in a journal or book that follows. */
    if (s->book || s->source == 0)
        new_source(c, s, false);
    if (s->names_to > s->names_from)
        add_names(c, TP_CITE_AUTHOR, s->source, s->names_from, s->names_to);
    s->names_from = s->names_to = 0;
    add(c, TP_CITE_TITLE, s->source, p->from, p->to);
}

static void emphasised(struct cite *c, struct state *s, const struct piece *p)
{
    size_t from = s->names_from, to = s->names_to;

    if (s->book)
        new_source(c, s, false);
    need_source(c, s);
    if (to > from)
        add_names(c, TP_CITE_AUTHOR, s->source, from, to);
    s->names_from = s->names_to = 0;
    add(c, TP_CITE_BOOK, s->source, p->from, p->to);
    s->book = true;
}

static void paren(struct cite *c, struct state *s, const struct piece *p)
{
    if (s->source == 0 || imprint(c, s, p->from, p->to))
        return;
    if (s->book && !tp_cite_get(c->out, TP_CITE_BOOK_TRANSLATED, s->source))
        add(c, TP_CITE_BOOK_TRANSLATED, s->source, p->from, p->to);
}

static void date(struct cite *c, struct state *s, const struct piece *p)
{
    if (s->date || s->source)
        return;
    add(c, TP_CITE_DATE, 0, p->from, p->to);
    s->date = true;
    for (size_t i = 0; i < c->dates.n; i++)
        if (c->dates.v[i].start == c->t.v[p->from].start)
            c->out->date = c->dates.v[i];
}

static void shelfmark(struct cite *c, struct state *s, const struct piece *p)
{
    add(c, TP_CITE_SHELFMARK, 0, p->from, p->to);
    s->collection = true; /* what comes behind is no collection */
    for (size_t i = 0; i < c->shelfmarks.n; i++)
        if (c->shelfmarks.v[i].start == c->t.v[p->from].start)
            TP_PUSH(c->arena, &c->out->shelfmarks, c->shelfmarks.v[i]);
}

/* "Beijing: Zhongyang, 1987" without parentheses: the colon tells. */
static bool open_imprint(struct cite *c, struct state *s, size_t *k)
{
    const struct piece *place = piece(c, *k), *colon = piece(c, *k + 1),
                       *publisher = piece(c, *k + 2);
    const struct piece *comma = piece(c, *k + 3), *year = piece(c, *k + 4);
    size_t end;

    if (!s->book || place->kind != PIECE_WORDS || colon->kind != PIECE_SEPARATOR ||
        colon->sign != ':' || publisher->kind != PIECE_WORDS || comma->sign != ',' ||
        (year->kind != PIECE_WORDS && year->kind != PIECE_DATE) ||
        !is_year(c, year->from, year->to, &end) || c->t.v[place->from].kind == TP_TOK_NUMBER)
        return false;
    imprint(c, s, place->from, year->to);
    *k += 4;
    return true;
}

static void one_piece(struct cite *c, struct state *s, size_t k)
{
    const struct piece *p = piece(c, k);

    switch (p->kind) {
    case PIECE_WORDS:
        words(c, s, k);
        break;
    case PIECE_QUOTE:
        quote(c, s, p);
        break;
    case PIECE_EMPH:
        emphasised(c, s, p);
        break;
    case PIECE_PAREN:
        paren(c, s, p);
        break;
    case PIECE_DATE:
        date(c, s, p);
        break;
    case PIECE_SHELFMARK:
        shelfmark(c, s, p);
        break;
    case PIECE_URL:
        add(c, TP_CITE_URL, 0, p->from, p->to);
        break;
    case PIECE_SEPARATOR:
        if (p->sign == '.' || p->sign == ';') {
            s->naming = false;
            s->names_from = s->names_to = 0;
        }
        break;
    }
}

static int by_start(const void *x, const void *y)
{
    const struct tp_cite_part *a = x, *b = y;

    return a->start < b->start ? -1 : a->start > b->start;
}

void tp_citation_parse(struct tp_arena *a, const struct tp_citation_context *ctx, const char *text,
                       uint32_t len, struct tp_citation *out)
{
    struct cite c = {.arena = a, .scratch = tp_arena_sub(a), .ctx = ctx, .text = text, .out = out};
    struct tp_shelfmark_context archives = {ctx->archives};
    struct state s = {0};

    *out = (struct tp_citation){0};
    c.t = tp_tokenize(c.scratch, text, len);
    tp_dates_scan(a, ctx->dates, text, len, NULL, &c.dates);
    tp_shelfmarks_scan(a, &archives, text, len, &c.shelfmarks);
    cite_pieces(&c);
    for (size_t k = 0; k < c.pieces.n; k++)
        if (!open_imprint(&c, &s, &k))
            one_piece(&c, &s, k);
    if (out->parts.n)
        qsort(out->parts.v, out->parts.n, sizeof *out->parts.v, by_start);
    tp_arena_free(c.scratch);
}

const struct tp_cite_part *tp_cite_get(const struct tp_citation *c, enum tp_cite_field field,
                                       unsigned source)
{
    for (size_t i = 0; i < c->parts.n; i++)
        if (c->parts.v[i].field == field && c->parts.v[i].source == source)
            return &c->parts.v[i];
    return NULL;
}
