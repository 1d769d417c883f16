/*
 * date.h - dates and times in running text, in any language the tables know.
 *
 * One scan over the tokens of a text; at every token a table of forms is tried and the longest that
 * makes sense is taken. Names of months and weekdays come from the Unicode locale data, the other
 * words from schemas/dates.yaml; numbers in words from ICU's rules for spelling them out. What the
 * text leaves out (a year, a century, a month) comes from the document's own date. What is no
 * possible date (31 February) is left alone and reported; what stands where numbers aren't dates
 * ("No. 1950", "p. 1949") is left alone. Editors' square brackets inside a date are looked through:
 * "25 January [1950]".
 */
#ifndef TP_ENCODE_DATE_H
#define TP_ENCODE_DATE_H

#include "annotate.h"

/* A day of the Gregorian calendar; what is not known is 0, from the right. */
struct tp_day {
    int year, month, day;
};

/* In which order a purely numeric date such as 10/11/50 is to be read. */
enum tp_date_order { TP_ORDER_UNKNOWN, TP_ORDER_DMY, TP_ORDER_MDY };

enum tp_cert { TP_CERT_NONE, TP_CERT_HIGH, TP_CERT_MEDIUM, TP_CERT_LOW };
const char *tp_cert_name(enum tp_cert cert); /* "high", ...; NULL for TP_CERT_NONE */

/* Words of all languages, made once and then only read: may be shared by threads. */
struct tp_date_tables;
/* NULL, with a diagnostic, when schemas/dates.yaml or the locale data can't be used. */
struct tp_date_tables *tp_date_tables_new(struct tp_arena *a, struct tp_diags *ds);

struct tp_date_context {
    const struct tp_date_tables *tables;
    struct tp_day reference; /* the document's own date; year 0: not known */
    int century;             /* without a reference, a year near which short years ("50") are; 0 */
    enum tp_date_order order;
    bool line;     /* the text is a signature, a date or a clerk's note, where "18/5" is a day */
    bool borrowed; /* the reference is no more than the year of a date nearby: what comes from it is
                      of low certainty */
};

/* What is wrong with a date as it is written. */
enum tp_date_fault {
    TP_DATE_SOUND,
    TP_DATE_IMPOSSIBLE, /* no calendar has the day: there is no value, and no date in the results */
    TP_DATE_WEEKDAY     /* it was another day of the week */
};

/*
 * A date or time found at bytes [START, END). Set is WHEN, or FROM and TO, or NOT_BEFORE and
 * NOT_AFTER, of which pairs one may be NULL ("since 1949"); values are of the W3C types that TEI's
 * att.datable.w3c takes: 1950-01-25, 1950-01, 1950, --01-25, --01, 17:00:00, 1950-01-25T17:00:00,
 * with +08:00 or Z where the text says.
 */
struct tp_date {
    uint32_t start, end;
    const char *when, *from, *to, *not_before, *not_after;
    const char *when_custom; /* of the old style: the day as written; WHEN has the new style's */
    bool julian;
    bool is_time;      /* a time of day alone */
    bool completed;    /* a part comes from the reference date */
    enum tp_cert cert; /* TP_CERT_NONE: the text says it all */
    enum tp_date_fault fault;
};
struct tp_dates {
    struct tp_date *v;
    size_t n, cap;
};

/* A date that is not as it should be, for a message. */
struct tp_date_problem {
    uint32_t start, end;
    enum tp_date_fault fault;
};
struct tp_date_problems {
    struct tp_date_problem *v;
    size_t n, cap;
};

/* The number that an ordinal or a number of a few figures in words stands for ("premier", "первая",
 * "two"), in any language with such words and in any gender; 0: none. */
int tp_dates_ordinal(struct tp_arena *a, const struct tp_date_tables *tables, struct tp_slice word);

/* All dates and times of a text in order. LANG: the text's language (BCP 47), or NULL. */
void tp_dates_scan(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_dates *out);

/* The pass: date and time elements with their attributes, @resp, and @cert where there is doubt.
 * TOKENS: those of the text, when the caller has them; NULL: they are made here. PROBLEMS gets what
 * an editor should look at; NULL: nobody wants to know. */
struct tp_tokens;
void tp_dates_pass(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const struct tp_tokens *tokens, const char *lang,
                   struct tp_annos *out, struct tp_date_problems *problems);

/* Is the whole string one date (around it only space, brackets, stops, "c.")? Here a bare year
 * ("1950"), a range of years and a year with a month ("1950-01") are dates as well. */
bool tp_date_parse(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                   uint32_t len, const char *lang, struct tp_date *out);

/* The day that the first ten characters of a @when value name; parts not there are 0. */
struct tp_day tp_day_of(const char *when);

/* The document's habit: feed all its texts, then ask. Only dates that can be read in one way count,
 * and they must agree. Full years are kept for what the document's dates leave out. */
struct tp_date_habit {
    unsigned dmy, mdy;
    int year;       /* the latest; 0: none was seen */
    bool years;     /* more than one was seen */
    bool centuries; /* years of more than one were seen */
};
void tp_date_habit_feed(struct tp_arena *a, const struct tp_date_context *ctx,
                        struct tp_date_habit *habit, const char *text, uint32_t len);
enum tp_date_order tp_date_habit_order(const struct tp_date_habit *habit);
/* The only full year that the document names; 0: none, or several. */
int tp_date_habit_year(const struct tp_date_habit *habit);
/* A year of the document's century; 0 when it isn't clear which. */
int tp_date_habit_century(const struct tp_date_habit *habit);

#endif
