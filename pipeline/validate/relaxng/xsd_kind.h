/* xsd_kind.h - the library of datatypes among its files: the rows of the table of types. */
#ifndef TP_RNG_XSD_KIND_H
#define TP_RNG_XSD_KIND_H

#include "xsd_regex.h"

enum tp_xsd_space { TP_XSD_PRESERVE, TP_XSD_REPLACE, TP_XSD_COLLAPSE };

enum tp_xsd_form {
    TP_XSD_F_STRING,
    TP_XSD_F_BOOLEAN,
    TP_XSD_F_DECIMAL,
    TP_XSD_F_INTEGER,
    TP_XSD_F_FLOAT,
    TP_XSD_F_DOUBLE,
    TP_XSD_F_DURATION,
    TP_XSD_F_TIME, /* and the other dates; .sub says which */
    TP_XSD_F_HEX,
    TP_XSD_F_BASE64,
    TP_XSD_F_URI,
    TP_XSD_F_QNAME,
    TP_XSD_F_LANGUAGE,
    TP_XSD_F_NMTOKEN,
    TP_XSD_F_NAME,
    TP_XSD_F_NCNAME,
    TP_XSD_F_ENTITY,
    TP_XSD_F_NMTOKENS,
    TP_XSD_F_IDREFS,
    TP_XSD_F_ENTITIES
};

enum tp_xsd_facet_kind {
    TP_XSD_LENGTH,
    TP_XSD_MIN_LENGTH,
    TP_XSD_MAX_LENGTH,
    TP_XSD_PATTERN,
    TP_XSD_MIN_INCLUSIVE,
    TP_XSD_MAX_INCLUSIVE,
    TP_XSD_MIN_EXCLUSIVE,
    TP_XSD_MAX_EXCLUSIVE,
    TP_XSD_TOTAL_DIGITS,
    TP_XSD_FRACTION_DIGITS,
    TP_XSD_FACETS
};

enum {
    TP_XSD_LENGTHS = 1u << TP_XSD_LENGTH | 1u << TP_XSD_MIN_LENGTH | 1u << TP_XSD_MAX_LENGTH,
    TP_XSD_ORDERS = 1u << TP_XSD_MIN_INCLUSIVE | 1u << TP_XSD_MAX_INCLUSIVE |
                    1u << TP_XSD_MIN_EXCLUSIVE | 1u << TP_XSD_MAX_EXCLUSIVE,
    TP_XSD_DIGITS = 1u << TP_XSD_TOTAL_DIGITS | 1u << TP_XSD_FRACTION_DIGITS,
    TP_XSD_PATTERNS = 1u << TP_XSD_PATTERN
};

struct tp_xsd_kind {
    const char *library, *name;
    enum tp_xsd_form form;
    enum tp_xsd_space space;
    unsigned facets;
    const char *least, *most; /* integers */
    enum tp_xsd_id id;
    enum tp_xsd_time_form sub;
};

/* ---- xsd_lexical.c ---- */

struct tp_slice tp_xsd_trimmed(const char *s, size_t n);
/* The text as the type sees it: itself, or a copy in WORK's scratch or (WORK NULL) in OUT. */
struct tp_slice tp_xsd_normal(const struct tp_xsd_kind *k, const char *s, size_t n,
                              struct tp_xsd_work *work, struct tp_buf *out);
/* Take the normalised text apart; V points into it. False: it is no value of the kind. */
bool tp_xsd_parse(const struct tp_xsd_kind *k, struct tp_slice s,
                  const struct tp_xsd_context *context, struct tp_xsd_value *v);

/* ---- xsd_facets.c ---- */

/* V is what the normalised text S was taken apart to. */
bool tp_xsd_facet_holds(const struct tp_xsd_kind *k, const struct tp_xsd_facet *f,
                        struct tp_slice s, const struct tp_xsd_value *v, struct tp_xsd_work *work);

#endif
