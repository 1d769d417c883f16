/*
 * text.h - putting together the text of a block, with its map to the source.
 *
 * Text is added in the order of the source. White space at the beginning and end of a line is left
 * out, unless RAW. Nothing reaches the block before tp_text_finish(), so that an attempt that fails
 * can be dropped.
 */
#ifndef TP_READ_TEXT_H
#define TP_READ_TEXT_H

#include "block.h"

struct tp_segments {
    struct tp_segment *v;
    size_t n, cap;
};
struct tp_spans {
    struct tp_span *v;
    size_t n, cap;
};

struct tp_text {
    struct tp_arena *work;
    const char *source;
    struct tp_buf buf;
    struct tp_segments segments;
    struct tp_spans spans;
    struct tp_range pending; /* white space that counts only when more text follows in its line */
    bool raw;
};

struct tp_text *tp_text_new(struct tp_arena *work, const char *source);
void tp_text_reset(struct tp_text *t, bool raw);

/* The source's bytes [START, END), which hold no line end. */
void tp_text_put(struct tp_text *t, uint32_t start, uint32_t end);
/* A line end; SRC is the LF alone, or a hard break's backslash and the LF. */
void tp_text_break(struct tp_text *t, struct tp_range src);
/* The N bytes at P in place of SRC; when they can't stand in XML, the source as it is. */
void tp_text_replace(struct tp_text *t, const char *p, size_t n, struct tp_range src);
/* Begin a span; returns its index for tp_text_close(). */
size_t tp_text_open(struct tp_text *t, enum tp_span_kind kind, struct tp_range open);
void tp_text_close(struct tp_text *t, size_t span, struct tp_range close);

/* End the text: no white space at its end. */
void tp_text_end(struct tp_text *t);
/* Give the (ended) text to a block in arena A, and start again. */
void tp_text_finish(struct tp_text *t, struct tp_arena *a, struct tp_block *b);

/* The length of the white space (tp_is_space) at the beginning, or at the end, of the text. */
size_t tp_space_before(const char *p, size_t n);
size_t tp_space_behind(const char *p, size_t n);

#endif
