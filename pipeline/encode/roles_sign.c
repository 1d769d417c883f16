/* Blocks of signatures line by line: names, and the offices above or below them. */
#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"

enum { LINES = 12 };

/* What a line is. PARTY: for whom somebody signs; BOTH: with the name behind it. MORE: it goes on
 * with the office or party above it. */
enum kind { ODD, NAME, MARK, OFFICE, PARTY, BOTH, MORE, FAREWELL, DAY };

struct lines {
    struct tp_piece v[LINES];
    enum kind kind[LINES];
    uint32_t name[LINES]; /* where the name begins in a line that has BOTH */
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

bool roles_is_office(struct tp_arena *a, const struct tp_document *d, struct tp_piece line)
{
    struct tp_slice t = tp_piece_text(line);
    uint32_t at = (uint32_t)(t.p - line.block->text);
    struct tp_item item = {.text = {line.block, at, at + (uint32_t)t.len}};

    if (t.len && t.p[t.len - 1] == ',')
        item.text.end--;
    return roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
           (item.role == TP_ROLE_OFFICE || item.role == TP_ROLE_CAPACITY);
}

static bool ends_with_colon(struct tp_slice t)
{
    static const char wide[] = "：";
    size_t n = strlen(wide);

    return t.len && (t.p[t.len - 1] == ':' || (t.len > n && memcmp(t.p + t.len - n, wide, n) == 0));
}

static bool is_han(struct tp_slice t)
{
    uint32_t cp;

    return tp_utf8_decode(t.p, t.len, &cp) && tp_script_of(cp) == TP_HAN;
}

static bool has_initial(struct tp_slice t)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(t.p, t.len, &cp);

    return n && u_isupper((UChar32)cp) && n < t.len && t.p[n] == '.';
}

/* "Believe me, dear Sir,": no row of names, and it goes on. */
static bool is_farewell(struct tp_slice t)
{
    return t.len > 1 && t.p[t.len - 1] == ',' &&
           !roles_signature((struct tp_slice){t.p, t.len - 1});
}

/* A few words with capitals, or as many Han characters as a name has. */
static bool is_name(struct tp_slice t)
{
    enum { WORDS = 5, HAN = 15 };
    size_t blanks = 0;
    uint32_t cp;

    t = roles_without_signed(t);
    if (t.len && t.p[t.len - 1] == ',') /* the office follows */
        t.len--;
    for (size_t i = 0; i < t.len; i++)
        blanks += t.p[i] == ' ';
    if (!t.len || !tp_utf8_decode(t.p, t.len, &cp) || !roles_signature(t))
        return false;
    return tp_script_of(cp) == TP_HAN ? t.len <= HAN : blanks < WORDS;
}

/* "gez. A. Muster", "/s/ A. Vale" */
static bool starts_signed(struct tp_arena *a, const struct tp_document *d, struct tp_piece line)
{
    struct tp_item item = {.text = line};

    return roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
           item.role == TP_ROLE_SIGNED;
}

static enum kind kind_of(struct tp_arena *a, const struct tp_document *d, struct lines *l,
                         struct tp_piece line)
{
    struct tp_item item = {.text = line};
    struct tp_slice t = tp_piece_text(line);
    struct tp_slice before = l->n ? tp_piece_text(l->v[l->n - 1]) : (struct tp_slice){"", 0};
    enum kind above = l->n ? l->kind[l->n - 1] : ODD;
    bool party = above == PARTY;

    for (size_t i = l->n; above == MORE && i--;)
        if (l->kind[i] != MORE) {
            party = l->kind[i] == PARTY;
            break;
        }
    if (roles_is_mark(t))
        return MARK;
    if ((above == FAREWELL || !l->n) && is_farewell(t) && !roles_is_office(a, d, line))
        return FAREWELL;
    if ((above == OFFICE || above == PARTY || above == MORE) && !ends_with_colon(before) &&
        (begins_small(t) || ends_small(before)) && !starts_signed(a, d, line))
        return MORE;
    if (roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE)) {
        if (item.role == TP_ROLE_CAPACITY || item.role == TP_ROLE_OFFICE) {
            l->name[l->n] = item.value.start;
            if (item.value.start < item.value.end && item.value.start > line.start)
                return BOTH;
            if (item.role == TP_ROLE_OFFICE || (item.type && strcmp(item.type, "office") == 0))
                return OFFICE;
            return party && !ends_with_colon(before) ? MORE : PARTY;
        }
        if (item.role == TP_ROLE_VALEDICTION)
            return l->n && above != FAREWELL ? ODD : FAREWELL;
        return item.role != TP_ROLE_SIGNED ? ODD : NAME;
    }
    if (party) /* "For the Government / of Exampleland": a name below needs a sign of its own */
        return ends_with_colon(before) || has_initial(t) || roles_is_marked(t) || is_han(t)
                   ? (is_name(t) ? NAME : ODD)
                   : (roles_signature(t) || ends_with_colon(t) ? MORE : ODD);
    if (roles_dateline(a, d, line) || (l->n && roles_day(a, d, line)))
        return DAY;
    if ((above == OFFICE || above == MORE) && l->kind[0] != OFFICE && l->kind[0] != PARTY &&
        !roles_like_name(t) && roles_signature(t))
        return MORE; /* "Ambassador / Kingdom of Exampleland" below the name */
    return is_name(t) ? NAME : ODD;
}

static bool read_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                       struct lines *l)
{
    struct tp_piece line;
    bool office = false, name = false, marked = true;

    for (uint32_t at = item->text.start; tp_next_line(item->text, &at, &line); l->n++) {
        enum kind k;
        if (l->n == LINES || (k = kind_of(a, d, l, line)) == ODD)
            return false;
        l->v[l->n] = line;
        l->kind[l->n] = k;
        office = office || k == OFFICE || k == PARTY || k == BOTH || k == FAREWELL;
        name = name || k == NAME || k == MARK || k == BOTH;
        marked = marked && k == NAME && roles_is_marked(tp_piece_text(line));
    }
    return (office && name) || (marked && l->n > 1);
}

static void push(struct tp_arena *a, struct tp_items *out, struct tp_piece p, enum tp_role role,
                 bool joined)
{
    TP_PUSH(a, out, (struct tp_item){.text = p, .role = role, .joined = joined});
}

/* "Monsieur Jean Modèle / Ambassadeur / Londres": whom a letter goes to. */
static bool is_address(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item)
{
    struct tp_item whole = {.text = item->text};

    return roles_apply(a, d->matcher, d->layout, &whole, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
           whole.role == TP_ROLE_ADDRESS && whole.type;
}

bool roles_sign_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                      struct tp_items *out)
{
    struct lines l = {.n = 0};
    bool offices_first, signed_yet = false;
    size_t first;

    if (!roles_plain(item) || item->text.block->kind == TP_BLOCK_HEADING ||
        !memchr(item->text.block->text + item->text.start, '\n',
                item->text.end - item->text.start) ||
        is_address(a, d, item) || !read_lines(a, d, item, &l))
        return false;
    for (first = 0; l.kind[first] == FAREWELL || l.kind[first] == DAY;)
        first++;
    offices_first = l.kind[first] == OFFICE || l.kind[first] == PARTY || l.kind[first] == BOTH;
    for (size_t i = 0; i < l.n; i++) {
        enum kind above = i > first ? l.kind[i - 1] : ODD;
        bool named =
            above == MARK ||
            (above == NAME && (l.kind[i] == MARK || !roles_is_marked(tp_piece_text(l.v[i])))) ||
            (above == BOTH && l.kind[i] == MARK);
        struct tp_piece left = l.v[i], right = l.v[i];
        switch (l.kind[i]) {
        case FAREWELL:
            if (i && l.kind[i - 1] == FAREWELL) {
                out->v[out->n - 1].text.end = l.v[i].end;
                break;
            }
            push(a, out, l.v[i], TP_ROLE_VALEDICTION, false);
            break;
        case DAY:
            push(a, out, l.v[i], TP_ROLE_DATELINE, false);
            break;
        case MORE:
            out->v[out->n - 1].text.end = l.v[i].end;
            break;
        case BOTH:
            left.end = right.start = l.name[i];
            while (left.end > left.start && strchr(" \t", left.block->text[left.end - 1]))
                left.end--;
            push(a, out, left, TP_ROLE_CAPACITY, false);
            push(a, out, right, TP_ROLE_SIGNED, false);
            signed_yet = true;
            break;
        case PARTY:
            push(a, out, l.v[i], TP_ROLE_CAPACITY,
                 !offices_first && (above == NAME || above == MARK));
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
