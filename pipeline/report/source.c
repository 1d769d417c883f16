#include "source.h"

#include <string.h>

#include "../base/file.h"

static void open_source(struct tp_source *s, struct tp_arena *a, const char *file)
{
    struct tp_diags
        *unseen; /* that the file can't be read has been said, or its line isn't needed */
    char *data;
    size_t len;

    if (s->file && strcmp(s->file, file) == 0)
        return;
    tp_arena_free(s->arena);
    s->arena = tp_arena_sub(a);
    s->file = file;
    s->lines = NULL;
    unseen = tp_diags_new(s->arena, 0);
    if (strcmp(file, "-") != 0 && tp_read_file(s->arena, file, &data, &len, unseen))
        s->lines = tp_lines_new(s->arena, data, len);
}

bool tp_source_line(struct tp_source *s, struct tp_arena *a, const struct tp_diag *d,
                    struct tp_slice *line)
{
    if (!d->loc.file || !d->loc.line || !d->loc.col)
        return false;
    if (d->excerpt) {
        *line = (struct tp_slice){d->excerpt, strlen(d->excerpt)};
        return true;
    }
    open_source(s, a, d->loc.file);
    if (!s->lines || d->loc.line > s->lines->n)
        return false;
    *line = tp_lines_get(s->lines, d->loc.line);
    return !memchr(line->p, '\0', line->len); /* UTF-16 is nothing to show */
}
