/*
 * ext_native.h - the program's own form of functions that stylesheets ask for each element.
 *
 * The stylesheets define these functions themselves (xslt/common/), in XSLT, so that they run
 * anywhere; where the program runs them it puts these in their place, which say the same in a
 * fraction of the time. tests/xslt/natives compares the two. Inside the layer only.
 */
#ifndef TP_TRANSFORM_EXT_NATIVE_H
#define TP_TRANSFORM_EXT_NATIVE_H

#include <libxslt/xsltInternals.h>
#include <stdbool.h>

#define TP_NS_STYLESHEETS "urn:teipipe:xslt"
#define TP_NS_TEXT        "urn:teipipe:text"

/* Make the functions known to libxslt, once a process. */
void tp_ext_native_init(void);
/* Take those out of STYLE, and of what it imports, that it defines itself. */
void tp_ext_native_adapt(xsltStylesheetPtr style);

#endif
