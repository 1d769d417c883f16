/*
 * pattern.h - ICU regular expressions as trees, for what can be said of them without running them:
 * which texts they can't match (sieve.h), and whether matching may take exponential time.
 *
 * The tree is a superset of the expression: it forgets what can only make matches fewer (looking
 * ahead and behind, anchors, possessive and atomic groups) and what only decides between matches
 * (greed). Syntax: unicode-org.github.io/icu/userguide/strings/regexp.html.
 */
#ifndef TP_ENCODE_PATTERN_H
#define TP_ENCODE_PATTERN_H

#include <unicode/uset.h>

#include "../base/diag.h"

enum { TP_PATTERN_DEPTH = 60 }; /* groups in groups */

enum tp_pattern_kind {
    TP_PATTERN_EMPTY,
    TP_PATTERN_SET,
    TP_PATTERN_CAT,
    TP_PATTERN_ALT,
    TP_PATTERN_REP
};

struct tp_pattern {
    enum tp_pattern_kind kind;
    uint32_t at;                     /* UTF-8 offset in the expression */
    USet *set;                       /* SET; owned by the arena */
    uint32_t min, max;               /* REP; UINT32_MAX: no end */
    bool possessive;                 /* REP: what it took isn't given back */
    struct tp_pattern *first, *next; /* children, and the next of the parent's */
};

/* Sets that several expressions have, such as \p{L}: made once. */
struct tp_pattern_cache;
struct tp_pattern_cache *tp_pattern_cache_new(struct tp_arena *a);

/* The tree, in the arena of the cache; NULL when the expression uses what is not known here (back
 * references, comments, quoting): it may then match anything. The expression must be one that ICU
 * takes. */
struct tp_pattern *tp_pattern_parse(struct tp_pattern_cache *c, const char *regex);

/* May a backtracking matcher need exponential time? Looks for a loop that can read one text in two
 * ways (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991: the criterion EDA).
 * *AT is then the offset of that loop. A repetition of more than a few times counts as a loop. */
bool tp_pattern_explodes(struct tp_arena *a, const struct tp_pattern *p, uint32_t *at);

#endif
