/*
 * read.h - the parts of the reader, for each other. The face to the other layers is block.h.
 */
#ifndef TP_READ_READ_H
#define TP_READ_READ_H

#include "block.h"

/* ---- decode.c: bytes to text ---- */

/* Turn DATA into *TEXT: UTF-8 in the arena, NUL-terminated, without byte order mark, lines ended by
 * LF. False, with diagnostics, when the bytes aren't text, or there is none. */
bool tp_decode(struct tp_arena *a, const char *file, const char *data, size_t len,
               struct tp_slice *text, struct tp_diags *ds);

/* ---- syntax.c: Markdown or plain text ---- */

/* By the name's ending when that is .md or .markdown, otherwise by what the text looks like: one
 * sign that only Markdown uses is enough. */
enum tp_syntax tp_syntax_of(const char *file, const char *text, size_t len);

/* Is the line [P, P + N) only a page number between dashes ("- 4 -")? */
bool tp_is_page_number(const char *p, size_t n);

/* ---- frontmatter.c ---- */

/* Read the YAML at the beginning of the source, if there is any: sets S->fields and S->body. False,
 * with a diagnostic, when it is broken. Lists and maps inside each other become dotted keys. */
bool tp_front_matter(struct tp_arena *a, struct tp_source *s, struct tp_diags *ds);

/* ---- plain.c, markdown.c: the blocks, from S->body on ---- */

void tp_read_plain(struct tp_arena *a, struct tp_source *s);

/* False, with a diagnostic, when the text is longer than cmark can take.
 *
 * cmark's own allocator is used: it takes no context that could lead back to the arena, and aborts
 * when the system refuses memory. Its need is bounded by the size of the source, which is checked,
 * and by limits on nesting, on the signs in a paragraph and on the cells of a table. */
bool tp_read_markdown(struct tp_arena *a, struct tp_source *s, struct tp_diags *ds);

/* ---- for tests and the dump ---- */

/* Is every byte that isn't white space, from the body on, in exactly one place: a segment, a span's
 * signs, an item's marker or the markup? When not, *FIRST_BAD is the first character that is in
 * none, or in two. Also checks that segments and spans fit their text. */
bool tp_source_check(const struct tp_source *s, struct tp_range *first_bad);

/* The blocks as readable text, one a line, each followed by its spans. */
void tp_source_dump(struct tp_buf *out, const struct tp_source *s);

/* ---- blocks.c ---- */

/* A new block at the end of its parent's children. */
struct tp_block *tp_block_add(struct tp_arena *a, struct tp_block *parent, enum tp_block_kind kind);

#endif
