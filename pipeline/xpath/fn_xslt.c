/* fn_xslt.c - functions that XSLT adds (XSLT 2.0, 16.1, 16.6), for hosts that say so. key() is the
 * host's, as it has the keys. */
#include "../base/utf8.h"
#include "fn.h"

FN(fn_current)
{
    FN_UNUSED();
    if (!r->current)
        tp_xp_raise(r, "XTDE1360", "there is no current item");
    xp_push(r, out, tp_xp_node_item(r->current));
}

/* Letter and number of the document, the node's number, and an attribute's among its element's. */
FN(fn_generate_id)
{
    struct tp_xp_item space;
    const struct tp_xp_item *i = fn_node_or_context(r, args, n, &space);
    struct tp_buf b = tp_buf_new(r->work);
    const xmlNode *node;
    size_t k = 0;

    FN_UNUSED();
    if (i) {
        node = i->type == TP_XP_NODE ? i->u.node : i->u.ns->parent;
        tp_buf_fmt(&b, "d%zue%zu", xp_doc_rank(r, node->doc), tp_xp_order(node));
        if (i->type == TP_XP_NAMESPACE)
            tp_buf_fmt(&b, "n%s", i->u.ns->prefix);
        if (node->type == XML_ATTRIBUTE_NODE) {
            for (const xmlNode *p = node->prev; p; p = p->prev)
                k++;
            tp_buf_fmt(&b, "a%zu", k);
        }
    }
    xp_push(r, out, xp_from_buf(&b));
}

/* ---- unparsed-text() (XSLT 2.0, 16.2) ---- */

static bool file_text(struct tp_xp_run *r, const struct tp_xp_seq *arg, struct tp_slice *s)
{
    struct tp_slice uri = xp_arg_text(arg);

    return r->hooks.text &&
           r->hooks.text(r->hooks.host, tp_strndup(r->work, uri.p, uri.len), r->x->base_uri, s) &&
           tp_utf8_valid(s->p, s->len) == s->len;
}

FN(fn_unparsed_text)
{
    struct tp_slice s;

    FN_UNUSED();
    if (!args[0].n)
        return;
    if (!file_text(r, &args[0], &s))
        tp_xp_raise(r, "XTDE1170", "\"%.*s\" can't be read as UTF-8 text", (int)args[0].v[0].len,
                    args[0].v[0].u.text);
    fn_text(r, out, s);
}

FN(fn_unparsed_text_available)
{
    struct tp_slice s;

    FN_UNUSED();
    xp_push(r, out, xp_bool(args[0].n && file_text(r, &args[0], &s)));
}

#define XSLT XP_FN_XSLT

const struct xp_fn xp_fn_xslt[] = {
    {"unparsed-text", 1, 2, "S?S", fn_unparsed_text, NULL, 0, XSLT | XP_FN_STRING, NULL, 0},
    {"unparsed-text-available", 1, 2, "S?S", fn_unparsed_text_available, NULL, 0,
     XSLT | XP_FN_BOOLEAN, NULL, 0},
    {"current", 0, 0, "", fn_current, NULL, 0, XP_FN_XSLT, NULL, 0},
    {"generate-id", 0, 1, "N?", fn_generate_id, NULL, 0, XP_FN_XSLT | XP_FN_STRING, NULL, 0},
    {0},
};
