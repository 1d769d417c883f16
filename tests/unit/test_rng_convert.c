/*
 * test_rng_convert.c - schemas to the other syntax and back: random ones, with notes of every kind
 * in every place, keep all that is noted, read the same a second time, and accept and refuse the
 * same documents. tests/relaxng/convert has pairs of files that show the form.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/validate/relaxng/relaxng.h"
#include "guard.h"

enum { SCHEMAS = 1500, DOCUMENTS = 40, LEAST_LOADED = 500, LEAST_VALID = 200, LEAST_PAIRS = 5 };

#define NS "http://relaxng.org/ns/structure/1.0"

struct world {
    struct tp_arena *a;
    uint32_t seed;
    struct tp_buf xml;
    const char *prefix; /* of RELAX NG's namespace: "" or "g:" */
    int notes, defines;
    bool noted; /* notes may come */
    const char *text, *text_name;
};

static uint32_t pick(struct world *w, uint32_t n)
{
    w->seed = w->seed * 1664525u + 1013904223u;
    return (w->seed >> 8) % n;
}

static bool chance(struct world *w, uint32_t of)
{
    return pick(w, of) == 0;
}

static void out(struct world *w, const char *s)
{
    tp_buf_str(&w->xml, s);
}

/* ---- notes, each with a number of its own ---- */

static const char *mark(struct world *w)
{
    return tp_fmt(w->a, "N%dN", w->notes++);
}

static void comment(struct world *w)
{
    if (chance(w, 3))
        tp_buf_fmt(&w->xml, "<!--\n    %s\n      # deeper - and -\n\n    %s\n  -->", mark(w),
                   mark(w));
    else
        tp_buf_fmt(&w->xml, "<!-- %s -->", mark(w));
}

static void foreign(struct world *w, int depth)
{
    static const char *const names[] = {"p:x", "q:start", "text", "element", "p:text"};
    const char *name = names[pick(w, 5)];

    tp_buf_fmt(&w->xml, "<%s%s", name, strchr(name, ':') ? "" : " xmlns=\"\"");
    if (chance(w, 2))
        tp_buf_fmt(&w->xml, " k=\"%s 'x' &quot;y&quot; &#10;\"", mark(w));
    if (chance(w, 3))
        tp_buf_fmt(&w->xml, " q:k=\"%s\"", mark(w));
    out(w, ">");
    if (chance(w, 2))
        tp_buf_fmt(&w->xml, "%s&amp; \\x{41} ", mark(w));
    if (depth > 0 && chance(w, 2))
        foreign(w, depth - 1);
    if (chance(w, 4))
        comment(w);
    tp_buf_fmt(&w->xml, "</%s>", name);
}

static void notes(struct world *w)
{
    while (w->noted && chance(w, 4))
        switch (pick(w, 3)) {
        case 0:
            comment(w);
            break;
        case 1:
            foreign(w, 1);
            break;
        default:
            tp_buf_fmt(&w->xml,
                       "<a:documentation>%s\n          of two\n            lines %s"
                       "</a:documentation>",
                       mark(w), mark(w));
        }
}

/* ---- elements of the schema ---- */

static void attribute_notes(struct world *w)
{
    if (w->noted && chance(w, 6))
        tp_buf_fmt(&w->xml, " p:note=\"%s\"", mark(w));
    if (w->noted && chance(w, 12))
        tp_buf_fmt(&w->xml, " xml:lang=\"%s\"", mark(w));
}

/* <NAME ATTRIBUTES>, with a namespace of its own now and then. */
static void open(struct world *w, const char *name, const char *attributes)
{
    static const char *const spaces[] = {"", "urn:x", "urn:p"};

    tp_buf_fmt(&w->xml, "<%s%s%s", w->prefix, name, attributes);
    if (chance(w, 8))
        tp_buf_fmt(&w->xml, " ns=\"%s\"", spaces[pick(w, 3)]);
    attribute_notes(w);
    out(w, ">");
}

static void close(struct world *w, const char *name)
{
    tp_buf_fmt(&w->xml, "</%s%s>", w->prefix, name);
}

static void word(struct world *w, const char *tag, const char *attributes, const char *text)
{
    open(w, tag, attributes);
    if (w->noted && chance(w, 5))
        comment(w);
    out(w, text);
    close(w, tag);
}

static const char *some_name(struct world *w)
{
    static const char *const names[] = {"a", "b", "a", "p:a", "q:b", "text", "xml:lang"};

    return names[pick(w, 7)];
}

static void name_class(struct world *w, int depth)
{
    uint32_t kind = pick(w, depth > 0 ? 6 : 2);
    const char *tag = kind == 2 ? "choice" : kind % 2 ? "anyName" : "nsName";

    if (kind <= 1) {
        word(w, "name", "", some_name(w));
        return;
    }
    open(w, tag, "");
    notes(w);
    for (uint32_t n = kind == 2 ? 1 + pick(w, 3) : 0; n > 0; n--) {
        name_class(w, depth - 1);
        notes(w);
    }
    if (kind > 2 && chance(w, 2)) {
        open(w, "except", "");
        notes(w);
        word(w, "name", "", some_name(w));
        notes(w);
        if (chance(w, 2))
            word(w, "name", "", some_name(w));
        close(w, "except");
        notes(w);
    }
    close(w, tag);
}

static void pattern(struct world *w, int depth);

static void several(struct world *w, int depth, uint32_t least)
{
    notes(w);
    for (uint32_t n = least + pick(w, 3 - least); n > 0; n--) {
        pattern(w, depth - 1);
        notes(w);
    }
}

static void named(struct world *w, const char *tag, int depth)
{
    bool short_form = chance(w, 2);

    open(w, tag, short_form ? tp_fmt(w->a, " name=\"%s\"", some_name(w)) : "");
    notes(w);
    if (!short_form)
        name_class(w, 2);
    notes(w);
    if (tag[0] == 'e')
        several(w, depth, 1);
    else if (chance(w, 2))
        pattern(w, 0);
    close(w, tag);
}

static void data(struct world *w)
{
    open(w, "data", " type=\"string\"");
    notes(w);
    if (chance(w, 2)) {
        word(w, "param", " name=\"maxLength\"", "3");
        notes(w);
    }
    if (chance(w, 2)) {
        word(w, "param", " name=\"pattern\"", "[x\"'\\\\]*");
        notes(w);
    }
    if (chance(w, 2)) {
        open(w, "except", "");
        notes(w);
        word(w, "value", "", "x");
        notes(w);
        if (chance(w, 2))
            word(w, "value", " type=\"token\"", "y");
        close(w, "except");
        notes(w);
    }
    close(w, "data");
}

static void leaf(struct world *w)
{
    static const char *const leaves[] = {"text", "empty", "notAllowed", "text", "empty"};
    const char *tag = leaves[pick(w, 5)];

    switch (pick(w, 5)) {
    case 0:
        word(w, "value", chance(w, 2) ? "" : " type=\"string\"", "x");
        return;
    case 1:
        data(w);
        return;
    case 2:
        open(w, "ref", tp_fmt(w->a, " name=\"d%d\"", (int)pick(w, 2)));
        notes(w);
        close(w, "ref");
        return;
    default:
        open(w, tag, "");
        notes(w);
        close(w, tag);
    }
}

static void pattern(struct world *w, int depth)
{
    static const char *const groups[] = {"group",      "choice", "interleave", "optional",
                                         "zeroOrMore", "mixed",  "oneOrMore",  "choice"};
    const char *tag = groups[pick(w, 8)];

    if (depth <= 0 || chance(w, 6)) {
        leaf(w);
    } else if (chance(w, 3)) {
        named(w, "element", depth);
    } else if (chance(w, 3)) {
        named(w, "attribute", depth);
    } else if (chance(w, 12)) {
        open(w, "externalRef", " href=\"part%20one.rng\"");
        notes(w);
        close(w, "externalRef");
    } else {
        open(w, tag, "");
        several(w, depth, 1);
        close(w, tag);
    }
}

/* ---- grammars ---- */

static void define(struct world *w, const char *name)
{
    open(w, "define", tp_fmt(w->a, " name=\"%s\"", name));
    notes(w);
    named(w, "element", 2);
    notes(w);
    close(w, "define");
}

static void include(struct world *w)
{
    open(w, "include", " href=\"part%20two.rng\"");
    notes(w);
    if (chance(w, 2))
        define(w, "i0");
    notes(w);
    if (chance(w, 3)) {
        open(w, "div", "");
        notes(w);
        define(w, "i1");
        close(w, "div");
    }
    close(w, "include");
}

static void schema(struct world *w)
{
    w->xml = tp_buf_new(w->a);
    w->prefix = chance(w, 3) ? "g:" : "";
    w->notes = 0;
    w->noted = !chance(w, 4);
    if (w->noted && chance(w, 3))
        comment(w);
    tp_buf_fmt(&w->xml,
               "<%sgrammar xmlns%s=\"" NS "\" xmlns:p=\"urn:p\" xmlns:q=\"urn:x\" "
               "xmlns:a=\"http://relaxng.org/ns/compatibility/annotations/1.0\" "
               "datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\"%s>",
               w->prefix, *w->prefix ? ":g" : "", chance(w, 2) ? " ns=\"urn:x\"" : "");
    notes(w);
    open(w, "start", "");
    notes(w);
    named(w, "element", 4);
    notes(w);
    close(w, "start");
    notes(w);
    define(w, "d0");
    notes(w);
    if (chance(w, 2)) {
        open(w, "div", "");
        notes(w);
        define(w, "d1");
        notes(w);
        close(w, "div");
    } else {
        define(w, "d1");
    }
    if (chance(w, 3))
        include(w);
    notes(w);
    close(w, "grammar");
    if (w->noted && chance(w, 4))
        comment(w);
}

/* ---- documents ---- */

static void element(struct world *w, struct tp_buf *b, int depth)
{
    static const char *const names[] = {"a", "b", "text", "p:a", "q:b", "q:a", "p:b", "q:text"};
    const char *name = names[pick(w, 8)];

    tp_buf_fmt(b, "<%s", name);
    if (chance(w, 5))
        tp_buf_fmt(b, " %s=\"%s\"", names[pick(w, 8)], chance(w, 2) ? "x" : "yy");
    tp_buf_str(b, ">");
    if (chance(w, 4))
        tp_buf_str(b, chance(w, 2) ? "x" : "words");
    for (uint32_t n = depth > 0 ? pick(w, 3) : 0; n > 0; n--)
        element(w, b, depth - 1);
    tp_buf_fmt(b, "</%s>", name);
}

static struct tp_buf document(struct world *w)
{
    struct tp_buf inner = tp_buf_new(w->a), b = tp_buf_new(w->a);
    const char *end;

    element(w, &inner, 2);
    end = inner.p + strcspn(inner.p, " >");
    tp_buf_fmt(&b, "%.*s xmlns:p=\"urn:p\" xmlns:q=\"urn:x\"%s%s", (int)(end - inner.p), inner.p,
               chance(w, 2) ? " xmlns=\"urn:x\"" : "", end);
    return b;
}

/* ---- there and back ---- */

static const char part_one[] =
    "<element name='b' xmlns='" NS "'><optional><ref name='b' xmlns='urn:n'/><empty/></optional>"
    "</element>";
static const char part_two[] =
    "<grammar xmlns='" NS "'><define name='i0'><element name='a'><text/></element></define>"
    "<define name='i1'><element name='b'><ref name='i0'/></element></define></grammar>";
static const char part_one_compact[] = "element b { empty? }";
static const char part_two_compact[] = "i0 = element a { text } i1 = element b { i0 }";

static bool read(void *arg, struct tp_arena *a, const char *uri, char **data, size_t *len)
{
    const struct world *w = arg;
    const char *text = strcmp(uri, w->text_name) == 0     ? w->text
                       : strcmp(uri, "part one.rng") == 0 ? part_one
                       : strcmp(uri, "part two.rng") == 0 ? part_two
                       : strcmp(uri, "part one.rnc") == 0 ? part_one_compact
                       : strcmp(uri, "part two.rnc") == 0 ? part_two_compact
                                                          : NULL;

    if (!text)
        return false;
    *data = tp_strdup(a, text);
    *len = strlen(text);
    return true;
}

/* cmocka's own messages are cut off. */
static void give_up(const char *what, const char *from, const char *to)
{
    fprintf(stderr, "%s\n---\n%s\n---\n", from, to);
    fail_msg("%s", what);
}

static const char *converted(struct world *w, const char *text, enum tp_rng_syntax to)
{
    const struct tp_rng_options options = {.read = read, .arg = w};
    struct tp_diags *ds = tp_diags_new(w->a, 0);
    struct tp_buf b = tp_buf_new(w->a);

    w->text = text;
    w->text_name = to == TP_RNG_XML ? "s.rnc" : "s.rng";
    if (!tp_rng_convert(w->a, w->text_name, to, &options, &b, ds))
        give_up(tp_fmt(w->a, "%zu:%zu: %s", ds->first->loc.line, ds->first->loc.col,
                       ds->first->message),
                text, "");
    return b.p;
}

static struct tp_rng_schema *loaded(struct world *w, const char *text, struct tp_diags *ds)
{
    const struct tp_rng_options options = {.read = read, .arg = w};

    w->text = text;
    w->text_name = *text == '<' ? "s.rng" : "s.rnc";
    return tp_rng_load(w->a, w->text_name, &options, ds);
}

static void all_notes(const struct world *w, const char *from, const char *to)
{
    for (int i = 0; i < w->notes; i++) {
        const char *word = tp_fmt(w->a, "N%dN", i), *at = strstr(to, word);
        if (!at || strstr(at + 1, word))
            give_up(tp_fmt(w->a, "%s is there %s", word, at ? "twice" : "no more"), from, to);
    }
}

static bool valid(struct world *w, const struct tp_rng_schema *s, const struct tp_buf *doc)
{
    return tp_rng_validate_memory(tp_rng_validator_new(w->a, s), doc->p, doc->len, "d.xml",
                                  tp_diags_new(w->a, 0));
}

static size_t same_verdicts(struct world *w, const char *xml, const char *compact, const char *back)
{
    const char *texts[3] = {xml, compact, back};
    struct tp_rng_schema *s[3];
    size_t n = 0;

    for (int i = 0; i < 3; i++) {
        struct tp_diags *ds = tp_diags_new(w->a, 0);
        s[i] = loaded(w, texts[i], ds);
        if (i && !s[i] != !s[0])
            give_up(ds->first ? ds->first->message : "loads", xml, texts[i]);
    }
    for (int k = 0; s[0] && k < DOCUMENTS; k++) {
        struct tp_buf doc = document(w);
        bool first = valid(w, s[0], &doc);
        for (int i = 1; i < 3; i++)
            if (valid(w, s[i], &doc) != first)
                give_up(tp_fmt(w->a, "%s: %s", first ? "no more valid" : "valid now", doc.p), xml,
                        texts[i]);
        n += first;
    }
    return s[0] ? n + 1 : 0;
}

static void one(struct world *w, size_t *n_loaded, size_t *n_valid)
{
    const char *compact, *back, *again, *third;
    size_t n;

    schema(w);
    compact = converted(w, w->xml.p, TP_RNG_COMPACT);
    all_notes(w, w->xml.p, compact);
    back = converted(w, compact, TP_RNG_XML);
    all_notes(w, compact, back);
    again = converted(w, back, TP_RNG_COMPACT);
    third = converted(w, converted(w, again, TP_RNG_XML), TP_RNG_COMPACT);
    if (strcmp(again, third) != 0)
        give_up("not stable", again, third);
    n = same_verdicts(w, w->xml.p, compact, back);
    *n_loaded += n > 0;
    *n_valid += n ? n - 1 : 0;
}

struct totals {
    struct world w;
    size_t loaded, valid;
};

static void one_guarded(void *arg)
{
    struct totals *t = arg;

    one(&t->w, &t->loaded, &t->valid);
}

static void test_random(void **state)
{
    struct totals t = {.w = {.seed = 1}};

    (void)state;
    for (uint32_t i = 1; i <= SCHEMAS; i++) {
        t.w.a = tp_arena_new(0);
        t.w.seed = i;
        assert_non_null(t.w.a);
        assert_true(tp_guard(t.w.a, one_guarded, &t));
        tp_arena_free(t.w.a);
    }
    print_message("%d random schemas, %zu of them correct, %zu valid documents\n", (int)SCHEMAS,
                  t.loaded, t.valid);
    assert_true(t.loaded >= LEAST_LOADED && t.valid >= LEAST_VALID);
}

/* ---- pairs of files: NAME.from.EXT is written as NAME.to.EXT ---- */

static bool is_source(const char *path, void *arg)
{
    (void)arg;
    return strstr(path, ".from.") != NULL;
}

static void pairs(struct tp_arena *a)
{
    const char *update = getenv("TP_UPDATE");
    struct tp_paths paths = {0};
    struct tp_diags *ds = tp_diags_new(a, 0);

    assert_true(tp_list_files(a, "tests/relaxng/convert", is_source, NULL, &paths, ds));
    assert_true(paths.n >= LEAST_PAIRS);
    for (size_t i = 0; i < paths.n; i++) {
        bool compact = strstr(paths.v[i], ".from.rng") != NULL;
        struct tp_buf b = tp_buf_new(a);
        const char *to;
        char *wanted = NULL;
        size_t len;
        to = tp_fmt(a, "%.*s.to.%s", (int)(strstr(paths.v[i], ".from.") - paths.v[i]), paths.v[i],
                    compact ? "rnc" : "rng");
        if (!tp_rng_convert(a, paths.v[i], compact ? TP_RNG_COMPACT : TP_RNG_XML, NULL, &b, ds))
            fail_msg("%s: %s", paths.v[i], ds->first->message);
        if (update && strcmp(update, "1") == 0)
            assert_true(tp_write_file(a, to, b.p, b.len, ds));
        if (!tp_read_file(a, to, &wanted, &len, ds) || strcmp(wanted, b.p) != 0)
            fail_msg("%s:\n%s", to, b.p);
    }
}

static void test_pairs(void **state)
{
    (void)state;
    guarded(pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random), cmocka_unit_test(test_pairs)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
