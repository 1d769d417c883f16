/*
 * rng_memo.c - derivatives of patterns that were worked out before in the same derivation.
 *
 * Definitions that are used twice on each of many levels make a small graph of patterns with very
 * many ways through it; so each pattern must be derived once. Ordinary schemas don't need that, so
 * nothing is kept before a derivation has taken a good many steps.
 */
#include <string.h>

#include "rng_state.h"

enum { MOST = 1 << 20 }; /* entries; what comes then is worked out each time */

struct entry {
    const struct tp_rng_pat *p; /* NULL: free */
    uint32_t kind, name;
    const struct tp_rng_pat *result;
    struct tp_rng_way *ways; /* their outer ends are the caller's */
    size_t n;
};

struct tp_rng_memo {
    struct tp_arena *a;
    struct entry *v;
    size_t mask, n;
};

void tp_rng_memo_forget(struct tp_rng_machine *m)
{
    if (m->memo)
        tp_arena_free(m->memo->a);
    m->memo = NULL;
}

static size_t slot(const struct tp_rng_memo *memo, const struct tp_rng_pat *p, uint32_t kind,
                   uint32_t name)
{
    uint64_t h = (p->id * UINT64_C(0x9E3779B97F4A7C15) + name) * UINT64_C(0xD6E8FEB86659FD93);
    size_t at = (size_t)(h >> 32) & memo->mask;

    while (memo->v[at].p &&
           !(memo->v[at].p == p && memo->v[at].kind == kind && memo->v[at].name == name))
        at = (at + 1) & memo->mask;
    return at;
}

/* Is it worth keeping? Leaves are as quick to derive as to find. */
static bool wanted(const struct tp_rng_machine *m, const struct tp_rng_pat *p)
{
    return tp_rng_memo_wanted(m) && p->n > 0 && !(m->memo && m->memo->n >= MOST);
}

static struct entry *known(const struct tp_rng_machine *m, enum tp_rng_memo_kind kind,
                           const struct tp_rng_pat *p, uint32_t name)
{
    struct entry *e = m->memo ? &m->memo->v[slot(m->memo, p, kind, name)] : NULL;

    return e && e->p ? e : NULL;
}

static struct entry *add(struct tp_rng_machine *m, enum tp_rng_memo_kind kind,
                         const struct tp_rng_pat *p, uint32_t name)
{
    enum { FIRST = 1023 };
    struct tp_rng_memo *memo = m->memo, old;
    struct tp_arena *a;
    struct entry *e;

    if (!memo) {
        a = tp_arena_sub(m->a);
        memo = m->memo = TP_NEW(a, struct tp_rng_memo);
        *memo = (struct tp_rng_memo){a, TP_NEW_ARRAY(a, FIRST + 1, struct entry), FIRST, 0};
    }
    if (memo->n * 2 > memo->mask) {
        old = *memo;
        memo->mask = old.mask * 2 + 1;
        memo->v = TP_NEW_ARRAY(memo->a, memo->mask + 1, struct entry);
        for (size_t i = 0; i <= old.mask; i++)
            if (old.v[i].p)
                memo->v[slot(memo, old.v[i].p, old.v[i].kind, old.v[i].name)] = old.v[i];
    }
    memo->n++;
    e = &memo->v[slot(memo, p, kind, name)];
    *e = (struct entry){.p = p, .kind = kind, .name = name};
    return e;
}

const struct tp_rng_pat *tp_rng_memo_pattern(const struct tp_rng_machine *m,
                                             enum tp_rng_memo_kind kind, const struct tp_rng_pat *p,
                                             uint32_t name)
{
    const struct entry *e = known(m, kind, p, name);

    return e ? e->result : NULL;
}

const struct tp_rng_pat *tp_rng_memo_keep_pattern(struct tp_rng_machine *m,
                                                  enum tp_rng_memo_kind kind,
                                                  const struct tp_rng_pat *p, uint32_t name,
                                                  const struct tp_rng_pat *result)
{
    if (wanted(m, p) && !known(m, kind, p, name))
        add(m, kind, p, name)->result = result;
    return result;
}

bool tp_rng_memo_ways(struct tp_rng_machine *m, enum tp_rng_memo_kind kind,
                      const struct tp_rng_pat *p, uint32_t name, uint32_t outer)
{
    const struct entry *e = known(m, kind, p, name);

    for (size_t i = 0; e && i < e->n; i++)
        TP_PUSH(m->a, &m->ways, (struct tp_rng_way){outer, e->ways[i].inner, e->ways[i].rest});
    return e != NULL;
}

void tp_rng_memo_keep_ways(struct tp_rng_machine *m, enum tp_rng_memo_kind kind,
                           const struct tp_rng_pat *p, uint32_t name, size_t from)
{
    struct entry *e;

    if (!wanted(m, p) || known(m, kind, p, name))
        return;
    e = add(m, kind, p, name);
    e->n = m->ways.n - from;
    e->ways = TP_NEW_ARRAY(m->memo->a, e->n + 1, struct tp_rng_way);
    if (e->n)
        memcpy(e->ways, m->ways.v + from, e->n * sizeof *e->ways);
}
