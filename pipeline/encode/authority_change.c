#include "authority_change.h"

#include <stdlib.h>
#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "../base/xml.h"
#include "asked.h"
#include "authority_build.h"

enum { MOST = 2000 }; /* entries that are different: beyond that, looking is as dear as encoding */

/* An entry as it stands in a file. */
struct written {
    const char *ref, *text; /* REF: file and id */
    const xmlNode *node;
    const char *id;
    bool kept; /* it is the same in both states */
};
struct writtens {
    struct written *v;
    size_t n, cap;
};

struct symbol {
    uint64_t *v; /* hashes of its forms */
    size_t n, cap;
    bool free; /* counts as asked for */
};

struct step {
    uint32_t node, symbol, to;
};

struct tp_authority_change {
    bool all;
    size_t n; /* entries */
    TP_VEC(uint64_t) any;
    struct symbol *symbols;
    size_t n_symbols;
    struct step *steps; /* from the root (node 0) and on, by node */
    size_t n_steps;
    const struct tp_authority *names;
};

/* ---- the entries of a state ---- */

struct gathering {
    struct tp_arena *a;
    const char *file;
    struct writtens *out;
};

static void free_text(void *p)
{
    xmlBufferFree(p);
}

static void put_attributes(struct tp_buf *b, const xmlNode *n)
{
    tp_buf_fmt(b, "<%s", (const char *)n->name);
    for (const xmlAttr *at = n->properties; at; at = at->next)
        tp_buf_fmt(b, " %s='%s'", (const char *)at->name,
                   at->children && at->children->content ? (const char *)at->children->content
                                                         : "");
}

static void gather(void *arg, const xmlNode *n, const char *id)
{
    struct gathering *g = arg;
    struct tp_buf text = tp_buf_new(g->a);
    xmlBufferPtr dump;

    if (!id)
        return; /* it isn't entered */
    dump = tp_own(g->a, free_text, xmlBufferCreate());
    for (const xmlNode *up = n->parent; up && up->type == XML_ELEMENT_NODE; up = up->parent)
        put_attributes(&text, up);
    if (xmlNodeDump(dump, n->doc, (xmlNode *)n, 0, 0) < 0)
        tp_arena_fail(g->a);
    tp_buf_str(&text, (const char *)xmlBufferContent(dump));
    TP_PUSH(g->a, g->out,
            (struct written){tp_fmt(g->a, "%s#%s", g->file, id), text.p, n, id, false});
}

/* False: a file can't be read. */
static bool gather_all(struct tp_arena *a, const struct tp_authority_text *files, size_t n,
                       struct writtens *out)
{
    for (size_t i = 0; i < n; i++) {
        struct gathering g = {a, files[i].name, out};
        xmlDocPtr doc = tp_xml_read_memory(a, files[i].xml.p, files[i].xml.len, files[i].name,
                                           tp_diags_new(a, 0));
        if (!doc)
            return false;
        authority_walk(xmlDocGetRootElement(doc), gather, &g);
    }
    return true;
}

/* ---- what is different ---- */

/* By reference; open addressing. */
struct index {
    struct written **v;
    size_t mask;
};

static struct written **find(const struct index *t, const char *ref)
{
    size_t i = tp_hash(ref, strlen(ref)) & t->mask;

    while (t->v[i] && strcmp(t->v[i]->ref, ref) != 0)
        i = (i + 1) & t->mask;
    return &t->v[i];
}

/* False: two have one id. */
static bool index_all(struct tp_arena *a, struct writtens *w, struct index *t)
{
    for (t->mask = 15; t->mask < 2 * w->n + 1;)
        t->mask = 2 * t->mask + 1;
    t->v = TP_NEW_ARRAY(a, t->mask + 1, struct written *);
    for (size_t i = 0; i < w->n; i++) {
        struct written **p = find(t, w->v[i].ref);
        if (*p)
            return false;
        *p = &w->v[i];
    }
    return true;
}

/* Mark what is the same; false when it isn't in the same order. */
static bool mark_kept(struct tp_arena *a, struct writtens *before, struct writtens *after)
{
    struct index old, new;
    const struct written *last = NULL;

    if (!index_all(a, before, &old) || !index_all(a, after, &new))
        return false;
    for (size_t i = 0; i < after->n; i++) {
        struct written *w = &after->v[i], *was = *find(&old, w->ref);
        if (!was || strcmp(was->text, w->text) != 0)
            continue;
        if (last && was < last)
            return false;
        last = was;
        was->kept = w->kept = true;
    }
    return true;
}

/* An entry that changed keeps its place, too: else its equals may be told apart differently. */
static bool same_order(struct tp_arena *a, struct writtens *before, const struct writtens *after)
{
    struct index old;
    const struct written *last = NULL;

    if (!index_all(a, before, &old))
        return false;
    for (size_t i = 0; i < after->n; i++) {
        const struct written *was = *find(&old, after->v[i].ref);
        if (was && last && was < last)
            return false;
        last = was ? was : last;
    }
    return true;
}

static void enter_changed(struct tp_authority_change *c, struct build *b, const struct writtens *w,
                          struct tp_diags *unheard)
{
    for (size_t i = 0; i < w->n && c->n <= MOST; i++)
        if (!w->v[i].kept) {
            c->n++;
            authority_enter(b, w->v[i].node, w->v[i].id, "", tp_in(NULL), unheard);
        }
}

/* ---- their names ---- */

/* A sign, or one letter. */
static bool is_slight(const char *key, size_t len)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(key, len, &cp);

    return n == len && cp < 0x2E80; /* a Han character is a word */
}

static void list_forms(struct tp_authority_change *c, struct tp_arena *a)
{
    const struct tp_authority *t = c->names;

    c->n_symbols = t->roots.n;
    c->symbols = TP_NEW_ARRAY(a, c->n_symbols + 1, struct symbol);
    for (size_t i = 0; i < t->forms.cap; i++) {
        const struct string *s = &t->forms.v[i];
        if (!s->key)
            continue;
        TP_PUSH(a, &c->any, tp_asked_hash(s->key, s->len, TP_ASKED_ANY));
        for (uint32_t l = s->value; l; l = t->links.v[l].next) {
            struct symbol *symbol = &c->symbols[t->links.v[l].symbol];
            TP_PUSH(a, symbol, tp_asked_hash(s->key, s->len, TP_ASKED_FORM));
            symbol->free = symbol->free || is_slight(s->key, s->len);
        }
    }
}

static int by_node(const void *x, const void *y)
{
    const struct step *a = x, *b = y;

    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

static void list_steps(struct tp_authority_change *c, struct tp_arena *a)
{
    const struct tp_authority *t = c->names;

    c->steps = TP_NEW_ARRAY(a, t->roots.n + t->edges.n + 1, struct step);
    for (uint32_t i = 1; i < t->roots.n; i++)
        if (t->roots.v[i])
            c->steps[c->n_steps++] = (struct step){0, i, t->roots.v[i]};
    for (size_t i = 0; i < t->edges.cap; i++)
        if (t->edges.v[i].to)
            c->steps[c->n_steps++] =
                (struct step){t->edges.v[i].node, t->edges.v[i].symbol, t->edges.v[i].to};
    if (c->n_steps)
        qsort(c->steps, c->n_steps, sizeof *c->steps, by_node);
}

struct tp_authority_change *
tp_authority_compare(struct tp_arena *a, const struct tp_authority_text *before, size_t n_before,
                     const struct tp_authority_text *after, size_t n_after)
{
    struct tp_authority_change *c = TP_NEW(a, struct tp_authority_change);
    struct tp_arena *work = tp_arena_sub(a);
    struct writtens old = {0}, new = {0};
    struct build b = {.arena = a, .work = work, .scratch = tp_arena_sub(work)};
    struct tp_diags *unheard = tp_diags_new(work, 0);

    c->all = !gather_all(work, before, n_before, &old) || !gather_all(work, after, n_after, &new) ||
             !old.n || !new.n || !mark_kept(work, &old, &new) || !same_order(work, &old, &new);
    if (!c->all) {
        b.out = TP_NEW(a, struct tp_authority);
        c->names = b.out;
        build_start(&b);
        enter_changed(c, &b, &old, unheard);
        enter_changed(c, &b, &new, unheard);
        c->all = c->n > MOST;
    }
    if (!c->all) {
        list_forms(c, a);
        list_steps(c, a);
    }
    tp_arena_free(work);
    return c;
}

size_t tp_authority_changed(const struct tp_authority_change *c)
{
    return c->all ? SIZE_MAX : c->n;
}

/* ---- whom it concerns ---- */

static bool was_asked(const struct symbol *s, struct tp_slice filter)
{
    for (size_t i = 0; !s->free && i < s->n; i++)
        if (tp_asked_may(filter, s->v[i]))
            return true;
    return s->free;
}

/* Can a name be read from the node on? Names are at most NAME_ITEMS deep. */
static bool leads_on(const struct tp_authority_change *c, uint32_t node, struct tp_slice filter)
{
    size_t low = 0, high = c->n_steps;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->steps[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < c->n_steps && c->steps[low].node == node; low++) {
        const struct step *s = &c->steps[low];
        if (was_asked(&c->symbols[s->symbol], filter) &&
            (c->names->nodes.v[s->to] || leads_on(c, s->to, filter)))
            return true;
    }
    return false;
}

bool tp_authority_concerns(const struct tp_authority_change *c, struct tp_slice filter)
{
    if (c->all)
        return true;
    for (size_t i = 0; i < c->any.n; i++)
        if (tp_asked_may(filter, c->any.v[i]))
            return true;
    return leads_on(c, 0, filter);
}
