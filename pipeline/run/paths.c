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

void tp_buf_uri_path(struct tp_buf *b, const char *path)
{
    for (const char *p = path; *p; p++)
        if (strchr("-._~/", *p) || (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
            (*p >= 'A' && *p <= 'Z'))
            tp_buf_char(b, *p);
        else
            tp_buf_fmt(b, "%%%02X", (unsigned)(unsigned char)*p);
}
