#include "transform.h"

#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "capture.h"
#include "ext.h"
#include "reach.h"
#include "running.h"
#include "save.h"
#include "stylesheet.h"

struct tp_ext *tp_ext_of(xsltTransformContextPtr ctxt)
{
    const struct tp_capture *c = tp_capture_current();

    return c && c->ctxt == ctxt ? ((const struct tp_running *)ctxt->_private)->ext : NULL;
}

/* ---- one transformation ---- */

static void free_context(void *ctxt)
{
    xsltFreeTransformContext(ctxt);
}

static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

static void set_params(struct tp_running *r)
{
    TP_VEC(const char *) pairs = {0};

    for (const char *const *p = r->how->params; p && *p; p++)
        TP_PUSH(r->arena, &pairs, *p);
    if (!pairs.n)
        return;
    TP_PUSH(r->arena, &pairs, NULL);
    if (xsltQuoteUserParams(r->ctxt, pairs.v) < 0)
        r->stopped = "a parameter can't be set";
}

/* A context that runs STYLE over DOC, or over a copy if it must not be changed. Returns which. */
static xmlDocPtr prepare(struct tp_running *r, xsltStylesheetPtr style, xmlDocPtr doc, bool strips)
{
    r->ext->doc = doc;
    if (strips && !r->how->spend)
        doc = r->ext->copy = tp_own(r->arena, free_doc, xmlCopyDoc(doc, 1));
    r->ctxt = tp_own(r->arena, free_context, xsltNewTransformContext(style, doc));
    r->ctxt->_private = r;
    tp_capture_context(r->capture, r->ctxt, (const char *)doc->URL);
    if (xsltSetCtxtParseOptions(r->ctxt, XML_PARSE_NONET | XML_PARSE_NOCDATA) < 0)
        tp_arena_fail(r->arena);
    tp_reach_secure(r->arena, r->ctxt);
    tp_limit(r);
    set_params(r);
    return doc;
}

static bool output(struct tp_running *r, xsltStylesheetPtr style, xmlDocPtr result,
                   struct tp_buf *out)
{
    size_t before = out->len;

    if (!tp_save(result, style, out))
        tp_arena_fail(r->arena);
    if (out->len - before > r->max_bytes)
        tp_limit_met(r, "the result is larger than the limit");
    return !r->stopped;
}

/* The result is a tree in KEEP, or else appended to OUT. */
static bool apply(struct tp_running *r, xsltStylesheetPtr style, xmlDocPtr doc, bool strips,
                  xmlDocPtr *keep, struct tp_buf *out)
{
    xmlDocPtr result;

    doc = prepare(r, style, doc, strips);
    if (r->stopped)
        return false;
    result = xsltApplyStylesheetUser(style, doc, NULL, NULL, NULL, r->ctxt);
    if (result && keep)
        *keep = result;
    else if (result)
        tp_own(r->arena, free_doc, result);
    if (r->ext->no_memory)
        tp_arena_fail(r->arena);
    return result && !r->stopped && !r->ext->failed && r->ctxt->state == XSLT_STATE_OK &&
           (keep || output(r, style, result, out));
}

/* ---- what is said of it ---- */

static bool has_errors(const struct tp_capture *c)
{
    for (size_t i = 0; i < c->remarks.n; i++)
        if (c->remarks.v[i].kind == TP_SAID_ERROR)
            return true;
    return false;
}

/* Nothing was reported, and yet it failed: a message may have asked for the end. */
static const char *silent_reason(const struct tp_capture *c)
{
    return c->remarks.n && c->remarks.v[c->remarks.n - 1].kind == TP_SAID_MESSAGE
               ? "the stylesheet ended it with its message"
               : "libxslt gives no reason";
}

static void tell(const struct tp_running *r, const char *file, bool good, struct tp_diags *ds)
{
    static const enum tp_code codes[] = {[TP_SAID_ERROR] = TP_D_TRANSFORM_FAILED,
                                         [TP_SAID_WARNING] = TP_D_STYLESHEET_WARNING,
                                         [TP_SAID_MESSAGE] = TP_D_STYLESHEET_MESSAGE};
    const struct tp_capture *c = r->capture;
    const char *stopped = tp_limit_told(r, ds->arena);

    for (size_t i = 0; i < c->remarks.n; i++) {
        const struct tp_remark *said = &c->remarks.v[i];
        if (said->kind != TP_SAID_ERROR || !stopped)
            tp_diag(ds, codes[said->kind], tp_at(file, said->line, 0),
                    tp_remark_text(ds->arena, said));
    }
    if (stopped)
        tp_diag(ds, TP_D_TRANSFORM_LIMIT, tp_at(file, r->stopped_line, 0), stopped);
    else if (!good && !has_errors(c))
        tp_diag(ds, TP_D_TRANSFORM_FAILED, tp_in(file), silent_reason(c));
}

struct job {
    struct tp_running run;
    const struct tp_stylesheet *sheet;
    struct tp_sheet_copy *copy;
    xmlDocPtr doc;
    struct tp_buf *out; /* of the text, or */
    xmlDocPtr *tree;    /* the place of the tree */
    struct tp_arena *arena;
    struct tp_diags *ds;
    bool good;
};

static const char *param_of(const struct tp_transform *how, const char *name)
{
    for (const char *const *p = how->params; p && *p; p += 2)
        if (strcmp(*p, name) == 0)
            return p[1];
    return "";
}

/* Keep a citation for the page that is made of the document after it. */
static void keep_citation(const struct job *job, size_t before)
{
    static const char *const styles[] = {"chicago", "mla", "apa"};
    struct tp_described *d = job->run.how->described;
    const char *text = job->out->p + before, *end = strchr(text, '\n'), *style = NULL;
    struct tp_cited *cited;

    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (strcmp(tp_stylesheet_name(job->sheet), tp_format_find(styles[i])->stylesheet) == 0)
            style = styles[i];
    if (!style || !d || !end || end[1])
        return;
    cited = TP_NEW(job->arena, struct tp_cited);
    *cited = (struct tp_cited){.next = d->cited,
                               .style = style,
                               .url = tp_strdup(job->arena, param_of(job->run.how, "url")),
                               .text = tp_strndup(job->arena, text, (size_t)(end - text))};
    d->cited = cited;
}

/* All that needs the borrowed stylesheet: whatever happens here, it is given back. */
static void work(void *arg)
{
    struct job *job = arg;
    struct tp_running *r = &job->run;
    size_t before = job->out ? job->out->len : 0;

    r->reach = *tp_stylesheet_reach(job->sheet);
    tp_reach_add(r->arena, &r->reach, r->how->folder);
    r->capture = tp_capture_begin(r->arena);
    r->capture->reach = &r->reach;
    r->ext = tp_ext_new(r->arena, job->copy->store);
    r->ext->how = r->how;
    r->ext->reach = &r->reach;
    r->ext->keep = job->arena;
    r->ext->ds = job->ds;
    job->good = apply(r, job->copy->style, job->doc, tp_stylesheet_strips(job->sheet) != NULL,
                      job->tree, job->out);
    tp_capture_end(r->capture);
    job->good = job->good && !has_errors(r->capture);
    if (!r->ext->failed) /* else the record has said why */
        tell(r, (const char *)job->doc->URL, job->good, job->ds);
    if (!job->good && job->out)
        tp_buf_cut(job->out, before);
    else if (job->out && job->out->len > before)
        keep_citation(job, before);
}

static bool perform(struct job *job, struct tp_stylesheet *sheet, const struct tp_transform *how)
{
    static const struct tp_transform usual = {0};
    struct tp_arena *own = tp_arena_sub(job->arena);
    bool enough;

    job->sheet = sheet;
    job->run = (struct tp_running){.arena = own, .how = how ? how : &usual};
    job->copy = tp_stylesheet_take(sheet, job->arena, job->ds);
    enough = !job->copy || tp_guard(own, work, job);
    tp_arena_free(own); /* the context goes before the stylesheet that it runs */
    if (job->copy)
        tp_stylesheet_give(sheet, job->copy);
    if (!enough)
        tp_arena_fail(job->arena);
    return job->good;
}

bool tp_transform(struct tp_arena *a, struct tp_stylesheet *sheet, xmlDocPtr doc,
                  const struct tp_transform *how, struct tp_buf *out, struct tp_diags *ds)
{
    struct job job = {.arena = a, .doc = doc, .out = out, .ds = ds};

    return perform(&job, sheet, how);
}

static void free_tree(void *tree)
{
    xmlFreeDoc(*(xmlDocPtr *)tree); /* NULL is allowed */
}

xmlDocPtr tp_transform_tree(struct tp_arena *a, struct tp_stylesheet *sheet, xmlDocPtr doc,
                            const struct tp_transform *how, struct tp_diags *ds)
{
    xmlDocPtr *tree = tp_own(a, free_tree, TP_NEW(a, xmlDocPtr));
    struct job job = {.arena = a, .doc = doc, .tree = tree, .ds = ds};

    return perform(&job, sheet, how) ? *tree : NULL;
}
