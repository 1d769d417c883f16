/*
 * recognise.h - what the tests of the recognisers share: tables of input and expectation.
 *
 * A table is a file of rows with TAB between the columns; lines that begin with '#' and empty lines
 * don't count; \n, \t and \xHH in a column stand for line feed, tab and a byte.
 */
#ifndef TP_TEST_RECOGNISE_H
#define TP_TEST_RECOGNISE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/buf.h"
#include "../../pipeline/base/file.h"
#include "../../pipeline/encode/annotate.h"

enum { COLUMNS = 6 };

struct row {
    const char *column[COLUMNS]; /* "" when there are fewer */
    size_t line;
};

/* One check of a table: what the recogniser makes of the row, as text; compared with the last
 * column. */
typedef char *check_fn(struct tp_arena *a, const struct row *row, void *fixture);

static inline char *unescape(struct tp_arena *a, const char *p, size_t n)
{
    struct tp_buf out = tp_buf_new(a);

    for (size_t i = 0; i < n; i++) {
        char hex[3] = {0};
        if (p[i] != '\\' || i + 1 >= n) {
            tp_buf_char(&out, p[i]);
            continue;
        }
        i++;
        if (p[i] == 'x' && i + 2 < n) {
            memcpy(hex, p + i + 1, 2);
            tp_buf_char(&out, (char)strtol(hex, NULL, 16));
            i += 2;
        } else {
            tp_buf_char(&out, p[i] == 'n' ? '\n' : p[i] == 't' ? '\t' : p[i]);
        }
    }
    return out.p;
}

/* Run CHECK over all rows of the table; the LAST column (from 0) is what it should return. */
static inline void run_table(struct tp_arena *a, const char *path, int last, check_fn *check,
                             void *fixture)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    char *text;
    size_t len, line = 0, failed = 0, rows = 0;

    assert_true(tp_read_file(a, path, &text, &len, ds));
    for (char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        struct row row = {.line = ++line};
        char *field = p, *end = p + n, *got;
        for (int i = 0; i < COLUMNS; i++) {
            size_t width = 0;
            while (field + width < end && field[width] != '\t')
                width++;
            row.column[i] = field <= end ? unescape(a, field, width) : "";
            field += width < (size_t)(end - field) ? width + 1 : width;
        }
        p = *end ? end + 1 : end;
        if (n == 0 || row.column[0][0] == '#')
            continue;
        rows++;
        got = check(a, &row, fixture);
        if (strcmp(got, row.column[last]) != 0) {
            failed++;
            print_error("%s:%zu: %s\n  expected: %s\n  got:      %s\n", path, row.line,
                        row.column[0], row.column[last], got);
        }
    }
    assert_true(rows > 0);
    assert_int_equal(failed, 0);
}

/* Annotations as text: "element@a=b{text} ..." in order of their starts, the outer before the
 * inner;
 * "-" when there are none. */
static inline int by_start(const void *x, const void *y)
{
    const struct tp_anno *a = x, *b = y;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

static inline char *annos_text(struct tp_arena *a, const char *text, struct tp_annos *annos)
{
    struct tp_buf out = tp_buf_new(a);

    if (annos->n)
        qsort(annos->v, annos->n, sizeof *annos->v, by_start);
    for (size_t i = 0; i < annos->n; i++) {
        const struct tp_anno *k = &annos->v[i];
        assert_true(k->start < k->end && k->open + k->close <= k->end - k->start);
        tp_buf_fmt(&out, "%s%s", i ? " | " : "", k->element);
        for (const struct tp_attr *t = k->attrs; t; t = t->next)
            if (strcmp(t->name, "resp") != 0)
                tp_buf_fmt(&out, " %s=%s", t->name, t->value);
        tp_buf_str(&out, ": ");
        if (k->inner)
            tp_buf_fmt(&out, "<%s>", k->inner);
        for (uint32_t c = k->start + k->open; c < k->end - k->close; c++)
            tp_buf_char(&out, text[c] == '\n' ? '~' : text[c]);
    }
    return out.len ? out.p : (char *)"-";
}

/* Bytes that are no text, for the tests that nothing crashes: the same on every run. */
static inline void noise(char *p, size_t n, uint32_t seed, const char *alphabet, size_t letters)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        p[i] = seed >> 28 < 3 ? (char)(seed >> 16) : alphabet[(seed >> 8) % letters];
    }
}

#endif
