/* The middle of a text: articles, headings, and paragraphs that pages cut. */
#include "roles.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"
#include "ordinal.h"

/* The bytes of a blank, or one of the width of a Han character, at the end of the piece. */
static uint32_t blank_before(struct tp_piece p)
{
    static const char wide[] = "\u3000";
    uint32_t n = (uint32_t)strlen(wide);

    if (p.end <= p.start)
        return 0;
    if (strchr(" \n\t", p.block->text[p.end - 1]))
        return 1;
    return p.end - p.start >= n && memcmp(p.block->text + p.end - n, wide, n) == 0 ? n : 0;
}

/* "Article 1. The parties ...": its heading and its text are two items, but for a short text that
 * is no sentence, the article's title. */
static void split_article(struct tp_arena *a, const struct tp_item *item, struct tp_items *out)
{
    enum { TITLE = 60 };
    struct tp_item head = *item, text = *item;
    struct tp_slice t;

    text.text.start = item->value.start;
    t = tp_piece_text(text.text);
    if (item->role != TP_ROLE_ARTICLE || item->value.start >= item->value.end ||
        (tp_utf8_count(t.p, t.len) <= TITLE && !roles_ends_sentence(t))) {
        TP_PUSH(a, out, *item);
        return;
    }
    head.text.end = item->value.start;
    while (blank_before(head.text))
        head.text.end -= blank_before(head.text);
    text.role = TP_ROLE_NONE;
    text.n = text.value = head.value = (struct tp_range){0, 0};
    TP_PUSH(a, out, head);
    TP_PUSH(a, out, text);
}

/* A short line without a stop, that can be the title of what is below it. */
static bool like_heading(const struct tp_item *item)
{
    enum { LONGEST = 90 };
    struct tp_slice t = tp_piece_text(item->text);
    uint32_t cp;

    if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH || !t.len ||
        tp_utf8_count(t.p, t.len) > LONGEST || roles_ends_sentence(t) || *t.p == '[' ||
        t.p[t.len - 1] == ']' || roles_captioned(t))
        return false;
    return tp_utf8_decode(t.p, t.len, &cp) &&
           (u_isupper((UChar32)cp) || tp_script_of(cp) == TP_HAN);
}

/* Text that a title can stand above. */
static bool is_text(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);

    return item->role == TP_ROLE_NONE &&
           (item->text.block->kind != TP_BLOCK_PARAGRAPH || roles_ends_sentence(t) ||
            tp_is_columns(item->text) || tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end ||
            t.len > 200);
}

/* Has the Markdown heading I another of its level beside it, so that both part the text? */
static bool has_beside(const struct tp_items *items, size_t i, size_t end)
{
    int level = items->v[i].text.block->level;

    for (size_t k = i + 1; k < end; k++) {
        const struct tp_block *b = items->v[k].text.block;
        if (b->kind == TP_BLOCK_HEADING && b->level <= level)
            return b->level == level;
    }
    return false;
}

/* The titles of articles, chapters and annexes stand below their numbers. */
static void mark_titles(struct tp_items *items, size_t from, size_t end)
{
    for (size_t i = from + 1; i + 1 < end; i++) {
        enum tp_role above = items->v[i - 1].role, below = items->v[i + 1].role;
        struct tp_slice t = tp_piece_text(items->v[i].text);
        if (above != TP_ROLE_ARTICLE && above != TP_ROLE_CHAPTER && above != TP_ROLE_DIVISION)
            continue;
        if ((items->v[i].role == TP_ROLE_NONE || items->v[i].role == TP_ROLE_HEAD) &&
            items->v[i].text.block->kind == TP_BLOCK_HEADING &&
            items->v[i - 1].text.block->kind == TP_BLOCK_HEADING && is_text(&items->v[i + 1]) &&
            !has_beside(items, i, end)) {
            items->v[i].role = TP_ROLE_SUBHEAD;
            continue;
        }
        if (like_heading(&items->v[i]) && !tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end &&
            (is_text(&items->v[i + 1]) ||
             (above == TP_ROLE_CHAPTER && (below == TP_ROLE_ARTICLE || below == TP_ROLE_CHAPTER))))
            items->v[i].role = TP_ROLE_SUBHEAD;
    }
}

/* "— On paper" behind a number. */
static struct tp_slice without_dash(struct tp_slice t)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(t.p, t.len, &cp);

    if (!n || (cp != '-' && cp != 0x2013 && cp != 0x2014))
        return t;
    return tp_slice_trim((struct tp_slice){t.p + n, t.len - n});
}

/* "1. Introduction": a number, and behind it no sentence. */
static struct tp_ordinal numbered_heading(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text), rest;
    struct tp_ordinal o = tp_ordinal_of(t.p, (uint32_t)t.len, NULL);
    struct tp_item title = *item;

    if (!o.end || strchr("iac", o.style) || memchr(t.p, '\n', t.len))
        return (struct tp_ordinal){0};
    title.text.start = (uint32_t)(t.p - item->text.block->text) + o.end;
    rest = without_dash(tp_piece_text(title.text));
    if (!rest.len) /* "Item 1", "II." above its text */
        return o.style == 'z' || o.style == 'I' || o.style == 'h' ? o : (struct tp_ordinal){0};
    title.text.start = (uint32_t)(rest.p - item->text.block->text);
    return like_heading(&title) ? o : (struct tp_ordinal){0};
}

static struct tp_ordinal ordinal_at(const struct tp_item *item, const struct tp_ordinal *before)
{
    struct tp_slice t = tp_piece_text(item->text);

    return tp_ordinal_of(t.p, (uint32_t)t.len, before);
}

/* "2.1. Bridges": the figures of a section within a section, and a title behind them. Returns the
 * bytes of the figures, without the stop behind them; 0: it is no such heading. */
static uint32_t dotted_number(const struct tp_item *item)
{
    enum { LONGEST = 8 };
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_item title = *item;
    uint32_t n = 0, end;
    size_t dots = 0;

    while (n < t.len && n < LONGEST &&
           (u_isdigit(t.p[n]) || (n && t.p[n] == '.' && t.p[n - 1] != '.')))
        dots += t.p[n++] == '.';
    end = n && t.p[n - 1] == '.' ? n - 1 : n;
    dots -= end < n;
    if (!dots || dots > 3 || n >= t.len || t.p[n] != ' ' || memchr(t.p, '\n', t.len))
        return 0;
    title.text.start = (uint32_t)(t.p - item->text.block->text) + n + 1;
    return like_heading(&title) ? end : 0;
}

/* Is item I a dotted heading with a text below it, or another such heading? */
static bool is_dotted_heading(const struct tp_items *items, size_t i, size_t end)
{
    return i + 1 < end && dotted_number(&items->v[i]) &&
           (is_text(&items->v[i + 1]) || dotted_number(&items->v[i + 1]));
}

/* May item I, whose number is O, be a heading? *PLAIN: it has a text without a number below it.
 * Points of its own may follow instead. */
static bool may_head(const struct tp_items *items, size_t i, size_t end, const struct tp_ordinal *o,
                     bool *plain)
{
    struct tp_ordinal below;

    struct tp_slice t = tp_piece_text(items->v[i].text);

    if (!numbered_heading(&items->v[i]).end || i + 1 >= end)
        return false;
    if (o->style == 'I' && tp_in_capitals(t) && roles_letters(t) > 4)
        return *plain = true;
    if (o->style == '1' && is_dotted_heading(items, i + 1, end))
        return *plain = true;
    if (!is_text(&items->v[i + 1]))
        return false;
    below = ordinal_at(&items->v[i + 1], NULL);
    *plain = *plain || !below.end;
    return !below.end || (below.number == 1 && !tp_ordinal_alike(o, &below) && o->style == 'I') ||
           (below.number == 1 && below.sign != o->sign);
}

static void make_heading(struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);
    uint32_t at = (uint32_t)(t.p - item->text.block->text);
    uint32_t mark = tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end, first = 0;

    item->role = TP_ROLE_HEAD;
    while (mark && strchr(".):", t.p[mark - 1]))
        mark--;
    for (uint32_t k = mark; k && t.p[k - 1] >= '0' && t.p[k - 1] <= '9'; k--)
        first = k - 1; /* "Item 1" */
    item->n = (struct tp_range){at + first, at + mark};
}

/* The dotted headings between the heading AT and the next one, at END: "2.1." below "2.". */
static void mark_dotted(struct tp_items *items, size_t at, size_t end)
{
    struct tp_ordinal o = ordinal_at(&items->v[at], NULL);

    for (size_t i = at + 1; i < end; i++) {
        struct tp_item *item = &items->v[i];
        struct tp_slice t = tp_piece_text(item->text);
        uint32_t start = (uint32_t)(t.p - item->text.block->text), n = dotted_number(item);
        if (!n || !is_dotted_heading(items, i, items->n) || o.style != '1' ||
            strtol(t.p, NULL, 10) != o.number)
            continue;
        item->role = TP_ROLE_HEAD;
        item->n = (struct tp_range){start, start + n};
    }
}

/* Two or more of them, each with paragraphs below it that have no number, are the headings of
 * sections; else they are points. */
static void mark_numbered_headings(struct tp_arena *a, struct tp_items *items, size_t from,
                                   size_t end)
{
    TP_VEC(size_t) found = {0};
    struct tp_ordinal last = {0};
    bool plain = false;

    for (size_t i = from; i < end; i++) {
        struct tp_item *item = &items->v[i];
        struct tp_ordinal o;
        if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH)
            continue;
        o = ordinal_at(item, found.n ? &last : NULL);
        if (!o.end || (found.n ? !tp_ordinal_follows(&last, &o) : o.number != 1))
            continue;
        if (!may_head(items, i, end, &o, &plain)) {
            found.n = 0;
            plain = false;
            if (o.number == 1)
                last = (struct tp_ordinal){0};
            continue;
        }
        TP_PUSH(a, &found, i);
        last = o;
    }
    for (size_t i = 0; found.n > 1 && plain && i < found.n; i++) {
        make_heading(&items->v[found.v[i]]);
        mark_dotted(items, found.v[i], i + 1 < found.n ? found.v[i + 1] : end);
    }
}

static bool has_number(const struct tp_item *item)
{
    return item->n.end > item->n.start;
}

/* "Agenda:", "Decisions:": two such headings, or more, part the text; one alone is the head of its
 * list. Of "1. Heard:", "Decided:", "2. Heard:" those with a number. */
static void mark_list_heads(struct tp_items *items, size_t from, size_t end)
{
    size_t n = 0;
    bool numbered = false;

    for (size_t i = from; i < end; i++) {
        n += items->v[i].role == TP_ROLE_LIST_HEAD;
        numbered = numbered || (items->v[i].role == TP_ROLE_LIST_HEAD && has_number(&items->v[i]));
    }
    for (size_t i = from; n > 1 && i < end; i++)
        if (items->v[i].role == TP_ROLE_LIST_HEAD && (!numbered || has_number(&items->v[i])))
            items->v[i].role = TP_ROLE_HEAD;
}

/* A line in capitals between paragraphs, or two lines or more that are no sentences (ONE: a single
 * one, as in the press): headings. */
static void mark_plain_headings(struct tp_arena *a, struct tp_items *items, size_t from, size_t end,
                                bool one)
{
    TP_VEC(size_t) found = {0};
    size_t capitals = 0;

    for (size_t i = from; i + 1 < end; i++) {
        struct tp_slice t = tp_piece_text(items->v[i].text);
        const struct tp_item *below = &items->v[i + 1], *above = i > from ? below - 2 : NULL;
        if (!like_heading(&items->v[i]) || memchr(t.p, '\n', t.len) || t.p[t.len - 1] == ')' ||
            tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end || below->role != TP_ROLE_NONE ||
            below->text.block->kind == TP_BLOCK_FOOTNOTE ||
            below->text.block->kind == TP_BLOCK_RULE ||
            (below->text.block->kind == TP_BLOCK_PARAGRAPH &&
             !roles_prose(tp_piece_text(below->text))) ||
            (above && above->role == TP_ROLE_NONE &&
             !roles_ends_sentence(tp_piece_text(above->text)) && roles_plain(above)))
            continue;
        TP_PUSH(a, &found, i);
        capitals += tp_in_capitals(t);
    }
    if (found.n < 2 && !capitals && !one)
        return;
    for (size_t i = 0; i < found.n; i++)
        items->v[found.v[i]].role = TP_ROLE_HEAD;
}

/* The days of a diary: dates alone above paragraphs, two or more. The first of them may have been
 * taken for the date of the whole. */
static void mark_days(struct tp_arena *a, const struct tp_document *d, struct tp_version *v,
                      struct tp_items *items, size_t end)
{
    TP_VEC(size_t) found = {0};

    for (size_t i = v->top; i + 1 < end; i++) {
        const struct tp_item *item = &items->v[i];
        struct tp_slice t = tp_piece_text(item->text);
        if (item->role == TP_ROLE_NONE && item->text.block->kind == TP_BLOCK_PARAGRAPH &&
            t.len < 60 && is_text(&items->v[i + 1]) && roles_dateline(a, d, item->text))
            TP_PUSH(a, &found, i);
    }
    if (found.n && v->top && items->v[v->top - 1].role == TP_ROLE_DATELINE)
        TP_PUSH(a, &found, --v->top);
    for (size_t i = 0; found.n > 1 && i < found.n; i++)
        items->v[found.v[i]].role = TP_ROLE_HEAD;
    if (found.n == 1 && found.v[0] < v->top)
        v->top++;
}

static bool is_furniture(const struct tp_item *item)
{
    return item->role == TP_ROLE_PAGE_NUMBER || item->role == TP_ROLE_RUNNING_HEADER;
}

/* Is the paragraph surely unfinished: does it end in a letter, a comma or a hyphen? */
static bool is_unfinished(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);
    size_t last = t.len;
    uint32_t cp;

    if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH || !t.len)
        return false;
    do
        last--;
    while (last && ((unsigned char)t.p[last] & 0xC0) == 0x80);
    if (!tp_utf8_decode(t.p + last, t.len - last, &cp))
        return false;
    return (tp_script_of(cp) != TP_NO_SCRIPT || cp == ',' || cp == '-' || cp == 0xFF0C ||
            cp == 0x3001) &&
           (roles_letters(t) > 40 || cp == ',' || cp == '-');
}

/* Does it begin in the middle of a sentence? A Han character does so behind an unfinished text. */
static bool is_rest(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);
    uint32_t cp;

    if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH || !t.len ||
        !tp_utf8_decode(t.p, t.len, &cp) || tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end)
        return false;
    return (u_islower((UChar32)cp) && tp_script_of(cp) != TP_NO_SCRIPT) ||
           (tp_script_of(cp) == TP_HAN && roles_letters(t) > 24);
}

/* A paragraph that a page's end cuts goes on behind the page's number and header. */
static void join_pages(struct tp_items *items, size_t from, size_t end)
{
    for (size_t i = from; i + 2 < end; i++) {
        size_t k = i + 1;
        bool page = false;
        if (!is_unfinished(&items->v[i]))
            continue;
        for (; k < end && is_furniture(&items->v[k]); k++)
            page = page || items->v[k].role == TP_ROLE_PAGE_NUMBER;
        if (!page || k == end || !is_rest(&items->v[k]))
            continue;
        for (size_t j = i + 1; j <= k; j++)
            items->v[j].joined = true;
    }
}

/* "41. On sugar.": a number, and what it is about, with a stop behind it. */
static struct tp_ordinal numbered_matter(struct tp_arena *a, const struct tp_document *d,
                                         const struct tp_item *item)
{
    enum { LONGEST = 80 };
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_ordinal o = tp_ordinal_of(t.p, (uint32_t)t.len, NULL);
    struct tp_item title = *item;
    uint32_t at = (uint32_t)(t.p - item->text.block->text);

    if (!o.end || o.end + 1 >= t.len || t.p[t.len - 1] != '.' ||
        tp_utf8_count(t.p, t.len) > LONGEST)
        return (struct tp_ordinal){0};
    title.text.start = at + o.end;
    title.text.end = at + (uint32_t)t.len - 1;
    return roles_apply(a, d->matcher, d->layout, &title, TP_AT_TOP, false, TP_ROLE_NONE) &&
                   title.role == TP_ROLE_HEAD
               ? o
               : (struct tp_ordinal){0};
}

/* "212. On paper", with the points 1, 2 ... below it: the heading of a decision, under the number
 * that the protocol gives it. */
static void mark_decisions(struct tp_arena *a, const struct tp_document *d, struct tp_items *items,
                           size_t from, size_t end)
{
    for (size_t i = from; i + 1 < end; i++) {
        struct tp_ordinal o, below;
        if (items->v[i].role != TP_ROLE_NONE)
            continue;
        o = numbered_heading(&items->v[i]);
        if (!o.end)
            o = numbered_matter(a, d, &items->v[i]);
        if (!o.end || o.style != '1' || o.number < 2 || !is_text(&items->v[i + 1]))
            continue;
        if (i > from && (below = ordinal_at(&items->v[i - 1], NULL)).end &&
            tp_ordinal_follows(&below, &o))
            continue; /* the last point of a list */
        below = ordinal_at(&items->v[i + 1], NULL);
        if (below.end && below.number == 1 && (below.style != '1' || below.sign == o.sign))
            make_heading(&items->v[i]);
    }
}

/* "I", "二", "3": what number it is, without signs; 0: it is none. */
static int bare_number(struct tp_arena *a, const struct tp_item *item)
{
    enum { LONGEST = 9 }; /* bytes */
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_ordinal o;
    const char *with;

    if (item->role != TP_ROLE_NONE || item->text.block->kind != TP_BLOCK_PARAGRAPH || !t.len ||
        t.len > LONGEST || strchr(".)", t.p[t.len - 1]))
        return 0;
    with = tp_fmt(a, "%.*s. x", (int)t.len, t.p);
    o = tp_ordinal_of(with, (uint32_t)strlen(with), NULL);
    return o.end && strchr("1Ih", o.style) ? o.number : 0;
}

/* Numbers alone above paragraphs, from the first on: the headings of sections without a title. */
static void mark_bare_numbers(struct tp_arena *a, struct tp_items *items, size_t from, size_t end)
{
    TP_VEC(size_t) found = {0};

    for (size_t i = from; i + 1 < end; i++)
        if (bare_number(a, &items->v[i]) == (int)found.n + 1 &&
            items->v[i + 1].role == TP_ROLE_NONE)
            TP_PUSH(a, &found, i);
    for (size_t i = 0; found.n > 1 && i < found.n; i++) {
        struct tp_item *item = &items->v[found.v[i]];
        item->role = TP_ROLE_HEAD;
        item->n = (struct tp_range){item->text.start, item->text.end};
    }
}

void roles_sort_middle(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    struct tp_items all = {0};
    size_t end;

    for (size_t i = 0; i < v->top; i++)
        TP_PUSH(a, &all, v->items.v[i]);
    for (size_t i = v->top; i < v->bottom; i++) {
        struct tp_item *item = &v->items.v[i];
        enum tp_role after = i ? v->items.v[i - 1].role : TP_ROLE_NONE;
        if (item->role == TP_ROLE_NONE && roles_plain(item))
            (void)roles_apply(a, d->matcher, d->layout, item, TP_ANYWHERE, false, after);
        if (item->role == TP_ROLE_NONE && item->text.block->kind == TP_BLOCK_HEADING)
            item->role = TP_ROLE_HEAD;
        split_article(a, item, &all);
    }
    end = all.n;
    mark_days(a, d, v, &all, end);
    mark_titles(&all, v->top, end);
    mark_list_heads(&all, v->top, end);
    mark_numbered_headings(a, &all, v->top, end);
    mark_bare_numbers(a, &all, v->top, end);
    mark_decisions(a, d, &all, v->top, end);
    join_pages(&all, v->top, end);
    mark_plain_headings(a, &all, v->top, end,
                        d->layout->kind && strcmp(d->layout->kind, "news-article") == 0);
    for (size_t i = v->bottom; i < v->items.n; i++)
        TP_PUSH(a, &all, v->items.v[i]);
    v->notes += all.n - v->items.n;
    v->bottom += all.n - v->items.n;
    v->items = all;
}
