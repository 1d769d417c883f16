/* ext_cite.c - what styles of citation do with text: Chicago, MLA and APA, as CSL describes them.
 */
#include <string.h>
#include <unicode/uchar.h>

#include "ext.h"

/* ---- the punctuation of citations ---- */

/* The signs that stand for punctuation to be settled: in the private use area, in this order. */
enum { SIGN_STOP, SIGN_COMMA, SIGN_COLON, SIGN_SPACE, SIGN_END, SIGNS };

static const char *const sign_text[SIGNS] = {". ", ", ", ": ", " ", "."};

/* The sign that begins at P, U+E000 and on; -1: none does. */
static int sign_at(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;

    return u[0] == 0xEE && u[1] == 0x80 && u[2] >= 0x80 && u[2] < 0x80 + SIGNS ? u[2] - 0x80 : -1;
}

/* Bytes of the closing quotation marks at the end of the text: U+201D, and U+2019 before it where
 * the quotation has an U+2018, so that it is no apostrophe. */
static size_t closing_marks(const struct tp_buf *b)
{
    static const char outer[] = "\xE2\x80\x9D", outer_open[] = "\xE2\x80\x9C";
    static const char inner[] = "\xE2\x80\x99", inner_open[] = "\xE2\x80\x98";

    if (b->len <= 6 || memcmp(b->p + b->len - 3, outer, 3) != 0)
        return 0;
    if (memcmp(b->p + b->len - 6, inner, 3) != 0)
        return 3;
    for (size_t i = b->len - 6; i >= 3 && memcmp(b->p + i - 3, outer_open, 3) != 0; i--)
        if (memcmp(b->p + i - 3, inner_open, 3) == 0)
            return 6;
    return 3;
}

/* The sign after what stands there: a stop and a comma go inside the quotation marks; no stop comes
 * behind one, nor behind another end of a sentence. */
static void settle(struct tp_buf *b, int sign)
{
    const char *text = sign_text[sign];
    bool mark = sign == SIGN_STOP || sign == SIGN_END || sign == SIGN_COMMA;
    size_t quote = mark ? closing_marks(b) : 0;
    char last = b->p[b->len - quote - 1], quoted[7] = "";

    if (mark && strchr(sign == SIGN_COMMA ? "?!," : ".?!", last)) {
        tp_buf_str(b, text + 1);
        return;
    }
    memcpy(quoted, b->p + b->len - quote, quote);
    b->len -= quote;
    tp_buf_add(b, text, quote ? 1 : 0);
    tp_buf_str(b, quoted);
    tp_buf_str(b, text + (quote ? 1 : 0));
}

/* An apostrophe behind a letter is curly, except in an address. */
static bool is_apostrophe(const struct tp_buf *b, const char *p)
{
    size_t word = b->len;

    if (*p != '\'' || !b->len || strchr(" \"'([", b->p[b->len - 1]))
        return false;
    while (word && b->p[word - 1] != ' ')
        word--;
    return !strstr(b->p + word, "://");
}

void tp_ext_punctuate(struct tp_ext_call *call)
{
    int waiting = -1; /* of several signs in a row, the strongest is written */

    for (const char *p = call->arg[0]; *p;) {
        int sign = sign_at(p);
        if (sign >= 0) {
            waiting = waiting < 0 || sign < waiting || sign == SIGN_END ? sign : waiting;
            p += 3;
            continue;
        }
        if (waiting >= 0 && call->out.len)
            settle(&call->out, waiting);
        waiting = -1;
        if (is_apostrophe(&call->out, p))
            tp_buf_codepoint(&call->out, 0x2019);
        else
            tp_buf_char(&call->out, *p);
        p++;
    }
    if (waiting == SIGN_END && call->out.len)
        settle(&call->out, SIGN_END);
}

/* ---- quotation marks ---- */

/* Marks in each other change between double and single ones. Nobody quotes deeper than this. */
enum { MAX_QUOTES = 8 };

static void add_mark(struct tp_buf *b, size_t depth, bool opens)
{
    static const uint32_t marks[2][2] = {{0x201D, 0x201C}, {0x2019, 0x2018}};

    tp_buf_codepoint(b, marks[depth % 2][opens]);
}

static bool is_word(const UChar *t, int32_t i, int32_t n)
{
    return i >= 0 && i < n && (u_isalnum(t[i]) || U16_IS_SURROGATE(t[i]));
}

/* Does the mark at I begin a quotation: with nothing, a blank or a bracket before it? */
static bool begins(const UChar *t, int32_t i, int32_t n)
{
    bool open_before = i == 0 || u_isUWhiteSpace(t[i - 1]) ||
                       u_charType(t[i - 1]) == U_START_PUNCTUATION ||
                       u_charType(t[i - 1]) == U_DASH_PUNCTUATION || t[i - 1] == u'"' ||
                       t[i - 1] == 0x201C || t[i - 1] == 0x2018;

    return open_before && i + 1 < n && !u_isUWhiteSpace(t[i + 1]);
}

/* Is there, behind I, what closes a single quotation mark? */
static bool closes_later(const UChar *t, int32_t i, int32_t n)
{
    for (int32_t k = i + 1; k < n; k++)
        if ((t[k] == u'\'' || t[k] == 0x2019) && !is_word(t, k + 1, n))
            return true;
    return false;
}

void tp_ext_quotes(struct tp_ext_call *call)
{
    bool wrap = call->n > 1 && *call->arg[1];
    UChar open[MAX_QUOTES];
    size_t base = wrap ? 1 : 0, depth = 0;
    int32_t n;
    UChar *t = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &n);

    if (wrap)
        add_mark(&call->out, 0, true);
    for (int32_t i = 0; i < n;) {
        UChar c = t[i];
        bool twice = c == u'"' || c == 0x201C || c == 0x201D;
        bool once = c == u'\'' || c == 0x2018 || c == 0x2019;
        bool opens = c == 0x201C || c == 0x2018 || (c == u'"' && begins(t, i, n)) ||
                     (c == u'\'' && begins(t, i, n) && closes_later(t, i, n));
        UChar pair = twice ? u'"' : u'\'';
        if (!twice && !once) {
            tp_buf_codepoint(&call->out, tp_ext_next(t, &i, n));
            continue;
        }
        if (opens && depth < MAX_QUOTES) {
            add_mark(&call->out, base + depth, true);
            open[depth++] = pair;
        } else if (!opens && depth && open[depth - 1] == pair && !(once && is_word(t, i + 1, n))) {
            add_mark(&call->out, base + --depth, false);
        } else if (once) {
            tp_buf_codepoint(&call->out, 0x2019); /* an apostrophe */
        } else {
            tp_buf_codepoint(&call->out, c);
        }
        i++;
    }
    if (wrap)
        add_mark(&call->out, 0, false);
}

/* ---- initials ---- */

/* 'Jean-Paul M.' as 'J.-P. M.'; what has no capitals stands as it is. */
void tp_ext_initials(struct tp_ext_call *call)
{
    int32_t n;
    UChar *t = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &n);
    bool start = true;
    uint32_t between = 0;

    for (int32_t i = 0; i < n;) {
        uint32_t c = tp_ext_next(t, &i, n);
        if (u_isUWhiteSpace((UChar32)c) || c == '.' || c == '-' || c == 0x2010) {
            between = c == '-' || c == 0x2010 ? '-' : between ? between : ' ';
            start = true;
        } else if (start) {
            if (call->out.len)
                tp_buf_char(&call->out, between == '-' ? '-' : ' ');
            tp_buf_codepoint(&call->out, c);
            if (u_isalpha((UChar32)c))
                tp_buf_char(&call->out, '.');
            start = false;
            between = 0;
        }
    }
}

/* ---- pages ---- */

static bool is_number(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s);
}

/* How many digits of LAST are written behind FIRST, which is as long. */
static size_t digits(const char *first, const char *last, size_t n, const char *style)
{
    size_t same = 0, rest;

    while (same < n && first[same] == last[same])
        same++;
    rest = n - same;
    if (strcmp(style, "minimal-two") == 0)
        return rest < 2 ? 2 : rest;
    if (strcmp(style, "chicago") != 0 || n < 3 || strcmp(first + n - 2, "00") == 0)
        return n;
    if (first[n - 2] == '0')
        return rest; /* 101-8 */
    return n == 4 && rest == 3 ? n : rest < 2 ? 2 : rest;
}

void tp_ext_page_range(struct tp_ext_call *call)
{
    const char *first = call->arg[0], *last = call->arg[1], *style = call->arg[2];
    size_t n = strlen(first), m = strlen(last);

    tp_buf_str(&call->out, first);
    if (!*last || strcmp(first, last) == 0)
        return;
    tp_buf_str(&call->out, "\xE2\x80\x93"); /* an en dash */
    if (!is_number(first) || !is_number(last)) {
        tp_buf_str(&call->out, last);
        return;
    }
    if (m < n) { /* 251-2: the first page says the rest */
        char *whole = tp_fmt(call->arena, "%.*s%s", (int)(n - m), first, last);
        last = whole;
        m = n;
    }
    tp_buf_str(&call->out, m == n && n > 1 ? last + n - digits(first, last, n, style) : last);
}
