/* rnc_parse.h - between the files of the compact syntax's parser. */
#ifndef TP_RNG_RNC_PARSE_H
#define TP_RNG_RNC_PARSE_H

#include "rnc_lex.h"

struct tp_rnc_datatypes {
    struct tp_rnc_datatypes *next;
    const char *prefix, *uri;
};

/* Nodes in the order in which they were read, before it is known what holds them. */
struct tp_rnc_items {
    struct tp_rng_node **v;
    size_t n, cap;
};

struct tp_rnc_notes {
    struct tp_rnc_items items; /* documentation and annotation elements */
    struct tp_rng_attr *attrs; /* annotation attributes */
};

struct tp_rnc_parser {
    struct tp_rnc_lexer lx;
    struct tp_arena *a;
    struct tp_rng_file *file;
    struct tp_rnc_token tokens[3]; /* this one and those ahead */
    size_t ahead;
    struct tp_rnc_items comments; /* read, not yet placed */
    struct tp_rnc_items behind;   /* >> annotations of a name, not yet placed */
    const struct tp_rng_bind *binds;
    struct tp_rnc_datatypes *datatypes;
    const char *default_ns; /* NULL: inherited */
    size_t nest;
    bool bare_except; /* what was read last ends in an exception without parentheses around it */
};

/* ---- rnc_tokens.c ---- */

/* The Kth token from here on, 0 to 2; comments are put aside on the way. */
const struct tp_rnc_token *tp_rnc_peek(struct tp_rnc_parser *p, size_t k);
/* Go past a token. */
struct tp_rnc_token tp_rnc_take(struct tp_rnc_parser *p);
struct tp_rng_node *tp_rnc_new_node(struct tp_rnc_parser *p, enum tp_rng_kind kind);
/* A fault at the token here; the first one counts. */
void tp_rnc_wrong(struct tp_rnc_parser *p, const char *message);
/* ... that something else was expected. */
void tp_rnc_unexpected(struct tp_rnc_parser *p, const char *wanted);
bool tp_rnc_is_char(struct tp_rnc_parser *p, char c);
bool tp_rnc_is_word(struct tp_rnc_parser *p, enum tp_rnc_keyword k);
bool tp_rnc_expect(struct tp_rnc_parser *p, char c);
/* A name; KEYWORDS: one that is a word of the syntax too. NULL after a fault. */
const char *tp_rnc_identifier(struct tp_rnc_parser *p, bool keywords);
/* Segments joined by ~. NULL after a fault. */
const char *tp_rnc_literal(struct tp_rnc_parser *p);
/* One level more; false, with a diagnostic, when they are too many. */
bool tp_rnc_deeper(struct tp_rnc_parser *p);
/* The namespace of a prefix; NULL in *NS when it is inherited. */
bool tp_rnc_ns_of(struct tp_rnc_parser *p, const char *prefix, const char **ns);
/* NULL after a fault. */
const char *tp_rnc_library_of(struct tp_rnc_parser *p, const char *prefix);
/* namespace, default namespace, datatypes. */
void tp_rnc_declarations(struct tp_rnc_parser *p);
/* ---- rnc_notes.c ---- */

/* ## ... and [ ... ] before something. */
struct tp_rnc_notes tp_rnc_annotations(struct tp_rnc_parser *p);
struct tp_rng_node *tp_rnc_annotation_element(struct tp_rnc_parser *p, bool outermost);
/* Make the annotations the first children of the node. */
void tp_rnc_apply(struct tp_rnc_parser *p, struct tp_rng_node *n, const struct tp_rnc_notes *notes);
/* Comments read so far stand before what comes next in OUT. */
void tp_rnc_place_comments(struct tp_rnc_parser *p, struct tp_rnc_items *out);
/* >> ...: annotations that follow, to OUT. */
void tp_rnc_follow(struct tp_rnc_parser *p, struct tp_rnc_items *out);
/* Name classes, of elements or attributes, whose own node takes p->behind. NULL after a fault. */
struct tp_rng_node *tp_rnc_name_class(struct tp_rnc_parser *p, bool attribute);
/* A fault when what was read last ends in an exception without parentheses. */
void tp_rnc_check_except(struct tp_rnc_parser *p);

#endif
