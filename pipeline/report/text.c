/* FILE:LINE:COLUMN: error: MESSAGE [CODE], then the source line with a caret. */
#include <string.h>

#include "../base/file.h"
#include "excerpt.h"
#include "report.h"

/* The file that excerpts are being taken from: read once, however many diagnostics it has. */
struct source {
    struct tp_arena *arena; /* freed with the next file */
    const char *file;
    struct tp_lines *lines; /* NULL: can't be read */
};

static void open_source(struct source *s, struct tp_arena *a, const char *file)
{
    struct tp_diags
        *unseen; /* that the file can't be read has been said, or its line isn't needed */
    char *data;
    size_t len;

    if (s->file && strcmp(s->file, file) == 0)
        return;
    tp_arena_free(s->arena);
    s->arena = tp_arena_sub(a);
    s->file = file;
    s->lines = NULL;
    unseen = tp_diags_new(s->arena, 0);
    if (strcmp(file, "-") != 0 && tp_read_file(s->arena, file, &data, &len, unseen))
        s->lines = tp_lines_new(s->arena, data, len);
}

static void excerpt(struct tp_buf *out, const struct tp_report *r, const struct tp_diag *d,
                    struct source *s)
{
    struct tp_slice line = {d->excerpt, 0};

    if (!r->excerpt || !d->loc.file || !d->loc.line || !d->loc.col)
        return;
    if (d->excerpt) {
        line.len = strlen(d->excerpt);
    } else {
        open_source(s, out->arena, d->loc.file);
        if (!s->lines || d->loc.line > s->lines->n)
            return;
        line = tp_lines_get(s->lines, d->loc.line);
    }
    tp_excerpt(out, line, d->loc.line, d->loc.col, r->colour);
}

static void place(struct tp_buf *out, const struct tp_report *r, struct tp_loc loc)
{
    if (r->colour)
        tp_buf_str(out, "\033[1m");
    tp_buf_str(out, loc.file ? tp_report_clean(out->arena, loc.file) : r->tool);
    if (loc.file && loc.line)
        tp_buf_fmt(out, ":%zu", loc.line);
    if (loc.file && loc.line && loc.col)
        tp_buf_fmt(out, ":%zu", loc.col);
    tp_buf_str(out, r->colour ? ":\033[0m " : ": ");
}

static void one(struct tp_buf *out, const struct tp_report *r, const struct tp_diag *d,
                struct source *s)
{
    static const char *const colours[] = {
        [TP_ERROR] = "\033[1;31m", [TP_WARNING] = "\033[1;35m", [TP_NOTE] = "\033[1;36m"};

    place(out, r, d->loc);
    tp_buf_fmt(out, "%s%s:%s %s [%s]\n", r->colour ? colours[d->severity] : "",
               tp_severity_name(d->severity), r->colour ? "\033[0m" : "",
               tp_report_clean(out->arena, d->message), tp_code_info(d->code)->id);
    excerpt(out, r, d, s);
}

void tp_report_text(const struct tp_report *r, struct tp_buf *out)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct tp_report_document *doc = &r->documents[i];
        const struct tp_diags *ds = doc->diags;
        struct source s = {0};
        for (const struct tp_diag *d = ds->first; d; d = d->next)
            if (d->severity == TP_ERROR || !r->errors_only)
                one(out, r, d, &s);
        if (ds->max_errors && ds->errors > ds->max_errors) {
            place(out, r, tp_in(doc->file));
            tp_buf_fmt(out, "note: %zu more error%s not shown (--max-errors %zu)\n",
                       ds->errors - ds->max_errors,
                       ds->errors - ds->max_errors == 1 ? " is" : "s are", ds->max_errors);
        }
        tp_arena_free(s.arena);
    }
}
