/*
 * rng_to_rnc.c - writing compact syntax.
 *
 * Every construct has one form on one line and one over several; a trial on one line that gets too
 * long is given up at once, so the work stays in proportion to the size. Comments and documentation
 * need lines of their own. Recursion follows the depth of the tree, which is bounded.
 */
#include <string.h>

#include "rnc_lex.h"
#include "rng_convert.h"

struct printer {
    struct tp_rng_writer *w;
    struct tp_buf *out;
    size_t indent;
    bool flat;    /* a trial on one line */
    bool failed;  /* ... that has failed */
    size_t start; /* where the line began */
};

enum level { LOOSE, TIGHT }; /* may a connector stand there without parentheses? */

static void put(struct printer *p, const char *s)
{
    if (p->failed)
        return;
    tp_buf_str(p->out, s);
    if (p->flat && p->out->len - p->start > TP_RNG_LINE)
        p->failed = true;
}

static void newline(struct printer *p)
{
    if (p->flat) {
        p->failed = true;
        return;
    }
    tp_buf_char(p->out, '\n');
    for (size_t i = 0; i < p->indent; i++)
        tp_buf_str(p->out, "  ");
}

/* A space on one line, a new line otherwise. */
static void gap(struct printer *p)
{
    if (p->flat)
        put(p, " ");
    else
        newline(p);
}

/* ---- literals and names ---- */

static void segment(struct printer *p, const char *s, size_t n, char quote)
{
    char q[2] = {quote, '\0'};
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
    put(p, q);
    put(p, b.p);
    put(p, q);
}

static void literal(struct printer *p, const char *s)
{
    size_t n = strlen(s);

    if (!strchr(s, '"') || !strchr(s, '\'')) {
        segment(p, s, n, strchr(s, '"') ? '\'' : '"');
        return;
    }
    while (*s) { /* both quotes: pieces that have one kind each */
        size_t plain = strcspn(s, "\""), single;
        if (plain == 0)
            for (single = 0; s[single] == '"'; single++)
                plain++;
        segment(p, s, plain, *s == '"' ? '\'' : '"');
        s += plain;
        if (*s)
            put(p, " ~ ");
    }
}

static void reference_name(struct printer *p, const char *name)
{
    if (tp_rnc_keyword_of(name))
        put(p, "\\");
    put(p, name);
}

static void qualified(struct printer *p, const char *ns, const char *local, bool attribute)
{
    const char *prefix = NULL;

    if (ns && strcmp(ns, "http://www.w3.org/XML/1998/namespace") == 0)
        prefix = "xml";
    else if (attribute ? !(ns && !*ns)
                       : !(ns == p->w->default_ns ||
                           (ns && p->w->default_ns && strcmp(ns, p->w->default_ns) == 0)))
        prefix = tp_rng_prefix_for(p->w, ns, false);
    if (prefix) {
        put(p, prefix);
        put(p, ":");
    }
    put(p, local);
}

/* ---- annotations ---- */

static bool is_documentation(const struct tp_rng_node *n)
{
    if (n->kind != TP_RNG_FOREIGN || strcmp(n->ns, TP_RNG_NS_A) != 0 ||
        strcmp(n->name, "documentation") != 0 || n->attrs || !n->child)
        return false;
    return n->child->kind == TP_RNG_CHARS && !n->child->next;
}

/* Lines behind MARK. */
static void comment_lines(struct printer *p, const char *mark, const char *text)
{
    while (!p->failed) {
        size_t n = strcspn(text, "\n");
        put(p, mark);
        if (n) {
            put(p, " ");
            tp_buf_add(p->out, text, n);
        }
        newline(p);
        if (!text[n])
            return;
        text += n + 1;
    }
}

static void comment(struct printer *p, const struct tp_rng_node *n)
{
    const char *text = tp_rng_trim(p->w->a, n->text);

    /* a comment of several lines is outdented, one of the compact syntax begins with its space */
    while (*text && strchr(" \t\r\n", *text))
        text++;
    for (;;) {
        size_t len = strcspn(text, "\n"), end = len;
        while (end && strchr(" \t\r", text[end - 1]))
            end--;
        if (end || text[len]) {
            put(p, end && text[0] == '#' ? "# " : "#");
            if (end) {
                put(p, text[0] == '#' ? "" : " ");
                if (!p->failed)
                    tp_buf_add(p->out, text, end);
            }
            newline(p);
        }
        if (!text[len])
            return;
        text += len + 1;
        while (*text == ' ' || *text == '\t')
            text++;
    }
}

static void annotation(struct printer *p, const struct tp_rng_node *n);

static void annotation_attributes(struct printer *p, const struct tp_rng_attr *a)
{
    for (; a; a = a->next) {
        qualified(p, *a->ns ? a->ns : "", a->name, true);
        put(p, " = ");
        literal(p, a->value);
        if (a->next)
            put(p, " ");
    }
}

static void annotation_children(struct printer *p, const struct tp_rng_node *n)
{
    bool indented = tp_rng_only_indented(n);

    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        if (indented && k->kind == TP_RNG_CHARS)
            continue;
        if (k->kind == TP_RNG_COMMENT && p->flat)
            p->failed = true;
        if (k->kind == TP_RNG_COMMENT) {
            newline(p);
            comment(p, k);
            continue;
        }
        gap(p);
        if (k->kind == TP_RNG_CHARS)
            literal(p, k->text);
        else
            annotation(p, k);
    }
}

/* Several of these follow each other in a flat trial or over lines; FN decides how. */
static void fitted(struct printer *p, void (*fn)(struct printer *p, const struct tp_rng_node *n),
                   const struct tp_rng_node *n)
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

static void annotation_body(struct printer *p, const struct tp_rng_node *n)
{
    qualified(p, n->ns, n->name, true);
    put(p, " [");
    p->indent++;
    if (n->attrs) {
        gap(p);
        annotation_attributes(p, n->attrs);
    }
    annotation_children(p, n);
    p->indent--;
    gap(p);
    put(p, "]");
}

static void annotation(struct printer *p, const struct tp_rng_node *n)
{
    fitted(p, annotation_body, n);
}

/* Is K the name class of its element or attribute? */
static bool is_name(const struct tp_rng_node *k)
{
    return k->kind >= TP_RNG_NAME && k->kind <= TP_RNG_NAME_CHOICE &&
           (k->parent->kind == TP_RNG_ELEMENT || k->parent->kind == TP_RNG_ATTRIBUTE);
}

/* Where the annotations that belong to the node itself end: at its first pattern. */
static const struct tp_rng_node *own_end(const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = n->child;

    while (k && (k->kind == TP_RNG_FOREIGN || k->kind == TP_RNG_COMMENT || is_name(k)))
        k = k->next;
    return k;
}

static bool has_own(const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = n->child;

    if (n->attrs)
        return true;
    for (; k && k != own_end(n); k = k->next)
        if (k->kind == TP_RNG_FOREIGN)
            return true;
    return false;
}

static void bracket(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *end = own_end(n), *k = n->child;

    put(p, "[");
    p->indent++;
    if (n->attrs) {
        gap(p);
        annotation_attributes(p, n->attrs);
    }
    for (bool docs = true; k != end; k = k->next) {
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): END is behind K */
        docs = docs && (k->kind != TP_RNG_FOREIGN || is_documentation(k));
        if (docs || k->kind != TP_RNG_FOREIGN)
            continue;
        gap(p);
        annotation(p, k);
    }
    p->indent--;
    gap(p);
    put(p, "]");
}

/* ## lines, then what else there is in brackets, each on lines of its own. */
static void own_annotations(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *end = own_end(n), *k = n->child;
    bool more = n->attrs != NULL;

    if (!has_own(n))
        return;
    if (p->flat) {
        p->failed = true;
        return;
    }
    for (bool docs = true; k != end; k = k->next) {
        docs = docs && (k->kind != TP_RNG_FOREIGN || is_documentation(k));
        if (docs && k->kind == TP_RNG_FOREIGN)
            comment_lines(p, "##", k->child->text);
        more = more || (!docs && k->kind == TP_RNG_FOREIGN);
    }
    if (more) {
        fitted(p, bracket, n);
        newline(p);
    }
}

/* ---- name classes ---- */

static void name_class(struct printer *p, const struct tp_rng_node *n, bool attribute,
                       enum level l);

static void name_choice(struct printer *p, const struct tp_rng_node *first, bool attribute)
{
    for (const struct tp_rng_node *k = tp_rng_real((struct tp_rng_node *)first); k;
         k = tp_rng_real(k->next)) {
        if (k != first)
            put(p, " | ");
        name_class(p, k, attribute, TIGHT);
    }
}

static void wildcard(struct printer *p, const struct tp_rng_node *n, bool attribute)
{
    const struct tp_rng_node *except = tp_rng_real(n->child), *k;

    if (n->kind == TP_RNG_NS_NAME) {
        put(p, tp_rng_prefix_for(p->w, n->ns, false));
        put(p, ":");
    }
    put(p, "*");
    if (!except)
        return;
    k = tp_rng_real(except->child);
    put(p, tp_rng_real(k->next) ? " - (" : " - ");
    if (tp_rng_real(k->next))
        name_choice(p, k, attribute);
    else
        name_class(p, k, attribute, TIGHT);
    put(p, tp_rng_real(k->next) ? ")" : "");
}

static void name_class(struct printer *p, const struct tp_rng_node *n, bool attribute, enum level l)
{
    bool simple =
        n->kind == TP_RNG_NAME || (n->kind != TP_RNG_NAME_CHOICE && !tp_rng_real(n->child));

    put(p, l == TIGHT && !simple ? "(" : "");
    if (n->kind == TP_RNG_NAME)
        qualified(p, n->ns, n->name, attribute);
    else if (n->kind == TP_RNG_NAME_CHOICE)
        name_choice(p, tp_rng_real(n->child), attribute);
    else
        wildcard(p, n, attribute);
    put(p, l == TIGHT && !simple ? ")" : "");
}

/* ---- patterns ---- */

static void pattern(struct printer *p, const struct tp_rng_node *n, enum level l);

static size_t count_real(const struct tp_rng_node *k)
{
    size_t n = 0;

    for (k = tp_rng_real((struct tp_rng_node *)k); k; k = tp_rng_real(k->next))
        n++;
    return n;
}

static void follow_annotations(struct printer *p, const struct tp_rng_node **k)
{
    for (; *k && (*k)->kind == TP_RNG_FOREIGN; *k = (*k)->next) {
        gap(p);
        put(p, ">> ");
        annotation(p, *k);
    }
}

static void comments_before(struct printer *p, const struct tp_rng_node **k)
{
    for (; *k && (*k)->kind == TP_RNG_COMMENT; *k = (*k)->next) {
        if (p->flat)
            p->failed = true;
        comment(p, *k);
    }
}

/* The children from K on, joined. */
static void joined(struct printer *p, const struct tp_rng_node *k, const char *connector)
{
    bool comma = strcmp(connector, ",") == 0, several = count_real(k) > 1;

    for (bool first = true; k && !p->failed; first = false) {
        comments_before(p, &k);
        if (!k)
            return;
        if (!first && !comma) {
            put(p, connector);
            put(p, " ");
        }
        pattern(p, k, several ? TIGHT : LOOSE);
        k = k->next;
        follow_annotations(p, &k);
        if (!tp_rng_real((struct tp_rng_node *)k)) {
            for (; k; k = k->next)
                if (k->kind == TP_RNG_COMMENT) {
                    newline(p);
                    comment(p, k);
                }
            return;
        }
        if (comma)
            put(p, ",");
        gap(p);
    }
}

static const char *connector_of(enum tp_rng_kind kind)
{
    return kind == TP_RNG_CHOICE || kind == TP_RNG_EXCEPT ? "|"
           : kind == TP_RNG_INTERLEAVE                    ? "&"
                                                          : ",";
}

/* Comments of the node's own beginning come before the construct: there is no other place. */
static const struct tp_rng_node *content_of(const struct tp_rng_node *n)
{
    return own_end(n);
}

static void braced(struct printer *p, const struct tp_rng_node *k)
{
    put(p, " {");
    p->indent++;
    gap(p);
    joined(p, k, ",");
    p->indent--;
    gap(p);
    put(p, "}");
}

static void braced_pattern(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = content_of(n);

    if (n->kind == TP_RNG_ELEMENT || n->kind == TP_RNG_ATTRIBUTE) {
        const struct tp_rng_node *nc = tp_rng_real(n->child);
        put(p, tp_rng_kind_name(n->kind));
        put(p, " ");
        name_class(p, nc, n->kind == TP_RNG_ATTRIBUTE, LOOSE);
        if (!tp_rng_real((struct tp_rng_node *)k)) {
            put(p, " { text }");
            return;
        }
    } else {
        put(p, n->kind == TP_RNG_LIST ? "list" : "mixed");
    }
    braced(p, k);
}

static void parenthesised(struct printer *p, const struct tp_rng_node *n)
{
    put(p, "(");
    p->indent++;
    if (!p->flat)
        newline(p);
    joined(p, content_of(n), connector_of(n->kind));
    p->indent--;
    if (!p->flat)
        newline(p);
    put(p, ")");
}

static void open_pattern(struct printer *p, const struct tp_rng_node *n)
{
    joined(p, content_of(n), connector_of(n->kind));
}

static void datatype(struct printer *p, const struct tp_rng_node *n)
{
    if (*n->dtlib) {
        const char *prefix = tp_rng_prefix_for(p->w, n->dtlib, true);
        put(p, prefix ? prefix : "xsd");
        put(p, ":");
    }
    put(p, n->name);
}

static void data(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rng_real(n->child);

    datatype(p, n);
    if (k && k->kind == TP_RNG_PARAM) {
        put(p, " {");
        p->indent++;
        for (; k && k->kind == TP_RNG_PARAM; k = tp_rng_real(k->next)) {
            gap(p);
            put(p, k->name);
            put(p, " = ");
            literal(p, k->text);
        }
        p->indent--;
        gap(p);
        put(p, "}");
    }
    if (!k)
        return;
    put(p, " - ");
    if (count_real(k->child) > 1)
        parenthesised(p, k);
    else
        pattern(p, tp_rng_real(k->child), TIGHT);
}

static void inheriting(struct printer *p, const struct tp_rng_node *n)
{
    const char *prefix = n->ns == p->w->default_ns ||
                                 (n->ns && p->w->default_ns && strcmp(n->ns, p->w->default_ns) == 0)
                             ? NULL
                             : tp_rng_prefix_for(p->w, n->ns, false);

    literal(p, tp_rng_href(p->w, n, TP_RNG_COMPACT));
    if (prefix) {
        put(p, " inherit = ");
        put(p, prefix);
    }
}

static void grammar_children(struct printer *p, const struct tp_rng_node *n);

/* A group, choice or interleave of one is that one, unless something is noted at it. */
static const struct tp_rng_node *unwrapped(const struct tp_rng_node *n)
{
    while ((n->kind == TP_RNG_GROUP || n->kind == TP_RNG_CHOICE || n->kind == TP_RNG_INTERLEAVE) &&
           !n->attrs && n->child && !n->child->next && n->child->kind < TP_RNG_FOREIGN)
        n = n->child;
    return n;
}

static void repeated(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = content_of(n), *rest;
    size_t count = count_real(k);

    if (count == 1 && k->kind < TP_RNG_FOREIGN) {
        /* annotations behind the only part belong to it */
        rest = k->next;
        k = unwrapped(k);
        if (rest) {
            put(p, "(");
            joined(p, k, ",");
            put(p, ")");
        } else if (k->kind == TP_RNG_OPTIONAL || k->kind == TP_RNG_ZERO_OR_MORE ||
                   k->kind == TP_RNG_ONE_OR_MORE) {
            put(p, "(");
            pattern(p, k, LOOSE);
            put(p, ")");
        } else {
            pattern(p, k, TIGHT);
        }
    } else {
        parenthesised(p, n);
    }
    put(p, n->kind == TP_RNG_OPTIONAL ? "?" : n->kind == TP_RNG_ZERO_OR_MORE ? "*" : "+");
}

static void construct(struct printer *p, const struct tp_rng_node *n, enum level l)
{
    switch (n->kind) {
    case TP_RNG_ELEMENT:
    case TP_RNG_ATTRIBUTE:
    case TP_RNG_LIST:
    case TP_RNG_MIXED:
        fitted(p, braced_pattern, n);
        return;
    case TP_RNG_GROUP:
    case TP_RNG_INTERLEAVE:
    case TP_RNG_CHOICE:
        fitted(p, l == TIGHT || has_own(n) ? parenthesised : open_pattern, n);
        return;
    case TP_RNG_OPTIONAL:
    case TP_RNG_ZERO_OR_MORE:
    case TP_RNG_ONE_OR_MORE:
        fitted(p, repeated, n);
        return;
    case TP_RNG_REF:
        reference_name(p, n->name);
        return;
    case TP_RNG_PARENT_REF:
        put(p, "parent ");
        reference_name(p, n->name);
        return;
    case TP_RNG_VALUE:
        if (!n->shorthand) {
            datatype(p, n);
            put(p, " ");
        }
        literal(p, n->text);
        return;
    case TP_RNG_DATA: {
        const struct tp_rng_node *k = tp_rng_real(n->child);
        while (k && k->kind == TP_RNG_PARAM)
            k = tp_rng_real(k->next);
        put(p, l == TIGHT && k ? "(" : "");
        fitted(p, data, n);
        put(p, l == TIGHT && k ? ")" : "");
        return;
    }
    case TP_RNG_EXTERNAL_REF:
        put(p, "external ");
        inheriting(p, n);
        return;
    case TP_RNG_GRAMMAR:
        put(p, "grammar {");
        p->indent++;
        newline(p);
        grammar_children(p, n);
        p->indent--;
        newline(p);
        put(p, "}");
        return;
    default:
        put(p, tp_rng_kind_name(n->kind));
    }
}

/* A repetition with annotations of its own can only be written around parentheses. */
static void pattern(struct printer *p, const struct tp_rng_node *given, enum level l)
{
    const struct tp_rng_node *n = unwrapped(given), *k = n->child;
    bool repeat = n->kind == TP_RNG_OPTIONAL || n->kind == TP_RNG_ZERO_OR_MORE ||
                  n->kind == TP_RNG_ONE_OR_MORE;

    for (; k && k != own_end(n); k = k->next)
        if (k->kind == TP_RNG_COMMENT) {
            if (p->flat)
                p->failed = true;
            comment(p, k);
        }
    own_annotations(p, n);
    if (repeat && has_own(n)) {
        put(p, "(");
        construct(p, n, LOOSE);
        put(p, ")");
    } else {
        construct(p, n, l);
    }
}

/* ---- grammars ---- */

static void definition_line(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = content_of(n);

    if (n->kind == TP_RNG_START)
        put(p, "start");
    else
        reference_name(p, n->name);
    put(p, n->combine == TP_RNG_COMBINE_CHOICE       ? " |="
           : n->combine == TP_RNG_COMBINE_INTERLEAVE ? " &="
                                                     : " =");
    p->indent++;
    gap(p);
    if (k && count_real(k) == 1 && k->kind < TP_RNG_FOREIGN && !k->next)
        pattern(p, k, LOOSE);
    else
        joined(p, k, ",");
    p->indent--;
}

static void component(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = n->child;

    for (; k && k != own_end(n); k = k->next)
        if (k->kind == TP_RNG_COMMENT && n->kind != TP_RNG_DIV && n->kind != TP_RNG_INCLUDE)
            comment(p, k);
    switch (n->kind) {
    case TP_RNG_START:
    case TP_RNG_DEFINE:
        own_annotations(p, n);
        fitted(p, definition_line, n);
        return;
    case TP_RNG_DIV:
    case TP_RNG_INCLUDE:
        own_annotations(p, n);
        put(p, n->kind == TP_RNG_DIV ? "div" : "include ");
        if (n->kind == TP_RNG_INCLUDE)
            inheriting(p, n);
        if (n->kind == TP_RNG_INCLUDE && !own_end(n))
            return;
        put(p, " {");
        p->indent++;
        newline(p);
        grammar_children(p, n);
        p->indent--;
        newline(p);
        put(p, "}");
        return;
    case TP_RNG_FOREIGN:
        annotation(p, n);
        return;
    default:
        return;
    }
}

/* An empty line at AT, where a construct of several lines begins. */
static void open_up(struct printer *p, size_t at)
{
    size_t tail = p->out->len - at;

    tp_buf_char(p->out, '\n');
    memmove(p->out->p + at + 1, p->out->p + at, tail);
    p->out->p[at] = '\n';
}

static void grammar_children(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = n->kind == TP_RNG_GRAMMAR ? n->child : own_end(n);
    bool first = true, commented = false, long_before = false;

    for (; k; k = k->next) {
        size_t at = p->out->len;
        bool is_long;
        if (!first && !commented) /* a comment has ended its line already */
            newline(p);
        commented = k->kind == TP_RNG_COMMENT;
        if (commented)
            comment(p, k);
        else
            component(p, k);
        is_long = !commented && p->out->len > at + 1 &&
                  memchr(p->out->p + at + 1, '\n', p->out->len - at - 1);
        if (!first && (is_long || long_before) && p->out->p[at] == '\n')
            open_up(p, at);
        long_before = is_long;
        first = false;
    }
}

static void declarations(struct printer *p)
{
    struct tp_rng_writer *w = p->w;

    for (size_t i = 0; i < w->prefixes.n; i++) {
        const struct tp_rng_prefix *x = &w->prefixes.v[i];
        bool is_default =
            !x->library && x->uri && w->default_ns && strcmp(x->uri, w->default_ns) == 0;
        if (x->library && strcmp(x->prefix, "xsd") == 0 && strcmp(x->uri, TP_RNG_XSD) == 0)
            continue;
        if (!x->library && !x->uri && !x->foreign && !w->default_ns)
            continue; /* without a prefix, names inherit */
        put(p, x->library ? "datatypes " : is_default ? "default namespace " : "namespace ");
        if (!is_default || (x->foreign && *x->uri)) {
            put(p, x->prefix);
            put(p, " ");
        }
        put(p, "= ");
        if (x->uri)
            literal(p, x->uri);
        else
            put(p, "inherit");
        tp_buf_char(p->out, '\n');
    }
    if (p->out->len)
        tp_buf_char(p->out, '\n');
}

void tp_rng_write_compact(struct tp_rng_writer *w)
{
    struct printer p = {.w = w, .out = w->out};
    const struct tp_rng_node *root = w->file->root;

    for (const struct tp_rng_node *k = w->file->leading; k; k = k->next)
        comment(&p, k);
    declarations(&p);
    if (root->kind == TP_RNG_GRAMMAR && !root->attrs)
        grammar_children(&p, root);
    else
        pattern(&p, root, LOOSE);
    if (w->out->len && w->out->p[w->out->len - 1] != '\n')
        tp_buf_char(w->out, '\n');
    for (const struct tp_rng_node *k = w->file->trailing; k; k = k->next)
        comment(&p, k);
}
