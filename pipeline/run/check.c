/* The commands "validate" and "schema check". */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../validate/check.h"
#include "../validate/choose.h"
#include "../validate/reader.h"
#include "parts.h"

struct paths {
    const char **v;
    size_t n, cap;
};

/* What has been loaded; NULL: it can't be used, and that has been said. */
struct loaded_schema {
    const char *name;
    const struct tp_schema *schema;
};
struct loaded_rules {
    const char *name, *phase;
    const struct tp_rules *rules;
};

struct check {
    struct tp_run *run;
    const struct tp_validation *how;
    struct tp_checks *choices; /* one a document */
    TP_VEC(struct loaded_schema) schemas;
    TP_VEC(struct loaded_rules) rules;
    struct tp_reader *reader; /* for the rules */
    struct tp_slice input;    /* standard input, read in advance */
    const char *root;         /* of the edition; NULL: none */
    struct tp_integrity *integrity;
    struct tp_facts **facts; /* one a document */
    const struct tp_integrity_index *index;
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
static const struct tp_schema *schema_named(struct check *c, const char *name)
{
    struct loaded_schema new = {name, NULL};

    for (size_t i = 0; i < c->schemas.n; i++)
        if (strcmp(c->schemas.v[i].name, name) == 0)
            return c->schemas.v[i].schema;
    new.schema = tp_schema_load(c->run->arena, name, c->run->general);
    TP_PUSH(c->run->arena, &c->schemas, new);
    return new.schema;
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

struct tp_reader *tp_run_reader(struct tp_run *r)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");

    return tp_reader_new(r->arena, tp_edition_above,
                         epoch ? strtoll(epoch, NULL, 10) : (long long)time(NULL));
}

static const struct tp_rules *rules_named(struct check *c, const char *name, const char *phase)
{
    struct loaded_rules new = {name, phase, NULL};

    for (size_t i = 0; i < c->rules.n; i++)
        if (strcmp(c->rules.v[i].name, name) == 0 && same(c->rules.v[i].phase, phase))
            return c->rules.v[i].rules;
    new.rules =
        tp_rules_load(c->run->arena, name, phase, tp_reader_host(c->reader), c->run->general);
    TP_PUSH(c->run->arena, &c->rules, new);
    return new.rules;
}

static void add_schema(struct check *c, struct tp_checks *to, const char *name)
{
    const struct tp_schema *s = schema_named(c, name);

    if (s)
        to->schemas[to->n_schemas++] = s;
}

static void add_rules(struct check *c, struct tp_checks *to, const char *name, const char *phase)
{
    const struct tp_rules *r = rules_named(c, name, phase);

    if (r)
        to->rules[to->n_rules++] = r;
}

/* With --schema, nothing that the document names counts; with --schematron, its rules don't. A
 * document for which nobody names a schema is checked against the edition's own; one that is
 * checked against that one is checked against its rules, unless other rules are named. */
static struct tp_checks choose(struct check *c, const char *file)
{
    const struct tp_validation *how = c->how;
    struct tp_slice text = strcmp(file, "-") == 0 ? c->input : (struct tp_slice){NULL, 0};
    struct tp_models models = {0};
    struct tp_checks checks = {0};
    bool own = how->n_schemas == 0, rules = how->n_rules > 0;
    unsigned wanted = TP_MODEL_SCHEMAS | (how->n_rules ? 0u : (unsigned)TP_MODEL_RULES);

    if (own && !tp_models_of(c->run->arena, file, text, wanted, &models, c->run->general))
        return checks;
    checks.schemas =
        TP_NEW_ARRAY(c->run->arena, how->n_schemas + models.n + 1, const struct tp_schema *);
    checks.rules =
        TP_NEW_ARRAY(c->run->arena, how->n_rules + models.n + 1, const struct tp_rules *);
    for (size_t i = 0; i < how->n_schemas; i++)
        add_schema(c, &checks, how->schemas[i]);
    for (size_t i = 0; i < how->n_rules; i++)
        add_rules(c, &checks, how->rules[i], how->phase);
    for (size_t i = 0; i < models.n; i++) {
        const struct tp_model *m = &models.v[i];

        if (m->schematron)
            add_rules(c, &checks, m->name, how->phase ? how->phase : m->phase);
        else
            add_schema(c, &checks, m->name);
        own = own && m->schematron;
        rules = rules || m->schematron;
    }
    if (own)
        add_schema(c, &checks, TP_OWN_SCHEMA);
    for (size_t i = 0; i < checks.n_schemas && !rules; i++)
        if (strcmp(tp_schema_name(checks.schemas[i]), TP_OWN_SCHEMA) == 0) {
            add_rules(c, &checks, TP_OWN_RULES, how->phase);
            rules = true;
        }
    return checks;
}

static void validate_one(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                         struct tp_diags *ds)
{
    const struct check *c = arg;
    struct tp_buf svrl = tp_buf_new(o->diags->arena);
    struct tp_checking d = {.text = c->input,
                            .file = o->file,
                            .root = c->root,
                            .kept = o->diags->arena,
                            .svrl = c->run->set.svrl ? &svrl : NULL};

    if (strcmp(o->file, "-") == 0)
        tp_check_text(&c->choices[i], work, &d, ds);
    else
        tp_check_file(&c->choices[i], work, &d, ds);
    o->svrl = svrl.p;
    c->facts[i] = d.facts;
}

/* ---- integrity ---- */

/* As the nearest teipipe.yaml has it, then as the command has it. */
static void prepare_integrity(struct check *c, const struct paths *files)
{
    struct tp_run *r = c->run;
    struct tp_levels levels = tp_levels_default();
    const char *root = files->n ? tp_edition_above(r->arena, files->v[0]) : NULL, *wrong;

    c->root = root;
    if (root)
        (void)tp_edition_levels(r->arena, root, &levels, r->general);
    for (size_t i = 0; i < c->how->n_levels; i++) {
        const char *given = c->how->levels[i], *equals = strchr(given, '=');
        const char *name = equals ? tp_strndup(r->arena, given, (size_t)(equals - given)) : given;

        wrong = equals ? tp_levels_set(&levels, r->arena, name, equals + 1)
                       : "--check takes CODE=SEVERITY";
        if (wrong)
            tp_diag(r->general, TP_D_USAGE, tp_in(NULL), wrong);
    }
    if (tp_levels_any(&levels))
        c->integrity = tp_integrity_new(r->arena, &levels, root, r->general);
}

static void cross_one(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                      struct tp_diags *ds)
{
    const struct check *c = arg;

    (void)o;
    tp_integrity_cross(c->index, i, work, ds);
}

static void validate_all(struct check *c, const struct paths *files)
{
    struct tp_run *r = c->run;

    tp_run_set_documents(r, files->v, files->n, c->integrity ? 2 : 1);
    r->in_order = true;
    r->counted = 1; /* the other takes no time */
    tp_run_pass(r, validate_one, c);
    if (c->integrity) {
        c->index = tp_integrity_index(r->arena, c->integrity, c->facts, files->n);
        tp_run_pass(r, cross_one, c);
    }
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
                     const struct tp_validation *how)
{
    struct check c = {.run = r, .how = how};
    struct paths files = {0};

    if (!expand(r, paths, n, &files) || !read_input(&c, &files)) {
        tp_run_take_status(r, r->general);
        return;
    }
    prepare_integrity(&c, &files);
    c.reader = tp_run_reader(r);
    c.choices = TP_NEW_ARRAY(r->arena, files.n + 1, struct tp_checks);
    c.facts = TP_NEW_ARRAY(r->arena, files.n + 1, struct tp_facts *);
    for (size_t i = 0; i < files.n; i++) {
        c.choices[i] = choose(&c, files.v[i]);
        c.choices[i].integrity = c.integrity;
        c.choices[i].max_tree = how->max_tree ? how->max_tree : (size_t)TP_MAX_TREE_MB << 20;
    }
    tp_run_take_status(r, r->general);
    if (r->status != TP_UNUSABLE) /* an unusable schema: nothing is processed */
        validate_all(&c, &files);
}

/* A schema of either kind; of RELAX NG, with the rules in it. */
static void check_schema(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                         struct tp_diags *ds)
{
    const char *ext = tp_path_ext(o->file);

    (void)arg, (void)i;
    if (strcmp(ext, ".sch") != 0 && strcmp(ext, ".isosch") != 0)
        (void)tp_schema_load(work, o->file, ds); /* the diagnostics say it all */
    if (ds->errors == 0)
        (void)tp_sch_load(work, o->file, "#ALL", ds);
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
