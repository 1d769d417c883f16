#include "name_parts.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/xml.h"

/* ---- elements ---- */

/* The node behind N in the tree below ROOT, in document order; NULL at the end. */
static const xmlNode *next_node(const xmlNode *root, const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

char *name_text(struct tp_arena *a, const xmlNode *name)
{
    struct tp_buf b = tp_buf_new(a);
    bool space = false;

    for (const xmlNode *n = name; n; n = next_node(name, n)) {
        if (n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE)
            continue;
        for (const xmlChar *p = n->content; p && *p; p++) {
            if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') {
                space = b.len > 0;
                continue;
            }
            if (space)
                tp_buf_char(&b, ' ');
            space = false;
            tp_buf_char(&b, (char)*p);
        }
    }
    return b.p;
}

void name_row(struct tp_arena *a, const char *text, struct row *out)
{
    struct tp_tokens t = tp_tokenize(a, text, (uint32_t)strlen(text));
    struct tp_item_words w = tp_name_items(a, text, &t);

    row_put(out, w.v, w.n);
}

static const char *attribute(const xmlNode *n, const char *name, const char *ns)
{
    const xmlAttr *at = ns ? xmlHasNsProp(n, (const xmlChar *)name, (const xmlChar *)ns)
                           : xmlHasProp(n, (const xmlChar *)name);

    return at && at->children && at->children->content ? (const char *)at->children->content : "";
}

/* ---- what one spelling says ---- */

/* A spelling with what its attributes tell. */
struct spelling {
    struct name_parts parts;
    bool marked, closed; /* CLOSED: not made of parts */
};

static void add_part(struct tp_arena *a, struct row *r, const xmlNode *n)
{
    struct row part = {.n = 0};

    name_row(a, name_text(a, n), &part);
    if (part.n)
        part.v[0].join = r->n ? TP_APART : part.v[0].join;
    row_put(r, part.v, part.n);
}

static void marked_parts(struct tp_arena *a, const xmlNode *name, struct spelling *s)
{
    for (const xmlNode *n = name->children; n; n = n->next) {
        if (tp_is_tei(n, "surname") || tp_is_tei(n, "nameLink")) {
            add_part(a, &s->parts.surname, n);
            s->parts.eastern = !s->parts.forenames.n;
        } else if (tp_is_tei(n, "forename")) {
            add_part(a, &s->parts.forenames, n);
        }
    }
    s->marked = s->parts.surname.n > 0;
    s->parts.eastern = s->parts.eastern && s->parts.forenames.n > 0;
    if (!s->marked)
        s->parts.forenames.n = 0;
}

static bool begins_with(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strncmp(s, *list, strlen(*list)) == 0)
            return true;
    return false;
}

static struct spelling *spelling_of(struct tp_arena *a, const xmlNode *name)
{
    static const char *const whole[] = {"code",  "pseudo", "alias", "nick",   "cover", "title",
                                        "party", "abbr",   "role",  "office", NULL};
    static const char *const eastern[] = {"zh", "ko", "vi", NULL};
    static const char *const chinese[] = {"pinyin", "wade", "palladius", NULL};
    const char *type = attribute(name, "type", NULL), *lang = attribute(name, "lang", TP_NS_XML);
    struct spelling *s = TP_NEW(a, struct spelling);

    name_row(a, name_text(a, name), &s->parts.whole);
    s->closed = begins_with(type, whole);
    marked_parts(a, name, s);
    if (!s->marked)
        s->parts.eastern = begins_with(type, chinese) ||
                           (begins_with(lang, eastern) && s->parts.whole.n &&
                            (s->parts.whole.v[0].kind != TP_TOK_HAN || s->parts.whole.n < 4));
    s->parts.pinyin = !strstr(lang, "wadegile") && strncmp(type, "wade", 4) != 0;
    return s;
}

/* ---- what the spellings of an entry say of each other ---- */

/* The first COUNT items are the surname, the others the first names, or the other way round. */
static void divide(struct name_parts *p, size_t count, bool first)
{
    const struct row *w = &p->whole;

    row_put(first ? &p->surname : &p->forenames, w->v, count);
    row_put(first ? &p->forenames : &p->surname, w->v + count, w->n - count);
    p->eastern = first;
}

/* The items up to the next one that stands apart. */
static size_t word_end(const struct row *w, size_t i)
{
    for (i++; i < w->n && w->v[i].join != TP_APART && w->v[i].join != TP_CLOSE;)
        i++;
    return i;
}

static size_t last_word(const struct row *w)
{
    size_t i = w->n - 1;

    while (i > 0 && w->v[i].join != TP_APART && w->v[i].join != TP_CLOSE)
        i--;
    return i;
}

/* "Рощин, Николай Васильевич", "Николай Васильевич Рощин", "L. P. Beria" say it themselves. */
static bool told_parts(struct name_parts *p)
{
    const struct row *w = &p->whole;
    size_t last = last_word(w), initials = 0;

    for (size_t i = 1; i + 1 < w->n; i++)
        if (w->v[i].kind == TP_TOK_SIGN && strcmp(w->v[i].key, ",") == 0) {
            row_put(&p->surname, w->v, i);
            row_put(&p->forenames, w->v + i + 1, w->n - i - 1);
            p->eastern = false;
            return true;
        }
    while (initials < last && w->v[initials].single)
        initials++;
    if (last > 0 && (initials == last || (last == 2 && tp_is_patronymic(w->v[1].key)))) {
        divide(p, last, false);
        return true;
    }
    return false;
}

static bool same_row(const struct row *x, const struct row *y)
{
    if (x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (strcmp(x->v[i].key, y->v[i].key) != 0)
            return false;
    return true;
}

/* Letters of the same script, by their first bytes. */
static bool same_script(const struct row *x, const struct row *y)
{
    return x->n && y->n &&
           ((unsigned char)x->v[0].key[0] < 0xD0) == ((unsigned char)y->v[0].key[0] < 0xD0);
}

static void follow(struct spelling *s, const struct spelling *model)
{
    struct name_parts *p = &s->parts;
    const struct row *w = &p->whole;
    bool han = w->v[0].kind == TP_TOK_HAN;
    size_t last = last_word(w);
    struct row end = {.n = 0};

    if (model ? model->parts.eastern : p->eastern) {
        if (han && w->n > 4)
            return;
        divide(p, han ? (w->n == 4 ? 2 : 1) : word_end(w, 0), true);
        return;
    }
    if (!model || han || last == 0)
        return;
    row_put(&end, w->v + last, w->n - last);
    if (same_row(&end, &model->parts.surname) || !same_script(w, &model->parts.whole))
        divide(p, last, false);
}

void name_parts_of(struct tp_arena *a, const xmlNode *entry, struct names_parts *out)
{
    TP_VEC(struct spelling *) all = {0};
    const struct spelling *model = NULL;

    for (const xmlNode *c = entry->children; c; c = c->next)
        if (tp_is_tei(c, "persName"))
            TP_PUSH(a, &all, spelling_of(a, c));
    for (size_t i = 0; i < all.n && !model; i++)
        if (all.v[i]->marked && all.v[i]->parts.forenames.n)
            model = all.v[i];
    for (size_t i = 0; i < all.n; i++) {
        struct spelling *s = all.v[i];
        if (!s->marked && !s->closed && s->parts.whole.n > 1 && !told_parts(&s->parts))
            follow(s, model);
        if (s->parts.whole.n)
            TP_PUSH(a, out, &s->parts);
    }
}
