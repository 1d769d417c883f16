#include "names.h"

#include <libstemmer.h>
#include <string.h>

#include "../base/buf.h"
#include "../base/utf8.h"
#include "../base/xml.h"

/* ---- items ---- */

static bool is_sign(const struct tp_tokens *t, size_t i, uint32_t cp)
{
    return tp_token_is(t, i, cp);
}

static bool is_word(const struct tp_tokens *t, size_t i)
{
    return i < t->n && t->v[i].kind == TP_TOK_WORD;
}

/* Is the key one letter? */
static bool one_letter(const char *key)
{
    size_t n = strlen(key);
    uint32_t cp;

    return n > 0 && tp_utf8_decode(key, n, &cp) == n;
}

/* How many blanks stand before token I: letter-spaced words have more of them between them. */
static unsigned gap_before(const char *text, const struct tp_tokens *t, size_t i)
{
    unsigned blanks = 0;

    for (uint32_t c = t->v[i - 1].end; c < t->v[i].start; c++)
        blanks += ((unsigned char)text[c] & 0xC0) != 0x80;
    return blanks;
}

/* The token behind a letter-spaced word at I: three or more single capitals, one blank between
 * them; I itself when there is none. */
static size_t spaced_end(const char *text, const struct tp_tokens *t, size_t i)
{
    size_t j = i;

    while (is_word(t, j) && t->v[j].upper && one_letter(t->v[j].key) &&
           (j == i || (t->v[j].spaced && !t->v[j].lined && gap_before(text, t, j) == 1)))
        j++;
    return j - i >= 3 ? j : i;
}

/* A word cut by a hyphen at the end of a line goes on at token I+2. */
static bool cut_word(const struct tp_tokens *t, size_t i)
{
    return is_word(t, i) && is_sign(t, i + 1, '-') && !t->v[i + 1].spaced && is_word(t, i + 2) &&
           t->v[i + 2].lined && !t->v[i + 2].capital;
}

static const char *joined(struct tp_arena *a, const struct tp_tokens *t, size_t from, size_t to)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = from; i < to; i++)
        tp_buf_str(&b, t->v[i].key);
    return b.p;
}

/* The item at token I; sets its end. */
static struct tp_item_word item_at(struct tp_arena *a, const char *text, const struct tp_tokens *t,
                                   size_t i)
{
    const struct tp_token *k = &t->v[i];
    struct tp_item_word w = {.key = k->key,
                             .from = i,
                             .to = i + 1,
                             .kind = k->kind,
                             .capital = k->capital,
                             .upper = k->upper,
                             .lined = k->lined,
                             .glued = !k->spaced};
    size_t end;

    if (k->kind != TP_TOK_WORD) {
        if (k->kind == TP_TOK_SIGN) {
            /* Unified, so that every dash and quote is the same. */
            char utf8[4];
            w.key = tp_strndup(a, utf8, tp_utf8_encode(k->cp, utf8));
        } else {
            w.key = tp_strndup(a, text + k->start, k->end - k->start);
        }
        return w;
    }
    if ((end = spaced_end(text, t, i)) > i) {
        w.key = joined(a, t, i, end);
        w.to = end;
    } else if (cut_word(t, i)) {
        w.key = tp_fmt(a, "%s%s", k->key, t->v[i + 2].key);
        w.to = i + 3;
    } else if (is_sign(t, i + 1, '.') && !t->v[i + 1].spaced && k->capital && strlen(k->key) <= 4 &&
               tp_utf8_count(k->key, strlen(k->key)) <= 2) {
        w.to = i + 2; /* the stop of an initial */
    }
    return w;
}

/* A hyphen or apostrophe between two words, or a bracket: no item. */
static bool is_skipped(const struct tp_tokens *t, size_t i)
{
    if (is_sign(t, i, '[') || is_sign(t, i, ']'))
        return true;
    return i > 0 && (is_sign(t, i, '-') || is_sign(t, i, '\'')) && !t->v[i].spaced &&
           (is_word(t, i - 1) || is_sign(t, i - 1, ']')) && i + 1 < t->n && !t->v[i + 1].spaced &&
           (is_word(t, i + 1) || is_sign(t, i + 1, '['));
}

struct tp_item_words tp_name_items(struct tp_arena *a, const char *text,
                                   const struct tp_tokens *tokens)
{
    struct tp_item_words out = {0};
    bool spaced = false, lined = false;

    for (size_t i = 0; i < tokens->n;) {
        struct tp_item_word w;
        if (is_skipped(tokens, i)) {
            spaced = spaced || tokens->v[i].spaced;
            lined = lined || tokens->v[i].lined;
            i++;
            continue;
        }
        w = item_at(a, text, tokens, i);
        w.lined = w.lined || lined;
        w.glued = w.glued && !spaced;
        spaced = lined = false;
        i = w.to;
        TP_PUSH(a, &out, w);
    }
    return out;
}

/* ---- forms ---- */

struct derive {
    struct tp_arena *arena;
    struct tp_name_forms *out;
};

static void add_form(struct derive *d, const struct tp_item_word *items, size_t n,
                     enum tp_form_kind kind)
{
    struct tp_name_form f = {.n = n < TP_NAME_ITEMS ? n : TP_NAME_ITEMS, .kind = kind};

    if (n == 0)
        return;
    f.items = TP_NEW_ARRAY(d->arena, f.n, struct tp_item_word);
    memcpy(f.items, items, f.n * sizeof *items);
    f.abbreviation = n == 1 && items->upper && items->kind == TP_TOK_WORD &&
                     strlen(items->key) > 1 && tp_utf8_count(items->key, strlen(items->key)) <= 6;
    TP_PUSH(d->arena, d->out, f);
}

/* "USSR" from "U.S.S.R." and the other way round. */
static void add_abbreviations(struct derive *d, const struct tp_item_words *w)
{
    struct tp_item_word letters[TP_NAME_ITEMS],
        whole = {.kind = TP_TOK_WORD, .capital = true, .upper = true};
    struct tp_buf key = tp_buf_new(d->arena);
    size_t n = 0, i;

    for (i = 0; i < w->n && w->v[i].upper && one_letter(w->v[i].key); i++)
        tp_buf_str(&key, w->v[i].key);
    if (i >= 2 && i == w->n) {
        whole.key = key.p;
        add_form(d, &whole, 1, TP_FORM_FULL);
    }
    if (w->n != 1 || !w->v[0].upper || w->v[0].kind != TP_TOK_WORD)
        return;
    for (size_t c = 0, len = strlen(w->v[0].key); c < len && n < 6; n++) {
        uint32_t cp;
        size_t step = tp_utf8_decode(w->v[0].key + c, len - c, &cp);
        letters[n] = w->v[0];
        letters[n].key = tp_strndup(d->arena, w->v[0].key + c, step ? step : 1);
        c += step ? step : 1;
        if (c >= len && n >= 1)
            add_form(d, letters, n + 1, TP_FORM_FULL);
    }
}

/* "Tse-tung": also "Tsetung". T are the tokens that the items come from. */
static void add_closed(struct derive *d, const struct tp_item_words *w, const struct tp_tokens *t)
{
    struct tp_item_word items[TP_NAME_ITEMS];
    size_t n = 0;
    bool any = false;

    for (size_t i = 0; i < w->n && n < TP_NAME_ITEMS; i++) {
        bool hyphen = i > 0 && w->v[i].glued && w->v[i].from == w->v[i - 1].to + 1 &&
                      is_sign(t, w->v[i - 1].to, '-');
        if (!hyphen) {
            items[n++] = w->v[i];
            continue;
        }
        items[n - 1].key = tp_fmt(d->arena, "%s%s", items[n - 1].key, w->v[i].key);
        any = true;
    }
    if (any)
        add_form(d, items, n, TP_FORM_FULL);
}

/* A text's forms as it stands. */
static struct tp_item_words add_plain(struct derive *d, const char *text)
{
    struct tp_tokens t = tp_tokenize(d->arena, text, (uint32_t)strlen(text));
    struct tp_item_words w = tp_name_items(d->arena, text, &t);

    add_form(d, w.v, w.n, TP_FORM_FULL);
    add_closed(d, &w, &t);
    add_abbreviations(d, &w);
    return w;
}

/* A row of items under construction. */
struct row {
    struct tp_item_word v[TP_NAME_ITEMS];
    size_t n;
};

static void put(struct row *r, const struct tp_item_word *items, size_t n)
{
    for (size_t i = 0; i < n && r->n < TP_NAME_ITEMS; i++)
        r->v[r->n++] = items[i];
}

static void add_two(struct derive *d, const struct row *x, const struct row *y, bool comma)
{
    static const struct tp_item_word sign = {.key = ",", .kind = TP_TOK_SIGN};
    struct row r = {.n = 0};

    put(&r, x->v, x->n);
    if (comma)
        put(&r, &sign, 1);
    put(&r, y->v, y->n);
    add_form(d, r.v, r.n, TP_FORM_FULL);
}

/* The initial of a forename; WIDE: romanised Russian writes some letters with two ("Ya.", "Zh.").
 */
static struct tp_item_word initial(struct tp_arena *a, const struct tp_item_word *name, bool wide)
{
    static const char *const pairs[] = {"ya", "yu", "yo", "ye", "zh", "kh",
                                        "ch", "sh", "ts", "ia", "iu"};
    struct tp_item_word w = *name;
    uint32_t cp;
    size_t len = tp_utf8_decode(name->key, strlen(name->key), &cp);

    for (size_t i = 0; wide && i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(name->key, pairs[i], 2) == 0)
            len = 2;
    w.key = tp_strndup(a, name->key, len);
    w.upper = false;
    w.initial = true;
    return w;
}

/* Surname and forenames in all orders and shortenings. */
static void add_person(struct derive *d, const struct row *surname, const struct row *forenames)
{
    struct row initials = {.n = 0}, wide = {.n = 0}, first, one, shorter;

    add_form(d, surname->v, surname->n, TP_FORM_SURNAME);
    if (forenames->n == 0)
        return;
    add_two(d, forenames, surname, false);
    add_two(d, surname, forenames, false);
    add_two(d, surname, forenames, true);
    if (forenames->v[0].kind != TP_TOK_WORD)
        return;
    for (size_t i = 0; i < forenames->n; i++) {
        initials.v[initials.n++] = initial(d->arena, &forenames->v[i], false);
        wide.v[wide.n++] = initial(d->arena, &forenames->v[i], true);
    }
    first = (struct row){.v = {forenames->v[0]}, .n = 1};
    one = (struct row){.v = {initials.v[0]}, .n = 1};
    shorter = (struct row){.v = {wide.v[0]}, .n = 1};
    const struct row *const before[] = {&first, &initials, &wide, &one, &shorter};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (i == 0 && forenames->n == 1)
            continue; /* has been added */
        add_two(d, before[i], surname, false);
        add_two(d, surname, before[i], false);
        add_two(d, surname, before[i], true);
    }
}

/* ---- elements ---- */

/* The node behind N in the tree below ROOT, in document order; NULL at the end. */
static const xmlNode *next_node(const xmlNode *root, const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

char *tp_name_text(struct tp_arena *a, const xmlNode *name)
{
    struct tp_buf b = tp_buf_new(a);
    bool space = false;

    for (const xmlNode *n = name; n; n = next_node(name, n)) {
        if (n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE)
            continue;
        for (const xmlChar *p = n->content; p && *p; p++) {
            if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') {
                space = b.len > 0;
                continue;
            }
            if (space)
                tp_buf_char(&b, ' ');
            space = false;
            tp_buf_char(&b, (char)*p);
        }
    }
    return b.p;
}

static void put_text(struct tp_arena *a, struct row *r, const xmlNode *node)
{
    const char *text = tp_name_text(a, node);
    struct tp_tokens t = tp_tokenize(a, text, (uint32_t)strlen(text));
    struct tp_item_words w = tp_name_items(a, text, &t);

    put(r, w.v, w.n);
}

/* The parts that the file marks; false when it marks no surname. */
static bool marked_parts(struct tp_arena *a, const xmlNode *name, struct row *surname,
                         struct row *forenames)
{
    for (const xmlNode *n = name->children; n; n = n->next) {
        if (tp_is_tei(n, "surname") || tp_is_tei(n, "nameLink"))
            put_text(a, surname, n);
        else if (tp_is_tei(n, "forename") ||
                 (tp_is_tei(n, "addName") && forenames->n && !surname->n))
            put_text(a, forenames, n);
    }
    return surname->n > 0;
}

/* "Рощин, Николай Васильевич": the comma tells the parts. "Николай Васильевич Рощин": so does the
 * patronymic. */
static bool told_parts(const struct tp_item_words *w, struct row *surname, struct row *forenames)
{
    size_t comma = 0;

    for (size_t i = 1; i < w->n && !comma; i++)
        if (w->v[i].kind == TP_TOK_SIGN && strcmp(w->v[i].key, ",") == 0)
            comma = i;
    if (comma && comma + 1 < w->n) {
        put(surname, w->v, comma);
        put(forenames, w->v + comma + 1, w->n - comma - 1);
        return true;
    }
    if (w->n == 3 && w->v[1].kind == TP_TOK_WORD) {
        static const char *const patronymic[] = {"вич", "вна", "ична", "vich", "vna"};
        size_t len = strlen(w->v[1].key);
        for (size_t i = 0; i < sizeof patronymic / sizeof *patronymic; i++) {
            size_t n = strlen(patronymic[i]);
            if (len > n && strcmp(w->v[1].key + len - n, patronymic[i]) == 0) {
                put(surname, w->v + 2, 1);
                put(forenames, w->v, 2);
                return true;
            }
        }
    }
    return false;
}

void tp_name_forms(struct tp_arena *a, const xmlNode *name, bool person, struct tp_name_forms *out)
{
    struct derive d = {a, out};
    struct row surname = {.n = 0}, forenames = {.n = 0};
    struct tp_item_words w = add_plain(&d, tp_name_text(a, name));

    if (person && w.n > 1 &&
        (marked_parts(a, name, &surname, &forenames) || told_parts(&w, &surname, &forenames)))
        add_person(&d, &surname, &forenames);
}

/* ---- words ---- */

static bool is_cyrillic(const char *key)
{
    unsigned char c = (unsigned char)key[0];

    return c >= 0xD0 && c <= 0xD3;
}

const char *tp_name_symbol(struct sb_stemmer *stemmer, const char *key, size_t *len)
{
    const sb_symbol *stem;
    size_t n = strlen(key);

    *len = n;
    if (!is_cyrillic(key) || n > 128)
        return key;
    stem = sb_stemmer_stem(stemmer, (const sb_symbol *)key, (int)n);
    if (!stem)
        return key;
    *len = (size_t)sb_stemmer_length(stemmer);
    return (const char *)stem;
}

/* The endings of Russian nouns and adjectives in the singular, as names of persons and places have
 * them; the nominative's own are marked by standing in the first list as well. */
static const char *const nominative[] = {"",   "а",  "я",  "й",  "ь",  "о",  "е",
                                         "ий", "ый", "ой", "ая", "яя", "ия", "ье"};
static const char *const oblique[] = {
    "",    "а",   "я",   "у",  "ю",  "е",  "и",  "ы",   "ом", "ем", "ой", "ей", "ым", "им", "ого",
    "его", "ому", "ему", "ую", "юю", "ии", "ию", "ией", "ью", "й",  "ь",  "ий", "ый", "ая"};

static bool in_list(const char *s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], s) == 0)
            return true;
    return false;
}

bool tp_name_same(const char *name, const char *word)
{
    size_t n = 0;

    if (strcmp(name, word) == 0)
        return true;
    if (!is_cyrillic(name) || !is_cyrillic(word))
        return false;
    while (name[n] && name[n] == word[n])
        n++;
    /* The stem may be shorter than what is common: вышинск-ий, вышинск-им. At least three letters
     * of it must remain: "Мао" isn't "мая". */
    for (; n >= 6; n--)
        if (((unsigned char)name[n] & 0xC0) != 0x80 && ((unsigned char)word[n] & 0xC0) != 0x80 &&
            in_list(name + n, nominative, sizeof nominative / sizeof *nominative) &&
            in_list(word + n, oblique, sizeof oblique / sizeof *oblique))
            return true;
    return false;
}

size_t tp_name_symbols(struct tp_arena *a, struct sb_stemmer *stemmer, const char *key,
                       const char *symbols[TP_NAME_SYMBOLS])
{
    size_t n = 0, len = strlen(key), cut = 0;

    if (is_cyrillic(key))
        /* Where the longest nominative ending begins: the other cases are put on from there. */
        for (size_t i = 0; i < sizeof nominative / sizeof *nominative; i++) {
            size_t e = strlen(nominative[i]);
            if (e > cut && len > e + 4 && strcmp(key + len - e, nominative[i]) == 0)
                cut = e;
        }
    for (size_t i = 0; i == 0 || (is_cyrillic(key) && i <= sizeof oblique / sizeof *oblique); i++) {
        const char *word =
            i == 0 ? key : tp_fmt(a, "%.*s%s", (int)(len - cut), key, oblique[i - 1]);
        size_t size;
        const char *symbol = tp_name_symbol(stemmer, word, &size), *copy;
        bool known = false;
        for (size_t k = 0; k < n; k++)
            known = known || (strlen(symbols[k]) == size && memcmp(symbols[k], symbol, size) == 0);
        if (known || (i > 0 && !tp_name_same(key, word)))
            continue;
        copy = tp_strndup(a, symbol, size);
        if (n < TP_NAME_SYMBOLS)
            symbols[n++] = copy;
    }
    return n;
}
