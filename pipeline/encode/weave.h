/*
 * weave.h - annotations and inline markup of a block into nested elements.
 */
#ifndef TP_ENCODE_WEAVE_H
#define TP_ENCODE_WEAVE_H

#include "tree.h"

enum { TP_WEAVE_DEPTH = 64 }; /* elements in elements within one block; deeper ones are left out */

/*
 * The block's text from START to END as children of PARENT, with the reader's spans and the
 * annotations as elements. Annotations that reach over START or END are left out. Where two cross,
 * the one of higher rank stays; nothing is ever lost, as text that no element covers is text, and
 * PARENT stands for the signs of spans that have no element. With LINES, line breaks become lb.
 */
void tp_weave(struct tp_arena *a, struct tp_node *parent, const struct tp_block *b, uint32_t start,
              uint32_t end, const struct tp_annos *annos, bool lines);

#endif
