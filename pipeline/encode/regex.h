/*
 * regex.h - the regular expressions of layout files, on ICU.
 *
 * Compiled expressions are immutable and shared. Matching goes through a matcher, which a document
 * borrows from its set: it has copies of the expressions, made when they are first used, and what
 * the sieves (sieve.h) have learnt. Time and stack of a match are bounded.
 */
#ifndef TP_ENCODE_REGEX_H
#define TP_ENCODE_REGEX_H

#include "annotate.h"

struct tp_regex;     /* compiled */
struct tp_matcher;   /* of one document at a time */
struct tp_regex_set; /* every expression of one encoder comes from one set */

/* What expressions are asked about: those of a group are asked together. */
enum tp_regex_group { TP_REGEX_LINE, TP_REGEX_PAGE, TP_REGEX_SEARCH, TP_REGEX_GROUPS };

struct tp_regex_set *tp_regex_set_new(struct tp_arena *a);

/* Compile; the arena of the set owns it. NULL, with a diagnostic (CODE, at the column in LOC where
 * the expression begins), when it is no expression, or one that may take exponential time. QUOTED:
 * LOC is at a quote before it. */
struct tp_regex *tp_regex_new(struct tp_regex_set *set, const char *pattern,
                              enum tp_regex_group group, enum tp_code code, struct tp_loc loc,
                              bool quoted, struct tp_diags *ds);

/* When all are there: make the sieves; none can be added afterwards. Without it, everything works,
 * only slower. */
void tp_regex_set_ready(struct tp_regex_set *set);

/* A matcher, until the arena A is freed. */
struct tp_matcher *tp_matcher_new(struct tp_arena *a, struct tp_regex_set *set);

/* Text prepared for matching. What is needed besides is made in the arena when it is needed. */
struct tp_subject {
    struct tp_arena *arena;
    const char *text;
    uint32_t len;
    uint32_t chars; /* UTF-16 units */
    uint16_t *utf16;
    uint64_t *may[TP_REGEX_GROUPS]; /* what the sieves say */
    uint32_t at_unit, at_byte;      /* one place in both: matches come in order */
};
struct tp_subject tp_subject_new(struct tp_arena *a, const char *text, uint32_t len);

/* False: the expression certainly doesn't match the subject. */
bool tp_regex_may(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s);

/* Does the expression match the whole subject? The subject must outlive the question for groups. */
bool tp_regex_matches(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s);

/* The next match at or after unit *AT of the subject: its bytes. *AT moves behind it. */
bool tp_regex_find(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s,
                   uint32_t *at, struct tp_range *out);

/* A named group of the last match of RE: its bytes in the subject's text; false when it took no
 * part or has no such group. */
bool tp_regex_group(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s,
                    const char *name, struct tp_range *out);
/* Has the expression a group of this name? */
bool tp_regex_has_group(const struct tp_regex *re, const char *name);

#endif
