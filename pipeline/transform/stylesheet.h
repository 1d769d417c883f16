/* stylesheet.h - compiled stylesheets, lent to one thread at a time. Inside the layer only. */
#ifndef TP_TRANSFORM_STYLESHEET_H
#define TP_TRANSFORM_STYLESHEET_H

#include <libxslt/xsltInternals.h>

#include "ext.h"
#include "reach.h"
#include "transform.h"

/* One compiled copy, with what it is quicker to keep than to make anew. */
struct tp_sheet_copy {
    xsltStylesheetPtr style;
    struct tp_ext_store *store;
};

/* Take a compiled copy; it must be given back. NULL after a diagnostic: a file that it imports has
 * gone or changed since it was loaded. */
struct tp_sheet_copy *tp_stylesheet_take(struct tp_stylesheet *sheet, struct tp_arena *a,
                                         struct tp_diags *ds);
void tp_stylesheet_give(struct tp_stylesheet *sheet, struct tp_sheet_copy *copy);

/* What is to be stripped, in words that are the same for the same rules; NULL: nothing. */
const char *tp_stylesheet_strips(const struct tp_stylesheet *sheet);
const struct tp_reach *tp_stylesheet_reach(const struct tp_stylesheet *sheet);

#endif
