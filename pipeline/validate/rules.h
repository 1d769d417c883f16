/*
 * rules.h - Schematron rules for many documents on several threads: validate.h's twin.
 *
 * The rules are immutable when loaded; each thread checks with a checker of its own, which a pool
 * keeps.
 */
#ifndef TP_VALIDATE_RULES_H
#define TP_VALIDATE_RULES_H

#include "schematron/schematron.h"

struct tp_rules;

/* As tp_sch_load(). HOST must be safe for use by several threads at once. */
struct tp_rules *tp_rules_load(struct tp_arena *a, const char *name, const char *phase,
                               const struct tp_sch_host *host, struct tp_diags *ds);
const char *tp_rules_name(const struct tp_rules *r);
const char *tp_rules_phase(const struct tp_rules *r); /* as asked for; NULL: the default one */
size_t tp_rules_count(const struct tp_rules *r);

/* As tp_sch_check(). SVRL is made in its own arena. */
void tp_rules_check(const struct tp_rules *r, const struct tp_sch_document *document,
                    struct tp_diags *ds, struct tp_buf *svrl);

#endif
