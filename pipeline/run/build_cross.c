/* What the documents of an edition say of each other: one step for all, of the facts of each. */
#include "build.h"

#include <stdlib.h>
#include <string.h>

#include "../base/string_set.h"

static void digest_facts(const struct tp_build *b, char out[TP_DIGEST])
{
    struct tp_buf all = tp_buf_new(b->run->arena);

    tp_pack_string(&all, b->whole);
    for (size_t i = 0; i < b->n; i++)
        if (b->pages[i].known && b->pages[i].tei.facts.len) {
            tp_pack_string(&all, b->pages[i].file);
            tp_pack_string(&all, b->pages[i].tei.facts_digest);
        }
    tp_digest(all.p, all.len, out);
}

/* Is what was found of them still true: the facts are the same, and so are the files they name? */
bool tp_cross_is_made(const struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    char digest[TP_DIGEST];
    struct tp_unpack u;
    const char *then;
    bool same;

    if (!tp_levels_any(&b->edition.levels) || b->run->set.shards)
        return true;
    u = tp_unpack_new(tp_store_get(b->store, "cross").bytes);
    then = tp_unpack_string(&u);
    digest_facts(b, digest);
    same = then && strcmp(then, digest) == 0;
    for (size_t n = tp_unpack_count(&u); same && n && !u.bad; n--) {
        const char *path = tp_unpack_string(&u);
        struct tp_seen old, now;
        tp_seen_unpack(&u, &old);
        same = !u.bad && path &&
               tp_see(a, path, &old, tp_store_restarted(b->store), &now) == TP_SEEN_SAME;
    }
    return same && !u.bad;
}

static void add_name(void *set, const char *path)
{
    tp_string_set_add(set, path);
}

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void keep_cross(struct tp_build *b, struct tp_facts *const *facts)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct tp_string_set named = {.arena = work}, documents = {.arena = work};
    TP_VEC(const char *) others = {0};
    struct tp_buf bytes = tp_buf_new(work);
    char digest[TP_DIGEST];

    for (size_t i = 0; i < b->n; i++)
        if (facts[i]) {
            tp_string_set_add(&documents, tp_facts_path(facts[i]));
            tp_facts_files(facts[i], work, add_name, &named);
        }
    /* files that documents name and that are none of them */
    for (size_t i = 0; named.v && i <= named.mask; i++)
        if (named.v[i] && !tp_string_set_has(&documents, named.v[i]))
            TP_PUSH(work, &others, named.v[i]);
    if (others.n)
        qsort(others.v, others.n, sizeof *others.v, by_bytes);
    digest_facts(b, digest);
    tp_pack_string(&bytes, digest);
    tp_pack_number(&bytes, others.n);
    for (size_t i = 0; i < others.n; i++) {
        struct tp_seen seen;
        (void)tp_see(work, others.v[i], NULL, false, &seen);
        tp_pack_string(&bytes, others.v[i]);
        tp_seen_pack(&bytes, &seen);
    }
    (void)tp_store_put(b->store, "cross", (struct tp_slice){bytes.p, bytes.len});
    tp_arena_free(work);
}

static void set_cross(struct tp_build *b, struct tp_page *page, const struct tp_diags *found)
{
    struct tp_arena *a = b->run->arena;
    struct tp_buf bytes = tp_buf_new(a);
    struct tp_slice old = page->cross_step.bytes;
    const char *name = tp_keep_name(a, 'x', page->file);

    if (!found || !found->first) {
        if (old.p)
            tp_store_drop(b->store, name);
        page->cross_step = (struct tp_step){{NULL, 0}, 0};
        return;
    }
    tp_pack_diags(&bytes, found);
    if (old.p && old.len == bytes.len && memcmp(old.p, bytes.p, bytes.len) == 0)
        return;
    page->cross_step.bytes = (struct tp_slice){bytes.p, bytes.len};
    page->cross_step.check = tp_store_put(b->store, name, page->cross_step.bytes);
}

void tp_make_cross(struct tp_build *b)
{
    struct tp_arena *a;
    struct tp_facts **facts;
    const struct tp_integrity_index *index;

    if (tp_cross_is_made(b))
        return;
    a = tp_arena_sub(b->run->arena);
    facts = TP_NEW_ARRAY(a, b->n + 1, struct tp_facts *);
    for (size_t i = 0; i < b->n; i++) {
        const struct tp_kept_tei *k = &b->pages[i].tei;
        struct tp_unpack u = tp_unpack_new(k->facts);
        if (b->pages[i].known && k->facts.len)
            facts[i] = tp_facts_unpack(&u, a);
    }
    keep_cross(b, facts); /* the files as they were before they were looked into */
    index = tp_integrity_index(a, b->checks.integrity, facts, b->n);
    for (size_t i = 0; i < b->n; i++) {
        struct tp_arena *work = tp_arena_sub(a);
        struct tp_diags *found = tp_diags_new(work, 0);
        if (facts[i])
            tp_integrity_cross(index, i, work, found);
        set_cross(b, &b->pages[i], found);
        tp_arena_free(work);
    }
    tp_arena_free(a);
}
