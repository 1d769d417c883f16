#include "entries.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "../base/pack.h"
#include "inputs.h"

struct entry {
    const char *id;
    size_t number; /* in the order of the files: several may have one id */
    char digest[TP_DIGEST];
};

struct tp_entry_states {
    TP_VEC(struct entry) v; /* by id, then number */
};

/* The next node in document order, whatever the depth. */
static const xmlNode *next_node(const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    while (n && !n->next)
        n = n->parent;
    return n ? n->next : NULL;
}

/* ---- what a document leads to ---- */

struct ids {
    const char **v;
    size_t n, cap;
};

static void add_pointers(struct tp_arena *a, struct ids *ids, const char *value)
{
    while (*value) {
        size_t n = strcspn(value, " \t\r\n");
        const char *hash = memchr(value, '#', n);

        if (hash && hash > value && hash + 1 < value + n)
            TP_PUSH(a, ids, tp_strndup(a, hash + 1, (size_t)(value + n - hash - 1)));
        value += n;
        value += strspn(value, " \t\r\n");
    }
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

struct tp_slice tp_refs_of(struct tp_arena *a, const xmlDoc *doc)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_buf out = tp_buf_new(work);
    struct ids ids = {0};
    struct tp_slice s;

    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = next_node(n))
        for (const xmlAttr *at = n->type == XML_ELEMENT_NODE ? n->properties : NULL; at;
             at = at->next)
            if (at->children && !at->children->next && at->children->content)
                add_pointers(work, &ids, (const char *)at->children->content);
    if (ids.n > 1)
        qsort(ids.v, ids.n, sizeof *ids.v, by_text);
    for (size_t i = 0; i < ids.n; i++)
        if (i == 0 || strcmp(ids.v[i - 1], ids.v[i]) != 0)
            tp_pack_string(&out, ids.v[i]);
    s = (struct tp_slice){tp_strndup(a, out.p ? out.p : "", out.len), out.len};
    tp_arena_free(work);
    return s;
}

/* ---- what the entries say ---- */

static void digest_of(const xmlNode *entry, struct tp_arena *work, char *digest)
{
    xmlBuffer *bytes = xmlBufferCreate();

    if (!bytes || xmlNodeDump(bytes, entry->doc, (xmlNode *)entry, 0, 0) < 0) {
        xmlBufferFree(bytes);
        tp_arena_fail(work);
    }
    tp_digest((const char *)xmlBufferContent(bytes), (size_t)xmlBufferLength(bytes), digest);
    xmlBufferFree(bytes);
}

static void read_entries(struct tp_entry_states *e, struct tp_arena *a, struct tp_arena *work,
                         const xmlDoc *doc)
{
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = next_node(n)) {
        struct entry new = {.number = e->v.n};
        xmlChar *id;

        if (n->type != XML_ELEMENT_NODE)
            continue;
        id = xmlGetNsProp((xmlNode *)n, (const xmlChar *)"id", XML_XML_NAMESPACE);
        if (!id)
            continue;
        new.id = tp_strdup(a, (const char *)id);
        xmlFree(id);
        digest_of(n, work, new.digest);
        TP_PUSH(a, &e->v, new);
    }
}

static int by_id(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    int order = strcmp(a->id, b->id);

    return order ? order : (a->number > b->number) - (a->number < b->number);
}

struct tp_entry_states *tp_entry_states_new(struct tp_arena *a, const struct tp_paths *files)
{
    struct tp_entry_states *e = TP_NEW(a, struct tp_entry_states);

    for (size_t i = 0; i < files->n; i++) {
        struct tp_arena *work = tp_arena_sub(a);
        xmlDocPtr doc = tp_xml_read_file(work, files->v[i], tp_diags_new(work, 0));

        if (doc)
            read_entries(e, a, work, doc);
        tp_arena_free(work);
    }
    if (e->v.n > 1)
        qsort(e->v.v, e->v.n, sizeof *e->v.v, by_id);
    return e;
}

static size_t first_of(const struct tp_entry_states *e, const char *id)
{
    size_t low = 0, high = e->v.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(e->v.v[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void tp_entry_states_add(const struct tp_entry_states *e, struct tp_slice refs, struct tp_buf *all)
{
    struct tp_unpack u = tp_unpack_new(refs);

    while (u.p < u.end && !u.bad) {
        const char *id = tp_unpack_string(&u);

        for (size_t i = id ? first_of(e, id) : e->v.n; i < e->v.n && strcmp(e->v.v[i].id, id) == 0;
             i++)
            tp_buf_add(all, e->v.v[i].digest, strlen(e->v.v[i].digest));
    }
}
