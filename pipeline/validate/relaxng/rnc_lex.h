/* rnc_lex.h - tokens of the compact syntax (ISO/IEC 19757-2, annex C). */
#ifndef TP_RNG_RNC_LEX_H
#define TP_RNG_RNC_LEX_H

#include "rng_ast.h"

enum tp_rnc_token_kind {
    TP_RNC_END,
    TP_RNC_IDENT,             /* text: the name; .keyword when it is one and was not escaped */
    TP_RNC_CNAME,             /* prefix, text */
    TP_RNC_NSNAME,            /* prefix:* */
    TP_RNC_LITERAL,           /* text; one segment */
    TP_RNC_DOC,               /* text: lines of ## together */
    TP_RNC_COMMENT,           /* text */
    TP_RNC_ASSIGN_CHOICE,     /* |= */
    TP_RNC_ASSIGN_INTERLEAVE, /* &= */
    TP_RNC_FOLLOW,            /* >> */
    TP_RNC_CHAR               /* any other, in .c */
};

enum tp_rnc_keyword {
    TP_RNC_NO_KEYWORD,
    TP_RNC_ATTRIBUTE,
    TP_RNC_DEFAULT,
    TP_RNC_DATATYPES,
    TP_RNC_DIV,
    TP_RNC_ELEMENT,
    TP_RNC_EMPTY,
    TP_RNC_EXTERNAL,
    TP_RNC_GRAMMAR,
    TP_RNC_INCLUDE,
    TP_RNC_INHERIT,
    TP_RNC_LIST,
    TP_RNC_MIXED,
    TP_RNC_NAMESPACE,
    TP_RNC_NOT_ALLOWED,
    TP_RNC_PARENT,
    TP_RNC_START,
    TP_RNC_STRING,
    TP_RNC_TEXT,
    TP_RNC_TOKEN,
    TP_RNC_KEYWORDS
};

struct tp_rnc_token {
    enum tp_rnc_token_kind kind;
    enum tp_rnc_keyword keyword;
    char c;
    const char *prefix, *text;
    uint32_t line, offset;
};

struct tp_rnc_lexer {
    struct tp_arena *a;
    struct tp_rng_file *file;
    struct tp_diags *ds;
    const char *text; /* with escapes replaced; ends in a NUL that is not text */
    size_t len, at;
    uint32_t line;
    bool failed;
    /* from byte AT of the text on, places in the file are so much further on; in order */
    struct {
        struct tp_rnc_shift {
            size_t at, by;
        } * v;
        size_t n, cap;
    } shifts;
    size_t shift; /* how many lie behind */
};

/* False with a diagnostic when the text is not UTF-8 or an escape is wrong. */
bool tp_rnc_lex_begin(struct tp_rnc_lexer *lx, struct tp_arena *a, struct tp_rng_file *file,
                      struct tp_diags *ds);
/* The next token; at a fault, a diagnostic and the end. */
struct tp_rnc_token tp_rnc_lex_next(struct tp_rnc_lexer *lx);
void tp_rnc_fault(struct tp_rnc_lexer *lx, uint32_t line, uint32_t offset, const char *message);
/* Is it a word of the syntax, which a reference must escape? */
enum tp_rnc_keyword tp_rnc_keyword_of(const char *word);

#endif
