#include "language.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "../base/utf8.h"

enum tp_script tp_script_of(uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;

    if (cp < 0x80)
        return (cp | 32) >= 'a' && (cp | 32) <= 'z' ? TP_LATIN : TP_NO_SCRIPT;
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
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        i += next_char(text, len, i, &cp);
        sum->of[tp_script_of(cp)]++;
    }
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

/* Characters of the traditional script: those that ICU would simplify, a bit for each of the block.
 * Opening ICU's transliterator costs more than encoding a letter; so this is made once, when the
 * first Chinese text is met, and never changes. */
enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };
static uint32_t traditional[(HAN_LAST - HAN_FIRST) / 32 + 1];

static void find_traditional(void)
{
    static const UChar id[] = u"Traditional-Simplified";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);

    for (uint32_t cp = HAN_FIRST; U_SUCCESS(status) && cp <= HAN_LAST; cp++) {
        UChar text[16] = {(UChar)cp};
        int32_t n = 1, limit = 1;
        utrans_transUChars(t, text, &n, 16, 0, &limit, &status);
        if (n != 1 || text[0] != (UChar)cp)
            traditional[(cp - HAN_FIRST) / 32] |= 1u << (cp - HAN_FIRST) % 32;
    }
    utrans_close(t);
}

/* Does the text have more than a few characters of the traditional script? */
static bool is_traditional(const char *text, size_t len)
{
    enum { SAMPLE = 600 };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    uint32_t changed = 0, han = 0;

    (void)pthread_once(&once, find_traditional); /* fails only for a bad argument */
    for (size_t i = 0; i < len && i < SAMPLE;) {
        uint32_t cp;
        i += next_char(text, len, i, &cp);
        if (cp < HAN_FIRST || cp > HAN_LAST)
            continue;
        han++;
        changed += traditional[(cp - HAN_FIRST) / 32] >> (cp - HAN_FIRST) % 32 & 1;
    }
    return han > 0 && changed * 12 > han;
}

/* The languages of Latin script that small words tell apart, each word between blanks. Words may be
 * in several lists: it is the sum that counts. */
static const struct {
    const char *tag, *words;
} small_words[] = {
    {"en",
     " the of and that with was which from this have been will has were a in is to it by at "},
    {"fr",
     " le la les de des du et une dans par sur est que qui aux votre vous avec pour entre en "},
    {"de",
     " der die das und den dem des ist nicht mit von zu für auf sich eine wird wurde dass am "},
    {"es", " el la los las de del y una por con para que su al como se en lo no ha mi "},
    {"it", " il gli la di della che per una con del nel sono dei alla si è un in "},
    {"pt", " os a o de da do das dos em uma com para não que por ao pelo se um e "},
    {"pl", " i w z na się że nie do jest oraz przez dla od są o po jak "},
    {"cs", " a v se na je že ze s k o i byl jsou pro jako aby podle by do "},
    {"hu", " a az és hogy nem egy is volt meg kell vagy azt ez "},
    {"ro", " și în de la cu pe din nu este că pentru sau prin ale a se un o "},
    {"nl", " de het een van en dat niet op te voor zijn met aan in is "},
    {"sv", " och att det som en för är av på med den till inte i ett "},
};

enum { LANGUAGES = sizeof small_words / sizeof *small_words, LONGEST_WORD = 24, WORDS = 1024 };

/* All small words, each with the languages that have it. */
struct word_table {
    struct word {
        const char *p;
        uint32_t len, languages; /* a bit for each */
    } v[WORDS];
};

static struct word *word_at(struct word_table *t, const char *p, size_t n)
{
    uint32_t h = 2166136261u;
    size_t at;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    at = (h ^ h >> 15) % WORDS;
    while (t->v[at].p && (t->v[at].len != n || memcmp(t->v[at].p, p, n) != 0))
        at = (at + 1) % WORDS; /* a quarter of it is used */
    return &t->v[at];
}

static void fill_words(struct word_table *t)
{
    *t = (struct word_table){0};
    for (size_t k = 0; k < LANGUAGES; k++)
        for (const char *p = small_words[k].words + 1; *p; p++) {
            size_t n = strcspn(p, " ");
            struct word *w = word_at(t, p, n);
            *w = (struct word){p, (uint32_t)n, w->languages | 1u << k};
            p += n;
        }
}

/* The next run of letters in lower case; its bytes, 0 when it is too long. */
static size_t lower_word(const char *text, size_t len, size_t *at, char *out, size_t room)
{
    size_t n = 0, chars = 0;

    while (*at < len) {
        uint32_t cp;
        size_t k = next_char(text, len, *at, &cp);
        *at += k;
        if (tp_script_of(cp) != TP_LATIN)
            break;
        if (++chars < LONGEST_WORD && n + 4 <= room)
            n += tp_utf8_encode(cp < 0x80 ? (cp >= 'A' && cp <= 'Z' ? cp + 32 : cp)
                                          : (uint32_t)u_tolower((UChar32)cp),
                                out + n);
    }
    return chars < LONGEST_WORD ? n : 0;
}

/* Names, and a word or two, don't say which language a text is in: then it is taken for English,
 * and so is one that has as many words of English as of another language. */
static const char *latin_language(const char *text, size_t len)
{
    enum { ENOUGH = 4 };
    unsigned hits[LANGUAGES] = {0};
    struct word_table table;
    size_t best = 0;

    fill_words(&table);
    for (size_t i = 0; i < len;) {
        char word[4 * LONGEST_WORD];
        size_t n = lower_word(text, len, &i, word, sizeof word);
        uint32_t in = n ? word_at(&table, word, n)->languages : 0;
        for (size_t k = 0; in; k++, in >>= 1)
            hits[k] += in & 1;
    }
    for (size_t k = 1; k < LANGUAGES; k++)
        if (hits[k] > hits[best])
            best = k;
    return hits[best] >= ENOUGH ? small_words[best].tag : small_words[0].tag;
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

    (void)a; /* all tags are constants, or declared */
    for (size_t i = 0; i < n_declared && !found; i++)
        if (script_of_tag(declared[i]) == script)
            found = declared[i];
    if (found && strcmp(found, "zh") != 0)
        return found;
    switch (script) {
    case TP_HAN:
        return is_traditional(text, len) ? "zh-Hant" : "zh-Hans";
    case TP_CYRILLIC:
        return "ru";
    case TP_LATIN:
        return latin_language(text, len);
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

/* Which language a Latin word in a Russian text is in can't be told from its letters. */
static const char *foreign_tag(struct tp_arena *a, enum tp_script script, const char *p, size_t n)
{
    return script == TP_LATIN ? "und-Latn" : tp_language_tag(a, script, p, n, NULL, 0);
}

/* Single letters are labels, and Roman numerals belong to every script. */
static bool is_foreign(enum tp_script script, const char *p, size_t n)
{
    size_t numerals = 0;

    for (size_t i = 0; i < n; i++)
        numerals += strchr("IVXLCDM ./-", p[i]) != NULL;
    return script == TP_HAN || (tp_utf8_count(p, n) > 1 && numerals < n);
}

void tp_foreign_pass(struct tp_arena *a, enum tp_script main, const char *text, uint32_t len,
                     struct tp_annos *out)
{
    uint32_t start = 0, end = 0; /* the run so far; empty when start == end */
    enum tp_script script = TP_NO_SCRIPT;

    for (uint32_t i = 0; i <= len;) {
        uint32_t cp = 0;
        uint32_t n = i < len ? (uint32_t)next_char(text, len, i, &cp) : 1;
        enum tp_script s = i < len ? tp_script_of(cp) : main;
        if (s != TP_NO_SCRIPT && s != script) {
            if (end > start && script != main && script != TP_OTHER_SCRIPT) {
                struct tp_anno anno = {.start = start, .end = end, .element = "foreign"};
                anno.rank = TP_RANK_LANGUAGE;
                anno.attrs = tp_attr_add(a, NULL, "xml:lang",
                                         foreign_tag(a, script, text + start, end - start));
                if (is_foreign(script, text + start, end - start))
                    TP_PUSH(a, out, anno);
            }
            start = i;
            script = s;
        }
        if (s != TP_NO_SCRIPT)
            end = i + n;
        i += n;
    }
}

/* A run of single letters with one blank between each two; its end, or 0. *COUNT its letters. */
static uint32_t spaced_run(const char *text, uint32_t len, uint32_t at, uint32_t *count,
                           enum tp_script *script)
{
    uint32_t end = 0;

    *count = 0;
    *script = TP_NO_SCRIPT;
    while (at < len) {
        uint32_t cp, after;
        uint32_t n = (uint32_t)next_char(text, len, at, &cp);
        enum tp_script s = tp_script_of(cp);
        if (s == TP_NO_SCRIPT || s == TP_OTHER_SCRIPT || (*script && s != *script))
            break;
        after = at + n;
        if (after < len) {
            uint32_t m = (uint32_t)next_char(text, len, after, &cp);
            if (tp_script_of(cp) != TP_NO_SCRIPT || u_isdigit((UChar32)cp))
                break; /* a word of more letters ends the run before it */
            end = after;
            ++*count;
            *script = s;
            if (!tp_is_space(cp) || cp == '\n')
                break;
            at = after + m;
            continue;
        }
        end = after;
        ++*count;
        *script = s;
        break;
    }
    return end;
}

static const char *without_blanks(struct tp_arena *a, const char *p, uint32_t n)
{
    struct tp_buf b = tp_buf_new(a);

    for (uint32_t i = 0; i < n;) {
        uint32_t cp;
        uint32_t k = (uint32_t)next_char(p, n, i, &cp);
        if (!tp_is_space(cp))
            tp_buf_add(&b, p + i, k);
        i += k;
    }
    return b.p;
}

void tp_spaced_pass(struct tp_arena *a, bool han, const char *text, uint32_t len,
                    struct tp_annos *out)
{
    bool boundary = true;

    for (uint32_t i = 0; i < len;) {
        uint32_t cp, count, end = 0;
        enum tp_script script;
        uint32_t n = (uint32_t)next_char(text, len, i, &cp);
        if (boundary)
            end = spaced_run(text, len, i, &count, &script);
        if (end && count >= (script == TP_HAN ? (han ? 2 : 4) : 3)) {
            struct tp_anno anno = {.start = i, .end = end, .element = "choice", .inner = "orig"};
            anno.beside = "reg";
            anno.beside_text = without_blanks(a, text + i, end - i);
            anno.beside_attrs = tp_attr_add(a, NULL, "resp", "#teipipe");
            anno.opaque = true;
            anno.rank = TP_RANK_FORM; /* a name around it stays outside */
            TP_PUSH(a, out, anno);
            i = end;
            boundary = false;
            continue;
        }
        boundary = tp_is_space(cp);
        i += n;
    }
}
