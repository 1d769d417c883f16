/* shelfmark_impl.h - the table of archives as shelfmark_table.c loads it; see shelfmark.h. */
#ifndef TP_ENCODE_SHELFMARK_IMPL_H
#define TP_ENCODE_SHELFMARK_IMPL_H

#include "shelfmark.h"
#include "token.h"

struct label {
    struct tp_tokens t;
    const char *type;
    size_t words; /* of two or more words: a series' name, which may stand without a value */
};

enum pattern { PATTERN_ANY, PATTERN_LETTERS, PATTERN_DIGITS };

struct scheme {
    const char *name;
    struct {
        struct label *v;
        size_t n, cap;
    } labels;
    struct {
        const char **v;
        size_t n, cap;
    } plain;
    enum pattern pattern;
    uint32_t divide; /* 0: plain values are divided by commas only */
    bool alone;
};

struct archive {
    const char *key, *repository, *settlement, *country;
    struct tp_tokens settlement_tokens;
    const struct scheme *scheme;
};

struct name {
    const char *text; /* that the tokens' offsets belong to */
    struct tp_tokens t;
    const struct archive *archive;
    bool exact; /* an abbreviation: case matters */
};

struct tp_archives {
    struct {
        struct scheme **v;
        size_t n, cap;
    } schemes;
    struct {
        struct name *v;
        size_t n, cap;
    } names; /* by their first token, see archive_order() */
};

/* The order of names: by kind and content of the first token. */
int archive_order(const struct tp_token *x, const struct tp_token *y);

/* Are these the same word, number or sign (words by their keys)? */
bool archive_same(const struct tp_token *x, const struct tp_token *y);

#endif
