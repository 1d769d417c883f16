/*
 * option.h - what one option of the command line is: the table, and the setters of its values.
 */
#ifndef TP_CLI_OPTION_H
#define TP_CLI_OPTION_H

#include "options.h"

#define REPORTS "text, json, sarif, junit, github, svrl and html"

struct option;

/* Take over a value (NULL for an option without one). False: a message is on standard error. */
typedef bool option_setter(struct options *o, const struct option *option, const char *value);

struct option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* as the help shows it, "[=X]": may be left out; NULL: takes none */
    unsigned commands;
    const char *help; /* lines are separated by "\n" */
    option_setter *set;
    /* for the setters that don't know one option alone */
    size_t at;          /* offset in struct options of what is set */
    unsigned long most; /* of a number, that is 1 at least */
    size_t unit;        /* which it is multiplied with */
};

enum { OPTIONS = 36 };
extern const struct option option_table[OPTIONS];

/* ---- option_values.c ---- */

option_setter set_flag; /* a bool */
option_setter set_text; /* a string, as it is */
option_setter add_text; /* to a list */
option_setter set_size; /* a size_t */
option_setter set_when; /* an enum when */
option_setter set_output, set_suggest, set_metadata, set_check, set_to, set_xslt, set_param,
    set_width, set_lang, set_view, set_report, set_serve, set_shard;

/* P, allocated, until options_free(); the program ends when there is no memory even for its
 * arguments. */
void *option_keep(struct options *o, void *p);

#endif
