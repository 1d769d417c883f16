/* utf8.h - UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
#ifndef TP_BASE_UTF8_H
#define TP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Write CP to OUT; returns the number of bytes, 1 to 4. CP must be a Unicode scalar value. */
size_t tp_utf8_encode(uint32_t cp, char out[4]);

/* Decode the character at P (N > 0 bytes are there) into *CP. Returns its length in bytes, or 0
 * when the bytes are not well formed. */
size_t tp_utf8_decode(const char *p, size_t n, uint32_t *cp);

/* The length of the longest well-formed beginning; N when all of it is. */
size_t tp_utf8_valid(const char *p, size_t n);

/* The number of characters (code points) in well-formed text. */
size_t tp_utf8_count(const char *p, size_t n);

/* White space that the coverage of a text does not count: Unicode White_Space, and U+FEFF, U+200B.
 */
bool tp_is_space(uint32_t cp);

/* May CP stand in an XML 1.0 document (production 2, Char)? */
bool tp_is_xml_char(uint32_t cp);

#endif
