/* rng_wish.c - words for what could have stood at a place, in the order of their likelihood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../base/yaml.h"
#include "rng_message.h"

enum { UNUSUAL = 9 }; /* more than the most common: a name of a namespace that has no prefix here */

/* ---- names ---- */

char *tp_rng_path(struct tp_rng_validator *v)
{
    struct tp_buf b = tp_buf_new(v->ds->arena);

    for (size_t i = 1; i < v->frames.n; i++) {
        tp_buf_fmt(&b, "/%s", v->frames.v[i].local);
        if (v->frames.v[i].position)
            tp_buf_fmt(&b, "[%u]", v->frames.v[i].position);
    }
    return b.p;
}

/* The namespace that the prefix stands for here; NULL: none. */
static const char *bound(const struct tp_rng_validator *v, const char *prefix)
{
    for (size_t i = v->bindings.n; i > 0; i--)
        if (strcmp(v->bindings.v[i - 1].prefix, prefix) == 0)
            return v->bindings.v[i - 1].uri;
    return NULL;
}

/* A prefix that stands for the namespace here, "" when it is the default; NULL: there is none. */
static const char *prefix_for(const struct tp_rng_validator *v, const char *ns, bool attribute)
{
    const char *plain = attribute ? "" : bound(v, "");

    if (strcmp(ns, "http://www.w3.org/XML/1998/namespace") == 0)
        return "xml";
    if (strcmp(plain ? plain : "", ns) == 0)
        return "";
    for (size_t i = v->bindings.n; i > 0; i--) {
        const char *prefix = v->bindings.v[i - 1].prefix, *uri = bound(v, prefix);
        if (*prefix && uri && strcmp(uri, ns) == 0)
            return prefix;
    }
    return NULL;
}

static const char *prefix_of_number(const struct tp_rng_validator *v, uint32_t number,
                                    bool attribute)
{
    const struct tp_rng_names *t = &v->schema->names;

    return prefix_for(v, t->ns.v[t->names.v[number].ns], attribute);
}

const char *tp_rng_name_text(struct tp_rng_validator *v, uint32_t number, bool attribute)
{
    const struct tp_rng_names *t = &v->schema->names;
    const struct tp_rng_name *n;
    const char *ns, *prefix;

    if (number >= t->names.n)
        return "";
    n = &t->names.v[number];
    ns = t->ns.v[n->ns];
    prefix = prefix_of_number(v, number, attribute);
    if (prefix)
        return *prefix ? tp_fmt(v->ds->arena, "%s:%s", prefix, n->local) : n->local;
    if (!*ns)
        return tp_fmt(v->ds->arena, "%s (without a namespace)", n->local);
    return tp_fmt(v->ds->arena, "%s (of the namespace %s)", n->local, ns);
}

const char *tp_rng_seen_text(struct tp_rng_validator *v, const struct tp_rng_seen *name)
{
    return name->prefix ? tp_fmt(v->ds->arena, "%s:%s", name->prefix, name->local) : name->local;
}

const char *tp_rng_frame_text(struct tp_rng_validator *v, const struct tp_rng_frame *f)
{
    return f->prefix ? tp_fmt(v->ds->arena, "%s:%s", f->prefix, f->local) : f->local;
}

static bool same_but_case(const char *x, const char *y)
{
    size_t i = 0;

    while (x[i] && y[i] &&
           (x[i] == y[i] || ((x[i] ^ y[i]) == 32 && (x[i] | 32) >= 'a' && (x[i] | 32) <= 'z')))
        i++;
    return !x[i] && !y[i];
}

bool tp_rng_near(const char *x, const char *y)
{
    size_t n = strlen(x);

    return same_but_case(x, y) || tp_edit_distance(x, y) <= (n < 3    ? 0
                                                             : n < 6  ? 1
                                                             : n < 30 ? n / 3
                                                                      : 10);
}

/* ---- wishes ---- */

static int by_score(const void *x, const void *y)
{
    const struct tp_rng_wish *a = x, *b = y;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->common != b->common)
        return a->common < b->common ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void tp_rng_sort_wishes(struct tp_rng_wishes *w)
{
    if (w->n)
        qsort(w->v, w->n, sizeof *w->v, by_score);
}

/* In states the patterns' order depends on what the validator met before: wishes don't keep it. */
void tp_rng_wish_for(struct tp_rng_validator *v, struct tp_rng_wishes *w, struct tp_rng_wish wish)
{
    for (size_t i = 0; i < w->n; i++) {
        struct tp_rng_wish *old = &w->v[i];
        if (old->number != wish.number || !old->lead != !wish.lead ||
            (wish.number == TP_RNG_NO_NAME && strcmp(old->text, wish.text) != 0))
            continue;
        if (old->score < wish.score)
            old->score = wish.score;
        if (old->order > wish.order)
            old->order = wish.order;
        return;
    }
    TP_PUSH(v->doc, w, wish);
}

/* What is excepted from a wildcard, by name; false when it is whole namespaces only. */
static bool excepted(struct tp_rng_validator *v, struct tp_buf *b, const struct tp_rng_nc *nc,
                     bool attribute, size_t *n)
{
    enum { MOST = 4 };
    const char *ns = nc->kind == TP_RNG_NC_NS ? v->schema->names.ns.v[nc->ns] : NULL;
    bool named = nc->kind == TP_RNG_NC_NAME;

    if (nc->kind == TP_RNG_NC_CHOICE) {
        named = excepted(v, b, nc->a, attribute, n);
        return excepted(v, b, nc->b, attribute, n) || named;
    }
    if (++*n > MOST)
        return named;
    tp_buf_str(b, *n > 1 ? ", " : "");
    if (named)
        tp_buf_str(b, tp_rng_name_text(v, nc->name, attribute));
    else if (ns)
        tp_buf_fmt(b, *ns ? "those of the namespace '%s'" : "those without a namespace%s", ns);
    return named;
}

static const char *wildcard_text(struct tp_rng_validator *v, const struct tp_rng_nc *nc,
                                 bool attribute)
{
    struct tp_buf b = tp_buf_new(v->ds->arena), but = tp_buf_new(v->doc);
    const char *ns = nc->kind == TP_RNG_NC_NS ? v->schema->names.ns.v[nc->ns] : NULL;
    size_t n = 0;
    bool named = nc->a && excepted(v, &but, nc->a, attribute, &n);

    tp_buf_fmt(&b, "any %s", attribute ? "attribute" : "element");
    if (ns && *ns)
        tp_buf_fmt(&b, " of the namespace '%s'", ns);
    else if (ns)
        tp_buf_str(&b, " without a namespace");
    if (named)
        tp_buf_fmt(&b, " but %s%s", but.p, n > 4 ? " and others" : "");
    else if (nc->a)
        tp_buf_str(&b, " of another namespace");
    return b.p;
}

void tp_rng_wish_class(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                       const struct tp_rng_nc *nc, int score, bool attribute)
{
    struct tp_rng_wish wish = {.score = score, .number = TP_RNG_NO_NAME};

    while (nc->kind == TP_RNG_NC_CHOICE) {
        tp_rng_wish_class(v, w, nc->b, score, attribute);
        nc = nc->a;
    }
    if (nc->kind == TP_RNG_NC_NAME) {
        for (size_t i = 0; i < w->n; i++)
            if (w->v[i].number == nc->name) { /* its words are there already */
                if (w->v[i].score < score)
                    w->v[i].score = score;
                return;
            }
        wish.number = nc->name;
        wish.text = tp_rng_name_text(v, nc->name, attribute);
        wish.local = v->schema->names.names.v[nc->name].local;
        wish.order = nc->name;
        wish.common = attribute ? 0 : tp_rng_commonness(v, nc->name);
        if (!prefix_of_number(v, nc->name, attribute))
            wish.common = UNUSUAL;
    } else {
        wish.text = wildcard_text(v, nc, attribute);
        wish.score = score - 2;
        wish.order = v->schema->names.names.n + nc->id;
    }
    tp_rng_wish_for(v, w, wish);
}

const char *tp_rng_list_text(struct tp_rng_validator *v, struct tp_rng_wishes *w, const char *quote,
                             size_t most)
{
    struct tp_buf b = tp_buf_new(v->ds->arena);
    size_t n = w->n <= most + (most < TP_RNG_MAX_EXPECTED) ? w->n : most; /* no "or 1 other" */
    const char *lead = NULL;

    tp_rng_sort_wishes(w);
    for (size_t i = 0; i < n; i++) {
        tp_buf_str(&b, i == 0 ? "" : i + 1 == w->n ? " or " : ", ");
        if (w->v[i].lead && w->v[i].lead != lead)
            tp_buf_str(&b, w->v[i].lead);
        lead = w->v[i].lead;
        tp_buf_fmt(&b, "%s%s%s", quote, w->v[i].text, quote);
    }
    if (w->n > n)
        tp_buf_fmt(&b, " or %zu %s", w->n - n, w->n - n == 1 ? "other" : "others");
    return b.p;
}

void tp_rng_attach(struct tp_rng_validator *v, struct tp_diag *d, const struct tp_rng_wishes *w)
{
    size_t n = w->n > TP_RNG_MAX_EXPECTED ? TP_RNG_MAX_EXPECTED : w->n;
    const char **list = TP_NEW_ARRAY(v->ds->arena, n + 1, const char *);

    for (size_t i = 0; i < n; i++)
        list[i] = tp_fmt(v->ds->arena, "%s%s", w->v[i].lead ? w->v[i].lead : "", w->v[i].text);
    d->expected = list;
    d->n_expected = n;
    d->path = tp_rng_path(v);
}
