/* xsd_regex.c - from the text of a regular expression to its nondeterministic automaton. */
#include "xsd_regex.h"

#include <string.h>

#include "../../base/utf8.h"

enum op { RE_EMPTY, RE_SET, RE_CAT, RE_ALT, RE_REPEAT };

static const size_t unbounded = SIZE_MAX;

struct re {
    enum op op;
    const struct tp_charset *set;
    size_t least, most;
    struct {
        struct re **v;
        size_t n, cap;
    } kids;
};

struct parser {
    struct tp_xsd_regexes *r;
    struct tp_arena *work;
    const char *p, *end;
    const char *message;
    bool limit;
    size_t nest;
    /* the automaton */
    struct {
        struct tp_regex_node *v;
        size_t n, cap;
    } nodes;
};

static void *fail(struct parser *ps, const char *message)
{
    if (!ps->message)
        ps->message = message;
    return NULL;
}

static struct re *re_new(struct parser *ps, enum op op)
{
    struct re *re = TP_NEW(ps->work, struct re);

    re->op = op;
    return re;
}

static bool peek(const struct parser *ps, char c)
{
    return ps->p < ps->end && *ps->p == c;
}

static bool next_char(struct parser *ps, uint32_t *c)
{
    size_t n = ps->p < ps->end ? tp_utf8_decode(ps->p, (size_t)(ps->end - ps->p), c) : 0;

    ps->p += n;
    return n > 0;
}

static const struct tp_charset *one(struct parser *ps, uint32_t c)
{
    struct tp_charset *s = TP_NEW(ps->r->a, struct tp_charset);

    tp_charset_add(ps->r->a, s, c, c);
    return s;
}

static const struct tp_charset *negate(struct parser *ps, const struct tp_charset *s)
{
    struct tp_charset *out = TP_NEW(ps->r->a, struct tp_charset);

    *out = tp_charset_not(ps->r->a, s);
    return out;
}

/* \p{Name}, behind the letter. */
static const struct tp_charset *property(struct parser *ps, bool negative)
{
    const char *from, *close;
    const struct tp_charset *set;

    if (!peek(ps, '{') || !(close = memchr(ps->p, '}', (size_t)(ps->end - ps->p))))
        return fail(ps, "\\p and \\P want the name of a category or block in braces");
    from = ps->p + 1;
    ps->p = close + 1;
    set = tp_charset_property(ps->r, from, (size_t)(close - from));
    if (!set)
        return fail(ps, tp_fmt(ps->r->a, "there is no category or block '%.*s'",
                               (int)(close - from), from));
    return negative ? negate(ps, set) : set;
}

/* What follows a backslash: a set, or a single character in *SINGLE. */
static const struct tp_charset *escape(struct parser *ps, uint32_t *single)
{
    static const char plain[] = "\\|.?*+(){}-[]^";
    const struct tp_charset *set;
    char c = ps->p < ps->end ? *ps->p++ : '\0';
    bool upper = c >= 'A' && c <= 'Z';

    *single = UINT32_MAX;
    if (c == 'p' || c == 'P')
        return property(ps, upper);
    if (c == 'n' || c == 'r' || c == 't')
        *single = c == 'n' ? '\n' : c == 'r' ? '\r' : '\t';
    else if (c && strchr(plain, c))
        *single = (unsigned char)c;
    if (*single != UINT32_MAX)
        return one(ps, *single);
    set = c ? tp_charset_escape(ps->r, (char)(upper ? c + 32 : c)) : NULL;
    if (!set)
        return fail(ps, "a backslash stands before a character that has no such form");
    return upper ? negate(ps, set) : set;
}

/* One character of a group, or an escape for many (then *C is UINT32_MAX and the set is added). */
static bool group_char(struct parser *ps, struct tp_charset *out, uint32_t *c)
{
    const struct tp_charset *set;

    if (peek(ps, '\\')) {
        ps->p++;
        set = escape(ps, c);
        if (set && *c == UINT32_MAX)
            tp_charset_add_all(ps->r->a, out, set);
        return set != NULL;
    }
    if (peek(ps, '[')) {
        (void)fail(ps, "'[' inside a character class needs a backslash");
        return false;
    }
    if (peek(ps, ']')) { /* the first of its class, for elsewhere it ends the class */
        (void)fail(ps, "a character class is empty; ']' inside one needs a backslash");
        return false;
    }
    if (!next_char(ps, c)) {
        (void)fail(ps, "a character class is not closed");
        return false;
    }
    return true;
}

static bool range_follows(const struct parser *ps)
{
    return ps->end - ps->p >= 2 && ps->p[0] == '-' && ps->p[1] != '[' && ps->p[1] != ']';
}

static bool group_item(struct parser *ps, struct tp_charset *out, bool first)
{
    uint32_t from, to;

    if (peek(ps, '-') && !first && !(ps->end - ps->p >= 2 && ps->p[1] == ']')) {
        (void)fail(ps, "'-' in a character class must be first, last, or between two characters");
        return false;
    }
    if (!group_char(ps, out, &from))
        return false;
    if (from == UINT32_MAX)
        return true;
    to = from;
    if (range_follows(ps)) {
        ps->p++;
        if (!group_char(ps, out, &to))
            return false;
        if (to == UINT32_MAX || to < from) {
            (void)fail(ps, "a range of characters must go up from one character to another");
            return false;
        }
    }
    tp_charset_add(ps->r->a, out, from, to);
    return true;
}

/* [...], behind the bracket. Subtractions nest to the right; the depth is bounded by ps->nest. */
static const struct tp_charset *class_expr(struct parser *ps)
{
    struct tp_charset *out = TP_NEW(ps->r->a, struct tp_charset);
    bool negative = peek(ps, '^');

    if (++ps->nest > TP_REGEX_MAX_NEST) {
        ps->limit = true;
        return fail(ps, "the nesting of the regular expression");
    }
    ps->p += negative;
    for (bool first = true;; first = false) {
        bool minus = ps->end - ps->p >= 2 && ps->p[0] == '-' && ps->p[1] == '[' && !first;
        if (!first && (minus || peek(ps, ']')))
            break;
        if (!group_item(ps, out, first))
            return NULL;
    }
    tp_charset_normalise(out);
    if (negative)
        *out = tp_charset_not(ps->r->a, out);
    if (peek(ps, '-')) {
        const struct tp_charset *less;
        ps->p += 2;
        less = class_expr(ps);
        if (!less)
            return NULL;
        *out = tp_charset_minus(ps->r->a, out, less);
    }
    ps->nest--;
    if (!peek(ps, ']'))
        return fail(ps, "a character class is not closed");
    ps->p++;
    return out;
}

static const struct tp_charset *dot(struct parser *ps)
{
    struct tp_charset *s = TP_NEW(ps->r->a, struct tp_charset);

    tp_charset_add(ps->r->a, s, '\n', '\n');
    tp_charset_add(ps->r->a, s, '\r', '\r');
    return negate(ps, s);
}

static struct re *alternatives(struct parser *ps);

static struct re *atom(struct parser *ps)
{
    struct re *re = re_new(ps, RE_SET);
    char c = *ps->p;
    uint32_t cp;

    if (c == '(') {
        ps->p++;
        if (++ps->nest > TP_REGEX_MAX_NEST) {
            ps->limit = true;
            return fail(ps, "the nesting of the regular expression");
        }
        re = alternatives(ps);
        ps->nest--;
        if (!re)
            return NULL;
        if (!peek(ps, ')'))
            return fail(ps, "a parenthesis is not closed");
        ps->p++;
        return re;
    }
    if (c == '[' || c == '.' || c == '\\') {
        ps->p++;
        re->set = c == '[' ? class_expr(ps) : c == '.' ? dot(ps) : escape(ps, &cp);
        return re->set ? re : NULL;
    }
    if (strchr("?*+{}]", c))
        return fail(ps, tp_fmt(ps->r->a, "'%c' has nothing to apply to; it needs a backslash", c));
    if (!next_char(ps, &cp))
        return fail(ps, "the text is not UTF-8");
    re->set = one(ps, cp);
    return re;
}

static bool count(struct parser *ps, size_t *n)
{
    const char *from = ps->p;

    for (*n = 0; ps->p < ps->end && *ps->p >= '0' && *ps->p <= '9'; ps->p++)
        *n = *n > 100000000 ? *n : *n * 10 + (size_t)(*ps->p - '0');
    return ps->p > from;
}

/* ? * + {n} {n,} {n,m} */
static bool quantifier(struct parser *ps, struct re *re)
{
    char c = *ps->p++;

    re->least = c == '+';
    re->most = c == '?' ? 1 : unbounded;
    if (c != '{')
        return true;
    if (!count(ps, &re->least)) {
        (void)fail(ps, "'{' wants a number behind it, or a backslash before it");
        return false;
    }
    re->most = re->least;
    if (peek(ps, ',')) {
        ps->p++;
        re->most = unbounded;
        if (!peek(ps, '}') && !count(ps, &re->most))
            re->most = 0;
    }
    if (!peek(ps, '}') || re->most < re->least) {
        (void)fail(ps, "the count in braces is wrong");
        return false;
    }
    ps->p++;
    return true;
}

static struct re *sequence(struct parser *ps)
{
    struct re *cat = re_new(ps, RE_CAT);

    while (ps->p < ps->end && *ps->p != '|' && *ps->p != ')') {
        struct re *part = atom(ps);
        if (!part)
            return NULL;
        if (ps->p < ps->end && strchr("?*+{", *ps->p)) {
            struct re *repeat = re_new(ps, RE_REPEAT);
            if (!quantifier(ps, repeat))
                return NULL;
            TP_PUSH(ps->work, &repeat->kids, part);
            part = repeat;
        }
        TP_PUSH(ps->work, &cat->kids, part);
    }
    return cat;
}

/* Recursion goes through parentheses only, which ps->nest bounds. */
static struct re *alternatives(struct parser *ps)
{
    struct re *alt = re_new(ps, RE_ALT), *part;

    for (;;) {
        part = sequence(ps);
        if (!part)
            return NULL;
        TP_PUSH(ps->work, &alt->kids, part);
        if (!peek(ps, '|'))
            break;
        ps->p++;
    }
    return alt->kids.n == 1 ? part : alt;
}

/* ---- the automaton, built from its end to its start ---- */

static uint32_t add_node(struct parser *ps, int op, uint32_t out, uint32_t out2)
{
    struct tp_regex_node node = {.out = out, .out2 = out2};

    if (ps->nodes.n >= TP_REGEX_MAX_STATES) {
        ps->limit = true;
        (void)fail(ps, "the size of the regular expression");
        return 0;
    }
    node.op = op == TP_RE_SET ? TP_RE_SET : op == TP_RE_SPLIT ? TP_RE_SPLIT : TP_RE_MATCH;
    TP_PUSH(ps->work, &ps->nodes, node);
    return (uint32_t)ps->nodes.n - 1;
}

static uint32_t emit(struct parser *ps, const struct re *re, uint32_t next);

static uint32_t emit_repeat(struct parser *ps, const struct re *re, uint32_t next)
{
    const struct re *kid = re->kids.v[0];
    uint32_t at = next;

    if (re->most == unbounded) {
        uint32_t loop = add_node(ps, TP_RE_SPLIT, 0, next), body = emit(ps, kid, loop);
        ps->nodes.v[loop].out = body;
        at = loop;
    }
    for (size_t i = re->least; re->most != unbounded && i < re->most && !ps->limit; i++) {
        uint32_t body = emit(ps, kid, at);
        if (body == at)
            break; /* it takes nothing, however often */
        at = add_node(ps, TP_RE_SPLIT, body, next);
    }
    for (size_t i = 0; i < re->least && !ps->limit; i++) {
        uint32_t body = emit(ps, kid, at);
        if (body == at)
            break;
        at = body;
    }
    return at;
}

static uint32_t emit(struct parser *ps, const struct re *re, uint32_t next)
{
    uint32_t at = next;

    switch (re->op) {
    case RE_SET:
        at = add_node(ps, TP_RE_SET, next, 0);
        ps->nodes.v[at].set = re->set;
        break;
    case RE_CAT:
        for (size_t i = re->kids.n; i > 0 && !ps->limit; i--)
            at = emit(ps, re->kids.v[i - 1], at);
        break;
    case RE_ALT:
        at = emit(ps, re->kids.v[re->kids.n - 1], next);
        for (size_t i = re->kids.n - 1; i > 0 && !ps->limit; i--)
            at = add_node(ps, TP_RE_SPLIT, emit(ps, re->kids.v[i - 1], next), at);
        break;
    case RE_REPEAT:
        at = emit_repeat(ps, re, next);
        break;
    case RE_EMPTY:
        break;
    }
    return at;
}

static struct tp_xsd_regex *compile(struct parser *ps, const char *text)
{
    struct re *re = alternatives(ps);
    struct tp_xsd_regex *out = TP_NEW(ps->r->a, struct tp_xsd_regex);

    if (re && ps->p < ps->end)
        re = fail(ps, "a parenthesis is closed that was not opened");
    if (!re)
        return NULL;
    out->start = emit(ps, re, add_node(ps, TP_RE_MATCH, 0, 0));
    if (ps->limit)
        return NULL;
    out->text = tp_strdup(ps->r->a, text);
    out->n = (uint32_t)ps->nodes.n;
    out->nodes = TP_NEW_ARRAY(ps->r->a, ps->nodes.n, struct tp_regex_node);
    memcpy(out->nodes, ps->nodes.v, ps->nodes.n * sizeof *out->nodes);
    tp_regex_classes(ps->r->a, out);
    return out;
}

const struct tp_xsd_regex *tp_regex_get(struct tp_xsd_regexes *r, const char *text,
                                        const char **message, bool *limit)
{
    struct parser ps = {.r = r, .p = text, .end = text + strlen(text)};
    struct tp_xsd_regex *re;

    *limit = false;
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->v[i]->text, text) == 0)
            return r->v[i];
    ps.work = tp_arena_sub(r->a);
    re = compile(&ps, text);
    tp_arena_free(ps.work);
    *message = ps.message;
    *limit = ps.limit;
    if (re) {
        re->id = r->n;
        TP_PUSH(r->a, r, re);
    }
    return re;
}
