/*
 * shard.h - a build in shares, on several computers: "build --shard K/N", and "merge".
 *
 * A shard encodes and checks its share of the documents and makes their forms, into an output
 * folder of its own, with its store in it (store.h), so that the folder can be moved and copied.
 * What depends on the whole is left out: the checks between documents, the pages of the edition,
 * and the HTML pages, which lead to a document's neighbours. shard.json is written when all that is
 * done: who has none isn't finished.
 *
 * A merge is a build of the whole that takes over, instead of making, what a shard has already
 * made: files by a link, where file systems allow it, what is known of them from the shard's
 * store. All else is as in any build (build.h): the same plan, the same passes, the same bytes. So
 * a merge can be interrupted, can be done again after one shard has changed, and can be gone on
 * with by "build". What a shard failed at for want of memory, time or a file, it tries again. It
 * makes the HTML pages, on all processors; or the shards do, if they are told who their neighbours
 * are ("merge --plan"), and are then built once more: a page is taken over when it was made with
 * the parameters that it is to have.
 *
 * Which shard a document belongs to depends on its path in the edition alone, so that nothing moves
 * when documents are added. It is jump consistent hashing (Lamping and Veach, "A Fast, Minimal
 * Memory, Consistent Hash Algorithm", 2014) of the beginning of SHA-256: the shares are as even as
 * by a remainder, and when there are to be more shards, N + 1 for N, only one document in N + 1
 * moves, to the new one; the others keep what they have made. Rendezvous hashing does that as well,
 * in N steps for a document instead of some ln(N). Authority files belong to every shard: all need
 * them.
 */
#ifndef TP_RUN_SHARD_H
#define TP_RUN_SHARD_H

#include "build.h"

enum { TP_MAX_SHARDS = 100000 };

/* The shard, from 1 to N, of a document of the edition in DIR; PATH as in struct tp_edition. */
unsigned tp_shard_of(struct tp_arena *work, const char *dir, const char *path, unsigned n);

/* ---- what a shard says of itself: OUTPUT/shard.json ---- */

#define TP_SHARD_FILE "shard.json"

/* What shards of one edition must have in common, each as a digest; in the order in which a
 * difference is looked for. */
enum tp_shard_part {
    TP_SHARD_PROGRAM,
    TP_SHARD_DATE,
    TP_SHARD_OPTIONS,
    TP_SHARD_LAYOUTS,
    TP_SHARD_TABLES,
    TP_SHARD_METADATA,
    TP_SHARD_CHECKED,
    TP_SHARD_AUTHORITY,
    TP_SHARD_SHEETS,
    TP_SHARD_PARTS
};

struct tp_shard_parts {
    const char *of[TP_SHARD_PARTS];
};

struct tp_shard {
    const char *folder;
    const char *version, *edition;
    const char *metadata; /* as given on the command line; NULL: not */
    unsigned k, n;
    struct tp_shard_parts parts;
    struct tp_paths failed; /* documents that it could not make: to be tried again */
    struct tp_store *store; /* open for reading */
};

struct tp_lenders {
    struct tp_shard *v; /* in the order of their numbers */
    size_t n;
};

/* Before the first document: the output isn't finished any more. */
void tp_shard_begin(struct tp_build *b);
/* When all is made: write shard.json and note it in LIST. */
void tp_shard_end(struct tp_build *b, struct tp_made_list *list);
/* Read FOLDER's; false, with a diagnostic: there is none. */
bool tp_shard_read(struct tp_arena *a, const char *folder, struct tp_shard *out,
                   struct tp_diags *ds);
/* Those of a build whose inputs are known (tp_plan_inputs()). */
void tp_shard_parts(const struct tp_build *b, struct tp_shard_parts *out);
/* Can a shard's output be there? False, with a diagnostic: it would become part of the edition. */
bool tp_shard_folder(struct tp_build *b);
/* The folder for the store, in the output. */
bool tp_shard_store(struct tp_build *b);

/* ---- neighbours: plan.c ---- */

/* Tell each of the shards who its documents' neighbours are. */
void tp_plan_shards(struct tp_build *b);
/* What a shard has been told, if anything. */
void tp_plan_neighbours(struct tp_build *b);

/* ---- merging ---- */

/* Open the shards in FOLDERS: all of one edition, each once. False, with diagnostics. */
bool tp_lenders_open(struct tp_run *r, const char *const *folders, size_t n,
                     struct tp_lenders *out);
/* Are they of what the edition is now? Each document gets its lender. False, with diagnostics. */
bool tp_lenders_match(struct tp_build *b);
/* Take over the step TEI of a document that has a lender. Fills all of K but what the caller
 * knows better: WHOLE, SOURCE, ROW, ROW_PLACE. */
void tp_take_tei(struct tp_build *b, struct tp_page *page, struct tp_arena *work,
                 struct tp_kept_tei *k, struct tp_diags *found);
/* Take over those of the forms that are to be made as the lender has them. Returns how many are
 * still to be made. */
size_t tp_take_forms(struct tp_build *b, struct tp_page *page, struct tp_arena *work);
/* Was it taken over? FORM: its number, or TP_TAKEN_TEI. */
enum { TP_TAKEN_TEI = 63 };
bool tp_taken(const struct tp_page *page, size_t form);

#endif
