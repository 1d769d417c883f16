/* rng_tree.c - documents that are libxml2 trees already. */
#include <string.h>

#include "../../base/xml_places.h"
#include "rng_validate.h"

enum { ATTRIBUTE_LIMIT = 100000 };

struct tree {
    const xmlNode *at;
    struct {
        const void **v;
        size_t n, cap;
    } attributes;
};

/* Of a tree with included parts the places are known, else the lines alone. */
static struct tp_loc where(struct tp_rng_validator *v, const struct tp_rng_seen *attribute)
{
    const struct tree *t = v->source;
    const struct tp_xml_places *places = t->at ? t->at->doc->_private : NULL;
    long line = t->at ? xmlGetLineNo(t->at) : -1;
    const xmlNode *node = t->at;
    struct tp_place at;
    const char *file;

    if (!places)
        return tp_at(v->file, line > 0 ? (size_t)line : 0, 0);
    if (attribute && node->type == XML_ELEMENT_NODE)
        for (const xmlAttr *a = node->properties; a; a = a->next)
            if (strcmp((const char *)a->name, attribute->local) == 0 &&
                strcmp(a->ns ? (const char *)a->ns->href : "", attribute->ns) == 0)
                node = (const xmlNode *)a;
    at = tp_xml_place(places, node);
    file = tp_xml_place_file(places, node);
    return tp_at(file ? file : v->file, at.line, at.col);
}

static bool unparsed(struct tp_rng_validator *v, const char *name, size_t n)
{
    const struct tree *t = v->source;
    struct tp_mark mark = tp_arena_mark(v->doc);
    xmlEntityPtr e = xmlGetDocEntity(t->at->doc, (const xmlChar *)tp_strndup(v->doc, name, n));

    tp_arena_release(v->doc, mark);
    return e && e->etype == XML_EXTERNAL_GENERAL_UNPARSED_ENTITY;
}

/* The value of an attribute, in the document's arena unless it is one text. */
static void push_attribute(struct tp_rng_validator *v, struct tree *t, const xmlAttr *a)
{
    const char *value = "";
    const xmlNode *k = a->children;

    if (k && !k->next && k->type == XML_TEXT_NODE && k->content) {
        value = (const char *)k->content;
    } else if (k) {
        xmlChar *s = xmlNodeListGetString(a->doc, a->children, 1);
        value = s ? tp_strdup(v->doc, (const char *)s) : "";
        xmlFree(s);
    }
    TP_PUSH(v->doc, &t->attributes, a->name);
    TP_PUSH(v->doc, &t->attributes, a->ns ? a->ns->prefix : NULL);
    TP_PUSH(v->doc, &t->attributes, a->ns ? a->ns->href : NULL);
    TP_PUSH(v->doc, &t->attributes, value);
    TP_PUSH(v->doc, &t->attributes, value + strlen(value));
}

static void enter(struct tp_rng_validator *v, struct tree *t, const xmlNode *n)
{
    size_t bindings = 0;
    int count = 0;

    t->attributes.n = 0;
    for (const xmlNs *ns = n->nsDef; ns; ns = ns->next, bindings++)
        tp_rng_on_binding(v, ns->prefix, ns->href);
    for (const xmlAttr *a = n->properties; a && count < ATTRIBUTE_LIMIT; a = a->next, count++)
        push_attribute(v, t, a);
    tp_rng_on_start(v, n->name, n->ns ? n->ns->prefix : NULL, n->ns ? n->ns->href : NULL, bindings,
                    count, t->attributes.v);
}

/* Visit a node; returns the one to go down into, or NULL. */
static const xmlNode *visit(struct tp_rng_validator *v, struct tree *t, const xmlNode *n)
{
    t->at = n;
    switch (n->type) {
    case XML_ELEMENT_NODE:
        enter(v, t, n);
        if (n->children)
            return n->children;
        tp_rng_on_end(v);
        return NULL;
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
        if (n->content)
            tp_rng_on_text(v, (const char *)n->content, strlen((const char *)n->content));
        return NULL;
    case XML_ENTITY_REF_NODE: {
        xmlChar *s = xmlNodeGetContent(n);
        if (s)
            tp_rng_on_text(v, (const char *)s, strlen((const char *)s));
        xmlFree(s);
        return NULL;
    }
    default:
        return NULL;
    }
}

bool tp_rng_validate_doc(struct tp_rng_validator *v, xmlDocPtr doc, const char *file,
                         struct tp_diags *ds)
{
    const xmlNode *n = xmlDocGetRootElement(doc);
    struct tree *t;
    size_t errors = ds->errors;

    if (!n) {
        tp_diag(ds, TP_D_XML_MALFORMED, tp_in(file), "the document is empty");
        return false;
    }
    tp_rng_begin(v, file, ds);
    v->where = where;
    v->entity = unparsed;
    t = TP_NEW(v->doc, struct tree);
    t->at = n;
    v->source = t;
    tp_rng_forget_names(v); /* addresses of another tree's names mean nothing */
    while (n && !v->stopped) {
        const xmlNode *down = visit(v, t, n);
        if (down) {
            n = down;
            continue;
        }
        while (n && !n->next) {
            n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
            t->at = n;
            if (n)
                tp_rng_on_end(v);
        }
        n = n ? n->next : NULL;
        if (n && n->parent->type != XML_ELEMENT_NODE)
            n = NULL; /* behind the root element */
    }
    v->source = NULL;
    tp_rng_forget_names(v);
    tp_rng_finish(v);
    return ds->errors == errors;
}
