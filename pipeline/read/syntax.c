#include <string.h>
#include <strings.h>

#include "../base/file.h"
#include "read.h"

/* What has been seen of signs that need company before they count. */
struct seen {
    unsigned bullets[3]; /* lines that begin with "- ", "* ", "+ " */
    bool pipe_above;     /* the line above holds a "|" */
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool is_blank_char(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_wordy(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80;
}

bool tp_is_page_number(const char *p, size_t n)
{
    struct tp_slice s = tp_slice_trim((struct tp_slice){p, n});
    size_t i = 1, from;

    if (s.len < 3 || !strchr("-*+", s.p[0]) || s.p[s.len - 1] != s.p[0])
        return false;
    while (i < s.len && is_blank_char(s.p[i]))
        i++;
    for (from = i; i < s.len && is_alnum(s.p[i]); i++)
        ;
    if (i == from || i - from > 8)
        return false;
    while (i < s.len && is_blank_char(s.p[i]))
        i++;
    return i + 1 == s.len;
}

static bool has(struct tp_slice s, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= s.len; i++) {
        const char *p = memchr(s.p + i, word[0], s.len - n + 1 - i);
        if (!p)
            return false;
        i = (size_t)(p - s.p);
        if (memcmp(p, word, n) == 0)
            return true;
    }
    return false;
}

static bool starts(struct tp_slice s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && memcmp(s.p, word, n) == 0;
}

/* "# Heading": one to six signs, a blank, and a letter somewhere ("# 4" is a number). */
static bool is_heading(struct tp_slice s, struct seen *seen)
{
    size_t i = 0;

    (void)seen;
    while (i < s.len && s.p[i] == '#')
        i++;
    if (i == 0 || i > 6 || i == s.len || !is_blank_char(s.p[i]))
        return false;
    for (; i < s.len; i++)
        if (is_wordy(s.p[i]) && !(s.p[i] >= '0' && s.p[i] <= '9'))
            return true;
    return false;
}

/* Two bullets of a kind make a list; a single one may be a dash or a note's star. */
static bool is_list(struct tp_slice s, struct seen *seen)
{
    static const char signs[] = "-*+";
    const char *sign = s.len > 2 && is_blank_char(s.p[1]) ? strchr(signs, s.p[0]) : NULL;

    if (!sign || !*sign || tp_is_page_number(s.p, s.len))
        return false;
    for (size_t i = 1; i < s.len; i++)
        if (is_wordy(s.p[i]))
            return ++seen->bullets[sign - signs] >= 2;
    return false;
}

/* "**word**" on one line. */
static bool is_strong(struct tp_slice s, struct seen *seen)
{
    (void)seen;
    for (size_t i = 0; i + 4 < s.len; i++) {
        const char *p = memchr(s.p + i, '*', s.len - 4 - i);
        if (!p)
            return false;
        i = (size_t)(p - s.p);
        if (p[1] == '*' && (is_wordy(p[2]) || strchr("\"'([", p[2])) &&
            has((struct tp_slice){p + 3, s.len - i - 3}, "**"))
            return true;
        while (i + 1 < s.len && s.p[i + 1] == '*')
            i++;
    }
    return false;
}

static bool is_link(struct tp_slice s, struct seen *seen)
{
    (void)seen;
    return has(s, "](http") || has(s, "](/") || has(s, "](#") ||
           ((has(s, "<http://") || has(s, "<https://") || has(s, "<mailto:")) && has(s, ">"));
}

/* "[^1]" */
static bool is_note(struct tp_slice s, struct seen *seen)
{
    (void)seen;
    for (size_t i = 0; i + 3 < s.len; i++) {
        const char *p = memchr(s.p + i, '[', s.len - 3 - i);
        size_t end;
        if (!p)
            return false;
        i = (size_t)(p - s.p);
        for (end = i + 2; end < s.len && end < i + 64 && !strchr(" \t[]", s.p[end]); end++)
            ;
        if (p[1] == '^' && end > i + 2 && end < s.len && s.p[end] == ']')
            return true;
    }
    return false;
}

/* The line of dashes below the head of a table. */
static bool is_table(struct tp_slice s, struct seen *seen)
{
    bool above = seen->pipe_above, dash = false, pipe = false, other = false;

    seen->pipe_above = memchr(s.p, '|', s.len) != NULL;
    if (!seen->pipe_above || !above)
        return false;
    for (size_t i = 0; i < s.len && !other; i++) {
        dash = dash || s.p[i] == '-';
        pipe = pipe || s.p[i] == '|';
        other = other || !strchr("|:- \t", s.p[i]);
    }
    return pipe && dash && !other;
}

static bool is_quote_or_fence(struct tp_slice s, struct seen *seen)
{
    (void)seen;
    return starts(s, "> ") || starts(s, "```");
}

static bool (*const signs[])(struct tp_slice, struct seen *) = {
    is_heading, is_list, is_strong, is_link, is_note, is_table, is_quote_or_fence};

enum tp_syntax tp_syntax_of(const char *file, const char *text, size_t len)
{
    const char *ext = file ? tp_path_ext(file) : "";
    struct seen seen = {{0}, false};

    if (strcasecmp(ext, ".md") == 0 || strcasecmp(ext, ".markdown") == 0)
        return TP_MARKDOWN;
    for (size_t i = 0; i < len;) {
        const char *lf = memchr(text + i, '\n', len - i);
        size_t end = lf ? (size_t)(lf - text) : len;
        struct tp_slice line = tp_slice_trim((struct tp_slice){text + i, end - i});
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
            if (signs[k](line, &seen))
                return TP_MARKDOWN;
        i = end + 1;
    }
    return TP_PLAIN;
}
