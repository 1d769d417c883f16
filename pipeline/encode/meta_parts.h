/* meta_parts.h - the parts of meta.c for each other; the face to the others is meta.h. */
#ifndef TP_ENCODE_META_PARTS_H
#define TP_ENCODE_META_PARTS_H

#include "meta.h"

/* ---- meta_lines.c ---- */

/* The text, trimmed, in the arena; NULL when nothing is left. */
const char *meta_copy(struct tp_arena *a, struct tp_slice s);
/* The same as one line, with single blanks. */
const char *meta_one_line(struct tp_arena *a, struct tp_slice s);
void meta_set_if_none(const char **to, const char *value);
/* What the text says counts where the metadata says nothing; each value once. NULL is ignored. */
void meta_say(struct tp_arena *a, struct tp_saids *to, const char *value);
/* The value of an item's field, without signs at its end. */
const char *meta_item_value(struct tp_arena *a, const struct tp_item *item);
/* What the lines say of senders, recipients, copies, participants and the place. */
void meta_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_wording *w,
                struct tp_meta *m);

/* ---- the others ---- */

/* meta_dispatch.c: what the lines about sending, receipt and deciphering say, in their order. What
 * M has from the metadata stays. */
void meta_dispatches(struct tp_arena *a, const struct tp_document *d, const struct tp_wording *w,
                     struct tp_meta *m);
/* The same date without its time of day. */
struct tp_date meta_day(struct tp_arena *a, const struct tp_date *date);

/* meta_class.c: does the text begin with a change of the classification ("Declassified 3 June
 * 1993")? */
bool meta_is_change(struct tp_arena *a, const struct tp_wording *w, struct tp_slice text);
/* meta_class.c: the classifications of the document and their changes, each once. */
void meta_classifications(struct tp_arena *a, const struct tp_document *d,
                          const struct tp_wording *w, struct tp_meta *m);

#endif
