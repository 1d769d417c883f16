/*
 * authority_impl.h - what authority.c builds and authority_scan.c reads: a dictionary of words, and
 * a tree of their rows.
 *
 * Each word of a name is a symbol. A word form of a text leads to the symbols that it can be a case
 * of; so the many cases of a name of many words are one path in the tree. A text is read from each
 * of its items as far as the tree goes, which is nearly always nowhere: the cost depends on the
 * text, not on how many names there are.
 */
#ifndef TP_ENCODE_AUTHORITY_IMPL_H
#define TP_ENCODE_AUTHORITY_IMPL_H

#include "asked.h"
#include "authority.h"
#include "names.h"

enum { NONE = 0 };        /* no symbol, link, node or output: their numbers begin with 1 */
enum { NAME_ITEMS = 32 }; /* the longest name; of longer ones this much is looked for */
enum { GIVEN = 4 };       /* first names that a person may have */

/* From strings to numbers; open addressing. */
struct strings {
    struct string {
        const char *key;
        uint32_t len, value;
    } * v;
    size_t cap, n;
};

/* From a node and a symbol to a node. */
struct edges {
    struct edge {
        uint32_t node, symbol, to; /* TO 0: free */
    } * v;
    size_t cap, n;
};

/* A symbol that a word form can be of. */
struct link {
    uint32_t symbol, next;
};

enum output_kind {
    OUT_PHRASE, /* a name as listed, or with all that it has */
    OUT_SURNAME /* the surname alone */
};

/* A name that ends at a node. */
struct output {
    uint32_t entry, next, capitals; /* CAPITALS: bit I: item I must have one */
    uint8_t n;                      /* items */
    uint8_t kind;
    bool upper;   /* an abbreviation: must be in capitals */
    bool letters; /* its last item is one letter, or an initial: a stop behind it is its own */
    bool comma;   /* the first names stand behind one */
    bool sole;    /* one word that the file lists as a name */
};

/* The first names of one spelling of a person's name. */
struct given {
    const struct given *next;
    size_t n;
    struct {
        const char *key;
        uint32_t symbol;
    } word[GIVEN];
};

/* What only persons have. */
struct person {
    const struct given *given;
    const char *roles; /* keys of the words of roleName and occupation, each between blanks */
    bool eastern;      /* the surname stands first */
};

struct tp_authority {
    struct strings forms; /* to the first link */
    struct edges edges;
    TP_VEC(struct link) links;
    TP_VEC(uint32_t) roots; /* by symbol: the node that the root's edge leads to */
    TP_VEC(uint32_t) nodes; /* by node: the first output */
    TP_VEC(struct output) outputs;
    TP_VEC(struct tp_name_entry) entries;
    TP_VEC(struct person) persons; /* by entry */
    const struct tp_phrases *phrases;
};

struct tp_named {
    struct tp_arena *arena;
    struct tp_asked *asked; /* NULL: nobody wants to know */
    bool *named;            /* by entry */
};

/* The first link of a word form; NONE: no name has it. */
uint32_t authority_form(const struct tp_authority *t, const char *key, size_t len);
/* The node that NODE's edge with SYMBOL leads to; NONE: there is none. */
uint32_t authority_edge(const struct tp_authority *t, uint32_t node, uint32_t symbol);

#endif
