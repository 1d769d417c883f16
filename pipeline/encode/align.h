/* align.h - the longest common subsequence of two sequences of hashes. */
#ifndef TP_ENCODE_ALIGN_H
#define TP_ENCODE_ALIGN_H

#include "../base/arena.h"

enum { TP_ALIGN_EDITS = 4000 }; /* differences after which the middle counts as wholly different */

/* KEPT[i] tells whether X[i] is in the common subsequence of X (N long) and Y (M long). Common
 * beginning and end are found in linear time; the middle by Myers' greedy algorithm in O((N+M) D)
 * time and O(D^2) memory, D at most TP_ALIGN_EDITS: past that, nothing of the middle is kept. */
void tp_align(struct tp_arena *a, const uint64_t *x, size_t n, const uint64_t *y, size_t m,
              bool *kept);

#endif
