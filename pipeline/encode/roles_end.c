/* The end of a text: signatures, dates, clerks' notes, stamps, and the notes below. */
#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"
#include "ordinal.h"

bool roles_like_name(struct tp_slice t)
{
    bool initial = false;

    for (size_t i = 0; i < t.len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        bool begins = i == 0 || t.p[i - 1] == ' ' || t.p[i - 1] == '.';
        if (begins && n && u_islower((UChar32)cp))
            return false; /* "Ambassador to the USSR" */
        initial = initial || (begins && n && tp_script_of(cp) != TP_NO_SCRIPT && i + n < t.len &&
                              t.p[i + n] == '.');
        i += n ? n : 1;
    }
    return roles_signature(t) && (initial || roles_mostly_capitals(t));
}

static struct tp_slice piece_of(const struct tp_item *item, uint32_t start, uint32_t end)
{
    return tp_piece_text((struct tp_piece){item->text.block, start, end});
}

/* The last line of a block that begins with an office may be the name itself. */
static void name_below(struct tp_item *item, struct tp_item *extra)
{
    const char *text = item->text.block->text;
    uint32_t at = item->text.end;
    struct tp_slice last;

    while (at > item->text.start && text[at - 1] != '\n')
        at--;
    last = piece_of(item, at, item->text.end);
    if (at == item->text.start || !last.len)
        return;
    if (!roles_like_name(last) && (*last.p != '(' || last.p[last.len - 1] == ')'))
        return;
    *extra = (struct tp_item){.text = {item->text.block, at, item->text.end}};
    extra->role = TP_ROLE_SIGNED;
    item->text.end = at - 1;
}

/* "A. VALE", "(В. ЗОРЬКИН)": a capital with a full stop. */
static bool has_initial(struct tp_slice t)
{
    for (size_t i = 0; i < t.len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        bool begins = i == 0 || strchr(" .(", t.p[i - 1]);
        if (!n)
            return false;
        if (begins && u_isupper((UChar32)cp) && i + n < t.len && t.p[i + n] == '.')
            return true;
        i += n;
    }
    return false;
}

/* "Henry Lund": two or three words with capitals, and no office. */
static bool is_plain_name(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);
    struct tp_item item = {.text = p};
    size_t words = 1;

    for (size_t i = 0; i < t.len; i++) {
        uint32_t cp;
        if (t.p[i] != ' ')
            continue;
        words++;
        if (!tp_utf8_decode(t.p + i + 1, t.len - i - 1, &cp) || !u_isupper((UChar32)cp))
            return false;
    }
    return words > 1 && words < 4 &&
           !roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE);
}

/* "A. VALE          B. LUND": two signatures in one line; or an office, and the name beside it. */
static bool side_by_side(struct tp_arena *a, const struct tp_document *d, struct tp_item *item,
                         struct tp_item *extra)
{
    enum { BLANKS = 3 };
    const char *text = item->text.block->text;
    struct tp_slice left, right;
    uint32_t at = item->text.start, end, n = 0;
    bool office;

    for (; at < item->text.end && n < BLANKS && text[at] != '\n'; at++)
        n = text[at] == '\t' ? BLANKS : text[at] == ' ' ? n + 1 : 0;
    if (n < BLANKS)
        return false;
    for (end = at; end < item->text.end && (text[end] == ' ' || text[end] == '\t');)
        end++;
    left = piece_of(item, item->text.start, at);
    right = piece_of(item, end, item->text.end);
    if (!left.len || memchr(right.p, '\n', right.len) ||
        !roles_signature(roles_without_signed(left)) ||
        !roles_signature(roles_without_signed(right)))
        return false;
    if (roles_like_name(roles_without_signed(left)) &&
        !roles_like_name(roles_without_signed(right)) &&
        !is_plain_name(a, d, (struct tp_piece){item->text.block, end, item->text.end}))
        return false; /* a name with the office behind it: one signature */
    office = roles_like_name(right) &&
             (!roles_like_name(left) || (has_initial(right) && !has_initial(left)));
    *extra = (struct tp_item){.text = {item->text.block, end, item->text.end}};
    extra->role = TP_ROLE_SIGNED;
    item->text.end = (uint32_t)(left.p - text) + (uint32_t)left.len;
    item->role = office ? TP_ROLE_CAPACITY : TP_ROLE_SIGNED;
    return true;
}

/* A name, and the date in the line below it. */
static bool date_below_name(struct tp_arena *a, const struct tp_document *d, struct tp_item *item,
                            struct tp_item *extra)
{
    const char *text = item->text.block->text;
    uint32_t at = item->text.end, cp;
    struct tp_slice name, day;

    while (at > item->text.start && text[at - 1] != '\n')
        at--;
    if (at == item->text.start ||
        !(roles_dateline(a, d, (struct tp_piece){item->text.block, at, item->text.end}) ||
          roles_day(a, d, (struct tp_piece){item->text.block, at, item->text.end})))
        return false;
    name = piece_of(item, item->text.start, at);
    day = piece_of(item, at, item->text.end);
    /* "New Delhi / the 12th January": a place */
    if (tp_utf8_decode(day.p, day.len, &cp) && u_islower((UChar32)cp) && !roles_like_name(name))
        return false;
    if (!roles_signature(name) || memchr(name.p, ',', name.len) ||
        roles_dateline(a, d, (struct tp_piece){item->text.block, item->text.start, at}))
        return false;
    *extra = (struct tp_item){.text = {item->text.block, at, item->text.end}};
    extra->role = TP_ROLE_DATELINE;
    item->text.end = at - 1;
    return true;
}

/* "Deputy Minister / A. VALE": lines of words that are no names, and a name with an initial or in
 * capitals below them. */
static void office_above(struct tp_item *item, struct tp_item *extra)
{
    const char *text = item->text.block->text;
    uint32_t at = item->text.end;
    struct tp_slice office, name;

    while (at > item->text.start && text[at - 1] != '\n')
        at--;
    if (at == item->text.start)
        return;
    office = piece_of(item, item->text.start, at);
    name = piece_of(item, at, item->text.end);
    if (!memchr(office.p, ' ', office.len) || has_initial(office) || roles_like_name(office) ||
        !roles_like_name(roles_without_signed(name)))
        return;
    *extra = (struct tp_item){.text = {item->text.block, at, item->text.end}};
    extra->role = TP_ROLE_SIGNED;
    item->text.end = at - 1;
    item->role = TP_ROLE_CAPACITY;
}

/* "A. VALE / Prime Minister of Exampleland": a name with an initial or in capitals, and words that
 * are no names below it. */
static void office_below(struct tp_item *item, struct tp_item *extra)
{
    const char *text = item->text.block->text;
    const char *nl = memchr(text + item->text.start, '\n', item->text.end - item->text.start);
    struct tp_slice office;
    uint32_t at;

    if (!nl)
        return;
    at = (uint32_t)(nl - text);
    office = piece_of(item, at + 1, item->text.end);
    if (!memchr(office.p, ' ', office.len) || has_initial(office) || roles_like_name(office) ||
        !roles_like_name(roles_without_signed(piece_of(item, item->text.start, at))))
        return;
    *extra = (struct tp_item){.text = {item->text.block, at + 1, item->text.end}, .joined = true};
    extra->role = TP_ROLE_CAPACITY;
    item->text.end = at;
}

/* "Head of the Department A. VALE": the office, and the name behind it, which is the group "value".
 * Without a name there it may be a name with a title, or the office that belongs to a name in
 * another block: that is seen from these. */
static enum tp_role guess_office(struct tp_arena *a, const struct tp_document *d,
                                 struct tp_item *item, struct tp_item *extra)
{
    if (item->value.start <= item->text.start || item->value.start >= item->value.end)
        return side_by_side(a, d, item, extra) ? item->role : TP_ROLE_OFFICE;
    *extra = (struct tp_item){.text = {item->text.block, item->value.start, item->text.end}};
    extra->role = TP_ROLE_SIGNED;
    item->text.end = item->value.start;
    while (item->text.end > item->text.start &&
           strchr(" \t\n", item->text.block->text[item->text.end - 1]))
        item->text.end--;
    item->value = (struct tp_range){0, 0};
    return item->role = TP_ROLE_CAPACITY;
}

/* One item from the end: its role, or NONE when the text has been reached. "DATE NAME" becomes two
 * items, the second in *EXTRA. */
enum tp_role roles_guess_end(struct tp_arena *a, const struct tp_document *d, struct tp_item *item,
                             struct tp_item *extra)
{
    struct tp_piece date, name;
    struct tp_slice t = tp_piece_text(item->text);

    if (roles_apply(a, d->matcher, d->layout, item, TP_AT_BOTTOM, false, TP_ROLE_NONE)) {
        if (item->role == TP_ROLE_OFFICE)
            return guess_office(a, d, item, extra);
        if (item->role == TP_ROLE_CAPACITY)
            name_below(item, extra);
        return item->role;
    }
    if (item->text.block->kind == TP_BLOCK_HEADING)
        return TP_ROLE_NONE;
    if (date_below_name(a, d, item, extra))
        return TP_ROLE_SIGNED;
    if (roles_dateline(a, d, item->text))
        return TP_ROLE_DATELINE;
    if (roles_date_and_name(a, d, item->text, &date, &name)) {
        *extra = (struct tp_item){.text = {name.block, roles_trimmed_start(name), item->text.end}};
        extra->role = TP_ROLE_SIGNED;
        item->text.end = date.end;
        return TP_ROLE_DATELINE;
    }
    if (side_by_side(a, d, item, extra))
        return item->role;
    if (*t.p != '[' && roles_signature(t) && !roles_captioned(t)) {
        office_above(item, extra);
        if (item->role != TP_ROLE_CAPACITY)
            office_below(item, extra);
        return item->role == TP_ROLE_CAPACITY ? TP_ROLE_CAPACITY : TP_ROLE_SIGNED;
    }
    if (tp_utf8_count(t.p, t.len) <= 30 && roles_letters(t) < 4)
        return TP_ROLE_REFERENCE;
    return TP_ROLE_NONE;
}

/* A certain end of a text: what stands below it, even odd short lines, is no longer the text. */
static bool ends_text(enum tp_role r)
{
    return r == TP_ROLE_SIGNED || r == TP_ROLE_VALEDICTION || r == TP_ROLE_DATELINE ||
           r == TP_ROLE_SOURCE_NOTE || r == TP_ROLE_CAPACITY;
}

/* Lines of which the first is a farewell or a date, and each of the others the end of a letter by
 * itself: they go to BEHIND, the last first. PROSE stands below it: dates alone end nothing then.
 * BELOW_NAME: somebody has signed above them. */
static bool split_end(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                      bool prose, bool below_name, struct tp_items *behind)
{
    enum { LINES = 8 };
    struct tp_item lines[LINES];
    struct tp_piece line;
    size_t n = 0, more = 0;

    for (uint32_t at = item->text.start; tp_next_line(item->text, &at, &line); more++) {
        struct tp_item next = {.text = line}, extra = {0};
        if (n == LINES)
            return false;
        next.role = roles_guess_end(a, d, &next, &extra);
        if (extra.text.block || !ends_text(next.role))
            return false;
        if (n && next.role == lines[n - 1].role &&
            (next.role == TP_ROLE_SIGNED || next.role == TP_ROLE_VALEDICTION))
            lines[n - 1].text.end = line.end; /* the office below the name; 此致 / 敬礼 */
        else
            lines[n++] = next;
    }
    if (n == 2 && more == 2 && lines[0].role == TP_ROLE_DATELINE &&
        lines[1].role == TP_ROLE_SIGNED && below_name &&
        !roles_like_name(tp_piece_text(lines[1].text))) { /* the day, then, and the place */
        lines[0].text.end = lines[1].text.end;
        n--;
    }
    if (more < 2 ||
        (lines[0].role != TP_ROLE_VALEDICTION && (prose || lines[0].role != TP_ROLE_DATELINE)))
        return false;
    while (n)
        TP_PUSH(a, behind, lines[--n]);
    return true;
}

bool roles_clerks(enum tp_role r)
{
    return r == TP_ROLE_TYPED || r == TP_ROLE_DISTRIBUTION || r == TP_ROLE_AUTHENTICATED ||
           r == TP_ROLE_REMARK || r == TP_ROLE_TRANSMISSION || r == TP_ROLE_SOURCE_NOTE;
}

/* "Copies: the file / Certified: A. VALE": lines of a block that each are a clerk's go to BEHIND,
 * the last first; a line without a role goes on with that above it. */
static bool split_clerks(struct tp_arena *a, const struct tp_document *d,
                         const struct tp_item *item, struct tp_items *behind)
{
    enum { LINES = 16 };
    struct tp_item lines[LINES];
    struct tp_piece line;
    size_t n = 0;

    if (!memchr(item->text.block->text + item->text.start, '\n', item->text.end - item->text.start))
        return false;
    for (uint32_t at = item->text.start; tp_next_line(item->text, &at, &line);) {
        struct tp_item next = {.text = line};
        bool clerks =
            roles_apply(a, d->matcher, d->layout, &next, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
            roles_clerks(next.role);
        if (n == LINES || (!n && !clerks))
            return false;
        if (clerks && (!n || next.role != lines[n - 1].role))
            lines[n++] = next;
        else
            lines[n - 1].text.end = line.end;
    }
    for (size_t i = n; n > 1 && i--;)
        TP_PUSH(a, behind, lines[i]);
    return n > 1;
}

/* Behind a text, and so the end of one, though not always the highest line of it. */
bool roles_closes(enum tp_role r)
{
    return r == TP_ROLE_SIGNED || r == TP_ROLE_VALEDICTION || r == TP_ROLE_TYPED ||
           r == TP_ROLE_AUTHENTICATED || r == TP_ROLE_DISTRIBUTION || r == TP_ROLE_STAMP ||
           r == TP_ROLE_DATELINE || r == TP_ROLE_SOURCE_NOTE || r == TP_ROLE_CAPACITY ||
           r == TP_ROLE_POSTSCRIPT || r == TP_ROLE_REMARK;
}

/* "2. He has the story already.": a numbered sentence is text. */
static bool is_point(struct tp_slice t)
{
    struct tp_ordinal o = tp_ordinal_of(t.p, (uint32_t)t.len, NULL);

    return o.end && roles_prose(tp_slice_trim((struct tp_slice){t.p + o.end, t.len - o.end}));
}

/* "Believe me, / Very truly," above a name: what ends in a comma is no sentence; not all of it may
 * be names, as in an address. */
static bool is_farewell(const struct tp_item *item, const struct tp_items *behind)
{
    enum { LONGEST = 140 };
    const struct tp_item *below = behind->n ? &behind->v[behind->n - 1] : NULL;
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_piece line;
    bool comma = t.len > 1 && t.p[t.len - 1] == ',';

    if (t.len > 3 && memcmp(t.p + t.len - 3, "，", 3) == 0)
        comma = true;
    if (!comma || t.len > LONGEST || !below || below->role != TP_ROLE_SIGNED || below->joined ||
        item->text.block->kind != TP_BLOCK_PARAGRAPH)
        return false;
    for (uint32_t at = item->text.start; tp_next_line(item->text, &at, &line);) {
        t = tp_piece_text(line);
        if (t.len && !roles_signature((struct tp_slice){t.p, t.len - (t.p[t.len - 1] == ',')}))
            return true;
    }
    return false;
}

/* A line that nothing is known of, short enough to be a clerk's remark. */
static bool is_remark(const struct tp_item *item)
{
    enum { LONGEST = 160 };
    struct tp_slice t = tp_piece_text(item->text);

    return item->text.block->kind == TP_BLOCK_PARAGRAPH && tp_utf8_count(t.p, t.len) <= LONGEST &&
           !is_point(t);
}

static bool is_signed_above(struct tp_arena *a, const struct tp_document *d,
                            const struct tp_version *v, size_t i)
{
    struct tp_item above, extra = {0};
    struct tp_items lines = {0};
    enum tp_role role;

    if (i <= v->top)
        return false;
    above = v->items.v[i - 1];
    if (roles_sign_lines(a, d, &above, &lines))
        return true;
    if (!roles_plain(&above))
        return false;
    role = roles_guess_end(a, d, &above, &extra);
    return role == TP_ROLE_SIGNED || extra.role == TP_ROLE_SIGNED;
}

/* An office in a block of its own belongs to the name below it, or to that above it. */
static enum tp_role place_office(struct tp_arena *a, const struct tp_document *d,
                                 const struct tp_version *v, size_t i, struct tp_item *item,
                                 const struct tp_items *behind)
{
    const struct tp_item *below = behind->n ? &behind->v[behind->n - 1] : NULL;
    struct tp_slice t = tp_piece_text(item->text);

    if (below && below->role == TP_ROLE_SIGNED && !below->joined)
        return TP_ROLE_CAPACITY;
    if (is_signed_above(a, d, v, i)) {
        item->joined = true;
        return TP_ROLE_CAPACITY;
    }
    return roles_signature(t) ? TP_ROLE_SIGNED : TP_ROLE_NONE;
}

/* An address closes a letter that is signed, or stamped, above it. One that is known by the form of
 * its lines alone, without a word for whom it is, may be an office below the name. */
static bool is_addressed(struct tp_arena *a, const struct tp_document *d,
                         const struct tp_version *v, size_t i, const struct tp_item *item)
{
    struct tp_item above, extra = {0};
    enum tp_role role;

    while (i > v->top && v->items.v[i - 1].role == TP_ROLE_FOOTNOTE)
        i--; /* at the foot of the page, which the address is below */
    if (i <= v->top)
        return false;
    if (is_signed_above(a, d, v, i))
        return true;
    above = v->items.v[i - 1];
    if (!roles_plain(&above))
        return false;
    if (item->type && *tp_piece_text(above.text).p == '[' && i - 1 > v->top) { /* "[Seal]" */
        above = v->items.v[i - 2];
        i--;
    }
    role = roles_guess_end(a, d, &above, &extra);
    if (role == TP_ROLE_POSTSCRIPT)
        return is_signed_above(a, d, v, i - 1);
    return role == TP_ROLE_STAMP || role == TP_ROLE_ADDRESS ||
           (item->type && (role == TP_ROLE_DATELINE || role == TP_ROLE_REMARK));
}

/* Sentences stand below it, so that a short line or a date may as well be a heading among them:
 * only words of farewell, an office with a name (NAMED), or a name with one of these or a date
 * above it end the text. */
static bool ends_above_prose(struct tp_arena *a, const struct tp_document *d,
                             const struct tp_version *v, const struct tp_item *item, size_t i,
                             bool named)
{
    struct tp_item above, extra = {0};
    enum tp_role role;

    if (item->role == TP_ROLE_VALEDICTION || item->role == TP_ROLE_SOURCE_NOTE ||
        (item->role == TP_ROLE_CAPACITY && named))
        return true;
    if (item->role == TP_ROLE_DATELINE || item->role == TP_ROLE_ADDRESS)
        return is_signed_above(a, d, v, i);
    if (item->role != TP_ROLE_SIGNED || i <= v->top)
        return false;
    above = v->items.v[i - 1];
    if (!roles_plain(&above))
        return false;
    role = roles_guess_end(a, d, &above, &extra);
    return role == TP_ROLE_VALEDICTION || role == TP_ROLE_CAPACITY ||
           (role == TP_ROLE_DATELINE && roles_like_name(tp_piece_text(item->text)));
}

/* "8 June / Nothing of note.": a sentence right below a date tells that it is a heading. The date
 * has been added. */
static bool below_is_sentence(const struct tp_items *behind)
{
    const struct tp_item *below = behind->n > 1 ? &behind->v[behind->n - 2] : NULL;
    struct tp_slice t;

    if (!below || below->role != TP_ROLE_REMARK)
        return false;
    t = tp_piece_text(below->text);
    return t.len > 1 && memchr(t.p, ' ', t.len) &&
           (t.p[t.len - 1] == '.' || (t.len > 3 && memcmp(t.p + t.len - 3, "。", 3) == 0));
}

/* From the end upwards, as long as the blocks can stand behind a text; it ends with the highest
 * certain end among them. A few remarks that no rule knows are let pass. */
void roles_sort_end(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    enum { REMARKS = 5 };
    size_t first, kept = 0, remarks = 0, top = v->top;
    bool prose = false;
    struct tp_items behind = {0}, all = {0}; /* BEHIND is in reverse */

    v->notes = roles_notes_start(a, d, v);
    first = v->notes;
    for (size_t i = v->top; i < v->notes; i++)
        if (v->items.v[i].hand)
            top = i; /* minutes: the last of them */
    for (size_t i = v->notes; i-- > top;) {
        struct tp_item item = v->items.v[i], extra = {0};
        struct tp_items columns = {0};
        size_t taken = roles_columns(a, d, v, i, &columns);
        bool certain;
        if (taken) {
            while (columns.n)
                TP_PUSH(a, &behind, columns.v[--columns.n]);
            i -= taken - 1;
            first = i;
            kept = behind.n;
            prose = false;
            continue;
        }
        if (item.text.block->kind == TP_BLOCK_FOOTNOTE)
            item.role = TP_ROLE_FOOTNOTE;
        else if (item.text.block->kind == TP_BLOCK_RULE)
            item.role = TP_ROLE_SEPARATOR;
        else if (!roles_plain(&item) && !roles_is_listed(a, d, v, i, &item))
            break;
        if (item.role == TP_ROLE_NONE && roles_sign_lines(a, d, &item, &columns)) {
            while (columns.n)
                TP_PUSH(a, &behind, columns.v[--columns.n]);
            first = i;
            kept = behind.n;
            prose = false;
            continue;
        }
        if (item.role == TP_ROLE_NONE &&
            split_end(a, d, &item, prose, is_signed_above(a, d, v, i), &behind)) {
            first = i;
            kept = behind.n;
            prose = false;
            continue;
        }
        if (item.role == TP_ROLE_NONE && split_clerks(a, d, &item, &behind)) {
            if (!remarks && !prose) {
                first = i;
                kept = behind.n;
            }
            continue;
        }
        if (item.role == TP_ROLE_NONE && item.text.block->kind == TP_BLOCK_PARAGRAPH &&
            roles_is_mark(tp_piece_text(item.text)) && is_signed_above(a, d, v, i)) {
            item.role = TP_ROLE_SIGNED; /* the seal of who signs above it */
            item.joined = true;
        }
        if (item.role == TP_ROLE_NONE)
            item.role = roles_guess_end(a, d, &item, &extra);
        if (item.role == TP_ROLE_OFFICE)
            item.role = place_office(a, d, v, i, &item, &behind);
        if (item.role == TP_ROLE_DIVISION && i + 1 == v->notes && behind.n == 0 &&
            item.text.block->kind == TP_BLOCK_PARAGRAPH &&
            is_signed_above(a, d, v, i))                                        /* "Anlage" */
            item = (struct tp_item){.text = item.text, .role = TP_ROLE_REMARK}; /* it isn't here */
        if (item.role == TP_ROLE_ADDRESS && !is_addressed(a, d, v, i, &item))
            item.role = roles_signature(tp_piece_text(item.text)) ? TP_ROLE_SIGNED : TP_ROLE_NONE;
        if (item.role == TP_ROLE_NONE && is_farewell(&item, &behind) &&
            !roles_is_office(a, d, item.text))
            item.role = TP_ROLE_VALEDICTION;
        if (extra.role == TP_ROLE_DATELINE && is_signed_above(a, d, v, i)) {
            item = v->items.v[i]; /* the place, then, and the date */
            item.role = TP_ROLE_DATELINE;
            extra = (struct tp_item){0};
        }
        if (item.role == TP_ROLE_REFERENCE && roles_day(a, d, item.text) &&
            is_signed_above(a, d, v, i))
            item.role = TP_ROLE_DATELINE; /* "18/5" */
        certain = item.role != TP_ROLE_NONE && tp_role_bottom(item.role);
        if (!certain) {
            if (item.role == TP_ROLE_DIVISION || item.role == TP_ROLE_ARTICLE)
                break;
            if (!is_remark(&v->items.v[i]) || ++remarks > REMARKS)
                break;
            item = v->items.v[i];
            item.role = TP_ROLE_REMARK;
            prose = prose || roles_prose(tp_piece_text(item.text));
        }
        if (extra.text.block)
            TP_PUSH(a, &behind, extra);
        TP_PUSH(a, &behind, item);
        if (item.role == TP_ROLE_REFERENCE && item.n.end && kept && kept + 1 == behind.n) {
            first = i; /* the telegram's number, right above who signs it */
            kept = behind.n;
        }
        if (certain && (ends_text(item.role) || (roles_closes(item.role) && remarks == 0)) &&
            (!(prose || (item.role == TP_ROLE_DATELINE && below_is_sentence(&behind))) ||
             ends_above_prose(a, d, v, &item, i, extra.text.block))) {
            first = i;
            kept = behind.n;
            prose = false;
        }
    }
    for (size_t i = 0; i < first; i++)
        TP_PUSH(a, &all, v->items.v[i]);
    v->bottom = all.n;
    while (kept)
        TP_PUSH(a, &all, behind.v[--kept]);
    first = v->notes;
    v->notes = all.n;
    for (size_t i = first; i < v->items.n; i++)
        TP_PUSH(a, &all, v->items.v[i]);
    v->items = all;
}
