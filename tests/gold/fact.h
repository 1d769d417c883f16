/*
 * fact.h - what an encoding says, as a list of facts that can be compared.
 *
 * Both sides, the hand-made gold and the encoder's TEI, are read as the same stream of marks: one
 * begins, text comes, it ends. The facts are made from that stream in one place, so that the two
 * can differ only in what they say. Texts are compared by their letters and digits alone: brackets,
 * Markdown signs, white space and punctuation may be kept or become markup.
 */
#ifndef TESTS_GOLD_FACT_H
#define TESTS_GOLD_FACT_H

#include "../../pipeline/base/buf.h"

enum fact_class { FACT_STRUCTURE, FACT_DATE, FACT_NAME, FACT_HEADER, FACT_CLASSES };

enum fact_wanted {
    FACT_MUST,
    FACT_MAY,      /* right with it and without it, in whatever form: not counted */
    FACT_MAY_DOUBT /* the same, but only if marked as doubtful */
};

struct fact {
    enum fact_class class;
    enum fact_wanted wanted;
    const char *key;     /* what and where: "translation/opener/salute", "date", "ms.fond" */
    const char *letters; /* the text, letters and digits only */
    const char *value;   /* an ISO date, an identifier, a language; "": none */
    const char *shown;   /* the text for people */
    bool doubt;          /* gold: has to carry @cert; TEI: carries it */
    bool matched;
    size_t line;
};

struct facts {
    struct fact *v;
    size_t n, cap;
};

/* What a mark can be; the rows are in fact.c. */
enum role_kind {
    ROLE_DIV,    /* a part of the text; N is its number */
    ROLE_PLACE,  /* opener, closer */
    ROLE_BLOCK,  /* has its own text, which is not that of the block around it */
    ROLE_INLINE, /* its text is also that of the block around it */
    ROLE_POINT,  /* a place in the text; what it contains is not text */
    ROLE_DATE,
    ROLE_NAME
};

enum role_flags {
    ROLE_LINES = 1,     /* each line counts by itself: how they are grouped is a matter of taste */
    ROLE_PLACED = 2,    /* it matters whether it is in the opener or in the closer */
    ROLE_NUMBERED = 4,  /* N is a number, and part of what is compared */
    ROLE_COVERS = 8,    /* a paragraph with nothing else in it is none */
    ROLE_CONSUMED = 16, /* a block in which a ROLE_COVERS is all is none */
    ROLE_CAPTION = 32,  /* its caption ("Stamp:") may have become the element */
    ROLE_ANYWHERE = 64  /* it doesn't matter in which part it stands */
};

struct role {
    const char *name;
    enum role_kind kind;
    unsigned flags;
};

/* The role of that name, aliases included; NULL: there is none. */
const struct role *role_find(const char *name, size_t len);

struct mark {
    const struct role *role;
    const char *n;     /* number, reason, language, kind of part; "" where there is none */
    const char *value; /* of dates and names; language of a part */
    bool doubt;
    enum fact_wanted wanted;
    const char *id;    /* of an aligned block; NULL: not aligned */
    const char *links; /* identifiers of the blocks it is aligned with, or a key that both have */
    size_t line;
};

struct builder;

/* Everything is allocated in ARENA, which has to outlive the facts. */
struct builder *builder_new(struct tp_arena *arena);
void builder_begin(struct builder *b, const struct mark *mark);
void builder_text(struct builder *b, const char *p, size_t n);
void builder_end(struct builder *b);
/* After the last mark: adds the alignments. The builder is empty then, but for its facts. */
struct facts *builder_finish(struct builder *b);

/* Letters and digits only; FOLD also takes the difference of case away. */
void fact_add_letters(struct tp_buf *out, const char *p, size_t n, bool fold);
char *fact_letters(struct tp_arena *a, const char *p, size_t n, bool fold);
/* "II", "ii)", "二", "2." are all "2". */
char *fact_number(struct tp_arena *a, const char *n);
/* A date without zone and without seconds that are zero. */
char *fact_date(struct tp_arena *a, const char *value);

#endif
