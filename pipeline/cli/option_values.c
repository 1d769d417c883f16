#include "option.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../teipipe.h"

void *option_keep(struct options *o, void *p)
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
    char *c = option_keep(o, malloc(n + 1));

    memcpy(c, s, n);
    c[n] = '\0';
    return c;
}

/* Lists are as long as there are arguments, from the beginning; comma lists copy theirs. */
static void append(struct options *o, struct list *list, const char *s)
{
    const char **grown = option_keep(o, malloc((list->n + 2) * sizeof *grown));

    if (list->n)
        memcpy(grown, list->v, list->n * sizeof *grown);
    grown[list->n++] = s;
    grown[list->n] = NULL;
    list->v = grown;
}

static bool number(const char *what, const char *value, unsigned long least, unsigned long most,
                   unsigned long *out)
{
    char *end;

    errno = 0;
    *out = strtoul(value, &end, 10);
    if (*value >= '0' && *value <= '9' && *end == '\0' && errno == 0 && *out >= least &&
        *out <= most)
        return true;
    usage_error("usage", "", "%s takes a number from %lu to %lu, not '%s'", what, least, most,
                value);
    return false;
}

/* Where the option's value is to stand in the options. */
static void *place(struct options *o, const struct option *option)
{
    return (char *)o + option->at;
}

bool set_flag(struct options *o, const struct option *option, const char *value)
{
    (void)value;
    return *(bool *)place(o, option) = true;
}

bool set_text(struct options *o, const struct option *option, const char *value)
{
    *(const char **)place(o, option) = value;
    return true;
}

bool add_text(struct options *o, const struct option *option, const char *value)
{
    append(o, place(o, option), value);
    return true;
}

bool set_size(struct options *o, const struct option *option, const char *value)
{
    char what[32];
    unsigned long n;

    (void)snprintf(what, sizeof what, "--%s", option->name);
    if (!number(what, value, 1, option->most, &n))
        return false;
    *(size_t *)place(o, option) = (size_t)n * option->unit;
    return true;
}

bool set_when(struct options *o, const struct option *option, const char *value)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    const char *near = teipipe_nearest(value, words);

    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], value) == 0) {
            *(enum when *)place(o, option) = (enum when)i;
            return true;
        }
    usage_error("usage", "", "--%s takes auto, always or never, not '%s'%s%s%s", option->name,
                value, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return false;
}

bool set_output(struct options *o, const struct option *option, const char *value)
{
    (void)option;
    if (*value == '\0') {
        usage_error("usage", "", "--output takes the name of a folder, or '-'");
        return false;
    }
    o->output = value;
    return true;
}

bool set_suggest(struct options *o, const struct option *option, const char *value)
{
    const char *names[16], *near;
    size_t i = 0;

    (void)option;
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

bool set_metadata(struct options *o, const struct option *option, const char *value)
{
    (void)option;
    if (*value == '\0') {
        usage_error("usage", "encode", "--metadata takes the name of a table (CSV)");
        return false;
    }
    o->metadata = value;
    return true;
}

bool set_check(struct options *o, const struct option *option, const char *value)
{
    (void)option;
    if (!strchr(value, '=')) {
        usage_error("usage", "validate", "--check takes CHECK=SEVERITY, not '%s'", value);
        return false;
    }
    append(o, &o->checks, value);
    return true;
}

bool set_to(struct options *o, const struct option *option, const char *value)
{
    (void)option;
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

bool set_xslt(struct options *o, const struct option *option, const char *value)
{
    (void)option;
    if (o->xslt) {
        usage_error("usage", "transform", "--xslt can be given once");
        return false;
    }
    o->xslt = value;
    return true;
}

bool set_param(struct options *o, const struct option *option, const char *value)
{
    const char *equals = strchr(value, '=');

    (void)option;
    if (!equals || equals == value) {
        usage_error("usage", "transform", "--param takes NAME=VALUE, not '%s'", value);
        return false;
    }
    append(o, &o->params, copy(o, value, (size_t)(equals - value)));
    append(o, &o->params, equals + 1);
    return true;
}

/* The options of plain text are parameters of its stylesheet. */
bool set_width(struct options *o, const struct option *option, const char *value)
{
    size_t digits = strspn(value, "0123456789");

    (void)option;
    if (!digits || value[digits] || digits > 5) {
        usage_error("usage", "transform", "--width takes a number of columns, not '%s'", value);
        return false;
    }
    append(o, &o->params, "width");
    append(o, &o->params, value);
    return true;
}

bool set_lang(struct options *o, const struct option *option, const char *value)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    size_t first = strcspn(value, "-");

    (void)option;
    if (first < 2 || first > 8 || value[strspn(value, signs)] != '\0') {
        usage_error("usage", "transform", "--lang takes a tag such as en or zh-Hans, not '%s'",
                    value);
        return false;
    }
    append(o, &o->params, "lang");
    append(o, &o->params, value);
    return true;
}

bool set_view(struct options *o, const struct option *option, const char *value)
{
    (void)option;
    if (strcmp(value, "reading") != 0 && strcmp(value, "diplomatic") != 0) {
        usage_error("usage", "transform", "--view is reading or diplomatic, not '%s'", value);
        return false;
    }
    append(o, &o->params, "view");
    append(o, &o->params, value);
    return true;
}

bool set_report(struct options *o, const struct option *option, const char *value)
{
    size_t n = strcspn(value, "=");
    struct report_request *grown = option_keep(o, malloc((o->n_reports + 1) * sizeof *grown));
    const char *names[32], *near;
    size_t i = 0;

    (void)option;
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

bool set_serve(struct options *o, const struct option *option, const char *value)
{
    unsigned long port = 8080;

    (void)option;
    if (value && !number("--serve", value, 0, 65535, &port))
        return false;
    o->port = (unsigned)port;
    return o->watch = o->serve = true;
}

bool set_shard(struct options *o, const struct option *option, const char *value)
{
    enum { MOST = 100000 };
    const char *slash = strchr(value, '/');
    unsigned long k, n;

    (void)option;
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
