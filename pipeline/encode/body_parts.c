/* What may stand in several places of a text. */
#include "body_parts.h"

#include <string.h>

#include "../base/utf8.h"

const char *tp_note_id(struct tp_builder *b, const char *mark)
{
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D};
    struct tp_buf id = tp_buf_new(b->a);

    unsigned han = 0; /* "十二" */

    tp_buf_str(&id, "note-");
    for (size_t i = 0; mark[i];) {
        uint32_t cp;
        size_t n = tp_utf8_decode(mark + i, strlen(mark + i), &cp);
        if ((cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z'))
            tp_buf_char(&id, mark[i]);
        else if (cp == '*' || cp == 0x2020 || cp == 0x2021)
            tp_buf_str(&id, cp == '*' ? "star" : cp == 0x2020 ? "dagger" : "double-dagger");
        else if (cp >= 0x2460 && cp <= 0x2473)
            tp_buf_fmt(&id, "%u", (unsigned)(cp - 0x2460 + 1));
        else if (cp == 0x5341)
            han = han ? han * 10 : 10;
        for (unsigned k = 0; k < 9; k++)
            if (cp == digits[k])
                han += k + 1;
        i += n ? n : 1;
    }
    if (han)
        tp_buf_fmt(&id, "%u", han);
    return id.p;
}

/* ---- pieces that may stand in several places ---- */

struct tp_node *body_page_number(struct tp_builder *b, struct tp_node *parent,
                                 const struct tp_item *item)
{
    const struct tp_block *block = item->text.block;
    struct tp_node *pb = tp_element(b->a, parent, "pb"), *fw;

    if (item->n.end > item->n.start)
        tp_set(b->a, pb, "n",
               tp_strndup(b->a, block->text + item->n.start, item->n.end - item->n.start));
    if (block->text[item->text.start] == '[') { /* an editor's: nothing stands on the page */
        tp_claim_text(b->a, pb, block, item->text.start, item->text.end);
        pb->src = tp_block_source(block, item->text.start, item->text.end);
        return pb;
    }
    fw = tp_element_with(b->a, parent, "fw", "type", "pageNum");
    tp_put_plain(b, fw, item->text);
    return pb;
}

struct tp_piece body_bare(struct tp_builder *b, struct tp_node *head, struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);
    uint32_t start = (uint32_t)(t.p - p.block->text), end = start + (uint32_t)t.len;

    for (size_t i = 0; i < p.block->n_spans; i++) {
        const struct tp_span *s = &p.block->spans[i];
        struct tp_block *copy;
        if ((s->kind != TP_SPAN_STRONG && s->kind != TP_SPAN_EMPH) || s->start != start ||
            s->end != end)
            continue;
        copy = TP_NEW(b->a, struct tp_block);
        *copy = *p.block;
        copy->spans = TP_NEW_ARRAY(b->a, p.block->n_spans, struct tp_span);
        copy->n_spans = 0;
        for (size_t k = 0; k < p.block->n_spans; k++)
            if (k != i)
                copy->spans[copy->n_spans++] = p.block->spans[k];
        tp_claim(b->a, head, s->open);
        tp_claim(b->a, head, s->close);
        return body_bare(b, head, (struct tp_piece){copy, p.start, p.end});
    }
    return p;
}

void body_separator(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct tp_node *e = tp_element_with(b->a, parent, "milestone", "unit", "section");

    tp_set(b->a, e, "rend", p.block->len ? "separator" : "rule");
    e->src = p.block->len ? tp_block_source(p.block, p.start, p.end) : p.block->src;
    tp_claim_text(b->a, e, p.block, p.start, p.end);
}

void body_gap(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct tp_node *gap = tp_element_with(b->a, parent, "gap", "reason", "omitted");

    if (!p.block)
        return;
    gap->src = tp_block_source(p.block, p.start, p.end);
    tp_claim_text(b->a, gap, p.block, p.start, p.end);
}

/* The words in the brackets of "[Stamp: ...]": where they begin and end. */
static struct tp_piece inside_stamp(struct tp_builder *b, struct tp_node *stamp, struct tp_piece p,
                                    bool first, bool last)
{
    const char *text = p.block->text;
    struct tp_piece in = p;

    if (first && in.start < in.end && text[in.start] == '[') {
        const char *colon = memchr(text + in.start, ':', in.end - in.start);
        in.start = colon ? (uint32_t)(colon - text) + 1 : in.start + 1;
        while (in.start < in.end && text[in.start] == ' ')
            in.start++;
        tp_claim_text(b->a, stamp, p.block, p.start, in.start);
    }
    if (last && in.start < in.end && text[in.end - 1] == ']' && text[p.start] == '[') {
        in.end--;
        tp_claim_text(b->a, stamp, p.block, in.end, p.end);
    }
    return in;
}

/* A stamp and the items that go on with it. Returns how many items it took. */
size_t body_stamp(struct tp_builder *b, struct tp_node *parent, const struct tp_items *items,
                  size_t at, size_t end)
{
    struct tp_node *stamp = tp_element(b->a, parent, "stamp");
    size_t n = 1;

    while (at + n < end && items->v[at + n].joined)
        n++;
    for (size_t i = at; i < at + n; i++) {
        struct tp_piece p = items->v[i].text;
        if (i > at)
            tp_element(b->a, stamp, "lb");
        if (n == 1) {
            p = inside_stamp(b, stamp, p, true, true);
        } else if (i == at) {
            p = inside_stamp(b, stamp, p, true, false);
        } else if (i == at + n - 1 && p.block->text[p.end - 1] == ']') {
            tp_claim_text(b->a, stamp, p.block, p.end - 1, p.end);
            p.end--;
        }
        tp_put_text(b, stamp, p, TP_FOR_TEXT, true);
    }
    return n;
}

/* "[Editor's note: ...]" as a whole; INSIDE is what stands in the brackets. */
static bool in_brackets(struct tp_piece p, struct tp_piece *inside)
{
    struct tp_slice t = tp_piece_text(p);
    uint32_t start = (uint32_t)(t.p - p.block->text);

    if (t.len < 3 || *t.p != '[' || t.p[t.len - 1] != ']' || memchr(t.p + 1, '[', t.len - 1))
        return false;
    *inside = (struct tp_piece){p.block, start + 1, start + (uint32_t)t.len - 1};
    return true;
}

/* "[handwritten: seen]", "[stamp: ...]": do the brackets say that it is something else? */
static bool is_no_note(struct tp_builder *b, struct tp_piece inside)
{
    const struct tp_phrase_rule *rule = tp_passes_phrase(b->passes, tp_piece_text(inside));

    return rule && strcmp(rule->element, "note") != 0;
}

static void put_bracket(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    struct tp_node *ab = tp_element(b->a, parent, "ab");

    tp_give_id(b, ab, "p", item->text);
    tp_put_text(b, ab, item->text, TP_FOR_TEXT, false);
}

/* Note in place, typed by its role: typed-by lines, distribution lists, remarks on the source. */
void body_role_note(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    static const char *const types[TP_ROLE_COUNT] = {
        [TP_ROLE_TYPED] = "production",
        [TP_ROLE_DISTRIBUTION] = "distribution",
        [TP_ROLE_AUTHENTICATED] = "authentication",
        [TP_ROLE_SOURCE_NOTE] = "source",
        [TP_ROLE_TRANSMISSION] = "transmission",
        [TP_ROLE_REFERENCE] = "reference",
        [TP_ROLE_COPY] = "copy",
        [TP_ROLE_REMARK] = "remark",
        [TP_ROLE_HEADNOTE] = "headnote",
    };
    struct tp_node *note;
    struct tp_piece inside;

    if (item->role == TP_ROLE_HEADNOTE && !item->type && in_brackets(item->text, &inside) &&
        is_no_note(b, inside)) {
        put_bracket(b, parent, item);
        return;
    }
    note = tp_element_with(b->a, parent, "note", "type",
                           item->type          ? item->type
                           : types[item->role] ? types[item->role]
                                               : "other");
    tp_give_id(b, note, "n", item->text);
    if (((item->role == TP_ROLE_HEADNOTE && !item->type) || item->role == TP_ROLE_TRANSMISSION) &&
        in_brackets(item->text, &inside)) {
        /* an editor's: the note stands for its brackets */
        if (item->role == TP_ROLE_HEADNOTE)
            tp_set(b->a, note, "type", "editorial");
        tp_claim_text(b->a, note, item->text.block, item->text.start, inside.start);
        tp_claim_text(b->a, note, item->text.block, inside.end, item->text.end);
        tp_put_text(b, note, inside, TP_FOR_TEXT, false);
        return;
    }
    tp_put_text(b, note, item->text, TP_FOR_SIGNATURE, tp_lines_matter(&b->d->lines, item->text));
}

void body_goes_on(struct tp_builder *b, struct tp_node *note, const struct tp_item *item)
{
    if (item->text.block->kind == TP_BLOCK_LIST) {
        tp_put_block(b, note, item->text.block);
        return;
    }
    tp_element(b->a, note, "lb");
    tp_put_text(b, note, item->text, TP_FOR_SIGNATURE, true);
}

/* The bytes of the signs that close a note's mark. */
static uint32_t mark_end(const struct tp_item *item)
{
    static const char *const signs[] = {")", "]", "〕", "］", "】", ".", "．", "、", ":", "："};
    const char *text = item->text.block->text;
    uint32_t end = item->n.end;

    for (size_t i = 0; i < sizeof signs / sizeof *signs && end == item->n.end; i++) {
        uint32_t n = (uint32_t)strlen(signs[i]);
        if (end + n <= item->text.end && memcmp(text + end, signs[i], n) == 0)
            end += n;
    }
    return end;
}

const char *tp_note_mark(struct tp_arena *a, const struct tp_item *item)
{
    const char *p = item->text.block->text + item->n.start;
    size_t len = item->n.end - item->n.start;
    unsigned number = 0;

    for (size_t i = 0; i < len;) { /* raised figures are figures */
        uint32_t cp;
        size_t n = tp_utf8_decode(p + i, len - i, &cp);
        int digit = cp == 0xB9 ? 1 : cp == 0xB2 || cp == 0xB3 ? (int)cp - 0xB0 : (int)cp - 0x2070;
        if (!n || (cp != 0xB9 && cp != 0xB2 && cp != 0xB3 && (cp < 0x2070 || cp > 0x2079)))
            return tp_strndup(a, p, len);
        number = number * 10 + (unsigned)digit;
        i += n;
    }
    return tp_fmt(a, "%u", number);
}

void body_note(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item,
               const char *place)
{
    struct tp_node *note = tp_element_with(b->a, parent, "note", "type", "footnote");
    const char *text = item->text.block->text, *n = tp_note_mark(b->a, item);
    uint32_t end = mark_end(item), from = end;

    /* the mark with its brackets, and the blank behind it, are what @n and the place stand for */
    while (from < item->text.end && strchr(" \t\n", text[from]))
        from++;
    tp_set(b->a, note, "n", n);
    tp_set(b->a, note, "xml:id", tp_id_named(b->ids, tp_note_id(b, n)));
    tp_set(b->a, note, "place", place);
    tp_claim_text(b->a, note, item->text.block, item->text.start, end);
    tp_put_text(b, note, (struct tp_piece){item->text.block, from, item->text.end}, TP_FOR_TEXT,
                false);
}

/* A note that isn't below a heading of notes. */
void body_foot(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    if (item->text.block->kind == TP_BLOCK_FOOTNOTE)
        tp_put_footnote(b, parent, item->text.block);
    else
        body_note(b, parent, item, "bottom");
}
