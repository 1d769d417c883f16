/*
 * session.h - a command's engine and what the user sees of it: messages and progress on standard
 * error, reports where they were asked for.
 */
#ifndef TP_CLI_SESSION_H
#define TP_CLI_SESSION_H

#include <time.h>

#include "../teipipe.h"
#include "options.h"

struct session {
    const struct options *o;
    struct teipipe *engine;
    bool colour, bar, bar_shown;
    bool texts; /* diagnostics go to standard error as text */
    /* What a document is worth a line of, besides its diagnostics; NULL: nothing. */
    void (*line)(struct session *s, const struct teipipe_document *d);
    uint64_t characters, covered;
    size_t encoded, made;         /* documents */
    struct timespec began, drawn; /* the run; the bar */
};

/* False after a message: there is no memory. */
bool session_begin(struct session *s, const struct options *o);
/* Before the engine does another run. */
void session_again(struct session *s);
/* Write the reports, free the engine. Returns the exit status, STATUS or a worse one. */
int session_end(struct session *s, enum teipipe_status status);

/* "3 documents: 2 valid, 1 invalid; 2 errors, 1 warning" on standard error, unless quiet. */
void session_summary(struct session *s);
/* "letters/a.txt: 100.00 % of 2,345 characters", for session.line. */
void session_coverage_line(struct session *s, const struct teipipe_document *d);

/* A share as per cent with two decimals, never rounded up. */
void format_share(char *out, size_t size, uint64_t part, uint64_t whole);
/* A number with commas between thousands. */
void format_number(char *out, size_t size, uint64_t n);

#endif
