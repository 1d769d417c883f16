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
    const char *data; /* its text; NULL when it isn't in memory: tp_rng_text() */
    size_t len;
    const char *path;      /* where the text can be read again */
    struct tp_arena *work; /* memory for it, while loading; NULL: no more */
    bool compact;          /* in compact syntax */
    bool ends;             /* there is a NUL behind the text */
    bool offsets; /* are the nodes' offsets those of the text? not when it was transcoded */
    struct tp_rng_node *root;
    struct tp_rng_node *leading, *trailing; /* comments before and after the root */
};

/* What is the same for most neighbours: they share one. */
struct tp_rng_setting {
    struct tp_rng_file *file;
    const struct tp_rng_bind *binds;
    const char *dtlib;         /* inherited inside the file; "" when not given */
    const char *base;          /* what href is relative to */
    struct tp_rng_attr *attrs; /* not shared: a node that has any has a setting of its own */
};

/* A schema has many of them, and memory met for the first time is slow: 80 bytes each. */
struct tp_rng_node {
    uint8_t kind;    /* enum tp_rng_kind */
    uint8_t combine; /* enum tp_rng_combine */
    bool
        shorthand; /* a NAME that was a name attribute, a VALUE without a type, a FOREIGN from ## */
    uint32_t line, offset;
    struct tp_rng_node *next, *child;
    const char *name; /* definition, reference, local name, type, parameter; of FOREIGN too */
    const char *ns;   /* inherited inside the file; NULL: not given up to the root */
    union {
        const char *text;   /* value, parameter, comment, characters; href as written */
        const char *prefix; /* NAME, NS_NAME, FOREIGN: as written; NULL: none */
    };
    const struct tp_rng_setting *in;
    struct tp_rng_node *parent, *last;
};

struct tp_rng_node *tp_rng_node_new(struct tp_arena *a, enum tp_rng_kind kind,
                                    const struct tp_rng_setting *in);
void tp_rng_node_add(struct tp_rng_node *parent, struct tp_rng_node *child);
/* Give the node a setting of its own, with another library, or with these attributes. */
void tp_rng_set_library(struct tp_arena *a, struct tp_rng_node *n, const char *library);
void tp_rng_set_attrs(struct tp_arena *a, struct tp_rng_node *n, struct tp_rng_attr *attrs);

/* The first of NODE and its followers that is no annotation and no comment; NULL at the end. */
static inline struct tp_rng_node *tp_rng_real(struct tp_rng_node *node)
{
    while (node && node->kind >= TP_RNG_FOREIGN)
        node = node->next;
    return node;
}

/* Where the node stands. */
struct tp_loc tp_rng_loc(const struct tp_rng_node *node);

/* A file that is read piece by piece, as far as it went when it was opened. */
struct tp_rng_stream {
    int fd;
    int error; /* errno of a read that failed */
    size_t left;
    char head[512]; /* already read */
    size_t at, n;   /* in the head */
};

/* Each reads the file's text into file->root; false with the fault in DS. The text is file->data,
 * or comes from STREAM where that isn't NULL. Without NOTES, annotations and comments are left out,
 * but for the documentation of attributes. */
bool tp_rng_parse_xml(struct tp_arena *a, struct tp_rng_file *file, struct tp_rng_stream *stream,
                      bool notes, struct tp_diags *ds);
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

/* The file's text, read again when it isn't in memory; NULL when that is no more possible. */
const char *tp_rng_text(struct tp_rng_file *file);
/* Up to LEN bytes more, 0 at the end and after an error: a reading function for libxml2. */
int tp_rng_stream_read(void *stream, char *buffer, int len);
/* The parsed file, read at most once; NULL with the fault in DS at the node AT (NULL: the
 * command's). */
struct tp_rng_file *tp_rng_file_get(struct tp_rng_loader *l, const char *uri,
                                    const struct tp_rng_node *at);
/* The same for a text that is there already. */
struct tp_rng_file *tp_rng_file_put(struct tp_rng_loader *l, const char *uri, const char *data,
                                    size_t len);

#endif
