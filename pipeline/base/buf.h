/* buf.h - a growing byte string in an arena. Always NUL-terminated after its LEN bytes. */
#ifndef TP_BASE_BUF_H
#define TP_BASE_BUF_H

#include "arena.h"

struct tp_buf {
    struct tp_arena *arena;
    char *p;
    size_t len, cap;
};

/* A piece of text that somebody else owns; not NUL-terminated. */
struct tp_slice {
    const char *p;
    size_t len;
};

struct tp_buf tp_buf_new(struct tp_arena *a);
void tp_buf_add(struct tp_buf *b, const char *p, size_t n);
void tp_buf_str(struct tp_buf *b, const char *s);
void tp_buf_char(struct tp_buf *b, char c);
void tp_buf_cut(struct tp_buf *b, size_t len);        /* to its first LEN bytes */
void tp_buf_codepoint(struct tp_buf *b, uint32_t cp); /* as UTF-8 */
void tp_buf_fmt(struct tp_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Escape the UTF-8 text for XML character data, or for an attribute value in double quotes (also
 * escapes ", tab and line ends). Characters that XML 1.0 forbids must not be in it. */
void tp_buf_xml_text(struct tp_buf *b, const char *p, size_t n);
void tp_buf_xml_attr(struct tp_buf *b, const char *p, size_t n);
/* Escape for the inside of a JSON string. */
void tp_buf_json(struct tp_buf *b, const char *p, size_t n);
/* Add a path as an address: all but unreserved characters and slashes is escaped (RFC 3986). */
void tp_buf_uri_path(struct tp_buf *b, const char *path);

bool tp_slice_is(struct tp_slice s, const char *word);
struct tp_slice tp_slice_trim(struct tp_slice s); /* without ASCII white space at both ends */

#endif
