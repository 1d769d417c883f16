/*
 * wordlist.h - the words of a text as the search knows them.
 *
 * xslt/assets/search.js does the same with what a reader types, so each step is one that a browser
 * can take: a word is a run of letters, marks and digits (\p{L}\p{M}\p{N}), with apostrophes
 * between letters; it is folded (NFKD, lower case, marks off, NFKC), so that accents and widths
 * don't count;
 * Cyrillic words lose their endings by the Snowball algorithm for Russian, Latin ones an English
 * plural.
 *
 * In scripts that put no blanks between words (Han, kana, Thai, ...) every character and every two
 * neighbours are terms, so that any part of a word is found; words of three characters and more
 * that ICU's dictionaries know are terms besides, and weigh more. Han characters are then folded
 * once more, into their simplified forms (base/han.h): the page reads from search/han.js how.
 */
#ifndef TP_PUBLISH_WORDLIST_H
#define TP_PUBLISH_WORDLIST_H

#include "gist.h"

enum { TP_MAX_WORD = 24 /* characters of a term: the rest is not looked at */ };
_Static_assert(TP_MAX_WORD * 4 <= TP_MAX_TERM, "a term is UTF-8");

struct tp_wordlist;

/* The terms of one document, counted in the arena. */
struct tp_wordlist *tp_wordlist_new(struct tp_arena *a);
/* Count the words of well-formed UTF-8 text. HEAD: of a title or the like; they are only noted. */
void tp_wordlist_add(struct tp_wordlist *w, const char *text, size_t len, bool head);
/* In the order of their bytes; the array is the table's own. */
const struct tp_term *tp_wordlist_terms(struct tp_wordlist *w, size_t *n);
/* As people count: runs between blanks, and words that ICU's dictionaries divide. Without heads. */
size_t tp_wordlist_count(const struct tp_wordlist *w);

#endif
