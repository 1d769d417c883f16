/*
 * fuzz_header.c - any bytes as a shelfmark, a citation and a metadata table. The first byte of the
 * input says which. What is found must lie inside the text, in order; a table is either taken or
 * refused with a word.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/encode/citation.h"
#include "../../pipeline/encode/metadata.h"

/* The tables are read once and never changed: they live as long as the process. */
static struct {
    struct tp_arena *arena;
    struct tp_archives *archives;
    struct tp_citation_tables *citations;
    struct tp_meta_checks checks;
} shared;

struct input {
    struct tp_arena *arena;
    const char *text;
    uint32_t len;
};

static _Noreturn void fail(const char *what)
{
    (void)fprintf(stderr, "%s\n", what);
    abort();
}

static void load(void *arg)
{
    struct tp_diags *ds = tp_diags_new(shared.arena, 0);

    (void)arg;
    shared.archives = tp_archives_new(shared.arena, NULL, ds);
    shared.citations = tp_citation_tables_new(shared.arena, ds);
    shared.checks.dates = tp_date_tables_new(shared.arena, ds);
    shared.checks.kinds = tp_kinds_new(shared.arena, NULL, ds);
    shared.checks.layouts = tp_layouts_load(shared.arena, NULL, NULL, NULL, ds);
    if (ds->errors)
        fail("the program's own tables can't be used");
}

static void shelfmarks(const struct input *in)
{
    struct tp_shelfmark_context ctx = {shared.archives};
    struct tp_shelfmarks found = {0};
    uint32_t last = 0;

    tp_shelfmarks_scan(in->arena, &ctx, in->text, in->len, &found);
    for (size_t i = 0; i < found.n; i++) {
        const struct tp_shelfmark *m = &found.v[i];
        if (m->start < last || m->end <= m->start || m->end > in->len || m->archive_end > m->end)
            fail("a shelfmark outside its place");
        if (m->n_parts == 0)
            fail("a shelfmark without parts");
        for (size_t k = 0; k < m->n_parts; k++) {
            const struct tp_shelfmark_part *p = &m->parts[k];
            if (p->start < m->start || p->end > m->end || p->start >= p->end ||
                memcmp(in->text + p->start, p->value, p->end - p->start) != 0)
                fail("a part that isn't in the text");
        }
        last = m->end;
    }
}

static void citation(const struct input *in)
{
    struct tp_date_context dates = {.tables = shared.checks.dates};
    struct tp_citation_context ctx = {
        .tables = shared.citations, .dates = &dates, .archives = shared.archives};
    struct tp_citation c;

    tp_citation_parse(in->arena, &ctx, in->text, in->len, &c);
    for (size_t i = 0; i < c.parts.n; i++) {
        const struct tp_cite_part *p = &c.parts.v[i];
        if (p->start >= p->end || p->end > in->len || p->source > c.sources.n ||
            strlen(p->value) > p->end - p->start)
            fail("a part of a citation outside its place");
    }
}

static void metadata(const struct input *in)
{
    static const char *const files[] = {"x/a.txt", "b.md"};
    struct tp_diags *ds = tp_diags_new(in->arena, 0);
    const struct tp_metadata *m =
        tp_metadata_parse(in->arena, "t.csv", in->text, in->len, &shared.checks, ds);
    struct tp_source *s;

    if (!m) {
        if (!ds->errors)
            fail("refused without a word");
        return;
    }
    (void)tp_metadata_match(m, in->arena, files, 2, true, ds);
    s = tp_source_parse(in->arena, files[0], "text", 4, -1, ds);
    if (!s)
        fail("the text is a text");
    (void)tp_metadata_give(m, in->arena, s, &shared.checks, true, ds);
}

static void one(void *arg)
{
    static void (*const parsers[])(const struct input *) = {shelfmarks, citation, metadata};
    struct input *in = arg;
    unsigned which = (unsigned char)in->text[0] % 3;

    in->text++;
    in->len--;
    parsers[which](in);
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
    struct input in = {tp_arena_new((size_t)512 << 20), (const char *)data, (uint32_t)size};

    if (!in.arena || size == 0)
        goto out;
    if (!tp_guard(in.arena, one, &in))
        (void)fprintf(stderr, "out of memory\n");
out:
    tp_arena_free(in.arena);
    return 0;
}
