#include "recognise.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "../base/utf8.h"
#include "meta.h"
#include "roles.h"
#include "shelfmark.h"

struct tp_slice tp_piece_text(struct tp_piece p)
{
    if (!p.block)
        return (struct tp_slice){"", 0};
    return tp_slice_trim((struct tp_slice){p.block->text + p.start, p.end - p.start});
}

const struct tp_page_field *tp_page_field(const struct tp_document *d, const char *field)
{
    for (size_t i = 0; i < d->fields.n; i++)
        if (strcmp(d->fields.v[i].field, field) == 0)
            return &d->fields.v[i];
    return NULL;
}

struct tp_slice tp_page_text(const struct tp_document *d, const char *field)
{
    const struct tp_page_field *f = tp_page_field(d, field);

    return f && f->value.n ? tp_piece_text(f->value.v[0]) : (struct tp_slice){"", 0};
}

/* ---- captions ---- */

/* May two texts that begin with these bytes be the same but for case? Only ASCII is looked at. */
static bool may_be_same(char x, char y)
{
    return ((x | y) & 0x80) || (x | 32) == (y | 32);
}

/* Does the text begin with the phrase, whatever the case? Returns the bytes it takes, or 0. */
static uint32_t begins_with(const char *text, uint32_t len, const char *phrase)
{
    UChar x[96], y[96];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0, m = 0;
    uint32_t bytes = (uint32_t)strlen(phrase);

    if (bytes == 0 || bytes > 90 || bytes > len || !may_be_same(*text, *phrase))
        return 0;
    u_strFromUTF8(x, 96, &n, text, (int32_t)bytes, &status);
    u_strFromUTF8(y, 96, &m, phrase, (int32_t)bytes, &status);
    if (U_FAILURE(status) || u_strCaseCompare(x, n, y, m, U_FOLD_CASE_DEFAULT, &status) != 0)
        return 0;
    return bytes;
}

/* The end of a colon (":", "：") after blanks; 0 when there is none. */
static uint32_t colon_end(const char *text, uint32_t len, uint32_t at)
{
    while (at < len && (text[at] == ' ' || text[at] == '\t'))
        at++;
    if (at < len && text[at] == ':')
        return at + 1;
    if (at + 3 <= len && memcmp(text + at, "：", 3) == 0)
        return at + 3;
    return 0;
}

/* Is the block a caption of the layout, alone or with its value behind a colon? *END is where the
 * caption ends. */
const char *tp_caption_of(const struct tp_layout *l, const struct tp_block *b, uint32_t *end)
{
    uint32_t cp;
    int32_t first;

    if ((b->kind != TP_BLOCK_HEADING && b->kind != TP_BLOCK_PARAGRAPH) || !b->len)
        return NULL;
    first = tp_utf8_decode(b->text, b->len, &cp) ? u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT) : 0;
    for (size_t i = 0; i < l->captions.n; i++) {
        uint32_t n = 0, colon;
        if (l->captions.v[i].first == first)
            n = begins_with(b->text, b->len, l->captions.v[i].phrase);
        if (!n)
            continue;
        colon = colon_end(b->text, b->len, n);
        if (colon || n == b->len) {
            *end = colon ? colon : n;
            return l->captions.v[i].field;
        }
    }
    return NULL;
}

/* ---- fields ---- */

static struct tp_page_field *new_field(struct tp_arena *a, struct tp_document *d, const char *field)
{
    TP_PUSH(a, &d->fields, (struct tp_page_field){.field = field});
    return &d->fields.v[d->fields.n - 1];
}

static struct tp_piece whole(const struct tp_block *b)
{
    return (struct tp_piece){b, 0, b->len};
}

static bool is_front(struct tp_arena *a, const struct tp_document *d, const struct tp_front *f,
                     const struct tp_block *b)
{
    struct tp_date_context ctx = {.tables = d->dates};
    struct tp_dates dates = {0};

    if (!b->len || b->len > 4 * f->max)
        return false;
    if (f->regex) {
        struct tp_subject s = tp_subject_new(a, b->text, b->len);
        return tp_regex_matches(d->matcher, f->regex, &s);
    }
    if (!f->is_date)
        return true;
    tp_dates_scan(a, &ctx, b->text, b->len, NULL, &dates);
    return dates.n > 0 && dates.v[0].start <= 2 && b->len - dates.v[dates.n - 1].end <= 8;
}

/* The fields before the first caption, from block B on. Returns the block behind them. */
static const struct tp_block *take_front(struct tp_arena *a, struct tp_document *d,
                                         const struct tp_block *b)
{
    uint32_t end;

    for (size_t i = 0; i < d->layout->front.n && b; i++) {
        const struct tp_front *f = &d->layout->front.v[i];
        struct tp_page_field *field;
        if (b->kind != TP_BLOCK_HEADING && b->kind != TP_BLOCK_PARAGRAPH)
            break;
        if (tp_caption_of(d->layout, b, &end))
            break;
        if (!is_front(a, d, f, b))
            continue;
        field = new_field(a, d, f->field);
        field->keep = f->keep;
        TP_PUSH(a, &field->value, whole(b));
        b = b->next;
    }
    return b;
}

static bool is_contents_entry(struct tp_arena *a, const struct tp_document *d,
                              const struct tp_block *b)
{
    struct tp_slice text = tp_piece_text(whole(b));
    struct tp_subject s;

    if (b->kind == TP_BLOCK_LIST)
        return true;
    while (text.len > 2 && (*text.p == '-' || *text.p == '*' || *text.p == '+') && text.p[1] == ' ')
        text.p += 2, text.len -= 2; /* a list of one, in plain text */
    if (!text.len || text.len > 160)
        return false;
    s = tp_subject_new(a, text.p, (uint32_t)text.len);
    for (size_t i = 0; i < d->layout->contents.n; i++)
        if (tp_regex_matches(d->matcher, d->layout->contents.v[i], &s))
            return true;
    return false;
}

static bool is_last_caption(const char *field)
{
    return strcmp(field, "contents") == 0;
}

/* The text leaves of a block: itself, or those below it. */
static void add_value(struct tp_arena *a, struct tp_page_field *f, const struct tp_block *b)
{
    if (b->len || b->n_spans)
        TP_PUSH(a, &f->value, whole(b));
    for (const struct tp_block *c = b->first; c; c = tp_block_next(b, c))
        if (c->len || c->n_spans)
            TP_PUSH(a, &f->value, whole(c));
}

/* The blocks that a field's value may have: an abstract has several, a citation an address of its
 * own. */
static size_t most_blocks(const char *field)
{
    if (strcmp(field, "original-language") == 0 || strstr(field, "date"))
        return 1;
    return strcmp(field, "summary") == 0 ? 8 : 4;
}

/* The last caption of the page's head, at B or below it; NULL: none. A caption further down belongs
 * to the text ("Date: ..."), and one that nothing follows stands behind it ("Source: ..."). */
static const struct tp_block *last_caption(const struct tp_layout *l, const struct tp_block *b)
{
    enum { ABOVE = 6 }; /* blocks before the first caption */
    const struct tp_block *last = NULL, *before = NULL;
    const char *field = NULL;
    size_t blocks = 0; /* since the last caption */

    for (; b; b = b->next) {
        uint32_t end;
        const char *name = tp_caption_of(l, b, &end);
        bool all = name && !b->next && end < b->len;
        if (name && blocks <= (field ? most_blocks(field) : ABOVE) && !all) {
            before = last;
            last = b;
            field = name;
            blocks = 0;
        } else {
            blocks++;
        }
    }
    return last && !last->next && before ? before : last;
}

/* The block after B. *LAST, the last caption, becomes NULL when it is passed. */
static const struct tp_block *pass(const struct tp_block *b, const struct tp_block **last)
{
    if (b == *last)
        *last = NULL;
    return b->next;
}

/* The captioned fields. Returns the block with which the text begins. */
static const struct tp_block *take_captions(struct tp_arena *a, struct tp_document *d,
                                            const struct tp_block *b)
{
    const struct tp_block *last = last_caption(d->layout, b);

    while (b && last) {
        uint32_t end;
        const char *name = tp_caption_of(d->layout, b, &end);
        struct tp_page_field *f;
        if (!name) { /* something between the title and the first caption: keep it as text */
            f = new_field(a, d, "unknown");
            add_value(a, f, b);
            b = pass(b, &last);
            continue;
        }
        f = new_field(a, d, name);
        f->caption = (struct tp_piece){b, 0, end};
        while (end < b->len && (b->text[end] == ' ' || b->text[end] == '\n'))
            end++;
        if (end < b->len)
            TP_PUSH(a, &f->value, (struct tp_piece){b, end, b->len});
        for (b = pass(b, &last); b && !tp_caption_of(d->layout, b, &end); b = pass(b, &last)) {
            if (is_last_caption(name) && !is_contents_entry(a, d, b))
                return b;
            if (!is_last_caption(name) && !last && f->value.n)
                return b; /* the last caption has one block */
            add_value(a, f, b);
        }
    }
    return b;
}

/* Is the block a shelfmark as a whole, but for a stop? */
static bool is_shelfmark(struct tp_arena *a, const struct tp_archives *archives,
                         const struct tp_block *b)
{
    enum { LONGEST = 240 };
    struct tp_shelfmark_context ctx = {.archives = archives};
    struct tp_shelfmarks found = {0};
    struct tp_slice t = tp_piece_text(whole(b));
    bool figure = false;

    if ((b->kind != TP_BLOCK_PARAGRAPH && b->kind != TP_BLOCK_HEADING) || t.len > LONGEST)
        return false;
    for (size_t i = 0; i < t.len; i++)
        figure = figure || (t.p[i] >= '0' && t.p[i] <= '9');
    if (!figure)
        return false;
    tp_shelfmarks_scan(a, &ctx, t.p, (uint32_t)t.len, &found);
    if (found.n != 1 || found.v[0].printed || found.v[0].start > 0)
        return false;
    t = tp_slice_trim((struct tp_slice){t.p + found.v[0].end, t.len - found.v[0].end});
    return t.len == 0 || (t.len == 1 && *t.p == '.');
}

/* What an archivist or editor wrote above the document. Returns the block behind it. */
static const struct tp_block *take_shelfmark(struct tp_arena *a, struct tp_document *d,
                                             const struct tp_archives *archives,
                                             const struct tp_block *b)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_page_field *field;
    bool taken = archives && b && b->next && !d->fields.n && is_shelfmark(work, archives, b);

    tp_arena_free(work);
    if (!taken)
        return b;
    field = new_field(a, d, "shelfmark-line");
    TP_PUSH(a, &field->value, whole(b));
    return b->next;
}

struct tp_document *tp_recognise(struct tp_arena *a, struct tp_source *source,
                                 const struct tp_layouts *layouts,
                                 const struct tp_date_tables *dates,
                                 const struct tp_archives *archives)
{
    struct tp_document *d = TP_NEW(a, struct tp_document);
    const struct tp_block *body;
    const struct tp_field *given;
    struct tp_slice language;

    d->source = source;
    d->dates = dates;
    d->matcher = tp_matcher_new(a, layouts->regexes);
    tp_choose_layout(a, d, layouts);
    body = take_front(a, d, take_shelfmark(a, d, archives, source->root->first));
    body = take_captions(a, d, body);
    language = tp_page_text(d, "original-language");
    given = tp_front_field(d, "original-language");
    if (given)
        d->original_language = tp_language_named(a, given->value);
    else if (language.len)
        d->original_language = tp_language_named(a, tp_strndup(a, language.p, language.len));
    tp_sort_body(a, d, body);
    return d;
}
