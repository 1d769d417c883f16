/*
 * Property tests of encode/authority.h: random entries, every spelling that is claimed for them,
 * put into random text: exactly that entry is found, exactly there; and near misses are not.
 */
#include "recognise.h"

#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unistd.h>

#include "../../pipeline/base/utf8.h"
#include "../../pipeline/encode/authority.h"
#include "../../pipeline/encode/declension.h"
#include "../../pipeline/encode/lookalike.h"
#include "../../pipeline/encode/romanise.h"

enum { PERSONS = 80, ROUNDS = 4000 };

struct person {
    bool russian;
    const char *surname, *first, *second; /* eastern: the two syllables of the first name */
    const char *wade_surname, *wade_first;
};

struct world {
    struct tp_arena *a;
    struct tp_authority *authority;
    struct person p[PERSONS];
    uint32_t seed;
};

static uint32_t any(struct world *w, uint32_t n)
{
    w->seed = w->seed * 1664525u + 1013904223u;
    return (w->seed >> 8) % n;
}

#define PICK(w, list) (list)[any((w), sizeof(list) / sizeof *(list))]

/* The first letter as a capital. */
static char *capital(struct tp_arena *a, const char *word)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(word, strlen(word), &cp);
    char utf8[4];
    size_t m = tp_utf8_encode((uint32_t)u_toupper((UChar32)cp), utf8);

    return tp_fmt(a, "%.*s%s", (int)m, utf8, word + n);
}

static char *upper(struct tp_arena *a, const char *text)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t cp;
        i += tp_utf8_decode(text + i, len - i, &cp);
        tp_buf_codepoint(&b, (uint32_t)u_toupper((UChar32)cp));
    }
    return b.p;
}

/* ---- entries ---- */

static const char *stem(struct world *w, int number)
{
    static const char *const heads[] = {"бар", "гор", "дем", "зуб", "кор", "луж", "мед", "нос",
                                        "пет", "руд", "сав", "тих", "фед", "чер", "шат", "яким"};
    static const char *const middles[] = {"ак", "ель", "ич", "он", "ух"};

    return tp_fmt(w->a, "%s%s%s", heads[number % 16], middles[number / 16 % 5], PICK(w, middles));
}

static struct person russian(struct world *w, int number)
{
    static const char *const ends[] = {"ов", "ев", "ин", "ский", "енко"};
    static const char *const firsts[] = {"иван",   "сергей", "андрей", "николай", "юрий",
                                         "никита", "павел",  "игорь",  "илья",    "лев"};
    static const char *const seconds[] = {"петрович", "ильич", "андреевич", "савельевич"};

    return (struct person){.russian = true,
                           .surname = tp_fmt(w->a, "%s%s", stem(w, number), PICK(w, ends)),
                           .first = PICK(w, firsts),
                           .second = PICK(w, seconds)};
}

static struct person eastern(struct world *w, int number)
{
    static const char *const initials[] = {"zh", "x", "q", "sh", "l", "g", "d", "t", "j", "b"};
    static const char *const finals[] = {"ang", "ao", "en", "in", "ong", "ui", "un", "ei"};
    struct person p = {.russian = false};

    p.surname = tp_fmt(w->a, "%s%s", initials[number % 10], finals[number / 10 % 8]);
    do {
        p.first = tp_fmt(w->a, "%s%s", PICK(w, initials), PICK(w, finals));
        p.second = tp_fmt(w->a, "%s%s", PICK(w, initials), PICK(w, finals));
    } while (tp_pinyin_cuts(tp_fmt(w->a, "%s%s", p.first, p.second), (size_t[2]){0}) == 0);
    /* No Wade-Giles that a scholar would know, but of its form, and no two the same. */
    p.wade_surname = tp_fmt(w->a, "Ch'%s%c", finals[number % 8], 'a' + number / 8 % 10);
    p.wade_first = tp_fmt(w->a, "K'%s-t'%s", PICK(w, finals), PICK(w, finals));
    return p;
}

static void load(struct world *w)
{
    struct tp_diags *ds = tp_diags_new(w->a, 0);
    struct tp_buf b = tp_buf_new(w->a);
    char path[] = "/tmp/teipipe-names-XXXXXX";
    int fd = mkstemp(path);
    struct tp_authority_file file = {path, "p"};
    struct tp_phrases *phrases = tp_phrases_new(w->a, NULL, ds);

    assert_true(fd >= 0);
    tp_buf_str(&b, "<TEI xmlns='http://www.tei-c.org/ns/1.0'><standOff><listPerson>");
    for (int i = 0; i < PERSONS; i++) {
        const struct person *p = &w->p[i];
        tp_buf_fmt(&b, "<person xml:id='p%d'>", i);
        if (p->russian)
            tp_buf_fmt(&b,
                       "<persName xml:lang='ru'><forename>%s</forename> <forename>%s</forename> "
                       "<surname>%s</surname></persName>",
                       capital(w->a, p->first), capital(w->a, p->second),
                       capital(w->a, p->surname));
        else
            tp_buf_fmt(&b,
                       "<persName xml:lang='zh-Latn-pinyin'><surname>%s</surname> "
                       "<forename>%s%s</forename></persName>"
                       "<persName xml:lang='zh-Latn-wadegile'>%s %s</persName>",
                       capital(w->a, p->surname), capital(w->a, p->first), p->second,
                       p->wade_surname, p->wade_first);
        tp_buf_str(&b, "</person>");
    }
    tp_buf_str(&b, "</listPerson></standOff></TEI>");
    assert_int_equal(write(fd, b.p, b.len), b.len);
    assert_int_equal(close(fd), 0);
    w->authority = tp_authority_new(w->a, &file, 1, phrases, ds);
    assert_int_equal(unlink(path), 0);
    assert_non_null(w->authority);
    assert_int_equal(tp_authority_count(w->authority), PERSONS);
}

/* ---- spellings ---- */

struct forms {
    struct tp_arena *a;
    const char *v[32];
    size_t n;
};

static void keep_form(void *arg, const char *form, size_t len)
{
    struct forms *f = arg;

    if (f->n < 32)
        f->v[f->n++] = tp_strndup(f->a, form, len);
}

/* The word in one of its cases, with a capital. */
static const char *in_case(struct world *w, const char *word)
{
    struct forms f = {.a = w->a};

    tp_decline(word, true, keep_form, &f);
    return capital(w->a, f.v[any(w, (uint32_t)f.n)]);
}

static const char *initial(struct world *w, const char *word)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(capital(w->a, word), strlen(word), &cp);

    return tp_strndup(w->a, capital(w->a, word), n);
}

static const char *russian_spelling(struct world *w, const struct person *p)
{
    const char *s = in_case(w, p->surname), *f = in_case(w, p->first), *o = in_case(w, p->second);
    const char *i = initial(w, p->first), *k = initial(w, p->second);

    switch (any(w, 10)) {
    case 0:
        return tp_fmt(w->a, "%s %s %s", f, o, s);
    case 1:
        return tp_fmt(w->a, "%s %s %s", s, f, o);
    case 2:
        return tp_fmt(w->a, "%s. %s. %s", i, k, s);
    case 3:
        return tp_fmt(w->a, "%s.%s.%s", i, k, s);
    case 4:
        return tp_fmt(w->a, "%s %s.%s.", s, i, k);
    case 5:
        return tp_fmt(w->a, "%s. %s", i, s);
    case 6:
        return tp_fmt(w->a, "%s %s", f, s);
    case 7:
        return tp_fmt(w->a, "%s\n%s %s", f, o, s);
    case 8:
        return tp_fmt(w->a, "%s, %s %s", s, f, o);
    default:
        return tp_fmt(w->a, "%s %s %s", capital(w->a, tp_romanised(w->a, p->first)),
                      capital(w->a, tp_romanised(w->a, p->second)),
                      capital(w->a, tp_romanised(w->a, p->surname)));
    }
}

/* Every apostrophe as another sign, or none. */
static const char *apostrophes(struct world *w, const char *text)
{
    static const char *const signs[] = {"'", "’", "‘", "ʻ", "ʼ", "`", "´", ""};
    const char *sign = PICK(w, signs);
    struct tp_buf b = tp_buf_new(w->a);

    for (const char *p = text; *p; p++)
        if (*p == '\'')
            tp_buf_str(&b, sign);
        else
            tp_buf_char(&b, *p);
    return b.p;
}

static const char *eastern_spelling(struct world *w, const struct person *p)
{
    const char *s = capital(w->a, p->surname), *f = capital(w->a, p->first);
    const char *wade = tp_fmt(w->a, "%s %s", p->wade_surname, p->wade_first);

    switch (any(w, 9)) {
    case 0:
        return tp_fmt(w->a, "%s %s%s", s, f, p->second);
    case 1:
        return tp_fmt(w->a, "%s %s-%s", s, f, p->second);
    case 2:
        return tp_fmt(w->a, "%s %s %s", s, f, capital(w->a, p->second));
    case 3:
        return tp_fmt(w->a, "%s%s %s", f, p->second, s);
    case 4:
        return tp_fmt(w->a, "[%s] %s%s", s, f, p->second);
    case 5:
        return upper(w->a, tp_fmt(w->a, "%s %s-%s", s, f, p->second));
    case 6:
        return tp_fmt(w->a, "%s %s-\n%s", s, f, p->second);
    case 7:
        return apostrophes(w, wade);
    default:
        return upper(w->a, apostrophes(w, wade));
    }
}

static const char *filler(struct world *w)
{
    static const char *const words[] = {"and", "или",  "when", "слово", "thus",
                                        "(",   "said", "12",   ",",     "的"};
    struct tp_buf b = tp_buf_new(w->a);

    for (uint32_t n = any(w, 6); n > 0; n--)
        tp_buf_fmt(&b, "%s ", PICK(w, words));
    return b.p;
}

/* ---- properties ---- */

static struct tp_annos found(struct world *w, const char *text)
{
    struct tp_names_context ctx = {.authority = w->authority,
                                   .named = tp_named_new(w->a, w->authority)};
    struct tp_annos annos = {0};

    tp_names_pass(w->a, &ctx, text, (uint32_t)strlen(text), NULL, &annos);
    return annos;
}

static void is_found(struct world *w, int number)
{
    const struct person *p = &w->p[number];
    const char *name = p->russian ? russian_spelling(w, p) : eastern_spelling(w, p);
    const char *before = filler(w), *behind = filler(w);
    const char *text = tp_fmt(w->a, "%s%s %s", before, name, behind);
    struct tp_annos annos = found(w, text);

    if (annos.n != 1 || annos.v[0].start != strlen(before) ||
        annos.v[0].end != strlen(before) + strlen(name) ||
        strcmp(tp_attr_get(annos.v[0].attrs, "ref"), tp_fmt(w->a, "p#p%d", number)) != 0)
        fail_msg("p%d: \"%s\" gives %s", number, text, annos_text(w->a, text, &annos));
    assert_null(tp_attr_get(annos.v[0].attrs, "cert"));
}

/* A letter more, another's initial, no capital, a plural: nobody. */
static void is_missed(struct world *w, int number)
{
    const struct person *p = &w->p[number];
    const char *s = capital(w->a, p->surname), *text;
    struct tp_annos annos;

    if (p->russian) {
        const char *const misses[] = {tp_fmt(w->a, "Щ. %s", s),
                                      tp_fmt(w->a, "Ъ.Ъ. %s", s),
                                      tp_fmt(w->a, "%s Щ.Щ. сказал", s),
                                      tp_fmt(w->a, "с %sами", s),
                                      tp_fmt(w->a, "Недо%s", p->surname),
                                      tp_fmt(w->a, "Фёкла %s", s),
                                      p->surname};
        text = PICK(w, misses);
    } else {
        const char *const misses[] = {
            tp_fmt(w->a, "%s Xyzzy", s), tp_fmt(w->a, "%sq %s", s, p->first),
            tp_fmt(w->a, "%s %s%sx", s, capital(w->a, p->first), p->second),
            tp_fmt(w->a, "Q%s %s%s", p->surname, p->first, p->second),
            tp_fmt(w->a, "%s %s%s", p->surname, p->first, p->second)};
        text = PICK(w, misses);
    }
    text = tp_fmt(w->a, "%s%s", any(w, 2) ? "then " : "", text);
    annos = found(w, text);
    if (annos.n)
        fail_msg("p%d: \"%s\" gives %s", number, text, annos_text(w->a, text, &annos));
}

static void properties(void *arg)
{
    struct world *w = arg;

    for (int i = 0; i < PERSONS; i++)
        w->p[i] = i % 2 ? russian(w, i) : eastern(w, i);
    load(w);
    for (int i = 0; i < ROUNDS; i++) {
        int number = (int)any(w, PERSONS);
        struct tp_mark mark = tp_arena_mark(w->a);
        is_found(w, number);
        is_missed(w, number);
        tp_arena_release(w->a, mark);
    }
}

static void test_spellings(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 5; seed++) {
        struct world w = {.a = tp_arena_new(0), .seed = seed};
        assert_non_null(w.a);
        assert_true(tp_guard(w.a, properties, &w));
        tp_arena_free(w.a);
    }
}

/* ---- letters that look alike ---- */

static void skeleton(const USpoofChecker *sc, uint32_t cp, char *out)
{
    UErrorCode status = U_ZERO_ERROR;
    char one[5] = {0};

    (void)tp_utf8_encode(cp, one);
    uspoof_getSkeletonUTF8(sc, 0, one, -1, out, 32, &status);
    assert_true(U_SUCCESS(status));
}

static void lookalikes(void *arg)
{
    struct tp_arena *a = arg;
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *sc = uspoof_open(&status);
    size_t pairs = 0;

    assert_true(U_SUCCESS(status));
    for (uint32_t cp = 0x410; cp <= 0x44F; cp++) {
        char one[5] = {0}, x[32] = "", y[32] = "";
        char *latin;
        (void)tp_utf8_encode(cp, one);
        latin = tp_unmixed(a, one, strlen(one), TP_LATIN);
        if (!latin)
            continue;
        pairs++;
        skeleton(sc, cp, x);
        skeleton(sc, (unsigned char)latin[0], y);
        assert_string_equal(x, y);
        assert_string_equal(tp_unmixed(a, latin, 1, TP_CYRILLIC), one);
    }
    assert_true(pairs >= 17);
    uspoof_close(sc);
    assert_true(tp_is_mixed("Mосква", strlen("Mосква")));
    assert_false(tp_is_mixed("Москва", strlen("Москва")));
    assert_string_equal(tp_unmixed(a, "Mосква", strlen("Mосква"), TP_CYRILLIC), "Москва");
    assert_null(tp_unmixed(a, "Mосква", strlen("Mосква"), TP_LATIN));
}

static void test_lookalikes(void **state)
{
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_non_null(a);
    assert_true(tp_guard(a, lookalikes, a));
    tp_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_lookalikes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
