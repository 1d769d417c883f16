#include "stylesheet.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxslt/imports.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <pthread.h>
#include <string.h>

#include "../base/file.h"
#include "../base/resource.h"
#include "../base/yaml.h"
#include "capture.h"
#include "ext_store.h"

enum { MAX_IDLE = 64 }; /* compiled copies kept; more threads than that compile their own again */

struct tp_stylesheet {
    const char *name;
    const char *source;
    size_t len;
    const char *suffix;
    const char **params;  /* declared by the stylesheet and what it imports; ended by NULL */
    pthread_mutex_t lock; /* guards what follows */
    xsltStylesheetPtr idle[MAX_IDLE];
    size_t n_idle;
};

static void init_once(void)
{
    xsltInit();
    exsltRegisterAll();
    tp_capture_init();
}

static void init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    tp_xml_init();
    (void)pthread_once(&once, init_once); /* fails only for a bad argument */
}

/* The diagnostics of what was captured while compiling; true when nothing was wrong. */
static bool tell(const struct tp_capture *c, const char *name, struct tp_diags *ds)
{
    bool good = true;

    for (size_t i = 0; i < c->remarks.n; i++) {
        const struct tp_remark *r = &c->remarks.v[i];
        struct tp_loc loc = r->loc.file ? r->loc : tp_in(name);
        bool wrong = r->kind == TP_SAID_ERROR;
        tp_diag(ds, wrong ? TP_D_STYLESHEET_INVALID : TP_D_STYLESHEET_WARNING, loc, r->text);
        good = good && !wrong;
    }
    return good;
}

/* libxslt owns DOC once it has made a stylesheet of it, and not when it has failed. */
static xsltStylesheetPtr compile_doc(const struct tp_stylesheet *sheet)
{
    enum { OPTIONS = XSLT_PARSE_OPTIONS | XML_PARSE_NONET | XML_PARSE_BIG_LINES };
    xmlDocPtr doc = xmlReadMemory(sheet->source, (int)sheet->len, sheet->name, NULL, OPTIONS);
    xsltStylesheetPtr style;

    if (!doc)
        return NULL;
    style = xsltParseStylesheetDoc(doc);
    if (!style)
        xmlFreeDoc(doc);
    return style;
}

/* A compiled copy goes with what the functions keep for it. */
static void free_style(xsltStylesheetPtr style)
{
    struct tp_ext_store *store = style ? style->_private : NULL;

    xsltFreeStylesheet(style); /* NULL is allowed */
    tp_ext_store_free(store);
}

static xsltStylesheetPtr compile(const struct tp_stylesheet *sheet, struct tp_arena *a,
                                 struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_capture *capture = tp_capture_begin(work);
    xsltStylesheetPtr style = compile_doc(sheet);
    bool good;

    if (style && (style->errors || capture->no_memory)) {
        xsltFreeStylesheet(style);
        style = NULL;
    }
    tp_capture_end(capture);
    good = tell(capture, sheet->name, ds);
    if (!style && good)
        tp_diag(ds, TP_D_STYLESHEET_INVALID, tp_in(sheet->name), "it is no XSLT stylesheet");
    if (style && !good) {
        xsltFreeStylesheet(style);
        style = NULL;
    }
    tp_arena_free(work);
    if (style && !(style->_private = tp_ext_store_new())) {
        xsltFreeStylesheet(style);
        tp_arena_fail(a);
    }
    return style;
}

static void close_sheet(void *arg)
{
    struct tp_stylesheet *sheet = arg;

    while (sheet->n_idle)
        free_style(sheet->idle[--sheet->n_idle]);
    (void)pthread_mutex_destroy(&sheet->lock); /* nobody holds it: the arena is going */
}

static bool read_source(struct tp_stylesheet *sheet, struct tp_arena *a, struct tp_diags *ds)
{
    const struct tp_resource *r;
    char *data;

    if (strncmp(sheet->name, "teipipe:", 8) != 0) {
        if (!tp_read_file(a, sheet->name, &data, &sheet->len, ds))
            return false;
        sheet->source = data;
        return true;
    }
    r = tp_resource_find(sheet->name);
    if (!r) {
        tp_diag(ds, TP_D_STYLESHEET_INVALID, tp_in(sheet->name), "there is no such stylesheet");
        return false;
    }
    sheet->source = r->data;
    sheet->len = r->len;
    return true;
}

/* xsl:output of the stylesheet with the highest import precedence that says it. */
static const char *suffix_of(const xsltStylesheet *style)
{
    for (; style; style = xsltNextImport((xsltStylesheetPtr)style))
        if (style->method)
            return strcmp((const char *)style->method, "html") == 0   ? ".html"
                   : strcmp((const char *)style->method, "text") == 0 ? ".txt"
                                                                      : ".xml";
    return ".xml";
}

static const char **params_of(struct tp_arena *a, xsltStylesheetPtr style)
{
    TP_VEC(const char *) names = {0};

    for (; style; style = xsltNextImport(style))
        for (const struct _xsltStackElem *v = style->variables; v; v = v->next)
            if (v->comp && v->comp->type == XSLT_FUNC_PARAM && !v->nameURI)
                TP_PUSH(a, &names, tp_strdup(a, (const char *)v->name));
    TP_PUSH(a, &names, NULL);
    return names.v;
}

struct tp_stylesheet *tp_stylesheet_load(struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    struct tp_stylesheet *sheet = TP_NEW(a, struct tp_stylesheet);
    xsltStylesheetPtr style;

    init();
    sheet->name = tp_strdup(a, name);
    if (!read_source(sheet, a, ds))
        return NULL;
    if (pthread_mutex_init(&sheet->lock, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, close_sheet, sheet);
    style = compile(sheet, a, ds);
    if (!style)
        return NULL;
    sheet->idle[sheet->n_idle++] = style;
    sheet->suffix = suffix_of(style);
    sheet->params = params_of(a, style);
    return sheet;
}

xsltStylesheetPtr tp_stylesheet_take(struct tp_stylesheet *sheet, struct tp_arena *a,
                                     struct tp_diags *ds)
{
    xsltStylesheetPtr style = NULL;

    if (pthread_mutex_lock(&sheet->lock) != 0)
        tp_arena_fail(a);
    if (sheet->n_idle)
        style = sheet->idle[--sheet->n_idle];
    (void)pthread_mutex_unlock(&sheet->lock); /* it is ours */
    return style ? style : compile(sheet, a, ds);
}

void tp_stylesheet_give(struct tp_stylesheet *sheet, xsltStylesheetPtr style)
{
    if (pthread_mutex_lock(&sheet->lock) == 0) {
        if (sheet->n_idle < MAX_IDLE) {
            sheet->idle[sheet->n_idle++] = style;
            style = NULL;
        }
        (void)pthread_mutex_unlock(&sheet->lock);
    }
    free_style(style);
}

const char *tp_stylesheet_name(const struct tp_stylesheet *sheet)
{
    return sheet->name;
}

const char *tp_stylesheet_suffix(const struct tp_stylesheet *sheet)
{
    return sheet->suffix;
}

static bool has_param(const struct tp_stylesheet *sheet, const char *name)
{
    for (size_t i = 0; sheet->params[i]; i++)
        if (strcmp(sheet->params[i], name) == 0)
            return true;
    return false;
}

bool tp_stylesheet_check(const struct tp_stylesheet *sheet, const char *const *params,
                         struct tp_diags *ds)
{
    bool good = true;

    for (; params && params[0]; params += 2) {
        const char *near;
        if (has_param(sheet, params[0]))
            continue;
        near = tp_nearest(params[0], sheet->params);
        tp_diag(ds, TP_D_STYLESHEET_PARAM, tp_in(sheet->name), params[0],
                near ? tp_fmt(ds->arena, "; did you mean '%s'?", near) : "");
        good = false;
    }
    return good;
}
