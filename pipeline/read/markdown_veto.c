#include <string.h>

#include "markdown.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "Code" by indentation is a signature pushed to the right: a paragraph. The sign goes into the
 * indentation, at the column where cmark stopped counting, of every line that follows a blank one;
 * far to the right of a list's text, at the line's beginning, which ends the list. */
static bool indented(struct tp_md *m, cmark_node *node)
{
    bool listed = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM;
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
    int column = cmark_node_get_start_column(node);
    bool done = false, above = false;

    for (int i = first; i <= last && i <= tp_md_n_lines(m); i++) {
        struct tp_range line = tp_md_line(m, i);
        uint32_t at = tp_md_offset(m, i, column);
        struct tp_range rest = tp_md_trim(m, line.start, line.end);
        if (listed && rest.start >= at + TP_MD_FAR_RIGHT && is_blank(m->feed[line.start]))
            at = line.start;
        else if (at > line.start && is_blank(m->feed[at - 1]))
            at--;
        if (!above && rest.start < rest.end && at < rest.end && is_blank(m->feed[at])) {
            m->feed[at] = TP_MD_PLACEHOLDER;
            done = true;
        }
        above = rest.start < rest.end;
    }
    return done;
}

/* A fence that nothing closes is a line of dashes to a transcriber; it would swallow the rest. */
static bool fenced(struct tp_md *m, cmark_node *node)
{
    int length = 0, offset = 0, last = cmark_node_get_end_line(node);
    int first = cmark_node_get_start_line(node);
    char sign = '\0';
    uint32_t at = tp_md_offset(m, first, cmark_node_get_start_column(node));
    struct tp_range line = tp_md_line(m, last);
    uint32_t i;

    if (!cmark_node_get_fenced(node, &length, &offset, &sign))
        return indented(m, node);
    line = tp_md_trim(m, line.start, line.end);
    for (i = line.end; i > line.start && m->feed[i - 1] == sign; i--)
        ;
    if (last > first && last <= tp_md_n_lines(m) && line.end - i >= (uint32_t)length)
        return false;
    if (at >= m->s->len || m->feed[at] != sign)
        return false;
    m->feed[at] = TP_MD_PLACEHOLDER;
    return true;
}

/* The line that makes the lines from FIRST on a heading: all "=" or "-"; 0 when it can't be found.
 */
static int underline(struct tp_md *m, int first)
{
    for (int i = first + 1; i <= tp_md_n_lines(m); i++) {
        struct tp_range r = tp_md_line(m, i);
        uint32_t k;
        r = tp_md_trim(m, r.start, r.end);
        while (r.start < r.end && m->feed[r.start] == '>')
            r = tp_md_trim(m, r.start + 1, r.end);
        if (r.start == r.end)
            return 0;
        if (m->feed[r.start] != '=' && m->feed[r.start] != '-')
            continue;
        for (k = r.start; k < r.end && m->feed[k] == m->feed[r.start]; k++)
            ;
        if (k == r.end)
            return i;
    }
    return 0;
}

/* A line of dashes makes a heading only of one short line. Below more it is a rule; a line of "=",
 * or of less than three dashes, is text. */
static bool heading(struct tp_md *m, cmark_node *node)
{
    int first = cmark_node_get_start_line(node), under;
    uint32_t at = tp_md_offset(m, first, cmark_node_get_start_column(node));
    struct tp_range line = tp_md_line(m, first), r;
    uint32_t i = at;

    while (i < line.end && m->feed[i] == '#')
        i++;
    if (i > at && i - at <= 6 && (i == line.end || is_blank(m->feed[i])))
        return false;
    under = underline(m, first);
    if (under == 0)
        return false;
    r = tp_md_line(m, under);
    r = tp_md_trim(m, r.start, r.end);
    while (m->feed[r.start] == '>')
        r = tp_md_trim(m, r.start + 1, r.end);
    if (under == first + 1 && line.end - at <= TP_MD_UNDERLINED && r.end - r.start >= 3)
        return false;
    if (m->feed[r.start] == '-' && r.end - r.start >= 3)
        memset(m->feed + r.start, '*', r.end - r.start);
    else
        m->feed[r.start] = TP_MD_PLACEHOLDER;
    return true;
}

/* One item with a star, by itself, is a note at the foot of a page. */
static bool list(struct tp_md *m, cmark_node *node)
{
    cmark_node *item = cmark_node_first_child(node);
    uint32_t at;

    if (cmark_node_get_list_type(node) != CMARK_BULLET_LIST || !item || cmark_node_next(item) ||
        cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT)
        return false;
    at = tp_md_offset(m, cmark_node_get_start_line(item), cmark_node_get_start_column(item));
    if (at >= m->s->len || m->feed[at] != '*')
        return false;
    m->feed[at] = TP_MD_PLACEHOLDER;
    return true;
}

static bool veto(struct tp_md *m, cmark_node *node)
{
    if (cmark_node_get_start_line(node) > tp_md_n_lines(m))
        return false;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
        return fenced(m, node);
    case CMARK_NODE_HEADING:
        return heading(m, node);
    case CMARK_NODE_LIST:
        return list(m, node);
    default:
        return false;
    }
}

static bool has_blocks(cmark_node *node)
{
    cmark_node_type t = cmark_node_get_type(node);

    return t == CMARK_NODE_DOCUMENT || t == CMARK_NODE_BLOCK_QUOTE || t == CMARK_NODE_LIST ||
           t == CMARK_NODE_ITEM || t == CMARK_NODE_FOOTNOTE_DEFINITION;
}

bool tp_md_veto(struct tp_md *m)
{
    cmark_node *node = m->doc;
    bool again = false;

    while (node) {
        cmark_node *child = has_blocks(node) ? cmark_node_first_child(node) : NULL;
        if (veto(m, node)) {
            again = true;
            child = NULL;
        }
        if (child) {
            node = child;
            continue;
        }
        while (node && !cmark_node_next(node))
            node = cmark_node_parent(node);
        node = node ? cmark_node_next(node) : NULL;
    }
    return again;
}
