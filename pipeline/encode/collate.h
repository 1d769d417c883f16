/*
 * collate.h - two transcriptions of one original, word by word.
 *
 * The base is encoded as always; where the other differs, an app stands in its text: lem with the
 * words of the base, rdg with those of the other, in parallel segmentation (TEI Guidelines, chapter
 * 13). Words are those of ICU's word breaks, Han characters one by one; white space doesn't count.
 *
 * Paragraphs are aligned first: those that are the same, or of much the same words, are pairs; the
 * pairs that keep the order (the longest increasing subsequence) are anchors, between which the
 * words are compared; the others were moved, are compared by themselves, and a ptr in the reading
 * says where the other has them.
 *
 *   app type="substantive"   other words; only in one of the two: empty lem or rdg
 *            "case"          the same but for capitals (and for io written as ie)
 *            "punctuation"   the same but for punctuation
 *            "spacing"       the same but for blanks in words
 *            "markup"        the same but for emphasis, links and the like
 *            "paragraph"     the other begins a paragraph
 *            "transposition" the other has a paragraph of the base here
 */
#ifndef TP_ENCODE_COLLATE_H
#define TP_ENCODE_COLLATE_H

#include "body.h"
#include "coverage.h"

enum { TP_COLLATE_EDITS = 20000 }; /* differences between two anchors; more are one difference */

struct tp_collation;

/* Compare. Ranges of the two sources must not overlap (tp_source_shift). *WHOLE: no limit was met.
 */
struct tp_collation *tp_collate(struct tp_arena *a, const struct tp_document *base,
                                const struct tp_document *other, bool *whole);

/* The readings of the other that belong into the block's text from START to END, as annotations to
 * be woven with ANNOS, which they are added to; they call back into B when they are. */
void tp_collation_annotate(struct tp_builder *b, const struct tp_block *block, uint32_t start,
                           uint32_t end, struct tp_annos *annos);
/* What had no place in the text: notes at the end of BODY. */
void tp_collation_rest(struct tp_builder *b, struct tp_node *body);
/* The list of witnesses, the method, and what the other's page says of itself, into the header. */
void tp_collation_header(struct tp_builder *b, struct tp_node *root, const char *base_file,
                         const char *other_file);

/* Words of the base that are words of the other, for the proof. */
const struct tp_twin *tp_collation_twins(const struct tp_collation *c, size_t *n);

#endif
