/* What there is one of in a build: what the documents are to each other, the pages of the edition,
 * assets, report and manifest. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/resource.h"
#include "../base/string_set.h"
#include "../base/version.h"
#include "shard.h"

/* ---- what the documents are to each other ---- */

void tp_join_site(struct tp_build *b)
{
    if (!tp_build_has_form(b, "html"))
        return;
    b->info = tp_index_info(&b->edition, b->page_base, b->date);
    b->info.downloads = tp_build_downloads(b);
    b->site = tp_site_new(b->run->arena, &b->info);
    for (size_t i = 0; i < b->n; i++) {
        const struct tp_page *page = &b->pages[i];
        const struct tp_slice *record = &page->tei.record;
        if (!page->known || !page->tei.tei.made || !record->len)
            continue;
        if (page->is_authority) /* written by this program: neither is refused */
            (void)tp_site_add_entries(b->site, record->p, record->len);
        else
            (void)tp_site_add(b->site, record->p, record->len);
    }
    tp_site_join(b->site);
}

/* ---- is it all as it was? ---- */

static void add_step(struct tp_buf *b, const struct tp_step *s)
{
    tp_pack_bytes(b, &s->check, sizeof s->check);
}

/* Of all that the site is made of. */
static void digest_site(const struct tp_build *b, char out[TP_DIGEST])
{
    struct tp_buf all = tp_buf_new(b->run->arena);
    const struct tp_settings *set = &b->run->set;

    tp_pack_string(&all, b->whole);
    tp_pack_string(&all, b->metadata.digest);
    tp_pack_string(&all, b->authority.digest);
    tp_pack_string(&all, b->sheets.digest);
    for (const char *const *p = b->edition.params; p && *p; p++)
        tp_pack_string(&all, *p);
    tp_pack_string(&all, b->edition.language);
    tp_pack_string(&all, b->edition.editor);
    tp_pack_string(&all, b->edition.email);
    tp_pack_string(&all, b->page_base);
    tp_pack_string(&all, b->planned);
    tp_pack_number(&all, set->shards ? set->shard : 0);
    tp_pack_number(&all, set->shards);
    tp_pack_number(&all, (uint64_t)(set->strict | set->explain << 1));
    tp_pack_number(&all, set->max_errors);
    for (size_t i = 0; i < b->n_forms; i++)
        tp_pack_string(&all, b->forms[i].format->name);
    for (size_t i = 0; i < b->n; i++) {
        tp_pack_string(&all, b->pages[i].file);
        add_step(&all, &b->pages[i].tei_step);
        add_step(&all, &b->pages[i].form_step);
        add_step(&all, &b->pages[i].cross_step);
    }
    tp_digest(all.p, all.len, out);
}

/* Steps whose files were touched, but have their content, are noted anew. */
static bool keep_touched(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    bool any = false;

    for (size_t i = 0; i < b->n; i++) {
        struct tp_page *page = &b->pages[i];
        struct tp_buf bytes = tp_buf_new(a);
        if (!page->touched || !page->known)
            continue;
        any = true;
        tp_keep_tei(&bytes, &page->tei, NULL);
        page->tei_step.check = tp_store_put(b->store, tp_keep_name(a, 't', page->file),
                                            (struct tp_slice){bytes.p, bytes.len});
        bytes = tp_buf_new(a);
        if (!page->form_step.bytes.p)
            continue;
        tp_keep_forms(&bytes, page->forms, b->n_forms, NULL);
        page->form_step.check = tp_store_put(b->store, tp_keep_name(a, 'f', page->file),
                                             (struct tp_slice){bytes.p, bytes.len});
    }
    return any;
}

static void keep_site(struct tp_build *b, struct tp_slice diags, const struct tp_output *v,
                      size_t n)
{
    struct tp_buf bytes = tp_buf_new(b->run->arena);
    char digest[TP_DIGEST];

    digest_site(b, digest);
    tp_pack_string(&bytes, digest);
    tp_pack_bytes(&bytes, diags.p, diags.len);
    tp_pack_number(&bytes, n);
    for (size_t i = 0; i < n; i++) {
        tp_pack_string(&bytes, v[i].file.path);
        tp_seen_pack(&bytes, &v[i].seen);
    }
    (void)tp_store_put(b->store, "site", (struct tp_slice){bytes.p, bytes.len});
}

bool tp_site_is_made(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    struct tp_unpack u = tp_unpack_new(tp_store_get(b->store, "site").bytes), found;
    TP_VEC(struct tp_output) outputs = {0};
    const char *then = tp_unpack_string(&u);
    char digest[TP_DIGEST];
    struct tp_slice diags;
    bool touched = false, same;

    digest_site(b, digest);
    same = then && strcmp(then, digest) == 0 && tp_cross_is_made(b);
    diags = tp_unpack_bytes(&u);
    for (size_t n = tp_unpack_count(&u); same && n && !u.bad; n--) {
        struct tp_output o = {.made = true};
        struct tp_seen old;
        enum tp_seen_how how;
        o.file.path = tp_unpack_string(&u);
        tp_seen_unpack(&u, &old);
        if (u.bad || !o.file.path)
            break;
        how = tp_see(a, tp_path_join(a, b->output, o.file.path), &old, tp_store_restarted(b->store),
                     &o.seen);
        touched = touched || how == TP_SEEN_TOUCHED;
        same = how != TP_SEEN_OTHER;
        TP_PUSH(a, &outputs, o);
    }
    if (!same || u.bad)
        return false;
    if (b->dry)
        return true;
    found = tp_unpack_new(diags);
    tp_unpack_diags(&found, b->run->general, NULL);
    if (keep_touched(b) || touched)
        keep_site(b, diags, outputs.v, outputs.n);
    return true;
}

/* ---- pages and files of the whole ---- */

struct site {
    struct tp_build *b;
    struct tp_made_list made;
};

static void make_assets(struct site *s)
{
    struct tp_arena *a = s->b->run->arena;
    size_t n;
    const struct tp_resource *v = tp_resource_under(TP_ASSETS, &n);

    for (size_t i = 0; i < n; i++)
        (void)tp_make(s->b->output, tp_fmt(a, "html/assets/%s", v[i].name + strlen(TP_ASSETS)),
                      v[i].data, v[i].len, a, a, &s->made, s->b->run->general);
}

static void make_report(struct site *s)
{
    struct tp_run *r = s->b->run;
    struct tp_arena *a = r->arena, *work = tp_arena_sub(a);
    struct tp_report_document *documents;
    size_t n = tp_run_report(r, work, &documents);
    struct tp_report report = {.tool = "teipipe",
                               .version = TP_VERSION,
                               .documents = documents,
                               .n = n,
                               .strict = r->set.strict,
                               .status = (int)r->status};
    struct tp_buf out = tp_buf_new(work);

    tp_report_json(&report, &out);
    (void)tp_make(s->b->output, "report.json", out.p, out.len, a, work, &s->made, r->general);
    tp_arena_free(work);
}

static void list_old_steps(const struct tp_build *b, struct tp_made_list *old)
{
    struct tp_arena *a = b->run->arena;
    const char **names;
    size_t n;

    tp_store_names(b->store, 't', a, &names, &n);
    for (size_t i = 0; i < n; i++) {
        struct tp_kept_tei k;
        if (tp_kept_tei(tp_store_get(b->store, names[i]).bytes, &k) && k.tei.made)
            TP_PUSH(a, old, k.tei.file);
    }
    tp_store_names(b->store, 'f', a, &names, &n);
    for (size_t i = 0; i < n; i++)
        tp_kept_files(tp_store_get(b->store, names[i]).bytes, a, old);
}

/* Is it a name that tp_write_file() and tp_zip_write() give to what they are writing,
 * "NAME.PROCESS-NUMBER.tmp"? */
static bool is_unfinished(const char *path, void *arg)
{
    const char *name = tp_path_base(path), *end = tp_path_ext(name), *p;
    size_t figures;

    (void)arg;
    if (end - name > 4 && memcmp(end - 4, ".tmp", 4) == 0 && strlen(end) == 7)
        end -= 4; /* ".tmp.XXXXXX", what libzip writes before */
    else if (strcmp(end, ".tmp") != 0)
        return false;
    p = end;
    while (p > name && p[-1] != '.')
        p--;
    figures = strspn(p, "0123456789");
    return p > name && figures && p[figures] == '-' &&
           p + figures + 1 + strspn(p + figures + 1, "0123456789") == end && p[figures + 1] != '.';
}

void tp_sweep(struct tp_build *b)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct tp_paths left = {0};

    if (tp_store_get(b->store, "busy").bytes.p || !tp_store_get(b->store, "site").bytes.p)
        (void)tp_list_files(work, b->output, is_unfinished, NULL, &left, tp_diags_new(work, 0));
    for (size_t i = 0; i < left.n; i++)
        (void)unlink(left.v[i]); /* what can't be removed is in nobody's way */
    if (!tp_store_get(b->store, "busy").bytes.p)
        (void)tp_store_put(b->store, "busy", (struct tp_slice){"1", 1});
    tp_arena_free(work);
}

/* Nothing is known any more of documents that are gone. */
static void drop_gone(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena, *work = tp_arena_sub(a);
    struct tp_string_set here = {.arena = work};
    static const char letters[] = "tfx";
    const char **names;
    size_t n;

    for (size_t i = 0; i < b->n; i++)
        tp_string_set_add(&here, b->pages[i].file);
    for (const char *letter = letters; *letter; letter++) {
        tp_store_names(b->store, *letter, work, &names, &n);
        for (size_t i = 0; i < n; i++)
            if (!tp_string_set_has(&here, names[i] + 1))
                tp_store_drop(b->store, names[i]);
    }
    tp_arena_free(work);
}

static void keep_parts(struct tp_build *b)
{
    struct tp_buf bytes = tp_buf_new(b->run->arena);
    const char *now[] = {b->program, b->options, b->layouts.digest, b->tables.digest,
                         b->checked.digest};
    struct tp_slice then = tp_store_get(b->store, "parts").bytes;

    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        tp_pack_string(&bytes, now[i]);
    if (!then.p || then.len != bytes.len || memcmp(then.p, bytes.p, bytes.len) != 0)
        (void)tp_store_put(b->store, "parts", (struct tp_slice){bytes.p, bytes.len});
}

static void list_made(struct site *s)
{
    struct tp_build *b = s->b;
    struct tp_arena *a = b->run->arena;

    for (size_t i = 0; i < b->n; i++) {
        const struct tp_page *page = &b->pages[i];
        if (!page->known || !page->tei.tei.made)
            continue;
        TP_PUSH(a, &s->made, page->tei.tei.file);
        for (size_t k = 0; k < b->n_forms && !page->is_authority; k++)
            if (page->forms[k].format && page->forms[k].out.made)
                TP_PUSH(a, &s->made, page->forms[k].out.file);
    }
}

/* ---- downloads ---- */

static int by_stem(const void *x, const void *y)
{
    return strcmp((*(const struct tp_page *const *)x)->stem,
                  (*(const struct tp_page *const *)y)->stem);
}

static int find_stem(const void *stem, const void *y)
{
    return strcmp(stem, (*(const struct tp_page *const *)y)->stem);
}

struct texts {
    const struct tp_page **v; /* by stem */
    size_t n;
};

static bool text_of(void *arg, const char *stem, size_t form, struct tp_slice *out)
{
    const struct texts *t = arg;
    const struct tp_page **at = t->n ? bsearch(stem, t->v, t->n, sizeof *t->v, find_stem) : NULL;
    const struct tp_kept_form *kept = at ? &(*at)->forms[form] : NULL;

    if (!kept || !kept->format || !kept->out.made)
        return false;
    *out = kept->text;
    return true;
}

static void make_downloads(struct site *s)
{
    struct tp_build *b = s->b;
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct texts t = {TP_NEW_ARRAY(work, b->n_sources + 1, const struct tp_page *), b->n_sources};

    for (size_t i = 0; i < t.n; i++)
        t.v[i] = &b->pages[i];
    if (t.n)
        qsort(t.v, t.n, sizeof *t.v, by_stem);
    tp_downloads_write(b->site, b->forms, b->edition.n_formats, &(struct tp_texts){text_of, &t},
                       b->output, b->run->arena, &s->made, b->run->general);
    tp_arena_free(work);
}

/* ---- the end ---- */

/* What is found of the whole. It is kept with what was found when parts were loaded, so that a
 * build that makes nothing tells it, too. */
static void check_whole(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    struct tp_diags *found = tp_diags_new(a, 0);
    struct tp_unpack u = tp_unpack_new(b->load_diags);
    struct tp_buf bytes = tp_buf_new(a);

    if (!b->site || !b->page_base || b->edition.email || !tp_site_has_letters(b->site))
        return;
    tp_unpack_diags(&u, found, NULL);
    tp_diag(found, TP_D_CMIF_CONTACT, tp_in(b->edition.config), NULL);
    tp_pack_diags(&bytes, found);
    b->load_diags = (struct tp_slice){bytes.p, bytes.len};
    tp_diag(b->run->general, TP_D_CMIF_CONTACT, tp_in(b->edition.config), NULL);
}

struct outputs {
    struct tp_output *v;
    size_t n, cap;
};

/* The pages; false: not all of them could be written. */
static bool list_index(struct site *s, struct outputs *outputs)
{
    const struct tp_build *b = s->b;
    struct tp_arena *a = b->run->arena;
    bool whole = true;

    for (size_t i = 0; b->index && i < TP_SITE_PARTS; i++) {
        const struct tp_index_part *part = &b->index[i];
        whole = whole && part->key[0];
        for (size_t k = 0; k < part->files.n; k++) {
            TP_PUSH(a, outputs, part->files.v[k].out);
            TP_PUSH(a, &s->made, part->files.v[k].out.file);
        }
    }
    return whole;
}

/* What was made of the whole here and now. */
static void list_own(struct site *s, size_t from, struct outputs *outputs)
{
    struct tp_arena *a = s->b->run->arena;

    for (size_t i = from; i < s->made.n; i++) {
        struct tp_arena *work = tp_arena_sub(a);
        struct tp_output o = {.made = true, .file = s->made.v[i]};
        tp_see_own(tp_path_join(work, s->b->output, o.file.path), o.file.sha256, &o.seen);
        TP_PUSH(a, outputs, o);
        tp_arena_free(work);
    }
}

/* What the store says was made, by documents that are there or gone, and of the whole. Is that all
 * that the manifest has? Not when a build was interrupted, whose records are in the place of those
 * before, or when the manifest is another's. */
static bool list_old(const struct tp_build *b, struct tp_made_list *old)
{
    struct tp_arena *a = b->run->arena;
    struct tp_unpack u = tp_unpack_new(tp_store_get(b->store, "site").bytes);
    bool busy = tp_store_get(b->store, "busy").bytes.p != NULL, same = false;

    list_old_steps(b, old);
    (void)tp_unpack_string(&u);
    (void)tp_unpack_bytes(&u);
    for (size_t n = tp_unpack_count(&u); n && !u.bad; n--) {
        const char *path = tp_unpack_string(&u);
        struct tp_made made = {.path = path};
        struct tp_seen then, now;
        tp_seen_unpack(&u, &then);
        if (u.bad || !path)
            return false;
        memcpy(made.sha256, then.sha256, sizeof made.sha256);
        TP_PUSH(a, old, made);
        if (strcmp(path, TP_MANIFEST) == 0)
            same = tp_see(a, tp_path_join(a, b->output, path), &then, tp_store_restarted(b->store),
                          &now) == TP_SEEN_SAME;
    }
    return same && !busy;
}

void tp_make_site(struct tp_build *b)
{
    struct tp_run *r = b->run;
    struct site s = {.b = b};
    struct tp_made_list old = {0};
    struct outputs outputs = {0};
    size_t errors = r->general->errors, own;
    bool whole, all_old;

    check_whole(b);
    if (b->index_sheet) {
        make_assets(&s);
        tp_make_archives(b, &s.made);
        make_downloads(&s);
    }
    make_report(&s);
    if (r->set.shards)
        tp_shard_end(b, &s.made);
    list_own(&s, 0, &outputs);
    whole = list_index(&s, &outputs);
    list_made(&s);
    all_old = list_old(b, &old);
    tp_manifest_clean(r->arena, b->output, &s.made, &old, all_old, r->general);
    own = s.made.n;
    if (tp_manifest_write(r->arena, b->output, &s.made, r->arena, r->general))
        list_own(&s, own, &outputs);
    drop_gone(b);
    (void)keep_touched(b);
    tp_store_drop(b->store, "busy");
    tp_keep_index(b);
    if (r->general->errors != errors || !whole)
        return; /* not all of it could be written: to be tried again */
    keep_parts(b);
    keep_site(b, b->load_diags, outputs.v, outputs.n);
}
