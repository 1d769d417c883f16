#include "text.h"

#include <string.h>

#include "../base/utf8.h"

size_t tp_space_before(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n) {
        uint32_t cp;
        size_t len = tp_utf8_decode(p + i, n - i, &cp);
        if (len == 0 || !tp_is_space(cp))
            break;
        i += len;
    }
    return i;
}

size_t tp_space_behind(const char *p, size_t n)
{
    size_t end = n;

    while (end > 0) {
        size_t i = end - 1;
        uint32_t cp;
        while (i > 0 && end - i < 4 && ((unsigned char)p[i] & 0xC0) == 0x80)
            i--;
        if (tp_utf8_decode(p + i, end - i, &cp) != end - i || !tp_is_space(cp))
            break;
        end = i;
    }
    return n - end;
}

struct tp_text *tp_text_new(struct tp_arena *work, const char *source)
{
    struct tp_text *t = TP_NEW(work, struct tp_text);

    t->work = work;
    t->source = source;
    t->buf = tp_buf_new(work);
    return t;
}

void tp_text_reset(struct tp_text *t, bool raw)
{
    t->buf.len = 0;
    t->buf.p[0] = '\0';
    t->segments.n = 0;
    t->spans.n = 0;
    t->pending = (struct tp_range){0, 0};
    t->raw = raw;
}

static bool is_copy(const struct tp_segment *s)
{
    return s->len == s->src.end - s->src.start;
}

static void append(struct tp_text *t, uint32_t start, uint32_t end)
{
    struct tp_segment *last = t->segments.n ? &t->segments.v[t->segments.n - 1] : NULL;

    if (start == end)
        return;
    if (last && is_copy(last) && last->src.end == start) {
        last->len += end - start;
        last->src.end = end;
    } else {
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a full vector is grown */
        TP_PUSH(t->work, &t->segments,
                (struct tp_segment){(uint32_t)t->buf.len, end - start, {start, end}});
    }
    tp_buf_add(&t->buf, t->source + start, end - start);
}

static void flush(struct tp_text *t)
{
    append(t, t->pending.start, t->pending.end);
    t->pending = (struct tp_range){0, 0};
}

static bool at_line_start(const struct tp_text *t)
{
    return t->pending.start == t->pending.end &&
           (t->buf.len == 0 || t->buf.p[t->buf.len - 1] == '\n');
}

void tp_text_put(struct tp_text *t, uint32_t start, uint32_t end)
{
    uint32_t white;

    if (t->raw) {
        append(t, start, end);
        return;
    }
    if (at_line_start(t))
        start += (uint32_t)tp_space_before(t->source + start, end - start);
    if (start == end)
        return;
    white = end - (uint32_t)tp_space_behind(t->source + start, end - start);
    if (white > start || t->pending.end != start)
        flush(t);
    append(t, start, white);
    if (white < end && t->pending.start == t->pending.end)
        t->pending.start = white;
    if (white < end)
        t->pending.end = end;
}

void tp_text_break(struct tp_text *t, struct tp_range src)
{
    t->pending = (struct tp_range){0, 0};
    if (src.end - src.start == 1) {
        if (t->buf.len > 0 || t->raw)
            append(t, src.start, src.end);
        return;
    }
    TP_PUSH(t->work, &t->segments, (struct tp_segment){(uint32_t)t->buf.len, 1, src});
    tp_buf_char(&t->buf, '\n');
}

static bool can_stand(const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = tp_utf8_decode(p + i, n - i, &cp);
        if (len == 0 || !tp_is_xml_char(cp) || cp == '\r')
            return false;
        i += len;
    }
    return n > 0;
}

void tp_text_replace(struct tp_text *t, const char *p, size_t n, struct tp_range src)
{
    uint32_t cp, first;

    flush(t);
    if (!can_stand(p, n)) {
        append(t, src.start, src.end);
        return;
    }
    first = (uint32_t)n;
    if (n == src.end - src.start) {
        /* Of the same length by chance ("&ngE;", two characters): kept apart from a copy by giving
         * the whole source to the first character. */
        first = (uint32_t)tp_utf8_decode(p, n, &cp);
        if (first == n) {
            append(t, src.start, src.end);
            return;
        }
    }
    TP_PUSH(t->work, &t->segments, (struct tp_segment){(uint32_t)t->buf.len, first, src});
    if (first < n)
        TP_PUSH(t->work, &t->segments,
                (struct tp_segment){
                    (uint32_t)t->buf.len + first, (uint32_t)n - first, {src.end, src.end}});
    tp_buf_add(&t->buf, p, n);
}

size_t tp_text_open(struct tp_text *t, enum tp_span_kind kind, struct tp_range open)
{
    flush(t);
    TP_PUSH(t->work, &t->spans,
            (struct tp_span){.kind = kind, .start = (uint32_t)t->buf.len, .open = open});
    return t->spans.n - 1;
}

void tp_text_close(struct tp_text *t, size_t span, struct tp_range close)
{
    t->spans.v[span].end = (uint32_t)t->buf.len;
    t->spans.v[span].close = close;
}

void tp_text_end(struct tp_text *t)
{
    t->pending = (struct tp_range){0, 0};
    if (t->raw)
        return;
    while (t->segments.n && t->buf.p[t->buf.len - 1] == '\n') {
        struct tp_segment *last = &t->segments.v[t->segments.n - 1];
        if (!is_copy(last))
            break;
        last->len--;
        last->src.end--;
        if (last->len == 0)
            t->segments.n--;
        t->buf.p[--t->buf.len] = '\0';
    }
    for (size_t i = 0; i < t->spans.n; i++) {
        struct tp_span *s = &t->spans.v[i];
        if (s->start > t->buf.len)
            s->start = (uint32_t)t->buf.len;
        if (s->end > t->buf.len)
            s->end = (uint32_t)t->buf.len;
    }
}

void tp_text_finish(struct tp_text *t, struct tp_arena *a, struct tp_block *b)
{
    b->text = tp_strndup(a, t->buf.p, t->buf.len);
    b->len = (uint32_t)t->buf.len;
    b->n_segments = t->segments.n;
    b->segments = TP_NEW_ARRAY(a, t->segments.n, struct tp_segment);
    if (t->segments.n)
        memcpy(b->segments, t->segments.v, t->segments.n * sizeof *b->segments);
    b->n_spans = t->spans.n;
    b->spans = TP_NEW_ARRAY(a, t->spans.n, struct tp_span);
    if (t->spans.n)
        memcpy(b->spans, t->spans.v, t->spans.n * sizeof *b->spans);
    tp_text_reset(t, false);
}
