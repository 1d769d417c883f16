/*
 * ids.h - xml:id values that stay when other text changes.
 *
 * An identifier is made from the block's own text (a hash of its letters and digits), so it
 * survives changes elsewhere, changes of white space and of punctuation. Blocks with the same text
 * are numbered.
 */
#ifndef TP_ENCODE_IDS_H
#define TP_ENCODE_IDS_H

#include "tree.h"

struct tp_ids;
struct tp_ids *tp_ids_new(struct tp_arena *a);

/* PREFIX-hhhhhhhh, or PREFIX-hhhhhhhh-2, ... : unique in the document. */
const char *tp_id_for(struct tp_ids *ids, const char *prefix, const char *text, size_t len);
/* NAME, or NAME-2, ...: unique in the document. NAME must be an NCName. */
const char *tp_id_named(struct tp_ids *ids, const char *name);

#endif
