#include "weave.h"

#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "uri.h"

/* An element to be: an annotation or a span of the reader. */
struct piece {
    struct tp_anno anno;
    struct tp_range open, close; /* in the source */
    size_t order;                /* keeps sorting stable */
    bool dropped;
};

struct pieces {
    struct piece *v;
    size_t n, cap;
};

/* Spans of the reader: which element, with which attributes. */
static const struct {
    const char *element, *attr, *value, *inner;
} span_elements[] = {
    [TP_SPAN_EMPH] = {"hi", "rend", "italic", NULL},
    [TP_SPAN_STRONG] = {"hi", "rend", "bold", NULL},
    [TP_SPAN_STRIKE] = {"del", "rend", "strikethrough", NULL},
    [TP_SPAN_CODE] = {"hi", "rend", "monospaced", NULL},
    [TP_SPAN_LINK] = {"ref", NULL, NULL, NULL},
    [TP_SPAN_IMAGE] = {"figure", NULL, NULL, "figDesc"},
    [TP_SPAN_NOTE_REF] = {"ref", "type", "noteAnchor", NULL},
};

/* What can't stand in XML (a character reference may give it) becomes U+FFFD. */
static const char *clean(struct tp_arena *a, const char *text)
{
    struct tp_buf b = tp_buf_new(a);
    size_t len = strlen(text);

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(text + i, len - i, &cp);
        tp_buf_codepoint(&b, n && tp_is_xml_char(cp) ? cp : 0xFFFD);
        i += n ? n : 1;
    }
    return b.p;
}

static void add_span(struct tp_arena *a, struct pieces *ps, const struct tp_span *s)
{
    const char *uri = s->target ? tp_uri(a, s->target) : NULL;
    struct piece p = {.open = s->open, .close = s->close};

    p.anno = (struct tp_anno){.start = s->start, .end = s->end, .rank = TP_RANK_SPAN};
    p.anno.element = span_elements[s->kind].element;
    p.anno.inner = span_elements[s->kind].inner;
    if (span_elements[s->kind].attr)
        p.anno.attrs =
            tp_attr_add(a, NULL, span_elements[s->kind].attr, span_elements[s->kind].value);
    if (s->kind == TP_SPAN_LINK && uri)
        p.anno.attrs = tp_attr_add(a, p.anno.attrs, "target", uri);
    if (s->kind == TP_SPAN_IMAGE) { /* figDesc takes hardly any markup */
        p.anno.rank = TP_RANK_NOTE;
        p.anno.opaque = true;
        p.anno.beside = uri ? "graphic" : NULL;
        p.anno.beside_attrs = uri ? tp_attr_add(a, NULL, "url", uri) : NULL;
    }
    if (s->kind == TP_SPAN_NOTE_REF) {
        p.anno.attrs = tp_attr_add(a, p.anno.attrs, "n", s->target ? clean(a, s->target) : "");
        p.anno.rank = TP_RANK_NOTE;
        p.anno.opaque = true;
    }
    if (s->title && *s->title && s->kind == TP_SPAN_LINK)
        p.anno.attrs = tp_attr_add(a, p.anno.attrs, "n", clean(a, s->title));
    TP_PUSH(a, ps, p);
}

static int by_place(const void *x, const void *y)
{
    const struct piece *p = x, *q = y;

    if (p->anno.start != q->anno.start)
        return p->anno.start < q->anno.start ? -1 : 1;
    if (p->anno.end != q->anno.end)
        return p->anno.end > q->anno.end ? -1 : 1;
    if (p->anno.rank != q->anno.rank)
        return p->anno.rank > q->anno.rank ? -1 : 1;
    return p->order < q->order ? -1 : p->order > q->order;
}

/* What TEI doesn't allow in a description, which is for phrases. */
static bool in_description(const char *element)
{
    static const char *const never[] = {"figure",   "del", "add",      "gap", "note", "unclear",
                                        "supplied", "lb",  "metamark", "app", NULL};

    for (size_t i = 0; never[i]; i++)
        if (strcmp(never[i], element) == 0)
            return false;
    return true;
}

/* May Q stand inside (or beside) the open piece P? */
static bool fits(const struct piece *p, const struct piece *q)
{
    uint32_t from = p->anno.start + p->anno.open, to = p->anno.end - p->anno.close;

    if (q->anno.start >= p->anno.end)
        return true;
    if (p->anno.opaque || q->anno.start < from || q->anno.end > to)
        return false;
    if (p->anno.inner && strcmp(p->anno.inner, "desc") == 0 && !in_description(q->anno.element))
        return false;
    return !(q->anno.start == p->anno.start && q->anno.end == p->anno.end &&
             strcmp(p->anno.element, q->anno.element) == 0);
}

/* Drop what crosses: the lower rank goes, the earlier one stays among equals. Linear: each piece is
 * pushed once and popped once. */
static void resolve(struct tp_arena *a, struct pieces *ps)
{
    TP_VEC(struct piece *) open = {0};

    for (size_t i = 0; i < ps->n; i++) {
        struct piece *q = &ps->v[i];
        for (;;) {
            while (open.n && open.v[open.n - 1]->anno.end <= q->anno.start)
                open.n--;
            if (!open.n || fits(open.v[open.n - 1], q))
                break;
            if (open.v[open.n - 1]->anno.rank >= q->anno.rank) {
                q->dropped = true;
                break;
            }
            open.v[--open.n]->dropped = true;
        }
        if (open.n >= TP_WEAVE_DEPTH)
            q->dropped = true;
        if (!q->dropped)
            TP_PUSH(a, &open, q);
    }
}

/* Emphasis around the whole of a heading says nothing that the heading doesn't. */
static bool is_redundant(const struct tp_block *b, const struct tp_span *s)
{
    return b->kind == TP_BLOCK_HEADING && s->start == 0 && s->end == b->len &&
           (s->kind == TP_SPAN_STRONG || s->kind == TP_SPAN_EMPH);
}

/* An image without a description belongs to the piece of text that it stands in, or that begins
 * behind it, blanks apart; at the block's end, to the last. */
static void add_empty(struct tp_arena *a, struct pieces *ps, const struct tp_block *b,
                      const struct tp_span *s, uint32_t start, uint32_t end)
{
    struct tp_span moved = *s;

    while (moved.start < start && (b->text[moved.start] == ' ' || b->text[moved.start] == '\n'))
        moved.start++;
    moved.end = moved.start;
    if (moved.start >= start && (moved.start < end || (moved.start == end && end == b->len)))
        add_span(a, ps, &moved);
}

/* WORK is for what is needed until the text is woven; elements and claims belong to A. */
static void collect(struct tp_arena *a, struct tp_arena *work, struct pieces *ps,
                    struct tp_node *parent, const struct tp_block *b, uint32_t start, uint32_t end,
                    const struct tp_annos *annos)
{
    for (size_t i = 0; i < b->n_spans; i++) {
        const struct tp_span *s = &b->spans[i];
        if (s->start == s->end) {
            add_empty(work, ps, b, s, start, end);
            continue;
        }
        if (s->end <= start || s->start >= end)
            continue;
        if (s->start < start || s->end > end || is_redundant(b, s)) {
            tp_claim(a, parent, s->open);
            tp_claim(a, parent, s->close);
        } else {
            add_span(work, ps, s);
        }
    }
    for (size_t i = 0; annos && i < annos->n; i++) {
        const struct tp_anno *anno = &annos->v[i];
        struct piece p = {.anno = *anno};
        if (anno->start < start || anno->end > end || anno->start > anno->end ||
            (anno->start == anno->end && !anno->fill))
            continue;
        if (anno->open + anno->close > anno->end - anno->start)
            continue; /* a faulty pass loses its annotation, not the text */
        p.open = tp_block_source(b, anno->start, anno->start + anno->open);
        p.close = tp_block_source(b, anno->end - anno->close, anno->end);
        TP_PUSH(work, ps, p);
    }
    for (size_t i = 0; i < ps->n; i++)
        ps->v[i].order = i;
    if (ps->n)
        qsort(ps->v, ps->n, sizeof *ps->v, by_place);
}

static void set_all(struct tp_arena *a, struct tp_node *e, const struct tp_attr *attrs)
{
    for (; attrs; attrs = attrs->next)
        tp_set(a, e, attrs->name, attrs->value);
}

/* Start the piece's element; its content goes into what is returned. */
static struct tp_node *enter(struct tp_arena *a, struct tp_node *parent, const struct piece *p,
                             const struct tp_block *b)
{
    struct tp_node *e = tp_element(a, parent, p->anno.element);

    set_all(a, e, p->anno.attrs);
    tp_claim(a, e, p->open);
    tp_claim(a, e, p->close);
    e->src = tp_block_source(b, p->anno.start, p->anno.end);
    if (p->anno.beside && strcmp(p->anno.beside, "graphic") == 0) {
        set_all(a, tp_element(a, e, "graphic"), p->anno.beside_attrs);
    }
    if (!p->anno.inner ||
        (p->anno.open + p->anno.close == p->anno.end - p->anno.start && !p->anno.fill))
        return e;
    e = tp_element(a, e, p->anno.inner);
    e->attrs = p->anno.inner_attrs;
    return e;
}

static void leave(struct tp_arena *a, struct tp_node *content, const struct piece *p)
{
    struct tp_node *e = content;

    while (strcmp(e->name, p->anno.element) != 0)
        e = e->parent;
    if (p->anno.beside && strcmp(p->anno.beside, "graphic") != 0) {
        struct tp_node *n = tp_element(a, e, p->anno.beside);
        if (p->anno.beside_text)
            tp_own_text(a, n, tp_strdup(a, p->anno.beside_text));
        set_all(a, n, p->anno.beside_attrs);
        e = n;
    }
    if (p->anno.fill)
        p->anno.fill(p->anno.fill_arg, e);
}

/* TEI has no lb in a description. */
static bool takes_lb(const struct tp_node *e)
{
    return strcmp(e->name, "desc") != 0 && strcmp(e->name, "figDesc") != 0;
}

void tp_weave(struct tp_arena *a, struct tp_node *parent, const struct tp_block *b, uint32_t start,
              uint32_t end, const struct tp_annos *annos, bool lines)
{
    struct pieces ps = {0};
    const struct piece *open[TP_WEAVE_DEPTH + 1];
    struct tp_node *into[TP_WEAVE_DEPTH + 1];
    size_t depth = 0;
    uint32_t at = start;
    struct tp_arena *work = tp_arena_sub(a);

    collect(a, work, &ps, parent, b, start, end, annos);
    resolve(work, &ps);
    for (size_t i = 0; i < ps.n;
         i++) /* the text of a dropped span stays, its signs have no place */
        if (ps.v[i].dropped && !ps.v[i].anno.open && !ps.v[i].anno.close) {
            tp_claim(a, parent, ps.v[i].open);
            tp_claim(a, parent, ps.v[i].close);
        }
    into[0] = parent;
    for (size_t i = 0; i <= ps.n; i++) {
        uint32_t next = i < ps.n ? ps.v[i].anno.start : end;
        if (i < ps.n && ps.v[i].dropped)
            continue;
        while (depth && (i == ps.n || open[depth - 1]->anno.end <= next)) {
            const struct tp_anno *top = &open[depth - 1]->anno;
            tp_block_text(a, into[depth], b, at, top->end - top->close,
                          lines && takes_lb(into[depth]));
            leave(a, into[depth], open[depth - 1]);
            at = top->end;
            depth--;
        }
        tp_block_text(a, into[depth], b, at, next, lines && takes_lb(into[depth]));
        at = next;
        if (i == ps.n)
            break;
        at += ps.v[i].anno.open;
        into[depth + 1] = enter(a, into[depth], &ps.v[i], b);
        open[depth++] = &ps.v[i];
    }
    tp_arena_free(work);
}
