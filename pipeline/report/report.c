#include "report.h"

#include <string.h>

#include "../base/utf8.h"

const struct tp_report_format tp_report_formats[] = {
    {"text", "FILE:LINE:COLUMN: error: MESSAGE [CODE], with the source line", tp_report_text},
    {"json", "one JSON object", tp_report_json},
    {"sarif", "SARIF 2.1.0, for code scanning", tp_report_sarif},
    {"junit", "JUnit XML, one testcase a document", tp_report_junit},
    {"github", "annotations for a GitHub workflow", tp_report_github},
    {"svrl", "Schematron Validation Report Language, of validate", tp_report_svrl},
    {"html", "one page to read, without scripts", tp_report_html},
    {NULL, NULL, NULL},
};

const struct tp_report_format *tp_report_find(const char *name)
{
    for (const struct tp_report_format *f = tp_report_formats; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

bool tp_report_valid(const struct tp_report *r, const struct tp_report_document *d)
{
    return d->diags->errors == 0 && !(r->strict && d->diags->warnings);
}

char *tp_report_clean(struct tp_arena *a, const char *s)
{
    struct tp_buf b = tp_buf_new(a);
    size_t n = strlen(s);

    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = tp_utf8_decode(s + i, n - i, &cp);
        bool bad = len == 0 || (cp < 0x20 && cp != '\n' && cp != '\t') ||
                   (cp >= 0x7F && cp < 0xA0) || !tp_is_xml_char(cp);
        if (bad)
            tp_buf_codepoint(&b, 0xFFFD);
        else
            tp_buf_add(&b, s + i, len);
        i += len ? len : 1;
    }
    return b.p;
}
