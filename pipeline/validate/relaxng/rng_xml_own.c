/*
 * rng_xml_own.c - the elements of RELAX NG in XML syntax: where each may stand, its attributes and
 * what they mean for what is in it (sections 3, 4.2 to 4.4, 4.8).
 */
#include <string.h>

#include "../../base/xml.h"
#include "rng_xml.h"

enum { ATTR_NAME = 1, ATTR_TYPE = 2, ATTR_HREF = 4, ATTR_COMBINE = 8 }; /* 1 << TP_RNG_OWN_... */

static const char *const own_names[TP_RNG_OWN_ATTRIBUTES] = {"name",    "type", "href",
                                                             "combine", "ns",   "datatypeLibrary"};

#define ANY 0x7FFFFFFFu
const struct tp_rng_xml_row tp_rng_xml_rows[TP_RNG_KINDS] = {
    [TP_RNG_ELEMENT] = {TP_RNG_TAKES_PATTERN, ATTR_NAME, 0, 2, ANY},
    [TP_RNG_ATTRIBUTE] = {TP_RNG_TAKES_PATTERN, ATTR_NAME, 0, 1, 2},
    [TP_RNG_GROUP] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_INTERLEAVE] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_CHOICE] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_OPTIONAL] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_ZERO_OR_MORE] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_ONE_OR_MORE] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_LIST] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_MIXED] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_REF] = {0, ATTR_NAME, ATTR_NAME, 0, 0},
    [TP_RNG_PARENT_REF] = {0, ATTR_NAME, ATTR_NAME, 0, 0},
    [TP_RNG_EMPTY] = {0, 0, 0, 0, 0},
    [TP_RNG_VALUE] = {TP_RNG_TAKES_TEXT, ATTR_TYPE, 0, 0, 0},
    [TP_RNG_DATA] = {TP_RNG_TAKES_PARAM | TP_RNG_TAKES_EXCEPT, ATTR_TYPE, ATTR_TYPE, 0, ANY},
    [TP_RNG_NOT_ALLOWED] = {0, 0, 0, 0, 0},
    [TP_RNG_EXTERNAL_REF] = {0, ATTR_HREF, ATTR_HREF, 0, 0},
    [TP_RNG_GRAMMAR] = {TP_RNG_TAKES_GRAMMAR | TP_RNG_TAKES_INCLUDE, 0, 0, 0, ANY},
    [TP_RNG_TEXT] = {0, 0, 0, 0, 0},
    [TP_RNG_NAME] = {TP_RNG_TAKES_TEXT, 0, 0, 0, 0},
    [TP_RNG_ANY_NAME] = {TP_RNG_TAKES_NAME_EXCEPT, 0, 0, 0, 1},
    [TP_RNG_NS_NAME] = {TP_RNG_TAKES_NAME_EXCEPT, 0, 0, 0, 1},
    [TP_RNG_NAME_CHOICE] = {TP_RNG_TAKES_NAME, 0, 0, 1, ANY},
    [TP_RNG_NAME_EXCEPT] = {TP_RNG_TAKES_NAME, 0, 0, 1, ANY},
    [TP_RNG_PARAM] = {TP_RNG_TAKES_TEXT, ATTR_NAME, ATTR_NAME, 0, 0},
    [TP_RNG_EXCEPT] = {TP_RNG_TAKES_PATTERN, 0, 0, 1, ANY},
    [TP_RNG_START] = {TP_RNG_TAKES_PATTERN, ATTR_COMBINE, 0, 1, 1},
    [TP_RNG_DEFINE] = {TP_RNG_TAKES_PATTERN, ATTR_NAME | ATTR_COMBINE, ATTR_NAME, 1, ANY},
    [TP_RNG_DIV] = {TP_RNG_TAKES_GRAMMAR | TP_RNG_TAKES_INCLUDE, 0, 0, 0, ANY},
    [TP_RNG_INCLUDE] = {TP_RNG_TAKES_GRAMMAR, ATTR_HREF, ATTR_HREF, 0, ANY},
};

/* ---- names ---- */

/* Split a QName of the schema and look its prefix up; false when it is none. */
static bool qname(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const char *s)
{
    const char *colon = strchr(s, ':');
    const char *local = colon ? colon + 1 : s;

    if (!tp_rng_is_ncname(local, strlen(local)) ||
        (colon && !tp_rng_is_ncname(s, (size_t)(colon - s)))) {
        tp_rng_xml_fault(r, n, tp_fmt(r->a, "'%s' is not a name", s));
        return false;
    }
    n->name = local;
    if (!colon)
        return true;
    n->prefix = tp_strndup(r->a, s, (size_t)(colon - s));
    n->ns = tp_rng_binding(n->binds, s, (size_t)(colon - s));
    if (!n->ns)
        tp_rng_xml_fault(r, n, tp_fmt(r->a, "the prefix '%s' is not declared", n->prefix));
    return n->ns != NULL;
}

/* name="..." of element and attribute, as section 4.8 wants it. */
static void add_name(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const char *name,
                     bool own_ns)
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

static enum tp_rng_kind kind_of(struct tp_rng_xml_reader *r, const xmlChar *name,
                                const struct tp_rng_xml_frame *top)
{
    size_t at = (uintptr_t)name / 8 % (sizeof r->kinds / sizeof *r->kinds);
    unsigned takes = top ? tp_rng_xml_rows[top->node->kind].takes : TP_RNG_TAKES_PATTERN;
    bool names = top && (takes & TP_RNG_TAKES_NAME ||
                         (top->children == 0 && (top->node->kind == TP_RNG_ELEMENT ||
                                                 top->node->kind == TP_RNG_ATTRIBUTE)));

    if (r->kinds[at].name != name) {
        r->kinds[at].name = name;
        r->kinds[at].kind = kind_named(name);
    }
    if (r->kinds[at].kind == TP_RNG_CHOICE)
        return names ? TP_RNG_NAME_CHOICE : TP_RNG_CHOICE;
    if (r->kinds[at].kind == TP_RNG_NAME_EXCEPT)
        return takes & TP_RNG_TAKES_NAME_EXCEPT ? TP_RNG_NAME_EXCEPT : TP_RNG_EXCEPT;
    return r->kinds[at].kind;
}

static unsigned class_of(enum tp_rng_kind kind)
{
    switch (kind) {
    case TP_RNG_NAME:
    case TP_RNG_ANY_NAME:
    case TP_RNG_NS_NAME:
    case TP_RNG_NAME_CHOICE:
        return TP_RNG_TAKES_NAME;
    case TP_RNG_NAME_EXCEPT:
        return TP_RNG_TAKES_NAME_EXCEPT;
    case TP_RNG_PARAM:
        return TP_RNG_TAKES_PARAM;
    case TP_RNG_EXCEPT:
        return TP_RNG_TAKES_EXCEPT;
    case TP_RNG_START:
    case TP_RNG_DEFINE:
    case TP_RNG_DIV:
        return TP_RNG_TAKES_GRAMMAR;
    case TP_RNG_INCLUDE:
        return TP_RNG_TAKES_INCLUDE;
    default:
        return TP_RNG_TAKES_PATTERN;
    }
}

/* May KIND come here? Counts it when it may. */
static bool fits(struct tp_rng_xml_frame *top, enum tp_rng_kind kind)
{
    unsigned class = class_of(kind), takes;

    if (!top)
        return class == TP_RNG_TAKES_PATTERN;
    takes = tp_rng_xml_rows[top->node->kind].takes;
    if (top->node->kind == TP_RNG_ELEMENT || top->node->kind == TP_RNG_ATTRIBUTE)
        takes = top->children == 0 ? TP_RNG_TAKES_NAME : TP_RNG_TAKES_PATTERN;
    if (!(takes & class) || top->children >= tp_rng_xml_rows[top->node->kind].most)
        return false;
    if (top->node->kind == TP_RNG_DATA && top->except)
        return false; /* the except is one, and last */
    top->except = class == TP_RNG_TAKES_EXCEPT;
    top->children++;
    return true;
}

struct own {
    const char *v[TP_RNG_OWN_ATTRIBUTES]; /* NULL: not given */
    const char *base;
};

static bool own_attribute(struct tp_rng_xml_reader *r, struct own *o, const xmlChar **at)
{
    for (size_t i = 0; i < TP_RNG_OWN_ATTRIBUTES; i++)
        if (at[0] == r->attributes[i]) {
            o->v[i] = tp_rng_xml_text(r, at[3], at[4]);
            return true;
        }
    return false;
}

static bool read_attributes(struct tp_rng_xml_reader *r, struct tp_rng_node *n, int count,
                            const xmlChar **at, struct own *o)
{
    for (int i = 0; i < count; i++, at += 5) {
        if (at[2] && strcmp((const char *)at[2], TP_RNG_NS) != 0) {
            struct tp_rng_attr *kept = tp_rng_xml_keep_attr(r, n, at);
            if (strcmp(kept->ns, TP_NS_XML) == 0 && strcmp(kept->name, "base") == 0)
                o->base = kept->value;
            continue;
        }
        if (at[2] || !own_attribute(r, o, at)) {
            tp_rng_xml_fault(r, n,
                             tp_fmt(r->a, "attribute '%s' is not allowed on '%s'",
                                    (const char *)at[0], tp_rng_kind_name(n->kind)));
            return false;
        }
    }
    return true;
}

/* The attributes this kind has, and must have. */
static bool check_attributes(struct tp_rng_xml_reader *r, struct tp_rng_node *n,
                             const struct own *o)
{
    for (int i = 0; i <= TP_RNG_OWN_COMBINE; i++) {
        const unsigned bit = 1u << i;
        bool has = o->v[i] != NULL;
        if (has && !(tp_rng_xml_rows[n->kind].attrs & bit))
            tp_rng_xml_fault(r, n,
                             tp_fmt(r->a, "attribute '%s' is not allowed on '%s'", own_names[i],
                                    tp_rng_kind_name(n->kind)));
        if (!has && tp_rng_xml_rows[n->kind].required & bit)
            tp_rng_xml_fault(r, n,
                             tp_fmt(r->a, "'%s' needs the attribute '%s'",
                                    tp_rng_kind_name(n->kind), own_names[i]));
    }
    return !r->failed;
}

static bool set_combine(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const char *value)
{
    value = tp_rng_trim(r->a, value);
    if (strcmp(value, "choice") == 0)
        n->combine = TP_RNG_COMBINE_CHOICE;
    else if (strcmp(value, "interleave") == 0)
        n->combine = TP_RNG_COMBINE_INTERLEAVE;
    else
        tp_rng_xml_fault(r, n, "combine must be 'choice' or 'interleave'");
    return !r->failed;
}

static bool set_ncname(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const char *value)
{
    n->name = tp_rng_trim(r->a, value);
    if (!tp_rng_is_ncname(n->name, strlen(n->name)))
        tp_rng_xml_fault(r, n, tp_fmt(r->a, "'%s' is not a name without a prefix", n->name));
    return !r->failed;
}

static bool set_href(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const char *value)
{
    n->text = tp_rng_trim(r->a, value);
    if (strchr(n->text, '#'))
        tp_rng_xml_fault(r, n, "a reference to a schema can't have a fragment");
    else if (!tp_rng_is_uri(n->text))
        tp_rng_xml_fault(r, n, tp_fmt(r->a, "'%s' is not a URI reference", n->text));
    return !r->failed;
}

/* A base is an address without fragment (RFC 3986, 5.1). */
static const char *without_fragment(struct tp_arena *a, const char *base)
{
    base = tp_rng_trim(a, base);
    return tp_strndup(a, base, strcspn(base, "#"));
}

static void set_own(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const struct own *o,
                    struct tp_rng_xml_frame *f)
{
    if (o->v[TP_RNG_OWN_LIBRARY]) {
        f->dtlib = tp_rng_trim(r->a, o->v[TP_RNG_OWN_LIBRARY]);
        if (!tp_rng_is_library_uri(f->dtlib)) {
            tp_rng_xml_fault(r, n,
                             tp_fmt(r->a, "datatypeLibrary '%s' is not an absolute URI", f->dtlib));
            return;
        }
    }
    if (o->v[TP_RNG_OWN_NS])
        n->ns = o->v[TP_RNG_OWN_NS];
    if (o->base)
        f->base = tp_rng_resolve(r->a, f->base, without_fragment(r->a, o->base));
    n->dtlib = f->dtlib;
    n->base = f->base;
    if (o->v[TP_RNG_OWN_COMBINE] && !set_combine(r, n, o->v[TP_RNG_OWN_COMBINE]))
        return;
    if (o->v[TP_RNG_OWN_HREF] && !set_href(r, n, o->v[TP_RNG_OWN_HREF]))
        return;
    if (o->v[TP_RNG_OWN_TYPE] && !set_ncname(r, n, o->v[TP_RNG_OWN_TYPE]))
        return;
    if (n->kind == TP_RNG_VALUE && !o->v[TP_RNG_OWN_TYPE]) {
        n->name = "token";
        n->dtlib = "";
        n->shorthand = true;
    }
    if (o->v[TP_RNG_OWN_NAME] && n->kind != TP_RNG_ELEMENT && n->kind != TP_RNG_ATTRIBUTE)
        (void)set_ncname(r, n, o->v[TP_RNG_OWN_NAME]);
}

void tp_rng_xml_start_own(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const xmlChar *name,
                          int count, const xmlChar **attributes)
{
    struct tp_rng_xml_frame *top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;
    struct own o = {0};
    enum tp_rng_kind kind = kind_of(r, name, top);

    if (kind == TP_RNG_KINDS) {
        tp_rng_xml_fault(r, n, tp_fmt(r->a, "'%s' is no element of RELAX NG", (const char *)name));
        return;
    }
    if (!fits(top, kind)) {
        tp_rng_xml_fault(r, n,
                         top ? tp_fmt(r->a, "'%s' is not allowed here in '%s'", (const char *)name,
                                      tp_rng_kind_name(top->node->kind))
                             : tp_fmt(r->a, "a schema can't begin with '%s'", (const char *)name));
        return;
    }
    n->kind = kind;
    tp_rng_xml_push(r, n);
    if (!read_attributes(r, n, count, attributes, &o) || !check_attributes(r, n, &o))
        return;
    set_own(r, n, &o, &r->stack.v[r->stack.n - 1]);
    if (!r->failed && o.v[TP_RNG_OWN_NAME] && (kind == TP_RNG_ELEMENT || kind == TP_RNG_ATTRIBUTE))
        add_name(r, n, tp_rng_trim(r->a, o.v[TP_RNG_OWN_NAME]), o.v[TP_RNG_OWN_NS] != NULL);
}

void tp_rng_xml_finish(struct tp_rng_xml_reader *r, struct tp_rng_xml_frame *f)
{
    struct tp_rng_node *n = f->node;
    unsigned least = tp_rng_xml_rows[n->kind].least;

    if (n->kind == TP_RNG_NAME)
        (void)qname(r, n, tp_rng_trim(r->a, tp_strndup(r->a, r->text.p, r->text.len)));
    else if (tp_rng_xml_rows[n->kind].takes & TP_RNG_TAKES_TEXT)
        n->text = tp_strndup(r->a, r->text.p, r->text.len);
    if (f->children < least)
        tp_rng_xml_fault(r, n,
                         tp_fmt(r->a,
                                f->children == 0 && n->kind <= TP_RNG_ATTRIBUTE
                                    ? "'%s' needs a name"
                                    : "'%s' needs content",
                                tp_rng_kind_name(n->kind)));
}

void tp_rng_xml_begin_own(struct tp_rng_xml_reader *r)
{
    for (size_t i = 0; i < TP_RNG_OWN_ATTRIBUTES; i++) {
        r->attributes[i] = xmlDictLookup(r->ctxt->dict, (const xmlChar *)own_names[i], -1);
        if (!r->attributes[i])
            tp_arena_fail(r->a);
    }
}
