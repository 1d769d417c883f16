/* rnc_lex.c - the compact syntax: characters to tokens. */
#include "rnc_lex.h"

#include <string.h>

#include "../../base/utf8.h"

static const char *const keywords[TP_RNC_KEYWORDS] = {
    [TP_RNC_NO_KEYWORD] = "",
    [TP_RNC_ATTRIBUTE] = "attribute",
    [TP_RNC_DEFAULT] = "default",
    [TP_RNC_DATATYPES] = "datatypes",
    [TP_RNC_DIV] = "div",
    [TP_RNC_ELEMENT] = "element",
    [TP_RNC_EMPTY] = "empty",
    [TP_RNC_EXTERNAL] = "external",
    [TP_RNC_GRAMMAR] = "grammar",
    [TP_RNC_INCLUDE] = "include",
    [TP_RNC_INHERIT] = "inherit",
    [TP_RNC_LIST] = "list",
    [TP_RNC_MIXED] = "mixed",
    [TP_RNC_NAMESPACE] = "namespace",
    [TP_RNC_NOT_ALLOWED] = "notAllowed",
    [TP_RNC_PARENT] = "parent",
    [TP_RNC_START] = "start",
    [TP_RNC_STRING] = "string",
    [TP_RNC_TEXT] = "text",
    [TP_RNC_TOKEN] = "token",
};

/* A line end that was written as an escape: not one for the syntax, but one in a literal. */
static const char escaped_newline = '\1', escaped_return = '\2';

static bool escaped_end(char c)
{
    return c == escaped_newline || c == escaped_return;
}

static char unescaped(char c)
{
    return c == escaped_newline ? '\n' : c == escaped_return ? '\r' : c;
}

enum tp_rnc_keyword tp_rnc_keyword_of(const char *word)
{
    for (int k = 1; k < TP_RNC_KEYWORDS; k++)
        if (*word == *keywords[k] && strcmp(word, keywords[k]) == 0)
            return (enum tp_rnc_keyword)k;
    return TP_RNC_NO_KEYWORD;
}

void tp_rnc_fault(struct tp_rnc_lexer *lx, uint32_t line, uint32_t offset, const char *message)
{
    struct tp_rng_node at = {.file = lx->file, .line = line, .offset = offset};

    if (!lx->failed)
        tp_diag(lx->ds, TP_D_SCHEMA_SYNTAX, tp_rng_loc(&at), message);
    lx->failed = true;
}

/* \x{HEX}: its length in *N, 0 when there is none at P; false when it is no character. */
static bool escape(const char *p, const char *end, uint32_t *cp, size_t *n)
{
    const char *q = p + 1;
    uint32_t c = 0;
    size_t digits = 0;

    *n = 0;
    while (q < end && *q == 'x')
        q++;
    if (q == p + 1 || q == end || *q != '{')
        return true;
    for (q++; q < end && *q != '}'; q++, digits++) {
        int d = *q >= '0' && *q <= '9'   ? *q - '0'
                : *q >= 'a' && *q <= 'f' ? *q - 'a' + 10
                : *q >= 'A' && *q <= 'F' ? *q - 'A' + 10
                                         : -1;
        if (d < 0)
            return digits == 0;
        c = c > 0x110000 ? c : c * 16 + (uint32_t)d;
    }
    if (q == end || digits == 0)
        return true;
    *n = (size_t)(q + 1 - p);
    *cp = c;
    return tp_is_xml_char(c);
}

static uint32_t line_at(const struct tp_rng_file *f, size_t offset)
{
    uint32_t line = 1;

    for (size_t i = 0; i < offset; i++)
        line += f->data[i] == '\n';
    return line;
}

/* Why the character at P, in UTF-8 that is right, can't be in a schema; NULL: it can. */
static inline const char *not_allowed(const char *p, size_t n)
{
    unsigned char c = (unsigned char)*p;

    if (c < ' ' && c != '\n' && c != '\t' && c != '\r')
        return "a control character is not allowed";
    if (c == 0xEF && n > 2 && (unsigned char)p[1] == 0xBF && (unsigned char)p[2] >= 0xBE)
        return "U+FFFE and U+FFFF are no characters";
    return NULL;
}

/* Replace escapes, and the line ends of other systems. */
static bool preprocess(struct tp_rnc_lexer *lx)
{
    const char *p = lx->file->data, *end = p + lx->file->len;
    struct tp_buf b = tp_buf_new(lx->a);

    for (; p < end; p++) {
        const char *from = p;
        uint32_t cp;
        size_t n = 0;
        while (p < end && *p != '\\' && *p != '\r')
            p++;
        tp_buf_add(&b, from, (size_t)(p - from));
        if (p == end)
            break;
        if (*p == '\\' && !escape(p, end, &cp, &n)) {
            size_t at = (size_t)(p - lx->file->data);
            tp_rnc_fault(lx, line_at(lx->file, at), (uint32_t)at, "the escape is no character");
            return false;
        }
        if (n) {
            if (cp == '\n' || cp == '\r')
                tp_buf_char(&b, cp == '\n' ? escaped_newline : escaped_return);
            else
                tp_buf_codepoint(&b, cp);
            p += n - 1;
        } else if (*p == '\r') {
            if (p + 1 == end || p[1] != '\n')
                tp_buf_char(&b, '\n');
            else
                n = 1;
        } else {
            tp_buf_char(&b, *p);
        }
        if (n) /* from here on, places in the text are not those in the file */
            TP_PUSH(lx->a, &lx->shifts,
                    (struct tp_rnc_shift){b.len, (size_t)(p + 1 - lx->file->data) - b.len});
    }
    lx->text = b.p;
    lx->len = b.len;
    return true;
}

bool tp_rnc_lex_begin(struct tp_rnc_lexer *lx, struct tp_arena *a, struct tp_rng_file *file,
                      struct tp_diags *ds)
{
    size_t good = tp_utf8_valid(file->data, file->len);

    *lx = (struct tp_rnc_lexer){.a = a, .file = file, .ds = ds, .line = 1};
    file->offsets = true;
    for (size_t i = 0; i < good; i++) {
        const char *message = not_allowed(file->data + i, good - i);
        if (message) {
            tp_rnc_fault(lx, line_at(file, i), (uint32_t)i, message);
            return false;
        }
    }
    if (good < file->len) {
        tp_rnc_fault(lx, line_at(file, good), (uint32_t)good, "the file is not UTF-8");
        return false;
    }
    if (!preprocess(lx))
        return false;
    if (lx->len >= 3 && memcmp(lx->text, "\xEF\xBB\xBF", 3) == 0)
        lx->at = 3;
    return true;
}

static inline bool ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The length of an NCName at the place, 0 when there is none. */
static size_t ncname(const struct tp_rnc_lexer *lx, size_t at)
{
    const char *p = lx->text + at, *end = lx->text + lx->len;
    size_t n = 0, len;

    while (p + n < end) {
        char c = p[n];
        uint32_t cp;
        if (ascii_letter(c) || (n && ((c >= '0' && c <= '9') || c == '-' || c == '.'))) {
            n++;
            continue;
        }
        len = (unsigned char)c < 0x80 ? 0 : tp_utf8_decode(p + n, (size_t)(end - p) - n, &cp);
        if (!len || !(n == 0 ? tp_rng_is_ncname(p, len)
                             : tp_rng_is_ncname(tp_fmt(lx->a, "_%.*s", (int)len, p + n), len + 1)))
            break;
        n += len;
    }
    return n;
}

static const char *copy(struct tp_rnc_lexer *lx, size_t from, size_t n)
{
    return tp_strndup(lx->a, lx->text + from, n);
}

static void add_text(struct tp_buf *b, const char *from, const char *to)
{
    size_t at = b->len;

    tp_buf_add(b, from, (size_t)(to - from));
    for (; at < b->len; at++)
        b->p[at] = unescaped(b->p[at]);
}

/* A literal segment, in one or three quotes. */
static void literal(struct tp_rnc_lexer *lx, struct tp_rnc_token *t)
{
    const char *p = lx->text + lx->at, *end = lx->text + lx->len;
    char quote = *p;
    size_t quotes = end - p >= 3 && p[1] == quote && p[2] == quote ? 3 : 1;
    struct tp_buf b = tp_buf_new(lx->a);
    const char *from = p + quotes;

    for (p = from; p < end; p++) {
        bool closed =
            *p == quote && (quotes == 1 || (end - p >= 3 && p[1] == quote && p[2] == quote));
        if (closed || (quotes == 1 && *p == '\n'))
            break;
        lx->line += *p == '\n';
    }
    add_text(&b, from, p);
    if (p >= end || *p != quote) {
        tp_rnc_fault(lx, t->line, t->offset, "the literal is not closed");
        return;
    }
    t->kind = TP_RNC_LITERAL;
    t->text = b.p;
    lx->at = (size_t)(p - lx->text) + quotes;
}

/* # ...: a comment; ## ...: documentation; each goes on over the following lines of its kind. */
static void comment(struct tp_rnc_lexer *lx, struct tp_rnc_token *t)
{
    struct tp_buf b = tp_buf_new(lx->a);
    bool doc = lx->text[lx->at + 1] == '#';

    t->kind = doc ? TP_RNC_DOC : TP_RNC_COMMENT;
    for (bool first = true;; first = false) {
        size_t from = lx->at, end;
        const char *newline = memchr(lx->text + from, '\n', lx->len - from);
        end = newline ? (size_t)(newline - lx->text) : lx->len;
        while (doc && from < end && lx->text[from] == '#')
            from++;
        from += !doc;
        if (doc && from < end && lx->text[from] == ' ')
            from++;
        if (!first)
            tp_buf_char(&b, '\n');
        add_text(&b, lx->text + from, lx->text + end);
        lx->at = end;
        for (from = end + 1; from < lx->len && strchr(" \t", lx->text[from]); from++)
            ;
        if (from + 1 >= lx->len || lx->text[from] != '#' || (lx->text[from + 1] == '#') != doc)
            break;
        lx->line++;
        lx->at = from;
    }
    t->text = b.p;
}

static void name(struct tp_rnc_lexer *lx, struct tp_rnc_token *t)
{
    bool escaped = lx->text[lx->at] == '\\';
    size_t at = lx->at + escaped, n = ncname(lx, at), local;

    t->kind = TP_RNC_IDENT;
    t->text = copy(lx, at, n);
    lx->at = at + n;
    if (!escaped && lx->at + 1 < lx->len && lx->text[lx->at] == ':') {
        local = ncname(lx, lx->at + 1);
        if (local || lx->text[lx->at + 1] == '*') {
            t->kind = local ? TP_RNC_CNAME : TP_RNC_NSNAME;
            t->prefix = t->text;
            t->text = copy(lx, lx->at + 1, local);
            lx->at += 1 + (local ? local : 1);
            return;
        }
    }
    t->keyword = escaped ? TP_RNC_NO_KEYWORD : tp_rnc_keyword_of(t->text);
}

static void symbol(struct tp_rnc_lexer *lx, struct tp_rnc_token *t)
{
    const char *p = lx->text + lx->at;

    t->kind = TP_RNC_CHAR;
    t->c = *p;
    if (p[0] == '|' && p[1] == '=')
        t->kind = TP_RNC_ASSIGN_CHOICE;
    else if (p[0] == '&' && p[1] == '=')
        t->kind = TP_RNC_ASSIGN_INTERLEAVE;
    else if (p[0] == '>' && p[1] == '>')
        t->kind = TP_RNC_FOLLOW;
    else if (!strchr("=,&|?*+-~(){}[]", *p) || !*p) {
        tp_rnc_fault(lx, t->line, t->offset, "this character has no meaning here");
        t->kind = TP_RNC_END;
    }
    lx->at += t->kind == TP_RNC_CHAR ? 1 : 2;
}

struct tp_rnc_token tp_rnc_lex_next(struct tp_rnc_lexer *lx)
{
    struct tp_rnc_token t = {.kind = TP_RNC_END};
    char c;

    while (lx->at < lx->len &&
           (strchr(" \t\n", lx->text[lx->at]) || escaped_end(lx->text[lx->at]))) {
        lx->line += lx->text[lx->at] == '\n';
        lx->at++;
    }
    while (lx->shift < lx->shifts.n && lx->shifts.v[lx->shift].at <= lx->at)
        lx->shift++;
    t.line = lx->line;
    t.offset = (uint32_t)(lx->at + (lx->shift ? lx->shifts.v[lx->shift - 1].by : 0));
    if (lx->at >= lx->len || lx->failed)
        return t;
    c = lx->text[lx->at];
    if (c == '#')
        comment(lx, &t);
    else if (c == '"' || c == '\'')
        literal(lx, &t);
    else if (ncname(lx, lx->at) || (c == '\\' && ncname(lx, lx->at + 1)))
        name(lx, &t);
    else
        symbol(lx, &t);
    return t;
}
