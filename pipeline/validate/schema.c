/* Schemas on the RELAX NG engine, with a pool of validators that keep what they have worked out. */
#include <pthread.h>
#include <string.h>

#include "../base/file.h"
#include "relaxng/relaxng.h"
#include "validate.h"

/* A validator and the arena that it lives in: one thread at a time. */
struct worker {
    struct worker *next_free, *next;
    struct tp_arena *arena;
    struct tp_rng_validator *validator;
};

struct tp_schema {
    const char *name;
    struct tp_rng_schema *rng;
    pthread_mutex_t lock; /* guards the two lists */
    struct worker *free, *all;
};

static void close_schema(void *p)
{
    struct tp_schema *s = p;

    while (s->all) {
        struct tp_arena *arena = s->all->arena;
        s->all = s->all->next;
        tp_arena_free(arena); /* the worker is in it */
    }
    (void)pthread_mutex_destroy(&s->lock);
}

struct tp_schema *tp_schema_load(struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    struct tp_schema *s = TP_NEW(a, struct tp_schema);

    s->name = tp_strdup(a, name);
    s->rng = tp_rng_load(a, name, &(struct tp_rng_options){.check_ids = true}, ds);
    if (!s->rng)
        return NULL;
    if (pthread_mutex_init(&s->lock, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, close_schema, s);
    return s;
}

const char *tp_schema_name(const struct tp_schema *s)
{
    return s->name;
}

/* What one validation works on; the calls into the engine run under the worker's own guard. */
struct work {
    struct tp_schema *schema;
    struct worker *worker;
    struct tp_arena *arena;
    const char *file, *data; /* DATA NULL: read FILE, unless there is a DOC */
    size_t len;
    xmlDocPtr doc;
    struct tp_diags *ds;
    bool valid;
};

static void make_worker(void *arg)
{
    struct work *w = arg;
    struct worker *k = TP_NEW(w->arena, struct worker);

    k->arena = w->arena;
    k->validator = tp_rng_validator_new(w->arena, w->schema->rng);
    w->worker = k;
}

/* A worker from the pool, or a new one; NULL: no memory. */
static struct worker *take(struct tp_schema *s)
{
    struct work w = {.schema = s};
    struct worker *k;

    (void)pthread_mutex_lock(&s->lock);
    k = s->free;
    if (k)
        s->free = k->next_free;
    (void)pthread_mutex_unlock(&s->lock);
    if (k)
        return k;
    w.arena = tp_arena_new(0);
    if (!w.arena)
        return NULL;
    if (!tp_guard(w.arena, make_worker, &w)) {
        tp_arena_free(w.arena);
        return NULL;
    }
    (void)pthread_mutex_lock(&s->lock);
    w.worker->next = s->all;
    s->all = w.worker;
    (void)pthread_mutex_unlock(&s->lock);
    return w.worker;
}

static void give_back(struct tp_schema *s, struct worker *k)
{
    (void)pthread_mutex_lock(&s->lock);
    k->next_free = s->free;
    s->free = k;
    (void)pthread_mutex_unlock(&s->lock);
}

static void run(void *arg)
{
    struct work *w = arg;

    if (w->doc)
        w->valid = tp_rng_validate_doc(w->worker->validator, w->doc, w->file, w->ds);
    else if (w->data)
        w->valid = tp_rng_validate_memory(w->worker->validator, w->data, w->len, w->file, w->ds);
    else
        w->valid = tp_rng_validate_file(w->worker->validator, w->file, w->ds);
}

/* A worker whose memory ran out is not used again; nor is one that the job itself jumped out of.
 * Both are freed with the schema. */
static bool validate(const struct tp_schema *schema, struct work w)
{
    struct tp_schema *s = (struct tp_schema *)schema; /* only the pool, under its lock, changes */

    w.schema = s;
    w.worker = take(s);
    if (!w.worker || !tp_guard(w.worker->arena, run, &w)) {
        tp_diag(w.ds, TP_D_OUT_OF_MEMORY, tp_in(w.file), NULL);
        return false;
    }
    give_back(s, w.worker);
    return w.valid;
}

bool tp_schema_validate_file(const struct tp_schema *s, struct tp_arena *a, const char *path,
                             struct tp_diags *ds)
{
    (void)a;
    return validate(s, (struct work){.file = path, .ds = ds});
}

bool tp_schema_validate_memory(const struct tp_schema *s, struct tp_arena *a, const char *data,
                               size_t len, const char *file, struct tp_diags *ds)
{
    (void)a;
    return validate(s, (struct work){.file = file, .data = data, .len = len, .ds = ds});
}

bool tp_schema_validate_doc(const struct tp_schema *s, struct tp_arena *a, xmlDocPtr doc,
                            struct tp_slice text, const char *file, struct tp_diags *ds)
{
    (void)a;
    if (text.p)
        return validate(s, (struct work){.file = file, .data = text.p, .len = text.len, .ds = ds});
    return validate(s, (struct work){.file = file, .doc = doc, .ds = ds});
}

bool tp_schema_convert(struct tp_arena *a, const char *file, const char *out, struct tp_buf *text,
                       struct tp_diags *ds)
{
    bool other =
        !out || (strcmp(tp_path_ext(out), ".rnc") != 0 && strcmp(tp_path_ext(out), ".rng") != 0);
    enum tp_rng_syntax to;

    if (other)
        to = tp_rng_syntax_of(file) == TP_RNG_COMPACT ? TP_RNG_XML : TP_RNG_COMPACT;
    else
        to = tp_rng_syntax_of(out);
    return tp_rng_convert(a, file, to, NULL, text, ds);
}
