#include "regex.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "../base/utf8.h"
#include "sieve.h"

struct tp_regex {
    URegularExpression *re; /* NULL: compiled when it is asked for, see struct lazy */
    const char *pattern;
    size_t number; /* in its set */
    enum tp_regex_group group;
    size_t bit; /* in its group's sieve */
};

/* What a sieve said of a text: the same blocks and lines are asked about from many places. */
struct answer {
    uint64_t *may; /* and behind it a copy of the text; NULL: nothing yet */
    size_t room;   /* bytes */
    uint32_t len;
    enum tp_regex_group group;
};

enum { ANSWERS = 256, LONGEST_ANSWERED = 2048 }; /* bytes of text; longer ones are asked once */

struct tp_matcher {
    struct tp_arena *arena; /* of the document that has it now */
    struct answer answer[ANSWERS];
    struct tp_regex_set *set;
    struct tp_matcher *next; /* of those that nobody has */
    struct tp_sieve_work *work[TP_REGEX_GROUPS];
    URegularExpression *clone[]; /* by number */
};

struct tp_regex_set {
    struct tp_arena *arena;
    struct tp_arena *trees_arena; /* until the sieves are made */
    struct tp_pattern_cache *sets;
    size_t n;
    struct {
        struct tp_pattern **v;
        size_t n, cap;
    } trees[TP_REGEX_GROUPS];
    struct tp_sieve *sieve[TP_REGEX_GROUPS];
    bool trust;
    pthread_mutex_t mutex; /* for what follows */
    struct tp_matcher *idle;
    struct lazy {
        const struct tp_regex *of;
        URegularExpression *re;
        struct lazy *next;
    } * lazy;
};

enum { TIME_LIMIT = 200, STACK_LIMIT = 1 << 20 }; /* ICU's steps, about a millisecond each; bytes */

static void close_regex(void *re)
{
    uregex_close(re);
}

static void free_matcher(struct tp_matcher *m)
{
    for (size_t i = 0; i < m->set->n; i++)
        uregex_close(m->clone[i]);
    for (size_t i = 0; i < ANSWERS; i++)
        free(m->answer[i].may);
    for (int i = 0; i < TP_REGEX_GROUPS; i++)
        tp_sieve_work_free(m->work[i]);
    free(m);
}

static void close_set(void *arg)
{
    struct tp_regex_set *set = arg;

    while (set->idle) {
        struct tp_matcher *m = set->idle;
        set->idle = m->next;
        free_matcher(m);
    }
    while (set->lazy) {
        struct lazy *l = set->lazy;
        set->lazy = l->next;
        uregex_close(l->re);
        free(l);
    }
    (void)pthread_mutex_destroy(&set->mutex);
}

struct tp_regex_set *tp_regex_set_new(struct tp_arena *a)
{
    struct tp_regex_set *set = TP_NEW(a, struct tp_regex_set);

    set->arena = a;
    set->trees_arena = tp_arena_sub(a);
    set->sets = tp_pattern_cache_new(set->trees_arena);
    if (pthread_mutex_init(&set->mutex, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, close_set, set);
    return set;
}

struct tp_subject tp_subject_new(struct tp_arena *a, const char *text, uint32_t len)
{
    return (struct tp_subject){.arena = a, .text = text, .len = len};
}

static void make_utf16(struct tp_subject *s)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0;

    if (s->utf16)
        return;
    s->utf16 = tp_alloc_array(s->arena, (size_t)s->len + 1, sizeof *s->utf16);
    u_strFromUTF8WithSub(s->utf16, (int32_t)s->len + 1, &n, s->text, (int32_t)s->len, 0xFFFD, NULL,
                         &status);
    s->chars = U_FAILURE(status) ? 0 : (uint32_t)n;
}

void tp_regex_set_trust(struct tp_regex_set *set, bool trust)
{
    set->trust = trust;
}

/* The column of byte AT of the expression: LOC is where it begins, or the quote before it. A
 * doubled quote in it shifts the columns behind it; such an expression is rare. */
static struct tp_loc at_byte(struct tp_loc loc, const char *pattern, size_t at, bool quoted)
{
    if (loc.col)
        loc.col += tp_utf8_count(pattern, at) + quoted;
    return loc;
}

/* Where ICU stopped, as bytes of the expression. */
static size_t byte_of_unit(const char *pattern, int32_t units)
{
    size_t at = 0, len = strlen(pattern);

    while (units > 0 && at < len) {
        uint32_t cp;
        size_t n = tp_utf8_decode(pattern + at, len - at, &cp);
        units -= n == 4 ? 2 : 1;
        at += n ? n : 1;
    }
    return at;
}

static URegularExpression *compile(struct tp_arena *a, const char *pattern, UParseError *where,
                                   UErrorCode *status)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_subject s = tp_subject_new(work, pattern, (uint32_t)strlen(pattern));
    URegularExpression *re;

    make_utf16(&s);
    re = uregex_open(s.utf16, (int32_t)s.chars, 0, where, status); /* copies the text */
    tp_arena_free(work);
    if (*status == U_MEMORY_ALLOCATION_ERROR)
        tp_arena_fail(a);
    return re;
}

struct tp_regex *tp_regex_new(struct tp_regex_set *set, const char *pattern,
                              enum tp_regex_group group, enum tp_code code, struct tp_loc loc,
                              bool quoted, struct tp_diags *ds)
{
    struct tp_regex *r = TP_NEW(set->arena, struct tp_regex);
    struct tp_pattern *tree;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where = {0};
    uint32_t at;

    r->pattern = set->trust ? tp_strdup(set->arena, pattern) : NULL;
    if (!set->trust)
        r->re = compile(set->arena, pattern, &where, &status);
    if (U_FAILURE(status)) {
        tp_diag(ds, code,
                at_byte(loc, pattern,
                        byte_of_unit(pattern, where.offset > 0 ? where.offset - 1 : 0), quoted),
                tp_fmt(ds->arena, "not a regular expression (%s)", u_errorName(status)));
        return NULL;
    }
    if (r->re)
        tp_defer(set->arena, close_regex, r->re);
    tree = tp_pattern_parse(set->sets, pattern);
    if (tree && !set->trust && tp_pattern_explodes(set->trees_arena, tree, &at)) {
        tp_diag(ds, code, at_byte(loc, pattern, at, quoted),
                "matching this part, which repeats what can be read in several ways, may take "
                "exponential time; let each repetition begin or end with a sign of its own");
        return NULL;
    }
    r->number = set->n++;
    r->group = group;
    r->bit = set->trees[group].n;
    TP_PUSH(set->arena, &set->trees[group], tree);
    return r;
}

bool tp_regex_has_group(const struct tp_regex *re, const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *at = re->pattern;
    size_t n = strlen(name);

    if (!re->re) { /* nothing else looks like it in an expression that is known to be good */
        while ((at = strstr(at, "(?<")) != NULL &&
               (strncmp(at + 3, name, n) != 0 || at[3 + n] != '>'))
            at += 3;
        return at != NULL;
    }
    (void)uregex_groupNumberFromCName(re->re, name, -1, &status);
    return U_SUCCESS(status);
}

void tp_regex_set_ready(struct tp_regex_set *set)
{
    for (int i = 0; i < TP_REGEX_GROUPS; i++)
        set->sieve[i] =
            tp_sieve_new(set->arena, set->trees[i].v, set->trees[i].n, i == TP_REGEX_SEARCH);
    tp_arena_free(set->trees_arena);
    set->trees_arena = NULL;
}

/* ---- matchers ---- */

static void give_back(void *arg)
{
    struct tp_matcher *m = arg;
    struct tp_regex_set *set = m->set;

    (void)pthread_mutex_lock(&set->mutex); /* a plain mutex, used rightly, doesn't fail */
    m->arena = NULL;
    m->next = set->idle;
    set->idle = m;
    (void)pthread_mutex_unlock(&set->mutex);
}

static struct tp_matcher *new_matcher(struct tp_arena *a, struct tp_regex_set *set)
{
    struct tp_matcher *m = calloc(1, sizeof *m + set->n * sizeof m->clone[0]);

    if (m) {
        m->set = set;
        return m;
    }
    tp_arena_fail(a);
}

struct tp_matcher *tp_matcher_new(struct tp_arena *a, struct tp_regex_set *set)
{
    struct tp_matcher *m;

    (void)pthread_mutex_lock(&set->mutex);
    m = set->idle;
    if (m)
        set->idle = m->next;
    (void)pthread_mutex_unlock(&set->mutex);
    if (!m)
        m = new_matcher(a, set);
    m->arena = a;
    tp_defer(a, give_back, m);
    return m;
}

/* An expression that nobody has asked for yet is compiled; outside the mutex, so that failing
 * leaves nothing behind: of two threads either one's will do. */
static const URegularExpression *compiled(struct tp_matcher *m, const struct tp_regex *re)
{
    struct tp_regex_set *set = m->set;
    struct lazy *l;
    URegularExpression *made;
    UParseError where;
    UErrorCode status = U_ZERO_ERROR;

    if (re->re)
        return re->re;
    (void)pthread_mutex_lock(&set->mutex);
    for (l = set->lazy; l && l->of != re; l = l->next)
        ;
    (void)pthread_mutex_unlock(&set->mutex);
    if (l)
        return l->re;
    made = compile(m->arena, re->pattern, &where, &status);
    l = calloc(1, sizeof *l);
    if (l) {
        *l = (struct lazy){.of = re, .re = made};
        (void)pthread_mutex_lock(&set->mutex);
        l->next = set->lazy;
        set->lazy = l;
        (void)pthread_mutex_unlock(&set->mutex);
        return made;
    }
    uregex_close(made);
    tp_arena_fail(m->arena);
}

static URegularExpression *clone_of(struct tp_matcher *m, const struct tp_regex *re)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *clone = m->clone[re->number];

    if (clone)
        return clone;
    clone = uregex_clone(compiled(m, re), &status);
    uregex_setTimeLimit(clone, TIME_LIMIT, &status);
    uregex_setStackLimit(clone, STACK_LIMIT, &status);
    if (U_FAILURE(status)) {
        uregex_close(clone);
        tp_arena_fail(m->arena);
    }
    m->clone[re->number] = clone;
    return clone;
}

/* The place of an answer: one of two texts that fall together is forgotten. */
static struct answer *answer_for(struct tp_matcher *m, const struct tp_subject *s,
                                 enum tp_regex_group group)
{
    uint64_t h = s->len * 3 + (uint64_t)group, ends[2] = {0};
    size_t n = s->len < sizeof ends[0] ? s->len : sizeof ends[0];

    memcpy(&ends[0], s->text, n);
    memcpy(&ends[1], s->text + s->len - n, n);
    h = (h ^ ends[0]) * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 32 ^ ends[1]) * 0x9E3779B97F4A7C15u;
    return &m->answer[h >> 32 & (ANSWERS - 1)];
}

/* Keep an answer; not when there is no memory for it. */
static void keep_answer(struct answer *k, const struct tp_subject *s, enum tp_regex_group group,
                        const uint64_t *may, size_t words)
{
    size_t room = words * sizeof *may + s->len;

    if (!k->may || room > k->room) {
        uint64_t *grown = realloc(k->may, room);
        if (!grown)
            return;
        k->may = grown;
        k->room = room;
    }
    memcpy(k->may, may, words * sizeof *may);
    memcpy(k->may + words, s->text, s->len);
    k->len = s->len;
    k->group = group;
}

/* Ask the sieve of the group, unless its answer is known. */
static void ask(struct tp_matcher *m, struct tp_subject *s, enum tp_regex_group group, size_t words,
                uint64_t *may)
{
    struct answer *k = answer_for(m, s, group);

    if (k->may && k->len == s->len && k->group == group &&
        memcmp(k->may + words, s->text, s->len) == 0) {
        memcpy(may, k->may, words * sizeof *may);
        return;
    }
    tp_sieve_ask(m->work[group], s->text, s->len, may);
    if (s->len <= LONGEST_ANSWERED)
        keep_answer(k, s, group, may, words);
}

bool tp_regex_may(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s)
{
    const struct tp_sieve *sieve = m->set->sieve[re->group];
    uint64_t *may = s->may[re->group];

    if (!sieve)
        return true;
    if (!may) {
        struct tp_sieve_work **work = &m->work[re->group];
        if (!*work)
            *work = tp_sieve_work_new(sieve);
        if (!*work)
            return true;
        may = tp_alloc_array(s->arena, tp_sieve_words(sieve), sizeof *may);
        ask(m, s, re->group, tp_sieve_words(sieve), may);
        s->may[re->group] = may;
    }
    return may[re->bit / 64] >> re->bit % 64 & 1;
}

bool tp_regex_matches(struct tp_matcher *m, const struct tp_regex *re, struct tp_subject *s)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *clone;
    bool found;

    if (!tp_regex_may(m, re, s))
        return false;
    make_utf16(s);
    clone = clone_of(m, re);
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
    URegularExpression *clone;
    int32_t start, end;

    if (!tp_regex_may(m, re, s))
        return false;
    make_utf16(s);
    if (*at > s->chars)
        return false;
    clone = clone_of(m, re);
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
