#include "ids.h"

#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "language.h"

/* An open-addressing table of the names given so far. */
struct tp_ids {
    struct tp_arena *a;
    struct entry {
        const char *name;
        unsigned given; /* how often asked for */
    } * table;
    size_t n, size;
};

struct tp_ids *tp_ids_new(struct tp_arena *a)
{
    struct tp_ids *ids = TP_NEW(a, struct tp_ids);

    ids->a = a;
    ids->size = 64;
    ids->table = TP_NEW_ARRAY(a, ids->size, struct entry);
    return ids;
}

static struct entry *find(struct entry *table, size_t size, const char *name)
{
    size_t i = tp_hash(name, strlen(name)) & (size - 1);

    while (table[i].name && strcmp(table[i].name, name) != 0)
        i = (i + 1) & (size - 1);
    return &table[i];
}

static void grow(struct tp_ids *ids)
{
    size_t size = ids->size * 2;
    struct entry *table = TP_NEW_ARRAY(ids->a, size, struct entry);

    for (size_t i = 0; i < ids->size; i++)
        if (ids->table[i].name)
            *find(table, size, ids->table[i].name) = ids->table[i];
    ids->table = table;
    ids->size = size;
}

const char *tp_id_named(struct tp_ids *ids, const char *name)
{
    struct entry *e;
    const char *full = name;

    if (ids->n * 2 >= ids->size)
        grow(ids);
    e = find(ids->table, ids->size, name);
    if (!e->name) {
        e->name = name;
        ids->n++;
    }
    e->given++;
    if (e->given > 1) {
        full = tp_fmt(ids->a, "%s-%u", name, e->given);
        return tp_id_named(ids, full); /* at most once more in practice: the suffix may be taken */
    }
    return full;
}

const char *tp_id_for(struct tp_ids *ids, const char *prefix, const char *text, size_t len)
{
    uint32_t h = 2166136261u; /* in the documents, and so for good: FNV-1a of 32 bits */

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(text + i, len - i, &cp);
        if (n == 0)
            n = 1, cp = 0;
        if (tp_script_of(cp) != TP_NO_SCRIPT || (cp >= '0' && cp <= '9'))
            for (size_t k = 0; k < n; k++)
                h = (h ^ (unsigned char)text[i + k]) * 16777619u;
        i += n;
    }
    return tp_id_named(ids, tp_fmt(ids->a, "%s-%08x", prefix, h));
}
