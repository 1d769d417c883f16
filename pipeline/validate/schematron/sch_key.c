/* sch_key.c - key() (XSLT 2.0, 16.3): for each key and document a table, made when it is first
 * asked for. */
#include <string.h>

#include "../../base/hash.h"
#include "sch.h"

struct key_entry {
    const char *value; /* NULL: free */
    struct tp_xp_seq nodes;
};

/* The values of one key in one document. */
struct sch_key_table {
    const struct sch_key *key;
    const xmlDoc *doc;
    struct key_entry *v;
    size_t n, mask;
    struct sch_key_table *next;
    bool complete;
    struct tp_xp_error error; /* why it can't be; TEXT NULL: nothing is known against it */
};

static struct key_entry *key_slot(const struct sch_key_table *t, struct tp_slice value)
{
    size_t i = tp_hash(value.p, value.len) & t->mask;

    while (t->v[i].value && !tp_slice_is(value, t->v[i].value))
        i = (i + 1) & t->mask;
    return &t->v[i];
}

static void grow(struct sch_keys *k, struct sch_key_table *t)
{
    struct key_entry *old = t->v;
    size_t n = old ? t->mask + 1 : 0;

    t->mask = n ? 2 * n - 1 : 63;
    t->v = TP_NEW_ARRAY(k->arena, t->mask + 1, struct key_entry);
    for (size_t i = 0; i < n; i++)
        if (old[i].value)
            *key_slot(t, (struct tp_slice){old[i].value, strlen(old[i].value)}) = old[i];
}

static void enter(struct sch_keys *k, struct tp_xp_run *run, struct sch_key_table *t, xmlNode *node)
{
    struct tp_xp_seq values;

    if (!tp_xp_match(run, t->key->match, node, NULL))
        return;
    if (!tp_xp_eval(run, t->key->use, node, &values, &t->error)) {
        t->error.text = tp_strdup(k->arena, t->error.text);
        tp_xp_raise(run, t->error.code, "%s", t->error.text);
    }
    for (size_t i = 0; i < values.n; i++) {
        struct tp_slice s = tp_xp_string(run, values.v[i]);
        struct key_entry *e;

        if (2 * t->n >= t->mask)
            grow(k, t);
        e = key_slot(t, s);
        if (!e->value) {
            e->value = tp_strndup(k->arena, s.p, s.len);
            t->n++;
        }
        if (!e->nodes.n || e->nodes.v[e->nodes.n - 1].u.node != node)
            TP_PUSH(k->arena, &e->nodes, tp_xp_node_item(node));
    }
}

/* A table that isn't complete when it is asked for is one that asks for itself. */
static struct sch_key_table *table(struct sch_keys *k, struct tp_xp_run *run,
                                   const struct sch_key *key, xmlDoc *doc)
{
    struct sch_key_table *t = k->tables;

    while (t && (t->key != key || t->doc != doc))
        t = t->next;
    if (t && t->error.text)
        tp_xp_raise(run, t->error.code, "%s", t->error.text);
    if (t && !t->complete)
        tp_xp_raise(run, "XTDE0640", "the key '%s' depends on itself", key->name);
    if (t)
        return t;
    t = TP_NEW(k->arena, struct sch_key_table);
    *t = (struct sch_key_table){.key = key, .doc = doc, .next = k->tables};
    grow(k, t);
    k->tables = t;
    for (xmlNode *n = (xmlNode *)doc; n; n = sch_next_node(n)) {
        enter(k, run, t, n);
        if (n->type == XML_ELEMENT_NODE)
            for (xmlAttr *a = n->properties; a; a = a->next)
                enter(k, run, t, (xmlNode *)a);
    }
    t->complete = true;
    return t;
}

static void key_function(struct tp_xp_run *run, const struct tp_xp_seq *args, size_t n,
                         struct tp_xp_seq *out)
{
    struct sch_keys *keys = sch_keys_of(tp_xp_host(run));
    struct tp_slice name = {args[0].v[0].u.text, args[0].v[0].len};
    xmlNode *context = n > 2 && args[2].n ? args[2].v[0].u.node : tp_xp_current(run);
    bool known = false;

    if (!context)
        tp_xp_raise(run, "XTDE1270", "key() needs a context");
    for (size_t k = 0; k < keys->schema->keys.n; k++) {
        const struct sch_key_table *t;

        if (!tp_slice_is(name, keys->schema->keys.v[k].name))
            continue;
        known = true;
        t = table(keys, run, &keys->schema->keys.v[k], context->doc);
        for (size_t i = 0; i < args[1].n; i++) {
            const struct key_entry *e = key_slot(t, tp_xp_string(run, args[1].v[i]));

            for (size_t m = 0; e->value && m < e->nodes.n; m++)
                tp_xp_add(run, out, e->nodes.v[m]);
        }
    }
    if (!known)
        tp_xp_raise(run, "XTDE1260", "there is no key '%.*s'", (int)name.len, name.p);
    tp_xp_sort(run, out);
}

const struct tp_xp_function_row sch_functions[] = {
    {"http://www.w3.org/2005/xpath-functions", "key", 2, 3, "SA*N", key_function},
};
