#include "suggest.h"

#include <stdlib.h>
#include <string.h>

#include "../encode/romanise.h"
#include "../encode/token.h"

const char *const tp_suggest_formats[] = {"text", "tsv", "json", "tei", NULL};

/* One occurrence. */
struct place {
    const char *file;
    const struct tp_suggestion *name;
    size_t order;
};
struct places {
    struct place *v;
    size_t n, cap;
};

struct spelling {
    const char *name, *lang;
    size_t n;
};

/* Occurrences of one name. */
struct group {
    const char *key;
    struct places places;
    TP_VEC(struct spelling) spellings; /* the most frequent first */
    size_t votes[TP_SUGGEST_KINDS];
    enum tp_suggested_kind kind;
    const char *id;
};
struct groups {
    struct group **v;
    size_t n, cap;
};

/* ---- together ---- */

static int by_key(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    int order = strcmp(a->name->key, b->name->key);

    return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

static int by_place(const void *x, const void *y)
{
    const struct place *a = x, *b = y;

    return a->order < b->order ? -1 : a->order > b->order;
}

static void add_place(struct tp_arena *a, struct group *g, struct place p)
{
    size_t i = 0;

    TP_PUSH(a, &g->places, p);
    g->votes[p.name->kind]++;
    while (i < g->spellings.n && strcmp(g->spellings.v[i].name, p.name->name) != 0)
        i++;
    if (i == g->spellings.n)
        TP_PUSH(a, &g->spellings, (struct spelling){p.name->name, p.name->lang, 0});
    g->spellings.v[i].n++;
    for (; i > 0 && g->spellings.v[i].n > g->spellings.v[i - 1].n; i--) {
        struct spelling swap = g->spellings.v[i];
        g->spellings.v[i] = g->spellings.v[i - 1];
        g->spellings.v[i - 1] = swap;
    }
}

static int by_count(const void *x, const void *y)
{
    const struct group *a = *(struct group *const *)x, *b = *(struct group *const *)y;

    if (a->places.n != b->places.n)
        return a->places.n > b->places.n ? -1 : 1;
    return strcmp(a->key, b->key);
}

static int by_group_key(const void *x, const void *y)
{
    const struct group *a = *(struct group *const *)x, *b = *(struct group *const *)y;

    return strcmp(a->key, b->key);
}

/* "Panikkar" belongs to "K. M. Panikkar" when that is the only person so called. */
static void join_surnames(struct tp_arena *a, struct groups *all)
{
    struct groups kept = {0};

    for (size_t i = 0; i < all->n; i++) { /* ordered by key */
        struct group *g = all->v[i], *whole = NULL;
        const char *last = strrchr(g->key, ' '), *name = last ? last + 1 : NULL;
        struct group probe = {.key = name}, *p = &probe, **found;
        if (!name || !g->votes[TP_SUGGEST_PERSON] ||
            !(found = bsearch(&p, all->v, all->n, sizeof *all->v, by_group_key)))
            continue;
        whole = *found;
        whole->id = whole->id ? "" : g->key; /* "": of two or more */
    }
    for (size_t i = 0; i < all->n; i++) {
        struct group *g = all->v[i], probe = {.key = g->id}, *p = &probe, **found = NULL;
        if (g->id && *g->id)
            found = bsearch(&p, all->v, all->n, sizeof *all->v, by_group_key);
        g->id = NULL;
        if (!found) {
            TP_PUSH(a, &kept, g);
            continue;
        }
        for (size_t k = 0; k < g->places.n; k++)
            add_place(a, *found, g->places.v[k]);
    }
    *all = kept;
}

/* The kind that most occurrences speak for; those that say nothing don't count. */
static enum tp_suggested_kind kind_of(const struct group *g)
{
    enum tp_suggested_kind best = TP_SUGGEST_UNKNOWN;

    for (int k = TP_SUGGEST_PERSON; k < TP_SUGGEST_KINDS; k++)
        if (g->votes[k] && (best == TP_SUGGEST_UNKNOWN || g->votes[k] > g->votes[best]))
            best = (enum tp_suggested_kind)k;
    return best;
}

static struct groups group_names(struct tp_arena *a, const struct tp_suggested_in *in, size_t n)
{
    struct places all = {0};
    struct groups out = {0};

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < in[i].names.n; k++)
            TP_PUSH(a, &all, (struct place){in[i].file, &in[i].names.v[k], all.n});
    if (all.n)
        qsort(all.v, all.n, sizeof *all.v, by_key);
    for (size_t i = 0; i < all.n; i++) {
        struct group *g = out.n ? out.v[out.n - 1] : NULL;
        if (!g || strcmp(g->key, all.v[i].name->key) != 0) {
            g = TP_NEW(a, struct group);
            g->key = all.v[i].name->key;
            TP_PUSH(a, &out, g);
        }
        add_place(a, g, all.v[i]);
    }
    join_surnames(a, &out);
    for (size_t i = 0; i < out.n; i++) {
        out.v[i]->kind = kind_of(out.v[i]);
        qsort(out.v[i]->places.v, out.v[i]->places.n, sizeof(struct place), by_place);
    }
    if (out.n)
        qsort(out.v, out.n, sizeof *out.v, by_count);
    return out;
}

/* ---- formats ---- */

static void put_place(struct tp_buf *out, const struct place *p)
{
    tp_buf_fmt(out, "%s:%u:%u", p->file, (unsigned)p->name->line, (unsigned)p->name->col);
}

static void write_text(struct tp_arena *a, const struct groups *g, struct tp_buf *out)
{
    enum { MOST = 6 };

    (void)a;
    for (size_t i = 0; i < g->n; i++) {
        const struct group *k = g->v[i];
        tp_buf_fmt(out, "%4zu  %-8s", k->places.n, tp_suggested_kind_name(k->kind));
        for (size_t s = 0; s < k->spellings.n; s++)
            tp_buf_fmt(out, "%s%s", s ? " | " : "", k->spellings.v[s].name);
        tp_buf_char(out, '\n');
        for (size_t p = 0; p < k->places.n && p < MOST; p++) {
            tp_buf_str(out, "      ");
            put_place(out, &k->places.v[p]);
            tp_buf_char(out, '\n');
        }
        if (k->places.n > MOST)
            tp_buf_fmt(out, "      and %zu more\n", k->places.n - MOST);
    }
}

static void write_tsv(struct tp_arena *a, const struct groups *g, struct tp_buf *out)
{
    (void)a;
    tp_buf_str(out, "kind\tcount\tname\tspellings\tplaces\n");
    for (size_t i = 0; i < g->n; i++) {
        const struct group *k = g->v[i];
        tp_buf_fmt(out, "%s\t%zu\t%s\t", tp_suggested_kind_name(k->kind), k->places.n,
                   k->spellings.v[0].name);
        for (size_t s = 0; s < k->spellings.n; s++)
            tp_buf_fmt(out, "%s%s", s ? " | " : "", k->spellings.v[s].name);
        tp_buf_char(out, '\t');
        for (size_t p = 0; p < k->places.n; p++) {
            tp_buf_str(out, p ? " " : "");
            put_place(out, &k->places.v[p]);
        }
        tp_buf_char(out, '\n');
    }
}

static void json_string(struct tp_buf *out, const char *name, const char *value)
{
    tp_buf_fmt(out, "\"%s\": \"", name);
    tp_buf_json(out, value, strlen(value));
    tp_buf_char(out, '"');
}

static void write_json(struct tp_arena *a, const struct groups *g, struct tp_buf *out)
{
    (void)a;
    tp_buf_str(out, "{\"names\": [");
    for (size_t i = 0; i < g->n; i++) {
        const struct group *k = g->v[i];
        tp_buf_fmt(out, "%s\n  {", i ? "," : "");
        json_string(out, "name", k->spellings.v[0].name);
        tp_buf_str(out, ", ");
        json_string(out, "kind", tp_suggested_kind_name(k->kind));
        tp_buf_fmt(out, ", \"count\": %zu, \"spellings\": [", k->places.n);
        for (size_t s = 0; s < k->spellings.n; s++) {
            tp_buf_str(out, s ? ", {" : "{");
            json_string(out, "name", k->spellings.v[s].name);
            tp_buf_fmt(out, ", \"count\": %zu}", k->spellings.v[s].n);
        }
        tp_buf_str(out, "], \"places\": [");
        for (size_t p = 0; p < k->places.n; p++) {
            tp_buf_str(out, p ? ", {" : "{");
            json_string(out, "file", k->places.v[p].file);
            tp_buf_fmt(out, ", \"line\": %u, \"column\": %u}", (unsigned)k->places.v[p].name->line,
                       (unsigned)k->places.v[p].name->col);
        }
        tp_buf_str(out, "]}");
    }
    tp_buf_str(out, "\n]}\n");
}

/* Letters and digits of the key, in Latin script; others have a number. */
static const char *new_id(struct tp_arena *a, const struct group *g, size_t number)
{
    const char *name = g->spellings.v[0].name;
    struct tp_tokens t = tp_tokenize(a, name, (uint32_t)strlen(name));
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = 0; i < t.n; i++) {
        const char *word = t.v[i].kind == TP_TOK_WORD ? t.v[i].key : "", *latin;
        latin = tp_romanised(a, word);
        latin = tp_without_marks(a, latin ? latin : word);
        tp_buf_str(&b, b.len && *latin ? "-" : "");
        for (const char *p = latin; *p; p++)
            if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
                tp_buf_char(&b, *p);
    }
    return b.len > 1 && b.p[b.len - 1] != '-' ? b.p : tp_fmt(a, "name-%zu", number);
}

static void give_ids(struct tp_arena *a, const struct groups *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const char *id = new_id(a, g->v[i], i + 1);
        g->v[i]->id = id;
        for (size_t k = 0; k < i; k++)
            if (strcmp(g->v[k]->id, id) == 0)
                g->v[i]->id = tp_fmt(a, "%s-%zu", id, i + 1);
    }
}

static void tei_entry(const struct group *g, const char *entry, const char *name,
                      struct tp_buf *out)
{
    tp_buf_fmt(out, "      <%s xml:id=\"%s\">\n", entry, g->id);
    for (size_t s = 0; s < g->spellings.n; s++) {
        const struct spelling *k = &g->spellings.v[s];
        tp_buf_fmt(out, "        <%s", name);
        if (k->lang) {
            tp_buf_str(out, " xml:lang=\"");
            tp_buf_xml_attr(out, k->lang, strlen(k->lang));
            tp_buf_char(out, '"');
        }
        tp_buf_char(out, '>');
        tp_buf_xml_text(out, k->name, strlen(k->name));
        tp_buf_fmt(out, "</%s>\n", name);
    }
    tp_buf_fmt(out, "      </%s>\n", entry);
}

static void write_tei(struct tp_arena *a, const struct groups *g, struct tp_buf *out)
{
    static const struct {
        enum tp_suggested_kind kind;
        const char *list, *entry, *name;
    } lists[] = {{TP_SUGGEST_PERSON, "listPerson", "person", "persName"},
                 {TP_SUGGEST_PLACE, "listPlace", "place", "placeName"},
                 {TP_SUGGEST_ORG, "listOrg", "org", "orgName"},
                 {TP_SUGGEST_UNKNOWN, "list", "item", "name"}};

    give_ids(a, g);
    tp_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
                    "  <teiHeader>\n    <fileDesc>\n      <titleStmt>\n"
                    "        <title>Names to be looked through</title>\n      </titleStmt>\n"
                    "      <publicationStmt>\n        <p>Not published.</p>\n"
                    "      </publicationStmt>\n      <sourceDesc>\n"
                    "        <p>Found by teipipe in the transcriptions.</p>\n"
                    "      </sourceDesc>\n    </fileDesc>\n  </teiHeader>\n  <standOff>\n");
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        bool any = false;
        for (size_t i = 0; i < g->n; i++) {
            if (g->v[i]->kind != lists[l].kind)
                continue;
            if (!any)
                tp_buf_fmt(out, "    <%s>\n", lists[l].list);
            any = true;
            tei_entry(g->v[i], lists[l].entry, lists[l].name, out);
        }
        if (any)
            tp_buf_fmt(out, "    </%s>\n", lists[l].list);
    }
    tp_buf_str(out, g->n ? "  </standOff>\n" : "    <note>No names.</note>\n  </standOff>\n");
    tp_buf_str(out, "</TEI>\n");
}

bool tp_suggest_write(struct tp_arena *a, const struct tp_suggested_in *documents, size_t n,
                      const char *format, struct tp_buf *out)
{
    static void (*const writers[])(struct tp_arena *, const struct groups *, struct tp_buf *) = {
        write_text, write_tsv, write_json, write_tei};
    struct groups g;

    for (size_t i = 0; tp_suggest_formats[i]; i++)
        if (strcmp(tp_suggest_formats[i], format) == 0) {
            g = group_names(a, documents, n);
            writers[i](a, &g, out);
            return true;
        }
    return false;
}
