/* rng_xml.h - between the files of the XML syntax's reader. */
#ifndef TP_RNG_XML_H
#define TP_RNG_XML_H

#include <libxml/parser.h>

#include "rng_ast.h"

/* What an element may have as children. */
enum {
    TP_RNG_TAKES_PATTERN = 1,
    TP_RNG_TAKES_NAME = 2,    /* name classes */
    TP_RNG_TAKES_GRAMMAR = 4, /* start, define, div */
    TP_RNG_TAKES_INCLUDE = 8,
    TP_RNG_TAKES_PARAM = 16,
    TP_RNG_TAKES_EXCEPT = 32,      /* in data */
    TP_RNG_TAKES_NAME_EXCEPT = 64, /* in anyName, nsName */
    TP_RNG_TAKES_TEXT = 128        /* character data, and no elements at all */
};

struct tp_rng_xml_row {
    unsigned takes, attrs, required;
    unsigned least, most; /* children */
};

extern const struct tp_rng_xml_row tp_rng_xml_rows[TP_RNG_KINDS];

struct tp_rng_xml_frame {
    struct tp_rng_node *node; /* NULL below an error */
    const char *dtlib, *base; /* inherited */
    unsigned children;
    bool except; /* data or a name class had its except */
};

/* The attributes of RELAX NG. */
enum {
    TP_RNG_OWN_NAME,
    TP_RNG_OWN_TYPE,
    TP_RNG_OWN_HREF,
    TP_RNG_OWN_COMBINE,
    TP_RNG_OWN_NS,
    TP_RNG_OWN_LIBRARY,
    TP_RNG_OWN_ATTRIBUTES
};
enum { TP_RNG_XML_DECLARED = 32 };

struct tp_rng_xml_reader {
    struct tp_arena *a;
    struct tp_rng_file *file;
    struct tp_diags *ds;
    xmlParserCtxtPtr ctxt;
    TP_VEC(struct tp_rng_xml_frame) stack;
    struct tp_buf text;
    const struct tp_rng_bind *binds;
    TP_VEC(const struct tp_rng_bind *) outer_binds;
    struct tp_rng_declared { /* made lately; names by their addresses in the dictionary */
        const struct tp_rng_bind *bind;
        const xmlChar *prefix, *uri;
    } declared[TP_RNG_XML_DECLARED];
    size_t foreign; /* depth inside annotation elements */
    size_t skipped; /* inside those that are left out */
    bool notes;     /* they are wanted */
    bool failed;
    struct {
        const xmlChar *name; /* in the parser's dictionary: the address says it all */
        enum tp_rng_kind kind;
    } kinds[64];
    const xmlChar *ns;                                /* that of RELAX NG, in the dictionary */
    const xmlChar *attributes[TP_RNG_OWN_ATTRIBUTES]; /* names in the dictionary */
};

/* ---- rng_xml.c ---- */

/* The first fault ends the reading. */
void tp_rng_xml_fault(struct tp_rng_xml_reader *r, const struct tp_rng_node *at,
                      const char *message);
/* Make the node the innermost one. */
void tp_rng_xml_push(struct tp_rng_xml_reader *r, struct tp_rng_node *n);
/* AT: five pointers, as in SAX2. */
struct tp_rng_attr *tp_rng_xml_keep_attr(struct tp_rng_xml_reader *r, struct tp_rng_node *n,
                                         const xmlChar **at);

static inline const char *tp_rng_xml_text(struct tp_rng_xml_reader *r, const xmlChar *from,
                                          const xmlChar *to)
{
    return tp_strndup(r->a, (const char *)from, (size_t)(to - from));
}

/* ---- rng_xml_own.c: the elements and attributes of RELAX NG ---- */

/* Before the first element. */
void tp_rng_xml_begin_own(struct tp_rng_xml_reader *r);
void tp_rng_xml_start_own(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const xmlChar *name,
                          int count, const xmlChar **attributes);
/* At the end tag: what is missing? */
void tp_rng_xml_finish(struct tp_rng_xml_reader *r, struct tp_rng_xml_frame *f);

#endif
