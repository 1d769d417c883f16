/* rng_message.c - saying what is wrong, what would be right, and where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../base/yaml.h"
#include "rng_validate.h"

/* A name or value that could have stood here, and how likely it was meant. */
struct wish {
    const char *text;
    uint32_t number; /* TP_RNG_NO_NAME for a wildcard */
    int score;
    size_t order; /* among equally likely ones; from the schema alone, so that it never changes */
};

struct wishes {
    struct wish *v;
    size_t n, cap;
};

/* ---- words ---- */

static char *path_of(struct tp_rng_validator *v)
{
    struct tp_buf b = tp_buf_new(v->ds->arena);

    for (size_t i = 1; i < v->frames.n; i++) {
        tp_buf_fmt(&b, "/%s", v->frames.v[i].local);
        if (v->frames.v[i].position)
            tp_buf_fmt(&b, "[%u]", v->frames.v[i].position);
    }
    return b.p;
}

static const char *ns_around(const struct tp_rng_validator *v)
{
    size_t i = v->frames.n;

    while (i > 1 && !v->frames.v[i - 1].ns)
        i--;
    return i > 1 ? v->frames.v[i - 1].ns : "";
}

/* The name as the reader knows it: with its namespace when that is not the one around it. */
static const char *name_text(struct tp_rng_validator *v, uint32_t number, bool attribute)
{
    const struct tp_rng_names *t = &v->schema->names;
    const struct tp_rng_name *n;
    const char *ns;

    if (number >= t->names.n)
        return "";
    n = &t->names.v[number];
    ns = t->ns.v[n->ns];
    if (strcmp(ns, "http://www.w3.org/XML/1998/namespace") == 0)
        return tp_fmt(v->ds->arena, "xml:%s", n->local);
    if (attribute ? !*ns : strcmp(ns, ns_around(v)) == 0 || v->frames.n <= 2)
        return n->local;
    return tp_fmt(v->ds->arena, "{%s}%s", ns, n->local);
}

static const char *seen_text(struct tp_rng_validator *v, const struct tp_rng_seen *name)
{
    return name->prefix ? tp_fmt(v->ds->arena, "%s:%s", name->prefix, name->local) : name->local;
}

static const char *frame_text(struct tp_rng_validator *v, const struct tp_rng_frame *f)
{
    return f->prefix ? tp_fmt(v->ds->arena, "%s:%s", f->prefix, f->local) : f->local;
}

/* Edit distance of the first 31 bytes, letters' case not counted full. */
static int distance(const char *x, const char *y)
{
    enum { MOST = 31 };
    int row[MOST + 1], n = 0, m = 0;

    while (n < MOST && x[n])
        n++;
    while (m < MOST && y[m])
        m++;
    for (int k = 0; k <= m; k++)
        row[k] = k;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int k = 1; k <= m; k++) {
            int above = row[k], best = diagonal + (x[i - 1] != y[k - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[k - 1] + 1 < best)
                best = row[k - 1] + 1;
            diagonal = above;
            row[k] = best;
        }
    }
    return row[m];
}

static bool near(const char *x, const char *y)
{
    size_t n = strlen(x);

    return distance(x, y) <= (int)(n < 3 ? 0 : n < 6 ? 1 : n / 3);
}

static int by_score(const void *x, const void *y)
{
    const struct wish *a = x, *b = y;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void sort_wishes(struct wishes *w)
{
    if (w->n)
        qsort(w->v, w->n, sizeof *w->v, by_score);
}

/* In states the patterns' order depends on what the validator met before: wishes don't keep it. */
static void wish_for(struct tp_rng_validator *v, struct wishes *w, struct wish wish)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->v[i].number == wish.number && strcmp(w->v[i].text, wish.text) == 0) {
            if (w->v[i].score < wish.score)
                w->v[i].score = wish.score;
            if (w->v[i].order > wish.order)
                w->v[i].order = wish.order;
            return;
        }
    TP_PUSH(v->doc, w, wish);
}

/* The names of a class; of a wildcard, a description. */
static void wish_class(struct tp_rng_validator *v, struct wishes *w, const struct tp_rng_nc *nc,
                       int score, bool attribute)
{
    const char *what = attribute ? "attribute" : "element", *text;

    while (nc->kind == TP_RNG_NC_CHOICE) {
        wish_class(v, w, nc->b, score, attribute);
        nc = nc->a;
    }
    if (nc->kind == TP_RNG_NC_NAME) {
        text = name_text(v, nc->name, attribute);
        wish_for(v, w, (struct wish){text, nc->name, score, nc->name});
        return;
    }
    if (nc->kind == TP_RNG_NC_ANY)
        text = tp_fmt(v->ds->arena, "any %s%s", what, nc->a ? " of another namespace" : "");
    else
        text = tp_fmt(v->ds->arena, "any %s of %s", what, v->schema->names.ns.v[nc->ns]);
    wish_for(v, w,
             (struct wish){text, TP_RNG_NO_NAME, score - 2, v->schema->names.names.n + nc->id});
}

/* "a, b or c", and the list for the diagnostic. */
static const char *list_text(struct tp_rng_validator *v, struct wishes *w, const char *quote)
{
    struct tp_buf b = tp_buf_new(v->ds->arena);
    size_t n;

    sort_wishes(w);
    n = w->n > TP_RNG_MAX_EXPECTED ? TP_RNG_MAX_EXPECTED : w->n;
    for (size_t i = 0; i < n; i++)
        tp_buf_fmt(&b, "%s%s%s%s",
                   i == 0          ? ""
                   : i + 1 == w->n ? " or "
                                   : ", ",
                   quote, w->v[i].text, quote);
    if (w->n > n)
        tp_buf_fmt(&b, " or %zu others", w->n - n);
    return b.p;
}

static void attach(struct tp_rng_validator *v, struct tp_diag *d, const struct wishes *w)
{
    size_t n = w->n > TP_RNG_MAX_EXPECTED ? TP_RNG_MAX_EXPECTED : w->n;
    const char **list = TP_NEW_ARRAY(v->ds->arena, n + 1, const char *);

    for (size_t i = 0; i < n; i++)
        list[i] = tp_strdup(v->ds->arena, w->v[i].text);
    d->expected = list;
    d->n_expected = n;
    d->path = path_of(v);
}

/* ---- elements ---- */

static bool comes_after(struct tp_rng_machine *m, const struct tp_rng_pat *rest, uint32_t number)
{
    tp_rng_ways_clear(m);
    tp_rng_derive_element(m, rest, number, 0);
    return m->ways.n > 0;
}

/* Names that look alike, or that this element has had already. */
static int likelihood(struct tp_rng_validator *v, const struct tp_rng_seen *name,
                      const struct wish *w)
{
    const struct tp_rng_frame *top = &v->frames.v[v->frames.n - 1];
    int score = 0;

    if (w->number == TP_RNG_NO_NAME)
        return 0;
    score += name && near(name->local, w->text) ? 8 : 0;
    for (size_t i = top->counters; i < v->counters.n; i++)
        score += strcmp(v->counters.v[i].local, w->text) == 0;
    return score;
}

/* Is it the state inside an element that should not be there? Then the first pattern is that
 * element's own content, and others are what might have been meant (rng_recover.c). */
static bool inside_fault(const struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    for (size_t i = v->frames.n; i > 0 && i + 2 > v->frames.n; i--)
        if (v->frames.v[i - 1].state == s)
            return v->frames.v[i - 1].call && v->frames.v[i - 1].call->fixed;
    return false;
}

/* The elements that may come in the state. Likely are those behind which NAME may come (NULL: the
 * end tag), and those with a similar name. MARKS: only the marked ones; NULL: all. */
static struct wishes elements_in(struct tp_rng_validator *v, const struct tp_rng_state *s,
                                 const struct tp_rng_seen *name, const uint8_t *marks)
{
    struct tp_rng_machine *m = v->m;
    struct wishes w = {0};
    bool fault = inside_fault(v, s);

    for (uint32_t i = 0; i < s->n; i++) {
        struct tp_rng_way *ways;
        const struct tp_rng_pat **what;
        size_t n;
        m->steps = TP_RNG_MAX_STEPS;
        tp_rng_ways_clear(m);
        tp_rng_derive_element(m, s->v[i], TP_RNG_ANY_ELEMENT, i);
        n = m->ways.n;
        ways = TP_NEW_ARRAY(v->doc, n + 1, struct tp_rng_way);
        what = TP_NEW_ARRAY(v->doc, m->what.n + 1, const struct tp_rng_pat *);
        for (size_t k = 0; k < n; k++)
            ways[k] = m->ways.v[k];
        for (size_t k = 0; k < m->what.n; k++)
            what[k] = m->what.v[k];
        for (size_t k = 0; k < n; k++) {
            const struct tp_rng_nc *nc = what[ways[k].inner]->nc;
            bool leads = name
                             ? ways[k].rest != s->v[i] && comes_after(m, ways[k].rest, name->number)
                             : tp_rng_nullable(ways[k].rest);
            if (!marks || marks[what[ways[k].inner]->id])
                wish_class(v, &w, nc, (leads ? 4 : 0) + (fault && i == 0), false);
        }
    }
    for (size_t i = 0; i < w.n; i++)
        w.v[i].score += likelihood(v, name, &w.v[i]);
    sort_wishes(&w);
    return w;
}

/* Which of the row may be the place of an element of that number? Patterns of a graph, each once.
 */
static bool holds(const struct tp_rng_pat *p, uint32_t number, uint8_t *seen)
{
    if (!(p->flags & TP_RNG_HAS_ELEMENT) || seen[p->id])
        return false;
    seen[p->id] = 1;
    if (p->op == TP_RNG_P_ELEMENT)
        return tp_rng_nc_names(p->nc, number);
    for (uint32_t i = 0; i < p->n; i++)
        if (holds(p->kid[i], number, seen))
            return true;
    return false;
}

static struct wishes parents_of(struct tp_rng_validator *v, uint32_t number)
{
    struct wishes w = {0};
    uint8_t *seen = TP_NEW_ARRAY(v->doc, v->schema->pats.next_id, uint8_t);

    for (size_t i = 0; i < v->schema->elements.n; i++) {
        const struct tp_rng_element *e = v->schema->elements.v[i];
        memset(seen, 0, v->schema->pats.next_id);
        if (!holds(e->content, number, seen))
            continue;
        /* the elements that are open come first: it is perhaps only one level too deep */
        for (size_t k = 1; k < v->frames.n; k++)
            if (e->nc->kind == TP_RNG_NC_NAME &&
                strcmp(v->schema->names.names.v[e->nc->name].local, v->frames.v[k].local) == 0)
                wish_class(v, &w, e->nc, 1 + (int)k, false);
        wish_class(v, &w, e->nc, 0, false);
    }
    return w;
}

/* Another namespace in which the schema has an element of that name. */
static const char *elsewhere(struct tp_rng_validator *v, const char *local)
{
    const struct tp_rng_names *t = &v->schema->names;

    for (size_t i = 0; i < t->names.n; i++)
        if (strcmp(t->names.v[i].local, local) == 0 && tp_rng_names_element(v->schema, (uint32_t)i))
            return t->ns.v[t->names.v[i].ns];
    return NULL;
}

/* The most similar name among the wishes, else among all elements. */
static uint32_t similar(struct tp_rng_validator *v, const struct wishes *w, const char *local)
{
    const struct tp_rng_names *t = &v->schema->names;
    uint32_t best = TP_RNG_NO_NAME;
    int least = 1000;

    for (size_t i = 0; i < w->n; i++) {
        const char *text = w->v[i].number < t->names.n ? t->names.v[w->v[i].number].local : NULL;
        if (text && near(local, text) && distance(local, text) < least) {
            least = distance(local, text);
            best = w->v[i].number;
        }
    }
    for (size_t i = 0; best == TP_RNG_NO_NAME && i < v->schema->elements.n; i++) {
        const struct tp_rng_nc *nc = v->schema->elements.v[i]->nc;
        if (nc->kind == TP_RNG_NC_NAME && near(local, t->names.v[nc->name].local) &&
            distance(local, t->names.v[nc->name].local) < least) {
            least = distance(local, t->names.v[nc->name].local);
            best = nc->name;
        }
    }
    return best;
}

static void say_unknown(struct tp_rng_validator *v, const struct tp_rng_seen *name,
                        struct wishes *w, uint32_t meant)
{
    struct tp_buf more = tp_buf_new(v->ds->arena);
    const char *ns = elsewhere(v, name->local);

    if (ns)
        tp_buf_fmt(&more, " in %s%s%s; it has one in %s%s",
                   *name->ns ? "the namespace '" : "no namespace", name->ns, *name->ns ? "'" : "",
                   *ns ? "the namespace " : "no namespace", ns);
    else if (meant != TP_RNG_NO_NAME)
        tp_buf_fmt(&more, "; perhaps '%s' is meant", name_text(v, meant, false));
    if (w->n)
        tp_buf_fmt(&more, "; allowed here: %s", list_text(v, w, ""));
    attach(v, tp_diag(v->ds, TP_D_ELEMENT_UNKNOWN, v->where(v, NULL), seen_text(v, name), more.p),
           w);
}

uint32_t tp_rng_say_element(struct tp_rng_validator *v, struct tp_rng_state *s,
                            const struct tp_rng_seen *name)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct wishes w = elements_in(v, s, name, NULL), parents = {0};
    struct tp_buf more = tp_buf_new(v->ds->arena);
    uint32_t meant = TP_RNG_NO_NAME;

    if (!tp_rng_names_element(v->schema, name->number)) {
        const char *ns = elsewhere(v, name->local);
        /* of another namespace: so will be everything in it, which is then not judged */
        meant = ns ? TP_RNG_NO_NAME : similar(v, &w, name->local);
        say_unknown(v, name, &w, meant);
    } else {
        if (w.n)
            tp_buf_fmt(&more, "; allowed here: %s", list_text(v, &w, ""));
        else
            tp_buf_str(&more, v->frames.n <= 2 ? "" : "; no more elements may come");
        parents = parents_of(v, name->number);
        if (parents.n && v->frames.n > 2)
            tp_buf_fmt(&more, "; it may stand in %s", list_text(v, &parents, ""));
        attach(
            v,
            tp_diag(v->ds, TP_D_ELEMENT_NOT_ALLOWED, v->where(v, NULL), seen_text(v, name), more.p),
            &w);
    }
    tp_arena_release(v->doc, mark);
    return meant;
}

void tp_rng_say_unfinished(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct wishes w = elements_in(v, s, NULL, tp_rng_needed(v->m, s, v->doc));
    const char *more = "";

    if (w.n)
        more = tp_fmt(v->ds->arena, "; missing: %s", list_text(v, &w, ""));
    else if (s->has_data)
        more = "; it must not be empty";
    attach(v,
           tp_diag(v->ds, TP_D_CONTENT_UNFINISHED, v->where(v, NULL),
                   frame_text(v, &v->frames.v[v->frames.n - 1]), more),
           &w);
    tp_arena_release(v->doc, mark);
}

void tp_rng_say_text(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct wishes w = elements_in(v, s, NULL, NULL);
    const char *more = w.n ? tp_fmt(v->ds->arena, "; allowed here: %s", list_text(v, &w, "")) : "";

    attach(v,
           tp_diag(v->ds, TP_D_TEXT_NOT_ALLOWED, v->where(v, NULL),
                   frame_text(v, &v->frames.v[v->frames.n - 1]), more),
           &w);
    tp_arena_release(v->doc, mark);
}

/* ---- attributes ---- */

struct attribute_walk {
    struct tp_rng_validator *v;
    struct wishes *w;
    uint32_t wanted; /* only the documentation of this one */
    const char *doc;
    uint32_t from; /* the pattern that has it */
    size_t steps;
};

static void attributes_of(struct attribute_walk *k, const struct tp_rng_pat *p)
{
    if (!(p->flags & TP_RNG_HAS_ATTRIBUTE) || k->steps == 0)
        return;
    k->steps--;
    if (p->op == TP_RNG_P_ATTRIBUTE) {
        if (k->w)
            wish_class(k->v, k->w, p->nc, 0, true);
        else if (p->more && tp_rng_nc_has(p->nc, k->wanted) && (!k->doc || p->id < k->from)) {
            k->doc = p->more;
            k->from = p->id;
        }
        return;
    }
    for (uint32_t i = 0; i < p->n; i++)
        attributes_of(k, p->kid[i]);
}

static struct wishes attributes_in(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct wishes w = {0};
    struct attribute_walk k = {.v = v, .w = &w, .steps = 100000};

    for (uint32_t i = 0; i < s->n; i++)
        attributes_of(&k, s->v[i]);
    sort_wishes(&w);
    return w;
}

void tp_rng_say_attribute(struct tp_rng_validator *v, const struct tp_rng_state *s,
                          const struct tp_rng_seen *name)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct wishes w = attributes_in(v, s);
    struct tp_buf more = tp_buf_new(v->ds->arena);
    const char *meant = NULL;
    int least = 1000;

    for (size_t i = 0; i < w.n; i++) {
        int d = distance(seen_text(v, name), w.v[i].text);
        w.v[i].score = w.v[i].number == TP_RNG_NO_NAME ? -1000 : -d;
        if (w.v[i].number != TP_RNG_NO_NAME && near(seen_text(v, name), w.v[i].text) && d < least) {
            meant = w.v[i].text;
            least = d;
        }
    }
    if (meant)
        tp_buf_fmt(&more, "; perhaps '%s' is meant", meant);
    if (w.n)
        tp_buf_fmt(&more, "; allowed here: %s", list_text(v, &w, ""));
    attach(v,
           tp_diag(v->ds, TP_D_ATTRIBUTE_NOT_ALLOWED, v->where(v, name), seen_text(v, name),
                   frame_text(v, &v->frames.v[v->frames.n - 1]), more.p),
           &w);
    tp_arena_release(v->doc, mark);
}

/* Would the start tag be complete with that attribute (ALONE), or never without it? */
static bool completes(struct tp_rng_validator *v, const struct tp_rng_state *s, uint32_t number,
                      bool alone)
{
    struct tp_rng_machine *m = v->m;

    m->steps = TP_RNG_MAX_STEPS;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!alone) {
            if (tp_rng_derive_close(m, s->v[i], true, number) != m->pats.not_allowed)
                return false;
            continue;
        }
        tp_rng_ways_clear(m);
        tp_rng_derive_attribute(m, s->v[i], number, 0);
        for (size_t k = 0; k < m->ways.n; k++)
            if (tp_rng_derive_close(m, m->ways.v[k].rest, false, TP_RNG_NO_NAME) !=
                m->pats.not_allowed)
                return true;
    }
    return !alone;
}

void tp_rng_say_missing(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct wishes all = attributes_in(v, s), w = {0};
    bool alone = true;
    const char *text;

    for (int round = 0; round < 2 && w.n == 0; round++) {
        alone = round == 0;
        for (size_t i = 0; i < all.n; i++)
            if (all.v[i].number != TP_RNG_NO_NAME && completes(v, s, all.v[i].number, alone))
                TP_PUSH(v->doc, &w, all.v[i]);
    }
    text = list_text(v, &w, "'");
    text = w.n == 0 ? "more attributes"
                    : tp_fmt(v->ds->arena, "%s %s",
                             w.n == 1 ? "the attribute"
                             : alone  ? "one of the attributes"
                                      : "the attributes",
                             text);
    attach(v,
           tp_diag(v->ds, TP_D_ATTRIBUTE_MISSING, v->where(v, NULL),
                   frame_text(v, &v->frames.v[v->frames.n - 1]), text),
           &w);
    tp_arena_release(v->doc, mark);
}

/* ---- values ---- */

static const char *facets_text(struct tp_rng_validator *v, const struct tp_xsd_type *type)
{
    struct tp_buf b = tp_buf_new(v->ds->arena);

    tp_buf_fmt(&b, "a value of datatype %s", type->name);
    for (const struct tp_xsd_facet *f = type->facets; f; f = f->next)
        tp_buf_fmt(&b, "%s %s", f == type->facets ? " with" : ",",
                   tp_xsd_facet_text(v->ds->arena, f));
    return b.p;
}

static void values_of(struct tp_rng_validator *v, struct wishes *w, const struct tp_rng_pat *p,
                      const char *given, size_t *steps)
{
    const struct tp_rng_literal *literal;

    if (*steps == 0)
        return;
    --*steps;
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_VALUE:
        literal = p->more;
        wish_for(v, w,
                 (struct wish){tp_fmt(v->ds->arena, "\"%s\"", literal->text), TP_RNG_NO_NAME,
                               100 - distance(given, literal->text), p->id});
        break;
    case TP_RNG_P_DATA:
        wish_for(v, w, (struct wish){facets_text(v, p->what), TP_RNG_NO_NAME, 0, p->id});
        break;
    case TP_RNG_P_EMPTY:
        wish_for(v, w, (struct wish){"nothing", TP_RNG_NO_NAME, -1, p->id});
        break;
    case TP_RNG_P_TEXT:
    case TP_RNG_P_NOT_ALLOWED:
    case TP_RNG_P_ATTRIBUTE:
    case TP_RNG_P_ELEMENT:
        break;
    default:
        for (uint32_t i = 0; i < p->n; i++)
            values_of(v, w, p->kid[i], given, steps);
    }
}

/* The text, shortened for a message, on one line. */
static const char *shown(struct tp_rng_validator *v, const char *s, size_t n)
{
    enum { MOST = 60 };
    size_t len = n;
    char *copy;

    if (n > MOST)
        for (len = MOST; len > 0 && ((unsigned char)s[len] & 0xC0) == 0x80; len--)
            ;
    copy = tp_fmt(v->ds->arena, "%.*s%s", (int)len, s, len < n ? "..." : "");
    for (char *p = copy; *p; p++)
        if (*p == '\n' || *p == '\t' || *p == '\r')
            *p = ' ';
    return copy;
}

/* Documentation on one line, without the schema's indentation. */
static const char *shown_doc(struct tp_rng_validator *v, const char *doc)
{
    struct tp_buf b = tp_buf_new(v->ds->arena);

    for (; *doc && b.len < 300; doc++) {
        bool white = strchr(" \t\r\n", *doc) != NULL;
        if (!white)
            tp_buf_char(&b, *doc);
        else if (b.len && b.p[b.len - 1] != ' ')
            tp_buf_char(&b, ' ');
    }
    while (b.len && (((unsigned char)*doc & 0xC0) == 0x80)) /* a character is not cut in two */
        tp_buf_char(&b, *doc++);
    if (*doc)
        tp_buf_str(&b, "...");
    while (b.len && b.p[b.len - 1] == ' ')
        b.p[--b.len] = '\0';
    return b.p;
}

void tp_rng_say_value(struct tp_rng_validator *v, const struct tp_rng_step *step, const char *s,
                      size_t n, const struct tp_rng_seen *attribute)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct wishes w = {0};
    struct attribute_walk k = {
        .v = v, .wanted = attribute ? attribute->number : 0, .steps = 100000};
    struct tp_buf more = tp_buf_new(v->ds->arena);
    const char *given = shown(v, s, n);
    bool list = step->n_values > 0;
    size_t steps = 10000;

    for (uint32_t i = 0; i < step->n_values; i++) {
        list = list && step->values[i]->op == TP_RNG_P_LIST;
        values_of(v, &w, step->values[i], given, &steps);
    }
    for (uint32_t i = 0; attribute && i < step->from->n; i++)
        attributes_of(&k, step->from->v[i]);
    if (w.n)
        tp_buf_fmt(&more, "; %s %s", list ? "expected a list of" : "expected",
                   list_text(v, &w, ""));
    if (k.doc)
        tp_buf_fmt(&more, " (%s: %s)", seen_text(v, attribute), shown_doc(v, k.doc));
    attach(v,
           tp_diag(v->ds, TP_D_VALUE_INVALID, v->where(v, attribute), given,
                   attribute ? tp_fmt(v->ds->arena, "attribute '%s'", seen_text(v, attribute))
                             : tp_fmt(v->ds->arena, "element '%s'",
                                      frame_text(v, &v->frames.v[v->frames.n - 1])),
                   more.p),
           &w);
    tp_arena_release(v->doc, mark);
}
