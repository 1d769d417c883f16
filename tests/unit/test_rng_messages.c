/*
 * test_rng_messages.c - what the RELAX NG engine says to an editor.
 *
 * For each NAME.rng or NAME.rnc in tests/relaxng/messages, NAME.expected has what is said of
 * NAME.xml or, where there is no such document, of the schema. With TP_UPDATE=1 the expectations
 * are written anew; they are then to be read, not just committed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/validate/relaxng/relaxng.h"

#define FOLDER "tests/relaxng/messages"

enum { LEAST_CASES = 40 };

struct job {
    struct tp_arena *a;
    bool update;
    size_t cases, wrong;
};

static const char *short_name(const char *file)
{
    size_t n = strlen(FOLDER "/");

    return strncmp(file, FOLDER "/", n) == 0 ? file + n : file;
}

static void add_diag(struct tp_buf *b, const struct tp_diag *d)
{
    tp_buf_str(b, d->loc.file ? short_name(d->loc.file) : "(no file)");
    if (d->loc.line)
        tp_buf_fmt(b, ":%zu:%zu", d->loc.line, d->loc.col);
    tp_buf_fmt(b, ": %s [%s]\n", tp_severity_name(d->severity), tp_code_info(d->code)->id);
    for (const char *m = d->message; *m;) { /* names inside the message are shortened too */
        size_t n = strlen(FOLDER "/");
        if (strncmp(m, FOLDER "/", n) == 0)
            m += n;
        tp_buf_char(b, *m++);
    }
    tp_buf_str(b, "\n");
    if (d->path)
        tp_buf_fmt(b, "at %s\n", d->path);
    for (size_t i = 0; i < d->n_expected; i++)
        tp_buf_fmt(b, "%s%s%s", i ? ", " : "expected: ", d->expected[i],
                   i + 1 == d->n_expected ? "\n" : "");
}

static void quiet(void *arg, const char *format, ...)
{
    (void)arg;
    (void)format;
}

/* A tree has no columns, but what is said and how often must be the same. */
static void same_by_tree(struct job *job, struct tp_rng_validator *v, const char *xml,
                         const struct tp_diags *by_stream)
{
    struct tp_diags *ds = tp_diags_new(job->a, 0);
    const struct tp_diag *d = by_stream->first, *e;
    xmlDocPtr doc;

    xmlSetGenericErrorFunc(NULL, quiet);
    doc = xmlReadFile(xml, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc)
        return; /* the case is one of a document that is not well formed */
    (void)tp_rng_validate_doc(v, doc, xml, ds);
    xmlFreeDoc(doc);
    for (e = ds->first; d && e && strcmp(d->message, e->message) == 0; e = e->next)
        d = d->next;
    if (d || e) {
        print_message("%s: by tree: %s; by stream: %s\n", xml, e ? e->message : "nothing",
                      d ? d->message : "nothing");
        job->wrong++;
    }
}

static const char *said_of(struct job *job, const char *schema, const char *xml)
{
    struct tp_rng_options options = {.check_ids = true};
    struct tp_diags *ds = tp_diags_new(job->a, 0);
    struct tp_rng_schema *s = tp_rng_load(job->a, schema, &options, ds);
    struct tp_buf b = tp_buf_new(job->a);

    if (s && tp_file_exists(xml)) {
        struct tp_rng_validator *v = tp_rng_validator_new(job->a, s);
        bool ok = tp_rng_validate_file(v, xml, ds);
        assert_int_equal(ok, ds->errors == 0);
        same_by_tree(job, v, xml, ds);
    } else {
        assert_true(s == NULL || ds->errors == 0);
    }
    for (const struct tp_diag *d = ds->first; d; d = d->next)
        add_diag(&b, d);
    if (!ds->first)
        tp_buf_str(&b, "nothing\n");
    return b.p;
}

static void run_case(struct job *job, const char *schema)
{
    char *stem = tp_path_join(job->a, FOLDER, tp_path_stem(job->a, schema));
    const char *xml = tp_fmt(job->a, "%s.xml", stem);
    const char *file = tp_fmt(job->a, "%s.expected", stem), *said = said_of(job, schema, xml);
    struct tp_diags *ds = tp_diags_new(job->a, 0);
    char *expected = NULL;
    size_t len;

    job->cases++;
    if (job->update) {
        assert_true(tp_write_file(job->a, file, said, strlen(said), ds));
        return;
    }
    if (!tp_read_file(job->a, file, &expected, &len, ds) || strcmp(expected, said) != 0) {
        print_message("%s\n--- expected\n%s--- said\n%s\n", schema, expected ? expected : "", said);
        job->wrong++;
    }
}

static bool is_schema(const char *path, void *arg)
{
    const char *ext = tp_path_ext(path);

    (void)arg;
    return (strcmp(ext, ".rng") == 0 || strcmp(ext, ".rnc") == 0) && !strstr(path, "/parts/");
}

static void run_all(void *arg)
{
    struct job *job = arg;
    struct tp_paths paths = {0};
    struct tp_diags *ds = tp_diags_new(job->a, 0);

    assert_true(tp_list_files(job->a, FOLDER, is_schema, NULL, &paths, ds));
    for (size_t i = 0; i < paths.n; i++)
        run_case(job, paths.v[i]);
}

static void messages(void **state)
{
    const char *update = getenv("TP_UPDATE");
    struct job job = {.a = tp_arena_new(0), .update = update && strcmp(update, "1") == 0};

    (void)state;
    assert_non_null(job.a);
    assert_true(tp_guard(job.a, run_all, &job));
    tp_arena_free(job.a);
    assert_true(job.cases >= LEAST_CASES);
    assert_int_equal(job.wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(messages)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
