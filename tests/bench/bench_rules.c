/*
 * bench_rules.c - how long Schematron rules take, against libxml2 building the trees.
 *
 *   bench_rules SCHEMA ROUNDS DOCUMENT...
 *
 * Medians of the rounds; in each round the trees are built, then checked.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/rules.h"

struct bench {
    struct tp_arena *arena;
    int argc;
    char **argv;
};

static void run(void *arg)
{
    struct bench *b = arg;
    struct tp_diags *ds = tp_diags_new(b->arena, 0);
    size_t rounds = (size_t)strtoul(b->argv[2], NULL, 10), n = (size_t)b->argc - 3, told = 0;
    double *parse = TP_NEW_ARRAY(b->arena, rounds, double);
    double *index = TP_NEW_ARRAY(b->arena, rounds, double);
    double *check = TP_NEW_ARRAY(b->arena, rounds, double), start = wall();
    struct tp_rules *rules = tp_rules_load(b->arena, b->argv[1], NULL, NULL, ds);

    if (!rules) {
        for (const struct tp_diag *d = ds->first; d; d = d->next)
            fprintf(stderr, "%s:%zu: %s\n", d->loc.file, d->loc.line, d->message);
        exit(2);
    }
    printf("load %8.2f ms, %zu rules\n", (wall() - start) * 1e3, tp_rules_count(rules));
    for (size_t i = 0; i < rounds; i++)
        for (size_t k = 0; k < n; k++) {
            struct tp_arena *work = tp_arena_sub(b->arena);
            struct tp_diags *found = tp_diags_new(work, 0);
            struct tp_xp_doc *doc;
            xmlDocPtr tree;
            char *data;
            size_t len;

            if (!tp_read_file(work, b->argv[3 + k], &data, &len, ds))
                exit(2);
            start = wall();
            tree = xmlReadMemory(data, (int)len, b->argv[3 + k], NULL, XML_PARSE_NONET);
            parse[i] += wall() - start;
            xmlFreeDoc(tree);
            tree = tp_xml_read_memory(work, data, len, b->argv[3 + k], ds);
            if (!tree)
                exit(2);
            start = wall();
            doc = tp_xp_doc_new(work, tree);
            index[i] += wall() - start;
            tp_rules_check(rules, &(struct tp_sch_document){doc, {data, len}, b->argv[3 + k]},
                           found, NULL);
            check[i] += wall() - start;
            told = (i ? told : told + found->errors + found->warnings + found->notes);
            tp_arena_free(work);
        }
    qsort(parse, rounds, sizeof *parse, by_size);
    qsort(check, rounds, sizeof *check, by_size);
    qsort(index, rounds, sizeof *index, by_size);
    printf("trees %8.1f ms, index %.1f ms, rules %8.1f ms, ratio %.2f, %zu told\n",
           parse[rounds / 2] * 1e3, index[rounds / 2] * 1e3, check[rounds / 2] * 1e3,
           check[rounds / 2] / parse[rounds / 2], told);
}

int main(int argc, char **argv)
{
    struct bench b = {tp_arena_new(0), argc, argv};

    if (argc < 4 || !b.arena || !tp_guard(b.arena, run, &b))
        return 2;
    tp_arena_free(b.arena);
    return 0;
}
