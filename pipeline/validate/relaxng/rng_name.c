/* rng_name.c - the numbers of names, and the classes of them as sets of numbers. */
#include <string.h>

#include "rng_pattern.h"

void tp_rng_names_init(struct tp_rng_names *t, struct tp_arena *a)
{
    t->a = a;
    t->mask = 1023;
    t->table = TP_NEW_ARRAY(a, t->mask + 1, uint32_t);
    (void)tp_rng_ns_add(t, "");
}

uint32_t tp_rng_ns_add(struct tp_rng_names *t, const char *ns)
{
    for (size_t i = 0; i < t->ns.n; i++)
        if (strcmp(t->ns.v[i], ns) == 0)
            return (uint32_t)i;
    TP_PUSH(t->a, &t->ns, ns);
    return (uint32_t)t->ns.n - 1;
}

static size_t hash_of(uint32_t ns, const char *local)
{
    uint32_t h = 2166136261u ^ ns * 2654435761u;

    for (; *local; local++)
        h = (h ^ (unsigned char)*local) * 16777619u;
    return h ^ h >> 15;
}

/* Its slot in the table, or the free one where it belongs. */
static size_t slot_of(const struct tp_rng_names *t, uint32_t ns, const char *local)
{
    size_t at = hash_of(ns, local) & t->mask;

    while (t->table[at]) {
        const struct tp_rng_name *n = &t->names.v[t->table[at] - 1];
        if (n->ns == ns && strcmp(n->local, local) == 0)
            break;
        at = (at + 1) & t->mask;
    }
    return at;
}

static void grow_table(struct tp_rng_names *t)
{
    t->mask = t->mask * 2 + 1;
    t->table = TP_NEW_ARRAY(t->a, t->mask + 1, uint32_t);
    for (size_t i = 0; i < t->names.n; i++)
        t->table[slot_of(t, t->names.v[i].ns, t->names.v[i].local)] = (uint32_t)i + 1;
}

uint32_t tp_rng_name_add(struct tp_rng_names *t, const char *ns, const char *local)
{
    uint32_t k = tp_rng_ns_add(t, ns);
    size_t at = slot_of(t, k, local);

    if (t->table[at])
        return t->table[at] - 1;
    TP_PUSH(t->a, &t->names, (struct tp_rng_name){k, local});
    t->table[at] = (uint32_t)t->names.n;
    if (t->names.n * 2 > t->mask)
        grow_table(t);
    return (uint32_t)t->names.n - 1;
}

uint32_t tp_rng_name_find(const struct tp_rng_names *t, const char *ns, const char *local)
{
    size_t k = 0, at;

    while (k < t->ns.n && strcmp(t->ns.v[k], ns) != 0)
        k++;
    if (k == t->ns.n)
        return (uint32_t)(t->names.n + k);
    at = slot_of(t, (uint32_t)k, local);
    return t->table[at] ? t->table[at] - 1 : (uint32_t)(t->names.n + k);
}

size_t tp_rng_alphabet(const struct tp_rng_names *t)
{
    return t->names.n + t->ns.n + 1;
}

static uint32_t ns_of(const struct tp_rng_names *t, size_t number)
{
    return number < t->names.n ? t->names.v[number].ns : (uint32_t)(number - t->names.n);
}

/* Parts are older than the whole, so their bits are there already. */
static void seal(struct tp_arena *a, struct tp_rng_nc *nc, const struct tp_rng_names *t)
{
    size_t n = tp_rng_alphabet(t);

    nc->bits = TP_NEW_ARRAY(a, (n + 63) / 64, uint64_t);
    for (size_t i = 0; i < n; i++) {
        uint32_t k = (uint32_t)i;
        bool in = nc->kind == TP_RNG_NC_CHOICE
                      ? tp_rng_nc_has(nc->a, k) || tp_rng_nc_has(nc->b, k)
                      : (nc->kind == TP_RNG_NC_ANY || ns_of(t, i) == nc->ns) &&
                            !(nc->a && tp_rng_nc_has(nc->a, k));
        if (in)
            nc->bits[i / 64] |= UINT64_C(1) << i % 64;
    }
}

void tp_rng_nc_seal(struct tp_arena *a, struct tp_rng_nc *all, const struct tp_rng_names *names)
{
    for (struct tp_rng_nc *nc = all; nc; nc = nc->next)
        if (nc->kind != TP_RNG_NC_NAME)
            seal(a, nc, names);
}

bool tp_rng_nc_overlap(const struct tp_rng_nc *x, const struct tp_rng_nc *y,
                       const struct tp_rng_names *names)
{
    if (!x->bits)
        return tp_rng_nc_has(y, x->name);
    if (!y->bits)
        return tp_rng_nc_has(x, y->name);
    for (size_t i = 0; i < (tp_rng_alphabet(names) + 63) / 64; i++)
        if (x->bits[i] & y->bits[i])
            return true;
    return false;
}
