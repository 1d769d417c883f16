/* One page for people: the summary, the findings document by document with their lines, and what
 * each code means. No script, nothing from elsewhere; the style is xslt/report.css. */
#include <string.h>

#include "../base/resource.h"
#include "../base/utf8.h"
#include "report.h"
#include "source.h"

enum { BEFORE = 80, AFTER = 160 /* characters of a line around the place */ };

struct page {
    const struct tp_report *r;
    struct tp_buf *out;
    size_t errors, warnings, notes, invalid;
    struct {
        size_t n, documents;
        enum tp_severity worst;
    } codes[TP_D_COUNT];
};

static void text(struct tp_buf *out, const char *s)
{
    const char *clean = tp_report_clean(out->arena, s);

    tp_buf_xml_text(out, clean, strlen(clean));
}

/* A name in whatever direction it is written. */
static void name(struct tp_buf *out, const char *s)
{
    tp_buf_str(out, "<bdi>");
    text(out, s);
    tp_buf_str(out, "</bdi>");
}

static void count(struct tp_buf *out, size_t n, const char *thing)
{
    tp_buf_fmt(out, "%zu %s%s", n, thing, n == 1 ? "" : "s");
}

static void gather(struct page *p)
{
    for (size_t i = 0; i < p->r->n; i++) {
        const struct tp_diags *ds = p->r->documents[i].diags;
        bool seen[TP_D_COUNT] = {false};

        p->errors += ds->errors;
        p->warnings += ds->warnings;
        p->notes += ds->notes;
        p->invalid += !tp_report_valid(p->r, &p->r->documents[i]);
        for (const struct tp_diag *d = ds->first; d; d = d->next) {
            if (p->codes[d->code].n++ == 0 || d->severity < p->codes[d->code].worst)
                p->codes[d->code].worst = d->severity;
            p->codes[d->code].documents += !seen[d->code];
            seen[d->code] = true;
        }
    }
}

static void begin(struct page *p)
{
    const struct tp_resource *css = tp_resource_find("xslt/report.css");
    struct tp_buf *out = p->out;

    tp_buf_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<title>Validation report</title>\n<style>\n");
    if (css)
        tp_buf_add(out, css->data, css->len);
    tp_buf_str(out, "</style>\n</head>\n<body>\n<main>\n<h1>Validation report</h1>\n"
                    "<p class=\"verdict\">");
    count(out, p->r->n, "document");
    tp_buf_fmt(out, ": %zu valid, %zu invalid. ", p->r->n - p->invalid, p->invalid);
    count(out, p->errors, "error");
    tp_buf_str(out, ", ");
    count(out, p->warnings, "warning");
    tp_buf_str(out, ", ");
    count(out, p->notes, "note");
    tp_buf_str(out, ".</p>\n");
}

/* ---- the overview ---- */

static void code_row(struct page *p, enum tp_code code)
{
    struct tp_buf *out = p->out;

    tp_buf_fmt(out,
               "<tr><th scope=\"row\"><a href=\"#%s\">%s</a></th><td class=\"%s\">%s</td>"
               "<td class=\"n\">%zu</td><td class=\"n\">%zu</td></tr>\n",
               tp_code_info(code)->id, tp_code_info(code)->id,
               tp_severity_name(p->codes[code].worst), tp_severity_name(p->codes[code].worst),
               p->codes[code].n, p->codes[code].documents);
}

static void overview(struct page *p)
{
    struct tp_buf *out = p->out;

    if (p->errors + p->warnings + p->notes == 0)
        return;
    tp_buf_str(out, "<section aria-labelledby=\"what\">\n<h2 id=\"what\">What was found</h2>\n"
                    "<table>\n<thead><tr><th scope=\"col\">Code</th><th scope=\"col\">Severity</th>"
                    "<th scope=\"col\" class=\"n\">Findings</th>"
                    "<th scope=\"col\" class=\"n\">Documents</th></tr></thead>\n<tbody>\n");
    for (int severity = TP_ERROR; severity <= TP_NOTE; severity++)
        for (int code = 0; code < TP_D_COUNT; code++)
            if (p->codes[code].n && (int)p->codes[code].worst == severity)
                code_row(p, (enum tp_code)code);
    tp_buf_str(out, "</tbody>\n</table>\n</section>\n");
}

/* ---- findings ---- */

/* Where character number COL (from 0) of the line begins; the end when there are fewer. */
static size_t offset_of(struct tp_slice line, size_t col)
{
    size_t i = 0;

    while (col-- && i < line.len) {
        uint32_t cp;
        size_t n = tp_utf8_decode(line.p + i, line.len - i, &cp);

        i += n ? n : 1;
    }
    return i;
}

static bool of_word(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == ':' || c == '_' || c == '-';
}

static void piece(struct tp_buf *out, struct tp_slice line, size_t from, size_t to)
{
    text(out, tp_strndup(out->arena, line.p + from, to - from));
}

/* The line with its word, or sign, at the place marked. */
static void excerpt(struct tp_buf *out, struct tp_slice line, size_t col)
{
    size_t at = offset_of(line, col - 1), to, end;
    size_t from = col > BEFORE ? offset_of(line, col - BEFORE) : 0;
    struct tp_slice rest = {line.p + at, line.len - at};

    to = at + offset_of(rest, 1);
    if (at < line.len && line.p[at] == '<')
        to = at + 1;
    while (to < line.len && to > at && (line.p[at] == '<' || of_word((unsigned char)line.p[at])) &&
           of_word((unsigned char)line.p[to]) && to - at < 60)
        to++;
    while (to < line.len && ((unsigned char)line.p[to] & 0xC0) == 0x80)
        to++;
    rest = (struct tp_slice){line.p + to, line.len - to};
    end = to + offset_of(rest, AFTER);
    tp_buf_str(out, "<pre><code>");
    if (from)
        tp_buf_str(out, "…");
    while (!from && from < at && (line.p[from] == ' ' || line.p[from] == '\t'))
        from++; /* indentation says nothing here */
    piece(out, line, from, at);
    tp_buf_str(out, "<mark>");
    piece(out, line, at, to);
    if (at == to)
        tp_buf_str(out, "⏎");
    tp_buf_str(out, "</mark>");
    piece(out, line, to, end);
    tp_buf_str(out, end < line.len ? "…</code></pre>\n" : "</code></pre>\n");
}

static void finding(struct page *p, const struct tp_diag *d, const char *file, size_t document,
                    size_t number, struct tp_source *source)
{
    struct tp_buf *out = p->out;
    const char *severity = tp_severity_name(d->severity), *id = tp_code_info(d->code)->id;
    struct tp_slice line;

    tp_buf_fmt(out, "<li id=\"d%zu-%zu\"><p><span class=\"%s\">%s</span> ", document, number,
               severity, severity);
    if (d->loc.line) {
        tp_buf_str(out, "<span class=\"place muted\">");
        if (d->loc.file && strcmp(d->loc.file, file) != 0) {
            name(out, d->loc.file);
            tp_buf_str(out, ", ");
        }
        tp_buf_fmt(out, "line %zu", d->loc.line);
        if (d->loc.col)
            tp_buf_fmt(out, ", column %zu", d->loc.col);
        tp_buf_str(out, "</span> ");
    }
    tp_buf_str(out, "<span>");
    text(out, d->message);
    tp_buf_fmt(out, "</span> <a href=\"#%s\">%s</a></p>\n", id, id);
    if (p->r->excerpt && tp_source_line(source, out->arena, d, &line))
        excerpt(out, line, d->loc.col);
    tp_buf_str(out, "</li>\n");
}

static void document(struct page *p, size_t i)
{
    const struct tp_report_document *doc = &p->r->documents[i];
    const struct tp_diags *ds = doc->diags;
    struct tp_source source = {0};
    struct tp_buf *out = p->out;
    size_t n = 0;

    if (!ds->first)
        return;
    tp_buf_fmt(out, "<section aria-labelledby=\"d%zu\">\n<h3 id=\"d%zu\">", i, i);
    name(out, doc->file);
    tp_buf_fmt(out, " <span class=\"muted\">%s</span></h3>\n<ol class=\"findings\">\n",
               tp_report_valid(p->r, doc) ? "valid" : "invalid");
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        finding(p, d, doc->file, i, n++, &source);
    tp_buf_str(out, "</ol>\n");
    if (ds->max_errors && ds->errors > ds->max_errors) {
        tp_buf_str(out, "<p class=\"muted\">");
        count(out, ds->errors - ds->max_errors, "more error");
        tp_buf_str(out, " not shown.</p>\n");
    }
    tp_buf_str(out, "</section>\n");
    tp_arena_free(source.arena);
}

/* ---- what the codes mean ---- */

static void code(struct page *p, enum tp_code of)
{
    const struct tp_code_info *info = tp_code_info(of);
    struct tp_buf *out = p->out;

    tp_buf_fmt(out, "<section aria-labelledby=\"%s\">\n<h3 id=\"%s\">%s</h3>\n<p class=\"mend\">",
               info->id, info->id, info->id);
    text(out, info->mend);
    tp_buf_str(out, "</p>\n<ul class=\"places\">\n");
    for (size_t i = 0; i < p->r->n; i++) {
        size_t n = 0;

        for (const struct tp_diag *d = p->r->documents[i].diags->first; d; d = d->next, n++) {
            if (d->code != of)
                continue;
            tp_buf_fmt(out, "<li><a href=\"#d%zu-%zu\">", i, n);
            name(out, p->r->documents[i].file);
            if (d->loc.line)
                tp_buf_fmt(out, ":%zu", d->loc.line);
            tp_buf_str(out, "</a></li>\n");
        }
    }
    tp_buf_str(out, "</ul>\n</section>\n");
}

void tp_report_html(const struct tp_report *r, struct tp_buf *out)
{
    struct page *p = TP_NEW(out->arena, struct page);
    bool any = false;

    p->r = r;
    p->out = out;
    gather(p);
    begin(p);
    overview(p);
    for (size_t i = 0; i < r->n; i++) {
        if (r->documents[i].diags->first && !any)
            tp_buf_str(out, "<h2>By document</h2>\n");
        any |= r->documents[i].diags->first != NULL;
        document(p, i);
    }
    if (any)
        tp_buf_str(out, "<h2>By code</h2>\n");
    for (int i = 0; i < TP_D_COUNT; i++)
        if (p->codes[i].n)
            code(p, (enum tp_code)i);
    tp_buf_str(out, "<footer><p>");
    text(out, r->tool);
    tp_buf_char(out, ' ');
    text(out, r->version);
    tp_buf_str(out, "</p></footer>\n</main>\n</body>\n</html>\n");
}
