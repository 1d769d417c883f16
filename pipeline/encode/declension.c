#include "declension.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 96, ROOM = LONGEST + 16 };
enum who { PERSONS = 1, THINGS = 2, ALL = 3 };

/* The nominative's ending; of it, how many bytes are cut off; what the cases put there. The first
 * row that fits counts, and those below it as long as each says MORE. */
static const struct type {
    const char *ending;
    unsigned char cut, least; /* LEAST: bytes before the cut that the word must have */
    enum who who;
    bool more;
    const char *cases;
} types[] = {
    /* adjectives */
    {"ский", 4, 2, ALL, false, "ий ого ому им ом"},
    {"цкий", 4, 2, ALL, false, "ий ого ому им ом"},
    {"ний", 4, 4, ALL, true, "его ему им ем"},
    {"кий", 4, 4, ALL, true, "ого ому им ом"},
    {"гий", 4, 4, ALL, true, "ого ому им ом"},
    {"ый", 4, 4, ALL, false, "ого ому ым ом"},
    {"ой", 4, 4, ALL, true, "ого ому ым им ом"},
    {"ая", 4, 4, ALL, false, "ой ую ою"},
    {"яя", 4, 4, ALL, false, "ей юю ею"},
    {"ое", 4, 4, THINGS, false, "ого ому ым им ом"},
    {"ее", 4, 4, THINGS, false, "его ему им ем"},
    {"ые", 4, 4, THINGS, false, "ых ым ыми"},
    {"ие", 4, 4, THINGS, true, "их им ими"},
    /* nouns */
    {"ие", 2, 4, THINGS, false, "я ю ем и"},
    {"ье", 2, 4, THINGS, false, "я ю ем"},
    {"оре", 2, 4, THINGS, false, "я ю ем"},
    {"оле", 2, 4, THINGS, false, "я ю ем"},
    {"тво", 2, 4, ALL, false, "а у ом е"},
    {"ово", 2, 4, THINGS, false, "а у ом е"},
    {"ево", 2, 4, THINGS, false, "а у ом е"},
    {"ино", 2, 4, THINGS, false, "а у ом е"},
    {"ыно", 2, 4, THINGS, false, "а у ом е"},
    {"ий", 2, 2, ALL, false, "я ю ем и"},
    {"й", 2, 4, ALL, false, "я ю ем е"},
    {"ия", 2, 4, ALL, false, "и ю ей ею"},
    {"я", 2, 4, ALL, false, "и е ю ей ею"},
    {"ка", 2, 2, ALL, false, "и е у ой ою"},
    {"га", 2, 2, ALL, false, "и е у ой ою"},
    {"ха", 2, 2, ALL, false, "и е у ой ою"},
    {"жа", 2, 2, ALL, false, "и е у ей ею ой"},
    {"ша", 2, 2, ALL, false, "и е у ей ею ой"},
    {"ча", 2, 2, ALL, false, "и е у ей ею ой"},
    {"ща", 2, 2, ALL, false, "и е у ей ею ой"},
    {"ца", 2, 2, ALL, false, "ы е у ей ею ой"},
    {"а", 2, 4, ALL, false, "ы е у ой ою"},
    {"ь", 2, 4, ALL, false, "я ю ем е и ью"},
    {"ы", 2, 6, THINGS, false, "+ ов ам ами ах"},
    {"и", 2, 6, THINGS, false, "+ ов ей ам ами ах ям ями ях"},
    {"ов", 0, 6, ALL, false, "а у ым ом е"},
    {"ев", 0, 6, ALL, false, "а у ым ом е"},
    {"ин", 0, 6, ALL, false, "а у ым ом е"},
    {"ын", 0, 6, ALL, false, "а у ым ом е"},
    {"аец", 4, 4, ALL, false, "йца йцу йцем йце"},
    {"лец", 4, 4, ALL, false, "ьца ьцу ьцем ьце"},
    {"ец", 4, 4, ALL, false, "ца цу цом цем це"},
    {"ок", 4, 6, ALL, true, "ка ку ком ке"},
    {"ек", 4, 6, ALL, true, "ка ку ком ке"},
};

/* Vowels that come and go in first names that everybody bears. */
static const struct {
    const char *name, *stem;
} fleeting[] = {{"павел", "павл"}, {"лев", "льв"}, {"петр", "петр"}};

static const char vowels[] = "аеиоуыэюя";
static const char hissing[] = "жшчщц";

/* Does the list of two-byte letters hold the last letter of the word? */
static bool ends_in(const char *letters, const char *key, size_t n)
{
    for (const char *p = letters; n >= 2 && *p; p += 2)
        if (memcmp(p, key + n - 2, 2) == 0)
            return true;
    return false;
}

static bool is_cyrillic(const char *key, size_t n)
{
    if (n == 0 || n > LONGEST || n % 2)
        return false;
    for (size_t i = 0; i < n; i += 2)
        if ((unsigned char)key[i] != 0xD0 && (unsigned char)key[i] != 0xD1)
            return false;
    return true;
}

/* The STEM bytes of KEY with each of the endings; "+" is the bare stem. */
static void put_cases(const char *key, size_t stem, const char *cases, tp_case_fn *fn, void *arg)
{
    char form[ROOM];

    memcpy(form, key, stem);
    for (const char *p = cases; *p;) {
        size_t n = strcspn(p, " "), add = *p == '+' ? 0 : n;
        memcpy(form + stem, p, add);
        form[stem + add] = '\0';
        fn(arg, form, stem + add);
        p += n + (p[n] == ' ');
    }
}

bool tp_is_german_adjective(const char *key)
{
    static const char ending[] = "sche";
    size_t n = strlen(key), end = strlen(ending);

    return n > end + 2 && n <= LONGEST && strcmp(key + n - end, ending) == 0;
}

void tp_decline(const char *key, bool person, tp_case_fn *fn, void *arg)
{
    size_t n = strlen(key);

    fn(arg, key, n);
    if (!person && tp_is_german_adjective(key))
        put_cases(key, n, "n r s m", fn, arg);
    if (!is_cyrillic(key, n) || n < 4)
        return;
    for (size_t i = 0; i < sizeof fleeting / sizeof *fleeting; i++)
        if (strcmp(fleeting[i].name, key) == 0) {
            put_cases(fleeting[i].stem, strlen(fleeting[i].stem), "а у ом е", fn, arg);
            return;
        }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct type *t = &types[i];
        size_t e = strlen(t->ending);
        if (n < e || !(t->who & (person ? PERSONS : THINGS)) || n < (size_t)t->cut + t->least ||
            memcmp(key + n - e, t->ending, e) != 0)
            continue;
        put_cases(key, n - t->cut, t->cases, fn, arg);
        if (!t->more)
            return;
    }
    if (!ends_in(vowels, key, n) && !ends_in("йь", key, n))
        put_cases(key, n, ends_in(hissing, key, n) ? "а у ем ом е" : "а у ом е", fn, arg);
}
