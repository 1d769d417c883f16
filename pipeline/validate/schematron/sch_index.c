/* sch_index.c - which rules to try for which node: by its kind and name. */
#include <string.h>

#include "../../base/hash.h"
#include "sch.h"

static struct sch_named *slot(const struct tp_sch *s, const char *name)
{
    size_t i = tp_hash(name, strlen(name)) & s->mask;

    while (s->table[i].name && strcmp(s->table[i].name, name) != 0)
        i = (i + 1) & s->mask;
    return &s->table[i];
}

const struct sch_named *sch_find(const struct tp_sch *s, const char *name)
{
    const struct sch_named *n = slot(s, name);

    return n->name ? n : NULL;
}

/* Candidates come in the order of the rules, each once: with what all its alternatives need. */
static void add(struct tp_sch *s, struct sch_candidates *list, const struct sch_rule *rule,
                const char *needs)
{
    struct sch_candidate *last = list->n ? &list->v[list->n - 1] : NULL;

    if (!last || last->rule != rule)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): tp_vec_grow() never returns NULL */
        TP_PUSH(s->arena, list, (struct sch_candidate){rule, needs});
    else if (last->needs && (!needs || strcmp(needs, last->needs) != 0))
        last->needs = NULL;
}

static void add_everywhere(struct tp_sch *s, const struct sch_rule *rule, const char *needs,
                           bool attributes)
{
    add(s, attributes ? &s->any_attribute : &s->any_element, rule, needs);
    for (size_t i = 0; i <= s->mask; i++)
        if (s->table[i].name)
            add(s, attributes ? &s->table[i].attributes : &s->table[i].elements, rule, needs);
}

static void add_named(struct tp_sch *s, const struct sch_rule *rule, const struct tp_xp_hint *h,
                      bool attributes)
{
    struct sch_named *n = slot(s, h->local);

    add(s, attributes ? &n->attributes : &n->elements, rule, h->needs);
}

/* All names are in the table before the first rule is, so that a rule for any name is in its
 * place in each list. */
static void names(struct tp_sch *s)
{
    size_t n = 8;

    for (size_t p = 0; p < s->patterns.n; p++)
        for (size_t i = 0; i < s->patterns.v[p].rules.n; i++) {
            const struct tp_xp_hint *h;

            n += tp_xp_pattern_hints(s->patterns.v[p].rules.v[i].context, &h);
        }
    for (s->mask = 15; s->mask < 2 * n; s->mask = 2 * s->mask + 1)
        ;
    s->table = TP_NEW_ARRAY(s->arena, s->mask + 1, struct sch_named);
    for (size_t p = 0; p < s->patterns.n; p++)
        for (size_t i = 0; i < s->patterns.v[p].rules.n; i++) {
            const struct tp_xp_hint *h;
            size_t hints = tp_xp_pattern_hints(s->patterns.v[p].rules.v[i].context, &h);

            for (size_t k = 0; k < hints; k++)
                if (h[k].local)
                    slot(s, h[k].local)->name = h[k].local;
        }
}

static void enter(struct tp_sch *s, const struct sch_rule *rule)
{
    const struct tp_xp_hint *h;
    size_t n = tp_xp_pattern_hints(rule->context, &h);

    for (size_t k = 0; k < n; k++)
        for (unsigned kind = XML_ELEMENT_NODE; kind <= XML_DOCUMENT_NODE; kind++) {
            if (!(h[k].kinds & 1u << kind))
                continue;
            if (kind == XML_ATTRIBUTE_NODE)
                s->attributes = true;
            if (kind != XML_ELEMENT_NODE && kind != XML_ATTRIBUTE_NODE)
                add(s, &s->other[kind], rule, NULL);
            else if (h[k].local)
                add_named(s, rule, &h[k], kind == XML_ATTRIBUTE_NODE);
            else
                add_everywhere(s, rule, h[k].needs, kind == XML_ATTRIBUTE_NODE);
        }
}

void sch_index(struct tp_sch *s)
{
    names(s);
    for (size_t p = 0; p < s->patterns.n; p++)
        if (!s->patterns.v[p].documents)
            for (size_t i = 0; i < s->patterns.v[p].rules.n; i++)
                enter(s, &s->patterns.v[p].rules.v[i]);
}
