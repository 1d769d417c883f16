/*
 * pack.h - values as bytes, and back: what one run tells the next.
 *
 * Numbers are little-endian base 128; a string is its length + 1 (0: there is none), its bytes and
 * a NUL, so that what is read points into the bytes and nothing is copied. Who reads must ask for
 * what was written, in its order; bytes that are cut short or make no sense set BAD, and from then
 * on everything read is 0, NULL or empty.
 */
#ifndef TP_BASE_PACK_H
#define TP_BASE_PACK_H

#include "diag.h"

void tp_pack_number(struct tp_buf *b, uint64_t n);
void tp_pack_string(struct tp_buf *b, const char *s);    /* NULL is allowed */
void tp_pack_slice(struct tp_buf *b, struct tp_slice s); /* as a string; without NUL in it */
void tp_pack_bytes(struct tp_buf *b, const void *p, size_t n);
/* All that is kept of them, and nothing of what was only counted. */
void tp_pack_diags(struct tp_buf *b, const struct tp_diags *ds);

struct tp_unpack {
    const unsigned char *p, *end;
    bool bad;
};

struct tp_unpack tp_unpack_new(struct tp_slice bytes);
uint64_t tp_unpack_number(struct tp_unpack *u);
/* A number of things that follow, each of at least one byte. */
size_t tp_unpack_count(struct tp_unpack *u);
const char *tp_unpack_string(struct tp_unpack *u);
struct tp_slice tp_unpack_slice(struct tp_unpack *u); /* a string with its length; P NULL: none */
struct tp_slice tp_unpack_bytes(struct tp_unpack *u);
/* Add them to DS, whose limit holds, as tp_diags_append() does; their strings are copied. Those
 * that SKIP (NULL: none) is true of are left out. */
void tp_unpack_diags(struct tp_unpack *u, struct tp_diags *ds,
                     bool (*skip)(const struct tp_diag *d));

#endif
