/* rng_to_xml.c - writing the XML syntax. Recursion follows the depth of the tree, which is bounded.
 */
#include <string.h>

#include "rng_convert.h"

struct printer {
    struct tp_rng_writer *w;
    struct tp_buf *out;
    const char *ns;    /* in force here; NULL: none */
    const char *dtlib; /* in force here */
};

static void attribute(struct printer *p, const char *name, const char *value)
{
    tp_buf_fmt(p->out, " %s=\"", name);
    tp_buf_xml_attr(p->out, value, strlen(value));
    tp_buf_char(p->out, '"');
}

static void newline(struct printer *p, size_t depth)
{
    tp_buf_char(p->out, '\n');
    for (size_t i = 0; i < depth; i++)
        tp_buf_str(p->out, "  ");
}

static const char *qname(struct printer *p, const char *ns, const char *local)
{
    const char *prefix = NULL;

    if (ns && strcmp(ns, "http://www.w3.org/XML/1998/namespace") == 0)
        prefix = "xml";
    else if (ns && *ns)
        prefix = tp_rng_prefix_for(p->w, ns, false);
    return prefix ? tp_fmt(p->w->a, "%s:%s", prefix, local) : local;
}

static bool same(const char *x, const char *y)
{
    return x && y ? strcmp(x, y) == 0 : x == y;
}

/* "--" can't stand in a comment of XML, nor "-" at its end. */
static void comment_text(struct printer *p, const char *s)
{
    for (; *s; s++) {
        tp_buf_char(p->out, *s);
        if (*s == '-' && (s[1] == '-' || !s[1]))
            tp_buf_char(p->out, ' ');
    }
}

/* From the compact syntax come lines that begin with the space behind their mark. */
static void comment(struct printer *p, const struct tp_rng_node *n, size_t depth)
{
    const char *s = n->text;
    bool lines = strchr(s, '\n') != NULL;

    tp_buf_str(p->out, "<!--");
    if (p->w->from != TP_RNG_COMPACT) {
        comment_text(p, s);
    } else if (!lines) {
        tp_buf_str(p->out, *s == ' ' ? "" : " ");
        comment_text(p, s);
        tp_buf_char(p->out, ' ');
    } else {
        for (const char *end = s; end; s = end ? end + 1 : s) {
            end = strchr(s, '\n');
            s += *s == ' ';
            newline(p, end != s && *s ? depth + 1 : 0);
            comment_text(p, end ? tp_strndup(p->w->a, s, (size_t)(end - s)) : s);
        }
        newline(p, depth);
    }
    tp_buf_str(p->out, "-->");
}

/* Text of an annotation; lines of documentation from the compact syntax are indented. */
static void foreign_text(struct printer *p, const struct tp_rng_node *n, size_t depth)
{
    const struct tp_rng_node *in = n->parent;
    const char *s = n->text, *end;

    for (; in->shorthand && (end = strchr(s, '\n')); s = end + 1) {
        tp_buf_xml_text(p->out, s, (size_t)(end - s));
        newline(p, end[1] && end[1] != '\n' ? depth + 1 : 0);
    }
    tp_buf_xml_text(p->out, s, strlen(s));
}

static void foreign_attributes(struct printer *p, const struct tp_rng_node *n)
{
    for (const struct tp_rng_attr *a = n->attrs; a; a = a->next)
        attribute(p, qname(p, a->ns, a->name), a->value);
}

/* Mixed content is written as it is; without text, on lines. */
static void foreign(struct printer *p, const struct tp_rng_node *n, size_t depth, bool lines)
{
    const char *name = qname(p, n->ns, n->name);
    bool text = false, indented;

    tp_buf_fmt(p->out, "<%s", name);
    if (!*n->ns && p->w->file)
        tp_buf_str(p->out, " xmlns=\"\"");
    foreign_attributes(p, n);
    if (!n->child) {
        tp_buf_str(p->out, "/>");
        return;
    }
    indented = tp_rng_only_indented(n);
    for (const struct tp_rng_node *k = n->child; k; k = k->next)
        text = text || (k->kind == TP_RNG_CHARS && !indented);
    lines = lines && !text;
    tp_buf_char(p->out, '>');
    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        if (indented && k->kind == TP_RNG_CHARS)
            continue;
        if (lines)
            newline(p, depth + 1);
        if (k->kind == TP_RNG_CHARS)
            foreign_text(p, k, depth);
        else if (k->kind == TP_RNG_COMMENT)
            comment(p, k, depth + 1);
        else
            foreign(p, k, depth + 1, lines);
    }
    if (lines)
        newline(p, depth);
    tp_buf_fmt(p->out, "</%s>", name);
}

/* The name in an attribute, where it may be one: its namespace is then the one in force, or a
 * prefix. */
static const struct tp_rng_node *short_name(struct printer *p, const struct tp_rng_node *n)
{
    const struct tp_rng_node *k = tp_rng_real(n->child);

    if (!k || k->kind != TP_RNG_NAME || k->attrs || k->child)
        return NULL;
    if (n->kind == TP_RNG_ATTRIBUTE)
        return k->ns ? k : NULL; /* an inherited namespace needs an element of its own */
    (void)p;
    return k;
}

/* What inherits from outside the file can't say so below an ns attribute: the outermost namespace
 * is none, unless the file is itself included under one. */
static void ns_for(struct printer *p, const char *ns)
{
    if (same(ns, p->ns) || (!ns && p->ns && !*p->ns))
        return;
    attribute(p, "ns", ns ? ns : "");
    p->ns = ns ? ns : "";
}

/* Is there a declared prefix for the namespace? The default one has none unless it needs it. */
static bool has_prefix(const struct printer *p, const char *ns)
{
    for (size_t i = 0; ns && *ns && i < p->w->prefixes.n; i++) {
        const struct tp_rng_prefix *x = &p->w->prefixes.v[i];
        if (!x->library && same(x->uri, ns))
            return x->foreign || !same(ns, p->w->default_ns);
    }
    return ns && strcmp(ns, "http://www.w3.org/XML/1998/namespace") == 0;
}

static void library_for(struct printer *p, const char *library)
{
    if (strcmp(library, p->dtlib) == 0)
        return;
    attribute(p, "datatypeLibrary", library);
    p->dtlib = library;
}

static void write_name(struct printer *p, const struct tp_rng_node *n,
                       const struct tp_rng_node *name)
{
    bool is_attribute = n->kind == TP_RNG_ATTRIBUTE, plain;

    plain = is_attribute ? !*name->ns : !name->ns || !*name->ns || same(name->ns, p->ns);
    if (plain) {
        attribute(p, "name", name->name);
        if (!is_attribute)
            ns_for(p, name->ns);
        return;
    }
    if (!has_prefix(p, name->ns)) {
        attribute(p, "name", name->name);
        ns_for(p, name->ns);
        return;
    }
    attribute(p, "name", qname(p, name->ns, name->name));
}

static void own_attributes(struct printer *p, const struct tp_rng_node *n,
                           const struct tp_rng_node *name)
{
    if (name)
        write_name(p, n, name);
    switch (n->kind) {
    case TP_RNG_REF:
    case TP_RNG_PARENT_REF:
    case TP_RNG_PARAM:
    case TP_RNG_DEFINE:
        attribute(p, "name", n->name);
        break;
    case TP_RNG_DATA:
    case TP_RNG_VALUE:
        if (n->kind == TP_RNG_VALUE && n->shorthand)
            break;
        attribute(p, "type", n->name);
        library_for(p, n->dtlib);
        if (n->kind == TP_RNG_VALUE && strcmp(n->name, "QName") == 0)
            ns_for(p, n->ns);
        break;
    case TP_RNG_INCLUDE:
    case TP_RNG_EXTERNAL_REF:
        attribute(p, "href", tp_rng_href(p->w, n, TP_RNG_XML));
        ns_for(p, n->ns);
        break;
    case TP_RNG_NS_NAME:
        ns_for(p, n->ns);
        break;
    default:
        break;
    }
    if (n->combine != TP_RNG_COMBINE_NONE)
        attribute(p, "combine", n->combine == TP_RNG_COMBINE_CHOICE ? "choice" : "interleave");
    foreign_attributes(p, n);
}

static void text_content(struct printer *p, const struct tp_rng_node *n)
{
    const char *text = n->kind == TP_RNG_NAME ? n->name : n->text;

    if (n->kind == TP_RNG_NAME && n->ns && *n->ns && !same(n->ns, p->ns))
        text = qname(p, n->ns, n->name);
    tp_buf_xml_text(p->out, text, strlen(text));
}

static bool is_word(const struct tp_rng_node *n)
{
    return n->kind == TP_RNG_VALUE || n->kind == TP_RNG_PARAM || n->kind == TP_RNG_NAME;
}

/* What holds text has no place for annotation elements, and comments would break it up. */
static void notes_before(struct printer *p, const struct tp_rng_node *n, size_t depth)
{
    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        if (k->kind == TP_RNG_COMMENT)
            comment(p, k, depth);
        else
            foreign(p, k, depth, true);
        newline(p, depth);
    }
}

static void element(struct printer *p, const struct tp_rng_node *n, size_t depth,
                    const char *declarations)
{
    struct printer inner = *p;
    const struct tp_rng_node *name =
        n->kind == TP_RNG_ELEMENT || n->kind == TP_RNG_ATTRIBUTE ? short_name(p, n) : NULL;
    const char *tag = tp_rng_kind_name(n->kind);
    bool empty = true;

    if (is_word(n))
        notes_before(p, n, depth);
    tp_buf_fmt(p->out, "<%s%s", tag, declarations);
    own_attributes(&inner, n, name);
    if (n->kind == TP_RNG_NAME && n->ns && !has_prefix(p, n->ns))
        ns_for(&inner, n->ns);
    if (is_word(n)) {
        tp_buf_char(p->out, '>');
        text_content(&inner, n);
        tp_buf_fmt(p->out, "</%s>", tag);
        return;
    }
    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        if (k == name)
            continue;
        if (empty)
            tp_buf_char(p->out, '>');
        empty = false;
        newline(p, depth + 1);
        if (k->kind == TP_RNG_COMMENT)
            comment(&inner, k, depth + 1);
        else if (k->kind == TP_RNG_FOREIGN)
            foreign(&inner, k, depth + 1, true);
        else
            element(&inner, k, depth + 1, "");
    }
    if (empty) {
        tp_buf_str(p->out, "/>");
        return;
    }
    newline(p, depth);
    tp_buf_fmt(p->out, "</%s>", tag);
}

static const char *declarations(struct printer *p)
{
    struct tp_buf b = tp_buf_new(p->w->a);
    struct printer head = *p;
    size_t libraries = 0;

    head.out = &b;
    attribute(&head, "xmlns", TP_RNG_NS);
    if (p->w->default_ns) {
        attribute(&head, "ns", p->w->default_ns);
        p->ns = p->w->default_ns;
    }
    for (size_t i = 0; i < p->w->prefixes.n; i++) {
        const struct tp_rng_prefix *x = &p->w->prefixes.v[i];
        if (x->library && libraries++ == 0) {
            attribute(&head, "datatypeLibrary", x->uri);
            p->dtlib = x->uri;
        }
        bool plain = !x->foreign && same(x->uri, p->w->default_ns);
        if (!x->library && x->uri && *x->uri && !plain)
            attribute(&head, tp_fmt(p->w->a, "xmlns:%s", x->prefix), x->uri);
    }
    return b.p;
}

void tp_rng_write_xml(struct tp_rng_writer *w)
{
    struct printer p = {.w = w, .out = w->out, .dtlib = ""};
    const char *head = declarations(&p);

    tp_buf_str(w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    for (const struct tp_rng_node *k = w->file->leading; k; k = k->next) {
        comment(&p, k, 0);
        tp_buf_char(w->out, '\n');
    }
    element(&p, w->file->root, 0, head);
    tp_buf_char(w->out, '\n');
    for (const struct tp_rng_node *k = w->file->trailing; k; k = k->next) {
        comment(&p, k, 0);
        tp_buf_char(w->out, '\n');
    }
}
