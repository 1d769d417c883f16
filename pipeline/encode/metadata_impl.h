/* metadata_impl.h - the table as metadata_table.c loads it; see metadata.h. */
#ifndef TP_ENCODE_METADATA_IMPL_H
#define TP_ENCODE_METADATA_IMPL_H

#include "metadata.h"

enum meta_type { META_TEXT, META_DATE, META_KIND, META_LANGUAGE, META_URL, META_LAYOUT };

struct metadata_value {
    const char *key, *value;
    uint32_t line, col;
};

struct metadata_row {
    const char *file; /* as the table names it */
    const char *base; /* its last part, by which rows are ordered */
    uint32_t line, col;
    struct {
        struct metadata_value *v;
        size_t n, cap;
    } values;
};

struct tp_metadata {
    const struct tp_csv *csv;
    struct metadata_row *rows; /* by base, then by line */
    size_t n;
};

bool metadata_many(enum tp_meta_key key);
/* What is wrong with a value, in A; NULL: nothing. */
const char *metadata_wrong(struct tp_arena *a, const struct tp_meta_checks *c, enum tp_meta_key key,
                           const char *value);
/* The row of a transcription; NULL: none. */
const struct metadata_row *metadata_row_of(const struct tp_metadata *m, struct tp_arena *work,
                                           const char *file);

#endif
