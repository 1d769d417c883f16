/* fn_regex.c - matches(), replace() and tokenize() (Functions and Operators, 7.6), contains() and
 * its like (7.5). */
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/usearch.h>

#include "fn.h"
#include "xp_regex.h"

/* ---- compiled expressions, kept by a run ---- */

enum { KEPT = 128, TIME_LIMIT = 4000, STACK_LIMIT = 8 << 20 };

struct kept {
    const char *pattern, *flags;
    URegularExpression *re;
    const unsigned short *groups; /* the numbers of its N_GROUPS groups in RE, from 1 */
    int32_t n_groups;
    bool matches_nothing_too; /* it matches the empty text */
};

struct xp_regex_cache {
    struct tp_arena *arena;
    struct tp_mark end; /* behind the last: what failed after it is released */
    struct kept v[KEPT];
    size_t n;
};

static void close_regex(void *re)
{
    uregex_close(re);
}

static _Noreturn void regex_failed(struct tp_xp_run *r, UErrorCode status)
{
    tp_xp_raise(r, "TPXP0001", "the regular expression takes too long, or too much memory (%s)",
                u_errorName(status));
}

/* ICU calls this every so many steps of its own. */
static UBool U_CALLCONV count_steps(const void *run, int32_t steps)
{
    enum { EACH = 10000 };
    struct tp_xp_run *r = (struct tp_xp_run *)run;

    (void)steps;
    r->steps += EACH;
    return r->steps <= r->max_steps;
}

static URegularExpression *compile(struct tp_xp_run *r, struct tp_arena *a, struct kept *k)
{
    const char *pattern = k->pattern, *letters = k->flags;
    struct xp_regex_flags flags;
    struct xp_regex x;
    unsigned short *groups;
    uint32_t options = UREGEX_UNIX_LINES;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    int32_t len;
    UChar *u;
    URegularExpression *re;

    if (!xp_regex_read_flags((struct tp_slice){letters, strlen(letters)}, &flags))
        tp_xp_raise(r, "FORX0001", "\"%s\" are no flags: there are s, m, i and x", letters);
    xp_tick(r, strlen(pattern));
    x = xp_regex_translate(r->work, (struct tp_slice){pattern, strlen(pattern)}, flags);
    if (!x.icu)
        tp_xp_raise(r, "FORX0002", "\"%s\" is no regular expression: %s", pattern, x.why);
    k->n_groups = (int32_t)x.n_groups;
    k->groups = groups = TP_NEW_ARRAY(a, x.n_groups + 1, unsigned short);
    memcpy(groups, x.groups, (x.n_groups + 1) * sizeof *groups);
    u = fn_utf16(r, (struct tp_slice){x.icu, strlen(x.icu)}, &len);
    re = uregex_open(u, len, options, &where, &status);
    if (U_FAILURE(status))
        tp_xp_raise(r, "FORX0002", "\"%s\" is no regular expression (%s)", pattern,
                    u_errorName(status));
    tp_defer(a, close_regex, re);
    uregex_setMatchCallback(re, count_steps, r, &status);
    uregex_setTimeLimit(re, TIME_LIMIT, &status);
    uregex_setStackLimit(re, STACK_LIMIT, &status);
    if (U_FAILURE(status))
        regex_failed(r, status);
    return re;
}

static bool find(struct tp_xp_run *r, URegularExpression *re)
{
    UErrorCode status = U_ZERO_ERROR;
    bool found = uregex_findNext(re, &status);

    xp_tick(r, 1);
    if (U_FAILURE(status))
        regex_failed(r, status);
    return found;
}

static void set_text(struct tp_xp_run *r, URegularExpression *re, const UChar *u, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;

    xp_tick(r, (uint64_t)len / 8 + 1);
    uregex_setText(re, u, len, &status);
    if (U_FAILURE(status))
        regex_failed(r, status);
}

static struct kept *regex(struct tp_xp_run *r, struct tp_slice pattern, struct tp_slice flags)
{
    static const UChar nothing[1] = {0};
    struct xp_regex_cache *c = r->regexes;
    struct kept *k;

    if (!c) {
        c = r->regexes = TP_NEW(r->arena, struct xp_regex_cache);
        c->arena = tp_arena_sub(r->arena);
        c->end = tp_arena_mark(c->arena);
    }
    for (size_t i = 0; i < c->n; i++)
        if (tp_slice_is(pattern, c->v[i].pattern) && tp_slice_is(flags, c->v[i].flags))
            return &c->v[i];
    if (c->n == KEPT) { /* patterns from the document: begin anew */
        c->n = 0;
        tp_arena_free(c->arena);
        c->arena = tp_arena_sub(r->arena);
        c->end = tp_arena_mark(c->arena);
    }
    tp_arena_release(c->arena, c->end);
    k = &c->v[c->n];
    k->pattern = tp_strndup(c->arena, pattern.p, pattern.len);
    k->flags = tp_strndup(c->arena, flags.p, flags.len);
    k->re = compile(r, c->arena, k);
    set_text(r, k->re, nothing, 0);
    k->matches_nothing_too = find(r, k->re);
    c->n++;
    c->end = tp_arena_mark(c->arena);
    return k;
}

/* The place of a group in the match, in UTF-16 units; false: it took no part. */
static bool group(URegularExpression *re, int32_t number, int32_t *from, int32_t *to)
{
    UErrorCode status = U_ZERO_ERROR;

    *from = uregex_start(re, number, &status);
    *to = uregex_end(re, number, &status);
    return U_SUCCESS(status) && *from >= 0;
}

FN(fn_matches)
{
    int32_t len;
    UChar *u = fn_utf16(r, xp_arg_text(&args[0]), &len);
    struct kept *k =
        regex(r, xp_arg_text(&args[1]), n > 2 ? xp_arg_text(&args[2]) : (struct tp_slice){"", 0});

    FN_UNUSED();
    set_text(r, k->re, u, len);
    xp_push(r, out, xp_bool(find(r, k->re)));
}

/* ---- replace ---- */

/* A part of the replacement: a text, or a group of the match. */
struct piece {
    int32_t from, len; /* of the replacement */
    int32_t group;     /* -1: text */
};
struct pieces {
    TP_VEC(struct piece) v;
    UChar *text;
};

static void add_text(struct tp_xp_run *r, struct pieces *p, int32_t from)
{
    TP_PUSH(r->work, &p->v, (struct piece){from, 1, -1});
}

static int32_t group_number(const struct pieces *p, int32_t len, int32_t *i, int32_t groups)
{
    int32_t number = p->text[*i] - '0';

    for (; *i + 1 < len && p->text[*i + 1] >= '0' && p->text[*i + 1] <= '9'; ++*i) {
        int32_t longer = number * 10 + (p->text[*i + 1] - '0');

        if (longer > groups)
            break;
        number = longer;
    }
    return number;
}

static struct pieces take_apart(struct tp_xp_run *r, struct tp_slice replacement, int32_t groups)
{
    struct pieces p = {0};
    int32_t len;

    p.text = fn_utf16(r, replacement, &len);
    for (int32_t i = 0; i < len; i++) {
        UChar next = i + 1 < len ? p.text[i + 1] : 0;

        if (p.text[i] == '\\') {
            if (next != '\\' && next != '$')
                tp_xp_raise(r, "FORX0004", "in a replacement, \\ stands before \\ or $ alone");
            add_text(r, &p, ++i);
        } else if (p.text[i] == '$') {
            if (next < '0' || next > '9')
                tp_xp_raise(r, "FORX0004", "in a replacement, $ stands before a digit");
            i++;
            TP_PUSH(r->work, &p.v, (struct piece){0, 0, group_number(&p, len, &i, groups)});
        } else {
            add_text(r, &p, i);
        }
    }
    return p;
}

static void add_units(struct tp_xp_run *r, struct tp_buf *b, const UChar *u, int32_t len)
{
    struct tp_slice s = fn_utf8(r, u, len);

    xp_tick(r, s.len / 16);
    tp_buf_add(b, s.p, s.len);
}

static void put_pieces(struct tp_xp_run *r, struct tp_buf *b, const struct pieces *p,
                       const struct kept *k, const UChar *u)
{
    for (size_t i = 0; i < p->v.n; i++) {
        const struct piece *one = &p->v.v[i];
        int32_t from, to;

        if (one->group < 0) {
            size_t last = i; /* neighbours together: a character may have two units */

            while (last + 1 < p->v.n && p->v.v[last + 1].group < 0 &&
                   p->v.v[last + 1].from == p->v.v[last].from + 1)
                last++;
            add_units(r, b, p->text + one->from, (int32_t)(last - i) + 1);
            i = last;
        } else if (one->group <= k->n_groups &&
                   group(k->re, k->groups[one->group], &from, &to)) { /* 0 is the whole match */
            add_units(r, b, u + from, to - from);
        }
    }
}

static struct kept *not_empty(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n,
                              size_t flags)
{
    struct kept *k = regex(r, xp_arg_text(&args[1]),
                           n > flags ? xp_arg_text(&args[flags]) : (struct tp_slice){"", 0});

    if (k->matches_nothing_too)
        tp_xp_raise(r, "FORX0003", "the regular expression \"%s\" matches the empty text",
                    k->pattern);
    return k;
}

FN(fn_replace)
{
    struct kept *k = not_empty(r, args, n, 3);
    int32_t len, at = 0, from, to;
    UChar *u = fn_utf16(r, xp_arg_text(&args[0]), &len);
    struct pieces p = take_apart(r, xp_arg_text(&args[2]), k->n_groups);
    struct tp_buf b = tp_buf_new(r->work);

    FN_UNUSED();
    set_text(r, k->re, u, len);
    while (find(r, k->re) && group(k->re, 0, &from, &to)) {
        add_units(r, &b, u + at, from - at);
        put_pieces(r, &b, &p, k, u);
        at = to;
    }
    add_units(r, &b, u + at, len - at);
    xp_push(r, out, xp_from_buf(&b));
}

FN(fn_tokenize)
{
    struct kept *k = not_empty(r, args, n, 2);
    int32_t len, at = 0, from, to;
    UChar *u = fn_utf16(r, xp_arg_text(&args[0]), &len);

    FN_UNUSED();
    if (!len)
        return;
    set_text(r, k->re, u, len);
    while (find(r, k->re) && group(k->re, 0, &from, &to)) {
        fn_text(r, out, fn_utf8(r, u + at, from - at));
        at = to;
    }
    fn_text(r, out, fn_utf8(r, u + at, len - at));
}

/* ---- texts in texts (7.5) ---- */

struct place {
    size_t from, to; /* bytes */
    bool found;
};

static struct place find_bytes(struct tp_slice s, struct tp_slice part)
{
    if (!part.len)
        return (struct place){0, 0, true};
    for (size_t i = 0; part.len <= s.len && i <= s.len - part.len; i++) {
        const char *p = memchr(s.p + i, part.p[0], s.len - part.len - i + 1);

        if (!p)
            break;
        i = (size_t)(p - s.p);
        if (memcmp(p, part.p, part.len) == 0)
            return (struct place){i, i + part.len, true};
    }
    return (struct place){0, 0, false};
}

/* By ICU's search, when a collation is named. */
static struct place find_collated(struct tp_xp_run *r, const char *collation, struct tp_slice s,
                                  struct tp_slice part)
{
    struct place p = {0, 0, false};
    UErrorCode status = U_ZERO_ERROR;
    int32_t n, m, from;
    UChar *u = fn_utf16(r, s, &n), *v = fn_utf16(r, part, &m);
    const UCollator *collator = xp_collator(r, collation);
    UStringSearch *search;

    p.found = !m;
    if (!m || !n)
        return p;
    search = usearch_openFromCollator(v, m, u, n, collator, NULL, &status);
    if (search) {
        from = usearch_first(search, &status);
        if (U_SUCCESS(status) && from != USEARCH_DONE) {
            p.from = fn_utf8(r, u, from).len;
            p.to = p.from + fn_utf8(r, u + from, usearch_getMatchedLength(search)).len;
            p.found = true;
        }
        usearch_close(search);
    }
    return p;
}

static struct place find_text(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n)
{
    const char *collation = xp_collation(r, args, n, 2);
    struct tp_slice s = xp_arg_text(&args[0]), part = xp_arg_text(&args[1]);

    xp_tick(r, s.len / 16);
    if (!collation || strcmp(collation, XP_CODEPOINT_COLLATION) == 0)
        return find_bytes(s, part);
    return find_collated(r, collation, s, part);
}

FN(fn_contains)
{
    FN_UNUSED();
    xp_push(r, out, xp_bool(find_text(r, args, n).found));
}

/* Does the text begin, or end, with the other? With a collation: is it equal to it there? */
static bool at_end(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n, bool end)
{
    const char *collation = xp_collation(r, args, n, 2);
    struct tp_slice s = xp_arg_text(&args[0]), part = xp_arg_text(&args[1]);

    if (!collation || strcmp(collation, XP_CODEPOINT_COLLATION) == 0)
        return part.len <= s.len &&
               memcmp(end ? s.p + s.len - part.len : s.p, part.p, part.len) == 0;
    if (!part.len)
        return true;
    for (size_t i = 0; i <= s.len; i++) { /* each beginning, or end, of whole characters */
        struct tp_slice piece =
            end ? (struct tp_slice){s.p + i, s.len - i} : (struct tp_slice){s.p, i};

        if (i < s.len && ((unsigned char)s.p[i] & 0xC0) == 0x80)
            continue;
        xp_tick(r, 4 + piece.len / 16);
        if (xp_collate(r, collation, piece, part) == 0)
            return true;
    }
    return false;
}

FN(fn_starts_with)
{
    FN_UNUSED();
    xp_push(r, out, xp_bool(at_end(r, args, n, false)));
}

FN(fn_ends_with)
{
    FN_UNUSED();
    xp_push(r, out, xp_bool(at_end(r, args, n, true)));
}

FN(fn_substring_before)
{
    struct place p = find_text(r, args, n);

    FN_UNUSED();
    fn_text(r, out, (struct tp_slice){xp_arg_text(&args[0]).p, p.found ? p.from : 0});
}

FN(fn_substring_after)
{
    struct place p = find_text(r, args, n);
    struct tp_slice s = xp_arg_text(&args[0]);

    FN_UNUSED();
    fn_text(r, out,
            p.found ? (struct tp_slice){s.p + p.to, s.len - p.to} : (struct tp_slice){"", 0});
}

const struct xp_fn xp_fn_regex[] = {
    {"matches", 2, 3, "S?SS", fn_matches, NULL, 0, XP_FN_BOOLEAN, NULL, 0},          /* 7.6.2 */
    {"replace", 3, 4, "S?SSS", fn_replace, NULL, 0, XP_FN_STRING, NULL, 0},          /* 7.6.3 */
    {"tokenize", 2, 3, "S?SS", fn_tokenize, NULL, 0, XP_FN_STRING, NULL, 0},         /* 7.6.4 */
    {"contains", 2, 3, "S?S?S", fn_contains, NULL, 0, XP_FN_BOOLEAN, NULL, 0},       /* 7.5.1 */
    {"starts-with", 2, 3, "S?S?S", fn_starts_with, NULL, 0, XP_FN_BOOLEAN, NULL, 0}, /* 7.5.2 */
    {"ends-with", 2, 3, "S?S?S", fn_ends_with, NULL, 0, XP_FN_BOOLEAN, NULL, 0},     /* 7.5.3 */
    {"substring-before", 2, 3, "S?S?S", fn_substring_before, NULL, 0, XP_FN_STRING, NULL, 0},
    {"substring-after", 2, 3, "S?S?S", fn_substring_after, NULL, 0, XP_FN_STRING, NULL,
     0}, /* 7.5.5 */
    {0},
};
