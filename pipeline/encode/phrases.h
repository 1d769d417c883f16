/*
 * phrases.h - fixed phrases of transcribers and typists, as data: schemas/phrases.yaml.
 *
 * What a phrase in brackets is in TEI ("illegible": gap), in whatever language, and which words are
 * titles before a name ("Comrade", "тов."). An edition can add its own in a file of the same form.
 */
#ifndef TP_ENCODE_PHRASES_H
#define TP_ENCODE_PHRASES_H

#include "annotate.h"
#include "token.h"

enum tp_phrase_content {
    TP_PHRASE_TEXT, /* the bracket's text is the element's; the brackets (and the label) go */
    TP_PHRASE_KEEP, /* the text and the brackets stay as they stand */
    TP_PHRASE_DESC, /* the text is a desc in the element */
    TP_PHRASE_EMPTY /* the element says it all */
};

struct tp_phrase_rule {
    const char *element;
    struct tp_attr *attrs;
    enum tp_phrase_content content;
};

struct tp_phrases;

/* The built-in phrases, then those of FILE (NULL: none), which go before. NULL, with diagnostics,
 * when one can't be used. The result is only read: threads may share it. */
struct tp_phrases *tp_phrases_new(struct tp_arena *a, const char *file, struct tp_diags *ds);

/* The rule for brackets that hold these N tokens. *LABEL: how many of them are a label with its
 * colon, which the element stands for; 0 when there is none. NULL: no phrase. */
const struct tp_phrase_rule *tp_phrase_find(const struct tp_phrases *p, const struct tp_token *t,
                                            size_t n, size_t *label);

/* Is this word (a token's key) a title before a name? */
bool tp_phrase_is_title(const struct tp_phrases *p, const char *key);
/* Is it a word that begins sentences and is no part of a name ("When Stalin")? */
bool tp_phrase_is_opener(const struct tp_phrases *p, const char *key);
/* Is it a word of organisations' names ("Ministry"), of places' ("Street"), or one with a capital
 * that names nobody ("Soviet")? */
bool tp_phrase_is_org_word(const struct tp_phrases *p, const char *key);
bool tp_phrase_is_place_word(const struct tp_phrases *p, const char *key);
bool tp_phrase_is_dull(const struct tp_phrases *p, const char *key);
/* Is it a part of words that takes a hyphen behind it ("anti-", "vice-", "по-")? */
bool tp_phrase_is_prefix(const struct tp_phrases *p, const char *key);

#endif
