/* xp_parse_path.c - paths, steps, predicates, primary expressions (XPath 2.0, 3.1 and 3.2). */
#include <string.h>

#include "xp.h"

static struct xp_node *step_node(struct xp_parser *p, enum xp_axis axis, struct xp_test test,
                                 size_t offset)
{
    struct xp_node *x = xp_new(p, XP_STEP, offset, 0);
    struct xp_test *own = TP_NEW(p->arena, struct xp_test);

    *own = test;
    x->what = (uint8_t)axis;
    x->u.test = own;
    return x;
}

/* The predicates that stand here become kids of X, from kid FROM on. */
static void predicates(struct xp_parser *p, struct xp_node *x, size_t from)
{
    TP_VEC(struct xp_node *) kids = {0};

    for (size_t i = 0; i < from; i++)
        TP_PUSH(p->arena, &kids, x->kid[i]);
    while (xp_take(p, "[")) {
        TP_PUSH(p->arena, &kids, xp_parse_expr(p));
        xp_expect(p, "]");
    }
    x->kid = kids.v ? kids.v : x->kid;
    x->n = (uint32_t)kids.n;
    (void)xp_done(p, x);
}

static const char *const axis_names[XP_AXES] = {
    [XP_CHILD] = "child",
    [XP_DESCENDANT] = "descendant",
    [XP_ATTRIBUTE] = "attribute",
    [XP_SELF] = "self",
    [XP_DESCENDANT_OR_SELF] = "descendant-or-self",
    [XP_FOLLOWING_SIBLING] = "following-sibling",
    [XP_FOLLOWING] = "following",
    [XP_NAMESPACE_AXIS] = "namespace",
    [XP_PARENT] = "parent",
    [XP_ANCESTOR] = "ancestor",
    [XP_PRECEDING_SIBLING] = "preceding-sibling",
    [XP_PRECEDING] = "preceding",
    [XP_ANCESTOR_OR_SELF] = "ancestor-or-self",
};

/* "child::" and its like are taken; false: no axis stands here. */
static bool take_axis(struct xp_parser *p, enum xp_axis *axis)
{
    struct xp_lex ahead = p->lex;

    if (xp_take(p, "@")) {
        *axis = XP_ATTRIBUTE;
        return true;
    }
    xp_lex_next(&ahead);
    if (p->lex.token != XP_T_NAME || ahead.fault || !xp_lex_is(&ahead, "::"))
        return false;
    for (unsigned i = 0; i < XP_AXES; i++)
        if (xp_lex_is(&p->lex, axis_names[i])) {
            (void)xp_take(p, axis_names[i]);
            xp_expect(p, "::");
            *axis = (enum xp_axis)i;
            return true;
        }
    xp_fail(p, "XPST0003", p->lex.start, "\"%.*s\" is no axis", (int)(p->lex.end - p->lex.start),
            p->lex.text + p->lex.start);
}

static enum xp_kind principal(enum xp_axis axis)
{
    return axis == XP_ATTRIBUTE        ? XP_ATTRIBUTE_KIND
           : axis == XP_NAMESPACE_AXIS ? XP_NAMESPACE_KIND
                                       : XP_ELEMENT_KIND;
}

static struct xp_test name_test(struct xp_parser *p, enum xp_axis axis)
{
    struct xp_test test = {.kind = principal(axis)};

    if (!xp_take(p, "*"))
        xp_name(p,
                axis == XP_ATTRIBUTE || !p->env->element_namespace ? "" : p->env->element_namespace,
                &test.uri, &test.local);
    return test;
}

static struct xp_node *axis_step(struct xp_parser *p)
{
    size_t offset = p->lex.start;
    enum xp_axis axis = XP_CHILD;
    struct xp_test test = {0};
    struct xp_node *x;
    bool given;

    if (xp_take(p, "..")) {
        x = step_node(p, XP_PARENT, test, offset);
        predicates(p, x, 0);
        return x;
    }
    given = take_axis(p, &axis);
    if (!xp_parse_kind_test(p, &test))
        test = name_test(p, axis);
    else if (!given && test.kind == XP_ATTRIBUTE_KIND)
        axis = XP_ATTRIBUTE;
    x = step_node(p, axis, test, offset);
    predicates(p, x, 0);
    return x;
}

/* ---- primary expressions ---- */

static struct xp_node *literal(struct xp_parser *p, struct tp_xp_item item, size_t offset)
{
    struct xp_node *x = xp_new(p, XP_LITERAL, offset, 0);

    x->u.item = item;
    return x;
}

static struct xp_node *number(struct xp_parser *p)
{
    size_t offset = p->lex.start;
    struct tp_slice text = {p->lex.text + offset, p->lex.end - offset};
    struct tp_xp_item item = {0};
    bool overflow = false;

    if (p->lex.token == XP_T_DOUBLE) {
        item.type = TP_XP_DOUBLE;
        if (!xp_parse_double(text, false, &item.u.number))
            xp_fail(p, "XPST0003", offset, "this is no number");
    } else if (p->lex.token == XP_T_INTEGER) {
        item.type = TP_XP_INTEGER;
        (void)xp_parse_integer(text, &item.u.integer, &overflow);
    } else {
        struct tp_xp_decimal *d = TP_NEW(p->arena, struct tp_xp_decimal);

        (void)xp_parse_decimal(text, d, &overflow);
        item.type = TP_XP_DECIMAL;
        item.u.decimal = d;
    }
    if (overflow)
        xp_fail(p, "FOAR0002", offset, "the number has too many digits");
    xp_lex_next(&p->lex);
    if (p->lex.fault)
        xp_fail(p, "XPST0003", p->lex.start, "%s", p->lex.fault);
    return literal(p, item, offset);
}

static struct xp_node *variable(struct xp_parser *p)
{
    size_t offset = p->lex.start;
    const char *uri, *local;
    struct xp_node *x;
    int slot;

    xp_expect(p, "$");
    xp_name(p, "", &uri, &local);
    if (!uri || !local)
        xp_fail(p, "XPST0003", offset, "a variable needs a whole name");
    for (const struct xp_scope *s = p->scope; s; s = s->outer)
        if (strcmp(s->local, local) == 0 && strcmp(s->uri, uri) == 0) {
            x = xp_new(p, XP_LOCAL_VAR, offset, 0);
            x->u.slot = s->slot;
            return x;
        }
    slot = p->env->variable ? p->env->variable(p->env->host, uri, local) : -1;
    if (slot < 0)
        xp_fail(p, "XPST0008", offset, "the variable $%s is not declared", local);
    x = xp_new(p, XP_HOST_VAR, offset, 0);
    x->u.slot = slot;
    return x;
}

static const struct xp_fn *find_function(struct xp_parser *p, const char *uri, const char *local,
                                         size_t n, size_t offset)
{
    bool known = false;
    const struct xp_fn *fn = NULL;

    if (strcmp(uri, XP_NS_FN) == 0)
        fn = xp_fn_find(local, n, &known);
    if (fn && fn->flags & XP_FN_XSLT && !p->env->xslt)
        fn = NULL, known = false;
    if (fn)
        return fn;
    for (size_t i = 0; i < p->env->n_functions; i++) {
        const struct tp_xp_function_row *row = &p->env->functions[i];

        if (strcmp(row->name, local) == 0 && strcmp(row->uri, uri) == 0) {
            struct xp_fn *own;

            known = true;
            if (n < row->min || n > row->max)
                continue;
            own = TP_NEW(p->arena, struct xp_fn);
            *own = (struct xp_fn){.name = row->name,
                                  .min = row->min,
                                  .max = row->max,
                                  .signature = row->signature,
                                  .host = row};
            return own;
        }
    }
    if (strcmp(uri, XP_NS_XS) == 0) {
        uint8_t derived;
        enum tp_xp_type type = xp_atomic_type(uri, local, &derived);
        struct xp_fn *own;

        if (type > TP_XP_NAMESPACE && type < TP_XP_TYPES) {
            known = true;
            if (n == 1) {
                own = TP_NEW(p->arena, struct xp_fn);
                *own = (struct xp_fn){.name = local,
                                      .min = 1,
                                      .max = 1,
                                      .signature = "A?",
                                      .cast = type,
                                      .derived = derived};
                return own;
            }
        }
    }
    if (known)
        xp_fail(p, "XPST0017", offset, "the function %s() can't have %zu argument%s", local, n,
                n == 1 ? "" : "s");
    xp_fail(p, "XPST0017", offset, "there is no function %s() in the namespace \"%s\"", local, uri);
}

static struct xp_node *call(struct xp_parser *p)
{
    static const char *const reserved[] = {"item", "empty-sequence", "if", "typeswitch"};
    size_t offset = p->lex.start;
    const char *uri, *local;
    struct xp_node *x = xp_new(p, XP_CALL, offset, 0);
    TP_VEC(struct xp_node *) kids = {0};

    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (xp_lex_is(&p->lex, reserved[i]) && xp_peek_paren(p))
            xp_fail(p, "XPST0003", offset, "%s() can't stand here", reserved[i]);
    xp_name(p, XP_NS_FN, &uri, &local);
    if (!uri || !local)
        xp_fail(p, "XPST0003", offset, "a function needs a whole name");
    xp_expect(p, "(");
    if (!xp_lex_is(&p->lex, ")"))
        do
            TP_PUSH(p->arena, &kids, xp_parse_expr_single(p));
        while (xp_take(p, ","));
    xp_expect(p, ")");
    if (kids.n) {
        x->kid = kids.v;
        x->n = (uint32_t)kids.n;
    }
    x->u.call.fn = find_function(p, uri, local, kids.n, offset);
    x->u.call.id = p->x->calls++;
    return xp_done(p, x);
}

static struct xp_node *primary(struct xp_parser *p)
{
    size_t offset = p->lex.start;
    struct xp_node *x;

    switch (p->lex.token) {
    case XP_T_INTEGER:
    case XP_T_DECIMAL:
    case XP_T_DOUBLE:
        return number(p);
    case XP_T_STRING:
        return literal(p, xp_string_literal(p), offset);
    case XP_T_NAME:
        return call(p);
    default:
        break;
    }
    if (xp_lex_is(&p->lex, "$"))
        return variable(p);
    if (xp_take(p, "."))
        return xp_new(p, XP_CONTEXT, offset, 0);
    if (!xp_take(p, "("))
        xp_unexpected(p, "an expression");
    if (xp_take(p, ")"))
        return xp_new(p, XP_SEQUENCE, offset, 0);
    x = xp_parse_expr(p);
    xp_expect(p, ")");
    return x;
}

static bool kind_name(const struct xp_parser *p)
{
    static const char *const names[] = {
        "node",      "text",          "comment",        "processing-instruction", "element",
        "attribute", "document-node", "schema-element", "schema-attribute"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (xp_lex_is(&p->lex, names[i]))
            return true;
    return false;
}

static bool starts_axis_step(const struct xp_parser *p)
{
    if (p->lex.token == XP_T_NAME)
        return !xp_peek_paren(p) || kind_name(p);
    return xp_lex_is(&p->lex, "@") || xp_lex_is(&p->lex, "..") || xp_lex_is(&p->lex, "*");
}

static bool starts_step(const struct xp_parser *p)
{
    return starts_axis_step(p) || (p->lex.token != XP_T_SIGN && p->lex.token != XP_T_END) ||
           xp_lex_is(&p->lex, "(") || xp_lex_is(&p->lex, ".") || xp_lex_is(&p->lex, "$");
}

static struct xp_node *step(struct xp_parser *p)
{
    struct xp_node *x, *filter;

    if (starts_axis_step(p))
        return axis_step(p);
    x = primary(p);
    if (!xp_lex_is(&p->lex, "["))
        return x;
    filter = xp_new(p, XP_FILTER, x->offset, 1);
    filter->kid[0] = x;
    predicates(p, filter, 1);
    return filter;
}

struct xp_node *xp_parse_path(struct xp_parser *p)
{
    static const struct xp_test any = {0};
    TP_VEC(struct xp_node *) kids = {0};
    size_t offset = p->lex.start;
    bool deep = xp_lex_is(&p->lex, "//");
    struct xp_node *x;

    if (deep || xp_lex_is(&p->lex, "/")) {
        (void)xp_take(p, deep ? "//" : "/");
        TP_PUSH(p->arena, &kids, xp_new(p, XP_ROOT, offset, 0));
        if (!deep && !starts_step(p))
            return kids.v[0];
    }
    for (;;) {
        if (deep)
            TP_PUSH(p->arena, &kids, step_node(p, XP_DESCENDANT_OR_SELF, any, offset));
        TP_PUSH(p->arena, &kids, step(p));
        offset = p->lex.start;
        deep = xp_lex_is(&p->lex, "//");
        if (!xp_take(p, deep ? "//" : "/"))
            break;
    }
    if (kids.n == 1)
        return kids.v[0];
    x = xp_new(p, XP_PATH, kids.v[0]->offset, 0);
    x->kid = kids.v;
    x->n = (uint32_t)kids.n;
    return xp_done(p, x);
}
