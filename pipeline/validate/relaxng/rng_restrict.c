/* rng_restrict.c - the restrictions of section 7 on the simple syntax. */
#include <string.h>

#include "rng_pattern.h"

/* Inside what a pattern stands; section 7.1. */
enum {
    IN_START = 1,
    IN_ATTRIBUTE = 2,
    IN_LIST = 4,
    IN_EXCEPT = 8,
    IN_REPEATED = 16,       /* oneOrMore */
    IN_REPEATED_GROUP = 32, /* a group or interleave in oneOrMore */
    CONTEXTS = 6
};

static const char *const context_names[CONTEXTS] = {
    "'start'",     "'attribute'",
    "'list'",      "the 'except' of 'data'",
    "'oneOrMore'", "a 'group' or 'interleave' in 'oneOrMore'"};

static const struct {
    const char *name;
    unsigned forbidden; /* contexts */
} ops[] = {
    [TP_RNG_P_NOT_ALLOWED] = {"notAllowed", 0},
    [TP_RNG_P_EMPTY] = {"empty", IN_START | IN_EXCEPT},
    [TP_RNG_P_TEXT] = {"text", IN_START | IN_LIST | IN_EXCEPT},
    [TP_RNG_P_DATA] = {"data", IN_START},
    [TP_RNG_P_VALUE] = {"value", IN_START},
    [TP_RNG_P_LIST] = {"list", IN_START | IN_LIST | IN_EXCEPT},
    [TP_RNG_P_ATTRIBUTE] = {"attribute",
                            IN_START | IN_ATTRIBUTE | IN_LIST | IN_EXCEPT | IN_REPEATED_GROUP},
    [TP_RNG_P_ELEMENT] = {"element", IN_ATTRIBUTE | IN_LIST | IN_EXCEPT},
    [TP_RNG_P_ONE_OR_MORE] = {"oneOrMore", IN_START | IN_EXCEPT},
    [TP_RNG_P_GROUP] = {"group", IN_START | IN_EXCEPT},
    [TP_RNG_P_INTERLEAVE] = {"interleave", IN_START | IN_LIST | IN_EXCEPT},
    [TP_RNG_P_CHOICE] = {"choice", 0},
};

/* Section 7.2. */
enum { CT_UNKNOWN, CT_EMPTY, CT_COMPLEX, CT_SIMPLE, CT_WRONG };

struct checker {
    struct tp_rng_compiler *c;
    struct tp_rng_nc **ncs; /* by id */
    size_t words;
    uint64_t *many; /* classes of more than one name */
};

static void wrong(struct checker *k, const struct tp_rng_simple *s, const char *message)
{
    tp_rng_complain(k->c, TP_D_SCHEMA_RESTRICTION, s->node, message);
}

static unsigned groupable(unsigned x, unsigned y)
{
    if (x == CT_WRONG || y == CT_WRONG)
        return CT_WRONG;
    if ((x == CT_COMPLEX && y == CT_COMPLEX) || x == CT_EMPTY || y == CT_EMPTY)
        return x > y ? x : y;
    return CT_WRONG;
}

static unsigned content_type(struct tp_rng_simple *s)
{
    unsigned ct = CT_EMPTY;

    if (s->content_type != CT_UNKNOWN)
        return s->content_type;
    switch ((enum tp_rng_op)s->op) {
    case TP_RNG_P_DATA:
    case TP_RNG_P_VALUE:
    case TP_RNG_P_LIST:
        ct = CT_SIMPLE;
        break;
    case TP_RNG_P_TEXT:
    case TP_RNG_P_ELEMENT:
        ct = CT_COMPLEX;
        break;
    case TP_RNG_P_ONE_OR_MORE:
        ct = content_type(s->kid[0]);
        ct = groupable(ct, ct);
        break;
    case TP_RNG_P_GROUP:
    case TP_RNG_P_INTERLEAVE:
        for (size_t i = 0; i < s->n; i++)
            ct = groupable(ct, content_type(s->kid[i]));
        break;
    case TP_RNG_P_CHOICE:
        for (size_t i = 0; i < s->n; i++)
            ct = content_type(s->kid[i]) > ct ? content_type(s->kid[i]) : ct;
        break;
    default:
        break;
    }
    s->content_type = (uint8_t)ct;
    return ct;
}

/* Is S the pattern that makes the content type wrong, and not one of its parts? */
static bool spoils_content(struct tp_rng_simple *s)
{
    if (content_type(s) != CT_WRONG)
        return false;
    for (size_t i = 0; i < s->n; i++)
        if (content_type(s->kid[i]) == CT_WRONG)
            return false;
    return true;
}

/* ---- sets of name classes ---- */

static bool any_in(const uint64_t *x, const uint64_t *y, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (x[i] & y[i])
            return true;
    return false;
}

static bool member(const uint64_t *set, size_t i)
{
    return set[i / 64] >> i % 64 & 1;
}

/* Two classes, one of each set, that have a name in common; false when there are none. */
static bool common(const struct checker *k, const uint64_t *x, const uint64_t *y,
                   const struct tp_rng_nc **found)
{
    bool wild = any_in(x, k->many, k->words) || any_in(y, k->many, k->words);

    for (size_t i = 0; i < k->c->n_ncs; i++) {
        if (!member(x, i))
            continue;
        *found = k->ncs[i];
        if (member(y, i))
            return true;
        for (size_t j = 0; wild && j < k->c->n_ncs; j++)
            if (member(y, j) && (member(k->many, i) || member(k->many, j)) &&
                tp_rng_nc_overlap(k->ncs[i], k->ncs[j], &k->c->schema->names))
                return true;
        if (!wild && !any_in(x, y, k->words))
            return false;
    }
    return false;
}

static const char *name_text(const struct checker *k, const struct tp_rng_nc *nc)
{
    return nc->kind == TP_RNG_NC_NAME
               ? tp_fmt(k->c->work, "'%s'", k->c->schema->names.names.v[nc->name].local)
               : "of a class of names";
}

static uint64_t *new_set(struct checker *k)
{
    return TP_NEW_ARRAY(k->c->work, k->words, uint64_t);
}

static void unite(uint64_t *x, const uint64_t *y, size_t words)
{
    for (size_t i = 0; i < words; i++)
        x[i] |= y[i];
}

typedef uint64_t *(*set_fn)(struct checker *k, struct tp_rng_simple *s);

static uint64_t *leaf_set(struct checker *k, const struct tp_rng_simple *s)
{
    uint64_t *set = new_set(k);

    set[s->nc->id / 64] |= UINT64_C(1) << s->nc->id % 64;
    return set;
}

/* The union of the parts' sets; where DISTINCT, they must have no name in common. */
static uint64_t *united(struct checker *k, struct tp_rng_simple *s, set_fn part, bool distinct,
                        const char *message)
{
    uint64_t *all = NULL;
    bool own = false;

    for (size_t i = 0; i < s->n; i++) {
        uint64_t *set = part(k, s->kid[i]);
        const struct tp_rng_nc *nc;
        if (!set)
            continue;
        if (all && distinct && common(k, all, set, &nc))
            wrong(k, s->kid[i]->node ? s->kid[i] : s,
                  tp_fmt(k->c->work, message, name_text(k, nc)));
        if (!all) {
            all = set;
            continue;
        }
        if (!own) {
            uint64_t *copy = new_set(k);
            memcpy(copy, all, k->words * sizeof *copy);
            all = copy;
            own = true;
        }
        unite(all, set, k->words);
    }
    return all;
}

/* 7.3: attributes in S; those that could come twice are reported on the way. */
static uint64_t *attributes(struct checker *k, struct tp_rng_simple *s)
{
    if (s->attributes_known)
        return s->attributes;
    s->attributes_known = true;
    if (s->op == TP_RNG_P_ATTRIBUTE)
        return s->attributes = leaf_set(k, s);
    if (s->op < TP_RNG_P_ONE_OR_MORE)
        return NULL;
    return s->attributes =
               united(k, s, attributes, s->op == TP_RNG_P_GROUP || s->op == TP_RNG_P_INTERLEAVE,
                      "attribute %s could come twice on one element");
}

/* 7.4: elements in S, not in their contents. */
static uint64_t *elements(struct checker *k, struct tp_rng_simple *s)
{
    if (s->elements_known)
        return s->elements;
    s->elements_known = true;
    if (s->op == TP_RNG_P_ELEMENT)
        return s->elements = leaf_set(k, s);
    if (s->op < TP_RNG_P_ONE_OR_MORE)
        return NULL;
    return s->elements = united(k, s, elements, s->op == TP_RNG_P_INTERLEAVE,
                                "element %s is in more than one part of an interleave");
}

static bool has_text(struct tp_rng_simple *s)
{
    enum { UNKNOWN, NONE, SOME };

    if (s->text == UNKNOWN) {
        s->text = s->op == TP_RNG_P_TEXT ? SOME : NONE;
        for (size_t i = 0; s->op >= TP_RNG_P_ONE_OR_MORE && i < s->n; i++)
            if (has_text(s->kid[i]))
                s->text = SOME;
    }
    return s->text == SOME;
}

static void check_interleave(struct checker *k, struct tp_rng_simple *s)
{
    size_t texts = 0;

    for (size_t i = 0; i < s->n; i++)
        texts += has_text(s->kid[i]);
    if (texts > 1)
        wrong(k, s, "text is in more than one part of an interleave");
    (void)elements(k, s);
}

/* ---- 7.1 and 7.2 ---- */

static void check_forbidden(struct checker *k, const struct tp_rng_simple *s, unsigned context)
{
    unsigned bad = ops[s->op].forbidden & context;

    for (unsigned i = 0; bad && i < CONTEXTS; i++) {
        if (!(bad >> i & 1))
            continue;
        wrong(k, s,
              tp_fmt(k->c->work, "'%s' is not allowed in %s", ops[s->op].name, context_names[i]));
        return;
    }
}

static unsigned inner_context(const struct tp_rng_simple *s, unsigned context)
{
    switch ((enum tp_rng_op)s->op) {
    case TP_RNG_P_ATTRIBUTE:
        return IN_ATTRIBUTE;
    case TP_RNG_P_LIST:
        return context | IN_LIST;
    case TP_RNG_P_DATA:
        return context | IN_EXCEPT;
    case TP_RNG_P_ONE_OR_MORE:
        return context | IN_REPEATED;
    case TP_RNG_P_GROUP:
    case TP_RNG_P_INTERLEAVE:
        return context & IN_REPEATED ? context | IN_REPEATED_GROUP : context;
    default:
        return context;
    }
}

/* Each pattern once in each context; the depth of the graph is bounded. */
static void walk(struct checker *k, struct tp_rng_simple *s, unsigned context)
{
    if (s->seen >> context & 1)
        return;
    s->seen |= UINT64_C(1) << context;
    check_forbidden(k, s, context);
    if (s->op == TP_RNG_P_ATTRIBUTE && s->nc->open && !(context & IN_REPEATED))
        wrong(k, s, "an attribute with anyName or nsName must be in oneOrMore or zeroOrMore");
    if (!(context & IN_LIST) && spoils_content(s))
        wrong(k, s, "data, value or list can't stand beside other content or be repeated");
    if (s->op == TP_RNG_P_INTERLEAVE)
        check_interleave(k, s);
    if (s->op == TP_RNG_P_ELEMENT) {
        if (!s->live)
            TP_PUSH(k->c->work, &k->c->live, s); /* its content has its own turn */
        s->live = true;
        return;
    }
    for (size_t i = 0; i < s->n; i++)
        walk(k, s->kid[i], inner_context(s, context));
}

void tp_rng_restrict(struct tp_rng_compiler *c, struct tp_rng_simple *start)
{
    struct checker k = {.c = c, .words = c->n_ncs / 64 + 1};

    k.ncs = TP_NEW_ARRAY(c->work, c->n_ncs + 1, struct tp_rng_nc *);
    k.many = new_set(&k);
    for (struct tp_rng_nc *nc = c->schema->ncs; nc; nc = nc->next) {
        k.ncs[nc->id] = nc;
        if (nc->bits)
            k.many[nc->id / 64] |= UINT64_C(1) << nc->id % 64;
    }
    walk(&k, start, IN_START);
    for (size_t i = 0; i < c->live.n; i++) {
        struct tp_rng_simple *content = c->live.v[i]->kid[0];
        walk(&k, content, 0);
        (void)attributes(&k, content);
    }
}
