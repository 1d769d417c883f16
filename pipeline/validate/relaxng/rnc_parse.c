/*
 * rnc_parse.c - the compact syntax: tokens to the tree of rng_ast.h, by recursive descent. The
 * depth is bounded by TP_RNG_MAX_NEST.
 */
#include <string.h>

#include "rnc_parse.h"

/* ---- patterns ---- */

/* A pattern as the children it becomes; most give one. OP tells what joins several. */
static bool pattern_items(struct tp_rnc_parser *p, struct tp_rnc_items *out, enum tp_rng_kind *op);
static struct tp_rng_node *pattern(struct tp_rnc_parser *p);
static bool grammar_content(struct tp_rnc_parser *p, struct tp_rng_node *n, bool in_include);

static void add_all(struct tp_rng_node *parent, const struct tp_rnc_items *items)
{
    for (size_t i = 0; i < items->n; i++)
        tp_rng_node_add(parent, items->v[i]);
}

/* What stands in braces or behind an assignment, as children of N, where several mean a group. */
static bool body(struct tp_rnc_parser *p, struct tp_rng_node *n)
{
    struct tp_rnc_items items = {0};
    enum tp_rng_kind op = TP_RNG_GROUP;
    struct tp_rng_node *inner = n;

    if (!tp_rnc_deeper(p) || !pattern_items(p, &items, &op))
        return false;
    if (op != TP_RNG_GROUP || n->kind == TP_RNG_ATTRIBUTE || n->kind == TP_RNG_START) {
        size_t real = 0;
        for (size_t i = 0; i < items.n; i++)
            real += items.v[i]->kind < TP_RNG_FOREIGN;
        if (real > 1) {
            inner = tp_rnc_new_node(p, op);
            tp_rng_node_add(n, inner);
        }
    }
    add_all(inner, &items);
    p->nest--;
    return true;
}

static bool braces(struct tp_rnc_parser *p, struct tp_rng_node *n)
{
    return tp_rnc_expect(p, '{') && body(p, n) && tp_rnc_expect(p, '}');
}

static struct tp_rng_node *named_pattern(struct tp_rnc_parser *p, enum tp_rng_kind kind)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, kind), *name;

    (void)tp_rnc_take(p);
    name = tp_rnc_name_class(p, kind == TP_RNG_ATTRIBUTE);
    if (!name)
        return NULL;
    tp_rng_node_add(n, name);
    add_all(n, &p->behind);
    p->behind.n = 0;
    return braces(p, n) ? n : NULL;
}

static struct tp_rng_node *value(struct tp_rnc_parser *p, const char *library, const char *type,
                                 bool shorthand)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_VALUE);

    n->name = type;
    tp_rng_set_library(p->a, n, library);
    n->shorthand = shorthand;
    n->text = tp_rnc_literal(p);
    return n->text ? n : NULL;
}

static bool params(struct tp_rnc_parser *p, struct tp_rng_node *n)
{
    (void)tp_rnc_take(p);
    while (!tp_rnc_is_char(p, '}')) {
        struct tp_rnc_notes notes = tp_rnc_annotations(p);
        struct tp_rng_node *param = tp_rnc_new_node(p, TP_RNG_PARAM);
        struct tp_rnc_items comments = {0};
        tp_rnc_place_comments(p, &comments);
        add_all(n, &comments);
        param->name = tp_rnc_identifier(p, true);
        if (!param->name || !tp_rnc_expect(p, '=') || !(param->text = tp_rnc_literal(p)))
            return false;
        tp_rnc_apply(p, param, &notes);
        tp_rng_node_add(n, param);
    }
    return tp_rnc_expect(p, '}');
}

static struct tp_rng_node *primary(struct tp_rnc_parser *p);

static struct tp_rng_node *data(struct tp_rnc_parser *p)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_DATA), *except, *k;
    struct tp_rnc_token t = tp_rnc_take(p);
    const char *library;

    n->name = t.text;
    library = t.kind == TP_RNC_CNAME ? tp_rnc_library_of(p, t.prefix) : "";
    if (!library)
        return NULL;
    tp_rng_set_library(p->a, n, library);
    if (tp_rnc_peek(p, 0)->kind == TP_RNC_LITERAL)
        return value(p, library, n->name, false);
    if (tp_rnc_is_char(p, '{') && !params(p, n))
        return NULL;
    if (!tp_rnc_is_char(p, '-'))
        return n;
    (void)tp_rnc_take(p);
    except = tp_rnc_new_node(p, TP_RNG_EXCEPT);
    {
        struct tp_rnc_notes notes = tp_rnc_annotations(p);
        if (!tp_rnc_deeper(p))
            return NULL;
        k = primary(p);
        p->nest--;
        if (!k)
            return NULL;
        if (notes.attrs && k->in->attrs) {
            struct tp_rng_node *inner = k;
            k = tp_rnc_new_node(p, TP_RNG_CHOICE);
            tp_rng_node_add(k, inner);
        }
        tp_rnc_apply(p, k, &notes);
    }
    /* (a | b) as an exception: the parts themselves */
    if (k->kind == TP_RNG_CHOICE && !k->in->attrs) {
        except->child = k->child;
        except->last = k->last;
        for (struct tp_rng_node *m = k->child; m; m = m->next)
            m->parent = except;
    } else {
        tp_rng_node_add(except, k);
    }
    tp_rng_node_add(n, except);
    p->bare_except = true;
    return n;
}

/* href, with what names without a namespace inherit there. */
static bool reference(struct tp_rnc_parser *p, struct tp_rng_node *n)
{
    n->text = tp_rnc_literal(p);
    if (!n->text)
        return false;
    n->text = tp_rng_trim(p->a, n->text);
    if (strchr(n->text, '#') || !tp_rng_is_uri(n->text))
        tp_rnc_wrong(p, tp_fmt(p->a, "'%s' is not a URI reference without a fragment", n->text));
    if (!tp_rnc_is_word(p, TP_RNC_INHERIT))
        return true;
    (void)tp_rnc_take(p);
    if (!tp_rnc_expect(p, '='))
        return false;
    {
        const char *prefix = tp_rnc_identifier(p, true);
        return prefix && tp_rnc_ns_of(p, prefix, &n->ns);
    }
}

static struct tp_rng_node *keyword_pattern(struct tp_rnc_parser *p, enum tp_rnc_keyword k)
{
    static const enum tp_rng_kind plain[TP_RNC_KEYWORDS] = {[TP_RNC_EMPTY] = TP_RNG_EMPTY,
                                                            [TP_RNC_TEXT] = TP_RNG_TEXT,
                                                            [TP_RNC_NOT_ALLOWED] =
                                                                TP_RNG_NOT_ALLOWED};
    struct tp_rng_node *n;

    switch (k) {
    case TP_RNC_ELEMENT:
        return named_pattern(p, TP_RNG_ELEMENT);
    case TP_RNC_ATTRIBUTE:
        return named_pattern(p, TP_RNG_ATTRIBUTE);
    case TP_RNC_LIST:
    case TP_RNC_MIXED:
        n = tp_rnc_new_node(p, k == TP_RNC_LIST ? TP_RNG_LIST : TP_RNG_MIXED);
        (void)tp_rnc_take(p);
        return braces(p, n) ? n : NULL;
    case TP_RNC_EMPTY:
    case TP_RNC_TEXT:
    case TP_RNC_NOT_ALLOWED:
        n = tp_rnc_new_node(p, plain[k]);
        (void)tp_rnc_take(p);
        return n;
    case TP_RNC_PARENT:
        n = tp_rnc_new_node(p, TP_RNG_PARENT_REF);
        (void)tp_rnc_take(p);
        n->name = tp_rnc_identifier(p, false);
        return n->name ? n : NULL;
    case TP_RNC_EXTERNAL:
        n = tp_rnc_new_node(p, TP_RNG_EXTERNAL_REF);
        (void)tp_rnc_take(p);
        return reference(p, n) ? n : NULL;
    case TP_RNC_GRAMMAR:
        n = tp_rnc_new_node(p, TP_RNG_GRAMMAR);
        (void)tp_rnc_take(p);
        if (!tp_rnc_deeper(p) || !tp_rnc_expect(p, '{') || !grammar_content(p, n, false))
            return NULL;
        p->nest--;
        return tp_rnc_expect(p, '}') ? n : NULL;
    case TP_RNC_STRING:
    case TP_RNC_TOKEN:
        return data(p);
    default:
        tp_rnc_unexpected(p, "a pattern");
        return NULL;
    }
}

static struct tp_rng_node *primary(struct tp_rnc_parser *p)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);
    struct tp_rng_node *n;

    if (t->kind == TP_RNC_IDENT && t->keyword != TP_RNC_NO_KEYWORD)
        return keyword_pattern(p, t->keyword);
    if (t->kind == TP_RNC_IDENT) {
        n = tp_rnc_new_node(p, TP_RNG_REF);
        n->name = tp_rnc_take(p).text;
        return n;
    }
    if (t->kind == TP_RNC_CNAME)
        return data(p);
    if (t->kind == TP_RNC_LITERAL)
        return value(p, "", "token", true);
    if (tp_rnc_is_char(p, '(')) {
        (void)tp_rnc_take(p);
        n = tp_rnc_deeper(p) ? pattern(p) : NULL;
        p->nest--;
        return n && tp_rnc_expect(p, ')') ? n : NULL;
    }
    tp_rnc_unexpected(p, "a pattern");
    return NULL;
}

/* A primary with its annotations and repetition; those that follow it go to OUT behind it. */
static bool particle(struct tp_rnc_parser *p, struct tp_rnc_items *out)
{
    struct tp_rnc_notes notes = tp_rnc_annotations(p);
    struct tp_rnc_items after = {0};
    struct tp_rng_node *n, *repeat;
    const struct tp_rnc_token *t;
    bool parenthesis = tp_rnc_is_char(p, '(');

    tp_rnc_place_comments(p, out);
    p->bare_except = false;
    n = primary(p);
    if (!n)
        return false;
    p->bare_except = p->bare_except && n->kind == TP_RNG_DATA && !parenthesis;
    if (notes.attrs && n->in->attrs) { /* [ a:x = "1" ] ( [ a:x = "2" ] b ) */
        struct tp_rng_node *inner = n;
        n = tp_rnc_new_node(p, TP_RNG_GROUP);
        tp_rng_node_add(n, inner);
    }
    tp_rnc_apply(p, n, &notes);
    tp_rnc_follow(p, &after);
    t = tp_rnc_peek(p, 0);
    if (t->kind == TP_RNC_CHAR && (t->c == '?' || t->c == '*' || t->c == '+')) {
        tp_rnc_check_except(p);
        repeat = tp_rnc_new_node(p, t->c == '?'   ? TP_RNG_OPTIONAL
                                    : t->c == '*' ? TP_RNG_ZERO_OR_MORE
                                                  : TP_RNG_ONE_OR_MORE);
        (void)tp_rnc_take(p);
        repeat->line = n->line;
        repeat->offset = n->offset;
        if (n->kind == TP_RNG_GROUP && !n->in->attrs && n->child &&
            n->child->kind < TP_RNG_FOREIGN) { /* (a, b)*: the repetition holds them itself */
            for (struct tp_rng_node *k = n->child, *next; k; k = next) {
                next = k->next;
                tp_rng_node_add(repeat, k);
            }
        } else {
            tp_rng_node_add(repeat, n);
        }
        for (size_t i = 0; i < after.n; i++)
            tp_rng_node_add(repeat, after.v[i]);
        after.n = 0;
        n = repeat;
        tp_rnc_follow(p, &after);
    }
    TP_PUSH(p->a, out, n);
    for (size_t i = 0; i < after.n; i++)
        TP_PUSH(p->a, out, after.v[i]);
    return !p->lx.failed;
}

static bool pattern_items(struct tp_rnc_parser *p, struct tp_rnc_items *out, enum tp_rng_kind *op)
{
    const struct tp_rnc_token *t;
    char c;

    if (!particle(p, out))
        return false;
    t = tp_rnc_peek(p, 0);
    c = t->kind == TP_RNC_CHAR && (t->c == ',' || t->c == '|' || t->c == '&') ? t->c : '\0';
    *op = c == '|' ? TP_RNG_CHOICE : c == '&' ? TP_RNG_INTERLEAVE : TP_RNG_GROUP;
    while (c && tp_rnc_is_char(p, c)) {
        tp_rnc_check_except(p);
        (void)tp_rnc_take(p);
        if (!particle(p, out))
            return false;
        tp_rnc_check_except(p);
    }
    if (c && (tp_rnc_is_char(p, ',') || tp_rnc_is_char(p, '|') || tp_rnc_is_char(p, '&'))) {
        tp_rnc_wrong(p, "different connectors can't be mixed without parentheses");
        return false;
    }
    return !p->lx.failed;
}

/* One node for a pattern, whatever it consists of. */
static struct tp_rng_node *pattern(struct tp_rnc_parser *p)
{
    struct tp_rnc_items items = {0};
    enum tp_rng_kind op;
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_GROUP);

    if (!pattern_items(p, &items, &op))
        return NULL;
    if (items.n == 1)
        return items.v[0];
    n->kind = (uint8_t)op;
    add_all(n, &items);
    return n;
}

/* ---- grammars ---- */

static bool assignment(struct tp_rnc_parser *p, struct tp_rng_node *n)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0);

    n->combine = t->kind == TP_RNC_ASSIGN_CHOICE       ? TP_RNG_COMBINE_CHOICE
                 : t->kind == TP_RNC_ASSIGN_INTERLEAVE ? TP_RNG_COMBINE_INTERLEAVE
                                                       : TP_RNG_COMBINE_NONE;
    if (n->combine == TP_RNG_COMBINE_NONE && !tp_rnc_is_char(p, '=')) {
        tp_rnc_unexpected(p, "'=', '|=' or '&='");
        return false;
    }
    (void)tp_rnc_take(p);
    return body(p, n);
}

static bool assigns(const struct tp_rnc_token *t)
{
    return t->kind == TP_RNC_ASSIGN_CHOICE || t->kind == TP_RNC_ASSIGN_INTERLEAVE ||
           (t->kind == TP_RNC_CHAR && t->c == '=');
}

static struct tp_rng_node *include(struct tp_rnc_parser *p)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_INCLUDE);

    (void)tp_rnc_take(p);
    if (!reference(p, n))
        return NULL;
    if (tp_rnc_is_char(p, '{')) {
        (void)tp_rnc_take(p);
        if (!grammar_content(p, n, true) || !tp_rnc_expect(p, '}'))
            return NULL;
    }
    return n;
}

static struct tp_rng_node *division(struct tp_rnc_parser *p, bool in_include)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_DIV);

    (void)tp_rnc_take(p);
    if (!tp_rnc_deeper(p) || !tp_rnc_expect(p, '{') || !grammar_content(p, n, in_include))
        return NULL;
    p->nest--;
    return tp_rnc_expect(p, '}') ? n : NULL;
}

static struct tp_rng_node *component(struct tp_rnc_parser *p, bool in_include)
{
    struct tp_rng_node *n;

    if (tp_rnc_is_word(p, TP_RNC_DIV))
        return division(p, in_include);
    if (tp_rnc_is_word(p, TP_RNC_INCLUDE) && !in_include)
        return include(p);
    if (tp_rnc_is_word(p, TP_RNC_START)) {
        n = tp_rnc_new_node(p, TP_RNG_START);
        (void)tp_rnc_take(p);
        return assignment(p, n) ? n : NULL;
    }
    if (tp_rnc_peek(p, 0)->kind == TP_RNC_IDENT &&
        tp_rnc_peek(p, 0)->keyword == TP_RNC_NO_KEYWORD) {
        n = tp_rnc_new_node(p, TP_RNG_DEFINE);
        n->name = tp_rnc_take(p).text;
        return assignment(p, n) ? n : NULL;
    }
    tp_rnc_unexpected(p, "a definition");
    return NULL;
}

/* Definitions, up to a brace or the end. */
static bool grammar_content(struct tp_rnc_parser *p, struct tp_rng_node *n, bool in_include)
{
    while (!p->lx.failed && !tp_rnc_is_char(p, '}') && tp_rnc_peek(p, 0)->kind != TP_RNC_END) {
        const struct tp_rnc_token *t = tp_rnc_peek(p, 0), *next = tp_rnc_peek(p, 1);
        struct tp_rnc_items comments = {0};
        struct tp_rnc_notes notes;
        struct tp_rng_node *k;
        bool bracket = next->kind == TP_RNC_CHAR && next->c == '[';
        tp_rnc_place_comments(p, &comments);
        add_all(n, &comments);
        if ((t->kind == TP_RNC_CNAME || (t->kind == TP_RNC_IDENT && !t->keyword)) && bracket) {
            k = tp_rnc_annotation_element(p, true);
        } else {
            notes = tp_rnc_annotations(p);
            k = component(p, in_include);
            if (k)
                tp_rnc_apply(p, k, &notes);
        }
        if (!k)
            return false;
        tp_rng_node_add(n, k);
    }
    if (p->comments.n) {
        struct tp_rnc_items rest = {0};
        tp_rnc_place_comments(p, &rest);
        add_all(n, &rest);
    }
    return !p->lx.failed;
}

/* Is the file a grammar, or a pattern? Annotations may come first, so the decision looks behind
 * them. */
static bool is_grammar(struct tp_rnc_parser *p)
{
    const struct tp_rnc_token *t = tp_rnc_peek(p, 0), *next = tp_rnc_peek(p, 1);

    if (t->kind == TP_RNC_END)
        return true;
    if (t->kind == TP_RNC_CNAME)
        return next->kind == TP_RNC_CHAR && next->c == '[';
    if (t->kind != TP_RNC_IDENT)
        return false;
    return t->keyword == TP_RNC_START || t->keyword == TP_RNC_DIV || t->keyword == TP_RNC_INCLUDE ||
           (t->keyword == TP_RNC_NO_KEYWORD &&
            (assigns(next) || (next->kind == TP_RNC_CHAR && next->c == '[')));
}

static struct tp_rng_node *grammar_file(struct tp_rnc_parser *p, const struct tp_rnc_notes *notes)
{
    struct tp_rng_node *root = tp_rnc_new_node(p, TP_RNG_GRAMMAR), *first;

    if (notes->items.n || notes->attrs) {
        first = component(p, false);
        if (!first)
            return NULL;
        tp_rnc_apply(p, first, notes);
        tp_rng_node_add(root, first);
    }
    if (!grammar_content(p, root, false))
        return NULL;
    if (tp_rnc_peek(p, 0)->kind != TP_RNC_END)
        tp_rnc_unexpected(p, "a definition or the end");
    return root;
}

static struct tp_rng_node *pattern_file(struct tp_rnc_parser *p, const struct tp_rnc_notes *notes)
{
    struct tp_rnc_items comments = {0};
    struct tp_rng_node *root;

    tp_rnc_place_comments(p, &comments);
    root = pattern(p);
    if (!root)
        return NULL;
    tp_rnc_apply(p, root, notes);
    if (tp_rnc_peek(p, 0)->kind != TP_RNC_END)
        tp_rnc_unexpected(p, "the end");
    for (size_t i = 0; i < comments.n; i++) {
        comments.v[i]->next = i + 1 < comments.n ? comments.v[i + 1] : NULL;
        p->file->leading = comments.v[0];
    }
    return root;
}

bool tp_rng_parse_compact(struct tp_arena *a, struct tp_rng_file *file, struct tp_diags *ds)
{
    struct tp_rnc_parser p = {.a = a, .file = file};
    struct tp_rnc_notes notes;

    if (!tp_rnc_lex_begin(&p.lx, a, file, ds))
        return false;
    (void)tp_rnc_peek(&p, 0);
    tp_rnc_declarations(&p);
    if (!p.lx.failed) {
        notes = tp_rnc_annotations(&p);
        file->root = is_grammar(&p) ? grammar_file(&p, &notes) : pattern_file(&p, &notes);
    }
    if (!file->root && !p.lx.failed)
        tp_rnc_unexpected(&p, "a pattern");
    return file->root && !p.lx.failed;
}
