/* What others take from an edition: a sitemap, an Atom feed, the correspondence in CMIF. */
#include <stdlib.h>
#include <string.h>

#include "site_impl.h"

enum { MAX_FEED = 100, MAX_SITEMAP = 50000 /* by its protocol */ };

static void element(struct tp_buf *b, const char *name, const char *text)
{
    tp_buf_fmt(b, "<%s>", name);
    tp_buf_xml_text(b, text, strlen(text));
    tp_buf_fmt(b, "</%s>", name);
}

static void address(struct tp_buf *b, const struct tp_site *site, const char *href)
{
    const char *base = site->info->page_base;

    tp_buf_xml_attr(b, base, strlen(base));
    tp_buf_xml_attr(b, href, strlen(href));
}

/* A date of ours, whole or in part, as the moment that it begins; false: it is none, or one that
 * RFC 3339 can't say. */
static bool moment(const char *iso, char out[21])
{
    static const char pattern[] = "0001-01-01T00:00:00Z";
    size_t n = iso ? strcspn(iso, "T") : 0;

    if (n != 4 && n != 7 && n != 10)
        return false;
    memcpy(out, pattern, sizeof pattern);
    for (size_t i = 0; i < n; i++) {
        bool figure = iso[i] >= '0' && iso[i] <= '9';
        if (figure != (pattern[i] != '-'))
            return false;
        out[i] = iso[i];
    }
    return memcmp(out, "0000", 4) != 0;
}

/* ---- sitemap ---- */

bool tp_write_sitemap(const struct tp_writing *w)
{
    const struct tp_site *site = w->site;
    struct tp_buf b = tp_buf_new(w->work);

    if (!site->info->page_base)
        return true;
    tp_buf_str(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < TP_VIEWS; i++)
        if (tp_site_has(site, (enum tp_view)i)) {
            tp_buf_str(&b, "<url><loc>");
            address(&b, site, tp_fmt(w->work, "%s.html", tp_view_names[i]));
            tp_buf_str(&b, "</loc></url>\n");
        }
    for (size_t i = 0; i < site->docs.n && i < MAX_SITEMAP - TP_VIEWS; i++) {
        char at[21];
        tp_buf_str(&b, "<url><loc>");
        address(&b, site, site->docs.v[i].href);
        tp_buf_str(&b, "</loc>");
        if (moment(site->docs.v[i].gist.changed, at))
            tp_buf_fmt(&b, "<lastmod>%.10s</lastmod>", at);
        tp_buf_str(&b, "</url>\n");
    }
    tp_buf_str(&b, "</urlset>\n");
    return w->to->emit(w->to->arg, "html/sitemap.xml", b.p, b.len);
}

/* ---- Atom ---- */

struct news {
    const struct tp_doc *doc;
    char updated[21];
};

static int latest_first(const void *x, const void *y)
{
    const struct news *a = x, *b = y;
    int order = strcmp(b->updated, a->updated);

    return order ? order : strcmp(a->doc->gist.stem, b->doc->gist.stem);
}

/* When an entry changed: as its TEI says, else when this build was made, else the document's own
 * date, so that the same sources always make the same feed. */
static size_t collect(const struct tp_writing *w, struct news *v)
{
    const struct tp_site *site = w->site;
    size_t n = 0;

    for (size_t i = 0; i < site->docs.n; i++) {
        const struct tp_doc *d = &site->docs.v[i];
        v[n].doc = d;
        n += moment(d->gist.changed, v[n].updated) || moment(site->info->date, v[n].updated) ||
             moment(d->begin, v[n].updated);
    }
    if (n)
        qsort(v, n, sizeof *v, latest_first);
    return n < MAX_FEED ? n : MAX_FEED;
}

static void authors(struct tp_buf *b, const struct tp_gist *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_actions; i++)
        for (size_t k = 0; f->actions[i].type && strcmp(f->actions[i].type, "sent") == 0 &&
                           k < f->actions[i].n_parties;
             k++, n++) {
            tp_buf_str(b, "<author>");
            element(b, "name", f->actions[i].parties[k].name);
            tp_buf_str(b, "</author>");
        }
    if (n)
        tp_buf_char(b, '\n');
}

static void news_entry(struct tp_buf *b, const struct tp_site *site, const struct news *news)
{
    const struct tp_gist *f = &news->doc->gist;
    const char *lang = f->title_lang ? f->title_lang : f->lang;

    tp_buf_str(b, "<entry>\n<id>");
    address(b, site, news->doc->href);
    tp_buf_str(b, "</id>\n<title");
    tp_put_attribute(b, "xml:lang", lang);
    tp_buf_char(b, '>');
    tp_buf_xml_text(b, f->title, strlen(f->title));
    tp_buf_str(b, "</title>\n<link href=\"");
    address(b, site, news->doc->href);
    tp_buf_fmt(b, "\"/>\n<updated>%s</updated>\n", news->updated);
    authors(b, f);
    if (f->kind) {
        tp_buf_str(b, "<category");
        tp_put_attribute(b, "term", f->kind);
        tp_buf_str(b, "/>\n");
    }
    if (f->summary) {
        tp_buf_str(b, "<summary");
        tp_put_attribute(b, "xml:lang", f->summary_lang);
        tp_buf_char(b, '>');
        tp_buf_xml_text(b, f->summary, strlen(f->summary));
        tp_buf_str(b, "</summary>\n");
    }
    tp_buf_str(b, "</entry>\n");
}

bool tp_write_feed(const struct tp_writing *w)
{
    const struct tp_site *site = w->site;
    const struct tp_site_info *info = site->info;
    struct news *v = TP_NEW_ARRAY(w->work, site->docs.n + 1, struct news);
    struct tp_buf b = tp_buf_new(w->work);
    const char *title = info->title ? info->title : "index";
    size_t n;

    if (!info->page_base || (n = collect(w, v)) == 0)
        return true;
    tp_buf_str(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    tp_put_attribute(&b, "xml:lang", info->language);
    tp_buf_str(&b, ">\n<id>");
    address(&b, site, "");
    tp_buf_str(&b, "</id>\n");
    element(&b, "title", title);
    tp_buf_fmt(&b, "\n<updated>%s</updated>\n<link href=\"", v[0].updated);
    address(&b, site, "index.html");
    tp_buf_str(&b, "\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"");
    address(&b, site, "feed.xml");
    tp_buf_str(&b, "\"/>\n<author>");
    element(&b, "name", info->publisher ? info->publisher : title);
    tp_buf_str(&b, "</author>\n");
    if (info->generator)
        element(&b, "generator", info->generator);
    tp_buf_char(&b, '\n');
    for (size_t i = 0; i < n; i++)
        news_entry(&b, site, &v[i]);
    tp_buf_str(&b, "</feed>\n");
    return w->to->emit(w->to->arg, "html/feed.xml", b.p, b.len);
}

/* ---- CMIF ---- */

static void party(struct tp_buf *b, const struct tp_site *site, const struct tp_party *p)
{
    static const char *const elements[] = {"persName", "placeName", "orgName"};
    const struct tp_name *name = tp_site_name(site, p->kind, p->id);
    const struct tp_entry *e = name ? name->entry : NULL;

    tp_buf_fmt(b, "          <%s", elements[p->kind]);
    tp_put_attribute(b, "ref", e && e->n_uris ? e->uris[0] : p->uri);
    tp_buf_char(b, '>');
    tp_buf_xml_text(b, p->name, strlen(p->name));
    tp_buf_fmt(b, "</%s>\n", elements[p->kind]);
}

static void date(struct tp_buf *b, const struct tp_when *w)
{
    const char *const values[][2] = {{"when", w->when},
                                     {"from", w->from},
                                     {"to", w->to},
                                     {"notBefore", w->not_before},
                                     {"notAfter", w->not_after}};
    struct tp_buf attributes = tp_buf_new(b->arena);

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        tp_put_attribute(&attributes, values[i][0], values[i][1]);
    if (attributes.len && w->doubtful)
        tp_put_attribute(&attributes, "cert", "medium");
    if (attributes.len)
        tp_buf_fmt(b, "          <date%s/>\n", attributes.p);
}

/* CMIF has two actions: sent and received. */
static void action(struct tp_buf *b, const struct tp_site *site, const struct tp_doc *d,
                   const char *type)
{
    const struct tp_gist *f = &d->gist;
    bool sent = strcmp(type, "sent") == 0, open = false;

    for (size_t i = 0; i < f->n_actions; i++) {
        const struct tp_action *a = &f->actions[i];
        bool dated =
            a->date.when || a->date.from || a->date.to || a->date.not_before || a->date.not_after;
        if (!a->type || strcmp(a->type, type) != 0 ||
            (!a->n_parties && !a->place.name && !dated && !sent))
            continue;
        if (open)
            break; /* one of each */
        open = true;
        tp_buf_fmt(b, "        <correspAction type=\"%s\">\n", type);
        for (size_t k = 0; k < a->n_parties; k++)
            party(b, site, &a->parties[k]);
        if (a->place.name)
            party(b, site, &a->place);
        else if (sent && f->place.name)
            party(b, site, &f->place);
        date(b, dated || !sent ? &a->date : &f->date);
    }
    if (open)
        tp_buf_str(b, "        </correspAction>\n");
}

static bool is_letter(const struct tp_doc *d)
{
    for (size_t i = 0; i < d->gist.n_actions; i++)
        if (d->gist.actions[i].n_parties)
            return true;
    return false;
}

static void letter(struct tp_buf *b, const struct tp_site *site, const struct tp_doc *d)
{
    tp_buf_str(b, "      <correspDesc source=\"#edition\"");
    if (site->info->page_base) {
        tp_buf_str(b, " ref=\"");
        address(b, site, d->href);
        tp_buf_char(b, '"');
    } else {
        tp_put_attribute(b, "key", d->gist.stem);
    }
    tp_buf_str(b, ">\n");
    action(b, site, d, "sent");
    action(b, site, d, "received");
    tp_buf_str(b, "      </correspDesc>\n");
}

/* Who answers for the edition: CMIF wants a name and an address. What isn't known isn't said. */
static void editor(struct tp_buf *b, const struct tp_site_info *info)
{
    const char *name = info->editor ? info->editor : info->publisher;

    if (!name && !info->email)
        return;
    tp_buf_str(b, "\n        <editor>");
    if (name)
        tp_buf_xml_text(b, name, strlen(name));
    if (info->email) {
        tp_buf_str(b, name ? " " : "");
        element(b, "email", info->email);
    }
    tp_buf_str(b, "</editor>");
}

static void header(struct tp_buf *b, const struct tp_site_info *info)
{
    const char *title = info->title ? info->title : "Correspondence";
    const char *publisher = info->publisher ? info->publisher : title;

    tp_buf_str(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n  <teiHeader>\n    <fileDesc>\n"
                  "      <titleStmt>\n        ");
    element(b, "title", title);
    editor(b, info);
    tp_buf_str(b, "\n      </titleStmt>\n      <publicationStmt>\n        <publisher>");
    if (info->page_base) {
        tp_buf_str(b, "<ref");
        tp_put_attribute(b, "target", info->page_base);
        tp_buf_char(b, '>');
    }
    tp_buf_xml_text(b, publisher, strlen(publisher));
    tp_buf_str(b, info->page_base ? "</ref></publisher>\n" : "</publisher>\n");
    if (info->page_base) {
        tp_buf_str(b, "        <idno type=\"url\">");
        tp_buf_xml_text(b, info->page_base, strlen(info->page_base));
        tp_buf_str(b, "cmif.xml</idno>\n");
    }
    if (info->date)
        tp_buf_fmt(b, "        <date when=\"%s\"/>\n", info->date);
    if (info->licence) {
        tp_buf_str(b, "        <availability>\n          <licence");
        tp_put_attribute(b, "target", info->licence);
        tp_buf_char(b, '>');
        tp_buf_xml_text(b, info->licence, strlen(info->licence));
        tp_buf_str(b, "</licence>\n        </availability>\n");
    }
    tp_buf_str(b, "      </publicationStmt>\n      <sourceDesc>\n        "
                  "<bibl type=\"online\" xml:id=\"edition\">");
    tp_buf_xml_text(b, title, strlen(title));
    if (info->page_base) {
        tp_buf_str(b, " <ref");
        tp_put_attribute(b, "target", info->page_base);
        tp_buf_char(b, '>');
        tp_buf_xml_text(b, info->page_base, strlen(info->page_base));
        tp_buf_str(b, "</ref>");
    }
    tp_buf_str(b, "</bibl>\n      </sourceDesc>\n    </fileDesc>\n    <profileDesc>\n");
}

bool tp_site_has_letters(const struct tp_site *site)
{
    for (size_t i = 0; i < site->docs.n; i++)
        if (is_letter(&site->docs.v[i]))
            return true;
    return false;
}

bool tp_write_cmif(const struct tp_writing *w)
{
    const struct tp_site *site = w->site;
    struct tp_buf b = tp_buf_new(w->work);
    size_t n = 0;

    header(&b, site->info);
    for (size_t i = 0; i < site->docs.n; i++)
        if (is_letter(&site->docs.v[i])) {
            letter(&b, site, &site->docs.v[i]);
            n++;
        }
    tp_buf_str(&b, "    </profileDesc>\n  </teiHeader>\n"
                   "  <text>\n    <body>\n      <p/>\n    </body>\n  </text>\n</TEI>\n");
    return n == 0 || w->to->emit(w->to->arg, "html/cmif.xml", b.p, b.len);
}
