/*
 * sch_check.c - a document against compiled rules, in one pass over its tree.
 *
 * For each node the rules that could fire are known by its kind and name; in each pattern the first
 * whose context matches does. Lets are evaluated when an expression asks for them: those of a rule
 * for its node, the others once a document.
 */
#include <string.h>

#include "../../base/xml.h"
#include "../relaxng/relaxng.h"
#include "sch.h"

struct tp_sch_checker {
    const struct tp_sch *s;
    struct tp_arena *arena;
    struct tp_sch_host host;
    struct tp_xp_run *run;
    struct tp_arena *wide, *narrow; /* of a document, of a node */
    bool *busy;                     /* of each let: it is being evaluated */
    const struct tp_sch_document *document;
    const struct tp_xp_doc *tree; /* which may be another one, by a pattern's "documents" */
    const char *file;
    xmlNode *node;                /* whose rule is firing */
    struct tp_slice text;         /* the source of TREE; P NULL: not known */
    struct tp_xml_places *places; /* of TREE; NULL: not needed yet */
    struct tp_diags *ds;
    struct tp_buf *svrl; /* one a pattern; NULL: not wanted */
    struct sch_keys keys;
};

/* ---- what expressions ask of the host ---- */

struct sch_keys *sch_keys_of(void *host)
{
    return &((struct tp_sch_checker *)host)->keys;
}

static struct tp_xp_doc *hook_doc(void *host, const char *uri, const char *base, const char **why)
{
    struct tp_sch_checker *c = host;

    *why = "rules may read no other documents here";
    (void)base;
    return c->host.doc ? c->host.doc(c->host.host, uri, c->document->file, why) : NULL;
}

static bool hook_text(void *host, const char *uri, const char *base, struct tp_slice *out)
{
    struct tp_sch_checker *c = host;

    (void)base;
    return c->host.text && c->host.text(c->host.host, uri, c->document->file, out);
}

static bool hook_collection(void *host, const char *uri, struct tp_xp_run *run,
                            struct tp_xp_seq *out)
{
    struct tp_sch_checker *c = host;

    return c->host.collection && c->host.collection(c->host.host, uri, c->document->file, run, out);
}

/* A place in the schema, to be named in a message. */
static const char *spot(struct tp_arena *a, struct tp_loc at)
{
    return at.col ? tp_fmt(a, "%s:%zu:%zu", at.file, at.line, at.col)
                  : tp_fmt(a, "%s:%zu", at.file, at.line);
}

static bool hook_variable(void *host, struct tp_xp_run *run, int slot, struct tp_xp_seq *out,
                          struct tp_xp_error *error)
{
    struct tp_sch_checker *c = host;
    const struct sch_let *let = c->s->slots[slot];
    bool wide = c->s->wide[slot], ok;
    struct tp_xp_seq value;

    if (!let->value) {
        *out = let->constant;
        return true;
    }
    if (c->busy[slot]) {
        *error = (struct tp_xp_error){"XTDE0640", "the value of a let depends on itself", 0};
        return false;
    }
    c->busy[slot] = true;
    ok = tp_xp_eval(run, let->value, wide ? (xmlNode *)tp_xp_doc_tree(c->tree) : c->node, &value,
                    error);
    c->busy[slot] = false;
    if (ok)
        *out = tp_xp_copy(wide ? c->wide : c->narrow, &value);
    else
        error->text = tp_fmt(tp_xp_arena(run), "%s, in the let '%s' at %s", error->text, let->name,
                             spot(tp_xp_arena(run), let->at));
    return ok;
}

struct tp_sch_checker *tp_sch_checker_new(struct tp_arena *a, const struct tp_sch *s,
                                          const struct tp_sch_host *host)
{
    struct tp_sch_checker *c = TP_NEW(a, struct tp_sch_checker);

    c->s = s;
    c->arena = a;
    if (host)
        c->host = *host;
    c->wide = tp_arena_sub(a);
    c->narrow = tp_arena_sub(a);
    c->busy = TP_NEW_ARRAY(a, s->n_slots + 1, bool);
    c->run = tp_xp_run_new(a, &(struct tp_xp_hooks){.doc = hook_doc,
                                                    .collection = hook_collection,
                                                    .text = hook_text,
                                                    .variable = hook_variable,
                                                    .host = c,
                                                    .now = c->host.now});
    return c;
}

/* ---- places and paths ---- */

static struct tp_loc where(struct tp_sch_checker *c, const xmlNode *node)
{
    struct tp_place place = {0, 0};
    const char *part = NULL; /* the file that the node was included from */
    const xmlNode *line_of = node->type == XML_ATTRIBUTE_NODE ? node->parent : node;

    if (c->text.p) {
        if (!c->places)
            c->places = tp_xml_places_new(c->wide, node->doc, c->text);
        place = tp_xml_place(c->places, node);
        part = tp_xml_place_file(c->places, node);
    } else if (line_of->type != XML_DOCUMENT_NODE) {
        long line = xmlGetLineNo(line_of);

        place.line = line > 0 ? (size_t)line : 0;
    }
    return tp_at(part ? part : c->file, place.line, place.col);
}

static size_t number_among(const xmlNode *node)
{
    size_t n = 1;

    for (const xmlNode *p = node->prev; p; p = p->prev)
        n += p->type == node->type;
    return n;
}

static const char *path_of(struct tp_arena *a, const xmlNode *node)
{
    const char *up;

    if (node->type == XML_DOCUMENT_NODE)
        return "/";
    if (node->type == XML_ELEMENT_NODE)
        return tp_xml_path(a, node);
    up = node->parent ? tp_xml_path(a, node->parent) : "";
    up = up ? up : "";
    switch (node->type) {
    case XML_ATTRIBUTE_NODE:
        return tp_fmt(a, "%s/@%s%s%s", up,
                      node->ns && node->ns->prefix ? (const char *)node->ns->prefix : "",
                      node->ns && node->ns->prefix ? ":" : "", (const char *)node->name);
    case XML_COMMENT_NODE:
        return tp_fmt(a, "%s/comment()[%zu]", up, number_among(node));
    case XML_PI_NODE:
        return tp_fmt(a, "%s/processing-instruction()[%zu]", up, number_among(node));
    default:
        return tp_fmt(a, "%s/text()[%zu]", up, number_among(node));
    }
}

/* ---- messages ---- */

static void add_collapsed(struct tp_buf *b, struct tp_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool space = s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r';

        if (!space)
            tp_buf_char(b, s.p[i]);
        else if (b->len && b->p[b->len - 1] != ' ')
            tp_buf_char(b, ' ');
    }
}

/* name(): as it is written, with its prefix; only these kinds have one. */
static void add_node_name(struct tp_buf *b, const xmlNode *node)
{
    bool named = node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE;

    if (named && node->ns && node->ns->prefix)
        tp_buf_fmt(b, "%s:", (const char *)node->ns->prefix);
    if (named || node->type == XML_PI_NODE)
        tp_buf_str(b, (const char *)node->name);
}

static void add_name(struct tp_sch_checker *c, struct tp_buf *b, const struct sch_part *part)
{
    struct tp_xp_error error;
    struct tp_xp_seq s = {0};

    if (!part->of)
        add_node_name(b, c->node);
    else if (!tp_xp_eval(c->run, part->of, c->node, &s, &error))
        tp_buf_fmt(b, "[%s]", error.code);
    else if (s.n && s.v[0].type == TP_XP_NODE)
        add_node_name(b, s.v[0].u.node);
    else if (s.n)
        add_collapsed(b, tp_xp_string(c->run, s.v[0]));
}

/* As xsl:value-of does: all items in XSLT 2.0, the first one alone in 1.0. */
static bool value_of(struct tp_sch_checker *c, const struct tp_xp *x, struct tp_slice *text,
                     struct tp_xp_error *error)
{
    struct tp_xp_seq s;

    if (!c->s->xpath1)
        return tp_xp_text(c->run, x, c->node, text, error);
    if (!tp_xp_eval(c->run, x, c->node, &s, error))
        return false;
    *text = s.n ? tp_xp_string(c->run, s.v[0]) : (struct tp_slice){"", 0};
    return true;
}

static const char *text_of(struct tp_sch_checker *c, const struct sch_message *m)
{
    struct tp_buf b = tp_buf_new(c->narrow);
    struct tp_xp_error error;

    for (size_t i = 0; i < m->n; i++) {
        const struct sch_part *part = &m->v[i];
        struct tp_slice text;

        if (part->text)
            add_collapsed(&b, (struct tp_slice){part->text, strlen(part->text)});
        else if (part->name)
            add_name(c, &b, part);
        else if (value_of(c, part->of, &text, &error))
            add_collapsed(&b, text);
        else
            tp_buf_fmt(&b, "[%s]", error.code);
    }
    while (b.len && b.p[b.len - 1] == ' ')
        b.p[--b.len] = '\0';
    return b.p && *b.p ? b.p + (*b.p == ' ') : "";
}

/* ---- checks ---- */

static void tell(struct tp_sch_checker *c, const struct sch_rule *rule,
                 const struct sch_check *check)
{
    struct sch_result r = {.check = check, .rule = rule};
    struct tp_buf b = tp_buf_new(c->narrow);
    const xmlNode *at = c->node;
    const struct tp_xp *subject = check->subject ? check->subject : rule->subject;
    struct tp_xp_seq s = {0};
    struct tp_diag *d;

    if (subject && tp_xp_eval(c->run, subject, c->node, &s, NULL) && s.n &&
        s.v[0].type == TP_XP_NODE && s.v[0].u.node->doc == c->node->doc)
        at = s.v[0].u.node;
    r.message = text_of(c, &check->message);
    tp_buf_str(&b, *r.message ? r.message
                   : check->report
                       ? tp_fmt(c->narrow, "this is so, and should not: %s", check->text)
                       : tp_fmt(c->narrow, "this is not so, and should be: %s", check->text));
    for (size_t i = 0; i < check->diagnostics.n; i++) {
        const char *more = text_of(c, &check->diagnostics.v[i]->message);

        TP_PUSH(c->narrow, &r.diagnostics, more);
        tp_buf_fmt(&b, " %s", more);
    }
    for (size_t i = 0; i < check->properties.n; i++)
        TP_PUSH(c->narrow, &r.properties, text_of(c, &check->properties.v[i]->message));
    if (check->see)
        tp_buf_fmt(&b, " (see %s)", check->see);
    d = tp_diag_add_as(c->ds, check->severity, TP_D_RULE, where(c, at),
                       (const char *const[]){b.p, NULL});
    d->path = path_of(c->ds->arena, at);
    if (c->svrl) {
        r.location = sch_svrl_location(c->narrow, at);
        sch_svrl_result(&c->svrl[rule->pattern], &r);
    }
}

static void cannot(struct tp_sch_checker *c, const char *text, struct tp_loc at,
                   const struct tp_xp_error *error)
{
    struct tp_mark mark = tp_arena_mark(c->narrow);
    struct tp_diag *d = tp_diag(c->ds, TP_D_RULE_FAILED, where(c, c->node),
                                tp_fmt(c->narrow, "%s [%s]", error->text, error->code),
                                tp_fmt(c->narrow, "\"%s\" at %s", text, spot(c->narrow, at)));

    d->path = path_of(c->ds->arena, c->node);
    tp_arena_release(c->narrow, mark);
}

static void fire(struct tp_sch_checker *c, const struct sch_rule *rule)
{
    struct tp_mark mark = tp_arena_mark(c->narrow);

    if (c->svrl)
        sch_svrl_rule(&c->svrl[rule->pattern], rule);
    for (size_t i = 0; i < rule->checks.n; i++) {
        const struct sch_check *check = &rule->checks.v[i];
        struct tp_xp_error error;
        bool value;

        if (!tp_xp_test(c->run, check->test, c->node, &value, &error))
            cannot(c, check->text, check->at, &error);
        else if (value == check->report)
            tell(c, rule, check);
        tp_xp_reset(c->run);
    }
    for (const struct sch_let *l = rule->lets; l != rule->lets_end; l = l->outer)
        tp_xp_unset(c->run, l->slot);
    tp_arena_release(c->narrow, mark);
}

/* ---- nodes ---- */

static bool has(const xmlNode *node, const char *attribute)
{
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (!a->ns && strcmp((const char *)a->name, attribute) == 0)
            return true;
    return false;
}

/* In each pattern the first rule that matches. */
static void visit(struct tp_sch_checker *c, xmlNode *node, const struct sch_candidates *list)
{
    size_t fired = SIZE_MAX;

    c->node = node;
    for (size_t i = 0; i < list->n; i++) {
        const struct sch_rule *rule = list->v[i].rule;
        struct tp_xp_error error;

        if (rule->pattern == fired || (list->v[i].needs && !has(node, list->v[i].needs)))
            continue;
        if (tp_xp_match(c->run, rule->context, node, &error)) {
            fired = rule->pattern;
            fire(c, rule);
        } else if (error.text) {
            cannot(c, rule->text, rule->at, &error);
            tp_xp_reset(c->run);
        } else {
            tp_xp_reset(c->run);
        }
    }
}

static void attributes(struct tp_sch_checker *c, xmlNode *element)
{
    for (xmlAttr *a = element->properties; a; a = a->next) {
        const struct sch_named *named = sch_find(c->s, (const char *)a->name);

        visit(c, (xmlNode *)a, named ? &named->attributes : &c->s->any_attribute);
    }
}

static void visit_by_kind(struct tp_sch_checker *c, xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE) {
        const struct sch_named *named = sch_find(c->s, (const char *)node->name);

        visit(c, node, named ? &named->elements : &c->s->any_element);
        if (c->s->attributes && node->properties)
            attributes(c, node);
    } else if (node->type <= XML_DOCUMENT_NODE && c->s->other[node->type].n) {
        visit(c, node, &c->s->other[node->type]);
    }
}

xmlNode *sch_next_node(xmlNode *node)
{
    if (node->children && (node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE))
        return node->children;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

/* ---- patterns for other documents ---- */

static void visit_pattern(struct tp_sch_checker *c, xmlNode *node, const struct sch_pattern *p)
{
    c->node = node;
    for (size_t i = 0; i < p->rules.n; i++) {
        const struct sch_rule *rule = &p->rules.v[i];
        struct tp_xp_error error;

        if (tp_xp_match(c->run, rule->context, node, &error)) {
            fire(c, rule);
            return;
        }
        if (error.text)
            cannot(c, rule->text, rule->at, &error);
        tp_xp_reset(c->run);
    }
}

static void forget(struct tp_sch_checker *c)
{
    for (size_t i = 0; i < c->s->n_slots; i++)
        tp_xp_unset(c->run, (int)i);
    c->keys = (struct sch_keys){.arena = c->wide, .schema = c->s};
}

/* The tree that the rules are for from now on: DOC, which is FILE, made of TEXT. */
static void turn_to(struct tp_sch_checker *c, const struct tp_xp_doc *doc, const char *file,
                    struct tp_slice text)
{
    c->tree = doc;
    c->file = file;
    c->text = text;
    c->places = NULL;
    forget(c);
}

static void other_document(struct tp_sch_checker *c, const struct sch_pattern *p, const char *uri)
{
    const char *base = c->document->file, *why = "rules may read no other documents here";
    const struct tp_xp_doc *doc = c->host.doc ? c->host.doc(c->host.host, uri, base, &why) : NULL;
    struct tp_xp_error error = {"FODC0002", NULL, 0};
    struct tp_slice text = {NULL, 0};

    if (!doc) {
        error.text = tp_fmt(c->wide, "'%s' can't be read: %s", uri, why);
        cannot(c, p->text, p->at, &error);
        return;
    }
    if (!c->host.text || !c->host.text(c->host.host, uri, base, &text))
        text.p = NULL;
    turn_to(c, doc, tp_rng_resolve(c->wide, base, uri), text);
    if (c->svrl)
        sch_svrl_pattern(&c->svrl[p - c->s->patterns.v], p, c->file);
    for (xmlNode *n = (xmlNode *)tp_xp_doc_tree(doc); n; n = sch_next_node(n)) {
        visit_pattern(c, n, p);
        if (n->type == XML_ELEMENT_NODE)
            for (xmlAttr *a = n->properties; a; a = a->next)
                visit_pattern(c, (xmlNode *)a, p);
    }
    turn_to(c, c->document->doc, c->document->file, c->document->text);
    c->node = (xmlNode *)tp_xp_doc_tree(c->tree);
}

static void other_documents(struct tp_sch_checker *c, const struct sch_pattern *p)
{
    struct tp_xp_seq uris;
    struct tp_xp_error error;

    c->node = (xmlNode *)tp_xp_doc_tree(c->document->doc);
    if (!tp_xp_eval(c->run, p->documents, c->node, &uris, &error)) {
        cannot(c, p->text, p->at, &error);
        return;
    }
    uris = tp_xp_copy(c->wide, &uris);
    for (size_t i = 0; i < uris.n; i++) {
        struct tp_slice s = tp_xp_string(c->run, uris.v[i]);

        other_document(c, p, tp_strndup(c->wide, s.p, s.len));
    }
}

void tp_sch_check(struct tp_sch_checker *c, const struct tp_sch_document *document,
                  struct tp_diags *ds, struct tp_buf *svrl)
{
    struct tp_mark mark = tp_arena_mark(c->wide);

    c->document = document;
    c->ds = ds;
    c->svrl = NULL;
    turn_to(c, document->doc, document->file, document->text);
    if (svrl) {
        c->svrl = TP_NEW_ARRAY(c->wide, c->s->patterns.n + 1, struct tp_buf);
        for (size_t i = 0; i < c->s->patterns.n; i++)
            c->svrl[i] = tp_buf_new(c->wide);
    }
    for (xmlNode *n = (xmlNode *)tp_xp_doc_tree(document->doc); n; n = sch_next_node(n))
        visit_by_kind(c, n);
    for (size_t i = 0; i < c->s->patterns.n; i++)
        if (c->s->patterns.v[i].documents)
            other_documents(c, &c->s->patterns.v[i]);
    if (svrl)
        sch_svrl_namespaces(svrl, c->s);
    for (size_t i = 0; svrl && i < c->s->patterns.n; i++) {
        if (!c->s->patterns.v[i].documents)
            sch_svrl_pattern(svrl, &c->s->patterns.v[i], document->file);
        tp_buf_add(svrl, c->svrl[i].p, c->svrl[i].len);
    }
    forget(c);
    tp_xp_reset(c->run);
    tp_arena_release(c->wide, mark);
}
