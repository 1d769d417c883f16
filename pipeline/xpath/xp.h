/*
 * xp.h - inside the XPath engine: the expression tree, the run, and what its parts give each other.
 *
 * The way of an expression: xp_lex (characters to tokens), xp_parse and xp_parse_path (tokens to
 * the tree, names resolved), xp_static (what can be known of it before any document). The way of an
 * evaluation: xp_eval dispatches by a table on the operation; xp_each asks only for what answers a
 * question; xp_path and xp_axis walk the tree;
 * xp_compare, xp_arith and xp_cast compute with values; fn_*.c are the functions, in one table.
 *
 * Errors end the evaluation by a jump (tp_xp_raise()): so no function here returns a status.
 * Depth is bounded when parsing (XP_MAX_DEPTH), so that the evaluation may recurse over the tree.
 */
#ifndef TP_XPATH_XP_H
#define TP_XPATH_XP_H

#include <setjmp.h>

#include "xpath.h"

enum {
    XP_MAX_DEPTH = 256,      /* of expressions in expressions */
    XP_MAX_TEXT = 1 << 20,   /* bytes of one expression */
    XP_MAX_LOCALS = 1 << 12, /* variables of for, some and every, in one expression */
    XP_MAX_ITEMS = 1 << 24,  /* in one sequence */
    XP_MAX_MEMORY = 1 << 29  /* bytes that one evaluation may allocate */
};

#define XP_NS_FN               "http://www.w3.org/2005/xpath-functions"
#define XP_NS_XS               "http://www.w3.org/2001/XMLSchema"
#define XP_CODEPOINT_COLLATION "http://www.w3.org/2005/xpath-functions/collation/codepoint"

/* ---- the tree of an expression ---- */

enum xp_op {
    XP_LITERAL,    /* item */
    XP_HOST_VAR,   /* slot */
    XP_LOCAL_VAR,  /* slot */
    XP_SEQUENCE,   /* kids */
    XP_FOR,        /* kids: in, return; slot */
    XP_SOME,       /* kids: in, satisfies; slot */
    XP_EVERY,      /* the same */
    XP_IF,         /* kids: condition, then, else */
    XP_OR,         /* kids, two or more */
    XP_AND,        /* kids, two or more */
    XP_GENERAL,    /* kids: left, right; what: enum xp_relation */
    XP_VALUE,      /* the same */
    XP_NODE_ORDER, /* kids: left, right; what: enum xp_relation EQ (is), LT (<<), GT (>>) */
    XP_RANGE,      /* kids: from, to */
    XP_ARITH,      /* kids: left, right; what: enum xp_sum */
    XP_NEGATE,     /* kid */
    XP_PLUS,       /* kid */
    XP_UNION,      /* kids, two or more */
    XP_INTERSECT,  /* kids: left, right */
    XP_EXCEPT,     /* the same */
    XP_INSTANCE,   /* kid; type */
    XP_TREAT,
    XP_CASTABLE, /* kid; type (atomic, with ?) */
    XP_CAST,
    XP_PATH,   /* kids: the steps */
    XP_FILTER, /* kids: the sequence, predicates */
    XP_STEP,   /* axis, test; kids: predicates */
    XP_CONTEXT,
    XP_ROOT, /* the root of the context node's tree, a document */
    XP_CALL, /* kids: the arguments; function */
    XP_OPS
};

enum xp_relation { XP_EQ, XP_NE, XP_LT, XP_LE, XP_GT, XP_GE };
enum xp_sum { XP_ADD, XP_SUB, XP_MUL, XP_DIV, XP_IDIV, XP_MOD };

enum xp_axis {
    XP_CHILD,
    XP_DESCENDANT,
    XP_ATTRIBUTE,
    XP_SELF,
    XP_DESCENDANT_OR_SELF,
    XP_FOLLOWING_SIBLING,
    XP_FOLLOWING,
    XP_NAMESPACE_AXIS,
    XP_PARENT, /* from here on against the document order */
    XP_ANCESTOR,
    XP_PRECEDING_SIBLING,
    XP_PRECEDING,
    XP_ANCESTOR_OR_SELF,
    XP_AXES
};

enum xp_kind {
    XP_ANY_NODE,
    XP_ELEMENT_KIND,
    XP_ATTRIBUTE_KIND,
    XP_TEXT_KIND,
    XP_COMMENT_KIND,
    XP_PI_KIND,
    XP_DOCUMENT_KIND,
    XP_NAMESPACE_KIND /* only as the principal kind of the namespace axis */
};

/* A node test, or the node kind of a sequence type. */
struct xp_test {
    enum xp_kind kind;
    const char *local;     /* NULL: any; of a processing instruction, its target */
    const char *uri;       /* NULL: any; "": none */
    const char *type;      /* element(N, TYPE): local name of a type that can't fit, else NULL */
    struct xp_test *inner; /* document-node(element(...)) */
};

enum xp_what { XP_TYPE_EMPTY, XP_TYPE_ITEM, XP_TYPE_NODE, XP_TYPE_ATOMIC, XP_TYPE_NUMERIC };

/* A sequence type (XPath 2.0, 2.5.3). */
struct xp_sequence_type {
    enum xp_what what;
    enum tp_xp_type atomic; /* TP_XP_TYPES: xs:anyAtomicType */
    uint8_t derived;        /* as in an item */
    struct xp_test test;
    char occurs; /* '1', '?', '*', '+' */
};

struct xp_fn;

struct xp_node {
    uint8_t op;         /* enum xp_op */
    uint8_t what;       /* relation, sum or axis */
    bool positional;    /* a predicate that may be a number, or asks for position() or last() */
    bool asks_position; /* it asks for the position() or last() of the focus it is given */
    bool steps_ask;     /* of a path: a step but the first asks for its position() or last() */
    uint16_t depth;     /* of the tree from here down, from 1 */
    uint32_t offset;    /* in the text */
    uint32_t n;         /* kids */
    struct xp_node **kid;
    union {
        struct tp_xp_item item;
        int slot;
        const struct xp_test *test;
        const struct xp_sequence_type *type;
        struct {
            const struct xp_fn *fn; /* what is called, of ours or the host's */
            uint32_t id;            /* of this call in its expression: for what a run remembers */
        } call;
    } u;
};

struct tp_xp {
    const struct xp_node *root;
    const char *text; /* a copy */
    const char *base_uri, *element_namespace;
    const struct tp_xp_env *env; /* a copy; its strings are the host's */
    unsigned locals;             /* slots that for, some and every need */
    unsigned calls;
    struct xp_pattern *patterns; /* of a pattern: its alternatives */
    size_t n_patterns;
    struct tp_xp_hint *hints;
};

/* ---- functions ---- */

typedef void xp_fn_call(struct tp_xp_run *r, const struct xp_node *x, const struct tp_xp_seq *args,
                        size_t n, struct tp_xp_seq *out);

/* A row of the table of functions; the signature as in tp_xp_function_row. */
struct xp_fn {
    const char *name; /* in XP_NS_FN */
    unsigned min, max;
    const char *signature;
    xp_fn_call *call;
    const struct tp_xp_function_row *host; /* then CALL is NULL */
    enum tp_xp_type cast;                  /* of a constructor function xs:..., else 0 */
    unsigned flags;
    /* Instead of CALL, of a function that gives a boolean: it evaluates its arguments itself, and
     * no more of them than it needs. Else NULL. */
    bool (*lazy)(struct tp_xp_run *r, const struct xp_node *x);
    uint8_t derived; /* of CAST, as in an item */
};
enum {
    XP_FN_POSITION = 1, /* position() and last() */
    XP_FN_BOOLEAN = 2,  /* gives one boolean: as a predicate, never a position */
    XP_FN_STRING = 4,   /* gives one string */
    XP_FN_XSLT = 8      /* only where the host is XSLT-like */
};

/* The function with that name for N arguments; NULL, and *KNOWN says whether the name at least is.
 */
const struct xp_fn *xp_fn_find(const char *local, size_t n, bool *known);

/* Each file of functions gives its rows, ended by a row without a name. */
extern const struct xp_fn xp_fn_boolean[], xp_fn_string[], xp_fn_number[], xp_fn_sequence[],
    xp_fn_aggregate[], xp_fn_node[], xp_fn_moment[], xp_fn_regex[], xp_fn_context[], xp_fn_qname[],
    xp_fn_xslt[];

/* ---- lexical ---- */

enum xp_token {
    XP_T_END,
    XP_T_INTEGER, /* 12 */
    XP_T_DECIMAL, /* 1.2 */
    XP_T_DOUBLE,  /* 1e2 */
    XP_T_STRING,  /* quotes included */
    XP_T_NAME,    /* NCName or prefix:local, or *:local, prefix:* , * is a sign */
    XP_T_SIGN     /* ( ) [ ] . .. @ , :: / // | + - = != < <= << > >= >> * ? $ : */
};

struct xp_lex {
    const char *text;
    size_t len, at;      /* what comes next */
    enum xp_token token; /* the token here */
    size_t start, end;   /* of it */
    const char *fault;   /* NULL, or what is wrong at START */
};

void xp_lex_start(struct xp_lex *l, const char *text, size_t len);
void xp_lex_next(struct xp_lex *l);
bool xp_lex_is(const struct xp_lex *l, const char *word); /* is the token here spelled like this? */
bool xp_is_ncname(struct tp_slice s);

/* ---- parsing ---- */

struct xp_scope {
    const char *uri, *local;
    int slot;
    struct xp_scope *outer;
};

struct xp_parser {
    struct tp_arena *arena;
    struct tp_xp *x;
    const struct tp_xp_env *env;
    struct xp_lex lex;
    struct tp_xp_error *error;
    struct xp_scope *scope; /* variables of for, some and every */
    unsigned depth;
    jmp_buf *jump;
};

_Noreturn void xp_fail(struct xp_parser *p, const char *code, size_t offset, const char *format,
                       ...) __attribute__((format(printf, 4, 5)));
struct xp_node *xp_new(struct xp_parser *p, enum xp_op op, size_t offset, size_t n);
struct xp_node *xp_done(struct xp_parser *p, struct xp_node *x); /* its kids are there: its depth */
struct xp_node *xp_parse_expr(struct xp_parser *p);              /* Expr: with commas */
struct xp_node *xp_parse_expr_single(struct xp_parser *p);       /* ExprSingle */
struct xp_node *xp_parse_path(struct xp_parser *p);              /* PathExpr */
bool xp_take(struct xp_parser *p, const char *sign);             /* take it if it's there */
void xp_expect(struct xp_parser *p, const char *sign);
_Noreturn void xp_unexpected(struct xp_parser *p, const char *wanted);
/* A name token split: URI of the prefix, for an unprefixed one DEFAULT_URI; "*" parts are NULL. */
void xp_name(struct xp_parser *p, const char *default_uri, const char **uri, const char **local);
const struct xp_sequence_type *xp_parse_type(struct xp_parser *p, bool single);
/* text(), element(a), ...: true when one stood there. The token is the name, ( comes next. */
bool xp_parse_kind_test(struct xp_parser *p, struct xp_test *test);
/* TP_XP_NODE: there is none. *DERIVED as in an item. */
enum tp_xp_type xp_atomic_type(const char *uri, const char *local, uint8_t *derived);
bool xp_peek_paren(const struct xp_parser *p); /* is the token after this one an open bracket? */
struct tp_xp_item xp_string_literal(struct xp_parser *p);

/* xp_pattern.c */
void xp_compile_patterns(struct xp_parser *p, struct xp_node *x);

/* Positions, and simpler forms that give the same. */
struct xp_node *xp_simplify(struct xp_parser *p, struct xp_node *x);

/* ---- evaluation ---- */

struct xp_focus {
    struct tp_xp_item item;
    size_t position, size; /* POSITION 0: the focus is undefined */
};

struct xp_regex_cache;
struct xp_collations;

struct tp_xp_run {
    struct tp_arena *arena; /* what lasts as long as the run */
    struct tp_arena *work;  /* what tp_xp_reset() releases */
    struct tp_mark fresh;
    struct tp_xp_hooks hooks;
    struct xp_focus focus;
    xmlNode *current;
    const struct tp_xp *x; /* what is evaluated */
    struct tp_xp_seq *locals;
    size_t n_locals;
    struct xp_var {
        struct tp_xp_seq value;
        bool known;
    } * vars; /* the host's variables */
    size_t n_vars;
    uint64_t steps, max_steps, stop; /* STOP: when to look at the limits again */
    size_t memory;                   /* allocated when the evaluation began */
    uint32_t offset;                 /* in the text, of what is being evaluated, for messages */
    jmp_buf *jump;
    struct tp_xp_error error;
    TP_VEC(const xmlDoc *) docs; /* in the order in which they were met: their order */
    struct xp_regex_cache *regexes;
    struct xp_collations *collations;
};

const struct tp_xp_seq *xp_host_variable(struct tp_xp_run *r, int slot);
void xp_eval(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out);
bool xp_ebv(struct tp_xp_run *r, const struct xp_node *x); /* effective boolean value */
bool xp_ebv_of(struct tp_xp_run *r, const struct tp_xp_seq *seq);

/* Call FN for the items of X until it returns false, in any order, some twice: for questions that
 * the first right item answers. Returns false when FN did. */
typedef bool xp_sink(struct tp_xp_run *r, struct tp_xp_item item, void *arg);
bool xp_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg);

/* A variable of for, some or every: its value for now. */
static inline void xp_bind(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_item *item)
{
    r->locals[x->u.slot] = (struct tp_xp_seq){item, 1, 1};
}
_Noreturn void xp_not_nodes(struct tp_xp_run *r,
                            const struct xp_node *x); /* of union and its like */

/* N more steps; ends the evaluation when there were too many, or when it took too much memory. Who
 * makes texts counts a step for every 16 bytes. */
void xp_limits(struct tp_xp_run *r);
static inline void xp_tick(struct tp_xp_run *r, uint64_t n)
{
    r->steps += n;
    if (__builtin_expect(r->steps > r->stop, 0))
        xp_limits(r);
}

bool xp_pattern_fits(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *node);
void xp_step(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out);
bool xp_step_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg);
void xp_path(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out);
bool xp_path_each(struct tp_xp_run *r, const struct xp_node *x, xp_sink *fn, void *arg);
void xp_filter(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out);

/* Visit an axis in its own order until FN returns false; returns false then. */
bool xp_axis(struct tp_xp_run *r, struct tp_xp_item from, enum xp_axis axis,
             const struct xp_test *test, xp_sink *fn, void *arg);
bool xp_test_item(const struct xp_test *test, struct tp_xp_item item);
int xp_node_compare(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b);
bool xp_same_node(struct tp_xp_item a, struct tp_xp_item b);
struct tp_xp_item xp_parent(struct tp_xp_item item); /* type TP_XP_TYPES: there is none */
struct tp_xp_item xp_root(struct tp_xp_item item);

/* Document indexes (xp_doc.c): elements with this local name, in document order; NULL: none. The
 * descendants of a node are those of order above its own, up to xp_last(). */
xmlNode *const *xp_doc_named(const struct tp_xp_doc *doc, const char *local, size_t *n);
const struct tp_xp_doc *xp_doc_of(const xmlNode *node);
/* Documents have the order in which the run met them. */
size_t xp_doc_rank(struct tp_xp_run *r, const xmlDoc *doc);
size_t xp_doc_last(const struct tp_xp_doc *doc, const xmlNode *node);

/* ---- values ---- */

static inline bool xp_is_node(struct tp_xp_item i)
{
    return i.type <= TP_XP_NAMESPACE;
}
static inline bool xp_is_stringy(struct tp_xp_item i)
{
    return i.type >= TP_XP_UNTYPED && i.type <= TP_XP_URI;
}
static inline bool xp_is_numeric(struct tp_xp_item i)
{
    return i.type >= TP_XP_INTEGER && i.type <= TP_XP_DOUBLE;
}

void xp_push(struct tp_xp_run *r, struct tp_xp_seq *seq, struct tp_xp_item item);
void xp_push_all(struct tp_xp_run *r, struct tp_xp_seq *seq, const struct tp_xp_seq *more);
struct tp_xp_item xp_bool(bool value);
struct tp_xp_item xp_integer(int64_t value);
struct tp_xp_item xp_double(double value);
struct tp_xp_item xp_string(const char *text, size_t len);
struct tp_xp_item xp_from_buf(const struct tp_buf *b); /* a string */
struct tp_xp_item xp_decimal(struct tp_xp_run *r, struct tp_xp_decimal value);
struct tp_xp_item xp_moment(struct tp_xp_run *r, enum tp_xp_type type, struct tp_xp_moment m);
const char *xp_type_name(enum tp_xp_type type); /* "xs:string" */

/* The typed value: of a node, untyped (of comments, instructions and namespaces, a string). */
struct tp_xp_item xp_atomize(struct tp_xp_run *r, struct tp_xp_item item);
void xp_atomize_all(struct tp_xp_run *r, struct tp_xp_seq *seq);
struct tp_slice xp_node_string(struct tp_xp_run *r, struct tp_xp_item node);

/* libxml2 has a node for each CDATA section; in the data model neighbours are one text node: the
 * first of them stands for all. */
static inline bool xp_is_text(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}
static inline bool xp_continues(const xmlNode *text)
{
    return text->prev && xp_is_text(text->prev);
}

/* xp_cast.c: cast an atomic item (Functions and Operators, 17). xp_try_cast() says false instead of
 * raising FORG0001, FOCA0002 and so on. A name needs the namespaces of the expression. */
struct tp_xp_item xp_cast(struct tp_xp_run *r, struct tp_xp_item item, enum tp_xp_type type);
/* To a derived type, or with DERIVED 0 to TYPE. */
struct tp_xp_item xp_cast_derived(struct tp_xp_run *r, struct tp_xp_item item, enum tp_xp_type type,
                                  uint8_t derived);
bool xp_try_cast(struct tp_xp_run *r, struct tp_xp_item item, enum tp_xp_type type,
                 struct tp_xp_item *out, const char **code);
/* prefix:local taken apart, the namespace left ""; false: it is no name. */
bool xp_make_qname(struct tp_xp_run *r, struct tp_slice text, struct tp_xp_qname *out);
/* The canonical lexical form of an atomic item. */
struct tp_slice xp_lexical(struct tp_xp_run *r, struct tp_xp_item item);
/* The function conversion rules (XPath 2.0, 3.1.5) for one letter of a signature. */
void xp_convert(struct tp_xp_run *r, struct tp_xp_seq *arg, char letter, char occurs,
                const char *function, size_t number);

/* xp_number.c and xp_decimal.c */
struct tp_slice xp_format_double(struct tp_xp_run *r, double value, bool single);
struct tp_slice xp_format_decimal(struct tp_xp_run *r, struct tp_xp_decimal d);
bool xp_parse_decimal(struct tp_slice text, struct tp_xp_decimal *out, bool *overflow);
bool xp_parse_integer(struct tp_slice text, int64_t *out, bool *overflow);
bool xp_parse_double(struct tp_slice text, bool single, double *out);
/* A checked number as C has it, whatever the locale; SINGLE: rounded to a float at once. */
double xp_strtod(const char *text, bool single);
double xp_round(double value); /* to a whole number, halves upwards; -0.5 gives -0 */
/* VALUE, finite, to PRECISION digits behind the point, halves to even; exact but for the last
 * rounding to a double. */
double xp_round_even(double value, int precision);
double xp_decimal_to_double(struct tp_xp_decimal d);
bool xp_decimal_from_double(double value, struct tp_xp_decimal *out);
struct tp_xp_decimal xp_decimal_of(struct tp_xp_item item); /* an integer or decimal */
int xp_decimal_compare(struct tp_xp_decimal a, struct tp_xp_decimal b);
enum xp_rounding { XP_FLOOR, XP_CEILING, XP_HALF_UP, XP_HALF_EVEN };
/* To PRECISION digits behind the point; 0 when they are that many before it. */
struct tp_xp_decimal xp_decimal_round(struct tp_xp_decimal d, int precision, enum xp_rounding how);
/* False: overflow, or division by zero. IDIV gives a whole number. */
bool xp_decimal_sum(enum xp_sum sum, struct tp_xp_decimal a, struct tp_xp_decimal b,
                    struct tp_xp_decimal *out);
double xp_number_of(struct tp_xp_item item); /* any numeric item as a double */

/* xp_arith.c: Functions and Operators, 6.2, 10.6 to 10.8. */
struct tp_xp_item xp_sum(struct tp_xp_run *r, enum xp_sum sum, struct tp_xp_item a,
                         struct tp_xp_item b);

/* xp_compare.c: two atomic items that must be comparable (else XPTY0004); *UNORDERED for NaN. */
int xp_compare(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b, bool order,
               const char *collation, bool *unordered);
bool xp_value_compare(struct tp_xp_run *r, enum xp_relation rel, struct tp_xp_item a,
                      struct tp_xp_item b);
bool xp_general_compare(struct tp_xp_run *r, const struct xp_node *x);
bool xp_comparable(struct tp_xp_item a, struct tp_xp_item b);

/* fn_string.c: without white space at the ends, and one space for any amount of it between; the
 * same text when it is so already. */
struct tp_slice xp_collapse(struct tp_xp_run *r, struct tp_slice s);

/* xp_compat.c: the same as XPath 1.0 has it, where the host's env says so. */
struct tp_xp_item xp_number_1(struct tp_xp_run *r, const struct tp_xp_seq *s);
void xp_convert_1(struct tp_xp_run *r, struct tp_xp_seq *arg, char letter);
bool xp_compare_1(struct tp_xp_run *r, enum xp_relation rel, struct tp_xp_item a,
                  struct tp_xp_item b);
bool xp_general_compare_1(struct tp_xp_run *r, const struct xp_node *x);

/* xp_collate.c: by code point when COLLATION is NULL or its URI; else by ICU. FOCH0002. */
int xp_collate(struct tp_xp_run *r, const char *collation, struct tp_slice a, struct tp_slice b);
/* The collation that argument I of N names, in the run's memory; NULL when it isn't there. */
const char *xp_collation(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n, size_t i);

/* xp_moment.c: dates, times and durations. Sums as in Functions and Operators, 10.6 to 10.8: the
 * items are of types that the sum has; FODT0001, FODT0002, FOAR0001, FOCA0005. */
struct tp_xp_item xp_instant_difference(struct tp_xp_run *r, struct tp_xp_item a,
                                        struct tp_xp_item b);
struct tp_xp_item xp_instant_plus(struct tp_xp_run *r, struct tp_xp_item instant,
                                  struct tp_xp_item duration, bool minus);
struct tp_xp_item xp_duration_plus(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b,
                                   bool minus);
struct tp_xp_item xp_duration_ratio(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b);
struct tp_xp_item xp_duration_times(struct tp_xp_run *r, struct tp_xp_item duration,
                                    struct tp_xp_item by, bool divide);
bool xp_parse_moment(enum tp_xp_type type, struct tp_slice text, struct tp_xp_moment *out,
                     bool *overflow);
struct tp_slice xp_format_moment(struct tp_xp_run *r, enum tp_xp_type type,
                                 const struct tp_xp_moment *m);
/* Casts between types of moments; false when there is no such cast. */
bool xp_cast_moment(enum tp_xp_type from, enum tp_xp_type to, const struct tp_xp_moment *m,
                    struct tp_xp_moment *out);
int xp_moment_compare(struct tp_xp_run *r, enum tp_xp_type type, const struct tp_xp_moment *a,
                      const struct tp_xp_moment *b);

/* xp_derived.c: types derived from xs:integer and xs:string. xp_derive() makes an item of the one
 * it is derived from one of TYPE; false: it has no such value. */
uint8_t xp_derived_type(const char *local); /* 0: there is none */
enum tp_xp_type xp_derived_from(uint8_t type);
const char *xp_derived_name(uint8_t type);
bool xp_is_derived(uint8_t type, uint8_t from);
bool xp_derive(struct tp_xp_run *r, uint8_t type, struct tp_xp_item *item);

/* Does the sequence fit the type? */
bool xp_instance(struct tp_xp_run *r, const struct xp_sequence_type *type,
                 const struct tp_xp_seq *seq);

/* Arguments of functions: the one item, or its absence. */
static inline const struct tp_xp_item *xp_opt(const struct tp_xp_seq *arg)
{
    return arg->n ? arg->v : NULL;
}
static inline struct tp_slice xp_arg_text(const struct tp_xp_seq *arg) /* "" when empty */
{
    return arg->n ? (struct tp_slice){arg->v[0].u.text, arg->v[0].len} : (struct tp_slice){"", 0};
}

#endif
