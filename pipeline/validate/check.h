/*
 * check.h - one document against everything that is asked of it: RELAX NG schemas, Schematron rules
 * and integrity.
 */
#ifndef TP_VALIDATE_CHECK_H
#define TP_VALIDATE_CHECK_H

#include "integrity/integrity.h"
#include "rules.h"
#include "validate.h"

/* What a document is checked against. Shared by threads. */
struct tp_checks {
    const struct tp_schema **schemas;
    size_t n_schemas;
    const struct tp_rules **rules;
    size_t n_rules;
    struct tp_integrity *integrity; /* NULL: none */
    size_t max_tree; /* bytes of the largest document of which a tree is built; 0: any */
};

/* A document, and what is kept of its check. */
struct tp_checking {
    struct tp_slice text;
    const char *file;        /* as in diagnostics */
    const char *path, *also; /* as in struct tp_integrity_document */
    const char *root;        /* outside of which nothing is included; NULL: anywhere */
    struct tp_arena *kept;   /* for the facts */
    struct tp_facts *facts;  /* out: NULL without integrity, or when it isn't XML */
    struct tp_buf *svrl;     /* as in tp_sch_check(); may be NULL */
};

/* A tree takes up to 15 times the room of its text. */
enum { TP_MAX_TREE_MB = 64 };

/* Check the document; the diagnostics say it all, in the order of the document. One schema alone is
 * checked while parsing, else a tree is built once, for all. Of a document larger than MAX_TREE
 * only the schemas are asked, without xi:include; a warning says so (TP_D_DOCUMENT_LARGE). */
void tp_check_text(const struct tp_checks *c, struct tp_arena *work, struct tp_checking *d,
                   struct tp_diags *ds);

/* The same; the text is read from the file. When no tree is built, it is read in pieces, and never
 * whole in memory. */
void tp_check_file(const struct tp_checks *c, struct tp_arena *work, struct tp_checking *d,
                   struct tp_diags *ds);

/* The same for a document that has been parsed already. */
void tp_check_doc(const struct tp_checks *c, struct tp_arena *work, xmlDoc *doc,
                  struct tp_checking *d, struct tp_diags *ds);

#endif
