#include "command.h"
#include "session.h"

int command_init(const struct options *o)
{
    const char *dir = o->operands.v[0];
    struct session s;
    enum teipipe_status status;

    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    status = teipipe_init_edition(s.engine, dir);
    if (status == TEIPIPE_OK && !o->quiet)
        fprintf(stderr, "%s is a new edition; build it with 'teipipe build %s'\n", dir, dir);
    return session_end(&s, status);
}
