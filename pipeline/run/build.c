/* The command "build": sources to TEI, TEI checked, TEI published, the outcome put on record. */
#include <stdlib.h>
#include <string.h>

#include "../base/resource.h"
#include "../base/version.h"
#include "../validate/check.h"
#include "parts.h"

/* A document of the edition, between the passes. Only its own job writes to it. */
struct page {
    const char *stem;
    bool is_authority, encoded; /* ENCODED: its TEI stands in the output */
    struct tp_slice record;     /* what the edition is to know of it: publish/gist.h */
    struct tp_made_list made;
};

struct building {
    struct tp_run *run;
    struct tp_edition edition;
    const char *output, *date;
    const char *page_base; /* the address of the pages on the web; NULL: not known */
    const struct tp_encoder *encoder;
    struct tp_checks checks; /* of all its TEI */
    struct tp_facts **facts; /* one a page */
    const struct tp_integrity_index *integrity;
    struct tp_form *forms;
    size_t n_forms;
    bool alike;                        /* one form may take white space from the tree for all */
    struct tp_describer *describer;
    struct tp_stylesheet *index_sheet; /* NULL: no pages */
    struct page *pages;
    size_t n, n_sources;
    struct tp_site_info info;
    struct tp_site *site; /* after the first pass */
};

/* ---- preparation ---- */

static bool has_form(const struct building *b, const char *name)
{
    for (size_t i = 0; i < b->n_forms; i++)
        if (strcmp(b->forms[i].format->name, name) == 0)
            return true;
    return false;
}

/* The names of the edition's own pages are not free. */
static bool free_of_index(const struct building *b)
{
    const struct tp_paths *sources = &b->edition.sources;

    for (size_t i = 0; b->index_sheet && i < sources->n; i++) {
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
static bool load_checks(struct building *b)
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
static bool check_params(struct building *b)
{
    struct tp_run *r = b->run;
    bool good = true;

    for (const char *const *p = b->edition.params; p && *p && b->n_forms; p += 2) {
        const char *const pair[] = {p[0], p[1], NULL};
        bool known = false;
        for (size_t i = 0; i < b->n_forms && !known; i++)
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

static bool load(struct building *b, const char *dir)
{
    struct tp_run *r = b->run;
    struct tp_edition *e = &b->edition;

    if (!tp_edition_load(r->arena, dir, b->output, true, e, r->general))
        return false;
    (void)tp_build_date(r->arena, &b->date); /* the encoder complains of a wrong one */
    if (e->base_url)
        b->page_base = tp_fmt(r->arena, "%shtml/", e->base_url);
    b->encoder = tp_run_encoder(r, e, "authority/", (const char *const *)e->sources.v, e->sources.n,
                                true, false);
    b->describer = tp_describer_new(r->arena, tp_path_join(r->arena, b->output, "tei"), r->general);
    b->n_forms = e->n_formats;
    if (!b->encoder || !load_checks(b) || !b->describer ||
        !tp_run_forms(r, e->formats, e->n_formats, e, &b->forms) || !check_params(b))
        return false;
    b->alike = tp_run_forms_alike(r, b->forms, b->n_forms);
    if (has_form(b, "html"))
        b->index_sheet = tp_stylesheet_load(r->arena, "teipipe:xslt/index.xsl", r->general);
    return (b->index_sheet || !has_form(b, "html")) && free_of_index(b) &&
           tp_run_unique_stems(r, (const char *const *)e->sources.v, e->sources.n);
}

static const char **list_documents(struct building *b)
{
    const struct tp_edition *e = &b->edition;
    const char **names;

    b->n_sources = e->sources.n;
    b->n = e->sources.n + e->authority.n;
    names = TP_NEW_ARRAY(b->run->arena, b->n + 1, const char *);
    tp_run_apart(b->run);
    b->pages = tp_run_slots(b->run, b->n, sizeof *b->pages);
    b->facts = tp_run_slots(b->run, b->n, sizeof(struct tp_facts *));
    for (size_t i = 0; i < b->n; i++) {
        bool source = i < b->n_sources;
        names[i] = source ? e->sources.v[i] : e->authority.v[i - b->n_sources];
        b->pages[i].is_authority = !source;
        b->pages[i].stem = tp_path_stem(b->run->arena, names[i]);
    }
    return names;
}

/* ---- the first pass: TEI ---- */

/* What is wrong with the TEI, told of the transcription: at the line that it came from, if it came
 * from one, with the place in the TEI behind the message. */
static void tell_of_source(const struct tp_encoded *tei, const struct tp_diags *found,
                           const char *source, const char *path, struct tp_diags *ds)
{
    for (const struct tp_diag *d = found->first; d; d = d->next) {
        size_t line = tp_encoded_source_line(tei, d->loc.line);
        struct tp_diag *told =
            tp_diag_add_as(ds, d->severity, d->code, tp_at(source, line, line ? 1 : 0),
                           (const char *const[]){NULL});
        told->message =
            tp_fmt(ds->arena, "%s (%s:%zu:%zu)", d->message, path, d->loc.line, d->loc.col);
        told->path = d->path;
        told->expected = d->expected;
        told->n_expected = d->n_expected;
    }
}

/* What the pointers say that lead out of the page is told of the transcription too. */
struct origin {
    const struct tp_encoded *tei;
    const char *source, *path;
    struct tp_arena *kept;
};

static struct tp_loc to_source(void *arg, struct tp_loc loc, const char **behind)
{
    const struct origin *o = arg;
    size_t line = tp_encoded_source_line(o->tei, loc.line);

    *behind = tp_fmt(o->kept, "(%s:%zu:%zu)", o->path, loc.line, loc.col);
    return tp_at(o->source, line, line ? 1 : 0);
}

static struct tp_checking checking(const struct building *b, const char *path, const char *file,
                                   struct tp_slice text, struct tp_arena *kept)
{
    return (struct tp_checking){.text = text,
                                .file = file,
                                .path = tp_path_join(kept, b->output, path),
                                .also = b->edition.dir,
                                .kept = kept};
}

static void check_page(struct building *b, struct page *page, struct tp_arena *work, xmlDoc *doc,
                       struct tp_checking *d, const struct origin *origin, struct tp_diags *found)
{

    tp_check_doc(&b->checks, work, doc, d, found);
    if (d->facts)
        tp_facts_move(d->facts, to_source, (void *)origin);
    b->facts[page - b->pages] = d->facts;
}

/* Put on record what the edition is to know of the document. */
static void gather(struct building *b, struct page *page, struct tp_arena *work, xmlDocPtr doc,
                   struct tp_arena *kept)
{
    struct tp_buf record = tp_buf_new(work);

    if (!b->index_sheet)
        return;
    if (page->is_authority)
        tp_entries_gather(work, doc, &record);
    else
        tp_gist_gather(work, doc, page->stem, &record);
    page->record.p = tp_strndup(kept, record.p, record.len);
    page->record.len = record.len;
}

static void encode_page(struct building *b, struct page *page, struct tp_arena *work,
                        struct tp_outcome *o, struct tp_diags *ds)
{
    struct tp_arena *kept = o->diags->arena;
    struct tp_encoded tei = {0};
    struct tp_diags *found = tp_diags_new(work, 0);
    const char *path = tp_fmt(work, "tei/%s.xml", page->stem);
    xmlDocPtr doc;

    if (!tp_run_encode_one(b->encoder, work, o, &tei, ds) ||
        !tp_make(b->output, path, tei.xml, tei.len, kept, work, &page->made, ds))
        return;
    page->encoded = true;
    o->output = tp_path_join(kept, b->output, path);
    doc = tp_xml_read_memory(work, tei.xml, tei.len, path, found);
    if (doc) {
        /* By its own path: rules may read what stands beside it. */
        struct tp_checking d =
            checking(b, path, o->output, (struct tp_slice){tei.xml, tei.len}, kept);
        struct origin origin = {&tei, o->file, path, kept};
        check_page(b, page, work, doc, &d, &origin, found);
        gather(b, page, work, doc, kept);
    }
    tell_of_source(&tei, found, o->file, path, ds);
}

static void copy_authority(struct building *b, struct page *page, struct tp_arena *work,
                           struct tp_outcome *o, struct tp_diags *ds)
{
    const char *path = tp_fmt(work, "tei/authority/%s", tp_path_base(o->file));
    struct tp_checking d;
    struct tp_diags *said = tp_diags_new(work, 0);
    xmlDocPtr doc;
    char *data;
    size_t len;

    if (!tp_read_file(work, o->file, &data, &len, ds))
        return;
    d = checking(b, path, o->file, (struct tp_slice){data, len}, o->diags->arena);
    tp_check_text(&b->checks, work, &d, ds);
    b->facts[page - b->pages] = d.facts;
    doc = tp_xml_read_memory(work, data, len, o->file, said); /* what it says has been said */
    if (doc)
        gather(b, page, work, doc, o->diags->arena);
    if (tp_make(b->output, path, data, len, o->diags->arena, work, &page->made, ds))
        o->output = tp_path_join(o->diags->arena, b->output, path);
}

static void first_pass(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                       struct tp_diags *ds)
{
    struct building *b = arg;

    if (b->pages[i].is_authority)
        copy_authority(b, &b->pages[i], work, o, ds);
    else
        encode_page(b, &b->pages[i], work, o, ds);
}

/* ---- between: what the documents are to each other ---- */

static void join(struct building *b)
{
    if (!b->index_sheet)
        return;
    b->info = tp_index_info(&b->edition, b->page_base, b->date);
    b->info.downloads = tp_downloads(b->run->arena, b->forms, b->n_forms);
    b->site = tp_site_new(b->run->arena, &b->info);
    for (size_t i = 0; i < b->n; i++) {
        const struct tp_slice *record = &b->pages[i].record;
        if (!record->len)
            continue;
        if (b->pages[i].is_authority)
            (void)tp_site_add_entries(b->site, record->p, record->len); /* just gathered */
        else
            (void)tp_site_add(b->site, record->p, record->len);
    }
    tp_site_join(b->site);
}

/* ---- the second pass: published forms ---- */

struct params {
    const char **v;
    size_t n, cap;
};

static void param(struct tp_arena *work, struct params *p, const char *name, const char *value)
{
    if (!value)
        return;
    TP_PUSH(work, p, name);
    TP_PUSH(work, p, value);
}

/* The edition's word goes before ours. */
static void set_param(struct tp_arena *work, struct params *p, const char *name, const char *value)
{
    for (size_t i = 0; i < p->n; i += 2)
        if (strcmp(p->v[i], name) == 0) {
            p->v[i + 1] = value;
            return;
        }
    param(work, p, name, value);
}

static const char *page_href(struct tp_arena *work, const char *base, const char *stem)
{
    struct tp_buf href = tp_buf_new(work);

    tp_buf_str(&href, base);
    tp_buf_uri_path(&href, stem);
    tp_buf_str(&href, ".html");
    return href.p;
}

static void link_params(struct tp_arena *work, struct params *p, const struct tp_nav *nav)
{
    const struct {
        const char *name;
        const struct tp_nav_link *link;
    } links[] = {{"prev", &nav->before},
                 {"next", &nav->after},
                 {"correspondence", &nav->between},
                 {"letter-prev", &nav->letter_before},
                 {"letter-next", &nav->letter_after}};

    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        param(work, p, tp_fmt(work, "%s-href", links[i].name), links[i].link->href);
        param(work, p, tp_fmt(work, "%s-title", links[i].name), links[i].link->title);
    }
}

static void html_params(const struct building *b, const struct page *page, struct tp_arena *work,
                        struct params *p)
{
    static const struct {
        const char *format, *param;
    } downloads[] = {{"text", "text-href"},
                     {"bibtex", "bib-href"},
                     {"ris", "ris-href"},
                     {"csl-json", "json-href"}};
    const struct tp_nav *nav = tp_site_nav(b->site, page->stem);

    param(work, p, "edition-title", b->edition.title);
    param(work, p, "base-url", b->page_base);
    param(work, p, "generator", "teipipe " TP_VERSION);
    param(work, p, "names-base", "./");
    if (nav)
        link_params(work, p, nav);
    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++)
        if (!has_form(b, downloads[i].format))
            param(work, p, downloads[i].param, "none");
}

static bool declares(const struct tp_format *format, const char *name)
{
    for (const char *const *p = format->params; *p; p++)
        if (strcmp(*p, name) == 0)
            return true;
    return false;
}

static const char *const *params_of(const struct building *b, const struct page *page,
                                    const struct tp_form *form, struct tp_arena *work)
{
    struct params p = {0};

    if (strcmp(form->format->name, "text") != 0)
        param(work, &p, "stem", page->stem);
    if (strcmp(form->format->name, "html") == 0)
        html_params(b, page, work, &p);
    if (strcmp(form->format->folder, "citations") == 0) {
        if (declares(form->format, "edition-title"))
            param(work, &p, "edition-title", b->edition.title);
        if (b->page_base)
            param(work, &p, "url", page_href(work, b->page_base, page->stem));
    }
    for (const char *const *own = b->edition.params; own && *own; own += 2)
        set_param(work, &p, own[0], own[1]);
    TP_PUSH(work, &p, NULL);
    return p.v;
}

static void second_pass(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                        struct tp_diags *ds)
{
    struct building *b = arg;
    struct page *page = &b->pages[i];
    int64_t since = tp_run_clock();
    struct tp_described described = {0};
    xmlDocPtr doc;

    if (b->integrity)
        tp_integrity_cross(b->integrity, i, work, ds);
    if (!page->encoded)
        return;
    doc = tp_xml_read_file(work, o->output, ds);
    if (doc && b->site)
        (void)tp_index_text(b->output, page->stem, doc, o->diags->arena, work, &page->made, ds);
    for (size_t k = 0; doc && k < b->n_forms; k++) {
        struct tp_form *form = &b->forms[k];
        struct tp_transform how = {.params = params_of(b, page, form, work),
                                   .folder = b->edition.dir,
                                   .spend = b->alike || k + 1 == b->n_forms,
                                   .describer = b->describer,
                                   .described = &described};
        struct tp_buf out = tp_buf_new(work);
        const char *path = tp_fmt(work, "%s/%s%s", form->format->folder, page->stem, form->suffix);
        if (tp_run_form(b->run, form, doc, since, &how, work, &out, ds)) /* else it has said why */
            (void)tp_make(b->output, path, out.p, out.len, o->diags->arena, work, &page->made, ds);
    }
}

/* ---- what there is one of ---- */

static void make_assets(struct building *b, struct tp_made_list *made)
{
    struct tp_arena *a = b->run->arena;
    size_t n;
    const struct tp_resource *v = tp_resource_under(TP_ASSETS, &n);

    for (size_t i = 0; i < n; i++)
        (void)tp_make(b->output, tp_fmt(a, "html/assets/%s", v[i].name + strlen(TP_ASSETS)),
                      v[i].data, v[i].len, a, a, made, b->run->general);
}

static void make_report(struct building *b, struct tp_made_list *made)
{
    struct tp_arena *a = b->run->arena, *work = tp_arena_sub(a);
    struct tp_report_document *documents;
    size_t n = tp_run_report(b->run, work, &documents);
    struct tp_report report = {.tool = "teipipe",
                               .version = TP_VERSION,
                               .documents = documents,
                               .n = n,
                               .strict = b->run->set.strict,
                               .status = (int)b->run->status};
    struct tp_buf out = tp_buf_new(work);

    tp_report_json(&report, &out);
    (void)tp_make(b->output, "report.json", out.p, out.len, a, work, made, b->run->general);
    tp_arena_free(work);
}

static void finish(struct building *b)
{
    struct tp_run *r = b->run;
    struct tp_made_list made = {0};

    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->pages[i].made.n; k++)
            TP_PUSH(r->arena, &made, b->pages[i].made.v[k]);
    if (b->index_sheet) {
        make_assets(b, &made);
        tp_downloads_write(b->site, b->forms, b->n_forms, b->output, r->arena, &made, r->general);
        tp_index_write(b->site, b->index_sheet, b->output, r->arena, &made, r->general);
    }
    make_report(b, &made);
    (void)tp_manifest_write(r->arena, b->output, &made, r->general); /* has said what is wrong */
}

void tp_run_build(struct tp_run *r, const char *edition, const char *output)
{
    struct building b = {.run = r};
    const char **names;

    b.output = output ? output : tp_path_join(r->arena, edition, "output");
    if (!load(&b, edition)) {
        tp_run_unusable(r);
        return;
    }
    if (tp_make_folder(r->arena, b.output, r->general)) {
        names = list_documents(&b);
        tp_run_set_documents(r, names, b.n, 2);
        tp_run_pass(r, first_pass, &b);
        join(&b);
        if (b.checks.integrity)
            b.integrity = tp_integrity_index(r->arena, b.checks.integrity, b.facts, b.n);
        tp_run_pass(r, second_pass, &b);
        finish(&b);
    }
    tp_run_take_status(r, r->general);
}
