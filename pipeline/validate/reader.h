/*
 * reader.h - what rules may read besides the document: files of its edition, and nothing else.
 *
 * Addresses are relative to the document. A file counts as the edition's when its real path is
 * below the edition's folder. Each is read once, for all threads, and kept as long as the reader.
 */
#ifndef TP_VALIDATE_READER_H
#define TP_VALIDATE_READER_H

#include "schematron/schematron.h"

struct tp_reader;

/* ROOT_OF gives the folder of the edition that FILE is in; NULL: the file's own folder is it. NOW
 * is for current-date() and its like, in seconds since the epoch. Belongs to the arena. */
struct tp_reader *tp_reader_new(struct tp_arena *a,
                                const char *(*root_of)(struct tp_arena *a, const char *file),
                                int64_t now);
/* For tp_rules_load(); safe for use by several threads. */
const struct tp_sch_host *tp_reader_host(const struct tp_reader *r);

#endif
