/* lines.h - from a byte offset in a text to its line and column. */
#ifndef TP_BASE_LINES_H
#define TP_BASE_LINES_H

#include "buf.h"

struct tp_lines {
    const char *text;
    size_t len;
    size_t *start; /* offset of each line's first byte */
    size_t n;
};

struct tp_place {
    size_t line, col; /* from 1; columns count characters */
};

/* Index TEXT, which must outlive the result. Lines end in LF. */
struct tp_lines *tp_lines_new(struct tp_arena *a, const char *text, size_t len);
/* An offset past the end gives the place just behind the last character. */
struct tp_place tp_lines_locate(const struct tp_lines *l, size_t offset);
/* The line alone: not slowed down by long lines, as no characters are counted. */
size_t tp_lines_number(const struct tp_lines *l, size_t offset);
/* Line NUMBER (from 1) without its end; empty when there is none. */
struct tp_slice tp_lines_get(const struct tp_lines *l, size_t number);

#endif
