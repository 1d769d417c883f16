/* The expressions of layouts: what the sieve may and may not exclude, and which ones are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/resource.h"
#include "../../pipeline/encode/layout.h"
#include "../../pipeline/encode/pattern.h"
#include "../../pipeline/encode/regex.h"
#include "guard.h"

static const struct {
    const char *regex, *text;
    bool match, may; /* the whole text; MAY where the sieve can't tell */
} table[] = {
    {"abc", "abc", true, true},
    {"abc", "abcd", false, false},
    {"abc", "", false, false},
    {"a|b|", "", true, true},
    {"a{3}", "aa", false, false},
    {"a{2,4}b", "aaaab", true, true},
    {"a{2,4}b", "aaaaab", false, false},
    {"a{2,60}", "aaaaaaaaaaaa", true, true},
    {"a{12,60}", "aaaaaaaaa", false, true}, /* more than eight are taken for many */
    {"a+?b*?c??", "aab", true, true},
    {"(?:a|b)++c", "abac", true, true},
    {"(?>a|ab)c", "abc", false, true},
    {"a.c", "a\nc", false, false},
    {"a.c", "a\u2028c", false, false},
    {"(?s)a.c", "a\nc", true, true},
    {"a(?s).c|a.d", "a\nd", true, true},
    {"(?:a(?s).)c.", "a\nc\n", false, false},
    {"(?i)straße", "STRASSE", true, true},
    {"(?i)strasse", "straße", true, true},
    {"(?i:straSSe)", "STRAẞE", true, true},
    {"strasse", "straße", false, false},
    {"(?i)fine", "ﬁne", true, true},
    {"(?i)x", "ﬁ", false, true}, /* what folds to several characters is left to ICU */
    {"(?i)привет", "ПРИВЕТ", true, true},
    {"(?i)k", "\u212A", true, true}, /* the Kelvin sign */
    {"(?i)[a-z]+", "\u017F", true, true},
    {"(?i)[^a]", "A", false, true},
    {"(?-i)a", "A", false, false},
    {"(?i)a(?-i)b", "AB", false, false},
    {"\\p{Lu}\\p{Ll}+", "Word", true, true},
    {"\\p{Lu}\\p{Ll}+", "word", false, false},
    {"\\P{Han}", "中", false, false},
    {"[\\p{Lu}&&\\p{Cyrillic}]+", "СССР", true, true},
    {"[\\p{Lu}&&\\p{Cyrillic}]+", "USSR", false, false},
    {"[\\p{Han}·、]{2}", "中、", true, true},
    {"[^\\]\\n]", "]", false, false},
    {"[\\d./-]+", "5.1-50/2", true, true},
    {"[–—-]", "-", true, true},
    {"[a\\-z]", "b", false, false},
    {"\\s\\S\\w\\W\\d\\D", "\u3000a_ 5x", true, true},
    {"\\bword\\b", "word", true, true},
    {"(?=.*\\.)\\p{Lu}+\\.?", "AB", false, true},
    {"(?!x)y", "y", true, true},
    {"(?<!\\p{L})a(?!b)", "a", true, true},
    {"(?<value>a)(?<n>b)", "ab", true, true},
    {"^a$", "a", true, true},
    {"\\Qa.b\\E", "a.b", true, true},
    {"(a)\\1", "aa", true, true},
    {"(a)\\1", "x", false, true}, /* a back reference: anything may be */
    {"(?x) a b ", "ab", true, true},
    {"\\x41\\u0042", "AB", true, true},
    {"𝒜.", "𝒜𝒜", true, true},
    {"[𝒜-𝒵]", "𝒞", true, true},
};

static void check_sieve(struct tp_arena *a)
{
    enum { N = sizeof table / sizeof *table };
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_regex_set *set = tp_regex_set_new(a);
    const struct tp_regex *re[N];
    struct tp_matcher *m;

    for (size_t i = 0; i < N; i++) {
        re[i] = tp_regex_new(set, table[i].regex, TP_REGEX_LINE, TP_D_LAYOUT_INVALID, tp_in("t"),
                             false, ds);
        if (!re[i])
            fail_msg("%s: %s", table[i].regex, ds->first->message);
    }
    tp_regex_set_ready(set);
    m = tp_matcher_new(a, set);
    for (size_t i = 0; i < N; i++) {
        struct tp_subject s = tp_subject_new(a, table[i].text, (uint32_t)strlen(table[i].text));
        if (tp_regex_may(m, re[i], &s) != table[i].may)
            fail_msg("sieve: '%s' and '%s'", table[i].regex, table[i].text);
        if (tp_regex_matches(m, re[i], &s) != table[i].match)
            fail_msg("match: '%s' and '%s'", table[i].regex, table[i].text);
    }
}

/* Searching finds what stands anywhere, again and again. */
static void check_search(struct tp_arena *a)
{
    static const char text[] = "секретно, top secret; СОВЕРШЕННО СЕКРЕТНО";
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_regex_set *set = tp_regex_set_new(a);
    const struct tp_regex *re = tp_regex_new(set, "(?i)(?<!\\p{L})секретно", TP_REGEX_SEARCH,
                                             TP_D_LAYOUT_INVALID, tp_in("t"), false, ds);
    const struct tp_regex *other =
        tp_regex_new(set, "geheim", TP_REGEX_SEARCH, TP_D_LAYOUT_INVALID, tp_in("t"), false, ds);
    struct tp_subject s = tp_subject_new(a, text, (uint32_t)strlen(text));
    struct tp_matcher *m;
    struct tp_range found;
    uint32_t at = 0;

    tp_regex_set_ready(set);
    m = tp_matcher_new(a, set);
    assert_false(tp_regex_may(m, other, &s));
    assert_true(tp_regex_find(m, re, &s, &at, &found));
    assert_int_equal(found.start, 0);
    assert_int_equal(found.end, strlen("секретно"));
    assert_true(tp_regex_find(m, re, &s, &at, &found));
    assert_memory_equal(text + found.start, "СЕКРЕТНО", strlen("СЕКРЕТНО"));
    assert_false(tp_regex_find(m, re, &s, &at, &found));
}

/* A matcher goes back to its set, and is lent again. */
static void check_matchers(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_regex_set *set = tp_regex_set_new(a);
    const struct tp_regex *re =
        tp_regex_new(set, "a+", TP_REGEX_LINE, TP_D_LAYOUT_INVALID, tp_in("t"), false, ds);
    struct tp_matcher *first = NULL;

    tp_regex_set_ready(set);
    for (int i = 0; i < 3; i++) {
        struct tp_arena *document = tp_arena_sub(a);
        struct tp_matcher *m = tp_matcher_new(document, set);
        struct tp_subject s = tp_subject_new(document, "aaa", 3);
        assert_true(tp_regex_matches(m, re, &s));
        assert_true(!first || m == first);
        first = m;
        tp_arena_free(document);
    }
    assert_ptr_not_equal(tp_matcher_new(a, set), tp_matcher_new(a, set));
}

static const struct {
    const char *regex;
    int at; /* of the loop that may take exponential time; -1: none */
} loops[] = {
    {"(a+)+b", 0},
    {"x(?:a*)*", 1},
    {"(?:a|a)*b", 0},
    {"(?:ab|a|b)*c", 0},
    {"(?:\\w+ ?)*x", 0},
    {"(?:\\w+ ?)*+x", -1},
    {"(?:\\w+ )*x", -1},
    {"\\w+(?: \\w+)*", -1},
    {"(?:a|b)*c", -1},
    {"a*a*a*b", -1}, /* a power of the length, not exponential */
    {"(?:a{1,3})*b", 0},
    {"(?:a{1,3}b)*", -1},
    {"(?:a?b?)*c", 0}, /* "ab" in one round or two */
    {"(?:a?)*c", -1},  /* an empty round ends the loop */
    {"(?:\\p{Lu}\\p{L}*[ ,]*){1,9}:", 0},
    {"(?:\\p{Lu}\\p{L}*(?:[ ,]+|$)){1,9}:", 0},
    {"\\p{Lu}\\p{L}*(?:[ ,]+\\p{Lu}\\p{L}*){0,8}:", -1},
    {"(?:a|b|ab){4}", -1}, /* few */
    {"(?i)(?:on|\\p{L}+)(?: on| \\p{L}+)*", 17},
};

static void check_explodes(struct tp_arena *a)
{
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++) {
        struct tp_pattern *p = tp_pattern_parse(tp_pattern_cache_new(a), loops[i].regex);
        uint32_t at = 0;
        bool explodes;
        assert_non_null(p);
        explodes = tp_pattern_explodes(a, p, &at);
        if (explodes != (loops[i].at >= 0) || (explodes && (int)at != loops[i].at))
            fail_msg("'%s': %s at %u", loops[i].regex, explodes ? "explodes" : "is safe", at);
    }
}

/* The program's own layouts are trusted when it runs; here every expression is compiled. */
static void check_own(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_regex_set *set = tp_regex_set_new(a);
    size_t n;
    const struct tp_resource *r = tp_resource_under("schemas/layouts/", &n);

    assert_true(n > 3);
    for (size_t i = 0; i < n; i++)
        if (!tp_layout_read(a, set, r[i].name, r[i].data, r[i].len, NULL, ds))
            fail_msg("%s: line %zu", r[i].name, ds->first ? ds->first->loc.line : 0);
    assert_null(ds->first);
}

/* Trusted expressions match as others do, in each of two matchers, and say which groups they have.
 */
static void check_trusted(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_regex_set *set = tp_regex_set_new(a);
    struct tp_regex *re[sizeof table / sizeof *table], *bad;
    struct tp_range value;

    tp_regex_set_trust(set, true);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        re[i] = tp_regex_new(set, table[i].regex, TP_REGEX_LINE, TP_D_LAYOUT_INVALID, tp_in("t"),
                             false, ds);
    tp_regex_set_trust(set, false);
    bad = tp_regex_new(set, "(", TP_REGEX_LINE, TP_D_LAYOUT_INVALID, tp_in("t"), false, ds);
    assert_null(bad);
    tp_regex_set_ready(set);
    for (int round = 0; round < 3; round++) { /* the third borrows what the others gave back */
        struct tp_arena *both = tp_arena_sub(a);
        struct tp_matcher *one = tp_matcher_new(both, set);
        struct tp_matcher *two = round < 2 ? tp_matcher_new(both, set) : one;
        for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
            struct tp_subject s =
                tp_subject_new(both, table[i].text, (uint32_t)strlen(table[i].text));
            struct tp_subject again = tp_subject_new(both, s.text, s.len);
            bool group = strstr(table[i].regex, "(?<value>") != NULL;
            assert_int_equal(tp_regex_matches(one, re[i], &s), table[i].match);
            assert_int_equal(tp_regex_matches(two, re[i], &again), table[i].match);
            assert_int_equal(tp_regex_has_group(re[i], "value"), group);
            assert_false(tp_regex_has_group(re[i], "valu"));
            if (group && table[i].match)
                assert_true(tp_regex_group(two, re[i], &again, "value", &value));
        }
        tp_arena_free(both);
    }
}

#define TEST(name)                                                                                 \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(check_##name);                                                                     \
    }
TEST(sieve)
TEST(search)
TEST(matchers)
TEST(explodes)
TEST(own)
TEST(trusted)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sieve),    cmocka_unit_test(search), cmocka_unit_test(matchers),
        cmocka_unit_test(explodes), cmocka_unit_test(own),    cmocka_unit_test(trusted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
