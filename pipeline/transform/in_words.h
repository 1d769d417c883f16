/* in_words.h - dates and languages in words, for who writes parts of pages without a stylesheet: as
 * tp:date() and tp:language-name() give them. */
#ifndef TP_TRANSFORM_IN_WORDS_H
#define TP_TRANSFORM_IN_WORDS_H

#include "../base/buf.h"

struct tp_in_words;

/* LANG, of the words, is a BCP 47 tag. Lives in the arena, for one thread. */
struct tp_in_words *tp_in_words_new(struct tp_arena *a, const char *lang);
/* Append a date (ISO 8601), or a language (BCP 47), in words; what is none comes as it is. */
void tp_put_date_words(struct tp_in_words *w, const char *iso, struct tp_buf *out);
void tp_put_language_words(struct tp_in_words *w, const char *tag, struct tp_buf *out);

#endif
