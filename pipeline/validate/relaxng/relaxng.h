/*
 * relaxng.h - RELAX NG (ISO/IEC 19757-2): schemas in XML and compact syntax, validation,
 * conversion.
 *
 * A schema is loaded once, is immutable afterwards and may be read by any number of threads. Each
 * thread has its own validator, which remembers what it worked out about the schema (states,
 * transitions, results of datatypes) from one document to the next, within a bound.
 *
 * Nothing is fetched from the network: addresses of schemas go through XML catalogs to files, and
 * "teipipe:NAME" is a compiled-in resource. Every function must run under tp_guard() of its arena.
 */
#ifndef TP_VALIDATE_RELAXNG_H
#define TP_VALIDATE_RELAXNG_H

#include <libxml/tree.h>

#include "../../base/diag.h"

struct tp_rng_schema;
struct tp_rng_validator;

/* Where schemas come from, and what is checked beyond the core. All zero is the usual choice. */
struct tp_rng_options {
    /* When set, asked first for the text of every schema file: true when it had it. DATA must live
     * as long as the arena of the load. URI is resolved and normalised. */
    bool (*read)(void *arg, struct tp_arena *a, const char *uri, char **data, size_t *len);
    void *arg;
    bool check_ids; /* ID/IDREF of RELAX NG DTD Compatibility, in schema and documents */
};

/*
 * Load a schema: a path, a file: or teipipe: address, or what an XML catalog maps. A name that ends
 * in .rnc is read as compact syntax, other files by their first character. Faults go to DS, at
 * their file, line and column, with status TP_UNUSABLE (limits: TP_FAILED); the result is then
 * NULL. The schema is owned by the arena. OPTIONS may be NULL.
 */
struct tp_rng_schema *tp_rng_load(struct tp_arena *a, const char *path,
                                  const struct tp_rng_options *options, struct tp_diags *ds);
/* The same from memory; NAME stands for it in messages and is the base of its relative references.
 */
struct tp_rng_schema *tp_rng_load_memory(struct tp_arena *a, const char *data, size_t len,
                                         const char *name, const struct tp_rng_options *options,
                                         struct tp_diags *ds);

/* A validator for one thread. The schema must outlive it. */
struct tp_rng_validator *tp_rng_validator_new(struct tp_arena *a, const struct tp_rng_schema *s);

/*
 * Validate while parsing, in memory that depends on the depth of the document and on the schema
 * only. True when the document is well formed and valid; else DS has the faults, each with line,
 * column, path and what was expected. "-" is standard input.
 */
bool tp_rng_validate_file(struct tp_rng_validator *v, const char *path, struct tp_diags *ds);
bool tp_rng_validate_memory(struct tp_rng_validator *v, const char *data, size_t len,
                            const char *file, struct tp_diags *ds);
/* Validate a tree; FILE is for messages, lines are those of the nodes. */
bool tp_rng_validate_doc(struct tp_rng_validator *v, xmlDocPtr doc, const char *file,
                         struct tp_diags *ds);

enum tp_rng_syntax { TP_RNG_XML, TP_RNG_COMPACT };

/* The syntax that a file name stands for: compact for .rnc. */
enum tp_rng_syntax tp_rng_syntax_of(const char *path);

/*
 * Write the schema file PATH (this one file: included files keep their references, with their
 * extensions changed along when they are of the other syntax) in SYNTAX to OUT, with its
 * annotations and comments. False, with the fault in DS, when it can't be read.
 */
bool tp_rng_convert(struct tp_arena *a, const char *path, enum tp_rng_syntax syntax,
                    const struct tp_rng_options *options, struct tp_buf *out, struct tp_diags *ds);

/*
 * Append to PARENT a copy of each annotation element of the namespace NS, the outermost ones, of
 * the schema PATH and of all that it includes, in their order. Each element knows its line, those
 * of NS their place as well (TP_PLACE_MARK); _private leads to the name of its file, in A. False,
 * with the fault in DS, when a file can't be read.
 */
bool tp_rng_annotations(struct tp_arena *a, const char *path, const char *ns, xmlNode *parent,
                        struct tp_diags *ds);

/* HREF as seen from the file or address BASE; for references between schemas of any kind. */
char *tp_rng_resolve(struct tp_arena *a, const char *base, const char *href);

/* For tests and the bench: what a validator has built up so far. */
struct tp_rng_stats {
    size_t states, transitions, patterns, flushes;
};
struct tp_rng_stats tp_rng_validator_stats(const struct tp_rng_validator *v);
/* Bytes of memory after which a validator's cache is emptied; for tests. 0: the default. */
void tp_rng_validator_limit(struct tp_rng_validator *v, size_t bytes);

#endif
