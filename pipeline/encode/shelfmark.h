/*
 * shelfmark.h - archival shelfmarks in running text, in the notations of the archives known to
 * schemas/archives.yaml: "AVPRF, f. 0100, op. 42, por. 19, pap. 288, ll. 81-85", "АПРФ, ф. 45, оп.
 * 1, д. 340, л. 92", "PRC FMA 111-00009-01(1)", "TNA, FO 371/83312", "SAPMO-BArch, DY 30/3605".
 *
 * A shelfmark is the name of an archive (abbreviated or in full, in any language it is listed in)
 * and the parts that follow it: labelled ones ("op. 42", "288. f."), for some archives plain ones
 * divided by a sign ("FO 371/83312"), and names of collections between the archive and a labelled
 * part
 * ("Truman Library, Acheson Papers, Box 65"). Labelled parts without an archive are one when at
 * least two of them, the first a fonds, stand in a row; so is a series that only one archive has
 * ("FO 371/83312").
 */
#ifndef TP_ENCODE_SHELFMARK_H
#define TP_ENCODE_SHELFMARK_H

#include "annotate.h"

struct tp_archives;

/* The built-in table, and the schemes and archives of FILE (NULL: none; it may use the built-in
 * schemes). NULL, with diagnostics, when one can't be used. The result is only read. */
struct tp_archives *tp_archives_new(struct tp_arena *a, const char *file, struct tp_diags *ds);

struct tp_shelfmark_part {
    const char *type;    /* fond, opis, delo, papka, portfel, list, series, piece, file, ... */
    const char *value;   /* as written: "81-85" */
    uint32_t start, end; /* of the value */
    bool unsure;         /* "340 [?]", "[illegible]" */
};

struct tp_shelfmark {
    uint32_t start, end;  /* of the whole, archive included */
    uint32_t archive_end; /* bytes [start, archive_end) name the archive; = start: none does */
    const char *key;      /* of the archive in the table; NULL with no archive */
    const char *repository, *settlement, *country; /* in full, in English; NULL: not known */
    bool printed; /* a published collection of documents, such as FRUS */
    struct tp_shelfmark_part *parts;
    size_t n_parts;
};
struct tp_shelfmarks {
    struct tp_shelfmark *v;
    size_t n, cap;
};

struct tp_shelfmark_context {
    const struct tp_archives *archives;
};

/* All shelfmarks of a text, in order. An archive's name without any part is none. */
void tp_shelfmarks_scan(struct tp_arena *a, const struct tp_shelfmark_context *ctx,
                        const char *text, uint32_t len, struct tp_shelfmarks *out);

/* The pass: an opaque idno type="shelfmark" around each (TEI allows nothing but idno inside idno).
 */
void tp_shelfmarks_pass(struct tp_arena *a, const struct tp_shelfmark_context *ctx,
                        const char *text, uint32_t len, const char *lang, struct tp_annos *out);

#endif
