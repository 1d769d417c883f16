/*
 * test_encode_property.c - thousands of documents, made up from the layout files, through the
 * encoder.
 *
 * Of each: all its text is in the TEI, or there is an error; the TEI is well formed and valid; the
 * same document gives the same bytes; a paragraph put in or taken out leaves the ids of the others;
 * the sieve never keeps an expression from matching.
 *
 * TP_PROPERTY_RUNS sets how many documents, TP_PROPERTY_SEED where to begin; one that fails is
 * named by its seed. TP_PROPERTY_KEEP is a folder to write the failing ones to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/encode/encode.h"
#include "../../pipeline/encode/layout.h"
#include "../../pipeline/validate/validate.h"
#include "compose.h"
#include "guard.h"

enum { RUNS = 2000, SANITIZED_RUNS = 200, SAMPLE = 20 };

static unsigned long setting(const char *name, unsigned long fallback)
{
    const char *value = getenv(name);

    return value ? strtoul(value, NULL, 10) : fallback;
}

static unsigned long runs(void)
{
    const char *slow = getenv("SLOW");

    return setting("TP_PROPERTY_RUNS", slow && strcmp(slow, "no") == 0 ? SANITIZED_RUNS : RUNS);
}

static void report(struct tp_arena *a, uint64_t seed, bool markdown, const char *source,
                   const char *what)
{
    const char *keep = getenv("TP_PROPERTY_KEEP");
    char *name = tp_fmt(a, "%s/%llu.%s", keep ? keep : "", (unsigned long long)seed,
                        markdown ? "md" : "txt");

    print_message("seed %llu (%s): %s\n", (unsigned long long)seed, markdown ? "md" : "txt", what);
    if (keep)
        (void)tp_write_file(a, name, source, strlen(source), tp_diags_new(a, 0));
}

struct fixture {
    struct grammars *grammars;
    struct tp_encoder *encoder;
    struct tp_schema *schema, *all; /* ALL: the TEI Consortium's; NULL: not there */
};

static struct fixture set_up(struct tp_arena *a)
{
    struct fixture f = {0};
    struct tp_diags *ds = tp_diags_new(a, 0);
    static const char *const authority[] = {"corpus/authority/persons.xml",
                                            "corpus/authority/places.xml"};
    struct tp_encoder_options o = {.authority = authority, .n_authority = 2};
    const char *shared = getenv("TEIPIPE_SHARED");
    char *path = tp_fmt(a, "%s/tei/tei_all-4.8.0.rng", shared ? shared : "../shared");

    f.grammars = read_grammars(a);
    f.encoder = tp_encoder_new(a, &o, ds);
    f.schema = tp_schema_load(a, "teipipe:schemas/teipipe.rng", ds);
    if (tp_file_exists(path))
        f.all = tp_schema_load(a, path, ds);
    assert_non_null(f.encoder);
    assert_non_null(f.schema);
    return f;
}

/* What is wrong with this document; NULL: nothing. */
static const char *fault(struct tp_arena *a, const struct fixture *f, const char *source,
                         const char *file, bool sample)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_encoded out, again;
    bool ok = tp_encode_memory(f->encoder, a, file, source, strlen(source), "made-up", &out, ds);

    if (!ok)
        return tp_fmt(a, "not encoded: %s", ds->first ? ds->first->message : "without a word");
    if (out.covered != out.chars || out.chars == 0 || ds->errors)
        return tp_fmt(a, "%llu of %llu characters, %zu errors", (unsigned long long)out.covered,
                      (unsigned long long)out.chars, ds->errors);
    if (!tp_schema_validate_memory(f->schema, a, out.xml, out.len, "made-up.xml", ds))
        return tp_fmt(a, "not valid: line %zu: %s", ds->first->loc.line, ds->first->message);
    if (!sample)
        return NULL;
    if (f->all && !tp_schema_validate_memory(f->all, a, out.xml, out.len, "made-up.xml", ds))
        return tp_fmt(a, "no TEI: line %zu: %s", ds->first->loc.line, ds->first->message);
    if (!tp_encode_memory(f->encoder, a, file, source, strlen(source), "made-up", &again, ds) ||
        again.len != out.len || memcmp(again.xml, out.xml, out.len) != 0)
        return "encoded twice, it is not the same";
    return NULL;
}

static void check_whole_and_valid(struct tp_arena *a)
{
    struct fixture f = set_up(a);
    unsigned long n = runs(), first = setting("TP_PROPERTY_SEED", 1), failed = 0;

    for (uint64_t seed = first; seed < first + n; seed++) {
        struct tp_arena *work = tp_arena_sub(a);
        bool markdown;
        char *source = compose(work, f.grammars, seed, &markdown);
        const char *what = fault(work, &f, source, markdown ? "made-up.md" : "made-up.txt",
                                 seed % SAMPLE == 0 || n == 1);
        if (what && ++failed <= 40)
            report(work, seed, markdown, source, what);
        tp_arena_free(work);
    }
    assert_int_equal(failed, 0);
}

/* ---- identifiers ---- */

struct ids {
    struct paragraph {
        const char *text, *id;
        size_t text_len, id_len;
    } v[64];
    size_t n;
};

/* The p elements of the result that hold a marker of ours, with their ids. */
static void find_ids(const char *xml, struct ids *out)
{
    out->n = 0;
    for (const char *p = xml; (p = strstr(p, "<p xml:id=\"")) && out->n < 64;) {
        struct paragraph *q = &out->v[out->n];
        q->id = p + strlen("<p xml:id=\"");
        q->id_len = strcspn(q->id, "\"");
        q->text = strchr(q->id, '>') + 1;
        q->text_len = (size_t)(strstr(q->text, "</p>") - q->text);
        p = q->text;
        out->n++;
    }
}

/* Every paragraph of X that Y has as well has the same id there. */
static size_t moved(const struct ids *x, const struct ids *y, size_t *common)
{
    size_t n = 0;

    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (x->v[i].text_len == y->v[k].text_len &&
                memcmp(x->v[i].text, y->v[k].text, x->v[i].text_len) == 0) {
                ++*common;
                n += x->v[i].id_len != y->v[k].id_len ||
                     memcmp(x->v[i].id, y->v[k].id, x->v[i].id_len) != 0;
            }
    return n;
}

/* A letter of N paragraphs, each another; without number WITHOUT, with a new one before NEW. */
static char *letter_of(struct tp_arena *a, uint64_t seed, size_t n, size_t without, size_t new)
{
    struct composing c = {.a = a};
    struct tp_buf out = tp_buf_new(a);

    tp_buf_str(&out, "5 January 1950\n\nDear Sir,\n\n");
    for (size_t i = 0; i < n; i++) {
        c.state = seed * 1000 + i + 1;
        c.out = out;
        if (i == new)
            tp_buf_str(&c.out,
                       "A paragraph that was forgotten stands here, and changes nothing.\n\n");
        if (i != without) {
            tp_buf_fmt(&c.out, "Point %zu of the talks. ", i);
            for (uint32_t k = 4 + roll(&c, 20); k; k--)
                tp_buf_fmt(&c.out, "%s ", PICK(&c, plain_words));
            tp_buf_str(&c.out, "was agreed.\n\n");
        }
        out = c.out;
    }
    tp_buf_str(&out, "Yours sincerely,\n\nJ. Exemplar\n");
    return out.p;
}

static void check_ids_stay(struct tp_arena *a)
{
    struct fixture f = set_up(a);
    struct tp_diags *ds = tp_diags_new(a, 0);
    unsigned long first = setting("TP_PROPERTY_SEED", 1);

    for (uint64_t seed = first; seed < first + runs() / 10; seed++) {
        struct tp_arena *work = tp_arena_sub(a);
        struct composing c = {.a = work, .state = seed};
        size_t n = 3 + roll(&c, 20), without = roll(&c, (uint32_t)n), new = roll(&c, (uint32_t)n);
        const char *before = letter_of(work, seed, n, SIZE_MAX, SIZE_MAX);
        const char *after = letter_of(work, seed, n, roll(&c, 2) ? without : SIZE_MAX, new);
        struct tp_encoded x, y;
        struct ids ids_x, ids_y;
        size_t common = 0;
        assert_true(
            tp_encode_memory(f.encoder, work, "a.txt", before, strlen(before), "a", &x, ds));
        assert_true(tp_encode_memory(f.encoder, work, "a.txt", after, strlen(after), "a", &y, ds));
        find_ids(x.xml, &ids_x);
        find_ids(y.xml, &ids_y);
        if (moved(&ids_x, &ids_y, &common) != 0 || common + 1 < n) {
            report(work, seed, false, after, "ids have changed");
            fail();
        }
        tp_arena_free(work);
    }
}

/* ---- the sieve ---- */

/* Texts that fit one expression, or nearly, put to all of them, with the sieves and without. */
static void check_sieve(struct tp_arena *a)
{
    struct grammars *all = read_grammars(a);
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_regex_set *with = tp_regex_set_new(a), *without = tp_regex_set_new(a);
    TP_VEC(const struct tp_regex *) x = {0}, y = {0};
    struct tp_matcher *m, *bare;
    size_t matches = 0, asked = 0, denied = 0;

    for (size_t g = 0; g <= all->list.n; g++) {
        const struct grammar *from = g < all->list.n ? all->list.v[g] : all->common;
        for (size_t i = 0; i < from->rules.n; i++) {
            const char *re = from->rules.v[i].regex;
            TP_PUSH(
                a, &x,
                tp_regex_new(with, re, TP_REGEX_LINE, TP_D_LAYOUT_INVALID, tp_in("x"), false, ds));
            TP_PUSH(a, &y,
                    tp_regex_new(without, re, TP_REGEX_LINE, TP_D_LAYOUT_INVALID, tp_in("x"), false,
                                 ds));
        }
    }
    tp_regex_set_ready(with);
    m = tp_matcher_new(a, with);
    bare = tp_matcher_new(a, without);
    for (uint64_t seed = 1; seed <= runs() / 4; seed++) {
        struct tp_arena *work = tp_arena_sub(a);
        struct composing c = {.a = work, .state = seed * UINT64_C(0x9E3779B97F4A7C15)};
        struct tp_subject s, t;
        c.out = tp_buf_new(work);
        put_rule(&c, roll(&c, 2) ? all->common : all->list.v[roll(&c, (uint32_t)all->list.n)], 'a');
        if (roll(&c, 3) == 0)
            put_word(&c, true);
        s = tp_subject_new(work, c.out.p, (uint32_t)c.out.len);
        t = tp_subject_new(work, c.out.p, (uint32_t)c.out.len);
        for (size_t i = 0; i < x.n; i++) {
            bool may = tp_regex_may(m, x.v[i], &s), does = tp_regex_matches(bare, y.v[i], &t);
            asked++;
            denied += !may;
            matches += does;
            if (does && !may)
                print_message("'%s' is kept from matching\n", c.out.p);
            assert_true(may || !does);
        }
        tp_arena_free(work);
    }
    assert_true(matches > runs() / 8); /* else nothing was tried */
    assert_true(denied > asked / 10 * 9);
}

#define TEST(name)                                                                                 \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(check_##name);                                                                     \
    }
TEST(whole_and_valid)
TEST(ids_stay)
TEST(sieve)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_and_valid),
        cmocka_unit_test(ids_stay),
        cmocka_unit_test(sieve),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
