/* SARIF 2.1.0 (OASIS, 2020): one run, its rules from the table of diagnostics. */
#include <jansson.h>
#include <string.h>

#include "report.h"
#include "tree.h"

static const char *level(enum tp_severity severity)
{
    static const char *const names[] = {
        [TP_ERROR] = "error", [TP_WARNING] = "warning", [TP_NOTE] = "note"};

    return names[severity];
}

static json_t *text_object(struct tp_arena *a, const char *s)
{
    json_t *o = tp_json(a, json_object());

    tp_json_set(a, o, "text", tp_json_text(a, s));
    return o;
}

static void set_text(struct tp_arena *a, json_t *o, const char *key, const char *s)
{
    tp_json_set(a, o, key, text_object(a, s));
}

/* The text of a rule is the message's, with an ellipsis for each detail. */
static const char *general_text(struct tp_arena *a, const char *text)
{
    struct tp_buf b = tp_buf_new(a);

    for (const char *p = text; *p; p++)
        if (p[0] == '{' && p[1] && p[2] == '}') {
            tp_buf_str(&b, "…");
            p += 2;
        } else {
            tp_buf_char(&b, *p);
        }
    return b.p;
}

static json_t *rule(struct tp_arena *a, const struct tp_code_info *info)
{
    json_t *o = tp_json(a, json_object()), *configuration = tp_json(a, json_object());

    tp_json_set(a, configuration, "level", json_string(level(info->severity)));
    tp_json_set(a, o, "id", json_string(info->id));
    set_text(a, o, "shortDescription", general_text(a, info->text));
    set_text(a, o, "help", info->mend);
    tp_json_set(a, o, "defaultConfiguration", configuration);
    return o;
}

/* A path as a relative or file URI: everything but unreserved characters and '/' is escaped. */
static const char *uri(struct tp_arena *a, const char *path)
{
    struct tp_buf b = tp_buf_new(a);

    if (path[0] == '/')
        tp_buf_str(&b, "file://");
    for (const char *p = path; *p; p++)
        if (strchr("-._~/", *p) || (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
            (*p >= 'A' && *p <= 'Z'))
            tp_buf_char(&b, *p);
        else
            tp_buf_fmt(&b, "%%%02X", (unsigned)(unsigned char)*p);
    return b.p;
}

static json_t *region(struct tp_arena *a, const struct tp_diag *d)
{
    json_t *o = tp_json(a, json_object());

    tp_json_set(a, o, "startLine", json_integer((json_int_t)d->loc.line));
    if (d->loc.col)
        tp_json_set(a, o, "startColumn", json_integer((json_int_t)d->loc.col));
    if (d->excerpt)
        set_text(a, o, "snippet", d->excerpt);
    return o;
}

static json_t *location(struct tp_arena *a, const struct tp_diag *d, const char *file)
{
    json_t *o = tp_json(a, json_object()), *physical = tp_json(a, json_object());
    json_t *artifact = tp_json(a, json_object());

    tp_json_set(a, artifact, "uri", tp_json_text(a, uri(a, file)));
    tp_json_set(a, physical, "artifactLocation", artifact);
    if (d->loc.line)
        tp_json_set(a, physical, "region", region(a, d));
    tp_json_set(a, o, "physicalLocation", physical);
    if (d->path) {
        json_t *list = tp_json(a, json_array()), *logical = tp_json(a, json_object());
        tp_json_set(a, logical, "fullyQualifiedName", tp_json_text(a, d->path));
        tp_json_set(a, logical, "kind", json_string("element"));
        tp_json_add(a, list, logical);
        tp_json_set(a, o, "logicalLocations", list);
    }
    return o;
}

static json_t *result(struct tp_arena *a, const struct tp_diag *d, const char *file)
{
    json_t *o = tp_json(a, json_object()), *locations = tp_json(a, json_array());

    tp_json_set(a, o, "ruleId", json_string(tp_code_info(d->code)->id));
    tp_json_set(a, o, "ruleIndex", json_integer((json_int_t)d->code));
    tp_json_set(a, o, "level", json_string(level(d->severity)));
    set_text(a, o, "message", d->message);
    tp_json_add(a, locations, location(a, d, d->loc.file ? d->loc.file : file));
    tp_json_set(a, o, "locations", locations);
    return o;
}

static json_t *tool(struct tp_arena *a, const struct tp_report *r)
{
    json_t *o = tp_json(a, json_object()), *driver = tp_json(a, json_object());
    json_t *rules = tp_json(a, json_array());

    for (int code = 0; code < TP_D_COUNT; code++)
        tp_json_add(a, rules, rule(a, tp_code_info((enum tp_code)code)));
    tp_json_set(a, driver, "name", tp_json_text(a, r->tool));
    tp_json_set(a, driver, "version", tp_json_text(a, r->version));
    tp_json_set(a, driver, "semanticVersion", tp_json_text(a, r->version));
    tp_json_set(a, driver, "rules", rules);
    tp_json_set(a, o, "driver", driver);
    return o;
}

static json_t *invocations(struct tp_arena *a, const struct tp_report *r)
{
    json_t *list = tp_json(a, json_array()), *o = tp_json(a, json_object());

    tp_json_set(a, o, "executionSuccessful", json_boolean(r->status < TP_UNUSABLE));
    tp_json_set(a, o, "exitCode", json_integer(r->status));
    tp_json_add(a, list, o);
    return list;
}

void tp_report_sarif(const struct tp_report *r, struct tp_buf *out)
{
    struct tp_arena *a = out->arena;
    json_t *root = tp_json_root(a), *runs = tp_json(a, json_array());
    json_t *run = tp_json(a, json_object()), *results = tp_json(a, json_array());

    tp_json_set(a, root, "$schema", json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    tp_json_set(a, root, "version", json_string("2.1.0"));
    tp_json_set(a, root, "runs", runs);
    tp_json_add(a, runs, run);
    tp_json_set(a, run, "tool", tool(a, r));
    tp_json_set(a, run, "columnKind", json_string("unicodeCodePoints"));
    tp_json_set(a, run, "invocations", invocations(a, r));
    tp_json_set(a, run, "results", results);
    for (size_t i = 0; i < r->n; i++)
        for (const struct tp_diag *d = r->documents[i].diags->first; d; d = d->next)
            tp_json_add(a, results, result(a, d, r->documents[i].file));
    tp_json_print(root, out);
}
