/*
 * name_parts.h - the names of a person in an authority file, taken apart into surname and first
 * names.
 *
 * The file marks them:
 *   <persName xml:lang="ru"><forename>Николай</forename> <forename type="patronymic">Васильевич
 *   </forename> <surname>Рощин</surname></persName>
 * or tells them by a comma ("Рощин, Николай Васильевич"), a patronymic, or initials ("L. P.
 * Beria"). Where one spelling of an entry is marked, the others follow it: a person whose surname
 * stands first in one (Mao Zedong) has it first in all (Mao Tse-tung, Мао Цзэдун, 毛泽东), as have
 * names whose language is Chinese, Korean or Vietnamese; of others the last word is the surname, if
 * another spelling says so, or the spelling is in another script. Code names, pseudonyms and what
 * else isn't made of surname and first name (@type) stays whole.
 */
#ifndef TP_ENCODE_NAME_PARTS_H
#define TP_ENCODE_NAME_PARTS_H

#include <libxml/tree.h>

#include "authority_build.h"

struct name_parts {
    struct row whole, surname, forenames; /* the last two are empty when they aren't known */
    bool eastern;                         /* the surname stands first */
    bool pinyin;                          /* syllables may be divided as Pinyin's are */
};
struct names_parts {
    struct name_parts **v;
    size_t n, cap;
};

/* The text of an element, white space as in print. */
char *name_text(struct tp_arena *a, const xmlNode *name);

/* All that the NAME elements among ENTRY's children say. A: for all that is made. */
void name_parts_of(struct tp_arena *a, const xmlNode *entry, struct names_parts *out);

/* The text as a row; longer ones are cut off. */
void name_row(struct tp_arena *a, const char *text, struct row *out);

#endif
