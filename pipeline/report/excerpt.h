/* excerpt.h - a source line with a caret under one column, fit for a terminal. */
#ifndef TP_REPORT_EXCERPT_H
#define TP_REPORT_EXCERPT_H

#include "../base/buf.h"

/*
 * Add two lines to OUT: LINE_NUMBER, a bar and the line; then a caret under column COL (from 1, in
 * characters). Tabs become spaces, characters take the width that Unicode TR 11 gives them, control
 * and direction characters (which would act on the terminal) and bytes that are not UTF-8 become
 * U+FFFD. Of a long line, the surroundings of the column are shown, with an ellipsis at a cut end.
 */
void tp_excerpt(struct tp_buf *out, struct tp_slice line, size_t line_number, size_t col,
                bool colour);

#endif
