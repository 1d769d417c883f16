/* sch_svrl.c - results as elements of the Schematron Validation Report Language (ISO/IEC 19757-3,
 * annex D). */
#include <string.h>

#include "sch.h"

static void attr(struct tp_buf *b, const char *name, const char *value)
{
    if (!value)
        return;
    tp_buf_fmt(b, " %s=\"", name);
    tp_buf_xml_attr(b, value, strlen(value));
    tp_buf_char(b, '"');
}

static void element(struct tp_buf *b, const char *name, const char *text)
{
    tp_buf_fmt(b, "<svrl:%s>", name);
    tp_buf_xml_text(b, text, strlen(text));
    tp_buf_fmt(b, "</svrl:%s>", name);
}

/* ---- locations: paths that mean the same without the schema's prefixes ---- */

static size_t number_among(const xmlNode *node)
{
    size_t n = 1;

    for (const xmlNode *p = node->prev; p; p = p->prev)
        n += p->type == node->type &&
             (p->type != XML_ELEMENT_NODE ||
              (xmlStrEqual(p->name, node->name) &&
               xmlStrEqual(p->ns ? p->ns->href : NULL, node->ns ? node->ns->href : NULL)));
    return n;
}

static void step(struct tp_buf *b, const xmlNode *node)
{
    bool named = node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE;
    const char *uri = named && node->ns && node->ns->href ? (const char *)node->ns->href : "";

    switch (node->type) {
    case XML_DOCUMENT_NODE:
        break;
    case XML_ELEMENT_NODE:
        tp_buf_fmt(b, "/*:%s[namespace-uri()='%s'][%zu]", (const char *)node->name, uri,
                   number_among(node));
        break;
    case XML_ATTRIBUTE_NODE:
        if (*uri)
            tp_buf_fmt(b, "/@*:%s[namespace-uri()='%s']", (const char *)node->name, uri);
        else
            tp_buf_fmt(b, "/@%s", (const char *)node->name);
        break;
    case XML_COMMENT_NODE:
        tp_buf_fmt(b, "/comment()[%zu]", number_among(node));
        break;
    case XML_PI_NODE:
        tp_buf_fmt(b, "/processing-instruction()[%zu]", number_among(node));
        break;
    default:
        tp_buf_fmt(b, "/text()[%zu]", number_among(node));
    }
}

const char *sch_svrl_location(struct tp_arena *a, const xmlNode *node)
{
    TP_VEC(const xmlNode *) up = {0};
    struct tp_buf b = tp_buf_new(a);

    for (; node; node = node->parent)
        TP_PUSH(a, &up, node);
    while (up.n)
        step(&b, up.v[--up.n]);
    return b.len ? b.p : "/";
}

void sch_svrl_namespaces(struct tp_buf *b, const struct tp_sch *s)
{
    for (size_t i = 0; i < s->namespaces.n; i++) {
        tp_buf_str(b, "  <svrl:ns-prefix-in-attribute-values");
        attr(b, "prefix", s->namespaces.v[i].prefix);
        attr(b, "uri", s->namespaces.v[i].uri);
        tp_buf_str(b, "/>\n");
    }
}

void sch_svrl_pattern(struct tp_buf *b, const struct sch_pattern *p, const char *file)
{
    tp_buf_str(b, "  <svrl:active-pattern");
    attr(b, "documents", file);
    attr(b, "id", p->id);
    attr(b, "name", p->name);
    attr(b, "role", p->role);
    tp_buf_str(b, "/>\n");
}

void sch_svrl_rule(struct tp_buf *b, const struct sch_rule *rule)
{
    tp_buf_str(b, "  <svrl:fired-rule");
    attr(b, "id", rule->id);
    attr(b, "context", rule->text);
    attr(b, "role", rule->role);
    attr(b, "flag", rule->flag);
    tp_buf_str(b, "/>\n");
}

void sch_svrl_result(struct tp_buf *b, const struct sch_result *r)
{
    const struct sch_check *k = r->check;
    const char *name = k->report ? "successful-report" : "failed-assert";

    tp_buf_fmt(b, "  <svrl:%s", name);
    attr(b, "id", k->id);
    attr(b, "location", r->location);
    attr(b, "test", k->text);
    attr(b, "role", k->role ? k->role : r->rule->role);
    attr(b, "flag", k->flag ? k->flag : r->rule->flag);
    attr(b, "see", k->see);
    attr(b, "icon", k->icon);
    attr(b, "fpi", k->fpi);
    tp_buf_str(b, ">\n");
    for (size_t i = 0; i < k->diagnostics.n; i++) {
        tp_buf_str(b, "    <svrl:diagnostic-reference");
        attr(b, "diagnostic", k->diagnostics.v[i]->id);
        tp_buf_str(b, ">");
        element(b, "text", r->diagnostics.v[i]);
        tp_buf_str(b, "</svrl:diagnostic-reference>\n");
    }
    for (size_t i = 0; i < k->properties.n; i++) {
        tp_buf_str(b, "    <svrl:property-reference");
        attr(b, "property", k->properties.v[i]->id);
        attr(b, "role", k->properties.v[i]->role);
        attr(b, "scheme", k->properties.v[i]->scheme);
        tp_buf_str(b, ">");
        element(b, "text", r->properties.v[i]);
        tp_buf_str(b, "</svrl:property-reference>\n");
    }
    tp_buf_str(b, "    ");
    element(b, "text", r->message);
    tp_buf_fmt(b, "\n  </svrl:%s>\n", name);
}
