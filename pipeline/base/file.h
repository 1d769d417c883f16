/* file.h - whole files in, whole files out. Every failure is a diagnostic. */
#ifndef TP_BASE_FILE_H
#define TP_BASE_FILE_H

#include "diag.h"

enum { TP_MAX_FILE_MB = 2047 }; /* a document's offsets fit 31 bits */

/* Read all of PATH ("-": standard input) into the arena, NUL-terminated behind *LEN bytes.
 * On failure, a diagnostic and false. A folder, a device that never ends and a file over
 * TP_MAX_FILE_MB are refused. */
bool tp_read_file(struct tp_arena *a, const char *path, char **data, size_t *len,
                  struct tp_diags *ds);

/* Write PATH ("-": standard output): beside its place, then renamed into it, so that a reader finds
 * the old file or the new one and nothing else. Folders above PATH are made. On failure, a
 * diagnostic, false, and no trace. A file that already has this content is left untouched; a device
 * or a pipe is written to as it is. */
bool tp_write_file(struct tp_arena *a, const char *path, const char *data, size_t len,
                   struct tp_diags *ds);

/* Make the folder and those above it. */
bool tp_make_folder(struct tp_arena *a, const char *path, struct tp_diags *ds);

/* The regular files in the folder and below it whose names pass KEEP, in byte order of their paths
 * (names as PATH/name). Names that start with a dot are left out; links to folders are not
 * followed. */
struct tp_paths {
    char **v;
    size_t n, cap;
};
bool tp_list_files(struct tp_arena *a, const char *path, bool (*keep)(const char *path, void *arg),
                   void *arg, struct tp_paths *out, struct tp_diags *ds);

bool tp_is_folder(const char *path);
bool tp_file_exists(const char *path);
size_t
tp_file_size(const char *path); /* of a regular file; 0: there is none, or it is another thing */

/* "dir/name.txt": "name.txt"; "name"; ".txt" ("" when there is none). */
const char *tp_path_base(const char *path);
char *tp_path_stem(struct tp_arena *a, const char *path);
const char *tp_path_ext(const char *path);
char *tp_path_join(struct tp_arena *a, const char *dir, const char *name);
char *tp_path_dir(struct tp_arena *a, const char *path); /* "." when there is no slash */

#endif
