/*
 * bench_rng.c - how fast the RELAX NG engine is, against the bare SAX2 parse of the same files and
 * against other validators where they are installed.
 *
 * usage: bench_rng SCHEMA ROUNDS FILE...
 *
 * The bare parse has the same events as validation, and handlers that do nothing. It is done in two
 * ways: as libxml2 reads a file by itself, and with the file read whole and parsed in place, with
 * one dictionary for all files, as the engine does it. The second is the quicker one, so what is
 * left of the ratio is validation alone.
 *
 * Each round measures everything once, one after the other, so that a machine that is now faster
 * and now slower is so for all of them; the medians of the rounds are printed.
 */
#include <fcntl.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"

#include "../../pipeline/base/xml.h"
#include "../../pipeline/validate/relaxng/relaxng.h"

enum { MAX_ROUNDS = 101, MAX_COMMAND = 4096 };

struct files {
    char **v;
    int n;
    atomic_int *next; /* whose turn it is; shared by threads */
};

struct times {
    double v[MAX_ROUNDS];
    int n;
};

static void note(struct times *t, double from)
{
    if (t->n < MAX_ROUNDS)
        t->v[t->n++] = wall() * 1e3 - from;
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

static void parse(xmlParserCtxtPtr ctxt)
{
    if (!ctxt)
        exit(3);
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

static void parse_bare(const char *path)
{
    parse(xmlCreateFileParserCtxt(path));
}

struct in_place {
    xmlDictPtr dict;
    char *data;
    size_t cap;
};

static size_t read_whole(struct in_place *p, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    size_t len = 0;
    ssize_t n = 1;

    if (fd < 0 || fstat(fd, &st) != 0)
        exit(3);
    if ((size_t)st.st_size + 1 > p->cap) {
        p->cap = (size_t)st.st_size * 2 + 1;
        free(p->data);
        p->data = malloc(p->cap);
        if (!p->data)
            exit(3);
    }
    while (n > 0 && len + 1 < p->cap) {
        n = read(fd, p->data + len, p->cap - 1 - len);
        len += n > 0 ? (size_t)n : 0;
    }
    p->data[len] = '\0';
    (void)close(fd);
    return len;
}

static void parse_in_place(struct in_place *p, const char *path)
{
    size_t len = read_whole(p, path);
    xmlParserCtxtPtr ctxt = tp_xml_parser_in_place(p->data, len);

    if (!ctxt || !(p->dict = p->dict ? p->dict : xmlDictCreate()))
        exit(3);
    xmlDictFree(ctxt->dict);
    ctxt->dict = p->dict;
    (void)xmlDictReference(p->dict);
    parse(ctxt);
}

/* ---- ours ---- */

/* The next file, handed out in their order to whichever thread is free; NULL: none is left. */
static const char *next_file(const struct files *f)
{
    int i = atomic_fetch_add(f->next, 1);

    return i < f->n ? f->v[i] : NULL;
}

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

    for (const char *file = next_file(&j->files); file; file = next_file(&j->files))
        j->invalid += !tp_rng_validate_file(v, file, tp_diags_new(j->a, 0));
}

static void *validate_thread(void *arg)
{
    struct job *j = arg;

    j->a = tp_arena_new(0);
    (void)tp_guard(j->a, validate, j);
    tp_arena_free(j->a);
    return NULL;
}

static void *usual_thread(void *arg)
{
    const struct job *j = arg;

    for (const char *file = next_file(&j->files); file; file = next_file(&j->files))
        parse_bare(file);
    return NULL;
}

static void *in_place_thread(void *arg)
{
    const struct job *j = arg;
    struct in_place p = {0};

    for (const char *file = next_file(&j->files); file; file = next_file(&j->files))
        parse_in_place(&p, file);
    xmlDictFree(p.dict);
    free(p.data);
    return NULL;
}

/* Have N threads, 1 or 2, do the files. */
static void on_threads(int n, void *(*work)(void *), const struct tp_rng_schema *schema,
                       struct files files)
{
    struct job jobs[2];
    pthread_t second;
    atomic_int next = 0;

    files.next = &next;
    for (int i = 0; i < n; i++)
        jobs[i] = (struct job){.schema = schema, .files = files};
    if (n == 2 && pthread_create(&second, NULL, work, &jobs[1]) != 0)
        exit(3);
    (void)work(&jobs[0]);
    if (n == 2)
        (void)pthread_join(second, NULL);
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
        on_threads(1, validate_thread, j.schema, one);
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
    from = wall() * 1e3;
    (void)system(command); /* its verdict is not the question here */
    free(command);
    return wall() * 1e3 - from;
}

static void compare_others(const char *schema, const struct files *all, double one_ms,
                           double all_ms)
{
    const char *const programs[] = {"jing", "rnv", "xmllint"};
    struct files one = {.v = all->v, .n = 1};

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

/* ---- the rounds ---- */

enum what {
    USUAL,
    USUAL_TWO,
    BARE,
    BARE_TWO,
    OURS,
    OURS_TWO,
    SCHEMA_USUAL,
    SCHEMA_BARE,
    LOAD,
    FIRST,
    KINDS
};

static void measure(enum what what, struct job *j, struct files all, struct in_place *place)
{
    struct files one = all;

    one.n = 1;
    switch (what) {
    case USUAL:
    case USUAL_TWO:
        on_threads(what == USUAL ? 1 : 2, usual_thread, NULL, all);
        break;
    case BARE:
    case BARE_TWO:
        on_threads(what == BARE ? 1 : 2, in_place_thread, NULL, all);
        break;
    case OURS:
    case OURS_TWO:
        on_threads(what == OURS ? 1 : 2, validate_thread, j->schema, all);
        break;
    case SCHEMA_USUAL:
        parse_bare(j->schema_path);
        break;
    case SCHEMA_BARE:
        parse_in_place(place, j->schema_path);
        break;
    default:
        load_and_one(j->schema_path, one, what == FIRST);
        break;
    }
}

static void print(const double *m)
{
    printf("bare parse: %.1f ms as libxml2 reads files, %.1f ms in place; two threads: %.2f and "
           "%.2f times as fast\n",
           m[USUAL], m[BARE], m[USUAL] / m[USUAL_TWO], m[BARE] / m[BARE_TWO]);
    printf("validation: %.1f ms: %.2f times the bare parse (at most 1.25), %.2f times that in "
           "place\n",
           m[OURS], m[OURS] / m[USUAL], m[OURS] / m[BARE]);
    printf("two threads: %.1f ms: %.2f times as fast as one (at least 1.8)\n", m[OURS_TWO],
           m[OURS] / m[OURS_TWO]);
    printf("schema: bare parse %.1f ms, in place %.1f ms; loading %.1f ms: %.2f times (at most 3), "
           "%.2f times\n",
           m[SCHEMA_USUAL], m[SCHEMA_BARE], m[LOAD], m[LOAD] / m[SCHEMA_USUAL],
           m[LOAD] / m[SCHEMA_BARE]);
    printf("schema and first document: %.1f ms (at most 60)\n", m[FIRST]);
}

int main(int argc, char **argv)
{
    struct files all;
    struct times times[KINDS] = {0};
    double m[KINDS];
    struct in_place place = {0};
    struct tp_arena *a = tp_arena_new(0);
    struct job j = {.a = a};
    int rounds;

    if (argc < 4 || !a) {
        fprintf(stderr, "usage: bench_rng SCHEMA ROUNDS FILE...\n");
        return 2;
    }
    tp_xml_init();
    rounds = atoi(argv[2]) > MAX_ROUNDS ? MAX_ROUNDS : atoi(argv[2]);
    all = (struct files){.v = argv + 3, .n = argc - 3};
    j.schema_path = argv[1];
    if (!tp_guard(a, load, &j) || !j.schema)
        return 2;
    for (int round = 0; round < rounds; round++)
        for (int what = 0; what < KINDS; what++) {
            double from = wall() * 1e3;
            measure((enum what)what, &j, all, &place);
            note(&times[what], from);
        }
    for (int what = 0; what < KINDS; what++)
        m[what] = median(&times[what]);
    print(m);
    compare_others(argv[1], &all, m[FIRST], m[LOAD] + m[OURS]);
    xmlDictFree(place.dict);
    free(place.data);
    tp_arena_free(a);
    return 0;
}
