/* ext_store.c - handles and values by their keys; see ext_store.h. */
#include "ext_store.h"

#include <stdlib.h>
#include <string.h>

#include "../base/hash.h"

struct tp_ext_store *tp_ext_store_new(void)
{
    return calloc(1, sizeof(struct tp_ext_store));
}

static void close_handle(struct tp_ext_handle *h)
{
    if (h->handle)
        h->close(h->handle);
    h->handle = NULL;
}

void tp_ext_store_free(struct tp_ext_store *store)
{
    for (size_t i = 0; store && i < TP_EXT_HANDLES; i++)
        close_handle(&store->handles[i]);
    if (store)
        xmlHashFree(store->labels, NULL);
    free(store);
}

void *tp_ext_store_get(const struct tp_ext_store *store, const char *key)
{
    for (size_t i = 0; i < TP_EXT_HANDLES; i++)
        if (store->handles[i].handle && strcmp(store->handles[i].key, key) == 0)
            return store->handles[i].handle;
    return NULL;
}

bool tp_ext_store_put(struct tp_ext_store *store, const char *key, void *handle,
                      void (*close)(void *))
{
    struct tp_ext_handle *h = &store->handles[store->next];
    size_t n = strlen(key);

    if (n >= sizeof h->key)
        return false;
    close_handle(h);
    memcpy(h->key, key, n + 1);
    h->handle = handle;
    h->close = close;
    store->next = (store->next + 1) % TP_EXT_HANDLES;
    return true;
}

static size_t place_of(const char *key)
{
    return tp_hash(key, strlen(key)) % TP_EXT_VALUES;
}

const char *tp_ext_store_value(const struct tp_ext_store *store, const char *key)
{
    const struct tp_ext_value *v = &store->values[place_of(key)];

    return *key && strcmp(v->key, key) == 0 ? v->text : NULL;
}

void tp_ext_store_set_value(struct tp_ext_store *store, const char *key, const char *value,
                            size_t len)
{
    struct tp_ext_value *v = &store->values[place_of(key)];
    size_t n = strlen(key);

    if (!n || n >= sizeof v->key || len >= sizeof v->text)
        return;
    memcpy(v->key, key, n + 1);
    memcpy(v->text, value, len);
    v->text[len] = '\0';
}
