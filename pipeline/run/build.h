/*
 * build.h - inside the command "build": a graph of small steps for each document.
 *
 *   TEI    of the transcription, the encoder's tables and options, the document's row of metadata
 *          and the entries of the authority files that it asked for (encode/asked.h); checked
 *          against schema, rules and integrity, which belongs to the step. Of an authority file it
 *          is a copy, checked.
 *   cross  what the documents say of each other: of the facts of all. One step for all.
 *   forms  HTML, text, citations: each of the TEI's bytes, the entries of authority files that it
 *          leads to, and the stylesheet's parameters, which say who its neighbours are.
 *   site   the index, assets, report and manifest: of all of the above.
 *
 * A step is done when what it is made of isn't what it was, by content, when the file that it made
 * isn't as it was, or when it wasn't finished. What each step found and made is kept as bytes in
 * the store (store.h), from which reports and status are made, of new and old documents alike: so
 * they are the same as a build of everything would have them. A step that failed for want of a
 * file, memory or time is not kept.
 *
 * When no step is to be done, nothing is loaded and nothing is written.
 */
#ifndef TP_RUN_BUILD_H
#define TP_RUN_BUILD_H

#include "../base/pack.h"
#include "../base/sha256.h"
#include "../validate/check.h"
#include "entries.h"
#include "inputs.h"
#include "parts.h"
#include "store.h"

/* What a step made. */
struct tp_output {
    bool made;
    struct tp_made file;
    struct tp_seen seen;
};

/* The step TEI, as it is kept. Strings point into the bytes. */
struct tp_kept_tei {
    bool stale;                  /* an authority file changed under it */
    const char *whole;           /* the digest of what all documents depend on */
    const char *row, *row_place; /* of the metadata; "" without */
    struct tp_seen source;
    struct tp_slice inputs; /* of an authority file: it and what it includes */
    struct tp_output tei;
    const char *layout, *layout_reason; /* NULL: not encoded */
    uint64_t chars, covered;
    struct tp_slice record; /* what the edition is to know of it: publish/gist.h */
    struct tp_slice refs;   /* the entries that it leads to: entries.h */
    struct tp_slice facts, asked, diags;
    bool tells_of_row; /* a diagnostic is at a place in the table of metadata */
    char facts_digest[TP_DIGEST];
};

/* One form, as it is kept. */
struct tp_kept_form {
    const char *format, *key;
    struct tp_output out;
    struct tp_slice text; /* the file's, where it goes into a download of all documents */
    struct tp_slice diags;
};

/* Bytes of a step, with the checksum that the store has for them. */
struct tp_step {
    struct tp_slice bytes;
    uint64_t check;
};

struct tp_shard;
struct tp_lenders;

/* A document of the edition. Only its own job writes to it, between the passes the main thread. */
struct tp_page {
    const char *file, *stem;
    bool is_authority, explained;
    /* what is known of it */
    struct tp_step tei_step, form_step, cross_step;
    bool known; /* TEI is */
    const char *row,
        *row_place; /* digests for the step; of an authority file: of all it includes */
    struct tp_kept_tei tei;
    struct tp_kept_form *forms; /* by number in the build's; FORMAT NULL: not known */
    struct tp_seen source;
    struct tp_inputs inputs; /* of an authority file */
    /* what is to be done */
    bool make_tei, touched;
    /* what was done: bytes for the store (P NULL: none), in memory that lasts */
    struct tp_slice put_tei, put_forms;
    bool made_forms, lost_forms;
    bool *make_form, any_form;
    const char *why;
    /* of a merge, or of a shard (shard.h) */
    const struct tp_shard *lender; /* has made it; NULL: it is to be made */
    struct tp_slice lent;          /* the lender's bytes of the step TEI */
    uint64_t taken;                /* bits: tp_taken() */
    const struct tp_nav *nav;      /* what a plan says of its neighbours; NULL: not known */
};

/* One of the files of the whole, and what it was made of ("": not said by itself). */
struct tp_index_file {
    struct tp_output out;
    const char *key;
};

/* Files of the whole that are made together; "": not as they should be. */
struct tp_index_part {
    char key[TP_DIGEST];
    TP_VEC(struct tp_index_file) files;
};

struct tp_build {
    struct tp_run *run;
    struct tp_edition edition;
    const char *output, *date;
    const char *page_base; /* the address of the pages on the web; NULL: not known */
    /* what is remembered */
    struct tp_store *store;
    struct tp_inputs layouts, tables, metadata, checked, authority, sheets;
    char program[TP_DIGEST], options[TP_DIGEST], whole[TP_DIGEST];
    char portable[TP_DIGEST];         /* of the options, wherever the output is */
    char planned[TP_DIGEST];          /* of what a shard knows of neighbours; "": nothing */
    const struct tp_lenders *lenders; /* of a merge; else NULL */
    bool only_plan;                   /* of a merge: shard.h */
    bool dry;
    /* what is loaded when something is to be done */
    struct tp_slice load_diags; /* what was found when it was loaded */
    const struct tp_encoder *encoder;
    struct tp_checks checks;
    struct tp_describer *describer; /* of what there is to cite */
    struct tp_form *forms; /* FORMAT is there from the beginning, the stylesheet when loaded; what
                            * the search shows of a document is the last one */
    size_t n_forms;
    bool alike;                        /* one form may take white space from the tree for all */
    struct tp_stylesheet *index_sheet; /* NULL: no pages */
    struct tp_paths share;             /* of the edition's sources: those of this shard, or all */
    struct tp_page *pages;
    size_t n, n_sources;
    struct tp_site_info info;
    struct tp_site *site;        /* when all TEI is there; NULL: no pages */
    struct tp_index_part *index; /* by the parts of a site; NULL: no pages */
};

/* No stylesheet makes it: html/search/x/STEM.js. */
extern const struct tp_format tp_search_form;

/* ---- build_keep.c: steps as bytes ---- */

void tp_keep_tei(struct tp_buf *b, const struct tp_kept_tei *k, const struct tp_diags *found);
bool tp_kept_tei(struct tp_slice bytes, struct tp_kept_tei *k);
/* FOUND: by form, what was found when it was made anew; NULL: as it was. */
void tp_keep_forms(struct tp_buf *b, const struct tp_kept_form *v, size_t n,
                   struct tp_diags *const *found);
/* By the names of the build's forms. */
bool tp_kept_forms(const struct tp_build *b, struct tp_slice bytes, struct tp_kept_form *v);
/* The files that were made, whatever the forms. */
void tp_kept_files(struct tp_slice bytes, struct tp_arena *a, struct tp_made_list *out);
/* Names in the store. */
const char *tp_keep_name(struct tp_arena *a, char letter, const char *file);

/* ---- build_plan.c: what is to be done ---- */

/* Who makes it: before anything else. */
void tp_plan_program(struct tp_build *b);
/* Look at everything that the build is made of; false with diagnostics: it can't be used. */
bool tp_plan_inputs(struct tp_build *b);
/* Look at each document. True: something is to be done. */
bool tp_plan_pages(struct tp_build *b);
/* When the encoder is loaded: what a change of metadata or of authority files means. */
void tp_plan_loaded(struct tp_build *b);
/* When all TEI is there: which forms are to be made. */
void tp_plan_forms(struct tp_build *b);
/* Parameters of the form's stylesheet for the page. */
const char *const *tp_form_params(const struct tp_build *b, const struct tp_page *page,
                                  const struct tp_form *form, struct tp_arena *work);
/* Is it to be made at all? A shard makes no HTML page whose neighbours it doesn't know. */
bool tp_form_is_due(const struct tp_build *b, const struct tp_page *page,
                    const struct tp_form *form);
bool tp_build_has_form(const struct tp_build *b, const char *name);

/* ---- build_make.c: the passes ---- */

void tp_make_tei(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                 struct tp_diags *ds);
void tp_make_forms(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                   struct tp_diags *ds);
/* In the main thread, after each document of the passes: what was made goes to the store. */
void tp_keep_made(void *arg, size_t i);
/* What each step found, new or kept, into the outcome. */
void tp_tell_page(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                  struct tp_diags *ds);

/* ---- index.c: the pages and files of the whole ---- */

/* Make what isn't there, made of the same. */
void tp_make_index(struct tp_build *b);
void tp_keep_index(struct tp_build *b);

/* ---- build_cross.c: what the documents say of each other ---- */

void tp_make_cross(struct tp_build *b);
/* Is it as the store has it? */
bool tp_cross_is_made(const struct tp_build *b);

/* ---- build_site.c: what there is one of ---- */

void tp_join_site(struct tp_build *b);
/* Is all that is made of the whole as the store has it, for these documents? */
bool tp_site_is_made(struct tp_build *b);
void tp_make_site(struct tp_build *b);
/* What pages offer of the edition as a whole: for struct tp_site_info. */
const char *const *tp_build_downloads(struct tp_build *b);
/* Archives of the documents (build_archives.c), written only when what is in them has changed. */
void tp_make_archives(struct tp_build *b, struct tp_made_list *list);
/* Note that a build is under way; remove what one that was killed was just writing. */
void tp_sweep(struct tp_build *b);

#endif
