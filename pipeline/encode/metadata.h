/*
 * metadata.h - what an editor says of a document: the front matter of its transcription, and its
 * row in the table of a collection (read/csv.h). Both have the same keys, those of metadata.def.
 *
 * The table's first row names its columns. One column, "file" (or "source", "stem"), names the
 * transcription: by its path or the end of it, by its name, or by its name without extension.
 * Several values of one key stand in one field, divided by semicolons, or in columns of the same
 * name. What the front matter says goes before what the table says.
 */
#ifndef TP_ENCODE_METADATA_H
#define TP_ENCODE_METADATA_H

#include "../read/csv.h"
#include "layout.h"
#include "meta.h"

enum tp_meta_key {
#define TP_META_KEY(name, key, type, many, others) TP_META_##name,
#include "metadata.def"
#undef TP_META_KEY
    TP_META_KEYS
};

const char *tp_meta_key_name(enum tp_meta_key key);
/* The key that is meant by NAME: itself, another name of it, or an entry of its list ("sender.1",
 * "sender.2.name"). TP_META_KEYS: none. */
enum tp_meta_key tp_meta_key_of(struct tp_arena *a, const char *name);
/* The name of a key that was probably meant; NULL when none is near. */
const char *tp_meta_key_near(const char *name);
/* "title.zh-Hans": the language of a further title; NULL: NAME is none. */
const char *tp_meta_title_lang(struct tp_arena *a, const char *name);

/* What the values are checked against. */
struct tp_meta_checks {
    const struct tp_date_tables *dates;
    const struct tp_kinds *kinds;
    const struct tp_layouts *layouts;
};

struct tp_metadata;

/* Read the table FILE. Values are checked: warnings at their line and column. NULL, with
 * diagnostics, when it can't be used: no such table, no column for the file, two columns or rows
 * for one thing. The result is only read: threads may share it. */
struct tp_metadata *tp_metadata_load(struct tp_arena *a, const char *file,
                                     const struct tp_meta_checks *checks, struct tp_diags *ds);
/* The same from memory. */
struct tp_metadata *tp_metadata_parse(struct tp_arena *a, const char *file, const char *data,
                                      size_t len, const struct tp_meta_checks *checks,
                                      struct tp_diags *ds);

/* Compare the table with the transcriptions: warnings for files without a row and, when they are
 * ALL that the table is for, for rows without a file; false, with errors, when a file has two rows.
 */
bool tp_metadata_match(const struct tp_metadata *m, struct tp_arena *work, const char *const *files,
                       size_t n, bool all, struct tp_diags *ds);

/* The row of FILE, if there is one, as bytes that are the same as long as the row is; WHERE: and
 * stands at the same place. */
void tp_metadata_row(const struct tp_metadata *m, struct tp_arena *work, const char *file,
                     bool where, struct tp_buf *out);

/*
 * The fields that are given for a source, under the names of metadata.def, in A: those of its front
 * matter, then those of its row (M may be NULL) for the keys that the front matter leaves out;
 * these have empty ranges, as they are no part of the source. Front matter's values are checked as
 * the table's are, and its unknown keys, which become notes, are warned of where a known one is
 * near. EXPLAIN: notes for what the front matter overrules.
 */
struct tp_fields *tp_metadata_give(const struct tp_metadata *m, struct tp_arena *a,
                                   const struct tp_source *s, const struct tp_meta_checks *checks,
                                   bool explain, struct tp_diags *ds);

#endif
