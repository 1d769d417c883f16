/* Schemas on the RELAX NG engine, with a pool of validators that keep what they have worked out. */
#include <string.h>

#include "../base/file.h"
#include "../base/pool.h"
#include "relaxng/relaxng.h"
#include "validate.h"

struct tp_schema {
    const char *name;
    struct tp_rng_schema *rng;
    struct tp_pool *validators;
};

static void *make_validator(struct tp_arena *a, void *schema)
{
    return tp_rng_validator_new(a, ((struct tp_schema *)schema)->rng);
}

struct tp_schema *tp_schema_load(struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    struct tp_schema *s = TP_NEW(a, struct tp_schema);

    s->name = tp_strdup(a, name);
    s->rng = tp_rng_load(a, name, &(struct tp_rng_options){.check_ids = true}, ds);
    if (!s->rng)
        return NULL;
    s->validators = tp_pool_new(a, make_validator, s);
    return s;
}

const char *tp_schema_name(const struct tp_schema *s)
{
    return s->name;
}

/* What one validation works on; the calls into the engine run under the validator's own guard. */
struct work {
    const char *file, *data; /* DATA NULL: read FILE, unless there is a DOC */
    size_t len;
    xmlDocPtr doc;
    struct tp_diags *ds;
    bool valid;
};

static void run(void *validator, struct tp_arena *own, void *arg)
{
    struct work *w = arg;

    (void)own;
    if (w->doc)
        w->valid = tp_rng_validate_doc(validator, w->doc, w->file, w->ds);
    else if (w->data)
        w->valid = tp_rng_validate_memory(validator, w->data, w->len, w->file, w->ds);
    else
        w->valid = tp_rng_validate_file(validator, w->file, w->ds);
}

static bool validate(const struct tp_schema *s, struct work w)
{
    if (tp_pool_use(s->validators, run, &w))
        return w.valid;
    tp_diag(w.ds, TP_D_OUT_OF_MEMORY, tp_in(w.file), NULL);
    return false;
}

bool tp_schema_validate_file(const struct tp_schema *s, struct tp_arena *a, const char *path,
                             struct tp_diags *ds)
{
    (void)a;
    return validate(s, (struct work){.file = path, .ds = ds});
}

bool tp_schema_validate_memory(const struct tp_schema *s, struct tp_arena *a, const char *data,
                               size_t len, const char *file, struct tp_diags *ds)
{
    (void)a;
    return validate(s, (struct work){.file = file, .data = data, .len = len, .ds = ds});
}

bool tp_schema_validate_doc(const struct tp_schema *s, struct tp_arena *a, xmlDocPtr doc,
                            struct tp_slice text, const char *file, struct tp_diags *ds)
{
    (void)a;
    if (text.p)
        return validate(s, (struct work){.file = file, .data = text.p, .len = text.len, .ds = ds});
    return validate(s, (struct work){.file = file, .doc = doc, .ds = ds});
}

bool tp_schema_convert(struct tp_arena *a, const char *file, const char *out, struct tp_buf *text,
                       struct tp_diags *ds)
{
    bool other =
        !out || (strcmp(tp_path_ext(out), ".rnc") != 0 && strcmp(tp_path_ext(out), ".rng") != 0);
    enum tp_rng_syntax to;

    if (other)
        to = tp_rng_syntax_of(file) == TP_RNG_COMPACT ? TP_RNG_XML : TP_RNG_COMPACT;
    else
        to = tp_rng_syntax_of(out);
    return tp_rng_convert(a, file, to, NULL, text, ds);
}
