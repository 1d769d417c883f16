/* sha256.h - SHA-256, after FIPS 180-4 (NIST, 2015), section 6.2. */
#ifndef TP_RUN_SHA256_H
#define TP_RUN_SHA256_H

#include <stddef.h>

/* The digest of LEN bytes as 64 lower-case hexadecimal digits and a NUL. */
void tp_sha256(const void *data, size_t len, char out[65]);

#endif
