/* realpath() is an XSI function. */
#define _XOPEN_SOURCE 700

#include "transform.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../base/file.h"
#include "capture.h"
#include "ext.h"
#include "stylesheet.h"

enum {
    MAX_TEMPLATES = 3000, /* in each other: a document may be TP_MAX_DEPTH deep */
    MAX_VARIABLES = 15000,
    XPATH_PER_OPERATION = 40, /* XPath steps that an XSLT instruction may cost on average */
    TICKS = 1024              /* variables read between looks at the clock */
};

/* One transformation; what the callbacks of libxslt find by their context. */
struct run {
    struct tp_arena *arena;
    struct tp_ext *ext;
    const struct tp_transform *how;
    const char *folder; /* resolved; NULL: no files */
    size_t max_bytes;
    struct timespec deadline;
    unsigned ticks;
    const char *stopped; /* the limit that was met */
    size_t stopped_line; /* of the document */
    xsltTransformContextPtr ctxt;
    struct tp_capture *capture;
};

static struct run *run_of(xsltTransformContextPtr ctxt)
{
    return ctxt->_private;
}

struct tp_ext *tp_ext_of(xsltTransformContextPtr ctxt)
{
    return run_of(ctxt)->ext;
}

/* ---- what a stylesheet may reach ---- */

/* Is PATH, with its links followed, below FOLDER? */
static bool below(const char *folder, const char *path)
{
    char real[PATH_MAX];
    size_t n = strlen(folder);

    return realpath(path, real) && strncmp(real, folder, n) == 0 &&
           (real[n] == '/' || real[n] == '\0' || folder[n - 1] == '/');
}

static int may_read_file(xsltSecurityPrefsPtr sec, xsltTransformContextPtr ctxt, const char *path)
{
    const struct run *r = run_of(ctxt);
    const char *slash = strrchr(path, '/');
    char dir[PATH_MAX];

    (void)sec;
    if (!r->folder || strlen(path) >= sizeof dir)
        return 0;
    if (tp_file_exists(path))
        return below(r->folder, path);
    /* a file that is missing in an allowed place is no breach: the loader says so */
    (void)snprintf(dir, sizeof dir, "%.*s", slash ? (int)(slash - path) + 1 : 1,
                   slash ? path : ".");
    return below(r->folder, dir);
}

/* libxslt calls every scheme but file: a network; ours is the compiled-in resources. */
static int may_read_address(xsltSecurityPrefsPtr sec, xsltTransformContextPtr ctxt,
                            const char *address)
{
    (void)sec;
    (void)ctxt;
    return strncmp(address, "teipipe:", 8) == 0;
}

static void free_security(void *sec)
{
    xsltFreeSecurityPrefs(sec);
}

static void secure(struct run *r)
{
    xsltSecurityPrefsPtr sec = tp_own(r->arena, free_security, xsltNewSecurityPrefs());

    if (xsltSetSecurityPrefs(sec, XSLT_SECPREF_READ_FILE, may_read_file) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_READ_NETWORK, may_read_address) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid) != 0 ||
        xsltSetCtxtSecurityPrefs(sec, r->ctxt) != 0)
        tp_arena_fail(r->arena);
}

/* ---- limits ---- */

static bool late(const struct run *r)
{
    struct timespec now;

    return clock_gettime(CLOCK_MONOTONIC, &now) == 0 &&
           (now.tv_sec > r->deadline.tv_sec ||
            (now.tv_sec == r->deadline.tv_sec && now.tv_nsec > r->deadline.tv_nsec));
}

/* Is the tree larger than LIMIT bytes, roughly? Stops counting there. */
static bool tree_exceeds(const xmlNode *root, size_t limit)
{
    const xmlNode *n = root;
    size_t size = 0;

    while (n && size <= limit) {
        size += sizeof *n;
        if (n->type == XML_TEXT_NODE && n->content)
            size += strlen((const char *)n->content);
        if (n->type != XML_ENTITY_REF_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n != root && !n->next)
            n = n->parent;
        n = n == root ? NULL : n->next;
    }
    return size > limit;
}

static bool exceeds(xmlXPathObjectPtr value, size_t limit)
{
    if (value->type == XPATH_STRING)
        return value->stringval && strlen((const char *)value->stringval) > limit;
    if (value->type == XPATH_XSLT_TREE && value->nodesetval && value->nodesetval->nodeNr > 0)
        return tree_exceeds(value->nodesetval->nodeTab[0], limit);
    return false;
}

/* Whatever grows without end or goes on without end in XSLT reads a variable on the way: a place to
 * look at the clock and at the size of what has been made. */
static xmlXPathObjectPtr on_variable(void *arg, const xmlChar *name, const xmlChar *uri)
{
    struct run *r = arg;
    xmlXPathObjectPtr value = xsltXPathVariableLookup(r->ctxt, name, uri);

    if (value && exceeds(value, r->max_bytes))
        r->stopped = "a variable is larger than the limit for a result";
    else if (++r->ticks % TICKS == 0 && late(r))
        r->stopped = "it takes longer than the limit of time";
    if (r->stopped) {
        r->ctxt->state = XSLT_STATE_STOPPED;
        r->stopped_line = tp_capture_line(r->capture);
    }
    return value;
}

static unsigned long operations_of(const struct run *r)
{
    return r->how->operations ? r->how->operations : TP_MAX_OPERATIONS;
}

static void limit(struct run *r)
{
    r->ctxt->maxTemplateDepth = MAX_TEMPLATES;
    r->ctxt->maxTemplateVars = MAX_VARIABLES;
    r->ctxt->opLimit = operations_of(r);
    r->ctxt->xpathCtxt->opLimit = operations_of(r) * XPATH_PER_OPERATION;
    r->max_bytes = r->how->bytes ? r->how->bytes : TP_MAX_RESULT;
    if (clock_gettime(CLOCK_MONOTONIC, &r->deadline) != 0)
        r->deadline.tv_sec = 0; /* no clock: stopped at once rather than never */
    r->deadline.tv_sec += r->how->seconds ? r->how->seconds : TP_MAX_SECONDS;
    xmlXPathRegisterVariableLookup(r->ctxt->xpathCtxt, on_variable, r);
}

/* libxslt's words for its limits, and ours. */
static const struct {
    const char *theirs, *ours;
} limits[] = {
    {"ecursion", "templates or functions call each other without end"},
    {"peration limit exceeded", "it takes more steps than the limit"},
};

static const char *limit_of(const struct run *r)
{
    const struct tp_capture *c = r->capture;

    for (size_t i = 0; !r->stopped && i < c->remarks.n; i++)
        for (size_t k = 0; k < sizeof limits / sizeof *limits; k++)
            if (c->remarks.v[i].kind == TP_SAID_ERROR &&
                strstr(c->remarks.v[i].text, limits[k].theirs))
                return limits[k].ours;
    return r->stopped;
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

static void free_text(void *text)
{
    xmlFree(text);
}

static void set_params(struct run *r)
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

/* Does the stylesheet take white space out of the document? */
static bool strips(xsltStylesheetPtr style)
{
    for (; style; style = xsltNextImport(style))
        if (style->stripSpaces || style->stripAll)
            return true;
    return false;
}

/* A context that runs STYLE over DOC, or over a copy if it would be changed. Returns which. */
static xmlDocPtr prepare(struct run *r, xsltStylesheetPtr style, xmlDocPtr doc)
{
    if (strips(style))
        doc = tp_own(r->arena, free_doc, xmlCopyDoc(doc, 1));
    r->ctxt = tp_own(r->arena, free_context, xsltNewTransformContext(style, doc));
    r->ctxt->_private = r;
    tp_capture_context(r->capture, r->ctxt, (const char *)doc->URL);
    if (xsltSetCtxtParseOptions(r->ctxt, XML_PARSE_NONET | XML_PARSE_NOCDATA) < 0 ||
        !tp_ext_register(r->ctxt))
        tp_arena_fail(r->arena);
    secure(r);
    limit(r);
    set_params(r);
    return doc;
}

static bool output(struct run *r, xsltStylesheetPtr style, xmlDocPtr result, struct tp_slice *text)
{
    xmlChar *bytes = NULL;
    int n = 0;

    if (xsltSaveResultToString(&bytes, &n, result, style) < 0)
        tp_arena_fail(r->arena);
    if (bytes)
        tp_own(r->arena, free_text, bytes);
    *text = (struct tp_slice){(const char *)bytes, (size_t)n};
    if (text->len > r->max_bytes)
        r->stopped = "the result is larger than the limit";
    return !r->stopped;
}

static bool apply(struct run *r, xsltStylesheetPtr style, xmlDocPtr doc, struct tp_slice *text)
{
    xmlDocPtr result;

    doc = prepare(r, style, doc);
    if (r->stopped)
        return false;
    result = xsltApplyStylesheetUser(style, doc, NULL, NULL, NULL, r->ctxt);
    if (result)
        tp_own(r->arena, free_doc, result);
    if (r->ext->no_memory)
        tp_arena_fail(r->arena);
    return result && !r->stopped && r->ctxt->state == XSLT_STATE_OK &&
           output(r, style, result, text);
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

static void tell(const struct run *r, const char *file, bool good, struct tp_diags *ds)
{
    static const enum tp_code codes[] = {[TP_SAID_ERROR] = TP_D_TRANSFORM_FAILED,
                                         [TP_SAID_WARNING] = TP_D_STYLESHEET_WARNING,
                                         [TP_SAID_MESSAGE] = TP_D_STYLESHEET_MESSAGE};
    const struct tp_capture *c = r->capture;
    const char *stopped = limit_of(r);

    for (size_t i = 0; i < c->remarks.n; i++) {
        const struct tp_remark *said = &c->remarks.v[i];
        if (said->kind != TP_SAID_ERROR || !stopped)
            tp_diag(ds, codes[said->kind], tp_at(file, said->line, 0),
                    tp_remark_text(ds->arena, said));
    }
    if (stopped)
        tp_diag(ds, TP_D_TRANSFORM_FAILED, tp_at(file, r->stopped_line, 0), stopped);
    else if (!good && !has_errors(c))
        tp_diag(ds, TP_D_TRANSFORM_FAILED, tp_in(file), silent_reason(c));
}

struct job {
    struct run *run;
    xsltStylesheetPtr style;
    xmlDocPtr doc;
    struct tp_buf *out;
    struct tp_diags *ds;
    bool good;
};

/* All that needs the borrowed stylesheet: whatever happens here, it is given back. */
static void work(void *arg)
{
    struct job *job = arg;
    struct run *r = job->run;
    struct tp_slice text = {NULL, 0};

    r->capture = tp_capture_begin(r->arena);
    r->ext = tp_ext_new(r->arena, job->style->_private);
    job->good = apply(r, job->style, job->doc, &text);
    tp_capture_end(r->capture);
    job->good = job->good && !has_errors(r->capture);
    tell(r, (const char *)job->doc->URL, job->good, job->ds);
    if (job->good)
        tp_buf_add(job->out, text.p, text.len);
}

bool tp_transform(struct tp_arena *a, struct tp_stylesheet *sheet, xmlDocPtr doc,
                  const struct tp_transform *how, struct tp_buf *out, struct tp_diags *ds)
{
    static const struct tp_transform usual = {0};
    struct tp_arena *own = tp_arena_sub(a);
    struct run r = {.arena = own, .how = how ? how : &usual};
    struct job job = {.run = &r, .doc = doc, .out = out, .ds = ds};
    bool enough;

    if (r.how->folder)
        r.folder = realpath(r.how->folder, tp_alloc(own, PATH_MAX)); /* NULL: nothing to read */
    job.style = tp_stylesheet_take(sheet, a, ds);
    enough = !job.style || tp_guard(own, work, &job);
    tp_arena_free(own); /* the context goes before the stylesheet that it runs */
    if (job.style)
        tp_stylesheet_give(sheet, job.style);
    if (!enough)
        tp_arena_fail(a);
    return job.good;
}
