/*
 * xp_static.c - what can be known of an expression before any document: which predicates may be
 * positions, and simpler forms that give the same.
 */
#include "xp.h"

/* Gives X never a number, so that as a predicate it is a condition and no position? */
static bool never_number(const struct xp_node *x)
{
    switch (x->op) {
    case XP_OR:
    case XP_AND:
    case XP_GENERAL:
    case XP_VALUE:
    case XP_NODE_ORDER:
    case XP_SOME:
    case XP_EVERY:
    case XP_INSTANCE:
    case XP_CASTABLE:
    case XP_STEP:
    case XP_ROOT:
    case XP_UNION:
    case XP_INTERSECT:
    case XP_EXCEPT:
        return true;
    case XP_LITERAL:
        return !xp_is_numeric(x->u.item);
    case XP_PATH:
        return never_number(x->kid[x->n - 1]);
    case XP_SEQUENCE: /* (1, a) is a number where there is no a */
        for (size_t i = 0; i < x->n; i++)
            if (!never_number(x->kid[i]))
                return false;
        return true;
    case XP_FILTER:
        return never_number(x->kid[0]);
    case XP_IF:
        return never_number(x->kid[1]) && never_number(x->kid[2]);
    case XP_CALL:
        return x->u.call.fn->flags & (XP_FN_BOOLEAN | XP_FN_STRING);
    default:
        return false;
    }
}

/* descendant-or-self::node()/child::x is descendant::x, when no predicate counts. */
static bool joins(const struct xp_node *first, const struct xp_node *then)
{
    if (first->op != XP_STEP || first->what != XP_DESCENDANT_OR_SELF || first->n ||
        first->u.test->kind != XP_ANY_NODE || then->op != XP_STEP || then->what != XP_CHILD)
        return false;
    for (size_t i = 0; i < then->n; i++)
        if (then->kid[i]->positional)
            return false;
    return true;
}

static struct xp_node *simplify_path(struct xp_node *x)
{
    size_t n = 0;

    for (size_t i = 0; i < x->n; i++) {
        if (i + 1 < x->n && joins(x->kid[i], x->kid[i + 1])) {
            i++;
            x->kid[i]->what = XP_DESCENDANT;
        }
        x->kid[n++] = x->kid[i];
    }
    x->n = (uint32_t)n;
    x->asks_position = x->kid[0]->asks_position;
    for (size_t i = 1; i < n; i++)
        x->steps_ask |= x->kid[i]->asks_position;
    return n == 1 ? x->kid[0] : x;
}

struct xp_node *xp_simplify(struct xp_parser *p, struct xp_node *x)
{
    bool own_focus = x->op == XP_STEP; /* all kids are predicates */
    size_t predicates = x->op == XP_STEP ? 0 : x->op == XP_FILTER ? 1 : x->n;

    for (size_t i = 0; i < x->n; i++) {
        x->kid[i] = xp_simplify(p, x->kid[i]);
        if (i >= predicates)
            x->kid[i]->positional = x->kid[i]->asks_position || !never_number(x->kid[i]);
        else if (!own_focus)
            x->asks_position |= x->kid[i]->asks_position;
    }
    if (x->op == XP_CALL && x->u.call.fn->flags & XP_FN_POSITION)
        x->asks_position = true;
    return x->op == XP_PATH ? simplify_path(x) : x;
}
