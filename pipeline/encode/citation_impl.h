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
    struct {
        struct piece *v;
        size_t n, cap;
    } pieces;
    struct tp_citation *out;
};

/* Cut the text into pieces. */
void cite_pieces(struct cite *c);
/* Does a phrase of this kind stand at token I, before token END? Returns the token behind it (and
 * its stop or colon), or 0. */
size_t cite_phrase(const struct cite *c, size_t i, size_t end, enum cite_word word);

#endif
