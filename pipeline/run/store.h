/*
 * store.h - what a build remembers from run to run: bytes under names.
 *
 * They are beside the output folder, in .OUTPUT.teipipe/state, so that the output is nothing but
 * what was made; where nothing can be written beside it, they are in OUTPUT/.teipipe/state, and
 * so they are when that folder is there already.
 *
 * The file is a log. It begins with a line that says of which format and of which program it is;
 * each record has its lengths and a checksum, and the last one under a name counts. A record is
 * added with one write as soon as what it speaks of is done, and nothing is ever changed in place:
 * who is killed loses the records that weren't written yet, and a last one that was cut short is
 * cut off by the next run. When more than half of the log is outdated it is written anew beside its
 * place and renamed into it.
 *
 * Nothing is forced to the disk. Instead, the log knows during which run of the system it was
 * written; after a crash of the system, or a restart, RESTARTED tells the caller to believe no more
 * in sizes and times of files, but to look into them. A log with a wrong checksum inside, of
 * another program or of another format is left out of account as a whole.
 *
 * The folder is locked for one run (flock() on the file lock); readers of the log share it.
 */
#ifndef TP_RUN_STORE_H
#define TP_RUN_STORE_H

#include "../base/diag.h"

struct tp_store;

enum tp_store_mode { TP_STORE_READ, TP_STORE_WRITE };

/* Open the store of OUTPUT; PROGRAM identifies who wrote it. NULL, with a diagnostic: another run
 * has it, or its folder can't be made. A reader of a store that there isn't gets an empty one, and
 * nothing is made. Closed with the arena, if not before. */
struct tp_store *tp_store_open(struct tp_arena *a, const char *output, const char *program,
                               enum tp_store_mode mode, struct tp_diags *ds);

/* Is there a store of that output folder? */
bool tp_store_exists(struct tp_arena *a, const char *output);

/* The system was started anew since the log was written to last. */
bool tp_store_restarted(const struct tp_store *s);

struct tp_record_bytes {
    struct tp_slice bytes; /* P NULL: there is none of that name */
    uint64_t check;        /* its checksum, with its name */
};
/* As it was when the store was opened; valid until it is closed. */
struct tp_record_bytes tp_store_get(const struct tp_store *s, const char *name);
/* Names that begin with this letter, in no order; all of them stay valid like records. */
void tp_store_names(const struct tp_store *s, char letter, struct tp_arena *a, const char ***names,
                    size_t *n);

/* Add a record; any thread. Returns its checksum. When it can't be written, what was done will be
 * done again by the next run: tp_store_close() says so. */
uint64_t tp_store_put(struct tp_store *s, const char *name, struct tp_slice bytes);
/* The same; from then on BYTES are those in the log, which stay until it is closed. False: they
 * couldn't be written, or can't be shown there, and are where they were. */
bool tp_store_put_there(struct tp_store *s, const char *name, struct tp_slice *bytes,
                        uint64_t *check);
/* Nothing goes by that name any more. */
void tp_store_drop(struct tp_store *s, const char *name);

/* Tidy the log up and let others have it. False, with a diagnostic, when something couldn't be
 * written. */
bool tp_store_close(struct tp_store *s, struct tp_diags *ds);

#endif
