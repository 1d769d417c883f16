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

/* An attribute that a program may give elements that are to keep their "LINE:COLUMN" when they are
 * copied into other trees. In no document: there, a name with a colon has a namespace. */
#define TP_PLACE_MARK "teipipe:place"

/* TEXT is what DOC was parsed from (in UTF-8, or nothing can be said but lines); both must live as
 * long as the result. A tree with included parts (xml_include.h) has its places already. */
struct tp_xml_places *tp_xml_places_new(struct tp_arena *a, const xmlDoc *doc,
                                        struct tp_slice text);

/* Where a node begins: an element at its "<", an attribute at its name, a text at its first
 * character that is no white space. Columns are 0 when only the line is known. */
struct tp_place tp_xml_place(const struct tp_xml_places *p, const xmlNode *node);

/* Where byte OFFSET of an attribute's value, or of a text's or CDATA section's content, stands.
 * What the source writes otherwise (references to characters and entities, line ends, CDATA
 * sections) is allowed for; of an entity's text, the place is that of the reference. */
struct tp_place tp_xml_place_in(const struct tp_xml_places *p, const xmlNode *node, size_t offset);

/* Mark an element with its place; false: no memory. And the place of one that has been marked, else
 * its line as libxml2 has it. */
bool tp_xml_place_mark(xmlNode *element, struct tp_place place);
struct tp_place tp_xml_place_marked(const xmlNode *element);

/* The file that the node was included from; NULL: it is the document's own. */
const char *tp_xml_place_file(const struct tp_xml_places *p, const xmlNode *node);
/* The included node that it is, or is in; NULL as above. */
const xmlNode *tp_xml_place_top(const struct tp_xml_places *p, const xmlNode *node);

/* TOP, an element or a text from FILE, stands for INCLUDE: its elements are those of TEXT from
 * number FIRST on (from 0). Nothing is copied. */
void tp_xml_places_add(struct tp_xml_places *p, struct tp_arena *a, const xmlNode *include,
                       const xmlNode *top, size_t first, struct tp_slice text, const char *file);

#endif
