/* Tests of encode/citation.h: tests/encode/recognise/citation.tsv, and the rest. */
#include "recognise.h"

#include "guard.h"

#include "../../pipeline/encode/citation.h"

struct fixture {
    struct tp_arena *arena;
    struct tp_citation_context ctx;
};

static const char *const names[] = {
    [TP_CITE_TITLE] = "title",
    [TP_CITE_DATE] = "date",
    [TP_CITE_COLLECTION] = "collection",
    [TP_CITE_SHELFMARK] = "shelfmark",
    [TP_CITE_URL] = "url",
    [TP_CITE_TRANSLATOR] = "translator",
    [TP_CITE_AUTHOR] = "author",
    [TP_CITE_EDITOR] = "editor",
    [TP_CITE_BOOK] = "book",
    [TP_CITE_BOOK_TRANSLATED] = "translated",
    [TP_CITE_VOLUME] = "volume",
    [TP_CITE_ISSUE] = "issue",
    [TP_CITE_PLACE] = "place",
    [TP_CITE_PUBLISHER] = "publisher",
    [TP_CITE_YEAR] = "year",
    [TP_CITE_PAGES] = "pages",
    [TP_CITE_PART] = "part",
    [TP_CITE_DOCUMENT] = "document",
    [TP_CITE_ISSUED] = "issued",
    [TP_CITE_ACCESSED] = "accessed",
};

/* "field=value | ...", with the number of the source where it isn't the document's own. */
static char *row_result(struct tp_arena *a, const struct row *row, void *fixture)
{
    const struct fixture *f = fixture;
    const char *text = row->column[0];
    struct tp_citation c;
    struct tp_buf out = tp_buf_new(a);

    tp_citation_parse(a, &f->ctx, text, (uint32_t)strlen(text), &c);
    for (size_t i = 0; i < c.parts.n; i++) {
        const struct tp_cite_part *p = &c.parts.v[i];
        assert_true(p->start < p->end && p->end <= strlen(text));
        assert_memory_equal(text + p->start, p->value, p->end - p->start);
        tp_buf_fmt(&out, "%s%s", i ? " | " : "", names[p->field]);
        if (p->source)
            tp_buf_fmt(&out, "%u%s", p->source, c.sources.v[p->source - 1].translation ? "t" : "");
        tp_buf_fmt(&out, "=%s", p->value);
    }
    return out.len ? out.p : (char *)"-";
}

static void table(struct fixture *f)
{
    run_table(f->arena, "tests/encode/recognise/citation.tsv", 1, row_result, f);
}

/* The reader's spans tell the titles when the signs are gone. */
static void emphasis(struct fixture *f)
{
    static const char text[] = "\"A Talk\", May 5, 1955, Example Archive, A Book, 5.";
    static const struct tp_range range = {39, 46};
    struct tp_citation_context ctx = f->ctx;
    struct tp_citation c;

    ctx.emphasis = &range;
    ctx.n_emphasis = 1;
    tp_citation_parse(f->arena, &ctx, text, sizeof text - 1, &c);
    assert_non_null(tp_cite_get(&c, TP_CITE_BOOK, 1));
    assert_string_equal(tp_cite_get(&c, TP_CITE_BOOK, 1)->value, "A Book");
    assert_string_equal(tp_cite_get(&c, TP_CITE_PAGES, 1)->value, "5");
    assert_string_equal(c.date.when, "1955-05-05");
    assert_null(tp_cite_get(&c, TP_CITE_BOOK, 2));
}

static void garbage(struct fixture *f)
{
    static const char alphabet[] =
        "\"\"(()),.;:*_ http://x Translated by vol. 1 1950 eds. in \xE3\x80\x8A";
    char text[500];

    for (uint32_t seed = 1; seed < 300; seed++) {
        struct tp_citation c;
        uint32_t n = seed + 100;
        noise(text, n, seed, alphabet, sizeof alphabet - 1);
        tp_citation_parse(f->arena, &f->ctx, text, n, &c);
        for (size_t i = 0; i < c.parts.n; i++)
            assert_true(c.parts.v[i].start < c.parts.v[i].end && c.parts.v[i].end <= n);
    }
}

static struct fixture fixture_in(struct tp_arena *a)
{
    struct fixture f = {.arena = a};
    struct tp_date_context *dates = TP_NEW(a, struct tp_date_context);
    struct tp_diags *ds = tp_diags_new(a, 0);

    dates->tables = tp_date_tables_new(a, ds);
    f.ctx.tables = tp_citation_tables_new(a, ds);
    f.ctx.dates = dates;
    f.ctx.archives = tp_archives_new(a, NULL, ds);
    assert_true(dates->tables && f.ctx.tables && f.ctx.archives);
    return f;
}

WITH_FIXTURE(table)
WITH_FIXTURE(emphasis)
WITH_FIXTURE(garbage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_emphasis),
        cmocka_unit_test(test_garbage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
