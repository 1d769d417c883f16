/* roles.h - the body of a document: its versions, and the role of each block. A part of
 * recognise.h. */
#ifndef TP_ENCODE_ROLES_H
#define TP_ENCODE_ROLES_H

#include "recognise.h"

/* ---- choose.c ---- */

/* Set the document's layout and the reason for it: the one that is forced
 * for all, or that the front matter names, or that has the most points. */
void tp_choose_layout(struct tp_arena *a, struct tp_document *d, const struct tp_layouts *layouts);

/* ---- recognise.c ---- */

/* Is the block a caption of the layout, alone or with its value behind a colon? Returns the field;
 * *END is where the caption ends. */
const char *tp_caption_of(const struct tp_layout *l, const struct tp_block *b, uint32_t *end);

/* Sort the blocks from BODY on into versions and give them roles. Fields that are to be kept in the
 * text, and the field "unknown", stand before them. */
void tp_sort_body(struct tp_arena *a, struct tp_document *d, const struct tp_block *body);

/* The type of a version that a caption of this role announces; NULL: it is no such role. */
const char *tp_version_type(enum tp_role role);

/* ---- for roles_top.c, roles_end.c and versions.c ---- */

/* The first rule that fits the item gives it its role and groups. LINE: only rules for single
 * lines. AFTER: the role of the item before it. */
bool roles_apply(struct tp_arena *a, struct tp_matcher *m, const struct tp_layout *l,
                 struct tp_item *item, enum tp_where where, bool line, enum tp_role after);
/* Is it a paragraph or heading with text? */
bool roles_plain(const struct tp_item *item);
bool roles_ends_sentence(struct tp_slice t);
size_t roles_letters(struct tp_slice t); /* a Han character counts as three */
/* Does the text look like names and offices, not like a sentence? Words begin with capitals but for
 * short ones; a few Han characters without punctuation; single letters. */
bool roles_signature(struct tp_slice t);
bool roles_mostly_capitals(struct tp_slice t);
/* "Checked: A. Vale", "Period covered: January": one line, a word or two before a colon, and what
 * they announce. */
bool roles_captioned(struct tp_slice t);
/* Is it a sentence, too long to be a line about the document? */
bool roles_prose(struct tp_slice t);
/* A date alone, or with a place before it ("Moscow, 25 January 1950") or behind it. */
bool roles_dateline(struct tp_arena *a, const struct tp_document *d, struct tp_piece p);
/* The same below a signature, where "18/5" is a day as well. */
bool roles_day(struct tp_arena *a, const struct tp_document *d, struct tp_piece p);
/* "21 July 1951 FILIPPOV": a date with a name behind it. */
bool roles_date_and_name(struct tp_arena *a, const struct tp_document *d, struct tp_piece p,
                         struct tp_piece *date, struct tp_piece *name);
uint32_t roles_trimmed_start(struct tp_piece p);

/* "PEKING" below the heading of a telegram and above "to com. VALE": where it goes to, and so part
 * of the address. */
void roles_mark_posts(struct tp_items *done);

/* Roles for the items before the first paragraph; sets V->top. */
void roles_sort_top(struct tp_arena *a, const struct tp_document *d, struct tp_version *v);

/* What an item is, seen from the end; NONE when it is text. "DATE NAME" becomes two items, the
 * second in *EXTRA. */
enum tp_role roles_guess_end(struct tp_arena *a, const struct tp_document *d, struct tp_item *item,
                             struct tp_item *extra);
/* Has it the look of a name, not of an office? "A. VALE", "N. Roshchin", "ЧЖОУ ЭНЬ-ЛАЙ". */
bool roles_like_name(struct tp_slice t);
/* "(signed) A. VALE", "A. VALE [Seal]" without the words in brackets. */
struct tp_slice roles_without_signed(struct tp_slice t);
/* Do words in brackets stand before or behind it? */
bool roles_is_marked(struct tp_slice t);
/* "Le secrétaire,": the office of who signs, whatever stands beside it. */
bool roles_is_office(struct tp_arena *a, const struct tp_document *d, struct tp_piece line);
/* "[signature]", "(signed)", "М.П.": no more than what stands for a hand or a seal. */
bool roles_is_mark(struct tp_slice t);
/* Is item I, perhaps with those above it, a block of signatures side by side, or of offices with
 * names beside them? Then their parts go to OUT, one signature after the other. Returns how many
 * items they are, I the last; 0: it is none. */
size_t roles_columns(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                     size_t i, struct tp_items *out);
/* Is the item a block of lines with names and offices, a farewell above them at most? Then its
 * parts go to OUT, in order. */
bool roles_sign_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                      struct tp_items *out);
/* Notes without a heading above them, at the end of the text or of a page: their marks stand in it.
 */
void roles_find_notes(struct tp_arena *a, const struct tp_document *d, struct tp_version *v);
/* Footnotes below a heading "Notes", and what clerks wrote below them: where they begin. They are
 * taken off the end first, as they may be long. */
size_t roles_notes_start(struct tp_arena *a, const struct tp_document *d, struct tp_version *v);
/* Is it a clerk's line: who typed it, who got it? */
bool roles_clerks(enum tp_role r);
/* Does the role stand behind a text, and so end one? */
bool roles_closes(enum tp_role r);
/* A stamp in brackets may go over several blocks: from "[Stamp: ..." to the block that closes it.
 */
void roles_join_stamps(struct tp_version *v);
/* Below a caption ("Participants:"), or others of them: is the item one of those present, or
 * several? Then it becomes a headnote that goes on with what is ABOVE it. */
bool roles_is_present(struct tp_arena *a, const struct tp_document *d, const struct tp_item *above,
                      struct tp_item *item);
/* In a block of those present: where a line with another caption begins ("Copies to: ..."); 0:
 * there is none. */
uint32_t roles_present_end(struct tp_arena *a, const struct tp_document *d,
                           const struct tp_item *item);
/* Below "Subject" alone: the line that says it. */
bool roles_is_subject(const struct tp_item *above, struct tp_item *item);
/* Is item I, which ITEM is a copy of, a list below a caption such as "Distribution:" behind a text?
 * Then it becomes a note that goes on with the caption. */
bool roles_is_listed(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                     size_t i, struct tp_item *item);
/* Minutes by several hands: two texts or more, each with a name and a day below it. The names and
 * days get their roles, but for the last, and each text but the first begins with an item whose
 * "hand" is set. */
void roles_sort_hands(struct tp_arena *a, const struct tp_document *d, struct tp_version *v);
/* Roles for the items between the head and the end. */
void roles_sort_middle(struct tp_arena *a, const struct tp_document *d, struct tp_version *v);
/* Roles for the items behind the text, and for its notes; sets V->bottom and V->notes. */
void roles_sort_end(struct tp_arena *a, const struct tp_document *d, struct tp_version *v);

#endif
