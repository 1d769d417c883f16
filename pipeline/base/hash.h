/* hash.h - a hash of bytes for tables in memory: FNV-1a (Fowler, Noll, Vo), its high bits folded
 * in. Not for data from hostile hands where the worst case must not be met. */
#ifndef TP_BASE_HASH_H
#define TP_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline size_t tp_hash(const char *p, size_t n)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 29);
}

#endif
