/*
 * diag.h - diagnostics: what is wrong, where, and how to mend it.
 *
 * diag_codes.def is the one table of codes: it feeds the enum here, the texts, the manual and the
 * SARIF rules. A caller gives the code, the place and the details that the text's {1}, {2}, ...
 * name.
 */
#ifndef TP_BASE_DIAG_H
#define TP_BASE_DIAG_H

#include "buf.h"
#include "lines.h"
#include "status.h"

enum tp_severity { TP_ERROR, TP_WARNING, TP_NOTE };

enum tp_code {
#define TP_DIAG(name, id, severity, status, text, mend) TP_D_##name,
#include "diag_codes.def"
#undef TP_DIAG
    TP_D_COUNT
};

struct tp_code_info {
    const char *id; /* stable, as printed in brackets */
    enum tp_severity severity;
    enum tp_status status; /* what an error of this code means for the run */
    const char *text;      /* with {1} ... {9} for the details */
    const char *mend;      /* what to do, a sentence for the manual */
};

const struct tp_code_info *tp_code_info(enum tp_code code);
/* The code with this id; TP_D_COUNT when there is none. */
enum tp_code tp_code_find(const char *id);
const char *tp_severity_name(enum tp_severity severity); /* "error", "warning", "note" */

struct tp_loc {
    const char *file; /* as the user named it; NULL: no file */
    size_t line, col; /* from 1, columns in characters; 0: not known */
};

static inline struct tp_loc tp_at(const char *file, size_t line, size_t col)
{
    return (struct tp_loc){file, line, col};
}

static inline struct tp_loc tp_in(const char *file)
{
    return (struct tp_loc){file, 0, 0};
}

struct tp_diag {
    struct tp_diag *next;
    struct tp_loc loc;
    enum tp_severity severity;
    enum tp_code code;
    const char *message;
    const char *path;    /* XPath of the node; NULL: none */
    const char *excerpt; /* the source line; NULL: the reporter reads it from the file */
    const char *const *expected;
    size_t n_expected;
};

/* The diagnostics of one document, or of a run. Not shared between threads. */
struct tp_diags {
    struct tp_arena *arena;
    struct tp_diag *first, **last;
    size_t errors, warnings, notes; /* counted, kept or not */
    size_t max_errors;              /* errors kept at the most; 0: all */
    enum tp_status status;          /* the worst that the errors so far amount to */
    const struct tp_lines *lines;   /* when set, excerpts of LINES_FILE are taken at once */
    const char *lines_file;
};

/* MAX_ERRORS as in the struct. Everything kept is copied into the arena. */
struct tp_diags *tp_diags_new(struct tp_arena *a, size_t max_errors);

/*
 * Add a diagnostic; the details are strings, ended by NULL (the macro adds it). Returns it, so that
 * the caller can set path and expected (in the diagnostics' arena), or, when max_errors is reached,
 * a scratch object that nobody reads. Never NULL.
 */
struct tp_diag *tp_diag_add(struct tp_diags *ds, enum tp_code code, struct tp_loc loc,
                            const char *const *details);
/* The same with a severity of its own: what a rule, or the user's configuration, gives it. */
struct tp_diag *tp_diag_add_as(struct tp_diags *ds, enum tp_severity severity, enum tp_code code,
                               struct tp_loc loc, const char *const *details);
/* Add copies of all that SRC has, and count what it counted. */
void tp_diags_append(struct tp_diags *ds, const struct tp_diags *src);
/* Add a copy of this one, and count it. */
void tp_diags_add_copy(struct tp_diags *ds, const struct tp_diag *d);
/* Put them in the order of their places: those of a file together, the files in the order in which
 * they came, what has the same place in the order it was found. WORK is for working memory. */
void tp_diags_sort(struct tp_diags *ds, struct tp_arena *work);
/* At least one detail; NULL where the text has none. */
#define tp_diag(ds, code, loc, ...)                                                                \
    tp_diag_add((ds), (code), (loc), (const char *const[]){__VA_ARGS__, NULL})

#endif
