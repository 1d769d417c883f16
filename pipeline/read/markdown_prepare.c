#include <string.h>

#include "../base/utf8.h"
#include "markdown.h"

/* A line of the feed, and how far it has been looked at. */
struct line {
    char *p;
    size_t n, at;
    size_t column;
    size_t dashes;  /* no rule line begins before this offset */
    size_t markers; /* of list items, within the first columns */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(struct line *l)
{
    for (; l->at < l->n && is_blank(l->p[l->at]); l->at++)
        l->column = l->p[l->at] == '\t' ? (l->column / 4 + 1) * 4 : l->column + 1;
}

static bool is_rule(const char *p, size_t n)
{
    size_t signs = 0;

    if (n == 0 || !strchr("-*_", p[0]))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (p[i] != p[0] && !is_blank(p[i]))
            return false;
        signs += p[i] == p[0];
    }
    return signs >= 3;
}

size_t tp_md_delimiter_row(const char *p, size_t n)
{
    size_t columns = 0, i = 0;

    while (n > 0 && is_blank(p[n - 1]))
        n--;
    if (i < n && p[i] == '|')
        i++;
    while (i < n) {
        size_t dashes = 0;
        while (i < n && is_blank(p[i]))
            i++;
        i += i < n && p[i] == ':';
        for (; i < n && p[i] == '-'; i++)
            dashes++;
        i += i < n && p[i] == ':';
        while (i < n && is_blank(p[i]))
            i++;
        if (dashes == 0 || (i < n && p[i] != '|'))
            return 0;
        columns++;
        i += i < n;
    }
    return columns;
}

/* is_rule(), but each line is walked only once however often it is asked. */
static bool rest_is_rule(struct line *l)
{
    size_t i = l->at;

    if (l->at < l->dashes)
        return false;
    while (i < l->n && (l->p[i] == l->p[l->at] || is_blank(l->p[i])))
        i++;
    if (i < l->n)
        l->dashes = i;
    return i == l->n && is_rule(l->p + l->at, l->n - l->at);
}

/* "24. Januar 1950", "1950. ...": a date, no point of a list. I is at the period. */
static bool is_date(const struct line *l, size_t digits, size_t i)
{
    size_t word;

    if (digits == 4 && (l->p[l->at] == '1' || l->p[l->at] == '2'))
        return true;
    if (digits > 2 || l->p[i] != '.')
        return false;
    for (i++; i < l->n && is_blank(l->p[i]); i++)
        ;
    for (word = i; i < l->n && !is_blank(l->p[i]); i++)
        if (is_digit(l->p[i]))
            return false;
    if (i - word < 3)
        return false;
    for (; i < l->n && (is_blank(l->p[i]) || l->p[i] == '['); i++)
        ;
    return i + 3 < l->n && is_digit(l->p[i]) && is_digit(l->p[i + 1]) && is_digit(l->p[i + 2]) &&
           is_digit(l->p[i + 3]);
}

/* The length of the list marker at the cursor; 0 when there is none. *TEXT: it is to stay text. */
static size_t marker(const struct line *l, bool *text)
{
    size_t i = l->at;

    *text = false;
    if (strchr("-*+", l->p[i])) {
        i++;
        *text = tp_is_page_number(l->p + l->at, l->n - l->at);
    } else {
        while (i < l->n && i - l->at < 10 && is_digit(l->p[i]))
            i++;
        if (i == l->at || i - l->at > 9 || i == l->n || !(l->p[i] == '.' || l->p[i] == ')'))
            return 0;
        *text = is_date(l, i - l->at, i);
        i++;
    }
    if (i < l->n && !is_blank(l->p[i]))
        return 0;
    for (size_t k = i; k <= l->n; k++) {
        if (k == l->n)
            *text = true; /* a sign or number alone on its line */
        else if (!is_blank(l->p[k]))
            break;
    }
    return i - l->at;
}

/* Walk over the quote and list signs at the line's beginning; those that should be text, or are
 * nested too deep, are taken from cmark. */
static void containers(struct line *l)
{
    for (;;) {
        size_t n = 1;
        bool text = false;
        skip_blanks(l);
        if (l->at == l->n)
            return;
        if (l->p[l->at] != '>') {
            if (rest_is_rule(l))
                return;
            n = marker(l, &text);
            if (n == 0)
                return;
        }
        if (text || l->column >= TP_MD_COLUMNS) {
            l->p[l->at] = TP_MD_PLACEHOLDER;
            return;
        }
        l->markers += l->p[l->at] != '>' && l->column < 4;
        l->at += n;
        l->column += n;
    }
}

/* A line of nothing but wide or no-break spaces separates paragraphs too. */
static bool blank_line(char *p, size_t n)
{
    if (tp_space_before(p, n) < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (p[i] != '\t')
            p[i] = ' ';
    return true;
}

static bool is_sign(char c)
{
    return c != '\0' && strchr("*_[]!<`~&@", c) != NULL;
}

/* Inline signs in such numbers mean nothing, and cmark needs quadratic time for some of them. */
static void drop_signs(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_sign(p[i]))
            p[i] = ',';
}

static size_t count_signs(const char *p, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += is_sign(p[i]);
    return count;
}

/* "[^" that begins no note's name: cmark takes whatever follows, and loses some of it. */
static void check_notes(char *p, size_t n)
{
    for (char *end = p + n; p < end && (p = memchr(p, '[', (size_t)(end - p))); p++) {
        char *q = p + 2;
        if (end - p < 2 || p[1] != '^')
            continue;
        while (q < end && !is_blank(*q) && *q != '[' && *q != ']')
            q++;
        if (q == end || *q != ']' || q == p + 2)
            *p = TP_MD_PLACEHOLDER;
    }
}

/* What is known of a run of lines without a blank one. */
struct run {
    size_t from;  /* offset where the text that one parse of signs covers begins */
    size_t signs; /* inline signs since then */
    size_t end;   /* number of the blank line behind the run; 0: not looked for yet */
    bool table;
};

static void end_of_text(struct tp_md *m, struct run *r, size_t at)
{
    if (r->signs > TP_MD_SIGNS)
        drop_signs(m->feed + r->from, at - r->from);
    r->signs = 0;
    r->from = at;
}

/* A table row is filled up to the number of columns: a wide head over many short rows multiplies.
 */
static void check_table(struct tp_md *m, struct run *r, size_t number, char *row, size_t n)
{
    const struct tp_lines *lines = m->s->lines;
    size_t columns = tp_md_delimiter_row(row, n), bytes, rows;

    if (columns == 0)
        return;
    r->table = true;
    if (columns < 16)
        return;
    for (; r->end <= number || r->end <= lines->n; r->end++) {
        struct tp_slice line;
        if (r->end <= number)
            r->end = number + 1;
        line = tp_lines_get(lines, r->end);
        if (tp_space_before(line.p, line.len) == line.len)
            break;
    }
    rows = r->end - number;
    bytes = (r->end <= lines->n ? lines->start[r->end - 1] : lines->len) - lines->start[number - 1];
    if (columns > (8 * bytes + 1000) / rows)
        row[0] = ',';
}

void tp_md_prepare(struct tp_md *m)
{
    const struct tp_lines *lines = m->s->lines;
    struct run run = {m->s->body, 0, 0, false};

    for (size_t i = m->first_line; i <= lines->n; i++) {
        struct tp_slice s = tp_lines_get(lines, i);
        size_t start = (size_t)(s.p - m->s->text);
        struct line l = {.p = m->feed + start, .n = s.len};
        if (blank_line(l.p, l.n)) {
            end_of_text(m, &run, start);
            run.end = 0;
            run.table = false;
            continue;
        }
        containers(&l);
        if (l.markers || (run.table && memchr(l.p, '|', l.n)))
            end_of_text(m, &run, start); /* an item or a row has a text of its own */
        if (l.at < l.n)
            check_table(m, &run, i, l.p + l.at, l.n - l.at);
        check_notes(l.p + l.at, l.n - l.at);
        run.signs += count_signs(l.p + l.at, l.n - l.at);
    }
    end_of_text(m, &run, m->s->len);
}
