/* Who the neighbours of a shard's documents are: told by "merge --plan", read by "build --shard".
 * A file in the shard's folder: for each document, in their order, its path and the links. */
#include <string.h>

#include "shard.h"

#define NEIGHBOURS ".teipipe/neighbours"
#define MAGIC      "teipipe neighbours 1"

static void pack_nav(struct tp_buf *b, const struct tp_nav *nav)
{
    const struct tp_nav_link *const v[] = {&nav->before, &nav->after, &nav->between,
                                           &nav->letter_before, &nav->letter_after};

    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        tp_pack_string(b, v[i]->href);
        tp_pack_string(b, v[i]->title);
    }
}

static void unpack_nav(struct tp_unpack *u, struct tp_nav *nav)
{
    struct tp_nav_link *const v[] = {&nav->before, &nav->after, &nav->between, &nav->letter_before,
                                     &nav->letter_after};

    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        v[i]->href = tp_unpack_string(u);
        v[i]->title = tp_unpack_string(u);
    }
}

/* ---- telling ---- */

/* The numbers of the documents, by shard: those of shard K from BEGIN[K - 1] to BEGIN[K]. */
static size_t *by_shard(const struct tp_build *b, struct tp_arena *work, size_t *begin)
{
    size_t *v = TP_NEW_ARRAY(work, b->n_sources + 1, size_t);
    size_t *at = TP_NEW_ARRAY(work, b->lenders->n + 1, size_t);

    for (size_t i = 0; i < b->n_sources; i++)
        if (b->pages[i].lender)
            begin[b->pages[i].lender->k]++;
    for (size_t k = 1; k <= b->lenders->n; k++) {
        begin[k] += begin[k - 1];
        at[k] = begin[k - 1];
    }
    for (size_t i = 0; i < b->n_sources; i++)
        if (b->pages[i].lender)
            v[at[b->pages[i].lender->k]++] = i;
    return v;
}

/* What the shards know of the documents, as if this build had made them. */
static void know_all(struct tp_build *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct tp_page *page = &b->pages[i];
        const struct tp_shard *s = page->is_authority ? &b->lenders->v[0] : page->lender;
        struct tp_arena *work = tp_arena_sub(b->run->arena);
        if (s)
            page->known = tp_kept_tei(
                tp_store_get(s->store, tp_keep_name(work, 't', page->file)).bytes, &page->tei);
        tp_arena_free(work);
    }
}

void tp_plan_shards(struct tp_build *b)
{
    struct tp_run *r = b->run;
    struct tp_arena *work = tp_arena_sub(r->arena);
    size_t *begin = TP_NEW_ARRAY(work, b->lenders->n + 1, size_t);
    const size_t *v = by_shard(b, work, begin);

    know_all(b);
    tp_join_site(b);
    for (size_t k = 0; b->site && k < b->lenders->n; k++) {
        struct tp_arena *one = tp_arena_sub(work);
        struct tp_buf out = tp_buf_new(one);
        tp_pack_string(&out, MAGIC);
        for (size_t i = begin[k]; i < begin[k + 1]; i++) {
            const struct tp_nav *nav = tp_site_nav(b->site, b->pages[v[i]].stem);
            tp_pack_string(&out, b->pages[v[i]].file);
            pack_nav(&out, nav ? nav : &(struct tp_nav){.before = {NULL, NULL}});
        }
        (void)tp_write_file(one, tp_path_join(one, b->lenders->v[k].folder, NEIGHBOURS), out.p,
                            out.len, r->general); /* a failure is among the diagnostics */
        tp_arena_free(one);
    }
    tp_arena_free(work);
}

/* ---- reading ---- */

void tp_plan_neighbours(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    const char *file = tp_path_join(a, b->output, NEIGHBOURS), *magic;
    struct tp_unpack u;
    char *data;
    size_t len, i = 0;

    /* Without them the merge makes the pages: what can't be read is no fault. */
    if (!tp_file_exists(file) || !tp_read_file(a, file, &data, &len, tp_diags_new(a, 0)))
        return;
    u = tp_unpack_new((struct tp_slice){data, len});
    magic = tp_unpack_string(&u);
    if (!magic || strcmp(magic, MAGIC) != 0)
        return;
    tp_digest(data, len, b->planned);
    while (u.p < u.end && !u.bad) {
        const char *name = tp_unpack_string(&u);
        struct tp_nav *nav = TP_NEW(a, struct tp_nav);
        unpack_nav(&u, nav);
        while (!u.bad && i < b->n_sources && strcmp(b->pages[i].file, name) < 0)
            i++;
        if (!u.bad && i < b->n_sources && strcmp(b->pages[i].file, name) == 0)
            b->pages[i].nav = nav;
    }
}
