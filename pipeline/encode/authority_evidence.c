/* What stands around a surname: first names, initials, titles, other people's names. */
#include "authority_evidence.h"

#include <string.h>

#include "romanise.h"

/* ---- words around names ---- */

bool evidence_is_title(const struct work *w, size_t i)
{
    const struct tp_phrases *p = w->ctx->authority->phrases;

    return p && i < w->items.n && w->items.v[i].kind == TP_TOK_WORD &&
           tp_phrase_is_title(p, w->items.v[i].key);
}

static bool is_opener(const struct work *w, size_t i)
{
    const struct tp_phrases *p = w->ctx->authority->phrases;

    return p && tp_phrase_is_opener(p, w->items.v[i].key);
}

/* Does a name other than a bare surname cover item I? No match is longer than NAME_ITEMS. */
static bool is_covered(const struct work *w, size_t i)
{
    size_t low = 0, high = w->matches.n, from = i >= NAME_ITEMS ? i - NAME_ITEMS + 1 : 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (w->matches.v[mid].first < from)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < w->matches.n && w->matches.v[low].first <= i; low++)
        if (w->matches.v[low].last >= i && w->matches.v[low].strength == STRENGTH_FULL)
            return true;
    return false;
}

/* A capitalised word that isn't known to be no part of a name. */
static bool is_stranger(const struct work *w, size_t i)
{
    const struct tp_item_word *k = &w->items.v[i];

    return k->kind == TP_TOK_WORD && k->capital && !evidence_is_title(w, i) && !is_opener(w, i) &&
           !is_covered(w, i);
}

/* Does a title end before item I, perhaps with a stop ("тов. Рощин", "Amb. Roshchin")? */
static bool is_behind_title(const struct work *w, size_t i)
{
    if (i == 0)
        return false;
    if (i > 1 && w->items.v[i - 1].kind == TP_TOK_SIGN && w->items.v[i - 1].key[0] == '.')
        return w->items.v[i - 1].join == TP_CLOSE && evidence_is_title(w, i - 2);
    return evidence_is_title(w, i - 1);
}

bool evidence_begins(const struct work *w, size_t i)
{
    static const char ends[] = ".!?:;\"";

    if (i == 0)
        return true;
    if (is_behind_title(w, i))
        return false;
    if (w->items.v[i - 1].kind == TP_TOK_SIGN)
        return w->items.v[i - 1].len == 1 && strchr(ends, w->items.v[i - 1].key[0]) != NULL;
    return w->items.v[i - 1].stop && !w->items.v[i - 1].single;
}

/* ---- first names ---- */

/* One letter without a stop is an initial beside another one, or if it is no word by itself. */
static bool is_initial(const struct work *w, size_t i)
{
    const struct tp_item_word *k = &w->items.v[i];

    if (k->kind != TP_TOK_WORD || !k->capital)
        return false;
    if (k->single && !k->stop)
        return !is_opener(w, i) || (i + 1 < w->items.n && k[1].single) || (i > 0 && k[-1].single);
    return k->single || (k->stop && !evidence_is_title(w, i));
}

/* Can the word at I be this first name, or its initial? */
static bool fits_word(const struct work *w, size_t i, const char *key, uint32_t symbol)
{
    const struct tp_item_word *k = &w->items.v[i];

    if (k->kind != TP_TOK_WORD || !k->capital)
        return false;
    if (!is_initial(w, i))
        return scan_is_symbol(w, i, symbol);
    return strncmp(key, k->key, k->len) == 0 || tp_romanised_initial(key, k->key);
}

/* Do N items from FROM fit the person's first names, one by one, each in one spelling or another?
 * FULL: all do; PART: the first do, and behind them are initials that the file knows nothing of. */
static enum strength fits(const struct work *w, size_t from, size_t n, const struct person *person)
{
    size_t i = 0, most = 0;

    for (bool fit = true; i < n && fit; i += fit) {
        fit = false;
        for (const struct given *g = person->given; g; g = g->next) {
            most = g->n > most ? g->n : most;
            fit = fit || (i < g->n && fits_word(w, from + i, g->word[i].key, g->word[i].symbol));
        }
    }
    if (i == n)
        return STRENGTH_FULL;
    /* The second one alone, written out: "Foster Dulles". */
    for (const struct given *g = person->given; g && n == 1 && !is_initial(w, from); g = g->next)
        if (g->n > 1 && w->items.v[from].capital && scan_is_symbol(w, from, g->word[1].symbol))
            return STRENGTH_FULL;
    if (i == 0 || i < most)
        return STRENGTH_SURNAME;
    while (i < n && is_initial(w, from + i) && w->items.v[from + i].stop)
        i++;
    return i == n ? STRENGTH_PART : STRENGTH_SURNAME;
}

/* The most items before the surname that fit; 0: none. */
static size_t fit_before(const struct work *w, const struct match *m, const struct person *person,
                         enum strength *strength)
{
    for (size_t n = m->first < GIVEN ? m->first : GIVEN; n > 0; n--) {
        bool row = true;
        for (size_t i = m->first - n + 1; i <= m->first; i++) /* a line may end between initials */
            row = row && (!w->items.v[i].lined || is_initial(w, i - 1));
        *strength = row ? fits(w, m->first - n, n, person) : STRENGTH_SURNAME;
        if (*strength > STRENGTH_SURNAME)
            return n;
    }
    return 0;
}

/* The most items behind AT that fit and are initials, or all first names. */
static size_t fit_behind(const struct work *w, size_t at, const struct person *person,
                         enum strength *strength)
{
    size_t most = w->items.n - at < GIVEN ? w->items.n - at : GIVEN;

    for (size_t n = most; n > 0; n--) {
        *strength = fits(w, at, n, person);
        if (*strength > STRENGTH_SURNAME)
            return n;
    }
    return 0;
}

/* Is the word at I somebody's name, joined to the one beside it? A line's end divides. */
static bool is_others(const struct work *w, size_t i, const struct tp_item_word *second)
{
    return second->join != TP_APOSTROPHE && second->join != TP_POSSESSIVE && !second->lined &&
           is_stranger(w, i);
}

/* "Т. Рощин": comrade, not an initial, where a sentence begins. */
static bool is_short_title(const struct work *w, size_t i)
{
    if (!w->items.v[i].stop || !evidence_is_title(w, i))
        return false;
    return evidence_begins(w, i) || (w->french && strcmp(w->items.v[i].key, "m") == 0);
}

static bool conflicts_before(const struct work *w, const struct match *m)
{
    size_t i = m->first;
    const struct tp_item_word *before;

    if (i == 0)
        return false;
    before = &w->items.v[i - 1];
    if (before->kind != TP_TOK_WORD || is_short_title(w, i - 1))
        return false;
    if (before->single && before->stop && !w->items.v[i].lined)
        return true;
    if (before->stop && !before->single)
        return false; /* a sentence's end, or a title */
    return is_others(w, i - 1, &w->items.v[i]);
}

/* Initials behind a surname that aren't those of the next one: "Молотов А.Б. ответил". */
static bool are_others_initials(const struct work *w, size_t i)
{
    size_t k = i;

    while (k < w->items.n && w->items.v[k].single && w->items.v[k].stop &&
           (k == i || !w->items.v[k].lined))
        k++;
    return k > i && !w->items.v[i].lined &&
           (k >= w->items.n || w->items.v[k].kind != TP_TOK_WORD || !w->items.v[k].capital);
}

static bool conflicts_behind(const struct work *w, const struct match *m)
{
    size_t i = m->last + 1;
    const struct tp_item_word *last = &w->items.v[m->last];

    if (i >= w->items.n || (last->stop && !last->single))
        return false;
    if (are_others_initials(w, i))
        return true;
    if (w->german)
        return false; /* any noun may stand there */
    /* Headlines in capitals say nothing; then only what stands before counts. */
    if (last->upper && !last->single && !w->items.v[i].single && w->items.v[i].upper)
        return false;
    return is_others(w, i, &w->items.v[i]);
}

/* Initials before the surname of somebody whose first names the file doesn't have. */
static bool take_unknown(const struct work *w, struct match *m)
{
    size_t i = m->first;

    if (w->ctx->authority->persons.v[m->entry].given || i == 0 || w->items.v[i].lined)
        return false;
    while (i > 0 && m->first - i < GIVEN && w->items.v[i - 1].single && w->items.v[i - 1].stop &&
           !is_short_title(w, i - 1))
        i--;
    if (i == m->first)
        return false;
    m->first = (uint32_t)i;
    m->strength = STRENGTH_PART;
    return true;
}

bool evidence_apply(const struct work *w, struct match *m)
{
    const struct person *person = &w->ctx->authority->persons.v[m->entry];
    const struct tp_item_word *last = &w->items.v[m->last];
    size_t n, at = m->last + 1;
    enum strength strength;

    if (w->items.v[m->first].kind != TP_TOK_WORD)
        return true;
    if ((n = fit_before(w, m, person, &strength)) > 0) {
        m->first -= (uint32_t)n;
        m->strength = strength;
        return !conflicts_before(w, m);
    }
    if (take_unknown(w, m))
        return !conflicts_before(w, m);
    if (conflicts_before(w, m))
        return false;
    if (last->stop && !last->single)
        return true;
    if ((n = fit_behind(w, at, person, &strength)) > 0) {
        m->last += (uint32_t)n;
        m->strength = strength;
        m->stop = w->items.v[m->last].stop;
        return true;
    }
    if (at + 1 < w->items.n && w->items.v[at].kind == TP_TOK_SIGN &&
        strcmp(w->items.v[at].key, ",") == 0 && is_initial(w, at + 1) &&
        (n = fit_behind(w, at + 1, person, &strength)) > 0) {
        m->last += (uint32_t)n + 1;
        m->comma = true;
        m->strength = strength;
        m->stop = w->items.v[m->last].stop;
        return true;
    }
    return !conflicts_behind(w, m);
}

bool evidence_stands_alone(const struct work *w, struct match *m)
{
    if (m->first == m->last && w->items.v[m->first].kind == TP_TOK_WORD && take_unknown(w, m))
        return !conflicts_before(w, m);
    return m->first != m->last || w->items.v[m->first].kind != TP_TOK_WORD ||
           (!conflicts_before(w, m) && !conflicts_behind(w, m));
}

/* ---- titles ---- */

/* Does a title stand at item I, in two to four Han characters? */
static bool han_title_at(const struct work *w, size_t i)
{
    char title[4 * 4 + 1];
    size_t n = 0;

    for (size_t k = i; k < w->items.n && k < i + 4 && w->items.v[k].kind == TP_TOK_HAN &&
                       n + w->items.v[k].len < sizeof title;
         k++) {
        memcpy(title + n, w->items.v[k].key, w->items.v[k].len);
        n += w->items.v[k].len;
        title[n] = '\0';
        if (w->ctx->authority->phrases && tp_phrase_is_title(w->ctx->authority->phrases, title))
            return true;
    }
    return false;
}

bool evidence_has_title(const struct work *w, const struct match *m)
{
    if (w->items.v[m->last].kind == TP_TOK_HAN)
        return han_title_at(w, m->last + 1);
    return w->items.v[m->first].join == TP_APART && is_behind_title(w, m->first);
}

bool evidence_has_role(const struct work *w, const struct match *m)
{
    const char *roles = w->ctx->authority->persons.v[m->entry].roles;

    for (size_t k = m->first; roles && k > 0 && m->first - k < 4; k--) {
        const struct tp_item_word *t = &w->items.v[k - 1];
        if (t->kind == TP_TOK_SIGN && t->key[0] == '.' && t->join == TP_CLOSE)
            continue;
        if (t->kind != TP_TOK_WORD)
            break;
        for (const char *p = t->len > 3 ? strstr(roles, t->key) : NULL; p;
             p = strstr(p + 1, t->key))
            if (p[-1] == ' ' && strchr(" ,;.", p[t->len]))
                return true;
    }
    return false;
}

bool evidence_in_place(const struct work *w, const struct match *m)
{
    static const char *const words[] = {"in",   "near", "at",  "from", "в",    "во", "из",  "под",
                                        "dans", "à",    "bei", "aus",  "nach", "im", "von", NULL};

    for (size_t i = 0; m->first > 0 && words[i]; i++)
        if (strcmp(words[i], w->items.v[m->first - 1].key) == 0)
            return true;
    return false;
}
