/* read.h - the two sides of the comparison, read into facts. */
#ifndef TESTS_GOLD_READ_H
#define TESTS_GOLD_READ_H

#include <libxml/tree.h>

#include "../../pipeline/base/file.h"
#include "fact.h"

/* One spelling of an entry in the authority files, by its letters, case folded. */
struct spelling {
    const char *id, *letters;
};

struct authority {
    struct spelling *v;
    size_t n, cap;
};

/* Add the entries of an authority file. */
void read_authority(struct tp_arena *a, xmlDocPtr doc, struct authority *out);

/*
 * A gold encoding (README.md says how it is written). SOURCE is the transcription it belongs to:
 * without its marks the gold has to be that text. Every mistake in the gold is said on standard
 * error with file and line, and counted in *WRONG. Names have to point to
 * an entry of the authority files. *KIND is set to the kind of document.
 */
struct facts *read_gold(struct tp_arena *a, const char *file, const char *gold, const char *source,
                        const struct authority *authority, const char **kind, size_t *wrong);

/* What the encoder made of it. */
struct facts *read_tei(struct tp_arena *a, xmlDocPtr doc);

/* The fields of a header that are compared; the rows are in read_tei.c. */
enum field_flags {
    FIELD_ASKED = 1,   /* only counted where the gold has it */
    FIELD_DERIVED = 2, /* not taken from the text word by word */
    FIELD_EXACT = 4,   /* compared as it stands, not by its letters */
    FIELD_WORDS = 8    /* a translated name: most of its words are enough */
};
/* The flags of a field; -1: there is none of that name. */
int field_flags(const char *name);

#endif
