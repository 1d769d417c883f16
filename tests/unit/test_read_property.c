/*
 * test_read_property.c - thousands of made-up documents through the reader.
 *
 * wild: anything next to anything. Every byte must be accounted for, whatever it means.
 * tame: markup whose meaning is known as it is made. The text and the spans must be exactly that.
 *
 * The documents come from a fixed generator, the same everywhere. TP_PROPERTY_RUNS sets how many,
 * TP_PROPERTY_SEED where to begin.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/read/read.h"

/* ---- the generator ---- */

struct gen {
    uint64_t state;
    struct tp_buf src;
    struct tp_buf want; /* tame documents: what the text must be */
    size_t spans;       /* and how many spans it must have */
};

static uint32_t roll(struct gen *g, uint32_t sides)
{
    /* xorshift64*, Vigna 2016 */
    g->state ^= g->state >> 12;
    g->state ^= g->state << 25;
    g->state ^= g->state >> 27;
    return (uint32_t)((g->state * UINT64_C(2685821657736338717)) >> 33) % sides;
}

#define PICK(g, list) ((list)[roll((g), sizeof(list) / sizeof *(list))])

static const char *const words[] = {"letter",
                                    "Mao",
                                    "телеграмма",
                                    "№",
                                    "一九五〇年",
                                    "毛 泽 东",
                                    "중앙",
                                    "ελληνικά",
                                    "עברית",
                                    "العربية",
                                    "हिन्दी",
                                    "ไทย",
                                    "“quoted”",
                                    "d’accord",
                                    "naïve",
                                    "№1238",
                                    "22.7.51",
                                    "—",
                                    "1950",
                                    "f. 0100",
                                    "Ф И Л И П П О В",
                                    "\xF0\x9F\x93\x9C",
                                    "e\xCC\x81",
                                    "\xE3\x80\x80全角",
                                    "N\xC2\xB0",
                                    "[Liu]",
                                    "[...]",
                                    "(1)"};

static const char *const scraps[] = {"*",
                                     "**",
                                     "***",
                                     "_",
                                     "__",
                                     "`",
                                     "``",
                                     "```",
                                     "~",
                                     "~~",
                                     "[",
                                     "]",
                                     "(",
                                     ")",
                                     "![",
                                     "](",
                                     "](a)",
                                     "](a \"t\")",
                                     "](<b c>)",
                                     "][r]",
                                     "][]",
                                     "[r]",
                                     "[^1]",
                                     "[^no]",
                                     "[^",
                                     "]:",
                                     "<",
                                     ">",
                                     "<b>",
                                     "</b>",
                                     "<!--",
                                     "-->",
                                     "<http://a.b/c>",
                                     "<x@y.z>",
                                     "http://a.b/?q=1&amp;r",
                                     "www.a.b",
                                     "x@y.zz",
                                     "&amp;",
                                     "&#x41;",
                                     "&#65;",
                                     "&#0;",
                                     "&#1;",
                                     "&nbsp;",
                                     "&ngE;",
                                     "&nope;",
                                     "&",
                                     "\\",
                                     "\\*",
                                     "\\\\",
                                     "\\&amp;",
                                     "\\|",
                                     "|",
                                     "-",
                                     "- ",
                                     "+",
                                     "1.",
                                     "2)",
                                     "#",
                                     "# ",
                                     "=",
                                     "==",
                                     "---",
                                     ":",
                                     "\"",
                                     "'",
                                     "  ",
                                     "\t",
                                     "\xC2\xA0",
                                     "\xE3\x80\x80",
                                     "\xE2\x80\x8B",
                                     "\xEF\xBB\xBF",
                                     "!",
                                     "a*b*c",
                                     "a_b_c"};

static const char *const starts[] = {"",
                                     "",
                                     "",
                                     "# ",
                                     "## ",
                                     "###### ",
                                     "- ",
                                     "* ",
                                     "+ ",
                                     "1. ",
                                     "7) ",
                                     "1950. ",
                                     "> ",
                                     ">",
                                     "> > ",
                                     "    ",
                                     "\t",
                                     "  ",
                                     "- - ",
                                     "- 2. ",
                                     "- > ",
                                     "> - ",
                                     "> 1. ",
                                     "[^1]: ",
                                     "[^un]: ",
                                     "[r]: ",
                                     "[r]: /u \"t\"",
                                     "| ",
                                     "|--|--|",
                                     "--|--",
                                     "```",
                                     "~~~ c",
                                     "---",
                                     "***",
                                     "===",
                                     "- 4 -",
                                     "<div>",
                                     "<!--",
                                     "    - ",
                                     "     > ",
                                     "- [^x]: ",
                                     "> [r]: <u>",
                                     "24. Januar 1950",
                                     "*",
                                     "-"};

static const char *const ends[] = {"\n",      "\n",     "\n",   "\n\n", "\n\n",          "  \n",
                                   "\\\n",    "\n\n\n", " #\n", " |\n", "\n \xC2\xA0\n", "\n---\n",
                                   "\n===\n", "\n> ",   ""};

static void wild_line(struct gen *g)
{
    uint32_t n = roll(g, 9);

    if (roll(g, 3) == 0)
        for (uint32_t i = roll(g, 3); i > 0; i--)
            tp_buf_str(&g->src, PICK(g, starts));
    tp_buf_str(&g->src, PICK(g, starts));
    for (uint32_t i = 0; i < n; i++) {
        if (roll(g, 2))
            tp_buf_str(&g->src, PICK(g, words));
        else
            tp_buf_str(&g->src, PICK(g, scraps));
        if (roll(g, 3) == 0)
            tp_buf_char(&g->src, ' ');
    }
    tp_buf_str(&g->src, PICK(g, ends));
}

/* ---- tame text: SRC and WANT grow together ---- */

static void both(struct gen *g, const char *src, const char *want)
{
    tp_buf_str(&g->src, src);
    tp_buf_str(&g->want, want);
}

static void tame_text(struct gen *g, unsigned depth);

static void tame_wrapped(struct gen *g, const char *open, const char *close, unsigned depth)
{
    tp_buf_str(&g->src, open);
    both(g, "x", "x"); /* a letter inside both signs makes them signs */
    tame_text(g, depth + 1);
    both(g, "y", "y");
    tp_buf_str(&g->src, close);
    g->spans++;
}

static void tame_plain(struct gen *g)
{
    static const char *const pairs[][2] = {{"&amp;", "&"},        {"&#x41;", "A"},
                                           {"&#1040;", "А"},      {"&nbsp;", "\xC2\xA0"},
                                           {"&ngE;", "≧̸"},        {"\\*", "*"},
                                           {"\\_", "_"},          {"\\[", "["},
                                           {"\\\\", "\\"},        {"&no such", "&no such"},
                                           {"\\a", "\\a"},        {"&#1;", "&#1;"},
                                           {"\\&amp;", "&amp;"},  {"a < b", "a < b"},
                                           {"[sic]", "[sic]"},    {"5 * 3", "5 * 3"},
                                           {"a_b_c", "a_b_c"},    {"<b>", "<b>"},
                                           {"[^none]", "[^none]"}};
    uint32_t i = roll(g, 40);

    if (i < sizeof pairs / sizeof *pairs) {
        both(g, pairs[i][0], pairs[i][1]);
    } else {
        const char *word = PICK(g, words);
        both(g, word, word);
    }
}

static void tame_span(struct gen *g, unsigned depth)
{
    static const char *const codes[][2] = {{"`a*b`", "a*b"},
                                           {"`` a`b ``", "a`b"},
                                           {"`&amp;`", "&amp;"},
                                           {"<http://a.b/?c&amp;d>", "http://a.b/?c&d"},
                                           {"[^1]", "1"}};
    uint32_t kind = roll(g, 10);

    switch (kind) {
    case 0:
        tame_wrapped(g, "**", "**", depth);
        return;
    case 1:
        tame_wrapped(g, "*", "*", depth);
        return;
    case 2:
        tame_wrapped(g, "~~", "~~", depth);
        return;
    case 3:
        tame_wrapped(g, "![", "](<i m.png> 'T')", depth);
        return;
    default:
        kind = roll(g, sizeof codes / sizeof *codes);
        both(g, codes[kind][0], codes[kind][1]);
        g->spans++;
        return;
    }
}

static void tame_text(struct gen *g, unsigned depth)
{
    static const char *const breaks[][2] = {{"\n", "\n"}, {"  \n", "\n"}, {"\\\n", "\n"},
                                            {" ", " "},   {" ", " "},     {" ", " "}};
    uint32_t n = 1 + roll(g, 6);

    for (uint32_t i = 0; i < n; i++) {
        uint32_t b = roll(g, 6);
        both(g, breaks[b][0], breaks[b][1]);
        both(g, "w", "w"); /* no line begins with a sign */
        if (depth < 4 && roll(g, 4) == 0) {
            both(g, " ", " ");
            tame_span(g, depth);
        } else {
            tame_plain(g);
        }
    }
    both(g, " ", " ");
}

static void tame_paragraph(struct gen *g)
{
    both(g, "Begin", "Begin");
    tame_text(g, 0);
    if (roll(g, 2)) {
        tp_buf_str(&g->src, "[x");
        tp_buf_str(&g->want, "x");
        tame_text(g, 3);
        both(g, "y", "y");
        tp_buf_str(&g->src, roll(g, 2) ? "][Ref  b]" : "](/u(v) \"t\")");
        g->spans++;
    }
    both(g, "end", "end");
}

/* ---- the properties ---- */

struct job {
    struct gen g;
    struct tp_arena *arena;
    uint64_t seed;
};

static void fail_with(const struct job *j, const char *what, struct tp_range r)
{
    print_error("%s, bytes %u to %u, in document %llu:\n%s\n", what, r.start, r.end,
                (unsigned long long)j->seed, j->g.src.p);
    fail();
}

static struct tp_source *read_as(struct job *j, int syntax)
{
    struct tp_diags *ds = tp_diags_new(j->arena, 0);
    struct tp_source *s =
        tp_source_parse(j->arena, "made-up", j->g.src.p, j->g.src.len, syntax, ds);
    struct tp_range bad;

    if (!s && !(ds->first && ds->first->code == TP_D_EMPTY_SOURCE))
        fail_with(j, "not read", (struct tp_range){0, 0});
    if (s && !tp_source_check(s, &bad))
        fail_with(j, "not accounted for", bad);
    return s;
}

static void wild(void *arg)
{
    struct job *j = arg;
    struct tp_source *s;

    for (uint32_t n = 1 + roll(&j->g, 14); n > 0; n--)
        wild_line(&j->g);
    (void)read_as(j, TP_MARKDOWN);
    s = read_as(j, TP_PLAIN);
    if (s && s->n_markup)
        fail_with(j, "markup in plain text", s->markup[0]);
}

/* Put the paragraph made so far into a quotation or an item: its first line, and the others. */
static void contain(struct gen *g)
{
    static const char *const prefixes[][2] = {
        {"", ""},         {"   ", "    "},   {"> ", "> "},     {"> ", ">"},
        {"> ", ""},       {"> > ", "> >  "}, {"- ", "  "},     {"12. ", "    "},
        {"+ - ", "    "}, {"> - ", ">   "},  {"- > ", "  > "}, {"- 2. ", "     "}};
    const char *const *prefix = prefixes[roll(g, sizeof prefixes / sizeof *prefixes)];
    struct tp_buf in = g->src;

    g->src = (struct tp_buf){.arena = in.arena};
    tp_buf_str(&g->src, prefix[0]);
    for (size_t i = 0; i < in.len; i++) {
        tp_buf_char(&g->src, in.p[i]);
        if (in.p[i] == '\n')
            tp_buf_str(&g->src, prefix[1]);
    }
}

static void tame(void *arg)
{
    struct job *j = arg;
    struct tp_source *s;
    struct tp_block *b;
    struct tp_range all = {0, 0};

    tame_paragraph(&j->g);
    contain(&j->g);
    tp_buf_str(&j->g.src, "\n\n[ref B]: </a b> \"t\"\n\n[^1]: Note.\n");
    s = read_as(j, TP_MARKDOWN);
    b = s ? s->root->first : NULL;
    while (b && b->first)
        b = b->first;
    if (!b || b->kind != TP_BLOCK_PARAGRAPH)
        fail_with(j, "not a paragraph", all);
    if (b->len != j->g.want.len || memcmp(b->text, j->g.want.p, b->len) != 0) {
        print_error("wanted: %s\nfound:  %s\n", j->g.want.p, b->text);
        fail_with(j, "another text", b->src);
    }
    if (b->n_spans != j->g.spans)
        fail_with(j, "other spans", b->src);
}

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);

    return value && *value ? strtoull(value, NULL, 10) : otherwise;
}

static void run_all(void (*property)(void *), uint64_t runs)
{
    uint64_t first = setting("TP_PROPERTY_SEED", 1), n = setting("TP_PROPERTY_RUNS", runs);

    for (uint64_t seed = first; seed < first + n; seed++) {
        struct job j = {.seed = seed, .arena = tp_arena_new(0)};
        assert_non_null(j.arena);
        j.g.state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
        j.g.src = (struct tp_buf){.arena = j.arena};
        j.g.want = (struct tp_buf){.arena = j.arena};
        assert_true(tp_guard(j.arena, property, &j));
        tp_arena_free(j.arena);
    }
}

static void test_wild(void **state)
{
    (void)state;
    run_all(wild, 6000);
}

static void test_tame(void **state)
{
    (void)state;
    run_all(tame, 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wild), cmocka_unit_test(test_tame)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
