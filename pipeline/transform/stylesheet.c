#include "stylesheet.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxslt/imports.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/resource.h"
#include "../base/yaml.h"
#include "capture.h"
#include "ext.h"
#include "ext_native.h"

enum { MAX_IDLE = 64 }; /* compiled copies kept; more threads than that compile their own again */

struct tp_stylesheet {
    const char *name;
    const char *source;
    size_t len;
    struct tp_reach reach;
    const char *suffix;
    const char *strips;
    const struct tp_param *declared;
    const char **params;  /* declared by the stylesheet and what it imports; ended by NULL */
    pthread_mutex_t lock; /* guards what follows */
    struct tp_sheet_copy *idle[MAX_IDLE];
    size_t n_idle;
};

static void init_once(void)
{
    xsltInit();
    exsltRegisterAll();
    tp_ext_init();
    tp_capture_init();
    tp_reach_init();
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
    xmlDocPtr doc = tp_reach_parse(sheet->source, sheet->len, sheet->name, NULL);
    xsltStylesheetPtr style;

    if (!doc)
        return NULL;
    style = xsltParseStylesheetDoc(doc);
    if (!style)
        xmlFreeDoc(doc);
    return style;
}

static xsltStylesheetPtr compile_style(const struct tp_stylesheet *sheet, struct tp_arena *a,
                                       struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_capture *capture = tp_capture_begin(work);
    xsltStylesheetPtr style;
    bool good;

    capture->reach = &sheet->reach;
    style = compile_doc(sheet);
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
    return style;
}

static void free_copy(struct tp_sheet_copy *copy)
{
    xsltFreeStylesheet(copy->style);
    tp_ext_store_free(copy->store);
    free(copy);
}

/* Not of the arena: copies come and go in several threads. NULL after diagnostics. */
static struct tp_sheet_copy *compile(const struct tp_stylesheet *sheet, struct tp_arena *a,
                                     struct tp_diags *ds)
{
    xsltStylesheetPtr style = compile_style(sheet, a, ds);
    struct tp_sheet_copy *copy;

    if (!style)
        return NULL;
    copy = calloc(1, sizeof *copy);
    if (copy)
        copy->store = tp_ext_store_new();
    if (copy && copy->store) {
        tp_ext_native_adapt(style);
        copy->style = style;
        return copy;
    }
    free(copy);
    xsltFreeStylesheet(style);
    tp_arena_fail(a);
}

static void close_sheet(void *arg)
{
    struct tp_stylesheet *sheet = arg;

    while (sheet->n_idle)
        free_copy(sheet->idle[--sheet->n_idle]);
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

/* ---- parameters ---- */

/* A literal or a number; anything else is computed for each document. */
static const char *default_of(struct tp_arena *a, const struct _xsltStackElem *v)
{
    const char *select = (const char *)v->select;
    size_t n = select ? strlen(select) : 0;

    if (!select)
        return v->tree ? NULL : "";
    if (n >= 2 && strchr("'\"", select[0]) && strchr(select + 1, select[0]) == select + n - 1)
        return tp_strndup(a, select + 1, n - 2);
    return strspn(select, "0123456789.") == n ? tp_strdup(a, select) : NULL;
}

static int by_param(const void *x, const void *y)
{
    const struct tp_param *p = x, *q = y;

    return strcmp(p->name, q->name);
}

/* Stylesheets stand in the order of their precedence: the first declaration of a name counts. */
static void read_params(struct tp_stylesheet *sheet, struct tp_arena *a, xsltStylesheetPtr style)
{
    TP_VEC(struct tp_param) v = {0};
    TP_VEC(const char *) names = {0};

    for (; style; style = xsltNextImport(style))
        for (const struct _xsltStackElem *e = style->variables; e; e = e->next) {
            size_t i = 0;
            if (!e->comp || e->comp->type != XSLT_FUNC_PARAM || e->nameURI)
                continue;
            while (i < v.n && strcmp(v.v[i].name, (const char *)e->name) != 0)
                i++;
            if (i == v.n)
                TP_PUSH(
                    a, &v,
                    (struct tp_param){tp_strdup(a, (const char *)e->name), default_of(a, e), NULL});
        }
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_param);
    for (size_t i = 0; i < v.n; i++)
        TP_PUSH(a, &names, v.v[i].name);
    TP_PUSH(a, &names, NULL);
    TP_PUSH(a, &v, (struct tp_param){NULL, NULL, NULL});
    sheet->params = names.v;
    sheet->declared = v.v;
}

const struct tp_param *tp_stylesheet_params(const struct tp_stylesheet *sheet, struct tp_arena *a)
{
    const struct tp_resource *r = tp_resource_find("xslt/parameters.yaml");
    const struct tp_yaml *meanings = NULL;
    TP_VEC(struct tp_param) v = {0};

    if (r)
        meanings = tp_yaml_parse(a, r->data, r->len, r->name, 1, TP_D_CONFIG_INVALID,
                                 tp_diags_new(a, 0)); /* a test looks that it can be read */
    for (const struct tp_param *p = sheet->declared; p->name; p++)
        TP_PUSH(a, &v, (struct tp_param){p->name, p->value, tp_yaml_str(meanings, p->name, NULL)});
    TP_PUSH(a, &v, (struct tp_param){NULL, NULL, NULL});
    return v.v;
}

/* ---- white space ---- */

struct strip_rules {
    struct tp_arena *arena;
    TP_VEC(char *) v;
};

static void add_rule(void *how, void *arg, const xmlChar *name, const xmlChar *uri,
                     const xmlChar *unused)
{
    struct strip_rules *rules = arg;

    (void)unused;
    TP_PUSH(rules->arena, &rules->v,
            tp_fmt(rules->arena, "%s {%s}%s\n", (const char *)how, uri ? (const char *)uri : "",
                   (const char *)name));
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Stylesheets stand in the order of their precedence; within one, rules don't contradict. */
static const char *strips_of(struct tp_arena *a, xsltStylesheetPtr style)
{
    struct tp_buf b = tp_buf_new(a);

    for (; style; style = xsltNextImport(style)) {
        struct strip_rules rules = {.arena = a};
        if (!style->stripSpaces && !style->stripAll)
            continue;
        if (style->stripSpaces)
            xmlHashScanFull(style->stripSpaces, add_rule, &rules);
        if (rules.v.n)
            qsort(rules.v.v, rules.v.n, sizeof *rules.v.v, by_text);
        for (size_t i = 0; i < rules.v.n; i++)
            tp_buf_str(&b, rules.v.v[i]);
        tp_buf_fmt(&b, "all %d\n", style->stripAll);
    }
    return b.p;
}

bool tp_stylesheets_strip_alike(struct tp_stylesheet *const *sheets, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const char *x = sheets[0]->strips, *y = sheets[i]->strips;
        if (x != y && (!x || !y || strcmp(x, y) != 0))
            return false;
    }
    return true;
}

const char *tp_stylesheet_strips(const struct tp_stylesheet *sheet)
{
    return sheet->strips;
}

/* ---- loading ---- */

struct tp_stylesheet *tp_stylesheet_load(struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    return tp_stylesheet_load_in(a, name, NULL, ds);
}

struct tp_stylesheet *tp_stylesheet_load_in(struct tp_arena *a, const char *name,
                                            const char *folder, struct tp_diags *ds)
{
    struct tp_stylesheet *sheet = TP_NEW(a, struct tp_stylesheet);
    struct tp_sheet_copy *copy;

    init();
    sheet->name = tp_strdup(a, name);
    if (!read_source(sheet, a, ds))
        return NULL;
    if (strncmp(name, "teipipe:", 8) != 0)
        tp_reach_add(a, &sheet->reach, tp_path_dir(a, name));
    tp_reach_add(a, &sheet->reach, folder);
    if (pthread_mutex_init(&sheet->lock, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, close_sheet, sheet);
    copy = compile(sheet, a, ds);
    if (!copy)
        return NULL;
    sheet->idle[sheet->n_idle++] = copy;
    sheet->suffix = suffix_of(copy->style);
    read_params(sheet, a, copy->style);
    sheet->strips = strips_of(a, copy->style);
    return sheet;
}

struct tp_sheet_copy *tp_stylesheet_take(struct tp_stylesheet *sheet, struct tp_arena *a,
                                         struct tp_diags *ds)
{
    struct tp_sheet_copy *copy = NULL;

    if (pthread_mutex_lock(&sheet->lock) != 0)
        tp_arena_fail(a);
    if (sheet->n_idle)
        copy = sheet->idle[--sheet->n_idle];
    (void)pthread_mutex_unlock(&sheet->lock); /* it is ours */
    return copy ? copy : compile(sheet, a, ds);
}

void tp_stylesheet_give(struct tp_stylesheet *sheet, struct tp_sheet_copy *copy)
{
    if (pthread_mutex_lock(&sheet->lock) == 0) {
        if (sheet->n_idle < MAX_IDLE) {
            sheet->idle[sheet->n_idle++] = copy;
            copy = NULL;
        }
        (void)pthread_mutex_unlock(&sheet->lock);
    }
    if (copy)
        free_copy(copy);
}

const struct tp_reach *tp_stylesheet_reach(const struct tp_stylesheet *sheet)
{
    return &sheet->reach;
}

const char *tp_stylesheet_name(const struct tp_stylesheet *sheet)
{
    return sheet->name;
}

const char *tp_stylesheet_suffix(const struct tp_stylesheet *sheet)
{
    return sheet->suffix;
}

bool tp_stylesheet_takes(const struct tp_stylesheet *sheet, const char *name)
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
        if (tp_stylesheet_takes(sheet, params[0]))
            continue;
        near = tp_nearest(params[0], sheet->params);
        tp_diag(ds, TP_D_STYLESHEET_PARAM, tp_in(sheet->name), params[0],
                near ? tp_fmt(ds->arena, "; did you mean '%s'?", near) : "");
        good = false;
    }
    return good;
}
