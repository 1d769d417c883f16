/*
 * fuzz_read.c - any bytes through the reader, as plain text, as Markdown and as the text suggests:
 * what comes out must account for every byte, and map every character of it back to the source.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined tests/fuzz/fuzz_read.c ... -o fuzz_read
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../pipeline/read/read.h"

struct input {
    struct tp_arena *arena;
    const char *data;
    size_t len;
    int syntax;
};

static void read_one(void *arg)
{
    struct input *in = arg;
    struct tp_diags *ds = tp_diags_new(in->arena, 20);
    struct tp_source *s = tp_source_parse(in->arena, "fuzz", in->data, in->len, in->syntax, ds);
    struct tp_range bad = {0, 0};
    struct tp_buf dump = tp_buf_new(in->arena);

    if (!s && ds->errors == 0) {
        (void)fprintf(stderr, "refused without a word\n");
        abort();
    }
    if (!s)
        return;
    if (!tp_source_check(s, &bad)) {
        (void)fprintf(stderr, "not accounted for: bytes %u to %u\n", bad.start, bad.end);
        abort();
    }
    for (struct tp_block *b = s->root; b; b = tp_block_next(s->root, b)) {
        struct tp_range r = tp_block_source(b, 0, b->len);
        if (r.start > r.end || r.end > s->len)
            abort();
    }
    tp_source_dump(&dump, s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int syntax = -1; syntax <= TP_MARKDOWN; syntax++) {
        struct input in = {tp_arena_new((size_t)256 << 20), (const char *)data, size, syntax};
        if (!in.arena)
            return 0;
        if (!tp_guard(in.arena, read_one, &in))
            (void)fprintf(stderr, "out of memory\n");
        tp_arena_free(in.arena);
    }
    return 0;
}
