/* The command "build": sources to TEI, TEI checked, TEI published, the outcome put on record. */
#include <string.h>

#include "shard.h"

/* ---- preparation ---- */

/* The names of the edition's own pages are not free. */
static bool free_of_index(const struct tp_build *b)
{
    const struct tp_paths *sources = &b->edition.sources;

    for (size_t i = 0; tp_build_has_form(b, "html") && i < sources->n; i++) {
        const char *stem = tp_path_stem(b->run->arena, sources->v[i]);
        if (!tp_site_reserved(stem))
            continue;
        tp_diag(b->run->general, TP_D_DUPLICATE_STEM, tp_in(sources->v[i]),
                "a page of the whole edition", stem);
        return false;
    }
    return true;
}

/* The edition's schema, rules and integrity checks. */
static bool load_checks(struct tp_build *b)
{
    struct tp_run *r = b->run;
    const struct tp_paths *names = &b->edition.rules;
    const struct tp_schema *schema = tp_schema_load(r->arena, b->edition.schema, r->general);
    const struct tp_sch_host *host = tp_reader_host(tp_run_reader(r));

    if (!schema)
        return false;
    b->checks.schemas = TP_NEW(r->arena, const struct tp_schema *);
    b->checks.schemas[b->checks.n_schemas++] = schema;
    b->checks.rules = TP_NEW_ARRAY(r->arena, names->n + 1, const struct tp_rules *);
    for (size_t i = 0; i < names->n; i++) {
        const struct tp_rules *rules = tp_rules_load(r->arena, names->v[i], NULL, host, r->general);

        if (!rules)
            return false;
        b->checks.rules[b->checks.n_rules++] = rules;
    }
    if (tp_levels_any(&b->edition.levels))
        b->checks.integrity = tp_integrity_new(r->arena, &b->edition.levels, b->output, r->general);
    return true;
}

/* A parameter that none of the stylesheets declares is a mistake. */
static bool check_params(struct tp_build *b)
{
    struct tp_run *r = b->run;
    bool good = true;

    for (const char *const *p = b->edition.params; p && *p && b->edition.n_formats; p += 2) {
        const char *const pair[] = {p[0], p[1], NULL};
        bool known = false;
        for (size_t i = 0; i < b->edition.n_formats && !known; i++)
            known = tp_stylesheet_check(b->forms[i].sheet, pair, tp_diags_new(r->arena, 0));
        if (!known) {
            tp_diag(r->general, TP_D_CONFIG_INVALID, tp_in(b->edition.config),
                    tp_fmt(r->arena,
                           "no stylesheet has the parameter '%s'; 'transform --help "
                           "FORMAT' lists them",
                           p[0]));
            good = false;
        }
    }
    return good;
}

static bool load_parts(struct tp_build *b)
{
    struct tp_run *r = b->run;
    const struct tp_edition *e = &b->edition;
    struct tp_form *forms;

    b->encoder = tp_run_encoder(r, e, "authority/", (const char *const *)e->sources.v, e->sources.n,
                                true, false);
    b->describer = tp_describer_new(r->arena, tp_path_join(r->arena, b->output, "tei"), r->general);
    if (!b->encoder || !b->describer || !load_checks(b) ||
        !tp_run_forms(r, e->formats, e->n_formats, e, &forms))
        return false;
    memcpy(b->forms, forms, e->n_formats * sizeof *forms);
    if (!check_params(b))
        return false;
    b->alike = tp_run_forms_alike(r, b->forms, e->n_formats);
    if (r->set.shards || !tp_build_has_form(b, "html"))
        return true; /* no pages of the whole */
    b->index_sheet = tp_stylesheet_load(r->arena, "teipipe:xslt/index.xsl", r->general);
    return b->index_sheet != NULL;
}

/* Load what the steps need. What is found is kept: a build that needs nothing loaded tells it, too.
 */
static bool load(struct tp_build *b)
{
    struct tp_run *r = b->run;
    struct tp_diags *before = r->general;
    struct tp_buf bytes = tp_buf_new(r->arena);
    bool ok;

    r->general = tp_diags_new(r->arena, 0);
    ok = load_parts(b);
    tp_pack_diags(&bytes, r->general);
    b->load_diags = (struct tp_slice){bytes.p, bytes.len};
    tp_diags_append(before, r->general);
    r->general = before;
    return ok;
}

/* Leave to the others what isn't this shard's. */
static void take_share(struct tp_build *b)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct tp_paths *v = &b->share;

    *v = b->edition.sources;
    if (b->run->set.shards) {
        *v = (struct tp_paths){0};
        for (size_t i = 0; i < b->edition.sources.n; i++) {
            struct tp_mark mark = tp_arena_mark(work);
            char *path = b->edition.sources.v[i];
            if (tp_shard_of(work, b->edition.dir, path, b->run->set.shards) == b->run->set.shard)
                TP_PUSH(b->run->arena, v, path);
            tp_arena_release(work, mark);
        }
    }
    tp_arena_free(work);
}

static void list_documents(struct tp_build *b)
{
    const struct tp_edition *e = &b->edition;

    take_share(b);
    b->n_sources = b->share.n;
    b->n = b->share.n + e->authority.n;
    tp_run_apart(b->run);
    b->pages = tp_run_slots(b->run, b->n, sizeof *b->pages);
    for (size_t i = 0; i < b->n; i++) {
        struct tp_page *page = &b->pages[i];
        page->is_authority = i >= b->n_sources;
        page->file = page->is_authority ? e->authority.v[i - b->n_sources] : b->share.v[i];
        page->stem = tp_path_stem(b->run->arena, page->file);
    }
}

/* Is the file of another shard? Then it has been said of which. */
static bool other_share(struct tp_build *b, const char *real)
{
    struct tp_arena *a = b->run->arena;
    const struct tp_paths *v = &b->edition.sources;

    for (size_t i = 0; b->run->set.shards && i < v->n; i++) {
        const char *file = tp_path_real(a, v->v[i]);
        if (!file || strcmp(file, real) != 0)
            continue;
        tp_diag(b->run->general, TP_D_USAGE, tp_in(v->v[i]),
                tp_fmt(a, "belongs to shard %u/%u",
                       tp_shard_of(a, b->edition.dir, v->v[i], b->run->set.shards),
                       b->run->set.shards));
        return true;
    }
    return false;
}

/* The one document to be explained. */
static bool find_explained(struct tp_build *b)
{
    const char *name = b->run->set.explain_file;
    const char *real = name ? tp_path_real(b->run->arena, name) : NULL;
    bool any = false;

    for (size_t i = 0; real && i < b->n && !any; i++) {
        const char *file = tp_path_real(b->run->arena, b->pages[i].file);
        any = b->pages[i].explained = file && strcmp(file, real) == 0;
    }
    if (name && !any && !(real && other_share(b, real)))
        tp_diag(b->run->general, TP_D_USAGE, tp_in(name),
                "is no document of this edition: none of its sources, nor of its authority files");
    return any || !name;
}

/* The edition, and all that can be said without loading anything. */
static bool open_edition(struct tp_build *b, const char *dir)
{
    struct tp_run *r = b->run;
    struct tp_edition *e = &b->edition;

    if (!tp_edition_load(r->arena, dir, b->output, true, e, r->general))
        return false;
    if (!tp_build_date(r->arena, &b->date)) {
        tp_diag(r->general, TP_D_USAGE, tp_in(NULL),
                "SOURCE_DATE_EPOCH in the environment is not a number of seconds since 1970");
        return false;
    }
    if (e->base_url)
        b->page_base = tp_fmt(r->arena, "%shtml/", e->base_url);
    b->n_forms = e->n_formats;
    b->forms = TP_NEW_ARRAY(r->arena, b->n_forms + 2, struct tp_form);
    for (size_t i = 0; i < b->n_forms; i++)
        b->forms[i].format = tp_format_find(e->formats[i]);
    if (tp_build_has_form(b, "html"))
        b->forms[b->n_forms++].format = &tp_search_form;
    list_documents(b);
    return free_of_index(b) && find_explained(b) &&
           tp_run_unique_stems(r, (const char *const *)e->sources.v, e->sources.n);
}

/* ---- the run ---- */

static const char **names_of(const struct tp_build *b)
{
    const char **names = TP_NEW_ARRAY(b->run->arena, b->n + 1, const char *);

    for (size_t i = 0; i < b->n; i++)
        names[i] = b->pages[i].file;
    return names;
}

static void make(struct tp_build *b)
{
    struct tp_run *r = b->run;

    tp_sweep(b);
    if (r->set.shards)
        tp_shard_begin(b);
    r->counted = 2;
    tp_run_set_documents(r, names_of(b), b->n, 3);
    r->after = tp_keep_made;
    r->after_arg = b;
    tp_run_pass(r, tp_make_tei, b);
    if (!r->set.shards) { /* a shard knows of no others */
        tp_join_site(b);
        tp_make_cross(b);
    }
    tp_plan_forms(b);
    tp_run_pass(r, tp_make_forms, b);
    tp_make_index(b);
    r->after = NULL;
    r->apart = NULL; /* nothing can go wrong in telling */
    tp_run_pass(r, tp_tell_page, b);
    tp_make_site(b);
}

static void only_tell(struct tp_build *b)
{
    tp_run_set_documents(b->run, names_of(b), b->n, 1);
    if (!b->run->set.explain_file)
        b->run->apart = NULL; /* nothing can go wrong in telling */
    tp_run_pass(b->run, tp_tell_page, b);
}

/* Nothing that is there is needed, or may be made, before the edition is known to be usable: the
 * store of a first build is opened when everything is loaded. */
static bool open_store(struct tp_build *b, struct tp_diags *aside)
{
    if (b->run->set.shards && !b->dry && !tp_shard_store(b))
        return false;
    b->store = tp_store_open(b->run->arena, b->output, b->program,
                             b->dry ? TP_STORE_READ : TP_STORE_WRITE, aside);
    return b->store != NULL;
}

/* Returns false when the build can't begin. */
static bool build(struct tp_build *b, const char *dir, struct tp_diags *aside)
{
    bool loaded = false;

    if (!open_edition(b, dir))
        return false;
    tp_plan_program(b);
    if (b->run->set.shards && !tp_shard_folder(b))
        return false;
    if (b->lenders && !tp_lenders_match(b))
        return false;
    if (b->only_plan) {
        tp_plan_shards(b);
        return true;
    }
    if (!b->dry && !tp_store_exists(b->run->arena, b->output)) {
        if (!load(b))
            return false;
        loaded = true;
    }
    if (!loaded || tp_make_folder(b->run->arena, b->output, b->run->general)) {
        if (!open_store(b, aside) || !tp_plan_inputs(b))
            return false;
        if (b->run->set.shards)
            tp_plan_neighbours(b);
        if (!tp_plan_pages(b) && tp_site_is_made(b) && !b->run->set.explain_file) {
            only_tell(b);
            return true;
        }
        if (!loaded && !load(b))
            return false;
        tp_plan_loaded(b);
        if (b->dry)
            only_tell(b);
        else if (tp_make_folder(b->run->arena, b->output, b->run->general))
            make(b);
    }
    return true;
}

static void run_build(struct tp_run *r, const char *edition, const char *output,
                      const struct tp_lenders *lenders, bool plan)
{
    struct tp_build b = {
        .run = r, .dry = r->set.dry || r->set.explain_file, .lenders = lenders, .only_plan = plan};
    struct tp_diags *aside = tp_diags_new(r->arena, 0); /* of this run, not of what it makes */

    r->remembers = true;
    b.output = output ? output : tp_path_join(r->arena, edition, "output");
    if (!build(&b, edition, aside)) {
        tp_diags_append(r->general, aside);
        tp_run_unusable(r);
        return;
    }
    if (b.store)
        (void)tp_store_close(b.store, aside);
    tp_diags_append(r->general, aside);
    tp_run_take_status(r, r->general);
}

void tp_run_build(struct tp_run *r, const char *edition, const char *output)
{
    run_build(r, edition, output, NULL, false);
}

void tp_run_merge(struct tp_run *r, const char *const *folders, size_t n, const char *output,
                  bool plan)
{
    struct tp_lenders lenders;

    if (!tp_lenders_open(r, folders, n, &lenders)) {
        tp_run_unusable(r);
        return;
    }
    r->set.metadata = lenders.v[0].metadata;
    run_build(r, lenders.v[0].edition, output, &lenders, plan);
}
