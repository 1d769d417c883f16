/*
 * test_transform.c - the transform layer: golden files, limits, what a stylesheet may reach.
 *
 * In tests/xslt/, NAME.SUFFIX beside NAME.xml is what the format of that suffix makes of it; the
 * name may carry parameters: letter--view=diplomatic--width=60.txt. TP_UPDATE=1 writes them anew.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp() */

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "world.h"

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/resource.h"
#include "../../pipeline/base/yaml.h"
#include "../../pipeline/transform/transform.h"

#define DATA   "tests/xslt"
#define SHEETS DATA "/stylesheets/"

static const char tiny[] = "<TEI xmlns='" TP_NS_TEI "'><text><body>\n<p>one</p> <p>two</p>\n"
                           "</body></text></TEI>";

static xmlDocPtr parse(struct world *w, const char *xml)
{
    xmlDocPtr doc = tp_xml_read_memory(w->arena, xml, strlen(xml), "tiny.xml", w->ds);

    assert_non_null(doc);
    return doc;
}

static struct tp_stylesheet *load(struct world *w, const char *name)
{
    struct tp_stylesheet *sheet = tp_stylesheet_load(w->arena, name, w->ds);

    for (const struct tp_diag *d = w->ds->first; !sheet && d; d = d->next)
        print_error("%s:%zu: %s\n", d->loc.file, d->loc.line, d->message);
    assert_non_null(sheet);
    return sheet;
}

static const struct tp_diag *find(const struct tp_diags *ds, enum tp_code code)
{
    const struct tp_diag *d = ds->first;

    while (d && d->code != code)
        d = d->next;
    return d;
}

/* ---- golden files ---- */

/* The format whose suffix is the longest that PATH ends with: .mla.txt is none of .txt. */
static const struct tp_format *format_of(const char *path)
{
    const struct tp_format *best = NULL;
    size_t n = strlen(path), longest = 0;

    for (size_t i = 0; i < tp_format_count; i++) {
        size_t k = strlen(tp_formats[i].suffix);
        if (k < n && k > longest && strcmp(path + n - k, tp_formats[i].suffix) == 0) {
            best = &tp_formats[i];
            longest = k;
        }
    }
    return best;
}

static bool is_golden(const char *path, void *arg)
{
    (void)arg;
    return format_of(path) != NULL;
}

/* "DIR/letter--view=diplomatic.txt": the source "DIR/letter.xml", and view, diplomatic. */
static char *split(struct tp_arena *a, const char *golden, const char **params, size_t max)
{
    const char *base = tp_path_base(golden);
    char *stem = tp_strndup(a, base, strlen(base) - strlen(format_of(golden)->suffix));
    char *next = strstr(stem, "--");
    const char *dir = tp_path_dir(a, golden);
    size_t n = 0;

    while (next) {
        char *param = next + 2, *value;
        *next = '\0';
        next = strstr(param, "--");
        value = strchr(param, '=');
        assert_non_null(value);
        assert_true(n + 3 <= max);
        params[n++] = tp_strndup(a, param, (size_t)(value - param));
        params[n++] =
            next ? tp_strndup(a, value + 1, (size_t)(next - value - 1)) : tp_strdup(a, value + 1);
    }
    params[n] = NULL;
    return tp_path_join(a, dir, tp_fmt(a, "%s.xml", stem));
}

/* Where two texts part: the line, for the message. */
static size_t line_of_difference(const char *x, const char *y)
{
    size_t line = 1;

    for (; *x && *x == *y; x++, y++)
        line += *x == '\n';
    return line;
}

static bool compare(struct world *w, const char *golden, struct tp_describer *describer)
{
    enum { MAX_PARAMS = 16 };
    const char *params[MAX_PARAMS];
    const struct tp_format *format = format_of(golden);
    struct tp_transform how = {
        .params = params, .folder = tp_path_dir(w->arena, golden), .describer = describer};
    struct tp_buf out = tp_buf_new(w->arena);
    char *source = split(w->arena, golden, params, MAX_PARAMS), *expected = NULL;
    size_t n = 0;
    xmlDocPtr doc;
    bool same;

    if (!tp_file_exists(source))
        return true; /* made otherwise: an index of an edition, say */
    doc = tp_xml_read_file(w->arena, source, w->ds);
    assert_non_null(doc);
    assert_true(tp_transform(w->arena, load(w, format->stylesheet), doc, &how, &out, w->ds));
    if (getenv("TP_UPDATE"))
        return tp_write_file(w->arena, golden, out.p, out.len, w->ds);
    assert_true(tp_read_file(w->arena, golden, &expected, &n, w->ds));
    same = n == out.len && memcmp(expected, out.p, n) == 0;
    if (!same)
        print_error("%s: differs from line %zu on\n", golden, line_of_difference(expected, out.p));
    return same;
}

static void golden_files(struct world *w)
{
    struct tp_paths paths = {0};
    struct tp_describer *describer = tp_describer_new(w->arena, NULL, w->ds);
    size_t bad = 0;

    assert_non_null(describer);
    assert_true(tp_list_files(w->arena, DATA, is_golden, NULL, &paths, w->ds));
    for (size_t i = 0; i < paths.n; i++)
        bad += !compare(w, paths.v[i], describer);
    assert_true(paths.n > 10);
    assert_int_equal(bad, 0);
}

static void test_golden_files(void **state)
{
    (void)state;
    in_world(golden_files);
}

/* ---- formats ---- */

static void formats(struct world *w)
{
    for (size_t i = 0; i < tp_format_count; i++) {
        const struct tp_format *f = &tp_formats[i];
        struct tp_stylesheet *sheet = load(w, f->stylesheet);
        assert_ptr_equal(tp_format_find(f->name), f);
        for (size_t k = 0; f->params[k]; k++) {
            const char *const pair[] = {f->params[k], "", NULL};
            assert_true(tp_stylesheet_check(sheet, pair, w->ds));
        }
    }
    assert_null(tp_format_find("harvard"));
    assert_null(tp_format_find(""));
}

static void test_formats(void **state)
{
    (void)state;
    in_world(formats);
}

/* Each parameter of a format has a meaning, and each meaning a parameter. */
static void parameters(struct world *w)
{
    const struct tp_resource *r = tp_resource_find("xslt/parameters.yaml");
    struct tp_yaml *table =
        tp_yaml_parse(w->arena, r->data, r->len, r->name, 1, TP_D_CONFIG_INVALID, w->ds);
    const struct tp_param *p;
    size_t n = 0;

    assert_non_null(table);
    for (const struct tp_yaml *entry = table->first; entry; entry = entry->next) {
        bool found = false;
        for (size_t i = 0; i < tp_format_count && !found; i++)
            for (p = tp_stylesheet_params(load(w, tp_formats[i].stylesheet), w->arena); p->name;
                 p++)
                found = found || strcmp(p->name, entry->key) == 0;
        if (!found)
            fail_msg("no format has the parameter '%s' of xslt/parameters.yaml", entry->key);
    }
    for (size_t i = 0; i < tp_format_count; i++)
        for (p = tp_stylesheet_params(load(w, tp_formats[i].stylesheet), w->arena); p->name; p++) {
            if (!p->meaning || strlen(p->meaning) < 8)
                fail_msg("xslt/parameters.yaml doesn't say what '%s' of %s means", p->name,
                         tp_formats[i].name);
            if (strcmp(p->name, "width") == 0)
                assert_string_equal(p->value, "72");
            n++;
        }
    assert_true(n > 20);
    p = tp_stylesheet_params(load(w, SHEETS "read.xsl"), w->arena);
    assert_string_equal(p->name, "file");
    assert_string_equal(p->value, "other.xml");
    assert_null(p->meaning);
    assert_null(p[1].name);
}

static void test_parameters(void **state)
{
    (void)state;
    in_world(parameters);
}

static void unknown_parameter(struct world *w)
{
    const char *const params[] = {"widht", "60", NULL};
    struct tp_stylesheet *sheet = load(w, "teipipe:xslt/text.xsl");

    assert_false(tp_stylesheet_check(sheet, params, w->ds));
    assert_non_null(strstr(find(w->ds, TP_D_STYLESHEET_PARAM)->message, "did you mean 'width'"));
    assert_string_equal(tp_stylesheet_suffix(sheet), ".txt");
    assert_string_equal(tp_stylesheet_suffix(load(w, "teipipe:xslt/html.xsl")), ".html");
}

static void test_unknown_parameter(void **state)
{
    (void)state;
    in_world(unknown_parameter);
}

/* ---- stylesheets that can't be used ---- */

static void expect_broken(struct world *w, const char *name, size_t line, const char *words)
{
    const struct tp_diag *d;
    struct tp_diags *ds = tp_diags_new(w->arena, 0);

    assert_null(tp_stylesheet_load(w->arena, name, ds));
    d = ds->first;
    assert_non_null(d);
    assert_string_equal(d->loc.file, name);
    assert_int_equal(d->loc.line, line);
    assert_non_null(strstr(d->message, words));
    assert_int_equal(ds->status, d->code == TP_D_FILE_MISSING ? TP_FAILED : TP_UNUSABLE);
}

static void broken(struct world *w)
{
    expect_broken(w, SHEETS "broken-xml.xsl", 5, "tag mismatch");
    expect_broken(w, SHEETS "broken-path.xsl", 4, "count(//p");
    expect_broken(w, SHEETS "broken-include.xsl", 3, "no-such.xsl");
    expect_broken(w, SHEETS "network-import.xsl", 3, "network");
    expect_broken(w, "teipipe:xslt/no-such.xsl", 0, "no such stylesheet");
    expect_broken(w, SHEETS "missing.xsl", 0, "no such file");
}

static void test_broken(void **state)
{
    (void)state;
    in_world(broken);
}

/* ---- limits ---- */

static void expect_failure(struct world *w, const char *name, const struct tp_transform *how,
                           enum tp_code code, const char *words)
{
    struct tp_buf out = tp_buf_new(w->arena);
    struct tp_diags *ds = tp_diags_new(w->arena, 0);

    tp_buf_str(&out, "before");
    if (tp_transform(w->arena, load(w, name), parse(w, tiny), how, &out, ds))
        fail_msg("%s %s: %s", name, how && how->params ? how->params[1] : "", out.p);
    assert_string_equal(out.p, "before");
    assert_int_equal(ds->errors, 1);
    assert_int_equal(ds->first->code, code);
    if (!ds->first || !strstr(ds->first->message, words))
        print_error("%s: %s\n", name, ds->first ? ds->first->message : "no complaint");
    assert_non_null(strstr(ds->first->message, words));
}

static void expect_stopped(struct world *w, const char *name, const struct tp_transform *how,
                           const char *words)
{
    expect_failure(w, name, how, TP_D_TRANSFORM_LIMIT, words);
}

static void expect_denied(struct world *w, const char *name, const struct tp_transform *how)
{
    expect_failure(w, name, how, TP_D_TRANSFORM_FAILED, "denied");
}

static void runaways(struct world *w)
{
    struct tp_transform how = {.operations = 100000, .bytes = 4 << 20};

    expect_stopped(w, SHEETS "runaway-template.xsl", &how, "without end, in the template");
    expect_stopped(w, SHEETS "runaway-template.xsl", &how, "runaway-template.xsl:");
    expect_stopped(w, SHEETS "runaway-function.xsl", &how, "without end, in the template for '/'");
    expect_stopped(w, SHEETS "runaway-variables.xsl", &how, "without end");
    expect_stopped(w, SHEETS "runaway-tree.xsl", &how,
                   "more steps than the limit, in the template");
    expect_stopped(w, SHEETS "runaway-string.xsl", &how, "more memory than the limit, in the");
    expect_stopped(w, SHEETS "runaway-string.xsl", &how, "runaway-string.xsl:");
    expect_stopped(w, SHEETS "runaway-fragment.xsl", &how, "more memory");
    expect_stopped(w, SHEETS "runaway-nodes.xsl", &how, "more memory");
    expect_stopped(w, SHEETS "runaway-replace.xsl", &how, "more memory");
    how = (struct tp_transform){.operations = 20};
    expect_stopped(w, SHEETS "runaway-path.xsl", &how, "more steps");
    how = (struct tp_transform){.params = (const char *const[]){"n", "10", NULL}, .bytes = 60000};
    expect_stopped(w, SHEETS "runaway-result.xsl", &how, "more memory");
    how = (struct tp_transform){.seconds = 1};
    expect_stopped(w, SHEETS "runaway-tree.xsl", &how, "limit of time, in the template 'two'");
}

/* Wherever the limit of memory is met: it is said, nothing breaks, and the stylesheet works again.
 */
static void any_limit(struct world *w)
{
    struct tp_stylesheet *sheet = load(w, "teipipe:xslt/html.xsl");
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/text/letter.xml", w->ds);
    bool good = false;
    size_t failures = 0;

    assert_non_null(doc);
    for (size_t limit = 1000; !good; limit += limit / 16) {
        struct tp_transform how = {.bytes = limit};
        struct tp_buf out = tp_buf_new(w->arena);
        struct tp_diags *ds = tp_diags_new(w->arena, 0);
        good = tp_transform(w->arena, sheet, doc, &how, &out, ds);
        if (!good) {
            assert_int_equal(ds->errors, 1);
            assert_int_equal(ds->first->code, TP_D_TRANSFORM_LIMIT);
            assert_int_equal(out.len, 0);
            failures++;
        }
    }
    assert_true(failures > 20);
}

static void test_any_limit(void **state)
{
    (void)state;
    in_world(any_limit);
}

static void test_runaways(void **state)
{
    (void)state;
    in_world(runaways);
}

/* ---- what a stylesheet may reach ---- */

static char *result(struct world *w, const char *name, const struct tp_transform *how)
{
    struct tp_buf out = tp_buf_new(w->arena);

    if (!tp_transform(w->arena, load(w, name), parse(w, tiny), how, &out, w->ds))
        return NULL;
    return out.p ? out.p : tp_strdup(w->arena, "");
}

/* A folder with a secret beside it: FOLDER/edition is what may be read. */
struct place {
    char *folder, *edition, *inside, *secret, *link, *written;
};

static struct place make_place(struct world *w)
{
    static const char secret[] = "<a>SECRET</a>";
    struct place p;

    p.folder = tp_strdup(w->arena, "/tmp/teipipe-test-XXXXXX");
    assert_non_null(mkdtemp(p.folder));
    p.edition = tp_path_join(w->arena, p.folder, "edition");
    p.inside = tp_path_join(w->arena, p.edition, "other.xml");
    p.secret = tp_path_join(w->arena, p.folder, "secret.xml");
    p.link = tp_path_join(w->arena, p.edition, "link.xml");
    p.written = tp_path_join(w->arena, p.edition, "written.txt");
    assert_true(tp_write_file(w->arena, p.inside, "<a>other</a>", 12, w->ds));
    assert_true(tp_write_file(w->arena, p.secret, secret, sizeof secret - 1, w->ds));
    assert_int_equal(symlink("../secret.xml", p.link), 0);
    return p;
}

static void unmake_place(const struct place *p)
{
    (void)unlink(p->inside); /* leaves nothing that matters behind */
    (void)unlink(p->link);
    (void)unlink(p->secret);
    (void)rmdir(p->edition);
    (void)rmdir(p->folder);
}

static void reach(struct world *w)
{
    struct place p = make_place(w);
    const char *params[] = {"file", NULL, NULL};
    struct tp_transform how = {.params = params};

    expect_denied(w, SHEETS "network.xsl", NULL);
    params[1] = p.written;
    expect_denied(w, SHEETS "write.xsl", &how);
    how.folder = p.edition;
    expect_denied(w, SHEETS "write.xsl", &how);
    assert_false(tp_file_exists(p.written));

    params[1] = p.inside;
    assert_string_equal(result(w, SHEETS "read.xsl", &how), "[other]");
    params[1] = tp_fmt(w->arena, "file://%s", p.inside);
    assert_string_equal(result(w, SHEETS "read.xsl", &how), "[other]");
    params[1] = tp_fmt(w->arena, "file://localhost%s/%%6Fther.xml", p.edition);
    assert_string_equal(result(w, SHEETS "read.xsl", &how), "[other]");
    params[1] = tp_path_join(w->arena, p.edition, "missing.xml");
    assert_string_equal(result(w, SHEETS "read.xsl", &how), "[]");
    assert_non_null(find(w->ds, TP_D_STYLESHEET_WARNING));
    params[1] = p.inside;
    how.folder = NULL;
    expect_denied(w, SHEETS "read.xsl", &how);
    assert_string_equal(result(w, SHEETS "read-resource.xsl", NULL), "1");
    unmake_place(&p);
}

/* Every way out of the folder is closed, and none of them tells whether a file is there. */
static void ways_out(struct world *w)
{
    struct place p = make_place(w);
    const char *const ways[] = {
        p.secret,
        p.link,
        tp_fmt(w->arena, "%s/../secret.xml", p.edition),
        tp_fmt(w->arena, "%s/%%2E%%2e/secret.xml", p.edition),
        tp_fmt(w->arena, "%s/%%2e%%2e%%2fsecret.xml", p.edition),
        tp_fmt(w->arena, "file://%s", p.secret),
        tp_fmt(w->arena, "file:%s", p.secret),
        tp_fmt(w->arena, "FILE://%s", p.secret),
        tp_fmt(w->arena, "file://elsewhere%s", p.inside),
        tp_fmt(w->arena, "%sx/secret.xml", p.edition),
        "/etc/passwd",
        "/no/such/folder/at/all.xml",
        "/proc/self/environ",
        "http://example.org/a.xml",
        "ftp://example.org/a.xml",
        "https://[::1]/a.xml",
        "data:text/xml,a",
        "jar:file:///a.zip",
    };
    const char *params[] = {"file", NULL, NULL};
    struct tp_transform how = {.params = params, .folder = p.edition};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        params[1] = ways[i];
        expect_denied(w, SHEETS "read.xsl", &how);
    }
    unmake_place(&p);
}

static void test_ways_out(void **state)
{
    (void)state;
    in_world(ways_out);
}

/* What a document or a stylesheet that may be read would pull in from where nothing may. */
static void pulled_in(struct world *w)
{
    struct place p = make_place(w);
    const char *inside[] = {
        "<!DOCTYPE a [<!ENTITY e SYSTEM '%s'>]><a>[&e;]</a>",
        "<!DOCTYPE a [<!ENTITY %% e SYSTEM '%s'> %%e;]><a>[]</a>",
        "<!DOCTYPE a SYSTEM '%s'><a>[]</a>",
        "<a>[<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='%s' parse='text'/>]</a>",
        "<?oasis-xml-catalog catalog='%s'?><a>[]</a>",
    };
    const char *params[] = {"file", p.inside, NULL};
    struct tp_transform how = {.params = params, .folder = p.edition};

    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        char *xml = tp_fmt(w->arena, i ? inside[i] : inside[0], p.secret), *text;
        struct tp_buf out = tp_buf_new(w->arena);
        assert_true(tp_write_file(w->arena, p.inside, xml, strlen(xml), w->ds));
        (void)tp_transform(w->arena, load(w, SHEETS "read.xsl"), parse(w, tiny), &how, &out, w->ds);
        text = out.p ? out.p : "";
        assert_null(strstr(text, "SECRET"));
    }
    for (const struct tp_diag *d = w->ds->first; d; d = d->next)
        assert_null(strstr(d->message, "SECRET"));
    unmake_place(&p);
}

static void test_pulled_in(void **state)
{
    (void)state;
    in_world(pulled_in);
}

/* A stylesheet may import from its own folder, or one that the caller names, and nowhere else. */
static void imports(struct world *w)
{
    static const char sheet[] =
        "%s<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
        "<xsl:%s href='%s'/><xsl:template match='/'>%s</xsl:template></xsl:stylesheet>";
    static const char other[] =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'/>";
    struct place p = make_place(w);
    char *file = tp_path_join(w->arena, p.edition, "mine.xsl"), *text;
    const struct {
        const char *doctype, *element, *href, *body;
        bool good;
    } cases[] = {
        {"", "import", "link.xml", "", false},
        {"", "include", "../secret.xml", "", false},
        {"", "import", "%2e%2e/secret.xml", "", false},
        {"", "import", tp_fmt(w->arena, "file://%s", p.secret), "", false},
        {"", "import", "http://example.org/x.xsl", "", false},
        {"", "import", "other.xml", "", true},
        {"", "import", "teipipe:xslt/text.xsl", "", true},
        {tp_fmt(w->arena, "<!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]>", p.secret), "import",
         "other.xml", "&e;", false},
        {"<!DOCTYPE x [<!ENTITY e 'own'>]>", "import", "other.xml", "&e;", true},
    };

    assert_true(tp_write_file(w->arena, p.inside, other, sizeof other - 1, w->ds));
    assert_true(tp_write_file(w->arena, p.secret, other, sizeof other - 1, w->ds));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tp_diags *ds = tp_diags_new(w->arena, 0);
        text = tp_fmt(w->arena, sheet, cases[i].doctype, cases[i].element, cases[i].href,
                      cases[i].body);
        assert_true(tp_write_file(w->arena, file, text, strlen(text), w->ds));
        if ((tp_stylesheet_load(w->arena, file, ds) != NULL) != cases[i].good)
            print_error("%s %s: %s\n", cases[i].href, cases[i].body,
                        ds->first ? ds->first->message : "no complaint");
        assert_true((ds->errors == 0) == cases[i].good);
    }
    text = tp_fmt(w->arena, sheet, "", "import", "../secret.xml", "");
    assert_true(tp_write_file(w->arena, file, text, strlen(text), w->ds));
    assert_non_null(tp_stylesheet_load_in(w->arena, file, p.folder, w->ds));
    (void)unlink(file);
    unmake_place(&p);
}

static void test_imports(void **state)
{
    (void)state;
    in_world(imports);
}

static void test_reach(void **state)
{
    (void)state;
    in_world(reach);
}

/* ---- messages, users' stylesheets, white space ---- */

static void messages(struct world *w)
{
    struct tp_diags *ds = w->ds;
    const struct tp_diag *d;

    assert_string_equal(result(w, SHEETS "message.xsl", NULL), "done");
    d = find(ds, TP_D_STYLESHEET_MESSAGE);
    assert_non_null(d);
    assert_non_null(strstr(d->message, "a paragraph: one"));
    assert_non_null(strstr(d->message, "message.xsl:7"));
    assert_string_equal(d->loc.file, "tiny.xml");
    assert_int_equal(d->loc.line, 2);
    assert_int_equal(ds->notes, 2);
    assert_int_equal(ds->errors, 0);
    assert_null(result(w, SHEETS "terminate.xsl", NULL));
    assert_non_null(strstr(find(ds, TP_D_TRANSFORM_FAILED)->message, "ended it"));
}

static void test_messages(void **state)
{
    (void)state;
    in_world(messages);
}

static void overriding(struct world *w)
{
    static const char xml[] =
        "<TEI xmlns='" TP_NS_TEI "'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        "</fileDesc></teiHeader><text><body><p>a <gap/> b</p></body></text></TEI>";
    static const struct {
        const char *sheet, *sign;
    } cases[] = {{SHEETS "override-text.xsl", "a (- - -) b"},
                 {SHEETS "override-html.xsl", "<b class=\"own-gap\">(- - -)</b>"}};

    for (size_t i = 0; i < 2; i++) {
        struct tp_buf out = tp_buf_new(w->arena);
        assert_true(
            tp_transform(w->arena, load(w, cases[i].sheet), parse(w, xml), NULL, &out, w->ds));
        assert_non_null(strstr(out.p, cases[i].sign));
    }
}

static void test_overriding(void **state)
{
    (void)state;
    in_world(overriding);
}

static size_t text_nodes(const xmlNode *n)
{
    size_t k = 0;

    for (; n; n = n->next)
        k += n->type == XML_TEXT_NODE ? 1 : text_nodes(n->children);
    return k;
}

static void document_is_kept(struct world *w)
{
    xmlDocPtr doc = parse(w, tiny);
    size_t before = text_nodes(doc->children);
    struct tp_buf out = tp_buf_new(w->arena);

    assert_true(tp_transform(w->arena, load(w, SHEETS "strip.xsl"), doc, NULL, &out, w->ds));
    assert_string_equal(out.p, "2");
    assert_int_equal(text_nodes(doc->children), before);
    assert_true(before > 2);
}

static void document_is_spent(struct world *w)
{
    xmlDocPtr doc = parse(w, tiny);
    size_t before = text_nodes(doc->children);
    struct tp_transform how = {.spend = true};
    struct tp_buf out = tp_buf_new(w->arena);
    struct tp_stylesheet *sheets[] = {load(w, SHEETS "strip.xsl"), load(w, SHEETS "strip.xsl"),
                                      load(w, SHEETS "read.xsl")};

    assert_true(tp_transform(w->arena, sheets[0], doc, &how, &out, w->ds));
    assert_true(tp_transform(w->arena, sheets[1], doc, &how, &out, w->ds));
    assert_string_equal(out.p, "22");
    assert_true(text_nodes(doc->children) < before);
    assert_true(tp_stylesheets_strip_alike(sheets, 2));
    assert_true(tp_stylesheets_strip_alike(sheets, 0));
    assert_false(tp_stylesheets_strip_alike(sheets, 3));
    sheets[0] = load(w, "teipipe:xslt/html.xsl");
    assert_false(tp_stylesheets_strip_alike(sheets, 2));
}

static void test_document_is_spent(void **state)
{
    (void)state;
    in_world(document_is_spent);
}

static void test_document_is_kept(void **state)
{
    (void)state;
    in_world(document_is_kept);
}

/* ---- many threads, one stylesheet ---- */

enum { ROUNDS = 8 };

static void rounds(struct world *w)
{
    struct tp_stylesheet *sheet = w->arg;
    char *first = NULL;

    w->good = true;
    for (int i = 0; i < ROUNDS; i++) {
        struct tp_buf out = tp_buf_new(w->arena);
        xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/text/letter.xml", w->ds);
        w->good = w->good && doc && tp_transform(w->arena, sheet, doc, NULL, &out, w->ds) &&
                  (!first || strcmp(first, out.p) == 0);
        first = out.p;
    }
}

static void threads(struct world *w)
{
    in_threads(rounds, load(w, "teipipe:xslt/text.xsl"));
}

static void test_threads(void **state)
{
    (void)state;
    in_world(threads);
}

/* ---- memory ---- */

static void transform_scarcely(struct world *w)
{
    struct tp_buf out = tp_buf_new(w->arena);
    xmlDocPtr doc = tp_xml_read_file(w->arena, DATA "/text/letter.xml", w->ds);

    w->good = doc && tp_transform(w->arena, w->arg, doc, NULL, &out, w->ds);
}

/* Whatever the limit of the arena is met in, control comes back, and the stylesheet can be used. */
static void scarcity(struct world *w)
{
    in_scarcity(transform_scarcely, load(w, "teipipe:xslt/text.xsl"), (size_t)32 << 10);
}

static void test_scarcity(void **state)
{
    (void)state;
    in_world(scarcity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden_files),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_unknown_parameter),
        cmocka_unit_test(test_broken),
        cmocka_unit_test(test_runaways),
        cmocka_unit_test(test_reach),
        cmocka_unit_test(test_any_limit),
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_pulled_in),
        cmocka_unit_test(test_imports),
        cmocka_unit_test(test_document_is_spent),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_overriding),
        cmocka_unit_test(test_document_is_kept),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_scarcity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
