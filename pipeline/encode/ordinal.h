/*
 * ordinal.h - the numbers that stand before paragraphs: "1.", "2)", "(a)", "(iv)", "а)", "（一）",
 * "二、", "III.", "第一，".
 */
#ifndef TP_ENCODE_ORDINAL_H
#define TP_ENCODE_ORDINAL_H

#include "annotate.h"

struct tp_ordinal {
    uint32_t end; /* bytes of the text, blanks behind it not counted; 0: there is none */
    int number;
    char style;    /* '1' figures, 'I' and 'i' Roman, 'A' and 'a' letters, 'c' and 'C' Cyrillic
                      letters, 'h' Han, 'o' Han with the sign of an ordinal */
    uint32_t sign; /* which signs are around it */
};

/* The number with which the text begins. A letter that may be a Roman number ("i)") is read so that
 * it goes on from BEFORE (NULL: from nothing) when it can. */
struct tp_ordinal tp_ordinal_of(const char *p, uint32_t len, const struct tp_ordinal *before);

/* Is NEXT the number after BEFORE, in the same style? */
bool tp_ordinal_follows(const struct tp_ordinal *before, const struct tp_ordinal *next);

/* Of the same style and signs? */
bool tp_ordinal_alike(const struct tp_ordinal *x, const struct tp_ordinal *y);

/* As @n has it: "3", "c", "б". */
const char *tp_ordinal_n(struct tp_arena *a, const struct tp_ordinal *o);

#endif
