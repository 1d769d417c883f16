/*
 * xp_regex.c - from XPath's regular expressions to ICU's.
 *
 * For XPath, a back-reference to a group that took no part is the empty text; for ICU it fails. So
 * a group that is referred to is written with an empty group at its end, which tells whether it
 * took part: (x)?\1 becomes ((?:x)())?(?:\1|(?!\2)). The flag i concerns single characters and
 * ranges, each with its variants of one character, and no categories; ICU has it otherwise, and so
 * it is worked out here. What differs besides: ^ and $ are the ends of the text unless the flag m
 * is given, and no $ stands before a last line end; \i, \c, \d, \w and \s have XML's meaning;
 * blocks are \p{IsName}; classes subtract by -[ ]; and much that ICU takes (lookahead, possessive
 * quantifiers, \b, \x) is an error here.
 */
#include "xp_regex.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uset.h>

#include "../base/utf8.h"

enum { MAX_GROUPS = 1000, MAX_NEST = 100, MAX_REPEAT = 10000, DOTLESS_I = 0x131 };

#define NAME_START                                                                                 \
    ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"          \
    "\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD"   \
    "\\U00010000-\\U000EFFFF"
#define NAME_CHAR NAME_START "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040"

struct translation {
    const char *p, *end;
    struct tp_buf out;
    struct xp_regex_flags flags;
    unsigned opened, depth;
    unsigned written;            /* groups in OUT */
    bool closed[MAX_GROUPS + 1]; /* of each capturing group: may be referred to */
    bool asked[MAX_GROUPS + 1];  /* it is referred to: known from the first time through */
    bool any_asked;
    unsigned short number[MAX_GROUPS + 1]; /* of the group in OUT */
    unsigned short mark[MAX_GROUPS + 1];   /* of the empty one at its end */
    unsigned stack[MAX_NEST];              /* open groups; 0: not capturing */
    const char *why;
};

bool xp_regex_read_flags(struct tp_slice letters, struct xp_regex_flags *f)
{
    *f = (struct xp_regex_flags){0};
    for (size_t i = 0; i < letters.len; i++)
        switch (letters.p[i]) {
        case 's':
            f->dot_all = true;
            break;
        case 'm':
            f->lines = true;
            break;
        case 'i':
            f->ignore_case = true;
            break;
        case 'x':
            f->spaced = true;
            break;
        case 'q':
            f->literal = true;
            break;
        default:
            return false;
        }
    return true;
}

static bool fail(struct translation *t, const char *why)
{
    if (!t->why)
        t->why = why;
    return false;
}

/* With the flag x, white space outside classes doesn't count, not even behind a backslash. */
static struct tp_slice unspaced(struct tp_arena *a, struct tp_slice s)
{
    struct tp_buf b = tp_buf_new(a);
    size_t open = 0;
    bool escaped = false;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];

        if (!open && (c == ' ' || c == '\t' || c == '\r' || c == '\n'))
            continue;
        tp_buf_char(&b, c);
        if (!escaped && c == '[')
            open++;
        else if (!escaped && c == ']' && open)
            open--;
        escaped = !escaped && c == '\\';
    }
    return (struct tp_slice){b.p ? b.p : "", b.len};
}

static bool next_is(struct translation *t, char c)
{
    return t->p < t->end && *t->p == c;
}

static bool next_char(struct translation *t, uint32_t *c)
{
    size_t n = t->p < t->end ? tp_utf8_decode(t->p, (size_t)(t->end - t->p), c) : 0;

    t->p += n;
    return n != 0;
}

/* A character that stands for itself, in a form that ICU gives no other meaning. */
static void put_plain(struct translation *t, uint32_t c)
{
    if (c < 0x80 && (u_isalnum((UChar32)c) || c == '_'))
        tp_buf_char(&t->out, (char)c);
    else if (c < 0x80)
        tp_buf_fmt(&t->out, "\\x{%X}", (unsigned)c);
    else
        tp_buf_codepoint(&t->out, c);
}

static void put_plain_range(struct translation *t, uint32_t from, uint32_t to)
{
    put_plain(t, from);
    if (to > from) {
        tp_buf_char(&t->out, '-');
        put_plain(t, to);
    }
}

/* The characters FROM to TO, with their variants in case if the flag i is given. BARE: inside a
 * class already. */
static void put_range(struct translation *t, uint32_t from, uint32_t to, bool bare)
{
    USet *set = t->flags.ignore_case ? uset_open((UChar32)from, (UChar32)to) : NULL;
    int32_t n;

    if (!set) {
        put_plain_range(t, from, to);
        return;
    }
    uset_closeOver(set, USET_CASE_INSENSITIVE);
    uset_removeAllStrings(set); /* ss is no variant of the one character sharp s */
    /* For the folding of Unicode, the dotless i has no variants; but I is its upper case (7.6.1.1).
     */
    if (uset_contains(set, 'I') || uset_contains(set, DOTLESS_I)) {
        uset_add(set, 'I');
        uset_add(set, 'i');
        uset_add(set, DOTLESS_I);
    }
    n = uset_getItemCount(set);
    bare |= n == 1 && uset_size(set) == 1;
    tp_buf_str(&t->out, bare ? "" : "[");
    for (int32_t i = 0; i < n; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar32 first, last;

        if (uset_getItem(set, i, &first, &last, NULL, 0, &status) == 0)
            put_plain_range(t, (uint32_t)first, (uint32_t)last);
    }
    tp_buf_str(&t->out, bare ? "" : "]");
    uset_close(set);
}

static void put_char(struct translation *t, uint32_t c)
{
    put_range(t, c, c, false);
}

/* ---- escapes ---- */

/* \p{L}, \P{IsGreek}: the p or P has been read. */
static bool property(struct translation *t, bool negative)
{
    static const char *const categories[] = {"L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc",
                                             "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps",
                                             "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp", "S",
                                             "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};
    char name[80];
    size_t n = 0;

    if (!next_is(t, '{'))
        return fail(t, "\\p needs the name of a category in braces");
    for (t->p++; t->p < t->end && *t->p != '}' && n + 1 < sizeof name; t->p++)
        name[n++] = *t->p;
    name[n] = '\0';
    if (!next_is(t, '}'))
        return fail(t, "\\p{ has no end");
    t->p++;
    if (name[0] == 'I' && name[1] == 's') {
        if (u_getPropertyValueEnum(UCHAR_BLOCK, name + 2) == UCHAR_INVALID_CODE)
            return fail(t, "there is no such block of Unicode");
        tp_buf_fmt(&t->out, "\\%c{blk=%s}", negative ? 'P' : 'p', name + 2);
        return true;
    }
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (strcmp(categories[i], name) == 0) {
            tp_buf_fmt(&t->out, "\\%c{%s}", negative ? 'P' : 'p', name);
            return true;
        }
    return fail(t, "there is no such category of characters");
}

/* \s and its like: as a set, with brackets, which ICU takes inside other sets too. */
static bool multi(struct translation *t, char c)
{
    static const struct {
        char letter;
        const char *set;
    } sets[] = {
        {'s', "[\\x{20}\\t\\n\\r]"},
        {'S', "[^\\x{20}\\t\\n\\r]"},
        {'d', "\\p{Nd}"},
        {'D', "\\P{Nd}"},
        {'w', "[^\\p{P}\\p{Z}\\p{C}]"},
        {'W', "[\\p{P}\\p{Z}\\p{C}]"},
        {'i', "[" NAME_START "]"},
        {'I', "[^" NAME_START "]"},
        {'c', "[" NAME_CHAR "]"},
        {'C', "[^" NAME_CHAR "]"},
    };

    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (sets[i].letter == c) {
            tp_buf_str(&t->out, sets[i].set);
            return true;
        }
    return false;
}

/* An escape for one character; 0: it is none. */
static uint32_t single(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c && strchr("\\|.?*+(){}-[]^$", c) ? (uint32_t)(unsigned char)c : 0;
    }
}

static bool back_reference(struct translation *t, unsigned number)
{
    if (!number || number > t->opened)
        return fail(t, "a back-reference to a group that isn't there");
    /* Further digits, as long as there is such a group (7.6.1). */
    while (t->p < t->end && *t->p >= '0' && *t->p <= '9' &&
           number * 10 + (unsigned)(*t->p - '0') <= t->opened)
        number = number * 10 + (unsigned)(*t->p++ - '0');
    if (!t->closed[number])
        return fail(t, "a back-reference to a group that is still open");
    t->asked[number] = t->any_asked = true;
    tp_buf_fmt(&t->out, t->flags.ignore_case ? "(?:(?i:\\%u)|(?!\\%u))" : "(?:\\%u|(?!\\%u))",
               (unsigned)t->number[number], (unsigned)t->mark[number]);
    return true;
}

/* The backslash has been read; in a class, one character is given to *C instead (0: a set). */
static bool escape(struct translation *t, uint32_t *c)
{
    char letter;
    uint32_t one;

    if (t->p == t->end)
        return fail(t, "a backslash at the end");
    letter = *t->p++;
    one = single(letter);
    if (one) {
        if (c)
            *c = one;
        else
            put_char(t, one);
        return true;
    }
    if (c)
        *c = 0;
    if (letter == 'p' || letter == 'P')
        return property(t, letter == 'P');
    if (!c && letter >= '1' && letter <= '9')
        return back_reference(t, (unsigned)(letter - '0'));
    return multi(t, letter) || fail(t, "a backslash before a character that needs none");
}

/* ---- classes ---- */

/* One character of a range; *SET: it was a set of characters, already written. */
static bool class_char(struct translation *t, uint32_t *c, bool *set)
{
    *set = false;
    if (!next_char(t, c))
        return fail(t, "[ has no end");
    if (*c == '[')
        return fail(t, "[ inside a class needs a backslash");
    if (*c != '\\')
        return true;
    if (!escape(t, c))
        return false;
    *set = *c == 0;
    return true;
}

static bool class_expression(struct translation *t, unsigned depth);

/* "-[...]" at the end. */
static bool subtraction(struct translation *t, unsigned depth)
{
    t->p++;
    tp_buf_str(&t->out, "]--");
    if (!class_expression(t, depth + 1))
        return false;
    if (t->p == t->end || *t->p != ']')
        return fail(t, "only ] may follow a subtraction in a class");
    t->p++;
    tp_buf_char(&t->out, ']');
    return true;
}

static bool range(struct translation *t)
{
    uint32_t from, to;
    bool set;

    if (!class_char(t, &from, &set))
        return false;
    if (set)
        return true;
    if (t->p + 1 >= t->end || t->p[0] != '-' || t->p[1] == ']' || t->p[1] == '[') {
        put_range(t, from, from, true);
        return true;
    }
    t->p++;
    if (!class_char(t, &to, &set))
        return false;
    if (set || to < from)
        return fail(t, "a range of characters that runs backwards");
    put_range(t, from, to, true);
    return true;
}

/* At "[". */
static bool class_expression(struct translation *t, unsigned depth)
{
    bool any = false;

    if (depth > MAX_NEST)
        return fail(t, "classes are nested too deeply");
    if (t->p == t->end || *t->p != '[')
        return fail(t, "a class is expected");
    t->p++;
    tp_buf_str(&t->out, "[[");
    if (t->p < t->end && *t->p == '^') {
        t->p++;
        tp_buf_char(&t->out, '^');
    }
    for (;; any = true) {
        if (t->p == t->end)
            return fail(t, "[ has no end");
        if (*t->p == ']') {
            t->p++;
            tp_buf_str(&t->out, "]]");
            return any || fail(t, "a class with nothing in it");
        }
        if (any && *t->p == '-' && t->p + 1 < t->end && t->p[1] == '[')
            return subtraction(t, depth);
        if (!range(t))
            return false;
    }
}

/* ---- quantifiers, groups, atoms ---- */

static bool count(struct translation *t, unsigned *value)
{
    const char *from = t->p;

    for (*value = 0; t->p < t->end && *t->p >= '0' && *t->p <= '9'; t->p++) {
        *value = *value * 10 + (unsigned)(*t->p - '0');
        if (*value > MAX_REPEAT)
            return fail(t, "the number of repetitions is above 10,000");
    }
    return t->p > from || fail(t, "{ needs a number");
}

static bool quantifier(struct translation *t)
{
    unsigned from, to;

    if (t->p == t->end || !strchr("?*+{", *t->p) || !*t->p)
        return true;
    if (*t->p != '{') {
        tp_buf_char(&t->out, *t->p++);
    } else {
        t->p++;
        if (!count(t, &from))
            return false;
        tp_buf_fmt(&t->out, "{%u", from);
        if (next_is(t, ',')) {
            t->p++;
            tp_buf_char(&t->out, ',');
            if (!next_is(t, '}')) {
                if (!count(t, &to))
                    return false;
                if (to < from)
                    return fail(t, "the numbers of repetitions run backwards");
                tp_buf_fmt(&t->out, "%u", to);
            }
        }
        if (!next_is(t, '}'))
            return fail(t, "{ has no end");
        t->p++;
        tp_buf_char(&t->out, '}');
    }
    if (next_is(t, '?')) {
        t->p++;
        tp_buf_char(&t->out, '?');
    }
    if (t->p < t->end && strchr("?*+{", *t->p) && *t->p)
        return fail(t, "a quantifier behind a quantifier");
    return true;
}

static bool open_group(struct translation *t)
{
    if (t->depth == MAX_NEST)
        return fail(t, "groups are nested too deeply");
    if (t->end - t->p >= 2 && t->p[0] == '?' && t->p[1] == ':') {
        t->p += 2;
        tp_buf_str(&t->out, "(?:");
        t->stack[t->depth++] = 0;
        return true;
    }
    if (t->opened == MAX_GROUPS)
        return fail(t, "there are more than 1,000 groups");
    t->stack[t->depth++] = ++t->opened;
    t->number[t->opened] = (unsigned short)++t->written;
    tp_buf_str(&t->out, t->asked[t->opened] ? "((?:" : "(");
    return true;
}

static bool close_group(struct translation *t)
{
    unsigned group;

    if (!t->depth)
        return fail(t, ") closes nothing");
    group = t->stack[--t->depth];
    t->closed[group] = true;
    if (group && t->asked[group]) {
        t->mark[group] = (unsigned short)++t->written;
        tp_buf_str(&t->out, ")()");
    }
    tp_buf_char(&t->out, ')');
    return quantifier(t);
}

/* ^ or $. In lines, the end of the text is no line where a line end stands before it (7.6.1.1). */
static bool anchor(struct translation *t)
{
    bool start = *t->p++ == '^';

    if (t->flags.lines)
        tp_buf_str(&t->out, start ? "(?:\\A|(?<=\\n)(?!\\z))" : "(?:(?=\\n)|\\z(?<!\\n))");
    else if (t->p < t->end && *t->p && strchr("?*+{", *t->p)) /* not to be repeated in ICU */
        tp_buf_str(&t->out, start ? "(?:\\A)" : "(?:\\z)");
    else
        tp_buf_str(&t->out, start ? "\\A" : "\\z");
    return quantifier(t);
}

static bool ordinary(struct translation *t)
{
    uint32_t c;

    if (!next_char(t, &c))
        return fail(t, "text that is no UTF-8");
    if (c < 0x80 && strchr("?*+{}]", (int)c))
        return fail(t, "a sign that needs a backslash to stand for itself");
    put_char(t, c);
    return quantifier(t);
}

static bool part(struct translation *t)
{
    switch (*t->p) {
    case '|':
        t->p++;
        tp_buf_char(&t->out, '|');
        return true;
    case '(':
        t->p++;
        return open_group(t);
    case ')':
        t->p++;
        return close_group(t);
    case '^':
    case '$':
        return anchor(t);
    case '.':
        t->p++;
        tp_buf_str(&t->out, t->flags.dot_all ? "[\\u0000-\\U0010FFFF]" : "[^\\n\\r]");
        return quantifier(t);
    case '[':
        return class_expression(t, 0) && quantifier(t);
    case '\\':
        t->p++;
        return escape(t, NULL) && quantifier(t);
    default:
        return ordinary(t);
    }
}

static void translate(struct translation *t, struct tp_arena *a, struct tp_slice pattern)
{
    t->p = pattern.p;
    t->end = pattern.p + pattern.len;
    t->out = tp_buf_new(a);
    t->opened = t->written = 0;
    memset(t->closed, 0, sizeof t->closed);
    if (t->flags.literal) {
        uint32_t c;

        while (next_char(t, &c))
            put_char(t, c);
        return;
    }
    while (t->p < t->end && part(t))
        ;
    if (!t->why && t->depth)
        t->why = "( has no end";
}

struct xp_regex xp_regex_translate(struct tp_arena *a, struct tp_slice pattern,
                                   struct xp_regex_flags flags)
{
    struct translation *t = TP_NEW(a, struct translation);

    t->flags = flags;
    if (flags.spaced && !flags.literal)
        pattern = unspaced(a, pattern);
    translate(t, a, pattern);
    if (!t->why && t->any_asked)
        translate(t, a, pattern);
    return (struct xp_regex){
        .icu = t->why       ? NULL
               : t->out.len ? t->out.p
                            : "(?:)", /* ICU takes no empty expression */
        .why = t->why,
        .groups = t->number,
        .n_groups = t->opened,
    };
}
