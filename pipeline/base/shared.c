/* MAP_ANONYMOUS is not of POSIX. */
#define _GNU_SOURCE

#include "shared.h"

#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>

enum {
    ALIGN = 64,   /* a cache line: workers don't write to the same one */
    LEAST = 1024, /* bytes of the smallest blocks that are lent; each class has twice those */
    CLASSES = 24
};

/* Stands at the beginning of the region itself. */
struct tp_shared {
    size_t size;
    _Atomic size_t used;
    /* Blocks that were given back, by class: the low half is the place of the first one, in units
     * of ALIGN, 0 for none, and each begins with that of the next; the high half counts, so that a
     * list that was changed and changed back is seen to be another. */
    _Atomic uint64_t returned[CLASSES];
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
    atomic_init(&s->used, (sizeof *s + ALIGN - 1) / ALIGN * ALIGN);
    for (size_t i = 0; i < CLASSES; i++)
        atomic_init(&s->returned[i], 0);
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

/* ---- lending ---- */

/* CLASSES: too large to be taken back, or the places of the region don't fit their numbers. */
static unsigned class_of(const struct tp_shared *s, size_t size)
{
    unsigned class = 0;

    while (class < CLASSES && (size_t)LEAST << class < size)
        class ++;
    return s->size / ALIGN > UINT32_MAX ? CLASSES : class;
}

static _Atomic uint32_t *next_of(struct tp_shared *s, uint64_t head)
{
    return (_Atomic uint32_t *)(void *)((char *)s + (size_t)(uint32_t)head * ALIGN);
}

static uint64_t changed(uint64_t head, uint32_t first)
{
    return ((head >> 32) + 1) << 32 | first;
}

void *tp_shared_lend(struct tp_shared *s, size_t size)
{
    unsigned class = class_of(s, size);
    uint64_t head;

    if (class == CLASSES)
        return tp_shared_alloc(s, size);
    head = atomic_load(&s->returned[class]);
    while ((uint32_t)head) { /* should another be faster, what stands there is read for nothing */
        uint32_t next = atomic_load(next_of(s, head));
        if (atomic_compare_exchange_weak(&s->returned[class], &head, changed(head, next)))
            return (void *)next_of(s, head);
    }
    return tp_shared_alloc(s, (size_t)LEAST << class);
}

void tp_shared_return(struct tp_shared *s, void *p, size_t size)
{
    unsigned class = class_of(s, size);
    uint32_t place = (uint32_t)((size_t)((char *)p - (char *)s) / ALIGN);
    uint64_t head;

    if (class == CLASSES)
        return;
    head = atomic_load(&s->returned[class]);
    do
        atomic_store(next_of(s, place), (uint32_t)head);
    while (!atomic_compare_exchange_weak(&s->returned[class], &head, changed(head, place)));
}
