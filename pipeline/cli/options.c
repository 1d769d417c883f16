#include "option.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../teipipe.h"

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

void options_free(struct options *o)
{
    for (size_t i = 0; i < o->n_owned; i++)
        free(o->owned[i]);
    free(o->owned);
    o->owned = NULL;
    o->n_owned = 0;
}

_Static_assert(OPTIONS <= sizeof((struct options *)0)->given / sizeof(unsigned),
               "options.given has room for all");

void options_help(FILE *out, unsigned command, bool general)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[64];
        const char *line = option_table[i].help;
        bool for_all = option_table[i].commands == FOR_ALL;
        if (for_all != general || !(option_table[i].commands & command))
            continue;
        (void)snprintf(left, sizeof left, "%s%c%s --%s%s%s", option_table[i].letter ? "-" : " ",
                       option_table[i].letter ? option_table[i].letter : ' ',
                       option_table[i].letter ? "," : " ", option_table[i].name,
                       option_table[i].argument && option_table[i].argument[0] != '[' ? " " : "",
                       option_table[i].argument ? option_table[i].argument : "");
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
        names[i] = option_table[i].name;
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
        if (strncmp(option_table[i].name, name, n) == 0 && option_table[i].name[n] == '\0')
            return &option_table[i];
    for (size_t i = 0; n && i < OPTIONS; i++)
        if (strncmp(option_table[i].name, name, n) == 0) {
            if (found) {
                usage_error("usage", "", "'--%.*s' could be '--%s' or '--%s'", (int)n, name,
                            found->name, option_table[i].name);
                return NULL;
            }
            found = &option_table[i];
        }
    if (!found)
        (void)unknown(name, n);
    return found;
}

static bool set(struct options *o, const struct option *option, const char *value)
{
    o->given[option - option_table] = 1;
    return option->set(o, option, value);
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
            if (option_table[k].letter == *p)
                option = &option_table[k];
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
    o->operands.v = option_keep(o, calloc((size_t)argc + 1, sizeof *o->operands.v));
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
        if (o->given[i] && !(option_table[i].commands & command)) {
            usage_error("usage", name, "'%s' takes no option '--%s'", name, option_table[i].name);
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
