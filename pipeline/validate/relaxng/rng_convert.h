/* rng_convert.h - what the writers of both syntaxes share: prefixes for namespaces and libraries.
 */
#ifndef TP_RNG_CONVERT_H
#define TP_RNG_CONVERT_H

#include "rng_ast.h"

enum { TP_RNG_LINE = 96 }; /* columns a pattern may take on one line */

struct tp_rng_prefix {
    const char *prefix, *uri; /* uri NULL: the inherited namespace */
    size_t uses;
    bool library, foreign;
};

struct tp_rng_writer {
    struct tp_arena *a;
    struct tp_buf *out;
    const struct tp_rng_file *file;
    struct {
        struct tp_rng_prefix *v;
        size_t n, cap;
    } prefixes;
    const char *default_ns; /* NULL: none is declared */
    const char *dtlib;      /* XML: declared at the root */
    enum tp_rng_syntax from;
};

/* Walk the tree and choose prefixes and the default namespace. */
void tp_rng_prefixes(struct tp_rng_writer *w);
/* The prefix for a namespace (LIBRARY: of datatypes); NULL when there is none for it. */
const char *tp_rng_prefix_for(const struct tp_rng_writer *w, const char *uri, bool library);
/* The node's reference, with the extension of the syntax that is written. */
const char *tp_rng_href(struct tp_rng_writer *w, const struct tp_rng_node *node,
                        enum tp_rng_syntax to);

/* Is the text in this annotation element nothing but white space between elements? */
bool tp_rng_only_indented(const struct tp_rng_node *n);

void tp_rng_write_compact(struct tp_rng_writer *w);
void tp_rng_write_xml(struct tp_rng_writer *w);

#endif
