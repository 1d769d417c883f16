/* The public API, as a program outside sees it. */
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
        teipipe_validate(t, files, 2, &(struct teipipe_validation){files, 1, NULL, 0, NULL, NULL, 0}),
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version),       cmocka_unit_test(lists),
        cmocka_unit_test(empty),         cmocka_unit_test(missing_files),
        cmocka_unit_test(short_options), cmocka_unit_test(new_edition),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
