/* The words of dates: Unicode locale data and schemas/dates.yaml, in one sorted table. */
#include "date_impl.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "../base/utf8.h"
#include "../base/yaml.h"

static const char dates_file[] = "teipipe:schemas/dates.yaml";

/* Lists of words under a language, and maps of lists whose keys are the words' values. "locales"
 * and the like have their own readers. */
static const struct {
    const char *name;
    enum role role;
    bool numbered;
} word_lists[] = {
    {"weekdays", ROLE_WEEKDAY, true},
    {"link", ROLE_LINK, false},
    {"ordinal", ROLE_ORDINAL, false},
    {"year", ROLE_YEAR, false},
    {"years", ROLE_YEARS, false},
    {"year_lead", ROLE_YEAR_LEAD, false},
    {"decade", ROLE_DECADE, false},
    {"decade_lead", ROLE_DECADE_LEAD, false},
    {"from", ROLE_FROM, false},
    {"this_year", ROLE_THIS_YEAR, true},
    {"at", ROLE_AT, false},
    {"on", ROLE_ON, false},
    {"range", ROLE_RANGE, false},
    {"between", ROLE_BETWEEN, false},
    {"and", ROLE_AND, false},
    {"in", ROLE_IN, false},
    {"part", ROLE_PART, false},
    {"before", ROLE_BEFORE, false},
    {"after", ROLE_AFTER, false},
    {"since", ROLE_SINCE, false},
    {"until", ROLE_UNTIL, false},
    {"hours", ROLE_HOURS, false},
    {"minutes", ROLE_MINUTES, false},
    {"clock", ROLE_CLOCK, false},
    {"am", ROLE_AM, false},
    {"pm", ROLE_PM, false},
    {"night", ROLE_NIGHT, false},
    {"noon", ROLE_NOON, false},
    {"midnight", ROLE_MIDNIGHT, false},
    {"hour_from", ROLE_HOUR_FROM, true},
    {"hour_past", ROLE_HOUR_PAST, true},
    {"not_after", ROLE_NOT_AFTER, false},
    {"seasons", ROLE_SEASON, true},
    {"this_month", ROLE_SUFFIX, true},
    {"old_style", ROLE_OLD_STYLE, false},
    {"new_style", ROLE_NEW_STYLE, false},
    {"day_of", ROLE_DAY_OF, false},
    {"clause", ROLE_CLAUSE, false},
    {"latest", ROLE_LATEST, true},
    {"other_words", ROLE_OTHER_WORD, false},
    {"numbers", ROLE_NUMBER, true},
};

/* Lists of phrases under "east", and maps of phrases with their values. */
static const struct {
    const char *name;
    enum east kind;
} east_lists[] = {
    {"year", EAST_YEAR},
    {"month", EAST_MONTH},
    {"day", EAST_DAY},
    {"hour", EAST_HOUR},
    {"minute", EAST_MINUTE},
    {"second", EAST_SECOND},
    {"past", EAST_PAST},
    {"range", EAST_RANGE},
    {"and", EAST_AND},
    {"this_month", EAST_THIS_MONTH},
    {"this_year", EAST_RELATIVE},
    {"eras", EAST_ERA},
    {"lunar_eras", EAST_LUNAR_ERA},
    {"decade", EAST_DECADE},
    {"before", EAST_BEFORE},
    {"after", EAST_AFTER},
    {"since", EAST_SINCE},
    {"weekday", EAST_WEEKDAY},
    {"digits", EAST_DIGIT},
    {"first_year", EAST_FIRST},
    {"months", EAST_MONTH_NAME},
    {"dispatch", EAST_DISPATCH},
    {"day_lead", EAST_DAY_LEAD},
    {"not_day", EAST_NOT_DAY},
    {"noon", EAST_NOON},
};

enum {
    LISTS = sizeof word_lists / sizeof *word_lists,
    EAST_LISTS = sizeof east_lists / sizeof *east_lists
};

/* The keys with their own readers; those of the tables above are added to them. */
static const char *const own_keys[] = {"locales",  "everywhere",   "months",
                                       "compound", "short_months", "spell_days",
                                       "endings",  "day_first",    "spell_numbers"};
static const char *const east_own_keys[] = {"periods", "locales"};

/* By key; words in one role as they were added, so that sorting gives the same on every machine. */
static int by_key(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    int c = strcmp(a->key, b->key);

    if (c == 0)
        c = (int)a->role - (int)b->role;
    if (c == 0)
        c = a->lang - b->lang;
    if (c == 0)
        c = (int)a->form - (int)b->form;
    return c ? c : a->value - b->value;
}

void date_add_word(struct tp_arena *a, struct tp_date_tables *t, struct word w)
{
    if (*w.key)
        TP_PUSH(a, &t->words, w);
}

/* The first N characters of TEXT in bytes; 0 when it has fewer. */
static size_t bytes_of(const char *text, size_t n)
{
    size_t len = strlen(text), i = 0;
    uint32_t cp;

    while (n > 0 && i < len) {
        i += tp_utf8_decode(text + i, len - i, &cp);
        n--;
    }
    return n ? 0 : i;
}

/* A name in Han characters, of a weekday. */
static bool is_han(struct tp_arena *a, const UChar *name, int32_t len, const char **utf8)
{
    char text[256];
    int32_t n = 0;
    UErrorCode err = U_ZERO_ERROR;
    struct tp_tokens t;

    u_strToUTF8(text, (int32_t)sizeof text, &n, name, len, &err);
    if (U_FAILURE(err) || n >= (int32_t)sizeof text)
        return false;
    t = tp_tokenize(a, text, (uint32_t)n);
    for (size_t i = 0; i < t.n; i++)
        if (t.v[i].kind != TP_TOK_HAN)
            return false;
    *utf8 = tp_strndup(a, text, (size_t)n);
    return t.n > 1; /* one character is any word */
}

/* A locale's name for a month or weekday as a single word with its capital; NULL when it isn't one.
 */
static const char *one_word(struct tp_arena *a, const UChar *name, int32_t len, bool *capital)
{
    char utf8[256];
    int32_t n = 0;
    UErrorCode err = U_ZERO_ERROR;
    struct tp_tokens t;

    u_strToUTF8(utf8, (int32_t)sizeof utf8, &n, name, len, &err);
    if (U_FAILURE(err) || n >= (int32_t)sizeof utf8)
        return NULL;
    t = tp_tokenize(a, utf8, (uint32_t)n);
    if (t.n == 0 || t.n > 2 || t.v[0].kind != TP_TOK_WORD || (t.n == 2 && !tp_token_is(&t, 1, '.')))
        return NULL;
    *capital = t.v[0].capital;
    return t.v[0].key;
}

struct symbols {
    UDateFormatSymbolType type;
    enum role role;
    enum word_form form;
    int32_t first; /* ICU counts weekdays from 1 */
};

static const struct symbols symbol_sets[] = {
    {UDAT_MONTHS, ROLE_MONTH, FORM_FULL, 0},
    {UDAT_STANDALONE_MONTHS, ROLE_MONTH, FORM_FULL, 0},
    {UDAT_SHORT_MONTHS, ROLE_MONTH, FORM_SHORT, 0},
    {UDAT_STANDALONE_SHORT_MONTHS, ROLE_MONTH, FORM_SHORT, 0},
    {UDAT_WEEKDAYS, ROLE_WEEKDAY, FORM_FULL, 1},
    {UDAT_STANDALONE_WEEKDAYS, ROLE_WEEKDAY, FORM_FULL, 1},
    {UDAT_SHORT_WEEKDAYS, ROLE_WEEKDAY, FORM_SHORT, 1},
};

/* How many symbol values there are: months or weekdays. */
static int32_t count_of(enum role role)
{
    return role == ROLE_MONTH ? 12 : 7;
}

static bool add_symbols(struct tp_arena *a, struct tp_date_tables *t, const UDateFormat *format,
                        const struct symbols *set, int lang)
{
    for (int32_t i = 0; i < count_of(set->role); i++) {
        UChar name[64];
        UErrorCode err = U_ZERO_ERROR;
        int32_t len = udat_getSymbols(format, set->type, i + set->first, name, 64, &err);
        struct word w = {.role = set->role, .form = set->form, .lang = lang};
        if (U_FAILURE(err) || len >= 64)
            return false;
        if (set->role == ROLE_WEEKDAY && is_han(a, name, len, &w.key)) {
            TP_PUSH(a, &t->east[EAST_WEEKDAY], (struct phrase){w.key, i});
            continue;
        }
        w.key = one_word(a, name, len, &w.capital);
        w.value = set->role == ROLE_MONTH ? i + 1 : i;
        /* Abbreviations of one or two letters are other words' letters too often. */
        if (w.key && (set->form == FORM_FULL || bytes_of(w.key, set->role == ROLE_MONTH ? 3 : 2)))
            date_add_word(a, t, w);
    }
    return true;
}

/* Where the words that language LANG added begin. */
struct added {
    size_t from, to;
    int lang;
};

/* Is this beginning of a month's name no beginning of another month's? */
static bool only_one(const struct tp_date_tables *t, struct added r, const char *p, size_t n,
                     int month)
{
    for (size_t i = r.from; i < r.to; i++) {
        const struct word *w = &t->words.v[i];
        if (w->role == ROLE_MONTH && w->value != month && strncmp(w->key, p, n) == 0)
            return false;
    }
    return true;
}

/* Typists shorten names as they like: any beginning that fits one month only. */
static void add_beginnings(struct tp_arena *a, struct tp_date_tables *t, struct added r)
{
    for (size_t i = r.from; i < r.to; i++) {
        struct word w = t->words.v[i];
        const char *name = w.key;
        if (w.role != ROLE_MONTH || w.form != FORM_FULL)
            continue;
        for (size_t chars = 3; chars < 8; chars++) {
            size_t n = bytes_of(name, chars);
            if (n == 0 || name[n] == '\0')
                break;
            if (!only_one(t, r, name, n, w.value))
                continue;
            w.form = chars == 3 ? FORM_SHORT : FORM_STUB;
            w.key = tp_strndup(a, name, n);
            date_add_word(a, t, w);
        }
    }
}

/* Case forms: what the nominative and the genitive share, with each of the endings. */
static void add_case_forms(struct tp_arena *a, struct tp_date_tables *t, struct added r,
                           const struct tp_yaml *endings)
{
    for (int month = 1; month <= 12; month++) {
        const char *stem = NULL;
        size_t n = 0;
        for (size_t i = r.from; i < r.to; i++) {
            const struct word *w = &t->words.v[i];
            if (w->role != ROLE_MONTH || w->form != FORM_FULL || w->value != month)
                continue;
            if (!stem) {
                stem = w->key;
                n = strlen(stem);
            }
            while (n > 0 && strncmp(stem, w->key, n) != 0)
                n--;
        }
        while (n > 0 && ((unsigned char)stem[n] & 0xC0) == 0x80)
            n--;
        if (!stem || n < 6) /* three Cyrillic letters */
            continue;
        for (const struct tp_yaml *e = endings->first; e; e = e->next)
            date_add_word(a, t,
                          (struct word){.key = tp_fmt(a, "%.*s%s", (int)n, stem, e->value),
                                        .role = ROLE_MONTH,
                                        .value = month,
                                        .lang = r.lang});
    }
}

/* The words of an entry, which are one or more: "half past". */
static bool add_entry(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *y,
                      struct word w, struct tp_diags *ds)
{
    struct tp_tokens words = tp_tokenize(a, y->value, (uint32_t)strlen(y->value));

    if (words.n == 0 || words.v[0].kind != TP_TOK_WORD) {
        tp_diag(ds, TP_D_CONFIG_INVALID, tp_at(dates_file, y->line, y->col),
                "this must begin with a word");
        return false;
    }
    w.key = words.v[0].key;
    if (words.n > 1) {
        w.more = words.v + 1;
        w.n_more = words.n - 1;
    }
    date_add_word(a, t, w);
    return true;
}

static bool add_list(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *list,
                     struct word w, struct tp_diags *ds)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next)
        if (!add_entry(a, t, y, w, ds))
            return false;
    return true;
}

/* Maps of lists by number: months, seasons. W says what the words are. */
static bool add_numbered(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *map,
                         struct word w, struct tp_diags *ds)
{
    for (const struct tp_yaml *y = map ? map->first : NULL; y; y = y->next) {
        struct word day = w;
        w.value = day.value = atoi(y->key);
        day.role = ROLE_DAY;
        if (!add_list(a, t, y, w, ds) ||
            (w.role == ROLE_NUMBER && w.value > 0 && w.value <= 31 && !add_list(a, t, y, day, ds)))
            return false;
    }
    return true;
}

static bool add_locales(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *list,
                        int lang)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        UErrorCode err = U_ZERO_ERROR;
        UDateFormat *f = udat_open(UDAT_SHORT, UDAT_SHORT, y->value, NULL, 0, NULL, 0, &err);
        bool ok = U_SUCCESS(err);
        for (size_t i = 0; ok && i < sizeof symbol_sets / sizeof *symbol_sets; i++)
            ok = add_symbols(a, t, f, &symbol_sets[i], lang);
        udat_close(f);
        if (!ok)
            return false;
    }
    return true;
}

static bool is_yes(const struct tp_yaml *y, const char *key)
{
    return strcmp(tp_yaml_str(y, key, "no"), "yes") == 0;
}

static bool add_language(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *y,
                         const char *const *keys, struct tp_diags *ds)
{
    struct added r = {t->words.n, 0, (int)t->langs.n};
    const struct tp_yaml *endings = tp_yaml_get(y, "endings");
    const struct tp_yaml *locales = tp_yaml_get(y, "locales");
    struct lang l = {tp_strdup(a, y->key), is_yes(y, "everywhere"), is_yes(y, "compound"),
                     is_yes(y, "day_first")};
    struct word month = {.role = ROLE_MONTH, .lang = r.lang};
    struct word brief = {.role = ROLE_MONTH, .form = FORM_SHORT, .lang = r.lang};

    if (!tp_yaml_only(y, keys, dates_file, TP_D_CONFIG_INVALID, ds))
        return false;
    TP_PUSH(a, &t->langs, l);
    if (!add_locales(a, t, locales, r.lang) ||
        (locales && locales->first &&
         !date_add_spelled(a, t, locales->first->value, tp_yaml_get(y, "spell_numbers"),
                           tp_yaml_get(y, "spell_days"), r.lang))) {
        tp_diag(ds, TP_D_CONFIG_INVALID, tp_at(dates_file, y->line, y->col),
                "the locale data of this language can't be read");
        return false;
    }
    r.to = t->words.n;
    if (endings)
        add_case_forms(a, t, r, endings);
    if (!add_numbered(a, t, tp_yaml_get(y, "months"), month, ds))
        return false;
    r.to = t->words.n;
    add_beginnings(a, t, r);
    if (!add_numbered(a, t, tp_yaml_get(y, "short_months"), brief, ds))
        return false;
    for (size_t i = 0; i < LISTS; i++) {
        const struct tp_yaml *list = tp_yaml_get(y, word_lists[i].name);
        struct word w = {.role = word_lists[i].role, .lang = r.lang};
        if (!(word_lists[i].numbered ? add_numbered(a, t, list, w, ds)
                                     : add_list(a, t, list, w, ds)))
            return false;
    }
    return true;
}

static void add_phrases(struct tp_arena *a, struct phrases *out, const struct tp_yaml *list,
                        int value)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        /* A map gives the value, a list shares one. */
        struct phrase p = {tp_strdup(a, y->key ? y->key : y->value),
                           y->key ? atoi(y->value) : value};
        if (*p.text)
            TP_PUSH(a, out, p);
    }
}

static bool add_east(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *east,
                     struct tp_diags *ds)
{
    static const struct {
        const char *name;
        enum period period;
    } names[] = {
        {"am", PERIOD_AM}, {"pm", PERIOD_PM}, {"noon", PERIOD_NOON}, {"night", PERIOD_NIGHT}};
    const char *keys[EAST_LISTS + 3] = {east_own_keys[0], east_own_keys[1]};
    const struct tp_yaml *periods = tp_yaml_get(east, "periods");

    for (size_t i = 0; i < EAST_LISTS; i++)
        keys[i + 2] = east_lists[i].name;
    if (east && !tp_yaml_only(east, keys, dates_file, TP_D_CONFIG_INVALID, ds))
        return false;
    for (size_t i = 0; i < EAST_LISTS; i++)
        add_phrases(a, &t->east[east_lists[i].kind], tp_yaml_get(east, east_lists[i].name), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_phrases(a, &t->east[EAST_PERIOD], tp_yaml_get(periods, names[i].name),
                    (int)names[i].period);
    return add_locales(a, t, tp_yaml_get(east, "locales"), -1);
}

static bool add_languages(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *langs,
                          struct tp_diags *ds)
{
    enum { OWN = sizeof own_keys / sizeof *own_keys };
    const char *keys[OWN + LISTS + 1] = {NULL};

    for (size_t i = 0; i < OWN + LISTS; i++)
        keys[i] = i < OWN ? own_keys[i] : word_lists[i - OWN].name;
    for (const struct tp_yaml *y = langs ? langs->first : NULL; y; y = y->next)
        if (!add_language(a, t, y, keys, ds))
            return false;
    return true;
}

struct tp_date_tables *tp_date_tables_new(struct tp_arena *a, struct tp_diags *ds)
{
    struct tp_date_tables *t = TP_NEW(a, struct tp_date_tables);
    const struct tp_yaml *top = tp_yaml_read(a, dates_file, TP_D_CONFIG_INVALID, ds), *zones;

    if (!top || !add_languages(a, t, tp_yaml_get(top, "languages"), ds))
        return NULL;
    zones = tp_yaml_get(top, "zones");
    for (const struct tp_yaml *y = zones ? zones->first : NULL; y; y = y->next)
        date_add_word(a, t,
                      (struct word){.key = tp_strdup(a, y->key),
                                    .role = ROLE_ZONE,
                                    .value = atoi(y->value),
                                    .lang = -1});
    if (!add_east(a, t, tp_yaml_get(top, "east"), ds))
        return NULL;
    if (t->words.n)
        qsort(t->words.v, t->words.n, sizeof *t->words.v, by_key);
    date_index(a, t);
    return t;
}
