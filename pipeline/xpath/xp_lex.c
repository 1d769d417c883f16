/* xp_lex.c - characters to tokens (XPath 2.0, A.2). Names with a prefix are one token; whether a
 * name is a keyword or * a sign, the grammar knows. */
#include <string.h>

#include "../base/utf8.h"
#include "xp.h"

static bool name_start(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {{'A', 'Z'},       {'_', '_'},       {'a', 'z'},        {0xC0, 0xD6},
                  {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},    {0x37F, 0x1FFF},
                  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},  {0x3001, 0xD7FF},
                  {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && c >= ranges[i].from; i++)
        if (c <= ranges[i].to)
            return true;
    return false;
}

static bool name_char(uint32_t c)
{
    return name_start(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xB7 ||
           (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

/* The length of the NCName at AT, or 0. */
static size_t ncname(const struct xp_lex *l, size_t at)
{
    size_t from = at;

    while (at < l->len) {
        uint32_t c;
        size_t n = tp_utf8_decode(l->text + at, l->len - at, &c);

        if (!n || !(at == from ? name_start(c) : name_char(c)))
            break;
        at += n;
    }
    return at - from;
}

static char at(const struct xp_lex *l, size_t i)
{
    return i < l->len ? l->text[i] : '\0';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* White space and comments, which nest. */
static void skip(struct xp_lex *l)
{
    size_t open = 0, from = l->at;

    for (; l->at < l->len; l->at++) {
        char c = l->text[l->at];

        if (c == '(' && at(l, l->at + 1) == ':') {
            from = open ? from : l->at;
            open++;
            l->at++;
        } else if (open && c == ':' && at(l, l->at + 1) == ')') {
            open--;
            l->at++;
        } else if (!open && c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            break;
        }
    }
    if (open) {
        l->start = from;
        l->fault = "the comment has no end: :) is missing";
    }
}

static void number(struct xp_lex *l)
{
    size_t i = l->at;

    l->token = XP_T_INTEGER;
    while (digit(at(l, i)))
        i++;
    if (at(l, i) == '.') {
        l->token = XP_T_DECIMAL;
        for (i++; digit(at(l, i)); i++)
            ;
    }
    if (at(l, i) == 'e' || at(l, i) == 'E') {
        size_t e = i + 1 + (at(l, i + 1) == '+' || at(l, i + 1) == '-');

        if (digit(at(l, e))) {
            l->token = XP_T_DOUBLE;
            for (i = e; digit(at(l, i)); i++)
                ;
        }
    }
    if (ncname(l, i))
        l->fault = "a number and a name need a space between them";
    l->at = i;
}

static void string(struct xp_lex *l)
{
    char quote = l->text[l->at];

    l->token = XP_T_STRING;
    for (l->at++; l->at < l->len; l->at++)
        if (l->text[l->at] == quote) {
            if (at(l, l->at + 1) != quote) {
                l->at++;
                return;
            }
            l->at++; /* doubled: it stands for itself */
        }
    l->fault = "the string has no end: its quotation mark is missing";
}

static void name(struct xp_lex *l)
{
    l->token = XP_T_NAME;
    l->at += l->text[l->at] == '*' ? 1 : ncname(l, l->at);
    if (at(l, l->at) == ':' && at(l, l->at + 1) != ':') {
        if (at(l, l->at + 1) == '*')
            l->at += 2;
        else if (ncname(l, l->at + 1))
            l->at += 1 + ncname(l, l->at + 1);
    }
}

static void sign(struct xp_lex *l)
{
    static const char *const twice[] = {"..", "::", "//", "!=", "<=", "<<", ">=", ">>"};
    static const char once[] = "()[].@,/|+-=<>*?$:";
    char c = l->text[l->at];

    l->token = XP_T_SIGN;
    for (size_t i = 0; i < sizeof twice / sizeof *twice; i++)
        if (c == twice[i][0] && at(l, l->at + 1) == twice[i][1]) {
            l->at += 2;
            return;
        }
    if (!c || !strchr(once, c))
        l->fault = "this character has no meaning in XPath";
    l->at++;
}

void xp_lex_next(struct xp_lex *l)
{
    if (l->fault)
        return;
    skip(l);
    if (l->fault)
        return;
    l->start = l->at;
    if (l->at >= l->len)
        l->token = XP_T_END;
    else if (digit(l->text[l->at]) || (l->text[l->at] == '.' && digit(at(l, l->at + 1))))
        number(l);
    else if (l->text[l->at] == '"' || l->text[l->at] == '\'')
        string(l);
    else if (ncname(l, l->at) ||
             (l->text[l->at] == '*' && at(l, l->at + 1) == ':' && ncname(l, l->at + 2)))
        name(l);
    else
        sign(l);
    l->end = l->at;
}

void xp_lex_start(struct xp_lex *l, const char *text, size_t len)
{
    *l = (struct xp_lex){.text = text, .len = len};
    xp_lex_next(l);
}

bool xp_lex_is(const struct xp_lex *l, const char *word)
{
    size_t n = strlen(word);

    return (l->token == XP_T_NAME || l->token == XP_T_SIGN) && l->end - l->start == n &&
           memcmp(l->text + l->start, word, n) == 0;
}
