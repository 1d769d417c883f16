#include "columns.h"

#include <string.h>

#include "../base/utf8.h"

enum { GAP = 3 /* blanks between columns */ };

static struct tp_piece trimmed(struct tp_piece p)
{
    static const char wide[] = "　";
    enum { WIDE = sizeof wide - 1 };
    const char *text = p.block->text;

    for (bool more = true; more;) {
        more = false;
        for (; p.start < p.end && strchr(" \t", text[p.start]); more = true)
            p.start++;
        for (; p.end > p.start && strchr(" \t", text[p.end - 1]); more = true)
            p.end--;
        for (; p.end - p.start >= WIDE && memcmp(text + p.start, wide, WIDE) == 0; more = true)
            p.start += WIDE;
        for (; p.end - p.start >= WIDE && memcmp(text + p.end - WIDE, wide, WIDE) == 0; more = true)
            p.end -= WIDE;
    }
    return p;
}

bool tp_next_line(struct tp_piece p, uint32_t *at, struct tp_piece *line)
{
    const char *text = p.block->text, *nl;

    if (*at >= p.end)
        return false;
    nl = memchr(text + *at, '\n', p.end - *at);
    *line = (struct tp_piece){p.block, *at, nl ? (uint32_t)(nl - text) : p.end};
    *at = nl ? line->end + 1 : p.end;
    return true;
}

static bool add_cell(struct tp_cells *out, struct tp_piece cell)
{
    if (out->n == TP_MOST_CELLS)
        return false;
    out->v[out->n++] = trimmed(cell);
    return true;
}

/* Parted by one character; a pipe at an end of the line is its frame. */
static bool parted_by(char sign, struct tp_piece line, struct tp_cells *out)
{
    const char *text = line.block->text;
    struct tp_piece p = trimmed(line);

    if (sign == '|' && p.start < p.end && text[p.start] == sign)
        p.start++;
    if (sign == '|' && p.end > p.start && text[p.end - 1] == sign)
        p.end--;
    for (uint32_t at = p.start;;) {
        const char *next = at < p.end ? memchr(text + at, sign, p.end - at) : NULL;
        uint32_t end = next ? (uint32_t)(next - text) : p.end;
        if (!add_cell(out, (struct tp_piece){line.block, at, end}))
            return false;
        if (!next)
            return out->n > 1;
        at = end + 1;
    }
}

static bool parted_by_blanks(struct tp_piece line, struct tp_cells *out)
{
    static const char wide[] = "　"; /* as wide as two */
    enum { WIDE = sizeof wide - 1 };
    const char *text = line.block->text;
    struct tp_piece p = trimmed(line);
    uint32_t from = p.start, blanks = 0;

    for (uint32_t i = p.start; i < p.end; i++) {
        if (text[i] == ' ') {
            blanks++;
            continue;
        }
        if (p.end - i > WIDE && memcmp(text + i, wide, WIDE) == 0) {
            blanks += 2;
            i += WIDE - 1;
            continue;
        }
        if (blanks >= GAP) {
            if (!add_cell(out, (struct tp_piece){line.block, from, i}))
                return false;
            from = i;
        }
        blanks = 0;
    }
    return add_cell(out, (struct tp_piece){line.block, from, p.end}) && out->n > 1;
}

bool tp_cells_of(struct tp_piece line, struct tp_cells *out)
{
    struct tp_piece p = trimmed(line);
    const char *text = line.block->text + p.start;
    size_t len = p.end - p.start;

    out->n = 0;
    if (memchr(text, '|', len))
        return parted_by('|', line, out);
    if (memchr(text, '\t', len))
        return parted_by('\t', line, out);
    return parted_by_blanks(line, out);
}

bool tp_blank_cells_of(struct tp_piece line, struct tp_cells *out)
{
    return !memchr(line.block->text + line.start, '|', line.end - line.start) &&
           tp_cells_of(line, out);
}

bool tp_is_columns(struct tp_piece p)
{
    struct tp_piece line;
    size_t rows = 0, cells = 0;

    for (uint32_t at = p.start; tp_next_line(p, &at, &line); rows++) {
        struct tp_cells c;
        if (!tp_cells_of(line, &c) || (rows && c.n != cells))
            return false;
        cells = c.n;
    }
    return rows > 1;
}

/* The column in which a place of the block stands in the source. */
static uint32_t column_of(const struct tp_source *s, const struct tp_block *b, uint32_t at)
{
    uint32_t place = tp_block_source(b, at, at + 1).start, start = place;

    while (start > s->body && s->text[start - 1] != '\n')
        start--;
    return (uint32_t)tp_utf8_count(s->text + start, place - start);
}

static bool near(uint32_t x, uint32_t y)
{
    return x <= y + 1 && y <= x + 1;
}

/* Does every column but the first begin, or end, below itself? */
static bool is_aligned(const struct tp_source *s, struct tp_piece p)
{
    struct tp_piece line;
    uint32_t left[TP_MOST_CELLS] = {0}, right[TP_MOST_CELLS] = {0};
    bool by_left[TP_MOST_CELLS] = {false}, by_right[TP_MOST_CELLS] = {false};
    size_t rows = 0;

    for (uint32_t at = p.start; tp_next_line(p, &at, &line); rows++) {
        struct tp_cells c;
        if (!tp_cells_of(line, &c))
            return false;
        for (size_t i = 1; i < c.n; i++) {
            uint32_t l = column_of(s, p.block, c.v[i].start);
            uint32_t r = column_of(s, p.block, c.v[i].end - 1);
            if (rows == 0) {
                left[i] = l, right[i] = r;
                by_left[i] = by_right[i] = true;
            }
            by_left[i] = by_left[i] && near(left[i], l);
            by_right[i] = by_right[i] && near(right[i], r);
            if (!by_left[i] && !by_right[i])
                return false;
        }
    }
    return rows > 2;
}

bool tp_is_table(const struct tp_source *s, struct tp_piece p)
{
    struct tp_piece first;
    uint32_t at = p.start;

    if (!tp_is_columns(p) || !tp_next_line(p, &at, &first))
        return false;
    if (memchr(p.block->text + first.start, '|', first.end - first.start) ||
        memchr(p.block->text + first.start, '\t', first.end - first.start))
        return true;
    return is_aligned(s, p);
}
