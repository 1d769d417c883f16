/* rnc_tokens.c - reading tokens of the compact syntax, and its declarations. */
#include "rnc_parse.h"

#include <string.h>

static const char inherit_mark[] = ""; /* the address stands for "inherit" */

/* ---- tokens ---- */

static const struct tp_rng_setting *setting(struct tp_rnc_parser *p)
{
    struct tp_rng_setting *s;

    if (p->setting && p->setting->binds == p->binds)
        return p->setting;
    s = TP_NEW(p->a, struct tp_rng_setting);
    *s = (struct tp_rng_setting){
        .file = p->file, .binds = p->binds, .dtlib = "", .base = p->file->uri};
    return p->setting = s;
}

struct tp_rng_node *tp_rnc_new_node(struct tp_rnc_parser *p, enum tp_rng_kind kind)
{
    struct tp_rng_node *n = tp_rng_node_new(p->a, kind, setting(p));

    n->line = p->tokens[0].line;
    n->offset = p->tokens[0].offset;
    n->ns = p->default_ns;
    return n;
}

static struct tp_rnc_token read_token(struct tp_rnc_parser *p)
{
    for (;;) {
        struct tp_rnc_token t = tp_rnc_lex_next(&p->lx);
        struct tp_rng_node *n;
        if (t.kind != TP_RNC_COMMENT)
            return t;
        n = tp_rng_node_new(p->a, TP_RNG_COMMENT, setting(p));
        n->line = t.line;
        n->offset = t.offset;
        n->text = t.text;
        TP_PUSH(p->a, &p->comments, n);
    }
}

const struct tp_rnc_token *tp_rnc_peek(struct tp_rnc_parser *p, size_t k)
{
    while (p->ahead <= k)
        p->tokens[p->ahead++] = read_token(p);
    return &p->tokens[k];
}

struct tp_rnc_token tp_rnc_take(struct tp_rnc_parser *p)
{
    struct tp_rnc_token t = *tp_rnc_peek(p, 0);

    p->tokens[0] = p->tokens[1];
    p->tokens[1] = p->tokens[2];
    p->ahead--;
    (void)tp_rnc_peek(p, 0);
    return t;
}

void tp_rnc_wrong(struct tp_rnc_parser *p, const char *message)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);

    tp_rnc_fault(&p->lx, t->line, t->offset, message);
}

static const char *token_text(struct tp_rnc_parser *p)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);

    switch (t->kind) {
    case TP_RNC_END:
        return "the end of the file";
    case TP_RNC_CHAR:
        return tp_fmt(p->a, "'%c'", t->c);
    case TP_RNC_ASSIGN_CHOICE:
        return "'|='";
    case TP_RNC_ASSIGN_INTERLEAVE:
        return "'&='";
    case TP_RNC_FOLLOW:
        return "'>>'";
    case TP_RNC_LITERAL:
        return "a literal";
    case TP_RNC_DOC:
        return "documentation";
    default:
        return tp_fmt(p->a, "'%s%s%s'", t->prefix ? t->prefix : "", t->prefix ? ":" : "", t->text);
    }
}

void tp_rnc_unexpected(struct tp_rnc_parser *p, const char *wanted)
{
    tp_rnc_wrong(p, tp_fmt(p->a, "%s can't stand here; %s is expected", token_text(p), wanted));
}

bool tp_rnc_is_char(struct tp_rnc_parser *p, char c)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);

    return t->kind == TP_RNC_CHAR && t->c == c;
}

bool tp_rnc_expect(struct tp_rnc_parser *p, char c)
{
    if (!tp_rnc_is_char(p, c)) {
        tp_rnc_unexpected(p, tp_fmt(p->a, "'%c'", c));
        return false;
    }
    (void)tp_rnc_take(p);
    return true;
}

bool tp_rnc_is_word(struct tp_rnc_parser *p, enum tp_rnc_keyword k)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);

    return t->kind == TP_RNC_IDENT && t->keyword == k;
}

/* A name; keywords only where they can be names. */
const char *tp_rnc_identifier(struct tp_rnc_parser *p, bool keywords)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);

    if (t->kind != TP_RNC_IDENT || (t->keyword != TP_RNC_NO_KEYWORD && !keywords)) {
        tp_rnc_unexpected(p, "a name");
        return NULL;
    }
    return tp_rnc_take(p).text;
}

/* Segments joined by ~. */
const char *tp_rnc_literal(struct tp_rnc_parser *p)
{
    struct tp_buf b = tp_buf_new(p->a);

    for (;;) {
        if (tp_rnc_peek(p, 0)->kind != TP_RNC_LITERAL) {
            tp_rnc_unexpected(p, "a literal");
            return NULL;
        }
        tp_buf_str(&b, tp_rnc_take(p).text);
        if (!tp_rnc_is_char(p, '~'))
            return b.p;
        (void)tp_rnc_take(p);
    }
}

bool tp_rnc_deeper(struct tp_rnc_parser *p)
{
    if (++p->nest <= TP_RNG_MAX_NEST)
        return true;
    if (!p->lx.failed)
        tp_diag(p->lx.ds, TP_D_LIMIT, tp_at(p->file->uri, tp_rnc_peek(p, 0)->line, 0),
                "the depth of patterns in patterns", tp_fmt(p->a, "%d", TP_RNG_MAX_NEST));
    p->lx.failed = true;
    return false;
}

/* ---- namespaces and datatypes ---- */

/* The namespace of a prefix; NULL in *NS when it is inherited. */
bool tp_rnc_ns_of(struct tp_rnc_parser *p, const char *prefix, const char **ns)
{
    if (strcmp(prefix, "xml") == 0) {
        *ns = "http://www.w3.org/XML/1998/namespace";
        return true;
    }
    for (const struct tp_rng_bind *b = p->binds; b; b = b->outer)
        if (strcmp(b->prefix, prefix) == 0 && *prefix) {
            *ns = b->uri == inherit_mark ? NULL : b->uri;
            return true;
        }
    tp_rnc_wrong(p, tp_fmt(p->a, "the prefix '%s' is not declared", prefix));
    return false;
}

const char *tp_rnc_library_of(struct tp_rnc_parser *p, const char *prefix)
{
    for (const struct tp_rnc_datatypes *d = p->datatypes; d; d = d->next)
        if (strcmp(d->prefix, prefix) == 0)
            return d->uri;
    if (strcmp(prefix, "xsd") == 0)
        return TP_RNG_XSD;
    tp_rnc_wrong(p, tp_fmt(p->a, "the prefix '%s' is not declared for datatypes", prefix));
    return NULL;
}

static void bind(struct tp_rnc_parser *p, const char *prefix, const char *uri)
{
    struct tp_rng_bind *b = TP_NEW(p->a, struct tp_rng_bind);

    for (const struct tp_rng_bind *k = p->binds; k; k = k->outer)
        if (strcmp(k->prefix, prefix) == 0)
            tp_rnc_wrong(p, *prefix ? tp_fmt(p->a, "the prefix '%s' is declared twice", prefix)
                                    : "the default namespace is declared twice");
    b->prefix = prefix;
    b->uri = uri;
    b->outer = p->binds;
    p->binds = b;
}

static const char *namespace_literal(struct tp_rnc_parser *p)
{
    if (tp_rnc_is_word(p, TP_RNC_INHERIT)) {
        (void)tp_rnc_take(p);
        return inherit_mark;
    }
    return tp_rnc_literal(p);
}

static void namespace_decl(struct tp_rnc_parser *p, bool is_default)
{
    const char *prefix = "", *uri;

    (void)tp_rnc_take(p);
    if (!tp_rnc_is_char(p, '=')) {
        prefix = tp_rnc_identifier(p, true);
        if (!prefix)
            return;
    } else if (!is_default) {
        tp_rnc_unexpected(p, "a prefix");
    }
    if (!tp_rnc_expect(p, '=') || !(uri = namespace_literal(p)))
        return;
    if (strcmp(prefix, "xmlns") == 0 ||
        (strcmp(prefix, "xml") == 0) !=
            (strcmp(uri, "http://www.w3.org/XML/1998/namespace") == 0)) {
        tp_rnc_wrong(p, "'xml' and 'xmlns' can't be declared otherwise");
        return;
    }
    if (*prefix && strcmp(prefix, "xml") != 0)
        bind(p, prefix, uri);
    if (is_default) {
        bind(p, "", uri);
        p->default_ns = uri == inherit_mark ? NULL : uri;
    }
}

static void datatypes_decl(struct tp_rnc_parser *p)
{
    struct tp_rnc_datatypes *d = TP_NEW(p->a, struct tp_rnc_datatypes);

    (void)tp_rnc_take(p);
    d->prefix = tp_rnc_identifier(p, true);
    if (!d->prefix || !tp_rnc_expect(p, '=') || !(d->uri = tp_rnc_literal(p)))
        return;
    if (!tp_rng_is_library_uri(d->uri) || !*d->uri)
        tp_rnc_wrong(p, tp_fmt(p->a, "'%s' is not an absolute URI", d->uri));
    d->next = p->datatypes;
    p->datatypes = d;
}

void tp_rnc_declarations(struct tp_rnc_parser *p)
{
    while (!p->lx.failed) {
        const struct tp_rnc_token *next = tp_rnc_peek(p, 1);
        if (tp_rnc_is_word(p, TP_RNC_NAMESPACE) && next->kind == TP_RNC_IDENT) {
            namespace_decl(p, false);
        } else if (tp_rnc_is_word(p, TP_RNC_DEFAULT) && next->keyword == TP_RNC_NAMESPACE) {
            (void)tp_rnc_take(p);
            namespace_decl(p, true);
        } else if (tp_rnc_is_word(p, TP_RNC_DATATYPES) && next->kind == TP_RNC_IDENT) {
            datatypes_decl(p);
        } else {
            return;
        }
    }
}
