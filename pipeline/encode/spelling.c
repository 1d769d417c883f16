#include "spelling.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/utf8.h"
#include "asked.h"
#include "lookalike.h"
#include "token.h"

/* ---- the words of the document ---- */

/* Words, and words with a hyphen in them, by their hashes: 64 bits don't collide by chance. */
struct tp_word_set {
    uint64_t *v;
    size_t cap, n;
};

static uint64_t hash(const char *p, size_t n)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 1099511628211u;
    return h ? h : 1;
}

static bool has_word(const struct tp_word_set *s, const char *key)
{
    uint64_t h = hash(key, strlen(key));
    size_t i = (size_t)(h ^ h >> 32) & (s->cap - 1);

    while (s->v[i] && s->v[i] != h)
        i = (i + 1) & (s->cap - 1);
    return s->v[i] == h;
}

static void add_word(struct tp_word_set *s, const char *key)
{
    uint64_t h = hash(key, strlen(key));
    size_t i = (size_t)(h ^ h >> 32) & (s->cap - 1);

    while (s->v[i] && s->v[i] != h)
        i = (i + 1) & (s->cap - 1);
    s->v[i] = h;
}

static bool is_word(const struct tp_tokens *t, size_t i)
{
    return i < t->n && t->v[i].kind == TP_TOK_WORD;
}

/* A hyphen between the words I and I+2. */
static bool is_compound(const struct tp_tokens *t, size_t i)
{
    return is_word(t, i) && tp_token_is(t, i + 1, '-') && !t->v[i + 1].spaced &&
           is_word(t, i + 2) && !t->v[i + 2].spaced;
}

/* A word that goes on in the next line: the hyphen may be soft. Sets the word that goes on. */
static bool is_cut(const char *text, const struct tp_tokens *t, size_t i, size_t *next)
{
    const struct tp_token *k = &t->v[i];
    bool soft =
        is_word(t, i) && k->end - k->start > 2 && memcmp(text + k->end - 2, "\xC2\xAD", 2) == 0;

    if (!is_word(t, i))
        return false;
    *next = soft ? i + 1 : i + 2;
    if (!soft && (!tp_token_is(t, i + 1, '-') || t->v[i + 1].spaced))
        return false;
    return is_word(t, *next) && t->v[*next].lined && !t->v[*next].capital;
}

static struct tp_word_set *words_of(struct tp_arena *a, const struct tp_source *source)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_tokens t = tp_tokenize(work, source->text, source->len);
    struct tp_word_set *s = TP_NEW(a, struct tp_word_set);
    size_t next;

    for (s->cap = 64; s->cap < 4 * t.n;)
        s->cap *= 2;
    s->v = TP_NEW_ARRAY(a, s->cap, uint64_t);
    for (size_t i = 0; i < t.n; i++) {
        if (is_cut(source->text, &t, i, &next)) {
            i = next; /* its parts are no words */
            continue;
        }
        if (is_word(&t, i))
            add_word(s, t.v[i].key);
        if (is_compound(&t, i))
            add_word(s, tp_fmt(work, "%s-%s", t.v[i].key, t.v[i + 2].key));
    }
    tp_arena_free(work);
    return s;
}

/* ---- what is found ---- */

struct work {
    struct tp_arena *a;
    struct tp_spelling *s;
    const char *text;
    uint32_t shift;
    struct tp_tokens tokens;
    struct tp_annos *out;
};

/* What choice holds: the text as it stands, and what it should be. */
static void choose(struct work *w, uint32_t start, uint32_t end, bool fault, const char *right,
                   const char *cert)
{
    struct tp_anno anno = {.start = start, .end = end, .element = "choice", .opaque = true};

    anno.inner = fault ? "sic" : "orig";
    anno.beside = fault ? "corr" : "reg";
    anno.beside_text = right;
    anno.beside_attrs = tp_attr_add(w->a, NULL, "resp", "#teipipe");
    if (cert)
        anno.beside_attrs = tp_attr_add(w->a, anno.beside_attrs, "cert", cert);
    anno.rank = TP_RANK_FORM; /* a name around it stays outside */
    TP_PUSH(w->a, w->out, anno);
}

static void warn(struct work *w, enum tp_code code, uint32_t start, const char *shown)
{
    const struct tp_spelling *s = w->s;
    struct tp_range src;
    struct tp_place place;

    if (!s->diags || !s->source || !s->block)
        return;
    src = tp_block_source(s->block, start + w->shift, start + w->shift + 1);
    place = tp_lines_locate(s->source->lines, src.start);
    tp_diag(s->diags, code, tp_at(s->source->file, place.line, place.col), shown);
}

/* The text without soft hyphens, line ends, and the hyphen before the line's end. */
static char *whole(struct tp_arena *a, const char *p, size_t n)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t step = tp_utf8_decode(p + i, n - i, &cp);
        step = step ? step : 1;
        if (cp != 0xAD && !tp_is_space(cp))
            tp_buf_add(&b, p + i, step);
        i += step;
    }
    return b.p;
}

static bool knows(const struct tp_spelling *s, const char *key)
{
    tp_ask(s->asked, key, strlen(key), TP_ASKED_ANY);
    return tp_authority_knows(s->authority, key);
}

static void divided_word(struct work *w, size_t i, size_t next)
{
    const struct tp_token *k = &w->tokens.v[i], *l = &w->tokens.v[next];
    const struct tp_spelling *s = w->s;
    const char *one = tp_fmt(w->a, "%s%s", k->key, l->key);
    const char *hyphen = tp_fmt(w->a, "%s-%s", k->key, l->key);
    char *right = tp_fmt(w->a, "%s%s", whole(w->a, w->text + k->start, k->end - k->start),
                         whole(w->a, w->text + l->start, l->end - l->start));
    bool known = knows(s, one), soft = next == i + 1;

    /* A name with a hyphen of its own, "En-lai" */
    if (!soft && knows(s, k->key) && knows(s, l->key))
        return;
    if (!w->s->words && s->source)
        w->s->words = words_of(s->arena, s->source);
    if (soft || known || (s->words && has_word(s->words, one))) {
        choose(w, k->start, l->end, false, right, NULL);
        return;
    }
    if (s->words && has_word(s->words, hyphen))
        return;
    if (s->words && !has_word(s->words, k->key) && !has_word(s->words, l->key) &&
        !(s->phrases && tp_phrase_is_prefix(s->phrases, k->key)))
        choose(w, k->start, l->end, false, right, "medium");
    else
        warn(w, TP_D_LINE_HYPHEN, k->start,
             tp_fmt(w->a, "%s-/%s", whole(w->a, w->text + k->start, k->end - k->start),
                    whole(w->a, w->text + l->start, l->end - l->start)));
}

/* "XX-го" typed without its hyphen: a Roman numeral with a Russian ending. */
static bool is_numeral(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && strchr("IVXLCDM", p[i]))
        i++;
    for (size_t k = i; k < n; k++)
        if ((unsigned char)p[k] < 0x80)
            return false;
    return i > 0 && n - i <= 6;
}

/* A Latin name with a Russian ending, "Timesа": no fault, though the ending looks Latin. */
static bool is_ending(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && (unsigned char)p[i] < 0x80)
        i++;
    for (size_t k = i; k < n; k++)
        if ((unsigned char)p[k] < 0x80)
            return false;
    return i >= 3 && n - i <= 6;
}

/* A word of Latin capitals in a Russian text that is a Russian name: "CCCP". */
static void latin_capitals(struct work *w, const struct tp_token *k)
{
    size_t n = k->end - k->start;
    char *right = n >= 3 && n <= 8 ? tp_unmixed(w->a, w->text + k->start, n, TP_CYRILLIC) : NULL;

    if (right && knows(w->s, tp_fold(w->a, right, strlen(right))) && !knows(w->s, k->key))
        choose(w, k->start, k->end, true, right, NULL);
}

static void mixed_word(struct work *w, const struct tp_token *k, enum tp_script main)
{
    const char *p = w->text + k->start;
    size_t n = k->end - k->start;
    enum tp_script script;
    char *right = tp_unmixed_surely(w->a, p, n, &script);

    if (is_numeral(p, n))
        return;
    if (script == TP_LATIN && is_ending(p, n))
        right = NULL;
    if (!right && script == TP_NO_SCRIPT && (main == TP_LATIN || main == TP_CYRILLIC)) {
        right = tp_unmixed(w->a, p, n, main);
        if (right && !knows(w->s, tp_fold(w->a, right, strlen(right))))
            right = NULL;
    }
    if (right)
        choose(w, k->start, k->end, true, right, NULL);
    else
        warn(w, TP_D_MIXED_SCRIPT, k->start, tp_strndup(w->a, p, n));
}

static void soft_hyphens(struct work *w, const struct tp_token *k)
{
    const char *p = w->text + k->start;
    size_t n = k->end - k->start;
    bool last = n > 2 && memcmp(p + n - 2, "\xC2\xAD", 2) == 0;

    if (last)
        warn(w, TP_D_SOFT_HYPHEN, k->end - 2, whole(w->a, p, n));
    else
        choose(w, k->start, k->end, false, whole(w->a, p, n), NULL);
}

static bool has_soft(const char *p, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if ((unsigned char)p[i] == 0xC2 && (unsigned char)p[i + 1] == 0xAD)
            return true;
    return false;
}

/* ---- the pass ---- */

static bool is_ascii_letter(unsigned char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Is there anything to look at? Nearly all texts end here. */
static bool is_suspicious(const char *text, uint32_t len, bool russian)
{
    const unsigned char *p = (const unsigned char *)text;
    bool cyrillic = false; /* the character before is Cyrillic */

    for (uint32_t i = 0; i < len; i++) {
        if (p[i] < 0x80) {
            if (is_ascii_letter(p[i]) && (cyrillic || russian))
                return true;
            if (p[i] == '\n' && i > 0 && (p[i - 1] == '-' || p[i - 1] >= 0x80 || p[i - 1] == ' '))
                return true;
            cyrillic = false;
        } else if (p[i] >= 0xD0 && p[i] <= 0xD3) {
            if (i > 0 && is_ascii_letter(p[i - 1]))
                return true;
            cyrillic = true;
        } else if (p[i] >= 0xC0) {
            cyrillic = false;
            if (p[i] == 0xC2 && i + 1 < len && p[i + 1] == 0xAD)
                return true;
        }
    }
    return false;
}

void tp_spelling_pass(struct tp_arena *a, struct tp_spelling *s, enum tp_script main,
                      const char *text, uint32_t len, uint32_t shift, struct tp_annos *out)
{
    struct work w = {.a = a, .s = s, .text = text, .shift = shift, .out = out};
    size_t next;

    if (!is_suspicious(text, len, main == TP_CYRILLIC))
        return;
    w.tokens = tp_tokenize(a, text, len);
    for (size_t i = 0; i < w.tokens.n; i++) {
        const struct tp_token *k = &w.tokens.v[i];
        const char *p = text + k->start;
        if (k->kind != TP_TOK_WORD)
            continue;
        if (is_cut(text, &w.tokens, i, &next)) {
            divided_word(&w, i, next);
            i = next;
        } else if (tp_is_mixed(p, k->end - k->start)) {
            mixed_word(&w, k, main);
        } else if (main == TP_CYRILLIC && k->upper && (unsigned char)p[0] < 0x80) {
            latin_capitals(&w, k);
        } else if (has_soft(p, k->end - k->start)) {
            soft_hyphens(&w, k);
        }
    }
}
