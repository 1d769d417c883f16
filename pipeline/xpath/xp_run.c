/* xp_run.c - runs, and the calls of the host's: each catches the errors of an evaluation. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "xp.h"

enum { MAX_STEPS_SHIFT = 30, LOOK_EVERY = 1 << 14 };

struct tp_xp_run *tp_xp_run_new(struct tp_arena *a, const struct tp_xp_hooks *hooks)
{
    struct tp_xp_run *r = TP_NEW(a, struct tp_xp_run);

    r->arena = a;
    r->work = tp_arena_sub(a);
    r->fresh = tp_arena_mark(r->work);
    r->max_steps = (uint64_t)1 << MAX_STEPS_SHIFT;
    if (hooks)
        r->hooks = *hooks;
    return r;
}

void tp_xp_reset(struct tp_xp_run *r)
{
    tp_arena_release(r->work, r->fresh);
}

struct tp_arena *tp_xp_arena(struct tp_xp_run *r)
{
    return r->work;
}

void tp_xp_limit(struct tp_xp_run *r, uint64_t steps)
{
    r->max_steps = steps ? steps : (uint64_t)1 << MAX_STEPS_SHIFT;
}

void xp_limits(struct tp_xp_run *r)
{
    if (r->steps > r->max_steps)
        tp_xp_raise(r, "TPXP0001", "the expression takes more than %llu steps",
                    (unsigned long long)r->max_steps);
    if (tp_arena_used(r->work) > r->memory + XP_MAX_MEMORY)
        tp_xp_raise(r, "TPXP0001", "the expression takes more than %d MB of memory",
                    XP_MAX_MEMORY >> 20);
    r->stop = r->steps + LOOK_EVERY < r->max_steps ? r->steps + LOOK_EVERY : r->max_steps;
}

static struct xp_var *variable(struct tp_xp_run *r, int slot)
{
    size_t n = (size_t)slot + 1;

    if (n > r->n_vars) {
        r->vars = tp_grow(r->arena, r->vars, r->n_vars * sizeof *r->vars, n * sizeof *r->vars);
        r->n_vars = n;
    }
    return &r->vars[slot];
}

void tp_xp_set(struct tp_xp_run *r, int slot, struct tp_xp_seq value)
{
    *variable(r, slot) = (struct xp_var){value, true};
}

void tp_xp_unset(struct tp_xp_run *r, int slot)
{
    variable(r, slot)->known = false;
}

const struct tp_xp_seq *xp_host_variable(struct tp_xp_run *r, int slot)
{
    struct xp_var *v = variable(r, slot);
    struct tp_xp_error error = {0};
    struct tp_xp_seq value = {0};

    if (v->known)
        return &v->value;
    if (!r->hooks.variable)
        tp_xp_raise(r, "XPDY0002", "the variable has no value");
    if (!r->hooks.variable(r->hooks.host, r, slot, &value, &error))
        tp_xp_raise(r, error.code, "%s", error.text ? error.text : "the variable has no value");
    tp_xp_set(r, slot, value);
    return &variable(r, slot)->value;
}

void *tp_xp_host(struct tp_xp_run *r)
{
    return r->hooks.host;
}

xmlNode *tp_xp_current(struct tp_xp_run *r)
{
    return r->current;
}

_Noreturn void tp_xp_raise(struct tp_xp_run *r, const char *code, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    r->error.text = tp_vfmt(r->work, format, ap);
    va_end(ap);
    (void)snprintf(r->error.code, sizeof r->error.code, "%s", code);
    r->error.offset = r->offset;
    longjmp(*r->jump, 1);
}

/* ---- one evaluation ---- */

struct evaluation {
    struct tp_xp_run *r;
    const struct tp_xp *x;
    xmlNode *context;
    void (*what)(struct evaluation *e);
    struct tp_xp_seq *out;
    bool value;
};

/* What an evaluation inside another one must leave as it was: a host's function may evaluate. */
struct outer {
    const struct tp_xp *x;
    xmlNode *current;
    struct xp_focus focus;
    struct tp_xp_seq *locals;
    size_t n_locals;
    uint32_t offset;
    jmp_buf *jump;
};

static struct outer leave(struct tp_xp_run *r, jmp_buf *jump)
{
    struct outer o = {r->x, r->current, r->focus, r->locals, r->n_locals, r->offset, r->jump};

    if (r->jump) {
        r->n_locals = 0; /* those of the outer one stay its own */
    } else {
        r->steps = r->stop = 0;
        r->memory = tp_arena_used(r->work);
    }
    r->jump = jump;
    return o;
}

static void come_back(struct tp_xp_run *r, const struct outer *o)
{
    r->jump = o->jump;
    if (!o->jump)
        return;
    r->x = o->x;
    r->current = o->current;
    r->focus = o->focus;
    r->locals = o->locals;
    r->n_locals = o->n_locals;
    r->offset = o->offset;
}

static void prepare(struct evaluation *e, bool inner)
{
    struct tp_xp_run *r = e->r;

    r->x = e->x;
    r->offset = 0;
    r->current = e->context;
    r->focus = (struct xp_focus){0};
    if (e->context)
        r->focus = (struct xp_focus){tp_xp_node_item(e->context), 1, 1};
    if (e->x->locals > r->n_locals) {
        r->locals = TP_NEW_ARRAY(inner ? r->work : r->arena, e->x->locals, struct tp_xp_seq);
        r->n_locals = e->x->locals;
    }
}

static bool evaluate(struct evaluation *e, struct tp_xp_error *error)
{
    struct tp_xp_run *r = e->r;
    jmp_buf jump;
    const struct outer outer = leave(r, &jump);

    if (setjmp(jump)) {
        come_back(r, &outer);
        if (error)
            *error = r->error;
        return false;
    }
    prepare(e, outer.jump != NULL);
    e->what(e);
    come_back(r, &outer);
    return true;
}

static void whole(struct evaluation *e)
{
    xp_eval(e->r, e->x->root, e->out);
}

static void truth(struct evaluation *e)
{
    e->value = xp_ebv(e->r, e->x->root);
}

bool tp_xp_eval(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *context, struct tp_xp_seq *out,
                struct tp_xp_error *error)
{
    struct evaluation e = {r, x, context, whole, out, false};

    *out = (struct tp_xp_seq){0};
    if (evaluate(&e, error))
        return true;
    *out = (struct tp_xp_seq){0};
    return false;
}

bool tp_xp_test(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *context, bool *value,
                struct tp_xp_error *error)
{
    struct evaluation e = {r, x, context, truth, NULL, false};
    bool ok = evaluate(&e, error);

    *value = ok && e.value;
    return ok;
}

static void text_of(struct evaluation *e)
{
    struct tp_buf b = tp_buf_new(e->r->work);

    xp_eval(e->r, e->x->root, e->out);
    for (size_t i = 0; i < e->out->n; i++) {
        struct tp_slice s = tp_xp_string(e->r, e->out->v[i]);

        if (i)
            tp_buf_char(&b, ' ');
        tp_buf_add(&b, s.p, s.len);
    }
    *e->out = (struct tp_xp_seq){0};
    xp_push(e->r, e->out, xp_from_buf(&b));
}

bool tp_xp_text(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *context, struct tp_slice *text,
                struct tp_xp_error *error)
{
    struct tp_xp_seq out = {0};
    struct evaluation e = {r, x, context, text_of, &out, false};
    bool ok = evaluate(&e, error);

    *text = ok ? xp_arg_text(&out) : (struct tp_slice){"", 0};
    return ok;
}

static void matching(struct evaluation *e)
{
    e->value = xp_pattern_fits(e->r, e->x, e->context);
}

bool tp_xp_match(struct tp_xp_run *r, const struct tp_xp *pattern, xmlNode *node,
                 struct tp_xp_error *error)
{
    struct evaluation e = {r, pattern, node, matching, NULL, false};

    if (error)
        *error = (struct tp_xp_error){0};
    return evaluate(&e, error) && e.value;
}
