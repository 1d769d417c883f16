/*
 * rng_pattern.h - names, name classes and interned patterns.
 *
 * Patterns are those of the specification's simple syntax (section 5), each kept once: equal
 * patterns are the same object, so that sets of them can be compared by address. A schema's
 * patterns are made at loading and never change; what derivation adds goes to a validator's own
 * table on top of them.
 */
#ifndef TP_RNG_PATTERN_H
#define TP_RNG_PATTERN_H

#include "rng_ast.h"
#include "xsd.h"

enum {
    TP_RNG_NC_BUCKETS = 1021,
    TP_RNG_MAX_PATTERNS_MB = 64, /* a validator's, between two events */
    TP_RNG_MAX_PATTERN_DEPTH =
        8000,                  /* patterns in patterns; recursion over them is bounded by it */
    TP_RNG_MAX_STEPS = 1 << 23 /* of work for one event of a document */
};

/* ---- names ---- */

/*
 * Every name the schema mentions has a number below n; a name it does not mention counts as
 * "another name of namespace k" (n + k), or of a namespace it does not mention (n + n_ns).
 */
struct tp_rng_names {
    struct tp_arena *a;
    struct {
        const char **v;
        size_t n, cap;
    } ns;
    struct {
        struct tp_rng_name {
            uint32_t ns;
            const char *local;
        } * v;
        size_t n, cap;
    } names;
    uint32_t *table; /* open hash of number + 1 */
    size_t mask;
};

void tp_rng_names_init(struct tp_rng_names *t, struct tp_arena *a);
uint32_t tp_rng_ns_add(struct tp_rng_names *t, const char *ns);
uint32_t tp_rng_name_add(struct tp_rng_names *t, const char *ns, const char *local);
/* The number of any name, once all are added. */
uint32_t tp_rng_name_find(const struct tp_rng_names *t, const char *ns, const char *local);
size_t tp_rng_alphabet(const struct tp_rng_names *t); /* how many numbers there are */

/* ---- name classes ---- */

enum tp_rng_nc_kind { TP_RNG_NC_NAME, TP_RNG_NC_ANY, TP_RNG_NC_NS, TP_RNG_NC_CHOICE };

struct tp_rng_nc {
    struct tp_rng_nc *next;  /* all of a schema */
    struct tp_rng_nc *chain; /* while compiling */
    enum tp_rng_nc_kind kind;
    uint32_t id;
    uint32_t name, ns;             /* NAME: name; NS: ns */
    const struct tp_rng_nc *a, *b; /* ANY, NS: a is what is excepted; CHOICE: both */
    bool open;                     /* has an anyName or nsName in it */
    uint64_t *bits;                /* by number of name; NULL for a single name */
};

/* Does the class contain the name of that number? After tp_rng_nc_seal(). */
static inline bool tp_rng_nc_has(const struct tp_rng_nc *nc, uint32_t name)
{
    return nc->bits ? nc->bits[name / 64] >> name % 64 & 1 : nc->name == name;
}
void tp_rng_nc_seal(struct tp_arena *a, struct tp_rng_nc *all, const struct tp_rng_names *names);
bool tp_rng_nc_overlap(const struct tp_rng_nc *x, const struct tp_rng_nc *y,
                       const struct tp_rng_names *names);

/* ---- patterns ---- */

enum tp_rng_op {
    TP_RNG_P_NOT_ALLOWED,
    TP_RNG_P_EMPTY,
    TP_RNG_P_TEXT,
    TP_RNG_P_DATA,
    TP_RNG_P_VALUE,
    TP_RNG_P_LIST,
    TP_RNG_P_ATTRIBUTE,
    TP_RNG_P_ELEMENT,
    TP_RNG_P_ONE_OR_MORE,
    TP_RNG_P_GROUP,
    TP_RNG_P_INTERLEAVE,
    TP_RNG_P_CHOICE
};

enum {
    TP_RNG_NULLABLE = 1,
    TP_RNG_HAS_ATTRIBUTE = 2, /* outside elements */
    TP_RNG_HAS_TEXT = 4,
    TP_RNG_HAS_DATA = 8, /* data, value, list */
    TP_RNG_HAS_ELEMENT = 16,
    TP_RNG_NEEDS_CONTEXT = 32 /* a value whose meaning depends on its place */
};

/* A value of the schema; equal ones are one object. */
struct tp_rng_literal {
    struct tp_rng_literal *chain;
    const char *canonical, *text;
};

/* An element pattern's definition. */
struct tp_rng_element {
    const struct tp_rng_nc *nc;
    const struct tp_rng_pat *content;
    const struct tp_rng_node *node;
    uint32_t index;
};

struct tp_rng_pat {
    struct tp_rng_pat *chain; /* in the table */
    uint32_t hash, id, n;
    uint16_t depth;
    uint8_t op, flags;
    /* what the leaf is about: DATA: type; VALUE: type, literal; ELEMENT: element;
     * ATTRIBUTE: nothing, documentation */
    const void *what, *more;
    const struct tp_rng_nc *nc;
    const struct tp_rng_pat *kid[];
};

struct tp_rng_pats {
    struct tp_arena *a;
    const struct tp_rng_pats *base; /* the schema's, for a validator's */
    struct tp_rng_pat **table;
    size_t mask, n, bytes;
    uint32_t next_id;
    const struct tp_rng_pat *not_allowed, *empty, *text;
    struct {
        const struct tp_rng_pat **v;
        size_t n, cap;
    } scratch;
    bool too_deep; /* a pattern was deeper, or all take more, than allowed: no use of the result */
};

void tp_rng_pats_init(struct tp_rng_pats *t, struct tp_arena *a, const struct tp_rng_pats *base);

const struct tp_rng_pat *tp_rng_choice(struct tp_rng_pats *t, const struct tp_rng_pat *x,
                                       const struct tp_rng_pat *y);
const struct tp_rng_pat *tp_rng_choice_of(struct tp_rng_pats *t, const struct tp_rng_pat *const *v,
                                          size_t n);
const struct tp_rng_pat *tp_rng_group(struct tp_rng_pats *t, const struct tp_rng_pat *x,
                                      const struct tp_rng_pat *y);
const struct tp_rng_pat *tp_rng_interleave_of(struct tp_rng_pats *t,
                                              const struct tp_rng_pat *const *v, size_t n);
const struct tp_rng_pat *tp_rng_one_or_more(struct tp_rng_pats *t, const struct tp_rng_pat *x);
const struct tp_rng_pat *tp_rng_list(struct tp_rng_pats *t, const struct tp_rng_pat *x);
const struct tp_rng_pat *tp_rng_attribute(struct tp_rng_pats *t, const struct tp_rng_nc *nc,
                                          const struct tp_rng_pat *content, const char *doc);
const struct tp_rng_pat *tp_rng_element(struct tp_rng_pats *t, const struct tp_rng_element *e);
const struct tp_rng_pat *tp_rng_data(struct tp_rng_pats *t, const struct tp_xsd_type *type,
                                     const struct tp_rng_pat *except);
const struct tp_rng_pat *tp_rng_value(struct tp_rng_pats *t, const struct tp_xsd_type *type,
                                      const struct tp_rng_literal *literal);

static inline bool tp_rng_nullable(const struct tp_rng_pat *p)
{
    return p->flags & TP_RNG_NULLABLE;
}

/* ---- a loaded schema ---- */

struct tp_rng_schema {
    struct tp_arena *a;
    struct tp_rng_names names;
    struct tp_rng_nc *ncs;
    struct tp_rng_pats pats;
    struct tp_xsd_regexes regexes;
    const struct tp_rng_pat *start;
    struct {
        struct tp_rng_element **v;
        size_t n, cap;
    } elements;
    bool check_ids;
    struct tp_rng_ids *ids; /* which attributes are ID, IDREF, IDREFS; rng_ids.c */
};

/* ---- compiling ---- */

/* The simple syntax as a graph, before interning: definitions are shared, positions are kept. */
struct tp_rng_simple {
    uint8_t op;                 /* enum tp_rng_op */
    uint8_t content_type, text; /* rng_restrict.c; 0: not worked out */
    bool attributes_known, elements_known, live;
    uint16_t depth;
    uint32_t n;
    struct tp_rng_simple **kid;
    const struct tp_rng_node *node;
    struct tp_rng_nc *nc;
    union {
        struct tp_rng_element *element; /* ELEMENT; its content is kid[0], set later */
        struct tp_xsd_type *type;       /* DATA, VALUE */
    };
    union {
        const char *canonical; /* VALUE */
        const char *doc;       /* ATTRIBUTE */
    };
    uint64_t seen;                   /* contexts in which it has been checked */
    uint64_t *attributes, *elements; /* name classes in it; NULL: none */
    const struct tp_rng_pat *pat;
};

struct tp_rng_compiler {
    struct tp_arena *a;    /* lives as long as the schema */
    struct tp_arena *work; /* until it is loaded */
    struct tp_rng_loader loader;
    struct tp_rng_schema *schema;
    struct tp_diags *ds;
    struct tp_rng_scope *scopes;
    struct {
        struct tp_rng_simple **v;
        size_t n, cap;
    } elements, live; /* those whose content is to be compiled; those the start leads to */
    struct tp_rng_type_entry *types;
    struct tp_rng_nc *nc_table[TP_RNG_NC_BUCKETS], *last_nc;
    uint32_t n_ncs;
    size_t nest, done; /* how many of the elements are compiled */
    bool failed, unreachable;
    size_t errors;
};

void tp_rng_complain(struct tp_rng_compiler *c, enum tp_code code, const struct tp_rng_node *at,
                     const char *message);

/* rng_nameclass.c: the class of an element or attribute, of its first child; NULL on a fault. */
struct tp_rng_nc *tp_rng_nc_compile(struct tp_rng_compiler *c, const struct tp_rng_node *node,
                                    const char *ns);

/* rng_compile.c: sections 4.5 to 4.21. NULL after a fault. */
struct tp_rng_simple *tp_rng_compile(struct tp_rng_compiler *c, struct tp_rng_file *file);

/* rng_leaf.c: data and value. */
struct tp_rng_simple *tp_rng_compile_data(struct tp_rng_compiler *c, const struct tp_rng_node *node,
                                          const char *ns);
struct tp_rng_simple *tp_rng_simple_new(struct tp_rng_compiler *c, enum tp_rng_op op,
                                        const struct tp_rng_node *node, size_t kids);

/* rng_restrict.c: section 7. Faults become diagnostics and c->failed. */
void tp_rng_restrict(struct tp_rng_compiler *c, struct tp_rng_simple *start);

/* rng_intern.c: from the graph to patterns. */
void tp_rng_intern(struct tp_rng_compiler *c, struct tp_rng_simple *start);

/* rng_ids.c: the attributes of type ID, IDREF, IDREFS, when the schema is loaded with check_ids. */
void tp_rng_ids_collect(struct tp_rng_compiler *c);

#endif
