#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "../base/han.h"
#include "../base/hash.h"
#include "../base/utf8.h"
#include "site_impl.h"
#include "tei.h"
#include "wordlist.h"

#define CALL "teipipeSearch."

/* ---- terms ---- */

struct term {
    const char *text;
    uint32_t len, df;
    uint32_t last; /* the document after the latest one */
    uint32_t used, cap;
    char *digits;
};

struct vocabulary {
    struct tp_arena *arena;
    TP_VEC(struct term) v;
    size_t *table;
    size_t cap;
};

static size_t *slot(const struct vocabulary *t, const char *text, size_t len)
{
    size_t i = tp_hash(text, len) & (t->cap - 1);

    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): the table has numbers of terms */
    while (t->table[i] && (t->v.v[t->table[i] - 1].len != len ||
                           memcmp(t->v.v[t->table[i] - 1].text, text, len) != 0))
        i = (i + 1) & (t->cap - 1);
    return &t->table[i];
}

/* The number of the term, which is entered if it is new. */
static size_t term_of(struct vocabulary *t, const char *text, size_t len)
{
    size_t *at;

    if (t->v.n * 2 >= t->cap) {
        t->cap = t->cap ? t->cap * 2 : 4096;
        t->table = TP_NEW_ARRAY(t->arena, t->cap, size_t);
        for (size_t i = 0; i < t->v.n; i++)
            *slot(t, t->v.v[i].text, t->v.v[i].len) = i + 1;
    }
    at = slot(t, text, len);
    if (!*at) {
        TP_PUSH(t->arena, &t->v,
                (struct term){.text = tp_strndup(t->arena, text, len), .len = (uint32_t)len});
        *at = t->v.n;
    }
    return *at - 1;
}

static char digit(unsigned n)
{
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[n];
}

enum { MAX_DIGITS = 13 };

static size_t put_digits(size_t n, char out[MAX_DIGITS])
{
    size_t len = 0;

    while (n >= 32 && len < MAX_DIGITS - 1) {
        out[len++] = digit((unsigned)(n & 31) | 32);
        n >>= 5;
    }
    out[len++] = digit((unsigned)(n & 31));
    return len;
}

/* A document, later than those before, has the term. */
static void post(struct vocabulary *t, size_t number, size_t doc, unsigned weight)
{
    struct term *term = &t->v.v[number];
    char digits[MAX_DIGITS];
    size_t n;

    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): NUMBER is that of a term */
    if (term->df && term->last == doc + 1)
        return; /* it has been said */
    n = put_digits((doc - term->last) * 4 + weight, digits);
    if (term->used + n > term->cap) {
        uint32_t cap = term->cap ? term->cap * 2 : 16;
        term->digits = tp_grow(t->arena, term->digits, term->cap, cap);
        term->cap = cap;
    }
    memcpy(term->digits + term->used, digits, n);
    term->used += (uint32_t)n;
    term->last = (uint32_t)doc + 1;
    term->df++;
}

/* What the term says about a document of that length, as a fourth part of the most that it can. */
static unsigned weight_of(const struct tp_term *term, double length)
{
    enum { HEAD = 1 };
    const double k1 = 1.2, b = 0.75;
    double tf = (double)term->count, x = tf * (k1 + 1) / (tf + k1 * (1 - b + b * length));

    x += term->head ? HEAD : 0;
    return x < 0.75 ? 0 : x < 1.25 ? 1 : x < 1.75 ? 2 : 3;
}

/* ---- names: their other spellings, and the facets ---- */

struct name_terms {
    size_t facet; /* number + 1; 0: none */
    size_t *v, n; /* of what its authority file calls it */
};

static struct name_terms *of_names(const struct tp_site *site, struct vocabulary *t)
{
    static const char *const prefixes[TP_NAME_KINDS] = {[TP_PERSON] = "@p:", [TP_PLACE] = "@l:"};
    struct name_terms *out = TP_NEW_ARRAY(t->arena, site->names.n + 1, struct name_terms);

    for (size_t i = 0; i < site->names.n; i++) {
        const struct tp_name *name = &site->names.v[i];
        struct tp_arena *work = tp_arena_sub(t->arena);
        struct tp_wordlist *words = tp_wordlist_new(work);
        const struct tp_term *terms;
        if (prefixes[name->kind]) {
            const char *key = tp_fmt(work, "%s%s", prefixes[name->kind], name->id);
            out[i].facet = term_of(t, key, strlen(key)) + 1;
        }
        for (size_t k = 0; name->entry && k < name->entry->n_spellings; k++)
            tp_wordlist_add(words, name->entry->spellings[k].text,
                            strlen(name->entry->spellings[k].text), true);
        terms = tp_wordlist_terms(words, &out[i].n);
        out[i].v = TP_NEW_ARRAY(t->arena, out[i].n + 1, size_t);
        for (size_t k = 0; k < out[i].n; k++)
            out[i].v[k] = term_of(t, terms[k].text, terms[k].len);
        tp_arena_free(work);
    }
    return out;
}

static void invert(const struct tp_site *site, struct vocabulary *t)
{
    const struct name_terms *names = of_names(site, t);
    double average = 0;

    for (size_t i = 0; i < site->docs.n; i++)
        average += (double)site->docs.v[i].gist.tokens / (double)site->docs.n;
    for (size_t i = 0; i < site->docs.n; i++) {
        const struct tp_gist *f = &site->docs.v[i].gist;
        struct tp_cursor c = tp_cursor_new(f->terms);
        double length = average > 0 ? (double)f->tokens / average : 1;
        char scratch[TP_MAX_TERM];
        struct tp_term term;
        struct tp_mention m;
        while (tp_next_term(&c, scratch, &term))
            post(t, term_of(t, term.text, term.len), i, weight_of(&term, length));
        c = tp_cursor_new(f->mentions);
        while (tp_next_mention(&c, &m)) {
            const struct name_terms *of =
                &names[tp_site_name_number(site, tp_site_name(site, m.kind, m.id))];
            if (of->facet)
                post(t, of->facet - 1, i, 0);
            for (size_t k = 0; k < of->n; k++)
                post(t, of->v[k], i, 0);
        }
    }
}

static int by_bytes(const void *x, const void *y)
{
    const struct term *a = x, *b = y;
    int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);

    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* ---- files ---- */

static void json(struct tp_buf *b, const char *s)
{
    tp_buf_char(b, '"');
    if (s)
        tp_buf_json(b, s, strlen(s));
    tp_buf_char(b, '"');
}

static bool emit_shard(const struct tp_writing *w, size_t number, const struct tp_buf *terms)
{
    struct tp_buf out = tp_buf_new(terms->arena);

    tp_buf_fmt(&out, CALL "shard(%zu,\"", number);
    tp_buf_json(&out, terms->p, terms->len);
    tp_buf_str(&out, "\");\n");
    return w->to->emit(w->to->arg, tp_fmt(terms->arena, "html/search/t%zu.js", number), out.p,
                       out.len);
}

/* Write the shards; their first terms go to FIRSTS, as a list in JSON. */
static bool write_shards(const struct tp_writing *w, struct vocabulary *t, struct tp_buf *firsts)
{
    size_t number = 0, i = 0;

    if (t->v.n)
        qsort(t->v.v, t->v.n, sizeof *t->v.v, by_bytes);
    while (i < t->v.n) {
        struct tp_arena *a = tp_arena_sub(w->work);
        struct tp_buf terms = tp_buf_new(a);
        bool ok;
        if (number)
            tp_buf_char(firsts, ',');
        json(firsts, t->v.v[i].text);
        for (; i < t->v.n &&
               (!terms.len || terms.len + t->v.v[i].len + t->v.v[i].used < TP_SEARCH_SHARD);
             i++) {
            if (terms.len)
                tp_buf_char(&terms, '\n');
            tp_buf_add(&terms, t->v.v[i].text, t->v.v[i].len);
            tp_buf_char(&terms, ' ');
            tp_buf_add(&terms, t->v.v[i].digits, t->v.v[i].used);
        }
        ok = emit_shard(w, number++, &terms);
        tp_arena_free(a);
        if (!ok)
            return false;
    }
    return true;
}

static void people(struct tp_buf *b, const struct tp_gist *f, const char *type)
{
    struct tp_buf names = tp_buf_new(b->arena);

    for (size_t i = 0; i < f->n_actions; i++)
        for (size_t k = 0; f->actions[i].type && strcmp(f->actions[i].type, type) == 0 &&
                           k < f->actions[i].n_parties;
             k++) {
            if (names.len)
                tp_buf_str(&names, ", ");
            tp_buf_str(&names, f->actions[i].parties[k].name);
        }
    json(b, names.p);
}

static void describe(struct tp_buf *b, const struct tp_doc *d)
{
    const struct tp_gist *f = &d->gist;
    const char *const plain[] = {f->stem,
                                 f->title,
                                 f->title_lang ? f->title_lang : f->lang,
                                 d->begin,
                                 d->end,
                                 d->begin ? NULL : f->date.text,
                                 f->place.name,
                                 f->kind,
                                 f->summary,
                                 f->summary ? f->summary_lang : NULL};

    tp_buf_char(b, '[');
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        json(b, plain[i]);
        tp_buf_char(b, ',');
    }
    people(b, f, "sent");
    tp_buf_char(b, ',');
    people(b, f, "received");
    tp_buf_char(b, ']');
}

static bool write_descriptions(const struct tp_writing *w)
{
    const struct tp_site *site = w->site;

    for (size_t i = 0; i < site->docs.n; i += TP_SEARCH_BLOCK) {
        struct tp_arena *a = tp_arena_sub(w->work);
        struct tp_buf b = tp_buf_new(a);
        size_t number = i / TP_SEARCH_BLOCK;
        bool ok;
        tp_buf_fmt(&b, CALL "docs(%zu,[", number);
        for (size_t k = i; k < site->docs.n && k < i + TP_SEARCH_BLOCK; k++) {
            tp_buf_str(&b, k > i ? ",\n" : "\n");
            describe(&b, &site->docs.v[k]);
        }
        tp_buf_str(&b, "]);\n");
        ok = w->to->emit(w->to->arg, tp_fmt(a, "html/search/d%zu.js", number), b.p, b.len);
        tp_arena_free(a);
        if (!ok)
            return false;
    }
    return true;
}

static bool write_names(const struct tp_writing *w, enum tp_name_kind kind, const char *file)
{
    const struct tp_site *site = w->site;
    struct tp_buf b = tp_buf_new(w->work);

    tp_buf_fmt(&b, CALL "names(\"%s\",[", kind == TP_PERSON ? "p" : "l");
    for (size_t i = site->first_name[kind]; i < site->first_name[kind + 1]; i++) {
        const struct tp_name *name = &site->names.v[i];
        tp_buf_str(&b, i > site->first_name[kind] ? ",\n[" : "\n[");
        json(&b, name->id);
        tp_buf_char(&b, ',');
        json(&b, name->listed);
        tp_buf_fmt(&b, ",%zu]", name->n_docs);
    }
    tp_buf_str(&b, "]);\n");
    return w->to->emit(w->to->arg, tp_fmt(w->work, "html/search/%s", file), b.p, b.len);
}

/* ---- what is known of all documents ---- */

static void put_column(struct tp_buf *b, const char *name, const struct tp_buf *digits)
{
    tp_buf_fmt(b, ",\n\"%s\":\"", name);
    tp_buf_add(b, digits->p, digits->len);
    tp_buf_char(b, '"');
}

static void put_list(struct tp_buf *b, const char *name, const struct vocabulary *t)
{
    tp_buf_fmt(b, ",\n\"%s\":[", name);
    for (size_t i = 0; i < t->v.n; i++) {
        if (i)
            tp_buf_char(b, ',');
        json(b, t->v.v[i].text);
    }
    tp_buf_char(b, ']');
}

/* A column: of each document the number of its value, 0 for none. */
static void column(struct vocabulary *values, struct tp_buf *digits, const char *value)
{
    char out[MAX_DIGITS];
    size_t n = value && *value ? term_of(values, value, strlen(value)) + 1 : 0;

    tp_buf_add(digits, out, put_digits(n, out));
}

static void put_columns(struct tp_arena *a, struct tp_buf *b, const struct tp_site *site)
{
    struct vocabulary kinds = {.arena = a}, sets = {.arena = a};
    struct tp_buf of_kinds = tp_buf_new(a), of_sets = tp_buf_new(a);

    for (size_t i = 0; i < site->docs.n; i++) {
        const struct tp_gist *f = &site->docs.v[i].gist;
        struct tp_buf set = tp_buf_new(a);
        for (size_t k = 0; k < f->n_languages; k++)
            tp_buf_fmt(&set, "%s%s", k ? " " : "", f->languages[k]);
        column(&kinds, &of_kinds, f->kind);
        column(&sets, &of_sets, set.p);
    }
    put_list(b, "kinds", &kinds);
    put_column(b, "kind", &of_kinds);
    put_list(b, "sets", &sets);
    put_column(b, "set", &of_sets);
}

/* Each year with its first document; undated ones come last, under "". */
static void put_years(struct tp_buf *b, const struct tp_site *site)
{
    const char *year = NULL;
    size_t len = 0;

    tp_buf_str(b, ",\n\"years\":[");
    for (size_t i = 0; i < site->docs.n; i++) {
        const char *begin = site->docs.v[i].begin ? site->docs.v[i].begin : "";
        size_t n = tp_year_len(begin);
        if (year && n == len && memcmp(year, begin, n) == 0)
            continue;
        tp_buf_fmt(b, "%s[\"%.*s\",%zu]", year ? "," : "", (int)n, begin, i);
        year = begin;
        len = n;
    }
    tp_buf_char(b, ']');
}

/* How the page folds Han characters: pairs of which the second is a term, one after the other. What
 * else a reader may ask for isn't in the index in any form. ANY: there are some. */
static bool write_han(const struct tp_writing *w, const struct vocabulary *t, bool *any)
{
    struct tp_buf b = tp_buf_new(w->work);

    *any = false;
    tp_buf_str(&b, CALL "han(\"");
    for (size_t i = 0; t->cap && i < tp_n_han_pairs; i++) {
        uint32_t from = tp_han_pairs[i].traditional, to = tp_han_folded(from);
        char utf8[4];
        size_t n = tp_utf8_encode(to, utf8);
        if (to == from || !*slot(t, utf8, n))
            continue;
        *any = true;
        tp_buf_codepoint(&b, from);
        tp_buf_add(&b, utf8, n);
    }
    tp_buf_str(&b, "\");\n");
    return !*any || w->to->emit(w->to->arg, "html/search/han.js", b.p, b.len);
}

static bool write_core(const struct tp_writing *w, const struct tp_buf *firsts, bool han)
{
    struct tp_buf b = tp_buf_new(w->work);

    tp_buf_fmt(&b, CALL "core({\"n\":%zu,\"block\":%d,%s\n\"shards\":[%s]", w->site->docs.n,
               TP_SEARCH_BLOCK, han ? "\"han\":true," : "", firsts->p);
    put_years(&b, w->site);
    put_columns(w->work, &b, w->site);
    tp_buf_str(&b, "});\n");
    return w->to->emit(w->to->arg, "html/search/core.js", b.p, b.len);
}

bool tp_write_search(const struct tp_writing *w)
{
    struct vocabulary t = {.arena = w->work};
    struct tp_buf firsts = tp_buf_new(w->work);
    bool han;

    invert(w->site, &t);
    return write_han(w, &t, &han) && write_shards(w, &t, &firsts) && write_core(w, &firsts, han) &&
           write_descriptions(w) && write_names(w, TP_PERSON, "persons.js") &&
           write_names(w, TP_PLACE, "places.js");
}

void tp_search_text(struct tp_arena *work, xmlDocPtr doc, const char *stem, struct tp_buf *out)
{
    const xmlNode *text = tp_tei_child(xmlDocGetRootElement(doc), "text");
    struct tp_buf flat = tp_buf_new(work);

    if (text)
        tp_tei_flat(&flat, text);
    if (flat.len > TP_SEARCH_MAX_TEXT)
        flat.len = tp_utf8_valid(flat.p, TP_SEARCH_MAX_TEXT);
    tp_buf_str(out, CALL "text(");
    json(out, stem);
    tp_buf_str(out, ",\"");
    tp_buf_json(out, flat.p, flat.len);
    tp_buf_str(out, "\");\n");
}
