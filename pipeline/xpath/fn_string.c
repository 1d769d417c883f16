/* fn_string.c - functions on text (Functions and Operators, 7.2 to 7.5, and 2.3). Positions count
 * characters. */
#include <math.h>
#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/unorm2.h>

#include "../base/utf8.h"
#include "fn.h"

FN(fn_string)
{
    struct tp_xp_item space;
    const struct tp_xp_item *i = fn_arg_or_context(r, args, n, &space);

    FN_UNUSED();
    fn_text(r, out, i ? tp_xp_string(r, *i) : (struct tp_slice){"", 0});
}

/* The string that the first argument is, or the context item's. */
static struct tp_slice own_text(struct tp_xp_run *r, const struct tp_xp_seq *args, size_t n)
{
    struct tp_xp_item space;

    if (n)
        return xp_arg_text(&args[0]);
    return tp_xp_string(r, *fn_arg_or_context(r, args, 0, &space));
}

FN(fn_codepoints_to_string)
{
    struct tp_buf b = tp_buf_new(r->work);

    FN_UNUSED();
    for (size_t i = 0; i < args[0].n; i++) {
        int64_t c = args[0].v[i].u.integer;

        if (c < 0 || c > 0x10FFFF || !tp_is_xml_char((uint32_t)c))
            tp_xp_raise(r, "FOCH0001", "%lld is no character that XML allows", (long long)c);
        tp_buf_codepoint(&b, (uint32_t)c);
    }
    xp_push(r, out, xp_from_buf(&b));
}

FN(fn_string_to_codepoints)
{
    struct tp_slice s = xp_arg_text(&args[0]);

    FN_UNUSED();
    xp_tick(r, s.len);
    for (size_t i = 0; i < s.len;) {
        uint32_t c;
        size_t len = tp_utf8_decode(s.p + i, s.len - i, &c);

        if (!len)
            break;
        xp_push(r, out, xp_integer(c));
        i += len;
    }
}

FN(fn_compare)
{
    int order;

    FN_UNUSED();
    if (!args[0].n || !args[1].n)
        return;
    order =
        xp_collate(r, xp_collation(r, args, n, 2), xp_arg_text(&args[0]), xp_arg_text(&args[1]));
    xp_push(r, out, xp_integer(order < 0 ? -1 : order > 0));
}

FN(fn_codepoint_equal)
{
    FN_UNUSED();
    if (args[0].n && args[1].n)
        xp_push(r, out,
                xp_bool(xp_collate(r, NULL, xp_arg_text(&args[0]), xp_arg_text(&args[1])) == 0));
}

FN(fn_concat)
{
    struct tp_buf b = tp_buf_new(r->work);

    FN_UNUSED();
    for (size_t i = 0; i < n; i++)
        if (args[i].n) {
            struct tp_slice s = tp_xp_string(r, args[i].v[0]);

            xp_tick(r, s.len / 16);
            tp_buf_add(&b, s.p, s.len);
        }
    xp_push(r, out, xp_from_buf(&b));
}

FN(fn_string_join)
{
    struct tp_buf b = tp_buf_new(r->work);
    struct tp_slice between = xp_arg_text(&args[1]);

    FN_UNUSED();
    for (size_t i = 0; i < args[0].n; i++) {
        xp_tick(r, (between.len + args[0].v[i].len) / 16);
        if (i)
            tp_buf_add(&b, between.p, between.len);
        tp_buf_add(&b, args[0].v[i].u.text, args[0].v[i].len);
    }
    xp_push(r, out, xp_from_buf(&b));
}

FN(fn_substring)
{
    struct tp_slice s = xp_arg_text(&args[0]);
    double from = xp_round(args[1].v[0].u.number);
    double to = n > 2 ? from + xp_round(args[2].v[0].u.number) : INFINITY;
    size_t start = s.len, end = s.len, i = 0;
    double place = 1;

    FN_UNUSED();
    xp_tick(r, s.len / 16);
    for (; i < s.len; place++) { /* NaN compares false: nothing is taken */
        uint32_t c;
        size_t len = tp_utf8_decode(s.p + i, s.len - i, &c);

        if (start == s.len && place >= from && place < to)
            start = i;
        if (start != s.len && !(place < to)) {
            end = i;
            break;
        }
        i += len ? len : 1;
    }
    fn_text(r, out, (struct tp_slice){s.p + start, end - start});
}

FN(fn_string_length)
{
    struct tp_slice s = own_text(r, args, n);

    FN_UNUSED();
    xp_push(r, out, xp_integer((int64_t)tp_utf8_count(s.p, s.len)));
}

struct tp_slice xp_collapse(struct tp_xp_run *r, struct tp_slice s)
{
    struct tp_buf b;
    bool gap = false, changed = false;

    s = tp_slice_trim(s);
    xp_tick(r, s.len / 16);
    for (size_t i = 0; i + 1 < s.len && !changed; i++)
        changed = s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ||
                  (s.p[i] == ' ' && s.p[i + 1] == ' ');
    if (!changed)
        return s;
    b = tp_buf_new(r->work);
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r') {
            gap = true;
        } else {
            if (gap)
                tp_buf_char(&b, ' ');
            gap = false;
            tp_buf_char(&b, s.p[i]);
        }
    return (struct tp_slice){b.p, b.len};
}

FN(fn_normalize_space)
{
    FN_UNUSED();
    fn_text(r, out, xp_collapse(r, own_text(r, args, n)));
}

FN(fn_normalize_unicode)
{
    static const struct {
        const char *name, *icu;
        UNormalization2Mode mode;
    } forms[] = {{"NFC", "nfc", UNORM2_COMPOSE},
                 {"NFD", "nfc", UNORM2_DECOMPOSE},
                 {"NFKC", "nfkc", UNORM2_COMPOSE},
                 {"NFKD", "nfkc", UNORM2_DECOMPOSE}};
    struct tp_slice form =
        n > 1 ? tp_slice_trim(xp_arg_text(&args[1])) : (struct tp_slice){"NFC", 3};
    char upper[16] = "";
    int32_t len, got;

    FN_UNUSED();
    for (size_t i = 0; i < form.len && form.len < sizeof upper; i++)
        upper[i] = (char)(form.p[i] >= 'a' && form.p[i] <= 'z' ? form.p[i] - 32 : form.p[i]);
    if (n > 1 && !form.len) {
        fn_text(r, out, xp_arg_text(&args[0]));
        return;
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, upper) == 0) {
            UErrorCode status = U_ZERO_ERROR;
            const UNormalizer2 *f = unorm2_getInstance(NULL, forms[i].icu, forms[i].mode, &status);
            UChar *u = fn_utf16(r, xp_arg_text(&args[0]), &len), *v;

            xp_tick(r, (uint64_t)len / 16);
            v = TP_NEW_ARRAY(r->work, (size_t)len + 1, UChar);
            got = U_FAILURE(status) ? 0 : unorm2_normalize(f, u, len, v, len, &status);
            if (status == U_BUFFER_OVERFLOW_ERROR) { /* then GOT is what it takes */
                status = U_ZERO_ERROR;
                v = TP_NEW_ARRAY(r->work, (size_t)got + 1, UChar);
                got = unorm2_normalize(f, u, len, v, got, &status);
            }
            if (U_FAILURE(status))
                tp_xp_raise(r, "FOCH0003", "the text can't be normalized: %s", u_errorName(status));
            fn_text(r, out, fn_utf8(r, v, got));
            return;
        }
    tp_xp_raise(r, "FOCH0003", "\"%.*s\" is no form of normalization that is known", (int)form.len,
                form.p);
}

static void close_map(void *map)
{
    ucasemap_close(map);
}

static void in_case(struct tp_xp_run *r, struct tp_slice s, bool upper, struct tp_xp_seq *out)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t cap = s.len * 3 + 1; /* the longest that a character becomes */
    struct tp_arena *own;
    UCaseMap *map;
    char *p;
    int32_t got;

    if (cap > INT32_MAX)
        tp_xp_raise(r, "TPXP0001", "the text is too long");
    own = tp_arena_sub(r->work);
    map = tp_own(own, close_map, ucasemap_open("", 0, &status));
    xp_tick(r, s.len / 16);
    p = tp_alloc(r->work, cap);
    got = (upper ? ucasemap_utf8ToUpper : ucasemap_utf8ToLower)(map, p, (int32_t)cap, s.p,
                                                                (int32_t)s.len, &status);
    tp_arena_free(own);
    if (U_FAILURE(status))
        tp_xp_raise(r, "FOCH0003", "the case can't be changed: %s", u_errorName(status));
    fn_text(r, out, (struct tp_slice){p, (size_t)got});
}

FN(fn_upper_case)
{
    FN_UNUSED();
    in_case(r, xp_arg_text(&args[0]), true, out);
}

FN(fn_lower_case)
{
    FN_UNUSED();
    in_case(r, xp_arg_text(&args[0]), false, out);
}

FN(fn_translate)
{
    struct tp_slice s = xp_arg_text(&args[0]), from = xp_arg_text(&args[1]),
                    to = xp_arg_text(&args[2]);
    struct tp_buf b = tp_buf_new(r->work);

    FN_UNUSED();
    for (size_t i = 0; i < s.len;) {
        uint32_t c, d;
        size_t len = tp_utf8_decode(s.p + i, s.len - i, &c), f = 0, t = 0;
        bool found = false;

        if (!len)
            break;
        for (; f < from.len && !found;
             t += t < to.len ? tp_utf8_decode(to.p + t, to.len - t, &d) : 0) {
            size_t step = tp_utf8_decode(from.p + f, from.len - f, &d);

            if (!step)
                break;
            found = d == c;
            f += step;
            if (found)
                break;
        }
        xp_tick(r, 1 + f / 4);
        if (!found)
            tp_buf_add(&b, s.p + i, len);
        else if (t < to.len)
            tp_buf_add(&b, to.p + t, tp_utf8_decode(to.p + t, to.len - t, &d));
        i += len;
    }
    xp_push(r, out, xp_from_buf(&b));
}

/* ---- escapes for URIs (7.4.10 to 7.4.12) ---- */

static void escaped(struct tp_xp_run *r, struct tp_slice s, bool (*stays)(unsigned char c),
                    struct tp_xp_seq *out)
{
    struct tp_buf b = tp_buf_new(r->work);

    xp_tick(r, s.len / 16);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (stays(c))
            tp_buf_char(&b, (char)c);
        else
            tp_buf_fmt(&b, "%%%02X", c);
    }
    xp_push(r, out, xp_from_buf(&b));
}

static bool unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.~", c));
}

static bool iri_stays(unsigned char c)
{
    return c > 0x20 && c < 0x7F && !strchr("<>\"{}|\\^`", c);
}

static bool html_stays(unsigned char c)
{
    return c >= 0x20 && c <= 0x7E;
}

FN(fn_encode_for_uri)
{
    FN_UNUSED();
    escaped(r, xp_arg_text(&args[0]), unreserved, out);
}

FN(fn_iri_to_uri)
{
    FN_UNUSED();
    escaped(r, xp_arg_text(&args[0]), iri_stays, out);
}

FN(fn_escape_html_uri)
{
    FN_UNUSED();
    escaped(r, xp_arg_text(&args[0]), html_stays, out);
}

const struct xp_fn xp_fn_string[] = {
    {"string", 0, 1, "I?", fn_string, NULL, 0, XP_FN_STRING, NULL, 0}, /* 2.3 */
    {"codepoints-to-string", 1, 1, "Z*", fn_codepoints_to_string, NULL, 0, XP_FN_STRING, NULL, 0},
    {"string-to-codepoints", 1, 1, "S?", fn_string_to_codepoints, NULL, 0, 0, NULL, 0}, /* 7.2.2 */
    {"compare", 2, 3, "S?S?S", fn_compare, NULL, 0, 0, NULL, 0},                        /* 7.3.2 */
    {"codepoint-equal", 2, 2, "S?S?", fn_codepoint_equal, NULL, 0, XP_FN_BOOLEAN, NULL,
     0},                                                                                 /* 7.3.3 */
    {"concat", 2, FN_MANY, "A?", fn_concat, NULL, 0, XP_FN_STRING, NULL, 0},             /* 7.4.1 */
    {"string-join", 2, 2, "S*S", fn_string_join, NULL, 0, XP_FN_STRING, NULL, 0},        /* 7.4.2 */
    {"substring", 2, 3, "S?DD", fn_substring, NULL, 0, XP_FN_STRING, NULL, 0},           /* 7.4.3 */
    {"string-length", 0, 1, "S?", fn_string_length, NULL, 0, 0, NULL, 0},                /* 7.4.4 */
    {"normalize-space", 0, 1, "S?", fn_normalize_space, NULL, 0, XP_FN_STRING, NULL, 0}, /* 7.4.5 */
    {"normalize-unicode", 1, 2, "S?S", fn_normalize_unicode, NULL, 0, XP_FN_STRING, NULL, 0},
    {"upper-case", 1, 1, "S?", fn_upper_case, NULL, 0, XP_FN_STRING, NULL, 0}, /* 7.4.7 */
    {"lower-case", 1, 1, "S?", fn_lower_case, NULL, 0, XP_FN_STRING, NULL, 0}, /* 7.4.8 */
    {"translate", 3, 3, "S?SS", fn_translate, NULL, 0, XP_FN_STRING, NULL, 0}, /* 7.4.9 */
    {"encode-for-uri", 1, 1, "S?", fn_encode_for_uri, NULL, 0, XP_FN_STRING, NULL, 0},
    {"iri-to-uri", 1, 1, "S?", fn_iri_to_uri, NULL, 0, XP_FN_STRING, NULL, 0},
    {"escape-html-uri", 1, 1, "S?", fn_escape_html_uri, NULL, 0, XP_FN_STRING, NULL, 0},
    {0},
};
