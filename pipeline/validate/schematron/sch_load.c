/*
 * sch_load.c - a Schematron schema as one tree: includes put in their places, or the rules gathered
 * from the annotations of a RELAX NG schema.
 */
#include <libxml/catalog.h>
#include <string.h>

#include "../../base/file.h"
#include "../../base/resource.h"
#include "../../base/xml.h"
#include "../../base/xml_places.h"
#include "../relaxng/relaxng.h"
#include "sch.h"

struct file {
    const char *name;
    xmlDoc *doc;
};

struct reading {
    struct tp_arena *a;
    struct tp_diags *ds;
    TP_VEC(struct file) files;
    size_t nodes;
    const char *open[SCH_MAX_NEST]; /* the references that are being followed */
    size_t depth;
    bool failed;
};

/* What libxml2 made belongs to its tree; NULL: out of memory. */
static void *made(struct reading *r, void *p)
{
    if (!p)
        tp_arena_fail(r->a);
    return p;
}

bool sch_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
           strcmp((const char *)node->ns->href, NS_SCH) == 0 &&
           (!name || strcmp((const char *)node->name, name) == 0);
}

static bool is_rng(const xmlNode *node)
{
    return node->ns && node->ns->href && strcmp((const char *)node->ns->href, NS_RNG) == 0;
}

static void fault(struct reading *r, const char *file, const xmlNode *node, const char *what)
{
    struct tp_place at = node ? tp_xml_place_marked(node) : (struct tp_place){0, 0};

    tp_diag(r->ds, TP_D_RULES_INVALID, tp_at(file, at.line, at.col), what);
    r->failed = true;
}

static char *text_attr(struct reading *r, const xmlNode *node, const char *name)
{
    xmlChar *s = xmlGetNoNsProp(node, (const xmlChar *)name);
    char *copy = s ? tp_strdup(r->a, (const char *)s) : NULL;

    xmlFree(s);
    return copy;
}

/* Mark the elements, for includes copy them: those of Schematron and, beside them, those of others.
 * What a let holds is a value, and is left as it is. */
static void mark(struct reading *r, xmlDoc *doc, struct tp_slice text)
{
    struct tp_arena *work = tp_arena_sub(r->a);
    const struct tp_xml_places *places = tp_xml_places_new(work, doc, text);
    xmlNode *root = xmlDocGetRootElement(doc), *node = root;

    while (node) {
        bool let = sch_is(node, "let");

        if (node->type == XML_ELEMENT_NODE && !tp_xml_place_mark(node, tp_xml_place(places, node)))
            tp_arena_fail(r->a);
        if (node->type == XML_ELEMENT_NODE && node->children && !let) {
            node = node->children;
            continue;
        }
        while (node != root && !node->next)
            node = node->parent;
        node = node == root ? NULL : node->next;
    }
    tp_arena_free(work);
}

static xmlDoc *parse(struct reading *r, const char *name, struct tp_diags *ds)
{
    const struct tp_resource *own =
        strncmp(name, "teipipe:", 8) == 0 ? tp_resource_find(name) : NULL;
    struct tp_arena *work = tp_arena_sub(r->a);
    struct tp_slice text = {NULL, 0};
    char *data = NULL;
    xmlDoc *doc = NULL;

    if (own)
        text = (struct tp_slice){own->data, own->len};
    else if (tp_read_file(work, name, &data, &text.len, ds))
        text.p = data;
    if (text.p)
        doc = tp_xml_read_memory(r->a, text.p, text.len, name, ds);
    if (doc && !is_rng(xmlDocGetRootElement(doc)))
        mark(r, doc, text);
    tp_arena_free(work);
    return doc;
}

/* Where the schema is on this machine: a file, compiled in, or what an XML catalog has for the
 * address. NULL: nowhere. */
static const char *locate(struct reading *r, const char *name)
{
    const char *path = name;
    xmlChar *mapped;

    if (strstr(name, "://")) {
        tp_xml_init();
        mapped = xmlCatalogResolveURI((const xmlChar *)name);
        path = mapped ? tp_rng_resolve(r->a, "", (const char *)mapped) : NULL;
        xmlFree(mapped);
    }
    if (path && strncmp(path, "teipipe:", 8) == 0)
        return tp_resource_find(path) ? path : NULL;
    return path && tp_file_exists(path) ? path : NULL;
}

/* Faults of the file are faults of the schema. */
static xmlDoc *load(struct reading *r, const char *name)
{
    struct tp_diags *found = tp_diags_new(r->a, 0);
    xmlDoc *doc = parse(r, name, found);

    for (const struct tp_diag *d = found->first; d; d = d->next)
        tp_diag(r->ds, TP_D_RULES_INVALID, d->loc, d->message);
    r->failed |= !doc;
    return doc;
}

/* A file to include, read once however often it is. */
static xmlDoc *read_file(struct reading *r, const char *name)
{
    xmlDoc *doc;

    for (size_t i = 0; i < r->files.n; i++)
        if (strcmp(r->files.v[i].name, name) == 0)
            return r->files.v[i].doc;
    doc = load(r, name);
    if (doc)
        TP_PUSH(r->a, &r->files, (struct file){name, doc});
    return doc;
}

/* ---- includes ---- */

/* The element of this id in the document; without one, the root. */
static const xmlNode *target(const xmlDoc *doc, const char *id)
{
    const xmlNode *node = xmlDocGetRootElement(doc);

    while (node && id && *id) {
        const xmlNode *next;
        xmlChar *own =
            node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(node, (const xmlChar *)"id") : NULL;
        xmlChar *xml = node->type == XML_ELEMENT_NODE
                           ? xmlGetNsProp(node, (const xmlChar *)"id", XML_XML_NAMESPACE)
                           : NULL;
        bool found = (own && strcmp((const char *)own, id) == 0) ||
                     (xml && strcmp((const char *)xml, id) == 0);

        xmlFree(own);
        xmlFree(xml);
        if (found)
            return node;
        next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        while (node && !next) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
    return node;
}

static void expand(struct reading *r, xmlNode *top, const char *file);

static size_t count_nodes(const xmlNode *top)
{
    size_t n = 0;
    const xmlNode *node = top;

    while (node) {
        const xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;

        n++;
        while (!next && node != top) {
            next = node->next;
            node = next ? node : node->parent;
        }
        node = next;
    }
    return n;
}

/* Where an included node is from: of each element that has no nearer one (sch_file_of()). */
static void set_file(xmlNode *node, const char *file)
{
    if (node->type == XML_ELEMENT_NODE && !node->_private)
        node->_private = (void *)file;
}

static void free_node(void *node)
{
    xmlFreeNode(node);
}

/* Put an element's content in its place. The element lives on, for it has the declarations of the
 * namespaces that the content uses. */
static void dissolve(struct reading *r, xmlNode *wrapper, const char *file)
{
    for (xmlNode *child = wrapper->children, *next; child; child = next) {
        next = child->next;
        xmlUnlinkNode(child);
        set_file(child, file);
        (void)xmlAddPrevSibling(wrapper, child);
    }
    xmlUnlinkNode(wrapper);
    (void)tp_own(r->a, free_node, wrapper);
}

/* An extension is the content alone of an element like the one that it stands in. */
static void unwrap(struct reading *r, xmlNode *copy, const char *from, const char *file,
                   const xmlNode *at)
{
    const xmlNode *parent = copy->parent;

    if (!sch_is(copy, (const char *)parent->name))
        fault(r, file, at,
              tp_fmt(r->a, "it extends a '%s' by what is '%s' in '%s'", (const char *)parent->name,
                     (const char *)copy->name, from));
    dissolve(r, copy, from);
}

/* Is the reference "FILE#ID" being followed already, or is the whole file? */
static bool is_open(const struct reading *r, const char *reference)
{
    for (size_t i = 0; i < r->depth; i++)
        if (strcmp(r->open[i], reference) == 0)
            return true;
    return false;
}

/* What the reference leads to; NULL after a fault. */
static const xmlNode *find(struct reading *r, const xmlNode *node, const char *file,
                           const char *name, const char *id)
{
    const xmlNode *from;
    const char *path;
    xmlDoc *doc;

    path = locate(r, name);
    if (!path) {
        fault(r, file, node, tp_fmt(r->a, "there is no file '%s' to include", name));
        return NULL;
    }
    doc = read_file(r, path);
    from = doc ? target(doc, id) : NULL;
    if (doc && !from)
        fault(r, file, node, tp_fmt(r->a, "'%s' has no element '%s'", name, id));
    if (!from)
        return NULL;
    r->nodes += count_nodes(from);
    if (r->nodes > SCH_MAX_NODES) {
        fault(r, file, node, "includes make the schema too large");
        return NULL;
    }
    return from;
}

/* What stands at HREF, copied into the tree of NODE in its place. */
static void include(struct reading *r, xmlNode *node, const char *href, const char *file)
{
    char *path = tp_strdup(r->a, href), *hash = strchr(path, '#');
    bool extension = sch_is(node, "extends");
    const char *name, *reference;
    const xmlNode *from;
    xmlNode *copy;

    if (hash)
        *hash++ = '\0';
    name = tp_rng_resolve(r->a, file, path);
    reference = hash && *hash ? tp_fmt(r->a, "%s#%s", name, hash) : name;
    if (is_open(r, reference)) {
        fault(r, file, node, tp_fmt(r->a, "'%s' includes itself", reference));
        return;
    }
    if (r->depth == SCH_MAX_NEST) {
        fault(r, file, node, "includes are nested too deeply");
        return;
    }
    from = find(r, node, file, name, hash);
    if (!from)
        return;
    copy = made(r, xmlDocCopyNode((xmlNode *)from, node->doc, 1));
    set_file(copy, name);
    if (sch_is(copy, "schema") && !extension)
        fault(r, file, node,
              tp_fmt(r->a,
                     "'%s' is a whole schema: extend by it, or name one of "
                     "its elements behind a '#'",
                     name));
    (void)xmlAddPrevSibling(node, copy);
    r->open[r->depth++] = reference;
    expand(r, copy, name);
    r->depth--;
    if (extension)
        unwrap(r, copy, name, file, node);
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* Replace every include below TOP. */
static void expand(struct reading *r, xmlNode *top, const char *file)
{
    TP_VEC(xmlNode *) found = {0};
    xmlNode *node = top;

    while (node) {
        xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;

        if (sch_is(node, "include") ||
            (sch_is(node, "extends") && xmlHasProp(node, (const xmlChar *)"href")))
            TP_PUSH(r->a, &found, node);
        while (!next && node != top) {
            next = node->next;
            node = next ? node : node->parent;
        }
        node = next;
    }
    for (size_t i = 0; i < found.n && !r->failed; i++) {
        char *href = text_attr(r, found.v[i], "href");

        if (href)
            include(r, found.v[i], href, file);
        else
            fault(r, file, found.v[i], "the include needs an 'href'");
    }
}

/* ---- rules in RELAX NG ---- */

static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

/* An annotation that a schema has no place for: a rule alone is a pattern, the parts of a whole
 * schema are this schema's. */
static void settle(struct reading *r, xmlNode *root, xmlNode *node)
{
    if (sch_is(node, "rule")) {
        xmlNode *pattern =
            made(r, xmlNewDocNode(root->doc, root->ns, (const xmlChar *)"pattern", NULL));

        pattern->_private = node->_private;
        pattern->line = node->line;
        if (!tp_xml_place_mark(pattern, tp_xml_place_marked(node)))
            tp_arena_fail(r->a);
        (void)xmlReplaceNode(node, pattern);
        (void)xmlAddChild(pattern, node);
    } else if (sch_is(node, "schema")) {
        xmlChar *binding = xmlGetNoNsProp(node, (const xmlChar *)"queryBinding");

        if (binding)
            (void)made(r, xmlSetProp(root, (const xmlChar *)"queryBinding", binding));
        xmlFree(binding);
        dissolve(r, node, node->_private);
    }
}

static xmlNode *from_relaxng(struct reading *r, const char *name)
{
    xmlDoc *doc = tp_own(r->a, free_doc, xmlNewDoc((const xmlChar *)"1.0"));
    xmlNode *root = made(r, xmlNewDocNode(doc, NULL, (const xmlChar *)"schema", NULL));

    (void)xmlDocSetRootElement(doc, root);
    xmlSetNs(root, made(r, xmlNewNs(root, (const xmlChar *)NS_SCH, NULL)));
    (void)xmlNewProp(root, (const xmlChar *)"queryBinding", (const xmlChar *)"xslt2");
    if (!tp_rng_annotations(r->a, name, NS_SCH, root, r->ds))
        return NULL;
    for (xmlNode *node = root->children, *next; node; node = next) {
        next = node->next;
        settle(r, root, node);
    }
    for (xmlNode *node = root->children, *next; node && !r->failed; node = next) {
        next = node->next;
        if (node->type == XML_ELEMENT_NODE)
            expand(r, node, node->_private);
    }
    return r->failed ? NULL : root;
}

/* ---- both ---- */

xmlNode *sch_read(struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    struct reading r = {.a = a, .ds = ds};
    const char *path;
    xmlDoc *doc;
    xmlNode *root;

    if (strcmp(tp_path_ext(name), ".rnc") == 0)
        return from_relaxng(&r, name);
    path = locate(&r, name);
    if (!path) {
        if (strstr(name, "://"))
            tp_diag(ds, TP_D_SCHEMA_REMOTE, tp_in(NULL), name);
        else
            tp_diag(ds, TP_D_SCHEMA_MISSING, tp_in(NULL), name, "");
        return NULL;
    }
    doc = load(&r, path);
    root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (!root)
        return NULL;
    if (is_rng(root))
        return from_relaxng(&r, name);
    if (!sch_is(root, "schema")) {
        fault(&r, name, root,
              tp_fmt(a, "its root is '%s', not 'schema' in the namespace %s",
                     (const char *)root->name, NS_SCH));
        return NULL;
    }
    r.open[r.depth++] = name;
    expand(&r, root, name);
    return r.failed ? NULL : root;
}
