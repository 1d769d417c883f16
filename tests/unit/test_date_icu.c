/* A property of encode/date.h: whatever date ICU writes, in every style of five languages and in
 * words, is found as a whole and has the value it was made from. */
#include "recognise.h"

#include "guard.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "../../pipeline/encode/date.h"

enum {
    ROOM = 400,
    FIRST_YEAR = 1700,
    LAST_YEAR = 2049,
    STEP = 11 /* days; prime to the week's 7 */
};

struct fixture {
    struct tp_arena *arena;
    const struct tp_date_tables *tables;
    size_t made, failed;
};

/* The ways of writing. PATTERN: ICU's, or a style's where it is empty. */
static const struct way {
    const char *locale, *lang;
    UDateFormatStyle style;
    const char *pattern;
    enum tp_date_order order;
    bool century; /* two figures of the year: the document's date is near */
    bool month;   /* no day */
} ways[] = {
    {"en", "en", UDAT_FULL, "", 0, false, false},
    {"en", "en", UDAT_LONG, "", 0, false, false},
    {"en", "en", UDAT_MEDIUM, "", 0, false, false},
    {"en", "en", UDAT_SHORT, "", TP_ORDER_MDY, true, false},
    {"en_GB", "en", UDAT_FULL, "", 0, false, false},
    {"en_GB", "en", UDAT_LONG, "", 0, false, false},
    {"en_GB", "en", UDAT_MEDIUM, "", 0, false, false},
    {"en_GB", "en", UDAT_SHORT, "", TP_ORDER_DMY, false, false},
    {"en", "en", UDAT_PATTERN, "MMMM y", 0, false, true},
    {"en", "en", UDAT_PATTERN, "EEE, d MMM yy", 0, true, false},
    {"ru", "ru", UDAT_FULL, "", 0, false, false},
    {"ru", "ru", UDAT_LONG, "", 0, false, false},
    {"ru", "ru", UDAT_MEDIUM, "", 0, false, false},
    {"ru", "ru", UDAT_SHORT, "", TP_ORDER_DMY, false, false},
    {"ru", "ru", UDAT_PATTERN, "LLLL y 'г'.", 0, false, true},
    {"ru", "ru", UDAT_PATTERN, "d.M.yy 'г'.", 0, true, false},
    {"fr", "fr", UDAT_FULL, "", 0, false, false},
    {"fr", "fr", UDAT_LONG, "", 0, false, false},
    {"fr", "fr", UDAT_MEDIUM, "", 0, false, false},
    {"fr", "fr", UDAT_SHORT, "", TP_ORDER_DMY, false, false},
    {"fr", "fr", UDAT_PATTERN, "MMMM y", 0, false, true},
    {"de", "de", UDAT_FULL, "", 0, false, false},
    {"de", "de", UDAT_LONG, "", 0, false, false},
    {"de", "de", UDAT_MEDIUM, "", 0, false, false},
    {"de", "de", UDAT_SHORT, "", TP_ORDER_DMY, true, false},
    {"de", "de", UDAT_PATTERN, "MMMM y", 0, false, true},
    {"zh", "zh", UDAT_FULL, "", 0, false, false},
    {"zh", "zh", UDAT_LONG, "", 0, false, false},
    {"zh", "zh", UDAT_MEDIUM, "", 0, false, false},
    {"zh", "zh", UDAT_SHORT, "", 0, false, false},
    {"zh_Hant", "zh", UDAT_FULL, "", 0, false, false},
    {"zh@numbers=hanidec", "zh", UDAT_LONG, "", 0, false, false},
    {"zh@numbers=hans", "zh", UDAT_LONG, "", 0, false, false},
    {"zh", "zh", UDAT_PATTERN, "y年M月", 0, false, true},
    {"es", "es", UDAT_LONG, "", 0, false, false},
    {"it", "it", UDAT_LONG, "", 0, false, false},
    {"pl", "pl", UDAT_LONG, "", 0, false, false},
    {"cs", "cs", UDAT_LONG, "", 0, false, false},
    {"uk", "uk", UDAT_LONG, "", 0, false, false},
    {"en", "en", UDAT_PATTERN, "yyyy-MM-dd", 0, false, false},
};

static UDateFormat *open_format(const struct way *w)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar pattern[ROOM];
    int32_t n = 0;
    static const UChar utc[] = {'U', 'T', 'C', 0};
    UDateFormat *f;

    u_strFromUTF8(pattern, ROOM, &n, w->pattern, -1, &err);
    f = udat_open(w->style == UDAT_PATTERN ? UDAT_PATTERN : UDAT_NONE, w->style, w->locale, utc, -1,
                  pattern, n, &err);
    assert_true(U_SUCCESS(err));
    return f;
}

/* Is TEXT one date as a whole, with this value? */
static void expect(struct fixture *f, const struct tp_date_context *ctx, const char *text,
                   const char *lang, const char *value, const char *way)
{
    struct tp_dates found = {0};
    size_t len = strlen(text);
    bool ok;

    tp_dates_scan(f->arena, ctx, text, (uint32_t)len, lang, &found);
    ok = found.n == 1 && found.v[0].when && strcmp(found.v[0].when, value) == 0 &&
         found.v[0].start == 0 && found.v[0].fault == TP_DATE_SOUND &&
         (found.v[0].end == len || (found.v[0].end == len - 1 && text[len - 1] == '.'));
    f->made++;
    if (!ok && f->failed++ < 10)
        print_error("%s: \"%s\" should be %s, is %s\n", way, text, value,
                    found.n && found.v[0].when ? found.v[0].when : "none");
}

static void styles(struct fixture *f)
{
    UErrorCode err = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(NULL, 0, "en@calendar=gregorian", UCAL_GREGORIAN, &err);

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        UDateFormat *format = open_format(&ways[i]);
        struct tp_mark mark = tp_arena_mark(f->arena);
        for (int day = (int)i; day < (LAST_YEAR - FIRST_YEAR + 1) * 365; day += STEP) {
            /* Days from 1 January 1700 to 1970: 98616 of them. */
            UDate when = ((double)day - 98616) * 86400000.0;
            struct tp_date_context ctx = {.tables = f->tables, .order = ways[i].order};
            UChar text[ROOM];
            char utf8[ROOM * 3], value[40];
            int32_t n = udat_format(format, when, text, ROOM, NULL, &err);
            int year, month, date;
            u_strToUTF8(utf8, (int32_t)sizeof utf8, NULL, text, n, &err);
            ucal_setMillis(calendar, when, &err);
            year = ucal_get(calendar, UCAL_YEAR, &err);
            month = ucal_get(calendar, UCAL_MONTH, &err) + 1;
            date = ucal_get(calendar, UCAL_DATE, &err);
            assert_true(U_SUCCESS(err));
            (void)snprintf(value, sizeof value, ways[i].month ? "%04d-%02d" : "%04d-%02d-%02d",
                           year, month, date);
            if (ways[i].century)
                ctx.reference = (struct tp_day){year, 6, 15};
            expect(f, &ctx, utf8, ways[i].lang, value, ways[i].locale);
            tp_arena_release(f->arena, mark);
        }
        udat_close(format);
    }
    ucal_close(calendar);
}

/* Years, and days of a month, in words. */
static const struct spelling {
    const char *lang, *years, *days, *format; /* with the day, then the year */
} spellings[] = {
    {"en", "%spellout-numbering-year", "%spellout-ordinal", "the %s of May, %s"},
    {"en", "%spellout-cardinal-verbose", "%spellout-ordinal", "%s day of May %s"},
    {"ru", "%spellout-numbering-year", "%spellout-ordinal-neuter-genitive", "%s мая %s года"},
    {"ru", "%spellout-ordinal-masculine-genitive", "%spellout-ordinal-neuter", "%s мая %s года"},
    {"fr", "%spellout-numbering-year", "%spellout-cardinal-masculine", "le %s mai %s"},
    {"fr", "%spellout-cardinal-masculine", "%spellout-cardinal-masculine", "le %s mai %s"},
    {"de", "%spellout-numbering-year", "%spellout-ordinal-n", "am %s Mai %s"},
};

static const char *spell(struct fixture *f, const struct spelling *s, const char *rules, int n)
{
    UErrorCode err = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, s->lang, NULL, &err);
    UChar name[ROOM], text[ROOM];
    char *utf8 = tp_alloc(f->arena, (size_t)ROOM * 3);
    int32_t len = 0;

    u_strFromUTF8(name, ROOM, &len, rules, -1, &err);
    unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, len, &err);
    len = unum_format(format, n, text, ROOM, NULL, &err);
    u_strToUTF8(utf8, ROOM * 3, NULL, text, len, &err);
    assert_true(U_SUCCESS(err));
    unum_close(format);
    return utf8;
}

static void words(struct fixture *f)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const struct spelling *s = &spellings[i];
        for (int year = FIRST_YEAR + 1; year < LAST_YEAR; year += 3) {
            struct tp_mark mark = tp_arena_mark(f->arena);
            struct tp_date_context ctx = {.tables = f->tables};
            int day = year % 31 + 1;
            const char *d = spell(f, s, s->days, day), *y = spell(f, s, s->years, year);
            struct tp_buf text = tp_buf_new(f->arena);
            struct tp_dates found = {0};
            char value[20];
            /* ICU spells "1900" in Russian without an ordinal's ending, and 2000 in its own way. */
            if (year % 100 == 0)
                continue;
            for (const char *p = s->format, *next; (next = strstr(p, "%s")) != NULL; p = next + 2)
                tp_buf_fmt(&text, "%.*s%s", (int)(next - p), p, p == s->format ? d : y);
            (void)snprintf(value, sizeof value, "%04d-05-%02d", year, day);
            tp_dates_scan(f->arena, &ctx, text.p, (uint32_t)text.len, s->lang, &found);
            f->made++;
            if ((found.n != 1 || !found.v[0].when || strcmp(found.v[0].when, value) != 0 ||
                 found.v[0].end != text.len) &&
                f->failed++ < 10)
                print_error("%s: \"%s\" should be %s, is %s\n", s->lang, text.p, value,
                            found.n && found.v[0].when ? found.v[0].when : "none");
            tp_arena_release(f->arena, mark);
        }
    }
}

static struct fixture fixture_in(struct tp_arena *a)
{
    struct fixture f = {.arena = a, .tables = tp_date_tables_new(a, tp_diags_new(a, 0))};

    assert_non_null(f.tables);
    return f;
}

static void all_read(const struct fixture *f)
{
    print_message("%zu dates written, %zu not read as they were\n", f->made, f->failed);
    assert_int_equal(f->failed, 0);
    assert_true(f->made > 1000 / 2);
}

static void all_styles(struct fixture *f)
{
    styles(f);
    all_read(f);
}

static void all_words(struct fixture *f)
{
    words(f);
    all_read(f);
}

WITH_FIXTURE(all_styles)
WITH_FIXTURE(all_words)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_styles),
        cmocka_unit_test(test_all_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
