/* The parts that a site is written in, and what each is made of. */
#include <string.h>

#include "site_impl.h"

/* What of the records a part is made of; each has all of those before. */
enum basis {
    HEADS, /* what they say of their documents, and which views there are */
    NAMES, /* and whom they mention */
    TERMS, /* and their words */
    BASES
};

static const struct part {
    const char *name;
    enum basis basis;
    enum tp_view view; /* without WRITE */
    bool (*write)(const struct tp_writing *);
} parts[TP_SITE_PARTS] = {
    {"index", HEADS, TP_VIEW_DOCUMENTS, NULL},
    {"timeline", HEADS, TP_VIEW_TIMELINE, NULL},
    {"kinds", HEADS, TP_VIEW_KINDS, NULL},
    {"languages", HEADS, TP_VIEW_LANGUAGES, NULL},
    {"search", TERMS, TP_VIEWS, tp_write_search},
    {"persons", NAMES, TP_VIEW_PERSONS, NULL},
    {"places", NAMES, TP_VIEW_PLACES, NULL},
    {"organisations", NAMES, TP_VIEW_ORGANISATIONS, NULL},
    {"correspondence", NAMES, TP_VIEW_CORRESPONDENCE, NULL},
    {"cmif", NAMES, TP_VIEWS, tp_write_cmif},
    {"sitemap", HEADS, TP_VIEWS, tp_write_sitemap},
    {"feed", HEADS, TP_VIEWS, tp_write_feed},
};

const char *tp_site_part_name(size_t part)
{
    return parts[part].name;
}

/* ---- what they are made of ---- */

static void add_string(struct tp_sha256 *sum, const char *s)
{
    tp_sha256_add(sum, s ? s : "\1", s ? strlen(s) + 1 : 2); /* none is another than "" */
}

static void add_slice(struct tp_sha256 *sum, struct tp_slice s)
{
    tp_sha256_add(sum, &s.len, sizeof s.len);
    tp_sha256_add(sum, s.p, s.len);
}

static void add_info(struct tp_sha256 *sum, const struct tp_site *site)
{
    const struct tp_site_info *info = site->info;
    const char *const said[] = {info->title,     info->publisher, info->licence,
                                info->editor,    info->email,     info->language,
                                info->page_base, info->date,      info->generator};
    bool has[TP_VIEWS + 1] = {false};

    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        add_string(sum, said[i]);
    for (const char *const *p = info->downloads; p && *p; p++)
        add_string(sum, *p);
    tp_sha256_add(sum, &info->rows, sizeof info->rows);
    for (size_t i = 0; i < TP_VIEWS; i++)
        has[i] = tp_site_has(site, (enum tp_view)i);
    has[TP_VIEWS] = site->pairs.n != 0;
    tp_sha256_add(sum, has, sizeof has);
}

void tp_site_part_keys(const struct tp_site *site, char keys[TP_SITE_PARTS][TP_DIGEST])
{
    struct tp_sha256 sums[BASES];
    struct tp_sha256 sum = tp_sha256_new();

    add_info(&sum, site);
    for (size_t i = 0; i < site->docs.n; i++)
        add_slice(&sum, site->docs.v[i].gist.head);
    sums[HEADS] = sum;
    for (size_t i = 0; i < site->entry_records.n; i++)
        add_slice(&sum, site->entry_records.v[i]);
    for (size_t i = 0; i < site->docs.n; i++)
        add_slice(&sum, site->docs.v[i].gist.mentions);
    sums[NAMES] = sum;
    for (size_t i = 0; i < site->docs.n; i++)
        add_slice(&sum, site->docs.v[i].gist.terms);
    sums[TERMS] = sum;
    for (size_t i = 0; i < TP_SITE_PARTS; i++) {
        sum = sums[parts[i].basis];
        add_string(&sum, parts[i].name);
        tp_digest_end(&sum, keys[i]);
    }
}

/* ---- writing ---- */

bool tp_site_write_part(const struct tp_site *site, size_t part, const struct tp_site_files *to,
                        struct tp_arena *work, struct tp_diags *ds)
{
    struct tp_writing w = {site, to, tp_arena_sub(work), ds};
    bool ok = parts[part].write ? parts[part].write(&w) : tp_write_view(&w, parts[part].view);

    tp_arena_free(w.work);
    return ok;
}

bool tp_site_write(const struct tp_site *site, const struct tp_site_files *to,
                   struct tp_arena *work, struct tp_diags *ds)
{
    bool ok = true;

    for (size_t i = 0; ok && i < TP_SITE_PARTS; i++)
        ok = tp_site_write_part(site, i, to, work, ds);
    return ok;
}
