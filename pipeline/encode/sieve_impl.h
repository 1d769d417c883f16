/* sieve_impl.h - the parts of the sieve, for each other. */
#ifndef TP_ENCODE_SIEVE_IMPL_H
#define TP_ENCODE_SIEVE_IMPL_H

#include "sieve.h"

enum {
    TP_ODD = 0,          /* the class of characters whose case folding has several characters */
    TP_SIEVE_SPLIT = -1, /* kinds of states besides sets */
    TP_SIEVE_ACCEPT = -2,
    TP_SIEVE_STATES = 6000, /* of one expression; a larger one may match anything */
    TP_SIEVE_COPIES = 8     /* of a counted repetition; a longer one counts as a loop */
};

/* Code points into classes that no set of the sieve tells apart. */
struct tp_alphabet {
    uint16_t page[0x1100]; /* number of the page for each 256 code points */
    uint16_t (*pages)[256];
    uint32_t n_classes;
    uint32_t words;    /* of 32 bits, for a set */
    uint32_t *members; /* set S has class C: bit C of members + S * words */
};

/* A state of the automaton: a set of characters to be read, a choice, or an end. */
struct tp_sieve_state {
    int32_t set;        /* or TP_SIEVE_SPLIT, TP_SIEVE_ACCEPT */
    uint32_t out, out2; /* ACCEPT: OUT is the expression */
};

struct tp_sieve {
    struct {
        struct tp_sieve_state *v;
        size_t n, cap;
    } states;
    struct {
        uint32_t *v;
        size_t n, cap;
    } starts;
    struct {
        USet **v;
        size_t n, cap;
    } sets;
    struct tp_alphabet alphabet;
    size_t n, words;
    uint64_t *always; /* expressions that may match anything */
    bool search;
};

void tp_alphabet_init(struct tp_arena *a, struct tp_alphabet *out, USet *const *sets, size_t n);

static inline uint32_t tp_alphabet_class(const struct tp_alphabet *al, uint32_t cp)
{
    return al->pages[al->page[cp >> 8]][cp & 0xFF];
}

static inline bool tp_alphabet_has(const struct tp_alphabet *al, int32_t set, uint32_t class)
{
    return al->members[(uint32_t)set * al->words + class / 32] >> class % 32 & 1;
}

#endif
