#define _XOPEN_SOURCE 700 /* realpath() */

#include "reader.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/xml.h"
#include "relaxng/relaxng.h"

/* A file that has been asked for: as text, as a tree, or both. */
struct held {
    const char *path; /* the real one */
    bool read;        /* TEXT, or WHY, is known */
    struct tp_slice text;
    struct tp_xp_doc *doc;
    const char *why; /* it can't be had, as it is needed */
};

struct tp_reader {
    struct tp_sch_host host;
    const char *(*root_of)(struct tp_arena *a, const char *file);
    pthread_mutex_t lock; /* guards the rest */
    struct tp_arena *arena;
    TP_VEC(struct held *) held;
};

/* One question, answered under the lock and the guard of the reader's own arena. */
struct question {
    struct tp_reader *r;
    const char *uri, *base;
    struct held *found;
    const char *why;
    struct tp_paths files; /* of a folder */
};

static char *real(struct tp_arena *a, const char *path)
{
    char *s = realpath(path, NULL), *copy = s ? tp_strdup(a, s) : NULL;

    free(s);
    return copy;
}

/* The real path, if it is inside the edition of BASE. */
static const char *locate(struct question *q)
{
    struct tp_arena *a = q->r->arena;
    const char *base = strcmp(q->base, "-") == 0 ? "./-" : q->base;
    const char *path = tp_rng_resolve(a, base, q->uri), *top, *dir;
    size_t n;

    if (strstr(path, "://")) {
        q->why = "nothing is fetched from the network";
        return NULL;
    }
    if (strchr(q->uri, '#')) {
        q->why = "a part of a file is no document";
        return NULL;
    }
    path = real(a, path);
    if (!path) {
        q->why = "there is no such file";
        return NULL;
    }
    dir = q->r->root_of ? q->r->root_of(a, base) : NULL;
    top = real(a, dir ? dir : tp_path_dir(a, base));
    n = top ? strlen(top) : 0;
    if (!top || strncmp(path, top, n) != 0 || (path[n] && path[n] != '/' && n > 1)) {
        q->why = "it is outside the edition";
        return NULL;
    }
    return path;
}

static struct held *hold(struct tp_reader *r, const char *path)
{
    struct held *h;

    for (size_t i = 0; i < r->held.n; i++)
        if (strcmp(r->held.v[i]->path, path) == 0)
            return r->held.v[i];
    h = TP_NEW(r->arena, struct held);
    h->path = tp_strdup(r->arena, path);
    TP_PUSH(r->arena, &r->held, h);
    return h;
}

static void read_text(struct tp_reader *r, struct held *h)
{
    struct tp_diags *found = tp_diags_new(r->arena, 0);
    char *data;

    if (h->read)
        return;
    h->read = true;
    if (tp_read_file(r->arena, h->path, &data, &h->text.len, found))
        h->text.p = data;
    else
        h->why = found->first ? found->first->message : "it can't be read";
}

static void find_text(void *arg)
{
    struct question *q = arg;
    const char *path = locate(q);

    if (path) {
        q->found = hold(q->r, path);
        read_text(q->r, q->found);
    }
}

static struct held *tree(struct tp_reader *r, const char *path)
{
    struct held *h = hold(r, path);
    struct tp_diags *found = tp_diags_new(r->arena, 0);
    xmlDoc *doc;

    read_text(r, h);
    if (h->doc || h->why)
        return h;
    doc = tp_xml_read_memory(r->arena, h->text.p, h->text.len, path, found);
    if (doc)
        h->doc = tp_xp_doc_new(r->arena, doc);
    else
        h->why = found->first ? found->first->message : "it is not well formed";
    return h;
}

static void find_tree(void *arg)
{
    struct question *q = arg;
    const char *path = locate(q);

    if (path)
        q->found = tree(q->r, path);
}

static bool is_xml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".xml") == 0;
}

/* A folder: all documents in it and below it. */
static void find_folder(void *arg)
{
    struct question *q = arg;
    const char *path = locate(q);

    if (path && tp_is_folder(path))
        (void)tp_list_files(q->r->arena, path, is_xml, NULL, &q->files,
                            tp_diags_new(q->r->arena, 0));
    for (size_t i = 0; i < q->files.n; i++)
        (void)tree(q->r, q->files.v[i]);
}

static void ask(struct question *q, void (*fn)(void *arg))
{
    (void)pthread_mutex_lock(&q->r->lock);
    if (!tp_guard(q->r->arena, fn, q)) {
        q->found = NULL;
        q->why = "memory ran out";
    }
    (void)pthread_mutex_unlock(&q->r->lock);
}

/* ---- for the rules ---- */

static struct tp_xp_doc *read_doc(void *host, const char *uri, const char *base, const char **why)
{
    struct question q = {.r = host, .uri = uri, .base = base};

    ask(&q, find_tree);
    *why = q.found ? q.found->why : q.why;
    return q.found ? q.found->doc : NULL;
}

static bool read_unparsed(void *host, const char *uri, const char *base, struct tp_slice *out)
{
    struct question q = {.r = host, .uri = uri, .base = base};

    ask(&q, find_text);
    if (!q.found || !q.found->text.p)
        return false;
    *out = q.found->text;
    return true;
}

static bool read_collection(void *host, const char *uri, const char *base, struct tp_xp_run *run,
                            struct tp_xp_seq *out)
{
    struct question q = {.r = host, .uri = uri ? uri : ".", .base = base};

    ask(&q, find_folder);
    for (size_t i = 0; i < q.files.n; i++) {
        struct question one = {.r = host, .uri = q.files.v[i], .base = base};

        ask(&one, find_tree);
        if (one.found && one.found->doc)
            tp_xp_add(run, out, tp_xp_node_item((xmlNode *)tp_xp_doc_tree(one.found->doc)));
    }
    return q.files.n > 0;
}

static void close_reader(void *p)
{
    struct tp_reader *r = p;

    tp_arena_free(r->arena);
    (void)pthread_mutex_destroy(&r->lock);
}

struct tp_reader *tp_reader_new(struct tp_arena *a,
                                const char *(*root_of)(struct tp_arena *a, const char *file),
                                int64_t now)
{
    struct tp_reader *r = TP_NEW(a, struct tp_reader);

    r->host = (struct tp_sch_host){read_doc, read_unparsed, read_collection, r, now};
    r->root_of = root_of;
    r->arena = tp_arena_new(0); /* its own: other threads allocate in it than in A */
    if (!r->arena || pthread_mutex_init(&r->lock, NULL) != 0) {
        tp_arena_free(r->arena);
        tp_arena_fail(a);
    }
    tp_defer(a, close_reader, r);
    return r;
}

const struct tp_sch_host *tp_reader_host(const struct tp_reader *r)
{
    return &r->host;
}
