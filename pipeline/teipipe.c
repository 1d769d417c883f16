/* The public API (teipipe.h) on the commands of run/ and the reports of report/. */
#include "teipipe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"
#include "report/report.h"
#include "run/live.h"
#include "run/run.h"
#include "run/suggest.h"
#include "transform/transform.h"

_Static_assert((int)TEIPIPE_OK == (int)TP_OK && (int)TEIPIPE_INVALID == (int)TP_INVALID &&
                   (int)TEIPIPE_UNUSABLE == (int)TP_UNUSABLE &&
                   (int)TEIPIPE_FAILED == (int)TP_FAILED,
               "the public statuses are the internal ones");
_Static_assert((int)TEIPIPE_ERROR == (int)TP_ERROR && (int)TEIPIPE_WARNING == (int)TP_WARNING &&
                   (int)TEIPIPE_NOTE == (int)TP_NOTE,
               "the public severities are the internal ones");

struct teipipe {
    struct teipipe_options options;
    struct tp_run run;        /* of the last command; its arena holds all that is returned */
    const struct tp_diag *at; /* where teipipe_diagnostic() was last */
    size_t at_document, at_index;
    const struct tp_param *parameters; /* of teipipe_parameter() */
    size_t n_parameters;
};

const char *teipipe_version(void)
{
    return TEIPIPE_VERSION;
}

struct teipipe *teipipe_new(const struct teipipe_options *options)
{
    static const struct teipipe_options defaults = TEIPIPE_OPTIONS_INIT;
    struct teipipe *t = calloc(1, sizeof *t);

    if (!t)
        return NULL;
    t->options = defaults;
    if (options) /* a caller compiled with an older, shorter struct takes the defaults of the rest
                  */
        memcpy(&t->options, options,
               options->size < sizeof t->options ? options->size : sizeof t->options);
    return t;
}

void teipipe_free(struct teipipe *t)
{
    if (!t)
        return;
    tp_arena_free(t->run.arena);
    free(t);
}

/* ---- texts ---- */

static struct tp_report report_of(const struct teipipe *t, const struct tp_report_document *d,
                                  size_t n)
{
    return (struct tp_report){.tool = "teipipe",
                              .version = TEIPIPE_VERSION,
                              .documents = d,
                              .n = n,
                              .strict = t->options.strict,
                              .excerpt = t->options.excerpt,
                              .colour = t->options.colour,
                              .errors_only = t->options.quiet,
                              .status = (int)t->run.status};
}

static void describe(const struct teipipe *t, const struct tp_outcome *o,
                     struct teipipe_document *d)
{
    *d = (struct teipipe_document){.file = o->file,
                                   .output = o->output,
                                   .errors = o->diags->errors,
                                   .warnings = o->diags->warnings,
                                   .layout = o->layout,
                                   .layout_reason = o->layout_reason,
                                   .characters = o->chars,
                                   .covered = o->covered,
                                   .made = o->made,
                                   .why = o->why,
                                   .explained = o->explained};
    d->valid = o->diags->errors == 0 && !(t->options.strict && o->diags->warnings);
}

/* Tell the caller of diagnostics as text: of one document, or of the run (O NULL). */
static void tell(struct teipipe *t, const struct tp_outcome *o, const struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(t->run.arena);
    struct tp_report_document one = {o ? o->file : "teipipe", ds, NULL};
    struct tp_report r = report_of(t, &one, 1);
    struct tp_buf text = tp_buf_new(work);
    struct teipipe_document d;

    tp_report_text(&r, &text);
    if (o)
        describe(t, o, &d);
    t->options.on_document(t->options.arg, o ? &d : NULL, text.p);
    tp_arena_free(work);
}

static void on_document(void *arg, const struct tp_outcome *o)
{
    struct teipipe *t = arg;

    if (t->options.on_document)
        tell(t, o, o->diags);
}

static void on_progress(void *arg, size_t done, size_t total, const char *file)
{
    struct teipipe *t = arg;

    (void)file;
    if (t->options.on_progress)
        t->options.on_progress(t->options.arg, done, total);
}

/* ---- commands ---- */

/* A command with its arguments, to be run under a guard. */
struct call {
    struct teipipe *t;
    void (*command)(struct call *c);
    const char *const *files;
    size_t n;
    const struct teipipe_validation *validation;
    const char *output, *edition, *format;
    bool plan;
    const struct teipipe_transform *how;
};

static void begin(void *arg)
{
    struct call *c = arg;
    struct tp_run *r = &c->t->run;

    r->general = tp_diags_new(r->arena, 0);
    c->command(c);
    tp_run_take_status(r, r->general);
    if (c->t->options.on_document && r->general->first)
        tell(c->t, NULL, r->general);
}

static void out_of_memory(void *arg)
{
    struct teipipe *t = arg;

    if (!t->run.general)
        t->run.general = tp_diags_new(t->run.arena, 0);
    (void)tp_diag(t->run.general, TP_D_OUT_OF_MEMORY, tp_in(NULL), NULL);
}

static enum teipipe_status run(struct call *c)
{
    struct teipipe *t = c->t;

    tp_arena_free(t->run.arena);
    t->run = (struct tp_run){.set = {.threads = t->options.jobs,
                                     .memory_limit = t->options.memory_limit,
                                     .seconds = t->options.time_limit,
                                     .apart = t->options.apart,
                                     .max_errors = t->options.max_errors,
                                     .strict = t->options.strict,
                                     .svrl = t->options.svrl,
                                     .dry = t->options.dry_run,
                                     .explain_file = t->options.explain_file,
                                     .shard = t->options.shard,
                                     .shards = t->options.shards,
                                     .layout = t->options.layout,
                                     .explain = t->options.explain,
                                     .metadata = t->options.metadata,
                                     .arg = t,
                                     .on_document = on_document,
                                     .on_progress = on_progress}};
    t->at = NULL;
    t->run.arena = tp_arena_new(0);
    if (!t->run.arena)
        return TEIPIPE_FAILED;
    if (!tp_guard(t->run.arena, begin, c)) {
        t->run.n = 0; /* unfinished */
        t->run.status = TP_FAILED;
        (void)tp_guard(t->run.arena, out_of_memory, t); /* if there is room to say so */
    }
    return (enum teipipe_status)t->run.status;
}

static void encode(struct call *c)
{
    tp_run_encode(&c->t->run, c->files, c->n, c->output, c->edition);
}

enum teipipe_status teipipe_encode(struct teipipe *t, const char *const *sources, size_t n,
                                   const char *output, const char *edition)
{
    struct call c = {
        .t = t, .command = encode, .files = sources, .n = n, .output = output, .edition = edition};

    return run(&c);
}

static void suggest(struct call *c)
{
    tp_run_suggest(&c->t->run, c->files, c->n, c->output, c->edition, c->format);
}

enum teipipe_status teipipe_suggest_names(struct teipipe *t, const char *const *sources, size_t n,
                                          const char *output, const char *edition,
                                          const char *format)
{
    struct call c = {.t = t,
                     .command = suggest,
                     .files = sources,
                     .n = n,
                     .output = output,
                     .edition = edition,
                     .format = format};

    return run(&c);
}

static void collate(struct call *c)
{
    tp_run_collate(&c->t->run, c->files[0], c->files[1], c->output, c->edition);
}

enum teipipe_status teipipe_collate(struct teipipe *t, const char *base, const char *other,
                                    const char *output, const char *edition)
{
    const char *files[] = {base, other};
    struct call c = {
        .t = t, .command = collate, .files = files, .n = 2, .output = output, .edition = edition};

    return run(&c);
}

const char *teipipe_suggest_format(size_t i)
{
    size_t n = 0;

    while (tp_suggest_formats[n])
        n++;
    return i < n ? tp_suggest_formats[i] : NULL;
}

static void validate(struct call *c)
{
    static const struct teipipe_validation none = {0};
    const struct teipipe_validation *how = c->validation ? c->validation : &none;

    tp_run_validate(&c->t->run, c->files, c->n,
                    &(struct tp_validation){how->schemas, how->n_schemas, how->rules, how->n_rules,
                                            how->phase, how->checks, how->n_checks, how->max_tree});
}

enum teipipe_status teipipe_validate(struct teipipe *t, const char *const *paths, size_t n,
                                     const struct teipipe_validation *how)
{
    struct call c = {.t = t, .command = validate, .files = paths, .n = n, .validation = how};

    return run(&c);
}

static void transform(struct call *c)
{
    struct tp_publish how = {c->how->formats, c->how->n_formats, c->how->xslt, c->how->params,
                             c->how->output};

    tp_run_transform(&c->t->run, c->files, c->n, &how);
}

enum teipipe_status teipipe_transform(struct teipipe *t, const char *const *files, size_t n,
                                      const struct teipipe_transform *how)
{
    struct call c = {.t = t, .command = transform, .files = files, .n = n, .how = how};

    return run(&c);
}

static void build(struct call *c)
{
    tp_run_build(&c->t->run, c->edition, c->output);
}

enum teipipe_status teipipe_build(struct teipipe *t, const char *edition, const char *output)
{
    struct call c = {.t = t, .command = build, .edition = edition, .output = output};

    return run(&c);
}

static void merge(struct call *c)
{
    tp_run_merge(&c->t->run, c->files, c->n, c->output, c->plan);
}

enum teipipe_status teipipe_merge(struct teipipe *t, const char *const *shards, size_t n,
                                  const char *output, bool plan)
{
    struct call c = {
        .t = t, .command = merge, .files = shards, .n = n, .output = output, .plan = plan};

    return run(&c);
}

static void schema_check(struct call *c)
{
    tp_run_schema_check(&c->t->run, c->files, c->n);
}

enum teipipe_status teipipe_schema_check(struct teipipe *t, const char *const *files, size_t n)
{
    struct call c = {.t = t, .command = schema_check, .files = files, .n = n};

    return run(&c);
}

static void schema_convert(struct call *c)
{
    tp_run_schema_convert(&c->t->run, c->files[0], c->output);
}

enum teipipe_status teipipe_schema_convert(struct teipipe *t, const char *file, const char *out)
{
    struct call c = {.t = t, .command = schema_convert, .files = &file, .n = 1, .output = out};

    return run(&c);
}

static void init(struct call *c)
{
    tp_run_init(&c->t->run, c->output);
}

enum teipipe_status teipipe_init_edition(struct teipipe *t, const char *dir)
{
    struct call c = {.t = t, .command = init, .output = dir};

    return run(&c);
}

/* ---- the outcome ---- */

size_t teipipe_documents(const struct teipipe *t)
{
    return t->run.n;
}

bool teipipe_document(const struct teipipe *t, size_t i, struct teipipe_document *document)
{
    if (i >= t->run.n)
        return false;
    describe(t, &t->run.outcomes[i], document);
    return true;
}

static const struct tp_diags *diags_of(const struct teipipe *t, size_t i)
{
    return i == TEIPIPE_RUN ? t->run.general : i < t->run.n ? t->run.outcomes[i].diags : NULL;
}

size_t teipipe_diagnostics(const struct teipipe *t, size_t i)
{
    const struct tp_diags *ds = diags_of(t, i);
    size_t n = 0;

    for (const struct tp_diag *d = ds ? ds->first : NULL; d; d = d->next)
        n++;
    return n;
}

bool teipipe_diagnostic(struct teipipe *t, size_t i, size_t k,
                        struct teipipe_diagnostic *diagnostic)
{
    const struct tp_diags *ds = diags_of(t, i);
    const struct tp_diag *d = ds ? ds->first : NULL;
    size_t at = 0;

    if (d && t->at && t->at_document == i && t->at_index <= k) {
        d = t->at;
        at = t->at_index;
    }
    for (; d && at < k; at++)
        d = d->next;
    if (!d)
        return false;
    t->at = d;
    t->at_document = i;
    t->at_index = k;
    *diagnostic = (struct teipipe_diagnostic){d->loc.file,
                                              d->loc.line,
                                              d->loc.col,
                                              (enum teipipe_severity)d->severity,
                                              tp_code_info(d->code)->id,
                                              d->message,
                                              tp_code_info(d->code)->mend,
                                              d->path,
                                              d->expected,
                                              d->n_expected};
    return true;
}

/* ---- reports ---- */

struct report_call {
    struct teipipe *t;
    const struct tp_report_format *format;
    const char *path;
    bool written;
};

static void write_report(void *arg)
{
    struct report_call *c = arg;
    struct teipipe *t = c->t;
    struct tp_arena *work = tp_arena_sub(t->run.arena);
    struct tp_report_document *d;
    size_t n = tp_run_report(&t->run, work, &d);
    struct tp_report r = report_of(t, d, n);
    struct tp_buf out = tp_buf_new(work);

    c->format->write(&r, &out);
    c->written = tp_write_file(work, c->path, out.p, out.len, t->run.general);
    tp_arena_free(work);
}

enum teipipe_status teipipe_report_write(struct teipipe *t, const char *format, const char *path)
{
    struct report_call c = {t, tp_report_find(format), path, false};

    if (!c.format)
        return TEIPIPE_UNUSABLE;
    if (!t->run.arena || !t->run.general || !tp_guard(t->run.arena, write_report, &c) || !c.written)
        return TEIPIPE_FAILED;
    return TEIPIPE_OK;
}

/* ---- what there is ---- */

static void parameters(struct call *c)
{
    c->t->parameters = tp_run_params(&c->t->run, c->format);
    c->t->n_parameters = 0;
    while (c->t->parameters && c->t->parameters[c->t->n_parameters].name)
        c->t->n_parameters++;
}

bool teipipe_parameter(struct teipipe *t, const char *format, size_t i,
                       struct teipipe_parameter *out)
{
    struct call c = {.t = t, .command = parameters, .format = format};

    if (i == 0) {
        t->parameters = NULL;
        (void)run(&c); /* what is wrong is among the diagnostics */
    }
    if (!t->parameters || i >= t->n_parameters)
        return false;
    *out = (struct teipipe_parameter){t->parameters[i].name, t->parameters[i].value,
                                      t->parameters[i].meaning};
    return true;
}

const char *teipipe_format(size_t i, const char **suffix)
{
    if (i >= tp_format_count)
        return NULL;
    if (suffix)
        *suffix = tp_formats[i].suffix;
    return tp_formats[i].name;
}

const char *teipipe_report_format(size_t i, const char **help)
{
    size_t n = 0;

    while (n < i && tp_report_formats[n].name)
        n++;
    if (tp_report_formats[n].name && help)
        *help = tp_report_formats[n].help;
    return tp_report_formats[n].name;
}

const char *teipipe_code(size_t i, enum teipipe_severity *severity, const char **text,
                         const char **mend)
{
    const struct tp_code_info *info;

    if (i >= TP_D_COUNT)
        return NULL;
    info = tp_code_info((enum tp_code)i);
    if (severity)
        *severity = (enum teipipe_severity)info->severity;
    if (text)
        *text = info->text;
    if (mend)
        *mend = info->mend;
    return info->id;
}

const char *teipipe_nearest(const char *word, const char *const *words)
{
    return tp_nearest(word, words);
}

/* ---- an edition that is being edited ---- */

struct teipipe_live {
    struct tp_arena *arena;
    struct tp_live *live;
    struct tp_arena *work; /* of the last wait; NULL: none */
};

/* One call, to be run under a guard. */
struct live_call {
    struct teipipe_live *l;
    struct tp_arena *work;
    struct tp_diags *ds;
    const char *edition, *output;
    unsigned port;
    struct tp_changes changes;
    char *error;
    size_t size;
};

static bool live_call(struct live_call *c, void (*fn)(void *arg))
{
    bool done = tp_guard(c->l->arena, fn, c);
    const char *why = done ? NULL : tp_code_info(TP_D_OUT_OF_MEMORY)->text;

    if (done && c->ds->first)
        why = c->ds->first->loc.file
                  ? tp_fmt(c->ds->arena, "%s: %s", c->ds->first->loc.file, c->ds->first->message)
                  : c->ds->first->message;
    if (why && c->size)
        (void)snprintf(c->error, c->size, "%s", why);
    return !why;
}

static void live_new(void *arg)
{
    struct live_call *c = arg;

    c->ds = tp_diags_new(c->l->arena, 0);
    c->l->live = tp_live_new(c->l->arena, c->edition, c->output, c->ds);
}

struct teipipe_live *teipipe_live_new(const char *edition, const char *output, char *error,
                                      size_t size)
{
    struct live_call c = {.l = calloc(1, sizeof *c.l),
                          .edition = edition,
                          .output = output,
                          .error = error,
                          .size = size};

    if (c.l)
        c.l->arena = tp_arena_new(0);
    if (!c.l || !c.l->arena || !live_call(&c, live_new)) {
        teipipe_live_free(c.l);
        return NULL;
    }
    return c.l;
}

void teipipe_live_free(struct teipipe_live *live)
{
    if (!live)
        return;
    tp_arena_free(live->arena);
    free(live);
}

static void live_serve(void *arg)
{
    struct live_call *c = arg;

    c->ds = tp_diags_new(c->l->arena, 0);
    c->port = tp_live_serve(c->l->live, c->port, c->ds);
}

unsigned teipipe_live_serve(struct teipipe_live *live, unsigned port, char *error, size_t size)
{
    struct live_call c = {.l = live, .port = port, .error = error, .size = size};

    return live_call(&c, live_serve) ? c.port : 0;
}

void teipipe_live_built(struct teipipe_live *live)
{
    tp_live_built(live->live);
}

static void live_wait(void *arg)
{
    struct live_call *c = arg;

    if (c->l->work)
        tp_arena_free(c->l->work);
    c->l->work = tp_arena_sub(c->l->arena);
    c->ds = tp_diags_new(c->l->work, 0);
    (void)tp_live_wait(c->l->live, -1, c->l->work, &c->changes, c->ds);
}

size_t teipipe_live_wait(struct teipipe_live *live, const char **file, char *error, size_t size)
{
    struct live_call c = {.l = live, .error = error, .size = size};

    if (!live_call(&c, live_wait))
        return 0;
    *file = c.changes.files.n ? c.changes.files.v[0] : "";
    return c.changes.files.n ? c.changes.files.n : 1;
}
