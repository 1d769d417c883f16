/*
 * rng_ids.c - ID, IDREF and IDREFS after RELAX NG DTD Compatibility, section 5: which attributes of
 * which elements have these types must not depend on the context, and in a document every ID is
 * there once, every reference has its ID.
 */
#include <string.h>

#include "../../base/hash.h"
#include "rng_message.h"

enum { ID_BUCKETS = 1024 };

/* The attributes that are IDs or refer to one, each of one element. */
struct tp_rng_ids {
    struct id_attribute {
        struct id_attribute *next, *chain;
        uint32_t element, attribute;
        enum tp_xsd_id id;
    } * all, *table[ID_BUCKETS];
};

struct collecting {
    struct tp_rng_compiler *c;
    const struct tp_rng_element *element;
    uint32_t *seen, round; /* by a pattern's id: the round that came there last */
    bool second;           /* the second round: attributes that are no IDs */
};

static enum tp_xsd_id id_of(const struct tp_rng_pat *p)
{
    const struct tp_xsd_type *t = p->what;

    return p->op == TP_RNG_P_DATA || p->op == TP_RNG_P_VALUE ? t->id : TP_XSD_NO_ID;
}

static bool contains_id(const struct tp_rng_pat *p)
{
    if (id_of(p) != TP_XSD_NO_ID)
        return true;
    for (uint32_t i = 0; p->op >= TP_RNG_P_ONE_OR_MORE && i < p->n; i++)
        if (contains_id(p->kid[i]))
            return true;
    return false;
}

static void fault(struct collecting *k, const char *message)
{
    tp_rng_complain(k->c, TP_D_SCHEMA_RESTRICTION, k->element->node, message);
}

static size_t bucket_of(uint32_t element, uint32_t attribute)
{
    return (element * 2654435761u ^ attribute * 40503u) >> 7 & (ID_BUCKETS - 1);
}

static const struct id_attribute *find_attribute(const struct id_attribute *e, uint32_t element,
                                                 uint32_t attribute)
{
    while (e && !(e->element == element && e->attribute == attribute))
        e = e->chain;
    return e;
}

static void note(struct collecting *k, const struct tp_rng_pat *p)
{
    struct tp_rng_ids *ids = k->c->schema->ids;
    enum tp_xsd_id id = id_of(p->kid[0]);
    struct id_attribute *e, **bucket;

    if (id == TP_XSD_NO_ID) {
        if (contains_id(p->kid[0]))
            fault(k, "an ID type can only be the whole type of an attribute");
        return;
    }
    if (p->nc->kind != TP_RNG_NC_NAME || k->element->nc->kind != TP_RNG_NC_NAME) {
        fault(k, "an attribute with an ID type, and its element, must have one name each");
        return;
    }
    bucket = &ids->table[bucket_of(k->element->nc->name, p->nc->name)];
    e = TP_NEW(k->c->a, struct id_attribute);
    e->element = k->element->nc->name;
    e->attribute = p->nc->name;
    e->id = id;
    e->chain = *bucket;
    *bucket = e;
    e->next = ids->all;
    ids->all = e;
}

/* An attribute that another pattern makes an ID must be of that type here too. */
static void compare(struct collecting *k, const struct tp_rng_pat *p)
{
    const struct tp_rng_ids *ids = k->c->schema->ids;
    bool named = k->element->nc->kind == TP_RNG_NC_NAME && p->nc->kind == TP_RNG_NC_NAME;
    const struct id_attribute *e =
        named ? ids->table[bucket_of(k->element->nc->name, p->nc->name)] : ids->all;

    for (; e; e = named ? e->chain : e->next)
        if (tp_rng_nc_has(k->element->nc, e->element) && tp_rng_nc_has(p->nc, e->attribute) &&
            id_of(p->kid[0]) != e->id) {
            fault(k, tp_fmt(k->c->work,
                            "attribute '%s' is of an ID type in another pattern for this "
                            "element",
                            k->c->schema->names.names.v[e->attribute].local));
            return;
        }
}

static void walk(struct collecting *k, const struct tp_rng_pat *p)
{
    if (!(p->flags & (TP_RNG_HAS_ATTRIBUTE | TP_RNG_HAS_DATA)) || k->seen[p->id] == k->round)
        return;
    k->seen[p->id] = k->round;
    if (p->op == TP_RNG_P_ATTRIBUTE) {
        if (k->second)
            compare(k, p);
        else
            note(k, p);
    } else if (p->op >= TP_RNG_P_ONE_OR_MORE) {
        for (uint32_t i = 0; i < p->n; i++)
            walk(k, p->kid[i]);
    } else if (!k->second && contains_id(p)) {
        fault(k, "an ID type can only be the type of an attribute");
    }
}

void tp_rng_ids_collect(struct tp_rng_compiler *c)
{
    struct tp_rng_schema *s = c->schema;
    struct collecting k = {.c = c};

    s->ids = TP_NEW(c->a, struct tp_rng_ids);
    k.seen = TP_NEW_ARRAY(c->work, s->pats.next_id, uint32_t);
    for (int round = 0; round < 2; round++) {
        k.second = round == 1;
        for (size_t i = 0; i < s->elements.n; i++) {
            k.round++;
            k.element = s->elements.v[i];
            walk(&k, k.element->content);
        }
    }
}

/* ---- in a document ---- */

struct seen_id {
    struct seen_id *chain, *next;
    const char *name;
    size_t n;
    struct tp_loc loc;
};

enum { BUCKETS = 1024 }; /* at first */

struct tp_rng_id_table {
    struct seen_id **table;
    size_t mask, n;
    struct seen_id *refs, **last;
};

void tp_rng_ids_begin(struct tp_rng_validator *v)
{
    v->ids = TP_NEW(v->doc, struct tp_rng_id_table);
    v->ids->table = TP_NEW_ARRAY(v->doc, BUCKETS, struct seen_id *);
    v->ids->mask = BUCKETS - 1;
    v->ids->last = &v->ids->refs;
}

static struct seen_id **bucket(const struct tp_rng_id_table *t, const char *s, size_t n)
{
    return &t->table[tp_hash(s, n) & t->mask];
}

static struct seen_id *find(struct tp_rng_validator *v, const char *s, size_t n)
{
    struct seen_id *e = *bucket(v->ids, s, n);

    while (e && !(e->n == n && memcmp(e->name, s, n) == 0))
        e = e->chain;
    return e;
}

static void put(struct tp_rng_id_table *t, struct seen_id *e)
{
    struct seen_id **at = bucket(t, e->name, e->n);

    e->chain = *at;
    *at = e;
}

/* A large document may have a million. */
static void grow(struct tp_rng_validator *v)
{
    struct tp_rng_id_table *t = v->ids;
    struct seen_id **old = t->table;
    size_t n = t->mask + 1;

    t->table = TP_NEW_ARRAY(v->doc, 4 * n, struct seen_id *);
    t->mask = 4 * n - 1;
    for (size_t i = 0; i < n; i++)
        for (struct seen_id *e = old[i], *next; e; e = next) {
            next = e->chain;
            put(t, e);
        }
}

static void one(struct tp_rng_validator *v, enum tp_xsd_id id, const struct tp_rng_seen *attribute,
                const char *s, size_t n)
{
    struct seen_id *e = id == TP_XSD_ID ? find(v, s, n) : NULL;

    if (e) {
        tp_diag(v->ds, TP_D_ID_DUPLICATE, v->where(v, attribute), e->name,
                tp_fmt(v->ds->arena, "%zu", e->loc.line))
            ->path = tp_rng_path(v);
        return;
    }
    e = TP_NEW(v->doc, struct seen_id);
    e->name = tp_strndup(v->doc, s, n);
    e->n = n;
    e->loc = v->where(v, attribute);
    if (id == TP_XSD_ID) {
        if (v->ids->n++ > v->ids->mask)
            grow(v);
        put(v->ids, e);
    } else {
        *v->ids->last = e;
        v->ids->last = &e->next;
    }
}

void tp_rng_ids_attribute(struct tp_rng_validator *v, uint32_t element,
                          const struct tp_rng_seen *attribute, const char *s, size_t n)
{
    const struct id_attribute *e = find_attribute(
        v->schema->ids->table[bucket_of(element, attribute->number)], element, attribute->number);
    const char *end = s + n;

    while (e && s < end) {
        const char *from;
        while (s < end && strchr(" \t\r\n", *s))
            s++;
        for (from = s; s < end && !strchr(" \t\r\n", *s); s++)
            ;
        if (s > from)
            one(v, e->id, attribute, from, (size_t)(s - from));
    }
}

void tp_rng_ids_finish(struct tp_rng_validator *v)
{
    for (const struct seen_id *r = v->ids->refs; r; r = r->next)
        if (!find(v, r->name, r->n))
            tp_diag(v->ds, TP_D_ID_MISSING, r->loc, r->name);
}
