/*
 * sch_load.c - a Schematron schema as one tree: includes put in their places, or the rules gathered
 * from the annotations of a RELAX NG schema.
 */
#include <libxml/catalog.h>
#include <libxml/uri.h>
#include <string.h>

#include "../../base/file.h"
#include "../../base/resource.h"
#include "../../base/xml.h"
#include "../relaxng/relaxng.h"
#include "../validate.h"
#include "sch.h"

struct reading {
    struct tp_arena *a;
    struct tp_diags *ds;
    size_t nodes;
    const char *open[SCH_MAX_NEST]; /* the files that are being included */
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
    long line = node ? xmlGetLineNo(node) : 0;

    tp_diag(r->ds, TP_D_RULES_INVALID, tp_at(file, line > 0 ? (size_t)line : 0, line > 0), what);
    r->failed = true;
}

static char *text_attr(struct reading *r, const xmlNode *node, const char *name)
{
    xmlChar *s = xmlGetNoNsProp(node, (const xmlChar *)name);
    char *copy = s ? tp_strdup(r->a, (const char *)s) : NULL;

    xmlFree(s);
    return copy;
}

/* A schema in the compact syntax by way of the XML syntax. */
static xmlDoc *read_compact(struct reading *r, const char *name)
{
    struct tp_buf text = tp_buf_new(r->a);

    if (!tp_schema_convert(r->a, name, "schema.rng", &text, r->ds))
        return NULL;
    return tp_xml_read_memory(r->a, text.p, text.len, name, r->ds);
}

/* A file on this machine, or compiled in; addresses by XML catalogs. NULL after a complaint. */
static const char *find_file(struct reading *r, const char *name)
{
    const char *colon = strchr(name, ':');
    xmlChar *mapped;
    const char *path = name;

    if (strncmp(name, "teipipe:", 8) == 0) {
        path = tp_resource_find(name) ? name : NULL;
    } else if (colon && strncmp(colon, "://", 3) == 0) {
        mapped = xmlCatalogResolveURI((const xmlChar *)name);
        path = mapped && strncmp((const char *)mapped, "file://", 7) == 0
                   ? tp_strdup(r->a, (const char *)mapped + 7)
               : mapped && !strstr((const char *)mapped, "://")
                   ? tp_strdup(r->a, (const char *)mapped)
                   : NULL;
        xmlFree(mapped);
        if (!path)
            tp_diag(r->ds, TP_D_SCHEMA_REMOTE, tp_in(r->depth ? r->open[r->depth - 1] : NULL), name);
        r->failed = r->failed || !path;
        return path;
    } else if (!tp_file_exists(name)) {
        path = NULL;
    }
    if (!path) {
        tp_diag(r->ds, TP_D_SCHEMA_MISSING, tp_in(r->depth ? r->open[r->depth - 1] : NULL), name,
                "");
        r->failed = true;
    }
    return path;
}

static xmlDoc *read_file(struct reading *r, const char *name)
{
    name = find_file(r, name);
    if (!name)
        return NULL;
    if (strcmp(tp_path_ext(name), ".rnc") == 0)
        return read_compact(r, name);
    return tp_xml_read_file(r->a, name, r->ds);
}

/* ---- includes ---- */

static const char *resolve(struct reading *r, const char *href, const char *file)
{
    xmlChar *whole;
    char *copy;

    if (strncmp(href, "teipipe:", 8) == 0)
        return href;
    whole = xmlBuildURI((const xmlChar *)href, (const xmlChar *)file);
    copy = tp_strdup(r->a, whole ? (const char *)whole : href);
    xmlFree(whole);
    return copy;
}

/* The element of this id in the document; without one, the root. */
static const xmlNode *target(const xmlDoc *doc, const char *id)
{
    const xmlNode *node = xmlDocGetRootElement(doc);

    while (node && id && *id) {
        const xmlNode *next;
        xmlChar *own = node->type == XML_ELEMENT_NODE
                           ? xmlGetNoNsProp(node, (const xmlChar *)"id")
                           : NULL;
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

/* What stands at HREF, copied into the tree of NODE in its place (KEEP: its children, for an
 * extension). */
static void include(struct reading *r, xmlNode *node, const char *href, const char *file,
                    bool children)
{
    char *path = tp_strdup(r->a, href), *hash = strchr(path, '#');
    const char *name;
    const xmlNode *from;
    xmlNode *copy;
    xmlDoc *doc;

    if (hash)
        *hash++ = '\0';
    name = resolve(r, *path ? path : file, file);
    for (size_t i = 0; i < r->depth; i++)
        if (strcmp(r->open[i], name) == 0 && !hash) {
            fault(r, file, node, tp_fmt(r->a, "'%s' includes itself", name));
            return;
        }
    if (r->depth == SCH_MAX_NEST) {
        fault(r, file, node, "includes are nested too deeply");
        return;
    }
    doc = read_file(r, name);
    from = doc ? target(doc, hash) : NULL;
    if (!from) {
        if (doc)
            fault(r, file, node, tp_fmt(r->a, "'%s' has no element '%s'", name, hash));
        r->failed = true;
        return;
    }
    r->nodes += count_nodes(from);
    if (r->nodes > SCH_MAX_NODES) {
        fault(r, file, node, "includes make the schema too large");
        return;
    }
    copy = made(r, xmlDocCopyNode((xmlNode *)(uintptr_t)from, node->doc, 1));
    xmlNodeSetBase(copy, (const xmlChar *)name);
    xmlReplaceNode(node, copy);
    xmlFreeNode(node);
    r->open[r->depth++] = name;
    expand(r, copy, name);
    r->depth--;
    if (!children)
        return;
    while (copy->children) { /* an extension is its content alone */
        xmlNode *child = copy->children;

        xmlUnlinkNode(child);
        if (child->type == XML_ELEMENT_NODE)
            xmlNodeSetBase(child, (const xmlChar *)name);
        xmlAddPrevSibling(copy, child);
    }
    xmlUnlinkNode(copy);
    xmlFreeNode(copy);
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
            include(r, found.v[i], href, file, sch_is(found.v[i], "extends"));
        else
            fault(r, file, found.v[i], "the include needs a 'href'");
    }
}

/* ---- rules in RELAX NG ---- */

static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

/* Is this an outermost element of Schematron that a schema may have? A rule alone is a pattern. */
static void take(struct reading *r, xmlNode *node, const char *file, xmlNode *root)
{
    xmlNode *copy = made(r, xmlDocCopyNode(node, root->doc, 1)), *parent = root;

    if (sch_is(node, "rule")) {
        parent = made(r, xmlNewChild(root, root->ns, (const xmlChar *)"pattern", NULL));
        xmlNodeSetBase(parent, (const xmlChar *)file);
        parent->line = node->line;
    }
    if (sch_is(node, "schema")) { /* a whole schema inside: its parts */
        for (xmlNode *child = copy->children, *next; child; child = next) {
            next = child->next;
            xmlUnlinkNode(child);
            if (child->type == XML_ELEMENT_NODE)
                xmlNodeSetBase(child, (const xmlChar *)file);
            xmlAddChild(root, child);
        }
        xmlFreeNode(copy);
        return;
    }
    xmlNodeSetBase(copy, (const xmlChar *)file);
    xmlAddChild(parent, copy);
}

static void gather(struct reading *r, const char *name, xmlNode *root);

/* What a schema in the compact syntax includes is in it as well; converted, it is named as if not. */
static const char *as_written(struct reading *r, const char *name, const char *file)
{
    size_t n = strlen(name);

    if (strcmp(tp_path_ext(file), ".rnc") != 0 || strcmp(tp_path_ext(name), ".rng") != 0)
        return name;
    return tp_fmt(r->a, "%.*s.rnc", (int)n - 4, name);
}

static void gather_from(struct reading *r, xmlNode *top, const char *file, xmlNode *root)
{
    static const char *const parts[] = {"pattern", "rule", "ns", "let", "phase", "diagnostics",
                                        "properties", "schema"};
    xmlNode *node = top;

    while (node && !r->failed) {
        xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;

        if (node->type == XML_ELEMENT_NODE && !is_rng(node)) {
            for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                if (sch_is(node, parts[i])) {
                    take(r, node, file, root);
                    next = NULL; /* all of it is taken */
                    break;
                }
        } else if (node->type == XML_ELEMENT_NODE &&
                   (strcmp((const char *)node->name, "include") == 0 ||
                    strcmp((const char *)node->name, "externalRef") == 0)) {
            char *href = text_attr(r, node, "href");

            if (href)
                gather(r, as_written(r, resolve(r, href, file), file), root);
        }
        while (!next && node != top) {
            next = node->next;
            node = next ? node : node->parent;
        }
        node = next;
    }
}

static void gather(struct reading *r, const char *name, xmlNode *root)
{
    xmlDoc *doc;

    for (size_t i = 0; i < r->depth; i++)
        if (strcmp(r->open[i], name) == 0)
            return; /* the RELAX NG engine says so */
    if (r->depth == SCH_MAX_NEST)
        return;
    doc = read_file(r, name);
    if (!doc || !xmlDocGetRootElement(doc)) {
        r->failed = true;
        return;
    }
    r->open[r->depth++] = name;
    gather_from(r, xmlDocGetRootElement(doc), name, root);
    r->depth--;
}

static xmlNode *from_relaxng(struct reading *r, const char *name)
{
    xmlDoc *doc = tp_own(r->a, free_doc, xmlNewDoc((const xmlChar *)"1.0"));
    xmlNode *root = made(r, xmlNewDocNode(doc, NULL, (const xmlChar *)"schema", NULL));

    xmlDocSetRootElement(doc, root);
    xmlSetNs(root, made(r, xmlNewNs(root, (const xmlChar *)NS_SCH, NULL)));
    (void)xmlNewProp(root, (const xmlChar *)"queryBinding", (const xmlChar *)"xslt2");
    gather(r, name, root);
    return r->failed ? NULL : root;
}

/* ---- both ---- */

xmlNode *sch_read(struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    struct reading r = {.a = a, .ds = ds};
    xmlDoc *doc;
    xmlNode *root;

    if (strcmp(tp_path_ext(name), ".rnc") == 0)
        return from_relaxng(&r, name);
    tp_xml_init();
    doc = read_file(&r, name);
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
