/*
 * rng_state.h - the automaton of a schema, built as documents need it.
 *
 * A state is what may still come in one open element: a row of patterns, one for each way in which
 * the element can be understood (nearly always one). From a state an element's name leads, by a
 * call, to the state inside the element; when that is left, the call says what the state outside
 * becomes. So a state never speaks of the elements around it, and their number stays small.
 * Attributes work like calls whose inside is a value. Everything is worked out by derivatives of
 * patterns once, and found in tables afterwards.
 */
#ifndef TP_RNG_STATE_H
#define TP_RNG_STATE_H

#include "rng_pattern.h"

enum {
    TP_RNG_MAX_ROW = 4096,   /* patterns in a state */
    TP_RNG_MAX_VALUES = 1024 /* different values that are looked at together */
};
#define TP_RNG_NO_NAME UINT32_MAX

struct tp_rng_state;
struct tp_rng_call;
struct tp_rng_step;

/* From a name to what it leads to. */
struct tp_rng_table {
    struct tp_rng_slot {
        uint32_t name; /* number + 1; 0: free */
        void *to;
    } * v;
    uint32_t mask, n;
};

/* What a state makes of a text. */
enum tp_rng_text {
    TP_RNG_TEXT_FREE,  /* it may come and changes nothing */
    TP_RNG_TEXT_NONE,  /* no text but white space may come */
    TP_RNG_TEXT_PLAIN, /* white space changes nothing, any other text leads to one state */
    TP_RNG_TEXT_ASK    /* not known yet, or to be kept because it may be a value */
};

struct tp_rng_state {
    struct tp_rng_state *chain;
    uint32_t hash, n;
    bool accepting; /* one of its patterns is nullable */
    bool dead;      /* all are notAllowed */
    bool has_data;  /* values may come, so texts must be kept */
    uint8_t text;   /* enum tp_rng_text */
    struct tp_rng_table elements, attributes;
    struct tp_rng_state *closed;    /* when no more attributes come; NULL: not known yet */
    struct tp_rng_step *by_text;    /* NULL: not known yet */
    struct tp_rng_table recoveries; /* calls after misplaced elements */
    const struct tp_rng_pat *v[];
};

/* Into an element, and out of it. */
struct tp_rng_call {
    struct tp_rng_state *inside;
    uint32_t n_outside;         /* patterns in the state outside */
    bool fixed;                 /* after a fault: whatever happens inside */
    struct tp_rng_state *after; /* when the row inside is one pattern, or fixed */
    uint32_t n;
    struct tp_rng_way {
        uint32_t outer, inner; /* which patterns */
        const struct tp_rng_pat *rest;
    } * ways;
    struct tp_rng_exit {
        struct tp_rng_exit *next;
        const struct tp_rng_state *from;
        struct tp_rng_state *to;
    } * exits;
};

/* By a value: an attribute's, or an element's text. */
struct tp_rng_step {
    uint32_t n_values;
    const struct tp_rng_pat **values;
    bool any;                   /* one value, and every text is one */
    struct tp_rng_state *after; /* when there is one value, and it is one; or none to look at */
    const struct tp_rng_state *from;
    uint32_t name; /* of the attribute; TP_RNG_NO_NAME for a text */
    uint32_t n;
    struct tp_rng_way *ways;
    struct tp_rng_outcome {
        struct tp_rng_outcome *next;
        struct tp_rng_state *to;
        uint64_t bits[];
    } * outcomes;
};

struct tp_rng_machine {
    const struct tp_rng_schema *schema;
    struct tp_arena *a;
    struct tp_rng_pats pats;
    struct tp_rng_memo *memo; /* NULL: nothing is kept */
    struct tp_rng_state **states;
    size_t mask, n_states, n_transitions, bytes;
    size_t steps; /* left for this event */
    bool exhausted;
    struct tp_rng_state *start;
    struct tp_rng_ways {
        struct tp_rng_way *v; /* .inner counts into .what */
        size_t n, cap;
    } ways;
    struct {
        const struct tp_rng_pat **v;
        size_t n, cap;
    } row, what;
};

struct tp_rng_machine *tp_rng_machine_new(struct tp_arena *a, const struct tp_rng_schema *s);
struct tp_rng_state *tp_rng_state_of(struct tp_rng_machine *m, const struct tp_rng_pat *const *v,
                                     size_t n);

/* Into an element; NULL: not allowed, or a limit was met (m->exhausted). */
struct tp_rng_call *tp_rng_enter(struct tp_rng_machine *m, struct tp_rng_state *s, uint32_t name);
/* Out of it from the state FROM, which may be of any kind; NULL: the element is not finished. */
struct tp_rng_state *tp_rng_leave(struct tp_rng_machine *m, struct tp_rng_call *call,
                                  const struct tp_rng_state *from);
/* The same as if every pattern inside could end. */
struct tp_rng_state *tp_rng_leave_anyhow(struct tp_rng_machine *m, struct tp_rng_call *call);

struct tp_rng_step *tp_rng_attribute_step(struct tp_rng_machine *m, struct tp_rng_state *s,
                                          uint32_t name);
struct tp_rng_step *tp_rng_text_step(struct tp_rng_machine *m, struct tp_rng_state *s);
/* The state after the step, for the values that BITS say the text is. */
struct tp_rng_state *tp_rng_outcome(struct tp_rng_machine *m, struct tp_rng_step *step,
                                    const uint64_t *bits);
struct tp_rng_state *tp_rng_closed(struct tp_rng_machine *m, struct tp_rng_state *s);
/* The same, with attributes that are missing taken for granted. */
struct tp_rng_state *tp_rng_closed_anyhow(struct tp_rng_machine *m, const struct tp_rng_state *s,
                                          uint32_t but);
/* In A, by the patterns' ids: not 0 for element patterns without which S can't end (alternatives
 * are all marked), 0 for those that may be left out. */
uint8_t *tp_rng_needed(const struct tp_rng_machine *m, const struct tp_rng_state *s,
                       struct tp_arena *a);
/* For other files that keep transitions in tables of states. */
void tp_rng_table_put(struct tp_rng_machine *m, struct tp_rng_table *t, uint32_t name, void *to);
/* Each pattern of X or the one of Y. */
struct tp_rng_state *tp_rng_either(struct tp_rng_machine *m, const struct tp_rng_state *x,
                                   const struct tp_rng_state *y);

static inline void *tp_rng_table_get(const struct tp_rng_table *t, uint32_t name)
{
    if (!t->v)
        return NULL;
    for (uint32_t at = (name * 2654435761u >> 7) & t->mask;; at = (at + 1) & t->mask) {
        if (t->v[at].name == name + 1)
            return t->v[at].to;
        if (t->v[at].name == 0)
            return NULL;
    }
}

/* ---- rng_memo.c: what a derivation has worked out, when it is a long one ---- */

enum { TP_RNG_MEMO_AFTER = 4096 }; /* steps */

enum tp_rng_memo_kind {
    TP_RNG_BY_ELEMENT,
    TP_RNG_BY_ATTRIBUTE,
    TP_RNG_BY_VALUE,
    TP_RNG_BY_TEXT,
    TP_RNG_BY_CLOSE,
    TP_RNG_BY_CLOSE_ANYHOW,
    TP_RNG_BY_ITEM
};

static inline bool tp_rng_memo_wanted(const struct tp_rng_machine *m)
{
    return m->steps < (size_t)TP_RNG_MAX_STEPS - TP_RNG_MEMO_AFTER;
}
void tp_rng_memo_forget(struct tp_rng_machine *m);
/* NULL: not known. */
const struct tp_rng_pat *tp_rng_memo_pattern(const struct tp_rng_machine *m,
                                             enum tp_rng_memo_kind kind, const struct tp_rng_pat *p,
                                             uint32_t name);
/* Returns RESULT; keeps it when that is wanted. */
const struct tp_rng_pat *tp_rng_memo_keep_pattern(struct tp_rng_machine *m,
                                                  enum tp_rng_memo_kind kind,
                                                  const struct tp_rng_pat *p, uint32_t name,
                                                  const struct tp_rng_pat *result);
/* Append the ways through P to m->ways; false: not known. They are known until the ways are
 * cleared. */
bool tp_rng_memo_ways(struct tp_rng_machine *m, enum tp_rng_memo_kind kind,
                      const struct tp_rng_pat *p, uint32_t name, uint32_t outer);
/* m->ways from FROM on are those through P. */
void tp_rng_memo_keep_ways(struct tp_rng_machine *m, enum tp_rng_memo_kind kind,
                           const struct tp_rng_pat *p, uint32_t name, size_t from);

/* ---- rng_derive.c ---- */

#define TP_RNG_ANY_ELEMENT UINT32_MAX /* as a name: every element that may come */

/* Append to m->ways, and to m->what, how P can begin with an element of that name: the content (for
 * TP_RNG_ANY_ELEMENT: the element pattern) and what remains of P behind it. */
void tp_rng_derive_element(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                           uint32_t outer);
void tp_rng_derive_attribute(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t name,
                             uint32_t outer);
/* The same for a text, whose values are tested apart. */
void tp_rng_derive_value(struct tp_rng_machine *m, const struct tp_rng_pat *p, uint32_t outer);
/* What remains of P after a text that is none of its values. */
const struct tp_rng_pat *tp_rng_derive_text(struct tp_rng_machine *m, const struct tp_rng_pat *p);
/* P without its attributes: those that are left make it notAllowed, or (ANYHOW) nothing, but for
 * the one of the name BUT (TP_RNG_NO_NAME: none). */
const struct tp_rng_pat *tp_rng_derive_close(struct tp_rng_machine *m, const struct tp_rng_pat *p,
                                             bool anyhow, uint32_t but);
void tp_rng_ways_clear(struct tp_rng_machine *m);

/* ---- rng_value.c ---- */

struct tp_rng_values; /* results remembered; a validator's */
struct tp_rng_values *tp_rng_values_new(struct tp_arena *a, struct tp_rng_machine *m,
                                        struct tp_xsd_work *work);
/* Is the text what P (data, value, list, or the content of an attribute) wants? */
bool tp_rng_value_is(struct tp_rng_values *values, const struct tp_rng_pat *p, const char *s,
                     size_t n, const struct tp_xsd_context *context);

/* Where a text that is not what a list pattern wants goes wrong. */
struct tp_rng_item {
    size_t number;                 /* of the first item that is wrong or missing; from 1 */
    const char *s;                 /* it; NULL: it is missing at the end */
    size_t n, items;               /* its length; how many there are */
    const struct tp_rng_pat *rest; /* what was wanted there */
};
struct tp_rng_item tp_rng_list_item(struct tp_rng_values *values, const struct tp_rng_pat *list,
                                    const char *s, size_t n, const struct tp_xsd_context *context);

#endif
