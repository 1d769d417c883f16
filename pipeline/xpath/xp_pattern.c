/*
 * xp_pattern.c - patterns of XSLT 2.0 (section 5.5): does a node match?
 *
 * A pattern is read as an expression and taken apart from its last step: a node matches when the
 * last step could have led to it from its parent, the step before that to the parent, or, behind
 * "//", to some ancestor. Paths that are no pattern (other axes, calls in the middle) are taken as
 * well, as several Schematron processors do: a node matches when the path, from some ancestor or
 * the node itself, gives it.
 */
#include <string.h>

#include "xp.h"

struct xp_pattern {
    struct xp_node **step; /* all XP_STEP of the axes child and attribute, or .. */
    bool *deep;            /* is there "//" before the step? */
    size_t n;
    bool rooted;               /* begins with / or // */
    const struct xp_node *any; /* not NULL: no pattern but a path, to be tried from everywhere */
};

/* ---- compiling ---- */

static bool is_gap(const struct xp_node *x)
{
    return x->op == XP_STEP && x->what == XP_DESCENDANT_OR_SELF && !x->n &&
           x->u.test->kind == XP_ANY_NODE;
}

/* Fill in PATTERN from the steps of a path; false when it is no pattern. */
static bool take_steps(struct xp_parser *p, struct xp_node **kid, size_t n, struct xp_pattern *out)
{
    bool deep = false;

    out->step = TP_NEW_ARRAY(p->arena, n, struct xp_node *);
    out->deep = TP_NEW_ARRAY(p->arena, n, bool);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 && kid[i]->op == XP_ROOT) {
            out->rooted = true;
        } else if (is_gap(kid[i]) && i + 1 < n) {
            deep = true;
        } else if (kid[i]->op == XP_STEP &&
                   (kid[i]->what == XP_CHILD || kid[i]->what == XP_ATTRIBUTE)) {
            out->deep[out->n] = deep;
            out->step[out->n++] = kid[i];
            deep = false;
        } else {
            return false;
        }
    }
    return true;
}

static void alternative(struct xp_parser *p, struct xp_node *x, struct xp_pattern *out)
{
    struct xp_node **kid = x->op == XP_PATH ? x->kid : &x;
    size_t n = x->op == XP_PATH ? x->n : 1;

    if (!take_steps(p, kid, n, out)) {
        *out = (struct xp_pattern){.any = xp_simplify(p, x)};
        return;
    }
    for (size_t i = 0; i < out->n; i++)
        (void)xp_simplify(p, out->step[i]);
}

/* An attribute without which a predicate is false: of [@a], [@a = 1], [@a and ...]. */
static const char *needed(const struct xp_parser *p, const struct xp_node *x)
{
    const char *name = NULL;

    switch (x->op) {
    case XP_STEP:
        return x->what == XP_ATTRIBUTE && x->u.test->kind == XP_ATTRIBUTE_KIND && x->u.test->uri &&
                       !*x->u.test->uri
                   ? x->u.test->local
                   : NULL;
    case XP_AND:
        for (size_t i = 0; i < x->n && !name; i++)
            name = needed(p, x->kid[i]);
        return name;
    case XP_GENERAL:
        if (p->env->xpath1) /* there, @a = false() is true without it */
            return NULL;
        return needed(p, x->kid[0]);
    case XP_VALUE:
        return needed(p, x->kid[0]); /* nothing compares with what isn't there */
    default:
        return NULL;
    }
}

static void hint(const struct xp_parser *p, const struct xp_pattern *pattern, struct tp_xp_hint *h)
{
    static const unsigned kinds[] = {
        [XP_ANY_NODE] = 1u << XML_ELEMENT_NODE | 1u << XML_TEXT_NODE |
                        1u << XML_CDATA_SECTION_NODE | 1u << XML_COMMENT_NODE | 1u << XML_PI_NODE,
        [XP_ELEMENT_KIND] = 1u << XML_ELEMENT_NODE,
        [XP_ATTRIBUTE_KIND] = 0,
        [XP_TEXT_KIND] = 1u << XML_TEXT_NODE | 1u << XML_CDATA_SECTION_NODE,
        [XP_COMMENT_KIND] = 1u << XML_COMMENT_NODE,
        [XP_PI_KIND] = 1u << XML_PI_NODE,
        [XP_DOCUMENT_KIND] = 1u << XML_DOCUMENT_NODE,
        [XP_NAMESPACE_KIND] = 0,
    };
    const struct xp_node *last = pattern->n ? pattern->step[pattern->n - 1] : NULL;

    if (pattern->any)
        last = pattern->any->op == XP_PATH ? pattern->any->kid[pattern->any->n - 1] : pattern->any;
    if (pattern->any && (last->op != XP_STEP || last->what == XP_NAMESPACE_AXIS ||
                         last->u.test->kind == XP_ANY_NODE)) {
        h->kinds = ~0u;
        return;
    }
    if (!last) {
        h->kinds = 1u << XML_DOCUMENT_NODE;
    } else if (last->what == XP_ATTRIBUTE) {
        h->kinds = 1u << XML_ATTRIBUTE_NODE;
    } else {
        h->kinds = kinds[last->u.test->kind];
    }
    for (size_t i = 0; last && last->what != XP_ATTRIBUTE && i < last->n && !h->needs; i++)
        h->needs = last->kid[i]->positional || pattern->any ? NULL : needed(p, last->kid[i]);
    if (last &&
        (last->u.test->kind == XP_ELEMENT_KIND || last->u.test->kind == XP_ATTRIBUTE_KIND)) {
        h->local = last->u.test->local;
        h->uri = last->u.test->uri;
    }
}

/* Of a path, the first kid that is a union: (a|b)/c is a/c|b/c. */
static size_t union_in(const struct xp_node *x)
{
    size_t i = 0;

    while (x->op == XP_PATH && i < x->n && x->kid[i]->op != XP_UNION)
        i++;
    return i;
}

static struct xp_node *with_kid(struct xp_parser *p, const struct xp_node *path, size_t i,
                                struct xp_node *kid)
{
    struct xp_node *x = xp_new(p, XP_PATH, path->offset, path->n);

    memcpy(x->kid, path->kid, path->n * sizeof *x->kid);
    x->kid[i] = kid;
    return x;
}

void xp_compile_patterns(struct xp_parser *p, struct xp_node *x)
{
    enum { MOST = 1000 };
    TP_VEC(struct xp_node *) todo = {0};
    TP_VEC(struct xp_pattern) patterns = {0};

    TP_PUSH(p->arena, &todo, x);
    while (todo.n) {
        struct xp_node *one = todo.v[--todo.n];
        size_t i = union_in(one);

        if (todo.n + patterns.n > MOST)
            xp_fail(p, "XTSE0340", one->offset, "the pattern has more than %d alternatives", MOST);
        if (one->op == XP_PATH && i < one->n) {
            for (size_t k = one->kid[i]->n; k--;)
                TP_PUSH(p->arena, &todo, with_kid(p, one, i, one->kid[i]->kid[k]));
        } else if (one->op == XP_UNION) {
            for (size_t k = one->n; k--;)
                TP_PUSH(p->arena, &todo, one->kid[k]);
        } else {
            struct xp_pattern pattern = {0};

            alternative(p, one, &pattern);
            TP_PUSH(p->arena, &patterns, pattern);
        }
    }
    p->x->patterns = patterns.v;
    p->x->n_patterns = patterns.n;
    p->x->hints = TP_NEW_ARRAY(p->arena, patterns.n, struct tp_xp_hint);
    for (size_t i = 0; i < patterns.n; i++)
        hint(p, &patterns.v[i], &p->x->hints[i]);
}

size_t tp_xp_pattern_hints(const struct tp_xp *pattern, const struct tp_xp_hint **hints)
{
    *hints = pattern->hints;
    return pattern->n_patterns;
}

/* ---- matching ---- */

struct looking {
    struct tp_xp_item wanted;
};

static bool is_wanted(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    (void)r;
    return !(xp_is_node(item) && xp_same_node(item, ((struct looking *)arg)->wanted));
}

static bool gives(struct tp_xp_run *r, const struct xp_node *x, xmlNode *from, xmlNode *node)
{
    struct xp_focus outer = r->focus;
    struct looking l = {tp_xp_node_item(node)};
    bool yes;

    r->focus = (struct xp_focus){tp_xp_node_item(from), 1, 1};
    yes = !xp_each(r, x, is_wanted, &l);
    r->focus = outer;
    return yes;
}

/* Could the step have led to NODE from its parent? Predicates that count need the siblings. */
static bool step_fits(struct tp_xp_run *r, const struct xp_node *step, xmlNode *node)
{
    struct xp_focus outer = r->focus;
    bool yes = true;

    /* No step leads to a document, but that document-node() matches it all the same (5.5.3). */
    if ((node->type == XML_ATTRIBUTE_NODE) != (step->what == XP_ATTRIBUTE) ||
        (node->type == XML_DOCUMENT_NODE && step->u.test->kind != XP_DOCUMENT_KIND) ||
        !xp_test_item(step->u.test, tp_xp_node_item(node)))
        return false;
    xp_tick(r, 1);
    for (size_t i = 0; i < step->n; i++)
        if (step->kid[i]->positional)
            return node->parent && gives(r, step, node->parent, node);
    r->focus = (struct xp_focus){tp_xp_node_item(node), 1, 1};
    for (size_t i = 0; yes && i < step->n; i++)
        yes = xp_ebv(r, step->kid[i]);
    r->focus = outer;
    return yes;
}

/* Do the first N steps lead to NODE? Behind "//" every ancestor is tried; that this is not
 * exponential, the work limit and the rule below see to: of the ancestors that fit before a "//",
 * the innermost is as good as any other. */
static bool fits(struct tp_xp_run *r, const struct xp_pattern *p, xmlNode *node)
{
    size_t n = p->n;
    xmlNode *retry = NULL; /* the node at the last "//": the next ancestor to try is above it */
    size_t retry_n = 0;

    while (n) {
        if (node && step_fits(r, p->step[n - 1], node)) {
            n--;
            if (p->deep[n]) {
                retry = node->parent;
                retry_n = n;
            }
            node = node->parent;
            if (n || !p->rooted)
                continue;
            if (p->deep[0] || (node && node->type == XML_DOCUMENT_NODE))
                return true;
        }
        if (!retry)
            return false;
        n = retry_n; /* one ancestor further up */
        node = retry = retry->parent;
        if (!node)
            return false;
    }
    return true;
}

static bool anywhere(struct tp_xp_run *r, const struct xp_node *x, xmlNode *node)
{
    for (xmlNode *from = node; from; from = from->parent)
        if (gives(r, x, from, node))
            return true;
    return false;
}

bool xp_pattern_fits(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *node)
{
    for (size_t i = 0; i < x->n_patterns; i++) {
        const struct xp_pattern *p = &x->patterns[i];

        if (p->any ? anywhere(r, p->any, node)
            : p->n ? fits(r, p, node)
                   : node->type == XML_DOCUMENT_NODE)
            return true;
    }
    return false;
}
