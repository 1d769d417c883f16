/*
 * encode.h - a transcription to TEI P5.
 *
 * The way of a document: read/ gives blocks; recognise.h sorts them by the layout; meta.h gathers
 * what it says of itself; header.h and body.h build the tree, asking the passes about each piece of
 * text; write.h makes XML of it; coverage.h proves that nothing was lost.
 */
#ifndef TP_ENCODE_ENCODE_H
#define TP_ENCODE_ENCODE_H

#include "../base/diag.h"
#include "suggest.h"

/* Layouts, tables and authority files: immutable, shared by threads. */
struct tp_encoder;

struct tp_encoder_options {
    const char *const *authority; /* TEI files with listPerson, listPlace, listOrg, ... */
    size_t n_authority;
    const char
        *authority_base; /* what stands before the file's name in @ref: "authority/"; NULL: "" */
    const char *layouts_dir;      /* layouts besides the built-in ones; NULL: none */
    const char *layout;           /* the layout for all documents; NULL: the one that fits each */
    const char *archives, *kinds; /* tables besides the built-in ones; NULL: none */
    const char *metadata;         /* the table of metadata (metadata.h); NULL: none */
    bool explain;                 /* say what metadata overrules: as notes */
    const char *publisher, *licence, *title; /* of the edition; NULL: not known */
    bool suggest;                            /* look for names that no authority file knows */
    bool ask;                                /* note what a document asks the authority files */
    const char *date; /* of the encoding, ISO, for the header; NULL: none is written */
};

/* NULL, with diagnostics, when a layout, table or authority file can't be used. Metadata that is
 * only doubtful is warned of. */
struct tp_encoder *tp_encoder_new(struct tp_arena *a, const struct tp_encoder_options *o,
                                  struct tp_diags *ds);

/* Compare the table of metadata, if there is one, with the sources: tp_metadata_match(). */
bool tp_encoder_match(const struct tp_encoder *e, struct tp_arena *work, const char *const *sources,
                      size_t n, bool all, struct tp_diags *ds);

struct tp_line_source {
    uint32_t xml_line, source_line;
};

struct tp_encoded {
    char *xml; /* in the arena; NULL when there is nothing to write */
    size_t len;
    const char *layout, *layout_reason;
    uint64_t chars, covered; /* characters of the source to be covered, and covered */
    /* From a line of the XML to the line of the source it came from: the entry with the greatest
     * xml_line not above it. */
    struct tp_line_source *lines;
    size_t n_lines;
    struct tp_suggestions names; /* with options.suggest */
    struct tp_slice asked;       /* with options.ask: as in asked.h */
};

/* What the table of metadata says of the source, as bytes that are the same as long as it says the
 * same; WHERE: and at the same places. Nothing is added when it says nothing. */
void tp_encoder_row(const struct tp_encoder *e, struct tp_arena *work, const char *file, bool where,
                    struct tp_buf *out);

/* Encode FILE ("-": standard input). STEM: the name that the header gives it. False when there is
 * nothing to write: the file can't be read, or text was lost (a diagnostic for each lost span). */
bool tp_encode(const struct tp_encoder *e, struct tp_arena *a, const char *file, const char *stem,
               struct tp_encoded *out, struct tp_diags *ds);
/* The same from memory. */
bool tp_encode_memory(const struct tp_encoder *e, struct tp_arena *a, const char *file,
                      const char *data, size_t len, const char *stem, struct tp_encoded *out,
                      struct tp_diags *ds);

/* FILE with the readings of OTHER_FILE, another transcription of the same original, as a parallel
 * apparatus (collate.h). Characters and proof are those of both. */
bool tp_encode_collated(const struct tp_encoder *e, struct tp_arena *a, const char *file,
                        const char *other_file, const char *stem, struct tp_encoded *out,
                        struct tp_diags *ds);

/* The line of the source for a line of the XML; 0 when it is not known. */
size_t tp_encoded_source_line(const struct tp_encoded *e, size_t xml_line);

#endif
