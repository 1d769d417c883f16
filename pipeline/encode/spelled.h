/* spelled.h - the words of numbers, as ICU spells them. */
#ifndef TP_ENCODE_SPELLED_H
#define TP_ENCODE_SPELLED_H

#include <stddef.h>

enum { TP_SPELLED = 38 };

/* The numbers whose words make all others: 1 to 20, the tens, the hundreds, and two thousand. */
extern const int tp_spelled_numbers[TP_SPELLED];

/* What one rule set of a locale makes of them, in their order. Made when the program is built
 * (tools/number_words.c) for all that schemas/dates.yaml names. */
struct tp_spelled {
    const char *locale, *rules;
    const char *words[TP_SPELLED];
};
extern const struct tp_spelled tp_spelled[];
extern const size_t tp_n_spelled;

#endif
