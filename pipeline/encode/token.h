/*
 * token.h - text as a row of words, numbers, Han characters and signs, for the recognisers.
 *
 * Any bytes are accepted: what isn't well-formed UTF-8 becomes TP_TOK_BAD tokens of one byte. White
 * space makes no token; the token behind it says that it was there.
 */
#ifndef TP_ENCODE_TOKEN_H
#define TP_ENCODE_TOKEN_H

#include "../base/arena.h"

enum tp_token_kind {
    TP_TOK_WORD,   /* letters of an alphabet, with their combining marks and soft hyphens */
    TP_TOK_NUMBER, /* decimal digits of one script */
    TP_TOK_HAN,    /* one Han character */
    TP_TOK_SIGN,   /* any other character */
    TP_TOK_BAD     /* a byte that is not UTF-8 */
};

struct tp_token {
    enum tp_token_kind kind;
    uint32_t start, end; /* bytes of the text */
    /* HAN and SIGN: the character, with the many hyphens and dashes as '-', double quotes as '"',
     * single quotes and apostrophes as '\'', full-width forms as their ASCII ones. WORD: its first
     * character as written. NUMBER: '0'. */
    uint32_t cp;
    /* WORD: case-folded and compatibility-normalised, without soft hyphens and stress marks, and
     * with Cyrillic io as ie (the dots are optional in print). Else "". */
    const char *key;
    uint32_t value;  /* NUMBER; UINT32_MAX when too large */
    uint32_t digits; /* NUMBER: how many */
    bool spaced;     /* white space before it, or the text begins here */
    bool lined;      /* a line break before it, or the text begins here */
    bool capital;    /* WORD: begins with an upper-case letter */
    bool upper;      /* WORD: has no lower-case letter */
};

struct tp_tokens {
    struct tp_token *v;
    size_t n, cap;
};

struct tp_tokens tp_tokenize(struct tp_arena *a, const char *text, uint32_t len);

/* The key that tp_tokenize() gives a word; any text may be folded. */
char *tp_fold(struct tp_arena *a, const char *p, size_t n);

/* Is token I the sign CP? False past the end. */
static inline bool tp_token_is(const struct tp_tokens *t, size_t i, uint32_t cp)
{
    return i < t->n && t->v[i].kind == TP_TOK_SIGN && t->v[i].cp == cp;
}

/* Square brackets that open and close among tokens *FROM to *TO (both in it): extend the ends so
 * that what opens also closes, if the missing brackets stand right beside them. False when brackets
 * cross the ends otherwise; *LIMIT is then the token before which a shorter stretch must end. */
bool tp_token_balance(const struct tp_tokens *t, size_t *from, size_t *to, size_t *limit);

/* One of the characters that write a Latin-script Roman numeral from 1 to 39 in capitals (Cyrillic
 * look-alikes allowed)? Returns the number, 0 when the word isn't one. */
int tp_roman(const char *p, size_t n);

#endif
