/*
 * tree.h - the TEI document while it is being made.
 *
 * Every piece of text in it knows the piece of the source that it is; every element knows the signs
 * of the source that it stands for (brackets, captions, note marks). Text that the program wrote
 * itself has an empty range. The tree belongs to one arena and is only ever added to.
 */
#ifndef TP_ENCODE_TREE_H
#define TP_ENCODE_TREE_H

#include "annotate.h"

struct tp_claim {
    struct tp_claim *next;
    struct tp_range src;
};

struct tp_node {
    struct tp_node *parent, *first, *last, *next;
    const char *name; /* of an element; NULL: text */
    struct tp_attr *attrs;
    struct tp_claim *claims;
    const char *text; /* not NUL-terminated */
    uint32_t len;
    struct tp_range src; /* text: what it stands for; element: where it came from, for its line */
};

/* A new last child. */
struct tp_node *tp_element(struct tp_arena *a, struct tp_node *parent, const char *name);
/* The same as next sibling of BEFORE, which has a parent. */
struct tp_node *tp_element_after(struct tp_arena *a, struct tp_node *before, const char *name);
/* A last child with one attribute. */
struct tp_node *tp_element_with(struct tp_arena *a, struct tp_node *parent, const char *name,
                                const char *attr, const char *value);
/* Text of the program's own. TEXT must live as long as the tree. */
struct tp_node *tp_own_text(struct tp_arena *a, struct tp_node *parent, const char *text);
/* A child element that holds just own text. */
struct tp_node *tp_element_text(struct tp_arena *a, struct tp_node *parent, const char *name,
                                const char *text);
void tp_set(struct tp_arena *a, struct tp_node *element, const char *name, const char *value);
/* The element stands for this piece of the source. Empty ranges are ignored. */
void tp_claim(struct tp_arena *a, struct tp_node *element, struct tp_range src);

/* The same for text of a block, with the signs of the spans in it and around it. */
void tp_claim_text(struct tp_arena *a, struct tp_node *element, const struct tp_block *b,
                   uint32_t start, uint32_t end);
/* The text node, the last of its parent, stands for SRC of the SOURCE's text, whose bytes may be
 * others: quoted, or another form of a name. (Where they are as many by chance, the node is cut in
 * two, as no piece with a range of its own length may differ from it.) */
void tp_stand_for(struct tp_arena *a, struct tp_node *text, const char *source,
                  struct tp_range src);

/* The text of a block from START to END, as text nodes with their sources. With LINES, its line
 * breaks become lb elements. */
void tp_block_text(struct tp_arena *a, struct tp_node *parent, const struct tp_block *b,
                   uint32_t start, uint32_t end, bool lines);

/* Document order below ROOT: the node after NODE, without its children when SKIP. NULL at the end.
 */
struct tp_node *tp_node_next(const struct tp_node *root, const struct tp_node *node, bool skip);

/* All text below a node, joined; in the arena. */
struct tp_slice tp_node_text(struct tp_arena *a, const struct tp_node *node);

/* Has the element this @type? */
bool tp_is_type(const struct tp_node *element, const char *type);

#endif
