/* The pages of a site: lists divided, made XML, transformed. */
#include "pages.h"

#include <string.h>

static const struct {
    tp_view_fn *fill;
    bool entries;
} views[TP_VIEWS] = {
    [TP_VIEW_DOCUMENTS] = {tp_view_dates, false},
    [TP_VIEW_TIMELINE] = {tp_view_dates, false},
    [TP_VIEW_CORRESPONDENCE] = {tp_view_pairs, true},
    [TP_VIEW_PERSONS] = {tp_view_entries, true},
    [TP_VIEW_PLACES] = {tp_view_entries, true},
    [TP_VIEW_ORGANISATIONS] = {tp_view_entries, true},
    [TP_VIEW_KINDS] = {tp_view_groups, false},
    [TP_VIEW_LANGUAGES] = {tp_view_groups, false},
};

void tp_put_attribute(struct tp_buf *b, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    tp_buf_char(b, ' ');
    tp_buf_str(b, name);
    tp_buf_str(b, "=\"");
    tp_buf_xml_attr(b, value, strlen(value));
    tp_buf_char(b, '"');
}

struct tp_row *tp_list_row(struct tp_list *list)
{
    TP_PUSH(list->arena, &list->rows,
            (struct tp_row){.heading = list->headings.n - 1, .at = list->text.len, .weight = 1});
    return &list->rows.v[list->rows.n - 1];
}

void tp_list_end_row(struct tp_list *list)
{
    struct tp_row *row = &list->rows.v[list->rows.n - 1];

    row->len = list->text.len - row->at;
}

/* ---- division ---- */

struct division {
    const struct tp_list *list;
    enum tp_view view;
    size_t *starts; /* the first row of each page; one more at the end */
    size_t n;       /* pages with rows */
    bool overview;  /* a page before them has all entries */
};

static void divide(struct tp_arena *a, struct tp_list *list, size_t limit, struct division *d)
{
    TP_VEC(size_t) starts = {0};
    size_t weight = 0;

    TP_PUSH(a, &starts, 0);
    for (size_t i = 0; i < list->rows.n; i++) {
        if (weight && weight + list->rows.v[i].weight > limit) {
            TP_PUSH(a, &starts, i);
            weight = 0;
        }
        weight += list->rows.v[i].weight;
        if (!list->headings.v[list->rows.v[i].heading].rows++)
            list->headings.v[list->rows.v[i].heading].page = starts.n - 1;
    }
    d->n = starts.n;
    TP_PUSH(a, &starts, list->rows.n);
    d->starts = starts.v;
    d->overview = list->entries && d->n > 1;
    d->list = list;
}

/* The file of a page: NAME.html is the first, which is the overview if there is one. */
static const char *page_name(struct tp_arena *a, const struct division *d, size_t page)
{
    const char *name = tp_view_names[d->view];

    if (page == 0 && !d->overview)
        return tp_fmt(a, "%s.html", name);
    return tp_fmt(a, "%s-%zu.html", name, page + 1);
}

/* ---- what all pages have ---- */

static void put_views(struct tp_buf *b, const struct tp_site *site, enum tp_view current)
{
    for (size_t i = 0; i < TP_VIEWS; i++) {
        if (!tp_site_has(site, (enum tp_view)i))
            continue;
        tp_buf_fmt(b, "<view name=\"%s\" href=\"%s.html\"%s/>\n", tp_view_names[i],
                   tp_view_names[i], i == (size_t)current ? " current=\"1\"" : "");
    }
}

static void put_years(struct tp_buf *b, const struct tp_site *site)
{
    const struct tp_doc *first = NULL, *last = NULL;

    for (size_t i = 0; i < site->docs.n && site->docs.v[i].begin; i++) {
        first = first ? first : &site->docs.v[i];
        last = &site->docs.v[i];
    }
    if (!first)
        return;
    tp_buf_fmt(b, " first=\"%.*s\"", (int)tp_year_len(first->begin), first->begin);
    tp_buf_fmt(b, " last=\"%.*s\"", (int)tp_year_len(last->begin), last->begin);
}

static void put_info(struct tp_buf *b, const struct tp_site *site, enum tp_view view)
{
    const struct tp_site_info *info = site->info;

    tp_buf_str(b, "<edition xmlns=\"urn:teipipe:edition\"");
    tp_put_attribute(b, "view", tp_view_names[view]);
    tp_put_attribute(b, "title", info->title);
    tp_put_attribute(b, "publisher", info->publisher);
    tp_put_attribute(b, "licence", info->licence);
    tp_put_attribute(b, "lang", info->language);
    tp_put_attribute(b, "generated", info->date);
    tp_buf_fmt(b, " documents=\"%zu\"", site->docs.n);
    put_years(b, site);
    if (info->page_base && site->docs.n)
        tp_buf_str(b, " feed=\"feed.xml\"");
    tp_buf_str(b, ">\n");
    put_views(b, site, view);
    for (const char *const *p = info->downloads; p && *p; p += 2) {
        tp_buf_str(b, "<download");
        tp_put_attribute(b, "name", p[0]);
        tp_put_attribute(b, "href", p[1]);
        tp_buf_str(b, "/>\n");
    }
    if (site->pairs.n)
        tp_buf_str(b, "<download name=\"cmif\" href=\"cmif.xml\"/>\n");
}

static void put_label(struct tp_buf *b, const char *element, const char *id, const char *label,
                      const char *lang)
{
    tp_buf_fmt(b, "<%s", element);
    tp_put_attribute(b, "id", id);
    tp_put_attribute(b, "label", label);
    tp_put_attribute(b, "lang", lang);
}

/* All headings, with the page that each begins on. */
static void put_contents(struct tp_arena *a, struct tp_buf *b, const struct division *d)
{
    tp_buf_str(b, "<contents>\n");
    for (size_t i = 0; i < d->list->headings.n; i++) {
        const struct tp_heading *h = &d->list->headings.v[i];
        put_label(b, "heading", h->id, h->label, h->lang);
        tp_put_attribute(b, "page", page_name(a, d, h->page));
        tp_buf_fmt(b, " count=\"%zu\"%s/>\n", h->rows, h->more ? h->more : "");
    }
    tp_buf_str(b, "</contents>\n");
}

static void put_parts(struct tp_arena *a, struct tp_buf *b, const struct division *d, size_t page)
{
    const struct tp_list *list = d->list;

    for (size_t i = 0; d->n > 1 && i < d->n; i++) {
        const struct tp_row *first = &list->rows.v[d->starts[i]];
        const struct tp_row *last = &list->rows.v[d->starts[i + 1] - 1];
        tp_buf_str(b, "<part");
        tp_put_attribute(b, "href", page_name(a, d, i));
        tp_put_attribute(b, "from", list->headings.v[first->heading].label);
        tp_put_attribute(b, "to", list->headings.v[last->heading].label);
        tp_buf_str(b, i == page ? " current=\"1\"/>\n" : "/>\n");
    }
}

/* ---- pages ---- */

static void put_rows(struct tp_buf *b, const struct division *d, size_t from, size_t to)
{
    const struct tp_list *list = d->list;

    for (size_t i = from; i < to; i++) {
        const struct tp_row *row = &list->rows.v[i];
        const struct tp_heading *h = &list->headings.v[row->heading];
        if (i == from || row->heading != list->rows.v[i - 1].heading) {
            bool more = i > 0 && row->heading == list->rows.v[i - 1].heading;
            put_label(b, "group", more ? NULL : h->id, h->label, h->lang);
            tp_buf_fmt(b, " count=\"%zu\"%s%s>\n", h->rows, more ? " continued=\"1\"" : "",
                       h->more ? h->more : "");
        }
        tp_buf_add(b, list->text.p + row->at, row->len);
        if (i + 1 == to || row->heading != list->rows.v[i + 1].heading)
            tp_buf_str(b, "</group>\n");
    }
}

/* A line for each entry, with its anchor, that leads to the page where it is. */
static void put_overview(struct tp_arena *a, struct tp_buf *b, const struct division *d)
{
    const struct tp_list *list = d->list;
    const char *href = "";

    for (size_t i = 0, page = 0; i < list->rows.n; i++) {
        const struct tp_row *row = &list->rows.v[i];
        const struct tp_heading *h = &list->headings.v[row->heading];
        bool first = i == 0 || row->heading != list->rows.v[i - 1].heading;
        if (i == d->starts[page])
            href = page_name(a, d, page++);
        if (row->id && first) {
            put_label(b, "group", h->id, h->label, h->lang);
            tp_buf_fmt(b, " count=\"%zu\"%s>\n", h->rows, h->more ? h->more : "");
        }
        if (row->id || first) {
            struct tp_buf to = tp_buf_new(a);
            tp_buf_fmt(&to, "%s#", href);
            tp_buf_uri_path(&to, row->id ? row->id : h->id);
            if (row->id)
                put_label(b, "line", row->id, row->label, row->lang);
            else
                put_label(b, "line", h->id, h->label, h->lang);
            tp_put_attribute(b, "href", to.p);
            tp_buf_fmt(b, " count=\"%zu\"%s/>\n", row->id ? row->count : h->rows,
                       !row->id && h->more ? h->more : "");
        }
        if (row->id && (i + 1 == list->rows.n || row->heading != list->rows.v[i + 1].heading))
            tp_buf_str(b, "</group>\n");
    }
}

static bool transform(const struct tp_writing *w, const struct tp_buf *xml, const char *file)
{
    const struct tp_site_info *info = w->site->info;
    const char *params[9] = {"page-file", file};
    size_t n = 2;
    struct tp_transform how = {.params = params};
    struct tp_arena *a = xml->arena;
    struct tp_buf html = tp_buf_new(a);
    xmlDocPtr doc = tp_xml_read_memory(a, xml->p, xml->len, file, w->ds);

    const struct {
        const char *name, *value;
    } more[] = {{"edition-title", info->title},
                {"base-url", info->page_base},
                {"generator", info->generator}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (more[i].value) {
            params[n++] = more[i].name;
            params[n++] = more[i].value;
        }
    return doc && tp_transform(a, w->to->sheet, doc, &how, &html, w->ds) &&
           w->to->emit(w->to->arg, tp_fmt(a, "html/%s", file), html.p, html.len);
}

/* The transformation is given the XML, and these. */
static bool is_kept(const struct tp_writing *w, const struct tp_buf *xml, const char *file)
{
    const struct tp_site_info *info = w->site->info;
    const char *const given[] = {info->page_base ? info->page_base : "",
                                 info->generator ? info->generator : ""};
    struct tp_sha256 sum = tp_sha256_new();
    char key[TP_DIGEST];

    if (!w->to->kept)
        return false;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        tp_sha256_add(&sum, given[i], strlen(given[i]) + 1);
    tp_sha256_add(&sum, xml->p, xml->len);
    tp_digest_end(&sum, key);
    return w->to->kept(w->to->arg, tp_fmt(xml->arena, "html/%s", file), key);
}

/* PAGE 0 of what has an overview is the overview. */
static bool write_page(const struct tp_writing *w, const struct division *d, size_t page)
{
    struct tp_arena *a = tp_arena_sub(w->work);
    struct tp_buf xml = tp_buf_new(a);
    bool overview = d->overview && page == 0, ok;
    size_t rows = d->overview ? page - 1 : page;
    const char *file =
        overview ? tp_fmt(a, "%s.html", tp_view_names[d->view]) : page_name(a, d, rows);

    put_info(&xml, w->site, d->view);
    put_contents(a, &xml, d);
    put_parts(a, &xml, d, overview ? SIZE_MAX : rows);
    tp_buf_fmt(&xml, "<rows%s>\n", overview ? " overview=\"1\"" : "");
    if (overview)
        put_overview(a, &xml, d);
    else
        put_rows(&xml, d, d->starts[rows], d->starts[rows + 1]);
    tp_buf_str(&xml, "</rows>\n</edition>\n");
    ok = is_kept(w, &xml, file) || transform(w, &xml, file);
    tp_arena_free(a);
    return ok;
}

bool tp_write_view(const struct tp_writing *w, enum tp_view view)
{
    struct tp_arena *a = tp_arena_sub(w->work);
    struct tp_list list = {.arena = a, .text = tp_buf_new(a), .entries = views[view].entries};
    struct division d = {.view = view};
    struct tp_writing inner = *w;
    bool ok = true;

    if (!tp_site_has(w->site, view)) {
        tp_arena_free(a);
        return true;
    }
    views[view].fill(w->site, view, &list);
    divide(a, &list, w->site->info->rows ? w->site->info->rows : TP_SITE_ROWS, &d);
    inner.work = a;
    for (size_t i = 0; ok && i < d.n + d.overview; i++)
        ok = write_page(&inner, &d, i);
    tp_arena_free(a);
    return ok;
}
