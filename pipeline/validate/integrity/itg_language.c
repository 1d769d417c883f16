/* Languages: tags of BCP 47 (RFC 5646), and the scripts that a language is written in. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uregion.h>
#include <unicode/uscript.h>

#include "itg.h"

enum { MOST = 2000, LONGEST = 200, SUBTAGS = 24 };

struct tag {
    char text[LONGEST + 1];
    char *part[SUBTAGS];
    size_t n;
};

static bool all(const char *s, int (*is)(int))
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80 || !is((unsigned char)*s))
            return false;
    return true;
}

static bool split(const char *value, struct tag *t)
{
    size_t len = strlen(value);

    if (len > LONGEST)
        return false;
    memcpy(t->text, value, len + 1);
    t->n = 0;
    for (char *p = t->text; p && t->n < SUBTAGS;) {
        t->part[t->n++] = p;
        p = strchr(p, '-');
        if (p)
            *p++ = '\0';
    }
    return true;
}

static bool one_of(const char *code, const char *const *codes)
{
    for (; *codes; codes++)
        if (strcasecmp(*codes, code) == 0)
            return true;
    return false;
}

/* Is it a two-letter language? ICU knows all of ISO 639-1 but these, which are registered as well;
 * of the thousands of longer codes, a part. */
static bool known_language(const char *code)
{
    static const char *const more[] = {"bh", "in", "iw", "ji", "jw", "mo", "sh", "tl", NULL};
    const char *const *all_codes = uloc_getISOLanguages();

    if (one_of(code, more))
        return true;
    for (size_t i = 0; all_codes[i]; i++)
        if (strcasecmp(all_codes[i], code) == 0)
            return true;
    return false;
}

static bool known_script(const char *code)
{
    int32_t value = u_getPropertyValueEnum(UCHAR_SCRIPT, code);

    if (strncasecmp(code, "Qa", 2) == 0)
        return true; /* private */
    return value != UCHAR_INVALID_CODE &&
           strcasecmp(uscript_getShortName((UScriptCode)value), code) == 0;
}

static bool known_region(const char *code)
{
    UErrorCode status = U_ZERO_ERROR;
    char upper[4] = {0};
    const URegion *r;

    for (size_t i = 0; i < 3 && code[i]; i++) /* of digits or of ASCII letters */
        upper[i] = (char)toupper((unsigned char)code[i]);
    r = uregion_getRegionFromCode(upper, &status);

    if (U_FAILURE(status) || !r)
        return false;
    /* Aliases such as UK, of which BCP 47 knows nothing; it does know countries that are no more.
     */
    return strcasecmp(code, "UK") != 0;
}

/* People write the country's code for the language's: cz, jp, cn. */
static const char *language_of_region(struct tp_arena *a, const char *code)
{
    UErrorCode status = U_ZERO_ERROR;
    char from[16], likely[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY];

    if (strlen(code) != 2 || !known_region(code))
        return NULL;
    (void)snprintf(from, sizeof from, "und_%c%c", toupper((unsigned char)code[0]),
                   toupper((unsigned char)code[1]));
    (void)uloc_addLikelySubtags(from, likely, (int32_t)sizeof likely, &status);
    (void)uloc_getLanguage(likely, language, (int32_t)sizeof language, &status);
    return U_FAILURE(status) || strcmp(language, "und") == 0 || !*language ? NULL
                                                                           : tp_strdup(a, language);
}

static const char *language_fault(struct tp_arena *a, const char *code)
{
    size_t n = strlen(code);
    const char *better;

    if (!all(code, isalpha) || n < 2 || n > 8 || n == 4)
        return "it begins with the code of a language, of two or three letters";
    if (n > 3)
        return tp_fmt(a, "there is no language '%s'; codes have two or three letters", code);
    if (n == 3 || known_language(code))
        return NULL;
    better = language_of_region(a, code);
    return better ? tp_fmt(a, "there is no language '%s'; perhaps '%s' is meant", code, better)
                  : tp_fmt(a, "there is no language '%s'", code);
}

/* Extensions and what is private: a single character, then subtags. */
static const char *extension_fault(const struct tag *t, size_t i)
{
    while (i < t->n) {
        char single = t->part[i][0];
        size_t first = ++i;

        while (i < t->n && (strlen(t->part[i]) > 1 || single == 'x' || single == 'X'))
            i++;
        if (i == first)
            return "an extension is a letter and what follows it";
    }
    return NULL;
}

static bool is_variant(const char *s)
{
    size_t n = strlen(s);

    return (n >= 5 && n <= 8) || (n == 4 && isdigit((unsigned char)s[0]));
}

static const char *rest_fault(struct tp_arena *a, const struct tag *t, size_t i)
{
    static const char *const extended[] = {"ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh", NULL};

    if (i < t->n && strlen(t->part[i]) == 3 && all(t->part[i], isalpha) &&
        one_of(t->part[0], extended))
        i++; /* no others are registered, and one each */
    if (i < t->n && strlen(t->part[i]) == 4 && all(t->part[i], isalpha)) {
        if (!known_script(t->part[i]))
            return tp_fmt(a, "there is no script '%s'", t->part[i]);
        i++;
    }
    if (i < t->n && ((strlen(t->part[i]) == 2 && all(t->part[i], isalpha)) ||
                     (strlen(t->part[i]) == 3 && all(t->part[i], isdigit)))) {
        if (!known_region(t->part[i]))
            return tp_fmt(a, "there is no region '%s'%s", t->part[i],
                          strcasecmp(t->part[i], "UK") == 0 ? "; the United Kingdom is GB" : "");
        i++;
    }
    for (size_t first = i; i < t->n && is_variant(t->part[i]); i++)
        for (size_t k = first; k < i; k++)
            if (strcasecmp(t->part[k], t->part[i]) == 0)
                return tp_fmt(a, "'%s' is there twice", t->part[i]);
    if (i < t->n && strlen(t->part[i]) == 1)
        return extension_fault(t, i);
    return i < t->n ? tp_fmt(a, "'%s' can't stand there", t->part[i]) : NULL;
}

/* Registered before there were rules (RFC 5646, 2.1). */
static bool grandfathered(const char *tag)
{
    static const char *const tags[] = {
        "en-GB-oed", "i-ami",     "i-bnn",     "i-default",  "i-enochian",  "i-hak",  "i-klingon",
        "i-lux",     "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",       "i-tay",  "i-tsu",
        "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE", "art-lojban", "cel-gaulish", "no-bok", "no-nyn",
        "zh-guoyu",  "zh-hakka",  "zh-min",    "zh-min-nan", "zh-xiang"};

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcasecmp(tags[i], tag) == 0)
            return true;
    return false;
}

static const char *fault_of(struct tp_arena *a, const char *value)
{
    struct tag t;
    const char *fault;

    if (grandfathered(value))
        return NULL;
    if (strchr(value, '_')) {
        char *dashes = tp_strdup(a, value);

        for (char *p = dashes; (p = strchr(p, '_'));)
            *p = '-';
        return tp_fmt(a, "its parts are joined by hyphens, as in '%s'", dashes);
    }
    if (!split(value, &t))
        return "it is too long";
    for (size_t i = 0; i < t.n; i++)
        if (!all(t.part[i], isalnum) || strlen(t.part[i]) > 8 || !*t.part[i])
            return strchr(value, ' ') ? "one tag is without spaces"
                                      : "its parts have one to eight letters or digits each";
    if ((t.part[0][0] == 'x' || t.part[0][0] == 'X') && !t.part[0][1])
        return t.n > 1 ? NULL : "behind 'x-' there is a name";
    fault = language_fault(a, t.part[0]);
    return fault ? fault : rest_fault(a, &t, 1);
}

/* As RFC 5646, 4.5, has it, when that is another: 'eng', 'zh-cmn', 'EN-us'. */
static const char *better_of(struct tp_arena *a, const char *value)
{
    /* ICU has others for these, which the registry doesn't. */
    static const char *const good[] = {"bh", "sh", "tl", NULL};
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY], tag[ULOC_FULLNAME_CAPACITY];
    int32_t parsed = 0;

    if (one_of(value, good))
        return NULL;
    if (strchr(value, '-') && strlen(value) > 35)
        return NULL;
    (void)uloc_forLanguageTag(value, locale, (int32_t)sizeof locale, &parsed, &status);
    if (U_FAILURE(status) || (size_t)parsed != strlen(value))
        return NULL;
    (void)uloc_toLanguageTag(locale, tag, (int32_t)sizeof tag, true, &status);
    if (U_FAILURE(status) || strcmp(tag, value) == 0 || !*tag || strncmp(tag, "und", 3) == 0)
        return NULL;
    /* ICU sorts variants, and puts extensions in its own order: that alone is no fault. */
    if (strlen(tag) == strlen(value) && strcasecmp(tag, value) != 0 &&
        strncasecmp(tag, value, strcspn(value, "-")) == 0)
        return NULL;
    /* A variant is in lower case, and told of only when nothing but the case is wrong. */
    return tp_strdup(a, tag);
}

/* ---- scripts ---- */

static void add_script(struct itg_scripts *s, UScriptCode code)
{
    switch ((int)code) {
    case USCRIPT_SIMPLIFIED_HAN:
    case USCRIPT_TRADITIONAL_HAN:
        code = USCRIPT_HAN;
        break;
    case USCRIPT_JAPANESE:
        add_script(s, USCRIPT_HIRAGANA);
        add_script(s, USCRIPT_KATAKANA);
        code = USCRIPT_HAN;
        break;
    case USCRIPT_KOREAN:
        add_script(s, USCRIPT_HANGUL);
        code = USCRIPT_HAN;
        break;
    case USCRIPT_HAN_WITH_BOPOMOFO:
        add_script(s, USCRIPT_BOPOMOFO);
        code = USCRIPT_HAN;
        break;
    case USCRIPT_LATIN_FRAKTUR:
    case USCRIPT_LATIN_GAELIC:
        code = USCRIPT_LATIN;
        break;
    case USCRIPT_OLD_CHURCH_SLAVONIC_CYRILLIC:
        code = USCRIPT_CYRILLIC;
        break;
    case USCRIPT_WESTERN_SYRIAC:
    case USCRIPT_EASTERN_SYRIAC:
    case USCRIPT_ESTRANGELO_SYRIAC:
        code = USCRIPT_SYRIAC;
        break;
    default:
        break;
    }
    if (code >= 0 && code < 256)
        s->bits[code >> 6] |= (uint64_t)1 << (code & 63);
}

static bool table_scripts(struct itg_check *c, const char *language, struct itg_scripts *s)
{
    const struct tp_yaml *list = tp_yaml_get(c->in->tables.scripts, language);

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        int32_t code = u_getPropertyValueEnum(UCHAR_SCRIPT, n->value);

        if (code != UCHAR_INVALID_CODE)
            add_script(s, (UScriptCode)code);
    }
    return list != NULL;
}

static void scripts_of(struct itg_check *c, struct itg_language *l)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY], part[16];
    UScriptCode codes[16];
    int32_t n;

    (void)uloc_forLanguageTag(l->tag, locale, (int32_t)sizeof locale, NULL, &status);
    n = uloc_getScript(locale, part, (int32_t)sizeof part, &status);
    if (U_FAILURE(status))
        return;
    if (n > 0) {
        int32_t code = u_getPropertyValueEnum(UCHAR_SCRIPT, part);

        l->known = code != UCHAR_INVALID_CODE && code != USCRIPT_COMMON &&
                   code != USCRIPT_UNKNOWN && code != USCRIPT_UNWRITTEN_LANGUAGES &&
                   code != USCRIPT_SYMBOLS && code != USCRIPT_INHERITED;
        if (l->known)
            add_script(&l->scripts, (UScriptCode)code);
        return;
    }
    n = uloc_getLanguage(locale, part, (int32_t)sizeof part, &status);
    if (U_FAILURE(status) || n == 0 || strcmp(part, "und") == 0 || strcmp(part, "mul") == 0 ||
        strcmp(part, "zxx") == 0 || strcmp(part, "mis") == 0)
        return;
    if (table_scripts(c, part, &l->scripts)) {
        l->known = true;
        return;
    }
    (void)uloc_addLikelySubtags(part, likely, (int32_t)sizeof likely, &status);
    if (U_FAILURE(status) || uloc_getScript(likely, part, (int32_t)sizeof part, &status) == 0)
        return;
    n = uscript_getCode(likely, codes, (int32_t)(sizeof codes / sizeof *codes), &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++)
        add_script(&l->scripts, codes[i]);
    l->known = U_SUCCESS(status) && n > 0;
}

/* ---- the interface ---- */

const struct itg_language *itg_language(struct itg_check *c, const char *tag)
{
    size_t h = tp_hash(tag, strlen(tag)) % ITG_LANGUAGES;
    bool full = c->w->languages.n >= MOST;
    struct itg_languages *to = full ? &c->languages : &c->w->languages;
    struct tp_arena *a = full ? c->work : c->w->own;
    struct itg_language *l;

    for (l = c->w->languages.table[h]; l; l = l->next)
        if (strcmp(l->tag, tag) == 0)
            return l;
    for (l = c->languages.table[h]; l; l = l->next)
        if (strcmp(l->tag, tag) == 0)
            return l;
    l = TP_NEW(a, struct itg_language);
    l->tag = tp_strdup(a, tag);
    l->fault = fault_of(a, tag);
    if (!l->fault) {
        l->better = better_of(a, l->tag);
        scripts_of(c, l);
    }
    l->next = to->table[h];
    to->table[h] = l;
    to->n++;
    return l;
}

static void one(struct itg_check *c, const xmlNode *attribute, const char *tag)
{
    const struct itg_language *l = itg_language(c, tag);

    if (l->fault)
        itg_say(c, TP_D_LANGUAGE_INVALID, attribute, ITG_WHOLE, tag, l->fault);
    else if (l->better)
        itg_say(c, TP_D_LANGUAGE_FORM, attribute, ITG_WHOLE, tag, l->better);
}

/* Some attributes take several. */
void itg_language_value(struct itg_check *c, const xmlNode *attribute, const char *value)
{
    const char *name = (const char *)attribute->name;
    bool several = strcmp(name, "otherLangs") == 0 || strcmp(name, "tags") == 0 ||
                   strcmp(name, "docLang") == 0;

    if (!several) {
        if (*value)
            one(c, attribute, value);
        return;
    }
    while (*value) {
        size_t n = strcspn(value, " \t\r\n");

        if (n)
            one(c, attribute, tp_strndup(c->work, value, n));
        value += n;
        value += strspn(value, " \t\r\n");
    }
}
