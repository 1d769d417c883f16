/* test_rng_reading.c - a document is judged alike however it is read: in place or in pieces, from
 * memory or from a file, in whichever encoding, and by whichever way a text came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/base/buf.h"
#include "../../pipeline/validate/relaxng/relaxng.h"
#include "guard.h"

static const char schema[] = "start = element a { (element b { (text | element c { empty })* } |\n"
                             "  element d { attribute n { xsd:int }, text })* }\n";
/* The wrong value stands in line 3, and the character before it is no ASCII. */
static const char body[] = "<a>\n<b>x<c/>y</b>\n<b>\xC3\xA4</b><d n='x'/></a>\n";

static struct tp_rng_validator *validator(struct tp_arena *a)
{
    struct tp_rng_schema *s =
        tp_rng_load_memory(a, schema, strlen(schema), "s.rnc", NULL, tp_diags_new(a, 0));

    assert_non_null(s);
    return tp_rng_validator_new(a, s);
}

static void expect_one(const struct tp_diags *ds, size_t line, size_t col)
{
    assert_int_equal(ds->errors, 1);
    assert_string_equal(tp_code_info(ds->first->code)->id, "value-invalid");
    assert_int_equal(ds->first->loc.line, line);
    assert_int_equal(ds->first->loc.col, col);
}

static void from_both(struct tp_arena *a, struct tp_rng_validator *v, const char *data, size_t len,
                      size_t line, size_t col)
{
    char name[] = "/tmp/teipipe-reading-XXXXXX";
    int fd = mkstemp(name);
    struct tp_diags *ds = tp_diags_new(a, 0);

    assert_true(fd >= 0 && write(fd, data, len) == (ssize_t)len && close(fd) == 0);
    assert_false(tp_rng_validate_memory(v, data, len, "d.xml", ds));
    expect_one(ds, line, col);
    ds = tp_diags_new(a, 0);
    assert_false(tp_rng_validate_file(v, name, ds));
    expect_one(ds, line, col);
    assert_int_equal(unlink(name), 0);
}

/* The body behind a declaration, in an encoding of one or of two bytes for a character. */
static struct tp_buf encoded(struct tp_arena *a, const char *declaration, bool wide)
{
    struct tp_buf b = tp_buf_new(a);
    const char *parts[] = {declaration, body};

    for (int part = 0; part < 2; part++)
        for (const char *p = parts[part]; *p; p++) {
            char c = *p == '\xC3' ? *++p | 0x40 : *p;
            tp_buf_char(&b, c);
            if (wide)
                tp_buf_char(&b, '\0');
        }
    return b;
}

static void encodings(struct tp_arena *a)
{
    static const char *const plain[] = {"",
                                        "\xEF\xBB\xBF",
                                        "<?xml version='1.0'?>",
                                        "<?xml version='1.0' encoding='UTF-8'?>",
                                        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
                                        "<?xml version='1.0' encoding =  'utf8'?>"};
    struct tp_rng_validator *v = validator(a);
    struct tp_buf b;

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        b = tp_buf_new(a);
        tp_buf_str(&b, plain[i]);
        tp_buf_str(&b, body);
        from_both(a, v, b.p, b.len, 3, 12);
    }
    b = encoded(a, "<?xml version='1.0' encoding='ISO-8859-1'?>", false);
    from_both(a, v, b.p, b.len, 3, 12);
    b = encoded(a, "<?xml version='1.0' encoding='UTF-16LE'?>", true);
    from_both(a, v, b.p, b.len, 3, 12);
}

/* Longer than what is read as a whole, and again a short one, with the same validator. */
static void pieces(struct tp_arena *a)
{
    struct tp_rng_validator *v = validator(a);
    struct tp_buf b = tp_buf_new(a);
    size_t lines = 1;

    tp_buf_str(&b, "<a>\n");
    for (; b.len < 5u << 20; lines++)
        tp_buf_str(&b, "<b>so long that it is read \xC3\xA4 in pieces <c/> and pieces</b>\n");
    tp_buf_str(&b, "<d n='x'/></a>\n");
    from_both(a, v, b.p, b.len, lines + 1, 4);
    from_both(a, v, body, strlen(body), 3, 12);
}

/* What follows a text, in one piece or in several, with and without elements between. */
static void texts(struct tp_arena *a)
{
    static const char mixed[] =
        "start = element a { element b { (text | element c { empty })*, element d { empty }? } }";
    static const struct {
        const char *document;
        bool valid;
    } cases[] = {
        {"<a><b/></a>", true},
        {"<a><b>x</b></a>", true},
        {"<a><b>x<!-- -->y<![CDATA[z]]><c/>x<c/><c/>x<d/></b></a>", true},
        {"<a><b><d/>\n</b></a>", true},
        {"<a><b>x<d/>x</b></a>", false},
        {"<a><b>x<d/><c/></b></a>", false},
        {"<a>x<b>x</b></a>", false},
    };
    struct tp_rng_schema *s =
        tp_rng_load_memory(a, mixed, strlen(mixed), "s.rnc", NULL, tp_diags_new(a, 0));
    struct tp_rng_validator *v = tp_rng_validator_new(a, s);

    for (int again = 0; again < 2; again++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            assert_int_equal(tp_rng_validate_memory(v, cases[i].document, strlen(cases[i].document),
                                                    "d.xml", tp_diags_new(a, 0)),
                             cases[i].valid);
}

static void test_encodings(void **state)
{
    (void)state;
    guarded(encodings);
}

static void test_pieces(void **state)
{
    (void)state;
    guarded(pieces);
}

static void test_texts(void **state)
{
    (void)state;
    guarded(texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_encodings),
                                       cmocka_unit_test(test_pieces), cmocka_unit_test(test_texts)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
