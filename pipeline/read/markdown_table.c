#include <string.h>

#include "markdown.h"

int tp_md_table_head(struct tp_md *m, cmark_node *table, struct tp_prefix prefix)
{
    int first = cmark_node_get_start_line(table), last = cmark_node_get_end_line(table);
    cmark_node *head = cmark_node_first_child(table);
    size_t columns = 0;

    for (cmark_node *cell = head ? cmark_node_first_child(head) : NULL; cell;
         cell = cmark_node_next(cell))
        columns++;
    for (int i = first; columns && i < last && i < tp_md_n_lines(m); i++) {
        struct tp_range r = tp_md_stripped(m, i + 1, prefix, false);
        if (tp_md_delimiter_row(m->feed + r.start, r.end - r.start) == columns)
            return i;
    }
    return 0;
}

/* The cell that begins at AT: its content is set up, without the backslash before a "|". Returns
 * where the next begins. */
static uint32_t split(struct tp_md *m, uint32_t at, uint32_t end, struct tp_range *cell)
{
    uint32_t to = at;

    while (to < end && (m->feed[to] != '|' || (to > at && m->feed[to - 1] == '\\')))
        to++;
    *cell = tp_md_trim(m, at, to);
    tp_md_content_reset(m);
    at = cell->start;
    for (uint32_t i = cell->start; i + 1 < cell->end; i++) {
        if (m->feed[i] == '\\' && m->feed[i + 1] == '|') {
            tp_md_content_add(m, at, i);
            tp_md_sign(m, i, i + 1);
            at = i + 1;
        }
    }
    tp_md_content_add(m, at, cell->end);
    if (to < end)
        tp_md_markup(m, (struct tp_range){to, to + 1});
    return to < end ? to + 1 : end;
}

/* One row. cmark drops cells past the last column, and adds empty ones: the former are kept. */
static void row(struct tp_md *m, struct tp_block *parent, cmark_node *node, struct tp_range r,
                bool header)
{
    cmark_node *cell = cmark_node_first_child(node);
    struct tp_block *b = tp_block_add(m->a, parent, TP_BLOCK_ROW);
    uint32_t at = r.start;

    b->src = r;
    b->header = header;
    if (at < r.end && m->feed[at] == '|') {
        tp_md_markup(m, (struct tp_range){at, at + 1});
        at++;
    }
    while (cell || at < r.end) {
        struct tp_block *c = tp_block_add(m->a, b, TP_BLOCK_CELL);
        c->src = (struct tp_range){r.end, r.end};
        tp_md_content_reset(m);
        if (at < r.end)
            at = split(m, at, r.end, &c->src);
        if (!cell || !tp_md_inline(m, c, cell))
            (void)tp_md_literal(m, c); /* what is claimed already stays where it is */
        cell = cell ? cmark_node_next(cell) : NULL;
    }
}

void tp_md_table(struct tp_md *m, struct tp_block *parent, cmark_node *table,
                 struct tp_prefix prefix)
{
    int head = tp_md_table_head(m, table, prefix);
    struct tp_block *b;
    struct tp_range r;

    if (head == 0)
        return; /* left to tp_md_rest() */
    b = tp_block_add(m->a, parent, TP_BLOCK_TABLE);
    m->signs.n = 0;
    b->src = tp_md_stripped(m, head, prefix, false);
    for (cmark_node *n = cmark_node_first_child(table); n; n = cmark_node_next(n)) {
        bool header = n == cmark_node_first_child(table);
        int line = header ? head : cmark_node_get_start_line(n);
        tp_md_content_reset(m);
        r = tp_md_stripped(m, line, prefix, true);
        for (size_t i = 0; i < m->signs.n; i++)
            tp_md_markup(m, m->signs.v[i]);
        row(m, b, n, r, header);
        b->src.end = r.end;
        if (header) {
            tp_md_content_reset(m);
            r = tp_md_stripped(m, head + 1, prefix, true);
            for (size_t i = 0; i < m->signs.n; i++)
                tp_md_markup(m, m->signs.v[i]);
            tp_md_markup(m, r);
            b->src.end = r.end;
        }
    }
}
