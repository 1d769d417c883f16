#include "resource.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *key, const void *item)
{
    return strcmp(key, ((const struct tp_resource *)item)->name);
}

const struct tp_resource *tp_resource_find(const char *name)
{
    static const char scheme[] = "teipipe:";

    const struct tp_resource *found;
    char other[64];
    size_t n;

    if (strncmp(name, scheme, sizeof scheme - 1) == 0)
        name += sizeof scheme - 1;
    found = bsearch(name, tp_resources, tp_resource_count, sizeof *tp_resources, by_name);
    n = strlen(name);
    if (found || n < 4 || n >= sizeof other || strcmp(name + n - 4, ".rng") != 0)
        return found;
    memcpy(other, name, n - 1);
    memcpy(other + n - 1, "c", 2);
    return bsearch(other, tp_resources, tp_resource_count, sizeof *tp_resources, by_name);
}

const struct tp_resource *tp_resource_under(const char *prefix, size_t *n)
{
    size_t len = strlen(prefix), i = 0;

    while (i < tp_resource_count && strncmp(tp_resources[i].name, prefix, len) != 0)
        i++;
    for (*n = 0;
         i + *n < tp_resource_count && strncmp(tp_resources[i + *n].name, prefix, len) == 0;)
        ++*n;
    return *n ? &tp_resources[i] : NULL;
}
