/* rng_validate.c - judging a document, event by event. */
#include "rng_validate.h"

#include <libxml/dict.h>
#include <string.h>

/* ---- a validator's life ---- */

static const char *context_ns(void *arg, const char *prefix, size_t n)
{
    const struct tp_rng_validator *v = arg;

    if (n == 3 && memcmp(prefix, "xml", 3) == 0)
        return "http://www.w3.org/XML/1998/namespace";
    for (size_t i = v->bindings.n; i > 0; i--) {
        const struct tp_rng_binding *b = &v->bindings.v[i - 1];
        if (strlen(b->prefix) == n && memcmp(b->prefix, prefix, n) == 0)
            return *b->uri || n == 0 ? b->uri : NULL;
    }
    return n == 0 ? "" : NULL;
}

static bool context_entity(void *arg, const char *name, size_t n)
{
    struct tp_rng_validator *v = arg;

    return v->entity && v->entity(v, name, n);
}

static void new_cache(struct tp_rng_validator *v)
{
    v->cache = tp_arena_sub(v->a);
    v->m = tp_rng_machine_new(v->cache, v->schema);
    v->values = tp_rng_values_new(v->cache, v->m, v->work);
}

static void free_dict(void *holder)
{
    xmlDictFree(*(xmlDictPtr *)holder);
}

static void new_names(struct tp_rng_validator *v)
{
    v->named_mask = 1023;
    v->n_named = 0;
    v->named = TP_NEW_ARRAY(v->a, v->named_mask + 1, struct tp_rng_named);
}

void tp_rng_forget_names(struct tp_rng_validator *v)
{
    memset(v->named, 0, (v->named_mask + 1) * sizeof *v->named);
    v->n_named = 0;
}

void tp_rng_stop(struct tp_rng_validator *v)
{
    v->stopped = true;
    if (v->stop)
        v->stop(v);
}

void tp_rng_new_dict(struct tp_rng_validator *v)
{
    xmlDictPtr fresh = xmlDictCreate();

    if (!fresh)
        tp_arena_fail(v->a);
    xmlDictFree(v->dict);
    v->dict = fresh;
    new_names(v);
}

struct tp_rng_validator *tp_rng_validator_new(struct tp_arena *a, const struct tp_rng_schema *s)
{
    struct tp_rng_validator *v = TP_NEW(a, struct tp_rng_validator);

    v->a = a;
    v->schema = s;
    v->limit = (size_t)TP_RNG_CACHE_MB << 20;
    v->work = tp_xsd_work_new(a, s->regexes.n);
    tp_defer(a, free_dict, &v->dict);
    v->dict = xmlDictCreate();
    if (!v->dict)
        tp_arena_fail(a);
    v->text = tp_buf_new(a);
    v->context = (struct tp_xsd_context){context_ns, context_entity, v};
    new_names(v);
    new_cache(v);
    return v;
}

void tp_rng_validator_limit(struct tp_rng_validator *v, size_t bytes)
{
    v->limit = bytes ? bytes : (size_t)TP_RNG_CACHE_MB << 20;
}

struct tp_rng_stats tp_rng_validator_stats(const struct tp_rng_validator *v)
{
    return (struct tp_rng_stats){v->m->n_states, v->m->n_transitions, v->m->pats.n, v->flushes};
}

void tp_rng_begin(struct tp_rng_validator *v, const char *file, struct tp_diags *ds)
{
    struct tp_rng_frame root = {.state = NULL};

    if (v->m->bytes + v->m->pats.bytes > v->limit || v->m->exhausted || v->m->pats.too_deep) {
        tp_arena_free(v->cache);
        new_cache(v);
        v->flushes++;
    }
    if (v->doc)
        tp_arena_free(v->doc);
    v->doc = tp_arena_sub(v->a);
    v->used = TP_NEW_ARRAY(v->doc, tp_rng_alphabet(&v->schema->names), uint8_t);
    v->ds = ds;
    v->file = file;
    v->stopped = false;
    v->frames.n = v->counters.n = v->bindings.n = 0;
    v->text.len = 0;
    v->stop = NULL;
    root.state = v->m->start;
    root.local = "";
    TP_PUSH(v->a, &v->frames, root);
    if (v->schema->check_ids)
        tp_rng_ids_begin(v);
}

void tp_rng_finish(struct tp_rng_validator *v)
{
    if (v->schema->check_ids && !v->stopped)
        tp_rng_ids_finish(v);
    if (v->doc)
        tp_arena_free(v->doc);
    v->doc = NULL;
    v->ds = NULL;
}

static void limit(struct tp_rng_validator *v, const char *what, const char *bound)
{
    if (!v->stopped)
        tp_diag(v->ds, TP_D_LIMIT, v->where(v, NULL), what, bound);
    tp_rng_stop(v);
}

static bool exhausted(struct tp_rng_validator *v)
{
    if (!v->m->exhausted && !v->m->pats.too_deep)
        return false;
    limit(v, "the work that one element asks of this schema",
          tp_fmt(v->doc, "%d steps", TP_RNG_MAX_STEPS));
    return true;
}

/* ---- names ---- */

static uint32_t number_slow(struct tp_rng_validator *v, const void *local, const void *ns,
                            size_t at)
{
    if (v->n_named * 2 > v->named_mask) {
        struct tp_rng_named *old = v->named;
        size_t old_mask = v->named_mask;
        v->named_mask = old_mask * 2 + 1;
        v->named = TP_NEW_ARRAY(v->a, v->named_mask + 1, struct tp_rng_named);
        v->n_named = 0;
        for (size_t i = 0; i <= old_mask && old_mask < 65535; i++) {
            size_t k = ((uintptr_t)old[i].local >> 3 ^ (uintptr_t)old[i].ns >> 7) & v->named_mask;
            if (!old[i].local)
                continue;
            while (v->named[k].local)
                k = (k + 1) & v->named_mask;
            v->named[k] = old[i];
            v->n_named++;
        }
        if (old_mask >= 65535) /* names without end: begin again */
            new_names(v);
        at = ((uintptr_t)local >> 3 ^ (uintptr_t)ns >> 7) & v->named_mask;
        while (v->named[at].local)
            at = (at + 1) & v->named_mask;
    }
    v->named[at].local = local;
    v->named[at].ns = ns;
    v->named[at].number = tp_rng_name_find(&v->schema->names, ns ? ns : "", local);
    v->n_named++;
    return v->named[at].number;
}

static inline uint32_t number_of(struct tp_rng_validator *v, const void *local, const void *ns)
{
    size_t at = ((uintptr_t)local >> 3 ^ (uintptr_t)ns >> 7) & v->named_mask;

    while (v->named[at].local) {
        if (v->named[at].local == local && v->named[at].ns == ns)
            return v->named[at].number;
        at = (at + 1) & v->named_mask;
    }
    return number_slow(v, local, ns, at);
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

static void text_slow(struct tp_rng_validator *v, struct tp_rng_frame *top, const char *s, size_t n)
{
    (void)tp_rng_text_step(v->m, top->state); /* makes the state know about texts */
    if (exhausted(v) || top->state->text_free)
        return;
    if (top->state->text_none) {
        if (!blank(s, n)) {
            v->text_at = s;
            v->text_n = n;
            wrong_text(v, top);
            v->text_at = NULL;
        }
        return;
    }
    if (v->text.len + n > (size_t)TP_RNG_MAX_TEXT_MB << 20) {
        limit(v, "the length of a value", "64 MB");
        return;
    }
    tp_buf_add(&v->text, s, n);
}

void tp_rng_on_text(struct tp_rng_validator *v, const char *s, size_t n)
{
    struct tp_rng_frame *top = &v->frames.v[v->frames.n - 1];

    if (!top->state || top->state->text_free || (top->state->text_none && blank(s, n)))
        return;
    if (!v->stopped)
        text_slow(v, top, s, n);
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

static uint32_t count_sibling(struct tp_rng_validator *v, const struct tp_rng_frame *parent,
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

/* A start tag whose attributes are being looked at. */
struct tag {
    struct tp_rng_state *first; /* before all of them */
    const void *const *attributes;
    uint32_t element;
    size_t strange; /* how many are not allowed */
};

static struct tp_rng_seen attribute_at(struct tp_rng_validator *v, const void *const *at)
{
    return (struct tp_rng_seen){at[0], at[1], at[2] ? at[2] : "", number_of(v, at[0], at[2])};
}

static void say_attribute(struct tp_rng_validator *v, const struct tag *tag, struct tp_rng_state *s,
                          const void *const *at, const struct tp_rng_seen *name)
{
    size_t n = (size_t)(at - tag->attributes) / 5;
    struct tp_rng_seen *before = TP_NEW_ARRAY(v->doc, n + 1, struct tp_rng_seen);

    for (size_t i = 0; i < n; i++)
        before[i] = attribute_at(v, tag->attributes + i * 5);
    tp_rng_say_attribute(v, s, name, tag->first, before, n);
}

static struct tp_rng_state *one_attribute(struct tp_rng_validator *v, struct tp_rng_state *s,
                                          const void *const *at, struct tag *tag)
{
    struct tp_rng_seen name = attribute_at(v, at);
    const char *value = at[3];
    size_t n = (size_t)((const char *)at[4] - value);
    struct tp_rng_step *step = tp_rng_table_get(&s->attributes, name.number);
    struct tp_rng_state *after;

    if (v->schema->check_ids)
        tp_rng_ids_attribute(v, tag->element, &name, value, n);
    if (!step || !step->n)
        step = tp_rng_attribute_step(v->m, s, name.number);
    if (!step) {
        if (exhausted(v))
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
    if (!exhausted(v))
        tp_rng_say_value(v, step, value, n, &name);
    return by_any_value(v, step);
}

/* The state behind the start tag. */
static struct tp_rng_state *attributes(struct tp_rng_validator *v, struct tp_rng_state *s,
                                       uint32_t element, int count, const void *const *at)
{
    struct tag tag = {s, at, element, 0};
    struct tp_rng_state *closed;

    for (int i = 0; i < count && !v->stopped; i++, at += 5)
        s = one_attribute(v, s, at, &tag);
    closed = s->closed ? s->closed : tp_rng_closed(v->m, s);
    if (!closed->dead)
        return closed;
    if (exhausted(v) || s->dead)
        return closed;
    /* a strange attribute stands for a missing one: its name is wrong, that is all */
    if (tag.strange == 0)
        tp_rng_say_missing(v, s);
    return tp_rng_closed_anyhow(v->m, s, TP_RNG_NO_NAME);
}

static struct tp_rng_call *misplaced(struct tp_rng_validator *v, struct tp_rng_frame *top,
                                     const struct tp_rng_seen *name)
{
    uint32_t near = TP_RNG_NO_NAME;

    if (exhausted(v))
        return NULL;
    /* a row of wrong ones is one fault: misplaced texts and what is in them, or all of one name */
    if (!top->text_wrong && !(top->last_wrong && strcmp(top->last_wrong, name->local) == 0))
        near = tp_rng_say_element(v, top->state, name);
    top->last_wrong = name->local;
    return tp_rng_recover(v, top->state, name, near);
}

static void push(struct tp_rng_validator *v, const struct tp_rng_seen *name, uint32_t position,
                 size_t bindings)
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
}

void tp_rng_on_start(struct tp_rng_validator *v, const void *local, const void *prefix,
                     const void *ns, size_t n_bindings, int n_attributes, const void *const *at)
{
    struct tp_rng_frame *top = &v->frames.v[v->frames.n - 1];
    struct tp_rng_seen name = {local, prefix, ns ? ns : "", 0};
    struct tp_rng_call *call = NULL;
    uint32_t position;
    struct tp_rng_state *inside;

    if (v->stopped)
        return;
    if (v->frames.n > TP_RNG_MAX_DEPTH) {
        limit(v, "the depth of elements in elements", "1000");
        return;
    }
    if (v->m->bytes + v->m->pats.bytes > v->limit && !tp_rng_flush(v)) {
        limit(v, "the memory for what the open elements may still contain",
              tp_fmt(v->doc, "%zu KB", v->limit >> 10));
        return;
    }
    if (v->text.len)
        text_before_element(v, top);
    position = count_sibling(v, top, local);
    if (!top->state) {
        push(v, &name, position, v->bindings.n - n_bindings);
        return;
    }
    name.number = number_of(v, local, ns);
    v->used[name.number] = 1;
    call = tp_rng_table_get(&top->state->elements, name.number);
    if (!call || !call->inside)
        call = tp_rng_enter(v->m, top->state, name.number);
    if (call) {
        top->text_wrong = false;
        top->last_wrong = NULL;
    }
    push(v, &name, position, v->bindings.n - n_bindings);
    top = &v->frames.v[v->frames.n - 2];
    if (!call)
        call = misplaced(v, top, &name);
    if (!call || v->stopped)
        return;
    inside = call->inside;
    if (inside && !v->stopped)
        inside = attributes(v, inside, name.number, n_attributes, at);
    top = &v->frames.v[v->frames.n - 1];
    top->call = call;
    top->state = inside;
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

void tp_rng_on_end(struct tp_rng_validator *v)
{
    struct tp_rng_frame *top = &v->frames.v[v->frames.n - 1], *parent = top - 1;
    struct tp_rng_state *s = top->state, *next = NULL;

    if (v->stopped)
        return;
    if (s && (v->text.len || s->has_data)) {
        s = after_last_text(v, top);
        if (!s && !exhausted(v))
            tp_rng_say_value(v, tp_rng_text_step(v->m, top->state), v->text.p, v->text.len, NULL);
    }
    if (top->call && parent->state) {
        if (top->call->fixed) {
            next = top->call->after;
            if (s && !s->accepting)
                unfinished(v, top, s);
        } else {
            next = s ? tp_rng_leave(v->m, top->call, s) : NULL;
            if (!next && !exhausted(v)) {
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
