/* fn.c - the table of all functions, and what they share. */
#include "fn.h"

#include <string.h>
#include <unicode/ustring.h>

static const struct xp_fn *const files[] = {
    xp_fn_boolean, xp_fn_string, xp_fn_number,  xp_fn_sequence, xp_fn_aggregate, xp_fn_node,
    xp_fn_moment,  xp_fn_regex,  xp_fn_context, xp_fn_qname,    xp_fn_xslt,
};

const struct xp_fn *xp_fn_find(const char *local, size_t n, bool *known)
{
    *known = false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        for (const struct xp_fn *f = files[i]; f->name; f++)
            if (strcmp(f->name, local) == 0) {
                *known = true;
                if (n >= f->min && n <= f->max)
                    return f;
            }
    return NULL;
}

UChar *fn_utf16(struct tp_xp_run *r, struct tp_slice s, int32_t *len)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *u;

    if (s.len > INT32_MAX / 4)
        tp_xp_raise(r, "TPXP0001", "the text is too long");
    u = TP_NEW_ARRAY(r->work, s.len + 1, UChar); /* never more units than bytes */
    u_strFromUTF8WithSub(u, (int32_t)s.len + 1, len, s.p, (int32_t)s.len, 0xFFFD, NULL, &status);
    if (U_FAILURE(status))
        *len = 0;
    return u;
}

struct tp_slice fn_utf8(struct tp_xp_run *r, const UChar *s, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t cap = (size_t)len * 3 + 1;
    char *p = tp_alloc(r->work, cap);
    int32_t n = 0;

    u_strToUTF8WithSub(p, (int32_t)cap, &n, s, len, 0xFFFD, NULL, &status);
    return (struct tp_slice){p, U_FAILURE(status) ? 0 : (size_t)n};
}

const struct tp_xp_item *fn_arg_or_context(struct tp_xp_run *r, const struct tp_xp_seq *args,
                                           size_t n, struct tp_xp_item *space)
{
    if (n)
        return xp_opt(&args[0]);
    if (!r->focus.position)
        tp_xp_raise(r, "XPDY0002", "there is no context item");
    *space = r->focus.item;
    return space;
}

const struct tp_xp_item *fn_node_or_context(struct tp_xp_run *r, const struct tp_xp_seq *args,
                                            size_t n, struct tp_xp_item *space)
{
    const struct tp_xp_item *i = fn_arg_or_context(r, args, n, space);

    if (i && !xp_is_node(*i))
        tp_xp_raise(r, "XPTY0004", "the context item is no node");
    return i;
}
