/* Loading of authority files and construction of the automaton (Aho and Corasick 1975). */
#include "authority_impl.h"

#include <libstemmer.h>
#include <string.h>

#include "../base/xml.h"

enum { PRODUCT = 64 }; /* the most rows of symbols that one form is entered with */

/* ---- tables ---- */

static uint64_t hash_bytes(const char *p, size_t n)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 1099511628211u;
    return h;
}

static uint64_t hash_number(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15u;
    return x ^ x >> 29;
}

/* Where the key is, or where it would go. */
static struct symbol *symbol_slot(const struct symbols *t, const char *key, size_t len)
{
    size_t i = (size_t)hash_bytes(key, len) & (t->cap - 1);

    while (t->v[i].key && (t->v[i].len != len || memcmp(t->v[i].key, key, len) != 0))
        i = (i + 1) & (t->cap - 1);
    return &t->v[i];
}

static struct edge *edge_slot(const struct edges *t, uint64_t key)
{
    size_t i = (size_t)hash_number(key) & (t->cap - 1);

    while (t->v[i].key && t->v[i].key != key)
        i = (i + 1) & (t->cap - 1);
    return &t->v[i];
}

uint32_t authority_symbol(const struct tp_authority *t, const char *key, size_t len)
{
    const struct symbol *s = t->symbols.cap ? symbol_slot(&t->symbols, key, len) : NULL;

    return s && s->key ? s->id : NONE;
}

static uint64_t edge_key(uint32_t node, uint32_t symbol)
{
    return (uint64_t)node << 32 | symbol;
}

uint32_t authority_edge(const struct tp_authority *t, uint32_t node, uint32_t symbol)
{
    return t->edges.cap ? edge_slot(&t->edges, edge_key(node, symbol))->to : 0;
}

static uint32_t add_symbol(struct tp_arena *a, struct symbols *t, const char *key)
{
    size_t len = strlen(key);
    struct symbol *s;

    if (2 * (t->n + 1) > t->cap) {
        struct symbols wider = {.cap = t->cap ? 2 * t->cap : 1024, .n = t->n};
        wider.v = TP_NEW_ARRAY(a, wider.cap, struct symbol);
        for (size_t i = 0; i < t->cap; i++)
            if (t->v[i].key)
                *symbol_slot(&wider, t->v[i].key, t->v[i].len) = t->v[i];
        *t = wider;
    }
    s = symbol_slot(t, key, len);
    if (!s->key)
        *s = (struct symbol){key, (uint32_t)len, (uint32_t)++t->n};
    return s->id;
}

static void add_edge(struct tp_arena *a, struct edges *t, uint64_t key, uint32_t to)
{
    if (2 * (t->n + 1) > t->cap) {
        struct edges wider = {.cap = t->cap ? 2 * t->cap : 4096, .n = t->n};
        wider.v = TP_NEW_ARRAY(a, wider.cap, struct edge);
        for (size_t i = 0; i < t->cap; i++)
            if (t->v[i].key)
                *edge_slot(&wider, t->v[i].key) = t->v[i];
        *t = wider;
    }
    *edge_slot(t, key) = (struct edge){key, to};
    t->n++;
}

/* ---- forms into the automaton ---- */

struct build {
    struct tp_arena *arena, *work;
    struct tp_authority *out;
    struct sb_stemmer *stemmer;
};

static uint32_t go_on(struct build *b, uint32_t node, uint32_t symbol)
{
    struct tp_authority *t = b->out;
    uint32_t to = authority_edge(t, node, symbol);
    struct node fresh = {.parent = node, .symbol = symbol};

    if (to)
        return to;
    if (t->nodes.n >= UINT32_MAX)
        tp_arena_fail(b->arena);
    to = (uint32_t)t->nodes.n;
    TP_PUSH(b->arena, &t->nodes, fresh);
    add_edge(b->arena, &t->edges, edge_key(node, symbol), to);
    return to;
}

/* Is this form of the entry at the node already? Two names of an entry share many forms. */
static bool has_output(const struct tp_authority *t, uint32_t node, uint32_t entry,
                       const struct tp_name_form *f)
{
    for (uint32_t o = t->nodes.v[node].out; o; o = t->outputs.v[o].next) {
        const struct output *k = &t->outputs.v[o];
        bool same = k->entry == entry && k->form->n == f->n && k->form->kind <= f->kind &&
                    (!k->form->abbreviation || f->abbreviation);
        for (size_t i = 0; same && i < f->n; i++)
            same = strcmp(k->form->items[i].key, f->items[i].key) == 0 &&
                   (!k->form->items[i].capital || f->items[i].capital);
        if (same)
            return true;
    }
    return false;
}

static void add_output(struct build *b, uint32_t node, uint32_t entry, const struct tp_name_form *f)
{
    struct tp_authority *t = b->out;
    struct output o = {f, entry, t->nodes.v[node].out};

    if (has_output(t, node, entry, f))
        return;
    t->nodes.v[node].out = (uint32_t)t->outputs.n;
    TP_PUSH(b->arena, &t->outputs, o);
}

/* Enter a form with every combination of its words' symbols. */
static void enter(struct build *b, uint32_t entry, const struct tp_name_form *f)
{
    const char *symbols[TP_NAME_ITEMS][TP_NAME_SYMBOLS];
    size_t count[TP_NAME_ITEMS], product = 1;

    for (size_t i = 0; i < f->n; i++) {
        symbols[i][0] = f->items[i].key;
        count[i] = f->items[i].kind == TP_TOK_WORD
                       ? tp_name_symbols(b->arena, b->stemmer, f->items[i].key, symbols[i])
                       : 1;
        if (product * count[i] > PRODUCT)
            count[i] = 1;
        product *= count[i];
    }
    for (size_t k = 0; k < product; k++) {
        uint32_t node = 0;
        size_t rest = k;
        for (size_t i = 0; i < f->n; i++) {
            const char *s = symbols[i][rest % count[i]];
            rest /= count[i];
            node = go_on(b, node, add_symbol(b->arena, &b->out->symbols, s));
        }
        add_output(b, node, entry, f);
    }
}

/* Fail links, by the depth of the nodes: a node stands behind its parent in depth. */
static void link_nodes(struct build *b)
{
    struct tp_authority *t = b->out;
    size_t n = t->nodes.n, done = 0;
    uint32_t *order = TP_NEW_ARRAY(b->work, n, uint32_t),
             *depth = TP_NEW_ARRAY(b->work, n, uint32_t);
    size_t start[TP_NAME_ITEMS + 2] = {0};

    /* A counting sort: parents have smaller numbers, so depths are known in order. */
    for (size_t i = 1; i < n; i++) {
        depth[i] = depth[t->nodes.v[i].parent] + 1;
        start[depth[i] + 1 > TP_NAME_ITEMS + 1 ? TP_NAME_ITEMS + 1 : depth[i] + 1]++;
    }
    for (size_t d = 1; d < TP_NAME_ITEMS + 2; d++)
        start[d] += start[d - 1];
    for (size_t i = 1; i < n; i++)
        order[start[depth[i]]++] = (uint32_t)i;
    for (; done + 1 < n; done++) {
        struct node *k = &t->nodes.v[order[done]];
        uint32_t f = k->parent, to = 0;
        while (f && !to) {
            f = t->nodes.v[f].fail;
            to = authority_edge(t, f, k->symbol);
        }
        k->fail = to;
        k->shorter = t->nodes.v[to].out ? to : t->nodes.v[to].shorter;
    }
}

/* ---- files ---- */

static const struct element {
    const char *entry, *name, *element;
    enum tp_name_kind kind;
} elements[] = {
    {"person", "persName", "persName", TP_NAME_PERSON},
    {"place", "placeName", "placeName", TP_NAME_PLACE},
    {"place", "geogName", "placeName", TP_NAME_PLACE},
    {"org", "orgName", "orgName", TP_NAME_ORG},
    {"bibl", "title", "title", TP_NAME_WORK},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

/* Is this an element whose entry counts at all? */
static const struct element *entry_element(const xmlNode *n)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (tp_is_tei(n, elements[i].entry))
            return &elements[i];
    return NULL;
}

static void add_entry(struct build *b, const xmlNode *n, const char *id, const char *uri,
                      const struct element *e, struct tp_loc loc, struct tp_diags *ds)
{
    struct tp_name_forms forms = {0};
    struct tp_name_entry entry = {.kind = e->kind, .element = e->element};
    uint32_t number = (uint32_t)b->out->entries.n;

    for (const xmlNode *c = n->children; c; c = c->next)
        for (size_t i = 0; i < ELEMENTS; i++)
            if (elements[i].kind == e->kind && tp_is_tei(c, elements[i].name)) {
                tp_name_forms(b->arena, c, e->kind == TP_NAME_PERSON, &forms);
                if (!entry.label)
                    entry.label = tp_name_text(b->arena, c);
            }
    if (!forms.n) {
        tp_diag(ds, TP_D_AUTHORITY_NAME, loc, id);
        return;
    }
    entry.ref = tp_fmt(b->arena, "%s#%s", uri, id);
    TP_PUSH(b->arena, &b->out->entries, entry);
    for (size_t i = 0; i < forms.n; i++)
        enter(b, number, &forms.v[i]);
}

/* The tree's own string; NULL: none. */
static const char *id_of(const xmlNode *n)
{
    const xmlAttr *id = xmlHasNsProp(n, (const xmlChar *)"id", (const xmlChar *)TP_NS_XML);

    return id && id->children && id->children->content && *id->children->content
               ? (const char *)id->children->content
               : NULL;
}

/* All entries of a tree, in document order, without recursion. A bibl counts only in a listBibl,
 * where it is an entry and not the source of something. */
static void add_entries(struct build *b, xmlNode *root, const struct tp_authority_file *file,
                        struct tp_diags *ds)
{
    for (xmlNode *n = root, *next; n; n = next) {
        const struct element *e = entry_element(n);
        bool in_list = e && (e->kind != TP_NAME_WORK || tp_is_tei(n->parent, "listBibl"));
        next = n->type == XML_ELEMENT_NODE && n->children ? n->children : NULL;
        for (const xmlNode *up = n; !next && up && up != root; up = up->parent)
            next = up->next;
        if (in_list) {
            const char *id = id_of(n);
            long line = xmlGetLineNo(n);
            struct tp_loc loc = tp_at(file->path, line > 0 ? (size_t)line : 0, 0);
            if (id)
                add_entry(b, n, id, file->uri, e, loc, ds);
            else
                tp_diag(ds, TP_D_AUTHORITY_ID, loc, e->entry);
        }
    }
}

struct sb_stemmer *authority_stemmer(struct tp_arena *a)
{
    struct sb_stemmer *s = sb_stemmer_new("russian", "UTF_8");

    return tp_own(a, (void (*)(void *))sb_stemmer_delete, s);
}

struct tp_authority *tp_authority_new(struct tp_arena *a, const struct tp_authority_file *files,
                                      size_t n, const struct tp_phrases *phrases,
                                      struct tp_diags *ds)
{
    struct tp_authority *t = TP_NEW(a, struct tp_authority);
    struct build b = {a, tp_arena_sub(a), t, NULL};
    bool ok = true;

    t->phrases = phrases;
    TP_PUSH(a, &t->nodes, (struct node){0});
    TP_PUSH(a, &t->outputs, (struct output){0});
    b.stemmer = authority_stemmer(b.work);
    for (size_t i = 0; i < n; i++) {
        xmlDocPtr doc = tp_xml_read_file(b.work, files[i].path, ds);
        if (doc)
            add_entries(&b, xmlDocGetRootElement(doc), &files[i], ds);
        ok = ok && doc;
    }
    link_nodes(&b);
    tp_arena_free(b.work);
    return ok ? t : NULL;
}

size_t tp_authority_count(const struct tp_authority *authority)
{
    return authority->entries.n;
}

struct tp_named *tp_named_new(struct tp_arena *a, const struct tp_authority *authority)
{
    struct tp_named *n = TP_NEW(a, struct tp_named);

    n->arena = a;
    n->stemmer = authority_stemmer(a);
    n->named = TP_NEW_ARRAY(a, authority->entries.n + 1, bool);
    return n;
}
