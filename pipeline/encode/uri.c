#include "uri.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

bool tp_uri_has_scheme(const char *text)
{
    const char *p = text;

    if (!is_letter(*p))
        return false;
    while (is_letter(*p) || is_digit(*p) || *p == '+' || *p == '-' || *p == '.')
        p++;
    return *p == ':';
}

static void add_encoded(struct tp_buf *b, char c)
{
    tp_buf_fmt(b, "%%%02X", (unsigned)(unsigned char)c);
}

/* May P[I] stand as it is? Brackets may in an IPv6 address only, which nobody transcribes. */
static bool stands(struct tp_slice s, size_t i)
{
    char c = s.p[i];

    if (c == '%')
        return i + 2 < s.len && is_hex(s.p[i + 1]) && is_hex(s.p[i + 2]);
    return (unsigned char)c >= 0x80 || is_letter(c) || is_digit(c) ||
           (c != '\0' && strchr("-._~:/?#@!$&'()*+,;=", c));
}

/* "//host:port": a port that is no number, or none, makes the whole no address; its colon is
 * encoded. */
static bool bad_port(struct tp_slice s, size_t colon)
{
    size_t i = colon + 1;

    while (i < s.len && is_digit(s.p[i]))
        i++;
    return i == colon + 1 || (i < s.len && !strchr("/?#", s.p[i]));
}

/* Where the authority ends, when there is one; else 0. AT is behind the scheme. */
static size_t authority_end(struct tp_slice s, size_t at)
{
    if (s.len - at < 2 || s.p[at] != '/' || s.p[at + 1] != '/')
        return 0;
    at += 2;
    while (at < s.len && !strchr("/?#", s.p[at]))
        at++;
    return at;
}

/* The first byte behind the last @ of the authority: what stands before may have colons. */
static size_t host_start(struct tp_slice s, size_t from, size_t end)
{
    for (size_t i = end; i > from; i--)
        if (s.p[i - 1] == '@')
            return i;
    return from;
}

const char *tp_uri(struct tp_arena *a, const char *text)
{
    struct tp_slice s = tp_slice_trim((struct tp_slice){text, strlen(text)});
    struct tp_buf b = tp_buf_new(a);
    size_t behind = tp_uri_has_scheme(s.p) ? (size_t)(strchr(s.p, ':') - s.p) + 1 : 0;
    bool scheme = behind > 0 && behind < s.len && s.p[behind] != '#', fragment = false;
    bool path = false;
    size_t end = authority_end(s, scheme ? behind : 0), host = host_start(s, behind, end);
    bool nobody = end == behind + 2 && (end == s.len || s.p[end] != '/'); /* "https://" alone */

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool good = stands(s, i);
        if (c == '#') /* one fragment only */
            good = !fragment, fragment = true;
        if (c == ':' && !scheme && !path) /* would make a scheme of what is none */
            good = false;
        if (c == ':' && i >= host && i < end && i >= behind)
            good = !bad_port(s, i);
        if (c == '/' && nobody && i >= behind && i < end)
            good = false;
        if (c == '@' && i < end && i >= behind && i + 1 != host)
            good = false;
        path = path || c == '/' || c == '?' || c == '#';
        if (good)
            tp_buf_char(&b, c);
        else
            add_encoded(&b, c);
    }
    return b.len ? b.p : NULL;
}

const char *tp_uri_path(struct tp_arena *a, const char *path)
{
    struct tp_buf b = tp_buf_new(a);

    for (const char *p = path; *p; p++)
        if (is_letter(*p) || is_digit(*p) || strchr("-._~/", *p))
            tp_buf_char(&b, *p);
        else
            add_encoded(&b, *p);
    return b.p;
}
