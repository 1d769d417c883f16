/* The classes of characters that the sets of a sieve tell apart. */
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "sieve_impl.h"

struct bounds {
    UChar32 *v;
    size_t n, cap;
};

static int by_value(const void *x, const void *y)
{
    UChar32 a = *(const UChar32 *)x, b = *(const UChar32 *)y;

    return a < b ? -1 : a > b;
}

/* Where a range of any set begins or ends, in order, once each, from 0 to the last code point + 1.
 */
static void find_bounds(struct tp_arena *a, USet *const *sets, size_t n, struct bounds *out)
{
    size_t kept = 0;

    TP_PUSH(a, out, 0);
    TP_PUSH(a, out, 0x110000);
    for (size_t i = 0; i < n; i++)
        for (int32_t k = 0, m = uset_getRangeCount(sets[i]); k < m; k++) {
            UErrorCode status = U_ZERO_ERROR;
            UChar32 from, to;
            (void)uset_getItem(sets[i], k, &from, &to, NULL, 0, &status);
            TP_PUSH(a, out, from);
            TP_PUSH(a, out, to + 1);
        }
    qsort(out->v, out->n, sizeof *out->v, by_value);
    for (size_t i = 0; i < out->n; i++)
        if (kept == 0 || out->v[kept - 1] != out->v[i])
            out->v[kept++] = out->v[i];
    out->n = kept;
}

static size_t bound_at(const struct bounds *b, UChar32 cp)
{
    size_t low = 0, high = b->n;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (b->v[middle] <= cp)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* For each interval between bounds, the sets that hold it: SIGNS words of 64 bits each. */
static uint64_t *sign(struct tp_arena *a, USet *const *sets, size_t n, const struct bounds *b,
                      size_t signs)
{
    uint64_t *out = tp_alloc_array(a, b->n * signs, sizeof *out);

    for (size_t i = 0; i < n; i++)
        for (int32_t k = 0, m = uset_getRangeCount(sets[i]); k < m; k++) {
            UErrorCode status = U_ZERO_ERROR;
            UChar32 from, to;
            (void)uset_getItem(sets[i], k, &from, &to, NULL, 0, &status);
            for (size_t j = bound_at(b, from); j < b->n && b->v[j] <= to; j++)
                out[j * signs + i / 64] |= (uint64_t)1 << i % 64;
        }
    return out;
}

/* Number the different signatures from 1 on: the class of each interval. */
static uint16_t *number(struct tp_arena *a, const uint64_t *signature, size_t n, size_t signs,
                        uint32_t *n_classes)
{
    uint16_t *class = tp_alloc_array(a, n, sizeof *class);
    size_t size = 64, *table;

    while (size < 4 * n)
        size *= 2;
    table = tp_alloc_array(a, size, sizeof *table); /* interval + 1 */
    *n_classes = 1;
    for (size_t i = 0; i < n; i++) {
        const uint64_t *s = signature + i * signs;
        uint64_t h = 14695981039346656037u;
        size_t at;
        for (size_t k = 0; k < signs; k++)
            h = (h ^ s[k] ^ s[k] >> 29) * 1099511628211u;
        for (at = (h ^ h >> 32) & (size - 1); table[at]; at = (at + 1) & (size - 1))
            if (memcmp(signature + (table[at] - 1) * signs, s, signs * sizeof *s) == 0)
                break;
        if (!table[at]) {
            table[at] = i + 1;
            class[i] = (uint16_t)(*n_classes)++;
        } else {
            class[i] = class[table[at] - 1];
        }
    }
    return class;
}

/* Characters that (?i) takes for several ("ﬁ" for "fi"); "ß" is seen to in the expressions. */
static bool is_odd(UChar32 cp)
{
    UChar in[2], out[8];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0, m;

    if (cp < 0x80 || cp == 0xDF || cp == 0x1E9E || cp > 0xFFFF || (cp >= 0x2000 && cp < 0xFB00) ||
        cp > 0xFB20)
        return false;
    in[n++] = (UChar)cp;
    m = u_strFoldCase(out, 8, in, n, U_FOLD_CASE_DEFAULT, &status);
    return U_SUCCESS(status) && m > 1;
}

static void fill_page(uint16_t *page, UChar32 from, const struct bounds *b, const uint16_t *class)
{
    size_t at = bound_at(b, from);

    for (UChar32 cp = from; cp < from + 256; cp++) {
        while (at + 1 < b->n && b->v[at + 1] <= cp)
            at++;
        page[cp - from] = is_odd(cp) ? TP_ODD : class[at];
    }
}

void tp_alphabet_init(struct tp_arena *a, struct tp_alphabet *out, USet *const *sets, size_t n)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct bounds b = {0};
    size_t signs = n / 64 + 1, room = 16;
    uint64_t *signature;
    uint16_t *class, n_pages = 0;

    find_bounds(work, sets, n, &b);
    signature = sign(work, sets, n, &b, signs);
    class = number(work, signature, b.n, signs, &out->n_classes);
    out->pages = tp_alloc_array(a, room, sizeof *out->pages);
    for (UChar32 cp = 0; cp < 0x110000; cp += 256) {
        uint16_t at = 0;
        if (n_pages == room) {
            out->pages =
                tp_grow(a, out->pages, room * sizeof *out->pages, 2 * room * sizeof *out->pages);
            room *= 2;
        }
        fill_page(out->pages[n_pages], cp, &b, class);
        /* past the first planes nearly all pages are like the one before */
        at = n_pages > 8 ? (uint16_t)(n_pages - 8) : 0;
        while (memcmp(out->pages[at], out->pages[n_pages], sizeof *out->pages) != 0)
            at++;
        out->page[cp >> 8] = at;
        n_pages = (uint16_t)(n_pages + (at == n_pages));
    }
    out->words = out->n_classes / 32 + 1;
    out->members = tp_alloc_array(a, (n + 1) * out->words, sizeof *out->members);
    for (size_t i = 0; i < b.n; i++)
        for (size_t s = 0; s < n; s++)
            if (signature[i * signs + s / 64] >> s % 64 & 1)
                out->members[s * out->words + class[i] / 32] |= 1u << class[i] % 32;
    tp_arena_free(work);
}
