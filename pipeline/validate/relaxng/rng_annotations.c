/* rng_annotations.c - the annotations of a schema as trees of libxml2, with the lines where they
 * stand in either syntax. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "../../base/xml_places.h"
#include "rng_ast.h"

struct gathering {
    struct tp_arena *a;
    struct tp_rng_loader loader;
    const char *ns;
    xmlNode *parent; /* gets them */
    TP_VEC(const struct tp_rng_file *) done;
};

/* What libxml2 made belongs to its tree; NULL: out of memory. */
static void *made(struct gathering *g, void *p)
{
    if (!p)
        tp_arena_fail(g->a);
    return p;
}

/* The declarations between the node's and those of OUTER. */
static void declare(struct gathering *g, xmlNode *to, const struct tp_rng_bind *binds,
                    const struct tp_rng_bind *outer)
{
    for (const struct tp_rng_bind *b = binds; b && b != outer; b = b->outer) {
        const xmlChar *prefix = *b->prefix ? (const xmlChar *)b->prefix : NULL;
        bool there = !b->uri || strcmp(b->prefix, "xml") == 0;

        for (const xmlNs *ns = to->nsDef; ns && !there; ns = ns->next)
            there = xmlStrEqual(ns->prefix, prefix);
        if (!there)
            (void)made(g, xmlNewNs(to, (const xmlChar *)b->uri, prefix));
    }
}

static xmlNs *namespace_for(struct gathering *g, xmlNode *node, const char *uri, bool attribute)
{
    xmlNs *ns;

    if (!*uri)
        return NULL;
    ns = xmlSearchNsByHref(node->doc, node, (const xmlChar *)uri);
    if (ns && (ns->prefix || !attribute))
        return ns;
    for (unsigned i = 0;; i++) { /* a prefix that is free here */
        char name[16];

        (void)snprintf(name, sizeof name, "n%u", i);
        ns = xmlNewNs(node, (const xmlChar *)uri, (const xmlChar *)name);
        if (ns || i == 1000)
            return made(g, ns);
    }
}

static xmlNode *element(struct gathering *g, xmlNode *parent, const struct tp_rng_node *n,
                        const struct tp_rng_bind *outer)
{
    xmlNode *e = made(g, xmlNewDocNode(parent->doc, NULL, (const xmlChar *)n->name, NULL));

    (void)xmlAddChild(parent, e);
    e->line = (unsigned short)(n->line < USHRT_MAX ? n->line : USHRT_MAX);
    e->_private = (void *)n->in->file->uri;
    if (strcmp(n->ns, g->ns) == 0) {
        struct tp_loc loc = tp_rng_loc(n);

        if (!tp_xml_place_mark(e, (struct tp_place){loc.line, loc.col}))
            tp_arena_fail(g->a);
    }
    declare(g, e, n->in->binds, outer);
    e->ns = namespace_for(g, e, n->ns, false);
    for (const struct tp_rng_attr *a = n->in->attrs; a; a = a->next)
        (void)made(g, xmlNewNsProp(e, namespace_for(g, e, a->ns, true), (const xmlChar *)a->name,
                                   (const xmlChar *)a->value));
    return e;
}

/* A copy of the annotation N, all of it. */
static void copy(struct gathering *g, const struct tp_rng_node *top)
{
    xmlNode *parent = g->parent;
    const struct tp_rng_node *n = top;

    while (n) {
        if (n->kind == TP_RNG_CHARS) {
            xmlNode *text = made(g, xmlNewDocText(parent->doc, (const xmlChar *)n->text));

            /* Where libxml2 looks for a line that is too large for an element's own field. */
            text->line = USHRT_MAX;
            text->psvi = (void *)(uintptr_t)n->parent->line; /* NOLINT(performance-no-int-to-ptr) */
            (void)xmlAddChild(parent, text);
        } else if (n->kind == TP_RNG_FOREIGN) {
            xmlNode *e = element(g, parent, n, n == top ? NULL : n->parent->in->binds);

            if (n->child) {
                parent = e;
                n = n->child;
                continue;
            }
        }
        while (n != top && !n->next) {
            n = n->parent;
            parent = parent->parent;
        }
        n = n == top ? NULL : n->next;
    }
}

static void from_file(struct gathering *g, const struct tp_rng_file *file);

static void from_node(struct gathering *g, const struct tp_rng_node *n)
{
    if (n->kind == TP_RNG_INCLUDE || n->kind == TP_RNG_EXTERNAL_REF) {
        const struct tp_rng_file *other =
            tp_rng_file_get(&g->loader, tp_rng_resolve(g->a, n->in->base, n->text), n);

        if (other)
            from_file(g, other);
    }
}

/* Files are taken once each; there are at most TP_RNG_MAX_FILES, which bounds the recursion. */
static void from_file(struct gathering *g, const struct tp_rng_file *file)
{
    const struct tp_rng_node *n = file->root;

    for (size_t i = 0; i < g->done.n; i++)
        if (g->done.v[i] == file)
            return;
    TP_PUSH(g->a, &g->done, file);
    while (n) {
        bool ours = n->kind == TP_RNG_FOREIGN && strcmp(n->ns, g->ns) == 0;

        if (ours)
            copy(g, n);
        else
            from_node(g, n);
        if (n->child && !ours) {
            n = n->child;
            continue;
        }
        while (n && !n->next)
            n = n->parent;
        n = n ? n->next : NULL;
    }
}

bool tp_rng_annotations(struct tp_arena *a, const char *path, const char *ns, xmlNode *parent,
                        struct tp_diags *ds)
{
    struct gathering g = {.a = a,
                          .loader = {.a = a, .work = tp_arena_sub(a), .ds = ds, .notes = true},
                          .ns = ns,
                          .parent = parent};
    size_t errors = ds->errors;
    const char *uri =
        strncmp(path, "file:", 5) == 0 ? tp_rng_resolve(a, "", path) : tp_strdup(a, path);
    const struct tp_rng_file *file = tp_rng_file_get(&g.loader, uri, NULL);

    if (file)
        from_file(&g, file);
    tp_arena_free(g.loader.work);
    return file && ds->errors == errors;
}
