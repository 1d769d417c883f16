/* Numbers in words: the words from the rules by which ICU spells numbers, the sums here. */
#include <string.h>

#include "date_impl.h"
#include "spelled.h"

/* One number as it is spelled: its word, or of a hundred and a thousand the last ("one hundred"),
 * also of a compound that has soft hyphens ("ein-hundert"). */
static void add_number(struct tp_arena *a, struct tp_date_tables *t, const char *spelled, int n,
                       struct word w)
{
    size_t len = strlen(spelled);
    struct tp_tokens words = tp_tokenize(a, spelled, (uint32_t)len);
    const char *last = spelled;

    w.value = n == 2000 ? 1000 : n;
    if (words.n == 1 && words.v[0].kind == TP_TOK_WORD && n != 2000) {
        w.key = words.v[0].key;
        date_add_word(a, t, w);
    }
    if (n != 100 && n != 1000 && n != 2000)
        return;
    for (const char *p = spelled; (p = strstr(p, "\xC2\xAD")) != NULL; last = p)
        p += 2;
    if (words.n > 1 && words.v[words.n - 1].kind == TP_TOK_WORD)
        w.key = words.v[words.n - 1].key;
    else if (last > spelled)
        w.key = tp_fold(a, last, strlen(last));
    else
        return;
    date_add_word(a, t, w);
}

static bool add_rules(struct tp_arena *a, struct tp_date_tables *t, const char *locale,
                      const char *rules, int lang, bool day)
{
    const struct tp_spelled *s = NULL;

    for (size_t i = 0; i < tp_n_spelled && !s; i++)
        if (strcmp(tp_spelled[i].locale, locale) == 0 && strcmp(tp_spelled[i].rules, rules) == 0)
            s = &tp_spelled[i];
    for (int i = 0; s && i < TP_SPELLED; i++) {
        struct word w = {.role = ROLE_NUMBER, .lang = lang};
        int n = tp_spelled_numbers[i];
        if (day && n > 30)
            break;
        add_number(a, t, s->words[i], n, w);
        w.role = ROLE_DAY;
        if (day)
            add_number(a, t, s->words[i], n, w);
    }
    return s != NULL;
}

bool date_add_spelled(struct tp_arena *a, struct tp_date_tables *t, const char *locale,
                      const struct tp_yaml *numbers, const struct tp_yaml *days, int lang)
{
    bool ok = true;

    for (const struct tp_yaml *r = numbers ? numbers->first : NULL; r && ok; r = r->next)
        ok = add_rules(a, t, locale, r->value, lang, false);
    for (const struct tp_yaml *r = days ? days->first : NULL; r && ok; r = r->next)
        ok = add_rules(a, t, locale, r->value, lang, true);
    return ok;
}

/* A number being put together. */
struct sum {
    int total;   /* thousands */
    int group;   /* below a thousand, or hundreds above it ("nineteen hundred") */
    bool joined; /* a word of "and" stood before */
    bool oh;     /* "nineteen oh" */
};

/* Add a word's worth; false when it can't belong to the number. */
static bool add_value(struct sum *s, int v)
{
    int low = s->group % 100;

    if (v == 1000) {
        if (s->total || s->group > 9)
            return false;
        s->total = (s->group ? s->group : 1) * 1000;
        s->group = 0;
    } else if (v == 100) {
        if (s->group > 99)
            return false;
        s->group = (s->group ? s->group : 1) * 100;
    } else if (v > 100) {
        if (s->group)
            return false;
        s->group = v;
    } else if (v == 0) {
        if (s->group < 10 || s->group > 20 || s->total)
            return false;
        s->group *= 100;
        s->oh = true;
    } else if (v == 20 && low == 4 && !s->joined) {
        s->group += 76; /* quatre-vingt */
    } else if (s->group == 0 || (low == 0 && s->group >= 100) ||
               (v < 10 && low >= 20 && low % 10 == 0) ||
               (v >= 10 && v < 20 && (low == 60 || low == 80)) || (low == 10 && v >= 7 && v < 10)) {
        s->group += v;
    } else if (s->joined && v >= 20 && v % 10 == 0 && low > 0 && low < 10) {
        s->group += v; /* einundzwanzig */
    } else if (v >= 10 && s->group >= 10 && s->group <= 20 && s->total == 0) {
        s->group = s->group * 100 + v; /* nineteen fifty */
    } else {
        return false;
    }
    return true;
}

/* What a piece of a compound is worth; -1: no number, -2: a word of "and". */
static int piece_value(const struct scan *s, const char *p, size_t n, bool day, bool *is_day)
{
    const struct slot *slot = date_slot(s->tables, p, n);
    int value = -1;

    *is_day = false;
    for (uint32_t k = slot ? slot->from : 0; slot && k < slot->to; k++) {
        const struct word *w = &s->tables->words.v[k];
        if (w->lang < 0 || !s->tables->langs.v[w->lang].compound || w->more)
            continue;
        if (w->role == ROLE_AND && value < 0)
            value = -2;
        if (w->role == ROLE_NUMBER)
            value = w->value;
        *is_day = *is_day || (day && w->role == ROLE_DAY);
    }
    return value;
}

/* A number in one word of several: "neunzehnhundertfünfzig". */
static bool compound(const struct scan *s, size_t i, bool day, int *value)
{
    enum { LONGEST = 80 };
    const char *key = s->t[i].key;
    size_t len = strlen(key), at = 0;
    struct sum sum = {0};
    bool is_day = false;

    if (len < 6 || len > LONGEST || s->lang < 0 || !s->tables->langs.v[s->lang].compound)
        return false;
    while (at < len) {
        size_t n = len - at;
        int v = -1;
        for (; n >= 3 && v == -1; n--)
            v = piece_value(s, key + at, n, day, &is_day);
        n++;
        if (v == -1 || (v >= 0 && !add_value(&sum, v)))
            return false;
        sum.joined = v == -2;
        at += n;
    }
    *value = sum.total + sum.group;
    return *value > 0 && (!day || is_day);
}

size_t date_spelled(const struct scan *s, size_t i, bool day, int *value)
{
    const roles_t words = ROLE_BIT(ROLE_NUMBER);
    struct sum sum = {0};
    size_t j = i, end = 0;
    bool is_day = false;

    if (i >= s->n || s->t[i].kind != TP_TOK_WORD)
        return 0;
    while (date_any(s, j, words)) {
        const struct word *w = date_word(s, j, ROLE_NUMBER);
        if (!w || !add_value(&sum, w->value))
            break;
        is_day = date_word(s, j, ROLE_DAY) != NULL;
        end = ++j;
        sum.joined = false;
        if (date_sign(s, j, '-') && !s->t[j].spaced)
            j++;
        if (date_word(s, j, ROLE_AND)) {
            size_t next = date_sign(s, j + 1, '-') ? j + 2 : j + 1;
            if (date_any(s, next, words)) {
                sum.joined = true;
                j = next;
            }
        }
    }
    if (end == 0)
        return compound(s, i, day, value) ? i + 1 : 0;
    *value = sum.total + sum.group;
    return day && !is_day ? 0 : end;
}

/* Bytes of the key without its last two characters, which tell the gender. */
static size_t stem_of(const char *key)
{
    size_t n = strlen(key);

    for (int i = 0; i < 2 && n; i++)
        do
            n--;
        while (n && ((unsigned char)key[n] & 0xC0) == 0x80);
    return n;
}

int tp_dates_ordinal(struct tp_arena *a, const struct tp_date_tables *tables, struct tp_slice word)
{
    enum { SHORTEST = 4 }; /* bytes of a stem that tells something */
    const char *key = tp_fold(a, word.p, word.len);
    size_t stem = stem_of(key);
    int alike = 0;

    if (!word.len || word.len > 60 || (*key >= '0' && *key <= '9') || strlen(key) < SHORTEST - 1)
        return 0;
    for (size_t i = 0; i < tables->words.n; i++) {
        const struct word *w = &tables->words.v[i];
        size_t own;
        if ((w->role != ROLE_NUMBER && w->role != ROLE_DAY) || w->more || w->value < 1)
            continue;
        if (strcmp(w->key, key) == 0)
            return w->value;
        own = stem_of(w->key);
        if ((own == stem && stem >= SHORTEST && memcmp(w->key, key, own) == 0) ||
            (strlen(w->key) > SHORTEST && strncmp(key, w->key, strlen(w->key)) == 0 &&
             strlen(key) - strlen(w->key) <= 2))
            alike = w->value;
    }
    return alike;
}
