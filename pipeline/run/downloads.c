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

static const struct tp_form *form_of(const struct tp_form *forms, size_t n, const char *format)
{
    for (size_t i = 0; i < n; i++)
        if (forms[i].format && strcmp(forms[i].format->name, format) == 0)
            return &forms[i];
    return NULL;
}

const char *const *tp_downloads(struct tp_arena *a, const struct tp_form *forms, size_t n)
{
    TP_VEC(const char *) v = {0};

    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++)
        if (form_of(forms, n, downloads[i].format)) {
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

static void join(const struct tp_site *site, const struct download *d, const struct tp_form *form,
                 const char *output, struct tp_buf *out, struct tp_diags *ds)
{
    bool first = true;

    tp_buf_str(out, d->begin);
    for (size_t i = 0; i < tp_site_count(site); i++) {
        struct tp_arena *work = tp_arena_sub(out->arena);
        const char *file = tp_path_join(
            work, output,
            tp_fmt(work, "%s/%s%s", form->format->folder, tp_site_stem(site, i), form->suffix));
        char *data;
        size_t len;
        /* one that could not be made has been told of */
        if (tp_file_exists(file) && tp_read_file(work, file, &data, &len, ds)) {
            struct tp_slice s = part(d, data, len);
            if (!first)
                tp_buf_str(out, d->between);
            tp_buf_add(out, s.p, s.len);
            first = false;
        }
        tp_arena_free(work);
    }
    tp_buf_str(out, d->end);
}

void tp_downloads_write(const struct tp_site *site, const struct tp_form *forms, size_t n,
                        const char *output, struct tp_arena *kept, struct tp_made_list *list,
                        struct tp_diags *ds)
{
    for (size_t i = 0; i < sizeof downloads / sizeof *downloads; i++) {
        const struct tp_form *form = form_of(forms, n, downloads[i].format);
        struct tp_arena *work = tp_arena_sub(kept);
        struct tp_buf out = tp_buf_new(work);
        if (form) {
            join(site, &downloads[i], form, output, &out, ds);
            (void)tp_make(output, tp_fmt(work, "html/%s", downloads[i].path), out.p, out.len, kept,
                          work, list, ds);
        }
        tp_arena_free(work);
    }
}
