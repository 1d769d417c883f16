/*
 * names.h - text as a row of items, the units in which names are written and looked for.
 *
 * An item is a word, a Han character, a number or a sign. Both sides, names and texts, are brought
 * to items in the same way, so that what is the same to a reader is the same here:
 *  - hyphens and apostrophes (of every kind) between words are no items, but how words are joined
 *    is noted; the stop behind an initial belongs to it; square brackets are looked through;
 *  - l e t t e r - s p a c e d words are closed up;
 *  - words are folded, Latin ones are without marks (Zédōng), Han characters are simplified;
 *  - a word with letters of two scripts is read as what it must be (lookalike.h).
 * Beside the items as they stand there are joints: several items that may be one word, because an
 * apostrophe, a hyphen, or a line's end is all that divides them (Ch'en, Tse-tung, Mos-/cow), or
 * because they are the letters of an abbreviation (U.S.S.R.).
 */
#ifndef TP_ENCODE_NAMES_H
#define TP_ENCODE_NAMES_H

#include "token.h"

enum tp_join {
    TP_APART,      /* white space, or a sign, before it */
    TP_CLOSE,      /* nothing between: В.М.Молотов, Han */
    TP_HYPHEN,     /* a hyphen, also one at the line's end */
    TP_APOSTROPHE, /* an apostrophe */
    TP_POSSESSIVE  /* the s of Stalin's */
};

struct tp_item_word {
    const char *key; /* folded word; character; figures */
    uint32_t len;
    uint32_t from, to; /* the tokens it is made of */
    enum tp_token_kind kind;
    enum tp_join join; /* to the item before */
    bool capital;      /* a word with a capital at its beginning */
    bool upper;        /* a word all in capitals */
    bool lined;        /* a line break before it */
    bool stop;         /* one to three letters and a stop: perhaps an initial */
    bool single;       /* one capital letter */
};
struct tp_item_words {
    struct tp_item_word *v;
    size_t n, cap;
};

/* The items of a text. */
struct tp_item_words tp_name_items(struct tp_arena *a, const char *text,
                                   const struct tp_tokens *tokens);

/* Several items as one word. */
struct tp_joint {
    const char *key;
    uint32_t len;
    size_t end;   /* the item behind it */
    bool letters; /* of an abbreviation */
};
enum { TP_JOINTS = 3 };

/* Is the word (a token's key) a patronymic, in any case, in Cyrillic or Latin letters? */
bool tp_is_patronymic(const char *key);

/* The joints that begin at item I, each with another end. Returns how many. */
size_t tp_name_joints(struct tp_arena *a, const struct tp_item_words *items, size_t i,
                      struct tp_joint out[TP_JOINTS]);

#endif
