/*
 * shared.h - memory that a process shares with the processes it forks, at the same addresses.
 *
 * What a forked worker allocates here, the parent can read when it has been told that it is there;
 * pointers into it, into the program and into what was allocated before the fork mean the same on
 * both sides. Nothing is freed but the whole, and what was lent. Allocation takes no lock, so that
 * a worker that dies in it leaves nothing locked.
 */
#ifndef TP_BASE_SHARED_H
#define TP_BASE_SHARED_H

#include <stddef.h>

struct tp_shared;

/* Address space for at most MOST bytes; pages are taken when they are written. NULL: not to be had.
 */
struct tp_shared *tp_shared_new(size_t most);
void tp_shared_free(struct tp_shared *s); /* NULL is allowed */

/* Zeroed memory, aligned for any type; NULL: none is left. */
void *tp_shared_alloc(struct tp_shared *s, size_t size);

/* Memory for what passes from one process to another, and is given back there: with the SIZE that
 * was asked for. Not zeroed. NULL: none is left. What a process that dies had borrowed is lost. */
void *tp_shared_lend(struct tp_shared *s, size_t size);
void tp_shared_return(struct tp_shared *s, void *p, size_t size);

#endif
