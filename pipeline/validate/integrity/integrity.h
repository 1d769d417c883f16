/*
 * integrity.h - what a schema can't say of a document: do its pointers lead somewhere, do its dates
 * and languages exist, are its letters those that they seem to be?
 *
 * One pass over the tree of each document answers what the document alone can answer, and gathers
 * facts. What lies between documents is answered from an index of the facts of all. Which
 * attributes are pointers, dates and languages is data: schemas/integrity.yaml.
 */
#ifndef TP_VALIDATE_INTEGRITY_H
#define TP_VALIDATE_INTEGRITY_H

#include <libxml/tree.h>

#include "../../base/pack.h"
#include "../levels.h"

struct tp_integrity; /* tables, levels, workers: shared by threads */

/* ROOT is the folder that pointers may not leave: what lies outside is not looked at. NULL: every
 * relative path is followed. NULL, with diagnostics, when the tables are unusable (a fault of the
 * program). */
struct tp_integrity *tp_integrity_new(struct tp_arena *a, const struct tp_levels *levels,
                                      const char *root, struct tp_diags *ds);

struct tp_integrity_document {
    xmlDoc *doc;
    struct tp_slice text; /* its source, for columns */
    const char *file;     /* as in diagnostics */
    const char *path;     /* the file that its pointers are relative to; NULL: FILE */
    const char *also;     /* a folder where its files may be as well; NULL: none */
};

struct tp_facts; /* what a document says of others and to others */

/* Check a document by itself: the diagnostics are not in order. The facts are allocated in KEPT,
 * anything else in WORK. NULL: no check is on. */
struct tp_facts *tp_integrity_check(struct tp_integrity *in, struct tp_arena *kept,
                                    struct tp_arena *work,
                                    const struct tp_integrity_document *document,
                                    struct tp_diags *ds);

/* For a document made from another: TO gives the place in that one, and what a message is to say
 * behind it. */
void tp_facts_move(struct tp_facts *f,
                   struct tp_loc (*to)(void *arg, struct tp_loc loc, const char **behind),
                   void *arg);

/* For a document that was checked under a path relative to a folder, PATH and FILE alike, and that
 * is in FOLDER now: what it is called, and where it points to, is seen from where FOLDER is. */
void tp_facts_below(struct tp_facts *f, const char *folder, struct tp_arena *a);

/* The facts as bytes, and back: they point into the bytes. NULL: those were none. */
void tp_facts_pack(struct tp_buf *b, const struct tp_facts *f);
struct tp_facts *tp_facts_unpack(struct tp_unpack *u, struct tp_arena *a);
/* The document's own path, and all paths at which an index may look for files it points to; names
 * may be repeated. */
const char *tp_facts_path(const struct tp_facts *f);
void tp_facts_files(const struct tp_facts *f, struct tp_arena *a,
                    void (*each)(void *arg, const char *path), void *arg);

struct tp_integrity_index;

/*
 * The index of N documents, some of which may be NULL. Files that they point to and that are not
 * among them are read here, once. Immutable afterwards.
 */
struct tp_integrity_index *tp_integrity_index(struct tp_arena *a, const struct tp_integrity *in,
                                              struct tp_facts *const *facts, size_t n);

/* What the others say of document I: pointers that lead out of it, entries that nobody needs. */
void tp_integrity_cross(const struct tp_integrity_index *index, size_t i, struct tp_arena *work,
                        struct tp_diags *ds);

#endif
