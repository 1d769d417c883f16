/* One share of a build: which documents it has, and what it says of itself when it is finished. */
#include "shard.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/version.h"
#include "../report/tree.h"

/* ---- which documents ---- */

/* The first eight bytes of SHA-256, as a number. */
static uint64_t key_of(const char *path)
{
    char hex[TP_DIGEST];

    tp_digest(path, strlen(path), hex);
    hex[16] = '\0';
    return strtoull(hex, NULL, 16);
}

/* Jump consistent hashing: from 0 to N - 1. */
static unsigned jump(uint64_t key, unsigned n)
{
    int64_t at = -1, next = 0;

    while (next < (int64_t)n) {
        at = next;
        key = key * 2862933555777941757u + 1;
        next = (int64_t)((double)(at + 1) * ((double)(1u << 31) / (double)((key >> 33) + 1)));
    }
    return (unsigned)at;
}

unsigned tp_shard_of(struct tp_arena *work, const char *dir, const char *path, unsigned n)
{
    const char *in = tp_path_join(work, dir, "");
    size_t len = strlen(in);

    if (strncmp(path, in, len) == 0)
        path += len;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return jump(key_of(path), n) + 1;
}

/* ---- where ---- */

static bool is_below(const char *folder, const char *path)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* The absolute path of what need not be there yet: the nearest folder above it is. */
static const char *will_be(struct tp_arena *a, const char *path)
{
    const char *up = path, *real = tp_path_real(a, up), *rest = "";

    while (!real && strcmp(up, ".") != 0 && strcmp(up, "/") != 0) {
        up = tp_path_dir(a, up);
        real = tp_path_real(a, up);
        rest = strcmp(up, ".") == 0 ? path : path + strlen(up);
    }
    return real ? tp_path_join(a, real, rest + strspn(rest, "./")) : path;
}

bool tp_shard_folder(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    const char *dir = tp_path_real(a, b->edition.dir), *there = will_be(a, b->output);

    if (!dir || !is_below(dir, there) || is_below(tp_path_join(a, dir, "output"), there))
        return true;
    tp_diag(b->run->general, TP_D_USAGE, tp_in(b->output),
            "is in the edition, where other shards would take its texts for transcriptions; name a "
            "folder beside the edition, or in its folder output/");
    return false;
}

bool tp_shard_store(struct tp_build *b)
{
    return tp_make_folder(b->run->arena, tp_path_join(b->run->arena, b->output, ".teipipe"),
                          b->run->general);
}

/* ---- what it says of itself ---- */

void tp_shard_parts(const struct tp_build *b, struct tp_shard_parts *out)
{
    *out = (struct tp_shard_parts){{[TP_SHARD_PROGRAM] = b->program,
                                    [TP_SHARD_DATE] = b->date ? b->date : "",
                                    [TP_SHARD_OPTIONS] = b->portable,
                                    [TP_SHARD_LAYOUTS] = b->layouts.digest,
                                    [TP_SHARD_TABLES] = b->tables.digest,
                                    [TP_SHARD_METADATA] = b->metadata.digest,
                                    [TP_SHARD_CHECKED] = b->checked.digest,
                                    [TP_SHARD_AUTHORITY] = b->authority.digest,
                                    [TP_SHARD_SHEETS] = b->sheets.digest}};
}

void tp_shard_begin(struct tp_build *b)
{
    /* What can't be removed can't be written either: that is told of at the end. */
    (void)unlink(tp_path_join(b->run->arena, b->output, TP_SHARD_FILE));
}

/* What stands in the store, in which any name can be written. */
static void keep_shard(struct tp_build *b)
{
    struct tp_buf bytes = tp_buf_new(b->run->arena), failed = tp_buf_new(b->run->arena);
    struct tp_shard_parts parts;
    size_t n = 0;

    tp_pack_string(&bytes, b->edition.dir);
    tp_pack_string(&bytes, b->run->set.metadata);
    tp_shard_parts(b, &parts);
    for (size_t i = 0; i < TP_SHARD_PARTS; i++)
        tp_pack_string(&bytes, parts.of[i]);
    for (size_t i = 0; i < b->n_sources; i++)
        if (!b->pages[i].known || !b->pages[i].tei_step.check) {
            tp_pack_string(&failed, b->pages[i].file);
            n++;
        }
    tp_pack_number(&bytes, n);
    tp_buf_add(&bytes, failed.p, failed.len);
    (void)tp_store_put(b->store, "shard", (struct tp_slice){bytes.p, bytes.len});
}

void tp_shard_end(struct tp_build *b, struct tp_made_list *list)
{
    struct tp_arena *a = b->run->arena, *work = tp_arena_sub(a);
    json_t *root = tp_json_root(work);
    struct tp_buf out = tp_buf_new(work);

    keep_shard(b);
    tp_json_set(work, root, "tool", json_string("teipipe"));
    tp_json_set(work, root, "version", json_string(TP_VERSION));
    tp_json_set(work, root, "program", json_string(b->program));
    tp_json_set(work, root, "shard", json_integer((json_int_t)b->run->set.shard));
    tp_json_set(work, root, "of", json_integer((json_int_t)b->run->set.shards));
    tp_json_set(work, root, "edition", tp_json_text(work, b->edition.dir));
    tp_json_set(work, root, "documents", json_integer((json_int_t)b->n_sources));
    tp_json_print(root, &out);
    (void)tp_make(b->output, TP_SHARD_FILE, out.p, out.len, a, work, list, b->run->general);
    tp_arena_free(work);
}

/* ---- reading that ---- */

static void release(void *p)
{
    json_decref(p);
}

static bool unfinished(const char *folder, const char *why, struct tp_diags *ds)
{
    tp_diag(ds, TP_D_SHARD_UNFINISHED, tp_in(folder), why);
    return false;
}

bool tp_shard_read(struct tp_arena *a, const char *folder, struct tp_shard *out,
                   struct tp_diags *ds)
{
    const char *file = tp_path_join(a, folder, TP_SHARD_FILE), *version, *program;
    json_t *root, *k, *n;
    json_error_t error;
    char *data;
    size_t len;

    *out = (struct tp_shard){.folder = folder};
    if (!tp_is_folder(folder))
        return unfinished(folder, "there is no such folder", ds);
    if (!tp_file_exists(file))
        return unfinished(folder,
                          tp_is_folder(tp_path_join(a, folder, ".teipipe"))
                              ? "its build was interrupted, or is still at work"
                              : "it has no " TP_SHARD_FILE,
                          ds);
    if (!tp_read_file(a, file, &data, &len, ds))
        return false;
    root = json_loadb(data, len, 0, &error);
    if (root)
        tp_defer(a, release, root);
    k = json_object_get(root, "shard");
    n = json_object_get(root, "of");
    version = json_string_value(json_object_get(root, "version"));
    program = json_string_value(json_object_get(root, "program"));
    if (!version || !program || !json_is_integer(k) || !json_is_integer(n) ||
        json_integer_value(n) < 1 || json_integer_value(n) > TP_MAX_SHARDS ||
        json_integer_value(k) < 1 || json_integer_value(k) > json_integer_value(n))
        return unfinished(folder, "its " TP_SHARD_FILE " isn't what a build writes", ds);
    out->version = version;
    out->parts.of[TP_SHARD_PROGRAM] = program;
    out->k = (unsigned)json_integer_value(k);
    out->n = (unsigned)json_integer_value(n);
    return true;
}
