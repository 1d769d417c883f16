/* xsd_lexical.c - white space and the lexical forms of datatypes. */
#include <libxml/parserInternals.h>
#include <string.h>

#include "../../base/utf8.h"
#include "xsd_kind.h"

/* ---- white space ---- */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct tp_slice tp_xsd_trimmed(const char *s, size_t n)
{
    while (n && blank(*s))
        s++, n--;
    while (n && blank(s[n - 1]))
        n--;
    return (struct tp_slice){s, n};
}

/* Does the text differ from its normal form between its ends? */
static bool needs_work(struct tp_slice s, enum tp_xsd_space space)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != ' ' ? blank(s.p[i])
                          : space == TP_XSD_COLLAPSE && i + 1 < s.len && s.p[i + 1] == ' ')
            return true;
    return false;
}

static size_t rewrite(struct tp_slice s, enum tp_xsd_space space, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        bool white = blank(s.p[i]);
        if (white && space == TP_XSD_COLLAPSE && n && out[n - 1] == ' ')
            continue;
        out[n++] = s.p[i];
        if (white)
            out[n - 1] = ' ';
    }
    return n;
}

struct tp_slice tp_xsd_normal(const struct tp_xsd_kind *k, const char *s, size_t n,
                              struct tp_xsd_work *work, struct tp_buf *out)
{
    struct tp_slice t = {s, n};
    char *room;

    if (k->space == TP_XSD_PRESERVE)
        return t;
    if (k->space == TP_XSD_COLLAPSE)
        t = tp_xsd_trimmed(s, n);
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
        if (!name_of(item, k->form != TP_XSD_F_NMTOKENS, k->form == TP_XSD_F_NMTOKENS))
            return false;
        if (k->form == TP_XSD_F_ENTITIES &&
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

bool tp_xsd_parse(const struct tp_xsd_kind *k, struct tp_slice s,
                  const struct tp_xsd_context *context, struct tp_xsd_value *v)
{
    v->text = s;
    switch (k->form) {
    case TP_XSD_F_STRING:
        return true;
    case TP_XSD_F_BOOLEAN:
        return boolean(s, &v->truth);
    case TP_XSD_F_DECIMAL:
        return tp_xsd_parse_decimal(s, false, v);
    case TP_XSD_F_INTEGER:
        return tp_xsd_parse_decimal(s, true, v) && within(k, v);
    case TP_XSD_F_FLOAT:
    case TP_XSD_F_DOUBLE:
        return tp_xsd_parse_float(s, k->form == TP_XSD_F_FLOAT, v);
    case TP_XSD_F_DURATION:
        return tp_xsd_parse_duration(s, v);
    case TP_XSD_F_TIME:
        return tp_xsd_parse_time(s, k->sub, v);
    case TP_XSD_F_HEX:
        return hex_binary(s, &v->length);
    case TP_XSD_F_BASE64:
        return base64(s, &v->length);
    case TP_XSD_F_URI:
        return any_uri(s);
    case TP_XSD_F_QNAME:
        return qname(s, context, v);
    case TP_XSD_F_LANGUAGE:
        return language(s);
    case TP_XSD_F_NMTOKEN:
        return name_of(s, false, true);
    case TP_XSD_F_NAME:
        return name_of(s, true, true);
    case TP_XSD_F_NCNAME:
        return name_of(s, true, false);
    case TP_XSD_F_ENTITY:
        return name_of(s, true, false) && context && context->entity &&
               context->entity(context->arg, s.p, s.len);
    case TP_XSD_F_NMTOKENS:
    case TP_XSD_F_IDREFS:
    case TP_XSD_F_ENTITIES:
        return list_of(k, s, context, &v->length);
    }
    return false;
}
