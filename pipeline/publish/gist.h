/*
 * gist.h - what the edition as a whole needs to know of one document.
 *
 * Everything that is about more than one document (indexes, timeline, correspondence, search,
 * feeds) is made of facts alone. Each job gathers those of its document from the TEI and writes
 * them into a record, a string of bytes; site.h joins records. So
 *   - an incremental build keeps a document's record with what it knows of the document's TEI, and
 *     joins old and new ones: a record depends on nothing but the TEI and TP_GIST_MAGIC;
 *   - a shard of a build hands over its records, and whoever merges shards joins them all;
 *   - memory grows with the records: 2 to 5 KB for a letter of 4 KB.
 *
 * A record begins with its magic and has its fields in a fixed order. Numbers are little-endian
 * base 128; a string is its length + 1 (0: there is none), its bytes and a NUL, so that what is
 * read points into the record and nothing is copied. Text in it is UTF-8 in one line, with single
 * blanks. A reader refuses what is cut short or has another magic: it is to be gathered anew.
 */
#ifndef TP_PUBLISH_GIST_H
#define TP_PUBLISH_GIST_H

#include "../base/pack.h"
#include "../base/xml.h"

#define TP_GIST_MAGIC    "tpgist-1" /* to be counted up whenever gathering or the order changes */
#define TP_ENTRIES_MAGIC "tpnames1"

enum tp_name_kind { TP_PERSON, TP_PLACE, TP_ORGANISATION, TP_NAME_KINDS };

/* A date as the header gives it: ISO 8601 values, NULL where not said; TEXT as written. */
struct tp_when {
    const char *when, *from, *to, *not_before, *not_after, *text;
    bool doubtful; /* @cert other than high */
};

struct tp_party {
    enum tp_name_kind kind;
    const char *name, *lang;
    const char *id; /* as in tp_mention */
    const char *uri;
};

/* A correspAction. */
struct tp_action {
    const char *type; /* sent, received, ...; NULL: not said */
    struct tp_party *parties;
    size_t n_parties;
    struct tp_party place; /* name NULL: none */
    struct tp_when date;
};

/* One spelling of one name in the document. */
struct tp_mention {
    enum tp_name_kind kind;
    /* What it is entered under: the fragment of @ref into an authority file of the edition; where
     * there is none, TP_NO_ENTRY and a hash of the name. Pages have it as an id. */
    const char *id;
    const char *spelling, *lang;
    const char *uri; /* an absolute @ref; NULL: none */
    const char
        *anchors; /* ids of the blocks that it stands in, separated by blanks; may be empty */
    size_t count;
};
#define TP_NO_ENTRY "name-"

/* A word for the search, as search.h folds it. */
struct tp_term {
    const char *text;
    size_t len;   /* TEXT has no NUL behind it when a cursor gives it */
    size_t count; /* in the text */
    bool head;    /* it is in a title, a summary or a correspondent's name */
};

struct tp_gist {
    const char *stem; /* of the document's files */
    const char *title, *title_lang, *lang;
    struct tp_when date;
    struct tp_party place; /* where it was written or sent from */
    const char *kind_id, *kind, *kind_lang;
    const char *summary, *summary_lang;
    const char *changed;    /* the latest date of revisionDesc, or of the publication */
    const char **languages; /* BCP 47, the most used one first */
    size_t n_languages;
    struct tp_action *actions;
    size_t n_actions;
    size_t words;                    /* of the text, as people count them */
    size_t tokens;                   /* the sum of the terms' counts */
    size_t n_terms;                  /* distinct ones */
    struct tp_slice mentions, terms; /* written; for the cursors */
    struct tp_slice head;            /* as it was read: the bytes of all from STEM to the actions */
};

/* Gather the facts of the document STEM and append the record to OUT, whose arena may be WORK.
 */
void tp_gist_gather(struct tp_arena *work, xmlDocPtr doc, const char *stem, struct tp_buf *out);

/* Read a record; strings of OUT point into it, its lists are in A. False: it is none. */
bool tp_gist_read(struct tp_arena *a, const char *record, size_t len, struct tp_gist *out);

/* A place in a record. */
struct tp_cursor {
    struct tp_unpack at;
    size_t last_len; /* of terms: the bytes of the one before that SCRATCH still has */
};
enum { TP_MAX_TERM = 96 /* bytes of a folded word */ };

struct tp_cursor tp_cursor_new(struct tp_slice list);
/* The next one; false at the end. A term's text stays until the next call; SCRATCH is for it. */
bool tp_next_mention(struct tp_cursor *c, struct tp_mention *out);
bool tp_next_term(struct tp_cursor *c, char scratch[TP_MAX_TERM], struct tp_term *out);

/* ---- authority files ---- */

struct tp_spelling {
    const char *text, *lang, *type;
};

/* An entry of an authority file. */
struct tp_entry {
    enum tp_name_kind kind;
    const char *id;
    const char *name, *lang; /* the main spelling */
    const char *listed;      /* the same as an index has it: "Surname, Forename" */
    const char *born, *died; /* ISO 8601 */
    const char *note, *note_lang;
    struct tp_spelling *spellings;
    size_t n_spellings;
    const char **uris; /* of the same in authority files of others */
    size_t n_uris;
};

/* The person, place and org elements with an xml:id; a record of its own kind. */
void tp_entries_gather(struct tp_arena *work, xmlDocPtr doc, struct tp_buf *out);
bool tp_entries_read(struct tp_arena *a, const char *record, size_t len, struct tp_entry **out,
                     size_t *n);

#endif
