/* Minutes by several hands on one sheet: texts below each other, each with the name of who wrote
 * it, and the day. */
#include "roles.h"

#include <string.h>

#include "../base/utf8.h"
#include "columns.h"

/* The name and the day that end a text; they are one or two items of the version. */
struct ending {
    struct tp_item name, day;
    size_t items; /* 0: there is none */
};

static bool is_name(struct tp_slice t)
{
    enum { LONGEST = 44 };

    return t.len && tp_utf8_count(t.p, t.len) <= LONGEST && !memchr(t.p, '\n', t.len) &&
           *t.p != '[' && roles_signature(t) && !roles_captioned(t);
}

static bool is_day(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    enum { LONGEST = 40 };
    struct tp_slice t = tp_piece_text(p);

    return t.len && t.len <= LONGEST && !memchr(t.p, '\n', t.len) && roles_day(a, d, p);
}

/* "R. H. Scott / 17th May", in one item. */
static bool in_two_lines(struct tp_arena *a, const struct tp_document *d, struct tp_piece p,
                         struct ending *out)
{
    struct tp_piece first, second;
    uint32_t at = p.start;

    if (!tp_next_line(p, &at, &first) || !tp_next_line(p, &at, &second) || at < p.end ||
        !is_name(tp_piece_text(first)) || !is_day(a, d, second) || roles_dateline(a, d, first))
        return false;
    out->name.text = first;
    out->day.text = second;
    return true;
}

/* "M. E. Dening  18/5": a name with an initial, and the day behind it. */
static bool in_one_line(struct tp_arena *a, const struct tp_document *d, struct tp_piece p,
                        struct ending *out)
{
    const char *text = p.block->text;

    if (memchr(text + p.start, '\n', p.end - p.start))
        return false;
    for (uint32_t i = p.start + 1; i < p.end; i++) {
        struct tp_piece name = {p.block, p.start, i}, day = {p.block, i, p.end};
        struct tp_slice t = tp_piece_text(name);
        if (text[i - 1] != ' ' || !is_day(a, d, day))
            continue;
        while (t.len && (t.p[t.len - 1] == ',' || t.p[t.len - 1] == ' '))
            t.len--;
        if (!is_name(t) || !roles_like_name(t))
            continue;
        name.end = name.start + (uint32_t)(t.p + t.len - (text + name.start));
        day.start = name.end; /* its comma goes with the day */
        while (text[day.start] == ' ')
            day.start++;
        out->name.text = name;
        out->day.text = day;
        return true;
    }
    return false;
}

static struct ending ending_at(struct tp_arena *a, const struct tp_document *d,
                               const struct tp_version *v, size_t i)
{
    struct ending e = {.items = 0};
    const struct tp_item *item = &v->items.v[i], *next = i + 1 < v->items.n ? item + 1 : NULL;

    if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH)
        return e;
    e.name = e.day = *item;
    if (in_two_lines(a, d, item->text, &e) || in_one_line(a, d, item->text, &e)) {
        e.items = 1;
    } else if (next && next->role == TP_ROLE_NONE && roles_plain(next) &&
               is_name(tp_piece_text(item->text)) && !roles_dateline(a, d, item->text) &&
               is_day(a, d, next->text)) {
        e.day = *next;
        e.items = 2;
    }
    e.name.role = TP_ROLE_SIGNED;
    e.day.role = TP_ROLE_DATELINE;
    return e;
}

/* Is it what somebody wrote: a sentence? */
static bool is_text(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);

    return item->role == TP_ROLE_NONE && roles_plain(item) && roles_ends_sentence(t) && !is_name(t);
}

/* Is this the last of several texts of one sheet, so that text stands between it and the next? */
static size_t count_endings(struct tp_arena *a, const struct tp_document *d,
                            const struct tp_version *v)
{
    size_t n = 0;
    bool text = false;

    for (size_t i = v->top; i < v->items.n; i++) {
        struct ending e = ending_at(a, d, v, i);
        if (e.items && text) {
            n++;
            i += e.items - 1;
            text = false;
        } else {
            text = is_text(&v->items.v[i]);
        }
    }
    return n;
}

void roles_sort_hands(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    enum { SHEETS = 400 }; /* items: no minutes, but a volume */
    struct tp_items all = {0};
    size_t left;
    bool text = false, next = false;

    if (v->items.n - v->top > SHEETS || (left = count_endings(a, d, v)) < 2)
        return;
    for (size_t i = 0; i < v->items.n; i++) {
        struct ending e = {.items = 0};
        struct tp_item item = v->items.v[i];
        if (i >= v->top && left > 1 && text)
            e = ending_at(a, d, v, i);
        text = i >= v->top && is_text(&item);
        if (!e.items) {
            item.hand = next;
            next = false;
            TP_PUSH(a, &all, item);
            continue;
        }
        /* the last is left to the rules for the end of a text */
        TP_PUSH(a, &all, e.name);
        TP_PUSH(a, &all, e.day);
        i += e.items - 1;
        left--;
        next = true;
        text = false;
    }
    v->items = all;
}
