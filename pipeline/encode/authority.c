/* Loading of authority files. */
#include "authority.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/xml.h"
#include "name_parts.h"
#include "romanise.h"

static const struct element {
    const char *entry, *name, *element;
    enum tp_name_kind kind;
} elements[] = {
    {"person", "persName", "persName", TP_NAME_PERSON},
    {"place", "placeName", "placeName", TP_NAME_PLACE},
    {"place", "geogName", "placeName", TP_NAME_PLACE},
    {"org", "orgName", "orgName", TP_NAME_ORG},
    {"bibl", "title", "title", TP_NAME_WORK},
    {"biblStruct", "title", "title", TP_NAME_WORK},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

/* ---- persons ---- */

/* A first name whose syllables are two words, or tied by a hyphen: "Ze-dong", "Ze Dong". */
static bool divided(struct tp_arena *a, const struct row *forename, size_t which, struct row *out)
{
    const struct tp_item_word *w = &forename->v[0];
    size_t cut[2], n = forename->n == 1 && w->kind == TP_TOK_WORD ? tp_pinyin_cuts(w->key, cut) : 0;

    if (which >= n)
        return false;
    *out = (struct row){.v = {*w, *w}, .n = 2};
    out->v[0].key = tp_strndup(a, w->key, cut[which]);
    out->v[1].key = tp_strdup(a, w->key + cut[which]);
    for (size_t i = 0; i < 2; i++)
        out->v[i].len = (uint32_t)strlen(out->v[i].key);
    out->v[1].capital = false;
    out->v[1].join = TP_APART;
    return true;
}

/* The name in both orders. */
static void add_orders(struct build *b, uint32_t entry, const struct row *surname,
                       const struct row *forename)
{
    static const struct tp_item_word comma = {.key = ",", .len = 1, .kind = TP_TOK_SIGN};
    const struct name_form form = {.kind = OUT_PHRASE, .person = true};
    struct row r = *forename;

    if (r.n)
        r.v[0].join = TP_APART;
    row_put(&r, surname->v, surname->n);
    build_name(b, entry, &r, form);
    for (int with = 0; with < 2; with++) {
        r = *surname;
        if (with)
            row_put(&r, &comma, 1);
        row_put(&r, forename->v, forename->n);
        build_name(b, entry, &r, form);
    }
}

static const struct given *given_of(struct build *b, const struct row *forenames,
                                    const struct given *next)
{
    struct given *g = TP_NEW(b->arena, struct given);
    struct row closed;

    g->next = next;
    (void)row_close(b->scratch, forenames, TP_APOSTROPHE, &closed);
    (void)row_close(b->scratch, &closed, TP_HYPHEN, &closed);
    for (size_t i = 0; i < closed.n && g->n < GIVEN; i++) {
        const struct tp_item_word *w = &closed.v[i];
        if (w->kind != TP_TOK_WORD)
            return next;
        g->word[g->n].key = tp_strdup(b->arena, w->key);
        g->word[g->n++].symbol = build_symbol(b, w, true);
    }
    return g;
}

static void add_spelling(struct build *b, uint32_t entry, const struct name_parts *p,
                         struct person *person)
{
    struct name_form form = {.kind = OUT_PHRASE, .person = true, .sole = p->whole.n == 1};
    bool initials = p->forenames.n > 0;
    struct row cut;

    build_name(b, entry, &p->whole, form);
    if (!p->surname.n)
        return;
    form.kind = OUT_SURNAME;
    form.sole = false;
    build_name(b, entry, &p->surname, form);
    if (!p->forenames.n)
        return;
    for (size_t i = 0; i < p->forenames.n; i++)
        initials = initials && p->forenames.v[i].single;
    if (!initials)
        add_orders(b, entry, &p->surname, &p->forenames);
    for (size_t i = 0; p->eastern && p->pinyin && i < 2; i++)
        if (divided(b->scratch, &p->forenames, i, &cut))
            add_orders(b, entry, &p->surname, &cut);
    if (p->eastern && p->forenames.n == 2 && p->forenames.v[0].kind == TP_TOK_HAN)
        build_name(b, entry, &p->forenames, form); /* 少奇同志 */
    person->given = given_of(b, &p->forenames, person->given);
    person->eastern = person->eastern || p->eastern;
}

/* The words of the person's offices, which can tell one bearer of a surname from another. */
static const char *roles_of(struct build *b, const xmlNode *entry)
{
    struct tp_buf roles = tp_buf_new(b->scratch);

    for (const xmlNode *n = entry->children; n; n = n->next) {
        const xmlNode *role = n->children;
        if (tp_is_tei(n, "occupation") || tp_is_tei(n, "roleName")) {
            tp_buf_fmt(
                &roles, " %s",
                tp_fold(b->scratch, name_text(b->scratch, n), strlen(name_text(b->scratch, n))));
            continue;
        }
        for (; tp_is_tei(n, "persName") && role; role = role->next)
            if (tp_is_tei(role, "roleName"))
                tp_buf_fmt(&roles, " %s",
                           tp_fold(b->scratch, name_text(b->scratch, role),
                                   strlen(name_text(b->scratch, role))));
    }
    return roles.len ? tp_fmt(b->arena, "%s ", roles.p) : NULL;
}

static struct person add_person(struct build *b, uint32_t entry, const xmlNode *n)
{
    struct person person = {.roles = roles_of(b, n)};
    struct names_parts spellings = {0};

    name_parts_of(b->scratch, n, &spellings);
    for (size_t i = 0; i < spellings.n; i++)
        add_spelling(b, entry, spellings.v[i], &person);
    return person;
}

/* ---- entries ---- */

static const struct element *entry_element(const xmlNode *n)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (tp_is_tei(n, elements[i].entry))
            return &elements[i];
    return NULL;
}

/* The names of a place, an organisation or a work; those of a biblStruct are further down. */
static void add_names(struct build *b, uint32_t entry, const xmlNode *n, const struct element *e)
{
    const struct name_form form = {.kind = OUT_PHRASE, .sole = true};

    for (const xmlNode *c = n->children; c; c = c->next) {
        struct row r = {.n = 0};
        bool name = false;
        for (size_t i = 0; i < ELEMENTS; i++)
            name = name || (elements[i].kind == e->kind && tp_is_tei(c, elements[i].name));
        if (name) {
            name_row(b->scratch, name_text(b->scratch, c), &r);
            build_name(b, entry, &r, form);
        } else if (e->kind == TP_NAME_WORK && tp_is_tei(c, "monogr")) {
            add_names(b, entry, c, e);
        }
    }
}

/* The first name of the entry, as written; NULL: it has none. */
static const char *label_of(struct tp_arena *a, const xmlNode *n, const struct element *e)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        for (size_t i = 0; i < ELEMENTS; i++)
            if (elements[i].kind == e->kind && tp_is_tei(c, elements[i].name) && *name_text(a, c))
                return name_text(a, c);
        if (tp_is_tei(c, "monogr"))
            return label_of(a, c, e);
    }
    return NULL;
}

static void add_entry(struct build *b, const xmlNode *n, const char *id, const char *uri,
                      const struct element *e, struct tp_loc loc, struct tp_diags *ds)
{
    struct tp_name_entry entry = {.kind = e->kind, .element = e->element};
    uint32_t number = (uint32_t)b->out->entries.n;
    struct person person = {.given = NULL};

    entry.label = label_of(b->arena, n, e);
    if (!entry.label) {
        tp_diag(ds, TP_D_AUTHORITY_NAME, loc, id);
        return;
    }
    entry.ref = tp_fmt(b->arena, "%s#%s", uri, id);
    TP_PUSH(b->arena, &b->out->entries, entry);
    if (e->kind == TP_NAME_PERSON)
        person = add_person(b, number, n);
    else
        add_names(b, number, n, e);
    TP_PUSH(b->arena, &b->out->persons, person);
}

/* The tree's own string; NULL: none. */
static const char *id_of(const xmlNode *n)
{
    const xmlAttr *id = xmlHasNsProp(n, (const xmlChar *)"id", (const xmlChar *)TP_NS_XML);

    return id && id->children && id->children->content && *id->children->content
               ? (const char *)id->children->content
               : NULL;
}

void authority_walk(const xmlNode *root, void (*fn)(void *arg, const xmlNode *n, const char *id),
                    void *arg)
{
    for (const xmlNode *n = root, *next; n; n = next) {
        const struct element *e = entry_element(n);
        /* A bibl is an entry in a list of them; elsewhere (sourceDesc) it is not. */
        bool in_list = e && (e->kind != TP_NAME_WORK || tp_is_tei(n->parent, "listBibl"));
        next = n->type == XML_ELEMENT_NODE && n->children ? n->children : NULL;
        for (const xmlNode *up = n; !next && up && up != root; up = up->parent)
            next = up->next;
        if (in_list)
            fn(arg, n, id_of(n));
    }
}

void authority_enter(struct build *b, const xmlNode *n, const char *id, const char *uri,
                     struct tp_loc loc, struct tp_diags *ds)
{
    struct tp_mark mark = tp_arena_mark(b->scratch);
    const struct element *e = entry_element(n);

    if (id)
        add_entry(b, n, id, uri, e, loc, ds);
    else
        tp_diag(ds, TP_D_AUTHORITY_ID, loc, e->entry);
    tp_arena_release(b->scratch, mark);
}

struct entering {
    struct build *b;
    const struct tp_authority_file *file;
    struct tp_diags *ds;
};

static void enter_entry(void *arg, const xmlNode *n, const char *id)
{
    const struct entering *e = arg;
    long line = xmlGetLineNo(n);

    authority_enter(e->b, n, id, e->file->uri, tp_at(e->file->path, line > 0 ? (size_t)line : 0, 0),
                    e->ds);
}

struct tp_authority *tp_authority_new(struct tp_arena *a, const struct tp_authority_file *files,
                                      size_t n, const struct tp_phrases *phrases,
                                      struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct build b = {.arena = a, .work = work, .scratch = tp_arena_sub(work)};
    bool ok = true;

    b.out = TP_NEW(a, struct tp_authority);
    b.out->phrases = phrases;
    build_start(&b);
    for (size_t i = 0; i < n; i++) {
        struct tp_arena *xml = tp_arena_sub(work);
        xmlDocPtr doc = tp_xml_read_file(xml, files[i].path, ds);
        struct entering entering = {&b, &files[i], ds};
        if (doc)
            authority_walk(xmlDocGetRootElement(doc), enter_entry, &entering);
        ok = ok && doc;
        tp_arena_free(xml);
    }
    tp_arena_free(work);
    return ok ? b.out : NULL;
}

size_t tp_authority_count(const struct tp_authority *authority)
{
    return authority->entries.n;
}

bool tp_authority_knows(const struct tp_authority *authority, const char *key)
{
    return authority_form(authority, key, strlen(key)) != NONE;
}

struct tp_named *tp_named_new(struct tp_arena *a, const struct tp_authority *authority)
{
    struct tp_named *n = TP_NEW(a, struct tp_named);

    n->arena = a;
    n->named = TP_NEW_ARRAY(a, authority->entries.n + 1, bool);
    return n;
}

void tp_named_ask(struct tp_named *n, struct tp_asked *asked)
{
    n->asked = asked;
}
