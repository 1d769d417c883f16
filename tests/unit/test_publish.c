/* Records of documents: what is written is read again, and nothing that is broken is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/publish/site.h"
#include "../../pipeline/publish/wordlist.h"

static const char letter[] =
    "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt>"
    "<title>A &amp; B</title></titleStmt></fileDesc><profileDesc><creation>"
    "<date from='1950-01' to='1951' cert='low'>then</date></creation><langUsage>"
    "<language ident='ru'/><language ident='en'/></langUsage><correspDesc>"
    "<correspAction type='sent'><persName ref='p.xml#a'>Anna</persName></correspAction>"
    "<correspAction type='received'><orgName>The Guild</orgName></correspAction>"
    "</correspDesc></profileDesc></teiHeader><text><body><p xml:id='p1'>"
    "<persName ref='p.xml#a'>ANNA</persName> wrote; <persName ref='p.xml#a'>ANNA</persName>.</p>"
    "<p xml:id='p2'><persName ref='p.xml#a'>ANNA</persName> read.</p></body></text></TEI>";

struct made {
    struct tp_arena *arena;
    struct tp_diags *ds;
    struct tp_buf record;
};

static void gather(void *arg)
{
    struct made *m = arg;
    xmlDocPtr doc = tp_xml_read_memory(m->arena, letter, sizeof letter - 1, "letter", m->ds);

    assert_non_null(doc);
    tp_gist_gather(m->arena, doc, "a letter", &m->record);
}

static struct made make(void)
{
    struct made m = {.arena = tp_arena_new(0)};

    assert_non_null(m.arena);
    m.ds = tp_diags_new(m.arena, 0);
    m.record = tp_buf_new(m.arena);
    assert_true(tp_guard(m.arena, gather, &m));
    return m;
}

static void read_again(void **state)
{
    struct made m = make();
    struct tp_gist g;
    struct tp_mention mention;
    struct tp_cursor c;

    (void)state;
    assert_true(tp_gist_read(m.arena, m.record.p, m.record.len, &g));
    assert_string_equal(g.stem, "a letter");
    assert_string_equal(g.title, "A & B");
    assert_null(g.date.when);
    assert_string_equal(g.date.from, "1950-01");
    assert_string_equal(g.date.to, "1951");
    assert_true(g.date.doubtful);
    assert_int_equal(g.n_languages, 2);
    assert_string_equal(g.languages[0], "ru");
    assert_int_equal(g.n_actions, 2);
    assert_string_equal(g.actions[0].parties[0].id, "a");
    assert_int_equal(g.actions[1].parties[0].kind, TP_ORGANISATION);
    assert_int_equal(strncmp(g.actions[1].parties[0].id, TP_NO_ENTRY, strlen(TP_NO_ENTRY)), 0);
    assert_int_equal(g.words, 5);
    c = tp_cursor_new(g.mentions);
    assert_true(tp_next_mention(&c, &mention));
    assert_string_equal(mention.spelling, "Anna");
    assert_string_equal(mention.anchors, "");
    assert_true(tp_next_mention(&c, &mention));
    assert_string_equal(mention.spelling, "ANNA");
    assert_string_equal(mention.anchors, "p1 p2");
    assert_int_equal(mention.count, 3);
    assert_true(tp_next_mention(&c, &mention));
    assert_int_equal(mention.kind, TP_ORGANISATION);
    assert_false(tp_next_mention(&c, &mention));
    assert_false(c.at.bad);
    tp_arena_free(m.arena);
}

/* Walk all of what a record says it has, so that a wrong length would be met by the sanitizers. */
static void walk(struct tp_arena *a, const char *record, size_t len)
{
    struct tp_gist g;
    struct tp_mention mention;
    struct tp_term term;
    char scratch[TP_MAX_TERM];
    struct tp_cursor c;
    size_t sum = 0;

    if (!tp_gist_read(a, record, len, &g))
        return;
    c = tp_cursor_new(g.mentions);
    while (tp_next_mention(&c, &mention))
        sum += strlen(mention.spelling) + strlen(mention.anchors);
    c = tp_cursor_new(g.terms);
    while (tp_next_term(&c, scratch, &term))
        sum += term.len;
    assert_true(sum < (size_t)1 << 30);
}

static void broken_ones_are_refused(void **state)
{
    struct made m = make();
    struct tp_gist g;

    (void)state;
    for (size_t n = 0; n < m.record.len; n++) {
        char *cut = tp_strndup(m.arena, m.record.p, n);
        assert_false(tp_gist_read(m.arena, cut, n, &g));
    }
    for (size_t i = 0; i < m.record.len; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            struct tp_arena *a = tp_arena_sub(m.arena);
            char *other = tp_strndup(a, m.record.p, m.record.len);
            other[i] = (char)((unsigned char)other[i] ^ 1u << bit);
            walk(a, other, m.record.len);
            tp_arena_free(a);
        }
    tp_arena_free(m.arena);
}

struct words_case {
    const char *text, *terms;
};

static void words_are_folded(void **state)
{
    static const struct words_case cases[] = {
        {"Letters, letter's! LETTERS", "letter"},
        {"cities", "city"},
        {"Ångström Straße", "angstrom strasse"},
        {"переговоры Переговоров", "переговор"},
        {"ёлка елка", "елк"},
        {"25.III.50", "25 50 iii"},
        {"周恩来", "周 周恩 周恩来 恩 恩来 来"},
        {"毛澤東 毛泽东", "东 毛 毛泽 毛泽东 泽 泽东"},
        {"關於 关于", "于 关 关于"},
        {"薴 苧 苎", "苎"},
        {"\uF9DA ｶﾞ", "カ 栗"}, /* a compatibility character, and a narrow one with its mark */
        {"ＴＡＳＳ", "tass"},
        {"ΣΟΦΟΣ σοφός", "σοφοσ"},
        {"STRASSE Straße STRAẞE", "strasse"},
        {"a\u037Ab", "ab"}, /* a sign that is taken apart into a blank and a mark */
        {"don’t", "dont"},
        {"…—!", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tp_arena *a = tp_arena_new(0);
        struct tp_wordlist *w = tp_wordlist_new(a);
        struct tp_buf got = tp_buf_new(a);
        const struct tp_term *v;
        size_t n;
        tp_wordlist_add(w, cases[i].text, strlen(cases[i].text), false);
        v = tp_wordlist_terms(w, &n);
        for (size_t k = 0; k < n; k++) {
            if (k)
                tp_buf_char(&got, ' ');
            tp_buf_add(&got, v[k].text, v[k].len);
        }
        assert_string_equal(got.p, cases[i].terms);
        tp_arena_free(a);
    }
}

static void stems_of_pages_are_reserved(void **state)
{
    (void)state;
    assert_true(tp_site_reserved("index"));
    assert_true(tp_site_reserved("persons-12"));
    assert_false(tp_site_reserved("persons-"));
    assert_false(tp_site_reserved("persons-1a"));
    assert_false(tp_site_reserved("indexes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_again),
        cmocka_unit_test(broken_ones_are_refused),
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(stems_of_pages_are_reserved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
