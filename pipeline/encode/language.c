#include "language.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "../base/han.h"
#include "../base/utf8.h"

enum tp_script tp_script_of_long(uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;

    if (cp >= 0x4E00 && cp <= 0x9FFF)
        return TP_HAN;
    if (cp >= 0x400 && cp <= 0x52F)
        return TP_CYRILLIC;
    if (!u_isalpha((UChar32)cp))
        return TP_NO_SCRIPT;
    switch (uscript_getScript((UChar32)cp, &status)) {
    case USCRIPT_LATIN:
        return TP_LATIN;
    case USCRIPT_CYRILLIC:
        return TP_CYRILLIC;
    case USCRIPT_HAN:
        return TP_HAN;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
        return TP_NO_SCRIPT;
    default:
        return TP_OTHER_SCRIPT;
    }
}

static size_t next_char(const char *text, size_t len, size_t at, uint32_t *cp)
{
    size_t n = tp_utf8_decode(text + at, len - at, cp);

    if (n)
        return n;
    *cp = 0xFFFD;
    return 1;
}

bool tp_in_capitals(struct tp_slice text)
{
    uint32_t lower = 0, upper = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t cp;
        i += next_char(text.p, text.len, i, &cp);
        upper += u_isupper((UChar32)cp) != 0;
        lower += u_islower((UChar32)cp) != 0;
    }
    return upper > 8 && lower < upper / 10 + (upper % 10 != 0);
}

void tp_letters_add(struct tp_letters *sum, const char *text, size_t len)
{
    uint32_t latin = 0; /* those of ASCII, nearly all: kept in a register */

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        if ((unsigned char)text[i] < 0x80) {
            latin += tp_script_of((unsigned char)text[i++]) == TP_LATIN;
            continue;
        }
        i += next_char(text, len, i, &cp);
        sum->of[tp_script_of(cp)]++;
    }
    sum->of[TP_LATIN] += latin;
    sum->of[TP_NO_SCRIPT] = 0;
}

uint32_t tp_letters_weight(const struct tp_letters *l, enum tp_script script)
{
    return l->of[script] * (script == TP_HAN ? 3 : 1);
}

enum tp_script tp_letters_main(const struct tp_letters *l)
{
    enum tp_script best = TP_NO_SCRIPT;

    for (int s = TP_LATIN; s < TP_SCRIPT_COUNT; s++)
        if (tp_letters_weight(l, (enum tp_script)s) > tp_letters_weight(l, best))
            best = (enum tp_script)s;
    return best;
}

static enum tp_script script_of_tag(const char *tag)
{
    static const char *const cyrillic[] = {"ru", "uk", "be", "bg", "sr", "mk", "kk", "mn", NULL};
    char lang[12];
    size_t n = strcspn(tag, "-_");

    if (strstr(tag, "-Latn"))
        return TP_LATIN;
    if (n >= sizeof lang)
        return TP_LATIN;
    memcpy(lang, tag, n);
    lang[n] = '\0';
    if (strcmp(lang, "zh") == 0)
        return TP_HAN;
    for (size_t i = 0; cyrillic[i]; i++)
        if (strcmp(lang, cyrillic[i]) == 0)
            return TP_CYRILLIC;
    return TP_LATIN;
}

/* Does the text have characters of the traditional script, those that have a simplified form? */
static bool is_traditional(const char *text, size_t len)
{
    enum { SAMPLE = 600 };
    size_t changed = 0, han = 0;

    for (size_t i = 0, n = 0; i < len && n < SAMPLE; n++) {
        uint32_t cp;
        i += next_char(text, len, i, &cp);
        han += cp >= 0x4E00 && cp <= 0x9FFF;
        changed += tp_han_simplified(cp) != cp;
    }
    return han > 0 && changed * 12 > han;
}

/* The languages of Latin script that small words tell apart. */
static const char *const latin_tags[] = {"en", "fr", "de", "es", "it", "pt",
                                         "pl", "cs", "hu", "ro", "nl", "sv"};
enum {
    EN = 1 << 0,
    FR = 1 << 1,
    DE = 1 << 2,
    ES = 1 << 3,
    IT = 1 << 4,
    PT = 1 << 5,
    PL = 1 << 6,
    CS = 1 << 7,
    HU = 1 << 8,
    RO = 1 << 9,
    NL = 1 << 10,
    SV = 1 << 11
};

/* The words, by their bytes, and the languages that have them: it is the sum that counts. */
static const struct small_word {
    const char *word;
    unsigned languages;
} small_words[] = {
    {"a", EN | PT | CS | HU | RO},
    {"aan", NL},
    {"aby", CS},
    {"al", ES},
    {"ale", RO},
    {"alla", IT},
    {"am", DE},
    {"and", EN},
    {"ao", PT},
    {"at", EN},
    {"att", SV},
    {"auf", DE},
    {"aux", FR},
    {"av", SV},
    {"avec", FR},
    {"az", HU},
    {"azt", HU},
    {"been", EN},
    {"by", EN | CS},
    {"byl", CS},
    {"che", IT},
    {"com", PT},
    {"como", ES},
    {"con", ES | IT},
    {"cu", RO},
    {"că", RO},
    {"da", PT},
    {"dans", FR},
    {"das", DE | PT},
    {"dass", DE},
    {"dat", NL},
    {"de", FR | ES | PT | RO | NL},
    {"dei", IT},
    {"del", ES | IT},
    {"della", IT},
    {"dem", DE},
    {"den", DE | SV},
    {"der", DE},
    {"des", FR | DE},
    {"det", SV},
    {"di", IT},
    {"die", DE},
    {"din", RO},
    {"dla", PL},
    {"do", PT | PL | CS},
    {"dos", PT},
    {"du", FR},
    {"e", PT},
    {"een", NL},
    {"egy", HU},
    {"eine", DE},
    {"el", ES},
    {"em", PT},
    {"en", FR | ES | NL | SV},
    {"entre", FR},
    {"est", FR},
    {"este", RO},
    {"et", FR},
    {"ett", SV},
    {"ez", HU},
    {"from", EN},
    {"för", SV},
    {"für", DE},
    {"gli", IT},
    {"ha", ES},
    {"has", EN},
    {"have", EN},
    {"het", NL},
    {"hogy", HU},
    {"i", PL | CS | SV},
    {"il", IT},
    {"in", EN | IT | NL},
    {"inte", SV},
    {"is", EN | HU | NL},
    {"ist", DE},
    {"it", EN},
    {"jak", PL},
    {"jako", CS},
    {"je", CS},
    {"jest", PL},
    {"jsou", CS},
    {"k", CS},
    {"kell", HU},
    {"la", FR | ES | IT | RO},
    {"las", ES},
    {"le", FR},
    {"les", FR},
    {"lo", ES},
    {"los", ES},
    {"med", SV},
    {"meg", HU},
    {"met", NL},
    {"mi", ES},
    {"mit", DE},
    {"na", PL | CS},
    {"nel", IT},
    {"nem", HU},
    {"nicht", DE},
    {"nie", PL},
    {"niet", NL},
    {"no", ES},
    {"nu", RO},
    {"não", PT},
    {"o", PT | PL | CS | RO},
    {"och", SV},
    {"od", PL},
    {"of", EN},
    {"op", NL},
    {"oraz", PL},
    {"os", PT},
    {"par", FR},
    {"para", ES | PT},
    {"pe", RO},
    {"pelo", PT},
    {"pentru", RO},
    {"per", IT},
    {"po", PL},
    {"podle", CS},
    {"por", ES | PT},
    {"pour", FR},
    {"prin", RO},
    {"pro", CS},
    {"przez", PL},
    {"på", SV},
    {"que", FR | ES | PT},
    {"qui", FR},
    {"s", CS},
    {"sau", RO},
    {"se", ES | PT | CS | RO},
    {"si", IT},
    {"sich", DE},
    {"się", PL},
    {"som", SV},
    {"sono", IT},
    {"su", ES},
    {"sur", FR},
    {"są", PL},
    {"te", NL},
    {"that", EN},
    {"the", EN},
    {"this", EN},
    {"till", SV},
    {"to", EN},
    {"um", PT},
    {"uma", PT},
    {"un", IT | RO},
    {"una", ES | IT},
    {"und", DE},
    {"une", FR},
    {"v", CS},
    {"vagy", HU},
    {"van", NL},
    {"volt", HU},
    {"von", DE},
    {"voor", NL},
    {"votre", FR},
    {"vous", FR},
    {"w", PL},
    {"was", EN},
    {"were", EN},
    {"which", EN},
    {"will", EN},
    {"wird", DE},
    {"with", EN},
    {"wurde", DE},
    {"y", ES},
    {"z", PL},
    {"ze", CS},
    {"zijn", NL},
    {"zu", DE},
    {"är", SV},
    {"è", IT},
    {"és", HU},
    {"în", RO},
    {"że", PL},
    {"že", CS},
    {"și", RO},
};
enum { SMALL_WORDS = sizeof small_words / sizeof *small_words, SMALL = 8 };

static int by_word(const void *key, const void *row)
{
    return strcmp(key, ((const struct small_word *)row)->word);
}

/* Where the words with each first letter begin; other letters than those of ASCII are the last. */
enum { LETTERS = 27 };

static size_t letter_of(char c)
{
    return c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : LETTERS - 1;
}

static void index_words(uint16_t from[LETTERS + 1])
{
    size_t letter = 0;

    for (size_t i = 0; i < SMALL_WORDS; i++)
        while (letter <= letter_of(small_words[i].word[0]))
            from[letter++] = (uint16_t)i;
    while (letter <= LETTERS)
        from[letter++] = SMALL_WORDS;
}

/* The word at P, letters of the Latin script, in lower case; "" when it is longer than any small
 * word. Returns its length in the text. */
static size_t latin_word(const char *p, size_t len, char word[SMALL + 1])
{
    size_t i = 0, n = 0;

    while (i < len) {
        uint32_t cp;
        size_t step;
        char utf8[4];
        if ((unsigned char)p[i] < 0x80) {
            if (tp_script_of((unsigned char)p[i]) != TP_LATIN)
                break;
            if (n < SMALL)
                word[n] = (char)(p[i] | 32);
            n++;
            i++;
            continue;
        }
        step = next_char(p, len, i, &cp);
        if (tp_script_of(cp) != TP_LATIN)
            break;
        i += step;
        cp = (uint32_t)u_tolower((UChar32)cp);
        step = tp_utf8_encode(cp, utf8);
        if (n + step <= SMALL)
            memcpy(word + n, utf8, step);
        n += step;
    }
    word[n <= SMALL ? n : 0] = '\0';
    return i;
}

enum { LANGUAGES = sizeof latin_tags / sizeof *latin_tags, ENOUGH = 4, CLEAR = 2 };

/* The language with the most small words, the first of several. HITS: how many each has. */
static size_t most_words(const char *text, size_t len, unsigned *hits)
{
    uint16_t from[LETTERS + 1];
    size_t best = 0;

    memset(hits, 0, LANGUAGES * sizeof *hits);
    index_words(from);
    for (size_t i = 0; i < len;) {
        char word[SMALL + 1];
        const struct small_word *found;
        size_t letter;
        size_t n = latin_word(text + i, len - i, word);
        uint32_t cp;
        i += n ? n : next_char(text, len, i, &cp);
        if (!n || !word[0])
            continue;
        letter = letter_of(word[0]);
        found = bsearch(word, small_words + from[letter], from[letter + 1] - from[letter],
                        sizeof *small_words, by_word);
        for (size_t k = 0; found && k < LANGUAGES; k++)
            hits[k] += found->languages >> k & 1;
    }
    for (size_t k = 1; k < LANGUAGES; k++)
        if (hits[k] > hits[best])
            best = k;
    return best;
}

/* Names, and a word or two, don't say which language a text is in: then it is taken for English,
 * and so is one that has as many words of English as of another language. What the document
 * DECLARES (NULL: nothing) holds unless the words speak clearly for another: a page names the
 * language of the original, and gives a translation. */
static const char *latin_language(const char *text, size_t len, const char *declared)
{
    unsigned hits[LANGUAGES];
    size_t best = most_words(text, len, hits), own = LANGUAGES;

    for (size_t k = 0; declared && k < LANGUAGES; k++)
        if (strncmp(latin_tags[k], declared, 2) == 0 && (!declared[2] || declared[2] == '-'))
            own = k;
    if (declared && own < LANGUAGES)
        return hits[best] >= hits[own] + CLEAR ? latin_tags[best] : declared;
    if (declared)
        return hits[best] >= ENOUGH ? latin_tags[best] : declared;
    return hits[best] >= ENOUGH || (!hits[0] && hits[best] >= CLEAR) ? latin_tags[best]
                                                                     : latin_tags[0];
}

bool tp_language_is_english(const char *text, size_t len)
{
    unsigned hits[LANGUAGES];

    return most_words(text, len, hits) == 0 && hits[0] >= ENOUGH;
}

/* Letters that only one of the languages in Cyrillic script has; Russian when there are none. */
static const char *cyrillic_language(const char *text, size_t len)
{
    static const struct {
        const char *letters, *tag;
    } marks[] = {{"їєґЇЄҐ", "uk"}, {"ўЎ", "be"}, {"ђћљњџЂЋЉЊЏ", "sr-Cyrl"}, {"өүӨҮ", "mn-Cyrl"}};

    for (size_t i = 0; i + 1 < len; i++)
        for (size_t k = 0; (unsigned char)text[i] >= 0xD0 && k < sizeof marks / sizeof *marks; k++)
            for (const char *p = marks[k].letters; *p; p += 2)
                if (memcmp(p, text + i, 2) == 0)
                    return marks[k].tag;
    return "ru";
}

/* The usual language of a script that has one. */
static const char *language_of_script(const char *text, size_t len)
{
    static const struct {
        UScriptCode script;
        const char *tag;
    } usual[] = {{USCRIPT_HANGUL, "ko"},    {USCRIPT_HIRAGANA, "ja"}, {USCRIPT_KATAKANA, "ja"},
                 {USCRIPT_MONGOLIAN, "mn"}, {USCRIPT_GREEK, "el"},    {USCRIPT_HEBREW, "he"},
                 {USCRIPT_THAI, "th"},      {USCRIPT_KHMER, "km"},    {USCRIPT_LAO, "lo"},
                 {USCRIPT_MYANMAR, "my"},   {USCRIPT_TIBETAN, "bo"}};

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        UErrorCode status = U_ZERO_ERROR;
        UScriptCode script;
        i += next_char(text, len, i, &cp);
        script = uscript_getScript((UChar32)cp, &status);
        for (size_t k = 0; U_SUCCESS(status) && k < sizeof usual / sizeof *usual; k++)
            if (usual[k].script == script)
                return usual[k].tag;
    }
    return "und";
}

const char *tp_language_tag(struct tp_arena *a, enum tp_script script, const char *text, size_t len,
                            const char *const *declared, size_t n_declared)
{
    const char *found = NULL;

    for (size_t i = 0; i < n_declared && !found; i++)
        if (script_of_tag(declared[i]) == script)
            found = declared[i];
    (void)a;
    if (found && script != TP_LATIN && strcmp(found, "zh") != 0)
        return found;
    switch (script) {
    case TP_HAN:
        return is_traditional(text, len) ? "zh-Hant" : "zh-Hans";
    case TP_CYRILLIC:
        return cyrillic_language(text, len);
    case TP_LATIN:
        return latin_language(text, len, found);
    default:
        return language_of_script(text, len);
    }
}

/* NAME, case folded, as UTF-16. */
static int32_t folded(const char *name, UChar *out, int32_t room)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar raw[64];
    int32_t n = 0;

    u_strFromUTF8(raw, 64, &n, name, -1, &status);
    n = u_strFoldCase(out, room, raw, n, U_FOLD_CASE_DEFAULT, &status);
    return U_SUCCESS(status) ? n : 0;
}

/* Has it the form of a tag: letters, then letters and digits, up to eight each, with hyphens? */
static bool is_tag(const char *s)
{
    for (size_t i = 0, run = 0, part = 0;; i++) {
        bool letter = (s[i] | 32) >= 'a' && (s[i] | 32) <= 'z';
        if (letter || (part && s[i] >= '0' && s[i] <= '9')) {
            if (++run > 8)
                return false;
        } else if (run && (s[i] == '-' || s[i] == '\0')) {
            if (s[i] == '\0')
                return true;
            run = 0;
            part++;
        } else {
            return false;
        }
    }
}

const char *tp_language_named(struct tp_arena *a, const char *name)
{
    static const char *const usual[] = {"en", "ru", "zh", "fr", "de", "ko", "ja", "vi", "pl", "cs",
                                        "sk", "hu", "ro", "bg", "sq", "sr", "mn", "es", "pt", "it",
                                        "nl", "uk", "hi", "ar", "fa", "tr", "he", "id", "sv", "fi",
                                        "no", "da", "el", "my", "th", "km", "lo", NULL};
    UChar want[64], have[64];
    int32_t n = folded(name, want, 64);

    for (size_t i = 0; n && usual[i]; i++) {
        const char *in[] = {"en", usual[i], "ru"};
        if (strncmp(name, usual[i], 2) == 0 && (name[2] == '\0' || name[2] == '-') && is_tag(name))
            return tp_strdup(a, name);
        for (int k = 0; k < 3; k++) {
            UErrorCode status = U_ZERO_ERROR;
            UChar raw[64];
            int32_t m = uloc_getDisplayLanguage(usual[i], in[k], raw, 64, &status);
            if (U_FAILURE(status))
                continue;
            m = u_strFoldCase(have, 64, raw, m, U_FOLD_CASE_DEFAULT, &status);
            if (U_SUCCESS(status) && m == n && u_memcmp(want, have, n) == 0)
                return usual[i];
        }
    }
    return NULL;
}

const char *tp_language_name(struct tp_arena *a, const char *tag)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar name[128];
    char out[384];
    int32_t n = 0, units = uloc_getDisplayName(tag, "en", name, 128, &status);

    if (U_FAILURE(status) || units > 128)
        return tp_strdup(a, tag);
    u_strToUTF8(out, sizeof out, &n, name, units, &status);
    return tp_strdup(a, U_SUCCESS(status) && n > 0 && n < (int32_t)sizeof out ? out : tag);
}
