#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "sieve_impl.h"

/* ---- the automaton ---- */

struct making {
    struct tp_arena *a, *work;
    struct tp_sieve *s;
    size_t first; /* state of the expression that is being made */
    struct {
        uint32_t *v; /* number + 1 of a set */
        size_t size;
    } known;
    bool large;
};

static uint32_t set_hash(const USet *set)
{
    uint32_t h = 2166136261u;
    int32_t n = uset_getRangeCount(set);

    for (int32_t i = 0; i < n && i < 8; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar32 from, to;
        (void)uset_getItem(set, i, &from, &to, NULL, 0, &status);
        h = (h ^ (uint32_t)from) * 16777619u;
        h = (h ^ (uint32_t)to) * 16777619u;
    }
    return h ^ h >> 15;
}

static void know_more(struct making *m)
{
    size_t size = m->known.size ? m->known.size * 2 : 256;
    uint32_t *table = tp_alloc_array(m->work, size, sizeof *table);

    for (size_t i = 0; i < m->s->sets.n; i++) {
        size_t at = set_hash(m->s->sets.v[i]) & (size - 1);
        while (table[at])
            at = (at + 1) & (size - 1);
        table[at] = (uint32_t)i + 1;
    }
    m->known.v = table;
    m->known.size = size;
}

static int32_t number_of_set(struct making *m, USet *set)
{
    size_t at;

    if (m->s->sets.n * 2 >= m->known.size)
        know_more(m);
    at = set_hash(set) & (m->known.size - 1);
    for (; m->known.v[at]; at = (at + 1) & (m->known.size - 1))
        if (uset_equals(m->s->sets.v[m->known.v[at] - 1], set))
            return (int32_t)m->known.v[at] - 1;
    TP_PUSH(m->work, &m->s->sets, set);
    m->known.v[at] = (uint32_t)m->s->sets.n;
    return (int32_t)m->s->sets.n - 1;
}

static uint32_t new_state(struct making *m, int32_t set, uint32_t out, uint32_t out2)
{
    if (m->s->states.n - m->first >= TP_SIEVE_STATES)
        m->large = true;
    else
        TP_PUSH(m->a, &m->s->states, (struct tp_sieve_state){set, out, out2});
    return (uint32_t)m->s->states.n - 1;
}

static uint32_t emit(struct making *m, const struct tp_pattern *p, uint32_t next);

static uint32_t emit_repetition(struct making *m, const struct tp_pattern *p, uint32_t next)
{
    uint32_t min = p->min < TP_SIEVE_COPIES ? p->min : TP_SIEVE_COPIES, at = next;

    if (p->max > TP_SIEVE_COPIES) {
        at = new_state(m, TP_SIEVE_SPLIT, 0, next);
        if (!m->large) {
            uint32_t body = emit(m, p->first, at);
            m->s->states.v[at].out = body;
        }
    } else {
        for (uint32_t i = min; i < p->max; i++)
            at = new_state(m, TP_SIEVE_SPLIT, emit(m, p->first, at), next);
    }
    for (uint32_t i = 0; i < min && !m->large; i++)
        at = emit(m, p->first, at);
    return at;
}

/* The states of P, going on to NEXT; returns the one to begin with. Recursion goes as deep as the
 * groups of the expression, which the parser bounds. */
static uint32_t emit(struct making *m, const struct tp_pattern *p, uint32_t next)
{
    TP_VEC(const struct tp_pattern *) parts = {0};
    uint32_t at = next;

    if (m->large)
        return next;
    switch (p->kind) {
    case TP_PATTERN_EMPTY:
        return next;
    case TP_PATTERN_SET:
        return new_state(m, number_of_set(m, p->set), next, 0);
    case TP_PATTERN_REP:
        return emit_repetition(m, p, next);
    case TP_PATTERN_ALT:
        at = emit(m, p->first, next);
        for (const struct tp_pattern *c = p->first->next; c; c = c->next)
            at = new_state(m, TP_SIEVE_SPLIT, at, emit(m, c, next));
        return at;
    case TP_PATTERN_CAT:
        for (const struct tp_pattern *c = p->first; c; c = c->next)
            TP_PUSH(m->work, &parts, c);
        while (parts.n)
            at = emit(m, parts.v[--parts.n], at);
        return at;
    }
    return next;
}

struct tp_sieve *tp_sieve_new(struct tp_arena *a, struct tp_pattern *const *patterns, size_t n,
                              bool search)
{
    struct tp_sieve *s = TP_NEW(a, struct tp_sieve);
    struct making m = {.a = a, .work = tp_arena_sub(a), .s = s};

    s->n = n;
    s->words = n / 64 + 1;
    s->search = search;
    s->always = tp_alloc_array(a, s->words, sizeof *s->always);
    for (size_t i = 0; i < n; i++) {
        uint32_t start;
        m.first = s->states.n;
        m.large = patterns[i] == NULL;
        start = new_state(&m, TP_SIEVE_ACCEPT, (uint32_t)i, 0);
        if (!m.large)
            start = emit(&m, patterns[i], start);
        if (m.large) {
            s->always[i / 64] |= (uint64_t)1 << i % 64;
            s->states.n = m.first;
        } else {
            TP_PUSH(a, &s->starts, start);
        }
    }
    tp_alphabet_init(a, &s->alphabet, s->sets.v, s->sets.n);
    s->sets.v = NULL;
    tp_arena_free(m.work);
    return s;
}

size_t tp_sieve_words(const struct tp_sieve *s)
{
    return s->words;
}

/* ---- made deterministic ---- */

enum { UNKNOWN, DEAD, FIRST_STATE, LIMIT = 24 << 20 };

struct dstate {
    uint32_t *next; /* by class: UNKNOWN, DEAD, or a state */
    uint32_t *member, n;
    uint64_t *accept; /* NULL: none */
};

struct tp_sieve_work {
    const struct tp_sieve *s;
    struct tp_arena *a; /* its own root: nobody's guard but the one set here */
    struct {
        struct dstate *v;
        size_t n, cap;
    } states;
    uint32_t *table; /* of states, by their members */
    size_t size;
    uint32_t start;
    /* of the step that is being made */
    uint32_t *mark, epoch, *stack, *member, n_member, from, class, to;
};

struct tp_sieve_work *tp_sieve_work_new(const struct tp_sieve *s)
{
    struct tp_sieve_work *w = calloc(1, sizeof *w);

    if (w)
        w->s = s;
    return w;
}

void tp_sieve_work_free(struct tp_sieve_work *w)
{
    if (w)
        tp_arena_free(w->a);
    free(w);
}

/* Add STATE, and what can be reached from it without reading, to the members. */
static void add_closure(struct tp_sieve_work *w, uint32_t state)
{
    size_t depth = 0;

    w->stack[depth++] = state;
    while (depth) {
        uint32_t at = w->stack[--depth];
        const struct tp_sieve_state *n = &w->s->states.v[at];
        if (w->mark[at] == w->epoch)
            continue;
        w->mark[at] = w->epoch;
        if (n->set == TP_SIEVE_SPLIT) {
            w->stack[depth++] = n->out2;
            w->stack[depth++] = n->out;
        } else {
            w->member[w->n_member++] = at;
        }
    }
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

    return a < b ? -1 : a > b;
}

static size_t hash(const uint32_t *v, uint32_t n)
{
    uint64_t h = 14695981039346656037u;

    for (uint32_t i = 0; i < n; i++)
        h = (h ^ v[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

static void grow_table(struct tp_sieve_work *w)
{
    size_t size = w->size ? w->size * 2 : 256;
    uint32_t *table = tp_alloc_array(w->a, size, sizeof *table);

    for (size_t i = FIRST_STATE; i < w->states.n; i++) {
        size_t at = hash(w->states.v[i].member, w->states.v[i].n) & (size - 1);
        while (table[at])
            at = (at + 1) & (size - 1);
        table[at] = (uint32_t)i;
    }
    w->table = table;
    w->size = size;
}

/* The state for the members gathered. */
static uint32_t state_of_members(struct tp_sieve_work *w)
{
    struct dstate d = {0};
    size_t at;

    if (!w->n_member)
        return DEAD;
    qsort(w->member, w->n_member, sizeof *w->member, by_number);
    if (w->states.n * 2 >= w->size)
        grow_table(w);
    at = hash(w->member, w->n_member) & (w->size - 1);
    for (; w->table[at]; at = (at + 1) & (w->size - 1)) {
        const struct dstate *old = &w->states.v[w->table[at]];
        if (old->n == w->n_member &&
            memcmp(old->member, w->member, w->n_member * sizeof *w->member) == 0)
            return w->table[at];
    }
    d.n = w->n_member;
    d.member = tp_alloc_array(w->a, d.n, sizeof *d.member);
    memcpy(d.member, w->member, d.n * sizeof *d.member);
    d.next = tp_alloc_array(w->a, w->s->alphabet.n_classes, sizeof *d.next);
    for (uint32_t i = 0; i < d.n; i++) {
        const struct tp_sieve_state *n = &w->s->states.v[d.member[i]];
        if (n->set != TP_SIEVE_ACCEPT)
            continue;
        if (!d.accept)
            d.accept = tp_alloc_array(w->a, w->s->words, sizeof *d.accept);
        d.accept[n->out / 64] |= (uint64_t)1 << n->out % 64;
    }
    TP_PUSH(w->a, &w->states, d);
    w->table[at] = (uint32_t)w->states.n - 1;
    return w->table[at];
}

static void add_starts(struct tp_sieve_work *w)
{
    for (size_t i = 0; i < w->s->starts.n; i++)
        add_closure(w, w->s->starts.v[i]);
}

static void begin(void *arg)
{
    struct tp_sieve_work *w = arg;
    size_t n = w->s->states.n + 1;

    w->mark = tp_alloc_array(w->a, n, sizeof *w->mark);
    w->stack = tp_alloc_array(w->a, 2 * n, sizeof *w->stack);
    w->member = tp_alloc_array(w->a, n, sizeof *w->member);
    w->epoch = 1;
    for (int i = 0; i < FIRST_STATE; i++)
        TP_PUSH(w->a, &w->states, (struct dstate){0});
    add_starts(w);
    w->start = state_of_members(w);
}

static void step(void *arg)
{
    struct tp_sieve_work *w = arg;
    const struct dstate *d = &w->states.v[w->from];

    w->epoch++;
    w->n_member = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        const struct tp_sieve_state *n = &w->s->states.v[d->member[i]];
        if (n->set >= 0 && tp_alphabet_has(&w->s->alphabet, n->set, w->class))
            add_closure(w, n->out);
    }
    if (w->s->search)
        add_starts(w);
    w->to = state_of_members(w);
    w->states.v[w->from].next[w->class] = w->to;
}

/* Forget all states; false when there is no memory even to begin. */
static bool forget(struct tp_sieve_work *w)
{
    const struct tp_sieve *s = w->s;

    tp_arena_free(w->a);
    *w = (struct tp_sieve_work){.s = s, .a = tp_arena_new(LIMIT)};
    return w->a && tp_guard(w->a, begin, w);
}

static void anything(const struct tp_sieve *s, uint64_t *may)
{
    for (size_t i = 0; i < s->n; i++)
        may[i / 64] |= (uint64_t)1 << i % 64;
}

/* Run over the text; false when memory ran out on the way. */
static bool run(struct tp_sieve_work *w, const char *text, size_t len, uint64_t *may)
{
    const struct tp_alphabet *al = &w->s->alphabet;
    uint32_t at = w->start;

    for (size_t i = 0; at != DEAD;) {
        const struct dstate *d = &w->states.v[at];
        uint32_t cp, class;
        size_t n;
        if (d->accept && (w->s->search || i == len))
            for (size_t k = 0; k < w->s->words; k++)
                may[k] |= d->accept[k];
        if (i == len)
            break;
        if ((unsigned char)text[i] < 0x80) {
            cp = (unsigned char)text[i++];
        } else {
            n = tp_utf8_decode(text + i, len - i, &cp);
            cp = n ? cp : 0xFFFD;
            i += n ? n : 1;
        }
        class = tp_alphabet_class(al, cp);
        if (class == TP_ODD) {
            anything(w->s, may);
            return true;
        }
        at = d->next[class];
        if (at == UNKNOWN) {
            w->from = (uint32_t)(d - w->states.v);
            w->class = class;
            if (!tp_guard(w->a, step, w))
                return false;
            at = w->to;
        }
    }
    return true;
}

void tp_sieve_ask(struct tp_sieve_work *w, const char *text, size_t len, uint64_t *may)
{
    memcpy(may, w->s->always, w->s->words * sizeof *may);
    if ((!w->a && !forget(w)) || !run(w, text, len, may)) {
        tp_arena_free(w->a); /* what it has learnt took too much memory: begin anew next time */
        w->a = NULL;
        anything(w->s, may);
    }
}
