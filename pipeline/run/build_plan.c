/* What of an edition is to be made again, and why. */
#include <stdlib.h>
#include <string.h>
#include <unicode/uversion.h>

#include <libxml/parser.h>
#include <libxslt/xslt.h>

#include "../base/program.h"
#include "../encode/authority_change.h"
#include "build.h"

/* ---- what all documents depend on ---- */

static void add(struct tp_buf *b, const char *s)
{
    tp_pack_string(b, s);
}

static void add_all(struct tp_buf *b, const struct tp_paths *v)
{
    tp_pack_number(b, v->n);
    for (size_t i = 0; i < v->n; i++)
        add(b, v->v[i]);
}

/* The program itself, and the libraries whose data and algorithms show in what is made. */
void tp_plan_program(struct tp_build *b)
{
    struct tp_buf all = tp_buf_new(b->run->arena);
    UVersionInfo icu;

    u_getVersion(icu);
    add(&all, tp_program_id);
    tp_pack_bytes(&all, icu, sizeof icu);
    add(&all, xmlParserVersion);
    add(&all, xsltEngineVersion);
    tp_digest(all.p, all.len, b->program);
}

/* The texts of a shard don't depend on where they are now, but on being those of a shard. */
static void digest_options(struct tp_build *b)
{
    const struct tp_edition *e = &b->edition;
    struct tp_buf all = tp_buf_new(b->run->arena);

    add(&all, e->dir);
    add(&all, e->title);
    add(&all, e->publisher);
    add(&all, e->licence);
    add(&all, b->date);
    add(&all, b->run->set.layout);
    add(&all, b->run->set.metadata ? b->run->set.metadata : e->metadata);
    add(&all, e->schema);
    add_all(&all, &e->rules);
    tp_pack_bytes(&all, e->levels.of, sizeof e->levels.of);
    tp_digest(all.p, all.len, b->portable);
    add(&all, b->run->set.shards ? NULL : b->output);
    tp_digest(all.p, all.len, b->options);
    all = tp_buf_new(b->run->arena);
    add(&all, b->portable);
    add(&all, e->language);
    add(&all, b->page_base);
    for (size_t i = 0; i < b->n_forms; i++)
        add(&all, b->forms[i].format->name);
    for (const char *const *p = e->params; p && *p; p++)
        add(&all, *p);
    tp_digest(all.p, all.len, b->portable);
}

static void add_root(struct tp_build *b, struct tp_inputs *in, const char *path)
{
    if (path)
        TP_PUSH(b->run->arena, &in->roots, tp_strdup(b->run->arena, path));
}

static bool is_yaml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".yaml") == 0 || strcmp(tp_path_ext(path), ".yml") == 0;
}

/* The stylesheet that the edition has for a form; NULL: ours. */
static const char *own_sheet(const struct tp_build *b, const struct tp_form *form)
{
    size_t i = 0;

    while (i < tp_format_count && &tp_formats[i] != form->format)
        i++;
    return i < tp_format_count && b->edition.sheets ? b->edition.sheets[i] : NULL;
}

static bool see_inputs(struct tp_build *b)
{
    const struct tp_edition *e = &b->edition;
    struct tp_inputs *all[] = {&b->layouts, &b->tables,    &b->metadata,
                               &b->checked, &b->authority, &b->sheets};
    struct tp_arena *a = b->run->arena;
    bool again = b->store && tp_store_restarted(b->store);
    struct tp_unpack u = {.bad = true};
    struct tp_buf keep = tp_buf_new(a);
    bool touched = false;

    if (b->store)
        u = tp_unpack_new(tp_store_get(b->store, "inputs").bytes);
    if (e->layouts &&
        !tp_list_files(a, e->layouts, is_yaml, NULL, &b->layouts.roots, b->run->general))
        return false;
    add_root(b, &b->tables, e->archives);
    add_root(b, &b->tables, e->kinds);
    add_root(b, &b->metadata, b->run->set.metadata ? b->run->set.metadata : e->metadata);
    add_root(b, &b->checked, e->schema);
    for (size_t i = 0; i < e->rules.n; i++)
        add_root(b, &b->checked, e->rules.v[i]);
    for (size_t i = 0; i < e->authority.n; i++)
        add_root(b, &b->authority, e->authority.v[i]);
    for (size_t i = 0; i < b->n_forms; i++)
        add_root(b, &b->sheets, own_sheet(b, &b->forms[i]));
    b->checked.follow = b->sheets.follow = true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct tp_buf one = tp_buf_new(a);
        tp_inputs_see(all[i], a, tp_unpack_bytes(&u), again);
        touched = touched || all[i]->touched;
        tp_inputs_pack(&one, all[i]);
        tp_pack_bytes(&keep, one.p, one.len);
    }
    if (touched && b->store && !b->dry)
        (void)tp_store_put(b->store, "inputs", (struct tp_slice){keep.p, keep.len});
    return true;
}

bool tp_plan_inputs(struct tp_build *b)
{
    struct tp_buf all = tp_buf_new(b->run->arena);

    digest_options(b);
    if (!see_inputs(b))
        return false;
    add(&all, b->program);
    add(&all, b->options);
    add(&all, b->layouts.digest);
    add(&all, b->tables.digest);
    add(&all, b->checked.digest);
    tp_digest(all.p, all.len, b->whole);
    return true;
}

/* Which part of the whole isn't what it was when the last build was finished. */
static const char *why_whole(struct tp_build *b)
{
    struct tp_unpack u = {.bad = true};
    const char *now[] = {b->program, b->options, b->layouts.digest, b->tables.digest,
                         b->checked.digest};
    static const char *const names[] = {"the program is another",
                                        "the configuration or the command line says something else",
                                        "the layouts have changed", "the tables have changed",
                                        "the schema or the rules have changed"};

    if (b->store)
        u = tp_unpack_new(tp_store_get(b->store, "parts").bytes);
    for (size_t i = 0; i < sizeof now / sizeof *now; i++) {
        const char *then = tp_unpack_string(&u);
        if (then && strcmp(then, now[i]) != 0)
            return names[i];
    }
    return "the last build was not finished";
}

/* ---- documents ---- */

/* Is what the step made still there? */
static bool see_output(struct tp_build *b, struct tp_page *page, struct tp_output *o)
{
    struct tp_arena *a = b->run->arena;
    struct tp_mark mark = tp_arena_mark(a);
    struct tp_seen now;
    enum tp_seen_how how;

    if (!o->made)
        return true;
    how = tp_see(a, tp_path_join(a, b->output, o->file.path), &o->seen,
                 tp_store_restarted(b->store), &now);
    tp_arena_release(a, mark);
    if (how == TP_SEEN_TOUCHED) {
        now.sure = true;
        o->seen = now;
        page->touched = true;
    }
    return how != TP_SEEN_OTHER;
}

static const char is_new[] = "it is new, or was not finished";

/* Why the step TEI is to be done; NULL: it isn't. */
static const char *why_tei(struct tp_build *b, struct tp_page *page, const char *whole)
{
    const struct tp_kept_tei *k = &page->tei;
    const struct tp_seen lent = page->source; /* as a merge has seen it */
    enum tp_seen_how how = tp_see(b->run->arena, page->file,
                                  page->known    ? &k->source
                                  : page->lender ? &lent
                                                 : NULL,
                                  b->store && tp_store_restarted(b->store), &page->source);

    if (page->is_authority) {
        TP_PUSH(b->run->arena, &page->inputs.roots, tp_strdup(b->run->arena, page->file));
        page->inputs.follow = true;
        tp_inputs_see(&page->inputs, b->run->arena,
                      page->known ? k->inputs : (struct tp_slice){NULL, 0},
                      b->store && tp_store_restarted(b->store));
        page->row = page->inputs.digest;
    }
    if (!page->known)
        return is_new;
    if (how == TP_SEEN_OTHER)
        return page->is_authority ? "the file has changed" : "the transcription has changed";
    if (page->is_authority && strcmp(page->inputs.digest, k->row) != 0)
        return "a file that it includes has changed";
    if (how == TP_SEEN_TOUCHED) {
        page->tei.source = page->source;
        page->touched = true;
    }
    if (strcmp(k->whole, b->whole) != 0)
        return whole;
    if (k->stale)
        return "an authority entry that it may name has changed";
    if (!see_output(b, page, &page->tei.tei))
        return "its TEI is not as it was made";
    return b->checked.reads ? "its rules read other files, or the date" : NULL;
}

static void plan_page(struct tp_build *b, struct tp_page *page, const char *whole)
{
    struct tp_arena *a = b->run->arena;

    page->forms = TP_NEW_ARRAY(a, b->n_forms + 1, struct tp_kept_form);
    page->make_form = TP_NEW_ARRAY(a, b->n_forms + 1, bool);
    if (b->store) {
        struct tp_record_bytes tei = tp_store_get(b->store, tp_keep_name(a, 't', page->file));
        struct tp_record_bytes forms = tp_store_get(b->store, tp_keep_name(a, 'f', page->file));
        struct tp_record_bytes cross = tp_store_get(b->store, tp_keep_name(a, 'x', page->file));
        page->tei_step = (struct tp_step){tei.bytes, tei.check};
        page->form_step = (struct tp_step){forms.bytes, forms.check};
        page->cross_step = (struct tp_step){cross.bytes, cross.check};
        page->known = tei.bytes.p && tp_kept_tei(tei.bytes, &page->tei);
        if (forms.bytes.p)
            (void)tp_kept_forms(b, forms.bytes, page->forms);
    }
    /* At what is new its own job looks, which reads it anyway. */
    page->why =
        page->known || page->lender || page->is_authority ? why_tei(b, page, whole) : is_new;
    page->make_tei = page->why != NULL;
    if (!page->known || !page->tei.layout)
        return;
    for (size_t k = 0; k < b->n_forms; k++) {
        struct tp_kept_form *form = &page->forms[k];
        bool reads = b->sheets.reads && own_sheet(b, &b->forms[k]);
        if (!tp_form_is_due(b, page, &b->forms[k]))
            continue;
        page->make_form[k] =
            page->tei.tei.made && (!form->format || !see_output(b, page, &form->out) || reads);
        if (!page->make_form[k])
            continue;
        page->any_form = true;
        if (!page->why)
            page->why = !form->format ? "it was not finished"
                        : reads       ? "a stylesheet reads other files"
                                      : "a file that was made of it is not as it was made";
    }
}

bool tp_plan_pages(struct tp_build *b)
{
    const char *whole = why_whole(b);
    bool any = false;

    for (size_t i = 0; i < b->n; i++) {
        struct tp_page *page = &b->pages[i];
        plan_page(b, page, whole);
        any = any || page->make_tei || page->any_form;
    }
    return any;
}

/* ---- what can only be known with the encoder ---- */

static void row_digest(const struct tp_build *b, struct tp_arena *work, const char *file,
                       bool where, char out[TP_DIGEST])
{
    struct tp_buf row = tp_buf_new(work);

    tp_encoder_row(b->encoder, work, file, where, &row);
    out[0] = '\0';
    if (row.len)
        tp_digest(row.p, row.len, out);
}

static void plan_row(struct tp_build *b, struct tp_page *page, struct tp_arena *work)
{
    char row[TP_DIGEST], place[TP_DIGEST];
    const struct tp_kept_tei *k = &page->tei;

    row_digest(b, work, page->file, false, row);
    row_digest(b, work, page->file, true, place);
    if (!page->make_tei &&
        (strcmp(row, k->row) != 0 || (k->tells_of_row && strcmp(place, k->row_place) != 0))) {
        page->make_tei = true;
        page->why = "its row in the table of metadata has changed";
    }
    page->row = tp_strdup(b->run->arena, row);
    page->row_place = tp_strdup(b->run->arena, place);
}

/* The files' bytes as they were when the store was last told: what its documents are up to date
 * with. False: it isn't known. */
static bool old_authority(struct tp_build *b, struct tp_arena *work, struct tp_authority_text **v,
                          size_t *n, const char **digest)
{
    struct tp_unpack u = {.bad = true};

    if (b->store)
        u = tp_unpack_new(tp_store_get(b->store, "authority").bytes);
    *digest = tp_unpack_string(&u);
    *n = tp_unpack_count(&u);
    *v = TP_NEW_ARRAY(work, *n + 1, struct tp_authority_text);
    for (size_t i = 0; i < *n && !u.bad; i++) {
        (*v)[i].name = tp_unpack_string(&u);
        (*v)[i].xml = tp_unpack_bytes(&u);
    }
    return !u.bad && *digest;
}

static struct tp_slice keep_authority(struct tp_build *b, struct tp_arena *work,
                                      struct tp_authority_text *v, bool *ok)
{
    struct tp_buf keep = tp_buf_new(work);

    *ok = true;
    tp_pack_string(&keep, b->authority.digest);
    tp_pack_number(&keep, b->edition.authority.n);
    for (size_t i = 0; i < b->edition.authority.n; i++) {
        const char *path = b->edition.authority.v[i];
        char *data = NULL;
        size_t len = 0;
        if (!tp_read_file(work, path, &data, &len, tp_diags_new(work, 0)))
            *ok = false;
        v[i] = (struct tp_authority_text){tp_path_base(path), {data ? data : "", len}};
        tp_pack_string(&keep, v[i].name);
        tp_pack_bytes(&keep, v[i].xml.p, v[i].xml.len);
    }
    return (struct tp_slice){keep.p, keep.len};
}

static void mark_stale(struct tp_build *b, struct tp_page *page)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct tp_buf bytes = tp_buf_new(work);

    page->make_tei = true;
    page->why = "an authority entry that it may name has changed";
    page->tei.stale = true;
    tp_keep_tei(&bytes, &page->tei, NULL);
    if (!b->dry)
        (void)tp_store_put(b->store, tp_keep_name(work, 't', page->file),
                           (struct tp_slice){bytes.p, bytes.len});
    tp_arena_free(work);
}

/* First the documents are marked, then the files are taken for known: who is interrupted between
 * the two will mark them again. */
static void plan_authority(struct tp_build *b)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct tp_authority_text *before, *after;
    struct tp_authority_change *change;
    const char *digest;
    size_t n_before, n_after = b->edition.authority.n;
    struct tp_slice keep;
    bool known = old_authority(b, work, &before, &n_before, &digest), ok;

    if (known && strcmp(digest, b->authority.digest) == 0) {
        tp_arena_free(work);
        return;
    }
    after = TP_NEW_ARRAY(work, n_after + 1, struct tp_authority_text);
    keep = keep_authority(b, work, after, &ok);
    change = tp_authority_compare(work, before, known ? n_before : 0, after, n_after);
    for (size_t i = 0; i < b->n_sources; i++)
        if (!b->pages[i].make_tei && tp_authority_concerns(change, b->pages[i].tei.asked))
            mark_stale(b, &b->pages[i]);
    if (ok && !b->dry)
        (void)tp_store_put(b->store, "authority", keep);
    tp_arena_free(work);
}

void tp_plan_loaded(struct tp_build *b)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);

    for (size_t i = 0; i < b->n_sources; i++) {
        struct tp_mark mark = tp_arena_mark(work);
        plan_row(b, &b->pages[i], work);
        tp_arena_release(work, mark);
    }
    tp_arena_free(work);
    plan_authority(b);
}

/* ---- forms ---- */

bool tp_build_has_form(const struct tp_build *b, const char *name)
{
    for (size_t i = 0; i < b->n_forms; i++)
        if (strcmp(b->forms[i].format->name, name) == 0)
            return true;
    return false;
}

bool tp_form_is_due(const struct tp_build *b, const struct tp_page *page,
                    const struct tp_form *form)
{
    return !b->run->set.shards || page->nav || strcmp(form->format->name, "html") != 0;
}

static const char *form_key(const struct tp_build *b, const struct tp_entry_states *entries,
                            const struct tp_page *page, const struct tp_form *form,
                            struct tp_arena *work)
{
    struct tp_buf all = tp_buf_new(work);
    char *key = tp_alloc(work, TP_DIGEST);

    add(&all, b->program);
    add(&all, form->format->name);
    if (own_sheet(b, form))
        add(&all, b->sheets.digest);
    add(&all, page->tei.tei.file.sha256);
    if (form->format != &tp_search_form)
        tp_entry_states_add(entries, page->tei.refs, &all);
    for (const char *const *p = tp_form_params(b, page, form, work); *p; p++)
        add(&all, *p);
    tp_digest(all.p, all.len, key);
    return key;
}

void tp_plan_forms(struct tp_build *b)
{
    struct tp_arena *a = b->run->arena;
    struct tp_entry_states *entries = tp_entry_states_new(a, &b->edition.authority);

    for (size_t i = 0; i < b->n_sources; i++) {
        struct tp_page *page = &b->pages[i];
        for (size_t k = 0; page->tei.tei.made && k < b->n_forms; k++) {
            struct tp_arena *work;
            const char *key;
            if (!tp_form_is_due(b, page, &b->forms[k]))
                continue;
            work = tp_arena_sub(a);
            key = form_key(b, entries, page, &b->forms[k], work);
            if (!page->forms[k].format || strcmp(page->forms[k].key, key) != 0) {
                page->make_form[k] = page->any_form = true;
                if (!page->why)
                    page->why = "what its pages say of others, or of the edition, has changed";
            }
            if (page->make_form[k])
                page->forms[k].key = tp_strdup(a, key);
            tp_arena_free(work);
        }
    }
}
