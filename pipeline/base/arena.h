/*
 * arena.h - the one memory policy of teipipe.
 *
 * Whatever belongs to one job (a document, a schema, a run) is allocated from that job's arena and
 * freed with it. Foreign objects (libxml2 trees, ICU handles, FILE pointers) are tied to the arena
 * by tp_defer(), so that one tp_arena_free() releases everything, on every way out.
 *
 * Allocation never returns NULL. When memory, or the arena's limit, is exhausted, control returns
 * to the innermost tp_guard() of that arena, which reports TP_NOMEM; the arena is then still valid
 * and must be freed (or released to a mark). Allocation outside a guard is a programming error and
 * aborts.
 *
 * An arena belongs to one thread at a time. A finished arena may be read by many threads.
 */
#ifndef TP_BASE_ARENA_H
#define TP_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tp_arena;

/* A new arena that may hold at most LIMIT bytes (0: no limit but the system's). NULL: no memory. */
struct tp_arena *tp_arena_new(size_t limit);

struct tp_shared;

/* A new arena in memory that forked processes share (shared.h); it and what is in it are gone with
 * that. Not for foreign objects: tp_defer() aborts, since it may be another process that has them.
 */
struct tp_arena *tp_arena_new_shared(struct tp_shared *memory);

/* A new arena that counts against PARENT's limit, fails into PARENT's guard and is freed with
 * PARENT, or earlier by tp_arena_free(). For working memory that should not last as long as its
 * parent. */
struct tp_arena *tp_arena_sub(struct tp_arena *parent);

/* Run the deferred cleanups, last first, and free everything. NULL is allowed. */
void tp_arena_free(struct tp_arena *a);

/* Bytes now allocated, sub-arenas included. */
size_t tp_arena_used(const struct tp_arena *a);

/* Call FN(ARG) so that a failed allocation in A, or in arenas below it, ends the call. Guards nest.
 * Returns true when FN returned, false when memory or the limit was exhausted. */
bool tp_guard(struct tp_arena *a, void (*fn)(void *arg), void *arg);

/* Give up as if memory had run out: for a foreign library that reports exhaustion. Does not return.
 */
_Noreturn void tp_arena_fail(struct tp_arena *a);

/* Call FN(PTR) when the arena is freed or released past this point. */
void tp_defer(struct tp_arena *a, void (*fn)(void *ptr), void *ptr);

/* As tp_defer(), returning PTR; a NULL PTR (a foreign constructor out of memory) fails the arena.
 */
void *tp_own(struct tp_arena *a, void (*fn)(void *ptr), void *ptr);

/* Zeroed memory, aligned for any type. */
void *tp_alloc(struct tp_arena *a, size_t size);
/* Zeroed memory for N things of SIZE bytes; an overflowing product fails the arena. */
void *tp_alloc_array(struct tp_arena *a, size_t n, size_t size);
/* Grow an allocation; in place when it was the last. The new part is zeroed. */
void *tp_grow(struct tp_arena *a, void *p, size_t old_size, size_t new_size);

char *tp_strndup(struct tp_arena *a, const char *s, size_t n); /* NUL-terminated copy */
char *tp_strdup(struct tp_arena *a, const char *s);
char *tp_fmt(struct tp_arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *tp_vfmt(struct tp_arena *a, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* Everything allocated and deferred after a mark can be released together. Not across sub-arenas.
 */
struct tp_mark {
    void *chunk;
    size_t used;
    void *cleanup;
    uint64_t serial;
};
struct tp_mark tp_arena_mark(struct tp_arena *a);
void tp_arena_release(struct tp_arena *a, struct tp_mark mark);

#define TP_NEW(arena, type)          ((type *)tp_alloc((arena), sizeof(type)))
#define TP_NEW_ARRAY(arena, n, type) ((type *)tp_alloc_array((arena), (n), sizeof(type)))

/* A growing array: struct { T *v; size_t n, cap; }. Elements move when it grows. */
#define TP_VEC(type)                                                                               \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }
#define TP_PUSH(arena, vec, ...)                                                                   \
    do {                                                                                           \
        if ((vec)->n == (vec)->cap)                                                                \
            (vec)->v = tp_vec_grow((arena), (vec)->v, &(vec)->cap, sizeof *(vec)->v);              \
        (vec)->v[(vec)->n] = (__VA_ARGS__);                                                        \
        (vec)->n++;                                                                                \
    } while (0)
void *tp_vec_grow(struct tp_arena *a, void *v, size_t *cap, size_t item);

#endif
