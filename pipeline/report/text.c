/* FILE:LINE:COLUMN: error: MESSAGE [CODE], then the source line with a caret. */
#include <string.h>

#include "excerpt.h"
#include "report.h"
#include "source.h"

static void excerpt(struct tp_buf *out, const struct tp_report *r, const struct tp_diag *d,
                    struct tp_source *s)
{
    struct tp_slice line;

    if (r->excerpt && tp_source_line(s, out->arena, d, &line))
        tp_excerpt(out, line, d->loc.line, d->loc.col, r->colour);
}

/* A name or a message on one line: what a document puts into it must not look like another message,
 * nor like a command to what reads the log of a job. */
static const char *one_line(struct tp_arena *a, const char *s)
{
    const char *clean = tp_report_clean(a, s);
    struct tp_buf b;

    if (!strpbrk(clean, "\r\n"))
        return clean;
    b = tp_buf_new(a);
    for (; *clean; clean++)
        if (*clean == '\n' || *clean == '\r')
            tp_buf_str(&b, *clean == '\n' ? "\\n" : "\\r");
        else
            tp_buf_char(&b, *clean);
    return b.p;
}

static void place(struct tp_buf *out, const struct tp_report *r, struct tp_loc loc)
{
    if (r->colour)
        tp_buf_str(out, "\033[1m");
    tp_buf_str(out, loc.file ? one_line(out->arena, loc.file) : r->tool);
    if (loc.file && loc.line)
        tp_buf_fmt(out, ":%zu", loc.line);
    if (loc.file && loc.line && loc.col)
        tp_buf_fmt(out, ":%zu", loc.col);
    tp_buf_str(out, r->colour ? ":\033[0m " : ": ");
}

static void one(struct tp_buf *out, const struct tp_report *r, const struct tp_diag *d,
                struct tp_source *s)
{
    static const char *const colours[] = {
        [TP_ERROR] = "\033[1;31m", [TP_WARNING] = "\033[1;35m", [TP_NOTE] = "\033[1;36m"};

    place(out, r, d->loc);
    tp_buf_fmt(out, "%s%s:%s %s [%s]\n", r->colour ? colours[d->severity] : "",
               tp_severity_name(d->severity), r->colour ? "\033[0m" : "",
               one_line(out->arena, d->message), tp_code_info(d->code)->id);
    excerpt(out, r, d, s);
}

void tp_report_text(const struct tp_report *r, struct tp_buf *out)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct tp_report_document *doc = &r->documents[i];
        const struct tp_diags *ds = doc->diags;
        struct tp_source s = {0};
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
