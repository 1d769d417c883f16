#include "diag.h"

#include <stdlib.h>
#include <string.h>

static const struct tp_code_info codes[TP_D_COUNT] = {
#define TP_DIAG(name, id, severity, status, text, mend)                                            \
    [TP_D_##name] = {id, severity, status, text, mend},
#include "diag_codes.def"
#undef TP_DIAG
};

const struct tp_code_info *tp_code_info(enum tp_code code)
{
    return &codes[code];
}

enum tp_code tp_code_find(const char *id)
{
    int i = 0;

    while (i < TP_D_COUNT && strcmp(codes[i].id, id) != 0)
        i++;
    return (enum tp_code)i;
}

const char *tp_severity_name(enum tp_severity severity)
{
    static const char *const names[] = {
        [TP_ERROR] = "error", [TP_WARNING] = "warning", [TP_NOTE] = "note"};

    return names[severity];
}

struct tp_diags *tp_diags_new(struct tp_arena *a, size_t max_errors)
{
    struct tp_diags *ds = TP_NEW(a, struct tp_diags);

    ds->arena = a;
    ds->last = &ds->first;
    ds->max_errors = max_errors;
    return ds;
}

/* The code's text with its {N} replaced. */
static const char *fill(struct tp_arena *a, const char *text, const char *const *details)
{
    struct tp_buf b = tp_buf_new(a);
    size_t n = 0;

    while (details[n])
        n++;
    for (const char *p = text; *p; p++) {
        size_t k =
            p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}' ? (size_t)(p[1] - '0') : 0;
        if (k == 0) {
            tp_buf_char(&b, *p);
            continue;
        }
        if (k <= n)
            tp_buf_str(&b, details[k - 1]);
        p += 2;
    }
    return b.p;
}

/* The line as an excerpt; a monstrous one is left for the reporter to read and to cut. */
static const char *excerpt_of(struct tp_arena *a, struct tp_slice line)
{
    enum { LONGEST = 4096 };

    return line.len <= LONGEST ? tp_strndup(a, line.p, line.len) : NULL;
}

struct tp_diag *tp_diag_add(struct tp_diags *ds, enum tp_code code, struct tp_loc loc,
                            const char *const *details)
{
    return tp_diag_add_as(ds, codes[code].severity, code, loc, details);
}

struct tp_diag *tp_diag_add_as(struct tp_diags *ds, enum tp_severity severity, enum tp_code code,
                               struct tp_loc loc, const char *const *details)
{
    const struct tp_code_info *info = &codes[code];
    struct tp_diag *d = TP_NEW(ds->arena, struct tp_diag);
    size_t *count = severity == TP_ERROR     ? &ds->errors
                    : severity == TP_WARNING ? &ds->warnings
                                             : &ds->notes;

    ++*count;
    if (severity == TP_ERROR)
        ds->status = tp_worse(ds->status, info->status);
    d->loc = loc;
    d->code = code;
    d->severity = severity;
    d->message = fill(ds->arena, info->text, details);
    if (ds->max_errors && severity == TP_ERROR && ds->errors > ds->max_errors)
        return d; /* counted, not kept */
    if (loc.file)
        d->loc.file = tp_strdup(ds->arena, loc.file);
    if (loc.line && loc.file && ds->lines && strcmp(loc.file, ds->lines_file) == 0)
        d->excerpt = excerpt_of(ds->arena, tp_lines_get(ds->lines, loc.line));
    *ds->last = d;
    ds->last = &d->next;
    return d;
}

static const char *copy(struct tp_arena *a, const char *s)
{
    return s ? tp_strdup(a, s) : NULL;
}

static struct tp_diag *copy_diag(struct tp_arena *a, const struct tp_diag *src)
{
    struct tp_diag *d = TP_NEW(a, struct tp_diag);
    const char **expected = src->n_expected ? TP_NEW_ARRAY(a, src->n_expected, const char *) : NULL;

    *d = *src;
    d->next = NULL;
    d->loc.file = copy(a, src->loc.file);
    d->message = copy(a, src->message);
    d->path = copy(a, src->path);
    d->excerpt = copy(a, src->excerpt);
    for (size_t i = 0; i < src->n_expected; i++)
        expected[i] = copy(a, src->expected[i]);
    d->expected = expected;
    return d;
}

void tp_diags_append(struct tp_diags *ds, const struct tp_diags *src)
{
    size_t kept = ds->errors; /* or more, when the limit was reached already */

    for (const struct tp_diag *d = src->first; d; d = d->next) {
        if (d->severity == TP_ERROR && ds->max_errors && kept++ >= ds->max_errors)
            continue;
        *ds->last = copy_diag(ds->arena, d);
        ds->last = &(*ds->last)->next;
    }
    ds->errors += src->errors;
    ds->warnings += src->warnings;
    ds->notes += src->notes;
    ds->status = tp_worse(ds->status, src->status);
}

void tp_diags_add_copy(struct tp_diags *ds, const struct tp_diag *d)
{
    size_t *count = d->severity == TP_ERROR     ? &ds->errors
                    : d->severity == TP_WARNING ? &ds->warnings
                                                : &ds->notes;

    ++*count;
    if (d->severity == TP_ERROR)
        ds->status = tp_worse(ds->status, codes[d->code].status);
    if (ds->max_errors && d->severity == TP_ERROR && ds->errors > ds->max_errors)
        return; /* counted, not kept */
    *ds->last = copy_diag(ds->arena, d);
    ds->last = &(*ds->last)->next;
}

/* ---- the order of the document ---- */

struct numbered {
    struct tp_diag *d;
    size_t i, file;
};

static int by_place(const void *x, const void *y)
{
    const struct numbered *p = x, *q = y;
    const struct tp_loc *a = &p->d->loc, *b = &q->d->loc;

    if (p->file != q->file)
        return p->file < q->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->col != b->col)
        return a->col < b->col ? -1 : 1;
    return p->i < q->i ? -1 : p->i > q->i;
}

static bool same_name(const char *x, const char *y)
{
    return x && y ? strcmp(x, y) == 0 : x == y;
}

void tp_diags_sort(struct tp_diags *ds, struct tp_arena *work)
{
    TP_VEC(struct numbered) v = {0};
    TP_VEC(const char *) files = {0};
    struct tp_diag **link = &ds->first;

    for (struct tp_diag *d = ds->first; d; d = d->next) {
        size_t file = 0;

        while (file < files.n && !same_name(files.v[file], d->loc.file))
            file++;
        if (file == files.n)
            TP_PUSH(work, &files, d->loc.file);
        TP_PUSH(work, &v, (struct numbered){d, v.n, file});
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
