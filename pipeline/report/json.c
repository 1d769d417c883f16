/* The JSON form: its keys are part of the program's outside and are only ever added to. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "tree.h"

/* What is wrong with a file that was made of the document names that file. */
static json_t *diagnostic(struct tp_arena *a, const struct tp_diag *d, const char *document)
{
    json_t *o = tp_json(a, json_object()), *expected = tp_json(a, json_array());

    for (size_t i = 0; i < d->n_expected; i++)
        tp_json_add(a, expected, tp_json_text(a, d->expected[i]));
    tp_json_set(a, o, "line", json_integer((json_int_t)d->loc.line));
    tp_json_set(a, o, "column", json_integer((json_int_t)d->loc.col));
    tp_json_set(a, o, "severity", json_string(tp_severity_name(d->severity)));
    tp_json_set(a, o, "code", json_string(tp_code_info(d->code)->id));
    tp_json_set(a, o, "message", tp_json_text(a, d->message));
    tp_json_set(a, o, "path", d->path ? tp_json_text(a, d->path) : json_null());
    tp_json_set(a, o, "expected", expected);
    if (d->loc.file && strcmp(d->loc.file, document) != 0)
        tp_json_set(a, o, "file", tp_json_text(a, d->loc.file));
    return o;
}

static json_t *document(struct tp_arena *a, const struct tp_report *r,
                        const struct tp_report_document *d)
{
    json_t *o = tp_json(a, json_object()), *list = tp_json(a, json_array());

    for (const struct tp_diag *g = d->diags->first; g; g = g->next)
        tp_json_add(a, list, diagnostic(a, g, d->file));
    tp_json_set(a, o, "file", tp_json_text(a, d->file));
    tp_json_set(a, o, "valid", json_boolean(tp_report_valid(r, d)));
    tp_json_set(a, o, "diagnostics", list);
    return o;
}

static json_t *summary(struct tp_arena *a, const struct tp_report *r)
{
    json_t *o = tp_json(a, json_object());
    size_t valid = 0, errors = 0, warnings = 0;

    for (size_t i = 0; i < r->n; i++) {
        valid += tp_report_valid(r, &r->documents[i]);
        errors += r->documents[i].diags->errors;
        warnings += r->documents[i].diags->warnings;
    }
    tp_json_set(a, o, "documents", json_integer((json_int_t)r->n));
    tp_json_set(a, o, "valid", json_integer((json_int_t)valid));
    tp_json_set(a, o, "invalid", json_integer((json_int_t)(r->n - valid)));
    tp_json_set(a, o, "errors", json_integer((json_int_t)errors));
    tp_json_set(a, o, "warnings", json_integer((json_int_t)warnings));
    return o;
}

void tp_report_json(const struct tp_report *r, struct tp_buf *out)
{
    struct tp_arena *a = out->arena;
    json_t *root = tp_json_root(a), *list = tp_json(a, json_array());

    tp_json_set(a, root, "tool", tp_json_text(a, r->tool));
    tp_json_set(a, root, "version", tp_json_text(a, r->version));
    tp_json_set(a, root, "summary", summary(a, r));
    tp_json_set(a, root, "documents", list);
    for (size_t i = 0; i < r->n; i++)
        tp_json_add(a, list, document(a, r, &r->documents[i]));
    tp_json_print(root, out);
}
