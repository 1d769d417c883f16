/*
 * options.h - the command line: one table of options feeds the parser, the help and the
 * suggestions.
 *
 * GNU conventions: options may stand before and behind operands, long names may be shortened as
 * long as they stay unambiguous, "--name=value" and "--name value", clustered short options, "--"
 * ends them, "-" is an operand.
 */
#ifndef TP_CLI_OPTIONS_H
#define TP_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Commands as bits, for the options that they share. */
enum command_bit {
    FOR_BUILD = 1 << 0,
    FOR_ENCODE = 1 << 1,
    FOR_VALIDATE = 1 << 2,
    FOR_TRANSFORM = 1 << 3,
    FOR_SCHEMA = 1 << 4,
    FOR_INIT = 1 << 5,
    FOR_HELP = 1 << 6,
    FOR_VERSION = 1 << 7,
    FOR_MERGE = 1 << 8,
    FOR_ALL = (1 << 9) - 1
};

enum when { AUTO, ALWAYS, NEVER };

/* Strings are the program's arguments, or pieces of copies of them. */
struct list {
    const char **v;
    size_t n;
};

struct report_request {
    const char *format;
    const char *file; /* "-": standard output */
};

struct options {
    const char *command;  /* NULL: none was given */
    struct list operands; /* without the command */
    bool help, version;
    const char *output, *edition, *xslt, *layout, *suggest, *metadata, *phase, *explain;
    struct list schemas, schematrons, checks, formats;
    struct list params; /* name, value, name, value, NULL */
    size_t jobs, seconds;
    unsigned port;
    unsigned shard, shards; /* 0: not given */
    bool quiet, verbose, strict, no_excerpt, collate, dry_run, watch, serve, plan;
    enum when colour, progress;
    size_t max_errors, memory, max_tree; /* the last two in bytes */
    struct report_request *reports;
    size_t n_reports;
    unsigned given[64]; /* by number in the table: whether it was given */
    void **owned;       /* to be freed */
    size_t n_owned;
};

/* Parse the arguments; ARGV must outlive the result. False: a message is on standard error, the
 * exit status is 2. options_free() either way. */
bool options_parse(struct options *o, int argc, char **argv);
void options_free(struct options *o);

/* Complain of options that the command doesn't take, and of contradictions. False as above. */
bool options_check(const struct options *o, unsigned command, const char *name);

/* The lines of a help text for the options that the command takes: its own, or the general ones. */
void options_help(FILE *out, unsigned command, bool general);

/* "teipipe: error: MESSAGE [CODE]" and a hint at help on standard error. Returns 2, the status. */
int usage_error(const char *code, const char *help_on, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
