/*
 * inputs.h - files that a whole build depends on: layouts, tables, schemas, rules, authority files.
 *
 * They come in groups. A group has roots, and FOLLOW adds the files that its files name: whatever
 * stands in quotation marks and is, seen from the folder of the file, another file. That finds the
 * includes and imports of RELAX NG in both syntaxes, of Schematron, XSLT and XInclude, and
 * documents with a constant name. A file too many only makes more be done again than needed.
 */
#ifndef TP_RUN_INPUTS_H
#define TP_RUN_INPUTS_H

#include "../base/file.h"
#include "../base/sha256.h"
#include "seen.h"

struct tp_input {
    const char *path;
    struct tp_seen seen;
};

struct tp_inputs {
    /* in */
    struct tp_paths roots; /* names that begin with "teipipe:" are part of the program */
    bool follow;
    /* out */
    struct tp_input *v;
    size_t n, cap;
    char digest[TP_DIGEST]; /* of names and contents */
    bool touched;           /* what is kept of them should be brought up to date */
    bool reads; /* one of them may read files, or the time, that no quotation marks tell of */
};

/* Look at the files. KEPT: what tp_inputs_pack() made of them earlier; may be empty. */
void tp_inputs_see(struct tp_inputs *in, struct tp_arena *a, struct tp_slice kept, bool by_content);
void tp_inputs_pack(struct tp_buf *b, const struct tp_inputs *in);

#endif
