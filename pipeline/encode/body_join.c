/* Joining notes to their places, and the paragraphs of versions to each other. */
#include <stdlib.h>
#include <string.h>

#include "body.h"

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

struct paragraphs {
    struct tp_node **v;
    size_t n, cap;
};

static void collect_paragraphs(struct tp_arena *a, struct tp_node *div, struct paragraphs *out)
{
    for (struct tp_node *n = div; n; n = tp_node_next(div, n, false))
        if (n->name && (strcmp(n->name, "p") == 0 || strcmp(n->name, "item") == 0) &&
            tp_attr_get(n->attrs, "xml:id"))
            TP_PUSH(a, out, n);
}

/* Versions with as many paragraphs as each other are aligned one to one. */
void tp_align_versions(struct tp_builder *b, struct tp_node *x, struct tp_node *y)
{
    struct paragraphs p = {0}, q = {0};

    collect_paragraphs(b->a, x, &p);
    collect_paragraphs(b->a, y, &q);
    if (p.n != q.n)
        return;
    for (size_t i = 0; i < p.n; i++) {
        const char *old = tp_attr_get(p.v[i]->attrs, "corresp");
        const char *id = tp_attr_get(q.v[i]->attrs, "xml:id");
        tp_set(b->a, p.v[i], "corresp",
               old ? tp_fmt(b->a, "%s #%s", old, id) : tp_fmt(b->a, "#%s", id));
        old = tp_attr_get(q.v[i]->attrs, "corresp");
        id = tp_attr_get(p.v[i]->attrs, "xml:id");
        tp_set(b->a, q.v[i], "corresp",
               old ? tp_fmt(b->a, "%s #%s", old, id) : tp_fmt(b->a, "#%s", id));
    }
}
