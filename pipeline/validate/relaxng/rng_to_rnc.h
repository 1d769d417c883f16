/*
 * rng_to_rnc.h - the writers of compact syntax among themselves.
 *
 * Every construct has one form on one line and one over several; a trial on one line that gets too
 * long is given up at once, so the work stays in proportion to the size. Comments and documentation
 * need lines of their own. Recursion follows the depth of the tree, which is bounded.
 */
#ifndef TP_RNG_TO_RNC_H
#define TP_RNG_TO_RNC_H

#include "rng_convert.h"

struct tp_rnc_printer {
    struct tp_rng_writer *w;
    struct tp_buf *out;
    size_t indent;
    bool flat;    /* a trial on one line */
    bool failed;  /* ... that has failed */
    size_t start; /* where the line began */
};

enum tp_rnc_level { TP_RNC_LOOSE, TP_RNC_TIGHT }; /* may a connector stand without parentheses? */

typedef void tp_rnc_print(struct tp_rnc_printer *p, const struct tp_rng_node *n);

/* ---- rng_to_rnc_words.c: lines, literals, names ---- */

void tp_rnc_put(struct tp_rnc_printer *p, const char *s);
void tp_rnc_newline(struct tp_rnc_printer *p);
/* A space on one line, a new line otherwise. */
void tp_rnc_gap(struct tp_rnc_printer *p);
/* FN on one line if it fits, else over several. */
void tp_rnc_fitted(struct tp_rnc_printer *p, tp_rnc_print *fn, const struct tp_rng_node *n);
void tp_rnc_put_literal(struct tp_rnc_printer *p, const char *s);
/* A name that is not to be taken for a word of the syntax. */
void tp_rnc_put_identifier(struct tp_rnc_printer *p, const char *name);
void tp_rnc_put_name(struct tp_rnc_printer *p, const char *ns, const char *local, bool attribute);

/* ---- rng_to_rnc_notes.c: comments and annotations ---- */

void tp_rnc_put_comment(struct tp_rnc_printer *p, const struct tp_rng_node *n);
void tp_rnc_put_annotation(struct tp_rnc_printer *p, const struct tp_rng_node *n);
/* Where the notes that belong to the node itself end: at its first pattern, or NULL. */
const struct tp_rng_node *tp_rnc_own_end(const struct tp_rng_node *n);
bool tp_rnc_has_own(const struct tp_rng_node *n);
/* ## lines, then what else there is in brackets, each on lines of its own. */
void tp_rnc_put_own(struct tp_rnc_printer *p, const struct tp_rng_node *n);
/* The comments of the node's own, and of its name; they come before it: there is no other place. */
void tp_rnc_put_own_comments(struct tp_rnc_printer *p, const struct tp_rng_node *n);
/* >> ...: annotations at *K and behind it, up to the next pattern, with the COMMENTS in between. */
void tp_rnc_put_following(struct tp_rnc_printer *p, const struct tp_rng_node **k, bool comments);

/* ---- rng_to_rnc_pattern.c ---- */

void tp_rnc_put_pattern(struct tp_rnc_printer *p, const struct tp_rng_node *n, enum tp_rnc_level l);
/* The nodes from K on, joined. */
void tp_rnc_put_joined(struct tp_rnc_printer *p, const struct tp_rng_node *k,
                       const char *connector);
size_t tp_rnc_count_real(const struct tp_rng_node *k);

/* ---- rng_to_rnc.c: grammars ---- */

/* "href" and what is inherited there. */
void tp_rnc_put_reference(struct tp_rnc_printer *p, const struct tp_rng_node *n);
void tp_rnc_put_components(struct tp_rnc_printer *p, const struct tp_rng_node *grammar);

#endif
