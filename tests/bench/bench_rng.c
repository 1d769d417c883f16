/*
 * bench_rng.c - how fast the RELAX NG engine is, against the bare SAX2 parse of the same files and
 * against other validators where they are installed.
 *
 * usage: bench_rng SCHEMA ROUNDS FILE...
 *
 * Each round measures everything once, one after the other, so that a machine that is now faster
 * and now slower is so for all of them; the medians of the rounds are printed.
 */
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/relaxng/relaxng.h"

enum { MAX_ROUNDS = 101, MAX_COMMAND = 4096 };

struct files {
    char **v;
    int n, step, first; /* every STEPth from FIRST */
};

struct times {
    double v[MAX_ROUNDS];
    int n;
};

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void note(struct times *t, double from)
{
    if (t->n < MAX_ROUNDS)
        t->v[t->n++] = now() - from;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;

    return a < b ? -1 : a > b;
}

static double median(struct times *t)
{
    if (t->n == 0)
        return 0;
    qsort(t->v, (size_t)t->n, sizeof *t->v, by_size);
    return t->n % 2 ? t->v[t->n / 2] : (t->v[t->n / 2 - 1] + t->v[t->n / 2]) / 2;
}

/* ---- the bare parse: the same events, and nothing done with them ---- */

static void ignore_start(void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                         int n_namespaces, const xmlChar **namespaces, int n_attributes,
                         int n_defaulted, const xmlChar **attributes)
{
    (void)arg, (void)local, (void)prefix, (void)ns, (void)n_namespaces, (void)namespaces;
    (void)n_attributes, (void)n_defaulted, (void)attributes;
}

static void ignore_end(void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
    (void)arg, (void)local, (void)prefix, (void)ns;
}

static void ignore_text(void *arg, const xmlChar *text, int n)
{
    (void)arg, (void)text, (void)n;
}

static void parse_bare(const char *path)
{
    xmlParserCtxtPtr ctxt = xmlCreateFileParserCtxt(path);

    if (!ctxt)
        return;
    (void)xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES |
                                      XML_PARSE_HUGE);
    ctxt->sax->startElementNs = ignore_start;
    ctxt->sax->endElementNs = ignore_end;
    ctxt->sax->characters = ignore_text;
    ctxt->sax->ignorableWhitespace = ignore_text;
    ctxt->sax->cdataBlock = ignore_text;
    ctxt->sax->comment = NULL;
    ctxt->sax->processingInstruction = NULL;
    (void)xmlParseDocument(ctxt);
    if (ctxt->myDoc)
        xmlFreeDoc(ctxt->myDoc);
    ctxt->myDoc = NULL;
    xmlFreeParserCtxt(ctxt);
}

/* ---- ours ---- */

struct job {
    struct tp_arena *a;
    const struct tp_rng_schema *schema;
    const char *schema_path;
    struct files files;
    size_t invalid;
};

static void load(void *arg)
{
    struct job *j = arg;

    j->schema = tp_rng_load(j->a, j->schema_path, NULL, tp_diags_new(j->a, 0));
}

static void validate(void *arg)
{
    struct job *j = arg;
    struct tp_rng_validator *v = tp_rng_validator_new(j->a, j->schema);

    for (int i = j->files.first; i < j->files.n; i += j->files.step)
        j->invalid += !tp_rng_validate_file(v, j->files.v[i], tp_diags_new(j->a, 0));
}

static void *validate_thread(void *arg)
{
    struct job *j = arg;

    j->a = tp_arena_new(0);
    (void)tp_guard(j->a, validate, j);
    tp_arena_free(j->a);
    return NULL;
}

static size_t validate_all(const struct tp_rng_schema *schema, struct files files)
{
    struct job j = {.schema = schema, .files = files};

    (void)validate_thread(&j);
    return j.invalid;
}

static void validate_two(const struct tp_rng_schema *schema, struct files files)
{
    struct job jobs[2];
    pthread_t threads[2];

    for (int i = 0; i < 2; i++) {
        jobs[i] = (struct job){.schema = schema, .files = files};
        jobs[i].files.first = i;
        jobs[i].files.step = 2;
        if (pthread_create(&threads[i], NULL, validate_thread, &jobs[i]) != 0)
            exit(3);
    }
    for (int i = 0; i < 2; i++)
        (void)pthread_join(threads[i], NULL);
}

static void load_and_one(const char *schema_path, struct files one, bool documents)
{
    struct tp_arena *a = tp_arena_new(0);
    struct job j = {.a = a, .schema_path = schema_path};

    if (!tp_guard(a, load, &j) || !j.schema) {
        fprintf(stderr, "the schema can't be used\n");
        exit(2);
    }
    if (documents)
        (void)validate_all(j.schema, one);
    tp_arena_free(a);
}

/* ---- others ---- */

static bool installed(const char *program)
{
    char command[MAX_COMMAND];

    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

static double time_command(const char *program, const char *schema, const struct files *files)
{
    size_t room = 1 << 20, n;
    char *command = malloc(room);
    double from;

    if (!command || !installed(program)) {
        free(command);
        return -1;
    }
    n = (size_t)snprintf(command, room, "%s%s '%s'", program,
                         strcmp(program, "xmllint") == 0 ? " --noout --relaxng"
                         : strcmp(program, "jing") == 0  ? " -i"
                                                         : "",
                         schema);
    for (int i = 0; i < files->n && n + 2000 < room; i++)
        n += (size_t)snprintf(command + n, room - n, " '%s'", files->v[i]);
    (void)snprintf(command + n, room - n, " >/dev/null 2>&1");
    from = now();
    (void)system(command); /* its verdict is not the question here */
    free(command);
    return now() - from;
}

static void compare_others(const char *schema, const struct files *all, double one_ms,
                           double all_ms)
{
    const char *const programs[] = {"jing", "rnv", "xmllint"};
    struct files one = {.v = all->v, .n = 1, .step = 1};

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        double first = time_command(programs[i], schema, &one);
        double every = first < 0 ? -1 : time_command(programs[i], schema, all);
        if (first < 0)
            printf("%-8s not installed\n", programs[i]);
        else
            printf("%-8s one file %7.0f ms = %5.1f times ours; all files %7.0f ms = %5.1f times "
                   "ours\n",
                   programs[i], first, first / one_ms, every, every / all_ms);
    }
}

int main(int argc, char **argv)
{
    struct files all = {.step = 1}, one;
    struct times bare = {0}, ours = {0}, two = {0}, schema_bare = {0}, schema_load = {0},
                 first = {0};
    struct tp_arena *a = tp_arena_new(0);
    struct job j = {.a = a};
    int rounds;
    double m_bare, m_ours;

    if (argc < 4 || !a) {
        fprintf(stderr, "usage: bench_rng SCHEMA ROUNDS FILE...\n");
        return 2;
    }
    tp_xml_init();
    rounds = atoi(argv[2]) > MAX_ROUNDS ? MAX_ROUNDS : atoi(argv[2]);
    all.v = argv + 3;
    all.n = argc - 3;
    one = all;
    one.n = 1;
    j.schema_path = argv[1];
    if (!tp_guard(a, load, &j) || !j.schema)
        return 2;
    for (int round = 0; round < rounds; round++) {
        double t = now();
        for (int i = 0; i < all.n; i++)
            parse_bare(all.v[i]);
        note(&bare, t);
        t = now();
        (void)validate_all(j.schema, all);
        note(&ours, t);
        t = now();
        validate_two(j.schema, all);
        note(&two, t);
        t = now();
        parse_bare(argv[1]);
        note(&schema_bare, t);
        t = now();
        load_and_one(argv[1], one, false);
        note(&schema_load, t);
        t = now();
        load_and_one(argv[1], one, true);
        note(&first, t);
    }
    m_bare = median(&bare);
    m_ours = median(&ours);
    printf("documents: bare parse %.1f ms, validation %.1f ms: ratio %.2f (at most 1.25)\n", m_bare,
           m_ours, m_ours / m_bare);
    printf("two threads: %.1f ms: %.2f times as fast as one (at least 1.8)\n", median(&two),
           m_ours / median(&two));
    printf("schema: bare parse %.1f ms, loading %.1f ms: ratio %.2f (at most 3)\n",
           median(&schema_bare), median(&schema_load), median(&schema_load) / median(&schema_bare));
    printf("schema and first document: %.1f ms (at most 60)\n", median(&first));
    compare_others(argv[1], &all, median(&first), median(&schema_load) + m_ours);
    tp_arena_free(a);
    return 0;
}
