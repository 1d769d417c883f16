/* authority_build.h - names into the dictionary and the tree. */
#ifndef TP_ENCODE_AUTHORITY_BUILD_H
#define TP_ENCODE_AUTHORITY_BUILD_H

#include <libxml/tree.h>

#include "authority_impl.h"

struct build {
    struct tp_arena *arena, *work, *scratch; /* of the result; of the building; of one entry */
    struct tp_authority *out;
    struct strings symbols; /* from a word, with its kind in front, to its symbol */
};

/* A row of items that make a name, or a part of one. */
struct row {
    struct tp_item_word v[NAME_ITEMS];
    size_t n;
};

void row_put(struct row *r, const struct tp_item_word *items, size_t n);

/* Items that JOIN ties to those before them become one word with them. OUT may be IN. Returns
 * whether there were any. */
bool row_close(struct tp_arena *a, const struct row *in, enum tp_join join, struct row *out);

/* The symbol of a name's word, made if need be. PERSON: it is declined as persons' names are. */
uint32_t build_symbol(struct build *b, const struct tp_item_word *w, bool person);

struct name_form {
    enum output_kind kind;
    bool person;
    bool sole; /* as in struct output */
};

/* Enter the row as a name of the entry: as it stands, with hyphenated words closed up, as an
 * abbreviation, and in Latin letters when it is Russian. */
void build_name(struct build *b, uint32_t entry, const struct row *r, struct name_form form);

void build_start(struct build *b);

/* All entries at ROOT and below, in order; ID NULL: it has none. */
void authority_walk(const xmlNode *root, void (*fn)(void *arg, const xmlNode *n, const char *id),
                    void *arg);
/* Enter one of them with its names; LOC is where diagnostics say that it is. */
void authority_enter(struct build *b, const xmlNode *n, const char *id, const char *uri,
                     struct tp_loc loc, struct tp_diags *ds);

#endif
