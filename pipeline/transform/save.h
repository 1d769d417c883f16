/*
 * save.h - the bytes of a result tree. Inside the layer only.
 *
 * The results of method "html" and "text" in UTF-8, which is what the program's own stylesheets
 * make, are written here, as libxslt and libxml2 write them to the byte, in a tenth of their time;
 * all others by libxslt.
 */
#ifndef TP_TRANSFORM_SAVE_H
#define TP_TRANSFORM_SAVE_H

#include <libxslt/xsltInternals.h>
#include <stdbool.h>

#include "../base/buf.h"

/* Append RESULT, which STYLE made, to OUT. False: libxslt has no memory, or can't. */
bool tp_save(xmlDocPtr result, xsltStylesheetPtr style, struct tp_buf *out);

/* The same by libxslt alone; for tests. */
bool tp_save_slowly(xmlDocPtr result, xsltStylesheetPtr style, struct tp_buf *out);

#endif
