/* The texts in which names are looked for, and the words that are none. */
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "language.h"
#include "suggest_impl.h"

/* ---- texts ---- */

enum role { BLOCK, INLINE, MARKED, LEFT_OUT };

static const struct {
    const char *element;
    enum role role;
} roles[] = {
    {"hi", INLINE},        {"emph", INLINE},         {"foreign", INLINE},  {"choice", INLINE},
    {"orig", INLINE},      {"sic", INLINE},          {"supplied", INLINE}, {"seg", INLINE},
    {"add", INLINE},       {"del", INLINE},          {"salute", BLOCK},    {"persName", MARKED},
    {"placeName", MARKED}, {"orgName", MARKED},      {"title", MARKED},    {"date", MARKED},
    {"time", MARKED},      {"idno", MARKED},         {"ref", MARKED},      {"gap", MARKED},
    {"bibl", LEFT_OUT},    {"biblStruct", LEFT_OUT}, {"reg", LEFT_OUT},    {"corr", LEFT_OUT},
    {"fw", LEFT_OUT},      {"metamark", LEFT_OUT},   {"figure", LEFT_OUT}, {"stamp", LEFT_OUT},
    {"label", LEFT_OUT},
};

static enum role role_of(const struct tp_node *n)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].element, n->name) == 0)
            return roles[i].role;
    return BLOCK;
}

static const char *lang_of(const struct tp_node *n)
{
    const char *lang = NULL;

    for (; n && !lang; n = n->parent)
        lang = tp_attr_get(n->attrs, "xml:lang");
    return lang;
}

/* A line of several words, all of which have a capital but the smallest: a heading. */
static bool is_title_case(const struct suggest_text *t)
{
    size_t capitals = 0, small = 0;

    for (size_t i = 0; i < t->items.n; i++) {
        const struct tp_item_word *k = &t->items.v[i];
        if (k->kind != TP_TOK_WORD)
            continue;
        capitals += k->capital && !k->single;
        small += !k->capital && k->len > 4;
    }
    return capitals > 3 && small == 0;
}

static void finish(struct tp_arena *a, struct suggest_text **open, struct suggest_texts *out)
{
    struct suggest_text *t = *open;

    *open = NULL;
    if (!t || !t->pieces.n)
        return;
    t->capitals = tp_in_capitals((struct tp_slice){t->buf.p, t->buf.len});
    t->tokens = tp_tokenize(a, t->buf.p, (uint32_t)t->buf.len);
    t->items = tp_name_items(a, t->buf.p, &t->tokens);
    t->head = t->head || is_title_case(t);
    TP_PUSH(a, out, t);
}

static struct suggest_text *open_text(struct tp_arena *a, const struct tp_node *n)
{
    struct suggest_text *t = TP_NEW(a, struct suggest_text);

    t->buf = tp_buf_new(a);
    t->lang = lang_of(n);
    for (; n; n = n->parent)
        t->head = t->head || (n->name && strcmp(n->name, "head") == 0);
    return t;
}

void suggest_gather(struct tp_arena *a, const struct tp_node *root, struct suggest_texts *out)
{
    struct suggest_text *open = NULL;
    const struct tp_node *block = NULL; /* that the open text is of */

    for (const struct tp_node *n = root, *next; n; n = next) {
        enum role role = n->name ? role_of(n) : INLINE;
        const struct tp_node *in = n->parent;
        next = tp_node_next(root, n, role == MARKED || role == LEFT_OUT);
        while (in && in->name && role_of(in) == INLINE)
            in = in->parent;
        if (n->name && strcmp(n->name, "lb") == 0) {
            if (open)
                tp_buf_char(&open->buf, '\n');
            continue;
        }
        if (role == BLOCK || role == LEFT_OUT || in != block)
            finish(a, &open, out);
        if (role == BLOCK || role == LEFT_OUT)
            continue;
        block = in;
        if (!open)
            open = open_text(a, n->parent);
        if (role == MARKED) {
            tp_buf_str(&open->buf, " " SUGGEST_MARKED " ");
        } else if (!n->name && n->len) {
            if (n->src.end > n->src.start)
                TP_PUSH(a, &open->pieces,
                        (struct suggest_piece){(uint32_t)open->buf.len, n->src.start});
            tp_buf_add(&open->buf, n->text, n->len);
        }
    }
    finish(a, &open, out);
}

/* ---- words that are no names ---- */

static void add_units(struct tp_arena *a, struct suggest_words *out, const UChar *text, int32_t n)
{
    char utf8[256];
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    const char *key;

    u_strToUTF8(utf8, (int32_t)sizeof utf8, &len, text, n, &status);
    if (U_FAILURE(status) || len >= (int32_t)sizeof utf8 || len == 0 || strchr(utf8, ' '))
        return;
    key = tp_fold(a, utf8, (size_t)len);
    TP_PUSH(a, out, key);
}

static void close_format(void *f)
{
    udat_close(f);
}

static void add_calendar(struct tp_arena *a, struct suggest_words *out, const char *locale)
{
    static const UDateFormatSymbolType types[] = {
        UDAT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_WEEKDAYS, UDAT_SHORT_MONTHS, UDAT_SHORT_WEEKDAYS};
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *f = udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, 0, NULL, 0, &status);

    if (U_FAILURE(status))
        return;
    tp_defer(a, close_format, f);
    for (size_t k = 0; k < sizeof types / sizeof *types; k++)
        for (int32_t i = 0; i < udat_countSymbols(f, types[k]); i++) {
            UChar text[64];
            int32_t n = udat_getSymbols(f, types[k], i, text, 64, &status);
            if (U_SUCCESS(status) && n < 64)
                add_units(a, out, text, n);
            status = U_ZERO_ERROR;
        }
}

static void add_display(struct tp_arena *a, struct tp_suggest_tables *t, const char *locale)
{
    const char *const *codes = uloc_getISOLanguages();
    char region[16] = "und_";
    UChar text[128];

    for (size_t i = 0; codes[i]; i++) {
        UErrorCode status = U_ZERO_ERROR;
        int32_t n = uloc_getDisplayLanguage(codes[i], locale, text, 128, &status);
        if (status == U_ZERO_ERROR && n < 128)
            add_units(a, &t->dull, text, n);
    }
    codes = uloc_getISOCountries();
    for (size_t i = 0; codes[i]; i++) {
        UErrorCode status = U_ZERO_ERROR;
        int32_t n;
        memcpy(region + 4, codes[i], 3);
        n = uloc_getDisplayCountry(region, locale, text, 128, &status);
        if (status == U_ZERO_ERROR && n < 128)
            add_units(a, &t->countries, text, n);
    }
}

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool in_words(const struct suggest_words *w, const char *key)
{
    return w->n && bsearch(&key, w->v, w->n, sizeof *w->v, by_bytes) != NULL;
}

struct tp_suggest_tables *tp_suggest_tables_new(struct tp_arena *a,
                                                const struct tp_phrases *phrases)
{
    static const char *const locales[] = {"en", "ru", "de", "fr"};
    struct tp_suggest_tables *t = TP_NEW(a, struct tp_suggest_tables);

    t->phrases = phrases;
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        add_calendar(a, &t->calendar, locales[i]);
        add_display(a, t, locales[i]);
    }
    if (t->calendar.n)
        qsort(t->calendar.v, t->calendar.n, sizeof *t->calendar.v, by_bytes);
    if (t->dull.n)
        qsort(t->dull.v, t->dull.n, sizeof *t->dull.v, by_bytes);
    if (t->countries.n)
        qsort(t->countries.v, t->countries.n, sizeof *t->countries.v, by_bytes);
    return t;
}

bool suggest_is_calendar(const struct tp_suggest_tables *t, const char *key)
{
    return in_words(&t->calendar, key);
}

bool suggest_is_dull(const struct tp_suggest_tables *t, const char *key)
{
    return in_words(&t->dull, key) || tp_phrase_is_dull(t->phrases, key);
}

bool suggest_is_country(const struct tp_suggest_tables *t, const char *key)
{
    return in_words(&t->countries, key);
}
