/*
 * fuzz_rng_doc.c - schema and document from one input; and documents against the project's schema.
 *
 * An input with a NUL in it is a schema in compact syntax, the NUL, and a document; one without is
 * a document for schemas/teipipe.rnc. Reading as a stream and as a tree must come to the same, and
 * so must a validator whose memory is used up all the time.
 */
#include <libxml/parser.h>

#include "fuzz_rng.h"

enum { CRAMPED = 20000 };

struct job {
    struct tp_arena *a;
    const char *schema;
    size_t schema_len;
    const char *doc;
    size_t doc_len;
};

/* The project's schema is loaded once; the process keeps it to its end. */
static struct tp_arena *fixed_arena;
static struct tp_rng_schema *fixed;

static void load_fixed(void *arg)
{
    struct tp_diags *ds = tp_diags_new(fixed_arena, 0);

    (void)arg;
    fixed = tp_rng_load(fixed_arena, "teipipe:schemas/teipipe.rnc", NULL, ds);
    if (!fixed) {
        fprintf(stderr, "teipipe.rnc: %s\n", ds->first ? ds->first->message : "not loaded");
        abort();
    }
}

static void disagree(const char *what, const struct tp_diags *x, const struct tp_diags *y)
{
    fprintf(stderr, "%s: %zu errors (%s), %zu errors (%s)\n", what, x->errors,
            x->first ? x->first->message : "", y->errors, y->first ? y->first->message : "");
    abort();
}

/* Same verdict, and the same messages in the same places. */
static void compare(const char *what, const struct tp_diags *x, const struct tp_diags *y)
{
    const struct tp_diag *d = x->first, *e = y->first;

    if (x->errors != y->errors)
        disagree(what, x, y);
    for (; d && e; d = d->next, e = e->next)
        if (d->code != e->code || strcmp(d->message, e->message) != 0)
            disagree(what, x, y);
}

static bool has_limit(const struct tp_diags *ds)
{
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        if (d->code == TP_D_LIMIT)
            return true;
    return false;
}

static void quiet(void *arg, const char *format, ...)
{
    (void)arg;
    (void)format;
}

static void run(void *arg)
{
    struct job *j = arg;
    struct tp_fuzz f = {.name = "fuzz.rnc", .data = j->schema, .len = j->schema_len};
    struct tp_rng_options options = {.read = tp_fuzz_read, .arg = &f, .check_ids = true};
    struct tp_diags *ds = tp_diags_new(j->a, 0), *cramped = tp_diags_new(j->a, 0),
                    *tree = tp_diags_new(j->a, 0);
    struct tp_rng_schema *s = fixed;
    struct tp_rng_validator *v;
    xmlDocPtr doc;
    bool ok;

    if (j->schema)
        s = tp_rng_load_memory(j->a, j->schema, j->schema_len, f.name, &options, ds);
    if (!s)
        return;
    v = tp_rng_validator_new(j->a, s);
    ok = tp_rng_validate_memory(v, j->doc, j->doc_len, "fuzz.xml", ds);
    if (ok != (ds->errors == 0))
        disagree("verdict and messages", ds, ds);
    v = tp_rng_validator_new(j->a, s);
    tp_rng_validator_limit(v, CRAMPED);
    (void)tp_rng_validate_memory(v, j->doc, j->doc_len, "fuzz.xml", cramped);
    if (!has_limit(cramped)) /* one element may want more than there is */
        compare("emptied memory", ds, cramped);
    xmlSetGenericErrorFunc(NULL, quiet);
    doc = xmlReadMemory(j->doc, (int)j->doc_len, "fuzz.xml", NULL,
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc)
        return;
    ok = tp_rng_validate_doc(v, doc, "fuzz.xml", tree);
    /* entities may stand in a tree unexpanded, and are refused in a stream when they multiply */
    if (!memchr(j->doc, '&', j->doc_len) && !doc->intSubset && ok != (ds->errors == 0))
        disagree("stream and tree", ds, tree);
    xmlFreeDoc(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct job j = {.doc = (const char *)data, .doc_len = size};
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;

    if (size > TP_FUZZ_MOST_BYTES)
        return 0;
    if (!fixed_arena) {
        fixed_arena = tp_arena_new(0);
        if (!fixed_arena || !tp_guard(fixed_arena, load_fixed, NULL))
            return 0;
    }
    if (nul) {
        j.schema = (const char *)data;
        j.schema_len = (size_t)(nul - data);
        j.doc = (const char *)nul + 1;
        j.doc_len = size - j.schema_len - 1;
    }
    j.a = tp_arena_new((size_t)TP_FUZZ_MB << 20);
    if (!j.a)
        return 0;
    (void)tp_guard(j.a, run, &j);
    tp_arena_free(j.a);
    return 0;
}
