#include <string.h>

#include "command.h"
#include "session.h"

enum { MOST_FORMATS = 64 };

static int no_format(const char *name, const char *const *names)
{
    const char *near = teipipe_nearest(name, names);
    char list[256] = "";
    size_t at = 0;

    for (size_t i = 0; names[i] && at < sizeof list; i++)
        at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", i ? ", " : "", names[i]);
    return usage_error("usage", "transform", "there is no format '%s'%s%s%s there are %s", name,
                       near ? "; did you mean '" : ";", near ? near : "", near ? "'?" : "", list);
}

/* The text in lines of the width, each behind a margin. */
static void put_wrapped(const char *text, const char *margin)
{
    enum { WIDTH = 60 };

    for (;;) {
        size_t n = strlen(text), cut = n;
        if (n > WIDTH)
            for (cut = WIDTH; cut && text[cut] != ' ';)
                cut--;
        if (!cut)
            cut = strcspn(text, " ");
        printf("%.*s\n", (int)cut, text);
        text += cut + strspn(text + cut, " ");
        if (!*text)
            return;
        fputs(margin, stdout);
    }
}

int help_on_parameters(const char *format)
{
    struct teipipe_options e = TEIPIPE_OPTIONS_INIT;
    struct teipipe *t = teipipe_new(&e);
    struct teipipe_diagnostic d;
    struct teipipe_parameter p;
    const char *names[MOST_FORMATS + 1], *dot = strrchr(format, '.');
    size_t n = 0, wrong;

    while (n < MOST_FORMATS && (names[n] = teipipe_format(n, NULL)))
        n++;
    names[n] = NULL;
    for (n = 0; names[n] && strcmp(names[n], format) != 0;)
        n++;
    if (!t || (!names[n] && !dot)) {
        teipipe_free(t);
        return t ? no_format(format, names) : TEIPIPE_FAILED;
    }
    for (n = 0; teipipe_parameter(t, format, n, &p); n++) {
        if (n == 0)
            printf("Parameters of %s, to be set with -p NAME=VALUE:\n\n", format);
        printf("  %-20s ", p.name);
        put_wrapped(p.meaning ? p.meaning : "(no description)", "                       ");
        if (p.value && *p.value)
            printf("                       default: %s\n", p.value);
    }
    wrong = teipipe_diagnostics(t, TEIPIPE_RUN);
    for (size_t i = 0; i < wrong && teipipe_diagnostic(t, TEIPIPE_RUN, i, &d); i++)
        fprintf(stderr, "%s:%zu: %s [%s]\n", d.file ? d.file : "teipipe", d.line, d.message,
                d.code);
    teipipe_free(t);
    return wrong ? TEIPIPE_UNUSABLE : TEIPIPE_OK;
}

static int check(const struct options *o, const char *output)
{
    const char *names[MOST_FORMATS + 1];
    size_t n = 0;

    while (n < MOST_FORMATS && (names[n] = teipipe_format(n, NULL)))
        n++;
    names[n] = NULL;
    if (o->xslt && o->formats.n)
        return usage_error("usage", "transform", "--to and --xslt can't be given together");
    if (!o->xslt && !o->formats.n)
        return usage_error("usage", "transform",
                           "say what to make, with --to FORMAT or --xslt FILE");
    for (size_t i = 0; i < o->formats.n; i++) {
        size_t k = 0;
        while (names[k] && strcmp(names[k], o->formats.v[i]) != 0)
            k++;
        if (!names[k])
            return no_format(o->formats.v[i], names);
    }
    if (strcmp(output, "-") != 0)
        return 0;
    if (o->operands.n > 1 || o->formats.n > 1)
        return usage_error("usage", "transform",
                           "standard output takes one document in one format; give -o DIR");
    for (size_t i = 0; i < o->n_reports; i++)
        if (strcmp(o->reports[i].file, "-") == 0)
            return usage_error("usage", "transform",
                               "the result and the report would both go to standard output; give "
                               "one a place: -o DIR or --report %s=FILE",
                               o->reports[i].format);
    return 0;
}

int command_transform(const struct options *o)
{
    bool one = o->operands.n == 1 && (o->xslt || o->formats.n == 1);
    struct teipipe_transform how = {o->formats.v, o->formats.n, o->xslt, o->params.v,
                                    o->output ? o->output
                                    : one     ? "-"
                                              : "."};
    int wrong = check(o, how.output);
    struct session s;
    enum teipipe_status status;

    if (wrong)
        return wrong;
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    status = teipipe_transform(s.engine, o->operands.v, o->operands.n, &how);
    if (!one)
        session_summary(&s);
    return session_end(&s, status);
}
