/*
 * authority_evidence.h - what the words around a name say of who is meant.
 *
 * Before a surname, or behind it, may stand first names and initials, each of which must fit one of
 * the person's, in order: "И. В. Сталин" fits Иосиф Виссарионович, and "I. V. Stalin" does too, by
 * the usual romanisations of И and В. What is capitalised and fits nobody is another's name.
 */
#ifndef TP_ENCODE_AUTHORITY_EVIDENCE_H
#define TP_ENCODE_AUTHORITY_EVIDENCE_H

#include "authority_scan.h"

/* Extend a surname over the first names and initials beside it, and tell how sure that makes it.
 * False: they are another's. */
bool evidence_apply(const struct work *w, struct match *m);

/* Is a name of one word a name by itself: no unknown capitalised word beside it? Initials before
 * it become part of it when the file has no first names of the person. */
bool evidence_stands_alone(const struct work *w, struct match *m);

/* A title before it ("Ambassador", "тов."), or behind Han ("总理"). */
bool evidence_has_title(const struct work *w, const struct match *m);
bool evidence_is_title(const struct work *w, size_t i);
/* A word before it that the entry's roleName or occupation has. */
bool evidence_has_role(const struct work *w, const struct match *m);
/* A word before it that stands before places. */
bool evidence_in_place(const struct work *w, const struct match *m);
/* Does a sentence begin at item I? */
bool evidence_begins(const struct work *w, size_t i);

#endif
