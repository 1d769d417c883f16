/* citation_impl.h - the pieces of a citation; see citation.h. */
#ifndef TP_ENCODE_CITATION_IMPL_H
#define TP_ENCODE_CITATION_IMPL_H

#include "citation.h"
#include "token.h"

enum cite_word {
    CITE_TRANSLATOR,
    CITE_EDITOR,
    CITE_EDITORS,
    CITE_VOLUME,
    CITE_ISSUE,
    CITE_PAGES,
    CITE_SOURCE,
    CITE_IN,
    CITE_AND,
    CITE_ACCESSED,
    CITE_PART,
    CITE_DOCUMENT,
    CITE_CITY,
    CITE_COUNT_VOLUME,
    CITE_COUNT_ISSUE,
    CITE_COUNT_PAGES,
    CITE_WORDS
};

struct tp_citation_tables {
    struct {
        struct tp_tokens *v; /* phrases */
        size_t n, cap;
    } words[CITE_WORDS];
};

enum piece_kind {
    PIECE_WORDS,
    PIECE_QUOTE,
    PIECE_EMPH,
    PIECE_PAREN,
    PIECE_DATE,
    PIECE_SHELFMARK,
    PIECE_URL,
    PIECE_SEPARATOR
};

/* Tokens FROM up to TO; for quotes, emphasis and parentheses, what is inside the signs. */
struct piece {
    enum piece_kind kind;
    size_t from, to;
    uint32_t sign; /* of a separator: ',' ';' ':' '.' */
};

struct cite {
    struct tp_arena *arena; /* of the results */
    struct tp_arena *scratch;
    const struct tp_citation_context *ctx;
    const char *text;
    struct tp_tokens t;
    struct tp_dates dates;
    struct tp_shelfmarks shelfmarks;
    size_t next_date, next_shelfmark, next_emphasis; /* the first that isn't behind the cutting */
    size_t skip_from, skip_to; /* tokens that are sorted already; empty: none */
    struct {
        struct piece *v;
        size_t n, cap;
    } pieces;
    struct tp_citation *out;
};

/* Add a part of tokens FROM up to TO, without separators at its end. */
void cite_add(struct cite *c, enum tp_cite_field field, unsigned source, size_t from, size_t to);
/* The number of a new source. */
unsigned cite_new_source(struct cite *c, bool translation);
/* A number with what may be tied to it ("251-252", "VI"): tokens from I. Returns the token behind.
 */
size_t cite_number_end(const struct cite *c, size_t i, size_t end);

/* Where the rules have come to. */
struct cite_state {
    unsigned source;
    bool title, date, collection; /* of the document: seen */
    bool book;                    /* the source has its title */
    bool accessed;                /* behind "accessed": the next date is that */
    bool fresh;                   /* a source was announced, and nothing of it seen yet */
    bool naming;                  /* behind "translated by": names may follow a comma */
    size_t names_from, names_to;  /* tokens that may be authors or editors; empty: none. Whatever
                                     they  turn out to be, no other part lies between them. */
};

/* Piece I; behind the last, a full stop. */
const struct piece *cite_piece(const struct cite *c, size_t i);
/* The parts that follow are of a new source. */
void cite_begin_source(struct cite *c, struct cite_state *s, bool translation);
/* The same when there is none yet. */
void cite_need_source(struct cite *c, struct cite_state *s);

/* ---- citation_printed.c: each takes what it knows, and returns whether it did ---- */

/* Is this the year at the end of an imprint ("1987", "1987-1998", "1987年")? */
bool cite_is_year(const struct cite *c, size_t from, size_t to, size_t *end);
/* "Beijing: Zhongyang wenxian, 1987", "Beijing, 1987", "1987". */
bool cite_imprint(struct cite *c, struct cite_state *s, size_t from, size_t to);
/* The journal or newspaper that stands before a number. */
void cite_book_before_number(struct cite *c, struct cite_state *s, const struct piece *p);
/* "<article>", Example Daily, 15 February 1950, p. 1. */
bool cite_newspaper(struct cite *c, struct cite_state *s, size_t k);
/* "(Winter 1995/96)". */
bool cite_season(struct cite *c, struct cite_state *s, const struct piece *p);
/* A collection of documents that is cited as an archive is: FRUS. */
void cite_printed(struct cite *c, struct cite_state *s, const struct tp_shelfmark *m);

/* citation_gost.c: sort the stretch of the text that is in the Russian form, if there is one, and
 * set skip_from and skip_to. */
void cite_gost(struct cite *c);

/* Cut the text into pieces. */
void cite_pieces(struct cite *c);
/* Does a phrase of this kind stand at token I, before token END? Returns the token behind it (and
 * its stop or colon), or 0. */
size_t cite_phrase(const struct cite *c, size_t i, size_t end, enum cite_word word);

#endif
