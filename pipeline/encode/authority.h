/*
 * authority.h - persons, places, organisations and works of the edition's authority files, found in
 * running text under every spelling.
 *
 * Authority files are TEI: person with persName, place with placeName, org with orgName, bibl (or
 * biblStruct) with title, each entry with an xml:id and as many names as it has. A text is read
 * once (authority_impl.h), and of overlapping names the leftmost longest is taken. A name is found
 *  - as listed, in any case of Russian (declension.h), with hyphens, blanks, apostrophes and marks
 *    of tone as they come (names.h), in simplified and traditional characters, letter-spaced, in
 *    capitals, across a line's end, with a possessive (in German, genitive) s behind it;
 *  - a person's, with surname and first names in both orders, with initials, and the surname alone
 *    (name_parts.h, authority_evidence.h);
 *  - a Russian one also as ICU's "Russian-Latin/BGN" has it (romanise.h); a Pinyin one with its
 *    syllables apart.
 * Titles stay outside of the name.
 *
 * What is found is sure, or says so by @cert, or isn't annotated:
 *  - first names and initials beside a surname must be the person's: one that is another's makes it
 *    another's name ("Vasily Stalin"), as does any unknown capitalised word; initials that nothing
 *    is known of, behind a first one that fits, make it @cert="medium";
 *  - a surname alone counts when its bearer has been named in full before. If nobody has, and one
 *    person of the files bears it, it counts with @cert="medium" where it is clearly a name: behind
 *    a title, before a possessive 's, with a capital within a sentence (not in German), or, if it
 *    has six letters or more, in a signature and in a text in capitals. Chinese and Korean ones
 * need the title, a Han surname of one character always does;
 *  - of several bearers, the one whose roleName or occupation stands before the name is meant
 *    (@cert="medium"); else the only one named before, or the only one whom the files list by that
 *    one word (@cert="low"); else nobody;
 *  - where a place and a person have one name, a preposition of places makes it the place, a title
 *    the person; without either it is the place as long as the person hasn't been named;
 *  - what the file writes with a capital must have one in the text; an abbreviation must be in
 *    capitals, and in a line of capitals it must not be a small word as well ("GIVE US ARMS").
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

/* The files' entries, and what finds them: immutable, may be shared by threads. Faults of the files
 * are diagnostics; NULL when a file can't be read. No files: an authority that knows nobody.
 * PHRASES (titles before names) must outlive it. */
struct tp_authority;
struct tp_authority *tp_authority_new(struct tp_arena *a, const struct tp_authority_file *files,
                                      size_t n, const struct tp_phrases *phrases,
                                      struct tp_diags *ds);
size_t tp_authority_count(const struct tp_authority *authority);
/* Is the word (a token's key) in a name of the files, in any of its cases? */
bool tp_authority_knows(const struct tp_authority *authority, const char *key);

/* Who has been named in a document. One for each document; its texts are given to the pass in
 * order. Belongs to one thread. */
struct tp_named;
struct tp_named *tp_named_new(struct tp_arena *a, const struct tp_authority *authority);
/* From now on, note in ASKED what the files are asked about the document. */
struct tp_asked;
void tp_named_ask(struct tp_named *n, struct tp_asked *asked);

struct tp_names_context {
    const struct tp_authority *authority;
    struct tp_named *named;
    bool signature; /* the text is one */
};

/* The pass: persName, placeName, orgName and title elements with @ref. The one side effect of this
 * pass is on NAMED. TOKENS: those of the text, when the caller has them; NULL: they are made here.
 */
struct tp_tokens;
void tp_names_pass(struct tp_arena *a, const struct tp_names_context *ctx, const char *text,
                   uint32_t len, const struct tp_tokens *tokens, const char *lang,
                   struct tp_annos *out);

/* The entry that the whole text names, titles before and behind it left out ("Cde. Mao Zedong"),
 * and note it as named; NULL: none, or more than one. */
const struct tp_name_entry *tp_names_find(struct tp_arena *a, const struct tp_names_context *ctx,
                                          const char *text, uint32_t len);

/* For brackets.h, with a struct tp_names_context as ARG and LANG unused: does INSIDE name again the
 * person that the end of BEFORE names ("Filippov", "Stalin"), the two not being one name? */
bool tp_names_gloss(void *arg, struct tp_slice before, struct tp_slice inside, const char *lang);

#endif
