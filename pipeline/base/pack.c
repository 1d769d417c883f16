#include "pack.h"

#include <string.h>

/* ---- writing ---- */

void tp_pack_number(struct tp_buf *b, uint64_t n)
{
    char bytes[10];
    size_t len = 0;

    do {
        bytes[len++] = (char)((n & 0x7F) | (n > 0x7F ? 0x80 : 0));
        n >>= 7;
    } while (n);
    tp_buf_add(b, bytes, len);
}

void tp_pack_slice(struct tp_buf *b, struct tp_slice s)
{
    tp_pack_number(b, s.len + 1);
    tp_buf_add(b, s.p, s.len);
    tp_buf_char(b, '\0');
}

void tp_pack_string(struct tp_buf *b, const char *s)
{
    if (s)
        tp_pack_slice(b, (struct tp_slice){s, strlen(s)});
    else
        tp_pack_number(b, 0);
}

void tp_pack_bytes(struct tp_buf *b, const void *p, size_t n)
{
    tp_pack_number(b, n);
    if (n)
        tp_buf_add(b, p, n);
}

void tp_pack_diags(struct tp_buf *b, const struct tp_diags *ds)
{
    size_t n = 0;

    for (const struct tp_diag *d = ds->first; d; d = d->next)
        n++;
    tp_pack_number(b, n);
    for (const struct tp_diag *d = ds->first; d; d = d->next) {
        tp_pack_number(b, (uint64_t)d->severity);
        tp_pack_number(b, (uint64_t)d->code);
        tp_pack_string(b, d->loc.file);
        tp_pack_number(b, d->loc.line);
        tp_pack_number(b, d->loc.col);
        tp_pack_string(b, d->message);
        tp_pack_string(b, d->path);
        tp_pack_string(b, d->excerpt);
        tp_pack_number(b, d->n_expected);
        for (size_t i = 0; i < d->n_expected; i++)
            tp_pack_string(b, d->expected[i]);
    }
}

/* ---- reading ---- */

struct tp_unpack tp_unpack_new(struct tp_slice bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;

    return (struct tp_unpack){p, p ? p + bytes.len : p, p == NULL};
}

uint64_t tp_unpack_number(struct tp_unpack *u)
{
    uint64_t n = 0;

    for (unsigned shift = 0; !u->bad && u->p < u->end && shift < 64; shift += 7) {
        unsigned char c = *u->p++;
        n |= (uint64_t)(c & 0x7F) << shift;
        if (!(c & 0x80))
            return n;
    }
    u->bad = true;
    return 0;
}

size_t tp_unpack_count(struct tp_unpack *u)
{
    uint64_t n = tp_unpack_number(u);

    if (n > (uint64_t)(u->end - u->p))
        u->bad = true;
    return u->bad ? 0 : (size_t)n;
}

struct tp_slice tp_unpack_slice(struct tp_unpack *u)
{
    size_t n = tp_unpack_count(u);
    const char *s = (const char *)u->p;

    if (n == 0)
        return (struct tp_slice){NULL, 0};
    if (s[n - 1] != '\0') {
        u->bad = true;
        return (struct tp_slice){NULL, 0};
    }
    u->p += n;
    return (struct tp_slice){s, n - 1};
}

const char *tp_unpack_string(struct tp_unpack *u)
{
    return tp_unpack_slice(u).p;
}

struct tp_slice tp_unpack_bytes(struct tp_unpack *u)
{
    size_t n = tp_unpack_count(u);
    struct tp_slice s = {(const char *)u->p, n};

    u->p += n;
    return u->bad ? (struct tp_slice){NULL, 0} : s;
}

static void unpack_diag(struct tp_unpack *u, struct tp_diags *ds, struct tp_diag *d)
{
    *d = (struct tp_diag){0};
    d->severity = (enum tp_severity)tp_unpack_number(u);
    d->code = (enum tp_code)tp_unpack_number(u);
    d->loc.file = tp_unpack_string(u);
    d->loc.line = (size_t)tp_unpack_number(u);
    d->loc.col = (size_t)tp_unpack_number(u);
    d->message = tp_unpack_string(u);
    d->path = tp_unpack_string(u);
    d->excerpt = tp_unpack_string(u);
    d->n_expected = tp_unpack_count(u);
    if (d->n_expected) {
        const char **expected = TP_NEW_ARRAY(ds->arena, d->n_expected, const char *);
        for (size_t i = 0; i < d->n_expected; i++) {
            const char *s = tp_unpack_string(u);
            expected[i] = s ? s : "";
        }
        d->expected = expected;
    }
    if ((unsigned)d->severity > TP_NOTE || (unsigned)d->code >= TP_D_COUNT || !d->message)
        u->bad = true;
}

void tp_unpack_diags(struct tp_unpack *u, struct tp_diags *ds,
                     bool (*skip)(const struct tp_diag *d))
{
    struct tp_diag d;

    for (size_t n = tp_unpack_count(u); n && !u->bad; n--) {
        unpack_diag(u, ds, &d);
        if (!u->bad && !(skip && skip(&d)))
            tp_diags_add_copy(ds, &d);
    }
}
