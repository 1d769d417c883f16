/* collate_impl.h - the differences of two transcriptions. A part of collate.h. */
#ifndef TP_ENCODE_COLLATE_IMPL_H
#define TP_ENCODE_COLLATE_IMPL_H

#include "collate.h"
#include "collate_words.h"

/* A difference: words A to A_END of the base, B to B_END of the other. */
struct app {
    size_t a, a_end, b, b_end;
    const struct tp_block *block; /* of the base; NULL: it has no text to stand in */
    uint32_t start, end;
    size_t number; /* of a moved paragraph, from 1; 0: none */
    enum { APP_WORDS, APP_PARAGRAPH, APP_ANCHOR, APP_MOVED } kind;
    bool placed;
};

struct tp_collation {
    struct tp_arena *a;
    const struct tp_document *base, *other;
    struct tp_words x, y;
    struct tp_pairing pairing;
    TP_VEC(struct app) apps;
    struct app **by_place; /* those with a block, by block and start */
    size_t n_by_place;
    TP_VEC(struct tp_twin) twins;
    TP_VEC(const struct tp_span *) images; /* of the other, without text, that the base hasn't */
};

#endif
