/*
 * test_text_width.c - what holds of every plain text, however wide.
 *
 * For documents of the edition's own kind (what tests/encode expects), for the foreign ones of
 * tests/xslt and for some plays of the shared test data, at each width: no line is wider than
 * asked, unless nothing on it can be broken; no word is cut; and the words are those of the text
 * that isn't wrapped at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/utf8.h"
#include "../../pipeline/transform/transform.h"

enum { PLAYS = 11 /* one in so many */ };

struct world {
    struct tp_arena *arena;
    struct tp_diags *ds;
    struct tp_stylesheet *sheet;
    UBreakIterator *breaks;
    size_t files, lines, bad;
};

static int columns_of(UChar32 c)
{
    int type = u_charType(c), ea = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);

    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    return ea == U_EA_WIDE || ea == U_EA_FULLWIDTH ? 2 : 1;
}

static int width_of(const char *line, size_t n)
{
    int width = 0;
    uint32_t c;

    for (size_t i = 0; i < n;) {
        i += tp_utf8_decode(line + i, n - i, &c);
        width += columns_of((UChar32)c);
    }
    return width;
}

/* May the line be broken anywhere behind its indentation, its label or mark? An address may not. */
static bool can_break(struct world *w, const char *line, size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *text = TP_NEW_ARRAY(w->arena, n + 1, UChar);
    int32_t len, start = 0;
    bool can = false;

    u_strFromUTF8(text, (int32_t)n + 1, &len, line, (int32_t)n, &status);
    assert_true(U_SUCCESS(status));
    while (start < len && text[start] == ' ')
        start++;
    for (int32_t i = start; i < len && i < 24; i++) /* "Label:   value", "[1] value", "- value" */
        if (text[i] == ' ' && i > 0 &&
            (text[i - 1] == ':' || text[i - 1] == ']' || text[i - 1] == '-' ||
             text[i - 1] == '.')) {
            while (i < len && text[i] == ' ')
                i++;
            start = i;
            break;
        }
    if (u_strstr(text, u"://"))
        return false;
    ubrk_setText(w->breaks, text + start, len - start, &status);
    assert_true(U_SUCCESS(status));
    (void)ubrk_first(w->breaks);
    for (int32_t at = ubrk_next(w->breaks); at != UBRK_DONE; at = ubrk_next(w->breaks))
        can = can || at < len - start;
    return can;
}

/* A line that is drawn, not written: of dashes, equals signs. */
static bool is_rule(const char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr("-= *", line[i]))
            return false;
    return n > 0;
}

static bool joins(UChar32 c)
{
    return u_isalnum(c) && c < 0x2E80;
}

/* The text without what depends on the width: a blank only where it divides two words. */
static char *words_of(struct world *w, const char *text)
{
    struct tp_buf out = tp_buf_new(w->arena);
    bool blank = false;
    UChar32 last = 0;

    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        if (!is_rule(line, n)) {
            for (size_t i = 0; i < n;) {
                uint32_t cp;
                UChar32 c;
                i += tp_utf8_decode(line + i, n - i, &cp);
                c = (UChar32)cp;
                if (u_isspace(c)) {
                    blank = true;
                    continue;
                }
                if (c == '|')
                    continue;
                if (blank && joins(last) && joins(c))
                    tp_buf_char(&out, ' ');
                tp_buf_codepoint(&out, (uint32_t)c);
                blank = false;
                last = c;
            }
            blank = true;
        }
        line += n + (line[n] == '\n');
    }
    tp_buf_char(&out, '\0');
    return out.p;
}

static char *text_of(struct world *w, xmlDocPtr doc, const char *width)
{
    const char *params[] = {"width", width, "view", "diplomatic", NULL};
    struct tp_transform how = {.params = params};
    struct tp_buf out = tp_buf_new(w->arena);

    assert_true(tp_transform(w->arena, w->sheet, doc, &how, &out, w->ds));
    tp_buf_char(&out, '\0');
    return out.p;
}

static void check_lines(struct world *w, const char *file, const char *text, int width)
{
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        if (width_of(line, n) > width && can_break(w, line, n)) {
            print_error("%s at %d: %.*s\n", file, width, (int)n, line);
            w->bad++;
        }
        if (n && (line[n - 1] == ' ' || line[n - 1] == '\t')) {
            print_error("%s at %d ends in a blank: %.*s|\n", file, width, (int)n, line);
            w->bad++;
        }
        w->lines++;
        line += n + (line[n] == '\n');
    }
}

static void check_words(struct world *w, const char *file, const char *text, const char *whole,
                        const char *width)
{
    const char *a = words_of(w, text), *b = words_of(w, whole);
    size_t i = 0;

    if (strcmp(a, b) == 0)
        return;
    while (a[i] && a[i] == b[i])
        i++;
    i -= i > 30 ? 30 : i;
    print_error("%s at %s: \"%.60s\" is \"%.60s\"\n", file, width, a + i, b + i);
    w->bad++;
}

static void check_file(struct world *w, const char *file)
{
    static const char *const widths[] = {"20", "40", "72", "100"};
    struct tp_mark mark = tp_arena_mark(w->arena);
    xmlDocPtr doc = tp_xml_read_file(w->arena, file, w->ds);
    const char *whole;

    assert_non_null(doc);
    whole = text_of(w, doc, "0");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        const char *text = text_of(w, doc, widths[i]);
        check_lines(w, file, text, (int)strtol(widths[i], NULL, 10));
        check_words(w, file, text, whole, widths[i]);
    }
    w->files++;
    tp_arena_release(w->arena, mark);
}

static bool is_xml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".xml") == 0 && !strstr(path, "functions.xml") &&
           !strstr(path, "index.xml");
}

static void check_folder(struct world *w, const char *folder, size_t step)
{
    struct tp_paths paths = {0};

    assert_true(tp_list_files(w->arena, folder, is_xml, NULL, &paths, w->ds));
    assert_true(paths.n > 5);
    for (size_t i = 0; i < paths.n; i += step)
        check_file(w, paths.v[i]);
}

static void close_breaks(void *breaks)
{
    ubrk_close(breaks);
}

static void enter(void *arg)
{
    struct world *w = arg;
    UErrorCode status = U_ZERO_ERROR;
    const char *shared = getenv("TEIPIPE_SHARED"), *plays;

    w->ds = tp_diags_new(w->arena, 0);
    w->sheet = tp_stylesheet_load(w->arena, "teipipe:xslt/text.xsl", w->ds);
    assert_non_null(w->sheet);
    w->breaks = tp_own(w->arena, close_breaks, ubrk_open(UBRK_LINE, "", NULL, 0, &status));
    check_folder(w, "tests/encode", 1);
    check_folder(w, "tests/xslt", 1);
    plays = tp_fmt(w->arena, "%s/bench/plays", shared && *shared ? shared : "../shared");
    if (tp_file_exists(tp_fmt(w->arena, "%s/../../README.md", plays)))
        check_folder(w, plays, PLAYS);
    else
        print_message("# without the plays: they are not there\n");
    print_message("# %zu documents, %zu lines\n", w->files, w->lines);
    assert_int_equal(w->bad, 0);
}

static void test_widths(void **state)
{
    struct world w = {.arena = tp_arena_new(0)};

    (void)state;
    assert_non_null(w.arena);
    assert_true(tp_guard(w.arena, enter, &w));
    tp_arena_free(w.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_widths)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
