/* The pages and files of an edition as a whole, among the outputs of a build: part by part, as jobs
 * like documents; and only what isn't there already, made of the same. */
#include <string.h>

#include "../base/version.h"
#include "build.h"

struct tp_site_info tp_index_info(const struct tp_edition *e, const char *page_base,
                                  const char *date)
{
    return (struct tp_site_info){.title = e->title,
                                 .publisher = e->publisher,
                                 .licence = e->licence,
                                 .editor = e->editor,
                                 .email = e->email,
                                 .language = e->language,
                                 .page_base = page_base,
                                 .date = date,
                                 .generator = "teipipe " TP_VERSION};
}

/* ---- what is known of them ---- */

static void pack_file(struct tp_buf *b, const struct tp_index_file *f)
{
    tp_pack_string(b, f->out.file.path);
    tp_pack_number(b, f->out.file.len);
    tp_seen_pack(b, &f->out.seen);
    tp_pack_string(b, f->key);
}

static void unpack_files(struct tp_unpack *u, struct tp_arena *a, struct tp_index_part *part)
{
    for (size_t n = tp_unpack_count(u); n && !u->bad; n--) {
        struct tp_index_file f = {.out.made = true};
        f.out.file.path = tp_unpack_string(u);
        f.out.file.len = (size_t)tp_unpack_number(u);
        tp_seen_unpack(u, &f.out.seen);
        memcpy(f.out.file.sha256, f.out.seen.sha256, sizeof f.out.file.sha256);
        f.key = tp_unpack_string(u);
        if (!f.out.file.path || !f.key)
            u->bad = true;
        if (!u->bad)
            TP_PUSH(a, &part->files, f);
    }
}

/* By the parts' numbers. */
static struct tp_index_part *kept_parts(const struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    struct tp_index_part *v = TP_NEW_ARRAY(a, TP_SITE_PARTS, struct tp_index_part);
    struct tp_unpack u = tp_unpack_new(tp_store_get(b->store, "pages").bytes);

    for (size_t n = tp_unpack_count(&u); n && !u.bad; n--) {
        const char *name = tp_unpack_string(&u), *key = tp_unpack_string(&u);
        struct tp_index_part part = {0};
        unpack_files(&u, a, &part);
        for (size_t i = 0; !u.bad && name && key && i < TP_SITE_PARTS; i++)
            if (strcmp(name, tp_site_part_name(i)) == 0 && strlen(key) < sizeof part.key) {
                memcpy(part.key, key, strlen(key) + 1);
                v[i] = part;
            }
    }
    return v;
}

void tp_keep_index(struct tp_build *b)
{
    struct tp_buf bytes = tp_buf_new(b->run->arena);

    if (!b->index)
        return;
    tp_pack_number(&bytes, TP_SITE_PARTS);
    for (size_t i = 0; i < TP_SITE_PARTS; i++) {
        const struct tp_index_part *part = &b->index[i];
        tp_pack_string(&bytes, tp_site_part_name(i));
        tp_pack_string(&bytes, part->key);
        tp_pack_number(&bytes, part->files.n);
        for (size_t k = 0; k < part->files.n; k++)
            pack_file(&bytes, &part->files.v[k]);
    }
    (void)tp_store_put(b->store, "pages", (struct tp_slice){bytes.p, bytes.len});
}

/* ---- making ---- */

/* Is it as it was made? Notes what it looks like now. */
static bool is_there(const struct tp_build *b, struct tp_arena *work, struct tp_index_file *f)
{
    struct tp_seen now;
    enum tp_seen_how how = tp_see(work, tp_path_join(work, b->output, f->out.file.path),
                                  &f->out.seen, tp_store_restarted(b->store), &now);

    if (how == TP_SEEN_TOUCHED) {
        now.sure = true;
        f->out.seen = now;
    }
    return how != TP_SEEN_OTHER;
}

static bool all_there(const struct tp_build *b, struct tp_index_part *part)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    bool all = true;

    for (size_t i = 0; all && i < part->files.n; i++)
        all = is_there(b, work, &part->files.v[i]);
    tp_arena_free(work);
    return all;
}

/* What a job leaves. */
struct tp_index_made {
    struct tp_slice files;
    bool whole; /* all could be made */
};

struct making {
    struct tp_build *b;
    struct tp_index_part *old; /* all parts */
    size_t *parts;             /* to be made, by the numbers of the jobs */
    const char **names;
    struct tp_index_made *made;
};

/* One job. */
struct writing {
    const struct tp_build *b;
    struct tp_index_part *old;
    struct tp_arena *work; /* of one file */
    struct tp_buf files;   /* as they are kept */
    size_t n;
    char key[TP_DIGEST]; /* of the page that comes */
    struct tp_diags *ds;
};

static void note(struct writing *w, const struct tp_index_file *f)
{
    pack_file(&w->files, f);
    w->n++;
}

static bool keep(void *arg, const char *path, const char *key)
{
    struct writing *w = arg;

    memcpy(w->key, key, sizeof w->key);
    for (size_t i = 0; i < w->old->files.n; i++) {
        struct tp_index_file *f = &w->old->files.v[i];
        if (strcmp(f->key, key) != 0 || strcmp(f->out.file.path, path) != 0)
            continue;
        if (!is_there(w->b, w->work, f))
            return false;
        note(w, f);
        w->key[0] = '\0';
        return true;
    }
    return false;
}

static bool take(void *arg, const char *path, const char *data, size_t len)
{
    struct writing *w = arg;
    struct tp_arena *a = tp_arena_sub(w->work);
    const char *file = tp_path_join(a, w->b->output, path);
    struct tp_index_file f = {.out = {.made = true, .file = {path, len, ""}}, .key = w->key};
    bool ok = tp_write_file(a, file, data, len, w->ds);

    if (ok) {
        tp_sha256(data, len, f.out.file.sha256);
        tp_see_own(file, f.out.file.sha256, &f.out.seen);
        note(w, &f);
    }
    w->key[0] = '\0';
    tp_arena_free(a);
    return ok;
}

static void make_part(void *arg, size_t i, struct tp_arena *work, struct tp_diags *ds,
                      struct tp_job *job)
{
    struct making *m = arg;
    struct tp_build *b = m->b;
    struct writing w = {b, &m->old[m->parts[i]], work, tp_buf_new(work), 0, "", ds};
    struct tp_site_files to = {b->index_sheet, take, keep, &w};
    struct tp_buf all = tp_buf_new(job->kept);

    m->made[i].whole = tp_site_write_part(b->site, m->parts[i], &to, work, ds);
    tp_pack_number(&all, w.n);
    tp_buf_add(&all, w.files.p, w.files.len);
    m->made[i].files = (struct tp_slice){all.p, all.len};
}

static const char *name_of_job(void *arg, size_t i)
{
    return ((const struct making *)arg)->names[i];
}

static void gather(void *arg, size_t i, struct tp_job *job)
{
    const struct making *m = arg;
    struct tp_build *b = m->b;
    struct tp_index_part *part = &b->index[m->parts[i]];
    struct tp_unpack u = tp_unpack_new(m->made[i].files);

    unpack_files(&u, b->run->arena, part);
    if (!m->made[i].whole || job->exhausted)
        part->key[0] = '\0'; /* to be tried again */
    tp_diags_append(b->run->general, job->diags);
}

/* Limits are for documents: these are as large as the edition is. */
static void make_parts(struct making *m, size_t n)
{
    struct tp_run *r = m->b->run;
    struct tp_apart apart = {.memory = r->apart ? r->apart->memory : NULL};
    struct tp_jobs jobs = {.n = n,
                           .threads = r->set.threads ? r->set.threads : tp_jobs_default(),
                           .apart = r->apart ? &apart : NULL,
                           .arg = m,
                           .name = name_of_job,
                           .work = make_part,
                           .done = gather};

    m->made = tp_jobs_slots(r->arena, r->apart ? &apart : NULL, n, sizeof *m->made);
    tp_jobs_run(r->arena, &jobs, tp_jobs_new(r->arena, n, r->set.max_errors, apart.memory));
}

void tp_make_index(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    struct making m = {.b = b, .old = kept_parts(b)};
    char keys[TP_SITE_PARTS][TP_DIGEST];
    size_t n = 0;

    if (!b->index_sheet)
        return;
    tp_site_part_keys(b->site, keys);
    b->index = TP_NEW_ARRAY(a, TP_SITE_PARTS, struct tp_index_part);
    m.parts = TP_NEW_ARRAY(a, TP_SITE_PARTS, size_t);
    for (size_t i = 0; i < TP_SITE_PARTS; i++) {
        if (strcmp(m.old[i].key, keys[i]) == 0 && all_there(b, &m.old[i]))
            b->index[i] = m.old[i];
        else
            m.parts[n++] = i;
        memcpy(b->index[i].key, keys[i], sizeof keys[i]);
    }
    m.names = TP_NEW_ARRAY(a, n + 1, const char *);
    for (size_t i = 0; i < n; i++)
        m.names[i] =
            tp_path_join(a, b->output, tp_fmt(a, "html/%s", tp_site_part_name(m.parts[i])));
    if (n)
        make_parts(&m, n);
}
