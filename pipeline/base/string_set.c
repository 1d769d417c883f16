#include "string_set.h"

#include <string.h>

#include "hash.h"

static size_t place(const struct tp_string_set *set, const char *string)
{
    size_t i = tp_hash(string, strlen(string)) & set->mask;

    while (set->v[i] && strcmp(set->v[i], string) != 0)
        i = (i + 1) & set->mask;
    return i;
}

void tp_string_set_add(struct tp_string_set *set, const char *string)
{
    size_t i;

    if (2 * (set->n + 1) > set->mask) { /* half of it stays empty */
        struct tp_string_set wider = {set->arena, NULL, set->n, set->v ? 2 * set->mask + 1 : 255};
        wider.v = TP_NEW_ARRAY(set->arena, wider.mask + 1, const char *);
        for (size_t k = 0; set->v && k <= set->mask; k++)
            if (set->v[k])
                wider.v[place(&wider, set->v[k])] = set->v[k];
        *set = wider;
    }
    i = place(set, string);
    if (!set->v[i]) {
        set->v[i] = tp_strdup(set->arena, string);
        set->n++;
    }
}

bool tp_string_set_has(const struct tp_string_set *set, const char *string)
{
    return set->v && set->v[place(set, string)];
}
