#include <string.h>

#include "markdown.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

struct tp_range tp_md_line(const struct tp_md *m, int line)
{
    const struct tp_lines *l = m->s->lines;
    size_t i = m->first_line + (size_t)(line > 0 ? line : 1) - 2;

    if (i >= l->n)
        return (struct tp_range){m->s->len, m->s->len};
    return (struct tp_range){(uint32_t)l->start[i],
                             i + 1 < l->n ? (uint32_t)l->start[i + 1] - 1 : m->s->len};
}

int tp_md_n_lines(const struct tp_md *m)
{
    return (int)(m->s->lines->n - m->first_line + 1);
}

struct tp_range tp_md_trim(const struct tp_md *m, uint32_t start, uint32_t end)
{
    while (start < end && is_blank(m->feed[start]))
        start++;
    while (start < end && is_blank(m->feed[end - 1]))
        end--;
    return (struct tp_range){start, end};
}

/* The width of the blanks from START to END; a tab counts for its greatest width. */
static uint32_t indentation(const struct tp_md *m, uint32_t start, uint32_t end)
{
    uint32_t columns = 0;

    for (; start < end; start++)
        columns += m->feed[start] == '\t' ? 4 : 1;
    return columns;
}

struct tp_range tp_md_stripped(struct tp_md *m, int line, struct tp_prefix prefix, bool signs)
{
    struct tp_range r = tp_md_line(m, line);
    uint32_t from = r.start;

    r = tp_md_trim(m, r.start, r.end);
    for (; prefix.quotes > 0 && r.start < r.end && m->feed[r.start] == '>'; prefix.quotes--) {
        if (!prefix.lists && indentation(m, from, r.start) >= 4)
            break;
        if (signs)
            tp_md_sign(m, r.start, r.start + 1);
        from = r.start + 1;
        from += from < r.end && is_blank(m->feed[from]); /* one blank belongs to the sign */
        r = tp_md_trim(m, r.start + 1, r.end);
    }
    return r;
}

uint32_t tp_md_offset(const struct tp_md *m, int line, int column)
{
    struct tp_range r = tp_md_line(m, line);
    uint32_t c = column > 0 ? (uint32_t)column - 1 : 0;

    return c < r.end - r.start ? r.start + c : r.end;
}

void tp_md_markup(struct tp_md *m, struct tp_range range)
{
    range = tp_md_trim(m, range.start, range.end);
    if (range.start < range.end && tp_cover_claim(m->cover, range))
        TP_PUSH(m->work, &m->markup, range);
}

void tp_md_sign(struct tp_md *m, uint32_t start, uint32_t end)
{
    struct tp_range r = tp_md_trim(m, start, end);

    if (r.start < r.end)
        TP_PUSH(m->work, &m->signs, r);
}
