/* date_impl.h - what the files of the date recogniser share; see date.h. */
#ifndef TP_ENCODE_DATE_IMPL_H
#define TP_ENCODE_DATE_IMPL_H

#include "date.h"
#include "token.h"

/* What a word can be; the names in schemas/dates.yaml are in date_tables.c. */
enum role {
    ROLE_MONTH,   /* value: 1 to 12 */
    ROLE_WEEKDAY, /* value: 0 Sunday to 6 */
    ROLE_LINK,
    ROLE_ORDINAL,
    ROLE_YEAR,
    ROLE_YEARS,
    ROLE_DECADE,
    ROLE_THIS_YEAR,
    ROLE_AT,
    ROLE_ON,
    ROLE_RANGE,
    ROLE_BETWEEN,
    ROLE_AND,
    ROLE_IN,
    ROLE_PART,
    ROLE_HOURS,
    ROLE_MINUTES,
    ROLE_CLOCK,
    ROLE_AM,
    ROLE_PM,
    ROLE_NOON,
    ROLE_MIDNIGHT,
    ROLE_NOT_AFTER,
    ROLE_SEASON, /* value: 1 spring to 4 winter */
    ROLE_SUFFIX,
    ROLE_ZONE, /* value: minutes from UTC */
    ROLE_COUNT
};

enum word_form { FORM_FULL, FORM_SHORT, FORM_STUB /* only with a full stop */ };

struct word {
    const char *key;
    enum role role;
    enum word_form form;
    int value;
    int lang;     /* index into langs; -1: of all */
    bool capital; /* the language writes it with a capital letter */
};

struct lang {
    const char *code;
    bool everywhere;
};

/* A string of Han (or other) characters and its meaning. */
struct phrase {
    const char *text;
    int value;
};
struct phrases {
    struct phrase *v;
    size_t n, cap;
};

enum period { PERIOD_AM, PERIOD_PM, PERIOD_NOON, PERIOD_NIGHT };

struct tp_date_tables {
    struct {
        struct word *v;
        size_t n, cap;
    } words; /* by key */
    struct {
        struct lang *v;
        size_t n, cap;
    } langs;
    struct phrases year, month, day, hour, minute, second, half, range, this_month, relative, era,
        period;
};

/* A point in time as written. */
struct moment {
    int year, month, day;     /* 0: not said */
    int hour, minute, second; /* hour -1: no time */
    int zone;                 /* minutes; NO_ZONE */
    int weekday;              /* -1: not said */
    bool short_year;          /* only its last two digits */
    bool
        relative; /* YEAR counts from the document's own ("this year": 0); month 0: its month too */
};
enum { NO_ZONE = 10000 };

enum found_form { FOUND_WHEN, FOUND_PERIOD, FOUND_WITHIN };

struct found {
    struct moment a, b; /* B: the end of a period, or the second reading */
    enum found_form form;
    enum tp_cert cert; /* before completion */
    size_t first;      /* the token it begins with (a preposition may stand before it) */
    bool near_only;    /* a form so open to mistakes that its year must be near the reference */
};

/* Words FROM up to TO of the table have a token's key. */
struct word_range {
    uint32_t from, to;
};

/* The text being scanned. T are its tokens without square brackets; N may be lowered to end early.
 */
struct scan {
    struct tp_arena *arena; /* of the results */
    const struct tp_date_tables *tables;
    struct tp_day reference;
    enum tp_date_order order;
    const char *text;
    const struct tp_token *t;
    const size_t *raw;              /* of every token: its index among all tokens */
    const struct word_range *words; /* of every token */
    size_t n;
    size_t joined; /* the token behind the dash of a range; SIZE_MAX */
    int lang;      /* index; -1 */
    bool whole;    /* tp_date_parse(): bare years count */
};

/* A form: is there one at token I? Returns the token behind it, or 0. */
typedef size_t form_fn(const struct scan *s, size_t i, struct found *f);

/* date_tables.c */
const struct word *date_word(const struct scan *s, size_t i, enum role role);
struct word_range date_words(const struct tp_date_tables *t, const char *key);
bool date_word_is(const struct tp_date_tables *t, const char *key, enum role role);
int date_lang(const struct tp_date_tables *t, const char *lang);
/* Does one of the phrases stand at token I? Returns the token behind it, or 0. */
size_t date_phrase(const struct scan *s, size_t i, const struct phrases *ps, int *value);

/* date_word.c: helpers on tokens, and dates with the names of months */
struct moment date_moment(void);
bool date_sign(const struct scan *s, size_t i, uint32_t cp);
bool date_number(const struct scan *s, size_t i, uint32_t digits_min, uint32_t digits_max);
bool date_barred(const struct scan *s, size_t i);
bool date_glued(const struct scan *s,
                size_t i); /* a letter, digit or joining sign right before I */
/* Behind token I, a word, and behind its stop when it has at most so many LETTERS. */
size_t date_skip_stop(const struct scan *s, size_t i, size_t letters);
/* Behind the word that follows a year ("г.", "года", "year"), if there is one at I. */
size_t date_skip_year(const struct scan *s, size_t i);
size_t date_year_at(const struct scan *s, size_t i, struct moment *m, bool allow_short);
size_t date_day_at(const struct scan *s, size_t i, int *day);
size_t date_month_at(const struct scan *s, size_t i, int *month);
form_fn date_form_word, date_form_quoted, date_form_day_range, date_form_month_range,
    date_form_month_alone, date_form_day_alone, date_form_group;

/* date_numeric.c */
form_fn date_form_iso, date_form_numeric, date_form_roman, date_form_years, date_form_year,
    date_form_decade, date_form_season;
bool date_two_orders(const struct scan *s, size_t i, bool *dmy, bool *mdy);

/* date_east.c */
form_fn date_form_east;
size_t date_east_time(const struct scan *s, size_t i, struct moment *m, bool attached);

/* date_time.c */
/* A time at token I (an "at" before it is taken with it). ATTACHED: a date stands next to it. */
size_t date_time_at(const struct scan *s, size_t i, struct moment *m, bool attached, size_t *first);

/* date_value.c */
bool date_possible(const struct moment *m);
/* Complete, check and write out. False: no possible date. */
bool date_finish(const struct scan *s, struct found *f, struct tp_date *out);

/* date_scan.c */
/* Tokens and the like are made in WORK, results later in A. */
void date_scan_init(struct scan *s, struct tp_arena *a, struct tp_arena *work,
                    const struct tp_date_context *ctx, const char *text, uint32_t len,
                    const char *lang, struct tp_tokens *all);
/* The longest form at token I. Returns the token behind it, or 0. */
size_t date_match(const struct scan *s, size_t i, struct found *f);

#endif
