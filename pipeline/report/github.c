/* Workflow commands: ::error file=F,line=L,col=C,title=T::MESSAGE */
#include "report.h"

#include <string.h>

/* Line ends and '%' would end or change the command; in a property, so would ':' and ','. */
static void escaped(struct tp_buf *out, const char *s, bool property)
{
    for (; *s; s++)
        if (*s == '%' || *s == '\r' || *s == '\n' || (property && (*s == ':' || *s == ',')))
            tp_buf_fmt(out, "%%%02X", (unsigned)(unsigned char)*s);
        else
            tp_buf_char(out, *s);
}

static void one(struct tp_buf *out, const struct tp_diag *d, const char *file)
{
    static const char *const commands[] = {
        [TP_ERROR] = "error", [TP_WARNING] = "warning", [TP_NOTE] = "notice"};

    tp_buf_fmt(out, "::%s file=", commands[d->severity]);
    escaped(out, tp_report_clean(out->arena, d->loc.file ? d->loc.file : file), true);
    if (d->loc.line)
        tp_buf_fmt(out, ",line=%zu", d->loc.line);
    if (d->loc.line && d->loc.col)
        tp_buf_fmt(out, ",col=%zu", d->loc.col);
    tp_buf_str(out, ",title=");
    escaped(out, tp_code_info(d->code)->id, true);
    tp_buf_str(out, "::");
    escaped(out, tp_report_clean(out->arena, d->message), false);
    tp_buf_char(out, '\n');
}

void tp_report_github(const struct tp_report *r, struct tp_buf *out)
{
    for (size_t i = 0; i < r->n; i++)
        for (const struct tp_diag *d = r->documents[i].diags->first; d; d = d->next)
            one(out, d, r->documents[i].file);
}
