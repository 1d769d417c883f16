/* Notes that no heading announces: a paragraph that begins with a mark which the text has, at the
 * end of the text or of a page; and stamps. */
#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"

enum { MOST = 1000, STARS = 5 };

/* The marks that stand in the text, by the form they have there. */
struct marks {
    bool attached[MOST];  /* "word.1", "word1)" */
    bool raised[MOST];    /* "word¹" */
    bool bracketed[MOST]; /* "word[1]", "〔1〕" */
    bool round[MOST];     /* "word (1)" */
    bool circled[51], star[STARS], dagger[3];
};

enum form { NO_MARK, PLAIN, RAISED, BRACKETED, ROUND, CIRCLED, STAR, DAGGER };

struct mark {
    enum form form;
    unsigned number;
    uint32_t start, end; /* of what is its name, in the block's text */
};

static int raised_digit(uint32_t cp)
{
    if (cp == 0xB9)
        return 1;
    if (cp == 0xB2 || cp == 0xB3)
        return (int)(cp - 0xB0);
    return cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079) ? (int)(cp - 0x2070) : -1;
}

static uint32_t decode(struct tp_piece p, uint32_t at, uint32_t *cp)
{
    uint32_t n = 0;

    *cp = 0;
    if (at < p.end)
        n = (uint32_t)tp_utf8_decode(p.block->text + at, p.end - at, cp);
    return at < p.end && !n ? 1 : n;
}

/* Figures from AT on; returns where they end. */
static uint32_t figures(struct tp_piece p, uint32_t at, unsigned *number)
{
    uint32_t from = at;

    for (*number = 0; at < p.end && at < from + 4 && u_isdigit(p.block->text[at]); at++)
        *number = *number * 10 + (unsigned)(p.block->text[at] - '0');
    return *number && *number < MOST && p.block->text[from] != '0' ? at : from;
}

static uint32_t raised_figures(struct tp_piece p, uint32_t at, unsigned *number)
{
    uint32_t cp, n, from = at;

    *number = 0;
    while ((n = decode(p, at, &cp)) && raised_digit(cp) >= 0 && at < from + 9) {
        *number = *number * 10 + (unsigned)raised_digit(cp);
        at += n;
    }
    return *number && *number < MOST ? at : from;
}

static uint32_t repeated(struct tp_piece p, uint32_t at, uint32_t sign, unsigned *number)
{
    uint32_t cp, n;

    for (*number = 0; (n = decode(p, at, &cp)) && cp == sign; ++*number)
        at += n;
    return at;
}

static bool opens_bracket(uint32_t cp)
{
    return cp == '[' || cp == 0x3014 || cp == 0x3010;
}

/* The mark with which the piece begins, if a text is behind it. */
static struct mark mark_of(struct tp_piece p)
{
    struct mark m = {.form = NO_MARK, .start = p.start};
    uint32_t cp, close, n = decode(p, p.start, &cp);

    if (cp == '*' || cp == 0x2020 || cp == 0x2021) {
        m.end = repeated(p, p.start, cp, &m.number);
        if (cp != '*')
            m.number = cp - 0x2020 + 1;
        m.form = m.number >= (cp == '*' ? STARS : 3) ? NO_MARK : cp == '*' ? STAR : DAGGER;
    } else if (cp >= 0x2460 && cp <= 0x2473) {
        m = (struct mark){CIRCLED, cp - 0x2460 + 1, p.start, p.start + n};
    } else if (raised_digit(cp) >= 0) {
        m.end = raised_figures(p, p.start, &m.number);
        m.form = m.end > m.start ? RAISED : NO_MARK;
    } else if (cp == '(' || opens_bracket(cp)) {
        m.start += n;
        m.end = figures(p, m.start, &m.number);
        n = decode(p, m.end, &close);
        if (m.end > m.start && (close == ')' || close == ']' || close == 0x3015 || close == 0x3011))
            m.form = cp == '(' ? ROUND : BRACKETED;
        return m.end + n < p.end ? m : (struct mark){.form = NO_MARK};
    } else if (u_isdigit((UChar32)cp)) {
        m.end = figures(p, m.start, &m.number);
        n = decode(p, m.end, &close);
        if (m.end > m.start && n && strchr(" .)", (int)(close < 0x80 ? close : 'x')) &&
            (close == ' ' || m.end + 1 >= p.end || p.block->text[m.end + 1] == ' '))
            m.form = PLAIN;
    }
    return m.form != NO_MARK && m.end + 1 < p.end ? m : (struct mark){.form = NO_MARK};
}

/* "figures.2 He", "figures2": figures tied to a word, or to the stop behind one, and nothing tied
 * to them. Not "No.2", nor "B2". */
static bool is_attached(struct tp_piece p, uint32_t at, uint32_t end)
{
    const char *text = p.block->text;
    uint32_t cp, word = 0, before = at;
    (void)decode(p, end, &cp);

    if (tp_script_of(cp) != TP_NO_SCRIPT || u_isdigit((UChar32)cp))
        return false;
    if (before > p.start && strchr(".,;:!?)\"'", text[before - 1]))
        before--;
    while (before > p.start && (unsigned char)text[before - 1] > ' ' &&
           !strchr("0123456789.,;:!?()\"'", text[before - 1]))
        before--, word++;
    return word >= 4;
}

/* "in March *. I am", "to Moscow 1).": a blank before the mark, and at END a stop behind it. */
static bool is_apart(struct tp_piece p, uint32_t at, uint32_t end)
{
    enum { SHORTEST = 4 }; /* bytes of the word: not "1) or 2)" */
    const char *text = p.block->text;
    uint32_t from = at ? at - 1 : 0;

    while (from > p.start &&
           ((unsigned char)text[from - 1] >= 0x80 || u_isalpha((unsigned char)text[from - 1])))
        from--;
    return at > p.start && text[at - 1] == ' ' && at - 1 - from >= SHORTEST &&
           (end == p.end ||
            (strchr(".,;", text[end]) && (end + 1 == p.end || strchr(" \n", text[end + 1]))));
}

/* All marks in a piece that isn't their own beginning. */
static void collect(struct tp_piece p, struct marks *out)
{
    const char *text = p.block->text;

    for (uint32_t at = p.start + 1; at < p.end;) {
        uint32_t cp, n = decode(p, at, &cp), end;
        unsigned number;
        bool tied = (unsigned char)text[at - 1] > ' ';
        if (tied && cp >= '0' && cp <= '9' && !u_isdigit((unsigned char)text[at - 1])) {
            end = figures(p, at, &number);
            if (end > at && is_attached(p, at, end))
                out->attached[number] = true;
            n = end > at ? end - at : n;
        } else if (!tied && cp >= '1' && cp <= '9') {
            end = figures(p, at, &number);
            if (end > at && end < p.end && text[end] == ')' && is_apart(p, at, end + 1))
                out->attached[number] = true;
            n = end > at ? end - at : n;
        } else if (cp == '*') {
            end = repeated(p, at, cp, &number);
            if (number < STARS && (tied || is_apart(p, at, end)))
                out->star[number] = true;
            n = end - at;
        } else if (tied && cp >= 0x2460 && cp <= 0x2473) {
            out->circled[cp - 0x2460 + 1] = true;
        } else if (tied && (cp == 0x2020 || cp == 0x2021)) {
            out->dagger[cp - 0x2020 + 1] = true;
        } else if (tied && raised_digit(cp) >= 0) {
            end = raised_figures(p, at, &number);
            if (end > at)
                out->raised[number] = true;
            n = end > at ? end - at : n;
        } else if (cp == '(' || opens_bracket(cp)) {
            uint32_t close;
            end = figures(p, at + n, &number);
            (void)decode(p, end, &close);
            if (end > at + n && cp == '(' && close == ')')
                out->round[number] = true;
            else if (end > at + n && (close == ']' || close == 0x3015 || close == 0x3011))
                out->bracketed[number] = true;
        }
        at += n;
    }
}

static bool has_place(const struct marks *m, const struct mark *mark)
{
    switch (mark->form) {
    case PLAIN:
        return m->attached[mark->number] || m->raised[mark->number] || m->bracketed[mark->number];
    case RAISED:
        return m->raised[mark->number];
    case BRACKETED:
        return m->bracketed[mark->number];
    case ROUND:
        return m->round[mark->number];
    case CIRCLED:
        return m->circled[mark->number];
    case STAR:
        return m->star[mark->number];
    case DAGGER:
        return m->dagger[mark->number];
    default:
        return false;
    }
}

/* May the item stand behind notes: another one, a page's end, the end of the text? */
static bool may_follow(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                       size_t i)
{
    struct tp_item item;

    if (i >= v->items.n)
        return true;
    item = v->items.v[i];
    if (item.role == TP_ROLE_NONE && roles_plain(&item))
        (void)roles_apply(a, d->matcher, d->layout, &item, TP_ANYWHERE, false, TP_ROLE_NONE);
    if (item.role == TP_ROLE_NONE && roles_plain(&item) &&
        (item.text.block->text[item.text.start] == '[' ||
         roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE)))
        return true;
    return item.role == TP_ROLE_FOOTNOTE || item.role == TP_ROLE_PAGE_NUMBER ||
           item.role == TP_ROLE_RUNNING_HEADER || item.text.block->kind == TP_BLOCK_RULE ||
           item.text.block->kind == TP_BLOCK_FOOTNOTE;
}

/* "2 Enclosures" */
static bool is_line_of_end(struct tp_arena *a, const struct tp_document *d, struct tp_item item)
{
    return roles_apply(a, d->matcher, d->layout, &item, TP_AT_BOTTOM, false, TP_ROLE_NONE) &&
           item.role != TP_ROLE_FOOTNOTE;
}

static struct marks *collect_all(struct tp_arena *a, const struct tp_version *v)
{
    struct marks *marks = TP_NEW(a, struct marks);

    for (size_t k = 0; k < v->items.n; k++)
        collect(v->items.v[k].text, marks);
    return marks;
}

/* "1) Sent on the 5th.", which Markdown takes for a list: does each of its numbers stand as a mark
 * in the text? */
static bool is_list_of_notes(const struct tp_block *list, const struct marks *marks)
{
    for (const struct tp_block *b = list->first; b; b = b->next)
        if (b->number < 1 || b->number >= MOST || !b->first || !marks->attached[b->number])
            return false;
    return list->first != NULL;
}

/* The items of lists that are notes, at the end of the text or of a page, take their lists' places.
 */
static void find_listed_notes(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    struct tp_items all = {0};
    struct marks *marks = NULL;

    for (size_t i = 0; i < v->items.n; i++) {
        const struct tp_item *item = &v->items.v[i];
        const struct tp_block *list = item->text.block;
        bool may = i && item->role == TP_ROLE_NONE && list->kind == TP_BLOCK_LIST &&
                   list->ordered && may_follow(a, d, v, i + 1);
        if (may && !marks)
            marks = collect_all(a, v);
        if (!may || !is_list_of_notes(list, marks)) {
            TP_PUSH(a, &all, *item);
            continue;
        }
        for (const struct tp_block *b = list->first; b; b = b->next) {
            struct tp_block *note = TP_NEW(a, struct tp_block);
            *note = *b;
            note->kind = TP_BLOCK_FOOTNOTE;
            note->name = tp_fmt(a, "%d", b->number);
            TP_PUSH(a, &all,
                    (struct tp_item){.text = {note, 0, note->len}, .role = TP_ROLE_FOOTNOTE});
        }
    }
    if (marks)
        v->items = all;
}

void roles_find_notes(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    struct marks *marks = NULL;

    find_listed_notes(a, d, v);

    for (size_t i = v->items.n; i-- > 1;) {
        struct tp_item *item = &v->items.v[i];
        struct mark m = {.form = NO_MARK};
        if (item->role == TP_ROLE_NONE && item->text.block->kind == TP_BLOCK_PARAGRAPH)
            m = mark_of(item->text);
        if (m.form == STAR && !roles_letters(tp_piece_text(item->text)))
            continue; /* "* * *" */
        if (m.form == NO_MARK ||
            ((m.form == PLAIN || m.form == ROUND) && !may_follow(a, d, v, i + 1)))
            continue;
        if (!marks)
            marks = collect_all(a, v);
        if (!has_place(marks, &m))
            continue;
        if (m.form == PLAIN && is_line_of_end(a, d, *item))
            continue;
        item->role = TP_ROLE_FOOTNOTE;
        item->n = (struct tp_range){m.start, m.end};
    }
}

/* Behind the last note of the items from FROM on: who copied it, where it is printed. */
static void clerks_below_notes(struct tp_arena *a, const struct tp_document *d,
                               struct tp_version *v, size_t from)
{
    for (size_t k = v->items.n; k-- > from;) {
        struct tp_item *item = &v->items.v[k];
        struct tp_item try = *item;
        if (item->role != TP_ROLE_NONE || !roles_plain(item) ||
            !roles_apply(a, d->matcher, d->layout, &try, TP_AT_BOTTOM, false, TP_ROLE_NONE) ||
            !roles_clerks(try.role))
            return;
        *item = try;
    }
}

size_t roles_notes_start(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    for (size_t i = v->items.n; i-- > v->top;) {
        struct tp_item *item = &v->items.v[i];
        if (!roles_plain(item) || item->role != TP_ROLE_NONE)
            continue;
        if (!roles_apply(a, d->matcher, d->layout, item, TP_ANYWHERE, false, TP_ROLE_NONE) ||
            item->role != TP_ROLE_NOTES_HEAD) {
            item->role = TP_ROLE_NONE;
            item->n = item->value = (struct tp_range){0, 0};
            item->field = NULL;
            continue;
        }
        for (size_t k = i + 1; k < v->items.n; k++)
            if (roles_plain(&v->items.v[k]))
                (void)roles_apply(a, d->matcher, d->layout, &v->items.v[k], TP_ANYWHERE, false,
                                  TP_ROLE_NOTES_HEAD);
        clerks_below_notes(a, d, v, i + 1);
        return i;
    }
    return v->items.n;
}

/* ---- stamps ---- */

static int brackets_open(struct tp_slice t)
{
    int depth = 0;

    for (size_t i = 0; i < t.len; i++)
        depth += t.p[i] == '[' ? 1 : t.p[i] == ']' ? -1 : 0;
    return depth;
}

/* A stamp in brackets may go over several blocks: from "[Stamp: ..." to the block that closes it.
 */
void roles_join_stamps(struct tp_version *v)
{
    static const char *const words[] = {"[Stamp", "[stamp", "[STAMP", "[Штамп", "[印章", "[штамп"};
    enum { BLOCKS = 8 };

    for (size_t i = v->top; i < v->items.n; i++) {
        struct tp_slice t = tp_piece_text(v->items.v[i].text);
        int depth = 0;
        size_t k;
        bool stamp = false;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            stamp =
                stamp || (t.len > strlen(words[w]) && memcmp(t.p, words[w], strlen(words[w])) == 0);
        if (!stamp || !roles_plain(&v->items.v[i]))
            continue;
        for (k = i; k < v->items.n && k < i + BLOCKS && roles_plain(&v->items.v[k]); k++) {
            depth += brackets_open(tp_piece_text(v->items.v[k].text));
            if (depth <= 0)
                break;
        }
        if (depth != 0 || k == v->items.n)
            continue;
        /* typists lose count: a last line with one bracket too many belongs to it as well */
        if (k > i && k + 1 < v->items.n && roles_plain(&v->items.v[k + 1]) &&
            brackets_open(tp_piece_text(v->items.v[k + 1].text)) == -1)
            k++;
        for (size_t j = i; j <= k; j++) {
            v->items.v[j].role = TP_ROLE_STAMP;
            v->items.v[j].joined = j > i;
        }
        i = k;
    }
}
