/* Joining notes to their places, and the paragraphs of versions to each other. */
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "language.h"
#include "ordinal.h"

struct mark {
    const char *n;
    const char *id;
    size_t order;
};
struct marks {
    struct mark *v;
    size_t n, cap;
};

static int by_mark(const void *x, const void *y)
{
    const struct mark *p = x, *q = y;
    int c = strcmp(p->n, q->n);

    return c ? c : p->order < q->order ? -1 : p->order > q->order;
}

static void add_mark(struct tp_arena *a, struct marks *out, const char *n, const char *id)
{
    size_t order = out->n;

    TP_PUSH(a, out, (struct mark){n, id, order});
}

static void collect_marks(struct tp_arena *a, const struct tp_node *root, struct marks *out)
{
    for (const struct tp_node *n = root; n; n = tp_node_next(root, n, false)) {
        const char *number, *id;
        if (!n->name || strcmp(n->name, "note") != 0)
            continue;
        number = tp_attr_get(n->attrs, "n");
        id = tp_attr_get(n->attrs, "xml:id");
        if (number && id)
            add_mark(a, out, number, id);
    }
}

/* The first note with the number; NULL: none. */
static const char *note_with(const struct marks *m, const char *number)
{
    size_t low = 0, high = m->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(m->v[middle].n, number) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < m->n && strcmp(m->v[low].n, number) == 0 ? m->v[low].id : NULL;
}

/* ref elements with @n get the note with that @n in the same version. */
void tp_link_notes(struct tp_builder *b, struct tp_node *version, const struct tp_node *notes)
{
    struct marks marks = {0};

    collect_marks(b->a, version, &marks);
    if (notes && notes != version)
        collect_marks(b->a, notes, &marks);
    if (marks.n)
        qsort(marks.v, marks.n, sizeof *marks.v, by_mark);
    for (struct tp_node *n = version; n; n = tp_node_next(version, n, false)) {
        const char *mark, *id;
        if (!n->name || strcmp(n->name, "ref") != 0 || !tp_is_type(n, "noteAnchor"))
            continue;
        mark = tp_attr_get(n->attrs, "n");
        id = mark && !tp_attr_get(n->attrs, "target") ? note_with(&marks, mark) : NULL;
        if (id)
            tp_set(b->a, n, "target", tp_fmt(b->a, "#%s", id));
    }
}

static void warn(struct tp_builder *b, enum tp_code code, const struct tp_node *n)
{
    const struct tp_source *s = b->d->source;
    struct tp_range src = n->src.end > n->src.start || !n->claims ? n->src : n->claims->src;
    struct tp_place at = tp_lines_locate(
        s->lines,
        n->claims && n->claims->src.end > n->claims->src.start ? n->claims->src.start : src.start);

    tp_diag(b->diags, code, tp_at(s->file, at.line, at.col), tp_attr_get(n->attrs, "n"));
}

static int by_id(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

void tp_check_notes(struct tp_builder *b, const struct tp_node *body)
{
    TP_VEC(const char *) used = {0};

    for (const struct tp_node *n = body; n; n = tp_node_next(body, n, false)) {
        const char *target = n->name && strcmp(n->name, "ref") == 0 && tp_is_type(n, "noteAnchor")
                                 ? tp_attr_get(n->attrs, "target")
                                 : NULL;
        if (target)
            TP_PUSH(b->a, &used, target + 1);
        else if (n->name && strcmp(n->name, "ref") == 0 && tp_is_type(n, "noteAnchor"))
            warn(b, TP_D_NOTE_MISSING, n);
    }
    if (used.n)
        qsort(used.v, used.n, sizeof *used.v, by_id);
    for (const struct tp_node *n = body; n; n = tp_node_next(body, n, false)) {
        const char *id = n->name && strcmp(n->name, "note") == 0 && tp_is_type(n, "footnote") &&
                                 tp_attr_get(n->attrs, "n")
                             ? tp_attr_get(n->attrs, "xml:id")
                             : NULL;
        if (id && !(used.n && bsearch(&id, used.v, used.n, sizeof *used.v, by_id)))
            warn(b, TP_D_NOTE_UNUSED, n);
    }
}

/* ---- the paragraphs of versions ---- */

/* A paragraph, or a division that has a number. */
struct unit {
    struct tp_node *e;
    uint64_t anchor; /* what its number is, and of what: the same in both versions; 0: none */
    size_t letters;  /* of a paragraph */
    size_t partner;  /* in the other version, from 1; 0: none */
};
struct units {
    struct unit *v;
    size_t n, cap;
};

static uint64_t mix(uint64_t h, const char *p)
{
    for (; *p; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    return h;
}

static bool is_division(const struct tp_node *n)
{
    return n->name && strcmp(n->name, "div") == 0 && tp_attr_get(n->attrs, "n") &&
           tp_attr_get(n->attrs, "xml:id");
}

static bool is_paragraph(const struct tp_node *n)
{
    return n->name && (strcmp(n->name, "p") == 0 || strcmp(n->name, "item") == 0) &&
           tp_attr_get(n->attrs, "xml:id");
}

/* "第三条", "Article III" and "Статья 3" are one; so are "a)" and "а)". */
static const char *plain_number(struct tp_arena *a, const char *n)
{
    const char *with = tp_fmt(a, "%s. x", n);
    struct tp_ordinal o = tp_ordinal_of(with, (uint32_t)strlen(with), NULL);

    if (!o.end)
        return n;
    return tp_fmt(a, "%s%d", strchr("aAcC", o.style) ? "letter " : "", o.number);
}

/* The number of a division or a point with the numbers of all that it is in. A numbered paragraph
 * and the item of a list are the same thing. */
static uint64_t anchor_of(struct tp_arena *a, const struct tp_node *version,
                          const struct tp_node *e)
{
    uint64_t h = 1469598103934665603u;

    if (!tp_attr_get(e->attrs, "n"))
        return 0;
    for (const struct tp_node *n = e; n != version; n = n->parent) {
        const char *number = tp_attr_get(n->attrs, "n");
        if (number)
            h = mix(mix(h, strcmp(n->name, "div") == 0 ? "d" : "p"), plain_number(a, number));
    }
    return h;
}

static size_t weight_of(struct tp_arena *a, const struct tp_node *e)
{
    struct tp_letters l = {0};
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_slice t = tp_node_text(work, e);
    size_t sum = 0;

    tp_letters_add(&l, t.p, t.len);
    for (int s = TP_LATIN; s < TP_SCRIPT_COUNT; s++)
        sum += tp_letters_weight(&l, (enum tp_script)s);
    tp_arena_free(work);
    return sum;
}

static void collect_units(struct tp_arena *a, struct tp_node *version, struct units *out)
{
    for (struct tp_node *n = version; n; n = tp_node_next(version, n, false))
        if (n != version && is_division(n))
            TP_PUSH(a, out, (struct unit){n, anchor_of(a, version, n), 0, 0});
        else if (is_paragraph(n))
            TP_PUSH(a, out, (struct unit){n, anchor_of(a, version, n), weight_of(a, n), 0});
}

/* Numbers may be given twice, then they are none. */
static size_t place_of(const struct units *u, uint64_t anchor)
{
    size_t found = 0;

    for (size_t i = 0; i < u->n; i++)
        if (u->v[i].anchor == anchor) {
            if (found)
                return 0;
            found = i + 1;
        }
    return found;
}

/* Paragraphs that stand for each other are about as long, in proportion to the whole: a short one
 * may be anything. */
static bool about_as_long(const struct unit *p, const struct unit *q, double proportion)
{
    enum { SHORT = 60 };
    double x = (double)p->letters * proportion, y = (double)q->letters;

    if ((p->letters == 0) != (q->letters == 0) || !p->letters)
        return p->letters == q->letters;
    if (p->letters < SHORT && q->letters < SHORT)
        return true;
    return x < 2.5 * y && y < 2.5 * x;
}

static double proportion_of(const struct units *p, const struct units *q)
{
    double x = 1, y = 1;

    for (size_t i = 0; i < p->n; i++)
        x += (double)p->v[i].letters;
    for (size_t i = 0; i < q->n; i++)
        y += (double)q->v[i].letters;
    return y / x;
}

/* Between two numbers that both have, as many paragraphs, each about as long as the other. */
static void pair_between(struct units *p, size_t i, size_t i_end, struct units *q, size_t k,
                         size_t k_end, double proportion)
{
    if (i_end - i != k_end - k)
        return;
    for (size_t j = 0; j < i_end - i; j++)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): both have as many */
        if (p->v[i + j].anchor != q->v[k + j].anchor ||
            !about_as_long(&p->v[i + j], &q->v[k + j], proportion))
            return;
    for (size_t j = 0; j < i_end - i; j++)
        p->v[i + j].partner = k + j + 1;
}

static void correspond(struct tp_builder *b, struct tp_node *x, struct tp_node *y)
{
    const char *old = tp_attr_get(x->attrs, "corresp"), *id = tp_attr_get(y->attrs, "xml:id");

    tp_set(b->a, x, "corresp", old ? tp_fmt(b->a, "%s #%s", old, id) : tp_fmt(b->a, "#%s", id));
}

/*
 * The numbers of articles and points that both versions have once, in the same order, stand for
 * each other; what is between them is paired when it is the same in number and about in length.
 */
void tp_align_versions(struct tp_builder *b, struct tp_node *x, struct tp_node *y)
{
    enum { MOST = 4000 }; /* numbers are looked for in all of the other version */
    struct units p = {0}, q = {0};
    size_t i = 0, k = 0, at;
    double proportion;

    collect_units(b->a, x, &p);
    collect_units(b->a, y, &q);
    proportion = proportion_of(&p, &q);
    for (size_t j = 0; j < p.n && p.n + q.n < MOST; j++) {
        uint64_t anchor = p.v[j].anchor;
        if (!anchor || place_of(&p, anchor) != j + 1 || (at = place_of(&q, anchor)) <= k)
            continue;
        pair_between(&p, i, j, &q, k, at - 1, proportion);
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): AT is the place of a unit */
        if (strcmp(p.v[j].e->name, "div") == 0 || strcmp(q.v[at - 1].e->name, "div") == 0 ||
            about_as_long(&p.v[j], &q.v[at - 1], proportion))
            p.v[j].partner = at;
        i = j + 1;
        k = at;
    }
    pair_between(&p, i, p.n, &q, k, q.n, proportion);
    for (size_t j = 0; j < p.n; j++)
        if (p.v[j].partner) {
            /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): the partner is one */
            correspond(b, p.v[j].e, q.v[p.v[j].partner - 1].e);
            correspond(b, q.v[p.v[j].partner - 1].e, p.v[j].e);
        }
}
