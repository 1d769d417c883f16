/* What the tables say of a token: one look into a hash table, made when the scan begins. */
#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "date_impl.h"

static struct east_char *east_place(const struct tp_date_tables *t, uint32_t cp)
{
    size_t i = (cp * 2654435761u) % EAST_CHARS;

    while (t->chars[i].cp && t->chars[i].cp != cp)
        i = (i + 1) % EAST_CHARS;
    return &t->chars[i];
}

static void index_east(struct tp_arena *a, struct tp_date_tables *t)
{
    t->chars = TP_NEW_ARRAY(a, EAST_CHARS, struct east_char);
    for (int kind = 0; kind < EAST_COUNT; kind++)
        for (size_t i = 0; i < t->east[kind].n; i++) {
            const struct phrase *p = &t->east[kind].v[i];
            struct east_char *c;
            uint32_t cp;
            if (tp_utf8_decode(p->text, strlen(p->text), &cp) == 0)
                continue;
            c = east_place(t, cp);
            if (!c->cp) {
                if (++t->n_chars > EAST_CHARS / 2)
                    return; /* the table of a mad editor: the rest is not known */
                c->cp = cp;
                c->digit = -1;
            }
            c->kinds |= 1u << kind;
            if (kind == EAST_DIGIT)
                c->digit = p->value;
        }
}

void date_index(struct tp_arena *a, struct tp_date_tables *t)
{
    for (t->n_slots = 64; t->n_slots < 2 * t->words.n;)
        t->n_slots *= 2;
    t->slots = TP_NEW_ARRAY(a, t->n_slots, struct slot);
    for (size_t i = 0, end; i < t->words.n; i = end) {
        const char *key = t->words.v[i].key;
        struct slot s = {.hash = (uint32_t)tp_hash(key, strlen(key)), .from = (uint32_t)i};
        size_t place = s.hash & (t->n_slots - 1);
        for (end = i; end < t->words.n && strcmp(t->words.v[end].key, key) == 0; end++)
            s.roles |= ROLE_BIT(t->words.v[end].role);
        s.to = (uint32_t)end;
        while (t->slots[place].to > t->slots[place].from)
            place = (place + 1) & (t->n_slots - 1);
        t->slots[place] = s;
    }
    index_east(a, t);
}

const struct slot *date_slot(const struct tp_date_tables *t, const char *key, size_t len)
{
    uint32_t h = (uint32_t)tp_hash(key, len);

    for (size_t i = h & (t->n_slots - 1);; i = (i + 1) & (t->n_slots - 1)) {
        const struct slot *s = &t->slots[i];
        const char *found;
        if (s->from == s->to)
            return NULL;
        if (s->hash != h)
            continue;
        found = t->words.v[s->from].key;
        if (strncmp(found, key, len) == 0 && found[len] == '\0')
            return s;
    }
}

struct known date_known(const struct tp_date_tables *t, const struct tp_token *token)
{
    struct known k = {.digit = -1};

    if (token->kind == TP_TOK_WORD) {
        const struct slot *s = date_slot(t, token->key, strlen(token->key));
        if (s) {
            k.roles = s->roles;
            k.from = s->from;
            k.to = s->to;
        }
    }
    if (token->cp >= 0x80 || (token->kind == TP_TOK_SIGN &&
                              (token->cp == '-' || token->cp == '~' || token->cp == ','))) {
        const struct east_char *c = east_place(t, token->cp);
        if (c->cp) {
            k.east = c->kinds;
            k.digit = c->digit;
        }
    }
    return k;
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

/* Is a day before the name and a full year behind it, or a day and a year behind it, so that a
 * small first letter doesn't matter? "5 may 1950", "january 5, 1950" */
static bool month_between(const struct scan *s, size_t i)
{
    size_t j = i + 1;

    if (date_number(s, j, 1, 2) && date_sign(s, j + 1, ',') && date_is_year(s, j + 2))
        return true;
    if (date_sign(s, j, ',') || date_sign(s, j, '.'))
        j++;
    if (!date_is_year(s, j) || i == 0)
        return false;
    return date_number(s, i - 1, 1, 2) || date_word(s, i - 1, ROLE_LINK) ||
           date_word(s, i - 1, ROLE_ORDINAL);
}

/* May the word be meant, as it is written at token I? */
static bool fits(const struct scan *s, size_t i, const struct word *w)
{
    bool stop = i + 1 < s->n && s->t[i + 1].kind == TP_TOK_SIGN && s->t[i + 1].cp == '.' &&
                !s->t[i + 1].spaced;

    if (w->capital && !s->t[i].capital && !(w->role == ROLE_MONTH && month_between(s, i)))
        return false;
    if (w->form == FORM_STUB && !stop)
        return false;
    /* One letter is an abbreviation ("с." page) only with its stop. */
    return w->role != ROLE_NOT_AFTER || s->t[i].end - s->t[i].start > 2 || stop ||
           (w->key[1] && (unsigned char)w->key[0] < 0x80);
}

const struct word *date_word(const struct scan *s, size_t i, enum role role)
{
    const struct tp_date_tables *t = s->tables;
    const struct word *best = NULL;
    int best_distance = 3;
    bool clash = false;

    if (!date_any(s, i, ROLE_BIT(role)))
        return NULL;
    for (uint32_t k = s->known[i].from; k < s->known[i].to; k++) {
        const struct word *w = &t->words.v[k];
        int d;
        if (w->role != role || w->more)
            continue;
        d = distance(s, w);
        if (d > best_distance || d == 3 || !fits(s, i, w))
            continue;
        clash = d == best_distance && (clash || (best && best->value != w->value));
        if (d < best_distance || !best || w->form < best->form)
            best = w;
        best_distance = d;
    }
    return clash ? NULL : best;
}

/* Do the further words of W stand at token I? Stops between them are looked over. Returns the token
 * behind them, or 0. */
static size_t more_at(const struct scan *s, size_t i, const struct word *w)
{
    bool stops = false;

    for (size_t k = 0; k < w->n_more; k++, i++) {
        if (date_sign(s, i, '.') && !s->t[i].spaced) {
            stops = true;
            i++;
        }
        if (i >= s->n || s->t[i].kind != w->more[k].kind)
            return 0;
        if (w->more[k].kind == TP_TOK_WORD ? strcmp(s->t[i].key, w->more[k].key) != 0
                                           : s->t[i].cp != w->more[k].cp)
            return 0;
    }
    return stops && date_sign(s, i, '.') && !s->t[i].spaced ? i + 1 : i;
}

const struct word *date_words(const struct scan *s, size_t i, enum role role, size_t *end)
{
    const struct word *best = date_word(s, i, role);

    *end = best ? i + 1 : 0;
    if (!date_any(s, i, ROLE_BIT(role)))
        return NULL;
    for (uint32_t k = s->known[i].from; k < s->known[i].to; k++) {
        const struct word *w = &s->tables->words.v[k];
        size_t j;
        if (w->role != role || !w->more || distance(s, w) == 3)
            continue;
        j = more_at(s, i + 1, w);
        if (j > *end) {
            best = w;
            *end = j;
        }
    }
    return best;
}

size_t date_skip(const struct scan *s, size_t i, enum role role)
{
    size_t end;

    return date_words(s, i, role, &end) ? end : i;
}

size_t date_phrase(const struct scan *s, size_t i, enum east kind, int *value)
{
    const struct phrases *ps = &s->tables->east[kind];
    size_t best = 0, best_len = 0;

    if (i >= s->n || !(s->known[i].east & 1u << kind))
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
