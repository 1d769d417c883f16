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

    if (strncmp(name, scheme, sizeof scheme - 1) == 0)
        name += sizeof scheme - 1;
    return bsearch(name, tp_resources, tp_resource_count, sizeof *tp_resources, by_name);
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
