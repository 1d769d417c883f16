/*
 * declension.h - Russian names and common nouns in their cases, in the singular, and in the plural
 * where the name itself is one (Соединенные Штаты); of German, the adjectives in the names of
 * countries and bodies ("der Deutschen Demokratischen Republik").
 *
 * Endings by the form of the nominative, as in the declension tables of any grammar (Zaliznyak's
 * types without stress): surnames in -ов and -ин are "Молотовым" in the instrumental, surnames in
 * -ский go like adjectives, names of persons in -о, -е, -и, -у don't change. Where the nominative
 * doesn't tell (Игорь, Любовь), both types count. Words are lower case, with е for ё (tp_fold()).
 *
 * Snowball isn't asked: it cuts "Молотов" down to "молот", which is another word, and gives the
 * cases of one name different stems. An exact list of forms is shorter to look up, too.
 */
#ifndef TP_ENCODE_DECLENSION_H
#define TP_ENCODE_DECLENSION_H

#include <stdbool.h>
#include <stddef.h>

typedef void tp_case_fn(void *arg, const char *form, size_t len);

/* Calls FN with every case form of KEY, KEY itself first; some may come twice. PERSON: a person's
 * name, which has no plural. A key in another script, or of more than 96 bytes, has one form. */
void tp_decline(const char *key, bool person, tp_case_fn *fn, void *arg);

/* "deutsche", "demokratische": an adjective that has cases. */
bool tp_is_german_adjective(const char *key);

#endif
