/* The command "transform". */
#include <string.h>

#include "../base/resource.h"
#include "parts.h"

struct transforming {
    const struct tp_run *run;
    struct tp_form *forms;
    size_t n;
    bool alike; /* all forms strip the same white space: one may take it from the tree for all */
    const struct tp_publish *how;
    struct tp_describer *describer;
};

bool tp_run_forms_alike(const struct tp_run *r, const struct tp_form *forms, size_t n)
{
    struct tp_stylesheet **sheets = TP_NEW_ARRAY(r->arena, n + 1, struct tp_stylesheet *);

    for (size_t i = 0; i < n; i++)
        sheets[i] = forms[i].sheet;
    return tp_stylesheets_strip_alike(sheets, n);
}

bool tp_run_form(const struct tp_run *r, struct tp_form *form, xmlDocPtr doc, int64_t since,
                 const struct tp_transform *given, struct tp_arena *work, struct tp_buf *out,
                 struct tp_diags *ds)
{
    struct tp_transform how = *given;

    how.seconds = tp_run_seconds_left(r, since);
    how.bytes = r->set.memory_limit;
    if (how.seconds)
        return tp_transform(work, form->sheet, doc, &how, out, ds);
    tp_diag(
        ds, TP_D_TRANSFORM_LIMIT, tp_in((const char *)doc->URL),
        tp_fmt(work, "the time of the document was up before %s", tp_stylesheet_name(form->sheet)));
    return false;
}

/* An edition's own stylesheet reads nothing outside of the edition, and the edition's folder is
 * also the place that its imports are found from. */
static struct tp_stylesheet *sheet_of(struct tp_run *r, const struct tp_format *format,
                                      const struct tp_edition *e)
{
    const char *own = e && e->sheets ? e->sheets[format - tp_formats] : NULL;

    return own ? tp_stylesheet_load_in(r->arena, own, e->dir, r->general)
               : tp_stylesheet_load(r->arena, format->stylesheet, r->general);
}

bool tp_run_forms(struct tp_run *r, const char *const *names, size_t n, const struct tp_edition *e,
                  struct tp_form **out)
{
    struct tp_form *v = TP_NEW_ARRAY(r->arena, n + 1, struct tp_form);
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        v[i].format = tp_format_find(names[i]);
        if (!v[i].format) {
            tp_diag(r->general, TP_D_USAGE, tp_in(NULL),
                    tp_fmt(r->arena, "there is no format '%s'", names[i]));
            ok = false;
            continue;
        }
        v[i].suffix = v[i].format->suffix;
        v[i].sheet = sheet_of(r, v[i].format, e);
        ok = v[i].sheet && ok;
    }
    *out = v;
    return ok;
}

/* A page by itself has no index and no downloads beside it. */
static const char *const *params_of(const struct transforming *t, const struct tp_form *form,
                                    struct tp_arena *work, const char *stem)
{
    static const char *const alone[] = {"index-href", "",     "tei-href",  "none",
                                        "text-href",  "none", "bib-href",  "none",
                                        "ris-href",   "none", "json-href", "none"};
    bool html = form->format && strcmp(form->format->name, "html") == 0;
    bool cites = form->format && strcmp(form->format->folder, "citations") == 0;
    TP_VEC(const char *) v = {0};

    for (size_t i = 0; html && i < sizeof alone / sizeof *alone; i++)
        TP_PUSH(work, &v, alone[i]);
    if (html || cites) {
        TP_PUSH(work, &v, "stem");
        TP_PUSH(work, &v, stem);
    }
    for (const char *const *p = t->how->params; p && *p; p += 2) {
        size_t k = 0;
        while (k < v.n && strcmp(v.v[k], p[0]) != 0)
            k += 2;
        if (k < v.n) {
            v.v[k + 1] = p[1]; /* the user's word is the last */
        } else {
            TP_PUSH(work, &v, p[0]);
            TP_PUSH(work, &v, p[1]);
        }
    }
    TP_PUSH(work, &v, NULL);
    return v.v;
}

/* The folder whose files document() may read: the document's. */
static const char *folder_of(struct tp_arena *work, const char *file)
{
    return strcmp(file, "-") == 0 ? "." : tp_path_dir(work, file);
}

static void transform_one(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                          struct tp_diags *ds)
{
    const struct transforming *t = arg;
    const char *stem = strcmp(o->file, "-") == 0 ? "document" : tp_path_stem(work, o->file);
    int64_t since = tp_run_clock();
    xmlDocPtr doc = tp_xml_read_file(work, o->file, ds);
    struct tp_described described = {0};

    (void)i;
    for (size_t k = 0; doc && k < t->n; k++) {
        struct tp_form *form = &t->forms[k];
        struct tp_transform how = {.params = params_of(t, form, work, stem),
                                   .folder = folder_of(work, o->file),
                                   .spend = t->alike || k + 1 == t->n,
                                   .describer = t->describer,
                                   .described = &described};
        struct tp_buf out = tp_buf_new(work);
        const char *path = "-";
        if (!tp_run_form(t->run, form, doc, since, &how, work, &out, ds))
            continue;
        if (strcmp(t->how->output, "-") != 0)
            path = tp_path_join(work, t->how->output, tp_fmt(work, "%s%s", stem, form->suffix));
        if (tp_write_file(work, path, out.p, out.len, ds) && !o->output)
            o->output = tp_strdup(o->diags->arena, path);
    }
}

/* What pages need beside them: style sheet and script. */
static bool write_assets(struct tp_run *r, const struct transforming *t)
{
    size_t n, i = 0;
    const struct tp_resource *v = tp_resource_under(TP_ASSETS, &n);
    bool ok = true;

    while (i < t->n && !(t->forms[i].format && strcmp(t->forms[i].format->name, "html") == 0))
        i++;
    for (size_t k = 0; i < t->n && k < n; k++)
        ok = tp_write_file(r->arena,
                           tp_path_join(r->arena, t->how->output, v[k].name + strlen("xslt/")),
                           v[k].data, v[k].len, r->general) &&
             ok;
    return ok;
}

/* Warn of a parameter that no stylesheet takes; what one of several formats takes is meant for it.
 */
static void check_params(struct tp_run *r, const struct transforming *t)
{
    for (const char *const *p = t->how->params; p && *p; p += 2) {
        const char *const one[] = {p[0], p[1], NULL};
        size_t i = 0;
        while (i < t->n && !tp_stylesheet_takes(t->forms[i].sheet, *p))
            i++;
        if (i == t->n && t->n)
            (void)tp_stylesheet_check(t->forms[0].sheet, one, r->general);
    }
}

/* Load what is asked for; false, with diagnostics of the run. */
static bool load(struct tp_run *r, struct transforming *t)
{
    const struct tp_publish *how = t->how;

    t->describer = tp_describer_new(r->arena, NULL, r->general);
    if (!t->describer)
        return false;
    if (!how->xslt) {
        t->n = how->n_formats;
        if (!tp_run_forms(r, how->formats, t->n, NULL, &t->forms))
            return false;
    } else {
        t->n = 1;
        t->forms = TP_NEW(r->arena, struct tp_form);
        t->forms->sheet = tp_stylesheet_load_in(r->arena, how->xslt, ".", r->general);
        if (!t->forms->sheet)
            return false;
        t->forms->suffix = tp_stylesheet_suffix(t->forms->sheet);
    }
    t->alike = tp_run_forms_alike(r, t->forms, t->n);
    check_params(r, t);
    return true;
}

const struct tp_param *tp_run_params(struct tp_run *r, const char *name)
{
    const struct tp_format *format = tp_format_find(name);
    struct tp_stylesheet *sheet = format
                                      ? tp_stylesheet_load(r->arena, format->stylesheet, r->general)
                                      : tp_stylesheet_load_in(r->arena, name, ".", r->general);

    if (!sheet)
        tp_run_unusable(r);
    return sheet ? tp_stylesheet_params(sheet, r->arena) : NULL;
}

void tp_run_transform(struct tp_run *r, const char *const *files, size_t n,
                      const struct tp_publish *how)
{
    struct transforming t = {.run = r, .how = how};
    bool standard = strcmp(how->output, "-") == 0;

    if (!load(r, &t))
        tp_run_unusable(r);
    else if (standard ||
             (tp_run_unique_stems(r, files, n) &&
              tp_make_folder(r->arena, how->output, r->general) && write_assets(r, &t))) {
        tp_run_apart(r);
        tp_run_documents(r, files, n, transform_one, &t);
    }
    tp_run_take_status(r, r->general);
}
