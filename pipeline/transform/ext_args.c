/* ext_args.c - arguments and values of functions; see ext_args.h. */
#include "ext_args.h"

#include <string.h>

#define NS_TEI "http://www.tei-c.org/ns/1.0"

/* The text of an attribute or element that has one piece of it; NULL: has not. */
static const xmlChar *single_text(const xmlNode *node)
{
    const xmlNode *text = node->children;

    if (node->type != XML_ATTRIBUTE_NODE && node->type != XML_ELEMENT_NODE)
        return NULL;
    if (!text)
        return (const xmlChar *)"";
    return text->type == XML_TEXT_NODE && !text->next ? text->content : NULL;
}

struct tp_native_text tp_native_pop_text(xmlXPathParserContextPtr xpath)
{
    struct tp_native_text t = {NULL, valuePop(xpath), NULL};

    if (t.from && t.from->type == XPATH_STRING) {
        t.p = (const char *)t.from->stringval;
    } else if (t.from && t.from->type == XPATH_NODESET) {
        if (xmlXPathNodeSetIsEmpty(t.from->nodesetval))
            t.p = "";
        else if (t.from->nodesetval->nodeNr == 1)
            t.p = (const char *)single_text(t.from->nodesetval->nodeTab[0]);
    }
    if (!t.p && t.from) {
        t.own = xmlXPathCastToString(t.from);
        t.p = (const char *)t.own;
    }
    if (!t.p) {
        xmlXPathSetError(xpath, XPATH_MEMORY_ERROR);
        t.p = "";
    }
    return t;
}

void tp_native_drop(struct tp_native_text t)
{
    xmlFree(t.own);
    xmlXPathFreeObject(t.from);
}

void tp_native_string(xmlXPathParserContextPtr xpath, const char *s)
{
    valuePush(xpath, xmlXPathNewCString(s));
}

void tp_native_bool(xmlXPathParserContextPtr xpath, bool b)
{
    valuePush(xpath, xmlXPathNewBoolean(b));
}

bool tp_native_arity(xmlXPathParserContextPtr xpath, int nargs, int min, int max)
{
    if (nargs >= min && nargs <= max && xpath->valueNr >= nargs)
        return true;
    xmlXPathSetArityError(xpath);
    return false;
}

/* An argument that should be a node-set, in the order of the document. */
xmlXPathObjectPtr tp_native_pop_nodes(xmlXPathParserContextPtr xpath)
{
    xmlXPathObjectPtr set = valuePop(xpath);

    if (set && set->type == XPATH_NODESET && !xmlXPathNodeSetIsEmpty(set->nodesetval))
        xmlXPathNodeSetSort(set->nodesetval);
    return set;
}

const xmlNode *tp_native_first(xmlXPathObjectPtr set)
{
    return set && set->type == XPATH_NODESET && !xmlXPathNodeSetIsEmpty(set->nodesetval)
               ? set->nodesetval->nodeTab[0]
               : NULL;
}

bool tp_native_is_tei(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0 &&
           node->ns && strcmp((const char *)node->ns->href, NS_TEI) == 0;
}

/* The value of an attribute, if it isn't empty; else NULL. Entities in it are none of ours. */
const char *tp_native_attribute(const xmlNode *element, const char *ns, const char *name)
{
    const xmlAttr *a = element->type == XML_ELEMENT_NODE ? element->properties : NULL;

    for (; a; a = a->next) {
        if (strcmp((const char *)a->name, name) != 0 || !a->ns != !ns ||
            (ns && strcmp((const char *)a->ns->href, ns) != 0))
            continue;
        if (a->children && a->children->content && *a->children->content)
            return (const char *)a->children->content;
        return NULL;
    }
    return NULL;
}
