/*
 * xp_collate.c - comparing texts (Functions and Operators, 7.3.1): by code point, or by ICU.
 *
 * Collations are named as in later versions of the recommendation:
 * http://www.w3.org/2013/collation/UCA?lang=ru;strength=primary
 */
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uiter.h>

#include "fn.h"

#define UCA "http://www.w3.org/2013/collation/UCA"

struct xp_collations {
    TP_VEC(struct {
        const char *uri;
        UCollator *collator;
    })
    known;
};

static int by_code_point(struct tp_slice a, struct tp_slice b)
{
    int n = memcmp(a.p, b.p, a.len < b.len ? a.len : b.len); /* the order of UTF-8 is theirs */

    return n ? n : a.len < b.len ? -1 : a.len > b.len;
}

static void close_collator(void *c)
{
    ucol_close(c);
}

static const struct {
    const char *name;
    UColAttribute attribute;
    struct {
        const char *word;
        UColAttributeValue value;
    } values[7];
} settings[] = {
    {"strength",
     UCOL_STRENGTH,
     {{"primary", UCOL_PRIMARY},
      {"secondary", UCOL_SECONDARY},
      {"tertiary", UCOL_TERTIARY},
      {"quaternary", UCOL_QUATERNARY},
      {"identical", UCOL_IDENTICAL}}},
    {"alternate",
     UCOL_ALTERNATE_HANDLING,
     {{"non-ignorable", UCOL_NON_IGNORABLE}, {"shifted", UCOL_SHIFTED}, {"blanked", UCOL_SHIFTED}}},
    {"backwards", UCOL_FRENCH_COLLATION, {{"yes", UCOL_ON}, {"no", UCOL_OFF}}},
    {"caseLevel", UCOL_CASE_LEVEL, {{"yes", UCOL_ON}, {"no", UCOL_OFF}}},
    {"caseFirst", UCOL_CASE_FIRST, {{"upper", UCOL_UPPER_FIRST}, {"lower", UCOL_LOWER_FIRST}}},
    {"normalization", UCOL_NORMALIZATION_MODE, {{"yes", UCOL_ON}, {"no", UCOL_OFF}}},
    {"numeric", UCOL_NUMERIC_COLLATION, {{"yes", UCOL_ON}, {"no", UCOL_OFF}}},
};

/* One NAME=VALUE; what isn't known is passed over, as fallback=yes has it. */
static void set(UCollator *c, const char *pair)
{
    const char *value = strchr(pair, '=');
    UErrorCode status = U_ZERO_ERROR;

    if (!value++)
        return;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (strncmp(pair, settings[i].name, (size_t)(value - pair) - 1) != 0 ||
            settings[i].name[value - pair - 1])
            continue;
        for (size_t k = 0; k < 7 && settings[i].values[k].word; k++)
            if (strcmp(settings[i].values[k].word, value) == 0)
                ucol_setAttribute(c, settings[i].attribute, settings[i].values[k].value, &status);
    }
}

static UCollator *open_collator(struct tp_xp_run *r, const char *uri)
{
    const char *language = r->hooks.language ? r->hooks.language : "en";
    TP_VEC(char *) pairs = {0};
    UErrorCode status = U_ZERO_ERROR;
    UCollator *c;

    if (strncmp(uri, UCA, strlen(UCA)) != 0 || (uri[strlen(UCA)] && uri[strlen(UCA)] != '?'))
        tp_xp_raise(r, "FOCH0002", "the collation \"%s\" is not known", uri);
    if (uri[strlen(UCA)]) {
        char *copy = tp_strdup(r->arena, uri + strlen(UCA) + 1), *rest = copy, *part;

        while ((part = strtok_r(rest, ";&", &rest)))
            TP_PUSH(r->arena, &pairs, part);
    }
    for (size_t i = 0; i < pairs.n; i++)
        if (strncmp(pairs.v[i], "lang=", 5) == 0)
            language = pairs.v[i] + 5;
    c = ucol_open(language, &status);
    if (U_FAILURE(status))
        tp_xp_raise(r, "FOCH0002", "the collation \"%s\" can't be opened", uri);
    tp_defer(r->arena, close_collator, c);
    for (size_t i = 0; i < pairs.n; i++)
        set(c, pairs.v[i]);
    return c;
}

const UCollator *xp_collator(struct tp_xp_run *r, const char *uri)
{
    struct xp_collations *all = r->collations;
    UCollator *c;

    if (!all)
        all = r->collations = TP_NEW(r->arena, struct xp_collations);
    for (size_t i = 0; i < all->known.n; i++)
        if (strcmp(all->known.v[i].uri, uri) == 0)
            return all->known.v[i].collator;
    c = open_collator(r, uri);
    if (all->known.n == all->known.cap)
        all->known.v = tp_vec_grow(r->arena, all->known.v, &all->known.cap, sizeof *all->known.v);
    all->known.v[all->known.n].uri = tp_strdup(r->arena, uri);
    all->known.v[all->known.n++].collator = c;
    return c;
}

int xp_collate(struct tp_xp_run *r, const char *collation, struct tp_slice a, struct tp_slice b)
{
    UCharIterator i, k;
    UErrorCode status = U_ZERO_ERROR;
    const UCollator *c;
    int n;

    if (!collation || strcmp(collation, XP_CODEPOINT_COLLATION) == 0)
        return by_code_point(a, b);
    c = xp_collator(r, collation);
    if (a.len > INT32_MAX || b.len > INT32_MAX)
        tp_xp_raise(r, "TPXP0001", "the text is too long to be compared");
    uiter_setUTF8(&i, a.p, (int32_t)a.len);
    uiter_setUTF8(&k, b.p, (int32_t)b.len);
    n = ucol_strcollIter(c, &i, &k, &status);
    if (U_FAILURE(status))
        tp_xp_raise(r, "FOCH0002", "the texts can't be compared: %s", u_errorName(status));
    return n;
}

const char *xp_collation(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n, size_t i)
{
    if (i >= n || !args[i].n)
        return NULL;
    return tp_strndup(r->work, args[i].v[0].u.text, args[i].v[0].len);
}
