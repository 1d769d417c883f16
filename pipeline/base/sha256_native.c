/* SHA-256 by the SHA extensions of x86 processors (Intel, "Intel SHA Extensions", 2013). */
#include "sha256.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>
#include <stdbool.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

/* The state as the instructions have it: words A B E F and C D G H, the first one highest. */
struct state {
    __m128i abef, cdgh;
};

/* Four rounds. */
WITH_SHA static inline void rounds(struct state *s, __m128i w, const uint32_t *k)
{
    __m128i kw = _mm_add_epi32(w, _mm_loadu_si128((const __m128i *)(const void *)k));

    s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, kw);
    s->abef = _mm_sha256rnds2_epu32(s->abef, s->cdgh, _mm_shuffle_epi32(kw, 0x0E));
}

/* The next four words of the schedule, from the sixteen before. */
WITH_SHA static inline __m128i schedule(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));

    return _mm_sha256msg2_epu32(sum, w3);
}

WITH_SHA static inline __m128i load(const unsigned char *p)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)p), swap);
}

WITH_SHA static inline void block(struct state *s, const unsigned char *p)
{
    __m128i w0 = load(p), w1 = load(p + 16), w2 = load(p + 32), w3 = load(p + 48);
    struct state before = *s;

    for (const uint32_t *k = tp_sha256_k;; k += 16) {
        rounds(s, w0, k);
        rounds(s, w1, k + 4);
        rounds(s, w2, k + 8);
        rounds(s, w3, k + 12);
        if (k == tp_sha256_k + 48)
            break;
        w0 = schedule(w0, w1, w2, w3);
        w1 = schedule(w1, w2, w3, w0);
        w2 = schedule(w2, w3, w0, w1);
        w3 = schedule(w3, w0, w1, w2);
    }
    s->abef = _mm_add_epi32(s->abef, before.abef);
    s->cdgh = _mm_add_epi32(s->cdgh, before.cdgh);
}

WITH_SHA static void native(uint32_t h[8], const unsigned char *p, size_t n)
{
    __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(void *)h), 0xB1);
    __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(void *)(h + 4)), 0x1B);
    struct state s = {_mm_alignr_epi8(badc, efgh, 8), _mm_blend_epi16(efgh, badc, 0xF0)};
    __m128i feba, dchg;

    for (; n; n--, p += 64)
        block(&s, p);
    feba = _mm_shuffle_epi32(s.abef, 0x1B);
    dchg = _mm_shuffle_epi32(s.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(dchg, feba, 8));
}

static bool has_sha(void)
{
    unsigned a, b, c, d;

    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Asking takes long where the processor is a virtual one: once, and the answer never changes. */
tp_sha256_fn *tp_sha256_native(void)
{
    enum { UNKNOWN, NO, YES };
    static _Atomic int answer = UNKNOWN;
    int known = atomic_load_explicit(&answer, memory_order_relaxed);

    if (known == UNKNOWN) {
        known = has_sha() ? YES : NO;
        atomic_store_explicit(&answer, known, memory_order_relaxed);
    }
    return known == YES ? native : NULL;
}

#else

tp_sha256_fn *tp_sha256_native(void)
{
    return NULL;
}

#endif
