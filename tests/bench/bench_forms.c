/*
 * bench_forms.c - what each published form of a document costs, next to libxml2's bare parse of it.
 *
 *   bench_forms ROUNDS DOCUMENT...
 *
 * The way of "build": one tree, one record, all forms of it in one process. Processor time, medians
 * of the rounds, milliseconds a document; and how many bare parses each is.
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/heap.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/transform/transform.h"

enum { MAX_FORMS = 16 };

struct bench {
    struct tp_arena *arena;
    int argc;
    char **argv;
    struct tp_diags *ds;
    struct tp_stylesheet *sheets[MAX_FORMS];
    struct tp_describer *describer;
    size_t rounds;
    double *parse, *tree, *record, *form[MAX_FORMS]; /* of each round, all documents */
    size_t bytes[MAX_FORMS];
};

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;

    return p < q ? -1 : p > q;
}

static void told(const struct tp_diags *ds)
{
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        fprintf(stderr, "%s:%zu: %s\n", d->loc.file, d->loc.line, d->message);
    if (ds->first)
        exit(2);
}

/* The whole of a document, as an edition makes it. ROUND: where its times are added. */
static void document(struct bench *b, size_t round, const char *file)
{
    struct tp_arena *work = tp_arena_sub(b->arena);
    const char *stem = tp_path_stem(work, file);
    const char *const page[] = {
        "stem",       stem, "edition-title", "Letters",    "base-url", "https://example.org/",
        "names-base", "./", "index-href",    "index.html", NULL};
    const char *const cited[] = {"stem", stem, "url",
                                 tp_fmt(work, "https://example.org/%s.html", stem), NULL};
    struct tp_described described = {0};
    double from = now();
    char *data;
    size_t len;
    xmlDocPtr doc;

    if (!tp_read_file(work, file, &data, &len, b->ds))
        told(b->ds);
    from = now();
    xmlFreeDoc(xmlReadMemory(data, (int)len, file, NULL, XML_PARSE_NONET));
    b->parse[round] += now() - from;
    from = now();
    doc = tp_xml_read_memory(work, data, len, file, b->ds);
    b->tree[round] += now() - from;
    for (size_t n = 0; doc && n <= tp_format_count; n++) {
        /* First a form that is nearly nothing but the record, to have the record's cost; then, as
         * an edition does, from the last to the first. */
        size_t k = tp_format_count - (n ? n : 1);
        const char *name = tp_formats[k].name;
        struct tp_transform how = {.params = strcmp(name, "html") == 0   ? page
                                             : strcmp(name, "text") == 0 ? NULL
                                                                         : cited,
                                   .folder = ".",
                                   .spend = true,
                                   .describer = b->describer,
                                   .described = &described};
        struct tp_buf out = tp_buf_new(work);
        from = now();
        (void)tp_transform(work, b->sheets[k], doc, &how, &out, b->ds);
        (n ? b->form[k] : b->record)[round] += now() - from;
        b->bytes[k] += round == 0 && n ? out.len : 0;
    }
    told(b->ds);
    tp_arena_free(work);
}

static double median(const struct bench *b, double *v)
{
    qsort(v, b->rounds, sizeof *v, by_size);
    return v[b->rounds / 2] * 1e3 / (b->argc - 2);
}

static void run(void *arg)
{
    struct bench *b = arg;
    double parse, total = 0, record, usual = 0;

    b->rounds = (size_t)strtoul(b->argv[1], NULL, 10);
    b->ds = tp_diags_new(b->arena, 0);
    b->describer = tp_describer_new(b->arena, NULL, b->ds);
    b->parse = TP_NEW_ARRAY(b->arena, b->rounds, double);
    b->tree = TP_NEW_ARRAY(b->arena, b->rounds, double);
    b->record = TP_NEW_ARRAY(b->arena, b->rounds, double);
    for (size_t k = 0; k < tp_format_count; k++) {
        b->form[k] = TP_NEW_ARRAY(b->arena, b->rounds, double);
        b->sheets[k] = tp_stylesheet_load(b->arena, tp_formats[k].stylesheet, b->ds);
    }
    told(b->ds);
    for (size_t i = 0; i < b->rounds; i++)
        for (int n = 2; n < b->argc; n++)
            document(b, i, b->argv[n]);
    parse = median(b, b->parse);
    printf("%d documents, ms of processor time each\n", b->argc - 2);
    printf("%-12s %7.3f\n%-12s %7.3f  x %5.2f\n", "bare parse", parse, "our tree",
           median(b, b->tree), b->tree[b->rounds / 2] * 1e3 / (b->argc - 2) / parse);
    record = median(b, b->record) - median(b, b->form[tp_format_count - 1]);
    printf("%-12s %7.3f  x %5.2f\n", "record", record, record / parse);
    for (size_t k = 0; k < tp_format_count; k++) {
        double t = median(b, b->form[k]);
        total += t;
        usual += tp_formats[k].usual ? t : 0;
        printf("%-12s %7.3f  x %5.2f  %6zu bytes\n", tp_formats[k].name, t, t / parse,
               b->bytes[k] / (size_t)(b->argc - 2));
    }
    printf("%-12s %7.3f  x %5.2f\n", "usual forms", usual + record, (usual + record) / parse);
    printf("%-12s %7.3f  x %5.2f\n", "all forms", total + record, (total + record) / parse);
}

int main(int argc, char **argv)
{
    struct bench b = {.arena = tp_arena_new(0), .argc = argc, .argv = argv};

    if (argc < 3 || !b.arena || tp_format_count > MAX_FORMS)
        return 2;
    tp_xml_init();
    tp_heap_begin();
    if (!tp_guard(b.arena, run, &b))
        return 2;
    tp_arena_free(b.arena);
    return 0;
}
