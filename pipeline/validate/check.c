#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/xml.h"

/* ---- the order of the document ---- */

struct numbered {
    struct tp_diag *d;
    size_t i;
    bool other; /* of another document, that rules read */
};

static int by_place(const void *x, const void *y)
{
    const struct numbered *p = x, *q = y;
    const struct tp_loc *a = &p->d->loc, *b = &q->d->loc;

    if (p->other != q->other)
        return p->other ? 1 : -1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->col != b->col)
        return a->col < b->col ? -1 : 1;
    return p->i < q->i ? -1 : p->i > q->i;
}

/* Several checks, one list: sorted by place, what has the same place in the order it was found. */
static void put_in_order(struct tp_arena *work, const char *file, struct tp_diags *ds)
{
    TP_VEC(struct numbered) v = {0};
    struct tp_diag **link = &ds->first;

    for (struct tp_diag *d = ds->first; d; d = d->next) {
        struct numbered one = {d, v.n, d->loc.file && strcmp(d->loc.file, file) != 0};

        TP_PUSH(work, &v, one);
    }
    if (v.n < 2)
        return;
    qsort(v.v, v.n, sizeof *v.v, by_place);
    for (size_t i = 0; i < v.n; i++) {
        *link = v.v[i].d;
        link = &v.v[i].d->next;
    }
    *link = NULL;
    ds->last = link;
}

void tp_check_doc(const struct tp_checks *c, struct tp_arena *work, xmlDoc *doc,
                  struct tp_slice text, const char *file, struct tp_diags *ds, struct tp_buf *svrl)
{
    struct tp_sch_document document = {.text = text, .file = file};

    for (size_t i = 0; i < c->n_schemas; i++)
        (void)tp_schema_validate_doc(c->schemas[i], work, doc, text, file, ds);
    if (c->n_rules)
        document.doc = tp_xp_doc_new(work, doc);
    for (size_t i = 0; i < c->n_rules; i++)
        tp_rules_check(c->rules[i], &document, ds, svrl);
    if (c->n_schemas + c->n_rules > 1)
        put_in_order(work, file, ds);
}

static bool streams(const struct tp_checks *c)
{
    return c->n_schemas == 1 && !c->n_rules;
}

void tp_check_text(const struct tp_checks *c, struct tp_arena *work, struct tp_slice text,
                   const char *file, struct tp_diags *ds, struct tp_buf *svrl)
{
    struct tp_diags *faults = tp_diags_new(work, 0);
    xmlDoc *doc = streams(c) ? NULL : tp_xml_read_memory(work, text.p, text.len, file, faults);

    if (doc)
        tp_check_doc(c, work, doc, text, file, ds, svrl);
    else if (c->n_schemas) /* of what is not well formed, the part before the fault is checked */
        (void)tp_schema_validate_memory(c->schemas[0], work, text.p, text.len, file, ds);
    else
        (void)tp_xml_read_memory(work, text.p, text.len, file, ds);
}

void tp_check_file(const struct tp_checks *c, struct tp_arena *work, const char *file,
                   struct tp_diags *ds, struct tp_buf *svrl)
{
    struct tp_slice text;
    char *data;

    if (streams(c)) {
        (void)tp_schema_validate_file(c->schemas[0], work, file, ds);
    } else if (tp_read_file(work, file, &data, &text.len, ds)) {
        text.p = data;
        tp_check_text(c, work, text, file, ds, svrl);
    }
}
