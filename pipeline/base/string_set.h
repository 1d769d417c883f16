/* string_set.h - a set of strings, by open addressing. Strings are copied into its arena. */
#ifndef TP_BASE_STRING_SET_H
#define TP_BASE_STRING_SET_H

#include "arena.h"

/* Begin with {.arena = a}. */
struct tp_string_set {
    struct tp_arena *arena;
    const char **v; /* NULL: no string here; MASK + 1 places, once there are any */
    size_t n, mask;
};

void tp_string_set_add(struct tp_string_set *set, const char *string);
bool tp_string_set_has(const struct tp_string_set *set, const char *string);

#endif
