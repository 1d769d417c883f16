/* Gathering the facts of a document from its TEI. */
#include "gist.h"

#include <stdlib.h>
#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "record.h"
#include "tei.h"
#include "wordlist.h"

enum {
    MAX_SUMMARY = 300, /* characters */
    MAX_NAME = 200,    /* bytes of a name: a longer one is no name that an index could list */
    MAX_ANCHORS = 50,  /* places of one spelling in a document */
    MAX_MENTIONS = 20000
};

/* The kinds of names, by the element and, for "name" and "rs", its @type: as html/names.xsl has it.
 */
static bool name_kind(const xmlNode *n, enum tp_name_kind *kind)
{
    static const struct {
        const char *element;
        enum tp_name_kind kind;
    } plain[] = {{"persName", TP_PERSON}, {"placeName", TP_PLACE},  {"orgName", TP_ORGANISATION},
                 {"geogName", TP_PLACE},  {"settlement", TP_PLACE}, {"country", TP_PLACE},
                 {"region", TP_PLACE},    {"district", TP_PLACE},   {"bloc", TP_PLACE}};
    const char *type = tp_tei_attr(n, "type");

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (tp_is_tei(n, plain[i].element)) {
            *kind = plain[i].kind;
            return true;
        }
    if (!tp_is_tei(n, "name"))
        return false;
    *kind = !type || strstr(type, "pers") ? TP_PERSON
            : strstr(type, "org")         ? TP_ORGANISATION
            : strstr(type, "place")       ? TP_PLACE
                                          : TP_PERSON;
    return true;
}

static bool is_absolute(const char *ref)
{
    size_t n = strcspn(ref, ":/?#");

    return ref[n] == ':' || strncmp(ref, "//", 2) == 0;
}

/* The id under which a name is entered: see struct tp_mention. */
static const char *id_of(struct tp_arena *a, const char *ref, const char *name, const char **uri)
{
    const char *hash = ref ? strchr(ref, '#') : NULL;

    *uri = NULL;
    if (ref && is_absolute(ref)) {
        *uri = tp_strndup(a, ref, strcspn(ref, " \t\r\n"));
        return tp_fmt(a, "%s%08lx", TP_NO_ENTRY,
                      (unsigned long)(tp_hash(*uri, strlen(*uri)) & 0xffffffff));
    }
    if (hash && hash[1] && hash[1] != ' ')
        return tp_strndup(a, hash + 1, strcspn(hash + 1, " \t\r\n"));
    return tp_fmt(a, "%s%08lx", TP_NO_ENTRY,
                  (unsigned long)(tp_hash(name, strlen(name)) & 0xffffffff));
}

static bool party_of(struct tp_arena *a, const xmlNode *n, struct tp_party *out)
{
    const char *name;
    enum tp_name_kind kind;

    if (!n || !name_kind(n, &kind) || !(name = tp_tei_text(a, n)))
        return false;
    *out = (struct tp_party){.kind = kind, .name = name, .lang = tp_tei_lang(n)};
    out->id = id_of(a, tp_tei_attr(n, "ref"), name, &out->uri);
    return true;
}

static void when_of(struct tp_arena *a, const xmlNode *date, struct tp_when *out)
{
    const char *cert = tp_tei_attr(date, "cert");

    *out = (struct tp_when){.when = tp_tei_attr(date, "when"),
                            .from = tp_tei_attr(date, "from"),
                            .to = tp_tei_attr(date, "to"),
                            .not_before = tp_tei_attr(date, "notBefore"),
                            .not_after = tp_tei_attr(date, "notAfter"),
                            .text = date ? tp_tei_text(a, date) : NULL,
                            .doubtful = cert && strcmp(cert, "high") != 0};
}

static bool is_dated(const struct tp_when *w)
{
    return w->when || w->from || w->to || w->not_before || w->not_after;
}

/* ---- the header ---- */

static void titles(struct tp_arena *a, const xmlNode *header, struct tp_wordlist *words,
                   struct tp_gist *f)
{
    const xmlNode *first = tp_tei_down(header, "fileDesc/titleStmt/title"), *main = first;

    for (const xmlNode *n = first; n; n = tp_tei_next(n, "title")) {
        const char *type = tp_tei_attr(n, "type"), *text = tp_tei_text(a, n);
        if (text)
            tp_wordlist_add(words, text, strlen(text), true);
        if (type && strcmp(type, "main") == 0 && (main == first) && n != first) {
            const char *before = tp_tei_attr(first, "type");
            if (!before || strcmp(before, "main") != 0)
                main = n;
        }
    }
    f->title = main ? tp_tei_text(a, main) : NULL;
    f->title_lang = f->title ? tp_tei_attr(main, "lang") : NULL;
    if (!f->title)
        f->title = f->stem;
}

static void one_action(struct tp_arena *a, const xmlNode *n, struct tp_wordlist *words,
                       struct tp_action *out)
{
    TP_VEC(struct tp_party) parties = {0};
    struct tp_party p;

    *out = (struct tp_action){.type = tp_tei_attr(n, "type")};
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (!party_of(a, c, &p))
            continue;
        tp_wordlist_add(words, p.name, strlen(p.name), true);
        if (p.kind != TP_PLACE)
            TP_PUSH(a, &parties, p);
        else if (!out->place.name)
            out->place = p;
    }
    out->parties = parties.v;
    out->n_parties = parties.n;
    when_of(a, tp_tei_child(n, "date"), &out->date);
}

static void actions(struct tp_arena *a, const xmlNode *profile, struct tp_wordlist *words,
                    struct tp_gist *f)
{
    TP_VEC(struct tp_action) v = {0};
    const xmlNode *n = tp_tei_down(profile, "correspDesc/correspAction");

    for (; n; n = tp_tei_next(n, "correspAction")) {
        struct tp_action one;
        one_action(a, n, words, &one);
        TP_PUSH(a, &v, one);
        if (!one.type || strcmp(one.type, "sent") != 0)
            continue;
        if (!f->place.name)
            f->place = one.place;
        if (!is_dated(&f->date))
            f->date = one.date;
    }
    f->actions = v.v;
    f->n_actions = v.n;
}

static void origin(struct tp_arena *a, const xmlNode *header, struct tp_gist *f)
{
    const xmlNode *creation = tp_tei_down(header, "profileDesc/creation");
    const xmlNode *date = tp_tei_child(creation, "date"),
                  *place = tp_tei_child(creation, "placeName");
    const xmlNode *ms = tp_tei_down(header, "fileDesc/sourceDesc/msDesc/history/origin");

    when_of(a, date ? date : tp_tei_child(ms, "origDate"), &f->date);
    if (!place || !party_of(a, place, &f->place))
        f->place = (struct tp_party){.kind = TP_PLACE};
}

static const xmlNode *with_id(const xmlNode *root, const char *name, const char *id)
{
    for (const xmlNode *n = root; n; n = tp_tei_follow(n, root, true)) {
        const char *own = tp_is_tei(n, name) ? tp_tei_attr(n, "id") : NULL;
        if (own && strcmp(own, id) == 0)
            return n;
    }
    return NULL;
}

static void kind_of(struct tp_arena *a, const xmlNode *header, struct tp_gist *f)
{
    const char *target = tp_tei_attr(tp_tei_down(header, "profileDesc/textClass/catRef"), "target");
    const xmlNode *classes = tp_tei_down(header, "encodingDesc/classDecl"), *desc;

    if (!target || target[0] != '#' || !classes)
        return;
    desc = tp_tei_child(with_id(classes, "category", target + 1), "catDesc");
    f->kind = desc ? tp_tei_text(a, desc) : NULL;
    f->kind_id = f->kind ? target + 1 : NULL;
    f->kind_lang = f->kind ? tp_tei_attr(desc, "lang") : NULL;
}

static void languages(struct tp_arena *a, const xmlNode *root, const xmlNode *profile,
                      struct tp_gist *f)
{
    TP_VEC(const char *) v = {0};
    const xmlNode *n = tp_tei_down(profile, "langUsage/language");

    for (; n; n = tp_tei_next(n, "language"))
        if (tp_tei_attr(n, "ident"))
            TP_PUSH(a, &v, tp_tei_attr(n, "ident"));
    f->lang = tp_tei_attr(root, "lang");
    if (!v.n && f->lang)
        TP_PUSH(a, &v, f->lang);
    f->languages = v.v;
    f->n_languages = v.n;
}

/* At most MAX_SUMMARY characters, cut between words, with a sign that more follows. */
static const char *shortened(struct tp_arena *a, const char *text)
{
    size_t n = strlen(text), i = 0, chars = 0, end = 0;

    while (i < n && chars < MAX_SUMMARY) {
        uint32_t cp;
        size_t k = tp_utf8_decode(text + i, n - i, &cp);
        if (k == 0)
            break;
        if (tp_is_space(cp) || cp >= 0x2E80)
            end = i;
        i += k;
        chars++;
    }
    if (i >= n)
        return text;
    return tp_fmt(a, "%.*s…", (int)(end ? end : i), text);
}

static void summary(struct tp_arena *a, const xmlNode *profile, struct tp_wordlist *words,
                    struct tp_gist *f)
{
    const xmlNode *abstract = tp_tei_child(profile, "abstract");
    const char *text = abstract ? tp_tei_text(a, abstract) : NULL;

    if (!text)
        return;
    tp_wordlist_add(words, text, strlen(text), true);
    f->summary = shortened(a, text);
    f->summary_lang = tp_tei_lang(
        abstract->children && abstract->children->next ? abstract->children->next : abstract);
}

/* The latest of the dates at which somebody changed or published the document. */
static const char *changed(const xmlNode *header)
{
    const xmlNode *n = tp_tei_down(header, "revisionDesc/change");
    const char *latest = tp_tei_attr(tp_tei_down(header, "fileDesc/publicationStmt/date"), "when");

    if (!n)
        n = tp_tei_down(header, "revisionDesc/listChange/change");
    for (; n; n = tp_tei_next(n, "change")) {
        const char *at = tp_tei_attr(n, "when");
        if (at && (!latest || strcmp(at, latest) > 0))
            latest = at;
    }
    return latest;
}

/* ---- names ---- */

struct found {
    struct tp_mention mention;
    size_t order, n_anchors;
    struct tp_buf anchors;
    const char *last; /* the anchor that came last */
};

struct names {
    struct tp_arena *arena;
    TP_VEC(struct found) v;
    size_t *table; /* number + 1 by hash */
    size_t cap;
};

static size_t hash_of(const struct tp_mention *m)
{
    return tp_hash(m->spelling, strlen(m->spelling)) * 31 + tp_hash(m->id, strlen(m->id)) +
           (size_t)m->kind;
}

static bool same(const struct tp_mention *x, const struct tp_mention *y)
{
    return x->kind == y->kind && strcmp(x->id, y->id) == 0 && strcmp(x->spelling, y->spelling) == 0;
}

static size_t *slot(const struct names *t, const struct tp_mention *m)
{
    size_t i = hash_of(m) & (t->cap - 1);

    while (t->table[i] && !same(&t->v.v[t->table[i] - 1].mention, m))
        i = (i + 1) & (t->cap - 1);
    return &t->table[i];
}

static struct found *enter(struct names *t, const struct tp_mention *m)
{
    size_t *at;

    if (t->v.n * 2 >= t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->table = TP_NEW_ARRAY(t->arena, t->cap, size_t);
        for (size_t i = 0; i < t->v.n; i++)
            *slot(t, &t->v.v[i].mention) = i + 1;
    }
    at = slot(t, m);
    if (!*at) {
        struct found one = {.mention = *m, .order = t->v.n, .anchors = tp_buf_new(t->arena)};
        TP_PUSH(t->arena, &t->v, one);
        *at = t->v.n;
    }
    return &t->v.v[*at - 1];
}

/* The id of the nearest block that a page has an anchor for; NULL: none in the text. */
static const char *anchor_of(const xmlNode *n, const xmlNode *text)
{
    for (; n && n != text; n = n->parent)
        if (tp_tei_attr(n, "id"))
            return tp_tei_attr(n, "id");
    return NULL;
}

static void mention(struct names *t, const struct tp_party *p, const char *anchor)
{
    struct tp_mention m = {
        .kind = p->kind, .id = p->id, .spelling = p->name, .lang = p->lang, .uri = p->uri};
    struct found *f;

    if (strlen(p->name) > MAX_NAME || t->v.n >= MAX_MENTIONS)
        return;
    f = enter(t, &m);
    f->mention.count++;
    if (!anchor || f->n_anchors == MAX_ANCHORS || (f->last && strcmp(f->last, anchor) == 0))
        return;
    if (f->anchors.len)
        tp_buf_char(&f->anchors, ' ');
    tp_buf_str(&f->anchors, anchor);
    f->last = anchor;
    f->n_anchors++;
}

static void names_below(struct names *t, const xmlNode *root, bool is_text)
{
    for (const xmlNode *n = root; n;) {
        bool hidden = n->type == XML_ELEMENT_NODE && tp_tei_hidden(n);
        struct tp_party p;
        if (n->type == XML_ELEMENT_NODE && !hidden && party_of(t->arena, n, &p))
            mention(t, &p, is_text ? anchor_of(n, root) : NULL);
        n = tp_tei_follow(n, root, !hidden);
    }
}

/* As they are listed: by kind and id, then in the order in which they were met. */
static int by_entry(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    int order;

    if (a->mention.kind != b->mention.kind)
        return a->mention.kind < b->mention.kind ? -1 : 1;
    order = strcmp(a->mention.id, b->mention.id);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static struct tp_slice mentions(struct tp_arena *a, const xmlNode *header, const xmlNode *text)
{
    static const char *const parts[] = {"correspDesc", "creation", "abstract"};
    struct names t = {.arena = a};
    struct tp_buf b = tp_buf_new(a);
    const xmlNode *profile = tp_tei_child(header, "profileDesc");

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (tp_tei_child(profile, parts[i]))
            names_below(&t, tp_tei_child(profile, parts[i]), false);
    if (text)
        names_below(&t, text, true);
    if (t.v.n)
        qsort(t.v.v, t.v.n, sizeof *t.v.v, by_entry);
    for (size_t i = 0; i < t.v.n; i++) {
        t.v.v[i].mention.anchors = t.v.v[i].anchors.p;
        tp_put_mention(&b, &t.v.v[i].mention);
    }
    return (struct tp_slice){b.p, b.len};
}

/* ---- the whole ---- */

static struct tp_slice terms(struct tp_arena *a, struct tp_wordlist *words, struct tp_gist *f)
{
    struct tp_buf b = tp_buf_new(a);
    const struct tp_term *v = tp_wordlist_terms(words, &f->n_terms);
    struct tp_slice last = {"", 0};

    for (size_t i = 0; i < f->n_terms; i++) {
        tp_put_term(&b, &v[i], last);
        last = (struct tp_slice){v[i].text, v[i].len};
        f->tokens += v[i].count;
    }
    return (struct tp_slice){b.p, b.len};
}

void tp_gist_gather(struct tp_arena *work, xmlDocPtr doc, const char *stem, struct tp_buf *out)
{
    const xmlNode *root = xmlDocGetRootElement(doc), *header = tp_tei_child(root, "teiHeader");
    const xmlNode *profile = tp_tei_child(header, "profileDesc"),
                  *text = tp_tei_child(root, "text");
    struct tp_wordlist *words = tp_wordlist_new(work);
    struct tp_gist f = {.stem = stem};
    struct tp_buf flat = tp_buf_new(work);

    titles(work, header, words, &f);
    origin(work, header, &f);
    actions(work, profile, words, &f);
    kind_of(work, header, &f);
    languages(work, root, profile, &f);
    summary(work, profile, words, &f);
    f.changed = changed(header);
    if (text)
        tp_tei_flat(&flat, text);
    tp_wordlist_add(words, flat.p, flat.len, false);
    f.words = tp_wordlist_count(words);
    f.mentions = mentions(work, header, text);
    f.terms = terms(work, words, &f);
    tp_put_gist(out, &f);
}

/* ---- authority files ---- */

static bool entry_kind(const xmlNode *n, enum tp_name_kind *kind, const char **name)
{
    static const struct {
        const char *element, *name;
        enum tp_name_kind kind;
    } rows[] = {{"person", "persName", TP_PERSON},
                {"place", "placeName", TP_PLACE},
                {"org", "orgName", TP_ORGANISATION}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (tp_is_tei(n, rows[i].element)) {
            *kind = rows[i].kind;
            *name = rows[i].name;
            return tp_tei_attr(n, "id") != NULL;
        }
    return false;
}

static void entry_uris(struct tp_arena *a, const xmlNode *n, struct tp_entry *out)
{
    TP_VEC(const char *) v = {0};
    const char *same_as = tp_tei_attr(n, "sameAs");

    if (same_as && is_absolute(same_as))
        TP_PUSH(a, &v, tp_strndup(a, same_as, strcspn(same_as, " ")));
    for (const xmlNode *c = tp_tei_child(n, "idno"); c; c = tp_tei_next(c, "idno")) {
        const char *text = tp_tei_text(a, c);
        if (text && (strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0))
            TP_PUSH(a, &v, text);
    }
    out->uris = v.v;
    out->n_uris = v.n;
}

static const char *day_of(const xmlNode *n)
{
    const char *when = tp_tei_attr(n, "when");

    return when ? when : tp_tei_attr(n, "notBefore");
}

/* With the surname first, where it is marked and isn't first anyway. */
static const char *listed(struct tp_arena *a, const xmlNode *name)
{
    const xmlNode *surname = tp_tei_child(name, "surname"), *before;
    struct tp_buf b = tp_buf_new(a);
    const char *text = surname ? tp_tei_text(a, surname) : NULL;

    for (before = name->children; before && before->type != XML_ELEMENT_NODE;)
        before = before->next;
    if (!text || before == surname)
        return tp_tei_text(a, name);
    tp_buf_str(&b, text);
    tp_buf_char(&b, ',');
    for (const xmlNode *n = name->children; n; n = n->next) {
        const char *part = n == surname || n->type != XML_ELEMENT_NODE ? NULL : tp_tei_text(a, n);
        if (part)
            tp_buf_fmt(&b, " %s", part);
    }
    return b.p;
}

static bool entry_of(struct tp_arena *a, const xmlNode *n, struct tp_entry *out)
{
    const char *element = NULL;
    TP_VEC(struct tp_spelling) v = {0};
    const xmlNode *note = tp_tei_child(n, "note");

    *out = (struct tp_entry){0};
    if (!entry_kind(n, &out->kind, &element))
        return false;
    out->id = tp_tei_attr(n, "id");
    for (const xmlNode *c = tp_tei_child(n, element); c; c = tp_tei_next(c, element)) {
        struct tp_spelling s = {tp_tei_text(a, c), tp_tei_lang(c), tp_tei_attr(c, "type")};
        if (!s.text)
            continue;
        if (!out->name || (s.type && strcmp(s.type, "main") == 0)) {
            out->name = s.text;
            out->lang = s.lang;
            out->listed = listed(a, c);
        }
        TP_PUSH(a, &v, s);
    }
    out->spellings = v.v;
    out->n_spellings = v.n;
    out->born = day_of(tp_tei_child(n, "birth"));
    out->died = day_of(tp_tei_child(n, "death"));
    out->note = note ? tp_tei_text(a, note) : NULL;
    out->note_lang = note ? tp_tei_lang(note) : NULL;
    entry_uris(a, n, out);
    return out->name != NULL;
}

void tp_entries_gather(struct tp_arena *work, xmlDocPtr doc, struct tp_buf *out)
{
    TP_VEC(struct tp_entry) v = {0};
    const xmlNode *root = xmlDocGetRootElement(doc);

    for (const xmlNode *n = root; n; n = tp_tei_follow(n, root, true)) {
        struct tp_entry one;
        if (n->type == XML_ELEMENT_NODE && entry_of(work, n, &one))
            TP_PUSH(work, &v, one);
    }
    tp_put_entries(out, v.v, v.n);
}
