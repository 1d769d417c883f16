/* sch_rule.c - rules and their checks; abstract rules, and the parameters of abstract patterns. */
#include <string.h>

#include "sch.h"

/* ---- parameters (6.3 of the standard: by their text) ---- */

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

char *sch_substitute(struct tp_arena *a, const char *text, const struct sch_param *params)
{
    struct tp_buf b = tp_buf_new(a);

    for (const char *p = text; *p; p++) {
        const struct sch_param *best = NULL;

        if (*p == '$')
            for (const struct sch_param *q = params; q; q = q->next) {
                size_t n = strlen(q->name);

                if (strncmp(p + 1, q->name, n) == 0 && !name_char(p[1 + n]) &&
                    (!best || n > strlen(best->name)))
                    best = q;
            }
        if (!best) {
            tp_buf_char(&b, *p);
            continue;
        }
        tp_buf_str(&b, best->value);
        p += strlen(best->name);
    }
    return b.p ? b.p : tp_strdup(a, "");
}

/* ---- checks ---- */

static bool among(const char *word, const char *const *words)
{
    for (; word && *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* What a role means, or (edition of 2025) a severity. */
static enum tp_severity severity(const char *role)
{
    static const char *const warnings[] = {"warning",   "warn",    "nonfatal",
                                           "non-fatal", "caution", NULL};
    static const char *const notes[] = {"info", "information", "informational", "note",  "notice",
                                        "hint", "suggestion",  "debug",         "trace", NULL};
    char lower[24] = "";

    for (size_t i = 0; role && role[i] && i + 1 < sizeof lower; i++)
        lower[i] = (char)(role[i] >= 'A' && role[i] <= 'Z' ? role[i] + 32 : role[i]);
    return among(lower, warnings) ? TP_WARNING : among(lower, notes) ? TP_NOTE : TP_ERROR;
}

static const struct sch_note *note(const struct sch_note *v, size_t n, const char *id, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(v[i].id) == len && memcmp(v[i].id, id, len) == 0)
            return &v[i];
    return NULL;
}

/* The notes that an attribute names. */
#define REFERENCES(c, node, check, list, what)                                                     \
    do {                                                                                           \
        const char *ids = sch_attr((c), (node), #list);                                            \
        while (ids && *(ids += strspn(ids, " \t\r\n"))) {                                          \
            size_t len = strcspn(ids, " \t\r\n");                                                  \
            const struct sch_note *n = note((c)->list.v, (c)->list.n, ids, len);                   \
            if (n)                                                                                 \
                TP_PUSH((c)->a, &(check)->list, n);                                                \
            else                                                                                   \
                sch_fault((c), (node), "there is no " what " '%.*s'", (int)len, ids);              \
            ids += len;                                                                            \
        }                                                                                          \
    } while (0)

static void check(struct sch_compiler *c, const xmlNode *node, const struct sch_pattern *pattern,
                  struct sch_rule *rule)
{
    struct sch_check k = {.report = sch_is(node, "report"),
                          .text = sch_attr(c, node, "test"),
                          .id = sch_attr(c, node, "id"),
                          .role = sch_attr(c, node, "role"),
                          .flag = sch_attr(c, node, "flag"),
                          .see = sch_attr(c, node, "see"),
                          .icon = sch_attr(c, node, "icon"),
                          .fpi = sch_attr(c, node, "fpi"),
                          .at = sch_place(c, node)};
    const char *own = sch_attr(c, node, "severity");

    k.severity = severity(own              ? own
                          : k.role         ? k.role
                          : rule->severity ? rule->severity
                          : rule->role     ? rule->role
                                           : pattern->role);
    if (!k.text) {
        sch_fault(c, node, "the %s needs a 'test'", k.report ? "report" : "assert");
        return;
    }
    k.test = sch_expression(c, node, "test", false);
    k.subject = sch_expression(c, node, "subject", false);
    k.message = sch_message(c, node);
    REFERENCES(c, node, &k, diagnostics, "diagnostic");
    REFERENCES(c, node, &k, properties, "property");
    if (k.test)
        TP_PUSH(c->a, &rule->checks, k);
}

/* ---- rules ---- */

static bool is_abstract(struct sch_compiler *c, const xmlNode *node)
{
    const char *word = sch_attr(c, node, "abstract");

    return word && strcmp(word, "true") == 0;
}

/* An abstract rule: of the same pattern, else of any, or among the schema's "rules". */
static const xmlNode *abstract_rule(struct sch_compiler *c, const xmlNode *pattern, const char *id)
{
    static const char *const holders[] = {"pattern", "rules"};
    const xmlNode *own = NULL, *other = NULL;

    for (size_t h = 0; h < 2; h++)
        for (const xmlNode *p = sch_first(c->root, holders[h]); p; p = sch_next(p, holders[h]))
            for (const xmlNode *n = sch_first(p, "rule"); n; n = sch_next(n, "rule")) {
                const char *name = sch_attr(c, n, "id");

                if (!name || !is_abstract(c, n) || strcmp(name, id) != 0)
                    continue;
                if (p == pattern)
                    own = n;
                else if (!other)
                    other = n;
            }
    return own ? own : other;
}

/* An abstract rule that is being put in. */
struct opened {
    const xmlNode *node;
    const struct opened *outer;
};

static void parts(struct sch_compiler *c, const struct opened *at,
                  const struct sch_pattern *pattern, struct sch_rule *rule);

static void extend(struct sch_compiler *c, const xmlNode *node, const struct opened *at,
                   const struct sch_pattern *pattern, struct sch_rule *rule)
{
    const char *id = sch_attr(c, node, "rule");
    struct opened next = {id ? abstract_rule(c, at->node->parent, id) : NULL, at};

    if (!id) {
        sch_fault(c, node, "the extends needs a 'rule' or an 'href'");
        return;
    }
    if (!next.node) {
        sch_fault(c, node, "there is no abstract rule '%s'", id);
        return;
    }
    for (const struct opened *o = at; o; o = o->outer)
        if (o->node == next.node) {
            sch_fault(c, node, "the rule '%s' extends itself", id);
            return;
        }
    if (++c->made > SCH_MAX_NODES) {
        if (c->made == SCH_MAX_NODES + 1)
            sch_fault(c, node, "extensions make the schema too large");
        return;
    }
    parts(c, &next, pattern, rule);
}

/* The parts of a rule, in their order: lets, checks, and those of what it extends. The abstract
 * rules above are all different, which bounds the recursion. */
static void parts(struct sch_compiler *c, const struct opened *at,
                  const struct sch_pattern *pattern, struct sch_rule *rule)
{
    if (++c->depth > SCH_MAX_NEST) {
        sch_fault(c, at->node, "rules extend each other too deeply");
        c->made = SCH_MAX_NODES + 1;
    } else {
        sch_lets(c, at->node, rule->lets_end);
        for (const xmlNode *n = at->node->children; n; n = n->next)
            if (sch_is(n, "assert") || sch_is(n, "report"))
                check(c, n, pattern, rule);
            else if (sch_is(n, "extends"))
                extend(c, n, at, pattern, rule);
    }
    c->depth--;
}

void sch_rule(struct sch_compiler *c, const xmlNode *node, struct sch_pattern *pattern)
{
    const struct sch_let *outer = c->lets;
    struct sch_rule rule = {.text = sch_attr(c, node, "context"),
                            .id = sch_attr(c, node, "id"),
                            .role = sch_attr(c, node, "role"),
                            .flag = sch_attr(c, node, "flag"),
                            .severity = sch_attr(c, node, "severity"),
                            .at = sch_place(c, node),
                            .lets_end = outer};

    if (is_abstract(c, node))
        return;
    if (!rule.text) {
        sch_fault(c, node, "the rule needs a 'context'");
        return;
    }
    rule.context = sch_expression(c, node, "context", true);
    parts(c, &(struct opened){node, NULL}, pattern, &rule);
    rule.subject = sch_expression(c, node, "subject", false);
    rule.lets = c->lets;
    c->lets = outer;
    if (rule.context)
        TP_PUSH(c->a, &pattern->rules, rule);
}
