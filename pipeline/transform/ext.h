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

#include "../base/buf.h"

enum { TP_EXT_MAX_ARGS = 4, TP_EXT_MAX_TEXT = 16 * 1024 * 1024 /* bytes of all arguments */ };

/*
 * What ICU opened for a locale or a rule: opening costs a hundred times as much as using, so it is
 * kept from one transformation to the next, by the compiled stylesheet that the thread has
 * borrowed. The ones that were not used for longest make room.
 */
enum tp_ext_slot {
    TP_EXT_DATE,
    TP_EXT_PATTERNS,
    TP_EXT_COLLATOR,
    TP_EXT_ROMAN,
    TP_EXT_NAMES,
    TP_EXT_BREAKS
};

enum { TP_EXT_HANDLES = 24, TP_EXT_KEY = 96, TP_EXT_TAG = 64 /* the longest language tag */ };

struct tp_ext_store {
    struct tp_ext_handle {
        void *handle; /* NULL: free */
        void (*close)(void *handle);
        uint64_t used;
        enum tp_ext_slot slot;
        char key[TP_EXT_KEY];
    } v[TP_EXT_HANDLES];
    uint64_t uses;
};

void tp_ext_store_close(struct tp_ext_store *store);

/* The functions' state in one transformation. */
struct tp_ext {
    struct tp_arena *arena; /* of the transformation */
    struct tp_ext_store *store;
    bool no_memory; /* raised by the transformation when libxslt has returned */
};

/* One call. */
struct tp_ext_call {
    struct tp_ext *ext;
    struct tp_arena *arena; /* for this call */
    const char *arg[TP_EXT_MAX_ARGS];
    size_t n;
    struct tp_buf out;
    bool is_number; /* the value is NUMBER, else OUT */
    double number;
};

struct tp_ext *tp_ext_new(struct tp_arena *a, struct tp_ext_store *store);
/* Make the functions known to CTXT, whose _private must lead to the tp_ext: see tp_ext_of. False:
 * no memory. */
bool tp_ext_register(xsltTransformContextPtr ctxt);
/* Given by the transformation. */
struct tp_ext *tp_ext_of(xsltTransformContextPtr ctxt);

/* What was kept with SLOT and KEY; NULL: nothing. Usable until the call ends. */
void *tp_ext_cached(struct tp_ext *ext, enum tp_ext_slot slot, const char *key);
/* Keep HANDLE (not NULL) with SLOT and KEY (shorter than TP_EXT_KEY). Returns it. */
void *tp_ext_keep(struct tp_ext *ext, enum tp_ext_slot slot, const char *key, void *handle,
                  void (*close)(void *));

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

#endif
