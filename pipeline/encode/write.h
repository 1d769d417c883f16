/* write.h - the tree as an XML document: deterministic, indented where white space can't matter. */
#ifndef TP_ENCODE_WRITE_H
#define TP_ENCODE_WRITE_H

#include "tree.h"

/* Line LINE of the XML holds something that came from byte SRC of the source. */
struct tp_line_origin {
    uint32_t line, src;
};
struct tp_origins {
    struct tp_line_origin *v; /* by line */
    size_t n, cap;
};

/* Serialise: declaration, xml-model instruction, the tree. The origins tell, for every element and
 * text that came from the source, on which line of the result it stands. */
void tp_write_tei(struct tp_arena *a, const struct tp_node *root, const char *schema,
                  struct tp_buf *out, struct tp_origins *origins);

#endif
