/* xsd_types.c - the table of types, and whether a text is a value and which. */
#include <math.h>
#include <string.h>

#include "xsd_kind.h"

#define XSD "http://www.w3.org/2001/XMLSchema-datatypes"

#define STRINGS (TP_XSD_LENGTHS | TP_XSD_PATTERNS)
#define NUMBERS (TP_XSD_ORDERS | TP_XSD_DIGITS | TP_XSD_PATTERNS)
#define INTEGER(name, least, most)                                                                 \
    {                                                                                              \
        XSD, name, TP_XSD_F_INTEGER, TP_XSD_COLLAPSE, NUMBERS, least, most, TP_XSD_NO_ID,          \
            TP_XSD_DATETIME                                                                        \
    }
#define TIME(name, sub)                                                                            \
    {                                                                                              \
        XSD, name, TP_XSD_F_TIME, TP_XSD_COLLAPSE, TP_XSD_ORDERS | TP_XSD_PATTERNS, NULL, NULL,    \
            TP_XSD_NO_ID, sub                                                                      \
    }
#define OTHER(name, form, space, facets, id)                                                       \
    {                                                                                              \
        XSD, name, form, space, facets, NULL, NULL, id, TP_XSD_DATETIME                            \
    }

static const struct tp_xsd_kind kinds[] = {
    {"", "string", TP_XSD_F_STRING, TP_XSD_PRESERVE, 0, NULL, NULL, TP_XSD_NO_ID, TP_XSD_DATETIME},
    {"", "token", TP_XSD_F_STRING, TP_XSD_COLLAPSE, 0, NULL, NULL, TP_XSD_NO_ID, TP_XSD_DATETIME},
    OTHER("string", TP_XSD_F_STRING, TP_XSD_PRESERVE, STRINGS, TP_XSD_NO_ID),
    OTHER("normalizedString", TP_XSD_F_STRING, TP_XSD_REPLACE, STRINGS, TP_XSD_NO_ID),
    OTHER("token", TP_XSD_F_STRING, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("language", TP_XSD_F_LANGUAGE, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NMTOKEN", TP_XSD_F_NMTOKEN, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NMTOKENS", TP_XSD_F_NMTOKENS, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("Name", TP_XSD_F_NAME, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NCName", TP_XSD_F_NCNAME, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("ID", TP_XSD_F_NCNAME, TP_XSD_COLLAPSE, STRINGS, TP_XSD_ID),
    OTHER("IDREF", TP_XSD_F_NCNAME, TP_XSD_COLLAPSE, STRINGS, TP_XSD_IDREF),
    OTHER("IDREFS", TP_XSD_F_IDREFS, TP_XSD_COLLAPSE, STRINGS, TP_XSD_IDREFS),
    OTHER("ENTITY", TP_XSD_F_ENTITY, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("ENTITIES", TP_XSD_F_ENTITIES, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("boolean", TP_XSD_F_BOOLEAN, TP_XSD_COLLAPSE, TP_XSD_PATTERNS, TP_XSD_NO_ID),
    OTHER("decimal", TP_XSD_F_DECIMAL, TP_XSD_COLLAPSE, NUMBERS, TP_XSD_NO_ID),
    INTEGER("integer", NULL, NULL),
    INTEGER("nonPositiveInteger", NULL, "0"),
    INTEGER("negativeInteger", NULL, "-1"),
    INTEGER("nonNegativeInteger", "0", NULL),
    INTEGER("positiveInteger", "1", NULL),
    INTEGER("long", "-9223372036854775808", "9223372036854775807"),
    INTEGER("int", "-2147483648", "2147483647"),
    INTEGER("short", "-32768", "32767"),
    INTEGER("byte", "-128", "127"),
    INTEGER("unsignedLong", "0", "18446744073709551615"),
    INTEGER("unsignedInt", "0", "4294967295"),
    INTEGER("unsignedShort", "0", "65535"),
    INTEGER("unsignedByte", "0", "255"),
    OTHER("float", TP_XSD_F_FLOAT, TP_XSD_COLLAPSE, TP_XSD_ORDERS | TP_XSD_PATTERNS, TP_XSD_NO_ID),
    OTHER("double", TP_XSD_F_DOUBLE, TP_XSD_COLLAPSE, TP_XSD_ORDERS | TP_XSD_PATTERNS,
          TP_XSD_NO_ID),
    OTHER("duration", TP_XSD_F_DURATION, TP_XSD_COLLAPSE, TP_XSD_ORDERS | TP_XSD_PATTERNS,
          TP_XSD_NO_ID),
    TIME("dateTime", TP_XSD_DATETIME),
    TIME("time", TP_XSD_TIME),
    TIME("date", TP_XSD_DATE),
    TIME("gYearMonth", TP_XSD_GYEARMONTH),
    TIME("gYear", TP_XSD_GYEAR),
    TIME("gMonthDay", TP_XSD_GMONTHDAY),
    TIME("gDay", TP_XSD_GDAY),
    TIME("gMonth", TP_XSD_GMONTH),
    OTHER("hexBinary", TP_XSD_F_HEX, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("base64Binary", TP_XSD_F_BASE64, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("anyURI", TP_XSD_F_URI, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("QName", TP_XSD_F_QNAME, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NOTATION", TP_XSD_F_QNAME, TP_XSD_COLLAPSE, STRINGS, TP_XSD_NO_ID),
};

bool tp_xsd_library_known(const char *library)
{
    return !*library || strcmp(library, XSD) == 0;
}

struct tp_xsd_type *tp_xsd_type_new(struct tp_arena *a, const char *library, const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct tp_xsd_type *t;
        if (strcmp(kinds[i].name, name) != 0 || strcmp(kinds[i].library, library) != 0)
            continue;
        t = TP_NEW(a, struct tp_xsd_type);
        t->kind = &kinds[i];
        t->library = kinds[i].library;
        t->name = kinds[i].name;
        t->id = kinds[i].id;
        t->needs_context = kinds[i].form == TP_XSD_F_QNAME || kinds[i].form == TP_XSD_F_ENTITY ||
                           kinds[i].form == TP_XSD_F_ENTITIES;
        return t;
    }
    return NULL;
}

bool tp_xsd_allows(const struct tp_xsd_type *t, const char *s, size_t n,
                   const struct tp_xsd_context *context, struct tp_xsd_work *work)
{
    struct tp_xsd_value v;
    struct tp_slice text;

    if (t->kind->form == TP_XSD_F_STRING && !t->facets)
        return true;
    text = tp_xsd_normal(t->kind, s, n, work, NULL);
    memset(&v, 0, sizeof v);
    if (!tp_xsd_parse(t->kind, text, context, &v))
        return false;
    for (const struct tp_xsd_facet *f = t->facets; f; f = f->next)
        if (!tp_xsd_facet_holds(t->kind, f, text, &v, work))
            return false;
    return true;
}

static void canonical_base64(struct tp_slice s, struct tp_buf *out)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != ' ')
            tp_buf_char(out, s.p[i]);
}

static void canonical_double(double number, struct tp_buf *out)
{
    if (isnan(number))
        tp_buf_str(out, "NaN");
    else /* exact, and 0 and -0 are told apart as the specification does not: it has them equal */
        tp_buf_fmt(out, "%a", number == 0 ? 0.0 : number);
}

bool tp_xsd_canonical(const struct tp_xsd_type *t, const char *s, size_t n,
                      const struct tp_xsd_context *context, struct tp_buf *out)
{
    struct tp_buf work = tp_buf_new(out->arena);
    struct tp_xsd_value v;
    struct tp_slice text = tp_xsd_normal(t->kind, s, n, NULL, &work);

    memset(&v, 0, sizeof v);
    if (!tp_xsd_parse(t->kind, text, context, &v))
        return false;
    switch (t->kind->form) {
    case TP_XSD_F_BOOLEAN:
        tp_buf_str(out, v.truth ? "true" : "false");
        break;
    case TP_XSD_F_DECIMAL:
    case TP_XSD_F_INTEGER:
        tp_buf_fmt(out, "%s%.*s.%.*s", v.negative ? "-" : "", (int)v.n_integer, v.integer,
                   (int)v.n_fraction, v.fraction);
        break;
    case TP_XSD_F_FLOAT:
    case TP_XSD_F_DOUBLE:
        canonical_double(v.number, out);
        break;
    case TP_XSD_F_DURATION:
        tp_xsd_canonical_duration(&v, out);
        break;
    case TP_XSD_F_TIME:
        tp_xsd_canonical_time(&v, out);
        break;
    case TP_XSD_F_HEX:
        for (size_t i = 0; i < text.len; i++)
            tp_buf_char(out, text.p[i] >= 'a' ? (char)(text.p[i] - 32) : text.p[i]);
        break;
    case TP_XSD_F_BASE64:
        canonical_base64(text, out);
        break;
    case TP_XSD_F_QNAME:
        tp_buf_fmt(out, "{%s}", v.ns);
        tp_buf_add(out, v.text.p, v.text.len);
        break;
    default:
        tp_buf_add(out, text.p, text.len);
    }
    return true;
}
