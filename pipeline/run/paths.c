#define _XOPEN_SOURCE 700 /* realpath() */

#include <stdlib.h>
#include <string.h>

#include "parts.h"

const char *tp_path_real(struct tp_arena *a, const char *path)
{
    char *p = realpath(path, NULL);
    const char *copy = p ? tp_strdup(a, p) : NULL;

    free(p);
    return copy;
}
