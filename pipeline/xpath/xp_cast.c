/* xp_cast.c - casts between atomic types (Functions and Operators, 17), and the function conversion
 * rules (XPath 2.0, 3.1.5). */
#include <math.h>
#include <string.h>

#include "xp.h"

static struct tp_slice text_of(struct tp_xp_item i)
{
    return (struct tp_slice){i.u.text, i.len};
}

static struct tp_xp_item texty(enum tp_xp_type type, struct tp_slice s)
{
    return (struct tp_xp_item){.type = (uint8_t)type, .len = (uint32_t)s.len, .u.text = s.p};
}

/* ---- binary values: kept in their canonical lexical form ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static bool bytes_of_hex(struct tp_slice s, struct tp_buf *out)
{
    if (s.len % 2)
        return false;
    for (size_t i = 0; i < s.len; i += 2) {
        int high = hex_digit(s.p[i]), low = hex_digit(s.p[i + 1]);

        if (high < 0 || low < 0)
            return false;
        tp_buf_char(out, (char)(high * 16 + low));
    }
    return true;
}

static bool bytes_of_base64(struct tp_slice s, struct tp_buf *out)
{
    unsigned bits = 0, n = 0, pads = 0, symbols = 0;

    for (size_t i = 0; i < s.len; i++) {
        const char *at = s.p[i] ? strchr(base64, s.p[i]) : NULL;

        if (s.p[i] && strchr(" \t\r\n", s.p[i]))
            continue;
        if (s.p[i] == '=' && pads < 2) {
            pads++;
            continue;
        }
        if (!at || pads)
            return false;
        bits = bits << 6 | (unsigned)(at - base64);
        n += 6;
        symbols++;
        if (n >= 8) {
            n -= 8;
            tp_buf_char(out, (char)(bits >> n & 255));
            bits &= (1u << n) - 1;
        }
    }
    return (symbols + pads) % 4 == 0 && symbols % 4 != 1 && !bits;
}

static struct tp_slice hex_of(struct tp_xp_run *r, const struct tp_buf *bytes)
{
    struct tp_buf b = tp_buf_new(r->work);

    for (size_t i = 0; i < bytes->len; i++)
        tp_buf_fmt(&b, "%02X", (unsigned)(unsigned char)bytes->p[i]);
    return (struct tp_slice){b.p ? b.p : "", b.len};
}

static struct tp_slice base64_of(struct tp_xp_run *r, const struct tp_buf *bytes)
{
    struct tp_buf b = tp_buf_new(r->work);

    for (size_t i = 0; i < bytes->len; i += 3) {
        size_t left = bytes->len - i;
        unsigned v = (unsigned)(unsigned char)bytes->p[i] << 16;

        if (left > 1)
            v |= (unsigned)(unsigned char)bytes->p[i + 1] << 8;
        if (left > 2)
            v |= (unsigned char)bytes->p[i + 2];
        tp_buf_char(&b, base64[v >> 18]);
        tp_buf_char(&b, base64[v >> 12 & 63]);
        tp_buf_char(&b, left > 1 ? base64[v >> 6 & 63] : '=');
        tp_buf_char(&b, left > 2 ? base64[v & 63] : '=');
    }
    return (struct tp_slice){b.p ? b.p : "", b.len};
}

static bool binary(struct tp_xp_run *r, enum tp_xp_type from, enum tp_xp_type to, struct tp_slice s,
                   struct tp_xp_item *out)
{
    struct tp_buf bytes = tp_buf_new(r->work);

    if (from == TP_XP_HEX ? !bytes_of_hex(s, &bytes) : !bytes_of_base64(s, &bytes))
        return false;
    *out = texty(to, to == TP_XP_HEX ? hex_of(r, &bytes) : base64_of(r, &bytes));
    return true;
}

/* ---- names ---- */

bool xp_is_ncname(struct tp_slice s)
{
    struct xp_lex l;

    xp_lex_start(&l, s.p, s.len);
    return s.len && !l.fault && l.token == XP_T_NAME && l.start == 0 && l.end == s.len &&
           !memchr(s.p, ':', s.len) && s.p[0] != '*';
}

bool xp_make_qname(struct tp_xp_run *r, struct tp_slice s, struct tp_xp_qname *out)
{
    const char *colon = memchr(s.p, ':', s.len);
    struct tp_slice prefix = {s.p, colon ? (size_t)(colon - s.p) : 0};
    struct tp_slice local = colon ? (struct tp_slice){colon + 1, s.len - prefix.len - 1} : s;

    if ((colon && !xp_is_ncname(prefix)) || !xp_is_ncname(local))
        return false;
    out->prefix = tp_strndup(r->work, prefix.p, prefix.len);
    out->local = tp_strndup(r->work, local.p, local.len);
    out->uri = "";
    return true;
}

static bool name(struct tp_xp_run *r, struct tp_slice s, struct tp_xp_item *out, const char **code)
{
    struct tp_xp_qname *q = TP_NEW(r->work, struct tp_xp_qname);
    const struct tp_xp_env *env = r->x->env;

    if (!xp_make_qname(r, s, q))
        return false;
    if (strcmp(q->prefix, "xml") == 0)
        q->uri = (const char *)XML_XML_NAMESPACE;
    else if (*q->prefix)
        q->uri = env->namespace_of ? env->namespace_of(env->host, q->prefix) : NULL;
    else
        q->uri = env->element_namespace ? env->element_namespace : "";
    *code = "FONS0004";
    *out = (struct tp_xp_item){.type = TP_XP_QNAME, .u.qname = q};
    return q->uri != NULL;
}

/* ---- from text ---- */

static bool from_text(struct tp_xp_run *r, struct tp_slice s, enum tp_xp_type to,
                      struct tp_xp_item *out, const char **code)
{
    struct tp_xp_decimal d;
    struct tp_xp_moment m;
    bool overflow = false;

    s = tp_slice_trim(s);
    *out = (struct tp_xp_item){.type = (uint8_t)to};
    switch (to) {
    case TP_XP_BOOLEAN:
        out->u.boolean = tp_slice_is(s, "true") || tp_slice_is(s, "1");
        return out->u.boolean || tp_slice_is(s, "false") || tp_slice_is(s, "0");
    case TP_XP_INTEGER:
        if (xp_parse_integer(s, &out->u.integer, &overflow))
            return true;
        *code = overflow ? "FOCA0003" : *code;
        return false;
    case TP_XP_DECIMAL:
        if (xp_parse_decimal(s, &d, &overflow)) {
            *out = xp_decimal(r, d);
            return true;
        }
        *code = overflow ? "FOCA0001" : *code;
        return false;
    case TP_XP_FLOAT:
    case TP_XP_DOUBLE:
        return xp_parse_double(s, to == TP_XP_FLOAT, &out->u.number);
    case TP_XP_QNAME:
        return name(r, s, out, code);
    case TP_XP_HEX:
    case TP_XP_BASE64:
        return binary(r, to, to, s, out);
    default:
        break;
    }
    if (!xp_parse_moment(to, s, &m, &overflow)) {
        *code = !overflow ? *code : to <= TP_XP_DT_DURATION ? "FODT0002" : "FODT0001";
        return false;
    }
    *out = xp_moment(r, to, m);
    return true;
}

/* ---- between numbers and booleans ---- */

static bool to_integer(struct tp_xp_item i, int64_t *out, const char **code)
{
    if (i.type >= TP_XP_FLOAT) {
        double v = trunc(i.u.number);

        *code = isnan(v) || isinf(v) ? "FOCA0002" : "FOCA0003";
        if (!(v >= -9223372036854775808.0 && v < 9223372036854775808.0))
            return false;
        *out = (int64_t)v;
        return true;
    }
    {
        struct tp_xp_decimal d = xp_decimal_of(i);

        while (d.scale) {
            d.value /= 10;
            d.scale--;
        }
        *code = "FOCA0003";
        if (d.value > INT64_MAX || d.value < INT64_MIN)
            return false;
        *out = (int64_t)d.value;
        return true;
    }
}

static bool between_numbers(struct tp_xp_run *r, struct tp_xp_item i, enum tp_xp_type to,
                            struct tp_xp_item *out, const char **code)
{
    struct tp_xp_decimal d;

    if (i.type == TP_XP_BOOLEAN)
        i = xp_integer(i.u.boolean);
    *out = (struct tp_xp_item){.type = (uint8_t)to};
    switch (to) {
    case TP_XP_BOOLEAN:
        out->u.boolean = xp_ebv_of(r, &(struct tp_xp_seq){&i, 1, 1});
        return true;
    case TP_XP_INTEGER:
        return to_integer(i, &out->u.integer, code);
    case TP_XP_DECIMAL:
        if (i.type <= TP_XP_DECIMAL) {
            *out = xp_decimal(r, xp_decimal_of(i));
            return true;
        }
        *code = isnan(i.u.number) || isinf(i.u.number) ? "FOCA0002" : "FOCA0001";
        if (!xp_decimal_from_double(i.u.number, &d))
            return false;
        *out = xp_decimal(r, d);
        return true;
    case TP_XP_FLOAT:
        out->u.number = (double)(float)xp_number_of(i);
        return true;
    default:
        out->u.number = xp_number_of(i);
        return true;
    }
}

/* ---- the table of casts ---- */

static bool is_number_or_truth(enum tp_xp_type t)
{
    return t >= TP_XP_BOOLEAN && t <= TP_XP_DOUBLE;
}

static bool is_moment(enum tp_xp_type t)
{
    return t >= TP_XP_DURATION && t <= TP_XP_GMONTH;
}

bool xp_try_cast(struct tp_xp_run *r, struct tp_xp_item i, enum tp_xp_type to,
                 struct tp_xp_item *out, const char **code)
{
    enum tp_xp_type from = (enum tp_xp_type)i.type;
    struct tp_xp_moment m;

    *code = "FORG0001";
    *out = i;
    out->derived = 0;
    if (from == to)
        return true;
    if (to == TP_XP_STRING || to == TP_XP_UNTYPED) {
        *out = texty(to, xp_lexical(r, i));
        return true;
    }
    if (to == TP_XP_URI) {
        *code = "XPTY0004";
        *out = texty(to, xp_is_stringy(i) ? xp_collapse(r, text_of(i)) : (struct tp_slice){"", 0});
        return xp_is_stringy(i);
    }
    if (from == TP_XP_STRING || (from == TP_XP_UNTYPED && to != TP_XP_QNAME))
        return from_text(r, text_of(i), to, out, code);
    if (is_number_or_truth(from) && is_number_or_truth(to))
        return between_numbers(r, i, to, out, code);
    if (is_moment(from) && is_moment(to) && xp_cast_moment(from, to, i.u.moment, &m)) {
        *out = xp_moment(r, to, m);
        return true;
    }
    if ((from == TP_XP_HEX && to == TP_XP_BASE64) || (from == TP_XP_BASE64 && to == TP_XP_HEX))
        return binary(r, from, to, text_of(i), out);
    *code = "XPTY0004";
    return false;
}

struct tp_xp_item xp_cast(struct tp_xp_run *r, struct tp_xp_item i, enum tp_xp_type to)
{
    struct tp_xp_item out;
    const char *code;
    struct tp_slice s;

    if (xp_try_cast(r, i, to, &out, &code))
        return out;
    s = xp_lexical(r, i);
    if (strcmp(code, "XPTY0004") == 0)
        tp_xp_raise(r, code, "%s can't be cast to %s", xp_type_name((enum tp_xp_type)i.type),
                    xp_type_name(to));
    if (strcmp(code, "FONS0004") == 0)
        tp_xp_raise(r, code, "the prefix of \"%.*s\" is not declared", (int)s.len, s.p);
    tp_xp_raise(r, code, "\"%.*s\" is no %s", (int)(s.len > 80 ? 80 : s.len), s.p,
                xp_type_name(to));
}

struct tp_xp_item xp_cast_derived(struct tp_xp_run *r, struct tp_xp_item i, enum tp_xp_type to,
                                  uint8_t derived)
{
    struct tp_xp_item out = xp_cast(r, i, to);

    if (derived && !xp_derive(r, derived, &out)) {
        struct tp_slice s = xp_lexical(r, i);

        tp_xp_raise(r, "FORG0001", "\"%.*s\" is no xs:%s", (int)(s.len > 80 ? 80 : s.len), s.p,
                    xp_derived_name(derived));
    }
    return out;
}

struct tp_slice xp_lexical(struct tp_xp_run *r, struct tp_xp_item i)
{
    struct tp_buf b;

    switch (i.type) {
    case TP_XP_BOOLEAN:
        return i.u.boolean ? (struct tp_slice){"true", 4} : (struct tp_slice){"false", 5};
    case TP_XP_INTEGER:
        b = tp_buf_new(r->work);
        tp_buf_fmt(&b, "%lld", (long long)i.u.integer);
        return (struct tp_slice){b.p, b.len};
    case TP_XP_DECIMAL:
        return xp_format_decimal(r, *i.u.decimal);
    case TP_XP_FLOAT:
    case TP_XP_DOUBLE:
        return xp_format_double(r, i.u.number, i.type == TP_XP_FLOAT);
    case TP_XP_QNAME:
        b = tp_buf_new(r->work);
        tp_buf_fmt(&b, "%s%s%s", i.u.qname->prefix, *i.u.qname->prefix ? ":" : "",
                   i.u.qname->local);
        return (struct tp_slice){b.p, b.len};
    default:
        return is_moment((enum tp_xp_type)i.type)
                   ? xp_format_moment(r, (enum tp_xp_type)i.type, i.u.moment)
                   : text_of(i);
    }
}

/* ---- function conversion ---- */

static enum tp_xp_type type_of_letter(char letter)
{
    switch (letter) {
    case 'S':
        return TP_XP_STRING;
    case 'B':
        return TP_XP_BOOLEAN;
    case 'Z':
        return TP_XP_INTEGER;
    case 'U':
    case 'D':
        return TP_XP_DOUBLE;
    case 'Q':
        return TP_XP_QNAME;
    case 'T':
        return TP_XP_DATETIME;
    case 'X':
        return TP_XP_DATE;
    case 'M':
        return TP_XP_TIME;
    case 'P':
        return TP_XP_DURATION;
    case 'Y':
        return TP_XP_YM_DURATION;
    case 'W':
        return TP_XP_DT_DURATION;
    default:
        return TP_XP_TYPES;
    }
}

static _Noreturn void wrong_argument(struct tp_xp_run *r, const char *function, size_t number,
                                     const char *what)
{
    if (number)
        tp_xp_raise(r, "XPTY0004", "argument %zu of %s() %s", number, function, what);
    tp_xp_raise(r, "XPTY0004", "an operand of \"%s\" %s", function, what);
}

static struct tp_xp_item convert_one(struct tp_xp_run *r, struct tp_xp_item i, char letter,
                                     const char *function, size_t number)
{
    enum tp_xp_type to = type_of_letter(letter);

    if (to == TP_XP_TYPES || i.type == to)
        return i;
    if (i.type == TP_XP_UNTYPED && letter != 'Q')
        return xp_cast(r, i, to);
    if (letter == 'U' && xp_is_numeric(i))
        return i;
    if (letter == 'D' && xp_is_numeric(i))
        return xp_double(xp_number_of(i));
    if (letter == 'S' && i.type == TP_XP_URI)
        return texty(TP_XP_STRING, text_of(i));
    if (letter == 'P' && (i.type == TP_XP_YM_DURATION || i.type == TP_XP_DT_DURATION))
        return i;
    wrong_argument(r, function, number,
                   tp_fmt(r->work, "must be %s, and is %s",
                          letter == 'U' ? "a number" : xp_type_name(to),
                          xp_type_name((enum tp_xp_type)i.type)));
}

void xp_convert(struct tp_xp_run *r, struct tp_xp_seq *arg, char letter, char occurs,
                const char *function, size_t number)
{
    bool many = occurs == '*' || occurs == '+';

    if (r->x->env->xpath1 && !many)
        xp_convert_1(r, arg, letter);
    if (arg->n > 1 && !many)
        wrong_argument(r, function, number,
                       tp_fmt(r->work, "must be one value, and is %zu", arg->n));
    if (!arg->n && (occurs == '1' || occurs == '+'))
        wrong_argument(r, function, number, "must not be empty");
    if (letter == 'I')
        return;
    for (size_t i = 0; i < arg->n; i++) {
        if (letter == 'N') {
            if (!xp_is_node(arg->v[i]))
                wrong_argument(r, function, number, "must be a node");
            continue;
        }
        arg->v[i] = convert_one(r, xp_atomize(r, arg->v[i]), letter, function, number);
    }
}
