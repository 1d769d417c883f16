/* cover.h - which bytes of a source are accounted for: one bit each. */
#ifndef TP_READ_COVER_H
#define TP_READ_COVER_H

#include "block.h"

struct tp_cover;

struct tp_cover *tp_cover_new(struct tp_arena *a, uint32_t len);
/* Is none of the range claimed yet? */
bool tp_cover_free(const struct tp_cover *c, struct tp_range r);
/* Claim the range; false, and nothing done, when a part of it was claimed before. */
bool tp_cover_claim(struct tp_cover *c, struct tp_range r);
/* The first run of unclaimed characters in TEXT [START, END) that aren't white space; it ends at
 * the line's end, at a claimed byte, or at white space before either. Empty, at END, when there is
 * none. */
struct tp_range tp_cover_gap(const struct tp_cover *c, const char *text, uint32_t start,
                             uint32_t end);

#endif
