/* fuzz_rng.h - what the fuzzing targets of the RELAX NG engine have in common. */
#ifndef TP_FUZZ_RNG_H
#define TP_FUZZ_RNG_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/validate/relaxng/relaxng.h"

enum { TP_FUZZ_MB = 512, TP_FUZZ_MOST_BYTES = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct tp_fuzz {
    const char *name; /* the input as a schema file */
    const char *data;
    size_t len;
    const char *other_name; /* what it was converted to */
    const char *other;
    size_t other_len;
    struct tp_arena *a;
};

/* Nothing is read from the disk: references lead to the input itself or to a small grammar. */
static bool tp_fuzz_read(void *arg, struct tp_arena *a, const char *uri, char **data, size_t *len)
{
    static const char xml[] = "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\">"
                              "<start><ref name=\"a\"/></start><define name=\"a\">"
                              "<element name=\"a\"><text/></element></define></grammar>";
    static const char compact[] = "start = a\na = element a { text }\n";
    const struct tp_fuzz *f = arg;
    size_t n = strlen(uri);
    const char *text = n > 4 && strcmp(uri + n - 4, ".rnc") == 0 ? compact : xml;

    *len = strlen(text);
    if (strcmp(uri, f->name) == 0)
        text = f->data, *len = f->len;
    else if (f->other && strcmp(uri, f->other_name) == 0)
        text = f->other, *len = f->other_len;
    *data = tp_strndup(a, text, *len);
    return true;
}

static inline void tp_fuzz_give_up(const struct tp_fuzz *f, const char *what,
                                   const struct tp_diags *ds)
{
    fprintf(stderr, "%s: %s\n", what, ds->first ? ds->first->message : "no message");
    if (f->other)
        fprintf(stderr, "%.*s\n", (int)f->other_len, f->other);
    abort();
}

/* A schema that loads can be written in the other syntax, and that loads too. Limits excepted. */
static inline void tp_fuzz_schema(void *arg)
{
    struct tp_fuzz *f = arg;
    struct tp_rng_options options = {.read = tp_fuzz_read, .arg = f};
    struct tp_diags *ds = tp_diags_new(f->a, 0), *after = tp_diags_new(f->a, 0);
    struct tp_rng_schema *s = tp_rng_load_memory(f->a, f->data, f->len, f->name, &options, ds);
    struct tp_buf out = tp_buf_new(f->a);
    enum tp_rng_syntax to = tp_rng_syntax_of(f->other_name);

    if (!s != (ds->errors > 0))
        tp_fuzz_give_up(f, "a result and a message, or neither", ds);
    if (!s)
        return;
    if (!tp_rng_convert(f->a, f->name, to, &options, &out, after)) {
        if (after->status != TP_FAILED)
            tp_fuzz_give_up(f, "not converted", after);
        return;
    }
    f->other = out.p;
    f->other_len = out.len;
    if (!tp_rng_load_memory(f->a, out.p, out.len, f->other_name, &options, after) &&
        after->status != TP_FAILED)
        tp_fuzz_give_up(f, "the converted schema does not load", after);
}

static inline int tp_fuzz_run_schema(const uint8_t *data, size_t size, const char *name,
                                     const char *other_name)
{
    struct tp_fuzz f = {.name = name, .other_name = other_name};

    if (size > TP_FUZZ_MOST_BYTES)
        return 0;
    f.a = tp_arena_new((size_t)TP_FUZZ_MB << 20);
    if (!f.a)
        return 0;
    f.data = (const char *)data;
    f.len = size;
    (void)tp_guard(f.a, tp_fuzz_schema, &f);
    tp_arena_free(f.a);
    return 0;
}

#endif
