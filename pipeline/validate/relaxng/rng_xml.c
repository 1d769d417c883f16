/*
 * rng_xml.c - the XML syntax: SAX2 events to the tree of rng_ast.h, with the grammar of section 3
 * and the annotations, white space and inheritance of 4.1 to 4.4 and 4.8.
 */
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "../../base/xml.h"
#include "rng_ast.h"

/* What an element may have as children. */
enum {
    TAKES_PATTERN = 1,
    TAKES_NAME = 2,    /* name classes */
    TAKES_GRAMMAR = 4, /* start, define, div */
    TAKES_INCLUDE = 8,
    TAKES_PARAM = 16,
    TAKES_EXCEPT = 32,      /* in data */
    TAKES_NAME_EXCEPT = 64, /* in anyName, nsName */
    TAKES_TEXT = 128        /* character data, and no elements at all */
};

enum { ATTR_NAME = 1, ATTR_TYPE = 2, ATTR_HREF = 4, ATTR_COMBINE = 8 };

struct row {
    unsigned takes, attrs, required;
    unsigned least, most; /* children */
};

#define ANY 0x7FFFFFFFu
static const struct row rows[TP_RNG_KINDS] = {
    [TP_RNG_ELEMENT] = {TAKES_PATTERN, ATTR_NAME, 0, 2, ANY},
    [TP_RNG_ATTRIBUTE] = {TAKES_PATTERN, ATTR_NAME, 0, 1, 2},
    [TP_RNG_GROUP] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_INTERLEAVE] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_CHOICE] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_OPTIONAL] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_ZERO_OR_MORE] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_ONE_OR_MORE] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_LIST] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_MIXED] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_REF] = {0, ATTR_NAME, ATTR_NAME, 0, 0},
    [TP_RNG_PARENT_REF] = {0, ATTR_NAME, ATTR_NAME, 0, 0},
    [TP_RNG_EMPTY] = {0, 0, 0, 0, 0},
    [TP_RNG_VALUE] = {TAKES_TEXT, ATTR_TYPE, 0, 0, 0},
    [TP_RNG_DATA] = {TAKES_PARAM | TAKES_EXCEPT, ATTR_TYPE, ATTR_TYPE, 0, ANY},
    [TP_RNG_NOT_ALLOWED] = {0, 0, 0, 0, 0},
    [TP_RNG_EXTERNAL_REF] = {0, ATTR_HREF, ATTR_HREF, 0, 0},
    [TP_RNG_GRAMMAR] = {TAKES_GRAMMAR | TAKES_INCLUDE, 0, 0, 0, ANY},
    [TP_RNG_TEXT] = {0, 0, 0, 0, 0},
    [TP_RNG_NAME] = {TAKES_TEXT, 0, 0, 0, 0},
    [TP_RNG_ANY_NAME] = {TAKES_NAME_EXCEPT, 0, 0, 0, 1},
    [TP_RNG_NS_NAME] = {TAKES_NAME_EXCEPT, 0, 0, 0, 1},
    [TP_RNG_NAME_CHOICE] = {TAKES_NAME, 0, 0, 1, ANY},
    [TP_RNG_NAME_EXCEPT] = {TAKES_NAME, 0, 0, 1, ANY},
    [TP_RNG_PARAM] = {TAKES_TEXT, ATTR_NAME, ATTR_NAME, 0, 0},
    [TP_RNG_EXCEPT] = {TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_START] = {TAKES_PATTERN, ATTR_COMBINE, 0, 1, 1},
    [TP_RNG_DEFINE] = {TAKES_PATTERN, ATTR_NAME | ATTR_COMBINE, ATTR_NAME, 1, ANY},
    [TP_RNG_DIV] = {TAKES_GRAMMAR | TAKES_INCLUDE, 0, 0, 0, ANY},
    [TP_RNG_INCLUDE] = {TAKES_GRAMMAR, ATTR_HREF, ATTR_HREF, 0, ANY},
};

struct frame {
    struct tp_rng_node *node; /* NULL below an error */
    const char *dtlib, *base; /* inherited */
    unsigned children;
    bool except; /* data or a name class had its except */
};

struct reader {
    struct tp_arena *a;
    struct tp_rng_file *file;
    struct tp_diags *ds;
    xmlParserCtxtPtr ctxt;
    TP_VEC(struct frame) stack;
    struct tp_buf text;
    const struct tp_rng_bind *binds;
    TP_VEC(const struct tp_rng_bind *) outer_binds;
    size_t foreign; /* depth inside annotation elements */
    bool failed;
    struct {
        const xmlChar *name; /* in the parser's dictionary: the address says it all */
        enum tp_rng_kind kind;
    } kinds[64];
    const xmlChar *ns; /* that of RELAX NG, in the dictionary */
};

/* Where the parser is: behind the tag, whose start tp_rng_loc() finds when it is asked for. */
static void place(struct reader *r, struct tp_rng_node *n)
{
    const xmlParserInput *in = r->ctxt->inputNr > 0 ? r->ctxt->inputTab[0] : r->ctxt->input;

    n->line = (uint32_t)(in->line > 0 ? in->line : 0);
    n->offset = (uint32_t)(in->consumed + (unsigned long)(in->cur - in->base));
    if (in->buf && in->buf->encoder)
        r->file->offsets = false;
}

static void fault(struct reader *r, const struct tp_rng_node *at, const char *message)
{
    if (!r->failed)
        tp_diag(r->ds, TP_D_SCHEMA_SYNTAX, tp_rng_loc(at), message);
    r->failed = true;
    xmlStopParser(r->ctxt);
}

static const char *text_of(struct reader *r, const xmlChar *from, const xmlChar *to)
{
    return tp_strndup(r->a, (const char *)from, (size_t)(to - from));
}

static const char *shared(struct reader *r, const xmlChar *s)
{
    return s ? tp_strdup(r->a, (const char *)s) : "";
}

/* XML has no other characters up to the space than white space. */
static bool is_space(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] > ' ')
            return false;
    return true;
}

/* Character data so far becomes part of an annotation, or must be white space. */
static void flush_text(struct reader *r)
{
    struct frame *top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;
    struct tp_rng_node *n;

    if (!r->text.len || !top)
        return;
    if (top->node->kind == TP_RNG_FOREIGN) {
        n = tp_rng_node_new(r->a, TP_RNG_CHARS, r->file);
        n->text = tp_strndup(r->a, r->text.p, r->text.len);
        place(r, n);
        tp_rng_node_add(top->node, n);
    } else if (!(rows[top->node->kind].takes & TAKES_TEXT) && !is_space(r->text.p, r->text.len)) {
        fault(r, top->node,
              tp_fmt(r->a, "text is not allowed in '%s'", tp_rng_kind_name(top->node->kind)));
    }
    r->text.len = 0;
}

static struct tp_rng_attr *keep_attr(struct reader *r, struct tp_rng_node *n, const xmlChar **at)
{
    struct tp_rng_attr *attr = TP_NEW(r->a, struct tp_rng_attr), **end = &n->attrs;

    attr->name = shared(r, at[0]);
    attr->prefix = at[1] ? shared(r, at[1]) : NULL;
    attr->ns = shared(r, at[2]);
    attr->value = text_of(r, at[3], at[4]);
    while (*end)
        end = &(*end)->next;
    return *end = attr;
}

/* ---- names ---- */

/* Split a QName of the schema and look its prefix up; false when it is none. */
static bool qname(struct reader *r, struct tp_rng_node *n, const char *s)
{
    const char *colon = strchr(s, ':');
    const char *local = colon ? colon + 1 : s;

    if (!tp_rng_is_ncname(local, strlen(local)) ||
        (colon && !tp_rng_is_ncname(s, (size_t)(colon - s)))) {
        fault(r, n, tp_fmt(r->a, "'%s' is not a name", s));
        return false;
    }
    n->name = local;
    if (!colon)
        return true;
    n->prefix = tp_strndup(r->a, s, (size_t)(colon - s));
    n->ns = tp_rng_binding(n->binds, s, (size_t)(colon - s));
    if (!n->ns)
        fault(r, n, tp_fmt(r->a, "the prefix '%s' is not declared", n->prefix));
    return n->ns != NULL;
}

/* name="..." of element and attribute, as section 4.8 wants it. */
static void add_name(struct reader *r, struct tp_rng_node *n, const char *name, bool own_ns)
{
    struct tp_rng_node *child = tp_rng_node_new(r->a, TP_RNG_NAME, r->file);

    child->line = n->line;
    child->offset = n->offset;
    child->binds = n->binds;
    child->shorthand = true;
    child->ns = n->kind == TP_RNG_ATTRIBUTE && !own_ns ? "" : n->ns;
    if (qname(r, child, name))
        tp_rng_node_add(n, child);
    r->stack.v[r->stack.n - 1].children++;
}

/* ---- start tags ---- */

static enum tp_rng_kind kind_named(const xmlChar *name)
{
    for (int k = 0; k < TP_RNG_FOREIGN; k++)
        if (strcmp((const char *)name, tp_rng_kind_name((enum tp_rng_kind)k)) == 0)
            return (enum tp_rng_kind)k;
    return TP_RNG_KINDS;
}

static enum tp_rng_kind kind_of(struct reader *r, const xmlChar *name, const struct frame *top)
{
    size_t at = (uintptr_t)name / 8 % (sizeof r->kinds / sizeof *r->kinds);
    unsigned takes = top ? rows[top->node->kind].takes : TAKES_PATTERN;
    bool names = top && (takes & TAKES_NAME ||
                         (top->children == 0 && (top->node->kind == TP_RNG_ELEMENT ||
                                                 top->node->kind == TP_RNG_ATTRIBUTE)));

    if (r->kinds[at].name != name) {
        r->kinds[at].name = name;
        r->kinds[at].kind = kind_named(name);
    }
    if (r->kinds[at].kind == TP_RNG_CHOICE)
        return names ? TP_RNG_NAME_CHOICE : TP_RNG_CHOICE;
    if (r->kinds[at].kind == TP_RNG_NAME_EXCEPT)
        return takes & TAKES_NAME_EXCEPT ? TP_RNG_NAME_EXCEPT : TP_RNG_EXCEPT;
    return r->kinds[at].kind;
}

static unsigned class_of(enum tp_rng_kind kind)
{
    switch (kind) {
    case TP_RNG_NAME:
    case TP_RNG_ANY_NAME:
    case TP_RNG_NS_NAME:
    case TP_RNG_NAME_CHOICE:
        return TAKES_NAME;
    case TP_RNG_NAME_EXCEPT:
        return TAKES_NAME_EXCEPT;
    case TP_RNG_PARAM:
        return TAKES_PARAM;
    case TP_RNG_EXCEPT:
        return TAKES_EXCEPT;
    case TP_RNG_START:
    case TP_RNG_DEFINE:
    case TP_RNG_DIV:
        return TAKES_GRAMMAR;
    case TP_RNG_INCLUDE:
        return TAKES_INCLUDE;
    default:
        return TAKES_PATTERN;
    }
}

/* May KIND come here? Counts it when it may. */
static bool fits(struct frame *top, enum tp_rng_kind kind)
{
    unsigned class = class_of(kind), takes;

    if (!top)
        return class == TAKES_PATTERN;
    takes = rows[top->node->kind].takes;
    if (top->node->kind == TP_RNG_ELEMENT || top->node->kind == TP_RNG_ATTRIBUTE)
        takes = top->children == 0 ? TAKES_NAME : TAKES_PATTERN;
    if (!(takes & class) || top->children >= rows[top->node->kind].most)
        return false;
    if (top->node->kind == TP_RNG_DATA && top->except)
        return false; /* the except is one, and last */
    top->except = class == TAKES_EXCEPT;
    top->children++;
    return true;
}

struct own {
    const char *name, *type, *href, *combine, *ns, *dtlib, *base;
};

static bool own_attribute(struct own *o, const char *name, const char *value)
{
    struct {
        const char *name;
        const char **to;
    } known[] = {{"name", &o->name},       {"type", &o->type}, {"href", &o->href},
                 {"combine", &o->combine}, {"ns", &o->ns},     {"datatypeLibrary", &o->dtlib}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0) {
            *known[i].to = value;
            return true;
        }
    return false;
}

static bool read_attributes(struct reader *r, struct tp_rng_node *n, int count, const xmlChar **at,
                            struct own *o)
{
    for (int i = 0; i < count; i++, at += 5) {
        if (at[2] && strcmp((const char *)at[2], TP_RNG_NS) != 0) {
            struct tp_rng_attr *kept = keep_attr(r, n, at);
            if (strcmp(kept->ns, TP_NS_XML) == 0 && strcmp(kept->name, "base") == 0)
                o->base = kept->value;
            continue;
        }
        if (at[2] || !own_attribute(o, (const char *)at[0], text_of(r, at[3], at[4]))) {
            fault(r, n,
                  tp_fmt(r->a, "attribute '%s' is not allowed on '%s'", (const char *)at[0],
                         tp_rng_kind_name(n->kind)));
            return false;
        }
    }
    return true;
}

/* The attributes this kind has, and must have. */
static bool check_attributes(struct reader *r, struct tp_rng_node *n, const struct own *o)
{
    const struct {
        unsigned bit;
        const char *name, *value;
    } all[] = {{ATTR_NAME, "name", o->name},
               {ATTR_TYPE, "type", o->type},
               {ATTR_HREF, "href", o->href},
               {ATTR_COMBINE, "combine", o->combine}};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        bool has = all[i].value != NULL;
        if (has && !(rows[n->kind].attrs & all[i].bit))
            fault(r, n,
                  tp_fmt(r->a, "attribute '%s' is not allowed on '%s'", all[i].name,
                         tp_rng_kind_name(n->kind)));
        if (!has && rows[n->kind].required & all[i].bit)
            fault(r, n,
                  tp_fmt(r->a, "'%s' needs the attribute '%s'", tp_rng_kind_name(n->kind),
                         all[i].name));
    }
    return !r->failed;
}

static bool set_combine(struct reader *r, struct tp_rng_node *n, const char *value)
{
    value = tp_rng_trim(r->a, value);
    if (strcmp(value, "choice") == 0)
        n->combine = TP_RNG_COMBINE_CHOICE;
    else if (strcmp(value, "interleave") == 0)
        n->combine = TP_RNG_COMBINE_INTERLEAVE;
    else
        fault(r, n, "combine must be 'choice' or 'interleave'");
    return !r->failed;
}

static bool set_ncname(struct reader *r, struct tp_rng_node *n, const char *value)
{
    n->name = tp_rng_trim(r->a, value);
    if (!tp_rng_is_ncname(n->name, strlen(n->name)))
        fault(r, n, tp_fmt(r->a, "'%s' is not a name without a prefix", n->name));
    return !r->failed;
}

static bool set_href(struct reader *r, struct tp_rng_node *n, const char *value)
{
    n->text = tp_rng_trim(r->a, value);
    if (strchr(n->text, '#'))
        fault(r, n, "a reference to a schema can't have a fragment");
    else if (!tp_rng_is_uri(n->text))
        fault(r, n, tp_fmt(r->a, "'%s' is not a URI reference", n->text));
    return !r->failed;
}

/* A base is an address without fragment (RFC 3986, 5.1). */
static const char *without_fragment(struct tp_arena *a, const char *base)
{
    base = tp_rng_trim(a, base);
    return tp_strndup(a, base, strcspn(base, "#"));
}

static void set_own(struct reader *r, struct tp_rng_node *n, const struct own *o, struct frame *f)
{
    if (o->dtlib) {
        f->dtlib = tp_rng_trim(r->a, o->dtlib);
        if (!tp_rng_is_library_uri(f->dtlib)) {
            fault(r, n, tp_fmt(r->a, "datatypeLibrary '%s' is not an absolute URI", f->dtlib));
            return;
        }
    }
    if (o->ns)
        n->ns = o->ns;
    if (o->base)
        f->base = tp_rng_resolve(r->a, f->base, without_fragment(r->a, o->base));
    n->dtlib = f->dtlib;
    n->base = f->base;
    if (o->combine && !set_combine(r, n, o->combine))
        return;
    if (o->href && !set_href(r, n, o->href))
        return;
    if (o->type && !set_ncname(r, n, o->type))
        return;
    if (n->kind == TP_RNG_VALUE && !o->type) {
        n->name = "token";
        n->dtlib = "";
        n->shorthand = true;
    }
    if (o->name && n->kind != TP_RNG_ELEMENT && n->kind != TP_RNG_ATTRIBUTE)
        (void)set_ncname(r, n, o->name);
}

static void push(struct reader *r, struct tp_rng_node *n)
{
    struct frame f = {.node = n, .dtlib = "", .base = r->file->uri};

    if (r->stack.n) {
        struct frame *top = &r->stack.v[r->stack.n - 1];
        f.dtlib = top->dtlib;
        f.base = top->base;
        n->ns = top->node->kind == TP_RNG_FOREIGN ? NULL : top->node->ns;
        tp_rng_node_add(top->node, n);
    } else {
        r->file->root = n;
    }
    TP_PUSH(r->a, &r->stack, f);
}

static void start_foreign(struct reader *r, struct tp_rng_node *n, const xmlChar *name,
                          const xmlChar *prefix, const xmlChar *uri, int count,
                          const xmlChar **attributes)
{
    n->kind = TP_RNG_FOREIGN;
    push(r, n);
    n->name = shared(r, name);
    n->prefix = prefix ? shared(r, prefix) : NULL;
    n->ns = shared(r, uri);
    for (int i = 0; i < count; i++)
        (void)keep_attr(r, n, attributes + 5 * i);
    r->foreign++;
}

static void start_own(struct reader *r, struct tp_rng_node *n, const xmlChar *name, int count,
                      const xmlChar **attributes)
{
    struct frame *top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;
    struct own o = {0};
    enum tp_rng_kind kind = kind_of(r, name, top);

    if (kind == TP_RNG_KINDS) {
        fault(r, n, tp_fmt(r->a, "'%s' is no element of RELAX NG", (const char *)name));
        return;
    }
    if (!fits(top, kind)) {
        fault(r, n,
              top ? tp_fmt(r->a, "'%s' is not allowed here in '%s'", (const char *)name,
                           tp_rng_kind_name(top->node->kind))
                  : tp_fmt(r->a, "a schema can't begin with '%s'", (const char *)name));
        return;
    }
    n->kind = kind;
    push(r, n);
    if (!read_attributes(r, n, count, attributes, &o) || !check_attributes(r, n, &o))
        return;
    set_own(r, n, &o, &r->stack.v[r->stack.n - 1]);
    if (!r->failed && o.name && (kind == TP_RNG_ELEMENT || kind == TP_RNG_ATTRIBUTE))
        add_name(r, n, tp_rng_trim(r->a, o.name), o.ns != NULL);
}

static void declare(struct reader *r, int count, const xmlChar **namespaces)
{
    TP_PUSH(r->a, &r->outer_binds, r->binds);
    for (int i = 0; i < count; i++) {
        struct tp_rng_bind *b = TP_NEW(r->a, struct tp_rng_bind);
        b->outer = r->binds;
        b->prefix = shared(r, namespaces[2 * i]);
        b->uri = shared(r, namespaces[2 * i + 1]);
        r->binds = b;
    }
}

static bool is_own(struct reader *r, const xmlChar *uri)
{
    if (uri && uri != r->ns && strcmp((const char *)uri, TP_RNG_NS) == 0)
        r->ns = uri;
    return uri && uri == r->ns;
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    struct reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_rng_node *n;
    bool own = is_own(r, uri);
    struct frame *top;

    (void)n_defaulted;
    if (r->failed)
        return;
    flush_text(r);
    if (r->failed)
        return; /* the parser was stopped: the attributes' text is gone */
    top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;
    n = tp_rng_node_new(r->a, TP_RNG_KINDS, r->file);
    place(r, n);
    declare(r, n_namespaces, namespaces);
    n->binds = r->binds;
    if (r->stack.n >= TP_RNG_MAX_NEST) {
        tp_diag(r->ds, TP_D_LIMIT, tp_rng_loc(n), "the depth of elements in elements",
                tp_fmt(r->a, "%d", TP_RNG_MAX_NEST));
        r->failed = true;
        xmlStopParser(r->ctxt);
    } else if (r->foreign || (!own && top && !(rows[top->node->kind].takes & TAKES_TEXT))) {
        start_foreign(r, n, name, prefix, uri, n_attributes, attributes);
    } else if (own) {
        start_own(r, n, name, n_attributes, attributes);
    } else {
        n->kind = TP_RNG_GRAMMAR;
        fault(r, n,
              top ? tp_fmt(r->a, "an element is not allowed in '%s'",
                           tp_rng_kind_name(top->node->kind))
                  : "the namespace of its first element is not '" TP_RNG_NS "'");
    }
}

static void finish(struct reader *r, struct frame *f)
{
    struct tp_rng_node *n = f->node;
    unsigned least = rows[n->kind].least;

    if (n->kind == TP_RNG_NAME)
        (void)qname(r, n, tp_rng_trim(r->a, tp_strndup(r->a, r->text.p, r->text.len)));
    else if (rows[n->kind].takes & TAKES_TEXT)
        n->text = tp_strndup(r->a, r->text.p, r->text.len);
    if (f->children < least)
        fault(r, n,
              tp_fmt(r->a,
                     f->children == 0 && n->kind <= TP_RNG_ATTRIBUTE ? "'%s' needs a name"
                                                                     : "'%s' needs content",
                     tp_rng_kind_name(n->kind)));
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct frame *top;

    (void)name, (void)prefix, (void)uri;
    if (r->failed)
        return;
    top = &r->stack.v[r->stack.n - 1];
    if (top->node->kind == TP_RNG_FOREIGN || !(rows[top->node->kind].takes & TAKES_TEXT))
        flush_text(r);
    if (r->failed)
        return;
    if (top->node->kind == TP_RNG_FOREIGN)
        r->foreign--;
    else
        finish(r, top);
    r->text.len = 0;
    r->stack.n--;
    r->binds = r->outer_binds.v[--r->outer_binds.n];
}

static void on_text(void *arg, const xmlChar *text, int len)
{
    struct reader *r = ((xmlParserCtxtPtr)arg)->_private;
    const struct frame *top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;

    if (r->failed || !top)
        return;
    if (!r->text.len && top->node->kind != TP_RNG_FOREIGN &&
        !(rows[top->node->kind].takes & TAKES_TEXT) && is_space((const char *)text, (size_t)len))
        return; /* indentation, most of it */
    tp_buf_add(&r->text, (const char *)text, (size_t)len);
}

static void on_comment(void *arg, const xmlChar *text)
{
    struct reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_rng_node *n;
    bool keeps_text;

    if (r->failed)
        return;
    keeps_text = r->stack.n && r->stack.v[r->stack.n - 1].node->kind != TP_RNG_FOREIGN &&
                 rows[r->stack.v[r->stack.n - 1].node->kind].takes & TAKES_TEXT;
    if (!keeps_text)
        flush_text(r);
    n = tp_rng_node_new(r->a, TP_RNG_COMMENT, r->file);
    n->text = shared(r, text);
    place(r, n);
    if (r->stack.n) {
        tp_rng_node_add(r->stack.v[r->stack.n - 1].node, n);
    } else {
        struct tp_rng_node **end = r->file->root ? &r->file->trailing : &r->file->leading;
        while (*end)
            end = &(*end)->next;
        *end = n;
    }
}

static void on_error(void *arg, xmlErrorPtr error)
{
    struct reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_slice text = {error->message ? error->message : "", 0};

    /* any string is a name for a namespace, whatever libxml2 thinks; a wrong prefix is an error */
    if (error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI || r->failed)
        return;
    text.len = strlen(text.p);
    text = tp_slice_trim(text);
    tp_diag(r->ds, TP_D_SCHEMA_SYNTAX,
            tp_at(r->file->uri, error->line > 0 ? (size_t)error->line : 0,
                  error->int2 > 0 ? (size_t)error->int2 : 0),
            tp_strndup(r->a, text.p, text.len));
    r->failed = true;
}

/* Entities are bounded by libxml2's guards, which a schema without a DTD doesn't need. */
static void on_subset(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
    ((xmlParserCtxtPtr)arg)->options &= ~XML_PARSE_HUGE;
    xmlSAX2InternalSubset(arg, name, id, uri);
}

static void free_ctxt(void *p)
{
    xmlParserCtxtPtr ctxt = p;

    if (ctxt->myDoc)
        xmlFreeDoc(ctxt->myDoc);
    ctxt->myDoc = NULL;
    xmlFreeParserCtxt(ctxt);
}

struct memory {
    const char *data;
    size_t left;
};

static int read_memory(void *arg, char *buffer, int len)
{
    struct memory *m = arg;
    size_t n = (size_t)len < m->left ? (size_t)len : m->left;

    memcpy(buffer, m->data, n);
    m->data += n;
    m->left -= n;
    return (int)n;
}

bool tp_rng_parse_xml(struct tp_arena *a, struct tp_rng_file *file, struct tp_diags *ds)
{
    struct tp_arena *work;
    struct reader r = {.a = a, .file = file, .ds = ds, .text = tp_buf_new(a)};
    struct memory memory = {file->data, file->len};

    tp_xml_init();
    work = tp_arena_sub(a);
    /* piece by piece: the parser would copy the whole otherwise */
    r.ctxt = tp_own(
        work, free_ctxt,
        xmlCreateIOParserCtxt(NULL, NULL, read_memory, NULL, &memory, XML_CHAR_ENCODING_NONE));
    file->offsets = true;
    (void)xmlCtxtUseOptions(r.ctxt, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES |
                                        XML_PARSE_HUGE);
    r.ctxt->_private = &r;
    r.ctxt->sax->internalSubset = on_subset;
    r.ctxt->sax->startElementNs = on_start;
    r.ctxt->sax->endElementNs = on_end;
    r.ctxt->sax->characters = on_text;
    r.ctxt->sax->ignorableWhitespace = on_text;
    r.ctxt->sax->cdataBlock = on_text;
    r.ctxt->sax->comment = on_comment;
    r.ctxt->sax->processingInstruction = NULL;
    r.ctxt->sax->serror = on_error;
    (void)xmlParseDocument(r.ctxt); /* its faults came to on_error() */
    if (!r.failed && r.ctxt->errNo == XML_ERR_NO_MEMORY)
        tp_arena_fail(a);
    if (!r.failed && (!r.ctxt->wellFormed || !file->root)) {
        tp_diag(ds, TP_D_SCHEMA_SYNTAX, tp_in(file->uri), "this is not well-formed XML");
        r.failed = true;
    }
    tp_arena_free(work);
    return !r.failed;
}
