#include <string.h>

#include "read.h"
#include "text.h"

/* The line without white space at its ends. */
static struct tp_range trimmed_line(const struct tp_source *s, size_t number)
{
    struct tp_slice line = tp_lines_get(s->lines, number);
    size_t from = (size_t)(line.p - s->text), to = from + line.len;

    if (from < s->body)
        from = s->body < to ? s->body : to;
    from += tp_space_before(s->text + from, to - from);
    to -= tp_space_behind(s->text + from, to - from);
    return (struct tp_range){(uint32_t)from, (uint32_t)to};
}

static void finish(struct tp_arena *a, struct tp_source *s, struct tp_text *t, struct tp_range src)
{
    struct tp_block *b = tp_block_add(a, s->root, TP_BLOCK_PARAGRAPH);

    b->src = src;
    tp_text_end(t);
    tp_text_finish(t, a, b);
}

void tp_read_plain(struct tp_arena *a, struct tp_source *s)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_text *t = tp_text_new(work, s->text);
    struct tp_range src = {0, 0};

    for (size_t i = tp_lines_locate(s->lines, s->body).line; i <= s->lines->n; i++) {
        struct tp_range line = trimmed_line(s, i);
        if (line.start == line.end) {
            if (t->buf.len)
                finish(a, s, t, src);
            continue;
        }
        if (t->buf.len) {
            uint32_t lf = (uint32_t)s->lines->start[i - 1] - 1;
            tp_text_break(t, (struct tp_range){lf, lf + 1});
        } else {
            src.start = line.start;
        }
        tp_text_put(t, line.start, line.end);
        src.end = line.end;
    }
    if (t->buf.len)
        finish(a, s, t, src);
    tp_arena_free(work);
}
