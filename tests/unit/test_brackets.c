/* Tests of encode/brackets.h and phrases.h: tests/encode/recognise/brackets.tsv, and the rest. */
#include "recognise.h"

#include "guard.h"

#include "../../pipeline/encode/brackets.h"

struct fixture {
    struct tp_arena *arena;
    struct tp_phrases *phrases;
};

/* The test's own knowledge of code names. */
static bool names_again(void *arg, struct tp_slice before, struct tp_slice inside, const char *lang)
{
    static const char alias[] = "Filippov";

    (void)arg;
    (void)lang;
    return before.len >= sizeof alias - 1 &&
           memcmp(before.p + before.len - (sizeof alias - 1), alias, sizeof alias - 1) == 0 &&
           tp_slice_is(inside, "Stalin");
}

/* The third column: labels of notes with spaces between, or "?" when they aren't known. */
static char *row_result(struct tp_arena *a, const struct row *row, void *fixture)
{
    const struct fixture *f = fixture;
    struct tp_bracket_context ctx = {.phrases = f->phrases, .is_gloss = names_again};
    char *labels = tp_strdup(a, row->column[2]);
    const char *notes[8];
    struct tp_annos annos = {0};

    if (strcmp(labels, "?") != 0) {
        ctx.notes = notes;
        for (char *p = labels; *p && ctx.n_notes < 8;) {
            size_t n = strcspn(p, " ");
            notes[ctx.n_notes++] = tp_strndup(a, p, n);
            p += n + (p[n] == ' ');
        }
    }
    tp_brackets_pass(a, &ctx, row->column[0], (uint32_t)strlen(row->column[0]), NULL,
                     row->column[1], &annos);
    return annos_text(a, row->column[0], &annos);
}

static void table(struct fixture *f)
{
    run_table(f->arena, "tests/encode/recognise/brackets.tsv", 3, row_result, f);
}

static void open_brackets(struct fixture *f)
{
    (void)f;
    assert_int_equal(tp_brackets_open("[Stamp: to [the] unit", 21), 1);
    assert_int_equal(tp_brackets_open("] [a] [[", 8), 2);
    assert_int_equal(tp_brackets_open("", 0), 0);
}

static void titles(struct fixture *f)
{
    assert_true(tp_phrase_is_title(f->phrases, "comrade"));
    assert_true(tp_phrase_is_title(f->phrases, "тов"));
    assert_false(tp_phrase_is_title(f->phrases, "stalin"));
    assert_false(tp_phrase_is_title(f->phrases, ""));
}

/* An edition's own phrases go before the built-in ones; a wrong file is refused with its place. */
static void own_phrases(struct fixture *f)
{
    struct tp_diags *ds = tp_diags_new(f->arena, 0);
    struct fixture own = {f->arena, tp_phrases_new(f->arena, "tests/unit/data/phrases.yaml", ds)};
    struct row row = {.column = {"x [typed over] y [illegible]", "en", "?"}};

    assert_non_null(own.phrases);
    assert_string_equal(row_result(f->arena, &row, &own),
                        "subst: typed over | gap reason=damage: <desc>illegible");
    assert_null(tp_phrases_new(f->arena, "tests/unit/data/phrases_wrong.yaml", ds));
    assert_int_equal(ds->errors, 2);
    assert_int_equal(ds->first->loc.line, 3);
}

static void garbage(struct fixture *f)
{
    static const char alphabet[] = "[[]]..ab? 1*^)(\xE3\x80\x94\xE3\x80\x95\xC2\xB9: stamp:";
    struct tp_bracket_context ctx = {.phrases = f->phrases};
    char text[600];

    for (uint32_t seed = 1; seed < 300; seed++) {
        struct tp_annos annos = {0};
        uint32_t n = seed * 2;
        noise(text, n, seed, alphabet, sizeof alphabet - 1);
        tp_brackets_pass(f->arena, &ctx, text, n, NULL, NULL, &annos);
        for (size_t i = 0; i < annos.n; i++)
            assert_true(annos.v[i].end <= n && annos.v[i].start < annos.v[i].end);
    }
    memset(text, '[', sizeof text);
    memset(text + 300, ']', 300);
    text[299] = 'x';
    tp_brackets_pass(f->arena, &ctx, text, sizeof text, NULL, NULL, &(struct tp_annos){0});
}

static struct fixture fixture_in(struct tp_arena *a)
{
    struct fixture f = {a, tp_phrases_new(a, NULL, tp_diags_new(a, 0))};

    assert_non_null(f.phrases);
    return f;
}

WITH_FIXTURE(table)
WITH_FIXTURE(open_brackets)
WITH_FIXTURE(titles)
WITH_FIXTURE(own_phrases)
WITH_FIXTURE(garbage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),   cmocka_unit_test(test_open_brackets),
        cmocka_unit_test(test_titles),  cmocka_unit_test(test_own_phrases),
        cmocka_unit_test(test_garbage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
