/* itg.h - inside the integrity checks: the tables, a worker, a document under check, its facts. */
#ifndef TP_VALIDATE_ITG_H
#define TP_VALIDATE_ITG_H

#include <unicode/uspoof.h>

#include "../../base/hash.h"
#include "../../base/pool.h"
#include "../../base/xml.h"
#include "../../base/xml_places.h"
#include "../../base/yaml.h"
#include "integrity.h"

enum {
    ITG_MAX_SAME = 50,         /* diagnostics of one character check in a document */
    ITG_MAX_SUGGESTIONS = 200, /* searches for the nearest id in a document */
    ITG_MAX_IDS = 20000,       /* ids among which the nearest is looked for */
    ITG_MAX_FILES = 20000      /* files that are read because something points to them */
};

/* ---- tables (itg_table.c) ---- */

enum itg_attribute {
    ITG_POINTER = 1 << 0,
    ITG_DATE = 1 << 1,
    ITG_DATE_ISO = 1 << 2,
    ITG_LANGUAGE = 1 << 3
};
enum itg_element {
    ITG_IMAGE = 1 << 0,
    ITG_ENTRY = 1 << 1,
    ITG_NAME = 1 << 2,
    ITG_FOREIGN = 1 << 3,
    ITG_GLYPH = 1 << 4,
    ITG_DIVISION = 1 << 5,
    ITG_SPECIAL = 1 << 6 /* its end is a moment to look back: itg_order(), prefixDef */
};

/* Where an attribute is of a kind: ONLY on these elements, or on all but these. */
struct itg_use {
    struct itg_use *next;
    unsigned kind;
    bool only;
    const char *const *elements; /* ended by NULL */
};
struct itg_name {
    struct itg_name *next; /* of the same hash */
    const char *name;
    unsigned flags;            /* of elements of that name */
    const struct itg_use *use; /* of attributes of that name */
};
enum { ITG_NAMES = 512 };
struct itg_tables {
    struct itg_name *names[ITG_NAMES];
    const char **schemes;
    const struct tp_yaml *scripts;
};
bool itg_tables(struct tp_arena *a, struct itg_tables *t, struct tp_diags *ds);
const struct itg_name *itg_name(const struct itg_tables *t, const char *name);
bool itg_scheme(const struct itg_tables *t, const char *scheme, size_t n);

/* ---- characters (itg_char.c) ---- */

enum {
    ITG_LETTER = 1,  /* of a script that is a script of its own */
    ITG_WIDE = 2,    /* counts twice: a syllable or a word */
    ITG_SUSPECT = 4, /* to be looked at closely */
    ITG_MARK = 8,    /* belongs to the letter before */
    ITG_LATIN = 16,  /* scripts that have look-alikes in each other */
    ITG_GREEK = 32,
    ITG_CYRILLIC = 64,
    ITG_ARMENIAN = 128,
    ITG_ALIKE = ITG_LATIN | ITG_GREEK | ITG_CYRILLIC | ITG_ARMENIAN
};
struct itg_char {
    uint8_t script, flags;
};
enum { ITG_PAGE = 256, ITG_PAGES = 0x110000 / ITG_PAGE };

struct itg_scripts {
    uint64_t bits[4];
};
static inline bool itg_has_script(const struct itg_scripts *s, unsigned script)
{
    return (s->bits[script >> 6] >> (script & 63)) & 1;
}

/* ---- languages (itg_language.c) ---- */

struct itg_language {
    struct itg_language *next;
    const char *tag;
    const char *fault;  /* why it is none; NULL: it is one */
    const char *better; /* how it is usually written; NULL: like this */
    struct itg_scripts scripts;
    bool known; /* the scripts are */
};
enum { ITG_LANGUAGES = 256 };
struct itg_languages {
    struct itg_language *table[ITG_LANGUAGES];
    size_t n;
};

/* ---- a worker ---- */

struct itg_lookalikes { /* of one script: its letters, by what they look like */
    struct itg_alike {
        uint32_t cp;
        const char *skeleton;
    } * v;
    size_t n, cap;
};
struct itg_worker {
    struct tp_arena *own;
    struct itg_char *pages[ITG_PAGES];
    struct itg_languages languages;
    USpoofChecker *spoof;
    struct itg_lookalikes alikes[4];
};

struct tp_integrity {
    struct tp_levels levels;
    struct itg_tables tables;
    const char *root; /* the real path; NULL: none */
    struct tp_pool *pool;
};

/* ---- facts ---- */

/* A pointer that leads out of the document. */
struct itg_far {
    struct tp_loc loc;
    const char *behind;   /* what a message says of the place behind it; NULL: nothing */
    const char *value;    /* as written */
    const char *path;     /* of the file */
    const char *relative; /* the same, from the document */
    const char *fragment; /* NULL: the file itself */
    enum tp_code missing; /* the code when there is no file */
};
struct itg_entry {
    const char *id, *kind, *name; /* NAME NULL: none */
    const char *since, *until;    /* dates of birth and death and their like; NULL: not known */
    TP_VEC(const char *) numbers; /* "type number" */
    struct tp_loc loc;
    bool used;  /* by its own document */
    bool local; /* of this document alone: a role of a play, a speaker */
};
struct tp_facts {
    const char *file, *path, *also;
    TP_VEC(const char *) ids;
    TP_VEC(struct itg_far) far;
    TP_VEC(struct itg_entry) entries;
};

/* ---- a document under check ---- */

struct itg_id {
    const char *name; /* NULL: free */
    const xmlNode *element;
    size_t entry; /* its number, from 1; 0: none */
};
struct itg_pointer {
    const xmlNode *attribute;
    const char *p; /* in the attribute's value */
    uint32_t len, offset;
    bool image;
};
struct itg_prefix {
    const char *ident, *pattern, *replacement;
    void *regex; /* URegularExpression; NULL: can't be used */
};
struct itg_frame {
    const xmlNode *element;
    const struct itg_language *language; /* NULL: none, or not to be held against the text */
    bool declares;                       /* the language is its own */
    bool glyph, division;
    uint32_t total, match;
    size_t candidates;
};
struct itg_cached { /* element and attribute names are unique pointers in a tree's dictionary */
    const xmlChar *key;
    const struct itg_name *name;
};
enum { ITG_CACHE = 512 };

struct itg_days {
    int64_t first, last; /* days, of a date as precise as it is written */
};

struct itg_check {
    struct tp_integrity *in;
    struct itg_worker *w;
    struct tp_arena *work, *kept;
    const struct tp_integrity_document *d;
    struct tp_diags *ds;
    struct tp_xml_places *places;
    struct tp_facts *facts;
    struct itg_id *ids;
    size_t n_ids, mask;
    TP_VEC(struct itg_pointer) pointers;
    TP_VEC(struct itg_prefix) prefixes;
    TP_VEC(struct itg_frame) frames;
    struct {
        struct itg_candidate {
            const xmlNode *element;
            const struct itg_language *language;
            uint32_t total;
        } * v;
        size_t n, cap;
    } candidates;
    struct itg_languages languages; /* when the worker has enough */
    struct itg_cached cache[ITG_CACHE];
    const char **near; /* the ids, for suggestions; NULL: not gathered yet */
    size_t suggestions;
    bool has_base; /* there is an xml:base */
    struct {
        const xmlNode
            *element; /* with the document's own date; NULL: it has none, or was compared */
        struct itg_days days;
    } own;
    unsigned told[TP_D_COUNT];
};

#define ITG_WHOLE ((size_t)-1)
/* A diagnostic, unless its check is off; OFFSET is in the node's text or value, ITG_WHOLE: the node
 * itself. The details end with NULL. */
void itg_tell(struct itg_check *c, enum tp_code code, const xmlNode *node, size_t offset,
              const char *const *details);
#define itg_say(c, code, node, offset, ...)                                                        \
    itg_tell((c), (code), (node), (offset), (const char *const[]){__VA_ARGS__, NULL})
static inline bool itg_on(const struct itg_check *c, enum tp_code code)
{
    return c->in->levels.of[code] != TP_OFF;
}
struct tp_loc itg_place(struct itg_check *c, const xmlNode *node, size_t offset);
/* The same, to be kept with the facts, which outlive the tree. */
struct tp_loc itg_kept_place(struct itg_check *c, const xmlNode *node, size_t offset);

/* The value as it stands in the tree; "" when it is empty. */
const char *itg_value(struct itg_check *c, const xmlAttr *attribute);
const char *itg_attribute(struct itg_check *c, const xmlNode *element, const char *name);
bool itg_is(const xmlNode *node, const char *name); /* a TEI element of that name */

/* itg_char.c */
struct itg_char itg_char_new(struct itg_worker *w, uint32_t cp);
static inline struct itg_char itg_char(struct itg_worker *w, uint32_t cp)
{
    return w->pages[cp / ITG_PAGE] ? w->pages[cp / ITG_PAGE][cp % ITG_PAGE] : itg_char_new(w, cp);
}
void itg_suspect(struct itg_check *c, const xmlNode *node, const char *text, size_t at,
                 uint32_t cp);
/* itg_text.c */
void itg_text(struct itg_check *c, const xmlNode *node, const char *text, struct itg_frame *frame);
void itg_plain(struct itg_check *c, const xmlNode *attribute, const char *value);
void itg_close(struct itg_check *c); /* the innermost frame */
/* itg_mixed.c */
void itg_mixed(struct itg_check *c, const xmlNode *node, size_t offset, const char *word, size_t n);

/* itg_language.c */
const struct itg_language *itg_language(struct itg_check *c, const char *tag);
void itg_language_value(struct itg_check *c, const xmlNode *attribute, const char *value);

/* ---- dates (itg_date.c, itg_order.c) ---- */

/* A date in the format of W3C XML Schema; 1: it is one, with days; 0: one that has none (a time, a
 * day of every year); -1: none, *FAULT says why. */
int itg_date(struct tp_arena *a, const char *value, struct itg_days *days, const char **fault);
void itg_dates(struct itg_check *c, const xmlNode *element);
/* Between which days the dates on the element say that it was; false: they don't. */
bool itg_span(struct itg_check *c, const xmlNode *element, struct itg_days *days);
void itg_order(struct itg_check *c, const xmlNode *element);

/* ---- ids and pointers (itg_id.c, itg_pointer.c) ---- */

void itg_id(struct itg_check *c, const xmlNode *attribute, const char *value);
struct itg_id *itg_find(const struct itg_check *c, const char *name, size_t n);
const char *itg_near(struct itg_check *c, const char *name); /* NULL: none */
void itg_pointers(struct itg_check *c, const xmlNode *attribute, const char *value, bool image);
const char *itg_tidy(struct tp_arena *a, const char *path);
void itg_resolve(struct itg_check *c); /* when all ids are known */
void itg_prefix(struct itg_check *c, const xmlNode *element);
void itg_entry(struct itg_check *c, const xmlNode *element, const char *id);

#endif
