/* rng_scope.c - the definitions of a grammar: includes and overriding (sections 4.7, 4.16, 4.17).
 */
#include <string.h>

#include "../../base/hash.h"
#include "rng_scope.h"

/* What an include's children take the place of, and those of the includes around it. */
struct override {
    const struct override *outer;
    const struct tp_rng_node *include;
    struct {
        struct overridden {
            const char *name; /* NULL: start */
            const struct tp_rng_node *node;
            bool found;
        } * v;
        size_t n, cap;
    } * list;
};

static size_t bucket(const char *name)
{
    return name ? tp_hash(name, strlen(name)) % TP_RNG_SCOPE_BUCKETS : 0;
}

static bool same_name(const char *x, const char *y)
{
    return x && y ? strcmp(x, y) == 0 : x == y;
}

struct tp_rng_define *tp_rng_find_define(const struct tp_rng_scope *scope, const char *name)
{
    struct tp_rng_define *d = scope->table[bucket(name)];

    while (d && !same_name(d->name, name))
        d = d->chain;
    return d;
}

static void add_component(struct tp_rng_compiler *c, struct tp_rng_scope *scope,
                          const struct tp_rng_node *node, const char *ns)
{
    const char *name = node->kind == TP_RNG_START ? NULL : node->name;
    struct tp_rng_define *d = tp_rng_find_define(scope, name);
    struct tp_rng_component *part = TP_NEW(c->work, struct tp_rng_component);

    if (!d) {
        size_t at = bucket(name);
        d = TP_NEW(c->work, struct tp_rng_define);
        d->name = name;
        d->last = &d->first;
        d->chain = scope->table[at];
        scope->table[at] = d;
        *scope->last = d;
        scope->last = &d->next;
    }
    part->node = node;
    part->ns = ns;
    *d->last = part;
    d->last = &part->next;
}

static bool overridden(const struct override *o, const char *name)
{
    bool hit = false;

    for (; o; o = o->outer)
        for (size_t i = 0; i < o->list->n; i++)
            if (same_name(o->list->v[i].name, name))
                hit = o->list->v[i].found = true;
    return hit;
}

static void collect_overrides(struct tp_rng_compiler *c, const struct tp_rng_node *parent,
                              struct override *o)
{
    for (struct tp_rng_node *n = tp_rng_real(parent->child); n; n = tp_rng_real(n->next)) {
        if (n->kind == TP_RNG_DIV)
            collect_overrides(c, n, o);
        else
            TP_PUSH(c->work, o->list,
                    (struct overridden){n->kind == TP_RNG_START ? NULL : n->name, n, false});
    }
}

bool tp_rng_open_file(struct tp_rng_compiler *c, const struct tp_rng_node *at,
                      const struct tp_rng_chain *outer, struct tp_rng_chain *here)
{
    const char *uri = tp_rng_resolve(c->a, at->in->base, at->text);

    for (const struct tp_rng_chain *k = outer; k; k = k->outer)
        if (strcmp(k->file->uri, uri) == 0) {
            tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, at,
                            tp_fmt(c->work, "the schema includes itself by way of '%s'", at->text));
            return false;
        }
    here->outer = outer;
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a file below has an outer one */
    here->depth = outer->depth + 1;
    if (here->depth > TP_RNG_MAX_INCLUDE) {
        tp_rng_complain(c, TP_D_LIMIT, at, "the depth of includes in includes");
        return false;
    }
    here->file = tp_rng_file_get(&c->loader, uri, at);
    if (!here->file)
        c->failed = true; /* already told */
    return here->file != NULL;
}

static void collect(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                    const struct tp_rng_node *parent, const struct override *o);

static void include(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                    const struct tp_rng_node *node, const struct override *outer)
{
    struct override o = {.outer = outer, .include = node};
    struct tp_rng_chain *here =
        TP_NEW(c->work, struct tp_rng_chain); /* elements will need it later */
    struct tp_rng_env inner = *env;

    o.list = tp_alloc(c->work, sizeof *o.list);
    if (!tp_rng_open_file(c, node, env->chain, here)) {
        env->scope->incomplete = true;
        return;
    }
    if (here->file->root->kind != TP_RNG_GRAMMAR) {
        env->scope->incomplete = true;
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, node, "only a grammar can be included");
        return;
    }
    collect_overrides(c, node, &o);
    inner.ns = node->ns ? node->ns : env->ns;
    inner.chain = here;
    collect(c, &inner, here->file->root, &o);
    for (size_t i = 0; i < o.list->n; i++)
        if (!o.list->v[i].found && !env->scope->incomplete)
            tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, o.list->v[i].node,
                            tp_fmt(c->work, "there is no %s in '%s' that this could override",
                                   o.list->v[i].name ? o.list->v[i].name : "start", node->text));
    collect(c, env, node, outer);
}

/* Recursion goes into div and include, whose depths are bounded. */
static void collect(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                    const struct tp_rng_node *parent, const struct override *o)
{
    for (struct tp_rng_node *n = tp_rng_real(parent->child); n; n = tp_rng_real(n->next)) {
        if (n->kind == TP_RNG_DIV)
            collect(c, env, n, o);
        else if (n->kind == TP_RNG_INCLUDE)
            include(c, env, n, o);
        else if (!overridden(o, n->kind == TP_RNG_START ? NULL : n->name))
            add_component(c, env->scope, n, env->ns);
    }
}

void tp_rng_collect(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                    const struct tp_rng_node *parent)
{
    collect(c, env, parent, NULL);
}
