#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "../base/file.h"
#include "../base/utf8.h"
#include "read.h"

enum {
    LEAST_CONFIDENCE = 30, /* ICU's scale is 0 to 100; below this it is guessing */
    SAMPLE = 64 * 1024,    /* bytes shown to the detector */
    MOST_PLACES = 10000    /* control characters reported when there is no other bound */
};

struct mark {
    const char *bytes;
    size_t len;
    const char *charset; /* NULL: UTF-8 itself */
};

/* UTF-32LE before UTF-16LE, whose mark its own begins with. */
static const struct mark marks[] = {{"\xEF\xBB\xBF", 3, NULL},
                                    {"\xFF\xFE\0\0", 4, "UTF-32LE"},
                                    {"\0\0\xFE\xFF", 4, "UTF-32BE"},
                                    {"\xFF\xFE", 2, "UTF-16LE"},
                                    {"\xFE\xFF", 2, "UTF-16BE"}};

static void close_converter(void *p)
{
    ucnv_close(p);
}

static void close_detector(void *p)
{
    ucsdet_close(p);
}

/* A converter that stops at whatever it can't map; NULL when ICU doesn't know the name. */
static UConverter *open_converter(struct tp_arena *work, const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *c = ucnv_open(name, &error);

    if (error == U_MEMORY_ALLOCATION_ERROR)
        tp_arena_fail(work);
    if (U_FAILURE(error))
        return NULL;
    tp_own(work, close_converter, c);
    ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    return U_SUCCESS(error) ? c : NULL;
}

/* Convert to UTF-8 in B. False, with the offset of the first bad byte in *BAD. */
static bool convert(struct tp_arena *work, const char *charset, const char *data, size_t len,
                    struct tp_buf *b, size_t *bad)
{
    UConverter *from = open_converter(work, charset), *to = open_converter(work, "UTF-8");
    UErrorCode error = U_ZERO_ERROR;
    UChar pivot[4096], *pivot_in = pivot, *pivot_out = pivot;
    const char *in = data;
    char out[8192], rest[32];
    int8_t n_rest = sizeof rest;
    bool first = true;

    *bad = 0;
    if (!from || !to)
        return false;
    do {
        char *end = out;
        error = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &end, out + sizeof out, &in, data + len, pivot, &pivot_in,
                       &pivot_out, pivot + sizeof pivot / sizeof *pivot, first, true, &error);
        first = false;
        tp_buf_add(b, out, (size_t)(end - out));
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    if (error == U_MEMORY_ALLOCATION_ERROR)
        tp_arena_fail(work);
    if (U_SUCCESS(error))
        return true;
    error = U_ZERO_ERROR;
    ucnv_getInvalidChars(from, rest, &n_rest, &error);
    *bad = (size_t)(in - data);
    if (U_SUCCESS(error) && (size_t)n_rest <= *bad)
        *bad -= (size_t)n_rest;
    return false;
}

/* Is it text that someone could have written: no control characters, neither C0 nor C1? */
static bool plausible(const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = tp_utf8_decode(p + i, n - i, &cp);
        if (len == 0 || cp == 0xFFFD || !tp_is_xml_char(cp) || (cp >= 0x7F && cp < 0xA0) ||
            (cp >= 0xE000 && cp <= 0xF8FF))
            return false;
        i += len;
    }
    return true;
}

/* The lines with bytes above 127, at most SAMPLE bytes: the detector looks only at the beginning of
 * what it gets, and a long beginning in English would tell it nothing. */
static struct tp_buf sample_of(struct tp_arena *work, const char *data, size_t len)
{
    struct tp_buf b = tp_buf_new(work);

    for (size_t i = 0; i < len && b.len < SAMPLE;) {
        const char *lf = memchr(data + i, '\n', len - i);
        size_t end = lf ? (size_t)(lf - data) + 1 : len, high = i;
        while (high < end && (unsigned char)data[high] < 0x80)
            high++;
        if (high < end) {
            size_t from = high - i > 256 ? high - 256 : i;
            tp_buf_add(&b, data + from, end - from < SAMPLE ? end - from : SAMPLE);
        }
        i = end;
    }
    return b;
}

/* Bytes that are UTF-8 but for a few were UTF-8 once and are damaged now: reading them in another
 * encoding would garble the rest. */
static bool is_damaged_utf8(const char *data, size_t len)
{
    size_t good = 0, bad = 0;

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(data + i, len - i, &cp);
        good += n > 1;
        bad += n == 0;
        i += n ? n : 1;
    }
    return good > 4 * bad;
}

/* UTF-16 without a mark: in text of European languages every other byte is zero. */
static const char *utf16_of(const char *data, size_t len)
{
    size_t zero[2] = {0, 0}, n = len < SAMPLE ? len : SAMPLE;

    for (size_t i = 0; i < n; i++)
        zero[i & 1] += data[i] == '\0';
    if (len % 2 || zero[0] + zero[1] < n / 8 + 1)
        return NULL;
    return zero[1] > 16 * zero[0] ? "UTF-16LE" : zero[0] > 16 * zero[1] ? "UTF-16BE" : NULL;
}

static bool try_charset(struct tp_arena *a, const char *file, const char *charset, int confidence,
                        const char *data, size_t len, struct tp_buf *b, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    size_t bad;
    bool ok;

    *b = tp_buf_new(a);
    ok = convert(work, charset, data, len, b, &bad) && plausible(b->p, b->len);
    tp_arena_free(work);
    if (ok)
        tp_diag(ds, TP_D_CONVERTED, tp_in(file), charset, tp_fmt(a, "%d", confidence));
    return ok;
}

/* Find an encoding in which the bytes are text. */
static bool detect(struct tp_arena *a, const char *file, const char *data, size_t len,
                   struct tp_buf *b, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_buf sample = sample_of(work, data, len);
    UErrorCode error = U_ZERO_ERROR;
    UCharsetDetector *d = ucsdet_open(&error);
    const UCharsetMatch **found = NULL;
    int32_t n = 0;
    bool ok = false;

    if (error == U_MEMORY_ALLOCATION_ERROR || !d)
        tp_arena_fail(a);
    tp_own(work, close_detector, d);
    ucsdet_setText(d, sample.p, (int32_t)sample.len, &error);
    found = ucsdet_detectAll(d, &n, &error);
    for (int32_t i = 0; U_SUCCESS(error) && i < n && !ok; i++) {
        int32_t confidence = ucsdet_getConfidence(found[i], &error);
        const char *name = ucsdet_getName(found[i], &error);
        if (U_FAILURE(error) || confidence < LEAST_CONFIDENCE)
            break;
        if (strncmp(name, "UTF-", 4) != 0 && strncmp(name, "IBM", 3) != 0)
            ok = try_charset(a, file, name, confidence, data, len, b, ds);
    }
    tp_arena_free(work);
    return ok;
}

static void not_utf8(struct tp_arena *a, const char *file, const char *data, size_t len,
                     size_t base, size_t at, struct tp_diags *ds)
{
    size_t line = 1, start = 0;

    for (size_t i = 0; i < at; i++) {
        if (data[i] == '\n' || (data[i] == '\r' && (i + 1 == len || data[i + 1] != '\n'))) {
            line++;
            start = i + 1;
        }
    }
    tp_diag(ds, TP_D_NOT_UTF8, tp_at(file, line, tp_utf8_count(data + start, at - start) + 1),
            tp_fmt(a, "%zu", base + at + 1),
            tp_fmt(a, "%02X", at < len ? (unsigned char)data[at] : 0u));
}

/* From any encoding to well-formed UTF-8: DATA itself, or a conversion of it. */
static bool to_utf8(struct tp_arena *a, const char *file, const char *data, size_t len,
                    struct tp_slice *out, struct tp_diags *ds)
{
    const char *charset = NULL;
    struct tp_buf b;
    size_t skip = 0, valid, bad;

    for (size_t i = 0; i < sizeof marks / sizeof *marks && !skip; i++) {
        if (len >= marks[i].len && memcmp(data, marks[i].bytes, marks[i].len) == 0) {
            skip = marks[i].len;
            charset = marks[i].charset;
        }
    }
    data += skip;
    len -= skip;
    if (charset) {
        b = tp_buf_new(a);
        if (!convert(a, charset, data, len, &b, &bad)) {
            tp_diag(ds, TP_D_NOT_UTF8, tp_in(file), tp_fmt(a, "%zu", skip + bad + 1),
                    tp_fmt(a, "%02X", bad < len ? (unsigned char)data[bad] : 0u));
            return false;
        }
        *out = (struct tp_slice){b.p, b.len};
        return true;
    }
    charset = skip ? NULL : utf16_of(data, len);
    if (charset && try_charset(a, file, charset, 100, data, len, &b, ds)) {
        *out = (struct tp_slice){b.p, b.len};
        return true;
    }
    *out = (struct tp_slice){data, len};
    valid = tp_utf8_valid(data, len);
    if (valid == len)
        return true;
    if (!skip && !is_damaged_utf8(data, len) && detect(a, file, data, len, &b, ds)) {
        *out = (struct tp_slice){b.p, b.len};
        return true;
    }
    not_utf8(a, file, data, len, skip, valid, ds);
    return false;
}

/* Copy with every line end as LF. */
static struct tp_slice with_lf(struct tp_arena *a, struct tp_slice in)
{
    char *out = tp_alloc(a, in.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < in.len;) {
        const char *cr = memchr(in.p + i, '\r', in.len - i);
        size_t end = cr ? (size_t)(cr - in.p) : in.len;
        memcpy(out + n, in.p + i, end - i);
        n += end - i;
        if (cr) {
            out[n++] = '\n';
            end += end + 1 < in.len && in.p[end + 1] == '\n' ? 2 : 1;
        }
        i = end;
    }
    out[n] = '\0';
    return (struct tp_slice){out, n};
}

static size_t forbidden_at(const char *p, size_t i, size_t n)
{
    unsigned char c = (unsigned char)p[i];

    if (c < 0x20 && c != '\t' && c != '\n')
        return 1;
    if (c == 0xEF && i + 2 < n && (unsigned char)p[i + 1] == 0xBF &&
        (unsigned char)p[i + 2] >= 0xBE)
        return 3; /* U+FFFE, U+FFFF */
    return 0;
}

/* Report the characters that XML has no place for. */
static bool check_characters(struct tp_arena *a, const char *file, struct tp_slice text,
                             struct tp_diags *ds)
{
    size_t line = 1, col = 1, found = 0, most = ds->max_errors ? ds->max_errors : MOST_PLACES;

    for (size_t i = 0; i < text.len && found < most; i++) {
        if (forbidden_at(text.p, i, text.len)) {
            uint32_t cp = 0;
            (void)tp_utf8_decode(text.p + i, text.len - i, &cp); /* it is well formed */
            tp_diag(ds, TP_D_CONTROL_CHARACTER, tp_at(file, line, col), tp_fmt(a, "%04X", cp));
            found++;
        }
        if (text.p[i] == '\n') {
            line++;
            col = 1;
        } else if (((unsigned char)text.p[i] & 0xC0) != 0x80) {
            col++;
        }
    }
    return found == 0;
}

static bool is_blank(struct tp_slice text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(text.p + i, text.len - i, &cp);
        if (n == 0 || !tp_is_space(cp))
            return false;
        i += n;
    }
    return true;
}

bool tp_decode(struct tp_arena *a, const char *file, const char *data, size_t len,
               struct tp_slice *text, struct tp_diags *ds)
{
    if (len <= INT32_MAX && !to_utf8(a, file, data, len, text, ds))
        return false;
    if (len > INT32_MAX || text->len > INT32_MAX - 1) {
        tp_diag(ds, TP_D_FILE_TOO_LARGE, tp_in(file), tp_fmt(a, "%d MB", TP_MAX_FILE_MB));
        return false;
    }
    *text = with_lf(a, *text);
    if (!check_characters(a, file, *text, ds))
        return false;
    if (is_blank(*text)) {
        tp_diag(ds, TP_D_EMPTY_SOURCE, tp_in(file), NULL);
        return false;
    }
    return true;
}
