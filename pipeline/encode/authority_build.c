#include "authority_build.h"

#include <string.h>

#include "../base/buf.h"
#include "declension.h"
#include "romanise.h"

/* ---- tables ---- */

static uint64_t hash_bytes(const char *p, size_t n)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static size_t hash_edge(uint32_t node, uint32_t symbol)
{
    uint64_t x = ((uint64_t)node << 32 | symbol) * 0x9E3779B97F4A7C15u;

    return (size_t)(x ^ x >> 32);
}

/* Where the key is, or where it would go. */
static struct string *string_slot(const struct strings *t, const char *key, size_t len)
{
    size_t i = (size_t)hash_bytes(key, len) & (t->cap - 1);

    while (t->v[i].key && (t->v[i].len != len || memcmp(t->v[i].key, key, len) != 0))
        i = (i + 1) & (t->cap - 1);
    return &t->v[i];
}

/* The key's slot; a new one has the value NONE. */
static struct string *add_string(struct tp_arena *a, struct strings *t, const char *key, size_t len)
{
    struct string *s;

    if (2 * (t->n + 1) > t->cap) {
        struct strings wider = {.cap = t->cap ? 2 * t->cap : 1024, .n = t->n};
        wider.v = TP_NEW_ARRAY(a, wider.cap, struct string);
        for (size_t i = 0; i < t->cap; i++)
            if (t->v[i].key)
                *string_slot(&wider, t->v[i].key, t->v[i].len) = t->v[i];
        *t = wider;
    }
    s = string_slot(t, key, len);
    if (!s->key) {
        *s = (struct string){tp_strndup(a, key, len), (uint32_t)len, NONE};
        t->n++;
    }
    return s;
}

static struct edge *edge_slot(const struct edges *t, uint32_t node, uint32_t symbol)
{
    size_t i = hash_edge(node, symbol) & (t->cap - 1);

    while (t->v[i].to && (t->v[i].node != node || t->v[i].symbol != symbol))
        i = (i + 1) & (t->cap - 1);
    return &t->v[i];
}

uint32_t authority_form(const struct tp_authority *t, const char *key, size_t len)
{
    return t->forms.cap ? string_slot(&t->forms, key, len)->value : NONE;
}

uint32_t authority_edge(const struct tp_authority *t, uint32_t node, uint32_t symbol)
{
    return t->edges.cap ? edge_slot(&t->edges, node, symbol)->to : NONE;
}

static void add_edge(struct tp_arena *a, struct edges *t, struct edge e)
{
    if (2 * (t->n + 1) > t->cap) {
        struct edges wider = {.cap = t->cap ? 2 * t->cap : 4096, .n = t->n};
        wider.v = TP_NEW_ARRAY(a, wider.cap, struct edge);
        for (size_t i = 0; i < t->cap; i++)
            if (t->v[i].to)
                *edge_slot(&wider, t->v[i].node, t->v[i].symbol) = t->v[i];
        *t = wider;
    }
    *edge_slot(t, e.node, e.symbol) = e;
    t->n++;
}

/* ---- words ---- */

struct casing {
    struct build *b;
    uint32_t symbol;
};

/* The word form can be of the symbol. */
static void add_form(void *arg, const char *form, size_t len)
{
    const struct casing *c = arg;
    struct tp_authority *t = c->b->out;
    struct string *s = add_string(c->b->arena, &t->forms, form, len);
    struct link l = {c->symbol, s->value};

    for (uint32_t i = s->value; i; i = t->links.v[i].next)
        if (t->links.v[i].symbol == c->symbol)
            return;
    s->value = (uint32_t)t->links.n;
    TP_PUSH(c->b->arena, &t->links, l);
}

static bool is_cyrillic(const char *key)
{
    return (unsigned char)key[0] >= 0xD0 && (unsigned char)key[0] <= 0xD3;
}

uint32_t build_symbol(struct build *b, const struct tp_item_word *w, bool person)
{
    bool declined = w->kind == TP_TOK_WORD && !w->single &&
                    (is_cyrillic(w->key) || (!person && tp_is_german_adjective(w->key)));
    const char *kind = !declined ? "" : person ? "\1" : "\2";
    const char *key = *kind ? tp_fmt(b->scratch, "%s%s", kind, w->key) : w->key;
    struct string *s = add_string(b->work, &b->symbols, key, strlen(key));
    struct casing c = {b, s->value};

    if (s->value)
        return s->value;
    if (b->out->roots.n >= UINT32_MAX)
        tp_arena_fail(b->arena);
    c.symbol = s->value = (uint32_t)b->out->roots.n;
    TP_PUSH(b->arena, &b->out->roots, NONE);
    if (declined)
        tp_decline(w->key, person, add_form, &c);
    else
        add_form(&c, w->key, w->len);
    return c.symbol;
}

/* ---- rows ---- */

void row_put(struct row *r, const struct tp_item_word *items, size_t n)
{
    for (size_t i = 0; i < n && r->n < NAME_ITEMS; i++)
        r->v[r->n++] = items[i];
}

static uint32_t go_on(struct build *b, uint32_t node, uint32_t symbol)
{
    struct tp_authority *t = b->out;
    uint32_t to = node == NONE ? t->roots.v[symbol] : authority_edge(t, node, symbol);

    if (to)
        return to;
    if (t->nodes.n >= UINT32_MAX)
        tp_arena_fail(b->arena);
    to = (uint32_t)t->nodes.n;
    TP_PUSH(b->arena, &t->nodes, NONE);
    if (node == NONE)
        t->roots.v[symbol] = to;
    else
        add_edge(b->arena, &t->edges, (struct edge){node, symbol, to});
    return to;
}

/* Two spellings of an entry have many names in common. */
static bool has_output(struct tp_authority *t, uint32_t node, const struct output *o)
{
    for (uint32_t i = t->nodes.v[node]; i; i = t->outputs.v[i].next) {
        struct output *k = &t->outputs.v[i];
        if (k->entry != o->entry || k->kind != o->kind || k->upper != o->upper)
            continue;
        k->capitals &= o->capitals;
        k->sole = k->sole || o->sole;
        return true;
    }
    return false;
}

static void enter(struct build *b, const struct row *r, struct output o, bool person)
{
    struct tp_authority *t = b->out;
    uint32_t node = NONE;

    for (size_t i = 0; i < r->n; i++) {
        node = go_on(b, node, build_symbol(b, &r->v[i], person));
        o.comma = o.comma || (person && r->v[i].kind == TP_TOK_SIGN && r->v[i].key[0] == ',');
        o.capitals |= r->v[i].capital ? 1u << i : 0;
    }
    o.n = (uint8_t)r->n;
    o.letters = o.letters || (r->n > 1 && r->v[r->n - 1].single);
    if (!node || has_output(t, node, &o))
        return;
    o.next = t->nodes.v[node];
    t->nodes.v[node] = (uint32_t)t->outputs.n;
    TP_PUSH(b->arena, &t->outputs, o);
}

bool row_close(struct tp_arena *a, const struct row *in, enum tp_join join, struct row *out)
{
    size_t n = in->n, to = 0;

    for (size_t i = 0; i < n; i++) {
        struct tp_item_word next = in->v[i], *w = to ? &out->v[to - 1] : NULL;
        if (!w || next.join != join || next.kind != TP_TOK_WORD || w->kind != TP_TOK_WORD) {
            out->v[to++] = next;
            continue;
        }
        w->key = tp_fmt(a, "%s%s", w->key, next.key);
        w->len = (uint32_t)strlen(w->key);
        w->single = false;
        w->upper = w->upper && next.upper;
    }
    out->n = to;
    return to < n;
}

/* The letters of an abbreviation as one word; false when the row is none. */
static bool close_letters(struct tp_arena *a, const struct row *in, struct row *out)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = 0; i < in->n; i++) {
        if (!in->v[i].single)
            return false;
        tp_buf_str(&b, in->v[i].key);
    }
    out->n = 1;
    out->v[0] = in->v[0];
    out->v[0].key = b.p;
    out->v[0].len = (uint32_t)b.len;
    out->v[0].single = false;
    return in->n > 1;
}

/* The row in Latin letters; false when a word of it isn't Russian. */
static bool romanise(struct tp_arena *a, const struct row *in, struct row *out)
{
    bool any = false;

    *out = *in;
    for (size_t i = 0; i < in->n; i++) {
        struct tp_item_word *w = &out->v[i];
        char *latin = w->kind == TP_TOK_WORD ? tp_romanised(a, w->key) : NULL;
        if (w->kind != TP_TOK_WORD)
            continue;
        if (!latin)
            return false;
        any = true;
        w->upper = w->upper && strlen(latin) * 2 == w->len; /* no letter that became two */
        w->key = latin;
        w->len = (uint32_t)strlen(latin);
    }
    return any;
}

static bool is_abbreviation(const struct row *r)
{
    const struct tp_item_word *w = &r->v[0];

    return r->n == 1 && w->kind == TP_TOK_WORD && w->upper && !w->single && w->len <= 12;
}

static void enter_spellings(struct build *b, const struct row *r, struct output o, bool person)
{
    struct row closed;

    o.upper = is_abbreviation(r);
    enter(b, r, o, person);
    if (row_close(b->scratch, r, TP_HYPHEN, &closed))
        enter(b, &closed, o, person);
    if (close_letters(b->scratch, r, &closed)) {
        o.upper = o.letters = true;
        enter(b, &closed, o, person);
    }
}

void build_name(struct build *b, uint32_t entry, const struct row *r, struct name_form form)
{
    struct output o = {.entry = entry, .kind = (uint8_t)form.kind, .sole = form.sole};
    struct row whole, latin;

    if (!r->n)
        return;
    (void)row_close(b->scratch, r, TP_APOSTROPHE, &whole);
    enter_spellings(b, &whole, o, form.person);
    if (romanise(b->scratch, &whole, &latin)) {
        o.sole = o.sole && latin.v[0].len > 4; /* shorter ones are syllables of anything */
        enter_spellings(b, &latin, o, form.person);
    }
}

void build_start(struct build *b)
{
    struct tp_authority *t = b->out;

    TP_PUSH(b->arena, &t->links, (struct link){NONE, NONE});
    TP_PUSH(b->arena, &t->roots, NONE);
    TP_PUSH(b->arena, &t->nodes, NONE);
    TP_PUSH(b->arena, &t->outputs, (struct output){.entry = 0});
}
