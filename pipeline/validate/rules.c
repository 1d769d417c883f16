#include "rules.h"

#include <string.h>

#include "../base/pool.h"

struct tp_rules {
    struct tp_sch *schema;
    const char *phase;
    struct tp_sch_host host;
    struct tp_pool *pool;
};

static void *make_checker(struct tp_arena *a, void *arg)
{
    struct tp_rules *r = arg;

    return tp_sch_checker_new(a, r->schema, &r->host);
}

struct tp_rules *tp_rules_load(struct tp_arena *a, const char *name, const char *phase,
                               const struct tp_sch_host *host, struct tp_diags *ds)
{
    struct tp_rules *r = TP_NEW(a, struct tp_rules);

    r->schema = tp_sch_load(a, name, phase, ds);
    if (!r->schema)
        return NULL;
    r->phase = phase;
    if (host)
        r->host = *host;
    r->pool = tp_pool_new(a, make_checker, r);
    return r;
}

const char *tp_rules_name(const struct tp_rules *r)
{
    return tp_sch_name(r->schema);
}

const char *tp_rules_phase(const struct tp_rules *r)
{
    return r->phase;
}

size_t tp_rules_count(const struct tp_rules *r)
{
    return tp_sch_rules(r->schema);
}

struct job {
    const struct tp_sch_document *document;
    struct tp_diags *ds;
    struct tp_buf *svrl;
};

static void check(void *checker, struct tp_arena *own, void *arg)
{
    struct job *j = arg;

    (void)own;
    tp_sch_check(checker, j->document, j->ds, j->svrl);
}

void tp_rules_check(const struct tp_rules *r, const struct tp_sch_document *document,
                    struct tp_diags *ds, struct tp_buf *svrl)
{
    struct job j = {document, ds, svrl};

    if (!tp_pool_use(r->pool, check, &j))
        tp_diag(ds, TP_D_OUT_OF_MEMORY, tp_in(document->file), NULL);
}
