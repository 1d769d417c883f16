/* xsd_dfa.c - running regular expressions: deterministic states, made when a text first needs them.
 */
#include <stdlib.h>
#include <string.h>

#include "../../base/utf8.h"
#include "xsd_regex.h"

enum { MAX_CLASSES = 65535 };

/* ---- at loading: characters that no set of the expression tells apart form a class ---- */

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

    return a < b ? -1 : a > b;
}

static bool has(const struct tp_charset *s, uint32_t c)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t mid = (low + high) / 2;
        if (s->v[mid].to < c)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->n && s->v[low].from <= c;
}

/* The different sets among the nodes: \p{L} used twice is one. */
struct sets {
    const struct tp_charset **v;
    size_t n, cap;
};

static size_t set_index(struct tp_arena *a, struct sets *sets, const struct tp_charset *s)
{
    for (size_t i = 0; i < sets->n; i++)
        if (sets->v[i] == s ||
            (sets->v[i]->n == s->n &&
             (s->n == 0 || memcmp(sets->v[i]->v, s->v, s->n * sizeof *s->v) == 0)))
            return i;
    TP_PUSH(a, sets, s);
    return sets->n - 1;
}

/* The class whose members are in exactly the sets of SIGNATURE; a new one when there is none. */
struct classes {
    uint64_t *signatures;
    size_t words, n, cap;
    uint32_t *table; /* open hash of class + 1 */
    size_t mask;
};

static uint16_t class_index(struct tp_arena *a, struct classes *c, const uint64_t *signature)
{
    uint64_t h = 1469598103934665603u;
    size_t at;

    for (size_t i = 0; i < c->words; i++)
        h = (h ^ signature[i]) * 1099511628211u, h ^= h >> 29;
    for (at = h & c->mask; c->table[at]; at = (at + 1) & c->mask)
        /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): a class has at least one word */
        if (memcmp(c->signatures + (c->table[at] - 1) * c->words, signature,
                   c->words * sizeof *signature) == 0)
            return (uint16_t)(c->table[at] - 1);
    if (c->n >= MAX_CLASSES || c->n >= c->mask / 2)
        return 0; /* cannot be: the table has room for every boundary */
    if (c->n == c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 16;
        c->signatures = tp_grow(a, c->signatures, c->cap * c->words * sizeof *signature,
                                cap * c->words * sizeof *signature);
        c->cap = cap;
    }
    memcpy(c->signatures + c->n * c->words, signature, c->words * sizeof *signature);
    c->table[at] = (uint32_t)++c->n;
    return (uint16_t)(c->n - 1);
}

static size_t boundaries(struct tp_arena *work, const struct sets *sets, uint32_t **out)
{
    struct {
        uint32_t *v;
        size_t n, cap;
    } b = {0};
    size_t n = 0;

    TP_PUSH(work, &b, 0);
    for (size_t i = 0; i < sets->n; i++)
        for (size_t k = 0; k < sets->v[i]->n; k++) {
            TP_PUSH(work, &b, sets->v[i]->v[k].from);
            TP_PUSH(work, &b, sets->v[i]->v[k].to + 1);
        }
    qsort(b.v, b.n, sizeof *b.v, by_value);
    for (size_t i = 0; i < b.n; i++)
        if (n == 0 || b.v[i] != b.v[n - 1])
            b.v[n++] = b.v[i];
    *out = b.v;
    return n;
}

static void fill_ascii(struct tp_xsd_regex *re)
{
    size_t at = 0;

    for (uint32_t c = 0; c < 128; c++) {
        while (at + 1 < re->n_bounds && re->bounds[at + 1].from <= c)
            at++;
        re->ascii[c] = (uint16_t)re->bounds[at].to;
    }
}

void tp_regex_classes(struct tp_arena *a, struct tp_xsd_regex *re)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct sets sets = {0};
    struct classes classes = {0};
    size_t *set_of = TP_NEW_ARRAY(work, re->n, size_t), n;
    uint32_t *starts;
    uint64_t *signature;

    for (size_t i = 0; i < re->n; i++)
        if (re->nodes[i].op == TP_RE_SET)
            set_of[i] = set_index(work, &sets, re->nodes[i].set);
    n = boundaries(work, &sets, &starts);
    classes.words = sets.n / 64 + 1;
    for (classes.mask = 16; classes.mask < 4 * n; classes.mask *= 2)
        ;
    classes.table = TP_NEW_ARRAY(work, classes.mask, uint32_t);
    classes.mask--;
    signature = TP_NEW_ARRAY(work, classes.words, uint64_t);
    re->bounds = TP_NEW_ARRAY(a, n, struct tp_range);
    for (size_t i = 0; i < n; i++) {
        uint16_t class;
        memset(signature, 0, classes.words * sizeof *signature);
        for (size_t k = 0; k < sets.n; k++)
            if (has(sets.v[k], starts[i]))
                signature[k / 64] |= UINT64_C(1) << k % 64;
        class = class_index(work, &classes, signature);
        if (re->n_bounds == 0 || re->bounds[re->n_bounds - 1].to != class)
            re->bounds[re->n_bounds++] = (struct tp_range){starts[i], class};
    }
    re->n_classes = classes.n;
    fill_ascii(re);
    for (size_t i = 0; i < re->n; i++) {
        size_t k = set_of[i];
        if (re->nodes[i].op != TP_RE_SET)
            continue;
        re->nodes[i].classes = TP_NEW_ARRAY(a, classes.n / 64 + 1, uint64_t);
        for (size_t c = 0; c < classes.n; c++)
            if (classes.signatures[c * classes.words + k / 64] >> k % 64 & 1)
                re->nodes[i].classes[c / 64] |= UINT64_C(1) << c % 64;
    }
    tp_arena_free(work);
}

/* ---- at work ---- */

struct dstate {
    uint32_t *members; /* SET nodes, in order */
    uint32_t n;
    bool accepting;
    int32_t *to; /* by class; -1: not known yet */
};

struct dfa {
    struct tp_arena *a;
    const struct tp_xsd_regex *re;
    struct {
        struct dstate *v;
        size_t n, cap;
    } states;
    uint32_t *stack, *found;
    uint32_t *seen; /* per node: the round in which it was reached */
    uint32_t round;
    int32_t start;
    size_t weight; /* numbers kept by the states */
};

struct tp_xsd_work {
    struct tp_arena *a;
    struct dfa **dfas;
    size_t n;
    struct tp_buf scratch;
};

struct tp_xsd_work *tp_xsd_work_new(struct tp_arena *a, size_t n_regexes)
{
    struct tp_xsd_work *w = TP_NEW(a, struct tp_xsd_work);

    w->a = a;
    w->n = n_regexes;
    w->dfas = TP_NEW_ARRAY(a, n_regexes + 1, struct dfa *);
    w->scratch = tp_buf_new(a);
    return w;
}

char *tp_xsd_scratch(struct tp_xsd_work *w, size_t n)
{
    if (w->scratch.cap <= n) {
        w->scratch.p = tp_grow(w->a, w->scratch.p, w->scratch.cap, n * 2 + 1);
        w->scratch.cap = n * 2 + 1;
    }
    return w->scratch.p;
}

/* Add to d->found every SET node reachable from NODE without reading; true when the end is. */
static bool closure(struct dfa *d, uint32_t node, uint32_t *n_found)
{
    uint32_t top = 0;
    bool accepting = false;

    d->stack[top++] = node;
    while (top) {
        uint32_t at = d->stack[--top];
        const struct tp_regex_node *x = &d->re->nodes[at];
        if (d->seen[at] == d->round)
            continue;
        d->seen[at] = d->round;
        accepting = accepting || x->op == TP_RE_MATCH;
        if (x->op == TP_RE_SET)
            d->found[(*n_found)++] = at;
        if (x->op == TP_RE_SPLIT) {
            d->stack[top++] = x->out2;
            d->stack[top++] = x->out;
        }
    }
    return accepting;
}

static int32_t state_of(struct dfa *d, uint32_t n, bool accepting)
{
    struct dstate s = {.n = n, .accepting = accepting};

    if (n)
        qsort(d->found, n, sizeof *d->found, by_value);
    for (size_t i = 0; i < d->states.n; i++) {
        const struct dstate *x = &d->states.v[i];
        if (x->n == n && x->accepting == accepting &&
            (n == 0 || memcmp(x->members, d->found, n * sizeof *d->found) == 0))
            return (int32_t)i;
    }
    s.members = TP_NEW_ARRAY(d->a, n + 1, uint32_t);
    if (n)
        memcpy(s.members, d->found, n * sizeof *d->found);
    s.to = TP_NEW_ARRAY(d->a, d->re->n_classes + 1, int32_t);
    memset(s.to, 0xFF, (d->re->n_classes + 1) * sizeof *s.to);
    d->weight += n + d->re->n_classes;
    TP_PUSH(d->a, &d->states, s);
    return (int32_t)d->states.n - 1;
}

static struct dfa *dfa_new(struct tp_xsd_work *w, const struct tp_xsd_regex *re)
{
    struct tp_arena *a = tp_arena_sub(w->a);
    struct dfa *d = TP_NEW(a, struct dfa);
    uint32_t n = 0;
    bool accepting;

    d->a = a;
    d->re = re;
    d->stack = TP_NEW_ARRAY(a, 2 * re->n + 2, uint32_t);
    d->found = TP_NEW_ARRAY(a, re->n + 1, uint32_t);
    d->seen = TP_NEW_ARRAY(a, re->n + 1, uint32_t);
    d->round = 1;
    accepting = closure(d, re->start, &n);
    d->start = state_of(d, n, accepting);
    return w->dfas[re->id] = d;
}

static int32_t step(struct dfa *d, int32_t from, uint16_t class)
{
    const struct dstate *s = &d->states.v[from];
    uint32_t n = 0;
    bool accepting = false;
    int32_t to;

    d->round++;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct tp_regex_node *x = &d->re->nodes[s->members[i]];
        if (x->classes[class / 64] >> class % 64 & 1)
            accepting = closure(d, x->out, &n) || accepting;
    }
    to = state_of(d, n, accepting);
    d->states.v[from].to[class] = to;
    return to;
}

static uint16_t class_of(const struct tp_xsd_regex *re, uint32_t c)
{
    size_t low = 0, high = re->n_bounds;

    while (low + 1 < high) {
        size_t mid = (low + high) / 2;
        if (re->bounds[mid].from <= c)
            low = mid;
        else
            high = mid;
    }
    return (uint16_t)re->bounds[low].to;
}

/* Too many states: start again from the one we are in. */
static int32_t forget(struct tp_xsd_work *w, struct dfa **d, int32_t at)
{
    const struct tp_xsd_regex *re = (*d)->re;
    struct dfa *old = *d, *fresh = dfa_new(w, re);
    const struct dstate *s = &old->states.v[at];
    int32_t now;

    if (s->n)
        memcpy(fresh->found, s->members, s->n * sizeof *s->members);
    now = state_of(fresh, s->n, s->accepting);
    tp_arena_free(old->a);
    *d = fresh;
    return now;
}

bool tp_regex_match(struct tp_xsd_work *w, const struct tp_xsd_regex *re, const char *s, size_t n)
{
    struct dfa *d = w->dfas[re->id] ? w->dfas[re->id] : dfa_new(w, re);
    int32_t at = d->start;

    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        uint16_t class;
        int32_t to;
        if (c < 128) {
            class = re->ascii[c];
            i++;
        } else {
            uint32_t cp;
            size_t len = tp_utf8_decode(s + i, n - i, &cp);
            if (len == 0)
                return false;
            class = class_of(re, cp);
            i += len;
        }
        to = d->states.v[at].to[class];
        if (to < 0) {
            if (d->states.n > TP_REGEX_MAX_DFA || d->weight > TP_REGEX_MAX_WEIGHT)
                at = forget(w, &d, at);
            to = step(d, at, class);
        }
        at = to;
        if (d->states.v[at].n == 0)
            return i == n && d->states.v[at].accepting; /* nothing more can be read */
    }
    return d->states.v[at].accepting;
}
