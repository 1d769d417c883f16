/* Names of persons and bodies in a field of the header: "A, B and C", "A, Minister; B, Envoy". */
#include <string.h>

#include "header_parts.h"

enum { MOST_CUTS = 64 };

struct cut {
    size_t from, to; /* tokens of the separator */
    enum { STRONG, COMMA, AND } kind;
};

struct row {
    struct tp_builder *b;
    const struct tp_wording *w;
    const char *text;
    struct tp_tokens t;
    struct cut cuts[MOST_CUTS];
    size_t n;
};

static const char *between(const struct row *r, size_t from, size_t to)
{
    while (to > from && (tp_token_is(&r->t, to - 1, ',') || tp_token_is(&r->t, to - 1, ';') ||
                         tp_token_is(&r->t, to - 1, 0x3002)))
        to--;
    /* the sentence's stop, but not an initial's */
    if (to > from + 1 && to == r->t.n && tp_token_is(&r->t, to - 1, '.') &&
        r->t.v[to - 2].end - r->t.v[to - 2].start > 2)
        to--;
    return from < to ? tp_strndup(r->b->a, r->text + r->t.v[from].start,
                                  r->t.v[to - 1].end - r->t.v[from].start)
                     : NULL;
}

static void find_cuts(struct row *r)
{
    int depth = 0;

    for (size_t i = 0; i < r->t.n && r->n < MOST_CUTS; i++) {
        const struct tp_token *t = &r->t.v[i];
        struct cut c = {i, i + 1, COMMA};
        size_t and_end;
        if (t->kind == TP_TOK_SIGN && strchr("([", (int)t->cp) && t->cp < 0x80)
            depth++;
        if (t->kind == TP_TOK_SIGN && t->cp < 0x80 && strchr(")]", (int)t->cp) && depth)
            depth--;
        if (depth || i == 0)
            continue;
        and_end =
            t->capital ? 0 : tp_wording_at(&r->w->lists[TP_WORDING_AND], &r->t, i, r->t.n, false);
        if (t->lined || tp_token_is(&r->t, i, ';'))
            c.kind = STRONG;
        else if (and_end)
            c = (struct cut){i, and_end, AND};
        else if (!tp_token_is(&r->t, i, ','))
            continue;
        if (t->lined && !tp_token_is(&r->t, i, ';'))
            c.to = i; /* the line break alone */
        r->cuts[r->n++] = c;
    }
}

bool header_is_body(struct tp_builder *b, const struct tp_wording *w, const char *text)
{
    struct tp_tokens t = tp_tokenize(b->a, text, (uint32_t)strlen(text));

    return tp_wording_in(&w->lists[TP_WORDING_BODIES], &t) &&
           !tp_wording_in(&w->lists[TP_WORDING_OFFICES], &t);
}

/* "Deputy Minister Muster": nothing but names behind the last word of an office. */
static bool name_behind_office(const struct tp_wording *w, const struct tp_tokens *t)
{
    size_t last = 0, names = 0;

    for (size_t i = 0; i < t->n; i++) {
        size_t end = tp_wording_at(&w->lists[TP_WORDING_OFFICES], t, i, t->n, true);
        if (end)
            last = end;
    }
    for (size_t i = last; i < t->n; i++) {
        if (t->v[i].kind == TP_TOK_WORD && !t->v[i].capital && !tp_token_is(t, i - 1, '-'))
            return false;
        if (t->v[i].kind == TP_TOK_NUMBER || tp_token_is(t, i, ','))
            return false;
        names += t->v[i].kind == TP_TOK_WORD;
    }
    return names >= 1;
}

/* Does it look like a person's name, and not like an office? Single words do only when LONE. */
static bool personal(struct tp_builder *b, const struct tp_wording *w, const char *text, bool lone)
{
    const struct tp_name_entry *entry = tp_passes_name(b->a, b->passes, text);
    struct tp_tokens t;
    size_t words = 0, han = 0;
    bool whole = false; /* a word that is no initial */

    if (entry)
        return strcmp(entry->element, "persName") == 0;
    t = tp_tokenize(b->a, text, (uint32_t)strlen(text));
    for (size_t i = 0; i < t.n; i++) {
        const struct tp_token *x = &t.v[i];
        bool small = x->kind == TP_TOK_WORD && !x->capital &&
                     !(i && (tp_token_is(&t, i - 1, '-') || tp_token_is(&t, i - 1, '\'')));
        if (x->kind == TP_TOK_NUMBER || (small && (i + 1 == t.n || x->end - x->start > 4)))
            return false;
        words += x->kind == TP_TOK_WORD;
        han += x->kind == TP_TOK_HAN;
        whole = whole || (x->kind == TP_TOK_WORD && x->end - x->start > 2);
    }
    if (words && !whole)
        return false; /* "M.P." */
    if (tp_wording_in(&w->lists[TP_WORDING_BODIES], &t))
        return false;
    if (tp_wording_in(&w->lists[TP_WORDING_OFFICES], &t))
        return name_behind_office(w, &t);
    return (words >= (lone ? 1u : 2u) && words <= 7 && !han) || (!words && han >= 2 && han <= 5);
}

/* Are all stretches between the cuts of this kind (or of any, with AND) names? */
static bool all_personal(const struct row *r, bool lone)
{
    size_t from = 0;

    for (size_t k = 0; k <= r->n; k++) {
        size_t to = k < r->n ? r->cuts[k].from : r->t.n;
        const char *part = between(r, from, to);
        /* ", and": nothing between the two */
        if (part && !personal(r->b, r->w, part, lone))
            return false;
        from = k < r->n ? r->cuts[k].to : to;
    }
    return true;
}

/* "Foundation A and the Foundation B": each is a body. */
static bool all_bodies(const struct row *r)
{
    size_t from = 0;

    for (size_t k = 0; k <= r->n; k++) {
        size_t to = k < r->n ? r->cuts[k].from : r->t.n;
        const char *part = between(r, from, to);
        if (part && !header_is_body(r->b, r->w, part))
            return false;
        from = k < r->n ? r->cuts[k].to : to;
    }
    return true;
}

static bool has_kind(const struct row *r, int kind)
{
    for (size_t k = 0; k < r->n; k++)
        if ((int)r->cuts[k].kind == kind)
            return true;
    return false;
}

/* "A, Minister of X": the name and what stands behind its comma; "Minister A" stays one. */
static struct header_person person_of(const struct row *r, size_t from, size_t to)
{
    struct header_person p = {between(r, from, to), NULL, NULL};

    for (size_t i = from + 1; i < to; i++) {
        bool dash =
            tp_token_is(&r->t, i, '-') && r->t.v[i].spaced && i + 1 < to && r->t.v[i + 1].spaced;
        bool open = tp_token_is(&r->t, i, '(') && tp_token_is(&r->t, to - 1, ')');
        const char *name;
        if (!dash && !open && !tp_token_is(&r->t, i, ','))
            continue;
        name = between(r, from, i);
        if (name && personal(r->b, r->w, name, true)) {
            p.name = name;
            p.office = between(r, i + 1, open ? to - 1 : to);
        }
        break;
    }
    return p;
}

/* The words of a role before a name: "interpreter Shi Zhe", "Interpreter: Shi Zhe". */
static void take_role(const struct row *r, struct header_person *p)
{
    struct tp_tokens t;
    size_t end;

    if (!p->name)
        return;
    t = tp_tokenize(r->b->a, p->name, (uint32_t)strlen(p->name));
    end = tp_wording_at(&r->w->lists[TP_WORDING_INTERPRETERS], &t, 0, t.n, true);
    if (!end)
        return;
    p->role = "interpreter";
    if (end < t.n)
        p->name = tp_strdup(r->b->a, p->name + t.v[end].start);
}

static void push(const struct row *r, size_t from, size_t to, bool offices,
                 struct header_people *out)
{
    struct header_person p = {between(r, from, to), NULL, NULL};

    if (offices && p.name) {
        p = person_of(r, from, to);
        take_role(r, &p);
    }
    if (p.name)
        TP_PUSH(r->b->a, out, p);
    /* "from our side, comrades X and Y": prose, of which nothing is guessed */
    out->prose = out->prose || (offices && p.name && !p.role && r->t.v[from].kind == TP_TOK_WORD &&
                                !r->t.v[from].capital);
}

/* At the strong cuts alone. */
static void split_strong(const struct row *r, bool offices, struct header_people *out)
{
    size_t from = 0;

    for (size_t k = 0; k < r->n; k++)
        if (r->cuts[k].kind == STRONG) {
            push(r, from, r->cuts[k].from, offices, out);
            from = r->cuts[k].to;
        }
    push(r, from, r->t.n, offices, out);
}

void header_people(struct tp_builder *b, const struct tp_wording *w, const char *text, bool offices,
                   struct header_people *out)
{
    struct row r = {.b = b, .w = w, .text = text};
    const struct tp_name_entry *whole = tp_passes_name(b->a, b->passes, text);
    size_t from = 0;

    r.t = tp_tokenize(b->a, text, (uint32_t)strlen(text));
    find_cuts(&r);
    if (!r.n || whole) {
        push(&r, 0, r.t.n, offices, out);
    } else if (has_kind(&r, STRONG)) {
        split_strong(&r, offices, out);
    } else if (all_personal(&r, has_kind(&r, AND) || (offices && r.n >= 2)) ||
               (has_kind(&r, AND) && all_bodies(&r))) {
        for (size_t k = 0; k <= r.n; k++) {
            push(&r, from, k < r.n ? r.cuts[k].from : r.t.n, offices, out);
            from = k < r.n ? r.cuts[k].to : r.t.n;
        }
    } else {
        push(&r, 0, r.t.n, offices, out);
    }
}

/* ---- as TEI ---- */

/* The values, each with its own names, below PARENT. */
void header_put_people(struct tp_builder *b, const struct tp_wording *w, struct tp_node *parent,
                       const struct tp_saids *said, const char *cert)
{
    for (size_t i = 0; i < said->n; i++) {
        const struct tp_said *s = &said->v[i];
        struct header_people people = {0};
        header_people(b, w, s->text, false, &people);
        for (size_t k = 0; k < people.n; k++) {
            const char *name = people.v[k].name;
            struct tp_node *e =
                header_name(b, parent, name, header_is_body(b, w, name) ? "orgName" : "persName");
            if (cert) {
                if (strcmp(e->name, "name") == 0)
                    e->name = "persName"; /* who signs is a person */
                tp_set(b->a, e, "resp", "#teipipe");
                tp_set(b->a, e, "cert", cert);
            }
            if (s->given && k == 0)
                header_claim(b, e, s->given, people.n == 1);
        }
    }
}

void header_claim(struct tp_builder *b, struct tp_node *e, const struct tp_field *f, bool text)
{
    if (text && e->last && !e->last->name)
        tp_stand_for(b->a, e->last, b->d->source->text, f->src);
    else
        tp_claim(b->a, e, f->src);
    tp_claim(b->a, e, f->key_src);
}

static void put_person(struct tp_builder *b, struct tp_node *list, const struct header_person *p)
{
    struct tp_node *e =
        tp_element_with(b->a, list, "person", "role", p->role ? p->role : "participant");
    const struct tp_name_entry *entry = tp_passes_name(b->a, b->passes, p->name);

    e = tp_element(b->a, e, "persName");
    if (entry && strcmp(entry->element, "persName") == 0)
        tp_set(b->a, e, "ref", entry->ref);
    tp_own_text(b->a, e, p->office ? tp_fmt(b->a, "%s, ", p->name) : p->name);
    if (p->office)
        tp_element_text(b->a, e, "roleName", p->office);
}

/* A line without its bullet or number. */
static struct tp_slice bare_line(struct tp_slice t)
{
    static const char *const dashes[] = {"– ", "— ", "• ", "—"};
    size_t n;

    t = tp_slice_trim(t);
    n = strspn(t.p, "0123456789");
    if (n && n < 3 && n + 1 < t.len && (t.p[n] == '.' || t.p[n] == ')'))
        t.p += n + 1, t.len -= n + 1;
    else if (t.len > 2 && strchr("-*+", *t.p) && t.p[1] == ' ')
        t.p += 2, t.len -= 2;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (t.len > strlen(dashes[i]) && memcmp(t.p, dashes[i], strlen(dashes[i])) == 0)
            t.p += strlen(dashes[i]), t.len -= strlen(dashes[i]);
    return tp_slice_trim(t);
}

/* Where the line ends. */
static const char *line_end(const char *p)
{
    return p + strcspn(p, "\n");
}

enum { MOST_GATHERED = 32 };

/* Participants, gathered before they are put: prose among them makes none of them sure. */
struct gathered {
    struct {
        const char *head; /* of the group; NULL: none */
        struct header_people people;
        bool closed; /* its names stand in the line of its head */
    } v[MOST_GATHERED];
    size_t n;
    bool prose;
};

/* "On the Soviet side:", "我方：": the words before a colon that is not far off; 0: none. */
static size_t caption_end(const struct tp_tokens *t)
{
    enum { FAR = 8 };

    for (size_t i = 0; i < t->n && i <= FAR; i++)
        if (tp_token_is(t, i, ':'))
            return i + 1;
    return 0;
}

static void gather_line(struct tp_builder *b, const struct tp_wording *w, struct tp_slice line,
                        struct gathered *out)
{
    const char *text = tp_strndup(b->a, line.p, line.len);
    struct tp_tokens t = tp_tokenize(b->a, text, (uint32_t)line.len);
    size_t end = caption_end(&t);
    struct header_people *people;

    if (tp_wording_at(&w->lists[TP_WORDING_ABSENT], &t, 0, t.n, true))
        return;
    if (end && !tp_wording_at(&w->lists[TP_WORDING_INTERPRETERS], &t, 0, t.n, true)) {
        if (out->n == MOST_GATHERED)
            return;
        if (out->n == 0 || out->v[out->n - 1].people.n || out->v[out->n - 1].head)
            out->n++;
        out->v[out->n - 1].head = tp_strndup(b->a, text, t.v[end - 1].end);
        if (end == t.n)
            return;
        text += t.v[end].start;
        out->v[out->n - 1].closed = true;
    } else if (!end && out->n && out->v[out->n - 1].closed && out->n < MOST_GATHERED)
        out->n++; /* "On the other side: A, B" has said them all */
    if (out->n == 0)
        out->n = 1;
    people = &out->v[out->n - 1].people;
    header_people(b, w, text, true, people);
    out->prose = out->prose || people->prose;
}

static void put_gathered(struct tp_builder *b, const struct gathered *g, struct tp_node *desc)
{
    for (size_t i = 0; i < g->n; i++) {
        struct tp_node *list;
        if (!g->v[i].people.n)
            continue;
        list = tp_element(b->a, desc, "listPerson");
        if (g->v[i].head)
            tp_element_text(b->a, list, "head", g->v[i].head);
        for (size_t k = 0; k < g->v[i].people.n; k++)
            put_person(b, list, &g->v[i].people.v[k]);
    }
}

void header_participants(struct tp_builder *b, const struct tp_wording *w, const struct tp_meta *m,
                         struct tp_node *profile)
{
    struct gathered *g = TP_NEW(b->a, struct gathered);
    struct tp_node *desc;
    bool any = false;

    for (size_t i = 0; i < m->participants.n; i++)
        for (const char *p = m->participants.v[i].text; *p;) {
            const char *end = line_end(p);
            struct tp_slice t = bare_line((struct tp_slice){p, (size_t)(end - p)});
            if (t.len)
                gather_line(b, w, t, g);
            p = *end ? end + 1 : end;
        }
    for (size_t i = 0; i < g->n; i++)
        any = any || g->v[i].people.n;
    if (!any || (g->prose && !m->participants.v[0].given))
        return;
    desc = tp_element(b->a, profile, "particDesc");
    put_gathered(b, g, desc);
    for (size_t i = 0; i < m->participants.n; i++)
        if (m->participants.v[i].given)
            header_claim(b, desc, m->participants.v[i].given, false);
}
