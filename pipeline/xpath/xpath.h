/*
 * xpath.h - XPath 2.0 over libxml2 trees.
 *
 * The language of XML Path Language (XPath) 2.0 (Second Edition) with the functions and operators
 * of XQuery 1.0 and XPath 2.0 Functions and Operators, without schema awareness: nodes are untyped.
 * Errors carry the codes of the recommendations (XPST0003, FORG0001, ...).
 *
 * Three things have three lives:
 *  - an expression (tp_xp) is compiled once, never changes, and is shared by all threads;
 *  - a document (tp_xp_doc) is a libxml2 tree, numbered and indexed; not changed while it is used;
 *  - a run (tp_xp_run) evaluates in one thread, one expression at a time; what an evaluation
 *    allocates lasts until the next tp_xp_reset(), which keeps the memory for the next node.
 *
 * The host gives namespaces, variables, functions and the context, and decides what doc() and
 * collection() may read. No expression is exponential in the document, and each evaluation has a
 * limit of work (tp_xp_limit), so that none runs for ever.
 */
#ifndef TP_XPATH_XPATH_H
#define TP_XPATH_XPATH_H

#include <libxml/tree.h>

#include "../base/buf.h"

/* ---- values ---- */

enum tp_xp_type {
    TP_XP_NODE,      /* any node of the tree, attributes as well (an xmlAttr seen as an xmlNode) */
    TP_XP_NAMESPACE, /* a namespace node: libxml2 has none */
    TP_XP_UNTYPED,   /* xs:untypedAtomic; from here on atomic values */
    TP_XP_STRING,
    TP_XP_URI,
    TP_XP_BOOLEAN,
    TP_XP_INTEGER, /* 64 bits */
    TP_XP_DECIMAL, /* 36 digits and more, 18 of them behind the point */
    TP_XP_FLOAT,
    TP_XP_DOUBLE,
    TP_XP_DURATION,
    TP_XP_YM_DURATION, /* xs:yearMonthDuration */
    TP_XP_DT_DURATION, /* xs:dayTimeDuration */
    TP_XP_DATETIME,
    TP_XP_DATE,
    TP_XP_TIME,
    TP_XP_GYEARMONTH,
    TP_XP_GYEAR,
    TP_XP_GMONTHDAY,
    TP_XP_GDAY,
    TP_XP_GMONTH,
    TP_XP_QNAME,
    TP_XP_HEX,
    TP_XP_BASE64,
    TP_XP_TYPES
};

/* A decimal number: VALUE / 10^SCALE, in lowest terms. */
struct tp_xp_decimal {
    __extension__ __int128 value;
    unsigned scale; /* 0 to 18 */
};

/* A duration, date or time (XML Schema part 2, 3.2.6 to 3.2.14). Parts that the type lacks are 0.
 */
struct tp_xp_moment {
    int64_t year, month, day; /* of a date; year 0 is 1 BC. A duration: months in MONTH */
    int64_t seconds;          /* of the day; of a duration: all days and seconds, signed */
    int32_t nanoseconds;      /* 0 to 999,999,999; of a duration: with the sign of SECONDS */
    int16_t zone;             /* minutes east of UTC */
    bool zoned;               /* is ZONE given? */
};

struct tp_xp_qname {
    const char *prefix, *uri, *local; /* "" when there is none */
};

/* A namespace node of the element PARENT. */
struct tp_xp_ns {
    xmlNode *parent;
    const char *prefix, *uri;
};

/* One item. Strings (also untyped, URI, hex and base64: their lexical form) are not
 * NUL-terminated and may point into the tree. */
struct tp_xp_item {
    uint8_t type;    /* enum tp_xp_type */
    uint8_t derived; /* 0, or which type that is derived from it (xs:int, xs:NCName) */
    uint32_t len;    /* of TEXT, in bytes */
    union {
        xmlNode *node;
        const struct tp_xp_ns *ns;
        const char *text;
        bool boolean;
        int64_t integer;
        double number; /* float and double */
        const struct tp_xp_decimal *decimal;
        const struct tp_xp_moment *moment;
        const struct tp_xp_qname *qname;
    } u;
};

struct tp_xp_seq {
    struct tp_xp_item *v;
    size_t n, cap;
};

/* ---- documents ---- */

struct tp_xp_doc;

/* Number and index a tree. Uses the _private field of every node but attributes, so that a tree has
 * one tp_xp_doc at a time. Belongs to the arena; the tree must live as long. */
struct tp_xp_doc *tp_xp_doc_new(struct tp_arena *a, xmlDoc *doc);
xmlDoc *tp_xp_doc_tree(const struct tp_xp_doc *doc);

/* The place of a node in document order, from 0 (the document node), among NODES of its document;
 * an attribute has that of its element. */
size_t tp_xp_order(const xmlNode *node);
size_t tp_xp_doc_nodes(const struct tp_xp_doc *doc);

/* ---- the static context ---- */

struct tp_xp;
struct tp_xp_run;

/* A function of the host's. ARGS are converted as SIGNATURE says; append the result to OUT. */
typedef void tp_xp_function(struct tp_xp_run *run, const struct tp_xp_seq *args, size_t n,
                            struct tp_xp_seq *out);

/*
 * SIGNATURE is one letter an argument, each followed by ? (or nothing), * or +:
 * I item, N node, A any atomic, S string, B boolean, Z integer, D double, U any number, Q QName,
 * T dateTime, X date, M time, P duration, Y yearMonthDuration, W dayTimeDuration.
 * With fewer arguments than MAX, the first MIN to MAX letters apply; the last one repeats.
 */
struct tp_xp_function_row {
    const char *uri, *name;
    unsigned min, max;
    const char *signature;
    tp_xp_function *call;
};

struct tp_xp_env {
    /* The namespace of a prefix; NULL: not declared. */
    const char *(*namespace_of)(void *host, const char *prefix);
    /* The slot (from 0) of the host's variable; negative: there is none. */
    int (*variable)(void *host, const char *uri, const char *local);
    void *host; /* must live as long as the expression, like all strings here */
    const struct tp_xp_function_row *functions; /* the host's */
    size_t n_functions;
    const char *element_namespace; /* for unprefixed element names; NULL: none */
    const char *base_uri;          /* NULL: none */
    bool xslt;                     /* current(), generate-id() and their like of XSLT are there */
    bool xpath1;                   /* XPath 1.0 compatibility mode */
};

struct tp_xp_error {
    char code[16];    /* "XPST0003" */
    const char *text; /* what is wrong, in the arena of the compilation, or of the run */
    size_t offset;    /* byte in the expression */
};

/* Compile. NULL, with the error, when the expression is not one. TEXT need not outlive the call. */
struct tp_xp *tp_xp_compile(struct tp_arena *a, const struct tp_xp_env *env, const char *text,
                            size_t len, struct tp_xp_error *error);

/* Compile an XSLT 2.0 pattern (section 5.5.2) with full expressions in its predicates. */
struct tp_xp *tp_xp_compile_pattern(struct tp_arena *a, const struct tp_xp_env *env,
                                    const char *text, size_t len, struct tp_xp_error *error);

/* ---- evaluation ---- */

/* What the host gives to a run; all of it may be left out. */
struct tp_xp_hooks {
    /* The tree that URI, absolute or relative to BASE, means inside the edition; NULL: not to be
     * had, then *WHY may say why. */
    struct tp_xp_doc *(*doc)(void *host, const char *uri, const char *base, const char **why);
    /* Append the document nodes of a collection (URI NULL: the default one); false: none. */
    bool (*collection)(void *host, const char *uri, struct tp_xp_run *run, struct tp_xp_seq *out);
    /* The bytes of a text file inside the edition, for unparsed-text(); false: not to be had. */
    bool (*text)(void *host, const char *uri, const char *base, struct tp_slice *out);
    /* The value of a variable that has none yet, when it is first asked for; it must last as long
     * as the host wants it (tp_xp_copy()). False: it fails, with this error. */
    bool (*variable)(void *host, struct tp_xp_run *run, int slot, struct tp_xp_seq *out,
                     struct tp_xp_error *error);
    void *host;
    int64_t now;       /* seconds since 1970-01-01T00:00:00Z for current-dateTime() */
    int implicit_zone; /* minutes east of UTC */
    const char
        *language; /* of names that ICU gives, and of the default collation's rules; NULL: en */
};

/* A run of its own arena below A. HOOKS is copied. */
struct tp_xp_run *tp_xp_run_new(struct tp_arena *a, const struct tp_xp_hooks *hooks);

/* Release what evaluations allocated: all values they gave are gone. */
void tp_xp_reset(struct tp_xp_run *run);
struct tp_arena *tp_xp_arena(struct tp_xp_run *run); /* what lasts until then */

/* Steps that one evaluation may take; 0: the default, 1 << 30. */
void tp_xp_limit(struct tp_xp_run *run, uint64_t steps);

/* Give a variable of the host's its value, which must live as long as it is used; or take it away,
 * so that the hook is asked for it anew. */
void tp_xp_set(struct tp_xp_run *run, int slot, struct tp_xp_seq value);
void tp_xp_unset(struct tp_xp_run *run, int slot);
/* A copy that doesn't end with tp_xp_reset(). */
struct tp_xp_seq tp_xp_copy(struct tp_arena *a, const struct tp_xp_seq *value);

/* Evaluate for a context node (NULL: the context is undefined; current() is this node as well).
 * False, with the error, when it fails; OUT is then empty. */
bool tp_xp_eval(struct tp_xp_run *run, const struct tp_xp *x, xmlNode *context,
                struct tp_xp_seq *out, struct tp_xp_error *error);
/* The effective boolean value; stops as soon as it is known. */
bool tp_xp_test(struct tp_xp_run *run, const struct tp_xp *x, xmlNode *context, bool *value,
                struct tp_xp_error *error);
/* The items' string values with spaces between, as xsl:value-of in XSLT 2.0; in the run's arena. */
bool tp_xp_text(struct tp_xp_run *run, const struct tp_xp *x, xmlNode *context,
                struct tp_slice *text, struct tp_xp_error *error);
/* Does the node match the pattern? An error in a predicate counts as no match, and is given. */
bool tp_xp_match(struct tp_xp_run *run, const struct tp_xp *pattern, xmlNode *node,
                 struct tp_xp_error *error);

/* What a pattern can match at all, so that a host need not try it on every node: an element or
 * attribute of this local name, or NULL for any. KINDS is a set of 1 << xmlElementType. Patterns
 * with several alternatives are asked one by one. */
struct tp_xp_hint {
    unsigned kinds;
    const char *local, *uri; /* NULL: any */
    const char *needs;       /* an element needs this attribute (of no namespace); NULL: none */
};
size_t tp_xp_pattern_hints(const struct tp_xp *pattern, const struct tp_xp_hint **hints);

/* ---- for functions of the host's ---- */

/* The string value, or the canonical lexical form; may point into the tree or the item. */
struct tp_slice tp_xp_string(struct tp_xp_run *run, struct tp_xp_item item);
void tp_xp_add(struct tp_xp_run *run, struct tp_xp_seq *seq, struct tp_xp_item item);
struct tp_xp_item tp_xp_node_item(xmlNode *node);
struct tp_xp_item tp_xp_string_item(const char *text, size_t len);
void *tp_xp_host(struct tp_xp_run *run);       /* of the run's hooks */
xmlNode *tp_xp_current(struct tp_xp_run *run); /* the node that the evaluation began with */
/* Sort into document order, without doubles. All items must be nodes. */
void tp_xp_sort(struct tp_xp_run *run, struct tp_xp_seq *nodes);
/* End the evaluation with an error. */
_Noreturn void tp_xp_raise(struct tp_xp_run *run, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
