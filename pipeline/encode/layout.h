/*
 * layout.h - the layouts of transcriptions: data files that say how a kind of source looks.
 *
 * schemas/layouts/README.md documents the files, key by key. Layouts are loaded once, immutable
 * afterwards.
 */
#ifndef TP_ENCODE_LAYOUT_H
#define TP_ENCODE_LAYOUT_H

#include "regex.h"

enum tp_role {
#define TP_ROLE(name, id, top, bottom) TP_ROLE_##name,
#include "roles.def"
#undef TP_ROLE
    TP_ROLE_COUNT
};

const char *tp_role_id(enum tp_role role);
bool tp_role_top(enum tp_role role);    /* may stand in the head of a text */
bool tp_role_bottom(enum tp_role role); /* may stand behind its end */

enum tp_where { TP_ANYWHERE, TP_AT_TOP, TP_AT_BOTTOM };

struct tp_role_rule {
    enum tp_role role;
    const struct tp_regex *regex;
    enum tp_where where;
    uint32_t max;       /* characters; longer text is not tried */
    bool line;          /* may be one line of a block */
    const char *field;  /* of the header, given by the group "value"; NULL: none */
    const char *type;   /* @type of its element; NULL: that of the role */
    enum tp_role after; /* only below a block of this role; NONE: anywhere */
};

struct tp_evidence {
    const struct tp_regex *regex; /* or */
    enum tp_role role;            /* of any block; NONE: the regex counts */
    uint32_t within;              /* the first so many blocks; 0: all */
    int points;
};

struct tp_front {
    const char *field;
    const struct tp_regex *regex; /* NULL: any text */
    uint32_t max;
    bool is_date;  /* the block is a date, a time beside it allowed */
    bool keep;     /* stays in the text as well */
    bool optional; /* the next one may take the block */
};

/* Fixed words inside a text that are an element: a security classification in a heading. */
struct tp_inline_rule {
    const struct tp_regex *regex;
    const char *element, *type; /* TYPE: of @type; NULL: none */
    bool in_text;               /* in running text as well, not only in heads and signatures */
};

struct tp_caption {
    const char *field;
    const char *phrase; /* without colon */
    int32_t first;      /* its first letter, case folded */
};

#define TP_LIST_OF(type)                                                                           \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }

struct tp_regexes {
    const struct tp_regex **v;
    size_t n, cap;
};

struct tp_layout {
    const char *name, *title, *file;
    int needs, caption_points, uppercase_points, front_matter_points;
    TP_LIST_OF(struct tp_evidence) evidence;
    TP_LIST_OF(struct tp_front) front;
    TP_LIST_OF(struct tp_caption) captions;
    struct tp_regexes contents;
    TP_LIST_OF(const char *) with;         /* names of layouts whose documents may stand in it */
    TP_LIST_OF(struct tp_role_rule) roles; /* its own, those of common, of the layouts in it */
    struct tp_regexes titles;
    TP_LIST_OF(struct tp_inline_rule) inlines; /* its own, then those of common */
    bool split;                                /* looks for several versions of the text */
    const char *version;                       /* original, transcription, translation */
    const char *kind;                          /* NULL: from the title */
    uint32_t longest;                          /* the greatest max of its roles */
};

struct tp_layouts {
    struct tp_regex_set *regexes;
    TP_LIST_OF(struct tp_layout *) list;
    const struct tp_layout *forced; /* taken for every document; NULL: the one that fits */
};

/* Load the compiled-in layouts and those in FOLDER (NULL: none), which replace ours of the same
 * name. KINDS are the kinds of document that there are (ended by NULL), FORCED the name of the
 * layout for all documents (NULL: none). NULL, with diagnostics at the file's own line, when one
 * can't be used. */
struct tp_layouts *tp_layouts_load(struct tp_arena *a, const char *folder, const char *const *kinds,
                                   const char *forced, struct tp_diags *ds);

/* ---- layout_file.c, for layout.c ---- */

/* Read one file; NULL, with diagnostics, when something in it is wrong. */
struct tp_layout *tp_layout_read(struct tp_arena *a, struct tp_regex_set *regexes, const char *file,
                                 const char *text, size_t len, const char *const *kinds,
                                 struct tp_diags *ds);

#endif
