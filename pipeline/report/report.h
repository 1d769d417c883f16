/*
 * report.h - the outcome of a run in the forms that people, editors and CI services read.
 *
 * One table of formats feeds --report, its help and its messages. Every writer takes the same
 * report and fills a buffer; it prints nothing. File names that are not UTF-8 and characters that a
 * format can't hold become U+FFFD.
 */
#ifndef TP_REPORT_REPORT_H
#define TP_REPORT_REPORT_H

#include "../base/diag.h"

/* What is said of one document. */
struct tp_report_document {
    const char *file; /* as the user named it */
    const struct tp_diags *diags;
    const char *svrl; /* elements of SVRL, as Schematron gave them; NULL: not known */
};

struct tp_report {
    const char *tool, *version;
    const struct tp_report_document *documents;
    size_t n;
    bool strict;      /* a warning makes a document invalid */
    bool excerpt;     /* text: show the source line with a caret */
    bool colour;      /* text: with ANSI escapes */
    bool errors_only; /* text: without warnings and notes */
    int status;       /* the exit status, for SARIF */
};

struct tp_report_format {
    const char *name;
    const char *help; /* a few words */
    void (*write)(const struct tp_report *r, struct tp_buf *out);
};

/* Ended by an entry without a name. */
extern const struct tp_report_format tp_report_formats[];
/* NULL when there is none of that name. */
const struct tp_report_format *tp_report_find(const char *name);

bool tp_report_valid(const struct tp_report *r, const struct tp_report_document *d);

void tp_report_text(const struct tp_report *r, struct tp_buf *out);
void tp_report_json(const struct tp_report *r, struct tp_buf *out);
void tp_report_sarif(const struct tp_report *r, struct tp_buf *out);
void tp_report_junit(const struct tp_report *r, struct tp_buf *out);
void tp_report_github(const struct tp_report *r, struct tp_buf *out);
void tp_report_html(const struct tp_report *r, struct tp_buf *out);
void tp_report_svrl(const struct tp_report *r, struct tp_buf *out);

/* Text that may be anything, such as a file's name, as UTF-8 without control characters; bytes and
 * characters that can't stand become U+FFFD. In the arena. */
char *tp_report_clean(struct tp_arena *a, const char *s);

#endif
