/*
 * authority_change.h - what is different between two states of the authority files, and whom it
 * concerns.
 *
 * Entries are compared as they stand in the XML, with the attributes of what they stand in. Of
 * those that are new, gone or different, in either state, the names are entered into a dictionary
 * and a tree of their own (authority_impl.h). A document is concerned when
 *  - it asked whether one of the words is in any name (asked.h), or
 *  - it asked for a form of each word of one of the names, so that the name may stand in it; signs
 *    and single letters, which aren't asked for at every place, count as asked for.
 * First names and offices come into it only when a name has been found. When the entries that are
 * in both states changed their order, by which equals are told apart, or when an id is there twice,
 * or too much is different, every document is concerned.
 */
#ifndef TP_ENCODE_AUTHORITY_CHANGE_H
#define TP_ENCODE_AUTHORITY_CHANGE_H

#include "../base/diag.h"

struct tp_authority_text {
    const char *name; /* of the file, as references have it */
    struct tp_slice xml;
};

struct tp_authority_change;

struct tp_authority_change *
tp_authority_compare(struct tp_arena *a, const struct tp_authority_text *before, size_t n_before,
                     const struct tp_authority_text *after, size_t n_after);

/* The number of entries that are new, gone or different; SIZE_MAX: it isn't known. */
size_t tp_authority_changed(const struct tp_authority_change *c);
/* FILTER: what the document asked. The thread may be any. */
bool tp_authority_concerns(const struct tp_authority_change *c, struct tp_slice filter);

#endif
