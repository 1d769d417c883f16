#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../teipipe.h"

#define REPORTS "text, json, sarif, junit, github, svrl and html"

/* An option of the table, and what to do with its value (NULL for one without). */
struct option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* as the help shows it, "[=X]": may be left out; NULL: takes none */
    unsigned commands;
    const char *help; /* lines are separated by "\n" */
    bool (*set)(struct options *o, const char *value);
};

int usage_error(const char *code, const char *help_on, const char *format, ...)
{
    va_list ap;

    fputs("teipipe: error: ", stderr);
    va_start(ap, format);
    (void)vfprintf(stderr, format, ap);
    va_end(ap);
    fprintf(stderr, " [%s]\n", code);
    if (help_on)
        fprintf(stderr, "Try 'teipipe help%s%s'.\n", *help_on ? " " : "", help_on);
    return TEIPIPE_UNUSABLE;
}

/* Allocated until options_free(); the program ends when there is no memory even for its arguments.
 */
static void *keep(struct options *o, void *p)
{
    void **grown = p ? realloc(o->owned, (o->n_owned + 1) * sizeof *grown) : NULL;

    if (!grown) {
        fputs("teipipe: error: out of memory [out-of-memory]\n", stderr);
        exit(TEIPIPE_FAILED);
    }
    o->owned = grown;
    return o->owned[o->n_owned++] = p;
}

static char *copy(struct options *o, const char *s, size_t n)
{
    char *c = keep(o, malloc(n + 1));

    memcpy(c, s, n);
    c[n] = '\0';
    return c;
}

/* Lists are as long as there are arguments, from the beginning; comma lists copy theirs. */
static void append(struct options *o, struct list *list, const char *s)
{
    const char **grown = keep(o, malloc((list->n + 2) * sizeof *grown));

    if (list->n)
        memcpy(grown, list->v, list->n * sizeof *grown);
    grown[list->n++] = s;
    grown[list->n] = NULL;
    list->v = grown;
}

void options_free(struct options *o)
{
    for (size_t i = 0; i < o->n_owned; i++)
        free(o->owned[i]);
    free(o->owned);
    o->owned = NULL;
    o->n_owned = 0;
}

/* ---- values ---- */

static bool number(const char *option, const char *value, unsigned long least, unsigned long most,
                   unsigned long *out)
{
    char *end;

    errno = 0;
    *out = strtoul(value, &end, 10);
    if (*value >= '0' && *value <= '9' && *end == '\0' && errno == 0 && *out >= least &&
        *out <= most)
        return true;
    usage_error("usage", "", "%s takes a number from %lu to %lu, not '%s'", option, least, most,
                value);
    return false;
}

static bool one_of(const char *option, const char *value, const char *const *words, int *out)
{
    const char *near = teipipe_nearest(value, words);

    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
    usage_error("usage", "", "%s takes auto, always or never, not '%s'%s%s%s", option, value,
                near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return false;
}

static bool set_when(const char *option, const char *value, enum when *out)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    int i;

    if (!one_of(option, value, words, &i))
        return false;
    *out = (enum when)i;
    return true;
}

static bool set_output(struct options *o, const char *value)
{
    if (*value == '\0') {
        usage_error("usage", "", "--output takes the name of a folder, or '-'");
        return false;
    }
    o->output = value;
    return true;
}

static bool set_suggest(struct options *o, const char *value)
{
    const char *names[16], *near;
    size_t i = 0;

    while (i < 15 && (names[i] = teipipe_suggest_format(i)))
        i++;
    names[i] = NULL;
    o->suggest = value ? value : names[0];
    for (i = 0; names[i]; i++)
        if (strcmp(names[i], o->suggest) == 0)
            return true;
    near = teipipe_nearest(o->suggest, names);
    usage_error("usage", "encode", "there is no list of names as '%s'%s%s%s", o->suggest,
                near ? "; did you mean '" : "; there are text, tsv, json and tei", near ? near : "",
                near ? "'?" : "");
    return false;
}

static bool set_edition(struct options *o, const char *value)
{
    o->edition = value;
    return true;
}

static bool set_layout(struct options *o, const char *value)
{
    o->layout = value;
    return true;
}

static bool set_metadata(struct options *o, const char *value)
{
    if (*value == '\0') {
        usage_error("usage", "encode", "--metadata takes the name of a table (CSV)");
        return false;
    }
    o->metadata = value;
    return true;
}

static bool set_schema(struct options *o, const char *value)
{
    append(o, &o->schemas, value);
    return true;
}

static bool set_schematron(struct options *o, const char *value)
{
    append(o, &o->schematrons, value);
    return true;
}

static bool set_check(struct options *o, const char *value)
{
    if (!strchr(value, '=')) {
        usage_error("usage", "validate", "--check takes CHECK=SEVERITY, not '%s'", value);
        return false;
    }
    append(o, &o->checks, value);
    return true;
}

static bool set_phase(struct options *o, const char *value)
{
    o->phase = value;
    return true;
}

static bool set_to(struct options *o, const char *value)
{
    for (const char *p = value;;) {
        size_t n = strcspn(p, ",");
        if (n == 0) {
            usage_error("usage", "transform", "--to takes names of formats, not '%s'", value);
            return false;
        }
        append(o, &o->formats, copy(o, p, n));
        if (p[n] == '\0')
            return true;
        p += n + 1;
    }
}

static bool set_xslt(struct options *o, const char *value)
{
    if (o->xslt) {
        usage_error("usage", "transform", "--xslt can be given once");
        return false;
    }
    o->xslt = value;
    return true;
}

static bool set_param(struct options *o, const char *value)
{
    const char *equals = strchr(value, '=');

    if (!equals || equals == value) {
        usage_error("usage", "transform", "--param takes NAME=VALUE, not '%s'", value);
        return false;
    }
    append(o, &o->params, copy(o, value, (size_t)(equals - value)));
    append(o, &o->params, equals + 1);
    return true;
}

/* The options of plain text are parameters of its stylesheet. */
static bool set_width(struct options *o, const char *value)
{
    size_t digits = strspn(value, "0123456789");

    if (!digits || value[digits] || digits > 5) {
        usage_error("usage", "transform", "--width takes a number of columns, not '%s'", value);
        return false;
    }
    append(o, &o->params, "width");
    append(o, &o->params, value);
    return true;
}

static bool set_lang(struct options *o, const char *value)
{
    append(o, &o->params, "lang");
    append(o, &o->params, value);
    return true;
}

static bool set_view(struct options *o, const char *value)
{
    if (strcmp(value, "reading") != 0 && strcmp(value, "diplomatic") != 0) {
        usage_error("usage", "transform", "--view is reading or diplomatic, not '%s'", value);
        return false;
    }
    append(o, &o->params, "view");
    append(o, &o->params, value);
    return true;
}

static bool set_jobs(struct options *o, const char *value)
{
    unsigned long n;

    if (!number("--jobs", value, 1, 256, &n))
        return false;
    o->jobs = (unsigned)n;
    return true;
}

static bool set_max_errors(struct options *o, const char *value)
{
    unsigned long n;

    if (!number("--max-errors", value, 1, 1000000000, &n))
        return false;
    o->max_errors = n;
    return true;
}

static bool set_memory(struct options *o, const char *value)
{
    unsigned long n;

    if (!number("--memory", value, 1, 1048576, &n))
        return false;
    o->memory = (size_t)n << 20;
    return true;
}

static bool set_max_tree(struct options *o, const char *value)
{
    unsigned long n;

    if (!number("--max-tree", value, 1, 1048576, &n))
        return false;
    o->max_tree = (size_t)n << 20;
    return true;
}

static bool set_time_limit(struct options *o, const char *value)
{
    unsigned long n;

    if (!number("--time-limit", value, 1, 1000000, &n))
        return false;
    o->seconds = (unsigned)n;
    return true;
}

static bool set_report(struct options *o, const char *value)
{
    size_t n = strcspn(value, "=");
    struct report_request *grown = keep(o, malloc((o->n_reports + 1) * sizeof *grown));
    const char *names[32], *near;
    size_t i = 0;

    while (i < 31 && (names[i] = teipipe_report_format(i, NULL)))
        i++;
    names[i] = NULL;
    if (o->n_reports)
        memcpy(grown, o->reports, o->n_reports * sizeof *grown);
    o->reports = grown;
    grown[o->n_reports].format = copy(o, value, n);
    grown[o->n_reports].file = value[n] == '=' ? value + n + 1 : "-";
    for (i = 0; names[i] && strcmp(names[i], grown[o->n_reports].format) != 0;)
        i++;
    if (!names[i]) {
        near = teipipe_nearest(grown[o->n_reports].format, names);
        usage_error("usage", "", "there is no report format '%s'%s%s%s there are " REPORTS,
                    grown[o->n_reports].format, near ? "; did you mean '" : ";", near ? near : "",
                    near ? "'?" : "");
        return false;
    }
    if (grown[o->n_reports].file[0] == '\0') {
        usage_error("usage", "", "--report %s= lacks the name of a file", names[i]);
        return false;
    }
    o->n_reports++;
    return true;
}

static bool set_colour(struct options *o, const char *value)
{
    return set_when("--color", value, &o->colour);
}

static bool set_progress(struct options *o, const char *value)
{
    return set_when("--progress", value, &o->progress);
}

static bool set_quiet(struct options *o, const char *value)
{
    (void)value;
    return o->quiet = true;
}

static bool set_verbose(struct options *o, const char *value)
{
    (void)value;
    return o->verbose = true;
}

static bool set_strict(struct options *o, const char *value)
{
    (void)value;
    return o->strict = true;
}

static bool set_no_excerpt(struct options *o, const char *value)
{
    (void)value;
    return o->no_excerpt = true;
}

static bool set_collate(struct options *o, const char *value)
{
    (void)value;
    return o->collate = true;
}

static bool set_dry_run(struct options *o, const char *value)
{
    (void)value;
    return o->dry_run = true;
}

static bool set_watch(struct options *o, const char *value)
{
    (void)value;
    return o->watch = true;
}

static bool set_serve(struct options *o, const char *value)
{
    unsigned long port = 8080;

    if (value && !number("--serve", value, 0, 65535, &port))
        return false;
    o->port = (unsigned)port;
    return o->watch = o->serve = true;
}

static bool set_shard(struct options *o, const char *value)
{
    enum { MOST = 100000 };
    const char *slash = strchr(value, '/');
    unsigned long k, n;

    if (!slash) {
        usage_error("usage", "build", "--shard takes K/N, such as 3/8, not '%s'", value);
        return false;
    }
    if (!number("the N of --shard K/N", slash + 1, 1, MOST, &n) ||
        !number("the K of --shard K/N", copy(o, value, (size_t)(slash - value)), 1, n, &k))
        return false;
    o->shard = (unsigned)k;
    o->shards = (unsigned)n;
    return true;
}

static bool set_plan(struct options *o, const char *value)
{
    (void)value;
    return o->plan = true;
}

static bool set_explain(struct options *o, const char *value)
{
    o->explain = value;
    return true;
}

static bool set_help(struct options *o, const char *value)
{
    (void)value;
    return o->help = true;
}

static bool set_version(struct options *o, const char *value)
{
    (void)value;
    return o->version = true;
}

/* ---- the table ---- */

static const struct option table[] = {
    {"output", 'o', "DIR", FOR_BUILD | FOR_ENCODE | FOR_TRANSFORM | FOR_MERGE,
     "where to write; - is standard output", set_output},
    {"edition", 0, "DIR", FOR_ENCODE,
     "use the teipipe.yaml and authority files of this edition\n"
     "(default: the nearest one above the first source)",
     set_edition},
    {"layout", 0, "NAME", FOR_ENCODE,
     "take this layout for all sources, whatever they look like\n"
     "(default: the one that fits; -v says which, and why)",
     set_layout},
    {"suggest-names", 0, "[=FORMAT]", FOR_ENCODE,
     "list the names that no authority file knows, instead of the TEI:\n"
     "text, tsv, json, tei; with -o, besides the TEI",
     set_suggest},
    {"collate", 0, NULL, FOR_ENCODE,
     "two sources are transcriptions of one original: the first,\n"
     "with the readings of the second as an apparatus",
     set_collate},
    {"metadata", 0, "FILE", FOR_BUILD | FOR_ENCODE,
     "a table (CSV) of titles, dates, senders, ...: a row for each\n"
     "transcription (default: the edition's, if it has one)",
     set_metadata},
    {"watch", 0, NULL, FOR_BUILD,
     "go on: build again whenever a file of the edition has changed,\n"
     "until Ctrl-C",
     set_watch},
    {"serve", 0, "[=PORT]", FOR_BUILD,
     "the same, and show the edition at http://localhost:PORT/\n"
     "(default: 8080; 0: a free one); pages follow the changes",
     set_serve},
    {"dry-run", 0, NULL, FOR_BUILD, "say what would be made, and why; write nothing", set_dry_run},
    {"explain", 0, "FILE", FOR_BUILD,
     "say of one document which layout it has, by what evidence, and\n"
     "what would be made of it, and why; write nothing",
     set_explain},
    {"shard", 0, "K/N", FOR_BUILD,
     "make only share K of N, into a folder of its own (-o), for 'merge'", set_shard},
    {"plan", 0, NULL, FOR_MERGE,
     "join nothing yet, but tell the shards their documents' neighbours:\n"
     "built once more, they make the HTML pages, not the merge",
     set_plan},
    {"schema", 0, "FILE", FOR_VALIDATE,
     "check against this RELAX NG schema (.rng or .rnc); repeatable\n"
     "(default: what <?xml-model?> names, else the edition's own)",
     set_schema},
    {"schematron", 0, "FILE", FOR_VALIDATE,
     "check the rules of this Schematron schema (.sch, .isosch), or\n"
     "those in a RELAX NG schema; repeatable\n"
     "(default: what <?xml-model?> names, else, with the edition's own\n"
     "schema, its own rules)",
     set_schematron},
    {"phase", 0, "ID", FOR_VALIDATE, "check the patterns of this phase only; #ALL: every one",
     set_phase},
    {"check", 0, "CHECK=SEVERITY", FOR_VALIDATE,
     "take an integrity check, such as pointer-missing, as error,\n"
     "warning, note or off; repeatable (default: the 'checks' of the\n"
     "nearest teipipe.yaml)",
     set_check},
    {"max-tree", 0, "MB", FOR_VALIDATE,
     "rules and integrity hold a document in memory, up to 15 times\n"
     "its size: check larger ones against RELAX NG alone, and warn\n"
     "(default: 64)",
     set_max_tree},
    {"to", 0, "FORMAT", FOR_TRANSFORM,
     "what to make: html, text, bibtex, ris, csl-json,\nchicago, mla, apa, jsonld, "
     "cmif;\nrepeatable, or a list with commas",
     set_to},
    {"xslt", 0, "FILE", FOR_TRANSFORM, "run your own XSLT 1.0 stylesheet instead", set_xslt},
    {"width", 0, "N", FOR_TRANSFORM,
     "of plain text: columns of a line, East Asian characters\n"
     "counting two; 0: whole paragraphs (default: 72)",
     set_width},
    {"lang", 0, "TAG", FOR_TRANSFORM, "of plain text: only the versions in this language",
     set_lang},
    {"view", 0, "VIEW", FOR_TRANSFORM,
     "of plain text: reading (default), or diplomatic, with the\n"
     "deletions, spellings and line ends of the source",
     set_view},
    {"param", 'p', "NAME=VALUE", FOR_TRANSFORM, "a parameter for the stylesheet; repeatable",
     set_param},
    {"jobs", 'j', "N", FOR_ALL, "work on N documents at once (default: the processors)", set_jobs},
    {"report", 0, "FORMAT[=FILE]", FOR_ALL,
     "write a report: " REPORTS ";\n"
     "repeatable; without FILE to standard output",
     set_report},
    {"strict", 0, NULL, FOR_ALL, "treat warnings as errors", set_strict},
    {"max-errors", 0, "N", FOR_ALL, "show at most N errors of a document", set_max_errors},
    {"memory", 0, "MB", FOR_ALL, "give up a document that needs more working memory", set_memory},
    {"time-limit", 0, "SECONDS", FOR_BUILD | FOR_TRANSFORM | FOR_MERGE,
     "give up a document that takes longer on a processor\n"
     "(default: 60 for its pages, 300 in all)",
     set_time_limit},
    {"no-excerpt", 0, NULL, FOR_ALL, "leave out the source lines under messages", set_no_excerpt},
    {"color", 0, "WHEN", FOR_ALL, "auto, always or never", set_colour},
    {"progress", 0, "WHEN", FOR_ALL, "a bar on standard error: auto, always or never",
     set_progress},
    {"quiet", 'q', NULL, FOR_ALL, "print nothing but errors", set_quiet},
    {"verbose", 'v', NULL, FOR_ALL, "say more of each document", set_verbose},
    {"help", 'h', NULL, FOR_ALL, "this help", set_help},
    {"version", 'V', NULL, FOR_ALL, "the version of teipipe", set_version},
};

enum { OPTIONS = sizeof table / sizeof *table };
_Static_assert(OPTIONS <= sizeof((struct options *)0)->given / sizeof(unsigned),
               "options.given has room for all");

void options_help(FILE *out, unsigned command, bool general)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[64];
        const char *line = table[i].help;
        bool for_all = table[i].commands == FOR_ALL;
        if (for_all != general || !(table[i].commands & command))
            continue;
        (void)snprintf(left, sizeof left, "%s%c%s --%s%s%s", table[i].letter ? "-" : " ",
                       table[i].letter ? table[i].letter : ' ', table[i].letter ? "," : " ",
                       table[i].name, table[i].argument && table[i].argument[0] != '[' ? " " : "",
                       table[i].argument ? table[i].argument : "");
        for (;;) {
            size_t n = strcspn(line, "\n");
            fprintf(out, "  %-26s  %.*s\n", left, (int)n, line);
            if (line[n] == '\0')
                break;
            line += n + 1;
            left[0] = '\0';
        }
    }
}

/* ---- parsing ---- */

static bool unknown(const char *given, size_t n)
{
    const char *names[OPTIONS + 1], *near;
    char name[64];

    for (size_t i = 0; i < OPTIONS; i++)
        names[i] = table[i].name;
    names[OPTIONS] = NULL;
    (void)snprintf(name, sizeof name, "%.*s", (int)n, given);
    near = teipipe_nearest(name, names);
    usage_error("usage", "", "there is no option '--%s'%s%s%s", name,
                near ? "; did you mean '--" : "", near ? near : "", near ? "'?" : "");
    return false;
}

/* The option with this long name, or the only one that begins so; NULL after a message. */
static const struct option *find_long(const char *name, size_t n)
{
    const struct option *found = NULL;

    for (size_t i = 0; i < OPTIONS; i++)
        if (strncmp(table[i].name, name, n) == 0 && table[i].name[n] == '\0')
            return &table[i];
    for (size_t i = 0; n && i < OPTIONS; i++)
        if (strncmp(table[i].name, name, n) == 0) {
            if (found) {
                usage_error("usage", "", "'--%.*s' could be '--%s' or '--%s'", (int)n, name,
                            found->name, table[i].name);
                return NULL;
            }
            found = &table[i];
        }
    if (!found)
        (void)unknown(name, n);
    return found;
}

static bool set(struct options *o, const struct option *option, const char *value)
{
    o->given[option - table] = 1;
    return option->set(o, value);
}

/* "--name", "--name=value" or "--name value" at argv[*i]. */
static bool parse_long(struct options *o, int argc, char **argv, int *i)
{
    const char *name = argv[*i] + 2;
    size_t n = strcspn(name, "=");
    const struct option *option = find_long(name, n);
    const char *value = name[n] == '=' ? name + n + 1 : NULL;

    if (!option)
        return false;
    if (!option->argument && value) {
        usage_error("usage", "", "'--%s' takes no value", option->name);
        return false;
    }
    if (option->argument && !value && option->argument[0] != '[') {
        if (*i + 1 >= argc) {
            usage_error("usage", "", "'--%s' lacks its value, %s", option->name, option->argument);
            return false;
        }
        value = argv[++*i];
    }
    return set(o, option, value);
}

/* "-q", "-qv", "-j4" or "-j 4" at argv[*i]. */
static bool parse_short(struct options *o, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        const struct option *option = NULL;
        for (size_t k = 0; k < OPTIONS && !option; k++)
            if (table[k].letter == *p)
                option = &table[k];
        if (!option) {
            usage_error("usage", "", "there is no option '-%c'", *p);
            return false;
        }
        if (!option->argument) {
            if (!set(o, option, NULL))
                return false;
            continue;
        }
        if (p[1])
            return set(o, option, p + 1);
        if (*i + 1 >= argc) {
            usage_error("usage", "", "'-%c' lacks its value, %s", *p, option->argument);
            return false;
        }
        return set(o, option, argv[++*i]);
    }
    return true;
}

bool options_parse(struct options *o, int argc, char **argv)
{
    bool ended = false;

    *o = (struct options){0};
    o->operands.v = keep(o, calloc((size_t)argc + 1, sizeof *o->operands.v));
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i];
        if (!ended && strcmp(arg, "--") == 0) {
            ended = true;
        } else if (!ended && strncmp(arg, "--", 2) == 0) {
            if (!parse_long(o, argc, argv, &i))
                return false;
        } else if (!ended && arg[0] == '-' && arg[1]) {
            if (!parse_short(o, argc, argv, &i))
                return false;
        } else if (!o->command) {
            o->command = arg;
        } else {
            o->operands.v[o->operands.n++] = arg;
        }
    }
    return true;
}

bool options_check(const struct options *o, unsigned command, const char *name)
{
    size_t to_stdout = 0;

    for (size_t i = 0; i < OPTIONS; i++)
        if (o->given[i] && !(table[i].commands & command)) {
            usage_error("usage", name, "'%s' takes no option '--%s'", name, table[i].name);
            return false;
        }
    if (o->quiet && o->verbose) {
        usage_error("usage", name, "--quiet and --verbose contradict each other");
        return false;
    }
    for (size_t i = 0; i < o->n_reports; i++)
        to_stdout += strcmp(o->reports[i].file, "-") == 0;
    if (to_stdout > 1 || (to_stdout && o->output && strcmp(o->output, "-") == 0)) {
        usage_error("usage", name,
                    "more than one thing would go to standard output; give the report a file: "
                    "--report FORMAT=FILE");
        return false;
    }
    return true;
}
