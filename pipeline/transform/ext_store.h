/*
 * ext_store.h - what the functions of stylesheets keep from one document to the next. Inside the
 * layer only.
 *
 * A store goes with a compiled copy of a stylesheet, and so is one thread's at a
 * time. It has a fixed size, and holds what others opened or made; it is the program's, not a
 * job's, so that it comes from malloc() and not from an arena.
 */
#ifndef TP_TRANSFORM_EXT_STORE_H
#define TP_TRANSFORM_EXT_STORE_H

#include <libxml/hash.h>
#include <stdbool.h>
#include <stddef.h>

enum { TP_EXT_MAX_KEY = 80 };

enum { TP_EXT_HANDLES = 24, TP_EXT_VALUES = 4096, TP_EXT_MAX_VALUE = 96 };

struct tp_ext_value {
    char key[TP_EXT_MAX_KEY], text[TP_EXT_MAX_VALUE];
};

struct tp_ext_handle {
    char key[TP_EXT_MAX_KEY];
    void *handle;
    void (*close)(void *);
};

struct tp_ext_store {
    struct tp_ext_handle handles[TP_EXT_HANDLES];
    size_t next;                               /* where the next one is put */
    struct tp_ext_value values[TP_EXT_VALUES]; /* each where the hash of its key says */
    xmlHashTablePtr labels; /* by key: elements of the stylesheet; NULL: not yet looked for */
    const char *languages;  /* of the labels */
};

/* NULL: no memory. */
struct tp_ext_store *tp_ext_store_new(void);
void tp_ext_store_free(struct tp_ext_store *store); /* NULL is allowed */

/*
 * Handles that ICU opened (opening costs more than using), by what they are for. A key longer than
 * TP_EXT_MAX_KEY is never found. tp_ext_store_put gives away HANDLE, closing the one that was kept
 * longest when there is no room; it returns false, and HANDLE is the caller's, when the key is too
 * long.
 */
void *tp_ext_store_get(const struct tp_ext_store *store, const char *key);
bool tp_ext_store_put(struct tp_ext_store *store, const char *key, void *handle,
                      void (*close)(void *));

/* Values that are dear to compute and asked for again and again (the date of a letter, the name of
 * its language): KEY is the function and its arguments. NULL: not kept. What doesn't fit isn't
 * kept. */
const char *tp_ext_store_value(const struct tp_ext_store *store, const char *key);
void tp_ext_store_set_value(struct tp_ext_store *store, const char *key, const char *value,
                            size_t len);

#endif
