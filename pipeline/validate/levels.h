/*
 * levels.h - how seriously each check is taken: error, warning, note or off.
 *
 * Checks are those codes of the table of diagnostics that say something of a document's integrity:
 * what a schema can't say, and an edition may see otherwise.
 */
#ifndef TP_VALIDATE_LEVELS_H
#define TP_VALIDATE_LEVELS_H

#include "../base/diag.h"

/* One more than a severity: not checked at all. */
enum { TP_OFF = TP_NOTE + 1 };

struct tp_levels {
    unsigned char of[TP_D_COUNT]; /* enum tp_severity, or TP_OFF */
};

/* The ids of the checks, ended by NULL. */
extern const char *const tp_check_names[];

/* Every check as the table of diagnostics has it. */
struct tp_levels tp_levels_default(void);

/* Set the check with the id NAME, or "all" of them, to "error", "warning", "note" or "off". What is
 * wrong otherwise, as the message of a diagnostic in A, with the nearest right word; NULL: nothing.
 */
const char *tp_levels_set(struct tp_levels *l, struct tp_arena *a, const char *name,
                          const char *level);

/* Is any check on? */
bool tp_levels_any(const struct tp_levels *l);

#endif
