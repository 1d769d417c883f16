/* body_parts.h - what may stand in several places of a text: page numbers, gaps, stamps, notes. A
 * part of body.h. */
#ifndef TP_ENCODE_BODY_PARTS_H
#define TP_ENCODE_BODY_PARTS_H

#include "body.h"

/* pb, and fw with the line that has the number, but for an editor's in brackets. Returns the pb. */
struct tp_node *body_page_number(struct tp_builder *b, struct tp_node *parent,
                                 const struct tp_item *item);
/* "**Article 1**": a heading that is emphasised as a whole without the emphasis, for whose signs
 * HEAD stands; any other piece as it is. */
struct tp_piece body_bare(struct tp_builder *b, struct tp_node *head, struct tp_piece p);
/* A line of stars or dashes. */
void body_separator(struct tp_builder *b, struct tp_node *parent, struct tp_piece p);
void body_gap(struct tp_builder *b, struct tp_node *parent, struct tp_piece p);
/* A stamp and the items that go on with it. Returns how many items it took. */
size_t body_stamp(struct tp_builder *b, struct tp_node *parent, const struct tp_items *items,
                  size_t at, size_t end);
/* A note in place, typed by the item's role. */
void body_role_note(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item);
/* What belongs to a note above it: a list, or lines. */
void body_goes_on(struct tp_builder *b, struct tp_node *note, const struct tp_item *item);
/* Does the role stand in a closer? */
bool body_closes(enum tp_role r);
/* The closer with the item at AT and those that go on with it. Returns how many items it took. */
size_t body_closer(struct tp_builder *b, struct tp_node *div, const struct tp_items *items,
                   size_t at, size_t end);
/* A footnote with its mark; PLACE as in @place. */
void body_note(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item,
               const char *place);
/* A footnote that isn't below a heading of notes. */
void body_foot(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item);

#endif
