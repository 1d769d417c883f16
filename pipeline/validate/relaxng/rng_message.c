/* rng_message.c - saying which elements and texts are wrong, and what would be right. */
#include <string.h>

#include "../../base/yaml.h"
#include "rng_message.h"

/* What makes an element likely to be meant, the strongest first. */
enum {
    IS_SIMILAR = 64,    /* its name */
    IS_PART = 32,       /* of the name that was found, or has it as a part */
    IS_NEEDED = 16,     /* without it the element can't end */
    LEADS_ON = 8,       /* what was found may come behind it */
    IS_IN_ELEMENT = 4,  /* the element has some already */
    IS_IN_DOCUMENT = 2, /* the document has some already */
    MAY_WRAP = 1,       /* what was found may stand in it */
    AS_KNOWN = 32,      /* similar names count so much less when the name is one of the schema */
    MOST_PARENTS = 4,   /* that are named */
    MOST_BEFORE = 3,    /* that must come before it, and are named */
    LEAST_PART = 4      /* letters of a name that is a part of another */
};

/* What is at the place: an element of that name, a text, or the end tag. */
enum found { FOUND_ELEMENT, FOUND_TEXT, FOUND_END };

struct looking {
    struct tp_rng_validator *v;
    const struct tp_rng_state *s;
    enum found found;
    const struct tp_rng_seen *name; /* FOUND_ELEMENT */
    bool similar, known;            /* it may be a slip for another; there is one of that name */
    const uint8_t *needed;
    struct tp_rng_wishes *w;
};

/* Is one name the beginning or the end of the other? */
static bool is_part(const char *x, const char *y)
{
    size_t n = strlen(x), m = strlen(y);

    if (n < m)
        return is_part(y, x);
    return m >= LEAST_PART && (strncmp(x, y, m) == 0 || strcmp(x + n - m, y) == 0);
}

static int by_name(const char *found, const char *local)
{
    return tp_rng_near(found, local) ? IS_SIMILAR : is_part(found, local) ? IS_PART : 0;
}

static bool comes_after(struct tp_rng_machine *m, const struct tp_rng_pat *rest, uint32_t number)
{
    tp_rng_ways_clear(m);
    tp_rng_derive_element(m, rest, number, 0);
    return m->ways.n > 0;
}

/* How likely is it that the element pattern was to stand here, with REST behind it? */
static int place_score(struct looking *l, const struct tp_rng_pat *whole,
                       const struct tp_rng_pat *element, const struct tp_rng_pat *rest)
{
    const struct tp_rng_pat *content = ((const struct tp_rng_element *)element->what)->content;
    uint32_t number = l->name ? l->name->number : TP_RNG_NO_NAME;
    int score = l->needed[element->id] ? IS_NEEDED : 0;

    switch (l->found) {
    case FOUND_ELEMENT:
        if (rest != whole && comes_after(l->v->m, rest, number))
            score += LEADS_ON;
        if (tp_rng_holds(l->v, content, number))
            score += MAY_WRAP;
        break;
    case FOUND_TEXT:
        score += content->flags & TP_RNG_HAS_TEXT ? MAY_WRAP : 0;
        break;
    case FOUND_END:
        score += tp_rng_nullable(rest) ? LEADS_ON : 0;
        break;
    }
    return score;
}

/* Is it in another namespace than what it stands in, or than the schema's root? */
static bool foreign(const struct tp_rng_validator *v, const char *ns)
{
    if (v->frames.n > 2)
        return strcmp(v->frames.v[v->frames.n - 2].ns, ns) != 0;
    for (size_t i = 0; i < v->schema->elements.n; i++) {
        const struct tp_rng_nc *nc = v->schema->elements.v[i]->nc;
        if (nc->kind == TP_RNG_NC_NAME &&
            strcmp(v->schema->names.ns.v[v->schema->names.names.v[nc->name].ns], ns) == 0)
            return false;
    }
    return true;
}

/* Names that look alike, or that this element or the document has had already. */
static int name_score(const struct looking *l, const struct tp_rng_wish *w)
{
    const struct tp_rng_validator *v = l->v;
    const struct tp_rng_frame *in = &v->frames.v[v->frames.n - (l->found == FOUND_ELEMENT ? 2 : 1)];
    int score;

    if (!w->local)
        return 0;
    score = (l->similar ? by_name(l->name->local, w->local) : 0) / (l->known ? AS_KNOWN : 1) +
            (v->used[w->number] ? IS_IN_DOCUMENT : 0);
    for (size_t i = in->counters; i < v->counters.n; i++)
        if (strcmp(v->counters.v[i].local, w->local) == 0)
            return score + IS_IN_ELEMENT;
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

static void look_in(struct looking *l, const struct tp_rng_pat *p, bool only_needed)
{
    struct tp_rng_machine *m = l->v->m;
    struct tp_rng_way *ways;
    const struct tp_rng_pat **what;
    size_t n;

    m->steps = TP_RNG_MAX_STEPS;
    tp_rng_ways_clear(m);
    tp_rng_derive_element(m, p, TP_RNG_ANY_ELEMENT, 0);
    n = m->ways.n;
    ways = TP_NEW_ARRAY(l->v->doc, n + 1, struct tp_rng_way);
    what = TP_NEW_ARRAY(l->v->doc, m->what.n + 1, const struct tp_rng_pat *);
    for (size_t k = 0; k < n; k++)
        ways[k] = m->ways.v[k];
    for (size_t k = 0; k < m->what.n; k++)
        what[k] = m->what.v[k];
    for (size_t k = 0; k < n; k++) {
        const struct tp_rng_pat *element = what[ways[k].inner];
        if (!only_needed || l->needed[element->id])
            tp_rng_wish_class(l->v, l->w, element->nc, place_score(l, p, element, ways[k].rest),
                              false);
    }
}

/* The elements that may come in the state, or (FOUND_END) those without which it can't end. */
static struct tp_rng_wishes elements_in(struct tp_rng_validator *v, const struct tp_rng_state *s,
                                        enum found found, const struct tp_rng_seen *name)
{
    struct tp_rng_wishes w = {0};
    struct looking l = {.v = v, .s = s, .found = found, .name = name, .w = &w};
    bool fault = inside_fault(v, s);

    l.similar = name && !foreign(v, name->ns);
    l.known = name && tp_rng_names_element(v->schema, name->number);
    l.needed = tp_rng_needed(v->m, s, v->doc);
    for (uint32_t i = 0; i < s->n && !(fault && w.n); i++)
        look_in(&l, s->v[i], found == FOUND_END);
    for (size_t i = 0; i < w.n; i++)
        w.v[i].score += name_score(&l, &w.v[i]);
    tp_rng_sort_wishes(&w);
    return w;
}

/* ---- an element that may not stand here ---- */

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
static uint32_t similar(struct tp_rng_validator *v, const struct tp_rng_wishes *w,
                        const char *local)
{
    const struct tp_rng_names *t = &v->schema->names;
    uint32_t best = TP_RNG_NO_NAME;
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < w->n; i++)
        if (w->v[i].local && tp_rng_near(local, w->v[i].local) &&
            tp_edit_distance(local, w->v[i].local) < least) {
            least = tp_edit_distance(local, w->v[i].local);
            best = w->v[i].number;
        }
    for (size_t i = 0; best == TP_RNG_NO_NAME && i < w->n; i++)
        if (w->v[i].local && is_part(local, w->v[i].local))
            return w->v[i].number;
    for (size_t i = 0; best == TP_RNG_NO_NAME && i < v->schema->elements.n; i++) {
        const struct tp_rng_nc *nc = v->schema->elements.v[i]->nc;
        if (nc->kind == TP_RNG_NC_NAME && tp_rng_near(local, t->names.v[nc->name].local) &&
            tp_edit_distance(local, t->names.v[nc->name].local) < least) {
            least = tp_edit_distance(local, t->names.v[nc->name].local);
            best = nc->name;
        }
    }
    return best;
}

static const char *ns_text(struct tp_rng_validator *v, const char *ns)
{
    return *ns ? tp_fmt(v->ds->arena, "in the namespace '%s'", ns) : "without a namespace";
}

static uint32_t say_unknown(struct tp_rng_validator *v, const struct tp_rng_seen *name,
                            struct tp_rng_wishes *w)
{
    struct tp_buf more = tp_buf_new(v->ds->arena);
    const char *ns = elsewhere(v, name->local);
    uint32_t meant = TP_RNG_NO_NAME;

    if (ns) /* so will be everything in it, which is then not judged */
        tp_buf_fmt(&more, " %s; it has one %s", ns_text(v, name->ns), ns_text(v, ns));
    else if (foreign(v, name->ns))
        tp_buf_fmt(&more, " %s", ns_text(v, name->ns));
    else
        meant = similar(v, w, name->local);
    if (meant != TP_RNG_NO_NAME)
        tp_buf_fmt(&more, "; perhaps '%s' is meant", tp_rng_name_text(v, meant, false));
    if (w->n && !(ns && v->frames.n <= 2))
        tp_buf_fmt(&more, "; allowed here: %s", tp_rng_list_text(v, w, "", TP_RNG_MAX_EXPECTED));
    tp_rng_attach(
        v,
        tp_diag(v->ds, TP_D_ELEMENT_UNKNOWN, v->where(v, NULL), tp_rng_seen_text(v, name), more.p),
        w);
    return meant;
}

/* Those of the wishes that must come before what was found; it is the best that can be said. */
static struct tp_rng_wishes before_it(struct tp_rng_validator *v, const struct tp_rng_wishes *w)
{
    struct tp_rng_wishes before = {0};

    for (size_t i = 0; i < w->n; i++)
        if ((w->v[i].score & (IS_NEEDED | LEADS_ON)) == (IS_NEEDED | LEADS_ON))
            TP_PUSH(v->doc, &before, w->v[i]);
    return before;
}

static bool may_follow(struct tp_rng_validator *v, const struct tp_rng_state *s, uint32_t number)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (tp_rng_holds(v, s->v[i], number))
            return true;
    return false;
}

static bool came_before(const struct tp_rng_validator *v, const struct tp_rng_frame *in,
                        const char *local)
{
    for (size_t i = in->counters; i < v->counters.n; i++)
        if (strcmp(v->counters.v[i].local, local) == 0)
            return v->counters.v[i].n > 1; /* it is counted itself */
    return false;
}

/* The element that is open may have it, only not here: why? True when that says all. */
static bool say_order(struct tp_rng_validator *v, struct tp_buf *more, const struct tp_rng_state *s,
                      const struct tp_rng_seen *name, const struct tp_rng_wishes *w)
{
    const struct tp_rng_frame *in = &v->frames.v[v->frames.n - 2];
    struct tp_rng_wishes before = before_it(v, w);

    if (may_follow(v, s, name->number)) {
        if (before.n && before.n <= MOST_BEFORE)
            tp_buf_fmt(more, "; %s must come before it",
                       tp_rng_list_text(v, &before, "'", MOST_BEFORE));
        return before.n && before.n <= MOST_BEFORE;
    }
    if (came_before(v, in, name->local))
        tp_buf_fmt(more, "; '%s' takes no other '%s' at this place", tp_rng_frame_text(v, in),
                   tp_rng_seen_text(v, name));
    else
        tp_buf_fmt(more, "; in '%s' it may only come earlier", tp_rng_frame_text(v, in));
    return false;
}

static void say_misplaced(struct tp_rng_validator *v, const struct tp_rng_state *s,
                          const struct tp_rng_seen *name, struct tp_rng_wishes *w)
{
    const struct tp_rng_frame *in = &v->frames.v[v->frames.n - 2];
    struct tp_buf more = tp_buf_new(v->ds->arena);
    bool root = v->frames.n <= 2, said = false, order = false;
    struct tp_rng_wishes parents = {0};

    if (!root) {
        uint32_t parent = tp_rng_name_find(&v->schema->names, in->ns, in->local);
        order = tp_rng_parent_holds(v, parent, name->number);
        if (order)
            said = say_order(v, &more, s, name, w);
        else
            parents = tp_rng_parents_of(v, name->number);
    }
    if (!said && w->n)
        tp_buf_fmt(&more, "; allowed here: %s", tp_rng_list_text(v, w, "", TP_RNG_MAX_EXPECTED));
    else if (!root && !w->n && !order)
        tp_buf_str(&more, "; no more elements may come");
    if (parents.n)
        tp_buf_fmt(&more, "; it may stand in %s", tp_rng_list_text(v, &parents, "", MOST_PARENTS));
    tp_rng_attach(v,
                  tp_diag(v->ds, TP_D_ELEMENT_NOT_ALLOWED, v->where(v, NULL),
                          tp_rng_seen_text(v, name), more.p),
                  w);
}

uint32_t tp_rng_say_element(struct tp_rng_validator *v, struct tp_rng_state *s,
                            const struct tp_rng_seen *name)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct tp_rng_wishes w;
    size_t n = v->bindings.n;
    uint32_t meant = TP_RNG_NO_NAME;

    if (v->frames.n > 2) /* names are written as beside it: without its own declarations */
        v->bindings.n = v->frames.v[v->frames.n - 1].bindings;
    w = elements_in(v, s, FOUND_ELEMENT, name);
    if (tp_rng_names_element(v->schema, name->number))
        say_misplaced(v, s, name, &w);
    else
        meant = say_unknown(v, name, &w);
    v->bindings.n = n;
    tp_arena_release(v->doc, mark);
    return meant;
}

/* ---- what is missing, and text ---- */

void tp_rng_say_unfinished(struct tp_rng_validator *v, struct tp_rng_state *s)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct tp_rng_wishes w = elements_in(v, s, FOUND_END, NULL);
    const struct tp_rng_step *step = s->has_data ? tp_rng_text_step(v->m, s) : NULL;
    const char *more = "";

    if (w.n)
        more =
            tp_fmt(v->ds->arena, "; missing: %s", tp_rng_list_text(v, &w, "", TP_RNG_MAX_EXPECTED));
    for (uint32_t i = 0; !w.n && step && i < step->n_values; i++)
        tp_rng_wish_values(v, &w, step->values[i], "");
    if (!*more && w.n)
        more =
            tp_fmt(v->ds->arena, "; expected %s", tp_rng_list_text(v, &w, "", TP_RNG_MAX_EXPECTED));
    tp_rng_attach(v,
                  tp_diag(v->ds, TP_D_CONTENT_UNFINISHED, v->where(v, NULL),
                          tp_rng_frame_text(v, &v->frames.v[v->frames.n - 1]), more),
                  &w);
    tp_arena_release(v->doc, mark);
}

void tp_rng_say_text(struct tp_rng_validator *v, const struct tp_rng_state *s)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct tp_rng_wishes w = elements_in(v, s, FOUND_TEXT, NULL);
    const char *more = w.n ? tp_fmt(v->ds->arena, "; allowed here: %s",
                                    tp_rng_list_text(v, &w, "", TP_RNG_MAX_EXPECTED))
                           : "";

    tp_rng_attach(v,
                  tp_diag(v->ds, TP_D_TEXT_NOT_ALLOWED, v->where(v, NULL),
                          tp_rng_frame_text(v, &v->frames.v[v->frames.n - 1]), more),
                  &w);
    tp_arena_release(v->doc, mark);
}
