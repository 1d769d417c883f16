/* Paragraphs with numbers before them, lists of these, and tables in plain text. */
#include <string.h>

#include "body.h"
#include "columns.h"
#include "ordinal.h"

static uint32_t skip_blanks(struct tp_piece p, uint32_t at)
{
    while (at < p.end && strchr(" \t\n", p.block->text[at]))
        at++;
    return at;
}

static struct tp_ordinal ordinal_of(struct tp_piece p, const struct tp_ordinal *before)
{
    return tp_ordinal_of(p.block->text + p.start, p.end - p.start, before);
}

/* label and text of a numbered paragraph into ELEMENT. */
static void put_labelled(struct tp_builder *b, struct tp_node *element, struct tp_piece p,
                         const struct tp_ordinal *o)
{
    struct tp_node *label = tp_element(b->a, element, "label");
    uint32_t end = p.start + o->end, text = skip_blanks(p, end);

    tp_set(b->a, element, "n", tp_ordinal_n(b->a, o));
    tp_put_plain(b, label, (struct tp_piece){p.block, p.start, end});
    if (text > end)
        tp_own_text(b->a, element, " ");
    tp_put_text(b, element, (struct tp_piece){p.block, text, p.end}, TP_FOR_TEXT, false);
}

/* Does a second point come soon, so that the first one's "I." is a number and no initial? */
static bool second_follows(const struct tp_block *first)
{
    enum { NEAR = 30 };
    const struct tp_block *next = first->next;

    for (int i = 0; next && next->kind != TP_BLOCK_HEADING && i < NEAR; i++, next = next->next) {
        const struct tp_block *text = next;
        struct tp_ordinal o;

        for (; text->first; text = text->first) /* of a list, its first item's text */
            if (text->first->kind == TP_BLOCK_ITEM && text->first->number == 2)
                return true;
        if (!text->text)
            continue;
        o = tp_ordinal_of(text->text, text->len, NULL);
        if (o.end && o.number == 2 && (o.style == '1' || o.style == 'I'))
            return true;
    }
    return false;
}

/* "I. Muster" begins with an initial, more likely than with a number. */
static bool is_initial(const struct tp_ordinal *o, const struct tp_block *block)
{
    return strchr("IAC", o->style) && o->sign == 2 &&
           !(o->style == 'I' && o->number == 1 && second_follows(block));
}

struct tp_node *tp_put_paragraph(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct tp_ordinal o = ordinal_of(p, NULL);
    struct tp_node *e;

    if (tp_is_table(b->d->source, p)) {
        tp_put_columns(b, parent, p);
        return NULL;
    }
    e = tp_element(b->a, parent, "p");
    tp_give_id(b, e, "p", p);
    if (o.end && !is_initial(&o, p.block) &&
        tp_piece_text((struct tp_piece){p.block, p.start + o.end, p.end}).len)
        put_labelled(b, e, p, &o);
    else
        tp_put_text(b, e, p, TP_FOR_TEXT, tp_lines_matter(&b->d->lines, p));
    return e;
}

/* ---- lists ---- */

enum { LEVELS = 4 };

/* The rows that are open, outermost first. */
struct rows {
    struct tp_ordinal last[LEVELS];
    size_t n;
};

static bool is_point(const struct tp_item *item)
{
    return item->role == TP_ROLE_NONE && !item->joined &&
           item->text.block->kind == TP_BLOCK_PARAGRAPH;
}

/* How far in rows of this style usually stand: "I." holds "1.", and that "a)". */
static int depth_of(const struct tp_ordinal *o)
{
    static const char order[] = "Iho1ACaci";
    static const int depths[] = {0, 1, 1, 2, 3, 3, 4, 4, 5};
    const char *at = strchr(order, o->style);
    bool bracket = o->sign % 10 < 2;

    return (at ? 3 * depths[at - order] : 0) + (o->sign >= 10 ? 2 : bracket);
}

/* The number of the item as it goes on from the open rows: *LEVEL is the row; or the first of a new
 * row, at level rows->n. False: neither. */
static bool place_of(const struct rows *rows, const struct tp_item *item, struct tp_ordinal *o,
                     size_t *level)
{
    if (!is_point(item))
        return false;
    for (size_t k = rows->n; k-- > 0;) {
        *o = ordinal_of(item->text, &rows->last[k]);
        *level = k;
        if (o->end && tp_ordinal_follows(&rows->last[k], o))
            return true;
    }
    *o = ordinal_of(item->text, NULL);
    *level = rows->n;
    if (!o->end || rows->n == LEVELS || (rows->n && o->number != 1))
        return false;
    for (size_t k = 0; k < rows->n; k++)
        if (depth_of(&rows->last[k]) >= depth_of(o))
            return false; /* not inside it: another list */
    return true;
}

/* Does a row begin with item I: is the next number in the next item, or behind a row in it? */
static bool begins_row(const struct tp_items *items, size_t i, size_t end,
                       const struct tp_ordinal *o)
{
    struct rows rows = {.last = {*o}, .n = 1};

    for (size_t k = i + 1; k < end; k++) {
        struct tp_ordinal next;
        size_t level;
        if (!place_of(&rows, &items->v[k], &next, &level))
            return false;
        if (level == 0)
            return true;
        rows.last[level] = next;
        rows.n = level + 1;
    }
    return false;
}

/* Text, and the furniture of pages in it. */
static bool is_running(const struct tp_item *item)
{
    return item->role == TP_ROLE_NONE || item->role == TP_ROLE_PAGE_NUMBER ||
           item->role == TP_ROLE_RUNNING_HEADER || item->role == TP_ROLE_OMITTED ||
           item->role == TP_ROLE_FOOTNOTE || item->role == TP_ROLE_SEPARATOR;
}

/* Is the point one of a row that other paragraphs break: does the number before or behind it stand
 * among the paragraphs around it? */
static bool in_row(const struct tp_items *items, size_t i, size_t end)
{
    enum { NEAR = 30 };
    struct tp_ordinal o, other;

    if (!is_point(&items->v[i]))
        return false;
    o = ordinal_of(items->v[i].text, NULL);
    if (!o.end)
        return false;
    for (size_t k = i + 1; k < end && k < i + NEAR && is_running(&items->v[k]); k++) {
        other = is_point(&items->v[k]) ? ordinal_of(items->v[k].text, &o) : (struct tp_ordinal){0};
        if (other.end && tp_ordinal_follows(&o, &other))
            return true;
    }
    for (size_t k = i; k-- > 0 && k + NEAR > i && is_running(&items->v[k]);) {
        if (!is_point(&items->v[k]))
            continue;
        other = ordinal_of(items->v[k].text, NULL);
        o = other.end ? ordinal_of(items->v[i].text, &other) : o;
        if (other.end && tp_ordinal_follows(&other, &o))
            return true;
    }
    return false;
}

/* How many items from FIRST on make one list. */
static size_t length_of(const struct tp_items *items, size_t first, size_t end)
{
    struct rows rows = {.n = 0};
    size_t n = 0, points = 0;

    for (size_t i = first; i < end; i++) {
        struct tp_ordinal o;
        size_t level;
        if (!place_of(&rows, &items->v[i], &o, &level))
            break;
        if (level == rows.n && !begins_row(items, i, end, &o) &&
            !(i == first && in_row(items, i, end)))
            break;
        rows.last[level] = o;
        rows.n = level + 1;
        n = i - first + 1;
        points += level == 0;
    }
    return points > 1 || (points && in_row(items, first, end)) ? n : 0;
}

static struct tp_node *new_list(struct tp_builder *b, struct tp_node *parent)
{
    return tp_element_with(b->a, parent, "list", "type", "numbered");
}

size_t tp_put_enumeration(struct tp_builder *b, struct tp_node *parent,
                          const struct tp_items *items, size_t first, size_t end,
                          const struct tp_item *head)
{
    size_t n = length_of(items, first, end);
    struct rows rows = {.n = 0};
    struct tp_node *list[LEVELS];

    if (!n)
        return 0;
    list[0] = new_list(b, parent);
    if (head)
        tp_put_text(b, tp_element(b->a, list[0], "head"), head->text, TP_FOR_HEAD, true);
    for (size_t i = first; i < first + n; i++) {
        struct tp_piece p = items->v[i].text;
        struct tp_ordinal o = {0};
        struct tp_node *e;
        size_t level = 0;
        (void)place_of(&rows, &items->v[i], &o, &level);
        if (level == rows.n && level > 0)
            list[level] = new_list(b, list[level - 1]->last);
        rows.last[level] = o;
        rows.n = level + 1;
        e = tp_element(b->a, list[level], "item");
        tp_give_id(b, e, "p", p);
        put_labelled(b, e, p, &o);
    }
    return n;
}

/* ---- tables ---- */

static bool has_figure(struct tp_piece p)
{
    for (uint32_t i = p.start; i < p.end; i++)
        if (p.block->text[i] >= '0' && p.block->text[i] <= '9')
            return true;
    return false;
}

/* Is the first row one of headings: without figures, where all others have them? */
static bool has_headings(struct tp_piece p)
{
    struct tp_piece line;
    bool first = true;

    for (uint32_t at = p.start; tp_next_line(p, &at, &line); first = false)
        if (has_figure(line) == first)
            return false;
    return true;
}

void tp_put_columns(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct tp_node *table = tp_element(b->a, parent, "table");
    struct tp_piece line;
    bool headings = has_headings(p);

    table->src = tp_block_source(p.block, p.start, p.end);
    for (uint32_t at = p.start; tp_next_line(p, &at, &line); headings = false) {
        struct tp_node *row = tp_element(b->a, table, "row");
        struct tp_cells c;
        uint32_t done = line.start;
        if (headings)
            tp_set(b->a, row, "role", "label");
        if (!tp_cells_of(line, &c))
            continue;
        for (size_t i = 0; i < c.n; i++) {
            /* the row stands for the signs between its cells */
            tp_claim_text(b->a, row, p.block, done, c.v[i].start);
            done = c.v[i].end;
            tp_put_text(b, tp_element(b->a, row, "cell"), c.v[i], TP_FOR_TEXT, false);
        }
        tp_claim_text(b->a, row, p.block, done, line.end);
    }
}
