#include "command.h"
#include "session.h"

int command_validate(const struct options *o)
{
    struct session s;
    enum teipipe_status status;

    if (o->schematrons.n)
        return usage_error("not-supported", "validate",
                           "checking against Schematron (--schematron %s) is not supported yet; "
                           "--schema takes a RELAX NG schema (.rng)",
                           o->schematrons.v[0]);
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    status = teipipe_validate(s.engine, o->operands.v, o->operands.n, o->schemas.v, o->schemas.n);
    session_summary(&s);
    return session_end(&s, status);
}
