/*
 * pool.h - workers that several threads share, each used by one thread at a time.
 *
 * A worker is whatever keeps what it has worked out from job to job (memo tables, compiled regular
 * expressions), in an arena of its own. It is made when no other is free.
 */
#ifndef TP_BASE_POOL_H
#define TP_BASE_POOL_H

#include "arena.h"

struct tp_pool;

/* MAKE returns a worker, allocated in the arena it is given; ARG must live as long as the pool,
 * which the arena A owns. */
struct tp_pool *tp_pool_new(struct tp_arena *a, void *(*make)(struct tp_arena *a, void *arg),
                            void *arg);

/*
 * Call USE with a worker and its arena. False when memory ran out, in the worker's arena or for
 * making one: that worker is not used again. USE may also be left by the guard of another arena;
 * its worker is then not used again either. All are freed with the pool.
 */
bool tp_pool_use(struct tp_pool *pool, void (*use)(void *worker, struct tp_arena *own, void *arg),
                 void *arg);

#endif
