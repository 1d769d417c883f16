/* rng_schema.c - loading a schema: the phases in their order. */
#include <string.h>

#include "rng_pattern.h"

static struct tp_rng_schema *build(struct tp_rng_compiler *c, struct tp_rng_file *file)
{
    struct tp_rng_schema *s = TP_NEW(c->a, struct tp_rng_schema);
    struct tp_rng_simple *start;

    c->schema = s;
    s->a = c->a;
    s->check_ids = c->loader.options && c->loader.options->check_ids;
    s->regexes.a = c->a;
    tp_rng_names_init(&s->names, c->a);
    c->canonical = tp_buf_new(c->work);
    start = tp_rng_compile(c, file);
    if (!start)
        return NULL;
    tp_rng_nc_seal(c->a, s->ncs, &s->names);
    tp_rng_restrict(c, start);
    if (!c->failed)
        tp_rng_intern(c, start);
    if (!c->failed && s->check_ids)
        tp_rng_ids_collect(c);
    /* the texts of the files go, and with them the columns of places in them */
    for (size_t i = 0; i < c->loader.n; i++) {
        c->loader.v[i]->data = NULL;
        c->loader.v[i]->work = NULL;
    }
    return c->failed ? NULL : s;
}

static struct tp_rng_schema *load(struct tp_arena *a, const char *name, const char *data,
                                  size_t len, const struct tp_rng_options *options,
                                  struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_rng_compiler *c = TP_NEW(work, struct tp_rng_compiler);
    struct tp_rng_schema *s = NULL;
    struct tp_rng_file *file;
    const char *uri =
        strncmp(name, "file:", 5) == 0 ? tp_rng_resolve(a, "", name) : tp_strdup(a, name);

    c->a = a;
    c->work = work;
    c->ds = ds;
    c->loader = (struct tp_rng_loader){.a = a, .work = work, .options = options, .ds = ds};
    file =
        data ? tp_rng_file_put(&c->loader, uri, data, len) : tp_rng_file_get(&c->loader, uri, NULL);
    if (file)
        s = build(c, file);
    tp_arena_free(work);
    return s;
}

struct tp_rng_schema *tp_rng_load(struct tp_arena *a, const char *path,
                                  const struct tp_rng_options *options, struct tp_diags *ds)
{
    return load(a, path, NULL, 0, options, ds);
}

struct tp_rng_schema *tp_rng_load_memory(struct tp_arena *a, const char *data, size_t len,
                                         const char *name, const struct tp_rng_options *options,
                                         struct tp_diags *ds)
{
    return load(a, name, data, len, options, ds);
}
