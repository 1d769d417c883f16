/*
 * body.h - the text of a document as TEI: a div for each version, with opener, text, closer and
 * notes.
 *
 * Whatever the roles say, the result keeps to the order that TEI asks for: heads and openers, then
 * blocks, then divisions, then closers. What has no place there becomes ab, and nothing is left
 * out.
 */
#ifndef TP_ENCODE_BODY_H
#define TP_ENCODE_BODY_H

#include "cut.h"
#include "ids.h"
#include "passes.h"
#include "recognise.h"

struct tp_builder {
    struct tp_arena *a;
    const struct tp_document *d;
    struct tp_passes *passes;
    struct tp_ids *ids;
    struct tp_diags *diags;
    struct tp_collation *collation; /* with another transcription; NULL: none */
    const char *lang;               /* of the version now being made */
    enum tp_script script;
};

/* All versions below BODY (the TEI element). */
void tp_build_body(struct tp_builder *b, struct tp_node *body);

/* A piece of text with all passes applied, as the content of PARENT. LINES: line breaks become lb.
 */
void tp_put_text(struct tp_builder *b, struct tp_node *parent, struct tp_piece p,
                 enum tp_passes_for what, bool lines);
/* The same without what a pass would find: what surrounds it is marked already. */
void tp_put_plain(struct tp_builder *b, struct tp_node *parent, struct tp_piece p);

/* A source block that is no line of a known role: paragraph, list, table, quotation, code. */
void tp_put_block(struct tp_builder *b, struct tp_node *parent, const struct tp_block *block);
/* The element for a paragraph: p, with @n and label when it begins with a number. Returns it; NULL
 * when the paragraph is a table. */
struct tp_node *tp_put_paragraph(struct tp_builder *b, struct tp_node *parent, struct tp_piece p);
/* Paragraphs in a row, each beginning with the next number, as a list, with rows in rows ("a)"
 * below "1."), and HEAD (NULL: none). Returns how many items of the version it took, the head not
 * counted; 0: there is no such row at FIRST. */
size_t tp_put_enumeration(struct tp_builder *b, struct tp_node *parent,
                          const struct tp_items *items, size_t first, size_t end,
                          const struct tp_item *head);
/* The rows of a table in plain text (columns.h). */
void tp_put_columns(struct tp_builder *b, struct tp_node *parent, struct tp_piece p);
/* A footnote that the reader found ([^1]: ...). */
void tp_put_footnote(struct tp_builder *b, struct tp_node *parent, const struct tp_block *block);

/* The name of a note: its mark, raised figures as figures. */
const char *tp_note_mark(struct tp_arena *a, const struct tp_item *item);
/* The xml:id for the note with this mark in the version now being made. */
const char *tp_note_id(struct tp_builder *b, const char *mark);

void tp_give_id(struct tp_builder *b, struct tp_node *e, const char *prefix, struct tp_piece p);

/* Warn of notes to which nothing in the text refers, and of marks without a note. */
void tp_check_notes(struct tp_builder *b, const struct tp_node *body);
/* ref elements with @n below VERSION point to the note with that @n in it, or in NOTES (NULL:
 * none). */
void tp_link_notes(struct tp_builder *b, struct tp_node *version, const struct tp_node *notes);
/* Paragraphs, points and articles of two versions that stand for each other get @corresp: never a
 * pair that may be wrong. */
void tp_align_versions(struct tp_builder *b, struct tp_node *x, struct tp_node *y);

#endif
