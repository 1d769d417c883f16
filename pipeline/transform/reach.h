/*
 * reach.h - what a stylesheet may reach: resources of the program, and files in some folders.
 *
 * libxslt reads documents and imported stylesheets through one function of the process; it is set
 * once, to one that serves threads with a capture of ours (capture.h) by these rules, and all
 * others as before. A file is looked at by its real path, with links followed and percent signs
 * decoded once; it is read whole by tp_read_file(), and parsed without external entities, DTDs,
 * XInclude and catalogs. Inside the layer only.
 */
#ifndef TP_TRANSFORM_REACH_H
#define TP_TRANSFORM_REACH_H

#include <libxslt/xsltInternals.h>

#include "../base/buf.h"

enum { TP_REACH_FOLDERS = 4 };

/* Real paths; what is below them may be read. */
struct tp_reach {
    const char *folders[TP_REACH_FOLDERS];
    size_t n;
};

/* Allow a folder, if it is there; NULL is allowed. */
void tp_reach_add(struct tp_arena *a, struct tp_reach *reach, const char *folder);

/* Set the function of the process; called once. */
void tp_reach_init(void);

/* Forbid CTXT to write and to reach the network, before the function above is even asked. */
void tp_reach_secure(struct tp_arena *a, xsltTransformContextPtr ctxt);

/* Parse a stylesheet (or a document) with the same care. NULL after errors to the capture. */
xmlDocPtr tp_reach_parse(const char *data, size_t len, const char *url, xmlDictPtr dict);

#endif
