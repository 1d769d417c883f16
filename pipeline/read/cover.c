#include "cover.h"

#include "../base/utf8.h"

struct tp_cover {
    uint64_t *bits;
};

struct tp_cover *tp_cover_new(struct tp_arena *a, uint32_t len)
{
    struct tp_cover *c = TP_NEW(a, struct tp_cover);

    c->bits = TP_NEW_ARRAY(a, len / 64 + 1, uint64_t);
    return c;
}

/* The bits of word I that lie in the range. */
static uint64_t mask(struct tp_range r, uint32_t i)
{
    uint64_t m = ~UINT64_C(0);

    if (i == r.start / 64)
        m &= ~UINT64_C(0) << r.start % 64;
    if (i == (r.end - 1) / 64)
        m &= ~UINT64_C(0) >> (63 - (r.end - 1) % 64);
    return m;
}

bool tp_cover_free(const struct tp_cover *c, struct tp_range r)
{
    if (r.start >= r.end)
        return true;
    for (uint32_t i = r.start / 64; i <= (r.end - 1) / 64; i++)
        if (c->bits[i] & mask(r, i))
            return false;
    return true;
}

bool tp_cover_claim(struct tp_cover *c, struct tp_range r)
{
    if (!tp_cover_free(c, r))
        return false;
    if (r.start < r.end)
        for (uint32_t i = r.start / 64; i <= (r.end - 1) / 64; i++)
            c->bits[i] |= mask(r, i);
    return true;
}

static bool claimed(const struct tp_cover *c, uint32_t i)
{
    return c->bits[i / 64] >> i % 64 & 1;
}

struct tp_range tp_cover_gap(const struct tp_cover *c, const char *text, uint32_t start,
                             uint32_t end)
{
    struct tp_range r = {end, end};

    for (uint32_t i = start; i < end;) {
        uint32_t cp = 0, len;
        if (claimed(c, i)) {
            if (r.start < end)
                break;
            i += i % 64 == 0 && i + 64 <= end && c->bits[i / 64] == ~UINT64_C(0) ? 64 : 1;
            continue;
        }
        len = (uint32_t)tp_utf8_decode(text + i, end - i, &cp);
        if (len ==
            0) { /* the middle of a character whose beginning is claimed: no reader does it */
            len = 1;
            cp = 'x';
        }
        if (cp == '\n' && r.start < end)
            break;
        if (!tp_is_space(cp)) {
            if (r.start == end)
                r.start = i;
            r.end = i + len;
        }
        i += len;
    }
    return r;
}
