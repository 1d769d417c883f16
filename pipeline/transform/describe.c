/* realpath() is an XSI function. */
#define _XOPEN_SOURCE 700

#include "describe.h"

#include <libxml/hash.h>
#include <libxml/valid.h>
#include <libxslt/extensions.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "ext.h"
#include "ext_args.h"
#include "reach.h"
#include "transform.h"

/* An authority file, in an arena of its own: whichever thread asks first reads it. */
struct authority {
    struct authority *next;
    struct tp_arena *arena;
    char *path;       /* as it was asked for */
    const char *real; /* without links; NULL: it can't be read */
    bool free;        /* for all who ask */
    xmlHashTablePtr ids;
};

struct tp_describer {
    struct tp_stylesheet *sheet;
    const char *folder;
    pthread_mutex_t lock; /* guards the list; an authority doesn't change once it is there */
    struct authority *files;
};

static void free_authority(struct authority *f)
{
    tp_arena_free(f->arena);
    free(f->path);
    free(f);
}

static void close_describer(void *arg)
{
    struct tp_describer *d = arg;

    while (d->files) {
        struct authority *next = d->files->next;
        free_authority(d->files);
        d->files = next;
    }
    (void)pthread_mutex_destroy(&d->lock); /* nobody holds it: the arena is going */
}

struct tp_describer *tp_describer_new(struct tp_arena *a, const char *folder, struct tp_diags *ds)
{
    struct tp_describer *d = TP_NEW(a, struct tp_describer);

    d->folder = folder ? tp_strdup(a, folder) : NULL;
    d->sheet = tp_stylesheet_load(a, "teipipe:xslt/record.xsl", ds);
    if (!d->sheet)
        return NULL;
    if (pthread_mutex_init(&d->lock, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, close_describer, d);
    return d;
}

/* ---- authority files ---- */

static void free_ids(void *ids)
{
    xmlHashFree(ids, NULL);
}

static const xmlNode *next_in_order(const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    while (n && !n->next)
        n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
    return n ? n->next : NULL;
}

/* What is wrong with an authority file, the checks of the edition say; here it has no entries. */
static void read_authority(void *arg)
{
    struct authority *f = arg;
    struct tp_diags *ds = tp_diags_new(f->arena, 1);
    char *real = realpath(f->path, tp_alloc(f->arena, PATH_MAX));
    xmlDocPtr doc = real ? tp_xml_read_file(f->arena, real, ds) : NULL;

    if (!doc)
        return;
    f->ids = tp_own(f->arena, free_ids, xmlHashCreate(0));
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = next_in_order(n)) {
        const xmlAttr *id =
            n->type == XML_ELEMENT_NODE
                ? xmlHasNsProp((xmlNodePtr)n, (const xmlChar *)"id", (const xmlChar *)TP_NS_XML)
                : NULL;
        if (id && id->children && id->children->content)
            (void)xmlHashAddEntry(f->ids, id->children->content, (void *)n); /* the first wins */
    }
    f->real = real;
}

/* NULL: no memory. */
static struct authority *new_authority(const char *path)
{
    struct authority *f = calloc(1, sizeof *f);

    if (!f)
        return NULL;
    f->path = strdup(path);
    f->arena = tp_arena_new(0);
    if (f->path && f->arena && tp_guard(f->arena, read_authority, f))
        return f;
    free_authority(f);
    return NULL;
}

static bool is_below(const char *folder, const char *path)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && (path[n] == '/' || (n && folder[n - 1] == '/'));
}

static bool is_free(const struct tp_describer *d, const struct authority *f)
{
    char folder[PATH_MAX];

    return d->folder && f->real && realpath(d->folder, folder) && is_below(folder, f->real);
}

static bool may_read(const struct tp_reach *reach, const struct authority *f)
{
    bool may = f->free;

    for (size_t i = 0; f->real && !may && i < reach->n; i++)
        may = is_below(reach->folders[i], f->real);
    return may;
}

static const struct authority *authority_of(struct tp_describer *d, struct tp_arena *a,
                                            const char *path)
{
    struct authority *f;

    if (pthread_mutex_lock(&d->lock) != 0)
        tp_arena_fail(a);
    f = d->files;
    while (f && strcmp(f->path, path) != 0)
        f = f->next;
    if (!f && (f = new_authority(path))) {
        f->free = is_free(d, f);
        f->next = d->files;
        d->files = f;
    }
    (void)pthread_mutex_unlock(&d->lock); /* it is ours */
    if (!f)
        tp_arena_fail(a);
    return f;
}

static struct tp_describer *describer_of(struct tp_ext *ext)
{
    if (!ext->describer)
        ext->describer = ext->how->describer;
    if (!ext->describer && !ext->failed) {
        ext->describer = tp_describer_new(ext->keep, NULL, ext->ds);
        ext->failed = !ext->describer;
    }
    return ext->describer;
}

/* FILE#ID, FILE relative to the document and without a scheme; else NULL. */
static const xmlNode *find_entry(struct tp_ext_call *call, const char *ref)
{
    struct tp_ext *ext = call->ext;
    const char *hash = strchr(ref, '#'), *file;
    struct tp_describer *d = describer_of(ext);
    const struct authority *f;

    if (!d || !hash || hash == ref || *ref == '/' || memchr(ref, ':', (size_t)(hash - ref)))
        return NULL;
    file = tp_path_join(call->arena, tp_path_dir(call->arena, (const char *)ext->doc->URL),
                        tp_strndup(call->arena, ref, (size_t)(hash - ref)));
    f = authority_of(d, call->arena, file);
    return may_read(ext->reach, f) ? xmlHashLookup(f->ids, (const xmlChar *)hash + 1) : NULL;
}

/* The functions of stylesheets may mark the nodes that they see: each transformation has its own.
 */
static xmlNodePtr copy_entry(struct tp_ext *ext, const char *ref, const xmlNode *entry)
{
    xmlNodePtr copy;

    if (!ext->entries)
        ext->entries = xmlNewDoc((const xmlChar *)"1.0");
    if (!ext->entries)
        tp_arena_fail(ext->arena);
    copy = xmlDocCopyNode((xmlNodePtr)entry, ext->entries, 1);
    if (!copy || !xmlAddChild((xmlNodePtr)ext->entries, copy))
        tp_arena_fail(ext->arena);
    TP_PUSH(ext->arena, &ext->copies, (struct tp_ext_entry){tp_strdup(ext->arena, ref), copy});
    return copy;
}

void tp_ext_authority(struct tp_ext_call *call)
{
    struct tp_ext *ext = call->ext;
    const char *ref = call->arg[0];
    const xmlNode *entry;

    if (*ref == '#') { /* in the document itself */
        xmlAttrPtr id = xmlGetID(ext->doc, (const xmlChar *)ref + 1);
        if (id && id->parent)
            TP_PUSH(call->arena, &call->nodes, id->parent);
        return;
    }
    for (size_t i = 0; i < ext->copies.n; i++)
        if (strcmp(ext->copies.v[i].ref, ref) == 0) {
            TP_PUSH(call->arena, &call->nodes, ext->copies.v[i].node);
            return;
        }
    entry = find_entry(call, ref);
    if (entry)
        TP_PUSH(call->arena, &call->nodes, copy_entry(ext, ref, entry));
}

/* ---- records ---- */

static xmlDocPtr describe(struct tp_ext *ext, xmlDocPtr doc, struct tp_described *kept)
{
    struct tp_describer *d = describer_of(ext);
    struct tp_transform how = *ext->how;

    how.params = NULL;
    how.spend = false;
    how.describer = d;
    how.described = kept; /* which has failed as yet: a record can't be made of itself */
    return d ? tp_transform_tree(ext->keep, d->sheet, doc, &how, ext->ds) : NULL;
}

void tp_ext_record(struct tp_ext_call *call)
{
    struct tp_ext *ext = call->ext;
    xmlDocPtr doc = call->node && call->node->type != XML_NAMESPACE_DECL ? call->node->doc : NULL;
    struct tp_described other = {0}, *d = &other;

    if (!doc || doc == ext->copy)
        doc = ext->doc;
    if (doc == ext->doc)
        d = ext->how->described ? ext->how->described : &ext->own;
    if (!d->records && !d->failed) {
        d->failed = true;
        d->records = describe(ext, doc, d);
        d->failed = !d->records;
        ext->failed = ext->failed || d->failed;
    }
    if (d->records)
        for (xmlNodePtr n = xmlDocGetRootElement(d->records); n; n = n->next)
            if (n->type == XML_ELEMENT_NODE)
                TP_PUSH(call->arena, &call->nodes, n);
}

/* f:made(STYLE, URL): for the program's own stylesheets, in which nobody says it otherwise. */
void tp_f_made(xmlXPathParserContextPtr xpath, int nargs)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct tp_ext *ext = ctxt ? tp_ext_of(ctxt) : NULL;
    const struct tp_cited *c = ext && ext->how->described ? ext->how->described->cited : NULL;
    struct tp_native_text url, style;

    if (!tp_native_arity(xpath, nargs, 2, 2))
        return;
    url = tp_native_pop_text(xpath);
    style = tp_native_pop_text(xpath);
    if (c && (!ctxt->style->doc->URL ||
              strncmp((const char *)ctxt->style->doc->URL, "teipipe:", 8) != 0))
        c = NULL;
    while (c && (strcmp(c->style, style.p) != 0 || strcmp(c->url, url.p) != 0))
        c = c->next;
    tp_native_drop(style);
    tp_native_drop(url);
    tp_native_string(xpath, c ? c->text : "");
}
