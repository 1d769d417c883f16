/* suggest_impl.h - what the files of suggest.h share. */
#ifndef TP_ENCODE_SUGGEST_IMPL_H
#define TP_ENCODE_SUGGEST_IMPL_H

#include "names.h"
#include "suggest.h"

struct suggest_words {
    const char **v;
    size_t n, cap;
};

struct tp_suggest_tables {
    const struct tp_phrases *phrases;
    struct suggest_words calendar;  /* keys of months and weekdays; sorted, as the others */
    struct suggest_words dull;      /* keys of languages' names */
    struct suggest_words countries; /* keys of countries' names of one word; sorted */
};

/* A paragraph's text, and where its pieces come from. */
struct suggest_text {
    struct tp_buf buf;
    struct {
        struct suggest_piece {
            uint32_t at, src; /* of the text; of the source */
        } * v;
        size_t n, cap;
    } pieces;
    const char *lang;
    bool head, capitals;
    struct tp_tokens tokens;
    struct tp_item_words items;
};

struct suggest_texts {
    struct suggest_text **v;
    size_t n, cap;
};

/* The texts of the paragraphs, headings, cells below the element. What is marked as a name, date or
 * number is one MARKED character in them, a line break a line feed. */
#define SUGGEST_MARKED "\x1A"
void suggest_gather(struct tp_arena *a, const struct tp_node *root, struct suggest_texts *out);

/* A month or weekday; a word that by itself names nobody; a country. */
bool suggest_is_calendar(const struct tp_suggest_tables *t, const char *key);
bool suggest_is_dull(const struct tp_suggest_tables *t, const char *key);
bool suggest_is_country(const struct tp_suggest_tables *t, const char *key);

#endif
