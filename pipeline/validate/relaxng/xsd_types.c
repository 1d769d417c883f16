/* xsd_types.c - the table of types, their lexical forms and their facets. */
#include <libxml/parserInternals.h>
#include <math.h>
#include <string.h>

#include "../../base/utf8.h"
#include "xsd_regex.h"

#define XSD "http://www.w3.org/2001/XMLSchema-datatypes"

enum space { PRESERVE, REPLACE, COLLAPSE };

enum form {
    F_STRING,
    F_BOOLEAN,
    F_DECIMAL,
    F_INTEGER,
    F_FLOAT,
    F_DOUBLE,
    F_DURATION,
    F_TIME, /* and the other dates; .sub says which */
    F_HEX,
    F_BASE64,
    F_URI,
    F_QNAME,
    F_LANGUAGE,
    F_NMTOKEN,
    F_NAME,
    F_NCNAME,
    F_ENTITY,
    F_NMTOKENS,
    F_IDREFS,
    F_ENTITIES
};

enum facet {
    LENGTH,
    MIN_LENGTH,
    MAX_LENGTH,
    PATTERN,
    MIN_INCLUSIVE,
    MAX_INCLUSIVE,
    MIN_EXCLUSIVE,
    MAX_EXCLUSIVE,
    TOTAL_DIGITS,
    FRACTION_DIGITS,
    FACETS
};

static const char *const facet_names[FACETS] = {
    [LENGTH] = "length",
    [MIN_LENGTH] = "minLength",
    [MAX_LENGTH] = "maxLength",
    [PATTERN] = "pattern",
    [MIN_INCLUSIVE] = "minInclusive",
    [MAX_INCLUSIVE] = "maxInclusive",
    [MIN_EXCLUSIVE] = "minExclusive",
    [MAX_EXCLUSIVE] = "maxExclusive",
    [TOTAL_DIGITS] = "totalDigits",
    [FRACTION_DIGITS] = "fractionDigits",
};

enum {
    LENGTHS = 1u << LENGTH | 1u << MIN_LENGTH | 1u << MAX_LENGTH,
    ORDERS = 1u << MIN_INCLUSIVE | 1u << MAX_INCLUSIVE | 1u << MIN_EXCLUSIVE | 1u << MAX_EXCLUSIVE,
    DIGITS = 1u << TOTAL_DIGITS | 1u << FRACTION_DIGITS,
    PATTERNS = 1u << PATTERN
};

struct tp_xsd_kind {
    const char *library, *name;
    enum form form;
    enum space space;
    unsigned facets;
    const char *least, *most; /* integers */
    enum tp_xsd_id id;
    enum tp_xsd_time_form sub;
};

#define STRINGS (LENGTHS | PATTERNS)
#define NUMBERS (ORDERS | DIGITS | PATTERNS)
#define INTEGER(name, least, most)                                                                 \
    {                                                                                              \
        XSD, name, F_INTEGER, COLLAPSE, NUMBERS, least, most, TP_XSD_NO_ID, TP_XSD_DATETIME        \
    }
#define TIME(name, sub)                                                                            \
    {                                                                                              \
        XSD, name, F_TIME, COLLAPSE, ORDERS | PATTERNS, NULL, NULL, TP_XSD_NO_ID, sub              \
    }
#define OTHER(name, form, space, facets, id)                                                       \
    {                                                                                              \
        XSD, name, form, space, facets, NULL, NULL, id, TP_XSD_DATETIME                            \
    }

static const struct tp_xsd_kind kinds[] = {
    {"", "string", F_STRING, PRESERVE, 0, NULL, NULL, TP_XSD_NO_ID, TP_XSD_DATETIME},
    {"", "token", F_STRING, COLLAPSE, 0, NULL, NULL, TP_XSD_NO_ID, TP_XSD_DATETIME},
    OTHER("string", F_STRING, PRESERVE, STRINGS, TP_XSD_NO_ID),
    OTHER("normalizedString", F_STRING, REPLACE, STRINGS, TP_XSD_NO_ID),
    OTHER("token", F_STRING, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("language", F_LANGUAGE, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NMTOKEN", F_NMTOKEN, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NMTOKENS", F_NMTOKENS, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("Name", F_NAME, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NCName", F_NCNAME, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("ID", F_NCNAME, COLLAPSE, STRINGS, TP_XSD_ID),
    OTHER("IDREF", F_NCNAME, COLLAPSE, STRINGS, TP_XSD_IDREF),
    OTHER("IDREFS", F_IDREFS, COLLAPSE, STRINGS, TP_XSD_IDREFS),
    OTHER("ENTITY", F_ENTITY, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("ENTITIES", F_ENTITIES, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("boolean", F_BOOLEAN, COLLAPSE, PATTERNS, TP_XSD_NO_ID),
    OTHER("decimal", F_DECIMAL, COLLAPSE, NUMBERS, TP_XSD_NO_ID),
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
    OTHER("float", F_FLOAT, COLLAPSE, ORDERS | PATTERNS, TP_XSD_NO_ID),
    OTHER("double", F_DOUBLE, COLLAPSE, ORDERS | PATTERNS, TP_XSD_NO_ID),
    OTHER("duration", F_DURATION, COLLAPSE, ORDERS | PATTERNS, TP_XSD_NO_ID),
    TIME("dateTime", TP_XSD_DATETIME),
    TIME("time", TP_XSD_TIME),
    TIME("date", TP_XSD_DATE),
    TIME("gYearMonth", TP_XSD_GYEARMONTH),
    TIME("gYear", TP_XSD_GYEAR),
    TIME("gMonthDay", TP_XSD_GMONTHDAY),
    TIME("gDay", TP_XSD_GDAY),
    TIME("gMonth", TP_XSD_GMONTH),
    OTHER("hexBinary", F_HEX, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("base64Binary", F_BASE64, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("anyURI", F_URI, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("QName", F_QNAME, COLLAPSE, STRINGS, TP_XSD_NO_ID),
    OTHER("NOTATION", F_QNAME, COLLAPSE, STRINGS, TP_XSD_NO_ID),
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
        t->needs_context =
            kinds[i].form == F_QNAME || kinds[i].form == F_ENTITY || kinds[i].form == F_ENTITIES;
        return t;
    }
    return NULL;
}

/* ---- white space ---- */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct tp_slice trimmed(const char *s, size_t n)
{
    while (n && blank(*s))
        s++, n--;
    while (n && blank(s[n - 1]))
        n--;
    return (struct tp_slice){s, n};
}

/* Does the text differ from its normal form between its ends? */
static bool needs_work(struct tp_slice s, enum space space)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != ' ' ? blank(s.p[i]) : space == COLLAPSE && i + 1 < s.len && s.p[i + 1] == ' ')
            return true;
    return false;
}

static size_t rewrite(struct tp_slice s, enum space space, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        bool white = blank(s.p[i]);
        if (white && space == COLLAPSE && n && out[n - 1] == ' ')
            continue;
        out[n++] = s.p[i];
        if (white)
            out[n - 1] = ' ';
    }
    return n;
}

/* The text as the type sees it. OUT must have room for N bytes when it is used. */
static struct tp_slice normal(const struct tp_xsd_kind *k, const char *s, size_t n,
                              struct tp_xsd_work *work, struct tp_buf *out)
{
    struct tp_slice t = {s, n};
    char *room;

    if (k->space == PRESERVE)
        return t;
    if (k->space == COLLAPSE)
        t = trimmed(s, n);
    if (!needs_work(t, k->space))
        return t;
    if (work) {
        room = tp_xsd_scratch(work, t.len);
    } else {
        tp_buf_add(out, t.p, t.len); /* reserves the room */
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): either WORK or OUT is there */
        out->len -= t.len;
        room = out->p + out->len;
    }
    return (struct tp_slice){room, rewrite(t, k->space, room)};
}

/* ---- lexical forms ---- */

static bool name_of(struct tp_slice s, bool start_matters, bool colons)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t c;
        size_t len = tp_utf8_decode(s.p + i, s.len - i, &c);
        bool letter = IS_LETTER(c) || c == '_' || (c == ':' && colons);
        if (len == 0 ||
            !(letter || ((i > 0 || !start_matters) && (IS_DIGIT(c) || c == '.' || c == '-' ||
                                                       IS_COMBINING(c) || IS_EXTENDER(c)))))
            return false;
        i += len;
    }
    return s.len > 0;
}

static bool alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool language(struct tp_slice s)
{
    size_t run = 0;
    bool first = true;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '-') {
            if (run == 0)
                return false;
            run = 0, first = false;
        } else if (!alnum(s.p[i]) || (first && s.p[i] <= '9') || ++run > 8) {
            return false;
        }
    }
    return run > 0;
}

static bool hex_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool hex_binary(struct tp_slice s, size_t *length)
{
    for (size_t i = 0; i < s.len; i++)
        if (!hex_digit(s.p[i]))
            return false;
    *length = s.len / 2;
    return s.len % 2 == 0;
}

static bool base64(struct tp_slice s, size_t *length)
{
    static const char half[] = "AEIMQUYcgkosw048", quarter[] = "AQgw";
    size_t n = 0, pads = 0;
    char last = 'A';

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c == ' ')
            continue; /* single, between characters: white space is collapsed */
        if (c == '=') {
            pads++;
        } else if (pads || !(alnum(c) || c == '+' || c == '/')) {
            return false;
        } else {
            last = c;
        }
        n++;
    }
    *length = n / 4 * 3 - pads;
    return n % 4 == 0 && pads <= 2 && !(pads == 1 && !strchr(half, last)) &&
           !(pads == 2 && !strchr(quarter, last));
}

static bool scheme_char(char c)
{
    return alnum(c) || c == '+' || c == '-' || c == '.';
}

/* Brackets are for addresses of IPv6, behind "//" or "@" (RFC 2732), and are not escaped elsewhere.
 */
static bool brackets(struct tp_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool host =
            i >= 1 && (s.p[i - 1] == '@' || (i >= 2 && s.p[i - 1] == '/' && s.p[i - 2] == '/'));
        if (s.p[i] == ']' || (s.p[i] == '[' && !host))
            return false;
        if (s.p[i] != '[')
            continue;
        for (i++; i < s.len && (hex_digit(s.p[i]) || s.p[i] == ':' || s.p[i] == '.'); i++)
            ;
        if (i == s.len || s.p[i] != ']')
            return false;
    }
    return true;
}

/* What can't be a URI reference even after escaping: wrong escapes, two fragments, a wrong scheme.
 */
static bool any_uri(struct tp_slice s)
{
    const char *colon = NULL, *hash = NULL;
    bool path = false;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c == '%' && !(i + 2 < s.len && hex_digit(s.p[i + 1]) && hex_digit(s.p[i + 2])))
            return false;
        if (c == '#' && hash)
            return false;
        if (c == '#')
            hash = s.p + i;
        if (c == ':' && !path && !colon)
            colon = s.p + i;
        path = path || c == '/' || c == '?' || c == '#';
    }
    if (!brackets(s))
        return false;
    if (!colon)
        return true;
    if (colon == s.p || colon + 1 == s.p + s.len || !alnum(*s.p) || *s.p <= '9')
        return false;
    for (const char *p = s.p; p < colon; p++)
        if (!scheme_char(*p))
            return false;
    return true;
}

static bool qname(struct tp_slice s, const struct tp_xsd_context *context, struct tp_xsd_value *v)
{
    const char *colon = s.len ? memchr(s.p, ':', s.len) : NULL;
    struct tp_slice prefix = {s.p, colon ? (size_t)(colon - s.p) : 0}, local = s;

    if (colon) {
        local = (struct tp_slice){colon + 1, s.len - prefix.len - 1};
        if (!name_of(prefix, true, false))
            return false;
    }
    if (!name_of(local, true, false))
        return false;
    v->ns = context && context->ns ? context->ns(context->arg, prefix.p, prefix.len) : "";
    v->text = local;
    return v->ns != NULL;
}

/* A list by single spaces, each item a name of some kind. */
static bool list_of(const struct tp_xsd_kind *k, struct tp_slice s,
                    const struct tp_xsd_context *context, size_t *length)
{
    const char *p = s.p, *end = s.p + s.len;

    for (*length = 0; p < end; ++*length) {
        const char *space = memchr(p, ' ', (size_t)(end - p));
        struct tp_slice item = {p, (size_t)((space ? space : end) - p)};
        if (!name_of(item, k->form != F_NMTOKENS, k->form == F_NMTOKENS))
            return false;
        if (k->form == F_ENTITIES &&
            !(context && context->entity && context->entity(context->arg, item.p, item.len)))
            return false;
        p = space ? space + 1 : end;
    }
    return *length > 0;
}

static bool boolean(struct tp_slice s, bool *truth)
{
    *truth = tp_slice_is(s, "true") || tp_slice_is(s, "1");
    return *truth || tp_slice_is(s, "false") || tp_slice_is(s, "0");
}

static bool within(const struct tp_xsd_kind *k, const struct tp_xsd_value *v)
{
    struct tp_xsd_value bound = {.length = 0};

    if (k->least &&
        (!tp_xsd_parse_decimal((struct tp_slice){k->least, strlen(k->least)}, true, &bound) ||
         tp_xsd_compare_decimal(v, &bound) == TP_XSD_LESS))
        return false;
    return !k->most ||
           (tp_xsd_parse_decimal((struct tp_slice){k->most, strlen(k->most)}, true, &bound) &&
            tp_xsd_compare_decimal(v, &bound) != TP_XSD_MORE);
}

/* Take the normalised text apart; V points into it. */
static bool parse(const struct tp_xsd_kind *k, struct tp_slice s,
                  const struct tp_xsd_context *context, struct tp_xsd_value *v)
{
    v->text = s;
    switch (k->form) {
    case F_STRING:
        return true;
    case F_BOOLEAN:
        return boolean(s, &v->truth);
    case F_DECIMAL:
        return tp_xsd_parse_decimal(s, false, v);
    case F_INTEGER:
        return tp_xsd_parse_decimal(s, true, v) && within(k, v);
    case F_FLOAT:
    case F_DOUBLE:
        return tp_xsd_parse_float(s, k->form == F_FLOAT, v);
    case F_DURATION:
        return tp_xsd_parse_duration(s, v);
    case F_TIME:
        return tp_xsd_parse_time(s, k->sub, v);
    case F_HEX:
        return hex_binary(s, &v->length);
    case F_BASE64:
        return base64(s, &v->length);
    case F_URI:
        return any_uri(s);
    case F_QNAME:
        return qname(s, context, v);
    case F_LANGUAGE:
        return language(s);
    case F_NMTOKEN:
        return name_of(s, false, true);
    case F_NAME:
        return name_of(s, true, true);
    case F_NCNAME:
        return name_of(s, true, false);
    case F_ENTITY:
        return name_of(s, true, false) && context && context->entity &&
               context->entity(context->arg, s.p, s.len);
    case F_NMTOKENS:
    case F_IDREFS:
    case F_ENTITIES:
        return list_of(k, s, context, &v->length);
    }
    return false;
}

/* ---- facets ---- */

static size_t length_of(const struct tp_xsd_kind *k, struct tp_slice s,
                        const struct tp_xsd_value *v)
{
    switch (k->form) {
    case F_HEX:
    case F_BASE64:
    case F_NMTOKENS:
    case F_IDREFS:
    case F_ENTITIES:
        return v->length;
    default:
        return tp_utf8_count(s.p, s.len);
    }
}

static enum tp_xsd_order compare(const struct tp_xsd_kind *k, const struct tp_xsd_value *x,
                                 const struct tp_xsd_value *y)
{
    switch (k->form) {
    case F_DECIMAL:
    case F_INTEGER:
        return tp_xsd_compare_decimal(x, y);
    case F_FLOAT:
    case F_DOUBLE:
        if (isnan(x->number) || isnan(y->number))
            return TP_XSD_UNORDERED;
        return x->number < y->number   ? TP_XSD_LESS
               : x->number > y->number ? TP_XSD_MORE
                                       : TP_XSD_EQUAL;
    case F_DURATION:
        return tp_xsd_compare_duration(x, y);
    case F_TIME:
        return tp_xsd_compare_time(x, y);
    default:
        return TP_XSD_UNORDERED;
    }
}

static bool facet_holds(const struct tp_xsd_kind *k, const struct tp_xsd_facet *f,
                        struct tp_slice s, const struct tp_xsd_value *v, struct tp_xsd_work *work)
{
    enum tp_xsd_order order = f->bound ? compare(k, v, f->bound) : TP_XSD_UNORDERED;

    switch ((enum facet)f->which) {
    case LENGTH:
        return k->form == F_QNAME || length_of(k, s, v) == f->number;
    case MIN_LENGTH:
        return k->form == F_QNAME || length_of(k, s, v) >= f->number;
    case MAX_LENGTH:
        return k->form == F_QNAME || length_of(k, s, v) <= f->number;
    case PATTERN:
        return work && tp_regex_match(work, f->regex, s.p, s.len);
    case MIN_INCLUSIVE:
        return order == TP_XSD_EQUAL || order == TP_XSD_MORE;
    case MAX_INCLUSIVE:
        return order == TP_XSD_EQUAL || order == TP_XSD_LESS;
    case MIN_EXCLUSIVE:
        return order == TP_XSD_MORE;
    case MAX_EXCLUSIVE:
        return order == TP_XSD_LESS;
    case TOTAL_DIGITS:
        return v->n_integer + v->n_fraction <= f->number;
    case FRACTION_DIGITS:
        return v->n_fraction <= f->number;
    case FACETS:
        break;
    }
    return false;
}

bool tp_xsd_allows(const struct tp_xsd_type *t, const char *s, size_t n,
                   const struct tp_xsd_context *context, struct tp_xsd_work *work)
{
    struct tp_xsd_value v;
    struct tp_slice text;

    if (t->kind->form == F_STRING && !t->facets)
        return true;
    text = normal(t->kind, s, n, work, NULL);
    memset(&v, 0, sizeof v);
    if (!parse(t->kind, text, context, &v))
        return false;
    for (const struct tp_xsd_facet *f = t->facets; f; f = f->next)
        if (!facet_holds(t->kind, f, text, &v, work))
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
    struct tp_slice text = normal(t->kind, s, n, NULL, &work);

    memset(&v, 0, sizeof v);
    if (!parse(t->kind, text, context, &v))
        return false;
    switch (t->kind->form) {
    case F_BOOLEAN:
        tp_buf_str(out, v.truth ? "true" : "false");
        break;
    case F_DECIMAL:
    case F_INTEGER:
        tp_buf_fmt(out, "%s%.*s.%.*s", v.negative ? "-" : "", (int)v.n_integer, v.integer,
                   (int)v.n_fraction, v.fraction);
        break;
    case F_FLOAT:
    case F_DOUBLE:
        canonical_double(v.number, out);
        break;
    case F_DURATION:
        tp_xsd_canonical_duration(&v, out);
        break;
    case F_TIME:
        tp_xsd_canonical_time(&v, out);
        break;
    case F_HEX:
        for (size_t i = 0; i < text.len; i++)
            tp_buf_char(out, text.p[i] >= 'a' ? (char)(text.p[i] - 32) : text.p[i]);
        break;
    case F_BASE64:
        canonical_base64(text, out);
        break;
    case F_QNAME:
        tp_buf_fmt(out, "{%s}", v.ns);
        tp_buf_add(out, v.text.p, v.text.len);
        break;
    default:
        tp_buf_add(out, text.p, text.len);
    }
    return true;
}

static bool whole_number(const char *value, size_t *out)
{
    struct tp_slice s = trimmed(value, strlen(value));

    if (s.len && *s.p == '+')
        s.p++, s.len--;
    for (size_t i = *out = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        *out = *out > SIZE_MAX / 20 ? SIZE_MAX / 2 : *out * 10 + (size_t)(s.p[i] - '0');
    }
    return s.len > 0;
}

static int facet_named(const char *name)
{
    int i = 0;

    while (i < FACETS && strcmp(facet_names[i], name) != 0)
        i++;
    return i;
}

enum tp_xsd_param_result tp_xsd_param(struct tp_arena *a, struct tp_xsd_type *t,
                                      struct tp_xsd_regexes *regexes, const char *name,
                                      const char *value, const struct tp_xsd_context *context,
                                      const char **message)
{
    struct tp_xsd_facet *f = TP_NEW(a, struct tp_xsd_facet);
    const struct tp_xsd_facet **end = &t->facets;
    bool limit = false;

    f->which = facet_named(name);
    f->text = value;
    *message = tp_fmt(a, "the value '%s' of parameter '%s' is wrong", value, name);
    if (f->which == FACETS || !(t->kind->facets >> f->which & 1)) {
        *message = tp_fmt(a, "datatype '%s' has no parameter '%s'", t->name, name);
        return TP_XSD_PARAM_WRONG;
    }
    if (f->which == PATTERN) {
        f->regex = tp_regex_get(regexes, value, message, &limit);
        if (!f->regex)
            return limit ? TP_XSD_PARAM_LIMIT : TP_XSD_PARAM_WRONG;
    } else if (1u << f->which & ORDERS) {
        struct tp_buf room = tp_buf_new(a);
        struct tp_slice text = normal(t->kind, value, strlen(value), NULL, &room);
        f->bound = TP_NEW(a, struct tp_xsd_value);
        if (!parse(t->kind, text, context, f->bound))
            return TP_XSD_PARAM_WRONG;
    } else if (!whole_number(value, &f->number) || (f->which == TOTAL_DIGITS && f->number == 0)) {
        return TP_XSD_PARAM_WRONG;
    }
    while (*end)
        end = (const struct tp_xsd_facet **)&(*end)->next;
    *end = f;
    return TP_XSD_PARAM_OK;
}

const char *tp_xsd_facet_text(struct tp_arena *a, const struct tp_xsd_facet *f)
{
    return tp_fmt(a, "%s %s", facet_names[f->which], f->text);
}

static const struct tp_xsd_facet *facet(const struct tp_xsd_type *t, enum facet which)
{
    const struct tp_xsd_facet *f = t->facets;

    while (f && f->which != (int)which)
        f = f->next;
    return f;
}

const char *tp_xsd_params_check(const struct tp_xsd_type *t)
{
    const struct tp_xsd_facet *least = facet(t, MIN_LENGTH), *most = facet(t, MAX_LENGTH);

    for (const struct tp_xsd_facet *f = t->facets; f; f = f->next)
        for (const struct tp_xsd_facet *g = f->next; g; g = g->next)
            if (f->which == g->which && f->which != PATTERN)
                return "a parameter is given twice";
    if (least && most && least->number > most->number)
        return "minLength is greater than maxLength";
    return NULL;
}
