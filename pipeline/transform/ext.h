/*
 * ext.h - the functions that stylesheets can call, in the namespace TP_NS_FUNCTIONS.
 *
 * One row of the table in ext.c is a function: its name, how many arguments it takes, and the C
 * function that appends its value. Arguments come as UTF-8 strings of bounded size. Each is
 * described with an example in xslt/README.md. Inside the layer only.
 */
#ifndef TP_TRANSFORM_EXT_H
#define TP_TRANSFORM_EXT_H

#include <libxslt/xsltInternals.h>
#include <unicode/utypes.h>

#include "describe.h"

#include "../base/buf.h"
#include "ext_store.h"

struct tp_reach;
struct tp_transform;

enum { TP_EXT_MAX_ARGS = 4, TP_EXT_MAX_TEXT = 16 * 1024 * 1024 /* bytes of all arguments */ };

/* A copy of an authority file's entry, and the pointer that led to it. */
struct tp_ext_entry {
    const char *ref;
    xmlNodePtr node;
};

/* The functions' state in one transformation. */
struct tp_ext {
    struct tp_arena *arena; /* of the transformation */
    struct tp_arena *keep;  /* of its caller: what is to last longer */
    struct tp_diags *ds;
    const struct tp_transform *how;
    xmlDocPtr doc,
        copy; /* what is transformed; COPY: in its place, when it is changed on the way */
    struct tp_describer *describer;
    struct tp_described own; /* when the caller keeps none */
    xmlDocPtr entries;       /* holds COPIES */
    TP_VEC(struct tp_ext_entry) copies;
    const struct tp_reach *reach; /* whose files may be read */
    bool failed;                  /* and told why: the transformation fails, too */
    struct tp_ext_store *store;   /* what is kept from one to the next */
    bool no_memory;               /* raised by the transformation when libxslt has returned */
};

/* One call. */
struct tp_ext_call {
    struct tp_ext *ext;
    struct tp_arena *arena; /* for this call */
    const char *arg[TP_EXT_MAX_ARGS];
    xmlNodePtr node; /* of a function that takes a node: it, or NULL */
    size_t n;
    struct tp_buf out;
    bool is_number; /* the value is NUMBER, else OUT */
    double number;
    TP_VEC(xmlNodePtr) nodes; /* the value of a function that gives nodes */
};

struct tp_ext *tp_ext_new(struct tp_arena *a, struct tp_ext_store *store);
/* Make the functions known to libxslt, once a process: whoever runs a stylesheet finds them, but
 * they only work in a transformation of this layer. */
void tp_ext_init(void);
/* The state of the transformation that CTXT is; NULL when it is none of ours. */
struct tp_ext *tp_ext_of(xsltTransformContextPtr ctxt);

/* The value of a function that gives a string, for strings; freed by the caller. NULL: they are
 * longer than TP_EXT_MAX_TEXT, or there is no memory, which is noted. */
xmlChar *tp_ext_ask(struct tp_ext *ext, const char *function, const char *const *args, size_t n);

/* What was kept under the key, which begins with a letter of its kind; NULL: nothing. */
void *tp_ext_cached(struct tp_ext_call *call, const char *key);
/* Keep HANDLE (not NULL) for this call and, if the key isn't too long, for others: closed when it
 * makes room, or with the stylesheet. Returns it. */
void *tp_ext_keep(struct tp_ext_call *call, const char *key, void *handle, void (*close)(void *));

/* UTF-8 to UTF-16 and back; what is not well formed becomes U+FFFD. */
UChar *tp_ext_utf16(struct tp_arena *a, const char *text, size_t len, int32_t *n);
/* The character at *AT, which moves behind it; U+FFFD for half a surrogate pair. */
uint32_t tp_ext_next(const UChar *text, int32_t *at, int32_t n);
void tp_ext_add_utf16(struct tp_buf *out, const UChar *text, int32_t n);

/* A BCP 47 tag as an ICU locale; false when ICU has no words in that language. ID has room for
 * ULOC_FULLNAME_CAPACITY. */
bool tp_ext_locale(const char *tag, char *id);

/* Columns that a character takes in a fixed-width font: 0, 1 or 2 (UAX 11; ambiguous ones count 1).
 */
int tp_char_width(uint32_t c);

void tp_ext_wrap(struct tp_ext_call *call);
void tp_ext_width(struct tp_ext_call *call);
void tp_ext_date(struct tp_ext_call *call);
void tp_ext_language_name(struct tp_ext_call *call);
void tp_ext_script(struct tp_ext_call *call);
void tp_ext_sort_key(struct tp_ext_call *call);
void tp_ext_ascii(struct tp_ext_call *call);
void tp_ext_json(struct tp_ext_call *call);
void tp_ext_bibtex(struct tp_ext_call *call);
void tp_ext_uri_encode(struct tp_ext_call *call);
void tp_ext_punctuate(struct tp_ext_call *call);
void tp_ext_quotes(struct tp_ext_call *call);
void tp_ext_initials(struct tp_ext_call *call);
void tp_ext_page_range(struct tp_ext_call *call);
void tp_ext_record(struct tp_ext_call *call);
void tp_ext_authority(struct tp_ext_call *call);

#endif
