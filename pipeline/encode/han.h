/* han.h - traditional and simplified Han characters, one to one, as ICU's transliterator has them.
 */
#ifndef TP_ENCODE_HAN_H
#define TP_ENCODE_HAN_H

#include <stddef.h>
#include <stdint.h>

/* A character that has a simplified form. Made when the program is built (tools/han_table.c),
 * ordered by the first. */
struct tp_han_pair {
    uint16_t traditional, simplified;
};
extern const struct tp_han_pair tp_han_pairs[];
extern const size_t tp_n_han_pairs;

/* The simplified form of a character; the character itself when it has none. */
uint32_t tp_han_simplified(uint32_t cp);

#endif
