/* rng_say_value.c - saying why a value is wrong, and which would be right. */
#include <string.h>

#include "../../base/yaml.h"
#include "rng_message.h"

enum {
    STEPS = 100000, /* patterns looked at for one message */
    MOST_SHOWN = 60,
    MOST_DOCUMENTED = 300,
    /* the order of values: those like what was given, others, datatypes, none */
    LIKE_GIVEN = 200,
    A_VALUE = 50,
    A_DATATYPE = 20,
    NO_VALUE = 10
};

static const char a_datatype[] = "a value of datatype ";

/* What a value looks like, for datatypes whose names don't tell everybody. */
static const struct {
    const char *datatype, *example;
} examples[] = {
    {"ID", "a name that begins with a letter or _, without spaces and colons"},
    {"IDREF", "the xml:id of an element"},
    {"IDREFS", "xml:ids of elements"},
    {"NCName", "a letter or _ first, no spaces, no colons"},
    {"language", "de, zh-Hans"},
    {"date", "1914-06-28"},
    {"dateTime", "1914-06-28T14:30:00"},
    {"time", "14:30:00"},
    {"gYear", "1914"},
    {"gYearMonth", "1914-06"},
    {"gMonth", "--06"},
    {"gMonthDay", "--06-28"},
    {"gDay", "---28"},
    {"duration", "P1Y6M, PT30M"},
    {"decimal", "3.5"},
    {"double", "3.5, 1e-3"},
    {"float", "3.5, 1e-3"},
    {"boolean", "true, false"},
};

static const char *example_of(const char *datatype)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (strcmp(examples[i].datatype, datatype) == 0)
            return examples[i].example;
    return NULL;
}

static void values_of(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                      const struct tp_rng_pat *p, const char *given, size_t *steps);

static const char *datatype_text(struct tp_rng_validator *v, const struct tp_rng_pat *p)
{
    const struct tp_xsd_type *type = p->what;
    struct tp_buf b = tp_buf_new(v->ds->arena);
    struct tp_rng_wishes but = {0};
    size_t steps = STEPS;

    tp_buf_str(&b, type->name);
    if (!type->facets && example_of(type->name))
        tp_buf_fmt(&b, " (%s)", example_of(type->name));
    for (const struct tp_xsd_facet *f = type->facets; f; f = f->next)
        tp_buf_fmt(&b, " %s %s", f == type->facets ? "with" : "and",
                   tp_xsd_facet_text(v->ds->arena, f));
    if (p->n)
        values_of(v, &but, p->kid[0], "", &steps);
    if (but.n)
        tp_buf_fmt(&b, " but not %s", tp_rng_list_text(v, &but, "", TP_RNG_MAX_EXPECTED));
    return b.p;
}

static void value_of(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                     const struct tp_rng_pat *p, const char *given)
{
    const struct tp_rng_literal *literal = p->more;
    struct tp_rng_wish wish = {.number = TP_RNG_NO_NAME, .order = p->id};

    wish.text = tp_fmt(v->ds->arena, "\"%s\"", literal->text);
    wish.score = !*literal->text ? NO_VALUE : A_VALUE;
    if (*literal->text && tp_rng_near(given, literal->text))
        wish.score = LIKE_GIVEN - (int)tp_edit_distance(given, literal->text);
    tp_rng_wish_for(v, w, wish);
}

/* Those with which P may begin. */
static void values_of(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                      const struct tp_rng_pat *p, const char *given, size_t *steps)
{
    if (*steps == 0)
        return;
    --*steps;
    switch ((enum tp_rng_op)p->op) {
    case TP_RNG_P_VALUE:
        value_of(v, w, p, given);
        break;
    case TP_RNG_P_DATA:
        tp_rng_wish_for(v, w,
                        (struct tp_rng_wish){.lead = a_datatype,
                                             .text = datatype_text(v, p),
                                             .number = TP_RNG_NO_NAME,
                                             .score = A_DATATYPE,
                                             .order = p->id});
        break;
    case TP_RNG_P_GROUP:
        values_of(v, w, p->kid[0], given, steps);
        if (tp_rng_nullable(p->kid[0]))
            values_of(v, w, p->kid[1], given, steps);
        break;
    case TP_RNG_P_LIST:
    case TP_RNG_P_CHOICE:
    case TP_RNG_P_INTERLEAVE:
    case TP_RNG_P_ONE_OR_MORE:
        for (uint32_t i = 0; i < p->n; i++)
            values_of(v, w, p->kid[i], given, steps);
        break;
    default:
        break;
    }
}

void tp_rng_wish_values(struct tp_rng_validator *v, struct tp_rng_wishes *w,
                        const struct tp_rng_pat *p, const char *given)
{
    size_t steps = STEPS;

    values_of(v, w, p, given, &steps);
}

/* ---- texts of the document and of the schema in a message ---- */

/* The text, shortened for a message, on one line. */
static const char *shown(struct tp_rng_validator *v, const char *s, size_t n)
{
    size_t len = n;
    char *copy;

    if (n > MOST_SHOWN)
        for (len = MOST_SHOWN; len > 0 && ((unsigned char)s[len] & 0xC0) == 0x80; len--)
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

    for (; *doc && b.len < MOST_DOCUMENTED; doc++) {
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

struct doc_walk {
    uint32_t wanted;
    const char *doc;
    uint32_t from; /* the pattern that has it */
    size_t steps;
};

static void find_doc(struct doc_walk *k, const struct tp_rng_pat *p)
{
    if (!(p->flags & TP_RNG_HAS_ATTRIBUTE) || k->steps == 0)
        return;
    k->steps--;
    if (p->op == TP_RNG_P_ATTRIBUTE) {
        if (p->more && tp_rng_nc_has(p->nc, k->wanted) && (!k->doc || p->id < k->from)) {
            k->doc = p->more;
            k->from = p->id;
        }
        return;
    }
    for (uint32_t i = 0; i < p->n; i++)
        find_doc(k, p->kid[i]);
}

/* ---- values ---- */

/* Of a list of several items, which is wrong; false: there is no more to say than of a value. */
static bool say_item(struct tp_rng_validator *v, struct tp_buf *more, struct tp_rng_wishes *w,
                     const struct tp_rng_step *step, const char *s, size_t n)
{
    struct tp_rng_item item = {0}, best = {0};
    const char *given;

    for (uint32_t i = 0; i < step->n_values; i++) {
        if (step->values[i]->op != TP_RNG_P_LIST)
            return false;
        item = tp_rng_list_item(v->values, step->values[i], s, n, &v->context);
        if (item.number > best.number)
            best = item;
    }
    if (best.number == 0 || best.items + (best.s ? 0 : 1) < 2)
        return false;
    given = best.s ? shown(v, best.s, best.n) : "";
    w->n = 0;
    tp_rng_wish_values(v, w, best.rest, given);
    if (!best.s)
        tp_buf_fmt(more, "; item %zu is missing", best.number);
    else
        tp_buf_fmt(more, "; item %zu, \"%s\"%s", best.number, given,
                   w->n ? "" : ", is one too many");
    if (w->n)
        tp_buf_fmt(more, ": expected %s", tp_rng_list_text(v, w, "", TP_RNG_MAX_EXPECTED));
    return true;
}

/* What is expected, or which item of a list is wrong. */
static void say_expected(struct tp_rng_validator *v, struct tp_buf *more, struct tp_rng_wishes *w,
                         const struct tp_rng_step *step, const char *s, size_t n, const char *given)
{
    bool list = step->n_values > 0;

    for (uint32_t i = 0; i < step->n_values; i++) {
        list = list && step->values[i]->op == TP_RNG_P_LIST;
        tp_rng_wish_values(v, w, step->values[i], given);
    }
    if (!say_item(v, more, w, step, s, n) && w->n)
        tp_buf_fmt(more, "; expected %s%s", list ? "a list that begins with " : "",
                   tp_rng_list_text(v, w, "", TP_RNG_MAX_EXPECTED));
}

void tp_rng_say_value(struct tp_rng_validator *v, const struct tp_rng_step *step, const char *s,
                      size_t n, const struct tp_rng_seen *attribute)
{
    struct tp_mark mark = tp_arena_mark(v->doc);
    struct tp_rng_wishes w = {0};
    struct doc_walk k = {.wanted = attribute ? attribute->number : 0, .steps = STEPS};
    struct tp_buf more = tp_buf_new(v->ds->arena);
    const char *given = shown(v, s, n);

    say_expected(v, &more, &w, step, s, n, given);
    for (uint32_t i = 0; attribute && i < step->from->n; i++)
        find_doc(&k, step->from->v[i]);
    if (k.doc)
        tp_buf_fmt(&more, " (%s: %s)", tp_rng_seen_text(v, attribute), shown_doc(v, k.doc));
    tp_rng_attach(
        v,
        tp_diag(v->ds, TP_D_VALUE_INVALID, v->where(v, attribute), given,
                attribute ? tp_fmt(v->ds->arena, "attribute '%s'", tp_rng_seen_text(v, attribute))
                          : tp_fmt(v->ds->arena, "element '%s'",
                                   tp_rng_frame_text(v, &v->frames.v[v->frames.n - 1])),
                more.p),
        &w);
    tp_arena_release(v->doc, mark);
}
