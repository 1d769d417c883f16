/* MAP_ANONYMOUS is not of POSIX. */
#define _GNU_SOURCE

#include "shared.h"

#include <stdatomic.h>
#include <sys/mman.h>

enum { ALIGN = 64 }; /* a cache line: workers don't write to the same one */

/* Stands at the beginning of the region itself. */
struct tp_shared {
    size_t size;
    _Atomic size_t used;
};

struct tp_shared *tp_shared_new(size_t most)
{
    void *base =
        /* cppcheck-suppress invalidFunctionArg ; no file */
        mmap(NULL, most, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    struct tp_shared *s = base;

    if (base == MAP_FAILED)
        return NULL;
    s->size = most;
    atomic_init(&s->used, ALIGN);
    return s;
}

void tp_shared_free(struct tp_shared *s)
{
    if (s)
        (void)munmap(s, s->size); /* fails for wrong arguments only */
}

void *tp_shared_alloc(struct tp_shared *s, size_t size)
{
    size_t at;

    if (size > s->size)
        return NULL;
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    at = atomic_fetch_add(&s->used, size);
    if (at <= s->size - size)
        return (char *)s + at;
    atomic_fetch_sub(&s->used,
                     size); /* others may fail meanwhile that would have fitted: so be it */
    return NULL;
}
