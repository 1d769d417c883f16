/* command.h - the commands of the program: one table, one file a command. */
#ifndef TP_CLI_COMMAND_H
#define TP_CLI_COMMAND_H

#include "../teipipe.h"
#include "options.h"

struct command {
    const char *name;
    unsigned bit;
    const char *synopsis;                /* behind the name */
    const char *summary;                 /* a line */
    const char *help;                    /* paragraphs */
    size_t least, most;                  /* operands; SIZE_MAX: any number */
    int (*run)(const struct options *o); /* returns the exit status */
};

/* Ended by an entry without a name. */
extern const struct command commands[];
/* NULL after a message on standard error. */
const struct command *command_find(const char *name);

int command_build(const struct options *o);
int command_merge(const struct options *o);
int command_encode(const struct options *o);
int command_validate(const struct options *o);
int command_transform(const struct options *o);
int command_schema(const struct options *o);
int command_init(const struct options *o);
int command_help(const struct options *o);
int command_version(const struct options *o);

/* Help on a command, and on what it is to be used with (transform: a format; NULL: nothing).
 * Returns the exit status. */
int help_with(const struct options *o, const struct command *c, const char *with);
/* The parameters of a format's stylesheet, or of a file. Returns the exit status. */
int help_on_parameters(const char *format);

void help_on(const struct command *c); /* NULL: the overview; on standard output */

#endif
