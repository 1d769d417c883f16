#include <cmark-gfm/buffer.h>
#include <cmark-gfm/houdini.h>
#include <string.h>

#include "../base/utf8.h"
#include "markdown.h"

/* How a link is written: it decides what stands before and behind its text. */
enum form { FORM_SIGNS, FORM_BRACKETS, FORM_ANGLES, FORM_BARE };

enum { AS_IS = 0, ENTITIES = 1, ESCAPES = 2 };

struct open_node {
    cmark_node *node;
    enum form form;
    uint32_t signs; /* length of the closing sign */
    uint32_t text;  /* where its text begins in the content */
    size_t span;    /* SIZE_MAX: nested too deep, signs stay text */
};

struct tp_md_cursor {
    struct tp_md *m;
    const char *p;
    uint32_t n, at;
    size_t piece; /* the one that holds AT, or an earlier one */
    cmark_strbuf entity;
    struct {
        struct open_node *v;
        size_t n, cap;
    } open;
};

static void free_entity(void *p)
{
    cmark_strbuf_free(p);
}

/* The place in the source of byte AT of the content. */
static uint32_t source_of(struct tp_md_cursor *c, uint32_t at)
{
    const struct tp_piece *v = c->m->pieces.v;

    while (c->piece + 1 < c->m->pieces.n && v[c->piece + 1].c <= at)
        c->piece++;
    while (c->piece > 0 && v[c->piece].c > at)
        c->piece--;
    return v[c->piece].src + (at - v[c->piece].c);
}

/* The range of the source that content [FROM, TO) stands for. */
static struct tp_range range_of(struct tp_md_cursor *c, uint32_t from, uint32_t to)
{
    struct tp_range r;

    if (c->m->pieces.n == 0)
        return (struct tp_range){0, 0};
    r.start = source_of(c, from);
    r.end = to > from ? source_of(c, to - 1) + 1 : r.start;
    return r;
}

/* Content [FROM, TO) as text, piece by piece and line by line. */
static void put(struct tp_md_cursor *c, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t src = source_of(c, from), end = to, lf;
        const char *p;
        if (c->piece + 1 < c->m->pieces.n && c->m->pieces.v[c->piece + 1].c < end)
            end = c->m->pieces.v[c->piece + 1].c;
        p = memchr(c->p + from, '\n', end - from);
        lf = p ? (uint32_t)(p - c->p) : end;
        tp_text_put(c->m->text, src, src + (lf - from));
        if (p) {
            tp_text_break(c->m->text, (struct tp_range){src + (lf - from), src + (lf - from) + 1});
            lf++;
        }
        from = lf;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static uint32_t skip_blanks(const struct tp_md_cursor *c, uint32_t at)
{
    while (at < c->n && is_blank(c->p[at]))
        at++;
    return at;
}

static bool is_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* The entity at the cursor: its length, and its text in c->entity; 0 when there is none. */
static uint32_t entity_at(struct tp_md_cursor *c, uint32_t at)
{
    uint32_t room = c->n - at - 1;
    bufsize_t len;

    cmark_strbuf_clear(&c->entity);
    len = houdini_unescape_ent(&c->entity, (const uint8_t *)c->p + at + 1,
                               (bufsize_t)(room < 64 ? room : 64));
    return len > 0 ? (uint32_t)len + 1 : 0;
}

/* One escape or entity; false when the literal has something else. */
static bool special(struct tp_md_cursor *c, const char **literal, const char *end, int how)
{
    uint32_t at = c->at, len;

    if (c->p[at] == '\\' && how & ESCAPES && at + 1 < c->n && is_punct(c->p[at + 1])) {
        if (**literal != c->p[at + 1])
            return false;
        tp_text_replace(c->m->text, *literal, 1, range_of(c, at, at + 2));
        ++*literal;
        c->at += 2;
        return true;
    }
    if (c->p[at] == '&' && how & ENTITIES && (len = entity_at(c, at)) != 0) {
        size_t n = (size_t)c->entity.size;
        if ((size_t)(end - *literal) < n || memcmp(*literal, c->entity.ptr, n) != 0)
            return false;
        tp_text_replace(c->m->text, *literal, n, range_of(c, at, at + len));
        *literal += n;
        c->at += len;
        return true;
    }
    if (**literal != c->p[at])
        return false;
    put(c, at, at + 1);
    ++*literal;
    c->at++;
    return true;
}

/* The literal of a text node, at the cursor. */
static bool match(struct tp_md_cursor *c, const char *literal, size_t n, int how)
{
    const char *end = literal + n;

    while (literal < end) {
        uint32_t from = c->at;
        while (c->at < c->n && literal < end && *literal == c->p[c->at] && c->p[c->at] != '\\' &&
               c->p[c->at] != '&' && c->p[c->at] != '\n') {
            c->at++;
            literal++;
        }
        put(c, from, c->at);
        if (literal < end && (c->at >= c->n || !special(c, &literal, end, how)))
            return false;
    }
    return true;
}

static bool text(struct tp_md_cursor *c, cmark_node *node)
{
    const struct open_node *o = c->open.n ? &c->open.v[c->open.n - 1] : NULL;
    const char *literal = cmark_node_get_literal(node);
    size_t n;
    int how = ENTITIES | ESCAPES;

    if (!literal)
        return true;
    n = strlen(literal);
    /* Behind a hard break cmark leaves the indentation in the text; the content has none. */
    if (c->at > 0 && c->p[c->at - 1] == '\n')
        for (; n > 0 && is_blank(*literal); n--)
            literal++;
    if (o && o->form == FORM_ANGLES)
        how = ENTITIES;
    if (o && o->form == FORM_BARE && n <= c->n - c->at && memcmp(c->p + c->at, literal, n) == 0)
        how = AS_IS;
    return match(c, literal, n, how);
}

static bool line_end(struct tp_md_cursor *c)
{
    uint32_t at = skip_blanks(c, c->at);
    bool hard = at + 1 < c->n && c->p[at] == '\\' && c->p[at + 1] == '\n';
    uint32_t from = at;

    at += hard;
    if (at >= c->n || c->p[at] != '\n')
        return false;
    tp_text_break(c->m->text, range_of(c, from, at + 1));
    c->at = skip_blanks(c, at + 1);
    return true;
}

static bool code(struct tp_md_cursor *c)
{
    uint32_t from = c->at, ticks = 0, end, run, next;
    bool blank = true;
    size_t span;

    while (from < c->n && c->p[from] == '`') {
        from++;
        ticks++;
    }
    for (end = from; end < c->n; end += run ? run : 1) {
        for (run = 0; end + run < c->n && c->p[end + run] == '`'; run++)
            ;
        if (run == ticks)
            break;
    }
    if (ticks == 0 || end >= c->n)
        return false;
    next = end + ticks;
    for (uint32_t i = from; i < end && blank; i++)
        blank = c->p[i] == ' ' || c->p[i] == '\n';
    if (!blank && (c->p[from] == ' ' || c->p[from] == '\n') &&
        (c->p[end - 1] == ' ' || c->p[end - 1] == '\n')) {
        from++;
        end--;
    }
    span = tp_text_open(c->m->text, TP_SPAN_CODE, range_of(c, c->at, from));
    put(c, from, end);
    tp_text_close(c->m->text, span, range_of(c, end, next));
    c->at = next;
    return true;
}

/* Raw HTML is text to a transcription. The two differ in white space only, at line ends. */
static bool html(struct tp_md_cursor *c, cmark_node *node)
{
    const char *p = cmark_node_get_literal(node);
    uint32_t at = c->at;

    for (; p && *p; p++) {
        if (is_blank(*p) || *p == '\n')
            continue;
        while (at < c->n && (is_blank(c->p[at]) || c->p[at] == '\n'))
            at++;
        if (at >= c->n || c->p[at] != *p)
            return false;
        at++;
    }
    put(c, c->at, at);
    c->at = at;
    return true;
}

static bool note(struct tp_md_cursor *c)
{
    uint32_t from = c->at + 2, end = from;
    size_t span;

    if (c->at + 2 >= c->n || c->p[c->at] != '[' || c->p[c->at + 1] != '^')
        return false;
    while (end < c->n && c->p[end] != ']' && c->p[end] != '\n')
        end++;
    if (end >= c->n || c->p[end] != ']')
        return false;
    span = tp_text_open(c->m->text, TP_SPAN_NOTE_REF, range_of(c, c->at, from));
    put(c, from, end);
    tp_text_close(c->m->text, span, range_of(c, end, end + 1));
    c->m->text->spans.v[span].target =
        tp_strndup(c->m->a, c->m->s->text + source_of(c, from), end - from);
    c->at = end + 1;
    return true;
}

/* Only characters that XML allows: addresses may hold anything as an entity. */
static const char *clean(struct tp_arena *a, const char *s)
{
    size_t n = s ? strlen(s) : 0, kept = 0;
    char *out = tp_alloc(a, n + 1);

    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = tp_utf8_decode(s + i, n - i, &cp);
        if (len && tp_is_xml_char(cp)) {
            memcpy(out + kept, s + i, len);
            kept += len;
        }
        i += len ? len : 1;
    }
    return out;
}

/* What an element with signs looks like at the cursor. */
static bool signs_at(const struct tp_md_cursor *c, cmark_node *node, enum tp_span_kind *kind,
                     struct open_node *o)
{
    char sign = c->at < c->n ? c->p[c->at] : '\0';
    char next = c->at + 1 < c->n ? c->p[c->at + 1] : '\0';

    o->form = FORM_SIGNS;
    o->signs = 1;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        *kind = TP_SPAN_EMPH;
        return sign == '*' || sign == '_';
    case CMARK_NODE_STRONG:
        *kind = TP_SPAN_STRONG;
        o->signs = 2;
        return (sign == '*' || sign == '_') && next == sign;
    case CMARK_NODE_IMAGE:
        *kind = TP_SPAN_IMAGE;
        o->form = FORM_BRACKETS;
        o->signs = 2;
        return sign == '!' && next == '[';
    case CMARK_NODE_LINK:
        *kind = TP_SPAN_LINK;
        o->form = sign == '[' ? FORM_BRACKETS : sign == '<' ? FORM_ANGLES : FORM_BARE;
        o->signs = o->form != FORM_BARE;
        return true;
    default:
        *kind = TP_SPAN_STRIKE;
        o->signs = next == '~' ? 2 : 1;
        return sign == '~' && strcmp(cmark_node_get_type_string(node), "strikethrough") == 0;
    }
}

static bool enter(struct tp_md_cursor *c, cmark_node *node)
{
    struct open_node o = {.node = node, .span = SIZE_MAX};
    enum tp_span_kind kind;

    if (!signs_at(c, node, &kind, &o))
        return false;
    if (c->open.n < TP_MD_SPAN_DEPTH)
        o.span = tp_text_open(c->m->text, kind, range_of(c, c->at, c->at + o.signs));
    else
        put(c, c->at, c->at + o.signs);
    c->at += o.signs;
    o.text = c->at;
    TP_PUSH(c->m->work, &c->open, o);
    return true;
}

/* The closing sign's end; 0 when it isn't there. */
static uint32_t closing(struct tp_md_cursor *c, const struct open_node *o)
{
    struct tp_range label;
    bool reference;
    uint32_t end;

    switch (o->form) {
    case FORM_BARE:
        return c->at;
    case FORM_ANGLES:
        return c->at < c->n && c->p[c->at] == '>' ? c->at + 1 : 0;
    case FORM_BRACKETS:
        if (c->at >= c->n || c->p[c->at] != ']')
            return 0;
        end = tp_md_link_end(c->p, c->n, c->at, &label, &reference);
        if (reference && label.start == label.end)
            label = (struct tp_range){o->text, c->at};
        if (reference)
            tp_md_add_label(c->m, c->p + label.start, label.end - label.start);
        return end;
    default:
        for (end = c->at; end < c->at + o->signs; end++)
            if (end >= c->n || !strchr("*_~", c->p[end]))
                return 0;
        return end;
    }
}

static bool leave(struct tp_md_cursor *c)
{
    struct open_node o = c->open.v[c->open.n - 1];
    struct tp_text *t = c->m->text;
    uint32_t end;

    if (o.form == FORM_BRACKETS)
        while (c->at < c->n && (is_blank(c->p[c->at]) || c->p[c->at] == '\n'))
            c->at++; /* blanks that cmark cut from a text at a line's end */
    end = closing(c, &o);
    if (end == 0 && o.form != FORM_BARE)
        return false;
    if (o.span == SIZE_MAX) {
        put(c, c->at, end);
    } else {
        tp_text_close(t, o.span, range_of(c, c->at, end));
        if (o.form != FORM_SIGNS) {
            const char *title = cmark_node_get_title(o.node);
            t->spans.v[o.span].target = clean(c->m->a, cmark_node_get_url(o.node));
            t->spans.v[o.span].title = title && *title ? clean(c->m->a, title) : NULL;
        }
    }
    c->at = end;
    c->open.n--;
    return true;
}

static bool leaf(struct tp_md_cursor *c, cmark_node *node, bool *is_leaf)
{
    *is_leaf = true;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        return text(c, node);
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        return line_end(c);
    case CMARK_NODE_CODE:
        return code(c);
    case CMARK_NODE_HTML_INLINE:
        return html(c, node);
    default:
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE)
            return note(c);
        *is_leaf = false;
        return enter(c, node);
    }
}

/* All nodes below ROOT, without recursion. */
static bool walk(struct tp_md_cursor *c, cmark_node *root)
{
    cmark_node *node = cmark_node_first_child(root);

    while (node) {
        bool is_leaf;
        if (!leaf(c, node, &is_leaf))
            return false;
        if (!is_leaf && cmark_node_first_child(node)) {
            node = cmark_node_first_child(node);
            continue;
        }
        if (!is_leaf && !leave(c))
            return false;
        while (!cmark_node_next(node)) {
            node = cmark_node_parent(node);
            if (node == root)
                return true;
            if (!leave(c))
                return false;
        }
        node = cmark_node_next(node);
    }
    return true;
}

/* Nothing but white space may be left, and the signs that close a heading. */
static bool at_end(struct tp_md_cursor *c, const struct tp_block *b)
{
    uint32_t at = skip_blanks(c, c->at), from = at;

    while (b->kind == TP_BLOCK_HEADING && at < c->n && c->p[at] == '#')
        at++;
    if (at > from) {
        struct tp_range r = range_of(c, from, at);
        tp_md_sign(c->m, r.start, r.end);
    }
    while (at < c->n && (is_blank(c->p[at]) || c->p[at] == '\n'))
        at++;
    return at == c->n;
}

static bool attempt(struct tp_md_cursor *c, struct tp_block *b, cmark_node *node, uint32_t from)
{
    size_t labels = c->m->labels.n, signs = c->m->signs.n;

    c->at = from;
    c->piece = 0;
    c->open.n = 0;
    tp_text_reset(c->m->text, false);
    if (walk(c, node) && at_end(c, b)) {
        tp_text_end(c->m->text);
        if (tp_md_commit(c->m, b))
            return true;
    }
    c->m->labels.n = labels;
    c->m->signs.n = signs;
    return false;
}

struct tp_md_cursor *tp_md_cursor_new(struct tp_md *m)
{
    struct tp_md_cursor *c = TP_NEW(m->work, struct tp_md_cursor);

    c->m = m;
    cmark_strbuf_init(cmark_get_default_mem_allocator(), &c->entity, 0);
    tp_defer(m->work, free_entity, &c->entity);
    return c;
}

bool tp_md_inline(struct tp_md *m, struct tp_block *b, cmark_node *node)
{
    struct tp_md_cursor *c = m->cursor;
    uint32_t from = 0, end;
    struct tp_range label;

    c->p = m->content.p;
    c->n = (uint32_t)m->content.len;
    /* Link definitions at the beginning of a paragraph are no part of its nodes. */
    while ((end = tp_md_definition(c->p, c->n, from, &label)) != 0)
        from = end;
    if (from && attempt(c, b, node, from))
        return true;
    return attempt(c, b, node, 0);
}
