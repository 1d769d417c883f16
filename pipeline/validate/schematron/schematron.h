/*
 * schematron.h - rules of ISO/IEC 19757-3 (Schematron), with the query languages of XSLT.
 *
 * A schema is read from a Schematron file, or gathered from the annotations of a RELAX NG schema in
 * either syntax. It is compiled once, never changes, and is shared by threads; each thread checks
 * with a checker of its own, which keeps what it has worked out (compiled regular expressions,
 * collators) from document to document.
 *
 * Query bindings: "xslt2", "xslt3" and their kin are XPath 2.0; "xslt", "xslt1", "exslt" and none
 * are XPath 1.0, evaluated by the same engine in its compatibility mode.
 */
#ifndef TP_VALIDATE_SCHEMATRON_H
#define TP_VALIDATE_SCHEMATRON_H

#include "../../base/diag.h"
#include "../../base/xml_places.h"
#include "../../xpath/xpath.h"

struct tp_sch;         /* a compiled schema */
struct tp_sch_checker; /* of one thread */

/*
 * Read and compile. NAME as in tp_schema_load(); PHASE is the id of a phase, "#ALL", or NULL for
 * the schema's default phase. The arena owns the schema. NULL, with diagnostics
 * (TP_D_SCHEMA_MISSING, TP_D_RULES_INVALID) at the schema's file and line, when it can't be used. A
 * RELAX NG schema without rules gives a schema without rules.
 */
struct tp_sch *tp_sch_load(struct tp_arena *a, const char *name, const char *phase,
                           struct tp_diags *ds);
const char *tp_sch_name(const struct tp_sch *s);
size_t tp_sch_rules(const struct tp_sch *s); /* the number of rules */

/* What the rules may read besides the document: relative to the document, inside the edition. */
struct tp_sch_host {
    struct tp_xp_doc *(*doc)(void *host, const char *uri, const char *base, const char **why);
    bool (*text)(void *host, const char *uri, const char *base, struct tp_slice *out);
    bool (*collection)(void *host, const char *uri, const char *base, struct tp_xp_run *run,
                       struct tp_xp_seq *out); /* URI NULL: the default one */
    void *host;
    int64_t now; /* seconds since the epoch */
};

struct tp_sch_checker *tp_sch_checker_new(struct tp_arena *a, const struct tp_sch *s,
                                          const struct tp_sch_host *host);

/* A document under check. */
struct tp_sch_document {
    struct tp_xp_doc *doc;
    struct tp_slice text; /* its source, for columns; P NULL: not known */
    const char *file;     /* as in diagnostics */
};

/* Check a document: each failed assertion and successful report is a diagnostic (TP_D_RULE), in
 * document order, of the severity that its role means. SVRL, unless NULL, gets the same as elements
 * of the Schematron Validation Report Language (annex D), without the root element. */
void tp_sch_check(struct tp_sch_checker *c, const struct tp_sch_document *document,
                  struct tp_diags *ds, struct tp_buf *svrl);

#endif
