/* What a build made, with checksums; by it the next build knows what is its own to remove. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/version.h"
#include "../report/tree.h"
#include "parts.h"
#include "sha256.h"

bool tp_make(const char *output, const char *path, const char *data, size_t len,
             struct tp_arena *kept, struct tp_arena *work, struct tp_made_list *list,
             struct tp_diags *ds)
{
    struct tp_made made = {tp_strdup(kept, path), len, ""};

    if (!tp_write_file(work, tp_path_join(work, output, path), data, len, ds))
        return false;
    tp_sha256(data, len, made.sha256);
    TP_PUSH(kept, list, made);
    return true;
}

static int by_path(const void *x, const void *y)
{
    return strcmp(((const struct tp_made *)x)->path, ((const struct tp_made *)y)->path);
}

static bool listed(const struct tp_made_list *list, const char *path)
{
    struct tp_made key = {path, 0, ""};

    return list->n && bsearch(&key, list->v, list->n, sizeof key, by_path);
}

/* A path that stays below the output folder. */
static bool safe(const char *path)
{
    if (path[0] == '/' || path[0] == '\0')
        return false;
    for (const char *p = path; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
            return false;
    }
    return true;
}

/* Folders that nothing is left in. */
static void remove_empty(struct tp_arena *work, const char *output, const char *path)
{
    const char *dir = tp_path_dir(work, path);

    while (strcmp(dir, ".") != 0 && rmdir(tp_path_join(work, output, dir)) == 0)
        dir = tp_path_dir(work, dir);
}

/* Remove OUTPUT/PATH if it is as the old build made it. */
static void remove_stale(struct tp_arena *work, const char *output, const char *path,
                         const char *sha256, struct tp_diags *ds)
{
    const char *file = tp_path_join(work, output, path);
    char digest[65], *data, text[128];
    size_t len;

    if (!tp_file_exists(file) || tp_is_folder(file) || !tp_read_file(work, file, &data, &len, ds))
        return;
    tp_sha256(data, len, digest);
    if (strcmp(digest, sha256) != 0) {
        tp_diag(ds, TP_D_STALE_CHANGED, tp_in(file), NULL);
    } else if (unlink(file) != 0) {
        if (strerror_r(errno, text, sizeof text) != 0)
            text[0] = '\0';
        tp_diag(ds, TP_D_FILE_UNWRITABLE, tp_in(file), text);
    } else {
        remove_empty(work, output, path);
    }
}

static void release(void *p)
{
    json_decref(p);
}

static void remove_old(struct tp_arena *work, const char *output, const struct tp_made_list *list,
                       struct tp_diags *ds)
{
    const char *file = tp_path_join(work, output, TP_MANIFEST);
    json_t *root, *entry;
    json_error_t error;
    char *data;
    size_t len, i;

    if (!tp_file_exists(file) || !tp_read_file(work, file, &data, &len, ds))
        return;
    root = json_loadb(data, len, 0, &error);
    if (!root)
        return; /* somebody else's manifest.json, or a broken one: nothing in it is ours */
    tp_defer(work, release, root);
    json_array_foreach(json_object_get(root, "files"), i, entry)
    {
        const char *path = json_string_value(json_object_get(entry, "path"));
        const char *sha256 = json_string_value(json_object_get(entry, "sha256"));
        struct tp_arena *one;
        if (!path || !sha256 || !safe(path) || listed(list, path))
            continue;
        one = tp_arena_sub(work);
        remove_stale(one, output, path, sha256, ds);
        tp_arena_free(one);
    }
}

/* What an interrupted build made, whose manifest wasn't written. */
static void remove_unlisted(struct tp_arena *work, const char *output,
                            const struct tp_made_list *list, const struct tp_made_list *old,
                            struct tp_diags *ds)
{
    for (size_t i = 0; i < old->n; i++)
        if (safe(old->v[i].path) && !listed(list, old->v[i].path)) {
            struct tp_arena *one = tp_arena_sub(work);
            remove_stale(one, output, old->v[i].path, old->v[i].sha256, ds);
            tp_arena_free(one);
        }
}

bool tp_manifest_write(struct tp_arena *work, const char *output, const struct tp_made_list *list,
                       const struct tp_made_list *old, struct tp_diags *ds)
{
    struct tp_buf b = tp_buf_new(work);
    json_t *root = tp_json_root(work), *files = tp_json(work, json_array());

    if (list->n)
        qsort(list->v, list->n, sizeof *list->v, by_path);
    remove_old(work, output, list, ds);
    remove_unlisted(work, output, list, old, ds);
    tp_json_set(work, root, "tool", json_string("teipipe"));
    tp_json_set(work, root, "version", json_string(TP_VERSION));
    tp_json_set(work, root, "files", files);
    for (size_t i = 0; i < list->n; i++) {
        json_t *entry = tp_json(work, json_object());
        tp_json_add(work, files, entry);
        tp_json_set(work, entry, "path", tp_json_text(work, list->v[i].path));
        tp_json_set(work, entry, "bytes", json_integer((json_int_t)list->v[i].len));
        tp_json_set(work, entry, "sha256", json_string(list->v[i].sha256));
    }
    tp_json_print(root, &b);
    return tp_write_file(work, tp_path_join(work, output, TP_MANIFEST), b.p, b.len, ds);
}
