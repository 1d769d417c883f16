/*
 * test_rng_oracle.c - random small schemas and documents, judged by the engine and by a second,
 * naive implementation: the derivative of a pattern by a whole child, which is matched on the way;
 * nothing is interned or remembered. The two must agree on every document.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../pipeline/validate/relaxng/relaxng.h"

enum { SCHEMAS = 12000, DOCUMENTS = 12, DEFINES = 3 };

enum op {
    NOT_ALLOWED,
    EMPTY,
    TEXT,
    VALUE,
    ATTRIBUTE,
    ELEMENT,
    CHOICE,
    GROUP,
    INTERLEAVE,
    REPEAT,
    REF
};

struct pat {
    enum op op;
    const struct pat *a, *b;
    char name;         /* of an element or attribute; '*': any */
    const char *value; /* a token */
    int ref;
};

struct node {
    char name;
    const char *attributes[2]; /* of p and q; NULL: none */
    struct {
        struct node *element; /* NULL: a text */
        const char *text;
    } child[4];
    int n;
};

struct world {
    struct tp_arena *a;
    uint64_t seed;
    const struct pat *defines[DEFINES];
    size_t schemas, documents, valid;
};

static uint32_t pick(struct world *w, uint32_t n)
{
    w->seed = w->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(w->seed >> 33) % n;
}

static const struct pat *make(struct world *w, enum op op, const struct pat *a, const struct pat *b)
{
    struct pat *p = TP_NEW(w->a, struct pat);

    p->op = op;
    p->a = a;
    p->b = b;
    return p;
}

/* ---- random schemas ---- */

static const char *const values[] = {"x", "y", "x y"};

static const struct pat *random_pattern(struct world *w, int depth)
{
    static const enum op inner[] = {ELEMENT, ELEMENT,    CHOICE, CHOICE,   GROUP,
                                    GROUP,   INTERLEAVE, REPEAT, ATTRIBUTE};
    static const enum op leaves[] = {TEXT, EMPTY, VALUE, REF, REF, ATTRIBUTE};
    enum op op = depth ? inner[pick(w, 9)] : leaves[pick(w, 6)];
    struct pat *p = (struct pat *)make(w, op, NULL, NULL);

    if (op == ATTRIBUTE) {
        p->name = "pq"[pick(w, 2)];
        p->a = make(w, pick(w, 2) ? TEXT : VALUE, NULL, NULL);
        ((struct pat *)p->a)->value = values[pick(w, 3)];
    } else if (op == VALUE) {
        p->value = values[pick(w, 3)];
    } else if (op == REF) {
        p->ref = (int)pick(w, DEFINES);
    } else if (depth) {
        p->name = "abc*"[pick(w, 4)];
        p->a = random_pattern(w, depth - 1);
        if (op == CHOICE || op == GROUP || op == INTERLEAVE)
            p->b = pick(w, 4) ? random_pattern(w, depth - 1) : make(w, EMPTY, NULL, NULL);
    }
    return p;
}

static void print(struct tp_buf *b, const struct pat *p)
{
    static const char *const connectors[] = {
        [CHOICE] = " | ", [GROUP] = ", ", [INTERLEAVE] = " & "};

    switch (p->op) {
    case TEXT:
        tp_buf_str(b, "text");
        break;
    case VALUE:
        tp_buf_fmt(b, "\"%s\"", p->value);
        break;
    case ATTRIBUTE:
    case ELEMENT:
        tp_buf_fmt(b, "%s %c { ", p->op == ELEMENT ? "element" : "attribute", p->name);
        print(b, p->a);
        tp_buf_str(b, " }");
        break;
    case CHOICE:
    case GROUP:
    case INTERLEAVE:
        tp_buf_char(b, '(');
        print(b, p->a);
        tp_buf_str(b, connectors[p->op]);
        print(b, p->b);
        tp_buf_char(b, ')');
        break;
    case REPEAT:
        tp_buf_char(b, '(');
        print(b, p->a);
        tp_buf_str(b, ")+");
        break;
    case REF:
        tp_buf_fmt(b, "d%d", p->ref);
        break;
    default:
        tp_buf_str(b, "empty");
    }
}

/* ---- random documents ---- */

static struct node *random_node(struct world *w, int depth)
{
    struct node *n = TP_NEW(w->a, struct node);

    n->name = "aabbccd"[pick(w, 7)];
    for (int i = 0; i < 2; i++)
        n->attributes[i] = pick(w, 4) ? NULL : values[pick(w, 3)];
    n->n = depth ? (int)pick(w, 4) : 0;
    for (int i = 0; i < n->n; i++) {
        if (pick(w, 3) || (i && !n->child[i - 1].element))
            n->child[i].element = random_node(w, depth - 1);
        else
            n->child[i].text = pick(w, 3) ? values[pick(w, 3)] : " ";
    }
    return n;
}

static void print_node(struct tp_buf *b, const struct node *n)
{
    tp_buf_fmt(b, "<%c", n->name);
    for (int i = 0; i < 2; i++)
        if (n->attributes[i])
            tp_buf_fmt(b, " %c='%s'", "pq"[i], n -> attributes[i]);
    tp_buf_char(b, '>');
    for (int i = 0; i < n->n; i++)
        if (n->child[i].element)
            print_node(b, n->child[i].element);
        else
            tp_buf_str(b, n->child[i].text);
    tp_buf_fmt(b, "</%c>", n->name);
}

/* ---- the naive derivatives ---- */

struct event {
    enum { BY_ATTRIBUTE, BY_ELEMENT, BY_TEXT } kind;
    char name;
    const char *text;
    const struct node *node;
};

static const struct pat *join(struct world *w, enum op op, const struct pat *a, const struct pat *b)
{
    if (op == CHOICE)
        return a->op == NOT_ALLOWED ? b : b->op == NOT_ALLOWED ? a : make(w, op, a, b);
    if (a->op == NOT_ALLOWED || b->op == NOT_ALLOWED)
        return make(w, NOT_ALLOWED, NULL, NULL);
    return a->op == EMPTY ? b : b->op == EMPTY ? a : make(w, op, a, b);
}

static bool nullable(const struct world *w, const struct pat *p)
{
    switch (p->op) {
    case EMPTY:
    case TEXT:
        return true;
    case CHOICE:
        return nullable(w, p->a) || nullable(w, p->b);
    case GROUP:
    case INTERLEAVE:
        return nullable(w, p->a) && nullable(w, p->b);
    case REPEAT:
        return nullable(w, p->a);
    default:
        return false; /* definitions are elements */
    }
}

static bool blank(const char *s)
{
    return s[strspn(s, " ")] == '\0';
}

static bool content_is(struct world *w, const struct pat *p, const struct node *n);

static bool leaf_takes(struct world *w, const struct pat *p, const struct event *e)
{
    bool named = (p->name == '*' || p->name == e->name);

    switch (p->op) {
    case REF:
        return leaf_takes(w, w->defines[p->ref], e);
    case ELEMENT:
        return e->kind == BY_ELEMENT && named && content_is(w, p->a, e->node);
    case ATTRIBUTE:
        return e->kind == BY_ATTRIBUTE && named &&
               (p->a->op == TEXT || strcmp(p->a->value, e->text) == 0);
    case VALUE:
        return e->kind == BY_TEXT && strcmp(p->value, e->text) == 0;
    default:
        return p->op == TEXT && e->kind == BY_TEXT;
    }
}

static const struct pat *derive(struct world *w, const struct pat *p, const struct event *e)
{
    const struct pat *no = make(w, NOT_ALLOWED, NULL, NULL), *x, *y;

    switch (p->op) {
    case CHOICE:
        return join(w, CHOICE, derive(w, p->a, e), derive(w, p->b, e));
    case GROUP:
    case INTERLEAVE:
        x = join(w, p->op, derive(w, p->a, e), p->b);
        y = no;
        if (p->op == INTERLEAVE || e->kind == BY_ATTRIBUTE)
            y = join(w, p->op, p->a, derive(w, p->b, e));
        else if (nullable(w, p->a))
            y = derive(w, p->b, e);
        return join(w, CHOICE, x, y);
    case REPEAT:
        return join(w, GROUP, derive(w, p->a, e), join(w, CHOICE, p, make(w, EMPTY, NULL, NULL)));
    default:
        return !leaf_takes(w, p, e) ? no : p->op == TEXT ? p : make(w, EMPTY, NULL, NULL);
    }
}

/* No attribute comes any more. */
static const struct pat *closed(struct world *w, const struct pat *p)
{
    if (p->op == ATTRIBUTE)
        return make(w, NOT_ALLOWED, NULL, NULL);
    if (p->op == REPEAT) {
        const struct pat *a = closed(w, p->a);
        return a->op == NOT_ALLOWED ? a : make(w, REPEAT, a, NULL);
    }
    if (p->op == CHOICE || p->op == GROUP || p->op == INTERLEAVE)
        return join(w, p->op, closed(w, p->a), closed(w, p->b));
    return p;
}

static bool content_is(struct world *w, const struct pat *p, const struct node *n)
{
    struct event text = {.kind = BY_TEXT, .text = ""};

    for (int i = 0; i < 2; i++)
        if (n->attributes[i])
            p = derive(w, p, &(struct event){BY_ATTRIBUTE, "pq"[i], n -> attributes[i], NULL});
    p = closed(w, p);
    if (n->n == 0 || (n->n == 1 && !n->child[0].element)) {
        text.text = n->n ? n->child[0].text : "";
        return (blank(text.text) && nullable(w, p)) || nullable(w, derive(w, p, &text));
    }
    for (int i = 0; i < n->n; i++) {
        const struct node *k = n->child[i].element;
        text.text = n->child[i].text;
        if (k)
            p = derive(w, p, &(struct event){BY_ELEMENT, k->name, NULL, k});
        else if (!blank(text.text))
            p = derive(w, p, &text);
    }
    return nullable(w, p);
}

/* ---- the comparison ---- */

static void compare(struct world *w, const struct tp_rng_schema *s, const struct pat *start,
                    const char *schema)
{
    struct tp_rng_validator *v = tp_rng_validator_new(w->a, s);

    for (int i = 0; i < DOCUMENTS; i++) {
        struct node *n = random_node(w, (int)pick(w, 4));
        struct tp_buf b = tp_buf_new(w->a);
        bool wanted;
        n->name = 'a';
        wanted = leaf_takes(w, start, &(struct event){BY_ELEMENT, n->name, NULL, n});
        print_node(&b, n);
        if (tp_rng_validate_memory(v, b.p, b.len, "d.xml", tp_diags_new(w->a, 0)) != wanted)
            fail_msg("%s\n%s: should be %s", schema, b.p, wanted ? "valid" : "invalid");
        w->documents++;
        w->valid += wanted;
    }
}

static void one_schema(void *arg)
{
    struct world *w = arg;
    struct tp_buf b = tp_buf_new(w->a);
    struct pat *start = (struct pat *)make(w, ELEMENT, random_pattern(w, 3), NULL);
    struct tp_rng_schema *s;

    start->name = 'a';
    tp_buf_str(&b, "start = ");
    print(&b, start);
    for (int i = 0; i < DEFINES; i++) {
        struct pat *d = (struct pat *)make(w, ELEMENT, random_pattern(w, 2), NULL);
        d->name = "abc"[i];
        w->defines[i] = d;
        tp_buf_fmt(&b, "\nd%d = ", i);
        print(&b, d);
    }
    s = tp_rng_load_memory(w->a, b.p, b.len, "s.rnc", NULL, tp_diags_new(w->a, 0));
    if (!s)
        return; /* it breaks a rule of section 7 */
    w->schemas++;
    compare(w, s, start, b.p);
}

static void test_oracle(void **state)
{
    struct world w = {.seed = 1};

    (void)state;
    for (int i = 0; i < SCHEMAS; i++) {
        w.a = tp_arena_new(0);
        assert_true(tp_guard(w.a, one_schema, &w));
        tp_arena_free(w.a);
    }
    print_message("%zu schemas, %zu documents, %zu of them valid\n", w.schemas, w.documents,
                  w.valid);
    assert_true(w.schemas > SCHEMAS / 4 && w.valid > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_oracle)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
