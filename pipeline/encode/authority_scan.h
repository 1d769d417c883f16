/* authority_scan.h - all places of a text where a name of the authority files may stand. */
#ifndef TP_ENCODE_AUTHORITY_SCAN_H
#define TP_ENCODE_AUTHORITY_SCAN_H

#include "authority_impl.h"

/* How much the text says of who is meant. */
enum strength {
    STRENGTH_SURNAME, /* the surname alone */
    STRENGTH_PART, /* a first name or initial that fits, and an initial that nothing is known of */
    STRENGTH_FULL  /* the name as listed, or with first names or initials that fit */
};

/* A name found at items FIRST to LAST. */
struct match {
    uint32_t first, last, entry;
    const struct output *out;
    enum strength strength;
    bool stop;  /* the stop behind the last item belongs to it */
    bool comma; /* "Рощин, Н. В." */
};

/* Leftmost, then longest, then as the entries stand in the files. */
static inline int scan_order(const struct match *a, const struct match *b)
{
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last > b->last ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

struct matches {
    struct match *v;
    size_t n, cap;
};

struct work {
    struct tp_arena *arena;
    const struct tp_names_context *ctx;
    const char *text;
    struct tp_tokens tokens;
    struct tp_item_words items;
    struct matches matches; /* by FIRST, then the longer, then by ENTRY */
    const bool *covered;    /* by item: a name other than a bare surname covers it */
    bool german;            /* a genitive s may stand behind a name */
    bool french;            /* M. is Monsieur */
};

/* Read the text; TOKENS and LANG may be NULL. Everything is in A. */
void scan_text(struct work *w, struct tp_arena *a, const struct tp_names_context *ctx,
               const char *text, uint32_t len, const struct tp_tokens *tokens, const char *lang);

/* Sort; matches that are in order already, as most are, aren't moved. */
void scan_sort(struct match *v, size_t n, int (*compare)(const void *, const void *));

/* Can the text's word at item I be a case of the symbol? */
bool scan_is_symbol(const struct work *w, size_t i, uint32_t symbol);

#endif
