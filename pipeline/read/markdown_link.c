#include <string.h>

#include "markdown.h"

/* White space as cmark's scanner knows it inside a link. */
static uint32_t skip_space(const char *p, uint32_t n, uint32_t i)
{
    while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\n'))
        i++;
    return i;
}

static bool is_punct(char c)
{
    return c > 32 && c < 127 && !(c >= '0' && c <= '9') &&
           !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* All the scanners below return the end, or 0 when there is nothing of the kind at I. */

static uint32_t scan_address(const char *p, uint32_t n, uint32_t i)
{
    uint32_t from = i, open = 0;

    if (i < n && p[i] == '<') {
        for (i++; i < n && p[i] != '>'; i++) {
            if (p[i] == '\n' || p[i] == '<')
                return 0;
            if (p[i] == '\\' && i + 1 < n)
                i++;
        }
        return i < n ? i + 1 : 0;
    }
    for (; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\\' && i + 1 < n && is_punct(p[i + 1])) {
            i++;
        } else if (c == '(') {
            if (++open > 32)
                return 0;
        } else if (c == ')') {
            if (open == 0)
                break;
            open--;
        } else if (c <= ' ' || c == 127) {
            break;
        }
    }
    return i < n || i > from ? i : 0;
}

static uint32_t scan_title(const char *p, uint32_t n, uint32_t i)
{
    char close;

    if (i >= n || !strchr("\"'(", p[i]))
        return 0;
    close = p[i] == '(' ? ')' : p[i];
    for (i++; i < n; i++) {
        if (p[i] == '\\' && i + 1 < n && is_punct(p[i + 1]))
            i++;
        else if (p[i] == close)
            return i + 1;
        else if (close == ')' && p[i] == '(')
            return 0;
    }
    return 0;
}

/* "[label]"; R is the label without the brackets. */
static uint32_t scan_label(const char *p, uint32_t n, uint32_t i, struct tp_range *r)
{
    uint32_t from = i + 1;

    if (i >= n || p[i] != '[')
        return 0;
    for (i++; i < n && i - from <= 1000; i++) {
        if (p[i] == '\\' && i + 1 < n && is_punct(p[i + 1])) {
            i++;
        } else if (p[i] == '[') {
            return 0;
        } else if (p[i] == ']') {
            *r = (struct tp_range){from, i};
            return i + 1;
        }
    }
    return 0;
}

/* "(address "title")" */
static uint32_t scan_inline(const char *p, uint32_t n, uint32_t i)
{
    uint32_t end, title;

    if (i >= n || p[i] != '(')
        return 0;
    i = skip_space(p, n, i + 1);
    if (i >= n)
        return 0;
    end = scan_address(p, n, i);
    if (end == 0)
        return 0;
    i = skip_space(p, n, end);
    if (i > end && (title = scan_title(p, n, i)) != 0)
        i = skip_space(p, n, title);
    return i < n && p[i] == ')' ? i + 1 : 0;
}

uint32_t tp_md_link_end(const char *p, uint32_t n, uint32_t at, struct tp_range *label,
                        bool *reference)
{
    uint32_t end = scan_inline(p, n, at + 1);

    *label = (struct tp_range){at, at};
    *reference = false;
    if (end)
        return end;
    *reference = true;
    end = scan_label(p, n, at + 1, label);
    if (end == 0 || label->start == label->end)
        *label = (struct tp_range){at, at};
    return end ? end : at + 1;
}

/* From I on, only blanks to the line's end: the offset behind the LF. */
static uint32_t line_end(const char *p, uint32_t n, uint32_t i)
{
    while (i < n && (p[i] == ' ' || p[i] == '\t'))
        i++;
    return i == n ? n : p[i] == '\n' ? i + 1 : 0;
}

uint32_t tp_md_definition(const char *p, uint32_t n, uint32_t at, struct tp_range *label)
{
    uint32_t i = scan_label(p, n, at, label), end, title, done;

    if (i == 0 || i >= n || p[i] != ':' || skip_space(p, label->end, label->start) == label->end)
        return 0;
    i = skip_space(p, n, i + 1);
    end = scan_address(p, n, i);
    if (end == 0 || end == i)
        return 0;
    done = line_end(p, n, end);
    i = skip_space(p, n, end);
    title = i > end ? scan_title(p, n, i) : 0;
    if (title && line_end(p, n, title))
        return line_end(p, n, title);
    return done;
}
