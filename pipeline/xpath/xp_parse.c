/*
 * xp_parse.c - tokens to the tree of an expression: the grammar of XPath 2.0, A.1, down to the
 * unary operators; paths are in xp_parse_path.c, types in xp_parse_type.c.
 *
 * Binary operators are a table of levels, from the loosest to the tightest. Chains of one operator
 * are built without recursion; "or", "and", "," and "union" have all their operands as kids.
 */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../base/utf8.h"
#include "xp.h"

_Noreturn void xp_fail(struct xp_parser *p, const char *code, size_t offset, const char *format,
                       ...)
{
    va_list ap;

    va_start(ap, format);
    p->error->text = tp_vfmt(p->arena, format, ap);
    va_end(ap);
    (void)snprintf(p->error->code, sizeof p->error->code, "%s", code);
    p->error->offset = offset;
    longjmp(*p->jump, 1);
}

static void check(struct xp_parser *p)
{
    if (p->lex.fault)
        xp_fail(p, "XPST0003", p->lex.start, "%s", p->lex.fault);
}

static void next(struct xp_parser *p)
{
    xp_lex_next(&p->lex);
    check(p);
}

_Noreturn void xp_unexpected(struct xp_parser *p, const char *wanted)
{
    if (p->lex.token == XP_T_END)
        xp_fail(p, "XPST0003", p->lex.start, "the expression ends where %s is expected", wanted);
    xp_fail(p, "XPST0003", p->lex.start, "\"%.*s\" stands where %s is expected",
            (int)(p->lex.end - p->lex.start > 40 ? 40 : p->lex.end - p->lex.start),
            p->lex.text + p->lex.start, wanted);
}

bool xp_take(struct xp_parser *p, const char *sign)
{
    if (!xp_lex_is(&p->lex, sign))
        return false;
    next(p);
    return true;
}

void xp_expect(struct xp_parser *p, const char *sign)
{
    if (!xp_take(p, sign))
        xp_unexpected(p, tp_fmt(p->arena, "\"%s\"", sign));
}

bool xp_peek_paren(const struct xp_parser *p)
{
    struct xp_lex ahead = p->lex;

    xp_lex_next(&ahead);
    return !ahead.fault && xp_lex_is(&ahead, "(");
}

/* Is the token here this keyword, and the one after it that word? */
static bool two_words(const struct xp_parser *p, const char *first, const char *second)
{
    struct xp_lex ahead = p->lex;

    if (!xp_lex_is(&ahead, first))
        return false;
    xp_lex_next(&ahead);
    return !ahead.fault && xp_lex_is(&ahead, second);
}

struct xp_node *xp_new(struct xp_parser *p, enum xp_op op, size_t offset, size_t n)
{
    struct xp_node *x = TP_NEW(p->arena, struct xp_node);

    x->op = (uint8_t)op;
    x->offset = (uint32_t)offset;
    x->n = (uint32_t)n;
    x->kid = TP_NEW_ARRAY(p->arena, n + !n, struct xp_node *);
    return x;
}

struct xp_node *xp_done(struct xp_parser *p, struct xp_node *x)
{
    unsigned depth = 0;

    for (size_t i = 0; i < x->n; i++)
        if (x->kid[i] && x->kid[i]->depth > depth)
            depth = x->kid[i]->depth;
    if (++depth > XP_MAX_DEPTH)
        xp_fail(p, "XPST0003", x->offset,
                "the expression is nested too deeply, or too long a chain");
    x->depth = (uint16_t)depth;
    return x;
}

static struct xp_node *one(struct xp_parser *p, enum xp_op op, size_t offset, struct xp_node *kid)
{
    struct xp_node *x = xp_new(p, op, offset, 1);

    x->kid[0] = kid;
    return xp_done(p, x);
}

static struct xp_node *two(struct xp_parser *p, enum xp_op op, size_t offset, unsigned what,
                           struct xp_node *left, struct xp_node *right)
{
    struct xp_node *x = xp_new(p, op, offset, 2);

    x->what = (uint8_t)what;
    x->kid[0] = left;
    x->kid[1] = right;
    return xp_done(p, x);
}

/* ---- names ---- */

void xp_name(struct xp_parser *p, const char *default_uri, const char **uri, const char **local)
{
    const char *text = p->lex.text + p->lex.start;
    size_t len = p->lex.end - p->lex.start;
    const char *colon;

    if (p->lex.token != XP_T_NAME)
        xp_unexpected(p, "a name");
    colon = memchr(text, ':', len);
    if (!colon) {
        *uri = default_uri;
        *local = tp_strndup(p->arena, text, len);
    } else {
        char *prefix = tp_strndup(p->arena, text, (size_t)(colon - text));

        *local = tp_strndup(p->arena, colon + 1, len - (size_t)(colon - text) - 1);
        *local = strcmp(*local, "*") == 0 ? NULL : *local;
        *uri = NULL;
        if (strcmp(prefix, "*") != 0) {
            *uri = strcmp(prefix, "xml") == 0 ? (const char *)XML_XML_NAMESPACE
                   : p->env->namespace_of     ? p->env->namespace_of(p->env->host, prefix)
                                              : NULL;
            if (!*uri)
                xp_fail(p, "XPST0081", p->lex.start, "the prefix \"%s\" is not declared", prefix);
        }
    }
    next(p);
}

struct tp_xp_item xp_string_literal(struct xp_parser *p)
{
    const char *text = p->lex.text + p->lex.start + 1;
    size_t len = p->lex.end - p->lex.start - 2;
    char quote = text[-1];
    struct tp_buf b = tp_buf_new(p->arena);

    for (size_t i = 0; i < len; i++) {
        tp_buf_char(&b, text[i]);
        i += text[i] == quote;
    }
    next(p);
    return xp_string(b.p ? b.p : "", b.len);
}

/* ---- for, some, every, if ---- */

static int bind(struct xp_parser *p, const char *uri, const char *local)
{
    struct xp_scope *s = TP_NEW(p->arena, struct xp_scope);

    if (p->x->locals >= XP_MAX_LOCALS)
        xp_fail(p, "XPST0003", p->lex.start, "the expression has too many variables");
    *s = (struct xp_scope){uri, local, (int)p->x->locals++, p->scope};
    p->scope = s;
    return s->slot;
}

static void variable_name(struct xp_parser *p, const char **uri, const char **local)
{
    xp_expect(p, "$");
    xp_name(p, "", uri, local);
    if (!*uri || !*local)
        xp_fail(p, "XPST0003", p->lex.start, "a variable needs a whole name");
}

/* "for $a in A, $b in B return R" is a for in a for; the same for some and every. Each later part
 * is the last kid of the one before it. */
static struct xp_node *binding(struct xp_parser *p, enum xp_op op, const char *last)
{
    struct xp_scope *outer = p->scope;
    struct xp_node *first = NULL, **hole = &first;
    TP_VEC(struct xp_node *) parts = {0};

    next(p);
    do {
        size_t offset = p->lex.start;
        const char *uri, *local;
        struct xp_node *x, *in;

        variable_name(p, &uri, &local);
        xp_expect(p, "in");
        in = xp_parse_expr_single(p);
        x = two(p, op, offset, 0, in, NULL);
        x->u.slot = bind(p, uri, local);
        TP_PUSH(p->arena, &parts, x);
        *hole = x;
        hole = &x->kid[1];
    } while (xp_take(p, ","));
    xp_expect(p, last);
    *hole = xp_parse_expr_single(p);
    p->scope = outer;
    while (parts.n)
        (void)xp_done(p, parts.v[--parts.n]);
    return first;
}

static struct xp_node *condition(struct xp_parser *p)
{
    struct xp_node *x = xp_new(p, XP_IF, p->lex.start, 3);

    next(p);
    xp_expect(p, "(");
    x->kid[0] = xp_parse_expr(p);
    xp_expect(p, ")");
    xp_expect(p, "then");
    x->kid[1] = xp_parse_expr_single(p);
    xp_expect(p, "else");
    x->kid[2] = xp_parse_expr_single(p);
    return xp_done(p, x);
}

/* ---- operators ---- */

struct operator
{
    const char *word;
    enum xp_op op;
    unsigned what;
};

enum { RIGHT_NONE, LEFT_CHAIN, FLAT };

static const struct level {
    int chain;
    struct operator ops[17];
} levels[] = {
    {FLAT, {{"or", XP_OR, 0}}},
    {FLAT, {{"and", XP_AND, 0}}},
    {RIGHT_NONE,
     {{"=", XP_GENERAL, XP_EQ},
      {"!=", XP_GENERAL, XP_NE},
      {"<", XP_GENERAL, XP_LT},
      {"<=", XP_GENERAL, XP_LE},
      {">", XP_GENERAL, XP_GT},
      {">=", XP_GENERAL, XP_GE},
      {"eq", XP_VALUE, XP_EQ},
      {"ne", XP_VALUE, XP_NE},
      {"lt", XP_VALUE, XP_LT},
      {"le", XP_VALUE, XP_LE},
      {"gt", XP_VALUE, XP_GT},
      {"ge", XP_VALUE, XP_GE},
      {"is", XP_NODE_ORDER, XP_EQ},
      {"<<", XP_NODE_ORDER, XP_LT},
      {">>", XP_NODE_ORDER, XP_GT}}},
    {RIGHT_NONE, {{"to", XP_RANGE, 0}}},
    {LEFT_CHAIN, {{"+", XP_ARITH, XP_ADD}, {"-", XP_ARITH, XP_SUB}}},
    {LEFT_CHAIN,
     {{"*", XP_ARITH, XP_MUL},
      {"div", XP_ARITH, XP_DIV},
      {"idiv", XP_ARITH, XP_IDIV},
      {"mod", XP_ARITH, XP_MOD}}},
    {FLAT, {{"union", XP_UNION, 0}, {"|", XP_UNION, 0}}},
    {LEFT_CHAIN, {{"intersect", XP_INTERSECT, 0}, {"except", XP_EXCEPT, 0}}},
};
enum { LEVELS = sizeof levels / sizeof *levels };

static const struct operator* operator_here(const struct xp_parser *p, const struct level *level)
{
    for (const struct operator* o = level->ops; o->word; o++)
        if (xp_lex_is(&p->lex, o->word))
            return o;
    return NULL;
}

static struct xp_node *typed(struct xp_parser *p, enum xp_op op, struct xp_node *kid, bool single)
{
    struct xp_node *x = one(p, op, p->lex.start, kid);

    next(p); /* the first word; the second: */
    next(p);
    x->u.type = xp_parse_type(p, single);
    return x;
}

static struct xp_node *unary(struct xp_parser *p)
{
    size_t offset = p->lex.start;
    bool sign = false, minus = false;
    struct xp_node *x;

    while (xp_lex_is(&p->lex, "-") || xp_lex_is(&p->lex, "+")) {
        sign = true;
        minus ^= xp_lex_is(&p->lex, "-");
        next(p);
    }
    x = xp_parse_path(p);
    return sign ? one(p, minus ? XP_NEGATE : XP_PLUS, offset, x) : x;
}

/* instance of, treat as, castable as, cast as: each at most once, in this order from outside. */
static struct xp_node *with_type(struct xp_parser *p)
{
    struct xp_node *x = unary(p);

    if (two_words(p, "cast", "as"))
        x = typed(p, XP_CAST, x, true);
    if (two_words(p, "castable", "as"))
        x = typed(p, XP_CASTABLE, x, true);
    if (two_words(p, "treat", "as"))
        x = typed(p, XP_TREAT, x, false);
    if (two_words(p, "instance", "of"))
        x = typed(p, XP_INSTANCE, x, false);
    return x;
}

static struct xp_node *binary(struct xp_parser *p, size_t n);

static struct xp_node *flat(struct xp_parser *p, size_t n, struct xp_node *first)
{
    const struct operator* o = operator_here(p, &levels[n]);
    TP_VEC(struct xp_node *) kids = {0};
    size_t offset = p->lex.start;
    struct xp_node *x;

    if (!o)
        return first;
    TP_PUSH(p->arena, &kids, first);
    while (operator_here(p, &levels[n])) {
        next(p);
        TP_PUSH(p->arena, &kids, binary(p, n + 1));
    }
    x = xp_new(p, o->op, offset, 0);
    x->kid = kids.v;
    x->n = (uint32_t)kids.n;
    return xp_done(p, x);
}

static struct xp_node *binary(struct xp_parser *p, size_t n)
{
    const struct operator* o;
    struct xp_node *x;
    bool more = false;

    if (n == LEVELS)
        return with_type(p);
    x = binary(p, n + 1);
    if (levels[n].chain == FLAT)
        return flat(p, n, x);
    while ((o = operator_here(p, &levels[n]))) {
        size_t offset = p->lex.start;

        if (levels[n].chain == RIGHT_NONE && more)
            xp_fail(p, "XPST0003", offset,
                    "comparisons and \"to\" don't chain: put brackets around one of them");
        more = true;
        next(p);
        x = two(p, o->op, offset, o->what, x, binary(p, n + 1));
    }
    return x;
}

struct xp_node *xp_parse_expr_single(struct xp_parser *p)
{
    struct xp_node *x;
    unsigned depth = p->depth;

    if (++p->depth > XP_MAX_DEPTH)
        xp_fail(p, "XPST0003", p->lex.start, "the expression is nested too deeply");
    if (two_words(p, "for", "$"))
        x = binding(p, XP_FOR, "return");
    else if (two_words(p, "some", "$"))
        x = binding(p, XP_SOME, "satisfies");
    else if (two_words(p, "every", "$"))
        x = binding(p, XP_EVERY, "satisfies");
    else if (two_words(p, "if", "("))
        x = condition(p);
    else
        x = binary(p, 0);
    p->depth = depth;
    return x;
}

struct xp_node *xp_parse_expr(struct xp_parser *p)
{
    size_t offset = p->lex.start;
    struct xp_node *x = xp_parse_expr_single(p);
    TP_VEC(struct xp_node *) kids = {0};

    if (!xp_lex_is(&p->lex, ","))
        return x;
    TP_PUSH(p->arena, &kids, x);
    while (xp_take(p, ","))
        TP_PUSH(p->arena, &kids, xp_parse_expr_single(p));
    x = xp_new(p, XP_SEQUENCE, offset, 0);
    x->kid = kids.v;
    x->n = (uint32_t)kids.n;
    return xp_done(p, x);
}

/* ---- the whole ---- */

static struct xp_node *parse_all(struct xp_parser *p, const char *text, size_t len)
{
    struct xp_node *x;

    if (len > XP_MAX_TEXT)
        xp_fail(p, "XPST0003", 0, "the expression is longer than %d bytes", XP_MAX_TEXT);
    if (tp_utf8_valid(text, len) != len)
        xp_fail(p, "XPST0003", tp_utf8_valid(text, len), "the expression is no UTF-8 here");
    xp_lex_start(&p->lex, text, len);
    check(p);
    x = xp_parse_expr(p);
    if (p->lex.token != XP_T_END)
        xp_unexpected(p, "an operator or the end");
    return x;
}

static void parse_expression(struct xp_parser *p, const char *text, size_t len)
{
    p->x->root = xp_simplify(p, parse_all(p, text, len));
}

static void parse_pattern(struct xp_parser *p, const char *text, size_t len)
{
    xp_compile_patterns(p, parse_all(p, text, len));
}

static struct tp_xp *compile(struct tp_arena *a, const struct tp_xp_env *env, const char *text,
                             size_t len, struct tp_xp_error *error,
                             void (*parse)(struct xp_parser *p, const char *text, size_t len))
{
    struct tp_xp *x = TP_NEW(a, struct tp_xp);
    struct tp_xp_env *own = TP_NEW(a, struct tp_xp_env);
    jmp_buf jump;
    struct xp_parser p = {.arena = a, .x = x, .env = own, .error = error, .jump = &jump};

    *own = *env;
    x->env = own;
    x->text = tp_strndup(a, text, len);
    x->base_uri = env->base_uri;
    if (setjmp(jump))
        return NULL;
    parse(&p, x->text, len);
    return x;
}

struct tp_xp *tp_xp_compile(struct tp_arena *a, const struct tp_xp_env *env, const char *text,
                            size_t len, struct tp_xp_error *error)
{
    return compile(a, env, text, len, error, parse_expression);
}

struct tp_xp *tp_xp_compile_pattern(struct tp_arena *a, const struct tp_xp_env *env,
                                    const char *text, size_t len, struct tp_xp_error *error)
{
    return compile(a, env, text, len, error, parse_pattern);
}
