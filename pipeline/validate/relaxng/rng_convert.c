/* rng_convert.c - schema files from one syntax to the other, by way of the tree. */
#include "rng_convert.h"

#include <string.h>

static bool same(const char *x, const char *y)
{
    return x && y ? strcmp(x, y) == 0 : x == y;
}

static struct tp_rng_prefix *find(struct tp_rng_writer *w, const char *uri, bool library)
{
    for (size_t i = 0; i < w->prefixes.n; i++)
        if (w->prefixes.v[i].library == library && same(w->prefixes.v[i].uri, uri))
            return &w->prefixes.v[i];
    return NULL;
}

const char *tp_rng_prefix_for(const struct tp_rng_writer *w, const char *uri, bool library)
{
    const struct tp_rng_prefix *p = find((struct tp_rng_writer *)w, uri, library);

    return p ? p->prefix : NULL;
}

static bool taken(const struct tp_rng_writer *w, const char *prefix, bool library)
{
    for (size_t i = 0; i < w->prefixes.n; i++)
        if (w->prefixes.v[i].library == library && same(w->prefixes.v[i].prefix, prefix))
            return true;
    return strcmp(prefix, "xml") == 0 || strcmp(prefix, "xmlns") == 0;
}

/* Note the use of a namespace or library, under the prefix that the schema itself uses if it can
 * be. */
static void use(struct tp_rng_writer *w, const char *uri, const char *hint, bool library,
                bool foreign)
{
    struct tp_rng_prefix *p = find(w, uri, library);
    const char *name = hint && *hint ? hint : NULL;

    if (uri && strcmp(uri, "http://www.w3.org/XML/1998/namespace") == 0)
        return;
    if (!p) {
        if (!name)
            name = library                         ? (strcmp(uri, TP_RNG_XSD) == 0 ? "xsd" : "d")
                   : !uri                          ? "inherited"
                   : !*uri                         ? "local"
                   : strcmp(uri, TP_RNG_NS_A) == 0 ? "a"
                                                   : "ns";
        for (int k = 1; taken(w, name, library); k++)
            name = tp_fmt(w->a, "%s%d", hint && *hint ? hint : "ns", k);
        TP_PUSH(w->a, &w->prefixes,
                (struct tp_rng_prefix){.prefix = name, .uri = uri, .library = library});
        p = &w->prefixes.v[w->prefixes.n - 1];
    }
    p->uses += !foreign;
    p->foreign = p->foreign || foreign;
}

/* A prefix that a value of type QName uses must be kept as it is. */
static void use_exact(struct tp_rng_writer *w, const char *uri, const char *prefix)
{
    if (taken(w, prefix, false))
        return;
    TP_PUSH(w->a, &w->prefixes,
            (struct tp_rng_prefix){.prefix = prefix, .uri = uri, .foreign = true});
}

/* The prefix under which the schema knows the namespace, where the node stands. */
static const char *hint_for(const struct tp_rng_node *n, const char *uri)
{
    for (const struct tp_rng_bind *b = n->binds; uri && b; b = b->outer)
        if (strcmp(b->uri, uri) == 0 && *b->prefix)
            return b->prefix;
    return NULL;
}

static void note_attributes(struct tp_rng_writer *w, const struct tp_rng_node *n)
{
    for (const struct tp_rng_attr *a = n->attrs; a; a = a->next)
        if (*a->ns)
            use(w, a->ns, a->prefix, false, true);
}

/* Is it part of the name class of an attribute? */
static bool names_attribute(const struct tp_rng_node *n)
{
    while (n->kind >= TP_RNG_NAME && n->kind <= TP_RNG_NAME_EXCEPT && n->parent)
        n = n->parent;
    return n->kind == TP_RNG_ATTRIBUTE;
}

struct survey {
    bool inherits;                   /* there are names that inherit a namespace from outside */
    const struct tp_rng_node *value; /* of type QName: its default namespace must be kept */
};

static void note_value(struct tp_rng_writer *w, const struct tp_rng_node *n, struct survey *s)
{
    if (strcmp(n->name, "QName") != 0 && strcmp(n->name, "NOTATION") != 0)
        return;
    if (!strchr(n->text, ':'))
        s->value = n;
    if (s->value == n && n->ns)
        use(w, n->ns, NULL, false, false);
    for (const struct tp_rng_bind *b = n->binds; b; b = b->outer)
        if (*b->prefix && *b->uri)
            use_exact(w, b->uri, b->prefix);
}

static void note(struct tp_rng_writer *w, const struct tp_rng_node *n, struct survey *s)
{
    bool attribute = n->kind == TP_RNG_NAME && names_attribute(n);

    if (!n->ns &&
        (n->kind == TP_RNG_NS_NAME || n->kind == TP_RNG_INCLUDE || n->kind == TP_RNG_EXTERNAL_REF))
        s->inherits = true;
    note_attributes(w, n);
    switch (n->kind) {
    case TP_RNG_NAME:
        if (!n->ns)
            s->inherits = true;
        if (!(n->ns && !*n->ns && attribute))
            use(w, n->ns, n->prefix ? n->prefix : hint_for(n, n->ns), false, attribute);
        break;
    case TP_RNG_NS_NAME:
        use(w, n->ns, n->prefix ? n->prefix : hint_for(n, n->ns), false, true);
        break;
    case TP_RNG_INCLUDE:
    case TP_RNG_EXTERNAL_REF:
        use(w, n->ns, hint_for(n, n->ns), false, false);
        break;
    case TP_RNG_DATA:
    case TP_RNG_VALUE:
        if (*n->dtlib)
            use(w, n->dtlib, NULL, true, false);
        if (n->kind == TP_RNG_VALUE)
            note_value(w, n, s);
        break;
    case TP_RNG_FOREIGN:
        if (n->ns && *n->ns)
            use(w, n->ns, n->prefix ? n->prefix : hint_for(n, n->ns), false, true);
        break;
    default:
        break;
    }
}

/* Every node once, without recursion. */
static void walk(struct tp_rng_writer *w, struct survey *s)
{
    const struct tp_rng_node *n = w->file->root;

    while (n) {
        note(w, n, s);
        if (n->child) {
            n = n->child;
            continue;
        }
        while (n && !n->next)
            n = n->parent;
        n = n ? n->next : NULL;
    }
}

void tp_rng_prefixes(struct tp_rng_writer *w)
{
    struct survey s = {.inherits = false};
    const struct tp_rng_prefix *best = NULL;

    walk(w, &s);
    if (s.value) {
        w->default_ns = s.value->ns;
        return;
    }
    for (size_t i = 0; i < w->prefixes.n; i++) {
        const struct tp_rng_prefix *p = &w->prefixes.v[i];
        if (!p->library && p->uri && p->uses > (best ? best->uses : 0))
            best = p;
    }
    /* where some names inherit from outside, they are the ones to be written without a prefix */
    if (best && !s.inherits)
        w->default_ns = best->uri;
}

bool tp_rng_only_indented(const struct tp_rng_node *n)
{
    bool elements = false;

    for (const struct tp_rng_node *k = n->child; k; k = k->next) {
        elements = elements || k->kind == TP_RNG_FOREIGN;
        if (k->kind == TP_RNG_CHARS && k->text[strspn(k->text, " \t\r\n")])
            return false;
    }
    return elements;
}

/* A path as a reference: what has another meaning there is escaped. */
static const char *escaped(struct tp_arena *a, const char *path)
{
    struct tp_buf b = tp_buf_new(a);

    for (; *path; path++)
        if ((unsigned char)*path <= ' ' || strchr("%#?\"<>\\^`{|}", *path))
            tp_buf_fmt(&b, "%%%02X", (unsigned)(unsigned char)*path);
        else
            tp_buf_char(&b, *path);
    return b.p;
}

/* As seen from the file itself, for xml:base is not written. */
static const char *from_file(struct tp_rng_writer *w, const struct tp_rng_node *n)
{
    const char *full, *slash = strrchr(w->file->uri, '/');
    size_t folder = slash ? (size_t)(slash + 1 - w->file->uri) : 0;

    if (strcmp(n->base, w->file->uri) == 0)
        return n->text;
    full = tp_rng_resolve(w->a, n->base, n->text);
    if (strncmp(full, w->file->uri, folder) == 0)
        full += folder;
    return strstr(full, "://") ? full : escaped(w->a, full);
}

const char *tp_rng_href(struct tp_rng_writer *w, const struct tp_rng_node *node,
                        enum tp_rng_syntax to)
{
    const char *href = from_file(w, node), *from = to == TP_RNG_COMPACT ? ".rng" : ".rnc";
    size_t n = strlen(href);

    if (w->from == to || n < 4 || strcmp(href + n - 4, from) != 0 || strstr(href, "://"))
        return href;
    return tp_fmt(w->a, "%.*s%s", (int)(n - 4), href, to == TP_RNG_COMPACT ? ".rnc" : ".rng");
}

/* xml:base has done its work when references are resolved. */
static void drop_bases(const struct tp_rng_file *file)
{
    struct tp_rng_node *n = file->root;

    while (n) {
        for (struct tp_rng_attr **a = &n->attrs; *a && n->kind != TP_RNG_FOREIGN;)
            if (strcmp((*a)->name, "base") == 0 &&
                strcmp((*a)->ns, "http://www.w3.org/XML/1998/namespace") == 0)
                *a = (*a)->next;
            else
                a = &(*a)->next;
        if (n->child) {
            n = n->child;
            continue;
        }
        while (n && !n->next)
            n = n->parent;
        n = n ? n->next : NULL;
    }
}

bool tp_rng_convert(struct tp_arena *a, const char *path, enum tp_rng_syntax syntax,
                    const struct tp_rng_options *options, struct tp_buf *out, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_rng_loader loader = {
        .a = work, .work = work, .options = options, .ds = ds, .notes = true};
    struct tp_rng_file *file = tp_rng_file_get(&loader, path, NULL);
    struct tp_rng_writer w = {.a = work, .out = out, .file = file};

    if (file) {
        w.from = file->compact ? TP_RNG_COMPACT : TP_RNG_XML;
        drop_bases(file);
        tp_rng_prefixes(&w);
        if (syntax == TP_RNG_COMPACT)
            tp_rng_write_compact(&w);
        else
            tp_rng_write_xml(&w);
    }
    tp_arena_free(work);
    return file != NULL;
}
