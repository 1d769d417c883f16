/* The commands "validate" and "schema check". */
#include <string.h>

#include "../base/xml.h"
#include "../validate/choose.h"
#include "../validate/validate.h"
#include "run.h"

struct paths {
    const char **v;
    size_t n, cap;
};

/* What one document is checked against. */
struct choice {
    const struct tp_schema **v;
    size_t n;
    struct tp_models models; /* as the document names them */
};

struct check {
    struct tp_run *run;
    struct choice *choices; /* one a document */
    struct choice given;    /* for every document, when there was a --schema */
    TP_VEC(const struct tp_schema *) loaded;
    struct tp_slice input; /* standard input, read in advance */
    const struct tp_diag *input_fault;
};

static bool is_xml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".xml") == 0;
}

/* Folders become their files. */
static bool expand(struct tp_run *r, const char *const *paths, size_t n, struct paths *out)
{
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        struct tp_paths found = {0};
        if (strcmp(paths[i], "-") == 0 || !tp_is_folder(paths[i])) {
            TP_PUSH(r->arena, out, paths[i]);
            continue;
        }
        /* A folder below that can't be read is a fault of the run; the rest is checked. */
        (void)tp_list_files(r->arena, paths[i], is_xml, NULL, &found, r->general);
        for (size_t k = 0; k < found.n; k++)
            TP_PUSH(r->arena, out, found.v[k]);
        if (found.n == 0) {
            tp_diag(r->general, TP_D_NO_DOCUMENTS, tp_in(paths[i]), "XML file (.xml)");
            ok = false;
        }
    }
    return ok;
}

/* The schema of that name, loaded once for all documents; NULL, with a diagnostic, when unusable.
 */
static const struct tp_schema *schema_named(struct check *c, const char *name, struct tp_diags *ds)
{
    const struct tp_schema *s;

    for (size_t i = 0; i < c->loaded.n; i++)
        if (strcmp(tp_schema_name(c->loaded.v[i]), name) == 0)
            return c->loaded.v[i];
    s = tp_schema_load(c->run->arena, name, ds);
    if (s)
        TP_PUSH(c->run->arena, &c->loaded, s);
    return s;
}

static struct choice load_all(struct check *c, const char *const *names, size_t n)
{
    struct choice choice = {TP_NEW_ARRAY(c->run->arena, n + 1, const struct tp_schema *), 0, {0}};

    for (size_t i = 0; i < n; i++) {
        const struct tp_schema *s = schema_named(c, names[i], c->run->general);
        if (s)
            choice.v[choice.n++] = s;
    }
    return choice;
}

/* What the document itself names, else the edition's own. */
static struct choice choose(struct check *c, const char *file)
{
    struct tp_slice text = strcmp(file, "-") == 0 ? c->input : (struct tp_slice){NULL, 0};
    struct tp_models models = {0};
    struct choice choice = {0};
    const char **names;
    size_t n = 0;

    if (!tp_models_of(c->run->arena, file, text, &models, c->run->general))
        return choice;
    names = TP_NEW_ARRAY(c->run->arena, models.n + 1, const char *);
    for (size_t i = 0; i < models.n; i++)
        if (!models.v[i].schematron)
            names[n++] = models.v[i].name;
    if (n == 0)
        names[n++] = TP_OWN_SCHEMA;
    choice = load_all(c, names, n);
    choice.models = models;
    return choice;
}

/* With one schema the engine may stream; for several the tree is built once. */
static void validate_one(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                         struct tp_diags *ds)
{
    const struct check *c = arg;
    const struct choice *choice = c->given.n ? &c->given : &c->choices[i];
    struct tp_slice text = c->input;
    char *data;
    xmlDocPtr doc;

    if (strcmp(o->file, "-") != 0) {
        if (!tp_read_file(work, o->file, &data, &text.len, ds))
            return;
        text.p = data;
    }
    for (size_t k = 0; k < choice->models.n; k++)
        if (choice->models.v[k].schematron)
            tp_diag(ds, TP_D_SCHEMA_SKIPPED, tp_at(o->file, choice->models.v[k].line, 1),
                    choice->models.v[k].name);
    if (choice->n == 1) {
        (void)tp_schema_validate_memory(choice->v[0], work, text.p, text.len, o->file, ds);
        return; /* the diagnostics say it all */
    }
    doc = tp_xml_read_memory(work, text.p, text.len, o->file, ds);
    for (size_t k = 0; doc && k < choice->n; k++)
        (void)tp_schema_validate_doc(choice->v[k], work, doc, text, o->file, ds);
}

/* Standard input is read once: its prolog is needed before its turn comes. */
static bool read_input(struct check *c, const struct paths *files)
{
    char *data;

    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->v[i], "-") == 0) {
            if (!tp_read_file(c->run->arena, "-", &data, &c->input.len, c->run->general))
                return false;
            c->input.p = data;
            break;
        }
    return true;
}

void tp_run_validate(struct tp_run *r, const char *const *paths, size_t n,
                     const char *const *schemas, size_t n_schemas)
{
    struct check c = {.run = r};
    struct paths files = {0};

    if (!expand(r, paths, n, &files) || !read_input(&c, &files)) {
        tp_run_take_status(r, r->general);
        return;
    }
    if (n_schemas) {
        c.given = load_all(&c, schemas, n_schemas);
    } else {
        c.choices = TP_NEW_ARRAY(r->arena, files.n + 1, struct choice);
        for (size_t i = 0; i < files.n; i++)
            c.choices[i] = choose(&c, files.v[i]);
    }
    tp_run_take_status(r, r->general);
    if (r->status != TP_UNUSABLE) /* an unusable schema: nothing is processed */
        tp_run_documents(r, files.v, files.n, validate_one, &c);
}

static void check_schema(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                         struct tp_diags *ds)
{
    (void)arg, (void)i;
    (void)tp_schema_load(work, o->file, ds); /* the diagnostics say it all */
}

void tp_run_schema_check(struct tp_run *r, const char *const *files, size_t n)
{
    tp_run_documents(r, files, n, check_schema, NULL);
}

static void convert_schema(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                           struct tp_diags *ds)
{
    const char *out = arg;
    struct tp_buf text = tp_buf_new(work);

    (void)i;
    if (tp_schema_convert(work, o->file, out, &text, ds))
        (void)tp_write_file(work, out, text.p, text.len, ds); /* the diagnostics say it all */
}

void tp_run_schema_convert(struct tp_run *r, const char *file, const char *out)
{
    char *name = tp_strdup(r->arena, out);

    tp_run_documents(r, &file, 1, convert_schema, name);
}
