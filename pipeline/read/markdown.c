#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "markdown.h"

/* An open container. Footnotes have lost the quotes around them, so the quotes are counted here. */
struct level {
    cmark_node *node;
    struct tp_block *block;
    struct tp_prefix prefix;
};

struct walk {
    struct tp_md *m;
    struct {
        struct level *v;
        size_t n, cap;
    } levels;
};

static pthread_once_t registered = PTHREAD_ONCE_INIT; /* cmark's list of extensions is global */

static void free_parser(void *p)
{
    cmark_parser_free(p);
}

static void free_node(void *p)
{
    cmark_node_free(p);
}

/* Footnotes that nothing refers to would be dropped: refer to all of them, behind the text. */
static void feed_notes(struct tp_md *m, cmark_parser *parser)
{
    cmark_parser_feed(parser, "\n", 1);
    for (int i = 1; i <= tp_md_n_lines(m); i++) {
        struct tp_range r = tp_md_line(m, i);
        const char *p = m->feed + r.start, *end = m->feed + r.end, *close;
        while (p < end && (close = memchr(p, '[', (size_t)(end - p)))) {
            p = close;
            if (end - p < 5 || p[1] != '^') {
                p++;
                continue;
            }
            close = memchr(p, ']', (size_t)(end - p));
            if (!close)
                break;
            if (close + 1 < end && close[1] == ':') {
                cmark_parser_feed(parser, p, (size_t)(close + 1 - p));
                cmark_parser_feed(parser, "\n\n", 2);
            }
            p = close;
        }
    }
}

/* cmark-gfm's parser changes a table of the process (its special characters) while it finishes: one
 * document at a time may do that. Nothing in there jumps out. */
static cmark_node *finish(cmark_parser *parser)
{
    static pthread_mutex_t finishing = PTHREAD_MUTEX_INITIALIZER;
    cmark_node *doc;

    (void)pthread_mutex_lock(&finishing);
    doc = cmark_parser_finish(parser);
    (void)pthread_mutex_unlock(&finishing);
    return doc;
}

static void parse(struct tp_md *m)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink"};
    struct tp_arena *work = tp_arena_sub(m->work);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);

    tp_own(work, free_parser, parser);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_syntax_extension *e = cmark_find_syntax_extension(extensions[i]);
        if (e)
            cmark_parser_attach_syntax_extension(parser, e);
    }
    /* With its last line ended, cmark takes the text without another copy of that line. */
    m->feed[m->s->len] = '\n';
    cmark_parser_feed(parser, m->feed + m->s->body, m->s->len - m->s->body + 1);
    m->feed[m->s->len] = '\0';
    feed_notes(m, parser);
    m->doc = tp_own(m->tree, free_node, finish(parser));
    tp_arena_free(work);
}

static struct tp_block *add(struct walk *w, enum tp_block_kind kind)
{
    return tp_block_add(w->m->a, w->levels.v[w->levels.n - 1].block, kind);
}

static struct tp_prefix prefix(const struct walk *w)
{
    return w->levels.v[w->levels.n - 1].prefix;
}

static uint32_t start_of(const struct tp_md *m, cmark_node *node)
{
    return tp_md_offset(m, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

static int last_line(const struct tp_md *m, cmark_node *node)
{
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);

    last = last < tp_md_n_lines(m) ? last : tp_md_n_lines(m);
    return last > first ? last : first;
}

/* ---- leaves ---- */

static void set_source(struct tp_md *m, struct tp_block *b)
{
    const struct tp_piece *last;

    if (m->pieces.n == 0)
        return;
    last = &m->pieces.v[m->pieces.n - 1];
    b->src = tp_md_trim(m, m->pieces.v[0].src, last->src + (uint32_t)m->content.len - last->c);
}

/* The content as the block's text: as cmark read it, or else as it stands. */
static void fill(struct tp_md *m, struct tp_block *b, cmark_node *node)
{
    set_source(m, b);
    if (tp_md_inline(m, b, node) || tp_md_literal(m, b))
        return;
    /* Claimed by others already, which would be a fault of the line numbers: what is not claimed
     * becomes a paragraph in tp_md_rest(). The block stays, empty. */
}

static void paragraph(struct walk *w, cmark_node *node)
{
    struct tp_md *m = w->m;
    int first = cmark_node_get_start_line(node), last = last_line(m, node);
    uint32_t start = start_of(m, node);

    if (first == 0) { /* the lines above the head of a table */
        cmark_node *table = cmark_node_next(node);
        first = table ? cmark_node_get_start_line(table) : 0;
        last = table ? tp_md_table_head(m, table, prefix(w)) - 1 : 0;
        if (first == 0 || last < first)
            return;
        start = start_of(m, table);
    }
    tp_md_content_reset(m);
    tp_md_content_lines(m, first, last, start, prefix(w));
    fill(m, add(w, TP_BLOCK_PARAGRAPH), node);
}

static void heading(struct walk *w, cmark_node *node)
{
    struct tp_md *m = w->m;
    int first = cmark_node_get_start_line(node), last = first;
    uint32_t start = start_of(m, node), at = start, end = tp_md_line(m, first).end;
    struct tp_block *b = add(w, TP_BLOCK_HEADING);
    struct tp_range under = {0, 0};

    b->level = cmark_node_get_heading_level(node);
    b->src = tp_md_trim(m, start, end);
    tp_md_content_reset(m);
    while (at < end && m->feed[at] == '#')
        at++;
    if (at > start && at - start <= 6 && (at == end || m->feed[at] == ' ' || m->feed[at] == '\t')) {
        tp_md_markup(m, (struct tp_range){start, at});
        start = tp_md_trim(m, at, end).start;
        b->src.end = tp_md_trim(m, b->src.start, end).end;
    } else {
        while (last < tp_md_n_lines(m)) {
            under = tp_md_stripped(m, last + 1, prefix(w), false);
            if (under.start == under.end ||
                strspn(m->feed + under.start, "=-") >= under.end - under.start)
                break;
            last++;
        }
        under = tp_md_stripped(m, last + 1, prefix(w), true);
        tp_md_sign(m, under.start, under.end);
    }
    tp_md_content_lines(m, first, last, start, prefix(w));
    if (!tp_md_inline(m, b, node))
        (void)tp_md_literal(m, b);
    if (under.end > b->src.end)
        b->src.end = under.end;
}

/* Lines as they stand, a paragraph for each run of them: raw HTML, and "code" by indentation. */
static void literal(struct walk *w, cmark_node *node)
{
    struct tp_md *m = w->m;
    int last = last_line(m, node);

    tp_md_content_reset(m);
    for (int i = cmark_node_get_start_line(node); i <= last; i++) {
        struct tp_range r = tp_md_stripped(m, i, prefix(w), true);
        uint32_t end = tp_md_line(m, i).end;
        if (r.start < r.end)
            tp_md_content_add(m, r.start, i < last ? end + 1 : end);
        if ((r.start == r.end || i == last) && m->content.len) {
            struct tp_block *b = add(w, TP_BLOCK_PARAGRAPH);
            set_source(m, b);
            (void)tp_md_literal(m, b);
            tp_md_content_reset(m);
        }
    }
}

/* The line of fenced code without the quotes and the indentation before it, up to the fence's. */
static struct tp_range code_line(struct tp_md *m, int line, int quotes, uint32_t columns)
{
    struct tp_range r = tp_md_line(m, line);
    uint32_t column = 0;

    for (; r.start < r.end; r.start++) {
        char c = m->feed[r.start];
        if (c == '>' && quotes > 0) {
            tp_md_sign(m, r.start, r.start + 1);
            quotes--;
            column++;
        } else if ((c == ' ' || c == '\t') && (column < columns || quotes > 0)) {
            column = c == '\t' ? (column / 4 + 1) * 4 : column + 1;
        } else {
            break;
        }
    }
    return r;
}

static void code(struct walk *w, cmark_node *node)
{
    struct tp_md *m = w->m;
    int first = cmark_node_get_start_line(node), last = last_line(m, node);
    int length = 0, offset = 0;
    char sign = '\0';
    uint32_t start = start_of(m, node), column = start - tp_md_line(m, first).start, i = start;
    struct tp_block *b;
    struct tp_range r;

    if (!cmark_node_get_fenced(node, &length, &offset, &sign)) {
        literal(w, node);
        return;
    }
    b = add(w, TP_BLOCK_CODE);
    r = tp_md_line(m, first);
    r = tp_md_trim(m, start, r.end);
    b->src = r;
    while (i < r.end && m->feed[i] == sign)
        i++;
    tp_md_markup(m, r);
    r = tp_md_trim(m, i, r.end);
    if (r.start < r.end)
        b->name = tp_strndup(m->a, m->s->text + r.start, r.end - r.start);
    tp_md_content_reset(m);
    r = tp_md_stripped(m, last, prefix(w), false);
    i = r.start;
    while (i < r.end && m->feed[i] == sign)
        i++;
    if (last > first && i == r.end && r.end - r.start >= (uint32_t)length) {
        (void)tp_md_stripped(m, last, prefix(w), true);
        tp_md_sign(m, r.start, r.end);
        b->src.end = r.end;
        last--;
    }
    for (int k = first + 1; k <= last; k++) {
        r = code_line(m, k, prefix(w).quotes, column);
        tp_md_content_add(m, r.start, k < last ? r.end + 1 : r.end);
        b->src.end = r.end > b->src.end ? r.end : b->src.end;
    }
    (void)tp_md_literal(m, b);
}

static void rule(struct walk *w, cmark_node *node)
{
    uint32_t start = start_of(w->m, node);
    uint32_t end = tp_md_line(w->m, cmark_node_get_start_line(node)).end;
    struct tp_block *b = add(w, TP_BLOCK_RULE);

    b->src = tp_md_trim(w->m, start, end);
    tp_md_markup(w->m, b->src);
}

static void leaf(struct walk *w, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        paragraph(w, node);
        return;
    case CMARK_NODE_HEADING:
        heading(w, node);
        return;
    case CMARK_NODE_CODE_BLOCK:
        code(w, node);
        return;
    case CMARK_NODE_HTML_BLOCK:
        literal(w, node);
        return;
    case CMARK_NODE_THEMATIC_BREAK:
        rule(w, node);
        return;
    default:
        if (strcmp(cmark_node_get_type_string(node), "table") == 0)
            tp_md_table(w->m, w->levels.v[w->levels.n - 1].block, node, prefix(w));
        /* of a kind that doesn't exist: left to tp_md_rest() */
    }
}

/* ---- containers ---- */

static void quote(struct walk *w, cmark_node *node, struct tp_block *b, struct level *l)
{
    (void)w;
    (void)node;
    if (b->src.start < w->m->s->len && w->m->feed[b->src.start] == '>')
        tp_md_markup(w->m, (struct tp_range){b->src.start, b->src.start + 1});
    l->prefix.quotes++;
}

static void list(struct walk *w, cmark_node *node, struct tp_block *b, struct level *l)
{
    (void)w;
    (void)l;
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST)
        return;
    b->ordered = true;
    b->number = cmark_node_get_list_start(node);
    b->delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
}

static void item(struct walk *w, cmark_node *node, struct tp_block *b, struct level *l)
{
    struct tp_md *m = w->m;
    uint32_t at = b->src.start, i = at;
    struct tp_range marker;
    long number = 0;

    (void)node;
    l->prefix.lists = true;
    for (; i < m->s->len && m->feed[i] >= '0' && m->feed[i] <= '9' && i - at < 9; i++)
        number = number * 10 + (m->feed[i] - '0');
    marker = (struct tp_range){at, i + (i < m->s->len)};
    if (!b->parent->ordered) {
        tp_md_markup(m, (struct tp_range){at, at + (at < m->s->len)});
    } else if (i > at && tp_cover_claim(m->cover, marker)) {
        b->number = (int)number;
        b->marker = marker;
    }
}

static void footnote(struct walk *w, cmark_node *node, struct tp_block *b, struct level *l)
{
    struct tp_md *m = w->m;
    struct tp_range line = tp_md_line(m, cmark_node_get_start_line(node));
    uint32_t at = b->src.start, end;

    /* cmark's column is that of the note's text; the name stands before it. */
    while (at > line.start && (m->feed[at - 1] == ' ' || m->feed[at - 1] == '\t'))
        at--;
    end = at;
    b->name = "";
    while (at > line.start && !(m->feed[at] == '[' && m->feed[at + 1] == '^'))
        at--;
    if (end < at + 4 || m->feed[at] != '[' || m->feed[end - 1] != ':' || m->feed[end - 2] != ']')
        return;
    tp_md_markup(m, (struct tp_range){at, end});
    b->src.start = at;
    b->name = tp_strndup(m->a, m->s->text + at + 2, end - at - 4);
    l->prefix = (struct tp_prefix){0, true};
    for (; line.start < at; line.start++)
        l->prefix.quotes += m->feed[line.start] == '>';
}

struct container {
    cmark_node_type type;
    enum tp_block_kind kind;
    void (*enter)(struct walk *w, cmark_node *node, struct tp_block *b, struct level *l);
};

static const struct container *container_of(cmark_node *node)
{
    static const struct container table[] = {
        {CMARK_NODE_BLOCK_QUOTE, TP_BLOCK_QUOTE, quote},
        {CMARK_NODE_LIST, TP_BLOCK_LIST, list},
        {CMARK_NODE_ITEM, TP_BLOCK_ITEM, item},
        {CMARK_NODE_FOOTNOTE_DEFINITION, TP_BLOCK_FOOTNOTE, footnote}};
    cmark_node_type type = cmark_node_get_type(node);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].type == type)
            return &table[i];
    return NULL;
}

/* "- 2. Text": the bullet is a scanner's idea of a numbered paragraph; "2. - Text": the number of a
 * protocol with its dash. One item, with the number. */
static void collapse(struct tp_block *b)
{
    struct tp_block *inner = b->first, *only = inner ? inner->first : NULL;

    if (b->kind != TP_BLOCK_ITEM || !only || inner->next || inner->kind != TP_BLOCK_LIST ||
        inner->ordered == (b->marker.start < b->marker.end) || only->next ||
        (!inner->ordered && only->marker.start < only->marker.end)) /* "1. - 2. Text" */
        return;
    if (inner->ordered) {
        b->number = only->number;
        b->marker = only->marker;
    }
    b->first = only->first;
    b->last = only->last;
    for (struct tp_block *child = b->first; child; child = child->next)
        child->parent = b;
}

static void enter(struct walk *w, cmark_node *node, const struct container *c)
{
    struct level l = {node, NULL, prefix(w)};
    struct tp_md *m = w->m;

    l.block = add(w, c->kind);
    l.block->src.start = start_of(m, node);
    l.block->src.end = tp_md_line(m, last_line(m, node)).end;
    l.block->src = tp_md_trim(m, l.block->src.start, l.block->src.end);
    c->enter(w, node, l.block, &l);
    TP_PUSH(m->work, &w->levels, l);
}

static void leave(struct walk *w)
{
    struct tp_block *b = w->levels.v[w->levels.n - 1].block;

    collapse(b);
    for (struct tp_block *child = b->first; child; child = child->next)
        if (child->src.end > b->src.end && child->kind != TP_BLOCK_FOOTNOTE)
            b->src.end = child->src.end;
    w->levels.n--;
}

/* All blocks of the tree, without recursion. */
static void walk(struct walk *w)
{
    struct tp_md *m = w->m;
    cmark_node *node = cmark_node_first_child(m->doc);

    TP_PUSH(m->work, &w->levels, (struct level){m->doc, m->s->root, {0, false}});
    while (node) {
        const struct container *c = container_of(node);
        bool in = cmark_node_get_start_line(node) <= tp_md_n_lines(m);
        if (in && c) {
            enter(w, node, c);
            if (cmark_node_first_child(node)) {
                node = cmark_node_first_child(node);
                continue;
            }
            leave(w);
        } else if (in) {
            leaf(w, node);
        }
        while (!cmark_node_next(node)) {
            node = cmark_node_parent(node);
            if (node == m->doc)
                return;
            leave(w);
        }
        node = cmark_node_next(node);
    }
}

/* ---- the whole ---- */

static int by_start(const void *x, const void *y)
{
    const struct tp_block *a = *(struct tp_block *const *)x, *b = *(struct tp_block *const *)y;

    return a->src.start < b->src.start ? -1 : a->src.start > b->src.start;
}

/* cmark moves the footnotes to the end: back to their places. */
static void sort_blocks(struct tp_md *m)
{
    struct tp_block *root = m->s->root, **v;
    size_t n = 0, i = 0;
    bool sorted = true;

    for (struct tp_block *b = root->first; b; b = b->next, n++)
        sorted = sorted && (!b->next || b->src.start <= b->next->src.start);
    if (sorted)
        return;
    v = TP_NEW_ARRAY(m->work, n, struct tp_block *);
    for (struct tp_block *b = root->first; b; b = b->next)
        v[i++] = b;
    qsort(v, n, sizeof *v, by_start);
    for (i = 0; i < n; i++)
        v[i]->next = i + 1 < n ? v[i + 1] : NULL;
    root->first = v[0];
    root->last = v[n - 1];
}

/* A quote whose text all went elsewhere (footnotes, link definitions) is none. */
static void drop_empty(struct tp_md *m)
{
    struct tp_block *root = m->s->root;

    for (struct tp_block *b = root; b; b = tp_block_next(root, b)) {
        struct tp_block **link = &b->first, *last = NULL;
        while (*link) {
            if ((*link)->kind == TP_BLOCK_QUOTE && !(*link)->first) {
                *link = (*link)->next;
            } else {
                last = *link;
                link = &last->next;
            }
        }
        b->last = last;
    }
}

static int by_range(const void *x, const void *y)
{
    const struct tp_range *a = x, *b = y;

    return a->start < b->start ? -1 : a->start > b->start;
}

static void keep_markup(struct tp_md *m)
{
    size_t n = m->markup.n;

    if (n)
        qsort(m->markup.v, n, sizeof *m->markup.v, by_range);
    m->s->markup = TP_NEW_ARRAY(m->a, n, struct tp_range);
    if (n)
        memcpy(m->s->markup, m->markup.v, n * sizeof *m->markup.v);
    m->s->n_markup = n;
}

bool tp_read_markdown(struct tp_arena *a, struct tp_source *s, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_md *m = TP_NEW(work, struct tp_md);
    struct walk w = {.m = m};

    if (s->len > TP_MD_MAX_BYTES) {
        tp_diag(ds, TP_D_LIMIT, tp_in(s->file), "a Markdown text's size", "512 MB");
        tp_arena_free(work);
        return false;
    }
    (void)pthread_once(&registered, cmark_gfm_core_extensions_ensure_registered);
    m->a = a;
    m->work = work;
    m->s = s;
    m->feed = tp_strndup(work, s->text, s->len);
    m->first_line = tp_lines_locate(s->lines, s->body).line;
    m->cover = tp_cover_new(work, s->len);
    m->text = tp_text_new(work, s->text);
    m->content = tp_buf_new(work);
    m->cursor = tp_md_cursor_new(m);
    tp_md_prepare(m);
    for (int pass = 1;; pass++) {
        m->tree = tp_arena_sub(work);
        parse(m);
        if (pass == TP_MD_PASSES || !tp_md_veto(m))
            break;
        tp_arena_free(m->tree);
    }
    walk(&w);
    tp_arena_free(m->tree);
    sort_blocks(m);
    tp_md_rest(m);
    drop_empty(m);
    keep_markup(m);
    tp_arena_free(work);
    return true;
}
