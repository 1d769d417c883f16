#include <string.h>

#include "markdown.h"

void tp_md_content_reset(struct tp_md *m)
{
    m->content.len = 0;
    m->content.p[0] = '\0';
    m->pieces.n = 0;
    m->signs.n = 0;
}

void tp_md_content_add(struct tp_md *m, uint32_t start, uint32_t end)
{
    if (start >= end)
        return;
    TP_PUSH(m->work, &m->pieces, (struct tp_piece){(uint32_t)m->content.len, start});
    tp_buf_add(&m->content, m->feed + start, end - start);
}

void tp_md_content_lines(struct tp_md *m, int from, int to, uint32_t start, struct tp_prefix prefix)
{
    for (int i = from; i <= to; i++) {
        uint32_t end = tp_md_line(m, i).end;
        if (i > from)
            start = tp_md_stripped(m, i, prefix, true).start;
        tp_md_content_add(m, start, i < to && end < m->s->len ? end + 1 : end);
    }
}

bool tp_md_commit(struct tp_md *m, struct tp_block *b)
{
    struct tp_text *t = m->text;
    bool ok = true;

    /* No two of these overlap: they were all taken from the content, one after the other. */
    for (size_t i = 0; ok && i < t->segments.n; i++)
        ok = tp_cover_free(m->cover, t->segments.v[i].src);
    for (size_t i = 0; ok && i < t->spans.n; i++)
        ok = tp_cover_free(m->cover, t->spans.v[i].open) &&
             tp_cover_free(m->cover, t->spans.v[i].close);
    if (!ok)
        return false;
    for (size_t i = 0; i < t->segments.n; i++)
        (void)tp_cover_claim(m->cover, t->segments.v[i].src);
    for (size_t i = 0; i < t->spans.n; i++) {
        (void)tp_cover_claim(m->cover, t->spans.v[i].open);
        (void)tp_cover_claim(m->cover, t->spans.v[i].close);
    }
    for (size_t i = 0; i < m->signs.n; i++)
        tp_md_markup(m, m->signs.v[i]);
    m->signs.n = 0;
    tp_text_finish(t, m->a, b);
    return true;
}

bool tp_md_literal(struct tp_md *m, struct tp_block *b)
{
    tp_text_reset(m->text, b->kind == TP_BLOCK_CODE);
    for (size_t i = 0; i < m->pieces.n; i++) {
        uint32_t start = m->pieces.v[i].src;
        uint32_t end = i + 1 < m->pieces.n ? m->pieces.v[i + 1].c : (uint32_t)m->content.len;
        end = start + end - m->pieces.v[i].c;
        if (m->s->text[end - 1] == '\n') {
            tp_text_put(m->text, start, end - 1);
            tp_text_break(m->text, (struct tp_range){end - 1, end});
        } else {
            tp_text_put(m->text, start, end);
        }
    }
    tp_text_end(m->text);
    return tp_md_commit(m, b);
}
