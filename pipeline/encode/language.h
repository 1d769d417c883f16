/* language.h - scripts and languages of text, on ICU's script data. */
#ifndef TP_ENCODE_LANGUAGE_H
#define TP_ENCODE_LANGUAGE_H

#include "annotate.h"

enum tp_script { TP_NO_SCRIPT, TP_LATIN, TP_CYRILLIC, TP_HAN, TP_OTHER_SCRIPT, TP_SCRIPT_COUNT };

/* How many letters of each script the text has. */
struct tp_letters {
    uint32_t of[TP_SCRIPT_COUNT];
};
void tp_letters_add(struct tp_letters *sum, const char *text, size_t len);
/* The script with the greatest weight (a Han character counts as three letters); TP_NO_SCRIPT when
 * there is no letter. */
enum tp_script tp_letters_main(const struct tp_letters *l);
uint32_t tp_letters_weight(const struct tp_letters *l, enum tp_script script);

enum tp_script tp_script_of(uint32_t cp);
/* Is the text in capitals: more than eight of them, and hardly a small letter? */
bool tp_in_capitals(struct tp_slice text);

/*
 * The BCP 47 tag for text in a script. DECLARED lists the languages that the document names for
 * itself (tags; may be empty): one of the right script is taken, else "en", "ru", "zh-Hans" or
 * "zh-Hant" (by frequent characters that ICU's Traditional-Simplified changes), "und". Of a
 * Latin-script language the small words are counted: they can overrule what is declared.
 */
const char *tp_language_tag(struct tp_arena *a, enum tp_script script, const char *text, size_t len,
                            const char *const *declared, size_t n_declared);

/* Has the text words that English has and no other language has more of? For short texts, of which
 * tp_language_tag() only supposes it. */
bool tp_language_is_english(const char *text, size_t len);

/* The tag for a language's name in English, or in the language itself ("Chinese", "русский"): from
 * ICU's names. NULL when unknown. A tag ("zh-Hans") is returned as it is. */
const char *tp_language_named(struct tp_arena *a, const char *name);
/* ICU's English name of a tag. */
const char *tp_language_name(struct tp_arena *a, const char *tag);

/* foreign elements around words in a script other than MAIN, with the language as far as script and
 * words tell it ("ru", "zh-Hant", "und-Latn"). Words with letters of two alphabets are left alone,
 * and so are single letters and Roman numerals. */
void tp_foreign_pass(struct tp_arena *a, enum tp_script main, const char *text, uint32_t len,
                     struct tp_annos *out);

/* choice with orig and reg around letter-spaced words: single letters, three or more (Han: two or
 * more, where HAN says that the place is one for names and heads). */
void tp_spaced_pass(struct tp_arena *a, bool han, const char *text, uint32_t len,
                    struct tp_annos *out);

#endif
