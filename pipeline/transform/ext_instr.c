/* ext_instr.c - the plain cases of templates of xslt/html/; see ext_instr.h. */
#include "ext_instr.h"

#include <libxslt/extensions.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <string.h>

#include "ext.h"
#include "ext_args.h"
#include "transform.h"

/* ---- the fallback ---- */

static void carry_out(xsltTransformContextPtr ctxt, xmlNodePtr list)
{
    if (list)
        xsltApplyOneTemplate(ctxt, ctxt->node, list, NULL, NULL);
}

static xmlNodePtr fallback_of(xmlNodePtr inst)
{
    xmlNodePtr n = inst->children;

    while (n && !(n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, "fallback") == 0))
        n = n->next;
    return n;
}

static void fall_back(xsltTransformContextPtr ctxt, xmlNodePtr inst)
{
    xmlNodePtr fallback = fallback_of(inst);

    carry_out(ctxt, fallback ? fallback->children : NULL);
}

/* ---- variables ---- */

/* The value of a variable as a string, which is never NULL; FROM and OWN are freed by drop(). */
struct value {
    const char *s;
    xmlXPathObjectPtr from;
    xmlChar *own;
};

static struct value value_of(xsltTransformContextPtr ctxt, const char *name)
{
    struct value v = {"", xsltVariableLookup(ctxt, (const xmlChar *)name, NULL), NULL};

    if (v.from && v.from->type == XPATH_STRING && v.from->stringval) {
        v.s = (const char *)v.from->stringval;
    } else if (v.from && !(v.from->type == XPATH_NODESET && !tp_native_first(v.from))) {
        v.own = xmlXPathCastToString(v.from);
        v.s = v.own ? (const char *)v.own : "";
    }
    return v;
}

static void drop(struct value v)
{
    xmlFree(v.own);
    xmlXPathFreeObject(v.from);
}

static bool is_true(xsltTransformContextPtr ctxt, const char *name)
{
    xmlXPathObjectPtr value = xsltVariableLookup(ctxt, (const xmlChar *)name, NULL);
    bool is = value && xmlXPathCastToBoolean(value);

    xmlXPathFreeObject(value);
    return is;
}

/* ---- what is made ---- */

/* Attributes of what the stylesheet makes are no ids to libxml2: nobody asks for them. */
static bool add_attribute(xmlNodePtr el, const char *name, const char *value)
{
    xmlAttrPtr a = xmlNewDocProp(el->doc, (const xmlChar *)name, NULL), last = el->properties;

    if (!a)
        return false;
    a->parent = el;
    a->children = a->last = xmlNewDocText(el->doc, (const xmlChar *)value);
    if (a->children)
        a->children->parent = (xmlNodePtr)a;
    while (last && last->next)
        last = last->next;
    a->prev = last;
    if (last)
        last->next = a;
    else
        el->properties = a;
    return a->children != NULL;
}

/* NULL: no memory, or nowhere to put it. */
static xmlNodePtr add_element(xsltTransformContextPtr ctxt, xmlNodePtr parent, const char *name)
{
    xmlNodePtr el = parent ? xmlNewDocNode(ctxt->output, NULL, (const xmlChar *)name, NULL) : NULL;

    return el ? xmlAddChild(parent, el) : NULL;
}

static bool add_text(xsltTransformContextPtr ctxt, xmlNodePtr parent, const char *text)
{
    return !*text || xsltCopyTextString(ctxt, parent, (const xmlChar *)text, 0) != NULL;
}

/* Two or three strings in one; freed by the caller. NULL: no memory. */
static xmlChar *joined(const char *a, const char *b, const char *c)
{
    xmlChar *s = xmlStrncatNew((const xmlChar *)a, (const xmlChar *)b, -1);

    return s && c ? xmlStrcat(s, (const xmlChar *)c) : s;
}

static void no_memory(xsltTransformContextPtr ctxt)
{
    tp_ext_of(ctxt)->no_memory = true;
    ctxt->state = XSLT_STATE_STOPPED;
}

/* ---- the node that is transformed ---- */

static const char *attribute(const xmlNode *el, const char *name)
{
    return tp_native_attribute(el, NULL, name);
}

static bool is_blank(const char *s)
{
    return !s[strspn(s, " \t\r\n")];
}

/* Has it none of the attributes, in no namespace (of NAMES) or that of xml: (of XML_NAMES)? */
static bool has_none(const xmlNode *el, const char *names, const char *xml_names)
{
    for (const xmlAttr *a = el->properties; a; a = a->next) {
        const char *name = (const char *)a->name, *list = names;
        if (a->ns)
            list = strcmp((const char *)a->ns->href, TP_NS_XML) == 0 ? xml_names : "";
        if (tp_native_in_list(list, name, strlen(name)))
            return false;
    }
    return true;
}

/* The text of an element without elements; NULL: it isn't in one piece. */
static const char *simple_text(const xmlNode *el)
{
    if (!el->children)
        return "";
    return el->children->type == XML_TEXT_NODE && !el->children->next
               ? (const char *)el->children->content
               : NULL;
}

/* ---- tp:attributes, in the template atts ---- */

static bool attributes(xsltTransformContextPtr ctxt, xmlNodePtr inst)
{
    const xmlNode *el = ctxt->node;
    xmlNodePtr into = ctxt->insert;
    struct value class, id;
    bool good = true;

    (void)inst;
    if (!into || into->type != XML_ELEMENT_NODE || into->children || into->properties ||
        !has_none(el, "rend rendition corresp", "lang") ||
        (!has_none(el, "", "id") && is_true(ctxt, "aligned")))
        return false;
    class = value_of(ctxt, "class");
    id = value_of(ctxt, "id");
    good = (!*id.s || add_attribute(into, "id", id.s)) &&
           (!*class.s || add_attribute(into, "class", class.s));
    drop(class);
    drop(id);
    if (!good)
        no_memory(ctxt);
    return true;
}

/* ---- tp:name, in the template name ---- */

static bool make_name(xsltTransformContextPtr ctxt, const char *kind, const char *href)
{
    const xmlNode *el = ctxt->node;
    xmlNodePtr a = add_element(ctxt, ctxt->insert, "a");
    xmlChar *class = joined("name ", kind, NULL);
    bool good = a && class && add_attribute(a, "class", (const char *)class) &&
                add_attribute(a, "href", href) &&
                add_attribute(a, "data-ref", attribute(el, "ref")) &&
                add_text(ctxt, a, simple_text(el));

    xmlFree(class);
    return good;
}

static bool name(xsltTransformContextPtr ctxt, xmlNodePtr inst)
{
    const xmlNode *el = ctxt->node;
    struct value kind, base;
    xmlBufferPtr href;
    bool plain;

    (void)inst;
    if (!el->properties || el->properties->next || !simple_text(el))
        return false;
    href = xmlBufferCreate();
    kind = value_of(ctxt, "kind");
    base = value_of(ctxt, "names-base");
    if (href)
        tp_native_add_plain_name(href, el, kind.s, base.s);
    plain = href && xmlBufferLength(href) > 0;
    if (plain && !make_name(ctxt, kind.s, (const char *)xmlBufferContent(href)))
        no_memory(ctxt);
    drop(kind);
    drop(base);
    xmlBufferFree(href);
    return plain;
}

/* ---- tp:day, for dates that are a day ---- */

/* Is TEXT, its blanks made one, the other, which has no two of them in a row? */
static bool is_same(const char *text, const char *other)
{
    for (text += strspn(text, " \t\r\n"); *text;) {
        size_t blanks = strspn(text, " \t\r\n");
        text += blanks;
        if (!*text)
            break;
        if (blanks ? *other++ != ' ' : *text++ != *other++)
            return false;
    }
    return !*other;
}

static bool make_day(xsltTransformContextPtr ctxt, const char *words, const char *ui)
{
    const xmlNode *el = ctxt->node;
    const char *cert = attribute(el, "cert"), *text = simple_text(el);
    bool doubt = cert && strcmp(cert, "high") != 0, good;
    xmlNodePtr time = add_element(ctxt, ctxt->insert, "time");
    xmlChar *title = NULL;

    good = time && add_attribute(time, "class", doubt ? "date inferred" : "date") &&
           add_attribute(time, "datetime", attribute(el, "when"));
    if (good && tp_native_is_tei(el, "date") && !is_same(text, words)) {
        xmlChar *label = doubt ? tp_native_label(ctxt, "inferred", ui, "") : NULL;
        title = joined(words, doubt ? " (" : "", (const char *)label);
        title = title && doubt ? xmlStrcat(title, (const xmlChar *)")") : title;
        good = title && (label || !doubt) && add_attribute(time, "title", (const char *)title);
        xmlFree(label);
    }
    xmlFree(title);
    return good && add_text(ctxt, time, *text ? text : words);
}

static bool day(xsltTransformContextPtr ctxt, xmlNodePtr inst)
{
    const xmlNode *el = ctxt->node;
    const char *when = attribute(el, "when"), *args[2];
    struct value ui;
    xmlChar *words;

    (void)inst;
    if (!when || strchr(when, 'T') || !simple_text(el) || !tp_native_is_html_date(when) ||
        tp_native_is_within(el->parent, "date"))
        return false;
    for (const xmlAttr *a = el->properties; a; a = a->next)
        if (a->ns ||
            !tp_native_in_list("when resp cert", (const char *)a->name,
                               strlen((const char *)a->name)) ||
            (*a->name == 'c' && !attribute(el, "cert"))) /* cert="" */
            return false;
    ui = value_of(ctxt, "ui");
    args[0] = when;
    args[1] = ui.s;
    words = tp_ext_ask(tp_ext_of(ctxt), "date", args, 2);
    if (!words || !make_day(ctxt, (const char *)words, ui.s))
        no_memory(ctxt);
    xmlFree(words);
    drop(ui);
    return true;
}

/* ---- tp:paragraph ---- */

/* Does it stand in a text, and not in what has no paragraphs of its own to link to? */
static bool is_linked(const xmlNode *el)
{
    bool in_text = false;

    for (const xmlNode *n = el->parent; n && n->type == XML_ELEMENT_NODE; n = n->parent) {
        const char *local = (const char *)n->name;
        if (tp_native_in_list("note cell figure sp stage castList", local, strlen(local)))
            return false;
        in_text = in_text || tp_native_is_tei(n, "text");
    }
    return in_text;
}

static bool has_ink(const xmlNode *el)
{
    for (const xmlNode *n = el->children; n; n = n->next)
        if (n->type == XML_TEXT_NODE && !is_blank((const char *)n->content))
            return true;
    return false; /* not all that there may be: the fallback asks further */
}

/* The paragraph and the link to it; NULL: no memory. */
static xmlNodePtr make_paragraph(xsltTransformContextPtr ctxt, const char *title)
{
    char buf[TP_NATIVE_ID];
    const char *id = tp_native_own_id(ctxt->node, buf);
    xmlChar *href = joined("#", id, NULL);
    xmlNodePtr p = NULL, a;
    bool good = href && add_text(ctxt, ctxt->insert, "\n");

    if (good && (p = add_element(ctxt, ctxt->insert, "p"))) {
        good = add_attribute(p, "id", id) && (a = add_element(ctxt, p, "a")) &&
               add_attribute(a, "class", "pilcrow") &&
               add_attribute(a, "href", (const char *)href) && add_attribute(a, "title", title) &&
               add_attribute(a, "aria-label", title) && add_text(ctxt, a, "\u00B6");
    }
    xmlFree(href);
    return good ? p : NULL;
}

/* Of the header: nothing links to it. */
static xmlNodePtr make_bare_paragraph(xsltTransformContextPtr ctxt)
{
    return add_text(ctxt, ctxt->insert, "\n") ? add_element(ctxt, ctxt->insert, "p") : NULL;
}

static bool is_blocked(xsltTransformContextPtr ctxt)
{
    struct value blocks = value_of(ctxt, "blocks");
    bool blocked = tp_native_has(ctxt->node, blocks.s, "note");

    drop(blocks);
    return blocked;
}

static bool paragraph(xsltTransformContextPtr ctxt, xmlNodePtr inst)
{
    const xmlNode *el = ctxt->node;
    xmlNodePtr p, outer = ctxt->insert, fallback = fallback_of(inst);
    bool linked = is_linked(el);
    struct value title;

    if (!tp_native_is_tei(el, "p") || (linked ? !has_ink(el) : el->properties != NULL) ||
        !has_none(el, "type rend rendition corresp", "lang") ||
        (!has_none(el, "", "id") && is_true(ctxt, "aligned")) || is_blocked(ctxt))
        return false;
    if (linked) {
        title = value_of(ctxt, "paragraph-link");
        p = make_paragraph(ctxt, title.s);
        drop(title);
    } else {
        p = make_bare_paragraph(ctxt);
    }
    if (!p) {
        no_memory(ctxt);
        return true;
    }
    ctxt->insert = p;
    carry_out(ctxt, fallback ? fallback->next : inst->children);
    ctxt->insert = outer;
    return true;
}

/* ---- all of them ---- */

static void on_instruction(xsltTransformContextPtr ctxt, xmlNodePtr node, xmlNodePtr inst,
                           xsltElemPreCompPtr comp);

static const struct {
    const char *name;
    bool (*fn)(xsltTransformContextPtr ctxt, xmlNodePtr inst);
} instructions[] = {
    {"attributes", attributes}, {"day", day}, {"name", name}, {"paragraph", paragraph}};

enum { N_INSTRUCTIONS = sizeof instructions / sizeof *instructions };

static void on_instruction(xsltTransformContextPtr ctxt, xmlNodePtr node, xmlNodePtr inst,
                           xsltElemPreCompPtr comp)
{
    size_t i = 0;

    (void)node;
    (void)comp;
    while (i < N_INSTRUCTIONS && strcmp(instructions[i].name, (const char *)inst->name) != 0)
        i++;
    if (i == N_INSTRUCTIONS || !tp_ext_of(ctxt) || !ctxt->node ||
        ctxt->node->type != XML_ELEMENT_NODE || !instructions[i].fn(ctxt, inst))
        fall_back(ctxt, inst);
}

void tp_ext_instr_init(void)
{
    for (size_t i = 0; i < N_INSTRUCTIONS; i++)
        (void)xsltRegisterExtModuleElement((const xmlChar *)instructions[i].name,
                                           (const xmlChar *)TP_NS_FUNCTIONS, NULL, on_instruction);
}
