#include "buf.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

struct tp_buf tp_buf_new(struct tp_arena *a)
{
    struct tp_buf b = {a, tp_alloc(a, 64), 0, 64};
    return b;
}

/* Room for N more bytes and the closing NUL. */
static void reserve(struct tp_buf *b, size_t n)
{
    size_t need = b->len + n + 1, cap = b->cap ? b->cap : 64;

    if (need <= b->len)
        tp_arena_fail(b->arena);
    if (need <= b->cap)
        return;
    while (cap < need) {
        if (cap > SIZE_MAX / 2)
            tp_arena_fail(b->arena);
        cap *= 2;
    }
    b->p = tp_grow(b->arena, b->p, b->cap, cap);
    b->cap = cap;
}

void tp_buf_add(struct tp_buf *b, const char *p, size_t n)
{
    if (n == 0)
        return;
    reserve(b, n);
    memcpy(b->p + b->len, p, n);
    b->len += n;
    b->p[b->len] = '\0';
}

void tp_buf_str(struct tp_buf *b, const char *s)
{
    tp_buf_add(b, s, strlen(s));
}

void tp_buf_char(struct tp_buf *b, char c)
{
    tp_buf_add(b, &c, 1);
}

void tp_buf_cut(struct tp_buf *b, size_t len)
{
    if (len >= b->len)
        return;
    b->len = len;
    b->p[len] = '\0';
}

void tp_buf_codepoint(struct tp_buf *b, uint32_t cp)
{
    char out[4];

    tp_buf_add(b, out, tp_utf8_encode(cp, out));
}

void tp_buf_fmt(struct tp_buf *b, const char *format, ...)
{
    va_list ap, again;
    int n;

    va_start(ap, format);
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n >= 0) {
        reserve(b, (size_t)n);
        n = vsnprintf(b->p + b->len, (size_t)n + 1, format, ap);
    }
    va_end(ap);
    if (n < 0)
        tp_arena_fail(b->arena);
    b->len += (size_t)n;
}

/* Copy the text, replacing each byte for which ESCAPE gives a string: none above MOST is one. */
static void escaped(struct tp_buf *b, const char *p, size_t n, unsigned char most,
                    const char *(*escape)(unsigned char))
{
    size_t from = 0;

    for (size_t i = 0; i < n; i++) {
        const char *e = NULL;
        if ((unsigned char)p[i] <= most && p[i] != ' ')
            e = escape((unsigned char)p[i]);
        if (!e)
            continue;
        tp_buf_add(b, p + from, i - from);
        tp_buf_str(b, e);
        from = i + 1;
    }
    tp_buf_add(b, p + from, n - from);
}

static const char *text_escape(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static const char *attr_escape(unsigned char c)
{
    switch (c) {
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return text_escape(c);
    }
}

static const char *json_escape(unsigned char c)
{
    static const char *const control[32] = {
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007",
        "\\b",     "\\t",     "\\n",     "\\u000b", "\\f",     "\\r",     "\\u000e", "\\u000f",
        "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
        "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f"};

    if (c < 32)
        return control[c];
    return c == '"' ? "\\\"" : c == '\\' ? "\\\\" : NULL;
}

void tp_buf_xml_text(struct tp_buf *b, const char *p, size_t n)
{
    escaped(b, p, n, '>', text_escape);
}

void tp_buf_xml_attr(struct tp_buf *b, const char *p, size_t n)
{
    escaped(b, p, n, '>', attr_escape);
}

void tp_buf_json(struct tp_buf *b, const char *p, size_t n)
{
    escaped(b, p, n, '\\', json_escape);
}

bool tp_slice_is(struct tp_slice s, const char *word)
{
    return strlen(word) == s.len && memcmp(s.p, word, s.len) == 0;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct tp_slice tp_slice_trim(struct tp_slice s)
{
    while (s.len && blank(s.p[0]))
        s.p++, s.len--;
    while (s.len && blank(s.p[s.len - 1]))
        s.len--;
    return s;
}

void tp_buf_uri_path(struct tp_buf *b, const char *path)
{
    for (const char *p = path; *p; p++)
        if (strchr("-._~/", *p) || (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
            (*p >= 'A' && *p <= 'Z'))
            tp_buf_char(b, *p);
        else
            tp_buf_fmt(b, "%%%02X", (unsigned)(unsigned char)*p);
}
