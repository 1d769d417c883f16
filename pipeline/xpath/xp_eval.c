/* xp_eval.c - evaluation: a function for each operation, in a table. */
#include <string.h>

#include "xp.h"

typedef void operation(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out);

/* ---- helpers ---- */

/* The one atomic item of an operand, or NULL for the empty sequence. */
static const struct tp_xp_item *operand(struct tp_xp_run *r, const struct xp_node *x,
                                        struct tp_xp_seq *s)
{
    xp_eval(r, x, s);
    if (!s->n)
        return NULL;
    r->offset = x->offset;
    if (s->n > 1)
        tp_xp_raise(r, "XPTY0004", "one value is expected here, not %zu", s->n);
    s->v[0] = xp_atomize(r, s->v[0]);
    return s->v;
}

/* ---- primary expressions ---- */

static void literal(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    xp_push(r, out, x->u.item);
}

static void host_variable(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    r->offset = x->offset;
    xp_push_all(r, out, xp_host_variable(r, x->u.slot));
}

static void local_variable(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    xp_push_all(r, out, &r->locals[x->u.slot]);
}

static void context(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    if (!r->focus.position) {
        r->offset = x->offset;
        tp_xp_raise(r, "XPDY0002", "there is no context item");
    }
    xp_push(r, out, r->focus.item);
}

static void root(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq s = {0};

    context(r, x, &s);
    r->offset = x->offset;
    if (!xp_is_node(s.v[0]))
        tp_xp_raise(r, "XPTY0020", "\"/\" needs a node to start from");
    xp_push(r, out, xp_root(s.v[0]));
}

static void sequence(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    for (size_t i = 0; i < x->n; i++)
        xp_eval(r, x->kid[i], out);
}

/* ---- for, some, every, if ---- */

static void for_each(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq in = {0};

    xp_eval(r, x->kid[0], &in);
    for (size_t i = 0; i < in.n; i++) {
        xp_tick(r, 1);
        xp_bind(r, x, &in.v[i]);
        xp_eval(r, x->kid[1], out);
    }
}

static void condition(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    xp_eval(r, xp_ebv(r, x->kid[0]) ? x->kid[1] : x->kid[2], out);
}

/* ---- logic and comparisons ---- */

/* Two operands of which none may be empty; false: one is. */
static bool both(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_item *a,
                 struct tp_xp_item *b)
{
    struct tp_xp_seq left = {0}, right = {0};
    const struct tp_xp_item *l = operand(r, x->kid[0], &left);
    const struct tp_xp_item *m = operand(r, x->kid[1], &right);

    r->offset = x->offset;
    if (!l || !m)
        return false;
    *a = *l;
    *b = *m;
    return true;
}

static void value_comparison(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_item a, b;

    if (both(r, x, &a, &b))
        xp_push(r, out, xp_bool(xp_value_compare(r, (enum xp_relation)x->what, a, b)));
}

static const struct tp_xp_item *one_node(struct tp_xp_run *r, const struct xp_node *x,
                                         struct tp_xp_seq *s)
{
    xp_eval(r, x, s);
    r->offset = x->offset;
    if (s->n > 1 || (s->n && !xp_is_node(s->v[0])))
        tp_xp_raise(r, "XPTY0004", "\"is\", \"<<\" and \">>\" compare single nodes");
    return s->n ? s->v : NULL;
}

static void node_comparison(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq left = {0}, right = {0};
    const struct tp_xp_item *a = one_node(r, x->kid[0], &left);
    const struct tp_xp_item *b = one_node(r, x->kid[1], &right);
    bool same;

    if (!a || !b)
        return;
    same = xp_same_node(*a, *b);
    if (x->what == XP_EQ)
        xp_push(r, out, xp_bool(same));
    else
        xp_push(r, out, xp_bool(!same && (xp_node_compare(r, *a, *b) < 0) == (x->what == XP_LT)));
}

static void boolean(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    xp_push(r, out, xp_bool(xp_ebv(r, x)));
}

/* ---- numbers ---- */

static bool append(struct tp_xp_run *r, struct tp_xp_item item, void *out)
{
    xp_push(r, out, item);
    return true;
}

static void range(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    (void)xp_each(r, x, append, out);
}

/* Untyped operands of arithmetic are numbers (XPath 2.0, 3.4). */
static struct tp_xp_item number(struct tp_xp_run *r, struct tp_xp_item i)
{
    return i.type == TP_XP_UNTYPED ? xp_cast(r, i, TP_XP_DOUBLE) : i;
}

static void arithmetic(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_item a, b;

    if (r->x->env->xpath1) {
        struct tp_xp_seq left = {0}, right = {0};

        xp_eval(r, x->kid[0], &left);
        xp_eval(r, x->kid[1], &right);
        r->offset = x->offset;
        xp_push(r, out,
                xp_sum(r, (enum xp_sum)x->what, xp_number_1(r, &left), xp_number_1(r, &right)));
        return;
    }
    if (both(r, x, &a, &b))
        xp_push(r, out, xp_sum(r, (enum xp_sum)x->what, number(r, a), number(r, b)));
}

/* The operand of a sign; false: it is empty. */
static bool signed_value(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_item *value)
{
    struct tp_xp_seq s = {0};
    const struct tp_xp_item *i;

    if (r->x->env->xpath1) {
        xp_eval(r, x->kid[0], &s);
        *value = xp_number_1(r, &s);
        return true;
    }
    i = operand(r, x->kid[0], &s);
    if (i)
        *value = number(r, *i);
    return i != NULL;
}

static void sign(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_item value;

    if (!signed_value(r, x, &value))
        return;
    r->offset = x->offset;
    if (!xp_is_numeric(value))
        tp_xp_raise(r, "XPTY0004", "a sign needs a number, not %s",
                    xp_type_name((enum tp_xp_type)value.type));
    value.derived = 0;
    if (x->op == XP_NEGATE && value.type >= TP_XP_FLOAT)
        value.u.number = -value.u.number;
    else if (x->op == XP_NEGATE)
        value = xp_sum(r, XP_SUB, xp_integer(0), value);
    xp_push(r, out, value);
}

/* ---- union, intersect, except ---- */

static void nodes(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    size_t from = out->n;

    xp_eval(r, x, out);
    for (size_t i = from; i < out->n; i++)
        if (!xp_is_node(out->v[i]))
            xp_not_nodes(r, x);
}

static void set_operation(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq a = {0}, b = {0};
    size_t i = 0, k = 0;

    nodes(r, x->kid[0], &a);
    nodes(r, x->kid[1], &b);
    tp_xp_sort(r, &a);
    tp_xp_sort(r, &b);
    while (i < a.n) {
        int order = k == b.n ? -1 : xp_node_compare(r, a.v[i], b.v[k]);

        if (x->op == XP_INTERSECT ? order == 0 : order < 0)
            xp_push(r, out, a.v[i]);
        i += order <= 0;
        k += order >= 0;
    }
}

static void union_of(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq all = {0};

    for (size_t i = 0; i < x->n; i++)
        nodes(r, x->kid[i], &all);
    tp_xp_sort(r, &all);
    xp_push_all(r, out, &all);
}

/* ---- types ---- */

static void instance(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq s = {0};

    xp_eval(r, x->kid[0], &s);
    xp_push(r, out, xp_bool(xp_instance(r, x->u.type, &s)));
}

static void treat(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq s = {0};

    xp_eval(r, x->kid[0], &s);
    r->offset = x->offset;
    if (!xp_instance(r, x->u.type, &s))
        tp_xp_raise(r, "XPDY0050", "the value is not of the type that \"treat as\" names");
    xp_push_all(r, out, &s);
}

/* A cast to QName needs the namespaces of the expression: only from a string literal. */
static void check_name(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_item from,
                       enum tp_xp_type type)
{
    if (type != TP_XP_QNAME || from.type == TP_XP_QNAME)
        return;
    if (from.type != TP_XP_STRING || x->kid[0]->op != XP_LITERAL)
        tp_xp_raise(r, "XPTY0004", "only a string literal can be cast to xs:QName");
}

static void cast(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq s = {0};
    const struct tp_xp_item *i = operand(r, x->kid[0], &s);

    r->offset = x->offset;
    if (!i && x->u.type->occurs != '?')
        tp_xp_raise(r, "XPTY0004", "an empty sequence can't be cast to %s",
                    xp_type_name(x->u.type->atomic));
    if (!i)
        return;
    check_name(r, x, *i, x->u.type->atomic);
    xp_push(r, out, xp_cast_derived(r, *i, x->u.type->atomic, x->u.type->derived));
}

static void castable(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    struct tp_xp_seq s = {0};
    struct tp_xp_item value = {0};
    const char *code;
    bool yes;

    xp_eval(r, x->kid[0], &s);
    r->offset = x->offset;
    xp_atomize_all(r, &s);
    if (x->u.type->atomic == TP_XP_QNAME && s.n == 1 && s.v[0].type != TP_XP_QNAME &&
        x->kid[0]->op != XP_LITERAL)
        yes = false;
    else
        yes = s.n == 1 ? xp_try_cast(r, s.v[0], x->u.type->atomic, &value, &code)
                       : s.n == 0 && x->u.type->occurs == '?';
    if (yes && s.n && x->u.type->derived)
        yes = xp_derive(r, x->u.type->derived, &value);
    xp_push(r, out, xp_bool(yes));
}

/* ---- calls ---- */

static void call(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    const struct xp_fn *fn = x->u.call.fn;
    struct tp_xp_seq few[4] = {{0}}, *args = few, own = {0}, *result = out->n ? &own : out;
    const char *s = fn->signature;

    if (fn->lazy) {
        xp_tick(r, 1);
        xp_push(r, out, xp_bool(fn->lazy(r, x)));
        return;
    }
    if (x->n > sizeof few / sizeof *few)
        args = TP_NEW_ARRAY(r->work, x->n, struct tp_xp_seq);
    for (size_t i = 0; i < x->n; i++) {
        char letter = s[0], occurs = s[0] && strchr("?*+", s[1]) && s[1] ? s[1] : '1';

        xp_eval(r, x->kid[i], &args[i]);
        r->offset = x->kid[i]->offset;
        xp_convert(r, &args[i], letter, occurs, fn->name, i + 1);
        if (s[occurs == '1' ? 1 : 2])
            s += occurs == '1' ? 1 : 2;
    }
    r->offset = x->offset;
    xp_tick(r, 1);
    if (fn->host)
        fn->host->call(r, args, x->n, result);
    else if (!fn->cast)
        fn->call(r, x, args, x->n, result);
    else if (args[0].n) {
        check_name(r, x, args[0].v[0], fn->cast);
        xp_push(r, result, xp_cast_derived(r, args[0].v[0], fn->cast, fn->derived));
    }
    if (result ==
        &own) /* a function may sort what it gives: that alone, not what was there before */
        xp_push_all(r, out, &own);
}

/* ---- dispatch ---- */

static operation *const operations[XP_OPS] = {
    [XP_LITERAL] = literal,
    [XP_HOST_VAR] = host_variable,
    [XP_LOCAL_VAR] = local_variable,
    [XP_SEQUENCE] = sequence,
    [XP_FOR] = for_each,
    [XP_SOME] = boolean,
    [XP_EVERY] = boolean,
    [XP_IF] = condition,
    [XP_OR] = boolean,
    [XP_AND] = boolean,
    [XP_GENERAL] = boolean,
    [XP_VALUE] = value_comparison,
    [XP_NODE_ORDER] = node_comparison,
    [XP_RANGE] = range,
    [XP_ARITH] = arithmetic,
    [XP_NEGATE] = sign,
    [XP_PLUS] = sign,
    [XP_UNION] = union_of,
    [XP_INTERSECT] = set_operation,
    [XP_EXCEPT] = set_operation,
    [XP_INSTANCE] = instance,
    [XP_TREAT] = treat,
    [XP_CASTABLE] = castable,
    [XP_CAST] = cast,
    [XP_PATH] = xp_path,
    [XP_FILTER] = xp_filter,
    [XP_STEP] = xp_step,
    [XP_CONTEXT] = context,
    [XP_ROOT] = root,
    [XP_CALL] = call,
};

void xp_eval(struct tp_xp_run *r, const struct xp_node *x, struct tp_xp_seq *out)
{
    xp_tick(r, 1);
    operations[x->op](r, x, out);
}
