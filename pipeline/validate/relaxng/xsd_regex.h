/*
 * xsd_regex.h - the regular expressions of XML Schema (Part 2, appendix F), in time linear in the
 * text: an expression becomes a nondeterministic automaton over classes of characters, whose
 * deterministic counterpart is built as far as texts need it, and forgotten when it grows too big.
 */
#ifndef TP_RNG_XSD_REGEX_H
#define TP_RNG_XSD_REGEX_H

#include "xsd.h"

enum {
    TP_REGEX_MAX_STATES = 20000,  /* of the nondeterministic automaton */
    TP_REGEX_MAX_NEST = 200,      /* parentheses and subtractions in each other */
    TP_REGEX_MAX_DFA = 1000,      /* deterministic states kept, */
    TP_REGEX_MAX_WEIGHT = 1 << 18 /* and the numbers in them */
};

/* A set of characters: ranges in order, not touching each other. */
struct tp_charset {
    struct tp_range {
        uint32_t from, to;
    } * v;
    size_t n, cap;
};

/* ---- xsd_charset.c ---- */
void tp_charset_add(struct tp_arena *a, struct tp_charset *s, uint32_t from, uint32_t to);
void tp_charset_add_all(struct tp_arena *a, struct tp_charset *s, const struct tp_charset *more);
void tp_charset_normalise(struct tp_charset *s);
struct tp_charset tp_charset_not(struct tp_arena *a, const struct tp_charset *s);
struct tp_charset tp_charset_minus(struct tp_arena *a, const struct tp_charset *s,
                                   const struct tp_charset *less);
/* \p{NAME}: a category or a block (IsNAME); NULL when there is none of that name. */
const struct tp_charset *tp_charset_property(struct tp_xsd_regexes *r, const char *name, size_t n);
/* The set of a one-letter escape: s i c d w; NULL for another letter. */
const struct tp_charset *tp_charset_escape(struct tp_xsd_regexes *r, char letter);

/* ---- xsd_regex.c ---- */
/* Compile, or find again. NULL: *MESSAGE says why; *LIMIT that it is right but too big. */
const struct tp_xsd_regex *tp_regex_get(struct tp_xsd_regexes *r, const char *text,
                                        const char **message, bool *limit);

/* ---- xsd_dfa.c ---- */
struct tp_regex_node {
    enum { TP_RE_SET, TP_RE_SPLIT, TP_RE_MATCH } op;
    uint32_t out, out2; /* successors */
    const struct tp_charset *set;
    uint64_t *classes; /* SET: which classes of characters it takes */
};

struct tp_xsd_regex {
    const char *text;
    size_t id; /* its place among the schema's */
    struct tp_regex_node *nodes;
    uint32_t n, start;
    size_t n_classes;
    uint16_t ascii[128];     /* class of a character */
    struct tp_range *bounds; /* where classes change: from, class in .to */
    size_t n_bounds;
};

void tp_regex_classes(struct tp_arena *a, struct tp_xsd_regex *re);

/* A thread's automata and scratch memory, in the arena A. */
struct tp_xsd_work *tp_xsd_work_new(struct tp_arena *a, size_t n_regexes);
bool tp_regex_match(struct tp_xsd_work *w, const struct tp_xsd_regex *re, const char *s, size_t n);
/* Room for N bytes until the next call. */
char *tp_xsd_scratch(struct tp_xsd_work *w, size_t n);

#endif
