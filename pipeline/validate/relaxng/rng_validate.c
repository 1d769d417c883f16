/*
 * rng_validate.c - judging a document, event by event. What was met before is found by the
 * addresses of its names, which are the parser's; tables by number, and derivatives, come behind.
 */
#include <libxml/parser.h>
#include <string.h>

#include "rng_validate.h"

/* ---- names ---- */

enum { NAMES = 1024, MOST_NAMES = 65536 };

void tp_rng_forget_moves(struct tp_rng_validator *v)
{
    memset(v->moves, 0, sizeof *v->moves);
}

void tp_rng_forget_names(struct tp_rng_validator *v)
{
    if (!v->named)
        v->named = TP_NEW_ARRAY(v->a, NAMES, struct tp_rng_named);
    else
        memset(v->named, 0, (v->named_mask + 1) * sizeof *v->named);
    v->named_mask = v->named_mask ? v->named_mask : NAMES - 1;
    v->n_named = 0;
    tp_rng_forget_moves(v);
}

/* The slot of a name, or the free one where it belongs. */
static inline struct tp_rng_named *named_slot(const struct tp_rng_validator *v, const void *local,
                                              const void *ns)
{
    size_t at = ((uintptr_t)local >> 3 ^ (uintptr_t)ns >> 7) & v->named_mask;

    while (v->named[at].local && (v->named[at].local != local || v->named[at].ns != ns))
        at = (at + 1) & v->named_mask;
    return &v->named[at];
}

static void grow_names(struct tp_rng_validator *v)
{
    const struct tp_rng_named *old = v->named;
    size_t n = v->named_mask + 1;

    v->named = TP_NEW_ARRAY(v->a, n * 2, struct tp_rng_named);
    v->named_mask = n * 2 - 1;
    for (size_t i = 0; i < n; i++)
        if (old[i].local)
            *named_slot(v, old[i].local, old[i].ns) = old[i];
}

static uint32_t number_of(struct tp_rng_validator *v, const void *local, const void *ns)
{
    struct tp_rng_named *slot = named_slot(v, local, ns);

    if (slot->local)
        return slot->number;
    if (v->n_named * 2 > v->named_mask) {
        if (v->named_mask + 1 < MOST_NAMES)
            grow_names(v);
        else
            tp_rng_forget_names(v); /* names without end */
        slot = named_slot(v, local, ns);
    }
    *slot =
        (struct tp_rng_named){local, ns, tp_rng_name_find(&v->schema->names, ns ? ns : "", local)};
    v->n_named++;
    return slot->number;
}

static inline struct tp_rng_move *move_of(struct tp_rng_move *table,
                                          const struct tp_rng_state *from, const void *local)
{
    uint64_t h = ((uintptr_t)from + (uintptr_t)local) * UINT64_C(0x9E3779B97F4A7C15);

    return &table[h >> (64 - TP_RNG_MOVE_BITS)];
}

void tp_rng_on_binding(struct tp_rng_validator *v, const void *prefix, const void *uri)
{
    TP_PUSH(v->a, &v->bindings, (struct tp_rng_binding){prefix ? prefix : "", uri ? uri : ""});
}

/* ---- texts ---- */

/* Eight bytes of white space? A byte past the space has its high bit set, or gets it by adding. */
static inline bool blank8(const char *s)
{
    uint64_t x;

    memcpy(&x, s, sizeof x);
    return !((x | (x + UINT64_C(0x5F5F5F5F5F5F5F5F))) & UINT64_C(0x8080808080808080));
}

/* White space? XML has no other characters up to the space. Most is the indentation of a line, so
 * the last eight bytes are looked at as a whole too, whether or not they were seen before. */
static inline bool blank(const char *s, size_t n)
{
    if (n >= 8) {
        for (size_t i = 0; i + 8 < n; i += 8)
            if (!blank8(s + i))
                return false;
        return blank8(s + n - 8);
    }
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] > ' ')
            return false;
    return true;
}

static struct tp_rng_state *by_values(struct tp_rng_validator *v, struct tp_rng_step *step,
                                      const char *s, size_t n)
{
    uint64_t bits[TP_RNG_MAX_VALUES / 64] = {0};
    struct tp_rng_state *after;

    for (uint32_t i = 0; i < step->n_values && i < TP_RNG_MAX_VALUES; i++)
        if (tp_rng_value_is(v->values, step->values[i], s, n, &v->context))
            bits[i / 64] |= UINT64_C(1) << i % 64;
    after = tp_rng_outcome(v->m, step, bits);
    return after->dead ? NULL : after;
}

/* The state after a value: an attribute's, or an element's text. NULL: it is wrong. */
static struct tp_rng_state *by_value(struct tp_rng_validator *v, struct tp_rng_step *step,
                                     const char *s, size_t n)
{
    if (!step->after)
        return by_values(v, step, s, n);
    if (step->n_values == 0 || tp_rng_value_is(v->values, step->values[0], s, n, &v->context))
        return step->after->dead ? NULL : step->after;
    return NULL;
}

static struct tp_rng_state *by_any_value(struct tp_rng_validator *v, struct tp_rng_step *step)
{
    uint64_t bits[TP_RNG_MAX_VALUES / 64];

    memset(bits, 0xFF, sizeof bits);
    return step->after ? step->after : tp_rng_outcome(v->m, step, bits);
}

static void wrong_text(struct tp_rng_validator *v, struct tp_rng_frame *top)
{
    if (!top->text_wrong && !top->last_wrong)
        tp_rng_say_text(v, top->state);
    top->text_wrong = true;
}

/* A text that is more than white space, or of which more is to be known. */
static void text_slow(struct tp_rng_validator *v, struct tp_rng_frame *top, const char *s, size_t n)
{
    const struct tp_rng_step *step = tp_rng_text_step(v->m, top->state);

    if (tp_rng_exhausted(v) || top->state->text == TP_RNG_TEXT_FREE)
        return;
    if (top->state->text == TP_RNG_TEXT_NONE) {
        if (blank(s, n))
            return;
        v->in_tag = false;
        v->text_at = s;
        v->text_n = n;
        wrong_text(v, top);
        v->text_at = NULL;
        return;
    }
    if (top->state->text == TP_RNG_TEXT_PLAIN) {
        /* at once: what comes of a text comes of its parts too, for no value is asked for */
        if (!blank(s, n))
            top->state = step->after;
        return;
    }
    if (v->text.len + n > (size_t)TP_RNG_MAX_TEXT_MB << 20) {
        v->in_tag = false;
        tp_rng_limit(v, "the length of a value", "64 MB");
        return;
    }
    tp_buf_add(&v->text, s, n);
}

static inline void on_text(struct tp_rng_validator *v, const char *s, size_t n)
{
    struct tp_rng_frame *top = &v->frames.v[v->frames.n - 1];

    if (!top->state || top->state->text == TP_RNG_TEXT_FREE ||
        (top->state->text <= TP_RNG_TEXT_PLAIN && blank(s, n)))
        return;
    if (!v->stopped)
        text_slow(v, top, s, n);
}

void tp_rng_on_text(struct tp_rng_validator *v, const char *s, size_t n)
{
    on_text(v, s, n);
}

/* A text ends because an element begins: white space between elements means nothing. */
static void text_before_element(struct tp_rng_validator *v, struct tp_rng_frame *top)
{
    struct tp_rng_state *after;

    if (v->text.len && top->state && !blank(v->text.p, v->text.len)) {
        after = by_value(v, tp_rng_text_step(v->m, top->state), v->text.p, v->text.len);
        if (after)
            top->state = after;
        else
            wrong_text(v, top);
    }
    v->text.len = 0;
}

/* ---- elements ---- */

static inline uint32_t count_sibling(struct tp_rng_validator *v, const struct tp_rng_frame *parent,
                                     const char *local)
{
    for (size_t k = v->counters.n; k > parent->counters; k--)
        if (v->counters.v[k - 1].local == local)
            return ++v->counters.v[k - 1].n;
    if (v->counters.n - parent->counters >= TP_RNG_MAX_SIBLINGS)
        return 0;
    TP_PUSH(v->a, &v->counters, (struct tp_rng_counter){local, 1});
    return 1;
}

/* The step of an attribute that was not met at this state, or not lately. */
static struct tp_rng_step *find_step(struct tp_rng_validator *v, struct tp_rng_state *s,
                                     const struct tp_rng_seen *name, struct tp_rng_move *known)
{
    struct tp_rng_step *step = tp_rng_table_get(&s->attributes, name->number);

    if (!step || !step->n)
        step = tp_rng_attribute_step(v->m, s, name->number);
    if (step)
        *known =
            (struct tp_rng_move){s, name->local, *name->ns ? name->ns : NULL, step, name->number};
    return step;
}

/* A start tag whose attributes are being looked at. */
struct tag {
    struct tp_rng_state *first; /* before all of them */
    const void *const *attributes;
    uint32_t element;
    size_t strange; /* how many are not allowed */
};

static void say_attribute(struct tp_rng_validator *v, const struct tag *tag, struct tp_rng_state *s,
                          const void *const *at, const struct tp_rng_seen *name)
{
    size_t n = (size_t)(at - tag->attributes) / 5;
    struct tp_rng_seen *before = TP_NEW_ARRAY(v->doc, n + 1, struct tp_rng_seen);
    const void *const *k = tag->attributes;

    for (size_t i = 0; i < n; i++, k += 5)
        before[i] = (struct tp_rng_seen){k[0], k[1], k[2] ? k[2] : "", number_of(v, k[0], k[2])};
    tp_rng_say_attribute(v, s, name, tag->first, before, n);
}

static inline struct tp_rng_state *one_attribute(struct tp_rng_validator *v, struct tp_rng_state *s,
                                                 const void *const *at, struct tag *tag)
{
    struct tp_rng_seen name = {at[0], at[1], at[2] ? at[2] : "", 0};
    const char *value = at[3];
    size_t n = (size_t)((const char *)at[4] - value);
    struct tp_rng_move *known = move_of(v->moves->attributes, s, at[0]);
    struct tp_rng_step *step;
    struct tp_rng_state *after;

    if (known->from == s && known->local == at[0] && known->ns == at[2]) {
        name.number = known->number;
        step = known->to;
    } else {
        name.number = number_of(v, at[0], at[2]);
        step = find_step(v, s, &name, known);
    }
    if (v->schema->check_ids)
        tp_rng_ids_attribute(v, tag->element, &name, value, n);
    if (!step) {
        if (tp_rng_exhausted(v))
            return s;
        say_attribute(v, tag, s, at, &name);
        tag->strange++;
        return s;
    }
    if (step->any)
        return step->after;
    after = by_value(v, step, value, n);
    if (after)
        return after;
    if (!tp_rng_exhausted(v))
        tp_rng_say_value(v, step, value, n, &name);
    return by_any_value(v, step);
}

/* No more attributes come, but some are missing. */
static struct tp_rng_state *incomplete(struct tp_rng_validator *v, struct tp_rng_state *s,
                                       struct tp_rng_state *closed, size_t strange)
{
    if (tp_rng_exhausted(v) || s->dead)
        return closed;
    /* a strange attribute stands for a missing one: its name is wrong, that is all */
    if (strange == 0)
        tp_rng_say_missing(v, s);
    return tp_rng_closed_anyhow(v->m, s, TP_RNG_NO_NAME);
}

/* The state behind the start tag. */
static inline struct tp_rng_state *attributes(struct tp_rng_validator *v, struct tp_rng_state *s,
                                              uint32_t element, int count, const void *const *at)
{
    struct tag tag = {s, at, element, 0};
    struct tp_rng_state *closed;

    for (int i = 0; i < count && !v->stopped; i++, at += 5)
        s = one_attribute(v, s, at, &tag);
    closed = s->closed ? s->closed : tp_rng_closed(v->m, s);
    return closed->dead ? incomplete(v, s, closed, tag.strange) : closed;
}

static struct tp_rng_call *misplaced(struct tp_rng_validator *v, struct tp_rng_frame *top,
                                     const struct tp_rng_seen *name)
{
    uint32_t near = TP_RNG_NO_NAME;

    if (tp_rng_exhausted(v))
        return NULL;
    /* a row of wrong ones is one fault: misplaced texts and what is in them, or all of one name */
    if (!top->text_wrong && !(top->last_wrong && strcmp(top->last_wrong, name->local) == 0))
        near = tp_rng_say_element(v, top->state, name);
    top->last_wrong = name->local;
    return tp_rng_recover(v, top->state, name, near);
}

/* A call that was not met at this state, or not lately. */
static struct tp_rng_call *find_call(struct tp_rng_validator *v, struct tp_rng_state *s,
                                     struct tp_rng_seen *name, const void *ns,
                                     struct tp_rng_move *known)
{
    struct tp_rng_call *call;

    name->number = number_of(v, name->local, ns);
    call = tp_rng_table_get(&s->elements, name->number);
    if (!call || !call->inside)
        call = tp_rng_enter(v->m, s, name->number);
    if (call)
        *known = (struct tp_rng_move){s, name->local, ns, call, name->number};
    return call;
}

static inline struct tp_rng_frame *push(struct tp_rng_validator *v, const struct tp_rng_seen *name,
                                        uint32_t position, size_t bindings)
{
    struct tp_rng_frame *f;

    if (v->frames.n == v->frames.cap)
        v->frames.v = tp_vec_grow(v->a, v->frames.v, &v->frames.cap, sizeof *v->frames.v);
    f = &v->frames.v[v->frames.n++];
    f->state = NULL;
    f->call = NULL;
    f->local = name->local;
    f->prefix = name->prefix;
    f->ns = name->ns;
    f->last_wrong = NULL;
    f->counters = v->counters.n;
    f->bindings = bindings;
    f->errors = v->ds->errors;
    f->position = position;
    f->text_wrong = false;
    return f;
}

/* What is to be done before an element is looked at, now and then; false: nothing is, any more. */
static bool before_element(struct tp_rng_validator *v)
{
    if (v->stopped)
        return false;
    if (v->frames.n > TP_RNG_MAX_DEPTH) {
        tp_rng_limit(v, "the depth of elements in elements", "1000");
        return false;
    }
    if (v->m->bytes + v->m->pats.bytes > v->limit && !tp_rng_flush(v)) {
        tp_rng_limit(v, "the memory for what the open elements may still contain",
                     tp_fmt(v->doc, "%zu KB", v->limit >> 10));
        return false;
    }
    if (v->text.len)
        text_before_element(v, &v->frames.v[v->frames.n - 1]);
    return true;
}

static inline __attribute__((always_inline)) void on_start(struct tp_rng_validator *v,
                                                           const void *local, const void *prefix,
                                                           const void *ns, size_t n_bindings,
                                                           int n_attributes, const void *const *at)
{
    struct tp_rng_frame *top, *f;
    struct tp_rng_seen name = {local, prefix, ns ? ns : "", 0};
    struct tp_rng_call *call;
    struct tp_rng_move *known;
    struct tp_rng_state *s;
    uint32_t position;

    if ((v->stopped || v->frames.n > TP_RNG_MAX_DEPTH || v->text.len ||
         v->m->bytes + v->m->pats.bytes > v->limit) &&
        !before_element(v))
        return;
    top = &v->frames.v[v->frames.n - 1];
    position = count_sibling(v, top, local);
    s = top->state;
    if (!s) {
        (void)push(v, &name, position, v->bindings.n - n_bindings);
        return;
    }
    known = move_of(v->moves->elements, s, local);
    if (known->from == s && known->local == local && known->ns == ns) {
        name.number = known->number;
        call = known->to;
    } else {
        call = find_call(v, s, &name, ns, known);
    }
    v->used[name.number] = 1;
    if (call) {
        top->text_wrong = false;
        top->last_wrong = NULL;
    }
    f = push(v, &name, position, v->bindings.n - n_bindings);
    if (!call) {
        call = misplaced(v, f - 1, &name);
        if (!call || v->stopped)
            return;
    }
    f->call = call;
    if (call->inside)
        f->state = attributes(v, call->inside, name.number, n_attributes, at);
}

void tp_rng_on_start(struct tp_rng_validator *v, const void *local, const void *prefix,
                     const void *ns, size_t n_bindings, int n_attributes, const void *const *at)
{
    on_start(v, local, prefix, ns, n_bindings, n_attributes, at);
}

/* The state at the end tag, after the text that is the element's content or its last part. */
static struct tp_rng_state *after_last_text(struct tp_rng_validator *v, struct tp_rng_frame *top)
{
    struct tp_rng_state *s = top->state, *after;
    bool white = blank(v->text.p, v->text.len);

    if (white && !s->has_data)
        return s;
    after = by_value(v, tp_rng_text_step(v->m, s), v->text.p, v->text.len);
    if (!white)
        return after;
    return after ? tp_rng_either(v->m, s, after) : s;
}

/* What is missing may be what was reported last, under a wrong name or without its tags. */
static void unfinished(struct tp_rng_validator *v, const struct tp_rng_frame *top,
                       struct tp_rng_state *s)
{
    if ((!s->dead && !top->text_wrong && !top->last_wrong) || v->ds->errors == top->errors)
        tp_rng_say_unfinished(v, s);
}

static inline void on_end(struct tp_rng_validator *v)
{
    struct tp_rng_frame *top = &v->frames.v[v->frames.n - 1], *parent = top - 1;
    struct tp_rng_state *s = top->state, *next = NULL;

    if (v->stopped)
        return;
    if (s && (v->text.len || s->has_data)) {
        s = after_last_text(v, top);
        if (!s && !tp_rng_exhausted(v))
            tp_rng_say_value(v, tp_rng_text_step(v->m, top->state), v->text.p, v->text.len, NULL);
    }
    if (top->call && parent->state) {
        if (top->call->fixed) {
            next = top->call->after;
            if (s && !s->accepting)
                unfinished(v, top, s);
        } else {
            next = s ? tp_rng_leave(v->m, top->call, s) : NULL;
            if (!next && !tp_rng_exhausted(v)) {
                if (s)
                    unfinished(v, top, s);
                next = tp_rng_leave_anyhow(v->m, top->call);
            }
        }
        parent->state = next;
    }
    v->text.len = 0;
    v->counters.n = top->counters;
    v->bindings.n = top->bindings;
    v->frames.n--;
}

void tp_rng_on_end(struct tp_rng_validator *v)
{
    on_end(v);
}

/* ---- the same as handlers of SAX2 ---- */

void tp_rng_sax_start(void *ctxt, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                      int n_namespaces, const xmlChar **namespaces, int n_attributes,
                      int n_defaulted, const xmlChar **attributes)
{
    struct tp_rng_validator *v = ((xmlParserCtxtPtr)ctxt)->_private;

    (void)n_defaulted;
    for (int i = 0; i < n_namespaces; i++)
        tp_rng_on_binding(v, namespaces[2 * i], namespaces[2 * i + 1]);
    v->in_tag = true;
    on_start(v, local, prefix, ns, (size_t)n_namespaces, n_attributes,
             (const void *const *)attributes);
}

void tp_rng_sax_end(void *ctxt, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
    struct tp_rng_validator *v = ((xmlParserCtxtPtr)ctxt)->_private;

    (void)local, (void)prefix, (void)ns;
    v->in_tag = true;
    on_end(v);
}

void tp_rng_sax_text(void *ctxt, const xmlChar *text, int n)
{
    on_text(((xmlParserCtxtPtr)ctxt)->_private, (const char *)text, (size_t)n);
}
