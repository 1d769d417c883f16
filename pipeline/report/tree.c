#include "tree.h"

#include "report.h"

json_t *tp_json(struct tp_arena *a, json_t *value)
{
    if (!value)
        tp_arena_fail(a);
    return value;
}

static void release(void *value)
{
    json_decref(value);
}

json_t *tp_json_root(struct tp_arena *a)
{
    return tp_own(a, release, json_object());
}

json_t *tp_json_text(struct tp_arena *a, const char *s)
{
    return tp_json(a, json_string(tp_report_clean(a, s)));
}

void tp_json_set(struct tp_arena *a, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, tp_json(a, value)) != 0)
        tp_arena_fail(a);
}

void tp_json_add(struct tp_arena *a, json_t *array, json_t *value)
{
    if (json_array_append_new(array, tp_json(a, value)) != 0)
        tp_arena_fail(a);
}

static int take(const char *text, size_t len, void *out)
{
    tp_buf_add(out, text, len);
    return 0;
}

void tp_json_print(const json_t *root, struct tp_buf *out)
{
    if (json_dump_callback(root, take, out, JSON_INDENT(2)) != 0)
        tp_arena_fail(out->arena);
    tp_buf_char(out, '\n');
}
