/* The differences of two transcriptions as an apparatus in the text. */
#include <string.h>
#include <unicode/uchar.h>

#include "../base/file.h"
#include "../base/utf8.h"
#include "collate_impl.h"
#include "header.h"
#include "token.h"
#include "uri.h"

/* What an annotation calls back with: an app, perhaps grown over others. */
struct reading {
    struct tp_builder *b;
    struct app *first;
    size_t n; /* apps in a row of by_place that it is made of */
    struct app **all;
    struct app grown;
};

/* ---- what kind of difference ---- */

/* The words as one string: without blanks, and without what LEAVE_OUT says. */
static const char *joined(struct tp_arena *a, const struct tp_words *w, const struct tp_source *s,
                          size_t from, size_t end, bool fold, bool letters)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = from; i < end; i++) {
        struct tp_range r = w->v[i].src;
        for (uint32_t k = r.start; k < r.end;) {
            uint32_t cp, n = (uint32_t)tp_utf8_decode(s->text + k, r.end - k, &cp);
            n = n ? n : 1;
            if (!letters || tp_script_of(cp) != TP_NO_SCRIPT || u_isalnum((UChar32)cp))
                tp_buf_add(&b, s->text + k, n);
            k += n;
        }
    }
    return fold ? tp_fold(a, b.p, b.len) : b.p;
}

static const char *type_of(const struct tp_collation *c, struct tp_arena *a, const struct app *p)
{
    const struct tp_source *s = c->base->source, *t = c->other->source;
    static const char *const kinds[] = {
        [APP_PARAGRAPH] = "paragraph", [APP_MOVED] = "transposition"};
    static const struct {
        const char *type;
        bool fold, letters;
    } tests[] = {{"spacing", false, false},
                 {"case", true, false},
                 {"punctuation", false, true},
                 {"punctuation", true, true}};

    if (p->kind != APP_WORDS)
        return kinds[p->kind];
    if (p->a_end - p->a == p->b_end - p->b &&
        strcmp(joined(a, &c->x, s, p->a, p->a_end, false, false),
               joined(a, &c->y, t, p->b, p->b_end, false, false)) == 0)
        return "markup";
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (strcmp(joined(a, &c->x, s, p->a, p->a_end, tests[i].fold, tests[i].letters),
                   joined(a, &c->y, t, p->b, p->b_end, tests[i].fold, tests[i].letters)) == 0)
            return tests[i].type;
    return "substantive";
}

/* ---- into the text ---- */

static const char *moved_id(struct tp_arena *a, size_t number)
{
    return tp_fmt(a, "moved-%zu", number);
}

/* Is there a blank before the word, in its paragraph? */
static bool is_spaced(const struct tp_word *w)
{
    return w->block && w->start && strchr(" \n\t", w->block->text[w->start - 1]);
}

/* The words of the other, with what the passes find in them, as the content of RDG. */
static void put_reading(struct tp_builder *b, struct tp_node *rdg, const struct app *p)
{
    struct tp_collation *c = b->collation;
    const struct tp_words *y = &c->y;

    b->collation = NULL;
    if (p->kind == APP_MOVED)
        tp_set(b->a, tp_element_with(b->a, rdg, "ptr", "type", "transposition"), "target",
               tp_fmt(b->a, "#%s", moved_id(b->a, p->number)));
    if (p->kind == APP_PARAGRAPH)
        tp_element_with(b->a, rdg, "milestone", "unit", "paragraph");
    for (size_t i = p->b; i < p->b_end;) {
        const struct tp_word *w = &y->v[i];
        size_t end = i + 1;
        while (end < p->b_end && y->v[end].paragraph == w->paragraph && w->block)
            end++;
        if (i && y->v[i - 1].paragraph != w->paragraph && (i > p->b || p->a == p->a_end))
            tp_element_with(b->a, rdg, "milestone", "unit", "paragraph");
        if (p->a == p->a_end && i == p->b && is_spaced(w))
            tp_own_text(b->a, rdg, " ");
        if (w->block) {
            tp_put_text(b, rdg, (struct tp_piece){w->block, w->start, y->v[end - 1].end},
                        TP_FOR_TEXT, false);
        } else {
            struct tp_node *text = tp_own_text(b->a, rdg, "");
            text->text = c->other->source->text + w->src.start;
            text->len = w->src.end - w->src.start;
            text->src = w->src;
        }
        i = end;
    }
    b->collation = c;
}

static void fill(void *arg, struct tp_node *rdg)
{
    struct reading *r = arg;

    for (size_t i = 0; i < r->n; i++)
        r->all[i]->placed = true;
    if (r->grown.kind != APP_ANCHOR)
        put_reading(r->b, rdg, &r->grown);
}

/* The first and last words of the block that are from START to END. */
static bool words_in(const struct tp_collation *c, const struct app *near, uint32_t start,
                     uint32_t end, size_t *first, size_t *last)
{
    size_t at = near->a < c->x.n ? near->a : c->x.n - 1;
    const struct tp_word *w = c->x.v;

    if (w[at].block != near->block && at)
        at--;
    if (w[at].block != near->block)
        return false;
    while (at && w[at - 1].block == near->block && w[at - 1].start >= start)
        at--;
    while (at < c->x.n && w[at].block == near->block && w[at].start < start)
        at++;
    *first = at;
    while (at < c->x.n && w[at].block == near->block && w[at].end <= end)
        at++;
    *last = at;
    return true;
}

/* The app over all words from START to END: those of the other are the ones that match them and
 * those of the apps in it; false when these aren't in one row. */
static bool grow(const struct tp_collation *c, struct reading *r, uint32_t start, uint32_t end)
{
    struct app *g = &r->grown;
    size_t low = SIZE_MAX, high = 0, sum = 0;

    *g = *r->all[0];
    if (!words_in(c, r->all[0], start, end, &g->a, &g->a_end))
        return false;
    for (size_t i = g->a; i < g->a_end; i++) {
        size_t m = c->pairing.match[i];
        if (!m)
            continue;
        low = m - 1 < low ? m - 1 : low;
        high = m > high ? m : high;
        sum++;
    }
    for (size_t i = 0; i < r->n; i++) {
        const struct app *p = r->all[i];
        if (p->kind != APP_WORDS)
            return false;
        if (p->b == p->b_end)
            continue;
        low = p->b < low ? p->b : low;
        high = p->b_end > high ? p->b_end : high;
        sum += p->b_end - p->b;
    }
    if (sum == 0)
        low = high = g->b;
    if (high - low != sum)
        return false;
    g->b = low;
    g->b_end = high;
    g->start = start;
    g->end = end;
    return true;
}

static void annotate(struct tp_builder *b, struct reading *r, struct tp_annos *annos)
{
    const struct app *g = &r->grown;
    struct tp_anno anno = {.start = g->start, .end = g->end, .element = "app", .rank = TP_RANK_APP};

    anno.fill = fill;
    anno.fill_arg = r;
    if (g->kind == APP_ANCHOR) {
        anno.element = "anchor";
        anno.attrs = tp_attr_add(b->a, NULL, "xml:id", moved_id(b->a, g->number));
        anno.attrs = tp_attr_add(b->a, anno.attrs, "type", "transposition");
    } else {
        anno.attrs = tp_attr_add(b->a, NULL, "type", type_of(b->collation, b->a, g));
        anno.inner = "lem";
        anno.inner_attrs = tp_attr_add(b->a, NULL, "wit", "#wit-A");
        anno.beside = "rdg";
        anno.beside_attrs = tp_attr_add(b->a, NULL, "wit", "#wit-B");
    }
    TP_PUSH(b->a, annos, anno);
}

/* A piece of the text that stays together: markup of the reader, a bracket. */
struct solid {
    uint32_t start, end;
};

/* Grow the range over what it crosses; true when it has grown. An insertion inside goes behind. */
static bool cross(const struct tp_block *block, const struct tp_annos *annos, size_t n,
                  uint32_t *start, uint32_t *end)
{
    bool grown = false;

    for (size_t i = 0; i < block->n_spans + n; i++) {
        const struct tp_anno *anno = i < n ? &annos->v[i] : NULL;
        struct solid s;
        bool hollow = true; /* may have an app inside */
        if (anno && anno->rank < TP_RANK_BRACKET && !anno->opaque)
            continue;
        if (anno) {
            s = (struct solid){anno->start, anno->end};
            hollow = !anno->opaque && !anno->inner && anno->open < anno->end - anno->start &&
                     *start >= anno->start + anno->open && *end <= anno->end - anno->close;
        } else {
            s = (struct solid){block->spans[i - n].start, block->spans[i - n].end};
            hollow = block->spans[i - n].kind != TP_SPAN_NOTE_REF &&
                     block->spans[i - n].kind != TP_SPAN_IMAGE;
        }
        if (*end <= s.start || *start >= s.end || (*start <= s.start && *end >= s.end) ||
            (hollow && *start >= s.start && *end <= s.end))
            continue;
        if (*start == *end) {
            *start = *end = s.end;
        } else {
            *start = s.start < *start ? s.start : *start;
            *end = s.end > *end ? s.end : *end;
        }
        grown = true;
    }
    return grown;
}

/* The place of the first app of the block that begins at START or behind it. */
static size_t first_app(const struct tp_collation *c, const struct tp_block *block, uint32_t start)
{
    size_t low = 0, high = c->n_by_place;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct app *p = c->by_place[middle];
        if ((uintptr_t)p->block < (uintptr_t)block || (p->block == block && p->start < start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void tp_collation_annotate(struct tp_builder *b, const struct tp_block *block, uint32_t start,
                           uint32_t end, struct tp_annos *annos)
{
    struct tp_collation *c = b->collation;
    size_t others = annos->n;

    for (size_t i = first_app(c, block, start); i < c->n_by_place;) {
        struct app *p = c->by_place[i];
        struct reading *r;
        uint32_t from = p->start, to = p->end;
        size_t n = 1;
        if (p->block != block || p->start > end)
            break;
        if (p->placed || to > end) {
            i++;
            continue;
        }
        while (cross(block, annos, others, &from, &to))
            ;
        while (i + n < c->n_by_place && c->by_place[i + n]->block == block && from < to &&
               c->by_place[i + n]->start < to) {
            to = c->by_place[i + n]->end > to ? c->by_place[i + n]->end : to;
            n++;
            while (cross(block, annos, others, &from, &to))
                ;
        }
        r = TP_NEW(b->a, struct reading);
        *r = (struct reading){.b = b, .first = p, .n = n, .all = &c->by_place[i], .grown = *p};
        r->grown.start = from;
        r->grown.end = to;
        if (from >= start && to <= end &&
            ((n == 1 && from == p->start && to == p->end) || from == to || grow(c, r, from, to)))
            annotate(b, r, annos);
        i += n;
    }
}

void tp_collation_rest(struct tp_builder *b, struct tp_node *body)
{
    struct tp_collation *c = b->collation;
    struct tp_node *last = NULL;

    for (struct tp_node *n = body->first; n; n = n->next) /* [...] may stand behind it */
        if (strcmp(n->name, "div") == 0)
            last = n;
    for (size_t i = 0; i < c->apps.n; i++) {
        struct app *p = &c->apps.v[i];
        struct tp_node *note, *app, *lem;
        if (p->placed)
            continue;
        note = tp_element_with(b->a, last ? last : body, "note", "type", "variant");
        if (p->kind == APP_ANCHOR) {
            tp_set(b->a, note, "xml:id", moved_id(b->a, p->number));
            continue;
        }
        app = tp_element_with(b->a, note, "app", "type", type_of(c, b->a, p));
        lem = tp_element_with(b->a, app, "lem", "wit", "#wit-A");
        for (size_t k = p->a; k < p->a_end; k++)
            tp_own_text(b->a, lem,
                        tp_fmt(b->a, "%s%.*s", k > p->a ? " " : "",
                               (int)(c->x.v[k].src.end - c->x.v[k].src.start),
                               c->base->source->text + c->x.v[k].src.start));
        put_reading(b, tp_element_with(b->a, app, "rdg", "wit", "#wit-B"), p);
    }
    for (size_t i = 0; i < c->images.n; i++) {
        const struct tp_span *s = c->images.v[i];
        const char *uri = s->target ? tp_uri(b->a, s->target) : NULL;
        struct tp_node *note = tp_element_with(b->a, last ? last : body, "note", "type", "variant");
        struct tp_node *figure = tp_element(b->a, note, "figure");
        tp_set(b->a, note, "corresp", "#wit-B");
        tp_claim(b->a, figure, s->open);
        tp_claim(b->a, figure, s->close);
        if (uri)
            tp_element_with(b->a, figure, "graphic", "url", uri);
    }
}

/* ---- the header ---- */

static struct tp_node *find(struct tp_node *root, const char *name)
{
    for (struct tp_node *n = root; n; n = tp_node_next(root, n, false))
        if (n->name && strcmp(n->name, name) == 0)
            return n;
    return NULL;
}

void tp_collation_header(struct tp_builder *b, struct tp_node *root, const char *base_file,
                         const char *other_file)
{
    struct tp_node *header = root->first, *source = find(header, "sourceDesc"), *n;
    struct tp_node *encoding = find(header, "encodingDesc");
    const struct tp_document *base = b->d;
    const char *files[] = {base_file, other_file};
    struct tp_node *list = NULL;

    if (source && source->first && strcmp(source->first->name, "p") == 0) {
        tp_element(b->a, source->last, "lb"); /* paragraphs and lists don't go together there */
        list = tp_element(b->a, source->last, "listWit");
    } else if (source) {
        list = tp_element(b->a, source, "listWit");
    }
    for (int i = 0; list && i < 2; i++) {
        n = tp_element_text(b->a, list, "witness", tp_path_base(files[i]));
        tp_set(b->a, n, "xml:id", i ? "wit-B" : "wit-A");
    }
    if (encoding)
        tp_set(
            b->a,
            tp_element_with(b->a, encoding, "variantEncoding", "method", "parallel-segmentation"),
            "location", "internal");
    n = find(header, "notesStmt");
    list = n ? n->last : NULL;
    b->d = b->collation->other;
    tp_put_rest(b, header);
    b->d = base;
    n = find(header, "notesStmt");
    for (n = list ? list->next : n ? n->first : NULL; n; n = n->next)
        tp_set(b->a, n, "corresp", "#wit-B");
}
