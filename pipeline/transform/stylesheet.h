/* stylesheet.h - compiled stylesheets, lent to one thread at a time. Inside the layer only. */
#ifndef TP_TRANSFORM_STYLESHEET_H
#define TP_TRANSFORM_STYLESHEET_H

#include <libxslt/xsltInternals.h>

#include "transform.h"

/* Take a compiled copy; it must be given back. NULL after a diagnostic: a file that it imports has
 * gone or changed since it was loaded. */
xsltStylesheetPtr tp_stylesheet_take(struct tp_stylesheet *sheet, struct tp_arena *a,
                                     struct tp_diags *ds);
void tp_stylesheet_give(struct tp_stylesheet *sheet, xsltStylesheetPtr style);

const char *tp_stylesheet_name(const struct tp_stylesheet *sheet);

#endif
