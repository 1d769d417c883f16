/* Tests of encode/date.h: the table tests/encode/recognise/date.tsv, and what a table can't say. */
#include "recognise.h"

#include "guard.h"

#include "../../pipeline/encode/date.h"

struct fixture {
    struct tp_arena *arena;
    const struct tp_date_tables *tables;
};

static struct tp_date_context context(const struct fixture *f, const char *reference)
{
    struct tp_date_context ctx = {.tables = f->tables, .reference = tp_day_of(reference)};
    size_t n = strlen(reference);

    /* "1950-01-25 mdy": with the document's habit. */
    if (n > 4 && strcmp(reference + n - 3, "mdy") == 0)
        ctx.order = TP_ORDER_MDY;
    if (n > 4 && strcmp(reference + n - 3, "dmy") == 0)
        ctx.order = TP_ORDER_DMY;
    return ctx;
}

/* The dates, and behind them what is wrong: "! impossible 31 February 1950". */
static char *scan_row(struct tp_arena *a, const struct row *row, void *fixture)
{
    static const char *const faults[] = {
        [TP_DATE_IMPOSSIBLE] = "impossible", [TP_DATE_WEEKDAY] = "weekday"};
    struct tp_date_context ctx = context(fixture, row->column[2]);
    struct tp_date_problems problems = {0};
    struct tp_annos annos = {0};
    struct tp_buf out = tp_buf_new(a);

    tp_dates_pass(a, &ctx, row->column[0], (uint32_t)strlen(row->column[0]), NULL, row->column[1],
                  &annos, &problems);
    tp_buf_str(&out, annos_text(a, row->column[0], &annos));
    for (size_t i = 0; i < problems.n; i++)
        tp_buf_fmt(&out, " ! %s %.*s", faults[problems.v[i].fault],
                   (int)(problems.v[i].end - problems.v[i].start),
                   row->column[0] + problems.v[i].start);
    return out.p;
}

static char *parse_row(struct tp_arena *a, const struct row *row, void *fixture)
{
    struct tp_date_context ctx = context(fixture, row->column[2]);
    struct tp_date d;

    if (!tp_date_parse(a, &ctx, row->column[0], (uint32_t)strlen(row->column[0]), row->column[1],
                       &d))
        return (char *)"-";
    return tp_fmt(a, "%s%s%s%s%s%s",
                  d.when         ? d.when
                  : d.from       ? d.from
                  : d.not_before ? d.not_before
                                 : "",
                  d.from || d.to                ? ".."
                  : d.not_before || d.not_after ? "?"
                                                : "",
                  d.to          ? d.to
                  : d.not_after ? d.not_after
                                : "",
                  d.cert ? " " : "", d.cert ? tp_cert_name(d.cert) : "", d.is_time ? " time" : "");
}

static struct fixture fixture_in(struct tp_arena *a)
{
    struct fixture f = {a, tp_date_tables_new(a, tp_diags_new(a, 0))};

    assert_non_null(f.tables);
    return f;
}

static void table(struct fixture *f)
{
    static const char *const files[] = {"date.tsv",          "date_range.tsv", "date_time.tsv",
                                        "date_style.tsv",    "date_words.tsv", "date_numeric.tsv",
                                        "date_relative.tsv", "date_not.tsv"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        run_table(f->arena, tp_fmt(f->arena, "tests/encode/recognise/%s", files[i]), 3, scan_row,
                  f);
}

static void whole(struct fixture *f)
{
    run_table(f->arena, "tests/encode/recognise/date_field.tsv", 3, parse_row, f);
}

static void habit(struct fixture *f)
{
    struct tp_date_context ctx = {.tables = f->tables};
    struct tp_date_habit h = {0};
    static const char text[] = "10/14/50, then 10/11/50, but not 1/25/30/40";
    static const char years[] = "from 1949 to 1951, No. 12345 of 99";

    tp_date_habit_feed(f->arena, &ctx, &h, text, sizeof text - 1);
    assert_int_equal(h.mdy, 1);
    assert_int_equal(h.dmy, 0);
    assert_int_equal(tp_date_habit_order(&h), TP_ORDER_MDY);
    assert_int_equal(tp_date_habit_century(&h), 0);
    tp_date_habit_feed(f->arena, &ctx, &h, years, sizeof years - 1);
    assert_int_equal(tp_date_habit_century(&h), 1951);
    tp_date_habit_feed(f->arena, &ctx, &h, "2009", 4);
    assert_int_equal(tp_date_habit_century(&h), 0);
    tp_date_habit_feed(f->arena, &ctx, &h, "22/7/51", 7);
    assert_int_equal(tp_date_habit_order(&h), TP_ORDER_UNKNOWN);
}

/* Whatever the bytes: no crash, and spans in order within the text. */
static void garbage(struct fixture *f)
{
    static const char alphabet[] = "0159 ./-[]\"',:Jan uary\xE5\xB9\xB4\xE6\x9C\x88\xD0\xB3.at to";
    struct tp_date_context ctx = {.tables = f->tables, .reference = {1950, 1, 25}};
    char text[400];

    for (uint32_t seed = 1; seed < 400; seed++) {
        struct tp_dates dates = {0};
        uint32_t last = 0, n = seed % sizeof text + 1;
        noise(text, n, seed, alphabet, sizeof alphabet - 1);
        tp_dates_scan(f->arena, &ctx, text, n, seed % 2 ? "en" : "ru", &dates);
        for (size_t i = 0; i < dates.n; i++) {
            assert_true(dates.v[i].start >= last && dates.v[i].start < dates.v[i].end);
            assert_true(dates.v[i].end <= n);
            last = dates.v[i].end;
        }
    }
}

WITH_FIXTURE(table)
WITH_FIXTURE(whole)
WITH_FIXTURE(habit)
WITH_FIXTURE(garbage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_habit),
        cmocka_unit_test(test_garbage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
