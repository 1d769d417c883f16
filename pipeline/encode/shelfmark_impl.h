/* shelfmark_impl.h - the table of archives as shelfmark_table.c loads it; see shelfmark.h. */
#ifndef TP_ENCODE_SHELFMARK_IMPL_H
#define TP_ENCODE_SHELFMARK_IMPL_H

#include "shelfmark.h"
#include "token.h"

struct label {
    struct tp_tokens t;
    const char *type;
    bool fond;
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
    struct {
        const char **v;
        size_t n, cap;
    } text; /* types of the names that may stand before a labelled part */
    enum pattern pattern;
    uint32_t divide; /* 0: plain values are divided by commas only */
    bool alone;
    bool behind; /* labels stand behind their values: "288. f." */
};

struct archive {
    const char *key, *repository, *settlement, *country;
    bool printed;
    struct tp_tokens settlement_tokens;
    const struct scheme *scheme;
};

struct name {
    const char *text; /* that the tokens' offsets belong to */
    struct tp_tokens t;
    const struct archive *archive;
    bool exact;  /* an abbreviation: case matters */
    bool series; /* a series' letters, which are a part of the shelfmark themselves */
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

/* A text that is searched. */
struct mark_work {
    struct tp_arena *arena; /* of the results */
    const struct tp_archives *archives;
    const char *text;
    struct tp_tokens t;
    size_t begin; /* the token with which the shelfmark begins: the line may, too */
};

/* Is token I this sign? False past the end. */
static inline bool mark_sign(const struct mark_work *w, size_t i, uint32_t cp)
{
    return tp_token_is(&w->t, i, cp);
}

/* ---- shelfmark_value.c: all return the token behind what begins at token I, or I ---- */

/* Figures, letters and joining signs without white space: "81-85", "111-00009-01(1)". */
size_t mark_run_at(const struct mark_work *w, size_t i);
/* The value behind a label: it has a figure in it, or is a Roman number or a single letter, or says
 * in brackets that it can't be read. */
size_t mark_value_at(const struct mark_work *w, size_t i);
/* A sign of doubt: "[?]", "(?)", "?". */
size_t mark_doubt_at(const struct mark_work *w, size_t i);
/* "FO 371/83312", "DY 30/IV 2/20", "KC PZPR": capitals, then perhaps figures. */
size_t mark_letters_value(const struct mark_work *w, size_t i);
/* "111-00009-01(1)", "761.93/1-1050": more than a plain number; one of four figures when YEARS. */
size_t mark_digits_value(const struct mark_work *w, size_t i, bool years);

/* Are tokens FROM to TO years ("1950-54")? Is there a number among them? Is token I a word or
 * number? */
bool mark_is_years(const struct mark_work *w, size_t from, size_t to);
bool mark_has_digit(const struct mark_work *w, size_t from, size_t to);
bool mark_alphanumeric(const struct mark_work *w, size_t i);

/* The order of names: by kind and content of the first token. */
int archive_order(const struct tp_token *x, const struct tp_token *y);

/* Are these the same word, number or sign (words by their keys)? */
bool archive_same(const struct tp_token *x, const struct tp_token *y);

#endif
