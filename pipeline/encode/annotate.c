#include "annotate.h"

#include <string.h>

struct tp_attr *tp_attr_add(struct tp_arena *a, struct tp_attr *list, const char *name,
                            const char *value)
{
    struct tp_attr *new = TP_NEW(a, struct tp_attr), *last = list;

    new->name = name;
    new->value = tp_strdup(a, value);
    if (!list)
        return new;
    while (last->next)
        last = last->next;
    last->next = new;
    return list;
}

const char *tp_attr_get(const struct tp_attr *list, const char *name)
{
    for (; list; list = list->next)
        if (strcmp(list->name, name) == 0)
            return list->value;
    return NULL;
}
