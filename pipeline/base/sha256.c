#include "sha256.h"

#include <string.h>

/* Section 4.2.2: fractions of the cube roots of the first 64 primes. */
const uint32_t tp_sha256_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotr(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* One round: of the eight words only D and H change; the caller gives each another part in the next
 * round, so that none is moved. */
static inline void step(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f,
                        uint32_t g, uint32_t *h, uint32_t kw)
{
    uint32_t t1 = *h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + kw;

    *d += t1;
    *h = t1 + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
}

static void block(uint32_t state[8], const unsigned char *p)
{
    uint32_t w[64], v[8];

    for (int t = 0; t < 16; t++)
        w[t] = big_endian(p + 4 * t);
    for (int t = 16; t < 64; t++) {
        uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    memcpy(v, state, sizeof v); /* a to h of the standard */
    for (int t = 0; t < 64; t += 8) {
        const uint32_t *kt = &tp_sha256_k[t], *wt = &w[t];
        step(v[0], v[1], v[2], &v[3], v[4], v[5], v[6], &v[7], kt[0] + wt[0]);
        step(v[7], v[0], v[1], &v[2], v[3], v[4], v[5], &v[6], kt[1] + wt[1]);
        step(v[6], v[7], v[0], &v[1], v[2], v[3], v[4], &v[5], kt[2] + wt[2]);
        step(v[5], v[6], v[7], &v[0], v[1], v[2], v[3], &v[4], kt[3] + wt[3]);
        step(v[4], v[5], v[6], &v[7], v[0], v[1], v[2], &v[3], kt[4] + wt[4]);
        step(v[3], v[4], v[5], &v[6], v[7], v[0], v[1], &v[2], kt[5] + wt[5]);
        step(v[2], v[3], v[4], &v[5], v[6], v[7], v[0], &v[1], kt[6] + wt[6]);
        step(v[1], v[2], v[3], &v[4], v[5], v[6], v[7], &v[0], kt[7] + wt[7]);
    }
    for (int i = 0; i < 8; i++)
        state[i] += v[i];
}

void tp_sha256_plain(uint32_t h[8], const unsigned char *p, size_t n)
{
    for (; n; n--, p += 64)
        block(h, p);
}

static void take(struct tp_sha256 *s, const unsigned char *p, size_t n)
{
    tp_sha256_fn *native = tp_sha256_native();

    (native ? native : tp_sha256_plain)(s->h, p, n);
}

struct tp_sha256 tp_sha256_new(void)
{
    return (struct tp_sha256){.h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                    0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void tp_sha256_add(struct tp_sha256 *s, const void *data, size_t len)
{
    const unsigned char *p = data;
    size_t has = s->len % sizeof s->rest;

    s->len += len;
    if (has) {
        size_t n = len < sizeof s->rest - has ? len : sizeof s->rest - has;
        if (n)
            memcpy(s->rest + has, p, n);
        p += n;
        len -= n;
        if (has + n < sizeof s->rest)
            return;
        take(s, s->rest, 1);
    }
    take(s, p, len / sizeof s->rest);
    if (len % sizeof s->rest)
        memcpy(s->rest, p + len - len % sizeof s->rest, len % sizeof s->rest);
}

void tp_sha256_end(struct tp_sha256 *s, char out[TP_SHA256])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char tail[128] = {0};
    size_t rest = s->len % 64, padded = rest < 56 ? 64 : 128;

    memcpy(tail, s->rest, rest);
    tail[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        tail[padded - 1 - (size_t)i] = (unsigned char)(s->len * 8 >> 8 * i);
    take(s, tail, padded / 64);
    for (int i = 0; i < 64; i++)
        out[i] = digits[s->h[i / 8] >> (28 - i % 8 * 4) & 15];
    out[64] = '\0';
}

void tp_sha256(const void *data, size_t len, char out[TP_SHA256])
{
    struct tp_sha256 s = tp_sha256_new();

    tp_sha256_add(&s, data, len);
    tp_sha256_end(&s, out);
}

void tp_digest(const void *data, size_t len, char out[TP_DIGEST])
{
    struct tp_sha256 s = tp_sha256_new();

    tp_sha256_add(&s, data, len);
    tp_digest_end(&s, out);
}

void tp_digest_end(struct tp_sha256 *s, char out[TP_DIGEST])
{
    char whole[TP_SHA256];

    tp_sha256_end(s, whole);
    memcpy(out, whole, TP_DIGEST - 1);
    out[TP_DIGEST - 1] = '\0';
}
