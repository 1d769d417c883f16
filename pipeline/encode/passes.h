/*
 * passes.h - all recognisers over one piece of text.
 *
 * The passes are independent: each reads the text and adds annotations; weave.h settles what
 * crosses.
 */
#ifndef TP_ENCODE_PASSES_H
#define TP_ENCODE_PASSES_H

#include "authority.h"
#include "date.h"
#include "language.h"
#include "layout.h"

/* Where the text stands decides which passes run. */
enum tp_passes_for {
    TP_FOR_TEXT,
    TP_FOR_HEAD,
    TP_FOR_LABEL, /* a line that is one of the layout's fixed words as a whole */
    TP_FOR_SIGNATURE,
    TP_FOR_HEADER
};

/* The tables behind the passes: immutable, shared by all documents. */
struct tp_pass_tables;
struct tp_pass_tables *tp_pass_tables_new(struct tp_arena *a, const char *const *authority,
                                          size_t n_authority, const char *authority_base,
                                          struct tp_diags *ds);
const struct tp_date_tables *tp_pass_dates(const struct tp_pass_tables *t);
const struct tp_phrases *tp_pass_phrases(const struct tp_pass_tables *t);

/* What one document knows: its date, and who has been named. */
struct tp_passes;
struct tp_passes *tp_passes_new(struct tp_arena *a, const struct tp_pass_tables *tables);
/* CENTURY: see struct tp_date_context. */
void tp_passes_set_date(struct tp_passes *p, struct tp_day reference, int century,
                        enum tp_date_order order);

/* The layout's fixed words, with the document's matcher. */
/* What schemas/phrases.yaml says of words in brackets; NULL: nothing. */
const struct tp_phrase_rule *tp_passes_phrase(const struct tp_passes *p, struct tp_slice inside);
void tp_passes_set_layout(struct tp_passes *p, const struct tp_layout *layout,
                          struct tp_matcher *matcher);
/* The marks of the document's notes ("1", "*"): only these are taken for references in open
 * forms. ROUND: some are written "(1)". */
void tp_passes_set_notes(struct tp_passes *p, const char *const *marks, size_t n, bool round);
/* Is the source plain text, so that a reader has not seen to its signs of emphasis and links? */
void tp_passes_set_plain(struct tp_passes *p, bool plain);
/* Note in ASKED what the authority files are asked (asked.h). */
void tp_passes_set_asked(struct tp_passes *p, struct tp_asked *asked);

/* A paragraph longer than any that people write is read in windows: where the one that begins at
 * START ends, behind a sentence or at least a word; LEN at the end. */
uint32_t tp_window_end(const char *text, uint32_t start, uint32_t len);

/* The document's source, and where warnings of its spelling go. */
void tp_passes_set_source(struct tp_passes *p, const struct tp_source *source, struct tp_diags *ds);

/* Add the annotations for TEXT (LEN bytes), all offsets shifted by SHIFT. */
void tp_passes_run(struct tp_arena *a, struct tp_passes *p, const char *text, uint32_t len,
                   uint32_t shift, const char *lang, enum tp_script script, enum tp_passes_for what,
                   struct tp_annos *out);

/* The block that the texts of the next runs are pieces of, each shifted to its place: what is wrong
 * in them is then told with its place in the source by tp_passes_report(). */
void tp_passes_set_block(struct tp_passes *p, const struct tp_block *block);
void tp_passes_report(struct tp_passes *p, const struct tp_source *source, struct tp_diags *ds);

/* Is the text, the value of a field, of the form of a person's name: with a title, initials, a
 * patronymic, or several capitalised words none of which is one of places and offices? */
bool tp_passes_is_person(struct tp_arena *a, const struct tp_passes *p, const char *text);

/* The authority entry that the whole text names, or the text before a gloss in brackets ("Filippov
 * [Stalin]"); NULL: none. */
const struct tp_name_entry *tp_passes_name(struct tp_arena *a, struct tp_passes *p,
                                           const char *text);

#endif
