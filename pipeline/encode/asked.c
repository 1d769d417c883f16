#include "asked.h"

#include <string.h>

#include "../base/hash.h"

enum { BITS = 12, PROBES = 6, LEAST = 8 /* bytes */ };

struct tp_asked {
    struct tp_arena *arena;
    uint64_t *v; /* open addressing; 0: free */
    size_t n, mask;
};

struct tp_asked *tp_asked_new(struct tp_arena *a)
{
    struct tp_asked *q = TP_NEW(a, struct tp_asked);

    q->arena = a;
    q->mask = 1023;
    q->v = TP_NEW_ARRAY(a, q->mask + 1, uint64_t);
    return q;
}

uint64_t tp_asked_hash(const char *key, size_t len, enum tp_asked_how how)
{
    uint64_t h = ((uint64_t)tp_hash(key, len) + (uint64_t)how) * 0x9E3779B97F4A7C15u;

    h ^= h >> 31;
    h *= 0xC2B2AE3D27D4EB4Fu;
    h ^= h >> 32;
    return h ? h : 1;
}

static void add(uint64_t *v, size_t mask, uint64_t h, size_t *n)
{
    size_t i = (size_t)h & mask;

    while (v[i] && v[i] != h)
        i = (i + 1) & mask;
    *n += !v[i];
    v[i] = h;
}

void tp_ask(struct tp_asked *q, const char *key, size_t len, enum tp_asked_how how)
{
    if (!q)
        return;
    if (2 * (q->n + 1) > q->mask) {
        size_t mask = 2 * q->mask + 1, n = 0;
        uint64_t *v = TP_NEW_ARRAY(q->arena, mask + 1, uint64_t);
        for (size_t i = 0; i <= q->mask; i++)
            if (q->v[i])
                add(v, mask, q->v[i], &n);
        q->v = v;
        q->mask = mask;
    }
    add(q->v, q->mask, tp_asked_hash(key, len, how), &q->n);
}

/* Bit number I of the hash's, in a filter of so many bits, a power of two. */
static size_t probe(uint64_t h, unsigned i, size_t bits)
{
    return (size_t)((h >> 32) + i * ((h & 0xFFFFFFFF) | 1)) & (bits - 1);
}

struct tp_slice tp_asked_filter(const struct tp_asked *q, struct tp_arena *a)
{
    size_t bytes = LEAST;
    unsigned char *p;

    while (bytes * 8 < q->n * BITS)
        bytes *= 2;
    p = TP_NEW_ARRAY(a, bytes, unsigned char);
    for (size_t i = 0; i <= q->mask; i++)
        for (unsigned k = 0; q->v[i] && k < PROBES; k++) {
            size_t bit = probe(q->v[i], k, bytes * 8);
            p[bit / 8] = (unsigned char)(p[bit / 8] | 1u << bit % 8);
        }
    return (struct tp_slice){(const char *)p, bytes};
}

bool tp_asked_may(struct tp_slice filter, uint64_t hash)
{
    if (filter.len < LEAST || (filter.len & (filter.len - 1)) != 0)
        return true;
    for (unsigned k = 0; k < PROBES; k++) {
        size_t bit = probe(hash, k, filter.len * 8);
        if (!((unsigned char)filter.p[bit / 8] >> bit % 8 & 1))
            return false;
    }
    return true;
}
