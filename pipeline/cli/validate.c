#include "command.h"
#include "session.h"

int command_validate(const struct options *o)
{
    const struct teipipe_validation how = {o->schemas.v,     o->schemas.n, o->schematrons.v,
                                           o->schematrons.n, o->phase,     o->checks.v,
                                           o->checks.n,      o->max_tree};
    struct session s;
    enum teipipe_status status;

    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    status = teipipe_validate(s.engine, o->operands.v, o->operands.n, &how);
    session_summary(&s);
    return session_end(&s, status);
}
