/*
 * rng_message.h - what the files that say what is wrong share: wishes, which are names and values
 * that could have stood at a place, in the order of their likelihood.
 *
 * Messages depend on the schema and on the document up to the fault, never on what the validator
 * met in other documents. All of this is in v->doc until the caller releases it; texts are in the
 * arena of the diagnostics.
 */
#ifndef TP_RNG_MESSAGE_H
#define TP_RNG_MESSAGE_H

#include "rng_validate.h"

struct tp_rng_wish {
    const char *lead; /* said once before the first that has it; NULL: nothing */
    const char *text;
    const char *local; /* of a name; NULL: a wildcard or a value */
    uint32_t number;   /* of a name, or TP_RNG_NO_NAME */
    uint32_t common;   /* unlikely ones have more; how many elements may hold it, in eighths */
    int score;
    size_t order; /* among equally likely ones; from the schema alone */
};

struct tp_rng_wishes {
    struct tp_rng_wish *v;
    size_t n, cap;
};

/* ---- rng_wish.c ---- */

/* Where we are, as an XPath. */
char *tp_rng_path(struct tp_rng_validator *v);
/* A name as it would be written here; one whose namespace has no prefix here, with it. */
const char *tp_rng_name_text(struct tp_rng_validator *v, uint32_t number, bool attribute);
const char *tp_rng_seen_text(struct tp_rng_validator *v, const struct tp_rng_seen *name);
const char *tp_rng_frame_text(struct tp_rng_validator *v, const struct tp_rng_frame *f);
/* Is one perhaps a slip for the other? */
bool tp_rng_near(const char *x, const char *y);

/* Add one; of two equal ones the better score stays. */
void tp_rng_wish_for(struct tp_rng_validator *v, struct tp_rng_wishes *w, struct tp_rng_wish wish);
/* Add the names of a class; for a wildcard, a description. */
void tp_rng_wish_class(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                       const struct tp_rng_nc *nc, int score, bool attribute);
void tp_rng_sort_wishes(struct tp_rng_wishes *w);
/* The first MOST of the sorted ones: "a, b or c", each between QUOTEs; "or 7 others". */
const char *tp_rng_list_text(struct tp_rng_validator *v, struct tp_rng_wishes *w, const char *quote,
                             size_t most);
/* Give the diagnostic its path and its list of what was expected. */
void tp_rng_attach(struct tp_rng_validator *v, struct tp_diag *d, const struct tp_rng_wishes *w);

/* ---- rng_places.c: what the schema says about places, worked out at a validator's first fault */

/* Does P, outside of the elements in it, have one of that number by name? */
bool tp_rng_holds(struct tp_rng_validator *v, const struct tp_rng_pat *p, uint32_t number);
/* Does any element of the number PARENT? */
bool tp_rng_parent_holds(struct tp_rng_validator *v, uint32_t parent, uint32_t number);
/* How common a child the name is, in eighths of the most common: 0 to 8. */
uint32_t tp_rng_commonness(struct tp_rng_validator *v, uint32_t number);
/* The elements that may hold it; those that are open first, then those the document has. */
struct tp_rng_wishes tp_rng_parents_of(struct tp_rng_validator *v, uint32_t number);

/* ---- rng_say_value.c ---- */

/* Add the values that P is made of, those like GIVEN first. */
void tp_rng_wish_values(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                        const struct tp_rng_pat *p, const char *given);

#endif
