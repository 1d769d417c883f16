#include <string.h>

#include "command.h"
#include "session.h"

int command_build(const struct options *o)
{
    const char *edition = o->operands.n ? o->operands.v[0] : ".";
    char share[32], characters[32];
    struct session s;
    enum teipipe_status status;

    if (o->output && strcmp(o->output, "-") == 0)
        return usage_error("usage", "build", "a build is a folder; it can't go to standard output");
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    if (o->verbose)
        s.line = session_coverage_line;
    status = teipipe_build(s.engine, edition, o->output);
    session_summary(&s);
    if (s.encoded && !o->quiet) {
        format_share(share, sizeof share, s.covered, s.characters);
        format_number(characters, sizeof characters, s.characters);
        fprintf(stderr, "%zu transcription%s: %s of %s characters are in the TEI\n", s.encoded,
                s.encoded == 1 ? "" : "s", share, characters);
    }
    return session_end(&s, status);
}
