/*
 * edition.h - an edition: a folder of transcriptions, and what its teipipe.yaml says of them.
 *
 * Without a teipipe.yaml, and for each key that it leaves out, a default holds:
 *   title      the folder's name        publisher, licence, base_url   none; the licence is an
 *                                       address, or the name of one of Creative Commons
 *   language   en                       schema      the edition's own (TP_OWN_SCHEMA)
 *   authority  authority/ + *.xml       layouts     layouts/, if it is there
 *   rules      TP_OWN_RULES with the edition's own schema, else none
 *   formats    all                      sources     every .txt and .md, in folders below as well
 *   metadata   none: a CSV table        archives, kinds   none but the program's own
 *   editor, email   none: who answers for the edition, as CMIF has it
 *   checks     each check as the table of diagnostics has it
 * Hidden files, README*, and what is in authority/, in the layouts folder, in the output or in
 * output/ are never sources. Paths in the file are relative to its folder.
 */
#ifndef TP_RUN_EDITION_H
#define TP_RUN_EDITION_H

#include "../base/file.h"
#include "../validate/levels.h"

#define TP_CONFIG "teipipe.yaml"

struct tp_edition {
    const char *dir;    /* without a slash at its end */
    const char *config; /* path of the file; NULL: there is none */
    const char *title, *language, *schema;
    const char *publisher, *licence, *base_url, *layouts; /* NULL: not given; URL ends in a slash */
    const char *editor, *email;                           /* NULL: not given */
    const char *metadata, *archives, *kinds;              /* files; NULL: not given */
    struct tp_paths authority;
    struct tp_paths sources; /* in byte order; empty unless asked for */
    const char **formats;    /* names in tp_formats */
    size_t n_formats;
    const char **sheets;     /* for each of tp_formats: the edition's own stylesheet; NULL: ours */
    const char **params;     /* name, value, name, value, NULL: for stylesheets that declare them */
    struct tp_levels levels; /* of the integrity checks */
    struct tp_paths rules;   /* Schematron: names for tp_sch_load() */
};

/*
 * Read the edition in DIR. OUTPUT (may be NULL) is left out when sources are listed, which is done
 * if SOURCES is true. False, with diagnostics, when it can't be used.
 */
bool tp_edition_load(struct tp_arena *a, const char *dir, const char *output, bool sources,
                     struct tp_edition *out, struct tp_diags *ds);

/* What the edition in DIR, which has a teipipe.yaml, says of the checks. False, with diagnostics,
 * when that file can't be used. */
bool tp_edition_levels(struct tp_arena *a, const char *dir, struct tp_levels *levels,
                       struct tp_diags *ds);

/* The nearest folder with a teipipe.yaml, from the file's own upwards; NULL: none. */
const char *tp_edition_above(struct tp_arena *a, const char *file);

/* The date for what is made now: that of SOURCE_DATE_EPOCH (reproducible-builds.org) as YYYY-MM-DD;
 * NULL when it isn't set, so that a build depends on its sources alone. False: it is no number. */
bool tp_build_date(struct tp_arena *a, const char **date);

#endif
