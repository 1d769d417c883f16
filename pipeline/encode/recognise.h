/*
 * recognise.h - which layout a source has, and what each of its blocks is.
 *
 * The result is still the source's own blocks, sorted: fields for the header, versions of the text,
 * and in each version items (a block or some of its lines) with roles. Nothing is made or changed;
 * the encoder's next step (body.h, header.h) turns it into TEI.
 */
#ifndef TP_ENCODE_RECOGNISE_H
#define TP_ENCODE_RECOGNISE_H

#include "date.h"
#include "language.h"
#include "layout.h"

struct tp_archives;

/* A piece of block text. */
struct tp_piece {
    const struct tp_block *block; /* NULL: none */
    uint32_t start, end;
};

struct tp_item {
    struct tp_piece text;
    enum tp_role role;
    struct tp_range n;     /* the group (?<n>) in the block's text; empty: none */
    const char *field;     /* of the header, with VALUE */
    const char *type;      /* @type that the rule gives; NULL: that of the role */
    struct tp_range value; /* in the block's text */
    bool joined;           /* goes on with the item before (a stamp over several blocks, a seal
                              below a name, a paragraph behind the page break in it) */
    bool hand;             /* the first of what another hand wrote below it: minutes */
};
struct tp_items {
    struct tp_item *v;
    size_t n, cap;
};

/* A field of the header from the page: its caption and the pieces of its value. */
struct tp_page_field {
    const char *field;
    struct tp_piece caption; /* the words that say which field it is; none: from its place */
    TP_LIST_OF(struct tp_piece) value;
    bool keep; /* the value stands in the text as well */
};

/* How a document's lines were broken. */
struct tp_lines_style {
    bool wrapped;   /* at a width */
    uint32_t width; /* of the longest line that was broken for want of room: columns */
};

struct tp_version {
    const char *type; /* original, transcription, translation */
    bool captioned;   /* a caption in the text says so */
    bool guessed;     /* it is what is usual, nothing says so */
    const char *lang;
    enum tp_script script;
    struct tp_letters letters;
    struct tp_items items;
    /* Items [0, top) are its head, [bottom, notes) stand behind its end, [notes, n) are its notes.
     */
    size_t top, bottom, notes;
    struct tp_piece omitted; /* the [...] line that stood before it */
    bool part;               /* a protocol or annex: goes on with the version before it */
};

struct tp_document {
    struct tp_source *source;
    const struct tp_layout *layout;
    const char *reason; /* why this layout: for encode -v */
    struct tp_matcher *matcher;
    const struct tp_date_tables *dates;
    struct tp_lines_style lines;
    TP_LIST_OF(struct tp_page_field) fields;
    TP_LIST_OF(struct tp_version) versions;
    struct tp_piece omitted_end;   /* the [...] line behind the last version */
    const char *original_language; /* tag; NULL: not said */
};

/* A first block that is a shelfmark and nothing else becomes the field "shelfmark-line". */
struct tp_document *tp_recognise(struct tp_arena *a, struct tp_source *source,
                                 const struct tp_layouts *layouts,
                                 const struct tp_date_tables *dates,
                                 const struct tp_archives *archives);

/* The field, or NULL. */
const struct tp_page_field *tp_page_field(const struct tp_document *d, const char *field);
/* The text of a piece, trimmed. */
struct tp_slice tp_piece_text(struct tp_piece p);
/* The same of a field's first piece; empty when there is no such field. */
struct tp_slice tp_page_text(const struct tp_document *d, const char *field);

#endif
