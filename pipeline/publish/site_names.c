/* Names: which spellings are one name's, how they are ordered, under which letters they stand. */
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "../base/hash.h"
#include "site_impl.h"
#include "utf16.h"

enum { MAX_NAME = 512 /* UTF-16 units of a name that are looked at */, MAX_KEY = 4096 };

/* ---- finding ---- */

static size_t *slot(const struct tp_site *site, enum tp_name_kind kind, const char *id)
{
    size_t i = (tp_hash(id, strlen(id)) + (size_t)kind) & (site->by_id_cap - 1);

    while (site->by_id[i]) {
        const struct tp_name *n = &site->names.v[site->by_id[i] - 1];
        if (n->kind == kind && strcmp(n->id, id) == 0)
            break;
        i = (i + 1) & (site->by_id_cap - 1);
    }
    return &site->by_id[i];
}

static void index_names(struct tp_site *site, size_t cap)
{
    site->by_id_cap = cap;
    site->by_id = TP_NEW_ARRAY(site->arena, cap, size_t);
    for (size_t i = 0; i < site->names.n; i++)
        *slot(site, site->names.v[i].kind, site->names.v[i].id) = i + 1;
}

struct tp_name *tp_site_name(const struct tp_site *site, enum tp_name_kind kind, const char *id)
{
    size_t number = site->by_id_cap && id ? *slot(site, kind, id) : 0;

    return number ? &site->names.v[number - 1] : NULL;
}

size_t tp_site_name_number(const struct tp_site *site, const struct tp_name *name)
{
    return (size_t)(name - site->names.v);
}

static const struct tp_entry *entry_of(const struct tp_site *site, enum tp_name_kind kind,
                                       const char *id)
{
    size_t low = 0, high = site->entries.n;

    while (low < high) {
        size_t mid = (low + high) / 2;
        const struct tp_entry *e = &site->entries.v[mid];
        int order = (int)e->kind != (int)kind ? (int)e->kind - (int)kind : strcmp(e->id, id);
        if (order == 0)
            return e;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static void use(struct tp_site *site, size_t doc, const struct tp_mention *m)
{
    size_t *at;
    struct tp_name *name;

    if (site->names.n * 2 >= site->by_id_cap)
        index_names(site, site->by_id_cap ? site->by_id_cap * 2 : 256);
    at = slot(site, m->kind, m->id);
    if (!*at) {
        TP_PUSH(site->arena, &site->names,
                (struct tp_name){.kind = m->kind,
                                 .id = m->id,
                                 .uri = m->uri,
                                 .entry = entry_of(site, m->kind, m->id)});
        *at = site->names.n;
    }
    name = &site->names.v[*at - 1];
    if (!name->uses.n || name->uses.v[name->uses.n - 1].doc != doc)
        name->n_docs++;
    TP_PUSH(site->arena, &name->uses,
            (struct tp_use){doc, m->spelling, m->lang, m->anchors, m->count});
}

/* ---- how a name is listed ---- */

static int by_spelling(const void *x, const void *y)
{
    return strcmp((*(const struct tp_use *const *)x)->spelling,
                  (*(const struct tp_use *const *)y)->spelling);
}

/* Do the tags name the same language? A romanisation is none of the language that it is of. */
static bool same_language(const char *tag, const char *language)
{
    size_t n = strcspn(language, "-");

    return tag && strncmp(tag, language, n) == 0 && (tag[n] == '-' || tag[n] == '\0') &&
           !strstr(tag, "-Latn");
}

/* An entry is listed as the language of the pages calls it, if the authority file has that. */
static void call_as_entry(const struct tp_site *site, struct tp_name *name)
{
    const struct tp_entry *e = name->entry;
    const char *language = site->info->language ? site->info->language : "en";

    name->name = e->name;
    name->lang = e->lang;
    name->listed = e->listed;
    if (!e->lang || same_language(e->lang, language))
        return;
    for (size_t i = 0; i < e->n_spellings; i++)
        if (same_language(e->spellings[i].lang, language)) {
            name->name = name->listed = e->spellings[i].text;
            name->lang = e->spellings[i].lang;
            return;
        }
}

/* Without an entry, the spelling that is used most is the name. */
static void call(struct tp_site *site, struct tp_name *name)
{
    struct tp_arena *work;
    const struct tp_use **v;
    size_t best = 0;

    if (name->entry) {
        call_as_entry(site, name);
        return;
    }
    work = tp_arena_sub(site->arena);
    v = TP_NEW_ARRAY(work, name->uses.n + 1, const struct tp_use *);
    for (size_t i = 0; i < name->uses.n; i++)
        v[i] = &name->uses.v[i];
    qsort(v, name->uses.n, sizeof *v, by_spelling);
    for (size_t i = 0, end; i < name->uses.n; i = end) {
        size_t n = 0;
        for (end = i; end < name->uses.n && strcmp(v[end]->spelling, v[i]->spelling) == 0; end++)
            n += v[end]->count;
        if (n > best) {
            best = n;
            name->name = v[i]->spelling;
            name->lang = v[i]->lang;
        }
    }
    name->listed = name->name;
    tp_arena_free(work);
}

/* ---- the order of the alphabet ---- */

struct alphabet {
    UCollator *collator, *first; /* FIRST compares letters alone, without marks and cases */
    UTransliterator *pinyin;
    const UNormalizer2 *nfd;
};

static void close_collator(void *p)
{
    ucol_close(p);
}

static void close_transliterator(void *p)
{
    utrans_close(p);
}

static UCollator *open_collator(struct tp_arena *a, const char *lang)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollator *c = ucol_open(lang, &status);

    if (U_FAILURE(status))
        tp_arena_fail(a);
    tp_defer(a, close_collator, c);
    return c;
}

static void open_alphabet(struct tp_arena *a, const char *lang, struct alphabet *out)
{
    static const UChar id[] = u"Han-Latin/Names";
    UErrorCode status = U_ZERO_ERROR;

    out->collator = open_collator(a, lang);
    out->first = open_collator(a, lang);
    ucol_setStrength(out->first, UCOL_PRIMARY);
    ucol_setAttribute(out->collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    out->pinyin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    out->nfd = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status))
        tp_arena_fail(a);
    tp_defer(a, close_transliterator, out->pinyin);
}

/* The name as it is ordered: Han characters by their sounds. Returns the units. */
static int32_t sounded(const struct alphabet *abc, const char *name, UChar *out)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0, limit, at = 0;
    UChar32 c = 0;

    (void)u_strFromUTF8WithSub(out, MAX_NAME / 4, &n, name, -1, 0xFFFD, NULL, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR)
        n = MAX_NAME / 4;
    status = U_ZERO_ERROR;
    while (at < n && !u_isalnum(c))
        c = tp_next16(out, &at, n);
    if (uscript_getScript(c, &status) != USCRIPT_HAN)
        return n;
    limit = n;
    utrans_transUChars(abc->pinyin, out, &n, MAX_NAME, 0, &limit, &status);
    return U_FAILURE(status) ? 0 : n;
}

/* The letter that a name stands under: its first one, without the marks that the language takes for
 * a variety of it. */
static int32_t letter_of(const struct alphabet *abc, const UChar *text, int32_t n, UChar out[8])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar apart[16];
    UChar32 c = 0;
    int32_t at = 0, size = 0, whole = 0;

    while (at < n && !u_isalnum(c))
        c = tp_next16(text, &at, n);
    if (!u_isalpha(c))
        return 0;
    c = u_toupper(c);
    tp_add16(out, &whole, c);
    size = unorm2_normalize(abc->nfd, out, whole, apart, 16, &status);
    if (U_FAILURE(status) || size <= 1)
        return whole;
    size = U16_IS_LEAD(apart[0]) ? 2 : 1;
    if (ucol_strcoll(abc->first, out, whole, apart, size) != UCOL_EQUAL)
        return whole;
    memcpy(out, apart, (size_t)size * sizeof *out);
    return size;
}

static void add_key(struct tp_buf *b, const UCollator *c, const UChar *text, int32_t n)
{
    uint8_t key[MAX_KEY];
    int32_t len = ucol_getSortKey(c, text, n, key, MAX_KEY);

    tp_buf_add(b, (const char *)key, (size_t)(len < MAX_KEY ? len : MAX_KEY));
}

/* Letters first, then names; nothing is left to chance for two that sound alike. */
static void place(struct tp_site *site, const struct alphabet *abc, struct tp_name *name)
{
    UChar text[MAX_NAME], letter[8];
    struct tp_buf key = tp_buf_new(site->arena), label = tp_buf_new(site->arena);
    int32_t n = sounded(abc, name->listed, text), size = letter_of(abc, text, n, letter);

    for (int32_t i = 0; i < size;) {
        UChar32 c;
        c = tp_next16(letter, &i, size);
        tp_buf_codepoint(&label, (uint32_t)c);
    }
    tp_buf_char(&key, size ? 1 : 2); /* figures and signs at the end */
    add_key(&key, abc->first, letter, size);
    add_key(&key, abc->collator, text, n);
    name->letter = label.len ? label.p : "#";
    name->order = (const unsigned char *)key.p;
}

/* A sort key ends in its only zero byte; the first of two ends the letter's. */
static int compare_keys(const unsigned char *a, const unsigned char *b)
{
    for (int i = 0; i < 2; i++) {
        int order = strcmp((const char *)a, (const char *)b);
        if (order)
            return order;
        a += strlen((const char *)a) + 1;
        b += strlen((const char *)b) + 1;
    }
    return 0;
}

static int in_order(const void *x, const void *y)
{
    const struct tp_name *a = x, *b = y;
    int order = ((int)a->kind > (int)b->kind) - ((int)a->kind < (int)b->kind);

    if (!order)
        order = compare_keys(a->order, b->order);
    if (!order)
        order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->id, b->id);
}

void tp_site_join_names(struct tp_site *site)
{
    struct tp_arena *work = tp_arena_sub(site->arena);
    struct alphabet abc;
    size_t kind = 0;

    for (size_t i = 0; i < site->docs.n; i++) {
        struct tp_cursor c = tp_cursor_new(site->docs.v[i].gist.mentions);
        struct tp_mention m;
        while (tp_next_mention(&c, &m))
            use(site, i, &m);
    }
    open_alphabet(work, site->info->language ? site->info->language : "en", &abc);
    for (size_t i = 0; i < site->names.n; i++) {
        call(site, &site->names.v[i]);
        place(site, &abc, &site->names.v[i]);
    }
    if (site->names.n)
        qsort(site->names.v, site->names.n, sizeof *site->names.v, in_order);
    if (site->by_id_cap)
        index_names(site, site->by_id_cap);
    for (size_t i = 0; i <= site->names.n; i++)
        while (kind <= TP_NAME_KINDS &&
               (i == site->names.n || kind <= (size_t)site->names.v[i].kind))
            site->first_name[kind++] = i;
    tp_arena_free(work);
}
