/* xp_compare.c - comparing values (XPath 2.0, 3.5.1 and 3.5.2; appendix B.2). */
#include <math.h>
#include <string.h>

#include "../base/hash.h"
#include "xp.h"

/* Types whose values compare with each other share a family. */
enum family { NONE, TEXT, TRUTH, NUMBER, DURATION, INSTANT, NAME, BINARY };

static enum family family_of(struct tp_xp_item i)
{
    static const enum family families[TP_XP_TYPES] = {
        [TP_XP_UNTYPED] = TEXT,
        [TP_XP_STRING] = TEXT,
        [TP_XP_URI] = TEXT,
        [TP_XP_BOOLEAN] = TRUTH,
        [TP_XP_INTEGER] = NUMBER,
        [TP_XP_DECIMAL] = NUMBER,
        [TP_XP_FLOAT] = NUMBER,
        [TP_XP_DOUBLE] = NUMBER,
        [TP_XP_DURATION] = DURATION,
        [TP_XP_YM_DURATION] = DURATION,
        [TP_XP_DT_DURATION] = DURATION,
        [TP_XP_DATETIME] = INSTANT,
        [TP_XP_DATE] = INSTANT,
        [TP_XP_TIME] = INSTANT,
        [TP_XP_GYEARMONTH] = INSTANT,
        [TP_XP_GYEAR] = INSTANT,
        [TP_XP_GMONTHDAY] = INSTANT,
        [TP_XP_GDAY] = INSTANT,
        [TP_XP_GMONTH] = INSTANT,
        [TP_XP_QNAME] = NAME,
        [TP_XP_HEX] = BINARY,
        [TP_XP_BASE64] = BINARY,
    };

    return families[i.type];
}

bool xp_comparable(struct tp_xp_item a, struct tp_xp_item b)
{
    enum family f = family_of(a);

    return f == family_of(b) && ((f != INSTANT && f != BINARY) || a.type == b.type);
}

/* Which of the comparable types have an order? */
static bool ordered(struct tp_xp_item a, struct tp_xp_item b)
{
    switch (family_of(a)) {
    case TEXT:
    case TRUTH:
    case NUMBER:
        return true;
    case DURATION:
        return a.type == b.type && a.type != TP_XP_DURATION;
    case INSTANT:
        return a.type <= TP_XP_TIME;
    default:
        return false;
    }
}

static int numbers(struct tp_xp_item a, struct tp_xp_item b, bool *unordered)
{
    double p, q;

    if (a.type == TP_XP_INTEGER && b.type == TP_XP_INTEGER)
        return a.u.integer < b.u.integer ? -1 : a.u.integer > b.u.integer;
    if (a.type <= TP_XP_DECIMAL && b.type <= TP_XP_DECIMAL)
        return xp_decimal_compare(xp_decimal_of(a), xp_decimal_of(b));
    p = xp_number_of(a);
    q = xp_number_of(b);
    if (a.type != TP_XP_DOUBLE && b.type != TP_XP_DOUBLE) { /* float is the wider of the two */
        p = (double)(float)p;
        q = (double)(float)q;
    }
    *unordered = isnan(p) || isnan(q);
    return p < q ? -1 : p > q;
}

static int names(const struct tp_xp_qname *a, const struct tp_xp_qname *b)
{
    int n = strcmp(a->local, b->local);

    return n ? n : strcmp(a->uri, b->uri);
}

int xp_compare(struct tp_xp_run *r, struct tp_xp_item a, struct tp_xp_item b, bool order,
               const char *collation, bool *unordered)
{
    *unordered = false;
    if (!xp_comparable(a, b) || (order && !ordered(a, b)))
        tp_xp_raise(r, "XPTY0004", "%s and %s can't be %s", xp_type_name((enum tp_xp_type)a.type),
                    xp_type_name((enum tp_xp_type)b.type), order ? "ordered" : "compared");
    switch (family_of(a)) {
    case TEXT:
        return xp_collate(r, collation, (struct tp_slice){a.u.text, a.len},
                          (struct tp_slice){b.u.text, b.len});
    case TRUTH:
        return (int)a.u.boolean - (int)b.u.boolean;
    case NUMBER:
        return numbers(a, b, unordered);
    case DURATION:
    case INSTANT:
        return xp_moment_compare(r, (enum tp_xp_type)a.type, a.u.moment, b.u.moment);
    case NAME:
        return names(a.u.qname, b.u.qname);
    default: /* both in canonical form */
        return a.len != b.len ? 1 : memcmp(a.u.text, b.u.text, a.len);
    }
}

static bool decide(enum xp_relation rel, int n, bool unordered)
{
    if (unordered)
        return rel == XP_NE;
    switch (rel) {
    case XP_EQ:
        return n == 0;
    case XP_NE:
        return n != 0;
    case XP_LT:
        return n < 0;
    case XP_LE:
        return n <= 0;
    case XP_GT:
        return n > 0;
    case XP_GE:
        return n >= 0;
    }
    return false;
}

bool xp_value_compare(struct tp_xp_run *r, enum xp_relation rel, struct tp_xp_item a,
                      struct tp_xp_item b)
{
    bool unordered;
    int n = xp_compare(r, a, b, rel >= XP_LT, NULL, &unordered);

    return decide(rel, n, unordered);
}

/* ---- general comparisons ---- */

/* One pair: what is untyped takes the type of the other (3.5.2). */
static bool pair(struct tp_xp_run *r, enum xp_relation rel, struct tp_xp_item a,
                 struct tp_xp_item b)
{
    if (a.type == TP_XP_UNTYPED && b.type > TP_XP_URI)
        a = xp_cast(r, a, xp_is_numeric(b) ? TP_XP_DOUBLE : (enum tp_xp_type)b.type);
    else if (b.type == TP_XP_UNTYPED && a.type > TP_XP_URI)
        b = xp_cast(r, b, xp_is_numeric(a) ? TP_XP_DOUBLE : (enum tp_xp_type)a.type);
    return xp_value_compare(r, rel, a, b);
}

struct comparing {
    enum xp_relation rel;
    const struct tp_xp_seq *with;
    const struct tp_xp_item **table; /* of WITH's texts, open addressing; NULL: there is none */
    size_t mask;
};

static bool same_text(struct tp_xp_item a, struct tp_xp_item b)
{
    return a.len == b.len && memcmp(a.u.text, b.u.text, a.len) == 0;
}

/* Equality with many texts: a table, so that two large sets don't cost their product. */
static void make_table(struct tp_xp_run *r, struct comparing *c)
{
    enum { FEW = 8 };
    size_t size = 16;

    if (c->rel != XP_EQ || c->with->n <= FEW)
        return;
    for (size_t i = 0; i < c->with->n; i++)
        if (!xp_is_stringy(c->with->v[i]))
            return;
    while (size < c->with->n * 2)
        size *= 2;
    c->mask = size - 1;
    c->table = TP_NEW_ARRAY(r->work, size, const struct tp_xp_item *);
    for (size_t i = 0; i < c->with->n; i++) {
        size_t k = tp_hash(c->with->v[i].u.text, c->with->v[i].len) & c->mask;

        while (c->table[k] && !same_text(*c->table[k], c->with->v[i]))
            k = (k + 1) & c->mask;
        c->table[k] = &c->with->v[i];
    }
}

/* Goes on, as a visitor, until a pair is found. */
static bool compare_one(struct tp_xp_run *r, struct tp_xp_item item, void *arg)
{
    const struct comparing *c = arg;

    item = xp_atomize(r, item);
    if (c->table && xp_is_stringy(item)) {
        size_t k = tp_hash(item.u.text, item.len) & c->mask;

        for (; c->table[k]; k = (k + 1) & c->mask)
            if (same_text(*c->table[k], item))
                return false;
        return true;
    }
    xp_tick(r, c->with->n);
    for (size_t i = 0; i < c->with->n; i++)
        if (pair(r, c->rel, item, c->with->v[i]))
            return false;
    return true;
}

bool xp_general_compare(struct tp_xp_run *r, const struct xp_node *x)
{
    struct tp_xp_seq right = {0};
    struct comparing c = {.rel = (enum xp_relation)x->what, .with = &right};

    if (r->x->env->xpath1)
        return xp_general_compare_1(r, x);
    xp_eval(r, x->kid[1], &right);
    if (!right.n)
        return false;
    xp_atomize_all(r, &right);
    make_table(r, &c);
    r->offset = x->offset;
    return !xp_each(r, x->kid[0], compare_one, &c);
}
