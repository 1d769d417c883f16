#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>

#include "markdown.h"

static void close_map(void *p)
{
    ucasemap_close(p);
}

void tp_md_add_label(struct tp_md *m, const char *p, size_t n)
{
    TP_PUSH(m->work, &m->labels, (struct tp_label){tp_strndup(m->work, p, n), false});
}

/* Labels agree without regard to case and to the amount of white space. */
static const char *normal(struct tp_arena *work, UCaseMap *map, const char *p)
{
    size_t n = strlen(p), k = 0;
    char *joined = tp_alloc(work, n + 1), *folded = tp_alloc(work, n * 3 + 1);
    UErrorCode error = U_ZERO_ERROR;
    bool space = false;

    for (size_t i = 0; i < n; i++) {
        if (p[i] == ' ' || p[i] == '\t' || p[i] == '\n') {
            space = k > 0;
            continue;
        }
        if (space)
            joined[k++] = ' ';
        space = false;
        joined[k++] = p[i];
    }
    (void)ucasemap_utf8FoldCase(map, folded, (int32_t)(n * 3 + 1), joined, (int32_t)k, &error);
    if (error == U_MEMORY_ALLOCATION_ERROR)
        tp_arena_fail(work);
    return U_SUCCESS(error) ? folded : joined;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(((const struct tp_label *)x)->text, ((const struct tp_label *)y)->text);
}

struct rest {
    struct tp_md *m;
    UCaseMap *map;
    /* The way down to where the last paragraph was put in: places only ever move on. */
    struct {
        struct tp_block *in, *last; /* LAST: the child before the place; NULL: none */
    } way[2 * TP_MD_COLUMNS + 16];
};

static void sort_labels(struct rest *r)
{
    struct tp_md *m = r->m;
    size_t kept = 0;

    for (size_t i = 0; i < m->labels.n; i++)
        m->labels.v[i].text = normal(m->work, r->map, m->labels.v[i].text);
    if (m->labels.n)
        qsort(m->labels.v, m->labels.n, sizeof *m->labels.v, by_text);
    for (size_t i = 0; i < m->labels.n; i++)
        if (i == 0 || strcmp(m->labels.v[kept - 1].text, m->labels.v[i].text) != 0)
            m->labels.v[kept++] = m->labels.v[i];
    m->labels.n = kept;
}

/* Is the label one that a link was resolved by, and this its first definition? */
static bool is_used(struct rest *r, struct tp_range label)
{
    struct tp_md *m = r->m;
    char *copy = tp_strndup(m->work, m->feed + label.start, label.end - label.start);
    struct tp_label key = {normal(m->work, r->map, copy), false};
    struct tp_label *found =
        m->labels.n ? bsearch(&key, m->labels.v, m->labels.n, sizeof *m->labels.v, by_text) : NULL;

    if (!found || found->defined)
        return false;
    found->defined = true;
    return true;
}

static bool holds_blocks(const struct tp_block *b)
{
    return b->kind == TP_BLOCK_DOCUMENT || b->kind == TP_BLOCK_QUOTE || b->kind == TP_BLOCK_ITEM ||
           b->kind == TP_BLOCK_LIST || b->kind == TP_BLOCK_FOOTNOTE;
}

static void insert(struct tp_block *in, struct tp_block *last, struct tp_block *b)
{
    b->parent = in;
    b->next = last ? last->next : in->first;
    if (last)
        last->next = b;
    else
        in->first = b;
    if (!b->next)
        in->last = b;
}

/* Put the paragraph in: into the innermost block around it, behind what comes before it. */
static void place(struct rest *r, struct tp_block *b)
{
    size_t most = sizeof r->way / sizeof *r->way;
    struct tp_block *in = r->m->s->root, *last = NULL;
    size_t depth = 0, target = 0;

    for (; depth < most; depth++) {
        if (r->way[depth].in != in) {
            r->way[depth].in = in;
            r->way[depth].last = NULL;
        }
        last = r->way[depth].last;
        while (last ? last->next && last->next->src.start <= b->src.start
                    : in->first && in->first->src.start <= b->src.start)
            last = last ? last->next : in->first;
        r->way[depth].last = last;
        if (in->kind != TP_BLOCK_LIST)
            target = depth;
        if (!last || !holds_blocks(last) ||
            (in->kind != TP_BLOCK_LIST && b->src.start >= last->src.end))
            break;
        in = last;
    }
    insert(r->way[target].in, r->way[target].last, b);
    r->way[target].last = b;
}

/* Quote signs at the line's beginning were dropped with what they held. */
static uint32_t skip_quotes(struct rest *r, struct tp_range *gap, uint32_t line)
{
    struct tp_md *m = r->m;
    struct tp_range before = tp_md_trim(m, line, gap->start);

    while (before.start == before.end && gap->start < gap->end && m->s->text[gap->start] == '>') {
        tp_md_markup(m, (struct tp_range){gap->start, gap->start + 1});
        *gap = tp_md_trim(m, gap->start + 1, gap->end);
        before.start = before.end = gap->start;
    }
    return gap->start;
}

static void finish(struct rest *r, struct tp_range src)
{
    struct tp_md *m = r->m;
    struct tp_block *b;

    tp_text_end(m->text);
    if (m->text->buf.len == 0)
        return;
    b = tp_block_add(m->a, NULL, TP_BLOCK_PARAGRAPH);
    b->src = src;
    m->signs.n = 0;
    if (tp_md_commit(m, b))
        place(r, b);
}

/* A link definition at the gap whose link stands somewhere: its address went there. */
static bool definition(struct rest *r, struct tp_range gap)
{
    struct tp_md *m = r->m;
    struct tp_range label;
    uint32_t end = tp_md_definition(m->feed, m->s->len, gap.start, &label);

    if (end == 0 || !tp_cover_free(m->cover, (struct tp_range){gap.start, end}) ||
        !is_used(r, label))
        return false;
    tp_md_markup(m, (struct tp_range){gap.start, end});
    return true;
}

static void rest(struct rest *r)
{
    struct tp_md *m = r->m;
    struct tp_range src = {0, 0};
    uint32_t at = m->s->body, line = at;
    bool open = false;

    tp_text_reset(m->text, false);
    while (at < m->s->len) {
        struct tp_range gap = tp_cover_gap(m->cover, m->s->text, at, m->s->len);
        const char *lf;
        uint32_t lines = 0;
        for (uint32_t i = at; i < gap.start; i++) {
            if (m->s->text[i] == '\n') {
                line = i + 1;
                lines++;
            }
        }
        if (gap.start == gap.end)
            break;
        at = gap.end;
        (void)skip_quotes(r, &gap, line);
        if (gap.start == gap.end)
            continue;
        lf = memchr(m->s->text + src.end, '\n', gap.start - src.end);
        if (open &&
            (lines != 1 || !lf || !tp_cover_free(m->cover, (struct tp_range){src.end, line}))) {
            finish(r, src);
            open = false;
        }
        if (!open && definition(r, gap))
            continue;
        if (open)
            tp_text_break(m->text, (struct tp_range){line - 1, line});
        else
            src.start = gap.start;
        tp_text_put(m->text, gap.start, gap.end);
        src.end = gap.end;
        open = true;
    }
    if (open)
        finish(r, src);
}

void tp_md_rest(struct tp_md *m)
{
    UErrorCode error = U_ZERO_ERROR;
    struct rest *r = TP_NEW(m->work, struct rest);

    r->m = m;
    r->map = tp_own(m->work, close_map, ucasemap_open("", 0, &error));
    sort_labels(r);
    rest(r);
}
