/* Addresses as values of attributes (pipeline/encode/uri.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../pipeline/encode/uri.h"

static const struct {
    const char *text, *uri; /* NULL: none */
} pairs[] = {
    {"https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"},
    {"https://user:word@example.org:80/", "https://user:word@example.org:80/"},
    {"mailto:registry@example.org", "mailto:registry@example.org"},
    {"../notes/1.xml#n1", "../notes/1.xml#n1"},
    {" a b ", "a%20b"},
    {"a<b>\"c\\d^e`{f|g}", "a%3Cb%3E%22c%5Cd%5Ee%60%7Bf%7Cg%7D"},
    {"100%", "100%25"},
    {"%41%4", "%41%254"},
    {"a#b#c", "a#b%23c"},
    {"12:30", "12%3A30"},
    {"x/12:30", "x/12:30"},
    {"mailto:", "mailto%3A"},
    {"https://", "https:%2F%2F"},
    {"https://?a", "https:%2F%2F?a"},
    {"file:///a", "file:///a"},
    {"http://host:/", "http://host%3A/"},
    {"http://host:port/", "http://host%3Aport/"},
    {"http://[::1]/", "http://%5B%3A%3A1%5D/"},
    {"\x01", "%01"},
    {"", NULL},
    {" \n\t", NULL},
};

static void check(void *arg)
{
    struct tp_arena *a = arg;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *uri = tp_uri(a, pairs[i].text);
        if (pairs[i].uri)
            assert_string_equal(uri ? uri : "(none)", pairs[i].uri);
        else
            assert_null(uri);
    }
}

static void test_uri(void **state)
{
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_non_null(a);
    assert_true(tp_guard(a, check, a));
    tp_arena_free(a);
}

static void test_scheme(void **state)
{
    (void)state;
    assert_true(tp_uri_has_scheme("https://example.org/"));
    assert_true(tp_uri_has_scheme("a+b-c.1:"));
    assert_false(tp_uri_has_scheme("CC BY 4.0"));
    assert_false(tp_uri_has_scheme("1a:b"));
    assert_false(tp_uri_has_scheme(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_uri), cmocka_unit_test(test_scheme)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
