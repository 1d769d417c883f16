/*
 * xsd.h - datatypes: the built-in library of RELAX NG (string, token) and W3C XML Schema Part 2,
 * second edition, with its facets as parameters.
 *
 * A datatype is made at loading and immutable afterwards. What changes while documents are checked
 * (automata of patterns, scratch memory) lives in a tp_xsd_work, one for each thread.
 */
#ifndef TP_RNG_XSD_H
#define TP_RNG_XSD_H

#include "../../base/buf.h"

enum { TP_XSD_MAX_DIGITS = 100000 }; /* of a number or a value that facets measure */

/* What a QName or ENTITY needs to know about the place where it stands. */
struct tp_xsd_context {
    const char *(*ns)(void *arg, const char *prefix, size_t n); /* NULL: not declared */
    bool (*entity)(void *arg, const char *name, size_t n);      /* an unparsed entity? */
    void *arg;
};

enum tp_xsd_id { TP_XSD_NO_ID, TP_XSD_ID, TP_XSD_IDREF, TP_XSD_IDREFS };

struct tp_xsd_work; /* xsd_regex.h */
struct tp_xsd_regex;
struct tp_xsd_kind; /* a row of the table of types */

struct tp_xsd_facet {
    const struct tp_xsd_facet *next;
    int which;
    const char *text; /* as given, for messages */
    size_t number;
    const struct tp_xsd_regex *regex;
    struct tp_xsd_value *bound;
};

struct tp_xsd_type {
    const struct tp_xsd_kind *kind;
    const char *library, *name;
    const struct tp_xsd_facet *facets;
    bool needs_context; /* the result depends on where the value stands */
    enum tp_xsd_id id;
};

/* Regular expressions of one schema, each compiled once. */
struct tp_xsd_regexes {
    struct tp_arena *a;
    struct tp_xsd_regex **v;
    size_t n, cap;
    void *sets; /* character properties met so far; xsd_charset.c */
    struct tp_category_runs *runs;
};

/* The type NAME of LIBRARY ("" for the built-in one), NULL when there is none. */
struct tp_xsd_type *tp_xsd_type_new(struct tp_arena *a, const char *library, const char *name);
bool tp_xsd_library_known(const char *library);

enum tp_xsd_param_result { TP_XSD_PARAM_OK, TP_XSD_PARAM_WRONG, TP_XSD_PARAM_LIMIT };
/* Add a facet; on failure *MESSAGE says why. */
enum tp_xsd_param_result tp_xsd_param(struct tp_arena *a, struct tp_xsd_type *t,
                                      struct tp_xsd_regexes *regexes, const char *name,
                                      const char *value, const struct tp_xsd_context *context,
                                      const char **message);
/* After the last parameter: do the facets contradict each other? NULL: no; else a message. */
const char *tp_xsd_params_check(const struct tp_xsd_type *t);

/* "minLength 3", for a message. */
const char *tp_xsd_facet_text(struct tp_arena *a, const struct tp_xsd_facet *f);

/* Is the text a value of the type? WORK may be NULL for a type without patterns. */
bool tp_xsd_allows(const struct tp_xsd_type *t, const char *s, size_t n,
                   const struct tp_xsd_context *context, struct tp_xsd_work *work);

/* Append the canonical form of the text to OUT: two texts are the same value when their canonical
 * forms are equal. False when it is no value of the type. */
bool tp_xsd_canonical(const struct tp_xsd_type *t, const char *s, size_t n,
                      const struct tp_xsd_context *context, struct tp_buf *out);

/* ---- between the files of the library ---- */

struct tp_xsd_time {
    long long year;
    int month, day, hour, minute, second;
    const char *fraction; /* digits after the point, without zeros at the end */
    size_t n_fraction;
    bool zoned;
    int zone; /* minutes east */
};

/* A value taken apart; it points into the text it came from. */
struct tp_xsd_value {
    struct tp_slice text;           /* with white space as the type wants it */
    bool negative;                  /* decimal, duration */
    const char *integer, *fraction; /* digits without needless zeros; of a duration: of seconds */
    size_t n_integer, n_fraction;
    double number;
    struct tp_xsd_time time;
    long long months, seconds; /* duration */
    size_t length;
    bool truth;
    const char *ns; /* QName */
};

enum tp_xsd_time_form {
    TP_XSD_DATETIME,
    TP_XSD_TIME,
    TP_XSD_DATE,
    TP_XSD_GYEARMONTH,
    TP_XSD_GYEAR,
    TP_XSD_GMONTHDAY,
    TP_XSD_GDAY,
    TP_XSD_GMONTH
};

enum tp_xsd_order { TP_XSD_LESS = -1, TP_XSD_EQUAL = 0, TP_XSD_MORE = 1, TP_XSD_UNORDERED = 2 };

bool tp_xsd_parse_time(struct tp_slice s, enum tp_xsd_time_form form, struct tp_xsd_value *v);
bool tp_xsd_parse_duration(struct tp_slice s, struct tp_xsd_value *v);
enum tp_xsd_order tp_xsd_compare_time(const struct tp_xsd_value *x, const struct tp_xsd_value *y);
enum tp_xsd_order tp_xsd_compare_duration(const struct tp_xsd_value *x,
                                          const struct tp_xsd_value *y);
void tp_xsd_canonical_time(const struct tp_xsd_value *v, struct tp_buf *out);
void tp_xsd_canonical_duration(const struct tp_xsd_value *v, struct tp_buf *out);

bool tp_xsd_parse_decimal(struct tp_slice s, bool integer, struct tp_xsd_value *v);
bool tp_xsd_parse_float(struct tp_slice s, bool single, struct tp_xsd_value *v);
enum tp_xsd_order tp_xsd_compare_decimal(const struct tp_xsd_value *x,
                                         const struct tp_xsd_value *y);

#endif
