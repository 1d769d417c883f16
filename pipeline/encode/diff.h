/*
 * diff.h - what two rows of hashes have in common, in space that grows with their length alone.
 *
 * Myers, "An O(ND) Difference Algorithm and its Variations" (1986), section 4b: the middle snake is
 * found from both ends, and what is before and behind it is done in the same way.
 */
#ifndef TP_ENCODE_DIFF_H
#define TP_ENCODE_DIFF_H

#include "../base/arena.h"

/* MATCH[i] becomes the number of the element of Y, from 1, that stands for X[i] (N long), or 0. No
 * stretch costs more than EDITS insertions and deletions: false when one would, and it is then
 * taken for wholly different. */
bool tp_diff(struct tp_arena *a, const uint64_t *x, size_t n, const uint64_t *y, size_t m,
             size_t edits, size_t *match);

#endif
