/*
 * rng_compile.c - from schema files to the simple syntax: references, combination, nested grammars
 * (sections 4.5 to 4.21). Elements' contents are compiled from a list of work, so recursion follows
 * only definitions inside one element, and is bounded.
 */
#include <string.h>

#include "rng_scope.h"

/* An element waits with the surroundings its content will need. */
struct pending {
    struct tp_rng_simple simple;
    struct tp_rng_env env;
};

void tp_rng_complain(struct tp_rng_compiler *c, enum tp_code code, const struct tp_rng_node *at,
                     const char *message)
{
    enum { MOST = 50 };
    const char *bound = code == TP_D_LIMIT ? "this program" : NULL;

    c->failed = true;
    if (++c->errors <= MOST)
        tp_diag(c->ds, code, at ? tp_rng_loc(at) : tp_in(c->loader.v[0]->uri), message, bound);
}

struct tp_rng_simple *tp_rng_simple_new(struct tp_rng_compiler *c, enum tp_rng_op op,
                                        const struct tp_rng_node *node, size_t kids)
{
    /* the kids stand behind it; there are no more of them than nodes */
    struct tp_rng_simple *s = tp_alloc(c->work, sizeof *s + kids * sizeof *s->kid);

    s->op = (uint8_t)op;
    s->node = node;
    s->n = (uint32_t)kids;
    s->kid = (struct tp_rng_simple **)(s + 1);
    return s;
}

/* ---- constructors that apply 4.19 and 4.20 ---- */

static bool is(const struct tp_rng_simple *s, enum tp_rng_op op)
{
    return s && s->op == op;
}

/* How deep the graph is: everything that walks it counts on a bound. */
static struct tp_rng_simple *measured(struct tp_rng_compiler *c, struct tp_rng_simple *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->kid[i] && s->kid[i]->depth >= s->depth)
            s->depth = (uint16_t)(s->kid[i]->depth + 1);
    if (s->depth <= TP_RNG_MAX_PATTERN_DEPTH)
        return s;
    tp_rng_complain(c, TP_D_LIMIT, s->node, "the depth of definitions in definitions");
    return NULL;
}

/* Drop what means nothing; one that is left stands for all. */
static struct tp_rng_simple *settle(struct tp_rng_compiler *c, struct tp_rng_simple *s)
{
    enum tp_rng_op neutral = s->op == TP_RNG_P_CHOICE ? TP_RNG_P_NOT_ALLOWED : TP_RNG_P_EMPTY;
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++) {
        if (s->op != TP_RNG_P_CHOICE && is(s->kid[i], TP_RNG_P_NOT_ALLOWED))
            return s->kid[i];
        if (!is(s->kid[i], neutral))
            s->kid[n++] = s->kid[i];
    }
    s->n = (uint32_t)n;
    if (n == 0)
        return tp_rng_simple_new(c, neutral, s->node, 0);
    return n == 1 ? s->kid[0] : measured(c, s);
}

static struct tp_rng_simple *wrap(struct tp_rng_compiler *c, enum tp_rng_op op,
                                  const struct tp_rng_node *node, struct tp_rng_simple *kid)
{
    struct tp_rng_simple *s;

    if (is(kid, TP_RNG_P_NOT_ALLOWED) || (op == TP_RNG_P_ONE_OR_MORE && is(kid, TP_RNG_P_EMPTY)))
        return kid;
    s = tp_rng_simple_new(c, op, node, 1);
    s->kid[0] = kid;
    return measured(c, s);
}

static struct tp_rng_simple *pair(struct tp_rng_compiler *c, enum tp_rng_op op,
                                  const struct tp_rng_node *node, struct tp_rng_simple *x,
                                  struct tp_rng_simple *y)
{
    struct tp_rng_simple *s = tp_rng_simple_new(c, op, node, 2);

    s->kid[0] = x;
    s->kid[1] = y;
    return settle(c, s);
}

/* ---- patterns ---- */

static struct tp_rng_simple *pattern(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                     const struct tp_rng_node *n);

static size_t count_real(const struct tp_rng_node *first)
{
    size_t n = 0;

    for (const struct tp_rng_node *k = first; k; k = tp_rng_real(k->next))
        n++;
    return n;
}

/* FIRST and its followers, combined by OP. After a fault in one, NULL. */
static struct tp_rng_simple *sequence(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                      enum tp_rng_op op, const struct tp_rng_node *parent,
                                      struct tp_rng_node *first)
{
    size_t n = count_real(first), i = 0;
    struct tp_rng_simple *s;
    bool ok = true;

    if (n == 1)
        return pattern(c, env, first);
    s = tp_rng_simple_new(c, op, parent, n);
    for (; first; first = tp_rng_real(first->next)) {
        s->kid[i] = pattern(c, env, first);
        ok = s->kid[i++] != NULL && ok;
    }
    return ok ? settle(c, s) : NULL;
}

static struct tp_rng_simple *children(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                      enum tp_rng_op op, const struct tp_rng_node *n)
{
    return sequence(c, env, op, n, tp_rng_real(n->child));
}

/* All the components of a definition together, 4.17. */
static struct tp_rng_simple *combined(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                      struct tp_rng_define *d)
{
    enum tp_rng_combine how = TP_RNG_COMBINE_NONE;
    struct tp_rng_simple *s;
    size_t n = 0, plain = 0, i = 0;
    bool ok = true;
    const char *what = d->name ? d->name : "start", *quote = d->name ? "'" : "";

    for (const struct tp_rng_component *k = d->first; k; k = k->next, n++) {
        enum tp_rng_combine combine = k->node->combine;
        if (combine == TP_RNG_COMBINE_NONE && ++plain == 2)
            tp_rng_complain(
                c, TP_D_SCHEMA_SYNTAX, k->node,
                tp_fmt(c->work, "%s%s%s is defined twice without 'combine'", quote, what, quote));
        if (combine != TP_RNG_COMBINE_NONE && how != TP_RNG_COMBINE_NONE && how != combine)
            tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, k->node,
                            tp_fmt(c->work, "%s%s%s is combined by choice and by interleave", quote,
                                   what, quote));
        how = combine == TP_RNG_COMBINE_NONE ? how : combine;
    }
    s = n == 1 ? NULL
               : tp_rng_simple_new(
                     c, how == TP_RNG_COMBINE_INTERLEAVE ? TP_RNG_P_INTERLEAVE : TP_RNG_P_CHOICE,
                     d->first->node, n);
    for (const struct tp_rng_component *k = d->first; k; k = k->next) {
        struct tp_rng_env inner = *env;
        struct tp_rng_simple *part;
        inner.ns = k->ns;
        part = children(c, &inner, TP_RNG_P_GROUP, k->node);
        if (!s)
            return part;
        s->kid[i++] = part;
        ok = part && ok;
    }
    return ok ? settle(c, s) : NULL;
}

static struct tp_rng_simple *reference(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                       struct tp_rng_scope *scope, struct tp_rng_define *d,
                                       const struct tp_rng_node *n)
{
    struct tp_rng_env inner = *env;

    if (d->state == TP_RNG_DONE)
        return d->body;
    if (d->state == TP_RNG_OPEN) {
        if (c->unreachable)
            return tp_rng_simple_new(c, TP_RNG_P_NOT_ALLOWED, n, 0);
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        tp_fmt(c->work, "'%s' refers to itself without an element in between",
                               d->name ? d->name : "start"));
        return NULL;
    }
    d->state = TP_RNG_OPEN;
    inner.scope = scope;
    d->body = combined(c, &inner, d);
    d->state = TP_RNG_DONE;
    return d->body;
}

static struct tp_rng_simple *ref(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                 const struct tp_rng_node *n)
{
    struct tp_rng_scope *scope = env->scope;
    struct tp_rng_define *d;

    if (scope && n->kind == TP_RNG_PARENT_REF)
        scope = scope->parent;
    if (!scope) {
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        n->kind == TP_RNG_REF ? "a reference must be inside a grammar"
                                              : "parentRef must be inside a grammar in a grammar");
        return NULL;
    }
    d = tp_rng_find_define(scope, n->name);
    if (!d) {
        if (!scope->incomplete)
            tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                            tp_fmt(c->work, "there is no definition of '%s'", n->name));
        return NULL;
    }
    return reference(c, env, scope, d, n);
}

static struct tp_rng_simple *grammar(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                     const struct tp_rng_node *n)
{
    struct tp_rng_scope *scope = TP_NEW(c->work, struct tp_rng_scope);
    struct tp_rng_env inner = *env;
    struct tp_rng_define *start;

    scope->parent = env->scope;
    scope->last = &scope->first;
    scope->node = n;
    scope->next = c->scopes;
    c->scopes = scope;
    inner.scope = scope;
    tp_rng_collect(c, &inner, n);
    start = tp_rng_find_define(scope, NULL);
    if (!start) {
        if (!c->failed)
            tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n, "the grammar has no start");
        return NULL;
    }
    return reference(c, &inner, scope, start, n);
}

static struct tp_rng_simple *external(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                      const struct tp_rng_node *n)
{
    struct tp_rng_chain *here = TP_NEW(c->work, struct tp_rng_chain);
    struct tp_rng_env inner = *env;

    if (!tp_rng_open_file(c, n, env->chain, here))
        return NULL;
    inner.ns = n->ns ? n->ns : env->ns;
    inner.chain = here;
    return pattern(c, &inner, here->file->root);
}

static const char *documentation(struct tp_rng_compiler *c, const struct tp_rng_node *n);

static struct tp_rng_simple *element(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                     const struct tp_rng_node *n)
{
    struct pending *p = TP_NEW(c->work, struct pending);
    struct tp_rng_simple *s = &p->simple;

    s->op = TP_RNG_P_ELEMENT;
    s->node = n;
    s->nc = tp_rng_nc_compile(c, n, env->ns);
    s->n = 1;
    s->kid = TP_NEW_ARRAY(c->work, 1, struct tp_rng_simple *);
    p->env = *env;
    s->element = TP_NEW(c->a, struct tp_rng_element);
    s->element->nc = s->nc;
    s->element->node = n;
    TP_PUSH(c->work, &c->elements, s);
    return s->nc ? s : NULL;
}

static struct tp_rng_simple *attribute(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                       const struct tp_rng_node *n)
{
    struct tp_rng_nc *nc = tp_rng_nc_compile(c, n, env->ns);
    struct tp_rng_node *content = tp_rng_real(tp_rng_real(n->child)->next);
    struct tp_rng_simple *kid = content ? pattern(c, env, content)
                                        : tp_rng_simple_new(c, TP_RNG_P_TEXT, n, 0),
                         *s;

    if (!nc || !kid)
        return NULL;
    s = wrap(c, TP_RNG_P_ATTRIBUTE, n, kid);
    if (s && s != kid) {
        s->nc = nc;
        s->doc = documentation(c, n);
    }
    return s;
}

static struct tp_rng_simple *data(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                  const struct tp_rng_node *n)
{
    struct tp_rng_simple *s = tp_rng_compile_data(c, n, env->ns), *except;
    struct tp_rng_node *k = tp_rng_real(n->child);

    while (k && k->kind == TP_RNG_PARAM)
        k = tp_rng_real(k->next);
    if (!k || n->kind == TP_RNG_VALUE)
        return s;
    except = children(c, env, TP_RNG_P_CHOICE, k);
    if (!s || !except)
        return NULL;
    if (except->op == TP_RNG_P_NOT_ALLOWED)
        return s;
    s->n = 1;
    s->kid = TP_NEW_ARRAY(c->work, 1, struct tp_rng_simple *);
    s->kid[0] = except;
    return s;
}

static struct tp_rng_simple *repeated(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                      const struct tp_rng_node *n)
{
    struct tp_rng_simple *kid = children(c, env, TP_RNG_P_GROUP, n);

    if (!kid)
        return NULL;
    if (n->kind == TP_RNG_MIXED)
        return pair(c, TP_RNG_P_INTERLEAVE, n, tp_rng_simple_new(c, TP_RNG_P_TEXT, n, 0), kid);
    if (n->kind == TP_RNG_LIST)
        return wrap(c, TP_RNG_P_LIST, n, kid);
    if (n->kind != TP_RNG_OPTIONAL)
        kid = wrap(c, TP_RNG_P_ONE_OR_MORE, n, kid);
    if (n->kind == TP_RNG_ONE_OR_MORE)
        return kid;
    return pair(c, TP_RNG_P_CHOICE, n, kid, tp_rng_simple_new(c, TP_RNG_P_EMPTY, n, 0));
}

static struct tp_rng_simple *pattern_of(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                        const struct tp_rng_node *n)
{
    switch (n->kind) {
    case TP_RNG_ELEMENT:
        return element(c, env, n);
    case TP_RNG_ATTRIBUTE:
        return attribute(c, env, n);
    case TP_RNG_GROUP:
        return children(c, env, TP_RNG_P_GROUP, n);
    case TP_RNG_INTERLEAVE:
        return children(c, env, TP_RNG_P_INTERLEAVE, n);
    case TP_RNG_CHOICE:
        return children(c, env, TP_RNG_P_CHOICE, n);
    case TP_RNG_REF:
    case TP_RNG_PARENT_REF:
        return ref(c, env, n);
    case TP_RNG_EMPTY:
        return tp_rng_simple_new(c, TP_RNG_P_EMPTY, n, 0);
    case TP_RNG_TEXT:
        return tp_rng_simple_new(c, TP_RNG_P_TEXT, n, 0);
    case TP_RNG_NOT_ALLOWED:
        return tp_rng_simple_new(c, TP_RNG_P_NOT_ALLOWED, n, 0);
    case TP_RNG_VALUE:
    case TP_RNG_DATA:
        return data(c, env, n);
    case TP_RNG_EXTERNAL_REF:
        return external(c, env, n);
    case TP_RNG_GRAMMAR:
        return grammar(c, env, n);
    default:
        return repeated(c, env, n);
    }
}

static struct tp_rng_simple *pattern(struct tp_rng_compiler *c, const struct tp_rng_env *env,
                                     const struct tp_rng_node *n)
{
    struct tp_rng_simple *s = NULL;

    if (++c->nest > 4 * TP_RNG_MAX_NEST)
        tp_rng_complain(c, TP_D_LIMIT, n, "the depth of definitions in definitions");
    else
        s = pattern_of(c, env, n);
    c->nest--;
    return s;
}

/* Contents, until no element waits any more. */
static void work_off(struct tp_rng_compiler *c)
{
    enum { MOST = 1000000 };

    for (size_t i = c->done; i < c->elements.n && c->errors < 50; c->done = ++i) {
        struct pending *p = (struct pending *)c->elements.v[i];
        const struct tp_rng_node *n = p->simple.node;
        p->simple.kid[0] =
            sequence(c, &p->env, TP_RNG_P_GROUP, n, tp_rng_real(tp_rng_real(n->child)->next));
        if (i > MOST) {
            tp_rng_complain(c, TP_D_LIMIT, n, "the number of elements");
            return;
        }
    }
}

/* What no start leads to is not part of the grammar, but must still be well formed. */
static void check_the_rest(struct tp_rng_compiler *c)
{
    struct tp_rng_chain chain = {NULL, c->loader.v[0], 0};

    c->unreachable = true;
    for (struct tp_rng_scope *s = c->scopes; s; s = s->next) {
        for (struct tp_rng_define *d = s->first; d && c->errors < 50; d = d->next) {
            struct tp_rng_env env = {.scope = s, .ns = "", .chain = &chain};
            if (d->state == TP_RNG_FRESH)
                (void)reference(c, &env, s, d, d->first->node);
        }
        work_off(c);
    }
}

struct tp_rng_simple *tp_rng_compile(struct tp_rng_compiler *c, struct tp_rng_file *file)
{
    struct tp_rng_chain chain = {NULL, file, 0};
    struct tp_rng_env env = {.ns = "", .chain = &chain};
    struct tp_rng_simple *start = pattern(c, &env, file->root);

    work_off(c);
    check_the_rest(c);
    return c->failed ? NULL : start;
}

/* ---- documentation, for messages ---- */

static const char *documentation(struct tp_rng_compiler *c, const struct tp_rng_node *n)
{
    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        struct tp_buf b;
        if (k->kind != TP_RNG_FOREIGN || strcmp(k->ns, TP_RNG_NS_A) != 0 ||
            strcmp(k->name, "documentation") != 0)
            continue;
        if (k->child && !k->child->next && k->child->kind == TP_RNG_CHARS)
            return k->child->text;
        b = tp_buf_new(c->a);
        for (const struct tp_rng_node *t = k->child; t; t = t->next)
            if (t->kind == TP_RNG_CHARS)
                tp_buf_str(&b, t->text);
        return b.p;
    }
    return NULL;
}
