/* The Schematron Validation Report Language (ISO/IEC 19757-3, annex D): all documents in one
 * report, each pattern with the document that it was active for. The declarations of prefixes,
 * which each document's part begins with, come first, once. */
#include <string.h>

#include "report.h"

static bool is_prefix(const char *line)
{
    static const char word[] = "  <svrl:ns-prefix-in-attribute-values";

    return strncmp(line, word, sizeof word - 1) == 0;
}

static const char *line_end(const char *line)
{
    const char *end = strchr(line, '\n');

    return end ? end + 1 : line + strlen(line);
}

static void prefixes(const struct tp_report *r, struct tp_buf *out)
{
    TP_VEC(struct tp_slice) seen = {0};

    for (size_t i = 0; i < r->n; i++)
        for (const char *p = r->documents[i].svrl, *end; p && *p; p = end) {
            size_t k = 0;

            end = line_end(p);
            if (!is_prefix(p))
                continue;
            while (k < seen.n && (seen.v[k].len != (size_t)(end - p) ||
                                  memcmp(seen.v[k].p, p, seen.v[k].len) != 0))
                k++;
            if (k < seen.n)
                continue;
            TP_PUSH(out->arena, &seen, (struct tp_slice){p, (size_t)(end - p)});
            tp_buf_add(out, p, (size_t)(end - p));
        }
}

void tp_report_svrl(const struct tp_report *r, struct tp_buf *out)
{
    tp_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<svrl:schematron-output xmlns:svrl=\"http://purl.oclc.org/dsdl/svrl\">\n");
    prefixes(r, out);
    for (size_t i = 0; i < r->n; i++)
        for (const char *p = r->documents[i].svrl, *end; p && *p; p = end) {
            end = line_end(p);
            if (!is_prefix(p))
                tp_buf_add(out, p, (size_t)(end - p));
        }
    tp_buf_str(out, "</svrl:schematron-output>\n");
}
