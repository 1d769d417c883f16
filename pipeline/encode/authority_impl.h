/* authority_impl.h - the automaton that authority.c builds and authority_match.c runs. */
#ifndef TP_ENCODE_AUTHORITY_IMPL_H
#define TP_ENCODE_AUTHORITY_IMPL_H

#include "authority.h"
#include "names.h"

enum { NONE = 0 }; /* no symbol; the root's number as a node is 0 too, but no edge leads to it */

/* An open-addressing table from strings to the numbers 1, 2, ... */
struct symbols {
    struct symbol {
        const char *key;
        uint32_t len, id;
    } * v;
    size_t cap, n;
};

/* From a node and a symbol to a node. */
struct edges {
    struct edge {
        uint64_t key; /* node << 32 | symbol; 0: free */
        uint32_t to;
    } * v;
    size_t cap, n;
};

/* A form of an entry's name that ends at a node. */
struct output {
    const struct tp_name_form *form;
    uint32_t entry;
    uint32_t next; /* in outputs; 0: none */
};

struct node {
    uint32_t fail;    /* the longest proper suffix that is a node */
    uint32_t out;     /* in outputs; 0: none */
    uint32_t shorter; /* the next node along the fail links that has outputs; 0: none */
    uint32_t parent, symbol;
};

struct tp_authority {
    struct symbols symbols;
    struct edges edges;
    struct {
        struct node *v;
        size_t n, cap;
    } nodes; /* [0]: the root */
    struct {
        struct output *v;
        size_t n, cap;
    } outputs; /* [0]: none */
    struct {
        struct tp_name_entry *v;
        size_t n, cap;
    } entries;
    const struct tp_phrases *phrases;
};

struct tp_named {
    struct tp_arena *arena;
    struct sb_stemmer *stemmer;
    bool *named; /* by entry */
};

/* The number of a symbol; NONE when no name has it. */
uint32_t authority_symbol(const struct tp_authority *t, const char *key, size_t len);
/* The node that NODE's edge with SYMBOL leads to; 0: there is none. */
uint32_t authority_edge(const struct tp_authority *t, uint32_t node, uint32_t symbol);
/* A stemmer of the arena's own. */
struct sb_stemmer *authority_stemmer(struct tp_arena *a);

#endif
