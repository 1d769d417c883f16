/*
 * bench_integrity.c - how long the integrity checks take, against libxml2 building the trees.
 *
 *   bench_integrity ROUNDS DOCUMENT...
 *
 * Medians of the rounds; in each round the trees are built, then checked.
 */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/integrity/integrity.h"

struct bench {
    struct tp_arena *arena;
    int argc;
    char **argv;
    double parse, check;
    size_t told;
};

/* One round over all documents. */
static void round_of(struct bench *b, struct tp_integrity *in, struct tp_diags *ds)
{
    size_t n = (size_t)b->argc - 2;
    struct tp_arena *kept = tp_arena_sub(b->arena);
    struct tp_facts **facts = TP_NEW_ARRAY(kept, n, struct tp_facts *);
    struct tp_diags *found = tp_diags_new(kept, 0);
    const struct tp_integrity_index *index;
    double start;

    b->parse = b->check = 0;
    for (size_t k = 0; k < n; k++) {
        struct tp_arena *work = tp_arena_sub(b->arena);
        struct tp_integrity_document d = {.file = b->argv[2 + k]};
        xmlDocPtr tree;
        char *data;
        size_t len;

        if (!tp_read_file(work, d.file, &data, &len, ds))
            exit(2);
        start = wall();
        tree = xmlReadMemory(data, (int)len, d.file, NULL, XML_PARSE_NONET);
        b->parse += wall() - start;
        xmlFreeDoc(tree);
        d.doc = tp_xml_read_memory(work, data, len, d.file, ds);
        if (!d.doc)
            exit(2);
        d.text = (struct tp_slice){data, len};
        start = wall();
        facts[k] = tp_integrity_check(in, kept, work, &d, found);
        b->check += wall() - start;
        tp_arena_free(work);
    }
    start = wall();
    index = tp_integrity_index(kept, in, facts, n);
    for (size_t k = 0; k < n; k++)
        tp_integrity_cross(index, k, kept, found);
    b->check += wall() - start;
    b->told = found->errors + found->warnings + found->notes;
    tp_arena_free(kept);
}

static void run(void *arg)
{
    struct bench *b = arg;
    struct tp_diags *ds = tp_diags_new(b->arena, 0);
    size_t rounds = (size_t)strtoul(b->argv[1], NULL, 10);
    double *parse = TP_NEW_ARRAY(b->arena, rounds + 1, double);
    double *check = TP_NEW_ARRAY(b->arena, rounds + 1, double), start = wall();
    struct tp_levels levels = tp_levels_default();
    struct tp_integrity *in = tp_integrity_new(b->arena, &levels, NULL, ds);

    if (!in || rounds == 0)
        exit(2);
    printf("load %8.2f ms\n", (wall() - start) * 1e3);
    for (size_t i = 0; i < rounds; i++) {
        round_of(b, in, ds);
        parse[i] = b->parse;
        check[i] = b->check;
    }
    qsort(parse, rounds, sizeof *parse, by_size);
    qsort(check, rounds, sizeof *check, by_size);
    printf("trees %8.1f ms, integrity %8.1f ms, ratio %.2f, %zu told\n", parse[rounds / 2] * 1e3,
           check[rounds / 2] * 1e3, check[rounds / 2] / parse[rounds / 2], b->told);
}

int main(int argc, char **argv)
{
    struct bench b = {.arena = tp_arena_new(0), .argc = argc, .argv = argv};

    if (argc < 3 || !b.arena || !tp_guard(b.arena, run, &b))
        return 2;
    tp_arena_free(b.arena);
    return 0;
}
