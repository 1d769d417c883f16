/* The documents of the edition as archives for who takes over all of them. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/zip.h"
#include "build.h"

static const struct archive {
    const char *name, *form; /* FORM NULL: the TEI */
    const char *path;        /* from html/ */
} archives[] = {
    {"tei", NULL, "downloads/tei.zip"},
    {"text", "text", "downloads/text.zip"},
};
enum { ARCHIVES = sizeof archives / sizeof *archives };

const char *const *tp_build_downloads(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    const char *const *joined = tp_downloads(a, b->forms, b->edition.n_formats);
    TP_VEC(const char *) v = {0};

    for (size_t i = 0; i < ARCHIVES; i++)
        if (!archives[i].form || tp_build_has_form(b, archives[i].form)) {
            TP_PUSH(a, &v, archives[i].name);
            TP_PUSH(a, &v, archives[i].path);
        }
    for (; *joined; joined++)
        TP_PUSH(a, &v, *joined);
    TP_PUSH(a, &v, NULL);
    return v.v;
}

/* ---- what goes into one ---- */

typedef TP_VEC(const struct tp_made *) members;

static int by_path(const void *x, const void *y)
{
    return strcmp((*(const struct tp_made *const *)x)->path,
                  (*(const struct tp_made *const *)y)->path);
}

static const struct tp_made *made_of(const struct tp_build *b, const struct tp_page *page,
                                     const char *form)
{
    if (!page->known || !page->tei.tei.made)
        return NULL;
    if (!form)
        return &page->tei.tei.file;
    for (size_t k = 0; k < b->n_forms && !page->is_authority; k++)
        if (page->forms[k].format && page->forms[k].out.made &&
            strcmp(page->forms[k].format, form) == 0)
            return &page->forms[k].out.file;
    return NULL;
}

static members members_of(const struct tp_build *b, const char *form, struct tp_arena *work)
{
    members v = {0};

    for (size_t i = 0; i < b->n; i++) {
        const struct tp_made *made = made_of(b, &b->pages[i], form);
        if (made)
            TP_PUSH(work, &v, made);
    }
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_path);
    return v;
}

/* ---- what is remembered: the archive as it was made, and of each member name and digest ---- */

static struct tp_slice digest_of(const struct tp_made *made)
{
    return (struct tp_slice){made->sha256, TP_DIGEST - 1};
}

static void keep(struct tp_build *b, const char *key, const struct tp_made *made, const members *v,
                 struct tp_arena *work)
{
    struct tp_buf bytes = tp_buf_new(work);
    struct tp_seen seen;

    tp_see_own(tp_path_join(work, b->output, made->path), made->sha256, &seen);
    tp_seen_pack(&bytes, &seen);
    tp_pack_number(&bytes, v->n);
    for (size_t i = 0; i < v->n; i++) {
        tp_pack_string(&bytes, v->v[i]->path);
        tp_pack_slice(&bytes, digest_of(v->v[i]));
    }
    (void)tp_store_put(b->store, key, (struct tp_slice){bytes.p, bytes.len});
}

/* Note which members the archive has already. True: it has nothing else, and is MADE. */
static bool compare(const struct tp_build *b, const char *key, const members *v,
                    struct tp_zip_member *list, struct tp_made *made, struct tp_arena *work)
{
    struct tp_unpack u = tp_unpack_new(tp_store_get(b->store, key).bytes);
    struct tp_seen old, now;
    size_t n, same = 0, i = 0;

    tp_seen_unpack(&u, &old);
    n = tp_unpack_count(&u);
    if (u.bad || tp_see(work, tp_path_join(work, b->output, made->path), &old,
                        tp_store_restarted(b->store), &now) == TP_SEEN_OTHER)
        return false;
    for (size_t k = 0; k < n && i < v->n; k++) { /* both are in order */
        const char *path = tp_unpack_string(&u);
        struct tp_slice digest = tp_unpack_slice(&u);
        if (u.bad || !path)
            break;
        while (i < v->n && strcmp(v->v[i]->path, path) < 0)
            i++;
        if (i == v->n || strcmp(v->v[i]->path, path) != 0)
            continue;
        if (digest.len != TP_DIGEST - 1 || memcmp(digest.p, digest_of(v->v[i]).p, digest.len) != 0)
            continue;
        list[i].old = k + 1;
        same++;
    }
    made->len = (size_t)now.size;
    memcpy(made->sha256, now.sha256, sizeof made->sha256);
    return same == n && same == v->n;
}

/* ---- making one ---- */

/* Length and checksum of a file that may be larger than memory. */
static bool measure(const char *path, struct tp_made *made)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0;
    void *map = ok ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;

    if (fd >= 0)
        (void)close(fd); /* it was only read */
    if (map == MAP_FAILED)
        return false;
    made->len = (size_t)st.st_size;
    tp_sha256(map, made->len, made->sha256);
    (void)munmap(map, made->len);
    return true;
}

static void make(struct tp_build *b, const struct archive *archive, struct tp_made_list *list)
{
    struct tp_run *r = b->run;
    struct tp_arena *work = tp_arena_sub(r->arena);
    const char *key = tp_fmt(work, "zip %s", archive->name);
    struct tp_made made = {.path = tp_fmt(r->arena, "html/%s", archive->path)};
    const char *file = tp_path_join(work, b->output, made.path);
    members v = members_of(b, archive->form, work);
    struct tp_zip_member *zip = TP_NEW_ARRAY(work, v.n + 1, struct tp_zip_member);
    bool ok = v.n != 0;

    for (size_t i = 0; i < v.n; i++) {
        zip[i].name = v.v[i]->path;
        zip[i].file = tp_path_join(work, b->output, v.v[i]->path);
    }
    if (ok && !compare(b, key, &v, zip, &made, work)) {
        ok = tp_zip_write(work, file, zip, v.n, r->general) && measure(file, &made);
        if (ok)
            keep(b, key, &made, &v, work);
    }
    if (ok)
        TP_PUSH(r->arena, list, made);
    tp_arena_free(work);
}

void tp_make_archives(struct tp_build *b, struct tp_made_list *list)
{
    for (size_t i = 0; i < ARCHIVES; i++)
        if (!archives[i].form || tp_build_has_form(b, archives[i].form))
            make(b, &archives[i], list);
}
