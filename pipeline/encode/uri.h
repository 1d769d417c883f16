/*
 * uri.h - addresses from a transcription as values of pointer attributes.
 *
 * What people write as an address has blanks, brackets and stray signs in it. RFC 3986 says which
 * characters an address may have; the others are percent-encoded, characters outside ASCII are left
 * as they are (RFC 3987).
 */
#ifndef TP_ENCODE_URI_H
#define TP_ENCODE_URI_H

#include "../base/buf.h"

/* TEXT as a URI reference, in the arena; NULL when TEXT is empty or only white space. */
const char *tp_uri(struct tp_arena *a, const char *text);

/* A file's path as a URI reference: all but unreserved characters and slashes is percent-encoded.
 */
const char *tp_uri_path(struct tp_arena *a, const char *path);

/* Does the text begin with a scheme ("https:")? */
bool tp_uri_has_scheme(const char *text);

#endif
