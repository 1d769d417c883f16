/*
 * annotate.h - what the passes of the encoder say about a piece of text.
 *
 * A pass reads the flat text of one block and adds annotations: "bytes 10 to 25 are a date, with
 * these attributes". It changes nothing. Weaving (weave.h) then nests the annotations of all
 * passes, and the reader's own spans, into elements; where two cross, the one with the higher rank
 * stays.
 */
#ifndef TP_ENCODE_ANNOTATE_H
#define TP_ENCODE_ANNOTATE_H

#include "../read/block.h"

struct tp_attr {
    struct tp_attr *next;
    const char *name; /* with prefix: "xml:lang" */
    const char *value;
};

/* Higher ranks win where annotations cross. Equal ranks: the earlier start, then the longer. */
enum tp_rank {
    TP_RANK_FORM = 5,
    TP_RANK_NAME = 10,
    TP_RANK_LANGUAGE = 15,
    TP_RANK_DATE = 20,
    TP_RANK_SPAN = 30,
    TP_RANK_BRACKET = 40,
    TP_RANK_NOTE = 50,
    TP_RANK_APP = 60
};

struct tp_node;

struct tp_anno {
    uint32_t start, end;  /* bytes of the block's text; START < END, but with FILL */
    uint32_t open, close; /* bytes at its beginning and end that the element stands for ("[", "]")
                             and that don't appear as text; OPEN may be the whole */
    const char *element;  /* TEI name */
    struct tp_attr *attrs;
    const char *inner; /* an element around the content: "desc" in gap, "orig" in choice; or NULL */
    const char *beside; /* an element beside INNER, with BESIDE_TEXT: "reg" in choice; or NULL */
    const char *beside_text;
    struct tp_attr *inner_attrs, *beside_attrs;
    /* Called when the element is there: with BESIDE, or the element when there is none, for its
     * content. An annotation with FILL may be empty (START = END). NULL: not called. */
    void (*fill)(void *arg, struct tp_node *e);
    void *fill_arg;
    bool opaque; /* nothing is annotated inside */
    enum tp_rank rank;
};

struct tp_annos {
    struct tp_anno *v;
    size_t n, cap;
};

/* Add an attribute at the end; VALUE is copied. Returns the list. */
struct tp_attr *tp_attr_add(struct tp_arena *a, struct tp_attr *list, const char *name,
                            const char *value);
const char *tp_attr_get(const struct tp_attr *list, const char *name); /* NULL: none */

#endif
