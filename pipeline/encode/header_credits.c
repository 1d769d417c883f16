/* Who did what for the document: from the metadata, the page's credits and citation, and the lines
 * below the text ("Translated by X"). */
#include <string.h>

#include "header_parts.h"

struct credits {
    struct tp_builder *b;
    const struct tp_wording *w;
    struct tp_node *stmt;
    bool talk;    /* the document is of a conversation: a translator in it is its interpreter */
    bool *closed; /* by number of the entry: the metadata says it all */
    struct {
        const char **v; /* "key name": what the header has already */
        size_t n, cap;
    } done;
};

static const struct tp_wording_entry *entry_of(const struct tp_wording *w, const char *key)
{
    for (size_t i = 0; i < w->credits.n; i++)
        if (strcmp(w->credits.v[i].key, key) == 0)
            return &w->credits.v[i];
    return NULL;
}

/* False when it has been put already. */
static bool note_down(struct credits *c, const char *key, const char *name)
{
    const char *text = tp_fmt(c->b->a, "%s %s", key, name);

    for (size_t i = 0; i < c->done.n; i++)
        if (strcmp(c->done.v[i], text) == 0)
            return false;
    TP_PUSH(c->b->a, &c->done, text);
    return true;
}

static void put_names(struct credits *c, const struct tp_wording_entry *e, const char *names,
                      const struct tp_field *given)
{
    struct tp_builder *b = c->b;
    struct header_people people = {0};
    struct tp_node *at = NULL;
    bool funder = strcmp(e->key, "funder") == 0;

    if (!given && c->closed[e - c->w->credits.v])
        return;
    header_people(b, c->w, names, false, &people);
    for (size_t k = 0; k < people.n; k++) {
        const char *name = people.v[k].name;
        bool body = funder || header_is_body(b, c->w, name);
        if (funder && strncmp(name, "the ", 4) == 0)
            name += 4;
        if (!note_down(c, e->key, name) && !given)
            continue;
        if (funder) {
            at = header_name(b, tp_element(b->a, c->stmt, "funder"), name, "orgName");
        } else {
            struct tp_node *resp = tp_element(b->a, c->stmt, "respStmt");
            tp_element_text(b->a, resp, "resp", e->label ? e->label : e->key);
            at = header_name(b, resp, name, body ? "orgName" : "name");
            if (strcmp(at->name, "persName") != 0 && strcmp(at->name, "orgName") != 0)
                at->name = "name"; /* one who has the name of a place */
        }
        if (given && k == 0)
            header_claim(b, at, given, people.n == 1);
    }
}

/* ---- in running text ---- */

static const struct tp_wording_entry *phrase_at(const struct tp_wording *w,
                                                const struct tp_tokens *t, size_t i, size_t *end)
{
    const struct tp_wording_entry *found = NULL;

    *end = 0;
    for (size_t k = 0; k < w->credits.n; k++) {
        size_t e = tp_wording_at(&w->credits.v[k].before, t, i, t->n, true);
        if (e > *end) {
            *end = e;
            found = &w->credits.v[k];
        }
    }
    return found;
}

/* May a credit begin at token I: at a beginning, behind a stop or sign, or behind "and"? A single
 * word
 * ("Translator") only with its colon or at the beginning of a line. */
static bool may_begin(const struct credits *c, const struct tp_tokens *t, size_t i, size_t end)
{
    bool opened = i == 0 || t->v[i].lined || t->v[i - 1].kind == TP_TOK_SIGN;
    size_t words = 0;

    for (size_t k = i; k < end; k++)
        words += t->v[k].kind == TP_TOK_WORD || t->v[k].kind == TP_TOK_HAN;
    if (words < 2 && c->talk)
        return false;
    if (words < 2)
        return opened && (tp_token_is(t, end - 1, ':') || i == 0 || t->v[i].lined);
    return opened || words > 2 ||
           tp_wording_at(&c->w->lists[TP_WORDING_AND], t, i - 1, i, false) == i ||
           t->v[i - 1].kind == TP_TOK_WORD;
}

/* Is this stop an initial's or a title's? */
static bool short_word_stop(const struct tp_tokens *t, size_t i)
{
    return i && t->v[i - 1].kind == TP_TOK_WORD && t->v[i - 1].capital &&
           t->v[i - 1].end - t->v[i - 1].start <= 4 && i + 1 < t->n && !t->v[i + 1].lined;
}

/* The token behind the names that begin at token I. */
static size_t names_end(const struct credits *c, const struct tp_tokens *t, size_t i, bool funder)
{
    size_t j = i, end;

    for (; j < t->n; j++) {
        const struct tp_token *x = &t->v[j];
        if (j > i && x->lined)
            break;
        if (x->kind == TP_TOK_SIGN && x->cp < 0x80 && strchr(";()[]<>\"", (int)x->cp))
            break;
        if (x->kind == TP_TOK_SIGN && (x->cp == 0x3002 || (x->cp == '.' && !short_word_stop(t, j))))
            break;
        if (x->kind == TP_TOK_NUMBER || (x->kind == TP_TOK_WORD && strncmp(x->key, "http", 4) == 0))
            break;
        if (j > i && (phrase_at(c->w, t, j, &end) ||
                      (!x->capital && !funder &&
                       tp_wording_at(&c->w->lists[TP_WORDING_CREDIT_STOPS], t, j, t->n, false))))
            break;
    }
    while (j > i &&
           (t->v[j - 1].kind == TP_TOK_SIGN ||
            tp_wording_at(&c->w->lists[TP_WORDING_AND], t, j - 1, j, false) == j) &&
           !(tp_token_is(t, j - 1, '.') && short_word_stop(t, j - 1)))
        j--;
    return j;
}

static bool begins_name(const struct tp_tokens *t, size_t i, bool funder)
{
    return i < t->n && (t->v[i].kind == TP_TOK_HAN || t->v[i].capital ||
                        (funder && t->v[i].kind == TP_TOK_WORD));
}

/* "Перевод с английского: X": a few small words up to a colon belong to the phrase. */
static size_t behind_colon(const struct tp_tokens *t, size_t i)
{
    enum { FEW = 3 };

    for (size_t j = i; j < t->n && j <= i + FEW; j++) {
        if (tp_token_is(t, j, ':'))
            return j + 1;
        if (t->v[j].kind != TP_TOK_WORD || t->v[j].capital || t->v[j].lined)
            break;
    }
    return i;
}

static void search(struct credits *c, const char *text, size_t len)
{
    struct tp_builder *b = c->b;
    struct tp_tokens t = tp_tokenize(b->a, text, (uint32_t)len);

    for (size_t i = 0; i < t.n; i++) {
        const struct tp_wording_entry *e;
        size_t behind, end;
        bool funder;
        if (t.v[i].kind != TP_TOK_WORD && t.v[i].kind != TP_TOK_HAN)
            continue;
        e = phrase_at(c->w, &t, i, &behind);
        if (!e || !may_begin(c, &t, i, behind))
            continue;
        funder = strcmp(e->key, "funder") == 0;
        behind = behind_colon(&t, behind);
        if (!begins_name(&t, behind, funder) ||
            (end = names_end(c, &t, behind, funder)) <= behind) {
            i = behind - 1;
            continue;
        }
        put_names(c, e,
                  tp_strndup(b->a, text + t.v[behind].start, t.v[end - 1].end - t.v[behind].start),
                  NULL);
        i = end - 1;
    }
}

/* "（李明译）", "X 译，Y 校": Han names with the word behind them, a line of nothing else. */
static void search_behind(struct credits *c, const char *text, size_t len)
{
    struct tp_builder *b = c->b;
    struct tp_tokens t = tp_tokenize(b->a, text, (uint32_t)len);
    size_t from = 0;

    for (size_t i = 0; i < t.n; i++) {
        if (t.v[i].kind != TP_TOK_HAN) {
            if (t.v[i].kind == TP_TOK_WORD || t.v[i].kind == TP_TOK_NUMBER)
                return;
            from = i + 1;
            continue;
        }
        for (size_t k = 0; k < c->w->credits.n; k++) {
            size_t end = tp_wording_at(&c->w->credits.v[k].behind, &t, i, t.n, false);
            bool closed = end && (end == t.n || t.v[end].kind != TP_TOK_HAN);
            if (closed && i - from >= 2 && i - from <= 4) {
                put_names(
                    c, &c->w->credits.v[k],
                    tp_strndup(b->a, text + t.v[from].start, t.v[i - 1].end - t.v[from].start),
                    NULL);
                break;
            }
        }
    }
}

/* A line before or behind a text that begins with a credit. */
static void search_item(struct credits *c, const struct tp_item *item)
{
    enum { LONGEST = 400, HAN_LINE = 60 };
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_tokens tokens;
    size_t i = 0, end;

    if (!t.len || t.len > LONGEST)
        return;
    tokens = tp_tokenize(c->b->a, t.p, (uint32_t)t.len);
    while (i < tokens.n && tokens.v[i].kind == TP_TOK_SIGN)
        i++;
    if (i < tokens.n && phrase_at(c->w, &tokens, i, &end))
        search(c, t.p, t.len);
    else if (!c->talk && t.len <= HAN_LINE && tokens.n &&
             tokens.v[tokens.n - 1].kind != TP_TOK_WORD)
        search_behind(c, t.p, t.len);
}

/* "Interpreter: X": who was there, not who translated the document. */
static bool tells_presence(const struct tp_item *item)
{
    return item->role == TP_ROLE_HEADNOTE && item->type && strcmp(item->type, "participants") == 0;
}

static void search_versions(struct credits *c)
{
    const struct tp_document *d = c->b->d;

    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        for (size_t k = 0; k < v->items.n; k++)
            /* the last paragraph may be the translator's line, which no rule of a layout knows */
            if (!tells_presence(&v->items.v[k]) &&
                (k < v->top || k + 1 >= v->bottom || k + 1 == v->items.n))
                search_item(c, &v->items.v[k]);
    }
}

static void search_field(struct credits *c, const char *field)
{
    const struct tp_page_field *f = tp_page_field(c->b->d, field);

    for (size_t i = 0; f && i < f->value.n; i++) {
        struct tp_slice t = tp_piece_text(f->value.v[i]);
        search(c, t.p, t.len);
    }
}

void header_credits(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                    const char *citation, struct tp_node *stmt)
{
    static const char *const given[] = {"funder",      "translator", "proofreader",
                                        "transcriber", "editor",     "contributor"};
    struct credits c = {.b = b, .w = w, .stmt = stmt};

    c.talk =
        m->participants.n ||
        (m->kind && (strcmp(m->kind->id, "minutes") == 0 || strstr(m->kind->id, "conversation")));

    c.closed = TP_NEW_ARRAY(b->a, w->credits.n + 1, bool);
    for (size_t k = 0; k < sizeof given / sizeof *given; k++) {
        const struct tp_wording_entry *e = entry_of(w, given[k]);
        for (const struct tp_field *f = e ? tp_front_field(b->d, given[k]) : NULL; f;
             f = tp_front_next(b->d, f)) {
            put_names(&c, e, f->value, f);
            c.closed[e - w->credits.v] = true;
        }
    }
    if (citation)
        search(&c, citation, strlen(citation));
    search_field(&c, "credits");
    for (const struct tp_field *f = tp_front_field(b->d, "credits"); f; f = tp_front_next(b->d, f))
        search(&c, f->value, strlen(f->value));
    search_field(&c, "translator");
    search_field(&c, "donors");
    search_versions(&c);
}
