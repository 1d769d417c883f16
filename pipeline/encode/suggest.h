/*
 * suggest.h - names in a document that no entry of the authority files knows, for the editor to
 * add.
 *
 * Looked for in the text of the finished TEI, outside of what is marked already (names, dates,
 * titles, numbers): words with a capital within a sentence, with initials and particles between
 * them; in Han text, a surname with a title behind it, and what stands before 省, 市, 县. So that
 * the list isn't flooded, these don't count:
 *  - a word at the beginning of a sentence, unless a title or an initial stands by it, or it has a
 *    capital within a sentence elsewhere in the document;
 *  - a word that the document has in small letters as well;
 *  - headings, and blocks in capitals;
 *  - titles, months, weekdays and languages ("Chinese"), in English, Russian, German and French, as
 *    ICU has them; Roman numerals; one letter.
 * In German, where all nouns have capitals, only what has a title, an initial, or two words counts.
 */
#ifndef TP_ENCODE_SUGGEST_H
#define TP_ENCODE_SUGGEST_H

#include "phrases.h"
#include "tree.h"

enum tp_suggested_kind {
    TP_SUGGEST_UNKNOWN,
    TP_SUGGEST_PERSON,
    TP_SUGGEST_PLACE,
    TP_SUGGEST_ORG,
    TP_SUGGEST_KINDS
};

struct tp_suggestion {
    const char *name; /* as it stands in the text, in one line */
    const char *key;  /* the same for spellings, and cases, of one name */
    const char *lang; /* of the text around it; NULL: not known */
    enum tp_suggested_kind kind;
    uint32_t line, col;
};
struct tp_suggestions {
    struct tp_suggestion *v;
    size_t n, cap;
};

/* Words that are no names though they have a capital: months, weekdays, languages. Shared. */
struct tp_suggest_tables;
struct tp_suggest_tables *tp_suggest_tables_new(struct tp_arena *a,
                                                const struct tp_phrases *phrases);

/* Add what TEXT, a TEI element made of SOURCE, has, in the order of the text. */
void tp_suggest(struct tp_arena *a, const struct tp_suggest_tables *t, const struct tp_node *text,
                const struct tp_source *source, struct tp_suggestions *out);

const char *tp_suggested_kind_name(enum tp_suggested_kind kind); /* "person", ... "unknown" */

#endif
