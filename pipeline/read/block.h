/*
 * block.h - a transcription as blocks of text: what the readers make and the encoder takes.
 *
 * A source is one normalised UTF-8 text (struct tp_source). Its blocks (headings, paragraphs,
 * lists, tables, ...) each have their own flat text with the markup signs removed, and a map from
 * every byte of it back to the source. So whatever the encoder makes of a piece of block text, it
 * knows which piece of the source that was, and the proof that nothing is lost (encode/coverage.h)
 * is exact.
 *
 * Offsets into the source are bytes of the normalised text, 32 bits wide (TP_MAX_FILE_MB).
 */
#ifndef TP_READ_BLOCK_H
#define TP_READ_BLOCK_H

#include "../base/diag.h"

/* A piece of the source, from byte START up to END. */
struct tp_range {
    uint32_t start, end;
};

enum tp_syntax { TP_PLAIN, TP_MARKDOWN };

/* The text as read: converted to UTF-8, without byte order mark, CRLF and CR made LF. */
struct tp_source {
    const char *file;
    const char *text; /* NUL-terminated behind LEN bytes */
    uint32_t len;
    struct tp_lines *lines;
    enum tp_syntax syntax;
    struct tp_fields *fields; /* front matter; NULL: none */
    uint32_t body;            /* where the text begins, behind the front matter */
    struct tp_block *root;    /* TP_BLOCK_DOCUMENT */
    /* Markup that stands for structure and needs no place in the TEI: Markdown signs, list bullets,
     * rule lines. Ordered, not overlapping, without white space at their ends. */
    struct tp_range *markup;
    size_t n_markup;
    size_t original_len; /* bytes of the file as read, before conversion */
};

enum tp_block_kind {
    TP_BLOCK_DOCUMENT,
    TP_BLOCK_HEADING, /* LEVEL 1 to 6 */
    TP_BLOCK_PARAGRAPH,
    TP_BLOCK_LIST,  /* children: items; ORDERED, NUMBER of the first, DELIMITER '.' or ')' */
    TP_BLOCK_ITEM,  /* children: blocks; NUMBER (ordered lists) */
    TP_BLOCK_QUOTE, /* children: blocks */
    TP_BLOCK_CODE,  /* fenced; text as it stands */
    TP_BLOCK_TABLE, /* children: rows */
    TP_BLOCK_ROW,   /* children: cells; HEADER for the head row */
    TP_BLOCK_CELL,
    TP_BLOCK_RULE,    /* a rule line: no text */
    TP_BLOCK_FOOTNOTE /* [^NAME]: ...; children: blocks; always a child of the document */
};

/* LEN bytes of block text at OFF stand for SRC.  When SRC is as long as LEN the bytes are the same
 * and may be split anywhere between characters; otherwise the piece is a replacement ("&amp;" for
 * "&", a line break for a backslash and a line break) and stays whole. A replacement as long as its
 * source by chance ("&ngE;") has two segments: the whole source, and an empty one. Between two
 * segments the source may have white space, and markup (the ">" of a quotation). */
struct tp_segment {
    uint32_t off, len;
    struct tp_range src;
};

enum tp_span_kind {
    TP_SPAN_EMPH,
    TP_SPAN_STRONG,
    TP_SPAN_STRIKE,
    TP_SPAN_CODE,
    TP_SPAN_LINK,    /* TARGET; autolinks have the address as text */
    TP_SPAN_IMAGE,   /* TARGET; the text is the description */
    TP_SPAN_NOTE_REF /* TARGET: the footnote's name; the text is the name as written */
};

/* Inline markup over block text [START, END). OPEN and CLOSE are the signs in the source, which the
 * element made of it stands for (for a link, CLOSE holds the address); both are empty for an
 * address without signs. An image without description is an empty span. */
struct tp_span {
    enum tp_span_kind kind;
    uint32_t start, end;
    struct tp_range open, close;
    const char *target;
    const char *title;
};

struct tp_block {
    enum tp_block_kind kind;
    struct tp_block *parent, *first, *last, *next;
    int level, number;
    bool ordered, header;
    char delimiter;
    struct tp_range src;    /* all of it, markup included */
    struct tp_range marker; /* the item's number as written ("12."); empty when there is none */
    const char *name;       /* of a footnote; what stands behind the fence of code, or NULL */
    const char *text;       /* lines are separated by LF */
    uint32_t len;
    struct tp_segment *segments; /* in order, without gaps */
    size_t n_segments;
    struct tp_span *spans; /* by start; properly nested */
    size_t n_spans;
};

/* Fields of front matter, or of a row of metadata: in the order of the file. */
struct tp_field {
    const char *key;   /* lower case; nested keys with dots: "sender.name", lists: "translator.1" */
    const char *value; /* UTF-8 */
    struct tp_range src; /* of the value in the source */
    struct tp_range key_src;
};
struct tp_fields {
    struct tp_field *v;
    size_t n, cap;
};

/* Read a source: decode, find the front matter, recognise the syntax by name and content (SYNTAX
 * overrules when not negative), and make the blocks. The result belongs to the arena. NULL, with
 * diagnostics, when the file can't be read or used. */
struct tp_source *tp_source_read(struct tp_arena *a, const char *file, int syntax,
                                 struct tp_diags *ds);
/* The same from memory; FILE is the name for messages and for the recognition of the syntax. */
struct tp_source *tp_source_parse(struct tp_arena *a, const char *file, const char *data,
                                  size_t len, int syntax, struct tp_diags *ds);

/*
 * Put OTHER's text behind S's in memory, so that the ranges of the two don't overlap: all ranges of
 * OTHER grow by the returned number of bytes, and both have the joined text, of which S->len is the
 * part that is S's. Places are still found in each source's own lines, which know nothing of it.
 * Returns 0, with a diagnostic, when the two are too long together.
 */
uint32_t tp_source_shift(struct tp_arena *a, struct tp_source *s, struct tp_source *other,
                         struct tp_diags *ds);

/* The source range that block text [START, END) stands for. */
struct tp_range tp_block_source(const struct tp_block *b, uint32_t start, uint32_t end);

/* The next block in document order below ROOT, after B; NULL at the end. */
struct tp_block *tp_block_next(const struct tp_block *root, const struct tp_block *b);

#endif
