#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "body.h"
#include "weave.h"

void tp_give_id(struct tp_builder *b, struct tp_node *e, const char *prefix, struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);

    tp_set(b->a, e, "xml:id", tp_id_for(b->ids, prefix, t.p, t.len));
}

/* A block without text may still have an image in it. */
static bool has_content(struct tp_piece p)
{
    return p.start < p.end || (p.block->len == 0 && p.block->n_spans);
}

void tp_put_text(struct tp_builder *b, struct tp_node *parent, struct tp_piece p,
                 enum tp_passes_for what, bool lines)
{
    struct tp_annos annos = {0};
    struct tp_arena *work;

    if (!has_content(p))
        return;
    work = tp_arena_sub(b->a);
    parent->src = tp_block_source(p.block, p.start, p.end);
    tp_passes_set_block(b->passes, p.block);
    tp_passes_run(work, b->passes, p.block->text + p.start, p.end - p.start, p.start, b->lang,
                  b->script, what, &annos);
    tp_weave(b->a, parent, p.block, p.start, p.end, &annos, lines);
    tp_arena_free(work);
}

void tp_put_plain(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    if (!has_content(p))
        return;
    parent->src = tp_block_source(p.block, p.start, p.end);
    tp_weave(b->a, parent, p.block, p.start, p.end, NULL, false);
}

/* ---- numbers before paragraphs ---- */

struct label {
    uint32_t end; /* bytes of the text, blanks behind it not counted; 0: no label */
    int number;
    char style; /* what it looks like: '1' digits, 'I' Roman, 'a' letter, 'h' Han, each with a sign
                 */
    uint32_t sign;
};

static int roman(const char *p, size_t n)
{
    static const struct {
        const char *word;
    } words[] = {{"I"},    {"II"},  {"III"},  {"IV"},    {"V"},   {"VI"},   {"VII"},
                 {"VIII"}, {"IX"},  {"X"},    {"XI"},    {"XII"}, {"XIII"}, {"XIV"},
                 {"XV"},   {"XVI"}, {"XVII"}, {"XVIII"}, {"XIX"}, {"XX"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == n && memcmp(words[i].word, p, n) == 0)
            return (int)i + 1;
    return 0;
}

/* One to ninety-nine in Han numerals. */
static int han_number(const char *p, size_t n)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    int value = 0, last = 0;

    for (size_t i = 0; i + 3 <= n; i += 3) {
        int d = 0;
        for (int k = 0; k < 10; k++)
            if (memcmp(p + i, digits[k], 3) == 0)
                d = k + 1;
        if (d == 0)
            return 0;
        if (d == 10) {
            value += (last ? last : 1) * 10;
            last = 0;
        } else {
            last = d;
        }
    }
    return value + last;
}

/* The word up to the closing sign: its number and style. */
static bool number_word(const char *p, size_t n, bool open, struct label *out)
{
    char *end;

    if (n == 0 || n > 12)
        return false;
    if (*p >= '0' && *p <= '9') {
        out->number = (int)strtol(p, &end, 10);
        out->style = '1';
        return end == p + n && n <= 3;
    }
    if (open && n == 1 && *p >= 'a' && *p <= 'z') {
        out->style = 'a';
        out->number = *p - 'a' + 1;
        return true;
    }
    out->style = 'I';
    if ((out->number = roman(p, n)))
        return true;
    out->style = 'h';
    return (out->number = han_number(p, n)) != 0;
}

/* "(1)", "1.", "1)", "（一）", "一、", "I.", "IV." at the beginning of a paragraph. */
static struct label label_of(const char *p, uint32_t len)
{
    static const char *const closers[] = {")", "）", ".", "、", "．"};
    struct label l = {0};
    uint32_t from = 0;
    bool open = false;

    if (len > 1 && *p == '(')
        from = 1, open = true;
    else if (len > 3 && memcmp(p, "（", 3) == 0)
        from = 3, open = true;
    for (uint32_t i = from; i < len && i < from + 16; i++)
        for (size_t k = 0; k < sizeof closers / sizeof *closers; k++) {
            uint32_t n = (uint32_t)strlen(closers[k]);
            bool bracket = k < 2;
            if (i + n > len || memcmp(p + i, closers[k], n) != 0 || (open && !bracket))
                continue;
            l.sign = (uint32_t)(open ? 10 : 0) + (uint32_t)k;
            if (!number_word(p + from, i - from, open, &l))
                return (struct label){0};
            /* "1.5 million": a blank must follow, but in Chinese */
            if (l.style != 'h' && !open && i + n < len && p[i + n] != ' ' && p[i + n] != '\n')
                return (struct label){0};
            l.end = i + n;
            return l;
        }
    return l;
}

static uint32_t skip_blanks(struct tp_piece p, uint32_t at)
{
    while (at < p.end && (p.block->text[at] == ' ' || p.block->text[at] == '\n'))
        at++;
    return at;
}

/* label and text of a numbered paragraph into ELEMENT. */
static void put_labelled(struct tp_builder *b, struct tp_node *element, struct tp_piece p,
                         const struct label *l)
{
    struct tp_node *label = tp_element(b->a, element, "label");
    uint32_t end = p.start + l->end, text = skip_blanks(p, end);

    tp_set(b->a, element, "n",
           l->style == 'a' ? tp_fmt(b->a, "%c", 'a' + l->number - 1)
                           : tp_fmt(b->a, "%d", l->number));
    tp_put_plain(b, label, (struct tp_piece){p.block, p.start, end});
    if (text > end)
        tp_own_text(b->a, element, " ");
    tp_put_text(b, element, (struct tp_piece){p.block, text, p.end}, TP_FOR_TEXT, false);
}

void tp_put_paragraph(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct label l = label_of(p.block->text + p.start, p.end - p.start);
    struct tp_node *e = tp_element(b->a, parent, "p");

    tp_give_id(b, e, "p", p);
    if (l.end && tp_piece_text((struct tp_piece){p.block, p.start + l.end, p.end}).len)
        put_labelled(b, e, p, &l);
    else
        tp_put_text(b, e, p, TP_FOR_TEXT, false);
}

size_t tp_put_enumeration(struct tp_builder *b, struct tp_node *parent,
                          const struct tp_items *items, size_t first, size_t end)
{
    struct tp_node *list;
    struct label start = {0};
    size_t n = 0;

    for (size_t i = first; i < end; i++, n++) {
        const struct tp_item *item = &items->v[i];
        struct label l;
        if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH)
            break;
        l = label_of(item->text.block->text + item->text.start, item->text.end - item->text.start);
        if (!l.end || (n && (l.style != start.style || l.sign != start.sign ||
                             l.number != start.number + (int)n)))
            break;
        if (!n)
            start = l;
    }
    if (n < 2)
        return 0;
    list = tp_element_with(b->a, parent, "list", "type", "numbered");
    for (size_t i = first; i < first + n; i++) {
        struct tp_piece p = items->v[i].text;
        struct tp_node *e = tp_element(b->a, list, "item");
        struct label l = label_of(p.block->text + p.start, p.end - p.start);
        tp_give_id(b, e, "p", p);
        put_labelled(b, e, p, &l);
    }
    return n;
}

/* ---- the reader's blocks ---- */

static struct tp_piece whole(const struct tp_block *block)
{
    return (struct tp_piece){block, 0, block->len};
}

/* Text as it stands in the source: the number of an item. */
static void source_text(struct tp_builder *b, struct tp_node *parent, struct tp_range src)
{
    struct tp_node *n = tp_own_text(b->a, parent, "");

    n->text = b->d->source->text + src.start;
    n->len = src.end - src.start;
    n->src = src;
}

static struct tp_node *put_item(struct tp_builder *b, struct tp_node *list,
                                const struct tp_block *block)
{
    struct tp_node *e = tp_element(b->a, list, "item");
    const struct tp_block *only = block->first && !block->first->next ? block->first : NULL;

    if (block->marker.start < block->marker.end) {
        tp_set(b->a, e, "n", tp_fmt(b->a, "%d", block->number));
        source_text(b, tp_element(b->a, e, "label"), block->marker);
        tp_own_text(b->a, e, " ");
    }
    if (only && only->kind == TP_BLOCK_PARAGRAPH) {
        tp_give_id(b, e, "p", whole(only));
        tp_put_text(b, e, whole(only), TP_FOR_TEXT, false);
        return NULL;
    }
    return e; /* its blocks follow as children */
}

static struct tp_node *put_table(struct tp_builder *b, struct tp_node *parent,
                                 const struct tp_block *block)
{
    struct tp_node *table = tp_element(b->a, parent, "table");

    for (const struct tp_block *row = block->first; row; row = row->next) {
        struct tp_node *r = tp_element(b->a, table, "row");
        if (row->header)
            tp_set(b->a, r, "role", "label");
        for (const struct tp_block *cell = row->first; cell; cell = cell->next)
            tp_put_text(b, tp_element(b->a, r, "cell"), whole(cell), TP_FOR_TEXT, false);
    }
    return NULL;
}

/* One block without its children; returns the element that they go into, NULL when they are done.
 */
static struct tp_node *open_block(struct tp_builder *b, struct tp_node *parent,
                                  const struct tp_block *block)
{
    struct tp_node *e;

    switch (block->kind) {
    case TP_BLOCK_LIST:
        return tp_element_with(b->a, parent, "list", "type",
                               block->ordered || (block->first && block->first->marker.end >
                                                                      block->first->marker.start)
                                   ? "numbered"
                                   : "bulleted");
    case TP_BLOCK_ITEM:
        return put_item(b, parent, block);
    case TP_BLOCK_QUOTE:
        return tp_element(b->a, parent, "quote");
    case TP_BLOCK_TABLE:
        return put_table(b, parent, block);
    case TP_BLOCK_CODE:
        e = tp_element_with(b->a, parent, "ab", "type", "preformatted");
        tp_put_text(b, e, whole(block), TP_FOR_HEADER, true);
        return NULL;
    case TP_BLOCK_RULE:
        tp_set(b->a, e = tp_element_with(b->a, parent, "milestone", "unit", "section"), "rend",
               "rule");
        e->src = block->src;
        return NULL;
    case TP_BLOCK_FOOTNOTE:
        tp_put_footnote(b, parent, block);
        return NULL;
    case TP_BLOCK_HEADING: /* inside a quotation or an item: TEI has no head there */
        e = tp_element_with(b->a, parent, "ab", "type", "head");
        tp_put_text(b, e, whole(block), TP_FOR_HEAD, true);
        return NULL;
    default:
        if (has_content(whole(block)))
            tp_put_paragraph(b, parent, whole(block));
        return block->first ? parent : NULL;
    }
}

void tp_put_block(struct tp_builder *b, struct tp_node *parent, const struct tp_block *block)
{
    const struct tp_block *at = block;
    TP_VEC(struct tp_node *) into = {0}; /* of the open blocks, outermost first */

    TP_PUSH(b->a, &into, parent);
    for (;;) {
        struct tp_node *e = open_block(b, into.v[into.n - 1], at);
        if (e && at->first) {
            TP_PUSH(b->a, &into, e);
            at = at->first;
            continue;
        }
        while (at != block && !at->next) {
            at = at->parent;
            into.n--;
        }
        if (at == block)
            return;
        at = at->next;
    }
}

void tp_put_footnote(struct tp_builder *b, struct tp_node *parent, const struct tp_block *block)
{
    struct tp_node *e = tp_element_with(b->a, parent, "note", "type", "footnote");
    const struct tp_block *only = block->first && !block->first->next ? block->first : NULL;
    const char *name = block->name ? block->name : "";

    tp_set(b->a, e, "n", name);
    tp_set(b->a, e, "xml:id", tp_id_named(b->ids, tp_note_id(b, name)));
    tp_set(b->a, e, "place", "end");
    tp_claim(b->a, e, block->marker);
    e->src = block->src;
    if (only && only->kind == TP_BLOCK_PARAGRAPH)
        tp_put_text(b, e, whole(only), TP_FOR_TEXT, false);
    else
        for (const struct tp_block *c = block->first; c; c = c->next)
            tp_put_block(b, e, c); /* footnotes don't nest: the depth is that of the call */
}
