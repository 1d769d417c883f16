/* test_rng_xsd.c - datatypes, facets and regular expressions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "guard.h"

#include "../../pipeline/validate/relaxng/xsd_regex.h"

#define XSD "http://www.w3.org/2001/XMLSchema-datatypes"

/* Make the type with facets given as name, value, ..., NULL; NULL when one is refused. */
static struct tp_xsd_type *type(struct tp_arena *a, struct tp_xsd_regexes *r, const char *name,
                                const char *const *facets)
{
    struct tp_xsd_type *t = tp_xsd_type_new(a, XSD, name);
    const char *message;

    assert_non_null(t);
    for (; *facets; facets += 2)
        if (tp_xsd_param(a, t, r, facets[0], facets[1], NULL, &message) != TP_XSD_PARAM_OK)
            return NULL;
    return tp_xsd_params_check(t) ? NULL : t;
}

static bool allows(struct tp_arena *a, const char *name, const char *const *facets, const char *s)
{
    struct tp_xsd_regexes r = {.a = a};
    struct tp_xsd_type *t = type(a, &r, name, facets);

    assert_non_null(t);
    return tp_xsd_allows(t, s, strlen(s), NULL, tp_xsd_work_new(a, r.n));
}

static const char *const none[] = {NULL};

static void lexical(struct tp_arena *a)
{
    static const struct {
        const char *type, *right, *wrong; /* separated by | */
    } rows[] = {
        {"boolean", "true|0| 1 ", "TRUE|yes|"},
        {"decimal", "0|-1.5|.5|5.|+0.0", ".|1e3|1 2|"},
        {"integer", "0|-7|+99999999999999999999999", "1.0|-|"},
        {"unsignedByte", "0|255|-0", "256|-1"},
        {"long", "9223372036854775807", "9223372036854775808"},
        {"double", "1|1e5|INF|-INF|NaN|.5E-3", "inf|+INF|1e|0x1"},
        {"date", "2000-02-29|-0005-02-29Z|12000-01-01+14:00", "2001-02-29|0000-01-01|02000-01-01"},
        {"dateTime", "2000-01-01T24:00:00|2000-01-01T23:59:59.5Z",
         "2000-01-01T24:00:01|2000-01-01"},
        {"time", "12:00:00|24:00:00", "25:00:00|12:00"},
        {"gYear", "2000|-0044|12345", "99|0000"},
        {"gMonthDay", "--02-29", "--02-30|-02-01"},
        {"duration", "P1Y|-P1DT2H|PT1.5S|P0D", "P|PT|P1S|P1YT|P-1D"},
        {"hexBinary", "|00|aF", "0|0g"},
        {"base64Binary", "|AAAA|AA==|AA A A", "AB==|AAA|A==="},
        {"anyURI", "|a b|%41|a/b:c|http://[::1]/", "%4|a##b|1:x|http://["},
        {"language", "de|de-AT|x-klingon", "123|de-|abcdefghi"},
        {"NCName", "a|_1|é", "1|a:b|"},
        {"Name", "a:b|:", "1"},
        {"NMTOKENS", "a 1| a  b ", "|,"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int side = 0; side < 2; side++) {
            const char *p = side ? rows[i].wrong : rows[i].right;
            for (;;) {
                size_t n = strcspn(p, "|");
                const char *s = tp_strndup(a, p, n);
                if (allows(a, rows[i].type, none, s) != (side == 0))
                    fail_msg("%s: \"%s\"", rows[i].type, s);
                if (!p[n])
                    break;
                p += n + 1;
            }
        }
}

static void facets(struct tp_arena *a)
{
    const char *const range[] = {"minInclusive", "1.5", "maxExclusive", "2", NULL};
    const char *const digits[] = {"totalDigits", "3", "fractionDigits", "1", NULL};
    const char *const length[] = {"minLength", "2", "maxLength", "3", NULL};
    const char *const months[] = {"minInclusive", "P1M", NULL};
    const char *const wrong[] = {"minLength", "3", "maxLength", "2", NULL};
    const char *const unknown[] = {"enumeration", "x", NULL};
    const char *const pattern[] = {"pattern", "[a-", NULL};
    struct tp_xsd_regexes r = {.a = a};

    assert_true(allows(a, "decimal", range, "1.50"));
    assert_false(allows(a, "decimal", range, "2.0"));
    assert_true(allows(a, "decimal", digits, "12.30"));
    assert_false(allows(a, "decimal", digits, "1.23"));
    assert_true(allows(a, "token", length, "  äö "));
    assert_false(allows(a, "token", length, "a"));
    assert_true(allows(a, "duration", months, "P32D"));
    assert_false(allows(a, "duration", months, "P31D")); /* not comparable: neither */
    assert_null(type(a, &r, "string", wrong));
    assert_null(type(a, &r, "string", unknown));
    assert_null(type(a, &r, "string", pattern));
}

static void equal(struct tp_arena *a)
{
    static const struct {
        const char *type, *x, *y;
        bool same;
    } rows[] = {
        {"integer", "01", " +1 ", true},
        {"decimal", "1.50", "1.5", true},
        {"decimal", "-0", "0", true},
        {"double", "1e2", "100", true},
        {"float", "NaN", "NaN", true},
        {"boolean", "1", "true", true},
        {"duration", "P12M", "P1Y", true},
        {"duration", "P30D", "P1M", false},
        {"dateTime", "2000-01-01T00:00:00Z", "1999-12-31T23:00:00-01:00", true},
        {"dateTime", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00", false},
        {"hexBinary", "0a", "0A", true},
        {"token", " a  b", "a b", true},
        {"string", " a", "a", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tp_xsd_type *t = tp_xsd_type_new(a, XSD, rows[i].type);
        struct tp_buf x = tp_buf_new(a), y = tp_buf_new(a);
        assert_true(tp_xsd_canonical(t, rows[i].x, strlen(rows[i].x), NULL, &x));
        assert_true(tp_xsd_canonical(t, rows[i].y, strlen(rows[i].y), NULL, &y));
        if ((strcmp(x.p, y.p) == 0) != rows[i].same)
            fail_msg("%s: \"%s\" and \"%s\"", rows[i].type, rows[i].x, rows[i].y);
    }
}

static bool matches(struct tp_arena *a, const char *regex, const char *s)
{
    struct tp_xsd_regexes r = {.a = a};
    const char *message;
    bool limit;
    const struct tp_xsd_regex *re = tp_regex_get(&r, regex, &message, &limit);

    if (!re)
        fail_msg("%s: %s", regex, message);
    return tp_regex_match(tp_xsd_work_new(a, r.n), re, s, strlen(s));
}

static void regexes(struct tp_arena *a)
{
    static const char *const right[][2] = {{"a|b|", ""},
                                           {"[a-z-[aeiou]]+", "xyz"},
                                           {"\\d{2,3}", "12"},
                                           {"\\p{Lu}\\p{Ll}*", "Äö"},
                                           {"\\i\\c*", "_a·"},
                                           {"\\p{IsGreek}+", "αβ"},
                                           {"[^a]", "😀"},
                                           {"(a*)*b", "aab"},
                                           {"x{0}y{2,}", "yyy"},
                                           {"\\W", " "},
                                           {"[\\-a]+", "a-"},
                                           {"[a-]+", "a-"},
                                           {".", "x"}};
    static const char *const wrong[][2] = {{"a|b", "ab"},        {"[a-z-[aeiou]]+", "xaz"},
                                           {"\\d{2,3}", "1234"}, {"\\P{L}+", "1a"},
                                           {"\\i\\c*", "1"},     {".", "\n"},
                                           {"[^a]", "a"},        {"", "a"}};
    static const char *const broken[] = {"(",       ")",   "[",  "a{2,1}", "*", "[b-a]",
                                         "\\p{Xx}", "\\y", "[]", "a**",    "{"};

    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        if (!matches(a, right[i][0], right[i][1]))
            fail_msg("%s should match %s", right[i][0], right[i][1]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (matches(a, wrong[i][0], wrong[i][1]))
            fail_msg("%s should not match %s", wrong[i][0], wrong[i][1]);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct tp_xsd_regexes r = {.a = a};
        const char *message;
        bool limit;
        if (tp_regex_get(&r, broken[i], &message, &limit) || limit)
            fail_msg("%s should be refused", broken[i]);
    }
}

/* What blows other engines up takes no time here. */
static void no_blow_up(struct tp_arena *a)
{
    struct tp_buf s = tp_buf_new(a), deep = tp_buf_new(a);
    struct tp_xsd_regexes r = {.a = a};
    const char *message;
    bool limit;
    clock_t from = clock();

    for (int i = 0; i < 20000; i++)
        tp_buf_char(&s, 'a');
    assert_false(matches(a, "((a*)*)*b", s.p));
    assert_false(matches(a, "(a|aa)+b", s.p));
    assert_true(matches(a, "(a?){1000}a*", s.p));
    assert_true(matches(a, "(.*a){12}", s.p));
    assert_null(tp_regex_get(&r, "((a{1000}){1000}){1000}", &message, &limit));
    assert_true(limit);
    for (int i = 0; i < 10000; i++)
        tp_buf_char(&deep, '(');
    assert_null(tp_regex_get(&r, deep.p, &message, &limit));
    assert_true(limit);
    assert_true((double)(clock() - from) / CLOCKS_PER_SEC < 5);
}

#define TEST(name)                                                                                 \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(name);                                                                             \
    }
TEST(lexical)
TEST(facets)
TEST(equal)
TEST(regexes)
TEST(no_blow_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lexical), cmocka_unit_test(test_facets), cmocka_unit_test(test_equal),
        cmocka_unit_test(test_regexes), cmocka_unit_test(test_no_blow_up)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
