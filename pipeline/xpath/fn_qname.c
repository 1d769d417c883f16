/* fn_qname.c - functions on qualified names (Functions and Operators, 11). */
#include <string.h>

#include "fn.h"

static void push_name(struct tp_xp_run *r, struct tp_xp_seq *out, const char *prefix,
                      const char *uri, const char *local)
{
    struct tp_xp_qname *q = TP_NEW(r->work, struct tp_xp_qname);

    *q = (struct tp_xp_qname){prefix, uri, local};
    xp_push(r, out, (struct tp_xp_item){.type = TP_XP_QNAME, .u.qname = q});
}

/* The URI that the prefix has on the element; NULL: it has none. "" is the default namespace. */
static const char *declared(const xmlNode *element, const char *prefix)
{
    if (strcmp(prefix, "xml") == 0)
        return (const char *)XML_XML_NAMESPACE;
    for (const xmlNode *n = element; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        for (const xmlNs *ns = n->nsDef; ns; ns = ns->next)
            if (strcmp(ns->prefix ? (const char *)ns->prefix : "", prefix) == 0)
                return ns->href && *ns->href ? (const char *)ns->href : NULL;
    return NULL;
}

static const xmlNode *element(struct tp_xp_run *r, const struct tp_xp_seq *arg)
{
    if (arg->v[0].type != TP_XP_NODE || arg->v[0].u.node->type != XML_ELEMENT_NODE)
        tp_xp_raise(r, "XPTY0004", "an element is expected here");
    return arg->v[0].u.node;
}

FN(fn_resolve_qname)
{
    struct tp_xp_qname q;
    const char *uri;

    FN_UNUSED();
    if (!args[0].n)
        return;
    if (!xp_make_qname(r, tp_slice_trim(xp_arg_text(&args[0])), &q))
        tp_xp_raise(r, "FOCA0002", "\"%.*s\" is no qualified name", (int)args[0].v[0].len,
                    args[0].v[0].u.text);
    uri = declared(element(r, &args[1]), q.prefix);
    if (!uri && *q.prefix)
        tp_xp_raise(r, "FONS0004", "the prefix \"%s\" is not declared", q.prefix);
    push_name(r, out, q.prefix, uri ? uri : "", q.local);
}

FN(fn_qname)
{
    struct tp_slice uri = xp_arg_text(&args[0]);
    struct tp_xp_qname q;

    FN_UNUSED();
    if (!xp_make_qname(r, xp_arg_text(&args[1]), &q) || (*q.prefix && !uri.len))
        tp_xp_raise(r, "FOCA0002", "\"%.*s\" is no qualified name here", (int)args[1].v[0].len,
                    args[1].v[0].u.text);
    push_name(r, out, q.prefix, tp_strndup(r->work, uri.p, uri.len), q.local);
}

FN(fn_prefix_from_qname)
{
    const char *s = args[0].n ? args[0].v[0].u.qname->prefix : "";

    FN_UNUSED();
    if (*s)
        xp_push(r, out, xp_string(s, strlen(s)));
}

FN(fn_local_name_from_qname)
{
    FN_UNUSED();
    if (args[0].n)
        xp_push(r, out,
                xp_string(args[0].v[0].u.qname->local, strlen(args[0].v[0].u.qname->local)));
}

FN(fn_namespace_uri_from_qname)
{
    FN_UNUSED();
    if (args[0].n) {
        struct tp_xp_item i =
            xp_string(args[0].v[0].u.qname->uri, strlen(args[0].v[0].u.qname->uri));

        i.type = TP_XP_URI;
        xp_push(r, out, i);
    }
}

FN(fn_namespace_uri_for_prefix)
{
    struct tp_slice p = xp_arg_text(&args[0]);
    const char *uri = declared(element(r, &args[1]), tp_strndup(r->work, p.p, p.len));

    FN_UNUSED();
    if (uri) {
        struct tp_xp_item i = xp_string(uri, strlen(uri));

        i.type = TP_XP_URI;
        xp_push(r, out, i);
    }
}

static bool push_prefix(struct tp_xp_run *r, struct tp_xp_item item, void *out)
{
    xp_push(r, out, xp_string(item.u.ns->prefix, strlen(item.u.ns->prefix)));
    return true;
}

FN(fn_in_scope_prefixes)
{
    static const struct xp_test any = {.kind = XP_ANY_NODE};

    FN_UNUSED();
    (void)element(r, &args[0]);
    (void)xp_axis(r, args[0].v[0], XP_NAMESPACE_AXIS, &any, push_prefix, out);
}

const struct xp_fn xp_fn_qname[] = {
    {"resolve-QName", 2, 2, "S?N", fn_resolve_qname, NULL, 0, 0, NULL, 0},        /* 11.1.1 */
    {"QName", 2, 2, "S?S", fn_qname, NULL, 0, 0, NULL, 0},                        /* 11.1.2 */
    {"prefix-from-QName", 1, 1, "Q?", fn_prefix_from_qname, NULL, 0, 0, NULL, 0}, /* 11.2.2 */
    {"local-name-from-QName", 1, 1, "Q?", fn_local_name_from_qname, NULL, 0, 0, NULL,
     0}, /* 11.2.3 */
    {"namespace-uri-from-QName", 1, 1, "Q?", fn_namespace_uri_from_qname, NULL, 0, 0, NULL, 0},
    {"namespace-uri-for-prefix", 2, 2, "S?N", fn_namespace_uri_for_prefix, NULL, 0, 0, NULL, 0},
    {"in-scope-prefixes", 1, 1, "N", fn_in_scope_prefixes, NULL, 0, 0, NULL, 0}, /* 11.2.6 */
    {0},
};
