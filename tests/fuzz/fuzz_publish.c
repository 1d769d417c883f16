/* Any XML as a document of an edition: what is gathered must be a record that is read again, and
 * must join. Any other bytes as a record: refused, or read to its end. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/publish/site.h"

struct input {
    struct tp_arena *a;
    const char *data;
    size_t size;
};

static void walk(struct tp_arena *a, const char *record, size_t len)
{
    char scratch[TP_MAX_TERM];
    struct tp_gist g;
    struct tp_mention m;
    struct tp_term t;
    struct tp_cursor c;

    if (!tp_gist_read(a, record, len, &g))
        return;
    c = tp_cursor_new(g.mentions);
    while (tp_next_mention(&c, &m))
        if (strlen(m.spelling) > len)
            abort();
    c = tp_cursor_new(g.terms);
    while (tp_next_term(&c, scratch, &t))
        if (t.len > TP_MAX_TERM)
            abort();
}

static void publish(void *arg)
{
    static const struct tp_site_info info = {.language = "en"};
    struct input *in = arg;
    struct tp_site *site = tp_site_new(in->a, &info);
    struct tp_buf record = tp_buf_new(in->a), entries = tp_buf_new(in->a);
    xmlDocPtr doc;

    walk(in->a, in->data, in->size);
    doc = tp_xml_read_memory(in->a, in->data, in->size, "x.xml", tp_diags_new(in->a, 1));
    if (!doc)
        return;
    tp_gist_gather(in->a, doc, "x", &record);
    tp_entries_gather(in->a, doc, &entries);
    if (!tp_site_add(site, record.p, record.len) ||
        !tp_site_add_entries(site, entries.p, entries.len))
        abort();
    tp_site_join(site);
    if (!tp_site_nav(site, "x"))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {tp_arena_new(0), NULL, size};

    if (size) {
        in.data = memcpy(tp_alloc(in.a, size), data, size);
        if (!tp_guard(in.a, publish, &in))
            abort();
    }
    tp_arena_free(in.a);
    return 0;
}
