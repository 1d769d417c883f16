/* The steps of a build that belong to one document. */
#include <string.h>

#include "../base/version.h"
#include "../publish/search.h"
#include "shard.h"

/* ---- TEI ---- */

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

static struct tp_checking checking(const struct tp_build *b, const char *path, const char *file,
                                   struct tp_slice text, struct tp_arena *work)
{
    return (struct tp_checking){.text = text,
                                .file = file,
                                /* whoever merges shards knows where it will be */
                                .path =
                                    b->run->set.shards ? path : tp_path_join(work, b->output, path),
                                .also = b->edition.dir,
                                .kept = work};
}

/* Write the file and note it. */
static bool write_output(const struct tp_build *b, const char *path, const char *data, size_t len,
                         struct tp_arena *work, struct tp_output *out, struct tp_diags *ds)
{
    const char *file = tp_path_join(work, b->output, path);

    if (!tp_write_file(work, file, data, len, ds))
        return false;
    out->made = true;
    out->file = (struct tp_made){path, len, ""};
    tp_sha256(data, len, out->file.sha256);
    tp_see_own(file, out->file.sha256, &out->seen);
    return true;
}

static void keep_facts(const struct tp_facts *facts, struct tp_arena *work, struct tp_kept_tei *k)
{
    struct tp_buf bytes = tp_buf_new(work);

    if (!facts)
        return;
    tp_facts_pack(&bytes, facts);
    k->facts = (struct tp_slice){bytes.p, bytes.len};
    tp_digest(bytes.p, bytes.len, k->facts_digest);
}

static void check_tei(struct tp_build *b, struct tp_arena *work, const struct tp_encoded *tei,
                      const char *file, const char *stem, const char *path, struct tp_kept_tei *k,
                      struct tp_diags *ds)
{
    struct tp_diags *found = tp_diags_new(work, 0);
    xmlDocPtr doc = tp_xml_read_memory(work, tei->xml, tei->len, path, found);
    struct tp_buf record = tp_buf_new(work);

    if (doc) {
        /* By its own path: rules may read what stands beside it. */
        struct tp_checking d = checking(b, path, tp_path_join(work, b->output, path),
                                        (struct tp_slice){tei->xml, tei->len}, work);
        struct origin origin = {tei, file, path, work};
        tp_check_doc(&b->checks, work, doc, &d, found);
        if (d.facts)
            tp_facts_move(d.facts, to_source, &origin);
        keep_facts(d.facts, work, k);
        tp_gist_gather(work, doc, stem, &record);
        k->record = (struct tp_slice){record.p, record.len};
        k->refs = tp_refs_of(work, doc);
    }
    tell_of_source(tei, found, file, path, ds);
}

static void encode_page(struct tp_build *b, struct tp_page *page, struct tp_arena *work,
                        struct tp_outcome *o, struct tp_kept_tei *k, struct tp_diags *ds)
{
    struct tp_encoded tei = {0};
    const char *path = tp_fmt(work, "tei/%s.xml", page->stem);

    if (tp_run_encode_one(b->encoder, work, o, &tei, ds) &&
        write_output(b, path, tei.xml, tei.len, work, &k->tei, ds))
        check_tei(b, work, &tei, page->file, page->stem, path, k, ds);
    k->layout = o->layout;
    k->layout_reason = o->layout_reason;
    k->chars = o->chars;
    k->covered = o->covered;
    k->asked = tei.asked;
}

static void copy_authority(struct tp_build *b, struct tp_page *page, struct tp_arena *work,
                           struct tp_kept_tei *k, struct tp_diags *ds)
{
    const char *path = tp_fmt(work, "tei/authority/%s", tp_path_base(page->file));
    struct tp_buf inputs = tp_buf_new(work);
    struct tp_buf record = tp_buf_new(work);
    struct tp_checking d;
    xmlDocPtr doc;
    char *data;
    size_t len;

    tp_inputs_pack(&inputs, &page->inputs);
    k->inputs = (struct tp_slice){inputs.p, inputs.len};
    if (!tp_read_file(work, page->file, &data, &len, ds))
        return;
    d = checking(b, path, page->file, (struct tp_slice){data, len}, work);
    tp_check_text(&b->checks, work, &d, ds);
    keep_facts(d.facts, work, k);
    doc = tp_xml_read_memory(work, data, len, page->file, tp_diags_new(work, 0));
    if (doc) /* else it has been said why not */
        tp_entries_gather(work, doc, &record);
    k->record = (struct tp_slice){record.p, record.len};
    (void)write_output(b, path, data, len, work, &k->tei,
                       ds); /* a failure is among the diagnostics */
}

static bool is_of(const struct tp_diag *d, const struct tp_inputs *table)
{
    return table->roots.n && d->loc.file && strcmp(d->loc.file, table->roots.v[0]) == 0;
}

/* The bytes, in memory that lasts; between processes until the store has them. */
static struct tp_slice last(const struct tp_build *b, struct tp_arena *kept,
                            const struct tp_buf *bytes)
{
    char *p;

    if (!b->run->apart)
        return (struct tp_slice){tp_strndup(kept, bytes->p, bytes->len), bytes->len};
    p = tp_shared_lend(b->run->apart->memory, bytes->len);
    if (!p)
        tp_arena_fail(kept);
    return (struct tp_slice){memcpy(p, bytes->p, bytes->len), bytes->len};
}

void tp_make_tei(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                 struct tp_diags *ds)
{
    struct tp_build *b = arg;
    struct tp_page *page = &b->pages[i];
    struct tp_kept_tei k = {.whole = b->whole};
    struct tp_diags *found;
    struct tp_buf bytes;

    (void)ds; /* tp_tell_page() tells */
    if (!page->make_tei)
        return;
    if (!page->source.exists) /* not looked at yet: before it is read */
        (void)tp_see(work, page->file, NULL, false, &page->source);
    k.source = page->source;
    page->known = false; /* should memory run out */
    page->tei = (struct tp_kept_tei){0};
    k.row = page->row ? page->row : "";
    k.row_place = page->row_place ? page->row_place : "";
    found = tp_diags_new(work, 0);
    if (page->is_authority)
        copy_authority(b, page, work, &k, found);
    else if (page->lender)
        tp_take_tei(b, page, work, &k, found);
    else
        encode_page(b, page, work, o, &k, found);
    for (const struct tp_diag *d = found->first; d; d = d->next)
        k.tells_of_row = k.tells_of_row || is_of(d, &b->metadata);
    bytes = tp_buf_new(work);
    tp_keep_tei(&bytes, &k, tp_taken(page, TP_TAKEN_TEI) ? NULL : found);
    page->tei_step = (struct tp_step){last(b, o->diags->arena, &bytes), 0};
    if (found->status != TP_FAILED) /* else it is to be tried again */
        page->put_tei = page->tei_step.bytes;
    page->known = tp_kept_tei(page->tei_step.bytes, &page->tei);
}

/* ---- forms ---- */

const struct tp_format tp_search_form = {
    .name = "search", .suffix = ".js", .folder = "html/search/x"};

static void make_form(struct tp_build *b, struct tp_page *page, size_t k, xmlDocPtr doc,
                      struct tp_described *described, int64_t since, struct tp_arena *work,
                      struct tp_diags *found)
{
    struct tp_form *form = &b->forms[k];
    struct tp_transform how = {.params = tp_form_params(b, page, form, work),
                               .folder = b->edition.dir,
                               .spend = b->alike,
                               .describer = b->describer,
                               .described = described};
    struct tp_buf out = tp_buf_new(work);
    const char *path =
        tp_fmt(work, "%s/%s%s", form->format->folder, page->stem, form->format->suffix);
    struct tp_kept_form made = {.format = form->format->name, .key = page->forms[k].key};
    bool ok = true;

    if (form->format == &tp_search_form)
        tp_search_text(work, doc, page->stem, &out);
    else
        ok = tp_run_form(b->run, form, doc, since, &how, work, &out, found);
    if (ok) /* else it has said why not */
        (void)write_output(b, path, out.p, out.len, work, &made.out, found);
    if (made.out.made && tp_is_download(form->format->name))
        made.text = (struct tp_slice){out.p, out.len};
    page->forms[k] = made;
}

void tp_make_forms(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                   struct tp_diags *ds)
{
    struct tp_build *b = arg;
    struct tp_page *page = &b->pages[i];
    struct tp_diags **found;
    struct tp_kept_form *stored;
    struct tp_buf bytes;
    int64_t since = tp_run_clock();
    struct tp_described described = {0};
    xmlDocPtr doc;
    size_t left;
    bool failed = false;

    if (!page->any_form || !page->tei.tei.made)
        return;
    page->form_step = (struct tp_step){{NULL, 0}, 0}; /* should memory run out */
    page->lost_forms = true;
    left = tp_take_forms(b, page, work);
    doc = left ? tp_xml_read_file(work, tp_path_join(work, b->output, page->tei.tei.file.path), ds)
               : NULL;
    found = TP_NEW_ARRAY(work, b->n_forms + 1, struct tp_diags *);
    stored = TP_NEW_ARRAY(work, b->n_forms + 1, struct tp_kept_form);
    /* What the search shows, the last one, first: it needs the whole tree. */
    for (size_t n = 0; (doc || !left) && n < b->n_forms; n++) {
        size_t k = b->n_forms - 1 - n;
        if (page->make_form[k] && !tp_taken(page, k)) {
            found[k] = tp_diags_new(work, 0);
            make_form(b, page, k, doc, &described, since, work, found[k]);
            failed = failed || found[k]->status == TP_FAILED;
        }
        stored[k] = page->forms[k];
        if (found[k] && found[k]->status == TP_FAILED)
            stored[k].format = NULL;
    }
    if (left && !doc)
        return;
    bytes = tp_buf_new(work);
    tp_keep_forms(&bytes, page->forms, b->n_forms, found);
    page->form_step = (struct tp_step){last(b, o->diags->arena, &bytes), 0};
    page->put_forms = page->form_step.bytes;
    if (failed) { /* what failed is to be tried again */
        bytes = tp_buf_new(work);
        tp_keep_forms(&bytes, stored, b->n_forms, found);
        page->put_forms = last(b, o->diags->arena, &bytes);
    }
    page->made_forms = true;
}

/* Once the store has the bytes they are read there, and the memory goes to the next document. */
static void store_step(struct tp_build *b, char letter, const char *file, struct tp_slice bytes,
                       struct tp_step *step)
{
    struct tp_arena *work = tp_arena_sub(b->run->arena);
    struct tp_slice there = bytes;

    if (tp_store_put_there(b->store, tp_keep_name(work, letter, file), &there, &step->check) &&
        b->run->apart) {
        if (step->bytes.p == bytes.p)
            step->bytes = there;
        tp_shared_return(b->run->apart->memory, (char *)bytes.p, bytes.len);
    }
    tp_arena_free(work);
}

void tp_keep_made(void *arg, size_t i)
{
    struct tp_build *b = arg;
    struct tp_page *page = &b->pages[i];

    if (page->put_tei.p) {
        store_step(b, 't', page->file, page->put_tei, &page->tei_step);
        page->known = tp_kept_tei(page->tei_step.bytes, &page->tei);
    }
    if (page->put_forms.p)
        store_step(b, 'f', page->file, page->put_forms, &page->form_step);
    /* The worker may have been a process: its list of forms is not this one. */
    if (page->made_forms || page->lost_forms)
        for (size_t k = 0; k < b->n_forms; k++)
            page->forms[k].format = NULL;
    if (page->made_forms)
        (void)tp_kept_forms(b, page->form_step.bytes, page->forms);
    page->put_tei = page->put_forms = (struct tp_slice){NULL, 0};
    page->made_forms = page->lost_forms = false;
}

/* ---- telling ---- */

/* Notes of what was decided between sources that disagree are told on request. */
static bool is_explanation(const struct tp_diag *d)
{
    return d->code == TP_D_METADATA_OVERRULED;
}

static void tell(const struct tp_build *b, struct tp_slice bytes, struct tp_diags *ds)
{
    struct tp_unpack u = tp_unpack_new(bytes);

    if (bytes.p)
        tp_unpack_diags(&u, ds, b->run->set.explain ? NULL : is_explanation);
}

static const char *made_of(const struct tp_build *b, const struct tp_page *page,
                           struct tp_arena *kept)
{
    struct tp_buf names = tp_buf_new(kept);

    if (page->make_tei && !tp_taken(page, TP_TAKEN_TEI))
        tp_buf_str(&names, page->is_authority ? "a copy" : "TEI");
    for (size_t k = 0; page->any_form && k < b->n_forms; k++)
        if (page->make_form[k] && !tp_taken(page, k))
            tp_buf_fmt(&names, "%s%s", names.len ? ", " : "", b->forms[k].format->name);
    return names.len ? names.p : NULL;
}

/* Encode it for what is decided on the way. */
static bool explain(const struct tp_build *b, struct tp_arena *work, struct tp_outcome *o,
                    struct tp_diags *ds)
{
    struct tp_encoded tei = {0};

    return b->encoder && tp_run_encode_one(b->encoder, work, o, &tei, ds);
}

void tp_tell_page(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                  struct tp_diags *ds)
{
    const struct tp_build *b = arg;
    const struct tp_page *page = &b->pages[i];

    o->explained = page->explained;
    if (!page->explained || page->is_authority || !explain(b, work, o, ds)) {
        o->layout = page->tei.layout;
        o->layout_reason = page->tei.layout_reason;
        o->chars = page->tei.chars;
        o->covered = page->tei.covered;
    }
    o->made = made_of(b, page, o->diags->arena);
    o->why = o->made ? page->why : NULL;
    if (page->tei.tei.made && !(b->dry && page->make_tei))
        o->output = tp_path_join(o->diags->arena, b->output, page->tei.tei.file.path);
    if (b->dry)
        return;
    tell(b, page->tei.diags, ds);
    tell(b, page->cross_step.bytes, ds);
    for (size_t k = 0; page->tei.tei.made && k < b->n_forms; k++)
        if (page->forms[k].format)
            tell(b, page->forms[k].diags, ds);
}

/* ---- parameters of stylesheets ---- */

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

static void html_params(const struct tp_build *b, const struct tp_page *page, struct tp_arena *work,
                        struct params *p)
{
    static const struct {
        const char *format, *param;
    } downloads[] = {{"text", "text-href"},
                     {"bibtex", "bib-href"},
                     {"ris", "ris-href"},
                     {"csl-json", "json-href"}};
    const struct tp_nav *nav = b->site ? tp_site_nav(b->site, page->stem) : page->nav;

    param(work, p, "edition-title", b->edition.title);
    param(work, p, "base-url", b->page_base);
    param(work, p, "generator", "teipipe " TP_VERSION);
    param(work, p, "names-base", "./");
    if (nav)
        link_params(work, p, nav);
    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++)
        if (!tp_build_has_form(b, downloads[i].format))
            param(work, p, downloads[i].param, "none");
}

static bool declares(const struct tp_format *format, const char *name)
{
    for (const char *const *p = format->params; *p; p++)
        if (strcmp(*p, name) == 0)
            return true;
    return false;
}

const char *const *tp_form_params(const struct tp_build *b, const struct tp_page *page,
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
