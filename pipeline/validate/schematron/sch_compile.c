/*
 * sch_compile.c - from the tree of a schema to patterns, rules and checks, all expressions
 * compiled. Faults are told at their element; compiling goes on, so that all of them are told.
 */
#include <stdarg.h>
#include <string.h>

#include "../../base/xml.h"
#include "../../base/xml_places.h"
#include "../../base/yaml.h"
#include "sch.h"

/* ---- the tree ---- */

const xmlNode *sch_first(const xmlNode *parent, const char *name)
{
    const xmlNode *n = parent->children;

    while (n && !sch_is(n, name))
        n = n->next;
    return n;
}

const xmlNode *sch_next(const xmlNode *sibling, const char *name)
{
    const xmlNode *n = sibling->next;

    while (n && !sch_is(n, name))
        n = n->next;
    return n;
}

const char *sch_file_of(struct sch_compiler *c, const xmlNode *node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (node->_private)
            return node->_private;
    return c->file;
}

struct tp_loc sch_place(struct sch_compiler *c, const xmlNode *node)
{
    struct tp_place at = tp_xml_place_marked(node);

    return tp_at(sch_file_of(c, node), at.line, at.col);
}

void sch_fault(struct sch_compiler *c, const xmlNode *node, const char *format, ...)
{
    va_list ap;
    char *text;

    va_start(ap, format);
    text = tp_vfmt(c->a, format, ap);
    va_end(ap);
    tp_diag(c->ds, TP_D_RULES_INVALID, sch_place(c, node), text);
    c->failed = true;
}

const char *sch_attr(struct sch_compiler *c, const xmlNode *node, const char *name)
{
    xmlChar *s = xmlGetNoNsProp(node, (const xmlChar *)name);
    char *value = s ? sch_substitute(c->a, (const char *)s, c->params) : NULL;

    xmlFree(s);
    return value;
}

/* ---- expressions ---- */

static const char *namespace_of(void *host, const char *prefix)
{
    struct sch_compiler *c = host;

    for (size_t i = c->s->namespaces.n; i--;)
        if (strcmp(c->s->namespaces.v[i].prefix, prefix) == 0)
            return c->s->namespaces.v[i].uri;
    /* Not in the standard, but what processors made of XSLT do: declared on the element itself. */
    for (const xmlNode *n = c->at; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        for (const xmlNs *ns = n->nsDef; ns; ns = ns->next)
            if (ns->prefix && ns->href && strcmp((const char *)ns->prefix, prefix) == 0)
                return tp_strdup(c->a, (const char *)ns->href);
    return NULL;
}

static int variable(void *host, const char *uri, const char *local)
{
    struct sch_compiler *c = host;

    if (*uri)
        return -1;
    for (const struct sch_let *l = c->lets; l; l = l->outer)
        if (strcmp(l->name, local) == 0)
            return l->slot;
    /* Not in the standard, but what processors made of XSLT do, and schemas rely on: the lets of a
     * pattern can be used in others. */
    for (const struct sch_let *l = c->elsewhere; l; l = l->outer)
        if (strcmp(l->name, local) == 0)
            return l->slot;
    return -1;
}

static const struct tp_xp *compile(struct sch_compiler *c, const xmlNode *node, const char *what,
                                   const char *text, bool pattern)
{
    struct tp_xp_env env = {.namespace_of = namespace_of,
                            .variable = variable,
                            .host = c,
                            .functions = sch_functions,
                            .n_functions = 1,
                            .base_uri = sch_file_of(c, node),
                            .xslt = true,
                            .xpath1 = c->s->xpath1};
    struct tp_xp_error error = {0};
    struct tp_xp *x;

    c->at = node;
    x = (pattern ? tp_xp_compile_pattern : tp_xp_compile)(c->a, &env, text, strlen(text), &error);
    if (!x)
        sch_fault(c, node, "in %s=\"%s\", character %zu: %s [%s]%s", what, text, error.offset + 1,
                  error.text, error.code,
                  strcmp(error.code, "XPST0081") == 0
                      ? "; an 'ns' of the schema declares it, with 'prefix' and 'uri'"
                      : "");
    return x;
}

const struct tp_xp *sch_expression(struct sch_compiler *c, const xmlNode *node, const char *name,
                                   bool pattern)
{
    const char *text = sch_attr(c, node, name);

    return text ? compile(c, node, name, text, pattern) : NULL;
}

/* ---- lets ---- */

/* What libxml2 made belongs to its tree; NULL: out of memory. */
static xmlNode *made(struct sch_compiler *c, xmlNode *node)
{
    if (!node)
        tp_arena_fail(c->a);
    return node;
}

static struct tp_xp_seq content(struct sch_compiler *c, const xmlNode *node)
{
    struct tp_xp_seq s = {0};
    xmlDoc *doc = tp_own(c->a, (void (*)(void *))xmlFreeDoc, xmlNewDoc((const xmlChar *)"1.0"));

    for (xmlNode *n = node->children; n; n = n->next) {
        xmlNode *copy = made(c, xmlDocCopyNode(n, doc, 1));

        /* A text may not be a child of a document for xmlAddChild(): so by hand. */
        copy->parent = (xmlNode *)doc;
        copy->prev = doc->last;
        if (doc->last)
            doc->last->next = copy;
        else
            doc->children = copy;
        doc->last = copy;
    }
    (void)tp_xp_doc_new(c->a, doc);
    s.v = TP_NEW(c->a, struct tp_xp_item);
    s.v[0] = tp_xp_node_item((xmlNode *)doc);
    s.n = s.cap = 1;
    return s;
}

/* A new let, in scope from now on; its value is still to come. The lets of its own scope, in which
 * it must be the only one of its name, are those before END. NULL after a fault. */
static struct sch_let *declare(struct sch_compiler *c, const xmlNode *node, bool wide,
                               const struct sch_let **scope, const struct sch_let *end)
{
    struct sch_let *l = TP_NEW(c->a, struct sch_let);
    struct tp_sch *s = c->s;

    l->name = sch_attr(c, node, "name");
    if (!l->name) {
        sch_fault(c, node, "the let needs a 'name'");
        return NULL;
    }
    for (const struct sch_let *o = *scope; o != end; o = o->outer)
        if (strcmp(o->name, l->name) == 0) {
            sch_fault(c, node, "there is a let '%s' already", l->name);
            return NULL;
        }
    l->node = node;
    l->at = sch_place(c, node);
    if (!xmlHasProp(node, (const xmlChar *)"value"))
        l->constant = content(c, node);
    l->slot = (int)s->n_slots;
    l->outer = *scope;
    *scope = l;
    if (s->n_slots == s->cap_slots) {
        size_t cap = s->cap_slots ? 2 * s->cap_slots : 32;

        s->slots = tp_grow(c->a, s->slots, s->cap_slots * sizeof *s->slots, cap * sizeof *s->slots);
        s->wide = tp_grow(c->a, s->wide, s->cap_slots, cap);
        s->cap_slots = cap;
    }
    s->wide[s->n_slots] = wide;
    s->slots[s->n_slots++] = l;
    return l;
}

/* A rule's own, which began before END: each may use those before it. */
void sch_lets(struct sch_compiler *c, const xmlNode *rule, const struct sch_let *end)
{
    for (const xmlNode *n = sch_first(rule, "let"); n; n = sch_next(n, "let")) {
        const struct tp_xp *value = sch_expression(c, n, "value", false);
        struct sch_let *l = declare(c, n, false, &c->lets, end);

        if (l)
            l->value = value;
    }
}

/* Those of the schema, a phase or a pattern, which may come in any order: first their names, */
static void declare_all(struct sch_compiler *c, const xmlNode *parent, const struct sch_let **scope)
{
    const struct sch_let *end = *scope;

    for (const xmlNode *n = sch_first(parent, "let"); n; n = sch_next(n, "let"))
        (void)declare(c, n, true, scope, end);
}

/* then their values. */
static void compile_values(struct sch_compiler *c, const xmlNode *parent)
{
    for (const struct sch_let *l = c->lets; l; l = l->outer)
        if (l->node->parent == parent)
            ((struct sch_let *)l)->value = sch_expression(c, l->node, "value", false);
}

/* ---- messages ---- */

static void add_text(struct sch_compiler *c, struct sch_message *m, const xmlNode *text)
{
    if (text->content)
        TP_PUSH(c->a, m, (struct sch_part){.text = tp_strdup(c->a, (const char *)text->content)});
}

struct sch_message sch_message(struct sch_compiler *c, const xmlNode *top)
{
    struct sch_message m = {0};
    const xmlNode *node = top->children;

    while (node) {
        const xmlNode *next = NULL;

        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            add_text(c, &m, node);
        } else if (sch_is(node, "value-of")) {
            struct sch_part part = {.of = sch_expression(c, node, "select", false)};

            if (part.of)
                TP_PUSH(c->a, &m, part);
            else if (!xmlHasProp(node, (const xmlChar *)"select"))
                sch_fault(c, node, "the value-of needs a 'select'");
        } else if (sch_is(node, "name")) {
            TP_PUSH(c->a, &m,
                    (struct sch_part){.of = sch_expression(c, node, "path", false), .name = true});
        } else if (node->type == XML_ELEMENT_NODE) {
            next = node->children; /* emph, span, dir, and what others put there: their text */
        }
        while (!next && node != top) {
            next = node->next;
            if (!next)
                node = node->parent;
        }
        node = next;
    }
    return m;
}

static void notes(struct sch_compiler *c)
{
    static const char *const lists[][2] = {{"diagnostics", "diagnostic"},
                                           {"properties", "property"}};

    for (size_t i = 0; i < 2; i++)
        for (const xmlNode *list = sch_first(c->root, lists[i][0]); list;
             list = sch_next(list, lists[i][0]))
            for (const xmlNode *n = sch_first(list, lists[i][1]); n; n = sch_next(n, lists[i][1])) {
                struct sch_note note = {
                    sch_attr(c, n, "id"), sch_attr(c, n, "role"), sch_attr(c, n, "scheme"), {0}};

                if (!note.id) {
                    sch_fault(c, n, "the %s needs an 'id'", lists[i][1]);
                    continue;
                }
                note.message = sch_message(c, n);
                if (i == 0)
                    TP_PUSH(c->a, &c->diagnostics, note);
                else
                    TP_PUSH(c->a, &c->properties, note);
            }
}

/* ---- the schema's own parts ---- */

bool sch_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

static void binding(struct sch_compiler *c)
{
    static const char *const old[] = {"xslt", "xslt1", "exslt", "xpath", "xpath1", NULL};
    static const char *const recent[] = {"xslt2", "xslt3", "xpath2", "xpath3", "xpath31", NULL};
    const char *word = sch_attr(c, c->root, "queryBinding");
    char *lower = tp_strdup(c->a, word ? word : "xslt");

    for (char *p = lower; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    c->s->binding = lower;
    c->s->xpath1 = sch_one_of(lower, old);
    if (!c->s->xpath1 && !sch_one_of(lower, recent))
        sch_fault(c, c->root,
                  "queryBinding=\"%s\" is not known: rules in xslt (XPath 1.0), xslt2 and xslt3 "
                  "(XPath 2.0) can be checked",
                  word);
}

static void namespaces(struct sch_compiler *c)
{
    for (const xmlNode *n = sch_first(c->root, "ns"); n; n = sch_next(n, "ns")) {
        const char *prefix = sch_attr(c, n, "prefix"), *uri = sch_attr(c, n, "uri");

        if (!prefix || !uri)
            sch_fault(c, n, "the ns needs a 'prefix' and a 'uri'");
        else
            TP_PUSH(c->a, &c->s->namespaces, (struct sch_namespace){prefix, uri});
    }
}

bool sch_is_key(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE && n->ns && strcmp((const char *)n->ns->href, NS_XSL) == 0 &&
           strcmp((const char *)n->name, "key") == 0;
}

/* Of the schema, or of a pattern: they are the same to all. */
static void keys(struct sch_compiler *c, const xmlNode *parent)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        struct sch_key key;

        if (!sch_is_key(n))
            continue;
        key = (struct sch_key){sch_attr(c, n, "name"), sch_expression(c, n, "match", true),
                               sch_expression(c, n, "use", false)};
        if (key.name && key.match && key.use)
            TP_PUSH(c->a, &c->s->keys, key);
        else if (!c->failed)
            sch_fault(c, n, "the key needs a 'name', a 'match' and a 'use'");
    }
}

/* ---- phases and patterns ---- */

/* The phase to check; NULL: all patterns. */
static const xmlNode *phase(struct sch_compiler *c, const char *wanted)
{
    struct sch_names ids = {0};
    const char *near;

    if (!wanted || strcmp(wanted, "#DEFAULT") == 0)
        wanted = sch_attr(c, c->root, "defaultPhase");
    if (!wanted || strcmp(wanted, "#ALL") == 0)
        return NULL;
    for (const xmlNode *n = sch_first(c->root, "phase"); n; n = sch_next(n, "phase")) {
        const char *id = sch_attr(c, n, "id");

        if (id && strcmp(id, wanted) == 0) {
            c->s->phase = id;
            return n;
        }
        if (id)
            TP_PUSH(c->a, &ids, id);
    }
    TP_PUSH(c->a, &ids, NULL);
    near = tp_nearest(wanted, ids.v);
    sch_fault(c, c->root, "it has no phase '%s'%s%s%s", wanted, near ? "; did you mean '" : "",
              near ? near : "", near ? "'?" : "");
    return NULL;
}

static bool is_pattern(struct sch_compiler *c, const char *id)
{
    for (const xmlNode *n = sch_first(c->root, "pattern"); n; n = sch_next(n, "pattern")) {
        const char *own = sch_attr(c, n, "id");

        if (own && strcmp(own, id) == 0)
            return true;
    }
    return false;
}

/* A name misspelt here would be a pattern that nobody checks. */
static void check_phases(struct sch_compiler *c)
{
    for (const xmlNode *p = sch_first(c->root, "phase"); p; p = sch_next(p, "phase")) {
        if (!sch_attr(c, p, "id"))
            sch_fault(c, p, "the phase needs an 'id'");
        for (const xmlNode *n = sch_first(p, "active"); n; n = sch_next(n, "active")) {
            const char *pattern = sch_attr(c, n, "pattern");

            if (!pattern)
                sch_fault(c, n, "the active needs a 'pattern'");
            else if (!is_pattern(c, pattern))
                sch_fault(c, n, "there is no pattern '%s'", pattern);
        }
    }
}

static bool active(struct sch_compiler *c, const xmlNode *phase_node, const char *id)
{
    if (!phase_node)
        return true;
    for (const xmlNode *n = sch_first(phase_node, "active"); n; n = sch_next(n, "active")) {
        const char *pattern = sch_attr(c, n, "pattern");

        if (pattern && id && strcmp(pattern, id) == 0)
            return true;
    }
    return false;
}

static const xmlNode *abstract_pattern(struct sch_compiler *c, const char *id)
{
    for (const xmlNode *n = sch_first(c->root, "pattern"); n; n = sch_next(n, "pattern")) {
        const char *own = sch_attr(c, n, "id"), *is = sch_attr(c, n, "abstract");

        if (own && is && strcmp(own, id) == 0 && strcmp(is, "true") == 0)
            return n;
    }
    return NULL;
}

/* The parameters of a concrete pattern, and the defaults of the abstract one behind them. */
static const struct sch_param *parameters(struct sch_compiler *c, const xmlNode *concrete,
                                          const xmlNode *abstract)
{
    const xmlNode *const from[] = {abstract, concrete};
    const struct sch_param *list = NULL;

    for (size_t i = 0; i < 2; i++)
        for (const xmlNode *n = sch_first(from[i], "param"); n; n = sch_next(n, "param")) {
            struct sch_param *p = TP_NEW(c->a, struct sch_param);

            *p = (struct sch_param){sch_attr(c, n, "name"), sch_attr(c, n, "value"), list};
            if (p->name && p->value)
                list = p;
            else
                sch_fault(c, n, "the param needs a 'name' and a 'value'");
        }
    return list;
}

/* A pattern on its way: first its lets are declared, then those of all patterns are compiled, then
 * its rules. */
struct making {
    const xmlNode *node, *body; /* BODY: of the abstract pattern, if it is one made concrete */
    const struct sch_param *params;
    const struct sch_let *lets;
};
struct makings {
    struct making *v;
    size_t n, cap;
};

static void declare_pattern(struct sch_compiler *c, const xmlNode *node, struct makings *all)
{
    const char *is_a = sch_attr(c, node, "is-a"), *abstract = sch_attr(c, node, "abstract");
    struct making m = {.node = node, .body = node};

    if (abstract && strcmp(abstract, "true") == 0)
        return;
    if (is_a) {
        m.body = abstract_pattern(c, is_a);
        if (!m.body) {
            sch_fault(c, node, "there is no abstract pattern '%s'", is_a);
            return;
        }
        m.params = parameters(c, node, m.body);
    }
    c->params = m.params;
    m.lets = c->lets;
    declare_all(c, m.body, &m.lets);
    for (const struct sch_let *l = m.lets; l != c->lets; l = l->outer) {
        struct sch_let *too = TP_NEW(c->a, struct sch_let);

        *too = (struct sch_let){.name = l->name, .slot = l->slot, .outer = c->elsewhere};
        c->elsewhere = too;
    }
    c->params = NULL;
    TP_PUSH(c->a, all, m);
}

static void compile_pattern_lets(struct sch_compiler *c, const struct making *m)
{
    const struct sch_let *outer = c->lets;

    c->params = m->params;
    c->lets = m->lets;
    compile_values(c, m->body);
    keys(c, m->body);
    c->params = NULL;
    c->lets = outer;
}

static const char *title_of(struct sch_compiler *c, const xmlNode *node)
{
    const xmlNode *title = sch_first(node, "title");
    xmlChar *s = title ? xmlNodeGetContent(title) : NULL;
    const char *copy = s ? tp_strdup(c->a, (const char *)s) : NULL;

    xmlFree(s);
    return copy;
}

/* The one of the two that has the attribute: what a pattern doesn't say itself is said by the
 * abstract one that it is made of. */
static const xmlNode *sayer(const struct making *m, const char *attribute)
{
    return xmlHasProp(m->node, (const xmlChar *)attribute) ? m->node : m->body;
}

static void pattern(struct sch_compiler *c, const struct making *m)
{
    struct sch_pattern p = {.id = sch_attr(c, m->node, "id"), .name = title_of(c, m->node)};
    const struct sch_let *outer = c->lets;
    const xmlNode *documents = sayer(m, "documents");

    c->params = m->params;
    c->lets = m->lets;
    p.name = p.name ? p.name : title_of(c, m->body);
    p.role = sch_attr(c, sayer(m, "role"), "role");
    p.text = sch_attr(c, documents, "documents");
    p.documents = sch_expression(c, documents, "documents", false);
    p.at = sch_place(c, documents);
    for (const xmlNode *n = sch_first(m->body, "rule"); n; n = sch_next(n, "rule"))
        sch_rule(c, n, &p);
    c->params = NULL;
    c->lets = outer;
    for (size_t i = 0; i < p.rules.n; i++)
        p.rules.v[i].pattern = c->s->patterns.n;
    c->s->rules += p.rules.n;
    TP_PUSH(c->a, &c->s->patterns, p);
}

static void compile_all(struct sch_compiler *c, const char *wanted)
{
    const xmlNode *active_phase;
    struct makings all = {0};

    c->s->title = title_of(c, c->root);
    binding(c);
    namespaces(c);
    declare_all(c, c->root, &c->lets);
    check_phases(c);
    active_phase = phase(c, wanted);
    if (active_phase)
        declare_all(c, active_phase, &c->lets);
    for (const xmlNode *n = sch_first(c->root, "pattern"); n; n = sch_next(n, "pattern"))
        if (active(c, active_phase, sch_attr(c, n, "id")))
            declare_pattern(c, n, &all);
    compile_values(c, c->root);
    if (active_phase)
        compile_values(c, active_phase);
    keys(c, c->root);
    sch_foreign(c);
    for (size_t i = 0; i < all.n; i++)
        compile_pattern_lets(c, &all.v[i]);
    notes(c);
    for (size_t i = 0; i < all.n; i++)
        pattern(c, &all.v[i]);
}

struct tp_sch *tp_sch_load(struct tp_arena *a, const char *name, const char *phase_id,
                           struct tp_diags *ds)
{
    struct tp_sch *s = TP_NEW(a, struct tp_sch);
    struct sch_compiler *c = TP_NEW(a, struct sch_compiler);

    *s = (struct tp_sch){.arena = a, .name = tp_strdup(a, name)};
    *c = (struct sch_compiler){.s = s, .a = a, .ds = ds, .file = s->name};
    c->root = sch_read(a, name, ds);
    if (!c->root)
        return NULL;
    compile_all(c, phase_id);
    if (c->failed)
        return NULL;
    sch_index(s);
    return s;
}

const char *tp_sch_name(const struct tp_sch *s)
{
    return s->name;
}

size_t tp_sch_rules(const struct tp_sch *s)
{
    return s->rules;
}
