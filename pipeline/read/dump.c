#include <string.h>

#include "read.h"

static const char *const kinds[] = {[TP_BLOCK_DOCUMENT] = "document",
                                    [TP_BLOCK_HEADING] = "heading",
                                    [TP_BLOCK_PARAGRAPH] = "paragraph",
                                    [TP_BLOCK_LIST] = "list",
                                    [TP_BLOCK_ITEM] = "item",
                                    [TP_BLOCK_QUOTE] = "quote",
                                    [TP_BLOCK_CODE] = "code",
                                    [TP_BLOCK_TABLE] = "table",
                                    [TP_BLOCK_ROW] = "row",
                                    [TP_BLOCK_CELL] = "cell",
                                    [TP_BLOCK_RULE] = "rule",
                                    [TP_BLOCK_FOOTNOTE] = "footnote"};

static const char *const span_kinds[] = {
    [TP_SPAN_EMPH] = "emph",    [TP_SPAN_STRONG] = "strong", [TP_SPAN_STRIKE] = "strike",
    [TP_SPAN_CODE] = "code",    [TP_SPAN_LINK] = "link",     [TP_SPAN_IMAGE] = "image",
    [TP_SPAN_NOTE_REF] = "note"};

static void quoted(struct tp_buf *out, const char *p, size_t n)
{
    tp_buf_char(out, '"');
    tp_buf_json(out, p, n);
    tp_buf_char(out, '"');
}

static void named(struct tp_buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    tp_buf_fmt(out, " %s=", name);
    quoted(out, value, strlen(value));
}

static void dump_range(struct tp_buf *out, const struct tp_source *s, const char *name,
                       struct tp_range r)
{
    if (r.start == r.end)
        return;
    tp_buf_fmt(out, " %s=", name);
    quoted(out, s->text + r.start, r.end - r.start);
}

static void dump_span(struct tp_buf *out, const struct tp_source *s, const struct tp_block *b,
                      const struct tp_span *p)
{
    tp_buf_fmt(out, "- %s ", span_kinds[p->kind]);
    quoted(out, b->text + p->start, p->end - p->start);
    tp_buf_fmt(out, " at %u", (unsigned)p->start);
    named(out, "target", p->target);
    named(out, "title", p->title);
    dump_range(out, s, "open", p->open);
    dump_range(out, s, "close", p->close);
    tp_buf_char(out, '\n');
}

static void dump_block(struct tp_buf *out, const struct tp_source *s, const struct tp_block *b,
                       unsigned depth)
{
    tp_buf_fmt(out, "%*s%s %zu", (int)depth * 2, "", kinds[b->kind],
               tp_lines_locate(s->lines, b->src.start).line);
    if (b->kind == TP_BLOCK_HEADING)
        tp_buf_fmt(out, " level=%d", b->level);
    if (b->kind == TP_BLOCK_LIST && b->ordered)
        tp_buf_fmt(out, " ordered=%d%c", b->number, b->delimiter);
    if (b->kind == TP_BLOCK_ITEM && b->marker.start < b->marker.end)
        tp_buf_fmt(out, " number=%d", b->number);
    dump_range(out, s, "marker", b->marker);
    named(out, "name", b->name);
    if (b->header)
        tp_buf_str(out, " header");
    if (b->len) {
        tp_buf_char(out, ' ');
        quoted(out, b->text, b->len);
    }
    tp_buf_char(out, '\n');
    for (size_t i = 0; i < b->n_spans; i++) {
        tp_buf_fmt(out, "%*s", (int)depth * 2 + 2, "");
        dump_span(out, s, b, &b->spans[i]);
    }
}

void tp_source_dump(struct tp_buf *out, const struct tp_source *s)
{
    for (size_t i = 0; s->fields && i < s->fields->n; i++) {
        const struct tp_field *f = &s->fields->v[i];
        tp_buf_fmt(out, "field %s ", f->key);
        quoted(out, f->value, strlen(f->value));
        dump_range(out, s, "key", f->key_src);
        dump_range(out, s, "value", f->src);
        tp_buf_char(out, '\n');
    }
    tp_buf_str(out, s->syntax == TP_MARKDOWN ? "markdown\n" : "plain\n");
    for (const struct tp_block *b = tp_block_next(s->root, s->root); b;
         b = tp_block_next(s->root, b)) {
        unsigned depth = 0;
        for (const struct tp_block *p = b->parent; p != s->root; p = p->parent)
            depth++;
        dump_block(out, s, b, depth);
    }
    for (size_t i = 0; i < s->n_markup; i++) {
        tp_buf_fmt(out, "markup %zu ", tp_lines_locate(s->lines, s->markup[i].start).line);
        quoted(out, s->text + s->markup[i].start, s->markup[i].end - s->markup[i].start);
        tp_buf_char(out, '\n');
    }
}
