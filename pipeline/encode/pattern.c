#include "pattern.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "../base/utf8.h"

struct flags {
    bool fold, all; /* (?i), (?s) */
};

struct tp_pattern_cache {
    struct tp_arena *a;
    TP_VEC(struct named_set {
        const char *expression;
        USet *set;
    })
    named;
};

struct parser {
    struct tp_arena *a;
    struct tp_pattern_cache *cache;
    const char *p; /* NUL-terminated UTF-8 */
    uint32_t at;
    unsigned depth;
    struct flags flags;
    bool unknown; /* something that isn't known here: give up */
};

static struct tp_pattern *new_node(struct parser *ps, enum tp_pattern_kind kind, uint32_t at)
{
    struct tp_pattern *n = TP_NEW(ps->a, struct tp_pattern);

    n->kind = kind;
    n->at = at;
    return n;
}

/* ---- sets ---- */

static void close_set(void *set)
{
    uset_close(set);
}

static USet *new_set(struct parser *ps)
{
    return tp_own(ps->a, close_set, uset_openEmpty());
}

static struct tp_pattern *set_node(struct parser *ps, USet *set, uint32_t at)
{
    struct tp_pattern *n = new_node(ps, TP_PATTERN_SET, at);

    n->set = set;
    return n;
}

static bool take(struct parser *ps, const char *word)
{
    size_t n = strlen(word);

    if (strncmp(ps->p + ps->at, word, n) != 0)
        return false;
    ps->at += (uint32_t)n;
    return true;
}

static uint32_t next_char(struct parser *ps)
{
    uint32_t cp = 0;
    size_t left = strlen(ps->p + ps->at), n;

    if (!left) {
        ps->unknown = true;
        return 0;
    }
    n = tp_utf8_decode(ps->p + ps->at, left, &cp);
    ps->at += n ? (uint32_t)n : 1;
    return cp;
}

/* "[...]" in the syntax of ICU's sets; NULL: it isn't. */
static const USet *set_named(struct tp_pattern_cache *c, const char *expression)
{
    UChar pattern[160];
    UErrorCode status = U_ZERO_ERROR;
    USet *set;

    for (size_t i = 0; i < c->named.n; i++)
        if (strcmp(c->named.v[i].expression, expression) == 0)
            return c->named.v[i].set;
    if (strlen(expression) >= 159)
        return NULL;
    u_uastrcpy(pattern, expression);
    set = uset_openPattern(pattern, -1, &status);
    if (U_FAILURE(status))
        return NULL;
    tp_defer(c->a, close_set, set);
    TP_PUSH(c->a, &c->named, (struct named_set){tp_strdup(c->a, expression), set});
    return set;
}

static void add_expression(struct parser *ps, USet *out, const char *expression)
{
    const USet *set = set_named(ps->cache, expression);

    if (set)
        uset_addAll(out, set);
    else
        ps->unknown = true;
}

/* As (?i) widens it; the longer foldings are seen to elsewhere. A large set gets all letters that
 * have a case, as to fold each character costs much. */
static void widen(struct parser *ps, USet *set)
{
    enum { MANY = 400 };

    if (!ps->flags.fold)
        return;
    if (uset_size(set) > MANY) {
        add_expression(ps, set, "[\\p{Cased}\\p{Changes_When_Casemapped}]");
        return;
    }
    uset_closeOver(set, USET_CASE_INSENSITIVE);
    uset_removeAllStrings(set);
}

/* \p{...} or \P{...}; P or p is next. */
static void property(struct parser *ps, USet *out)
{
    const char *from = ps->p + ps->at, *end = strchr(from, '}');

    if (from[1] != '{' || !end) {
        ps->unknown = true;
        return;
    }
    add_expression(ps, out, tp_fmt(ps->a, "[\\%.*s]", (int)(end + 1 - from), from));
    ps->at += (uint32_t)(end + 1 - from);
}

/* The class or the sign behind a backslash, added to OUT. */
static void escape(struct parser *ps, USet *out)
{
    static const struct {
        char letter;
        const char *set;
    } classes[] = {{'d', "[\\p{Nd}]"},
                   {'D', "[^\\p{Nd}]"},
                   {'s', "[\\p{White_Space}]"},
                   {'S', "[^\\p{White_Space}]"},
                   {'w', "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]"},
                   {'W', "[^\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]"}};
    static const struct {
        char letter;
        UChar32 sign;
    } signs[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'f', '\f'}};
    char c = ps->p[ps->at];

    if (c == 'p' || c == 'P') {
        property(ps, out);
        return;
    }
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (c == classes[i].letter) {
            ps->at++;
            add_expression(ps, out, classes[i].set);
            return;
        }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (c == signs[i].letter) {
            ps->at++;
            uset_add(out, signs[i].sign);
            return;
        }
    if ((c | 32) >= 'a' && (c | 32) <= 'z')
        ps->unknown = true; /* \x41, \R, \X, ... */
    else if (c >= '0' && c <= '9')
        ps->unknown = true;
    else
        uset_add(out, (UChar32)next_char(ps));
}

static void class(struct parser *ps, USet *out);

/* One element of a class, or a range, added to OUT. */
static void class_item(struct parser *ps, USet *out)
{
    UChar32 from;

    if (take(ps, "[:")) {
        ps->unknown = true; /* [:alpha:] */
        return;
    }
    if (take(ps, "[")) {
        class(ps, out);
        return;
    }
    if (take(ps, "\\")) {
        USet *one = new_set(ps);
        escape(ps, one);
        uset_addAll(out, one);
        if (ps->unknown || uset_size(one) != 1 || ps->p[ps->at] != '-')
            return;
        from = uset_charAt(one, 0);
    } else {
        from = (UChar32)next_char(ps);
        uset_add(out, from);
    }
    if (ps->p[ps->at] == '-' && ps->p[ps->at + 1] != ']' && ps->p[ps->at + 1] != '\0') {
        UChar32 to;
        if (ps->p[ps->at + 1] == '-' || ps->p[ps->at + 1] == '[') {
            ps->unknown = true; /* a difference of sets */
            return;
        }
        ps->at++;
        (void)take(ps, "\\");
        to = (UChar32)next_char(ps);
        if (to < from || ps->unknown)
            ps->unknown = true;
        else
            uset_addRange(out, from, to);
    }
}

/* Behind "[", to behind "]". A part behind "&&" is met with all before it. */
static void class(struct parser *ps, USet *out)
{
    bool not = take(ps, "^"), first = true, meet = false;
    USet *sum = new_set(ps), *part = new_set(ps);

    if (++ps->depth > TP_PATTERN_DEPTH)
        ps->unknown = true;
    for (; !ps->unknown && (first || ps->p[ps->at] != ']'); first = false) {
        if (take(ps, "&&")) {
            if (meet)
                uset_retainAll(sum, part);
            else
                uset_addAll(sum, part);
            uset_clear(part);
            meet = true;
            continue;
        }
        class_item(ps, part);
    }
    ps->depth--;
    if (!take(ps, "]"))
        ps->unknown = true;
    if (meet)
        uset_retainAll(sum, part);
    else
        uset_addAll(sum, part);
    if (not )
        uset_complement(sum);
    widen(ps, sum);
    uset_addAll(out, sum);
}

static struct tp_pattern *any_char(struct parser *ps, uint32_t at)
{
    USet *set = new_set(ps);

    uset_addRange(set, 0, 0x10FFFF);
    if (!ps->flags.all) {
        uset_removeRange(set, 0x0A, 0x0D);
        uset_remove(set, 0x85);
        uset_removeRange(set, 0x2028, 0x2029);
    }
    return set_node(ps, set, at);
}

/* ---- the tree ---- */

static struct tp_pattern *alternatives(struct parser *ps);

static struct tp_pattern *empty(struct parser *ps)
{
    return new_node(ps, TP_PATTERN_EMPTY, ps->at);
}

/* "(?is-x)" and "(?i:"; the flags up to ":" or ")". */
static void read_flags(struct parser *ps)
{
    bool on = true;

    for (;; ps->at++)
        switch (ps->p[ps->at]) {
        case 'i':
            ps->flags.fold = on;
            break;
        case 's':
            ps->flags.all = on;
            break;
        case 'm': /* for anchors, which are left out */
        case 'w':
            break;
        case '-':
            on = false;
            break;
        default:
            if (ps->p[ps->at] != ':' && ps->p[ps->at] != ')')
                ps->unknown = true; /* (?x) */
            return;
        }
}

/* Behind "(", to behind ")". */
static struct tp_pattern *group(struct parser *ps)
{
    static const char *const looks[] = {"?=", "?!", "?<=", "?<!"};
    struct flags outer = ps->flags;
    struct tp_pattern *n = NULL;
    bool look = false;

    for (size_t i = 0; i < sizeof looks / sizeof *looks && !look; i++)
        look = take(ps, looks[i]);
    if (!look && take(ps, "?<")) {
        const char *end = strchr(ps->p + ps->at, '>');
        ps->at = end ? (uint32_t)(end + 1 - ps->p) : ps->at;
        ps->unknown = ps->unknown || !end;
    } else if (!look && !take(ps, "?>") && take(ps, "?")) {
        read_flags(ps);
        if (take(ps, ")")) /* up to the end of the group around it */
            return empty(ps);
        if (!take(ps, ":"))
            ps->unknown = true; /* (?#...) */
    }
    if (ps->depth++ >= TP_PATTERN_DEPTH)
        ps->unknown = true;
    if (!ps->unknown)
        n = alternatives(ps);
    ps->depth--;
    if (!take(ps, ")"))
        ps->unknown = true;
    ps->flags = outer;
    return look || !n ? empty(ps) : n;
}

/* "ss" and "ß" are the same under (?i), in both directions. */
static struct tp_pattern *sharp_s(struct parser *ps, uint32_t at)
{
    struct tp_pattern *alt = new_node(ps, TP_PATTERN_ALT, at);
    struct tp_pattern *two = new_node(ps, TP_PATTERN_CAT, at);
    USet *s = new_set(ps), *s2 = new_set(ps), *sharp = new_set(ps);

    uset_add(s, 's');
    widen(ps, s);
    uset_addAll(s2, s);
    uset_add(sharp, 0xDF);
    uset_add(sharp, 0x1E9E);
    two->first = set_node(ps, s, at);
    two->first->next = set_node(ps, s2, at);
    alt->first = two;
    two->next = set_node(ps, sharp, at);
    return alt;
}

static bool is_quantifier(char c)
{
    return c == '*' || c == '+' || c == '?' || c == '{';
}

static struct tp_pattern *atom(struct parser *ps)
{
    uint32_t at = ps->at, cp;
    USet *set;

    if (take(ps, "("))
        return group(ps);
    if (take(ps, "."))
        return any_char(ps, at);
    if (take(ps, "^") || take(ps, "$") || take(ps, "\\b") || take(ps, "\\B") || take(ps, "\\A") ||
        take(ps, "\\z") || take(ps, "\\Z"))
        return empty(ps);
    set = new_set(ps);
    if (take(ps, "[")) {
        class(ps, set);
        return set_node(ps, set, at);
    }
    if (take(ps, "\\")) {
        escape(ps, set);
        widen(ps, set);
        return set_node(ps, set, at);
    }
    cp = next_char(ps);
    if (ps->flags.fold && (cp == 0xDF || cp == 0x1E9E))
        return sharp_s(ps, at);
    if (ps->flags.fold && (cp | 32) == 's' && (ps->p[ps->at] | 32) == 's' &&
        !is_quantifier(ps->p[ps->at + 1])) {
        ps->at++;
        return sharp_s(ps, at);
    }
    uset_add(set, (UChar32)cp);
    widen(ps, set);
    return set_node(ps, set, at);
}

static uint32_t number(struct parser *ps)
{
    uint32_t n = 0;

    while (ps->p[ps->at] >= '0' && ps->p[ps->at] <= '9' && n < 1000000)
        n = n * 10 + (uint32_t)(ps->p[ps->at++] - '0');
    return n;
}

/* An atom with its quantifiers. */
static struct tp_pattern *piece(struct parser *ps)
{
    uint32_t at = ps->at;
    struct tp_pattern *n = atom(ps);

    while (!ps->unknown && is_quantifier(ps->p[ps->at])) {
        struct tp_pattern *rep = new_node(ps, TP_PATTERN_REP, at);
        rep->first = n;
        rep->max = UINT32_MAX;
        if (take(ps, "+")) {
            rep->min = 1;
        } else if (take(ps, "?")) {
            rep->max = 1;
        } else if (take(ps, "{")) {
            rep->min = rep->max = number(ps);
            if (take(ps, ","))
                rep->max = ps->p[ps->at] == '}' ? UINT32_MAX : number(ps);
            if (!take(ps, "}"))
                ps->unknown = true;
        } else {
            ps->at++;
        }
        if (!take(ps, "?"))
            rep->possessive = take(ps, "+");
        n = rep;
    }
    return n;
}

static struct tp_pattern *sequence(struct parser *ps)
{
    struct tp_pattern *cat = new_node(ps, TP_PATTERN_CAT, ps->at), **last = &cat->first;

    while (!ps->unknown && ps->p[ps->at] && ps->p[ps->at] != '|' && ps->p[ps->at] != ')') {
        *last = piece(ps);
        last = &(*last)->next;
    }
    return cat;
}

static struct tp_pattern *alternatives(struct parser *ps)
{
    struct tp_pattern *alt = new_node(ps, TP_PATTERN_ALT, ps->at), **last = &alt->first;

    do {
        *last = sequence(ps);
        last = &(*last)->next;
    } while (!ps->unknown && take(ps, "|"));
    return alt->first->next ? alt : alt->first;
}

struct tp_pattern_cache *tp_pattern_cache_new(struct tp_arena *a)
{
    struct tp_pattern_cache *c = TP_NEW(a, struct tp_pattern_cache);

    c->a = a;
    return c;
}

struct tp_pattern *tp_pattern_parse(struct tp_pattern_cache *c, const char *regex)
{
    struct parser ps = {.a = c->a, .cache = c, .p = regex};
    struct tp_pattern *n = alternatives(&ps);

    return ps.unknown || ps.p[ps.at] ? NULL : n;
}
