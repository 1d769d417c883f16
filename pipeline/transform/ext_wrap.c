/* ext_wrap.c - lines of text: UAX 14 line breaking (by ICU), UAX 11 widths. */
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "ext.h"

int tp_char_width(uint32_t cp)
{
    UChar32 c = (UChar32)cp;

    if (c >= ' ' && c < 0x7F)
        return 1;
    if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x0410 && c <= 0x044F))
        return c < 0x4E00 ? 1 : 2; /* most of what there is besides */
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return 0;
    default:
        break;
    }
    if (c >= 0x1160 && c <= 0x11FF)
        return 0; /* vowels and finals of Hangul syllables join the leading consonant */
    switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_WIDE:
    case U_EA_FULLWIDTH:
        return 2;
    default:
        return 1;
    }
}

static int32_t width_of(const UChar *text, int32_t start, int32_t end)
{
    int32_t width = 0;

    while (start < end)
        width += tp_char_width(tp_ext_next(text, &start, end));
    return width;
}

void tp_ext_width(struct tp_ext_call *call)
{
    int32_t n;
    UChar *text = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &n);

    call->is_number = true;
    call->number = width_of(text, 0, n);
}

struct indent {
    const char *text;
    int32_t width;
};

/* The text being laid out. */
struct layout {
    struct tp_buf *out;
    const UChar *text;
    int32_t n;
    int32_t url_start, url_end; /* the address that was last found */
    int32_t width;              /* columns; 0: no end */
    struct indent first, rest;
    int32_t used; /* columns of the line so far */
    bool started; /* there is a line */
    bool any;     /* there is something on it besides its indent */
    bool gap;     /* a blank goes before what comes next on it */
    bool ended;   /* the text says that it ends here */
};

static bool is_letter(UChar c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool in_address(UChar c)
{
    return c > ' ' && c < 0x7F && !strchr("<>\"", (int)c);
}

/* An address must stay whole to be followed: find the first one that ends behind AT. */
static void find_address(struct layout *l, int32_t at)
{
    while (l->url_end <= at && l->url_end < l->n) {
        int32_t colon = l->url_end;
        while (colon + 2 < l->n &&
               !(l->text[colon] == ':' && l->text[colon + 1] == '/' && l->text[colon + 2] == '/'))
            colon++;
        if (colon + 2 >= l->n) {
            l->url_start = l->url_end = l->n;
            return;
        }
        for (l->url_start = colon; l->url_start > 0 && is_letter(l->text[l->url_start - 1]);)
            l->url_start--;
        for (l->url_end = colon; l->url_end < l->n && in_address(l->text[l->url_end]);)
            l->url_end++;
    }
}

/* May the line end before the character at AT? A soft hyphen would have to become a visible one. */
static bool may_break(struct layout *l, int32_t at)
{
    if (at >= l->n)
        return true;
    if (l->text[at - 1] == 0xAD)
        return false;
    find_address(l, at);
    return !(l->url_start < at && at < l->url_end);
}

static void new_line(struct layout *l)
{
    const struct indent *indent = l->started ? &l->rest : &l->first;

    if (l->started)
        tp_buf_char(l->out, '\n');
    tp_buf_str(l->out, indent->text);
    l->used = indent->width;
    l->started = true;
    l->any = l->gap = l->ended = false;
}

static bool is_line_end(UChar c)
{
    return c == '\n' || c == 0x2028 || c == 0x2029;
}

static bool is_blank(UChar c)
{
    return c == ' ' || c == '\t' || c == '\r' || is_line_end(c);
}

/* A piece that stays whole, without the blanks behind it. */
static void place(struct layout *l, int32_t start, int32_t end)
{
    int32_t width = width_of(l->text, start, end);

    if (!l->started || l->ended || (l->width && l->any && l->used + l->gap + width > l->width))
        new_line(l);
    if (l->gap && l->any) {
        tp_buf_char(l->out, ' ');
        l->used++;
    }
    tp_ext_add_utf16(l->out, l->text + start, end - start);
    l->used += width;
    l->any = true;
    l->gap = false;
}

/* The text from one place where it may be broken to the next. */
static void lay(struct layout *l, int32_t start, int32_t end)
{
    int32_t ink = end;

    while (start < end && is_blank(l->text[start]) && !is_line_end(l->text[start])) {
        l->gap = true;
        start++;
    }
    while (ink > start && is_blank(l->text[ink - 1]))
        ink--;
    if (ink > start)
        place(l, start, ink);
    for (; ink < end; ink++) {
        if (!is_line_end(l->text[ink]))
            l->gap = true;
        else if (!l->ended)
            l->ended = true;
        else if (l->started)
            tp_buf_char(l->out, '\n'); /* a second end in a row: an empty line */
    }
}

static void close_breaks(void *breaks)
{
    ubrk_close(breaks);
}

static int32_t columns_of(const char *text)
{
    double width = strtod(text, NULL);

    return width >= 1 && width <= 100000 ? (int32_t)width : 0; /* NaN is neither */
}

static struct indent indent_of(struct tp_ext_call *call, size_t i)
{
    struct indent indent = {"", 0};
    int32_t n;
    UChar *text;

    if (i < call->n) {
        text = tp_ext_utf16(call->arena, call->arg[i], strlen(call->arg[i]), &n);
        indent = (struct indent){call->arg[i], width_of(text, 0, n)};
    }
    return indent;
}

static UBreakIterator *breaks_of(struct tp_ext_call *call, const struct layout *l)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = tp_ext_cached(call, "b");

    if (!breaks) {
        breaks = ubrk_open(UBRK_LINE, "", NULL, 0, &status);
        if (U_FAILURE(status))
            tp_arena_fail(call->arena);
        tp_ext_keep(call, "b", breaks, close_breaks);
    }
    ubrk_setText(breaks, l->text, l->n,
                 &status); /* kept with the text's last address, never read again */
    if (U_FAILURE(status))
        tp_arena_fail(call->arena);
    return breaks;
}

/* ---- prose: nearly all of what there is ---- */

static bool is_prose_letter(UChar c)
{
    return is_letter(c) || (c >= 0x0410 && c <= 0x044F);
}

/* Is each character one column wide, each blank single and between others, and no place to break
 * lines special? Then a line's end is looked for where the line is full, and nowhere else. */
static bool is_prose(const struct layout *l)
{
    UChar before = ' ';

    for (int32_t i = 0; i < l->n; i++) {
        UChar c = l->text[i];
        if (c == ' ' ? before == ' ' : !is_prose_letter(c)) {
            if (c <= ' ' || c == 0xAD || (c >= 0x2028 && c <= 0x2029) ||
                (c >= 0xD800 && c <= 0xDFFF) || tp_char_width(c) != 1 ||
                (c == '/' && before == '/')) /* an address */
                return false;
        }
        before = c;
    }
    return l->n && before != ' ';
}

/* The last place where a line of ROOM columns from START may end, if letters alone tell. A blank
 * between letters is such a place whatever stands around, and none is between letters; 0: others
 * have a say. */
static int32_t plain_end(const struct layout *l, int32_t start, int32_t room)
{
    int32_t at = start + room;

    if (l->text[at] == ',' || l->text[at] == '.')
        at--;
    while (at > start && is_prose_letter(l->text[at]))
        at--;
    if (at < start + 2 || at + 1 >= l->n || l->text[at] != ' ' || !is_prose_letter(l->text[at + 1]))
        return 0;
    return is_prose_letter(l->text[at - 1]) ||
                   (l->text[at - 1] == ',' && is_prose_letter(l->text[at - 2]))
               ? at + 1
               : 0;
}

/* The same by all rules; when the first piece is longer than a line, its end. */
static int32_t ruled_end(const struct layout *l, UBreakIterator *breaks, int32_t start,
                         int32_t room)
{
    int32_t full = start + room, end = full + 2 > l->n ? l->n : ubrk_preceding(breaks, full + 2);

    if (end == full + 1 && l->text[full] != ' ')
        end = ubrk_preceding(breaks, end);
    return end > start ? end : ubrk_following(breaks, start);
}

/* Characters of the basic plane only: so many bytes of UTF-8. */
static size_t bytes_of(const char *p, int32_t n)
{
    const char *from = p;

    for (; n; n--)
        p += (unsigned char)*p < 0x80 ? 1 : (unsigned char)*p < 0xE0 ? 2 : 3;
    return (size_t)(p - from);
}

static void lay_prose(struct tp_ext_call *call, struct layout *l)
{
    const char *p = call->arg[0];
    UBreakIterator *breaks = NULL;

    for (int32_t start = 0; start < l->n;) {
        int32_t end = l->n, ink, room;
        size_t bytes;
        new_line(l);
        room = l->width - l->used;
        if (l->width && start + room < l->n) {
            end = room > 0 ? plain_end(l, start, room) : 0;
            if (!end && !breaks)
                breaks = breaks_of(call, l);
            if (!end)
                end = ruled_end(l, breaks, start, room > 0 ? room : 0);
        }
        ink = l->text[end - 1] == ' ' ? end - 1 : end;
        bytes = bytes_of(p, ink - start);
        tp_buf_add(l->out, p, bytes);
        p += bytes + (size_t)(end - ink);
        start = end;
    }
}

void tp_ext_wrap(struct tp_ext_call *call)
{
    struct layout l = {.out = &call->out, .width = columns_of(call->arg[1])};
    UBreakIterator *breaks;
    int32_t start = 0;

    l.text = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &l.n);
    l.first = indent_of(call, 2);
    l.rest = call->n > 3 ? indent_of(call, 3) : l.first;
    if (is_prose(&l)) {
        lay_prose(call, &l);
        return;
    }
    breaks = breaks_of(call, &l);
    for (int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks)) {
        if (!may_break(&l, at))
            continue;
        lay(&l, start, at);
        start = at;
    }
}
