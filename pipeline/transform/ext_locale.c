/* ext_locale.c - languages' names, orders and letters. */
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/uscript.h>
#include <unicode/utrans.h>

#include "ext.h"

enum { MAX_NAME = 512, MAX_SORT_UNITS = 4096 };

static void close_resources(void *r)
{
    ures_close(r);
}

bool tp_ext_locale(const char *tag, char *id)
{
    UErrorCode status = U_ZERO_ERROR;
    UResourceBundle *words;

    if (strlen(tag) > TP_EXT_TAG)
        return false;
    (void)uloc_forLanguageTag(tag, id, ULOC_FULLNAME_CAPACITY, NULL, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || !*id)
        return false;
    words = ures_open(NULL, id, &status);
    if (U_FAILURE(status))
        return false;
    close_resources(words);
    return status != U_USING_DEFAULT_WARNING;
}

static void close_names(void *names)
{
    uldn_close(names);
}

/* NULL: ICU has no words in that language. */
static ULocaleDisplayNames *names_for(struct tp_ext_call *call, const char *tag)
{
    UDisplayContext how[] = {UDISPCTX_STANDARD_NAMES, UDISPCTX_CAPITALIZATION_NONE,
                             UDISPCTX_LENGTH_SHORT};
    UErrorCode status = U_ZERO_ERROR;
    char id[ULOC_FULLNAME_CAPACITY];
    ULocaleDisplayNames *names;

    if (strlen(tag) > TP_EXT_TAG)
        return NULL;
    names = tp_ext_cached(call->ext, TP_EXT_NAMES, tag);
    if (names)
        return names;
    if (!tp_ext_locale(tag, id))
        return NULL;
    names = uldn_openForContext(id, how, sizeof how / sizeof *how, &status);
    if (U_FAILURE(status))
        tp_arena_fail(call->arena);
    return tp_ext_keep(call->ext, TP_EXT_NAMES, tag, names, close_names);
}

void tp_ext_language_name(struct tp_ext_call *call)
{
    UErrorCode status = U_ZERO_ERROR;
    char id[ULOC_FULLNAME_CAPACITY];
    UChar name[MAX_NAME];
    const ULocaleDisplayNames *names = NULL;
    int32_t n = 0, parsed = 0;

    (void)uloc_forLanguageTag(call->arg[0], id, sizeof id, &parsed, &status);
    if (U_SUCCESS(status) && *id && *id != '@' && (size_t)parsed == strlen(call->arg[0]))
        names = names_for(call, call->arg[1]);
    if (names)
        n = uldn_localeDisplayName(names, id, name, MAX_NAME, &status);
    if (!names || U_FAILURE(status) || n > MAX_NAME)
        tp_buf_str(&call->out, call->arg[0]);
    else
        tp_ext_add_utf16(&call->out, name, n);
}

/* The ISO 15924 code of the script that most letters are in; "Zyyy" when there are none. */
void tp_ext_script(struct tp_ext_call *call)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t n, counts[USCRIPT_CODE_LIMIT] = {0}, best = USCRIPT_COMMON;
    UChar *text = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &n);

    for (int32_t i = 0; i < n;) {
        UScriptCode script = uscript_getScript((UChar32)tp_ext_next(text, &i, n), &status);
        if (U_FAILURE(status) || script <= USCRIPT_INHERITED || script >= USCRIPT_CODE_LIMIT)
            continue;
        if (++counts[script] > counts[best])
            best = script;
    }
    tp_buf_str(&call->out, uscript_getShortName((UScriptCode)best));
}

static void close_collator(void *collator)
{
    ucol_close(collator);
}

/* Numbers are ordered by their value: a list of shelfmarks has more of them than of names. */
static UCollator *collator_for(struct tp_ext_call *call, const char *tag)
{
    UErrorCode status = U_ZERO_ERROR;
    char id[ULOC_FULLNAME_CAPACITY];
    bool known = strlen(tag) <= TP_EXT_TAG;
    UCollator *c = tp_ext_cached(call->ext, TP_EXT_COLLATOR, known ? tag : "");

    if (c)
        return c;
    c = ucol_open(known && tp_ext_locale(tag, id) ? id : "", &status);
    if (U_FAILURE(status))
        tp_arena_fail(call->arena);
    ucol_setAttribute(c, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    return tp_ext_keep(call->ext, TP_EXT_COLLATOR, known ? tag : "", c, close_collator);
}

void tp_ext_sort_key(struct tp_ext_call *call)
{
    UCollator *c = collator_for(call, call->arg[1]);
    int32_t n, size;
    UChar *text = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &n);
    uint8_t *key;

    if (n > MAX_SORT_UNITS)
        n = MAX_SORT_UNITS;
    size = ucol_getSortKey(c, text, n, NULL, 0);
    key = tp_alloc(call->arena, (size_t)size);
    size = ucol_getSortKey(c, text, n, key, size);
    for (int32_t i = 0; i + 1 < size; i++) /* without the zero at the end */
        tp_buf_fmt(&call->out, "%02x", (unsigned)key[i]);
}

static void close_roman(void *roman)
{
    utrans_close(roman);
}

static UTransliterator *roman_for(struct tp_ext_call *call)
{
    static const UChar id[] = u"Any-Latin; Latin-ASCII";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *t = tp_ext_cached(call->ext, TP_EXT_ROMAN, "");

    if (t)
        return t;
    t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE(status))
        tp_arena_fail(call->arena);
    return tp_ext_keep(call->ext, TP_EXT_ROMAN, "", t, close_roman);
}

/* Romanising makes text longer: 'Щ' is 4 letters, a Han character up to 6 and a blank. */
void tp_ext_ascii(struct tp_ext_call *call)
{
    enum { LONGER = 8, ROOM = 64 };
    UTransliterator *t = roman_for(call);
    UErrorCode status = U_ZERO_ERROR;
    int32_t n, limit, cap;
    UChar *text = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &n), *work;

    cap = n * LONGER + ROOM;
    work = TP_NEW_ARRAY(call->arena, (size_t)cap, UChar);
    memcpy(work, text, (size_t)n * sizeof *text);
    limit = n;
    utrans_transUChars(t, work, &n, cap, 0, &limit, &status);
    if (U_FAILURE(status) || n > cap)
        n = 0; /* beyond any real word */
    for (int32_t i = 0; i < n; i++)
        if (work[i] < 0x80)
            tp_buf_char(&call->out, (char)work[i]);
}
