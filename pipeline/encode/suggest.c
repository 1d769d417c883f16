#include "suggest.h"

#include <libstemmer.h>
#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "romanise.h"
#include "suggest_impl.h"

struct work {
    struct tp_arena *a, *scratch;
    const struct tp_suggest_tables *t;
    const struct tp_source *source;
    struct sb_stemmer *stemmer;
    struct suggest_words small, inner; /* keys: in small letters; with a capital in a sentence */
    struct tp_suggestions *out;
};

const char *tp_suggested_kind_name(enum tp_suggested_kind kind)
{
    static const char *const names[] = {[TP_SUGGEST_UNKNOWN] = "unknown",
                                        [TP_SUGGEST_PERSON] = "person",
                                        [TP_SUGGEST_PLACE] = "place",
                                        [TP_SUGGEST_ORG] = "org"};

    return kind < TP_SUGGEST_KINDS ? names[kind] : names[TP_SUGGEST_UNKNOWN];
}

/* ---- sets of words: open addressing, no values ---- */

static size_t slot_of(const struct suggest_words *w, const char *key)
{
    size_t h = tp_hash(key, strlen(key)) & (w->cap - 1);

    for (; w->v[h] && strcmp(w->v[h], key) != 0;)
        h = (h + 1) & (w->cap - 1);
    return h;
}

static bool has(const struct suggest_words *w, const char *key)
{
    return w->cap && w->v[slot_of(w, key)];
}

static void put(struct tp_arena *a, struct suggest_words *w, const char *key)
{
    if (2 * (w->n + 1) > w->cap) {
        struct suggest_words wider = {.cap = w->cap ? 2 * w->cap : 256, .n = w->n};
        wider.v = TP_NEW_ARRAY(a, wider.cap, const char *);
        for (size_t i = 0; i < w->cap; i++)
            if (w->v[i])
                wider.v[slot_of(&wider, w->v[i])] = w->v[i];
        *w = wider;
    }
    w->n += !w->v[slot_of(w, key)];
    w->v[slot_of(w, key)] = key;
}

/* ---- words ---- */

static bool is_word(const struct suggest_text *t, size_t i)
{
    return i < t->items.n && t->items.v[i].kind == TP_TOK_WORD;
}

static bool is_title(const struct work *w, const struct suggest_text *t, size_t i)
{
    const struct tp_item_word *k = &t->items.v[i];

    /* "K. M. Panikkar": not Monsieur */
    if (is_word(t, i) && k->single &&
        ((i > 0 && k[-1].single) || (is_word(t, i + 1) && k[1].single)))
        return false;
    return is_word(t, i) && tp_phrase_is_title(w->t->phrases, t->items.v[i].key);
}

static bool is_sign(const struct suggest_text *t, size_t i, const char *sign)
{
    return i < t->items.n && t->items.v[i].kind == TP_TOK_SIGN &&
           strcmp(t->items.v[i].key, sign) == 0;
}

/* Does a sentence, a line of a list, or a quotation begin at item I? */
static bool begins(const struct work *w, const struct suggest_text *t, size_t i)
{
    const struct tp_item_word *before;

    if (i == 0)
        return true;
    before = &t->items.v[i - 1];
    if (before->kind == TP_TOK_SIGN)
        return strchr(".!?:;\"(-*", before->key[0]) && before->len == 1 &&
               !(before->key[0] == '.' && i > 1 && is_title(w, t, i - 2));
    if (before->kind == TP_TOK_NUMBER)
        return t->items.v[i].lined;
    return before->stop && !before->single && !is_title(w, t, i - 1);
}

/* A capitalised word that may be part of a name. */
static bool is_part(const struct work *w, const struct suggest_text *t, size_t i)
{
    const struct tp_item_word *k = &t->items.v[i];

    if (!is_word(t, i) || !k->capital || k->join == TP_POSSESSIVE || is_title(w, t, i))
        return false;
    if (is_word(t, i + 1) && k[1].join == TP_HYPHEN && suggest_is_dull(w->t, k[1].key))
        return false; /* Sino-Soviet */
    if (k->single)
        return k->stop || !tp_phrase_is_opener(w->t->phrases, k->key);
    if (t->capitals || suggest_is_calendar(w->t, k->key) ||
        tp_roman(t->buf.p + t->tokens.v[k->from].start,
                 t->tokens.v[k->from].end - t->tokens.v[k->from].start))
        return false;
    return true;
}

static bool is_particle(const struct suggest_text *t, size_t i)
{
    static const char *const particles[] = {"de", "von", "van", "der", "den", "la", "da", "di",
                                            "al", "el",  "bin", "of",  "фон", "де", NULL};

    for (size_t k = 0; is_word(t, i) && particles[k]; k++)
        if (strcmp(t->items.v[i].key, particles[k]) == 0)
            return true;
    return false;
}

/* ---- one candidate ---- */

struct span {
    size_t first, last;
};

/* Without the endings of declension, and then without those that Snowball takes for such ("Громов"
 * as well as "Громовым"). */
static void take_word(struct tp_buf *b, struct sb_stemmer *stemmer, const struct tp_item_word *k)
{
    static const char *const endings[] = {"ого", "ому", "ыми", "ими", "ией", "ами", "ах", "ым",
                                          "им",  "ом",  "ем",  "ой",  "ей",  "ий",  "ый", "ая",
                                          "ую",  "ью",  "ия",  "ии",  "ию",  "а",   "у",  "е",
                                          "ы",   "и",   "я",   "ю",   "ь",   "й",   NULL};
    const sb_symbol *stem = NULL;
    size_t n = k->len, least = 6; /* three letters remain */

    if ((unsigned char)k->key[0] != 0xD0 && (unsigned char)k->key[0] != 0xD1) {
        tp_buf_str(b, k->key);
        return;
    }
    for (size_t i = 0; endings[i] && n == k->len; i++) {
        size_t e = strlen(endings[i]);
        if (n >= e + least && memcmp(k->key + n - e, endings[i], e) == 0)
            n -= e;
    }
    stem = sb_stemmer_stem(stemmer, (const sb_symbol *)k->key, (int)n);
    if (stem && (size_t)sb_stemmer_length(stemmer) >= least)
        tp_buf_add(b, (const char *)stem, (size_t)sb_stemmer_length(stemmer));
    else
        tp_buf_add(b, k->key, n);
}

/* The same for all cases of a word. */
static const char *word_key(struct work *w, const struct tp_item_word *k)
{
    struct tp_buf b = tp_buf_new(w->scratch);

    take_word(&b, w->stemmer, k);
    return b.p;
}

/* Words without what divides them, Russian ones without their endings. */
static const char *key_of(struct work *w, const struct suggest_text *t, struct span s)
{
    struct tp_buf b = tp_buf_new(w->a);

    for (size_t i = s.first; i <= s.last; i++) {
        const struct tp_item_word *k = &t->items.v[i];
        if (i > s.first && k->join != TP_HYPHEN && k->join != TP_APOSTROPHE &&
            k->kind == TP_TOK_WORD)
            tp_buf_char(&b, ' ');
        take_word(&b, w->stemmer, k);
    }
    return b.p;
}

/* Where byte AT of the text stands in the source. */
static uint32_t source_of(const struct suggest_text *t, uint32_t at)
{
    size_t low = 0, high = t->pieces.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->pieces.v[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? t->pieces.v[low - 1].src + (at - t->pieces.v[low - 1].at) : t->pieces.v[0].src;
}

static void add(struct work *w, const struct suggest_text *t, struct span s,
                enum tp_suggested_kind kind)
{
    uint32_t start = t->tokens.v[t->items.v[s.first].from].start;
    const struct tp_item_word *last = &t->items.v[s.last];
    uint32_t end = t->tokens.v[last->stop && !last->single ? last->from : last->to - 1].end;
    struct tp_buf name = tp_buf_new(w->a);
    struct tp_place place = tp_lines_locate(w->source->lines, source_of(t, start));
    struct tp_suggestion out = {.lang = t->lang ? tp_strdup(w->a, t->lang) : NULL, .kind = kind};

    for (uint32_t i = start; i < end; i++) {
        bool blank = t->buf.p[i] == ' ' || t->buf.p[i] == '\n';
        if (!blank || (name.len && name.p[name.len - 1] != ' '))
            tp_buf_char(&name, blank ? ' ' : t->buf.p[i]);
    }
    out.name = name.p;
    out.key = key_of(w, t, s);
    out.line = (uint32_t)place.line;
    out.col = (uint32_t)place.col;
    TP_PUSH(w->a, w->out, out);
}

/* ---- what kind ---- */

static bool before_place(const struct suggest_text *t, size_t i)
{
    static const char *const words[] = {"in",    "near", "at", "from", "в",   "во", "из", "под",
                                        "около", "гор",  "г",  "ст",   "bei", "à",  NULL};

    if (i > 1 && is_sign(t, i - 1, "."))
        i--;
    for (size_t k = 0; i > 0 && words[k]; k++)
        if (strcmp(t->items.v[i - 1].key, words[k]) == 0)
            return true;
    return false;
}

static enum tp_suggested_kind kind_of(const struct work *w, const struct suggest_text *t,
                                      struct span s, bool titled)
{
    bool initial = false, patronymic = false, abbreviation;
    const struct tp_item_word *k = &t->items.v[s.first];

    for (size_t i = s.first; i <= s.last; i++) {
        const char *key = t->items.v[i].key;
        if (tp_phrase_is_org_word(w->t->phrases, key))
            return TP_SUGGEST_ORG;
        if (tp_phrase_is_place_word(w->t->phrases, key))
            return TP_SUGGEST_PLACE;
        initial = initial || t->items.v[i].single;
        patronymic = patronymic || (i > s.first && tp_is_patronymic(t->items.v[i].key));
    }
    if (titled || initial || patronymic)
        return TP_SUGGEST_PERSON;
    abbreviation = s.first == s.last && k->upper && k->to == k->from + 1 && k->len > 1 &&
                   tp_utf8_count(k->key, k->len) <= 6;
    if (abbreviation)
        return TP_SUGGEST_ORG;
    if ((s.first == s.last && suggest_is_country(w->t, k->key)) || before_place(t, s.first) ||
        (is_word(t, s.last + 1) &&
         tp_phrase_is_place_word(w->t->phrases, t->items.v[s.last + 1].key)) ||
        (s.first > 0 && is_word(t, s.first - 1) &&
         tp_phrase_is_place_word(w->t->phrases, t->items.v[s.first - 1].key)))
        return TP_SUGGEST_PLACE;
    return TP_SUGGEST_UNKNOWN;
}

/* ---- alphabets ---- */

/* Is a title, or its abbreviation with a stop, right before item I? */
static bool is_titled(const struct work *w, const struct suggest_text *t, size_t i)
{
    if (i > 1 && is_sign(t, i - 1, "."))
        i--;
    return i > 0 && is_title(w, t, i - 1);
}

/* A word at the end of a row of capitals that is no part of the name: "Diary of N. Roshchin".
 * FIRST: at its beginning. */
static bool is_ballast(const struct work *w, const struct suggest_text *t, size_t i, bool first)
{
    const struct tp_item_word *k = &t->items.v[i];

    if (k->single || k->join == TP_HYPHEN || k->join == TP_APOSTROPHE)
        return false;
    return tp_phrase_is_opener(w->t->phrases, k->key) || (!k->capital && is_particle(t, i)) ||
           (first && begins(w, t, i) && has(&w->small, k->key));
}

/* Does the text say that this is a name? See the header. */
static bool counts(struct work *w, const struct suggest_text *t, struct span *s, bool titled)
{
    const struct tp_item_word *k;
    bool initial = false, german = t->lang && strncmp(t->lang, "de", 2) == 0;
    size_t words = 0, telling = 0;

    while (s->first < s->last && is_ballast(w, t, s->first, true))
        s->first++;
    while (s->first < s->last && is_ballast(w, t, s->last, false))
        s->last--;
    titled = titled && !is_ballast(w, t, s->first, false);
    for (size_t i = s->first; i <= s->last; i++) {
        k = &t->items.v[i];
        initial = initial || k->single;
        words += !k->single;
        telling += k->capital && !k->single && !suggest_is_dull(w->t, k->key);
    }
    k = &t->items.v[s->first];
    if (telling == 0 || (words == 1 && tp_utf8_count(t->items.v[s->last].key,
                                                     t->items.v[s->last].len) < (titled ? 2 : 3)))
        return false;
    if (words == 1 && tp_phrase_is_opener(w->t->phrases, t->items.v[s->last].key))
        return false;
    if (titled || initial)
        return true;
    if (t->head)
        return false;
    if (words > 1)
        return true;
    if (german || tp_phrase_is_opener(w->t->phrases, k->key) || has(&w->small, k->key) ||
        tp_phrase_is_org_word(w->t->phrases, k->key) ||
        tp_phrase_is_place_word(w->t->phrases, k->key))
        return false;
    return !begins(w, t, s->first) || has(&w->inner, word_key(w, k));
}

static void look_at_words(struct work *w, const struct suggest_text *t)
{
    for (size_t i = 0; i < t->items.n; i++) {
        struct span s = {i, i};
        bool titled;
        if (!is_part(w, t, i))
            continue;
        for (size_t k = i + 1; k < t->items.n && k < i + 8; k++) {
            const struct tp_item_word *last = &t->items.v[k - 1];
            if ((last->stop && !last->single) || t->items.v[k].lined)
                break; /* names at line breaks are two here: better than one of two names */
            if (is_part(w, t, k) || (is_word(t, k) && (t->items.v[k].join == TP_HYPHEN ||
                                                       t->items.v[k].join == TP_APOSTROPHE)))
                s.last = k; /* Chou En-lai */
            else if (!is_particle(t, k))
                break;
        }
        titled = is_titled(w, t, i);
        if (counts(w, t, &s, titled))
            add(w, t, s, kind_of(w, t, s, titled));
        i = s.last;
    }
}

/* ---- Han ---- */

static bool in_text(const char *list, const char *key)
{
    return *key && strstr(list, key) != NULL;
}

/* The number of Han characters from item I that are a title; 0: none. */
static size_t han_title(const struct work *w, const struct suggest_text *t, size_t i)
{
    char title[17];
    size_t n = 0;

    for (size_t k = i; k < t->items.n && k < i + 4 && t->items.v[k].kind == TP_TOK_HAN; k++) {
        memcpy(title + n, t->items.v[k].key, t->items.v[k].len);
        n += t->items.v[k].len;
        title[n] = '\0';
        if (tp_phrase_is_title(w->t->phrases, title))
            return k - i + 1;
    }
    return 0;
}

static bool is_han(const struct suggest_text *t, size_t i)
{
    return i < t->items.n && t->items.v[i].kind == TP_TOK_HAN;
}

static void look_at_han(struct work *w, const struct suggest_text *t)
{
    /* The surnames that nine in ten bear, and what is no part of a place's name. */
    static const char surnames[] =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
        "肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
        "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    static const char suffixes[] = "省市县州";
    static const char never[] = "的在和到从与是及了对于由向往各全该本这那有为以等";

    for (size_t i = 0; i < t->items.n; i++) {
        if (!is_han(t, i))
            continue;
        for (size_t n = 3; n >= 2 && in_text(surnames, t->items.v[i].key); n--)
            if (is_han(t, i + 1) && is_han(t, i + n - 1) && han_title(w, t, i + n)) {
                add(w, t, (struct span){i, i + n - 1}, TP_SUGGEST_PERSON);
                i += n - 1;
                break;
            }
        if (i >= 2 && is_han(t, i - 1) && is_han(t, i - 2) &&
            in_text(suffixes, t->items.v[i].key) && !in_text(never, t->items.v[i - 1].key) &&
            !in_text(never, t->items.v[i - 2].key))
            add(w, t, (struct span){i - 2, i}, TP_SUGGEST_PLACE);
    }
}

/* ---- the whole ---- */

static void note_words(struct work *w, const struct suggest_text *t)
{
    for (size_t i = 0; i < t->items.n; i++) {
        const struct tp_item_word *k = &t->items.v[i];
        if (k->kind != TP_TOK_WORD)
            continue;
        if (!k->capital)
            put(w->scratch, &w->small, k->key);
        else if (!t->head && !t->capitals && !begins(w, t, i))
            put(w->scratch, &w->inner, word_key(w, k));
    }
}

void tp_suggest(struct tp_arena *a, const struct tp_suggest_tables *t, const struct tp_node *text,
                const struct tp_source *source, struct tp_suggestions *out)
{
    struct work w = {.a = a, .scratch = tp_arena_sub(a), .t = t, .source = source, .out = out};
    struct suggest_texts texts = {0};

    w.stemmer = sb_stemmer_new("russian", "UTF_8");
    tp_own(w.scratch, (void (*)(void *))sb_stemmer_delete, w.stemmer);
    suggest_gather(w.scratch, text, &texts);
    for (size_t i = 0; i < texts.n; i++)
        note_words(&w, texts.v[i]);
    for (size_t i = 0; i < texts.n; i++) {
        look_at_words(&w, texts.v[i]);
        look_at_han(&w, texts.v[i]);
    }
    tp_arena_free(w.scratch);
}
