#include "regex.h"

#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "../base/utf8.h"

struct tp_regex {
    URegularExpression *re;
    size_t number; /* in its set */
};

struct tp_matcher {
    struct tp_arena *arena;
    size_t n;
    URegularExpression **clone; /* by number */
};

enum { TIME_LIMIT = 200, STACK_LIMIT = 1 << 20 }; /* ICU's steps, about a millisecond each; bytes */

static void close_regex(void *re)
{
    uregex_close(re);
}

struct tp_subject tp_subject_new(struct tp_arena *a, const char *text, uint32_t len)
{
    struct tp_subject s = {.text = text, .len = len};
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0;

    s.utf16 = tp_alloc_array(a, (size_t)len + 1, sizeof *s.utf16);
    u_strFromUTF8WithSub(s.utf16, (int32_t)len + 1, &n, text, (int32_t)len, 0xFFFD, NULL, &status);
    s.chars = U_FAILURE(status) ? 0 : (uint32_t)n;
    return s;
}

struct tp_regex *tp_regex_new(struct tp_regex_set *set, const char *pattern, enum tp_code code,
                              struct tp_loc loc, struct tp_diags *ds)
{
    struct tp_subject s = tp_subject_new(set->arena, pattern, (uint32_t)strlen(pattern));
    struct tp_regex *r = TP_NEW(set->arena, struct tp_regex);
    UErrorCode status = U_ZERO_ERROR;
    UParseError where = {0};

    r->re = uregex_open(s.utf16, (int32_t)s.chars, 0, &where, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR)
        tp_arena_fail(set->arena);
    if (U_FAILURE(status)) {
        loc.col += where.offset > 0 ? (size_t)where.offset + 1 : 0; /* behind the opening quote */
        tp_diag(ds, code, loc,
                tp_fmt(ds->arena, "not a regular expression (%s)", u_errorName(status)));
        return NULL;
    }
    tp_defer(set->arena, close_regex, r->re);
    r->number = set->n++;
    return r;
}

struct tp_matcher *tp_matcher_new(struct tp_arena *a, const struct tp_regex_set *set)
{
    struct tp_matcher *m = TP_NEW(a, struct tp_matcher);

    m->arena = a;
    m->n = set->n;
    m->clone = tp_alloc_array(a, set->n, sizeof(URegularExpression *));
    return m;
}

static URegularExpression *clone_of(struct tp_matcher *m, const struct tp_regex *re)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *clone = m->clone[re->number];

    if (clone)
        return clone;
    clone = tp_own(m->arena, close_regex, uregex_clone(re->re, &status));
    uregex_setTimeLimit(clone, TIME_LIMIT, &status);
    uregex_setStackLimit(clone, STACK_LIMIT, &status);
    if (U_FAILURE(status))
        tp_arena_fail(m->arena);
    m->clone[re->number] = clone;
    return clone;
}

bool tp_regex_matches(struct tp_matcher *m, const struct tp_regex *re, const struct tp_subject *s)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *clone = clone_of(m, re);
    bool found;

    uregex_setText(clone, s->utf16, (int32_t)s->chars, &status);
    found = uregex_matches(clone, -1, &status);
    return U_SUCCESS(status) && found; /* a match that takes too long is none */
}

/* The byte offset of a UTF-16 offset; counted on from the last one, when it isn't before that. */
static uint32_t byte_at(struct tp_subject *s, int32_t unit)
{
    if ((uint32_t)unit < s->at_unit)
        s->at_unit = s->at_byte = 0;
    while (s->at_unit < (uint32_t)unit && s->at_byte < s->len) {
        uint32_t cp;
        size_t n = tp_utf8_decode(s->text + s->at_byte, s->len - s->at_byte, &cp);
        s->at_unit += n == 4 ? 2 : 1;
        s->at_byte += n ? (uint32_t)n : 1;
    }
    return s->at_byte;
}

bool tp_regex_find(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s,
                   uint32_t *at, struct tp_range *out)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *clone = clone_of(m, re);
    int32_t start, end;

    if (*at > s->chars)
        return false;
    uregex_setText(clone, s->utf16, (int32_t)s->chars, &status);
    if (!uregex_find(clone, (int32_t)*at, &status) || U_FAILURE(status))
        return false;
    start = uregex_start(clone, 0, &status);
    end = uregex_end(clone, 0, &status);
    if (U_FAILURE(status))
        return false;
    *at = (uint32_t)(end > start ? end : end + 1);
    *out = (struct tp_range){byte_at(s, start), byte_at(s, end)};
    return true;
}

bool tp_regex_group(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s,
                    const char *name, struct tp_range *out)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *clone = clone_of(m, re);
    int32_t group, start, end;

    group = uregex_groupNumberFromCName(clone, name, -1, &status);
    if (U_FAILURE(status))
        return false;
    start = uregex_start(clone, group, &status);
    end = uregex_end(clone, group, &status);
    if (U_FAILURE(status) || start < 0 || end <= start)
        return false;
    *out = (struct tp_range){byte_at(s, start), byte_at(s, end)};
    return true;
}
