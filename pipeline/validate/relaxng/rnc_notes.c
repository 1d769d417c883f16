/* rnc_notes.c - annotations, documentation and name classes of the compact syntax. */
#include "rnc_parse.h"

#include <string.h>

/* ---- annotations ---- */

static void annotation_content(struct tp_rnc_parser *p, struct tp_rng_node *n,
                               struct tp_rng_attr **attrs, bool outermost);

static void add_attribute(struct tp_rnc_parser *p, struct tp_rng_attr **attrs,
                          struct tp_rnc_token t)
{
    struct tp_rng_attr *attr = TP_NEW(p->a, struct tp_rng_attr);

    (void)tp_rnc_take(p); /* = */
    attr->name = t.text;
    attr->prefix = t.kind == TP_RNC_CNAME ? t.prefix : NULL;
    attr->ns = "";
    if (attr->prefix && !tp_rnc_ns_of(p, attr->prefix, &attr->ns))
        return;
    attr->ns = attr->ns ? attr->ns : "";
    attr->value = tp_rnc_literal(p);
    while (*attrs) {
        if (strcmp((*attrs)->name, attr->name) == 0 && strcmp((*attrs)->ns, attr->ns) == 0)
            tp_rnc_wrong(p, "the attribute is given twice");
        attrs = &(*attrs)->next;
    }
    *attrs = attr;
}

/* name [ ... ] */
struct tp_rng_node *tp_rnc_annotation_element(struct tp_rnc_parser *p, bool outermost)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_FOREIGN);
    struct tp_rnc_token t = tp_rnc_take(p);

    n->name = t.text;
    n->ns = "";
    if (t.kind == TP_RNC_CNAME) {
        n->prefix = t.prefix;
        if (!tp_rnc_ns_of(p, t.prefix, &n->ns))
            return NULL;
        n->ns = n->ns ? n->ns : "";
    }
    if (outermost && strcmp(n->ns, TP_RNG_NS) == 0)
        tp_rnc_wrong(p, "an annotation can't be in the namespace of RELAX NG");
    if (!tp_rnc_deeper(p) || !tp_rnc_expect(p, '['))
        return NULL;
    annotation_content(p, n, &n->attrs, false);
    p->nest--;
    return tp_rnc_expect(p, ']') ? n : NULL;
}

static void add_chars(struct tp_rnc_parser *p, struct tp_rng_node *parent)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_CHARS);

    n->text = tp_rnc_literal(p);
    if (n->text)
        tp_rng_node_add(parent, n);
}

/* Attributes, elements and (N not NULL) text, up to the bracket. */
static void annotation_content(struct tp_rnc_parser *p, struct tp_rng_node *n,
                               struct tp_rng_attr **attrs, bool outermost)
{
    while (!p->lx.failed && !tp_rnc_is_char(p, ']')) {
        const struct tp_rnc_token *t = tp_rnc_peek(p, 0), *next = tp_rnc_peek(p, 1);
        bool is_name = t->kind == TP_RNC_IDENT || t->kind == TP_RNC_CNAME;
        struct tp_rng_node *k;
        if (t->kind == TP_RNC_LITERAL) {
            add_chars(p, n);
        } else if (is_name && next->kind == TP_RNC_CHAR && next->c == '=') {
            struct tp_rnc_token name = tp_rnc_take(p);
            add_attribute(p, attrs, name);
        } else if (is_name) {
            k = tp_rnc_annotation_element(p, outermost);
            if (k)
                tp_rng_node_add(n, k);
        } else {
            tp_rnc_unexpected(p, "an annotation or ']'");
        }
    }
}

static void documentation(struct tp_rnc_parser *p, struct tp_rnc_notes *notes)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_FOREIGN),
                       *text = tp_rnc_new_node(p, TP_RNG_CHARS);

    n->name = "documentation";
    n->prefix = "a";
    n->ns = TP_RNG_NS_A;
    n->shorthand = true;
    text->text = tp_rnc_take(p).text;
    tp_rng_node_add(n, text);
    TP_PUSH(p->a, &notes->items, n);
}

/* ## ... and [ ... ] before something. */
struct tp_rnc_notes tp_rnc_annotations(struct tp_rnc_parser *p)
{
    struct tp_rnc_notes notes = {.attrs = NULL};

    while (tp_rnc_peek(p, 0)->kind == TP_RNC_DOC)
        documentation(p, &notes);
    if (tp_rnc_is_char(p, '[')) {
        struct tp_rng_node holder = {.kind = TP_RNG_FOREIGN};
        (void)tp_rnc_take(p);
        annotation_content(p, &holder, &notes.attrs, true);
        for (struct tp_rng_node *k = holder.child, *next; k; k = next) {
            next = k->next;
            if (k->kind == TP_RNG_CHARS)
                tp_rnc_wrong(p, "text must be inside an annotation element");
            TP_PUSH(p->a, &notes.items, k);
        }
        for (const struct tp_rng_attr *attr = notes.attrs; attr; attr = attr->next)
            if (!*attr->ns || strcmp(attr->ns, TP_RNG_NS) == 0)
                tp_rnc_wrong(p, "an annotation attribute needs a namespace of its own");
        (void)tp_rnc_expect(p, ']');
    }
    return notes;
}

/* Make the annotations the first children of the node. */
void tp_rnc_apply(struct tp_rnc_parser *p, struct tp_rng_node *n, const struct tp_rnc_notes *notes)
{
    struct tp_rng_node *rest = n->child;
    struct tp_rng_attr **end = &n->attrs;

    (void)p;
    while (*end)
        end = &(*end)->next;
    *end = notes->attrs;
    if (notes->items.n == 0)
        return;
    n->child = n->last = NULL;
    /* the name of an element stays in front: in XML it is an attribute */
    if (rest && rest->kind == TP_RNG_NAME && rest->shorthand) {
        struct tp_rng_node *name = rest;
        rest = rest->next;
        tp_rng_node_add(n, name);
    }
    for (size_t i = 0; i < notes->items.n; i++)
        tp_rng_node_add(n, notes->items.v[i]);
    while (rest) {
        struct tp_rng_node *next = rest->next;
        tp_rng_node_add(n, rest);
        rest = next;
    }
}

/* Comments read so far stand before what comes next in OUT. */
void tp_rnc_place_comments(struct tp_rnc_parser *p, struct tp_rnc_items *out)
{
    for (size_t i = 0; i < p->comments.n; i++)
        TP_PUSH(p->a, out, p->comments.v[i]);
    p->comments.n = 0;
}

void tp_rnc_follow(struct tp_rnc_parser *p, struct tp_rnc_items *out)
{
    while (tp_rnc_peek(p, 0)->kind == TP_RNC_FOLLOW && !p->lx.failed) {
        struct tp_rng_node *n;
        tp_rnc_place_comments(p, out);
        (void)tp_rnc_take(p);
        if (tp_rnc_peek(p, 0)->kind != TP_RNC_IDENT && tp_rnc_peek(p, 0)->kind != TP_RNC_CNAME) {
            tp_rnc_unexpected(p, "an annotation element");
            return;
        }
        n = tp_rnc_annotation_element(p, true);
        if (n)
            TP_PUSH(p->a, out, n);
    }
}

/* ---- name classes ---- */

static struct tp_rng_node *simple_name(struct tp_rnc_parser *p, bool attribute)
{
    struct tp_rng_node *n = tp_rnc_new_node(p, TP_RNG_NAME);
    struct tp_rnc_token t = *tp_rnc_peek(p, 0);

    n->shorthand = true;
    if (t.kind == TP_RNC_IDENT) {
        n->ns = attribute ? "" : p->default_ns;
    } else if (t.kind == TP_RNC_CNAME || t.kind == TP_RNC_NSNAME) {
        if (!tp_rnc_ns_of(p, t.prefix, &n->ns))
            return NULL;
        n->prefix = t.prefix;
        n->kind = t.kind == TP_RNC_CNAME ? TP_RNG_NAME : TP_RNG_NS_NAME;
    } else if (tp_rnc_is_char(p, '*')) {
        n->kind = TP_RNG_ANY_NAME;
    } else {
        tp_rnc_unexpected(p, "a name");
        return NULL;
    }
    n->name = t.text;
    (void)tp_rnc_take(p);
    return n;
}

static struct tp_rng_node *basic_name(struct tp_rnc_parser *p, bool attribute)
{
    struct tp_rnc_notes notes = tp_rnc_annotations(p);
    struct tp_rng_node *n;

    if (tp_rnc_is_char(p, '(')) {
        (void)tp_rnc_take(p);
        if (!tp_rnc_deeper(p))
            return NULL;
        n = tp_rnc_name_class(p, attribute);
        p->nest--;
        if (!n || !tp_rnc_expect(p, ')'))
            return NULL;
    } else {
        n = simple_name(p, attribute);
    }
    if (n && (notes.items.n || notes.attrs)) {
        n->shorthand = false;
        if (notes.attrs && n->attrs) { /* [ a:x = "1" ] ( [ a:x = "2" ] b ) */
            struct tp_rng_node *inner = n;
            n = tp_rnc_new_node(p, TP_RNG_NAME_CHOICE);
            tp_rng_node_add(n, inner);
        }
        tp_rnc_apply(p, n, &notes);
    }
    tp_rnc_follow(p, &p->behind);
    return n;
}

/* The name, and what is noted behind it. */
static void add_name(struct tp_rnc_parser *p, struct tp_rng_node *parent, struct tp_rng_node *name)
{
    name->shorthand = false;
    tp_rng_node_add(parent, name);
    for (size_t i = 0; i < p->behind.n; i++)
        tp_rng_node_add(parent, p->behind.v[i]);
    p->behind.n = 0;
}

static struct tp_rng_node *name_except(struct tp_rnc_parser *p, bool attribute)
{
    struct tp_rng_node *n = basic_name(p, attribute), *except, *k;

    p->bare_except = false;
    if (!n || !tp_rnc_is_char(p, '-'))
        return n;
    if (n->kind != TP_RNG_ANY_NAME && n->kind != TP_RNG_NS_NAME) {
        tp_rnc_wrong(p, "only '*' and 'prefix:*' can have exceptions");
        return NULL;
    }
    (void)tp_rnc_take(p);
    except = tp_rnc_new_node(p, TP_RNG_NAME_EXCEPT);
    k = basic_name(p, attribute);
    if (!k)
        return NULL;
    add_name(p, except, k);
    tp_rng_node_add(n, except);
    p->bare_except = true;
    return n;
}

void tp_rnc_check_except(struct tp_rnc_parser *p)
{
    if (p->bare_except)
        tp_rnc_wrong(p, "'-' needs parentheses around it here");
}

struct tp_rng_node *tp_rnc_name_class(struct tp_rnc_parser *p, bool attribute)
{
    struct tp_rng_node *n = name_except(p, attribute), *choice;

    if (!n || !tp_rnc_is_char(p, '|'))
        return n;
    tp_rnc_check_except(p);
    choice = tp_rnc_new_node(p, TP_RNG_NAME_CHOICE);
    add_name(p, choice, n);
    while (tp_rnc_is_char(p, '|')) {
        (void)tp_rnc_take(p);
        n = name_except(p, attribute);
        if (!n)
            return NULL;
        tp_rnc_check_except(p);
        add_name(p, choice, n);
    }
    return choice;
}
