/*
 * romanise.h - Russian in Latin letters, Latin letters without their marks, Pinyin syllables: the
 * rules by which a name that an authority file has in one spelling is known in another.
 */
#ifndef TP_ENCODE_ROMANISE_H
#define TP_ENCODE_ROMANISE_H

#include "../base/arena.h"

/* A folded Cyrillic word (tp_fold()) as ICU's "Russian-Latin/BGN" has it, without the signs for the
 * hard and the soft sign and without marks: рощин, roshchin. NULL when another letter is in it. */
char *tp_romanised(struct tp_arena *a, const char *key);

/* May INITIAL, one to four Latin letters (key of a token), abbreviate the Cyrillic word KEY: y, ya,
 * ia or ja for "януарьевич"? */
bool tp_romanised_initial(const char *key, const char *initial);

/* A folded Latin word without marks, as ICU's "Latin-ASCII" leaves it: zédōng, zedong; ł is l. KEY
 * itself when there is nothing to do. */
const char *tp_without_marks(struct tp_arena *a, const char *key);

/* Where a Pinyin word of two syllables can be divided: fills CUT with up to two byte offsets.
 * Returns how many; 0 when it is no such word. */
size_t tp_pinyin_cuts(const char *key, size_t cut[2]);

#endif
