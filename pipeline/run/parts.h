/* parts.h - what several commands are made of. */
#ifndef TP_RUN_PARTS_H
#define TP_RUN_PARTS_H

#include "../encode/encode.h"
#include "../publish/site.h"
#include "../transform/transform.h"
#include "../validate/reader.h"
#include "edition.h"
#include "run.h"

/* ---- encoding ---- */

/* An encoder for the sources, with the edition's tables (NULL: of no edition), of which they are
 * ALL or some. SUGGEST: it looks for unknown names. NULL, with diagnostics of the run. */
struct tp_encoder *tp_run_encoder(struct tp_run *r, const struct tp_edition *e,
                                  const char *authority_base, const char *const *sources, size_t n,
                                  bool all, bool suggest);
/* Encode the outcome's file, and note layout and coverage in it. */
bool tp_run_encode_one(const struct tp_encoder *e, struct tp_arena *work, struct tp_outcome *o,
                       struct tp_encoded *out, struct tp_diags *ds);

/* ---- checking ---- */

/* What rules may read in this run. */
struct tp_reader *tp_run_reader(struct tp_run *r);

/* ---- publishing ---- */

#define TP_ASSETS "xslt/assets/" /* resources that pages need beside them */

struct tp_form {
    const struct tp_format *format; /* NULL: a user's own stylesheet */
    struct tp_stylesheet *sheet;
    const char *suffix;
};

/* The forms of these names, with their stylesheets: ours, or those of an edition (NULL: of none);
 * false, with diagnostics of the run. */
bool tp_run_forms(struct tp_run *r, const char *const *names, size_t n, const struct tp_edition *e,
                  struct tp_form **out);

/* May one of the forms take white space from the tree for all of them? */
bool tp_run_forms_alike(const struct tp_run *r, const struct tp_form *forms, size_t n);
/* tp_transform() within the limits of the run, and what the document's time leaves, which began at
 * SINCE (tp_run_clock()). */
bool tp_run_form(const struct tp_run *r, struct tp_form *form, xmlDocPtr doc, int64_t since,
                 const struct tp_transform *given, struct tp_arena *work, struct tp_buf *out,
                 struct tp_diags *ds);

/* ---- paths and addresses ---- */

/* The absolute path without links, in A; NULL when there is no such file. */
const char *tp_path_real(struct tp_arena *a, const char *path);

/* ---- outputs of a build ---- */

struct tp_made {
    const char *path; /* below the output folder */
    size_t len;
    char sha256[65];
};

struct tp_made_list {
    struct tp_made *v;
    size_t n, cap;
};

/* Write OUTPUT/PATH and note it in LIST (in KEPT). False, with a diagnostic. */
bool tp_make(const char *output, const char *path, const char *data, size_t len,
             struct tp_arena *kept, struct tp_arena *work, struct tp_made_list *list,
             struct tp_diags *ds);

#define TP_MANIFEST "manifest.json"

/* Remove the files that the old manifest lists, or OLD, as they were made, and LIST doesn't; one
 * that was changed since is left, with a warning. ALL_OLD: OLD is known to have all that the
 * manifest has, which isn't read. */
void tp_manifest_clean(struct tp_arena *work, const char *output, const struct tp_made_list *list,
                       const struct tp_made_list *old, bool all_old, struct tp_diags *ds);
/* Write OUTPUT/manifest.json: what LIST has, ordered by path. It is added to LIST. */
bool tp_manifest_write(struct tp_arena *work, const char *output, struct tp_made_list *list,
                       struct tp_arena *kept, struct tp_diags *ds);

/* ---- the edition as a whole ---- */

/* What an edition says of itself on its pages. PAGE_BASE, DATE: NULL if not known. */
struct tp_site_info tp_index_info(const struct tp_edition *e, const char *page_base,
                                  const char *date);

/* What pages offer of the edition as a whole: for struct tp_site_info. */
const char *const *tp_downloads(struct tp_arena *a, const struct tp_form *forms, size_t n);
bool tp_is_download(const char *format);

/* Where the texts of the documents come from. */
struct tp_texts {
    /* That of the form of this number; false: there is none. */
    bool (*get)(void *arg, const char *stem, size_t form, struct tp_slice *out);
    void *arg;
};
/* Join them, and write that. */
void tp_downloads_write(const struct tp_site *site, const struct tp_form *forms, size_t n,
                        const struct tp_texts *texts, const char *output, struct tp_arena *kept,
                        struct tp_made_list *list, struct tp_diags *ds);

#endif
