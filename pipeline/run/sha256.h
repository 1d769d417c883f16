/* sha256.h - SHA-256, after FIPS 180-4 (NIST, 2015), section 6.2. */
#ifndef TP_RUN_SHA256_H
#define TP_RUN_SHA256_H

#include <stddef.h>
#include <stdint.h>

/* The digest of LEN bytes as 64 lower-case hexadecimal digits and a NUL. */
void tp_sha256(const void *data, size_t len, char out[65]);

/* ---- inside ---- */

/* Take N blocks of 64 bytes into the state H. */
typedef void tp_sha256_fn(uint32_t h[8], const unsigned char *p, size_t n);

tp_sha256_fn tp_sha256_plain;
/* By the processor's own instructions, some ten times as fast; NULL: it has none. */
tp_sha256_fn *tp_sha256_native(void);
extern const uint32_t tp_sha256_k[64];

#endif
