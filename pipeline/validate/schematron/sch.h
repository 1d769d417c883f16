/* sch.h - inside the Schematron engine: the schema as compiled, and how its parts get there. */
#ifndef TP_VALIDATE_SCH_H
#define TP_VALIDATE_SCH_H

#include "schematron.h"

#define NS_SCH "http://purl.oclc.org/dsdl/schematron"
#define NS_XSL "http://www.w3.org/1999/XSL/Transform"
#define NS_RNG "http://relaxng.org/ns/structure/1.0"

enum {
    SCH_MAX_NEST = 32,     /* includes in includes, abstract rules in abstract rules */
    SCH_MAX_NODES = 200000 /* that includes and instances may make */
};

/* A name that an expression may use: $NAME. The innermost scope comes first. */
struct sch_let {
    const char *name;
    int slot;
    const struct tp_xp *value;
    struct tp_xp_seq constant; /* VALUE NULL: the content of the element */
    const struct sch_let *outer;
    const xmlNode *node; /* in the schema, */
    struct tp_loc at;    /* and where that is */
};

/* A piece of a message. */
struct sch_part {
    const char *text;       /* or */
    const struct tp_xp *of; /* value-of, or name with a path; */
    bool name;              /* the name of the node that OF gives, or of the context */
};
struct sch_message {
    struct sch_part *v;
    size_t n, cap;
};

struct sch_note { /* a diagnostic or a property */
    const char *id;
    const char *role, *scheme;
    struct sch_message message;
};

struct sch_check {
    bool report; /* else an assertion */
    const struct tp_xp *test;
    const char *text; /* of the test */
    const char *id, *role, *flag, *see, *icon, *fpi;
    enum tp_severity severity;
    const struct tp_xp *subject;
    struct sch_message message;
    struct {
        const struct sch_note **v;
        size_t n, cap;
    } diagnostics, properties;
    struct tp_loc at; /* in the schema */
};

struct sch_rule {
    const struct tp_xp *context;
    const char *text; /* of the context */
    const char *id, *role, *flag, *severity;
    const struct tp_xp *subject;
    const struct sch_let *lets, *lets_end; /* its own: from LETS out to LETS_END */
    struct {
        struct sch_check *v;
        size_t n, cap;
    } checks;
    size_t pattern;   /* its number */
    struct tp_loc at; /* in the schema */
};

struct sch_pattern {
    const char *id, *name, *role;
    const struct tp_xp *documents;
    const char *text; /* of DOCUMENTS */
    struct tp_loc at; /* in the schema */
    struct {
        struct sch_rule *v;
        size_t n, cap;
    } rules;
};

/* A rule that may fire for nodes of one name. */
struct sch_candidate {
    const struct sch_rule *rule;
    const char *needs; /* an attribute without which the rule can't match; NULL: none */
};
struct sch_candidates {
    struct sch_candidate *v;
    size_t n, cap;
};

struct sch_key {
    const char *name;
    const struct tp_xp *match, *use;
};

struct sch_namespace {
    const char *prefix, *uri;
};

/* Which rules to try for a node of this name. */
struct sch_named {
    const char *name;
    struct sch_candidates elements, attributes;
};

struct tp_sch {
    struct tp_arena *arena;
    const char *name, *binding, *title, *phase;
    bool xpath1;
    struct {
        struct sch_namespace *v;
        size_t n, cap;
    } namespaces;
    struct {
        struct sch_pattern *v;
        size_t n, cap;
    } patterns;
    struct {
        struct sch_key *v;
        size_t n, cap;
    } keys;
    const struct sch_let **slots; /* by slot */
    bool *wide;                   /* of each slot: a let of the schema, the phase or a pattern */
    size_t n_slots, cap_slots;
    size_t rules;
    struct sch_named *table; /* open addressing */
    size_t mask;
    struct sch_candidates any_element, any_attribute, other[XML_DOCUMENT_NODE + 1];
    bool attributes; /* some rule is for attributes */
};

/* ---- reading (sch_load.c) ---- */

/* The schema as one tree: includes are there, rules of a RELAX NG schema gathered under a "schema"
 * element. Each element knows its place (tp_xml_place_marked()), and _private, where set, the file
 * that it comes from. */
xmlNode *sch_read(struct tp_arena *a, const char *name, struct tp_diags *ds);

/* ---- compiling (sch_compile.c, sch_foreign.c, sch_rule.c, sch_index.c) ---- */

struct sch_param {
    const char *name, *value;
    const struct sch_param *next;
};

struct sch_compiler {
    struct tp_sch *s;
    struct tp_arena *a;
    struct tp_diags *ds;
    xmlNode *root;
    const char *file; /* of the schema */
    bool failed;
    const struct sch_let *lets;      /* in scope */
    const struct sch_param *params;  /* of the abstract pattern that is being made concrete */
    const xmlNode *at;               /* whose expression is being compiled */
    const struct sch_let *elsewhere; /* lets of all patterns: where no nearer one has the name */
    struct {
        struct sch_note *v;
        size_t n, cap;
    } diagnostics, properties;
    unsigned depth;
    size_t made;
};

/* key(), the one function that is ours to give (sch_key.c). */
extern const struct tp_xp_function_row sch_functions[];

bool sch_is(const xmlNode *node, const char *name); /* a Schematron element of that name */
const xmlNode *sch_first(const xmlNode *parent, const char *name);
const xmlNode *sch_next(const xmlNode *sibling, const char *name);
/* The attribute, parameters put in; NULL: none. */
const char *sch_attr(struct sch_compiler *c, const xmlNode *node, const char *name);
struct tp_loc sch_place(struct sch_compiler *c, const xmlNode *node);
const char *sch_file_of(struct sch_compiler *c, const xmlNode *node);
void sch_fault(struct sch_compiler *c, const xmlNode *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Compile the expression, or pattern, in the attribute; NULL after a fault, or when it isn't there.
 */
const struct tp_xp *sch_expression(struct sch_compiler *c, const xmlNode *node, const char *name,
                                   bool pattern);
void sch_lets(struct sch_compiler *c, const xmlNode *rule, const struct sch_let *end);
struct sch_message sch_message(struct sch_compiler *c, const xmlNode *node);
void sch_rule(struct sch_compiler *c, const xmlNode *node, struct sch_pattern *pattern);
struct sch_names {
    const char **v;
    size_t n, cap;
};
bool sch_one_of(const char *word, const char *const *words);
bool sch_is_key(const xmlNode *node); /* xsl:key */
void sch_foreign(struct sch_compiler *c);
void sch_index(struct tp_sch *s);
const struct sch_named *sch_find(const struct tp_sch *s, const char *name);
/* In NODE's text, each $NAME of a parameter is replaced, the longest name first. */
char *sch_substitute(struct tp_arena *a, const char *text, const struct sch_param *params);

/* ---- checking ---- */

/* The tables of keys that a document, and those that its rules read, have so far. */
struct sch_keys {
    struct tp_arena *arena;
    const struct tp_sch *schema;
    struct sch_key_table *tables;
};
struct sch_keys *sch_keys_of(void *host); /* of the host of a run */
xmlNode *sch_next_node(xmlNode *node);    /* in document order, without attributes */

const char *sch_svrl_location(struct tp_arena *a, const xmlNode *node);
void sch_svrl_namespaces(struct tp_buf *b, const struct tp_sch *s);
void sch_svrl_pattern(struct tp_buf *b, const struct sch_pattern *p, const char *file);
void sch_svrl_rule(struct tp_buf *b, const struct sch_rule *rule);
struct sch_result {
    const struct sch_check *check;
    const struct sch_rule *rule;
    const char *location, *message;
    struct {
        const char **v;
        size_t n, cap;
    } diagnostics, properties;
};
void sch_svrl_result(struct tp_buf *b, const struct sch_result *r);

#endif
