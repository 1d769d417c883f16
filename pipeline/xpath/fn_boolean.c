/* fn_boolean.c - truth (Functions and Operators, 9), and whether there is anything (15.1): without
 * values that nobody needs. */
#include "fn.h"

static bool any(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    (void)r;
    (void)item;
    (void)arg;
    return false;
}

static bool not_lazy(struct tp_xp_run *r, const struct xp_node *x)
{
    return !xp_ebv(r, x->kid[0]);
}

static bool boolean_lazy(struct tp_xp_run *r, const struct xp_node *x)
{
    return xp_ebv(r, x->kid[0]);
}

static bool exists_lazy(struct tp_xp_run *r, const struct xp_node *x)
{
    return !xp_each(r, x->kid[0], any, NULL);
}

static bool empty_lazy(struct tp_xp_run *r, const struct xp_node *x)
{
    return xp_each(r, x->kid[0], any, NULL);
}

FN(fn_true)
{
    FN_UNUSED();
    xp_push(r, out, xp_bool(true));
}

FN(fn_false)
{
    FN_UNUSED();
    xp_push(r, out, xp_bool(false));
}

const struct xp_fn xp_fn_boolean[] = {
    {"true", 0, 0, "", fn_true, NULL, 0, XP_FN_BOOLEAN, NULL, 0},           /* 9.1.1 */
    {"false", 0, 0, "", fn_false, NULL, 0, XP_FN_BOOLEAN, NULL, 0},         /* 9.1.2 */
    {"not", 1, 1, "I*", NULL, NULL, 0, XP_FN_BOOLEAN, not_lazy, 0},         /* 9.3.1 */
    {"boolean", 1, 1, "I*", NULL, NULL, 0, XP_FN_BOOLEAN, boolean_lazy, 0}, /* 15.1.1 */
    {"exists", 1, 1, "I*", NULL, NULL, 0, XP_FN_BOOLEAN, exists_lazy, 0},   /* 15.1.5 */
    {"empty", 1, 1, "I*", NULL, NULL, 0, XP_FN_BOOLEAN, empty_lazy, 0},     /* 15.1.4 */
    {0},
};
