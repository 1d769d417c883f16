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
