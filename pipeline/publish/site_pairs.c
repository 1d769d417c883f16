/* Correspondences: the letters between two, in order. */
#include <stdlib.h>
#include <string.h>

#include "site_impl.h"

enum { MAX_SIDE = 8 /* of several senders or recipients, the first ones */ };

struct pairing {
    struct tp_site *site;
    size_t *table; /* number + 1 of pairs, by their names */
    size_t cap;
};

static size_t *slot(const struct pairing *p, size_t first, size_t second)
{
    size_t i = (first * 2654435761u + second * 40503u) & (p->cap - 1);

    while (p->table[i]) {
        const struct tp_pair *pair = &p->site->pairs.v[p->table[i] - 1];
        if (pair->first == first && pair->second == second)
            break;
        i = (i + 1) & (p->cap - 1);
    }
    return &p->table[i];
}

static void letter(struct pairing *p, size_t doc, size_t from, size_t to)
{
    struct tp_site *site = p->site;
    size_t first = from < to ? from : to, second = from < to ? to : from, *at;
    struct tp_pair *pair;

    if (site->pairs.n * 2 >= p->cap) {
        p->cap = p->cap ? p->cap * 2 : 256;
        p->table = TP_NEW_ARRAY(site->arena, p->cap, size_t);
        for (size_t i = 0; i < site->pairs.n; i++)
            *slot(p, site->pairs.v[i].first, site->pairs.v[i].second) = i + 1;
    }
    at = slot(p, first, second);
    if (!*at) {
        TP_PUSH(site->arena, &site->pairs,
                (struct tp_pair){.first = first,
                                 .second = second,
                                 .id = tp_fmt(site->arena, "c-%s--%s", site->names.v[first].id,
                                              site->names.v[second].id)});
        *at = site->pairs.n;
    }
    pair = &site->pairs.v[*at - 1];
    if (!pair->letters.n || pair->letters.v[pair->letters.n - 1].doc != doc)
        TP_PUSH(site->arena, &pair->letters, (struct tp_letter){doc, from != first});
}

/* The names on one side of a letter, each once. */
static size_t side(const struct tp_site *site, const struct tp_gist *f, const char *type,
                   size_t out[MAX_SIDE])
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_actions; i++) {
        const struct tp_action *a = &f->actions[i];
        if (!a->type || strcmp(a->type, type) != 0)
            continue;
        for (size_t k = 0; k < a->n_parties && n < MAX_SIDE; k++) {
            const struct tp_name *name = tp_site_name(site, a->parties[k].kind, a->parties[k].id);
            size_t j = 0, number;
            if (!name)
                continue;
            number = tp_site_name_number(site, name);
            while (j < n && out[j] != number)
                j++;
            if (j == n)
                out[n++] = number;
        }
    }
    return n;
}

static int in_order(const void *x, const void *y)
{
    const struct tp_pair *a = x, *b = y;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

void tp_site_join_pairs(struct tp_site *site)
{
    struct pairing p = {.site = site};

    for (size_t i = 0; i < site->docs.n; i++) {
        size_t from[MAX_SIDE], to[MAX_SIDE];
        size_t n = side(site, &site->docs.v[i].gist, "sent", from);
        size_t m = side(site, &site->docs.v[i].gist, "received", to);
        for (size_t k = 0; k < n; k++)
            for (size_t j = 0; j < m; j++)
                letter(&p, i, from[k], to[j]);
    }
    if (site->pairs.n)
        qsort(site->pairs.v, site->pairs.n, sizeof *site->pairs.v, in_order);
}
