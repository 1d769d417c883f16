/*
 * xml.h - reading XML with libxml2, safely.
 *
 * Nothing is ever fetched from the network. External entities and DTDs are not loaded, internal
 * entities may not multiply without bound (libxml2's own amplification guard). "teipipe:NAME"
 * addresses a compiled-in resource (resource.h); other addresses go through XML catalogs to files.
 *
 * libxml2 keeps its loader of external entities in a process-wide variable: tp_xml_init() sets it
 * once.
 */
#ifndef TP_BASE_XML_H
#define TP_BASE_XML_H

#include <libxml/tree.h>

#include "diag.h"

#define TP_NS_TEI "http://www.tei-c.org/ns/1.0"
#define TP_NS_XML "http://www.w3.org/XML/1998/namespace"

enum { TP_MAX_DEPTH = 1000 }; /* elements in elements; documents with a DTD: libxml2's own 256 */

/* Prepare libxml2; idempotent, safe from any thread. Every function below calls it. */
void tp_xml_init(void);

/* Parse a file ("-": standard input) or memory into a tree owned by the arena. Every error of the
 * parser becomes a diagnostic (TP_D_XML_MALFORMED, TP_D_XML_ENTITY, TP_D_LIMIT) at its line and
 * column of FILE. NULL when the document is not well formed. Nodes know their line (xmlGetLineNo).
 */
xmlDocPtr tp_xml_read_file(struct tp_arena *a, const char *file, struct tp_diags *ds);
xmlDocPtr tp_xml_read_memory(struct tp_arena *a, const char *data, size_t len, const char *file,
                             struct tp_diags *ds);

/* Is the text surely UTF-8, by its beginning, so that a parser need not convert it? */
bool tp_xml_is_plain(const char *data, size_t len);
/* A parser of a plain text with a NUL behind it, which must stay as long as the parser: nothing is
 * copied, and all of the text is there when an event comes. NULL: no memory. */
xmlParserCtxtPtr tp_xml_parser_in_place(const char *data, size_t len);

/* A byte 0 behind the root element, which libxml2 takes for the end: is there one, and where? */
#define TP_XML_LEFT_OVER "a byte 0 stands here, which is no character, and the document goes on"
bool tp_xml_left_over(xmlParserCtxtPtr ctxt, struct tp_place *at);

/* For a parser's entityDecl: an external entity is not declared at all, so that a reference to it
 * is an error. Substitution would read the file. */
void tp_xml_entity(void *parser, const xmlChar *name, int type, const xmlChar *public_id,
                   const xmlChar *system_id, xmlChar *content);

/* The XPath of a node: /TEI[1]/text[1]/body[1]/p[3], without namespaces' prefixes; in the arena. */
char *tp_xml_path(struct tp_arena *a, const xmlNode *node);

/* Is this an element with that local name, in the TEI namespace? */
bool tp_is_tei(const xmlNode *node, const char *name);

#endif
