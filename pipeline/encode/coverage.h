/*
 * coverage.h - the proof that encoding lost nothing.
 *
 * Two questions are asked, and both must be answered yes for every character of the source that is
 * neither white space nor markup (struct tp_source):
 *  1. Is it in the tree: as text, or as a sign that an element stands for?
 *  2. Is that part of the tree in the result? The finished XML is parsed anew, and its elements and
 *     words are aligned with those of the tree: in lockstep where they agree, else by the longest
 *     common subsequence (Myers, "An O(ND) Difference Algorithm", 1986) of what is between the
 * common beginning and end. The second question is put to the bytes that are written, so a fault of
 * the writer shows as well.
 */
#ifndef TP_ENCODE_COVERAGE_H
#define TP_ENCODE_COVERAGE_H

#include "tree.h"

struct tp_coverage {
    uint64_t chars;        /* characters to be covered */
    uint64_t covered;      /* of these, found in the result */
    struct tp_range *lost; /* in order; each begins and ends with a lost character */
    size_t n_lost;
};

/* Align the source with the result XML (LEN bytes). False when the result is not well-formed XML;
 * then nothing is covered. */
bool tp_coverage(struct tp_arena *a, const struct tp_source *source, const struct tp_node *root,
                 const char *xml, size_t len, struct tp_coverage *out);

/* Bytes of one source whose words are the words of another: where BASE is in the result, OTHER is.
 */
struct tp_twin {
    struct tp_range base, other;
};

/* The same for two sources whose texts follow each other in memory (tp_source_shift): OTHER begins
 * at byte FROM. */
bool tp_coverage_both(struct tp_arena *a, const struct tp_source *base,
                      const struct tp_source *other, uint32_t from, const struct tp_twin *twins,
                      size_t n_twins, const struct tp_node *root, const char *xml, size_t len,
                      struct tp_coverage *base_out, struct tp_coverage *other_out);

#endif
