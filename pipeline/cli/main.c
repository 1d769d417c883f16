/* teipipe - the program. All it does is in libteipipe; here is the command line. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

/* A closed standard stream would give its number to the next file that is opened, and what is meant
 * for the stream would end up there. Occupied the wrong way round, its use fails as it should. */
static bool occupy_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            return false;
    return true;
}

/* A full disk may show only when the last of the output is written. */
static int close_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
        return status;
    fprintf(stderr, "standard output: error: can't be written: %s [file-unwritable]\n",
            strerror(errno));
    return TEIPIPE_FAILED;
}

static int run(const struct options *o)
{
    const struct command *c;

    if (o->version)
        return command_version(o);
    if (!o->command && o->help) {
        help_on(NULL);
        return TEIPIPE_OK;
    }
    if (!o->command)
        return usage_error("usage", "", "no command was given");
    c = command_find(o->command);
    if (!c)
        return TEIPIPE_UNUSABLE;
    if (o->help)
        return help_with(o, c, o->operands.n ? o->operands.v[0] : NULL);
    if (!options_check(o, c->bit, c->name))
        return TEIPIPE_UNUSABLE;
    if (o->operands.n < c->least || o->operands.n > c->most)
        return usage_error("usage", c->name, "'%s' takes: %s", c->name,
                           *c->synopsis ? c->synopsis : "nothing");
    return c->run(o);
}

int main(int argc, char **argv)
{
    struct options o;
    int status;

    if (!occupy_streams())
        return TEIPIPE_FAILED;
    (void)signal(SIGPIPE, SIG_IGN); /* a reader that has gone is an error of writing */
    (void)signal(SIGXFSZ, SIG_IGN); /* so is a file that may not grow */
    status = options_parse(&o, argc, argv) ? run(&o) : TEIPIPE_UNUSABLE;
    options_free(&o);
    return close_output(status);
}
