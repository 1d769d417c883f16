/* Blocks of signatures line by line: names, and the offices above or below them. */
#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"

enum { LINES = 12 };

/* What a line is. MORE: it goes on with the office above it. */
enum kind { ODD, NAME, MARK, OFFICE, MORE, FAREWELL, DAY, BOTH };

struct lines {
    struct tp_piece v[LINES];
    enum kind kind[LINES];
    uint32_t name[LINES]; /* BOTH: where the name begins behind the office */
    size_t n;
};

static bool begins_small(struct tp_slice t)
{
    uint32_t cp;

    return tp_utf8_decode(t.p, t.len, &cp) && u_islower((UChar32)cp);
}

/* "Prime Minister of": the office isn't all said. */
static bool ends_small(struct tp_slice t)
{
    enum { LONGEST = 6 }; /* bytes of a preposition or an article */
    size_t at = t.len;
    uint32_t cp;

    while (at && t.p[at - 1] != ' ')
        at--;
    return at && t.len - at <= LONGEST && tp_utf8_decode(t.p + at, t.len - at, &cp) &&
           u_islower((UChar32)cp);
}

/* "[signature]", "(signed)": what stands for the hand. */
static bool is_mark(struct tp_slice t)
{
    enum { LONGEST = 30 };

    return t.len > 2 && t.len <= LONGEST &&
           ((*t.p == '[' && t.p[t.len - 1] == ']') || (*t.p == '(' && t.p[t.len - 1] == ')'));
}

/* A few words with capitals, or as many Han characters as a name has. */
static bool is_name(struct tp_slice t)
{
    enum { WORDS = 5, HAN = 15 };
    size_t blanks = 0;
    uint32_t cp;

    t = roles_without_signed(t);
    for (size_t i = 0; i < t.len; i++)
        blanks += t.p[i] == ' ';
    if (!t.len || !tp_utf8_decode(t.p, t.len, &cp) || !roles_signature(t))
        return false;
    return tp_script_of(cp) == TP_HAN ? t.len <= HAN : blanks < WORDS;
}

static enum kind kind_of(struct tp_arena *a, const struct tp_document *d, struct lines *l,
                         struct tp_piece line)
{
    struct tp_item item = {.text = line};
    struct tp_slice t = tp_piece_text(line);
    enum kind above = l->n ? l->kind[l->n - 1] : ODD;

    if ((above == OFFICE || above == MORE) &&
        (begins_small(t) || ends_small(tp_piece_text(l->v[l->n - 1]))))
        return MORE;
    if (roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE)) {
        if ((item.role == TP_ROLE_CAPACITY || item.role == TP_ROLE_OFFICE) &&
            item.value.start == item.value.end)
            return OFFICE;
        if (item.role == TP_ROLE_OFFICE && item.value.start > line.start) {
            l->name[l->n] = item.value.start;
            return BOTH;
        }
        if (item.role == TP_ROLE_VALEDICTION)
            return l->n ? ODD : FAREWELL;
        return item.role != TP_ROLE_SIGNED ? ODD : is_mark(t) ? MARK : NAME;
    }
    if (is_mark(t))
        return MARK;
    if (roles_dateline(a, d, line) || (l->n && roles_day(a, d, line)))
        return DAY;
    if ((above == OFFICE || above == MORE) && l->kind[0] != OFFICE && !roles_like_name(t) &&
        roles_signature(t))
        return MORE; /* "Ambassador / Kingdom of Exampleland" below the name */
    return is_name(t) ? NAME : ODD;
}

static bool read_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                       struct lines *l)
{
    struct tp_piece line;
    bool office = false, name = false;

    for (uint32_t at = item->text.start; tp_next_line(item->text, &at, &line); l->n++) {
        enum kind k;
        if (l->n == LINES || (k = kind_of(a, d, l, line)) == ODD)
            return false;
        l->v[l->n] = line;
        l->kind[l->n] = k;
        office = office || k == OFFICE || k == BOTH;
        name = name || k == NAME || k == MARK || k == BOTH;
    }
    return office && name;
}

static void push(struct tp_arena *a, struct tp_items *out, struct tp_piece p, enum tp_role role,
                 bool joined)
{
    TP_PUSH(a, out, (struct tp_item){.text = p, .role = role, .joined = joined});
}

bool roles_sign_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                      struct tp_items *out)
{
    struct lines l = {.n = 0};
    bool offices_first, signed_yet = false;
    struct tp_item whole = *item;
    struct tp_piece office, name;
    size_t first;

    if (!roles_plain(item) || item->text.block->kind == TP_BLOCK_HEADING ||
        !memchr(item->text.block->text + item->text.start, '\n',
                item->text.end - item->text.start) ||
        (roles_apply(a, d->matcher, d->layout, &whole, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
         whole.role == TP_ROLE_CAPACITY) ||
        !read_lines(a, d, item, &l))
        return false;
    for (first = 0; l.kind[first] == FAREWELL || l.kind[first] == DAY;)
        first++;
    offices_first = l.kind[first] == OFFICE;
    for (size_t i = 0; i < l.n; i++) {
        bool named = i > first && (l.kind[i - 1] == NAME || l.kind[i - 1] == MARK);
        switch (l.kind[i]) {
        case FAREWELL:
            push(a, out, l.v[i], TP_ROLE_VALEDICTION, false);
            break;
        case DAY:
            push(a, out, l.v[i], TP_ROLE_DATELINE, false);
            break;
        case BOTH:
            office = name = l.v[i];
            name.start = l.name[i];
            office.end = name.start;
            while (office.end > office.start && strchr(" \t", office.block->text[office.end - 1]))
                office.end--;
            push(a, out, office, TP_ROLE_CAPACITY, false);
            push(a, out, name, TP_ROLE_SIGNED, false);
            signed_yet = true;
            break;
        case MORE:
            out->v[out->n - 1].text.end = l.v[i].end;
            break;
        case OFFICE:
            if (i > first && l.kind[i - 1] == OFFICE)
                out->v[out->n - 1].text.end = l.v[i].end;
            else
                push(a, out, l.v[i], TP_ROLE_CAPACITY, !offices_first && signed_yet);
            break;
        default:
            push(a, out, l.v[i], TP_ROLE_SIGNED, named);
            signed_yet = true;
        }
    }
    return true;
}
