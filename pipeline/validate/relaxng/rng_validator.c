/* rng_validator.c - a validator's life, and that of a document in it; rng_validate.c judges. */
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

void tp_rng_new_cache(struct tp_rng_validator *v)
{
    v->cache = tp_arena_sub(v->a);
    v->m = tp_rng_machine_new(v->cache, v->schema);
    v->values = tp_rng_values_new(v->cache, v->m, v->work);
    tp_rng_forget_moves(v);
}

static void free_dict(void *holder)
{
    xmlDictFree(*(xmlDictPtr *)holder);
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
    tp_rng_forget_names(v);
}

struct tp_rng_validator *tp_rng_validator_new(struct tp_arena *a, const struct tp_rng_schema *s)
{
    struct tp_rng_validator *v = TP_NEW(a, struct tp_rng_validator);

    v->a = a;
    v->schema = s;
    v->moves = TP_NEW(a, struct tp_rng_moves);
    v->limit = (size_t)TP_RNG_CACHE_MB << 20;
    v->work = tp_xsd_work_new(a, s->regexes.n);
    tp_defer(a, free_dict, &v->dict);
    v->dict = xmlDictCreate();
    if (!v->dict)
        tp_arena_fail(a);
    v->text = tp_buf_new(a);
    v->context = (struct tp_xsd_context){context_ns, context_entity, v};
    tp_rng_forget_names(v);
    tp_rng_new_cache(v);
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
        tp_rng_new_cache(v);
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

void tp_rng_limit(struct tp_rng_validator *v, const char *what, const char *bound)
{
    if (!v->stopped)
        tp_diag(v->ds, TP_D_LIMIT, v->where(v, NULL), what, bound);
    tp_rng_stop(v);
}

bool tp_rng_exhausted(struct tp_rng_validator *v)
{
    if (!v->m->exhausted && !v->m->pats.too_deep)
        return false;
    tp_rng_limit(v, "the work that one element asks of this schema",
                 tp_fmt(v->doc, "%d steps", TP_RNG_MAX_STEPS));
    return true;
}
