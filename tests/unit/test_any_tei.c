/*
 * test_any_tei.c - whatever element of TEI holds text shows it, as HTML and as plain text.
 *
 * From the schema of all of TEI (tei_all-*.rng in the shared test data) comes which element may
 * stand in which, and which may hold text. For each that may, a document is made: the shortest way
 * from the body of a text down to the element (from the front or back, standOff, sourceDoc,
 * facsimile or the header, where the body doesn't lead to it), and one word in it. That word must
 * be in what is published. What is left out on purpose stands in a table, with the reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/tree.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/transform/transform.h"

#define NS_RNG "http://relaxng.org/ns/structure/1.0"
#define WORD   "Wortzeuge"

enum { MAX_ELEMENTS = 1024, MAX_DEFINES = 4096, MAX_PATH = 24 };

struct element {
    const char *name;
    xmlNode *node; /* rng:element */
    int parent;    /* on the way from the root; -1: not reached, or the root */
    bool reached;
};

struct define {
    const char *name;
    xmlNode *node;
    bool seen; /* in the walk under way */
};

struct world {
    struct tp_arena *arena;
    struct tp_diags *ds;
    struct element elements[MAX_ELEMENTS];
    size_t n_elements;
    struct define defines[MAX_DEFINES];
    size_t n_defines;
};

/* A form of publication: the format, and a parameter of its stylesheet. */
struct form {
    const char *name, *format;
    const char *params[3];
};
static const struct form forms[] = {
    {"page", "html", {NULL}},
    {"reading", "text", {"view", "reading", NULL}},
    {"diplomatic", "text", {"view", "diplomatic", NULL}},
};

/* What isn't shown, where (in all forms, without one), and why. What is shown must not stand here.
 */
static const struct {
    const char *name, *form, *reason;
} left_out[] = {
    {"del", "reading", "a reading text is without what its writer deleted"},
    {"surplus", "reading", "a reading text is without what its editor holds to be too much"},
    {"fw", "reading", "running heads and catchwords are of the sheet, not of the text"},
    {"xenoData", NULL, "metadata in another markup, for machines"},
};

/* Elements through which no way leads. What stands in them is tried in a sentence alone. */
static const struct {
    const char *name, *reason;
} no_way[] = {
    {"index", "for an index in print: the words are in the text already"},
    {"xenoData", "not shown"},
    {"egXML", "an example of markup, not markup"},
    {"encodingDesc",
     "how the file is encoded: taxonomies and declarations for machines; what they say "
     "of a document is shown with it"},
};

static bool is_rng(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0 && n->ns &&
           strcmp((const char *)n->ns->href, NS_RNG) == 0;
}

static const char *name_of(struct world *w, xmlNode *n)
{
    xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)"name");
    char *name = value ? tp_strdup(w->arena, (const char *)value) : NULL;

    xmlFree(value);
    return name;
}

static xmlNode *next_in(const xmlNode *root, xmlNode *n, bool down)
{
    if (down && n->children)
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

static void read_grammar(struct world *w, xmlNode *root)
{
    for (xmlNode *n = root; n; n = next_in(root, n, true)) {
        const char *name = n->type == XML_ELEMENT_NODE ? name_of(w, n) : NULL;
        if (name && is_rng(n, "define")) {
            assert_true(w->n_defines < MAX_DEFINES);
            w->defines[w->n_defines++] = (struct define){name, n, false};
        } else if (name && is_rng(n, "element")) {
            assert_true(w->n_elements < MAX_ELEMENTS);
            w->elements[w->n_elements++] = (struct element){name, n, -1, false};
        }
    }
}

static int element_of(const struct world *w, const xmlNode *node)
{
    for (size_t i = 0; i < w->n_elements; i++)
        if (w->elements[i].node == node)
            return (int)i;
    return -1;
}

static int element_named(const struct world *w, const char *name)
{
    for (size_t i = 0; i < w->n_elements; i++)
        if (strcmp(w->elements[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* What may stand in a pattern: FN for each element, and whether text. */
struct content {
    struct world *w;
    bool text;
    int *children;
    size_t n, max;
};

static void walk(struct content *c, xmlNode *root)
{
    xmlNode *n = next_in(root, root, true);

    while (n) {
        bool down = true;
        if (is_rng(n, "element")) {
            int i = element_of(c->w, n);
            down = false;
            if (i >= 0 && c->n < c->max)
                c->children[c->n++] = i;
        } else if (is_rng(n, "attribute")) {
            down = false;
        } else if (is_rng(n, "text") || is_rng(n, "data") || is_rng(n, "value")) {
            c->text = true;
        } else if (is_rng(n, "ref")) {
            const char *name = name_of(c->w, n);
            for (size_t i = 0; name && i < c->w->n_defines; i++) {
                struct define *d = &c->w->defines[i];
                if (!d->seen && strcmp(d->name, name) == 0) {
                    d->seen = true;
                    walk(c, d->node); /* each define once: the depth is bounded by their number */
                }
            }
        }
        n = next_in(root, n, down);
    }
}

static struct content content_of(struct world *w, int i, int *children, size_t max)
{
    struct content c = {w, false, children, 0, max};

    for (size_t k = 0; k < w->n_defines; k++)
        w->defines[k].seen = false;
    walk(&c, w->elements[i].node);
    return c;
}

static bool is_no_way(const char *name)
{
    for (size_t i = 0; i < sizeof no_way / sizeof *no_way; i++)
        if (strcmp(no_way[i].name, name) == 0)
            return true;
    return false;
}

/* Breadth first from ROOT to all that isn't reached yet. PARENT: what ROOT stands in, or -1. */
static void reach(struct world *w, const char *root, int parent)
{
    static const char *const first[] = {"p", "div", "ab", NULL}; /* the usual ways before others */
    int queue[MAX_ELEMENTS], children[MAX_ELEMENTS * 4];
    size_t head = 0, tail = 0;
    int i = element_named(w, root);

    assert_true(i >= 0);
    if (w->elements[i].reached)
        return;
    w->elements[i].reached = true;
    w->elements[i].parent = parent;
    queue[tail++] = i;
    while (head < tail) {
        int at = queue[head++];
        struct content c = content_of(w, at, children, sizeof children / sizeof *children);
        if (is_no_way(w->elements[at].name))
            continue;
        for (int pass = 0; pass < 2; pass++)
            for (size_t k = 0; k < c.n; k++) {
                struct element *e = &w->elements[children[k]];
                bool usual = false;
                for (size_t f = 0; first[f]; f++)
                    usual = usual || strcmp(first[f], e->name) == 0;
                if (e->reached || (pass == 0 && !usual))
                    continue;
                e->reached = true;
                e->parent = at;
                queue[tail++] = children[k];
            }
    }
}

static void add_path(struct world *w, struct tp_buf *xml, int i)
{
    int path[MAX_PATH], n = 0;

    for (; i >= 0 && n < MAX_PATH; i = w->elements[i].parent)
        path[n++] = i;
    for (int k = n; k-- > 0;) {
        bool root = k == n - 1;
        tp_buf_fmt(xml, "<%s%s>", w->elements[path[k]].name,
                   root ? " xmlns=\"http://www.tei-c.org/ns/1.0\"" : "");
        if (root && !(n > 1 && strcmp(w->elements[path[n - 2]].name, "teiHeader") == 0))
            tp_buf_str(xml, "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
                            "<publicationStmt><p>P</p></publicationStmt><sourceDesc><p>S</p>"
                            "</sourceDesc></fileDesc></teiHeader>");
    }
    tp_buf_str(xml, WORD);
    for (int k = 0; k < n; k++)
        tp_buf_fmt(xml, "</%s>", w->elements[path[k]].name);
}

static const char *why_left_out(const char *name, const struct form *form)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i].name, name) == 0 &&
            (!left_out[i].form || strcmp(left_out[i].form, form->name) == 0))
            return left_out[i].reason;
    return NULL;
}

/* In the middle of a sentence, whether it may stand there or not. */
static void add_sentence(struct world *w, struct tp_buf *xml, int i)
{
    const char *name = w->elements[i].name;

    tp_buf_fmt(xml,
               "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>before <%s>" WORD
               "</%s> behind</p></body></text></TEI>",
               name, name);
}

static size_t try_one(struct world *w, int i, const struct form *form, struct tp_stylesheet *sheet,
                      void (*add)(struct world *w, struct tp_buf *xml, int i))
{
    struct tp_buf xml = tp_buf_new(w->arena), out = tp_buf_new(w->arena);
    const char *name = w->elements[i].name, *why = why_left_out(name, form);
    struct tp_transform how = {.params = form->params};
    xmlDocPtr doc;
    bool shown;

    add(w, &xml, i);
    doc = tp_xml_read_memory(w->arena, xml.p, xml.len, "test.xml", w->ds);
    assert_non_null(doc);
    assert_true(tp_transform(w->arena, sheet, doc, &how, &out, w->ds));
    tp_buf_char(&out, '\0');
    shown = strstr(out.p, WORD) != NULL;
    if (shown && why)
        print_error("%s: %s shows it, and the table says that it is left out\n", name, form->name);
    else if (!shown && !why)
        print_error("%s: %s doesn't show it: %s\n", name, form->name, xml.p);
    return shown == !!why;
}

static void run(struct world *w)
{
    static const char *const roots[] = {"body",      "front",     "back",      "standOff",
                                        "sourceDoc", "facsimile", "teiHeader", NULL};
    const char *shared = getenv("TEIPIPE_SHARED");
    char *schema =
        tp_fmt(w->arena, "%s/tei/tei_all-4.8.0.rng", shared && *shared ? shared : "../shared");
    xmlDocPtr rng;
    size_t bad = 0, tried = 0;
    int tei, text;

    if (!tp_file_exists(schema))
        skip();
    rng = tp_xml_read_file(w->arena, schema, w->ds);
    assert_non_null(rng);
    read_grammar(w, xmlDocGetRootElement(rng));
    tei = element_named(w, "TEI");
    text = element_named(w, "text");
    w->elements[tei].reached = w->elements[text].reached = true;
    w->elements[text].parent = tei;
    for (size_t r = 0; roots[r]; r++)
        reach(w, roots[r], r < 3 ? text : tei);
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        struct tp_stylesheet *sheet =
            tp_stylesheet_load(w->arena, tp_format_find(forms[f].format)->stylesheet, w->ds);
        assert_non_null(sheet);
        for (size_t i = 0; i < w->n_elements; i++) {
            int children[MAX_ELEMENTS * 4];
            if (!content_of(w, (int)i, children, sizeof children / sizeof *children).text)
                continue;
            if (w->elements[i].reached)
                bad += try_one(w, (int)i, &forms[f], sheet, add_path);
            bad += try_one(w, (int)i, &forms[f], sheet, add_sentence);
            tried++;
        }
    }
    assert_int_equal(bad, 0);
    print_message("# %zu documents\n", 2 * tried);
    assert_true(tried > 500);
}

static void enter(void *arg)
{
    struct world *w = arg;

    w->ds = tp_diags_new(w->arena, 0);
    run(w);
}

static void test_any_tei(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    (void)state;
    assert_non_null(w);
    w->arena = tp_arena_new(0);
    assert_non_null(w->arena);
    assert_true(tp_guard(w->arena, enter, w));
    tp_arena_free(w->arena);
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_tei)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
