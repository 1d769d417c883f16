#include <string.h>

#include "../base/file.h"
#include "read.h"
#include "text.h"

struct tp_source *tp_source_parse(struct tp_arena *a, const char *file, const char *data,
                                  size_t len, int syntax, struct tp_diags *ds)
{
    struct tp_source *s = TP_NEW(a, struct tp_source);
    struct tp_slice text;

    if (!tp_decode(a, file, data, len, &text, ds))
        return NULL;
    s->file = tp_strdup(a, file);
    s->text = text.p;
    s->len = (uint32_t)text.len;
    s->original_len = len;
    s->lines = tp_lines_new(a, text.p, text.len);
    if (!tp_front_matter(a, s, ds))
        return NULL;
    if (tp_space_before(s->text + s->body, s->len - s->body) == s->len - s->body) {
        tp_diag(ds, TP_D_EMPTY_SOURCE, tp_in(file), NULL);
        return NULL;
    }
    s->syntax = syntax >= 0 ? (enum tp_syntax)syntax
                            : tp_syntax_of(file, s->text + s->body, s->len - s->body);
    s->root = tp_block_add(a, NULL, TP_BLOCK_DOCUMENT);
    s->root->src = (struct tp_range){s->body, s->len};
    if (s->syntax == TP_MARKDOWN)
        return tp_read_markdown(a, s, ds) ? s : NULL;
    tp_read_plain(a, s);
    return s;
}

struct tp_source *tp_source_read(struct tp_arena *a, const char *file, int syntax,
                                 struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_source *s = NULL;
    char *data;
    size_t len;

    if (tp_read_file(work, file, &data, &len, ds))
        s = tp_source_parse(a, file, data, len, syntax, ds);
    tp_arena_free(work);
    return s;
}
