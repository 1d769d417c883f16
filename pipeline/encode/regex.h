/*
 * regex.h - the regular expressions of layout files, on ICU.
 *
 * A compiled expression is immutable and shared; matching goes through a document's own matcher,
 * which clones each expression when it is first used. Time and stack of a match are bounded.
 */
#ifndef TP_ENCODE_REGEX_H
#define TP_ENCODE_REGEX_H

#include "annotate.h"

struct tp_regex;   /* compiled */
struct tp_matcher; /* of one document */

/* Every expression of one encoder comes from one set. */
struct tp_regex_set {
    struct tp_arena *arena;
    size_t n;
};

/* Compile; the arena owns it. NULL, with a diagnostic (CODE, at LOC), when it is no expression. */
struct tp_regex *tp_regex_new(struct tp_regex_set *set, const char *pattern, enum tp_code code,
                              struct tp_loc loc, struct tp_diags *ds);

struct tp_matcher *tp_matcher_new(struct tp_arena *a, const struct tp_regex_set *set);

/* Text prepared for matching. */
struct tp_subject {
    const char *text;
    uint32_t len;
    uint32_t chars; /* UTF-16 units */
    uint16_t *utf16;
    uint32_t at_unit, at_byte; /* one place in both: matches come in order */
};
struct tp_subject tp_subject_new(struct tp_arena *a, const char *text, uint32_t len);

/* Does the expression match the whole subject? The subject must outlive the question for groups. */
bool tp_regex_matches(struct tp_matcher *m, const struct tp_regex *re, const struct tp_subject *s);

/* The next match at or after unit *AT of the subject: its bytes. *AT moves behind it. */
bool tp_regex_find(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s,
                   uint32_t *at, struct tp_range *out);

/* A named group of the last match of RE: its bytes in the subject's text; false when it took no
 * part or has no such group. */
bool tp_regex_group(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s,
                    const char *name, struct tp_range *out);

#endif
