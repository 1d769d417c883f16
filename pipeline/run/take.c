/* What a shard has made, taken over by a merge instead of being made anew. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "shard.h"

/* ---- files ---- */

/* A name that tp_sweep() removes, should this process end before it does so itself. */
static const char *beside(struct tp_arena *work, const char *path)
{
    return tp_fmt(work, "%s.%ld-0.tmp", path, (long)getpid());
}

/* The same file under another name; false: that can't be, it is to be copied. Whoever changes one
 * of the two in place changes both, and both builds see it; this program never does. */
static bool link_to(struct tp_arena *work, const char *from, const char *to)
{
    const char *tmp;
    bool ok;

    if (link(from, to) == 0)
        return true;
    if (errno == ENOENT && tp_make_folder(work, tp_path_dir(work, to), tp_diags_new(work, 0)) &&
        link(from, to) == 0)
        return true;
    if (errno != EEXIST)
        return false;
    tmp = beside(work, to);
    ok = link(from, tmp) == 0 && rename(tmp, to) == 0;
    (void)unlink(tmp); /* of two names of one file, rename() leaves both */
    return ok;
}

static bool copy_to(struct tp_arena *work, const char *from, const char *to, struct tp_diags *found)
{
    char *data;
    size_t len;

    return tp_read_file(work, from, &data, &len, found) &&
           tp_write_file(work, to, data, len, found);
}

/* False, with a diagnostic: it isn't as it was made, or can't be written. */
static bool take_file(const struct tp_build *b, const struct tp_shard *s,
                      const struct tp_output *from, struct tp_arena *work, struct tp_output *to,
                      struct tp_diags *found)
{
    const char *old, *new;
    struct tp_seen now;

    *to = (struct tp_output){.made = false};
    if (!from->made)
        return true;
    old = tp_path_join(work, s->folder, from->file.path);
    new = tp_path_join(work, b->output, from->file.path);
    if (tp_see(work, old, &from->seen, tp_store_restarted(s->store), &now) == TP_SEEN_OTHER) {
        tp_diag(found, TP_D_SHARD_FILE, tp_in(old), tp_fmt(work, "%u/%u", s->k, s->n));
        return false;
    }
    if (!link_to(work, old, new) && !copy_to(work, old, new, found))
        return false;
    *to = *from;
    tp_see_own(new, from->file.sha256, &to->seen);
    return true;
}

/* ---- TEI ---- */

static void take_facts(const struct tp_build *b, const struct tp_kept_tei *lent,
                       struct tp_arena *work, struct tp_kept_tei *k)
{
    struct tp_unpack u = tp_unpack_new(lent->facts);
    struct tp_facts *facts = lent->facts.len ? tp_facts_unpack(&u, work) : NULL;
    struct tp_buf bytes = tp_buf_new(work);

    k->facts = (struct tp_slice){NULL, 0};
    k->facts_digest[0] = '\0';
    if (!facts)
        return;
    tp_facts_below(facts, b->output, work);
    tp_facts_pack(&bytes, facts);
    k->facts = (struct tp_slice){bytes.p, bytes.len};
    tp_digest(bytes.p, bytes.len, k->facts_digest);
}

void tp_take_tei(struct tp_build *b, struct tp_page *page, struct tp_arena *work,
                 struct tp_kept_tei *k, struct tp_diags *found)
{
    struct tp_kept_tei lent, all = *k;

    if (!tp_kept_tei(page->lent, &lent))
        return; /* it was read before */
    *k = lent;
    k->stale = false;
    k->whole = all.whole;
    k->row = all.row;
    k->row_place = all.row_place;
    k->source = all.source;
    take_facts(b, &lent, work, k);
    if (take_file(b, page->lender, &lent.tei, work, &k->tei, found))
        page->taken |= UINT64_C(1) << TP_TAKEN_TEI;
}

bool tp_taken(const struct tp_page *page, size_t form)
{
    return page->taken >> form & 1;
}

/* ---- forms ---- */

size_t tp_take_forms(struct tp_build *b, struct tp_page *page, struct tp_arena *work)
{
    struct tp_kept_form *lent = TP_NEW_ARRAY(work, b->n_forms + 1, struct tp_kept_form);
    struct tp_slice bytes = {NULL, 0};
    size_t left = 0;

    if (page->lender)
        bytes = tp_store_get(page->lender->store, tp_keep_name(work, 'f', page->file)).bytes;
    if (bytes.p)
        (void)tp_kept_forms(b, bytes, lent);
    for (size_t i = 0; i < b->n_forms; i++) {
        struct tp_output out;
        if (!page->make_form[i])
            continue;
        /* One that isn't as it was is made instead: its TEI is there. */
        if (page->lender && lent[i].format && strcmp(lent[i].key, page->forms[i].key) == 0 &&
            take_file(b, page->lender, &lent[i].out, work, &out, tp_diags_new(work, 0))) {
            page->forms[i] = lent[i];
            page->forms[i].out = out;
            page->taken |= UINT64_C(1) << i;
        } else {
            left++;
        }
    }
    return left;
}
