/*
 * names.h - the forms under which a name of an authority file stands in texts.
 *
 * A form is a row of items: words, Han characters, numbers and signs. Both sides, names and texts,
 * are brought to items in the same way: hyphens and apostrophes inside words go, so does the stop
 * behind an initial, square brackets are looked through, a word hyphenated at a line's end is
 * joined, and l e t t e r - s p a c e d words are closed up. From a person's name
 *
 *   <persName xml:lang="ru"><forename>Николай</forename> <forename type="patronymic">Васильевич
 *   </forename> <surname>Рощин</surname></persName>
 *
 * (or "Рощин, Николай Васильевич") are derived: the names in both orders, the surname with one or
 * all initials before or behind it, the first forename with the surname, and the surname alone.
 * From any name: hyphenated words closed up (Tse-tung: Tsetung), abbreviations with and without
 * stops.
 *
 * Russian case forms aren't listed: words with the same stem (Snowball) that differ in one of the
 * endings of declension are the same word.
 */
#ifndef TP_ENCODE_NAMES_H
#define TP_ENCODE_NAMES_H

#include <libxml/tree.h>

#include "token.h"

struct sb_stemmer;

struct tp_item_word {
    const char *key; /* folded word; character; figures */
    size_t from, to; /* the tokens it is made of */
    enum tp_token_kind kind;
    bool capital; /* a word with a capital at its beginning */
    bool upper;   /* a word all in capitals */
    bool lined;   /* a line break before it */
    bool initial; /* of a derived form: stands for a forename */
    bool glued;   /* in the source joined to the item before it (hyphen, apostrophe, no space) */
};
struct tp_item_words {
    struct tp_item_word *v;
    size_t n, cap;
};

/* The items of a text. */
struct tp_item_words tp_name_items(struct tp_arena *a, const char *text,
                                   const struct tp_tokens *tokens);

enum tp_form_kind {
    TP_FORM_FULL,   /* as the file has it, or both names */
    TP_FORM_SURNAME /* derived: the surname alone */
};

struct tp_name_form {
    struct tp_item_word *items;
    size_t n;
    enum tp_form_kind kind;
    bool abbreviation; /* must be in capitals */
};
struct tp_name_forms {
    struct tp_name_form *v;
    size_t n, cap;
};

enum { TP_NAME_ITEMS = 16 }; /* the longest name, in items; longer ones are cut off */

/* All forms of the name in a persName (PERSON), placeName, orgName or title element. */
void tp_name_forms(struct tp_arena *a, const xmlNode *name, bool person, struct tp_name_forms *out);

/* The name's text, white space as in print. */
char *tp_name_text(struct tp_arena *a, const xmlNode *name);

/* What a word is looked up by: the stem of a Cyrillic word, else the word itself. Valid until the
 * next call with this stemmer. */
const char *tp_name_symbol(struct sb_stemmer *stemmer, const char *key, size_t *len);

/* The symbols of a name's word in all its cases (they may differ: Snowball takes "ов" for an
 * ending). Returns how many, at most TP_NAME_SYMBOLS. */
enum { TP_NAME_SYMBOLS = 4 };
size_t tp_name_symbols(struct tp_arena *a, struct sb_stemmer *stemmer, const char *key,
                       const char *symbols[TP_NAME_SYMBOLS]);

/* Are a name's word and a text's word the same, up to the endings of Russian declension? */
bool tp_name_same(const char *name, const char *word);

#endif
