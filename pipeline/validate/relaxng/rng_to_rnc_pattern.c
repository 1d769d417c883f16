/* rng_to_rnc_pattern.c - compact syntax: name classes and patterns. */
#include <string.h>

#include "rng_to_rnc.h"

/* ---- name classes ---- */

static void name_class(struct tp_rnc_printer *p, const struct tp_rng_node *n, bool attribute,
                       enum tp_rnc_level l);

/* K and its followers, with what is noted between them. */
static void name_choice(struct tp_rnc_printer *p, const struct tp_rng_node *k, bool attribute)
{
    while (k) {
        name_class(p, k, attribute, TP_RNC_TIGHT);
        k = k->next;
        tp_rnc_put_following(p, &k, false);
        k = tp_rng_real((struct tp_rng_node *)k);
        tp_rnc_put(p, k ? " | " : "");
    }
}

static void name_exception(struct tp_rnc_printer *p, const struct tp_rng_node *except,
                           bool attribute)
{
    const struct tp_rng_node *k = tp_rng_real(except->child);
    bool whole = tp_rng_real(k->next) || tp_rnc_has_own(except);

    for (const struct tp_rng_node *m = k->next; m; m = m->next)
        whole = whole || m->kind == TP_RNG_FOREIGN;
    tp_rnc_put(p, " - ");
    tp_rnc_put_own(p, except);
    tp_rnc_put(p, whole ? "(" : "");
    if (whole)
        name_choice(p, k, attribute);
    else
        name_class(p, k, attribute, TP_RNC_TIGHT);
    tp_rnc_put(p, whole ? ")" : "");
}

static void wildcard(struct tp_rnc_printer *p, const struct tp_rng_node *n, bool attribute)
{
    const struct tp_rng_node *except = tp_rng_real(n->child), *behind;

    if (n->kind == TP_RNG_NS_NAME) {
        tp_rnc_put(p, tp_rng_prefix_for(p->w, n->ns, false));
        tp_rnc_put(p, ":");
    }
    tp_rnc_put(p, "*");
    if (!except)
        return;
    name_exception(p, except, attribute);
    behind = except->next;
    tp_rnc_put_following(p, &behind, false);
}

static void name_class(struct tp_rnc_printer *p, const struct tp_rng_node *n, bool attribute,
                       enum tp_rnc_level l)
{
    bool simple =
             n->kind == TP_RNG_NAME || (n->kind != TP_RNG_NAME_CHOICE && !tp_rng_real(n->child)),
         whole = !simple && (l == TP_RNC_TIGHT || tp_rnc_has_own(n));

    tp_rnc_put_own(p, n);
    tp_rnc_put(p, whole ? "(" : "");
    if (n->kind == TP_RNG_NAME)
        tp_rnc_put_name(p, n->ns, n->name, attribute);
    else if (n->kind == TP_RNG_NAME_CHOICE)
        name_choice(p, tp_rng_real(n->child), attribute);
    else
        wildcard(p, n, attribute);
    tp_rnc_put(p, whole ? ")" : "");
}

/* ---- patterns ---- */

size_t tp_rnc_count_real(const struct tp_rng_node *k)
{
    size_t n = 0;

    for (k = tp_rng_real((struct tp_rng_node *)k); k; k = tp_rng_real(k->next))
        n++;
    return n;
}

static void comments_before(struct tp_rnc_printer *p, const struct tp_rng_node **k)
{
    for (; *k && (*k)->kind == TP_RNG_COMMENT; *k = (*k)->next) {
        if (p->flat)
            p->failed = true;
        tp_rnc_put_comment(p, *k);
    }
}

/* The children from K on, joined. */
void tp_rnc_put_joined(struct tp_rnc_printer *p, const struct tp_rng_node *k, const char *connector)
{
    bool comma = strcmp(connector, ",") == 0, several = tp_rnc_count_real(k) > 1;

    for (bool first = true; k && !p->failed; first = false) {
        comments_before(p, &k);
        if (!k)
            return;
        if (!first && !comma) {
            tp_rnc_put(p, connector);
            tp_rnc_put(p, " ");
        }
        tp_rnc_put_pattern(p, k, several ? TP_RNC_TIGHT : TP_RNC_LOOSE);
        k = k->next;
        tp_rnc_put_following(p, &k, true);
        if (!tp_rng_real((struct tp_rng_node *)k)) {
            for (; k; k = k->next)
                if (k->kind == TP_RNG_COMMENT) {
                    tp_rnc_newline(p);
                    tp_rnc_put_comment(p, k);
                }
            return;
        }
        if (comma)
            tp_rnc_put(p, ",");
        tp_rnc_gap(p);
    }
}

static const char *connector_of(enum tp_rng_kind kind)
{
    return kind == TP_RNG_CHOICE || kind == TP_RNG_EXCEPT ? "|"
           : kind == TP_RNG_INTERLEAVE                    ? "&"
                                                          : ",";
}

static void braced(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    tp_rnc_put(p, " {");
    p->indent++;
    tp_rnc_gap(p);
    tp_rnc_put_own_comments(p, n);
    tp_rnc_put_joined(p, tp_rnc_own_end(n), ",");
    p->indent--;
    tp_rnc_gap(p);
    tp_rnc_put(p, "}");
}

static void braced_pattern(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rnc_own_end(n);

    if (n->kind == TP_RNG_ELEMENT || n->kind == TP_RNG_ATTRIBUTE) {
        const struct tp_rng_node *nc = tp_rng_real(n->child);
        tp_rnc_put(p, tp_rng_kind_name(n->kind));
        tp_rnc_put(p, " ");
        name_class(p, nc, n->kind == TP_RNG_ATTRIBUTE, TP_RNC_LOOSE);
        if (!tp_rng_real((struct tp_rng_node *)k)) {
            tp_rnc_put(p, " { text }");
            return;
        }
    } else {
        tp_rnc_put(p, n->kind == TP_RNG_LIST ? "list" : "mixed");
    }
    braced(p, n);
}

static void parenthesised(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    tp_rnc_put(p, "(");
    p->indent++;
    if (!p->flat)
        tp_rnc_newline(p);
    tp_rnc_put_own_comments(p, n);
    tp_rnc_put_joined(p, tp_rnc_own_end(n), connector_of(n->kind));
    p->indent--;
    if (!p->flat)
        tp_rnc_newline(p);
    tp_rnc_put(p, ")");
}

static void open_pattern(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    tp_rnc_put_own_comments(p, n);
    tp_rnc_put_joined(p, tp_rnc_own_end(n), connector_of(n->kind));
}

static void datatype(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    if (*n->dtlib) {
        const char *prefix = tp_rng_prefix_for(p->w, n->dtlib, true);
        tp_rnc_put(p, prefix ? prefix : "xsd");
        tp_rnc_put(p, ":");
    }
    tp_rnc_put(p, n->name);
}

static void parameter(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    tp_rnc_gap(p);
    tp_rnc_put_own(p, n);
    tp_rnc_put(p, n->name);
    tp_rnc_put(p, " = ");
    tp_rnc_put_literal(p, n->text);
}

static void exception(struct tp_rnc_printer *p, const struct tp_rng_node *except)
{
    const struct tp_rng_node *k = tp_rnc_own_end(except);

    tp_rnc_put(p, " - ");
    tp_rnc_put_own(p, except);
    if (k->next || k != except->child || except->attrs)
        parenthesised(p, except);
    else
        tp_rnc_put_pattern(p, k, TP_RNC_TIGHT);
}

static void data(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rng_real(n->child);

    datatype(p, n);
    if (k && k->kind == TP_RNG_PARAM) {
        tp_rnc_put(p, " {");
        p->indent++;
        for (; k && k->kind == TP_RNG_PARAM; k = tp_rng_real(k->next))
            parameter(p, k);
        p->indent--;
        tp_rnc_gap(p);
        tp_rnc_put(p, "}");
    }
    if (k)
        exception(p, k);
}

/* A group, choice or interleave of one is that one, unless something is noted at it. */
static const struct tp_rng_node *unwrapped(const struct tp_rng_node *n)
{
    while ((n->kind == TP_RNG_GROUP || n->kind == TP_RNG_CHOICE || n->kind == TP_RNG_INTERLEAVE) &&
           !n->attrs && n->child && !n->child->next && n->child->kind < TP_RNG_FOREIGN)
        n = n->child;
    return n;
}

/* What is repeated is one pattern, which needs no parentheses of its own. */
static bool repeats_one(const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rnc_own_end(n);

    return tp_rnc_count_real(k) == 1 && k->kind < TP_RNG_FOREIGN;
}

static void repeated(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rnc_own_end(n), *rest;

    if (repeats_one(n)) {
        /* annotations behind the only part belong to it */
        rest = k->next;
        k = rest ? k : unwrapped(k);
        if (rest) {
            tp_rnc_put(p, "(");
            tp_rnc_put_joined(p, k, ",");
            tp_rnc_put(p, ")");
        } else if (k->kind == TP_RNG_OPTIONAL || k->kind == TP_RNG_ZERO_OR_MORE ||
                   k->kind == TP_RNG_ONE_OR_MORE) {
            tp_rnc_put(p, "(");
            tp_rnc_put_pattern(p, k, TP_RNC_LOOSE);
            tp_rnc_put(p, ")");
        } else {
            tp_rnc_put_pattern(p, k, TP_RNC_TIGHT);
        }
    } else {
        parenthesised(p, n);
    }
    tp_rnc_put(p, n->kind == TP_RNG_OPTIONAL ? "?" : n->kind == TP_RNG_ZERO_OR_MORE ? "*" : "+");
}

static void construct(struct tp_rnc_printer *p, const struct tp_rng_node *n, enum tp_rnc_level l)
{
    switch (n->kind) {
    case TP_RNG_ELEMENT:
    case TP_RNG_ATTRIBUTE:
    case TP_RNG_LIST:
    case TP_RNG_MIXED:
        tp_rnc_fitted(p, braced_pattern, n);
        return;
    case TP_RNG_GROUP:
    case TP_RNG_INTERLEAVE:
    case TP_RNG_CHOICE:
        tp_rnc_fitted(p, l == TP_RNC_TIGHT || tp_rnc_has_own(n) ? parenthesised : open_pattern, n);
        return;
    case TP_RNG_OPTIONAL:
    case TP_RNG_ZERO_OR_MORE:
    case TP_RNG_ONE_OR_MORE:
        tp_rnc_fitted(p, repeated, n);
        return;
    case TP_RNG_REF:
        tp_rnc_put_identifier(p, n->name);
        return;
    case TP_RNG_PARENT_REF:
        tp_rnc_put(p, "parent ");
        tp_rnc_put_identifier(p, n->name);
        return;
    case TP_RNG_VALUE:
        if (!n->shorthand) {
            datatype(p, n);
            tp_rnc_put(p, " ");
        }
        tp_rnc_put_literal(p, n->text);
        return;
    case TP_RNG_DATA: {
        const struct tp_rng_node *k = tp_rng_real(n->child);
        while (k && k->kind == TP_RNG_PARAM)
            k = tp_rng_real(k->next);
        tp_rnc_put(p, l == TP_RNC_TIGHT && k ? "(" : "");
        tp_rnc_fitted(p, data, n);
        tp_rnc_put(p, l == TP_RNC_TIGHT && k ? ")" : "");
        return;
    }
    case TP_RNG_EXTERNAL_REF:
        tp_rnc_put(p, "external ");
        tp_rnc_put_reference(p, n);
        return;
    case TP_RNG_GRAMMAR:
        tp_rnc_put(p, "grammar {");
        p->indent++;
        tp_rnc_newline(p);
        tp_rnc_put_components(p, n);
        p->indent--;
        tp_rnc_newline(p);
        tp_rnc_put(p, "}");
        return;
    default:
        tp_rnc_put(p, tp_rng_kind_name(n->kind));
    }
}

/* Is there a place for comments inside? */
static bool has_room(const struct tp_rng_node *n)
{
    switch (n->kind) {
    case TP_RNG_ELEMENT:
    case TP_RNG_ATTRIBUTE:
        return tp_rng_real((struct tp_rng_node *)tp_rnc_own_end(n)) != NULL;
    case TP_RNG_LIST:
    case TP_RNG_MIXED:
    case TP_RNG_GROUP:
    case TP_RNG_CHOICE:
    case TP_RNG_INTERLEAVE:
        return true;
    case TP_RNG_OPTIONAL:
    case TP_RNG_ZERO_OR_MORE:
    case TP_RNG_ONE_OR_MORE:
        return !repeats_one(n);
    default:
        return false;
    }
}

/* A repetition with annotations of its own can only be written around parentheses. */
void tp_rnc_put_pattern(struct tp_rnc_printer *p, const struct tp_rng_node *given,
                        enum tp_rnc_level l)
{
    const struct tp_rng_node *n = unwrapped(given);
    bool repeat = n->kind == TP_RNG_OPTIONAL || n->kind == TP_RNG_ZERO_OR_MORE ||
                  n->kind == TP_RNG_ONE_OR_MORE;

    if (!has_room(n))
        tp_rnc_put_own_comments(p, n);
    tp_rnc_put_own(p, n);
    if (repeat && tp_rnc_has_own(n)) {
        tp_rnc_put(p, "(");
        construct(p, n, TP_RNC_LOOSE);
        tp_rnc_put(p, ")");
    } else {
        construct(p, n, l);
    }
}
