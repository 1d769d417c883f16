/*
 * xml_include.h - XInclude 1.0 (W3C), for local files.
 *
 * Each xi:include of a tree is replaced by what it names, and every node still knows the file and
 * the place that it comes from (xml_places.h). Nothing is fetched from the network. Included are
 * whole documents, elements by their xml:id (xpointer="ID") or XPointer's element() scheme, and
 * texts in UTF-8.
 */
#ifndef TP_BASE_XML_INCLUDE_H
#define TP_BASE_XML_INCLUDE_H

#include <libxml/tree.h>

#include "diag.h"

#define TP_NS_XINCLUDE "http://www.w3.org/2001/XInclude"

enum { TP_MAX_INCLUDES = 2000, TP_MAX_INCLUDE_DEPTH = 32 };

/* Is there an xi:include in it? */
bool tp_xml_has_includes(const xmlDoc *doc);

/* Expand them. TEXT is what DOC, the file FILE, was parsed from; ROOT (NULL: none) is a folder
 * outside of which nothing is read. What can't be included, and has no xi:fallback, is a diagnostic
 * (TP_D_INCLUDE) at its place, and is left out. TEXT must live as long as DOC, which the arena
 * owns.
 */
void tp_xml_include(struct tp_arena *a, xmlDoc *doc, struct tp_slice text, const char *file,
                    const char *root, struct tp_diags *ds);

#endif
