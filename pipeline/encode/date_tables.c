/* The words of dates: Unicode locale data and schemas/dates.yaml, in one sorted table. */
#include "date_impl.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "../base/resource.h"
#include "../base/utf8.h"
#include "../base/yaml.h"

/* Lists of words under a language; "months", "seasons" and the like have their own
 * readers. */
static const struct {
    const char *name;
    enum role role;
} word_lists[] = {
    {"link", ROLE_LINK},
    {"ordinal", ROLE_ORDINAL},
    {"year", ROLE_YEAR},
    {"years", ROLE_YEARS},
    {"decade", ROLE_DECADE},
    {"this_year", ROLE_THIS_YEAR},
    {"at", ROLE_AT},
    {"on", ROLE_ON},
    {"range", ROLE_RANGE},
    {"between", ROLE_BETWEEN},
    {"and", ROLE_AND},
    {"in", ROLE_IN},
    {"part", ROLE_PART},
    {"hours", ROLE_HOURS},
    {"minutes", ROLE_MINUTES},
    {"clock", ROLE_CLOCK},
    {"am", ROLE_AM},
    {"pm", ROLE_PM},
    {"noon", ROLE_NOON},
    {"midnight", ROLE_MIDNIGHT},
    {"not_after", ROLE_NOT_AFTER},
    {"month_suffix", ROLE_SUFFIX},
};

static const char *const language_keys[] = {
    "locales",  "everywhere", "months",    "short_months", "endings", "link",  "ordinal", "year",
    "years",    "decade",     "this_year", "at",           "on",      "range", "between", "and",
    "in",       "part",       "hours",     "minutes",      "clock",   "am",    "pm",      "noon",
    "midnight", "not_after",  "seasons",   "month_suffix", NULL};

static int by_key(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    int c = strcmp(a->key, b->key);

    return c ? c : (int)a->role - (int)b->role;
}

static void add_word(struct tp_arena *a, struct tp_date_tables *t, struct word w)
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
        w.key = one_word(a, name, len, &w.capital);
        w.value = set->role == ROLE_MONTH ? i + 1 : i;
        /* Abbreviations of one or two letters are other words' letters too often. */
        if (w.key && (set->form == FORM_FULL || bytes_of(w.key, 3)))
            add_word(a, t, w);
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
            add_word(a, t, w);
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
            add_word(a, t,
                     (struct word){.key = tp_fmt(a, "%.*s%s", (int)n, stem, e->value),
                                   .role = ROLE_MONTH,
                                   .value = month,
                                   .lang = r.lang});
    }
}

static void add_list(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *list,
                     struct word w)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        w.key = tp_fold(a, y->value, strlen(y->value));
        add_word(a, t, w);
    }
}

/* Maps of lists by number: months, seasons. W says what the words are. */
static void add_numbered(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *map,
                         struct word w)
{
    for (const struct tp_yaml *y = map ? map->first : NULL; y; y = y->next) {
        w.value = atoi(y->key);
        add_list(a, t, y, w);
    }
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

static bool add_language(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *y,
                         struct tp_diags *ds)
{
    static const char file[] = "teipipe:schemas/dates.yaml";
    struct added r = {t->words.n, 0, (int)t->langs.n};
    const struct tp_yaml *endings = tp_yaml_get(y, "endings");
    struct lang l = {tp_strdup(a, y->key), strcmp(tp_yaml_str(y, "everywhere", "no"), "yes") == 0};

    if (!tp_yaml_only(y, language_keys, file, TP_D_CONFIG_INVALID, ds))
        return false;
    TP_PUSH(a, &t->langs, l);
    if (!add_locales(a, t, tp_yaml_get(y, "locales"), r.lang)) {
        tp_diag(ds, TP_D_CONFIG_INVALID, tp_at(file, y->line, y->col),
                "the locale data of this language can't be read");
        return false;
    }
    add_numbered(a, t, tp_yaml_get(y, "months"), (struct word){.role = ROLE_MONTH, .lang = r.lang});
    r.to = t->words.n;
    if (endings)
        add_case_forms(a, t, r, endings);
    add_beginnings(a, t, r);
    add_numbered(a, t, tp_yaml_get(y, "short_months"),
                 (struct word){.role = ROLE_MONTH, .form = FORM_SHORT, .lang = r.lang});
    add_numbered(a, t, tp_yaml_get(y, "seasons"),
                 (struct word){.role = ROLE_SEASON, .lang = r.lang});
    for (size_t i = 0; i < sizeof word_lists / sizeof *word_lists; i++)
        add_list(a, t, tp_yaml_get(y, word_lists[i].name),
                 (struct word){.role = word_lists[i].role, .lang = r.lang});
    return true;
}

static void add_phrases(struct tp_arena *a, struct phrases *out, const struct tp_yaml *list,
                        int value)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        /* A map gives the value, a list shares one. */
        struct phrase p = {tp_strdup(a, y->key ? y->key : y->value),
                           y->key ? atoi(y->value) : value};
        TP_PUSH(a, out, p);
    }
}

static void add_east(struct tp_arena *a, struct tp_date_tables *t, const struct tp_yaml *east)
{
    const struct tp_yaml *periods = tp_yaml_get(east, "periods");

    add_phrases(a, &t->year, tp_yaml_get(east, "year"), 0);
    add_phrases(a, &t->month, tp_yaml_get(east, "month"), 0);
    add_phrases(a, &t->day, tp_yaml_get(east, "day"), 0);
    add_phrases(a, &t->hour, tp_yaml_get(east, "hour"), 0);
    add_phrases(a, &t->minute, tp_yaml_get(east, "minute"), 0);
    add_phrases(a, &t->second, tp_yaml_get(east, "second"), 0);
    add_phrases(a, &t->half, tp_yaml_get(east, "half"), 0);
    add_phrases(a, &t->range, tp_yaml_get(east, "range"), 0);
    add_phrases(a, &t->this_month, tp_yaml_get(east, "this_month"), 0);
    add_phrases(a, &t->relative, tp_yaml_get(east, "relative_years"), 0);
    add_phrases(a, &t->era, tp_yaml_get(east, "eras"), 0);
    add_phrases(a, &t->period, tp_yaml_get(periods, "am"), PERIOD_AM);
    add_phrases(a, &t->period, tp_yaml_get(periods, "pm"), PERIOD_PM);
    add_phrases(a, &t->period, tp_yaml_get(periods, "noon"), PERIOD_NOON);
    add_phrases(a, &t->period, tp_yaml_get(periods, "night"), PERIOD_NIGHT);
}

struct tp_date_tables *tp_date_tables_new(struct tp_arena *a, struct tp_diags *ds)
{
    static const char name[] = "schemas/dates.yaml";
    const struct tp_resource *r = tp_resource_find(name);
    struct tp_date_tables *t = TP_NEW(a, struct tp_date_tables);
    const struct tp_yaml *top, *langs, *zones;

    if (!r) {
        tp_diag(ds, TP_D_FILE_MISSING, tp_in("teipipe:schemas/dates.yaml"), NULL);
        return NULL;
    }
    top =
        tp_yaml_parse(a, r->data, r->len, "teipipe:schemas/dates.yaml", 1, TP_D_CONFIG_INVALID, ds);
    if (!top)
        return NULL;
    langs = tp_yaml_get(top, "languages");
    zones = tp_yaml_get(top, "zones");
    for (const struct tp_yaml *y = langs ? langs->first : NULL; y; y = y->next)
        if (!add_language(a, t, y, ds))
            return NULL;
    for (const struct tp_yaml *y = zones ? zones->first : NULL; y; y = y->next)
        add_word(a, t,
                 (struct word){.key = tp_strdup(a, y->key),
                               .role = ROLE_ZONE,
                               .value = atoi(y->value),
                               .lang = -1});
    add_east(a, t, tp_yaml_get(top, "east"));
    if (t->words.n)
        qsort(t->words.v, t->words.n, sizeof *t->words.v, by_key);
    return t;
}

int date_lang(const struct tp_date_tables *t, const char *lang)
{
    size_t n = lang ? strcspn(lang, "-_") : 0;

    for (size_t i = 0; n && i < t->langs.n; i++)
        if (strncmp(t->langs.v[i].code, lang, n) == 0 && t->langs.v[i].code[n] == '\0')
            return (int)i;
    return -1;
}

/* How well a word's language fits: 0 the text's own, 1 known everywhere, 2 another's full name (of
 * a month), 3 not at all. */
static int distance(const struct scan *s, const struct word *w)
{
    if (w->lang < 0 || w->lang == s->lang)
        return 0;
    if (s->tables->langs.v[w->lang].everywhere)
        return 1;
    return w->role == ROLE_MONTH && w->form == FORM_FULL ? 2 : 3;
}

/* May the word be meant, as it is written at token I? */
static bool fits(const struct scan *s, size_t i, const struct word *w)
{
    bool stop = i + 1 < s->n && s->t[i + 1].kind == TP_TOK_SIGN && s->t[i + 1].cp == '.' &&
                !s->t[i + 1].spaced;

    if (w->capital && !s->t[i].capital)
        return false;
    if (w->form == FORM_STUB && !stop)
        return false;
    /* One letter is an abbreviation ("с." page) only with its stop. */
    return w->role != ROLE_NOT_AFTER || bytes_of(w->key, 2) || stop;
}

/* The first word with this key or a later one. */
static size_t lower_bound(const struct tp_date_tables *t, const char *key)
{
    size_t low = 0, high = t->words.n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(t->words.v[mid].key, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct word_range date_words(const struct tp_date_tables *t, const char *key)
{
    size_t from = lower_bound(t, key), to = from;

    while (to < t->words.n && strcmp(t->words.v[to].key, key) == 0)
        to++;
    return (struct word_range){(uint32_t)from, (uint32_t)to};
}

bool date_word_is(const struct tp_date_tables *t, const char *key, enum role role)
{
    struct word_range r = date_words(t, key);

    for (uint32_t i = r.from; i < r.to; i++)
        if (t->words.v[i].role == role)
            return true;
    return false;
}

const struct word *date_word(const struct scan *s, size_t i, enum role role)
{
    const struct tp_date_tables *t = s->tables;
    const struct word *best = NULL;
    int best_distance = 3;
    bool clash = false;

    if (i >= s->n)
        return NULL;
    for (uint32_t k = s->words[i].from; k < s->words[i].to; k++) {
        const struct word *w = &t->words.v[k];
        int d = distance(s, w);
        if (w->role != role || !fits(s, i, w) || d > best_distance || d == 3)
            continue;
        clash = d == best_distance && (clash || (best && best->value != w->value));
        if (d < best_distance || !best || w->form < best->form)
            best = w;
        best_distance = d;
    }
    return clash ? NULL : best;
}

size_t date_phrase(const struct scan *s, size_t i, const struct phrases *ps, int *value)
{
    size_t best = 0, best_len = 0;

    if (i >= s->n || s->t[i].kind == TP_TOK_NUMBER)
        return 0;
    for (size_t k = 0; k < ps->n; k++) {
        const char *p = ps->v[k].text;
        size_t len = strlen(p), j = i, done = 0;
        while (j < s->n && done < len) {
            size_t n = s->t[j].end - s->t[j].start;
            if (n > len - done || memcmp(s->text + s->t[j].start, p + done, n) != 0)
                break;
            done += n;
            j++;
        }
        if (done == len && len > best_len) {
            best = j;
            best_len = len;
            *value = ps->v[k].value;
        }
    }
    return best;
}
