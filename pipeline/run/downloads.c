/* The citations of all documents in one file a format, for who takes over the whole edition. */
#include <string.h>

#include "parts.h"

static const struct download {
    const char *format, *path; /* from html/ */
    const char *begin, *between, *end;
    bool is_list; /* a file is a JSON array, of which the items are taken */
} downloads[] = {
    {"bibtex", "downloads/citations.bib", "", "\n", "", false},
    {"ris", "downloads/citations.ris", "", "\n", "", false},
    {"csl-json", "downloads/citations.json", "[", ",", "]\n", true},
};

/* Its number; N: there is none. */
static size_t form_of(const struct tp_form *forms, size_t n, const char *format)
{
    size_t i = 0;

    while (i < n && !(forms[i].format && strcmp(forms[i].format->name, format) == 0))
        i++;
    return i;
}

bool tp_is_download(const char *format)
{
    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++)
        if (strcmp(downloads[i].format, format) == 0)
            return true;
    return false;
}

const char *const *tp_downloads(struct tp_arena *a, const struct tp_form *forms, size_t n)
{
    TP_VEC(const char *) v = {0};

    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++)
        if (form_of(forms, n, downloads[i].format) < n) {
            TP_PUSH(a, &v, downloads[i].format);
            TP_PUSH(a, &v, downloads[i].path);
        }
    TP_PUSH(a, &v, NULL);
    return v.v;
}

/* What a document's file gives to the joined one. */
static struct tp_slice part(const struct download *d, const char *data, size_t len)
{
    struct tp_slice s = tp_slice_trim((struct tp_slice){data, len});

    if (d->is_list && s.len >= 2 && s.p[0] == '[' && s.p[s.len - 1] == ']')
        return (struct tp_slice){s.p + 1, s.len - 2};
    return (struct tp_slice){data, len};
}

static void join(const struct tp_site *site, const struct download *d, size_t form,
                 const struct tp_texts *texts, struct tp_buf *out)
{
    bool first = true;

    tp_buf_str(out, d->begin);
    for (size_t i = 0; i < tp_site_count(site); i++) {
        struct tp_slice s;
        /* one that could not be made has been told of */
        if (!texts->get(texts->arg, tp_site_stem(site, i), form, &s))
            continue;
        s = part(d, s.p, s.len);
        if (!first)
            tp_buf_str(out, d->between);
        tp_buf_add(out, s.p, s.len);
        first = false;
    }
    tp_buf_str(out, d->end);
}

void tp_downloads_write(const struct tp_site *site, const struct tp_form *forms, size_t n,
                        const struct tp_texts *texts, const char *output, struct tp_arena *kept,
                        struct tp_made_list *list, struct tp_diags *ds)
{
    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++) {
        size_t form = form_of(forms, n, downloads[i].format);
        struct tp_arena *work = tp_arena_sub(kept);
        struct tp_buf out = tp_buf_new(work);
        if (form < n) {
            join(site, &downloads[i], form, texts, &out);
            (void)tp_make(output, tp_fmt(work, "html/%s", downloads[i].path), out.p, out.len, kept,
                          work, list, ds);
        }
        tp_arena_free(work);
    }
}
