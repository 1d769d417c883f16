#include "lines.h"

#include <string.h>

#include "utf8.h"

struct tp_lines *tp_lines_new(struct tp_arena *a, const char *text, size_t len)
{
    struct tp_lines *l = TP_NEW(a, struct tp_lines);
    const char *p = text, *end = text + len;
    size_t n = 1;

    for (; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    l->text = text;
    l->len = len;
    l->start = TP_NEW_ARRAY(a, n, size_t);
    l->n = 1;
    for (p = text; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        l->start[l->n++] = (size_t)(p - text) + 1;
    return l;
}

size_t tp_lines_number(const struct tp_lines *l, size_t offset)
{
    size_t low = 0, high = l->n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (l->start[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

struct tp_place tp_lines_locate(const struct tp_lines *l, size_t offset)
{
    size_t number, start;

    if (offset > l->len)
        offset = l->len;
    number = tp_lines_number(l, offset);
    start = l->start[number - 1];
    return (struct tp_place){number, tp_utf8_count(l->text + start, offset - start) + 1};
}

struct tp_slice tp_lines_get(const struct tp_lines *l, size_t number)
{
    size_t from, to;

    if (number == 0 || number > l->n)
        return (struct tp_slice){l->text + l->len, 0};
    from = l->start[number - 1];
    to = number < l->n ? l->start[number] - 1 : l->len;
    if (to > from && l->text[to - 1] == '\r')
        to--;
    return (struct tp_slice){l->text + from, to - from};
}
