/* utf8.h - UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
#ifndef TP_BASE_UTF8_H
#define TP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Write CP to OUT; returns the number of bytes, 1 to 4. CP must be a Unicode scalar value. */
size_t tp_utf8_encode(uint32_t cp, char out[4]);

/* tp_utf8_decode() of a character that is not ASCII. */
size_t tp_utf8_decode_long(const char *p, size_t n, uint32_t *cp);

/* Decode the character at P (N > 0 bytes are there) into *CP. Returns its length in bytes, or 0
 * when the bytes are not well formed. */
static inline size_t tp_utf8_decode(const char *p, size_t n, uint32_t *cp)
{
    if ((unsigned char)*p < 0x80) {
        *cp = (unsigned char)*p;
        return 1;
    }
    return tp_utf8_decode_long(p, n, cp);
}

/* The length of the longest well-formed beginning; N when all of it is. */
size_t tp_utf8_valid(const char *p, size_t n);

/* The number of characters (code points) in well-formed text. */
size_t tp_utf8_count(const char *p, size_t n);

/* tp_is_space() of a character that is not ASCII. */
bool tp_is_wide_space(uint32_t cp);

/* White space that the coverage of a text does not count: Unicode White_Space, and U+FEFF, U+200B.
 */
static inline bool tp_is_space(uint32_t cp)
{
    return cp < 0x80 ? cp == ' ' || (cp >= 9 && cp <= 13) : tp_is_wide_space(cp);
}

/* May CP stand in an XML 1.0 document (production 2, Char)? */
bool tp_is_xml_char(uint32_t cp);

#endif
