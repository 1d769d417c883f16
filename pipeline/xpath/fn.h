/* fn.h - what the files of functions share. Each function is a row of a table, with the section of
 * Functions and Operators beside it, and gets its arguments converted. */
#ifndef TP_XPATH_FN_H
#define TP_XPATH_FN_H

#include <unicode/ucol.h>
#include <unicode/utypes.h>

#include "xp.h"

#define FN(name)                                                                                   \
    static void name(struct tp_xp_run *r, const struct xp_node *x, const struct tp_xp_seq *args,   \
                     size_t n, struct tp_xp_seq *out)
#define FN_UNUSED() ((void)r, (void)x, (void)args, (void)n, (void)out)

enum { FN_MANY = 1 << 16 }; /* arguments, of functions that take any number */

/* UTF-16 for ICU, and back; in the run's memory. */
UChar *fn_utf16(struct tp_xp_run *r, struct tp_slice s, int32_t *len);
struct tp_slice fn_utf8(struct tp_xp_run *r, const UChar *s, int32_t len);

static inline void fn_text(struct tp_xp_run *r, struct tp_xp_seq *out, struct tp_slice s)
{
    xp_push(r, out, xp_string(s.p, s.len));
}

/* The argument, or the context item when the call has none; NULL: empty. */
const struct tp_xp_item *fn_arg_or_context(struct tp_xp_run *r, const struct tp_xp_seq *args,
                                           size_t n, struct tp_xp_item *space);
/* The same, which must be a node. */
const struct tp_xp_item *fn_node_or_context(struct tp_xp_run *r, const struct tp_xp_seq *args,
                                            size_t n, struct tp_xp_item *space);
struct tp_slice fn_base_uri(struct tp_xp_run *r, struct tp_xp_item node, bool *found);
/* The collator of a collation's URI, kept by the run; FOCH0002. */
const UCollator *xp_collator(struct tp_xp_run *r, const char *uri);
/* URI against BASE (RFC 3986, 5.2); FORG0002, FORG0009. */
const char *fn_resolve(struct tp_xp_run *r, const char *uri, const char *base);

#endif
