#include "names.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/han.h"
#include "../base/utf8.h"
#include "lookalike.h"
#include "romanise.h"

/* ---- words ---- */

static bool is_sign(const struct tp_tokens *t, size_t i, uint32_t cp)
{
    return tp_token_is(t, i, cp);
}

static bool is_word(const struct tp_tokens *t, size_t i)
{
    return i < t->n && t->v[i].kind == TP_TOK_WORD;
}

/* How many letters the key has; 4 stands for more. */
static unsigned letters(const char *key)
{
    unsigned n = 0;

    for (const char *p = key; *p && n < 4; p++)
        n += ((unsigned char)*p & 0xC0) != 0x80;
    return n;
}

/* How many blanks stand before token I: letter-spaced words have more of them between them. */
static unsigned gap_before(const char *text, const struct tp_tokens *t, size_t i)
{
    unsigned blanks = 0;

    for (uint32_t c = t->v[i - 1].end; c < t->v[i].start; c++)
        blanks += ((unsigned char)text[c] & 0xC0) != 0x80;
    return blanks;
}

/* Three single capitals with one blank between each two, from I on. */
static bool three_spaced(const char *text, const struct tp_tokens *t, size_t i)
{
    for (size_t k = i; k < i + 3; k++)
        if (!is_word(t, k) || letters(t->v[k].key) != 1 || !t->v[k].upper ||
            (k > i && gap_before(text, t, k) != 1))
            return false;
    return true;
}

/* "I L" in "K I M  I L  S U N G", "E N" in "E N - L A I": two letters, I up to J, beside a word
 * that is surely letter-spaced. */
static bool beside_spaced(const char *text, const struct tp_tokens *t, size_t i, size_t j)
{
    enum { WIDEST = 4 };
    unsigned gap;

    if (i > 2 && (gap = gap_before(text, t, i)) > 1 && gap <= WIDEST &&
        three_spaced(text, t, i - 3))
        return true;
    if (j >= t->n)
        return false;
    if (t->v[j].kind == TP_TOK_SIGN && t->v[j].cp == '-')
        return three_spaced(text, t, j + 1);
    return (gap = gap_before(text, t, j)) > 1 && gap <= WIDEST && three_spaced(text, t, j);
}

/* The token behind a letter-spaced word at I: single letters with one blank between them, three
 * capitals or more, or a capital and three small ones or more; two capitals beside such a word. I
 * itself when there is none. */
static size_t spaced_end(const char *text, const struct tp_tokens *t, size_t i)
{
    size_t j = i;
    bool upper = true;

    if (!t->v[i].upper)
        return i;
    while (is_word(t, j) && letters(t->v[j].key) == 1 &&
           (j == i || (t->v[j].spaced && !t->v[j].lined && gap_before(text, t, j) == 1 &&
                       (j == i + 1 || t->v[j].upper == upper)))) {
        if (j == i + 1)
            upper = t->v[j].upper;
        j++;
    }
    return j - i >= (upper ? 3 : 4) || (j == i + 2 && upper && beside_spaced(text, t, i, j)) ? j
                                                                                             : i;
}

static const char *joined(struct tp_arena *a, const struct tp_tokens *t, size_t from, size_t to)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = from; i < to; i++)
        tp_buf_str(&b, t->v[i].key);
    return b.p;
}

/* A word as it is looked for. */
static const char *word_key(struct tp_arena *a, const char *text, const struct tp_token *k)
{
    bool ascii = false, cyrillic = false, other = false;
    enum tp_script script;
    char *one;

    for (const unsigned char *p = (const unsigned char *)k->key; *p; p++) {
        ascii = ascii || *p < 0x80;
        cyrillic = cyrillic || *p == 0xD0 || *p == 0xD1;
        other = other || (*p >= 0xC3 && *p < 0xD0) || *p >= 0xE0;
    }
    if (ascii && cyrillic &&
        (one = tp_unmixed_surely(a, text + k->start, k->end - k->start, &script)))
        return tp_fold(a, one, strlen(one));
    return other ? tp_without_marks(a, k->key) : k->key;
}

/* What is no word: unified, so that every dash and quote is the same, Han simplified. */
static const char *other_key(struct tp_arena *a, const char *text, const struct tp_token *k)
{
    char utf8[4];

    if (k->kind == TP_TOK_NUMBER || k->kind == TP_TOK_BAD)
        return tp_strndup(a, text + k->start, k->end - k->start);
    return tp_strndup(
        a, utf8, tp_utf8_encode(k->kind == TP_TOK_HAN ? tp_han_simplified(k->cp) : k->cp, utf8));
}

/* The item at token I; sets its end. */
static struct tp_item_word item_at(struct tp_arena *a, const char *text, const struct tp_tokens *t,
                                   size_t i)
{
    const struct tp_token *k = &t->v[i];
    struct tp_item_word w = {.from = (uint32_t)i,
                             .to = (uint32_t)i + 1,
                             .kind = k->kind,
                             .join = k->spaced ? TP_APART : TP_CLOSE,
                             .capital = k->capital,
                             .upper = k->upper,
                             .lined = k->lined};
    unsigned n;
    size_t end;

    if (k->kind != TP_TOK_WORD) {
        w.key = other_key(a, text, k);
    } else if ((end = spaced_end(text, t, i)) > i) {
        w.key = joined(a, t, i, end);
        w.to = (uint32_t)end;
        w.upper = t->v[i + 1].upper;
    } else {
        w.key = word_key(a, text, k);
        n = k->capital ? letters(w.key) : 4;
        w.single = n == 1;
        if (n <= 3 && is_sign(t, i + 1, '.') && !t->v[i + 1].spaced) {
            w.stop = true;
            w.to = (uint32_t)i + 2;
        }
    }
    w.len = (uint32_t)strlen(w.key);
    return w;
}

/* ---- how items are joined ---- */

/* The sign at I, between two words and without a blank: how it joins them. At the line's end, a
 * hyphen does, too. */
static enum tp_join join_at(const struct tp_tokens *t, size_t i)
{
    enum tp_join join = is_sign(t, i, '-')    ? TP_HYPHEN
                        : is_sign(t, i, '\'') ? TP_APOSTROPHE
                                              : TP_APART;
    bool before = i > 0 && (is_word(t, i - 1) || is_sign(t, i - 1, ']'));
    bool behind = is_word(t, i + 1) || is_sign(t, i + 1, '[');

    if (join == TP_APART || !before || !behind || t->v[i].spaced)
        return TP_APART;
    if (t->v[i + 1].spaced && !(join == TP_HYPHEN && t->v[i + 1].lined))
        return TP_APART;
    return join;
}

/* A hyphen between words that are letter-spaced: "T S E - T U N G". */
static bool is_spaced_hyphen(const struct tp_tokens *t, size_t i)
{
    return i > 1 && is_sign(t, i, '-') && is_word(t, i - 1) && is_word(t, i + 1) &&
           is_word(t, i - 2) && letters(t->v[i - 2].key) == 1 && letters(t->v[i - 1].key) == 1 &&
           letters(t->v[i + 1].key) == 1 && is_word(t, i + 2) && letters(t->v[i + 2].key) == 1 &&
           t->v[i - 1].upper && t->v[i + 1].upper;
}

struct tp_item_words tp_name_items(struct tp_arena *a, const char *text,
                                   const struct tp_tokens *tokens)
{
    struct tp_item_words out = {0};
    bool spaced = false, lined = false;
    enum tp_join join = TP_APART;

    out.cap = tokens->n;
    out.v = TP_NEW_ARRAY(a, tokens->n + 1, struct tp_item_word);
    for (size_t i = 0; i < tokens->n;) {
        const struct tp_token *k = &tokens->v[i];
        struct tp_item_word w;
        bool bracket = k->kind == TP_TOK_SIGN && (k->cp == '[' || k->cp == ']');
        enum tp_join j = k->kind == TP_TOK_SIGN && !bracket ? join_at(tokens, i) : TP_APART;
        if (bracket || j != TP_APART || is_spaced_hyphen(tokens, i)) {
            spaced = spaced || k->spaced;
            lined = lined || k->lined;
            join = bracket ? join : j ? j : TP_HYPHEN;
            i++;
            continue;
        }
        w = item_at(a, text, tokens, i);
        w.lined = w.lined || lined;
        if (join != TP_APART)
            w.join = join;
        else if (spaced)
            w.join = TP_APART;
        if (w.join == TP_APOSTROPHE && w.len == 1 && w.key[0] == 's' &&
            join_at(tokens, w.to) == TP_APART)
            w.join = TP_POSSESSIVE;
        spaced = lined = false;
        join = TP_APART;
        i = w.to;
        out.v[out.n++] = w;
    }
    return out;
}

/* ---- joints ---- */

static struct tp_joint joint(struct tp_arena *a, const struct tp_item_words *items, size_t from,
                             size_t end)
{
    struct tp_joint out = {.end = end};
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = from; i < end; i++)
        tp_buf_str(&b, items->v[i].key);
    out.key = b.p;
    out.len = (uint32_t)b.len;
    return out;
}

/* The item behind the run of words that JOIN, or any join that is weaker, ties to item I. */
static size_t run_end(const struct tp_item_words *items, size_t i, bool hyphens)
{
    enum { LONGEST = 8 };
    size_t j = i + 1;

    while (j < items->n && j < i + LONGEST && items->v[j].kind == TP_TOK_WORD &&
           (items->v[j].join == TP_APOSTROPHE || (hyphens && items->v[j].join == TP_HYPHEN)))
        j++;
    return j;
}

size_t tp_name_joints(struct tp_arena *a, const struct tp_item_words *items, size_t i,
                      struct tp_joint out[TP_JOINTS])
{
    const struct tp_item_word *w = &items->v[i];
    enum { LETTERS = 8 };
    size_t n = 0, end, narrow;

    if (w->kind != TP_TOK_WORD || i + 1 >= items->n || items->v[i + 1].kind != TP_TOK_WORD)
        return 0;
    narrow = run_end(items, i, false);
    if (narrow > i + 1)
        out[n++] = joint(a, items, i, narrow);
    end = run_end(items, i, true);
    if (end > narrow)
        out[n++] = joint(a, items, i, end);
    /* U.S.S.R.; the last may lack its stop, the sentence's or none. */
    if (w->single && w->stop) {
        for (end = i + 1; end < items->n && end < i + LETTERS && items->v[end].single &&
                          items->v[end].join == items->v[i + 1].join;
             end++)
            if (!items->v[end].stop) {
                end++;
                break;
            }
        if (end > i + 1) {
            out[n] = joint(a, items, i, end);
            out[n++].letters = true;
        }
    }
    return n;
}

bool tp_is_patronymic(const char *key)
{
    static const char *const ends[] = {"вич",  "вича", "вичу",  "вичем", "виче",  "вна",
                                       "вны",  "вне",  "вну",   "вной",  "ична",  "ичны",
                                       "ичне", "ичну", "ичной", "vich",  "vitch", "vna"};
    size_t len = strlen(key);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (len > n + 2 && strcmp(key + len - n, ends[i]) == 0)
            return true;
    }
    return strcmp(key, "ильич") == 0 || strcmp(key, "ilich") == 0;
}
