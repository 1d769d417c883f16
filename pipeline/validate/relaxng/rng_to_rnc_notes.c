/* rng_to_rnc_notes.c - compact syntax: comments, documentation and other annotations. */
#include <string.h>

#include "rnc_lex.h"
#include "rng_to_rnc.h"

static bool is_documentation(const struct tp_rng_node *n)
{
    if (n->kind != TP_RNG_FOREIGN || strcmp(n->ns, TP_RNG_NS_A) != 0 ||
        strcmp(n->name, "documentation") != 0 || n->attrs || !n->child)
        return false;
    return n->child->kind == TP_RNG_CHARS && !n->child->next;
}

/* How far all lines but perhaps the FIRST are indented. */
static size_t indentation(const char *text, bool first)
{
    size_t least = SIZE_MAX;

    for (;; first = true) {
        size_t n = strspn(text, " \t");
        if (first && text[n] && text[n] != '\n' && n < least)
            least = n;
        text = strchr(text, '\n');
        if (!text)
            return least == SIZE_MAX ? 0 : least;
        text++;
    }
}

/* The text's lines behind MARK, without the indentation they have in common. */
static void marked_lines(struct tp_rnc_printer *p, const char *mark, const char *given)
{
    const char *text = tp_rng_trim(p->w->a, given), *first = given + strspn(given, " \t\r");
    size_t common = indentation(*first == '\n' ? first + 1 : given, *first == '\n');

    for (bool begun = false; !p->failed; begun = true) {
        size_t n, skip = strspn(text, " \t");
        text += !begun ? 0 : skip < common ? skip : common;
        n = strcspn(text, "\n");
        for (skip = n; skip && strchr(" \t\r", text[skip - 1]);)
            skip--;
        tp_rnc_put(p, mark);
        tp_rnc_put(p, skip ? " " : "");
        if (!p->failed)
            tp_buf_add(p->out, text, skip);
        tp_rnc_newline(p);
        if (!text[n])
            return;
        text += n + 1;
    }
}

void tp_rnc_put_comment(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    marked_lines(p, "#", n->text);
}

static void annotation_attributes(struct tp_rnc_printer *p, const struct tp_rng_attr *a)
{
    for (; a; a = a->next) {
        tp_rnc_put_name(p, *a->ns ? a->ns : "", a->name, true);
        tp_rnc_put(p, " = ");
        tp_rnc_put_literal(p, a->value);
        if (a->next)
            tp_rnc_put(p, " ");
    }
}

/* In a grammar a name by itself must not be a word of the syntax. */
static bool is_component(const struct tp_rng_node *n)
{
    const struct tp_rng_node *in = n->parent;

    return in &&
           (in->kind == TP_RNG_GRAMMAR || in->kind == TP_RNG_DIV || in->kind == TP_RNG_INCLUDE);
}

static void annotation_children(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    bool indented = tp_rng_only_indented(n);

    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        if (indented && k->kind == TP_RNG_CHARS)
            continue;
        if (k->kind == TP_RNG_COMMENT && p->flat)
            p->failed = true;
        if (k->kind == TP_RNG_COMMENT) {
            tp_rnc_newline(p);
            tp_rnc_put_comment(p, k);
            continue;
        }
        tp_rnc_gap(p);
        if (k->kind == TP_RNG_CHARS)
            tp_rnc_put_literal(p, k->text);
        else
            tp_rnc_put_annotation(p, k);
    }
}

static void annotation_body(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    if (!*n->ns && is_component(n))
        tp_rnc_put_identifier(p, n->name);
    else
        tp_rnc_put_name(p, n->ns, n->name, true);
    tp_rnc_put(p, " [");
    p->indent++;
    if (n->attrs) {
        tp_rnc_gap(p);
        annotation_attributes(p, n->attrs);
    }
    annotation_children(p, n);
    p->indent--;
    tp_rnc_gap(p);
    tp_rnc_put(p, "]");
}

void tp_rnc_put_annotation(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    tp_rnc_fitted(p, annotation_body, n);
}

/* Is K the name class of its element or attribute? */
static bool is_name(const struct tp_rng_node *k)
{
    return k->kind >= TP_RNG_NAME && k->kind <= TP_RNG_NAME_CHOICE &&
           (k->parent->kind == TP_RNG_ELEMENT || k->parent->kind == TP_RNG_ATTRIBUTE);
}

const struct tp_rng_node *tp_rnc_own_end(const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = n->child;

    if (n->kind == TP_RNG_GRAMMAR)
        return k; /* what is noted in a grammar is one of its components */
    if (n->kind == TP_RNG_DATA)
        return NULL; /* between parameters there is no place for notes */
    while (k && (k->kind == TP_RNG_FOREIGN || k->kind == TP_RNG_COMMENT || is_name(k)))
        k = k->next;
    return k;
}

bool tp_rnc_has_own(const struct tp_rng_node *n)
{
    const struct tp_rng_node *end = tp_rnc_own_end(n);

    for (const struct tp_rng_node *k = n->child; k != end; k = k->next)
        if (k->kind == TP_RNG_FOREIGN)
            return true;
    return n->attrs != NULL;
}

static void bracket(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *end = tp_rnc_own_end(n), *k = n->child;

    tp_rnc_put(p, "[");
    p->indent++;
    if (n->attrs) {
        tp_rnc_gap(p);
        annotation_attributes(p, n->attrs);
    }
    for (bool docs = true; k != end; k = k->next) {
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): END is behind K */
        docs = docs && (k->kind != TP_RNG_FOREIGN || is_documentation(k));
        if (docs || k->kind != TP_RNG_FOREIGN)
            continue;
        tp_rnc_gap(p);
        tp_rnc_put_annotation(p, k);
    }
    p->indent--;
    tp_rnc_gap(p);
    tp_rnc_put(p, "]");
}

/* ## lines, then what else there is in brackets, each on lines of its own. */
void tp_rnc_put_own(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *end = tp_rnc_own_end(n), *k = n->child;
    bool more = n->attrs != NULL;

    if (!tp_rnc_has_own(n))
        return;
    if (p->flat) {
        p->failed = true;
        return;
    }
    for (bool docs = true; k != end; k = k->next) {
        docs = docs && (k->kind != TP_RNG_FOREIGN || is_documentation(k));
        if (docs && k->kind == TP_RNG_FOREIGN)
            marked_lines(p, "##", k->child->text);
        more = more || (!docs && k->kind == TP_RNG_FOREIGN);
    }
    if (more) {
        tp_rnc_fitted(p, bracket, n);
        tp_rnc_newline(p);
    }
}

/* Comments in names and parameters, which are one word for the compact syntax. */
static void inner_comments(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    for (const struct tp_rng_node *k = n->child; k; k = k->next)
        if (k->kind == TP_RNG_COMMENT)
            tp_rnc_put_comment(p, k);
        else if (k->kind < TP_RNG_FOREIGN)
            inner_comments(p, k);
}

void tp_rnc_put_own_comments(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *end = tp_rnc_own_end(n);

    for (const struct tp_rng_node *k = n->child; k != end; k = k->next) {
        size_t before = p->out->len;
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): END is behind K */
        if (k->kind == TP_RNG_COMMENT)
            tp_rnc_put_comment(p, k);
        else if (is_name(k) || k->kind == TP_RNG_PARAM)
            inner_comments(p, k);
        if (p->flat && p->out->len > before)
            p->failed = true;
    }
}

void tp_rnc_put_following(struct tp_rnc_printer *p, const struct tp_rng_node **k, bool comments)
{
    const struct tp_rng_node *end = *k;
    bool fresh = false;

    for (const struct tp_rng_node *m = *k; m && m->kind >= TP_RNG_FOREIGN; m = m->next)
        if (m->kind == TP_RNG_FOREIGN)
            end = m->next;
    for (; *k != end; *k = (*k)->next) {
        if ((*k)->kind == TP_RNG_COMMENT && !comments)
            continue;
        if (!fresh)
            tp_rnc_gap(p);
        fresh = (*k)->kind == TP_RNG_COMMENT;
        if (fresh && p->flat)
            p->failed = true;
        if (fresh) {
            tp_rnc_put_comment(p, *k);
        } else {
            tp_rnc_put(p, ">> ");
            tp_rnc_put_annotation(p, *k);
        }
    }
}
