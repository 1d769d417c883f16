#include "site.h"

#include <stdlib.h>
#include <string.h>

#include "../transform/in_words.h"
#include "site_impl.h"

const char *const tp_view_names[TP_VIEWS] = {
    [TP_VIEW_DOCUMENTS] = "index",
    [TP_VIEW_TIMELINE] = "timeline",
    [TP_VIEW_CORRESPONDENCE] = "correspondence",
    [TP_VIEW_PERSONS] = "persons",
    [TP_VIEW_PLACES] = "places",
    [TP_VIEW_ORGANISATIONS] = "organisations",
    [TP_VIEW_KINDS] = "kinds",
    [TP_VIEW_LANGUAGES] = "languages",
};

struct tp_site *tp_site_new(struct tp_arena *a, const struct tp_site_info *info)
{
    struct tp_site *site = TP_NEW(a, struct tp_site);

    site->arena = a;
    site->info = info;
    return site;
}

bool tp_site_add(struct tp_site *site, const char *record, size_t len)
{
    struct tp_doc doc = {0};
    const struct tp_when *w = &doc.gist.date;
    struct tp_buf href = tp_buf_new(site->arena);

    if (!tp_gist_read(site->arena, record, len, &doc.gist))
        return false;
    doc.begin = w->when         ? w->when
                : w->from       ? w->from
                : w->not_before ? w->not_before
                : w->to         ? w->to
                                : w->not_after;
    doc.end = w->to ? w->to : w->not_after;
    if (doc.end && strcmp(doc.end, doc.begin) == 0)
        doc.end = NULL;
    tp_buf_uri_path(&href, doc.gist.stem);
    tp_buf_str(&href, ".html");
    doc.href = href.p;
    TP_PUSH(site->arena, &site->docs, doc);
    return true;
}

bool tp_site_add_entries(struct tp_site *site, const char *record, size_t len)
{
    struct tp_entry *v;
    size_t n;

    if (!tp_entries_read(site->arena, record, len, &v, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        TP_PUSH(site->arena, &site->entries, v[i]);
    TP_PUSH(site->arena, &site->entry_records, ((struct tp_slice){record, len}));
    return true;
}

size_t tp_year_len(const char *iso)
{
    return iso[0] == '-' ? 1 + strcspn(iso + 1, "-T") : strcspn(iso, "-T");
}

/* Years before 1 count backwards, the rest of a date doesn't. */
static int compare_dates(const char *a, const char *b)
{
    size_t n;

    if (a[0] != '-' || b[0] != '-')
        return strcmp(a, b);
    n = tp_year_len(a);
    if (n == tp_year_len(b) && strncmp(a, b, n) == 0)
        return strcmp(a, b);
    return strcmp(b, a);
}

static int in_order(const void *x, const void *y)
{
    const struct tp_doc *a = x, *b = y;
    int order = a->begin && b->begin ? compare_dates(a->begin, b->begin)
                                     : (a->begin == NULL) - (b->begin == NULL);

    return order ? order : strcmp(a->gist.stem, b->gist.stem);
}

static struct tp_nav_link link_to(const struct tp_doc *d)
{
    return (struct tp_nav_link){d->href, d->gist.title};
}

static const char *pair_href(struct tp_site *site, const struct tp_pair *pair)
{
    struct tp_buf b = tp_buf_new(site->arena);

    tp_buf_str(&b, "correspondence.html#");
    tp_buf_uri_path(&b, pair->id);
    return b.p;
}

static void navigate(struct tp_site *site)
{
    struct tp_doc *docs = site->docs.v;

    for (size_t i = 0; i + 1 < site->docs.n; i++) {
        docs[i].nav.after = link_to(&docs[i + 1]);
        docs[i + 1].nav.before = link_to(&docs[i]);
    }
    for (size_t i = 0; i < site->pairs.n; i++) {
        const struct tp_pair *pair = &site->pairs.v[i];
        const struct tp_name *a = &site->names.v[pair->first], *b = &site->names.v[pair->second];
        const char *href = pair_href(site, pair);
        const char *title = tp_fmt(site->arena, "%s – %s", a->name, b->name);
        for (size_t k = 0; k < pair->letters.n; k++) {
            struct tp_nav *nav = &docs[pair->letters.v[k].doc].nav;
            if (nav->between.href)
                continue;
            nav->between = (struct tp_nav_link){href, title};
            if (k)
                nav->letter_before = link_to(&docs[pair->letters.v[k - 1].doc]);
            if (k + 1 < pair->letters.n)
                nav->letter_after = link_to(&docs[pair->letters.v[k + 1].doc]);
        }
    }
}

static int by_kind_and_id(const void *x, const void *y)
{
    const struct tp_entry *a = x, *b = y;
    int order = ((int)a->kind > (int)b->kind) - ((int)a->kind < (int)b->kind);

    return order ? order : strcmp(a->id, b->id);
}

static int by_stem(const void *x, const void *y)
{
    const struct tp_doc *a = *(const struct tp_doc *const *)x,
                        *b = *(const struct tp_doc *const *)y;

    return strcmp(a->gist.stem, b->gist.stem);
}

static bool same_languages(const struct tp_gist *a, const struct tp_gist *b)
{
    size_t i = 0;

    if (a->n_languages != b->n_languages)
        return false;
    while (i < a->n_languages && strcmp(a->languages[i], b->languages[i]) == 0)
        i++;
    return i == a->n_languages;
}

/* The languages of a document; most documents have the same as one of those before. */
static void put_tongues(struct tp_site *site, struct tp_in_words *words, struct tp_doc *d)
{
    enum { LOOK_BACK = 50 };
    struct tp_buf b = tp_buf_new(site->arena);
    const char *lang = site->info->language;
    const char *comma = lang && strncmp(lang, "zh", 2) == 0 ? "、" : ", ";

    for (const struct tp_doc *p = d; p > site->docs.v && d - p < LOOK_BACK;)
        if (same_languages(&(--p)->gist, &d->gist)) {
            d->tongues = p->tongues;
            return;
        }
    for (size_t i = 0; i < d->gist.n_languages; i++) {
        if (i)
            tp_buf_str(&b, comma);
        tp_put_language_words(words, d->gist.languages[i], &b);
    }
    d->tongues = b.p;
}

static void put_in_words(struct tp_site *site)
{
    struct tp_arena *work = tp_arena_sub(site->arena);
    const char *lang = site->info->language ? site->info->language : "en";
    struct tp_in_words *words = tp_in_words_new(work, lang);
    const struct tp_doc *last = NULL;

    for (size_t i = 0; i < site->docs.n; i++) {
        struct tp_doc *d = &site->docs.v[i];
        struct tp_buf b = tp_buf_new(work);
        put_tongues(site, words, d);
        if (!d->begin)
            continue;
        if (!d->end && last && strcmp(last->begin, d->begin) == 0) {
            d->words = last->words;
            continue;
        }
        tp_put_date_words(words, tp_strndup(work, d->begin, strcspn(d->begin, "T")), &b);
        if (d->end) {
            tp_buf_str(&b, " – ");
            tp_put_date_words(words, tp_strndup(work, d->end, strcspn(d->end, "T")), &b);
        }
        d->words = tp_strndup(site->arena, b.p, b.len);
        last = d->end ? NULL : d;
    }
    tp_arena_free(work);
}

void tp_site_join(struct tp_site *site)
{
    if (site->docs.n)
        qsort(site->docs.v, site->docs.n, sizeof *site->docs.v, in_order);
    if (site->entries.n)
        qsort(site->entries.v, site->entries.n, sizeof *site->entries.v, by_kind_and_id);
    site->by_stem = TP_NEW_ARRAY(site->arena, site->docs.n + 1, struct tp_doc *);
    for (size_t i = 0; i < site->docs.n; i++)
        site->by_stem[i] = &site->docs.v[i];
    qsort(site->by_stem, site->docs.n, sizeof *site->by_stem, by_stem);
    put_in_words(site);
    tp_site_join_names(site);
    tp_site_join_pairs(site);
    navigate(site);
}

static int find_stem(const void *stem, const void *y)
{
    return strcmp(stem, (*(const struct tp_doc *const *)y)->gist.stem);
}

const struct tp_nav *tp_site_nav(const struct tp_site *site, const char *stem)
{
    struct tp_doc **at =
        site->docs.n ? bsearch(stem, site->by_stem, site->docs.n, sizeof *site->by_stem, find_stem)
                     : NULL;

    return at ? &(*at)->nav : NULL;
}

size_t tp_site_count(const struct tp_site *site)
{
    return site->docs.n;
}

const char *tp_site_stem(const struct tp_site *site, size_t i)
{
    return site->docs.v[i].gist.stem;
}

bool tp_site_reserved(const char *stem)
{
    for (size_t i = 0; i < TP_VIEWS; i++) {
        size_t n = strlen(tp_view_names[i]);
        if (strncmp(stem, tp_view_names[i], n) != 0)
            continue;
        if (stem[n] == '\0' || (stem[n] == '-' && stem[n + 1] != '\0' &&
                                stem[n + 1 + strspn(stem + n + 1, "0123456789")] == '\0'))
            return true;
    }
    return false;
}

bool tp_site_has(const struct tp_site *site, enum tp_view view)
{
    static const struct {
        enum tp_view view;
        enum tp_name_kind kind;
    } names[] = {{TP_VIEW_PERSONS, TP_PERSON},
                 {TP_VIEW_PLACES, TP_PLACE},
                 {TP_VIEW_ORGANISATIONS, TP_ORGANISATION}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].view == view)
            return site->first_name[names[i].kind] < site->first_name[names[i].kind + 1];
    if (view == TP_VIEW_CORRESPONDENCE)
        return site->pairs.n != 0;
    for (size_t i = 0; view == TP_VIEW_KINDS && i < site->docs.n; i++)
        if (site->docs.v[i].gist.kind)
            return true;
    for (size_t i = 0; view == TP_VIEW_LANGUAGES && i < site->docs.n; i++)
        if (site->docs.v[i].gist.n_languages)
            return true;
    for (size_t i = 0; view == TP_VIEW_TIMELINE && i < site->docs.n; i++)
        if (site->docs.v[i].begin)
            return true;
    return view == TP_VIEW_DOCUMENTS;
}
