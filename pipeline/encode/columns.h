/*
 * columns.h - columns in plain text: cells parted by tabs, by pipes, or by three blanks or more.
 */
#ifndef TP_ENCODE_COLUMNS_H
#define TP_ENCODE_COLUMNS_H

#include "recognise.h"

enum { TP_MOST_CELLS = 16 };

struct tp_cells {
    struct tp_piece v[TP_MOST_CELLS]; /* without blanks at their ends; may be empty between pipes */
    size_t n;
};

/* The cells of one line; false when it has but one, or too many. */
bool tp_cells_of(struct tp_piece line, struct tp_cells *out);
/* The same, but for pipes: nothing is lost where only the cells are kept. */
bool tp_blank_cells_of(struct tp_piece line, struct tp_cells *out);

/* The next line of the piece from byte *AT on, without its line end; false at the end. */
bool tp_next_line(struct tp_piece p, uint32_t *at, struct tp_piece *line);

/* Has every one of its lines, two at least, as many cells as the first? */
bool tp_is_columns(struct tp_piece p);

/* Are these surely the rows of a table: parted by signs; or three rows or more, parted by blanks,
 * and each column begins or ends below itself? */
bool tp_is_table(const struct tp_source *s, struct tp_piece p);

#endif
