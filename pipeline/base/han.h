/* han.h - traditional and simplified Han characters, one to one, as ICU's transliterator has them.
 */
#ifndef TP_BASE_HAN_H
#define TP_BASE_HAN_H

#include <stddef.h>
#include <stdint.h>

/* A character that has a simplified form. Made when the program is built (tools/han_table.c),
 * ordered by the first. */
struct tp_han_pair {
    uint16_t traditional, simplified;
};
extern const struct tp_han_pair tp_han_pairs[];
extern const size_t tp_n_han_pairs;
/* The first pair of each 256 characters, and the number of pairs: I of cp >> 8. */
extern const uint16_t tp_han_pages[0xA1];

/* The simplified form of a character; the character itself when it has none. */
uint32_t tp_han_simplified(uint32_t cp);

/* What stands for the character and all other forms of it, to compare by: the simplified form, but
 * that ICU simplifies a few characters into each other. */
uint32_t tp_han_folded(uint32_t cp);

#endif
