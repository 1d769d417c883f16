/* ext_wrap.c - lines of text: UAX 14 line breaking (by ICU), UAX 11 widths. */
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "ext.h"

int tp_char_width(uint32_t cp)
{
    UChar32 c = (UChar32)cp;

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

/* The kept iterator remembers the text of the call before, which is gone: it must have a new one.
 */
static UBreakIterator *breaks_of(struct tp_ext_call *call, const UChar *text, int32_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = tp_ext_cached(call->ext, TP_EXT_BREAKS, "");

    if (!breaks) {
        breaks = ubrk_open(UBRK_LINE, "", NULL, 0, &status);
        if (U_FAILURE(status))
            tp_arena_fail(call->arena);
        tp_ext_keep(call->ext, TP_EXT_BREAKS, "", breaks, close_breaks);
    }
    ubrk_setText(breaks, text, n, &status);
    if (U_FAILURE(status))
        tp_arena_fail(call->arena);
    return breaks;
}

void tp_ext_wrap(struct tp_ext_call *call)
{
    struct layout l = {.out = &call->out, .width = columns_of(call->arg[1])};
    UBreakIterator *breaks;
    int32_t start = 0;

    l.text = tp_ext_utf16(call->arena, call->arg[0], strlen(call->arg[0]), &l.n);
    l.first = indent_of(call, 2);
    l.rest = call->n > 3 ? indent_of(call, 3) : l.first;
    breaks = breaks_of(call, l.text, l.n);
    for (int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks)) {
        if (!may_break(&l, at))
            continue;
        lay(&l, start, at);
        start = at;
    }
}
