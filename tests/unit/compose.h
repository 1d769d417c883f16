/*
 * compose.h - documents made up from the layout files: every caption, field and expression of
 * theirs gives text that fits it, or nearly, between paragraphs of running text and Markdown.
 *
 * The generator is fixed: one seed gives one document, the same everywhere. Include behind
 * cmocka.h.
 */
#ifndef TP_TEST_COMPOSE_H
#define TP_TEST_COMPOSE_H

#include "../../pipeline/base/resource.h"
#include "../../pipeline/base/utf8.h"
#include "../../pipeline/base/yaml.h"
#include "../../pipeline/encode/pattern.h"

struct grammar_rule {
    const char *regex;
    struct tp_pattern *tree;
    char at; /* 't' top, 'b' bottom, 'a' any; 'i' inside text */
    bool line;
};

struct grammar {
    const char *name;
    TP_VEC(struct grammar_rule) rules;
    TP_VEC(struct tp_pattern *) front, titles, contents;
    TP_VEC(const char *) captions;
};

struct grammars {
    TP_VEC(struct grammar *) list;
    struct grammar *common;
};

struct composing {
    struct tp_arena *a;
    uint64_t state;
    struct tp_buf out;
};

static inline uint32_t roll(struct composing *c, uint32_t sides)
{
    /* xorshift64*, Vigna 2016 */
    c->state ^= c->state >> 12;
    c->state ^= c->state << 25;
    c->state ^= c->state >> 27;
    return (uint32_t)((c->state * UINT64_C(2685821657736338717)) >> 33) % sides;
}

#define PICK(c, list) ((list)[roll((c), sizeof(list) / sizeof *(list))])

/* ---- the layouts ---- */

static inline struct tp_pattern *tree_of(struct tp_pattern_cache *cache, const struct tp_yaml *n)
{
    return n && n->value[0] ? tp_pattern_parse(cache, n->value) : NULL;
}

static inline struct grammar *read_grammar(struct tp_arena *a, struct tp_pattern_cache *cache,
                                           const struct tp_yaml *root)
{
    struct grammar *g = TP_NEW(a, struct grammar);
    static const char *const lists[] = {"roles", "inline", "front", "titles", "contents-entry"};
    const struct tp_yaml *captions = tp_yaml_get(root, "captions");
    const struct tp_yaml *match = tp_yaml_get(tp_yaml_get(root, "detect"), "match");

    g->name = tp_yaml_str(root, "name", "");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct tp_yaml *list = tp_yaml_get(root, lists[i]);
        for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
            const struct tp_yaml *re = i < 3 ? tp_yaml_get(n, "regex") : n;
            struct tp_pattern *tree = tree_of(cache, re);
            struct grammar_rule r = {re ? re->value : "", tree, 'i', false};
            if (i == 0)
                r.at = tp_yaml_str(n, "at", "any")[0];
            r.line = strcmp(tp_yaml_str(n, "line", "false"), "true") == 0;
            if (tree && i < 2)
                TP_PUSH(a, &g->rules, r);
            else if (tree && i == 2)
                TP_PUSH(a, &g->front, tree);
            else if (tree && i == 3)
                TP_PUSH(a, &g->titles, tree);
            else if (tree)
                TP_PUSH(a, &g->contents, tree);
        }
    }
    for (const struct tp_yaml *n = match ? match->first : NULL; n; n = n->next) {
        const struct tp_yaml *re = tp_yaml_get(n, "regex");
        struct grammar_rule r = {re ? re->value : "", tree_of(cache, re), 't', false};
        if (r.tree)
            TP_PUSH(a, &g->rules, r);
    }
    for (const struct tp_yaml *n = captions ? captions->first : NULL; n; n = n->next)
        for (const struct tp_yaml *p = n->kind == TP_YAML_LIST ? n->first : n; p; p = p->next) {
            TP_PUSH(a, &g->captions, p->value);
            if (p == n)
                break;
        }
    return g;
}

static inline struct grammars *read_grammars(struct tp_arena *a)
{
    struct grammars *all = TP_NEW(a, struct grammars);
    struct tp_pattern_cache *cache = tp_pattern_cache_new(a);
    struct tp_diags *ds = tp_diags_new(a, 0);
    size_t n;
    const struct tp_resource *r = tp_resource_under("schemas/layouts/", &n);

    for (size_t i = 0; i < n; i++) {
        const struct tp_yaml *root =
            tp_yaml_parse(a, r[i].data, r[i].len, r[i].name, 1, TP_D_LAYOUT_INVALID, ds);
        struct grammar *g = read_grammar(a, cache, root);
        if (strcmp(g->name, "common") == 0)
            all->common = g;
        else
            TP_PUSH(a, &all->list, g);
    }
    return all;
}

/* ---- text that fits an expression ---- */

static inline void put_member(struct composing *c, const USet *set)
{
    static const UChar32 usual[] = {'a', 'e', 'K', 'S', ' ', '1', '5', '.', 0x43C, 0x41C, 0x4E2D};
    int32_t ranges = uset_getRangeCount(set);
    UErrorCode status = U_ZERO_ERROR;
    UChar32 from, to, cp = 0;

    for (int tries = 0; tries < 12; tries++) {
        cp = PICK(c, usual);
        if (uset_contains(set, cp))
            break;
        if (tries < 4)
            continue; /* odd characters now and then are enough */
        (void)uset_getItem(set, (int32_t)roll(c, (uint32_t)ranges), &from, &to, NULL, 0, &status);
        cp = from + (UChar32)roll(c, (uint32_t)(to - from + 1 < 40 ? to - from + 1 : 40));
        if (tp_is_xml_char((uint32_t)cp) && cp != '\r' && cp != 0x85 && cp < 0xE000)
            break;
        cp = 'x';
    }
    tp_buf_codepoint(&c->out, (uint32_t)cp);
}

static inline void put_sample(struct composing *c, const struct tp_pattern *p)
{
    uint32_t n = 0, most;

    switch (p->kind) {
    case TP_PATTERN_EMPTY:
        break;
    case TP_PATTERN_SET:
        if (uset_getRangeCount(p->set) > 0)
            put_member(c, p->set);
        break;
    case TP_PATTERN_CAT:
        for (const struct tp_pattern *k = p->first; k; k = k->next)
            put_sample(c, k);
        break;
    case TP_PATTERN_ALT:
        for (const struct tp_pattern *k = p->first; k; k = k->next)
            n++;
        n = roll(c, n);
        for (const struct tp_pattern *k = p->first; k; k = k->next)
            if (n-- == 0)
                put_sample(c, k);
        break;
    case TP_PATTERN_REP:
        most = p->max - p->min < 6 ? p->max - p->min : 6;
        for (uint32_t i = p->min + roll(c, most + 1); i; i--)
            put_sample(c, p->first);
        break;
    }
}

/* ---- running text ---- */

static const char *const plain_words[] = {"the",
                                          "delegation",
                                          "of",
                                          "coal",
                                          "and",
                                          "talks",
                                          "considers",
                                          "that",
                                          "in",
                                          "trade",
                                          "правительство",
                                          "считает",
                                          "что",
                                          "поставки",
                                          "в",
                                          "переговоры",
                                          "我们",
                                          "认为",
                                          "谈判",
                                          "问题",
                                          "同意",
                                          "die",
                                          "Regierung",
                                          "und",
                                          "Straße",
                                          "le",
                                          "gouvernement",
                                          "naïve",
                                          "d’accord",
                                          "of",
                                          "to",
                                          "was"};
static const char *const marked_words[] = {"25 January 1950",
                                           "25 января 1950 г.",
                                           "一九五〇年一月五日",
                                           "8.II.1950",
                                           "10/14/50",
                                           "22.7.51 г.",
                                           "14 [February]",
                                           "at 10:30 a.m.",
                                           "1950-1951",
                                           "5-7 March",
                                           "[...]",
                                           "[Liu] Shaoqi",
                                           "[1950]",
                                           "[illegible]",
                                           "[handwritten: yes]",
                                           "[Stamp: SECRET",
                                           "]",
                                           "[Translator's note: so]",
                                           "（略）",
                                           "〔1〕",
                                           "Mao Zedong",
                                           "Мао Цзэдуна",
                                           "毛泽东",
                                           "Com. Stalin",
                                           "Filippov [Stalin]",
                                           "AVPRF, f. 0100, op. 42",
                                           "Ф И Л И П П О В",
                                           "S T A L I N",
                                           "毛 泽 东",
                                           "(1)",
                                           "1)",
                                           "№ 112",
                                           "N° 4",
                                           "$300,000",
                                           "TOP SECRET",
                                           "e\xCC\x81",
                                           "\xF0\x9F\x93\x9C",
                                           "soft\xC2\xADhyphen",
                                           "עברית",
                                           "ﬁnal",
                                           "\"friendship\"",
                                           "“so”",
                                           "<b>",
                                           "&amp;",
                                           "&",
                                           "<",
                                           "a|b",
                                           "\\*",
                                           "https://example.org/a?b=c&d",
                                           "x@example.org",
                                           "\xE3\x80\x80"};
static const char *const markdown_words[] = {"*so*",
                                             "**so**",
                                             "***so***",
                                             "_so_",
                                             "`so`",
                                             "~~so~~",
                                             "[link](https://example.org)",
                                             "![image](a.png \"t\")",
                                             "![](b.png)",
                                             "[^1]",
                                             "[^x]",
                                             "*",
                                             "**",
                                             "`",
                                             "_a",
                                             "[ref]",
                                             "&nbsp;",
                                             "&Tab;",
                                             "<https://example.org>",
                                             "\\",
                                             "a\\\nb",
                                             "&#x41;",
                                             "<!-- c -->"};

static inline void put_word(struct composing *c, bool markdown)
{
    uint32_t kind = roll(c, 12);

    tp_buf_str(&c->out, kind == 0   ? PICK(c, marked_words)
                        : kind == 1 ? (markdown ? PICK(c, markdown_words) : PICK(c, marked_words))
                                    : PICK(c, plain_words));
}

static inline void put_words(struct composing *c, bool markdown)
{
    static const char *const ends[] = {".", ".", ".", "。", ":", ";", "", "!", "..."};

    for (uint32_t n = 1 + roll(c, roll(c, 3) ? 12 : 60); n; n--) {
        put_word(c, markdown);
        tp_buf_str(&c->out, n == 1 ? PICK(c, ends) : roll(c, 25) ? " " : "\n");
    }
}

static inline void put_rule(struct composing *c, const struct grammar *g, char at)
{
    const struct grammar_rule *r;

    if (!g->rules.n)
        return;
    for (int tries = 0; tries < 20; tries++) {
        r = &g->rules.v[roll(c, (uint32_t)g->rules.n)];
        if (r->at == at || r->at == 'a')
            break;
    }
    put_sample(c, r->tree);
}

static inline void put_markdown(struct composing *c)
{
    static const char *const fences[] = {"```\n", "~~~ text\n", "    "};

    switch (roll(c, 9)) {
    case 0:
        for (uint32_t n = 1 + roll(c, 4); n; n--)
            tp_buf_char(&c->out, '#');
        tp_buf_char(&c->out, ' ');
        put_word(c, true);
        break;
    case 1:
        for (uint32_t n = 1 + roll(c, 4); n; n--) {
            tp_buf_fmt(&c->out, "%*s%s ", (int)roll(c, 5), "", roll(c, 2) ? "-" : "3.");
            put_words(c, true);
            tp_buf_char(&c->out, '\n');
        }
        break;
    case 2:
        tp_buf_str(&c->out, "| a | b |\n|---|:-:|\n| ");
        put_word(c, true);
        tp_buf_str(&c->out, " | x\n| 1 | 2 | 3 |");
        break;
    case 3:
        tp_buf_str(&c->out, roll(c, 2) ? "> " : "> - > ");
        put_words(c, true);
        break;
    case 4:
        tp_buf_str(&c->out, PICK(c, fences));
        put_words(c, true);
        tp_buf_str(&c->out, roll(c, 3) ? "\n```" : "");
        break;
    case 5:
        tp_buf_str(&c->out, "[^1]: ");
        put_words(c, true);
        break;
    case 6:
        tp_buf_str(&c->out, roll(c, 2) ? "---" : "***");
        break;
    case 7:
        tp_buf_str(&c->out, roll(c, 2) ? "[ref]: https://example.org 'title'" : "<div>html</div>");
        break;
    default:
        put_words(c, true);
        tp_buf_str(&c->out, roll(c, 2) ? "\n===" : "  \nafter a break");
    }
}

static inline void put_front_matter(struct composing *c)
{
    static const char *const keys[] = {"title",     "date",       "place",   "sender",
                                       "recipient", "language",   "kind",    "classification",
                                       "summary",   "translator", "source",  "citation",
                                       "shelfmark", "url",        "own-key", "Another key"};
    static const char *const values[] = {"A letter",
                                         "1950-01-05",
                                         "Moscow",
                                         "J. Exemplar",
                                         "ru",
                                         "letter",
                                         "'quoted: value'",
                                         "\"esc\\u00e9\"",
                                         "[a, b]",
                                         "5 January 1950",
                                         "|\n  two\n  lines",
                                         "",
                                         "{a: b}",
                                         "AVPRF, f. 0100, op. 42, por. 19, pap. 288, ll. 81-85",
                                         "https://example.org/x"};
    uint32_t first = roll(c, 16);

    tp_buf_str(&c->out, "---\n");
    for (uint32_t i = 0, n = 1 + roll(c, 6); i < n; i++)
        tp_buf_fmt(&c->out, "%s: %s\n", keys[(first + i) % 16], PICK(c, values));
    tp_buf_str(&c->out, "---\n\n");
}

static inline void put_captions(struct composing *c, const struct grammar *g)
{
    if (!g->captions.n)
        return;
    for (uint32_t n = roll(c, 7); n; n--) {
        tp_buf_str(&c->out, g->captions.v[roll(c, (uint32_t)g->captions.n)]);
        tp_buf_str(&c->out, roll(c, 3) ? ":\n\n" : roll(c, 2) ? ": " : "：");
        if (g->contents.n && roll(c, 4) == 0)
            put_sample(c, g->contents.v[roll(c, (uint32_t)g->contents.n)]);
        else
            put_words(c, false);
        tp_buf_str(&c->out, "\n\n");
    }
}

/* Lines that fit the rules; some in one block, some spoilt. */
static inline void put_lines(struct composing *c, const struct grammars *all,
                             const struct grammar *g, char at, uint32_t most)
{
    for (uint32_t n = roll(c, most); n; n--) {
        put_rule(c, roll(c, 3) || !g->rules.n ? all->common : g, at);
        if (roll(c, 12) == 0)
            put_word(c, false);
        tp_buf_str(&c->out, roll(c, 4) ? "\n\n" : "\n");
    }
}

/* A whole document. *MARKDOWN tells which suffix it is for. */
static inline char *compose(struct tp_arena *a, const struct grammars *all, uint64_t seed,
                            bool *markdown)
{
    struct composing c = {.a = a, .state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
    const struct grammar *g;

    for (int i = 0; i < 8; i++)
        (void)roll(&c, 2);
    c.out = tp_buf_new(a);
    g = all->list.v[roll(&c, (uint32_t)all->list.n)];
    *markdown = roll(&c, 2);
    if (roll(&c, 4) == 0)
        put_front_matter(&c);
    if (g->front.n && roll(&c, 2)) {
        put_sample(&c, g->front.v[roll(&c, (uint32_t)g->front.n)]);
        tp_buf_str(&c.out, "\n\n");
    }
    if (g->titles.n && roll(&c, 2)) {
        put_sample(&c, g->titles.v[roll(&c, (uint32_t)g->titles.n)]);
        tp_buf_str(&c.out, "\n\n");
    }
    put_captions(&c, g);
    for (uint32_t versions = 1 + roll(&c, 3) / 2; versions; versions--) {
        put_lines(&c, all, g, 't', 6);
        for (uint32_t n = roll(&c, 6); n; n--) {
            if (*markdown && roll(&c, 3) == 0)
                put_markdown(&c);
            else if (roll(&c, 6) == 0)
                put_rule(&c, all->common, 'a');
            else
                put_words(&c, *markdown);
            tp_buf_str(&c.out, roll(&c, 8) ? "\n\n" : "\n");
        }
        put_lines(&c, all, g, 'b', 6);
        if (versions > 1)
            tp_buf_str(&c.out, "[...]\n\n");
    }
    tp_buf_str(&c.out, "end\n"); /* never an empty document */
    return c.out.p;
}

#endif
