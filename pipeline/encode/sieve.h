/*
 * sieve.h - which of many regular expressions may match a text, found out in one pass over it.
 *
 * A layout asks some hundred expressions about each line, and nearly all of them say no. The sieve
 * is one automaton for all of them, made deterministic as far as texts need it. Its answer "no" is
 * certain; where it says "maybe", the expression itself must be asked (pattern.h says what the
 * automaton leaves out). So results never depend on it, only time does.
 */
#ifndef TP_ENCODE_SIEVE_H
#define TP_ENCODE_SIEVE_H

#include "pattern.h"

struct tp_sieve;      /* immutable, shared by threads */
struct tp_sieve_work; /* what has been made deterministic; of one thread at a time */

/* A sieve for N trees; a NULL among them stands for an expression that may match anything. SEARCH:
 * matches anywhere in the text, not of the whole text. The trees aren't needed afterwards. */
struct tp_sieve *tp_sieve_new(struct tp_arena *a, struct tp_pattern *const *patterns, size_t n,
                              bool search);

/* Words of 64 bits that an answer takes. */
size_t tp_sieve_words(const struct tp_sieve *s);

/* NULL: no memory. It outlives no sieve, and is freed by tp_sieve_work_free(). */
struct tp_sieve_work *tp_sieve_work_new(const struct tp_sieve *s);
void tp_sieve_work_free(struct tp_sieve_work *w);

/* Set bit I of MAY (tp_sieve_words() words) exactly when expression I may match TEXT. */
void tp_sieve_ask(struct tp_sieve_work *w, const char *text, size_t len, uint64_t *may);

#endif
