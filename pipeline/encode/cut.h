/*
 * cut.h - a block of lines as the pieces that it is made of.
 *
 * Transcribers don't always leave a blank line between paragraphs, headings, captions, points of a
 * list or notes. Where the lines themselves say that something new begins, the block is cut there:
 *
 *   - before and behind a line that is a heading, a page number, a gap, a caption as a whole;
 *   - before a line whose number follows the number of a line above it;
 *   - between lines that were ended on purpose, where sentences end and begin. A line was ended on
 *     purpose when the next word had room in it; how wide lines are is seen from those that go on
 *     in the middle of a sentence. A document without such lines has a line for each paragraph.
 *
 * Lines that were broken because the page was full, and rows of short lines (addresses, signatures,
 * verse, columns), stay together.
 */
#ifndef TP_ENCODE_CUT_H
#define TP_ENCODE_CUT_H

#include "recognise.h"

struct tp_pieces {
    struct tp_piece *v;
    size_t n, cap;
};

/* Of the blocks from FIRST on. */
struct tp_lines_style tp_lines_style_of(const struct tp_block *first);

/* The pieces of the block, in order: all of its text but the blanks between them. */
void tp_cut(struct tp_arena *a, const struct tp_document *d, const struct tp_block *b,
            struct tp_pieces *out);

/* Was every line of the piece but the last ended on purpose? */
bool tp_lines_matter(const struct tp_lines_style *style, struct tp_piece p);

#endif
