/*
 * rng_ast.h - a schema file as it was written, whichever the syntax.
 *
 * rng_xml.c and rnc_parse.c make this tree; rng_compile.c reads it as a grammar, rng_to_rnc.c and
 * rng_to_xml.c write it out again. Annotations and comments are nodes among the others.
 */
#ifndef TP_RNG_AST_H
#define TP_RNG_AST_H

#include "relaxng.h"

#define TP_RNG_NS   "http://relaxng.org/ns/structure/1.0"
#define TP_RNG_NS_A "http://relaxng.org/ns/compatibility/annotations/1.0"
#define TP_RNG_XSD  "http://www.w3.org/2001/XMLSchema-datatypes"

enum {
    TP_RNG_MAX_NEST = 500,   /* elements of a schema in each other, references followed included */
    TP_RNG_MAX_FILES = 1000, /* files of one schema */
    TP_RNG_MAX_SCHEMA_MB = 64, /* one schema file */
    TP_RNG_MAX_INCLUDE = 50    /* files that include each other in a chain */
};

enum tp_rng_kind {
    TP_RNG_ELEMENT,
    TP_RNG_ATTRIBUTE,
    TP_RNG_GROUP,
    TP_RNG_INTERLEAVE,
    TP_RNG_CHOICE,
    TP_RNG_OPTIONAL,
    TP_RNG_ZERO_OR_MORE,
    TP_RNG_ONE_OR_MORE,
    TP_RNG_LIST,
    TP_RNG_MIXED,
    TP_RNG_REF,
    TP_RNG_PARENT_REF,
    TP_RNG_EMPTY,
    TP_RNG_VALUE,
    TP_RNG_DATA,
    TP_RNG_NOT_ALLOWED,
    TP_RNG_EXTERNAL_REF,
    TP_RNG_GRAMMAR,
    TP_RNG_TEXT, /* the last pattern */
    TP_RNG_NAME,
    TP_RNG_ANY_NAME,
    TP_RNG_NS_NAME,
    TP_RNG_NAME_CHOICE,
    TP_RNG_NAME_EXCEPT,
    TP_RNG_PARAM,
    TP_RNG_EXCEPT, /* in data */
    TP_RNG_START,
    TP_RNG_DEFINE,
    TP_RNG_DIV,
    TP_RNG_INCLUDE,
    TP_RNG_FOREIGN, /* an annotation element */
    TP_RNG_CHARS,   /* text in an annotation element */
    TP_RNG_COMMENT,
    TP_RNG_KINDS
};

enum tp_rng_combine { TP_RNG_COMBINE_NONE, TP_RNG_COMBINE_CHOICE, TP_RNG_COMBINE_INTERLEAVE };

/* A namespace declaration in scope; the innermost first. PREFIX is "" for the default. */
struct tp_rng_bind {
    const struct tp_rng_bind *outer;
    const char *prefix, *uri;
};

/* An attribute of another namespace (on a pattern), or any attribute (of an annotation element). */
struct tp_rng_attr {
    struct tp_rng_attr *next;
    const char *prefix, *ns, *name, *value; /* ns "" for none */
};

struct tp_rng_file {
    const char *uri;  /* resolved, and what messages name */
    const char *data; /* its text, NULL after loading */
    size_t len;
    bool compact; /* in compact syntax */
    bool ends;    /* there is a NUL behind the text */
    bool offsets; /* are the nodes' offsets those of the text? not when it was transcoded */
    struct tp_rng_node *root;
    struct tp_rng_node *leading, *trailing; /* comments before and after the root */
};

/* What compiling looks at comes first: a schema has many of them, and memory is slow. */
struct tp_rng_node {
    enum tp_rng_kind kind;
    enum tp_rng_combine combine;
    bool
        shorthand; /* a NAME that was a name attribute, a VALUE without a type, a FOREIGN from ## */
    uint32_t line, offset;
    struct tp_rng_node *next, *child;
    const char *name;  /* definition, reference, local name, type, parameter; of FOREIGN too */
    const char *ns;    /* inherited inside the file; NULL: not given up to the root */
    const char *dtlib; /* inherited inside the file; "" when not given */
    const char *text;  /* value, parameter, comment, characters; href as written */
    struct tp_rng_node *parent, *last;
    struct tp_rng_file *file;
    const char *prefix; /* of a name as written; NULL: none */
    const char *base;   /* what href is relative to */
    struct tp_rng_attr *attrs;
    const struct tp_rng_bind *binds;
};

struct tp_rng_node *tp_rng_node_new(struct tp_arena *a, enum tp_rng_kind kind,
                                    struct tp_rng_file *file);
void tp_rng_node_add(struct tp_rng_node *parent, struct tp_rng_node *child);

/* The first of NODE and its followers that is no annotation and no comment; NULL at the end. */
struct tp_rng_node *tp_rng_real(struct tp_rng_node *node);

/* Where the node stands. */
struct tp_loc tp_rng_loc(const struct tp_rng_node *node);

/* Each reads file->data into file->root; false with the fault in DS. Without NOTES, annotations and
 * comments are left out, but for the documentation of attributes. */
bool tp_rng_parse_xml(struct tp_arena *a, struct tp_rng_file *file, bool notes,
                      struct tp_diags *ds);
bool tp_rng_parse_compact(struct tp_arena *a, struct tp_rng_file *file, struct tp_diags *ds);

/* The name of a kind in XML syntax. */
const char *tp_rng_kind_name(enum tp_rng_kind kind);

/* NCName after the fourth edition of XML 1.0, as RELAX NG means it. */
bool tp_rng_is_ncname(const char *s, size_t n);
/* Section 3 and 4.3: an absolute URI without fragment, or empty. */
bool tp_rng_is_library_uri(const char *s);
/* A URI reference without wrong escapes. */
bool tp_rng_is_uri(const char *s);

/* Namespace of a prefix among the bindings; NULL when undeclared ("" undeclared: ""). */
const char *tp_rng_binding(const struct tp_rng_bind *b, const char *prefix, size_t n);

/* The text without white space at both ends, in A when it had any. */
const char *tp_rng_trim(struct tp_arena *a, const char *s);

/* ---- rng_load.c: files ---- */

struct tp_rng_loader {
    struct tp_arena *a, *work; /* for the trees; for the texts */
    const struct tp_rng_options *options;
    struct tp_diags *ds;
    bool notes;             /* annotations and comments are wanted */
    struct tp_rng_file **v; /* those read so far */
    size_t n, cap;
};

/* The parsed file, read at most once; NULL with the fault in DS at the node AT (NULL: the
 * command's). */
struct tp_rng_file *tp_rng_file_get(struct tp_rng_loader *l, const char *uri,
                                    const struct tp_rng_node *at);
/* The same for a text that is there already. */
struct tp_rng_file *tp_rng_file_put(struct tp_rng_loader *l, const char *uri, const char *data,
                                    size_t len);

#endif
