/* xsd_charset.c - sets of characters: operations, categories and blocks (from ICU's data), \i and
 * \c (from libxml2's tables of XML 1.0, fourth edition). */
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uset.h>

#include "xsd_regex.h"

enum { LAST = 0x10FFFF };

void tp_charset_add(struct tp_arena *a, struct tp_charset *s, uint32_t from, uint32_t to)
{
    TP_PUSH(a, s, (struct tp_range){from, to});
}

void tp_charset_add_all(struct tp_arena *a, struct tp_charset *s, const struct tp_charset *more)
{
    for (size_t i = 0; i < more->n; i++)
        TP_PUSH(a, s, more->v[i]);
}

static int by_start(const void *x, const void *y)
{
    const struct tp_range *a = x, *b = y;

    return a->from < b->from ? -1 : a->from > b->from;
}

void tp_charset_normalise(struct tp_charset *s)
{
    size_t n = 0, sorted = 1;

    while (sorted < s->n && s->v[sorted - 1].from <= s->v[sorted].from)
        sorted++;
    if (sorted < s->n)
        qsort(s->v, s->n, sizeof *s->v, by_start);
    for (size_t i = 0; i < s->n; i++) {
        if (n && s->v[i].from <= s->v[n - 1].to + 1) {
            if (s->v[i].to > s->v[n - 1].to)
                s->v[n - 1].to = s->v[i].to;
        } else {
            s->v[n++] = s->v[i];
        }
    }
    s->n = n;
}

struct tp_charset tp_charset_not(struct tp_arena *a, const struct tp_charset *s)
{
    struct tp_charset out = {0};
    uint32_t from = 0;

    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].from > from)
            tp_charset_add(a, &out, from, s->v[i].from - 1);
        from = s->v[i].to + 1;
    }
    if (from <= LAST)
        tp_charset_add(a, &out, from, LAST);
    return out;
}

/* s minus less = not (not s or less) */
struct tp_charset tp_charset_minus(struct tp_arena *a, const struct tp_charset *s,
                                   const struct tp_charset *less)
{
    struct tp_charset out = tp_charset_not(a, s);

    tp_charset_add_all(a, &out, less);
    tp_charset_normalise(&out);
    return tp_charset_not(a, &out);
}

/* ---- properties, each worked out once for a schema ---- */

struct known {
    struct known *next;
    const char *name;
    struct tp_charset set;
};

/* All characters in their order, cut where the general category changes: asking ICU takes long, so
 * it is asked once. */
struct category_run {
    uint32_t from, to;
    uint32_t mask; /* the one bit of its category */
};

struct tp_category_runs {
    struct tp_arena *a;
    TP_VEC(struct category_run) list;
};

static UBool U_CALLCONV collect(const void *arg, UChar32 start, UChar32 limit, UCharCategory type)
{
    struct tp_category_runs *runs = *(struct tp_category_runs *const *)arg;

    TP_PUSH(runs->a, &runs->list,
            (struct category_run){(uint32_t)start, (uint32_t)limit - 1, UINT32_C(1) << type});
    return 1;
}

static const struct {
    const char *name;
    uint32_t mask;
} categories[] = {
    {"L", U_GC_L_MASK},   {"Lu", U_GC_LU_MASK}, {"Ll", U_GC_LL_MASK}, {"Lt", U_GC_LT_MASK},
    {"Lm", U_GC_LM_MASK}, {"Lo", U_GC_LO_MASK}, {"M", U_GC_M_MASK},   {"Mn", U_GC_MN_MASK},
    {"Mc", U_GC_MC_MASK}, {"Me", U_GC_ME_MASK}, {"N", U_GC_N_MASK},   {"Nd", U_GC_ND_MASK},
    {"Nl", U_GC_NL_MASK}, {"No", U_GC_NO_MASK}, {"P", U_GC_P_MASK},   {"Pc", U_GC_PC_MASK},
    {"Pd", U_GC_PD_MASK}, {"Ps", U_GC_PS_MASK}, {"Pe", U_GC_PE_MASK}, {"Pi", U_GC_PI_MASK},
    {"Pf", U_GC_PF_MASK}, {"Po", U_GC_PO_MASK}, {"Z", U_GC_Z_MASK},   {"Zs", U_GC_ZS_MASK},
    {"Zl", U_GC_ZL_MASK}, {"Zp", U_GC_ZP_MASK}, {"S", U_GC_S_MASK},   {"Sm", U_GC_SM_MASK},
    {"Sc", U_GC_SC_MASK}, {"Sk", U_GC_SK_MASK}, {"So", U_GC_SO_MASK}, {"C", U_GC_C_MASK},
    {"Cc", U_GC_CC_MASK}, {"Cf", U_GC_CF_MASK}, {"Co", U_GC_CO_MASK}, {"Cn", U_GC_CN_MASK},
};

static const struct tp_category_runs *category_runs(struct tp_xsd_regexes *r)
{
    if (!r->runs) {
        r->runs = TP_NEW(r->a, struct tp_category_runs);
        r->runs->a = r->a;
        u_enumCharTypes(collect, &r->runs);
    }
    return r->runs;
}

static bool add_category(struct tp_xsd_regexes *r, const char *name, struct tp_charset *set)
{
    const struct tp_category_runs *runs;
    size_t i = 0;

    while (i < sizeof categories / sizeof *categories && strcmp(name, categories[i].name) != 0)
        i++;
    if (i == sizeof categories / sizeof *categories)
        return false;
    runs = category_runs(r);
    /* a lone surrogate never comes: Cs needs no thought */
    for (size_t k = 0; k < runs->list.n; k++)
        if (categories[i].mask & runs->list.v[k].mask)
            tp_charset_add(r->a, set, runs->list.v[k].from, runs->list.v[k].to);
    return true;
}

static void close_uset(void *set)
{
    uset_close(set);
}

static bool add_block(struct tp_arena *a, const char *name, struct tp_charset *set)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t value = u_getPropertyValueEnum(UCHAR_BLOCK, name);
    struct tp_arena *work;
    USet *found;

    if (value == UCHAR_INVALID_CODE || value == UBLOCK_NO_BLOCK ||
        name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")])
        return false;
    work = tp_arena_sub(a);
    found = tp_own(work, close_uset, uset_openEmpty());
    uset_applyIntPropertyValue(found, UCHAR_BLOCK, value, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < uset_getItemCount(found); i++) {
        UChar32 from, to;
        UErrorCode ignored = U_ZERO_ERROR;
        if (uset_getItem(found, i, &from, &to, NULL, 0, &ignored) == 0)
            tp_charset_add(a, set, (uint32_t)from, (uint32_t)to);
    }
    tp_arena_free(work);
    return U_SUCCESS(status);
}

static struct known *find(struct tp_xsd_regexes *r, const char *name, size_t n)
{
    struct known *k = r->sets;

    while (k && !(strlen(k->name) == n && memcmp(k->name, name, n) == 0))
        k = k->next;
    return k;
}

static struct known *add_known(struct tp_xsd_regexes *r, const char *name, size_t n)
{
    struct known *k = TP_NEW(r->a, struct known);

    k->name = tp_strndup(r->a, name, n);
    k->next = r->sets;
    r->sets = k;
    return k;
}

const struct tp_charset *tp_charset_property(struct tp_xsd_regexes *r, const char *name, size_t n)
{
    struct known *k = find(r, name, n);
    struct tp_charset set = {0};
    char *copy;

    if (k)
        return &k->set;
    copy = tp_strndup(r->a, name, n);
    if (strncmp(copy, "Is", 2) == 0 ? !add_block(r->a, copy + 2, &set)
                                    : !add_category(r, copy, &set))
        return NULL;
    tp_charset_normalise(&set);
    k = add_known(r, name, n);
    k->set = set;
    return &k->set;
}

/* ---- \i and \c ---- */

static void add_group(struct tp_arena *a, struct tp_charset *s, const xmlChRangeGroup *g)
{
    for (int i = 0; i < g->nbShortRange; i++)
        tp_charset_add(a, s, g->shortRange[i].low, g->shortRange[i].high);
    for (int i = 0; i < g->nbLongRange; i++)
        tp_charset_add(a, s, g->longRange[i].low, g->longRange[i].high);
}

static void add_name_chars(struct tp_arena *a, struct tp_charset *s, bool start)
{
    for (uint32_t c = 0; c < 256; c++)
        if (IS_LETTER(c) || c == '_' || c == ':' ||
            (!start && (IS_DIGIT(c) || c == '.' || c == '-' || IS_COMBINING(c) || IS_EXTENDER(c))))
            tp_charset_add(a, s, c, c);
    add_group(a, s, &xmlIsBaseCharGroup);
    add_group(a, s, &xmlIsIdeographicGroup);
    if (start)
        return;
    add_group(a, s, &xmlIsDigitGroup);
    add_group(a, s, &xmlIsCombiningGroup);
    add_group(a, s, &xmlIsExtenderGroup);
}

const struct tp_charset *tp_charset_escape(struct tp_xsd_regexes *r, char letter)
{
    const char name[2] = {'\\', letter};
    struct known *k = find(r, name, 2);
    static const char *const outside[] = {"P", "Z", "C"};

    if (k)
        return &k->set;
    if (letter == 'd')
        return tp_charset_property(r, "Nd", 2);
    if (!strchr("sicw", letter) || !letter)
        return NULL;
    k = add_known(r, name, 2);
    if (letter == 's') {
        tp_charset_add(r->a, &k->set, 9, 10);
        tp_charset_add(r->a, &k->set, 13, 13);
        tp_charset_add(r->a, &k->set, ' ', ' ');
    } else if (letter == 'w') {
        for (size_t i = 0; i < 3; i++)
            tp_charset_add_all(r->a, &k->set, tp_charset_property(r, outside[i], 1));
        tp_charset_normalise(&k->set);
        k->set = tp_charset_not(r->a, &k->set);
    } else {
        add_name_chars(r->a, &k->set, letter == 'i');
    }
    tp_charset_normalise(&k->set);
    return &k->set;
}
