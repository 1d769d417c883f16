#include "romanise.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "../base/buf.h"
#include "../base/utf8.h"

/* ---- Russian ---- */

/* From U+0430 on. Behind a vowel, a sign, or at the beginning, BGN has ye for е. INITIALS are those
 * of other systems as well (Library of Congress, ISO, newspapers). */
static const struct letter {
    const char *bgn, *initials;
} letters[] = {
    {"a", "a"},
    {"b", "b"},
    {"v", "v w"},
    {"g", "g h"},
    {"d", "d"},
    {"e", "e ye y je j"},
    {"zh", "zh z j"},
    {"z", "z"},
    {"i", "i y"},
    {"y", "y i j"},
    {"k", "k c"},
    {"l", "l"},
    {"m", "m"},
    {"n", "n"},
    {"o", "o"},
    {"p", "p"},
    {"r", "r"},
    {"s", "s"},
    {"t", "t"},
    {"u", "u"},
    {"f", "f ph"},
    {"kh", "kh h x ch"},
    {"ts", "ts c tz"},
    {"ch", "ch c tsch"},
    {"sh", "sh s sch"},
    {"shch", "shch s"},
    {"", ""},
    {"y", "y"},
    {"", ""},
    {"e", "e"},
    {"yu", "yu iu ju y i j"},
    {"ya", "ya ia ja y i j"},
};

static const struct letter *letter_of(uint32_t cp)
{
    return cp >= 0x430 && cp <= 0x44F ? &letters[cp - 0x430] : NULL;
}

char *tp_romanised(struct tp_arena *a, const char *key)
{
    static const char soft[] = "аеиоуыэюяйъь"; /* behind these, е is ye */
    struct tp_buf b = tp_buf_new(a);
    bool wide = true;

    for (const char *p = key; *p;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(p, strlen(p), &cp);
        const struct letter *l = n ? letter_of(cp) : NULL;
        if (!l)
            return NULL;
        if (cp == 0x435 && wide)
            tp_buf_char(&b, 'y');
        tp_buf_str(&b, l->bgn);
        wide = false;
        for (const char *s = soft; *s; s += 2)
            wide = wide || memcmp(s, p, 2) == 0;
        p += n;
    }
    return b.len ? b.p : NULL;
}

bool tp_romanised_initial(const char *key, const char *initial)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(key, strlen(key), &cp), len = strlen(initial);
    const struct letter *l = n ? letter_of(cp) : NULL;

    for (const char *p = l ? l->initials : ""; *p;) {
        size_t word = strcspn(p, " ");
        if (word == len && memcmp(p, initial, len) == 0)
            return true;
        p += word + (p[word] == ' ');
    }
    return false;
}

/* ---- marks ---- */

/* Latin letters that aren't composed of one and a mark. */
static const struct {
    uint32_t cp;
    const char *plain;
} whole[] = {{0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},   {0xFE, "th"}, {0x111, "d"},
             {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x14B, "n"}, {0x167, "t"}};

static void add_plain(struct tp_buf *b, uint32_t cp)
{
    if ((U_GET_GC_MASK((UChar32)cp) & U_GC_M_MASK) != 0)
        return;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (whole[i].cp == cp) {
            tp_buf_str(b, whole[i].plain);
            return;
        }
    tp_buf_codepoint(b, cp);
}

const char *tp_without_marks(struct tp_arena *a, const char *key)
{
    enum { LONGEST = 64, GROWTH = 4 };
    UErrorCode status = U_ZERO_ERROR;
    UChar in[LONGEST], out[LONGEST * GROWTH];
    char utf8[3 * LONGEST * GROWTH];
    int32_t n = 0, m = 0, len = 0;
    struct tp_buf b;
    size_t i = 0;

    while ((unsigned char)key[i] && (unsigned char)key[i] < 0x80)
        i++;
    /* Latin letters behind ASCII are at U+00C0 to U+024F and U+1E00 to U+1EFF; marks at U+0300. */
    if (!key[i] || !(((unsigned char)key[i] >= 0xC3 && (unsigned char)key[i] <= 0xCD) ||
                     (unsigned char)key[i] == 0xE1))
        return key;
    u_strFromUTF8(in, LONGEST, &n, key, -1, &status);
    if (U_SUCCESS(status))
        m = unorm2_normalize(unorm2_getNFDInstance(&status), in, n, out, LONGEST * GROWTH, &status);
    u_strToUTF8(utf8, (int32_t)sizeof utf8, &len, out, m, &status);
    if (U_FAILURE(status))
        return key;
    b = tp_buf_new(a);
    for (size_t k = 0; k < (size_t)len;) {
        uint32_t cp;
        size_t step = tp_utf8_decode(utf8 + k, (size_t)len - k, &cp);
        if (step)
            add_plain(&b, cp);
        k += step ? step : 1;
    }
    return b.len ? b.p : key;
}

/* ---- Pinyin ---- */

static bool in_words(const char *list, const char *p, size_t n)
{
    for (const char *w = list; *w;) {
        size_t len = strcspn(w, " ");
        if (len == n && memcmp(w, p, n) == 0)
            return true;
        w += len + (w[len] == ' ');
    }
    return false;
}

/* An initial, or none, and a final. */
static bool is_syllable(const char *p, size_t n)
{
    static const char finals[] =
        "a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu "
        "o ong ou u ua uai uan uang ue ui un uo v ve";
    static const char alone[] = "a ai an ang ao e ei en eng er o ou";
    size_t initial = 0;

    if (n > 1 && strchr("zcs", p[0]) && p[1] == 'h')
        initial = 2;
    else if (n > 0 && strchr("bpmfdtnlgkhjqxrzcsyw", p[0]))
        initial = 1;
    return n <= 6 && in_words(initial ? finals : alone, p + initial, n - initial);
}

size_t tp_pinyin_cuts(const char *key, size_t cut[2])
{
    size_t n = strlen(key), found = 0;

    if (n > 12)
        return 0;
    for (size_t i = n; i-- > 1;) {
        /* A syllable without an initial is set off by an apostrophe, so it can't follow here. */
        bool vowel = strchr("aeo", key[i]) != NULL;
        if (found < 2 && !vowel && is_syllable(key, i) && is_syllable(key + i, n - i))
            cut[found++] = i;
    }
    return found;
}
