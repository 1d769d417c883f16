/* The public API, as a program outside sees it. */
#define _XOPEN_SOURCE 700 /* mkdtemp(), setenv() */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/base/version.h"
#include "../../pipeline/teipipe.h"

static void version(void **state)
{
    (void)state;
    assert_string_equal(teipipe_version(), TEIPIPE_VERSION);
    assert_string_equal(TP_VERSION, TEIPIPE_VERSION);
}

static void lists(void **state)
{
    static const char *const words[] = {"alpha", "beta", NULL};
    const char *suffix, *help, *text, *mend;
    enum teipipe_severity severity;
    size_t n = 0;

    (void)state;
    assert_string_equal(teipipe_format(0, &suffix), "html");
    assert_string_equal(suffix, ".html");
    assert_null(teipipe_format(1000, NULL));
    assert_string_equal(teipipe_report_format(0, &help), "text");
    assert_null(teipipe_report_format(1000, NULL));
    while (teipipe_code(n, &severity, &text, &mend)) {
        assert_true(strlen(text) > 0 && strlen(mend) > 0);
        n++;
    }
    assert_true(n > 20);
    assert_null(teipipe_code(n, NULL, NULL, NULL));
    assert_string_equal(teipipe_nearest("btea", words), "beta");
    assert_null(teipipe_nearest("nothing like it", words));
}

/* Before the first command there is nothing, and asking for it is allowed. */
static void empty(void **state)
{
    struct teipipe *t = teipipe_new(NULL);
    struct teipipe_document d;
    struct teipipe_diagnostic g;

    (void)state;
    assert_non_null(t);
    assert_int_equal(teipipe_documents(t), 0);
    assert_false(teipipe_document(t, 0, &d));
    assert_int_equal(teipipe_diagnostics(t, TEIPIPE_RUN), 0);
    assert_false(teipipe_diagnostic(t, TEIPIPE_RUN, 0, &g));
    assert_int_equal(teipipe_report_write(t, "nonsense", "-"), TEIPIPE_UNUSABLE);
    assert_int_equal(teipipe_report_write(t, "json", "/nowhere/at/all"), TEIPIPE_FAILED);
    teipipe_free(t);
    teipipe_free(NULL);
}

struct seen {
    size_t documents, progress;
    char file[64];
    bool run;
};

static void on_document(void *arg, const struct teipipe_document *document, const char *text)
{
    struct seen *s = arg;

    assert_non_null(text);
    if (!document) {
        s->run = true;
        return;
    }
    s->documents++;
    (void)snprintf(s->file, sizeof s->file, "%s", document->file);
}

static void on_progress(void *arg, size_t done, size_t total)
{
    struct seen *s = arg;

    assert_true(done <= total);
    s->progress = done;
}

static void missing_files(void **state)
{
    static const char *const files[] = {"/nowhere/a.xml", "/nowhere/b.xml"};
    struct teipipe_options o = TEIPIPE_OPTIONS_INIT;
    struct seen seen = {0};
    struct teipipe *t;
    struct teipipe_document d;
    struct teipipe_diagnostic g;

    (void)state;
    o.arg = &seen;
    o.on_document = on_document;
    o.on_progress = on_progress;
    o.jobs = 2;
    t = teipipe_new(&o);
    assert_non_null(t);
    assert_int_equal(teipipe_validate(t, files, 2, NULL), TEIPIPE_FAILED);
    assert_int_equal(teipipe_documents(t), 2);
    assert_int_equal(seen.documents, 2);
    assert_int_equal(seen.progress, 2);
    assert_string_equal(seen.file, "/nowhere/b.xml");
    assert_false(seen.run);
    assert_true(teipipe_document(t, 1, &d));
    assert_false(d.valid);
    assert_int_equal(d.errors, 1);
    assert_true(teipipe_diagnostic(t, 1, 0, &g));
    assert_string_equal(g.code, "file-missing");
    assert_int_equal(g.severity, TEIPIPE_ERROR);
    assert_true(strlen(g.mend) > 0);
    assert_false(teipipe_diagnostic(t, 1, 1, &g));
    /* An unusable schema: of the run, and no document was looked at. */
    assert_int_equal(
        teipipe_validate(t, files, 2,
                         &(struct teipipe_validation){.schemas = files, .n_schemas = 1}),
        TEIPIPE_UNUSABLE);
    assert_true(seen.run);
    assert_int_equal(teipipe_documents(t), 0);
    assert_int_equal(teipipe_diagnostics(t, TEIPIPE_RUN), 1);
    assert_true(teipipe_diagnostic(t, TEIPIPE_RUN, 0, &g));
    assert_string_equal(g.code, "schema-missing");
    teipipe_free(t);
}

/* An old caller's shorter options struct leaves the rest at the defaults. */
static void short_options(void **state)
{
    struct teipipe_options o = TEIPIPE_OPTIONS_INIT;
    struct teipipe *t;
    static const char *const files[] = {"/nowhere/a.xml"};

    (void)state;
    o.size = offsetof(struct teipipe_options, strict);
    o.on_document = NULL;
    t = teipipe_new(&o);
    assert_non_null(t);
    assert_int_equal(teipipe_validate(t, files, 1, NULL), TEIPIPE_FAILED);
    teipipe_free(t);
}

static void new_edition(void **state)
{
    char dir[] = "/tmp/teipipe-api.XXXXXX", command[64], output[64];
    struct teipipe *t = teipipe_new(NULL);
    struct teipipe_document d;

    (void)state;
    assert_non_null(mkdtemp(dir));
    (void)snprintf(output, sizeof output, "%s/out", dir);
    assert_int_equal(teipipe_init_edition(t, dir), TEIPIPE_OK);
    assert_int_equal(teipipe_init_edition(t, dir), TEIPIPE_UNUSABLE);
    assert_int_equal(teipipe_diagnostics(t, TEIPIPE_RUN), 3);
    assert_int_equal(teipipe_build(t, dir, output), TEIPIPE_OK);
    assert_int_equal(teipipe_documents(t), 1);
    assert_true(teipipe_document(t, 0, &d));
    assert_true(d.valid);
    assert_true(d.characters > 100);
    assert_true(d.characters == d.covered);
    assert_non_null(d.layout);
    assert_int_equal(access(d.output, R_OK), 0);
    teipipe_free(t);
    (void)snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

/* The whole corpus, built by threads and by processes: the same files, the same diagnostics. */
static void processes(void **state)
{
    char dir[] = "/tmp/teipipe-api.XXXXXX", command[160], output[2][64];
    struct teipipe_options o = TEIPIPE_OPTIONS_INIT;
    struct teipipe *t[2];

    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "0", 1), 0);
    o.jobs = 2;
    for (int i = 0; i < 2; i++) {
        o.apart = i == 1;
        t[i] = teipipe_new(&o);
        assert_non_null(t[i]);
        (void)snprintf(output[i], sizeof output[i], "%s/%d", dir, i);
        assert_int_equal(teipipe_build(t[i], "corpus", output[i]), TEIPIPE_OK);
    }
    assert_true(teipipe_documents(t[0]) > 3);
    assert_int_equal(teipipe_documents(t[0]), teipipe_documents(t[1]));
    for (size_t i = 0; i < teipipe_documents(t[0]); i++) {
        struct teipipe_document x, y;
        assert_true(teipipe_document(t[0], i, &x) && teipipe_document(t[1], i, &y));
        assert_string_equal(x.file, y.file);
        assert_int_equal(x.covered, y.covered);
        assert_int_equal(x.warnings, y.warnings);
        assert_int_equal(teipipe_diagnostics(t[0], i), teipipe_diagnostics(t[1], i));
        for (size_t k = 0; k < teipipe_diagnostics(t[0], i); k++) {
            struct teipipe_diagnostic p, q;
            assert_true(teipipe_diagnostic(t[0], i, k, &p) && teipipe_diagnostic(t[1], i, k, &q));
            assert_string_equal(p.code, q.code);
            assert_int_equal(p.line, q.line);
        }
    }
    (void)snprintf(command, sizeof command, "diff -r %s %s", output[0], output[1]);
    assert_int_equal(system(command), 0);
    teipipe_free(t[0]);
    teipipe_free(t[1]);
    (void)snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version),       cmocka_unit_test(lists),
        cmocka_unit_test(empty),         cmocka_unit_test(missing_files),
        cmocka_unit_test(short_options), cmocka_unit_test(new_edition),
        cmocka_unit_test(processes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
