/* date_impl.h - what the files of the date recogniser share; see date.h. */
#ifndef TP_ENCODE_DATE_IMPL_H
#define TP_ENCODE_DATE_IMPL_H

#include "../base/yaml.h"
#include "date.h"
#include "token.h"

/* What a word, or a row of words, can be; the names in schemas/dates.yaml are in date_tables.c. */
enum role {
    ROLE_MONTH,   /* value: 1 to 12 */
    ROLE_WEEKDAY, /* value: 0 Sunday to 6 */
    ROLE_LINK,
    ROLE_ORDINAL,
    ROLE_YEAR,
    ROLE_YEARS,
    ROLE_YEAR_LEAD,
    ROLE_DECADE,
    ROLE_DECADE_LEAD,
    ROLE_FROM,      /* before the first of two years */
    ROLE_THIS_YEAR, /* value: years from the document's */
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
    ROLE_NIGHT,
    ROLE_NOON,
    ROLE_MIDNIGHT,
    ROLE_HOUR_FROM, /* value: minutes from the hour that follows ("half past", "halb") */
    ROLE_HOUR_PAST, /* value: minutes from the hour before it ("et demie") */
    ROLE_NOT_AFTER,
    ROLE_SEASON, /* value: 1 spring to 4 winter */
    ROLE_SUFFIX, /* value: months from the document's */
    ROLE_ZONE,   /* value: minutes from UTC */
    ROLE_NUMBER, /* a number in words; value: 0 to 1000 */
    ROLE_DAY,    /* a word that may end the number of a day */
    ROLE_BEFORE,
    ROLE_AFTER,
    ROLE_SINCE,
    ROLE_UNTIL,
    ROLE_OLD_STYLE,
    ROLE_NEW_STYLE,
    ROLE_DAY_OF, /* before a "link" and a day ("the evening of the 7th", "your letter of the 7th")
                  */
    ROLE_CLAUSE, /* behind a day without its month: the sentence goes on */
    ROLE_LATEST, /* behind a day or month: of the last such before the document's date */
    ROLE_OTHER_WORD, /* a month's name that is an everyday word as well */
    ROLE_COUNT
};
typedef uint64_t roles_t;
_Static_assert(ROLE_COUNT <= 64, "roles are bits");
#define ROLE_BIT(role) ((roles_t)1 << (role))

enum word_form { FORM_FULL, FORM_SHORT, FORM_STUB /* only with a full stop */ };

struct word {
    const char *key;
    const struct tp_token *more; /* what must follow, stops not counted: "half past" */
    size_t n_more;
    enum role role;
    enum word_form form;
    int value;
    int lang;     /* index into langs; -1: of all */
    bool capital; /* the language writes it with a capital letter */
};

struct lang {
    const char *code;
    bool everywhere;
    bool compound;  /* writes numbers in one word */
    bool day_first; /* in figures, the day always stands before the month */
};

/* What a string of Han (or other) characters can be. */
enum east {
    EAST_YEAR,
    EAST_MONTH,
    EAST_MONTH_NAME, /* value: 1 to 12 */
    EAST_NOT_DAY,    /* behind what are days, but no date */
    EAST_DAY_LEAD,   /* before a day that is of the document's month */
    EAST_DISPATCH,   /* behind a day that is of the document's month */
    EAST_DAY,
    EAST_HOUR,
    EAST_MINUTE,
    EAST_SECOND,
    EAST_PAST, /* value: minutes */
    EAST_RANGE,
    EAST_AND,
    EAST_THIS_MONTH, /* value: months from the document's */
    EAST_RELATIVE,   /* value: years from the document's */
    EAST_ERA,        /* value: the year before its first */
    EAST_FIRST,      /* the first year of an era */
    EAST_LUNAR_ERA,  /* the same, of eras whose months are not those of the calendar */
    EAST_DECADE,
    EAST_BEFORE,
    EAST_AFTER,
    EAST_SINCE,
    EAST_NOON,   /* twelve sharp */
    EAST_PERIOD, /* value: enum period */
    EAST_WEEKDAY,
    EAST_DIGIT,
    EAST_COUNT
};

struct phrase {
    const char *text;
    int value;
};
struct phrases {
    struct phrase *v;
    size_t n, cap;
};

enum period { PERIOD_AM, PERIOD_PM, PERIOD_NOON, PERIOD_NIGHT };

/* What a character can begin in the East, and its worth as a digit. */
struct east_char {
    uint32_t cp; /* 0: a free place */
    uint32_t kinds;
    int digit;
};
enum { EAST_CHARS = 1024 }; /* places; a power of two, more than twice what is in use */

struct tp_date_tables {
    struct {
        struct word *v;
        size_t n, cap;
    } words; /* by key */
    struct {
        struct lang *v;
        size_t n, cap;
    } langs;
    struct slot {
        uint32_t hash;
        uint32_t from, to; /* words; FROM == TO: a free place */
        roles_t roles;
    } * slots;
    size_t n_slots; /* a power of two */
    struct phrases east[EAST_COUNT];
    struct east_char *chars;
    size_t n_chars;
};

/* A point in time as written. */
struct moment {
    int year, month, day;     /* 0: not said */
    int hour, minute, second; /* hour -1: no time */
    int zone;                 /* minutes; NO_ZONE */
    int weekday;              /* -1: not said */
    bool short_year;          /* only its last two digits */
    bool relative; /* YEAR counts from the document's own ("this year": 0); month 0: its month,
                      and MONTHS from that */
    int months;
    int side;    /* relative: the last such day or month before the document's (-1), or the next */
    bool lunar;  /* of another calendar: only the year can be told */
    bool bare;   /* relative: a day and nothing else, perhaps of the month that was named last */
    bool ahead;  /* the end of a term, which is not long past */
    bool julian; /* by the old style */
};
enum { NO_ZONE = 10000 };

enum found_form {
    FOUND_WHEN,
    FOUND_PERIOD,
    FOUND_WITHIN,
    FOUND_BEFORE, /* not after A */
    FOUND_AFTER,  /* not before A */
    FOUND_SINCE,
    FOUND_UNTIL
};

struct found {
    struct moment a, b; /* B: the end of a period, or the second reading */
    enum found_form form;
    enum tp_cert cert; /* before completion */
    size_t first;      /* the token it begins with (a preposition may stand before it) */
    bool near_only;    /* a form so open to mistakes that its year must be near the reference */
    bool sure;         /* nothing but a date can be meant, be it impossible */
};

/* What the table has of a token. */
struct known {
    roles_t roles;     /* of its words; 0: none */
    uint32_t from, to; /* the words with its key */
    uint32_t east;     /* kinds that its first character can begin */
    int digit;         /* its worth as a Han digit; -1 */
};

/* Which of all tokens a token is made of. */
struct raw {
    size_t first, last;
};

/* The text being scanned. T are its tokens without square brackets; N may be lowered to end early.
 */
struct scan {
    struct tp_arena *arena; /* of the results */
    const struct tp_date_tables *tables;
    struct tp_day reference;
    struct tp_day named; /* the last day or month before this place in the text; year 0: none */
    int century;         /* a year of the century that short years are in; 0: not known */
    enum tp_date_order order;
    const char *text;
    const struct tp_token *t;
    const struct raw *raw; /* of every token; NULL: T are all tokens, and there are no brackets */
    const struct known *known;
    size_t n;
    size_t joined; /* the token behind the dash of a range; SIZE_MAX */
    int lang;      /* index; -1 */
    bool whole;    /* tp_date_parse(): bare years count */
    bool line;     /* a signature or the like, see tp_date_context */
    bool borrowed; /* the reference is not the document's date */
};

/* A form: is there one at token I? Returns the token behind it, or 0. */
typedef size_t form_fn(const struct scan *s, size_t i, struct found *f);

/* date_lookup.c: what the tables say of tokens */
void date_index(struct tp_arena *a, struct tp_date_tables *t);
struct known date_known(const struct tp_date_tables *t, const struct tp_token *token);
int date_lang(const struct tp_date_tables *t, const char *lang);
/* The words with this key (of LEN bytes). */
const struct slot *date_slot(const struct tp_date_tables *t, const char *key, size_t len);
/* Can token I be of one of ROLES, in any language? A quick answer. */
static inline bool date_any(const struct scan *s, size_t i, roles_t roles)
{
    return i < s->n && (s->known[i].roles & roles) != 0;
}
/* The word at token I in that role, NULL: none. Single words only. */
const struct word *date_word(const struct scan *s, size_t i, enum role role);
/* The same for words that may be several ("half past", "a.m."): the longest; *END is behind it and
 * behind the stop of an abbreviation. */
const struct word *date_words(const struct scan *s, size_t i, enum role role, size_t *end);
/* Behind the words of this role at token I, or I itself. */
size_t date_skip(const struct scan *s, size_t i, enum role role);
/* Does one of the phrases stand at token I? Returns the token behind it, or 0. */
size_t date_phrase(const struct scan *s, size_t i, enum east kind, int *value);

/* date_spell.c: numbers in words */
/* The words of a locale by ICU's rules of these names, for numbers and for days (NULL: none).
 * False: ICU doesn't know the locale or a rule. */
bool date_add_spelled(struct tp_arena *a, struct tp_date_tables *t, const char *locale,
                      const struct tp_yaml *numbers, const struct tp_yaml *days, int lang);
/* A number in words at token I; DAY: it must be able to be a day's. Returns the token behind it, or
 * 0. */
size_t date_spelled(const struct scan *s, size_t i, bool day, int *value);
void date_add_word(struct tp_arena *a, struct tp_date_tables *t, struct word w);

/* date_part.c: helpers on tokens, and the parts of dates */
struct moment date_moment(void);
bool date_sign(const struct scan *s, size_t i, uint32_t cp);
bool date_number(const struct scan *s, size_t i, uint32_t digits_min, uint32_t digits_max);
/* Token I, when it follows its predecessor without white space; else NULL. */
const struct tp_token *date_touching(const struct scan *s, size_t i);
bool date_barred(const struct scan *s, size_t i);
/* A letter, digit or joining sign right before I? */
bool date_glued(const struct scan *s, size_t i);
/* Is what stands at I the tail of a longer number, code or time? */
bool date_goes_on(const struct scan *s, size_t i);
/* Behind token I, a word, and behind its stop when it has at most so many LETTERS. */
size_t date_skip_stop(const struct scan *s, size_t i, size_t letters);
/* Behind some of "of", "the", "day", "de" at I. */
size_t date_skip_links(const struct scan *s, size_t i, int most);
/* Behind the word that follows a year ("г.", "года", "year"), if there is one at I. */
size_t date_skip_year(const struct scan *s, size_t i);
bool date_is_year(const struct scan *s, size_t i); /* four figures from 1000 to 2199 */
size_t date_year_at(const struct scan *s, size_t i, struct moment *m, bool allow_short);
size_t date_this_year(const struct scan *s, size_t i, struct moment *m);
/* The year behind day and month, if there is one; returns I when there is none. */
size_t date_trailing_year(const struct scan *s, size_t i, struct moment *m, bool allow_short);
size_t date_day_at(const struct scan *s, size_t i, int *day); /* in figures */
size_t date_month_at(const struct scan *s, size_t i, int *month);
/* Do words of one of ROLES ("before", "not later than") end right before token I? */
bool date_bounded(const struct scan *s, size_t i, roles_t roles);
/* Does "between" stand before the date at I? */
bool date_between(const struct scan *s, size_t i);
/* What joins the ends of a range that begins at BEGIN: a dash or a word, "and" only behind
 * "between". Returns the token behind it, or 0. */
size_t date_joint(const struct scan *s, size_t i, size_t begin, bool *between);

/* date_word.c: dates with the names of months */
size_t date_month_first(const struct scan *s, size_t i, struct moment *m);
form_fn date_form_word, date_form_year_first, date_form_quoted, date_form_month_range,
    date_form_month_alone, date_form_day_alone, date_form_group;

/* date_range.c */
form_fn date_form_day_range, date_form_numeric_range;

/* date_numeric.c */
form_fn date_form_iso, date_form_numeric, date_form_roman, date_form_years, date_form_year,
    date_form_decade, date_form_season, date_form_day_month, date_form_in_line,
    date_form_spelled_year;
bool date_two_orders(const struct scan *s, size_t i, bool *dmy, bool *mdy);

/* date_east.c */
form_fn date_form_east;
size_t date_east_time(const struct scan *s, size_t i, struct moment *m, bool attached);
size_t date_east_time_range(const struct scan *s, size_t i, struct moment *a, struct moment *b,
                            bool attached);
/* A number at I: figures, or Han numerals; DIGITS as if it stood in figures. */
size_t date_east_counted(const struct scan *s, size_t i, enum east unit, int *value, int *digits);

/* date_time.c */
/* A time at token I (an "at" before it is taken with it). ATTACHED: a date stands next to it. */
size_t date_time_at(const struct scan *s, size_t i, struct moment *m, bool attached, size_t *first);
/* Two times with a dash or "to" between them. */
size_t date_time_range(const struct scan *s, size_t i, struct moment *a, struct moment *b,
                       bool attached, size_t *first);

/* date_style.c */
/* The old style's date beside the new one's, or a word that says the style, behind the date that
 * ends at I. */
size_t date_add_style(const struct scan *s, size_t i, struct found *f);
form_fn date_form_two_days; /* "11/23 February 1893", "14 (27) января 1917 г." */

/* date_list.c */
enum { DATE_LIST = 8 };
struct date_list {
    struct found v[DATE_LIST];
    size_t end[DATE_LIST];
    size_t n;
};
/* Several dates that share a month or a year: "5 and 20 November 1949". Returns the token behind
 * the last, or 0. */
size_t date_list_at(const struct scan *s, size_t i, struct date_list *list);

/* date_value.c */
bool date_possible(const struct moment *m);
/* A day that no month or year has, though all of it is there. */
bool date_impossible(const struct moment *m);
/* The day of the Gregorian calendar that is a Julian one's. */
void date_to_gregorian(struct moment *m);
/* Complete, check and write out. False: no possible date. */
bool date_finish(const struct scan *s, struct found *f, struct tp_date *out);
/* Do the ends of a range, or the dates of a list, share a year that only one of them says? */
void date_share_year(struct moment *a, struct moment *b);

/* date_tokens.c */
/* ALL: the tokens of the text; they must outlive the scan. What is needed besides is made in WORK,
 * results later in A. */
void date_scan_init(struct scan *s, struct tp_arena *a, struct tp_arena *work,
                    const struct tp_date_context *ctx, const char *text,
                    const struct tp_tokens *all, const char *lang);
/* "[?]" at I of all tokens: doubt, and no part of what is doubted. */
bool date_is_doubt(const struct tp_tokens *all, size_t i);

/* date_scan.c */
/* The longest date without time at token I. Returns the token behind it, or 0. */
size_t date_day_form(const struct scan *s, size_t i, struct found *f);
/* All dates, and what is wrong with some (TOKENS and PROBLEMS may be NULL). */
void date_scan(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
               uint32_t len, const struct tp_tokens *tokens, const char *lang, struct tp_dates *out,
               struct tp_date_problems *problems);
/* The longest form at token I. Returns the token behind it, or 0. */
size_t date_match(const struct scan *s, size_t i, struct found *f);

#endif
