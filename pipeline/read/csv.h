/*
 * csv.h - a table of comma-separated values, as RFC 4180 has it, with the place of every cell.
 *
 * Fields are divided by a comma, a semicolon or a tab: the one of which the first line has most
 * (outside quotes), or what a line "sep=;" before it says, as spreadsheets write it. A field in
 * double quotes may hold separators, line breaks and, doubled, quotes. White space belongs to its
 * field. The text is decoded as transcriptions are: UTF-8, with or without byte order mark, UTF-16,
 * or what a warning names; LF and CR LF end a record. Empty lines are no records.
 *
 * Written here because libcsv doesn't tell where a field begins, and takes what RFC 4180 forbids.
 */
#ifndef TP_READ_CSV_H
#define TP_READ_CSV_H

#include "../base/diag.h"

enum { TP_CSV_COLUMNS = 512, TP_CSV_RECORDS = 1 << 20 };

struct tp_csv_field {
    const char *value;  /* without its quotes */
    uint32_t line, col; /* where it begins, from 1, columns in characters */
};

struct tp_csv_record {
    struct tp_csv_field *v;
    size_t n;
};

struct tp_csv {
    const char *file;
    struct tp_lines *lines; /* of the decoded text, for excerpts */
    char separator;
    struct tp_csv_record *records; /* the first is the header */
    size_t n;
};

/* Parse LEN bytes; FILE is the name for messages. The result is in the arena. NULL, with
 * diagnostics (TP_D_CSV_INVALID), when it is no such table, has nothing in it, or is wider or
 * longer than the limits. */
struct tp_csv *tp_csv_parse(struct tp_arena *a, const char *file, const char *data, size_t len,
                            struct tp_diags *ds);

#endif
