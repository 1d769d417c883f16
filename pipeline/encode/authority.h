/*
 * authority.h - persons, places, organisations and works of the edition's authority files, found in
 * running text under every spelling.
 *
 * Authority files are TEI: person with persName, place with placeName, org with orgName, bibl with
 * title, each entry with an xml:id and as many names as it has (names.h says what is derived from
 * them). All names of all files become one Aho-Corasick automaton over the words of the text; a
 * text is read once, and of overlapping names the leftmost longest is taken.
 *
 * What is found is sure, or it isn't annotated:
 *  - a name that two entries share counts only when one of them has been named before in the
 * document, and then with @cert="low";
 *  - a surname alone counts only when its bearer has been named in full before, unless the entry
 * lists it as a name of its own and nobody else has it;
 *  - one word that stands beside an unknown capitalised word ("Vasily Stalin") is somebody else's;
 *  - words are compared without regard to case, but what the file writes with a capital must have
 * one in the text, and an abbreviation in capitals must be in capitals.
 *
 * Square brackets are looked through: "[Liu] Shaoqi" is one name, brackets included.
 */
#ifndef TP_ENCODE_AUTHORITY_H
#define TP_ENCODE_AUTHORITY_H

#include "annotate.h"
#include "phrases.h"

enum tp_name_kind { TP_NAME_PERSON, TP_NAME_PLACE, TP_NAME_ORG, TP_NAME_WORK };

struct tp_authority_file {
    const char *path; /* of the TEI file */
    const char *uri;  /* how @ref names it: "authority/persons.xml" */
};

struct tp_name_entry {
    enum tp_name_kind kind;
    const char *ref;     /* URI#id */
    const char *element; /* persName, placeName, orgName, title */
    const char *label;   /* its first name, as written */
};

/* The files' entries and the automaton: immutable, may be shared by threads. Faults of the files
 * are diagnostics; NULL when a file can't be read. No files: an authority that knows nobody.
 * PHRASES (titles before names) must outlive it. */
struct tp_authority;
struct tp_authority *tp_authority_new(struct tp_arena *a, const struct tp_authority_file *files,
                                      size_t n, const struct tp_phrases *phrases,
                                      struct tp_diags *ds);
size_t tp_authority_count(const struct tp_authority *authority);

/* Who has been named in a document. One for each document; its texts are given to the pass in
 * order. Belongs to one thread. */
struct tp_named;
struct tp_named *tp_named_new(struct tp_arena *a, const struct tp_authority *authority);

struct tp_names_context {
    const struct tp_authority *authority;
    struct tp_named *named;
};

/* The pass: persName, placeName, orgName and title elements with @ref. The one side effect of this
 * pass is on NAMED. */
void tp_names_pass(struct tp_arena *a, const struct tp_names_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_annos *out);

/* The entry that the whole text names, titles before and behind it left out ("Cde. Mao Zedong"),
 * and note it as named; NULL: none, or more than one. */
const struct tp_name_entry *tp_names_find(struct tp_arena *a, const struct tp_names_context *ctx,
                                          const char *text, uint32_t len);

/* For brackets.h, with a struct tp_names_context as ARG and LANG unused: does INSIDE name again the
 * person that the end of BEFORE names ("Filippov", "Stalin"), the two not being one name? */
bool tp_names_gloss(void *arg, struct tp_slice before, struct tp_slice inside, const char *lang);

#endif
