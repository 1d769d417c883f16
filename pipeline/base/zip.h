/*
 * zip.h - ZIP archives of files (libzip), to the byte the same for the same names and contents.
 *
 * Every member is of 1980-01-01, the first day that the format knows, and may be read and written
 * as usual (0644); names are UTF-8. Files are read and packed one after the other, so that memory
 * grows with their number (under 1 KB each), not with their size.
 */
#ifndef TP_BASE_ZIP_H
#define TP_BASE_ZIP_H

#include "file.h"

struct tp_zip_member {
    const char *name; /* in the archive, with slashes */
    const char *file; /* where it is read from */
    size_t old; /* its number + 1 in the archive of this program that stands at the path already,
                 * from which its packed bytes are taken over; 0: it isn't there, or was another */
};

/* Make an archive of V, in this order, at PATH, which is replaced when it is done; folders are
 * made. N > 0; names are all different. False, with a diagnostic: PATH is as it was. */
bool tp_zip_write(struct tp_arena *work, const char *path, const struct tp_zip_member *v, size_t n,
                  struct tp_diags *ds);

#endif
