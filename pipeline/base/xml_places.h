/*
 * xml_places.h - where in its source the nodes of a tree stand, to the byte.
 *
 * libxml2's trees know lines at best. The source is read once more, lightly, when somebody asks: a
 * document without diagnostics costs nothing.
 */
#ifndef TP_BASE_XML_PLACES_H
#define TP_BASE_XML_PLACES_H

#include <libxml/tree.h>

#include "lines.h"

struct tp_xml_places;

/* TEXT is what DOC was parsed from (in UTF-8, or nothing can be said but lines); both must live as
 * long as the result. */
struct tp_xml_places *tp_xml_places_new(struct tp_arena *a, const xmlDoc *doc,
                                        struct tp_slice text);

/* Where a node begins: an element at its "<", an attribute at its name, a text at its first
 * character that is no white space. Columns are 0 when only the line is known. */
struct tp_place tp_xml_place(const struct tp_xml_places *p, const xmlNode *node);

#endif
