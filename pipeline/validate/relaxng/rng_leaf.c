/* rng_leaf.c - data and value: datatypes and their parameters from the schema. */
#include <string.h>

#include "rng_pattern.h"

struct value_context {
    const struct tp_rng_node *node;
    const char *ns; /* for names without a prefix */
};

static const char *ns_of_prefix(void *arg, const char *prefix, size_t n)
{
    const struct value_context *v = arg;

    return n == 0 ? v->ns : tp_rng_binding(v->node->binds, prefix, n);
}

/* In a schema there is no document that could declare entities: any name will do. */
static bool any_entity(void *arg, const char *name, size_t n)
{
    (void)arg, (void)name, (void)n;
    return true;
}

/* The same type with the same parameters is one object. */
struct tp_rng_type_entry {
    struct tp_rng_type_entry *next;
    const char *key;
    struct tp_xsd_type *type;
};

static char *key_of(struct tp_rng_compiler *c, const struct tp_rng_node *n)
{
    struct tp_buf b = tp_buf_new(c->work);

    tp_buf_str(&b, n->dtlib);
    tp_buf_char(&b, ' ');
    tp_buf_str(&b, n->name);
    if (n->kind == TP_RNG_DATA)
        for (const struct tp_rng_node *p = tp_rng_real(n->child); p && p->kind == TP_RNG_PARAM;
             p = tp_rng_real(p->next)) {
            tp_buf_char(&b, '\x1F');
            tp_buf_str(&b, p->name);
            tp_buf_char(&b, '\x1F');
            tp_buf_str(&b, p->text);
        }
    return b.p;
}

static struct tp_xsd_type *new_type(struct tp_rng_compiler *c, const struct tp_rng_node *n)
{
    struct tp_xsd_type *t = tp_xsd_type_new(c->a, n->dtlib, n->name);

    if (t)
        return t;
    if (!tp_xsd_library_known(n->dtlib))
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        tp_fmt(c->work, "there is no datatype library '%s'", n->dtlib));
    else
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n,
                        tp_fmt(c->work, "there is no datatype '%s' in %s%s", n->name,
                               *n->dtlib ? "the library " : "the built-in library", n->dtlib));
    return NULL;
}

static bool add_params(struct tp_rng_compiler *c, struct tp_xsd_type *t,
                       const struct tp_rng_node *n, const struct tp_xsd_context *context)
{
    const char *message;

    for (struct tp_rng_node *p = tp_rng_real(n->child); p && p->kind == TP_RNG_PARAM;
         p = tp_rng_real(p->next)) {
        enum tp_xsd_param_result r =
            tp_xsd_param(c->a, t, &c->schema->regexes, p->name, p->text, context, &message);
        if (r == TP_XSD_PARAM_OK)
            continue;
        if (r == TP_XSD_PARAM_LIMIT)
            tp_rng_complain(c, TP_D_LIMIT, p, message);
        else
            tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, p,
                            strcmp(p->name, "pattern") == 0
                                ? tp_fmt(c->work, "pattern '%s': %s", p->text, message)
                                : message);
        return false;
    }
    message = tp_xsd_params_check(t);
    if (message)
        tp_rng_complain(c, TP_D_SCHEMA_SYNTAX, n, message);
    return !message;
}

static struct tp_xsd_type *type_of(struct tp_rng_compiler *c, const struct tp_rng_node *n,
                                   const struct tp_xsd_context *context)
{
    struct tp_mark mark = tp_arena_mark(c->work);
    const char *key = key_of(c, n);
    struct tp_rng_type_entry *e, **from;

    for (from = &c->types; (e = *from); from = &e->next)
        if (strcmp(e->key, key) == 0) {
            *from = e->next; /* to the front: the same types come again and again */
            e->next = c->types;
            c->types = e;
            tp_arena_release(c->work, mark);
            return e->type;
        }
    e = TP_NEW(c->work, struct tp_rng_type_entry);
    e->key = key;
    e->type = new_type(c, n);
    if (e->type && n->kind == TP_RNG_DATA && !add_params(c, e->type, n, context))
        return NULL;
    if (!e->type || e->type->needs_context)
        return e->type; /* its parameters may mean something else elsewhere */
    e->next = c->types;
    c->types = e;
    return e->type;
}

struct tp_rng_simple *tp_rng_compile_data(struct tp_rng_compiler *c, const struct tp_rng_node *node,
                                          const char *ns)
{
    struct value_context v = {node, node->ns ? node->ns : ns};
    struct tp_xsd_context context = {ns_of_prefix, any_entity, &v};
    struct tp_xsd_type *type = type_of(c, node, &context);
    struct tp_rng_simple *s;
    struct tp_buf canonical;

    if (!type)
        return NULL;
    s = tp_rng_simple_new(c, node->kind == TP_RNG_VALUE ? TP_RNG_P_VALUE : TP_RNG_P_DATA, node, 0);
    s->type = type;
    if (node->kind == TP_RNG_DATA)
        return s;
    canonical = tp_buf_new(c->a);
    if (!tp_xsd_canonical(type, node->text, strlen(node->text), &context, &canonical)) {
        tp_rng_complain(
            c, TP_D_SCHEMA_SYNTAX, node,
            tp_fmt(c->work, "'%s' is no value of datatype '%s'", node->text, type->name));
        return NULL;
    }
    s->canonical = canonical.p;
    return s;
}
