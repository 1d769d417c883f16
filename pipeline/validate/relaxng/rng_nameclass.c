/* rng_nameclass.c - name classes from the schema, with the rules of 4.16. */
#include <string.h>

#include "../../base/xml.h"
#include "rng_pattern.h"

struct context {
    bool in_any, in_ns; /* inside the except of anyName, of nsName */
    bool attribute;
    const char *ns; /* inherited from outside the file */
};

static struct tp_rng_nc *new_nc(struct tp_rng_compiler *c, enum tp_rng_nc_kind kind)
{
    struct tp_rng_nc *nc = TP_NEW(c->a, struct tp_rng_nc);

    nc->kind = kind;
    nc->open = kind == TP_RNG_NC_ANY || kind == TP_RNG_NC_NS;
    return nc;
}

/* Equal classes are one object. The list is kept so that parts come before what they are part of.
 */
static struct tp_rng_nc *interned(struct tp_rng_compiler *c, struct tp_rng_nc *nc)
{
    struct tp_rng_nc **end = &c->schema->ncs, *same;
    size_t at = (nc->kind * 31u + nc->name * 2654435761u + nc->ns * 40503u +
                 (nc->a ? nc->a->id * 77u : 0) + (nc->b ? nc->b->id * 13u : 0)) %
                TP_RNG_NC_BUCKETS;

    for (same = c->nc_table[at]; same; same = same->chain)
        if (same->kind == nc->kind && same->name == nc->name && same->ns == nc->ns &&
            same->a == nc->a && same->b == nc->b)
            return same;
    nc->id = c->n_ncs++;
    nc->chain = c->nc_table[at];
    c->nc_table[at] = nc;
    if (c->last_nc)
        end = &c->last_nc->next;
    c->last_nc = nc;
    return *end = nc;
}

static struct tp_rng_nc *compile(struct tp_rng_compiler *c, const struct tp_rng_node *n,
                                 const struct context *ctx);

/* Several classes as one. */
static struct tp_rng_nc *choice(struct tp_rng_compiler *c, const struct tp_rng_node *parent,
                                const struct context *ctx)
{
    struct tp_rng_nc *all = NULL;

    for (struct tp_rng_node *n = tp_rng_real(parent->child); n; n = tp_rng_real(n->next)) {
        struct tp_rng_nc *one = compile(c, n, ctx), *both;
        if (!one)
            return NULL;
        if (all && one != all) {
            both = new_nc(c, TP_RNG_NC_CHOICE);
            both->a = all;
            both->b = one;
            both->open = all->open || one->open;
            one = interned(c, both);
        }
        all = one;
    }
    return all;
}

static struct tp_rng_nc *single(struct tp_rng_compiler *c, const struct tp_rng_node *n,
                                const struct context *ctx)
{
    const char *ns = n->ns ? n->ns : ctx->ns;
    struct tp_rng_nc *nc = new_nc(c, TP_RNG_NC_NAME);

    if (ctx->attribute && !*ns && strcmp(n->name, "xmlns") == 0) {
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n, "an attribute can't be named 'xmlns'");
        return NULL;
    }
    if (ctx->attribute && strcmp(ns, "http://www.w3.org/2000/xmlns") == 0) {
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        "an attribute can't be in the namespace of namespace declarations");
        return NULL;
    }
    nc->name = tp_rng_name_add(&c->schema->names, ns, n->name);
    return interned(c, nc);
}

static struct tp_rng_nc *wildcard(struct tp_rng_compiler *c, const struct tp_rng_node *n,
                                  const struct context *ctx)
{
    bool any = n->kind == TP_RNG_ANY_NAME;
    const char *ns = n->ns ? n->ns : ctx->ns;
    struct tp_rng_nc *nc = new_nc(c, any ? TP_RNG_NC_ANY : TP_RNG_NC_NS);
    struct tp_rng_node *except = tp_rng_real(n->child);
    struct context inner = *ctx;

    if ((any && ctx->in_any) || ctx->in_ns) {
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        any ? "anyName can't be excepted from anyName or nsName"
                            : "nsName can't be excepted from nsName");
        return NULL;
    }
    if (!any && ctx->attribute && strcmp(ns, "http://www.w3.org/2000/xmlns") == 0) {
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        "an attribute can't be in the namespace of namespace declarations");
        return NULL;
    }
    if (!any)
        nc->ns = tp_rng_ns_add(&c->schema->names, ns);
    if (!except)
        return interned(c, nc);
    inner.in_any = inner.in_any || any;
    inner.in_ns = inner.in_ns || !any;
    nc->a = choice(c, except, &inner);
    return nc->a ? interned(c, nc) : NULL;
}

/* Recursion is bounded: the parsers bound the depth of the tree. */
static struct tp_rng_nc *compile(struct tp_rng_compiler *c, const struct tp_rng_node *n,
                                 const struct context *ctx)
{
    switch (n->kind) {
    case TP_RNG_NAME:
        return single(c, n, ctx);
    case TP_RNG_ANY_NAME:
    case TP_RNG_NS_NAME:
        return wildcard(c, n, ctx);
    default:
        return choice(c, n, ctx);
    }
}

struct tp_rng_nc *tp_rng_nc_compile(struct tp_rng_compiler *c, const struct tp_rng_node *node,
                                    const char *ns)
{
    struct context ctx = {.attribute = node->kind == TP_RNG_ATTRIBUTE, .ns = ns};
    struct tp_rng_node *first = tp_rng_real(node->child);

    return first ? compile(c, first, &ctx) : NULL;
}
