#include <string.h>

#include "command.h"
#include "session.h"

int command_schema(const struct options *o)
{
    static const char *const words[] = {"check", "convert", NULL};
    const char *word = o->operands.v[0], *near = teipipe_nearest(word, words);
    struct session s;
    enum teipipe_status status;
    bool convert = strcmp(word, "convert") == 0;

    if (!convert && strcmp(word, "check") != 0)
        return usage_error("usage", "schema", "'schema' takes check or convert, not '%s'%s%s%s",
                           word, near ? "; did you mean '" : "", near ? near : "",
                           near ? "'?" : "");
    if (o->operands.n < 2)
        return usage_error("usage", "schema", "'schema %s' lacks the name of a schema", word);
    if (convert && o->operands.n > 3)
        return usage_error("usage", "schema", "'schema convert' takes one schema and one output");
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    if (convert)
        status = teipipe_schema_convert(s.engine, o->operands.v[1],
                                        o->operands.n == 3 ? o->operands.v[2] : "-");
    else
        status = teipipe_schema_check(s.engine, o->operands.v + 1, o->operands.n - 1);
    if (!convert)
        session_summary(&s);
    return session_end(&s, status);
}
