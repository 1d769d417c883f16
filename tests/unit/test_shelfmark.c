/* Tests of encode/shelfmark.h: tests/encode/recognise/shelfmark.tsv, and the rest. */
#include "recognise.h"

#include "guard.h"

#include "../../pipeline/encode/shelfmark_impl.h"

struct fixture {
    struct tp_arena *arena;
    struct tp_archives *archives;
};

/* "key{span} type=value type=value | ..." */
static char *row_result(struct tp_arena *a, const struct row *row, void *fixture)
{
    const struct fixture *f = fixture;
    struct tp_shelfmark_context ctx = {f->archives};
    struct tp_shelfmarks found = {0};
    struct tp_buf out = tp_buf_new(a);
    const char *text = row->column[0];

    tp_shelfmarks_scan(a, &ctx, text, (uint32_t)strlen(text), &found);
    for (size_t i = 0; i < found.n; i++) {
        const struct tp_shelfmark *m = &found.v[i];
        tp_buf_fmt(&out, "%s%s{%.*s}", i ? " | " : "", m->key ? m->key : "?",
                   (int)(m->end - m->start), text + m->start);
        for (size_t k = 0; k < m->n_parts; k++) {
            const struct tp_shelfmark_part *p = &m->parts[k];
            assert_true(p->start >= m->start && p->end <= m->end);
            assert_memory_equal(text + p->start, p->value, p->end - p->start);
            tp_buf_fmt(&out, " %s=%s%s", p->type, p->value, p->unsure ? "~" : "");
        }
    }
    return out.len ? out.p : (char *)"-";
}

static void table(struct fixture *f)
{
    run_table(f->arena, "tests/encode/recognise/shelfmark.tsv", 1, row_result, f);
}

struct seen {
    const struct fixture *f;
    const char *keys[512];
    size_t n;
};

static char *note_archive(struct tp_arena *a, const struct row *row, void *fixture)
{
    struct seen *seen = fixture;
    struct tp_shelfmark_context ctx = {seen->f->archives};
    struct tp_shelfmarks found = {0};
    const char *text = row->column[0];

    tp_shelfmarks_scan(a, &ctx, text, (uint32_t)strlen(text), &found);
    for (size_t i = 0; i < found.n && seen->n < 512; i++)
        if (found.v[i].key)
            seen->keys[seen->n++] = found.v[i].key;
    return row_result(a, row, (void *)(uintptr_t)seen->f);
}

/* No archive without a written form in the table. */
static void archives(struct fixture *f)
{
    struct seen seen = {.f = f};

    run_table(f->arena, "tests/encode/recognise/archives.tsv", 1, note_archive, &seen);
    for (size_t i = 0; i < f->archives->names.n; i++) {
        const struct archive *archive = f->archives->names.v[i].archive;
        size_t k = 0;
        while (k < seen.n && strcmp(seen.keys[k], archive->key) != 0)
            k++;
        if (k == seen.n)
            print_error("no written form of the archive '%s' in archives.tsv\n", archive->key);
        assert_true(k < seen.n);
    }
}

static void expanded(struct fixture *f)
{
    static const char text[] = "Source: АВП РФ, ф. 0100, оп. 42, л. 3.";
    struct tp_shelfmark_context ctx = {f->archives};
    struct tp_shelfmarks found = {0};
    struct tp_annos annos = {0};

    tp_shelfmarks_scan(f->arena, &ctx, text, sizeof text - 1, &found);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.v[0].repository,
                        "Archive of Foreign Policy of the Russian Federation");
    assert_string_equal(found.v[0].settlement, "Moscow");
    assert_string_equal(found.v[0].country, "Russia");
    tp_shelfmarks_pass(f->arena, &ctx, text, sizeof text - 1, "en", &annos);
    assert_string_equal(annos_text(f->arena, text, &annos),
                        "idno type=shelfmark: АВП РФ, ф. 0100, оп. 42, л. 3");
}

/* An edition's own archive, in a built-in notation; mistakes are refused with their place. */
static void own_archives(struct fixture *f)
{
    struct tp_diags *ds = tp_diags_new(f->arena, 0);
    struct fixture own = {f->arena, tp_archives_new(f->arena, "tests/unit/data/archives.yaml", ds)};
    struct row row = {.column = {"Town Archive of Exampleton, f. 5, op. 6"}};

    assert_non_null(own.archives);
    assert_string_equal(row_result(f->arena, &row, &own),
                        "town{Town Archive of Exampleton, f. 5, op. 6} fond=5 opis=6");
    assert_null(tp_archives_new(f->arena, "tests/unit/data/archives_wrong.yaml", ds));
    assert_int_equal(ds->errors, 2);
}

static void garbage(struct fixture *f)
{
    static const char alphabet[] = "f. op. d. 0100 AVPRF, ll. 1-2 (3)/TNA FO 371[]\xE6\xA1\xA3";
    struct tp_shelfmark_context ctx = {f->archives};
    char text[500];

    for (uint32_t seed = 1; seed < 300; seed++) {
        struct tp_shelfmarks found = {0};
        uint32_t n = seed + 100, last = 0;
        noise(text, n, seed, alphabet, sizeof alphabet - 1);
        tp_shelfmarks_scan(f->arena, &ctx, text, n, &found);
        for (size_t i = 0; i < found.n; i++) {
            assert_true(found.v[i].start >= last && found.v[i].end <= n);
            last = found.v[i].end;
        }
    }
}

static struct fixture fixture_in(struct tp_arena *a)
{
    struct fixture f = {a, tp_archives_new(a, NULL, tp_diags_new(a, 0))};

    assert_non_null(f.archives);
    return f;
}

WITH_FIXTURE(table)
WITH_FIXTURE(archives)
WITH_FIXTURE(expanded)
WITH_FIXTURE(own_archives)
WITH_FIXTURE(garbage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),    cmocka_unit_test(test_archives),
        cmocka_unit_test(test_expanded), cmocka_unit_test(test_own_archives),
        cmocka_unit_test(test_garbage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
