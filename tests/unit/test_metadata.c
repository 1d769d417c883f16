/* Tests of read/csv.h and encode/metadata.h: tests/read/csv.tsv, and the rest. */
#include "recognise.h"

#include "guard.h"

#include "../../pipeline/encode/metadata.h"

/* "a|b / c|d", or the first diagnostic. */
static char *row_result(struct tp_arena *a, const struct row *row, void *fixture)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_buf out = tp_buf_new(a);
    const struct tp_csv *t = tp_csv_parse(a, "t.csv", row->column[0], strlen(row->column[0]), ds);

    (void)fixture;
    if (!t) {
        assert_non_null(ds->first);
        assert_true(ds->first->code == TP_D_CSV_INVALID || ds->errors);
        return tp_fmt(a, "%zu:%zu %s", ds->first->loc.line, ds->first->loc.col, ds->first->message);
    }
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->records[i].n; k++) {
            const struct tp_csv_field *f = &t->records[i].v[k];
            tp_buf_fmt(&out, "%s%u:%u=",
                       k   ? "|"
                       : i ? " / "
                           : "",
                       (unsigned)f->line, (unsigned)f->col);
            for (const char *p = f->value; *p; p++)
                tp_buf_char(&out, *p == '\n' ? '~' : *p == '\t' ? '^' : *p);
        }
    return out.p;
}

static void run_csv(struct tp_arena *a)
{
    run_table(a, "tests/read/csv.tsv", 1, row_result, NULL);
}

static void test_csv(void **state)
{
    (void)state;
    guarded(run_csv);
}

/* Bounds: a row too wide is refused. */
static void run_wide(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    char *text = tp_alloc(a, TP_CSV_COLUMNS + 2);

    memset(text, ',', TP_CSV_COLUMNS);
    assert_null(tp_csv_parse(a, "t.csv", text, TP_CSV_COLUMNS, ds));
    assert_int_equal(ds->first->code, TP_D_CSV_INVALID);
    ds = tp_diags_new(a, 0);
    assert_non_null(tp_csv_parse(a, "t.csv", text, TP_CSV_COLUMNS - 1, ds));
}

static void test_wide(void **state)
{
    (void)state;
    guarded(run_wide);
}

struct fixture {
    struct tp_arena *a;
    struct tp_diags *ds;
    struct tp_meta_checks checks;
};

static struct fixture fixture_in(struct tp_arena *a)
{
    struct fixture f = {.a = a, .ds = tp_diags_new(a, 0)};

    f.checks.dates = tp_date_tables_new(a, f.ds);
    f.checks.kinds = tp_kinds_new(a, NULL, f.ds);
    f.checks.layouts = tp_layouts_load(a, NULL, NULL, NULL, f.ds);
    assert_true(f.checks.dates && f.checks.kinds && f.checks.layouts);
    return f;
}

static const struct tp_metadata *table(struct fixture *f, const char *text)
{
    f->ds = tp_diags_new(f->a, 0);
    return tp_metadata_parse(f->a, "t.csv", text, strlen(text), &f->checks, f->ds);
}

/* "key=value key=value" of what a source is given, and how many diagnostics there are. */
static const char *given(struct fixture *f, const struct tp_metadata *m, const char *file,
                         const char *source)
{
    struct tp_source *s = tp_source_parse(f->a, file, source, strlen(source), -1, f->ds);
    struct tp_fields *fields;
    struct tp_buf out = tp_buf_new(f->a);

    assert_non_null(s);
    fields = tp_metadata_give(m, f->a, s, &f->checks, true, f->ds);
    for (size_t i = 0; fields && i < fields->n; i++)
        tp_buf_fmt(&out, "%s%s=%s", i ? " " : "", fields->v[i].key, fields->v[i].value);
    return out.len ? out.p : "";
}

static void run_given(struct tp_arena *a)
{
    struct fixture f = fixture_in(a);
    const struct tp_metadata *m = table(&f, "File,From,sender,Place Received,date\n"
                                            "a.txt,\"A; B\",C,X,1950-01-02\n"
                                            "sub/b.txt,B,,,\n"
                                            "c,C,,,\n");

    assert_non_null(m);
    assert_int_equal(f.ds->errors + f.ds->warnings, 0);
    assert_string_equal(given(&f, m, "in/a.txt", "text"),
                        "sender=A sender=B sender=C place-received=X date=1950-01-02");
    assert_string_equal(given(&f, m, "in/sub/b.txt", "text"), "sender=B");
    assert_string_equal(given(&f, m, "in/other/b.txt", "text"), "");
    assert_string_equal(given(&f, m, "c.md", "text"), "sender=C");
    assert_string_equal(given(&f, m, "xc.md", "text"), "");
    assert_string_equal(given(&f, NULL, "c.md", "text"), "");
    assert_int_equal(f.ds->notes, 0);
    /* front matter goes first, key by key, and what it overrules is noted */
    assert_string_equal(given(&f, m, "a.txt", "---\nto: Y\nfrom: [P, Q]\n---\ntext"),
                        "recipient=Y sender=P sender=Q place-received=X date=1950-01-02");
    assert_int_equal(f.ds->notes, 3);
}

static void test_given(void **state)
{
    (void)state;
    guarded(run_given);
}

static size_t count(const struct tp_diags *ds, enum tp_code code, size_t line)
{
    size_t n = 0;

    for (const struct tp_diag *d = ds->first; d; d = d->next)
        n += d->code == code && d->loc.line == line;
    return n;
}

static void run_wrong(struct tp_arena *a)
{
    struct fixture f = fixture_in(a);
    const char *const files[] = {"x/a.txt", "x/b.txt", "x/d.txt"};
    const struct tp_metadata *m = table(&f, "file;sendr;date;kind;language;url;layout\n"
                                            "a.txt;S;never;telegrm;Klingonish;nowhere;lettre\n"
                                            "b.txt;;;;;;\n"
                                            "c.txt;;\n");

    assert_non_null(m);
    assert_int_equal(count(f.ds, TP_D_METADATA_COLUMN, 1), 1);
    assert_int_equal(count(f.ds, TP_D_METADATA_VALUE, 2), 5);
    assert_int_equal(count(f.ds, TP_D_METADATA_SHORT, 4), 1);
    assert_int_equal(f.ds->errors, 0);
    f.ds = tp_diags_new(f.a, 0);
    assert_true(tp_metadata_match(m, f.a, files, 3, true, f.ds));
    assert_int_equal(count(f.ds, TP_D_METADATA_NO_ROW, 0), 1);
    assert_int_equal(count(f.ds, TP_D_METADATA_NO_FILE, 4), 1);
    assert_int_equal(f.ds->warnings, 2);
    f.ds = tp_diags_new(f.a, 0);
    assert_true(tp_metadata_match(m, f.a, files, 1, false, f.ds));
    assert_int_equal(f.ds->warnings, 0);

    assert_null(table(&f, "name,date\na,1950\n")); /* nothing names the file */
    assert_int_equal(count(f.ds, TP_D_CSV_INVALID, 1), 1);
    assert_null(table(&f, "file,date,Date\na,1950,1951\n"));
    assert_int_equal(count(f.ds, TP_D_CSV_INVALID, 1), 1);
    assert_null(table(&f, "file,date\na,1950\nb,1951\na,1952\n"));
    assert_int_equal(count(f.ds, TP_D_METADATA_TWICE, 4), 1);
    assert_null(table(&f, "file,date\na,1950,x\n"));
    assert_int_equal(count(f.ds, TP_D_CSV_INVALID, 2), 1);
    assert_null(table(&f, "file,date\n,1950\n"));
    assert_int_equal(count(f.ds, TP_D_CSV_INVALID, 2), 1);
    /* two ways to name one file are seen when the files are known */
    m = table(&f, "file,date\na,1950\na.txt,1951\n");
    assert_non_null(m);
    assert_false(tp_metadata_match(m, f.a, files, 1, true, f.ds));
    assert_int_equal(count(f.ds, TP_D_METADATA_TWICE, 3), 1);
}

static void test_wrong(void **state)
{
    (void)state;
    guarded(run_wrong);
}

static void run_keys(struct tp_arena *a)
{
    assert_int_equal(tp_meta_key_of(a, "sender"), TP_META_SENDER);
    assert_int_equal(tp_meta_key_of(a, "from"), TP_META_SENDER);
    assert_int_equal(tp_meta_key_of(a, "sender.2.name"), TP_META_SENDER);
    assert_int_equal(tp_meta_key_of(a, "sender.place"), TP_META_PLACE);
    assert_int_equal(tp_meta_key_of(a, "sender.colour"), TP_META_KEYS);
    assert_int_equal(tp_meta_key_of(a, ""), TP_META_KEYS);
    assert_string_equal(tp_meta_key_near("recipent"), "recipient");
    assert_null(tp_meta_key_near("wxyz"));
    assert_string_equal(tp_meta_title_lang(a, "title.zh-Hans"), "zh-Hans");
    assert_null(tp_meta_title_lang(a, "title"));
}

static void test_keys(void **state)
{
    (void)state;
    guarded(run_keys);
}

static void run_garbage(struct tp_arena *a)
{
    struct fixture f = fixture_in(a);
    static const char alphabet[] = "file,date;sender\t\"\"\"\n\n\n1950,a.txt ";
    char text[400];

    for (uint32_t seed = 1; seed < 400; seed++) {
        uint32_t n = 5 + seed % 390;
        memcpy(text, "file,", 5);
        noise(text + 5, n - 5, seed, alphabet, sizeof alphabet - 1);
        f.ds = tp_diags_new(f.a, 0);
        if (!tp_metadata_parse(f.a, "t.csv", text, n, &f.checks, f.ds))
            assert_true(f.ds->errors > 0);
    }
}

static void test_garbage(void **state)
{
    (void)state;
    guarded(run_garbage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),   cmocka_unit_test(test_wide), cmocka_unit_test(test_given),
        cmocka_unit_test(test_wrong), cmocka_unit_test(test_keys), cmocka_unit_test(test_garbage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
