/* sha256.h - SHA-256, after FIPS 180-4 (NIST, 2015), section 6.2. */
#ifndef TP_BASE_SHA256_H
#define TP_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

/* Digests as lower-case hexadecimal digits and a NUL: whole, and the first half of it, by which
 * values are told apart that are no files. */
enum { TP_SHA256 = 65, TP_DIGEST = 33 };

void tp_sha256(const void *data, size_t len, char out[TP_SHA256]);
void tp_digest(const void *data, size_t len, char out[TP_DIGEST]);

/* The same of bytes that come piece by piece; what has been ended can't go on. */
struct tp_sha256 {
    uint32_t h[8];
    uint64_t len; /* of all so far */
    unsigned char rest[64];
};

struct tp_sha256 tp_sha256_new(void);
void tp_sha256_add(struct tp_sha256 *s, const void *data, size_t len);
void tp_sha256_end(struct tp_sha256 *s, char out[TP_SHA256]);
void tp_digest_end(struct tp_sha256 *s, char out[TP_DIGEST]);

/* ---- inside ---- */

/* Take N blocks of 64 bytes into the state H. */
typedef void tp_sha256_fn(uint32_t h[8], const unsigned char *p, size_t n);

tp_sha256_fn tp_sha256_plain;
/* By the processor's own instructions, some ten times as fast; NULL: it has none. */
tp_sha256_fn *tp_sha256_native(void);
extern const uint32_t tp_sha256_k[64];

#endif
