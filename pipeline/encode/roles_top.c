/* The head of a text: what stands before its first paragraph. */
#include "meta.h"
#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"
#include "ordinal.h"

/* What may stand beside another of these in one line. */
static bool is_mark(enum tp_role r)
{
    return r == TP_ROLE_TRANSMISSION || r == TP_ROLE_CLASSIFICATION || r == TP_ROLE_COPY ||
           r == TP_ROLE_REFERENCE;
}

static bool mark_in(struct tp_arena *a, const struct tp_document *d, struct tp_item *item,
                    enum tp_where where)
{
    return roles_apply(a, d->matcher, d->layout, item, where, true, TP_ROLE_NONE) &&
           is_mark(item->role);
}

/* A capital, or the sign of a number. */
static bool begins_mark(const char *p, size_t len)
{
    uint32_t cp;

    return tp_utf8_decode(p, len, &cp) && (u_isupper((UChar32)cp) || cp == 0x2116);
}

/* "Sent 3 May, 18:40. Received 4 May, 02:15", "Secret. Copy No. 2": what has a role of its own from
 * a capital on is another item. Returns how many items it made; the last is pushed by the caller,
 * who gets it in *ITEM. */
static size_t put_marks(struct tp_arena *a, const struct tp_document *d, struct tp_item *item,
                        enum tp_where where, struct tp_items *out)
{
    enum { LONGEST = 160, SHORT = 60 }; /* bytes, with a role of its own and without */
    const char *text = item->text.block->text;
    const enum tp_role whole = item->role;
    size_t n = 0;

    if (item->text.end - item->text.start > (uint32_t)(whole ? LONGEST : SHORT))
        return 0;
    for (uint32_t i = item->text.start + 1; i < item->text.end; i++) {
        struct tp_item left = {.text = {item->text.block, item->text.start, i}};
        struct tp_item right = {.text = {item->text.block, i, item->text.end}};
        if (text[i - 1] != ' ' || !begins_mark(text + i, item->text.end - i) ||
            !mark_in(a, d, &left, where))
            continue;
        if (!mark_in(a, d, &right, where)) {
            struct tp_item rest;
            right.role = TP_ROLE_NONE; /* perhaps several: the next turns take them */
            rest = right;
            if (whole || !put_marks(a, d, &rest, where, &(struct tp_items){0}))
                continue;
        }
        if (whole ? left.role != TP_ROLE_TRANSMISSION || right.role != TP_ROLE_TRANSMISSION
                  : left.role == right.role)
            continue;
        while (left.text.end > left.text.start && text[left.text.end - 1] == ' ')
            left.text.end--;
        TP_PUSH(a, out, left);
        *item = right;
        n++;
    }
    return n;
}

/* One line with a role, or two things with a role of their own side by side ("From: Prague      No.
 * 211"); false: neither. */
static bool line_items(struct tp_arena *a, const struct tp_document *d, struct tp_piece line,
                       enum tp_where where, struct tp_items *out)
{
    struct tp_cells cells;
    struct tp_item item = {.text = line};

    if (tp_blank_cells_of(line, &cells) && cells.n == 2) {
        struct tp_item left = {.text = cells.v[0]}, right = {.text = cells.v[1]};
        if (roles_apply(a, d->matcher, d->layout, &left, where, true, TP_ROLE_NONE) &&
            (roles_apply(a, d->matcher, d->layout, &right, where, true, TP_ROLE_NONE) ||
             roles_dateline(a, d, right.text))) {
            right.role = right.role ? right.role : TP_ROLE_DATELINE;
            TP_PUSH(a, out, left);
            TP_PUSH(a, out, right);
            return true;
        }
    }
    if (!roles_apply(a, d->matcher, d->layout, &item, where, true, TP_ROLE_NONE)) {
        size_t before = out->n;
        if (!put_marks(a, d, &item, where, out) || item.role == TP_ROLE_NONE) {
            out->n = before;
            return false;
        }
    } else if (item.role == TP_ROLE_TRANSMISSION) {
        (void)put_marks(a, d, &item, where, out);
    }
    TP_PUSH(a, out, item);
    return true;
}

/* The lines with which a block begins, when they have roles and the next line begins anew: they are
 * items of their own. Returns where the rest begins; 0: there are none. */
static uint32_t peel_lines(struct tp_arena *a, const struct tp_document *d, struct tp_piece p,
                           struct tp_items *out)
{
    enum { LINES = 40 };
    struct tp_items lines = {0};
    struct tp_piece line;
    uint32_t at = p.start, rest = p.start, last = p.start, cp;

    if (!memchr(p.block->text + p.start, '\n', p.end - p.start))
        return 0;
    while (lines.n < LINES && tp_next_line(p, &at, &line) &&
           line_items(a, d, line, TP_AT_TOP, &lines)) {
        rest = at;
        last = line.start;
    }
    if (lines.n && (lines.v[lines.n - 1].role == TP_ROLE_DISTRIBUTION ||
                    lines.v[lines.n - 1].role == TP_ROLE_HEADNOTE)) {
        lines.n--; /* the list goes on */
        rest = last;
    }
    if (rest == p.start || rest >= p.end ||
        !tp_utf8_decode(p.block->text + rest, p.end - rest, &cp) || u_islower((UChar32)cp))
        return 0;
    for (size_t i = 0; i < lines.n; i++)
        TP_PUSH(a, out, lines.v[i]);
    return rest;
}

/* Lines of a block that each have a role ("From: ...", "To: ..."): one item a line. */
static bool split_lines(struct tp_arena *a, const struct tp_document *d, const struct tp_item *item,
                        enum tp_where where, struct tp_items *out)
{
    const struct tp_block *b = item->text.block;
    enum { LINES = 200 }; /* no head has more; each looks at all spans of its block */
    struct tp_items lines = {0};
    uint32_t at = item->text.start;
    bool any = false;
    size_t odd = 0; /* lines with a caption that no rule knows */

    while (at < item->text.end) {
        if (lines.n == LINES)
            return false;
        const char *nl = memchr(b->text + at, '\n', item->text.end - at);
        uint32_t stop = nl ? (uint32_t)(nl - b->text) : item->text.end;
        if (!line_items(a, d, (struct tp_piece){b, at, stop}, where, &lines)) {
            struct tp_item line = {.text = {b, at, stop}, .role = TP_ROLE_HEADNOTE};
            struct tp_slice t = tp_piece_text(line.text);
            if (!roles_captioned(t) || roles_ends_sentence(t) || roles_dateline(a, d, line.text))
                return false; /* a sentence that somebody says, or a date */
            TP_PUSH(a, &lines, line);
            odd++;
        }
        any = true;
        at = nl ? stop + 1 : stop;
    }
    any = any && odd * 2 <= lines.n + 1;
    for (size_t i = 0; any && i < lines.n; i++)
        TP_PUSH(a, out, lines.v[i]);
    return any;
}

/* A long line is a title when many of its words begin with a capital or a digit; else it is a
 * sentence that goes on behind a page break. */
static bool like_title(struct tp_slice t)
{
    enum { SHORT = 12 }; /* words */
    unsigned words = 0, large = 0;
    bool start = true;

    for (size_t i = 0; i < t.len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        if (!n)
            return false;
        if (start && !tp_is_space(cp)) {
            words++;
            large += u_isupper((UChar32)cp) || u_isdigit((UChar32)cp);
        }
        start = tp_is_space(cp);
        i += n;
    }
    return words <= SHORT || large * 3 >= words;
}

/* "1. Trade": a point of the text, or the heading of its first section. "I. V. STALIN" is a name.
 */
static bool is_point(struct tp_slice t)
{
    struct tp_ordinal o = tp_ordinal_of(t.p, (uint32_t)t.len, NULL);

    return o.end && o.end < t.len && !strchr("IAC", o.style);
}

/* The text without the mark of a note at its end: "... two towers.[1]". */
static struct tp_slice without_note(struct tp_piece p, struct tp_slice t)
{
    static const char *const close[] = {"]", "〕"}, *const open[] = {"[", "〔"};
    const char *text = p.block->text;
    size_t end;
    uint32_t cp;

    if (t.len > 3 && tp_utf8_decode(t.p + t.len - 3, 3, &cp) == 3 && cp >= 0x2460 && cp <= 0x2473)
        return (struct tp_slice){t.p, t.len - 3};
    for (size_t i = 0; i < p.block->n_spans; i++)
        if (p.block->spans[i].kind == TP_SPAN_NOTE_REF &&
            text + p.block->spans[i].end == t.p + t.len && text + p.block->spans[i].start > t.p)
            return (struct tp_slice){t.p, (size_t)(text + p.block->spans[i].start - t.p)};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(close[i]), m = strlen(open[i]);
        if (t.len <= n || memcmp(t.p + t.len - n, close[i], n) != 0)
            continue;
        for (end = t.len - n; end && t.p[end - 1] >= '0' && t.p[end - 1] <= '9';)
            end--;
        if (end > m && end < t.len - n && memcmp(t.p + end - m, open[i], m) == 0)
            return (struct tp_slice){t.p, end - m};
    }
    return t;
}

/* A heading of several lines of which the last have roles: by whom, where and when. */
static void cut_tail(struct tp_arena *a, const struct tp_document *d, const struct tp_item *head,
                     struct tp_items *out)
{
    struct tp_items tail = {0};
    struct tp_item title = *head;
    struct tp_piece line;
    uint32_t at = head->text.start;

    (void)tp_next_line(head->text, &at, &line);
    for (uint32_t from = at; tp_next_line(head->text, &at, &line); from = at) {
        if (line_items(a, d, line, TP_AT_TOP, &tail)) {
            if (title.text.end == head->text.end)
                title.text.end = from - 1;
        } else {
            tail.n = 0;
            title.text.end = head->text.end;
        }
    }
    TP_PUSH(a, out, title);
    for (size_t i = 0; i < tail.n; i++)
        TP_PUSH(a, out, tail.v[i]);
}

/* A short title: letters and blanks, of which the second is small. */
static bool is_word(struct tp_slice t)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(t.p, t.len, &cp);

    if (!n || !u_isupper((UChar32)cp) || roles_letters(t) < 4 ||
        !tp_utf8_decode(t.p + n, t.len - n, &cp) || !u_islower((UChar32)cp))
        return false;
    for (size_t i = 0; i < t.len; i += n) {
        n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        if (!n || (cp != ' ' && tp_script_of(cp) == TP_NO_SCRIPT))
            return false;
    }
    return true;
}

/* "MINUTES": letters alone, five or more. */
static bool is_capital_word(struct tp_slice t)
{
    uint32_t cp;

    for (size_t i = 0, n; i < t.len; i += n) {
        n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        if (!n || (cp != ' ' && !u_isupper((UChar32)cp)))
            return false;
    }
    return roles_letters(t) > 4;
}

/* Sentences in capitals, as telegrams have them. */
static bool is_capital_text(struct tp_slice t)
{
    enum { WORDS = 8 };
    size_t blanks = 0;

    for (size_t i = 0; i < t.len; i++)
        blanks += t.p[i] == ' ' || t.p[i] == '\n';
    return t.len && t.p[t.len - 1] == '.' && blanks >= WORDS;
}

/* "MINUTES / of the meeting on 5 May" */
static bool first_in_capitals(struct tp_slice t)
{
    const char *nl = memchr(t.p, '\n', t.len);

    return nl && is_capital_word((struct tp_slice){t.p, (size_t)(nl - t.p)});
}

/* What a line without a rule is in the head of a text. NONE: running text, the head is over. */
static enum tp_role guess_top(struct tp_arena *a, const struct tp_document *d,
                              const struct tp_item *item, bool opened)
{
    struct tp_slice t = tp_piece_text(item->text);
    size_t chars = tp_utf8_count(t.p, t.len);

    if (item->text.block->kind == TP_BLOCK_HEADING)
        return TP_ROLE_HEAD;
    if (is_point(t) || tp_is_table(d->source, item->text))
        return TP_ROLE_NONE;
    if (*t.p != '(' && t.len > 2 && t.p[t.len - 1] == ')' && strchr(".!?", t.p[t.len - 2]))
        return TP_ROLE_NONE; /* "... arrived. (He had a cold.)" */
    if (roles_dateline(a, d, item->text))
        return TP_ROLE_DATELINE;
    if (!opened && is_word(t))
        return TP_ROLE_HEAD;
    if (chars <= 40 && roles_letters(t) < 8 && !roles_ends_sentence(t))
        return !opened && is_capital_word(t) ? TP_ROLE_HEAD : TP_ROLE_REFERENCE;
    if (chars <= 200 && tp_in_capitals(t) && !is_capital_text(t))
        return TP_ROLE_HEAD;
    if (roles_ends_sentence(without_note(item->text, t)) || chars > 200 || *t.p == '[' ||
        !like_title(t))
        return TP_ROLE_NONE;
    if (roles_captioned(t))
        return TP_ROLE_NONE;
    if (opened && first_in_capitals(t))
        return TP_ROLE_HEAD;
    return opened ? (chars <= 40 ? TP_ROLE_REFERENCE : TP_ROLE_NONE) : TP_ROLE_HEAD;
}

/* Is there running text below item K? Else its date closes the document. */
static bool text_follows(const struct tp_version *v, size_t k)
{
    enum { LONG = 200 };

    for (size_t i = k + 1; i < v->items.n; i++) {
        struct tp_slice t = tp_piece_text(v->items.v[i].text);
        if (tp_utf8_count(t.p, t.len) * (t.len > 2 * tp_utf8_count(t.p, t.len) ? 3 : 1) > LONG)
            return true;
    }
    return false;
}

/* Short lines above the salutation: the name, office and place of whom a letter goes to. */
static bool is_address(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                       size_t i)
{
    enum { LINE = 70 };
    struct tp_slice t = tp_piece_text(v->items.v[i].text);
    struct tp_item next;

    if (!memchr(t.p, '\n', t.len) || i + 1 >= v->items.n)
        return false;
    for (size_t at = 0; at < t.len;) {
        const char *nl = memchr(t.p + at, '\n', t.len - at);
        size_t end = nl ? (size_t)(nl - t.p) : t.len;
        if (tp_utf8_count(t.p + at, end - at) > LINE)
            return false;
        at = end + 1;
    }
    next = v->items.v[i + 1];
    return roles_plain(&next) &&
           roles_apply(a, d->matcher, d->layout, &next, TP_AT_TOP, false, TP_ROLE_NONE) &&
           next.role == TP_ROLE_SALUTE;
}

/* Its first line names the recipient. */
static void make_address(struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);
    const char *text = item->text.block->text, *nl = memchr(t.p, '\n', t.len);
    size_t end = nl ? (size_t)(nl - text) : item->text.end;

    while (end && (text[end - 1] == ',' || text[end - 1] == ' '))
        end--;
    item->role = TP_ROLE_ADDRESS;
    item->field = "recipient";
    item->value = (struct tp_range){(uint32_t)(t.p - text), (uint32_t)end};
}

/* Does a rule say of this item that it is certainly a line of a head? OPENED: what was sent on to
 * whom says nothing then. */
static bool heads_text(struct tp_arena *a, const struct tp_document *d, struct tp_item item,
                       bool opened)
{
    struct tp_slice t = tp_piece_text(item.text);

    if (roles_captioned(t) && !roles_ends_sentence(t))
        return true;
    if (!roles_apply(a, d->matcher, d->layout, &item, TP_AT_TOP, false, TP_ROLE_NONE))
        return false;
    switch (item.role) {
    case TP_ROLE_SALUTE:
    case TP_ROLE_ADDRESS:
    case TP_ROLE_CLASSIFICATION:
    case TP_ROLE_SUBJECT:
        return true;
    case TP_ROLE_HEADNOTE:
        return item.type && strcmp(item.type, "participants") == 0;
    case TP_ROLE_KIND:
    case TP_ROLE_COPY:
    case TP_ROLE_TRANSMISSION:
        return !opened;
    default:
        return false;
    }
}

/* Something before the letter proper ("Specimen", "Translation from the French"): a short block
 * that a certain line of a letter's head follows within three blocks; where the letter has begun
 * (OPENED), within two. */
static bool is_headnote(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                        size_t i, bool opened)
{
    enum { FARTHEST = 12, AHEAD = 3, NEAR = 2, LONGEST = 300 };
    struct tp_slice t = tp_piece_text(v->items.v[i].text);
    size_t ahead = opened ? NEAR : AHEAD;

    if (i > FARTHEST || tp_utf8_count(t.p, t.len) > LONGEST || (opened && roles_prose(t)))
        return false;
    for (size_t k = i + 1; k < v->items.n && k <= i + ahead; k++) {
        struct tp_item next = v->items.v[k];
        struct tp_slice n = tp_piece_text(next.text);
        if (!roles_plain(&next) || next.role != TP_ROLE_NONE)
            return false;
        if (roles_dateline(a, d, next.text) && text_follows(v, k))
            return !opened;
        if (heads_text(a, d, next, opened))
            return true;
        if (roles_prose(n) || is_point(n))
            return false;
    }
    return false;
}

/* "British Embassy, / Moscow.": names and nothing else. */
static bool is_letterhead(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);

    bool house = t.len && *t.p >= '0' && *t.p <= '9'; /* "10, Example Street," */

    while (house && t.len && ((*t.p >= '0' && *t.p <= '9') || *t.p == ',' || *t.p == ' '))
        t.p++, t.len--;
    while (t.len && strchr(".,", t.p[t.len - 1]))
        t.len--;
    return roles_signature(t);
}

/* "(5 May 1950)", "（一九五〇年五月五日）" */
static bool is_bracketed_date(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);
    uint32_t at = (uint32_t)(t.p - p.block->text);
    uint32_t n = *t.p == '(' ? 1 : 3;

    return t.len > 2 * (size_t)n &&
           roles_dateline(
               a, d,
               (struct tp_piece){p.block, at + n,
                                 at + (uint32_t)t.len - (t.p[t.len - 1] == ')' ? 1 : 3)});
}

static bool opens(enum tp_role r)
{
    return r == TP_ROLE_SALUTE || r == TP_ROLE_ADDRESS || r == TP_ROLE_DATELINE ||
           r == TP_ROLE_TRANSMISSION || r == TP_ROLE_BYLINE;
}

/* The first of several headings of one level in a document that has its title from elsewhere, or
 * from a heading of a higher level: it is the heading of a section like the others. */
static bool is_first_section(const struct tp_document *d, const struct tp_version *v, size_t i)
{
    const struct tp_block *b = v->items.v[i].text.block;
    enum { NEAR = 16 };
    bool titled = tp_page_field(d, "title") || tp_front_field(d, "title");

    if (b->kind != TP_BLOCK_HEADING || v->items.v[i].role != TP_ROLE_NONE)
        return false;
    for (size_t k = i > NEAR ? i - NEAR : 0; k < i && !titled; k++) {
        const struct tp_block *before = v->items.v[k].text.block;
        titled = before->kind == TP_BLOCK_HEADING && before->level < b->level;
    }
    if (!titled)
        return false;
    for (size_t k = i + 1; k < v->items.n; k++) {
        const struct tp_block *next = v->items.v[k].text.block;
        if (next->kind == TP_BLOCK_HEADING && next->level <= b->level)
            return next->level == b->level && k > i + 1; /* two in a row are lines of one title */
    }
    return false;
}

/* "I. The ports" or "1. Trade", and the next number further down: the first point, or section, of
 * the text. */
static bool begins_points(const struct tp_version *v, size_t i)
{
    enum { FARTHEST = 60 };
    struct tp_slice t = tp_piece_text(v->items.v[i].text);
    struct tp_ordinal o = tp_ordinal_of(t.p, (uint32_t)t.len, NULL), next;

    if (!o.end || o.number != 1 || o.end >= t.len ||
        v->items.v[i].text.block->kind != TP_BLOCK_PARAGRAPH)
        return false;
    for (size_t k = i + 1; k < v->items.n && k < i + FARTHEST; k++) {
        t = tp_piece_text(v->items.v[k].text);
        next = tp_ordinal_of(t.p, (uint32_t)t.len, &o);
        if (next.end && tp_ordinal_follows(&o, &next))
            return true;
    }
    return false;
}

static bool has_heading(const struct tp_items *done)
{
    for (size_t i = 0; i < done->n; i++)
        if (done->v[i].role == TP_ROLE_HEAD || done->v[i].role == TP_ROLE_KIND)
            return true;
    return false;
}

/* "MOSCOW, Feb. 14 (TASS) -- The treaty ...": place and day of a dispatch, and its text behind
 * them, the group "value" of the rule. REST is left with the text. */
static bool cut_dispatch(struct tp_arena *a, const struct tp_item *item, struct tp_items *done,
                         struct tp_item *rest)
{
    struct tp_item head = *item;

    if (item->field || item->value.start <= item->text.start ||
        item->value.start >= item->value.end)
        return false;
    head.text.end = item->value.start;
    while (item->text.block->text[head.text.end - 1] == ' ')
        head.text.end--;
    head.value = (struct tp_range){0, 0};
    rest->text.start = item->value.start;
    TP_PUSH(a, done, head);
    return true;
}

/* Nothing but a date so far: the title may stand below it. */
static bool is_dated(const struct tp_items *done)
{
    for (size_t i = 0; i < done->n; i++)
        if (done->v[i].role != TP_ROLE_DATELINE && done->v[i].role != TP_ROLE_CLASSIFICATION)
            return false;
    return done->n && done->v[0].role == TP_ROLE_DATELINE;
}

/* "... 1957 г." */
static bool ends_with_year(struct tp_slice t)
{
    static const char year[] = " г.";
    size_t n = strlen(year);

    return t.len > n && memcmp(t.p + t.len - n, year, n) == 0;
}

/* "Annex / to the minutes of 5 May": the second line of a heading, which a rule has cut off. */
static bool goes_on(const struct tp_items *done, const struct tp_item *item)
{
    const struct tp_item *above = done->n ? &done->v[done->n - 1] : NULL;
    struct tp_slice t = tp_piece_text(item->text);
    uint32_t cp;

    return above && above->role == TP_ROLE_HEAD && above->text.block == item->text.block &&
           tp_utf8_decode(t.p, t.len, &cp) && u_islower((UChar32)cp) &&
           (!roles_ends_sentence(t) || ends_with_year(t));
}

/* Give roles to the head of a version; a guess counts only while something more certain follows, or
 * when it is the first of all. */
void roles_sort_top(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    struct tp_items done = {0};
    size_t i = 0, sure = 0;
    bool opened = false, over = false;

    for (; i < v->items.n && !over; i++) {
        struct tp_item item = v->items.v[i];
        size_t before = done.n;
        uint32_t rest;
        bool lines;
        if (done.n && (roles_is_present(a, d, &done.v[done.n - 1], &item) ||
                       roles_is_subject(&done.v[done.n - 1], &item))) {
            TP_PUSH(a, &done, item);
            sure = done.n;
            continue;
        }
        if (!roles_plain(&item) || item.role == TP_ROLE_OMITTED || item.role == TP_ROLE_FOOTNOTE ||
            is_first_section(d, v, i) || (item.role == TP_ROLE_NONE && begins_points(v, i)))
            break;
        if (item.role == TP_ROLE_NONE && goes_on(&done, &item))
            item.role = TP_ROLE_SUBHEAD;
        if (item.role != TP_ROLE_NONE) {
            TP_PUSH(a, &done, item);
            if (item.role == TP_ROLE_RUNNING_HEADER)
                continue;
        } else if ((lines = memchr(item.text.block->text + item.text.start, '\n',
                                   item.text.end - item.text.start)) &&
                   split_lines(a, d, &item, TP_AT_TOP, &done)) {
            /* each has its role */
        } else if (roles_apply(a, d->matcher, d->layout, &item, TP_AT_TOP, false, TP_ROLE_NONE)) {
            if (item.role == TP_ROLE_DIVISION && !has_heading(&done))
                item.role = TP_ROLE_HEAD; /* of the part itself */
            if (!tp_role_top(item.role))
                break;
            if (item.role == TP_ROLE_DATELINE && cut_dispatch(a, &item, &done, &v->items.v[i])) {
                i--; /* the rest of its block is the text */
                sure = done.n;
                over = opened = true;
                continue;
            }
            if (item.role == TP_ROLE_SUBHEAD && is_bracketed_date(a, d, item.text))
                item.role = TP_ROLE_DATELINE;
            if (item.role == TP_ROLE_SUBHEAD && roles_letters(tp_piece_text(item.text)) < 3)
                item.role = TP_ROLE_REFERENCE;
            if ((rest = roles_present_end(a, d, &item)) != 0) {
                item.text.end = rest - 1;
                item.value.end = item.value.end > rest ? rest - 1 : item.value.end;
                if (item.value.start > item.value.end) /* nothing stands behind the caption */
                    item.value = (struct tp_range){0, 0};
                v->items.v[i--].text.start = rest;
            }
            TP_PUSH(a, &done, item);
            if (item.role == TP_ROLE_PAGE_NUMBER) /* stands in the middle of a text as well */
                continue;
        } else if (lines && (rest = peel_lines(a, d, item.text, &done)) != 0) {
            v->items.v[i--].text.start = rest;
        } else if (lines || !split_lines(a, d, &item, TP_AT_TOP, &done)) {
            item.role = guess_top(a, d, &item, opened && !is_dated(&done));
            if (opened && item.role != TP_ROLE_DATELINE && is_address(a, d, v, i))
                make_address(&item);
            if (item.role == TP_ROLE_NONE && is_headnote(a, d, v, i, opened))
                item.role = is_letterhead(&item) ? TP_ROLE_HEAD : TP_ROLE_HEADNOTE;
            over = item.role == TP_ROLE_NONE;
            if (over)
                break;
            if (item.role == TP_ROLE_HEAD && lines)
                cut_tail(a, d, &item, &done);
            else
                TP_PUSH(a, &done, item);
            if (item.role == TP_ROLE_REFERENCE)
                continue;
        }
        sure = done.n;
        for (size_t k = before; k < done.n; k++)
            opened = opened || opens(done.v[k].role);
    }
    roles_mark_posts(&done);
    /* unsure lines at the end of the head are text after all */
    i -= done.n - sure;
    done.n = sure;
    v->top = done.n;
    for (; i < v->items.n; i++)
        TP_PUSH(a, &done, v->items.v[i]);
    v->items = done;
}
