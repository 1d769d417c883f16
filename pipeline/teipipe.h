/*
 * teipipe.h - raw transcriptions to TEI P5, TEI checked, TEI published.
 *
 * This is the whole public face of libteipipe. An engine (struct teipipe) runs one command after
 * the other and keeps the outcome of the last: its documents, and what is wrong with them. Nothing
 * is printed, except to outputs that the caller names, where "-" is standard output; the library
 * never ends the process and keeps no state outside its engines (libxml2 and libxslt are
 * initialised once).
 *
 * Threads: different engines may be used at the same time; one engine, by one thread at a time. An
 * engine uses several threads itself (options.jobs), but calls back in the caller's thread only.
 *
 * Strings are UTF-8 and NUL-terminated; file names are bytes as the system has them. A string or
 * array that the library returns belongs to the engine, and is valid until its next command or
 * teipipe_free(). Arguments are borrowed for the call.
 */
#ifndef TEIPIPE_H
#define TEIPIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEIPIPE_VERSION "0.1.0"

#if defined(__GNUC__)
#define TEIPIPE_API __attribute__((visibility("default")))
#else
#define TEIPIPE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* How a command ended; the values are the program's exit statuses. */
enum teipipe_status {
    TEIPIPE_OK = 0, /* all good; warnings allowed, unless options.strict */
    TEIPIPE_INVALID =
        1, /* at least one document has errors or lost text; the others were processed */
    TEIPIPE_UNUSABLE =
        2,             /* arguments, configuration, schema or stylesheet: nothing was processed */
    TEIPIPE_FAILED = 3 /* a file can't be read or written, or a limit was met; others processed */
};

enum teipipe_severity { TEIPIPE_ERROR, TEIPIPE_WARNING, TEIPIPE_NOTE };

struct teipipe;

/* What became of one document. */
struct teipipe_document {
    const char *file;   /* as it was named */
    const char *output; /* the file that was made of it; NULL: none */
    size_t errors, warnings;
    bool valid; /* no errors; with options.strict, no warnings either */
    /* Of a transcription that was encoded; else NULL and 0. */
    const char *layout, *layout_reason; /* which layout was recognised, and by what */
    uint64_t characters, covered;       /* of its text, and how many of them are in the TEI */
    /* teipipe_build(): what was made of it anew, or with options.dry_run would be, as words with
     * commas between them, and why; NULL: nothing. */
    const char *made, *why;
    bool explained; /* it is options.explain_file */
};

/* What is wrong, where, and how to mend it. */
struct teipipe_diagnostic {
    const char *file;    /* NULL: about no file */
    size_t line, column; /* from 1, columns in characters; 0: not known */
    enum teipipe_severity severity;
    const char *code; /* stable, as in the manual */
    const char *message;
    const char *mend; /* what can be done, a sentence or two */
    const char *path; /* XPath of the node; NULL: none */
    const char *const *expected;
    size_t n_expected;
};

/* Begin with TEIPIPE_OPTIONS_INIT, which is right for most. */
struct teipipe_options {
    size_t size;         /* of this struct, as the caller was compiled */
    unsigned jobs;       /* threads; 0: as many as there are processors */
    size_t memory_limit; /* bytes of working memory for one document, trees not counted; 0: none */
    size_t max_errors;   /* errors kept a document; 0: all */
    bool strict;         /* warnings count as errors do */
    bool excerpt;        /* texts show the source line with a caret */
    bool colour;         /* texts have ANSI escapes */
    bool quiet;          /* texts leave out what is no error */
    void *arg;           /* for the callbacks */
    /* A document is finished, and all before it: called in the documents' order. TEXT: its
     * diagnostics as "FILE:LINE:COLUMN: error: MESSAGE [CODE]" lines, "" when there are none; valid
     * for the call. DOCUMENT is NULL for what is about the run as a whole. */
    void (*on_document)(void *arg, const struct teipipe_document *document, const char *text);
    /* DONE of TOTAL documents are finished. */
    void (*on_progress)(void *arg, size_t done, size_t total);
    const char *layout; /* teipipe_encode(): the layout of all sources; NULL: what fits each */
    /* A table of metadata (CSV) for encoding and building; NULL: the edition's, or none. It must
     * last as long as the engine. */
    const char *metadata;
    bool explain;        /* notes of what was decided where sources disagree */
    bool svrl;           /* keep what a report in SVRL needs: every rule that fired */
    unsigned time_limit; /* seconds of processor time for one document; 0: what is usual */
    /* Transforming and building fork processes and work there, so that a document that crashes,
     * hangs or eats memory costs itself alone. Only for a program without other threads. */
    bool apart;
    /* teipipe_build(): say of each document what would be made, and why; nothing is written. Forms
     * that would change with the TEI aren't foreseen. */
    bool dry_run;
    const char
        *explain_file; /* the same, and the layout of this document is found out; NULL: none */
    /* teipipe_build(): only share SHARD, from 1, of SHARDS, for teipipe_merge(); 0: all of it.
     * Which documents it has depends on their paths in the edition alone. */
    unsigned shard, shards;
};

#define TEIPIPE_OPTIONS_INIT                                                                       \
    {                                                                                              \
        sizeof(struct teipipe_options), 0, 0, 0, false, true, false, false, NULL, NULL, NULL,      \
            NULL, NULL, false, false, 0, false, false, NULL, 0, 0                                  \
    }

/* A parameter of a stylesheet; the strings last until the engine runs anything else. */
struct teipipe_parameter {
    const char *name;
    const char *value;   /* its default; NULL: computed for each document */
    const char *meaning; /* NULL: not known, as with users' own */
};

/* The version of the library: "MAJOR.MINOR.PATCH". Any thread. */
TEIPIPE_API const char *teipipe_version(void);

/* The I-th parameter, in the order of names, of a format (its name) or a stylesheet (its file);
 * false when there are no more, or the stylesheet can't be used: then there are diagnostics of the
 * run. */
TEIPIPE_API bool teipipe_parameter(struct teipipe *t, const char *format, size_t i,
                                   struct teipipe_parameter *out);

/* A new engine; OPTIONS are copied, NULL takes the defaults. NULL when there is no memory. */
TEIPIPE_API struct teipipe *teipipe_new(const struct teipipe_options *options);
/* Free the engine and all it returned. NULL is allowed. */
TEIPIPE_API void teipipe_free(struct teipipe *t);

/* ---- commands ---- */

/*
 * Transcriptions to TEI. OUTPUT is a folder, made if need be, for one STEM.xml a source, or "-".
 * EDITION is the folder whose teipipe.yaml and authority files are used; NULL: the nearest one
 * above the first source, or none. A document whose text would not be whole in the TEI is not
 * written.
 */
TEIPIPE_API enum teipipe_status teipipe_encode(struct teipipe *t, const char *const *sources,
                                               size_t n, const char *output, const char *edition);

/* What to check against; zeroes are right for most. */
struct teipipe_validation {
    const char *const *schemas; /* RELAX NG, in either syntax: files, or "teipipe:" addresses */
    size_t n_schemas;
    const char *const *rules; /* Schematron, or RELAX NG with rules in it */
    size_t n_rules;
    const char *phase; /* of the rules: an id, "#ALL"; NULL: the default one */
    const char *const
        *checks; /* "CHECK=SEVERITY" for integrity checks: error, warning, note, off */
    size_t n_checks;
    size_t max_tree; /* bytes: larger documents are checked against RELAX NG alone, which needs no
                        tree, with a warning; 0: 64 MB */
};

/*
 * The names in transcriptions that no authority file of the edition knows, for the editor to add: a
 * list in FORMAT, as teipipe_suggest_format() names them, to standard output. Spellings, and cases,
 * of one name are together, with a guess at its kind and the places where it stands. The TEI goes
 * to the folder OUTPUT as with teipipe_encode(); NULL: nowhere.
 */
TEIPIPE_API enum teipipe_status teipipe_suggest_names(struct teipipe *t, const char *const *sources,
                                                      size_t n, const char *output,
                                                      const char *edition, const char *format);

/*
 * A transcription to TEI, with the readings of OTHER, another transcription of the same original,
 * as a parallel apparatus (app, lem, rdg). The document and its output are named after BASE; its
 * characters are those of both, and it isn't written unless both are whole in it.
 */
TEIPIPE_API enum teipipe_status teipipe_collate(struct teipipe *t, const char *base,
                                                const char *other, const char *output,
                                                const char *edition);

/*
 * Check TEI files, and all .xml in folders. Where HOW (NULL: nothing) names no schemas, those count
 * that each document's <?xml-model?> names, else "teipipe:schemas/teipipe.rnc"; where it names no
 * rules, those of <?xml-model?>. Addresses are found by XML catalogs, never on the network.
 * Integrity is checked as well, of each document and between them: pointers, dates, languages,
 * characters; the nearest teipipe.yaml above the first file says how seriously each check is taken,
 * then HOW.
 */
TEIPIPE_API enum teipipe_status teipipe_validate(struct teipipe *t, const char *const *paths,
                                                 size_t n, const struct teipipe_validation *how);

struct teipipe_transform {
    const char *const *formats; /* names, as teipipe_format() lists them */
    size_t n_formats;
    const char *xslt;          /* the caller's own XSLT 1.0 stylesheet instead; NULL: none */
    const char *const *params; /* for it: name, value, name, value, NULL; NULL: none */
    const char *output;        /* a folder for STEM.SUFFIX, or "-" */
};

/* TEI to published forms. */
TEIPIPE_API enum teipipe_status teipipe_transform(struct teipipe *t, const char *const *files,
                                                  size_t n, const struct teipipe_transform *how);

/*
 * The whole pipeline over an edition folder: encode, validate, publish, with index, reports and a
 * manifest of checksums. OUTPUT NULL: the folder "output" in the edition. The result depends on the
 * edition and SOURCE_DATE_EPOCH alone. What hasn't changed since the last build isn't made again
 * (what that build noted is beside OUTPUT, in .OUTPUT.teipipe), but reported as if it was. Files
 * that the last build made, and this one doesn't, are removed. One build at a time works in a
 * folder.
 */
TEIPIPE_API enum teipipe_status teipipe_build(struct teipipe *t, const char *edition,
                                              const char *output);

/*
 * The N output folders of the shards of one edition, joined into OUTPUT (NULL: as for
 * teipipe_build()): the same bytes, diagnostics and status as a build without shards. To be run
 * where the shards were built, as paths are relative, after the last change of the edition: a shard
 * that doesn't fit it is refused. Files of the shards get a second name in OUTPUT where that can
 * be, else they are copied. PLAN: make no output, but tell the shards who their documents'
 * neighbours are; when they are built once more, they make the HTML pages, which the merge makes
 * otherwise.
 */
TEIPIPE_API enum teipipe_status teipipe_merge(struct teipipe *t, const char *const *shards,
                                              size_t n, const char *output, bool plan);

/* ---- an edition that is being edited ---- */

struct teipipe_live;

/* Watch the files below EDITION, but for the output, as teipipe_build() takes it. NULL: it can't
 * be, and ERROR, of SIZE bytes, says why. Free it before the engine. */
TEIPIPE_API struct teipipe_live *teipipe_live_new(const char *edition, const char *output,
                                                  char *error, size_t size);
TEIPIPE_API void teipipe_live_free(struct teipipe_live *live); /* NULL is allowed */
/* Serve the output, which must have been made, on PORT of the loopback address (0: a free one), by
 * a process of its own; pages that are open are loaded again after teipipe_live_built(). Returns
 * the port; 0: it can't be, and ERROR says why. Only for a program without other threads. */
TEIPIPE_API unsigned teipipe_live_serve(struct teipipe_live *live, unsigned port, char *error,
                                        size_t size);
TEIPIPE_API void teipipe_live_built(struct teipipe_live *live);
/* Wait until files have changed, as long as it takes; what changed since the last call counts.
 * Returns how many (at least 1); FILE, valid until the next call, is one of them. 0: it can't be,
 * and ERROR says why. */
TEIPIPE_API size_t teipipe_live_wait(struct teipipe_live *live, const char **file, char *error,
                                     size_t size);

/* Can these schemas, RELAX NG (with the rules in them) or Schematron (.sch, .isosch), be used? */
TEIPIPE_API enum teipipe_status teipipe_schema_check(struct teipipe *t, const char *const *files,
                                                     size_t n);

/* Write the RELAX NG schema FILE in the other syntax to OUT ("-": standard output): compact when
 * OUT ends in .rnc, XML when it ends in .rng, else whichever FILE isn't in. */
TEIPIPE_API enum teipipe_status teipipe_schema_convert(struct teipipe *t, const char *file,
                                                       const char *out);

/* Fill DIR, made if need be, with a new edition that builds at once. A file that is there already
 * is left as it is, and an error (TEIPIPE_UNUSABLE); then nothing is written. */
TEIPIPE_API enum teipipe_status teipipe_init_edition(struct teipipe *t, const char *dir);

/* ---- the outcome of the last command ---- */

#define TEIPIPE_RUN ((size_t)-1) /* the run as a whole, in place of a document's number */

/* The number of its documents. */
TEIPIPE_API size_t teipipe_documents(const struct teipipe *t);
/* Document I, from 0; false when there is none. */
TEIPIPE_API bool teipipe_document(const struct teipipe *t, size_t i,
                                  struct teipipe_document *document);
/* The number of diagnostics of document I, or of TEIPIPE_RUN; notes included, at most
 * options.max_errors of them errors. */
TEIPIPE_API size_t teipipe_diagnostics(const struct teipipe *t, size_t i);
/* Diagnostic K of it, from 0; false when there is none. Going through them in order is cheap. */
TEIPIPE_API bool teipipe_diagnostic(struct teipipe *t, size_t i, size_t k,
                                    struct teipipe_diagnostic *diagnostic);

/* Write a report of the last command: FORMAT as teipipe_report_format() lists them, PATH a file,
 * which is replaced as a whole, or "-". TEIPIPE_UNUSABLE: no such format; TEIPIPE_FAILED: not
 * written, and teipipe_diagnostics(t, TEIPIPE_RUN) has one more, which says why. */
TEIPIPE_API enum teipipe_status teipipe_report_write(struct teipipe *t, const char *format,
                                                     const char *path);

/* ---- what there is; any thread ---- */

/* The I-th form that teipipe_transform() makes, from 0, and its file suffix; NULL behind the last.
 */
TEIPIPE_API const char *teipipe_format(size_t i, const char **suffix);
/* The I-th format of teipipe_suggest_names(), from 0; NULL behind the last. */
TEIPIPE_API const char *teipipe_suggest_format(size_t i);
/* The I-th format of reports, and what it is; NULL behind the last. */
TEIPIPE_API const char *teipipe_report_format(size_t i, const char **help);
/* The I-th code of diagnostics, its text with {1}, {2} for the details, and its mend; NULL behind
 * the last. The other arguments may be NULL. */
TEIPIPE_API const char *teipipe_code(size_t i, enum teipipe_severity *severity, const char **text,
                                     const char **mend);
/* The word of WORDS (ended by NULL) that was probably meant by WORD; NULL when none is near. */
TEIPIPE_API const char *teipipe_nearest(const char *word, const char *const *words);

#ifdef __cplusplus
}
#endif

#endif
