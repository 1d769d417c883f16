/*
 * validate.h - is a document valid against a RELAX NG schema, and where not?
 *
 * The interface knows nothing of the engine behind it. A schema is immutable when loaded, and may
 * be used by many threads at once, each with its own arena and diagnostics.
 */
#ifndef TP_VALIDATE_VALIDATE_H
#define TP_VALIDATE_VALIDATE_H

#include <libxml/tree.h>

#include "../base/diag.h"

struct tp_schema;

/*
 * Load a RELAX NG schema in the XML or the compact syntax, with what it includes. NAME is a path,
 * or names a compiled-in one: "teipipe:schemas/teipipe.rnc". Nothing is fetched from the network.
 * The schema belongs to the arena. NULL, with diagnostics (TP_D_SCHEMA_...), when it can't be used.
 */
struct tp_schema *tp_schema_load(struct tp_arena *a, const char *name, struct tp_diags *ds);

/* The name that it was loaded by. */
const char *tp_schema_name(const struct tp_schema *s);

/* Check one document; each fault is a diagnostic at its line and column, with the node's XPath and,
 * as far as the engine knows, what was expected. True when the document is valid. Working memory is
 * released before the call returns. A file that can't be read, or is not well formed, is not valid.
 * "-" is standard input. */
bool tp_schema_validate_file(const struct tp_schema *s, struct tp_arena *a, const char *path,
                             struct tp_diags *ds);
bool tp_schema_validate_memory(const struct tp_schema *s, struct tp_arena *a, const char *data,
                               size_t len, const char *file, struct tp_diags *ds);
/* A tree that tp_xml_read_...() made. TEXT, when known, is the source it was made from: without it,
 * there are lines but no columns. */
bool tp_schema_validate_doc(const struct tp_schema *s, struct tp_arena *a, xmlDocPtr doc,
                            struct tp_slice text, const char *file, struct tp_diags *ds);

/* Write the schema FILE in the other syntax: the compact one when OUT ends in .rnc, the XML syntax
 * when it ends in .rng, else (OUT may be NULL) the one that FILE isn't in. Annotations and comments
 * stay. False, with diagnostics, when it can't be read. */
bool tp_schema_convert(struct tp_arena *a, const char *file, const char *out, struct tp_buf *text,
                       struct tp_diags *ds);

#endif
