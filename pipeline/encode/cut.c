#include "cut.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"
#include "ordinal.h"
#include "roles.h"

enum {
    NARROWEST = 40,   /* columns: a shorter line says nothing of the page's width */
    SENTENCE = 18,    /* letters (a Han character counts as three) that a sentence has at least */
    NAMES = 60,       /* bytes of a line of an address */
    STANDALONE = 120, /* bytes: a longer line is no heading */
    INDENTED = 2      /* columns by which the first line of a paragraph stands in */
};

struct line {
    struct tp_piece text;
    uint32_t indent, width, first; /* columns: before it, of it, of its first word */
    uint32_t letters;
    bool ends;    /* with a sign that ends a sentence or announces something */
    bool full;    /* with a full stop or the like */
    bool begins;  /* with a capital, a figure, a Han character, or a sign that opens something */
    bool runs_on; /* begins in the middle of a sentence, as far as its first letter tells */
    bool han, han_end; /* begins, ends with a Han character */
};

struct lines {
    struct line *v;
    size_t n, cap;
};

static bool is_wide(uint32_t cp)
{
    return (cp >= 0x2E80 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7A3) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0xFF00 && cp <= 0xFF60);
}

static bool is_one_of(uint32_t cp, const uint32_t *list)
{
    for (; *list; list++)
        if (*list == cp)
            return true;
    return false;
}

static const uint32_t closing[] = {')',  ']',    '"',    '\'',   0x201D, 0x2019,
                                   0xBB, 0x300D, 0x300F, 0xFF09, 0};
static const uint32_t stops[] = {'.',    '!',    '?',    ':',    ';',    0x3002,
                                 0xFF01, 0xFF1F, 0xFF1A, 0xFF1B, 0x2026, 0};
static const uint32_t openers[] = {'(',    '[',    '"',    '*',    0x201C, 0x201E, 0xAB,   0x300C,
                                   0x300E, 0xFF08, 0x3014, 0x2014, 0x2013, '-',    0x2020, 0};

/* Blanks before the line in the source. */
static uint32_t indent_of(const struct tp_source *s, struct tp_piece p)
{
    uint32_t at = tp_block_source(p.block, p.start, p.start + 1).start, n = 0;

    while (at > s->body && s->text[at - 1] != '\n' && n < 200) {
        char c = s->text[--at];
        if (c == ' ')
            n++;
        else if (c == '\t')
            n += 4;
        else if (c == '\x80') /* the ideographic space, E3 80 80 */
            n++;
        else if (c != '\xE3')
            return 0; /* markup */
    }
    return n;
}

static void first_character(struct line *l, uint32_t cp)
{
    l->han = tp_script_of(cp) == TP_HAN;
    l->begins =
        u_isupper((UChar32)cp) || u_isdigit((UChar32)cp) || l->han || is_one_of(cp, openers);
    l->runs_on = u_islower((UChar32)cp) && tp_script_of(cp) != TP_NO_SCRIPT;
}

static void measure(struct line *l)
{
    const char *text = l->text.block->text;
    uint32_t last = 0;
    bool first_word = true;

    for (uint32_t i = l->text.start; i < l->text.end;) {
        uint32_t cp, n = (uint32_t)tp_utf8_decode(text + i, l->text.end - i, &cp);
        enum tp_script script = n ? tp_script_of(cp) : TP_NO_SCRIPT;
        if (!n)
            n = 1, cp = '?';
        if (i == l->text.start)
            first_character(l, cp);
        l->width += is_wide(cp) ? 2 : 1;
        first_word = first_word && cp != ' ' && cp != '\t' && (!is_wide(cp) || l->first == 0);
        if (first_word)
            l->first = l->width;
        l->letters += script == TP_HAN ? 3 : script != TP_NO_SCRIPT;
        if (!is_one_of(cp, closing)) {
            l->ends = is_one_of(cp, stops);
            l->full = l->ends && cp != ':' && cp != ';' && cp != 0xFF1A && cp != 0xFF1B;
            last = cp;
        }
        i += n;
    }
    l->han_end = tp_script_of(last) == TP_HAN;
}

/* An image without a description has no text: it would be lost with the blank before it. */
static bool has_images(const struct tp_block *b)
{
    for (size_t i = 0; i < b->n_spans; i++)
        if (b->spans[i].start == b->spans[i].end)
            return true;
    return false;
}

static void lines_of(struct tp_arena *a, struct tp_piece p, struct lines *out)
{
    const char *text = p.block->text;
    bool images = has_images(p.block);

    for (uint32_t at = p.start; at < p.end;) {
        const char *nl = memchr(text + at, '\n', p.end - at);
        uint32_t end = nl ? (uint32_t)(nl - text) : p.end, stop = end;
        struct line l = {0};
        while (at < stop && (text[at] == ' ' || text[at] == '\t'))
            at++;
        while (!images && stop > at && (text[stop - 1] == ' ' || text[stop - 1] == '\t'))
            stop--;
        l.text = (struct tp_piece){p.block, at, stop};
        if (at < stop) {
            measure(&l);
            TP_PUSH(a, out, l);
        }
        at = end + 1;
    }
}

/* ---- the width of the page ---- */

/* Does the line go on in the next one, so that it was broken for want of room? */
static bool goes_on(const struct line *l, const struct line *next)
{
    if (l->width < NARROWEST || l->ends)
        return false;
    if (next->runs_on)
        return true;
    return l->han_end && next->han;
}

static void widen(struct tp_lines_style *style, const struct tp_block *b)
{
    struct line above = {0};
    uint32_t at = 0;

    while (at < b->len) {
        const char *nl = memchr(b->text + at, '\n', b->len - at);
        uint32_t end = nl ? (uint32_t)(nl - b->text) : b->len;
        struct line l = {.text = {b, at, end}};
        if (at < end)
            measure(&l);
        if (at && goes_on(&above, &l)) {
            style->wrapped = true;
            style->width = above.width > style->width ? above.width : style->width;
        }
        above = l;
        at = end + 1;
    }
}

struct tp_lines_style tp_lines_style_of(const struct tp_block *first)
{
    struct tp_lines_style style = {0};

    for (const struct tp_block *b = first; b; b = b->next)
        if (b->kind == TP_BLOCK_PARAGRAPH && memchr(b->text, '\n', b->len))
            widen(&style, b);
    return style;
}

/* A long line that ends in the middle of something, and is no row of names. */
static bool is_running(const struct line *l)
{
    return l->width >= NARROWEST && !l->ends && !roles_signature(tp_piece_text(l->text)) &&
           !tp_in_capitals(tp_piece_text(l->text));
}

/* Was there room for the next word? */
static bool on_purpose(const struct tp_lines_style *style, const struct line *l,
                       const struct line *next)
{
    if (style->wrapped)
        return (l->width + 1 + next->first) * 10 <= style->width * 8;
    return !is_running(l);
}

bool tp_lines_matter(const struct tp_lines_style *style, struct tp_piece p)
{
    const char *text = p.block->text;
    struct line above = {0};

    if (!memchr(text + p.start, '\n', p.end - p.start))
        return true; /* one line: nothing to compare it with */
    for (uint32_t at = p.start; at < p.end;) {
        const char *nl = memchr(text + at, '\n', p.end - at);
        uint32_t end = nl ? (uint32_t)(nl - text) : p.end;
        struct line l = {.text = {p.block, at, end}};
        if (at < end)
            measure(&l);
        if (at > p.start && (l.runs_on || is_running(&above) || !on_purpose(style, &above, &l)))
            return false;
        above = l;
        at = end + 1;
    }
    return true;
}

/* ---- where to cut ---- */

struct cutting {
    struct tp_arena *a;
    const struct tp_document *d;
    struct lines lines;
    bool *cut;          /* before line I */
    enum tp_role *role; /* of lines that are something by themselves; NONE: not */
};

static bool is_standalone(enum tp_role r)
{
    return r == TP_ROLE_PAGE_NUMBER || r == TP_ROLE_OMITTED || r == TP_ROLE_SEPARATOR ||
           r == TP_ROLE_ARTICLE || r == TP_ROLE_DIVISION || r == TP_ROLE_CHAPTER ||
           r == TP_ROLE_NOTES_HEAD || r == TP_ROLE_LIST_HEAD || tp_version_type(r);
}

static void find_standalone(struct cutting *c)
{
    for (size_t i = 0; i < c->lines.n; i++) {
        const struct line *l = &c->lines.v[i];
        struct tp_item item = {.text = l->text};
        if (!l->begins || l->text.end - l->text.start > STANDALONE)
            continue;
        if (roles_apply(c->a, c->d->matcher, c->d->layout, &item, TP_ANYWHERE, false,
                        TP_ROLE_NONE) &&
            is_standalone(item.role))
            c->role[i] = item.role;
    }
}

/* A heading in the middle of wrapped lines may be words of a sentence: "according to / Article 5."
 */
static void cut_at_standalone(struct cutting *c)
{
    for (size_t i = 1; i < c->lines.n; i++) {
        const struct line *l = &c->lines.v[i], *above = l - 1;
        bool apart = above->ends || on_purpose(&c->d->lines, above, l) || c->cut[i - 1];
        if (c->role[i] == TP_ROLE_NONE)
            continue;
        if (c->role[i] != TP_ROLE_OMITTED && !apart) {
            c->role[i] = TP_ROLE_NONE;
            continue;
        }
        c->cut[i] = true;
    }
    for (size_t i = 0; i + 1 < c->lines.n; i++)
        if (c->role[i] != TP_ROLE_NONE)
            c->cut[i + 1] = true;
}

static struct tp_ordinal ordinal_at(const struct cutting *c, size_t i,
                                    const struct tp_ordinal *before)
{
    struct tp_piece p = c->lines.v[i].text;

    return tp_ordinal_of(p.block->text + p.start, p.end - p.start, before);
}

/* "① ..." */
static unsigned circled_number(const struct line *l)
{
    uint32_t cp;
    struct tp_piece p = l->text;

    return tp_utf8_decode(p.block->text + p.start, p.end - p.start, &cp) && cp >= 0x2460 &&
                   cp <= 0x2473
               ? cp - 0x2460 + 1
               : 0;
}

/* The mark of a note at a line's beginning: "1 Text", "* Text". Bytes of it; 0: none. */
static uint32_t bare_number(const struct line *l, unsigned *number)
{
    const char *p = l->text.block->text + l->text.start;
    uint32_t n = 0, len = l->text.end - l->text.start;

    *number = 0;
    while (n < len && n < 3 && p[n] >= '0' && p[n] <= '9')
        *number = *number * 10 + (unsigned)(p[n++] - '0');
    return n && n + 1 < len && p[n] == ' ' ? n : 0;
}

static size_t stars(const struct line *l)
{
    const char *p = l->text.block->text + l->text.start;
    size_t n = 0, len = l->text.end - l->text.start;

    while (n < len && p[n] == '*')
        n++;
    return n < len ? n : 0;
}

/* "〔2〕", "[2]": the mark of a note in brackets. */
static bool bracketed_number(const struct line *l)
{
    static const char *const open[] = {"〔", "[", "［", "【"};
    const char *p = l->text.block->text + l->text.start;
    size_t len = l->text.end - l->text.start;

    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        size_t n = strlen(open[i]), figures = 0;
        if (len <= n || memcmp(p, open[i], n) != 0)
            continue;
        while (n + figures < len && p[n + figures] >= '0' && p[n + figures] <= '9')
            figures++;
        return figures && figures < 4 && n + figures + 1 < len && p[n + figures] != ' ';
    }
    return false;
}

static size_t next_numbered(const struct cutting *c, size_t i, const struct tp_ordinal *o)
{
    enum { AHEAD = 60 };

    for (size_t k = i + 1; k < c->lines.n && k < i + AHEAD; k++) {
        struct tp_ordinal next = ordinal_at(c, k, o);
        if (next.end && tp_ordinal_follows(o, &next))
            return k;
    }
    return 0;
}

/* Rows of numbered lines: each begins a piece. Rows in rows are found as those that begin anew. */
static void cut_at_numbers(struct cutting *c)
{
    enum { ROWS = 4 };
    struct tp_ordinal open[ROWS];
    size_t n_open = 0;

    for (size_t i = 0; i < c->lines.n; i++) {
        struct tp_ordinal o = {0};
        bool follows = false;
        for (size_t k = n_open; k-- > 0 && !follows;) {
            o = ordinal_at(c, i, &open[k]);
            follows = o.end && tp_ordinal_follows(&open[k], &o);
            if (follows)
                n_open = k;
        }
        if (!follows) {
            o = ordinal_at(c, i, NULL);
            if (!o.end || n_open == ROWS || !next_numbered(c, i, &o) ||
                (i && o.number != 1 && !c->lines.v[i - 1].ends))
                continue;
        }
        open[n_open++] = o;
        c->cut[i] = true;
    }
}

/* "† ...", "¹ ..." */
static bool other_mark(const struct line *l)
{
    uint32_t cp;
    struct tp_piece p = l->text;

    return tp_utf8_decode(p.block->text + p.start, p.end - p.start, &cp) &&
           (cp == 0x2020 || cp == 0x2021 || cp == 0xB9 || cp == 0xB2 || cp == 0xB3 ||
            (cp >= 0x2074 && cp <= 0x2079));
}

/* Notes: numbers without signs behind them, numbers in brackets, stars. A row of them begins with a
 * block, or behind a line that stands by itself, their heading; plain figures go up by one. */
static void cut_at_marks(struct cutting *c)
{
    unsigned last = 0, number;
    bool row = false;

    for (size_t i = 0; i < c->lines.n; i++) {
        const struct line *l = &c->lines.v[i];
        bool bare = bare_number(l, &number) && (!last || number == last + 1);
        if (!bare && !stars(l) && !bracketed_number(l) && !circled_number(l) && !other_mark(l))
            continue;
        row = row || i == 0 || c->cut[i];
        if (!row)
            continue;
        c->cut[i] = true;
        last = bare ? number : last;
    }
}

static bool like_sentence(const struct cutting *c, const struct line *l)
{
    struct tp_slice t = tp_piece_text(l->text);

    if (l->letters < SENTENCE || roles_signature(t) ||
        (t.len < NAMES && t.p[t.len - 1] == '.' &&
         roles_signature((struct tp_slice){t.p, t.len - 1}))) /* "Secretary of State." */
        return false;
    return l->ends || (c->d->lines.wrapped && l->width * 10 >= c->d->lines.width * 7);
}

/* "For the Government of the": a small word at the end calls for what is below. */
static bool dangles(const struct line *l)
{
    enum { LONGEST = 3 }; /* letters */
    struct tp_slice t = tp_piece_text(l->text);
    size_t at = t.len;
    uint32_t cp;

    while (at && t.p[at - 1] != ' ')
        at--;
    if (!at || tp_utf8_count(t.p + at, t.len - at) > LONGEST)
        return false;
    for (size_t n; at < t.len; at += n) {
        n = tp_utf8_decode(t.p + at, t.len - at, &cp);
        if (!n || !u_islower((UChar32)cp))
            return false;
    }
    return true;
}

/* Between paragraphs. A row of lines of which none is a sentence is left as it is. */
static void cut_at_paragraphs(struct cutting *c)
{
    uint32_t letters = 0; /* of the paragraph so far */
    size_t lines = 0;

    for (size_t i = 0; i < c->lines.n; i++) {
        const struct line *l = &c->lines.v[i], *above = l - 1;
        bool apart, sentence;
        if (c->cut[i])
            letters = 0, lines = 0;
        if (i && !c->cut[i] && l->begins) {
            apart = on_purpose(&c->d->lines, above, l) && !dangles(above);
            sentence = above->full && letters >= SENTENCE &&
                       (lines > 1 || !roles_signature(tp_piece_text(above->text)));
            if ((apart && (sentence || like_sentence(c, l))) ||
                (above->full && l->indent >= above->indent + INDENTED && l->letters)) {
                c->cut[i] = true;
                letters = 0, lines = 0;
            }
        }
        letters += l->letters;
        lines++;
    }
}

/* "Distribution: / 1. The Minister / 2. File", "Enclosures: / 1. A map": no points of the text. */
static bool is_distribution(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_item item = {.text = p};

    return roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
           (item.role == TP_ROLE_DISTRIBUTION || item.role == TP_ROLE_REMARK);
}

void tp_cut(struct tp_arena *a, const struct tp_document *d, const struct tp_block *b,
            struct tp_pieces *out)
{
    struct tp_piece whole = {b, 0, b->len}, piece;
    struct tp_arena *work;
    struct cutting c;

    if (b->kind != TP_BLOCK_PARAGRAPH || !memchr(b->text, '\n', b->len) || tp_is_columns(whole) ||
        is_distribution(a, d, whole)) {
        TP_PUSH(a, out, whole);
        return;
    }
    work = tp_arena_sub(a);
    c = (struct cutting){.a = work, .d = d};
    lines_of(work, whole, &c.lines);
    for (size_t i = 0; i < c.lines.n; i++)
        c.lines.v[i].indent = indent_of(d->source, c.lines.v[i].text);
    c.cut = TP_NEW_ARRAY(work, c.lines.n, bool);
    c.role = TP_NEW_ARRAY(work, c.lines.n, enum tp_role);
    find_standalone(&c);
    cut_at_standalone(&c);
    cut_at_numbers(&c);
    cut_at_marks(&c);
    cut_at_paragraphs(&c);
    for (size_t i = 0; i < c.lines.n; i++) {
        if (i && !c.cut[i])
            continue;
        piece = c.lines.v[i].text;
        for (size_t k = i + 1; k < c.lines.n && !c.cut[k]; k++)
            piece.end = c.lines.v[k].text.end;
        TP_PUSH(a, out, piece);
    }
    tp_arena_free(work);
}
