#include <string.h>

#include "transform.h"

static const char *const html_params[] = {"edition-title", "base-url", "ui-lang", NULL};
static const char *const text_params[] = {"width", "lang", "view", "ui-lang", NULL};
static const char *const citation_params[] = {"stem", "url", NULL};
static const char *const edition_params[] = {"stem", "url", "edition-title", NULL};

const struct tp_format tp_formats[] = {
    {"html", "teipipe:xslt/html.xsl", ".html", "html", "text/html", html_params, true},
    {"text", "teipipe:xslt/text.xsl", ".txt", "text", "text/plain", text_params, true},
    {"bibtex", "teipipe:xslt/bibtex.xsl", ".bib", "citations", "application/x-bibtex",
     citation_params, true},
    {"ris", "teipipe:xslt/ris.xsl", ".ris", "citations", "application/x-research-info-systems",
     citation_params, true},
    {"csl-json", "teipipe:xslt/csl-json.xsl", ".json", "citations",
     "application/vnd.citationstyles.csl+json", citation_params, true},
    {"chicago", "teipipe:xslt/chicago.xsl", ".chicago.txt", "citations", "text/plain",
     citation_params, true},
    {"mla", "teipipe:xslt/mla.xsl", ".mla.txt", "citations", "text/plain", citation_params, true},
    {"apa", "teipipe:xslt/apa.xsl", ".apa.txt", "citations", "text/plain", citation_params, true},
    {"jsonld", "teipipe:xslt/jsonld.xsl", ".jsonld", "citations", "application/ld+json",
     edition_params, false},
    {"cmif", "teipipe:xslt/cmif.xsl", ".cmif.xml", "citations", "application/tei+xml",
     edition_params, false},
};

const size_t tp_format_count = sizeof tp_formats / sizeof *tp_formats;

const struct tp_format *tp_format_find(const char *name)
{
    for (size_t i = 0; i < tp_format_count; i++)
        if (strcmp(tp_formats[i].name, name) == 0)
            return &tp_formats[i];
    return NULL;
}
