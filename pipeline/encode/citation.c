/* The rules that sort the pieces of a citation; see citation.h. */
#include "citation_impl.h"

#include <stdlib.h>
#include <string.h>

static bool is_sign(const struct cite *c, size_t i, uint32_t cp)
{
    return tp_token_is(&c->t, i, cp);
}

void cite_add(struct cite *c, enum tp_cite_field field, unsigned source, size_t from, size_t to)
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

unsigned cite_new_source(struct cite *c, bool translation)
{
    struct tp_cite_source source = {translation};

    TP_PUSH(c->arena, &c->out->sources, source);
    return (unsigned)c->out->sources.n;
}

void cite_begin_source(struct cite *c, struct cite_state *s, bool translation)
{
    s->source = cite_new_source(c, translation);
    s->book = false;
    s->fresh = true;
    s->names_from = s->names_to = 0;
}

/* The source that a book's piece belongs to: the first one begins with its first piece. */
void cite_need_source(struct cite *c, struct cite_state *s)
{
    if (s->source == 0)
        cite_begin_source(c, s, false);
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
        cite_add(c, field, source, begin, i);
        begin = behind;
        i = behind - 1;
    }
    cite_add(c, field, source, begin, to);
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
size_t cite_number_end(const struct cite *c, size_t i, size_t end)
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
static bool counted(struct cite *c, struct cite_state *s, size_t from, size_t to)
{
    static const struct {
        enum cite_word word;
        enum tp_cite_field field;
    } counters[] = {{CITE_COUNT_VOLUME, TP_CITE_VOLUME},
                    {CITE_COUNT_ISSUE, TP_CITE_ISSUE},
                    {CITE_COUNT_PAGES, TP_CITE_PAGES}};
    size_t i = from < to && c->t.v[from].cp == 0x7B2C ? from + 1 : from;
    size_t end = cite_number_end(c, i, to);

    for (size_t k = 0; end > i && k < sizeof counters / sizeof *counters; k++)
        if (cite_phrase(c, end, to, counters[k].word)) {
            cite_add(c, counters[k].field, s->source, i, end);
            return true;
        }
    return false;
}

const struct piece *cite_piece(const struct cite *c, size_t i)
{
    static const struct piece end = {.kind = PIECE_SEPARATOR, .sign = '.'};

    return i < c->pieces.n ? &c->pieces.v[i] : &end;
}

/* "vol. 1", "no. 3", "pp. 5-6", or a number alone behind a book: its volume when nothing stands
 * between them ("<journal> 5"), else its year or pages. */
static bool numbered(struct cite *c, struct cite_state *s, size_t k)
{
    const struct piece *p = cite_piece(c, k);
    static const struct {
        enum cite_word word;
        enum tp_cite_field field;
    } labels[] = {
        {CITE_VOLUME, TP_CITE_VOLUME},     {CITE_ISSUE, TP_CITE_ISSUE},
        {CITE_PAGES, TP_CITE_PAGES},       {CITE_PART, TP_CITE_PART},
        {CITE_DOCUMENT, TP_CITE_DOCUMENT},
    };
    size_t end;

    cite_book_before_number(c, s, p);
    if (s->source == 0)
        return false;
    for (size_t l = 0; l < sizeof labels / sizeof *labels; l++) {
        size_t i = cite_phrase(c, p->from, p->to, labels[l].word);
        if (i && (end = cite_number_end(c, i, p->to)) > i) {
            cite_add(c, labels[l].field, s->source, i, end);
            return true;
        }
    }
    if (counted(c, s, p->from, p->to))
        return true;
    if (!s->book || (end = cite_number_end(c, p->from, p->to)) != p->to ||
        c->t.v[p->from].kind != TP_TOK_NUMBER)
        return false;
    if (k > 0 && cite_piece(c, k - 1)->kind == PIECE_EMPH)
        cite_add(c, TP_CITE_VOLUME, s->source, p->from, end);
    else if (end == p->from + 1 && c->t.v[p->from].digits == 4 && c->t.v[p->from].value > 1500 &&
             !tp_cite_get(c->out, TP_CITE_YEAR, s->source))
        cite_add(c, TP_CITE_YEAR, s->source, p->from, end);
    else
        cite_add(c, TP_CITE_PAGES, s->source, p->from, end);
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
static bool announced(struct cite *c, struct cite_state *s, const struct piece *p, size_t *rest)
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
        cite_begin_source(c, s, true);
        *rest = i;
        return false;
    }
    if ((i = cite_phrase(c, p->from, p->to, CITE_IN)) == p->to && i) {
        if (!s->fresh) /* "In:", or "in" before an emphasised title */
            cite_begin_source(c, s, false);
        return true;
    }
    if (i) {
        if (!s->fresh)
            cite_begin_source(c, s, false);
        *rest = i;
    }
    return false;
}

/* "(Chicago: Sample Press, 1996)" */
static bool holds_year(const struct cite *c, const struct piece *p)
{
    bool colon = false, year = false;

    for (size_t i = p->from; i < p->to; i++) {
        colon = colon || is_sign(c, i, ':');
        year = year || (c->t.v[i].kind == TP_TOK_NUMBER && c->t.v[i].digits == 4);
    }
    return colon && year;
}

static bool is_book_without_marks(const struct cite *c, const struct cite_state *s, size_t k)
{
    const struct piece *next = cite_piece(c, k + 1);

    for (int word = CITE_VOLUME; word <= CITE_PAGES; word++)
        if (cite_phrase(c, cite_piece(c, k)->from, cite_piece(c, k)->to, (enum cite_word)word))
            return false;
    if (next->kind != PIECE_PAREN || s->book || cite_piece(c, k)->to - cite_piece(c, k)->from < 2)
        return false;
    return s->collection || s->source || holds_year(c, next);
}

static void words(struct cite *c, struct cite_state *s, size_t k)
{
    const struct piece *p = cite_piece(c, k);
    size_t rest = p->from, end;

    if (cite_phrase(c, p->from, p->to, CITE_ACCESSED)) {
        s->accessed = true;
        return;
    }
    if (announced(c, s, p, &rest))
        return;
    if (numbered(c, s, k))
        return;
    if (cite_newspaper(c, s, k))
        return;
    if (s->naming && look_like_names(c, p->from, p->to)) {
        add_names(c, TP_CITE_TRANSLATOR, 0, p->from, p->to);
        return;
    }
    s->naming = false;
    end = cite_phrase(c, p->from, p->to, CITE_EDITORS);
    if (end == p->to && s->names_to > s->names_from) {
        size_t from = s->names_from, to = s->names_to; /* a new source forgets them */
        cite_need_source(c, s);
        add_names(c, TP_CITE_EDITOR, s->source, from, to);
        s->names_from = s->names_to = 0;
        return;
    }
    if (rest >= p->to)
        return;
    if (is_book_without_marks(c, s, k)) {
        size_t from = s->names_from, to = s->names_to;
        cite_need_source(c, s);
        if (to > from)
            add_names(c, TP_CITE_AUTHOR, s->source, from, to);
        s->names_from = s->names_to = 0;
        cite_add(c, TP_CITE_BOOK, s->source, rest, p->to);
        s->book = true;
        return;
    }
    if (s->title && !s->collection && s->source == 0 && look_like_names(c, rest, p->to)) {
        cite_add(c, TP_CITE_COLLECTION, 0, rest, p->to);
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

static void quote(struct cite *c, struct cite_state *s, const struct piece *p)
{
    bool article = s->names_to > s->names_from && !s->collection;

    if (!s->title && s->source == 0 && !article) {
        cite_add(c, TP_CITE_TITLE, 0, p->from, p->to);
        s->title = true;
        return;
    }
    /* An article in a journal or book that follows. */
    if (s->book || s->source == 0)
        cite_begin_source(c, s, false);
    if (s->names_to > s->names_from)
        add_names(c, TP_CITE_AUTHOR, s->source, s->names_from, s->names_to);
    s->names_from = s->names_to = 0;
    cite_add(c, TP_CITE_TITLE, s->source, p->from, p->to);
}

/* 《 》 at the beginning, with a date or a shelfmark behind it and no page behind that: the
 * document's own title, which Chinese doesn't put in quotation marks. */
static bool is_own_title(const struct cite *c, const struct cite_state *s, size_t k)
{
    size_t n = k + 1 + (cite_piece(c, k + 1)->kind == PIECE_SEPARATOR);
    const struct piece *next = cite_piece(c, n), *then = cite_piece(c, n + 2);

    if (s->title || s->source || cite_piece(c, k)->from == 0 ||
        c->t.v[cite_piece(c, k)->from - 1].cp != 0x300A)
        return false;
    return next->kind == PIECE_SHELFMARK || (next->kind == PIECE_DATE && then->kind != PIECE_WORDS);
}

static void emphasised(struct cite *c, struct cite_state *s, size_t k)
{
    const struct piece *p = cite_piece(c, k);
    size_t from = s->names_from, to = s->names_to;

    if (is_own_title(c, s, k)) {
        cite_add(c, TP_CITE_TITLE, 0, p->from, p->to);
        s->title = true;
        return;
    }

    /* "<book>, vol. 16, <title of the volume> (<imprint>)" */
    if (s->book && k > 1 && cite_piece(c, k - 2)->kind == PIECE_WORDS &&
        cite_phrase(c, cite_piece(c, k - 2)->from, cite_piece(c, k - 2)->to, CITE_VOLUME) &&
        cite_piece(c, k + 1)->kind == PIECE_PAREN &&
        !tp_cite_get(c->out, TP_CITE_YEAR, s->source)) {
        cite_add(c, TP_CITE_BOOK, s->source, p->from, p->to);
        return;
    }
    if (s->book)
        cite_begin_source(c, s, false);
    cite_need_source(c, s);
    for (size_t i = from + 1; i < to; i++)
        if (c->t.v[i].kind == TP_TOK_HAN && cite_phrase(c, i, to, CITE_EDITORS) == to) {
            add_names(c, TP_CITE_EDITOR, s->source, from, i); /* "<name>编" */
            from = to;
        }
    if (to > from)
        add_names(c, TP_CITE_AUTHOR, s->source, from, to);
    s->names_from = s->names_to = 0;
    cite_add(c, TP_CITE_BOOK, s->source, p->from, p->to);
    s->book = true;
}

static size_t translations(const struct cite *c, unsigned source)
{
    size_t n = 0;

    for (size_t i = 0; i < c->out->parts.n; i++)
        n += c->out->parts.v[i].field == TP_CITE_BOOK_TRANSLATED &&
             c->out->parts.v[i].source == source;
    return n;
}

static void paren(struct cite *c, struct cite_state *s, const struct piece *p)
{
    size_t accessed = cite_phrase(c, p->from, p->to, CITE_ACCESSED);

    if (accessed) {
        cite_add(c, TP_CITE_ACCESSED, 0, accessed, p->to);
        return;
    }
    if (s->source == 0 || cite_imprint(c, s, p->from, p->to) || cite_season(c, s, p))
        return;
    /* "<romanised> (<in its own script>) (<translated>)" */
    if (s->book && translations(c, s->source) < 2)
        cite_add(c, TP_CITE_BOOK_TRANSLATED, s->source, p->from, p->to);
}

static void date(struct cite *c, struct cite_state *s, const struct piece *p)
{
    if (s->accessed) {
        cite_add(c, TP_CITE_ACCESSED, 0, p->from, p->to);
        s->accessed = false;
        return;
    }
    if (s->source && s->book && !tp_cite_get(c->out, TP_CITE_YEAR, s->source) &&
        !tp_cite_get(c->out, TP_CITE_ISSUED, s->source))
        cite_add(c, TP_CITE_ISSUED, s->source, p->from, p->to);
    if (s->date || s->source)
        return;
    cite_add(c, TP_CITE_DATE, 0, p->from, p->to);
    s->date = true;
    for (size_t i = 0; i < c->dates.n; i++)
        if (c->dates.v[i].start == c->t.v[p->from].start)
            c->out->date = c->dates.v[i];
}

static void shelfmark(struct cite *c, struct cite_state *s, const struct piece *p)
{
    for (size_t i = 0; i < c->shelfmarks.n; i++)
        if (c->shelfmarks.v[i].start == c->t.v[p->from].start && c->shelfmarks.v[i].printed) {
            cite_printed(c, s, &c->shelfmarks.v[i]);
            return;
        }
    cite_add(c, TP_CITE_SHELFMARK, 0, p->from, p->to);
    s->collection = true; /* what comes behind is no collection */
    for (size_t i = 0; i < c->shelfmarks.n; i++)
        if (c->shelfmarks.v[i].start == c->t.v[p->from].start)
            TP_PUSH(c->arena, &c->out->shelfmarks, c->shelfmarks.v[i]);
}

/* "Beijing: Zhongyang, 1987" without parentheses: the colon tells. */
static bool open_imprint(struct cite *c, struct cite_state *s, size_t *k)
{
    const struct piece *place = cite_piece(c, *k), *colon = cite_piece(c, *k + 1),
                       *publisher = cite_piece(c, *k + 2);
    const struct piece *comma = cite_piece(c, *k + 3), *year = cite_piece(c, *k + 4);
    size_t end;

    if (!s->book || place->kind != PIECE_WORDS || colon->kind != PIECE_SEPARATOR ||
        colon->sign != ':' || publisher->kind != PIECE_WORDS || comma->sign != ',' ||
        (year->kind != PIECE_WORDS && year->kind != PIECE_DATE) ||
        !cite_is_year(c, year->from, year->to, &end) || c->t.v[place->from].kind == TP_TOK_NUMBER)
        return false;
    cite_imprint(c, s, place->from, year->to);
    *k += 4;
    return true;
}

static void one_piece(struct cite *c, struct cite_state *s, size_t k)
{
    const struct piece *p = cite_piece(c, k);

    switch (p->kind) {
    case PIECE_WORDS:
        words(c, s, k);
        break;
    case PIECE_QUOTE:
        quote(c, s, p);
        break;
    case PIECE_EMPH:
        emphasised(c, s, k);
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
        cite_add(c, TP_CITE_URL, 0, p->from, p->to);
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
    struct cite_state s = {0};

    *out = (struct tp_citation){0};
    c.t = tp_tokenize(c.scratch, text, len);
    tp_dates_scan(a, ctx->dates, text, len, NULL, &c.dates);
    tp_shelfmarks_scan(a, &archives, text, len, &c.shelfmarks);
    cite_gost(&c);
    cite_pieces(&c);
    s.title = s.collection = ctx->printed; /* what stands before a source has been said */
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
