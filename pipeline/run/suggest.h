/*
 * suggest.h - the names that no authority file knows, of all documents of a run: spellings that are
 * one name together, the most frequent first.
 */
#ifndef TP_RUN_SUGGEST_H
#define TP_RUN_SUGGEST_H

#include "../base/buf.h"
#include "../encode/suggest.h"

/* What one document has; FILE as the user named it. */
struct tp_suggested_in {
    const char *file;
    struct tp_suggestions names;
};

/* Write the list in this format; false when there is none of that name: see below. */
bool tp_suggest_write(struct tp_arena *a, const struct tp_suggested_in *documents, size_t n,
                      const char *format, struct tp_buf *out);

/* "text", "tsv", "json", "tei", NULL. TEI: entries for an authority file, whose kinds and xml:ids
 * the editor has to look through. */
extern const char *const tp_suggest_formats[];

#endif
