/* fn_node.c - functions on nodes (Functions and Operators, 2 and 14), id() and idref() (15.5). */
#include <libxml/uri.h>
#include <string.h>

#include "fn.h"

static void push_uri(struct tp_xp_run *r, struct tp_xp_seq *out, const char *uri, size_t len)
{
    struct tp_xp_item i = xp_string(uri, len);

    i.type = TP_XP_URI;
    xp_push(r, out, i);
}

/* ---- names ---- */

struct name {
    const char *prefix, *uri, *local; /* LOCAL NULL: the node has no name */
};

static struct name name_of(struct tp_xp_item i)
{
    struct name n = {"", "", NULL};
    const xmlNode *node = i.u.node;

    if (i.type == TP_XP_NAMESPACE) {
        n.local = *i.u.ns->prefix ? i.u.ns->prefix : NULL;
    } else if (node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE) {
        n.local = (const char *)node->name;
        if (node->ns && node->ns->href) {
            n.uri = (const char *)node->ns->href;
            n.prefix = node->ns->prefix ? (const char *)node->ns->prefix : "";
        }
    } else if (node->type == XML_PI_NODE) {
        n.local = (const char *)node->name;
    }
    return n;
}

FN(fn_node_name)
{
    struct name name = {"", "", NULL};

    FN_UNUSED();
    if (args[0].n)
        name = name_of(args[0].v[0]);
    if (name.local) {
        struct tp_xp_qname *q = TP_NEW(r->work, struct tp_xp_qname);

        *q = (struct tp_xp_qname){name.prefix, name.uri, name.local};
        xp_push(r, out, (struct tp_xp_item){.type = TP_XP_QNAME, .u.qname = q});
    }
}

static struct name name_of_arg(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n)
{
    struct tp_xp_item space;
    const struct tp_xp_item *i = fn_node_or_context(r, args, n, &space);
    struct name none = {"", "", NULL};

    return i ? name_of(*i) : none;
}

FN(fn_name)
{
    struct name name = name_of_arg(r, args, n);
    struct tp_buf b = tp_buf_new(r->work);

    FN_UNUSED();
    if (name.local)
        tp_buf_fmt(&b, "%s%s%s", name.prefix, *name.prefix ? ":" : "", name.local);
    xp_push(r, out, xp_from_buf(&b));
}

FN(fn_local_name)
{
    struct name name = name_of_arg(r, args, n);

    FN_UNUSED();
    xp_push(r, out, xp_string(name.local ? name.local : "", name.local ? strlen(name.local) : 0));
}

FN(fn_namespace_uri)
{
    struct name name = name_of_arg(r, args, n);

    FN_UNUSED();
    push_uri(r, out, name.uri, strlen(name.uri));
}

/* ---- values ---- */

FN(fn_nilled)
{
    FN_UNUSED();
    /* Only validation by a schema makes an element nilled. */
    if (args[0].n && args[0].v[0].type == TP_XP_NODE &&
        args[0].v[0].u.node->type == XML_ELEMENT_NODE)
        xp_push(r, out, xp_bool(false));
}

FN(fn_data)
{
    FN_UNUSED();
    xp_push_all(r, out, &args[0]);
}

FN(fn_root)
{
    struct tp_xp_item space;
    const struct tp_xp_item *i = fn_node_or_context(r, args, n, &space);

    FN_UNUSED();
    if (i)
        xp_push(r, out, xp_root(*i));
}

/* ---- URIs of nodes ---- */

struct tp_slice fn_base_uri(struct tp_xp_run *r, struct tp_xp_item item, bool *found)
{
    struct tp_slice s = {"", 0};
    xmlNode *node = item.u.node;
    xmlChar *base;

    *found = false;
    if (item.type == TP_XP_NAMESPACE)
        return s;
    if (node->type == XML_ATTRIBUTE_NODE || node->type == XML_TEXT_NODE ||
        node->type == XML_CDATA_SECTION_NODE || node->type == XML_COMMENT_NODE)
        node = node->parent;
    base = node ? xmlNodeGetBase(node->doc, node) : NULL;
    if (base) {
        s.p = tp_strdup(r->work, (const char *)base);
        s.len = strlen(s.p);
        *found = true;
        xmlFree(base);
    }
    return s;
}

FN(fn_base_uri_of)
{
    struct tp_xp_item space;
    const struct tp_xp_item *i = fn_node_or_context(r, args, n, &space);
    bool found = false;
    struct tp_slice s;

    FN_UNUSED();
    if (!i)
        return;
    s = fn_base_uri(r, *i, &found);
    if (found)
        push_uri(r, out, s.p, s.len);
}

FN(fn_document_uri)
{
    const xmlDoc *doc;

    FN_UNUSED();
    if (!args[0].n || args[0].v[0].type != TP_XP_NODE ||
        args[0].v[0].u.node->type != XML_DOCUMENT_NODE)
        return;
    doc = (const xmlDoc *)args[0].v[0].u.node;
    if (doc->URL)
        push_uri(r, out, (const char *)doc->URL, strlen((const char *)doc->URL));
}

/* ---- lang (14.6) ---- */

FN(fn_lang)
{
    struct tp_slice wanted = xp_arg_text(&args[0]);
    struct tp_xp_item space;
    const struct tp_xp_item *i = n > 1 ? xp_opt(&args[1]) : fn_node_or_context(r, NULL, 0, &space);
    xmlNode *node = i && i->type == TP_XP_NODE ? i->u.node : i ? i->u.ns->parent : NULL;
    bool yes = false;

    FN_UNUSED();
    for (; node; node = node->parent) {
        xmlAttr *a = node->type == XML_ELEMENT_NODE
                         ? xmlHasNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE)
                         : NULL;
        struct tp_slice s;

        if (!a || a->type != XML_ATTRIBUTE_NODE) /* a default value of the DTD is none of ours */
            continue;
        s = xp_node_string(r, tp_xp_node_item((xmlNode *)a));
        yes = s.len >= wanted.len && (s.len == wanted.len || s.p[wanted.len] == '-') &&
              xmlStrncasecmp((const xmlChar *)s.p, (const xmlChar *)wanted.p, (int)wanted.len) == 0;
        break;
    }
    xp_push(r, out, xp_bool(yes));
}

/* ---- id and idref (15.5.2 and 15.5.3) ---- */

static xmlNode *document_of(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n)
{
    struct tp_xp_item space;
    const struct tp_xp_item *i = n > 1 ? xp_opt(&args[1]) : fn_node_or_context(r, NULL, 0, &space);

    return xp_root(*i).u.node;
}

static bool space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next of the words in *REST. */
static bool next_word(struct tp_slice *rest, struct tp_slice *word)
{
    while (rest->len && space(*rest->p)) {
        rest->p++;
        rest->len--;
    }
    word->p = rest->p;
    while (rest->len && !space(*rest->p)) {
        rest->p++;
        rest->len--;
    }
    word->len = (size_t)(rest->p - word->p);
    return word->len != 0;
}

FN(fn_id)
{
    xmlNode *doc = document_of(r, args, n);

    FN_UNUSED();
    for (size_t i = 0; i < args[0].n; i++) {
        struct tp_slice rest = {args[0].v[i].u.text, args[0].v[i].len}, word;

        while (next_word(&rest, &word)) {
            const xmlAttr *a =
                xmlGetID((xmlDoc *)doc, (const xmlChar *)tp_strndup(r->work, word.p, word.len));

            xp_tick(r, 1);
            if (a && a->parent)
                xp_push(r, out, tp_xp_node_item(a->parent));
        }
    }
    tp_xp_sort(r, out);
}

/* Only a DTD declares IDREFs. */
static void referring(struct tp_xp_run *r, const xmlNode *element, const struct tp_xp_seq *ids,
                      struct tp_xp_seq *out)
{
    for (xmlAttr *a = element->properties; a; a = a->next) {
        struct tp_slice rest, word;

        if (xmlIsRef(a->doc, a->parent, a) != 1)
            continue;
        rest = xp_node_string(r, tp_xp_node_item((xmlNode *)a));
        while (next_word(&rest, &word))
            for (size_t i = 0; i < ids->n; i++)
                if (ids->v[i].len == word.len && memcmp(ids->v[i].u.text, word.p, word.len) == 0) {
                    xp_push(r, out, tp_xp_node_item((xmlNode *)a));
                    break;
                }
    }
}

static bool collect_referring(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    struct tp_xp_seq *const *both = arg;

    referring(r, item.u.node, both[0], both[1]);
    return true;
}

FN(fn_idref)
{
    static const struct xp_test elements = {.kind = XP_ELEMENT_KIND};
    xmlNode *doc = document_of(r, args, n);
    struct tp_xp_seq ids = args[0], *both[2] = {&ids, out};

    FN_UNUSED();
    (void)xp_axis(r, tp_xp_node_item(doc), XP_DESCENDANT, &elements, collect_referring, both);
    tp_xp_sort(r, out);
}

const struct xp_fn xp_fn_node[] = {
    {"node-name", 1, 1, "N?", fn_node_name, NULL, 0, 0, NULL, 0},                    /* 2.1 */
    {"nilled", 1, 1, "N?", fn_nilled, NULL, 0, XP_FN_BOOLEAN, NULL, 0},              /* 2.2 */
    {"data", 1, 1, "A*", fn_data, NULL, 0, 0, NULL, 0},                              /* 2.4 */
    {"base-uri", 0, 1, "N?", fn_base_uri_of, NULL, 0, XP_FN_STRING, NULL, 0},        /* 2.5 */
    {"document-uri", 1, 1, "N?", fn_document_uri, NULL, 0, XP_FN_STRING, NULL, 0},   /* 2.6 */
    {"name", 0, 1, "N?", fn_name, NULL, 0, XP_FN_STRING, NULL, 0},                   /* 14.1 */
    {"local-name", 0, 1, "N?", fn_local_name, NULL, 0, XP_FN_STRING, NULL, 0},       /* 14.2 */
    {"namespace-uri", 0, 1, "N?", fn_namespace_uri, NULL, 0, XP_FN_STRING, NULL, 0}, /* 14.3 */
    {"lang", 1, 2, "S?N", fn_lang, NULL, 0, XP_FN_BOOLEAN, NULL, 0},                 /* 14.5 */
    {"root", 0, 1, "N?", fn_root, NULL, 0, 0, NULL, 0},                              /* 14.6 */
    {"id", 1, 2, "S*N", fn_id, NULL, 0, 0, NULL, 0},                                 /* 15.5.2 */
    {"idref", 1, 2, "S*N", fn_idref, NULL, 0, 0, NULL, 0},                           /* 15.5.3 */
    {0},
};
