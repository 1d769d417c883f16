/* Any bytes as a document: reading, validating, and finding the places of faults must not crash,
 * and faults must have places that exist. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/choose.h"
#include "../../pipeline/validate/validate.h"

struct input {
    struct tp_arena *a;
    const char *data;
    size_t size;
};

static const struct tp_schema *schema;

static void load(void *arg)
{
    schema = tp_schema_load(arg, TP_OWN_SCHEMA, tp_diags_new(arg, 0));
}

static void validate(void *arg)
{
    struct input *in = arg;
    struct tp_diags *ds = tp_diags_new(in->a, 0);
    struct tp_models models = {0};
    struct tp_lines *lines = tp_lines_new(in->a, in->data, in->size);
    bool ok;

    (void)tp_models_of(in->a, "x.xml", (struct tp_slice){in->data, in->size},
                       TP_MODEL_SCHEMAS | TP_MODEL_RULES, &models, ds);
    ds = tp_diags_new(in->a, 0);
    ok = tp_schema_validate_memory(schema, in->a, in->data, in->size, "x.xml", ds);
    if (ok != (ds->errors == 0))
        abort();
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        if (d->loc.col && d->loc.line > lines->n + 1)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tp_arena *kept;
    struct input in = {tp_arena_new(0), (const char *)data, size};

    if (!kept) {
        kept = tp_arena_new(0);
        if (!tp_guard(kept, load, kept) || !schema)
            abort();
    }
    if (size && !tp_guard(in.a, validate, &in))
        abort();
    tp_arena_free(in.a);
    return 0;
}
