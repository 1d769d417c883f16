#include "wordlist.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "../base/han.h"
#include "../base/hash.h"
#include "../base/utf8.h"
#include "utf16.h"

enum {
    MAX_RAW = 256, /* bytes of a word before folding: longer ones are cut */
    MAX_UNITS = 1024,
    MAX_RUN = 4096, /* characters of a run without blanks that are divided at once */
    MAX_DICTIONARY = 12
};

struct key {
    struct tp_slice text;
    size_t value; /* number + 1; 0: the place is free */
};

struct table {
    struct key *v;
    size_t n, cap; /* a power of two, or 0 */
};

struct tp_wordlist {
    struct tp_arena *arena;
    TP_VEC(struct tp_term) terms;
    struct table raw, folded; /* numbers of terms, by words as written and by terms */
    size_t words;
    const UNormalizer2 *nfkd, *nfkc;
    struct sb_stemmer *russian;
    UBreakIterator *dictionary; /* opened when first needed */
};

/* ---- tables ---- */

static struct key *place(const struct table *t, struct tp_slice text)
{
    size_t i = tp_hash(text.p, text.len) & (t->cap - 1);

    while (t->v[i].value &&
           (t->v[i].text.len != text.len || memcmp(t->v[i].text.p, text.p, text.len) != 0))
        i = (i + 1) & (t->cap - 1);
    return &t->v[i];
}

/* The key of TEXT, which is there or is free to be taken. */
static struct key *find(struct tp_arena *a, struct table *t, struct tp_slice text)
{
    if (t->n * 2 >= t->cap) {
        struct table larger = {TP_NEW_ARRAY(a, t->cap ? t->cap * 2 : 256, struct key), t->n,
                               t->cap ? t->cap * 2 : 256};
        for (size_t i = 0; i < t->cap; i++)
            if (t->v[i].value)
                *place(&larger, t->v[i].text) = t->v[i];
        *t = larger;
    }
    return place(t, text);
}

static void take(struct tp_arena *a, struct table *t, struct key *k, struct tp_slice text,
                 size_t number)
{
    *k = (struct key){{tp_strndup(a, text.p, text.len), text.len}, number + 1};
    t->n++;
}

static size_t term_of(struct tp_wordlist *w, const char *text, size_t len)
{
    struct tp_slice s = {text, len};
    struct key *k = find(w->arena, &w->folded, s);

    if (!k->value) {
        take(w->arena, &w->folded, k, s, w->terms.n);
        TP_PUSH(w->arena, &w->terms, (struct tp_term){k->text.p, len, 0, false});
    }
    return k->value - 1;
}

static void count(struct tp_wordlist *w, size_t term, bool head)
{
    if (head)
        w->terms.v[term].head = true;
    else
        w->terms.v[term].count++;
}

/* ---- folding ---- */

/* Lower case without marks, but for the short i, which the endings need; and without the blanks
 * that some signs are taken apart into. Returns the units. */
static int32_t fold_units(const struct tp_wordlist *w, const UChar *in, int32_t n, UChar *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar apart[MAX_UNITS], lower[2 * MAX_UNITS];
    int32_t kept = 0, at = 0;

    n = unorm2_normalize(w->nfkd, in, n, apart, MAX_UNITS, &status);
    if (U_FAILURE(status))
        return 0;
    while (at < n) {
        UChar32 c;
        c = u_tolower(tp_next16(apart, &at, n));
        if (c == 0x306 && kept && lower[kept - 1] == 0x438)
            lower[kept - 1] = 0x439;
        else if (c == 0x20 || c == 0x27 || c == 0x2019 || u_charType(c) == U_NON_SPACING_MARK)
            continue;
        else if (c == 0xDF) /* sharp s */
            lower[kept++] = 's', lower[kept++] = 's';
        else
            tp_add16(lower, &kept, c == 0x3C2 ? 0x3C3 : c); /* final sigma */
    }
    n = unorm2_normalize(w->nfkc, lower, kept, out, MAX_UNITS, &status);
    return U_FAILURE(status) ? 0 : n;
}

/* The same in UTF-8, at most TP_MAX_WORD characters; returns the bytes. */
static size_t fold(const struct tp_wordlist *w, const char *text, size_t len, char out[TP_MAX_TERM])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[MAX_UNITS], folded[MAX_UNITS];
    int32_t n = 0, at = 0, used = 0;

    (void)u_strFromUTF8(wide, MAX_UNITS, &n, text, (int32_t)len, &status);
    if (U_FAILURE(status))
        return 0;
    n = fold_units(w, wide, n, folded);
    for (int i = 0; i < TP_MAX_WORD && at < n; i++) {
        UChar32 c;
        char bytes[4];
        size_t size;
        c = tp_next16(folded, &at, n);
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        size = tp_utf8_encode((uint32_t)c, bytes);
        memcpy(out + used, bytes, size);
        used += (int32_t)size;
    }
    return (size_t)used;
}

/* ASCII, and what is Russian without ё, needs no ICU. Returns 0 when the word is neither. */
static size_t fold_plain(const char *text, size_t len, char out[TP_MAX_TERM])
{
    size_t n = 0, chars = 0, i = 0;

    while (i < len && chars < TP_MAX_WORD) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x80) {
            i++;
            if (c == '\'')
                continue;
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        } else if ((c == 0xD0 || c == 0xD1) && i + 1 < len) {
            unsigned cp = (c & 31u) << 6 | ((unsigned char)text[i + 1] & 63u);
            if (cp >= 0x410 && cp <= 0x42F)
                cp += 32;
            if (cp < 0x430 || cp > 0x44F)
                return 0;
            out[n++] = (char)(unsigned char)(0xC0 | cp >> 6);
            out[n++] = (char)(unsigned char)(0x80 | (cp & 63));
            i += 2;
        } else {
            return 0;
        }
        chars++;
    }
    return n;
}

static bool all_russian(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i += 2) {
        unsigned cp = ((unsigned char)p[i] & 31u) << 6;
        if ((unsigned char)p[i] != 0xD0 && (unsigned char)p[i] != 0xD1)
            return false;
        cp |= (unsigned char)p[i + 1] & 63u;
        if (cp < 0x430 || cp > 0x44F)
            return false;
    }
    return n != 0;
}

static bool all_latin(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < 'a' || p[i] > 'z')
            return false;
    return true;
}

static bool ends(const char *p, size_t n, const char *end)
{
    size_t k = strlen(end);

    return n >= k && memcmp(p + n - k, end, k) == 0;
}

/* Harman's rules for English plurals, which leave most words alone. */
static size_t singular(char *p, size_t n)
{
    if (n <= 3 || p[n - 1] != 's' || !all_latin(p, n))
        return n;
    if (ends(p, n, "ies") && !ends(p, n, "eies") && !ends(p, n, "aies")) {
        p[n - 3] = 'y';
        return n - 2;
    }
    if (ends(p, n, "aes") || ends(p, n, "ees") || ends(p, n, "oes") || ends(p, n, "us") ||
        ends(p, n, "ss"))
        return n;
    return n - 1;
}

static size_t stem(struct tp_wordlist *w, char *p, size_t n)
{
    if (all_russian(p, n)) {
        const sb_symbol *s = sb_stemmer_stem(w->russian, (const sb_symbol *)p, (int)n);
        size_t m = s ? (size_t)sb_stemmer_length(w->russian) : n;
        if (s && m && m <= n) {
            memcpy(p, s, m);
            n = m;
        }
    }
    for (size_t i = 0; i + 1 < n; i++) /* now й may go the way of the other marks */
        if ((unsigned char)p[i] == 0xD0 && (unsigned char)p[i + 1] == 0xB9)
            p[i + 1] = (char)(unsigned char)0xB8;
    return singular(p, n);
}

static void add_word(struct tp_wordlist *w, const char *text, size_t len, bool head)
{
    struct tp_slice raw = {text, len > MAX_RAW ? tp_utf8_valid(text, MAX_RAW) : len};
    struct key *k = find(w->arena, &w->raw, raw);
    char term[TP_MAX_TERM];
    size_t n;

    if (!k->value) {
        n = fold_plain(raw.p, raw.len, term);
        if (!n)
            n = fold(w, raw.p, raw.len, term);
        n = stem(w, term, n);
        if (!n)
            return;
        take(w->arena, &w->raw, k, raw, term_of(w, term, n));
    }
    count(w, k->value - 1, head);
}

/* ---- scripts without blanks ---- */

/* The block of common characters, which no normal form changes. */
static bool is_han(uint32_t cp)
{
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

static bool is_dense(uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;

    if (is_han(cp))
        return true;
    if (cp < 0xE00)
        return false;
    switch (uscript_getScript((UChar32)cp, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

/* A part of a run without blanks, folded; simplified and traditional characters are the same.
 * Returns the bytes. */
static size_t fold_dense(const struct tp_wordlist *w, const char *text, size_t len,
                         char out[TP_MAX_TERM])
{
    char plain[TP_MAX_TERM];
    size_t used = 0, i;

    for (i = 0; i < len && used + 4 <= TP_MAX_TERM;) { /* nearly all of it is Han */
        uint32_t cp;
        size_t n = tp_utf8_decode(text + i, len - i, &cp);
        if (!is_han(cp))
            break;
        used += tp_utf8_encode(tp_han_folded(cp), out + used);
        i += n;
    }
    if (i >= len)
        return used;
    len = fold(w, text, len, plain);
    used = 0;
    for (i = 0; i < len;) {
        uint32_t cp;
        i += tp_utf8_decode(plain + i, len - i, &cp);
        used += tp_utf8_encode(tp_han_folded(cp), out + used);
    }
    return used;
}

static void close_dictionary(void *p)
{
    ubrk_close(p);
}

/* Words that the dictionaries find in a run; they are counted, long ones are terms. */
static void divide(struct tp_wordlist *w, const UChar *text, int32_t n, bool head)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t from = 0, to;

    if (!w->dictionary) {
        w->dictionary = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
        if (U_FAILURE(status))
            tp_arena_fail(w->arena);
        tp_defer(w->arena, close_dictionary, w->dictionary);
    }
    ubrk_setText(w->dictionary, text, n, &status);
    if (U_FAILURE(status))
        tp_arena_fail(w->arena);
    while ((to = ubrk_next(w->dictionary)) != UBRK_DONE) {
        int32_t chars = u_countChar32(text + from, to - from), used = 0;
        char word[TP_MAX_TERM], term[TP_MAX_TERM];
        if (!head)
            w->words++;
        if (chars >= 3 && chars <= MAX_DICTIONARY)
            (void)u_strToUTF8(word, TP_MAX_TERM, &used, text + from, to - from, &status);
        used = U_SUCCESS(status) ? (int32_t)fold_dense(w, word, (size_t)used, term) : 0;
        if (used)
            count(w, term_of(w, term, (size_t)used), head);
        status = U_ZERO_ERROR;
        from = to;
    }
}

/* Characters, neighbours, and dictionary words of a run. */
static void add_run(struct tp_wordlist *w, const char *text, size_t len, bool head)
{
    UChar wide[MAX_RUN];
    int32_t units = 0;
    char pair[2 * TP_MAX_TERM];
    size_t before = 0;

    for (size_t i = 0; i < len && units < MAX_RUN - 2;) {
        uint32_t cp;
        size_t size = tp_utf8_decode(text + i, len - i, &cp), n;
        char one[TP_MAX_TERM];
        n = fold_dense(w, text + i, size, one);
        i += size;
        tp_add16(wide, &units, (UChar32)cp);
        if (n == 0 || n > 12)
            continue; /* a mark by itself */
        count(w, term_of(w, one, n), head);
        memcpy(pair + before, one, n);
        if (before)
            count(w, term_of(w, pair, before + n), head);
        memcpy(pair, one, n);
        before = n;
    }
    divide(w, wide, units, head);
}

/* ---- the whole ---- */

static bool is_word(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x400 && cp <= 0x45F) ||
           (U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

/* The end of the run of letters, or of dense ones, that begins at I. */
static size_t run_end(const char *text, size_t len, size_t i, bool dense)
{
    size_t chars = 0;

    while (i < len) {
        uint32_t cp, after;
        size_t n = tp_utf8_decode(text + i, len - i, &cp);
        if (n == 0)
            break;
        if (is_word(cp) && is_dense(cp) == dense) {
            if (dense && ++chars == MAX_RUN / 2)
                return i + n;
            i += n;
            continue;
        }
        if ((cp != '\'' && cp != 0x2019) || dense || i + n >= len ||
            tp_utf8_decode(text + i + n, len - i - n, &after) == 0 || is_dense(after) ||
            !is_word(after) || (after >= '0' && after <= '9'))
            break;
        i += n; /* an apostrophe between letters */
    }
    return i;
}

void tp_wordlist_add(struct tp_wordlist *w, const char *text, size_t len, bool head)
{
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(text + i, len - i, &cp), end;
        bool dense;
        if (n == 0 || !is_word(cp)) {
            i += n ? n : 1;
            continue;
        }
        dense = is_dense(cp);
        end = run_end(text, len, i, dense);
        if (dense) {
            add_run(w, text + i, end - i, head);
        } else {
            add_word(w, text + i, end - i, head);
            w->words += !head;
        }
        i = end;
    }
}

static int by_bytes(const void *x, const void *y)
{
    const struct tp_term *a = x, *b = y;
    int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);

    return order ? order : (a->len > b->len) - (a->len < b->len);
}

const struct tp_term *tp_wordlist_terms(struct tp_wordlist *w, size_t *n)
{
    *n = w->terms.n;
    if (*n)
        qsort(w->terms.v, *n, sizeof *w->terms.v, by_bytes);
    w->raw = w->folded = (struct table){NULL, 0, 0}; /* their numbers are gone */
    return w->terms.v;
}

size_t tp_wordlist_count(const struct tp_wordlist *w)
{
    return w->words;
}

static void close_stemmer(void *p)
{
    sb_stemmer_delete(p);
}

struct tp_wordlist *tp_wordlist_new(struct tp_arena *a)
{
    struct tp_wordlist *w = TP_NEW(a, struct tp_wordlist);
    UErrorCode status = U_ZERO_ERROR;

    w->arena = a;
    w->nfkd = unorm2_getNFKDInstance(&status);
    w->nfkc = unorm2_getNFKCInstance(&status);
    if (U_FAILURE(status))
        tp_arena_fail(a);
    w->russian = tp_own(a, close_stemmer, sb_stemmer_new("russian", "UTF_8"));
    return w;
}
