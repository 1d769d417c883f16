/* xp_compat.c - what XPath 1.0 does otherwise (XPath 2.0, 3.1.5 and 3.5.2 "compatibility mode",
 * appendix I), for the query binding "xslt". */
#include <math.h>

#include "xp.h"

/* number() of XPath 1.0: NaN for what is none. */
static double number_1(struct tp_xp_run *r, struct tp_xp_item i)
{
    struct tp_xp_item out;
    const char *code;

    i = xp_atomize(r, i);
    return xp_try_cast(r, i, TP_XP_DOUBLE, &out, &code) ? out.u.number : (double)NAN;
}

/* An operand of a sum (3.4): texts, truths and numbers become doubles, dates and durations stay. */
struct tp_xp_item xp_number_1(struct tp_xp_run *r, const struct tp_xp_seq *s)
{
    struct tp_xp_item i;

    if (!s->n)
        return xp_double((double)NAN);
    i = xp_atomize(r, s->v[0]);
    return i.type > TP_XP_DOUBLE || i.type == TP_XP_URI ? i : xp_double(number_1(r, i));
}

/* The first item alone (3.1.5); what should be text or a number is made one. */
void xp_convert_1(struct tp_xp_run *r, struct tp_xp_seq *arg, char letter)
{
    if (arg->n > 1 && letter != 'B')
        arg->n = 1;
    if (letter == 'S') {
        struct tp_slice s = arg->n ? tp_xp_string(r, arg->v[0]) : (struct tp_slice){"", 0};

        arg->n = 0;
        xp_push(r, arg, xp_string(s.p, s.len));
    } else if (letter == 'D' || letter == 'U') {
        struct tp_xp_item i = xp_double(arg->n ? number_1(r, arg->v[0]) : (double)NAN);

        arg->n = 0;
        xp_push(r, arg, i);
    } else if (letter == 'B') {
        bool b = xp_ebv_of(r, arg);

        arg->n = 0;
        xp_push(r, arg, xp_bool(b));
    }
}

/* A pair of a general comparison: with a boolean, truths are compared; in order, or with a number,
 * numbers; else texts. */
bool xp_compare_1(struct tp_xp_run *r, enum xp_relation rel, struct tp_xp_item a,
                  struct tp_xp_item b)
{
    if (rel >= XP_LT || xp_is_numeric(a) || xp_is_numeric(b)) {
        a = xp_double(number_1(r, a));
        b = xp_double(number_1(r, b));
    } else {
        struct tp_slice s = tp_xp_string(r, a), t = tp_xp_string(r, b);

        a = xp_string(s.p, s.len);
        b = xp_string(t.p, t.len);
    }
    return xp_value_compare(r, rel, a, b);
}

bool xp_general_compare_1(struct tp_xp_run *r, const struct xp_node *x)
{
    struct tp_xp_seq a = {0}, b = {0};
    enum xp_relation rel = (enum xp_relation)x->what;

    xp_eval(r, x->kid[0], &a);
    xp_eval(r, x->kid[1], &b);
    r->offset = x->offset;
    if ((a.n == 1 && a.v[0].type == TP_XP_BOOLEAN) || (b.n == 1 && b.v[0].type == TP_XP_BOOLEAN)) {
        double p = xp_ebv_of(r, &a), q = xp_ebv_of(r, &b);

        return xp_value_compare(r, rel, xp_double(p), xp_double(q));
    }
    for (size_t i = 0; i < a.n; i++) {
        xp_tick(r, b.n);
        for (size_t k = 0; k < b.n; k++)
            if (xp_compare_1(r, rel, a.v[i], b.v[k]))
                return true;
    }
    return false;
}
