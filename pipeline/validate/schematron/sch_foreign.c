/* sch_foreign.c - what isn't Schematron in a schema is passed over, with a note: rules may depend
 * on it. What is Schematron and not known here would be a rule that nobody checks: a fault. */
#include <string.h>

#include "sch.h"

static bool is_xsl(const xmlNode *n)
{
    return n->ns && n->ns->href && strcmp((const char *)n->ns->href, NS_XSL) == 0;
}

/* Once a name: a schema may be full of them. */
static void ignored(struct sch_compiler *c, const xmlNode *n, struct sch_names *seen)
{
    bool xsl = is_xsl(n);
    const char *name = xsl || (n->ns && n->ns->prefix)
                           ? tp_fmt(c->a, "%s:%s", xsl ? "xsl" : (const char *)n->ns->prefix,
                                    (const char *)n->name)
                           : tp_strdup(c->a, (const char *)n->name);

    for (size_t i = 0; i < seen->n; i++)
        if (strcmp(seen->v[i], name) == 0)
            return;
    TP_PUSH(c->a, seen, name);
    tp_diag(c->ds, TP_D_RULES_FOREIGN, sch_place(c, n), name);
}

void sch_foreign(struct sch_compiler *c)
{
    static const char *const known[] = {
        "active",  "assert",     "diagnostic", "diagnostics", "dir",  "emph",  "extends",
        "include", "let",        "name",       "ns",          "p",    "param", "pattern",
        "phase",   "properties", "property",   "report",      "rule", "rules", "schema",
        "span",    "title",      "value-of",   NULL};
    /* Their text may be marked up as anybody likes; but an instruction of XSLT there would have
     * been evaluated. */
    static const char *const texts[] = {"assert",   "report", "p",   "title", "diagnostic",
                                        "property", "emph",   "dir", "span",  NULL};
    const xmlNode *n = c->root->children;
    struct sch_names seen = {0};

    while (n) {
        bool ours = sch_is(n, NULL);

        if (ours && !sch_one_of((const char *)n->name, known))
            sch_fault(c, n,
                      "'%s' is no element of ISO Schematron (2016 and 2020) that is known here",
                      (const char *)n->name);
        else if (n->type == XML_ELEMENT_NODE && !ours && !sch_is_key(n) &&
                 (is_xsl(n) || !sch_one_of((const char *)n->parent->name, texts)))
            ignored(c, n, &seen);
        if (ours && n->children && !sch_is(n, "let")) { /* what a let holds is a value */
            n = n->children;
            continue;
        }
        while (n != c->root && !n->next)
            n = n->parent;
        n = n == c->root ? NULL : n->next;
    }
}
