#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/xml.h"
#include "../base/xml_include.h"

/* ---- one fault, one message ---- */

/* Where RELAX NG has found a value wrong, or an ID doubled. */
struct places {
    struct tp_loc *v;
    size_t n, cap;
};

static int by_place(const void *x, const void *y)
{
    const struct tp_loc *a = x, *b = y;
    int file = strcmp(a->file ? a->file : "", b->file ? b->file : "");

    if (file)
        return file;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->col < b->col ? -1 : a->col > b->col;
}

static bool is_of_value(enum tp_code code)
{
    return code == TP_D_VALUE_INVALID || code == TP_D_ID_DUPLICATE;
}

/* What the schema may have said already, of the same attribute. */
static bool may_be_double(enum tp_code code)
{
    return code == TP_D_ID_DUPLICATE || code == TP_D_ID_MALFORMED || code == TP_D_DATE_INVALID ||
           code == TP_D_LANGUAGE_INVALID || code == TP_D_POINTER_MALFORMED;
}

/* The findings that are news go to DS. */
static void add_news(struct tp_arena *work, struct tp_diags *ds, const struct tp_diags *found)
{
    struct places said = {0};
    struct tp_diags *news = tp_diags_new(work, 0);

    for (const struct tp_diag *d = ds->first; d; d = d->next)
        if (is_of_value(d->code))
            TP_PUSH(work, &said, d->loc);
    if (said.n > 1)
        qsort(said.v, said.n, sizeof *said.v, by_place);
    for (const struct tp_diag *d = found->first; d; d = d->next) {
        struct tp_diag *copy;

        if (said.n && may_be_double(d->code) &&
            bsearch(&d->loc, said.v, said.n, sizeof *said.v, by_place))
            continue;
        copy = tp_diag_add_as(news, d->severity, d->code, d->loc, (const char *const[]){NULL});
        copy->message = d->message;
        copy->path = d->path;
    }
    tp_diags_append(ds, news);
}

static void check_integrity(const struct tp_checks *c, struct tp_arena *work, xmlDoc *doc,
                            struct tp_checking *d, struct tp_diags *ds)
{
    struct tp_integrity_document document = {doc, d->text, d->file, d->path, d->also};
    struct tp_diags *found = tp_diags_new(work, 0);

    d->facts = tp_integrity_check(c->integrity, d->kept, work, &document, found);
    if (found->first)
        add_news(work, ds, found);
}

/* ---- all checks ---- */

void tp_check_doc(const struct tp_checks *c, struct tp_arena *work, xmlDoc *doc,
                  struct tp_checking *d, struct tp_diags *ds)
{
    struct tp_sch_document document = {.text = d->text, .file = d->file};

    /* Of a tree whose parts are from several files, no text is the source. */
    for (size_t i = 0; i < c->n_schemas; i++)
        (void)tp_schema_validate_doc(c->schemas[i], work, doc,
                                     doc->psvi ? (struct tp_slice){NULL, 0} : d->text, d->file, ds);
    if (c->n_rules)
        document.doc = tp_xp_doc_new(work, doc);
    for (size_t i = 0; i < c->n_rules; i++)
        tp_rules_check(c->rules[i], &document, ds, d->svrl);
    if (c->integrity)
        check_integrity(c, work, doc, d, ds);
    if (c->n_schemas + c->n_rules + (c->integrity != NULL) > 1)
        tp_diags_sort(ds, work);
}

static bool streams(const struct tp_checks *c)
{
    return c->n_schemas == 1 && !c->n_rules && !c->integrity;
}

static bool too_large(const struct tp_checks *c, size_t size)
{
    return c->max_tree && size > c->max_tree;
}

/* A warning, unless nothing was left out. */
static void say_large(const struct tp_checks *c, const char *file, bool includes,
                      struct tp_diags *ds)
{
    const char *left = c->n_rules && c->integrity ? "not by rules and for integrity"
                       : c->n_rules               ? "not by rules"
                       : c->integrity             ? "not for integrity"
                                                  : "without what it includes";

    if (c->n_rules || c->integrity || includes)
        tp_diag(ds, TP_D_DOCUMENT_LARGE, tp_in(file), tp_fmt(ds->arena, "%zu", c->max_tree >> 20),
                left);
}

/* Faults of the text that the schema, which reads it for itself, hasn't told of. */
static void add_unsaid(struct tp_arena *work, struct tp_diags *ds, const struct tp_diags *found)
{
    struct tp_diags *unsaid = tp_diags_new(work, 0);

    for (const struct tp_diag *f = found->first; f; f = f->next) {
        const struct tp_diag *d = ds->first;

        while (d && by_place(&d->loc, &f->loc) != 0)
            d = d->next;
        if (!d)
            tp_diags_add_copy(unsaid, f);
    }
    if (!unsaid->first)
        return;
    tp_diags_append(ds, unsaid);
    tp_diags_sort(ds, work);
}

static bool mentions_xinclude(struct tp_slice text)
{
    static const char ns[] = TP_NS_XINCLUDE;
    size_t n = sizeof ns - 1;

    for (const char *p = text.p, *end = text.p + text.len;
         p && (p = memchr(p, 'h', (size_t)(end - p))) && (size_t)(end - p) >= n; p++)
        if (memcmp(p, ns, n) == 0)
            return true;
    return false;
}

void tp_check_text(const struct tp_checks *c, struct tp_arena *work, struct tp_checking *d,
                   struct tp_diags *ds)
{
    struct tp_diags *found;
    xmlDoc *doc;

    if (too_large(c, d->text.len)) {
        say_large(c, d->file, mentions_xinclude(d->text), ds);
        for (size_t i = 0; i < c->n_schemas; i++)
            (void)tp_schema_validate_memory(c->schemas[i], work, d->text.p, d->text.len, d->file,
                                            ds);
        return;
    }
    if (streams(c) && !mentions_xinclude(d->text)) {
        (void)tp_schema_validate_memory(c->schemas[0], work, d->text.p, d->text.len, d->file, ds);
        return;
    }
    found = tp_diags_new(work, 0);
    doc = tp_xml_read_memory(work, d->text.p, d->text.len, d->file, found);
    if (!doc && c->n_schemas) { /* what comes before the fault is checked still */
        size_t errors = ds->errors;

        (void)tp_schema_validate_memory(c->schemas[0], work, d->text.p, d->text.len, d->file, ds);
        if (ds->errors > errors)
            return; /* the fault among them */
    }
    if (doc && tp_xml_has_includes(doc))
        tp_xml_include(work, doc, d->text, d->file, d->root, ds);
    if (doc)
        tp_check_doc(c, work, doc, d, ds);
    add_unsaid(work, ds, found);
}

/* Its namespace is declared near the beginning, or the file isn't read in pieces. */
static bool may_include(const char *file)
{
    char start[65536];
    FILE *in = tp_is_folder(file) ? NULL : fopen(file, "rb");
    size_t n = in ? fread(start, 1, sizeof start, in) : 0;

    if (in)
        (void)fclose(in); /* read only */
    return mentions_xinclude((struct tp_slice){start, n});
}

void tp_check_file(const struct tp_checks *c, struct tp_arena *work, struct tp_checking *d,
                   struct tp_diags *ds)
{
    char *data;

    if (too_large(c, tp_file_size(d->file))) {
        say_large(c, d->file, may_include(d->file), ds);
        for (size_t i = 0; i < c->n_schemas; i++)
            (void)tp_schema_validate_file(c->schemas[i], work, d->file, ds);
    } else if (streams(c) && !may_include(d->file)) {
        (void)tp_schema_validate_file(c->schemas[0], work, d->file, ds);
    } else if (tp_read_file(work, d->file, &data, &d->text.len, ds)) {
        d->text.p = data;
        tp_check_text(c, work, d, ds);
    }
}
