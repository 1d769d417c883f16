#include "signs.h"

#include <string.h>

#include "../base/utf8.h"
#include "language.h"
#include "uri.h"

static bool is_letter(const char *text, uint32_t len, uint32_t at)
{
    uint32_t cp;

    return at < len && tp_utf8_decode(text + at, len - at, &cp) &&
           (tp_script_of(cp) != TP_NO_SCRIPT || (cp >= '0' && cp <= '9'));
}

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c & 0x80);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Words between two signs of a kind, from AT to the nearest that ends a word; LONGEST bytes.
 * Returns where to go on. */
static uint32_t emphasis(struct tp_arena *a, const char *text, uint32_t len, uint32_t at,
                         uint32_t longest, const char *rend, struct tp_annos *out)
{
    const char sign = text[at];

    for (uint32_t i = at + 2; i < len && i < at + longest && !(sign == '*' && text[i] == '\n');
         i++) {
        if (text[i] != sign)
            continue;
        if (!is_blank(text[i - 1]) &&
            !(i + 1 < len && (text[i + 1] == sign || is_letter(text, len, i + 1)))) {
            struct tp_anno anno = {.start = at,
                                   .end = i + 1,
                                   .open = 1,
                                   .close = 1,
                                   .element = "hi",
                                   .rank = TP_RANK_SPAN};
            anno.attrs = tp_attr_add(a, NULL, "rend", rend);
            TP_PUSH(a, out, anno);
        }
        return i + 1;
    }
    return at + 1;
}

/* "_words_" that begin and end at words; no "a_b", and no rules of underscores. */
static uint32_t underlined(struct tp_arena *a, const char *text, uint32_t len, uint32_t at,
                           struct tp_annos *out)
{
    if ((at && (is_word_byte(text[at - 1]) || text[at - 1] == '_')) || at + 2 >= len ||
        is_blank(text[at + 1]) || text[at + 1] == '_')
        return at + 1;
    return emphasis(a, text, len, at, 2000, "underline", out);
}

/* An address ends at a blank or a bracket; the stops behind it are the sentence's. */
static uint32_t address(struct tp_arena *a, const char *text, uint32_t len, uint32_t at,
                        struct tp_annos *out)
{
    struct tp_anno anno = {.start = at, .element = "ref", .rank = TP_RANK_SPAN, .opaque = true};
    uint32_t end = at, parens = 0;
    const char *uri;

    for (; end < len && (unsigned char)text[end] > ' ' && (unsigned char)text[end] < 0x80 &&
           !strchr("<>\"[]{}|\\^`", text[end]);
         end++) {
        if (text[end] == '(')
            parens++;
        if (text[end] == ')' && parens-- == 0)
            break;
    }
    while (end > at && strchr(".,;:!?'*_", text[end - 1]))
        end--;
    uri = end - at > 10 ? tp_uri(a, tp_strndup(a, text + at, end - at)) : NULL;
    if (!uri)
        return at + 1;
    anno.end = end;
    anno.attrs = tp_attr_add(a, NULL, "target", uri);
    TP_PUSH(a, out, anno);
    return end;
}

/* "*words*", as "_words_", but on one line; stars that mark notes stand behind words. */
static uint32_t starred(struct tp_arena *a, const char *text, uint32_t len, uint32_t at,
                        struct tp_annos *out)
{
    if (at == 0 || !strchr(" \n\t(\"", text[at - 1]) || !is_letter(text, len, at + 1))
        return at + 1;
    return emphasis(a, text, len, at, 200, "italic", out);
}

/* "<...>", "(…)" */
static uint32_t gap(struct tp_arena *a, const char *text, uint32_t len, uint32_t at,
                    struct tp_annos *out)
{
    static const char *const forms[] = {"<...>",   "<…>",    "<. . .>", "<....>", "(...)",  "(…)",
                                        "(. . .)", "(....)", "（……）",  "（…）",  "（...）"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        uint32_t n = (uint32_t)strlen(forms[i]);
        struct tp_anno anno = {.start = at, .end = at + n, .open = n, .element = "gap"};
        if (at + n > len || memcmp(text + at, forms[i], n) != 0)
            continue;
        anno.rank = TP_RANK_BRACKET;
        anno.attrs = tp_attr_add(a, NULL, "reason", "omitted");
        TP_PUSH(a, out, anno);
        return at + n;
    }
    return at + 1;
}

void tp_signs_pass(struct tp_arena *a, bool plain, const char *text, uint32_t len,
                   struct tp_annos *out)
{
    for (uint32_t i = 0; i < len;) {
        if (text[i] == '<' || text[i] == '(' || text[i] == '\xEF')
            i = gap(a, text, len, i, out);
        else if (plain && text[i] == '_')
            i = underlined(a, text, len, i, out);
        else if (plain && text[i] == '*')
            i = starred(a, text, len, i, out);
        else if (plain && text[i] == 'h' && (i == 0 || !is_word_byte(text[i - 1])) &&
                 ((len - i > 7 && memcmp(text + i, "http://", 7) == 0) ||
                  (len - i > 8 && memcmp(text + i, "https://", 8) == 0)))
            i = address(a, text, len, i, out);
        else
            i++;
    }
}
