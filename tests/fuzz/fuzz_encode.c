/*
 * fuzz_encode.c - any bytes through the encoder. Whatever comes in, one of two things must come
 * out: an error that the reader gives, or well-formed TEI that has every character of the source.
 * Text that is lost is a fault of the program, whatever the source looks like.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined tests/fuzz/fuzz_encode.c ... -o fuzz_encode
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../pipeline/base/xml.h"
#include "../../pipeline/encode/encode.h"

/* The tables are read once and never changed: they live as long as the process. */
static struct {
    struct tp_arena *arena;
    const struct tp_encoder *encoder;
} shared;

struct input {
    struct tp_arena *arena;
    const char *file, *data;
    size_t len;
};

static _Noreturn void fail(const struct tp_diags *ds, const char *what)
{
    (void)fprintf(stderr, "%s\n", what);
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        (void)fprintf(stderr, "%zu:%zu: %s\n", d->loc.line, d->loc.col, d->message);
    abort();
}

static void load(void *arg)
{
    static const struct tp_encoder_options options = {.title = "Fuzz"};
    struct tp_diags *ds = tp_diags_new(shared.arena, 20);

    (void)arg;
    shared.encoder = tp_encoder_new(shared.arena, &options, ds);
    if (!shared.encoder)
        fail(ds, "the encoder's own tables can't be used");
}

static void encode_one(void *arg)
{
    struct input *in = arg;
    struct tp_diags *ds = tp_diags_new(in->arena, 20);
    struct tp_encoded out;
    bool ok =
        tp_encode_memory(shared.encoder, in->arena, in->file, in->data, in->len, "fuzz", &out, ds);

    if (!ok && ds->errors == 0)
        fail(ds, "refused without a word");
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        if (d->code == TP_D_LOST_TEXT)
            fail(ds, "text is lost");
    if (!ok)
        return;
    if (out.chars != out.covered)
        fail(ds, "not all is covered, and nothing is said of it");
    if (!tp_xml_read_memory(in->arena, out.xml, out.len, "fuzz.xml", ds))
        fail(ds, "the result is not well formed");
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    shared.arena = tp_arena_new(0);
    if (!shared.arena || !tp_guard(shared.arena, load, NULL))
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"fuzz.txt", "fuzz.md"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct input in = {tp_arena_new((size_t)512 << 20), names[i], (const char *)data, size};
        if (!in.arena)
            return 0;
        if (!tp_guard(in.arena, encode_one, &in))
            (void)fprintf(stderr, "out of memory\n");
        tp_arena_free(in.arena);
    }
    return 0;
}
