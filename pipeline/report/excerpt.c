#include "excerpt.h"

#include <unicode/uchar.h>

#include "../base/utf8.h"

enum { WIDEST = 100, BEFORE = 60, TAB = 4 }; /* terminal columns */
enum { AROUND = 400, BLOCK = 4096 };         /* characters, bytes */

/* One character as it will be shown. */
struct glyph {
    uint32_t cp;
    size_t len, width; /* bytes taken from the line; terminal columns */
};

static bool acts_on_terminal(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0x2028 || cp == 0x2029;
}

static size_t width_of(uint32_t cp)
{
    int type = u_charType((UChar32)cp), wide;

    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return cp == 0xAD ? 1 : 0;
    wide = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/* The glyph at P, when the line has come to terminal column AT. */
static struct glyph glyph_at(const char *p, size_t n, size_t at)
{
    struct glyph g = {0};

    g.len = tp_utf8_decode(p, n, &g.cp);
    if (g.len == 1 && g.cp == '\t') {
        g.width = TAB - at % TAB;
        return g;
    }
    if (g.len == 0 || acts_on_terminal(g.cp))
        g.cp = 0xFFFD;
    if (g.len == 0)
        g.len = 1;
    g.width = width_of(g.cp);
    return g;
}

/* The terminal column of the line's character number COL, and the width of all of it up to LIMIT.
 */
static size_t measure(struct tp_slice line, size_t col, size_t *total)
{
    size_t at = 0, caret = 0, count = 1;

    for (size_t i = 0; i < line.len && (count <= col || at <= caret + WIDEST);) {
        struct glyph g = glyph_at(line.p + i, line.len - i, at);
        if (count++ == col)
            caret = at;
        at += g.width;
        i += g.len;
    }
    *total = at;
    return col >= count ? at : caret;
}

/* The part of the line between the terminal columns FROM and TO. */
static void show(struct tp_buf *out, struct tp_slice line, size_t from, size_t to)
{
    size_t at = 0;

    for (size_t i = 0; i < line.len && at < to;) {
        struct glyph g = glyph_at(line.p + i, line.len - i, at);
        if (at + g.width > to)
            break;
        if (at >= from && g.cp == '\t')
            tp_buf_fmt(out, "%*s", (int)g.width, "");
        else if (at >= from)
            tp_buf_codepoint(out, g.cp);
        else if (at + g.width > from) /* a wide character or a tab across the cut */
            tp_buf_fmt(out, "%*s", (int)(at + g.width - from), "");
        at += g.width;
        i += g.len;
    }
}

/* How many bytes N characters are: by blocks, for a whole edition may be one line, with many
 * faults. */
static size_t bytes_of(struct tp_slice line, size_t n)
{
    size_t i = 0, block;

    while (line.len - i > BLOCK && (block = tp_utf8_count(line.p + i, BLOCK)) < n) {
        n -= block;
        i += BLOCK;
    }
    while (i < line.len && (n || ((unsigned char)line.p[i] & 0xC0) == 0x80)) {
        n -= ((unsigned char)line.p[i] & 0xC0) != 0x80;
        i++;
    }
    return i;
}

void tp_excerpt(struct tp_buf *out, struct tp_slice line, size_t line_number, size_t col,
                bool colour)
{
    const char *dim = colour ? "\033[2m" : "", *green = colour ? "\033[1;32m" : "",
               *off = colour ? "\033[0m" : "";
    size_t skipped = col > AROUND ? bytes_of(line, col - AROUND) : 0, total, caret, from = 0, to;
    int gutter = 1;
    bool cut = skipped != 0;

    line = (struct tp_slice){line.p + skipped, line.len - skipped};
    caret = measure(line, cut ? AROUND : col, &total);

    for (size_t n = line_number; n >= 10; n /= 10)
        gutter++;
    if (gutter < 5)
        gutter = 5;
    if ((cut || total > WIDEST) && caret > BEFORE)
        from = caret - BEFORE;
    cut |= from > 0;
    to = from + WIDEST;
    tp_buf_fmt(out, "%s%*zu | %s%s", dim, gutter, line_number, off, cut ? "…" : "");
    show(out, line, from, to);
    tp_buf_fmt(out, "%s\n%s%*s | %s", total > to ? "…" : "", dim, gutter, "", off);
    tp_buf_fmt(out, "%*s%s^%s\n", (int)(caret - from + cut), "", green, off);
}
