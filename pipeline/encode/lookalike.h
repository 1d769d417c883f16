/*
 * lookalike.h - words whose letters are of two scripts: what optical recognition, and typists with
 * two keyboards, leave behind ("Mосква" with a Latin M).
 *
 * Which Latin and Cyrillic letters look the same is Unicode's table of confusables (UTS 39), which
 * ICU's uspoof has; the pairs are written out here, and a test compares them with ICU.
 */
#ifndef TP_ENCODE_LOOKALIKE_H
#define TP_ENCODE_LOOKALIKE_H

#include "language.h"

/* Has the word letters of both the Latin and the Cyrillic script? */
bool tp_is_mixed(const char *p, size_t n);

/* The word with every letter of the other script put into SCRIPT (TP_LATIN or TP_CYRILLIC); NULL
 * when there is one without a counterpart. */
char *tp_unmixed(struct tp_arena *a, const char *p, size_t n, enum tp_script script);

/* As tp_unmixed(), to the one script that the word can be in; TP_NO_SCRIPT in *SCRIPT and NULL when
 * it can be in none, or in both. */
char *tp_unmixed_surely(struct tp_arena *a, const char *p, size_t n, enum tp_script *script);

#endif
