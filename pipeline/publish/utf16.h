/* utf16.h - characters of UTF-16. ICU's own macros don't compile without warnings of signs. */
#ifndef TP_PUBLISH_UTF16_H
#define TP_PUBLISH_UTF16_H

#include <unicode/utf16.h>

/* The character at *AT, which moves behind it; half a pair is returned as it is. */
static inline UChar32 tp_next16(const UChar *text, int32_t *at, int32_t n)
{
    UChar unit = text[(*at)++];

    if (!U16_IS_LEAD(unit) || *at >= n || !U16_IS_TRAIL(text[*at]))
        return unit;
    return (unit - 0xD800) * 0x400 + (text[(*at)++] - 0xDC00) + 0x10000;
}

/* Add a character at *N; there must be room. */
static inline void tp_add16(UChar *text, int32_t *n, UChar32 c)
{
    if (c > 0xFFFF) {
        text[(*n)++] = (UChar)(0xD7C0 + (c >> 10));
        c = 0xDC00 | (c & 0x3FF);
    }
    text[(*n)++] = (UChar)c;
}

#endif
