/* The shards of a merge: do they belong together, and to what the edition is now? */
#include <stdlib.h>
#include <string.h>

#include "../base/version.h"
#include "shard.h"

enum { MOST_TOLD = 10 }; /* documents of a kind that are told of one by one */

/* ---- do they belong together? ---- */

static bool other(struct tp_diags *ds, const char *folder, const char *why)
{
    tp_diag(ds, TP_D_SHARD_OTHER, tp_in(folder), why);
    return false;
}

/* Each number once, and all of one number of shards, by one program. */
static bool complete(struct tp_run *r, const struct tp_shard *v, size_t n)
{
    struct tp_arena *a = r->arena;
    const struct tp_shard **at = TP_NEW_ARRAY(a, (size_t)v[0].n + 1, const struct tp_shard *);
    struct tp_build own = {.run = r};
    bool ok = true;
    size_t missing = 0;

    tp_plan_program(&own);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(v[i].parts.of[TP_SHARD_PROGRAM], own.program) != 0)
            ok = other(r->general, v[i].folder,
                       tp_fmt(a, "it was built by another program than this (teipipe %s%s)",
                              v[i].version,
                              strcmp(v[i].version, TP_VERSION) == 0 ? ", but not the same" : ""));
        else if (v[i].n != v[0].n)
            ok = other(r->general, v[i].folder,
                       tp_fmt(a, "it is one of %u shards, and '%s' one of %u", v[i].n, v[0].folder,
                              v[0].n));
        else if (at[v[i].k]) {
            tp_diag(r->general, TP_D_SHARD_TWICE, tp_in(v[i].folder),
                    tp_fmt(a, "%u/%u", v[i].k, v[i].n), at[v[i].k]->folder);
            ok = false;
        } else
            at[v[i].k] = &v[i];
    }
    for (unsigned k = 1; ok && k <= v[0].n; k++)
        if (!at[k] && ++missing <= MOST_TOLD)
            tp_diag(r->general, TP_D_SHARD_MISSING, tp_in(NULL),
                    tp_fmt(a, "shard %u/%u is", k, v[0].n));
    if (missing > MOST_TOLD)
        tp_diag(r->general, TP_D_SHARD_MISSING, tp_in(NULL),
                tp_fmt(a, "and %zu more of %u shards are", missing - MOST_TOLD, v[0].n));
    return ok && !missing;
}

/* What it says in its store. */
static bool open_one(struct tp_run *r, struct tp_shard *s)
{
    const char *program = s->parts.of[TP_SHARD_PROGRAM];
    struct tp_unpack u;

    s->store = tp_store_open(r->arena, s->folder, program, TP_STORE_READ, r->general);
    if (!s->store)
        return false;
    u = tp_unpack_new(tp_store_get(s->store, "shard").bytes);
    s->edition = tp_unpack_string(&u);
    s->metadata = tp_unpack_string(&u);
    for (size_t i = 0; i < TP_SHARD_PARTS; i++)
        s->parts.of[i] = tp_unpack_string(&u);
    for (size_t n = tp_unpack_count(&u); n && !u.bad; n--) {
        const char *file = tp_unpack_string(&u);
        TP_PUSH(r->arena, &s->failed, tp_strdup(r->arena, file ? file : ""));
    }
    if (!u.bad && s->edition && s->parts.of[TP_SHARD_PARTS - 1])
        return true;
    tp_diag(r->general, TP_D_SHARD_UNFINISHED, tp_in(s->folder),
            "what it notes in .teipipe/ is not there");
    return false;
}

static int by_number(const void *x, const void *y)
{
    const struct tp_shard *a = x, *b = y;

    return (a->k > b->k) - (a->k < b->k);
}

bool tp_lenders_open(struct tp_run *r, const char *const *folders, size_t n, struct tp_lenders *out)
{
    bool ok = true;

    *out = (struct tp_lenders){TP_NEW_ARRAY(r->arena, n + 1, struct tp_shard), n};
    for (size_t i = 0; i < n; i++)
        ok = tp_shard_read(r->arena, folders[i], &out->v[i], r->general) && ok;
    if (!ok || !n || !complete(r, out->v, n))
        return false;
    for (size_t i = 0; i < n && ok; i++)
        ok = open_one(r, &out->v[i]);
    for (size_t i = 1; i < n && ok; i++)
        if (strcmp(out->v[i].edition, out->v[0].edition) != 0)
            ok = other(r->general, out->v[i].folder,
                       tp_fmt(r->arena, "it is of the edition '%s', and '%s' of '%s'",
                              out->v[i].edition, out->v[0].folder, out->v[0].edition));
    if (ok && n)
        qsort(out->v, n, sizeof *out->v, by_number);
    return ok;
}

/* ---- and to the edition? ---- */

static const char *const part_names[TP_SHARD_PARTS] = {
    [TP_SHARD_PROGRAM] = "the program is another",
    [TP_SHARD_DATE] = "SOURCE_DATE_EPOCH in the environment is another",
    [TP_SHARD_OPTIONS] = "the configuration or the command line said something else",
    [TP_SHARD_LAYOUTS] = "the layouts have changed since",
    [TP_SHARD_TABLES] = "the tables have changed since",
    [TP_SHARD_METADATA] = "the table of metadata has changed since",
    [TP_SHARD_CHECKED] = "the schema or the rules have changed since",
    [TP_SHARD_AUTHORITY] = "the authority files have changed since",
    [TP_SHARD_SHEETS] = "the stylesheets have changed since",
};

static bool same_parts(struct tp_build *b)
{
    struct tp_build probe = *b; /* without the store of the whole, which isn't to be touched yet */
    struct tp_shard_parts now;
    bool ok = true;

    probe.store = NULL;
    if (!tp_plan_inputs(&probe))
        return false;
    tp_shard_parts(&probe, &now);
    for (size_t i = 0; i < b->lenders->n; i++) {
        const struct tp_shard *s = &b->lenders->v[i];
        size_t k = 0;
        while (k < TP_SHARD_PARTS && strcmp(s->parts.of[k], now.of[k]) == 0)
            k++;
        if (k < TP_SHARD_PARTS)
            ok = other(b->run->general, s->folder, part_names[k]);
    }
    return ok;
}

struct telling {
    struct tp_build *b;
    size_t n;
};

static void stale(struct telling *t, const char *file, const char *what, const struct tp_shard *s)
{
    if (++t->n <= MOST_TOLD)
        tp_diag(t->b->run->general, TP_D_SHARD_STALE, tp_in(file), what,
                tp_fmt(t->b->run->arena, "shard %u/%u (%s) was", s->k, s->n, s->folder));
}

static bool has_failed(const struct tp_shard *s, const char *file)
{
    for (size_t i = 0; i < s->failed.n; i++)
        if (strcmp(s->failed.v[i], file) == 0)
            return true;
    return false;
}

static void lend(struct telling *t, struct tp_page *page, const struct tp_shard *s)
{
    struct tp_arena *a = t->b->run->arena;
    struct tp_mark mark = tp_arena_mark(a);
    struct tp_slice tei = tp_store_get(s->store, tp_keep_name(a, 't', page->file)).bytes;
    struct tp_kept_tei k;

    tp_arena_release(a, mark);
    if (s->failed.n && has_failed(s, page->file))
        return;
    if (!tei.p || !tp_kept_tei(tei, &k)) {
        stale(t, page->file, "was added", s);
        return;
    }
    if (tp_see(a, page->file, &k.source, false, &page->source) == TP_SEEN_OTHER) {
        stale(t, page->file, "has changed", s);
        return;
    }
    page->lender = s;
    page->lent = tei;
}

static int find_page(const void *key, const void *page)
{
    return strcmp(key, ((const struct tp_page *)page)->file);
}

/* Documents that a shard has, and that the edition has no more. */
static void tell_gone(struct telling *t, const struct tp_shard *s)
{
    struct tp_build *b = t->b;
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    const char **names;
    size_t n;

    tp_store_names(s->store, 't', work, &names, &n);
    for (size_t i = 0; i < n; i++) {
        const char *file = names[i] + 1;
        bool there =
            b->n_sources && bsearch(file, b->pages, b->n_sources, sizeof *b->pages, find_page);
        for (size_t k = b->n_sources; k < b->n && !there; k++)
            there = strcmp(b->pages[k].file, file) == 0;
        if (!there)
            stale(t, tp_strdup(b->run->arena, file), "was removed", s);
    }
    tp_arena_free(work);
}

/* Nothing may be merged into what it is made of. */
static bool own_folder(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    const char *output = b->only_plan ? NULL : tp_path_real(a, b->output);

    for (size_t i = 0; output && i < b->lenders->n; i++) {
        const char *folder = tp_path_real(a, b->lenders->v[i].folder);
        if (!folder || strcmp(folder, output) != 0)
            continue;
        tp_diag(b->run->general, TP_D_USAGE, tp_in(b->output),
                "is one of the shards; name another folder with -o");
        return false;
    }
    return true;
}

bool tp_lenders_match(struct tp_build *b)
{
    struct telling t = {.b = b};
    struct tp_arena *work;

    if (!own_folder(b) || !same_parts(b))
        return false;
    work = tp_arena_sub(b->run->arena);
    for (size_t i = 0; i < b->n_sources; i++) {
        struct tp_mark mark = tp_arena_mark(work);
        unsigned k = tp_shard_of(work, b->edition.dir, b->pages[i].file, (unsigned)b->lenders->n);
        tp_arena_release(work, mark);
        lend(&t, &b->pages[i], &b->lenders->v[k - 1]);
    }
    tp_arena_free(work);
    for (size_t i = 0; i < b->lenders->n; i++)
        tell_gone(&t, &b->lenders->v[i]);
    if (t.n > MOST_TOLD)
        tp_diag(b->run->general, TP_D_SHARD_STALE, tp_in(NULL),
                tp_fmt(b->run->arena, "and %zu more documents were added, changed or removed",
                       t.n - MOST_TOLD),
                "their shards were");
    return t.n == 0;
}
