/* What stands on the pages of a site, view by view. */
#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>

#include "pages.h"

/* ---- documents ---- */

/* The names of those who did something with the letter, as its header has them. */
static void put_who(struct tp_buf *b, const struct tp_gist *f, const char *type, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_actions; i++) {
        const struct tp_action *a = &f->actions[i];
        if (!a->type || strcmp(a->type, type) != 0)
            continue;
        for (size_t k = 0; k < a->n_parties; k++) {
            if (n++)
                tp_buf_str(b, ", ");
            else
                tp_buf_fmt(b, " %s=\"", name);
            tp_buf_xml_attr(b, a->parties[k].name, strlen(a->parties[k].name));
        }
    }
    if (n)
        tp_buf_char(b, '"');
}

static void put_when(struct tp_buf *b, const struct tp_when *w)
{
    const char *const values[][2] = {{"when", w->when},
                                     {"from", w->from},
                                     {"to", w->to},
                                     {"not-before", w->not_before},
                                     {"not-after", w->not_after}};
    bool dated = false;

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        tp_put_attribute(b, values[i][0], values[i][1]);
        dated = dated || values[i][1];
    }
    if (!dated)
        tp_put_attribute(b, "date-text", w->text);
    if (w->doubtful)
        tp_buf_str(b, " doubtful=\"1\"");
}

void tp_put_document(struct tp_buf *b, const struct tp_doc *doc, const char *more)
{
    const struct tp_gist *f = &doc->gist;

    tp_buf_str(b, "<document");
    tp_put_attribute(b, "stem", f->stem);
    tp_put_attribute(b, "href", doc->href);
    tp_put_attribute(b, "title", f->title);
    tp_put_attribute(b, "lang", f->title_lang ? f->title_lang : f->lang);
    tp_put_attribute(b, "begin", doc->begin);
    tp_put_attribute(b, "words", doc->words);
    put_when(b, &f->date);
    tp_put_attribute(b, "place", f->place.name);
    tp_put_attribute(b, "place-lang", f->place.lang);
    tp_put_attribute(b, "kind", f->kind);
    tp_put_attribute(b, "kind-lang", f->kind_lang);
    put_who(b, f, "sent", "sender");
    put_who(b, f, "received", "recipient");
    tp_put_attribute(b, "languages", doc->tongues);
    if (more)
        tp_buf_str(b, more);
    tp_buf_str(b, "/>\n");
}

/* ---- by date ---- */

static const char *year_label(struct tp_arena *a, const struct tp_doc *d)
{
    return d->begin ? tp_strndup(a, d->begin, tp_year_len(d->begin)) : "";
}

void tp_view_dates(const struct tp_site *site, enum tp_view view, struct tp_list *list)
{
    const char *year = NULL;

    for (size_t i = 0; i < site->docs.n; i++) {
        const struct tp_doc *d = &site->docs.v[i];
        if (view == TP_VIEW_TIMELINE && !d->begin)
            break;
        if (!year || !(d->begin ? strncmp(d->begin, year, strlen(year)) == 0 && *year : !*year)) {
            year = year_label(list->arena, d);
            TP_PUSH(list->arena, &list->headings,
                    (struct tp_heading){.id = *year ? tp_fmt(list->arena, "y%s", year) : "undated",
                                        .label = year});
        }
        (void)tp_list_row(list);
        tp_put_document(&list->text, d, NULL);
        tp_list_end_row(list);
    }
}

/* ---- by kind, by language ---- */

struct member {
    const char *key, *label, *lang;
    size_t doc;
};

static int by_key(const void *x, const void *y)
{
    const struct member *a = x, *b = y;
    int order = strcmp(a->key, b->key);

    return order ? order : (a->doc > b->doc) - (a->doc < b->doc);
}

void tp_view_groups(const struct tp_site *site, enum tp_view view, struct tp_list *list)
{
    TP_VEC(struct member) v = {0};

    for (size_t i = 0; i < site->docs.n; i++) {
        const struct tp_gist *f = &site->docs.v[i].gist;
        if (view == TP_VIEW_KINDS && f->kind)
            TP_PUSH(list->arena, &v, (struct member){f->kind, f->kind, f->kind_lang, i});
        for (size_t k = 0; view == TP_VIEW_LANGUAGES && k < f->n_languages; k++)
            TP_PUSH(list->arena, &v, (struct member){f->languages[k], "", NULL, i});
    }
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_key);
    for (size_t i = 0; i < v.n; i++) {
        if (!i || strcmp(v.v[i].key, v.v[i - 1].key) != 0) {
            struct tp_buf more = tp_buf_new(list->arena);
            const char *id = tp_fmt(list->arena, "g%zu", list->headings.n + 1);
            if (view == TP_VIEW_LANGUAGES)
                tp_put_attribute(&more, "language", v.v[i].key);
            TP_PUSH(list->arena, &list->headings,
                    (struct tp_heading){
                        .id = id, .label = v.v[i].label, .lang = v.v[i].lang, .more = more.p});
        }
        (void)tp_list_row(list);
        tp_put_document(&list->text, &site->docs.v[v.v[i].doc], NULL);
        tp_list_end_row(list);
    }
}

/* ---- correspondences ---- */

static void put_end(struct tp_buf *b, const char *prefix, const struct tp_name *name)
{
    static const char *const pages[TP_NAME_KINDS] = {"persons", "places", "organisations"};
    struct tp_buf href = tp_buf_new(b->arena);

    tp_buf_fmt(&href, "%s.html#", pages[name->kind]);
    tp_buf_uri_path(&href, name->id);
    tp_buf_fmt(b, " %s=\"", prefix);
    tp_buf_xml_attr(b, name->name, strlen(name->name));
    tp_buf_char(b, '"');
    tp_put_attribute(b, tp_fmt(b->arena, "%s-lang", prefix), name->lang);
    tp_put_attribute(b, tp_fmt(b->arena, "%s-href", prefix), href.p);
}

void tp_view_pairs(const struct tp_site *site, enum tp_view view, struct tp_list *list)
{
    (void)view;
    for (size_t i = 0; i < site->pairs.n; i++) {
        const struct tp_pair *p = &site->pairs.v[i];
        const struct tp_name *a = &site->names.v[p->first], *b = &site->names.v[p->second];
        struct tp_buf more = tp_buf_new(list->arena);
        put_end(&more, "a", a);
        put_end(&more, "b", b);
        TP_PUSH(list->arena, &list->headings,
                (struct tp_heading){.id = p->id,
                                    .label = tp_fmt(list->arena, "%s – %s", a->name, b->name),
                                    .more = more.p});
        for (size_t k = 0; k < p->letters.n; k++) {
            (void)tp_list_row(list);
            tp_put_document(&list->text, &site->docs.v[p->letters.v[k].doc],
                            p->letters.v[k].back ? " back=\"1\"" : NULL);
            tp_list_end_row(list);
        }
    }
}

/* ---- names ---- */

struct spelling {
    const char *text, *lang, *folded;
    size_t count;
};

static int by_folded(const void *x, const void *y)
{
    const struct spelling *a = x, *b = y;
    int order = strcmp(a->folded, b->folded);

    return order ? order : strcmp(b->text, a->text); /* small letters before capitals */
}

static int by_count(const void *x, const void *y)
{
    const struct spelling *a = x, *b = y;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp(a->text, b->text);
}

static const char *folded(struct tp_arena *a, const UCaseMap *map, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t cap = strlen(text) * 3 + 1;
    char *out = tp_alloc(a, cap);

    (void)ucasemap_utf8FoldCase(map, out, (int32_t)cap, text, -1, &status);
    return U_FAILURE(status) ? text : out;
}

static void close_map(void *map)
{
    ucasemap_close(map);
}

/* The spellings of the documents, each once whatever its case, the most used ones first. */
static void put_spellings(struct tp_arena *work, struct tp_buf *b, const struct tp_name *name)
{
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", U_FOLD_CASE_DEFAULT, &status);
    struct spelling *v = TP_NEW_ARRAY(work, name->uses.n + 1, struct spelling);
    size_t n = 0;

    if (U_FAILURE(status))
        tp_arena_fail(work);
    tp_defer(work, close_map, map);
    for (size_t i = 0; i < name->uses.n; i++) {
        const struct tp_use *u = &name->uses.v[i];
        size_t k = 0;
        while (k < n && k < 16 && strcmp(v[k].text, u->spelling) != 0)
            k++;
        if (k < n && k < 16)
            v[k].count += u->count; /* the usual case: one of the first few */
        else
            v[n++] =
                (struct spelling){u->spelling, u->lang, folded(work, map, u->spelling), u->count};
    }
    qsort(v, n, sizeof *v, by_folded);
    for (size_t i = 0, kept = 0, all = n; i < all; i++) {
        if (i && strcmp(v[i].folded, v[kept - 1].folded) == 0)
            v[kept - 1].count += v[i].count;
        else
            v[kept++] = v[i];
        n = kept;
    }
    qsort(v, n, sizeof *v, by_count);
    for (size_t i = 0; i < n; i++) {
        tp_buf_str(b, "<spelling");
        tp_put_attribute(b, "lang", v[i].lang);
        tp_buf_fmt(b, " count=\"%zu\">", v[i].count);
        tp_buf_xml_text(b, v[i].text, strlen(v[i].text));
        tp_buf_str(b, "</spelling>");
    }
}

/* The name in other scripts, as the authority file gives it; romanisations are none. */
static void put_others(struct tp_buf *b, const struct tp_name *name)
{
    const struct tp_entry *e = name->entry;

    for (size_t i = 0; i < e->n_spellings; i++) {
        const struct tp_spelling *s = &e->spellings[i];
        size_t k = 0;
        if (!s->lang || strstr(s->lang, "-Latn") ||
            (name->lang && strcmp(s->lang, name->lang) == 0) ||
            (s->type && (strcmp(s->type, "variant") == 0 || strcmp(s->type, "code") == 0)))
            continue;
        while (k < i && !(e->spellings[k].lang && strcmp(e->spellings[k].lang, s->lang) == 0))
            k++;
        if (k < i)
            continue;
        tp_buf_str(b, "<also");
        tp_put_attribute(b, "lang", s->lang);
        tp_buf_char(b, '>');
        tp_buf_xml_text(b, s->text, strlen(s->text));
        tp_buf_str(b, "</also>");
    }
}

/* The anchors of one document, as numbered links; one that stands twice is taken once. */
static void put_anchors(struct tp_buf *b, const char *href, const struct tp_use *v, size_t n)
{
    struct tp_buf seen = tp_buf_new(b->arena);
    size_t number = 0;

    for (size_t i = 0; i < n; i++)
        for (const char *p = v[i].anchors; *p;) {
            size_t len = strcspn(p, " "), from = seen.len;
            char *anchor;
            tp_buf_char(&seen, ' ');
            tp_buf_add(&seen, p, len);
            tp_buf_char(&seen, ' ');
            anchor = seen.p + from;
            if (strstr(seen.p, anchor) == anchor) {
                tp_buf_str(b, number ? " <a href=\"" : " <span class=\"at\"><a href=\"");
                tp_buf_str(b, href);
                tp_buf_char(b, '#');
                tp_buf_xml_attr(b, p, len);
                tp_buf_fmt(b, "\">¶%zu</a>", ++number);
            }
            p += len + (p[len] == ' ');
        }
    if (number)
        tp_buf_str(b, "</span>");
}

static bool differs(const char *lang, const char *page)
{
    return lang && *lang && strcmp(lang, page) != 0;
}

/* The documents of a name, as items in HTML: there are more of them than of anything else, too many
 * for a stylesheet. */
static void put_uses(struct tp_buf *b, const struct tp_site *site, const struct tp_name *name)
{
    const char *page = site->info->language ? site->info->language : "en";

    for (size_t i = 0, end; i < name->uses.n; i = end) {
        const struct tp_doc *d = &site->docs.v[name->uses.v[i].doc];
        const char *lang = d->gist.title_lang ? d->gist.title_lang : d->gist.lang;
        for (end = i; end < name->uses.n && name->uses.v[end].doc == name->uses.v[i].doc;)
            end++;
        tp_buf_str(b, "<li><a href=\"");
        tp_buf_str(b, d->href);
        tp_buf_char(b, '"');
        if (differs(lang, page))
            tp_put_attribute(b, "lang", lang);
        tp_buf_char(b, '>');
        tp_buf_xml_text(b, d->gist.title, strlen(d->gist.title));
        tp_buf_str(b, "</a>");
        if (d->words) {
            tp_buf_str(b, " <span class=\"when\">");
            tp_buf_xml_text(b, d->words, strlen(d->words));
            tp_buf_str(b, "</span>");
        }
        put_anchors(b, d->href, &name->uses.v[i], end - i);
        tp_buf_str(b, "</li>\n");
    }
}

static void put_entry(struct tp_buf *b, const struct tp_site *site, const struct tp_name *name)
{
    struct tp_arena *work = tp_arena_sub(b->arena);
    const struct tp_entry *e = name->entry;
    struct tp_buf uses = tp_buf_new(work);

    tp_buf_str(b, "<entry");
    tp_put_attribute(b, "id", name->id);
    tp_put_attribute(b, "name", name->name);
    tp_put_attribute(b, "listed", name->listed);
    tp_put_attribute(b, "lang", name->lang);
    tp_put_attribute(b, "uri", e && e->n_uris ? e->uris[0] : name->uri);
    tp_put_attribute(b, "born", e ? e->born : NULL);
    tp_put_attribute(b, "died", e ? e->died : NULL);
    tp_put_attribute(b, "note", e ? e->note : NULL);
    tp_put_attribute(b, "note-lang", e && e->note ? e->note_lang : NULL);
    tp_buf_fmt(b, " count=\"%zu\">", name->n_docs);
    if (e)
        put_others(b, name);
    put_spellings(work, b, name);
    put_uses(&uses, site, name);
    tp_buf_str(b, "\n<uses>");
    tp_buf_xml_text(b, uses.p, uses.len);
    tp_buf_str(b, "</uses></entry>\n");
    tp_arena_free(work);
}

static enum tp_name_kind kind_of(enum tp_view view)
{
    return view == TP_VIEW_PLACES          ? TP_PLACE
           : view == TP_VIEW_ORGANISATIONS ? TP_ORGANISATION
                                           : TP_PERSON;
}

void tp_view_entries(const struct tp_site *site, enum tp_view view, struct tp_list *list)
{
    enum tp_name_kind kind = kind_of(view);

    for (size_t i = site->first_name[kind]; i < site->first_name[kind + 1]; i++) {
        const struct tp_name *name = &site->names.v[i];
        const char *id = tp_fmt(list->arena, "letter-%zu", list->headings.n + 1);
        struct tp_row *row;
        if (i == site->first_name[kind] || strcmp(name->letter, site->names.v[i - 1].letter) != 0)
            TP_PUSH(list->arena, &list->headings,
                    (struct tp_heading){.id = id, .label = name->letter});
        row = tp_list_row(list);
        row->weight = 1 + name->n_docs;
        row->id = name->id;
        row->label = name->listed;
        row->lang = name->lang;
        row->count = name->n_docs;
        put_entry(&list->text, site, name);
        tp_list_end_row(list);
    }
}
