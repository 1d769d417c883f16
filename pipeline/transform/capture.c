#include "capture.h"

#include <libxml/globals.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../base/utf8.h"

enum { MAX_REMARKS = 100 }; /* a stylesheet in a loop must not fill the memory with its messages */

static void on_structured(void *arg, xmlErrorPtr error);

static bool same_place(struct tp_loc x, struct tp_loc y)
{
    return x.line == y.line && x.file && y.file && strcmp(x.file, y.file) == 0;
}

/* One failure makes several reports, from the expression outwards: they become one remark, at the
 * first place that is known. */
static bool join(struct tp_capture *c, enum tp_said kind, struct tp_loc loc, const char *text)
{
    struct tp_remark *last = c->remarks.n ? &c->remarks.v[c->remarks.n - 1] : NULL;

    if (!last || kind != TP_SAID_ERROR || last->kind != TP_SAID_ERROR ||
        (last->loc.line && loc.line && !same_place(last->loc, loc)))
        return false;
    if (!last->loc.line)
        last->loc = loc;
    if (!strstr(last->text, text))
        last->text = tp_fmt(c->arena, "%s; %s", last->text, text);
    return true;
}

/* A diagnostic is one line: white space becomes single blanks. */
static char *one_line(struct tp_arena *a, const char *text)
{
    struct tp_buf b = tp_buf_new(a);

    for (const char *p = text; *p; p++) {
        if (!strchr(" \t\r\n", *p))
            tp_buf_char(&b, *p);
        else if (b.len && b.p[b.len - 1] != ' ')
            tp_buf_char(&b, ' ');
    }
    if (b.len && b.p[b.len - 1] == ' ')
        b.p[--b.len] = '\0';
    return tp_strndup(a, b.p ? b.p : "", b.len);
}

size_t tp_capture_line(const struct tp_capture *c)
{
    const xmlNode *node = c->ctxt ? c->ctxt->node : NULL;
    long line = 0;

    if (node && node->type != XML_NAMESPACE_DECL && node->doc && node->doc->URL && c->document &&
        strcmp((const char *)node->doc->URL, c->document) == 0)
        line = xmlGetLineNo(node);
    return line > 0 ? (size_t)line : 0;
}

static void add(struct tp_capture *c, enum tp_said kind, struct tp_loc loc, const char *text)
{
    char *copy = one_line(c->arena, text);

    if (!*copy || c->remarks.n >= MAX_REMARKS)
        return;
    if (loc.file)
        loc.file = tp_strdup(c->arena, loc.file);
    if (!join(c, kind, loc, copy))
        TP_PUSH(c->arena, &c->remarks,
                (struct tp_remark){kind, loc, tp_capture_line(c), copy,
                                   c->ctxt ? c->ctxt->templ : NULL});
}

/* Allocation may jump; the frames of the libraries must not be jumped over. */
struct report {
    struct tp_capture *capture;
    const xmlError *error;
    const char *format;
    const char *text;
    enum tp_said kind;
};

static void guarded(struct tp_capture *c, void (*fn)(void *), struct report *r)
{
    r->capture = c;
    if (!tp_guard(c->arena, fn, r))
        c->no_memory = true;
}

static void add_structured(void *arg)
{
    const struct report *r = arg;
    const xmlError *e = r->error;
    struct tp_capture *c = r->capture;
    struct tp_loc loc = {e->file, e->line > 0 ? (size_t)e->line : 0, 0};
    const char *text = e->message ? e->message : "unknown error";

    if (c->malformed && e->domain == XML_FROM_PARSER)
        return; /* after the first fatal error, the rest is noise */
    c->malformed = e->domain == XML_FROM_PARSER && e->level == XML_ERR_FATAL;
    if (e->domain == XML_FROM_XPATH && e->str1)
        text = tp_fmt(c->arena, "%s: %s", one_line(c->arena, text), e->str1);
    else if (e->domain == XML_FROM_PARSER && e->int2 > 0)
        loc.col = (size_t)e->int2;
    add(c, e->level <= XML_ERR_WARNING ? TP_SAID_WARNING : TP_SAID_ERROR, loc, text);
}

static void on_structured(void *arg, xmlErrorPtr error)
{
    guarded(arg, add_structured, &(struct report){.error = error});
}

static bool is_message(const struct tp_capture *c)
{
    const xmlNode *inst = c->ctxt ? c->ctxt->inst : NULL;

    return inst && inst->type == XML_ELEMENT_NODE && inst->ns &&
           strcmp((const char *)inst->name, "message") == 0 &&
           strcmp((const char *)inst->ns->href, (const char *)XSLT_NAMESPACE) == 0;
}

/* Where the transformation is in the stylesheet. */
static struct tp_loc place_in_sheet(const struct tp_capture *c)
{
    const xmlNode *inst = c->ctxt ? c->ctxt->inst : NULL;
    long line = inst ? xmlGetLineNo(inst) : 0;

    if (!inst || !inst->doc)
        return tp_in(NULL);
    return tp_at((const char *)inst->doc->URL, line > 0 ? (size_t)line : 0, 0);
}

static void flush(struct tp_capture *c)
{
    struct tp_loc loc = c->pending_loc;
    enum tp_said kind = TP_SAID_ERROR;

    if (!loc.file) {
        loc = place_in_sheet(c);
        if (loc.file && is_message(c))
            kind = TP_SAID_MESSAGE;
    }
    add(c, kind, loc, c->pending.p);
    c->pending = tp_buf_new(c->arena);
    c->pending_loc = (struct tp_loc){0};
}

static void add_piece(void *arg)
{
    const struct report *r = arg;
    struct tp_capture *c = r->capture;
    size_t n = strlen(r->text);

    tp_buf_add(&c->pending, r->text, n);
    if (n && r->text[n - 1] == '\n')
        flush(c);
}

static void add_given(void *arg)
{
    const struct report *r = arg;

    add(r->capture, r->kind, place_in_sheet(r->capture), r->text);
}

void tp_capture_add(struct tp_capture *c, enum tp_said kind, const char *text)
{
    guarded(c, add_given, &(struct report){.kind = kind, .text = text});
}

/* The line that libxslt prints before an error to say where: its arguments, by its format. */
struct place {
    const char *format;
    bool line;
};
static const struct place places[] = {
    {"%s: file %s line %d element %s\n", true},
    {"%s: file %s line %d\n", true},
    {"%s: file %s element %s\n", false},
    {"%s: file %s\n", false},
};

static const struct place *place_of(const char *format)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(format, places[i].format) == 0)
            return &places[i];
    return NULL;
}

static void add_place(void *arg)
{
    struct report *r = arg;

    r->capture->pending_loc.file = tp_strdup(r->capture->arena, r->text);
}

/* Text for a report: on the stack as a rule, only a long one is cut. */
enum { LONGEST = 4096 };

static void report(struct tp_capture *c, const char *format, va_list ap)
{
    char text[LONGEST];
    const struct place *place = place_of(format);

    if (place) {
        (void)va_arg(ap, const char *); /* "runtime error" */
        (void)snprintf(text, sizeof text, "%s", va_arg(ap, const char *));
        guarded(c, add_place, &(struct report){.text = text});
        c->pending_loc.line = place->line ? (size_t)va_arg(ap, int) : 0;
    } else if (strcmp(format, "%s: element %s\n") != 0) {
        int n = vsnprintf(text, sizeof text, format, ap);
        if (n >= LONGEST)
            text[tp_utf8_valid(text, LONGEST - 1)] = '\0'; /* cut between characters */
        guarded(c, add_piece, &(struct report){.text = text});
    }
}

/* Of a transform context, and of libxml2 for the thread: ARG is the capture. */
static void on_piece(void *arg, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    report(arg, format, ap);
    va_end(ap);
}

/* What stood in libxslt's process-wide place before, for callers of libxslt that are not us. */
static xmlGenericErrorFunc others;
static void *others_arg;

struct tp_capture *tp_capture_current(void)
{
    return xmlStructuredError == on_structured ? xmlStructuredErrorContext : NULL;
}

static void on_process(void *arg, const char *format, ...)
{
    va_list ap;
    char text[LONGEST];

    (void)arg;
    va_start(ap, format);
    if (tp_capture_current()) {
        report(tp_capture_current(), format, ap);
    } else if (others) {
        (void)vsnprintf(text, sizeof text, format, ap);
        others(others_arg, "%s", text);
    }
    va_end(ap);
}

void tp_capture_init(void)
{
    others = xsltGenericError;
    others_arg = xsltGenericErrorContext;
    xsltSetGenericErrorFunc(NULL, on_process);
}

static void restore(void *arg)
{
    struct tp_capture *c = arg;

    if (!c->active)
        return;
    xmlSetStructuredErrorFunc(c->old_structured_arg, c->old_structured);
    xmlSetGenericErrorFunc(c->old_generic_arg, c->old_generic);
    c->active = false;
}

struct tp_capture *tp_capture_begin(struct tp_arena *a)
{
    struct tp_capture *c = TP_NEW(a, struct tp_capture);

    c->arena = a;
    c->pending = tp_buf_new(a);
    c->old_structured = xmlStructuredError;
    c->old_structured_arg = xmlStructuredErrorContext;
    c->old_generic = xmlGenericError;
    c->old_generic_arg = xmlGenericErrorContext;
    tp_defer(a, restore, c);
    xmlSetStructuredErrorFunc(c, on_structured);
    xmlSetGenericErrorFunc(c, on_piece);
    c->active = true;
    return c;
}

void tp_capture_context(struct tp_capture *c, xsltTransformContextPtr ctxt, const char *document)
{
    c->document = document;
    c->ctxt = ctxt;
    xsltSetTransformErrorFunc(ctxt, c, on_piece);
}

static void flush_rest(void *arg)
{
    struct tp_capture *c = ((struct report *)arg)->capture;

    c->ctxt = NULL; /* may be freed already */
    if (c->pending.len)
        flush(c);
}

void tp_capture_end(struct tp_capture *c)
{
    guarded(c, flush_rest, &(struct report){0});
    restore(c);
    if (c->no_memory)
        tp_arena_fail(c->arena);
}

const char *tp_remark_text(struct tp_arena *a, const struct tp_remark *r)
{
    if (!r->loc.file)
        return r->text;
    if (!r->loc.line)
        return tp_fmt(a, "%s (%s)", r->text, r->loc.file);
    return tp_fmt(a, "%s (%s:%zu)", r->text, r->loc.file, r->loc.line);
}
