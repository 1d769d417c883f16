/* xp_regex.h - the regular expressions of XPath 2.0, turned into those of ICU. */
#ifndef TP_XPATH_XP_REGEX_H
#define TP_XPATH_XP_REGEX_H

#include "xp.h"

/* The flags; ICU need not be told of them. */
struct xp_regex_flags {
    bool dot_all, lines, ignore_case, spaced, literal;
};

/* False: a letter that is none of s, m, i, x, q. */
bool xp_regex_read_flags(struct tp_slice letters, struct xp_regex_flags *flags);

/*
 * Translate a regular expression of XPath (Functions and Operators, 7.6.1, on XML Schema part 2,
 * appendix F) into the syntax of ICU, with the same meaning. Non-capturing groups, (?:...), of
 * version 3 are taken as well. All of it in the arena.
 */
struct xp_regex {
    const char *icu, *why;        /* ICU NULL: it is none, for this reason */
    const unsigned short *groups; /* the number in ICU of each capturing group, from 1 */
    unsigned n_groups;
};
struct xp_regex xp_regex_translate(struct tp_arena *a, struct tp_slice pattern,
                                   struct xp_regex_flags flags);

#endif
