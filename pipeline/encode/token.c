#include "token.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "../base/buf.h"
#include "../base/utf8.h"

/* Signs that mean the same to every recogniser: FROM..TO stand for CP (or for CP + their distance).
 */
static const struct same {
    uint32_t from, to, cp;
    bool shifted;
} same_signs[] = {
    {0x2010, 0x2015, '-', false},  {0x2212, 0x2212, '-', false},  {0xFE58, 0xFE58, '-', false},
    {0x201C, 0x201F, '"', false},  {0xAB, 0xAB, '"', false},      {0xBB, 0xBB, '"', false},
    {0x2033, 0x2033, '"', false},  {0x2018, 0x201B, '\'', false}, {0x2BC, 0x2BC, '\'', false},
    {0x2032, 0x2032, '\'', false}, {0x2B9, 0x2BF, '\'', false},   {0x60, 0x60, '\'', false},
    {0xB4, 0xB4, '\'', false},     {0xFF01, 0xFF5E, 0x21, true},  {0x3001, 0x3001, ',', false},
};

static uint32_t unify(uint32_t cp)
{
    if (cp < 0x80 && cp != '`')
        return cp;
    for (size_t i = 0; i < sizeof same_signs / sizeof *same_signs; i++) {
        const struct same *s = &same_signs[i];
        if (cp >= s->from && cp <= s->to)
            return s->shifted ? s->cp + (cp - s->from) : s->cp;
    }
    return cp;
}

static bool is_han(uint32_t cp)
{
    UErrorCode err = U_ZERO_ERROR;

    if (cp >= 0x4E00 && cp <= 0x9FA5)
        return true;
    return cp >= 0x2E80 && uscript_getScript((UChar32)cp, &err) == USCRIPT_HAN &&
           (u_isalpha((UChar32)cp) || cp == 0x3007);
}

/* A letter of an alphabet or syllabary; the Roman numeral characters count as letters. */
static bool is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
    if (cp >= 0x2B9 && cp <= 0x2BF) /* modifier apostrophes: apostrophes to every recogniser */
        return false;
    return (u_isalpha((UChar32)cp) && !is_han(cp)) || (cp >= 0x2160 && cp <= 0x2188);
}

/* What may stand inside a word without being a letter: marks, soft hyphen, joiners. */
static bool is_inside(uint32_t cp)
{
    if (cp < 0x80)
        return false;
    return cp == 0xAD || cp == 0x200C || cp == 0x200D || cp == 0x2060 ||
           (U_GET_GC_MASK((UChar32)cp) & U_GC_M_MASK) != 0;
}

static int digit_of(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= '0' && cp <= '9' ? (int)(cp - '0') : -1;
    return u_charType((UChar32)cp) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue((UChar32)cp) : -1;
}

/* Add a folded character; the dots of io and stress marks are not distinctive. */
static void add_folded(struct tp_buf *b, uint32_t cp)
{
    if (cp == 0x451)
        cp = 0x435;
    if (cp != 0x301 && cp != 0x300)
        tp_buf_codepoint(b, cp);
}

/* Folding of text that needs normalisation, in pieces that ICU takes whole. */
static void fold_hard(struct tp_buf *out, const char *p, size_t n)
{
    enum { PIECE = 128, GROWTH = 18 }; /* the longest NFKC expansion is 18 units */
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nf = unorm2_getNFKCCasefoldInstance(&err);
    UChar in[PIECE * 2], folded[PIECE * GROWTH];
    char bytes[PIECE * GROWTH * 3];
    int32_t len, got;

    for (size_t i = 0; i < n && U_SUCCESS(err);) {
        size_t end = i, count = 0, step;
        uint32_t cp;
        for (; end < n && count < PIECE; end += step ? step : 1, count++)
            step = tp_utf8_decode(p + end, n - end, &cp);
        u_strFromUTF8WithSub(in, PIECE * 2, &len, p + i, (int32_t)(end - i), 0xFFFD, NULL, &err);
        got = unorm2_normalize(nf, in, len, folded, PIECE * GROWTH, &err);
        u_strToUTF8WithSub(bytes, (int32_t)sizeof bytes, &len, folded, got, 0xFFFD, NULL, &err);
        for (size_t k = 0; U_SUCCESS(err) && k < (size_t)len; k += step) {
            step = tp_utf8_decode(bytes + k, (size_t)len - k, &cp);
            add_folded(out, cp);
        }
        i = end;
    }
}

char *tp_fold(struct tp_arena *a, const char *p, size_t n)
{
    struct tp_buf out = {a, tp_alloc(a, n + 1), 0, n + 1};

    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t step = tp_utf8_decode(p + i, n - i, &cp);
        /* Plain Latin and Cyrillic letters fold one by one; anything else is normalised. */
        if (step == 0 || !(cp < 0x80 || (cp >= 0x400 && cp < 0x530))) {
            out.len = 0;
            fold_hard(&out, p, n);
            return out.p;
        }
        if (cp < 0x80)
            tp_buf_char(&out, (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp));
        else
            add_folded(&out, (uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT));
        i += step;
    }
    return out.p;
}

/* A plain letter, Latin or Russian, and its small form: nearly all letters are. Returns its bytes,
 * or 0. */
static size_t plain_letter(const unsigned char *p, uint32_t len, char small[2], bool *lower)
{
    if (p[0] < 0x80) {
        small[0] = (char)(p[0] | 0x20);
        *lower = p[0] >= 'a';
        return small[0] >= 'a' && small[0] <= 'z' ? 1 : 0;
    }
    if (len < 2 || p[0] < 0xD0 || p[0] > 0xD1)
        return 0;
    *lower = true;
    small[0] = (char)p[0];
    small[1] = (char)p[1];
    if (p[0] == 0xD1)
        return p[1] <= 0x8F ? 2 : 0;
    if (p[1] < 0x90)
        return 0;
    if (p[1] < 0xB0) {
        *lower = false;
        small[0] = (char)(p[1] < 0xA0 ? 0xD0 : 0xD1);
        small[1] = (char)(p[1] < 0xA0 ? p[1] + 0x20 : p[1] - 0x20);
    }
    return 2;
}

/* A word of plain letters, its key written to KEY. Returns its end; 0: it has other letters. */
static uint32_t take_plain(const char *text, uint32_t len, uint32_t i, char *key, bool *has_lower)
{
    char small[2];
    uint32_t cp;
    size_t n;
    bool lower;

    for (*has_lower = false; i < len; i += (uint32_t)n) {
        n = plain_letter((const unsigned char *)text + i, len - i, small, &lower);
        if (n == 0)
            break;
        *has_lower = *has_lower || lower;
        for (size_t k = 0; k < n; k++)
            *key++ = small[k];
    }
    *key = '\0';
    if (i < len && (unsigned char)text[i] >= 0x80 && tp_utf8_decode(text + i, len - i, &cp) &&
        (is_letter(cp) || is_inside(cp)))
        return 0;
    return i;
}

/* Extend the word that begins at T->start to its end. KEY has room for as many bytes as the word,
 * and one. Returns what is left of it. */
static char *take_word(struct tp_arena *a, const char *text, uint32_t len, struct tp_token *t,
                       char *key)
{
    uint32_t i = t->start, end, cp;
    bool lower;

    t->capital =
        t->cp < 0x80 ? t->cp <= 'Z' : u_isupper((UChar32)t->cp) || u_istitle((UChar32)t->cp);
    end = take_plain(text, len, i, key, &lower);
    if (end > i) {
        t->end = end;
        t->upper = t->capital && !lower;
        t->key = key;
        return key + (end - i) + 1;
    }
    lower = false;
    while (i < len) {
        size_t step = tp_utf8_decode(text + i, len - i, &cp);
        if (step == 0 || !(is_letter(cp) || is_inside(cp)))
            break;
        i += (uint32_t)step;
        lower = lower || u_islower((UChar32)cp);
        end = i;
    }
    t->end = end;
    t->upper = t->capital && !lower;
    t->key = tp_fold(a, text + t->start, t->end - t->start);
    return key;
}

static void take_number(const char *text, uint32_t len, struct tp_token *t)
{
    uint32_t i = t->start, cp, zero = t->cp - (uint32_t)digit_of(t->cp);
    uint64_t value = 0;

    while (i < len) {
        size_t step = tp_utf8_decode(text + i, len - i, &cp);
        int digit = step ? digit_of(cp) : -1;
        if (digit < 0 || cp - (uint32_t)digit != zero)
            break;
        if (value <= UINT32_MAX)
            value = value * 10 + (uint64_t)digit;
        t->digits++;
        i += (uint32_t)step;
    }
    t->end = i;
    t->value = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
    t->cp = '0';
}

struct tp_tokens tp_tokenize(struct tp_arena *a, const char *text, uint32_t len)
{
    enum { MOST_AT_ONCE = 1 << 14 };
    struct tp_tokens out = {0};
    bool spaced = true, lined = true;
    /* Between two words there is at least a byte, for the key's end. */
    char *keys = tp_alloc(a, (size_t)len + 1);

    out.cap = len / 5 + 8; /* about as many as there will be, in most texts */
    if (out.cap > MOST_AT_ONCE)
        out.cap = MOST_AT_ONCE;
    out.v = TP_NEW_ARRAY(a, out.cap, struct tp_token);
    for (uint32_t i = 0; i < len;) {
        struct tp_token t = {.kind = TP_TOK_SIGN, .start = i, .key = ""};
        size_t step = 1;
        if ((unsigned char)text[i] < 0x80)
            t.cp = (unsigned char)text[i];
        else
            step = tp_utf8_decode(text + i, len - i, &t.cp);
        if (step && tp_is_space(t.cp)) {
            spaced = true;
            lined = lined || t.cp == '\n' || t.cp == 0x2028 || t.cp == 0x2029;
            i += (uint32_t)step;
            continue;
        }
        t.end = i + (uint32_t)(step ? step : 1);
        t.spaced = spaced;
        t.lined = lined;
        spaced = lined = false;
        if (step == 0) {
            t.kind = TP_TOK_BAD;
            t.cp = 0xFFFD;
        } else if (digit_of(t.cp) >= 0) {
            t.kind = TP_TOK_NUMBER;
            take_number(text, len, &t);
        } else if (is_han(t.cp)) {
            t.kind = TP_TOK_HAN;
        } else if (is_letter(t.cp)) {
            t.kind = TP_TOK_WORD;
            keys = take_word(a, text, len, &t, keys);
        } else {
            t.cp = unify(t.cp);
        }
        i = t.end;
        TP_PUSH(a, &out, t);
    }
    return out;
}

bool tp_token_balance(const struct tp_tokens *t, size_t *from, size_t *to, size_t *limit)
{
    size_t begin = *from;
    int depth = 0;

    for (size_t i = begin; i <= *to; i++) {
        if (tp_token_is(t, i, '['))
            depth++;
        if (!tp_token_is(t, i, ']') || --depth >= 0)
            continue;
        /* Closed more than opened: the opening one must stand right before. */
        if (*from == 0 || !tp_token_is(t, *from - 1, '[')) {
            *limit = i;
            return false;
        }
        --*from;
        depth++;
    }
    for (; depth > 0; depth--) {
        if (tp_token_is(t, *to + 1, ']')) {
            ++*to;
            continue;
        }
        for (*limit = *to; *limit > begin && !tp_token_is(t, *limit, '['); --*limit)
            ;
        return false;
    }
    return true;
}

/* The value of a Roman digit, 0 for anything else. Typists of Cyrillic machines used their own
 * letters. */
static int roman_digit(uint32_t cp)
{
    switch (cp) {
    case 'I':
    case 0x406:
        return 1;
    case 'V':
    case 0x474:
        return 5;
    case 'X':
    case 0x425:
        return 10;
    default:
        return cp >= 0x2160 && cp <= 0x216B ? (int)(cp - 0x2160 + 1) : 0;
    }
}

int tp_roman(const char *p, size_t n)
{
    static const char *const unit[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    char plain[16];
    size_t len = 0;
    int tens = 0, value;
    uint32_t cp = 0;

    for (size_t i = 0; i < n;) {
        size_t step = tp_utf8_decode(p + i, n - i, &cp);
        value = step ? roman_digit(cp) : 0;
        if (value == 0 || len >= sizeof plain - 1)
            return 0;
        if (cp >= 0x2160 && cp <= 0x216B)
            return step == n ? value : 0;
        plain[len++] = value == 1 ? 'I' : value == 5 ? 'V' : 'X';
        i += step;
    }
    plain[len] = '\0';
    while (tens < 3 && plain[tens] == 'X')
        tens++;
    for (value = 0; value < 10; value++)
        if (strcmp(plain + tens, unit[value]) == 0)
            return tens * 10 + value;
    return 0;
}
