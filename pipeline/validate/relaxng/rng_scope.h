/*
 * rng_scope.h - grammars while they are compiled: which definitions there are, and where from.
 */
#ifndef TP_RNG_SCOPE_H
#define TP_RNG_SCOPE_H

#include "rng_pattern.h"

struct tp_rng_component {
    struct tp_rng_component *next;
    const struct tp_rng_node *node; /* start or define */
    const char *ns;                 /* inherited from outside its file */
};

struct tp_rng_define {
    struct tp_rng_define *chain, *next; /* in the hash; in the order of the schema */
    const char *name;                   /* NULL: start */
    struct tp_rng_component *first, **last;
    enum { TP_RNG_FRESH, TP_RNG_OPEN, TP_RNG_DONE } state;
    struct tp_rng_simple *body;
};

enum { TP_RNG_SCOPE_BUCKETS = 1024 };

struct tp_rng_scope {
    struct tp_rng_scope *parent, *next;
    struct tp_rng_define *table[TP_RNG_SCOPE_BUCKETS];
    struct tp_rng_define *first, **last;
    const struct tp_rng_node *node;
    bool incomplete; /* an include failed: what is not defined here may be defined there */
};

/* Files that are being included or referred to, to find loops. */
struct tp_rng_chain {
    const struct tp_rng_chain *outer;
    const struct tp_rng_file *file;
    size_t depth;
};

struct tp_rng_env {
    struct tp_rng_scope *scope;
    const char *ns;
    const struct tp_rng_chain *chain;
};

/* The definition of that name (NULL: start); NULL: there is none. */
struct tp_rng_define *tp_rng_find_define(const struct tp_rng_scope *scope, const char *name);
/* The definitions in a grammar, div or include, those of included files too, to env->scope. */
void tp_rng_collect(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                    const struct tp_rng_node *parent);
/* The file that AT refers to, into HERE; false after a fault, a loop for one. */
bool tp_rng_open_file(struct tp_rng_compiler *c, const struct tp_rng_node *at,
                      const struct tp_rng_chain *outer, struct tp_rng_chain *here);

#endif
