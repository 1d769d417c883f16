/* rng_to_rnc.c - writing compact syntax: declarations and grammars. */
#include <stdlib.h>
#include <string.h>

#include "rnc_lex.h"
#include "rng_to_rnc.h"

void tp_rnc_put_reference(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const char *prefix = n->ns == p->w->default_ns ||
                                 (n->ns && p->w->default_ns && strcmp(n->ns, p->w->default_ns) == 0)
                             ? NULL
                             : tp_rng_prefix_for(p->w, n->ns, false);

    tp_rnc_put_literal(p, tp_rng_href(p->w, n, TP_RNG_COMPACT));
    if (prefix) {
        tp_rnc_put(p, " inherit = ");
        tp_rnc_put(p, prefix);
    }
}

static void definition_line(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rnc_own_end(n);

    if (n->kind == TP_RNG_START)
        tp_rnc_put(p, "start");
    else
        tp_rnc_put_identifier(p, n->name);
    tp_rnc_put(p, n->combine == TP_RNG_COMBINE_CHOICE       ? " |="
                  : n->combine == TP_RNG_COMBINE_INTERLEAVE ? " &="
                                                            : " =");
    p->indent++;
    tp_rnc_gap(p);
    tp_rnc_put_own_comments(p, n);
    if (k && tp_rnc_count_real(k) == 1 && k->kind < TP_RNG_FOREIGN && !k->next)
        tp_rnc_put_pattern(p, k, TP_RNC_LOOSE);
    else
        tp_rnc_put_joined(p, k, ",");
    p->indent--;
}

static void braced_components(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    tp_rnc_put(p, " {");
    p->indent++;
    tp_rnc_newline(p);
    tp_rnc_put_own_comments(p, n);
    tp_rnc_put_components(p, n);
    p->indent--;
    tp_rnc_newline(p);
    tp_rnc_put(p, "}");
}

static void component(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    if (n->kind == TP_RNG_FOREIGN) {
        tp_rnc_put_annotation(p, n);
        return;
    }
    tp_rnc_put_own(p, n);
    if (n->kind == TP_RNG_START || n->kind == TP_RNG_DEFINE) {
        tp_rnc_fitted(p, definition_line, n);
        return;
    }
    if (n->kind == TP_RNG_INCLUDE && !tp_rnc_own_end(n))
        tp_rnc_put_own_comments(p, n);
    tp_rnc_put(p, n->kind == TP_RNG_DIV ? "div" : "include ");
    if (n->kind == TP_RNG_INCLUDE)
        tp_rnc_put_reference(p, n);
    if (n->kind == TP_RNG_DIV || tp_rnc_own_end(n))
        braced_components(p, n);
}

/* An empty line at AT, where a construct of several lines begins. */
static void open_up(struct tp_rnc_printer *p, size_t at)
{
    size_t tail = p->out->len - at;

    tp_buf_char(p->out, '\n');
    memmove(p->out->p + at + 1, p->out->p + at, tail);
    p->out->p[at] = '\n';
}

void tp_rnc_put_components(struct tp_rnc_printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rnc_own_end(n);
    bool first = true, commented = false, long_before = false, included = false;

    for (; k; k = k->next) {
        size_t at = p->out->len;
        bool is_long, includes = k->kind == TP_RNG_INCLUDE;
        /* a comment has ended its line already; two of them stay apart */
        if (!first && (!commented || k->kind == TP_RNG_COMMENT))
            tp_rnc_newline(p);
        commented = k->kind == TP_RNG_COMMENT;
        if (commented)
            tp_rnc_put_comment(p, k);
        else
            component(p, k);
        is_long = !commented && p->out->len > at + 1 &&
                  memchr(p->out->p + at + 1, '\n', p->out->len - at - 1);
        /* a comment is about what follows */
        if (!first && (is_long || long_before || commented || includes != included) &&
            p->out->p[at] == '\n' && p->out->p[at - 1] != '\n')
            open_up(p, at);
        long_before = is_long;
        included = includes;
        first = false;
    }
}

static bool is_default(const struct tp_rng_writer *w, const struct tp_rng_prefix *x)
{
    return !x->library && x->uri && w->default_ns && strcmp(x->uri, w->default_ns) == 0;
}

static void declaration(struct tp_rnc_printer *p, const struct tp_rng_prefix *x)
{
    bool plain = is_default(p->w, x);

    tp_rnc_put(p, x->library ? "datatypes " : plain ? "default namespace " : "namespace ");
    if (!plain || x->foreign) {
        tp_rnc_put(p, x->prefix);
        tp_rnc_put(p, " ");
    }
    tp_rnc_put(p, "= ");
    if (x->uri)
        tp_rnc_put_literal(p, x->uri);
    else
        tp_rnc_put(p, "inherit");
    tp_buf_char(p->out, '\n');
}

/* The default namespace, other namespaces, libraries; each by its prefix. */
static int by_prefix(const void *x, const void *y)
{
    const struct tp_rng_prefix *a = *(const struct tp_rng_prefix *const *)x,
                               *b = *(const struct tp_rng_prefix *const *)y;

    return a->library != b->library ? a->library - b->library : strcmp(a->prefix, b->prefix);
}

static void declarations(struct tp_rnc_printer *p)
{
    const struct tp_rng_writer *w = p->w;
    const struct tp_rng_prefix **v =
        TP_NEW_ARRAY(w->a, w->prefixes.n + 1, const struct tp_rng_prefix *);
    size_t n = 0, before = p->out->len;

    for (size_t i = 0; i < w->prefixes.n; i++) {
        const struct tp_rng_prefix *x = &w->prefixes.v[i];
        bool known = x->library && strcmp(x->prefix, "xsd") == 0 && strcmp(x->uri, TP_RNG_XSD) == 0;
        bool outer = !x->library && !x->uri && !x->foreign && !w->default_ns;
        if (is_default(w, x))
            declaration(p, x);
        else if (!known && !outer) /* without a prefix, names inherit from outside */
            v[n++] = x;
    }
    qsort(v, n, sizeof *v, by_prefix);
    for (size_t i = 0; i < n; i++)
        declaration(p, v[i]);
    if (p->out->len > before)
        tp_buf_char(p->out, '\n');
}

void tp_rng_write_compact(struct tp_rng_writer *w)
{
    struct tp_rnc_printer p = {.w = w, .out = w->out};
    const struct tp_rng_node *root = w->file->root;

    for (const struct tp_rng_node *k = w->file->leading; k; k = k->next)
        tp_rnc_put_comment(&p, k);
    if (w->file->leading)
        tp_buf_char(w->out, '\n');
    declarations(&p);
    if (root->kind == TP_RNG_GRAMMAR && !root->attrs)
        tp_rnc_put_components(&p, root);
    else
        tp_rnc_put_pattern(&p, root, TP_RNC_LOOSE);
    if (w->out->len && w->out->p[w->out->len - 1] != '\n')
        tp_buf_char(w->out, '\n');
    for (const struct tp_rng_node *k = w->file->trailing; k; k = k->next)
        tp_rnc_put_comment(&p, k);
}
