/* Tests of encode/authority.h and what is behind it: tests/encode/recognise/authority.tsv, and the
 * rest. */
#include "recognise.h"

#include "guard.h"

#include "../../pipeline/encode/authority.h"
#include "../../pipeline/encode/brackets.h"
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "../../pipeline/base/utf8.h"
#include "../../pipeline/encode/declension.h"
#include "../../pipeline/encode/romanise.h"

struct fixture {
    struct tp_arena *arena;
    struct tp_phrases *phrases;
    struct tp_authority *authority;
};

/* The blocks of a row's document are divided by "||"; the annotations of all in a row. */
static char *row_result(struct tp_arena *a, const struct row *row, void *fixture)
{
    const struct fixture *f = fixture;
    struct tp_names_context ctx = {.authority = f->authority,
                                   .named = tp_named_new(a, f->authority)};
    struct tp_buf out = tp_buf_new(a);

    for (const char *p = row->column[0]; p;) {
        const char *end = strstr(p, "||");
        size_t n = end ? (size_t)(end - p) : strlen(p);
        struct tp_annos annos = {0};
        tp_names_pass(a, &ctx, p, (uint32_t)n, NULL, NULL, &annos);
        tp_buf_fmt(&out, "%s%s", out.len ? " || " : "", annos_text(a, p, &annos));
        p = end ? end + 2 : NULL;
    }
    return out.p;
}

static void table(struct fixture *f)
{
    run_table(f->arena, "tests/encode/recognise/authority.tsv", 1, row_result, f);
}

static void loading(struct fixture *f)
{
    struct tp_diags *ds = tp_diags_new(f->arena, 0);
    struct tp_authority_file missing = {"tests/unit/data/no-such-file.xml", "x"};

    assert_int_equal(tp_authority_count(f->authority), 15);
    assert_null(tp_authority_new(f->arena, &missing, 1, f->phrases, ds));
    assert_int_equal(ds->errors, 1);
}

static void nobody(struct fixture *f)
{
    struct tp_diags *ds = tp_diags_new(f->arena, 0);
    struct tp_authority *none = tp_authority_new(f->arena, NULL, 0, NULL, ds);
    struct tp_names_context ctx = {.authority = none, .named = tp_named_new(f->arena, none)};
    struct tp_annos annos = {0};

    tp_names_pass(f->arena, &ctx, "Mao", 3, NULL, "en", &annos);
    assert_int_equal(annos.n, 0);
    assert_null(tp_names_find(f->arena, &ctx, "Mao", 3));
}

static const char *find(struct fixture *f, const char *text)
{
    struct tp_names_context ctx = {.authority = f->authority,
                                   .named = tp_named_new(f->arena, f->authority)};
    const struct tp_name_entry *e = tp_names_find(f->arena, &ctx, text, (uint32_t)strlen(text));

    return e ? e->ref : "-";
}

static void whole_texts(struct fixture *f)
{
    assert_string_equal(find(f, "Mao Zedong"), "a.xml#mao-zedong");
    assert_string_equal(find(f, "Cde. Mao Zedong:"), "a.xml#mao-zedong");
    assert_string_equal(find(f, "Товарищу МАО ЦЗЭДУНУ."), "a.xml#mao-zedong");
    assert_string_equal(find(f, "Comrade [Liu] Shaoqi"), "a.xml#liu-shaoqi");
    assert_string_equal(find(f, "N. Roshchin"), "a.xml#roshchin");
    assert_string_equal(find(f, "毛泽东"), "a.xml#mao-zedong");
    assert_string_equal(find(f, "Mao Zedong in Moscow"), "-");
    assert_string_equal(find(f, "Mao"), "-");
    assert_string_equal(find(f, "Comrade"), "-");
    assert_string_equal(find(f, ""), "-");
}

static bool gloss(struct fixture *f, const char *before, const char *inside)
{
    struct tp_names_context ctx = {.authority = f->authority,
                                   .named = tp_named_new(f->arena, f->authority)};

    return tp_names_gloss(&ctx, (struct tp_slice){before, strlen(before)},
                          (struct tp_slice){inside, strlen(inside)}, "en");
}

static void glosses(struct fixture *f)
{
    assert_true(gloss(f, "Cable No. 4277, Filippov", "Stalin"));
    assert_true(gloss(f, "Chou En-lai", "Zhou Enlai"));
    assert_false(gloss(f, "Mao", "Zedong"));
    assert_false(gloss(f, "Zhou", "Enlai"));
    assert_false(gloss(f, "Filippov", "Zhou Enlai"));
    assert_false(gloss(f, "", ""));
}

struct wanted {
    const char *form;
    bool found;
};

static void is_form(void *arg, const char *form, size_t len)
{
    struct wanted *w = arg;

    assert_int_equal(strlen(form), len);
    w->found = w->found || strcmp(form, w->form) == 0;
}

static bool declines(const char *name, bool person, const char *form)
{
    struct wanted w = {form, false};

    tp_decline(name, person, is_form, &w);
    return w.found;
}

static void declension(struct fixture *f)
{
    static const char *const persons[][8] = {
        {"рощин", "рощина", "рощину", "рощиным", "рощине"},
        {"молотов", "молотова", "молотовым"},
        {"вышинский", "вышинского", "вышинскому", "вышинским", "вышинском"},
        {"берия", "берии", "берию", "берией"},
        {"сергей", "сергея", "сергею", "сергеем", "сергее"},
        {"юрий", "юрия", "юрию", "юрием", "юрии"},
        {"горький", "горького", "горькому", "горьким"},
        {"ильич", "ильича", "ильичем", "ильичом"},
        {"громыко", "громыко"},
        {"никита", "никиты", "никите", "никиту", "никитой"},
        {"крупская", "крупской", "крупскую"},
        {"павел", "павла", "павлом"},
        {"чэнь", "чэня", "чэнем"},
        {"эньлай", "эньлая", "эньлаем"},
        {"цзэдун", "цзэдуна", "цзэдуном"},
        {"игорь", "игоря", "игорем"},
    };
    static const char *const things[][8] = {
        {"москва", "москвы", "москве", "москву", "москвой"},
        {"корея", "кореи", "корее", "корею", "кореей"},
        {"пекин", "пекина", "пекине", "пекином"},
        {"штаты", "штатов", "штатам", "штатах"},
        {"соединенные", "соединенных", "соединенными"},
        {"правительство", "правительства", "правительством"},
        {"соглашение", "соглашения", "соглашении", "соглашением"},
        {"сибирь", "сибири", "сибирью"},
        {"донец", "донца"},
    };

    (void)f;
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        for (size_t k = 1; k < 8 && persons[i][k]; k++)
            assert_true(declines(persons[i][0], true, persons[i][k]));
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        for (size_t k = 1; k < 8 && things[i][k]; k++)
            assert_true(declines(things[i][0], false, things[i][k]));
    assert_false(declines("мао", true, "мая"));
    assert_false(declines("рощин", true, "рощинский"));
    assert_false(declines("молотов", true, "молотовы"));
    assert_false(declines("китай", false, "китайский"));
    assert_false(declines("громыко", true, "громыки"));
    assert_false(declines("stalin", true, "stalina"));
}

/* What is said of ICU's rules is what ICU does. */
static void transliterated(UTransliterator *t, const char *from, char *out, int32_t room)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[200];
    int32_t n, limit;

    u_strFromUTF8(text, 200, &n, from, -1, &status);
    limit = n;
    utrans_transUChars(t, text, &n, 200, 0, &limit, &status);
    u_strToUTF8(out, room, NULL, text, n, &status);
    assert_true(U_SUCCESS(status));
}

static void as_icu(struct fixture *f)
{
    static const char *const words[] = {"рощин",   "вышинский", "ежов",     "алексеев",
                                        "хрущев",  "цк",        "щербаков", "юрий",
                                        "яковлев", "эренбург",  "жуков"};
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *bgn =
        utrans_openU(u"Russian-Latin/BGN", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    UTransliterator *ascii =
        utrans_openU(u"Latin-ASCII", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    char out[300], one[8];

    assert_true(U_SUCCESS(status));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        transliterated(bgn, words[i], out, sizeof out);
        assert_string_equal(tp_romanised(f->arena, words[i]), out);
    }
    for (uint32_t cp = 0xDF; cp < 0x180; cp++) {
        if (!u_islower((UChar32)cp) || cp == 0x138 || cp == 0x140 || cp == 0x149 || cp == 0x14B ||
            cp == 0x17F)
            continue; /* folded into two characters, or in no name */
        one[tp_utf8_encode(cp, one)] = '\0';
        transliterated(ascii, one, out, sizeof out);
        assert_string_equal(tp_without_marks(f->arena, tp_fold(f->arena, one, strlen(one))), out);
    }
    utrans_close(bgn);
    utrans_close(ascii);
}

static void syllables(struct fixture *f)
{
    size_t cut[2];

    (void)f;
    assert_int_equal(tp_pinyin_cuts("zedong", cut), 1);
    assert_int_equal(cut[0], 2);
    assert_int_equal(tp_pinyin_cuts("shaoqi", cut), 1);
    assert_int_equal(cut[0], 4);
    assert_int_equal(tp_pinyin_cuts("enlai", cut), 1);
    assert_int_equal(tp_pinyin_cuts("jiang", cut), 0);
    assert_int_equal(tp_pinyin_cuts("stalin", cut), 0);
    assert_int_equal(tp_pinyin_cuts("", cut), 0);
}

static void garbage(struct fixture *f)
{
    static const char alphabet[] = "Mao Zedong [Liu] N. V. Roshchin-'\xE6\xAF\x9B\xE4\xB8\x9C .,";
    struct tp_names_context ctx = {.authority = f->authority,
                                   .named = tp_named_new(f->arena, f->authority)};
    char text[500];

    for (uint32_t seed = 1; seed < 300; seed++) {
        struct tp_annos annos = {0};
        uint32_t n = seed + 100;
        noise(text, n, seed, alphabet, sizeof alphabet - 1);
        tp_names_pass(f->arena, &ctx, text, n, NULL, NULL, &annos);
        for (size_t i = 0; i < annos.n; i++)
            assert_true(annos.v[i].start < annos.v[i].end && annos.v[i].end <= n);
    }
}

static struct fixture fixture_in(struct tp_arena *a)
{
    static const struct tp_authority_file file = {"tests/unit/data/authority.xml", "a.xml"};
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct fixture f = {.arena = a, .phrases = tp_phrases_new(a, NULL, ds)};

    f.authority = tp_authority_new(a, &file, 1, f.phrases, ds);
    assert_non_null(f.authority);
    assert_int_equal(ds->warnings, 1);
    assert_int_equal(ds->first->code, TP_D_AUTHORITY_ID);
    return f;
}

WITH_FIXTURE(table)
WITH_FIXTURE(loading)
WITH_FIXTURE(nobody)
WITH_FIXTURE(whole_texts)
WITH_FIXTURE(glosses)
WITH_FIXTURE(declension)
WITH_FIXTURE(as_icu)
WITH_FIXTURE(syllables)
WITH_FIXTURE(garbage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),     cmocka_unit_test(test_loading),
        cmocka_unit_test(test_nobody),    cmocka_unit_test(test_whole_texts),
        cmocka_unit_test(test_glosses),   cmocka_unit_test(test_declension),
        cmocka_unit_test(test_garbage),   cmocka_unit_test(test_as_icu),
        cmocka_unit_test(test_syllables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
