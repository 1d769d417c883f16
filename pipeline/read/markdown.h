/*
 * markdown.h - the parts of the Markdown reader, for each other.
 *
 * cmark-gfm decides what the text means; where it stands is found out here, because cmark's columns
 * are not exact and its texts have lost their escapes. The way is this:
 *
 *   prepare   The feed is a copy of the source in which single bytes are replaced so that cmark
 * sees no markup where transcriptions mean none (page numbers, unclosed fences). Offsets in the
 *             feed and in the source are the same.
 *   veto      What only the parse can tell (indented "code") is replaced then, and parsed again.
 *   blocks    The tree becomes blocks. The text of a leaf is put together from its lines, and a
 * cursor goes over it as cmark's inline nodes go by, so that every byte is accounted for. rest What
 * no block claimed (cmark drops link definitions) becomes paragraphs.
 *
 * Whenever a leaf doesn't agree with cmark's nodes, its lines stand as literal text.
 */
#ifndef TP_READ_MARKDOWN_H
#define TP_READ_MARKDOWN_H

#include <cmark-gfm.h>

#include "cover.h"
#include "read.h"
#include "text.h"

enum {
    TP_MD_MAX_BYTES = 512 * 1024 * 1024, /* cmark aborts on texts near 1 GB */
    TP_MD_COLUMNS = 100,    /* a list or quote that begins further right is text: bounds nesting */
    TP_MD_SPAN_DEPTH = 100, /* emphasis nested deeper keeps its signs as text */
    TP_MD_SIGNS = 5000,     /* inline signs in one paragraph; more make all of them text */
    TP_MD_PASSES = 5,       /* parses of one document, at most */
    TP_MD_FAR_RIGHT = 8,    /* columns to the right of where code would begin: no part of a list */
    TP_MD_UNDERLINED = 100, /* a longer line isn't made a heading by a line of dashes below it */
    TP_MD_PLACEHOLDER = '(' /* no meaning at a line's start, and no letter for what follows it */
};

struct tp_ranges {
    struct tp_range *v;
    size_t n, cap;
};

/* From byte C of the content on, it is the feed from byte SRC on. */
struct tp_piece {
    uint32_t c, src;
};

/* The label of a link that was resolved by a definition, normalised. */
struct tp_label {
    const char *text;
    bool defined; /* its definition has been found */
};

struct tp_md {
    struct tp_arena *a, *work;
    struct tp_source *s;
    char *feed;
    size_t first_line;     /* number of the body's first line */
    struct tp_arena *tree; /* owns DOC */
    cmark_node *doc;
    struct tp_cover *cover;
    struct tp_text *text;
    struct tp_ranges markup;
    struct tp_ranges signs; /* markup of the leaf that is being read */
    struct tp_buf content;  /* the leaf's text as cmark saw it */
    struct tp_md_cursor *cursor;
    struct {
        struct tp_piece *v;
        size_t n, cap;
    } pieces;
    struct {
        struct tp_label *v;
        size_t n, cap;
    } labels;
};

/* What stands before the lines of a leaf: so many quote signs. Without LISTS around them, a sign
 * indented by four columns is text. */
struct tp_prefix {
    int quotes;
    bool lists;
};

/* ---- markdown_prepare.c ---- */
void tp_md_prepare(struct tp_md *m);
/* The number of columns when the line is the second of a table (|---|:--|), or 0. */
size_t tp_md_delimiter_row(const char *p, size_t n);

/* ---- markdown_veto.c ---- */
/* Take back what cmark should not have seen. True: parse again. */
bool tp_md_veto(struct tp_md *m);

/* ---- markdown_lines.c: lines, as cmark counts them ---- */
/* The line with cmark's number LINE: its offsets, without the LF. Empty, at the end, past it. */
struct tp_range tp_md_line(const struct tp_md *m, int line);
int tp_md_n_lines(const struct tp_md *m);
/* The same without white space at both ends, and without the prefix, as far as it is there; its
 * signs are added to m->signs when SIGNS. */
struct tp_range tp_md_stripped(struct tp_md *m, int line, struct tp_prefix prefix, bool signs);
/* Offset of line and column, not past the line's end. */
uint32_t tp_md_offset(const struct tp_md *m, int line, int column);
/* [START, END) without ASCII white space at both ends. */
struct tp_range tp_md_trim(const struct tp_md *m, uint32_t start, uint32_t end);
/* Claim RANGE, without white space at its ends, as markup; nothing when a part is claimed already.
 */
void tp_md_markup(struct tp_md *m, struct tp_range range);
/* The same when the leaf that is being read is done. */
void tp_md_sign(struct tp_md *m, uint32_t start, uint32_t end);

/* ---- markdown_content.c: the text of a leaf ---- */
void tp_md_content_reset(struct tp_md *m);
void tp_md_content_add(struct tp_md *m, uint32_t start, uint32_t end);
/* Add lines FROM to TO; the first from offset START on. */
void tp_md_content_lines(struct tp_md *m, int from, int to, uint32_t start,
                         struct tp_prefix prefix);
/* Give the text to the block, if nothing in it is claimed yet: text, spans and signs are claimed.
 */
bool tp_md_commit(struct tp_md *m, struct tp_block *b);
/* Make the content the block's text, with no markup in it. */
bool tp_md_literal(struct tp_md *m, struct tp_block *b);

/* ---- markdown_inline.c ---- */
struct tp_md_cursor *tp_md_cursor_new(struct tp_md *m);
/* Make the content the block's text as the inline nodes below NODE say. False when the two don't
 * agree, or a part is claimed: nothing is done then. */
bool tp_md_inline(struct tp_md *m, struct tp_block *b, cmark_node *node);

/* ---- markdown_link.c: CommonMark's syntax of links; offsets in P, of N bytes ---- */
/* AT is at the "]" that ends a link's text. Returns where the whole ends; LABEL is the label when
 * a definition is needed, else empty (a shortcut's own text is its label: START = END = AT). */
uint32_t tp_md_link_end(const char *p, uint32_t n, uint32_t at, struct tp_range *label,
                        bool *reference);
/* The link definition at AT. Returns where it ends (behind its line's LF), 0 when there is none. */
uint32_t tp_md_definition(const char *p, uint32_t n, uint32_t at, struct tp_range *label);

/* ---- markdown_table.c ---- */
/* The number of the line that heads the table; 0 when it can't be found. */
int tp_md_table_head(struct tp_md *m, cmark_node *table, struct tp_prefix prefix);
void tp_md_table(struct tp_md *m, struct tp_block *parent, cmark_node *table,
                 struct tp_prefix prefix);

/* ---- markdown_rest.c ---- */
void tp_md_add_label(struct tp_md *m, const char *p, size_t n);
void tp_md_rest(struct tp_md *m);

#endif
