/* What a build made, with checksums; by it the next build knows what is its own to remove. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/hash.h"
#include "../base/sha256.h"
#include "../base/version.h"
#include "../report/report.h"
#include "parts.h"

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

/* ---- the list ---- */

/* The paths, in a table with open addressing. */
struct table {
    const struct tp_made **v;
    size_t mask;
};

static size_t slot(const struct table *t, const char *path)
{
    size_t i = tp_hash(path, strlen(path)) & t->mask;

    while (t->v[i] && strcmp(t->v[i]->path, path) != 0)
        i = (i + 1) & t->mask;
    return i;
}

static struct table table_of(struct tp_arena *work, const struct tp_made_list *list)
{
    struct table t = {NULL, 255};

    while (t.mask < 2 * list->n)
        t.mask = 2 * t.mask + 1;
    t.v = TP_NEW_ARRAY(work, t.mask + 1, const struct tp_made *);
    for (size_t i = 0; i < list->n; i++)
        t.v[slot(&t, list->v[i].path)] = &list->v[i];
    return t;
}

static bool listed(const struct table *t, const char *path)
{
    return t->v[slot(t, path)] != NULL;
}

/* Merge FROM[A..B) and FROM[B..C), each in order, into TO[A..C). */
static void merge(const struct tp_made **from, const struct tp_made **to, size_t a, size_t b,
                  size_t c)
{
    size_t i = a, k = b;

    for (size_t n = a; n < c; n++)
        to[n] =
            k == c || (i < b && strcmp(from[i]->path, from[k]->path) <= 0) ? from[i++] : from[k++];
}

/* In the order of their paths. The list has a few long runs that are in order, one a folder: so
 * runs are merged (Knuth, The Art of Computer Programming 3, 5.2.4, natural merging). */
static const struct tp_made **sorted(struct tp_arena *work, const struct tp_made_list *list)
{
    const struct tp_made **v = TP_NEW_ARRAY(work, list->n + 1, const struct tp_made *);
    const struct tp_made **to = TP_NEW_ARRAY(work, list->n + 1, const struct tp_made *), **swap;
    TP_VEC(size_t) runs = {0}; /* where they begin, and the end */

    for (size_t i = 0; i < list->n; i++) {
        v[i] = &list->v[i];
        if (!i || strcmp(v[i - 1]->path, v[i]->path) > 0)
            TP_PUSH(work, &runs, i);
    }
    TP_PUSH(work, &runs, list->n);
    while (runs.n > 2) {
        size_t n = 0;
        for (size_t i = 0; i + 1 < runs.n; i += 2) {
            size_t middle = runs.v[i + 1], end = i + 2 < runs.n ? runs.v[i + 2] : middle;
            merge(v, to, runs.v[i], middle, end);
            runs.v[n++] = runs.v[i];
        }
        runs.v[n++] = list->n;
        runs.n = n;
        swap = v, v = to, to = swap;
    }
    return v;
}

/* ---- what isn't made any more ---- */

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

/* By the manifest that is there. */
static void remove_old(struct tp_arena *work, const char *output, const struct table *list,
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

/* By what the store has: an interrupted build has written no manifest. */
static void remove_unlisted(struct tp_arena *work, const char *output, const struct table *list,
                            const struct tp_made_list *old, struct tp_diags *ds)
{
    for (size_t i = 0; i < old->n; i++)
        if (!listed(list, old->v[i].path) && safe(old->v[i].path)) {
            struct tp_arena *one = tp_arena_sub(work);
            remove_stale(one, output, old->v[i].path, old->v[i].sha256, ds);
            tp_arena_free(one);
        }
}

void tp_manifest_clean(struct tp_arena *work, const char *output, const struct tp_made_list *list,
                       const struct tp_made_list *old, bool all_old, struct tp_diags *ds)
{
    struct tp_arena *own = tp_arena_sub(work);
    struct table table = table_of(own, list);

    if (!all_old)
        remove_old(own, output, &table, ds);
    remove_unlisted(own, output, &table, old, ds);
    tp_arena_free(own);
}

/* ---- writing ---- */

static bool is_plain(const char *path)
{
    while (*path >= ' ' && *path <= '~' && *path != '"' && *path != '\\')
        path++;
    return *path == '\0';
}

static void put_entry(struct tp_buf *b, const struct tp_made *made)
{
    const char *path = is_plain(made->path) ? made->path : tp_report_clean(b->arena, made->path);

    tp_buf_str(b, "\n    {\n      \"path\": \"");
    tp_buf_json(b, path, strlen(path));
    tp_buf_fmt(b, "\",\n      \"bytes\": %zu", made->len);
    tp_buf_str(b, ",\n      \"sha256\": \"");
    tp_buf_str(b, made->sha256);
    tp_buf_str(b, "\"\n    }");
}

bool tp_manifest_write(struct tp_arena *work, const char *output, struct tp_made_list *list,
                       struct tp_arena *kept, struct tp_diags *ds)
{
    struct tp_arena *own = tp_arena_sub(work);
    struct tp_buf b = tp_buf_new(own);
    const struct tp_made **v = sorted(own, list);
    bool ok;

    tp_buf_str(&b,
               "{\n  \"tool\": \"teipipe\",\n  \"version\": \"" TP_VERSION "\",\n  \"files\": [");
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            tp_buf_char(&b, ',');
        put_entry(&b, v[i]);
    }
    tp_buf_str(&b, list->n ? "\n  ]\n}\n" : "]\n}\n");
    ok = tp_make(output, TP_MANIFEST, b.p, b.len, kept, own, list, ds);
    tp_arena_free(own);
    return ok;
}
