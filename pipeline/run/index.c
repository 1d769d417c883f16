/* The list of an edition's documents that xslt/index.xsl makes its page of. */
#include <string.h>

#include "../base/version.h"
#include "parts.h"

int tp_index_compare(const void *x, const void *y)
{
    const struct tp_index_entry *a = x, *b = y;
    const char *p = a->record->date, *q = b->record->date;
    int order = p && q ? strcmp(p, q) : (p == NULL) - (q == NULL);

    return order ? order : strcmp(a->stem, b->stem);
}

static void attribute(struct tp_buf *b, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    tp_buf_fmt(b, " %s=\"", name);
    tp_buf_xml_attr(b, value, strlen(value));
    tp_buf_char(b, '"');
}

static void document(struct tp_buf *b, const struct tp_index_entry *e)
{
    const struct tp_record *r = e->record;
    struct tp_buf href = tp_buf_new(b->arena);

    tp_buf_uri_path(&href, e->stem);
    tp_buf_str(&href, ".html");
    tp_buf_str(b, "  <document");
    attribute(b, "stem", e->stem);
    attribute(b, "href", href.p);
    attribute(b, "title", r->title ? r->title : e->stem);
    attribute(b, "lang", r->title_lang ? r->title_lang : r->lang);
    attribute(b, "title-lang", r->title_lang);
    attribute(b, "date", r->date);
    attribute(b, "date-text", r->date_text);
    attribute(b, "kind", r->kind);
    attribute(b, "sender", r->sender);
    attribute(b, "recipient", r->recipient);
    attribute(b, "place", r->place);
    attribute(b, "languages", r->languages);
    if (r->words)
        tp_buf_fmt(b, " words=\"%zu\"", r->words);
    tp_buf_str(b, "/>\n");
}

void tp_index_xml(struct tp_buf *b, const struct tp_edition *e, const char *date,
                  const struct tp_index_entry *v, size_t n)
{
    tp_buf_str(b, "<edition xmlns=\"urn:teipipe:edition\"");
    attribute(b, "title", e->title);
    attribute(b, "publisher", e->publisher);
    attribute(b, "lang", e->language);
    attribute(b, "generated", date);
    attribute(b, "version", TP_VERSION);
    tp_buf_str(b, ">\n");
    for (size_t i = 0; i < n; i++)
        document(b, &v[i]);
    tp_buf_str(b, "</edition>\n");
}
