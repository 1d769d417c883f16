#include <string.h>

#include "command.h"
#include "session.h"

static int suggest_names(const struct options *o)
{
    struct session s;
    enum teipipe_status status;

    if (o->output && strcmp(o->output, "-") == 0)
        return usage_error("usage", "encode",
                           "the TEI and the list of names would both go to standard output; give "
                           "the TEI a folder, or leave out -o");
    for (size_t i = 0; i < o->n_reports; i++)
        if (strcmp(o->reports[i].file, "-") == 0)
            return usage_error("usage", "encode",
                               "the list of names and the report would both go to standard output; "
                               "give the report a file: --report %s=FILE",
                               o->reports[i].format);
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    status = teipipe_suggest_names(s.engine, o->operands.v, o->operands.n, o->output, o->edition,
                                   o->suggest);
    return session_end(&s, status);
}

int command_encode(const struct options *o)
{
    const char *output = o->output ? o->output : o->operands.n == 1 || o->collate ? "-" : ".";
    struct session s;
    enum teipipe_status status;

    if (o->suggest)
        return suggest_names(o);
    if (o->collate && o->operands.n != 2)
        return usage_error("usage", "encode", "--collate takes two transcriptions, not %zu",
                           o->operands.n);
    if (strcmp(output, "-") == 0 && o->operands.n > 1 && !o->collate)
        return usage_error("usage", "encode", "standard output takes one document, not %zu",
                           o->operands.n);
    for (size_t i = 0; i < o->n_reports; i++)
        if (strcmp(output, "-") == 0 && strcmp(o->reports[i].file, "-") == 0)
            return usage_error("usage", "encode",
                               "the TEI and the report would both go to standard output; give one "
                               "a place: -o DIR or --report %s=FILE",
                               o->reports[i].format);
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    s.line = session_coverage_line;
    status = o->collate
                 ? teipipe_collate(s.engine, o->operands.v[0], o->operands.v[1], output, o->edition)
                 : teipipe_encode(s.engine, o->operands.v, o->operands.n, output, o->edition);
    if (o->operands.n > 1 && !o->collate)
        session_summary(&s);
    return session_end(&s, status);
}
