/* rng_to_rnc_words.c - compact syntax: lines, literals and names. */
#include <string.h>

#include "rnc_lex.h"
#include "rng_to_rnc.h"

void tp_rnc_put(struct tp_rnc_printer *p, const char *s)
{
    if (p->failed)
        return;
    tp_buf_str(p->out, s);
    if (p->flat && p->out->len - p->start > TP_RNG_LINE)
        p->failed = true;
}

void tp_rnc_newline(struct tp_rnc_printer *p)
{
    if (p->flat) {
        p->failed = true;
        return;
    }
    tp_buf_char(p->out, '\n');
    for (size_t i = 0; i < p->indent; i++)
        tp_buf_str(p->out, "  ");
}

void tp_rnc_gap(struct tp_rnc_printer *p)
{
    if (p->flat)
        tp_rnc_put(p, " ");
    else
        tp_rnc_newline(p);
}

void tp_rnc_fitted(struct tp_rnc_printer *p, tp_rnc_print *fn, const struct tp_rng_node *n)
{
    size_t len = p->out->len, start = len;

    if (p->flat) {
        fn(p, n);
        return;
    }
    while (start && p->out->p[start - 1] != '\n')
        start--;
    p->flat = true;
    p->start = start;
    fn(p, n);
    p->flat = false;
    if (!p->failed)
        return;
    p->failed = false;
    p->out->len = len;
    p->out->p[len] = '\0';
    fn(p, n);
}

/* ---- literals and names ---- */

static void segment(struct tp_rnc_printer *p, const char *s, size_t n, const char *quotes)
{
    struct tp_buf b = tp_buf_new(p->w->a);

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\n')
            tp_buf_str(&b, "\\x{A}");
        else if (s[i] == '\r')
            tp_buf_str(&b, "\\x{D}");
        else if (s[i] == '\\' && i + 1 < n && s[i + 1] == 'x')
            tp_buf_str(&b, "\\x{5C}");
        else
            tp_buf_char(&b, s[i]);
    }
    tp_rnc_put(p, quotes);
    tp_rnc_put(p, b.p);
    tp_rnc_put(p, quotes);
}

void tp_rnc_put_literal(struct tp_rnc_printer *p, const char *s)
{
    size_t n = strlen(s);

    if (!strchr(s, '"') || !strchr(s, '\'')) {
        segment(p, s, n, strchr(s, '"') ? "'" : "\"");
        return;
    }
    if (*s != '"' && s[n - 1] != '"' && !strstr(s, "\"\"\"")) {
        segment(p, s, n, "\"\"\"");
        return;
    }
    while (*s) { /* both quotes: pieces that have one kind each */
        size_t plain = strcspn(s, "\""), single;
        if (plain == 0)
            for (single = 0; s[single] == '"'; single++)
                plain++;
        segment(p, s, plain, *s == '"' ? "'" : "\"");
        s += plain;
        if (*s)
            tp_rnc_put(p, " ~ ");
    }
}

void tp_rnc_put_identifier(struct tp_rnc_printer *p, const char *name)
{
    if (tp_rnc_keyword_of(name))
        tp_rnc_put(p, "\\");
    tp_rnc_put(p, name);
}

void tp_rnc_put_name(struct tp_rnc_printer *p, const char *ns, const char *local, bool attribute)
{
    const char *prefix = NULL;

    if (ns && strcmp(ns, "http://www.w3.org/XML/1998/namespace") == 0)
        prefix = "xml";
    else if (attribute ? !(ns && !*ns)
                       : !(ns == p->w->default_ns ||
                           (ns && p->w->default_ns && strcmp(ns, p->w->default_ns) == 0)))
        prefix = tp_rng_prefix_for(p->w, ns, false);
    if (prefix) {
        tp_rnc_put(p, prefix);
        tp_rnc_put(p, ":");
    }
    tp_rnc_put(p, local);
}
