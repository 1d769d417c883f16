/* xp_run.c - runs, and the calls of the host's: each catches the errors of an evaluation. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "xp.h"

enum { MAX_STEPS_SHIFT = 30 };

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

void tp_xp_set(struct tp_xp_run *r, int slot, struct tp_xp_seq value)
{
    size_t n = (size_t)slot + 1;

    if (n > r->n_vars) {
        r->vars = tp_grow(r->arena, r->vars, r->n_vars * sizeof *r->vars, n * sizeof *r->vars);
        r->n_vars = n;
    }
    r->vars[slot] = value;
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

static void prepare(struct evaluation *e)
{
    struct tp_xp_run *r = e->r;

    r->x = e->x;
    r->steps = 0;
    r->offset = 0;
    r->current = e->context;
    r->focus = (struct xp_focus){0};
    if (e->context)
        r->focus = (struct xp_focus){tp_xp_node_item(e->context), 1, 1};
    if (e->x->locals > r->n_locals) {
        r->locals = TP_NEW_ARRAY(r->arena, e->x->locals, struct tp_xp_seq);
        r->n_locals = e->x->locals;
    }
}

static bool evaluate(struct evaluation *e, struct tp_xp_error *error)
{
    struct tp_xp_run *r = e->r;
    jmp_buf *outer = r->jump; /* a host's function may evaluate as well */
    struct tp_xp_run saved = *r;
    jmp_buf jump;

    r->jump = &jump;
    if (setjmp(jump)) {
        r->jump = outer;
        if (error)
            *error = r->error;
        return false;
    }
    prepare(e);
    e->what(e);
    r->jump = outer;
    if (outer) { /* back to the evaluation around this one */
        r->x = saved.x;
        r->current = saved.current;
        r->focus = saved.focus;
        r->steps += saved.steps;
        r->offset = saved.offset;
    }
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

bool tp_xp_eval(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *context,
                struct tp_xp_seq *out, struct tp_xp_error *error)
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

bool tp_xp_text(struct tp_xp_run *r, const struct tp_xp *x, xmlNode *context,
                struct tp_slice *text, struct tp_xp_error *error)
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
