/* A citation's text in pieces, and the words that its rules look for. */
#include "citation_impl.h"

#include <string.h>

#include "../base/yaml.h"

static const char *const list_names[] = {
    [CITE_TRANSLATOR] = "translator",
    [CITE_EDITOR] = "editor",
    [CITE_EDITORS] = "editors",
    [CITE_VOLUME] = "volume",
    [CITE_ISSUE] = "issue",
    [CITE_PAGES] = "pages",
    [CITE_SOURCE] = "source",
    [CITE_IN] = "in",
    [CITE_AND] = "and",
    [CITE_ACCESSED] = "accessed",
    [CITE_PART] = "part",
    [CITE_DOCUMENT] = "document",
    [CITE_CITY] = "city",
    [CITE_COUNT_VOLUME] = "volume",
    [CITE_COUNT_ISSUE] = "issue",
    [CITE_COUNT_PAGES] = "pages",
};
_Static_assert(sizeof list_names / sizeof *list_names == CITE_WORDS, "a list for every kind");

struct tp_citation_tables *tp_citation_tables_new(struct tp_arena *a, struct tp_diags *ds)
{
    static const char file[] = "teipipe:schemas/citation.yaml";
    struct tp_citation_tables *t = TP_NEW(a, struct tp_citation_tables);
    const struct tp_yaml *top = tp_yaml_read(a, file, TP_D_CONFIG_INVALID, ds);

    if (!top)
        return NULL;
    for (int k = 0; k < CITE_WORDS; k++) {
        const struct tp_yaml *map = k >= CITE_COUNT_VOLUME ? tp_yaml_get(top, "counters") : top;
        const struct tp_yaml *list = tp_yaml_get(map, list_names[k]);
        for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
            const char *text = tp_strdup(a, y->value);
            struct tp_tokens phrase = tp_tokenize(a, text, (uint32_t)strlen(text));
            if (phrase.n)
                TP_PUSH(a, &t->words[k], phrase);
        }
    }
    return t;
}

static bool same(const struct tp_token *x, const struct tp_token *y)
{
    return x->kind == y->kind &&
           (x->kind == TP_TOK_WORD ? strcmp(x->key, y->key) == 0 : x->cp == y->cp);
}

size_t cite_phrase(const struct cite *c, size_t i, size_t end, enum cite_word word)
{
    size_t best = 0;

    for (size_t k = 0; k < c->ctx->tables->words[word].n; k++) {
        const struct tp_tokens *p = &c->ctx->tables->words[word].v[k];
        size_t j = i, n = 0;
        /* "and" may be one letter, which as a capital is an initial. */
        if (word == CITE_AND && i < end && c->t.v[i].capital)
            break;
        while (n < p->n && j < end && same(&p->v[n], &c->t.v[j])) {
            n++;
            j++;
            /* "trans. by": a stop inside the phrase. */
            if (n < p->n && tp_token_is(&c->t, j, '.') && !c->t.v[j].spaced)
                j++;
        }
        if (n == p->n && j > best)
            best = j;
    }
    while (best && best < end && !c->t.v[best].spaced &&
           (tp_token_is(&c->t, best, '.') || tp_token_is(&c->t, best, ':')))
        best++;
    return best;
}

/* ---- pieces ---- */

static bool is_sign(const struct cite *c, size_t i, uint32_t cp)
{
    return tp_token_is(&c->t, i, cp);
}

/* How far the end of a quotation or parenthesis is looked for. */
enum { FAR = 250 };

/* The first token that begins at or behind byte AT. */
static size_t token_from(const struct cite *c, size_t i, uint32_t at)
{
    while (i < c->t.n && c->t.v[i].start < at)
        i++;
    return i;
}

static size_t push(struct cite *c, enum piece_kind kind, size_t from, size_t to, uint32_t sign)
{
    struct piece p = {kind, from, to, sign};

    TP_PUSH(c->scratch, &c->pieces, p);
    return to;
}

/* "https://..." up to white space or a closing sign. */
static size_t url_at(struct cite *c, size_t i)
{
    const char *key = c->t.v[i].key;
    size_t j = i;

    if ((strcmp(key, "http") != 0 && strcmp(key, "https") != 0) || !is_sign(c, i + 1, ':') ||
        !is_sign(c, i + 2, '/'))
        return 0;
    while (j < c->t.n && (j == i || !c->t.v[j].spaced) && !is_sign(c, j, '>') &&
           !is_sign(c, j, '"'))
        j++;
    /* A stop or parenthesis at its end is the sentence's. */
    while (j > i + 3 && (is_sign(c, j - 1, '.') || is_sign(c, j - 1, ',') ||
                         is_sign(c, j - 1, ';') || is_sign(c, j - 1, ')')))
        j--;
    return push(c, PIECE_URL, i, j, 0);
}

/* Does a closing quotation mark at I end the title? What follows it tells. */
static bool closes(const struct cite *c, size_t i)
{
    return i + 1 >= c->t.n || is_sign(c, i + 1, ',') || is_sign(c, i + 1, '.') ||
           is_sign(c, i + 1, ';') || is_sign(c, i + 1, '(') || is_sign(c, i - 1, ',') ||
           is_sign(c, i - 1, '.') || c->t.v[i + 1].lined;
}

static bool is_text(const struct cite *c, size_t i, const char *mark)
{
    const struct tp_token *t = &c->t.v[i];

    return t->end - t->start == strlen(mark) &&
           memcmp(c->text + t->start, mark, t->end - t->start) == 0;
}

/* A quotation from its mark at I: with curly quotes by their nesting, else by what follows. */
static size_t quote_at(struct cite *c, size_t i)
{
    bool curly = is_text(c, i, "“");
    size_t inside = 0, j = i + 1, end;
    int depth = 1;

    for (; j < c->t.n && j < i + FAR; j++) {
        if (!is_sign(c, j, '"'))
            continue;
        inside++;
        if (curly)
            depth += is_text(c, j, "“") ? 1 : -1;
        if (curly ? depth == 0 : inside % 2 == 1 && closes(c, j))
            break;
    }
    if (j >= c->t.n || j == i + FAR || j == i + 1)
        return 0;
    end = j;
    while (end > i + 2 && (is_sign(c, end - 1, ',') || is_sign(c, end - 1, '.')))
        end--;
    push(c, PIECE_QUOTE, i + 1, end, 0);
    /* A comma inside the marks separates as one outside does. */
    if (end < j)
        push(c, PIECE_SEPARATOR, end, j + 1, ',');
    return j + 1;
}

/* A stretch between two equal signs, or between 《 and 》. */
static size_t marked_at(struct cite *c, size_t i)
{
    uint32_t open = c->t.v[i].cp, close = open == 0x300A ? 0x300B : open;
    size_t from = i, j;

    if (open != '*' && open != '_' && open != 0x300A)
        return 0;
    while (is_sign(c, from, open))
        from++;
    for (j = from; j < c->t.n && !is_sign(c, j, close); j++)
        if (j == from + FAR || (open != 0x300A && c->t.v[j].lined))
            return 0;
    if (j == c->t.n || j == from)
        return 0;
    push(c, PIECE_EMPH, from, j, 0);
    while (is_sign(c, j, close))
        j++;
    return j;
}

static size_t emphasis_at(struct cite *c, size_t i)
{
    size_t *k = &c->next_emphasis, end;
    const struct tp_range *r;

    while (*k < c->ctx->n_emphasis && c->ctx->emphasis[*k].end <= c->t.v[i].start)
        ++*k;
    if (*k == c->ctx->n_emphasis || c->ctx->emphasis[*k].start > c->t.v[i].start)
        return 0;
    r = &c->ctx->emphasis[*k];
    end = token_from(c, i, r->end);
    while (end > i + 1 && (is_sign(c, end - 1, ',') || is_sign(c, end - 1, '.')))
        end--; /* a comma emphasised with the title */
    return push(c, PIECE_EMPH, i, end, 0);
}

static size_t paren_at(struct cite *c, size_t i)
{
    int depth = 0;

    for (size_t j = i; j < c->t.n && j < i + FAR; j++) {
        if (is_sign(c, j, '('))
            depth++;
        if (is_sign(c, j, ')') && --depth == 0) {
            if (j > i + 1)
                push(c, PIECE_PAREN, i + 1, j, 0);
            return j + 1;
        }
    }
    return 0;
}

static size_t shelfmark_at(struct cite *c, size_t i)
{
    size_t *k = &c->next_shelfmark;

    while (*k < c->shelfmarks.n && c->shelfmarks.v[*k].start < c->t.v[i].start)
        ++*k;
    if (*k == c->shelfmarks.n || c->shelfmarks.v[*k].start != c->t.v[i].start)
        return 0;
    return push(c, PIECE_SHELFMARK, i, token_from(c, i, c->shelfmarks.v[*k].end), 0);
}

static size_t date_at(struct cite *c, size_t i)
{
    size_t *k = &c->next_date;

    while (*k < c->dates.n && c->dates.v[*k].start < c->t.v[i].start)
        ++*k;
    if (*k == c->dates.n || c->dates.v[*k].start != c->t.v[i].start)
        return 0;
    return push(c, PIECE_DATE, i, token_from(c, i, c->dates.v[*k].end), 0);
}

/* Is this stop a sentence's end, not an abbreviation's or an initial's? */
static bool ends_sentence(const struct cite *c, size_t i)
{
    const struct tp_token *before = i ? &c->t.v[i - 1] : NULL, *next = &c->t.v[i + 1];

    if (i + 1 >= c->t.n)
        return true;
    if (!next->spaced ||
        (next->kind == TP_TOK_WORD && !next->capital && strncmp(next->key, "http", 4) != 0))
        return false;
    if (!before || before->kind != TP_TOK_WORD)
        return true;
    return strlen(before->key) > 4 || (!before->capital && strlen(before->key) > 3);
}

/* One special piece at token I; 0: an ordinary word. */
static size_t special(struct cite *c, size_t i)
{
    const struct tp_token *t = &c->t.v[i];
    size_t end;

    if ((end = emphasis_at(c, i)) != 0 || (end = shelfmark_at(c, i)) != 0 ||
        (end = date_at(c, i)) != 0)
        return end;
    if (t->kind == TP_TOK_WORD)
        return url_at(c, i);
    if (t->kind != TP_TOK_SIGN)
        return 0;
    switch (t->cp) {
    case '"':
        return quote_at(c, i);
    case '(':
        return paren_at(c, i);
    case ',':
    case ';':
    case ':':
        return push(c, PIECE_SEPARATOR, i, i + 1, t->cp);
    case '.':
        return ends_sentence(c, i) ? push(c, PIECE_SEPARATOR, i, i + 1, '.') : 0;
    case '<':
    case '>':
        return i + 1;
    default:
        return marked_at(c, i);
    }
}

void cite_pieces(struct cite *c)
{
    for (size_t i = 0; i < c->t.n;) {
        size_t before, end;
        if (i >= c->skip_from && i < c->skip_to) {
            i = push(c, PIECE_SEPARATOR, c->skip_from, c->skip_to, '.');
            continue;
        }
        before = c->pieces.n;
        end = special(c, i);
        struct piece *last = c->pieces.n ? &c->pieces.v[c->pieces.n - 1] : NULL;
        if (end) {
            i = end;
        } else if (last && before && last->kind == PIECE_WORDS && last->to == i) {
            last->to = ++i;
        } else {
            push(c, PIECE_WORDS, i, i + 1, 0);
            i++;
        }
    }
}
