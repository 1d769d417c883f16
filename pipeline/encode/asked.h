/*
 * asked.h - what one document asked the authority files, so that it is known whether a change of
 * them can concern it.
 *
 * All that a document learns from the files it learns by asking for words, in two ways: for the
 * names that a word form can be part of (TP_ASKED_FORM), and whether a word is in any name at all
 * (TP_ASKED_ANY). An encoder is deterministic; so as long as the answers are the same, so is its
 * result, and an entry that none of the questions leads to can't change it. The questions are kept
 * as a Bloom filter (B. H. Bloom, Communications of the ACM 13, 1970), which errs on the safe side:
 * some 12 bits a word, one error in 300 a word, and names have more words than one.
 */
#ifndef TP_ENCODE_ASKED_H
#define TP_ENCODE_ASKED_H

#include "../base/buf.h"

enum tp_asked_how { TP_ASKED_FORM, TP_ASKED_ANY };

/* The questions of one document; belongs to one thread. */
struct tp_asked;

struct tp_asked *tp_asked_new(struct tp_arena *a);
void tp_ask(struct tp_asked *q, const char *key, size_t len,
            enum tp_asked_how how); /* Q may be NULL */
/* The filter, in A. */
struct tp_slice tp_asked_filter(const struct tp_asked *q, struct tp_arena *a);

/* Of a question: what a filter is asked with. */
uint64_t tp_asked_hash(const char *key, size_t len, enum tp_asked_how how);
/* May it have been asked? FILTER: as above; one that is none says yes. */
bool tp_asked_may(struct tp_slice filter, uint64_t hash);

#endif
