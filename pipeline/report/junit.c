/* The JUnit XML that CI services read: testsuites/testsuite/testcase, a failure a document. */
#include "report.h"

#include <string.h>

static void attr(struct tp_buf *out, const char *name, const char *value)
{
    const char *clean = tp_report_clean(out->arena, value);

    tp_buf_fmt(out, " %s=\"", name);
    tp_buf_xml_attr(out, clean, strlen(clean));
    tp_buf_char(out, '"');
}

static void lines(struct tp_buf *out, const struct tp_report *r, const struct tp_report_document *d)
{
    struct tp_report one = *r;
    struct tp_buf text = tp_buf_new(out->arena);
    const char *clean;

    one.documents = d;
    one.n = 1;
    one.colour = false;
    one.excerpt = false;
    tp_report_text(&one, &text);
    clean = tp_report_clean(out->arena, text.p);
    tp_buf_xml_text(out, clean, strlen(clean));
}

static const struct tp_diag *worst(const struct tp_diags *ds)
{
    const struct tp_diag *w = ds->first;

    for (const struct tp_diag *d = w; d; d = d->next)
        if (d->severity < w->severity)
            w = d;
    return w;
}

/* A resource that failed is JUnit's error; a fault of the document is its failure. */
static bool broken(const struct tp_report_document *d)
{
    return d->diags->status >= TP_UNUSABLE;
}

static void testcase(struct tp_buf *out, const struct tp_report *r,
                     const struct tp_report_document *d)
{
    const struct tp_diag *w = worst(d->diags);
    const char *kind = broken(d) ? "error" : "failure";

    tp_buf_str(out, "    <testcase");
    attr(out, "classname", r->tool);
    attr(out, "name", d->file);
    tp_buf_str(out, " time=\"0\"");
    if (!w) {
        tp_buf_str(out, "/>\n");
        return;
    }
    tp_buf_str(out, ">\n");
    if (!tp_report_valid(r, d)) {
        tp_buf_fmt(out, "      <%s", kind);
        attr(out, "type", tp_code_info(w->code)->id);
        attr(out, "message", w->message);
        tp_buf_char(out, '>');
        lines(out, r, d);
        tp_buf_fmt(out, "</%s>\n", kind);
    } else {
        tp_buf_str(out, "      <system-out>");
        lines(out, r, d);
        tp_buf_str(out, "</system-out>\n");
    }
    tp_buf_str(out, "    </testcase>\n");
}

void tp_report_junit(const struct tp_report *r, struct tp_buf *out)
{
    size_t failures = 0, errors = 0;

    for (size_t i = 0; i < r->n; i++) {
        errors += broken(&r->documents[i]);
        failures += !broken(&r->documents[i]) && !tp_report_valid(r, &r->documents[i]);
    }
    tp_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    for (int outer = 1; outer >= 0; outer--) {
        tp_buf_str(out, outer ? "<testsuites" : "  <testsuite");
        attr(out, "name", r->tool);
        tp_buf_fmt(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", r->n, failures, errors);
        tp_buf_str(out, outer ? ">\n" : " skipped=\"0\" time=\"0\">\n");
    }
    for (size_t i = 0; i < r->n; i++)
        testcase(out, r, &r->documents[i]);
    tp_buf_str(out, "  </testsuite>\n</testsuites>\n");
}
