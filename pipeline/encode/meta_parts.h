/* meta_parts.h - the parts of meta.c for each other; the face to the others is meta.h. */
#ifndef TP_ENCODE_META_PARTS_H
#define TP_ENCODE_META_PARTS_H

#include "meta.h"

/* ---- meta_text.c: what the text shows where no line says it ---- */

struct meta_text {
    struct tp_arena *a;
    const struct tp_meta_tables *tables;
};

/* Does it begin with the words of a letter's salutation ("Dear")? */
bool meta_is_greeting(const struct meta_text *x, struct tp_slice s);
/* Does an authority file know it, and as a place? */
bool meta_is_place(const struct meta_text *x, const char *text);
/* The recipient of an address of several lines of which VALUE, an office, is the first: the person
 * below it; else VALUE. */
const char *meta_addressed(const struct meta_text *x, const struct tp_item *item,
                           const char *value);
/* Of a letter or telegram that says nowhere whom it goes to: who is addressed or greeted by name.
 */
void meta_recipient_of_text(const struct meta_text *x, const struct tp_document *d,
                            struct tp_meta *m);
/* A signature without what belongs to its farewell ("Ваш X"); NULL: nothing else is in it. */
const char *meta_signer(const struct meta_text *x, const char *text);
/* Who a title says it is from or to, without what it says of the matter ("X, on Four Talks"). */
struct tp_slice meta_party(const struct meta_text *x, struct tp_slice s);
/* The headings of versions that are titles, besides the document's own. */
void meta_titles(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m);
/* Is the line a shelfmark and nothing else? */
bool meta_is_shelfmark(const struct meta_text *x, struct tp_slice s);
/* Where a treaty was made, in the words of its end; NULL: it doesn't say. */
const char *meta_concluded_at(const struct meta_text *x, const struct tp_document *d);
/* The place that a letterhead ends with; NULL: none that is known. */
const char *meta_letterhead_place(const struct meta_text *x, const struct tp_document *d);

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
void meta_lines(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m);

/* ---- meta_dates.c ---- */

/* A date of the document: what the text leaves out comes from the date known so far. */
bool meta_parse_date(struct tp_arena *a, const struct tp_document *d, const struct tp_meta *m,
                     const char *text, struct tp_date *out);
/* The order of numeric dates, the only year and the century that the text shows. */
void meta_numeric_habit(struct tp_arena *a, const struct tp_document *d, struct tp_meta *m);
/* The document's date, from the surest place to the least sure; then those of its dispatch, and the
 * place. */
void meta_dates(struct tp_arena *a, const struct tp_document *d,
                const struct tp_meta_tables *tables, struct tp_meta *out);

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

/* Who wrote an article, by the line that says so ("By X"), or by the only name below it. */
void meta_byline(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m);

#endif
