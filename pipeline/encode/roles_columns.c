/* Signatures side by side: columns of offices, names and seals at the end of a text. */
#include "roles.h"

#include <string.h>

#include "columns.h"

enum { ROWS = 8, BLOCKS = 4, COLUMNS = 4 };

/* The rows of the block, all with as many cells. */
struct grid {
    struct tp_cells row[ROWS];
    size_t rows, columns;
    size_t blocks;
};

static struct tp_slice cell_text(const struct grid *g, size_t row, size_t column)
{
    return tp_piece_text(g->row[row].v[column]);
}

/* The place of a seal: "[L.S.]", "(М.П.)", "[seal]". */
static bool is_seal(struct tp_slice t)
{
    static const char *const words[] = {"L.S.", "L. S.", "LS",     "М.П.",  "М. П.",
                                        "seal", "Seal",  "печать", "Печать"};

    if (t.len > 2 && strchr("[(", *t.p))
        t.p++, t.len -= 2;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (t.len == strlen(words[i]) && memcmp(t.p, words[i], t.len) == 0)
            return true;
    return false;
}

static bool is_capacity(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_item item = {.text = p};

    return roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
           item.role == TP_ROLE_CAPACITY;
}

/* Does it look like a part of a signature? */
static bool signs(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);

    return t.len &&
           (is_seal(t) || roles_signature(roles_without_signed(t)) || is_capacity(a, d, p));
}

/* The rows of a Markdown table as signatures; one without words is passed over. */
static bool add_table(struct tp_arena *a, const struct tp_document *d, const struct tp_block *table,
                      struct grid *g)
{
    for (const struct tp_block *row = table->first; row; row = row->next) {
        struct tp_cells cells = {.n = 0};
        bool any = false;
        for (const struct tp_block *c = row->first; c; c = c->next) {
            if (cells.n == COLUMNS)
                return false;
            cells.v[cells.n++] = (struct tp_piece){c, 0, c->len};
            any = any || c->len;
        }
        if (!any)
            continue;
        if (g->rows == ROWS || cells.n < 2 || (g->columns && cells.n != g->columns))
            return false;
        for (size_t k = 0; k < cells.n; k++)
            if (!signs(a, d, cells.v[k]))
                return false;
        g->row[g->rows++] = cells;
        g->columns = cells.n;
    }
    g->blocks = 1;
    return g->rows > 0;
}

/* Add the rows of item I before those that are there. */
static bool add_rows(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                     size_t i, struct grid *g)
{
    struct tp_piece p = v->items.v[i].text, line;
    struct tp_cells found[ROWS];
    size_t n = 0;

    if (!roles_plain(&v->items.v[i]) || v->items.v[i].role != TP_ROLE_NONE)
        return false;
    for (uint32_t at = p.start; tp_next_line(p, &at, &line); n++) {
        if (n + g->rows == ROWS || !tp_blank_cells_of(line, &found[n]) || found[n].n > COLUMNS ||
            (g->columns && found[n].n != g->columns) || (n && found[n].n != found[0].n))
            return false;
        for (size_t k = 0; k < found[n].n; k++)
            if (!signs(a, d, found[n].v[k]))
                return false;
    }
    if (!n)
        return false;
    memmove(g->row + n, g->row, g->rows * sizeof *g->row);
    memcpy(g->row, found, n * sizeof *found);
    g->rows += n;
    g->columns = found[0].n;
    g->blocks++;
    return true;
}

static bool is_name(const struct grid *g, size_t row, size_t column)
{
    struct tp_slice t = cell_text(g, row, column);

    return !is_seal(t) && roles_like_name(roles_without_signed(t));
}

/* "Deputy Minister     A. VALE" in every row: an office, and who holds it. */
static bool is_by_rows(const struct grid *g)
{
    for (size_t r = 0; r < g->rows; r++)
        if (g->columns != 2 || is_name(g, r, 0) || !is_name(g, r, 1))
            return false;
    return true;
}

/* The row in which the names stand: the only one with names in all columns, or the last. */
static size_t row_of_names(const struct grid *g)
{
    size_t names = g->rows, last = 0;

    for (size_t r = 0; r < g->rows; r++) {
        bool all = true, seal = false;
        for (size_t c = 0; c < g->columns; c++) {
            all = all && is_name(g, r, c);
            seal = seal || is_seal(cell_text(g, r, c));
        }
        if (!seal)
            last = r;
        if (all)
            names = r;
    }
    return names < g->rows ? names : last;
}

static void push(struct tp_arena *a, struct tp_items *out, struct tp_piece p, enum tp_role role,
                 bool joined)
{
    TP_PUSH(a, out, (struct tp_item){.text = p, .role = role, .joined = joined});
}

static void by_columns(struct tp_arena *a, const struct grid *g, struct tp_items *out)
{
    size_t names = row_of_names(g);

    for (size_t c = 0; c < g->columns; c++)
        for (size_t r = 0; r < g->rows; r++) {
            bool seal = is_seal(cell_text(g, r, c));
            push(a, out, g->row[r].v[c], r == names || seal ? TP_ROLE_SIGNED : TP_ROLE_CAPACITY,
                 r > names || (r > 0 && r < names));
        }
}

/* Says one of the cells for whom somebody signs? Else a table of names is a table. */
static bool has_capacity(struct tp_arena *a, const struct tp_document *d, const struct grid *g)
{
    for (size_t c = 0; c < g->columns; c++)
        for (size_t r = 0; r < g->rows; r++)
            if (is_capacity(a, d, g->row[r].v[c]) || roles_is_marked(tp_piece_text(g->row[r].v[c])))
                return true;
    return false;
}

size_t roles_columns(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                     size_t i, struct tp_items *out)
{
    struct grid g = {.rows = 0};

    if (v->items.v[i].text.block->kind == TP_BLOCK_TABLE) {
        if (!add_table(a, d, v->items.v[i].text.block, &g) || !has_capacity(a, d, &g))
            return 0;
    }
    while (g.blocks < BLOCKS && i + 1 > v->top + g.blocks && add_rows(a, d, v, i - g.blocks, &g))
        ;
    if (g.rows < 2)
        return 0;
    if (is_by_rows(&g)) {
        for (size_t r = 0; r < g.rows; r++) {
            push(a, out, g.row[r].v[0], TP_ROLE_CAPACITY, false);
            push(a, out, g.row[r].v[1], TP_ROLE_SIGNED, false);
        }
    } else {
        by_columns(a, &g, out);
    }
    return g.blocks;
}
