/*
 * check.h - one document against everything that is asked of it: RELAX NG schemas and Schematron
 * rules.
 */
#ifndef TP_VALIDATE_CHECK_H
#define TP_VALIDATE_CHECK_H

#include "rules.h"
#include "validate.h"

/* What a document is checked against. Shared by threads. */
struct tp_checks {
    const struct tp_schema **schemas;
    size_t n_schemas;
    const struct tp_rules **rules;
    size_t n_rules;
};

/* Check TEXT, the document FILE; the diagnostics say it all. One schema alone is checked while
 * parsing, else a tree is built once, for all. SVRL as in tp_sch_check(); may be NULL. */
void tp_check_text(const struct tp_checks *c, struct tp_arena *work, struct tp_slice text,
                   const char *file, struct tp_diags *ds, struct tp_buf *svrl);

/* Check the file. Against one schema alone it is read in pieces, and never whole in memory. */
void tp_check_file(const struct tp_checks *c, struct tp_arena *work, const char *file,
                   struct tp_diags *ds, struct tp_buf *svrl);

/* The same for a document that has been parsed already. */
void tp_check_doc(const struct tp_checks *c, struct tp_arena *work, xmlDoc *doc,
                  struct tp_slice text, const char *file, struct tp_diags *ds,
                  struct tp_buf *svrl);

#endif
