/* collate_words.h - the words of a transcription, and which of two are the same. A part of
 * collate.h. */
#ifndef TP_ENCODE_COLLATE_WORDS_H
#define TP_ENCODE_COLLATE_WORDS_H

#include "recognise.h"

struct tp_word {
    uint64_t hash;
    const struct tp_block *block; /* NULL: the number of a list's item, SRC alone */
    uint32_t start, end;          /* in the block's text */
    struct tp_range src;
    uint32_t paragraph;
};

struct tp_words {
    struct tp_word *v;
    size_t n, cap;
    size_t *begin; /* of each paragraph; the last is N */
    size_t paragraphs;
};

/* All words of the text, as its versions and their items have them in order. */
void tp_words_of(struct tp_arena *a, const struct tp_document *d, struct tp_words *out);

/* What kind of markup it is, and of what target: words are the same only in the same markup. */
uint64_t tp_span_hash(const struct tp_span *s);

struct tp_pairing {
    size_t *match; /* of each word of X: that of Y, from 1; 0: none */
    size_t *moved; /* of each paragraph of X: that of Y from 1, when it stands elsewhere there */
    bool whole;    /* no limit was met */
};
void tp_words_pair(struct tp_arena *a, const struct tp_words *x, const struct tp_words *y,
                   size_t edits, struct tp_pairing *out);

#endif
